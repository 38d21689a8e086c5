//! `ETag` and `If-Match` over the version number of a resource.

use crate::problem::Problem;
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use http::request::Parts;
use http::{StatusCode, header};
use std::fmt;
use workflow::WorkflowError;

/// The strong validator of version `n` of a resource: `"v<n>"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ETag(pub u64);

impl fmt::Display for ETag {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "\"v{}\"", self.0)
    }
}

/// The `If-Match` header, required where it is extracted: 428 without it. As an `Option` it is
/// honoured where it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IfMatch(Vec<String>);

impl IfMatch {
    /// 412 unless the caller has seen `current`. A weak tag never matches; `*` always does.
    pub fn require(&self, current: ETag) -> Result<(), WorkflowError> {
        let current = current.to_string();
        if self.0.iter().any(|tag| tag == "*" || *tag == current) {
            return Ok(());
        }
        Err(WorkflowError::Stale(format!("it has changed: its etag is {current} now")))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<IfMatch, Problem> {
        sent(parts).ok_or_else(|| {
            let status = StatusCode::PRECONDITION_REQUIRED;
            let detail = "the header if-match is needed here, with the etag last read";
            Problem::new(status, "if_match_required", "If-Match needed", detail)
        })
    }
}

impl<S: Send + Sync> OptionalFromRequestParts<S> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Option<IfMatch>, Problem> {
        Ok(sent(parts))
    }
}

/// What the caller has read, if they say.
fn sent(parts: &Parts) -> Option<IfMatch> {
    let values = parts.headers.get_all(header::IF_MATCH).iter();
    let tags: Vec<String> = values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|tag| tag.trim().to_owned())
        .collect();
    (!tags.is_empty()).then_some(IfMatch(tags))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_version_last_read_may_be_amended() {
        let seen = IfMatch(vec!["\"v2\"".to_owned(), "\"v3\"".to_owned()]);
        assert!(seen.require(ETag(3)).is_ok());
        let problem = Problem::from(seen.require(ETag(4)).unwrap_err());
        assert_eq!(problem.status(), StatusCode::PRECONDITION_FAILED);
        assert!(IfMatch(vec!["W/\"v4\"".to_owned()]).require(ETag(4)).is_err());
        assert!(IfMatch(vec!["*".to_owned()]).require(ETag(4)).is_ok());
    }
}
