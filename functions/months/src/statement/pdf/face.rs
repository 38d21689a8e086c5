//! The two faces of a printed statement: which glyph a character is, how wide it is, and what is
//! printed in place of a character that the font does not have.

use std::borrow::Cow;
use std::fmt::Write as _;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider};

/// Noto Sans has Latin, Greek and Cyrillic, which are written one glyph a character. What comes
/// after them is written by rules that nothing here knows.
const FIRST_SHAPED_SCRIPT: char = '\u{590}';
const EXTENSIONS: [std::ops::RangeInclusive<char>; 2] =
    ['\u{1d00}'..='\u{218f}', '\u{2190}'..='\u{22ff}'];

/// They show nothing, or turn the line around.
const INVISIBLE: [std::ops::RangeInclusive<char>; 4] = [
    '\u{ad}'..='\u{ad}',
    '\u{200b}'..='\u{200f}',
    '\u{2028}'..='\u{202e}',
    '\u{2060}'..='\u{206f}',
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Face {
    Regular,
    Bold,
}

/// Both faces, read from the binary where a statement is printed and nowhere else.
pub(super) struct Faces {
    regular: Loaded,
    bold: Loaded,
}

struct Loaded {
    font: Font,
    charmap: Charmap<'static>,
    metrics: GlyphMetrics<'static>,
}

impl Faces {
    /// None where the bytes of the font are none.
    pub(super) fn load() -> Option<Self> {
        Some(Self {
            regular: Loaded::new(notosans::REGULAR_TTF)?,
            bold: Loaded::new(notosans::BOLD_TTF)?,
        })
    }

    pub(super) fn font(&self, face: Face) -> Font {
        self.loaded(face).font.clone()
    }

    /// In points, set at `size`.
    #[expect(clippy::float_arithmetic, reason = "places on a page, never money")]
    pub(super) fn width(&self, face: Face, size: f32, text: &str) -> f32 {
        let loaded = self.loaded(face);
        text.chars().map(|character| loaded.advance(character)).sum::<f32>() * size
    }

    /// One glyph a character.
    pub(super) fn glyphs(&self, face: Face, text: &str) -> Vec<KrillaGlyph> {
        let loaded = self.loaded(face);
        let glyph = |(start, character): (usize, char)| {
            let end = start.saturating_add(character.len_utf8());
            let id = GlyphId::new(loaded.glyph(character).to_u32());
            KrillaGlyph::new(id, loaded.advance(character), 0.0, 0.0, 0.0, start..end, None)
        };
        text.char_indices().map(glyph).collect()
    }

    /// The text with `‹U+4F5C›` for every character that would be printed as an empty box: it can
    /// be seen and looked up.
    pub(super) fn printable<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if text.chars().all(|character| self.has(character)) {
            return Cow::Borrowed(text);
        }
        let mut printable = String::with_capacity(text.len());
        for character in text.chars() {
            if self.has(character) {
                printable.push(character);
            } else {
                // Writing into a String cannot fail.
                write!(printable, "\u{2039}U+{:04X}\u{203a}", u32::from(character)).ok();
            }
        }
        Cow::Owned(printable)
    }

    fn has(&self, character: char) -> bool {
        let simple = character < FIRST_SHAPED_SCRIPT
            || EXTENSIONS.iter().any(|range| range.contains(&character));
        let known = |loaded: &Loaded| loaded.charmap.map(character).is_some();
        let shows = !INVISIBLE.iter().any(|range| range.contains(&character));
        simple && shows && !character.is_control() && known(&self.regular) && known(&self.bold)
    }

    const fn loaded(&self, face: Face) -> &Loaded {
        match face {
            Face::Regular => &self.regular,
            Face::Bold => &self.bold,
        }
    }
}

impl Loaded {
    fn new(bytes: &'static [u8]) -> Option<Self> {
        let reader = FontRef::new(bytes).ok()?;
        Some(Self {
            font: Font::new(bytes.into(), 0)?,
            charmap: reader.charmap(),
            // Of an em of one point, so that a width is a factor of the size.
            metrics: reader.glyph_metrics(Size::new(1.0), LocationRef::default()),
        })
    }

    fn glyph(&self, character: char) -> skrifa::GlyphId {
        self.charmap.map(character).unwrap_or(skrifa::GlyphId::NOTDEF)
    }

    fn advance(&self, character: char) -> f32 {
        self.metrics.advance_width(self.glyph(character)).unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_european_name_or_an_amount_is_written_with_is_in_the_font() {
        let faces = Faces::load().unwrap();
        for text in [
            "Łukasz Žižek Øystein Ðorđe ßẞ ñ",
            "Ελένη",
            "Чайковский",
            "FI•• •••• 85",
            "−12.34 · § → – — … ‹›“”„ € £ ¥ ¹ ×",
        ] {
            assert_eq!(faces.printable(text), text);
        }
    }

    #[test]
    fn what_is_not_in_it_is_printed_so_that_it_can_be_looked_up() {
        let faces = Faces::load().unwrap();
        assert_eq!(faces.printable("作 Song"), "‹U+4F5C› Song");
        assert_eq!(faces.printable("a\u{202e}b"), "a‹U+202E›b", "nothing turns the line around");
        assert_eq!(faces.printable("שיר"), "‹U+05E9›‹U+05D9›‹U+05E8›");
    }

    #[test]
    fn all_digits_are_equally_wide() {
        let faces = Faces::load().unwrap();
        for face in [Face::Regular, Face::Bold] {
            let one = faces.width(face, 10.0, "1");
            assert!("0123456789".chars().all(|digit| {
                (faces.width(face, 10.0, &digit.to_string()) - one).abs() < f32::EPSILON
            }));
        }
    }
}
