//! How notices are made: one constructor for each kind, from the thing that it is about. None can
//! fail.

use super::{Announcement, ChangedTerm, CoproducerNews, Notice, NoticeBody};
use crate::activity::Activity;
use crate::application::{Application, ApplicationReminder, ApplicationState, DecisionTime};
use crate::brief::{Brief, BriefEnd};
use crate::coproducer::Coproducer;
use crate::id::{BriefId, MemberId, PayoutId};
use crate::invitation::Invitation;
use crate::lexicon::{Lexicon, LexiconState};
use crate::money::Money;
use crate::money::payout::{Payable, PayoutState};
use crate::money::payout_account::PayoutAccount;
use crate::numbers::after;
use crate::operator_word::{OperatorWord, SharedMatter};
use crate::points::{PointEntry, PointRule};
use crate::policy::Policy;
use crate::prize::{PrizeReason, PrizeShare};
use crate::question::Question;
use crate::reminder::{NearDeadline, ReminderStage};
use crate::review::{Reaction, Review};
use crate::score::Score;
use crate::status::StatusLevel;
use crate::taste_alignment::TasteAlignment;
use crate::track::{Track, Version};
use crate::version::slot::UnansweredSlot;
use jiff::Timestamp;
use std::collections::BTreeSet;

/// About briefs and who takes part in them.
impl Notice {
    /// To the composer who is invited, by the client or by the studio itself.
    pub const fn invitation(invitation: &Invitation) -> Self {
        let Invitation { brief, automatic, member, invited_at, .. } = *invitation;
        Self::new(member, NoticeBody::Invitation { brief, automatic }, invited_at)
    }

    /// To the client; the newest answer is the one that they read.
    pub const fn invitation_answered(brief: &Brief, answered: &Invitation, at: Timestamp) -> Self {
        let (composer, answer) = (answered.member, answered.state);
        let body = NoticeBody::InvitationAnswered { brief: brief.id, composer, answer };
        Self::new(brief.owner, body, at)
    }

    /// To the composer who accepted and submitted nothing, with what that costs them.
    pub fn invitation_unused(invitation: &Invitation, at: Timestamp) -> Self {
        let Invitation { brief, member, .. } = *invitation;
        let rule = PointRule::InvitationUnused;
        let PointEntry { points, .. } = PointEntry::new(member, rule, brief.to_string(), at);
        Self::new(member, NoticeBody::InvitationUnused { brief, points }, at)
    }

    /// To a co-producer who is on the roster of a brief from now on.
    pub const fn appointment(brief: &Brief, member: MemberId, at: Timestamp) -> Self {
        Self::new(member, NoticeBody::Appointment { brief: brief.id }, at)
    }

    /// To the client.
    pub const fn coproducer_left(brief: &Brief, coproducer: MemberId, at: Timestamp) -> Self {
        let body = NoticeBody::CoproducerLeft { brief: brief.id, coproducer };
        Self::new(brief.owner, body, at)
    }

    /// To the client.
    pub const fn lexicon_proposed(brief: &Brief, lexicon: &Lexicon) -> Self {
        let Lexicon { brief: of, version: lexicon_version, .. } = *lexicon;
        let body = NoticeBody::LexiconProposed { brief: of, lexicon_version };
        Self::new(brief.owner, body, lexicon.proposed_at)
    }

    /// To the co-producer who proposed it: confirmed, or sent back.
    pub fn lexicon_decided(lexicon: &Lexicon, at: Timestamp) -> Self {
        let Lexicon { brief, version: lexicon_version, .. } = *lexicon;
        let body = if lexicon.state == LexiconState::Confirmed {
            NoticeBody::LexiconConfirmed { brief, lexicon_version }
        } else {
            NoticeBody::LexiconReturned { brief, lexicon_version }
        };
        Self::new(lexicon.proposed_by, body, at)
    }

