//! The notes of an answer as markers for an audio workstation: CSV as Reaper's region and marker
//! manager reads it; others take the columns that they know.

use axum::extract::State;
use csv::{IntoInnerError, Terminator, WriterBuilder};
use domain::id::ReviewId;
use domain::review::Note;
use domain::text::table_cell;
use edge::{Caller, CsvFile, OrInternal, Path, Problem, Routes, Tag};

use crate::Studio;

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    routes.under(Tag::Reviews).get("/reviews/{review}/markers", export, |it| {
        it.summary("Export the notes of a review as markers")
            .text(
                "A table for the region and marker manager of an audio workstation: number, text, \
                 start, end and length in seconds; in the order of time. A note about a range is a \
                 region (`R`) with end and length, any other one a marker (`M`) without; programs \
                 that know no regions have a marker where it begins. Once the review is delivered.",
            )
            .who("the reviewer, who submitted the track")
    })
}

/// `GET /reviews/{review}/markers`: for the composer and the reviewer, once it is delivered. One
/// round trip.
pub(crate) async fn export(
    State(studio): State<Studio>,
    caller: Caller,
    Path(id): Path<ReviewId>,
) -> Result<CsvFile, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    let (delivery, entry) = workflow::review::access::answer_between(&work, actor, id).await?;
    let name = match entry {
        Some(entry) => format!("entry-{}-{id}", entry.get()),
        None => id.to_string(),
    };
    Ok(CsvFile::new(&format!("{name}-markers.csv"), csv(&delivery.feedback.notes)?))
}

/// Positions are in seconds, with milliseconds; a marker has no end. Both kinds are numbered together,
/// as the notes stand in the room.
fn csv(notes: &[Note]) -> Result<Vec<u8>, Problem> {
    let mut sorted: Vec<&Note> = notes.iter().collect();
    sorted.sort_by_key(|note| (note.at_ms, note.until_ms));
    let mut table = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    table.write_record(["#", "Name", "Start", "End", "Length"]).or_internal()?;
    for (number, note) in (1_u32..).zip(sorted) {
        let kind = if note.until_ms.is_some() { "R" } else { "M" };
        let (marker, start) = (format!("{kind}{number}"), seconds(note.at_ms));
        let end = note.until_ms.map(seconds).unwrap_or_default();
        let length = note.until_ms.map(|until_ms| seconds(until_ms.saturating_sub(note.at_ms)));
        let length = length.unwrap_or_default();
        let name = table_cell(note.text.as_str());
        table.write_record([&marker, &*name, &start, &end, &length]).or_internal()?;
    }
    table.into_inner().map_err(IntoInnerError::into_error).or_internal()
}

fn seconds(at_ms: u64) -> String {
    let (whole, rest) = (at_ms.checked_div(1_000), at_ms.checked_rem(1_000));
    format!("{}.{:03}", whole.unwrap_or(0), rest.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use domain::text::ShortText;

    use super::*;

    fn note(at_ms: u64, text: &str) -> Note {
        Note { at_ms, until_ms: None, text: ShortText::new(text).unwrap(), actionable: true }
    }

    #[test]
    fn a_note_about_a_range_becomes_a_region() {
        let range = Note { until_ms: Some(70_010), ..note(62_000, "louder") };
        let csv = csv(&[note(62_000, "here"), range, note(80_000, "out")]).unwrap();
        assert_eq!(
            str::from_utf8(&csv).unwrap(),
            "#,Name,Start,End,Length\r\nM1,here,62.000,,\r\nR2,louder,62.000,70.010,8.010\r\n\
             M3,out,80.000,,\r\n"
        );
    }

    #[test]
    fn notes_become_markers_in_the_order_of_time() {
        let csv = csv(&[note(61_005, "more, \"air\""), note(900, "in")]).unwrap();
        assert_eq!(
            str::from_utf8(&csv).unwrap(),
            "#,Name,Start,End,Length\r\nM1,in,0.900,,\r\nM2,\"more, \"\"air\"\"\",61.005,,\r\n"
        );
    }

    #[test]
    fn a_marker_is_never_a_formula() {
        for text in ["=1+1", "+1", "-1", "@a"] {
            let csv = csv(&[note(0, text)]).unwrap();
            assert!(str::from_utf8(&csv).unwrap().contains(&format!("M1,'{text},")), "{text}");
        }
    }
}
