//! What a notice says, made when it is read: pure, from its body and what its reader may know.
//! Every text is one that ends with a full stop; none names a path or anything of a member who has
//! left.

use super::{ChangedTerm, CoproducerNews, Notice, NoticeBody};
use crate::application::ApplicationReminder;
use crate::brief::{Brief, BriefEnd};
use crate::coproducer::Coproducer;
use crate::id::{BriefId, MemberId, PayoutId, QuestionId, ReviewId, TrackId};
use crate::invitation::InvitationState;
use crate::money::payout::PayoutState;
use crate::money::payout_account::MaskedAccount;
use crate::money::{Money, YearMonth};
use crate::operator_word::{SharedMatter, WordDecision};
use crate::prize::PrizeReason;
use crate::reminder::{NearDeadline, ReminderStage};
use crate::review::Review;
use crate::score::Score;
use crate::status::StatusLevel;
use crate::text::{Title, isolated};
use crate::track::{EntryNumber, Track};
use crate::verdict::Verdict;
use jiff::Timestamp;

/// Things that have to be read before a notice can be put into words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NoticeReferences {
    /// The brief that it is about.
    pub brief: Option<BriefId>,
    /// The track of that brief.
    pub track: Option<TrackId>,
    /// The other member whom it speaks of.
    pub person: Option<MemberId>,
    /// The review of the reader's own that it is about.
    pub review: Option<ReviewId>,
    /// Where the reason stands.
    pub reason: Option<ReasonSource>,
}

/// The item that holds the reason which a notice tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReasonSource {
    /// Why the brief was called off.
    Brief,
    /// Why this version of the brief's lexicon came back.
    Lexicon(u32),
    /// What is wrong with a file of this version; `upload` counts from 1.
    Upload { version: u8, upload: usize },
    /// What an operator said of the reader.
    Coproducer,
    /// Where the money went.
    Payout(PayoutId),
    /// What the composer said in thanks for the reader's review.
    Thanks(ReviewId),
    /// Why the client chose what has won.
    Selection,
    /// What is asked about the brief.
    Question(QuestionId),
    /// What the client answers to that.
    Answer(QuestionId),
    /// What the client said of the track, beside their stars.
    Rating,
}

/// What the reader of a notice may know of the things that it refers to; whatever is missing is
/// left out of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoticeContext {
    /// The brief's title.
    pub brief: Option<Title>,
    /// The track's title, where the reader may see it; see [`visible_title`].
    pub track: Option<Title>,
    /// What stands for the title where it is about a review of the reader's own.
    pub entry: Option<EntryNumber>,
    /// Whether the other member whom it speaks of has left for good.
    pub person_left: bool,
    /// Until when an embargo keeps the brief's title and the words for the choice from the reader.
    pub kept_back_until: Option<Timestamp>,
    /// The reason, in the words of whoever gave it; of a payout the account, masked; of a reaction
    /// the composer's thanks.
    pub reason: Option<String>,
}

/// The title of a track for its writers and for the client; for everybody else, a blind reviewer
/// among them, whatever else they are, it has none.
pub fn visible_title(track: &Track, brief: Option<&Brief>, reader: MemberId) -> Option<Title> {
    let is_client = brief.is_some_and(|brief| brief.owner == reader);
    (is_client || track.authors().contains(&reader)).then(|| track.title.clone())
}

/// What an operator said in the decision that the notice is about, unless another one has taken its
/// place since.
pub fn operator_words(
    news: &CoproducerNews,
    at: Timestamp,
    coproducer: &Coproducer,
) -> Option<String> {
    let statement = match news {
        CoproducerNews::Stopped { .. } => coproducer.statement.as_ref(),
        CoproducerNews::AppealAnswered { .. } => {
            let appeal = coproducer.appeal.as_ref();
            appeal.and_then(|appeal| appeal.decision.as_ref()).map(|decision| &decision.statement)
        }
        CoproducerNews::Applied { .. }
        | CoproducerNews::TrialGiven { .. }
        | CoproducerNews::TrialOver { .. }
        | CoproducerNews::Overdue { .. }
        | CoproducerNews::Accepted { .. }
        | CoproducerNews::Declined { .. }
        | CoproducerNews::Founding
        | CoproducerNews::ProbationOver { .. }
        | CoproducerNews::Appealed { .. } => None,
    };
    statement.filter(|one| one.at == at).map(|one| one.words.to_string())
}

