//! The answers to a track: for those who wrote it, for the client, and for who has answered the same
//! version; never for another composer, and never for a reviewer whose own answer is not in.

use domain::brief::{Brief, SimilarBrief};
use domain::id::{BriefId, ReviewId, TrackId};
use domain::review::{Review, ReviewState};
use domain::score::SelfScoreGap;
use domain::track::{AnswerReader, Version};
use domain::verdict::Verdict;
use store::retry_on_conflict;

use crate::brief::access;
use crate::brief::board::find_similar;
use crate::{Actor, Workflow, WorkflowError};

/// An answer as somebody reads it.
#[derive(Debug, Clone)]
pub struct ReadAnswer {
    /// Delivered; without what was said to it where that is none of theirs.
    pub review: Review,
    /// Whether it is told who listened.
    pub names_reviewer: bool,
    /// How far the composer's own scores were above these; for the composer alone.
    pub self_score_gap: Option<SelfScoreGap>,
}

/// The answers that somebody reads.
#[derive(Debug, Clone)]
pub struct ReadAnswers {
    /// In the order in which they were given out.
    pub answers: Vec<ReadAnswer>,
    /// For the writers of a track that is off its brief: where it may be on brief.
    pub similar_briefs: Vec<SimilarBrief>,
}

/// The answers to every version of a track that the actor may read. Three round trips, two of them
/// at once; one more for a writer whose track is off brief.
pub async fn read(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
    track: TrackId,
) -> Result<ReadAnswers, WorkflowError> {
    retry_on_conflict(|| read_once(work, actor, brief, track)).await
}

async fn read_once(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
    track: TrackId,
) -> Result<ReadAnswers, WorkflowError> {
    let (found, entry) = tokio::try_join!(
        work.store.brief_for(brief, actor.member),
        work.store.track_entry(brief, track)
    )?;
    let (Some(found), Some(entry)) = (found, entry) else { return Err(WorkflowError::NotFound) };
    let part = access::part_of_reader(work, &found, actor).await?;
    let versions: Vec<Version> =
        entry.versions.into_iter().map(|stored| stored.item.version).collect();
    let reader = entry.track.item.track.reader_of_answers(actor.member, part, &versions);
    let reader = reader.ok_or(WorkflowError::NotFound)?;
    let shown = versions.iter().filter(|version| version.shows_answers_to(reader));
    let ids: Vec<ReviewId> =
        shown.flat_map(Version::delivered_slots).map(|slot| slot.review).collect();
    let reviews = work.store.get_each(ids.into_iter().map(store::review::key)).await?;
    let reviews = reviews.into_iter().flatten().map(|stored| stored.item.review);
    let delivered = reviews.filter(|review| review.state == ReviewState::Delivered);
    let brief = &found.brief.item.brief;
    let answers: Vec<ReadAnswer> =
        delivered.map(|review| as_read((actor, reader), brief, &versions, review)).collect();
    let is_off_brief = |one: &ReadAnswer| {
        let delivery = one.review.delivery.as_ref();
        delivery.is_some_and(|delivery| delivery.verdict == Verdict::OffBrief)
    };
    let is_sent_elsewhere = reader == AnswerReader::Writer && answers.iter().any(is_off_brief);
    let similar_briefs =
        if is_sent_elsewhere { find_similar(work, brief).await? } else { Vec::new() };
    Ok(ReadAnswers { answers, similar_briefs })
}

/// With these eyes.
fn as_read(
    (actor, reader): (Actor, AnswerReader),
    brief: &Brief,
    versions: &[Version],
    review: Review,
) -> ReadAnswer {
    let version = versions.iter().find(|version| version.version == review.version);
    let own = version.and_then(|version| version.self_score_for(actor.member));
    let own = own.filter(|_| reader == AnswerReader::Writer);
    let scores = review.delivery.as_ref().map(|delivery| &delivery.scores);
    let self_score_gap = own.zip(scores).map(|(own, scores)| own.self_score_gap(scores));
    let reads_comments = reader.reads_comments_to(review.reviewer);
    let (reaction, dispute) = (review.reaction.clone(), review.dispute.clone());
    let review = Review {
        reaction: reaction.filter(|_| reads_comments),
        dispute: dispute.filter(|_| reads_comments),
        ..review
    };
    ReadAnswer { names_reviewer: brief.names_reviewers_to(reader), review, self_score_gap }
}
