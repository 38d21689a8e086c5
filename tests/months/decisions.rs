//! What people decide about money: each decision belongs to the oldest open month, once, and the
//! books of every month still prove themselves.

mod awards;
mod payees;
mod suspense;

use http::Method;
use serde_json::{Value, json};
use tests::{APRIL, Books, Person, amounts};

const MAY: &str = "2026-05";

const NAMES: [&str; 4] = ["opening", "earnings", "adjustments", "closing"];

/// The proof of the only currency of a month.
fn proof(month: &Value) -> &Value {
    &month["plan"]["proofs"][0]
}

/// An entry of the plan by account, with what moved it.
async fn unit(books: &Books, month: &str, account: &str) -> Value {
    let list = books.olga.read(&format!("/months/{month}/statements")).await;
    let items = list["items"].as_array().unwrap().iter();
    items.clone().find(|item| item["account"] == account).cloned().unwrap_or(Value::Null)
}

/// Kind, reason and amount of everything that moved.
fn moves(entry: &Value) -> Vec<[String; 3]> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let moved = |one: &Value| {
        [text(&one["kind"]), text(&one["reason"]), amounts(one, ["amount"])[0].clone()]
    };
    entry["moves"].as_array().unwrap().iter().map(moved).collect()
}

async fn delete(who: &Person, path: &str) -> local::client::Reply {
    who.send(Method::DELETE, path, |call| call).await
}

/// Loads April, lets it end, and posts it.
async fn april(books: &Books, lines: &[(&str, &str)]) -> Value {
    books.load_lines(APRIL, lines).await;
    books.month_ends(APRIL).await;
    books.close(APRIL).await
}

/// Ada disputes the review of her song: with the path of the dispute.
pub(crate) async fn dispute(books: &Books) -> String {
    let queue = books.mika.read("/reviews?limit=100").await;
    let review = format!("/reviews/{}/dispute", queue["items"][0]["id"].as_str().unwrap());
    books.ada.act(&review, &json!({ "reason": "It speaks of another song." })).await;
    review
}
