//! What the messages of examples are made with: the clock, chance, credentials, options and tokens.

use super::resolver::{Common, Resolver, unknown};
use super::secrets;
use crate::diagnostic::Diagnostics;
use crate::model::{CredentialId, ExampleSupply, OptionId, SessionId, Vendor};
use crate::resolve::context::{Context, lookup};
use crate::resolve::notation::text;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named, Spec};

/// Reads `test_values`.
pub(super) fn common(
    context: &Context<'_>,
    spec: &Spec,
    vendor: &Vendor,
    out: &mut Diagnostics,
) -> Common {
    let Some(written) = &spec.test_values else {
        return Common::default();
    };
    if written.published.is_none() {
        secrets::look_harmless(vendor, &written.credentials, out);
    }
    Common {
        clock: written.clock.as_ref().and_then(|text| moment(text, out)),
        random: written.random.as_ref().and_then(|text| bytes(text, out)),
        credentials: credentials(context, &written.credentials, out),
    }
}

impl Resolver<'_, '_> {
    pub(super) fn supply(
        &self,
        vendor: &Vendor,
        entry: &Named<spec::Example>,
        out: &mut Diagnostics,
    ) -> ExampleSupply {
        let value = &entry.value;
        let written = &value.supply;
        let clock = written.clock.as_ref().and_then(|text| moment(text, out));
        let random = written.random.as_ref().and_then(|text| bytes(text, out));
        ExampleSupply {
            clock: clock.or(self.common.clock),
            random: random.or_else(|| self.common.random.clone()),
            credentials: self.credentials(vendor, entry, out),
            environment: value
                .environment
                .as_ref()
                .and_then(|name| environment(vendor, name, out)),
            options: options(vendor, &value.options, out),
            tokens: self.tokens(&value.tokens, out),
        }
    }

    /// An example's own credentials, and the common ones that it does not give itself.
    pub(super) fn credentials(
        &self,
        vendor: &Vendor,
        entry: &Named<spec::Example>,
        out: &mut Diagnostics,
    ) -> Vec<(CredentialId, String)> {
        let value = &entry.value;
        // What a vendor's page prints, everybody knows.
        if value.supply.published.is_none() && value.document.is_none() {
            secrets::look_harmless(vendor, &value.supply.credentials, out);
        }
        let mut own = credentials(self.context, &value.supply.credentials, out);
        for (id, text) in &self.common.credentials {
            if !own.iter().any(|(known, _)| known == id) {
                own.push((*id, text.clone()));
            }
        }
        own
    }

    fn tokens(&self, written: &[Named<Text>], out: &mut Diagnostics) -> Vec<(SessionId, String)> {
        let sessions = &self.context.spec.sessions;
        let tokens = written.iter().filter_map(|entry| {
            let index = lookup(sessions, &entry.name, "session", out)?;
            Some((SessionId(index), entry.value.value.clone()))
        });
        tokens.collect()
    }
}

fn credentials(
    context: &Context<'_>,
    written: &[Named<Text>],
    out: &mut Diagnostics,
) -> Vec<(CredentialId, String)> {
    let credentials = written.iter().filter_map(|entry| {
        let (id, _) = context.credential(&entry.name, out)?;
        Some((id, entry.value.value.clone()))
    });
    credentials.collect()
}

fn environment(vendor: &Vendor, name: &Text, out: &mut Diagnostics) -> Option<usize> {
    let environments = &vendor.environments;
    let found = environments
        .iter()
        .position(|known| known.name.snake() == name.value);
    if found.is_none() {
        let known = environments.iter().map(|known| known.name.snake());
        unknown(name, "environment", known, out);
    }
    found
}

fn options(
    vendor: &Vendor,
    written: &[Named<Text>],
    out: &mut Diagnostics,
) -> Vec<(OptionId, usize)> {
    let mut options = Vec::new();
    for entry in written {
        let mut known = vendor.options.iter();
        let Some(index) = known.position(|known| known.name.snake() == entry.name.value) else {
            let known = vendor.options.iter().map(|known| known.name.snake());
            unknown(&entry.name, "option", known, out);
            continue;
        };
        let choices = vendor.options.get(index).map(|option| &option.choices);
        let choices = choices.map(Vec::as_slice).unwrap_or_default();
        let chosen = choices
            .iter()
            .position(|choice| choice.name.snake() == entry.value.value);
        match chosen {
            Some(chosen) => options.push((OptionId(index), chosen)),
            None => {
                let known = choices.iter().map(|choice| choice.name.snake());
                let what = format!("choice of `{}`", entry.name.value);
                unknown(&entry.value, &what, known, out);
            }
        }
    }
    options
}

/// A moment as RFC 3339 writes it, in milliseconds since 1970.
fn moment(written: &Text, out: &mut Diagnostics) -> Option<i64> {
    let moment = written.value.parse::<jiff::Timestamp>().ok();
    let moment = moment.map(jiff::Timestamp::as_millisecond);
    if moment.is_none() {
        let message = format!("`{}` is no moment", written.value);
        let help = "write it with its distance from UTC: `2022-11-08T12:08:14.608+09:00`";
        text::bad(written, message, help, out);
    }
    moment
}

/// Pairs of hexadecimal digits.
fn bytes(written: &Text, out: &mut Diagnostics) -> Option<Vec<u8>> {
    let digits: Vec<char> = written.value.chars().collect();
    let pairs = digits.chunks(2).map(|pair| match pair {
        [high, low] => {
            let value = high.to_digit(16)? * 16 + low.to_digit(16)?;
            u8::try_from(value).ok()
        }
        _ => None,
    });
    let bytes = pairs.collect::<Option<Vec<u8>>>();
    let bytes = bytes.filter(|bytes| !bytes.is_empty());
    if bytes.is_none() {
        let message = format!("`{}` is no bytes in hexadecimal digits", written.value);
        text::bad(
            written,
            message,
            "write two digits for each byte: `0a1b2c3d`",
            out,
        );
    }
    bytes
}
