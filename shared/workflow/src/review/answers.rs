//! The answers to a track: for those who wrote it, for the client, and for who has answered the same
//! version; never for another composer, and never for a reviewer whose own answer is not in.

use domain::brief::Brief;
use domain::id::{BriefId, ReviewId, TrackId};
use domain::review::Review;
use domain::track::{AnswerReader, Version};

use crate::{Actor, Workflow, WorkflowError};

/// The answers that somebody reads, and with whose eyes.
#[derive(Debug)]
pub struct ReadAnswers {
    pub brief: Brief,
    pub reader: AnswerReader,
    /// Every version of the track.
    pub versions: Vec<Version>,
    /// In the order in which they were given out.
    pub reviews: Vec<Review>,
}

/// The answers to every version of a track that the actor may read. Three round trips, two of them
/// at once.
pub async fn read(
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
    let part = found.part(actor.member, actor.is_operator);
    let versions: Vec<Version> =
        entry.versions.into_iter().map(|stored| stored.item.version).collect();
    let reader = entry.track.item.track.reader_of_answers(actor.member, part, &versions);
    let reader = reader.ok_or(WorkflowError::NotFound)?;
    let shown = versions.iter().filter(|version| version.shows_answers_to(reader));
    let ids: Vec<ReviewId> =
        shown.flat_map(Version::delivered_slots).map(|slot| slot.review).collect();
    let reviews = work.store.get_each(ids.into_iter().map(store::review::key)).await?;
    let reviews = reviews.into_iter().flatten().map(|stored| stored.item.review).collect();
    Ok(ReadAnswers { brief: found.brief.item.brief, reader, versions, reviews })
}
