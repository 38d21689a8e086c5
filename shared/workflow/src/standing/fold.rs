//! What was earned or observed is added, and folded into the one item that sums it up.

use std::collections::BTreeSet;

use domain::change::Change;
use domain::coproducer::{Coproducer, CoproducerState};
use domain::coproducer_standing::{CoproducerStanding, Observation};
use domain::id::{BriefId, MemberId};
use domain::notice::Notice;
use domain::points::{PointEntry, additions};
use store::standing::{CoproducerStandingItem, MemberStanding, ObservationItem};
use store::{ItemKey, RawItem, Stored, keys, retry_on_conflict};

use crate::{Workflow, WorkflowError};

/// The maximum number of entries in one transaction, beside the standing and the notices of three
/// levels.
const ENTRIES_MAX: usize = 96;

/// Looks at a level that rests on old work: the member is told, or the level is one lower, in one
/// transaction with the notice. Four round trips.
pub async fn look_at_level(work: &Workflow, member: MemberId) -> Result<(), WorkflowError> {
    add_points(work, member, &[]).await
}

/// Adds those of `earned` that are not there yet, and folds all of them into the standing, in one
/// transaction (one for each 96): entries, sum and the notice of a promotion are seen together or
/// not at all.
///
/// Conditioned on the standing's revision, which is read before the entries: what another shard of
/// the stream adds in between changes it, and is read in the next try. Four round trips, one where
/// all of it is there already.
pub async fn add_points(
    work: &Workflow,
    member: MemberId,
    earned: &[PointEntry],
) -> Result<(), WorkflowError> {
    let mut earned = earned.to_vec();
    // What is about one thing is written together, as far as a transaction has room.
    earned.sort_by_cached_key(|entry| (entry.subject.clone(), entry.rule, entry.opposite));
    let (first, rest) = earned.split_at(earned.len().min(ENTRIES_MAX));
    for some in [first].into_iter().chain(rest.chunks(ENTRIES_MAX)) {
        retry_on_conflict(|| add_page(work, member, some)).await?;
    }
    Ok(())
}

async fn add_page(
    work: &Workflow,
    member: MemberId,
    earned: &[PointEntry],
) -> Result<(), WorkflowError> {
    let (before, all_known) = work.store.standing_with(member, earned).await?;
    if !earned.is_empty() && before.is_some() && all_known {
        return Ok(());
    }
    let mut entries = work.store.list_all(&store::standing::points_of(member)).await?;
    let new = additions(&entries, earned);
    entries.extend(new.iter().cloned());
    let hidden = hidden_briefs(work, before.as_ref(), &entries, &new).await?;
    let standing = MemberStanding::of(member, &entries, &hidden, work.now, work.policy);
    let is_known = before.as_ref().is_some_and(|stored| stored.item == standing);
    if new.is_empty() && (is_known || entries.is_empty()) {
        return Ok(());
    }
    let mut notices = promotions(work, before.as_ref(), &standing).await?;
    let told = before.as_ref().map_or(0, |stored| stored.item.activity.stage);
    if standing.activity.stage > told {
        notices.extend(level_rests(work, &standing).await?);
    }
    let revision = before.map_or(0, |stored| stored.revision);
    work.store.write_points(&Stored { item: standing, revision }, &new, &notices).await?;
    Ok(())
}

/// The briefs of these entries whose outcome is not public: that of a brief stays public, so that
/// only what waited before and what is new is asked for.
async fn hidden_briefs(
    work: &Workflow,
    before: Option<&Stored<MemberStanding>>,
    entries: &[PointEntry],
    new: &[PointEntry],
) -> Result<BTreeSet<BriefId>, WorkflowError> {
    let public = before.and_then(|stored| stored.item.public.as_ref());
    let of = |entries: &[PointEntry]| -> BTreeSet<BriefId> {
        entries.iter().filter_map(|entry| entry.brief).collect()
    };
    let briefs = match public {
        Some(public) => public.briefs().chain(of(new)).collect(),
        None => of(entries),
    };
    let found = work.store.get_each(briefs.into_iter().map(store::brief::key)).await?;
    let found = found.into_iter().flatten().map(|stored| stored.item.brief);
    let hidden = found.filter(|brief| !brief.outcome_is_public(work.now));
    Ok(hidden.map(|brief| brief.id).collect())
}

/// The notice that a level rests, unless they had it already: an approval in between may have been
/// taken back.
async fn level_rests(
    work: &Workflow,
    standing: &MemberStanding,
) -> Result<Option<Notice>, WorkflowError> {
    let notice = Notice::level_rests(standing.member, &standing.activity, work.now);
    let Some(notice) = notice else { return Ok(None) };
    let known = work.store.get(ItemKey::of(&notice)).await?;
    Ok(known.is_none().then_some(notice))
}

