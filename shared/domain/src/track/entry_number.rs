//! The number that stands for a track's title as long as its reader is blind: free words may carry a
//! name, a number cannot.

use crate::id::{BriefId, TrackId};
use crate::secret::DeploymentSecret;
use crate::whole_number_schema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A track's number in its brief, from 1; unique there, and in no order: it tells neither who
/// entered nor when. Neither its composer nor the client is told it, so that nobody can say "I am
/// number 7" to a reviewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntryNumber(u32);

/// The largest number of the first attempts; what is larger is harder to say.
const SHORT_MAX: u64 = 999;
/// The attempt from which on they are larger.
const SHORT_UNTIL: u32 = 4;
const LONG_MAX: u64 = 999_999;

whole_number_schema!(EntryNumber, 1 => LONG_MAX, "A track's number in its brief, in no order: it stands for the title as long as its reader is blind.");

impl EntryNumber {
    /// The number that a track may take, unless another one of its brief has it: then the one of
    /// the next attempt, from 0. Random to everybody who does not know the secret.
    pub fn candidate(
        secret: &DeploymentSecret,
        brief: BriefId,
        track: TrackId,
        attempt: u32,
    ) -> Self {
        let (brief, track) = (brief.to_string(), track.to_string());
        let parts: [&[u8]; 4] =
            [b"entry_number", brief.as_bytes(), track.as_bytes(), &attempt.to_be_bytes()];
        let code = secret.authenticate(&parts);
        let first = code.first_chunk().copied().unwrap_or_default();
        let random = u64::from_be_bytes(first);
        let max = if attempt < SHORT_UNTIL { SHORT_MAX } else { LONG_MAX };
        let number = random.checked_rem(max).unwrap_or(0).saturating_add(1);
        Self(u32::try_from(number).unwrap_or(u32::MAX))
    }

    pub const fn get(self) -> u32 {
        self.0
    }
}

impl fmt::Display for EntryNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Entry {}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(secret: u8, attempt: u32) -> Vec<u32> {
        let secret = DeploymentSecret::from_bytes([secret; 32]);
        let brief = BriefId::derive(&[b"brief"]);
        let of = |track: u8| {
            EntryNumber::candidate(&secret, brief, TrackId::derive(&[&[track]]), attempt).get()
        };
        (0..200).map(of).collect()
    }

    #[test]
    fn the_number_of_an_entry_follows_from_the_secret_and_not_from_its_arrival() {
        let first = numbers(1, 0);
        assert_eq!(first, numbers(1, 0));
        assert_ne!(first, numbers(2, 0));
        assert!(first.iter().all(|number| (1..=999).contains(number)));
        let rising = first.windows(2).filter(|pair| pair[0] < pair[1]).count();
        assert!((60..140).contains(&rising), "{rising} of 199 rise");
    }

    #[test]
    fn an_entry_whose_number_is_taken_gets_another() {
        assert_ne!(numbers(1, 0), numbers(1, 1));
        assert!(numbers(1, 4).iter().any(|number| *number > 999));
    }
}
