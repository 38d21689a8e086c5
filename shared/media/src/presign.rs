//! Presigned links: one PUT of exactly the announced bytes, and short-lived GETs for listening.
//!
//! The start of a link's validity is the studio's clock, never the system's.

use std::collections::BTreeMap;
use std::time::Duration;

use aws_sdk_s3::error::SdkError;
use aws_sdk_s3::operation::get_object::GetObjectError;
use aws_sdk_s3::operation::put_object::PutObjectError;
use aws_sdk_s3::presigning::{PresigningConfig, PresigningConfigError};
use aws_sdk_s3::primitives::DateTime;
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use jiff::{SignedDuration, Timestamp};
use runtime::Runtime;
use schemars::JsonSchema;
use serde::Serialize;

/// How long an upload may start after the link was made.
pub const UPLOAD_VALID: SignedDuration = SignedDuration::from_mins(15);

/// How long a listening link works: one sitting with a track of 15 minutes, and a pause.
pub const LISTEN_VALID: SignedDuration = SignedDuration::from_mins(60);

/// What is read through a link is its holder's alone, for as long as the link works.
const CACHED: &str = "private, max-age=3600";

/// A link could not be signed.
#[derive(Debug, thiserror::Error)]
pub enum PresignError {
    #[error("the upload link could not be signed")]
    Upload(#[source] Box<SdkError<PutObjectError>>),
    #[error("the listening link could not be signed")]
    Listen(#[source] Box<SdkError<GetObjectError>>),
    #[error("the validity of the link is out of range")]
    Validity(#[from] PresigningConfigError),
}

/// What exactly may be uploaded, once, through one link.
#[derive(Debug, Clone, Copy)]
pub struct UploadTerms<'terms> {
    pub bucket: &'terms str,
    pub key: &'terms str,
    pub size_bytes: u64,
    pub content_type: &'terms str,
    pub sha256: [u8; 32],
    /// When the reservation ends; the link ends then too, and never later than [`UPLOAD_VALID`]
    /// from now.
    pub until: Timestamp,
}

/// How to upload: send exactly these headers with the bytes, before `expires_at`.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize)]
pub struct UploadLink {
    /// The HTTP method.
    #[schemars(extend("const" = "PUT"))]
    pub method: String,
    /// Where the bytes go.
    pub url: String,
    /// Lower case names. All of them are signed: another value is refused.
    pub headers: BTreeMap<String, String>,
    /// Until when the link works.
    pub expires_at: Timestamp,
}

/// Where to read something, for a while, without any header.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize)]
pub struct ReadLink {
    /// Where the bytes are.
    pub url: String,
    /// Until when the link works.
    pub expires_at: Timestamp,
}

/// How a browser is told to treat what it reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Served {
    /// Played in the page, as `audio/mpeg`.
    Preview,
    /// Drawn in the page, as `application/json`.
    Waveform,
    /// Saved, never opened: the bytes are a stranger's.
    Attachment,
}

/// A presigned PUT that signs length, type, SHA-256 and `if-none-match: *`: a longer body, another
/// type or other bytes of the same length are refused, and so is a second upload.
pub async fn upload(runtime: &Runtime, terms: UploadTerms<'_>) -> Result<UploadLink, PresignError> {
    let now = runtime.clock.now();
    let left = terms.until.duration_since(now).min(UPLOAD_VALID);
    let (validity, expires_at) = validity(now, left)?;
    let request = runtime
        .s3
        .put_object()
        .bucket(terms.bucket)
        .key(terms.key)
        .content_length(i64::try_from(terms.size_bytes).unwrap_or(i64::MAX))
        .content_type(terms.content_type)
        .checksum_sha256(BASE64.encode(terms.sha256))
        .if_none_match("*")
        .presigned(validity)
        .await
        .map_err(|error| PresignError::Upload(Box::new(error)))?;
    let headers = request
        .headers()
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    Ok(UploadLink {
        method: request.method().to_owned(),
        url: request.uri().to_owned(),
        headers,
        expires_at,
    })
}

/// A presigned GET. What the browser is told about the bytes is fixed by us and signed.
pub async fn read_link(
    runtime: &Runtime,
    bucket: &str,
    key: &str,
    served: Served,
) -> Result<ReadLink, PresignError> {
    let (content_type, disposition) = match served {
        Served::Preview => ("audio/mpeg", "inline"),
        Served::Waveform => ("application/json", "inline"),
        Served::Attachment => ("application/octet-stream", "attachment"),
    };
    presign_get(runtime, bucket, key, None, content_type, disposition).await
}

/// A presigned GET of exactly this version of an original, to be saved under `name`, which is ours.
pub async fn original(
    runtime: &Runtime,
    bucket: &str,
    key: &str,
    object_version: Option<&str>,
    name: &str,
) -> Result<ReadLink, PresignError> {
    let disposition = format!("attachment; filename=\"{name}\"");
    let content_type = "application/octet-stream";
    presign_get(runtime, bucket, key, object_version, content_type, &disposition).await
}

/// A presigned GET of something of ours in one of its forms, shown under `name`, which is ours too.
pub async fn document(
    runtime: &Runtime,
    bucket: &str,
    key: &str,
    content_type: &str,
    name: &str,
) -> Result<ReadLink, PresignError> {
    let disposition = format!("inline; filename=\"{name}\"");
    presign_get(runtime, bucket, key, None, content_type, &disposition).await
}

/// Overrides every header that S3 stores with an object and serves back, but for the language,
/// which cannot be overridden by none: intake refuses an upload that names one.
async fn presign_get(
    runtime: &Runtime,
    bucket: &str,
    key: &str,
    object_version: Option<&str>,
    content_type: &str,
    disposition: &str,
) -> Result<ReadLink, PresignError> {
    let (validity, expires_at) = validity(runtime.clock.now(), LISTEN_VALID)?;
    let request = runtime
        .s3
        .get_object()
        .bucket(bucket)
        .key(key)
        .set_version_id(object_version.map(str::to_owned))
        .response_content_type(content_type)
        .response_content_disposition(disposition)
        .response_content_encoding("identity")
        .response_cache_control(CACHED)
        .response_expires(DateTime::from_secs(expires_at.as_second()))
        .presigned(validity)
        .await
        .map_err(|error| PresignError::Listen(Box::new(error)))?;
    Ok(ReadLink { url: request.uri().to_owned(), expires_at })
}

/// A signature knows whole seconds, so the link starts at the whole second that has passed.
fn validity(
    now: Timestamp,
    valid: SignedDuration,
) -> Result<(PresigningConfig, Timestamp), PresigningConfigError> {
    let start_s = u64::try_from(now.as_second()).unwrap_or(0);
    // S3 knows no link of no length; one second of an ended one does no harm, since intake looks
    // at the reservation itself.
    let valid_s = u64::try_from(valid.as_secs()).unwrap_or(0).max(1);
    let start = std::time::UNIX_EPOCH
        .checked_add(Duration::from_secs(start_s))
        .unwrap_or(std::time::UNIX_EPOCH);
    let config = PresigningConfig::builder()
        .start_time(start)
        .expires_in(Duration::from_secs(valid_s))
        .build()?;
    let end_s = i64::try_from(start_s.saturating_add(valid_s)).unwrap_or(i64::MAX);
    Ok((config, Timestamp::from_second(end_s).unwrap_or(Timestamp::MAX)))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::AtomicI64;

    use aws_sdk_s3::config::Credentials;
    use runtime::{Clock, Config};

    use super::*;

    fn runtime_at(offset_ms: i64) -> Runtime {
        runtime::clients(
            Config::from_variables(|name| Some(name.to_lowercase())).unwrap(),
            "eu-west-1".to_owned(),
            Credentials::new("id", "secret", None, None, "test"),
            runtime::system_http_client(),
            Clock::offset(Arc::new(AtomicI64::new(offset_ms))),
            runtime::Endpoints::default(),
        )
    }

    fn query(url: &str) -> BTreeMap<&str, &str> {
        let (_, query) = url.split_once('?').unwrap();
        query.split('&').filter_map(|pair| pair.split_once('=')).collect()
    }

    fn terms() -> UploadTerms<'static> {
        UploadTerms {
            bucket: "uploads",
            key: "raw/a/b/1/c",
            size_bytes: 4242,
            content_type: "audio/flac",
            sha256: [7; 32],
            until: Timestamp::MAX,
        }
    }

