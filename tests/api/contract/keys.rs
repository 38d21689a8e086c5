//! An idempotency key belongs to one request, on each operation that takes one.

use serde_json::{Value, json};
use tests::{
    Answered, Books, BriefPlan, MARCH, Person, ReplyChecks, World, audio, declared, letter,
};

/// The second body under the key of the first is refused.
async fn assert_reused(person: &Person, path: &str, first: &Value, second: &Value) {
    let key = "0123456789abcdef";
    person.post_as(key, path, first).await.expect_status(201);
    let refused = person.post_as(key, path, second).await;
    assert_eq!(refused.refusal(), (422, "idempotency_key_reused".to_owned()), "{path}");
}

#[tokio::test]
async fn idempotency_key_reused_is_another_question_under_the_key_of_one() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let brief = BriefPlan::public().open(&clara).await;
    let [first, second] = ["How long?", "How loud?"].map(|text| json!({ "text": text }));
    assert_reused(&ada, &brief.path("/questions"), &first, &second).await;
}

#[tokio::test]
async fn idempotency_key_reused_is_another_adjustment_under_the_key_of_one() {
    let books = Books::of_march(&[("EUR", "100")]).await;
    books.close(MARCH).await;
    let body = |amount: &str| {
        let money = |amount: String| json!({ "currency": "EUR", "amount": amount });
        let entries = json!([
            { "account": books.ada.id, "money": money(format!("-{amount}")) },
            { "account": books.mika.id, "money": money(amount.to_owned()) },
        ]);
        json!({ "adjusts": MARCH, "reason": "somebody asks", "entries": entries })
    };
    assert_reused(&books.olga, "/adjustments", &body("0.1"), &body("0.2")).await;
}

#[tokio::test]
async fn idempotency_key_reused_is_another_file_under_the_key_of_one() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    let brief = BriefPlan::private().inviting(&ada).judged_by(&mika).open(&clara).await;
    let track = brief.submit(&ada, "Lemon Tree").await;
    mika.only_review().await.answer(&Answered::asking_for_changes(letter(4))).await;
    let [first, second] = [98, 99].map(|take| declared(&audio::wav(take)));
    assert_reused(&ada, &track.path("/versions"), &first, &second).await;
}
