//! The headline of a statement: what is paid to which account on which day, or why nothing is; and
//! what is due to them, in every form and with exact figures.

use serde_json::{Value, json};
use tests::{
    APRIL, Answered, Books, BriefPlan, MARCH, Person, ReplyChecks, World, amounts, award, csv,
    letter,
};

use crate::printed::words;
use crate::statements::in_form;
use tests::payments::{
    ADAS, MIKAS, account, between, decide, end_to_end_ids, file, pay, payouts, posted, settle,
};

const DUE: [&str; 5] = ["opening_due", "gross", "net_settled", "withheld", "closing_due"];

/// A statement as a spreadsheet reads it: its rows, each with its cells.
async fn table(who: &Person, month: &str) -> Vec<Vec<String>> {
    let reply = in_form(who, &format!("/me/statements/{month}"), "text/csv").await;
    let text = String::from_utf8(reply.body.to_vec()).unwrap();
    text.lines().map(cells).collect()
}

/// The cells of a line; commas inside quotes are part of one.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut inside = false;
    for character in line.chars() {
        match character {
            '"' => inside = !inside,
            ',' if !inside => cells.push(String::new()),
            other => cells.last_mut().unwrap().push(other),
        }
    }
    cells
}

/// Amount and note of each row of this item.
fn rows<'a>(table: &'a [Vec<String>], item: &str) -> Vec<(&'a str, &'a str)> {
    let rows = table.iter().filter(|row| row[2] == item);
    rows.map(|row| (row[10].as_str(), row[11].as_str())).collect()
}

async fn printed(who: &Person, month: &str) -> String {
    let path = format!("/me/statements/{month}");
    words(&in_form(who, &path, "application/pdf").await.body)
}

/// The headline in EUR, which is the same in all three forms.
async fn headline(who: &Person, month: &str) -> String {
    let statement = who.read(&format!("/me/statements/{month}")).await;
    let entries = statement["entries"].as_array().unwrap();
    assert_eq!(entries.len(), 1, "{statement}");
    let headline = entries[0]["headline"].as_str().unwrap().to_owned();
    assert_eq!(rows(&table(who, month).await, "headline"), [("", headline.as_str())]);
    let page = printed(who, month).await;
    assert!(page.starts_with(&headline.replace(". Of", " Of")), "{page}");
    headline
}

async fn hold(books: &Books, review_on: &str) {
    let body = json!({ "reason": "two people claim the song", "review_on": review_on });
    books.otto.post(&format!("/members/{}/hold", books.ada.id), &body).await.expect_status(200);
}

async fn release(books: &Books) {
    let path = format!("/members/{}/hold/release", books.ada.id);
    books.otto.post(&path, &json!({ "reason": "they have agreed" })).await.expect_status(200);
}

async fn hours_pass(books: &Books, hours: i64) {
    books.world.hold_events();
    books.world.pass(jiff::SignedDuration::from_hours(hours)).await;
    let _lost = books.world.take_events();
    books.world.release_events();
}

#[tokio::test]
async fn the_first_line_names_the_day_that_the_bank_is_asked_for() {
    let books = posted().await;
    account(&books.ada, ADAS).await;
    assert_eq!(
        headline(&books.ada, MARCH).await,
        "EUR 97.50 will be paid to FI•• •••• 85 on 2026-04-15"
    );
    let paid = pay(&books, MARCH).await;
    let xml = file(&books, &paid, 0, "pain.001").await;
    assert_eq!(between(&xml, "<ReqdExctnDt><Dt>", "<"), ["2026-04-15"]);
    assert_eq!(
        headline(&books.ada, MARCH).await,
        "EUR 97.50 is with the bank, which pays it to FI•• •••• 85 on 2026-04-15"
    );
    settle(&books, MARCH, &xml, &[(end_to_end_ids(&xml)[0], "ACSC")]).await;
    assert_eq!(
        headline(&books.ada, MARCH).await,
        "EUR 97.50 was paid to FI•• •••• 85: the bank confirmed it on 2026-04-01"
    );
    let entry = books.entry(&books.ada, MARCH, "EUR").await;
    assert_eq!(entry["payouts"][0]["state"], "settled");
}