/// What the composer said in thanks for a review, for its reviewer alone.
pub fn thanks(review: &Review, reader: MemberId) -> Option<String> {
    let reaction = review.reaction.as_ref().filter(|_| review.reviewer == reader);
    Some(reaction?.thanks.as_ref()?.to_string())
}

impl NoticeBody {
    /// What has to be read to put it into words.
    pub const fn references(&self) -> NoticeReferences {
        let (brief, track) = self.place();
        let (person, review) = (self.person(), self.review());
        NoticeReferences { brief, track, person, review, reason: self.reason_source() }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds are about no review")]
    const fn review(&self) -> Option<ReviewId> {
        match self {
            Self::ReviewOffered { review, .. }
            | Self::ReviewExpired { review }
            | Self::TrackWithdrawn { review }
            | Self::ReviewReleased { review, .. } => Some(*review),
            _ => None,
        }
    }

    const fn place(&self) -> (Option<BriefId>, Option<TrackId>) {
        match self {
            Self::Invitation { brief, .. }
            | Self::InvitationAnswered { brief, .. }
            | Self::InvitationUnused { brief, .. }
            | Self::Appointment { brief }
            | Self::CoproducerLeft { brief, .. }
            | Self::LexiconProposed { brief, .. }
            | Self::LexiconConfirmed { brief, .. }
            | Self::LexiconReturned { brief, .. }
            | Self::BriefAwarded { brief }
            | Self::EmbargoEnded { brief }
            | Self::BriefAmended { brief, .. }
            | Self::BriefClosed { brief }
            | Self::BriefDelivered { brief }
            | Self::LastVersions { brief, .. }
            | Self::BriefLapsed { brief, .. }
            | Self::Prize { brief, .. }
            | Self::OutcomeComparison { brief, .. }
            | Self::BriefCancelled { brief, .. }
            | Self::QuestionAsked { brief, .. }
            | Self::QuestionAnswered { brief, .. }
            | Self::Reminder { brief, .. }
            | Self::DeadlineNear {
                deadline: NearDeadline::Entries { brief } | NearDeadline::Choice { brief, .. },
                ..
            } => (Some(*brief), None),
            Self::UploadAccepted { brief, track, .. }
            | Self::UploadInvalid { brief, track, .. }
            | Self::Feedback { brief, track, .. }
            | Self::WriterNamed { brief, track, .. }
            | Self::WriterConsented { brief, track, .. }
            | Self::WriterRefused { brief, track, .. }
            | Self::TrialAsked { brief, track }
            | Self::MasterTaken { brief, track }
            | Self::ClientRating { brief, track, .. }
            | Self::Shortlisted { brief, track }
            | Self::ShortlistRemoved { brief, track }
            | Self::Selected { brief, track }
            | Self::DeadlineNear { deadline: NearDeadline::Version { brief, track, .. }, .. }
            | Self::WordAwaited {
                matter: SharedMatter::Award { brief, track } | SharedMatter::Isrc { brief, track },
                ..
            }
            | Self::Unanswered { brief, track, .. } => (Some(*brief), Some(*track)),
            Self::ReviewOffered { .. }
            | Self::ReviewAsked { .. }
            | Self::ReviewExpired { .. }
            | Self::DeadlineNear { deadline: NearDeadline::Review { .. }, .. }
            | Self::Reaction { .. }
            | Self::DisputeRaised { .. }
            | Self::DisputeDecided { .. }
            | Self::TrackWithdrawn { .. }
            | Self::ReviewReleased { .. }
            | Self::Promotion { .. }
            | Self::ApplicationWaits { .. }
            | Self::WordAwaited {
                matter: SharedMatter::Dispute { .. } | SharedMatter::SuspenseMatch { .. },
                ..
            }
            | Self::LevelRests { .. }
            | Self::Coproducer(_)
            | Self::Payout { .. }
            | Self::PayoutAccount { .. } => (None, None),
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds speak of nobody else")]
    const fn person(&self) -> Option<MemberId> {
        match self {
            Self::InvitationAnswered { composer: member, .. }
            | Self::CoproducerLeft { coproducer: member, .. }
            | Self::WriterNamed { composer: member, .. }
            | Self::WriterConsented { writer: member, .. }
            | Self::WriterRefused { writer: member, .. } => Some(*member),
            _ => None,
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds tell no reason")]
    const fn reason_source(&self) -> Option<ReasonSource> {
        match self {
            Self::BriefCancelled { .. } => Some(ReasonSource::Brief),
            Self::LexiconReturned { lexicon_version, .. } => {
                Some(ReasonSource::Lexicon(*lexicon_version))
            }
            Self::UploadAccepted { version, upload, .. }
            | Self::UploadInvalid { version, upload, .. } => {
                Some(ReasonSource::Upload { version: *version, upload: *upload })
            }
            Self::Coproducer(
                CoproducerNews::Stopped { .. } | CoproducerNews::AppealAnswered { .. },
            ) => Some(ReasonSource::Coproducer),
            Self::Payout { payout, .. } => Some(ReasonSource::Payout(*payout)),
            Self::Reaction { review, .. } => Some(ReasonSource::Thanks(*review)),
            Self::Selected { .. } | Self::BriefAwarded { .. } | Self::EmbargoEnded { .. } => {
                Some(ReasonSource::Selection)
            }
            Self::ClientRating { .. } => Some(ReasonSource::Rating),
            Self::QuestionAsked { question, .. } => Some(ReasonSource::Question(*question)),
            Self::QuestionAnswered { question, .. } => Some(ReasonSource::Answer(*question)),
            _ => None,
        }
    }
}

impl Notice {
    /// The sentence, or two, that a person reads.
    pub fn text(&self, context: &NoticeContext) -> String {
        use NoticeBody as B;
        let (about, brief, track) =
            (Words(context), Words(context).brief(), Words(context).track());
        sentence(&match &self.body {
            B::Invitation { automatic, .. } => about.invitation(*automatic),
            B::InvitationAnswered { answer, .. } => about.invitation_answered(*answer),
            B::InvitationUnused { points, .. } => about.invitation_unused(*points),
            B::Appointment { .. } => format!("you co-produce {brief}"),
            B::CoproducerLeft { .. } => about.coproducer_left(),
            B::LexiconProposed { .. } => format!("a lexicon for {brief} waits for your word"),
            B::LexiconConfirmed { .. } => format!("your lexicon for {brief} is confirmed"),
            B::LexiconReturned { .. } => {
                about.because(format!("your lexicon for {brief} came back"))
            }
            B::UploadAccepted { .. } => about.because("your file was taken, but mind the brief"),
            B::UploadInvalid { .. } => about.because("your file was not taken"),
            B::ReviewOffered { due_at, .. } => about.review_offered(*due_at),
            B::ReviewAsked { slots, until, .. } => review_asked(*slots, *until),
            B::ReviewExpired { .. } => about.review_expired(),
            B::Feedback { version, verdict, .. } => about.feedback(*version, *verdict),
            B::Reaction { useful, addressed, notes, .. } => {
                about.reaction(*useful, *addressed, *notes)
            }
            B::TrialAsked { .. } => about.trial_asked(),
            B::DeadlineNear { deadline, stage, due_at } => {
                about.deadline_near(deadline, *stage, *due_at)
            }
            B::DisputeRaised { .. } => DISPUTED.to_owned(),
            B::DisputeDecided { upheld, own_review, .. } => dispute_decided(*upheld, *own_review),
            B::WriterNamed { share_ppm, .. } => about.writer_named(*share_ppm),
            B::WriterConsented { .. } => about.writer_consented(),
            B::WriterRefused { .. } => about.writer_refused(),
            B::TrackWithdrawn { .. } => about.track_withdrawn(),
            B::MasterTaken { .. } => format!("the client has taken the original of {track}"),
            B::Shortlisted { .. } => format!("{track} is on the shortlist of {brief}"),
            B::ShortlistRemoved { .. } => about.shortlist_removed(),
            B::ClientRating { stars, .. } => about.client_rating(*stars),
            B::Selected { .. } => about.why_this_one(format!("{track} has won {brief}")),
            B::BriefAwarded { .. } => about.brief_awarded(),
            B::EmbargoEnded { .. } => about.embargo_ended(),
            B::QuestionAsked { .. } => about.question_asked(),
            B::QuestionAnswered { .. } => about.question_answered(),
            B::BriefAmended { version, changed, .. } => about.brief_amended(*version, changed),
            B::BriefClosed { .. } => format!("entries to {brief} have ended"),
            B::BriefDelivered { .. } => format!("the client has received the master for {brief}"),
            B::LastVersions { until, .. } => about.last_versions(*until),
            B::BriefLapsed { unanswered, .. } => about.brief_lapsed(*unanswered),
            B::Prize { reason, money, .. } => about.prize(*reason, *money),
            B::Unanswered { version, considered, .. } => about.unanswered(*version, *considered),
            B::ReviewReleased { because, .. } => about.review_released(*because),
            B::OutcomeComparison { place, ranked, .. } => about.outcome(*place, *ranked),
            B::BriefCancelled { unanswered, .. } => about.brief_cancelled(*unanswered),
            B::Promotion { level } => format!("you are {level} now; your points show why"),
            B::LevelRests { level, lowered_at, .. } => level_rests(*level, *lowered_at),
            B::Coproducer(news) => about.coproducer(news),
            B::Reminder { questions, .. } => about.reminder(*questions),
            B::ApplicationWaits { decide_by: by, reminder, .. } => Words::undecided(*by, *reminder),
            B::WordAwaited { decision, .. } => about.word_awaited(decision),
            B::Payout { state, month, net, .. } => about.payout(*state, *month, *net),
            B::PayoutAccount { before, .. } => payout_account(before),
        })
    }
}

const DISPUTED: &str = "a composer disputes a review of yours: there you read why, and may answer \
    once before an operator decides";

/// The sentences that need something looked up.
#[derive(Clone, Copy)]
struct Words<'context>(&'context NoticeContext);

impl Words<'_> {
    fn brief(self) -> String {
        match &self.0.brief {
            Some(title) => format!("the brief \"{}\"", isolated(title.as_str())),
            None => "a brief".to_owned(),
        }
    }

    fn track(self) -> String {
        match &self.0.track {
            Some(title) => format!("the track \"{}\"", isolated(title.as_str())),
            None => "a track".to_owned(),
        }
    }

    /// The track of a review of the reader's own.
    fn entry(self) -> String {
        self.0.entry.map_or("a track".to_owned(), |entry| entry.to_string())
    }

    fn review_offered(self, due_at: Timestamp) -> String {
        format!("{} waits for your ears. You may decline within a day; due {due_at}", self.entry())
    }

    fn review_expired(self) -> String {
        format!("your time to review {} is over; it went to somebody else", self.entry())
    }

    fn track_withdrawn(self) -> String {
        let entry = self.entry();
        format!("{entry}, which you were given, has been withdrawn: nothing is left to do")
    }

    fn undecided(decide_by: Timestamp, reminder: ApplicationReminder) -> String {
        let waits = "an application as co-producer waits for an operator";
        match reminder {
            ApplicationReminder::Waits => format!("{waits}: it is to be decided by {decide_by}"),
            ApplicationReminder::Overdue => {
                format!("{waits} for too long: it was to be decided by {decide_by}")
            }
        }
    }

    fn word_awaited(self, decision: &WordDecision) -> String {
        let (brief, track) = (self.brief(), self.track());
        let wanted = match decision {
            WordDecision::Uphold => "to uphold a dispute".to_owned(),
            WordDecision::Dismiss => "to dismiss a dispute".to_owned(),
            WordDecision::Void => format!("to find the award of {brief} void"),
            WordDecision::Restore => format!("to let the award of {brief} stand again"),
            WordDecision::SetIsrc(isrc) => {
                format!("to give {track} the recording code {isrc}")
            }
            WordDecision::Match(_) => "to match money in suspense with a track".to_owned(),
        };
        format!(
            "another operator wants {wanted}. Every operator is a party of that: it is decided once \
             two say the same, and your word is awaited"
        )
    }

    fn review_released(self, because: Option<BriefEnd>) -> String {
        let why = match because {
            Some(BriefEnd::Awarded) => "the brief was awarded",
            Some(BriefEnd::Cancelled) => "the brief was called off",
            Some(BriefEnd::Lapsed) => "the brief has lapsed",
            None => "you no longer co-produce the brief",
        };
        let entry = self.entry();
        format!("your review of {entry} is not needed any more: {why}. Nothing is held against you")
    }

    /// The other member, as what they are or were to the reader.
    const fn person(self, role: &'static str) -> &'static str {
        if self.0.person_left { "a former member" } else { role }
    }

    /// With the reason, where there still is one.
    fn because(self, what: impl Into<String>) -> String {
        let what = what.into();
        match &self.0.reason {
            Some(reason) => format!("{what}: {reason}"),
            None => what,
        }
    }

    fn invitation(self, automatic: bool) -> String {
        let brief = self.brief();
        if automatic {
            format!("{brief} asks for what you write: you are invited")
        } else {
            format!("you are invited to {brief}")
        }
    }

    fn invitation_answered(self, answer: InvitationState) -> String {
        let (composer, brief) = (self.person("a composer"), self.brief());
        let answered = match answer {
            InvitationState::Accepted => "has accepted",
            InvitationState::Declined => "has declined",
            InvitationState::Invited => "has not answered",
        };
        format!("{composer} {answered} your invitation to {brief}")
    }

    fn invitation_unused(self, points: i32) -> String {
        format!(
            "you accepted an invitation to {}, and entries have ended without a track of yours \
             ({points} points). Whoever declines before the deadline loses nothing",
            self.brief()
        )
    }

    fn coproducer_left(self) -> String {
        let (coproducer, brief) = (self.person("a co-producer"), self.brief());
        format!("{coproducer} has left {brief}; what they had not answered goes to others")
    }

    fn brief_amended(self, version: u32, changed: &[ChangedTerm]) -> String {
        let changed: Vec<String> =
            changed.iter().map(|term| term.as_str().replace('_', " ")).collect();
        format!("{} has changed (version {version}): {}", self.brief(), changed.join(", "))
    }

    fn prize(self, reason: PrizeReason, money: Money) -> String {
        let brief = self.brief();
        match reason {
            PrizeReason::Selected => format!("your part of the prize of {brief} is {money}"),
            PrizeReason::Lapsed => format!("your share of the prize of {brief} is {money}"),
        }
    }

    fn outcome(self, place: Option<u32>, ranked: usize) -> String {
        let brief = self.brief();
        match place {
            Some(place) => {
                format!(
                    "the client's choice for {brief} was number {place} of {ranked} to your ear"
                )
            }
            None => format!("the client's choice for {brief} is one that you have not heard yet"),
        }
    }

    fn question_asked(self) -> String {
        self.quoting(format!("there is a question on {}", self.brief()), "It asks")
    }

    fn question_answered(self) -> String {
        let what = format!("the client has answered a question on {}", self.brief());
        self.quoting(what, "The answer")
    }

    fn brief_awarded(self) -> String {
        match self.0.kept_back_until {
            Some(until) => format!(
                "the client of a brief that you took part in has chosen; which track and why is \
                 told when its embargo ends, {until}"
            ),
            None => self.why_this_one(format!("{} is awarded", self.brief())),
        }
    }

    fn embargo_ended(self) -> String {
        let brief = self.brief();
        self.why_this_one(format!("{brief}, which you took part in, is awarded in public now"))
    }

    /// With the client's own words.
    fn why_this_one(self, what: String) -> String {
        self.quoting(what, "Why this one")
    }

    fn client_rating(self, stars: Score) -> String {
        let (track, stars) = (self.track(), stars.stars());
        self.quoting(format!("the client gives {track} {stars} of 5 stars"), "Their words")
    }

    /// With words of somebody, where they said any.
    fn quoting(self, what: String, whose: &str) -> String {
        match self.0.reason.as_deref().map(|words| words.trim_end_matches('.')) {
            Some(words) => format!("{what}. {whose}: \"{}\"", isolated(words)),
            None => what,
        }
    }

    fn reminder(self, questions: usize) -> String {
        let answers = match questions {
            0 => String::new(),
            1 => ", and a question for your answer".to_owned(),
            many => format!(", and {many} questions for your answers"),
        };
        format!(
            "the composers of {} wait for your choice{answers}. Without one the brief lapses on day \
             30, and its prize is shared",
            self.brief()
        )
    }

    fn trial_asked(self) -> String {
        format!(
            "we would like to play {} to those who apply as co-producers, without your name. It is \
             played only if you agree, and as long as you do",
            self.track()
        )
    }

    fn deadline_near(
        self,
        deadline: &NearDeadline,
        stage: ReminderStage,
        due_at: Timestamp,
    ) -> String {
        let left = match stage {
            ReminderStage::LastDay => "less than a day is left",
            ReminderStage::LastHours => "less than four hours are left",
        };
        let (brief, track) = (self.brief(), self.track());
        match deadline {
            NearDeadline::Review { .. } => {
                format!("{left} for a review of yours: it is due {due_at}")
            }
            NearDeadline::Entries { .. } => {
                format!("{left} to enter {brief}: entries end {due_at}")
            }
            NearDeadline::Version { .. } => {
                format!("{left} for a further version of {track}: it is taken until {due_at}")
            }
            NearDeadline::Choice { questions, .. } => {
                let lapses = format!("{left} to choose for {brief}: without a choice it lapses");
                match questions {
                    0 => format!("{lapses} {due_at}"),
                    1 => format!("{lapses} {due_at}. A question waits for your answer"),
                    many => format!("{lapses} {due_at}. {many} questions wait for your answers"),
                }
            }
        }
    }

    fn feedback(self, version: u8, verdict: Option<Verdict>) -> String {
        let verdict = match verdict {
            Some(Verdict::Approve) => "it is approved",
            Some(Verdict::ChangesRequested) => "it asks for changes",
            Some(Verdict::OffBrief) => "good, but off the brief",
            Some(Verdict::Reject) | None => "not this time",
        };
        format!("a co-producer has answered version {version} of {}: {verdict}", self.track())
    }

    fn reaction(self, useful: Score, addressed: usize, notes: usize) -> String {
        let stars = useful.stars();
        let said = format!(
            "a composer found your feedback useful: {stars} of 5, {addressed} of {notes} notes \
             addressed"
        );
        self.quoting(said, "Their thanks")
    }

    fn shortlist_removed(self) -> String {
        let (track, brief) = (self.track(), self.brief());
        format!(
            "{track} is not on the shortlist of {brief} any more. It stays in the running: until \
             the award every reviewed track may win"
        )
    }

    fn last_versions(self, until: Timestamp) -> String {
        format!("{} takes its last versions: none can be announced after {until}", self.brief())
    }

    fn brief_lapsed(self, unanswered: usize) -> String {
        let lapsed = format!("{} has lapsed: the client did not decide", self.brief());
        left_unanswered(lapsed, unanswered)
    }

    fn brief_cancelled(self, unanswered: usize) -> String {
        left_unanswered(self.because(format!("{} was called off", self.brief())), unanswered)
    }

    fn unanswered(self, version: u8, considered: u32) -> String {
        let (track, brief) = (self.track(), self.brief());
        let none = match considered {
            0 => "the studio has no other co-producer".to_owned(),
            1 => "the one co-producer who was considered may not or did not".to_owned(),
            more => format!("of {more} co-producers who were considered, none may or did"),
        };
        format!("nobody could be found to review version {version} of {track} for {brief}: {none}")
    }

    fn writer_named(self, share_ppm: u32) -> String {
        let (composer, track) = (self.person("a composer"), self.track());
        let share = percent(share_ppm);
        format!("{composer} names you as a writer of {track} with {share} %: you agree or refuse")
    }

    fn writer_consented(self) -> String {
        let (writer, track) = (self.person("a writer"), self.track());
        format!("{writer} agrees with their share of {track}")
    }

    fn writer_refused(self) -> String {
        let (writer, track) = (self.person("a writer"), self.track());
        format!("{writer} refuses their share of {track}; it went to the others in proportion")
    }

    fn coproducer(self, news: &CoproducerNews) -> String {
        match news {
            CoproducerNews::Applied { decide_by, .. } => format!(
                "your application as co-producer has come in; you hear from us by {decide_by}"
            ),
            CoproducerNews::TrialGiven { tracks: 1, .. } => {
                "your application as co-producer has come in; a track waits for your answer before \
                 an operator decides"
                    .to_owned()
            }
            CoproducerNews::TrialGiven { tracks, .. } => format!(
                "your application as co-producer has come in; {tracks} tracks wait for your answers \
                 before an operator decides"
            ),
            CoproducerNews::TrialOver { decide_by, .. } => format!(
                "nothing of your trial is left to answer: an operator decides about your application \
                 now, and you hear from us by {decide_by}"
            ),
            CoproducerNews::Overdue { .. } => {
                "your application as co-producer should have been decided by now: the operators \
                 were reminded of it"
                    .to_owned()
            }
            CoproducerNews::Accepted { .. } => {
                "you are a co-producer on probation now: your reviews are paired with another's until \
                 they have shown that they are useful and agree"
                    .to_owned()
            }
            CoproducerNews::Declined { .. } => {
                "your application as co-producer was declined; your profile says why".to_owned()
            }
            CoproducerNews::Founding => {
                "you are a founding co-producer now; your queue holds what you are given".to_owned()
            }
            CoproducerNews::ProbationOver { .. } => {
                "your probation is over: from now on your reviews count".to_owned()
            }
            CoproducerNews::Stopped { .. } => {
                let stopped = self.because("your work as co-producer has stopped");
                format!("{} You may appeal", sentence(&stopped))
            }
            CoproducerNews::Appealed { .. } => {
                "your appeal has come in; an operator answers it".to_owned()
            }
            CoproducerNews::AppealAnswered { .. } => self.because("your appeal is answered"),
        }
    }

    fn payout(self, state: PayoutState, month: YearMonth, net: Money) -> String {
        let currency = net.currency;
        let amount = net.amount.fixed(currency.exponent()).unwrap_or(net.amount.to_string());
        let to = self.0.reason.as_deref().unwrap_or("your account");
        if state == PayoutState::Settled {
            format!("{currency} {amount} for {month} has reached {to}")
        } else {
            format!("{currency} {amount} for {month} did not reach {to}; it stays due")
        }
    }
}

/// With how many tracks the end of a brief leaves without a promised answer.
fn left_unanswered(what: String, tracks: usize) -> String {
    let left = match tracks {
        0 => return what,
        1 => "one track is left without an answer that was promised".to_owned(),
        more => format!("{more} tracks are left without an answer that was promised"),
    };
    format!("{} {}", sentence(&what), sentence(&left))
}

fn level_rests(level: StatusLevel, lowered_at: Option<Timestamp>) -> String {
    match lowered_at {
        Some(at) => format!(
            "no track of yours was approved for twelve months: your level stays {level} until {at}, \
             and with a track that is approved until then"
        ),
        None => format!(
            "no track of yours was approved for long: your level is {level} now. What you had \
             reached is back with the next approved track"
        ),
    }
}

fn review_asked(slots: u32, until: Timestamp) -> String {
    let waits = match slots {
        0 | 1 => "a track waits for ears".to_owned(),
        many => format!("a track waits for the ears of {many} reviewers"),
    };
    format!(
        "{waits}, and no co-producer of its brief can listen: whoever accepts first \
         hears it. Nothing is held against you if you decline, or do not answer by {until}"
    )
}

fn dispute_decided(upheld: bool, own_review: bool) -> String {
    let whose =
        if own_review { "a review of yours was disputed, and the dispute" } else { "your dispute" };
    let what = match (upheld, own_review) {
        (true, true) => "it does not count any more",
        (true, false) => "the review does not count any more",
        (false, _) => "the review stands",
    };
    let decided = if upheld { "upheld" } else { "dismissed" };
    let reasons = if own_review { ". The operator's words stand in the review" } else { "" };
    format!("{whose} is {decided}: {what}{reasons}")
}

fn payout_account(before: &[MaskedAccount]) -> String {
    let before: Vec<String> = before.iter().map(MaskedAccount::to_string).collect();
    format!(
        "you are no longer paid to {}. Nothing is paid to the new account for 72 hours: if it was \
         not you who changed it, say so now",
        before.join(" and ")
    )
}

/// `250000` as `25.0000`.
fn percent(share_ppm: u32) -> String {
    let digits = format!("{share_ppm:05}");
    let (whole, part) = digits.split_at(digits.len().saturating_sub(4));
    format!("{whole}.{part}")
}

/// With a capital letter and one full stop.
fn sentence(text: &str) -> String {
    let text = text.trim_end().trim_end_matches('.');
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

#[cfg(test)]
mod tests;
