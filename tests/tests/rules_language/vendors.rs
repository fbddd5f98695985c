//! Requests of the vendors made of texts by field: `driver` of the language's tests, for the specs of the workspace.
#![allow(
    clippy::too_many_lines,
    clippy::map_identity,
    clippy::unnecessary_to_owned,
    reason = "emitted, for tests, which hand it values of every field"
)]

use kpg::runtime::{OpenChoice, Violations};
use kpg::*;
use kpg_language::driver::{Values, choice, number, text, texts};

include!(concat!(env!("OUT_DIR"), "/driver.rs"));
