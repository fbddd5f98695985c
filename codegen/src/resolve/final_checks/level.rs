//! The levels that a spec sets for what can be a matter of opinion.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics, Level};
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named, Spec};

/// Applies `levels:` to what was found. What is allowed has a reason, and something to allow.
pub(crate) fn set_levels(spec: &Spec, out: &mut Diagnostics) {
    let mut idle = Vec::new();
    for entry in &spec.levels {
        let Some(code) = code(&entry.name, out) else {
            continue;
        };
        let Some(level) = level(entry, out) else {
            continue;
        };
        let found = out.set_level(code, level);
        if !found && level != Level::Deny && code != DiagnosticCode::IdleLevel {
            let diagnostic = Diagnostic::new(
                DiagnosticCode::IdleLevel,
                entry.name.span,
                format!("nothing in this spec is `{}`", entry.name.value),
            );
            idle.push(diagnostic.help("remove it, so that it does not hide what comes later"));
        }
    }
    // Not everything is looked for in a spec that is wrong.
    if out.has_errors() {
        // What a spec still lacks is told when nothing that it has is wrong.
        out.withhold(DiagnosticCode::NoExample);
        return;
    }
    let own = spec
        .levels
        .iter()
        .filter(|entry| {
            code(&entry.name, &mut Diagnostics::default()) == Some(DiagnosticCode::IdleLevel)
        })
        .find_map(|entry| level(entry, &mut Diagnostics::default()));
    idle.into_iter().for_each(|idle| out.push(idle));
    if let Some(own) = own {
        out.set_level(DiagnosticCode::IdleLevel, own);
    }
}

fn code(name: &Text, out: &mut Diagnostics) -> Option<DiagnosticCode> {
    let lints = DiagnosticCode::ALL
        .iter()
        .filter_map(|code| code.lint().map(|(lint, _)| (lint, *code)));
    let lints: Vec<_> = lints.collect();
    let found = lints.iter().find(|(lint, _)| *lint == name.value);
    if found.is_none() {
        let unknown = Diagnostic::new(
            DiagnosticCode::UnknownName,
            name.span,
            format!("there is no level of `{}` to set", name.value),
        )
        .suggest(&name.value, lints.iter().map(|(lint, _)| *lint));
        let meant = unknown.suggestion.as_ref();
        let meant = meant.and_then(|meant| lints.iter().find(|(lint, _)| *lint == meant.meant));
        let meant = meant.map(|(_, code)| *code);
        out.push(unknown);
        return meant;
    }
    found.map(|(_, code)| *code)
}

fn level(entry: &Named<spec::Level>, out: &mut Diagnostics) -> Option<Level> {
    let written = entry.value.level.as_ref()?;
    let level = written.value;
    if level == Level::Allow && entry.value.reason.is_none() {
        let missing = Diagnostic::new(
            DiagnosticCode::MissingKey,
            written.span,
            format!("`{}` is allowed without a reason", entry.name.value),
        );
        out.push(missing.help("give the reason: `{ level: allow, reason: … }`"));
    }
    Some(level)
}
