//! Headers that an uploader adds to a link. S3 refuses the `x-amz-` ones, since nobody signed them;
//! the others it keeps and would serve back, to the client's browser too.

use tests::World;

use crate::uploads::link::{Attempt, Reserved, code, stored};

async fn sent_with(headers: &[(&str, &str)]) -> (Reserved, u16, String) {
    let place = Reserved::place().await;
    let mut attempt: Attempt = place.honest();
    for (name, value) in headers {
        attempt.headers.insert((*name).to_owned(), (*value).to_owned());
    }
    let reply = place.send(attempt).await;
    (place, reply.status.as_u16(), code(&reply))
}

#[tokio::test]
async fn an_amazon_header_that_nobody_signed_is_refused_by_s3() {
    for (name, value) in [
        ("x-amz-acl", "public-read"),
        ("x-amz-meta-note", "mine"),
        ("x-amz-server-side-encryption", "aws:kms"),
        ("x-amz-storage-class", "GLACIER"),
        ("x-amz-tagging", "a=b"),
        ("x-amz-website-redirect-location", "https://elsewhere.example/"),
    ] {
        let (place, status, because) = sent_with(&[(name, value)]).await;
        assert_eq!((status, because.as_str()), (403, "AccessDenied"), "{name}");
        place.assert_untouched().await;
    }
}

#[tokio::test]
async fn a_header_that_s3_would_serve_back_is_refused_by_intake_in_words() {
    for header in [
        "content-encoding: gzip",
        "content-language: de",
        "content-disposition: inline; filename=x",
    ] {
        let (name, value) = header.split_once(": ").unwrap();
        let (place, status, _) = sent_with(&[(name, value)]).await;
        assert_eq!(status, 200, "{name}");
        place.world.release_events();
        place.world.settle().await;
        let track = place.ada.read(&place.brief.path(&format!("/tracks/{}", place.track))).await;
        let version = &track["versions"][0];
        assert_eq!(version["state"], "invalid", "{name}");
        let because = version["invalid_because"].as_str().unwrap();
        assert!(because.contains(header), "{because}");
        assert!(because.contains("exactly the headers of the link"), "{because}");
    }
}

/// What a browser adds by itself, with its cache switched off, is nobody's fault.
#[tokio::test]
async fn what_a_browser_adds_for_its_cache_is_taken_and_never_served_back() {
    let (cache, expires) = ("no-cache", "Wed, 21 Oct 2015 07:28:00 GMT");
    let (place, status, _) =
        sent_with(&[("cache-control", cache), ("expires", expires), ("pragma", "no-cache")]).await;
    assert_eq!(status, 200);
    place.world.release_events();
    place.world.settle().await;
    assert_eq!(place.state().await, "awaiting_reviewer");
    let served = serve_original(&place.world, &stored(&place.world).await[0]).await;
    assert_eq!(served.header("cache-control"), "private, max-age=3600");
    assert_eq!(served.header("content-encoding"), "identity");
    assert_ne!(served.header("expires"), expires);
    assert!(served.header("content-disposition").starts_with("attachment"));
    assert_eq!(served.body, place.file);
}

async fn serve_original(world: &World, key: &str) -> local::client::Reply {
    let signer = world.runtime("SweepFunction");
    let bucket = &signer.config.uploads_bucket;
    let link = media::presign::original(&signer, bucket, key, None, "song.wav").await.unwrap();
    let served = world.http().request(http::Method::GET, &link.url).send().await.unwrap();
    assert_eq!(served.status, 200, "{}", String::from_utf8_lossy(&served.body));
    served
}
