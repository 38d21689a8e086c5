//! What is owed to who leaves: the next post pays it below the minimum too, or takes what is given up.
#![expect(
    clippy::arithmetic_side_effects,
    clippy::integer_division,
    reason = "small whole amounts of a test"
)]

use http::Method;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tests::{Answered, BriefPlan, Person, Said, Submitted, World, declared, letter, upload};

use crate::{leave, status};

/// Below the minimum that a payout usually needs, and not a whole number of cents.
const EARNED: &str = "12.505";

struct Books {
    world: World,
    olga: Person,
    otto: Person,
    lena: Person,
    track: Submitted,
}

impl Books {
    /// A sold track has earned something in a month that is posted.
    async fn with_a_balance() -> Self {
        let world = World::start().await;
        let (clara, lena) = (world.client("Clara"), world.composer("Lena"));
        let mika = world.coproducer("Mika").await;
        let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
        let track = brief.submit(&lena, "Dawn").await;
        mika.only_review().await.answer(&Answered::approving(letter(0))).await;
        clara.awards(&brief, &track).await;
        let (olga, otto) = (world.operator("Olga"), world.operator("Otto"));
        let books = Self { world, olga, otto, lena, track };
        books.month(Some(EARNED)).await;
        books
    }

    /// The month that is now, with or without revenue, is planned by the schedule and posted.
    async fn month(&self, amount: Option<&str>) {
        let month = self.world.now().strftime("%Y-%m").to_string();
        let path = |below: &str| format!("/months/{month}{below}");
        if let Some(amount) = amount {
            let csv = format!(
                "period,track_id,isrc,source,territory,units,currency,amount\n\
                 {month},{},,radio,DE,1,EUR,{amount}\n",
                self.track.id
            );
            let mut file = declared(csv.as_bytes());
            file["content_type"] = json!("text/csv");
            let reserved = self.olga.create(&path("/revenue"), &file).await;
            upload(&self.world.http(), &reserved["upload"], csv.into_bytes()).await.said(200);
        }
        self.world.pass(SignedDuration::from_hours(24 * 32)).await;
        let planned = self.otto.read(&path("")).await;
        let plan = json!({ "plan_sha256": planned["plan"]["plan_sha256"] });
        self.otto.act(&path("/approve"), &plan).await;
        self.otto.act(&path("/post"), &json!({})).await;
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
    let books = Books::with_a_balance().await;
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
    assert!(at(&erased, "erased_at") <= at(&erased, "erase_by"), "{erased}");
    assert_eq!(books.holds(&lena), [cents(1) / 2, cents(1_250)], "the books stay as they are");
    assert!(books.world.denied().is_empty(), "{:?}", books.world.denied());
}

#[tokio::test]
async fn what_is_given_up_goes_to_the_platform_with_the_next_post() {
    let books = Books::with_a_balance().await;
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
