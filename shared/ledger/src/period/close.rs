//! Closing: everything that a month has booked is counted again, from the table, and compared with
//! its plan. What differs is written down and read with the month; then the month stays as it is.
//!
//! It is counted a page at a time, so that no more than one page is held, however large the month
//! is; a large month is counted by several invocations, which hand each other what they have
//! counted.

use std::collections::BTreeMap;

use domain::change::{Change, StateMachine};
use domain::id::PayoutId;
use domain::money::books::{BookLine, Books};
use domain::money::close::{Check, Difference};
use domain::money::plan::Unit;
use domain::money::{
    Account, Amount, Currency, MonthEvent, MonthState, Payable, PayablesProof, PayoutAmounts,
    PayoutState, Sha256Hex, YearMonth,
};
use media::keys;
use serde::{Deserialize, Serialize};
use store::month::Month;
use store::payout::Payout;
use store::statement::LedgerEntry;
use store::{LostARace, StoreError, Stored};

use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::payments::payable_page::{PageToken, PayablePage};
use crate::payments::payables::PayablesById;
use crate::period::transitions::{differs, finish_closing};

/// How often a month is counted until the same differences are found twice in a row.
const COUNTS_MAX: u32 = 4;

/// How many differences are written down.
const WRITTEN_MAX: usize = 100;

/// What has been counted of a month so far.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Tally {
    /// Where the count goes on; nothing before its beginning and at its end.
    from: Option<PageToken>,
    /// As both were before anything was counted: what moves afterwards is noticed.
    movements: u64,
    revision: u64,
    differences: Vec<Difference>,
    /// Payouts of which it is unknown whether they were paid.
    unknown: Vec<PayoutId>,
    /// Entries and counter-entries together.
    sums: Vec<(Currency, Amount)>,
    books: Vec<BookLine>,
    /// What is due still.
    open: Vec<Payable>,
    /// What the count before this one has found.
    seen: Option<Vec<Difference>>,
}

/// The newest month that is posted, where it is a later one: what it has left, and what is due
/// since.
struct NextOpenPeriod {
    closings: BTreeMap<(Account, Currency), Amount>,
    open: Vec<Payable>,
}

impl Ledger {
    /// Closes a paid month if its books agree; the month before must be closed. Nothing that is
    /// settled in between is lost: the month closes only as it was counted.
    pub async fn close(&self, month: YearMonth) -> Result<Month, LedgerError> {
        if !self.may_close(month).await? {
            return Ok(self.store.month(month).await?.item);
        }
        let mut seen = None;
        let mut counts: u32 = 1;
        loop {
            let is_last = counts == COUNTS_MAX;
            match Box::pin(self.close_once(month)).await {
                Err(LedgerError::TrialBalanceDiffers { differences })
                    if seen.as_ref() == Some(&differences) =>
                {
                    return self.trial_balance_differs(month, differences).await;
                }
                // Money may have moved while it was counted: what differs must do so again.
                Err(LedgerError::TrialBalanceDiffers { differences }) if !is_last => {
                    seen = Some(differences);
                }
                // A count is long: both reasons to count again share one bound.
                Err(error) if error.is_conflict() => {
                    if is_last {
                        return Err(StoreError::LostEveryRace.into());
                    }
                }
                // Reported and not stored where it differs in another way each time: money moves.
                other => return other,
            }
            counts = counts.saturating_add(1);
        }
    }

    /// Whether there is something to close: not where it is closed. An error where it is too early.
    pub async fn may_close(&self, month: YearMonth) -> Result<bool, LedgerError> {
        let before = self.month_before(month)?;
        let now = self.store.month(month).await?.item;
        if now.state.apply(MonthEvent::Close)? == Change::AlreadyApplied {
            return Ok(false);
        }
        if let Some(before) = before {
            self.require_state(before, MonthState::Closed).await?;
        }
        Ok(true)
    }

    /// Writes down what differs, so that it is read with the month.
    async fn trial_balance_differs(
        &self,
        month: YearMonth,
        differences: Vec<Difference>,
    ) -> Result<Month, LedgerError> {
        self.write_down(month, differences.clone()).await?;
        Err(LedgerError::TrialBalanceDiffers { differences })
    }

