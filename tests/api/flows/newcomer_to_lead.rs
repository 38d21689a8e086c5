//! From the first visit to the highest level: each step needs all that it asks for, is told once
//! and shows what it rests on.

use jiff::SignedDuration;
use serde_json::{Value, json};
use tests::{Answered, BriefPlan, ReplyChecks, World, letter};

const DAY: SignedDuration = SignedDuration::from_hours(24);

#[tokio::test]
async fn points_that_come_between_two_pages_have_none_told_twice() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    let (brief, tracks) = ada.is_approved(&clara, &mika, 2, 0).await;
    clara.awards(&brief, &tracks[0]).await;
    world.pass(DAY).await;
    let before = ada.read("/me/points").await["items"].as_array().unwrap().clone();
    let first = ada.read("/me/points?limit=1").await;
    assert_eq!(first["items"], json!(before[..1]));
    let (brief, tracks) = ada.is_approved(&clara, &mika, 1, 2).await;
    clara.awards(&brief, &tracks[0]).await;
    world.pass(DAY).await;
    let now = ada.read("/me/points").await["items"].as_array().unwrap().clone();
    assert!(before.len() > 1 && now.len() > before.len() && now.ends_with(&before), "{now:?}");
    let rest = format!("/me/points?cursor={}", first["next"].as_str().unwrap());
    assert_eq!(ada.read(&rest).await["items"], json!(before[1..]));
    world.count_from_here();
    ada.get("/me/points?cursor=7").await.expect_status(400);
    assert_eq!(world.round_trips("MembersFunction"), Vec::<String>::new());
}

#[tokio::test]
async fn twenty_approved_tracks_and_three_wins_make_a_lead() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    let level = async || ada.read("/me").await["standing"]["level"].clone();
    assert_eq!(level().await, "newcomer");
    let shown = json!({ "in_directory": true, "public_page": { "level": true } });
    ada.put("/me", &shown).await.expect_status(200);
    let public = async || {
        let listed = mika.read("/members").await["items"][0]["level"].clone();
        let page = world.http().get(&format!("/members/{}", ada.id)).send().await.unwrap();
        assert_eq!(
            listed,
            page.expect_status(200)["level"],
            "the directory says what the page says"
        );
        listed
    };

    let (mut levels, mut stepped): (Vec<Value>, Vec<Value>) = (Vec::new(), Vec::new());
    for round in 0..3 {
        let before = public().await;
        let (brief, tracks) = ada.is_approved(&clara, &mika, 7, round * 7).await;
        levels.push(level().await);
        assert_eq!(public().await, before, "nothing is public before the brief has ended");
        clara.act(&tracks[0].path("/shortlist"), &json!({})).await;
        clara.awards(&brief, &tracks[0]).await;
        world.pass(DAY).await;
        stepped.push(public().await);
    }
    levels.push(level().await);
    assert_eq!(levels, ["junior", "senior", "senior", "lead"]);
    assert_eq!(stepped[0], "junior", "the other briefs of that round have not ended");

    let standing = ada.read("/me").await["standing"].clone();
    assert_eq!(standing["missing"], Value::Null, "there is nothing above");
    let promotions = standing["promotions"].as_array().unwrap();
    let reached: Vec<&Value> = promotions.iter().map(|one| &one["level"]).collect();
    assert_eq!(reached, ["junior", "senior", "lead"]);
    assert_eq!(promotions[0]["evidence"]["approved"], 3);
    assert_eq!(ada.notices_of("promotion").await.len(), 3, "each level is told once");

    let points = ada.read("/me/points").await;
    let entries = points["items"].as_array().unwrap();
    let sum: i64 = entries.iter().map(|entry| entry["points"].as_i64().unwrap()).sum();
    assert_eq!(json!(sum), points["standing"]["points"]);
    for entry in entries {
        assert!(entry["subject"].is_string() && entry["because"].is_string(), "{entry}");
        assert_eq!(entry["policy_version"], points["standing"]["policy_version"]);
    }

    assert_what_is_lost_comes_back(&world).await;
}

/// Nothing is missing; what is taken from the table directly comes back.
async fn assert_what_is_lost_comes_back(world: &World) {
    let rebuild = async || {
        let studio = world.http();
        let call = studio.post("/_studio/points/rebuild").json(&json!({}));
        serde_json::from_slice::<Value>(&call.send().await.unwrap().body).unwrap()
    };
    let unchanged = rebuild().await;
    for found in ["missing", "stale", "miscounted", "unobserved"] {
        assert_eq!(unchanged[found], json!([]), "{found}: {unchanged}");
    }
    let before = world.items_of("standing");
    let lost = world.items_of("point").swap_remove(0);
    let key = json!({ "pk": lost["pk"], "sk": lost["sk"] });
    let table = &world.studio.template().tables[0].name;
    let delete = json!({ "TableName": table, "Key": key });
    world.studio.dynamodb().call("DeleteItem", delete.to_string().as_bytes());
    let (lacking, studio) = (world.items(), world.http());
    let dry = studio.post("/_studio/points/rebuild").json(&json!({ "dry_run": true }));
    let dry: Value = serde_json::from_slice(&dry.send().await.unwrap().body).unwrap();
    assert_eq!(dry["missing"].as_array().unwrap().len(), 1);
    assert_eq!(world.items(), lacking, "a dry run writes nothing");
    assert_eq!(rebuild().await["missing"], dry["missing"]);
    assert_eq!(rebuild().await["missing"], json!([]));
    assert_eq!(world.items_of("standing").len(), before.len());
}

#[tokio::test]
async fn a_lost_or_wrong_sum_or_observation_is_reported_and_put_right() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
    brief.submit(&ada, "Dawn").await;
    mika.only_review().await.answer(&Answered::approving(letter(0))).await;
    world.settle().await;
    let table = &world.studio.template().tables[0].name;
    let call = |operation: &str, mut request: Value| {
        request["TableName"] = json!(table);
        let answer = world.studio.dynamodb().call(operation, request.to_string().as_bytes());
        assert_eq!(answer.status, 200, "{}", answer.body);
    };
    let lose = |kind: &str| {
        let lost = world.items_of(kind).swap_remove(0);
        call("DeleteItem", json!({ "Key": { "pk": lost["pk"], "sk": lost["sk"] } }));
    };
    let rebuild = async || {
        let call = world.http();
        let call = call.post("/_studio/points/rebuild").json(&json!({}));
        serde_json::from_slice::<Value>(&call.send().await.unwrap().body).unwrap()
    };
    let all = |kind: &str, field: &str| -> Vec<Value> {
        world.items_of(kind).into_iter().map(|mut item| item[field].take()).collect()
    };
    let found = |rebuilt: &Value, field: &str| rebuilt[field].as_array().unwrap().len();

    for (kind, field) in [("standing", "points"), ("coproducer_standing", "total")] {
        let before = all(kind, field);
        assert!(!before.is_empty(), "there is a {kind}");
        lose(kind);
        assert_eq!(found(&rebuild().await, "miscounted"), 1, "a lost {kind}");
        assert_eq!(all(kind, field), before);
        assert_eq!(found(&rebuild().await, "miscounted"), 0);
    }
    let before = all("observation", "observation");
    let mut wrong = world.items_of("observation").swap_remove(0);
    wrong["observation"]["M"]["on_time"] = json!({ "BOOL": false });
    call("PutItem", json!({ "Item": wrong }));
    assert_ne!(all("observation", "observation"), before);
    assert_eq!(found(&rebuild().await, "unobserved"), 1);
    assert_eq!(all("observation", "observation"), before);
    assert_eq!(found(&rebuild().await, "unobserved"), 0);
}
