//! The page of a vendor.

use maud::{Markup, html};

use super::language::Language;
use super::{call, documentation, notification, page, values, words};
use crate::model::{Address, Credential, CredentialKind, Document, Environment, Secrecy, Vendor};

/// The page of a vendor.
pub(super) fn page(language: Language, vendor: &Vendor) -> String {
    let content = html! {
        h1 { (language.label(&vendor.label)) }
        (contents(language, vendor))
        h2 id="vendor" { (language.say("개요", "At a glance")) }
        (environments(language, vendor))
        (credentials(language, vendor))
        (options(language, vendor))
        @for quirk in &vendor.quirks { (documentation::quirk(language, quirk)) }
        @if !vendor.operations.is_empty() {
            h2 id="operations" { (language.say("API", "Operations")) }
            @for each in &vendor.operations { (call::operation(language, vendor, each)) }
        }
        @if !vendor.forms.is_empty() {
            h2 id="forms" { (language.say("결제창 폼", "Forms")) }
            @for each in &vendor.forms { (call::form(language, vendor, each)) }
        }
        @if !vendor.notifications.is_empty() {
            h2 id="notifications" { (language.say("통지", "Notifications")) }
            @for each in &vendor.notifications { (notification::section(language, vendor, each)) }
        }
        @if vendor.code_sets.iter().any(|set| !set.codes.is_empty()) {
            h2 id="codes" { (language.say("결과 코드", "Result codes")) }
            (values::code_sets(language, vendor))
        }
        @if !vendor.enumerations.is_empty() {
            h2 id="values" { (language.say("값 목록", "Values")) }
            (values::enumerations(language, vendor))
        }
        h2 id="documents" { (language.say("문서", "Documents")) }
        ul { @for each in &vendor.documents { li { (document(language, each)) } } }
        @if !vendor.not_covered.is_empty() {
            h2 id="not-covered" { (language.say("다루지 않는 API", "Not covered")) }
            ul {
                @for each in &vendor.not_covered {
                    li { code { (each.name) } ": " (language.prose(&each.reason)) }
                }
            }
        }
    };
    let file = format!("{}.html", vendor.id);
    page::framed(language, (language.name(&vendor.label), &file), &content)
}

/// What the page has, with what each operation does to money.
fn contents(language: Language, vendor: &Vendor) -> Markup {
    html! {
        nav {
            table {
                tbody {
                    @for operation in &vendor.operations {
                        tr {
                            td { a href=(format!("#{}", operation.request.name)) { (operation.request.name) } }
                            td { (language.label(&operation.request.summary)) }
                            td { (words::effect_word(language, operation.effect)) }
                        }
                    }
                    @for form in &vendor.forms {
                        tr {
                            td { a href=(format!("#{}", form.request.name)) { (form.request.name) } }
                            td { (language.label(&form.request.summary)) }
                            td { (language.say("폼", "form")) }
                        }
                    }
                    @for notification in &vendor.notifications {
                        tr {
                            td { a href=(format!("#{}", notification.name)) { (notification.name) } }
                            td { (language.label(&notification.summary)) }
                            td { (language.say("통지", "notification")) }
                        }
                    }
                }
            }
        }
    }
}

fn environments(language: Language, vendor: &Vendor) -> Markup {
    html! {
        h3 { (language.say("주소", "Addresses")) }
        dl {
            @for environment in &vendor.environments {
                dt { code { (environment.name) } }
                dd { (addresses(language, vendor, environment)) }
            }
        }
    }
}

fn addresses(language: Language, vendor: &Vendor, environment: &Environment) -> Markup {
    html! {
        ul {
            @for (index, address) in environment.addresses.iter().enumerate() {
                li {
                    @if let Some(host) = vendor.hosts.get(index) { code { (host) } ": " }
                    @match address {
                        Address::Url(url) => { code { (url) } }
                        Address::Choice(named) => {
                            @for each in named { code { (each.wire) } " → " code { (each.url) } " " }
                        }
                        Address::Undocumented(reason) => (language.prose(reason)),
                    }
                }
            }
        }
    }
}

fn credentials(language: Language, vendor: &Vendor) -> Markup {
    html! {
        @if !vendor.credentials.is_empty() {
            h3 { (language.say("가맹점 정보", "Credentials")) }
            table {
                (language.heads(&[("이름", "Name"), ("설명", "Meaning"), ("타입", "Type"), ("취급", "Who may see it")]))
                tbody { @for each in &vendor.credentials { (credential(language, each)) } }
            }
        }
    }
}

fn credential(language: Language, credential: &Credential) -> Markup {
    html! {
        tr id=(format!("credential-{}", credential.name)) {
            td { code { (credential.name) } }
            td { (language.label(&credential.label)) }
            td {
                (match credential.kind {
                    CredentialKind::Text => language.say("문자열", "text"),
                    CredentialKind::RsaPrivateKey => language.say("RSA 개인키", "private RSA key"),
                    CredentialKind::RsaPublicKey => language.say("RSA 공개키", "public RSA key"),
                })
                @if let Some(length) = credential.length { ", " (words::length(language, length)) }
            }
            td {
                (match credential.secrecy {
                    Secrecy::Public => language.say("공개", "everybody"),
                    Secrecy::Sensitive => language.say("전송하며 기록 금지", "the vendor; not for logs"),
                    Secrecy::Secret => language.say("비밀: 전송하지 않음", "nobody: it is never sent"),
                })
            }
        }
    }
}

fn options(language: Language, vendor: &Vendor) -> Markup {
    html! {
        @if !vendor.options.is_empty() {
            h3 { (language.say("문서가 정하지 않아 클라이언트가 고르는 것", "What the client chooses, since no document decides it")) }
            dl {
                @for option in &vendor.options {
                    dt { code { (option.name) } " " (language.label(&option.label)) }
                    dd {
                        ul {
                            @for choice in &option.choices {
                                li { code { (choice.name) } " " (language.label(&choice.label)) }
                            }
                        }
                        @for quirk in &option.quirks { (documentation::quirk(language, quirk)) }
                    }
                }
            }
        }
    }
}

fn document(language: Language, document: &Document) -> Markup {
    html! {
        @match &document.url {
            Some(url) => { a href=(url) { (language.name(&document.title)) } }
            None => (language.name(&document.title)),
        }
        ", " (language.say("읽은 날", "read on")) " " (document.read)
    }
}
