//! Nothing that a spec says is silently without effect. The keys are those of the compiler's own tables, as the schema
//! has them: each changes what is emitted, or what is said of the spec.
//!
//! `fields` puts every key of a field at every place where fields stand; `keys` has a change of a small spec for every
//! key of the other mappings.

mod changes;
mod fields;
mod keys;

use kpg_codegen::{Open, Severity, SourceFile, check, coverage, emit, emit_tests};

/// What becomes of a spec.
struct Outcome {
    /// Whether it compiles.
    compiles: bool,
    /// What is said of it.
    findings: Vec<String>,
    /// The code that is emitted, without documentation.
    code: String,
    /// All that is emitted, tests too, and the page of what is covered.
    everything: String,
}

/// How two specs differ in what becomes of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Effect {
    /// Not at all.
    None,
    /// In what the documentation says.
    Documentation,
    /// In the code.
    Code,
    /// In what is said of them.
    Findings,
}

impl Outcome {
    fn of(spec: &str) -> Self {
        let checked = check(&SourceFile::new("effects.yaml", spec));
        let all = checked.report.diagnostics.iter();
        let findings = all.map(|one| {
            let severity = match one.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            };
            format!("{severity} {:?}: {}", one.code, one.message)
        });
        let findings = findings.collect();
        let Some(vendor) = checked.vendor else {
            return Self {
                compiles: false,
                findings,
                code: String::new(),
                everything: String::new(),
            };
        };
        let vendors = [vendor];
        let files = emit(&vendors);
        let lines = files.values().flat_map(|text| text.lines());
        let code = lines.filter(|line| !line.trim_start().starts_with("//"));
        let code = code.collect::<Vec<_>>().join("\n");
        let tests = emit_tests(&vendors);
        let mut everything: String = files.into_values().chain(tests.into_values()).collect();
        everything.push_str(&coverage(&vendors, &Open::new()));
        Self {
            compiles: true,
            findings,
            code,
            everything,
        }
    }

    fn effect(&self, other: &Self) -> Effect {
        if self.findings != other.findings {
            return Effect::Findings;
        }
        if self.code != other.code {
            return Effect::Code;
        }
        match self.everything == other.everything {
            true => Effect::None,
            false => Effect::Documentation,
        }
    }
}
