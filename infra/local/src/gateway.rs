//! API Gateway's HTTP API on the laptop: a request takes a route, passes the authorizer, becomes an
//! event for a function, and the function's response becomes the answer. What it refuses, it
//! refuses in its own words; everything else in an answer is the function's.

mod answers;
mod event;
mod routes;

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, HeaderName};
use http::request::Parts;
use http::{HeaderMap, Request};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use runtime::Clock;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use tokio::net::TcpListener;

pub use routes::{GatewayRoute, find};

pub(crate) use answers::{GatewayResponse, json_answer};

use crate::findings::TemplateFindings;
use crate::lambda::{InvocationError, Lambda};
use crate::template::Cors;
use crate::timeline::EntryKind;
use crate::tokens::{JwtAuthorizer, TokenRefusal};
use answers::{Own, allow, own, preflight, set};
use event::Circumstances;

/// API Gateway reads no more of a request's body than this.
const BODY_BYTES_MAX: usize = 10 * 1024 * 1024;
/// Lambda takes no larger event, and gives no larger answer: a body is smaller still, and smaller
/// by a quarter where it travels as base64.
const PAYLOAD_BYTES_MAX: usize = 6 * 1024 * 1024;
/// The gateway's own name for its request id.
const REQUEST_ID: HeaderName = HeaderName::from_static("apigw-requestid");

/// What the template says about the API.
#[derive(Debug)]
pub struct ApiSettings {
    pub routes: Vec<GatewayRoute>,
    /// The CORS rules; `None` leaves browsers to the functions.
    pub cors: Option<Cors>,
    /// The authorizers, by name.
    pub authorizers: BTreeMap<String, JwtAuthorizer>,
    /// The account that events name.
    pub account: String,
}

/// The HTTP API. Clones share one.
#[derive(Debug, Clone)]
pub struct Gateway {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    settings: ApiSettings,
    lambda: Lambda,
    clock: Clock,
    findings: TemplateFindings,
    requests: AtomicU64,
}

impl Gateway {
    /// An API over the functions of `lambda`; a request without a route is a finding.
    pub fn new(
        settings: ApiSettings,
        lambda: Lambda,
        clock: Clock,
        findings: TemplateFindings,
    ) -> Self {
        let requests = AtomicU64::new(0);
        Self { inner: Arc::new(Inner { settings, lambda, clock, findings, requests }) }
    }

    pub(crate) async fn answer(&self, request: Request<Incoming>) -> GatewayResponse {
        let (parts, body) = request.into_parts();
        match read(body).await {
            Ok(body) => self.answer_to(&parts, &body).await,
            Err(refusal) => own(refusal),
        }
    }

    async fn answer_to(&self, parts: &Parts, body: &[u8]) -> GatewayResponse {
        let request_id = self.request_id();
        let cors = self.inner.settings.cors.as_ref();
        let preflight = cors.and_then(|cors| preflight(cors, &parts.method, &parts.headers));
        let mut answer = if let Some(answer) = preflight {
            answer
        } else {
            let mut answer = self.call_in_trace(parts, body, &request_id).await;
            let readable = cors.is_some_and(|cors| allow(cors, &parts.headers, &mut answer));
            let status = answer.status().as_u16();
            tracing::debug!(method = %parts.method, path = parts.uri.path(), status, readable);
            answer
        };
        set(answer.headers_mut(), REQUEST_ID, &request_id);
        answer
    }

    /// The answer; whatever is done for it, and comes of it later, is in the trace of this id.
    async fn call_in_trace(&self, parts: &Parts, body: &[u8], request_id: &str) -> GatewayResponse {
        let timeline = self.inner.lambda.timeline();
        let name = format!("{} {}", parts.method, parts.uri.path());
        let running = timeline.begin(request_id, EntryKind::Request, &name);
        let calling = async {
            let answer = self.call(parts, body, request_id).await.unwrap_or_else(own);
            timeline.hands_out_links(answer.body());
            answer
        };
        let answer = running.cause().scope(calling).await;
        timeline.finish(&running, answer.status().as_str(), problem(&answer).as_deref());
        answer
    }

