//! Where a payee's money is: all that a statement says of it besides the books.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::{MemberId, PayoutId};

use crate::error::StoreError;
use crate::hold::Hold;
use crate::item::Stored;
use crate::keys::{self, Key};
use crate::payout::{Batch, Payout};
use crate::payout_account::PayoutAccountItem;
use crate::raw_item::RawItem;
use crate::table::Store;

/// What decides whether and when a payee is paid.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PaymentFacts {
    /// The last hold that there was.
    pub hold: Option<Hold>,
    pub account: Option<PayoutAccountItem>,
    /// Those that exist.
    pub payouts: BTreeMap<PayoutId, Payout>,
    /// By number: of payouts that are on their way.
    pub batches: BTreeMap<u64, Batch>,
}

impl Store {
    /// A payee's hold, account and these of their payouts. One round trip for 98 of them, and one
    /// for the batches of those that are on their way.
    pub async fn payment_facts(
        &self,
        member: MemberId,
        payouts: &[PayoutId],
    ) -> Result<PaymentFacts, StoreError> {
        let mut wanted = vec![keys::hold(member), keys::payout_account(member)];
        wanted.extend(payouts.iter().map(|payout| keys::payout(*payout)));
        let mut found = self.get_many(&wanted).await?.into_iter();
        let hold = found.next().flatten().map(RawItem::parse).transpose()?;
        let account = found.next().flatten().map(RawItem::parse).transpose()?;
        let mut facts = PaymentFacts {
            hold: hold.map(|stored: Stored<Hold>| stored.item),
            account: account.map(|stored: Stored<PayoutAccountItem>| stored.item),
            ..PaymentFacts::default()
        };
        for item in found.flatten() {
            let stored: Stored<Payout> = item.parse()?;
            facts.payouts.insert(stored.item.payout, stored.item);
        }
        let on_their_way = facts.payouts.values().filter(|payout| payout.state.is_clearing());
        let numbers: BTreeSet<u64> = on_their_way.filter_map(|payout| payout.batch).collect();
        let batches: Vec<Key> = numbers.into_iter().map(keys::batch).collect();
        for item in self.get_many(&batches).await?.into_iter().flatten() {
            let stored: Stored<Batch> = item.parse()?;
            facts.batches.insert(stored.item.number, stored.item);
        }
        Ok(facts)
    }
}
