//! What a payee reads of one month. One value with exact amounts: JSON, CSV and PDF print this and
//! nothing else, and it adds up or it is not given out.
//!
//! What the month has booked never changes. Where its money is, a statement says as of the moment
//! at which it is asked for.

use crate::digest::Sha256Hex;
use crate::id::ReviewId;
use crate::money::account::Account;
use crate::money::amount::{Amount, AmountError};
use crate::money::currency::Currency;
use crate::money::month::YearMonth;
use crate::money::payables_proof::PayablesProof;
use crate::money::payment::{Payment, Sum};
use crate::money::payout_amounts::{BasisPoints, PayoutAmounts};
use crate::money::plan::{EarningLine, MoveKind, MoveLine, SourceRow};
use crate::money::share::Share;
use crate::money::track_key::TrackKey;
use jiff::Timestamp;
use std::collections::BTreeMap;
use thiserror::Error;

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
    pub tracks: Vec<TrackLine>,
    /// The sum of what the tracks earned.
    pub earnings: Amount,
    /// Everything else that moved, in the order in which it was decided.
    pub moves: Vec<MovedLine>,
    /// The sum of what moved.
    pub adjustments: Amount,
    pub payout: PayoutAmounts,
    pub tax: BasisPoints,
    /// What was due to the payee at first, what became due, what left, and what is due at last.
    pub due: PayablesProof,
    /// The same payout by payout, the oldest first: none that were neither due nor moved.
    pub payouts: Vec<PayoutLine>,
    pub plan_sha256: Sha256Hex,
    pub posted_at: Timestamp,
}

/// Money that moved otherwise than by a share of the month's revenue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedLine {
    pub line: MoveLine,
    /// Of the track, where the studio awarded one.
    pub title: Option<String>,
}

/// What one month made due, and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayoutLine {
    /// That made it due.
    pub month: YearMonth,
    pub gross: Amount,
    pub withheld: Amount,
    pub net: Amount,
    /// Its part of what the month of the statement saw.
    pub due: PayablesProof,
    /// Where it is now.
    pub payment: Payment,
}

