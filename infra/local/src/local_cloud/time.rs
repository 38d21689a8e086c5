//! The studio's time: real time plus an offset that moves only while no request is being answered.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use runtime::Clock;
use tokio::sync::{RwLock, RwLockReadGuard};

/// Moves the clock that everybody else only reads.
#[derive(Debug)]
pub(super) struct Time {
    offset_ms: Arc<AtomicI64>,
    clock: Clock,
    /// Requests read it, the clock's move writes it.
    still: RwLock<()>,
    /// Keeps the offset of a data folder: after a restart the studio must not travel back.
    file: Option<PathBuf>,
}

impl Time {
    /// The time that `file` keeps, else one that starts at `start_at`, else the real time.
    pub(super) fn new(start_at: Option<Timestamp>, file: Option<PathBuf>) -> Self {
        let kept = file.as_ref().and_then(|file| std::fs::read_to_string(file).ok());
        let kept = kept.and_then(|text| text.trim().parse().ok());
        let offset_ms = Arc::new(AtomicI64::new(kept.unwrap_or(0)));
        let clock = Clock::offset(Arc::clone(&offset_ms));
        let time = Self { offset_ms, clock, still: RwLock::new(()), file };
        if let (Some(start_at), None) = (start_at, kept) {
            time.add(start_at.as_millisecond().saturating_sub(time.clock.now().as_millisecond()));
        }
        time
    }

    pub(super) fn clock(&self) -> &Clock {
        &self.clock
    }

    /// While the guard lives, the clock only ticks.
    pub(super) async fn hold_still(&self) -> RwLockReadGuard<'_, ()> {
        self.still.read().await
    }

    /// Moves the clock forward to `target`; never back.
    pub(super) async fn move_to(&self, target: Timestamp) {
        let _no_request = self.still.write().await;
        // The clock knows milliseconds; a target between two of them must be reached, not almost.
        let between = i64::from(target.subsec_nanosecond().rem_euclid(1_000_000) > 0);
        let target = target.as_millisecond().saturating_add(between);
        self.add(target.saturating_sub(self.clock.now().as_millisecond()).max(0));
    }

    fn add(&self, milliseconds: i64) {
        let before = self.offset_ms.fetch_add(milliseconds, Ordering::SeqCst);
        let after = before.saturating_add(milliseconds);
        if let Some(file) = &self.file
            && let Err(error) = std::fs::write(file, after.to_string())
        {
            tracing::error!(%error, "the studio's time was not kept");
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    #[tokio::test]
    async fn a_studio_may_start_at_any_time_and_its_clock_ticks_on() {
        let start: Timestamp = "2026-03-01T09:00:00Z".parse().unwrap();
        let time = Time::new(Some(start), None);
        let now = time.clock().now();
        assert!(now >= start && now.duration_since(start) < SignedDuration::from_secs(60));
    }

    #[tokio::test]
    async fn the_clock_never_moves_back() {
        let time = Time::new(None, None);
        let now = time.clock().now();
        time.move_to(now.checked_sub(SignedDuration::from_hours(1)).unwrap()).await;
        assert!(time.clock().now() >= now);
    }

    #[tokio::test]
    async fn a_data_folder_keeps_the_time() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("clock");
        let later = Timestamp::now().checked_add(SignedDuration::from_hours(48)).unwrap();
        Time::new(None, Some(file.clone())).move_to(later).await;
        let start: Timestamp = "2026-03-01T09:00:00Z".parse().unwrap();
        assert!(Time::new(Some(start), Some(file)).clock().now() >= later);
    }
}
