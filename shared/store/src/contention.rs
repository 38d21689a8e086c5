//! What the table is asked again after a pause, since others write at the same moment.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};

use crate::error::StoreError;

/// How often a transaction that collided with another is sent again.
pub(crate) const ATTEMPTS: u32 = 6;

/// Writes one item, again while a transaction holds it: then nothing was written, and transactions
/// are short. The clients of AWS do not do that by themselves.
///
/// # Errors
/// [`StoreError::Busy`] when the item is still held after some attempts.
pub(crate) async fn outside_transactions<T, E, F>(
    write: impl Fn() -> F,
) -> Result<Result<T, SdkError<E>>, StoreError>
where
    E: ProvideErrorMetadata,
    F: Future<Output = Result<T, SdkError<E>>>,
{
    let mut attempt = 1;
    loop {
        // The future of a request is large, and stands in the one of whoever writes.
        let sent = Box::pin(write()).await;
        let code = sent.as_ref().err().and_then(ProvideErrorMetadata::code);
        if code != Some("TransactionConflictException") {
            return Ok(sent);
        }
        if attempt == ATTEMPTS {
            return Err(StoreError::Busy);
        }
        tokio::time::sleep(jittered_pause(attempt)).await;
        attempt = attempt.saturating_add(1);
    }
}

/// Full jitter: anything between nothing and 10 ms doubled with each attempt.
pub(crate) fn jittered_pause(attempt: u32) -> Duration {
    let random = RandomState::new().hash_one(attempt);
    Duration::from_millis(random.checked_rem(longest_pause_ms(attempt)).unwrap_or(0))
}

/// Never nothing.
fn longest_pause_ms(attempt: u32) -> u64 {
    10_u64.saturating_mul(1_u64.checked_shl(attempt).unwrap_or(u64::MAX)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pauses_between_attempts_grow_and_are_never_longer_than_they_may_be() {
        let longest: Vec<u64> = (1..ATTEMPTS).map(longest_pause_ms).collect();
        assert_eq!(longest, [20, 40, 80, 160, 320]);
        for attempt in 1..ATTEMPTS {
            let pauses: Vec<Duration> = (0..200).map(|_| jittered_pause(attempt)).collect();
            let longest = Duration::from_millis(longest_pause_ms(attempt));
            assert!(pauses.iter().all(|pause| *pause < longest), "{attempt}");
            assert!(pauses.iter().any(|pause| *pause * 2 > longest), "{attempt}: they do grow");
            assert!(pauses.iter().any(|pause| *pause != pauses[0]), "{attempt}: and differ");
        }
        assert_eq!(longest_pause_ms(200), u64::MAX, "and nothing wraps");
    }
}
