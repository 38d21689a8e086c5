//! What leaves for the bank and what waits: accounts, minimums, holds, one batch a payment run.

use domain::money::Currency;
use http::Method;
use local::client::Reply;
use serde_json::{Value, json};
use tests::payments::{
    ADAS, MIKAS, account, assert_balanced, batches, between, decide, due, end_to_end_ids, file,
    line, pain002, pay, payouts, posted, reasons, send, settle,
};
use tests::{APRIL, Books, MARCH, Person, ReplyChecks};

#[tokio::test]
async fn a_month_paid_twice_and_by_two_operators_at_once_is_sent_once() {
    let books = posted().await;
    account(&books.ada, ADAS).await;
    let (one, two) =
        tokio::join!(books.ask(&books.otto, MARCH, "pay"), books.ask(&books.olga, MARCH, "pay"),);
    one.expect_status(200);
    two.expect_status(200);
    let once = books.world.items();
    let again = pay(&books, MARCH).await;
    assert_eq!(batches(&again), 1);
    assert_eq!(books.world.items(), once, "a repeat writes nothing");
    let xml = file(&books, &again, 0, "pain.001").await;
    assert_eq!(end_to_end_ids(&xml).len(), 1);
    let report = pain002(&xml, &[(end_to_end_ids(&xml)[0], "ACSC")]);
    let first = send(&books, MARCH, "application/xml", &report).await.expect_status(200);
    let once = books.world.items();
    assert_eq!(send(&books, MARCH, "application/xml", &report).await.expect_status(200), first);
    assert_eq!(books.world.items(), once, "a repeated file counts once");
}

#[tokio::test]
async fn a_payout_on_hold_or_without_an_account_stays_due() {
    let books = posted().await;
    assert_eq!(reasons(&pay(&books, MARCH).await), ["no_account"]);
    account(&books.ada, ADAS).await;
    let hold = format!("/members/{}/hold", books.ada.id);
    let body = json!({ "reason": "two people claim the song", "review_on": "2026-05-01" });
    books.otto.post(&hold, &body).await.expect_status(200);
    let held = books.otto.read("/holds").await;
    assert_eq!(held["items"][0]["reason"], "two people claim the song");
    assert_eq!(held["items"][0]["placed_by"], json!(books.otto.id));
    assert_eq!(reasons(&pay(&books, MARCH).await), ["held"]);
    assert_eq!(books.step(MARCH, "close").await["state"], "closed");
    assert_eq!(
        line(&books, MARCH).await,
        "EUR: opening due 0 + gross 97.5 = net settled 0 + withheld 0 + closing due 97.5"
    );
    let body = json!({ "reason": "they have agreed" });
    books.otto.post(&format!("{hold}/release"), &body).await.expect_status(200);
    books.month_ends(APRIL).await;
    books.close(APRIL).await;
    let paid = pay(&books, APRIL).await;
    let xml = file(&books, &paid, 0, "pain.001").await;
    let ids = end_to_end_ids(&xml);
    settle(&books, APRIL, &xml, &[(ids[0], "ACSC")]).await;
    books.step(APRIL, "close").await;
    assert_eq!(
        line(&books, APRIL).await,
        "EUR: opening due 97.5 + gross 0 = net settled 97.5 + withheld 0 + closing due 0"
    );
    assert_balanced(&books, APRIL).await;
}

/// What was held leaves with the next month: two payouts of one payee, in one file of the bank.
#[tokio::test]
async fn two_months_of_one_payee_are_paid_in_one_file() {
    let books = posted().await;
    assert_eq!(reasons(&pay(&books, MARCH).await), ["no_account"]);
    books.step(MARCH, "close").await;
    account(&books.ada, ADAS).await;
    books.load_lines(APRIL, &[("EUR", "40")]).await;
    books.month_ends(APRIL).await;
    books.close(APRIL).await;
    let paid = pay(&books, APRIL).await;
    let xml = file(&books, &paid, 0, "pain.001").await;
    let mut sums = between(&xml, "<InstdAmt Ccy=\"EUR\">", "<");
    sums.sort_unstable();
    assert_eq!(sums, ["39.00", "97.50"]);
    let statuses: Vec<_> = end_to_end_ids(&xml).into_iter().map(|id| (id, "ACSC")).collect();
    let settled = settle(&books, APRIL, &xml, &statuses).await;
    assert_eq!((&settled["settled"], due(&books.ada).await.as_str()), (&json!(2), "0.00"));
    assert_balanced(&books, APRIL).await;
    books.step(APRIL, "close").await;
    assert_eq!(
        line(&books, APRIL).await,
        "EUR: opening due 97.5 + gross 39 = net settled 136.5 + withheld 0 + closing due 0"
    );
}

