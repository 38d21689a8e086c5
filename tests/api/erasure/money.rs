//! What is owed to who leaves: the next post pays it below the minimum too, or takes what is given up.
#![expect(
    clippy::arithmetic_side_effects,
    clippy::integer_division,
    reason = "small whole amounts of a test"
)]

use std::path::Path;

use http::Method;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tests::{Answered, BriefPlan, Person, Said, Submitted, World, declared, letter, upload};

use crate::erasure::canary::{CANARY, found};
use crate::erasure::{leave, status};

/// Below the minimum that a payout usually needs, and not a whole number of cents.
const EARNED: &str = "12.505";

struct Sale {
    world: World,
    olga: Person,
    otto: Person,
    lena: Person,
    track: Submitted,
}

impl Sale {
    /// A sold track has earned something in a month that is posted.
    async fn with_a_balance() -> Self {
        Self::with_a_balance_of(EARNED, World::start().await).await
    }

    async fn with_a_balance_of(earned: &str, world: World) -> Self {
        let books = Self::with_a_sale(BriefPlan::public(), world).await;
        books.month(Some(earned)).await;
        books
    }

    /// A track is sold, and no month is posted.
    async fn with_a_sale(plan: BriefPlan, world: World) -> Self {
        let (clara, lena) = (world.client("Clara"), world.composer("Lena"));
        let (olga, otto) = (world.operator("Olga"), world.operator("Otto"));
        let mika = world.coproducer("Mika").await;
        let brief = plan.judged_by(&mika).draft(&clara).await;
        if brief.seen_by(&clara).await["prize"].is_object() {
            brief.fund(&olga).await;
        }
        clara.act(&brief.path("/open"), &json!({})).await;
        let track = brief.submit(&lena, "Dawn").await;
        mika.only_review().await.answer(&Answered::approving(letter(0))).await;
        clara.awards(&brief, &track).await;
        Self { world, olga, otto, lena, track }
    }

    /// The month that is now, with or without revenue, is planned by the schedule and posted.
    async fn month(&self, amount: Option<&str>) {
        let month = self.planned(amount).await;
        self.post(&month).await;
    }

    /// The month that is now is planned by the schedule; it has ended a few days ago then.
    async fn planned(&self, amount: Option<&str>) -> String {
        let month = self.world.now().strftime("%Y-%m").to_string();
        if let Some(amount) = amount {
            let csv = format!(
                "period,track_id,isrc,source,territory,units,currency,amount\n\
                 {month},{},,radio,DE,1,EUR,{amount}\n",
                self.track.id
            );
            let mut file = declared(csv.as_bytes());
            file["content_type"] = json!("text/csv");
            let reserved = self.olga.create(&format!("/months/{month}/revenue"), &file).await;
            upload(&self.world.http(), &reserved["upload"], csv.into_bytes()).await.said(200);
        }
        self.world.pass(SignedDuration::from_hours(24 * 32)).await;
        month
    }

    async fn post(&self, month: &str) {
        let path = |below: &str| format!("/months/{month}{below}");
        let planned = self.otto.read(&path("")).await;
        let plan = json!({ "plan_sha256": planned["plan"]["plan_sha256"] });
        self.otto.act(&path("/approve"), &plan).await;
        self.otto.act(&path("/post"), &json!({})).await;
    }

    /// March is paid in one batch, and the bank says that it has arrived.
    async fn pays_march(&self) {
        let paid = self.otto.act("/months/2026-03/pay", &json!({})).await;
        assert_eq!(paid["batches"].as_array().unwrap().len(), 1, "{paid}");
        let sent = self.otto.read("/payouts?state=submitted").await["items"][0].take();
        let path = format!("/payouts/{}/decision", sent["payout"].as_str().unwrap());
        let settled = json!({ "attempt": 1, "event": "settle", "reason": "the bank says so" });
        self.otto.act(&path, &settled).await;
    }

    /// Balance and due of an account, in atoms.
    fn holds(&self, account: &str) -> [i128; 2] {
        let balances = self.world.items_of("balance");
        let mine = balances.iter().find(|item| item["account"]["S"] == account);
        ["balance_atoms", "due_atoms"].map(|name| {
            let atoms = mine.and_then(|item| item[name]["N"].as_str());
            atoms.map_or(0, |atoms| atoms.parse().unwrap())
        })
    }
}

/// So many cents.
const fn cents(cents: i128) -> i128 {
    cents * 1_000_000_000_000
}

