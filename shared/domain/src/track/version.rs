//! One version of a track: its file, the notes that it answers, and its verdict.

use crate::audio::{AudioFacts, RequestedAudio};
use crate::change::{Change, StateMachine};
use crate::id::{BriefId, MemberId, ReviewId, TrackId};
use crate::numbers::after;
use crate::policy::Policy;
use crate::score::Scores;
use crate::text::{ShortText, Text};
use crate::track::aggregate::Track;
use crate::track::entry_number::EntryNumber;
use crate::track::file::DeclaredFile;
use crate::track::refusal::TrackRefusal;
use crate::track::transitions::{VersionEvent, VersionState};
use crate::verdict::Verdict;
use crate::version::lack::Lack;
use crate::version::slot::{Asked, ReviewSlot, UnansweredSlot};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A remark of a review, numbered as in its feedback.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewNote {
    pub review: ReviewId,
    /// The reviewer who made it; the composer is never told.
    pub author: MemberId,
    /// Which one, from 0.
    pub note: u32,
    /// Where, in milliseconds from the start of the version it was made about; of a range, where it
    /// begins.
    pub at_ms: u64,
    /// Where the range ends, in milliseconds from the start of that version; nothing for a point.
    pub until_ms: Option<u64>,
    pub text: ShortText,
    /// Whether it says what to do.
    pub actionable: bool,
    /// What the composer says of it at the next submission; nothing before.
    pub addressed: Option<bool>,
    /// What its author says of it after hearing the next version; nothing where they did not hear
    /// it.
    pub confirmed: Option<bool>,
}

/// One version of a track.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    pub track: TrackId,
    /// Which one, from 1.
    pub version: u8,
    pub brief: BriefId,
    pub composer: MemberId,
    /// The track's, for who is given this version to review.
    pub entry: EntryNumber,
    pub state: VersionState,
    pub declared: DeclaredFile,
    /// Where the file is to land.
    pub object_key: String,
    /// The stored object's own version, once it has landed.
    pub object_version: Option<String>,
    /// The sequencer of the upload event that was taken.
    pub sequencer: Option<String>,
    /// When the link was given out.
    pub reserved_at: Timestamp,
    /// When the link stops working.
    pub expires_at: Timestamp,
    /// When the file was taken in.
    pub received_at: Option<Timestamp>,
    pub facts: Option<AudioFacts>,
    /// Why the file was not taken; every reason, separated by semicolons.
    pub invalid_because: Option<Text>,
    /// What the brief asked of the file when its place was reserved.
    pub requested: RequestedAudio,
    /// Where the file is taken although it is not quite as asked, one sentence each.
    pub warnings: Vec<String>,
    /// What the composer thinks of it, sealed until a review is in.
    pub self_score: Option<Scores>,
    /// The total of the version that this one answers, in hundredths of a star, as it stood when
    /// this one was announced: whether it got better does not depend on when that is asked.
    pub answers_total_centistars: Option<u32>,
    /// What the reviews of the version before said, and what the composer did about it.
    pub carried_notes: Vec<ReviewNote>,
    /// What the reviews of this version say, for the next one.
    pub notes: Vec<ReviewNote>,
    /// How many answers its brief promised when it was reserved.
    pub promised: u8,
    /// When it lacked any of them, the oldest first.
    pub lacks: Vec<Lack>,
    /// The slots for which no reviewer could be found; the next version begins without any.
    pub unanswered: Vec<UnansweredSlot>,
    /// Who was asked beyond the roster of the brief, in the order in which it happened.
    pub asked: Vec<Asked>,
    /// The reviewers it was given to, in the order in which it happened.
    pub slots: Vec<ReviewSlot>,
    /// How many reviews it gets: what the brief asked for when it was first given to a reviewer,
    /// one more where two disagreed; 0 before.
    pub slot_count: u8,
    /// The verdict of all slots together.
    pub verdict: Option<Verdict>,
    /// The mean total of all slots, in hundredths of a star.
    pub total_centistars: Option<u32>,
    /// When the verdict came.
    pub verdict_at: Option<Timestamp>,
}

impl Version {
    /// What the composer alone thought of it, where they said so: for them and nobody else.
    pub fn self_score_for(&self, reader: MemberId) -> Option<Scores> {
        self.self_score.filter(|_| self.composer == reader)
    }

    /// A reservation: the link works for a quarter of an hour. One answer is promised, unless the
    /// brief says otherwise.
    pub fn reserve(
        track: &Track,
        version: u8,
        declared: DeclaredFile,
        object_key: String,
        at: Timestamp,
        policy: &Policy,
    ) -> Self {
        Self {
            track: track.id,
            version,
            brief: track.brief,
            composer: track.composer,
            entry: track.entry,
            state: VersionState::Reserved,
            declared,
            object_key,
            object_version: None,
            sequencer: None,
            reserved_at: at,
            expires_at: after(at, policy.upload_within),
            received_at: None,
            facts: None,
            invalid_because: None,
            requested: RequestedAudio::default(),
            warnings: Vec::new(),
            self_score: None,
            answers_total_centistars: None,
            carried_notes: Vec::new(),
            notes: Vec::new(),
            promised: 1,
            lacks: Vec::new(),
            unanswered: Vec::new(),
            asked: Vec::new(),
            slots: Vec::new(),
            slot_count: 0,
            verdict: None,
            total_centistars: None,
            verdict_at: None,
        }
    }

