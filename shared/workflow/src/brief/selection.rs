//! `POST /briefs/{brief}/selection` `{track, version, why}`: the award. Everything that it decides on is
//! read at once, and everything that follows from it is written in one transaction.

use std::collections::BTreeSet;

use domain::brief::{Brief, Choice, Selection};
use domain::change::Change;
use domain::credit::{Credit, CreditRole};
use domain::id::{BriefId, MemberId, TrackId};
use domain::licence::Licence;
use domain::money::{
    Account, CountedReview, PoolShare, Share, SplitSources, SplitVersion, WriterShare, YearMonth,
};
use domain::notice::{Announcement, Notice};
use domain::policy::Policy;
use domain::prize::{PrizeAward, PrizeReason, share_among_writers};
use domain::secret::DeploymentSecret;
use domain::taste_alignment::TasteAlignment;
use domain::track::{Track, Version, Writer};
use jiff::Timestamp;
use store::brief::BriefItem;
use store::brief_aggregate::BriefAggregate;
use store::follow_up::{FollowUpItem, Task};
use store::selection::Award;
use store::track::TrackEntry;
use store::{Stored, retry_on_conflict};

use super::change::{moved, written};
use super::mark::mark;
use super::{access, rankings};
use crate::{Actor, Workflow, WorkflowError, follow_up};

/// The owner awards the brief to a version of a track; the same award again changes nothing.
pub async fn select(
    work: &Workflow,
    secret: &DeploymentSecret,
    actor: Actor,
    brief: BriefId,
    choice: &Choice,
) -> Result<Stored<BriefItem>, WorkflowError> {
    retry_on_conflict(|| select_once(work, secret, actor, brief, choice)).await
}

async fn select_once(
    work: &Workflow,
    secret: &DeploymentSecret,
    actor: Actor,
    id: BriefId,
    choice: &Choice,
) -> Result<Stored<BriefItem>, WorkflowError> {
    let aggregate = access::load_aggregate_of_owner(work, id, actor).await?;
    let now = work.now;
    let entries = aggregate.brief_entries(work.policy);
    let change = aggregate.brief.item.award(choice, &entries, now, work.policy)?;
    let Change::Applied(awarded) = change else { return Ok(aggregate.brief) };

    let Choice { track, version, .. } = *choice;
    let taste_alignments =
        rankings::freeze(work, &aggregate, Selection { track, version, at: now }).await?;
    let month = work.oldest_open_month().await?;
    let award = decide(secret, &aggregate, awarded, track, taste_alignments, month, now)?;
    let left = work.store.award(&award).await?;
    follow_up::finish_new(work, left).await;
    Ok(written(award.brief))
}

fn decide(
    secret: &DeploymentSecret,
    aggregate: &BriefAggregate,
    awarded: Brief,
    track: TrackId,
    taste_alignments: Vec<TasteAlignment>,
    month: YearMonth,
    now: Timestamp,
) -> Result<Award, WorkflowError> {
    let entry = aggregate.entry(track).ok_or(WorkflowError::NotFound)?;
    let marked = mark(&entry.track, |track| Track { selected_at: Some(now), ..track });
    let winner = &marked.item.track;
    let split = split(aggregate, winner, month)?;
    let licence = licence(entry, &awarded, winner, now)?;
    let credits = credits(secret, aggregate, &awarded, winner, now);
    let prize = prize(&awarded, winner, month, now)?;
    let shares = prize.iter().flat_map(|prize| prize.shares.clone());
    // Whoever has not agreed to be a writer is named to nobody; their part waits.
    let prize_shares = shares.filter(|share| has_agreed(winner, share.member)).collect();
    let awarded = Brief { prize_shares, ..awarded };
    let kept_back = awarded.terms.embargo_until.filter(|_| awarded.is_embargoed(now));
    let compared = taste_alignments.iter();
    let told: Vec<TasteAlignment> = compared
        .filter(|one| kept_back.is_none() || aggregate.is_coproducer(one.member))
        .cloned()
        .collect();
    let notices = tell(&awarded, winner, &told, now);
    let embargo_end = kept_back.map(|until| FollowUpItem::embargo_end(awarded.id, until));
    let news = vec![Announcement::brief_awarded(&awarded, aggregate.without_winner(winner), now)];
    // Also where there is nothing to release: somebody may be named as a writer, or given a review,
    // at this very moment.
    let release = FollowUpItem::new(awarded.id, "release", Task::Release(None), now);
    let brief = moved(&aggregate.brief, awarded);
    Ok(Award {
        brief,
        track: marked,
        split,
        prize,
        licence,
        credits,
        taste_alignments,
        notices,
        news,
        release,
        embargo_end,
        basis: aggregate.end_basis(),
    })
}

