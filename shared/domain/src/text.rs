//! Text that has been checked once, at the edge, and the two measures a feedback text is judged by.

use crate::numbers::{basis_points, count};
use std::collections::BTreeSet;

/// Why a text is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing but white space.
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
    ($($(#[$meta:meta])* $name:ident at most $characters_max:literal, $forbids:expr;)+) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(serde::Serialize, serde::Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The maximum number of characters.
            pub const CHARACTERS_MAX: usize = $characters_max;

            /// Trims and checks.
            ///
            /// # Errors
            /// [`TextError`] where nothing is left, too much is left, or a character is forbidden.
            pub fn new(text: &str) -> Result<Self, TextError> {
                checked(text, $characters_max, $forbids).map(Self)
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

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
    /// The title of a brief or a track: one line.
    Title at most 120, char::is_control;
    /// One line: a reference, a mood word, a strength, a reason.
    ShortText at most 300, char::is_control;
    /// A genre: lower-case letters, digits and hyphens.
    Tag at most 30, |character| {
        !(character.is_ascii_lowercase() || character.is_ascii_digit() || character == '-')
    };
    /// Running text with line breaks.
    Text at most 4000, |character| character.is_control() && character != '\n' && character != '\t';
}

fn checked(text: &str, most: usize, forbids: impl Fn(char) -> bool) -> Result<String, TextError> {
    let unified = text.replace("\r\n", "\n");
    let trimmed = unified.trim();
    let found = trimmed.chars().count();
    if found == 0 {
        return Err(TextError::Empty);
    }
    if found > most {
        return Err(TextError::TooLong { found, most });
    }
    match trimmed.chars().find(|character| forbids(*character)) {
        Some(character) => Err(TextError::Character { found: u32::from(character) }),
        None => Ok(trimmed.to_owned()),
    }
}

/// How many words a text has: runs of letters and digits, so that punctuation counts for nothing.
pub fn word_count(text: &str) -> u32 {
    count(tokens(text).count())
}

/// How alike two texts are, in basis points rounded down: the words they share, of all their words.
///
/// Order, repetition, case and punctuation do not matter. Two texts without a word are the same.
pub fn likeness_bp(one: &str, other: &str) -> u32 {
    let one: BTreeSet<String> = tokens(one).collect();
    let other: BTreeSet<String> = tokens(other).collect();
    if one.is_empty() && other.is_empty() {
        return basis_points(1, 1);
    }
    let shared = count(one.intersection(&other).count());
    let all = count(one.union(&other).count());
    basis_points(shared.into(), all.into())
}

fn tokens(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|character: char| !character.is_alphanumeric() && character != '\'')
        .filter(|token| token.chars().any(char::is_alphanumeric))
        .map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::arithmetic_side_effects, reason = "small numbers of a test")]

    use super::*;
    use proptest::prelude::*;

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
    fn stored_text_is_checked_again_when_read() {
        assert!(serde_json::from_str::<Title>("\"\"").is_err());
        assert_eq!(serde_json::from_str::<Title>("\"Dawn\"").unwrap().as_str(), "Dawn");
    }

    #[test]
    fn punctuation_is_no_word() {
        assert_eq!(word_count("The bass -- it's warm; the rest: !!! not."), 7);
        assert_eq!(word_count(" … "), 0);
    }

    #[test]
    fn likeness_is_the_shared_words_of_all_words() {
        assert_eq!(likeness_bp("warm bass, thin drums", "Thin DRUMS warm bass bass"), 10_000);
        assert_eq!(likeness_bp("warm bass thin drums", "warm bass thin voice"), 6_000);
        assert_eq!(likeness_bp("warm", "cold"), 0);
    }

    proptest! {
        #[test]
        fn likeness_is_symmetric_and_bounded(one in "[a-d ]{0,20}", other in "[a-d ]{0,20}") {
            let likeness = likeness_bp(&one, &other);
            prop_assert_eq!(likeness, likeness_bp(&other, &one));
            prop_assert!(likeness <= 10_000);
            prop_assert_eq!(likeness_bp(&one, &one), 10_000);
        }

        #[test]
        fn saying_it_twice_or_louder_is_a_copy(text in "[a-d ]{0,20}") {
            let louder = format!("{text}!! {}", text.to_uppercase());
            prop_assert_eq!(likeness_bp(&text, &louder), 10_000);
        }

        #[test]
        fn likeness_is_the_share_of_common_words_whatever_stands_between_them(
            one in proptest::collection::btree_set(0_u32..40, 1..30),
            other in proptest::collection::btree_set(0_u32..40, 1..30),
            between in "[ ,.;:!?\\n-]{1,4}",
        ) {
            let text = |words: &BTreeSet<u32>| {
                words.iter().map(|word| format!("w{word}")).collect::<Vec<_>>().join(&between)
            };
            let shared = count(one.intersection(&other).count());
            let all = count(one.union(&other).count());
            let likeness = likeness_bp(&text(&one), &text(&other));
            prop_assert!(likeness * all <= shared * 10_000);
            prop_assert!((likeness + 1) * all > shared * 10_000);
            prop_assert_eq!(word_count(&text(&one)), count(one.len()));
        }
    }
}
