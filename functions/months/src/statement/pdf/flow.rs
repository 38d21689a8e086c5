//! Pages that fill from the top: lines broken, marks put, a new page where one is full.
#![expect(clippy::float_arithmetic, reason = "places on a page, never money")]

use super::face::{Face, Faces};

/// A4, in points.
pub(super) const WIDTH: f32 = 595.28;
pub(super) const HEIGHT: f32 = 841.89;
pub(super) const LEFT: f32 = 48.0;
pub(super) const RIGHT: f32 = WIDTH - LEFT;
const TOP: f32 = 52.0;
/// Below it stands only the foot.
const BOTTOM: f32 = HEIGHT - 60.0;
/// What something is printed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    Dark,
    Grey,
    Accent,
    Hair,
    Tint,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Type {
    pub(super) face: Face,
    pub(super) size: f32,
    pub(super) ink: Ink,
}

/// One thing on a page, measured from its upper left corner.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Mark {
    Text { x: f32, baseline: f32, set: Type, text: String },
    Line { y: f32, left: f32, right: f32, ink: Ink },
    Box { top: f32, bottom: f32, left: f32, right: f32, ink: Ink },
}

#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Page {
    pub(super) marks: Vec<Mark>,
}

/// The pages so far, and how far down the last of them is filled.
pub(super) struct Flow<'a> {
    pub(super) faces: &'a Faces,
    pub(super) pages: Vec<Page>,
    pub(super) y: f32,
}

impl<'a> Flow<'a> {
    /// One empty page.
    pub(super) fn new(faces: &'a Faces) -> Self {
        Flow { faces, pages: vec![Page::default()], y: TOP }
    }

    pub(super) fn put(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.marks.push(mark);
        }
    }

    pub(super) fn text(&mut self, x: f32, baseline: f32, set: Type, text: String) {
        if !text.is_empty() {
            self.put(Mark::Text { x, baseline, set, text });
        }
    }

    /// Goes on to a new page unless so much room is left; whether it did.
    pub(super) fn turn_unless(&mut self, height: f32) -> bool {
        let full = self.y + height > BOTTOM;
        if full {
            self.pages.push(Page::default());
            self.y = TOP;
        }
        full
    }

    pub(super) fn paragraph(&mut self, text: &str, set: Type, leading: f32) {
        let height = set.size * leading;
        let text = self.faces.printable(text).into_owned();
        for line in broken(self.faces, set, &text, RIGHT - LEFT) {
            self.turn_unless(height);
            self.text(LEFT, self.y + set.size, set, line);
            self.y += height;
        }
    }
}

/// The text in lines of at most `width`: between words, and inside a word only where it alone is
/// wider.
pub(super) fn broken(faces: &Faces, set: Type, text: &str, width: f32) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let fits = |text: &str| faces.width(set.face, set.size, text) <= width;
    for word in text.split_whitespace() {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if fits(&longer) {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for character in word.chars() {
            line.push(character);
            if !fits(&line) && line.chars().count() > 1 {
                line.pop();
                lines.push(std::mem::replace(&mut line, character.to_string()));
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Type = Type { face: Face::Regular, size: 9.0, ink: Ink::Dark };

    #[test]
    fn a_word_is_broken_only_where_it_alone_is_wider_than_the_line() {
        let faces = Faces::load().unwrap();
        let width = faces.width(PLAIN.face, PLAIN.size, "twelve chars");
        assert_eq!(broken(&faces, PLAIN, "one two three", width), ["one two", "three"]);
        let whole = broken(&faces, PLAIN, "a wwwwwwwwwwwwwwwwwwww b", width);
        assert!(whole.len() > 2 && whole.concat().replace(' ', "").len() == 22, "{whole:?}");
        assert!(broken(&faces, PLAIN, "  ", width).is_empty());
    }
}
