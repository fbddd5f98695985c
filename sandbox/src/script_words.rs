//! Scripts as people and other programs write them: in a header, at the control endpoint and on the page. What a script
//! does is said in `script`.

use std::fmt;

use kpg_codegen::model::Operation;

use crate::mishap::Mishap;
use crate::script::{ProofFlaw, Script};

/// The request header in which a caller writes the script of this one call.
pub(crate) const SCRIPT_HEADER: &str = "kpg-sandbox-script";
/// The words of flaws of proofs.
const FLAWS: [(ProofFlaw, &str); 4] = [
    (ProofFlaw::Missing, "missing"),
    (ProofFlaw::Wrong, "wrong"),
    (ProofFlaw::OfAnotherAnswer, "of-another-answer"),
    (ProofFlaw::OfAnotherMerchant, "of-another-merchant"),
];

/// How scripts are written, for whoever wrote none.
pub(crate) const NOTATION: &str = "`code CODE`, `detail CODE DETAIL`, `fault NAME CODE`, `pending`, `as-list`, `as-object`, `another-request`, \
     `with JSON`, `unproven missing|wrong|of-another-answer|of-another-merchant [CODE]`, `refuse-token [CODE [FAULT]]`, \
     `raw STATUS BODY`, `mishap lost|silent|late|truncated|empty|bad-gateway|redirect|huge|wrong-charset|mislabelled|\
     wrong-types|doubled`";

impl Script {
    /// Reads a script as it is written: `code 9029`, `pending`, `mishap lost`.
    ///
    /// # Errors
    ///
    /// The text is none; the error says what is.
    pub fn parse(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no script; a script is {NOTATION}");
        let (word, rest) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
        let rest = rest.trim();
        let mut words = rest.split_whitespace().map(str::to_owned);
        let script = match word {
            "code" => Self::Code(words.next().ok_or_else(wrong)?),
            "detail" => Self::Detail {
                code: words.next().ok_or_else(wrong)?,
                detail: words.next().ok_or_else(wrong)?,
            },
            "fault" => Self::Fault {
                fault: words.next().ok_or_else(wrong)?,
                code: words.next().ok_or_else(wrong)?,
            },
            "pending" => Self::Pending,
            "as-list" => Self::AsList,
            "as-object" => Self::AsObject,
            "another-request" => Self::AnotherRequest,
            "unproven" => {
                let named = words.next().ok_or_else(wrong)?;
                let flaw = FLAWS.iter().find(|(_, known)| *known == named);
                let (flaw, _) = flaw.ok_or_else(wrong)?;
                let code = words.next();
                Self::Unproven { flaw: *flaw, code }
            }
            "refuse-token" => Self::RefuseToken {
                code: words.next(),
                fault: words.next(),
            },
            "with" => {
                let members = serde_json::from_str(rest).map_err(|_| wrong())?;
                return Ok(Self::With(members));
            }
            "raw" => {
                let (status, body) = rest.split_once(' ').unwrap_or((rest, ""));
                let status = status
                    .parse()
                    .ok()
                    .filter(|status| (200..=599).contains(status));
                let body = body.as_bytes().to_vec();
                return Ok(Self::Raw {
                    status: status.ok_or_else(wrong)?,
                    body,
                });
            }
            "mishap" => {
                let named = words.next().ok_or_else(wrong)?;
                Self::Mishap(Mishap::of_word(&named).ok_or_else(wrong)?)
            }
            _ => return Err(wrong()),
        };
        match words.next() {
            None => Ok(script),
            Some(_) => Err(wrong()),
        }
    }

