//! Payouts below the minimum, which a payee may ask for once a year, and when leaving.

use domain::id::MemberId;
use domain::money::input::{Input, MonthInput, PayoutReason, PayoutRequest, may_ask_again};
use domain::money::{Account, YearMonth};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::item::{Item, ItemKey, Stored};
use crate::keys::{self, Key};
use crate::month_input::add_input;
use crate::retry::retry_on_conflict;
use crate::table::Store;

/// The latest request of a payee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayoutAsked {
    pub account: Account,
    pub reason: PayoutReason,
    /// The month that pays it.
    pub month: YearMonth,
    pub at: Timestamp,
}

impl Item for PayoutAsked {
    const KIND: &'static str = "payout_request";

    fn key(&self) -> Key {
        keys::payout_request(&self.account)
    }
}

/// What became of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum PayoutAnswer {
    New(PayoutAsked),
    /// The same was asked for in the same month.
    Before(PayoutAsked),
    /// The last one was less than a year ago.
    TooSoon(PayoutAsked),
}

/// What an account has asked for last, if it ever did.
pub fn key(account: &Account) -> ItemKey<PayoutAsked> {
    ItemKey::new(keys::payout_request(account))
}

impl Store {
    /// Asks that a member be paid whatever there is, from one major unit on, in the oldest Open
    /// month; with [`PayoutReason::LeavingWaived`] the rest goes to the platform then. Who leaves may
    /// ask in every month anew. May be called any number of times. Three round trips.
    pub async fn ask_for_payout(
        &self,
        genesis: YearMonth,
        member: MemberId,
        reason: PayoutReason,
        at: Timestamp,
    ) -> Result<PayoutAnswer, StoreError> {
        retry_on_conflict(|| self.ask_once(genesis, member, reason, at)).await
    }

    async fn ask_once(
        &self,
        genesis: YearMonth,
        member: MemberId,
        reason: PayoutReason,
        at: Timestamp,
    ) -> Result<PayoutAnswer, StoreError> {
        let account = Account::of_member(member);
        let month = self.oldest_open_month(genesis).await?;
        let before = self.get(key(&account)).await?;
        if let Some(Stored { item: last, .. }) = &before {
            if last.month == month && last.reason == reason {
                return Ok(PayoutAnswer::Before(last.clone()));
            }
            if reason == PayoutReason::Yearly && !may_ask_again(last.month, month) {
                return Ok(PayoutAnswer::TooSoon(last.clone()));
            }
        }
        let request = PayoutRequest { account: account.clone(), reason };
        let input = MonthInput { month, input: Input::Payout(request), by: member, at };
        let asked = PayoutAsked { account, reason, month, at };
        let mut transaction = self.transaction();
        let revision = before.map_or(0, |stored| stored.revision);
        transaction.create_or_replace(&Stored { item: asked.clone(), revision })?;
        add_input(&mut transaction, &input)?;
        let created = transaction.len().saturating_sub(1);
        let Err(error) = self.commit(transaction).await else {
            return Ok(PayoutAnswer::New(asked));
        };
        // The month was asked for before, then a later one, and is open again since its plan was
        // rejected: the first request stands.
        match error.refusal(created).and_then(|refusal| refusal.now.clone()) {
            Some(now) => {
                let at = now.parse::<MonthInput>()?.item.at;
                Ok(PayoutAnswer::Before(PayoutAsked { at, ..asked }))
            }
            None => Err(error),
        }
    }
}
