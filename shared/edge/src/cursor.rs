//! Cursors as clients hold them: where a list goes on, sealed with the deployment's secret for this
//! list, with its filters, and this caller. What was not made here for just that is refused, and
//! nobody reads from it what the list has left out.

use crate::caller::Caller;
use crate::field::{Failures, Field};
use crate::problem::{Failure, Problem};
use crate::query::parse_query;
use crate::revocation_list::Deployment;
use crate::shape::ValueShape;
use axum::extract::FromRequestParts;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::secret::DeploymentSecret;
use http::request::Parts;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use std::borrow::Cow;
use std::fmt::Display;
use store::Cursor;

/// No key of the table is nearly as long.
pub(crate) const CURSOR_CHARACTERS_MAX: usize = 2_000;

/// How much of the authentication code stands in front of a cursor.
const SEAL_BYTES: usize = 16;

/// What one code gives of the key stream.
const KEY_STREAM_BLOCK: usize = 32;

/// The parameters of a list that say which part of it is wanted; all others say which list.
const PAGING: [&str; 2] = ["cursor", "limit"];

/// Seals and opens the cursors of one list for one caller: of a request's path, its filters, and
/// who sends it, if anybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CursorSeal {
    secret: DeploymentSecret,
    list: String,
    caller: String,
}

/// A cursor on its way to the client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct SealedCursor(String);

impl JsonSchema for SealedCursor {
    fn schema_name() -> Cow<'static, str> {
        "Cursor".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "Where a list goes on. It opens for the list with its filters and the \
                            caller that it was made for, and says nothing to anybody else.",
            "pattern": "^[A-Za-z0-9_-]+$",
            "minLength": 22,
            "maxLength": CURSOR_CHARACTERS_MAX,
        })
    }
}

/// The text was not made here, or was made for another list or another caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is not a cursor of this list; begin again without one")]
pub struct CursorError;

impl CursorSeal {
    pub fn seal(&self, place: &Cursor) -> SealedCursor {
        // A map of texts is always JSON.
        self.seal_text(&serde_json::to_string(place).unwrap_or_default())
    }

    /// For a list whose places are no keys of the table.
    ///
    /// The construction is SIV (RFC 5297) with HMAC-SHA-256: the code authenticates the place and is
    /// what its key stream begins with, so that the same place has the same cursor and no other one
    /// the same stream.
    pub fn seal_text(&self, place: &str) -> SealedCursor {
        let code = self.code(place);
        let veiled = self.veil(&code, place.as_bytes());
        SealedCursor(URL_SAFE_NO_PAD.encode([code.as_slice(), &veiled].concat()))
    }

    /// The place in the table that this seal once closed.
    pub(crate) fn open_place(&self, text: &str) -> Option<Cursor> {
        serde_json::from_str(&self.open(text)?).ok()
    }

    pub(crate) fn open(&self, text: &str) -> Option<String> {
        if text.len() > CURSOR_CHARACTERS_MAX {
            return None;
        }
        let sealed = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (code, veiled) = sealed.split_first_chunk::<SEAL_BYTES>()?;
        let place = String::from_utf8(self.veil(code, veiled)).ok()?;
        let expected = self.code(&place);
        let differing = code.iter().zip(expected).fold(0, |all, (one, other)| all | (one ^ other));
        (differing == 0).then_some(place)
    }

    fn code(&self, place: &str) -> [u8; SEAL_BYTES] {
        let parts = ["cursor", &self.list, &self.caller, place].map(str::as_bytes);
        let whole = self.secret.authenticate(&parts);
        whole.first_chunk().copied().unwrap_or_default()
    }

    /// The bytes under the key stream of `code`; done twice, the bytes again.
    fn veil(&self, code: &[u8; SEAL_BYTES], bytes: &[u8]) -> Vec<u8> {
        let blocks = bytes.chunks(KEY_STREAM_BLOCK).zip(0_u32..);
        let veiled = blocks.flat_map(|(block, number)| {
            let number = number.to_be_bytes();
            let parts = ["cursor stream".as_bytes(), self.caller.as_bytes(), code, &number];
            let stream = self.secret.authenticate(&parts);
            block.iter().zip(stream).map(|(byte, key)| byte ^ key).collect::<Vec<_>>()
        });
        veiled.collect()
    }
}