    /// Another file is announced under the same number, since the one before was not taken or never
    /// came: `fresh` takes its place.
    ///
    /// # Errors
    /// Where the version has a file or its link still works at `at`.
    pub fn renew(&self, fresh: Self, at: Timestamp) -> Result<Self, TrackRefusal> {
        match self.state.apply(VersionEvent::Reserve)? {
            Change::Applied(state) => Ok(Self { state, ..fresh }),
            Change::AlreadyApplied if self.link_has_ended(at) => Ok(fresh),
            Change::AlreadyApplied => Err(self.state.refused(VersionEvent::Reserve).into()),
        }
    }

    /// Whether it waits for a file that its link lets in no more.
    pub fn link_has_ended(&self, at: Timestamp) -> bool {
        self.state == VersionState::Reserved && at >= self.expires_at
    }

    /// The same reservation with a new link for the same file, since the one before ended unused;
    /// nothing where it still works, the file has come, or the brief's uploads have ended.
    pub fn give_link_again(
        &self,
        ends_at: Timestamp,
        at: Timestamp,
        policy: &Policy,
    ) -> Option<Self> {
        let has_ended = self.link_has_ended(at) || self.state == VersionState::Expired;
        let expires_at = after(at, policy.upload_within).min(ends_at);
        (has_ended && at < ends_at).then(|| Self {
            state: VersionState::Reserved,
            expires_at,
            ..self.clone()
        })
    }

    /// What the next version carries along: all notes, each marked as addressed or not.
    ///
    /// # Errors
    /// The first place in `addressed` that names no note of this version.
    pub fn carry_notes(&self, addressed: &[(ReviewId, u32)]) -> Result<Vec<ReviewNote>, usize> {
        let names = |pair: &(ReviewId, u32)| {
            self.notes.iter().any(|note| (note.review, note.note) == *pair)
        };
        if let Some(unknown) = addressed.iter().position(|pair| !names(pair)) {
            return Err(unknown);
        }
        let carried = self.notes.iter().map(|note| {
            let is_addressed = addressed.contains(&(note.review, note.note));
            ReviewNote { addressed: Some(is_addressed), confirmed: None, ..note.clone() }
        });
        Ok(carried.collect())
    }

    /// What a reviewer noted about the version before, in their order.
    pub fn notes_of(&self, author: MemberId) -> impl Iterator<Item = &ReviewNote> {
        self.carried_notes.iter().filter(move |note| note.author == author)
    }

    /// The file has landed and is music: it waits for a reviewer. `remarks` say in what the file
    /// itself is odd, each in one sentence; they are warnings like those about the brief's wishes.
    ///
    /// # Errors
    /// Where the version is not waiting for a file, the piece is too long, or not as the brief
    /// asks.
    pub fn accept(
        &self,
        facts: AudioFacts,
        remarks: Vec<String>,
        at: Timestamp,
        policy: &Policy,
    ) -> Result<Change<Self>, TrackRefusal> {
        let landed = self.state.apply(VersionEvent::Land)?.or(self.state);
        let Change::Applied(state) = landed.apply(VersionEvent::Accept)? else {
            return Ok(Change::AlreadyApplied);
        };
        let (duration_ms, ms_max) = (facts.duration_ms, policy.duration_ms_max);
        if duration_ms > ms_max {
            return Err(TrackRefusal::TooLong { duration_ms, ms_max });
        }
        let mut findings = self.requested.check(&facts);
        findings.faults.extend(self.declared.format_fault(facts.format));
        if !findings.faults.is_empty() {
            return Err(TrackRefusal::NotAsAsked(findings.faults));
        }
        let (facts, received_at) = (Some(facts), Some(at));
        let warnings = [findings.warnings, remarks].concat();
        let accepted = Self { state, received_at, facts, warnings, ..self.clone() };
        Ok(Change::Applied(accepted.with_lacks_at(at, policy)))
    }

    /// The file has landed and is nothing that we take.
    ///
    /// # Errors
    /// Where the version is not waiting for a file.
    pub fn invalidate(&self, because: Text, at: Timestamp) -> Result<Change<Self>, TrackRefusal> {
        let landed = self.state.apply(VersionEvent::Land)?.or(self.state);
        let change = landed.apply(VersionEvent::Invalidate)?;
        let (invalid_because, received_at) = (Some(because), Some(at));
        Ok(change.map(|state| Self { state, received_at, invalid_because, ..self.clone() }))
    }

    /// All slots have ended with this verdict and mean total.
    ///
    /// # Errors
    /// Where it is not in review.
    pub fn judge(
        &self,
        verdict: Verdict,
        total_centistars: u32,
        at: Timestamp,
    ) -> Result<Change<Self>, TrackRefusal> {
        Ok(self.state.apply(verdict.into())?.map(|state| Self {
            state,
            verdict: Some(verdict),
            total_centistars: Some(total_centistars),
            verdict_at: Some(at),
            ..self.clone()
        }))
    }

    /// The answers that the verdict rested on were voided: it waits as if it had none.
    ///
    /// # Errors
    /// Where there is no verdict.
    pub fn reopen(&self) -> Result<Change<Self>, TrackRefusal> {
        Ok(self.state.apply(VersionEvent::Reopen)?.map(|state| Self {
            state,
            verdict: None,
            total_centistars: None,
            verdict_at: None,
            ..self.clone()
        }))
    }

    /// Anything else that can happen to it.
    ///
    /// # Errors
    /// Where its state does not allow the event.
    pub fn apply(&self, event: VersionEvent) -> Result<Change<Self>, TrackRefusal> {
        Ok(self.state.apply(event)?.map(|state| Self { state, ..self.clone() }))
    }
}
