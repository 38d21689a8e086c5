//! Paying: payouts are created once, batches are sealed one after the other, and the bank files
//! follow from a sealed batch. It may break off anywhere and be asked for again, by two at once.
//!
//! One call pays one page of what is owed, in one batch; a large month takes several calls.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};

use domain::change::{Change, StateMachine};
use domain::id::{MemberId, PayoutId};
use domain::money::{
    HoldReason, MonthEvent, MonthState, Payable, PayoutEvent, PayoutState, YearMonth, payout_id,
    require_other_payer,
};
use domain::own_matter::may_send_own;
use jiff::Timestamp;
use media::keys;
use store::month::Month;
use store::payout::{BankFile, Batch, Payout, PayoutStep};
use store::payout_account::PayoutAccountItem;
use store::{Stored, retry_on_conflict};

use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::payments::bank_files::{self, Payer, Payment};
use crate::payments::payable_page::{PageToken, PayablePage};
use crate::period::transitions::finish_paying;

/// What became of a month that is being paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthPayment {
    pub month: Month,
    /// The batches that paying this month made, the oldest first.
    pub batches: Vec<Batch>,
    /// What stays due of this page, and why.
    pub waiting: Vec<(Payable, HoldReason)>,
    /// Whether something of this page has left.
    pub has_sealed: bool,
    /// Where it has to go on; nothing where the month is paid.
    pub next: Option<PageToken>,
}

/// What one page has come to.
#[derive(Default)]
struct PagePayment {
    waiting: Vec<(Payable, HoldReason)>,
    next: Option<PageToken>,
}

/// Everything that one sealing rests on.
pub(crate) struct PayeeSnapshot {
    held: BTreeSet<MemberId>,
    accounts: BTreeMap<MemberId, PayoutAccountItem>,
    /// Those there are, where it decides whether the payer may send their own payment.
    operators: BTreeSet<MemberId>,
    now: Timestamp,
}

/// What can leave now, and what cannot.
struct PayableBatch {
    number: u64,
    payee_changes: u64,
    payments: Vec<Payment>,
    /// Of which nothing is left to be sent.
    withheld: Vec<Stored<Payout>>,
    waiting: Vec<(Payable, HoldReason)>,
    next: Option<PageToken>,
}

impl MonthPayment {
    /// That something has left, goes on, or waits for something else than another operator.
    ///
    /// # Errors
    /// [`LedgerError::OtherPayer`] names what only another operator may send.
    pub fn require_paid(&self) -> Result<(), LedgerError> {
        if self.has_sealed || self.next.is_some() {
            return Ok(());
        }
        Ok(require_other_payer(&self.waiting)?)
    }
}

impl Ledger {
    /// Pays the first page of what is due up to `month`: [`Self::pay_from`] the beginning.
    pub async fn pay(
        &self,
        month: YearMonth,
        by: Option<MemberId>,
    ) -> Result<MonthPayment, LedgerError> {
        self.pay_from(month, by, None).await
    }

    /// Pays what is due up to `month` and may leave, a page from this token on: once, however often
    /// it is asked for. What a hold, a missing or a changed account keeps back stays due, and
    /// leaves when it is asked for again afterwards, here or for a later month. The month before
    /// must be paid; this one is when nothing is left to go on with.
    pub async fn pay_from(
        &self,
        month: YearMonth,
        by: Option<MemberId>,
        from: Option<&PageToken>,
    ) -> Result<MonthPayment, LedgerError> {
        let before = self.month_before(month)?;
        let state = self.store.month(month).await?.item.state;
        let _either = state.apply(MonthEvent::Pay)?;
        if let Some(before) = before {
            self.require_state(before, MonthState::Paid).await?;
        }
        if state == MonthState::Closed {
            // Nothing more leaves for it; but a batch that was sealed before it was closed, and
            // whose paying broke off, still waits for its files.
            self.submit_sealed().await?;
            return self.paid(month, PagePayment::default(), false).await;
        }
        let has_sealed = AtomicBool::new(false);
        let paying = retry_on_conflict(|| self.pay_once(month, by, from, &has_sealed)).await?;
        if paying.next.is_none() {
            let now = self.now();
            self.change(month, |month| finish_paying(month, now)).await?;
        }
        self.paid(month, paying, has_sealed.into_inner()).await
    }