#[tokio::test]
async fn a_changed_account_waits_72_hours_and_the_old_one_is_named() {
    let books = posted().await;
    account(&books.ada, ADAS).await;
    account(&books.ada, MIKAS).await;
    assert_eq!(reasons(&pay(&books, MARCH).await), ["account_changed"]);
    let notices = books.ada.read("/me/notices").await.to_string();
    assert!(notices.contains("You are no longer paid to FI•• •••• 85."), "{notices}");
    assert!(!notices.contains(ADAS), "never whole");
    books.world.pass(jiff::SignedDuration::from_hours(73)).await;
    let paid = pay(&books, MARCH).await;
    let xml = file(&books, &paid, 0, "pain.001").await;
    assert!(xml.contains(MIKAS) && !xml.contains(ADAS));
}

#[tokio::test]
async fn an_account_with_a_wrong_iban_is_refused_and_none_is_shown_whole() {
    let books = Books::open().await;
    books.ada.get("/me/payout-account").await.expect_status(404);
    let body = json!({ "holder": "Ada", "iban": "FI2112345600000786" });
    let refused = books.ada.put("/me/payout-account", &body).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.json()["errors"][0]["rule"], "iban");
    let nothing = books.ada.put("/me/payout-account", &json!({ "holder": "Ada" })).await;
    assert_eq!(nothing.status, 422);
    account(&books.ada, ADAS).await;
    let shown = books.ada.read("/me/payout-account").await;
    assert_eq!(shown["iban"], "FI•• •••• 85");
    assert!(!shown.to_string().contains(ADAS));
}

const BRAZIL: &str = "BR1800360305000010009795493C1";

#[tokio::test]
async fn outside_sepa_no_euros_are_paid_and_the_countries_are_named() {
    let books = Books::open().await;
    let body = json!({ "holder": "Ada", "iban": BRAZIL });
    let refused = books.ada.put("/me/payout-account", &body).await.expect_status(422);
    let error = &refused["errors"][0];
    assert_eq!((&error["pointer"], &error["rule"]), (&json!("/iban"), &json!("outside_sepa")));
    let detail = error["detail"].as_str().unwrap();
    assert!(detail.contains("FI, FR, GB") && detail.ends_with("BR is not in it"), "{detail}");
    books.ada.get("/me/payout-account").await.expect_status(404);
}

#[tokio::test]
async fn an_account_that_fits_no_bank_file_holds_back_its_own_payout_alone() {
    let books = Books::of_march(&[("EUR", "2000")]).await;
    books.close(MARCH).await;
    account(&books.ada, ADAS).await;
    // Seventy letters of ours, a hundred and forty of the bank's.
    let body = json!({ "holder": "ß".repeat(70), "iban": MIKAS });
    books.mika.put("/me/payout-account", &body).await.expect_status(200);
    // As it was entered before anybody asked for the country.
    let owner = format!("MEMBER#{}", books.ada.id);
    let item = books.world.items_of("payout_account");
    let item = item.iter().find(|item| item["pk"]["S"] == json!(owner)).unwrap();
    books.change_item(item, ["account", "iban"], BRAZIL);
    let paid = pay(&books, MARCH).await;
    assert_eq!((reasons(&paid), batches(&paid)), (vec!["outside_sepa".to_owned()], 1));
    let xml = file(&books, &paid, 0, "pain.001").await;
    assert_eq!(between(&xml, "<InstdAmt Ccy=\"EUR\">", "<"), ["50.00"]);
    assert_eq!(between(&xml, "<Cdtr>", "</Nm>"), [format!("<Nm>{}", "s".repeat(70))]);
    assert_eq!(due(&books.ada).await, "1950.00");
    // Another account, and it leaves.
    account(&books.ada, ADAS).await;
    books.world.pass(jiff::SignedDuration::from_hours(73)).await;
    let paid = pay(&books, MARCH).await;
    assert_eq!((reasons(&paid), batches(&paid)), (vec![], 2));
}

