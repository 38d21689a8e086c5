//! Who is let in: only the bearer of an access token of this studio, while it lasts.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use local::client::Reply;
use serde_json::{Map, Value, json};
use tests::{World, terms};

use super::{assert_gateway_says, assert_nothing_written, assert_problem};

/// Clara's claims with one of them bent.
fn bent(world: &World, bend: impl FnOnce(&mut Map<String, Value>)) -> String {
    let issuer = world.studio.issuer();
    let mut claims = issuer.common_claims("Clara", &["client"]);
    claims.insert("token_use".to_owned(), json!("access"));
    let client_id = &world.studio.template().api.as_ref().unwrap().authorizers[0].audience[0];
    claims.insert("client_id".to_owned(), json!(client_id));
    bend(&mut claims);
    issuer.sign(&claims).unwrap()
}

/// A token whose signature is a secret that everybody knows: the public key.
fn hs256(world: &World) -> String {
    let good = world.client("Clara").token();
    let claims = good.split('.').nth(1).unwrap();
    let header = URL_SAFE_NO_PAD.encode(json!({ "alg": "HS256", "typ": "JWT" }).to_string());
    format!("{header}.{claims}.{}", URL_SAFE_NO_PAD.encode([7_u8; 32]))
}

fn with_another_signature(world: &World) -> String {
    let (one, other) = (world.client("Clara").token(), world.client("Otto").token());
    let (claims, _) = one.rsplit_once('.').unwrap();
    let (_, signature) = other.rsplit_once('.').unwrap();
    format!("{claims}.{signature}")
}

fn unsigned(world: &World) -> String {
    let good = world.client("Clara").token();
    let header = URL_SAFE_NO_PAD.encode(json!({ "alg": "none", "typ": "JWT" }).to_string());
    format!("{header}.{}.", good.split('.').nth(1).unwrap())
}

fn expired(world: &World) -> String {
    let past = world.now().as_second().saturating_sub(1);
    bent(world, |claims| drop(claims.insert("exp".to_owned(), json!(past))))
}

fn of_another_audience(world: &World) -> String {
    bent(world, |claims| drop(claims.insert("client_id".to_owned(), json!("somebody-else"))))
}

fn of_another_issuer(world: &World) -> String {
    bent(world, |claims| drop(claims.insert("iss".to_owned(), json!("https://else.example"))))
}

fn of_tomorrow(world: &World) -> String {
    let tomorrow = Timestamp::as_second(world.now()).saturating_add(86_400);
    bent(world, |claims| drop(claims.insert("nbf".to_owned(), json!(tomorrow))))
}

async fn post_brief(world: &World, token: &str) -> Reply {
    let body = terms(&world.client("Clara"), "public");
    let client = world.http();
    let call =
        client.post("/briefs").bearer(token).idempotency_key("key-of-16-letters").json(&body);
    call.send().await.unwrap()
}

#[tokio::test]
async fn the_gateway_refuses_a_token() {
    type Forge = fn(&World) -> String;
    let forged: [(Forge, &str); 8] = [
        (hs256, "signature"),
        (with_another_signature, "signature"),
        (unsigned, "signature"),
        (expired, "expired"),
        (of_another_audience, "audience"),
        (of_another_issuer, "issuer"),
        (of_tomorrow, "not valid yet"),
        (|_: &World| "nonsense".to_owned(), "malformed"),
    ];
    let world = World::start().await;
    for (forge, because) in forged {
        let reply = post_brief(&world, &forge(&world)).await;
        assert_gateway_says(&reply, 401, "Unauthorized");
        let reason = reply.header("www-authenticate");
        assert!(reason.starts_with("Bearer") && reason.contains(because), "{reason}");
        assert_nothing_written(&world);
    }
}

#[tokio::test]
async fn the_unchanged_token_of_the_forgery_tests_is_accepted() {
    let world = World::start().await;
    let reply = post_brief(&world, &bent(&world, |_| {})).await;
    assert_eq!(reply.status, 201, "{:?}", reply.json());
}

#[tokio::test]
async fn a_request_without_a_token_is_refused_by_the_gateway() {
    let world = World::start().await;
    let reply = world.http().get("/me").send().await.unwrap();
    assert_gateway_says(&reply, 401, "Unauthorized");
    assert_eq!(reply.header("www-authenticate"), "Bearer");
    assert_nothing_written(&world);
}

#[tokio::test]
async fn an_id_token_passes_the_gateway_and_is_unauthenticated_to_the_function() {
    let world = World::start().await;
    let token = world.studio.issuer().id_token("Clara", &["client"]).unwrap();
    let reply = post_brief(&world, &token).await;
    assert_problem(&reply, 401, "unauthenticated");
    assert_nothing_written(&world);
}

#[tokio::test]
async fn a_token_is_refused_after_twelve_hours() {
    let world = World::start().await;
    let token = world.client("Clara").token();
    world.pass(SignedDuration::from_hours(11)).await;
    assert_eq!(post_brief(&world, &token).await.status, 201);
    world.pass(SignedDuration::from_hours(2)).await;
    assert_gateway_says(&post_brief(&world, &token).await, 401, "Unauthorized");
}
