//! The line that says, per currency, that a plan makes nothing and loses nothing. The second line,
//! of what is due and what was paid, is [`crate::money::payables_proof::PayablesProof`].

use crate::money::account::AccountKind;
use crate::money::amount::{Amount, AmountError};
use crate::money::currency::Currency;
use crate::money::plan::unit::{MoveKind, Unit};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

const ZERO: Amount = Amount::ZERO;

/// `opening payees + opening suspense + in + prizes + adjustments
///   = gross due + closing payees + closing suspense + platform`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "MonthProof")]
pub struct Proof {
    /// Of all amounts in this row.
    pub currency: Currency,
    /// What payees had at the start.
    pub opening_payees: Amount,
    /// What waited at the start.
    pub opening_suspense: Amount,
    /// The total of all revenue files: matched and in suspense.
    #[serde(rename = "in")]
    pub revenue: Amount,
    /// The deposits of clients that were given out.
    pub prizes: Amount,
    /// What operators agreed on; all other movements add up to zero.
    pub adjustments: Amount,
    /// What becomes due to payees.
    pub gross_due: Amount,
    /// What payees have at the end.
    pub closing_payees: Amount,
    /// What waits at the end.
    pub closing_suspense: Amount,
    /// What this month left with the platform.
    pub platform: Amount,
}

impl Proof {
    /// The sums of the units against the total of the files, which was added up on its own.
    pub(super) fn of<'a>(
        currency: Currency,
        revenue: Amount,
        units: impl Iterator<Item = &'a Unit>,
    ) -> Result<Self, AmountError> {
        let mut proof = Self::empty(currency);
        proof.revenue = revenue;
        for unit in units {
            for line in &unit.moves {
                let prize = line.kind == MoveKind::Prize;
                let sum = if prize { &mut proof.prizes } else { &mut proof.adjustments };
                add(sum, line.amount)?;
            }
            add(&mut proof.gross_due, unit.payout.gross)?;
            match unit.account.kind() {
                AccountKind::Payee => {
                    add(&mut proof.opening_payees, unit.opening)?;
                    add(&mut proof.closing_payees, unit.payout.closing)?;
                }
                AccountKind::Suspense => {
                    add(&mut proof.opening_suspense, unit.opening)?;
                    add(&mut proof.closing_suspense, unit.payout.closing)?;
                }
                AccountKind::Platform => add(&mut proof.platform, unit.balance_change()?)?,
                // A deposit that is given out leaves nothing: the line that proves it would not
                // hold.
                AccountKind::Prize => {}
            }
        }
        Ok(proof)
    }

    /// Whether the line holds, to the last 10⁻¹⁴.
    pub fn holds(&self) -> Result<bool, AmountError> {
        let [came, went] = [
            [
                self.opening_payees,
                self.opening_suspense,
                self.revenue,
                self.prizes,
                self.adjustments,
            ],
            [self.gross_due, self.closing_payees, self.closing_suspense, self.platform, ZERO],
        ]
        .map(Amount::sum);
        Ok(came? == went?)
    }

    const fn empty(currency: Currency) -> Self {
        Self {
            currency,
            opening_payees: ZERO,
            opening_suspense: ZERO,
            revenue: ZERO,
            prizes: ZERO,
            adjustments: ZERO,
            gross_due: ZERO,
            closing_payees: ZERO,
            closing_suspense: ZERO,
            platform: ZERO,
        }
    }
}

fn add(sum: &mut Amount, amount: Amount) -> Result<(), AmountError> {
    *sum = sum.checked_add(amount)?;
    Ok(())
}

/// The line as people read it.
impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: opening payees {} + opening suspense {} + in {} + prizes {} + adjustments {} \
             = gross due {} + closing payees {} + closing suspense {} + platform {}",
            self.currency,
            self.opening_payees,
            self.opening_suspense,
            self.revenue,
            self.prizes,
            self.adjustments,
            self.gross_due,
            self.closing_payees,
            self.closing_suspense,
            self.platform,
        )
    }
}
