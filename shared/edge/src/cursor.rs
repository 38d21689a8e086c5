//! Opaque cursors: where a list goes on, as base64url. Clients hand them back and read nothing
//! into them; a forged one can only start the same list elsewhere.

use crate::problem::{Failure, Problem};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;
use store::{Cursor, Resumable};

/// No key of the table is nearly as long.
const CURSOR_CHARACTERS_MAX: usize = 2_000;

/// A cursor as a client holds it, of whichever list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpaqueCursor(Cursor);

/// The text was not made here, or was made for another list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is not a cursor of this list")]
pub struct CursorError;

impl OpaqueCursor {
    /// The store's cursor, where it was made for `list`; otherwise 400.
    pub fn resume(&self, list: &impl Resumable) -> Result<Cursor, Problem> {
        self.0.clone().resume(list).ok_or_else(|| CursorError.into())
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

impl From<Cursor> for OpaqueCursor {
    fn from(cursor: Cursor) -> OpaqueCursor {
        OpaqueCursor(cursor)
    }
}

impl fmt::Display for OpaqueCursor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let json = serde_json::to_vec(&self.0).map_err(|_| fmt::Error)?;
        formatter.write_str(&URL_SAFE_NO_PAD.encode(json))
    }
}

impl FromStr for OpaqueCursor {
    type Err = CursorError;

    fn from_str(text: &str) -> Result<OpaqueCursor, CursorError> {
        if text.len() > CURSOR_CHARACTERS_MAX {
            return Err(CursorError);
        }
        let json = URL_SAFE_NO_PAD.decode(text).map_err(|_| CursorError)?;
        serde_json::from_slice(&json).map(OpaqueCursor).map_err(|_| CursorError)
    }
}

impl Serialize for OpaqueCursor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cursor(of: &str) -> OpaqueCursor {
        OpaqueCursor(Cursor::composed("list", of, [("after", "b".to_owned())]))
    }

    #[test]
    fn a_cursor_comes_back_as_it_went() {
        let text = cursor("a").to_string();
        assert_eq!(text.parse(), Ok(cursor("a")));
        assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)));
    }

    #[test]
    fn a_cursor_of_another_list_is_400() {
        let list = |name, of: &str| store::ComposedList::new(name, of.to_owned());
        assert!(cursor("mine").resume(&list("list", "mine")).is_ok());
        for other in [list("list", "other"), list("other", "mine")] {
            let problem = cursor("mine").resume(&other).unwrap_err();
            assert_eq!(problem.status(), http::StatusCode::BAD_REQUEST);
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_the_cursor_parser_panic(text in ".*") {
            let _parsed = text.parse::<OpaqueCursor>();
        }
    }
}
