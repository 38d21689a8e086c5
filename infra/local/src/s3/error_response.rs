//! Errors as S3 sends them.

use http::{Response, StatusCode};
use s3s::S3Error;

/// The error as S3 sends it: a status and its XML.
pub(super) fn error_response(error: S3Error) -> Response<s3s::Body> {
    error.to_http_response().unwrap_or_else(|_| {
        let mut response = Response::new(s3s::Body::empty());
        *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        response
    })
}
