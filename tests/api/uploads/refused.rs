//! What differs from the announced file in any way is refused, and the place stays free for it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use http::Method;
use jiff::SignedDuration;
use sha2::{Digest, Sha256};
use tests::{ReplyChecks, audio};

use crate::uploads::link::{Attempt, RESERVATION, Reserved, code};

/// This abuse gets this answer and changes nothing; the honest file is still welcome afterwards.
async fn assert_refused(status: u16, because: &str, abuse: impl FnOnce(&mut Attempt)) {
    let place = Reserved::place().await;
    let mut attempt = place.honest();
    abuse(&mut attempt);
    let reply = place.send(attempt).await;
    assert_eq!((reply.status.as_u16(), code(&reply).as_str()), (status, because));
    place.assert_untouched().await;
    place.send(place.honest()).await.expect_status(200);
    place.assert_landed_once().await;
}

#[tokio::test]
async fn a_longer_body_is_refused() {
    assert_refused(403, "SignatureDoesNotMatch", |attempt| attempt.body.push(0)).await;
}

#[tokio::test]
async fn a_shorter_body_is_refused() {
    assert_refused(403, "SignatureDoesNotMatch", |attempt| attempt.body.truncate(1_000)).await;
}

#[tokio::test]
async fn another_content_type_is_refused() {
    assert_refused(403, "SignatureDoesNotMatch", |attempt| {
        attempt.headers.insert("content-type".to_owned(), "text/html".to_owned());
    })
    .await;
}

#[tokio::test]
async fn a_file_without_its_content_type_is_refused() {
    assert_refused(403, "SignatureDoesNotMatch", |attempt| {
        attempt.headers.remove("content-type");
    })
    .await;
}

#[tokio::test]
async fn other_bytes_of_the_same_length_are_refused() {
    assert_refused(400, "BadDigest", |attempt| attempt.body[100] ^= 1).await;
}

#[tokio::test]
async fn other_bytes_with_their_own_checksum_are_refused() {
    assert_refused(403, "SignatureDoesNotMatch", |attempt| {
        attempt.body = audio::wav(2);
        let checksum = base64_sha256(&attempt.body);
        attempt.headers.insert("x-amz-checksum-sha256".to_owned(), checksum);
    })
    .await;
}

#[tokio::test]
async fn a_file_without_its_checksum_is_refused() {
    assert_refused(403, "SignatureDoesNotMatch", |attempt| {
        attempt.headers.remove("x-amz-checksum-sha256");
    })
    .await;
}

#[tokio::test]
async fn an_upload_that_may_overwrite_is_refused() {
    assert_refused(403, "SignatureDoesNotMatch", |attempt| {
        attempt.headers.remove("if-none-match");
    })
    .await;
}

#[tokio::test]
async fn another_key_is_refused() {
    // Revenue files are none of the function's that signed it, whatever the signature says.
    for (announced, other, because) in
        [("/1/", "/2/", "SignatureDoesNotMatch"), ("/raw/", "/revenue/", "AccessDenied")]
    {
        assert_refused(403, because, |attempt| {
            assert!(attempt.url.contains(announced));
            attempt.url = attempt.url.replacen(announced, other, 1);
        })
        .await;
    }
}

#[tokio::test]
async fn another_bucket_is_refused() {
    let place = Reserved::place().await;
    let mut attempt = place.honest();
    attempt.url = attempt.url.replacen("-uploads-", "-derived-", 1);
    assert_eq!(place.send(attempt).await.status, 403);
    place.assert_untouched().await;
}

#[tokio::test]
async fn a_longer_validity_is_refused() {
    assert_refused(403, "SignatureDoesNotMatch", |attempt| {
        attempt.with_parameter("X-Amz-Expires", "604800");
    })
    .await;
}

#[tokio::test]
async fn a_header_that_nobody_signed_is_refused() {
    assert_refused(403, "AccessDenied", |attempt| {
        attempt.headers.insert("x-amz-acl".to_owned(), "public-read".to_owned());
    })
    .await;
}

#[tokio::test]
async fn an_upload_without_a_signature_is_refused() {
    assert_refused(403, "AccessDenied", |attempt| {
        attempt.url.truncate(attempt.url.find('?').unwrap());
    })
    .await;
}

#[tokio::test]
async fn an_upload_link_neither_reads_nor_deletes() {
    let place = Reserved::place().await;
    for method in [Method::GET, Method::HEAD, Method::DELETE, Method::POST] {
        let attempt = Attempt { method: method.clone(), body: Vec::new(), ..place.honest() };
        assert_eq!(place.send(attempt).await.status, 403, "{method}");
    }
    place.assert_untouched().await;
    place.send(place.honest()).await.expect_status(200);
    for method in [Method::GET, Method::DELETE] {
        let attempt = Attempt { method: method.clone(), body: Vec::new(), ..place.honest() };
        assert_eq!(place.send(attempt).await.status, 403, "{method}");
    }
    place.assert_landed_once().await;
}

#[tokio::test]
async fn the_signature_of_another_link_is_refused() {
    let place = Reserved::place().await;
    let other = place.ask_again("another-reservation").await["upload"].take();
    let signature = other["url"].as_str().unwrap().split_once("X-Amz-Signature=").unwrap().1;
    let signature = signature.split('&').next().unwrap();
    place.world.count_from_here();
    let mut attempt = place.honest();
    attempt.with_parameter("X-Amz-Signature", signature);
    assert_eq!(code(&place.send(attempt).await), "SignatureDoesNotMatch");
    place.assert_untouched().await;
}

#[tokio::test]
async fn a_second_upload_is_refused_whatever_it_brings() {
    let place = Reserved::place().await;
    place.send(place.honest()).await.expect_status(200);
    let again = place.send(place.honest()).await;
    assert_eq!((again.status.as_u16(), code(&again).as_str()), (412, "PreconditionFailed"));
    let mut tampered = place.honest();
    tampered.body[100] ^= 1;
    assert!(place.send(tampered).await.status.is_client_error());
    place.assert_landed_once().await;
}

#[tokio::test]
async fn two_links_of_one_reservation_let_one_file_in() {
    let place = Reserved::place().await;
    place.world.pass(SignedDuration::from_mins(1)).await;
    let again = place.ask_again(RESERVATION).await;
    assert_ne!(again["upload"]["url"], place.link["url"], "it was signed at another time");
    place.send(Attempt::through(&again["upload"], &place.file)).await.expect_status(200);
    assert_eq!(place.send(place.honest()).await.status, 412);
    place.assert_landed_once().await;
}

/// The checksum as S3 wants it.
fn base64_sha256(bytes: &[u8]) -> String {
    BASE64.encode(Sha256::digest(bytes))
}