/// What one track earned the payee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackLine {
    pub track: TrackKey,
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
    BelowMinimum {
        minimum: Amount,
    },
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
        let PayoutAmounts { payable, gross, .. } = self.payout;
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

    /// What is paid, or why nothing is: the first thing that is read. One sentence for the month,
    /// and one for everything of earlier months that was due or moved and is in the same place now.
    pub fn headlines(&self) -> Result<Vec<String>, AmountError> {
        let mut earlier: BTreeMap<&Payment, Vec<&PayoutLine>> = BTreeMap::new();
        for line in self.payouts.iter().filter(|line| !line.is_new()) {
            earlier.entry(&line.payment).or_default().push(line);
        }
        let mut earlier: Vec<_> = earlier.into_iter().collect();
        earlier.sort_by_key(|(_, lines)| lines.first().map(|line| line.month));
        let mut headlines = Vec::new();
        headlines.extend(self.own_headline(earlier.is_empty())?);
        for (payment, lines) in earlier {
            let sum = Sum {
                currency: self.currency,
                gross: Amount::sum(lines.iter().map(|line| line.gross))?,
                net: Amount::sum(lines.iter().map(|line| line.net))?,
            };
            headlines.push(format!("Of {}: {}", months(&lines), payment.says(sum)?));
        }
        Ok(headlines)
    }

    /// All of it in one line.
    pub fn headline(&self) -> Result<String, AmountError> {
        Ok(self.headlines()?.join(". "))
    }

    /// What becomes of this month's own payable. That there is nothing is said where nothing else
    /// is.
    fn own_headline(&self, is_alone: bool) -> Result<Option<String>, AmountError> {
        let Self { currency, payout, .. } = self;
        let payable = &payout.payable;
        Ok(match self.outcome()? {
            Outcome::Nothing => is_alone.then(|| format!("{currency} 0: there is nothing to pay")),
            Outcome::Negative => Some(format!(
                "{currency} {payable} is below zero: nothing is paid, and it is set against what \
                 comes later"
            )),
            Outcome::BelowMinimum { minimum } => {
                let fixed = |amount: Amount| amount.fixed(currency.exponent());
                // Whoever asks is paid below the minimum too, but no less than this.
                let least = Amount::from_minor(1, 0)?;
                let least = if *payable < least {
                    format!(", and of {currency} {} where a payout was asked for", fixed(least)?)
                } else {
                    String::new()
                };
                Some(format!(
                    "{currency} {payable} is below the minimum of {currency} {}{least}: nothing is \
                     paid, and all of it is carried on",
                    fixed(minimum)?
                ))
            }
            Outcome::Due => {
                let line = self.payouts.iter().find(|line| line.is_new());
                line.map(PayoutLine::says).transpose()?
            }
        })
    }

    /// Whether every total is exactly the sum of the lines above it.
    pub fn check(&self) -> Result<(), StatementError> {
        let PayoutAmounts { payable, gross, closing, withheld, net } = self.payout;
        for track in &self.tracks {
            let sources = &track.sources;
            self.sum(sources.iter().map(|one| one.revenue), track.revenue, "sources")?;
            self.sum(sources.iter().map(|one| one.earned), track.earned, "earnings by source")?;
        }
        self.sum(self.tracks.iter().map(|track| track.earned), self.earnings, "tracks")?;
        let moved = self.moves.iter().map(|moved| moved.line.amount);
        self.sum(moved, self.adjustments, "adjustments")?;
        self.sum([self.opening, self.earnings, self.adjustments], payable, "parts of the payable")?;
        self.sum([gross, closing], payable, "paid and the carried part")?;
        self.sum([withheld, net], gross, "withheld and the net part")?;
        self.check_due()
    }

    /// Whether what is due is what was, with what became due and without what left: in sum, and for
    /// each payout.
    fn check_due(&self) -> Result<(), StatementError> {
        let PayablesProof { opening_due, gross, net_settled, withheld, closing_due, .. } = self.due;
        self.sum([gross], self.payout.gross, "new payables")?;
        let parts = |part: fn(&PayablesProof) -> Amount| {
            self.payouts.iter().map(move |line| part(&line.due))
        };
        self.sum(parts(|due| due.opening_due), opening_due, "opening payables")?;
        self.sum(parts(|due| due.gross), gross, "new payables")?;
        self.sum(parts(|due| due.net_settled), net_settled, "settled payables")?;
        self.sum(parts(|due| due.withheld), withheld, "withheld payables")?;
        self.sum(parts(|due| due.closing_due), closing_due, "closing payables")?;
        for line in &self.payouts {
            self.sum([line.withheld, line.net], line.gross, "parts of a payout")?;
        }
        for due in self.payouts.iter().map(|line| &line.due).chain([&self.due]) {
            if !due.holds()? {
                return Err(StatementError::Sum { what: "payables", currency: self.currency });
            }
        }
        Ok(())
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

impl PayoutLine {
    /// Whether the month of the statement made it due.
    pub fn is_new(&self) -> bool {
        !self.due.gross.is_zero()
    }

    /// Where it is, in plain words.
    pub fn says(&self) -> Result<String, AmountError> {
        let currency = self.due.currency;
        self.payment.says(Sum { currency, gross: self.gross, net: self.net })
    }
}

/// Why what is withheld leads to no revenue.
pub const WITHHELD_HAS_NO_REVENUE: &str = "It is the tax that is kept back of the whole payout, \
     whatever the payout is made of: follow the lines that it became due by";

/// Why no revenue is behind a movement; none where it is a share of some.
pub const fn has_no_revenue(kind: MoveKind) -> Option<&'static str> {
    match kind {
        MoveKind::Adjustment => Some(
            "Two operators agreed on it for the reason that stands beside it: it is a share of no \
             revenue",
        ),
        MoveKind::Prize => Some("It was paid from what the client had deposited for the brief"),
        MoveKind::Waiver => Some(
            "It is what was too little to be paid when the payee left: what it is made of stands on \
             the statements of the months before",
        ),
        MoveKind::Correction | MoveKind::Match | MoveKind::Consent | MoveKind::AwardRestored => {
            None
        }
    }
}