impl Field {
    /// A cursor as it was sent, to be opened by the seal of its list: a reader of fields has none.
    pub(crate) fn cursor(self) -> Result<String, Failures> {
        self.read_text(
            || ValueShape::Cursor,
            "format",
            |text| {
                let is_short = text.len() <= CURSOR_CHARACTERS_MAX;
                is_short.then(|| text.to_owned()).ok_or(CursorError)
            },
        )
    }
}

impl<S: Send + Sync> FromRequestParts<S> for CursorSeal {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<CursorSeal, Problem> {
        let Deployment(secret) = Deployment::from_request_parts(parts, state).await?;
        let caller = Caller::from_request_parts(parts, state).await.ok();
        let mut filters = parse_query(&parts.uri)?.into_pairs();
        filters.retain(|(name, _)| !PAGING.contains(&name.as_str()));
        filters.sort();
        Ok(CursorSeal {
            secret,
            list: format!("{} {filters:?}", parts.uri.path()),
            caller: caller.map(|caller| caller.member.to_string()).unwrap_or_default(),
        })
    }
}

/// 400 at the parameter `cursor`.
impl From<CursorError> for Problem {
    fn from(error: CursorError) -> Problem {
        Problem::bad_query(vec![Failure {
            pointer: "?cursor".to_owned(),
            rule: "format",
            detail: error.to_string(),
        }])
    }
}

impl Display for SealedCursor {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn seal(list: &str, caller: &str) -> CursorSeal {
        let secret = DeploymentSecret::from_bytes([7; 32]);
        CursorSeal { secret, list: list.to_owned(), caller: caller.to_owned() }
    }

    #[test]
    fn a_cursor_comes_back_as_it_went() {
        let mine = seal("/briefs []", "mem_a");
        let SealedCursor(text) = mine.seal_text("EUR:outside");
        assert_eq!(mine.open(&text).as_deref(), Some("EUR:outside"));
        assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)));
        let bytes = URL_SAFE_NO_PAD.decode(&text).unwrap();
        assert!(!bytes.windows(3).any(|part| part == b"EUR"), "the place can be read");
    }

    #[test]
    fn a_cursor_opens_for_its_list_and_its_caller_alone() {
        let SealedCursor(text) = seal("/briefs []", "mem_a").seal_text("a");
        assert_eq!(seal("/briefs []", "mem_b").open(&text), None);
        assert_eq!(seal("/me/briefs []", "mem_a").open(&text), None);
        let secret = DeploymentSecret::from_bytes([8; 32]);
        assert_eq!(CursorSeal { secret, ..seal("/briefs []", "mem_a") }.open(&text), None);
        assert_eq!(seal("/briefs []", "mem_a").open(&URL_SAFE_NO_PAD.encode("{}")), None);
    }

    proptest! {
        #[test]
        fn every_place_comes_back(place in "\\PC{0,200}") {
            let mine = seal("/briefs []", "mem_a");
            let SealedCursor(text) = mine.seal_text(&place);
            prop_assert_eq!(mine.open(&text), Some(place));
        }

        #[test]
        fn a_changed_cursor_opens_nothing(at in 0_usize..24, to in any::<u8>()) {
            let mine = seal("/briefs []", "mem_a");
            let SealedCursor(text) = mine.seal_text("EUR:outside");
            let mut bytes = URL_SAFE_NO_PAD.decode(&text).unwrap();
            prop_assume!(bytes[at] != to);
            bytes[at] = to;
            prop_assert_eq!(mine.open(&URL_SAFE_NO_PAD.encode(bytes)), None);
        }

        #[test]
        fn no_text_makes_the_cursor_parser_panic(text in ".*") {
            prop_assert_eq!(seal("/briefs []", "mem_a").open(&text), None);
        }
    }
}