#[tokio::test]
async fn what_is_owed_is_made_due_by_the_next_post_and_waited_for_sixty_days_at_most() {
    let books = Sale::with_a_balance().await;
    let lena = books.lena.id.to_string();
    assert_eq!(books.holds(&lena), [cents(1_250) + cents(1) / 2, 0], "below the minimum: carried");
    leave(&books.lena).await;
    books.world.pass(SignedDuration::from_mins(16)).await;
    let waiting = status(&books.lena).await;
    assert_eq!(
        (&waiting["state"], &waiting["waits_for"]),
        (&json!("requested"), &json!("balance"))
    );
    assert_eq!(waiting["left"][0]["step"], "balance");
    books.lena.read("/me/balance").await;

    books.month(None).await;
    assert_eq!(books.holds(&lena), [cents(1) / 2, cents(1_250)], "any gross from 1.00 on");
    assert_eq!(status(&books.lena).await["waits_for"], "balance", "due is not paid");
    let at = |status: &Value, field: &str| -> Timestamp {
        status[field].as_str().unwrap().parse().unwrap()
    };
    let left = at(&waiting, "erase_by").duration_since(books.world.now());
    books.world.pass(left - SignedDuration::from_mins(125)).await;
    assert_eq!(status(&books.lena).await["state"], "requested");
    books.world.pass(SignedDuration::from_mins(120)).await;
    let erased = status(&books.lena).await;
    assert_eq!(erased["state"], "erased");
    assert!(books.world.now() <= at(&erased, "erase_by"), "{erased}");
    assert_eq!(books.holds(&lena), [cents(1) / 2, cents(1_250)], "the books stay as they are");
    assert!(books.world.denied().is_empty(), "{:?}", books.world.denied());
}

#[tokio::test]
async fn who_wins_a_prize_and_leaves_before_any_post_is_paid_it_by_the_next_one() {
    let prize = json!({ "currency": "EUR", "amount": "500.00" });
    let plan = BriefPlan::public().with("prize", prize);
    let books = Sale::with_a_sale(plan, World::start().await).await;
    let lena = books.lena.id.to_string();
    assert_eq!(books.holds(&lena), [0, 0], "nothing is booked yet");
    let account = json!({ "holder": "Lena", "iban": "FI2112345600000785" });
    books.lena.put("/me/payout-account", &account).await.said(200);
    leave(&books.lena).await;
    books.world.pass(SignedDuration::from_mins(16)).await;
    let waiting = status(&books.lena).await;
    assert_eq!(
        (&waiting["state"], &waiting["waits_for"]),
        (&json!("requested"), &json!("balance"))
    );

    books.month(None).await;
    assert_eq!(books.holds(&lena), [0, cents(50_000)]);
    assert_eq!(status(&books.lena).await["waits_for"], "balance", "due is not paid");
    books.world.pass(SignedDuration::from_hours(73)).await;
    books.pays_march().await;
    books.world.pass(SignedDuration::from_mins(61)).await;
    assert_eq!(status(&books.lena).await["state"], "erased");
    assert_eq!(books.holds(&lena), [0, 0]);
    assert!(books.world.denied().is_empty(), "{:?}", books.world.denied());
}

#[tokio::test]
async fn what_a_month_that_takes_nothing_more_brings_is_given_up_with_the_one_after() {
    let books = Sale::with_a_sale(BriefPlan::public(), World::start().await).await;
    let lena = books.lena.id.to_string();
    let march = books.planned(Some(EARNED)).await;
    let path = "/me?waive_balance=true";
    let _asked: Value = books.lena.send(Method::DELETE, path, |call| call).await.said(202);
    books.world.pass(SignedDuration::from_mins(16)).await;
    assert_eq!(status(&books.lena).await["waits_for"], "balance", "April was asked");
    books.post(&march).await;
    assert_eq!(books.holds(&lena)[0], cents(1_250) + cents(1) / 2);
    books.month(None).await;
    assert_eq!(books.holds(&lena)[0], 0);
    assert_eq!(books.holds("platform")[0], cents(1) / 2);
    books.world.pass(SignedDuration::from_mins(61)).await;
    assert_eq!(status(&books.lena).await["state"], "erased");
}

#[tokio::test]
async fn what_is_given_up_goes_to_the_platform_with_the_next_post() {
    let books = Sale::with_a_balance().await;
    let lena = books.lena.id.to_string();
    let path = "/me?waive_balance=true";
    let asked: Value = books.lena.send(Method::DELETE, path, |call| call).await.said(202);
    assert_eq!(asked["state"], "requested");
    books.world.pass(SignedDuration::from_mins(16)).await;
    assert_eq!(status(&books.lena).await["waits_for"], "balance");
    books.month(None).await;
    assert_eq!(books.holds(&lena)[0], 0);
    assert_eq!(books.holds("platform")[0], cents(1) / 2);
    books.world.pass(SignedDuration::from_mins(61)).await;
    assert_eq!(status(&books.lena).await["state"], "erased");
}

