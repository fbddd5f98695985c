//! What every page has around its content, and the pages that lead to the others.

use maud::{DOCTYPE, Markup, html};

use super::language::Language;
use crate::model::Vendor;

/// A page of a language's folder. The other language has one of the same name.
pub(super) fn framed(language: Language, (title, file): (&str, &str), content: &Markup) -> String {
    let other = language.other();
    let page = html! {
        (DOCTYPE)
        html lang=(language.tag()) {
            (head(title, "../style.css"))
            body {
                header {
                    a href="index.html" { (language.say("PG사 목록", "All vendors")) }
                    " · "
                    a href=(format!("../{}/{file}", other.tag())) lang=(other.tag()) { (other.title()) }
                }
                main { (content) }
                footer { (language.say(
                    "kpg가 명세에서 만든 문서입니다. PG사의 공식 문서가 아닙니다.",
                    "Made by kpg from its specs. It is no document of the vendors.",
                )) }
            }
        }
    };
    page.into_string() + "\n"
}

fn head(title: &str, style: &str) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            title { (title) }
            link rel="stylesheet" href=(style);
        }
    }
}

/// The page at the top, which leads to both languages.
pub(super) fn entrance() -> String {
    let page = html! {
        (DOCTYPE)
        html lang="ko" {
            (head("PG API", "style.css"))
            body {
                main {
                    h1 { "PG API" }
                    ul {
                        @for language in Language::ALL {
                            li lang=(language.tag()) {
                                a href=(format!("{}/index.html", language.tag())) { (language.title()) }
                            }
                        }
                    }
                }
            }
        }
    };
    page.into_string() + "\n"
}

/// The vendors, with how much there is of each.
pub(super) fn list(language: Language, vendors: &[&Vendor]) -> String {
    let title = language.say("PG사 API 문서", "Payment gateway APIs");
    let content = html! {
        h1 { (title) }
        table {
            (language.heads(&[("PG사", "Vendor"), ("API", "API"), ("폼", "Forms"), ("통지", "Notifications")]))
            tbody {
                @for vendor in vendors {
                    tr {
                        td { a href=(format!("{}.html", vendor.id)) { (language.label(&vendor.label)) } }
                        td { (vendor.operations.len()) }
                        td { (vendor.forms.len()) }
                        td { (vendor.notifications.len()) }
                    }
                }
            }
        }
    };
    framed(language, (title, "index.html"), &content)
}
