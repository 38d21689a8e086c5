//! What is due and what was paid of it, per currency: the second line of the proof. It is computed
//! from payouts, never from a plan, so that what was paid is due no longer.

use crate::money::amount::{Amount, AmountError};
use crate::money::currency::Currency;
use serde::{Deserialize, Serialize};
use std::fmt;

/// `opening due + gross = net settled + withheld + closing due` of one month in one currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DueProof {
    pub currency: Currency,
    /// The closing due of the month before.
    pub opening_due: Amount,
    /// What the plan of this month made due.
    pub gross: Amount,
    /// What reached the payees, less what came back after it had been settled.
    pub net_settled: Amount,
    /// The tax that was kept when the net was settled.
    pub withheld: Amount,
    /// Due and not paid: held, without an account, on its way, returned.
    pub closing_due: Amount,
}

impl DueProof {
    /// Nothing due and nothing paid.
    pub const fn empty(currency: Currency) -> Self {
        const ZERO: Amount = Amount::ZERO;
        Self {
            currency,
            opening_due: ZERO,
            gross: ZERO,
            net_settled: ZERO,
            withheld: ZERO,
            closing_due: ZERO,
        }
    }

    /// Whether the line holds, to the last 10⁻¹⁴.
    pub fn holds(&self) -> Result<bool, AmountError> {
        let was_due = self.opening_due.checked_add(self.gross)?;
        Ok(was_due == Amount::sum([self.net_settled, self.withheld, self.closing_due])?)
    }
}

/// The line as people read it.
impl fmt::Display for DueProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: opening due {} + gross {} = net settled {} + withheld {} + closing due {}",
            self.currency,
            self.opening_due,
            self.gross,
            self.net_settled,
            self.withheld,
            self.closing_due,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_due_is_settled_withheld_or_due_still() {
        let amount = |text: &str| text.parse::<Amount>().unwrap();
        let mut proof = DueProof {
            opening_due: amount("75"),
            gross: amount("30"),
            net_settled: amount("80"),
            withheld: amount("5"),
            closing_due: amount("20"),
            ..DueProof::empty("EUR".parse().unwrap())
        };
        assert!(proof.holds().unwrap());
        assert_eq!(
            proof.to_string(),
            "EUR: opening due 75 + gross 30 = net settled 80 + withheld 5 + closing due 20"
        );
        proof.closing_due = amount("20.00000000000001");
        assert!(!proof.holds().unwrap());
    }
}
