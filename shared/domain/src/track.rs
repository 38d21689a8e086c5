//! The track, its versions and their state machine, and who wrote it.

use crate::audio::{AudioFacts, AudioFormat};
use crate::change::{Change, Machine, Move, Refused, machine};
use crate::id::{BriefId, MemberId, TrackId};
use crate::numbers::after;
use crate::policy::Policy;
use crate::text::{Line, Title, Words};
use crate::verdict::Verdict;
use crate::words::words;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

words! {
    /// Where a version stands.
    pub enum VersionState {
        /// An upload link was given out.
        Reserved => "reserved",
        /// The file has landed.
        Received => "received",
        /// The file is no music that we take.
        Invalid => "invalid",
        /// Nobody has been found yet.
        AwaitingReviewer => "awaiting_reviewer",
        /// Somebody listens.
        InReview => "in_review",
        /// On brief and good.
        Approved => "approved",
        /// Come again with changes.
        ChangesRequested => "changes_requested",
        /// Good, but not what was asked for.
        OffBrief => "off_brief",
        /// Not good enough.
        Rejected => "rejected",
        /// Taken back by its composer.
        Withdrawn => "withdrawn",
        /// No file landed in time.
        Expired => "expired",
    }
}

words! {
    /// What can happen to a version.
    pub enum VersionEvent {
        /// The file lands.
        Land => "land",
        /// The file turns out not to be acceptable.
        Invalidate => "invalidate",
        /// The file is analysed and good.
        Accept => "accept",
        /// A reviewer is assigned.
        Assign => "assign",
        /// Every reviewer has gone; others are sought.
        Unassign => "unassign",
        /// The verdict is Approve.
        Approve => "approve",
        /// The verdict is ChangesRequested.
        RequestChanges => "request_changes",
        /// The verdict is OffBrief.
        CallOffBrief => "call_off_brief",
        /// The verdict is Reject.
        Reject => "reject",
        /// Its composer takes it back.
        Withdraw => "withdraw",
        /// No file came.
        Expire => "expire",
    }
}

machine!(VersionState, VersionEvent, transition);

fn transition(state: VersionState, event: VersionEvent) -> Move<VersionState> {
    use VersionEvent as E;
    use VersionState as S;
    match (state, event) {
        (S::Reserved, E::Land) => Move::To(S::Received),
        (S::Reserved, E::Expire) => Move::To(S::Expired),
        (S::Received, E::Invalidate) => Move::To(S::Invalid),
        (S::Received, E::Accept) | (S::InReview, E::Unassign) => Move::To(S::AwaitingReviewer),
        (S::AwaitingReviewer, E::Assign) => Move::To(S::InReview),
        (S::InReview, E::Approve) => Move::To(S::Approved),
        (S::InReview, E::RequestChanges) => Move::To(S::ChangesRequested),
        (S::InReview, E::CallOffBrief) => Move::To(S::OffBrief),
        (S::InReview, E::Reject) => Move::To(S::Rejected),
        (
            S::Reserved
            | S::Received
            | S::AwaitingReviewer
            | S::InReview
            | S::Approved
            | S::ChangesRequested
            | S::OffBrief
            | S::Rejected,
            E::Withdraw,
        ) => Move::To(S::Withdrawn),
        // Upload events come more than once and late: what has been taken in stays as it is.
        (
            S::AwaitingReviewer
            | S::InReview
            | S::Approved
            | S::ChangesRequested
            | S::OffBrief
            | S::Rejected,
            E::Land | E::Accept,
        )
        | (S::Received | S::Invalid, E::Land)
        | (S::Invalid, E::Invalidate)
        | (S::AwaitingReviewer, E::Unassign)
        | (S::InReview, E::Assign)
        | (S::Approved, E::Approve)
        | (S::ChangesRequested, E::RequestChanges)
        | (S::OffBrief, E::CallOffBrief)
        | (S::Rejected, E::Reject)
        | (S::Withdrawn, E::Withdraw)
        | (S::Expired, E::Expire) => Move::Already,
        (S::Reserved, E::Invalidate | E::Accept)
        | (S::Invalid, E::Accept | E::Withdraw)
        | (S::Withdrawn | S::Expired, E::Land | E::Accept)
        | (S::Expired, E::Withdraw) => Move::No,
        (
            S::Received
            | S::Invalid
            | S::AwaitingReviewer
            | S::InReview
            | S::Approved
            | S::ChangesRequested
            | S::OffBrief
            | S::Rejected
            | S::Withdrawn,
            E::Expire,
        )
        | (
            S::AwaitingReviewer
            | S::InReview
            | S::Approved
            | S::ChangesRequested
            | S::OffBrief
            | S::Rejected
            | S::Withdrawn
            | S::Expired,
            E::Invalidate,
        ) => Move::No,
        (
            S::Reserved
            | S::Received
            | S::Invalid
            | S::AwaitingReviewer
            | S::Approved
            | S::ChangesRequested
            | S::OffBrief
            | S::Rejected
            | S::Withdrawn
            | S::Expired,
            E::Assign | E::Unassign | E::Approve | E::RequestChanges | E::CallOffBrief | E::Reject,
        ) => Move::No,
    }
}

