//! A studio of two operators who are both paid by the month, and have both put something into it: it
//! closes, one payment that came back included, and nobody has decided their own matter.

use serde_json::{Value, json};
use tests::payments::{
    ADAS, MIKAS, account, end_to_end_ids, file, payouts, reasons, settle, verdict,
};
use tests::{Books, JANUARY, Person, ReplyChecks, World, csv};

/// Olga loads; the song pays her 60 % and Otto 40 %.
async fn planned() -> Books {
    let mut books = Books::by_hand(World::plan()).await;
    for operator in [&books.olga, &books.otto] {
        operator.sign_in().await;
    }
    books.split(&books.song, &[(books.olga.id, 600_000), (books.otto.id, 400_000)]).await;
    let report = books.load(JANUARY, &csv(JANUARY, &[(&books.song, "EUR", "1000")])).await;
    assert_eq!(report["outcome"], "accepted", "{report}");
    books.month_ends(JANUARY).await;
    for step in ["freeze", "plan"] {
        books.step(JANUARY, step).await;
    }
    books.ada = books.olga.clone();
    books
}

async fn confirms(books: &Books, who: &Person, of: &Person) -> (u16, String) {
    let sha256 = books.month(JANUARY).await["plan"]["plan_sha256"].take();
    let body = json!({ "plan_sha256": sha256, "member": of.id });
    who.post(&format!("/months/{JANUARY}/confirmations"), &body).await.refusal()
}

async fn refused_as(books: &Books, who: &Person, because: &str) -> Value {
    let refused = books.ask(who, JANUARY, "approve").await;
    assert_eq!(refused.refusal(), (403, because.to_owned()));
    refused.json()
}

/// Otto put nothing in: he approves, once what each of them has in the month is confirmed by the
/// other.
async fn otto_may_approve(books: &Books) {
    let (olga, otto) = (&books.olga, &books.otto);
    let refused = refused_as(books, olga, "approver_contributed").await;
    assert_eq!(refused["operators"], json!([otto.id]));
    let refused = refused_as(books, otto, "own_matter").await;
    assert_eq!(refused["unconfirmed"], sorted(books));

    let path = format!("/months/{JANUARY}/confirmations");
    let lines = olga.read(&path).await;
    let paged = olga.read_pages(&format!("{path}?limit=1")).await;
    assert_eq!(json!(paged), lines["items"]);
    let of_otto =
        lines["items"].as_array().unwrap().iter().find(|one| one["member"] == json!(otto.id));
    let line = &of_otto.unwrap()["units"][0]["lines"][0];
    assert_eq!((&line["earned"]["amount"], &line["track"]), (&json!("400"), &json!(books.song)));
    assert_eq!(confirms(books, otto, otto).await, (403, "own_matter".to_owned()));
    assert_eq!(confirms(books, otto, &books.mika).await.0, 404, "Mika has nothing in it");
    let other = json!({ "plan_sha256": "0".repeat(64), "member": olga.id });
    assert_eq!(otto.post(&path, &other).await.refusal(), (412, "stale".to_owned()));
    assert_eq!(confirms(books, otto, olga).await.0, 200);
    let refused = refused_as(books, otto, "own_matter").await;
    assert_eq!(refused["unconfirmed"], json!([otto.id]));
    assert_eq!(confirms(books, olga, otto).await.0, 200);
    assert_eq!(confirms(books, olga, otto).await.0, 200, "the same again");
}

fn sorted(books: &Books) -> Value {
    let mut both = [books.olga.id.to_string(), books.otto.id.to_string()];
    both.sort();
    json!(both)
}

