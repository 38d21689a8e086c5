//! Money as a value: an amount in its currency.

use crate::money::amount::Amount;
use crate::money::currency::Currency;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// An amount in its currency: `{"currency": "EUR", "amount": "12.34"}`.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, JsonSchema, Serialize, Deserialize,
)]
#[serde(deny_unknown_fields)]
pub struct Money {
    /// What the amount is of.
    pub currency: Currency,
    /// An exact decimal string of the major unit.
    pub amount: Amount,
}

impl Money {
    pub const fn new(currency: Currency, amount: Amount) -> Self {
        Self { currency, amount }
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount, self.currency)
    }
}
