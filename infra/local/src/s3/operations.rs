//! The S3 calls that the studio uses, over the folder. Everything else answers `NotImplemented`.

use std::io::SeekFrom;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use futures::{Stream, TryStreamExt as _, stream};
use http::{HeaderMap, HeaderName, HeaderValue};
use hyper::body::Bytes;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use s3s::dto::{
    ChecksumMode, ChecksumType, CommonPrefix, DeleteMarkerEntry, DeleteObjectInput,
    DeleteObjectOutput, ETagCondition, EncodingType, GetObjectInput, GetObjectOutput,
    HeadBucketInput, HeadBucketOutput, HeadObjectInput, HeadObjectOutput, ListObjectVersionsInput,
    ListObjectVersionsOutput, ListObjectsV2Input, ListObjectsV2Output, Object, ObjectVersion,
    PutObjectInput, PutObjectOutput, StreamingBlob, Timestamp, TimestampFormat,
};
use s3s::{S3, S3Error, S3ErrorCode, S3Request, S3Response, S3Result, s3_error};
use tokio::fs::File;
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _, BufWriter};

use super::bucket::{ObjectCreated, OnCreated};
use super::digest::{Checksums, Promise};
use super::folder::{Facts, Folder, FolderError, Version, WriteConditions};

/// The most entries S3 lists in one page.
const PAGE: i32 = 1000;
/// The type S3 gives to what came without one.
const UNKNOWN_TYPE: &str = "binary/octet-stream";
/// How much of an object is read at a time.
const CHUNK_BYTES: usize = 256 * 1024;
/// What form-urlencoding leaves as it is, and `/`, which S3 leaves too.
const FORM: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'*').remove(b'/');

pub(super) struct Operations {
    folder: Arc<Folder>,
    on_created: OnCreated,
}

impl Operations {
    pub(super) fn new(folder: Arc<Folder>, on_created: OnCreated) -> Self {
        Self { folder, on_created }
    }

    /// The version a read asks for, once its conditions hold.
    fn read(
        &self,
        bucket: &str,
        key: &str,
        version_id: Option<&str>,
        if_match: Option<&ETagCondition>,
        if_none_match: Option<&ETagCondition>,
    ) -> S3Result<(Arc<Version>, PathBuf)> {
        let (version, data) = self.folder.find(bucket, key, version_id)?;
        let tag = version.facts.tag();
        let fits =
            |wanted: &ETagCondition| wanted.as_etag().is_none_or(|wanted| wanted.strong_cmp(&tag));
        if !if_match.is_none_or(fits) {
            return Err(s3_error!(PreconditionFailed, "the object has another ETag"));
        }
        if if_none_match.is_some_and(fits) {
            return Err(S3Error::new(S3ErrorCode::NotModified));
        }
        Ok((version, data))
    }

    fn announce(&self, bucket: String, version: &Version) {
        (self.on_created)(ObjectCreated {
            bucket,
            key: form_urlencoded(&version.key),
            size: version.facts.size,
            e_tag: version.facts.e_tag.clone(),
            version_id: version_id(version),
            sequencer: version.sequencer(),
            event_time: version.last_modified,
        });
    }
}

#[async_trait]
impl S3 for Operations {
    /// Publishes only what arrived whole, with every promised checksum, under the conditions.
    async fn put_object(
        &self,
        request: S3Request<PutObjectInput>,
    ) -> S3Result<S3Response<PutObjectOutput>> {
        let S3Request { mut input, headers, trailing_headers, .. } = request;
        self.folder.check_bucket(&input.bucket)?;
        let promise = Promise::of(&input, &headers);
        let file = self.folder.incoming().map_err(S3Error::internal_error)?;
        let (file, path) = file.into_parts();
        let mut writer = BufWriter::with_capacity(CHUNK_BYTES, File::from_std(file));
        let body = input.body.take().unwrap_or_else(|| StreamingBlob::from(s3s::Body::empty()));
        let received = promise.receive(body, &mut writer).await?;
        let trailer = trailing_headers.and_then(|trailer| trailer.take());
        promise.verify(&received, trailer.as_ref())?;
        let facts = Facts {
            size: received.size,
            e_tag: received.e_tag(),
            checksums: received.into_checksums(),
            content_type: input.content_type,
            content_disposition: input.content_disposition,
            content_encoding: input.content_encoding.as_deref().and_then(without_aws_chunked),
            content_language: input.content_language,
            cache_control: input.cache_control,
            expires: headers.get("expires").and_then(|at| at.to_str().ok()).map(str::to_owned),
            user_metadata: input.metadata.unwrap_or_default().into_iter().collect(),
        };
        let conditions =
            WriteConditions { if_match: input.if_match, if_none_match: input.if_none_match };
        let version = self.folder.publish(&input.bucket, &input.key, &conditions, facts, path)?;
        self.announce(input.bucket, &version);
        let sums = version.facts.checksums.clone();
        Ok(S3Response::new(PutObjectOutput {
            e_tag: Some(version.facts.tag()),
            version_id: version_id(&version),
            checksum_crc32: sums.crc32,
            checksum_crc32c: sums.crc32c,
            checksum_crc64nvme: sums.crc64nvme,
            checksum_sha1: sums.sha1,
            checksum_sha256: sums.sha256,
            ..PutObjectOutput::default()
        }))
    }

