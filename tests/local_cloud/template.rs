//! The template is the studio: whatever is taken out of it is missing on the laptop as well, and
//! something says what, by action, method and path, bucket and prefix, or line.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops and says why"
)]

mod edit;

use edit::Edit;
use serde_json::json;
use tests::{
    Answered, BriefPlan, OpenBrief, Person, ReplyChecks, World, audio, letter, terms, upload,
};

async fn world_without(edit: &Edit) -> World {
    World::plan().from_template(edit.text()).start().await
}

/// One of the findings has all of these parts.
#[track_caller]
fn assert_found(world: &World, parts: &[&str]) {
    let findings = world.studio.findings();
    let has_all = |finding: &String| parts.iter().all(|part| finding.contains(part));
    assert!(findings.iter().any(has_all), "{parts:?} is not in {findings:#?}");
}

struct Stage {
    ada: Person,
    mika: Person,
    brief: OpenBrief,
}

async fn stage(world: &World) -> Stage {
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    let brief = BriefPlan::private().inviting(&ada).judged_by(&mika).open(&clara).await;
    Stage { ada, mika, brief }
}

#[tokio::test]
async fn the_workspaces_template_runs_a_review_without_findings() {
    let world = World::start().await;
    let Stage { ada, mika, brief } = stage(&world).await;
    let track = brief.submit(&ada, "Lemon Tree").await;
    mika.only_review().await.answer(&Answered::approving(letter(0))).await;
    assert_eq!(track.state().await, "approved");
    assert_eq!(world.studio.findings(), Vec::<String>::new());
}

#[tokio::test]
async fn without_a_route_the_gateway_does_not_know_it_and_it_is_named() {
    let world = world_without(&Edit::new().event("BriefsFunction", "OpenBrief")).await;
    let clara = world.client("Clara");
    let brief = BriefPlan::public().draft(&clara).await;
    let reply = clara.post(&brief.path("/open"), &json!({})).await;
    assert_eq!(reply.clone().expect_status(404), json!({ "message": "Not Found" }));
    assert_found(&world, &["route", &format!("POST {}", brief.path("/open"))]);
}

#[tokio::test]
async fn without_a_policy_statement_the_function_fails_and_the_action_is_named() {
    let world = world_without(&Edit::new().statement("BriefsFunction", "Table.Arn")).await;
    let clara = world.client("Clara");
    let reply = clara.post("/briefs", &terms(&clara, "public")).await;
    assert_eq!(reply.problem(), "internal");
    reply.expect_status(500);
    assert!(world.items_of("brief").is_empty());
    // The first thing that every function asks the table is who has left.
    assert_found(&world, &["BriefsFunction", "dynamodb:Query", "table/coproducer-Table"]);
}

#[tokio::test]
async fn without_one_action_of_a_statement_it_is_named() {
    let world = world_without(&Edit::new().action("BriefsFunction", "dynamodb:PutItem")).await;
    let clara = world.client("Clara");
    clara.post("/briefs", &terms(&clara, "public")).await.expect_status(500);
    assert_found(&world, &["BriefsFunction", "dynamodb:PutItem", "table/coproducer-Table"]);
}

#[tokio::test]
async fn without_the_right_to_an_index_it_is_named() {
    let world = world_without(&Edit::new().statement("BriefsFunction", "index/GSI2")).await;
    world.composer("Ada").get("/briefs").await.expect_status(500);
    assert_found(&world, &["BriefsFunction", "dynamodb:Query", "index/GSI2"]);
}

#[tokio::test]
async fn without_the_right_to_sign_a_link_it_is_not_followed() {
    let world = world_without(&Edit::new().statement("UploadsFunction", "/raw/*")).await;
    let Stage { ada, brief, .. } = stage(&world).await;
    let file = audio::wav(1);
    let reserved = brief.reserve(&ada, "Lemon Tree", &file).await;
    let reply = upload(&world.http(), &reserved["upload"], file).await;
    assert_eq!(reply.status, 403);
    assert!(String::from_utf8_lossy(&reply.body).contains("<Code>AccessDenied</Code>"));
    assert_found(&world, &["UploadsFunction", "s3:PutObject", "/raw/"]);
}

#[tokio::test]
async fn an_upload_without_its_notification_reaches_no_function_and_bucket_and_prefix_are_named() {
    let world = world_without(&Edit::new().event("IntakeFunction", "RawUploaded")).await;
    let Stage { ada, brief, .. } = stage(&world).await;
    let track = brief.submit(&ada, "Lemon Tree").await;
    assert_eq!(track.state().await, "reserved");
    assert_found(&world, &["raw/", "coproducer-uploads", "Type: S3"]);
}

#[tokio::test]
async fn a_reference_medium_without_its_notification_waits_and_bucket_and_prefix_are_named() {
    let event = Edit::new().event("IntakeFunction", "ReferenceUploaded");
    let world = world_without(&event.event("IntakeFunction", "RawUploaded")).await;
    assert_found(&world, &["nothing starts IntakeFunction"]);
    let Stage { brief, .. } = stage(&world).await;
    brief.add_reference("Dawn", audio::wav(1)).await;
    let list = brief.owner.read(&brief.path("/reference-media")).await;
    assert_eq!(list["items"][0]["state"], "awaiting_upload");
    assert_found(&world, &["reference/", "coproducer-uploads", "Type: S3"]);
}

#[tokio::test]
async fn without_the_stream_mapping_nobody_earns_points_and_table_and_function_are_named() {
    let world = world_without(&Edit::new().event("PromotionFunction", "BaseItemChanged")).await;
    assert_found(&world, &["nothing starts PromotionFunction"]);
    assert_found(&world, &["stream of Table", "Type: DynamoDB"]);
    let Stage { ada, mika, brief } = stage(&world).await;
    brief.submit(&ada, "Lemon Tree").await;
    mika.only_review().await.answer(&Answered::approving(letter(0))).await;
    assert_eq!(ada.read("/me/points").await["items"], json!([]));
}

#[tokio::test]
async fn with_the_stream_mapping_an_approved_track_earns_points() {
    let world = World::start().await;
    let Stage { ada, mika, brief } = stage(&world).await;
    brief.submit(&ada, "Lemon Tree").await;
    mika.only_review().await.answer(&Answered::approving(letter(0))).await;
    let points = ada.read("/me/points").await;
    assert!(!points["items"].as_array().unwrap().is_empty(), "{points}");
}

#[tokio::test]
async fn a_template_that_is_not_understood_stops_the_start_and_names_its_line() {
    let (text, line) = Edit::new().property("Table", "Colour: blue");
    let error = World::plan()
        .from_template(text)
        .try_start()
        .await
        .expect_err("the studio started")
        .to_string();
    assert!(error.contains(&format!("line {line}")) && error.contains("Colour"), "{error}");
}

#[tokio::test]
async fn without_a_variable_the_start_stops_and_names_function_and_variable() {
    let text = tests::template().replace("        DERIVED_BUCKET:", "        DERIVED_BUCKETS:");
    let error =
        World::plan().from_template(text).try_start().await.expect_err("the studio started");
    let mut message = error.to_string();
    let mut cause = std::error::Error::source(&error);
    while let Some(next) = cause {
        message = format!("{message}: {next}");
        cause = next.source();
    }
    assert!(message.contains("Function") && message.contains("DERIVED_BUCKET"), "{message}");
}