    /// Writes down what stands in the way, so that it is read with the month.
    pub(crate) async fn write_down(
        &self,
        month: YearMonth,
        mut differences: Vec<Difference>,
    ) -> Result<(), LedgerError> {
        differences.truncate(WRITTEN_MAX);
        let at = self.now();
        self.change(month, |month| Ok(differs(month, &differences, at))).await?;
        Ok(())
    }

    /// Whether counting the months up to this one again is too much for a request: more units than
    /// one page has stand in plans that are not closed.
    pub async fn is_large(&self, month: YearMonth) -> Result<bool, LedgerError> {
        let open = self.since_closed(month).await?.open;
        let counts =
            open.iter().filter_map(|month| month.plan.as_ref()).map(|plan| plan.chunk_count);
        let chunks = counts.fold(0, u64::saturating_add);
        Ok(chunks > u64::try_from(self.runtime.config.payment_page_chunks).unwrap_or(u64::MAX))
    }

    async fn close_once(&self, month: YearMonth) -> Result<Month, LedgerError> {
        let (item, mut tally) = self.begin_count(month, None).await?;
        loop {
            self.count_page(&item, &mut tally).await?;
            if tally.from.is_none() {
                return self.close_counted(item, tally).await;
            }
        }
    }

    /// Does one part of closing a large month: counts the next page, and closes the month after the
    /// last one. What the next part has to know; nothing where none is needed. What differs twice
    /// in the same way is written down.
    pub(crate) async fn close_part(
        &self,
        month: YearMonth,
        so_far: Option<&Sha256Hex>,
    ) -> Result<Option<Sha256Hex>, LedgerError> {
        if !self.may_close(month).await? {
            return Ok(None);
        }
        let before: Tally = match so_far {
            Some(sha256) => self.get_object(keys::plan, month, sha256).await?,
            None => Tally::default(),
        };
        let (item, mut tally) = if before.from.is_some() {
            (self.store.month(month).await?.item, before)
        } else {
            self.begin_count(month, before.seen).await?
        };
        self.count_page(&item, &mut tally).await?;
        if tally.from.is_some() {
            return Ok(Some(self.put_object(keys::plan, month, &tally).await?));
        }
        let seen = tally.seen.take();
        let seen = match self.close_counted(item, tally).await {
            Ok(_closed) => return Ok(None),
            Err(LedgerError::TrialBalanceDiffers { differences })
                if seen.as_ref() == Some(&differences) =>
            {
                return self.trial_balance_differs(month, differences).await.map(|_month| None);
            }
            // Money may have moved while it was counted: what differs must do so again.
            Err(LedgerError::TrialBalanceDiffers { differences }) => Some(differences),
            Err(LedgerError::Store(error)) if error.is_conflict() => seen,
            Err(error) => return Err(error),
        };
        let again = Tally { seen, ..Tally::default() };
        Ok(Some(self.put_object(keys::plan, month, &again).await?))
    }

    /// What is counted once for the whole month.
    async fn begin_count(
        &self,
        month: YearMonth,
        seen: Option<Vec<Difference>>,
    ) -> Result<(Month, Tally), LedgerError> {
        // The counter before everything that is counted: what moves afterwards is noticed.
        let movements = self.store.movement_count(month).await?;
        let Stored { item, revision } = self.store.month(month).await?;
        let mut sums: BTreeMap<Currency, Amount> = BTreeMap::new();
        for total in self
            .store
            .list_all(&store::statement::counter_entries_of(month))
            .await?
            .iter()
            .flat_map(|one| &one.totals)
        {
            let sum = sums.entry(total.currency).or_default();
            *sum = sum.checked_add(total.amount)?;
        }
        let differences = self.other_chunks(&item).await?;
        let books = self.written_books(month, false).await?.lines();
        let sums = sums.into_iter().collect();
        let tally =
            Tally { movements, revision, differences, sums, books, seen, ..Tally::default() };
        Ok((item, tally))
    }

