//! What a payee reads of one month. One value with exact amounts: JSON, CSV and PDF print this and
//! nothing else, and it adds up or it is not given out.

use crate::id::ReviewId;
use crate::money::account::Account;
use crate::money::amount::{Amount, AmountError};
use crate::money::currency::Currency;
use crate::money::digest::Sha256Hex;
use crate::money::month::YearMonth;
use crate::money::payable::{BasisPoints, Payable};
use crate::money::plan::{EarningLine, SourceRow};
use crate::money::share::Share;
use jiff::Timestamp;
use std::collections::BTreeMap;
use thiserror::Error;

/// One payee's month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    pub account: Account,
    /// The name that the payee shows others, where there is one.
    pub name: Option<String>,
    pub month: YearMonth,
    /// By code; never empty.
    pub currencies: Vec<CurrencyStatement>,
}

/// One currency of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CurrencyStatement {
    pub currency: Currency,
    pub opening: Amount,
    /// By track.
    pub tracks: Vec<TrackLine>,
    /// The sum of what the tracks earned.
    pub earnings: Amount,
    pub adjustments: Amount,
    pub payout: Payable,
    pub tax: BasisPoints,
    pub plan_sha256: Sha256Hex,
    pub posted_at: Timestamp,
}

/// What one track earned the payee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackLine {
    pub track: String,
    /// None where the studio never awarded it.
    pub title: Option<String>,
    pub split_number: u32,
    /// The whole revenue of the track in this currency.
    pub revenue: Amount,
    pub share_ppm: Share,
    /// Exactly `revenue · share_ppm / 1000000`.
    pub earned: Amount,
    /// The payee's reviews that this share was given for; none where it is a writer's.
    pub reviews: Vec<ReviewId>,
    /// How many reviews the pool was shared by.
    pub reviews_in_all: u64,
    /// By source and territory.
    pub sources: Vec<SourceLine>,
}

/// What one source paid for a track in one territory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceLine {
    pub source: String,
    pub territory: String,
    /// How many lines of the revenue files it is the sum of.
    pub lines: u64,
    pub revenue: Amount,
    pub earned: Amount,
}

/// What becomes of the payable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// There is nothing to pay.
    Nothing,
    /// Less than nothing: set against what comes later.
    Negative,
    /// Too little to be paid: carried.
    BelowMinimum { minimum: Amount },
    /// It is due: it leaves with the payments of a month.
    Due,
}

