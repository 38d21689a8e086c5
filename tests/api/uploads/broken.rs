//! What a broken connection or a lying length leaves in the bucket: only what was announced, or
//! nothing.

use std::fmt::Write;

use http::Uri;
use tests::ReplyChecks;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::uploads::link::{Attempt, Reserved};

/// Sends the head of the request with the announced length and then these bytes, whatever their
/// number, and hangs up. Gives what came back, perhaps nothing.
async fn send_raw(attempt: &Attempt, bytes: &[u8]) -> String {
    let url: Uri = attempt.url.parse().unwrap();
    let authority = url.authority().unwrap().as_str();
    let path = url.path_and_query().unwrap().as_str();
    let announced = attempt.body.len();
    let mut head = format!("PUT {path} HTTP/1.1\r\nhost: {authority}\r\n");
    for (name, value) in &attempt.headers {
        write!(head, "{name}: {value}\r\n").unwrap();
    }
    write!(head, "content-length: {announced}\r\nconnection: close\r\n\r\n").unwrap();
    let mut stream = TcpStream::connect(authority).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    // The bucket may hang up first.
    stream.write_all(bytes).await.ok();
    stream.shutdown().await.ok();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.ok();
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn an_upload_that_breaks_off_leaves_nothing_and_may_be_tried_again() {
    let place = Reserved::place().await;
    let honest = place.honest();
    let half = place.file.len().div_ceil(2);
    let answer = send_raw(&honest, &place.file[..half]).await;
    assert!(!answer.starts_with("HTTP/1.1 200"), "{answer}");
    place.assert_untouched().await;
    place.send(honest).await.expect_status(200);
    place.assert_landed_once().await;
}

#[tokio::test]
async fn bytes_beyond_the_announced_length_never_become_part_of_the_file() {
    let place = Reserved::place().await;
    let longer = [place.file.as_slice(), b"and something else"].concat();
    send_raw(&place.honest(), &longer).await;
    place.assert_landed_once().await;
}

#[tokio::test]
async fn an_event_of_an_object_that_is_gone_changes_nothing_also_without_the_right_to_list() {
    let place = Reserved::place().await;
    place.send(place.honest()).await.expect_status(200);
    let event = place.world.take_events().remove(0);
    let operator =
        place.world.studio.sdk_connector().runtime_of_operator("IntakeFunction").unwrap();
    let bucket = &operator.config.uploads_bucket;
    media::object::delete_every_version(&operator.s3, bucket, "raw/", |_| false).await.unwrap();
    place.world.count_from_here();
    place.world.deliver(&event).await;
    let calls = place.world.round_trips("IntakeFunction");
    assert_eq!(calls, ["GetItem", "HeadObject", "ListObjectVersions"]);
    assert_eq!(place.state().await, "reserved");
    place.world.assert_nothing_given_up().await;
}
