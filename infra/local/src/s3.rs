//! The laptop cloud's S3: protocol and signatures by `s3s`, storage in a folder of our own.
//!
//! Here stand only the public face and the two entrances. `gate` keeps the studio's clock, `cors`
//! the buckets' CORS rules, `operations` the S3 calls, `digest` the checksums of an upload, and
//! `folder` the objects and their versions on disk.

mod cors;
mod digest;
mod folder;
mod gate;
mod operations;
#[cfg(test)]
mod tests;

use std::fmt;
use std::io;
use std::path::Path;
use std::sync::Arc;

use aws_credential_types::Credentials;
use http::{HeaderValue, Method, Request, Response, header};
use hyper::body::{Body, Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use jiff::Timestamp;
use runtime::Clock;
use s3s::auth::SimpleAuth;
use s3s::config::{S3Config, StaticConfigProvider};
use s3s::service::{S3Service, S3ServiceBuilder};
use s3s::{S3Error, StdError, s3_error};
use tokio::net::TcpListener;

pub use cors::CorsRule;
pub use folder::OpenError;

/// A bucket that exists. There is no way to make another one later: as in the template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BucketConfig {
    /// The name, under S3's own naming rules.
    pub name: String,
    /// Whether a later write keeps the versions before it.
    pub versioning: bool,
    /// Checked in order; the first that fits answers.
    pub cors: Vec<CorsRule>,
}

/// What S3 tells after an object was published: one record of an `ObjectCreated:Put` event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectCreated {
    /// The bucket's name.
    pub bucket: String,
    /// The key as S3 sends it: form-urlencoded, `+` for a space, `/` left alone.
    pub key: String,
    /// The size in bytes.
    pub size: u64,
    /// The entity tag, without quotes.
    pub e_tag: String,
    /// Absent where the bucket keeps no versions.
    pub version_id: Option<String>,
    /// Hexadecimal, of one width, larger for every later write to this store.
    pub sequencer: String,
    /// The studio's time of the write.
    pub event_time: Timestamp,
}

/// Called once after each published object, never for a refused one; must not block.
pub type OnCreated = Arc<dyn Fn(ObjectCreated) + Send + Sync>;

/// The store and its entrances. Clones share one store.
#[derive(Clone)]
pub struct S3 {
    inner: Arc<Inner>,
}

struct Inner {
    service: S3Service,
    clock: Clock,
    buckets: Vec<BucketConfig>,
}

impl fmt::Debug for S3 {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("S3").field("buckets", &self.inner.buckets).finish_non_exhaustive()
    }
}

impl S3 {
    /// Opens the store in `dir`, with everything an earlier run published there.
    ///
    /// Only the `signers` may sign. Fails when a bucket's name is not one, or when
    /// the folder cannot be read.
    pub fn open(
        dir: &Path,
        buckets: Vec<BucketConfig>,
        signers: &[Credentials],
        clock: Clock,
        on_created: OnCreated,
    ) -> Result<Self, OpenError> {
        let folder = folder::Folder::open(dir, &buckets, clock.clone())?;
        let mut builder =
            S3ServiceBuilder::new(operations::Operations::new(Arc::new(folder), on_created));
        let mut auth = SimpleAuth::new();
        for signer in signers {
            let secret = signer.secret_access_key().into();
            let _nobody_before = auth.register(signer.access_key_id().to_owned(), secret);
        }
        builder.set_auth(auth);
        builder.set_config(Arc::new(StaticConfigProvider::new(Arc::new(any_date()))));
        let service = builder.build();
        Ok(Self { inner: Arc::new(Inner { service, clock, buckets }) })
    }

    /// Answers one request: the entrance for SDK clients in this process.
    pub async fn call<B>(&self, request: Request<B>) -> Response<s3s::Body>
    where
        B: Body<Data = Bytes> + Send + 'static,
        StdError: From<B::Error>,
    {
        let (mut parts, body) = request.into_parts();
        let head = parts.method == Method::HEAD;
        let cors = cors::Asked::of(&parts, &self.inner.buckets);
        if parts.method == Method::OPTIONS {
            return cors.map_or_else(cors::not_a_preflight, |asked| asked.preflight());
        }
        if let Some(authority) = parts.uri.authority()
            && !parts.headers.contains_key(header::HOST)
            && let Ok(host) = HeaderValue::from_str(authority.as_str())
        {
            parts.headers.insert(header::HOST, host);
        }
        let mut response = match gate::admit(self.inner.clock.now(), &mut parts) {
            Ok(()) => {
                let body = s3s::Body::http_body_unsync(body);
                match self.inner.service.call(Request::from_parts(parts, body)).await {
                    Ok(response) => response,
                    Err(error) => answer(s3_error!(InternalError, "{error:?}")),
                }
            }
            Err(refusal) => answer(refusal),
        };
        if let Some(asked) = cors {
            asked.decorate(response.headers_mut());
        }
        // HTTP forbids a body here; over TCP hyper drops it, in this process nobody else would.
        if head { response.map(|_| s3s::Body::empty()) } else { response }
    }
}

/// Answers path-style requests on `listener` until the task is dropped: the entrance for presigned
/// links. A broken connection ends only itself.
pub async fn listen<Answering>(
    listener: TcpListener,
    answer: impl Fn(Request<Incoming>) -> Answering + Clone + Send + 'static,
) -> io::Result<()>
where
    Answering: Future<Output = Response<s3s::Body>> + Send + 'static,
{
    loop {
        let (stream, _) = listener.accept().await?;
        let answer = answer.clone();
        tokio::spawn(async move {
            let service = service_fn(move |request| {
                let answering = answer(request);
                async move { Ok::<_, std::convert::Infallible>(answering.await) }
            });
            let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection to the local S3 broke off");
            }
        });
    }
}

/// `s3s` compares dates with the real clock; only the gate knows the studio's. So `s3s` is told to
/// accept any date, and still verifies that the date is the one that was signed.
fn any_date() -> S3Config {
    let mut config = S3Config::default();
    config.presigned_url_max_skew_time_secs = u32::MAX;
    config
}

/// The error as S3 sends it: a status and its XML.
fn answer(error: S3Error) -> Response<s3s::Body> {
    error.to_http_response().unwrap_or_else(|_| {
        let mut response = Response::new(s3s::Body::empty());
        *response.status_mut() = http::StatusCode::INTERNAL_SERVER_ERROR;
        response
    })
}
