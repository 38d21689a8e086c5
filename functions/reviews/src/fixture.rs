//! Reviews for the tests of this crate.

use domain::heard::Interval;
use domain::id::{BriefId, MemberId, TrackId};
use domain::policy::Policy;
use domain::review::{Assignment, Review};
use jiff::Timestamp;

fn at(hour: i64) -> Timestamp {
    Timestamp::from_second(hour.saturating_mul(3_600)).unwrap()
}

fn assignment(slot: u8) -> Assignment {
    Assignment {
        brief: BriefId::derive(&[b"brief"]),
        track: TrackId::derive(&[b"track"]),
        version: 1,
        slot,
        attempt: 1,
        reviewer: MemberId::of_subject(&format!("reviewer {slot}")),
        brief_version: 1,
        lexicon_version: None,
        lexicon_words: Vec::new(),
        duration_ms: 100_000,
        probation: slot == 0,
        queued: false,
    }
}

pub(crate) fn assigned(slot: u8) -> Review {
    Review::assign(assignment(slot), at(0), &Policy::CURRENT)
}

pub(crate) fn heard_all(slot: u8) -> Review {
    let review = assigned(slot);
    let all = [Interval { from_ms: 0, to_ms: review.duration_ms }];
    review.hear(&all, at(1)).unwrap().or(review)
}
