//! What a reader of a brief may know of those who judge it and of who has won it.

use crate::brief::Brief;
use crate::track::PartInBrief;
use jiff::Timestamp;

impl Brief {
    /// Whether this reader is told who co-produces it: a composer, to whom a reviewer could be won
    /// over, only when it has ended.
    pub const fn names_coproducers_to(&self, part: PartInBrief) -> bool {
        part.owns || part.reviews || part.operates || self.end().is_some()
    }

    /// Whether title, winner and shares are for its parties alone: from the award on, until the day
    /// that the client has named.
    pub fn is_embargoed(&self, now: Timestamp) -> bool {
        self.selected.is_some() && self.terms.embargo_until.is_some_and(|until| now < until)
    }

    /// Whether anything that follows from it may show in public, a count or a level too: before it
    /// has ended, a step of one of them would name who wrote or who judged a track.
    pub fn outcome_is_public(&self, now: Timestamp) -> bool {
        self.end().is_some() && !self.is_embargoed(now)
    }
}
