//! A composer takes a track back: nobody has to listen any more, and its points are undone.

use serde_json::json;
use tests::{Answered, BriefPlan, Person, ReplyChecks, Submitted, World, letter};

struct Story {
    world: World,
    clara: Person,
    ada: Person,
    mika: Person,
    track: Submitted,
}

async fn submitted() -> Story {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
    let track = brief.submit(&ada, "Dawn").await;
    Story { world, clara, ada, mika, track }
}

async fn points(person: &Person) -> i64 {
    person.read("/me/points").await["standing"]["points"].as_i64().unwrap()
}

#[tokio::test]
async fn a_reviewer_of_a_withdrawn_track_is_released_and_told() {
    let Story { ada, mika, clara, track, .. } = submitted().await;
    let review = mika.only_review().await;
    let withdrawn = ada.act(&track.path("/withdraw"), &json!({})).await;
    assert_eq!(withdrawn["versions"][0]["state"], "withdrawn");
    assert!(withdrawn["withdrawn_at"].is_string());
    assert!(mika.reviews().await.is_empty());
    let room = mika.read(&review.path("")).await;
    assert_eq!((&room["state"], &room["preview"]), (&json!("released"), &json!(null)));
    assert!(mika.read("/me/notices").await.to_string().contains("track_withdrawn"));
    let answer = review.deliver(&Answered::approving(letter(0))).await;
    assert_eq!(answer.status, 409, "{}", answer.json());
    // Again changes nothing.
    let again = ada.act(&track.path("/withdraw"), &json!({})).await;
    assert_eq!(again["withdrawn_at"], withdrawn["withdrawn_at"]);
    assert_eq!(track.seen_by(&clara).await["versions"][0]["state"], "withdrawn");
}

#[tokio::test]
async fn points_of_a_withdrawn_track_are_undone() {
    let Story { world, ada, mika, track, .. } = submitted().await;
    let before = points(&ada).await;
    mika.only_review().await.answer(&Answered::approving(letter(0))).await;
    assert!(points(&ada).await > before);
    ada.act(&track.path("/withdraw"), &json!({})).await;
    world.settle().await;
    assert_eq!(points(&ada).await, before);
}

#[tokio::test]
async fn a_track_withdrawn_is_neither_improved_nor_selected_and_holds_up_no_award() {
    let Story { clara, ada, mika, track, .. } = submitted().await;
    let ben = track.composer.world.composer("Ben");
    let other = track.brief.submit(&ben, "Dusk").await;
    ada.act(&track.path("/withdraw"), &json!({})).await;
    let reply = ada.post(&track.path("/versions"), &tests::declared(&tests::audio::wav(1))).await;
    assert_eq!((reply.status.as_u16(), reply.problem()), (409, "track_withdrawn".to_owned()));
    for review in mika.reviews().await {
        review.answer(&Answered::approving(letter(0))).await;
    }
    clara.act(&track.brief.path("/close"), &json!({})).await;
    let select = async |track: &Submitted| {
        let winner = json!({ "track": track.id, "version": 1, "why": tests::WHY });
        clara.post(&track.brief.path("/selection"), &winner).await
    };
    assert_eq!(select(&track).await.status, 409);
    select(&other).await.expect_status(200);
}

#[tokio::test]
async fn a_withdrawal_of_a_selected_track_is_refused_track_selected() {
    let Story { clara, ada, mika, track, .. } = submitted().await;
    mika.only_review().await.answer(&Answered::approving(letter(0))).await;
    clara.act(&track.brief.path("/close"), &json!({})).await;
    let winner = json!({ "track": track.id, "version": 1, "why": tests::WHY });
    clara.act(&track.brief.path("/selection"), &winner).await;
    let reply = ada.post(&track.path("/withdraw"), &json!({})).await;
    assert_eq!((reply.status.as_u16(), reply.problem()), (409, "track_selected".to_owned()));
}

#[tokio::test]
async fn a_track_is_withdrawn_by_its_composer_alone() {
    let Story { world, clara, mika, track, .. } = submitted().await;
    for person in [&clara, &mika, &world.composer("Ben"), &world.operator("Olga")] {
        let reply = person.post(&track.path("/withdraw"), &json!({})).await;
        assert_eq!(reply.status, 404, "{}", person.name);
    }
}