    async fn get_object(
        &self,
        request: S3Request<GetObjectInput>,
    ) -> S3Result<S3Response<GetObjectOutput>> {
        let input = request.input;
        let (version, data) = self.read(
            &input.bucket,
            &input.key,
            input.version_id.as_deref(),
            input.if_match.as_ref(),
            input.if_none_match.as_ref(),
        )?;
        let facts = version.facts.clone();
        let (bytes, content_range) = extent(input.range, facts.size)?;
        let whole = content_range.is_none();
        let sums = shown_checksums(&facts.checksums, input.checksum_mode.as_ref(), whole);
        let content_length = bytes.end.saturating_sub(bytes.start);
        Ok(S3Response::new(GetObjectOutput {
            body: Some(StreamingBlob::wrap(read_file(&data, bytes).await?)),
            accept_ranges: Some("bytes".to_owned()),
            content_length: i64::try_from(content_length).ok(),
            content_range,
            e_tag: Some(facts.tag()),
            last_modified: Some(last_modified(&version)),
            version_id: version_id(&version),
            content_type: Some(facts.content_type.unwrap_or_else(|| UNKNOWN_TYPE.to_owned())),
            content_disposition: facts.content_disposition,
            content_encoding: facts.content_encoding,
            content_language: facts.content_language,
            expires: facts.expires.as_deref().and_then(expiry),
            cache_control: facts.cache_control,
            metadata: Some(facts.user_metadata.into_iter().collect()),
            checksum_type: checksum_type(&sums),
            checksum_crc32: sums.crc32,
            checksum_crc32c: sums.crc32c,
            checksum_crc64nvme: sums.crc64nvme,
            checksum_sha1: sums.sha1,
            checksum_sha256: sums.sha256,
            ..GetObjectOutput::default()
        }))
    }

    async fn head_object(
        &self,
        request: S3Request<HeadObjectInput>,
    ) -> S3Result<S3Response<HeadObjectOutput>> {
        let input = request.input;
        let (version, _) = self.read(
            &input.bucket,
            &input.key,
            input.version_id.as_deref(),
            input.if_match.as_ref(),
            input.if_none_match.as_ref(),
        )?;
        let facts = version.facts.clone();
        let (bytes, content_range) = extent(input.range, facts.size)?;
        let whole = content_range.is_none();
        let sums = shown_checksums(&facts.checksums, input.checksum_mode.as_ref(), whole);
        let content_length = bytes.end.saturating_sub(bytes.start);
        Ok(S3Response::new(HeadObjectOutput {
            accept_ranges: Some("bytes".to_owned()),
            content_length: i64::try_from(content_length).ok(),
            content_range,
            e_tag: Some(facts.tag()),
            last_modified: Some(last_modified(&version)),
            version_id: version_id(&version),
            content_type: Some(facts.content_type.unwrap_or_else(|| UNKNOWN_TYPE.to_owned())),
            content_disposition: facts.content_disposition,
            content_encoding: facts.content_encoding,
            content_language: facts.content_language,
            expires: facts.expires.as_deref().and_then(expiry),
            cache_control: facts.cache_control,
            metadata: Some(facts.user_metadata.into_iter().collect()),
            checksum_type: checksum_type(&sums),
            checksum_crc32: sums.crc32,
            checksum_crc32c: sums.crc32c,
            checksum_crc64nvme: sums.crc64nvme,
            checksum_sha1: sums.sha1,
            checksum_sha256: sums.sha256,
            ..HeadObjectOutput::default()
        }))
    }

    async fn delete_object(
        &self,
        request: S3Request<DeleteObjectInput>,
    ) -> S3Result<S3Response<DeleteObjectOutput>> {
        let input = request.input;
        let deleted = self.folder.delete(&input.bucket, &input.key, input.version_id.as_deref())?;
        Ok(S3Response::new(DeleteObjectOutput {
            delete_marker: deleted.delete_marker.then_some(true),
            version_id: deleted.version_id,
            ..DeleteObjectOutput::default()
        }))
    }

