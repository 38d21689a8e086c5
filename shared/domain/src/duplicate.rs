//! The same audio twice: who holds a file's bytes, and when they bar somebody else's.

use crate::digest::Sha256Hex;
use crate::id::{BriefId, MemberId, TrackId};
use crate::string_enum::string_enum;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

string_enum! {
    /// Whether a claim still bars.
    pub enum ClaimState {
        /// The audio stands in a brief.
        Held => "held",
        /// Its track was withdrawn: its composer may submit it again, nobody else.
        Released => "released",
    }
}

/// The first accepted upload of certain bytes. Files that were not taken claim nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AudioClaim {
    /// Of the file.
    pub sha256: Sha256Hex,
    /// Whether it still bars.
    pub state: ClaimState,
    pub composer: MemberId,
    pub brief: BriefId,
    pub track: TrackId,
    /// In which of its versions.
    pub version: u8,
    /// When it was taken in, or released.
    pub at: Timestamp,
}

/// Why the same bytes are not taken again. Its `Display` is shown to the composer, and never names
/// another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Duplicate {
    /// They are an earlier version of the same track.
    #[error("these are the very bytes of version {version} of this track")]
    SameTrack { version: u8 },
    /// They are another track of the same composer.
    #[error("these are the very bytes of your track {track}; withdraw it there first")]
    OwnTrack { track: TrackId },
    /// Somebody else submitted them.
    #[error("this very recording has been submitted to the studio before")]
    Elsewhere,
}

impl AudioClaim {
    /// Why `composer` may not submit these bytes to `track`, if they may not.
    pub fn bars(&self, composer: MemberId, track: TrackId) -> Option<Duplicate> {
        if self.composer != composer {
            return Some(Duplicate::Elsewhere);
        }
        match self.state {
            ClaimState::Released => None,
            ClaimState::Held if self.track == track => {
                Some(Duplicate::SameTrack { version: self.version })
            }
            ClaimState::Held => Some(Duplicate::OwnTrack { track: self.track }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_withdrawn_recording_is_free_for_its_composer_alone() {
        let (ada, ben) = (MemberId::of_subject("ada"), MemberId::of_subject("ben"));
        let (one, two) = (TrackId::derive(&[b"one"]), TrackId::derive(&[b"two"]));
        let held = AudioClaim {
            sha256: Sha256Hex::of(b"file"),
            state: ClaimState::Held,
            composer: ada,
            brief: BriefId::derive(&[b"brief"]),
            track: one,
            version: 2,
            at: Timestamp::UNIX_EPOCH,
        };
        assert_eq!(held.bars(ada, one), Some(Duplicate::SameTrack { version: 2 }));
        assert_eq!(held.bars(ada, two), Some(Duplicate::OwnTrack { track: one }));
        assert_eq!(held.bars(ben, two), Some(Duplicate::Elsewhere));
        let released = AudioClaim { state: ClaimState::Released, ..held };
        assert_eq!(released.bars(ada, two), None);
        assert_eq!(released.bars(ben, two), Some(Duplicate::Elsewhere));
    }

    #[test]
    fn a_refusal_never_names_the_other_composer() {
        let said = Duplicate::Elsewhere.to_string();
        assert!(!said.contains("mem_") && !said.contains("trk_"));
    }
}
