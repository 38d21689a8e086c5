//! S3 `ObjectCreated` under `raw/` and `reference/`: each object that has landed is taken in.
//!
//! Events come at least once and out of order; taking in the same object again changes nothing. An
//! object that is not ours is quarantined with its reason, and the event is acknowledged.

use aws_lambda_events::event::s3::{S3Event, S3EventRecord};
use media::keys;
use runtime::Runtime;
use workflow::intake::{IntakeOutcome, quarantine_object, take_in_object};
use workflow::{Workflow, WorkflowError};

/// Takes in every object of the event, and says what became of each.
///
/// # Errors
/// When table or bucket did not answer; AWS sends the event twice more, then to the dead letters.
pub async fn handle(runtime: Runtime, event: S3Event) -> Result<Vec<IntakeOutcome>, WorkflowError> {
    let mut outcomes = Vec::with_capacity(event.records.len());
    for record in event.records {
        outcomes.push(take_record(&runtime, record).await?);
    }
    Ok(outcomes)
}

async fn take_record(
    runtime: &Runtime,
    record: S3EventRecord,
) -> Result<IntakeOutcome, WorkflowError> {
    let bucket = record.s3.bucket.name.unwrap_or_default();
    let notified = record.s3.object.key.unwrap_or_default();
    let sequencer = record.s3.object.sequencer;
    let work = Workflow::of(runtime);
    match keys::decode(&notified) {
        Ok(key) => take_in_object(&work, runtime, &bucket, &key, sequencer.as_deref()).await,
        Err(error) => quarantine_object(&work, &bucket, &notified, &error.to_string()).await,
    }
}
