//! Lists: `limit` and a sealed `cursor` in, `items` and `next` out. A page may be short, even
//! empty; only `next` says whether there is more.

use crate::cursor::{CursorError, CursorSeal, SealedCursor};
use crate::field::Field;
use crate::fields::Fields;
use crate::problem::Problem;
use schemars::JsonSchema;
use serde::Serialize;
use store::{Cursor, Resumable};

/// How many items a page has where nothing is said, and how many may be asked for.
pub(crate) const LIMIT: (u16, u16) = (20, 100);

/// Which part of a list is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRequest {
    pub limit: u16,
    /// As it was sent; opened once it is known which list it is of.
    cursor: Option<String>,
    seal: CursorSeal,
}

impl PageRequest {
    /// Where the store goes on, or 400 for a cursor of another list.
    pub fn resume(&self, list: &impl Resumable) -> Result<Option<Cursor>, Problem> {
        let cursor = match &self.cursor {
            None => return Ok(None),
            Some(text) => self.seal.open_place(text),
        };
        cursor.and_then(|cursor| cursor.resume(list)).map(Some).ok_or_else(|| CursorError.into())
    }

    /// The same of a list whose places are no keys of the table: `read` understands what
    /// [`PageRequest::next_at`] has sealed.
    pub fn resume_at<T>(&self, read: impl FnOnce(&str) -> Option<T>) -> Result<Option<T>, Problem> {
        let place = match &self.cursor {
            None => return Ok(None),
            Some(text) => self.seal.open(text),
        };
        place.as_deref().and_then(read).map(Some).ok_or_else(|| CursorError.into())
    }

    /// Where the next page begins, in words of the list's own.
    pub fn next_at(&self, place: Option<&str>) -> Option<SealedCursor> {
        place.map(|place| self.seal.seal_text(place))
    }

    /// `limit` and `cursor`, with the usual and the greatest limit.
    pub(crate) fn sealed(
        fields: &mut Fields,
        seal: CursorSeal,
        limit: (u16, u16),
    ) -> Option<PageRequest> {
        let Part { limit, cursor } = Part::read(fields, limit)?;
        Some(PageRequest { limit, cursor, seal })
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

/// `limit` and `cursor` as they are sent.
#[derive(Debug)]
pub(crate) struct Part {
    limit: u16,
    cursor: Option<String>,
}

impl Part {
    pub(crate) fn read(fields: &mut Fields, (usual, most): (u16, u16)) -> Option<Part> {
        let limit = fields.optional_or("limit", usual, |field| field.integer(1..=most));
        let cursor = fields.optional("cursor", Field::cursor);
        Some(Part { limit: limit?, cursor: cursor? })
    }
}

/// One page of a list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "PageOf{T}")]
pub struct ListPage<T> {
    pub items: Vec<T>,
    /// Where the next page begins, for the parameter `cursor`; null on the last page.
    pub next: Option<SealedCursor>,
}
