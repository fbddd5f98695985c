//! Small notations inside a spec's texts: ranges, durations, addresses, dates, time formats, citations.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{Decimal, Name, Path, TimeFormat, TimePart};
use crate::syntax::reader::Text;

/// Reports a text that cannot be read as what it must be.
pub(crate) fn bad(text: &Text, message: impl Into<String>, help: &str, out: &mut Diagnostics) {
    out.push(Diagnostic::new(DiagnosticCode::BadValue, text.span, message).help(help));
}

/// `40`, `..40` or `2..40`; `least` is what an open start means.
pub(crate) fn range(text: &Text, least: u64, out: &mut Diagnostics) -> Option<(u64, u64)> {
    const HELP: &str = "write `40` for exactly, `..40` for at most, `2..40` for a range";
    let (low, high) = match text.value.split_once("..") {
        None => (text.value.as_str(), text.value.as_str()),
        Some(("", high)) => ("", high),
        Some(bounds) => bounds,
    };
    let number = |digits: &str| {
        digits
            .bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| digits.parse::<u64>().ok())
            .flatten()
    };
    let low = if low.is_empty() {
        Some(least)
    } else {
        number(low)
    };
    match (low, number(high)) {
        (Some(low), Some(high)) if low <= high => Some((low, high)),
        (Some(low), Some(high)) => {
            bad(
                text,
                format!(
                    "the range `{}` is empty: {low} is more than {high}",
                    text.value
                ),
                HELP,
                out,
            );
            None
        }
        _ => {
            bad(text, format!("`{}` is no range", text.value), HELP, out);
            None
        }
    }
}

/// `40`, `..40`, `2..40` or `-5..40`: whole numbers, all of which an `i64` or a `u64` holds. An open start means 0.
pub(crate) fn whole_bounds(text: &Text, out: &mut Diagnostics) -> Option<(i128, i128)> {
    let whole = |text: &str| {
        let number = Decimal::parse(text).filter(|_| !text.contains('.'));
        number.and_then(|_| text.parse::<i128>().ok())
    };
    let (low, high) = bounds(text, whole, 0, out)?;
    let most = if low < 0 {
        i64::MAX.into()
    } else {
        u64::MAX.into()
    };
    if low < i64::MIN.into() || high > most {
        let message = format!("`{}` has numbers that do not fit into 64 bits", text.value);
        bad(
            text,
            message,
            "write a smaller range, or use `type: digits` for a number that is only passed on",
            out,
        );
        return None;
    }
    Some((low, high))
}

/// A range of decimal numbers: `0.01..99.99`. An open start means 0.
pub(crate) fn decimal_bounds(text: &Text, out: &mut Diagnostics) -> Option<(Decimal, Decimal)> {
    bounds(text, Decimal::parse, Decimal::ZERO, out)
}

/// Two numbers with `..` between them, or one.
fn bounds<N: Copy + PartialOrd>(
    text: &Text,
    number: impl Fn(&str) -> Option<N>,
    least: N,
    out: &mut Diagnostics,
) -> Option<(N, N)> {
    let help = "write `40` for exactly, `..40` for 0 to 40, `-5..40` for a range";
    let (low, high) = match text.value.split_once("..") {
        None => (number(&text.value), number(&text.value)),
        Some(("", high)) => (Some(least), number(high)),
        Some((low, high)) => (number(low), number(high)),
    };
    match (low, high) {
        (Some(low), Some(high)) if low <= high => Some((low, high)),
        (Some(_), Some(_)) => {
            bad(
                text,
                format!("the range `{}` is empty", text.value),
                help,
                out,
            );
            None
        }
        _ => {
            bad(
                text,
                format!("`{}` is no range of numbers", text.value),
                help,
                out,
            );
            None
        }
    }
}