    /// To the client who judges for long, and has left so many questions unanswered.
    pub const fn reminder(brief: &Brief, questions: usize, at: Timestamp) -> Self {
        Self::new(brief.owner, NoticeBody::Reminder { brief: brief.id, questions }, at)
    }

    /// To the client, who does not learn who asks; the words are looked up in the question.
    pub const fn question_asked(brief: &Brief, question: &Question) -> Self {
        let body = NoticeBody::QuestionAsked { brief: brief.id, question: question.id };
        Self::new(brief.owner, body, question.asked_at)
    }

    /// To the client whose brief lapses at `due_at`, and who has left so many questions unanswered.
    pub const fn choice_due(
        brief: &Brief,
        questions: usize,
        stage: ReminderStage,
        due_at: Timestamp,
        at: Timestamp,
    ) -> Self {
        let deadline = NearDeadline::Choice { brief: brief.id, questions };
        Self::new(brief.owner, NoticeBody::DeadlineNear { deadline, stage, due_at }, at)
    }

    /// To the winner.
    pub const fn selected(track: &Track, at: Timestamp) -> Self {
        let body = NoticeBody::Selected { brief: track.brief, track: track.id };
        Self::new(track.composer, body, at)
    }

    /// To each writer of the winner: their part of the prize.
    pub const fn prize_won(brief: BriefId, share: &PrizeShare, at: Timestamp) -> Self {
        let body = NoticeBody::Prize { brief, reason: PrizeReason::Selected, money: share.money };
        Self::new(share.member, body, at)
    }

    /// To a co-producer whose ranking was frozen with the award.
    pub fn outcome_comparison(ranking: &TasteAlignment, at: Timestamp) -> Self {
        let (brief, place, ranked) = (ranking.brief, ranking.place(), ranking.ranking.len());
        Self::new(ranking.member, NoticeBody::OutcomeComparison { brief, place, ranked }, at)
    }
}

/// About tracks.
impl Notice {
    /// To the composer, where a file was taken and is not quite as asked. `upload` counts, from 1,
    /// the files that were announced under the version's number.
    pub const fn upload_accepted(version: &Version, upload: usize, at: Timestamp) -> Self {
        let Version { brief, track, version, composer, .. } = *version;
        Self::new(composer, NoticeBody::UploadAccepted { brief, track, version, upload }, at)
    }

    /// To the composer whose version may be followed by another one, which is taken until `due_at`.
    pub const fn version_due(
        version: &Version,
        stage: ReminderStage,
        due_at: Timestamp,
        at: Timestamp,
    ) -> Self {
        let Version { brief, track, version, composer, .. } = *version;
        let deadline = NearDeadline::Version { brief, track, version };
        Self::new(composer, NoticeBody::DeadlineNear { deadline, stage, due_at }, at)
    }

    /// To the composer; see [`Notice::upload_accepted`].
    pub const fn upload_invalid(version: &Version, upload: usize, at: Timestamp) -> Self {
        let Version { brief, track, version, composer, .. } = *version;
        Self::new(composer, NoticeBody::UploadInvalid { brief, track, version, upload }, at)
    }

    /// To a writer who is asked to agree. The track's `revision` names this very change: the same
    /// writer may be asked again about another share.
    pub fn writer_named(track: &Track, writer: MemberId, revision: u64, at: Timestamp) -> Self {
        let share_ppm = track.writer(writer).map_or(0, |writer| writer.share_ppm);
        let (brief, track, composer) = (track.brief, track.id, track.composer);
        Self::new(
            writer,
            NoticeBody::WriterNamed { brief, track, composer, share_ppm, revision },
            at,
        )
    }

    /// To the composer; see [`Notice::writer_named`].
    pub const fn writer_consented(
        track: &Track,
        writer: MemberId,
        revision: u64,
        at: Timestamp,
    ) -> Self {
        let (brief, composer, track) = (track.brief, track.composer, track.id);
        Self::new(composer, NoticeBody::WriterConsented { brief, track, writer, revision }, at)
    }

