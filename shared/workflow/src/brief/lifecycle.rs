//! A brief opens, closes, ends or is delivered: by its owner, or by the sweep once its time has
//! come. The effects and the notices are the same for every cause.

use std::collections::{BTreeMap, BTreeSet};

use domain::brief::{Brief, BriefState};
use domain::change::Change;
use domain::id::{BriefId, MemberId};
use domain::invitation::Invitation;
use domain::money::{Amount, AmountError, Money};
use domain::notice::{Announcement, Notice};
use domain::prize::{PrizeAward, PrizeReason};
use domain::rules::Rule;
use domain::text::Text;
use domain::version::missing::MissingAnswer;
use jiff::Timestamp;
use store::brief::{BriefItem, Ending, Opening};
use store::brief_aggregate::BriefAggregate;
use store::overseer::{FirstLook, write_first_looks};
use store::roster::RosterItem;
use store::{Cursor, LostARace, ShownPage, Stored, retry_on_conflict};

use super::change::{moved, prize_booking, written};
use super::{access, automatic};
use crate::roster::choose_coproducers;
use crate::{Actor, Workflow, WorkflowError, follow_up};

/// Entries begin. Where the owner has appointed no co-producer, the best of the platform are
/// appointed in the same transaction; they may leave. Composers whose genres match are invited.
pub async fn open(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
) -> Result<Stored<BriefItem>, WorkflowError> {
    retry_on_conflict(|| open_once(work, actor, brief)).await
}

async fn open_once(
    work: &Workflow,
    actor: Actor,
    id: BriefId,
) -> Result<Stored<BriefItem>, WorkflowError> {
    let aggregate = access::load_aggregate_of_owner(work, id, actor).await?;
    let now = work.now;
    let Change::Applied(opened) = aggregate.brief.item.open(now)? else {
        return Ok(aggregate.brief);
    };
    let ChosenAtOpening { coproducers: chosen, invited: found } =
        chosen_at_opening(work, &aggregate).await?;
    let appointment = |member: &MemberId| RosterItem::new(id, *member, None, now);
    let appointments: Vec<RosterItem> = chosen.iter().map(appointment).collect();
    let invitation = |member: &MemberId| Invitation::found(id, *member, opened.owner, now);
    let invitations: Vec<Invitation> = found.iter().map(invitation).collect();
    let appointed = chosen.iter().map(|member| Notice::appointment(&opened, *member, now));
    let notices: Vec<Notice> =
        appointed.chain(invitations.iter().map(Notice::invitation)).collect();
    let brief = moved(&aggregate.brief, opened);
    let (appointments, invitations) = (&appointments, &invitations);
    let opening = Opening { brief: &brief, appointments, invitations, notices: &notices, at: now };
    work.store.open_brief(opening).await?;
    Ok(written(brief))
}

/// Whom the studio itself appoints and invites when a brief opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChosenAtOpening {
    /// Nobody where the owner has appointed somebody.
    pub coproducers: Vec<MemberId>,
    pub invited: Vec<MemberId>,
}

/// What opening a draft would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpeningPreview {
    /// How many co-producers would be appointed.
    pub coproducers: usize,
    /// How many composers would be invited at most.
    pub invited_max: usize,
    /// Who, for operators alone. A client may change a draft and ask again as often as they like, and
    /// would learn from the names, and from how many composers are found, who asks for how much.
    pub names: Option<ChosenAtOpening>,
}

/// What the draft would come to if it opened now; nothing is written. For its owner and for operators
/// who oversee it.
pub async fn preview_opening(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
) -> Result<OpeningPreview, WorkflowError> {
    retry_on_conflict(|| preview_opening_once(work, actor, brief)).await
}

