//! The books as one value: the table, the buckets, the first month, and what every wing asks of
//! them.

use std::sync::{Arc, Mutex};

use domain::money::plan::Unit;
use domain::money::{Sha256Hex, YearMonth};
use runtime::Runtime;
use store::Store;

use crate::error::LedgerError;

/// The books of the studio, over the table and the buckets.
#[derive(Debug, Clone)]
pub struct Ledger {
    pub(crate) runtime: Runtime,
    pub(crate) store: Store,
    pub(crate) genesis: YearMonth,
    /// The units of the plan that was read last, by its hash: the books ask for the same ones
    /// twice, and what a hash names never changes.
    pub(crate) units: Arc<Mutex<Option<UnitsOfPlan>>>,
}

/// The hash of a plan and its units.
pub(crate) type UnitsOfPlan = (Sha256Hex, Arc<Vec<Unit>>);

impl Ledger {
    /// Fails where the configured first month is not one.
    pub fn new(runtime: Runtime) -> Result<Self, LedgerError> {
        let genesis = runtime.config.genesis_month.parse()?;
        let store = Store::new(runtime.dynamodb.clone(), runtime.config.table_name.clone());
        Ok(Self { runtime, store, genesis, units: Arc::default() })
    }

    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// The first month of the books.
    pub const fn genesis(&self) -> YearMonth {
        self.genesis
    }

    /// The month whose closing balances open `month`; none for the first one.
    pub(crate) fn month_before(&self, month: YearMonth) -> Result<Option<YearMonth>, LedgerError> {
        month.require_since(self.genesis)?;
        if month == self.genesis { Ok(None) } else { Ok(Some(month.previous()?)) }
    }
}