/// The notices of the levels that are reached now. A level that was lost with a voided review and
/// is reached again was announced once.
async fn promotions(
    work: &Workflow,
    before: Option<&Stored<MemberStanding>>,
    now: &MemberStanding,
) -> Result<Vec<Notice>, WorkflowError> {
    let known = before.map(|stored| stored.item.promotions.as_slice()).unwrap_or_default();
    let mut notices = Vec::new();
    for reached in &now.promotions {
        let notice = Notice::promotion(now.member, reached.level, work.now);
        let is_new = !known.iter().any(|known| known.level == reached.level);
        if is_new && work.store.get(ItemKey::of(&notice)).await?.is_none() {
            notices.push(notice);
        }
    }
    Ok(notices)
}

/// Takes in what was observed of a co-producer and folds all of it into their standing, in one
/// transaction. An older state of the same thing changes nothing.
///
/// Conditioned on the standing's revision, which is read before the observations; see
/// [`add_points`]. Three round trips, one where it was seen already, and one for what it means for a
/// probation.
pub async fn observe(work: &Workflow, observed: &ObservationItem) -> Result<(), WorkflowError> {
    retry_on_conflict(|| observe_once(work, observed)).await?;
    retry_on_conflict(|| end_probation(work, observed.observation.member)).await
}

/// Ends the probation of a co-producer whose standing says that their reviews are good enough. One
/// round trip, one more where it ends.
async fn end_probation(work: &Workflow, member: MemberId) -> Result<(), WorkflowError> {
    let wanted = [keys::coproducer(member), keys::coproducer_standing(member)];
    let mut found = work.store.get_many(&wanted).await?.into_iter();
    let coproducer = found.next().flatten().map(RawItem::parse::<Coproducer>).transpose()?;
    let sum = found.next().flatten().map(RawItem::parse::<CoproducerStandingItem>).transpose()?;
    let (Some(coproducer), Some(sum)) = (coproducer, sum) else { return Ok(()) };
    let Stored { item, revision } = coproducer;
    let is_on_probation = item.state == CoproducerState::Probation;
    let passes = sum.item.standing.passes_probation(item.probation_delivered, work.policy);
    if !is_on_probation || !passes {
        return Ok(());
    }
    let Change::Applied(over) = item.graduate(work.now)? else { return Ok(()) };
    let notice = Notice::probation_over(member, work.now);
    work.store.change_coproducer(&Stored { item: over, revision }, &notice, &[]).await?;
    Ok(())
}

async fn observe_once(work: &Workflow, observed: &ObservationItem) -> Result<(), WorkflowError> {
    let Observation { member, subject, .. } = &observed.observation;
    let (sum_before, before) = work.store.coproducer_standing_with(*member, subject).await?;
    // The same state said otherwise is put right.
    let is_known = |old: &Stored<ObservationItem>| {
        old.item.seen_revision > observed.seen_revision || old.item == *observed
    };
    if before.as_ref().is_some_and(is_known) {
        return Ok(());
    }
    let all = work.store.list_all(&store::standing::observations_of(*member)).await?.into_iter();
    let others = all.map(|one| one.observation).filter(|one| one.subject != *subject);
    let observations: Vec<Observation> = others.chain([observed.observation.clone()]).collect();
    let standing = CoproducerStanding::of(&observations, work.policy);
    let revision = |revision: Option<u64>| revision.unwrap_or(0);
    let observation =
        Stored { item: observed.clone(), revision: revision(before.map(|stored| stored.revision)) };
    let sum = Stored {
        item: CoproducerStandingItem { member: *member, standing },
        revision: revision(sum_before.map(|stored| stored.revision)),
    };
    work.store.write_observation(&sum, Some(&observation)).await?;
    Ok(())
}

/// Folds everything that was observed of a co-producer into their standing once more. Two round
/// trips where it is as it should be, three where it was not.
pub async fn fold_observations(work: &Workflow, member: MemberId) -> Result<(), WorkflowError> {
    retry_on_conflict(|| fold_once(work, member)).await
}

async fn fold_once(work: &Workflow, member: MemberId) -> Result<(), WorkflowError> {
    let before = work.store.get(store::standing::coproducer_key(member)).await?;
    let all = work.store.list_all(&store::standing::observations_of(member)).await?.into_iter();
    let observations: Vec<Observation> = all.map(|one| one.observation).collect();
    let standing = CoproducerStanding::of(&observations, work.policy);
    let now = CoproducerStandingItem { member, standing };
    if before.as_ref().is_some_and(|stored| stored.item == now) {
        return Ok(());
    }
    let revision = before.map_or(0, |stored| stored.revision);
    work.store.write_observation(&Stored { item: now, revision }, None).await?;
    Ok(())
}
