//! A notice to a member, written in the transaction that causes it: kind, ids and amounts alone.
//! Its words are made when it is read (see [`wording`]), so that nothing of one member lies in the
//! inbox of another.
//!
//! Architecture invariant: notices are made here alone, by one constructor for each kind.

mod made;
pub mod wording;

use crate::application::ApplicationReminder;
use crate::brief::BriefEnd;
use crate::coproducer::CoproducerState;
use crate::id::{ApplicationId, BriefId, MemberId, PayoutId, QuestionId, ReviewId, TrackId};
use crate::invitation::InvitationState;
use crate::money::payout::PayoutState;
use crate::money::payout_account::MaskedAccount;
use crate::money::{Money, YearMonth};
use crate::operator_word::{SharedMatter, WordDecision};
use crate::prize::PrizeReason;
use crate::reminder::{NearDeadline, ReminderStage};
use crate::score::Score;
use crate::status::StatusLevel;
use crate::string_enum::string_enum;
use crate::verdict::Verdict;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

string_enum! {
    /// What a notice is about.
    pub enum NoticeKind {
        /// A client invites a composer.
        Invitation => "invitation",
        /// A composer says yes or no to a client.
        InvitationAnswered => "invitation_answered",
        /// A composer accepted an invitation and has submitted nothing.
        InvitationUnused => "invitation_unused",
        /// A co-producer is appointed to a brief.
        Appointment => "appointment",
        /// A co-producer has left a client's brief.
        CoproducerLeft => "coproducer_left",
        /// A lexicon waits for the client.
        LexiconProposed => "lexicon_proposed",
        /// The client agrees with a lexicon.
        LexiconConfirmed => "lexicon_confirmed",
        /// The client sent a lexicon back.
        LexiconReturned => "lexicon_returned",
        /// An uploaded file is in order.
        UploadAccepted => "upload_accepted",
        /// An uploaded file was not taken.
        UploadInvalid => "upload_invalid",
        /// A track waits for a reviewer's ears.
        ReviewOffered => "review_offered",
        /// A co-producer is asked to review a track of a brief that is not theirs.
        ReviewAsked => "review_asked",
        /// A reviewer was too late.
        ReviewExpired => "review_expired",
        /// A composer has an answer.
        Feedback => "feedback",
        /// A composer reacted to a review.
        Reaction => "reaction",
        /// Operators would like to play a track to those who apply as co-producers.
        TrialAsked => "trial_asked",
        /// A deadline of the reader's comes near.
        DeadlineNear => "deadline_near",
        /// A review is disputed.
        DisputeRaised => "dispute_raised",
        /// A dispute is decided.
        DisputeDecided => "dispute_decided",
        /// A composer counts somebody among the writers of a track.
        WriterNamed => "writer_named",
        /// A writer agrees with their share.
        WriterConsented => "writer_consented",
        /// A writer does not want their share.
        WriterRefused => "writer_refused",
        /// A composer takes a track back.
        TrackWithdrawn => "track_withdrawn",
        /// The client has taken the original of the winning track.
        MasterTaken => "master_taken",
        /// A track is on the client's shortlist.
        Shortlisted => "shortlisted",
        /// A track is on the client's shortlist no more.
        ShortlistRemoved => "shortlist_removed",
        /// A client says what they think of a track.
        ClientRating => "client_rating",
        /// A track has won.
        Selected => "selected",
        /// A brief was awarded to somebody else's track.
        BriefAwarded => "brief_awarded",
        /// What an embargo has kept from somebody who took part in a brief is told.
        EmbargoEnded => "embargo_ended",
        /// Somebody asks the client about their brief.
        QuestionAsked => "question_asked",
        /// The client has answered a question on their brief.
        QuestionAnswered => "question_answered",
        /// A client has changed what they ask for.
        BriefAmended => "brief_amended",
        /// Entries have ended; the client judges.
        BriefClosed => "brief_closed",
        /// A client takes new versions for two more days.
        LastVersions => "last_versions",
        /// A client has received the master.
        BriefDelivered => "brief_delivered",
        /// A client stayed silent for too long.
        BriefLapsed => "brief_lapsed",
        /// A prize, or a part of one, is somebody's.
        Prize => "prize",
        /// No reviewer could be found for a track.
        Unanswered => "unanswered",
        /// A review is not needed any more.
        ReviewReleased => "review_released",
        /// How a co-producer's ranking compares with the client's choice.
        OutcomeComparison => "outcome_comparison",
        /// A brief was called off.
        BriefCancelled => "brief_cancelled",
        /// A higher status level.
        Promotion => "promotion",
        /// A level rests on old work, or is one lower because of that.
        LevelRests => "level_rests",
        /// Somebody's work as co-producer begins, goes on or stops.
        Coproducer => "coproducer",
        /// A client is waited for.
        Reminder => "reminder",
        /// An application waits for an operator.
        ApplicationWaits => "application_waits",
        /// An operator's word in a matter of all operators waits for the reader's.
        WordAwaited => "word_awaited",
        /// Money has arrived, or has not.
        Payout => "payout",
        /// Somebody has changed where a member is paid.
        PayoutAccount => "payout_account",
    }
}

