//! Files that are no spec are told as what they are, once, with what to do; a spec is never taken for one of them.

use kpg_codegen::{SourceFile, check};

/// A file, what it is called, and a word of what to do with it.
const OTHERS: &[(&str, &str, &str)] = &[
    (
        "openapi: 3.1.0\ninfo: { title: A }\npaths: {}\n",
        "an OpenAPI document",
        "import",
    ),
    (
        "swagger: \"2.0\"\ninfo: { title: A }\n",
        "an OpenAPI document",
        "import",
    ),
    (
        "{\"openapi\":\"3.0.1\",\"paths\":{}}",
        "an OpenAPI document",
        "new",
    ),
    (
        "asyncapi: 3.0.0\nchannels: {}\n",
        "an AsyncAPI document",
        "import",
    ),
    (
        "{\"info\":{\"_postman_id\":\"1\",\"schema\":\"https://schema.getpostman.com/\"},\"item\":[]}",
        "a collection of Postman",
        "import",
    ),
    (
        "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"properties\":{}}",
        "a JSON Schema",
        "import",
    ),
    ("{\"tid\":\"T1\",\"amount\":1000}", "JSON", "examples:"),
    ("\n  {\n  \"tid\": \"T1\"\n}\n", "JSON", "examples:"),
    (
        "<!DOCTYPE html>\n<html><body><table></table></body></html>",
        "an HTML page",
        "import",
    ),
    (
        "\u{feff}<div>\n<TABLE><tr><td>tid</td></tr></TABLE></div>",
        "an HTML page",
        "import",
    ),
    ("<?xml version=\"1.0\"?>\n<payment/>\n", "XML", "examples:"),
    (
        "# 결제\n\n| 항목 | 타입 |\n|:---|---:|\n| tid | String |\n",
        "a page in Markdown",
        "import",
    ),
    (
        "curl -X POST https://api.acme.example/pay \\\n  -d 'tid=1'\n",
        "a command line of curl",
        "examples:",
    ),
    (
        "$ curl https://api.acme.example\n",
        "a command line of curl",
        "examples:",
    ),
    (
        "POST /pay HTTP/1.1\nHost: api.acme.example\n\ntid=1\n",
        "a sample of an HTTP message",
        "examples:",
    ),
    (
        "HTTP/1.1 200 OK\nContent-Type: application/json\n\n{}\n",
        "a sample of an HTTP message",
        "examples:",
    ),
    (
        "GET https://api.acme.example/pay?tid=1\n",
        "a sample of an HTTP message",
        "examples:",
    ),
    (
        "tid=T1&amount=1000&goods=\n",
        "a sample of a form",
        "examples:",
    ),
    (
        "tid: T1\namount: 1000\n",
        "YAML without any key of a spec",
        "kpg: 1",
    ),
];

#[test]
fn a_file_that_is_no_spec_is_told_as_what_it_is() {
    for (text, what, to_do) in OTHERS {
        let found = check(&SourceFile::new("other.yaml", *text))
            .report
            .diagnostics;
        let [told] = found.as_slice() else {
            panic!("{} reports for {text}", found.len());
        };
        let message = &told.message;
        assert!(
            message.starts_with(&format!("this is {what}")),
            "{message}: {text}"
        );
        assert!(
            told.help.as_deref().unwrap_or_default().contains(to_do),
            "{told:?}"
        );
        assert!(told.primary.span.end > told.primary.span.start, "{told:?}");
    }
}

/// What a spec may hold that one of these files holds too.
#[test]
fn a_spec_that_was_begun_is_a_spec() {
    for text in [
        "kpg: 1\nopenapi: 3.1.0\n",
        "# POST /pay HTTP/1.1\nvendor: acme\nitem: []\n",
        "kpg: 1\nquirks:\n  - says: |\n      | a | b |\n      |---|---|\n",
        "kgp: 1\nvednor: acme\n",
        "documents: {}\nproperties: {}\n",
    ] {
        let found = check(&SourceFile::new("begun.yaml", text))
            .report
            .diagnostics;
        let told = found
            .iter()
            .find(|told| told.message.ends_with("and no spec"));
        assert_eq!(told, None, "{text}");
    }
}
