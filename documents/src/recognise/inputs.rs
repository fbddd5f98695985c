//! The fields of a form that a sample shows in HTML: the names of its inputs, and where it goes. The parsing is `scraper`'s.

use scraper::node::Element;
use scraper::{Html, Node};

use super::address::{self, Line};
use super::url;
use crate::limits;
use crate::page::{Cell, SampleMember};

/// Where a form goes, and by which method.
pub(super) fn action(lines: &[Cell]) -> Option<Line> {
    let cell = lines.iter().find(|cell| cell.text.contains("<form"))?;
    let page = parsed(&lines.iter().collect::<Vec<&Cell>>());
    let form = elements(&page).find(|element| element.name() == "form")?;
    let method = form.attr("method").unwrap_or("get").to_uppercase();
    Some(Line {
        method: address::method_fact(&method, cell),
        address: Some(url::address(form.attr("action")?.trim(), cell)?),
    })
}

fn parsed(lines: &[&Cell]) -> Html {
    let texts: Vec<&str> = lines.iter().map(|cell| cell.text.as_str()).collect();
    Html::parse_fragment(&texts.join("\n"))
}

fn elements(page: &Html) -> impl Iterator<Item = &Element> {
    page.tree
        .root()
        .descendants()
        .filter_map(|node| match node.value() {
            Node::Element(element) => Some(element),
            _ => None,
        })
}

/// The members that the inputs of a form are.
pub(super) fn members(lines: &[&Cell]) -> Vec<SampleMember> {
    let page = parsed(lines);
    let inputs = elements(&page);
    let inputs = inputs.filter(|element| {
        let sends = matches!(element.name(), "input" | "select" | "textarea");
        sends
            && !matches!(
                element.attr("type"),
                Some("submit" | "button" | "image" | "reset")
            )
    });
    let members = inputs.filter_map(|element| {
        let name = element.attr("name")?.trim();
        let quoted = |cell: &&&Cell| {
            let text = &cell.text;
            text.contains(&format!("\"{name}\"")) || text.contains(&format!("'{name}'"))
        };
        Some(SampleMember {
            path: vec![name.to_owned()],
            kind: None,
            value: element.attr("value").map(str::to_owned),
            line: lines.iter().find(quoted).or(lines.first())?.line,
            said: None,
        })
    });
    let mut found: Vec<SampleMember> = Vec::new();
    for member in members.take(limits::MOST_MEMBERS) {
        // The buttons of a choice have one name.
        if found.iter().all(|known| known.path != member.path) {
            found.push(member);
        }
    }
    found
}