    async fn head_bucket(
        &self,
        request: S3Request<HeadBucketInput>,
    ) -> S3Result<S3Response<HeadBucketOutput>> {
        self.folder.check_bucket(&request.input.bucket)?;
        Ok(S3Response::new(HeadBucketOutput::default()))
    }

    /// A page ends between two keys, never within the versions of one.
    async fn list_object_versions(
        &self,
        request: S3Request<ListObjectVersionsInput>,
    ) -> S3Result<S3Response<ListObjectVersionsOutput>> {
        let input = request.input;
        if input.delimiter.is_some() || input.version_id_marker.is_some() {
            return Err(s3_error!(NotImplemented, "versions are listed key by key"));
        }
        let max_keys = input.max_keys.unwrap_or(PAGE).clamp(0, PAGE);
        let prefix = input.prefix.as_deref().unwrap_or_default();
        let limit = usize::try_from(max_keys).unwrap_or(0);
        let after = input.key_marker.as_deref();
        let page = self.folder.list_versions(&input.bucket, prefix, after, limit)?;
        let encode = Encoder::of(input.encoding_type.as_ref());
        let (markers, objects): (Vec<_>, Vec<_>) =
            page.versions.iter().partition(|(version, _)| version.delete_marker);
        let versions = objects.into_iter().map(|(version, latest)| ObjectVersion {
            key: Some(encode.text(&version.key)),
            version_id: Some(version.id.clone()),
            is_latest: Some(*latest),
            e_tag: Some(version.facts.tag()),
            size: i64::try_from(version.facts.size).ok(),
            last_modified: Some(last_modified(version)),
            ..ObjectVersion::default()
        });
        let markers = markers.into_iter().map(|(version, latest)| DeleteMarkerEntry {
            key: Some(encode.text(&version.key)),
            version_id: Some(version.id.clone()),
            is_latest: Some(*latest),
            last_modified: Some(last_modified(version)),
            ..DeleteMarkerEntry::default()
        });
        Ok(S3Response::new(ListObjectVersionsOutput {
            versions: Some(versions.collect()),
            delete_markers: Some(markers.collect()),
            is_truncated: Some(page.next_after.is_some()),
            next_key_marker: page.next_after.map(|key| encode.text(&key)),
            name: Some(input.bucket),
            prefix: input.prefix.map(|prefix| encode.text(&prefix)),
            key_marker: input.key_marker.map(|key| encode.text(&key)),
            max_keys: Some(max_keys),
            encoding_type: input.encoding_type,
            ..ListObjectVersionsOutput::default()
        }))
    }

    async fn list_objects_v2(
        &self,
        request: S3Request<ListObjectsV2Input>,
    ) -> S3Result<S3Response<ListObjectsV2Output>> {
        let input = request.input;
        let token = input.continuation_token.as_deref().map(key_of_token).transpose()?;
        let max_keys = input.max_keys.unwrap_or(PAGE).clamp(0, PAGE);
        let page = self.folder.list(
            &input.bucket,
            input.prefix.as_deref().unwrap_or_default(),
            input.delimiter.as_deref(),
            token.as_deref().or(input.start_after.as_deref()),
            usize::try_from(max_keys).unwrap_or(0),
        )?;
        let encode = Encoder::of(input.encoding_type.as_ref());
        let prefixes = page.common_prefixes.iter();
        let prefixes = prefixes.map(|prefix| CommonPrefix { prefix: Some(encode.text(prefix)) });
        Ok(S3Response::new(ListObjectsV2Output {
            key_count: i32::try_from(page.len()).ok(),
            is_truncated: Some(page.next_after.is_some()),
            next_continuation_token: page.next_after.as_ref().map(|key| token_of_key(key)),
            contents: Some(page.objects.iter().map(|version| listed(version, &encode)).collect()),
            common_prefixes: Some(prefixes.collect()),
            name: Some(input.bucket),
            prefix: input.prefix.map(|prefix| encode.text(&prefix)),
            delimiter: input.delimiter.map(|delimiter| encode.text(&delimiter)),
            start_after: input.start_after.map(|key| encode.text(&key)),
            max_keys: Some(max_keys),
            continuation_token: input.continuation_token,
            encoding_type: input.encoding_type,
            ..ListObjectsV2Output::default()
        }))
    }
}

/// How a listing writes keys: as they are, or percent-encoded when the caller asked for it.
struct Encoder {
    url: bool,
}

impl Encoder {
    fn of(asked: Option<&EncodingType>) -> Self {
        Self { url: asked.is_some_and(|asked| asked.as_str() == EncodingType::URL) }
    }

    fn text(&self, text: &str) -> String {
        if self.url { form_urlencoded(text) } else { text.to_owned() }
    }
}

