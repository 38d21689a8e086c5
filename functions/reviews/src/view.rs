//! What is sent of a review: to its reviewer, without a trace of who wrote the track; to the
//! composer and the client, with the answer.

use domain::audio::LengthRange;
use domain::brief::{BriefTerms, ProductionKind, SimilarBrief};
use domain::id::{BriefId, MemberId, ReviewId, TrackId};
use domain::review::{Delivery, Dispute, DisputeState, Reaction, Review, ReviewState};
use domain::score::SelfScoreGap;
use domain::text::{ShortText, Tag, Text, Title};
use domain::verdict::Verdict;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use store::review::ReviewItem;
use workflow::review::answers::ReadAnswer;

/// A review in its reviewer's queue.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct QueuedReview {
    id: ReviewId,
    brief: BriefId,
    /// Null where an embargo keeps it back, and in the answer to a change of the review.
    brief_title: Option<Title>,
    track: TrackId,
    /// What stands for the track's title; null in the answer to a change of the review.
    track_title: Option<String>,
    #[schemars(range(min = 1))]
    version: u8,
    state: ReviewState,
    /// When the deadline timer began; null while the review waits for a free one.
    offered_at: Option<Timestamp>,
    /// Until when it may be declined; null while the deadline timer does not run yet.
    decline_by: Option<Timestamp>,
    /// Until when it is to be delivered; null while the deadline timer does not run yet.
    due_at: Option<Timestamp>,
    /// Why this reviewer, in words, as the listening room says it; null where no reason was recorded,
    /// and in the answer to a change of the review.
    why_you: Option<String>,
    /// How long the track is.
    duration_ms: u64,
    /// The part of the track that was heard.
    #[schemars(range(max = 10_000))]
    heard_bp: u32,
    /// What the composer said to it, without their name; null where nothing.
    reaction: Option<Reaction>,
}

impl QueuedReview {
    /// As it stands in the queue, with what was pinned when it was given.
    pub(crate) fn in_queue(item: &ReviewItem, brief_title: Option<Title>) -> QueuedReview {
        QueuedReview {
            brief_title,
            track_title: Some(item.pinned.item.version.entry.to_string()),
            why_you: why_you(item),
            ..QueuedReview::changed(&item.review)
        }
    }

    /// As it answers a change of the review.
    pub(crate) fn changed(review: &Review) -> QueuedReview {
        QueuedReview {
            id: review.id,
            brief: review.brief,
            brief_title: None,
            track: review.track,
            track_title: None,
            version: review.version,
            state: review.state,
            offered_at: review.offered_at,
            decline_by: review.decline_by,
            due_at: review.due_at,
            why_you: None,
            duration_ms: review.duration_ms,
            heard_bp: review.heard.heard_bp(review.duration_ms),
            reaction: review.reaction.clone(),
        }
    }
}

/// Why its reviewer was given a review, in a sentence that tells them nothing of who wrote the track;
/// nothing where the version that was pinned has no slot for it.
pub(crate) fn why_you(item: &ReviewItem) -> Option<String> {
    let ReviewItem { review, pinned, .. } = item;
    let slot = pinned.item.version.slots.iter().find(|slot| slot.review == review.id);
    slot.map(|slot| slot.why.told_to(review.reviewer))
}

/// What a reviewer judges by, in the client's own words.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct JudgedTermsView {
    /// Null in a trial, since by it the brief and its winner could be looked up, and null where
    /// an embargo keeps it from a reviewer who has left the brief.
    title: Option<Title>,
    /// What the music is for.
    production: ProductionKind,
    /// What it is for and how it should feel.
    text: Text,
    /// The adjectives that the lexicon translates.
    mood_words: Vec<ShortText>,
    /// What it may sound like.
    references_like: Vec<ShortText>,
    /// Music not like this.
    references_not_like: Vec<ShortText>,
    /// The length asked for; null where any will do.
    length: Option<LengthRange>,
    /// How the master is to be delivered, in words; null where the client says nothing of it.
    delivery: Option<Text>,
    /// The genres of the brief.
    genre_tags: Vec<Tag>,
}

impl JudgedTermsView {
    #[must_use]
    pub(crate) fn without_title(self) -> JudgedTermsView {
        JudgedTermsView { title: None, ..self }
    }
}

impl From<BriefTerms> for JudgedTermsView {
    fn from(terms: BriefTerms) -> JudgedTermsView {
        JudgedTermsView {
            title: Some(terms.title),
            production: terms.production,
            text: terms.text,
            mood_words: terms.mood_words,
            references_like: terms.references_like,
            references_not_like: terms.references_not_like,
            length: terms.length,
            delivery: terms.delivery,
            genre_tags: terms.genre_tags,
        }
    }
}

