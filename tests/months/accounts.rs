//! The accounts of the house over HTTP: what each of them says of where the money is, and that they
//! are nothing together after every step.

use serde_json::{Value, json};
use tests::{
    APRIL, Answered, Books, BriefPlan, MARCH, Person, ReplyChecks, World, amounts, award, letter,
};

use crate::decisions::dispute;
use tests::payments::{self, ADAS, MIKAS};

/// The books of a month, as an operator reads them, whole and page by page; they are nothing
/// together.
async fn read(books: &Books, month: &str) -> Vec<Value> {
    let path = format!("/months/{month}/books");
    let found = books.otto.read(&path).await;
    assert_eq!(found["next"], Value::Null, "{found}");
    let (mut paged, mut page) = (Vec::new(), books.otto.read(&format!("{path}?limit=2")).await);
    loop {
        assert_eq!(page["trial_balance"], found["trial_balance"], "of all accounts on every page");
        paged.append(page["items"].as_array_mut().unwrap());
        let Some(next) = page["next"].as_str() else { break };
        page = books.otto.read(&format!("{path}?limit=2&cursor={next}")).await;
    }
    assert_eq!(&paged, found["items"].as_array().unwrap());
    for sum in found["trial_balance"].as_array().unwrap() {
        assert_eq!(sum["amount"], "0", "{found}");
    }
    found["items"].as_array().unwrap().clone()
}

fn texts<const N: usize>(line: &Value, names: [&str; N]) -> [String; N] {
    names.map(|name| line[name].as_str().unwrap().to_owned())
}

/// Every account that is not empty, as `EUR tax:FI 15`.
async fn accounts(books: &Books, month: &str) -> Vec<String> {
    let lines = read(books, month).await;
    let filled = lines.iter().filter(|line| line["balance"] != "0");
    filled.map(|line| texts(line, ["currency", "account", "balance"]).join(" ")).collect()
}

/// What left an account in a month, what reached it, and what it holds.
async fn account(books: &Books, month: &str, name: &str) -> [String; 3] {
    let lines = read(books, month).await;
    let line = lines.iter().find(|line| line["account"] == name).cloned();
    let line = line.unwrap_or(json!({ "debited": "-", "credited": "-", "balance": "-" }));
    texts(&line, ["debited", "credited", "balance"])
}

/// A song by Ada and Ben, of which Ben has 39 409 parts of a million.
async fn of_two_writers() -> (Books, Person) {
    let world = World::start().await;
    let (clara, ada, ben) = (world.client("Clara"), world.composer("Ada"), world.composer("Ben"));
    let mika = world.coproducer("Mika").await;
    let (olga, otto) = (world.operator("Olga"), world.operator("Otto"));
    let brief = BriefPlan::private().inviting(&ada).judged_by(&mika).open(&clara).await;
    let track = brief.submit(&ada, "Dawn").await;
    let writers = json!({ "writers": [
        { "member": ada.id, "share_ppm": 959_581 },
        { "member": ben.id, "share_ppm": 40_419 },
    ] });
    ada.put(&track.path("/writers"), &writers).await.expect_status(200);
    ben.act(&track.path("/writers/me/consent"), &json!({})).await;
    mika.only_review().await.answer(&Answered::approving(letter(0))).await;
    award(&brief, &track.id).await;
    (Books { world, olga, otto, ada, mika, song: track.id }, ben)
}

async fn taxed(books: &Books, who: &Person, country: &str, rate_bp: u16) {
    let rate = json!({ "country": country, "rate_bp": rate_bp });
    books.otto.put(&format!("/members/{}/tax-rate", who.id), &rate).await.expect_status(200);
}

/// Posts March, which Oona approves: she has decided nothing in it.
async fn posted(books: &Books) {
    books.month_ends(MARCH).await;
    for step in ["freeze", "plan"] {
        books.step(MARCH, step).await;
    }
    books.ask(&books.world.operator("Oona"), MARCH, "approve").await.expect_status(200);
    books.step(MARCH, "post").await;
}

