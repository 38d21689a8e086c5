//! The notes of an answer as markers for an audio workstation: CSV as Reaper's region and marker
//! manager reads it; others take the columns that they know.

use std::fmt::Write;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::id::ReviewId;
use domain::review::Note;
use edge::{Caller, Path, Problem};
use http::header;

use crate::Studio;

/// What a spreadsheet would run as a formula.
const FORMULAS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// `GET /reviews/{review}/markers`: for the composer and the reviewer, once it is delivered. One
/// round trip.
pub(crate) async fn export(
    State(studio): State<Studio>,
    caller: Caller,
    Path(id): Path<ReviewId>,
) -> Result<Response, Problem> {
    let found = studio.store.review(id).await?.ok_or_else(Problem::not_found)?.item;
    let concerned = [found.review.reviewer, found.pinned.item.version.composer];
    let delivery = found.review.delivery.filter(|_| concerned.contains(&caller.member));
    let delivery = delivery.ok_or_else(Problem::not_found)?;
    let name = format!("attachment; filename=\"{id}-markers.csv\"");
    let headers =
        [(header::CONTENT_TYPE, "text/csv; charset=utf-8"), (header::CONTENT_DISPOSITION, &name)];
    Ok((headers, csv(&delivery.feedback.notes)).into_response())
}

/// Positions are in seconds, with milliseconds; a marker has no end.
fn csv(notes: &[Note]) -> String {
    let mut sorted: Vec<&Note> = notes.iter().collect();
    sorted.sort_by_key(|note| note.at_ms);
    let mut lines = String::from("#,Name,Start,End,Length\r\n");
    for (number, note) in (1_u32..).zip(sorted) {
        let name = cell(note.text.as_str());
        // Writing into a String cannot fail.
        write!(lines, "M{number},{name},{},,\r\n", seconds(note.at_ms)).ok();
    }
    lines
}

fn seconds(at_ms: u64) -> String {
    let (whole, rest) = (at_ms.checked_div(1_000), at_ms.checked_rem(1_000));
    format!("{}.{:03}", whole.unwrap_or(0), rest.unwrap_or(0))
}

/// Quoted, and never a formula.
fn cell(text: &str) -> String {
    let mark = if text.starts_with(FORMULAS) { "'" } else { "" };
    format!("\"{mark}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use domain::text::ShortText;

    use super::*;

    fn note(at_ms: u64, text: &str) -> Note {
        Note { at_ms, text: ShortText::new(text).unwrap(), actionable: true }
    }

    #[test]
    fn notes_become_markers_in_the_order_of_time() {
        let csv = csv(&[note(61_005, "more, \"air\""), note(900, "in")]);
        assert_eq!(
            csv,
            "#,Name,Start,End,Length\r\nM1,\"in\",0.900,,\r\nM2,\"more, \"\"air\"\"\",61.005,,\r\n"
        );
    }

    #[test]
    fn a_marker_is_never_a_formula() {
        for text in ["=1+1", "+1", "-1", "@a"] {
            assert!(csv(&[note(0, text)]).contains(&format!("\"'{text}\"")), "{text}");
        }
    }
}
