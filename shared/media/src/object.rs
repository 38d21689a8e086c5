//! Reading and writing whole objects of the two buckets.
//!
//! What was checked is what is read: every read names the object's version, so that bytes put
//! later under the same key cannot slip in between.

use std::error::Error as StdError;
use std::sync::Arc;

use aws_sdk_s3::Client;
use aws_sdk_s3::error::SdkError;
use aws_sdk_s3::operation::head_object::HeadObjectOutput;
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::ChecksumMode;
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;

/// Bytes of one ranged read. A whole small file is one request; a lost connection costs one part.
const PART_BYTES: u64 = 16 * 1024 * 1024;

/// How much is said of headers that somebody added: what a stranger sent is not repeated at length.
const HEADERS_SHOWN: usize = 5;
const HEADER_CHARACTERS_SHOWN: usize = 60;

/// Why an object could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum ObjectError {
    #[error("there is no such object")]
    NotFound,
    #[error("the object is larger than {bytes_max} bytes")]
    TooLarge { bytes_max: u64 },
    /// A short answer; reading again may help.
    #[error("the object broke off while it was read")]
    BrokenOff,
    /// The role may not read it, or may not know whether it is there.
    #[error("the object may not be read")]
    Denied(#[source] Box<dyn StdError + Send + Sync>),
    /// The bucket did not answer; trying again may help.
    #[error("the bucket did not answer")]
    Unavailable(#[source] Box<dyn StdError + Send + Sync>),
}

/// What S3 knows of an object without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectHead {
    pub size_bytes: u64,
    /// The checksum S3 verified when it took the object; absent where none was sent.
    pub sha256: Option<[u8; 32]>,
    /// Absent in a bucket without versioning.
    pub version_id: Option<String>,
    pub content_type: Option<String>,
    /// Headers that were stored with it although no link asks for them, with their values.
    pub unasked: Vec<String>,
}