impl VersionState {
    /// Whether the studio owes this version an answer or has given it.
    pub const fn is_valid(self) -> bool {
        match self {
            Self::Invalid | Self::Expired | Self::Withdrawn => false,
            Self::Reserved
            | Self::Received
            | Self::AwaitingReviewer
            | Self::InReview
            | Self::Approved
            | Self::ChangesRequested
            | Self::OffBrief
            | Self::Rejected => true,
        }
    }

    /// Whether a new version may follow.
    pub const fn allows_new_version(self) -> bool {
        matches!(self, Self::ChangesRequested | Self::OffBrief)
    }
}

impl From<Verdict> for VersionEvent {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Reject => Self::Reject,
            Verdict::OffBrief => Self::CallOffBrief,
            Verdict::ChangesRequested => Self::RequestChanges,
            Verdict::Approve => Self::Approve,
        }
    }
}

/// One writer and their share of the writers' part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Writer {
    /// Who.
    pub member: MemberId,
    /// Share of the writers' part in parts per million.
    pub share_ppm: u32,
    /// When they consented; the composer consents by submitting.
    pub consented_at: Option<Timestamp>,
}

/// A piece of music submitted to a brief, in all its versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Track {
    /// Its id.
    pub id: TrackId,
    /// The brief it was submitted to.
    pub brief: BriefId,
    /// Who submitted it.
    pub composer: MemberId,
    /// Its name.
    pub title: Title,
    /// What the composer says about it.
    pub note: Option<Words>,
    /// Everybody who wrote it; the shares sum to one million.
    pub writers: Vec<Writer>,
    /// The number of its newest version.
    pub newest: u8,
    /// Whether the client shortlisted it.
    pub shortlisted: bool,
    /// Whether the client selected it.
    pub selected: bool,
    /// Why the sweep gave up finding a reviewer.
    pub unanswered_because: Option<Line>,
    /// When it was first reserved.
    pub created_at: Timestamp,
}

/// What the composer declares about a file before uploading it; the upload link signs all of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclaredFile {
    /// The container.
    pub format: AudioFormat,
    /// Exact size in bytes.
    pub size_bytes: u64,
    /// SHA-256, 64 lower-case hexadecimal characters.
    pub sha256: String,
}

/// One version of a track.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// Of which track.
    pub track: TrackId,
    /// Which one, from 1.
    pub version: u8,
    /// The track's brief.
    pub brief: BriefId,
    /// The track's composer.
    pub composer: MemberId,
    /// Where it stands.
    pub state: VersionState,
    /// What was declared.
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
    /// What was measured.
    pub facts: Option<AudioFacts>,
    /// Why the file was not taken.
    pub invalid_because: Option<Line>,
    /// The verdict of all slots together.
    pub verdict: Option<Verdict>,
    /// The mean total of all slots, in hundredths of a star.
    pub total_centistars: Option<u32>,
    /// When the verdict came.
    pub verdict_at: Option<Timestamp>,
}

/// Why a track or version is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TrackRefusal {
    /// The version's state does not allow it.
    #[error(transparent)]
    State(#[from] Refused),
    /// All versions are used up.
    #[error("a track has at most {most} versions")]
    TooManyVersions {
        /// How many there may be.
        most: u8,
    },
    /// Only a version that was sent back is followed by another.
    #[error("a new version follows only changes_requested or off_brief, not {state}")]
    NotSentBack {
        /// Where the newest one stands.
        state: VersionState,
    },
    /// The file is too large.
    #[error("the file has {size_bytes} bytes, at most {most_bytes}")]
    TooLarge {
        /// Its size.
        size_bytes: u64,
        /// The largest.
        most_bytes: u64,
    },
    /// The file is empty.
    #[error("the file is empty")]
    EmptyFile,
    /// The piece is too long.
    #[error("the piece lasts {duration_ms} ms, at most {most_ms}")]
    TooLong {
        /// Its length.
        duration_ms: u64,
        /// The longest.
        most_ms: u64,
    },
    /// The checksum is not one.
    #[error("a SHA-256 has 64 lower-case hexadecimal characters")]
    Checksum,
    /// The shares do not make one whole.
    #[error("the writers' shares sum to {sum_ppm} parts per million, not 1000000")]
    Shares {
        /// What they sum to.
        sum_ppm: u64,
    },
    /// Somebody is listed twice.
    #[error("a writer is listed twice")]
    WriterTwice,
    /// The one who submits is missing among the writers.
    #[error("the composer is one of the writers")]
    ComposerMissing,
}

