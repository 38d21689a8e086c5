//! Answers in the words of AWS, where the weather answers in place of a service.

use aws_smithy_types::body::SdkBody;
use http::{HeaderValue, Response, StatusCode};
use serde_json::{Value, json};

use super::Strike;
use crate::iam::s3::S3Call;

/// A JSON answer.
pub(super) fn json(status: u16, body: String) -> Response<SdkBody> {
    response(status, "application/x-amz-json-1.0", body)
}

/// The refusal of a service that speaks JSON, for want of a right.
pub(super) fn access_denied(message: &str) -> Response<SdkBody> {
    let error = json!({
        "__type": "com.amazon.coral.service#AccessDeniedException",
        "Message": message,
    });
    json(400, error.to_string())
}

/// An error of S3; an answer to HEAD has no body.
pub(super) fn s3_error(status: u16, code: &str, message: &str, call: &S3Call) -> Response<SdkBody> {
    if matches!(call.operation, "HeadObject" | "HeadBucket") {
        return response(status, "application/xml", String::new());
    }
    response(status, "application/xml", error_document(code, message))
}

/// The answer of a service to a call that the forecast strikes; `items` in a transaction.
pub(super) fn canned(strike: Strike, operation: &str, items: usize) -> Response<SdkBody> {
    match strike {
        Strike::TransactionConflict if operation.starts_with("Transact") => {
            json(400, cancelled(items).to_string())
        }
        Strike::TransactionConflict => {
            dynamodb_error("TransactionConflictException", "Transaction is ongoing for the item")
        }
        Strike::Throttled => dynamodb_error(
            "ThrottlingException",
            "Throughput exceeds the current capacity for one or more global secondary indexes.",
        ),
        Strike::ConditionalConflict => response(
            409,
            "application/xml",
            error_document(
                "ConditionalRequestConflict",
                "The conditional request cannot succeed due to a conflicting operation against \
                 this resource.",
            ),
        ),
        // What is lost has no answer, and what is no batch nothing unprocessed; whoever asks for one hears that the service is busy.
        Strike::SlowDown
        | Strike::Unprocessed { .. }
        | Strike::LostBefore
        | Strike::LostAfter
        | Strike::DeathBefore
        | Strike::DeathAfter => response(
            503,
            "application/xml",
            error_document("SlowDown", "Please reduce your request rate."),
        ),
    }
}

/// A batch read with its first `answered` items alone, and what is left of it: by table, with all that
/// the request says of it. Nothing where it asks for no items.
pub(super) fn divided(body: &[u8], answered: usize) -> Option<(Value, Value)> {
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

fn dynamodb_error(name: &str, message: &str) -> Response<SdkBody> {
    let error = json!({
        "__type": format!("com.amazonaws.dynamodb.v20120810#{name}"),
        "message": message,
    });
    json(400, error.to_string())
}

fn error_document(code: &str, message: &str) -> String {
    let message = message.replace('&', "&amp;").replace('<', "&lt;");
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <Error><Code>{code}</Code><Message>{message}</Message></Error>"
    )
}

fn response(status: u16, content_type: &'static str, body: String) -> Response<SdkBody> {
    let mut response = Response::new(SdkBody::from(body));
    *response.status_mut() =
        StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert("content-type", HeaderValue::from_static(content_type));
    headers.insert("x-amzn-requestid", HeaderValue::from_static("LOCAL"));
    response
}