/// Size, checksum and version of an object; nothing where there is none, also to a role that may
/// list versions but not objects, to which S3 answers 403 then. One round trip where it is there,
/// at most two where it is not.
pub async fn find(
    client: &Client,
    bucket: &str,
    key: &str,
) -> Result<Option<ObjectHead>, ObjectError> {
    match head(client, bucket, key).await {
        Ok(head) => Ok(Some(head)),
        Err(ObjectError::Denied(denial)) if is_there(client, bucket, key).await? => {
            Err(ObjectError::Denied(denial))
        }
        Err(ObjectError::NotFound | ObjectError::Denied(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether the newest version of the key is an object.
async fn is_there(client: &Client, bucket: &str, key: &str) -> Result<bool, ObjectError> {
    let page = client.list_object_versions().bucket(bucket).prefix(key).send();
    let page = page.await.map_err(from_sdk)?;
    Ok(page.versions().iter().any(|one| one.key() == Some(key) && one.is_latest() == Some(true)))
}

async fn head(client: &Client, bucket: &str, key: &str) -> Result<ObjectHead, ObjectError> {
    let answer = client
        .head_object()
        .bucket(bucket)
        .key(key)
        .checksum_mode(ChecksumMode::Enabled)
        .send()
        .await
        .map_err(from_sdk)?;
    Ok(ObjectHead {
        size_bytes: answer.content_length().and_then(|n| u64::try_from(n).ok()).unwrap_or(0),
        sha256: answer.checksum_sha256().and_then(decode_sha256),
        version_id: answer.version_id().map(str::to_owned),
        content_type: answer.content_type().map(str::to_owned),
        unasked: unasked_headers(&answer),
    })
}

/// What an uploader added to a link that names its headers, where S3 keeps it and serves it back.
/// `cache-control` and `expires` are missing here, since browsers add one by themselves and every
/// link overrides both; `x-amz-` headers are refused by S3 where they are not signed.
fn unasked_headers(answer: &HeadObjectOutput) -> Vec<String> {
    let encoding = answer.content_encoding().filter(|one| !one.eq_ignore_ascii_case("identity"));
    let added = [
        ("content-encoding", encoding),
        ("content-language", answer.content_language()),
        ("content-disposition", answer.content_disposition()),
        ("x-amz-website-redirect-location", answer.website_redirect_location()),
    ];
    let added = added.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    let own = answer.metadata().into_iter().flatten();
    let own = own.map(|(name, value)| (format!("x-amz-meta-{name}"), value.as_str()));
    let named = |(name, value): (String, &str)| {
        let value: String = value.chars().take(HEADER_CHARACTERS_SHOWN).collect();
        format!("{name}: {value}")
    };
    added.chain(own).map(named).take(HEADERS_SHOWN).collect()
}

/// Bytes `start..start + length` of the version that `head` described, fewer at the end.
pub async fn read_range(
    client: &Client,
    bucket: &str,
    key: &str,
    head: &ObjectHead,
    start: u64,
    length: u64,
) -> Result<Vec<u8>, ObjectError> {
    let end = start.saturating_add(length).min(head.size_bytes);
    if end <= start {
        return Ok(Vec::new());
    }
    let last = end.saturating_sub(1);
    let answer = client
        .get_object()
        .bucket(bucket)
        .key(key)
        .set_version_id(head.version_id.clone())
        .range(format!("bytes={start}-{last}"))
        .send()
        .await
        .map_err(from_sdk)?;
    let body = answer.body.collect().await.map_err(|e| ObjectError::Unavailable(Box::new(e)))?;
    let bytes = body.to_vec();
    let wanted = end.saturating_sub(start);
    if u64::try_from(bytes.len()).is_ok_and(|read| read == wanted) {
        Ok(bytes)
    } else {
        Err(ObjectError::BrokenOff)
    }
}

/// The whole version that `head` described, part by part; refused unread above `bytes_max`.
///
/// A shared `Vec` and no shared slice: making a slice of it would hold a large file twice.
pub async fn read_all(
    client: &Client,
    bucket: &str,
    key: &str,
    head: &ObjectHead,
    bytes_max: u64,
) -> Result<Arc<Vec<u8>>, ObjectError> {
    if head.size_bytes > bytes_max {
        return Err(ObjectError::TooLarge { bytes_max });
    }
    // The size is S3's own count, not a header of the file.
    let mut bytes = Vec::with_capacity(usize::try_from(head.size_bytes).unwrap_or(0));
    let mut start = 0_u64;
    while start < head.size_bytes {
        bytes.extend(read_range(client, bucket, key, head, start, PART_BYTES).await?);
        start = start.saturating_add(PART_BYTES);
    }
    Ok(Arc::new(bytes))
}

/// Writes a derived object. The same input gives the same bytes, so writing twice changes nothing.
pub async fn write_object(
    client: &Client,
    bucket: &str,
    key: &str,
    content_type: &str,
    bytes: impl Into<ByteStream>,
) -> Result<(), ObjectError> {
    client
        .put_object()
        .bucket(bucket)
        .key(key)
        .content_type(content_type)
        .body(bytes.into())
        .send()
        .await
        .map_err(from_sdk)?;
    Ok(())
}

/// Deletes for good every version of every object whose key begins with `prefix`, delete markers
/// too, but for the keys that `keeps` names. It may be cut short anywhere and done again. One round
/// trip for a thousand versions, and one each.
pub async fn delete_every_version(
    client: &Client,
    bucket: &str,
    prefix: &str,
    keeps: impl Fn(&str) -> bool,
) -> Result<(), ObjectError> {
    let mut key_marker: Option<String> = None;
    let mut version_marker: Option<String> = None;
    loop {
        let page = client
            .list_object_versions()
            .bucket(bucket)
            .prefix(prefix)
            .set_key_marker(key_marker)
            .set_version_id_marker(version_marker)
            .send()
            .await
            .map_err(from_sdk)?;
        let versions = page.versions().iter().map(|one| (one.key(), one.version_id()));
        let markers = page.delete_markers().iter().map(|one| (one.key(), one.version_id()));
        for (key, version) in versions.chain(markers) {
            let (Some(key), Some(version)) = (key, version) else { continue };
            if !keeps(key) {
                let delete = client.delete_object().bucket(bucket).key(key).version_id(version);
                delete.send().await.map_err(from_sdk)?;
            }
        }
        if page.is_truncated() != Some(true) {
            return Ok(());
        }
        key_marker = page.next_key_marker().map(str::to_owned);
        version_marker = page.next_version_id_marker().map(str::to_owned);
    }
}

fn decode_sha256(base64: &str) -> Option<[u8; 32]> {
    BASE64.decode(base64).ok()?.try_into().ok()
}

fn from_sdk<E>(error: SdkError<E>) -> ObjectError
where
    E: StdError + Send + Sync + 'static,
{
    match error.raw_response().map(|response| response.status().as_u16()) {
        Some(404) => ObjectError::NotFound,
        Some(403) => ObjectError::Denied(Box::new(error)),
        Some(_) | None => ObjectError::Unavailable(Box::new(error)),
    }
}
