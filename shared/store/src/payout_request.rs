//! Payouts below the minimum, which a payee may ask for once a year, and when leaving.

use domain::id::MemberId;
use domain::money::input::{Input, MonthInput, PayoutReason, PayoutRequest, may_ask_again};
use domain::money::{Account, YearMonth};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::decision::{Decided, DecisionWrites, MonthDecision};
use crate::error::StoreError;
use crate::item::{Item, ItemKey};
use crate::keys::{self, Key};

/// The latest request of a payee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestedPayout {
    pub account: Account,
    pub reason: PayoutReason,
    /// The month that pays it.
    pub month: YearMonth,
    pub at: Timestamp,
}

impl Item for RequestedPayout {
    const KIND: &'static str = "payout_request";

    fn key(&self) -> Key {
        keys::payout_request(&self.account)
    }
}

/// What became of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum PayoutAnswer {
    New(RequestedPayout),
    /// The same was asked for in the same month.
    Before(RequestedPayout),
    /// The last one was less than a year ago.
    TooSoon(RequestedPayout),
}

/// What an account has asked for last, if it ever did.
pub fn key(account: &Account) -> ItemKey<RequestedPayout> {
    ItemKey::new(keys::payout_request(account))
}

/// A member asks to be paid whatever there is, from one major unit on, in the oldest Open month;
/// with [`PayoutReason::LeavingWaived`] the rest goes to the platform then. Who leaves may ask in
/// every month anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PayoutDemand {
    pub member: MemberId,
    pub reason: PayoutReason,
    pub at: Timestamp,
}

impl MonthDecision for PayoutDemand {
    type Item = RequestedPayout;
    type Answer = PayoutAnswer;

    fn last(&self) -> Option<ItemKey<RequestedPayout>> {
        Some(key(&Account::of_member(self.member)))
    }

    fn decide(
        &self,
        last: Option<&RequestedPayout>,
        month: YearMonth,
    ) -> Decided<RequestedPayout, PayoutAnswer> {
        let Self { member, reason, at } = *self;
        if let Some(last) = last {
            if last.month == month && last.reason == reason {
                return Decided::Answered(PayoutAnswer::Before(last.clone()));
            }
            if reason == PayoutReason::Yearly && !may_ask_again(last.month, month) {
                return Decided::Answered(PayoutAnswer::TooSoon(last.clone()));
            }
        }
        let account = Account::of_member(member);
        let request = PayoutRequest { account: account.clone(), reason };
        let input = MonthInput { month, input: Input::Payout(request), by: member, at };
        Decided::New(RequestedPayout { account, reason, month, at }, input)
    }

    fn applied(&self, item: RequestedPayout) -> PayoutAnswer {
        PayoutAnswer::New(item)
    }

    /// The month was asked for before, then a later one, and is open again since its plan was
    /// rejected: the first request stands.
    fn refused(
        &self,
        error: &StoreError,
        writes: DecisionWrites,
        item: &RequestedPayout,
    ) -> Result<Option<PayoutAnswer>, StoreError> {
        let first = error.refusal(writes.input).and_then(|refusal| refusal.now.clone());
        let Some(first) = first else { return Ok(None) };
        let at = first.parse::<MonthInput>()?.item.at;
        Ok(Some(PayoutAnswer::Before(RequestedPayout { at, ..item.clone() })))
    }
}
