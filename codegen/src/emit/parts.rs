//! The private modules of a vendor's module: one for each operation, form and notification, and those that it has in any
//! case.

use rayon::prelude::*;

use super::judgement::SharedRules;
use super::{blocking, client, form, notification, operation, structs, types};
use crate::model::Vendor;

/// A private module of a vendor's module, and its text.
pub(super) struct Part {
    pub name: String,
    pub text: String,
    /// The cargo feature of the generated crate that it is behind.
    pub feature: Option<&'static str>,
}

/// The private modules of a vendor's module, in the order in which they are declared.
pub(super) fn parts(vendor: &Vendor) -> Vec<Part> {
    let shared = SharedRules::of(vendor);
    let part = |name: &str, text| Part {
        name: name.to_owned(),
        text,
        feature: None,
    };
    let operations = vendor.operations.par_iter().map(|operation| {
        let text = operation::file(vendor, operation, &shared);
        part(operation.name.snake(), text)
    });
    let forms = vendor.forms.par_iter();
    let forms = forms.map(|form| part(form.request.name.snake(), form::file(vendor, form)));
    let notifications = vendor.notifications.par_iter().map(|notification| {
        let text = notification::file(vendor, notification);
        part(notification.name.snake(), text)
    });
    let mut parts = vec![
        Part {
            feature: Some(BLOCKING),
            ..part("blocking", blocking::file(vendor))
        },
        part("client", client::file(vendor)),
    ];
    parts.par_extend(operations.chain(forms).chain(notifications));
    parts.extend(structs::file(vendor).map(|text| part("structs", text)));
    parts.push(part("types", types::file(vendor, &shared)));
    parts
}

/// The feature of clients that block the calling thread.
pub(super) const BLOCKING: &str = "blocking";
