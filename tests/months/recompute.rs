//! The books once more, from a dump of table and buckets, by a script that shares nothing with
//! them.

use std::path::Path;
use std::process::{Command, Output};

use http::Method;
use serde_json::{Value, json};
use tests::{
    APRIL, Answered, Books, BriefPlan, MARCH, ReplyChecks, World, award, csv, gzip, letter,
};

const MAY: &str = "2026-05";
const JUNE: &str = "2026-06";

/// Writes what the script reads.
pub(crate) async fn dump(world: &World, folder: &Path) {
    let items = Value::from(world.items()).to_string();
    std::fs::write(folder.join("items.json"), items).unwrap();
    let runtime = world.studio.sdk_connector().runtime_of_operator("MonthsFunction").unwrap();
    let config = &runtime.config;
    for (bucket, name, prefix) in [
        (&config.uploads_bucket, "uploads", "revenue/"),
        (&config.derived_bucket, "derived", "reduced/"),
    ] {
        let list = runtime.s3.list_objects_v2().bucket(bucket).prefix(prefix).send().await.unwrap();
        assert_ne!(list.is_truncated, Some(true), "more objects than one list shows");
        for key in list.contents.into_iter().flatten().filter_map(|object| object.key) {
            let object = runtime.s3.get_object().bucket(bucket).key(&key).send().await.unwrap();
            let bytes = object.body.collect().await.unwrap().into_bytes();
            let file = folder.join(name).join(&key);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, bytes).unwrap();
        }
    }
}

pub(crate) fn recompute(folder: &Path) -> Output {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/recompute/recompute.py");
    Command::new("python3").arg("-B").arg(script).arg(folder).output().unwrap()
}

/// A song by two writers, one of whom has not agreed, under a pool, with a prize.
async fn opened() -> Books {
    let world = World::start().await;
    let (clara, ada, ben) = (world.client("Clara"), world.composer("Ada"), world.composer("Ben"));
    let mika = world.coproducer("Mika").await;
    let (olga, otto) = (world.operator("Olga"), world.operator("Otto"));
    let prize = json!({ "currency": "EUR", "amount": "123.45" });
    let plan = BriefPlan::private().with("prize", prize).inviting(&ada).judged_by(&mika);
    let brief = plan.draft(&clara).await;
    brief.fund(&olga).await;
    clara.act(&brief.path("/open"), &json!({})).await;
    let track = brief.submit(&ada, "Dawn").await;
    let writers = json!({ "writers": [
        { "member": ada.id, "share_ppm": 666_667 },
        { "member": ben.id, "share_ppm": 333_333 },
    ] });
    ada.put(&track.path("/writers"), &writers).await.expect_status(200);
    mika.only_review().await.answer(&Answered::approving(letter(0))).await;
    let review = mika.read("/reviews?limit=100").await["items"][0]["id"].take();
    let objection = json!({ "reason": "It speaks of another song." });
    ada.act(&format!("/reviews/{}/dispute", review.as_str().unwrap()), &objection).await;
    award(&brief, &track.id).await;
    Books { world, olga, otto, ada, mika, song: track.id }
}

/// Ends the month and posts it; Oona approves, who never decides anything.
async fn post(books: &Books, month: &str) {
    books.month_ends(month).await;
    for step in ["freeze", "plan"] {
        books.step(month, step).await;
    }
    books.ask(&books.world.operator("Oona"), month, "approve").await.expect_status(200);
    books.step(month, "post").await;
}