    /// The batches that paying this month made, the oldest first.
    pub async fn batches(&self, month: YearMonth) -> Result<Vec<Batch>, LedgerError> {
        self.month_before(month)?;
        let batches = self.store.list_all(&store::payout::batches()).await?.into_iter();
        Ok(batches.filter(|batch| batch.month == month).collect())
    }

    /// Why each of these would stay due if `payer` paid now; nothing where it would leave. Two
    /// round trips, and one a hundred.
    pub async fn hold_reasons(
        &self,
        payouts: &[Payout],
        payer: MemberId,
    ) -> Result<Vec<Option<HoldReason>>, LedgerError> {
        let snapshot =
            self.payee_snapshot(&payouts.iter().collect::<Vec<_>>(), Some(payer)).await?;
        let reason = |payout| snapshot.may_leave(payout, Some(payer)).err();
        Ok(payouts.iter().map(reason).collect())
    }

    pub(crate) async fn require_state(
        &self,
        month: YearMonth,
        needed: MonthState,
    ) -> Result<(), LedgerError> {
        let state = self.store.month(month).await?.item.state;
        if state >= needed {
            return Ok(());
        }
        Err(LedgerError::PreviousMonthUnposted { month, state, needed })
    }

    async fn paid(
        &self,
        month: YearMonth,
        paying: PagePayment,
        has_sealed: bool,
    ) -> Result<MonthPayment, LedgerError> {
        let PagePayment { waiting, next } = paying;
        let batches = self.batches(month).await?;
        let month = self.store.month(month).await?.item;
        Ok(MonthPayment { month, batches, waiting, has_sealed, next })
    }

    /// Finishes what was begun, seals what can leave, finishes that. A conflict means: look again;
    /// what was sealed until then stays said.
    async fn pay_once(
        &self,
        month: YearMonth,
        by: Option<MemberId>,
        from: Option<&PageToken>,
        has_sealed: &AtomicBool,
    ) -> Result<PagePayment, LedgerError> {
        let last = self.submit_sealed().await?;
        let batch_to_seal = self.payable_batch(month, by, from, last.saturating_add(1)).await?;
        self.settle_withheld(&batch_to_seal.withheld, by).await?;
        let PayableBatch { waiting, next, .. } = batch_to_seal;
        if batch_to_seal.payments.is_empty() {
            return Ok(PagePayment { waiting, next });
        }
        let manifest_sha256 = self.put_object(keys::payout, month, &batch_to_seal.payments).await?;
        let batch = Batch {
            number: batch_to_seal.number,
            month,
            manifest_sha256,
            payments: u64::try_from(batch_to_seal.payments.len()).unwrap_or(u64::MAX),
            created_by: by,
            created_at: self.now(),
            files: Vec::new(),
            submitted_at: None,
        };
        self.store.create_batch(&batch, batch_to_seal.payee_changes).await?;
        has_sealed.store(true, Ordering::Relaxed);
        self.submit(Stored { item: batch, revision: 1 }).await?;
        Ok(PagePayment { waiting, next })
    }

    /// Takes every sealed batch to the bank files that is not there yet. The number of the last
    /// one.
    async fn submit_sealed(&self) -> Result<u64, LedgerError> {
        let batches = self.store.list_stored(&store::payout::batches()).await?;
        let last = batches.last().map_or(0, |batch| batch.item.number);
        for batch in batches {
            self.submit(batch).await?;
        }
        Ok(last)
    }

