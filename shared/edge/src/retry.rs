//! Load, decide, write: and the same again when somebody else was faster.

use crate::problem::Problem;
use std::future::Future;

/// How often a step is tried. Each further try has lost a race that somebody else has won.
const ATTEMPTS: u32 = 4;

/// Runs a step that loads, decides and writes once; when its write was refused because an item had
/// changed since it was read, the whole step is run again, on the item as it is now.
pub async fn retry_on_conflict<T, Step>(mut step: impl FnMut() -> Step) -> Result<T, Problem>
where
    Step: Future<Output = Result<T, Problem>>,
{
    let mut attempt = 1;
    loop {
        match step().await {
            Err(problem) if problem.lost_a_race() && attempt < ATTEMPTS => {
                attempt = u32::saturating_add(attempt, 1);
            }
            other => return other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;
    use store::StoreError;

    #[tokio::test]
    async fn what_has_changed_in_between_is_decided_again_but_not_for_ever() {
        let tries = Cell::new(0);
        let lost = || async {
            tries.set(tries.get() + 1);
            Err::<(), _>(Problem::from(StoreError::Conflict { now: None }))
        };
        assert!(retry_on_conflict(lost).await.is_err());
        assert_eq!(tries.get(), 4);
    }

    #[tokio::test]
    async fn a_refusal_is_final() {
        let tries = Cell::new(0);
        let refused = || async {
            tries.set(tries.get() + 1);
            Err::<(), _>(Problem::not_found())
        };
        assert!(retry_on_conflict(refused).await.is_err());
        assert_eq!(tries.get(), 1);
    }
}
