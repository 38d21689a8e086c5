//! What a service answers to a call that a fault hits.

use aws_smithy_types::body::SdkBody;
use http::Response;
use serde_json::{Value, json};

use super::plan::FaultKind;
use crate::aws_responses::{dynamodb_error, json_response, s3_error};

/// `items` is how many the transaction has.
pub(crate) fn fault_response(kind: FaultKind, operation: &str, items: usize) -> Response<SdkBody> {
    match kind {
        FaultKind::TransactionConflict if operation.starts_with("Transact") => {
            json_response(400, cancelled(items).to_string())
        }
        FaultKind::TransactionConflict => {
            dynamodb_error("TransactionConflictException", "Transaction is ongoing for the item")
        }
        FaultKind::Throttled => dynamodb_error(
            "ThrottlingException",
            "Throughput exceeds the current capacity for one or more global secondary indexes.",
        ),
        FaultKind::ConditionalConflict => s3_error(
            409,
            "ConditionalRequestConflict",
            "The conditional request cannot succeed due to a conflicting operation against \
                 this resource.",
        ),
        // A lost call has no answer, and only a batch has unprocessed items: the connector handles
        // both, and asks here only where they do not apply.
        FaultKind::SlowDown
        | FaultKind::Unprocessed { .. }
        | FaultKind::LostBefore
        | FaultKind::LostAfter
        | FaultKind::DeathBefore
        | FaultKind::DeathAfter => s3_error(503, "SlowDown", "Please reduce your request rate."),
    }
}

/// The batch read with its first `answered` items alone, and its `UnprocessedKeys`. `None` where
/// the body is no batch read.
pub(crate) fn split_batch_get(body: &[u8], answered: usize) -> Option<(Value, Value)> {
    let mut first: Value = serde_json::from_slice(body).ok()?;
    let mut left = first.get("RequestItems")?.clone();
    let mut room = answered;
    for (table, rest) in left.as_object_mut()? {
        let rest = rest.get_mut("Keys")?.as_array_mut()?;
        let kept: Vec<Value> = rest.drain(..room.min(rest.len())).collect();
        room = room.saturating_sub(kept.len());
        *first.get_mut("RequestItems")?.get_mut(table)?.get_mut("Keys")? = Value::Array(kept);
    }
    let asks = |tables: &mut Value| {
        let has_keys =
            |asked: &Value| asked["Keys"].as_array().is_some_and(|keys| !keys.is_empty());
        if let Some(tables) = tables.as_object_mut() {
            tables.retain(|_, asked| has_keys(asked));
        }
    };
    asks(&mut left);
    first.get_mut("RequestItems").map(asks)?;
    Some((first, left))
}

/// A transaction cancelled because its first item was held by another one.
fn cancelled(items: usize) -> Value {
    let codes: Vec<&str> = std::iter::once("TransactionConflict")
        .chain(std::iter::repeat("None"))
        .take(items.max(1))
        .collect();
    let reasons: Vec<Value> = codes
        .iter()
        .map(|code| match *code {
            "None" => json!({"Code": code}),
            _ => json!({"Code": code, "Message": "Transaction is ongoing for the item"}),
        })
        .collect();
    let message = format!(
        "Transaction cancelled, please refer cancellation reasons for specific reasons [{}]",
        codes.join(", ")
    );
    json!({
        "__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
        "Message": message,
        "CancellationReasons": reasons,
    })
}
