//! The track, its versions and their state machine, and who wrote it.

use crate::audio::{Asked, AudioFacts, AudioFormat};
use crate::change::{Change, Refused, StateMachine, Transition, state_machine};
use crate::id::{BriefId, MemberId, ReviewId, TrackId};
use crate::numbers::{after, floor_div};
use crate::policy::Policy;
use crate::score::Scores;
use crate::string_enum::string_enum;
use crate::text::{ShortText, Text, Title};
use crate::verdict::Verdict;
use crate::version::slot::ReviewSlot;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

string_enum! {
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
        InReview => "in_review",
        /// On brief and good.
        Approved => "approved",
        /// Come again with changes.
        ChangesRequested => "changes_requested",
        /// Good, but not what was asked for.
        OffBrief => "off_brief",
        Rejected => "rejected",
        /// Taken back by its composer.
        Withdrawn => "withdrawn",
        /// No file landed in time.
        Expired => "expired",
    }
}

string_enum! {
    /// What can happen to a version.
    pub enum VersionEvent {
        Land => "land",
        /// The file turns out not to be acceptable.
        Invalidate => "invalidate",
        /// The file is analysed and good.
        Accept => "accept",
        /// A reviewer is assigned.
        Assign => "assign",
        /// Every reviewer has gone; others are sought.
        Unassign => "unassign",
        /// The verdict is approval.
        Approve => "approve",
        /// The verdict asks for changes.
        RequestChanges => "request_changes",
        /// The verdict is off brief.
        CallOffBrief => "call_off_brief",
        /// The verdict is rejection.
        Reject => "reject",
        /// The answers that the verdict rested on were voided; others are sought.
        Reopen => "reopen",
        /// Its composer takes it back.
        Withdraw => "withdraw",
        Expire => "expire",
        /// Another file is announced in place of one that was not taken or never came.
        Reserve => "reserve",
    }
}

state_machine!(VersionState, VersionEvent, transition);

