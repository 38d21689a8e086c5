//! The two lines that say, per currency, that nothing was made and nothing was lost.

use crate::money::account::AccountKind;
use crate::money::amount::{Amount, AmountError};
use crate::money::currency::Currency;
use crate::money::plan::Unit;
use serde::{Deserialize, Serialize};
use std::fmt;

/// `opening payees + opening suspense + in + adjustments
///   = gross due + closing payees + closing suspense + platform` and
/// `opening due + gross due = net settled + withheld + closing due`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    pub currency: Currency,
    pub opening_payees: Amount,
    pub opening_suspense: Amount,
    /// The total of all revenue files: matched and in suspense.
    #[serde(rename = "in")]
    pub revenue: Amount,
    pub adjustments: Amount,
    pub gross_due: Amount,
    pub closing_payees: Amount,
    pub closing_suspense: Amount,
    /// What this month left with the platform.
    pub platform: Amount,
    pub opening_due: Amount,
    /// Both are booked when payouts leave, never by a plan.
    pub net_settled: Amount,
    pub withheld: Amount,
    pub closing_due: Amount,
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
            add(&mut proof.adjustments, unit.adjustments)?;
            add(&mut proof.gross_due, unit.payout.gross)?;
            add(&mut proof.opening_due, unit.opening_due)?;
            add(&mut proof.closing_due, unit.closing_due()?)?;
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
            }
        }
        Ok(proof)
    }

    /// Whether both lines hold, to the last 10⁻¹⁴.
    pub fn holds(&self) -> Result<bool, AmountError> {
        let [came, went] = [
            [self.opening_payees, self.opening_suspense, self.revenue, self.adjustments],
            [self.gross_due, self.closing_payees, self.closing_suspense, self.platform],
        ]
        .map(Amount::sum);
        let was_due = self.opening_due.checked_add(self.gross_due)?;
        let is_due = Amount::sum([self.net_settled, self.withheld, self.closing_due])?;
        Ok(came? == went? && was_due == is_due)
    }

    const fn empty(currency: Currency) -> Self {
        const ZERO: Amount = Amount::ZERO;
        Self {
            currency,
            opening_payees: ZERO,
            opening_suspense: ZERO,
            revenue: ZERO,
            adjustments: ZERO,
            gross_due: ZERO,
            closing_payees: ZERO,
            closing_suspense: ZERO,
            platform: ZERO,
            opening_due: ZERO,
            net_settled: ZERO,
            withheld: ZERO,
            closing_due: ZERO,
        }
    }
}

fn add(sum: &mut Amount, amount: Amount) -> Result<(), AmountError> {
    *sum = sum.checked_add(amount)?;
    Ok(())
}

/// The lines as people read them.
impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: opening payees {} + opening suspense {} + in {} + adjustments {} \
             = gross due {} + closing payees {} + closing suspense {} + platform {}; \
             opening due {} + gross {} = net settled {} + withheld {} + closing due {}",
            self.currency,
            self.opening_payees,
            self.opening_suspense,
            self.revenue,
            self.adjustments,
            self.gross_due,
            self.closing_payees,
            self.closing_suspense,
            self.platform,
            self.opening_due,
            self.gross_due,
            self.net_settled,
            self.withheld,
            self.closing_due,
        )
    }
}