    /// Counts the page that is next, and says in the tally where to go on.
    async fn count_page(&self, month: &Month, tally: &mut Tally) -> Result<(), LedgerError> {
        let PayablePage { payable, units, next } =
            self.payable_page(month.month, tally.from.as_ref()).await?;
        let entries = self.entries_of(month.month, &units).await?;
        tally.differences.extend(other_entries(&units, &entries));
        tally.add_entries(&entries)?;
        let payouts = self.payouts_of(&payable).await?;
        tally.differences.extend(other_payouts(&payable, &payouts));
        let unknown = payouts.values().filter(|one| one.item.state == PayoutState::Unknown);
        tally.unknown.extend(unknown.map(|one| one.item.payout));
        tally.open.extend(open(&payable, &payouts));
        let differences = self.other_balances(month, &units, &tally.open).await?;
        tally.differences.extend(differences);
        tally.differences.truncate(WRITTEN_MAX);
        tally.from = next;
        Ok(())
    }

    /// Closes the month as it was counted, if nothing differs and nothing has moved since.
    async fn close_counted(&self, item: Month, tally: Tally) -> Result<Month, LedgerError> {
        if item.state.apply(MonthEvent::Close)? == Change::AlreadyApplied {
            return Ok(item);
        }
        let Tally { movements, revision, mut differences, unknown, sums, books, mut open, .. } =
            tally;
        // The same list for every division into pages.
        open.sort_by_cached_key(Payable::id);
        let month = item.month;
        let payables = self.payables_proofs(month).await?;
        let books = Books::from_lines(books);
        differences.extend(zeros(Check::CounterEntry, &sums.into_iter().collect()));
        differences.extend(other_payables(&payables, &open)?);
        differences.extend(imbalance(&books, &payables)?);
        differences.truncate(WRITTEN_MAX);
        if !unknown.is_empty() {
            return Err(LedgerError::UnknownPayouts { payouts: unknown });
        }
        if !differences.is_empty() {
            return Err(LedgerError::TrialBalanceDiffers { differences });
        }
        let at = self.now();
        let open_sha256 = self.put_object(keys::plan, month, &open).await?;
        let books_sha256 = self.put_object(keys::plan, month, &books.lines()).await?;
        let closed = finish_closing(&item, payables, books_sha256, open_sha256, at)?;
        let stored = Stored { item: closed, revision };
        self.store.close_month(&stored, movements).await?;
        Ok(stored.item)
    }

    /// Every chunk of the plan is booked, and no other.
    async fn other_chunks(&self, month: &Month) -> Result<Vec<Difference>, LedgerError> {
        let Some(sealed) = &month.plan else { return Ok(Vec::new()) };
        let plan = self.plan_head(month.month, &sealed.sha256).await?;
        let mut found: BTreeMap<u64, String> = BTreeMap::new();
        for marker in self.store.list_all(&store::statement::posted_in(month.month)).await? {
            found
                .insert(marker.chunk, format!("{} of {}", marker.chunk_sha256, marker.plan_sha256));
        }
        let mut differences = Vec::new();
        for (chunk, sha256) in (0_u64..).zip(&plan.chunks) {
            let expected = format!("{sha256} of {}", sealed.sha256);
            let is = found.remove(&chunk).unwrap_or_else(|| MISSING.to_owned());
            differences.extend(differs_in(Check::Chunk, chunk.to_string(), None, &expected, &is));
        }
        for (chunk, is) in found {
            differences.extend(differs_in(Check::Chunk, chunk.to_string(), None, MISSING, &is));
        }
        Ok(differences)
    }

    /// The balances of the accounts of these units are what the last posted month has left.
    async fn other_balances(
        &self,
        month: &Month,
        units: &[Unit],
        open: &[Payable],
    ) -> Result<Vec<Difference>, LedgerError> {
        let later = self.later(month).await?;
        let mut expected: BTreeMap<(&Account, Currency), (Amount, Amount)> = BTreeMap::new();
        for unit in units {
            let key = (unit.account.clone(), unit.currency);
            let left = later.as_ref().map(|later| later.closings.get(&key).copied());
            let balance = left.map_or(unit.payout.closing, Option::unwrap_or_default);
            expected.insert((&unit.account, unit.currency), (balance, Amount::ZERO));
        }
        for payable in open.iter().chain(later.iter().flat_map(|later| &later.open)) {
            if let Some((_, due)) = expected.get_mut(&(&payable.account, payable.currency)) {
                *due = due.checked_add(payable.gross)?;
            }
        }
        let wanted: Vec<(&Account, Currency)> = expected.keys().copied().collect();
        let found = self.store.balances_of(&wanted).await?;
        let mut differences = Vec::new();
        for (((account, currency), (balance, due)), found) in expected.into_iter().zip(found) {
            let is = found.map_or_else(
                || MISSING.to_owned(),
                |found| format!("{} and {} due", found.balance, found.due),
            );
            let expected = format!("{balance} and {due} due");
            let account = account.to_string();
            differences.extend(differs_in(Check::Balance, account, Some(currency), &expected, &is));
        }
        Ok(differences)
    }

