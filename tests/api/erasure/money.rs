//! The balance of a leaving member: the next post pays it below the minimum too, or takes what is
//! waived.
#![expect(
    clippy::arithmetic_side_effects,
    clippy::integer_division,
    reason = "small whole amounts of a test"
)]

use std::path::Path;

use http::Method;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tests::{Answered, Books, BriefPlan, MARCH, Person, ReplyChecks, World, letter};

use crate::erasure::canary::{CANARY, found};
use crate::erasure::{leave, status};

/// What the song earns: Ada's part of it, 12.285, is below the minimum that a payout usually needs,
/// and not a whole number of cents.
const EARNED: &str = "12.6";

/// The song has earned something in a month that is posted.
async fn with_a_balance_of(earned: &str, world: World) -> Books {
    let books = Books::sold(world, BriefPlan::public()).await;
    books.schedule_plans_and_otto_posts(Some(earned)).await;
    books
}

/// So many cents.
const fn cents(cents: i128) -> i128 {
    cents * 1_000_000_000_000
}

#[tokio::test]
async fn a_leaving_members_balance_is_made_due_by_the_next_post_and_waited_for_sixty_days_at_most()
{
    let books = with_a_balance_of(EARNED, World::start().await).await;
    let ada = books.ada.id.to_string();
    assert_eq!(books.holds(&ada), [cents(1_228) + cents(1) / 2, 0], "below the minimum: carried");
    leave(&books.ada).await;
    books.world.pass(SignedDuration::from_mins(16)).await;
    let waiting = status(&books.ada).await;
    assert_eq!(
        (&waiting["state"], &waiting["waits_for"]),
        (&json!("requested"), &json!("balance"))
    );
    assert_eq!(waiting["left"][0]["step"], "balance");
    books.ada.read("/me/balance").await;

    books.schedule_plans_and_otto_posts(None).await;
    assert_eq!(books.holds(&ada), [cents(1) / 2, cents(1_228)], "any gross from 1.00 on");
    assert_eq!(status(&books.ada).await["waits_for"], "balance", "due is not paid");
    let at = |status: &Value, field: &str| -> Timestamp {
        status[field].as_str().unwrap().parse().unwrap()
    };
    let left = at(&waiting, "erase_by").duration_since(books.world.now());
    books.world.pass(left - SignedDuration::from_mins(125)).await;
    assert_eq!(status(&books.ada).await["state"], "requested");
    books.world.pass(SignedDuration::from_mins(120)).await;
    let erased = status(&books.ada).await;
    assert_eq!(erased["state"], "erased");
    assert!(books.world.now() <= at(&erased, "erase_by"), "{erased}");
    assert_eq!(books.holds(&ada), [cents(1) / 2, cents(1_228)], "the books stay as they are");
    assert!(books.world.denied().is_empty(), "{:?}", books.world.denied());
}

#[tokio::test]
async fn a_winner_who_leaves_before_any_post_is_paid_the_prize_by_the_next_one() {
    let prize = json!({ "currency": "EUR", "amount": "500.00" });
    let plan = BriefPlan::public().with("prize", prize);
    let books = Books::sold(World::start().await, plan).await;
    let ada = books.ada.id.to_string();
    assert_eq!(books.holds(&ada), [0, 0], "nothing is booked yet");
    let account = json!({ "holder": "Ada", "iban": "FI2112345600000785" });
    books.ada.put("/me/payout-account", &account).await.expect_status(200);
    leave(&books.ada).await;
    books.world.pass(SignedDuration::from_mins(16)).await;
    let waiting = status(&books.ada).await;
    assert_eq!(
        (&waiting["state"], &waiting["waits_for"]),
        (&json!("requested"), &json!("balance"))
    );

    books.schedule_plans_and_otto_posts(None).await;
    assert_eq!(books.holds(&ada), [0, cents(50_000)]);
    assert_eq!(status(&books.ada).await["waits_for"], "balance", "due is not paid");
    books.world.pass(SignedDuration::from_hours(73)).await;
    books.pay_one(MARCH).await;
    books.world.pass(SignedDuration::from_mins(61)).await;
    assert_eq!(status(&books.ada).await["state"], "erased");
    assert_eq!(books.holds(&ada), [0, 0]);
    assert!(books.world.denied().is_empty(), "{:?}", books.world.denied());
}

#[tokio::test]
async fn earnings_of_a_frozen_month_are_waived_with_the_month_after() {
    let books = Books::sold(World::start().await, BriefPlan::public()).await;
    let ada = books.ada.id.to_string();
    let march = books.schedule_plans(Some(EARNED)).await;
    let path = "/me?waive_balance=true";
    let _asked: Value = books.ada.send(Method::DELETE, path, |call| call).await.expect_status(202);
    books.world.pass(SignedDuration::from_mins(16)).await;
    assert_eq!(status(&books.ada).await["waits_for"], "balance", "April was asked");
    books.approve_and_post(&march).await;
    assert_eq!(books.holds(&ada)[0], cents(1_228) + cents(1) / 2);
    books.schedule_plans_and_otto_posts(None).await;
    assert_eq!(books.holds(&ada)[0], 0);
    assert_eq!(books.holds("platform")[0], cents(1) / 2);
    books.world.pass(SignedDuration::from_mins(61)).await;
    assert_eq!(status(&books.ada).await["state"], "erased");
}

