//! An ordinary HTTP client, as a web client would have: the story, the command line and the rings
//! of tests talk to the studio only through it.

use std::sync::OnceLock;

use http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderName};
use http::{HeaderMap, HeaderValue, Method, Request, StatusCode, Uri};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper_util::client::legacy::Client as HyperClient;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::Value;
use thiserror::Error;

/// Sends requests to one address; cheap to clone.
#[derive(Debug, Clone)]
pub struct StudioClient {
    http: HyperClient<HttpConnector, Full<Bytes>>,
    base_url: String,
}

/// A whole answer.
#[derive(Debug, Clone)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    /// The body as it came.
    pub body: Bytes,
}

/// One request to a path of the studio and the whole answer to it.
#[derive(Debug, Clone, Copy)]
pub struct Exchange<'exchange> {
    /// The address of the studio, as its client was given it.
    pub base_url: &'exchange str,
    pub method: &'exchange Method,
    /// The path and the query as they were given; whole URLs, such as presigned ones, are no
    /// requests to the studio.
    pub path: &'exchange str,
    /// Names and values in the order in which they were added.
    pub headers: &'exchange [(String, String)],
    /// What was sent; empty when nothing was.
    pub body: &'exchange Bytes,
    pub reply: &'exchange Reply,
}

/// Is told of every exchange, on the task that asked: it must be quick, and may panic to stop it.
pub type Observer = fn(&Exchange<'_>);

static OBSERVER: OnceLock<Observer> = OnceLock::new();

/// From now on every exchange of every client of this process is told to `observer`. The first
/// observer of a process stays; a later one is not taken.
pub fn observe(observer: Observer) {
    OBSERVER.get_or_init(|| observer);
}

/// There is no answer; a refusal is an answer.
#[derive(Debug, Error)]
pub enum ClientError {
    /// The address, a header or the body is not one.
    #[error("the request is not valid http")]
    Invalid(#[from] http::Error),
    /// No server listens at the address.
    #[error("no answer from {url}")]
    Unreachable {
        /// Where the request went.
        url: String,
        source: hyper_util::client::legacy::Error,
    },
    #[error("the answer broke off")]
    Broken(#[from] hyper::Error),
}

/// A request being put together.
#[derive(Debug)]
pub struct ClientRequest<'client> {
    client: &'client StudioClient,
    method: Method,
    url: String,
    /// What was given, unless it was a whole URL.
    path: Option<String>,
    headers: Vec<(String, String)>,
    body: Bytes,
}

impl StudioClient {
    /// A client whose relative paths start at `base_url`.
    pub fn new(base_url: impl Into<String>) -> Self {
        let http = HyperClient::builder(TokioExecutor::new()).build_http();
        Self { http, base_url: base_url.into() }
    }

    /// A request to a path of the studio, or to a whole URL such as a presigned one.
    pub fn request(&self, method: Method, path_or_url: &str) -> ClientRequest<'_> {
        let (url, path) = if path_or_url.starts_with("http") {
            (path_or_url.to_owned(), None)
        } else {
            (format!("{}{path_or_url}", self.base_url), Some(path_or_url.to_owned()))
        };
        ClientRequest { client: self, method, url, path, headers: Vec::new(), body: Bytes::new() }
    }

    pub fn get(&self, path: &str) -> ClientRequest<'_> {
        self.request(Method::GET, path)
    }

    pub fn post(&self, path: &str) -> ClientRequest<'_> {
        self.request(Method::POST, path)
    }

    pub fn put(&self, path: &str) -> ClientRequest<'_> {
        self.request(Method::PUT, path)
    }
}

impl ClientRequest<'_> {
    /// Calls as the bearer of this token.
    #[must_use]
    pub fn bearer(self, token: &str) -> Self {
        self.header(AUTHORIZATION.as_str(), &format!("Bearer {token}"))
    }

    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The key that makes a creating POST happen once: 16 to 128 visible characters, no comma.
    #[must_use]
    pub fn idempotency_key(self, key: &str) -> Self {
        self.header("idempotency-key", key)
    }

    #[must_use]
    pub fn json(self, body: &Value) -> Self {
        let mut call = self.header(CONTENT_TYPE.as_str(), "application/json");
        call.body = Bytes::from(body.to_string());
        call
    }

    #[must_use]
    pub fn bytes(mut self, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self
    }

    /// Sends the request and reads the whole answer.
    ///
    /// # Errors
    /// When there is no answer; a status that says no is an answer.
    pub async fn send(self) -> Result<Reply, ClientError> {
        let reply = self.exchange().await?;
        if let (Some(observer), Some(path)) = (OBSERVER.get(), &self.path) {
            let (method, headers, body) = (&self.method, &self.headers, &self.body);
            let base_url = &self.client.base_url;
            observer(&Exchange { base_url, method, path, headers, body, reply: &reply });
        }
        Ok(reply)
    }

    async fn exchange(&self) -> Result<Reply, ClientError> {
        let uri: Uri = self.url.parse().map_err(http::Error::from)?;
        let mut request = Request::builder().method(self.method.clone()).uri(uri);
        for (name, value) in &self.headers {
            let name = HeaderName::from_bytes(name.as_bytes()).map_err(http::Error::from)?;
            let value = HeaderValue::from_str(value).map_err(http::Error::from)?;
            request = request.header(name, value);
        }
        let request = request.body(Full::new(self.body.clone()))?;
        let unreachable = |source| ClientError::Unreachable { url: self.url.clone(), source };
        let answer = self.client.http.request(request).await.map_err(unreachable)?;
        let (parts, body) = answer.into_parts();
        let body = body.collect().await?.to_bytes();
        Ok(Reply { status: parts.status, headers: parts.headers, body })
    }
}

impl Reply {
    /// The body as JSON; `null` when it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// A header as text; empty when it is absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}
