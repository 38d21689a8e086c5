//! Credits as a table for spreadsheets: RFC 4180, and no cell that a spreadsheet would run.

use domain::text::table_cell;
use edge::{Accept, CsvFile, OrInternal, Problem};

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
pub(crate) fn csv_file(credits: impl IntoIterator<Item = CreditView>) -> Result<CsvFile, Problem> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(HEADER).or_internal()?;
    for credit in credits {
        let row = credit.row().map(|cell| table_cell(&cell));
        table.write_record(row).or_internal()?;
    }
    let bytes = table.into_inner().map_err(csv::IntoInnerError::into_error).or_internal()?;
    Ok(CsvFile::new("credits.csv", bytes))
}