impl Track {
    /// The number of the next version.
    ///
    /// # Errors
    /// Where the newest one was not sent back, or all are used up.
    pub fn next_version(&self, newest: VersionState, policy: &Policy) -> Result<u8, TrackRefusal> {
        if !newest.allows_new_version() {
            return Err(TrackRefusal::NotSentBack { state: newest });
        }
        if self.newest >= policy.most_versions {
            return Err(TrackRefusal::TooManyVersions { most: policy.most_versions });
        }
        Ok(self.newest.saturating_add(1))
    }

    /// Everybody who may not review it.
    pub fn authors(&self) -> BTreeSet<MemberId> {
        self.writers.iter().map(|writer| writer.member).chain([self.composer]).collect()
    }
}

/// The writers of a track: complete, each once, the composer among them.
///
/// # Errors
/// [`TrackRefusal::Shares`], [`TrackRefusal::WriterTwice`] or [`TrackRefusal::ComposerMissing`].
pub fn check_writers(composer: MemberId, writers: &[Writer]) -> Result<(), TrackRefusal> {
    let sum_ppm =
        writers.iter().fold(0_u64, |sum, writer| sum.saturating_add(writer.share_ppm.into()));
    if sum_ppm != 1_000_000 {
        return Err(TrackRefusal::Shares { sum_ppm });
    }
    let members: BTreeSet<MemberId> = writers.iter().map(|writer| writer.member).collect();
    if members.len() != writers.len() {
        return Err(TrackRefusal::WriterTwice);
    }
    if members.contains(&composer) { Ok(()) } else { Err(TrackRefusal::ComposerMissing) }
}

impl DeclaredFile {
    /// Checks what can be known before the upload.
    ///
    /// # Errors
    /// Where it is empty, too large, or its checksum is malformed.
    pub fn check(&self, policy: &Policy) -> Result<(), TrackRefusal> {
        let (size_bytes, most_bytes) = (self.size_bytes, policy.most_upload_bytes);
        if size_bytes == 0 {
            return Err(TrackRefusal::EmptyFile);
        }
        if size_bytes > most_bytes {
            return Err(TrackRefusal::TooLarge { size_bytes, most_bytes });
        }
        let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if self.sha256.len() == 64 && self.sha256.bytes().all(is_hex) {
            Ok(())
        } else {
            Err(TrackRefusal::Checksum)
        }
    }
}

impl Version {
    /// A reservation: the link works for a quarter of an hour.
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
            verdict: None,
            total_centistars: None,
            verdict_at: None,
        }
    }

    /// The file has landed and is music: it waits for a reviewer.
    ///
    /// # Errors
    /// Where the version is not waiting for a file, or the piece is too long.
    pub fn accept(
        &self,
        facts: AudioFacts,
        at: Timestamp,
        policy: &Policy,
    ) -> Result<Change<Self>, TrackRefusal> {
        let landed = self.state.apply(VersionEvent::Land)?.or(self.state);
        let Change::Applied(state) = landed.apply(VersionEvent::Accept)? else {
            return Ok(Change::AlreadyApplied);
        };
        let (duration_ms, most_ms) = (facts.duration_ms, policy.most_duration_ms);
        if duration_ms > most_ms {
            return Err(TrackRefusal::TooLong { duration_ms, most_ms });
        }
        let (facts, received_at) = (Some(facts), Some(at));
        Ok(Change::Applied(Self { state, facts, received_at, ..self.clone() }))
    }

    /// The file has landed and is nothing that we take.
    ///
    /// # Errors
    /// Where the version is not waiting for a file.
    pub fn invalidate(&self, because: Line, at: Timestamp) -> Result<Change<Self>, TrackRefusal> {
        let landed = self.state.apply(VersionEvent::Land)?.or(self.state);
        let change = landed.apply(VersionEvent::Invalidate)?;
        let (invalid_because, received_at) = (Some(because), Some(at));
        Ok(change.map(|state| Self { state, invalid_because, received_at, ..self.clone() }))
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

    /// Anything else that can happen to it.
    ///
    /// # Errors
    /// Where its state does not allow the event.
    pub fn happen(&self, event: VersionEvent) -> Result<Change<Self>, TrackRefusal> {
        Ok(self.state.apply(event)?.map(|state| Self { state, ..self.clone() }))
    }
}
