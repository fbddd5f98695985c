//! Small notations inside texts, as patterns. The patterns say what a text looks like; whether it makes
//! sense is checked when names are resolved.

/// A text in a notation.
pub(crate) struct Notation {
    /// How it is written, to follow what a key means.
    pub doc: &'static str,
    /// An ECMA 262 pattern that fits every text that the compiler takes.
    pub pattern: &'static str,
    /// The numbers that YAML may make of it when it is not quoted.
    pub numbers: Option<(u32, u32)>,
}

const fn notation(doc: &'static str, pattern: &'static str) -> Notation {
    Notation {
        doc,
        pattern,
        numbers: None,
    }
}

pub(crate) static NAME: Notation = notation(
    "A name of lower-case ASCII words joined by underscores.",
    "^[a-z][a-z0-9]*(_[a-z0-9]+)*$",
);

pub(super) static VENDOR_ID: Notation =
    notation("Lower-case letters and digits.", "^[a-z][a-z0-9]*$");

pub(super) static DAY: Notation = notation(
    "Year, month and day.",
    "^[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))$",
);

/// Where a fact is documented, which names the document and a section of it.
pub(crate) static CITATION: Notation = notation(
    "The name of a document, or `name#section`.",
    "^[^#]*(#.*\\S.*)?$",
);

pub(super) static SHA256: Notation = notation(
    "64 lower-case hexadecimal digits, as `sha256sum` prints them.",
    "^[0-9a-f]{64}$",
);

pub(super) static WEB_ADDRESS: Notation =
    notation("Blanks are written as `%20`.", "^https?://[^\\s]*$");

pub(super) static BASE_ADDRESS: Notation = notation(
    "Begins with `https://` and does not end with a slash.",
    "^https://[A-Za-z0-9.:-]*\\.[A-Za-z0-9.:-]*(/[A-Za-z0-9._:/~-]*[A-Za-z0-9._:~-])?$",
);

pub(super) static PATH: Notation = notation(
    "Begins with `/`; `{name}` stands for a whole segment that is declared under `path`. No query.",
    "^(/([A-Za-z0-9._~-]*|\\{[A-Za-z0-9._~-]+\\}))+$",
);

pub(super) static BODY_MEMBER: Notation = notation(
    "`body.` and the names on the way to an object or a list of the body.",
    "^body\\..+$",
);

pub(super) static NETWORK: Notation = notation(
    "An IP address, or all that begin with the same bits: `203.0.113.7`, `203.0.113.0/24`.",
    "^[0-9a-fA-F.:]+(/[0-9]{1,3})?$",
);

pub(super) static DURATION: Notation = notation(
    "A number and its unit: `ms`, `s`, `m` or `h`.",
    "^0*[1-9][0-9]*(ms|s|m|h)$",
);

pub(super) static TIME_FORMAT: Notation = notation(
    "Parts are yyyy, yy, MM, dd, HH, mm, ss, SSS and the zone as Z (+0900) or XXX (+09:00), \
     between them \
     `-` `/` `:` `.` `T` or a space; UTC as the page shows it, `'Z'`, `'+0000'` or `'+00:00'`; or \
     `epoch_s` or `epoch_ms` alone.",
    "^(epoch_s|epoch_ms|(yyyy|yy|MM|dd|HH|mm|ss|SSS|XXX|Z|'(T|Z|[+]00:?00)'|[-/:.T ])+)$",
);

pub(super) static MOMENT: Notation = notation(
    "Date, time and the distance from UTC, as RFC 3339 writes them.",
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,3})?(Z|[+-][0-9]{2}:[0-9]{2})$",
);

pub(super) static HEX: Notation = Notation {
    doc: "Pairs of hexadecimal digits.",
    pattern: "^([0-9a-f]{2})+$",
    numbers: None,
};

pub(super) static SEPARATOR: Notation = Notation {
    doc: "One character.",
    pattern: "^[\\s\\S]$",
    numbers: Some((0, 9)),
};

pub(super) static RANGE: Notation = Notation {
    doc: "`40` is exactly 40, `..40` is up to 40, `2..40` is from 2 to 40.",
    pattern: "^([0-9]+|[0-9]*\\.\\.[0-9]+)$",
    numbers: Some((0, u32::MAX)),
};

pub(super) static BOUNDS: Notation = Notation {
    doc: "`40` is exactly 40, `..40` is from 0 to 40, `-5..40` is from -5 to 40; of a decimal also `0..99.99`.",
    pattern: "^-?[0-9]+(\\.[0-9]+)?$|^(-?[0-9]+(\\.[0-9]+)?)?\\.\\.-?[0-9]+(\\.[0-9]+)?$",
    numbers: Some((0, u32::MAX)),
};

pub(super) static COUNT: Notation = Notation {
    doc: "`3` is exactly 3, `..10` is up to 10, `1..` is at least 1, `2..10` is from 2 to 10.",
    pattern: "^([0-9]+|[0-9]*\\.\\.[0-9]+|[0-9]+\\.\\.)$",
    numbers: Some((0, u32::MAX)),
};

pub(super) static STATUS: Notation = Notation {
    doc: "A number from 200 to 599.",
    pattern: "^[2-5][0-9]{2}$",
    numbers: Some((200, 599)),
};

pub(super) static STATUSES: Notation = Notation {
    doc: "One status, or the first and the last: `400..499`.",
    pattern: "^([2-5][0-9]{2}|([2-5][0-9]{2})?\\.\\.[2-5][0-9]{2})$",
    numbers: Some((200, 599)),
};