/// A delivered review.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DeliveredReview {
    id: ReviewId,
    brief: BriefId,
    track: TrackId,
    #[schemars(range(min = 1))]
    version: u8,
    state: ReviewState,
    /// Who listened; null for those who may not know.
    reviewer: Option<MemberId>,
    /// `former member` in place of a reviewer who has left for good, whose answer stays; null for
    /// all others.
    by: Option<&'static str>,
    /// Whether it is a probation reviewer's, which does not count for the verdict.
    probation: bool,
    /// The version of the brief that was judged by.
    #[schemars(range(min = 1))]
    brief_version: u32,
    /// The lexicon that was judged by; null where none was confirmed.
    lexicon_version: Option<u32>,
    #[serde(flatten)]
    delivery: Delivery,
    /// What the composer said to it; null where nothing, and for other reviewers.
    reaction: Option<Reaction>,
    /// What the composer objects to, and what was said to that; null where they do not, and for
    /// other reviewers.
    dispute: Option<DisputeView>,
    /// How far the composer's own scores were above these; null where they gave none, and for
    /// everybody else.
    self_score_gap: Option<SelfScoreGap>,
    /// Where a track that is off this brief may be on brief.
    try_these: Vec<SimilarBriefView>,
}

impl DeliveredReview {
    /// Nothing where it is not delivered.
    pub(crate) fn new(review: Review) -> Option<DeliveredReview> {
        Some(DeliveredReview {
            id: review.id,
            brief: review.brief,
            track: review.track,
            version: review.version,
            state: review.state,
            reviewer: Some(review.reviewer),
            by: None,
            probation: review.probation,
            brief_version: review.brief_version,
            lexicon_version: review.lexicon_version,
            reaction: review.reaction,
            dispute: review.dispute.map(DisputeView::from),
            self_score_gap: None,
            try_these: Vec::new(),
            delivery: review.delivery.filter(|_| review.state == ReviewState::Delivered)?,
        })
    }

    /// As somebody reads it beside the other answers to the track.
    pub(crate) fn of_answer(answer: ReadAnswer) -> Option<DeliveredReview> {
        let ReadAnswer { review, names_reviewer, self_score_gap } = answer;
        let view = DeliveredReview::new(review)?;
        let reviewer = view.reviewer.filter(|_| names_reviewer);
        Some(DeliveredReview { reviewer, self_score_gap, ..view })
    }

    /// Without the id of a reviewer who has left for good.
    #[must_use]
    pub(crate) fn unless_left(self, has_left: impl Fn(MemberId) -> bool) -> DeliveredReview {
        match self.reviewer {
            Some(reviewer) if has_left(reviewer) => {
                DeliveredReview { reviewer: None, by: Some("former member"), ..self }
            }
            Some(_) | None => self,
        }
    }

    /// With briefs to try, where it is off this one.
    #[must_use]
    pub(crate) fn with_similar_briefs(self, briefs: &[SimilarBriefView]) -> DeliveredReview {
        if self.delivery.verdict != Verdict::OffBrief {
            return self;
        }
        DeliveredReview { try_these: briefs.to_vec(), ..self }
    }
}

/// A brief on which a track may be at home.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub(crate) struct SimilarBriefView {
    brief: BriefId,
    /// What the brief is called.
    title: Title,
    /// Until when it takes tracks.
    deadline: Timestamp,
    /// The genres that both ask for.
    shared_tags: Vec<Tag>,
}

impl From<SimilarBrief> for SimilarBriefView {
    fn from(similar: SimilarBrief) -> SimilarBriefView {
        let SimilarBrief { brief, shared_tags } = similar;
        let (id, terms) = (brief.id, brief.terms);
        SimilarBriefView { brief: id, title: terms.title, deadline: terms.deadline, shared_tags }
    }
}

/// A composer's objection, without their name, and what became of it.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DisputeView {
    /// Whether it was decided, and how.
    state: DisputeState,
    /// What the composer says.
    reason: Text,
    raised_at: Timestamp,
    /// What the reviewer says to it; null until they have.
    reply: Option<Text>,
    replied_at: Option<Timestamp>,
    /// What the operator says who has decided it; null until it is decided.
    words: Option<Text>,
    decided_at: Option<Timestamp>,
}

impl From<Dispute> for DisputeView {
    fn from(dispute: Dispute) -> DisputeView {
        let decided_at = dispute.decision.as_ref().map(|decision| decision.at);
        DisputeView {
            state: dispute.state,
            reason: dispute.reason,
            raised_at: dispute.raised_at,
            replied_at: dispute.reply.as_ref().map(|reply| reply.at),
            reply: dispute.reply.map(|reply| reply.words),
            words: dispute.decision.map(|decision| decision.words),
            decided_at,
        }
    }
}
