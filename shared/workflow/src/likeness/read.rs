//! Who reads what was found alike: the client of a brief what is in it or published, an operator
//! everything but what they have a part in.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::{BriefId, TrackId};
use domain::likeness::{Likeness, Piece};
use store::brief::BriefItem;
use store::track::TrackItem;
use store::{Cursor, Stored, retry_on_conflict};

use crate::brief::access;
use crate::{Actor, Workflow, WorkflowError};

/// A page of what was found alike to a track, for the client of its brief and operators who oversee
/// it; to everybody else, its composer too, there is no such list. Three round trips at once, and up
/// to two more where something was found.
pub async fn of_track(
    work: &Workflow,
    actor: Actor,
    place: (BriefId, TrackId),
    limit: u16,
    cursor: Option<Cursor>,
) -> Result<(Vec<Likeness>, Option<Cursor>), WorkflowError> {
    retry_on_conflict(|| of_track_once(work, actor, place, limit, cursor.clone())).await
}

async fn of_track_once(
    work: &Workflow,
    actor: Actor,
    (brief, track): (BriefId, TrackId),
    limit: u16,
    cursor: Option<Cursor>,
) -> Result<(Vec<Likeness>, Option<Cursor>), WorkflowError> {
    let list = store::likeness::of_track(brief, track);
    let (found, entry, (noted, next)) = tokio::try_join!(
        work.store.brief_for(brief, actor.member),
        work.store.get(store::track::key(brief, track)),
        work.store.list_page(&list, limit, cursor)
    )?;
    let (found, entry) = found.zip(entry).ok_or(WorkflowError::NotFound)?;
    let part = found.part(actor.member, actor.is_operator);
    let wrote = entry.item.track.authors().contains(&actor.member);
    if wrote || !part.sees_everything() {
        return Err(WorkflowError::NotFound);
    }
    let noted = noted.into_iter().map(|stored| stored.item).collect();
    let shown = if part.owns {
        shown_to_client(work, noted).await?
    } else {
        shown_to_operator(work, actor, noted).await?
    };
    Ok((shown, next))
}

/// A page of all likenesses of the studio, the newest first, but for what the operator has a part in;
/// so a page may be short. Three round trips, one where nothing was found.
pub async fn page_for_operator(
    work: &Workflow,
    operator: Actor,
    limit: u16,
    cursor: Option<Cursor>,
) -> Result<(Vec<Likeness>, Option<Cursor>), WorkflowError> {
    retry_on_conflict(|| page_once(work, operator, limit, cursor.clone())).await
}

async fn page_once(
    work: &Workflow,
    operator: Actor,
    limit: u16,
    cursor: Option<Cursor>,
) -> Result<(Vec<Likeness>, Option<Cursor>), WorkflowError> {
    let (found, next) = work.store.list_page(&store::likeness::newest(), limit, cursor).await?;
    let found = found.into_iter().map(|stored| stored.item).collect();
    Ok((shown_to_operator(work, operator, found).await?, next))
}

async fn shown_to_client(
    work: &Workflow,
    noted: Vec<Likeness>,
) -> Result<Vec<Likeness>, WorkflowError> {
    let elsewhere = noted.iter().filter(|one| one.like.brief != one.piece.brief);
    let briefs: BTreeSet<BriefId> = elsewhere.map(|one| one.like.brief).collect();
    let briefs = work.store.get_each(briefs.into_iter().map(store::brief::key)).await?;
    let briefs: BTreeMap<BriefId, BriefItem> =
        briefs.into_iter().flatten().map(|stored| (stored.item.id, stored.item)).collect();
    let is_shown = |one: &Likeness| {
        let other = briefs.get(&one.like.brief).map(|item| &item.brief);
        one.is_shown_to_client(other, work.now)
    };
    Ok(noted.into_iter().filter(is_shown).collect())
}

/// Those between briefs that they oversee, of pieces that others have written.
async fn shown_to_operator(
    work: &Workflow,
    operator: Actor,
    found: Vec<Likeness>,
) -> Result<Vec<Likeness>, WorkflowError> {
    let pieces = || found.iter().flat_map(|one| [one.piece, one.like]);
    let briefs: BTreeSet<BriefId> = pieces().map(|piece| piece.brief).collect();
    let tracks: BTreeSet<(BriefId, TrackId)> =
        pieces().map(|piece| (piece.brief, piece.track)).collect();
    let (overseen, tracks) = tokio::try_join!(access::overseen(work, operator, briefs), async {
        let wanted = tracks.into_iter().map(|(brief, track)| store::track::key(brief, track));
        Ok(work.store.get_each(wanted).await?)
    })?;
    let wrote = |stored: &Stored<TrackItem>| stored.item.track.authors().contains(&operator.member);
    let written: BTreeSet<TrackId> =
        tracks.iter().flatten().filter(|one| wrote(one)).map(|one| one.item.track.id).collect();
    let is_shown =
        |piece: Piece| overseen.briefs.contains(&piece.brief) && !written.contains(&piece.track);
    let shown = found.into_iter().filter(|one| is_shown(one.piece) && is_shown(one.like));
    let shown: Vec<Likeness> = shown.collect();
    let briefs = shown.iter().flat_map(|one| [one.piece.brief, one.like.brief]).collect();
    overseen.look_into(work, &briefs).await?;
    Ok(shown)
}