async fn preview_opening_once(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
) -> Result<OpeningPreview, WorkflowError> {
    let aggregate = access::load_aggregate(work, brief, actor).await?;
    let brief = &aggregate.brief.item.brief;
    if brief.state != BriefState::Draft {
        access::require_owner_or_operator(brief, actor)?;
        return Err(WorkflowError::conflict(Rule::State, "the brief has opened before"));
    }
    access::require_owner_or_overseer(work, &aggregate, actor).await?;
    let invited_max = domain::invitation::invited_max(brief, work.policy);
    if brief.owner == actor.member {
        let coproducers = coproducers_at_opening(work, &aggregate).await?.len();
        return Ok(OpeningPreview { coproducers, invited_max, names: None });
    }
    let chosen = chosen_at_opening(work, &aggregate).await?;
    Ok(OpeningPreview { coproducers: chosen.coproducers.len(), invited_max, names: Some(chosen) })
}

async fn chosen_at_opening(
    work: &Workflow,
    aggregate: &BriefAggregate,
) -> Result<ChosenAtOpening, WorkflowError> {
    let coproducers = coproducers_at_opening(work, aggregate).await?;
    let invited = automatic::find(work, aggregate, &coproducers, work.now).await?;
    Ok(ChosenAtOpening { coproducers, invited })
}

async fn coproducers_at_opening(
    work: &Workflow,
    aggregate: &BriefAggregate,
) -> Result<Vec<MemberId>, WorkflowError> {
    if aggregate.coproducers().next().is_some() {
        return Ok(Vec::new());
    }
    choose_coproducers(work, aggregate).await
}

/// What a client's silence will lead to.
#[derive(Debug, Clone, PartialEq)]
pub struct LapsePreview {
    pub brief: Brief,
    pub lapses_at: Timestamp,
    /// As it would be then, if nobody did anything until then.
    pub ended: Brief,
    /// Answers that were promised and that nobody would have given.
    pub missing: Vec<MissingAnswer>,
}

/// A page of the judged briefs that the operator oversees, with what silence leads to in each;
/// nothing tells of the others. One round trip a brief beside the lists.
pub async fn preview_lapses(
    work: &Workflow,
    operator: Actor,
    limit: u16,
    cursor: Option<Cursor>,
) -> Result<(Vec<LapsePreview>, Option<Cursor>), WorkflowError> {
    retry_on_conflict(|| preview_lapses_once(work, operator, limit, cursor.clone())).await
}

async fn preview_lapses_once(
    work: &Workflow,
    operator: Actor,
    limit: u16,
    cursor: Option<Cursor>,
) -> Result<(Vec<LapsePreview>, Option<Cursor>), WorkflowError> {
    if access::could_review(work, operator.member).await? {
        return Ok((Vec::new(), None));
    }
    let mut page = ShownPage::confidential(limit, cursor);
    while let Some((room, from)) = page.wanted() {
        let (listed, next) = work.store.list_page(&store::brief::judged(), room, from).await?;
        let mut previews = Vec::new();
        for stored in listed {
            previews.extend(preview_lapse(work, operator, stored.item.id).await?);
        }
        page.take(previews, next);
    }
    let (found, next) = page.finish();
    let (previews, looks): (Vec<_>, Vec<_>) = found.into_iter().unzip();
    let looks: Vec<FirstLook> = looks.into_iter().flatten().collect();
    write_first_looks(&work.store, &looks).await?;
    Ok((previews, next))
}