#[tokio::test]
async fn an_amount_above_the_payment_maximum_waits_and_the_others_are_sent() {
    // A bank takes up to 999 999 999.99 in one payment.
    let books = Books::of_march(&[("EUR", "1500000000")]).await;
    books.close(MARCH).await;
    account(&books.ada, ADAS).await;
    account(&books.mika, MIKAS).await;
    let paid = pay(&books, MARCH).await;
    assert_eq!((reasons(&paid), batches(&paid)), (vec!["not_writable".to_owned()], 1));
    let due_still = payouts(&books, "due").await;
    decide(&books, &due_still[0], "settle").await.expect_status(409);
    let settled = decide(&books, &due_still[0], "settle_by_hand").await.expect_status(200);
    assert_eq!((&settled["state"], &settled["batch"]), (&json!("settled"), &json!(null)));
    assert_eq!(reasons(&pay(&books, MARCH).await), Vec::<String>::new());
    assert_balanced(&books, MARCH).await;
    let xml = file(&books, &paid, 0, "pain.001").await;
    assert_eq!(between(&xml, "<InstdAmt Ccy=\"EUR\">", "<"), ["37500000.00"]);
}

#[tokio::test]
async fn a_hold_on_an_unknown_member_is_refused() {
    let books = Books::open().await;
    let nobody = books.world.composer("Nobody");
    let body = json!({ "reason": "who is that", "review_on": "2026-05-01" });
    let before = books.world.items();
    books.otto.post(&format!("/members/{}/hold", nobody.id), &body).await.expect_status(404);
    assert_eq!(books.world.items(), before);
    books.otto.post(&format!("/members/{}/hold", books.ada.id), &body).await.expect_status(200);
}

#[tokio::test]
async fn a_payout_withheld_whole_is_settled_without_a_bank_and_its_tax_is_booked_for_its_country() {
    let books = Books::of_march(&[("EUR", "100")]).await;
    let path = format!("/members/{}/tax-rate", books.ada.id);
    let rate = json!({ "country": "FI", "rate_bp": 10_000 });
    books.olga.put(&path, &rate).await.expect_status(200);
    books.close(MARCH).await;
    let paid = pay(&books, MARCH).await;
    assert_eq!((reasons(&paid), batches(&paid)), (Vec::new(), 0));
    let settled = payouts(&books, "settled").await;
    assert_eq!(settled[0]["history"][0]["reason"], "all of it is withheld as tax");
    let found = books.otto.read(&format!("/months/{MARCH}/books")).await;
    let accounts = found["items"].as_array().unwrap();
    let tax = accounts.iter().find(|one| one["account"] == "tax:FI").unwrap();
    assert_eq!(tax["balance"], "97.5", "{found}");
    assert_balanced(&books, MARCH).await;
    assert_eq!(books.ada.notices_of("payout").await.len(), 0, "nothing has reached her");
    assert_eq!(books.step(MARCH, "close").await["state"], "closed");
}

#[tokio::test]
async fn yen_and_dinars_have_their_own_minimum_and_are_sent_as_csv() {
    // 97.5 %: 3000 JPY and 7.999 KWD.
    let lines = [("JPY", "3076.92307693"), ("KWD", "8.20512820")];
    let books = Books::of_march(&lines).await;
    books.close(MARCH).await;
    let bank = json!({
        "account_number": "=1234567", "bank_code": "BOTKJPJT", "bank_name": "Bank", "country": "JP",
    });
    let body = json!({ "holder": "Ada", "bank": bank });
    books.ada.put("/me/payout-account", &body).await.expect_status(200);
    let paid = pay(&books, MARCH).await;
    let csv = file(&books, &paid, 0, "csv").await;
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines.len(), 2, "the dinars stay below 8.000");
    assert!(lines[1].contains(",'=1234567,BOTKJPJT,Bank,JP,JPY,3000,"), "{csv}");
    let exponent = |code: &str| code.parse::<Currency>().unwrap().exponent();
    assert_eq!((exponent("JPY"), exponent("KWD")), (0, 3));
    let id = lines[1].split(',').next().unwrap();
    let answers = format!("end_to_end_id,status,reason\n{id},settled,\n");
    let settled = send(&books, MARCH, "text/csv", &answers).await.expect_status(200);
    assert_eq!(settled["settled"], 1);
    books.step(MARCH, "close").await;
    assert_balanced(&books, MARCH).await;
}

