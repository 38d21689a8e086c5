//! The code of a recording, as ISO 3901 writes it: country, registrant, year, designation.

use crate::shape::{Shaped, TextShape};
use crate::shaped_schema;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// Twelve characters without hyphens, upper case: `FIABC2600001` is `FI-ABC-26-00001`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Isrc(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a recording code is written CC-XXX-YY-NNNNN")]
pub struct IsrcError;

impl Isrc {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Shaped for Isrc {
    const SHAPE: &'static TextShape = &TextShape {
        name: "Isrc",
        about: "The code of a recording by ISO 3901: read with its three hyphens or without, in either case; written without, in upper case.",
        pattern: Some(
            "^([A-Za-z]{2}[A-Za-z0-9]{3}[0-9]{7}|[A-Za-z]{2}-[A-Za-z0-9]{3}-[0-9]{2}-[0-9]{5})$",
        ),
        length: (12, 15),
        format: None,
        words: &[],
        examples: &["FIABC2600001", "FI-ABC-26-00001"],
    };
}

shaped_schema!(Isrc);

/// With or without its hyphens, in either case; they stand in all three places or in none.
impl FromStr for Isrc {
    type Err = IsrcError;

    fn from_str(text: &str) -> Result<Self, IsrcError> {
        let bytes = text.as_bytes();
        let plain: Vec<u8> = match bytes.len() {
            12 => bytes.to_vec(),
            15 => {
                let hyphens = [2_usize, 6, 9].iter().all(|at| bytes.get(*at) == Some(&b'-'));
                if !hyphens {
                    return Err(IsrcError);
                }
                bytes.iter().copied().filter(|byte| *byte != b'-').collect()
            }
            _ => return Err(IsrcError),
        };
        let fits = plain.len() == 12
            && plain.iter().enumerate().all(|(place, byte)| match place {
                0 | 1 => byte.is_ascii_alphabetic(),
                2..=4 => byte.is_ascii_alphanumeric(),
                _ => byte.is_ascii_digit(),
            });
        let code = String::from_utf8(plain).map_err(|_| IsrcError)?;
        if fits { Ok(Self(code.to_ascii_uppercase())) } else { Err(IsrcError) }
    }
}

impl TryFrom<String> for Isrc {
    type Error = IsrcError;

    fn try_from(text: String) -> Result<Self, IsrcError> {
        text.parse()
    }
}

impl From<Isrc> for String {
    fn from(isrc: Isrc) -> Self {
        isrc.0
    }
}

impl fmt::Display for Isrc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_code_is_the_same_with_hyphens_and_in_small_letters() {
        let code: Isrc = "FIABC2600001".parse().unwrap();
        for text in ["FI-ABC-26-00001", "fi-abc-26-00001", "fiabc2600001"] {
            assert_eq!(text.parse::<Isrc>().unwrap(), code, "{text}");
        }
        assert_eq!(code.to_string(), "FIABC2600001");
    }

    #[test]
    fn anything_else_is_no_code() {
        for text in [
            "",
            "FIABC260000",
            "FIABC26000011",
            "F1ABC2600001",
            "FIABC26A0001",
            "FI-ABC26-00001",
            "FI-ABC-2600001-",
            "--ABC2600001FI",
            "FI ABC 26 00001",
            "ÄIABC260001",
        ] {
            assert_eq!(text.parse::<Isrc>(), Err(IsrcError), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_the_parser_panic(text in "\\PC{0,16}") {
            if let Ok(isrc) = text.parse::<Isrc>() {
                prop_assert_eq!(isrc.as_str().parse::<Isrc>().unwrap(), isrc);
            }
        }
    }
}
