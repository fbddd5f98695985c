//! What a vendor declares for all of its operations: documents, environments, credentials, types, accounts.

mod account;
mod cipher;
mod declaration;
mod host;
mod vendor;

pub(super) use host::environments;
pub(super) use vendor::{documents, timeouts, vendor_id};

use account::accounts;
use cipher::ciphers;
use declaration::{credentials, encoding_option, enumerations, value_options};
use vendor::supply_names_differ;

use crate::diagnostic::Diagnostics;
use crate::model::{Accounts, ClientOption, LengthUnit, OptionId};
use crate::resolve::context::Context;
use crate::resolve::unique::Scope;
use crate::syntax::spec::Spec;

/// What a vendor declares for all of its operations.
pub(super) struct Declared<'s> {
    /// What operations refer to by name; its faults are still to come.
    pub context: Context<'s>,
    pub accounts: Option<Accounts>,
    pub options: Vec<ClientOption>,
    pub encoding_option: Option<OptionId>,
}

pub(super) fn declarations<'s>(
    spec: &'s Spec,
    types: &mut Scope,
    out: &mut Diagnostics,
) -> Declared<'s> {
    let unit = spec
        .length_unit
        .as_ref()
        .map_or(LengthUnit::Characters, |unit| unit.value);
    supply_names_differ(spec, out);
    let mut options = Vec::new();
    let value_options = value_options(spec, &mut options, types, out);
    let encoding_option = encoding_option(spec, &mut options);
    let mut context = Context {
        spec,
        hosts: host::hosts(spec, out),
        length_unit: unit,
        credentials: credentials(spec, unit, out),
        enumerations: enumerations(spec, types, out),
        ciphers: Vec::new(),
        faults: Vec::new(),
        value_options,
    };
    context.ciphers = ciphers(&context, out);
    Declared {
        accounts: accounts(&context, out),
        context,
        options,
        encoding_option,
    }
}
