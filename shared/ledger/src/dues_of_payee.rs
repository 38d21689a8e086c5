//! What is due to one payee, payout by payout: what was due before the month, what became due, what
//! left, what stays, and where each of them is now.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::MemberId;
use domain::money::books::MovementKind;
use domain::money::pay_day::{execution_day, next_pay_day, pay_day};
use domain::money::payment::Payment;
use domain::money::payout::UNKNOWN_COUNTRY;
use domain::money::statement::PayoutLine;
use domain::money::{Currency, DueProof, MonthState, Owed, PayoutState, Waits, YearMonth};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use store::month::Months;
use store::payment::PaymentFacts;
use store::payout::{Payout, PayoutStep};
use store::statement::Entry;

use crate::Ledger;
use crate::error::LedgerError;
use crate::pay::destination;

/// Of one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DuesOfPayee {
    pub(crate) due: DueProof,
    pub(crate) payouts: Vec<PayoutLine>,
}

/// All that the lines follow from.
struct Standing {
    facts: PaymentFacts,
    months: Months,
    now: Timestamp,
}

impl Ledger {
    /// What `month` saw of the payee's dues, by currency. `entries` are all that was booked for them
    /// in that month and before. Two round trips, one for 98 payouts, and one where some are on their way.
    pub(crate) async fn dues_of_payee(
        &self,
        member: MemberId,
        month: YearMonth,
        entries: &[Entry],
    ) -> Result<BTreeMap<Currency, DuesOfPayee>, LedgerError> {
        let owed: Vec<Owed> = entries.iter().filter_map(owed).collect();
        let standing = self.standing(member, &owed).await?;
        let mut by_currency: BTreeMap<Currency, Vec<&Owed>> = BTreeMap::new();
        for one in &owed {
            by_currency.entry(one.currency).or_default().push(one);
        }
        let dues = |(currency, owed): (Currency, Vec<&Owed>)| {
            Ok((currency, standing.dues(currency, month, &owed)?))
        };
        by_currency.into_iter().map(dues).collect()
    }

    /// What any month saw of the payee's dues, with the months. `entries` are all that was booked for
    /// them. Two round trips, one for 98 payouts, and one where some are on their way.
    pub(crate) async fn dues_by_month(
        &self,
        member: MemberId,
        entries: &[Entry],
    ) -> Result<(DuesByMonth, Months), LedgerError> {
        let owed: Vec<Owed> = entries.iter().filter_map(owed).collect();
        let Standing { mut facts, months, .. } = self.standing(member, &owed).await?;
        let payouts = owed.iter().filter_map(|one| facts.payouts.remove(&one.id())).collect();
        Ok((DuesByMonth { owed, payouts }, months))
    }

    async fn standing(&self, member: MemberId, owed: &[Owed]) -> Result<Standing, LedgerError> {
        let payouts: Vec<_> = owed.iter().map(Owed::id).collect();
        let facts = self.store.payment_facts(member, &payouts).await?;
        Ok(Standing { facts, months: self.store.months().await?, now: self.now() })
    }
}

/// What was ever due to a payee, and how it left.
pub(crate) struct DuesByMonth {
    owed: Vec<Owed>,
    payouts: Vec<Payout>,
}

impl DuesByMonth {
    /// In which something was ever due, by code.
    pub(crate) fn currencies(&self) -> BTreeSet<Currency> {
        self.owed.iter().map(|one| one.currency).collect()
    }

    /// What a month saw of one currency.
    pub(crate) fn of(&self, currency: Currency, month: YearMonth) -> Result<DueProof, LedgerError> {
        let owed = self.owed.iter().filter(|one| one.currency == currency);
        let payouts = self.payouts.iter().filter(|one| one.owed.currency == currency);
        let moved: Vec<_> = payouts.flat_map(movements).collect();
        seen(currency, month, &owed.collect::<Vec<_>>(), &moved)
    }
}

