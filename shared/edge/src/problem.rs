//! RFC 9457 problem+json: the only shape in which a function says no.
//!
//! A layer below returns plain errors without transport; the last step of a handler turns them
//! into a `Problem`. Its own text never repeats its source: the source goes to the log, once,
//! where [`crate::layered`] writes it.

use crate::rule_status::status;
use axum::response::{IntoResponse, Response};
use domain::rules::Rule;
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;
use serde_json::{Map, Value};
use std::error::Error;
use std::fmt::Write;
use store::LostARace;

/// What `type` starts with. The part after it is stable: clients may switch on it.
const TYPE_BASE: &str = "https://coproducer.example/problems/";

/// How many broken rules an answer names, and how many characters it has for each.
const FAILURES_MAX: usize = 50;
const FAILURE_CHARACTERS_MAX: usize = 600;

/// How loudly a problem is logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemSeverity {
    /// The caller's mistake, or a race they lost: nothing for us to do.
    Info,
    /// Passing: throttled, busy. Worth a look when it is frequent.
    Warn,
    /// Ours to repair.
    Error,
}

/// One rule that the body (pointer by RFC 6901) or the query (`?name`) broke.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failure {
    pub pointer: String,
    pub rule: &'static str,
    pub detail: String,
}

/// A refusal on its way to the caller. Boxed, so that a `Result` stays small.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{}", .0.detail)]
pub struct Problem(Box<Parts>);

#[derive(Debug, Clone)]
struct Parts {
    name: &'static str,
    title: &'static str,
    status: StatusCode,
    detail: String,
    errors: Vec<Failure>,
    allowed: Vec<String>,
    members: Map<String, Value>,
    severity: ProblemSeverity,
    source_chain: Option<String>,
}

/// What the log gets to know of a problem; travels in the response's extensions.
#[derive(Debug, Clone)]
pub(crate) struct LogRecord {
    pub(crate) name: &'static str,
    pub(crate) severity: ProblemSeverity,
    pub(crate) source_chain: Option<String>,
}

