//! Every step may be asked for again, at the same time, or after it broke off: it happens once.

use local::fault_injection::FaultKind;
use serde_json::Value;
use tests::{Books, MARCH, MONTHS, ReplyChecks, amounts, fault};

const LINES: [(&str, &str); 3] = [("EUR", "100.1"), ("JPY", "9000"), ("USD", "-4.5")];

/// What is booked: entries, balances, the other side and the markers, without their moments, and
/// whatever the id of the song is: each world has a secret of its own, under which ids are made.
fn booked(books: &Books) -> Vec<Value> {
    let items = Value::from(books.world.items()).to_string().replace(&books.song, "the song");
    let mut items: Vec<Value> = serde_json::from_str(&items).unwrap();
    items.retain(|item| {
        ["entry", "balance", "counter_entry", "posted"]
            .contains(&item["kind"]["S"].as_str().unwrap_or_default())
    });
    for item in &mut items {
        item["posted_at"] = Value::Null;
        let hashes = item.as_object_mut().unwrap().iter_mut();
        hashes
            .filter(|(name, _)| name.ends_with("sha256"))
            .for_each(|(_, hash)| *hash = Value::Null);
    }
    items.sort_by_key(|item| format!("{} {}", item["pk"], item["sk"]));
    items
}

/// A March that is approved, and what posting it once books.
async fn approved() -> Books {
    let books = Books::of_march(&LINES).await;
    for step in ["freeze", "plan", "approve"] {
        books.step(MARCH, step).await;
    }
    books
}

async fn booked_by_one_post() -> Vec<Value> {
    let books = approved().await;
    books.step(MARCH, "post").await;
    booked(&books)
}

#[tokio::test]
async fn every_step_asked_twice_answers_the_same_and_writes_once() {
    let books = Books::of_march(&LINES).await;
    for step in ["freeze", "plan", "approve", "post"] {
        let first = books.step(MARCH, step).await;
        let once = books.world.items();
        books.world.count_from_here();
        assert_eq!(books.step(MARCH, step).await, first, "{step}");
        assert_eq!(books.world.items(), once, "{step}");
        assert_eq!(books.world.writes(), Vec::<String>::new(), "{step}");
    }
    let entry = books.entry(&books.ada, MARCH, "EUR").await;
    assert_eq!(amounts(&entry, ["gross", "closing"]), ["97.59", "0.0075"]);
}

#[tokio::test]
async fn two_posts_at_once_book_once() {
    let books = approved().await;
    let (one, two, three) = tokio::join!(
        books.ask(&books.otto, MARCH, "post"),
        books.ask(&books.olga, MARCH, "post"),
        books.ask(&books.otto, MARCH, "post"),
    );
    for reply in [one, two, three] {
        assert_eq!(reply.expect_status(200)["state"], "posted");
    }
    let mut here = booked(&books);
    let mut once = booked_by_one_post().await;
    // Either of the two operators may have been the faster one.
    for item in here.iter_mut().chain(&mut once) {
        item["posted_by"] = Value::Null;
    }
    assert_eq!(here, once);
}

#[tokio::test]
async fn steps_asked_for_at_once_by_two_operators_move_the_month_once_each() {
    let books = Books::of_march(&LINES).await;
    for (step, state) in
        [("freeze", "frozen"), ("plan", "planned"), ("approve", "approved"), ("post", "posted")]
    {
        let (one, two) =
            tokio::join!(books.ask(&books.otto, MARCH, step), books.ask(&books.otto, MARCH, step),);
        let (one, two) = (one.expect_status(200), two.expect_status(200));
        assert_eq!((&one["state"], &one["plan"]), (&two["state"], &two["plan"]), "{step}");
        assert_eq!(books.month(MARCH).await["state"], state);
    }
    assert_eq!(booked(&books), booked_by_one_post().await);
}

/// Posting writes three times: it begins, books the chunk, ends. After each of them, and before,
/// the request may die.
#[tokio::test]
async fn a_post_that_breaks_off_anywhere_is_finished_by_the_next_one() {
    let books = approved().await;
    for dies_at in ["PutItem", "TransactWriteItems", "PutItem"] {
        let refusal = fault(MONTHS, dies_at, 1, FaultKind::ConditionalConflict);
        books.world.inject([refusal]);
        let reply = books.ask(&books.otto, MARCH, "post").await;
        assert!(reply.status.is_server_error(), "{dies_at}: {}", reply.status);
        assert_eq!(books.month(MARCH).await["state"], "approved", "{dies_at}");
    }
    books.world.inject([]);
    let late = books.ask(&books.otto, MARCH, "reject").await;
    assert_eq!(late.refusal(), (409, "posting_started".to_owned()));
    assert_eq!(books.step(MARCH, "post").await["state"], "posted");
    assert_eq!(booked(&books), booked_by_one_post().await);
}

#[tokio::test]
async fn a_post_whose_every_answer_is_lost_books_once() {
    let books = approved().await;
    // The repetition of a lost call is a call too.
    let faults = ["PutItem", "TransactWriteItems"].into_iter().flat_map(|operation| {
        [1, 3, 5].map(|nth| fault(MONTHS, operation, nth, FaultKind::LostAfter))
    });
    books.world.inject(faults);
    books.ask(&books.otto, MARCH, "post").await;
    books.world.inject([]);
    assert_eq!(books.step(MARCH, "post").await["state"], "posted");
    assert_eq!(booked(&books), booked_by_one_post().await);
}