#[expect(clippy::unnested_or_patterns, reason = "short rows read as a table")]
fn transition(state: VersionState, event: VersionEvent) -> Transition<VersionState> {
    use VersionEvent as E;
    use VersionState as S;
    match (state, event) {
        (S::Reserved, E::Land) => Transition::To(S::Received),
        (S::Reserved, E::Expire) => Transition::To(S::Expired),
        (S::Invalid | S::Expired, E::Reserve) => Transition::To(S::Reserved),
        (S::Received, E::Invalidate) => Transition::To(S::Invalid),
        (S::Received, E::Accept)
        | (S::InReview, E::Unassign)
        | (S::Approved | S::ChangesRequested | S::OffBrief | S::Rejected, E::Reopen) => {
            Transition::To(S::AwaitingReviewer)
        }
        (S::AwaitingReviewer, E::Assign) => Transition::To(S::InReview),
        (S::InReview, E::Approve) => Transition::To(S::Approved),
        (S::InReview, E::RequestChanges) => Transition::To(S::ChangesRequested),
        (S::InReview, E::CallOffBrief) => Transition::To(S::OffBrief),
        (S::InReview, E::Reject) => Transition::To(S::Rejected),
        (S::Reserved | S::Received | S::AwaitingReviewer | S::InReview, E::Withdraw)
        | (S::Approved | S::ChangesRequested | S::OffBrief | S::Rejected, E::Withdraw) => {
            Transition::To(S::Withdrawn)
        }
        // Upload events come more than once and late: what has been taken in stays as it is.
        (S::Received | S::Invalid | S::AwaitingReviewer | S::InReview, E::Land)
        | (S::AwaitingReviewer | S::InReview, E::Accept)
        | (S::Approved | S::ChangesRequested | S::OffBrief | S::Rejected, E::Land | E::Accept)
        | (S::Reserved, E::Reserve)
        | (S::Invalid, E::Invalidate)
        | (S::AwaitingReviewer, E::Unassign | E::Reopen)
        | (S::InReview, E::Assign)
        | (S::Approved, E::Approve)
        | (S::ChangesRequested, E::RequestChanges)
        | (S::OffBrief, E::CallOffBrief)
        | (S::Rejected, E::Reject)
        | (S::Withdrawn, E::Withdraw)
        | (S::Expired, E::Expire) => Transition::AlreadyThere,
        (S::Reserved, E::Invalidate | E::Accept)
        | (S::Received | S::Invalid | S::AwaitingReviewer | S::InReview, E::Expire)
        | (S::Invalid, E::Accept | E::Withdraw)
        | (S::AwaitingReviewer | S::InReview, E::Invalidate)
        | (S::Reserved | S::Received | S::Invalid, E::Assign | E::Unassign)
        | (
            S::Approved | S::ChangesRequested | S::OffBrief | S::Rejected,
            E::Invalidate | E::Expire,
        )
        | (
            S::Approved | S::ChangesRequested | S::OffBrief | S::Rejected,
            E::Assign | E::Unassign,
        )
        | (S::Withdrawn | S::Expired, E::Land | E::Accept | E::Invalidate)
        | (S::Withdrawn | S::Expired, E::Assign | E::Unassign)
        | (S::Withdrawn, E::Expire)
        | (S::Received | S::AwaitingReviewer | S::InReview | S::Withdrawn, E::Reserve)
        | (S::Approved | S::ChangesRequested | S::OffBrief | S::Rejected, E::Reserve)
        | (S::Expired, E::Withdraw)
        | (S::Reserved | S::Received | S::Invalid, E::Reopen)
        | (S::InReview | S::Withdrawn | S::Expired, E::Reopen)
        | (S::Reserved | S::Received | S::Invalid | S::AwaitingReviewer, E::Approve | E::Reject)
        | (S::Reserved | S::Received | S::Invalid, E::RequestChanges | E::CallOffBrief)
        | (S::AwaitingReviewer | S::Withdrawn | S::Expired, E::RequestChanges | E::CallOffBrief)
        | (S::Withdrawn | S::Expired, E::Approve | E::Reject)
        | (S::Approved, E::RequestChanges | E::CallOffBrief | E::Reject)
        | (S::ChangesRequested, E::Approve | E::CallOffBrief | E::Reject)
        | (S::OffBrief, E::Approve | E::RequestChanges | E::Reject)
        | (S::Rejected, E::Approve | E::RequestChanges | E::CallOffBrief) => Transition::Forbidden,
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

    /// Whether the file was taken in: it can be heard, and claims its bytes.
    pub const fn is_taken_in(self) -> bool {
        match self {
            Self::AwaitingReviewer
            | Self::InReview
            | Self::Approved
            | Self::ChangesRequested
            | Self::OffBrief
            | Self::Rejected => true,
            Self::Reserved | Self::Received | Self::Invalid | Self::Withdrawn | Self::Expired => {
                false
            }
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
    pub member: MemberId,
    /// Share of the writers' part in parts per million.
    pub share_ppm: u32,
    /// When they consented; the composer consents by submitting.
    pub consented_at: Option<Timestamp>,
}

/// A piece of music submitted to a brief, in all its versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Track {
    pub id: TrackId,
    /// The brief it was submitted to.
    pub brief: BriefId,
    pub composer: MemberId,
    pub title: Title,
    /// What the composer says about it.
    pub note: Option<Text>,
    /// Everybody who wrote it; the shares sum to one million.
    pub writers: Vec<Writer>,
    /// Who was named as a writer and is none any more: they were told its title.
    #[serde(default)]
    pub former_writers: BTreeSet<MemberId>,
    /// The number of its newest version.
    pub newest: u8,
    /// When the client shortlisted it.
    pub shortlisted_at: Option<Timestamp>,
    /// When the client selected it.
    pub selected_at: Option<Timestamp>,
    /// Why the sweep gave up finding a reviewer.
    pub unanswered_because: Option<ShortText>,
    /// When its composer took it back.
    pub withdrawn_at: Option<Timestamp>,
    /// Since when its award is void, where it is.
    pub award_void_at: Option<Timestamp>,
    /// When its award came to stand again, last.
    pub award_restored_at: Option<Timestamp>,
    /// When the client first took the original of the selected version.
    pub master_at: Option<Timestamp>,
    /// When it was first reserved.
    pub created_at: Timestamp,
}

/// What the composer declares about a file before uploading it; the upload link signs all of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclaredFile {
    pub format: AudioFormat,
    /// Exact size in bytes.
    pub size_bytes: u64,
    /// SHA-256, 64 lower-case hexadecimal characters.
    pub sha256: String,
}

/// A remark of a review, numbered as in its feedback.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewNote {
    /// Whose remark, without saying who that is.
    pub review: ReviewId,
    /// Which one, from 0.
    pub note: u32,
    /// Where, in milliseconds from the start of the version it was made about.
    pub at_ms: u64,
    pub text: ShortText,
    /// Whether it says what to do.
    pub actionable: bool,
    /// What the composer says of it at the next submission; nothing before.
    pub addressed: Option<bool>,
}

