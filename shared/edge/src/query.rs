//! The query string, read with the same strict reader as a body; where nothing reads it, it is
//! refused.

use crate::fields::Fields;
use crate::problem::Problem;
use axum::extract::{FromRequestParts, Query as AxumQuery, Request};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::rules::Rule;
use domain::text::normal_form;
use http::Uri;
use http::request::Parts;

/// All parameters; [`RawQuery::fields`] judges them, and an unknown one is a 400.
#[derive(Debug, Clone)]
pub(crate) struct RawQuery(Vec<(String, String)>);

impl RawQuery {
    pub(crate) fn fields(self) -> Fields {
        Fields::of_query(self.0)
    }

    pub(crate) fn into_pairs(self) -> Vec<(String, String)> {
        self.0
    }
}

impl<S: Send + Sync> FromRequestParts<S> for RawQuery {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<RawQuery, Problem> {
        parse_query(&parts.uri)
    }
}

pub(crate) fn parse_query(uri: &Uri) -> Result<RawQuery, Problem> {
    match AxumQuery::<Vec<(String, String)>>::try_from_uri(uri) {
        Ok(AxumQuery(pairs)) => {
            let normal = |(name, text): (String, String)| (name, normal_form(&text).into_owned());
            Ok(RawQuery(pairs.into_iter().map(normal).collect()))
        }
        Err(rejection) => {
            Err(Problem::refusal(Rule::Query, "the query cannot be read").because(&rejection))
        }
    }
}

/// 400 where a query comes to a route that reads none.
pub(crate) async fn refuse_any_query(request: Request, next: Next) -> Response {
    let judged = parse_query(request.uri()).and_then(|query| query.fields().finish(|| Some(())));
    match judged {
        Ok(()) => next.run(request).await,
        // It names every parameter: none of them is known.
        Err(problem) => problem.into_response(),
    }
}
