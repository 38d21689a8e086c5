//! Awards that are void or restored, prizes, reviews that are voided: what they change in months
//! that are posted.

use serde_json::{Value, json};
use tests::{
    APRIL, Answered, Books, BriefPlan, MARCH, ReplyChecks, World, amounts, award, csv, disagree,
    letter,
};

use crate::decisions::{MAY, NAMES, april, dispute, moves, proof, unit};

#[tokio::test]
async fn a_review_voided_after_two_posted_months_gives_its_part_back_once() {
    let books = Books::open().await;
    let review = dispute(&books).await;
    books.load_lines(MARCH, &[("EUR", "100")]).await;
    books.month_ends(MARCH).await;
    books.close(MARCH).await;
    april(&books, &[("EUR", "60.00000001")]).await;
    let decision = json!({ "upheld": true, "words": "It does." });
    for _ in 0..2 {
        books.otto.act(&format!("{review}/decision"), &decision).await;
    }
    books.world.settle().await;
    assert_eq!(books.world.items_of("split").len(), 2, "one more split, however often");
    books.load_lines(MAY, &[("EUR", "10")]).await;
    books.month_ends(MAY).await;
    for step in ["freeze", "plan"] {
        books.step(MAY, step).await;
    }
    let own = books.ask(&books.otto, MAY, "approve").await;
    assert_eq!(own.problem(), "approver_contributed", "what it corrects follows from his decision");
    books.ask(&books.world.operator("Oona"), MAY, "approve").await.expect_status(200);
    let may = books.step(MAY, "post").await;
    // 2.5 % of 160.00000001 go back to Ada, who earns all of May.
    let mika = books.entry(&books.mika, MAY, "EUR").await;
    let part = "4.00000000025";
    assert_eq!(amounts(&mika, NAMES), [part, "0", "-4.00000000025", "0"]);
    assert_eq!(
        moves(&mika),
        [["correction", "split 2 instead of 1, since 2026-03", "-4.00000000025"]]
    );
    let ada = books.entry(&books.ada, MAY, "EUR").await;
    assert_eq!(amounts(&ada, ["earnings", "adjustments"]), ["10", part]);
    assert_eq!(proof(&may)["adjustments"], "0");
}

/// While the award is void nothing is corrected; the month that restores it does it by his word.
#[tokio::test]
async fn approver_contributed_is_a_dispute_that_was_upheld_while_the_award_was_void() {
    let books = Books::open().await;
    let review = dispute(&books).await;
    books.load_lines(MARCH, &[("EUR", "100")]).await;
    books.month_ends(MARCH).await;
    books.close(MARCH).await;
    let briefs = books.world.items_of("awarded_track");
    let path = format!("/briefs/{}", briefs[0]["brief"]["S"].as_str().unwrap());
    let reason = json!({ "reason": "a sample was not cleared" });
    books.olga.act(&format!("{path}/void-award"), &reason).await;
    let decision = json!({ "upheld": true, "words": "It does." });
    books.otto.act(&format!("{review}/decision"), &decision).await;
    books.world.settle().await;
    let oona = books.world.operator("Oona");
    for month in [APRIL, MAY] {
        books.month_ends(month).await;
        for step in ["freeze", "plan"] {
            books.step(month, step).await;
        }
        assert_eq!(
            books.ask(&books.otto, month, "approve").await.problem(),
            "approver_contributed",
            "{month}"
        );
        books.ask(&oona, month, "approve").await.expect_status(200);
        books.step(month, "post").await;
        if month == APRIL {
            books.olga.act(&format!("{path}/restore-award"), &reason).await;
        }
    }
    let mika = books.entry(&books.mika, MAY, "EUR").await;
    assert_eq!(moves(&mika), [["correction", "split 2 instead of 1, since 2026-03", "-2.5"]]);
}