#[tokio::test]
async fn a_statement_of_money_kept_back_says_why_and_what_helps() {
    let books = posted().await;
    assert_eq!(
        headline(&books.ada, MARCH).await,
        "EUR 97.50 is due, and there is no account to pay it to: give your IBAN (PUT \
         /me/payout-account), and it leaves with the next payments"
    );
    account(&books.ada, ADAS).await;
    hold(&books, "2026-05-04").await;
    assert_eq!(
        headline(&books.ada, MARCH).await,
        "EUR 97.50 is due and on hold: it stays yours, and the studio looks at it again on 2026-05-04"
    );
    // Why it is held is the operators' own.
    for form in ["application/json", "text/csv"] {
        let reply = in_form(&books.ada, &format!("/me/statements/{MARCH}"), form).await;
        let text = String::from_utf8(reply.body.to_vec()).unwrap();
        assert!(!text.contains("claim"), "{text}");
    }
    assert!(!printed(&books.ada, MARCH).await.contains("claim"));
    release(&books).await;
    let changed = account(&books.ada, MIKAS).await;
    let until: jiff::Timestamp = changed["usable_at"].as_str().unwrap().parse().unwrap();
    let until = until.strftime("%Y-%m-%d %H:%M");
    assert_eq!(
        headline(&books.ada, MARCH).await,
        format!(
            "EUR 97.50 will be paid to DE•• •••• 00 with the first payments after {until} UTC: an \
             account that was changed waits 72 hours"
        )
    );
    hours_pass(&books, 3 * 24).await;
    assert_eq!(
        headline(&books.ada, MARCH).await,
        "EUR 97.50 will be paid to DE•• •••• 00 on 2026-04-15"
    );
    assert!(!printed(&books.ada, MARCH).await.contains(MIKAS), "never whole");
}

#[tokio::test]
async fn a_payout_that_missed_its_day_is_sent_with_the_next_payments() {
    let books = posted().await;
    pay(&books, MARCH).await;
    account(&books.ada, ADAS).await;
    let next = "EUR 97.50 will be paid to FI•• •••• 85 with the next payments, by 2026-05-15";
    assert_eq!(headline(&books.ada, MARCH).await, next);
    books.month_ends(APRIL).await;
    books.close(APRIL).await;
    let xml = file(&books, &pay(&books, APRIL).await, 0, "pain.001").await;
    assert_eq!(between(&xml, "<ReqdExctnDt><Dt>", "<"), ["2026-05-15"]);
    // Nobody has paid in time: the bank is asked to pay at once.
    let late = posted().await;
    account(&late.ada, ADAS).await;
    hours_pass(&late, 17 * 24).await;
    assert_eq!(headline(&late.ada, MARCH).await, next);
    let xml = file(&late, &pay(&late, MARCH).await, 0, "pain.001").await;
    // The eighteenth is a Saturday.
    assert_eq!(between(&xml, "<ReqdExctnDt><Dt>", "<"), ["2026-04-20"]);
    assert!(headline(&late.ada, MARCH).await.ends_with("85 on 2026-04-20"));
}

#[tokio::test]
async fn a_statement_of_a_returned_or_unknown_payment_says_so() {
    let books = posted().await;
    account(&books.ada, ADAS).await;
    let xml = file(&books, &pay(&books, MARCH).await, 0, "pain.001").await;
    settle(&books, MARCH, &xml, &[(end_to_end_ids(&xml)[0], "RJCT")]).await;
    assert_eq!(
        headline(&books.ada, MARCH).await,
        "EUR 97.50 came back from the bank on 2026-04-01 (AC04: the account is closed): it stays \
         due; check your payout account (GET /me/payout-account), and the studio sends it again"
    );
    decide(&books, &payouts(&books, "returned").await[0], "reopen").await.expect_status(200);
    pay(&books, MARCH).await;
    let submitted = payouts(&books, "submitted").await;
    decide(&books, &submitted[0], "lose").await.expect_status(200);
    assert_eq!(
        headline(&books.ada, MARCH).await,
        "EUR 97.50 was sent to FI•• •••• 85 for 2026-04-15, and the bank does not say what became \
         of it: it is being looked up, and not sent twice"
    );
    // An operator's words about it are no bank's reason.
    decide(&books, &submitted[0], "return").await.expect_status(200);
    let returned = headline(&books.ada, MARCH).await;
    assert!(returned.starts_with("EUR 97.50 came back from the bank on 2026-04-01: it"));
}

