//! What only operators do is refused to everybody else, before anything is looked up.

use http::Method;
use serde_json::{Value, json};
use tests::{BriefPlan, World};

#[tokio::test]
async fn operators_routes_are_forbidden_to_everybody_else() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    let brief = BriefPlan::public().open(&clara).await;
    let month = "/months/2026-02";
    let plan = json!({ "plan_sha256": "0".repeat(64) });
    let file = json!({ "sha256": "0".repeat(64), "size_bytes": 1, "content_type": "text/csv" });
    let routes: Vec<(Method, String, Value)> = vec![
        (
            Method::POST,
            format!("/members/{}/founding-coproducer", ada.id),
            json!({ "reason": "me" }),
        ),
        (Method::POST, brief.path("/prize-funding"), json!({})),
        (Method::POST, format!("{month}/revenue"), file),
        (Method::GET, format!("{month}/revenue"), Value::Null),
        (Method::GET, month.to_owned(), Value::Null),
        (Method::POST, format!("{month}/freeze"), json!({})),
        (Method::POST, format!("{month}/plan"), json!({})),
        (Method::POST, format!("{month}/approve"), plan),
        (Method::POST, format!("{month}/reject"), json!({ "reason": "no" })),
        (Method::POST, format!("{month}/post"), json!({})),
        (Method::GET, format!("{month}/statements"), Value::Null),
    ];
    let before = world.items().len();
    for person in [&clara, &ada, &mika] {
        for (method, path, body) in &routes {
            let reply = person.ask(method, path, body).await;
            assert_eq!(reply.status, 403, "{} {method} {path}: {:?}", person.name, reply.json());
        }
    }
    assert_eq!(world.items().len(), before, "nothing was written");
}

#[tokio::test]
async fn a_portfolio_is_public_and_says_nothing_private() {
    let world = World::start().await;
    let ada = world.composer("Ada");
    let profile = json!({ "display_name": "Ada L.", "contact": "ada@home.example" });
    ada.put("/me", &profile).await;
    let path = format!("/members/{}", ada.id);
    let reply = world.http().get(&path).send().await.unwrap();
    assert_eq!(reply.status, 200, "{:?}", reply.json());
    let text = String::from_utf8_lossy(&reply.body).into_owned();
    assert!(text.contains("Ada L."), "{text}");
    assert!(!text.contains("home.example"), "{text}");
}
