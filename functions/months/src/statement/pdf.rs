//! A statement as a page to read and to keep: A4, PDF/A-2u, the same bytes for the same statement.
#![expect(clippy::float_arithmetic, reason = "places on a page, never money")]

mod face;
mod flow;
mod pages;
mod table;

use krilla::color::rgb;
use krilla::configure::{Archival, ConfigurationBuilder};
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::{Document as Pdf, SerializeSettings};

use self::face::Faces;
use self::flow::{HEIGHT, Ink, Mark, WIDTH};
use self::pages::pages;
use crate::statement::document::Document;

/// A page could not be made. Nothing that a statement says leads here.
#[derive(Debug, thiserror::Error)]
#[error("the page could not be printed: {0}")]
pub(crate) struct PdfError(String);

impl PdfError {
    /// Of an error that is no `Error`.
    fn new(cause: impl std::fmt::Debug) -> PdfError {
        PdfError(format!("{cause:?}"))
    }
}

/// Prints it.
pub(crate) fn render(document: &Document) -> Result<Vec<u8>, PdfError> {
    let faces = Faces::load().ok_or_else(|| PdfError("the font cannot be read".to_owned()))?;
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_U)
        .finish()
        .map_err(PdfError::new)?;
    let mut pdf =
        Pdf::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    pdf.set_metadata(metadata(document));
    let size = PageSettings::from_wh(WIDTH, HEIGHT);
    let size = size.ok_or_else(|| PdfError("A4 is no page".to_owned()))?;
    for sheet in pages(document, &faces) {
        let mut page = pdf.start_page_with(size.clone());
        let mut surface = page.surface();
        for mark in &sheet.marks {
            draw(&mut surface, mark, &faces);
        }
        surface.finish();
        page.finish();
    }
    pdf.finish().map_err(PdfError::new)
}

/// Nothing in it is of the moment or by chance.
fn metadata(document: &Document) -> Metadata {
    let at = jiff::tz::TimeZone::UTC.to_datetime(document.written_at);
    let part = |number: i8| u8::try_from(number).unwrap_or_default();
    let written = DateTime::new(u16::try_from(at.year()).unwrap_or_default())
        .month(part(at.month()))
        .day(part(at.day()))
        .hour(part(at.hour()))
        .minute(part(at.minute()))
        .second(part(at.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0);
    Metadata::new()
        .title(document.title.clone())
        .language("en".to_owned())
        .creator("Coproducer".to_owned())
        .document_id(document.identity.clone())
        .creation_date(written)
}

fn draw(surface: &mut Surface<'_>, mark: &Mark, faces: &Faces) {
    match mark {
        Mark::Text { x, baseline, set, text } => {
            surface.set_fill(Some(fill(set.ink)));
            let start = Point::from_xy(*x, *baseline);
            let glyphs = faces.glyphs(set.face, text);
            surface.draw_glyphs(start, &glyphs, faces.font(set.face), text, set.size, false);
        }
        Mark::Line { y, left, right, ink } => {
            rectangle(surface, [*left, *y, *right, *y + 0.5], *ink);
        }
        Mark::Box { top, bottom, left, right, ink } => {
            rectangle(surface, [*left, *top, *right, *bottom], *ink);
        }
    }
}

fn rectangle(surface: &mut Surface<'_>, [left, top, right, bottom]: [f32; 4], ink: Ink) {
    let mut path = PathBuilder::new();
    if let Some(rectangle) = Rect::from_ltrb(left, top, right, bottom) {
        path.push_rect(rectangle);
    }
    if let Some(path) = path.finish() {
        surface.set_fill(Some(fill(ink)));
        surface.draw_path(&path);
    }
}

fn fill(ink: Ink) -> Fill {
    let (red, green, blue) = match ink {
        Ink::Dark => (28, 30, 38),
        Ink::Grey => (104, 110, 122),
        Ink::Accent => (18, 92, 112),
        Ink::Hair => (206, 210, 216),
        Ink::Tint => (241, 244, 247),
    };
    Fill {
        paint: rgb::Color::new(red, green, blue).into(),
        opacity: NormalizedF32::ONE,
        rule: FillRule::NonZero,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statement::page::{self, tests::sample};
    use crate::statement::pdf::flow::Page;

    fn text(mark: &Mark) -> Option<&str> {
        match mark {
            Mark::Text { text, .. } => Some(text.as_str()),
            Mark::Line { .. } | Mark::Box { .. } => None,
        }
    }

    fn texts(page: &Page) -> Vec<&str> {
        page.marks.iter().filter_map(text).collect()
    }

    /// A statement of `tracks` tracks in each of four currencies.
    fn document(tracks: u32) -> Document {
        page::document(&sample(tracks)).unwrap()
    }

    #[test]
    fn the_same_statement_is_the_same_bytes() {
        let bytes = render(&document(9)).unwrap();
        assert!(bytes.starts_with(b"%PDF-1.7"));
        assert_eq!(bytes, render(&document(9)).unwrap());
        assert_ne!(bytes, render(&document(8)).unwrap());
    }

    #[test]
    fn the_head_of_a_table_stands_on_every_page_and_each_page_is_numbered() {
        let faces = Faces::load().unwrap();
        let document = document(20);
        let pages = pages(&document, &faces);
        assert!(pages.len() > 10);
        for (page, number) in pages.iter().zip(1..) {
            let texts = texts(page);
            let has = |wanted: &str| texts.contains(&wanted);
            assert!(!has("radio") || (has("Territory") && has("Earned")), "{texts:?}");
            assert_eq!(*texts.last().unwrap(), format!("page {number} of {}", pages.len()));
        }
        let first = texts(&pages[0])[0];
        assert!(document.headlines[0].starts_with(first), "{first}");
    }

    #[test]
    fn nothing_is_printed_that_the_font_has_no_glyph_for() {
        let faces = Faces::load().unwrap();
        let pages = pages(&document(4), &faces);
        let texts: Vec<&str> = pages.iter().flat_map(texts).collect();
        assert!(
            texts.iter().any(|text| text.contains("U+4F5C")),
            "a title needs what is not there"
        );
        for text in texts {
            assert_eq!(faces.printable(text), text);
        }
    }
}
