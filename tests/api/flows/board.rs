//! The board: every open public brief once, the next deadline first, whatever the page's size.

use serde_json::{Value, json};
use tests::{BriefPlan, ReplyChecks, World};

async fn walk(world: &World, query: &str) -> Vec<Value> {
    let ada = world.composer("Ada");
    let mut found: Vec<Value> = Vec::new();
    let mut path = format!("/briefs?limit=4{query}");
    loop {
        let page = ada.read(&path).await;
        let items = page["items"].as_array().unwrap();
        assert!(items.len() <= 4);
        found.extend(items.iter().cloned());
        let Some(next) = page["next"].as_str() else { return found };
        path = format!("/briefs?limit=4{query}&cursor={next}");
    }
}

#[tokio::test]
async fn a_cursor_visits_every_open_brief_once_and_filters_choose_among_them() {
    let world = World::start().await;
    let (clara, olga) = (world.client("Clara"), world.operator("Olga"));
    for number in 0..11 {
        let genre = if number % 2 == 0 { "ambient" } else { "strings" };
        let deadline = format!("2026-03-{:02}T00:00:00Z", 25 - number);
        let mut plan = BriefPlan::public().with("genre_tags", json!([genre]));
        plan = plan.with("deadline", deadline);
        if number % 3 == 0 {
            plan = plan.with("prize", json!({ "currency": "EUR", "amount": "50.00" }));
        }
        let brief = plan.draft(&clara).await;
        if number % 3 == 0 {
            brief.fund(&olga).await;
        }
        clara.act(&brief.path("/open"), &json!({})).await;
    }
    BriefPlan::private().open(&clara).await;
    BriefPlan::public().draft(&clara).await;

    let all = walk(&world, "").await;
    assert_eq!(all.len(), 11);
    let deadlines: Vec<&str> =
        all.iter().map(|brief| brief["deadline"].as_str().unwrap()).collect();
    assert!(deadlines.is_sorted(), "{deadlines:?}");
    assert_eq!(walk(&world, "&genre=ambient").await.len(), 6);
    assert_eq!(walk(&world, "&prize=true").await.len(), 4);
    assert_eq!(walk(&world, "&prize=false&genre=strings&state=open").await.len(), 3);
    let bad = world.composer("Ada").get("/briefs?prize=big&state=secret").await;
    assert_eq!(bad.expect_status(400)["errors"].as_array().unwrap().len(), 2);
}
