//! Answers, and the layers that every function's router has: the request id on every response,
//! our own 404, 405 and 413, a query that nothing reads, and the one log line of a problem.

use crate::body::{BODY_BYTES_MAX, FILE_BYTES_MAX};
use crate::etag::ETag;
use crate::problem::{LogRecord, Problem, ProblemSeverity};
use crate::query::refuse_unread_query;
use axum::Router;
use axum::body::HttpBody;
use axum::extract::{MatchedPath, Request};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, Method, StatusCode, header};
use lambda_http::request::RequestContext;
use serde::Serialize;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The router with everything that all functions share. Call it last, with all routes in place.
pub fn routes(router: Router) -> Router {
    routes_with_files(router, &[])
}

/// The same, where a body may be a file on these routes: up to [`FILE_BYTES_MAX`] instead of
/// [`BODY_BYTES_MAX`].
pub fn routes_with_files(router: Router, take_files: &'static [&'static str]) -> Router {
    let refuse = move |request, next| refuse_large_by_path(take_files, request, next);
    router
        .fallback(async || Problem::not_found())
        .method_not_allowed_fallback(async || {
            let detail = "this resource does not know that method";
            let status = StatusCode::METHOD_NOT_ALLOWED;
            Problem::new(status, "method_not_allowed", "Method not allowed", detail)
        })
        .layer(from_fn(refuse_unread_query))
        .layer(from_fn(refuse))
        .layer(from_fn(name_and_log))
}

/// 200 with a JSON body.
pub fn ok<T: Serialize>(body: &T) -> Result<Response, Problem> {
    json(StatusCode::OK, body)
}

/// 200 with a JSON body and the validator for a later `If-Match`.
pub fn ok_tagged<T: Serialize>(tag: ETag, body: &T) -> Result<Response, Problem> {
    let mut response = json(StatusCode::OK, body)?;
    insert(&mut response, header::ETAG, &tag.to_string());
    Ok(response)
}

/// 202 with how it stands: what was asked for goes on after this answer.
pub fn accepted<T: Serialize>(body: &T) -> Result<Response, Problem> {
    json(StatusCode::ACCEPTED, body)
}

/// 201 with the new resource and its place. A replay of the same key answers the same.
pub fn created<T: Serialize>(location: &str, body: &T) -> Result<Response, Problem> {
    let mut response = json(StatusCode::CREATED, body)?;
    insert(&mut response, header::LOCATION, location);
    Ok(response)
}

/// 201 with something new that has no address of its own.
pub fn created_unaddressed<T: Serialize>(body: &T) -> Result<Response, Problem> {
    json(StatusCode::CREATED, body)
}

/// 200 with a document in one of its forms, which the browser may keep under `name`. The name is
/// ours and plain.
pub fn document(content_type: &'static str, name: &str, bytes: Vec<u8>) -> Response {
    let mut response = bytes.into_response();
    insert(&mut response, header::CONTENT_TYPE, content_type);
    insert(&mut response, header::CONTENT_DISPOSITION, &format!("inline; filename=\"{name}\""));
    insert(&mut response, header::VARY, "accept");
    response
}

/// 303 to a link from which the answer can be had, for what is too large for this way.
pub fn see_other(location: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    insert(&mut response, header::LOCATION, location);
    response
}

/// 204.
pub fn no_content() -> Response {
    StatusCode::NO_CONTENT.into_response()
}

/// Any status with a JSON body.
fn json<T: Serialize>(status: StatusCode, body: &T) -> Result<Response, Problem> {
    let bytes = json_bytes(body)?;
    let json = HeaderValue::from_static("application/json");
    Ok((status, [(header::CONTENT_TYPE, json)], bytes).into_response())
}

/// A JSON body, for who has to know how large it is.
pub fn json_bytes<T: Serialize>(body: &T) -> Result<Vec<u8>, Problem> {
    serde_json::to_vec(body).map_err(|error| Problem::internal(&error))
}