#[tokio::test]
async fn fifteen_percent_of_100_00999999999999_stand_with_the_country_they_were_withheld_for() {
    let (books, ben) = of_two_writers().await;
    taxed(&books, &ben, "FI", 1_500).await;
    taxed(&books, &books.ada, "SE", 1_000).await;
    // 39 409 millionths of it are 100.00999999999999 to the last digit.
    books.load_lines(MARCH, &[("EUR", "2537.74518511")]).await;
    posted(&books).await;
    let entry = books.entry(&ben, MARCH, "EUR").await;
    assert_eq!(amounts(&entry, ["earnings", "gross"]), ["100.00999999999999", "100.00"]);
    assert_eq!(amounts(&entry, ["withheld", "net"]), ["15.00", "85.00"]);
    let before = accounts(&books, MARCH).await;
    assert!(!before.iter().any(|line| line.contains("tax:")), "not before it is paid: {before:?}");

    payments::account(&ben, ADAS).await;
    payments::account(&books.ada, MIKAS).await;
    let paid = payments::pay(&books, MARCH).await;
    let xml = payments::file(&books, &paid, 0, "pain.001").await;
    let ids = payments::end_to_end_ids(&xml);
    let settled: Vec<_> = ids.iter().map(|id| (*id, "ACSC")).collect();
    payments::settle(&books, MARCH, &xml, &settled).await;
    let after = accounts(&books, MARCH).await;
    // 15 % of 100.00 and 10 % of 2374.29.
    for line in ["EUR tax:FI 15", "EUR tax:SE 237.42"] {
        assert!(after.iter().any(|one| one == line), "{line} in {after:?}");
    }
    assert!(!after.iter().any(|line| line.contains("tax:unknown")), "{after:?}");
    let books_of_march = books.otto.read(&format!("/months/{MARCH}/books")).await;
    let printed = demo::books_table(&books_of_march).unwrap();
    assert!(printed.contains("tax:FI") && printed.contains("237.42"), "{printed}");

    // A payment that comes back takes its tax back from the country.
    let all = payments::payouts(&books, "settled").await;
    let of_ben = all.iter().find(|one| one["payable"]["account"] == json!(ben.id)).unwrap();
    payments::decide(&books, of_ben, "return").await.expect_status(200);
    let back = accounts(&books, MARCH).await;
    assert!(!back.iter().any(|line| line.contains("tax:FI")), "{back:?}");
    // Mika has no account for the 63.44 that are due to them.
    assert!(back.iter().any(|line| line == "EUR due 163.44"), "{back:?}");
    assert_eq!(account(&books, MARCH, "tax:FI").await, ["15", "15", "0"]);
    assert_eq!(books.step(MARCH, "close").await["state"], "closed");
    assert_eq!(accounts(&books, MARCH).await, back, "closing changes no account");
}

#[tokio::test]
async fn a_coproducers_earnings_come_through_the_pool_and_a_voided_review_takes_them_back() {
    let books = Books::open().await;
    let review = dispute(&books).await;
    books.load_lines(MARCH, &[("EUR", "100"), ("JPY", "-8")]).await;
    books.month_ends(MARCH).await;
    books.close(MARCH).await;
    // 2.5 % of what the song earned: it is nobody's but the co-producers'.
    let pools: Vec<_> =
        read(&books, MARCH).await.into_iter().filter(|one| one["account"] == "pool").collect();
    let pools: Vec<_> = pools
        .iter()
        .map(|one| texts(one, ["currency", "debited", "credited", "balance"]))
        .collect();
    assert_eq!(pools, [["EUR", "2.5", "2.5", "0"], ["JPY", "0.2", "0.2", "0"]]);
    assert_eq!(account(&books, MARCH, "payees").await, ["97.5", "100", "2.5"]);

    let decision = json!({ "upheld": true, "words": "It does." });
    books.olga.act(&format!("{review}/decision"), &decision).await;
    books.load_lines(APRIL, &[("EUR", "40")]).await;
    books.month_ends(APRIL).await;
    books.close(APRIL).await;
    // Of April nothing, of March all of it back, to Ada, who is paid it.
    assert_eq!(account(&books, APRIL, "pool").await, ["2.5", "2.5", "0"]);
    assert_eq!(account(&books, APRIL, "payees").await, ["45", "42.5", "0"]);
    for month in [MARCH, APRIL] {
        books.step(month, "pay").await;
        let before = read(&books, month).await;
        books.step(month, "close").await;
        assert_eq!(read(&books, month).await, before, "closing keeps what moved");
    }
}

