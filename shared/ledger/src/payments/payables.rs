//! What is due: from the last closed month, the plans since and what has moved. Nothing here rests
//! on an index.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};

use domain::id::PayoutId;
use domain::money::books::{BookLine, Books};
use domain::money::input::Input;
use domain::money::plan::{Chunk, Unit};
use domain::money::{Amount, Currency, MonthState, Payable, PayablesProof, YearMonth};
use media::keys;
use store::Stored;
use store::month::Month;
use store::payout::{Movement, Payout};
use store::statement::LedgerEntry;

use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::objects::{OBJECTS_AT_ONCE, in_order};

/// How many entries are read in one call: as many as the table gives in one.
const ENTRIES_IN_CALL: usize = 100;
/// And how many are held at once.
const ENTRIES_AT_ONCE: usize = OBJECTS_AT_ONCE * ENTRIES_IN_CALL;

/// Payouts by id.
pub(crate) type PayablesById = BTreeMap<PayoutId, Payable>;

/// The books of the house at the end of a month, or as far as it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrialBalance {
    pub lines: Vec<BookLine>,
    /// Zero in every currency.
    pub sums: BTreeMap<Currency, Amount>,
}

/// The last closed month and those after it, up to the one that is asked for.
pub(crate) struct Since {
    pub(crate) closed: Option<Month>,
    pub(crate) open: Vec<Month>,
}

impl Since {
    pub(crate) fn last_closed(&self) -> Option<YearMonth> {
        self.closed.as_ref().map(|closed| closed.month)
    }

    /// Whether this is one of the months that are not closed.
    pub(crate) fn is_open(&self, month: YearMonth) -> bool {
        self.open.iter().any(|open| open.month == month)
    }
}

impl Ledger {
    /// The second line of the proof of a month, by currency: as it was closed, or as it stands now.
    /// One round trip a month since the last closed one for the month, and one for what moved.
    pub async fn payables_proofs(
        &self,
        month: YearMonth,
    ) -> Result<Vec<PayablesProof>, LedgerError> {
        let since = self.since_closed(month).await?;
        let mut proofs = since.closed.map(|closed| closed.payables).unwrap_or_default();
        for month in &since.open {
            let moved = self.store.list_all(&store::payout::movements_of(month.month)).await?;
            proofs = next_proofs(&proofs, month, &moved)?;
        }
        Ok(proofs)
    }

    /// The accounts of the house, from the entries, their counter-entries and the payouts of the
    /// table.
    pub async fn books(&self, month: YearMonth) -> Result<TrialBalance, LedgerError> {
        self.month_before(month)?;
        let mut books = self.written_books(month, true).await?;
        let payable = self.payables_until(month).await?;
        for (_, payout) in self.payouts_of(&payable).await? {
            if payout.item.state.is_clearing() {
                books.on_its_way(&payout.item.payable)?;
            }
        }
        Ok(TrialBalance { lines: books.lines(), sums: books.trial_balance()? })
    }

    /// The same without the split of what is due, which changes from day to day; and without the
    /// entries, for who reads them a page at a time.
    pub(crate) async fn written_books(
        &self,
        month: YearMonth,
        with_entries: bool,
    ) -> Result<Books, LedgerError> {
        let Since { closed, open } = self.since_closed(month).await?;
        let lines: Vec<BookLine> = match &closed {
            Some(Month { month, books_sha256: Some(sha256), .. }) => {
                self.get_object(keys::plan, *month, sha256).await?
            }
            Some(_) | None => Vec::new(),
        };
        let mut books = Books::from_lines(lines);
        for month in &open {
            books.next_month();
            if month.state >= MonthState::Posted {
                if with_entries {
                    self.add_entries(month, &mut books).await?;
                }
                for counter in
                    self.store.list_all(&store::statement::counter_entries_of(month.month)).await?
                {
                    books.counter_entry(&counter.totals)?;
                }
                for award in self.store.list_all(&store::prize::of_month(month.month)).await? {
                    books.prize_given(award.brief, award.prize)?;
                }
            }
            for one in self.store.list_all(&store::month_input::of_month(month.month)).await? {
                if let Input::Prize(prize) = &one.input {
                    books.prize_money(prize)?;
                }
            }
            for movement in self.store.list_all(&store::payout::movements_of(month.month)).await? {
                books.movement(movement.movement, &movement.payable)?;
            }
        }
        Ok(books)
    }

    /// What a posted month has booked, some hundred entries at a time.
    async fn add_entries(&self, month: &Month, books: &mut Books) -> Result<(), LedgerError> {
        let units = self.sealed_units(month).await?;
        for units in units.chunks(ENTRIES_AT_ONCE) {
            for entry in self.entries_of(month.month, units).await?.into_iter().flatten() {
                books.entry(&entry.account, entry.currency, entry.opening, &entry.payout)?;
                books.through_pool(entry.currency, entry.pool)?;
            }
        }
        Ok(())
    }

