//! A composer's open entries: counted where a place is reserved, shown where they look at
//! themselves.

use domain::open_entries::{EntriesRefusal, EntryLimits, EntryStanding, OpenEntries, OpenEntry};
use store::brief::BriefItem;
use store::submission::TrackSubmission;
use store::track::{TrackItem, VersionItem};
use store::{Item, Key, RawItem, StoreError, Stored, keys};

use crate::{Workflow, WorkflowError};

/// Those of the listed entries that are open. One round trip, none where nothing is listed.
pub async fn open_entries(
    work: &Workflow,
    entries: &OpenEntries,
) -> Result<Vec<EntryStanding>, WorkflowError> {
    let wanted: Vec<Key> = entries.listed.iter().flat_map(keys_of).collect();
    let mut found = work.store.get_many(&wanted).await?.into_iter();
    let mut open = Vec::with_capacity(entries.listed.len());
    for entry in &entries.listed {
        let mut next = || found.next().flatten();
        let brief = parse::<BriefItem>(next())?;
        let track = parse::<TrackItem>(next())?;
        let first = parse::<VersionItem>(next())?;
        if let (Some(brief), Some(track), Some(first)) = (brief, track, first) {
            open.extend(entry.standing(&brief.brief, &track.track, &first.version));
        }
    }
    Ok(open)
}

/// The list of open entries with this one on it, to be written with its reservation. What has
/// ended is taken off only where the list is full: one round trip then, none otherwise.
pub(super) async fn with_entry(
    work: &Workflow,
    found: &TrackSubmission,
    entry: OpenEntry,
) -> Result<Stored<OpenEntries>, WorkflowError> {
    let Stored { item, revision } = &found.open_entries;
    let limits = EntryLimits::of(found.standing.standing.level, work.policy);
    // Whoever enters anew has nothing open there: the file before was not taken or never came.
    let others = item.without(entry.track);
    let stored = |item: OpenEntries| Stored { item, revision: *revision };
    if let Ok(entered) = others.enter(entry, &limits) {
        return Ok(stored(entered));
    }
    let open = open_entries(work, &others).await?;
    let entered = others.settled(&open).enter(entry, &limits);
    Ok(stored(entered.map_err(|bound| EntriesRefusal::new(bound, limits, &open))?))
}

/// What tells whether an entry is open.
fn keys_of(entry: &OpenEntry) -> [Key; 3] {
    let OpenEntry { brief, track, .. } = *entry;
    [keys::brief(brief), keys::track(brief, track), keys::version(brief, track, 1)]
}

fn parse<T: Item>(item: Option<RawItem>) -> Result<Option<T>, StoreError> {
    Ok(item.map(RawItem::parse).transpose()?.map(|stored: Stored<T>| stored.item))
}