/// A draft with a prize that has been paid in.
async fn funded(books: &Books, name: &str, amount: &str) -> tests::OpenBrief {
    let clara = books.world.client(name);
    let prize = json!({ "currency": "EUR", "amount": amount });
    let plan =
        BriefPlan::private().with("prize", prize).inviting(&books.ada).judged_by(&books.mika);
    let brief = plan.draft(&clara).await;
    for _ in 0..2 {
        brief.fund(&books.olga).await;
    }
    brief
}

/// The confirmation belongs to April, for March was planned already; then March is opened again.
#[tokio::test]
async fn an_operator_who_confirmed_a_prize_cannot_approve_the_month_that_pays_it() {
    let books = Books::open().await;
    let clara = books.world.client("Cara");
    let prize = json!({ "currency": "EUR", "amount": "500.00" });
    let plan =
        BriefPlan::private().with("prize", prize).inviting(&books.ada).judged_by(&books.mika);
    books.month_ends(MARCH).await;
    for step in ["freeze", "plan"] {
        books.step(MARCH, step).await;
    }
    let brief = plan.draft(&clara).await;
    brief.fund(&books.otto).await;
    books.step(MARCH, "reject").await;
    clara.act(&brief.path("/open"), &json!({})).await;
    let track = brief.submit(&books.ada, "Dusk").await;
    books.mika.only_review().await.answer(&Answered::approving(letter(1))).await;
    award(&brief, &track.id).await;
    for step in ["freeze", "plan"] {
        books.step(MARCH, step).await;
    }
    let own = books.ask(&books.otto, MARCH, "approve").await;
    assert_eq!((own.status.as_u16(), own.problem()), (403, "approver_contributed".to_owned()));
    books.ask(&books.olga, MARCH, "approve").await.expect_status(200);
    books.step(MARCH, "post").await;
    assert_eq!(account(&books, MARCH, "due").await, ["0", "500", "500"]);
}

#[tokio::test]
async fn a_prize_stands_with_its_brief_from_the_deposit_to_the_winner_or_back_to_the_client() {
    let books = Books::open().await;
    let won = funded(&books, "Cara", "500.00").await;
    let name = format!("prize:{}", won.id);
    assert_eq!(account(&books, MARCH, &name).await, ["0", "500", "500"]);
    assert_eq!(account(&books, MARCH, "outside").await, ["500", "0", "-500"]);
    books.world.client("Cara").act(&won.path("/open"), &json!({})).await;
    let track = won.submit(&books.ada, "Dawn").await;
    books.mika.only_review().await.answer(&Answered::approving(letter(1))).await;
    award(&won, &track.id).await;
    assert_eq!(account(&books, MARCH, &name).await, ["0", "500", "500"], "not before it is posted");

    // Called off: it goes back, once.
    let off = funded(&books, "Cleo", "70.00").await;
    let reason = json!({ "reason": "The film is not made." });
    for _ in 0..2 {
        off.owner.act(&off.path("/cancel"), &reason).await;
    }
    assert_eq!(account(&books, MARCH, &format!("prize:{}", off.id)).await, ["70", "70", "0"]);

    // Another prize is another deposit.
    let changed = funded(&books, "Cyd", "30.00").await;
    let draft = changed.owner.get(&changed.path("")).await;
    let etag = draft.headers["etag"].to_str().unwrap().to_owned();
    let prize = json!({ "prize": { "currency": "EUR", "amount": "40.00" } });
    changed.owner.patch(&changed.path(""), &etag, &prize).await.expect_status(200);
    let name_of_changed = format!("prize:{}", changed.id);
    assert_eq!(account(&books, MARCH, &name_of_changed).await, ["30", "30", "0"]);
    changed.fund(&books.olga).await;
    assert_eq!(account(&books, MARCH, &name_of_changed).await, ["30", "70", "40"]);

    books.month_ends(MARCH).await;
    books.close(MARCH).await;
    assert_eq!(account(&books, MARCH, &name).await, ["500", "500", "0"]);
    assert_eq!(account(&books, MARCH, "due").await, ["0", "500", "500"]);
    assert_eq!(account(&books, MARCH, "outside").await[2], "-540", "500 due and 40 kept");
    books.step(MARCH, "pay").await;
    books.step(MARCH, "close").await;
    let open = account(&books, APRIL, &name_of_changed).await;
    assert_eq!(open, ["0", "0", "40"], "a deposit is carried until somebody decides");
}
