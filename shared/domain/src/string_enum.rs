//! One list makes an enum that goes by one word: on the wire, in the table and in messages.

/// A word that is not in the list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is not one of: {allowed}")]
pub struct UnknownWord {
    pub given: String,
    /// Every word that would have been right, separated by commas.
    pub allowed: String,
}

/// Declares the enum, its list `ALL`, `as_str`, `Display`, `FromStr`, `Serialize` and
/// `Deserialize`.
macro_rules! string_enum {
    ($(#[doc = $about:literal])* pub enum $name:ident {
        $($(#[doc = $meaning:literal])* $variant:ident => $word:literal,)+
    }) => {
        $(#[doc = $about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[doc = $meaning])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word it goes by.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }

        impl $crate::shape::Shaped for $name {
            const SHAPE: &'static $crate::shape::TextShape = &$crate::shape::TextShape {
                name: stringify!($name),
                about: concat!($($about, "\n",)*),
                pattern: None,
                length: (1, 64),
                format: None,
                words: &[$(($word, concat!($($meaning, " ",)*)),)+],
                examples: &[$($word,)+],
            };
        }

        $crate::shaped_schema!($name);

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::string_enum::UnknownWord;

            fn from_str(given: &str) -> Result<Self, Self::Err> {
                match given {
                    $($word => Ok(Self::$variant),)+
                    _ => Err($crate::string_enum::UnknownWord {
                        given: given.to_owned(),
                        allowed: [$($word,)+].join(", "),
                    }),
                }
            }
        }
    };
}
pub(crate) use string_enum;

#[cfg(test)]
mod tests {
    use crate::brief::BriefState;

    #[test]
    fn a_word_survives_the_wire_and_an_unknown_one_names_the_known() {
        for state in BriefState::ALL {
            assert_eq!(state.as_str().parse::<BriefState>().unwrap(), *state);
            let json = serde_json::to_string(state).unwrap();
            assert_eq!(json, format!("\"{state}\""));
            assert_eq!(serde_json::from_str::<BriefState>(&json).unwrap(), *state);
        }
        let error = "closed".parse::<BriefState>().unwrap_err().to_string();
        assert!(error.contains("closed") && error.contains("judging"), "{error}");
    }
}
