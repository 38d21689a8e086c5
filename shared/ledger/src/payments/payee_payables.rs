//! What is due to one payee, payout by payout: what was due before the month, what became due, what
//! left, what stays, and where each of them is now.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::MemberId;
use domain::money::books::MovementKind;
use domain::money::pay_day::{execution_day, next_pay_day, pay_day};
use domain::money::payment::Payment;
use domain::money::payout::UNKNOWN_COUNTRY;
use domain::money::statement::PayoutLine;
use domain::money::{
    Currency, HoldReason, MonthState, Payable, PayablesProof, PayoutState, YearMonth,
};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use store::month::Months;
use store::payment::PaymentFacts;
use store::payout::{Payout, PayoutStep};
use store::statement::LedgerEntry;

use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::payments::pay::destination;

/// Of one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PayeePayables {
    pub(crate) due: PayablesProof,
    pub(crate) payouts: Vec<PayoutLine>,
}

/// All that the lines follow from.
struct Standing {
    facts: PaymentFacts,
    months: Months,
    now: Timestamp,
}

impl Ledger {
    /// What `month` saw of the payee's payables, by currency. `entries` are all that was booked for
    /// them in that month and before. Two round trips, one for 98 payouts, and one where some are
    /// on their way.
    pub(crate) async fn payee_payables(
        &self,
        member: MemberId,
        month: YearMonth,
        entries: &[LedgerEntry],
    ) -> Result<BTreeMap<Currency, PayeePayables>, LedgerError> {
        let payable: Vec<Payable> = entries.iter().filter_map(payable).collect();
        let standing = self.standing(member, &payable).await?;
        let mut by_currency: BTreeMap<Currency, Vec<&Payable>> = BTreeMap::new();
        for one in &payable {
            by_currency.entry(one.currency).or_default().push(one);
        }
        let payables = |(currency, payable): (Currency, Vec<&Payable>)| {
            Ok((currency, standing.payables(currency, month, &payable)?))
        };
        by_currency.into_iter().map(payables).collect()
    }

    /// What any month saw of the payee's payables, with the months. `entries` are all that was
    /// booked for them. Two round trips, one for 98 payouts, and one where some are on their way.
    pub(crate) async fn payables_by_month(
        &self,
        member: MemberId,
        entries: &[LedgerEntry],
    ) -> Result<(PayablesByMonth, Months), LedgerError> {
        let payable: Vec<Payable> = entries.iter().filter_map(payable).collect();
        let Standing { mut facts, months, .. } = self.standing(member, &payable).await?;
        let payouts = payable.iter().filter_map(|one| facts.payouts.remove(&one.id())).collect();
        Ok((PayablesByMonth { payable, payouts }, months))
    }

    async fn standing(
        &self,
        member: MemberId,
        payable: &[Payable],
    ) -> Result<Standing, LedgerError> {
        let payouts: Vec<_> = payable.iter().map(Payable::id).collect();
        let facts = self.store.payment_facts(member, &payouts).await?;
        Ok(Standing { facts, months: self.store.months().await?, now: self.now() })
    }
}

/// What was ever due to a payee, and how it left.
pub(crate) struct PayablesByMonth {
    payable: Vec<Payable>,
    payouts: Vec<Payout>,
}

impl PayablesByMonth {
    /// In which something was ever due, by code.
    pub(crate) fn currencies(&self) -> BTreeSet<Currency> {
        self.payable.iter().map(|one| one.currency).collect()
    }

    /// What a month saw of one currency.
    pub(crate) fn of(
        &self,
        currency: Currency,
        month: YearMonth,
    ) -> Result<PayablesProof, LedgerError> {
        let payable = self.payable.iter().filter(|one| one.currency == currency);
        let payouts = self.payouts.iter().filter(|one| one.payable.currency == currency);
        let moved: Vec<_> = payouts.flat_map(movements).collect();
        seen(currency, month, &payable.collect::<Vec<_>>(), &moved)
    }
}

impl Standing {
    fn payables(
        &self,
        currency: Currency,
        month: YearMonth,
        payable: &[&Payable],
    ) -> Result<PayeePayables, LedgerError> {
        let mut payouts = Vec::new();
        let mut moved = Vec::new();
        for one in payable {
            let payout = self.facts.payouts.get(&one.id());
            // A payout that exists speaks for itself; the total is made of the entries.
            let of = payout.map_or(*one, |payout| &payout.payable);
            let moves = payout.map(movements).unwrap_or_default();
            let due = seen(currency, month, &[of], &moves)?;
            moved.extend(moves);
            if due != PayablesProof::empty(currency) {
                payouts.push(PayoutLine {
                    month: of.month,
                    gross: of.gross,
                    withheld: of.withheld,
                    net: of.net,
                    due,
                    payment: self.payment(of, payout),
                });
            }
        }
        Ok(PayeePayables { due: seen(currency, month, payable, &moved)?, payouts })
    }

