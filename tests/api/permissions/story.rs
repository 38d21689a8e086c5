//! A whole small story, told for the rights that it needs: what people do, what is heard, what is
//! lost and found again, what runs by the clock, and two months that are paid.

use std::fmt::Write as _;

use http::Method;
use jiff::SignedDuration;
use ledger::{Ledger, PaymentJob};
use serde_json::{Value, json};
use tests::{Answered, BriefPlan, OpenBrief, Person, ReplyChecks, Submitted, World};
use tests::{audio, lands_late, letter, upload};

/// The studio after the story.
pub(crate) async fn after_the_story() -> World {
    let world = World::start().await;
    let clara = world.client("Clara");
    let (ada, ben) = (world.composer("Ada"), world.composer("Ben"));
    let mika = world.coproducer("Mika").await;
    people(&world, &ada).await;
    let brief = commissioned(&clara, &ada, &ben, &mika).await;
    let winner = submitted_and_answered(&brief, &ada, &mika).await;
    listened(&winner, &clara, &ada, &mika).await;
    lost_and_found(&brief, &ben, &mika).await;
    more_than_clocks(&clara, &mika).await;
    references(&world).await;
    awarded(&clara, &brief, &winner).await;
    looked_after(&world).await;
    forgotten(&clara).await;
    quarantine_a_record(&clara).await;
    a_month_is_paid(&world, &winner).await;
    another_month_posts_itself(&world, &winner).await;
    portfolio(&world, &ada).await;
    world
}

async fn people(world: &World, ada: &Person) {
    ada.put("/me", &json!({ "display_name": "Ada" })).await.expect_status(200);
    ada.put("/me", &json!({ "display_name": "Ada L." })).await.expect_status(200);
    world.coproducer("Noor").await;
}

/// A private brief with a prize, a lexicon, and three composers, one of whom says no.
async fn commissioned(clara: &Person, ada: &Person, ben: &Person, mika: &Person) -> OpenBrief {
    let world = &clara.world;
    let eve = world.composer("Eve");
    let prize = json!({ "currency": "EUR", "amount": "500.00" });
    let plan = BriefPlan::private().with("prize", prize).inviting(ada).inviting(ben).inviting(&eve);
    let brief = plan.judged_by(mika).draft(clara).await;
    brief.fund(&world.operator("Olga")).await;
    clara.act(&brief.path("/open"), &json!({})).await;
    ada.act(&brief.path("/invitations/me/accept"), &json!({})).await;
    eve.act(&brief.path("/invitations/me/decline"), &json!({})).await;
    let answers = [
        ("sunny", "/lexicon/return", json!({ "reason": "other words, please" })),
        ("warm", "/lexicon/confirm", json!({ "version": 2 })),
    ];
    for (word, path, answer) in answers {
        let terms = json!({ "terms": [{ "word": word, "energy": 3 }] });
        mika.put(&brief.path("/lexicon"), &terms).await.expect_status(200);
        clara.act(&brief.path(path), &answer).await;
    }
    clara.read("/me/briefs").await;
    ada.read("/briefs").await;
    ada.read(&brief.path("")).await;
    brief
}

/// One track in two versions: sent back, then approved.
async fn submitted_and_answered(brief: &OpenBrief, ada: &Person, mika: &Person) -> Submitted {
    let track = brief.submit(ada, "Lemon Tree").await;
    let first = Answered::asking_for_changes(letter(0)).citing("warm");
    mika.only_review().await.answer(&first).await;
    track.improve("Lemon Tree, take two").await;
    let second = Answered::approving(letter(1)).citing("warm");
    mika.only_review().await.answer(&second).await;
    assert_eq!(track.state().await, "approved");
    track
}