    /// Everything of this month and earlier ones that is due, or was since the last closed month.
    pub(crate) async fn payables_until(
        &self,
        month: YearMonth,
    ) -> Result<PayablesById, LedgerError> {
        let since = self.since_closed(month).await?;
        let mut payable = self.carried_forward(&since).await?;
        for month in &since.open {
            if month.state >= MonthState::Posted {
                payable.extend(self.payables_of(month).await?);
            }
        }
        Ok(payable)
    }

    /// What the closed months have made due and is due still, or has moved since.
    pub(crate) async fn carried_forward(&self, since: &Since) -> Result<PayablesById, LedgerError> {
        let mut payable = PayablesById::new();
        if let Some(Month { month, open_sha256: Some(sha256), .. }) = &since.closed {
            let left: Vec<Payable> = self.get_object(keys::plan, *month, sha256).await?;
            payable.extend(left.into_iter().map(|one| (one.id(), one)));
        }
        for month in &since.open {
            let moved =
                self.store.list_all(&store::payout::movements_of(month.month)).await?.into_iter();
            let of_closed = moved.filter(|one| !since.is_open(one.payable.month));
            payable.extend(of_closed.map(|one| (one.payout, one.payable)));
        }
        Ok(payable)
    }

    /// What the plan of a posted month made due.
    pub(crate) async fn payables_of(&self, month: &Month) -> Result<PayablesById, LedgerError> {
        let units = self.sealed_units(month).await?;
        let payable = units.iter().filter_map(|unit| Payable::of_unit(month.month, unit));
        Ok(payable.map(|one| (one.id(), one)).collect())
    }

    /// Every unit of the sealed plan. Those of the plan that was read last are at hand.
    pub(crate) async fn sealed_units(&self, month: &Month) -> Result<Arc<Vec<Unit>>, LedgerError> {
        let Some(sealed) = &month.plan else { return Ok(Arc::default()) };
        let read = || self.units.lock().unwrap_or_else(PoisonError::into_inner);
        let last = read().clone().filter(|(sha256, _)| *sha256 == sealed.sha256);
        if let Some((_, units)) = last {
            return Ok(units);
        }
        let plan = self.plan_head(month.month, &sealed.sha256).await?;
        let chunks: Vec<Chunk> = self.get_objects(keys::plan, month.month, &plan.chunks).await?;
        let units: Arc<Vec<Unit>> =
            Arc::new(chunks.into_iter().flat_map(|chunk| chunk.units).collect());
        *read() = Some((sealed.sha256.clone(), Arc::clone(&units)));
        Ok(units)
    }

    /// What `month` has booked for these units, in their order, some hundreds at the same time. One
    /// round trip a hundred.
    pub(crate) async fn entries_of(
        &self,
        month: YearMonth,
        units: &[Unit],
    ) -> Result<Vec<Option<LedgerEntry>>, LedgerError> {
        let calls: Vec<&[Unit]> = units.chunks(ENTRIES_IN_CALL).collect();
        let found = in_order(&calls, OBJECTS_AT_ONCE, |units| {
            let key = |unit: &Unit| store::statement::key(&unit.account, month, unit.currency);
            self.store.get_each(units.iter().map(key).collect::<Vec<_>>())
        })
        .await?;
        let entries = found.into_iter().flatten();
        Ok(entries.map(|entry| entry.map(|stored| stored.item)).collect())
    }

    /// Those of these payouts that exist.
    pub(crate) async fn payouts_of(
        &self,
        payable: &PayablesById,
    ) -> Result<BTreeMap<PayoutId, Stored<Payout>>, LedgerError> {
        let wanted: Vec<PayoutId> = payable.keys().copied().collect();
        Ok(self.store.payouts(&wanted).await?)
    }

    /// `NotInBooks` for a month of the future: there is nothing of it, however many are before it.
    pub(crate) async fn since_closed(&self, month: YearMonth) -> Result<Since, LedgerError> {
        month.require_begun(self.now())?;
        let mut open = Vec::new();
        let mut at = Some(month);
        while let Some(month) = at {
            let item = self.store.month(month).await?.item;
            if item.state == MonthState::Closed {
                open.reverse();
                return Ok(Since { closed: Some(item), open });
            }
            open.push(item);
            at = self.month_before(month)?;
        }
        open.reverse();
        Ok(Since { closed: None, open })
    }
}

/// What a month has made of the payables of the one before.
pub(crate) fn next_proofs(
    before: &[PayablesProof],
    month: &Month,
    moved: &[Movement],
) -> Result<Vec<PayablesProof>, LedgerError> {
    let is_posted = month.state >= MonthState::Posted;
    let plan = month.plan.as_ref().filter(|_| is_posted);
    let gross: Vec<(Currency, Amount)> = plan
        .map(|plan| plan.proofs.iter().map(|proof| (proof.currency, proof.gross_due)).collect())
        .unwrap_or_default();
    let moved = moved.iter().map(|one| (one.movement, &one.payable));
    Ok(PayablesProof::following(before, &gross, moved)?)
}
