//! What is sent of a review: to its reviewer, without a trace of who wrote the track; to the composer
//! and the client, with the answer.

use domain::brief::{BriefTerms, LengthRange};
use domain::id::{BriefId, MemberId, ReviewId, TrackId};
use domain::review::{Delivery, Review, ReviewState};
use domain::text::{Line, Tag, Title, Words};
use jiff::Timestamp;
use serde::Serialize;

/// A review in its reviewer's queue.
#[derive(Debug, Serialize)]
pub(crate) struct QueuedReview {
    id: ReviewId,
    brief: BriefId,
    #[serde(skip_serializing_if = "Option::is_none")]
    brief_title: Option<Title>,
    track: TrackId,
    version: u8,
    state: ReviewState,
    offered_at: Option<Timestamp>,
    decline_by: Option<Timestamp>,
    due_at: Option<Timestamp>,
    duration_ms: u64,
    heard_bp: u32,
}

impl QueuedReview {
    pub(crate) fn of(review: &Review, brief_title: Option<Title>) -> QueuedReview {
        QueuedReview {
            id: review.id,
            brief: review.brief,
            brief_title,
            track: review.track,
            version: review.version,
            state: review.state,
            offered_at: review.offered_at,
            decline_by: review.decline_by,
            due_at: review.due_at,
            duration_ms: review.duration_ms,
            heard_bp: review.heard.heard_bp(review.duration_ms),
        }
    }
}

/// What a reviewer judges by, in the client's own words.
#[derive(Debug, Serialize)]
pub(crate) struct Terms {
    title: Title,
    text: Words,
    mood_words: Vec<Line>,
    references_like: Vec<Line>,
    references_not_like: Vec<Line>,
    length: Option<LengthRange>,
    delivery: Option<Words>,
    genre_tags: Vec<Tag>,
}

impl From<BriefTerms> for Terms {
    fn from(terms: BriefTerms) -> Terms {
        Terms {
            title: terms.title,
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
    reviewer: MemberId,
    /// Whether it is a probation reviewer's, which does not count for the verdict.
    probation: bool,
    brief_version: u32,
    lexicon_version: Option<u32>,
    #[serde(flatten)]
    delivery: Delivery,
}

impl DeliveredReview {
    /// Nothing where it is not delivered.
    pub(crate) fn of(review: Review) -> Option<DeliveredReview> {
        Some(DeliveredReview {
            id: review.id,
            brief: review.brief,
            track: review.track,
            version: review.version,
            state: review.state,
            reviewer: review.reviewer,
            probation: review.probation,
            brief_version: review.brief_version,
            lexicon_version: review.lexicon_version,
            delivery: review.delivery.filter(|_| review.state == ReviewState::Delivered)?,
        })
    }
}
