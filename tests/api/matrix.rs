//! The access matrix: every route of `template.yaml`, asked by everybody, for what is theirs, for
//! somebody else's, and for what never existed. [`table`] says what each of them is answered; a
//! route without a row there fails the test.
//!
//! Every cell is really asked, in the order of the table and its columns, in one studio a table.
//! What is refused changes nothing; what is allowed leaves the studio such that the cells after it
//! still mean what they say.

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
mod first_looks;
mod first_words;
mod hidden;
mod operators;
mod own_matter;
mod stage;
mod swapped;
mod table;

use stage::Stage;
use table::{ANSWERED, AWARDED, JUDGED, MONTHS, PEOPLE};

#[tokio::test]
async fn every_caller_is_answered_about_a_track_in_review_as_the_table_says() {
    let stage = Stage::being_judged().await;
    let answers = ask::everything(&stage, JUDGED).await;
    blindness::assert_no_writer_is_named(&stage, &answers).await;
    blindness::assert_no_file_is_told(&stage, &answers).await;
}

#[tokio::test]
async fn every_caller_is_answered_about_a_reviewed_track_as_the_table_says() {
    let stage = Stage::answered().await;
    blindness::assert_the_file_is_told_to_who_answered(&stage).await;
    ask::everything(&stage, ANSWERED).await;
}

#[tokio::test]
async fn every_caller_is_answered_about_an_awarded_brief_as_the_table_says() {
    let stage = Stage::awarded().await;
    ask::everything(&stage, AWARDED).await;
}

#[tokio::test]
async fn every_caller_is_answered_about_people_as_the_table_says() {
    let stage = Stage::applied().await;
    ask::everything(&stage, PEOPLE).await;
}

#[tokio::test]
async fn every_caller_is_answered_about_the_books_as_the_table_says() {
    let stage = Stage::people().await;
    ask::everything(&stage, MONTHS).await;
}