string_enum! {
    /// A term of a brief that its client may change, as a notice names it.
    pub enum ChangedTerm {
        /// The headline.
        Title => "title",
        /// What kind of production it is for.
        Production => "production",
        /// What it is for and how it should feel.
        Text => "text",
        /// The words that the lexicon translates.
        MoodWords => "mood_words",
        /// Music like this.
        References => "references",
        /// Music not like this.
        ReferencesNotToFollow => "references_not_to_follow",
        /// How long the music is to be.
        Length => "length",
        /// How the master is to be delivered.
        Delivery => "delivery",
        /// How every file is to be.
        DeliverySpec => "delivery_spec",
        /// The genres.
        Genres => "genres",
        /// When entries end.
        Deadline => "deadline",
        /// Until when credits name no titles in public.
        Embargo => "embargo",
    }
}

/// What a notice says of a member's work as co-producer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, schemars::JsonSchema, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum CoproducerNews {
    /// An application has come in, and waits for an operator.
    Applied { application: ApplicationId, decide_by: Timestamp },
    /// The same, and so many tracks of a trial wait for the applicant first.
    TrialGiven {
        application: ApplicationId,
        /// How many.
        tracks: usize,
    },
    /// Nothing of the trial is left to answer: the application waits for an operator now.
    TrialOver { application: ApplicationId, decide_by: Timestamp },
    /// The operators have let the time for it pass, and were reminded.
    Overdue { application: ApplicationId },
    /// Probation begins.
    Accepted { application: ApplicationId },
    /// Not this time.
    Declined { application: ApplicationId },
    /// An operator named them without an application.
    Founding,
    /// Their reviews were good enough.
    ProbationOver { over_at: Timestamp },
    /// An operator suspended or revoked them.
    Stopped { state: CoproducerState, decided_at: Timestamp },
    /// Their appeal against that has come in.
    Appealed { state: CoproducerState, decided_at: Timestamp },
    /// An operator has answered the appeal.
    AppealAnswered { state: CoproducerState, decided_at: Timestamp, reinstated: bool },
}

impl CoproducerNews {
    fn subject(&self) -> String {
        match self {
            Self::Applied { application, .. } | Self::TrialGiven { application, .. } => {
                application.to_string()
            }
            Self::TrialOver { application, .. } => format!("{application}#trial_over"),
            Self::Overdue { application } => format!("{application}#overdue"),
            Self::Accepted { application } | Self::Declined { application } => {
                format!("{application}#decided")
            }
            Self::Founding => "founding".to_owned(),
            Self::ProbationOver { over_at } => format!("active#{over_at}"),
            Self::Stopped { state, decided_at } => format!("{state}#{decided_at}"),
            Self::Appealed { state, decided_at } => format!("{state}#{decided_at}#appeal"),
            Self::AppealAnswered { state, decided_at, .. } => {
                format!("{state}#{decided_at}#appeal#decided")
            }
        }
    }
}

