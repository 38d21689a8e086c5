//! Reading tracks: the composer their own, the owner and the operator all, co-producers blind.

use axum::extract::State;
use axum::response::Response;
use domain::brief::{BriefState, Visibility};
use domain::id::{BriefId, TrackId};
use domain::role::Role;
use domain::track::{PartInBrief, TrackReader};
use edge::{Caller, ListPage, PageRequest, Path, Problem, respond};
use runtime::Runtime;
use store::brief::BriefFor;
use store::track::TrackEntry;
use store::{Cursor, Item};

use crate::view::TrackView;

/// `GET /briefs/{brief}/tracks`: the tracks that the caller may see, by id.
pub(crate) async fn list(
    State(runtime): State<Runtime>,
    caller: Caller,
    Path(brief): Path<BriefId>,
    page: PageRequest,
) -> Result<Response, Problem> {
    let after = page.resume(&store::track::of_brief(brief))?;
    let store = crate::store(&runtime);
    let (found, entries) =
        tokio::try_join!(store.brief_for(brief, caller.member), store.brief_entries(brief))?;
    let found = found.ok_or_else(Problem::not_found)?;
    let mut seen: Vec<(TrackEntry, TrackReader)> = entries
        .into_iter()
        .filter_map(|entry| reader(&found, &caller, &entry).map(|reader| (entry, reader)))
        .collect();
    if seen.is_empty() && !knows_brief(&found, &caller) {
        return Err(Problem::not_found());
    }
    let after = after.as_ref().and_then(Cursor::sort_key).unwrap_or_default();
    seen.retain(|(entry, _)| entry.track.item.key().sk.as_str() > after);
    let limit = usize::from(page.limit);
    let last = seen.get(limit.saturating_sub(1)).map(|(entry, _)| entry.track.item.key());
    let next = last.filter(|_| seen.len() > limit).map(Cursor::after);
    let shown = seen.into_iter().take(limit).map(|(entry, reader)| TrackView::new(&entry, reader));
    respond::ok(&ListPage::new(&page, shown.collect(), next))
}

/// `GET /briefs/{brief}/tracks/{track}`.
pub(crate) async fn one(
    State(runtime): State<Runtime>,
    caller: Caller,
    Path((brief, track)): Path<(BriefId, TrackId)>,
) -> Result<Response, Problem> {
    let store = crate::store(&runtime);
    let (found, entry) =
        tokio::try_join!(store.brief_for(brief, caller.member), store.track_entry(brief, track))?;
    let (Some(found), Some(entry)) = (found, entry) else { return Err(Problem::not_found()) };
    let reader = reader(&found, &caller, &entry).ok_or_else(Problem::not_found)?;
    respond::ok(&TrackView::new(&entry, reader))
}

/// As whom the caller reads a track; nothing of another composer's.
fn reader(found: &BriefFor, caller: &Caller, entry: &TrackEntry) -> Option<TrackReader> {
    let operates = caller.is(Role::Operator);
    let mut versions = entry.versions.iter().map(|stored| &stored.item.version);
    let listens = versions.any(|version| version.is_listened_to_by(caller.member));
    // An operator who was given a track of a brief that they do not co-produce is blind to it.
    let reviews = coproduces(found) || operates && listens;
    let part = PartInBrief { owns: owns(found, caller), reviews, operates };
    entry.track.item.track.reader(caller.member, part)
}

fn owns(found: &BriefFor, caller: &Caller) -> bool {
    found.brief.item.brief.owner == caller.member
}

fn sees_all(found: &BriefFor, caller: &Caller) -> bool {
    caller.is(Role::Operator) || owns(found, caller)
}

fn coproduces(found: &BriefFor) -> bool {
    found.roster.as_ref().is_some_and(|roster| roster.item.left_at.is_none())
}

/// Whether the caller may know that the brief exists.
fn knows_brief(found: &BriefFor, caller: &Caller) -> bool {
    let brief = &found.brief.item;
    let is_shown = brief.state != BriefState::Draft
        && (brief.brief.terms.visibility == Visibility::Public || found.invitation.is_some());
    is_shown || coproduces(found) || sees_all(found, caller)
}