    #[tokio::test]
    async fn an_upload_signs_length_type_checksum_and_that_it_is_the_first() {
        let link = upload(&runtime_at(0), terms()).await.unwrap();
        let signed = query(&link.url)["X-Amz-SignedHeaders"].replace("%3B", ";");
        for name in ["content-length", "content-type", "if-none-match", "x-amz-checksum-sha256"] {
            assert!(signed.split(';').any(|header| header == name), "{signed}");
        }
        let names: Vec<_> = link.headers.keys().map(String::as_str).collect();
        assert_eq!(
            names,
            ["content-length", "content-type", "if-none-match", "x-amz-checksum-sha256"]
        );
        assert_eq!(link.headers["content-length"], "4242");
        assert_eq!((link.method.as_str(), query(&link.url)["X-Amz-Expires"]), ("PUT", "900"));
    }

    #[tokio::test]
    async fn a_link_starts_on_the_studios_clock_and_says_when_it_ends() {
        let thousand_days_ms = 86_400_000_000;
        let runtime = runtime_at(thousand_days_ms);
        let link = upload(&runtime, terms()).await.unwrap();
        let now = runtime.clock.now();
        let date = now.strftime("%Y%m%dT").to_string();
        assert!(query(&link.url)["X-Amz-Date"].starts_with(&date));
        let left = link.expires_at.duration_since(now);
        assert!(left <= UPLOAD_VALID && left > UPLOAD_VALID - SignedDuration::from_secs(3));
    }

    #[tokio::test]
    async fn a_link_signed_again_ends_with_its_reservation() {
        let runtime = runtime_at(0);
        let until = runtime.clock.now() + SignedDuration::from_secs(90);
        let link = upload(&runtime, UploadTerms { until, ..terms() }).await.unwrap();
        assert!(link.expires_at <= until && query(&link.url)["X-Amz-Expires"].len() == 2);
    }

    #[tokio::test]
    async fn a_listening_link_needs_no_header_and_fixes_the_type() {
        let runtime = runtime_at(0);
        let link =
            read_link(&runtime, "derived", "preview/a/1.mp3", Served::Preview).await.unwrap();
        let query = query(&link.url);
        assert_eq!(query["X-Amz-SignedHeaders"], "host");
        assert_eq!(query["response-content-type"], "audio%2Fmpeg");
        for stored in ["content-disposition", "content-encoding", "cache-control", "expires"] {
            assert!(query.contains_key(format!("response-{stored}").as_str()), "{stored}");
        }
    }
}
