//! Reading and hearing tracks: the composer their own, who oversees the brief all, who reviews it
//! blind.

use domain::audio::AudioFacts;
use domain::id::{BriefId, TrackId};
use domain::rules::Rule;
use domain::track::{PartInBrief, ReviewingPart, Sight, TrackReader};
use store::brief::BriefFor;
use store::retry_on_conflict;
use store::track::{TrackEntry, VersionItem};

use crate::brief::access;
use crate::review::hear::start_listening_of;
use crate::{Actor, Workflow, WorkflowError};

/// A track, and as whom the actor reads it.
#[derive(Debug)]
pub struct SeenTrack {
    pub entry: TrackEntry,
    pub reader: TrackReader,
}

/// A version that can be heard.
#[derive(Debug)]
pub struct PlayableVersion {
    pub facts: AudioFacts,
    /// Where its file was uploaded.
    pub object_key: String,
    pub sight: Sight,
}

/// The tracks of a brief that the actor may see, by id; 404 where they may not know of the brief. Two
/// round trips at once.
pub async fn read_tracks(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
) -> Result<Vec<SeenTrack>, WorkflowError> {
    retry_on_conflict(|| read_tracks_once(work, actor, brief)).await
}

async fn read_tracks_once(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
) -> Result<Vec<SeenTrack>, WorkflowError> {
    let (found, entries) = tokio::try_join!(
        work.store.brief_for(brief, actor.member),
        work.store.brief_entries(brief)
    )?;
    let found = found.ok_or(WorkflowError::NotFound)?;
    let part = access::part_of_reader(work, &found, actor).await?;
    let seen = entries.into_iter().filter_map(|entry| seen(part, actor, entry));
    let seen: Vec<SeenTrack> = seen.collect();
    if seen.is_empty() && !access::may_see(&found, actor) {
        return Err(WorkflowError::NotFound);
    }
    Ok(seen)
}

/// One track. Two round trips at once.
pub async fn read_track(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
    track: TrackId,
) -> Result<SeenTrack, WorkflowError> {
    retry_on_conflict(|| async {
        let (found, entry) = load(work, actor, brief, track).await?;
        let part = access::part_of_reader(work, &found, actor).await?;
        seen(part, actor, entry).ok_or(WorkflowError::NotFound)
    })
    .await
}

/// A version to be heard: for the brief's owner, the writers and who reviews it; what has won for
/// every co-producer of the brief. What its reviewer plays counts from now on, as in the listening
/// room. Two round trips at once, and two for a reviewer whose answer is awaited.
pub async fn read_version_to_play(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
    (track, number): (TrackId, u8),
) -> Result<PlayableVersion, WorkflowError> {
    let (found, entry) = load(work, actor, brief, track).await?;
    let version = entry.versions.iter().find(|stored| stored.item.version.version == number);
    let version = &version.ok_or(WorkflowError::NotFound)?.item;
    let part = listening_part(&found, actor, version);
    let reader = entry.track.item.track.reader(actor.member, part);
    let sight = version.version.sight(reader.ok_or(WorkflowError::NotFound)?);
    let facts = version.version.facts.clone().filter(|_| version.state.is_taken_in());
    let facts = facts.ok_or_else(|| {
        let detail = format!("there is nothing to hear: the version is {}", version.state);
        WorkflowError::conflict(Rule::NothingToPlay, detail)
    })?;
    if let Some(review) = version.version.review_awaited_of(actor.member) {
        start_listening_of(work, actor, review).await?;
    }
    Ok(PlayableVersion { facts, object_key: version.version.object_key.clone(), sight })
}

async fn load(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
    track: TrackId,
) -> Result<(BriefFor, TrackEntry), WorkflowError> {
    let (found, entry) = tokio::try_join!(
        work.store.brief_for(brief, actor.member),
        work.store.track_entry(brief, track)
    )?;
    found.zip(entry).ok_or(WorkflowError::NotFound)
}

/// The track as the actor reads it; nothing of another composer's.
fn seen(part: PartInBrief, actor: Actor, entry: TrackEntry) -> Option<SeenTrack> {
    let reader = entry.track.item.track.reader(actor.member, part)?;
    Some(SeenTrack { entry, reader })
}

/// What gives somebody a version to hear, whatever else they are: to own the brief, to have been given
/// the version, to co-produce the brief that it has won.
fn listening_part(found: &BriefFor, actor: Actor, item: &VersionItem) -> PartInBrief {
    let (brief, version) = (&found.brief.item.brief, &item.version);
    let coproduces = found.roster.as_ref().is_some_and(|place| place.item.left_at.is_none());
    let has_won = brief.is_won_by(version.track, version.version);
    let hears = version.is_listened_to_by(actor.member) || (coproduces && has_won);
    let reviewing = if hears { ReviewingPart::Reviews } else { ReviewingPart::Nothing };
    PartInBrief { owns: brief.owner == actor.member, reviewing, operates: false }
}
