//! Payouts as operators list them.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use tests::{Books, JANUARY, ReplyChecks, World};

/// Five hundred euros are due to each of ten people, none of whom has an account.
async fn due_to_ten() -> Books {
    let books = Books::by_hand(World::plan()).await;
    posted(&books, 10, 100_000).await;
    let paid = books.step(JANUARY, "pay").await;
    assert_eq!(paid["waiting"].as_array().unwrap().len(), 10);
    books
}

/// January is posted, with so many people who have this share of five thousand euros each.
async fn posted(books: &Books, people: u32, share: u32) {
    let payees = (0..people).map(|number| books.world.composer(&format!("writer-{number}")).id);
    let shares: Vec<_> = payees.map(|payee| (payee, share)).collect();
    books.split(&books.song, &shares).await;
    books.load_lines(JANUARY, &[("EUR", "5000")]).await;
    books.month_ends(JANUARY).await;
    books.close(JANUARY).await;
}

#[tokio::test]
async fn a_large_month_is_paid_and_closed_by_a_machine_after_the_request_was_accepted() {
    // One request pays one chunk of 48 units, and a machine the others.
    let (many, one) = ("PAYMENT_PAGE_CHUNKS: \"100\"", "PAYMENT_PAGE_CHUNKS: \"1\"");
    let books = Books::by_hand(World::plan().with_template_edit(many, one)).await;
    posted(&books, 50, 20_000).await;
    let begun = books.ask(&books.otto, JANUARY, "pay").await.expect_status(202);
    assert_eq!((&begun["state"], &begun["waiting_count"]), (&json!("posted"), &json!(48)));
    books.world.settle().await;
    assert_eq!(books.month(JANUARY).await["state"], "paid");
    let due = books.otto.read("/payouts?state=due&limit=100").await;
    assert_eq!(ids(&due).len(), 50, "the machine has seen the last two");
    let waits = due["items"].as_array().unwrap().iter().map(|one| &one["hold_reason"]);
    assert!(waits.into_iter().all(|reason| reason == "no_account"), "{due}");
    let batches = books.otto.read(&format!("/months/{JANUARY}/batches")).await;
    assert_eq!(batches["items"], json!([]));
    let counting = books.ask(&books.otto, JANUARY, "close").await.expect_status(202);
    assert_eq!(counting["state"], "paid");
    books.world.settle().await;
    let month = books.month(JANUARY).await;
    assert_eq!((&month["state"], &month["differences"]), (&json!("closed"), &json!([])));
    assert_eq!(month["payables"][0]["closing_due"], "5000");
    books.ask(&books.otto, JANUARY, "close").await.expect_status(200);
}

fn ids(page: &Value) -> Vec<String> {
    let items = page["items"].as_array().unwrap().iter();
    items.map(|one| one["payout"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn payouts_are_listed_page_by_page_each_once() {
    let books = due_to_ten().await;
    let all = books.otto.read("/payouts?state=due").await;
    assert_eq!((ids(&all).len(), &all["next"]), (10, &Value::Null));
    for limit in [1, 3, 10] {
        let first = format!("/payouts?state=due&limit={limit}");
        let (mut seen, mut path) = (Vec::new(), first.clone());
        // Never more pages than payouts and lists.
        for _ in 0..18 {
            let page = books.otto.read(&path).await;
            assert!(ids(&page).len() <= limit, "{page}");
            seen.extend(ids(&page));
            let Some(next) = page["next"].as_str() else { break };
            path = format!("{first}&cursor={next}");
        }
        assert_eq!(seen.len(), 10, "each once, {limit} at a time");
        let [seen, all]: [BTreeSet<String>; 2] =
            [seen.into_iter().collect(), ids(&all).into_iter().collect()];
        assert_eq!(seen, all);
    }
    let next = books.otto.read("/payouts?state=due&limit=1").await["next"].take();
    let strange = format!("/payouts?state=settled&cursor={}", next.as_str().unwrap());
    assert_eq!(books.otto.get(&strange).await.status, 400, "a cursor of another list");
    assert_eq!(books.otto.get("/payouts?limit=101").await.status, 400);
}
