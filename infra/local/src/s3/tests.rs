//! The rules of the local S3, asked for as its users ask: through the AWS SDK in this process, and
//! through presigned links over TCP by a plain HTTP client.

#![expect(clippy::clone_on_ref_ptr, reason = "tests say it shortly")]

use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_sdk_s3::Client;
use aws_sdk_s3::config::{BehaviorVersion, Region};
use aws_sdk_s3::error::ProvideErrorMetadata as _;
use aws_sdk_s3::presigning::{PresignedRequest, PresigningConfig};
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::{ChecksumAlgorithm, ChecksumMode};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::body::SdkBody;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::{BodyExt as _, Full, StreamBody};
use hyper::body::{Bytes, Frame};
use hyper_util::client::legacy;
use hyper_util::rt::TokioExecutor;
use runtime::Clock;
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;
use tokio::net::TcpListener;

use super::{BucketConfig, CorsRule, ObjectCreated, S3};

const RAW: &str = "uploads-studio";
const PLAIN: &str = "plain-studio";
const KEY: &str = "raw/trk_1/1/01ABC";
const SONG: &[u8] = b"a sunny little song";

// --- refusals of a link: nothing stored, no event -----------------------------------------------

#[tokio::test]
async fn a_link_stores_what_was_promised_and_tells_it_once() {
    let studio = Studio::open().await;
    let link = studio.upload_link(KEY, SONG).await;

    let answer = studio.send(&link, SONG).await;

    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let head = studio.client.head_object().bucket(RAW).key(KEY);
    let head = head.checksum_mode(ChecksumMode::Enabled).send().await.unwrap();
    assert_eq!(head.checksum_sha256(), Some(sha256(SONG).as_str()));
    assert_eq!(head.content_type(), Some("audio/wav"));
    assert_eq!(head.content_length(), Some(length(SONG)));
    let events = studio.events();
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].bucket, RAW);
    assert_eq!(events[0].key, KEY);
    assert_eq!(i64::try_from(events[0].size).unwrap(), length(SONG));
    assert_eq!(events[0].version_id.as_deref(), head.version_id());
    assert_eq!(format!("\"{}\"", events[0].e_tag), head.e_tag().unwrap());
}

#[tokio::test]
async fn a_longer_body_is_refused() {
    let studio = Studio::open().await;
    let link = studio.upload_link(KEY, SONG).await;
    let answer = studio.send(&link, b"a sunny little song, and more of it").await;
    studio.assert_refused(&answer, StatusCode::FORBIDDEN, "SignatureDoesNotMatch").await;
}

#[tokio::test]
async fn a_body_that_is_not_as_long_as_it_says_is_refused() {
    let studio = Studio::open().await;
    let link = studio.upload_link(KEY, SONG).await;
    for body in [&b"a sunny"[..], b"a sunny little song, and more of it"] {
        let mut request = Studio::request(&link, body);
        request.headers_mut().insert("content-length", length(SONG).into());
        let (parts, body) = studio.s3.call(request).await.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        let answer = Answer { status: parts.status, headers: parts.headers, body };
        studio.assert_refused(&answer, StatusCode::BAD_REQUEST, "IncompleteBody").await;
    }
}

#[tokio::test]
async fn another_content_type_is_refused() {
    let studio = Studio::open().await;
    let link = studio.upload_link(KEY, SONG).await;
    let mut request = Studio::request(&link, SONG);
    request.headers_mut().insert("content-type", "text/html".parse().unwrap());
    let answer = studio.exchange(request).await;
    studio.assert_refused(&answer, StatusCode::FORBIDDEN, "SignatureDoesNotMatch").await;
}

#[tokio::test]
async fn other_bytes_of_the_same_length_are_refused() {
    let studio = Studio::open().await;
    let link = studio.upload_link(KEY, SONG).await;
    let answer = studio.send(&link, b"a runny little song").await;
    studio.assert_refused(&answer, StatusCode::BAD_REQUEST, "BadDigest").await;

    let answer = studio.send(&link, SONG).await;
    assert_eq!(answer.status, StatusCode::OK, "a refused upload does not take the key");
}

#[tokio::test]
async fn another_key_is_refused() {
    let studio = Studio::open().await;
    let link = studio.upload_link("raw/trk_2/1/01ABC", SONG).await;
    let mut request = Studio::request(&link, SONG);
    *request.uri_mut() = link.uri().replace("trk_2", "trk_1").parse().unwrap();
    let answer = studio.exchange(request).await;
    studio.assert_refused(&answer, StatusCode::FORBIDDEN, "SignatureDoesNotMatch").await;
}

