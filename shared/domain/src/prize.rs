//! The prize of a brief: paid once, apart from royalties, to the winner; shared where the client
//! stays silent; returned where nobody has earned it.

use crate::id::{BriefId, MemberId, TrackId};
use crate::money::amount::{Amount, AmountError};
use crate::money::month::YearMonth;
use crate::money::value::Money;
use crate::string_enum::string_enum;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct PrizeShare {
    /// What it is for.
    pub track: TrackId,
    /// Who gets it.
    pub member: MemberId,
    /// How much, in whole minor units of the currency.
    pub money: Money,
}

/// What becomes of one brief's prize, as an input of the month it was decided in.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct PrizeAward {
    /// Whose prize it is.
    pub brief: BriefId,
    /// Why it is given out like this.
    pub reason: PrizeReason,
    /// The whole prize: what the shares add up to.
    pub prize: Money,
    /// Who gets what; nobody gets nothing.
    pub shares: Vec<PrizeShare>,
    /// The oldest Open month then.
    pub month: YearMonth,
    /// When it was decided.
    pub at: Timestamp,
}

/// A track among whose writers a part of a prize is shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sharer {
    pub track: TrackId,
    /// Who shares its part, with their shares by weight.
    pub writers: Vec<(MemberId, u32)>,
    /// When it was first submitted.
    pub submitted_at: Timestamp,
}

/// The writers' parts of a prize that a track has won, by their shares, in whole minor units: what
/// is left over goes one by one to the largest remainders, ties to the smaller id. The parts add up
/// exactly; what belongs to a writer who has not agreed waits in the ledger, as royalties do.
///
/// # Errors
/// [`AmountError`] where the prize is not payable in the currency or out of range.
pub fn share_among_writers(
    prize: Money,
    track: TrackId,
    writers: &[(MemberId, u32)],
) -> Result<Vec<PrizeShare>, AmountError> {
    let exponent = prize.currency.exponent();
    let parts = apportion(whole_minor(prize)?, writers.iter().copied())?;
    let parts = parts.into_iter().filter(|(_, minor)| *minor > 0);
    let share = |(member, minor)| {
        let money = Money::new(prize.currency, Amount::from_minor(minor, exponent)?);
        Ok(PrizeShare { track, member, money })
    };
    parts.map(share).collect()
}

/// So many minor units by weight, in the order of who gets them: the method of the largest
/// remainder, ties in that order. Nobody has anything where all weights are 0.
///
/// # Errors
/// [`AmountError`] where that is out of range.
pub fn apportion<T: Ord>(
    minor: i128,
    weights: impl IntoIterator<Item = (T, u32)>,
) -> Result<Vec<(T, i128)>, AmountError> {
    let weights: Vec<(T, u32)> = weights.into_iter().collect();
    let whole: i128 = weights.iter().map(|(_, weight)| i128::from(*weight)).sum();
    if whole == 0 {
        return Ok(Vec::new());
    }
    let part = |(who, weight): (T, u32)| {
        let product = minor.checked_mul(weight.into())?;
        let (floor, remainder) = (product.checked_div(whole)?, product.checked_rem(whole)?);
        Some((Reverse(remainder), who, floor))
    };
    let parts: Option<Vec<_>> = weights.into_iter().map(part).collect();
    let mut parts = parts.ok_or(AmountError::OutOfRange)?;
    parts.sort_unstable();
    let given: i128 = parts.iter().map(|(.., floor)| *floor).sum();
    let left = minor.saturating_sub(given);
    let mut parts: Vec<(T, i128)> = (0_i128..)
        .zip(parts)
        .map(|(place, (_, who, floor))| (who, floor.saturating_add((place < left).into())))
        .collect();
    parts.sort_unstable();
    Ok(parts)
}

/// A prize in minor units, of which it has whole ones alone.
fn whole_minor(prize: Money) -> Result<i128, AmountError> {
    let exponent = prize.currency.exponent();
    let minor = prize.amount.floor_to_minor(exponent)?;
    if Amount::from_minor(minor, exponent)? != prize.amount {
        return Err(AmountError::Inexact);
    }
    Ok(minor)
}

