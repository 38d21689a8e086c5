//! What a reader of a brief may know of those who judge it and of who has won it.

use crate::brief::Brief;
use crate::id::MemberId;
use crate::track::{AnswerReader, PartInBrief, ReviewingPart};
use jiff::Timestamp;

impl Brief {
    /// Whether a reader sees no difference. What it keeps for itself follows from reviews and from
    /// what the client was sent, which the others are not to learn of.
    #[must_use]
    pub fn shows_the_same(&self, other: &Self) -> bool {
        let Self { delay_ms, reminded_at, choice_reminders, .. } = *other;
        Self { delay_ms, reminded_at, choice_reminders, ..self.clone() } == *other
    }

    /// What a member is to it. Once it has ended, nothing of it is judged any more: neither an offer nor
    /// an entry hides anything, and who runs the platform reads it as such, whether they have reviewed
    /// it or not.
    pub fn part(&self, member: MemberId, reviewing: ReviewingPart, operates: bool) -> PartInBrief {
        let has_ended = self.end().is_some();
        let reviewing = match reviewing {
            ReviewingPart::Enters | ReviewingPart::Offered if has_ended => ReviewingPart::Nothing,
            ReviewingPart::Reviews if has_ended && operates => ReviewingPart::Nothing,
            ReviewingPart::Nothing
            | ReviewingPart::Enters
            | ReviewingPart::Offered
            | ReviewingPart::Reviews => reviewing,
        };
        PartInBrief { owns: self.owner == member, reviewing, operates }
    }

    /// Whether whoever reads in it with this part looks, because they run the platform, into a brief that
    /// has not ended: from then on they take no part in it. A draft says who will co-produce it.
    pub const fn is_looked_into(&self, part: PartInBrief) -> bool {
        self.end().is_none() && part.oversees() && !part.owns
    }

    /// Whether a reader of the answers to a track is told who gave them: a composer, whose next
    /// version may go to the same reviewer, and another reviewer, when it has ended.
    pub fn names_reviewers_to(&self, reader: AnswerReader) -> bool {
        reader == AnswerReader::Client || self.end().is_some()
    }

    /// Whether title, winner and shares are kept from this reader now: from all but its parties and
    /// who wrote what has won.
    pub fn is_embargoed_for(&self, part: PartInBrief, wrote_winner: bool, now: Timestamp) -> bool {
        self.is_embargoed(now) && !part.is_party() && !wrote_winner
    }

    /// Whether this reader is told who co-produces it: a composer, to whom a reviewer could be won
    /// over, only when it has ended.
    pub const fn names_coproducers_to(&self, part: PartInBrief) -> bool {
        part.owns || part.knows_tracks() || self.end().is_some()
    }

    /// Whether title, winner and shares are for its parties alone: from the award on, until the day
    /// that the client has named.
    pub fn is_embargoed(&self, now: Timestamp) -> bool {
        self.selected.is_some() && self.terms.embargo_until.is_some_and(|until| now < until)
    }

    /// Until when an embargo keeps title, winner, shares and the words for the choice from a reader
    /// with this part in it, who wrote the winner or did not; nothing where they may know.
    pub fn kept_back_until(
        &self,
        part: PartInBrief,
        wrote_winner: bool,
        now: Timestamp,
    ) -> Option<Timestamp> {
        self.terms.embargo_until.filter(|_| self.is_embargoed_for(part, wrote_winner, now))
    }

    /// Whether anything that follows from it may show in public, a count or a level too: before it
    /// has ended, a step of one of them would name who wrote or who judged a track.
    pub fn outcome_is_public(&self, now: Timestamp) -> bool {
        self.end().is_some() && !self.is_embargoed(now)
    }
}
