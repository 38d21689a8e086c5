//! What only an award lets happen, and only while it stands: a recording code, a finding that the
//! award is void, money that follows the split.

use crate::brief::Selection;
use crate::id::TrackId;
use crate::money::input::AwardStanding;
use crate::money::isrc::Isrc;
use crate::money::split::SplitVersion;
use jiff::Timestamp;

/// Why nothing is decided about an award.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AwardRefusal {
    #[error("only what was awarded has a recording code, or an award that can be void")]
    NotAwarded,
    #[error("the award was never found void")]
    NotVoid,
    #[error("{isrc} is another track's code")]
    IsrcTaken { isrc: Isrc },
    #[error("only a track that was awarded has a split that money can follow")]
    NoSplit,
    #[error("the award of that track is void: its money waits as well")]
    Void,
}

/// The track of a brief whose award can be void: an award that was never made cannot.
pub fn awarded_track(selected: Option<Selection>) -> Result<TrackId, AwardRefusal> {
    selected.map(|selected| selected.track).ok_or(AwardRefusal::NotAwarded)
}

/// Only a track that was awarded has a recording code.
pub fn require_awarded(selected_at: Option<Timestamp>) -> Result<(), AwardRefusal> {
    selected_at.map(|_| ()).ok_or(AwardRefusal::NotAwarded)
}

/// What was decided last of an award: one that nobody ever found void is not restored.
pub fn require_decided<T>(decided: Option<T>) -> Result<T, AwardRefusal> {
    decided.ok_or(AwardRefusal::NotVoid)
}

/// Money follows a track with a split whose award is not void.
pub fn require_standing_award(
    split: Option<&SplitVersion>,
    standing: Option<&AwardStanding>,
) -> Result<(), AwardRefusal> {
    if split.is_none() {
        return Err(AwardRefusal::NoSplit);
    }
    if standing.is_some_and(|standing| standing.void) { Err(AwardRefusal::Void) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::TrackKey;
    use crate::money::share::Share;
    use crate::money::split::{PoolShare, SplitSources};

    #[test]
    fn not_awarded_means_no_recording_code_and_no_void_award() {
        let (track, at) = (TrackId::derive(&[b"dawn"]), Timestamp::UNIX_EPOCH);
        assert_eq!(awarded_track(None), Err(AwardRefusal::NotAwarded));
        assert_eq!(awarded_track(Some(Selection { track, version: 1, at })), Ok(track));
        assert_eq!(require_awarded(None), Err(AwardRefusal::NotAwarded));
        assert_eq!(require_awarded(Some(at)), Ok(()));
    }

    #[test]
    fn award_not_void_is_not_restored() {
        assert_eq!(require_decided::<u8>(None), Err(AwardRefusal::NotVoid));
        assert_eq!(require_decided(Some(1)), Ok(1));
    }

    #[test]
    fn award_void_keeps_money_from_its_track_and_so_does_a_missing_split() {
        let track: TrackKey = "trk_1".parse().unwrap();
        let sources = SplitSources {
            platform: Share::NONE,
            pool: PoolShare::from_ppm(25_000).unwrap(),
            writers: vec![crate::money::WriterShare {
                account: "mem_w".parse().unwrap(),
                share_ppm: Share::from_ppm(1_000_000).unwrap(),
            }],
            reviews: Vec::new(),
        };
        let month = "2026-01".parse().unwrap();
        let split = SplitVersion::first_of(track.clone(), month, sources, Vec::new()).unwrap();
        let standing = |void: bool| {
            let before = (!void).then(|| AwardStanding {
                track: track.clone(),
                number: 1,
                void: true,
                reason: "a sample".to_owned(),
            });
            AwardStanding::after(before.as_ref(), track.clone(), void, "said".to_owned())
        };
        let of = |void| {
            standing(void).or(AwardStanding {
                track: track.clone(),
                number: 9,
                void,
                reason: "said".to_owned(),
            })
        };
        assert_eq!(require_standing_award(None, None), Err(AwardRefusal::NoSplit));
        assert_eq!(require_standing_award(Some(&split), None), Ok(()));
        assert_eq!(require_standing_award(Some(&split), Some(&of(false))), Ok(()));
        let void = require_standing_award(Some(&split), Some(&of(true)));
        assert_eq!(void, Err(AwardRefusal::Void));
    }
}
