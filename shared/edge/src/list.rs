//! A list as it is asked for: its filters, `limit` and `cursor`; nothing else stands in its query.

use axum::extract::FromRequestParts;
use http::request::Parts;

use crate::argument::DescribedArgument;
use crate::cursor::CursorSeal;
use crate::fields::Fields;
use crate::operation::Describer;
use crate::page::{self, PageRequest};
use crate::problem::Problem;
use crate::query::RawQuery;

/// What narrows a list, and how long its pages are.
pub trait ListFilters: Sized {
    /// How many items a page has where nothing is said, and how many may be asked for.
    const LIMIT: (u16, u16) = page::LIMIT;

    /// Reads the filters, not `limit` and `cursor`.
    fn read(fields: &mut Fields) -> Option<Self>;
}

/// No filters, pages of the usual length.
impl ListFilters for () {
    fn read(_fields: &mut Fields) -> Option<()> {
        Some(())
    }
}

/// The part of a list that is asked for.
#[derive(Debug, Clone)]
pub struct Paged<T = ()> {
    pub filters: T,
    pub page: PageRequest,
}

impl<S: Send + Sync, T: ListFilters> FromRequestParts<S> for Paged<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Paged<T>, Problem> {
        let seal = CursorSeal::from_request_parts(parts, state).await?;
        let mut fields = RawQuery::from_request_parts(parts, state).await?.fields();
        let filters = T::read(&mut fields);
        let page = PageRequest::sealed(&mut fields, seal, T::LIMIT);
        fields.finish(|| Some(Paged { filters: filters?, page: page? }))
    }
}

impl<T: ListFilters> DescribedArgument for Paged<T> {
    const READS_QUERY: bool = true;

    fn describe(describer: &mut Describer) {
        let mut fields = Fields::describing();
        T::read(&mut fields);
        page::Part::read(&mut fields, T::LIMIT);
        describer.operation.query = Some(fields.shape());
    }
}