/// Everybody who may listen does, and reads what was said.
async fn listened(track: &Submitted, clara: &Person, ada: &Person, mika: &Person) {
    let room = clara.read(&track.path("/versions/2/listen")).await;
    let queue = mika.read("/reviews").await;
    let review = queue["items"][0]["id"].as_str().expect("a queue keeps what was delivered");
    let booth = mika.read(&format!("/reviews/{review}")).await;
    for (place, link) in
        [(&room, "preview"), (&room, "waveform"), (&booth, "preview"), (&booth, "waveform")]
    {
        let url = place[link]["url"].as_str().expect("a link");
        track.composer.world.http().get(url).send().await.expect("an answer").expect_status(200);
    }
    ada.read(&track.path("/reviews")).await;
    ada.read(&track.brief.path("/tracks")).await;
    for path in ["/me/tracks", "/me/points", "/me/notices"] {
        ada.read(path).await;
    }
}

/// A place that is reserved for nothing; a track whose upload event is lost, which the sweep finds;
/// a review that is declined and given to somebody else.
async fn lost_and_found(brief: &OpenBrief, ben: &Person, mika: &Person) {
    let world = &ben.world;
    brief.reserve(ben, "Never sent", &audio::wav(78)).await;
    let file = audio::wav(77);
    let reserved = brief.reserve(ben, "Ice", &file).await;
    upload_unheard(world, &reserved["upload"], file).await;
    world.pass(SignedDuration::from_mins(45)).await;
    let review = mika.only_review().await;
    let noor = world.composer("Noor");
    let member = json!({ "member": noor.id });
    brief.owner.act(&brief.path("/coproducers"), &member).await;
    mika.act(&review.path("/decline"), &json!({ "reason": "knows_the_composer" })).await;
    noor.only_review().await.answer(&Answered::approving(letter(2)).citing("warm")).await;
}

/// A client lets everybody hear what they mean: one file is taken away, the event of another is lost,
/// and the sweep takes that along when the client leaves.
async fn references(world: &World) {
    let flora = world.client("Flora");
    let brief = BriefPlan::public().open(&flora).await;
    let id = brief.add_reference("What I mean", audio::wav(81)).await;
    let list = flora.read(&brief.path("/reference-media")).await;
    for link in ["preview", "waveform"] {
        let url = list["items"][0][link]["url"].as_str().expect("a link");
        world.http().get(url).send().await.expect("an answer").expect_status(200);
    }
    let file = audio::wav(82);
    let announced = brief.announce_reference("And this", &file).await;
    upload_unheard(world, &announced["upload"], file).await;
    world.pass(SignedDuration::from_mins(15)).await;
    flora.send(Method::DELETE, &brief.reference_path(&id), |call| call).await.expect_status(200);
    flora.send(Method::DELETE, "/me", |call| call).await.expect_status(202);
    world.pass(SignedDuration::from_mins(75)).await;
}

/// A reviewer with more to hear than clocks: finishing one review starts the next.
async fn more_than_clocks(clara: &Person, mika: &Person) {
    let brief = BriefPlan::public().judged_by(mika).open(clara).await;
    for number in 0..6 {
        let gus = clara.world.composer(&format!("Gus-{number}"));
        brief.submit(&gus, "Study").await;
    }
    let queue = mika.reviews().await;
    queue[0].answer(&Answered::approving(letter(3))).await;
}

/// An upload whose event never arrives.
async fn upload_unheard(world: &World, link: &Value, file: Vec<u8>) {
    world.hold_events();
    upload(&world.http(), link, file).await.expect_status(200);
    assert_eq!(world.take_events().len(), 1, "the event that is lost");
    world.release_events();
}

async fn awarded(clara: &Person, brief: &OpenBrief, winner: &Submitted) {
    clara.act(&winner.path("/shortlist"), &json!({})).await;
    clara.act(&brief.path("/close"), &json!({})).await;
    let selection = json!({ "track": winner.id, "version": 2, "why": tests::WHY });
    clara.act(&brief.path("/selection"), &selection).await;
    let master = clara.act(&winner.path("/master"), &json!({})).await;
    let url = master["download"]["url"].as_str().expect("a link");
    clara.world.http().get(url).send().await.expect("an answer").expect_status(200);
    clara.world.settle().await;
}