/// What a notice carries: one variant for each [`NoticeKind`], with ids, numbers and amounts.
/// Titles, names and reasons are looked up when it is read.
#[derive(Clone, Debug, PartialEq, Eq, schemars::JsonSchema, Serialize, Deserialize)]
#[serde(tag = "kind", content = "facts", rename_all = "snake_case")]
#[expect(missing_docs, reason = "each variant is a kind, documented there; fields are typed ids")]
pub enum NoticeBody {
    Invitation {
        brief: BriefId,
        automatic: bool,
    },
    InvitationAnswered {
        brief: BriefId,
        composer: MemberId,
        answer: InvitationState,
    },
    InvitationUnused {
        brief: BriefId,
        points: i32,
    },
    Appointment {
        brief: BriefId,
    },
    CoproducerLeft {
        brief: BriefId,
        coproducer: MemberId,
    },
    LexiconProposed {
        brief: BriefId,
        lexicon_version: u32,
    },
    LexiconConfirmed {
        brief: BriefId,
        lexicon_version: u32,
    },
    LexiconReturned {
        brief: BriefId,
        lexicon_version: u32,
    },
    UploadAccepted {
        brief: BriefId,
        track: TrackId,
        version: u8,
        upload: usize,
    },
    UploadInvalid {
        brief: BriefId,
        track: TrackId,
        version: u8,
        upload: usize,
    },
    ReviewOffered {
        review: ReviewId,
        due_at: Timestamp,
    },
    ReviewAsked {
        brief: BriefId,
        track: TrackId,
        version: u8,
        /// For how many of its answers the member is asked; each may give one.
        slots: u32,
        until: Timestamp,
    },
    ReviewExpired {
        review: ReviewId,
    },
    Feedback {
        brief: BriefId,
        track: TrackId,
        version: u8,
        review: ReviewId,
        /// What the reviewer wants to become of the version; null where the answer holds no verdict
        /// any more.
        verdict: Option<Verdict>,
    },
    Reaction {
        review: ReviewId,
        useful: Score,
        addressed: usize,
        notes: usize,
    },
    TrialAsked {
        brief: BriefId,
        track: TrackId,
    },
    DeadlineNear {
        deadline: NearDeadline,
        stage: ReminderStage,
        due_at: Timestamp,
    },
    DisputeRaised {
        review: ReviewId,
    },
    DisputeDecided {
        review: ReviewId,
        upheld: bool,
        own_review: bool,
    },
    WriterNamed {
        brief: BriefId,
        track: TrackId,
        composer: MemberId,
        share_ppm: u32,
        revision: u64,
    },
    WriterConsented {
        brief: BriefId,
        track: TrackId,
        writer: MemberId,
        revision: u64,
    },
    WriterRefused {
        brief: BriefId,
        track: TrackId,
        writer: MemberId,
        revision: u64,
    },
    TrackWithdrawn {
        review: ReviewId,
    },
    MasterTaken {
        brief: BriefId,
        track: TrackId,
    },
    Shortlisted {
        brief: BriefId,
        track: TrackId,
    },
    ShortlistRemoved {
        brief: BriefId,
        track: TrackId,
    },
    ClientRating {
        brief: BriefId,
        track: TrackId,
        stars: Score,
    },
    Selected {
        brief: BriefId,
        track: TrackId,
    },
    BriefAwarded {
        brief: BriefId,
    },
    EmbargoEnded {
        brief: BriefId,
    },
    QuestionAsked {
        brief: BriefId,
        question: QuestionId,
    },
    QuestionAnswered {
        brief: BriefId,
        question: QuestionId,
    },
    BriefAmended {
        brief: BriefId,
        version: u32,
        changed: Vec<ChangedTerm>,
    },
    BriefClosed {
        brief: BriefId,
    },
    LastVersions {
        brief: BriefId,
        until: Timestamp,
    },
    BriefDelivered {
        brief: BriefId,
    },
    BriefLapsed {
        brief: BriefId,
        /// Tracks that are left without a promised answer.
        unanswered: usize,
    },
    Prize {
        brief: BriefId,
        reason: PrizeReason,
        money: Money,
    },
    Unanswered {
        brief: BriefId,
        track: TrackId,
        version: u8,
        slot: u8,
        /// Co-producers who were considered.
        considered: u32,
    },
    ReviewReleased {
        review: ReviewId,
        /// What ended the brief; null where the reviewer no longer co-produces it.
        because: Option<BriefEnd>,
    },
    OutcomeComparison {
        brief: BriefId,
        /// Of the winner; null where they did not score it.
        place: Option<u32>,
        ranked: usize,
    },
    BriefCancelled {
        brief: BriefId,
        /// Tracks that are left without a promised answer.
        unanswered: usize,
    },
    Promotion {
        level: StatusLevel,
    },
    LevelRests {
        /// The level that applies now.
        level: StatusLevel,
        approved_at: Timestamp,
        stage: u32,
        /// When it is lowered; null where it was just now.
        lowered_at: Option<Timestamp>,
    },
    Coproducer(CoproducerNews),
    Reminder {
        brief: BriefId,
        /// How many questions on the brief wait for an answer.
        questions: usize,
    },
    ApplicationWaits {
        application: ApplicationId,
        decide_by: Timestamp,
        reminder: ApplicationReminder,
    },
    WordAwaited {
        matter: SharedMatter,
        decision: WordDecision,
        by: MemberId,
        said_at: Timestamp,
    },
    Payout {
        payout: PayoutId,
        attempt: u32,
        state: PayoutState,
        month: YearMonth,
        net: Money,
    },
    PayoutAccount {
        changed_at: Timestamp,
        before: Vec<MaskedAccount>,
    },
}

