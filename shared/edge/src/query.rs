//! The query string, read with the same strict reader as a body; where nothing reads it, it is
//! refused.

use crate::fields::Fields;
use crate::problem::Problem;
use axum::extract::{FromRequestParts, MatchedPath, Query as AxumQuery, Request};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::text::normal_form;
use http::request::Parts;
use http::{Method, Uri};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// All parameters; [`RawQuery::fields`] judges them, and an unknown one is a 400.
#[derive(Debug, Clone)]
pub struct RawQuery(Vec<(String, String)>);

impl RawQuery {
    pub fn fields(self) -> Fields {
        Fields::of_query(self.0)
    }

    pub(crate) fn into_pairs(self) -> Vec<(String, String)> {
        self.0
    }
}

impl<S: Send + Sync> FromRequestParts<S> for RawQuery {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<RawQuery, Problem> {
        if let Some(QueryRead(is_read)) = parts.extensions.get() {
            is_read.store(true, Ordering::Relaxed);
        }
        parse_query(&parts.uri)
    }
}

pub(crate) fn parse_query(uri: &Uri) -> Result<RawQuery, Problem> {
    match AxumQuery::<Vec<(String, String)>>::try_from_uri(uri) {
        Ok(AxumQuery(pairs)) => {
            let normal = |(name, text): (String, String)| (name, normal_form(&text).into_owned());
            Ok(RawQuery(pairs.into_iter().map(normal).collect()))
        }
        Err(rejection) => Err(Problem::malformed("the query cannot be read").because(&rejection)),
    }
}

/// Set once a handler has taken the query and judges it.
#[derive(Debug, Clone, Default)]
struct QueryRead(Arc<AtomicBool>);

/// The routes that change something and read a query; every other one that changes something is
/// asked with none.
const CHANGES_WITH_QUERY: [(Method, &str); 1] = [(Method::DELETE, "/me")];

/// The `GET` routes that change something all the same, and read no query: with a preview link the time
/// in which its reader can listen begins, and who looks into a brief as an operator takes no part in it
/// any more.
const READS_AND_CHANGES: [&str; 7] = [
    "/reviews/{review}",
    "/briefs/{brief}/opening",
    "/briefs/{brief}/ranking",
    "/briefs/{brief}/tracks/{track}",
    "/briefs/{brief}/tracks/{track}/reviews",
    "/briefs/{brief}/tracks/{track}/versions/{version}/assignment",
    "/briefs/{brief}/tracks/{track}/versions/{version}/listen",
];

/// 400 where a query comes to a route that reads none. A route that only reads is asked first: a
/// handler that took the query has judged it.
pub(crate) async fn refuse_unread_query(mut request: Request, next: Next) -> Response {
    let uri = request.uri().clone();
    if uri.query().is_none_or(str::is_empty) || may_change_with_query(&request) {
        return next.run(request).await;
    }
    if request.method() != Method::GET
        || READS_AND_CHANGES.iter().any(|one| is_route(&request, one))
    {
        return unread(&uri).into_response();
    }
    let QueryRead(is_read) = request.extensions_mut().get_or_insert_default::<QueryRead>().clone();
    let response = next.run(request).await;
    if response.status().is_success() && !is_read.load(Ordering::Relaxed) {
        return unread(&uri).into_response();
    }
    response
}

/// 400 where a query comes to a route that reads none.
pub(crate) async fn refuse_any_query(request: Request, next: Next) -> Response {
    if request.uri().query().is_none_or(str::is_empty) {
        return next.run(request).await;
    }
    unread(request.uri()).into_response()
}

fn may_change_with_query(request: &Request) -> bool {
    let is_this =
        |(method, path): &(Method, &str)| method == request.method() && is_route(request, path);
    CHANGES_WITH_QUERY.iter().any(is_this)
}

fn is_route(request: &Request, path: &str) -> bool {
    request.extensions().get::<MatchedPath>().map(MatchedPath::as_str) == Some(path)
}

/// Names every parameter: none of them is known.
fn unread(uri: &Uri) -> Problem {
    let judged = parse_query(uri).and_then(|query| query.fields().finish(|| Some(())));
    judged.err().unwrap_or_else(|| Problem::malformed("this route reads no query"))
}