impl Standing {
    fn dues(
        &self,
        currency: Currency,
        month: YearMonth,
        owed: &[&Owed],
    ) -> Result<DuesOfPayee, LedgerError> {
        let mut payouts = Vec::new();
        let mut moved = Vec::new();
        for one in owed {
            let payout = self.facts.payouts.get(&one.id());
            // A payout that exists speaks for itself; the total is made of the entries.
            let of = payout.map_or(*one, |payout| &payout.owed);
            let moves = payout.map(movements).unwrap_or_default();
            let due = seen(currency, month, &[of], &moves)?;
            moved.extend(moves);
            if due != DueProof::empty(currency) {
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
        Ok(DuesOfPayee { due: seen(currency, month, owed, &moved)?, payouts })
    }

    fn payment(&self, owed: &Owed, payout: Option<&Payout>) -> Payment {
        let Some(payout) = payout.filter(|payout| payout.state != PayoutState::Due) else {
            return self.waiting(owed);
        };
        let to = payout.destination.clone().unwrap_or_else(|| "your account".to_owned());
        let last = payout.history.last();
        let moved_on = day(last.map_or(payout.created_at, |step| step.at));
        let batch = payout.batch.and_then(|number| self.facts.batches.get(&number));
        let on = batch.map_or_else(
            || execution_day(owed.month, moved_on),
            store::payout::Batch::execution_day,
        );
        match payout.state {
            PayoutState::Due => self.waiting(owed),
            PayoutState::Prepared | PayoutState::Submitted => Payment::OnItsWay { to, on },
            PayoutState::Settled if owed.net.is_zero() => Payment::NothingToSend,
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
    fn waiting(&self, owed: &Owed) -> Payment {
        let PaymentFacts { hold, account, .. } = &self.facts;
        let hold = hold.as_ref().filter(|hold| hold.released.is_none());
        let masked = || {
            let account = account.as_ref().and_then(|item| item.account.masked(owed.currency));
            account.unwrap_or_default()
        };
        match destination(owed, hold.is_some(), account.as_ref(), self.now) {
            Ok((_, to)) => self.leaving(owed.month, to),
            Err(Waits::Held) => {
                let review_on = hold.map_or(Date::ZERO, |hold| hold.review_on);
                Payment::Held { review_on }
            }
            // Who pays is not known here: nothing waits for that when a statement is read.
            Err(Waits::NoAccount | Waits::OwnDecision) => Payment::NoAccount,
            Err(Waits::NothingToSend) => Payment::NothingToSend,
            Err(Waits::OutsideSepa) => Payment::OutsideSepa { to: masked() },
            Err(Waits::NotWritable) => Payment::NotWritable { to: masked() },
            Err(Waits::AccountChanged) => {
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
fn owed(entry: &Entry) -> Option<Owed> {
    let payout = entry.payout;
    (!payout.gross.is_zero()).then(|| Owed {
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
fn movements(payout: &Payout) -> Vec<(YearMonth, MovementKind, &Owed)> {
    let movement = |step: &PayoutStep| {
        let kind = match step.state {
            PayoutState::Settled => MovementKind::Settled,
            PayoutState::Returned => MovementKind::TakenBack,
            PayoutState::Due
            | PayoutState::Prepared
            | PayoutState::Submitted
            | PayoutState::Unknown => return None,
        };
        step.booked_in.map(|month| (month, kind, &payout.owed))
    };
    payout.history.iter().filter_map(movement).collect()
}

/// What `month` saw of these: the months before it give what was due at first.
fn seen(
    currency: Currency,
    month: YearMonth,
    owed: &[&Owed],
    moved: &[(YearMonth, MovementKind, &Owed)],
) -> Result<DueProof, LedgerError> {
    let step = |before: &[DueProof], is_in: &dyn Fn(YearMonth) -> bool| {
        let gross = owed.iter().filter(|one| is_in(one.month));
        let gross: Vec<_> = gross.map(|one| (currency, one.gross)).collect();
        let moved = moved.iter().filter(|(month, ..)| is_in(*month));
        DueProof::following(before, &gross, moved.map(|(_, kind, owed)| (*kind, *owed)))
    };
    let before = step(&[], &|of| of < month)?;
    let seen = step(&before, &|of| of == month)?;
    Ok(seen.into_iter().next().unwrap_or_else(|| DueProof::empty(currency)))
}

fn day(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::UTC).date()
}