/// A statement that does not add up: stop and look.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum StatementError {
    #[error("the {what} of {currency} in the statement do not add up")]
    Sum { what: &'static str, currency: Currency },
    #[error("an amount of the statement is not exact or out of range")]
    Amount(#[from] AmountError),
}

impl TrackLine {
    /// The line of the plan with the rows that its revenue is the sum of. Nothing is known yet of
    /// title and reviews.
    pub fn new(
        line: EarningLine,
        currency: Currency,
        rows: &[SourceRow],
    ) -> Result<Self, AmountError> {
        let EarningLine { track, split_number, revenue, share_ppm, earned } = line;
        let mut sums: BTreeMap<(&str, &str), (u64, Amount)> = BTreeMap::new();
        for row in rows.iter().filter(|row| row.currency == currency) {
            let (lines, sum) = sums.entry((&row.source, &row.territory)).or_default();
            *lines = lines.saturating_add(row.lines);
            *sum = sum.checked_add(row.amount)?;
        }
        let source = |((source, territory), (lines, revenue)): ((&str, &str), (u64, Amount))| {
            let (source, territory) = (source.to_owned(), territory.to_owned());
            let earned = revenue.share(share_ppm)?;
            Ok(SourceLine { source, territory, lines, revenue, earned })
        };
        let sources = sums.into_iter().map(source).collect::<Result<_, AmountError>>()?;
        let (title, reviews, reviews_in_all) = (None, Vec::new(), 0);
        Ok(Self {
            track,
            title,
            split_number,
            revenue,
            share_ppm,
            earned,
            reviews,
            reviews_in_all,
            sources,
        })
    }
}

impl CurrencyStatement {
    /// What becomes of the payable.
    pub fn outcome(&self) -> Result<Outcome, AmountError> {
        let Payable { payable, gross, .. } = self.payout;
        Ok(if !gross.is_zero() {
            Outcome::Due
        } else if payable.is_negative() {
            Outcome::Negative
        } else if payable.is_zero() {
            Outcome::Nothing
        } else {
            Outcome::BelowMinimum { minimum: self.currency.payout_minimum()? }
        })
    }

    /// What is paid, or why nothing is: the first thing that is read.
    pub fn headline(&self) -> Result<String, AmountError> {
        let Self { currency, payout, .. } = self;
        let paid = |amount: Amount| amount.fixed(currency.exponent());
        let payable = payout.payable;
        Ok(match self.outcome()? {
            Outcome::Nothing => format!("{currency} 0: there is nothing to pay"),
            Outcome::Negative => format!(
                "{currency} {payable} is below zero: nothing is paid, and it is set against what \
                 comes later"
            ),
            Outcome::BelowMinimum { minimum } => format!(
                "{currency} {payable} is below the minimum of {currency} {}: nothing is paid, and \
                 all of it is carried on",
                paid(minimum)?
            ),
            Outcome::Due => format!(
                "{currency} {} is due: it leaves with the next payments, unless it is on hold or has no \
                 account to go to",
                paid(payout.net)?
            ),
        })
    }

    /// Whether every total is exactly the sum of the lines above it.
    pub fn check(&self) -> Result<(), StatementError> {
        let Payable { payable, gross, closing, withheld, net } = self.payout;
        for track in &self.tracks {
            let sources = &track.sources;
            self.sum(sources.iter().map(|one| one.revenue), track.revenue, "sources")?;
            self.sum(sources.iter().map(|one| one.earned), track.earned, "earnings by source")?;
        }
        self.sum(self.tracks.iter().map(|track| track.earned), self.earnings, "tracks")?;
        self.sum([self.opening, self.earnings, self.adjustments], payable, "parts of the payable")?;
        self.sum([gross, closing], payable, "paid and the carried part")?;
        self.sum([withheld, net], gross, "withheld and the net part")
    }

    fn sum(
        &self,
        parts: impl IntoIterator<Item = Amount>,
        whole: Amount,
        what: &'static str,
    ) -> Result<(), StatementError> {
        if Amount::sum(parts)? == whole {
            return Ok(());
        }
        Err(StatementError::Sum { what, currency: self.currency })
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::arithmetic_side_effects, reason = "the bounds of a test")]

    use super::*;
    use proptest::prelude::*;

    fn amount(text: &str) -> Amount {
        text.parse().unwrap()
    }

    fn row(source: &str, territory: &str, amount: Amount) -> SourceRow {
        SourceRow {
            file: 0,
            row: 0,
            lines: 2,
            source: source.to_owned(),
            territory: territory.to_owned(),
            currency: "EUR".parse().unwrap(),
            amount,
        }
    }

    /// A statement of one track that earned this from these rows, at so many parts per million.
    fn statement(opening: Amount, rows: &[SourceRow], ppm: u32) -> CurrencyStatement {
        let currency: Currency = "EUR".parse().unwrap();
        let revenue = Amount::sum(rows.iter().map(|row| row.amount)).unwrap();
        let share_ppm = Share::from_ppm(ppm).unwrap();
        let earned = revenue.share(share_ppm).unwrap();
        let track = "trk_1".to_owned();
        let line = EarningLine { track, split_number: 1, revenue, share_ppm, earned };
        let (zero, tax) = (Amount::ZERO, BasisPoints::default());
        CurrencyStatement {
            currency,
            opening,
            tracks: vec![TrackLine::new(line, currency, rows).unwrap()],
            earnings: earned,
            adjustments: zero,
            payout: Payable::compute(currency, opening, earned, zero, tax).unwrap(),
            tax,
            plan_sha256: Sha256Hex::of(b"plan"),
            posted_at: Timestamp::UNIX_EPOCH,
        }
    }

    fn headline(opening: &str) -> String {
        statement(amount(opening), &[], 1_000_000).headline().unwrap()
    }

    #[test]
    fn the_headline_says_what_is_paid_or_why_nothing_is() {
        assert_eq!(
            headline("25.129"),
            "EUR 25.12 is due: it leaves with the next payments, unless it is on hold or has no \
             account to go to"
        );
        assert_eq!(
            headline("24.999"),
            "EUR 24.999 is below the minimum of EUR 25.00: nothing is paid, and all of it is \
             carried on"
        );
        assert_eq!(
            headline("-3.5"),
            "EUR -3.5 is below zero: nothing is paid, and it is set against what comes later"
        );
        assert_eq!(headline("0"), "EUR 0: there is nothing to pay");
    }

    #[test]
    fn the_same_source_and_territory_of_several_files_is_one_line() {
        let rows = [
            row("radio", "FI", amount("1.5")),
            row("radio", "DE", amount("2")),
            row("radio", "FI", amount("-0.25")),
        ];
        let statement = statement(Amount::ZERO, &rows, 500_000);
        let lines: Vec<_> = statement.tracks[0]
            .sources
            .iter()
            .map(|one| (one.territory.as_str(), one.lines, one.earned.to_string()))
            .collect();
        assert_eq!(lines, [("DE", 2, "1".to_owned()), ("FI", 4, "0.625".to_owned())]);
    }

    #[test]
    fn a_statement_that_is_off_by_the_least_bit_is_not_given_out() {
        let bit = Amount::from_atoms(1).unwrap();
        let rows = [row("radio", "FI", amount("30"))];
        let right = statement(amount("1"), &rows, 250_000);
        assert_eq!(right.check(), Ok(()));
        let spoil = |with: fn(&mut CurrencyStatement, Amount)| {
            let mut wrong = right.clone();
            with(&mut wrong, bit);
            wrong.check().is_err()
        };
        assert!(spoil(|wrong, bit| wrong.opening = bit));
        assert!(spoil(|wrong, bit| wrong.earnings = bit));
        assert!(spoil(|wrong, bit| wrong.adjustments = bit));
        assert!(spoil(|wrong, bit| wrong.tracks[0].revenue = bit));
        assert!(spoil(|wrong, bit| wrong.tracks[0].earned = bit));
        assert!(spoil(|wrong, bit| wrong.tracks[0].sources[0].earned = bit));
        assert!(spoil(|wrong, bit| wrong.payout.closing = bit));
        assert!(spoil(|wrong, bit| wrong.payout.net = bit));
    }

    proptest! {
        #[test]
        fn the_lines_add_up_exactly_to_the_totals(
            opening_atoms in -10_i128.pow(20)..10_i128.pow(20),
            rows in prop::collection::vec((0_u8..4, 0_u8..4, -10_i64.pow(14)..10_i64.pow(14)), 0..40),
            ppm in 0_u32..=1_000_000,
        ) {
            let rows: Vec<SourceRow> = rows
                .into_iter()
                .map(|(source, territory, minor)| {
                    let amount = Amount::from_minor(minor.into(), 8).unwrap();
                    row(&source.to_string(), &territory.to_string(), amount)
                })
                .collect();
            let opening = Amount::from_atoms(opening_atoms).unwrap();
            prop_assert_eq!(statement(opening, &rows, ppm).check(), Ok(()));
        }
    }
}