#[tokio::test]
async fn a_header_that_was_not_signed_is_refused() {
    let studio = Studio::open().await;
    let link = studio.upload_link(KEY, SONG).await;
    let mut request = Studio::request(&link, SONG);
    request.headers_mut().insert("x-amz-meta-sneaky", "yes".parse().unwrap());
    let answer = studio.exchange(request).await;
    studio.assert_refused(&answer, StatusCode::FORBIDDEN, "AccessDenied").await;
}

#[tokio::test]
async fn the_condition_that_was_signed_cannot_be_left_out() {
    let studio = Studio::open().await;
    let link = studio.upload_link(KEY, SONG).await;
    let mut request = Studio::request(&link, SONG);
    request.headers_mut().remove("if-none-match");
    let answer = studio.exchange(request).await;
    studio.assert_refused(&answer, StatusCode::FORBIDDEN, "SignatureDoesNotMatch").await;
}

#[tokio::test]
async fn a_request_without_a_signature_is_refused() {
    let studio = Studio::open().await;
    let uri = format!("{}/{RAW}/{KEY}", studio.endpoint);
    let answer = studio.exchange(Request::put(uri).body(Full::from(SONG)).unwrap()).await;
    studio.assert_refused(&answer, StatusCode::FORBIDDEN, "AccessDenied").await;
}

