//! Payouts as operators list them.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use tests::HEADER;

use crate::steps::january::{JANUARY, January, track};

/// Five hundred euros are due to each of ten people, none of whom has an account.
async fn due_to_ten() -> January {
    let books = January::open().await;
    posted(&books, 10, 100_000).await;
    let paid = books.step("otto", JANUARY, "pay", &json!({})).await;
    assert_eq!(paid["waiting"].as_array().unwrap().len(), 10);
    books
}

/// January is posted, with so many people who have this share of five thousand euros each.
async fn posted(books: &January, people: u32, share: u32) {
    let names: Vec<String> = (0..people).map(|number| format!("writer-{number}")).collect();
    let shares: Vec<(&str, u32)> = names.iter().map(|name| (name.as_str(), share)).collect();
    books.split("song", &shares).await;
    let song = track("song");
    let file = format!("{HEADER}{JANUARY},{song},,radio,DE,1,EUR,5000\n");
    let report = books.load("olga", "january", file.as_bytes()).await;
    assert_eq!(report["outcome"], "accepted", "{report}");
    books.advance_to("2026-02-01T00:10:00Z").await;
    books.whole(JANUARY).await;
}

#[tokio::test]
async fn what_is_too_much_for_a_request_is_accepted_and_goes_on_without_one() {
    let books = January::open_with_small_pages().await;
    posted(&books, 50, 20_000).await;
    let path = |step: &str| format!("/months/{JANUARY}/{step}");
    let begun = books.post("otto", &path("pay"), &json!({})).await;
    assert_eq!(begun.status, 202, "{}", begun.json());
    let begun = begun.json();
    assert_eq!((&begun["state"], &begun["waiting_count"]), (&json!("posted"), &json!(48)));
    books.studio.settle().await;
    let month = books.get("otto", &format!("/months/{JANUARY}")).await.json();
    assert_eq!(month["state"], "paid");
    let due = books.get("otto", "/payouts?state=due&limit=100").await.json();
    assert_eq!(ids(&due).len(), 50, "the machine has seen the last two");
    let waits = due["items"].as_array().unwrap().iter().map(|one| &one["waits"]);
    assert!(waits.into_iter().all(|reason| reason == "no_account"), "{due}");
    assert_eq!(books.get("otto", &path("batches")).await.json()["items"], json!([]));
    let counting = books.post("otto", &path("close"), &json!({})).await;
    assert_eq!((counting.status.as_u16(), &counting.json()["state"]), (202, &json!("paid")));
    books.studio.settle().await;
    let month = books.get("otto", &format!("/months/{JANUARY}")).await.json();
    assert_eq!((&month["state"], &month["differences"]), (&json!("closed"), &json!([])));
    assert_eq!(month["dues"][0]["closing_due"], "5000");
    let again = books.post("otto", &path("close"), &json!({})).await;
    assert_eq!(again.status, 200, "closed already");
}

fn ids(page: &Value) -> Vec<String> {
    let items = page["items"].as_array().unwrap().iter();
    items.map(|one| one["payout"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn payouts_are_listed_page_by_page_each_once() {
    let books = due_to_ten().await;
    let all = books.get("otto", "/payouts?state=due").await.json();
    assert_eq!((ids(&all).len(), &all["next"]), (10, &Value::Null));
    for limit in [1, 3, 10] {
        let first = format!("/payouts?state=due&limit={limit}");
        let (mut seen, mut path) = (Vec::new(), first.clone());
        // Never more pages than payouts and lists.
        for _ in 0..18 {
            let page = books.get("otto", &path).await.json();
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
    let next = books.get("otto", "/payouts?state=due&limit=1").await.json()["next"].take();
    let strange = format!("/payouts?state=settled&cursor={}", next.as_str().unwrap());
    assert_eq!(books.get("otto", &strange).await.status, 400, "a cursor of another list");
    assert_eq!(books.get("otto", "/payouts?limit=101").await.status, 400);
}