    fn payment(&self, payable: &Payable, payout: Option<&Payout>) -> Payment {
        let Some(payout) = payout.filter(|payout| payout.state != PayoutState::Due) else {
            return self.waiting(payable);
        };
        let to = payout.destination.clone().unwrap_or_else(|| "your account".to_owned());
        let last = payout.history.last();
        let moved_on = day(last.map_or(payout.created_at, |step| step.at));
        let batch = payout.batch.and_then(|number| self.facts.batches.get(&number));
        let on = batch.map_or_else(
            || execution_day(payable.month, moved_on),
            store::payout::Batch::execution_day,
        );
        match payout.state {
            PayoutState::Due => self.waiting(payable),
            PayoutState::Prepared | PayoutState::Submitted => Payment::OnItsWay { to, on },
            PayoutState::Settled if payable.net.is_zero() => Payment::NothingToSend,
            PayoutState::Settled => Payment::Settled { to, confirmed_on: moved_on },
            PayoutState::Returned => {
                let step = last.filter(|step| step.is_bank_reason);
                let reason = step.and_then(|step| step.reason.clone());
                Payment::Returned { on: moved_on, reason }
            }
            PayoutState::Unknown => Payment::Unknown { to, sent_for: on },
        }
    }

    /// Why it has not left, or when it leaves.
    fn waiting(&self, payable: &Payable) -> Payment {
        let PaymentFacts { hold, account, .. } = &self.facts;
        let hold = hold.as_ref().filter(|hold| hold.released.is_none());
        let masked = || {
            let account = account.as_ref().and_then(|item| item.account.masked(payable.currency));
            account.unwrap_or_default()
        };
        match destination(payable, hold.is_some(), account.as_ref(), self.now) {
            Ok((_, to)) => self.leaving(payable.month, to),
            Err(HoldReason::Held) => {
                let review_on = hold.map_or(Date::ZERO, |hold| hold.review_on);
                Payment::Held { review_on }
            }
            // Who pays is not known here: nothing waits for that when a statement is read.
            Err(HoldReason::NoAccount | HoldReason::OwnDecision | HoldReason::OwnMatter) => {
                Payment::NoAccount
            }
            Err(HoldReason::NothingToSend) => Payment::NothingToSend,
            Err(HoldReason::OutsideSepa) => Payment::OutsideSepa { to: masked() },
            Err(HoldReason::NotWritable) => Payment::NotWritable { to: masked() },
            Err(HoldReason::AccountChanged) => {
                let until = account.as_ref().map_or(self.now, |item| item.usable_at);
                Payment::AccountChanged { to: masked(), until }
            }
        }
    }

    /// With the first month that has not been paid, its own or a later one.
    fn leaving(&self, month: YearMonth, to: String) -> Payment {
        let is_unpaid = |month: &YearMonth| self.months.state(*month) < MonthState::Paid;
        let mut months = std::iter::successors(Some(month), |month| month.next().ok());
        let with = months.find(is_unpaid).unwrap_or(month);
        let today = day(self.now);
        let on = pay_day(with);
        if with == month && today <= on {
            Payment::Planned { to, on }
        } else {
            Payment::Next { to, by: next_pay_day(with, today) }
        }
    }
}

/// What an entry made due; nothing where its gross is nothing.
fn payable(entry: &LedgerEntry) -> Option<Payable> {
    let payout = entry.payout;
    (!payout.gross.is_zero()).then(|| Payable {
        month: entry.month,
        account: entry.account.clone(),
        currency: entry.currency,
        gross: payout.gross,
        withheld: payout.withheld,
        net: payout.net,
        tax_country: UNKNOWN_COUNTRY.to_owned(),
    })
}

/// How the payout left what is due and came back, and in which month that is booked.
fn movements(payout: &Payout) -> Vec<(YearMonth, MovementKind, &Payable)> {
    let movement = |step: &PayoutStep| {
        let kind = match step.state {
            PayoutState::Settled => MovementKind::Settled,
            PayoutState::Returned => MovementKind::TakenBack,
            PayoutState::Due
            | PayoutState::Prepared
            | PayoutState::Submitted
            | PayoutState::Unknown => return None,
        };
        step.booked_in.map(|month| (month, kind, &payout.payable))
    };
    payout.history.iter().filter_map(movement).collect()
}

/// What `month` saw of these: the months before it give what was due at first.
fn seen(
    currency: Currency,
    month: YearMonth,
    payable: &[&Payable],
    moved: &[(YearMonth, MovementKind, &Payable)],
) -> Result<PayablesProof, LedgerError> {
    let step = |before: &[PayablesProof], is_in: &dyn Fn(YearMonth) -> bool| {
        let gross = payable.iter().filter(|one| is_in(one.month));
        let gross: Vec<_> = gross.map(|one| (currency, one.gross)).collect();
        let moved = moved.iter().filter(|(month, ..)| is_in(*month));
        PayablesProof::following(before, &gross, moved.map(|(_, kind, payable)| (*kind, *payable)))
    };
    let before = step(&[], &|of| of < month)?;
    let seen = step(&before, &|of| of == month)?;
    Ok(seen.into_iter().next().unwrap_or_else(|| PayablesProof::empty(currency)))
}

fn day(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::UTC).date()
}
