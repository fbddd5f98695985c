//! Forms of two specs. What they post is compared like the requests of operations.

use super::comparison::Comparison;
use super::operation::compare_whole_request;
use crate::diff::change::facts::OperationFact;
use crate::diff::change::{ChangeKind, Fact, Owner, Subject, SubjectPart};
use crate::model::BrowserForm;

pub(super) fn compare_forms(comparison: &mut Comparison<'_>) {
    let (old, new) = (&comparison.old.forms, &comparison.new.forms);
    let pairs = comparison.same.forms.pairs(old, new);
    let removed = comparison.same.forms.removed(old);
    let added = comparison.same.forms.added(new);
    for (old, new) in pairs {
        let BrowserForm { request } = old;
        let subject = &subject(new);
        let names = (&request.name, &new.request.name);
        comparison.compare(ChangeKind::FormRenamed, subject, names, Fact::Name);
        compare_whole_request(comparison, subject, request, &new.request);
    }
    for old in removed {
        comparison.add_vanished(ChangeKind::FormRemoved, &subject(old), address(old));
    }
    for new in added {
        comparison.add_appeared(ChangeKind::FormAdded, &subject(new), address(new));
    }
}

fn subject(form: &BrowserForm) -> Subject<'_> {
    Subject {
        owner: Owner::Form(&form.request.name),
        part: SubjectPart::Form,
    }
}

fn address(form: &BrowserForm) -> OperationFact<'_> {
    OperationFact::Address(form.request.method, form.request.address())
}