impl Problem {
    /// 400: the request cannot be read at all.
    pub fn malformed(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::BAD_REQUEST, "malformed", "Malformed request", detail)
    }

    /// 401 of the function itself (the gateway's own 401 is not problem+json).
    pub fn unauthenticated(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::UNAUTHORIZED, "unauthenticated", "Not authenticated", detail)
    }

    /// 403: known, but not for this caller. Where existence is a secret, use `not_found`.
    pub fn forbidden(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::FORBIDDEN, "forbidden", "Not allowed", detail)
    }

    /// 404, with one text for *absent* and for *not yours to know of*.
    pub fn not_found() -> Problem {
        let detail = "there is nothing here for you";
        Problem::new(StatusCode::NOT_FOUND, "not_found", "Not found", detail)
    }

    /// What `rule` asks for does not hold, under the one status that the rule has; clients may switch
    /// on its id, the end of `type`. A rule that only stands in `errors` is no refusal of its own.
    pub fn refusal(rule: Rule, detail: impl Into<String>) -> Problem {
        let Some(status) = status(rule) else {
            let detail = detail.into();
            return Problem::internal_because(&format!("`{rule}` stands only in errors: {detail}"));
        };
        let title = match status {
            StatusCode::BAD_REQUEST => "Not valid",
            StatusCode::FORBIDDEN => "Not allowed",
            StatusCode::NOT_FOUND => "Not found",
            StatusCode::CONFLICT => "Not possible now",
            _ => "Refused",
        };
        Problem::new(status, rule.as_str(), title, detail)
    }

    /// 412: the resource was changed since the caller read it.
    pub fn stale(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::PRECONDITION_FAILED, "stale", "Changed in between", detail)
    }

    /// 413: above our own limit of [`crate::BODY_BYTES_MAX`].
    pub fn too_large() -> Problem {
        let detail = format!("a body may have at most {} bytes", crate::BODY_BYTES_MAX);
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", "Body too large", detail)
    }

    /// 413: above the limit of [`crate::FILE_BYTES_MAX`], or more than we unpack.
    pub fn file_too_large() -> Problem {
        let detail = format!(
            "a file may have at most {} bytes as it is sent: send it compressed by gzip, as \
             application/gzip, or in parts",
            crate::FILE_BYTES_MAX
        );
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", "File too large", detail)
    }

    /// 422: readable, but these rules are broken; all of them at once, and no answer is much longer
    /// than what was sent: the first [`FAILURES_MAX`] are named, the rest is counted.
    pub fn validation(errors: Vec<Failure>) -> Problem {
        let detail = match errors.len() {
            1 => "one rule is broken".to_owned(),
            count if count > FAILURES_MAX => {
                format!("{count} rules are broken; the first {FAILURES_MAX} are named")
            }
            count => format!("{count} rules are broken"),
        };
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        Problem::new(status, "validation", "Not valid", detail).naming(errors)
    }

    fn naming(mut self, mut errors: Vec<Failure>) -> Problem {
        let omitted = errors.len().saturating_sub(FAILURES_MAX);
        errors.truncate(FAILURES_MAX);
        for Failure { pointer, detail, .. } in &mut errors {
            shorten(pointer);
            shorten(detail);
        }
        self.0.errors = errors;
        if omitted == 0 { self } else { self.with("errors_omitted", omitted) }
    }

    /// 400: the query breaks these rules.
    pub fn bad_query(errors: Vec<Failure>) -> Problem {
        let detail = "the query is not understood";
        Problem::new(StatusCode::BAD_REQUEST, "query", "Not valid", detail).naming(errors)
    }

    /// 422 for a rule that only the stored state could judge, about one place in the body.
    pub fn broken_rule(
        pointer: impl Into<String>,
        rule: &'static str,
        detail: impl Into<String>,
    ) -> Problem {
        Problem::validation(vec![Failure { pointer: pointer.into(), rule, detail: detail.into() }])
    }

    /// 422: the same `Idempotency-Key` came before with another body.
    pub fn idempotency_key_reused() -> Problem {
        let detail = "this idempotency key was used before with another body";
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        Problem::new(status, "idempotency_key_reused", "Idempotency key reused", detail)
    }

    /// 503 with `retry-after`: throttled or lost too many races; the same request may succeed soon.
    pub fn busy() -> Problem {
        let status = StatusCode::SERVICE_UNAVAILABLE;
        let mut problem = Problem::new(status, "busy", "Busy", "please try again in a moment");
        problem.0.severity = ProblemSeverity::Warn;
        problem
    }

    /// 500: our mistake. The chain of `source` is logged and never shown.
    pub fn internal(source: &(dyn Error + 'static)) -> Problem {
        let mut problem = Problem::internal_because("see the log under the request id");
        problem.0.source_chain = Some(chain(source));
        problem
    }

    /// 500 without an error value: an invariant did not hold. `reason` is logged, not shown.
    pub fn internal_because(reason: &str) -> Problem {
        let detail = "this is our mistake, and it is in our log under the request id";
        let status = StatusCode::INTERNAL_SERVER_ERROR;
        let mut problem = Problem::new(status, "internal", "Internal error", detail);
        problem.0.severity = ProblemSeverity::Error;
        problem.0.source_chain = Some(reason.to_owned());
        problem
    }

    /// Any other: `name` is the stable end of `type`.
    pub(crate) fn new(
        status: StatusCode,
        name: &'static str,
        title: &'static str,
        detail: impl Into<String>,
    ) -> Problem {
        let mut detail = detail.into();
        shorten(&mut detail);
        Problem(Box::new(Parts {
            name,
            title,
            status,
            detail,
            errors: Vec::new(),
            allowed: Vec::new(),
            members: Map::new(),
            severity: ProblemSeverity::Info,
            source_chain: None,
        }))
    }

    /// The moves that are possible now, for a 409.
    #[must_use]
    pub fn allowed<M: ToString>(mut self, moves: impl IntoIterator<Item = M>) -> Problem {
        self.0.allowed = moves.into_iter().map(|allowed| allowed.to_string()).collect();
        self
    }

    /// An extension member of RFC 9457, such as the list of tracks still unanswered.
    #[must_use]
    pub fn with(mut self, member: &str, value: impl Into<Value>) -> Problem {
        self.0.members.insert(member.to_owned(), value.into());
        self
    }

    /// Remembers, for the log only, what led to this.
    #[must_use]
    pub fn because(mut self, source: &(dyn Error + 'static)) -> Problem {
        self.0.source_chain = Some(chain(source));
        self
    }

    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// The stable end of `type`.
    pub fn name(&self) -> &'static str {
        self.0.name
    }

    pub fn severity(&self) -> ProblemSeverity {
        self.0.severity
    }

    pub fn failures(&self) -> &[Failure] {
        &self.0.errors
    }

    /// The body as it is sent.
    pub fn to_json(&self) -> Value {
        let parts = &self.0;
        let mut body = parts.members.clone();
        body.insert("type".to_owned(), format!("{TYPE_BASE}{}", parts.name).into());
        body.insert("title".to_owned(), parts.title.into());
        body.insert("status".to_owned(), parts.status.as_u16().into());
        body.insert("detail".to_owned(), parts.detail.as_str().into());
        if !parts.errors.is_empty() {
            let errors = parts.errors.iter().map(|failure| {
                serde_json::json!({
                    "pointer": failure.pointer,
                    "rule": failure.rule,
                    "detail": failure.detail,
                })
            });
            body.insert("errors".to_owned(), errors.collect());
        }
        if !parts.allowed.is_empty() {
            body.insert("allowed".to_owned(), parts.allowed.clone().into());
        }
        Value::Object(body)
    }
}