fn has_agreed(track: &Track, member: MemberId) -> bool {
    track.writer(member).is_some_and(|writer| writer.consented_at.is_some())
}

/// The terms of the brief as they stand now, about the selected version.
fn licence(
    entry: &TrackEntry,
    awarded: &Brief,
    winner: &Track,
    now: Timestamp,
) -> Result<Licence, WorkflowError> {
    let is_selected = |one: &&Version| awarded.is_won_by(winner.id, one.version);
    let version = entry.versions.iter().map(|stored| &stored.item.version).find(is_selected);
    let version = version.ok_or(WorkflowError::Invariant("a selection without its version"))?;
    Ok(Licence::grant(awarded, winner, version, now))
}

/// The whole prize, for the writers of the winner by their shares.
fn prize(
    brief: &Brief,
    winner: &Track,
    month: YearMonth,
    at: Timestamp,
) -> Result<Option<PrizeAward>, WorkflowError> {
    let Some(prize) = brief.terms.prize.filter(|_| brief.prize_funded) else { return Ok(None) };
    let shares = share_among_writers(prize, winner.id, &winner.shares());
    let shares = shares.map_err(WorkflowError::internal)?;
    let (brief, reason) = (brief.id, PrizeReason::Selected);
    Ok(Some(PrizeAward { brief, reason, prize, shares, month, at }))
}

/// One flat split: platform nothing, the brief's pool by delivered reviews, the writers the rest;
/// what it was built from stays with it.
fn split(
    aggregate: &BriefAggregate,
    winner: &Track,
    month: YearMonth,
) -> Result<SplitVersion, WorkflowError> {
    let share = |ppm: u32| Share::from_ppm(ppm).map_err(WorkflowError::internal);
    let pool = share(aggregate.brief.item.terms.pool_ppm(&Policy::CURRENT))?;
    let writer = |writer: &Writer| {
        let share_ppm = share(writer.share_ppm)?;
        Ok(WriterShare { account: Account::of_member(writer.member), share_ppm })
    };
    let writers: Result<Vec<_>, WorkflowError> = winner.writers.iter().map(writer).collect();
    let reviews = aggregate.delivered_reviews().into_iter();
    let sources = SplitSources {
        platform: Share::NONE,
        pool: PoolShare::new(pool).map_err(WorkflowError::internal)?,
        writers: writers?,
        reviews: reviews
            .map(|(member, review)| CountedReview { account: Account::of_member(member), review })
            .collect(),
    };
    let waiting = winner.writers.iter().filter(|writer| writer.consented_at.is_none());
    let unconsented = waiting.map(|writer| Account::of_member(writer.member)).collect();
    SplitVersion::first_of(winner.id.into(), month, sources, unconsented)
        .map_err(WorkflowError::internal)
}

/// The composer's, one for every other writer who has agreed to their share, and one for every
/// co-producer with a delivered review on the brief. Who agrees later is credited then.
fn credits(
    secret: &DeploymentSecret,
    aggregate: &BriefAggregate,
    brief: &Brief,
    winner: &Track,
    now: Timestamp,
) -> Vec<Credit> {
    let credit = |member, role| Credit::new(secret, brief, winner, member, role, now);
    let reviews = aggregate.delivered_reviews().into_iter();
    let reviewers: BTreeSet<MemberId> = reviews.map(|(reviewer, _)| reviewer).collect();
    let writers = winner.writers.iter().map(|writer| writer.member);
    let others = writers.filter(|member| has_agreed(winner, *member) && *member != winner.composer);
    std::iter::once(credit(winner.composer, CreditRole::Composer))
        .chain(others.map(|member| credit(member, CreditRole::Writer)))
        .chain(reviewers.into_iter().map(|member| {
            let had_left = !aggregate.is_coproducer(member);
            Credit { had_left, ..credit(member, CreditRole::Coproducer) }
        }))
        .collect()
}

/// The winner, and each co-producer whose ranking was frozen.
fn tell(
    brief: &Brief,
    winner: &Track,
    taste_alignments: &[TasteAlignment],
    now: Timestamp,
) -> Vec<Notice> {
    let prize = brief.prize_shares.iter().map(|share| Notice::prize_won(brief.id, share, now));
    let compared = taste_alignments.iter().map(|one| Notice::outcome_comparison(one, now));
    std::iter::once(Notice::selected(winner, now)).chain(prize).chain(compared).collect()
}
