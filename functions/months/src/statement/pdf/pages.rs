//! What stands on the pages and in which order: headlines, sections with their tables, and the foot
//! of every page. Nothing is drawn here.
#![expect(clippy::float_arithmetic, reason = "places on a page, never money")]

use super::face::{Face, Faces};
use super::flow::{Flow, HEIGHT, Ink, LEFT, Mark, Page, RIGHT, Type};
use super::table::Grid;
use crate::statement::document::{Document, Rank, Section};

const FOOT: f32 = HEIGHT - 36.0;

const HEADLINE: Type = Type { face: Face::Bold, size: 15.0, ink: Ink::Dark };
const PART: Type = Type { face: Face::Bold, size: 13.0, ink: Ink::Accent };
const HEADING: Type = Type { face: Face::Bold, size: 10.5, ink: Ink::Dark };
const NOTE: Type = Type { face: Face::Regular, size: 9.0, ink: Ink::Dark };
const SMALL: Type = Type { face: Face::Regular, size: 8.0, ink: Ink::Grey };

/// Every page of `document`.
pub(super) fn pages(document: &Document, faces: &Faces) -> Vec<Page> {
    let mut flow = Flow::new(faces);
    for headline in &document.headlines {
        flow.paragraph(headline, HEADLINE, 1.3);
        flow.y += 3.0;
    }
    flow.y += 4.0;
    for line in &document.imprint {
        flow.paragraph(line, SMALL, 1.4);
    }
    for section in &document.sections {
        put_section(&mut flow, section);
    }
    put_feet(&mut flow, &document.footer);
    flow.pages
}

fn put_section(flow: &mut Flow<'_>, section: &Section) {
    let (set, above) = match section.rank {
        Rank::Part => (PART, 24.0),
        Rank::Section => (HEADING, 16.0),
    };
    // A heading never stands alone at the end of a page.
    flow.turn_unless(above + 80.0);
    flow.y += above;
    if section.rank == Rank::Part {
        flow.put(Mark::Line { y: flow.y - 8.0, left: LEFT, right: RIGHT, ink: Ink::Accent });
        flow.y += 6.0;
    }
    flow.paragraph(&section.heading, set, 1.3);
    for note in &section.notes {
        flow.y += 2.0;
        flow.paragraph(note, NOTE, 1.4);
    }
    if let Some(table) = &section.table {
        flow.y += 4.0;
        Grid::new(table, flow.faces).fill(flow);
    }
}

/// The foot of every page, once it is known how many there are.
fn put_feet(flow: &mut Flow<'_>, footer: &str) {
    let footer = flow.faces.printable(footer).into_owned();
    let count = flow.pages.len();
    for (page, number) in flow.pages.iter_mut().zip(1_usize..) {
        let numbered = format!("page {number} of {count}");
        let x = RIGHT - flow.faces.width(SMALL.face, SMALL.size, &numbered);
        let line = Mark::Line { y: FOOT - 14.0, left: LEFT, right: RIGHT, ink: Ink::Hair };
        let left = Mark::Text { x: LEFT, baseline: FOOT, set: SMALL, text: footer.clone() };
        let right = Mark::Text { x, baseline: FOOT, set: SMALL, text: numbered };
        page.marks.extend([line, left, right]);
    }
}
