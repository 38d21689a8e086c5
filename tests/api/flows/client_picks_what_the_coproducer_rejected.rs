//! The client's definition is the only one that counts: what the co-producer rejected wins. The
//! co-producer's ranking was frozen before, and only they read how it compares.

use serde_json::{Value, json};
use tests::{Answered, BriefPlan, ReplyChecks, World, letter};

#[tokio::test]
async fn a_rejected_track_wins_and_its_coproducer_reads_the_outcome_comparison() {
    let world = World::start().await;
    let (clara, ada, ben) = (world.client("Clara"), world.composer("Ada"), world.composer("Ben"));
    let (mika, nora) = (world.coproducer("Mika").await, world.coproducer("Nora").await);
    let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
    let answers = [
        Answered::approving(letter(0)),
        Answered::scored([4, 4, 4, 4, 4], "approve", letter(1)),
        Answered::scored([4, 4, 4, 3, 3], "approve", letter(2)),
        Answered::asking_for_changes(letter(3)),
    ];
    for (number, answer) in answers.iter().enumerate() {
        let composer = if number < 3 { &ada } else { &world.composer("Chidi") };
        brief.submit(composer, &format!("Song {number}")).await;
        mika.only_review().await.answer(answer).await;
    }
    let rejected = brief.submit(&ben, "Night Bus").await;
    let no = Answered::scored([2, 2, 2, 2, 2], "reject", letter(4));
    mika.only_review().await.answer(&no).await;
    assert_eq!(rejected.state().await, "rejected");
    clara.act(&brief.path("/coproducers"), &json!({ "member": nora.id })).await;
    clara.act(&brief.path("/close"), &json!({})).await;
    let comparison = brief.path("/outcome-comparison");
    mika.get(&comparison).await.expect_status(404);
    let listen = format!("/tracks/{}/versions/1/listen", rejected.id);
    nora.get(&brief.path(&listen)).await.expect_status(404);

    let winner = json!({ "track": rejected.id, "version": 1, "why": tests::WHY });
    assert_eq!(clara.act(&brief.path("/selection"), &winner).await["state"], "awarded");
    let report = mika.read(&comparison).await;
    assert_eq!((&report["place"], &report["of"]), (&json!(5), &json!(5)));
    assert_eq!((&report["percentile_bp"], &report["winner"]), (&json!(0), &json!(rejected.id)));
    let totals: Vec<u64> = report["ranking"]
        .as_array()
        .unwrap()
        .iter()
        .map(|ranked| ranked["total_centistars"].as_u64().unwrap())
        .collect();
    assert_eq!(totals, [440, 400, 380, 320, 200]);
    assert_eq!(report["ranking"][4]["is_winner"], true);
    assert!(!report.to_string().contains(&ben.id.to_string()));
    // Nora has judged nothing: she hears what has won, and reads why.
    nora.get(&brief.path(&listen)).await.expect_status(200);
    let why = format!("Why this one: \"{}\".", tests::WHY);
    for (person, kind) in [(&nora, "brief_awarded"), (&ada, "brief_awarded"), (&ben, "selected")] {
        let told = person.notices_of(kind).await[0]["text"].clone();
        assert!(told.as_str().unwrap().ends_with(&why), "{told}");
    }
    assert_eq!(ada.read(&brief.path("")).await["selected_because"], tests::WHY);
    for other in [&clara, &ada, &ben, &nora, &world.operator("Olga")] {
        other.get(&comparison).await.expect_status(404);
    }
    assert_eq!(mika.notices_of("outcome_comparison").await.len(), 1);
    assert_eq!(ada.notices_of("brief_awarded").await.len(), 1);
    assert_eq!(nora.notices_of("brief_awarded").await.len(), 1);
    assert_eq!(ben.notices_of("selected").await.len(), 1);
    assert_eq!(ben.notices_of("brief_awarded").await, Vec::<Value>::new());
    // Whoever listened is credited all the same.
    assert_eq!(mika.read("/me/credits").await["items"][0]["role"], "coproducer");
}

#[tokio::test]
async fn an_award_notifies_more_people_than_a_transaction_holds() {
    let world = World::start().await;
    let (clara, mika) = (world.client("Clara"), world.coproducer("Mika").await);
    let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
    let ada = world.composer("Ada");
    let track = brief.submit(&ada, "Lemon Tree").await;
    mika.only_review().await.answer(&Answered::approving(letter(0))).await;
    for number in 0..110 {
        let composer = world.composer(&format!("Composer-{number}"));
        brief.reserve(&composer, "Never sent", &tests::audio::wav(number)).await;
    }
    clara.act(&brief.path("/close"), &json!({})).await;
    world.pass(jiff::SignedDuration::from_hours(1)).await;
    let winner = json!({ "track": track.id, "version": 1, "why": tests::WHY });
    clara.act(&brief.path("/selection"), &winner).await;
    let notices = world.items_of("notice").into_iter();
    let awarded =
        notices.filter(|notice| notice["body"]["M"]["kind"]["S"] == "brief_awarded").count();
    assert_eq!(awarded, 111);
}
