//! How long session tokens live: a duration, one call, or what a member of the answer tells.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{Lifetime, Path, Zone};
use crate::resolve::context::lookup;
use crate::resolve::notation::moment::zone_of_moment;
use crate::resolve::notation::text::{self, member_path};
use crate::source::Spanned;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named};
use crate::words::{DetailedType, PlainType, TypeWord};

/// What a session says of its tokens' lifetime; where it says nothing, that was reported.
pub(super) fn lifetime(
    session: &spec::Session,
    issuer: Option<&Named<spec::Operation>>,
    out: &mut Diagnostics,
) -> Lifetime {
    let resolved = match &session.lifetime {
        None => None,
        Some(spec::Lifetime::OneCall) => Some(Lifetime::OneCall),
        Some(spec::Lifetime::Duration(text)) => seconds(text, out).map(Lifetime::Fixed),
        Some(spec::Lifetime::Seconds(member)) => {
            told_in_seconds(session, issuer, member, out).map(Lifetime::Seconds)
        }
        Some(spec::Lifetime::Until { member, zone }) => {
            told_until(session, issuer, (member, zone.as_ref()), out)
        }
    };
    resolved.unwrap_or(Lifetime::OneCall)
}

/// A lifetime in whole seconds, at least one.
fn seconds(text: &Text, out: &mut Diagnostics) -> Option<u64> {
    const HELP: &str = "write a duration such as `10m`, or `one_call` where no document says that a token may be used again";
    let Some(milliseconds) = text::duration_ms(text, &mut Diagnostics::default()) else {
        text::bad(text, format!("`{}` is no lifetime", text.value), HELP, out);
        return None;
    };
    if !milliseconds.is_multiple_of(1_000) {
        text::bad(text, "a lifetime is in whole seconds", HELP, out);
    }
    Some(milliseconds / 1_000)
}

/// The member of the issuer's answer that tells a lifetime.
fn member<'s>(
    session: &spec::Session,
    issuer: Option<&'s Named<spec::Operation>>,
    name: &Text,
    out: &mut Diagnostics,
) -> Option<&'s Named<spec::Field>> {
    let issuer = issuer?;
    let what = format!("answer member of `{}`", issuer.name.value);
    let index = lookup(&issuer.value.answer, name, &what, out)?;
    let member = issuer.value.answer.get(index)?;
    if member.value.sensitive || member.value.role.is_some() || is_token_of(session, name) {
        let message = format!("`{}` is no member that tells a lifetime", name.value);
        let conflict = Diagnostic::new(DiagnosticCode::Conflict, name.span, message)
            .also(
                member.name.span,
                "this member means something else, or is sensitive",
            )
            .help("name a plain member of the answer");
        out.push(conflict);
        return None;
    }
    Some(member)
}

fn told_in_seconds(
    session: &spec::Session,
    issuer: Option<&Named<spec::Operation>>,
    name: &Text,
    out: &mut Diagnostics,
) -> Option<Path> {
    let member = member(session, issuer, name, out)?;
    let is_number = match member.value.type_word() {
        Some(TypeWord::PlainType(plain)) => plain != PlainType::Boolean,
        Some(TypeWord::DetailedType(_) | TypeWord::NestedType(_)) | None => false,
    };
    if !is_number {
        let help = "a number of seconds is of type `integer`, or a text";
        out.push(wrong_type(name, member, help));
        return None;
    }
    Some(member_path(name))
}

fn told_until(
    session: &spec::Session,
    issuer: Option<&Named<spec::Operation>>,
    (name, zone): (&Text, Option<&Spanned<Zone>>),
    out: &mut Diagnostics,
) -> Option<Lifetime> {
    let member = member(session, issuer, name, out)?;
    if member.value.type_word() != Some(TypeWord::DetailedType(DetailedType::DateTime)) {
        let help = "a point in time is of type `datetime`, with its `format`";
        out.push(wrong_type(name, member, help));
        return None;
    }
    // What is wrong with the format is reported with the member.
    let format = member.value.format.as_ref()?;
    let read = text::time_format(format, &mut Diagnostics::default())?;
    let ends = "a lifetime ends on a day of a year, at an hour";
    let zone = zone_of_moment(name, (zone, format, &read), ends, out)?;
    Some(Lifetime::Until {
        member: member_path(name),
        zone,
    })
}

fn wrong_type(name: &Text, member: &Named<spec::Field>, help: &str) -> Diagnostic {
    let written = member.value.kind.as_ref();
    let written = written.map_or(PlainType::Text.word(), |kind| kind.value.written());
    let message = format!("`{}` is of type `{written}`", name.value);
    Diagnostic::new(DiagnosticCode::Conflict, name.span, message)
        .also(member.name.span, "declared here")
        .help(help)
}

/// Whether a name is that of the member with the token.
fn is_token_of(session: &spec::Session, name: &Text) -> bool {
    let token = session.token.as_ref();
    token.is_some_and(|token| token.value == name.value)
}