/// For errors that nothing a caller sends leads to: a link that cannot be signed, a stored value
/// that is not valid any more.
pub trait OrInternal<T> {
    /// The value, or 500; the chain of the error is logged and never shown.
    fn or_internal(self) -> Result<T, Problem>;
}

impl<T, E: Error + 'static> OrInternal<T> for Result<T, E> {
    fn or_internal(self) -> Result<T, Problem> {
        self.map_err(|error| Problem::internal(&error))
    }
}

impl LostARace for Problem {
    fn is_conflict(&self) -> bool {
        self.0.name == Rule::ChangedInBetween.as_str()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = (self.0.status, self.to_json().to_string()).into_response();
        let headers = response.headers_mut();
        let json = HeaderValue::from_static("application/problem+json");
        headers.insert(header::CONTENT_TYPE, json);
        if self.0.status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
        response.extensions_mut().insert(LogRecord {
            name: self.0.name,
            severity: self.0.severity,
            source_chain: self.0.source_chain,
        });
        response
    }
}

fn shorten(text: &mut String) {
    if let Some((end, _)) = text.char_indices().nth(FAILURE_CHARACTERS_MAX) {
        text.truncate(end);
        text.push('\u{2026}');
    }
}

/// The error and its sources in one line.
fn chain(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(source) = next {
        // Writing into a String cannot fail.
        write!(text, ": {source}").ok();
        next = source.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("the outer sentence")]
    struct Outer(#[source] std::fmt::Error);

    #[test]
    fn an_internal_problem_shows_nothing_of_its_source() {
        let problem = Problem::internal(&Outer(std::fmt::Error));
        assert!(!problem.to_json().to_string().contains("outer"));
        assert!(problem.0.source_chain.unwrap().starts_with("the outer sentence: "));
    }

    #[test]
    fn an_answer_names_fifty_broken_rules_and_counts_the_rest() {
        let failure = Failure { pointer: "/x".repeat(900), rule: "r", detail: "d".repeat(900) };
        let body = Problem::validation(vec![failure.clone(); 1_000]).to_json();
        assert_eq!(body["errors"].as_array().unwrap().len(), FAILURES_MAX);
        assert_eq!(body["errors_omitted"], 950);
        assert_eq!(body["detail"], "1000 rules are broken; the first 50 are named");
        assert!(body.to_string().len() < FAILURES_MAX * 3 * FAILURE_CHARACTERS_MAX);
        let all = Problem::bad_query(vec![failure; FAILURES_MAX]).to_json();
        assert!(all.get("errors_omitted").is_none());
    }

    #[test]
    fn a_conflict_lists_the_moves_allowed_now() {
        let body = Problem::refusal(Rule::BriefNotOpen, "no").allowed(["open", "cancel"]).to_json();
        assert_eq!(body["allowed"], serde_json::json!(["open", "cancel"]));
        assert_eq!(body["type"], "https://coproducer.example/problems/brief_not_open");
        assert_eq!(body["status"], 409);
    }

    #[test]
    fn an_extension_never_replaces_a_standard_member() {
        let body = Problem::not_found().with("status", 200).to_json();
        assert_eq!(body["status"], 404);
    }
}