/// Equal parts in whole minor units for each track; what is left over goes one by one to the earlier
/// submissions. The writers of each share its part, see [`share_among_writers`]. The order of the
/// sharers says nothing, and the parts add up to the prize exactly.
///
/// # Errors
/// [`AmountError`] where the prize is not payable in the currency or out of range.
pub fn share_equally(prize: Money, sharers: &[Sharer]) -> Result<Vec<PrizeShare>, AmountError> {
    let exponent = prize.currency.exponent();
    let minor = whole_minor(prize)?;
    let mut sorted = sharers.to_vec();
    sorted.sort_by_key(|one| (one.submitted_at, one.track));
    let count = i128::try_from(sorted.len()).map_err(|_| AmountError::OutOfRange)?;
    let (Some(each), Some(left)) = (minor.checked_div(count), minor.checked_rem(count)) else {
        return Ok(Vec::new());
    };
    let mut shares = Vec::with_capacity(sorted.len());
    for (place, one) in (0_i128..).zip(sorted) {
        let minor = each.saturating_add(i128::from(place < left));
        let part = Money::new(prize.currency, Amount::from_minor(minor, exponent)?);
        shares.extend(share_among_writers(part, one.track, &one.writers)?);
    }
    Ok(shares)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::arithmetic_side_effects, reason = "small numbers of a test")]

    use super::*;
    use proptest::prelude::*;

    fn euros(minor: i128) -> Money {
        let euro = serde_json::from_value(serde_json::json!("EUR")).unwrap();
        Money::new(euro, Amount::from_minor(minor, 2).unwrap())
    }

    fn sharer(number: u8, second: i64) -> Sharer {
        Sharer {
            track: TrackId::derive(&[&[number]]),
            writers: vec![(MemberId::of_subject(&number.to_string()), 1_000_000)],
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
    fn a_prize_is_shared_by_the_writers_shares_and_the_largest_remainder_has_the_odd_cent() {
        let track = TrackId::derive(&[b"t"]);
        let thirds = [("a", 333_335), ("b", 333_330), ("c", 333_335)];
        let writers = thirds.map(|(name, ppm)| (MemberId::of_subject(name), ppm));
        let shares = share_among_writers(euros(50_000), track, &writers).unwrap();
        let of = |name: &str| {
            let mine = shares.iter().find(|one| one.member == MemberId::of_subject(name));
            mine.map(|one| one.money)
        };
        assert_eq!((of("a"), of("b")), (Some(euros(16_667)), Some(euros(16_666))));
        assert_eq!(of("c"), Some(euros(16_667)));
    }

    #[test]
    fn nobody_gets_nothing() {
        assert_eq!(share_equally(euros(1), &[sharer(1, 1), sharer(2, 2)]).unwrap().len(), 1);
        assert!(share_equally(euros(1), &[]).unwrap().is_empty());
    }

    proptest! {
        #[test]
        fn the_writers_parts_add_up_and_each_is_within_a_minor_unit_of_their_share(
            minor in 1_i128..10_000_000,
            shares in proptest::collection::vec(1_u32..1_000_000, 1..20),
        ) {
            let weights: Vec<(usize, u32)> = shares.iter().copied().enumerate().collect();
            let parts = apportion(minor, weights.clone()).unwrap();
            prop_assert_eq!(parts.iter().map(|(_, part)| *part).sum::<i128>(), minor);
            let whole: i128 = shares.iter().map(|share| i128::from(*share)).sum();
            for ((_, part), share) in parts.iter().zip(&shares) {
                let exact = i128::from(*share) * minor;
                prop_assert!((part * whole - exact).abs() < whole);
            }
            let turned = weights.into_iter().rev();
            prop_assert_eq!(parts, apportion(minor, turned).unwrap());
        }

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
