//! Members: what they say of themselves, and the few who are named.

use http::Method;
use serde_json::json;
use tests::{ReplyChecks, World};

#[tokio::test]
async fn a_member_without_a_profile_is_a_newcomer_without_a_public_page() {
    let world = World::start().await;
    let ada = world.composer("Ada");
    world.count_from_here();
    let me = ada.read("/me").await;
    assert_eq!(world.round_trips("MembersFunction"), ["BatchGetItem"]);
    assert_eq!((&me["standing"]["level"], &me["joined_at"]), (&json!("newcomer"), &json!(null)));
    world.http().get(&format!("/members/{}", ada.id)).send().await.unwrap().expect_status(404);

    let profile = json!({ "display_name": "Ada", "bio": "Strings.", "genre_tags": ["pop"],
        "contact": "ada@example.com" });
    let me = ada.put("/me", &profile).await.expect_status(200);
    assert_eq!((&me["id"], &me["profile_complete"]), (&json!(ada.id), &json!(true)));
    world.settle().await;
    assert_eq!(ada.read("/me").await["standing"]["points"], 50);
    let public = world.http().get(&format!("/members/{}", ada.id)).send().await.unwrap();
    let public = public.expect_status(200);
    assert_eq!(public["display_name"], "Ada");
    assert!(!public.to_string().contains("example.com"));
}

#[tokio::test]
async fn a_profile_that_says_the_same_is_not_written() {
    let world = World::start().await;
    let ada = world.composer("Ada");
    let profile = json!({ "display_name": "Ada" });
    ada.put("/me", &profile).await.expect_status(200);
    world.count_from_here();
    ada.put("/me", &profile).await.expect_status(200);
    assert!(world.writes().is_empty());
    let wrong = json!({ "display_name": 7, "availability": "always", "age": 40 });
    let errors = ada.put("/me", &wrong).await.expect_status(422)["errors"].clone();
    assert_eq!(errors.as_array().unwrap().len(), 3, "{errors}");
}

#[tokio::test]
async fn a_profile_written_with_an_old_etag_overwrites_no_other_one() {
    let world = World::start().await;
    let ada = world.composer("Ada");
    let put = async |etag: &str, name: &str| {
        let body = json!({ "display_name": name });
        ada.send(Method::PUT, "/me", |call| call.header("if-match", etag).json(&body)).await
    };
    let first = put("\"v0\"", "Ada").await;
    let etag = first.header("etag").to_owned();
    first.expect_status(200);
    put(&etag, "Ada L.").await.expect_status(200);
    put(&etag, "Ada M.").await.expect_status(412);
    assert_eq!(ada.read("/me").await["display_name"], "Ada L.");
    put("*", "Ada N.").await.expect_status(200);
    ada.put("/me", &json!({ "display_name": "Ada O." })).await.expect_status(200);
}

#[tokio::test]
async fn a_profile_written_without_its_public_page_keeps_what_was_hidden() {
    let world = World::start().await;
    let ada = world.composer("Ada");
    let hidden = json!({ "counts": false, "level": false });
    let hide = json!({ "display_name": "Ada", "public_page": hidden });
    let before = ada.put("/me", &hide).await.expect_status(200)["public_page"].take();
    assert_eq!((&before["counts"], &before["level"]), (&json!(false), &json!(false)));
    let after = ada.put("/me", &json!({ "display_name": "Ada L." })).await.expect_status(200);
    assert_eq!(after["public_page"], before);
}

#[tokio::test]
async fn an_operator_names_five_founding_coproducers_and_no_sixth() {
    let world = World::start().await;
    let olga = world.operator("Olga");
    let reason = json!({ "reason": "somebody has to begin" });
    let path = |name: &str| format!("/members/{}/founding-coproducer", world.composer(name).id);
    olga.post(&path("Nobody"), &json!({ "reason": "" })).await.expect_status(422);
    world.composer("Ada").post(&path("Ada"), &reason).await.expect_status(403);
    for name in ["A", "B", "C", "D", "E"] {
        world.composer(name).introduce().await;
        let named = olga.create(&path(name), &reason).await;
        assert_eq!(named["state"], "active");
        assert_eq!(olga.create(&path(name), &reason).await, named);
    }
    assert_eq!(olga.post(&path("F"), &reason).await.problem(), "founding_seats_taken");
    let me = world.composer("A").read("/me").await;
    assert_eq!(me["coproducer"]["state"], "active");
}

#[tokio::test]
async fn eight_founders_named_at_once_fill_five_seats() {
    let world = World::start().await;
    let olga = world.operator("Olga");
    let mut naming = tokio::task::JoinSet::new();
    for number in 0..8 {
        let founder = world.composer(&format!("C{number}"));
        founder.introduce().await;
        let (olga, member) = (olga.clone(), founder.id);
        let path = format!("/members/{member}/founding-coproducer");
        naming.spawn(async move {
            olga.post(&path, &json!({ "reason": "somebody has to begin" })).await.status.as_u16()
        });
    }
    let answers = naming.join_all().await;
    let named = world.items_of("coproducer").len();
    assert!((1..=5).contains(&named), "{named} were named: {answers:?}");
    assert_eq!(world.items_of("founding_seat").len(), named);
    let created = answers.iter().filter(|status| **status == 201).count();
    assert_eq!(created, named, "{answers:?}");
    // Who was told to try again finds the seats that are left.
    let reason = json!({ "reason": "somebody has to begin" });
    let founder = |number| world.composer(&format!("D{number}"));
    let path = |number| format!("/members/{}/founding-coproducer", founder(number).id);
    for number in named..5 {
        founder(number).introduce().await;
        olga.create(&path(number), &reason).await;
    }
    assert_eq!(olga.post(&path(5), &reason).await.problem(), "founding_seats_taken");
    assert_eq!(world.items_of("coproducer").len(), 5);
}