#[tokio::test]
async fn award_void_tracks_are_matched_with_no_money() {
    let books = Books::open().await;
    books.load(MARCH, &csv(MARCH, &[("trk_ghost", "EUR", "20")])).await;
    books.month_ends(MARCH).await;
    books.close(MARCH).await;
    let waiting = books.olga.read("/suspense").await;
    let path = format!("/suspense/{}/match", waiting["items"][0]["id"].as_str().unwrap());
    let brief = books.world.items_of("awarded_track")[0]["brief"]["S"].as_str().unwrap().to_owned();
    let reason = json!({ "reason": "a sample was not cleared" });
    books.otto.act(&format!("/briefs/{brief}/void-award"), &reason).await;
    let song = json!({ "track": books.song });
    let reply = books.olga.post(&path, &song).await;
    assert_eq!((reply.status.as_u16(), reply.problem()), (409, "award_void".to_owned()));
    books.otto.act(&format!("/briefs/{brief}/restore-award"), &reason).await;
    books.olga.act(&path, &song).await;
}

#[tokio::test]
async fn award_not_void_is_not_restored_and_a_void_one_keeps_what_comes() {
    let books = Books::of_march(&[("EUR", "100")]).await;
    books.close(MARCH).await;
    let briefs = books.world.items_of("awarded_track");
    let path = format!("/briefs/{}", briefs[0]["brief"]["S"].as_str().unwrap());
    let reason = json!({ "reason": "a sample was not cleared" });
    let reply = books.otto.post(&format!("{path}/restore-award"), &reason).await;
    assert_eq!((reply.status.as_u16(), reply.problem()), (409, "award_not_void".to_owned()));
    for _ in 0..2 {
        let void = books.otto.act(&format!("{path}/void-award"), &reason).await;
        assert_eq!((&void["void"], &void["month"]), (&json!(true), &json!(APRIL)));
    }
    books.load_lines(APRIL, &[("EUR", "40")]).await;
    books.month_ends(APRIL).await;
    for step in ["freeze", "plan"] {
        books.step(APRIL, step).await;
    }
    let own = books.ask(&books.otto, APRIL, "approve").await;
    assert_eq!(own.problem(), "approver_contributed");
    let third = books.world.operator("Oona");
    books.ask(&third, APRIL, "approve").await.expect_status(200);
    let april = books.step(APRIL, "post").await;
    assert_eq!(proof(&april)["closing_suspense"], "40");
    books.otto.act(&format!("{path}/restore-award"), &reason).await;
    books.month_ends(MAY).await;
    for step in ["freeze", "plan"] {
        books.step(MAY, step).await;
    }
    books.ask(&third, MAY, "approve").await.expect_status(200);
    let may = books.step(MAY, "post").await;
    assert_eq!(proof(&may)["closing_suspense"], "0");
    let ada = books.entry(&books.ada, MAY, "EUR").await;
    assert_eq!(amounts(&ada, ["earnings", "adjustments"]), ["0", "39"]);
    assert_eq!(moves(&ada), [["award_restored", "", "39"]]);
    // It leads to the line that was kept.
    let waited = ada["moves"][0]["subject"].as_str().unwrap();
    let trace = format!("/me/statements/{MAY}/trace?suspense={waited}&currency=EUR");
    let trace = books.ada.read(&trace).await;
    assert_eq!(
        (&trace["items"][0]["line"], &trace["revenue"]["amount"]),
        (&json!(2), &json!("40"))
    );
}

#[tokio::test]
async fn a_prize_is_paid_with_the_month_from_its_deposit() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    let prize = json!({ "currency": "EUR", "amount": "500.00" });
    let plan = BriefPlan::private().with("prize", prize).inviting(&ada).judged_by(&mika);
    let brief = plan.draft(&clara).await;
    let (olga, otto) = (world.operator("Olga"), world.operator("Otto"));
    brief.fund(&olga).await;
    clara.act(&brief.path("/open"), &json!({})).await;
    let track = brief.submit(&ada, "Dawn").await;
    mika.only_review().await.answer(&Answered::approving(letter(0))).await;
    award(&brief, &track.id).await;
    let song = track.id.clone();
    let books = Books { world, olga, otto, ada, mika, song };
    books.load_lines(MARCH, &[("EUR", "8")]).await;
    books.month_ends(MARCH).await;
    let march = books.close(MARCH).await;
    let proof = proof(&march);
    assert_eq!((&proof["prizes"], &proof["in"]), (&json!("500"), &json!("8")));
    let entry = books.entry(&books.ada, MARCH, "EUR").await;
    assert_eq!(amounts(&entry, ["earnings", "adjustments", "gross"]), ["7.8", "500", "507.80"]);
    assert_eq!(moves(&entry), [["prize", "selected", "500"]]);
    let deposit = unit(&books, MARCH, &format!("prize:{}", brief.id)).await;
    assert_eq!((&deposit["kind"], &deposit["closing"]["amount"]), (&json!("prize"), &json!("0")));
}

