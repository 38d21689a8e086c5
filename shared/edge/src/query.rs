//! The query string, read with the same strict reader as a body.

use crate::fields::Fields;
use crate::problem::Problem;
use axum::extract::{FromRequestParts, Query as AxumQuery};
use http::request::Parts;

/// All parameters; [`Query::fields`] judges them, and an unknown one is a 400.
#[derive(Debug, Clone)]
pub struct Query(Vec<(String, String)>);

impl Query {
    pub fn fields(self) -> Fields {
        Fields::of_query(self.0)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Query, Problem> {
        match AxumQuery::try_from_uri(&parts.uri) {
            Ok(AxumQuery(pairs)) => Ok(Query(pairs)),
            Err(rejection) => {
                Err(Problem::malformed("the query cannot be read").because(&rejection))
            }
        }
    }
}
