//! Opaque cursors: where a list goes on, as base64url. Clients hand them back and read nothing
//! into them; a forged one can only start the same list elsewhere.

use crate::problem::{Failure, Problem};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// No key of the table is nearly as long.
const LENGTH_MAX: usize = 2_000;

/// Where a list goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor(store::Cursor);

/// What was handed back never came from here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is not a cursor of this list")]
pub struct CursorError;

impl Cursor {
    /// The cursor for the store, as long as it goes on in the partition that the caller's own
    /// list stands in (`attribute` is `pk`, `gsi1pk` or `gsi2pk`); otherwise 400.
    pub fn within(&self, attribute: &str, partition: &str) -> Result<store::Cursor, Problem> {
        let Cursor(cursor) = self;
        if cursor.0.get(attribute).is_some_and(|value| value == partition) {
            return Ok(cursor.clone());
        }
        Err(Problem::bad_query(vec![Failure {
            pointer: "?cursor".to_owned(),
            rule: "format",
            detail: CursorError.to_string(),
        }]))
    }
}

impl From<store::Cursor> for Cursor {
    fn from(cursor: store::Cursor) -> Cursor {
        Cursor(cursor)
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let json = serde_json::to_vec(&self.0).map_err(|_| fmt::Error)?;
        formatter.write_str(&URL_SAFE_NO_PAD.encode(json))
    }
}

impl FromStr for Cursor {
    type Err = CursorError;

    fn from_str(text: &str) -> Result<Cursor, CursorError> {
        if text.len() > LENGTH_MAX {
            return Err(CursorError);
        }
        let json = URL_SAFE_NO_PAD.decode(text).map_err(|_| CursorError)?;
        serde_json::from_slice(&json).map(Cursor).map_err(|_| CursorError)
    }
}

impl Serialize for Cursor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn cursor(partition: &str) -> Cursor {
        Cursor(store::Cursor(BTreeMap::from([
            ("pk".to_owned(), partition.to_owned()),
            ("sk".to_owned(), "b".to_owned()),
        ])))
    }

    #[test]
    fn a_cursor_comes_back_as_it_went() {
        let text = cursor("a").to_string();
        assert_eq!(text.parse(), Ok(cursor("a")));
        assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)));
    }

    #[test]
    fn a_cursor_of_another_list_is_400() {
        assert!(cursor("mine").within("pk", "mine").is_ok());
        for (attribute, partition) in [("pk", "other"), ("gsi1pk", "mine")] {
            let problem = cursor("mine").within(attribute, partition).unwrap_err();
            assert_eq!(problem.status(), http::StatusCode::BAD_REQUEST);
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_the_cursor_parser_panic(text in ".*") {
            let _parsed = text.parse::<Cursor>();
        }
    }
}