#[tokio::test]
async fn no_plan_follows_from_a_prize_that_is_not_what_its_shares_are() {
    let world = World::start().await;
    let prize = json!({ "currency": "EUR", "amount": "500.00" });
    let plan = BriefPlan::private().with("prize", prize).inviting(&world.composer("Ada"));
    let books = Books::sold(world, plan).await;
    books.month_ends(MARCH).await;
    books.step(MARCH, "freeze").await;
    let given = &books.world.items_of("prize_award")[0];
    books.change_item(given, ["prize", "amount"], "400");
    let refused = books.ask(&books.otto, MARCH, "plan").await;
    assert_eq!(refused.refusal(), (409, "no_plan".to_owned()));
    let detail = refused.json()["detail"].as_str().unwrap().to_owned();
    assert!(detail.contains("the shares of the prize"), "{detail}");
    assert_eq!(books.month(MARCH).await["state"], "frozen");
}

#[tokio::test]
async fn a_review_that_is_not_delivered_by_the_award_has_no_part_in_the_pool() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let judges = [
        world.coproducer("Mika").await,
        world.coproducer("Nora").await,
        world.coproducer("Yuki").await,
    ];
    let plan = BriefPlan::private().with("reviews_per_track", 2).inviting(&ada);
    let brief = judges.iter().fold(plan, BriefPlan::judged_by).open(&clara).await;
    let track = brief.submit(&ada, "Dawn").await;
    // The promised two disagree, and the client does not wait for whoever is to decide.
    let late = disagree(&judges).await;
    late.listen().await;
    award(&brief, &track.id).await;
    late.deliver(&Answered::approving(letter(1))).await.expect_status(409);
    world.settle().await;
    assert_eq!(world.items_of("split").len(), 1, "the client chose without it");
    let (olga, otto) = (world.operator("Olga"), world.operator("Otto"));
    let [mika, ..] = judges.clone();
    let books = Books { world, olga, otto, ada, mika, song: track.id };
    books.load_lines(MARCH, &[("EUR", "100")]).await;
    books.month_ends(MARCH).await;
    books.close(MARCH).await;
    for judge in &judges {
        let of_judge = unit(&books, MARCH, &judge.id.to_string()).await;
        if judge.id == late.reviewer.id {
            assert_eq!(of_judge, Value::Null);
        } else {
            assert_eq!(amounts(&of_judge, ["earnings"]), ["1.25"]);
        }
    }
}

#[tokio::test]
async fn another_track_selected_is_refused_after_a_void_award_too_and_the_money_waits() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    let brief = BriefPlan::private().inviting(&ada).judged_by(&mika).open(&clara).await;
    let mut tracks = Vec::new();
    for (number, title) in ["Dawn", "Dusk"].into_iter().enumerate() {
        tracks.push(brief.submit(&ada, title).await);
        mika.only_review().await.answer(&Answered::approving(letter(number))).await;
    }
    award(&brief, &tracks[0].id).await;
    let otto = world.operator("Otto");
    otto.act(&brief.path("/void-award"), &json!({ "reason": "the sample is stolen" })).await;
    let other = json!({ "track": tracks[1].id, "version": 1, "why": tests::WHY });
    let refused = clara.post(&brief.path("/selection"), &other).await;
    assert_eq!(
        (refused.status.as_u16(), refused.problem()),
        (409, "another_track_selected".to_owned())
    );
    assert_eq!(world.items_of("split").len(), 1);
}
