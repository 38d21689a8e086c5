//! Taste alignment: how a co-producer's own ranking of a brief's tracks compares with the client's
//! choice. It is frozen when the client chooses, and private. Each track has one total of theirs:
//! shrunk equally, as in the brief's ranking, these would keep their order, so they are not.

use crate::id::{BriefId, MemberId, TrackId};
use crate::numbers::{count, floor_div};
use crate::policy::Policy;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One track in a ranking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct RankedTrack {
    /// The track that stands here.
    pub track: TrackId,
    /// The co-producer's latest total for it, in hundredths of a star.
    pub total_centistars: u32,
}

/// A co-producer's ranking at the moment of the award, and what the client chose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TasteAlignment {
    pub brief: BriefId,
    pub member: MemberId,
    /// Every track they scored, the best first; equal totals by id.
    pub ranking: Vec<RankedTrack>,
    /// What the client chose.
    pub winner: TrackId,
    /// How much of the rest of the ranking the winner is above, in basis points; a tie is half.
    /// Nothing where too few tracks were scored for it to mean anything, or not the winner.
    pub percentile_bp: Option<u32>,
    /// The policy it was computed under.
    pub policy_version: u32,
    /// When the client chose.
    pub at: Timestamp,
}

impl TasteAlignment {
    /// Freezes a ranking; nothing where no track was scored.
    pub fn freeze(
        brief: BriefId,
        member: MemberId,
        mut ranking: Vec<RankedTrack>,
        winner: TrackId,
        at: Timestamp,
        policy: &Policy,
    ) -> Option<Self> {
        ranking.sort_by_key(|one| (std::cmp::Reverse(one.total_centistars), one.track));
        if ranking.is_empty() {
            return None;
        }
        let won = ranking.iter().find(|one| one.track == winner);
        let percentile_bp = won
            .filter(|_| ranking.len() >= policy.ear_tracks)
            .map(|won| percentile_bp(&ranking, winner, won.total_centistars));
        let policy_version = policy.version;
        Some(Self { brief, member, ranking, winner, percentile_bp, policy_version, at })
    }

    /// The winner's place in the ranking, from 1; equals share the better place. Nothing where it
    /// was not scored.
    pub fn place(&self) -> Option<u32> {
        let won = self.ranking.iter().find(|one| one.track == self.winner)?.total_centistars;
        let above = self.ranking.iter().filter(|one| one.total_centistars > won).count();
        Some(count(above).saturating_add(1))
    }
}

fn percentile_bp(ranking: &[RankedTrack], winner: TrackId, won: u32) -> u32 {
    let others = || ranking.iter().filter(|one| one.track != winner);
    let below = others().filter(|one| one.total_centistars < won).count();
    let equal = others().filter(|one| one.total_centistars == won).count();
    let halves = u64::from(count(below)).saturating_mul(2).saturating_add(count(equal).into());
    let of = u64::from(count(others().count())).saturating_mul(2);
    u32::try_from(floor_div(halves.saturating_mul(10_000), of)).unwrap_or(10_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn track(number: u8) -> TrackId {
        TrackId::derive(&[&[number]])
    }

    fn freeze(totals: &[u32], winner: u8) -> Option<TasteAlignment> {
        let ranked = |(number, total): (u8, &u32)| RankedTrack {
            track: track(number),
            total_centistars: *total,
        };
        let ranking = (0..).zip(totals).map(ranked).collect();
        let (brief, member) = (BriefId::derive(&[b"b"]), MemberId::of_subject("mika"));
        let at = Timestamp::UNIX_EPOCH;
        TasteAlignment::freeze(brief, member, ranking, track(winner), at, &Policy::CURRENT)
    }

    #[test]
    fn the_favourite_is_at_the_top_and_the_least_liked_at_the_bottom() {
        let taste_alignment = |winner| {
            let taste_alignment = freeze(&[500, 400, 300, 200, 100], winner).unwrap();
            (taste_alignment.percentile_bp, taste_alignment.place())
        };
        assert_eq!(taste_alignment(0), (Some(10_000), Some(1)));
        assert_eq!(taste_alignment(2), (Some(5_000), Some(3)));
        assert_eq!(taste_alignment(4), (Some(0), Some(5)));
    }

    #[test]
    fn equals_are_half_above_each_other() {
        let taste_alignment = freeze(&[300, 300, 300, 300, 300], 3).unwrap();
        assert_eq!(
            (taste_alignment.percentile_bp, taste_alignment.place()),
            (Some(5_000), Some(1))
        );
    }

    #[test]
    fn a_percentile_needs_five_tracks_and_the_winner_and_a_ranking_one_track() {
        let few = freeze(&[500, 400, 300, 200], 1).unwrap();
        assert_eq!((few.percentile_bp, few.place()), (None, Some(2)));
        let other = freeze(&[500, 400, 300, 200, 100], 9).unwrap();
        assert_eq!((other.percentile_bp, other.place()), (None, None));
        assert!(freeze(&[], 0).is_none());
    }
}