    /// To the composer; see [`Notice::writer_named`].
    pub const fn writer_refused(
        track: &Track,
        writer: MemberId,
        revision: u64,
        at: Timestamp,
    ) -> Self {
        let (brief, composer, track) = (track.brief, track.composer, track.id);
        Self::new(composer, NoticeBody::WriterRefused { brief, track, writer, revision }, at)
    }

    /// To the composer whose closed track operators would like to use.
    pub const fn trial_asked(track: &Track, at: Timestamp) -> Self {
        let body = NoticeBody::TrialAsked { brief: track.brief, track: track.id };
        Self::new(track.composer, body, at)
    }

    /// To the composer of the winning track.
    pub const fn master_taken(track: &Track, at: Timestamp) -> Self {
        let body = NoticeBody::MasterTaken { brief: track.brief, track: track.id };
        Self::new(track.composer, body, at)
    }

    /// To the composer.
    pub const fn shortlisted(track: &Track, at: Timestamp) -> Self {
        let body = NoticeBody::Shortlisted { brief: track.brief, track: track.id };
        Self::new(track.composer, body, at)
    }

    /// To the composer whose track the client took off the shortlist.
    pub const fn shortlist_removed(track: &Track, at: Timestamp) -> Self {
        let body = NoticeBody::ShortlistRemoved { brief: track.brief, track: track.id };
        Self::new(track.composer, body, at)
    }

    /// To the composer whose track the client gave stars to; the words are looked up in the track.
    pub const fn client_rating(track: &Track, stars: Score, at: Timestamp) -> Self {
        let body = NoticeBody::ClientRating { brief: track.brief, track: track.id, stars };
        Self::new(track.composer, body, at)
    }

    /// To the composer of a version for a slot of which nobody could be found.
    pub fn unanswered(version: &Version, label: &UnansweredSlot) -> Self {
        let Version { brief, track, version, composer, .. } = *version;
        let (slot, considered) = (label.slot, label.considered());
        let body = NoticeBody::Unanswered { brief, track, version, slot, considered };
        Self::new(composer, body, label.at)
    }
}

/// About reviews: to the reviewer, where nothing else is said. They name the review alone, so
/// that a blind reviewer learns nothing of the track.
impl Notice {
    /// To a reviewer whose clock starts now.
    pub fn review_offered(review: &Review, at: Timestamp) -> Self {
        let due_at = review.due_at.unwrap_or(at);
        let body = NoticeBody::ReviewOffered { review: review.id, due_at };
        Self::new(review.reviewer, body, at)
    }

    /// To the reviewer, while the answer is due.
    pub fn review_due(
        review: &Review,
        stage: ReminderStage,
        due_at: Timestamp,
        at: Timestamp,
    ) -> Self {
        let deadline = NearDeadline::Review { review: review.id };
        Self::new(review.reviewer, NoticeBody::DeadlineNear { deadline, stage, due_at }, at)
    }

    /// To a co-producer who is asked for so many slots that the roster of its brief cannot fill.
    pub fn review_asked(
        version: &Version,
        slots: u32,
        member: MemberId,
        at: Timestamp,
        policy: &Policy,
    ) -> Self {
        let Version { brief, track, version, .. } = *version;
        let until = after(at, policy.ask_within);
        Self::new(member, NoticeBody::ReviewAsked { brief, track, version, slots, until }, at)
    }

    /// To a reviewer who was too late.
    pub const fn review_expired(review: &Review, at: Timestamp) -> Self {
        Self::new(review.reviewer, NoticeBody::ReviewExpired { review: review.id }, at)
    }

    /// To a reviewer whose review is not needed any more, `because` its brief has ended, or without
    /// that because they no longer co-produce it.
    pub const fn review_released(
        review: &Review,
        because: Option<BriefEnd>,
        at: Timestamp,
    ) -> Self {
        let body = NoticeBody::ReviewReleased { review: review.id, because };
        Self::new(review.reviewer, body, at)
    }