    /// Whether an operation can be answered so: what a script names must be there, and `code` must refuse.
    pub(crate) fn fits(&self, operation: &Operation) -> Result<(), String> {
        let name = operation.name.snake();
        let faults = &operation.answer.faults;
        let fault = match self {
            Self::Code(code) | Self::Detail { code, .. } if operation.answer.accepts(code) => {
                return Err(format!(
                    "`{self}`: with this code `{name}` is accepted, and `code` refuses"
                ));
            }
            Self::Detail { .. } if operation.answer.detail.is_none() => {
                return Err(format!(
                    "`{self}`: answers of `{name}` have no detailed code"
                ));
            }
            Self::With(members) => {
                let unknown = members.keys().find(|name| !has_member(operation, name));
                return unknown.map_or(Ok(()), |unknown| {
                    Err(format!("answers of `{name}` have no member `{unknown}`"))
                });
            }
            Self::Fault { fault, .. } => Some(fault),
            Self::RefuseToken { fault, .. } => fault.as_ref(),
            _ => None,
        };
        match fault.filter(|fault| !faults.iter().any(|known| known.name.snake() == *fault)) {
            None => Ok(()),
            Some(fault) => {
                let known: Vec<&str> = faults.iter().map(|known| known.name.snake()).collect();
                let known = match known.as_slice() {
                    [] => "it has none".to_owned(),
                    known => format!("it has: {}", known.join(", ")),
                };
                Err(format!(
                    "`{self}`: answers of `{name}` have no fault `{fault}`; {known}"
                ))
            }
        }
    }
}

/// Whether answers of an operation have a member of that name.
fn has_member(operation: &Operation, name: &str) -> bool {
    let answer = &operation.answer;
    let fields = answer.fields.iter().map(|field| &field.path);
    let code = answer.code.iter().map(|code| &code.path);
    let texts = answer.message.iter().chain(&answer.detail);
    let mut paths = fields.chain(code).chain(texts);
    paths.any(|path| path.0.first().is_some_and(|first| first == name))
}

/// As [`Script::parse`] reads it.
impl fmt::Display for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<&str> = match self {
            Self::Code(code) => vec!["code", code],
            Self::Detail { code, detail } => vec!["detail", code, detail],
            Self::Fault { fault, code } => vec!["fault", fault, code],
            Self::Pending => vec!["pending"],
            Self::AsList => vec!["as-list"],
            Self::AsObject => vec!["as-object"],
            Self::AnotherRequest => vec!["another-request"],
            Self::Unproven { flaw, code } => {
                let named = FLAWS.iter().find(|(known, _)| known == flaw);
                let word = named.map_or("", |(_, word)| word);
                ["unproven", word]
                    .into_iter()
                    .chain(code.as_deref())
                    .collect()
            }
            Self::RefuseToken { code, fault } => {
                let code = code.as_deref().into_iter();
                ["refuse-token"]
                    .into_iter()
                    .chain(code)
                    .chain(fault.as_deref())
                    .collect()
            }
            Self::With(members) => {
                let members = serde_json::to_string(members).unwrap_or_default();
                return write!(f, "with {members}");
            }
            Self::Raw { status, body } => {
                return write!(f, "raw {status} {}", String::from_utf8_lossy(body));
            }
            Self::Mishap(mishap) => vec!["mishap", mishap.word()],
        };
        f.write_str(&words.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let scripts = [
            "code 9029",
            "detail 01 512054",
            "fault gateway invalid_apikey",
            "pending",
            "as-list",
            "as-object",
            "another-request",
            "with {\"a\":{\"b\":[1]}}",
            "unproven wrong",
            "unproven of-another-merchant 0000",
            "refuse-token",
            "refuse-token 104 gateway",
            "raw 500 {\"a\": 1}",
        ];
        for text in scripts {
            assert_eq!(Script::parse(text).unwrap().to_string(), text);
        }
        for (mishap, word, ..) in Mishap::ALL {
            let text = format!("mishap {word}");
            assert_eq!(Script::parse(&text), Ok(Script::Mishap(mishap)));
            assert_eq!(Script::Mishap(mishap).to_string(), text);
        }
    }

    #[test]
    fn what_is_none_is_told() {
        for text in [
            "",
            "codes",
            "code",
            "code a b",
            "detail a",
            "mishap",
            "mishap x",
            "raw",
            "raw 99 x",
            "pending now",
            "with",
            "with []",
        ] {
            let told = Script::parse(text).unwrap_err();
            assert!(told.contains("`code CODE`"), "{text}: {told}");
        }
    }
}
