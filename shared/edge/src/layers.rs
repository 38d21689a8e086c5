//! The layers that every function's router has: the request id on every response, our own 404 and
//! 405, the one log line of a problem; and the one that every route has: our own 413.

use crate::body::{BODY_BYTES_MAX, FILE_BYTES_MAX};
use crate::problem::{LogRecord, Problem, ProblemSeverity};
use axum::Router;
use axum::body::HttpBody;
use axum::extract::{MatchedPath, Request};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, Method, StatusCode, header};
use lambda_http::request::RequestContext;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The router with everything that all functions share. Call it last, with all routes in place.
pub fn layered(router: Router) -> Router {
    router
        .fallback(async || Problem::not_found())
        .method_not_allowed_fallback(async || {
            let detail = "this resource does not know that method";
            let status = StatusCode::METHOD_NOT_ALLOWED;
            Problem::new(status, "method_not_allowed", "Method not allowed", detail)
        })
        .layer(from_fn(name_and_log))
}

fn insert(response: &mut Response, name: HeaderName, value: &str) {
    // An id of the gateway is a header value.
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

/// Refuses by the announced size before anything is read; [`crate::Body`] counts again.
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
    use crate::{Created, Fields, Mounted, ReadFields, Routes, answer};
    use axum::body::{Body, to_bytes};
    use serde_json::Value;
    use tower::ServiceExt;

    struct Thing(String);

    impl ReadFields for Thing {
        const NAME: &'static str = "Thing";
        const ABOUT: &'static str = "A thing of the tests.";

        fn read(fields: &mut Fields) -> Option<Thing> {
            fields.required("name", |field| field.text(1..=5)).map(Thing)
        }
    }

    async fn create(
        crate::Body(Thing(name)): crate::Body<Thing>,
    ) -> Result<Created<Value>, Problem> {
        answer::created("/things/1", &serde_json::json!({ "name": name }))
    }

    fn router() -> Router {
        let things = Mounted::new().post("/things", create, |it| it.summary("Make a thing"));
        layered(things.with_state(()))
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
