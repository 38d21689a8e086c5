//! The studio as a whole, with the workspace's own template and an edited one.

use serde_json::Value;

use super::*;
use studio_client::Reply;

async fn studio() -> LocalCloud {
    LocalCloud::start(LocalCloudOptions::default()).await.unwrap()
}

async fn refused(template: String) -> String {
    let options = LocalCloudOptions { template: Some(template), ..LocalCloudOptions::default() };
    match LocalCloud::start(options).await {
        Ok(_) => panic!("the studio started"),
        Err(error) => error.to_string(),
    }
}

async fn turn_clock(studio: &LocalCloud, request: Value) -> Reply {
    studio.client().post("/_studio/clock").json(&request).send().await.unwrap()
}

#[tokio::test]
async fn the_workspaces_template_starts() {
    let studio = studio().await;
    assert!(studio.url().starts_with("http://127.0.0.1:"));
    for function in &studio.template().functions {
        assert!(studio.lambda().has(&function.logical_id));
    }
    assert!(!studio.streams().is_empty());
}

#[tokio::test]
async fn a_route_of_the_template_is_closed_without_a_token_and_others_do_not_exist() {
    let studio = studio().await;
    let closed = studio.client().get("/me").send().await.unwrap();
    assert_eq!(closed.status, 401);
    assert_eq!(closed.json()["message"], "Unauthorized");
    let unknown = studio.client().get("/no/such/route").send().await.unwrap();
    assert_eq!(unknown.status, 404);
    assert_eq!(unknown.json()["message"], "Not Found");
}

#[tokio::test]
async fn a_token_of_the_studio_ends_thirteen_hours_later() {
    let studio = studio().await;
    let answer = studio
        .client()
        .post("/_studio/token")
        .json(&json!({ "name": "Ada", "groups": ["client"] }))
        .send()
        .await
        .unwrap();
    let token = answer.json()["token"].as_str().unwrap().to_owned();
    let call = || async { studio.client().get("/me").bearer(&token).send().await.unwrap() };
    assert_ne!(call().await.status, 401);
    studio.advance(SignedDuration::from_hours(13)).await;
    let late = call().await;
    assert_eq!(late.status, 401);
    assert!(late.header("www-authenticate").contains("expired"));
}

#[tokio::test]
async fn the_clock_moves_by_seconds_or_to_a_moment_and_only_forward() {
    let studio = studio().await;
    let before = studio.clock().now();
    let answer = turn_clock(&studio, json!({ "seconds": 3600 })).await;
    let now: Timestamp = answer.json()["now"].as_str().unwrap().parse().unwrap();
    assert!(now.duration_since(before) >= SignedDuration::from_hours(1));
    let to = before.checked_add(SignedDuration::from_hours(48)).unwrap();
    turn_clock(&studio, json!({ "to": to })).await;
    assert!(studio.clock().now() >= to);
    turn_clock(&studio, json!({ "to": before })).await;
    assert!(studio.clock().now() >= to);
    assert_eq!(turn_clock(&studio, json!({})).await.status, 400);
}

#[tokio::test]
async fn moving_the_clock_runs_the_schedules_it_passes() {
    let studio = studio().await;
    studio.lambda().deliveries().hold();
    studio.advance(SignedDuration::from_hours(1)).await;
    let held = studio.lambda().deliveries().take();
    let sweeps = held.iter().filter(|delivery| delivery.function == "SweepFunction").count();
    assert_eq!(sweeps, 4);
    studio.advance(SignedDuration::from_secs(0)).await;
    assert!(studio.lambda().deliveries().take().is_empty(), "each occurrence once");
}

#[tokio::test]
async fn an_upload_tells_the_function_that_the_template_names() {
    let studio = studio().await;
    studio.lambda().deliveries().hold();
    let runtime = studio.sdk_connector().runtime_for("MonthsFunction").unwrap();
    let put = runtime.s3.put_object().bucket(&runtime.config.uploads_bucket);
    put.key("revenue/a file").body(b"x".to_vec().into()).send().await.unwrap();
    let held = studio.lambda().deliveries().take();
    let [delivery] = held.as_slice() else { panic!("one event, not {}", held.len()) };
    assert_eq!(delivery.function, "RevenueFunction");
    assert_eq!(delivery.event["Records"][0]["s3"]["object"]["key"], "revenue/a+file");
}

#[tokio::test]
async fn a_strangers_page_gets_no_token() {
    let studio = studio().await;
    let text = br#"{"name":"Ada","groups":["operator"]}"#.as_slice();
    let client = studio.client();
    let post = || client.post("/_studio/token").bytes(text).header("origin", "http://x");
    assert_eq!(post().header("content-type", "text/plain").send().await.unwrap().status, 415);
    let rebound = post().header("content-type", "application/json").header("host", "evil.example");
    assert_eq!(rebound.send().await.unwrap().status, 403);
}

#[tokio::test]
async fn the_public_keys_are_served() {
    let studio = studio().await;
    let keys = studio.client().get("/_studio/.well-known/jwks.json").send().await.unwrap();
    assert_eq!(keys.json()["keys"][0]["alg"], "RS256");
    assert!(keys.json()["keys"][0].get("d").is_none());
}

#[tokio::test]
async fn what_the_template_says_and_nobody_understands_stops_the_start_with_its_line() {
    let template = workspace_template().replace("AWS::SQS::Queue\n", "AWS::SQS::Tube\n");
    let error = refused(template).await;
    assert!(error.contains("line") && error.contains("AWS::SQS::Tube"), "{error}");
}

#[tokio::test]
async fn a_function_without_code_stops_the_start_with_its_name() {
    let template = workspace_template().replace("SweepFunction", "BroomFunction");
    assert!(refused(template).await.contains("BroomFunction"));
}

#[tokio::test]
async fn a_dropped_studio_frees_its_port() {
    let studio = studio().await;
    let client = studio.client();
    drop(studio);
    tokio::task::yield_now().await;
    assert!(client.get("/me").send().await.is_err());
}
