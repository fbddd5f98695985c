//! An operation of which the vendor executes one key once.

use kpg_runtime::prelude::*;

use super::sample::Cancel;

/// A cancel with a key of which the vendor executes one once.
#[derive(Debug, Clone)]
pub struct CancelOnce(pub Cancel);

impl Operation for CancelOnce {
    type Settings = <Cancel as Operation>::Settings;
    type Code = <Cancel as Operation>::Code;
    type Answer = <Cancel as Operation>::Answer;
    type Verdict = <Cancel as Operation>::Verdict;
    const CALL: Call = Cancel::CALL;
    const SENSITIVE: &'static [&'static str] = Cancel::SENSITIVE;
    const RULES: &'static ResultRules = Cancel::RULES;
    const IDEMPOTENT: bool = true;

    fn prepare(&self, settings: &Self::Settings, supply: &Supply<'_>) -> Prepared {
        self.0.prepare(settings, supply)
    }

    fn read(reader: &mut Reader) -> Self::Answer {
        Cancel::read(reader)
    }
}