#[tokio::test]
async fn a_payout_of_nothing_says_its_reason() {
    let books = Books::of_march(&[("EUR", "100")]).await;
    let rate = json!({ "country": "FI", "rate_bp": 10_000 });
    let path = format!("/members/{}/tax-rate", books.ada.id);
    books.olga.put(&path, &rate).await.expect_status(200);
    books.close(MARCH).await;
    assert_eq!(
        headline(&books.ada, MARCH).await,
        "EUR 0.00 is left to pay: all of EUR 97.50 is withheld as tax"
    );
    assert_eq!(
        headline(&books.mika, MARCH).await,
        "EUR 2.5 is below the minimum of EUR 25.00: nothing is paid, and all of it is carried on"
    );
    let refunded = Books::of_march(&[("EUR", "-100")]).await;
    refunded.close(MARCH).await;
    assert_eq!(
        headline(&refunded.ada, MARCH).await,
        "EUR -97.5 is below zero: nothing is paid, and it is set against what comes later"
    );
}

/// Ada's payables of a month, as the JSON, the table and the page say them.
async fn payables(books: &Books, month: &str) -> [String; 5] {
    let entry = books.entry(&books.ada, month, "EUR").await;
    let due = amounts(&entry["due"], DUE);
    let table = table(&books.ada, month).await;
    for (item, amount) in
        [("opening_due", &due[0]), ("net_settled", &due[2]), ("closing_due", &due[4])]
    {
        assert_eq!(rows(&table, item), [(amount.as_str(), "")], "{item}");
    }
    assert_eq!(rows(&table, "settled_withheld"), [(due[3].as_str(), "")]);
    let page = printed(&books.ada, month).await;
    let together = format!("Together {}", due.join(" "));
    assert!(page.contains(&together), "{together} in {page}");
    due
}

#[tokio::test]
async fn a_due_amount_stands_on_every_statement_until_it_is_paid() {
    let books = Books::of_march(&[("EUR", "100")]).await;
    let rate = json!({ "country": "FI", "rate_bp": 1_500 });
    let path = format!("/members/{}/tax-rate", books.ada.id);
    books.olga.put(&path, &rate).await.expect_status(200);
    books.close(MARCH).await;
    account(&books.ada, ADAS).await;
    hold(&books, "2026-07-01").await;
    pay(&books, MARCH).await;
    books.step(MARCH, "close").await;
    let held = ["0.00", "97.50", "0.00", "0.00", "97.50"];
    assert_eq!(payables(&books, MARCH).await, held);
    books.ada.get(&format!("/me/statements/{APRIL}")).await.expect_status(404);
    // Nothing is booked for Ada in April, and her statement says what is due all the same.
    books.month_ends(APRIL).await;
    books.close(APRIL).await;
    assert_eq!(payables(&books, APRIL).await, ["97.50", "0.00", "0.00", "0.00", "97.50"]);
    assert_eq!(
        headline(&books.ada, APRIL).await,
        "Of 2026-03: EUR 82.88 is due and on hold: it stays yours, and the studio looks at it again \
         on 2026-07-01"
    );
    release(&books).await;
    let xml = file(&books, &pay(&books, APRIL).await, 0, "pain.001").await;
    settle(&books, APRIL, &xml, &[(end_to_end_ids(&xml)[0], "ACSC")]).await;
    // 15 % of 97.50 are 14.625, of which whole cents are withheld.
    assert_eq!(payables(&books, APRIL).await, ["97.50", "0.00", "82.88", "14.62", "0.00"]);
    assert_eq!(payables(&books, MARCH).await, held, "what March saw never changes");
    let said = "EUR 82.88 was paid to FI•• •••• 85: the bank confirmed it on 2026-05-01";
    assert_eq!(headline(&books.ada, MARCH).await, said);
    assert_eq!(headline(&books.ada, APRIL).await, format!("Of 2026-03: {said}"));
    books.step(APRIL, "close").await;
    let may = "2026-05";
    books.load_lines(may, &[("EUR", "40")]).await;
    books.month_ends(may).await;
    books.close(may).await;
    assert_eq!(payables(&books, may).await, ["0.00", "39.00", "0.00", "0.00", "39.00"]);
}

