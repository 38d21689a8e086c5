//! Every typed id: a prefix that names the kind and 128 bits in 26 upper-case Crockford characters.

use crate::secret::DeploymentSecret;
use sha2::{Digest, Sha256};
use ulid::Ulid;

/// Why a text is not an id of the wanted kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// It begins with something else.
    #[error("an id of this kind begins with `{expected}`")]
    Prefix {
        /// What it should begin with.
        expected: &'static str,
    },
    /// The part after the prefix is too short or too long.
    #[error("after the prefix come 26 characters, here {found}")]
    Length {
        /// How many there are.
        found: usize,
    },
    /// A character outside the alphabet.
    #[error("`{found}` is not an upper-case Crockford character")]
    Character {
        /// The first wrong one.
        found: char,
    },
    /// More than 128 bits.
    #[error("the first character after the prefix is at most 7")]
    TooLarge,
}

const LENGTH: usize = 26;
const ALPHABET: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

fn parse(text: &str, prefix: &'static str) -> Result<Ulid, IdError> {
    let body = text.strip_prefix(prefix).ok_or(IdError::Prefix { expected: prefix })?;
    if let Some(found) = body.chars().find(|character| !ALPHABET.contains(*character)) {
        return Err(IdError::Character { found });
    }
    if body.len() != LENGTH {
        return Err(IdError::Length { found: body.len() });
    }
    if !body.starts_with(['0', '1', '2', '3', '4', '5', '6', '7']) {
        return Err(IdError::TooLarge);
    }
    Ulid::from_string(body).map_err(|_| IdError::TooLarge)
}

/// The first 128 bits of SHA-256 over the parts, each after its length in 8 bytes: no two lists of
/// parts run together into the same bytes.
fn derived(parts: &[&[u8]]) -> Ulid {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(part);
    }
    first_bits(&hash.finalize())
}

/// The first 128 bits of a hash.
fn first_bits(hash: &[u8]) -> Ulid {
    let mut first = [0; 16];
    for (to, from) in first.iter_mut().zip(hash) {
        *to = *from;
    }
    Ulid::from_bytes(first)
}

macro_rules! ids {
    ($($(#[doc = $about:literal])* $name:ident $prefix:literal,)+) => {$(
        $(#[doc = $about])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Ulid);

        impl $name {
            /// What every id of this kind begins with.
            pub const PREFIX: &'static str = $prefix;

            /// The id of these 128 bits.
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(Ulid::from_bytes(bytes))
            }

            /// The one id that follows from these parts, for ever: the first 16 bytes of SHA-256
            /// over the parts, each preceded by its length.
            pub fn derive(parts: &[&[u8]]) -> Self {
                Self(derived(parts))
            }

            /// The one id that follows from these parts under the deployment's secret, for ever:
            /// the first 16 bytes of its HMAC-SHA-256. Who knows the parts cannot compute it.
            pub fn derive_with(secret: &DeploymentSecret, parts: &[&[u8]]) -> Self {
                Self(first_bits(&secret.authenticate(parts)))
            }
        }

        impl $crate::shape::Shaped for $name {
            const SHAPE: &'static $crate::shape::TextShape = &$crate::shape::TextShape {
                name: stringify!($name),
                about: concat!($($about, "\n",)*),
                pattern: Some(concat!("^", $prefix, "[0-7][0-9A-HJKMNP-TV-Z]{25}$")),
                length: ($prefix.len() + LENGTH, $prefix.len() + LENGTH),
                format: None,
                words: &[],
                examples: &[concat!($prefix, "01ARZ3NDEKTSV4RRFFQ69G5FAV")],
            };
        }

        $crate::shaped_schema!($name);

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.pad(&format!("{}{}", $prefix, self.0))
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(formatter, "{self}")
            }
        }

        impl std::str::FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                parse(text, $prefix).map(Self)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )+};
}

ids! {
    /// A payee's account in the ledger.
    AccountId "acc_",
    /// A correction in the ledger.
    AdjustmentId "adj_",
    /// An application to become a co-producer.
    ApplicationId "app_",
    /// What a client asks for: a brief.
    BriefId "brf_",
    /// A credit in a portfolio.
    CreditId "crd_",
    /// A person who has signed in at least once.
    MemberId "mem_",
    /// What a payee is owed for one month in one currency.
    PayoutId "pay_",
    /// A question on a brief.
    QuestionId "qst_",
    /// Music that a client lets everybody hear who reads their brief.
    ReferenceMediumId "ref_",
    /// One reviewer's work on one version.
    ReviewId "rev_",
    /// Money of a revenue file that waits for its track.
    SuspenseId "sus_",
    /// A submitted piece of music, in all its versions.
    TrackId "trk_",
}

impl MemberId {
    /// The member whom the token calls `subject`: nothing has to be looked up.
    pub fn of_subject(subject: &str) -> Self {
        Self::derive(&[b"member", subject.as_bytes()])
    }
}

impl ReviewId {
    /// The review of one attempt at one slot of one version: assigning it twice makes it once.
    pub fn of_slot(track: TrackId, version: u8, slot: u8, attempt: u8) -> Self {
        Self::derive(&[b"review", track.to_string().as_bytes(), &[version, slot, attempt]])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_parse_error_names_what_is_wrong() {
        let parse = |text: &str| text.parse::<BriefId>().unwrap_err();
        assert_eq!(parse("trk_01ARZ3NDEKTSV4RRFFQ69G5FAV"), IdError::Prefix { expected: "brf_" });
        assert_eq!(parse("brf_01ARZ3"), IdError::Length { found: 6 });
        assert_eq!(parse("brf_01arz3ndektsv4rrffq69g5fav"), IdError::Character { found: 'a' });
        assert_eq!(parse("brf_01ARZ3NDEKTSV4RRFFQ69G5FAU"), IdError::Character { found: 'U' });
        assert_eq!(parse("brf_81ARZ3NDEKTSV4RRFFQ69G5FAV"), IdError::TooLarge);
    }

    #[test]
    fn parts_do_not_run_together() {
        assert_eq!(TrackId::derive(&[b"ab", b"c"]), TrackId::derive(&[b"ab", b"c"]));
        assert_ne!(TrackId::derive(&[b"ab", b"c"]), TrackId::derive(&[b"a", b"bc"]));
        assert_ne!(TrackId::derive(&[b"ab"]), TrackId::derive(&[b"ab", b""]));
    }

    #[test]
    fn the_member_of_a_subject_never_changes() {
        let member = MemberId::of_subject("f81d4fae").to_string();
        assert_eq!(member, MemberId::of_subject("f81d4fae").to_string());
        assert_eq!(member.len(), 30);
    }

    proptest! {
        #[test]
        fn an_id_survives_text_and_json(bytes in any::<[u8; 16]>()) {
            let id = ReviewId::from_bytes(bytes);
            prop_assert_eq!(id.to_string().parse::<ReviewId>().unwrap(), id);
            let json = serde_json::to_string(&id).unwrap();
            prop_assert_eq!(serde_json::from_str::<ReviewId>(&json).unwrap(), id);
        }

        #[test]
        fn no_text_makes_the_parser_panic(text in "\\PC{0,40}") {
            let _unused = text.parse::<BriefId>();
            let _unused = format!("brf_{text}").parse::<BriefId>();
        }
    }
}
