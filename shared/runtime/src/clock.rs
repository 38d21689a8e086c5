//! The studio's clock: real time plus an offset. In Lambda the offset is zero; on the laptop it
//! moves, and everything that asks for the time moves with it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

use aws_smithy_async::time::TimeSource;
use jiff::{SignedDuration, Timestamp};

/// Tells the studio's time. Clones share one offset.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    offset_ms: Arc<AtomicI64>,
}

impl Clock {
    /// The real time.
    pub fn system() -> Self {
        Self::default()
    }

    /// Real time plus `offset_ms` milliseconds, which the laptop cloud moves.
    pub fn offset(offset_ms: Arc<AtomicI64>) -> Self {
        Self { offset_ms }
    }

    /// The studio's time now, to the millisecond: what is stored compares equal after a round trip.
    pub fn now(&self) -> Timestamp {
        let now = Timestamp::now();
        let whole = Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now);
        let offset = SignedDuration::from_millis(self.offset_ms.load(Ordering::SeqCst));
        whole.checked_add(offset).unwrap_or(Timestamp::MAX)
    }
}

impl TimeSource for Clock {
    fn now(&self) -> SystemTime {
        let now = Clock::now(self).as_millisecond();
        let since_epoch = Duration::from_millis(u64::try_from(now).unwrap_or(0));
        SystemTime::UNIX_EPOCH.checked_add(since_epoch).unwrap_or(SystemTime::UNIX_EPOCH)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clones_move_together() {
        let offset = Arc::new(AtomicI64::new(0));
        let clock = Clock::offset(Arc::clone(&offset));
        let clone = clock.clone();
        let before = clone.now();
        offset.store(3_600_000, Ordering::SeqCst);
        assert!(clone.now().duration_since(before) >= SignedDuration::from_hours(1));
        assert!(clock.now().duration_since(before) >= SignedDuration::from_hours(1));
    }
}