/// When a judged brief would lapse, and what that leaves; nothing where it is judged no more, or
/// where the operator, who could review nothing, does not oversee it; with what is to be written down
/// before they are told. Nothing is written. One round trip.
async fn preview_lapse(
    work: &Workflow,
    operator: Actor,
    brief: BriefId,
) -> Result<Option<(LapsePreview, Option<FirstLook>)>, WorkflowError> {
    let Some(aggregate) = work.store.brief_aggregate(brief).await? else { return Ok(None) };
    let part = aggregate.part(operator.member, operator.is_operator, false);
    if !part.oversees() {
        return Ok(None);
    }
    let look = aggregate.first_look(operator.member, part, work.now);
    let delay_ms = aggregate.delay_ms(work.now);
    let brief = Brief { delay_ms, ..aggregate.brief.item.brief.clone() };
    let Some(lapses_at) = brief.lapses_at(work.policy) else { return Ok(None) };
    let at = lapses_at.max(work.now);
    let Change::Applied(ended) = brief.lapse(&aggregate.contenders(), at, work.policy)? else {
        return Ok(None);
    };
    let entries = aggregate.brief_entries(work.policy);
    let missing = entries.into_iter().flat_map(|entry| entry.missing).collect();
    Ok(Some((LapsePreview { brief, lapses_at, ended, missing }, look)))
}

/// The owner ends entries.
pub async fn close(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
) -> Result<Stored<BriefItem>, WorkflowError> {
    retry_on_conflict(|| async {
        let aggregate = access::load_aggregate_of_owner(work, brief, actor).await?;
        let change = aggregate.brief.item.close(work.now)?;
        let Change::Applied(closed) = change else { return Ok(aggregate.brief) };
        write_closed(work, &aggregate, closed, aggregate.concerned()).await
    })
    .await
}

/// The deadline ends entries. Whether it did so now: not where the brief was amended, closed or
/// cancelled in between.
pub async fn close_due(work: &Workflow, brief: BriefId) -> Result<bool, WorkflowError> {
    let Some(aggregate) = work.store.brief_aggregate(brief).await? else { return Ok(false) };
    let Some(closed) = closed_when_due(&aggregate.brief.item, work.now) else { return Ok(false) };
    let members = with_owner(&aggregate);
    unless_moved(write_closed(work, &aggregate, closed, members).await)
}

/// The brief in Judging; nothing before its deadline or where it is open no more.
pub(crate) fn closed_when_due(brief: &Brief, now: Timestamp) -> Option<Brief> {
    if now < brief.terms.deadline {
        return None;
    }
    match brief.close(now) {
        Ok(Change::Applied(closed)) => Some(closed),
        Ok(Change::AlreadyApplied) | Err(_) => None,
    }
}

async fn write_closed(
    work: &Workflow,
    aggregate: &BriefAggregate,
    closed: Brief,
    members: BTreeSet<MemberId>,
) -> Result<Stored<BriefItem>, WorkflowError> {
    let news = Announcement::brief_closed(&closed, members, work.now);
    let stored = moved(&aggregate.brief, closed);
    let until = aggregate.awaits_until(work.now, work.policy);
    let left = work.store.close_brief(&stored, until, &[news]).await?;
    follow_up::finish_new(work, left).await;
    Ok(written(stored))
}

/// The owner calls for the last versions: everybody who entered has two days to announce one.
pub async fn call_last_versions(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
) -> Result<Stored<BriefItem>, WorkflowError> {
    retry_on_conflict(|| async {
        let aggregate = access::load_aggregate_of_owner(work, brief, actor).await?;
        let change = aggregate.brief.item.call_last_versions(work.now)?;
        let Change::Applied(called) = change else { return Ok(aggregate.brief) };
        let until = called.versions_end_at(work.policy).unwrap_or(work.now);
        let news = Announcement::last_versions(&called, until, aggregate.composers(), work.now);
        let stored = moved(&aggregate.brief, called);
        let left = work.store.move_brief_with_news(&stored, &[news]).await?;
        follow_up::finish_new(work, left).await;
        Ok(written(stored))
    })
    .await
}

/// The owner calls the brief off: everybody concerned is notified why, reviews that are not over
/// are released, and a prize that was received goes back.
pub async fn cancel(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
    reason: &Text,
) -> Result<Stored<BriefItem>, WorkflowError> {
    retry_on_conflict(|| async {
        let aggregate = access::load_aggregate_of_owner(work, brief, actor).await?;
        let change = aggregate.brief.item.cancel(reason.clone(), work.now)?;
        let Change::Applied(cancelled) = change else { return Ok(aggregate.brief) };
        write_ended(work, &aggregate, cancelled, aggregate.concerned()).await
    })
    .await
}

