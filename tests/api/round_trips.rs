//! What an answer costs: the round trips to AWS of each operation on its uncontended path, counted
//! by the connector. `cargo test -p tests --test api round_trips -- --nocapture` prints them.

use serde_json::json;
use tests::{Answered, Books, BriefPlan, Queued, ReplyChecks, World, audio, letter, terms, upload};

/// A function needed at most so many round trips since the counting began.
#[track_caller]
fn assert_at_most(world: &World, operation: &str, function: &str, most: usize) {
    let round_trips = world.round_trips(function);
    report(operation, &round_trips, most);
    assert!(round_trips.len() <= most, "{operation} took {round_trips:?}");
    assert!(!round_trips.is_empty(), "{operation} was not counted");
}

#[expect(clippy::print_stdout, reason = "the table of costs is what this test is read for")]
fn report(operation: &str, round_trips: &[String], most: usize) {
    println!("{operation:<24} {} of {most}   {}", round_trips.len(), round_trips.join(" "));
}

#[tokio::test]
async fn a_brief_is_created_in_one_round_trip() {
    let world = World::start().await;
    let clara = world.client("Clara");
    world.count_from_here();
    clara.create("/briefs", &terms(&clara, "public")).await;
    assert_at_most(&world, "create brief", "BriefsFunction", 1);
}

#[tokio::test]
async fn a_repeated_creation_takes_one_round_trip_too() {
    let world = World::start().await;
    let clara = world.client("Clara");
    let body = terms(&clara, "public");
    clara.post_as("the-one-and-only-key", "/briefs", &body).await.expect_status(201);
    world.count_from_here();
    clara.post_as("the-one-and-only-key", "/briefs", &body).await.expect_status(201);
    assert_at_most(&world, "create brief again", "BriefsFunction", 1);
}

#[tokio::test]
async fn the_board_is_read_in_one_round_trip() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    for _ in 0..3 {
        BriefPlan::public().open(&clara).await;
    }
    world.count_from_here();
    let board = ada.read("/briefs").await;
    assert_eq!(board["items"].as_array().unwrap().len(), 3);
    assert_at_most(&world, "board", "BriefsFunction", 1);
}

#[tokio::test]
async fn a_track_is_reserved_in_two_round_trips() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let brief = BriefPlan::private().inviting(&ada).open(&clara).await;
    world.count_from_here();
    brief.reserve(&ada, "Lemon Tree", &audio::wav(1)).await;
    assert_at_most(&world, "reserve track", "UploadsFunction", 2);
}

#[tokio::test]
async fn a_version_is_reserved_in_two_round_trips() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    let brief = BriefPlan::private().inviting(&ada).judged_by(&mika).open(&clara).await;
    let track = brief.submit(&ada, "Lemon Tree").await;
    mika.only_review().await.answer(&Answered::asking_for_changes(letter(0))).await;
    world.count_from_here();
    let body = tests::declared(&audio::wav(2));
    ada.create(&track.path("/versions"), &body).await;
    assert_at_most(&world, "reserve version", "UploadsFunction", 2);
}

#[tokio::test]
async fn a_reference_medium_is_announced_in_two_round_trips_heard_in_one_and_removed_in_few() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let brief = BriefPlan::public().open(&clara).await;
    let file = audio::wav(1);
    world.count_from_here();
    let announced = brief.announce_reference("Dawn", &file).await;
    assert_at_most(&world, "announce reference", "UploadsFunction", 2);
    world.count_from_here();
    upload(&world.http(), &announced["upload"], file).await.expect_status(200);
    world.settle().await;
    // Read, HEAD, twice read and write, the file, preview and waveform.
    assert_at_most(&world, "intake of a reference", "IntakeFunction", 9);
    world.count_from_here();
    ada.read(&brief.path("/reference-media")).await;
    assert_at_most(&world, "list references", "UploadsFunction", 1);
    world.count_from_here();
    let id = announced["id"].as_str().expect("an id");
    clara.delete(&brief.reference_path(id)).await.expect_status(200);
    // Read and write, a list of either bucket, three objects.
    assert_at_most(&world, "remove reference", "UploadsFunction", 7);
}

/// With nobody to assign to, all that intake writes is its own.
#[tokio::test]
async fn intake_writes_at_most_twice_to_the_table() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let brief = BriefPlan::private().inviting(&ada).open(&clara).await;
    let file = audio::wav(1);
    let reserved = brief.reserve(&ada, "Lemon Tree", &file).await;
    world.count_from_here();
    upload(&world.http(), &reserved["upload"], file).await.expect_status(200);
    world.settle().await;
    let written = |operation: &String| {
        ["PutItem", "UpdateItem", "TransactWriteItems"].contains(&operation.as_str())
    };
    let all = world.round_trips("IntakeFunction");
    let writes: Vec<String> = all.iter().filter(|operation| written(operation)).cloned().collect();
    report("intake, all", &all, all.len());
    report("intake, its own writes", &writes, 2);
    assert!(!writes.is_empty() && writes.len() <= 2, "{writes:?}");
}

#[tokio::test]
async fn an_assignment_adds_one_write_to_the_table() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    let brief = BriefPlan::private().inviting(&ada).judged_by(&mika).open(&clara).await;
    world.count_from_here();
    brief.submit(&ada, "Lemon Tree").await;
    let all = world.round_trips("IntakeFunction");
    let written = |operation: &&String| {
        ["PutItem", "UpdateItem", "TransactWriteItems"].contains(&operation.as_str())
    };
    let writes = all.iter().filter(written).count();
    report("intake and assignment", &all, all.len());
    assert!(writes <= 3, "{all:?}");
}

