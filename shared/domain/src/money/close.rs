//! What can differ between a month's plan and its books.

use crate::money::currency::Currency;
use crate::string_enum::string_enum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

string_enum! {
    /// What is counted again when a month is closed.
    pub enum Check {
        /// The chunks that are booked.
        Chunk => "chunk",
        /// The entries of the accounts.
        Entry => "entry",
        /// Entries and counter-entries together.
        CounterEntry => "counter_entry",
        /// The balances of the accounts.
        Balance => "balance",
        /// The payouts of what is owed.
        Payout => "payout",
        /// What the movements leave due, against the payouts.
        Due => "due",
        /// All accounts of the house together.
        TrialBalance => "trial_balance",
    }
}

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "MonthDifference")]
pub struct Difference {
    /// What was compared.
    pub check: Check,
    /// The account, the payout or the chunk.
    pub subject: String,
    /// Null where the comparison is of no currency.
    pub currency: Option<Currency>,
    /// What there should be: an exact decimal, a count or a word.
    pub expected: String,
    /// What there is, written in the same way.
    pub found: String,
}