/// The plan is rejected, and Otto puts something in too: what each of them put in and is paid is
/// confirmed by the other, of the new plan, and then either of them approves.
async fn approved() -> Books {
    let books = planned().await;
    let (olga, otto) = (&books.olga, &books.otto);
    otto_may_approve(&books).await;
    olga.act(&format!("/months/{JANUARY}/reject"), &json!({ "reason": "a rate is missing" })).await;
    let rate = json!({ "country": "FI", "rate_bp": 0 });
    otto.put(&format!("/members/{}/tax-rate", olga.id), &rate).await.expect_status(200);
    for step in ["freeze", "plan"] {
        books.step(JANUARY, step).await;
    }
    for who in [olga, otto] {
        let refused = refused_as(&books, who, "approver_contributed").await;
        assert_eq!(refused["unconfirmed"], sorted(&books), "nothing of the new plan is confirmed");
    }
    let parts = olga.read(&format!("/months/{JANUARY}/confirmations")).await;
    let inputs = |of: &Person| {
        let all = parts["items"].as_array().unwrap();
        all.iter().find(|one| one["member"] == json!(of.id)).unwrap()["inputs"].clone()
    };
    assert!(inputs(olga)[0]["revenue_file"]["sha256"].is_string(), "{parts}");
    let rate = &inputs(otto)[0]["decision"]["tax_rate"];
    assert_eq!((&rate["account"], &rate["country"]), (&json!(olga.id), &json!("FI")));
    assert_eq!(confirms(&books, otto, otto).await, (403, "own_matter".to_owned()));
    assert_eq!(confirms(&books, otto, olga).await.0, 200);
    let refused = refused_as(&books, olga, "approver_contributed").await;
    assert_eq!(refused["unconfirmed"], json!([otto.id]));
    assert_eq!(confirms(&books, olga, otto).await.0, 200);
    let month = books.ask(olga, JANUARY, "approve").await.expect_status(200);
    assert_eq!(month["approved_by"], json!(olga.id));
    let by = |one: &Person| {
        let all = month["confirmations"].as_array().unwrap();
        all.iter().find(|lines| lines["member"] == json!(one.id)).unwrap()["by"].clone()
    };
    assert_eq!((by(olga), by(otto)), (json!(otto.id), json!(olga.id)));
    books.ask(olga, JANUARY, "approve").await.expect_status(200);
    books.step(JANUARY, "post").await;
    books
}

#[tokio::test]
async fn own_matter_lets_a_studio_of_two_paid_operators_close_with_a_payment_that_came_back() {
    let books = approved().await;
    let (olga, otto) = (&books.olga, &books.otto);
    account(olga, ADAS).await;
    account(otto, MIKAS).await;
    let pay = async |who: &Person| books.ask(who, JANUARY, "pay").await;

    // Each pays the other, and nobody themselves.
    let first = pay(olga).await.expect_status(200);
    assert_eq!(reasons(&first), ["own_matter"]);
    assert_eq!(pay(olga).await.refusal(), (403, "own_matter".to_owned()));
    let second = pay(otto).await.expect_status(200);
    assert_eq!(reasons(&second), Vec::<String>::new());
    let (to_otto, to_olga) =
        (file(&books, &second, 0, "pain.001").await, file(&books, &second, 1, "pain.001").await);
    settle(&books, JANUARY, &to_otto, &[(end_to_end_ids(&to_otto)[0], "ACSC")]).await;
    settle(&books, JANUARY, &to_olga, &[(end_to_end_ids(&to_olga)[0], "RJCT")]).await;

    // Olga's has come back. Otto lets it be tried again, and does not send it himself.
    let back = payouts(&books, "returned").await.remove(0);
    let path = format!("/payouts/{}/decision", back["payout"].as_str().unwrap());
    let reopen = verdict(&back, "reopen");
    assert_eq!(olga.post(&path, &reopen).await.refusal(), (403, "own_matter".to_owned()));
    otto.act(&path, &reopen).await;
    assert_eq!(pay(otto).await.refusal(), (403, "own_decision".to_owned()));
    let third = pay(olga).await.expect_status(200);
    assert_eq!(third["batches"].as_array().unwrap().len(), 3, "nobody else is left to send it");

    // The bank answers by telephone: what Olga says of her own waits for Otto.
    let sent = payouts(&books, "submitted").await.remove(0);
    let settled = verdict(&sent, "settle");
    let said = olga.post(&path, &settled).await.expect_status(202);
    assert_eq!(said["state"], "submitted");
    let before = books.world.items();
    assert_eq!(olga.post(&path, &settled).await.expect_status(202), said);
    assert_eq!(books.world.items(), before, "said twice is said once");
    let decided = otto.act(&path, &settled).await;
    assert_eq!((&decided["state"], &decided["proposals"]), (&json!("settled"), &json!([])));
    let last = decided["history"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((&last["by"], &last["proposed_by"]), (&json!(otto.id), &json!(olga.id)));
    otto.act(&path, &settled).await;
    assert_eq!(books.step(JANUARY, "close").await["state"], "closed");
}
