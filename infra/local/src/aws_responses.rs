//! Responses in the words of AWS, where this process answers in place of a service.

use aws_smithy_types::body::SdkBody;
use http::{HeaderValue, Response, StatusCode};
use serde_json::json;

use crate::iam::s3::S3Call;

/// What an emulator of DynamoDB or Step Functions answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwsJsonResponse {
    /// 200 or 400; the SDK reads the error's name from the body.
    pub status: u16,
    pub body: String,
}

/// With the content type of the services that name their operation in a header.
pub(crate) fn json_response(status: u16, body: String) -> Response<SdkBody> {
    response(status, "application/x-amz-json-1.0", body)
}

/// The refusal of a JSON service for a missing right.
pub(crate) fn access_denied(message: &str) -> Response<SdkBody> {
    let error = json!({
        "__type": "com.amazon.coral.service#AccessDeniedException",
        "Message": message,
    });
    json_response(400, error.to_string())
}

/// An answer to HEAD has no body.
pub(crate) fn s3_error_to(
    status: u16,
    code: &str,
    message: &str,
    call: &S3Call,
) -> Response<SdkBody> {
    if matches!(call.operation, "HeadObject" | "HeadBucket") {
        return response(status, "application/xml", String::new());
    }
    s3_error(status, code, message)
}

pub(crate) fn dynamodb_error(name: &str, message: &str) -> Response<SdkBody> {
    let error = json!({
        "__type": format!("com.amazonaws.dynamodb.v20120810#{name}"),
        "message": message,
    });
    json_response(400, error.to_string())
}

pub(crate) fn s3_error(status: u16, code: &str, message: &str) -> Response<SdkBody> {
    response(status, "application/xml", error_document(code, message))
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