    /// What the months after this one have made of the balances, if one of them is posted. Read
    /// whole: months are closed before the next one is posted, as a rule.
    async fn later(&self, month: &Month) -> Result<Option<NextOpenPeriod>, LedgerError> {
        let last = self.last_posted(month.clone()).await?;
        if last.month == month.month {
            return Ok(None);
        }
        let mut due = PayablesById::new();
        for later in month.month.next()?.through(last.month) {
            due.extend(self.payables_of(&self.store.month(later).await?.item).await?);
        }
        let open = open(&due, &self.payouts_of(&due).await?);
        let units = self.sealed_units(&last).await?;
        let closing = |unit: &Unit| ((unit.account.clone(), unit.currency), unit.payout.closing);
        Ok(Some(NextOpenPeriod { closings: units.iter().map(closing).collect(), open }))
    }

    /// The newest month that is posted, from this one on; nothing may be half posted.
    async fn last_posted(&self, month: Month) -> Result<Month, LedgerError> {
        let mut last = month;
        loop {
            let next = self.store.month(last.month.next()?).await?.item;
            if !is_posted(&next)? {
                return Ok(last);
            }
            last = next;
        }
    }
}

impl Tally {
    /// These entries, in the books and against their counter-entries.
    fn add_entries(&mut self, entries: &[Option<LedgerEntry>]) -> Result<(), LedgerError> {
        let mut sums: BTreeMap<Currency, Amount> =
            std::mem::take(&mut self.sums).into_iter().collect();
        let mut books = Books::from_lines(std::mem::take(&mut self.books));
        for entry in entries.iter().flatten() {
            let sum = sums.entry(entry.currency).or_default();
            *sum = Amount::sum([*sum, entry.earnings, entry.adjustments])?;
            books.entry(&entry.account, entry.currency, entry.opening, &entry.payout)?;
            books.through_pool(entry.currency, entry.pool)?;
        }
        self.sums = sums.into_iter().collect();
        self.books = books.lines();
        Ok(())
    }
}

/// Whether a later month has changed the balances: all of it, none of it, or unknown.
fn is_posted(month: &Month) -> Result<bool, LedgerError> {
    if month.state >= MonthState::Posted {
        return Ok(true);
    }
    match month.posting_started_at {
        Some(_) => Err(LedgerError::PostingUnderWay { month: month.month }),
        None => Ok(false),
    }
}

const MISSING: &str = "missing";

fn differs_in(
    check: Check,
    subject: String,
    currency: Option<Currency>,
    expected: &str,
    found: &str,
) -> Option<Difference> {
    let (expected, found) = (expected.to_owned(), found.to_owned());
    (expected != found).then_some(Difference { check, subject, currency, expected, found })
}

/// Every unit of the plan has its entry, to the last digit.
fn other_entries(units: &[Unit], entries: &[Option<LedgerEntry>]) -> Vec<Difference> {
    let all = units.iter().zip(entries);
    all.filter_map(|(unit, entry)| {
        let numbers = |[opening, earnings, adjustments, pool]: [Amount; 4],
                       payout: &PayoutAmounts| {
            format!(
                "{opening} + {earnings} + {adjustments} = {} + {}, {} withheld, {pool} of the pool",
                payout.gross, payout.closing, payout.withheld
            )
        };
        let of_unit = [unit.opening, unit.earnings, unit.adjustments, unit.pool];
        let expected = numbers(of_unit, &unit.payout);
        let of_entry = |one: &LedgerEntry| {
            numbers([one.opening, one.earnings, one.adjustments, one.pool], &one.payout)
        };
        let is = entry.as_ref().map_or_else(|| MISSING.to_owned(), of_entry);
        let account = unit.account.to_string();
        differs_in(Check::Entry, account, Some(unit.currency), &expected, &is)
    })
    .collect()
}