#[tokio::test]
async fn a_second_upload_is_refused() {
    let studio = Studio::open().await;
    let link = studio.upload_link(KEY, SONG).await;
    studio.send(&link, SONG).await;
    let answer = studio.send(&link, SONG).await;
    assert_eq!(answer.status, StatusCode::PRECONDITION_FAILED);
    assert!(answer.text().contains("<Code>PreconditionFailed</Code>"));
    assert_eq!(studio.events().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_uploads_at_once_exactly_one_wins() {
    let studio = Arc::new(Studio::open().await);
    let link = studio.upload_link(KEY, SONG).await;
    let sends = (0..32).map(|_| {
        let (studio, link) = (studio.clone(), link.clone());
        tokio::spawn(async move { studio.send(&link, SONG).await.status })
    });
    let statuses = futures::future::join_all(sends).await;
    let count = |status| statuses.iter().filter(|found| found.as_ref().unwrap() == &status).count();
    assert_eq!(count(StatusCode::OK), 1);
    assert_eq!(count(StatusCode::PRECONDITION_FAILED), 31);
    assert_eq!(studio.events().len(), 1);
}

// --- the studio's clock -------------------------------------------------------------------------

#[tokio::test]
async fn a_link_ends_when_the_studio_says_so() {
    for start_days in [-60, 0, 60] {
        let studio = Studio::open().await;
        studio.move_clock(start_days * 86_400);
        let link = studio.upload_link(KEY, SONG).await;
        studio.move_clock(901);
        let answer = studio.send(&link, SONG).await;
        assert!(answer.text().contains("<Message>Request has expired</Message>"));
        studio.assert_refused(&answer, StatusCode::FORBIDDEN, "AccessDenied").await;

        studio.move_clock(-30);
        let answer = studio.send(&link, SONG).await;
        assert_eq!(answer.status, StatusCode::OK, "{start_days} days: {}", answer.text());
    }
}

#[tokio::test]
async fn a_link_from_the_future_is_refused() {
    let studio = Studio::open().await;
    studio.move_clock(3600);
    let link = studio.upload_link(KEY, SONG).await;
    studio.move_clock(-3600);
    let answer = studio.send(&link, SONG).await;
    studio.assert_refused(&answer, StatusCode::FORBIDDEN, "AccessDenied").await;
}

#[tokio::test]
async fn a_longer_expiry_than_was_signed_is_refused() {
    let studio = Studio::open().await;
    let link = studio.upload_link(KEY, SONG).await;
    let mut request = Studio::request(&link, SONG);
    let uri = link.uri().replace("X-Amz-Expires=900", "X-Amz-Expires=9000");
    *request.uri_mut() = uri.parse().unwrap();
    let answer = studio.exchange(request).await;
    studio.assert_refused(&answer, StatusCode::FORBIDDEN, "SignatureDoesNotMatch").await;
    for doubled in ["X-Amz-Expires=9000", "X-Amz-Date=20990101T000000Z", "X-Amz-Signature=00"] {
        let mut request = Studio::request(&link, SONG);
        *request.uri_mut() = format!("{}&{doubled}", link.uri()).parse().unwrap();
        let answer = studio.exchange(request).await;
        let code = "AuthorizationQueryParametersError";
        studio.assert_refused(&answer, StatusCode::BAD_REQUEST, code).await;
    }
}

#[tokio::test]
async fn a_signed_request_is_as_old_as_the_studio_says() {
    let studio = Studio::open().await;
    let real_time = client(&studio.s3, &studio.endpoint, Clock::system());
    studio.move_clock(-40 * 86_400);
    studio.put(KEY, SONG).await;
    let refused = real_time.get_object().bucket(RAW).key(KEY).send().await.unwrap_err();
    assert_eq!(refused.code(), Some("RequestTimeTooSkewed"));
}

// --- checksums ----------------------------------------------------------------------------------

#[tokio::test]
async fn every_checksum_of_the_sdk_is_verified_and_shown_again() {
    let studio = Studio::open().await;
    for algorithm in [
        ChecksumAlgorithm::Crc32,
        ChecksumAlgorithm::Crc32C,
        ChecksumAlgorithm::Crc64Nvme,
        ChecksumAlgorithm::Sha1,
        ChecksumAlgorithm::Sha256,
    ] {
        let put = studio.client.put_object().bucket(RAW).key(algorithm.as_str());
        let put = put.checksum_algorithm(algorithm.clone()).body(ByteStream::from_static(SONG));
        put.send().await.unwrap();
        let get = studio.client.get_object().bucket(RAW).key(algorithm.as_str());
        let got = get.checksum_mode(ChecksumMode::Enabled).send().await.unwrap();
        let shown = [
            got.checksum_crc32(),
            got.checksum_crc32_c(),
            got.checksum_crc64_nvme(),
            got.checksum_sha1(),
            got.checksum_sha256(),
        ];
        assert_eq!(shown.iter().flatten().count(), 1, "{algorithm}");
        assert_eq!(got.body.collect().await.unwrap().into_bytes(), SONG);
    }
}

#[tokio::test]
async fn a_streamed_body_is_checked_by_its_trailer() {
    let studio = Studio::open().await;
    let put = studio.client.put_object().bucket(RAW).key(KEY).content_length(length(SONG));
    put.body(streamed(SONG)).send().await.unwrap();
    assert_eq!(studio.get(KEY).await, SONG);
    let head = studio.client.head_object().bucket(RAW).key(KEY);
    let head = head.checksum_mode(ChecksumMode::Enabled).send().await.unwrap();
    assert_eq!(head.content_encoding(), None, "how it travelled is not what it is");
    assert!(head.checksum_crc32().is_some());
}

#[tokio::test]
async fn a_wrong_md5_or_checksum_stores_nothing() {
    let studio = Studio::open().await;
    let put = || {
        let put = studio.client.put_object().bucket(RAW).key(KEY);
        put.body(ByteStream::from_static(SONG))
    };
    let refused = put().content_md5("AAAAAAAAAAAAAAAAAAAAAA==").send().await.unwrap_err();
    assert_eq!(refused.code(), Some("BadDigest"));
    let refused = put().checksum_sha256(sha256(b"other")).send().await.unwrap_err();
    assert_eq!(refused.code(), Some("BadDigest"));
    studio.assert_untouched().await;
}

// --- reading ------------------------------------------------------------------------------------

#[tokio::test]
async fn type_and_metadata_are_kept() {
    let studio = Studio::open().await;
    let put = studio.client.put_object().bucket(RAW).key(KEY).body(ByteStream::from_static(SONG));
    put.content_type("audio/flac").metadata("Title", "Sunny").send().await.unwrap();
    let head = studio.client.head_object().bucket(RAW).key(KEY).send().await.unwrap();
    assert_eq!(head.content_type(), Some("audio/flac"));
    assert_eq!(head.metadata().unwrap()["title"], "Sunny");
}

#[tokio::test]
async fn ranges_are_honoured() {
    let studio = Studio::open().await;
    studio.put(KEY, SONG).await;
    let range = async |range: &str| {
        let get = studio.client.get_object().bucket(RAW).key(KEY).range(range);
        let got = get.send().await.map_err(|error| error.code().map(str::to_owned))?;
        let shown = got.content_range().unwrap().to_owned();
        Ok((shown, got.body.collect().await.unwrap().to_vec()))
    };
    assert_eq!(range("bytes=2-6").await, Ok(("bytes 2-6/19".to_owned(), b"sunny".to_vec())));
    assert_eq!(range("bytes=-4").await, Ok(("bytes 15-18/19".to_owned(), b"song".to_vec())));
    assert_eq!(range("bytes=15-99").await, Ok(("bytes 15-18/19".to_owned(), b"song".to_vec())));
    assert_eq!(range("bytes=19-").await, Err(Some("InvalidRange".to_owned())));
}

#[tokio::test]
async fn what_is_served_is_what_was_reviewed() {
    let studio = Studio::open().await;
    let first = studio.put(KEY, SONG).await;
    studio.put(KEY, b"a rainy one").await;
    let get = studio.client.get_object().bucket(RAW).key(KEY);
    let refused = get.clone().if_match(first.e_tag().unwrap()).send().await.unwrap_err();
    assert_eq!(refused.code(), Some("PreconditionFailed"));
    let got = get.version_id(first.version_id().unwrap()).if_match(first.e_tag().unwrap());
    assert_eq!(got.send().await.unwrap().body.collect().await.unwrap().into_bytes(), SONG);
}

#[tokio::test]
async fn a_listening_link_names_the_type_and_the_file() {
    let studio = Studio::open().await;
    studio.put(KEY, SONG).await;
    let get = studio.client.get_object().bucket(RAW).key(KEY);
    let get = get
        .response_content_type("audio/mpeg")
        .response_content_disposition("attachment; filename=\"preview.mp3\"");
    let link = get.presigned(studio.for_15_minutes()).await.unwrap();
    let mut request = Studio::request(&link, b"");
    request.headers_mut().insert("range", "bytes=2-6".parse().unwrap());
    let answer = studio.exchange(request).await;
    assert_eq!(answer.status, StatusCode::PARTIAL_CONTENT, "{}", answer.text());
    assert_eq!(answer.headers["content-type"], "audio/mpeg");
    assert_eq!(answer.headers["content-disposition"], "attachment; filename=\"preview.mp3\"");
    assert_eq!(answer.headers.get_all("content-type").iter().count(), 1);
    assert_eq!(answer.headers["content-length"], "5");
    assert_eq!(&answer.body[..], b"sunny");
}

#[tokio::test]
async fn a_missing_object_is_not_found_by_every_read() {
    let studio = Studio::open().await;
    let got = studio.client.get_object().bucket(RAW).key(KEY).send().await.unwrap_err();
    assert!(got.as_service_error().unwrap().is_no_such_key());
    let head = studio.client.head_object().bucket(RAW).key(KEY).send().await.unwrap_err();
    assert!(head.as_service_error().unwrap().is_not_found());
    let bucket = studio.client.get_object().bucket("no-such-bucket").key(KEY).send().await;
    assert_eq!(bucket.unwrap_err().code(), Some("NoSuchBucket"));
    let put = studio.client.put_object().bucket("no-such-bucket").key(KEY).send().await;
    assert_eq!(put.unwrap_err().code(), Some("NoSuchBucket"));
}

// --- versions, keys, lists ----------------------------------------------------------------------

#[tokio::test]
async fn a_delete_marker_hides_and_keeps() {
    let studio = Studio::open().await;
    let first = studio.put(KEY, SONG).await;
    let deleted = studio.client.delete_object().bucket(RAW).key(KEY).send().await.unwrap();
    assert_eq!(deleted.delete_marker(), Some(true));
    studio.assert_missing(KEY).await;
    let old = studio.client.get_object().bucket(RAW).key(KEY);
    let old = old.version_id(first.version_id().unwrap()).send().await.unwrap();
    assert_eq!(old.body.collect().await.unwrap().into_bytes(), SONG);
    let undelete = studio.client.delete_object().bucket(RAW).key(KEY);
    undelete.version_id(deleted.version_id().unwrap()).send().await.unwrap();
    assert_eq!(studio.get(KEY).await, SONG);
}

#[tokio::test]
async fn a_bucket_without_versions_keeps_the_last_only() {
    let studio = Studio::open().await;
    for song in [SONG, b"a rainy one"] {
        let put = studio.client.put_object().bucket(PLAIN).key(KEY);
        let put = put.body(ByteStream::from(song.to_vec())).send().await.unwrap();
        assert_eq!(put.version_id(), None);
    }
    let get = || studio.client.get_object().bucket(PLAIN).key(KEY).send();
    let got = get().await.unwrap().body.collect().await.unwrap().into_bytes();
    assert_eq!(&got[..], b"a rainy one");
    studio.client.delete_object().bucket(PLAIN).key(KEY).send().await.unwrap();
    get().await.unwrap_err();
    assert_eq!(files(&studio.folder.path().join(PLAIN)), 0);
}

#[tokio::test]
async fn any_key_is_one_object_and_none_leads_out_of_the_folder() {
    let studio = Studio::open().await;
    let longest = "ä".repeat(512);
    let keys = ["../../../escape", "/", "a//b", "a b+c%20d", ".incoming", "日本/語?#&", &longest];
    for key in keys {
        studio.put(key, key.as_bytes()).await;
    }
    for key in keys {
        assert_eq!(studio.get(key).await, key.as_bytes());
    }
    assert!(!studio.folder.path().parent().unwrap().join("escape").exists());
    let told: Vec<String> = studio.events().into_iter().map(|event| event.key).collect();
    assert_eq!(told[0], "../../../escape");
    assert_eq!(told[3], "a+b%2Bc%2520d");
    let too_long = studio.client.put_object().bucket(RAW).key("k".repeat(1025)).send().await;
    assert_eq!(too_long.unwrap_err().code(), Some("KeyTooLongError"));
}

#[tokio::test]
async fn sequencers_grow_and_survive_a_restart_with_everything_else() {
    let mut studio = Studio::open().await;
    studio.put(KEY, SONG).await;
    studio.put(KEY, b"a rainy one").await;
    studio.put("deleted", SONG).await;
    studio.client.delete_object().bucket(RAW).key("deleted").send().await.unwrap();
    studio = studio.reopen().await;
    assert_eq!(studio.get(KEY).await, b"a rainy one");
    studio.assert_missing("deleted").await;
    studio.put(KEY, SONG).await;
    let sequencers: Vec<String> =
        studio.events().into_iter().map(|event| event.sequencer).collect();
    assert_eq!(sequencers.len(), 4);
    assert!(sequencers.is_sorted_by(|one, next| one < next));
}

#[tokio::test]
async fn lists_go_page_by_page() {
    let studio = Studio::open().await;
    for key in ["a", "plan/1", "plan/2", "raw/x/1", "raw/x/2", "raw/y/1", "raw/z"] {
        studio.put(key, SONG).await;
    }
    studio.client.delete_object().bucket(RAW).key("plan/1").send().await.unwrap();
    assert_eq!(
        studio.list(None, None).await,
        ["a", "plan/2", "raw/x/1", "raw/x/2", "raw/y/1", "raw/z"]
    );
    assert_eq!(studio.list(Some("raw/x"), None).await, ["raw/x/1", "raw/x/2"]);
    assert_eq!(studio.list(None, Some("/")).await, ["a", "plan/", "raw/"]);
    assert_eq!(studio.list(Some("raw/"), Some("/")).await, ["raw/x/", "raw/y/", "raw/z"]);
    let list = studio.client.list_objects_v2().bucket(RAW).continuation_token("?!");
    assert_eq!(list.send().await.unwrap_err().code(), Some("InvalidArgument"));
}

// --- browsers -----------------------------------------------------------------------------------

#[tokio::test]
async fn a_browser_may_do_what_the_bucket_allows() {
    let studio = Studio::open().await;
    let ok =
        studio.preflight(RAW, "http://127.0.0.1:3000", "PUT", "content-type,If-None-Match").await;
    assert_eq!(ok.status, StatusCode::OK);
    assert_eq!(ok.headers["access-control-allow-origin"], "http://127.0.0.1:3000");
    assert_eq!(ok.headers["access-control-allow-methods"], "GET, PUT");
    assert_eq!(ok.headers["access-control-allow-headers"], "content-type,If-None-Match");
    assert_eq!(ok.headers["access-control-max-age"], "600");
    for (bucket, origin, method, headers) in [
        (RAW, "http://evil.example", "PUT", "content-type"),
        (RAW, "http://127.0.0.1:3000", "DELETE", "content-type"),
        (RAW, "http://127.0.0.1:3000", "PUT", "x-evil"),
        (PLAIN, "http://127.0.0.1:3000", "PUT", "content-type"),
    ] {
        let refused = studio.preflight(bucket, origin, method, headers).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{bucket} {origin} {method} {headers}");
        assert!(!refused.headers.contains_key("access-control-allow-origin"));
    }
}

#[tokio::test]
async fn a_browser_may_read_answers_and_refusals() {
    let studio = Studio::open().await;
    let link = studio.upload_link(KEY, SONG).await;
    for status in [StatusCode::OK, StatusCode::PRECONDITION_FAILED] {
        let mut request = Studio::request(&link, SONG);
        request.headers_mut().insert("origin", "http://127.0.0.1:3000".parse().unwrap());
        let answer = studio.exchange(request).await;
        assert_eq!(answer.status, status);
        assert_eq!(answer.headers["access-control-allow-origin"], "http://127.0.0.1:3000");
        assert_eq!(answer.headers["access-control-expose-headers"], "ETag");
    }
}

// --- the studio these rules are tried in ---------------------------------------------------------

struct Studio {
    folder: TempDir,
    s3: S3,
    client: Client,
    endpoint: String,
    offset_ms: Arc<AtomicI64>,
    events: Arc<Mutex<Vec<ObjectCreated>>>,
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Answer {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Studio {
    async fn open() -> Self {
        let events = Arc::new(Mutex::new(Vec::new()));
        Self::open_in(TempDir::new().unwrap(), events).await
    }

    async fn reopen(self) -> Self {
        Self::open_in(self.folder, self.events).await
    }

    async fn open_in(folder: TempDir, events: Arc<Mutex<Vec<ObjectCreated>>>) -> Self {
        let offset_ms = Arc::new(AtomicI64::new(0));
        let clock = Clock::offset(offset_ms.clone());
        let cors = CorsRule {
            allowed_origins: vec!["http://127.0.0.1:*".to_owned()],
            allowed_methods: vec!["GET".to_owned(), "PUT".to_owned()],
            allowed_headers: vec!["content-type".to_owned(), "if-*".to_owned()],
            exposed_headers: vec!["ETag".to_owned()],
            max_age_seconds: Some(600),
        };
        let buckets = vec![
            BucketConfig { name: RAW.to_owned(), versioning: true, cors: vec![cors] },
            BucketConfig { name: PLAIN.to_owned(), versioning: false, cors: Vec::new() },
        ];
        let told = events.clone();
        let on_created = Arc::new(move |event| told.lock().unwrap().push(event));
        let s3 =
            S3::open(folder.path(), buckets, &[credentials()], clock.clone(), on_created).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let served = s3.clone();
        tokio::spawn(super::listen(listener, move |request| {
            let s3 = served.clone();
            async move { s3.call(request).await }
        }));
        let client = client(&s3, &endpoint, clock);
        Self { folder, s3, client, endpoint, offset_ms, events }
    }

    fn move_clock(&self, seconds: i64) {
        self.offset_ms.fetch_add(seconds.saturating_mul(1000), Ordering::SeqCst);
    }

    fn events(&self) -> Vec<ObjectCreated> {
        self.events.lock().unwrap().clone()
    }

    fn for_15_minutes(&self) -> PresigningConfig {
        let now = SystemTime::from(Clock::offset(self.offset_ms.clone()).now());
        let config = PresigningConfig::builder().start_time(now);
        config.expires_in(Duration::from_mins(15)).build().unwrap()
    }

    async fn upload_link(&self, key: &str, body: &[u8]) -> PresignedRequest {
        let put = self.client.put_object().bucket(RAW).key(key).if_none_match("*");
        let put = put.content_type("audio/wav").content_length(length(body));
        put.checksum_sha256(sha256(body)).presigned(self.for_15_minutes()).await.unwrap()
    }

    fn request(link: &PresignedRequest, body: &[u8]) -> Request<Full<Bytes>> {
        let mut request = Request::builder().method(link.method()).uri(link.uri());
        for (name, value) in link.headers().filter(|(name, _)| *name != "content-length") {
            request = request.header(name, value);
        }
        request.body(Full::from(body.to_vec())).unwrap()
    }

    async fn send(&self, link: &PresignedRequest, body: &[u8]) -> Answer {
        self.exchange(Self::request(link, body)).await
    }

    async fn exchange(&self, request: Request<Full<Bytes>>) -> Answer {
        let client = legacy::Client::builder(TokioExecutor::new()).build_http();
        let (parts, body) = client.request(request).await.unwrap().into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    async fn preflight(&self, bucket: &str, origin: &str, method: &str, headers: &str) -> Answer {
        let request = Request::builder()
            .method(Method::OPTIONS)
            .uri(format!("{}/{bucket}/{KEY}", self.endpoint))
            .header("origin", origin)
            .header("access-control-request-method", method)
            .header("access-control-request-headers", headers);
        self.exchange(request.body(Full::default()).unwrap()).await
    }

    async fn put(
        &self,
        key: &str,
        body: &[u8],
    ) -> aws_sdk_s3::operation::put_object::PutObjectOutput {
        let put = self.client.put_object().bucket(RAW).key(key);
        put.body(ByteStream::from(body.to_vec())).send().await.unwrap()
    }

    async fn get(&self, key: &str) -> Vec<u8> {
        let got = self.client.get_object().bucket(RAW).key(key).send().await.unwrap();
        got.body.collect().await.unwrap().to_vec()
    }

    async fn list(&self, prefix: Option<&str>, delimiter: Option<&str>) -> Vec<String> {
        let list = self.client.list_objects_v2().bucket(RAW).max_keys(2);
        let list = list.set_prefix(prefix.map(str::to_owned));
        let list = list.set_delimiter(delimiter.map(str::to_owned));
        let mut pages = list.into_paginator().send();
        let mut found = Vec::new();
        while let Some(page) = pages.next().await {
            let page = page.unwrap();
            assert!(page.key_count().unwrap() <= 2);
            let prefixes = page.common_prefixes().iter().filter_map(|prefix| prefix.prefix());
            let keys = page.contents().iter().filter_map(|object| object.key());
            found.extend(keys.chain(prefixes).map(str::to_owned));
        }
        found.sort();
        found
    }

    async fn assert_refused(&self, answer: &Answer, status: StatusCode, code: &str) {
        assert_eq!(answer.status, status, "{}", answer.text());
        assert!(answer.text().contains(&format!("<Code>{code}</Code>")), "{}", answer.text());
        self.assert_untouched().await;
    }

    async fn assert_untouched(&self) {
        self.assert_missing(KEY).await;
        assert_eq!(self.events(), []);
        assert_eq!(files(self.folder.path()), 0);
    }

    async fn assert_missing(&self, key: &str) {
        let get = self.client.get_object().bucket(RAW).key(key).send().await;
        assert_eq!(get.unwrap_err().code(), Some("NoSuchKey"));
    }
}

/// Hands the SDK's requests to the store without a socket.
#[derive(Debug, Clone)]
struct InProcess(S3);

impl HttpConnector for InProcess {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let s3 = self.0.clone();
        HttpConnectorFuture::new(async move {
            let request = request.try_into_http1x();
            let request = request.map_err(|error| ConnectorError::user(error.into()))?;
            let response = s3.call(request).await.map(SdkBody::from_body_1_x);
            HttpResponse::try_from(response).map_err(|error| ConnectorError::user(error.into()))
        })
    }
}

fn client(s3: &S3, endpoint: &str, clock: Clock) -> Client {
    let connector = SharedHttpConnector::new(InProcess(s3.clone()));
    let config = aws_sdk_s3::Config::builder()
        .behavior_version(BehaviorVersion::v2026_01_12())
        .region(Region::new("eu-central-1"))
        .credentials_provider(credentials())
        .endpoint_url(endpoint)
        .force_path_style(true)
        .http_client(http_client_fn(move |_, _| connector.clone()))
        .time_source(clock);
    Client::from_conf(config.build())
}

fn credentials() -> Credentials {
    Credentials::new("local", "a secret of the laptop", None, None, "test")
}

fn length(bytes: &[u8]) -> i64 {
    bytes.len().try_into().unwrap()
}

fn sha256(bytes: &[u8]) -> String {
    STANDARD.encode(Sha256::digest(bytes))
}

/// A body that the SDK cannot read twice, so that its checksum travels behind it.
fn streamed(bytes: &'static [u8]) -> ByteStream {
    let frames =
        bytes.chunks(7).map(|chunk| Ok::<_, std::io::Error>(Frame::data(Bytes::from(chunk))));
    ByteStream::from_body_1_x(StreamBody::new(futures::stream::iter(frames)))
}

fn files(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { files(&path) } else { 1 }).sum()
}
