//! Lists: `limit` and an opaque `cursor` in, `items` and `next` out. A page may be short, even
//! empty; only `next` says whether there is more.

use crate::cursor::Cursor;
use crate::fields::{Field, Fields};
use crate::problem::Problem;
use crate::query::Query;
use axum::extract::FromRequestParts;
use http::request::Parts;
use serde::Serialize;

const LIMIT_DEFAULT: u16 = 20;
const LIMIT_MAX: u16 = 100;

/// Which part of a list is wanted. As an extractor it accepts no other parameter; a list with
/// filters reads `limit` and `cursor` with [`Page::read`] among its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    pub limit: u16,
    pub cursor: Option<Cursor>,
}

impl Page {
    /// Where the store goes on, or 400 for a cursor of another list; see [`Cursor::within`].
    pub fn resume(
        &self,
        attribute: &str,
        partition: &str,
    ) -> Result<Option<store::Cursor>, Problem> {
        self.cursor.as_ref().map(|cursor| cursor.within(attribute, partition)).transpose()
    }

    pub fn read(fields: &mut Fields) -> Option<Page> {
        let limit =
            fields.optional_or("limit", LIMIT_DEFAULT, |field| field.integer(1..=LIMIT_MAX));
        let cursor = fields.optional("cursor", Field::parse);
        Some(Page { limit: limit?, cursor: cursor? })
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Page {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Page, Problem> {
        let mut fields = Query::from_request_parts(parts, state).await?.fields();
        let page = Page::read(&mut fields);
        fields.finish(|| page)
    }
}

impl<T> Listing<T> {
    pub fn new(items: Vec<T>, next: Option<store::Cursor>) -> Listing<T> {
        Listing { items, next: next.map(Cursor::from) }
    }
}

/// One page of a list as it is sent.
#[derive(Debug, Clone, Serialize)]
pub struct Listing<T> {
    pub items: Vec<T>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Cursor>,
}