/// The numbers that a condition asks for: `1000`, `50000..`, `..1000` or `1000..5000`.
pub(crate) fn numbers(text: &Text, out: &mut Diagnostics) -> Option<(u64, u64)> {
    let least = text.value.strip_suffix("..");
    let is_number = |digits: &&str| digits.bytes().all(|b| b.is_ascii_digit());
    if let Some(least) = least.filter(is_number).and_then(|least| least.parse().ok()) {
        return Some((least, u64::MAX));
    }
    let read = range(text, 0, &mut Diagnostics::default());
    if read.is_none() {
        bad(
            text,
            format!("`{}` is no number and no range of numbers", text.value),
            "write `50000` for exactly, `50000..` for at least, `..50000` for at most, `1000..5000` for both",
            out,
        );
    }
    read
}

/// A [`range`] of small numbers.
pub(crate) fn small_range(text: &Text, least: u32, out: &mut Diagnostics) -> Option<(u32, u32)> {
    let (low, high) = range(text, u64::from(least), out)?;
    match (u32::try_from(low), u32::try_from(high)) {
        (Ok(low), Ok(high)) if high > 0 && high <= 1_000_000 => Some((low, high)),
        _ => {
            bad(
                text,
                format!("`{}` is no length", text.value),
                "a length is from 1 to 1000000",
                out,
            );
            None
        }
    }
}

/// `3` for exactly, `..10` for at most, `1..` for at least, or `1..10`; an open start means one.
pub(crate) fn count(text: &Text, out: &mut Diagnostics) -> Option<(u32, Option<u32>)> {
    const MOST: u32 = 1_000_000;
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let number = |text: &str| text.parse::<u32>().ok().filter(|_| is_digits(text));
    let (min, max) = match text.value.split_once("..") {
        None => (number(&text.value), number(&text.value)),
        Some(("", max)) => (Some(1), number(max)),
        Some((min, "")) => (number(min).filter(|min| *min > 0), None),
        Some((min, max)) => (number(min), number(max)),
    };
    let is_open = text.value.ends_with("..");
    match (min, max) {
        (Some(min), None) if is_open && min <= MOST => Some((min, None)),
        (Some(min), Some(max)) if min <= max && (1..=MOST).contains(&max) => Some((min, Some(max))),
        _ => {
            let help = "write `3` for exactly, `..10` for at most, `1..` for at least, `2..10` for a range; up to 1000000";
            bad(
                text,
                format!("`{}` is no number of items", text.value),
                help,
                out,
            );
            None
        }
    }
}

/// `A-Za-z0-9_-`: ranges and single characters; a hyphen stands for itself at either end.
pub(crate) fn character_ranges(text: &Text, out: &mut Diagnostics) -> Option<Vec<(char, char)>> {
    let letters: Vec<char> = text.value.chars().collect();
    let mut ranges = Vec::new();
    let mut rest = letters.as_slice();
    loop {
        rest = match rest {
            [] => return Some(ranges),
            [first, '-', last, after @ ..] if first <= last => {
                ranges.push((*first, *last));
                after
            }
            [first, '-', last, ..] => {
                bad(
                    text,
                    format!("the range `{first}-{last}` is empty"),
                    "write the lower end first: `A-Za-z0-9`",
                    out,
                );
                return None;
            }
            [one, after @ ..] => {
                ranges.push((*one, *one));
                after
            }
        };
    }
}

/// `500ms`, `3s` or `10m`, in milliseconds.
pub(crate) fn duration_ms(text: &Text, out: &mut Diagnostics) -> Option<u64> {
    let units = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000)];
    let duration = units.iter().find_map(|(unit, factor)| {
        let digits = text.value.strip_suffix(unit)?;
        let count: u64 = digits
            .bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| digits.parse().ok())
            .flatten()?;
        (count > 0 && count <= 86_400_000).then(|| count * factor)
    });
    if duration.is_none() {
        bad(
            text,
            format!("`{}` is no duration", text.value),
            "write a number and its unit: `500ms`, `3s`, `10m`",
            out,
        );
    }
    duration
}

