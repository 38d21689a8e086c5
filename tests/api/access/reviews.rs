//! A review is its reviewer's until it is delivered; then it is also the composer's and the client's.

use http::Method;
use serde_json::{Value, json};
use tests::{Answered, BriefPlan, World, letter};

use super::assert_unknown;

#[tokio::test]
async fn nobody_enters_the_listening_room_of_another() {
    let world = World::start().await;
    let (clara, ada, ben) = (world.client("Clara"), world.composer("Ada"), world.composer("Ben"));
    let (mika, noor) = (world.coproducer("Mika").await, world.coproducer("Noor").await);
    let brief = BriefPlan::private().inviting(&ada).judged_by(&mika).open(&clara).await;
    brief.submit(&ada, "Lemon Tree").await;
    let review = mika.only_review().await;
    let routes: [(Method, &str, Value); 4] = [
        (Method::GET, "", Value::Null),
        (Method::PUT, "", Answered::approving(letter(0)).body().clone()),
        (Method::PUT, "/heard", json!({ "intervals": [{ "from_ms": 0, "to_ms": 1 }] })),
        (Method::POST, "/decline", json!({ "reason": "not_my_music" })),
    ];
    for stranger in [&noor, &ada, &ben, &clara] {
        for (method, below, body) in &routes {
            assert_unknown(stranger.ask(method, &review.path(below), body).await);
        }
        assert_eq!(stranger.read("/reviews").await["items"], json!([]), "{}", stranger.name);
    }
    assert_eq!(mika.only_review().await.id, review.id, "nothing happened to it");
}

#[tokio::test]
async fn a_delivered_review_is_read_by_composer_and_client_and_by_no_other_composer() {
    let world = World::start().await;
    let (clara, ada, ben) = (world.client("Clara"), world.composer("Ada"), world.composer("Ben"));
    let mika = world.coproducer("Mika").await;
    let brief =
        BriefPlan::private().inviting(&ada).inviting(&ben).judged_by(&mika).open(&clara).await;
    let track = brief.submit(&ada, "Lemon Tree").await;
    assert_eq!(ada.read(&track.path("/reviews")).await["items"], json!([]), "not before");
    mika.only_review().await.answer(&Answered::approving(letter(0))).await;
    for reader in [&ada, &clara] {
        let reviews = reader.read(&track.path("/reviews")).await;
        assert_eq!(reviews["items"][0]["feedback"]["text"], letter(0));
    }
    assert_unknown(ben.get(&track.path("/reviews")).await);
}