    /// To a reviewer whose track was taken back.
    pub const fn track_withdrawn(review: &Review, at: Timestamp) -> Self {
        Self::new(review.reviewer, NoticeBody::TrackWithdrawn { review: review.id }, at)
    }

    /// To the composer: what was said is read in the review itself.
    pub fn feedback(review: &Review, composer: MemberId, at: Timestamp) -> Self {
        let Review { id, brief, track, version, .. } = *review;
        let verdict = review.delivery.as_ref().map(|delivery| delivery.verdict);
        Self::new(composer, NoticeBody::Feedback { brief, track, version, review: id, verdict }, at)
    }

    /// To the reviewer whose feedback was found useful, or not; the thanks are looked up in the
    /// review when it is read.
    pub fn reaction(review: &Review, reaction: &Reaction, at: Timestamp) -> Self {
        let addressed = reaction.addressed.iter().filter(|addressed| **addressed).count();
        let (useful, notes) = (reaction.useful, reaction.addressed.len());
        let body = NoticeBody::Reaction { review: review.id, useful, addressed, notes };
        Self::new(review.reviewer, body, at)
    }

    /// To the reviewer whose review is disputed.
    pub const fn dispute_raised(review: &Review, at: Timestamp) -> Self {
        Self::new(review.reviewer, NoticeBody::DisputeRaised { review: review.id }, at)
    }

    /// To the composer and to the reviewer.
    pub fn dispute_decided(
        review: &Review,
        composer: MemberId,
        upheld: bool,
        at: Timestamp,
    ) -> [Self; 2] {
        let body =
            |own_review| NoticeBody::DisputeDecided { review: review.id, upheld, own_review };
        [Self::new(composer, body(false), at), Self::new(review.reviewer, body(true), at)]
    }
}

/// About the member's own standing and money.
impl Notice {
    /// To a composer who has come further.
    pub const fn promotion(member: MemberId, level: StatusLevel, at: Timestamp) -> Self {
        Self::new(member, NoticeBody::Promotion { level }, at)
    }

    /// To a composer whose level rests on old work: told, or one lower. Nothing before either.
    pub fn level_rests(member: MemberId, activity: &Activity, at: Timestamp) -> Option<Self> {
        let (stage, level) = (activity.stage, activity.level());
        let approved_at = activity.approved_at.filter(|_| stage > 0)?;
        let lowered_at = activity.next_at.filter(|_| activity.is_told());
        let body = NoticeBody::LevelRests { level, approved_at, stage, lowered_at };
        Some(Self::new(member, body, at))
    }

    /// To a composer whose application has come in: it waits for an operator, or for them.
    pub fn application_received(application: &Application, at: Timestamp) -> Self {
        let (id, tracks) = (application.id, application.trial.len());
        let news = match application.decide_by() {
            Some(decide_by) => CoproducerNews::Applied { application: id, decide_by },
            None => CoproducerNews::TrialGiven { application: id, tracks },
        };
        Self::new(application.member, NoticeBody::Coproducer(news), at)
    }

    /// To a composer who has nothing of their trial left to answer; nothing before operators have
    /// their time.
    pub fn trial_over(application: &Application, at: Timestamp) -> Option<Self> {
        let (id, decide_by) = (application.id, application.decide_by()?);
        let news = CoproducerNews::TrialOver { application: id, decide_by };
        Some(Self::new(application.member, NoticeBody::Coproducer(news), at))
    }

    /// To an operator, of an application that waits for one of them.
    pub const fn application_waits(
        (application, time): (&Application, DecisionTime),
        operator: MemberId,
        reminder: ApplicationReminder,
        at: Timestamp,
    ) -> Self {
        let (application, decide_by) = (application.id, time.until);
        Self::new(operator, NoticeBody::ApplicationWaits { application, decide_by, reminder }, at)
    }

