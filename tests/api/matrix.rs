//! The access matrix: every route of `template.yaml`, asked by everybody, for what is theirs, for
//! somebody else's, and for what never existed. [`table`] says what each of them is answered; a route
//! without a row there fails the test.
//!
//! Every cell is really asked, in the order of the table and its columns, in one studio a table. What
//! is refused changes nothing; what is allowed leaves the studio such that the cells after it still
//! mean what they say.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::arithmetic_side_effects,
    reason = "a test that cannot go on stops and says why"
)]

mod ask;
mod blindness;
mod bodies;
mod coverage;
mod erased;
mod files;
mod hidden;
mod stage;
mod table;

use stage::Stage;
use table::{ANSWERED, AWARDED, JUDGED, MONTHS, PEOPLE};

#[tokio::test]
async fn while_a_track_is_being_judged_everybody_is_answered_as_the_table_says() {
    let stage = Stage::being_judged().await;
    let told = ask::everything(&stage, JUDGED).await;
    blindness::assert_no_writer_is_named(&stage, &told).await;
}

#[tokio::test]
async fn once_it_is_answered_everybody_is_answered_as_the_table_says() {
    let stage = Stage::answered().await;
    ask::everything(&stage, ANSWERED).await;
}

#[tokio::test]
async fn once_a_winner_is_selected_everybody_is_answered_as_the_table_says() {
    let stage = Stage::awarded().await;
    ask::everything(&stage, AWARDED).await;
}

#[tokio::test]
async fn about_people_everybody_is_answered_as_the_table_says() {
    let stage = Stage::applied().await;
    ask::everything(&stage, PEOPLE).await;
}

#[tokio::test]
async fn about_the_books_everybody_is_answered_as_the_table_says() {
    let stage = Stage::people().await;
    ask::everything(&stage, MONTHS).await;
}
