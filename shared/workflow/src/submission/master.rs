//! The bought original: for the client who awarded the brief, the very object that was reviewed.

use domain::brief::{Brief, BriefState};
use domain::id::{BriefId, MemberId, TrackId};
use domain::licence::Licence;
use domain::notice::Notice;
use domain::rules::Rule;
use domain::track::{Track, Version};
use jiff::Timestamp;
use store::track::{TrackEntry, TrackItem, WritersChange};
use store::{Stored, retry_on_conflict};

use crate::{Workflow, WorkflowError};

/// What the client bought.
#[derive(Debug, Clone)]
pub struct Master {
    /// What they may do with it.
    pub licence: Licence,
    pub track: Track,
    /// The version that was selected, whose file is the original.
    pub version: Version,
    /// When the client first took it.
    pub taken_at: Timestamp,
}

/// Hands the original to the client who awarded the brief; as often as they like, recorded once.
pub async fn take_master(
    work: &Workflow,
    client: MemberId,
    brief: BriefId,
    track: TrackId,
) -> Result<Master, WorkflowError> {
    let Workflow { store, now, .. } = work;
    retry_on_conflict(async || {
        let (found, licence, entry) = tokio::try_join!(
            store.get(store::brief::key(brief)),
            store.get(store::licence::key(brief)),
            store.track_entry(brief, track)
        )?;
        let (Some(found), Some(entry)) = (found, entry) else {
            return Err(WorkflowError::NotFound);
        };
        if found.item.brief.owner != client {
            return Err(WorkflowError::NotFound);
        }
        let version = bought(&found.item.brief, &entry)?.clone();
        let licence = licence.ok_or(WorkflowError::Invariant("an award without a licence"))?.item;
        let Stored { item, revision } = entry.track;
        if let Some(taken_at) = item.track.master_at {
            return Ok(Master { licence, track: item.track, version, taken_at });
        }
        let track = Track { master_at: Some(*now), ..item.track };
        let notice = Notice::master_taken(&track, *now);
        let track = Stored { item: TrackItem { track, ..item }, revision };
        store.change_track(&track, &WritersChange::default(), &[notice]).await?;
        Ok(Master { licence, track: track.item.track, version, taken_at: *now })
    })
    .await
}

/// The selected version of this track.
fn bought<'entry>(
    brief: &Brief,
    entry: &'entry TrackEntry,
) -> Result<&'entry Version, WorkflowError> {
    let selected = brief.selected.filter(|selected| {
        let is_over = matches!(brief.state, BriefState::Awarded | BriefState::Delivered);
        is_over && selected.track == entry.track.item.track.id
    });
    let selected = selected.ok_or_else(|| {
        let detail = "the original is handed over once its track has been selected";
        WorkflowError::conflict_in_state(Rule::NotSelected, detail, brief.state.as_str())
    })?;
    let mut versions = entry.versions.iter().map(|stored| &stored.item.version);
    let version = versions.find(|version| version.version == selected.version);
    version.ok_or(WorkflowError::Invariant("a selection without its version"))
}
