//! Members of a notification that the values of others demand or keep out.

use super::Notice;
use crate::Problem;
use crate::body::Json;
use crate::check::Test;

impl Notice {
    /// Holds a member to a condition: it must be there, and as described, when all tests of one of these lists pass.
    /// `expected` says so. Dots in the names of tested members lead into objects. Comes before the members are read.
    pub fn required_when(&mut self, path: &[&str], condition: &[&[Test]], expected: &'static str) {
        if !self.meets(condition) {
            return;
        }
        match self.json.leads_to_something(path) {
            true => self.insist_on(path),
            false => self.breaks(path, expected, "nothing"),
        }
    }

    /// As [`required_when`](Self::required_when): it must not be there then. An empty one is as good as none.
    pub fn forbidden_when(&mut self, path: &[&str], condition: &[&[Test]], expected: &'static str) {
        if self.meets(condition) && self.json.leads_to_something(path) {
            self.breaks(path, expected, "a value");
        }
    }

    fn meets(&self, condition: &[&[Test]]) -> bool {
        let passes = |test: &Test| {
            let way: Vec<&str> = test.field().split('.').collect();
            let text = self.json.member_at(&way).and_then(Json::sent_text);
            let text = text.filter(|text| !text.trim().is_empty());
            test.takes(text.as_deref())
        };
        condition.iter().any(|tests| tests.iter().all(passes))
    }

    fn breaks(&mut self, path: &[&str], expected: &'static str, found: &'static str) {
        let problem = Problem::new("", path, expected, found);
        self.findings.report(problem);
    }
}
