//! The selection of a winner, and what stands in its way.

use crate::brief::aggregate::{Brief, Selection};
use crate::brief::refusal::BriefRefusal;
use crate::brief::transitions::BriefEvent;
use crate::change::{Change, StateMachine};
use crate::id::TrackId;
use crate::policy::Policy;
use crate::text::Text;
use crate::version::missing::MissingAnswer;
use crate::words::word_count;
use jiff::Timestamp;

/// What a client decides on: which version, and why this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub track: TrackId,
    pub version: u8,
    /// Stands in the notice of the award to every entrant and co-producer.
    pub why: Text,
}

impl Choice {
    fn check_why(&self, policy: &Policy) -> Result<(), BriefRefusal> {
        let (words, least) = (word_count(self.why.as_str()), policy.selection_words_min);
        if words < least {
            return Err(BriefRefusal::WhyTooShort { words, least });
        }
        Ok(())
    }
}

/// How one entry of a brief stands when the client wants to award.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub track: TrackId,
    /// Whether its composer took it back.
    pub withdrawn: bool,
    /// The versions with a delivered review.
    pub answered_versions: Vec<u8>,
    /// The promised answers that its newest version which was taken in still lacks, but for those
    /// that nobody can give.
    pub missing: Vec<MissingAnswer>,
}

impl Brief {
    /// Selects the winner: any version with a delivered review, whatever its verdict.
    ///
    /// # Errors
    /// Where it is not Judging, the client does not say why this one, a valid track lacks a promised
    /// answer, the version was not reviewed, or another one has been selected.
    pub fn award(
        &self,
        choice: &Choice,
        entries: &[Entry],
        at: Timestamp,
        policy: &Policy,
    ) -> Result<Change<Self>, BriefRefusal> {
        let Choice { track, version, .. } = *choice;
        let Change::Applied(state) = self.state.apply(BriefEvent::Award)? else {
            let same = |chosen: &Selection| chosen.track == track && chosen.version == version;
            return match &self.selected {
                Some(chosen) if same(chosen) => Ok(Change::AlreadyApplied),
                Some(_) | None => Err(BriefRefusal::AnotherTrackSelected),
            };
        };
        choice.check_why(policy)?;
        let valid = entries.iter().filter(|entry| !entry.withdrawn);
        let missing: Vec<MissingAnswer> = valid.flat_map(|entry| entry.missing.clone()).collect();
        if !missing.is_empty() {
            return Err(BriefRefusal::Unanswered(missing));
        }
        let chosen = |entry: &&Entry| {
            entry.track == track && !entry.withdrawn && entry.answered_versions.contains(&version)
        };
        if entries.iter().find(chosen).is_none() {
            return Err(BriefRefusal::NotReviewed);
        }
        let selected = Some(Selection { track, version, at });
        let selected_because = Some(choice.why.clone());
        Ok(Change::Applied(Self { state, selected, selected_because, ..self.clone() }))
    }

    /// Whether this version has won: from then on every co-producer of the brief hears it.
    pub fn is_won_by(&self, track: TrackId, version: u8) -> bool {
        self.selected.is_some_and(|chosen| chosen.track == track && chosen.version == version)
    }
}
