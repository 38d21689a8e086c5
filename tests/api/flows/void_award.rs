//! An award that is found void: what was given for the award goes back, what was given for work
//! that was done stays, and all of it comes back when the award stands again.

use jiff::SignedDuration;
use serde_json::{Value, json};
use tests::{Answered, BriefPlan, Person, ReplyChecks, World, letter_about};

/// Points, selected tracks, and the entries for a selection with their signs.
async fn points(who: &Person) -> (i64, i64, Vec<i64>) {
    let told = who.read("/me/points").await;
    let number = |name: &str| told["standing"][name].as_i64().unwrap();
    let mut entries = Vec::new();
    for item in told["items"].as_array().unwrap() {
        if item["rule"] == "selected" {
            entries.push(item["points"].as_i64().unwrap());
        }
    }
    entries.sort_unstable();
    (number("points"), number("selected"), entries)
}

/// What the studio signs of somebody's only credit, what they read of it, and how many they show.
async fn credit(world: &World, who: &Person) -> (Value, Value, usize) {
    let own = who.read("/me/credits").await["items"][0].take();
    let anybody = world.http();
    let path = format!("/credits/{}", own["id"].as_str().unwrap());
    let signed = anybody.get(&path).send().await.unwrap().expect_status(200);
    let key = anybody.get("/credits/key").send().await.unwrap().expect_status(200);
    members::signature::verify(&signed, &key).unwrap();
    let page = format!("/members/{}", who.id);
    let shown = anybody.get(&page).send().await.unwrap().expect_status(200);
    let listed = shown["items"].as_array().unwrap().len();
    assert_eq!(shown["counts"]["credits"], json!(listed));
    let table = anybody.get(&page).header("accept", "text/csv").send().await.unwrap();
    let table = String::from_utf8(table.body.to_vec()).unwrap();
    assert_eq!(table.lines().skip(1).count(), listed);
    (signed["state"].clone(), own["state"].clone(), listed)
}

#[tokio::test]
async fn points_and_credits_of_a_void_award_go_and_come_back_with_it() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let (mika, otto) = (world.coproducer("Mika").await, world.operator("Otto"));
    for who in [&ada, &mika] {
        who.put("/me", &json!({ "display_name": who.name })).await.expect_status(200);
    }
    let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
    let track = brief.submit(&ada, "Lemon Tree").await;
    mika.only_review().await.answer(&Answered::approving(&letter_about(0))).await;
    clara.awards(&brief, &track).await;
    let (with_award, of_mika) = (points(&ada).await, points(&mika).await);
    assert_eq!((with_award.1, &with_award.2), (1, &vec![300]));
    let stands = (json!("stands"), json!("stands"), 1);
    assert_eq!(credit(&world, &ada).await, stands);

    let reason = json!({ "reason": "a sample was not cleared" });
    let mut entries = vec![300];
    for number in 0..2 {
        for _ in 0..2 {
            otto.act(&brief.path("/void-award"), &reason).await;
        }
        world.settle().await;
        entries.insert(0, -300);
        let void = points(&ada).await;
        assert_eq!(
            void,
            (with_award.0.saturating_sub(300), 0, entries.clone()),
            "void award {number}"
        );
        let withdrawn = (json!("withdrawn"), json!("withdrawn"), 0);
        for who in [&ada, &mika] {
            assert_eq!(credit(&world, who).await, withdrawn, "{}", who.name);
        }
        assert_eq!(points(&mika).await, of_mika, "who listened has listened");

        for _ in 0..2 {
            otto.act(&brief.path("/restore-award"), &reason).await;
        }
        world.settle().await;
        entries.push(300);
        assert_eq!(points(&ada).await, (with_award.0, 1, entries.clone()), "restored {number}");
        for who in [&ada, &mika] {
            assert_eq!(credit(&world, who).await, stands, "{}", who.name);
        }
    }
    // What the sweep derives again from the items alone is the same.
    world.pass(SignedDuration::from_hours(25)).await;
    assert_eq!(points(&ada).await, (with_award.0, 1, entries));
    assert!(world.denied().is_empty(), "{:?}", world.denied());
}
