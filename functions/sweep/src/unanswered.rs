//! Versions for which nobody could be found: labelled once the deadline is long past, so that the
//! client can choose; at rest once their brief is over.

use std::collections::BTreeMap;

use domain::brief::{Brief, BriefState};
use domain::id::BriefId;
use domain::notice::{Notice, NoticeKind};
use domain::policy::Policy;
use domain::text::{ShortText, Text, TextError};
use domain::track::{Track, VersionState};
use jiff::Timestamp;
use store::brief_aggregate::{BriefAggregate, is_answered};
use store::track::{AWAITING_REVIEWER, TrackItem, VersionItem};
use store::{StoreError, Stored};
use thiserror::Error;

use crate::{Sweep, add};

/// Why a version stands as it stood.
#[derive(Debug, Error)]
enum UnansweredError {
    #[error("the table did not take it")]
    Store(#[from] StoreError),
    #[error("a text of our own is not valid")]
    Text(#[from] TextError),
}

/// Looks at everything that lacks a listener, brief by brief.
pub(crate) async fn label(sweep: &mut Sweep) {
    let mut by_brief: BTreeMap<BriefId, Vec<Stored<VersionItem>>> = BTreeMap::new();
    for version in sweep.listed::<VersionItem>(AWAITING_REVIEWER).await {
        by_brief.entry(version.item.version.brief).or_default().push(version);
    }
    let ids: Vec<BriefId> = by_brief.keys().copied().collect();
    let briefs = sweep.work.store.briefs(&ids).await;
    for brief in sweep.noted("briefs", briefs).unwrap_or_default() {
        let versions = by_brief.remove(&brief.item.id).unwrap_or_default();
        let done = of_brief(sweep, &brief.item.brief, versions).await;
        let labelled = sweep.noted(brief.item.id, done).unwrap_or_default();
        add(&mut sweep.swept.tracks_unanswered, labelled);
    }
}

/// How many tracks were labelled.
async fn of_brief(
    sweep: &Sweep,
    brief: &Brief,
    versions: Vec<Stored<VersionItem>>,
) -> Result<usize, UnansweredError> {
    match brief.state {
        BriefState::Draft | BriefState::Open => Ok(0),
        BriefState::Judging => {
            let overdue =
                |version: &&Stored<VersionItem>| is_overdue(brief, version, sweep.work.now);
            if !versions.iter().any(|version| overdue(&version)) {
                return Ok(0);
            }
            let Some(aggregate) = sweep.work.store.brief_aggregate(brief.id).await? else {
                return Ok(0);
            };
            let mut labelled: usize = 0;
            for version in versions.iter().filter(overdue) {
                let done = label_one(sweep, &aggregate, &version.item).await?;
                labelled = labelled.saturating_add(usize::from(done));
            }
            Ok(labelled)
        }
        BriefState::Awarded
        | BriefState::Delivered
        | BriefState::Lapsed
        | BriefState::Cancelled => {
            for version in versions {
                rest(sweep, version).await?;
            }
            Ok(0)
        }
    }
}

/// Whether nobody listens to it long after entries ended and it was taken in.
fn is_overdue(brief: &Brief, version: &Stored<VersionItem>, now: Timestamp) -> bool {
    let VersionItem { state, version, .. } = &version.item;
    let since = brief.closed_at.max(version.received_at);
    *state == VersionState::AwaitingReviewer
        && since.is_some_and(|since| now.duration_since(since) >= Policy::CURRENT.unanswered_after)
}

async fn label_one(
    sweep: &Sweep,
    aggregate: &BriefAggregate,
    version: &VersionItem,
) -> Result<bool, UnansweredError> {
    let Some(entry) = aggregate.entry(version.version.track) else { return Ok(false) };
    let track = &entry.track.item.track;
    let is_answered = entry.versions.iter().any(|version| is_answered(&version.item));
    if is_answered || track.unanswered_because.is_some() {
        return Ok(false);
    }
    let because = match aggregate.coproducers().count() {
        0 => "the brief has no co-producer",
        _ => "no co-producer of the brief may or can review it",
    };
    let notice = notice(track, &aggregate.brief.item, because, sweep.work.now)?;
    let labelled = Track { unanswered_because: Some(ShortText::new(because)?), ..track.clone() };
    let labelled = TrackItem { track: labelled, ..entry.track.item.clone() };
    let labelled = Stored { item: labelled, revision: entry.track.revision };
    match sweep.work.store.label_unanswered(&labelled, &notice).await {
        Ok(()) => Ok(true),
        Err(error) if error.is_conflict() => Ok(false),
        Err(error) => Err(error.into()),
    }
}

fn notice(track: &Track, brief: &Brief, because: &str, at: Timestamp) -> Result<Notice, TextError> {
    let (title, brief_title) = (&track.title, &brief.terms.title);
    let text =
        format!("Nobody could be found to review \"{title}\" for \"{brief_title}\": {because}.");
    Ok(Notice {
        member: track.composer,
        kind: NoticeKind::Unanswered,
        subject: track.id.to_string(),
        at,
        text: Text::new(&text)?,
    })
}

/// Takes a version off the work list whose brief is over.
async fn rest(sweep: &Sweep, version: Stored<VersionItem>) -> Result<(), StoreError> {
    let item = VersionItem { at_rest: true, ..version.item };
    match sweep.work.store.replace(&Stored { item, revision: version.revision }).await {
        Err(error) if error.is_conflict() => Ok(()),
        other => other,
    }
}
