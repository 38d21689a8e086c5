//! One request and its answer, as a client of the API saw them, and what is said of them.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use thiserror::Error;

/// One request that was sent, and what came back.
#[derive(Debug, Clone, Copy)]
pub struct Call<'call> {
    pub method: &'call str,
    /// The route that the gateway took, as the template writes it: `/briefs/{brief}`. `None`: it has
    /// none.
    pub route: Option<&'call str>,
    /// The path and the query as they were sent.
    pub target: &'call str,
    /// Names and values as they were sent.
    pub headers: &'call [(String, String)],
    pub body: &'call [u8],
    pub status: u16,
    /// Names in lower case, and values.
    pub answer_headers: &'call [(&'call str, &'call str)],
    pub answer_body: &'call [u8],
}

/// The document does not say what was seen.
#[derive(Debug, Clone, Error)]
#[error("{operation} answered {status}, {place}: {found}\n  the document says: {says}")]
pub struct Violation {
    /// `GET /briefs/{brief}`.
    pub operation: String,
    pub status: u16,
    /// Where: `body of the answer at /items/0/state`.
    pub place: String,
    /// What was seen there.
    pub found: String,
    /// What stands in the document instead.
    pub says: String,
}

/// One kind of answer of one operation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Seen {
    /// `GET /briefs/{brief}`.
    pub operation: String,
    pub status: u16,
    /// The name of the problem; of any other answer its media type without parameters, which is
    /// empty where there is no body.
    pub answer: String,
}

impl Call<'_> {
    /// A header of the answer, by its name in lower case.
    pub fn answer_header(&self, name: &str) -> Option<&str> {
        let mut headers = self.answer_headers.iter();
        headers.find(|(known, _)| *known == name).map(|(_, value)| *value)
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Whether the body says something: `{}` and `null` do not.
    pub fn says_nothing(&self) -> bool {
        matches!(self.body, b"" | b"{}" | b"null")
    }
}

/// The name of a problem: the last part of its `type`; empty where it has none.
pub(crate) fn problem_name(body: &Value) -> &str {
    last_part(body["type"].as_str().unwrap_or_default())
}

pub(crate) fn is_problem(media_type: &str) -> bool {
    essence(media_type) == "application/problem+json"
}

/// A media type without its parameters, in lower case.
pub(crate) fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

pub(crate) fn last_part(text: &str) -> &str {
    text.rsplit('/').next().unwrap_or(text)
}