    /// What can leave as the batch of this number. Read after the batches, so that everything in an
    /// earlier one is seen to be.
    async fn payable_batch(
        &self,
        month: YearMonth,
        by: Option<MemberId>,
        from: Option<&PageToken>,
        number: u64,
    ) -> Result<PayableBatch, LedgerError> {
        let PayablePage { payable, next, .. } = self.payable_page(month, from).await?;
        let mut payouts = self.payouts_of(&payable).await?;
        let missing: Vec<Payout> = payable
            .iter()
            .filter(|(id, _)| !payouts.contains_key(id))
            .map(|(_, payable)| created(payable, self.now()))
            .collect();
        self.store.create_payouts(&missing).await?;
        payouts.extend(missing.into_iter().map(|item| (item.payout, Stored { item, revision: 1 })));
        payouts.retain(|_, stored| stored.item.state == PayoutState::Due);
        // The counter before the holds and the accounts: what changes in between is noticed at the
        // sealing. As late as may be, so that a sealing is seldom in vain.
        let payee_changes = self.store.payee_changes().await?;
        let due: Vec<&Payout> = payouts.values().map(|stored| &stored.item).collect();
        let snapshot = self.payee_snapshot(&due, by).await?;
        let (mut payments, mut withheld, mut waiting) = (Vec::new(), Vec::new(), Vec::new());
        for stored in payouts.into_values() {
            match snapshot.may_leave(&stored.item, by) {
                Ok(payment) => payments.push(payment),
                Err(HoldReason::NothingToSend) => withheld.push(stored),
                Err(reason) => waiting.push((stored.item.payable, reason)),
            }
        }
        Ok(PayableBatch { number, payee_changes, payments, withheld, waiting, next })
    }

    pub(crate) async fn payee_snapshot(
        &self,
        due: &[&Payout],
        payer: Option<MemberId>,
    ) -> Result<PayeeSnapshot, LedgerError> {
        let holds = self.store.list_all(&store::hold::all()).await?.into_iter();
        let held = holds.filter(|hold| hold.released.is_none()).map(|hold| hold.member).collect();
        let members: BTreeSet<MemberId> = due.iter().filter_map(|payout| payout.payee()).collect();
        let wanted = members.into_iter().map(store::payout_account::key);
        let accounts = self.store.get_each(wanted).await?.into_iter().flatten();
        let accounts = accounts.map(|account| (account.item.member, account.item)).collect();
        let is_own_again = |payout: &&Payout| {
            payer.is_some_and(|one| payout.payee() == Some(one) && payout.reopened_by().is_some())
        };
        let operators =
            if due.iter().any(is_own_again) { self.operators().await? } else { BTreeSet::new() };
        Ok(PayeeSnapshot { held, accounts, operators, now: self.now() })
    }

    /// Takes a sealed batch to the bank files. May be done again at any point and by two at once.
    async fn submit(&self, batch: Stored<Batch>) -> Result<(), LedgerError> {
        if batch.item.submitted_at.is_some() {
            return Ok(());
        }
        let month = batch.item.month;
        let payments: Vec<Payment> =
            self.get_object(keys::payout, month, &batch.item.manifest_sha256).await?;
        self.advance(&batch.item, &payments, PayoutEvent::Prepare).await?;
        let config = &self.runtime.config;
        let payer = Payer { name: &config.paying_name, iban: &config.paying_iban };
        let mut files = Vec::new();
        for file in bank_files::write(&batch.item, &payments, payer)? {
            let sha256 = domain::money::Sha256Hex::of(&file.bytes);
            let key = keys::bank_file(month, &sha256, file.format);
            self.put_bytes(&key, file.content_type, file.bytes).await?;
            let (currency, payments) = (file.currency, file.payments);
            files.push(BankFile { currency, format: file.format.to_owned(), sha256, payments });
        }
        self.advance(&batch.item, &payments, PayoutEvent::Submit).await?;
        let Stored { item, revision } = batch;
        let item = Batch { files, submitted_at: Some(self.now()), ..item };
        Ok(self.store.replace(&Stored { item, revision }).await?)
    }

    /// Moves those payouts of the batch that have not made this move yet.
    async fn advance(
        &self,
        batch: &Batch,
        payments: &[Payment],
        event: PayoutEvent,
    ) -> Result<(), LedgerError> {
        let wanted: Vec<PayoutId> = payments.iter().map(|payment| payment.payout).collect();
        let payouts = self.store.payouts(&wanted).await?;
        let now = self.now();
        let mut moved = Vec::new();
        for payment in payments {
            let Some(stored) = payouts.get(&payment.payout) else { continue };
            if let Some(item) = moved_in_batch(&stored.item, payment, batch, event, now) {
                moved.push(Stored { item, revision: stored.revision });
            }
        }
        Ok(self.store.move_payouts(&moved).await?)
    }
}