/// An https base address without a slash at its end.
pub(crate) fn base_address(text: &Text, out: &mut Diagnostics) -> Option<String> {
    let problem = |message: String, help: &str| {
        Diagnostic::new(DiagnosticCode::BadAddress, text.span, message).help(help.to_owned())
    };
    let Some(rest) = text.value.strip_prefix("https://") else {
        let help = "credentials and card data need an address that begins with `https://`";
        out.push(problem(
            format!("`{}` is not an https address", text.value),
            help,
        ));
        return None;
    };
    let host = rest.split('/').next().unwrap_or_default();
    let host_is_plain = host.contains('.')
        && host
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':'));
    let path_is_plain = rest
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '/' | '~'));
    if !host_is_plain || !path_is_plain || climbs(rest) {
        out.push(problem(
            format!("`{}` is not a plain base address", text.value),
            "write a host with a dot and a base path, in plain ASCII: no user, query, fragment or `..`",
        ));
        return None;
    }
    if rest.ends_with('/') {
        out.push(problem(
            format!("`{}` ends with a slash", text.value),
            "operation paths begin with one; remove it here",
        ));
        return None;
    }
    Some(text.value.clone())
}

/// Whether an address leads out of the folder that it names.
fn climbs(path: &str) -> bool {
    path.split('/').any(|part| matches!(part, "." | ".."))
}

/// The path of an operation, beginning with a slash.
pub(crate) fn path(text: &Text, out: &mut Diagnostics) -> Option<String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '~');
    // A segment is plain text, or one name in braces.
    let fits = |segment: &str| {
        let name = segment
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'));
        name.map_or_else(
            || segment.chars().all(plain),
            |name| !name.is_empty() && name.chars().all(plain),
        )
    };
    if !text.value.starts_with('/') || !text.value.split('/').all(fits) || climbs(&text.value) {
        let problem = Diagnostic::new(
            DiagnosticCode::BadAddress,
            text.span,
            format!("`{}` is not a path", text.value),
        )
        .help(
            "a path begins with `/`, has no query and no `..`, and is plain ASCII; `{name}` stands for a whole segment; it is appended to the environment's address",
        );
        let field = text
            .value
            .strip_prefix('{')
            .and_then(|rest| rest.split('}').next());
        out.push(match field {
            Some(field) => problem.help(format!(
                "if an earlier answer gives the whole address, write `{{ url: {field} }}`"
            )),
            None if text.value.contains("://") => problem.help(
                "a host of its own has a name in every environment, `test: { pay: https://… }`, and `host: pay` stands beside the path",
            ),
            None if text.value.contains('?') => {
                problem.help("what stands behind `?` are fields of `query`, with a `constant` where they are always the same")
            }
            None => problem,
        });
        return None;
    }
    Some(text.value.clone())
}

/// `yyyy-MM-dd`, a day of the calendar.
pub(crate) fn day(text: &Text, out: &mut Diagnostics) -> Option<String> {
    let real = parse_format("yyyy-MM-dd")
        .is_ok_and(|format| crate::model::is_real_time(&format, &text.value));
    if !real {
        bad(
            text,
            format!("`{}` is not a day", text.value),
            "write it as `2026-11-21`",
            out,
        );
    }
    real.then(|| text.value.clone())
}

/// A SHA-256 digest in lower-case hex.
pub(crate) fn sha256(text: &Text, out: &mut Diagnostics) -> Option<String> {
    let fits = text.value.len() == 64
        && text
            .value
            .bytes()
            .all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    if !fits {
        bad(
            text,
            "this is no SHA-256 digest",
            "64 lower-case hexadecimal digits, as `sha256sum` prints them",
            out,
        );
    }
    fits.then(|| text.value.clone())
}

/// A name that becomes a Rust name.
pub(crate) fn name(text: &Text, out: &mut Diagnostics) -> Option<Name> {
    match Name::parse(&text.value) {
        Ok(name) => Some(name),
        Err(problem) => {
            let diagnostic = Diagnostic::new(
                DiagnosticCode::BadName,
                text.span,
                format!("the name `{}` {}", text.value, problem.reason()),
            )
            .help("use words like `merchant_id`");
            out.push(diagnostic);
            None
        }
    }
}

