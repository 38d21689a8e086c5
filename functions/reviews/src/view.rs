//! What is sent of a review: to its reviewer, without a trace of who wrote the track; to the
//! composer and the client, with the answer.

use domain::audio::LengthRange;
use domain::brief::{BriefTerms, ProductionKind};
use domain::id::{BriefId, MemberId, ReviewId, TrackId};
use domain::review::{Delivery, Dispute, DisputeState, Reaction, Review, ReviewState};
use domain::score::{Scores, SelfScoreGap};
use domain::text::{ShortText, Tag, Text, Title};
use domain::track::EntryNumber;
use domain::verdict::Verdict;
use jiff::Timestamp;
use serde::Serialize;

use crate::similar_briefs::SimilarBrief;

/// A review in its reviewer's queue.
#[derive(Debug, Serialize)]
pub(crate) struct QueuedReview {
    id: ReviewId,
    brief: BriefId,
    #[serde(skip_serializing_if = "Option::is_none")]
    brief_title: Option<Title>,
    track: TrackId,
    /// What stands for the track's title; nothing where the reviewer has given it back.
    #[serde(skip_serializing_if = "Option::is_none")]
    track_title: Option<String>,
    version: u8,
    state: ReviewState,
    offered_at: Option<Timestamp>,
    decline_by: Option<Timestamp>,
    due_at: Option<Timestamp>,
    duration_ms: u64,
    heard_bp: u32,
    /// What the composer said to it, without their name.
    #[serde(skip_serializing_if = "Option::is_none")]
    reaction: Option<Reaction>,
}

impl QueuedReview {
    pub(crate) fn new(
        review: &Review,
        brief_title: Option<Title>,
        entry: Option<EntryNumber>,
    ) -> QueuedReview {
        QueuedReview {
            id: review.id,
            brief: review.brief,
            brief_title,
            track: review.track,
            track_title: entry.map(|entry| entry.to_string()),
            version: review.version,
            state: review.state,
            offered_at: review.offered_at,
            decline_by: review.decline_by,
            due_at: review.due_at,
            duration_ms: review.duration_ms,
            heard_bp: review.heard.heard_bp(review.duration_ms),
            reaction: review.reaction.clone(),
        }
    }
}

/// What a reviewer judges by, in the client's own words.
#[derive(Debug, Serialize)]
pub(crate) struct Terms {
    /// Nothing in a trial, since by it the brief and its winner could be looked up, and nothing where
    /// an embargo keeps it from a reviewer who has left the brief.
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<Title>,
    production: ProductionKind,
    text: Text,
    mood_words: Vec<ShortText>,
    references_like: Vec<ShortText>,
    references_not_like: Vec<ShortText>,
    length: Option<LengthRange>,
    delivery: Option<Text>,
    genre_tags: Vec<Tag>,
}

impl Terms {
    #[must_use]
    pub(crate) fn without_title(self) -> Terms {
        Terms { title: None, ..self }
    }
}

impl From<BriefTerms> for Terms {
    fn from(terms: BriefTerms) -> Terms {
        Terms {
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
#[derive(Debug, Serialize)]
pub(crate) struct DeliveredReview {
    id: ReviewId,
    brief: BriefId,
    track: TrackId,
    version: u8,
    state: ReviewState,
    /// Only for those who may know: see [`DeliveredReview::blind`].
    #[serde(skip_serializing_if = "Option::is_none")]
    reviewer: Option<MemberId>,
    /// In place of the reviewer, where they have left for good: their answer stays.
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'static str>,
    /// Whether it is a probation reviewer's, which does not count for the verdict.
    probation: bool,
    brief_version: u32,
    lexicon_version: Option<u32>,
    #[serde(flatten)]
    delivery: Delivery,
    #[serde(skip_serializing_if = "Option::is_none")]
    reaction: Option<Reaction>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dispute: Option<DisputeView>,
    /// How far the composer's own scores were above these; for the composer alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    self_score_gap: Option<SelfScoreGap>,
    /// Where a track that is off this brief may be on brief.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    try_these: Vec<SimilarBrief>,
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

    /// Without the name of who listened: a composer whose next version may go to the same reviewer,
    /// and another reviewer, learn it once the brief is decided.
    #[must_use]
    pub(crate) fn blind(self) -> DeliveredReview {
        DeliveredReview { reviewer: None, ..self }
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

    /// As a reviewer of the same version reads it: the answer alone, and of their own what was said
    /// to it too.
    #[must_use]
    pub(crate) fn for_colleague(self, colleague: MemberId) -> DeliveredReview {
        let is_own = self.reviewer == Some(colleague);
        let (reaction, dispute) = (self.reaction, self.dispute);
        DeliveredReview {
            reaction: reaction.filter(|_| is_own),
            dispute: dispute.filter(|_| is_own),
            ..self
        }
    }

    /// With the gap to what the composer thought of that version, where they said so: the seal is
    /// broken by the answer.
    #[must_use]
    pub(crate) fn with_self_score_gap(self, own: impl Fn(u8) -> Option<Scores>) -> DeliveredReview {
        let self_score_gap = own(self.version).map(|own| own.self_score_gap(&self.delivery.scores));
        DeliveredReview { self_score_gap, ..self }
    }

    /// With briefs to try, where it is off this one.
    #[must_use]
    pub(crate) fn with_similar_briefs(self, briefs: &[SimilarBrief]) -> DeliveredReview {
        if !self.is_off_brief() {
            return self;
        }
        DeliveredReview { try_these: briefs.to_vec(), ..self }
    }

    pub(crate) fn is_off_brief(&self) -> bool {
        self.delivery.verdict == Verdict::OffBrief
    }
}

/// A composer's objection, without their name, and what became of it.
#[derive(Debug, Serialize)]
pub(crate) struct DisputeView {
    state: DisputeState,
    reason: Text,
    raised_at: Timestamp,
    /// What the reviewer says to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    reply: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    replied_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
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