/// Called off for a client who leaves; not where it is over or judged already, whatever an index
/// said. Whether it is judged: then its composers wait for a choice.
pub async fn call_off(
    work: &Workflow,
    brief: BriefId,
    because: &str,
) -> Result<bool, WorkflowError> {
    let Some(aggregate) = work.store.brief_aggregate(brief).await? else { return Ok(false) };
    match aggregate.brief.item.state {
        BriefState::Draft | BriefState::Open => {}
        BriefState::Judging => return Ok(true),
        BriefState::Awarded
        | BriefState::Delivered
        | BriefState::Lapsed
        | BriefState::Cancelled => return Ok(false),
    }
    let reason = Text::new(because).map_err(WorkflowError::internal)?;
    let change = aggregate.brief.item.cancel(reason, work.now)?;
    let Change::Applied(cancelled) = change else { return Ok(false) };
    write_ended(work, &aggregate, cancelled, with_owner(&aggregate)).await?;
    Ok(false)
}

/// Writes a brief that was cancelled or has lapsed, with what it leaves unanswered, tells `members`,
/// and those who share the prize how much is theirs.
pub(super) async fn write_ended(
    work: &Workflow,
    aggregate: &BriefAggregate,
    ended: Brief,
    members: BTreeSet<MemberId>,
) -> Result<Stored<BriefItem>, WorkflowError> {
    let ended = Brief { left_unanswered: aggregate.left_unanswered(), ..ended };
    let prize = shared_prize(work, &ended).await?;
    let news = ending_news(&ended, members, work.now)?;
    let stored = moved(&aggregate.brief, ended);
    let client = stored.item.owner;
    let returned = prize_booking(work, &aggregate.brief, &stored, client).await?;
    let (prize, returned) = (prize.as_ref(), returned.as_ref());
    let (basis, at) = (&aggregate.end_basis(), work.now);
    let ending = Ending { brief: &stored, prize, returned, news: &news, at, basis };
    let left = work.store.end_brief(ending).await?;
    follow_up::finish_new(work, left).await;
    Ok(written(stored))
}

/// What is booked, in the oldest month that takes it.
async fn shared_prize(work: &Workflow, ended: &Brief) -> Result<Option<PrizeAward>, WorkflowError> {
    let Some(money) = ended.terms.prize.filter(|_| !ended.prize_shares.is_empty()) else {
        return Ok(None);
    };
    let month = work.oldest_open_month().await?;
    Ok(Some(PrizeAward {
        brief: ended.id,
        reason: PrizeReason::Lapsed,
        prize: money,
        shares: ended.prize_shares.clone(),
        month,
        at: work.now,
    }))
}

fn ending_news(
    ended: &Brief,
    members: BTreeSet<MemberId>,
    now: Timestamp,
) -> Result<Vec<Announcement>, WorkflowError> {
    let is_called_off = ended.state == BriefState::Cancelled && ended.cancelled_because.is_some();
    let over = if is_called_off {
        Announcement::brief_cancelled(ended, members, now)
    } else {
        Announcement::brief_lapsed(ended, members, now)
    };
    let mut all = vec![over];
    for (money, members) in by_sum(ended).map_err(WorkflowError::internal)? {
        all.push(Announcement::prize_shared(ended.id, money, members, now));
    }
    Ok(all)
}

