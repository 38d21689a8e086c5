//! Briefs whose time has come: entries end at the deadline; a client who judges for too long is
//! reminded, and given up at last.

use std::collections::{BTreeMap, BTreeSet};

use domain::brief::{Brief, BriefRefusal, BriefState, Silence};
use domain::change::Change;
use domain::id::{BriefId, MemberId};
use domain::money::input::MonthInput;
use domain::money::{Amount, AmountError, Money, MonthError, YearMonth};
use domain::notice::{Announcement, Notice, NoticeKind};
use domain::policy::Policy;
use domain::prize::{PrizeAward, PrizeReason};
use domain::text::{Text, TextError};
use jiff::Timestamp;
use store::brief::{BriefItem, Ending, JUDGING, OPEN_INVITED};
use store::brief_aggregate::BriefAggregate;
use store::{StoreError, Stored, keys};
use thiserror::Error;

use crate::{Sweep, add};

/// Why a brief stands as it stood.
#[derive(Debug, Error)]
pub(crate) enum BriefError {
    #[error("the table did not take it")]
    Store(#[from] StoreError),
    #[error("the rules do not allow it")]
    Refused(#[from] BriefRefusal),
    #[error("a text of our own is not valid")]
    Text(#[from] TextError),
    #[error("no month takes the prize")]
    Month(#[from] MonthError),
    #[error("the prize cannot be told")]
    Amount(#[from] AmountError),
}

impl BriefError {
    fn is_conflict(&self) -> bool {
        matches!(self, Self::Store(error) if error.is_conflict())
    }
}

/// Closes what is due, on the board and off it.
pub(crate) async fn close(sweep: &mut Sweep) {
    let mut due = sweep.due_in::<BriefItem>(keys::BOARD_PARTITION).await;
    due.extend(sweep.due::<BriefItem>(OPEN_INVITED).await);
    for brief in due {
        let subject: BriefId = brief.item.id;
        let closed = unless_moved(close_one(sweep, subject).await);
        let closed = sweep.noted(subject, closed);
        add(&mut sweep.swept.briefs_closed, usize::from(closed == Some(true)));
    }
}

/// Reminds the clients who have judged for long, and ends the briefs of those who never decide.
pub(crate) async fn end_silence(sweep: &mut Sweep) {
    for brief in sweep.due::<BriefItem>(JUDGING).await {
        let subject: BriefId = brief.item.id;
        match brief.item.silence(sweep.work.now, &Policy::CURRENT) {
            Silence::Patience => {}
            Silence::Remind => {
                let reminded = unless_moved(remind(sweep, brief).await);
                let reminded = sweep.noted(subject, reminded);
                add(&mut sweep.swept.clients_reminded, usize::from(reminded == Some(true)));
            }
            Silence::Lapse => {
                let lapsed = unless_moved(lapse(sweep, subject).await);
                let lapsed = sweep.noted(subject, lapsed);
                add(&mut sweep.swept.briefs_lapsed, usize::from(lapsed == Some(true)));
            }
        }
    }
}

/// Somebody else was faster: then nothing was left to do here.
fn unless_moved(done: Result<bool, BriefError>) -> Result<bool, BriefError> {
    match done {
        Err(error) if error.is_conflict() => Ok(false),
        other => other,
    }
}

/// Whether it was closed now; not where it was amended, closed or cancelled in between.
async fn close_one(sweep: &Sweep, id: BriefId) -> Result<bool, BriefError> {
    let Some(aggregate) = sweep.work.store.brief_aggregate(id).await? else { return Ok(false) };
    let Some(closed) = closed(&aggregate.brief.item, sweep.work.now) else { return Ok(false) };
    let text = format!("Entries to the brief \"{}\" have ended.", closed.terms.title);
    let mut members = aggregate.concerned();
    members.insert(closed.owner);
    let news = [news(&closed, members, NoticeKind::BriefClosed, "", &text, sweep.work.now)?];
    let until = aggregate.awaits_until(sweep.work.now, &Policy::CURRENT);
    let left = sweep.work.store.close_brief(&moved(&aggregate, closed), until, &news).await?;
    workflow::follow_up::finish_new(&sweep.work, left).await;
    Ok(true)
}

/// The brief in Judging; nothing before its deadline or where it is open no more.
fn closed(brief: &Brief, now: Timestamp) -> Option<Brief> {
    if now < brief.terms.deadline {
        return None;
    }
    match brief.close(now) {
        Ok(Change::Applied(closed)) => Some(closed),
        Ok(Change::AlreadyApplied) | Err(_) => None,
    }
}

async fn remind(sweep: &Sweep, stored: Stored<BriefItem>) -> Result<bool, BriefError> {
    let Stored { item, revision } = stored;
    let text = format!(
        "The composers of \"{}\" wait for your choice. Without one the brief lapses on day 30, and \
         its prize is shared.",
        item.terms.title
    );
    let notice = Notice {
        member: item.owner,
        kind: NoticeKind::Reminder,
        subject: item.id.to_string(),
        at: sweep.work.now,
        text: Text::new(&text)?,
    };
    let reminded = Brief { reminded_at: Some(sweep.work.now), ..item.brief.clone() };
    let reminded = Stored { item: item.with(reminded), revision };
    sweep.work.store.move_brief(&reminded, &[notice]).await?;
    Ok(true)
}

/// Called off for a client who leaves; not where it is over or judged already, whatever an index
/// said. Whether it is judged: then its composers wait for a choice.
pub(crate) async fn call_off(
    sweep: &Sweep,
    id: BriefId,
    because: &str,
) -> Result<bool, BriefError> {
    let Some(aggregate) = sweep.work.store.brief_aggregate(id).await? else { return Ok(false) };
    match aggregate.brief.item.state {
        BriefState::Draft | BriefState::Open => {}
        BriefState::Judging => return Ok(true),
        BriefState::Awarded
        | BriefState::Delivered
        | BriefState::Lapsed
        | BriefState::Cancelled => return Ok(false),
    }
    let change = aggregate.brief.item.cancel(Text::new(because)?, sweep.work.now)?;
    let Change::Applied(cancelled) = change else { return Ok(false) };
    let news = ending_news(&aggregate, &cancelled, sweep.work.now)?;
    let brief = moved(&aggregate, cancelled);
    let returned = returned(sweep, &aggregate, &brief).await?;
    let returned = returned.as_ref();
    let ending = Ending { brief: &brief, prize: None, returned, news: &news, at: sweep.work.now };
    let left = sweep.work.store.end_brief(ending).await?;
    workflow::follow_up::finish_new(&sweep.work, left).await;
    Ok(false)
}

/// Lapsed with the prize shared, or cancelled where nobody is there to share it.
async fn lapse(sweep: &Sweep, id: BriefId) -> Result<bool, BriefError> {
    let Some(aggregate) = sweep.work.store.brief_aggregate(id).await? else { return Ok(false) };
    let change =
        aggregate.brief.item.lapse(&aggregate.contenders(), sweep.work.now, &Policy::CURRENT)?;
    let Change::Applied(ended) = change else { return Ok(false) };
    let prize = prize(sweep, &ended).await?;
    let news = ending_news(&aggregate, &ended, sweep.work.now)?;
    let brief = moved(&aggregate, ended);
    let returned = returned(sweep, &aggregate, &brief).await?;
    let (prize, returned) = (prize.as_ref(), returned.as_ref());
    let ending = Ending { brief: &brief, prize, returned, news: &news, at: sweep.work.now };
    let left = sweep.work.store.end_brief(ending).await?;
    workflow::follow_up::finish_new(&sweep.work, left).await;
    Ok(true)
}

/// That a prize goes back to its client, for the books.
async fn returned(
    sweep: &Sweep,
    aggregate: &BriefAggregate,
    ended: &Stored<BriefItem>,
) -> Result<Option<MonthInput>, BriefError> {
    let genesis: YearMonth = sweep.runtime.config.genesis_month.parse()?;
    let (brief, client) = (&ended.item.brief, ended.item.brief.owner);
    Ok(sweep
        .work
        .store
        .prize_booking(genesis, &aggregate.brief, brief, client, sweep.work.now)
        .await?)
}

/// What the money is told, in the oldest month that takes it.
async fn prize(sweep: &Sweep, ended: &Brief) -> Result<Option<PrizeAward>, BriefError> {
    let Some(money) = ended.terms.prize.filter(|_| !ended.prize_shares.is_empty()) else {
        return Ok(None);
    };
    let genesis: YearMonth = sweep.runtime.config.genesis_month.parse()?;
    let month = sweep.work.store.months().await?.oldest_open(genesis)?;
    Ok(Some(PrizeAward {
        brief: ended.id,
        reason: PrizeReason::Lapsed,
        prize: money,
        shares: ended.prize_shares.clone(),
        month,
        at: sweep.work.now,
    }))
}

/// To everybody that it is over; to those who share the prize how much is theirs.
fn ending_news(
    aggregate: &BriefAggregate,
    ended: &Brief,
    now: Timestamp,
) -> Result<Vec<Announcement>, BriefError> {
    let title = &ended.terms.title;
    let mut everybody = aggregate.concerned();
    everybody.insert(ended.owner);
    let called_off = ended.cancelled_because.as_ref();
    let called_off = called_off.filter(|_| ended.state == BriefState::Cancelled);
    let (kind, text) = if let Some(because) = called_off {
        let text = format!("The brief \"{title}\" was called off: {because}.");
        (NoticeKind::BriefCancelled, text)
    } else {
        let text = format!("The brief \"{title}\" has lapsed: the client did not decide.");
        (NoticeKind::BriefLapsed, text)
    };
    let mut all = vec![news(ended, everybody, kind, "", &text, now)?];
    for (money, members) in by_sum(ended)? {
        let text = format!("Your share of the prize of \"{title}\" is {money}.");
        let part = money.amount.to_string();
        all.push(news(ended, members, NoticeKind::Prize, &part, &text, now)?);
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

fn news(
    brief: &Brief,
    members: BTreeSet<MemberId>,
    kind: NoticeKind,
    part: &str,
    text: &str,
    at: Timestamp,
) -> Result<Announcement, TextError> {
    let subject =
        if part.is_empty() { brief.id.to_string() } else { format!("{}#{part}", brief.id) };
    Ok(Announcement { kind, subject, at, text: Text::new(text)?, members })
}

fn moved(aggregate: &BriefAggregate, brief: Brief) -> Stored<BriefItem> {
    Stored { item: aggregate.brief.item.with(brief), revision: aggregate.brief.revision }
}

#[cfg(test)]
mod tests {
    use domain::brief::{BriefState, BriefTerms, Visibility};
    use domain::id::MemberId;
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
        assert_eq!(closed(&open(at(100)), at(99)), None);
        let closed = closed(&open(at(100)), at(100)).unwrap();
        assert_eq!((closed.state, closed.closed_at), (BriefState::Judging, Some(at(100))));
    }

    #[test]
    fn a_brief_that_moved_on_is_left_alone() {
        let cancelled = open(at(100)).cancel(Text::new("no budget").unwrap(), at(50)).unwrap();
        let cancelled = cancelled.or(open(at(100)));
        assert_eq!(closed(&cancelled, at(200)), None);
    }
}