    /// To an operator, of a word in a matter of all operators that waits for theirs.
    pub fn word_awaited(operator: MemberId, matter: SharedMatter, word: &OperatorWord) -> Self {
        let OperatorWord { by, at, decision, .. } = word.clone();
        Self::new(operator, NoticeBody::WordAwaited { matter, decision, by, said_at: at }, at)
    }

    /// To a composer whose application was not decided in time.
    pub const fn application_overdue(application: &Application, at: Timestamp) -> Self {
        let news = CoproducerNews::Overdue { application: application.id };
        Self::new(application.member, NoticeBody::Coproducer(news), at)
    }

    /// To a composer whose application is accepted or declined.
    pub fn application_decided(application: &Application, at: Timestamp) -> Self {
        let news = if application.state == ApplicationState::Accepted {
            CoproducerNews::Accepted { application: application.id }
        } else {
            CoproducerNews::Declined { application: application.id }
        };
        Self::new(application.member, NoticeBody::Coproducer(news), at)
    }

    /// To a founding co-producer.
    pub const fn founding_coproducer(coproducer: &Coproducer) -> Self {
        let body = NoticeBody::Coproducer(CoproducerNews::Founding);
        Self::new(coproducer.member, body, coproducer.since)
    }

    /// To the co-producer whose probation is over.
    pub const fn probation_over(member: MemberId, at: Timestamp) -> Self {
        let news = CoproducerNews::ProbationOver { over_at: at };
        Self::new(member, NoticeBody::Coproducer(news), at)
    }

    /// To a co-producer who was suspended or revoked.
    pub fn coproducer_stopped(stopped: &Coproducer) -> Self {
        let (state, decided_at) = (stopped.state, decided_at(stopped));
        let news = CoproducerNews::Stopped { state, decided_at };
        Self::new(stopped.member, NoticeBody::Coproducer(news), decided_at)
    }

    /// To a co-producer who objects to what `appealing` says of them.
    pub fn coproducer_appealed(appealing: &Coproducer, at: Timestamp) -> Self {
        let (state, decided_at) = (appealing.state, decided_at(appealing));
        let news = CoproducerNews::Appealed { state, decided_at };
        Self::new(appealing.member, NoticeBody::Coproducer(news), at)
    }

    /// To a co-producer whose objection to what `appealing` says of them is answered; `at` is the
    /// time of the answer.
    pub fn appeal_answered(appealing: &Coproducer, reinstated: bool, at: Timestamp) -> Self {
        let (state, decided_at) = (appealing.state, decided_at(appealing));
        let news = CoproducerNews::AppealAnswered { state, decided_at, reinstated };
        Self::new(appealing.member, NoticeBody::Coproducer(news), at)
    }

    /// To a payee, of money that has arrived and of money that has not; nothing for any other state
    /// of the payout, where nothing was to be paid, and where the account is no member's.
    pub fn payout(
        (payout, attempt): (PayoutId, u32),
        state: PayoutState,
        payable: &Payable,
        at: Timestamp,
    ) -> Option<Self> {
        match state {
            PayoutState::Settled | PayoutState::Returned => {}
            PayoutState::Due
            | PayoutState::Prepared
            | PayoutState::Submitted
            | PayoutState::Unknown => return None,
        }
        if payable.net.is_zero() {
            return None;
        }
        let (month, net) = (payable.month, Money::new(payable.currency, payable.net));
        let body = NoticeBody::Payout { payout, attempt, state, month, net };
        Some(Self::new(payable.account.as_str().parse().ok()?, body, at))
    }

    /// Who changes an account should be its owner; if not, this is how the owner hears of it. The
    /// old account stands in it masked, since it stands nowhere else any more.
    pub fn payout_account(member: MemberId, before: &PayoutAccount, at: Timestamp) -> Self {
        let body = NoticeBody::PayoutAccount { changed_at: at, before: before.all_masked() };
        Self::new(member, body, at)
    }
}

/// By this time a decision about a co-producer is named.
fn decided_at(coproducer: &Coproducer) -> Timestamp {
    coproducer.decided_at.unwrap_or(coproducer.since)
}