impl NoticeBody {
    /// The kind that the body is of; a part of the notice's key.
    pub const fn kind(&self) -> NoticeKind {
        match self {
            Self::Invitation { .. } => NoticeKind::Invitation,
            Self::InvitationAnswered { .. } => NoticeKind::InvitationAnswered,
            Self::InvitationUnused { .. } => NoticeKind::InvitationUnused,
            Self::Appointment { .. } => NoticeKind::Appointment,
            Self::CoproducerLeft { .. } => NoticeKind::CoproducerLeft,
            Self::LexiconProposed { .. } => NoticeKind::LexiconProposed,
            Self::LexiconConfirmed { .. } => NoticeKind::LexiconConfirmed,
            Self::LexiconReturned { .. } => NoticeKind::LexiconReturned,
            Self::UploadAccepted { .. } => NoticeKind::UploadAccepted,
            Self::UploadInvalid { .. } => NoticeKind::UploadInvalid,
            Self::ReviewOffered { .. } => NoticeKind::ReviewOffered,
            Self::ReviewAsked { .. } => NoticeKind::ReviewAsked,
            Self::ReviewExpired { .. } => NoticeKind::ReviewExpired,
            Self::Feedback { .. } => NoticeKind::Feedback,
            Self::Reaction { .. } => NoticeKind::Reaction,
            Self::TrialAsked { .. } => NoticeKind::TrialAsked,
            Self::DeadlineNear { .. } => NoticeKind::DeadlineNear,
            Self::DisputeRaised { .. } => NoticeKind::DisputeRaised,
            Self::DisputeDecided { .. } => NoticeKind::DisputeDecided,
            Self::WriterNamed { .. } => NoticeKind::WriterNamed,
            Self::WriterConsented { .. } => NoticeKind::WriterConsented,
            Self::WriterRefused { .. } => NoticeKind::WriterRefused,
            Self::TrackWithdrawn { .. } => NoticeKind::TrackWithdrawn,
            Self::MasterTaken { .. } => NoticeKind::MasterTaken,
            Self::Shortlisted { .. } => NoticeKind::Shortlisted,
            Self::ShortlistRemoved { .. } => NoticeKind::ShortlistRemoved,
            Self::ClientRating { .. } => NoticeKind::ClientRating,
            Self::Selected { .. } => NoticeKind::Selected,
            Self::BriefAwarded { .. } => NoticeKind::BriefAwarded,
            Self::EmbargoEnded { .. } => NoticeKind::EmbargoEnded,
            Self::QuestionAsked { .. } => NoticeKind::QuestionAsked,
            Self::QuestionAnswered { .. } => NoticeKind::QuestionAnswered,
            Self::BriefAmended { .. } => NoticeKind::BriefAmended,
            Self::BriefClosed { .. } => NoticeKind::BriefClosed,
            Self::LastVersions { .. } => NoticeKind::LastVersions,
            Self::BriefDelivered { .. } => NoticeKind::BriefDelivered,
            Self::BriefLapsed { .. } => NoticeKind::BriefLapsed,
            Self::Prize { .. } => NoticeKind::Prize,
            Self::Unanswered { .. } => NoticeKind::Unanswered,
            Self::ReviewReleased { .. } => NoticeKind::ReviewReleased,
            Self::OutcomeComparison { .. } => NoticeKind::OutcomeComparison,
            Self::BriefCancelled { .. } => NoticeKind::BriefCancelled,
            Self::Promotion { .. } => NoticeKind::Promotion,
            Self::LevelRests { .. } => NoticeKind::LevelRests,
            Self::Coproducer(_) => NoticeKind::Coproducer,
            Self::Reminder { .. } => NoticeKind::Reminder,
            Self::ApplicationWaits { .. } => NoticeKind::ApplicationWaits,
            Self::WordAwaited { .. } => NoticeKind::WordAwaited,
            Self::Payout { .. } => NoticeKind::Payout,
            Self::PayoutAccount { .. } => NoticeKind::PayoutAccount,
        }
    }

