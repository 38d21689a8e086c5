//! The laptop cloud's S3: protocol and signatures by `s3s`, storage in a folder of our own.
//!
//! Here stand only the public face and the two entrances. `gate` keeps the studio's clock, `cors`
//! the buckets' CORS rules, `operations` the S3 calls, `digest` the checksums of an upload, and
//! `folder` the objects and their versions on disk.

mod bucket;
mod cors;
mod digest;
mod error_response;
mod folder;
mod gate;
mod operations;

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
use runtime::Clock;
use s3s::auth::SimpleAuth;
use s3s::config::{S3Config, StaticConfigProvider};
use s3s::service::{S3Service, S3ServiceBuilder};
use s3s::{StdError, s3_error};
use tokio::net::TcpListener;

pub use bucket::{BucketConfig, CorsRule, ObjectCreated, OnCreated};
pub use folder::OpenError;

use error_response::error_response;

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
        let cors = cors::RequestedAudio::of(&parts, &self.inner.buckets);
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
                    Err(error) => error_response(s3_error!(InternalError, "{error:?}")),
                }
            }
            Err(refusal) => error_response(refusal),
        };
        if let Some(asked) = cors {
            asked.decorate(response.headers_mut());
        }
        // HTTP forbids a body here; over TCP hyper drops it, in this process it has to be done
        // here.
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

#[cfg(test)]
mod tests;