/// One version of a track.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    pub track: TrackId,
    /// Which one, from 1.
    pub version: u8,
    pub brief: BriefId,
    pub composer: MemberId,
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
    #[serde(default)]
    pub asked: Asked,
    /// Where the file is taken although it is not quite as asked, one sentence each.
    #[serde(default)]
    pub warnings: Vec<String>,
    /// What the composer thinks of it, sealed until a review is in.
    pub self_score: Option<Scores>,
    /// The total of the version that this one answers, in hundredths of a star, as it stood when this
    /// one was announced: whether it got better does not depend on when that is asked.
    pub answers_total_centistars: Option<u32>,
    /// What the reviews of the version before said, and what the composer did about it.
    #[serde(default)]
    pub carried_notes: Vec<ReviewNote>,
    /// What the reviews of this version say, for the next one.
    #[serde(default)]
    pub notes: Vec<ReviewNote>,
    /// The reviewers it was given to, in the order in which it happened.
    pub slots: Vec<ReviewSlot>,
    /// How many reviews it gets: what the brief asked for when it was first given to a reviewer, one
    /// more where two disagreed; 0 before.
    pub slot_count: u8,
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
    #[error("the file has {size_bytes} bytes, at most {bytes_max}")]
    TooLarge { size_bytes: u64, bytes_max: u64 },
    /// The file is empty.
    #[error("the file is empty")]
    EmptyFile,
    /// The piece is too long.
    #[error("the piece lasts {duration_ms} ms, at most {ms_max}")]
    TooLong { duration_ms: u64, ms_max: u64 },
    /// The file is not what the brief asks for.
    #[error("{}", .0.join("; "))]
    NotAsAsked(Vec<String>),
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
    /// Nothing of it changes once it has won.
    #[error("the track has been selected")]
    Selected,
    /// Nothing of it changes once it has been taken back.
    #[error("the track has been withdrawn")]
    Withdrawn,
    /// Only a writer says something about their share.
    #[error("only a writer of the track may do this")]
    NoWriter,
    /// The composer submitted it, and thereby agreed.
    #[error("the composer consented by submitting; set the shares, or withdraw the track")]
    ComposerStays,
    /// What was agreed with is earned by from the award on, and may have been paid out.
    #[error("a share that was agreed with is kept once the track has won")]
    ShareAgreed,
    /// The share is not the one that the writer was asked about.
    #[error("the share is {share_ppm} parts per million now")]
    StaleShare { share_ppm: u32 },
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
        if self.newest >= policy.versions_max {
            return Err(TrackRefusal::TooManyVersions { most: policy.versions_max });
        }
        Ok(self.newest.saturating_add(1))
    }

    /// Takes it back.
    ///
    /// # Errors
    /// [`TrackRefusal::Selected`].
    pub fn withdraw(&self, at: Timestamp) -> Result<Change<Self>, TrackRefusal> {
        if self.selected_at.is_some() {
            return Err(TrackRefusal::Selected);
        }
        if self.withdrawn_at.is_some() {
            return Ok(Change::AlreadyApplied);
        }
        Ok(Change::Applied(Self { withdrawn_at: Some(at), ..self.clone() }))
    }

    /// Its award is found void, or stands again.
    #[must_use]
    pub fn with_award(&self, is_void: bool, at: Timestamp) -> Self {
        let award_restored_at = if is_void { self.award_restored_at } else { Some(at) };
        Self { award_void_at: is_void.then_some(at), award_restored_at, ..self.clone() }
    }

    /// Sets who wrote it and their shares. Who consented to the same share before need not again.
    ///
    /// # Errors
    /// Where it is selected or withdrawn, or the writers are not complete; see [`check_writers`].
    pub fn share(
        &self,
        shares: &[(MemberId, u32)],
        at: Timestamp,
    ) -> Result<Change<Self>, TrackRefusal> {
        self.check_open()?;
        let writer = |(member, share_ppm): &(MemberId, u32)| {
            let (member, share_ppm) = (*member, *share_ppm);
            let before = self.writer(member).filter(|before| before.share_ppm == share_ppm);
            let consented_at = match before {
                Some(before) => before.consented_at,
                None => (member == self.composer).then_some(at),
            };
            Writer { member, share_ppm, consented_at }
        };
        let writers: Vec<Writer> = shares.iter().map(writer).collect();
        check_writers(self.composer, &writers)?;
        if writers == self.writers {
            return Ok(Change::AlreadyApplied);
        }
        let former_writers = self.former_writers(&writers);
        Ok(Change::Applied(Self { writers, former_writers, ..self.clone() }))
    }

    /// Everybody who was ever named, but for these.
    fn former_writers(&self, writers: &[Writer]) -> BTreeSet<MemberId> {
        let stays = |member: &MemberId| writers.iter().any(|writer| writer.member == *member);
        let before = self.writers.iter().map(|writer| writer.member);
        let ever = self.former_writers.iter().copied().chain(before);
        ever.filter(|member| !stays(member)).collect()
    }

    /// A writer agrees with their share; `share_ppm` is the one they were asked about, if they say.
    ///
    /// # Errors
    /// [`TrackRefusal::NoWriter`], [`TrackRefusal::StaleShare`] or [`TrackRefusal::Withdrawn`].
    pub fn consent(
        &self,
        member: MemberId,
        share_ppm: Option<u32>,
        at: Timestamp,
    ) -> Result<Change<Self>, TrackRefusal> {
        let writer = self.writer(member).ok_or(TrackRefusal::NoWriter)?;
        if self.withdrawn_at.is_some() {
            return Err(TrackRefusal::Withdrawn);
        }
        if share_ppm.is_some_and(|asked| asked != writer.share_ppm) {
            return Err(TrackRefusal::StaleShare { share_ppm: writer.share_ppm });
        }
        if writer.consented_at.is_some() {
            return Ok(Change::AlreadyApplied);
        }
        let mut changed = self.clone();
        for writer in changed.writers.iter_mut().filter(|writer| writer.member == member) {
            writer.consented_at = Some(at);
        }
        Ok(Change::Applied(changed))
    }

    /// A writer refuses: their share goes to the others in proportion, the largest remainders first,
    /// ties to the smaller id. Nobody is held to a share that they have not agreed with: this is possible
    /// after the award too. What was agreed with is paid out from then on, and nobody could give it to
    /// the others a second time.
    ///
    /// # Errors
    /// [`TrackRefusal::NoWriter`], [`TrackRefusal::ComposerStays`], [`TrackRefusal::ShareAgreed`], or
    /// where it is withdrawn.
    pub fn refuse_share(&self, member: MemberId) -> Result<Self, TrackRefusal> {
        let writer = self.writer(member).ok_or(TrackRefusal::NoWriter)?;
        let refused = writer.share_ppm;
        if member == self.composer {
            return Err(TrackRefusal::ComposerStays);
        }
        if self.selected_at.is_some() && writer.consented_at.is_some() {
            return Err(TrackRefusal::ShareAgreed);
        }
        if self.withdrawn_at.is_some() {
            return Err(TrackRefusal::Withdrawn);
        }
        let others = self.writers.iter().filter(|writer| writer.member != member);
        let writers = spread(refused, others.cloned().collect());
        let former_writers = self.former_writers(&writers);
        Ok(Self { writers, former_writers, ..self.clone() })
    }

    fn check_open(&self) -> Result<(), TrackRefusal> {
        match (self.selected_at, self.withdrawn_at) {
            (Some(_), _) => Err(TrackRefusal::Selected),
            (None, Some(_)) => Err(TrackRefusal::Withdrawn),
            (None, None) => Ok(()),
        }
    }

    pub fn writer(&self, member: MemberId) -> Option<&Writer> {
        self.writers.iter().find(|writer| writer.member == member)
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

/// Adds `freed_ppm` to the writers in proportion to what they have; nothing is lost.
fn spread(freed_ppm: u32, mut writers: Vec<Writer>) -> Vec<Writer> {
    let freed = u64::from(freed_ppm);
    let held = writers.iter().fold(0_u64, |sum, one| sum.saturating_add(one.share_ppm.into()));
    let mut left = freed;
    let mut remainders = Vec::with_capacity(writers.len());
    for (place, writer) in writers.iter_mut().enumerate() {
        let exact = u64::from(writer.share_ppm).saturating_mul(freed);
        let whole = floor_div(exact, held);
        let remainder = exact.saturating_sub(whole.saturating_mul(held));
        left = left.saturating_sub(whole);
        writer.share_ppm =
            writer.share_ppm.saturating_add(u32::try_from(whole).unwrap_or(u32::MAX));
        remainders.push((std::cmp::Reverse(remainder), writer.member, place));
    }
    remainders.sort_unstable();
    for (_, _, place) in remainders.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        if let Some(writer) = writers.get_mut(place) {
            writer.share_ppm = writer.share_ppm.saturating_add(1);
        }
    }
    writers
}

