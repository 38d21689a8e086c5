//! The selection of a winner, and what stands in its way.

use crate::brief::aggregate::{Brief, Selection};
use crate::brief::refusal::BriefRefusal;
use crate::brief::transitions::BriefEvent;
use crate::change::{Change, StateMachine};
use crate::id::TrackId;
use crate::track::VersionState;
use jiff::Timestamp;

/// How one entry of a brief stands when the client wants to award.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub track: TrackId,
    /// The state of its newest version.
    pub newest: VersionState,
    /// The versions with a delivered review.
    pub answered_versions: Vec<u8>,
    /// Whether the sweep labelled it `unanswered`, with a reason.
    pub labelled_unanswered: bool,
}

impl Entry {
    /// Whether it stands in the way of an award: valid, never answered, not given up by the sweep.
    pub fn is_owed_an_answer(&self) -> bool {
        self.newest.is_valid() && self.answered_versions.is_empty() && !self.labelled_unanswered
    }
}

impl Brief {
    /// Selects the winner: any version with a delivered review, whatever its verdict.
    ///
    /// # Errors
    /// Where it is not Judging, a valid track is unanswered, the version was not reviewed, or
    /// another one has been selected.
    pub fn award(
        &self,
        track: TrackId,
        version: u8,
        entries: &[Entry],
        at: Timestamp,
    ) -> Result<Change<Self>, BriefRefusal> {
        let Change::Applied(state) = self.state.apply(BriefEvent::Award)? else {
            let same = |chosen: &Selection| chosen.track == track && chosen.version == version;
            return match &self.selected {
                Some(chosen) if same(chosen) => Ok(Change::AlreadyApplied),
                Some(_) | None => Err(BriefRefusal::AnotherTrackSelected),
            };
        };
        let unanswered: Vec<TrackId> =
            entries.iter().filter(|entry| entry.is_owed_an_answer()).map(|e| e.track).collect();
        if !unanswered.is_empty() {
            return Err(BriefRefusal::Unanswered(unanswered));
        }
        let chosen = |entry: &&Entry| {
            entry.track == track
                && entry.newest != VersionState::Withdrawn
                && entry.answered_versions.contains(&version)
        };
        if entries.iter().find(chosen).is_none() {
            return Err(BriefRefusal::NotReviewed);
        }
        let selected = Some(Selection { track, version, at });
        Ok(Change::Applied(Self { state, selected, ..self.clone() }))
    }
}
