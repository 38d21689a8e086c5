//! The `Idempotency-Key` header. There is no table of keys: the id of what a POST creates is
//! derived from (caller, route, key) with the deployment's secret, so the item itself is the memory,
//! for ever, and nobody computes from an id whose it is.

use crate::problem::Problem;
use crate::revocation_list::Deployment;
use axum::extract::FromRequestParts;
use domain::id::MemberId;
use domain::secret::DeploymentSecret;
use http::request::Parts;
use std::ops::RangeInclusive;

const HEADER: &str = "idempotency-key";
const LENGTH: RangeInclusive<usize> = 16..=128;

/// Required on every POST that creates: 16 to 128 visible ASCII characters without a comma, which a
/// proxy would put between two headers; otherwise 400.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey {
    text: String,
    secret: DeploymentSecret,
}

impl IdempotencyKey {
    /// The id, made by `derive_with` of its type, of what `caller` creates by this request of
    /// `route`, which names method and path with the ids in it.
    pub fn derive<T>(
        &self,
        derive_with: fn(&DeploymentSecret, &[&[u8]]) -> T,
        kind: &str,
        caller: MemberId,
        route: &str,
    ) -> T {
        let caller = caller.to_string();
        let parts = [kind, &caller, route, &self.text].map(str::as_bytes);
        derive_with(&self.secret, &parts)
    }

    fn is_valid(text: &str) -> bool {
        let allowed = |byte: u8| byte.is_ascii_graphic() && byte != b',';
        LENGTH.contains(&text.len()) && text.bytes().all(allowed)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<IdempotencyKey, Problem> {
        let mut values = parts.headers.get_all(HEADER).iter();
        let first = values.next().map(|value| value.to_str().unwrap_or_default().to_owned());
        let text = match (first, values.next()) {
            (Some(text), None) if IdempotencyKey::is_valid(&text) => text,
            (None, _) => {
                return Err(Problem::malformed("the header idempotency-key is needed here"));
            }
            (Some(_), None) => {
                let detail =
                    "the idempotency key must have 16 to 128 visible characters and no comma";
                return Err(Problem::malformed(detail));
            }
            (Some(_), Some(_)) => {
                let detail = "the header idempotency-key may stand only once";
                return Err(Problem::malformed(detail));
            }
        };
        let Deployment(secret) = Deployment::from_request_parts(parts, state).await?;
        Ok(IdempotencyKey { text, secret })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_16_to_128_visible_characters_without_comma() {
        for good in ["7f0c-1a2b-3c4d-5", &"k".repeat(16), &"k".repeat(128)] {
            assert!(IdempotencyKey::is_valid(good), "{good}");
        }
        let fifteen = "k".repeat(15);
        let bad = [
            "",
            fifteen.as_str(),
            &"k".repeat(129),
            "0123456789abcde f",
            "0123456789abcde,f",
            "0123456789abcde\u{7f}",
            "0123456789abcdeä",
        ];
        for bad in bad {
            assert!(!IdempotencyKey::is_valid(bad), "{bad}");
        }
    }

    async fn key_from(values: &[&str]) -> Result<IdempotencyKey, Problem> {
        let (mut parts, ()) = http::Request::new(()).into_parts();
        parts.extensions.insert(DeploymentSecret::from_bytes([7; 32]));
        for value in values {
            parts.headers.append(HEADER, value.parse().unwrap());
        }
        IdempotencyKey::from_request_parts(&mut parts, &()).await
    }

    #[tokio::test]
    async fn without_one_good_header_the_request_is_400() {
        let good = "0123456789abcdef";
        assert!(key_from(&[good]).await.is_ok());
        for values in [&[][..], &["short"], &[good, good]] {
            let problem = key_from(values).await.unwrap_err();
            assert_eq!(problem.status(), http::StatusCode::BAD_REQUEST);
        }
    }

    #[tokio::test]
    async fn nobody_computes_from_an_id_whose_it_is_without_the_secret() {
        let (ada, key) = (MemberId::of_subject("ada"), "0123456789abcdef");
        let of = |secret: u8| {
            let secret = DeploymentSecret::from_bytes([secret; 32]);
            let key = IdempotencyKey { text: key.to_owned(), secret };
            key.derive(domain::id::BriefId::derive_with, "brief", ada, "POST /briefs")
        };
        assert_eq!(of(1), of(1));
        assert_ne!(of(1), of(2));
        let caller = ada.to_string();
        let parts = ["brief", &caller, "POST /briefs", key].map(str::as_bytes);
        assert_ne!(of(1), domain::id::BriefId::derive(&parts));
    }
}