#[tokio::test]
async fn a_refund_is_set_off_over_two_months_before_anything_is_paid() {
    let books = Books::of_march(&[("EUR", "-100")]).await;
    books.close(MARCH).await;
    account(&books.ada, ADAS).await;
    assert_eq!(batches(&pay(&books, MARCH).await), 0);
    books.step(MARCH, "close").await;
    books.load_lines(APRIL, &[("EUR", "60")]).await;
    books.month_ends(APRIL).await;
    books.close(APRIL).await;
    assert_eq!(batches(&pay(&books, APRIL).await), 0, "-97.5 + 58.5 is nothing to pay");
    books.step(APRIL, "close").await;
    books.load_lines("2026-05", &[("EUR", "80")]).await;
    books.month_ends("2026-05").await;
    books.close("2026-05").await;
    let paid = pay(&books, "2026-05").await;
    let xml = file(&books, &paid, 0, "pain.001").await;
    assert_eq!(between(&xml, "<InstdAmt Ccy=\"EUR\">", "<"), ["39.00"]);
    assert_balanced(&books, "2026-05").await;
}

/// As an operator who has read this version.
async fn having_read(who: &Person, etag: &str, path: &str, body: &Value) -> Reply {
    who.send(Method::POST, path, |call| call.header("if-match", etag).json(body)).await
}

#[tokio::test]
async fn stale_is_a_hold_or_its_release_by_who_has_read_another_version() {
    let books = Books::of_march(&[("EUR", "100")]).await;
    let (olga, otto) = (&books.olga, &books.otto);
    books.close(MARCH).await;
    let hold = format!("/members/{}/hold", books.ada.id);
    let release = format!("{hold}/release");
    let because = |reason: &str| json!({ "reason": reason, "review_on": "2026-05-01" });
    let first = because("two people claim the song");
    let never = having_read(olga, "\"v1\"", &hold, &first).await;
    assert_eq!(never.refusal(), (412, "stale".to_owned()), "there is none yet");
    let placed = otto.post(&hold, &first).await;
    assert_eq!((placed.status.as_u16(), placed.header("etag")), (200, "\"v1\""));
    let second = having_read(otto, "\"v1\"", &hold, &because("a third one does")).await;
    assert_eq!((second.status.as_u16(), second.header("etag")), (200, "\"v2\""));
    let blind = having_read(olga, "\"v1\"", &hold, &because("they have not agreed")).await;
    assert_eq!(blind.refusal(), (412, "stale".to_owned()));
    let agreed = json!({ "reason": "they have agreed" });
    let blind = having_read(olga, "\"v1\"", &release, &agreed).await;
    assert_eq!(blind.refusal(), (412, "stale".to_owned()));
    let held = &olga.read("/holds").await["items"][0];
    assert_eq!((&held["reason"], &held["version"]), (&json!("a third one does"), &json!(2)));
    let released = having_read(olga, "\"v2\"", &release, &agreed).await;
    assert_eq!((released.status.as_u16(), released.header("etag")), (200, "\"v3\""));
    olga.post(&hold, &first).await.expect_status(200);
}

#[tokio::test]
async fn a_hold_that_is_released_between_two_pages_hides_no_other_one() {
    let books = Books::of_march(&[("EUR", "100")]).await;
    books.close(MARCH).await;
    let ben = books.world.composer("Ben");
    ben.introduce().await;
    for (day, who) in (1..).zip([&books.ada, &books.mika, &ben]) {
        let body = json!({ "reason": "somebody asks", "review_on": format!("2026-05-0{day}") });
        books.otto.act(&format!("/members/{}/hold", who.id), &body).await;
    }
    let first = books.otto.read("/holds?limit=1").await;
    assert_eq!(first["items"][0]["member"], json!(books.ada.id));
    let release = format!("/members/{}/hold/release", books.ada.id);
    books.otto.act(&release, &json!({ "reason": "it was nothing" })).await;
    let rest = format!("/holds?cursor={}", first["next"].as_str().unwrap());
    let rest = books.otto.read(&rest).await["items"].take();
    let members: Vec<&Value> =
        rest.as_array().unwrap().iter().map(|hold| &hold["member"]).collect();
    assert_eq!(members, [&json!(books.mika.id), &json!(ben.id)]);
}