/// The given Rust name, or the one that the wire name suggests.
pub(crate) fn rust_name(given: Option<&Text>, wire: &Text, out: &mut Diagnostics) -> Option<Name> {
    if let Some(given) = given {
        return name(given, out);
    }
    match Name::from_wire(&wire.value) {
        Ok(name) => Some(name),
        // A name that cannot be one on the wire was told as that.
        Err(_) if out.is_told_at(wire.span) => None,
        Err(problem) => {
            let diagnostic = Diagnostic::new(
                DiagnosticCode::BadName,
                wire.span,
                format!(
                    "no Rust name can be made of `{}`: the result {}",
                    wire.value,
                    problem.reason()
                ),
            )
            .help("give it one with `name:`");
            out.push(diagnostic);
            None
        }
    }
}

/// A time format such as `yyyyMMddHHmmss`.
pub(crate) fn time_format(text: &Text, out: &mut Diagnostics) -> Option<TimeFormat> {
    match parse_format(&text.value) {
        Ok(format) => Some(format),
        Err(rest) => {
            bad(
                text,
                format!(
                    "the time format `{}` cannot be read from `{rest}` on",
                    text.value
                ),
                "parts are yyyy, yy, MM, dd, HH, mm, ss, SSS and the zone as Z (+0900) or XXX (+09:00), between them `-` `/` `:` `.` `T` or a space; in UTC also `'Z'`; or `epoch_s` or `epoch_ms` alone",
                out,
            );
            None
        }
    }
}

fn parse_format(mask: &str) -> Result<TimeFormat, String> {
    const PARTS: &[(&str, TimePart)] = &[
        ("epoch_ms", TimePart::EpochMilliseconds),
        ("epoch_s", TimePart::EpochSeconds),
        ("yyyy", TimePart::Year),
        ("yy", TimePart::ShortYear),
        ("MM", TimePart::Month),
        ("dd", TimePart::Day),
        ("HH", TimePart::Hour),
        ("mm", TimePart::Minute),
        ("SSS", TimePart::Millisecond),
        ("XXX", TimePart::OffsetWithColon),
        ("Z", TimePart::Offset),
        ("ss", TimePart::Second),
    ];
    let mut parts = Vec::new();
    let mut rest = mask;
    while let Some(first) = rest.chars().next() {
        if let Some((part, after)) = quoted(rest) {
            parts.push(part);
            rest = after;
        } else if let Some((word, part)) = PARTS.iter().find(|(word, _)| rest.starts_with(word)) {
            parts.push(part.clone());
            rest = rest.strip_prefix(word).unwrap_or_default();
        } else if matches!(first, '-' | '/' | ':' | '.' | 'T' | ' ') {
            parts.push(TimePart::Literal(first));
            rest = rest.strip_prefix(first).unwrap_or_default();
        } else {
            return Err(rest.to_owned());
        }
    }
    let epoch_in_company = parts.len() > 1 && parts.iter().any(TimePart::is_epoch);
    if parts.is_empty() || parts.len() > 16 || epoch_in_company {
        return Err(mask.to_owned());
    }
    Ok(TimeFormat(parts))
}

/// `'Z'` and other letters that stand as they are, with what comes behind them.
fn quoted(rest: &str) -> Option<(TimePart, &str)> {
    let (letters, after) = rest.strip_prefix('\'')?.split_once('\'')?;
    let mark = TimePart::MARKS_OF_UTC
        .into_iter()
        .find(|mark| *mark == letters);
    let part = match (letters, mark) {
        ("T", _) => TimePart::Literal('T'),
        (_, mark) => TimePart::Utc(mark?),
    };
    Some((part, after))
}

/// `response.code` → two members, one inside the other.
pub(crate) fn member_path(text: &Text) -> Path {
    Path(text.value.split('.').map(str::to_owned).collect())
}