impl Announcement {
    const fn new(body: NoticeBody, members: BTreeSet<MemberId>, at: Timestamp) -> Self {
        Self { body, at, members }
    }

    /// To everybody who takes part in a brief: which of its terms are others now.
    pub const fn brief_amended(
        amended: &Brief,
        changed: Vec<ChangedTerm>,
        members: BTreeSet<MemberId>,
        at: Timestamp,
    ) -> Self {
        let (brief, version) = (amended.id, amended.version);
        Self::new(NoticeBody::BriefAmended { brief, version, changed }, members, at)
    }

    /// To the composers who have entered or mean to: entries end at `due_at`.
    pub const fn entries_due(
        brief: &Brief,
        stage: ReminderStage,
        due_at: Timestamp,
        composers: BTreeSet<MemberId>,
        at: Timestamp,
    ) -> Self {
        let deadline = NearDeadline::Entries { brief: brief.id };
        Self::new(NoticeBody::DeadlineNear { deadline, stage, due_at }, composers, at)
    }

    /// To everybody who takes part in the brief; the words are looked up in the answer.
    pub const fn question_answered(
        question: &Question,
        members: BTreeSet<MemberId>,
        at: Timestamp,
    ) -> Self {
        let (brief, question) = (question.brief, question.id);
        Self::new(NoticeBody::QuestionAnswered { brief, question }, members, at)
    }

    /// Entries have ended.
    pub const fn brief_closed(brief: &Brief, members: BTreeSet<MemberId>, at: Timestamp) -> Self {
        Self::new(NoticeBody::BriefClosed { brief: brief.id }, members, at)
    }

    /// To everybody who has not won.
    pub const fn brief_awarded(brief: &Brief, members: BTreeSet<MemberId>, at: Timestamp) -> Self {
        Self::new(NoticeBody::BriefAwarded { brief: brief.id }, members, at)
    }

    /// To the writers of the winner.
    pub const fn brief_delivered(
        brief: &Brief,
        writers: BTreeSet<MemberId>,
        at: Timestamp,
    ) -> Self {
        Self::new(NoticeBody::BriefDelivered { brief: brief.id }, writers, at)
    }

    /// To those from whom its embargo kept who has won and why.
    pub const fn embargo_ended(brief: &Brief, members: BTreeSet<MemberId>, at: Timestamp) -> Self {
        Self::new(NoticeBody::EmbargoEnded { brief: brief.id }, members, at)
    }

    /// The client calls for the last versions.
    pub const fn last_versions(
        brief: &Brief,
        until: Timestamp,
        members: BTreeSet<MemberId>,
        at: Timestamp,
    ) -> Self {
        Self::new(NoticeBody::LastVersions { brief: brief.id, until }, members, at)
    }

    /// The client never decided. Which tracks are left unanswered is read in the brief.
    pub const fn brief_lapsed(brief: &Brief, members: BTreeSet<MemberId>, at: Timestamp) -> Self {
        let (id, unanswered) = (brief.id, brief.left_unanswered.len());
        Self::new(NoticeBody::BriefLapsed { brief: id, unanswered }, members, at)
    }

    /// Why is read in the brief.
    pub const fn brief_cancelled(
        brief: &Brief,
        members: BTreeSet<MemberId>,
        at: Timestamp,
    ) -> Self {
        let (id, unanswered) = (brief.id, brief.left_unanswered.len());
        Self::new(NoticeBody::BriefCancelled { brief: id, unanswered }, members, at)
    }

    /// To everybody who gets this same sum of a prize that is shared.
    pub const fn prize_shared(
        brief: BriefId,
        money: Money,
        members: BTreeSet<MemberId>,
        at: Timestamp,
    ) -> Self {
        let body = NoticeBody::Prize { brief, reason: PrizeReason::Lapsed, money };
        Self::new(body, members, at)
    }
}
