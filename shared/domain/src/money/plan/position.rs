//! What each account has in each currency while a plan is made.

use crate::money::account::Account;
use crate::money::amount::{Amount, AmountError};
use crate::money::currency::Currency;
use crate::money::plan::unit::{EarningLine, MoveLine};
use std::collections::BTreeMap;

/// What is known of one (account, currency) before it is paid.
#[derive(Default)]
pub(super) struct Position {
    pub(super) opening: Amount,
    pub(super) earnings: Amount,
    pub(super) lines: Vec<EarningLine>,
    /// What of earnings and moves came through the pool.
    pub(super) pool: Amount,
    pub(super) moves: Vec<MoveLine>,
}

impl Position {
    /// Opening, earnings, and the sum of the moves.
    pub(super) fn parts(&self) -> Result<[Amount; 3], AmountError> {
        let moved = Amount::sum(self.moves.iter().map(|line| line.amount))?;
        Ok([self.opening, self.earnings, moved])
    }
}

pub(super) type Positions = BTreeMap<(Account, Currency), Position>;