/// Mika's, of the only track of a brief.
async fn awaited_review(world: &World) -> Queued {
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    let brief = BriefPlan::private().inviting(&ada).judged_by(&mika).open(&clara).await;
    brief.submit(&ada, "Lemon Tree").await;
    mika.only_review().await
}

#[tokio::test]
async fn a_review_is_delivered_in_two_round_trips() {
    let world = World::start().await;
    let review = awaited_review(&world).await;
    review.listen().await;
    world.count_from_here();
    review.deliver(&Answered::approving(letter(0))).await.expect_status(200);
    assert_at_most(&world, "deliver review", "ReviewsFunction", 2);
}

/// The version and the other's answer are read for the verdict; what was said in the brief comes
/// with the version.
#[tokio::test]
async fn a_second_review_of_a_version_is_delivered_in_four_round_trips_and_a_copy_refused_in_two() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let (mika, noor) = (world.coproducer("Mika").await, world.coproducer("Noor").await);
    let plan = BriefPlan::public().with("reviews_per_track", 2).judged_by(&mika).judged_by(&noor);
    plan.open(&clara).await.submit(&ada, "Lemon Tree").await;
    mika.only_review().await.answer(&Answered::approving(letter(0))).await;
    let review = noor.only_review().await;
    review.listen().await;
    world.count_from_here();
    review.deliver(&Answered::approving(letter(0))).await.expect_status(422);
    assert_at_most(&world, "refuse copied review", "ReviewsFunction", 2);
    world.count_from_here();
    review.deliver(&Answered::approving(letter(1))).await.expect_status(200);
    assert_at_most(&world, "deliver second review", "ReviewsFunction", 4);
}

/// What others have said in the brief is read while the draft is written, once all else is met.
#[tokio::test]
async fn a_draft_is_kept_in_two_round_trips_and_one_more_once_it_may_be_delivered() {
    let world = World::start().await;
    let review = awaited_review(&world).await;
    let answer = Answered::approving(letter(0));
    let keep = async |operation: &str, most: usize| {
        world.count_from_here();
        review.reviewer.put(&review.path("/draft"), answer.body()).await.expect_status(200);
        assert_at_most(&world, operation, "ReviewsFunction", most);
    };
    keep("keep draft", 2).await;
    keep("keep draft again", 1).await;
    review.listen().await;
    keep("keep whole draft", 2).await;
}

/// The newest versions come in one batch with the page.
#[tokio::test]
async fn own_tracks_are_listed_in_two_round_trips() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let brief = BriefPlan::private().inviting(&ada).open(&clara).await;
    brief.submit(&ada, "Lemon Tree").await;
    brief.submit(&ada, "Dawn").await;
    world.count_from_here();
    assert_eq!(ada.read("/me/tracks").await["items"].as_array().unwrap().len(), 2);
    assert_at_most(&world, "own tracks", "MembersFunction", 2);
}

/// The review with the listener's time; then what it is pinned to, while the time begins to count.
#[tokio::test]
async fn a_listening_room_is_entered_in_three_round_trips_and_in_two_once_it_is_answered() {
    let world = World::start().await;
    let review = awaited_review(&world).await;
    world.count_from_here();
    review.reviewer.read(&review.path("")).await;
    assert_at_most(&world, "enter room", "ReviewsFunction", 3);
    review.answer(&Answered::approving(letter(0))).await;
    world.count_from_here();
    review.reviewer.read(&review.path("")).await;
    assert_at_most(&world, "enter room, answered", "ReviewsFunction", 2);
}

#[tokio::test]
async fn me_is_read_in_one_round_trip() {
    let world = World::start().await;
    let ada = world.composer("Ada");
    ada.put("/me", &json!({ "display_name": "Ada" })).await.expect_status(200);
    world.count_from_here();
    ada.read("/me").await;
    assert_at_most(&world, "me", "MembersFunction", 1);
}

/// Thirteen, and one for the file, two for the one month of the books, one for the chunk and one for
/// the page of the breakdown.
#[tokio::test]
async fn the_first_month_is_planned_in_eighteen_round_trips() {
    let books = Books::of_march(&[("EUR", "10.00")]).await;
    books.step("2026-03", "freeze").await;
    books.world.count_from_here();
    books.step("2026-03", "plan").await;
    assert_at_most(&books.world, "plan month", "MonthsFunction", 18);
}

/// The page, the profiles with their standings, the briefs that their points follow from.
#[tokio::test]
async fn the_directory_takes_three_round_trips_however_many_show_their_level_and_a_page_five() {
    let world = World::start().await;
    let (ada, ben) = (world.composer("Ada"), world.composer("Ben"));
    for (person, level) in [(&ada, true), (&ben, true)] {
        let page = json!({ "level": level });
        let profile =
            json!({ "display_name": person.name, "in_directory": true, "public_page": page });
        person.put("/me", &profile).await.expect_status(200);
    }
    world.count_from_here();
    let found = ada.read("/members").await;
    assert_eq!(found["items"].as_array().unwrap().len(), 2);
    assert_at_most(&world, "directory", "MembersFunction", 3);
    world.count_from_here();
    let page = world.http().get(&format!("/members/{}", ada.id)).send().await.unwrap();
    page.expect_status(200);
    assert_at_most(&world, "public page", "MembersFunction", 5);
}
