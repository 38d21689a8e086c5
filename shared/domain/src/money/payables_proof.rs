//! What is due and what was paid of it, per currency: the second line of the proof. It is computed
//! from payouts, never from a plan, so that what was paid is due no longer.

use crate::money::amount::{Amount, AmountError};
use crate::money::books::MovementKind;
use crate::money::currency::Currency;
use crate::money::payout::Payable;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// `opening due + gross = net settled + withheld + closing due` of one month in one currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PayablesProof {
    /// Of all amounts in this row.
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

impl PayablesProof {
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

    /// The lines of the month after `before`, in which `gross` became due and `moved` moved. By
    /// currency; the closing due follows, and is compared with the payouts when the month is
    /// closed.
    pub fn following<'a>(
        before: &[Self],
        gross: &[(Currency, Amount)],
        moved: impl Iterator<Item = (MovementKind, &'a Payable)>,
    ) -> Result<Vec<Self>, AmountError> {
        let mut lines: BTreeMap<Currency, Self> = BTreeMap::new();
        for line in before {
            let next = Self { opening_due: line.closing_due, ..Self::empty(line.currency) };
            lines.insert(line.currency, next);
        }
        for (currency, gross) in gross {
            let line = lines.entry(*currency).or_insert_with(|| Self::empty(*currency));
            line.gross = line.gross.checked_add(*gross)?;
        }
        for (kind, payable) in moved {
            let line =
                lines.entry(payable.currency).or_insert_with(|| Self::empty(payable.currency));
            line.moved(kind, payable)?;
        }
        for line in lines.values_mut() {
            let was_due = line.opening_due.checked_add(line.gross)?;
            line.closing_due = was_due.checked_sub(line.net_settled)?.checked_sub(line.withheld)?;
        }
        Ok(lines.into_values().collect())
    }

    fn moved(&mut self, kind: MovementKind, payable: &Payable) -> Result<(), AmountError> {
        let (net, withheld) = (self.net_settled, self.withheld);
        (self.net_settled, self.withheld) = match kind {
            MovementKind::Settled => {
                (net.checked_add(payable.net)?, withheld.checked_add(payable.withheld)?)
            }
            MovementKind::TakenBack => {
                (net.checked_sub(payable.net)?, withheld.checked_sub(payable.withheld)?)
            }
        };
        Ok(())
    }

    /// Whether the line holds, to the last 10⁻¹⁴.
    pub fn holds(&self) -> Result<bool, AmountError> {
        let was_due = self.opening_due.checked_add(self.gross)?;
        Ok(was_due == Amount::sum([self.net_settled, self.withheld, self.closing_due])?)
    }
}

/// The line as people read it.
impl fmt::Display for PayablesProof {
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
    fn the_lines_of_months_chain_and_what_comes_back_is_due_again() {
        let euro: Currency = "EUR".parse().unwrap();
        let amount = |text: &str| text.parse::<Amount>().unwrap();
        let payable = Payable {
            month: "2026-01".parse().unwrap(),
            account: "mem_a".parse().unwrap(),
            currency: euro,
            gross: amount("100"),
            withheld: amount("15"),
            net: amount("85"),
            tax_country: "FI".to_owned(),
        };
        let settled = [(MovementKind::Settled, &payable)].into_iter();
        let january = PayablesProof::following(&[], &[(euro, amount("140"))], settled).unwrap();
        assert_eq!(
            january[0].to_string(),
            "EUR: opening due 0 + gross 140 = net settled 85 + withheld 15 + closing due 40"
        );
        let back = [(MovementKind::TakenBack, &payable)].into_iter();
        let february = PayablesProof::following(&january, &[], back).unwrap();
        assert_eq!(
            february[0].to_string(),
            "EUR: opening due 40 + gross 0 = net settled -85 + withheld -15 + closing due 140"
        );
        assert!(february[0].holds().unwrap());
    }

    #[test]
    fn what_was_due_is_settled_withheld_or_due_still() {
        let amount = |text: &str| text.parse::<Amount>().unwrap();
        let mut proof = PayablesProof {
            opening_due: amount("75"),
            gross: amount("30"),
            net_settled: amount("80"),
            withheld: amount("5"),
            closing_due: amount("20"),
            ..PayablesProof::empty("EUR".parse().unwrap())
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