/// Waiting lists that operators read.
async fn looked_after(world: &World) {
    let olga = world.operator("Olga");
    for path in ["/coproducer-appeals", "/coproducer-applications", "/disputes"] {
        olga.read(path).await;
    }
}

/// A composer leaves with a track that nobody bought and a place reserved for another; the sweep
/// erases it all.
async fn forgotten(clara: &Person) {
    let finn = clara.world.composer("Finn");
    finn.put("/me", &json!({ "display_name": "Finn" })).await.expect_status(200);
    let brief = BriefPlan::public().open(clara).await;
    brief.submit(&finn, "Goodbye").await;
    let place = brief.reserve(&finn, "And thanks", &audio::wav(79)).await;
    finn.send(Method::DELETE, "/me", |call| call).await.expect_status(202);
    finn.world.pass(SignedDuration::from_mins(75)).await;
    lands_late(&finn.world, place["track"].as_str().expect("a place has a track"), audio::wav(79))
        .await;
}

/// A public brief for which the platform finds the co-producers, and which is called off.
async fn quarantine_a_record(clara: &Person) {
    let brief = BriefPlan::public().open(clara).await;
    clara.act(&brief.path("/cancel"), &json!({ "reason": "the film is not made" })).await;
}

/// Revenue is loaded; the schedule freezes and plans, an operator sends it back once, another
/// approves, and it is posted.
async fn a_month_is_paid(world: &World, winner: &Submitted) {
    let (olga, otto) = (world.operator("Olga"), world.operator("Otto"));
    let month = month(world);
    let (link, file) = revenue(&olga, winner).await;
    upload(&world.http(), &link, file).await.expect_status(200);
    taken_back(&olga, &month).await;
    let (link, file) = revenue(&olga, winner).await;
    upload(&world.http(), &link, file).await.expect_status(200);
    until_planned(&olga, &month).await;
    let path = |below: &str| format!("/months/{month}{below}");
    otto.act(&path("/reject"), &json!({ "reason": "once more, with care" })).await;
    otto.act(&path("/freeze"), &json!({})).await;
    otto.act(&path("/plan"), &json!({})).await;
    approve(&otto, &month).await;
    otto.act(&path("/post"), &json!({})).await;
    olga.read(&path("/statements")).await;
    olga.read("/suspense").await;
    olga.read("/adjustments").await;
    let payee = &winner.composer;
    let account = json!({ "holder": "Ada", "iban": "FI2112345600000785" });
    payee.put("/me/payout-account", &account).await.expect_status(200);
    payee.read("/me/payout-account").await;
    let hold = format!("/members/{}/hold", payee.id);
    otto.act(&hold, &json!({ "reason": "one more look", "review_on": "2027-01-01" })).await;
    otto.act(&format!("{hold}/release"), &json!({ "reason": "looked" })).await;
    olga.read("/holds").await;
    otto.act(&path("/pay"), &json!({})).await;
    let sent = olga.read("/payouts?state=submitted").await;
    let payout = sent["items"][0]["payout"].as_str().expect("something was paid");
    let arrived = json!({ "attempt": 1, "event": "settle", "reason": "the bank says so" });
    let decision = format!("/payouts/{payout}/decision");
    olga.post(&decision, &arrived).await.expect_status(202);
    otto.act(&decision, &arrived).await;
    otto.act(&path("/close"), &json!({})).await;
    olga.read(&path("/books")).await;
    olga.read("/months").await;
    for path in ["/me/statements", "/me/balance", "/me/suspense"] {
        payee.read(path).await;
    }
    let trace = format!("/me/statements/{month}/trace?track={}&currency=EUR&limit=1", winner.id);
    payee.read(&trace).await;
    let large = payee.get(&format!("/me/statements/{month}")).await;
    assert_eq!(large.status.as_u16(), 303, "a large one is a link");
    world.http().get(large.header("location")).send().await.expect("an answer").expect_status(200);
}

