//! S3 `ObjectCreated` under `revenue/`: one uploaded revenue file, read once, reduced to exact
//! sums, booked once, reported always.
//!
//! Retry: everything here may run again. The upload's report is written once, and the bytes of a
//! file count once however often, and however compressed, they come. Poison: an object whose key is
//! not ours, or that nobody reserved, is quarantined with its reason, and the event is
//! acknowledged. An unreadable file is no error: its report says what is wrong.

use aws_lambda_events::event::s3::{S3Event, S3EventRecord};
use ledger::{Ledger, LedgerError, LoadProgress};
use media::keys::{self, RevenueKey, UploadName};
use runtime::Runtime;
use serde::Serialize;
use store::revenue_file::LoadOutcome;
use store::standing::Poison;
use store::{Creation, StoreError};
use thiserror::Error;

/// Why an event has to come again.
#[derive(Debug, Error)]
pub enum RevenueError {
    #[error("the file could not be loaded")]
    Ledger(#[from] LedgerError),
    #[error("the object could not be quarantined")]
    Store(#[from] StoreError),
}

/// What became of one object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum UploadOutcome {
    /// Booked.
    Accepted,
    /// The same bytes were booked before.
    Duplicate,
    /// Not readable; the report lists why.
    Refused,
    /// The month was frozen first.
    MonthFrozen,
    /// An earlier event has done it.
    AlreadyDone,
    /// There is no object any more.
    Missing,
    /// The object is not ours; it was quarantined.
    Quarantined,
}

/// Loads every object of the event, and says what became of each.
pub async fn handle(runtime: Runtime, event: S3Event) -> Result<Vec<UploadOutcome>, RevenueError> {
    let ledger = Ledger::new(runtime.clone())?;
    let mut outcomes = Vec::with_capacity(event.records.len());
    for record in event.records {
        outcomes.push(load(&runtime, &ledger, record).await?);
    }
    Ok(outcomes)
}

async fn load(
    runtime: &Runtime,
    ledger: &Ledger,
    record: S3EventRecord,
) -> Result<UploadOutcome, RevenueError> {
    let notified = record.s3.object.key.unwrap_or_default();
    let key = match keys::decode(&notified).and_then(|key| key.parse::<RevenueKey>()) {
        Ok(key) => key,
        Err(error) => return quarantine(runtime, ledger, &notified, &error.to_string()).await,
    };
    let outcome = match ledger.load(&key).await {
        Ok(loaded) => outcome(loaded),
        Err(LedgerError::NoUpload) => {
            return quarantine(runtime, ledger, &notified, "nothing was reserved here").await;
        }
        Err(error) => return Err(error.into()),
    };
    tracing::info!(key = %key, ?outcome, "a revenue file was read");
    Ok(outcome)
}

const fn outcome(loaded: LoadProgress) -> UploadOutcome {
    match loaded {
        LoadProgress::AlreadyReported => UploadOutcome::AlreadyDone,
        LoadProgress::Missing | LoadProgress::Reported(LoadOutcome::NotUploaded) => {
            UploadOutcome::Missing
        }
        LoadProgress::Reported(LoadOutcome::Accepted) => UploadOutcome::Accepted,
        LoadProgress::Reported(LoadOutcome::Duplicate) => UploadOutcome::Duplicate,
        LoadProgress::Reported(LoadOutcome::Refused) => UploadOutcome::Refused,
        LoadProgress::Reported(LoadOutcome::MonthFrozen) => UploadOutcome::MonthFrozen,
    }
}

/// Notes the object under `POISON#`, once, for a person to look at.
async fn quarantine(
    runtime: &Runtime,
    ledger: &Ledger,
    key: &str,
    reason: &str,
) -> Result<UploadOutcome, RevenueError> {
    let bucket = &runtime.config.uploads_bucket;
    let poison = Poison {
        // A name of fixed length, since the key may be as long as S3 allows.
        sequence: UploadName::derive(&[bucket.as_bytes(), key.as_bytes()]).to_string(),
        reason: reason.to_owned(),
        image: format!("s3://{bucket}/{key}"),
        at: runtime.clock.now(),
    };
    match ledger.store().create(&poison).await? {
        Creation::New => tracing::warn!(key, reason, "an object was quarantined"),
        Creation::Existing(_) => {}
    }
    Ok(UploadOutcome::Quarantined)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_outcome_of_a_load_has_its_word() {
        let word = |loaded| serde_json::to_string(&outcome(loaded)).unwrap();
        assert_eq!(word(LoadProgress::AlreadyReported), "\"already_done\"");
        assert_eq!(word(LoadProgress::Reported(LoadOutcome::MonthFrozen)), "\"month_frozen\"");
    }
}