    /// What tells apart the notices of one kind to one member; a part of the notice's key.
    pub fn subject(&self) -> String {
        match self {
            Self::Invitation { brief, .. }
            | Self::InvitationUnused { brief, .. }
            | Self::Appointment { brief }
            | Self::Selected { brief, .. }
            | Self::BriefAwarded { brief }
            | Self::EmbargoEnded { brief }
            | Self::BriefClosed { brief }
            | Self::BriefDelivered { brief }
            | Self::LastVersions { brief, .. }
            | Self::BriefLapsed { brief, .. }
            | Self::BriefCancelled { brief, .. }
            | Self::OutcomeComparison { brief, .. }
            | Self::Reminder { brief, .. } => brief.to_string(),
            Self::QuestionAsked { question, .. } | Self::QuestionAnswered { question, .. } => {
                question.to_string()
            }
            Self::InvitationAnswered { brief, composer: member, .. }
            | Self::CoproducerLeft { brief, coproducer: member } => format!("{brief}#{member}"),
            Self::LexiconProposed { brief, lexicon_version: version }
            | Self::LexiconConfirmed { brief, lexicon_version: version }
            | Self::LexiconReturned { brief, lexicon_version: version }
            | Self::BriefAmended { brief, version, .. } => format!("{brief}#{version}"),
            Self::UploadAccepted { track, version, upload, .. }
            | Self::UploadInvalid { track, version, upload, .. } => match upload {
                1 => format!("{track}/{version}"),
                later => format!("{track}/{version}#{later}"),
            },
            Self::ReviewOffered { review, .. }
            | Self::ReviewExpired { review }
            | Self::Reaction { review, .. }
            | Self::DisputeRaised { review }
            | Self::DisputeDecided { review, .. }
            | Self::TrackWithdrawn { review }
            | Self::ReviewReleased { review, .. } => review.to_string(),
            Self::DeadlineNear { deadline, stage, due_at } => {
                format!("{}#{stage}", deadline.subject(*due_at))
            }
            Self::Feedback { track, version, review, .. } => format!("{track}#{version}#{review}"),
            Self::WriterNamed { track, revision, .. }
            | Self::WriterConsented { track, revision, .. }
            | Self::WriterRefused { track, revision, .. } => format!("{track}#{revision}"),
            Self::TrialAsked { track, .. }
            | Self::MasterTaken { track, .. }
            | Self::ClientRating { track, .. } => track.to_string(),
            // Of one version nobody is asked twice at the same time.
            Self::ReviewAsked { track, version, until, .. } => format!("{track}/{version}#{until}"),
            Self::Unanswered { track, version, slot, .. } => format!("{track}/{version}#{slot}"),
            Self::Shortlisted { brief, track } | Self::ShortlistRemoved { brief, track } => {
                format!("{brief}#{track}")
            }
            Self::Prize { brief, reason, money } => match reason {
                PrizeReason::Selected => brief.to_string(),
                PrizeReason::Lapsed => format!("{brief}#{}", money.amount),
            },
            Self::Promotion { level } => level.to_string(),
            Self::ApplicationWaits { application, reminder, .. } => {
                format!("{application}#{reminder}")
            }
            Self::WordAwaited { matter, by, said_at, .. } => format!("{matter}#{by}#{said_at}"),
            Self::LevelRests { approved_at, stage, .. } => format!("{approved_at}#{stage}"),
            Self::Coproducer(news) => news.subject(),
            Self::Payout { payout, attempt, state, .. } => format!("{payout}#{attempt}#{state}"),
            Self::PayoutAccount { changed_at, .. } => changed_at.to_string(),
        }
    }
}