/// The key of the object that a file of the buckets is a version of.
fn key_of(place: &str) -> String {
    let bytes = place.strip_prefix("file ").unwrap();
    let description = std::fs::read(Path::new(bytes).with_extension("json")).unwrap();
    let description: Value = serde_json::from_slice(&description).unwrap();
    description["key"].as_str().unwrap().to_owned()
}

/// What left the bank can be proven for as long as books are kept: the list that was paid and the file
/// that was sent, and nothing else, still name the account. The table shows it masked.
#[tokio::test]
async fn the_account_of_who_was_paid_stays_in_the_files_of_the_bank_alone() {
    const IBAN: &str = "FI2112345600000785";
    let folder = tempfile::tempdir().unwrap();
    let world = World::in_folder(folder.path()).await;
    let books = Sale::with_a_balance_of("40", world).await;
    let account = json!({ "holder": format!("Lena {CANARY}"), "iban": IBAN });
    books.lena.put("/me/payout-account", &account).await.said(200);
    books.world.pass(SignedDuration::from_hours(73)).await;
    books.pays_march().await;
    let places = |word: &str| found(&books.world, folder.path(), word);
    assert!(places(CANARY).contains("payout_account"), "{:?}", places(CANARY));
    let of_bank = |word: &str| {
        let places = places(word);
        let keys: Vec<String> = places.iter().map(|place| key_of(place)).collect();
        assert_eq!(keys.len(), 2, "the list and the file of the bank: {places:?}");
        assert!(keys.iter().all(|key| key.starts_with("payout/")), "{keys:?}");
    };

    leave(&books.lena).await;
    // What the song may have brought since is waited for.
    books.month(None).await;
    books.world.pass(SignedDuration::from_mins(80)).await;
    assert_eq!(status(&books.lena).await["state"], "erased");
    of_bank(CANARY);
    of_bank(IBAN);
    let masked = &books.otto.read("/payouts?state=settled").await["items"][0]["destination"];
    assert_eq!(masked, "FI•• •••• 85");
}

/// What an operator is told that somebody waits for, and nothing else of them.
async fn reasons(books: &Sale, member: &Person) -> Value {
    let path = format!("/members/{}/erasure/reasons", member.id);
    let mut told = books.olga.read(&path).await;
    let names: Vec<&str> = told.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(names, ["erase_by", "member", "reasons", "requested_at", "state"]);
    assert_eq!(books.world.http().get(&path).send().await.unwrap().status.as_u16(), 401);
    for other in [member, &books.world.client("Cleo")] {
        if other.get("/me").await.status.as_u16() == 200 {
            other.get(&path).await.said(403);
        }
    }
    told["reasons"].take()
}

#[tokio::test]
async fn an_operator_reads_by_kind_what_an_erasure_waits_for() {
    let books = Sale::with_a_sale(BriefPlan::public(), World::start().await).await;
    let (lena, clara) = (&books.lena, books.world.client("Carla"));
    let unknown = format!("/members/{}/erasure/reasons", lena.id);
    books.olga.get(&unknown).await.said(404);
    leave(lena).await;
    assert_eq!(reasons(&books, lena).await, json!(["sweep"]));
    books.world.pass(SignedDuration::from_mins(16)).await;
    assert_eq!(reasons(&books, lena).await, json!(["unposted_earnings"]));
    // The month of the sale is posted, and what it made due is not paid.
    books.month(Some("40")).await;
    assert_eq!(reasons(&books, lena).await, json!(["open_balance"]));

    let noor = books.world.coproducer("Noor").await;
    let brief = BriefPlan::public().judged_by(&noor).open(&clara).await;
    brief.submit(&books.world.composer("Ada"), "Dusk").await;
    noor.only_review().await.answer(&Answered::approving(letter(1))).await;
    clara.act(&brief.path("/close"), &json!({})).await;
    leave(&clara).await;
    books.world.pass(SignedDuration::from_mins(16)).await;
    assert_eq!(reasons(&books, &clara).await, json!(["judged_briefs"]));
    // Their time is over, or nothing is waited for any more: the token runs out.
    books.world.pass(SignedDuration::from_hours(24 * 61)).await;
    assert_eq!(reasons(&books, lena).await, json!([]));
}
