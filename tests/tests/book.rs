//! The reference of HTML: everything that the specs have is on the page in both languages, and every link leads somewhere.

use std::collections::{BTreeMap, BTreeSet};

use kpg_codegen::model::Vendor;
use kpg_codegen::{SourceFile, compile};
use kpg_tests::specs::SPECS;
use scraper::{Html, Selector};

const LANGUAGES: [&str; 2] = ["ko", "en"];

fn pages(vendors: &[Vendor]) -> BTreeMap<String, Html> {
    let files = kpg_codegen::book(vendors).into_iter();
    let pages = files.filter(|(path, _)| path.ends_with(".html"));
    pages
        .map(|(path, text)| (path, Html::parse_document(&text)))
        .collect()
}

fn found<'p>(page: &'p Html, selector: &str, attribute: &'p str) -> BTreeSet<&'p str> {
    let selector = Selector::parse(selector).unwrap();
    let elements = page.select(&selector);
    elements
        .filter_map(|element| element.value().attr(attribute))
        .collect()
}

/// The texts of the elements that a selector finds.
fn texts(page: &Html, selector: &str) -> BTreeSet<String> {
    let selector = Selector::parse(selector).unwrap();
    let elements = page.select(&selector);
    elements.map(|element| element.text().collect()).collect()
}

#[test]
fn every_call_field_code_and_value_is_on_the_page_in_both_languages() {
    let pages = pages(&SPECS);
    for vendor in SPECS.iter() {
        let requests = vendor.requests().map(|request| request.name.to_string());
        let notifications = vendor.notifications.iter();
        let sections: BTreeSet<String> = requests
            .chain(notifications.map(|notification| notification.name.to_string()))
            .collect();
        let codes = vendor.code_sets.iter().flat_map(|set| &set.codes);
        let choices = vendor.enumerations.iter().flat_map(|one| &one.choices);
        let wires = codes.map(|code| &code.wire);
        let wires = wires.chain(choices.map(|choice| &choice.wire));
        let fields = vendor.requests().flat_map(|request| request.all_fields());
        let members = vendor.operations.iter().flat_map(|one| &one.answer.fields);
        let paths = members.map(|member| member.path.to_string());
        let wires: BTreeSet<String> = wires
            .chain(fields.map(|field| &field.wire))
            .cloned()
            .chain(paths)
            .collect();
        for language in LANGUAGES {
            let page = &pages[&format!("{language}/{}.html", vendor.id)];
            let there = found(page, "section", "id");
            let missing = sections
                .iter()
                .filter(|name| !there.contains(name.as_str()));
            assert_eq!(
                missing.collect::<Vec<_>>(),
                [""; 0],
                "{language} {}",
                vendor.id
            );
            let shown = texts(page, "td code");
            let missing = wires.difference(&shown);
            assert_eq!(
                missing.collect::<Vec<_>>(),
                [""; 0],
                "{language} {}",
                vendor.id
            );
        }
    }
}

#[test]
fn every_link_leads_to_a_place_that_is_there_once() {
    let pages = pages(&SPECS);
    assert_eq!(pages.len(), 1 + LANGUAGES.len() * (1 + SPECS.len()));
    let mut followed = 0;
    for (path, page) in &pages {
        let folder = path.split_once('/').map_or("", |(folder, _)| folder);
        let ids: Vec<&str> = page
            .select(&Selector::parse("[id]").unwrap())
            .filter_map(|element| element.value().attr("id"))
            .collect();
        let places: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), places.len(), "{path}: an id stands twice");
        for link in found(page, "a", "href") {
            followed += 1;
            match link.strip_prefix('#') {
                Some(place) => assert!(places.contains(place), "{path}: {link}"),
                None if link.starts_with("https://") => {}
                None => {
                    let target = match link.strip_prefix("../") {
                        Some(target) => target.to_owned(),
                        None if folder.is_empty() => link.to_owned(),
                        None => format!("{folder}/{link}"),
                    };
                    assert!(pages.contains_key(&target), "{path}: {link}");
                }
            }
        }
    }
    let operations: usize = SPECS.iter().map(|vendor| vendor.operations.len()).sum();
    assert!(followed > LANGUAGES.len() * operations, "{followed}");
}

#[test]
fn what_a_spec_says_becomes_no_html_and_rules_are_in_the_language_of_the_page() {
    let spec = include_str!("book/hostile.yaml");
    let vendor = compile(&SourceFile::new("hostile.yaml", spec.to_owned()))
        .unwrap_or_else(|report| panic!("{report:?}"));
    let files = kpg_codegen::book(&[vendor]);
    for language in LANGUAGES {
        let text = &files[&format!("{language}/hostile.html")];
        assert!(!text.contains("<script"), "{language}");
        let page = Html::parse_document(text);
        let cells = texts(&page, "td")
            .into_iter()
            .collect::<Vec<_>>()
            .join("\n");
        let expected = match language {
            "ko" => [
                "<script>alert(1)</script>",
                "최대 20바이트(EUC-KR)",
                "다음일 때 필수: kind = A 또는 B",
                "yyyyMMdd",
                "0보다 큼",
            ],
            _ => [
                "<script>alert(1)</script>",
                "at most 20 bytes in EUC-KR",
                "required when kind is A or B",
                "yyyyMMdd",
                "more than zero",
            ],
        };
        for words in expected {
            assert!(cells.contains(words), "{language}: {words}\n{cells}");
        }
    }
}
