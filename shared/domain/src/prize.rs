//! The prize of a brief: paid once, apart from royalties, to the winner; shared where the client
//! stays silent; returned where nobody has earned it.

use crate::id::{BriefId, MemberId, TrackId};
use crate::money::amount::{Amount, AmountError};
use crate::money::month::YearMonth;
use crate::money::value::Money;
use crate::string_enum::string_enum;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

string_enum! {
    /// Why somebody is paid a prize.
    pub enum PrizeReason {
        /// Their track was selected.
        Selected => "selected",
        /// The client stayed silent.
        Lapsed => "lapsed",
    }
}

/// One part of a prize.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrizeShare {
    pub track: TrackId,
    pub member: MemberId,
    /// How much, in whole minor units of the currency.
    pub money: Money,
}

/// What becomes of one brief's prize, as an input of the month it was decided in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrizeAward {
    pub brief: BriefId,
    pub reason: PrizeReason,
    /// The whole prize: what the shares add up to.
    pub prize: Money,
    /// Who gets what; nobody gets nothing.
    pub shares: Vec<PrizeShare>,
    /// The oldest Open month then.
    pub month: YearMonth,
    pub at: Timestamp,
}

/// A track among whose composers a prize is shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sharer {
    pub track: TrackId,
    pub member: MemberId,
    /// When it was first submitted.
    pub submitted_at: Timestamp,
}

/// Equal parts in whole minor units; what is left over goes one by one to the earlier submissions.
/// The order of the sharers says nothing, and the parts add up to the prize exactly.
///
/// # Errors
/// [`AmountError`] where the prize is not payable in the currency or out of range.
pub fn share_equally(prize: Money, sharers: &[Sharer]) -> Result<Vec<PrizeShare>, AmountError> {
    let exponent = prize.currency.exponent();
    let minor = prize.amount.floor_to_minor(exponent)?;
    if Amount::from_minor(minor, exponent)? != prize.amount {
        return Err(AmountError::Inexact);
    }
    let mut sorted = sharers.to_vec();
    sorted.sort_by_key(|one| (one.submitted_at, one.track));
    let count = i128::try_from(sorted.len()).map_err(|_| AmountError::OutOfRange)?;
    let (Some(each), Some(left)) = (minor.checked_div(count), minor.checked_rem(count)) else {
        return Ok(Vec::new());
    };
    let mut shares = Vec::with_capacity(sorted.len());
    for (place, one) in (0_i128..).zip(sorted) {
        let minor = each.saturating_add(i128::from(place < left));
        if minor > 0 {
            let money = Money::new(prize.currency, Amount::from_minor(minor, exponent)?);
            shares.push(PrizeShare { track: one.track, member: one.member, money });
        }
    }
    Ok(shares)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn euros(minor: i128) -> Money {
        let euro = serde_json::from_value(serde_json::json!("EUR")).unwrap();
        Money::new(euro, Amount::from_minor(minor, 2).unwrap())
    }

    fn sharer(number: u8, second: i64) -> Sharer {
        Sharer {
            track: TrackId::derive(&[&[number]]),
            member: MemberId::of_subject(&number.to_string()),
            submitted_at: Timestamp::from_second(second).unwrap(),
        }
    }

    #[test]
    fn a_thousand_among_three_leaves_the_cent_to_the_earliest() {
        let shares = share_equally(euros(100_000), &[sharer(1, 9), sharer(2, 5), sharer(3, 7)]);
        let shares = shares.unwrap();
        let amounts: Vec<_> = shares.iter().map(|one| one.money).collect();
        assert_eq!(amounts, [euros(33_334), euros(33_333), euros(33_333)]);
        assert_eq!(shares[0].track, sharer(2, 5).track);
    }

    #[test]
    fn nobody_gets_nothing() {
        assert_eq!(share_equally(euros(1), &[sharer(1, 1), sharer(2, 2)]).unwrap().len(), 1);
        assert!(share_equally(euros(1), &[]).unwrap().is_empty());
    }

    proptest! {
        #[test]
        fn the_parts_add_up_and_differ_by_one_minor_unit_at_most(
            minor in 1_i128..10_000_000,
            seconds in proptest::collection::vec(0_i64..5, 1..40),
        ) {
            let sharers: Vec<Sharer> =
                (0_u8..).zip(&seconds).map(|(number, second)| sharer(number, *second)).collect();
            let shares = share_equally(euros(minor), &sharers).unwrap();
            let sum = Amount::sum(shares.iter().map(|one| one.money.amount)).unwrap();
            prop_assert_eq!(sum, euros(minor).amount);
            let mut turned = sharers.clone();
            turned.reverse();
            prop_assert_eq!(&shares, &share_equally(euros(minor), &turned).unwrap());
            let parts = shares.iter().map(|one| one.money.amount.floor_to_minor(2).unwrap());
            let (least, most) = (parts.clone().min().unwrap(), parts.max().unwrap());
            prop_assert!(most.abs_diff(least) <= 1);
        }
    }
}