impl MovedLine {
    /// What happened, in plain words.
    pub const fn what(&self) -> &'static str {
        match self.line.kind {
            MoveKind::Adjustment => "Adjustment, agreed on by two operators",
            MoveKind::Correction => "Earlier months, shared out anew",
            MoveKind::Match => "Money that had waited for its track",
            MoveKind::Consent => "Money that had waited for your consent",
            MoveKind::AwardRestored => "Money that had waited for the award to stand",
            MoveKind::Prize => "Prize",
            MoveKind::Waiver => "Left to the studio, since it is too little to be paid",
        }
    }

    /// What it is about, and why: texts of several people, to be isolated where they are shown.
    pub fn why(&self) -> Vec<String> {
        let MoveLine { subject, track, split_number, reason, .. } = &self.line;
        let track = track.as_ref().map(TrackKey::as_str);
        let subject = (track != Some(subject)).then(|| subject.clone());
        let track = track.map(|track| self.title.as_deref().unwrap_or(track).to_owned());
        let split =
            split_number.filter(|_| reason.is_none()).map(|number| format!("split {number}"));
        [reason.clone(), track, split, subject].into_iter().flatten().collect()
    }
}

/// Which months these are of.
fn months(lines: &[&PayoutLine]) -> String {
    match lines {
        [one] => one.month.to_string(),
        [first, .., last] => {
            format!("{} months from {} to {}", lines.len(), first.month, last.month)
        }
        [] => String::new(),
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
        let track = "trk_1".parse().unwrap();
        let line = EarningLine { track, split_number: 1, revenue, share_ppm, earned };
        let (zero, tax) = (Amount::ZERO, BasisPoints::default());
        CurrencyStatement {
            currency,
            opening,
            tracks: vec![TrackLine::new(line, currency, rows).unwrap()],
            earnings: earned,
            moves: Vec::new(),
            adjustments: zero,
            payout: PayoutAmounts::compute(currency, opening, earned, zero, tax).unwrap(),
            tax,
            due: PayablesProof::empty(currency),
            payouts: Vec::new(),
            plan_sha256: Sha256Hex::of(b"plan"),
            posted_at: Timestamp::UNIX_EPOCH,
        }
        .with_payouts(&[])
    }

    impl CurrencyStatement {
        /// With payouts of earlier months that are due still, beside its own.
        fn with_payouts(mut self, earlier: &[(&str, &str, Payment)]) -> Self {
            let line = |month: &str, gross: Amount, is_new: bool, payment: Payment| {
                let (opening_due, new) =
                    if is_new { (Amount::ZERO, gross) } else { (gross, Amount::ZERO) };
                let due = PayablesProof {
                    opening_due,
                    gross: new,
                    closing_due: gross,
                    ..PayablesProof::empty(self.currency)
                };
                let (month, withheld) = (month.parse().unwrap(), Amount::ZERO);
                PayoutLine { month, gross, withheld, net: gross, due, payment }
            };
            let old = earlier
                .iter()
                .map(|(month, gross, payment)| line(month, amount(gross), false, payment.clone()));
            let mut lines: Vec<_> = old.collect();
            if !self.payout.gross.is_zero() {
                lines.push(line("2026-11", self.payout.gross, true, planned()));
            }
            let sum = |part: fn(&PayablesProof) -> Amount| {
                Amount::sum(lines.iter().map(|line| part(&line.due))).unwrap()
            };
            self.due.opening_due = sum(|due| due.opening_due);
            self.due.gross = sum(|due| due.gross);
            self.due.closing_due = sum(|due| due.closing_due);
            self.payouts = lines;
            self
        }
    }

    fn planned() -> Payment {
        Payment::Planned {
            to: "FI•• •••• 85".to_owned(), on: "2026-12-15".parse().unwrap()
        }
    }

    fn headline(opening: &str) -> String {
        statement(amount(opening), &[], 1_000_000).headline().unwrap()
    }

    #[test]
    fn the_headline_says_what_is_paid_or_why_nothing_is() {
        assert_eq!(headline("25.129"), "EUR 25.12 will be paid to FI•• •••• 85 on 2026-12-15");
        assert_eq!(
            headline("24.999"),
            "EUR 24.999 is below the minimum of EUR 25.00: nothing is paid, and all of it is \
             carried on"
        );
        assert_eq!(
            headline("0.994"),
            "EUR 0.994 is below the minimum of EUR 25.00, and of EUR 1.00 where a payout was asked \
             for: nothing is paid, and all of it is carried on"
        );
        assert_eq!(
            headline("-3.5"),
            "EUR -3.5 is below zero: nothing is paid, and it is set against what comes later"
        );
        assert_eq!(headline("0"), "EUR 0: there is nothing to pay");
    }

    #[test]
    fn what_earlier_months_left_is_said_once_for_each_place_that_it_is_in() {
        let held = Payment::Held { review_on: "2027-01-10".parse().unwrap() };
        let old = [
            ("2026-07", "30", Payment::NoAccount),
            ("2026-08", "26", held),
            ("2026-10", "40.50", Payment::NoAccount),
        ];
        let statement = statement(Amount::ZERO, &[], 1_000_000).with_payouts(&old);
        assert_eq!(statement.check(), Ok(()));
        assert_eq!(
            statement.headlines().unwrap(),
            [
                "Of 2 months from 2026-07 to 2026-10: EUR 70.50 is due, and there is no account \
                 to pay it to: give your IBAN (PUT /me/payout-account), and it leaves with the \
                 next payments",
                "Of 2026-08: EUR 26.00 is due and on hold: it stays yours, and the studio looks at \
                 it again on 2027-01-10",
            ]
        );
    }

    #[test]
    fn what_moved_says_what_happened_and_why() {
        let line = |kind, subject: &str, track: Option<&str>, reason: Option<&str>| MoveLine {
            kind,
            subject: subject.to_owned(),
            track: track.map(|track| track.parse().unwrap()),
            split_number: track.map(|_| 2),
            amount: amount("1"),
            reason: reason.map(str::to_owned),
        };
        let why = |line: MoveLine| {
            let title = line.track.as_ref().map(|_| "Dawn".to_owned());
            MovedLine { line, title }.why().join(" · ")
        };
        let reason = Some("2026-03: counted twice");
        let adjustment = line(MoveKind::Adjustment, "adj_1", None, reason);
        assert_eq!(why(adjustment), "2026-03: counted twice · adj_1");
        let matched = line(MoveKind::Match, "sus_1", Some("trk_1"), None);
        assert_eq!(why(matched), "Dawn · split 2 · sus_1");
        let reason = Some("split 2 instead of 1, since 2026-03");
        let corrected = line(MoveKind::Correction, "trk_1", Some("trk_1"), reason);
        assert_eq!(why(corrected), "split 2 instead of 1, since 2026-03 · Dawn");
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
        let rows = [row("radio", "FI", amount("100"))];
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
        assert!(spoil(|wrong, bit| wrong.due.opening_due = bit));
        assert!(spoil(|wrong, bit| wrong.due.closing_due = bit));
        assert!(spoil(|wrong, bit| wrong.due.net_settled = bit));
        assert!(spoil(|wrong, _| wrong.payouts[0].due.gross = Amount::ZERO));
        assert!(spoil(|wrong, bit| wrong.payouts[0].withheld = bit));
        assert!(spoil(|wrong, bit| {
            let (kind, subject) = (MoveKind::Match, "sus_1".to_owned());
            let (track, split_number, reason) = (None, None, None);
            let line = MoveLine { kind, subject, track, split_number, amount: bit, reason };
            wrong.moves.push(MovedLine { line, title: None });
        }));
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
