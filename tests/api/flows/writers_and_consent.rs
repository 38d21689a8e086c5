//! Who wrote it: the composer names the writers and their shares, each of them agrees or refuses.

use serde_json::{Value, json};
use tests::{Answered, BriefPlan, Person, ReplyChecks, Submitted, World, letter};

struct Story {
    world: World,
    clara: Person,
    ada: Person,
    ben: Person,
    mika: Person,
    track: Submitted,
}

async fn submitted() -> Story {
    let world = World::start().await;
    let (clara, ada, ben) = (world.client("Clara"), world.composer("Ada"), world.composer("Ben"));
    let mika = world.coproducer("Mika").await;
    let brief = BriefPlan::private().inviting(&ada).judged_by(&mika).open(&clara).await;
    let track = brief.submit(&ada, "Dawn").await;
    Story { world, clara, ada, ben, mika, track }
}

fn shares(writers: &[(&Person, u32)]) -> Value {
    let writers: Vec<Value> = writers
        .iter()
        .map(|(writer, share_ppm)| json!({ "member": writer.id, "share_ppm": share_ppm }))
        .collect();
    json!({ "writers": writers })
}

#[tokio::test]
async fn a_writer_is_named_reads_the_track_and_consents_to_no_other_share() {
    let Story { ada, ben, track, .. } = submitted().await;
    assert_eq!(ben.get(&track.path("")).await.status, 404);
    let path = track.path("/writers");
    let named =
        ada.put(&path, &shares(&[(&ada, 700_000), (&ben, 300_000)])).await.expect_status(200);
    assert!(named["writers"][0]["consented_at"].is_string(), "who submits has consented");
    assert!(named["writers"][1]["consented_at"].is_null());
    assert!(ben.read("/me/notices").await.to_string().contains("30.0000 %"));
    assert_eq!(track.seen_by(&ben).await["writers"], named["writers"]);

    let consent = track.path("/writers/me/consent");
    let other = ben.post(&consent, &json!({ "share_ppm": 400_000 })).await;
    assert_eq!((other.status.as_u16(), other.problem()), (409, "stale_share".to_owned()));
    let agreed = ben.act(&consent, &json!({ "share_ppm": 300_000 })).await;
    assert!(agreed["writers"][1]["consented_at"].is_string());
    assert_eq!(ben.act(&consent, &json!({})).await["writers"], agreed["writers"]);
    assert!(ada.read("/me/notices").await.to_string().contains("writer_consented"));

    // Another share is another question.
    let changed =
        ada.put(&path, &shares(&[(&ada, 600_000), (&ben, 400_000)])).await.expect_status(200);
    assert!(changed["writers"][1]["consented_at"].is_null());
}

#[tokio::test]
async fn a_refused_share_goes_to_the_others_in_proportion_and_the_composer_stays() {
    let Story { world, ada, ben, track, .. } = submitted().await;
    let cleo = world.composer("Cleo");
    let body = shares(&[(&ada, 500_000), (&ben, 300_000), (&cleo, 200_000)]);
    ada.put(&track.path("/writers"), &body).await.expect_status(200);
    ben.act(&track.path("/writers/me/refuse"), &json!({})).await;
    let writers = track.seen_by(&ada).await["writers"].clone();
    let now: Vec<u64> =
        writers.as_array().unwrap().iter().filter_map(|w| w["share_ppm"].as_u64()).collect();
    assert_eq!(now, [714_286, 285_714]);
    assert!(ada.read("/me/notices").await.to_string().contains("writer_refused"));
    assert_eq!(ben.get(&track.path("")).await.status, 404, "who refused is no writer any more");
    let composer = ada.post(&track.path("/writers/me/refuse"), &json!({})).await;
    assert_eq!((composer.status.as_u16(), composer.problem()), (409, "composer_stays".to_owned()));
}

#[tokio::test]
async fn shares_sum_to_one_writer_listed_once_composer_among_writers() {
    let Story { ada, ben, track, .. } = submitted().await;
    for (body, rule) in [
        (shares(&[(&ada, 700_000), (&ben, 299_999)]), "shares_sum_to_one"),
        (shares(&[(&ada, 500_000), (&ada, 500_000)]), "writer_listed_once"),
        (shares(&[(&ben, 1_000_000)]), "composer_among_writers"),
    ] {
        let reply = ada.put(&track.path("/writers"), &body).await.expect_status(422);
        assert_eq!(reply["errors"][0]["rule"], rule);
    }
}

#[tokio::test]
async fn a_coproducer_cannot_be_a_writer_and_a_writer_never_reviews_their_own_track() {
    let Story { world, clara, ada, mika, track, .. } = submitted().await;
    let reply = ada.put(&track.path("/writers"), &shares(&[(&ada, 1), (&mika, 999_999)])).await;
    assert_eq!((reply.status.as_u16(), reply.problem()), (409, "coproducer_of_brief".to_owned()));

    let noor = world.coproducer("Noor").await;
    ada.put(&track.path("/writers"), &shares(&[(&ada, 1), (&noor, 999_999)]))
        .await
        .expect_status(200);
    let appointed =
        clara.post(&track.brief.path("/coproducers"), &json!({ "member": noor.id })).await;
    assert_ne!(appointed.status, 201, "a writer does not co-produce: {}", appointed.json());
    let reason = json!({ "reason": "no_time" });
    mika.post(&mika.only_review().await.path("/decline"), &reason).await.expect_status(200);
    world.settle().await;
    assert!(noor.reviews().await.is_empty());
}

#[tokio::test]
async fn the_shares_of_a_selected_track_cannot_be_changed() {
    let Story { clara, ada, ben, mika, track, .. } = submitted().await;
    ada.put(&track.path("/writers"), &shares(&[(&ada, 700_000), (&ben, 300_000)]))
        .await
        .expect_status(200);
    mika.only_review().await.answer(&Answered::approving(letter(0))).await;
    clara.act(&track.brief.path("/close"), &json!({})).await;
    let winner = json!({ "track": track.id, "version": 1, "why": tests::WHY });
    clara.act(&track.brief.path("/selection"), &winner).await;
    let late = ada.put(&track.path("/writers"), &shares(&[(&ada, 1_000_000)])).await;
    assert_eq!((late.status.as_u16(), late.problem()), (409, "track_selected".to_owned()));
    ben.act(&track.path("/writers/me/consent"), &json!({})).await;
}

#[tokio::test]
async fn writers_are_named_by_the_composer_alone() {
    let Story { clara, ada, ben, mika, track, .. } = submitted().await;
    let body = shares(&[(&ada, 500_000), (&ben, 500_000)]);
    for person in [&clara, &ben, &mika] {
        assert_eq!(person.put(&track.path("/writers"), &body).await.status, 404, "{}", person.name);
    }
    ada.put(&track.path("/writers"), &body).await.expect_status(200);
    let all = shares(&[(&ada, 1), (&ben, 999_999)]);
    assert_eq!(ben.put(&track.path("/writers"), &all).await.status, 403);
}
