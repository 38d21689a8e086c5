//! Text that has been checked once, at the edge, in one normal form; and how it is compared and
//! shown, so that it is what people see.

use std::borrow::Cow;

use icu_normalizer::ComposingNormalizerBorrowed;
use icu_properties::CodePointSetData;
use icu_properties::props::{BidiControl, DefaultIgnorableCodePoint};

/// Isolates what follows from the direction of the text around it, and ends that: UAX #9.
const ISOLATE: [char; 2] = ['\u{2068}', '\u{2069}'];

/// Why a text is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing that anybody sees.
    #[error("must not be empty")]
    Empty,
    /// More characters than fit.
    #[error("has {found} characters, at most {most}")]
    TooLong {
        /// How many there are.
        found: usize,
        /// How many may be.
        most: usize,
    },
    /// A character that no text of this kind holds.
    #[error("must not contain the character U+{found:04X}")]
    Character { found: u32 },
}

macro_rules! texts {
    ($($(#[doc = $about:literal])* $name:ident at most $characters_max:literal,
        like $example:literal $(matching $pattern:literal)?, $forbids:expr;)+) => {$(
        $(#[doc = $about])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(serde::Serialize, serde::Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The maximum number of characters.
            pub const CHARACTERS_MAX: usize = $characters_max;

            /// Trims, brings into the normal form and checks.
            ///
            /// # Errors
            /// [`TextError`] where nothing is left that anybody sees, too much is left, or a character is forbidden.
            pub fn new(text: &str) -> Result<Self, TextError> {
                checked(text, $characters_max, $forbids).map(Self)
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl $crate::shape::Shaped for $name {
            const SHAPE: &'static $crate::shape::TextShape = &$crate::shape::TextShape {
                name: stringify!($name),
                about: concat!($($about, "\n",)*),
                pattern: $crate::text::pattern(&[$($pattern)?]),
                length: (1, $characters_max),
                format: None,
                words: &[],
                examples: &[$example],
            };
        }

        $crate::shaped_schema!($name);

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.pad(&self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = TextError;

            fn from_str(text: &str) -> Result<Self, TextError> {
                Self::new(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = TextError;

            fn try_from(text: String) -> Result<Self, TextError> {
                Self::new(&text)
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0
            }
        }
    )+};
}

texts! {
    /// One line: a title, or the name of a member.
    Title at most 120, like "Morning on the lake", is_forbidden_in_a_line;
    /// One line: a reference, a mood word, a strength, a reason, a contact, a territory.
    ShortText at most 300, like "warm, but not sleepy", is_forbidden_in_a_line;
    /// A genre: lower-case letters, digits and hyphens.
    Tag at most 30, like "indie-pop" matching "^[a-z0-9-]+$", |character| {
        !(character.is_ascii_lowercase() || character.is_ascii_digit() || character == '-')
    };
    /// Running text with line breaks.
    Text at most 4000, like "A sunny morning by the lake.\nNo drums before the first minute.", is_forbidden_in_lines;
}

/// The pattern of a text, where one is given.
const fn pattern(given: &[&'static str]) -> Option<&'static str> {
    match given {
        [pattern, ..] => Some(*pattern),
        [] => None,
    }
}

fn checked(text: &str, most: usize, forbids: impl Fn(char) -> bool) -> Result<String, TextError> {
    let unified = normal_form(text).replace("\r\n", "\n");
    let trimmed = unified.trim_matches(is_padding);
    if is_blank(trimmed) {
        return Err(TextError::Empty);
    }
    let found = trimmed.chars().count();
    if found > most {
        return Err(TextError::TooLong { found, most });
    }
    match trimmed.chars().find(|character| forbids(*character)) {
        Some(character) => Err(TextError::Character { found: u32::from(character) }),
        None => Ok(trimmed.to_owned()),
    }
}

/// Unicode's composed form, NFC: however an accent was typed, it is the same characters.
pub fn normal_form(text: &str) -> Cow<'_, str> {
    ComposingNormalizerBorrowed::new_nfc().normalize(text)
}

/// What is compared of a text, as people read it: compatible characters as one (NFKC), without what
/// nobody sees, in lower case.
pub fn as_read(text: &str) -> String {
    let seen = without_ignorable(text);
    let compatible = ComposingNormalizerBorrowed::new_nfkc();
    // Lower case can come apart again, as in `İ`.
    compatible.normalize(&compatible.normalize(&seen).to_lowercase()).into_owned()
}

/// The text without what is never shown, such as joiners and soft hyphens.
pub fn without_ignorable(text: &str) -> String {
    text.chars().filter(|one| !is_ignorable(*one)).collect()
}

/// Whether nobody sees anything of it.
pub fn is_blank(text: &str) -> bool {
    let seen = |one: char| {
        // A cell of Braille without a dot, a note without a head, and marks of annotations.
        let is_empty = matches!(one, '\u{2800}' | '\u{1D159}' | '\u{FFF9}'..='\u{FFFB}');
        !(one.is_whitespace() || one.is_control() || is_ignorable(one) || is_empty)
    };
    !text.chars().any(seen)
}

/// Control characters, those that turn the direction of what follows, and line breaks of any kind.
pub fn is_forbidden_in_a_line(character: char) -> bool {
    let is_break = matches!(character, '\u{2028}' | '\u{2029}');
    character.is_control() || is_break || is_bidi_control(character)
}

/// Control characters but line break and tab.
pub fn is_forbidden_in_lines(character: char) -> bool {
    character.is_control() && character != '\n' && character != '\t'
}

/// A text as it stands among others: where it could turn the direction of what follows it, each of
/// its paragraphs is isolated, since isolates end with theirs, and all that it opens ends with it.
pub fn isolated(text: &str) -> Cow<'_, str> {
    let turns = |one: char| is_bidi_control(one) || is_right_to_left(one);
    if !text.chars().any(turns) {
        return Cow::Borrowed(text);
    }
    // An isolate ends every embedding in it, but not an isolate of its own, and an end too much
    // would end ours.
    let [start, end] = ISOLATE;
    let paragraphs = text.split(['\n', '\u{2029}']).map(|paragraph| {
        let own: String = paragraph.chars().filter(|one| !is_isolate_control(*one)).collect();
        format!("{start}{own}{end}")
    });
    Cow::Owned(paragraphs.collect::<Vec<_>>().join("\n"))
}

/// A cell of a table that a spreadsheet may open: isolated, and never a formula, also where it
/// begins with one of the wide characters that spreadsheets take for the narrow ones.
pub fn table_cell(text: &str) -> String {
    let starts =
        ['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];
    let is_formula = text.starts_with(starts);
    format!("{}{}", if is_formula { "'" } else { "" }, isolated(text))
}

/// The same of several texts in one cell, of which none turns the direction of another.
pub fn table_cell_of(parts: &[String]) -> String {
    let rest = parts.iter().skip(1).map(|part| isolated(part).into_owned());
    let cells: Vec<String> =
        parts.first().map(|first| table_cell(first)).into_iter().chain(rest).collect();
    cells.join(" · ")
}

/// White space, and what editors leave at the ends of what is pasted from them.
fn is_padding(character: char) -> bool {
    let is_unseen =
        matches!(character, '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{2060}' | '\u{feff}');
    character.is_whitespace() || is_unseen
}

fn is_ignorable(character: char) -> bool {
    CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(character)
}

fn is_bidi_control(character: char) -> bool {
    CodePointSetData::new::<BidiControl>().contains(character)
}

fn is_isolate_control(character: char) -> bool {
    matches!(character, '\u{2066}'..='\u{2069}')
}

/// The blocks of scripts that run from right to left.
fn is_right_to_left(character: char) -> bool {
    matches!(character, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_trimmed_and_bounded_in_characters() {
        assert_eq!(Title::new("  Dawn  ").unwrap().as_str(), "Dawn");
        assert_eq!(Title::new(" \n ").unwrap_err(), TextError::Empty);
        assert!(Title::new(&"ä".repeat(120)).is_ok());
        let long = TextError::TooLong { found: 121, most: 120 };
        assert_eq!(Title::new(&"ä".repeat(121)).unwrap_err(), long);
        assert_eq!(Title::new("a\u{0}b").unwrap_err(), TextError::Character { found: 0 });
        assert_eq!(Text::new("a\r\nb").unwrap().as_str(), "a\nb");
        assert!(Tag::new("lo-fi").is_ok() && Tag::new("Lo Fi").is_err());
    }

    #[test]
    fn a_text_has_one_normal_form() {
        assert_eq!(Title::new("du\u{308}ster").unwrap(), Title::new("d\u{fc}ster").unwrap());
        assert_eq!(Text::new("e\u{301}").unwrap().as_str(), "\u{e9}");
        assert_eq!(Title::new("\u{feff}Dawn\u{200b} ").unwrap().as_str(), "Dawn");
        assert_eq!(Title::new("Dawn \u{2764}\u{fe0f}").unwrap().as_str(), "Dawn \u{2764}\u{fe0f}");
    }

    #[test]
    fn a_text_of_which_nobody_sees_anything_is_empty() {
        for unseen in
            ["\u{200b}", "\u{2060}", "\u{ad}", "\u{2800}", "\u{3164}", "\u{feff}", "\u{180e}"]
        {
            let padded = format!(" {unseen}{unseen}\u{a0}");
            assert_eq!(Text::new(&padded).unwrap_err(), TextError::Empty, "{padded:?}");
            assert!(Text::new(&format!("{unseen}a")).is_ok());
        }
    }

    #[test]
    fn one_line_has_neither_breaks_nor_what_turns_its_direction() {
        for found in ['\n', '\u{2028}', '\u{2029}', '\u{202e}', '\u{2066}', '\u{200f}', '\u{61c}'] {
            let text = format!("a{found}b");
            let error = TextError::Character { found: u32::from(found) };
            assert_eq!(Title::new(&text).unwrap_err(), error);
            assert!(Text::new(&text).is_ok());
        }
        assert!(Title::new("שלום").is_ok());
    }

    #[test]
    fn a_shown_text_turns_nothing_but_itself() {
        assert_eq!(isolated("plain, d\u{fc}ster"), "plain, d\u{fc}ster");
        assert_eq!(isolated("שלום"), "\u{2068}שלום\u{2069}");
        assert_eq!(isolated("a\u{202e}b\u{2069}c"), "\u{2068}a\u{202e}bc\u{2069}");
        let lines = isolated("one\n\u{202e}two").into_owned();
        assert_eq!(lines, "\u{2068}one\u{2069}\n\u{2068}\u{202e}two\u{2069}");
    }

    #[test]
    fn a_table_cell_is_never_a_formula() {
        for begins in ["=", "+", "-", "@", "\t", "\r", "\n", "\u{ff1d}"] {
            let cell = format!("{begins}SUM(A1)");
            assert_eq!(table_cell(&cell), format!("'{cell}"));
        }
        for harmless in ["Dawn", "", "1=1", "a@b", "'=1"] {
            assert_eq!(table_cell(harmless), harmless);
        }
        assert_eq!(table_cell("=\u{202e}b"), "'\u{2068}=\u{202e}b\u{2069}");
    }

    #[test]
    fn each_text_in_a_table_cell_turns_nothing_but_itself() {
        let parts = ["=1", "שלום", "adj_1"].map(str::to_owned);
        assert_eq!(table_cell_of(&parts), "'=1 · \u{2068}שלום\u{2069} · adj_1");
        assert_eq!(
            (table_cell_of(&parts[2..]), table_cell_of(&[])),
            ("adj_1".to_owned(), String::new())
        );
    }

    #[test]
    fn stored_text_is_checked_again_when_read() {
        assert!(serde_json::from_str::<Title>("\"\"").is_err());
        assert_eq!(serde_json::from_str::<Title>("\"Dawn\"").unwrap().as_str(), "Dawn");
    }
}
