//! What is refused before anything happens: tokens, routes, bodies. Each refusal has the words of
//! whoever says it (the gateway's `message`, a function's problem+json), and leaves no trace.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops and says why"
)]

mod bodies;
mod tokens;

use local::client::Reply;
use tests::World;

/// A refusal that wrote nothing: all that there is was written when the first function started, the
/// secret of the deployment.
#[track_caller]
fn assert_nothing_written(world: &World) {
    assert_eq!(world.writes().len(), 1, "written: {:?}", world.writes());
    assert_eq!(world.items(), world.items_of("deployment_secret"));
}

/// The gateway's own words, and only those.
#[track_caller]
fn assert_gateway_says(reply: &Reply, status: u16, message: &str) {
    assert_eq!(reply.status.as_u16(), status);
    assert_eq!(reply.json(), serde_json::json!({ "message": message }));
    assert!(reply.header("content-type").starts_with("application/json"));
    assert_ne!(reply.header("apigw-requestid"), "", "every answer has a request id");
}

/// A function's own words.
#[track_caller]
fn assert_problem(reply: &Reply, status: u16, name: &str) {
    let body = reply.json();
    assert_eq!(reply.status.as_u16(), status, "{body}");
    assert_eq!(reply.header("content-type"), "application/problem+json", "{body}");
    assert_eq!(body["status"], status);
    assert_eq!(body["type"], format!("https://coproducer.example/problems/{name}"));
    assert_ne!(reply.header("x-request-id"), "", "every answer has a request id");
}
