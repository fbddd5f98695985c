//! Examples: what they name must be there, and what they give must obey the rules of its field. Whether the spec makes of
//! them what their source says is not known here: that is computed by whoever carries out recipes.

mod arriving;
mod given;
mod request;
mod resolver;
mod secrets;
mod supply;

use crate::diagnostic::Diagnostics;
use crate::model::{Examples, Vendor};
use crate::resolve::context::Context;
use crate::syntax::spec::{self, Named, Spec};
use resolver::Resolver;

/// Puts the examples of a spec into its model, which has everything else already.
pub(super) fn examples(
    context: &Context<'_>,
    spec: &Spec,
    vendor: &mut Vendor,
    out: &mut Diagnostics,
) {
    let common = supply::common(context, spec, vendor, out);
    let resolver = Resolver { context, common };
    let operations = spec.operations.iter().enumerate();
    for (index, entry) in operations {
        let Some(operation) = vendor.operations.get(index) else {
            continue;
        };
        let about = request::About::operation(vendor, operation);
        let made = listed(&entry.value.examples, out, |example, out| {
            resolver.request(&about, example, out)
        });
        if let Some(operation) = vendor.operations.get_mut(index) {
            operation.request.examples = made;
        }
    }
    for (index, entry) in spec.forms.iter().enumerate() {
        let Some(form) = vendor.forms.get(index) else {
            continue;
        };
        let about = request::About::form(vendor, form);
        let made = listed(&entry.value.examples, out, |example, out| {
            resolver.request(&about, example, out)
        });
        if let Some(form) = vendor.forms.get_mut(index) {
            form.request.examples = made;
        }
    }
    for (index, entry) in spec.notifications.iter().enumerate() {
        let Some(notification) = vendor.notifications.get(index) else {
            continue;
        };
        let made = listed(&entry.value.examples, out, |example, out| {
            resolver.notice((vendor, notification), example, out)
        });
        if let Some(notification) = vendor.notifications.get_mut(index) {
            notification.examples = made;
        }
    }
}

fn listed<E>(
    written: &Option<spec::Examples>,
    out: &mut Diagnostics,
    mut read: impl FnMut(&Named<spec::Example>, &mut Diagnostics) -> E,
) -> Examples<E> {
    match written {
        None => Examples::default(),
        Some(spec::Examples::Undocumented(why)) => Examples::Undocumented(why.value.clone()),
        Some(spec::Examples::Listed(list)) => {
            Examples::Listed(list.iter().map(|entry| read(entry, out)).collect())
        }
    }
}
