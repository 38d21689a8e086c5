//! Text that has been checked once, at the edge.

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
    fn stored_text_is_checked_again_when_read() {
        assert!(serde_json::from_str::<Title>("\"\"").is_err());
        assert_eq!(serde_json::from_str::<Title>("\"Dawn\"").unwrap().as_str(), "Dawn");
    }
}