/// Four months in which everything is decided that moves money.
async fn after_the_story() -> World {
    let books = opened().await;
    let (song, world) = (books.song.as_str(), books.world.clone());
    let brief = world.items_of("awarded_track")[0]["brief"]["S"].as_str().unwrap().to_owned();
    let track = format!("/briefs/{brief}/tracks/{song}");
    let rate = json!({ "country": "FI", "rate_bp": 1_500 });
    books.otto.put(&format!("/members/{}/tax-rate", books.ada.id), &rate).await.expect_status(200);
    let lines = [
        (song, "EUR", "100.00000001"),
        (song, "EUR", "-3.3"),
        (song, "JPY", "7001.5"),
        ("trk_ghost", "EUR", "20.02"),
        ("", "KWD", "5"),
    ];
    books.load(MARCH, &gzip(&csv(MARCH, &lines))).await;
    post(&books, MARCH).await;

    let waiting = books.olga.read("/suspense").await;
    let ghost = waiting["items"].as_array().unwrap().iter().find(|one| one["reason"] == "no_split");
    let ghost = ghost.unwrap()["id"].as_str().unwrap().to_owned();
    books.olga.act(&format!("/suspense/{ghost}/match"), &json!({ "track": song })).await;
    let review = books.mika.read("/reviews?limit=100").await["items"][0]["id"].take();
    let decision = json!({ "upheld": true, "words": "It does." });
    let path = format!("/reviews/{}/dispute/decision", review.as_str().unwrap());
    books.otto.act(&path, &decision).await;
    let other = BriefPlan::private().inviting(&books.ada).judged_by(&books.mika);
    let other = other.open(&world.client("Cara")).await;
    let second = other.submit(&books.ada, "Second").await.id;
    books.mika.only_review().await.answer(&Answered::approving(letter(1))).await;
    award(&other, &second).await;
    let code = json!({ "isrc": "FI-ABC-26-00001" });
    books.otto.put(&format!("{track}/isrc"), &code).await.expect_status(200);
    let file = format!(
        "period,track_id,isrc,source,territory,units,currency,amount\n\
         {APRIL},,fi-abc-26-00001,radio,DE,1,EUR,17.7\n{APRIL},,FIABC2600009,radio,DE,1,EUR,2\n\
         {APRIL},{song},FIABC2600001,radio,DE,1,EUR,3.1\n{APRIL},{second},FIABC2600001,radio,DE,1,EUR,4.2\n"
    );
    books.load(APRIL, file.as_bytes()).await;
    post(&books, APRIL).await;

    world.composer("Ben").act(&format!("{track}/writers/me/consent"), &json!({})).await;
    let reason = json!({ "reason": "a sample was not cleared" });
    books.otto.act(&format!("/briefs/{brief}/void-award"), &reason).await;
    let entry = |account: &str, amount: &str| json!({ "account": account, "money": { "currency": "EUR", "amount": amount } });
    let entries = json!([entry(&books.ada.id.to_string(), "-1.005"), entry("platform", "0.5")]);
    let body = json!({ "adjusts": MARCH, "reason": "counted twice", "entries": entries });
    let adjustment = books.olga.create("/adjustments", &body).await;
    let path = format!("/adjustments/{}/approve", adjustment["id"].as_str().unwrap());
    books.otto.act(&path, &json!({})).await;
    books.load(MAY, &csv(MAY, &[(song, "EUR", "44.4"), (song, "USD", "0.00000001")])).await;
    post(&books, MAY).await;

    books.otto.act(&format!("/briefs/{brief}/restore-award"), &reason).await;
    books.ada.act("/me/payout-request", &json!({})).await;
    // Ben leaves, and gives up what is too little to be paid.
    let ben = world.composer("Ben");
    ben.send(Method::DELETE, "/me?waive_balance=true", |call| call).await.expect_status(202);
    world.pass(jiff::SignedDuration::from_mins(16)).await;
    books.load(JUNE, &csv(JUNE, &[(song, "EUR", "0.33333333")])).await;
    post(&books, JUNE).await;
    world
}

/// The reasons of all decisions of a kind.
fn inputs(world: &World, kind: &str) -> impl Iterator<Item = Value> {
    let inputs = world.items_of("month_input").into_iter();
    inputs.filter_map(move |item| item["input"]["M"][kind]["M"]["reason"].get("S").cloned())
}

#[tokio::test]
async fn an_independent_recount_agrees_to_the_last_digit() {
    let world = after_the_story().await;
    let folder = tempfile::tempdir().unwrap();
    dump(&world, folder.path()).await;
    let output = recompute(folder.path());
    let said = String::from_utf8_lossy(&output.stdout);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}{error}");
    assert!(said.contains("of 4 months agree to the last digit"), "{said}");

    let reasons: Vec<_> = inputs(&world, "payout").collect();
    assert!(reasons.contains(&json!("leaving_waived")), "{reasons:?}");

    // And it would notice 10⁻¹⁴, wherever it is.
    for field in ["earnings", "pool"] {
        let mut items = world.items();
        let entry = items.iter_mut().find(|item| item["kind"]["S"] == "entry").unwrap();
        entry[field]["S"] = json!("0.00000000000001");
        std::fs::write(folder.path().join("items.json"), Value::from(items).to_string()).unwrap();
        let output = recompute(folder.path());
        let said = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains(field), "{said}");
    }
}