/// Who gets the same sum, all their tracks together.
fn by_sum(ended: &Brief) -> Result<BTreeMap<Money, BTreeSet<MemberId>>, AmountError> {
    let mut sums: BTreeMap<MemberId, Money> = BTreeMap::new();
    for share in &ended.prize_shares {
        let nothing = Money::new(share.money.currency, Amount::ZERO);
        let sum = sums.entry(share.member).or_insert(nothing);
        sum.amount = sum.amount.checked_add(share.money.amount)?;
    }
    let mut members: BTreeMap<Money, BTreeSet<MemberId>> = BTreeMap::new();
    for (member, sum) in sums {
        members.entry(sum).or_default().insert(member);
    }
    Ok(members)
}

/// Everybody concerned and the owner, who has not caused it.
pub(super) fn with_owner(aggregate: &BriefAggregate) -> BTreeSet<MemberId> {
    let mut members = aggregate.concerned();
    members.insert(aggregate.brief.item.owner);
    members
}

/// Whether it happened now: where another write was faster, nothing was left to do here.
pub(crate) fn unless_moved<T>(done: Result<T, WorkflowError>) -> Result<bool, WorkflowError> {
    match done {
        Ok(_) => Ok(true),
        Err(error) if error.is_conflict() => Ok(false),
        Err(error) => Err(error),
    }
}

/// The owner has received the master.
pub async fn deliver(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
) -> Result<Stored<BriefItem>, WorkflowError> {
    retry_on_conflict(|| deliver_once(work, actor, brief)).await
}

async fn deliver_once(
    work: &Workflow,
    actor: Actor,
    id: BriefId,
) -> Result<Stored<BriefItem>, WorkflowError> {
    let aggregate = access::load_aggregate_of_owner(work, id, actor).await?;
    let now = work.now;
    let change = aggregate.brief.item.deliver(now)?;
    let Change::Applied(delivered) = change else { return Ok(aggregate.brief) };
    let winner = delivered.selected.and_then(|selected| aggregate.entry(selected.track));
    let writers = winner.map(|entry| entry.track.item.track.authors()).unwrap_or_default();
    let news = [Announcement::brief_delivered(&delivered, writers, now)];
    let stored = moved(&aggregate.brief, delivered);
    let left = work.store.move_brief_with_news(&stored, &news).await?;
    follow_up::finish_new(work, left).await;
    Ok(written(stored))
}

#[cfg(test)]
mod tests {
    use domain::brief::{BriefState, BriefTerms, ProductionKind, Visibility};
    use domain::id::MemberId;
    use domain::licence_terms::LicenceTerms;
    use domain::text::{Text, Title};

    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn open(deadline: Timestamp) -> Brief {
        let terms = BriefTerms {
            title: Title::new("Dawn").unwrap(),
            text: Text::new("A train leaves.").unwrap(),
            mood_words: Vec::new(),
            references_like: Vec::new(),
            references_not_like: Vec::new(),
            length: None,
            delivery: None,
            delivery_spec: None,
            genre_tags: Vec::new(),
            prize: None,
            deadline,
            visibility: Visibility::Invited,
            production: ProductionKind::Film,
            licence: LicenceTerms::default(),
            reviews_per_track: 1,
            coproducer_seats: 2,
            pool_ppm: None,
            embargo_until: None,
        };
        let (id, owner) = (BriefId::derive(&[b"brief"]), MemberId::of_subject("client"));
        let draft = Brief::draft(id, owner, terms, at(0));
        draft.open(at(1)).unwrap().or(draft)
    }

    #[test]
    fn a_brief_closes_at_its_deadline_and_not_before() {
        assert_eq!(closed_when_due(&open(at(100)), at(99)), None);
        let closed = closed_when_due(&open(at(100)), at(100)).unwrap();
        assert_eq!((closed.state, closed.closed_at), (BriefState::Judging, Some(at(100))));
    }

    #[test]
    fn a_brief_that_moved_on_is_left_alone() {
        let cancelled = open(at(100)).cancel(Text::new("no budget").unwrap(), at(50)).unwrap();
        let cancelled = cancelled.or(open(at(100)));
        assert_eq!(closed_when_due(&cancelled, at(200)), None);
    }
}