    async fn call(
        &self,
        parts: &Parts,
        body: &[u8],
        request_id: &str,
    ) -> Result<GatewayResponse, Own> {
        let inner = &self.inner;
        let (method, path) = (parts.method.as_str(), parts.uri.path());
        let Some(found) = find(&inner.settings.routes, method, path) else {
            inner.findings.add(format!("no function in template.yaml has a route {method} {path}"));
            return Err(Own::NotFound);
        };
        let claims = match &found.route.authorizer {
            Some(name) => Some(self.authorize(name, &parts.headers).map_err(Own::Unauthorized)?),
            None => None,
        };
        let around = Circumstances {
            found: &found,
            claims: claims.as_ref(),
            request_id,
            account: &inner.settings.account,
            now: inner.clock.now(),
        };
        let event = event::request_event(parts, body, &around);
        if event.to_string().len() > PAYLOAD_BYTES_MAX {
            return Err(Own::TooLarge);
        }
        let value = self.invoke(&found.route.function, event).await?;
        event::function_response(&value)
            .filter(|answer| answer.body().len() <= PAYLOAD_BYTES_MAX)
            .ok_or(Own::FunctionFailed)
    }

    fn authorize(
        &self,
        name: &str,
        headers: &HeaderMap,
    ) -> Result<Map<String, Value>, TokenRefusal> {
        // The template's reader knows every name; an unknown one must close the route, not open it.
        let authorizer =
            self.inner.settings.authorizers.get(name).ok_or(TokenRefusal::Malformed)?;
        authorizer.check(token(headers)?)
    }

    async fn invoke(&self, function: &str, event: Value) -> Result<Value, Own> {
        match self.inner.lambda.invoke(function, event).await {
            Ok(value) => Ok(value),
            Err(error) => {
                tracing::error!(%error, function, "an invocation failed");
                Err(match error {
                    InvocationError::TimedOut(_) => Own::TimedOut,
                    InvocationError::NoFunction(_)
                    | InvocationError::Failed(_)
                    | InvocationError::Panicked(_) => Own::FunctionFailed,
                })
            }
        }
    }

    /// Looks like API Gateway's: fifteen letters and a `=`.
    fn request_id(&self) -> String {
        let number = self.inner.requests.fetch_add(1, Ordering::SeqCst);
        let mut hash = Sha256::new();
        hash.update(number.to_be_bytes());
        hash.update(self.inner.clock.now().as_millisecond().to_be_bytes());
        let bytes: Vec<u8> = hash.finalize().iter().copied().take(11).collect();
        STANDARD.encode(bytes)
    }
}

/// What an answer says is wrong.
fn problem(answer: &GatewayResponse) -> Option<String> {
    if answer.status().as_u16() < 400 {
        return None;
    }
    let body: Value = serde_json::from_slice(answer.body()).unwrap_or_default();
    let words =
        ["detail", "title", "message"].into_iter().find_map(|name| body.get(name)?.as_str());
    Some(words.unwrap_or("no words").to_owned())
}

/// A request with several `Authorization` headers has no valid token.
fn token(headers: &HeaderMap) -> Result<Option<&str>, TokenRefusal> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    match (values.next(), values.next()) {
        (None, _) => Ok(None),
        (Some(one), None) => one.to_str().map(Some).map_err(|_| TokenRefusal::Malformed),
        (Some(_), Some(_)) => Err(TokenRefusal::Malformed),
    }
}

/// The whole body, or the refusal of one that is too large.
async fn read(body: Incoming) -> Result<Bytes, Own> {
    match Limited::new(body, BODY_BYTES_MAX).collect().await {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(Own::TooLarge),
        Err(error) => {
            tracing::debug!(%error, "a request broke off");
            Err(Own::FunctionFailed)
        }
    }
}

