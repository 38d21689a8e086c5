//! What the store could not do, in HTTP's words. A handler that knows better (which rule lost,
//! which moves are allowed now) reads the refusal itself before it lets `?` do this.

use crate::problem::{CHANGED_IN_BETWEEN, Problem};
use store::StoreError;

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Problem {
        match &error {
            StoreError::Conflict { .. } | StoreError::Refused(_) => {
                let detail = "somebody changed it at the same moment; read it again";
                Problem::conflict(CHANGED_IN_BETWEEN, detail).because(&error)
            }
            StoreError::Busy => Problem::busy().because(&error),
            StoreError::Corrupt { .. } | StoreError::Unstorable(_) | StoreError::Unavailable(_) => {
                Problem::internal(&error)
            }
        }
    }
}