fn insert(response: &mut Response, name: HeaderName, value: &str) {
    // Tags and paths are made of ids and digits; what is not a header value is left out.
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

/// Refuses by the announced size before anything is read; [`crate::JsonBody`] counts again.
pub(crate) async fn refuse_large_bodies(request: Request, next: Next) -> Response {
    if is_announced_within(BODY_BYTES_MAX, &request) {
        return next.run(request).await;
    }
    Problem::too_large().into_response()
}

/// The same where the body may be a file.
pub(crate) async fn refuse_large_files(request: Request, next: Next) -> Response {
    if is_announced_within(FILE_BYTES_MAX, &request) {
        return next.run(request).await;
    }
    Problem::file_too_large().into_response()
}

fn is_announced_within(bytes_max: usize, request: &Request) -> bool {
    let bytes_min = request.body().size_hint().lower();
    usize::try_from(bytes_min).is_ok_and(|bytes| bytes <= bytes_max)
}

/// Until every route says itself whether it takes files.
async fn refuse_large_by_path(take_files: &[&str], request: Request, next: Next) -> Response {
    let bytes_min = request.body().size_hint().lower();
    let path = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    let takes_files = path.is_some_and(|path| take_files.contains(&path));
    let bytes_max = if takes_files { FILE_BYTES_MAX } else { BODY_BYTES_MAX };
    if usize::try_from(bytes_min).is_ok_and(|bytes| bytes <= bytes_max) {
        return next.run(request).await;
    }
    if takes_files { Problem::file_too_large() } else { Problem::too_large() }.into_response()
}

async fn name_and_log(request: Request, next: Next) -> Response {
    let request_id = request_id(&request);
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let mut response = next.run(request).await;
    if let Some(record) = response.extensions_mut().remove::<LogRecord>() {
        let route = route.as_deref().unwrap_or("none");
        log(&record, &method, route, response.status(), &request_id);
    }
    insert(&mut response, REQUEST_ID, &request_id);
    let headers = response.headers_mut();
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// The gateway's id of the request, else that of the invocation.
fn request_id(request: &Request) -> String {
    let extensions = request.extensions();
    if let Some(RequestContext::ApiGatewayV2(context)) = extensions.get()
        && let Some(id) = &context.request_id
    {
        return id.clone();
    }
    let context = extensions.get::<lambda_http::Context>();
    context.map_or_else(|| "none".to_owned(), |context| context.request_id.clone())
}

fn log(record: &LogRecord, method: &Method, route: &str, status: StatusCode, request_id: &str) {
    let status = status.as_u16();
    let problem = record.name;
    let cause = record.source_chain.as_deref().unwrap_or_default();
    match record.severity {
        ProblemSeverity::Info => tracing::info!(problem, %method, route, status, request_id, cause),
        ProblemSeverity::Warn => tracing::warn!(problem, %method, route, status, request_id, cause),
        ProblemSeverity::Error => {
            tracing::error!(problem, %method, route, status, request_id, cause);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::JsonBody;
    use axum::body::{Body, to_bytes};
    use axum::routing::post;
    use serde_json::Value;
    use tower::ServiceExt;

    fn router() -> Router {
        routes(Router::new().route(
            "/things",
            post(async |body: JsonBody| {
                let mut fields = body.fields()?;
                let name = fields.required("name", |field| field.text(1..=5));
                let name = fields.finish(|| name)?;
                created("/things/1", &serde_json::json!({ "name": name }))
            }),
        ))
    }

    async fn send(
        method: &str,
        path: &str,
        body: impl Into<Body>,
    ) -> (StatusCode, Value, Response) {
        let request = Request::builder().method(method).uri(path).body(body.into()).unwrap();
        let response = router().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        let json = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        (parts.status, json, Response::from_parts(parts, Body::empty()))
    }

    #[tokio::test]
    async fn every_response_carries_a_request_id_method_not_allowed_too() {
        for (method, path, status) in [
            ("POST", "/things", StatusCode::BAD_REQUEST),
            ("GET", "/things", StatusCode::METHOD_NOT_ALLOWED),
            ("GET", "/nothing", StatusCode::NOT_FOUND),
        ] {
            let (seen, body, response) = send(method, path, Body::empty()).await;
            assert_eq!(seen, status);
            assert!(response.headers().contains_key(REQUEST_ID));
            assert_eq!(body["status"], status.as_u16());
            assert_eq!(response.headers()[header::CONTENT_TYPE], "application/problem+json");
        }
    }

    #[tokio::test]
    async fn a_body_above_the_limit_is_our_own_413() {
        let body = format!("{{\"name\": \"{}\"}}", "x".repeat(BODY_BYTES_MAX));
        let (status, body, _) = send("POST", "/things", body).await;
        assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(body["type"], "https://coproducer.example/problems/too_large");
    }

    #[tokio::test]
    async fn a_good_body_is_answered_with_201_and_its_place() {
        let (status, body, response) = send("POST", "/things", r#"{"name": "a"}"#).await;
        assert_eq!(status, StatusCode::CREATED);
        assert_eq!(body["name"], "a");
        assert_eq!(response.headers()[header::LOCATION], "/things/1");
    }

    #[tokio::test]
    async fn a_bad_body_is_answered_with_every_failure() {
        let (status, body, _) = send("POST", "/things", r#"{"nam": "a"}"#).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(body["errors"].as_array().unwrap().len(), 2);
    }
}
