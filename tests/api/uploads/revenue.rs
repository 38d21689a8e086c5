//! The link for a revenue file is as strict as the one for a song.

use jiff::SignedDuration;
use serde_json::Value;
use tests::{Person, ReplyChecks, World, revenue_declared};

use crate::uploads::link::{Attempt, RESERVATION, code, stored};

const FILE: &[u8] = b"period,track_id,isrc,source,territory,units,currency,amount\n\
    2026-03,trk_unknown,,radio,DE,1,EUR,12.5\n";
const REVENUE: &str = "/months/2026-03/revenue";

async fn reserved() -> (World, Person, Value) {
    let world = World::start().await;
    let olga = world.operator("Olga");
    let reserved = olga.post_as(RESERVATION, REVENUE, &revenue_declared(FILE)).await;
    let link = reserved.expect_status(201)["upload"].take();
    (world, olga, link)
}

#[tokio::test]
async fn a_revenue_file_that_was_not_announced_is_refused_and_not_booked() {
    let (world, olga, link) = reserved().await;
    let more = String::from_utf8_lossy(FILE).replace("12.5", "99.5").into_bytes();
    let longer = [FILE, b"2026-03,trk_unknown,,radio,DE,1,EUR,12.5\n"].concat();
    for (body, status, because) in
        [(more, 400, "BadDigest"), (longer, 403, "SignatureDoesNotMatch")]
    {
        let reply = Attempt::through(&link, &body).send(&world).await;
        assert_eq!((reply.status.as_u16(), code(&reply).as_str()), (status, because));
    }
    world.settle().await;
    assert_eq!(stored(&world).await, Vec::<String>::new());
    assert!(world.round_trips("RevenueFunction").is_empty());
    assert_eq!(olga.read(REVENUE).await["items"][0]["report"], Value::Null);
    Attempt::through(&link, FILE).send(&world).await.expect_status(200);
    world.settle().await;
    assert_eq!(olga.read(REVENUE).await["items"][0]["report"]["outcome"], "accepted");
    assert_eq!(Attempt::through(&link, FILE).send(&world).await.status, 412);
}

#[tokio::test]
async fn a_revenue_link_of_sixteen_minutes_is_refused_and_given_again() {
    let (world, olga, link) = reserved().await;
    world.pass(SignedDuration::from_mins(16)).await;
    let reply = Attempt::through(&link, FILE).send(&world).await;
    assert_eq!((reply.status.as_u16(), code(&reply).as_str()), (403, "AccessDenied"));
    assert_eq!(olga.read(REVENUE).await["items"][0]["report"], Value::Null);
    // Also after the sweep has found that nothing came.
    world.pass(SignedDuration::from_mins(60)).await;
    assert_eq!(olga.read(REVENUE).await["items"][0]["report"]["outcome"], "not_uploaded");
    let again =
        olga.post_as(RESERVATION, REVENUE, &revenue_declared(FILE)).await.expect_status(201);
    Attempt::through(&again["upload"], FILE).send(&world).await.expect_status(200);
    world.settle().await;
    let uploads = olga.read(REVENUE).await["items"].take();
    assert_eq!(uploads.as_array().unwrap().len(), 1);
    assert_eq!(uploads[0]["report"]["outcome"], "accepted");
}
