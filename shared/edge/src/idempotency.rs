//! The `Idempotency-Key` header. There is no table of keys: the id of what a POST creates is
//! derived from (caller, route, key), so the item itself is the memory, for ever.

use crate::problem::Problem;
use axum::extract::FromRequestParts;
use http::request::Parts;

const HEADER: &str = "idempotency-key";
const LENGTH_MAX: usize = 255;

/// Required on every POST that creates: 1 to 255 visible ASCII characters; otherwise 400.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn parse(text: &str) -> Option<IdempotencyKey> {
        let visible = text.bytes().all(|byte| byte.is_ascii_graphic());
        let fits = !text.is_empty() && text.len() <= LENGTH_MAX;
        (visible && fits).then(|| IdempotencyKey(text.to_owned()))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<IdempotencyKey, Problem> {
        let mut values = parts.headers.get_all(HEADER).iter();
        let refusal = match (values.next(), values.next()) {
            (None, _) => "the header idempotency-key is needed here",
            (Some(value), None) => match value.to_str().ok().and_then(IdempotencyKey::parse) {
                Some(key) => return Ok(key),
                None => "the idempotency key must have 1 to 255 visible characters",
            },
            (Some(_), Some(_)) => "the header idempotency-key may stand only once",
        };
        Err(Problem::malformed(refusal))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_1_to_255_visible_characters() {
        for good in ["a", "7f0c-1", &"k".repeat(255)] {
            assert!(IdempotencyKey::parse(good).is_some(), "{good}");
        }
        for bad in ["", " ", "a b", "a\u{7f}", "ä", &"k".repeat(256)] {
            assert!(IdempotencyKey::parse(bad).is_none(), "{bad}");
        }
    }

    #[tokio::test]
    async fn without_the_header_the_request_is_400() {
        let (mut parts, ()) = http::Request::new(()).into_parts();
        let problem = IdempotencyKey::from_request_parts(&mut parts, &()).await.unwrap_err();
        assert_eq!(problem.status(), http::StatusCode::BAD_REQUEST);
    }
}
