//! Who counts as an author of a track: to be named as a writer is an invitation, and whoever has not
//! accepted it is excluded from nothing and reads nothing.

use crate::id::MemberId;
use crate::track::aggregate::Track;
use crate::track::writers::Writer;
use jiff::Timestamp;
use std::collections::BTreeSet;

impl Track {
    /// Who writes it: who submitted it, and whoever has accepted to. They read it, and it makes them
    /// entrants of the brief.
    pub fn authors(&self) -> BTreeSet<MemberId> {
        let accepted = self.writers.iter().filter(|writer| writer.accepted_at.is_some());
        accepted.map(|writer| writer.member).chain([self.composer]).collect()
    }

    /// Who never reviews it: whoever writes it, and whoever was ever shown an invitation to.
    pub fn never_review(&self) -> BTreeSet<MemberId> {
        let know = self.writers.iter().filter(|writer| writer.knows()).map(|one| one.member);
        know.chain(self.former_writers.iter().copied()).chain([self.composer]).collect()
    }

    /// The part of a member as a writer, where they may know of it.
    pub fn known_writer(&self, member: MemberId) -> Option<&Writer> {
        self.writer(member).filter(|writer| writer.knows())
    }

    /// Whose invitation is held back.
    pub fn held_back(&self) -> Vec<MemberId> {
        self.writers.iter().filter(|writer| !writer.knows()).map(|writer| writer.member).collect()
    }

    /// The brief has ended: whoever's invitation was held back may know of it.
    #[must_use]
    pub fn with_invitations_shown(&self, at: Timestamp) -> Self {
        let shown = |writer: &Writer| {
            let shown_at = writer.shown_at.or(Some(at));
            Writer { shown_at, ..writer.clone() }
        };
        Self { writers: self.writers.iter().map(shown).collect(), ..self.clone() }
    }

    /// Everybody who ever knew that they were named, but for these.
    pub(super) fn former_writers(&self, writers: &[Writer]) -> BTreeSet<MemberId> {
        let stays = |member: &MemberId| writers.iter().any(|writer| writer.member == *member);
        let knew = self.writers.iter().filter(|writer| writer.knows()).map(|one| one.member);
        let ever = self.former_writers.iter().copied().chain(knew);
        ever.filter(|member| !stays(member)).collect()
    }
}
