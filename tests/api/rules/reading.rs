//! What can be read at all, and from whom.

use domain::rules::Rule;
use serde_json::{Value, json};
use tests::{BriefPlan, World, terms};

use super::assert_breaks;

/// A brief with one field changed.
async fn assert_refused(field: &str, value: Value, rule: Rule) {
    let world = World::start().await;
    let clara = world.client("Clara");
    let mut body = terms(&clara, "public");
    body[field] = value;
    assert_breaks(clara.post("/briefs", &body).await, 422, Rule::Validation);
    assert_breaks(clara.post("/briefs", &body).await, 422, rule);
    assert_eq!(world.items_of("brief").len(), 0);
}

#[tokio::test]
async fn type_and_validation_name_a_field_of_another_kind() {
    for (field, value) in [("title", json!(7)), ("mood_words", json!("sunny"))] {
        assert_refused(field, value, Rule::Type).await;
    }
}

#[tokio::test]
async fn unknown_field_names_what_nobody_asked_for() {
    assert_refused("colour", json!("yellow"), Rule::UnknownField).await;
}

#[tokio::test]
async fn missing_names_a_field_that_is_needed() {
    let world = World::start().await;
    let mut body = terms(&world.client("Clara"), "public");
    body.as_object_mut().unwrap().remove("title");
    assert_breaks(world.client("Clara").post("/briefs", &body).await, 422, Rule::Missing);
}

#[tokio::test]
async fn enum_names_the_words_that_are_known() {
    assert_refused("visibility", json!("secret"), Rule::Enum).await;
}

#[tokio::test]
async fn range_names_a_number_out_of_bounds() {
    assert_refused("reviews_per_track", json!(4), Rule::Range).await;
}

#[tokio::test]
async fn format_names_what_is_written_otherwise() {
    assert_refused("deadline", json!("tomorrow"), Rule::Format).await;
}

#[tokio::test]
async fn query_and_repeated_name_what_the_board_cannot_be_asked() {
    let world = World::start().await;
    let clara = world.client("Clara");
    assert_breaks(clara.get("/briefs?colour=yellow").await, 400, Rule::Query);
    assert_breaks(clara.get("/briefs?limit=1&limit=2").await, 400, Rule::Repeated);
}

#[tokio::test]
async fn forbidden_is_known_and_not_found_is_not() {
    let world = World::start().await;
    let (clara, carl) = (world.client("Clara"), world.client("Carl"));
    let public = BriefPlan::public().open(&clara).await;
    assert_breaks(carl.post(&public.path("/close"), &json!({})).await, 403, Rule::Forbidden);
    let private = BriefPlan::private().open(&clara).await;
    assert_breaks(carl.post(&private.path("/close"), &json!({})).await, 404, Rule::NotFound);
}