#[tokio::test]
async fn a_waived_balance_goes_to_the_platform_with_the_next_post() {
    let books = with_a_balance_of(EARNED, World::start().await).await;
    let ada = books.ada.id.to_string();
    let path = "/me?waive_balance=true";
    let asked: Value = books.ada.send(Method::DELETE, path, |call| call).await.expect_status(202);
    assert_eq!(asked["state"], "requested");
    books.world.pass(SignedDuration::from_mins(16)).await;
    assert_eq!(status(&books.ada).await["waits_for"], "balance");
    books.schedule_plans_and_otto_posts(None).await;
    assert_eq!(books.holds(&ada)[0], 0);
    assert_eq!(books.holds("platform")[0], cents(1) / 2);
    books.world.pass(SignedDuration::from_mins(61)).await;
    assert_eq!(status(&books.ada).await["state"], "erased");
}

/// The key of the object that a file of the buckets is a version of.
fn key_of(place: &str) -> String {
    let bytes = place.strip_prefix("file ").unwrap();
    let description = std::fs::read(Path::new(bytes).with_extension("json")).unwrap();
    let description: Value = serde_json::from_slice(&description).unwrap();
    description["key"].as_str().unwrap().to_owned()
}

/// What left the bank can be proven for as long as books are kept: the list that was paid and the
/// file that was sent, and nothing else, still name the account. The table shows it masked.
#[tokio::test]
async fn the_account_of_who_was_paid_stays_in_the_files_of_the_bank_alone() {
    const IBAN: &str = "FI2112345600000785";
    let folder = tempfile::tempdir().unwrap();
    let world = World::in_folder(folder.path()).await;
    let books = with_a_balance_of("40", world).await;
    let account = json!({ "holder": format!("Ada {CANARY}"), "iban": IBAN });
    books.ada.put("/me/payout-account", &account).await.expect_status(200);
    books.world.pass(SignedDuration::from_hours(73)).await;
    books.pay_one(MARCH).await;
    let places = |word: &str| found(&books.world, folder.path(), word);
    assert!(places(CANARY).contains("payout_account"), "{:?}", places(CANARY));
    let of_bank = |word: &str| {
        let places = places(word);
        let keys: Vec<String> = places.iter().map(|place| key_of(place)).collect();
        assert_eq!(keys.len(), 2, "the list and the file of the bank: {places:?}");
        assert!(keys.iter().all(|key| key.starts_with("payout/")), "{keys:?}");
    };

    leave(&books.ada).await;
    // What the song may have brought since is waited for.
    books.schedule_plans_and_otto_posts(None).await;
    books.world.pass(SignedDuration::from_mins(80)).await;
    assert_eq!(status(&books.ada).await["state"], "erased");
    of_bank(CANARY);
    of_bank(IBAN);
    let masked = &books.otto.read("/payouts?state=settled").await["items"][0]["destination"];
    assert_eq!(masked, "FI•• •••• 85");
}

/// What an operator is told that somebody waits for, and nothing else of them.
async fn reasons(books: &Books, member: &Person) -> Value {
    let path = format!("/members/{}/erasure/reasons", member.id);
    let mut told = books.olga.read(&path).await;
    let names: Vec<&str> = told.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(names, ["erase_by", "member", "reasons", "requested_at", "state"]);
    assert_eq!(books.world.http().get(&path).send().await.unwrap().status.as_u16(), 401);
    for other in [member, &books.world.client("Cleo")] {
        if other.get("/me").await.status.as_u16() == 200 {
            other.get(&path).await.expect_status(403);
        }
    }
    told["reasons"].take()
}

#[tokio::test]
async fn an_operator_reads_by_kind_what_an_erasure_waits_for() {
    let books = Books::sold(World::start().await, BriefPlan::public()).await;
    let (ada, carla) = (&books.ada, books.world.client("Carla"));
    let unknown = format!("/members/{}/erasure/reasons", ada.id);
    books.olga.get(&unknown).await.expect_status(404);
    leave(ada).await;
    assert_eq!(reasons(&books, ada).await, json!(["sweep"]));
    books.world.pass(SignedDuration::from_mins(16)).await;
    assert_eq!(reasons(&books, ada).await, json!(["unposted_earnings"]));
    // The month of the sale is posted, and what it made due is not paid.
    books.schedule_plans_and_otto_posts(Some("40")).await;
    assert_eq!(reasons(&books, ada).await, json!(["open_balance"]));

    let noor = books.world.coproducer("Noor").await;
    let brief = BriefPlan::public().judged_by(&noor).open(&carla).await;
    brief.submit(&books.world.composer("Ben"), "Dusk").await;
    noor.only_review().await.answer(&Answered::approving(letter(1))).await;
    carla.act(&brief.path("/close"), &json!({})).await;
    leave(&carla).await;
    books.world.pass(SignedDuration::from_mins(16)).await;
    assert_eq!(reasons(&books, &carla).await, json!(["judged_briefs"]));
    // Their time is over, or nothing is waited for any more: the token runs out.
    books.world.pass(SignedDuration::from_hours(24 * 61)).await;
    assert_eq!(reasons(&books, ada).await, json!([]));
}