impl DeclaredFile {
    /// Checks what can be known before the upload.
    ///
    /// # Errors
    /// Where it is empty, too large, or its checksum is malformed.
    pub fn check(&self, policy: &Policy) -> Result<(), TrackRefusal> {
        let (size_bytes, bytes_max) = (self.size_bytes, policy.upload_bytes_max);
        if size_bytes == 0 {
            return Err(TrackRefusal::EmptyFile);
        }
        if size_bytes > bytes_max {
            return Err(TrackRefusal::TooLarge { size_bytes, bytes_max });
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
            asked: Asked::default(),
            warnings: Vec::new(),
            self_score: None,
            answers_total_centistars: None,
            carried_notes: Vec::new(),
            notes: Vec::new(),
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
    /// Where the version has a file or still waits for one.
    pub fn renew(&self, fresh: Self) -> Result<Self, TrackRefusal> {
        match self.state.apply(VersionEvent::Reserve)? {
            Change::Applied(state) => Ok(Self { state, ..fresh }),
            Change::AlreadyApplied => Err(self.state.refused(VersionEvent::Reserve).into()),
        }
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
            ReviewNote { addressed: Some(is_addressed), ..note.clone() }
        });
        Ok(carried.collect())
    }

    /// The file has landed and is music: it waits for a reviewer.
    ///
    /// # Errors
    /// Where the version is not waiting for a file, the piece is too long, or not as the brief asks.
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
        let (duration_ms, ms_max) = (facts.duration_ms, policy.duration_ms_max);
        if duration_ms > ms_max {
            return Err(TrackRefusal::TooLong { duration_ms, ms_max });
        }
        let findings = self.asked.check(&facts);
        if !findings.faults.is_empty() {
            return Err(TrackRefusal::NotAsAsked(findings.faults));
        }
        let (facts, received_at, warnings) = (Some(facts), Some(at), findings.warnings);
        Ok(Change::Applied(Self { state, received_at, facts, warnings, ..self.clone() }))
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
    pub fn happen(&self, event: VersionEvent) -> Result<Change<Self>, TrackRefusal> {
        Ok(self.state.apply(event)?.map(|state| Self { state, ..self.clone() }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::assert_table;

    fn now() -> Timestamp {
        "2026-03-01T12:00:00Z".parse().unwrap()
    }

    fn track() -> Track {
        Track {
            id: TrackId::derive(&[b"track"]),
            brief: BriefId::derive(&[b"brief"]),
            composer: MemberId::of_subject("ada"),
            title: Title::new("Dawn").unwrap(),
            note: None,
            writers: vec![writer("ada", 600_000), writer("ben", 400_000)],
            former_writers: BTreeSet::new(),
            newest: 1,
            shortlisted_at: None,
            selected_at: None,
            unanswered_because: None,
            withdrawn_at: None,
            award_void_at: None,
            award_restored_at: None,
            master_at: None,
            created_at: now(),
        }
    }

    fn writer(name: &str, share_ppm: u32) -> Writer {
        Writer { member: MemberId::of_subject(name), share_ppm, consented_at: None }
    }

    fn file(size_bytes: u64) -> DeclaredFile {
        DeclaredFile { format: AudioFormat::Flac, size_bytes, sha256: "0a".repeat(32) }
    }

    fn facts(duration_ms: u64) -> AudioFacts {
        AudioFacts {
            format: AudioFormat::Flac,
            codec: "flac".to_owned(),
            duration_ms,
            sample_rate_hz: 48_000,
            bits_per_sample: Some(24),
            channels: 2,
            loudness_centi_lufs: Some(-1_400),
            true_peak_centi_dbtp: Some(-100),
            clipped_samples: 0,
            leading_silence_ms: 0,
            trailing_silence_ms: 0,
            total_silence_ms: 0,
            size_bytes: 1_000,
            sha256: "0a".repeat(32),
        }
    }

    fn reserved() -> Version {
        let key = "raw/key".to_owned();
        Version::reserve(&track(), 1, file(1_000), key, now(), &Policy::CURRENT)
    }

    #[test]
    fn the_whole_table() {
        use VersionEvent as E;
        use VersionState as S;
        let verdicts = [
            (E::Approve, S::Approved),
            (E::RequestChanges, S::ChangesRequested),
            (E::CallOffBrief, S::OffBrief),
            (E::Reject, S::Rejected),
        ];
        let mut moves = vec![
            (S::Reserved, E::Land, S::Received),
            (S::Reserved, E::Expire, S::Expired),
            (S::Invalid, E::Reserve, S::Reserved),
            (S::Expired, E::Reserve, S::Reserved),
            (S::Received, E::Invalidate, S::Invalid),
            (S::Received, E::Accept, S::AwaitingReviewer),
            (S::AwaitingReviewer, E::Assign, S::InReview),
            (S::InReview, E::Unassign, S::AwaitingReviewer),
        ];
        let mut repeats = vec![
            (S::Reserved, E::Reserve),
            (S::Received, E::Land),
            (S::Invalid, E::Land),
            (S::Invalid, E::Invalidate),
            (S::AwaitingReviewer, E::Unassign),
            (S::AwaitingReviewer, E::Reopen),
            (S::InReview, E::Assign),
            (S::Withdrawn, E::Withdraw),
            (S::Expired, E::Expire),
        ];
        for (event, state) in verdicts {
            moves.push((S::InReview, event, state));
            moves.push((state, E::Withdraw, S::Withdrawn));
            moves.push((state, E::Reopen, S::AwaitingReviewer));
            repeats.extend([(state, event), (state, E::Land), (state, E::Accept)]);
        }
        for state in [S::AwaitingReviewer, S::InReview] {
            repeats.extend([(state, E::Land), (state, E::Accept)]);
        }
        for state in [S::Reserved, S::Received, S::AwaitingReviewer, S::InReview] {
            moves.push((state, E::Withdraw, S::Withdrawn));
        }
        assert_table(S::ALL, &moves, &repeats);
    }

    #[test]
    fn an_upload_event_that_comes_again_changes_nothing() {
        let policy = Policy::CURRENT;
        let accepted = reserved().accept(facts(1_000), now(), &policy).unwrap();
        let Change::Applied(accepted) = accepted else { panic!("nothing was applied") };
        assert_eq!(accepted.state, VersionState::AwaitingReviewer);
        let again = accepted.accept(facts(1_000), now(), &policy).unwrap();
        assert_eq!(again, Change::AlreadyApplied);
    }

    #[test]
    fn a_piece_lasts_at_most_a_quarter_of_an_hour() {
        let accept = |duration_ms| reserved().accept(facts(duration_ms), now(), &Policy::CURRENT);
        assert!(accept(900_000).is_ok());
        let too_long = TrackRefusal::TooLong { duration_ms: 900_001, ms_max: 900_000 };
        assert_eq!(accept(900_001).unwrap_err(), too_long);
    }

    #[test]
    fn a_file_has_at_most_300_megabytes_and_a_checksum() {
        let check = |file: &DeclaredFile| file.check(&Policy::CURRENT);
        assert_eq!(check(&file(300_000_000)), Ok(()));
        assert!(check(&file(300_000_001)).is_err());
        assert_eq!(check(&file(0)), Err(TrackRefusal::EmptyFile));
        let upper = DeclaredFile { sha256: "0A".repeat(32), ..file(1) };
        assert_eq!(check(&upper), Err(TrackRefusal::Checksum));
    }

    #[test]
    fn a_new_version_follows_only_one_that_was_sent_back_and_five_are_all() {
        for state in VersionState::ALL {
            let sent_back = [VersionState::ChangesRequested, VersionState::OffBrief];
            let next = track().next_version(*state, &Policy::CURRENT);
            assert_eq!(next.is_ok(), sent_back.contains(state), "{state}");
        }
        let fifth = Track { newest: 5, ..track() };
        let refused = fifth.next_version(VersionState::OffBrief, &Policy::CURRENT);
        assert_eq!(refused, Err(TrackRefusal::TooManyVersions { most: 5 }));
    }

    #[test]
    fn writers_are_complete_each_once_with_the_composer_among_them() {
        let ada = MemberId::of_subject("ada");
        assert_eq!(check_writers(ada, &track().writers), Ok(()));
        let short = check_writers(ada, &[writer("ada", 999_999)]);
        assert_eq!(short, Err(TrackRefusal::Shares { sum_ppm: 999_999 }));
        let twice = check_writers(ada, &[writer("ada", 500_000), writer("ada", 500_000)]);
        assert_eq!(twice, Err(TrackRefusal::WriterTwice));
        let missing = check_writers(ada, &[writer("ben", 1_000_000)]);
        assert_eq!(missing, Err(TrackRefusal::ComposerMissing));
    }

    #[test]
    fn a_file_that_misses_the_delivery_spec_is_not_taken_and_may_come_again_under_its_number() {
        let length = Some(crate::audio::LengthRange { min_s: 30, max_s: 60 });
        let asked = Version { asked: Asked { spec: None, length }, ..reserved() };
        let refused = asked.accept(facts(1_000), now(), &Policy::CURRENT).unwrap_err();
        assert!(refused.to_string().contains("30 to 60 seconds"), "{refused}");
        let because = Text::new(&refused.to_string()).unwrap();
        let invalid = asked.invalidate(because, now()).unwrap().or(reserved());
        let renewed = invalid.renew(Version { object_key: "raw/other".to_owned(), ..reserved() });
        let renewed = renewed.unwrap();
        assert_eq!((renewed.state, renewed.version), (VersionState::Reserved, 1));
        assert_eq!((renewed.invalid_because, renewed.object_key.as_str()), (None, "raw/other"));
        assert!(reserved().renew(reserved()).is_err());
    }

    #[test]
    fn notes_are_carried_along_and_marked() {
        let note = |review: &[u8], number, text: &str| ReviewNote {
            review: ReviewId::derive(&[review]),
            note: number,
            at_ms: 2_000,
            text: ShortText::new(text).unwrap(),
            actionable: true,
            addressed: None,
        };
        let notes = vec![note(b"one", 0, "softer"), note(b"one", 1, "louder")];
        let version = Version { notes, ..reserved() };
        let marked = version.carry_notes(&[(ReviewId::derive(&[b"one"]), 1)]).unwrap();
        let addressed: Vec<_> = marked.iter().map(|note| note.addressed).collect();
        assert_eq!(addressed, [Some(false), Some(true)]);
        let unknown = (ReviewId::derive(&[b"two"]), 0);
        assert_eq!(version.carry_notes(&[(ReviewId::derive(&[b"one"]), 0), unknown]), Err(1));
    }

    #[test]
    fn a_refused_share_goes_to_the_others_in_proportion_and_nothing_is_lost() {
        let writers = vec![writer("ada", 500_000), writer("ben", 333_333), writer("cy", 166_667)];
        let track = Track { writers, ..track() };
        let shared = track.refuse_share(MemberId::of_subject("ben")).unwrap();
        let shares: Vec<u32> = shared.writers.iter().map(|writer| writer.share_ppm).collect();
        assert_eq!(shares, [750_000, 250_000]);
        assert_eq!(shares.iter().sum::<u32>(), 1_000_000);
        let composer = track.refuse_share(MemberId::of_subject("ada"));
        assert_eq!(composer, Err(TrackRefusal::ComposerStays));
        let stranger = track.refuse_share(MemberId::of_subject("dan"));
        assert_eq!(stranger, Err(TrackRefusal::NoWriter));
        let won = Track { selected_at: Some(now()), ..track };
        assert!(won.refuse_share(MemberId::of_subject("ben")).is_ok(), "after the award too");
        let Ok(Change::Applied(agreed)) = won.consent(MemberId::of_subject("ben"), None, now())
        else {
            panic!("the first consent")
        };
        let late = agreed.refuse_share(MemberId::of_subject("ben"));
        assert_eq!(late, Err(TrackRefusal::ShareAgreed));
        let not_won = Track { selected_at: None, ..agreed };
        assert!(not_won.refuse_share(MemberId::of_subject("ben")).is_ok(), "nothing was paid yet");
    }

    #[test]
    fn a_consent_is_to_a_share_and_falls_with_it() {
        let (ada, ben) = (MemberId::of_subject("ada"), MemberId::of_subject("ben"));
        let consented = track().consent(ben, Some(400_000), now()).unwrap().or(track());
        assert_eq!(consented.consent(ben, None, now()), Ok(Change::AlreadyApplied));
        let other = track().consent(ben, Some(500_000), now());
        assert_eq!(other, Err(TrackRefusal::StaleShare { share_ppm: 400_000 }));
        let shared = |ada_ppm, ben_ppm| {
            let shared = consented.share(&[(ada, ada_ppm), (ben, ben_ppm)], now()).unwrap();
            shared.or(consented.clone()).writer(ben).unwrap().consented_at
        };
        assert_eq!((shared(600_000, 400_000), shared(500_000, 500_000)), (Some(now()), None));
        assert!(consented.share(&[(ben, 1_000_000)], now()).is_err());
    }

    #[test]
    fn a_track_is_withdrawn_once_and_not_after_it_has_won() {
        let Ok(Change::Applied(withdrawn)) = track().withdraw(now()) else { panic!("not applied") };
        assert_eq!(withdrawn.withdraw(now()), Ok(Change::AlreadyApplied));
        let won = Track { selected_at: Some(now()), ..track() };
        assert_eq!(won.withdraw(now()), Err(TrackRefusal::Selected));
    }

    #[test]
    fn a_version_survives_storage() {
        let version = reserved().accept(facts(1_000), now(), &Policy::CURRENT).unwrap();
        let version = version.or(reserved());
        let json = serde_json::to_value(&version).unwrap();
        assert_eq!(json["state"], "awaiting_reviewer");
        assert_eq!(serde_json::from_value::<Version>(json).unwrap(), version);
    }
}
