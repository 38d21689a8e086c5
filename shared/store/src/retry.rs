//! Load, decide, write: and the same again when another write was faster.

use std::future::Future;

use crate::error::StoreError;

/// The maximum number of tries of one step. Each further try has lost a race that another has won.
const TRIES_MAX: u32 = 8;

/// An error that can say whether deciding again may succeed.
pub trait LostARace {
    /// Whether a condition of the write did not hold, since the item had changed after it was read.
    fn is_conflict(&self) -> bool;
}

impl LostARace for StoreError {
    fn is_conflict(&self) -> bool {
        StoreError::is_conflict(self)
    }
}

/// Runs a step that loads, decides and writes once; when its write was refused because an item had
/// changed since it was read, the whole step is run again, on the item as it is now.
///
/// # Errors
/// Those of the step; [`StoreError::LostEveryRace`], which is no conflict any more, when every try
/// lost.
pub async fn retry_on_conflict<T, E, Step>(mut step: impl FnMut() -> Step) -> Result<T, E>
where
    E: LostARace + From<StoreError>,
    Step: Future<Output = Result<T, E>>,
{
    let mut tries: u32 = 1;
    loop {
        // Boxed: a step is a large future, and every caller would carry it.
        match Box::pin(step()).await {
            Err(error) if error.is_conflict() => {
                if tries == TRIES_MAX {
                    return Err(StoreError::LostEveryRace.into());
                }
                tries = tries.saturating_add(1);
            }
            other => return other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[tokio::test]
    async fn changed_in_between_is_decided_again_but_not_for_ever() {
        let tries = Cell::new(0);
        let lost = || async {
            tries.set(tries.get() + 1);
            Err::<(), _>(StoreError::Conflict { now: None })
        };
        assert!(matches!(retry_on_conflict(lost).await, Err(StoreError::LostEveryRace)));
        assert_eq!(tries.get(), TRIES_MAX);
    }

    #[tokio::test]
    async fn any_other_error_is_final() {
        let tries = Cell::new(0);
        let busy = || async {
            tries.set(tries.get() + 1);
            Err::<(), _>(StoreError::Busy)
        };
        assert!(retry_on_conflict(busy).await.is_err());
        assert_eq!(tries.get(), 1);
    }
}
