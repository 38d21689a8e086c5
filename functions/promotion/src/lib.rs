//! DynamoDB stream → points → status level.
//!
//! Each record is a base item that changed (the mapping's filter lets nothing else in, since this
//! function's own writes would otherwise come back to it). It earns point entries, which can exist
//! only once, and a member's level is the fold over all of theirs. What an item stood for before
//! and does not any more is undone by opposite entries. Reviews and rankings are observed too, and
//! a co-producer's standing is the fold over the observations. A review that has ended makes room
//! in its reviewer's queue.
//!
//! Retry: a record that the table cannot take now is reported as the batch's failure, and AWS sends
//! the batch again from there. Poison: a record that does not parse is quarantined under `POISON#`
//! with its reason and image, and acknowledged, so that later ones are not held up.

mod record;

use aws_lambda_events::event::dynamodb::{Event, EventRecord};
use aws_lambda_events::event::streams::{DynamoDbBatchItemFailure, DynamoDbEventResponse};
use domain::id::MemberId;
use domain::point_derivation::PointSource;
use domain::review::{Review, ReviewState};
use record::Poisonous;
use runtime::Runtime;
use store::standing::Poison;
use thiserror::Error;
use workflow::standing::{self, BaseItem};
use workflow::{Workflow, WorkflowError, assignment};

/// The batch could not even be reported; AWS sends all of it again.
#[derive(Debug, Error)]
pub enum PromotionError {
    /// A record carries no sequence number, so nothing could be retried from it.
    #[error("a stream record has no sequence number")]
    NoSequence,
}

/// Takes a batch of stream records, in order, up to the first that has to be retried.
///
/// # Errors
/// When a failing record cannot be named.
pub async fn handle(
    runtime: Runtime,
    event: Event,
) -> Result<DynamoDbEventResponse, PromotionError> {
    let mut response = DynamoDbEventResponse::default();
    for record in event.records {
        let sequence = record.change.sequence_number.clone().ok_or(PromotionError::NoSequence)?;
        if let Err(error) = take(&Workflow::of(&runtime), &sequence, record).await {
            tracing::error!(error = ?error, sequence, "a stream record has to be retried");
            let mut failure = DynamoDbBatchItemFailure::default();
            failure.item_identifier = Some(sequence);
            response.batch_item_failures.push(failure);
            break;
        }
    }
    Ok(response)
}

/// Parse → derive → move up what waits for the reviewer.
async fn take(work: &Workflow, sequence: &str, record: EventRecord) -> Result<(), WorkflowError> {
    let image = record.change.new_image;
    let now = match record::parse(&image) {
        Ok(Some(now)) => now,
        Ok(None) => return Ok(()), // removed, or of a kind that earns nothing
        Err(poisonous) => return quarantine(work, sequence, &image, &poisonous).await,
    };
    // An old image that does not parse stood for nothing that could be undone.
    let before = match record::parse(&record.change.old_image) {
        Ok(Some(BaseItem::PointSource(before))) => Some(before),
        Ok(_) | Err(_) => None,
    };
    standing::take_change(work, before.as_ref(), &now, record::revision(&image)).await?;
    if let Some(reviewer) = freed(before.as_ref(), &now) {
        assignment::move_up(work, reviewer).await?;
    }
    Ok(())
}

/// Whose review has just ended, so that another one of theirs may start.
fn freed(before: Option<&PointSource>, now: &BaseItem) -> Option<MemberId> {
    let open =
        |review: &Review| matches!(review.state, ReviewState::Queued | ReviewState::Assigned);
    match (before, now) {
        (Some(PointSource::Review(before)), BaseItem::PointSource(PointSource::Review(now))) => {
            (open(before) && !open(now)).then_some(now.reviewer)
        }
        _ => None,
    }
}

async fn quarantine(
    work: &Workflow,
    sequence: &str,
    image: &serde_dynamo::Item,
    poisonous: &Poisonous,
) -> Result<(), WorkflowError> {
    tracing::error!(sequence, reason = %poisonous, "a stream record was quarantined");
    let poison = Poison {
        sequence: sequence.to_owned(),
        reason: poisonous.to_string(),
        image: serde_json::to_string(image).unwrap_or_default(),
        at: work.now,
    };
    let _repeat = work.store.create(&poison).await?;
    Ok(())
}
