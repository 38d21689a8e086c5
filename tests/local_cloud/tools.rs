//! What whoever runs a studio on a laptop sees of it: dead letters and their redrive, traces of what
//! caused what, the clock; and who may ask.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops and says why"
)]

use local::client::Reply;
use serde_json::{Value, json};
use tests::{Contest, ReplyChecks, World};

async fn get(world: &World, path: &str) -> Reply {
    let url = format!("{}/_studio/{path}", world.studio.url());
    world.http().get(&url).send().await.unwrap()
}

async fn post(world: &World, path: &str, body: &Value) -> Reply {
    let url = format!("{}/_studio/{path}", world.studio.url());
    world.http().post(&url).json(body).send().await.unwrap()
}

fn list(json: &Value, name: &str) -> Vec<Value> {
    json[name].as_array().unwrap().clone()
}

/// The latest trace whose name begins and ends so, whole.
async fn trace(world: &World, begins: &str, ends: &str) -> Value {
    let all = list(&get(world, "timeline").await.expect_status(200), "items");
    let is_it = |one: &&Value| {
        let name = one["name"].as_str().unwrap();
        name.starts_with(begins) && name.ends_with(ends)
    };
    let id = all.iter().find(is_it).unwrap()["id"].as_str().unwrap();
    get(world, &format!("timeline/{}", id.replace('/', "%2F"))).await.expect_status(200)
}

fn names_of(trace: &Value, kind: &str) -> Vec<String> {
    let of_kind = list(trace, "entries").into_iter().filter(|entry| entry["kind"] == kind);
    of_kind.map(|entry| entry["name"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn all_that_an_upload_causes_is_in_the_trace_of_the_request_that_gave_its_link() {
    let contest = Contest::open().await;
    let [ada, ..] = &contest.composers;
    contest.brief.submit(ada, "Lemon Tree").await;
    contest.world.settle().await;
    let trace = trace(&contest.world, "POST /briefs/", "/tracks").await;
    let [request] = names_of(&trace, "request").try_into().unwrap();
    assert!(request.starts_with("POST /briefs/brf_"), "{request}");
    let [link] = names_of(&trace, "link").try_into().unwrap();
    assert!(link.starts_with("PUT /") && link.contains("/raw/"), "{link}");
    let [event] = names_of(&trace, "event").try_into().unwrap();
    assert!(event.starts_with("upload "), "{event}");
    let invoked = names_of(&trace, "invocation");
    for function in ["UploadsFunction", "IntakeFunction", "PromotionFunction"] {
        assert!(invoked.contains(&function.to_owned()), "{function}: {invoked:?}");
    }
    assert!(!names_of(&trace, "notice").is_empty(), "the reviewer is sent a notice");
    assert_eq!(trace["errors"], 0);

    let entries = list(&trace, "entries");
    let intake = entries.iter().find(|one| one["name"] == "IntakeFunction").unwrap();
    assert_eq!(
        (&intake["outcome"], &intake["detail"]),
        (&json!("answered"), &json!("attempt 1 of 3"))
    );
    let services: Vec<Value> =
        list(intake, "calls").into_iter().map(|call| call["service"].clone()).collect();
    assert!(services.contains(&json!("s3")) && services.contains(&json!("dynamodb")), "{intake}");
    let offsets: Vec<u64> =
        entries.iter().map(|entry| entry["offset_us"].as_u64().unwrap()).collect();
    assert!(offsets.is_sorted(), "in the order of time: {offsets:?}");
    for entry in entries.iter().skip(1) {
        assert!(entry["parent"].as_u64() < entry["number"].as_u64(), "{entry}");
    }
}

#[tokio::test]
async fn an_answer_names_its_trace_and_a_refusal_says_there_what_is_wrong() {
    let contest = Contest::open().await;
    let [ada, ..] = &contest.composers;
    let refused = ada.get("/briefs/brf_none").await;
    let id = refused.header("x-request-id").replace('/', "%2F");
    let read = get(&contest.world, &format!("timeline/{id}")).await.expect_status(200);
    assert_eq!(read["name"], "GET /briefs/brf_none");
    assert_eq!(read["entries"][0]["outcome"], refused.status.as_u16().to_string());
    assert!(read["entries"][0]["error"].is_string() && read["errors"] == 1, "{read}");
    assert_eq!(get(&contest.world, "timeline/no-such-id").await.status.as_u16(), 404);
}

#[tokio::test]
async fn what_was_given_up_is_redriven_once_its_cause_is_gone() {
    let contest = Contest::open().await;
    let world = &contest.world;
    assert_eq!(get(world, "dead-letters").await.expect_status(200), json!({ "items": [] }));
    world.refuse_calls("IntakeFunction", "HeadObject", 100);
    let [ada, ..] = &contest.composers;
    let track = contest.brief.submit(ada, "Lemon Tree").await;
    let [letter] =
        list(&get(world, "dead-letters").await.expect_status(200), "items").try_into().unwrap();
    assert_eq!((&letter["kind"], &letter["function"]), (&json!("event"), &json!("IntakeFunction")));
    assert_eq!(letter["attempts"], 3);
    assert!(letter["from"].as_str().unwrap().starts_with("upload "), "{letter}");
    assert!(letter["error"].is_string() && letter["event"]["Records"].is_array());
    let redrive =
        |letter: &Value| format!("dead-letters/{}/redrive", letter["id"].as_str().unwrap());

    let in_vain = post(world, &redrive(&letter), &json!({})).await.expect_status(200);
    assert_eq!(in_vain["handled"], false);
    let [again] =
        list(&get(world, "dead-letters").await.expect_status(200), "items").try_into().unwrap();
    assert_eq!((&again["id"], &again["request"]), (&in_vain["letter"], &letter["request"]));

    world.inject([]);
    let handled = post(world, &redrive(&again), &json!({})).await.expect_status(200);
    assert_eq!(handled, json!({ "handled": true, "letter": null }));
    assert_eq!(track.state().await, "in_review");
    assert_eq!(get(world, "dead-letters").await.expect_status(200), json!({ "items": [] }));
    assert_eq!(post(world, &redrive(&again), &json!({})).await.status.as_u16(), 404);
    let trace = trace(world, "POST /briefs/", "/tracks").await;
    assert_eq!(names_of(&trace, "dead_letter"), ["IntakeFunction", "IntakeFunction"]);
}

#[tokio::test]
async fn pages_of_others_may_not_ask() {
    let world = World::start().await;
    let host = world.studio.url().trim_start_matches("http://").to_owned();
    for (header, value, status) in [
        ("origin", "http://evil.example", 403),
        ("origin", "null", 403),
        ("sec-fetch-site", "cross-site", 403),
        ("sec-fetch-site", "same-site", 403),
        ("sec-fetch-site", "same-origin", 200),
        ("sec-fetch-site", "none", 200),
        ("origin", world.studio.url(), 200),
        ("host", "evil.example", 403),
        ("host", &host, 200),
    ] {
        let url = format!("{}/_studio/clock", world.studio.url());
        let client = world.http();
        let asked = client.get(&url).header(header, value).send().await.unwrap();
        assert_eq!(asked.status.as_u16(), status, "{header}: {value}");
        let moved = client.post(&url).json(&json!({ "seconds": 1 })).header(header, value);
        assert_eq!(moved.send().await.unwrap().status.as_u16(), status, "{header}: {value}");
    }
    let url = format!("{}/studio.json", world.studio.url());
    let studio = world.http().get(&url).send().await.unwrap().expect_status(200);
    assert_eq!(studio["laptop"], true);
}
