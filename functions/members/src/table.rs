//! Credits as a table for spreadsheets: RFC 4180, and no cell that a spreadsheet would run.

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use edge::{Accept, OrInternal, Problem};

use crate::view::CreditView;

/// The forms in which credits can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Json,
    Csv,
}

const HEADER: [&str; 10] = [
    "id",
    "role",
    "brief",
    "brief_title",
    "track",
    "track_title",
    "production",
    "year",
    "awarded_at",
    "state",
];

/// The form that the caller wants; 406 where it is another one.
pub(crate) fn wanted_form(accept: &Accept) -> Result<Form, Problem> {
    accept.choose(&[("application/json", Form::Json), ("text/csv", Form::Csv)])
}

/// One row a credit, in their order.
pub(crate) fn csv_response(
    credits: impl IntoIterator<Item = CreditView>,
) -> Result<Response, Problem> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(HEADER).or_internal()?;
    for credit in credits {
        let row = credit.row().map(|cell| harmless(&cell));
        table.write_record(row).or_internal()?;
    }
    let bytes = table.into_inner().map_err(csv::IntoInnerError::into_error).or_internal()?;
    let name = "attachment; filename=\"credits.csv\"";
    Ok(([(CONTENT_TYPE, "text/csv; charset=utf-8"), (CONTENT_DISPOSITION, name)], bytes)
        .into_response())
}

/// A spreadsheet takes what begins like a formula for one.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        return format!("'{cell}");
    }
    cell.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_taken_for_a_formula() {
        for begins in ["=", "+", "-", "@", "\t", "\r"] {
            let cell = format!("{begins}SUM(A1)");
            assert_eq!(harmless(&cell), format!("'{cell}"));
        }
        for harmless_already in ["Dawn", "", "1=1", "a@b", "'=1"] {
            assert_eq!(harmless(harmless_already), harmless_already);
        }
    }
}
