//! The decisions that are money inputs: each one is created once, in one transaction with the
//! condition that its month is Open.

use domain::money::YearMonth;
use domain::money::input::MonthInput;

use crate::error::StoreError;
use crate::item::Item;
use crate::keys::{self, Key};
use crate::list::List;
use crate::month::require_open;
use crate::table::Store;
use crate::transaction::Transaction;

impl Item for MonthInput {
    const KIND: &'static str = "month_input";

    fn key(&self) -> Key {
        keys::month_input(self.month, self.name())
    }
}

/// Adds the two writes of a decision: its month must be Open, and it is new there.
pub fn add_input(transaction: &mut Transaction, input: &MonthInput) -> Result<(), StoreError> {
    require_open(transaction, input.month)?;
    transaction.create(input)?;
    Ok(())
}

/// Every decision that is an input of a month.
pub fn of_month(month: YearMonth) -> List<MonthInput> {
    List::in_table(keys::month_partition(month), keys::INPUT_PREFIX)
}

impl Store {
    /// The month that a money input belongs to now. One round trip.
    pub async fn oldest_open_month(&self, genesis: YearMonth) -> Result<YearMonth, StoreError> {
        let unavailable = |error| StoreError::Unavailable(Box::new(error));
        self.months().await?.oldest_open(genesis).map_err(unavailable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::MemberId;
    use domain::money::TrackKey;
    use domain::money::input::{AwardStanding, Consent, Input};
    use jiff::Timestamp;

    #[test]
    fn a_decision_survives_the_table_under_its_own_name() {
        let input = |input| MonthInput {
            month: "2026-01".parse().unwrap(),
            input,
            by: MemberId::of_subject("operator"),
            at: Timestamp::UNIX_EPOCH,
        };
        let track: TrackKey = "trk_1".parse().unwrap();
        let consent = Consent { track: track.clone(), account: "mem_a".parse().unwrap() };
        let award = AwardStanding { track, number: 2, void: true, reason: "x".to_owned() };
        for (one, sk) in [
            (Input::Consent(consent), "INPUT#CONSENT#trk_1#mem_a"),
            (Input::Award(award), "INPUT#AWARD#trk_1#000002"),
        ] {
            let item = input(one);
            assert_eq!(item.key().sk, sk);
            let attributes = crate::item::to_attributes(&item, 1).unwrap();
            assert_eq!(crate::RawItem(attributes).parse::<MonthInput>().unwrap().item, item);
        }
    }
}