/// Everything that is owed has its payout, over the same amounts.
fn other_payouts(
    payable: &PayablesById,
    payouts: &BTreeMap<PayoutId, Stored<Payout>>,
) -> Vec<Difference> {
    let all = payable.iter();
    all.filter_map(|(id, payable)| {
        let numbers = |payable: &Payable| {
            format!("{} = {} + {}", payable.gross, payable.net, payable.withheld)
        };
        let is = payouts
            .get(id)
            .map_or_else(|| MISSING.to_owned(), |payout| numbers(&payout.item.payable));
        differs_in(Check::Payout, id.to_string(), Some(payable.currency), &numbers(payable), &is)
    })
    .collect()
}

/// What has not been paid yet; what has no payout yet is owed as well.
fn open(payable: &PayablesById, payouts: &BTreeMap<PayoutId, Stored<Payout>>) -> Vec<Payable> {
    let is_open = |id: &PayoutId| payouts.get(id).is_none_or(|one| one.item.state.is_due());
    payable.iter().filter(|(id, _)| is_open(id)).map(|(_, payable)| payable.clone()).collect()
}

/// What the movements leave due is what the payouts say.
fn other_payables(
    payables: &[PayablesProof],
    open: &[Payable],
) -> Result<Vec<Difference>, LedgerError> {
    let mut sums: BTreeMap<Currency, Amount> = BTreeMap::new();
    for payable in open {
        let sum = sums.entry(payable.currency).or_default();
        *sum = sum.checked_add(payable.gross)?;
    }
    let mut differences = Vec::new();
    for proof in payables {
        let found = sums.remove(&proof.currency).unwrap_or_default().to_string();
        let (currency, expected) = (proof.currency, proof.closing_due.to_string());
        let subject = "closing due".to_owned();
        differences.extend(differs_in(Check::Due, subject, Some(currency), &expected, &found));
    }
    differences.extend(zeros(Check::Due, &sums));
    Ok(differences)
}

/// All accounts of a currency add up to zero, and what is due in them is what the proof says.
fn imbalance(books: &Books, payables: &[PayablesProof]) -> Result<Vec<Difference>, LedgerError> {
    let mut differences = zeros(Check::TrialBalance, &books.trial_balance()?);
    for proof in payables {
        let (expected, found) =
            (proof.closing_due.to_string(), books.due(proof.currency).to_string());
        let subject = "due".to_owned();
        let currency = Some(proof.currency);
        differences.extend(differs_in(Check::TrialBalance, subject, currency, &expected, &found));
    }
    Ok(differences)
}

fn zeros(check: Check, sums: &BTreeMap<Currency, Amount>) -> Vec<Difference> {
    let all = sums.iter();
    all.filter_map(|(currency, sum)| {
        differs_in(check, "sum".to_owned(), Some(*currency), "0", &sum.to_string())
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    #[test]
    fn posting_under_way_in_the_next_month_leaves_the_balances_in_doubt() {
        let next = Month::untouched("2026-02".parse().unwrap());
        assert!(!is_posted(&next).unwrap());
        let state = MonthState::Approved;
        let begun =
            Month { state, posting_started_at: Some(Timestamp::UNIX_EPOCH), ..next.clone() };
        assert!(matches!(is_posted(&begun), Err(LedgerError::PostingUnderWay { .. })));
        let posted = Month { state: MonthState::Posted, ..begun };
        assert!(is_posted(&posted).unwrap());
    }

    #[test]
    fn a_difference_names_both_sides_and_nothing_is_no_difference() {
        let found = differs_in(Check::Balance, "mem_a".to_owned(), None, "1", "0.99999999999999");
        let found = found.unwrap();
        assert_eq!((found.expected.as_str(), found.found.as_str()), ("1", "0.99999999999999"));
        assert_eq!(differs_in(Check::Balance, "mem_a".to_owned(), None, "1", "1"), None);
    }
}
