//! The owner says what they think of a track, in stars and words, whenever they like. The composer
//! is told; a reviewer reads it once they have answered.

use domain::change::Change;
use domain::id::{BriefId, TrackId};
use domain::notice::Notice;
use domain::score::Score;
use domain::text::Text;
use domain::track::Track;
use store::retry_on_conflict;

use super::access;
use super::shortlist::mark;
use crate::{Actor, Workflow, WorkflowError};

/// The newest stars and words count; the same again changes nothing.
pub async fn rate(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
    track: TrackId,
    (stars, words): (Score, Option<&Text>),
) -> Result<Track, WorkflowError> {
    retry_on_conflict(|| async {
        let aggregate = access::load_aggregate_of_owner(work, brief, actor).await?;
        let entry = aggregate.entry(track).ok_or(WorkflowError::NotFound)?;
        let track = &entry.track.item.track;
        let Change::Applied(rated) = track.rate(stars, words.cloned(), work.now) else {
            return Ok(track.clone());
        };
        let notice = Notice::client_rating(&rated, stars, work.now);
        let marked = mark(&entry.track, |_| rated);
        work.store.mark_track((brief, aggregate.brief.revision), &marked, &notice).await?;
        Ok(marked.item.track)
    })
    .await
}