impl From<FolderError> for S3Error {
    fn from(error: FolderError) -> Self {
        match error {
            FolderError::NoSuchBucket => {
                s3_error!(NoSuchBucket, "The specified bucket does not exist")
            }
            FolderError::NoSuchKey => s3_error!(NoSuchKey, "The specified key does not exist."),
            FolderError::Deleted { version_id } => {
                let mut error = s3_error!(NoSuchKey, "The specified key does not exist.");
                error.set_headers(delete_marker_headers(&version_id));
                error
            }
            FolderError::NoSuchVersion => {
                s3_error!(NoSuchVersion, "The specified version does not exist.")
            }
            FolderError::IsDeleteMarker => {
                s3_error!(MethodNotAllowed, "The specified version is a delete marker.")
            }
            FolderError::PreconditionFailed => s3_error!(
                PreconditionFailed,
                "At least one of the pre-conditions you specified did not hold"
            ),
            FolderError::Io(source) => Self::internal_error(source),
            FolderError::Json(source) => Self::internal_error(source),
        }
    }
}

fn delete_marker_headers(version_id: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let marker = HeaderName::from_static("x-amz-delete-marker");
    headers.insert(marker, HeaderValue::from_static("true"));
    if let Ok(id) = HeaderValue::from_str(version_id) {
        headers.insert(HeaderName::from_static("x-amz-version-id"), id);
    }
    headers
}

fn form_urlencoded(key: &str) -> String {
    utf8_percent_encode(key, FORM).to_string().replace("%20", "+")
}

fn version_id(version: &Version) -> Option<String> {
    version.has_id().then(|| version.id.clone())
}

fn last_modified(version: &Version) -> Timestamp {
    Timestamp::from(std::time::SystemTime::from(version.last_modified))
}

/// S3 keeps what is no date too, but this server can only serve dates.
fn expiry(text: &str) -> Option<Timestamp> {
    Timestamp::parse(TimestampFormat::HttpDate, text).ok()
}

/// `aws-chunked` names how the body travelled, not what was stored.
fn without_aws_chunked(encoding: &str) -> Option<String> {
    let kept: Vec<&str> =
        encoding.split(',').map(str::trim).filter(|name| *name != "aws-chunked").collect();
    Some(kept.join(",")).filter(|kept| !kept.is_empty())
}

/// Which bytes to send, and the `Content-Range` when they are not all of them.
fn extent(range: Option<s3s::dto::Range>, size: u64) -> S3Result<(Range<u64>, Option<String>)> {
    let Some(range) = range else { return Ok((0..size, None)) };
    let bytes = range.check(size)?;
    let last = bytes.end.saturating_sub(1);
    let content_range = format!("bytes {}-{last}/{size}", bytes.start);
    Ok((bytes, Some(content_range)))
}

/// S3 shows checksums on request, and of the whole object only.
fn shown_checksums(sums: &Checksums, mode: Option<&ChecksumMode>, whole: bool) -> Checksums {
    let asked = mode.is_some_and(|mode| mode.as_str() == ChecksumMode::ENABLED);
    if asked && whole { sums.clone() } else { Checksums::default() }
}

fn checksum_type(sums: &Checksums) -> Option<ChecksumType> {
    (*sums != Checksums::default()).then(|| ChecksumType::from_static(ChecksumType::FULL_OBJECT))
}

async fn read_file(
    path: &Path,
    bytes: Range<u64>,
) -> S3Result<impl Stream<Item = std::io::Result<Bytes>> + Send + Sync + 'static> {
    let mut file = File::open(path).await.map_err(S3Error::internal_error)?;
    file.seek(SeekFrom::Start(bytes.start)).await.map_err(S3Error::internal_error)?;
    let file = file.take(bytes.end.saturating_sub(bytes.start));
    let chunks = stream::try_unfold(file, |mut file| async move {
        let mut chunk = Vec::with_capacity(CHUNK_BYTES);
        let read = file.read_buf(&mut chunk).await?;
        Ok((read > 0).then(|| (Bytes::from(chunk), file)))
    });
    Ok(chunks.into_stream())
}

fn listed(version: &Version, encode: &Encoder) -> Object {
    Object {
        key: Some(encode.text(&version.key)),
        size: i64::try_from(version.facts.size).ok(),
        e_tag: Some(version.facts.tag()),
        last_modified: Some(last_modified(version)),
        ..Object::default()
    }
}

fn token_of_key(key: &str) -> String {
    URL_SAFE_NO_PAD.encode(key)
}

fn key_of_token(token: &str) -> S3Result<String> {
    let key = URL_SAFE_NO_PAD.decode(token).ok().and_then(|key| String::from_utf8(key).ok());
    key.ok_or_else(|| s3_error!(InvalidArgument, "The continuation token provided is incorrect"))
}