#[tokio::test]
async fn every_movement_of_a_statement_is_a_line_with_its_reason() {
    let books = Books::open().await;
    let lines = [(books.song.as_str(), "EUR", "40"), ("trk_ghost", "EUR", "20")];
    books.load(MARCH, &csv(MARCH, &lines)).await;
    books.month_ends(MARCH).await;
    books.close(MARCH).await;
    let entry = |account: &Person, amount: &str| {
        let money = json!({ "currency": "EUR", "amount": amount });
        json!({ "account": account.id, "money": money })
    };
    let body = json!({
        "adjusts": MARCH,
        "reason": "=a play, counted for the wrong person",
        "entries": [entry(&books.ada, "-0.123456789"), entry(&books.mika, "0.123456789")],
    });
    let adjustment =
        books.olga.post_as("one-key-for-both", "/adjustments", &body).await.expect_status(201);
    let id = adjustment["id"].as_str().unwrap();
    books.otto.act(&format!("/adjustments/{id}/approve"), &json!({})).await;
    let waiting = books.olga.read("/suspense").await["items"][0].take();
    let waited = waiting["id"].as_str().unwrap();
    let song = json!({ "track": books.song });
    books.olga.act(&format!("/suspense/{waited}/match"), &song).await;
    books.month_ends(APRIL).await;
    books.close(APRIL).await;
    let ada = books.entry(&books.ada, APRIL, "EUR").await;
    assert_eq!(amounts(&ada, ["earnings", "adjustments"]), ["0", "19.376543211"]);
    let moves = json!([
        { "kind": "adjustment", "what": "Adjustment, agreed on by two operators", "subject": id,
          "track": null, "title": null, "split_number": null,
          "reason": "2026-03: =a play, counted for the wrong person",
          "amount": { "currency": "EUR", "amount": "-0.123456789" } },
        { "kind": "match", "what": "Money that had waited for its track", "subject": waited,
          "track": books.song, "title": "Lemon Tree", "split_number": 1, "reason": null,
          "amount": { "currency": "EUR", "amount": "19.5" } },
    ]);
    assert_eq!(ada["moves"], moves);
    let table = table(&books.ada, APRIL).await;
    let why = [
        format!("2026-03: =a play, counted for the wrong person · {id}"),
        format!("Lemon Tree · split 1 · {waited}"),
    ];
    assert_eq!(rows(&table, "adjustment"), [("-0.123456789", why[0].as_str())]);
    assert_eq!(rows(&table, "match"), [("19.5", why[1].as_str())]);
    assert_eq!(rows(&table, "adjustments"), [("19.376543211", "")]);
    let page = printed(&books.ada, APRIL).await;
    for said in [
        "Adjustment, agreed on by two operators",
        "2026-03: =a play, counted for the wrong person",
        "-0.123456789",
        "Money that had waited for its track",
        "Adjustments 19.376543211",
    ] {
        assert!(page.contains(said), "{said} in {page}");
    }
}

