//! The owner says what they think of a track, in stars and words, whenever they like. The composer
//! is told; a reviewer reads it once they have answered.

use domain::id::{BriefId, TrackId};
use domain::notice::Notice;
use domain::score::Score;
use domain::text::Text;
use domain::track::Track;

use super::mark::mark_track;
use crate::{Actor, Workflow, WorkflowError};

/// The newest stars and words count; the same again changes nothing.
pub async fn rate(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
    track: TrackId,
    (stars, words): (Score, Option<&Text>),
) -> Result<Track, WorkflowError> {
    mark_track(work, actor, brief, track, |_, entry| {
        let change = entry.track.item.track.rate(stars, words.cloned(), work.now);
        Ok(change.map(|rated| {
            let notice = Notice::client_rating(&rated, stars, work.now);
            (rated, notice)
        }))
    })
    .await
}
