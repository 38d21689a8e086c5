//! Lists: `limit` and an opaque `cursor` in, `items` and `next` out. A page may be short, even
//! empty; only `next` says whether there is more.

use crate::cursor::OpaqueCursor;
use crate::fields::{Field, Fields};
use crate::problem::Problem;
use crate::query::Query;
use axum::extract::FromRequestParts;
use http::request::Parts;
use serde::Serialize;
use store::{Cursor, Resumable};

const LIMIT_DEFAULT: u16 = 20;
const LIMIT_MAX: u16 = 100;

/// Which part of a list is wanted. As an extractor it accepts no other parameter; a list with
/// filters reads `limit` and `cursor` with [`PageRequest::from_fields`] among its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRequest {
    pub limit: u16,
    pub cursor: Option<OpaqueCursor>,
}

impl PageRequest {
    /// Where the store goes on, or 400 for a cursor of another list.
    pub fn resume(&self, list: &impl Resumable) -> Result<Option<Cursor>, Problem> {
        self.cursor.as_ref().map(|cursor| cursor.resume(list)).transpose()
    }

    /// `limit` and `cursor`, each of which may be left out.
    pub fn from_fields(fields: &mut Fields) -> Option<PageRequest> {
        let limit =
            fields.optional_or("limit", LIMIT_DEFAULT, |field| field.integer(1..=LIMIT_MAX));
        let cursor = fields.optional("cursor", Field::parse);
        Some(PageRequest { limit: limit?, cursor: cursor? })
    }
}

impl<S: Send + Sync> FromRequestParts<S> for PageRequest {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<PageRequest, Problem> {
        let mut fields = Query::from_request_parts(parts, state).await?.fields();
        let page = PageRequest::from_fields(&mut fields);
        fields.finish(|| page)
    }
}

impl<T> ListPage<T> {
    pub fn new(items: Vec<T>, next: Option<Cursor>) -> ListPage<T> {
        ListPage { items, next: next.map(OpaqueCursor::from) }
    }
}

/// One page of a list as it is sent.
#[derive(Debug, Clone, Serialize)]
pub struct ListPage<T> {
    pub items: Vec<T>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<OpaqueCursor>,
}