#[tokio::test]
async fn a_share_for_co_producing_names_the_reviews_that_earned_it() {
    let world = World::start().await;
    let (clara, ada, ben) = (world.client("Clara"), world.composer("Ada"), world.composer("Ben"));
    let (mika, nora) = (world.coproducer("Mika").await, world.coproducer("Nora").await);
    let plan = BriefPlan::private().inviting(&ada).inviting(&ben);
    let brief = plan.judged_by(&mika).judged_by(&nora).open(&clara).await;
    let song = brief.submit(&ada, "Lemon Tree").await.id;
    brief.submit(&ben, "Night Bus").await;
    mika.only_review().await.answer(&Answered::approving(letter(0))).await;
    nora.only_review().await.answer(&Answered::approving(letter(1))).await;
    award(&brief, &song).await;
    let (olga, otto) = (world.operator("Olga"), world.operator("Otto"));
    let books = Books { world, olga, otto, ada, mika, song };
    books.load_lines(MARCH, &[("EUR", "100")]).await;
    books.month_ends(MARCH).await;
    books.close(MARCH).await;
    for reviewer in [&books.mika, &nora] {
        let queue = reviewer.read("/reviews?limit=100").await;
        let review = queue["items"][0]["id"].as_str().unwrap().to_owned();
        let entry = books.entry(reviewer, MARCH, "EUR").await;
        let line = &entry["lines"][0];
        assert_eq!(amounts(line, ["earned"]), ["1.25"]);
        assert_eq!(line["coproduced"], json!({ "reviews": [review], "reviews_in_all": 2 }));
        let note = format!("for 1 of 2 reviews: {review}");
        assert_eq!(rows(&table(reviewer, MARCH).await, "earning"), [("1.25", note.as_str())]);
        let page = printed(reviewer, MARCH).await;
        assert!(page.contains(&format!("Lemon Tree 1 of 2 {review} 1.25")), "{page}");
    }
    let of_ada = books.entry(&books.ada, MARCH, "EUR").await;
    assert_eq!(of_ada["lines"][0]["coproduced"], Value::Null);
}

/// Every statement on the list, a few at a time: month, currency, and what is due before and after.
async fn listed(who: &Person, limit: usize) -> Vec<[String; 4]> {
    let mut all = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = who.read(&format!("/me/statements?limit={limit}{cursor}")).await;
        for item in page["items"].as_array().unwrap() {
            let month = item["month"].as_str().unwrap().to_owned();
            let currency = item["currency"].as_str().unwrap().to_owned();
            let [opening, closing] = amounts(item, ["opening_due", "closing_due"]);
            all.push([month, currency, opening, closing]);
        }
        let Some(next) = page["next"].as_str() else { return all };
        assert_eq!(page["items"].as_array().unwrap().len(), limit);
        cursor = format!("&cursor={next}");
    }
}

#[tokio::test]
async fn a_month_in_which_money_is_only_due_is_on_the_list_of_statements() {
    let books = Books::of_march(&[("EUR", "100"), ("JPY", "4000")]).await;
    books.close(MARCH).await;
    books.step(MARCH, "pay").await;
    books.step(MARCH, "close").await;
    // Nothing is booked in April but what is carried: Mika's part. Ada's is due and has no account.
    books.month_ends(APRIL).await;
    let open = listed(&books.ada, 10).await;
    assert_eq!(open.len(), 2, "what is not posted has no statement: {open:?}");
    books.close(APRIL).await;
    account(&books.ada, ADAS).await;
    hours_pass(&books, 73).await;
    let xml = file(&books, &pay(&books, APRIL).await, 0, "pain.001").await;
    settle(&books, APRIL, &xml, &[(end_to_end_ids(&xml)[0], "ACSC")]).await;
    books.step(APRIL, "close").await;
    let may = "2026-05";
    books.month_ends(may).await;
    books.close(may).await;
    let line = |month: &str, currency: &str, opening: &str, closing: &str| {
        [month, currency, opening, closing].map(str::to_owned)
    };
    let expected = [
        line(MARCH, "EUR", "0.00", "97.50"),
        line(MARCH, "JPY", "0", "3900"),
        line(APRIL, "EUR", "97.50", "0.00"),
        line(APRIL, "JPY", "3900", "3900"),
        line(may, "JPY", "3900", "3900"),
    ];
    for limit in [1, 2, 5, 100] {
        assert_eq!(listed(&books.ada, limit).await, expected, "{limit} a page");
    }
    // Whatever is on the list can be read, and says the same.
    for [month, currency, opening, closing] in expected {
        let entry = books.entry(&books.ada, &month, &currency).await;
        assert_eq!(amounts(&entry["due"], ["opening_due", "closing_due"]), [opening, closing]);
    }
    let of_mika: Vec<_> = listed(&books.mika, 10).await;
    assert_eq!(of_mika.len(), 6, "what is carried moves every month: {of_mika:?}");
    assert!(listed(&books.world.composer("Ben"), 10).await.is_empty());
}