impl NearDeadline {
    fn subject(&self, due_at: Timestamp) -> String {
        match self {
            Self::Review { review } => format!("{review}#{due_at}"),
            Self::Entries { brief } | Self::Choice { brief, .. } => format!("{brief}#{due_at}"),
            Self::Version { track, version, .. } => format!("{track}/{version}#{due_at}"),
        }
    }
}

/// The same notice to many.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announcement {
    /// What it says.
    pub body: NoticeBody,
    /// When it happened.
    pub at: Timestamp,
    /// Whom it is for.
    pub members: BTreeSet<MemberId>,
}

impl Announcement {
    /// The notice to one of them.
    pub fn to(&self, member: MemberId) -> Notice {
        Notice { member, at: self.at, body: self.body.clone() }
    }

    /// The notices to the first `most` of them, and what is left to be told.
    pub fn first(&self, most: usize) -> (Vec<Notice>, Self) {
        let notices = self.members.iter().take(most).map(|member| self.to(*member)).collect();
        let members = self.members.iter().skip(most).copied().collect();
        (notices, Self { members, ..self.clone() })
    }
}

/// A notice, once per member, kind and subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Whom it is for.
    pub member: MemberId,
    /// When it happened.
    pub at: Timestamp,
    /// What it says.
    pub body: NoticeBody,
}

impl Notice {
    const fn new(member: MemberId, body: NoticeBody, at: Timestamp) -> Self {
        Self { member, at, body }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_announcement_loses_nobody_however_it_is_cut() {
        let names = ["ada", "ben", "chidi"];
        let all = Announcement {
            body: NoticeBody::BriefCancelled { brief: BriefId::derive(&[b"b"]), unanswered: 0 },
            at: Timestamp::UNIX_EPOCH,
            members: names.map(MemberId::of_subject).into(),
        };
        for most in 0..=4 {
            let (told, rest) = all.first(most);
            assert_eq!(told.len(), most.min(3));
            let mut everybody: BTreeSet<MemberId> = told.iter().map(|one| one.member).collect();
            everybody.extend(rest.members);
            assert_eq!(everybody, all.members);
        }
    }
}
