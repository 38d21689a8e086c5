//! Lists: `limit` and a sealed `cursor` in, `items` and `next` out. A page may be short, even
//! empty; only `next` says whether there is more.

use crate::cursor::{CursorError, CursorSeal, SealedCursor};
use crate::fields::Fields;
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
    cursor: Option<Cursor>,
    seal: CursorSeal,
}

impl PageRequest {
    /// Where the store goes on, or 400 for a cursor of another list.
    pub fn resume(&self, list: &impl Resumable) -> Result<Option<Cursor>, Problem> {
        let resumed = |cursor: Cursor| cursor.resume(list).ok_or_else(|| CursorError.into());
        self.cursor.clone().map(resumed).transpose()
    }

    /// `limit` and `cursor`, each of which may be left out.
    pub fn from_fields(fields: &mut Fields, seal: CursorSeal) -> Option<PageRequest> {
        Self::with_limit(fields, seal, LIMIT_DEFAULT, LIMIT_MAX)
    }

    /// The same for a list whose pages are larger: `limit` is `usual` where it is left out, and
    /// never more than `most`.
    pub fn with_limit(
        fields: &mut Fields,
        seal: CursorSeal,
        usual: u16,
        most: u16,
    ) -> Option<PageRequest> {
        let limit = fields.optional_or("limit", usual, |field| field.integer(1..=most));
        let cursor = fields.optional("cursor", |field| seal.read(field));
        Some(PageRequest { limit: limit?, cursor: cursor?, seal })
    }

    /// Whether the list is read from its beginning.
    pub fn is_first(&self) -> bool {
        self.cursor.is_none()
    }

    /// Where the next page begins, as the client holds it.
    pub fn next(&self, next: Option<Cursor>) -> Option<SealedCursor> {
        next.map(|next| self.seal.seal(&next))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for PageRequest {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<PageRequest, Problem> {
        let seal = CursorSeal::from_request_parts(parts, state).await?;
        let mut fields = Query::from_request_parts(parts, state).await?.fields();
        let page = PageRequest::from_fields(&mut fields, seal);
        fields.finish(|| page)
    }
}

impl<T> ListPage<T> {
    /// What was found for `page`, and where the store goes on.
    pub fn new(page: &PageRequest, items: Vec<T>, next: Option<Cursor>) -> ListPage<T> {
        ListPage { items, next: page.next(next) }
    }

    /// A list that is never longer than one page.
    pub fn whole(items: Vec<T>) -> ListPage<T> {
        ListPage { items, next: None }
    }
}

/// One page of a list as it is sent.
#[derive(Debug, Clone, Serialize)]
pub struct ListPage<T> {
    pub items: Vec<T>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<SealedCursor>,
}
