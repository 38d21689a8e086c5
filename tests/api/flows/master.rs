//! The bought original: for the client alone, after the award, the very bytes that were reviewed.

use serde_json::json;
use tests::{Answered, BriefPlan, ReplyChecks, World, audio, letter};

#[tokio::test]
async fn an_original_is_handed_over_with_its_licence_and_not_selected_is_refused() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
    let file = audio::wav(5);
    let track = brief.submit_file(&ada, "Dawn", file.clone()).await;
    mika.only_review().await.answer(&Answered::approving(letter(0))).await;
    let path = track.path("/master");
    let early = clara.post(&path, &json!({})).await;
    assert_eq!((early.status.as_u16(), early.problem()), (409, "not_selected".to_owned()));

    clara.act(&brief.path("/close"), &json!({})).await;
    clara
        .act(
            &brief.path("/selection"),
            &json!({ "track": track.id, "version": 1, "why": tests::WHY }),
        )
        .await;
    let master = clara.act(&path, &json!({})).await;
    let url = master["download"]["url"].as_str().unwrap();
    let reply = world.http().get(url).send().await.unwrap();
    assert_eq!(reply.status, 200);
    assert_eq!(reply.body.as_ref(), file.as_slice());
    assert_eq!(reply.headers["content-type"], "application/octet-stream");
    assert!(reply.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
    let licence = master["licence"].as_str().unwrap();
    for part in [track.id.as_str(), master["sha256"].as_str().unwrap(), "Dawn", "version 1"] {
        assert!(licence.contains(part), "{part} is not in {licence}");
    }
    assert!(ada.read("/me/notices").await.to_string().contains("master_taken"));
    let again = clara.act(&path, &json!({})).await;
    assert_eq!(again["taken_at"], master["taken_at"]);
    for person in [&ada, &mika, &world.client("Dora")] {
        assert_eq!(person.post(&path, &json!({})).await.status, 404, "{}", person.name);
    }
}

#[tokio::test]
async fn tracks_are_listed_page_by_page() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let brief = BriefPlan::public().open(&clara).await;
    for title in ["One", "Two", "Three"] {
        brief.submit(&ada, title).await;
    }
    let whole = clara.read(&brief.path("/tracks")).await;
    let first = clara.read(&brief.path("/tracks?limit=2")).await;
    let next = first["next"].as_str().unwrap();
    let rest = clara.read(&brief.path(&format!("/tracks?limit=2&cursor={next}"))).await;
    assert!(rest["next"].is_null() && whole["next"].is_null());
    let ids = |page: &serde_json::Value| -> Vec<String> {
        let items = page["items"].as_array().unwrap().iter();
        items.map(|track| track["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!([ids(&first), ids(&rest)].concat(), ids(&whole));
    let bad = clara.get(&brief.path("/tracks?cursor=x")).await;
    assert_eq!(bad.status, 400);
}
