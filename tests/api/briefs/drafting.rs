//! Drafts, the board, and whose eyes a brief is for.

use serde_json::json;
use tests::{BriefPlan, ReplyChecks, World, terms};

#[tokio::test]
async fn a_brief_is_posted_by_clients_alone_and_a_refused_one_writes_nothing() {
    let world = World::start().await;
    let clara = world.client("Clara");
    let body = terms(&clara, "public");
    world.composer("Ada").post("/briefs", &body).await.expect_status(403);
    clara.post("/briefs", &json!({ "title": "", "colour": 1 })).await.expect_status(422);
    clara.send(http::Method::POST, "/briefs", |call| call.json(&body)).await.expect_status(400);
    assert!(world.items_of("brief").is_empty());
}

#[tokio::test]
async fn a_public_draft_is_seen_by_its_owner_alone_and_then_stands_on_the_board() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let plan = BriefPlan::public().with("genre_tags", json!(["pop"]));
    let brief = plan.draft(&clara).await;
    ada.get(&brief.path("")).await.expect_status(404);
    clara.act(&brief.path("/open"), &json!({})).await;
    world.count_from_here();
    let board = ada.read("/briefs?genre=pop&limit=5").await;
    assert_eq!(world.round_trips("BriefsFunction"), ["Query"]);
    assert_eq!(board["items"][0]["id"], brief.id.as_str());
    assert_eq!(ada.read("/briefs?genre=jazz").await["items"], json!([]));
    ada.get("/briefs?genres=pop").await.expect_status(400);
    // Others see it, but only its owner moves it.
    ada.post(&brief.path("/close"), &json!({})).await.expect_status(403);
    clara.act(&brief.path("/close"), &json!({})).await;
    assert_eq!(ada.read("/briefs").await["items"], json!([]));
    assert_eq!(clara.read("/me/briefs").await["items"][0]["state"], "judging");
}

#[tokio::test]
async fn the_board_continues_where_the_page_ended() {
    let world = World::start().await;
    let clara = world.client("Clara");
    for _ in 0..3 {
        BriefPlan::public().open(&clara).await;
    }
    let first = clara.read("/briefs?limit=2").await;
    let next = first["next"].as_str().unwrap();
    let rest = clara.read(&format!("/briefs?limit=2&cursor={next}")).await;
    let count = |page: &serde_json::Value| page["items"].as_array().unwrap().len();
    assert_eq!((count(&first), count(&rest)), (2, 1));
    // The cursor of one list is none of another.
    clara.get(&format!("/me/briefs?cursor={next}")).await.expect_status(400);
}