impl PayeeSnapshot {
    /// The payment, if `payer` may send it: four eyes on a second one.
    fn may_leave(&self, payout: &Payout, payer: Option<MemberId>) -> Result<Payment, HoldReason> {
        let reopened_by = payout.reopened_by();
        let is_own = payer.is_some_and(|payer| payout.payee() == Some(payer));
        let is_own =
            is_own && !payer.is_some_and(|payee| may_send_own(payee, reopened_by, &self.operators));
        match self.payment(payout) {
            Ok(_) | Err(HoldReason::NothingToSend) if is_own => Err(HoldReason::OwnMatter),
            Ok(_) if payer.is_some() && reopened_by == payer => Err(HoldReason::OwnDecision),
            payment @ (Ok(_) | Err(_)) => payment,
        }
    }

    pub(crate) fn payment(&self, payout: &Payout) -> Result<Payment, HoldReason> {
        let payable = &payout.payable;
        let member = payout.payee().ok_or(HoldReason::NoAccount)?;
        let (is_held, account) = (self.held.contains(&member), self.accounts.get(&member));
        let (account, _) = destination(payable, is_held, account, self.now)?;
        Ok(Payment {
            payout: payout.payout,
            attempt: payout.attempt.saturating_add(1),
            payable: payable.clone(),
            account: account.account.clone(),
        })
    }
}

/// Where something that is due goes to, with the account masked, or why it waits. Paying decides by
/// it, and a statement says it.
pub(crate) fn destination<'a>(
    payable: &Payable,
    is_held: bool,
    account: Option<&'a PayoutAccountItem>,
    now: Timestamp,
) -> Result<(&'a PayoutAccountItem, String), HoldReason> {
    if is_held {
        return Err(HoldReason::Held);
    }
    if payable.net.is_zero() {
        return Err(HoldReason::NothingToSend);
    }
    let item = account.ok_or(HoldReason::NoAccount)?;
    let masked = item.account.masked(payable.currency).ok_or(HoldReason::NoAccount)?;
    if item.usable_at > now {
        return Err(HoldReason::AccountChanged);
    }
    match bank_files::refusal(payable, &item.account) {
        Some(reason) => Err(reason),
        None => Ok((item, masked)),
    }
}

fn created(payable: &Payable, now: Timestamp) -> Payout {
    Payout {
        payout: payout_id(payable.month, &payable.account, payable.currency),
        payable: payable.clone(),
        state: PayoutState::Due,
        attempt: 0,
        batch: None,
        destination: None,
        created_at: now,
        history: Vec::new(),
        proposals: Vec::new(),
    }
}

/// The payout after the move, or nothing where this attempt has made it already.
fn moved_in_batch(
    payout: &Payout,
    payment: &Payment,
    batch: &Batch,
    event: PayoutEvent,
    now: Timestamp,
) -> Option<Payout> {
    let joins =
        event == PayoutEvent::Prepare && payout.attempt.saturating_add(1) == payment.attempt;
    let stays = event == PayoutEvent::Submit && payout.attempt == payment.attempt;
    if !joins && !stays {
        return None;
    }
    // An attempt that has an answer of the bank already was submitted before.
    let Ok(Change::Applied(state)) = payout.state.apply(event) else { return None };
    let mut next = Payout {
        state,
        attempt: payment.attempt,
        batch: Some(batch.number),
        destination: payment.account.masked(payment.payable.currency),
        proposals: Vec::new(),
        ..payout.clone()
    };
    next.history.push(PayoutStep {
        state,
        attempt: payment.attempt,
        at: now,
        by: batch.created_by,
        proposed_by: None,
        reason: None,
        is_bank_reason: false,
        booked_in: None,
    });
    Some(next)
}