/// The file was the wrong one: it is taken out again.
async fn taken_back(olga: &Person, month: &str) {
    olga.world.settle().await;
    let loaded = olga.read(&format!("/months/{month}/revenue")).await;
    let sha256 = loaded["items"][0]["report"]["sha256"].as_str().expect("it has been read");
    let path = format!("/months/{month}/revenue/{sha256}");
    olga.send(Method::DELETE, &path, |call| call).await.expect_status(200);
}

/// The sweep finds the revenue of the next month; the approval starts the posting, and the schedule
/// looks whether it has.
async fn another_month_posts_itself(world: &World, winner: &Submitted) {
    let (olga, otto) = (world.operator("Olga"), world.operator("Otto"));
    let month = month(world);
    let (link, file) = revenue(&olga, winner).await;
    upload_unheard(world, &link, file).await;
    until_planned(&olga, &month).await;
    approve(&otto, &month).await;
    let due = world.studio.lambda().invoke("RoyaltiesFunction", json!({})).await;
    let due = due.expect("the schedule's event is handled");
    assert_eq!((&due[0]["month"], &due[0]["is_running"]), (&json!(month), &json!(true)));
    world.release_postings();
    world.settle().await;
    assert_eq!(olga.read(&format!("/months/{month}")).await["state"], "posted");
    the_machine_pays(world, &olga, &month).await;
}

/// As it does with what was too much for an operator's request: here all of it.
async fn the_machine_pays(world: &World, olga: &Person, month: &str) {
    let months = world.studio.sdk_connector().runtime_for("MonthsFunction").expect("a function");
    let month_of_books = month.parse().expect("a month");
    let job = PaymentJob::Pay { month: month_of_books, by: None, from: None };
    let ledger = Ledger::new(months).expect("the books");
    ledger.start_payment_job(&job).await.expect("the machine starts");
    world.settle().await;
    assert_eq!(olga.read(&format!("/months/{month}")).await["state"], "paid");
    let sent = olga.read(&format!("/months/{month}/batches")).await;
    assert_eq!(sent["items"][0]["payments"], 1, "{sent}");
}

fn month(world: &World) -> String {
    world.now().strftime("%Y-%m").to_string()
}

/// The upload link of a revenue file of this month, and the file.
async fn revenue(olga: &Person, winner: &Submitted) -> (Value, Vec<u8>) {
    let month = month(&olga.world);
    let mut csv = format!(
        "period,track_id,isrc,source,territory,units,currency,amount\n\
         {month},{},,streaming,DE,1000,EUR,1234.5678\n\
         {month},,,streaming,DE,1,EUR,0.01\n",
        winner.id
    );
    // From so many sources that the statement is too large for an answer.
    for source in 0..32_000 {
        let track = &winner.id;
        writeln!(csv, "{month},{track},,source {source:05},DE,1,EUR,0.00000001").expect("a line");
    }
    let file = tests::revenue_declared(csv.as_bytes());
    let reserved = olga.create(&format!("/months/{month}/revenue"), &file).await;
    (reserved["upload"].clone(), csv.into_bytes())
}

/// The schedule runs on the second of the next month.
async fn until_planned(olga: &Person, month: &str) {
    olga.world.pass(SignedDuration::from_hours(24 * 32)).await;
    let loaded = olga.read(&format!("/months/{month}/revenue")).await;
    assert_eq!(loaded["items"][0]["report"]["outcome"], "accepted", "{loaded}");
    assert_eq!(olga.read(&format!("/months/{month}")).await["state"], "planned");
}

async fn approve(otto: &Person, month: &str) {
    let planned = otto.read(&format!("/months/{month}")).await;
    let plan = json!({ "plan_sha256": planned["plan"]["plan_sha256"] });
    otto.act(&format!("/months/{month}/approve"), &plan).await;
}

async fn portfolio(world: &World, ada: &Person) {
    let credits = ada.read("/me/credits").await;
    let credit = credits["items"][0]["id"].as_str().expect("the winner has a credit");
    for path in [format!("/members/{}", ada.id), format!("/credits/{credit}")] {
        world.http().get(&path).send().await.expect("an answer").expect_status(200);
    }
}