/// Answers the connections of `listener` with `answer` until the task is dropped. A broken
/// connection ends only itself.
pub(crate) async fn listen<Answering>(
    listener: TcpListener,
    answer: impl Fn(Request<Incoming>) -> Answering + Clone + Send + 'static,
) where
    Answering: Future<Output = GatewayResponse> + Send + 'static,
{
    loop {
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            Err(error) => {
                tracing::error!(%error, "a connection was not accepted");
                tokio::task::yield_now().await;
                continue;
            }
        };
        let answer = answer.clone();
        tokio::spawn(async move {
            let service = service_fn(move |request| {
                let answering = answer(request);
                async move {
                    Ok::<_, Infallible>(answering.await.map(|body| Full::new(Bytes::from(body))))
                }
            });
            let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection to the gateway broke off");
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use http::StatusCode;
    use serde_json::json;

    use super::*;
    use crate::lambda::Handler;
    use crate::lambda::tests::{host_of, plain};
    use crate::tokens::Issuer;

    struct World {
        gateway: Gateway,
        token: String,
    }

    fn world(handler: Handler) -> World {
        let clock = Clock::system();
        let issuer = Issuer::new(None, "i".to_owned(), "web".to_owned(), clock.clone()).unwrap();
        let token = issuer.access_token("Ada", &["client"]).unwrap();
        let authorizer = JwtAuthorizer::new(
            issuer.jwks(),
            "i".to_owned(),
            vec!["web".to_owned()],
            clock.clone(),
        );
        let route = |method: &str, path: &str, authorizer: Option<&str>| GatewayRoute {
            method: method.to_owned(),
            path: path.to_owned(),
            function: "F".to_owned(),
            authorizer: authorizer.map(str::to_owned),
        };
        let settings = ApiSettings {
            routes: vec![
                route("POST", "/briefs", Some("Studio")),
                route("POST", "/closed", Some("Nobody")),
                route("GET", "/credits/{credit}", None),
            ],
            authorizers: BTreeMap::from([("Studio".to_owned(), authorizer)]),
            cors: Some(Cors { allow_origins: vec!["http://page".to_owned()], ..Cors::default() }),
            account: "000000000000".to_owned(),
        };
        let findings = TemplateFindings::default();
        World { gateway: Gateway::new(settings, host_of(handler), clock, findings), token }
    }

    async fn post(world: &World, path: &str, token: Option<&str>, body: &[u8]) -> GatewayResponse {
        let mut request = Request::post(path).header("content-type", "application/json");
        if let Some(token) = token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let (parts, ()) = request.body(()).unwrap().into_parts();
        world.gateway.answer_to(&parts, body).await
    }

    fn echo() -> Handler {
        plain(|event| Ok(json!({ "statusCode": 200, "body": event.to_string() })))
    }

    #[tokio::test]
    async fn a_request_with_a_token_reaches_its_function_with_its_claims() {
        let world = world(echo());
        let answer = post(&world, "/briefs", Some(&world.token), b"{}").await;
        assert_eq!(answer.status(), StatusCode::OK);
        assert!(answer.headers().contains_key(REQUEST_ID));
        let event: Value = serde_json::from_slice(answer.body()).unwrap();
        let claims = event.pointer("/requestContext/authorizer/jwt/claims").unwrap();
        assert_eq!(claims["cognito:groups"], "[client]");
    }

    #[tokio::test]
    async fn without_a_token_the_function_is_not_called() {
        let world = world(plain(|_| panic!("called")));
        let answer = post(&world, "/briefs", None, b"{}").await;
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
        assert_eq!(answer.body(), br#"{"message":"Unauthorized"}"#);
    }

    #[tokio::test]
    async fn an_open_route_needs_no_token() {
        let world = world(echo());
        let (parts, ()) = Request::get("/credits/c").body(()).unwrap().into_parts();
        assert_eq!(world.gateway.answer_to(&parts, b"").await.status(), StatusCode::OK);
    }

    #[tokio::test]
    async fn an_unknown_path_is_not_found_even_without_a_token() {
        let world = world(echo());
        let answer = post(&world, "/nowhere", None, b"{}").await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND);
        assert_eq!(answer.body(), br#"{"message":"Not Found"}"#);
    }

    #[tokio::test]
    async fn an_event_above_lambdas_limit_is_too_large() {
        let world = world(plain(|_| panic!("called")));
        let body = vec![b'a'; PAYLOAD_BYTES_MAX];
        let answer = post(&world, "/briefs", Some(&world.token), &body).await;
        assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE);
    }

    #[tokio::test]
    async fn a_panic_is_an_internal_server_error() {
        let world = world(Arc::new(|_| Box::pin(async { panic!("on purpose") })));
        let answer = post(&world, "/briefs", Some(&world.token), b"{}").await;
        assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(answer.body(), br#"{"message":"Internal Server Error"}"#);
    }

    #[tokio::test]
    async fn a_route_with_an_unknown_authorizer_is_closed() {
        let world = world(plain(|_| panic!("called")));
        let answer = post(&world, "/closed", Some(&world.token), b"{}").await;
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
    }

    #[tokio::test]
    async fn a_time_out_is_service_unavailable() {
        let world = world(Arc::new(|_| Box::pin(std::future::pending())));
        let answer = post(&world, "/briefs", Some(&world.token), b"{}").await;
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    }

    #[tokio::test]
    async fn refusals_too_can_be_read_by_a_known_page() {
        let world = world(echo());
        let request = Request::post("/briefs").header("origin", "http://page").body(()).unwrap();
        let answer = world.gateway.answer_to(&request.into_parts().0, b"").await;
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
        assert_eq!(answer.headers()["access-control-allow-origin"], "http://page");
    }
}
