//! Members as they stand in a body or a query, before they are placed at the fields of the operation.

use kpg_codegen::model::{BodyEncoding, Charset, Field, Request};

use crate::charset;
use crate::exchange::Finding;
use crate::form_body;
use crate::json_body::{self, Scalar};
use crate::repeated;

/// Members as they stand in the body; the values of a form have no types.
pub(crate) type Members = Vec<(String, Member)>;

pub(crate) enum Member {
    Json(Scalar),
    Form(String),
}

pub(crate) fn members(
    operation: &Request,
    encoding: BodyEncoding,
    bytes: &[u8],
    findings: &mut Vec<Finding>,
) -> Result<Members, String> {
    let charset = operation.charset;
    Ok(match encoding {
        BodyEncoding::Json => json_members(charset, bytes)?
            .into_iter()
            .map(|(name, value)| (name, Member::Json(value)))
            .collect(),
        // The compiler refuses requests in lines.
        BodyEncoding::Lines => return Err("requests are never written in lines".to_owned()),
        BodyEncoding::Form => {
            let pairs = form_body::pairs(bytes, (charset, operation.body_escaping))?;
            form_members(pairs, &operation.body, findings)
        }
    })
}

/// The members of a form or a query; what the names say of lists is told.
pub(crate) fn form_members(
    pairs: Vec<(String, String)>,
    fields: &[Field],
    findings: &mut Vec<Finding>,
) -> Members {
    let (others, lists) = repeated::gather(fields, pairs, findings);
    let others = others
        .into_iter()
        .map(|(name, text)| (name, Member::Form(text)));
    let lists = lists
        .into_iter()
        .map(|(name, list)| (name, Member::Json(Scalar::List(list))));
    others.chain(lists).collect()
}

/// An escape can write what the charset cannot hold; then the vendor could not keep it.
pub(crate) fn json_members(
    charset: Charset,
    bytes: &[u8],
) -> Result<Vec<(String, Scalar)>, String> {
    let name = charset::name(charset).to_uppercase();
    let text = charset::decode(charset, bytes).ok_or_else(|| format!("it is not in {name}"))?;
    let members = json_body::members(&text)?;
    let strange = members.iter().find(|(_, value)| match value {
        Scalar::Text(text) => charset::encode(charset, text).is_none(),
        _ => false,
    });
    match strange {
        Some((member, _)) => Err(format!(
            "the member `{member}` has characters that {name} cannot hold"
        )),
        None => Ok(members),
    }
}

/// What is inside an envelope, and the members beside it.
pub(crate) struct Inside {
    pub encoding: BodyEncoding,
    pub plain: Vec<u8>,
    pub clear: Members,
}

impl Inside {
    pub fn of(encoding: BodyEncoding, plain: impl Into<Vec<u8>>) -> Self {
        Self {
            encoding,
            plain: plain.into(),
            clear: Vec::new(),
        }
    }
}
