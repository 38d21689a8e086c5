//! Two reviewers disagree: a third one is asked, once, and then all three decide together.

use domain::points::{PointEntry, PointRule};
use domain::policy::Policy;
use domain::status::StatusLevel;
use store::Stored;
use store::standing::MemberStanding;
use tests::{
    Answered, BriefPlan, OpenBrief, Person, ReplyChecks, World, audio, disagree, letter,
    waiting_for,
};

/// A brief that wants two reviews per track, with three co-producers.
async fn two_of_three(world: &World) -> (OpenBrief, [Person; 3]) {
    let clara = world.client("Clara");
    let judges = [
        world.coproducer("Mika").await,
        world.coproducer("Noor").await,
        world.coproducer("Yuki").await,
    ];
    let mut plan = BriefPlan::public().with("reviews_per_track", 2);
    for judge in &judges {
        plan = plan.judged_by(judge);
    }
    (plan.open(&clara).await, judges)
}

#[tokio::test]
async fn two_reviewers_disagree_and_a_third_decides() {
    let world = World::start().await;
    let ada = world.composer("Ada");
    let (brief, judges) = two_of_three(&world).await;
    let track = brief.submit(&ada, "Lemon Tree").await;
    let two = waiting_for(&judges).await;
    assert_eq!(two.len(), 2);
    assert_ne!(two[0].reviewer.id, two[1].reviewer.id);
    two[0].answer(&Answered::approving(letter(0))).await;
    let reject = Answered::scored([3, 3, 3, 3, 3], "reject", letter(1));
    two[1].answer(&reject).await;
    assert_eq!(track.state().await, "in_review", "nothing is decided between two");

    let third = waiting_for(&judges).await;
    assert_eq!(third.len(), 1);
    let heard = [two[0].reviewer.id, two[1].reviewer.id];
    assert!(!heard.contains(&third[0].reviewer.id));
    third[0].answer(&Answered::asking_for_changes(letter(2))).await;
    let newest = track.newest().await;
    assert_eq!(newest["state"], "changes_requested", "the middle of the three");
    // 440, 300 and 320, rounded down.
    assert_eq!(newest["total_centistars"], 353);
    assert!(waiting_for(&judges).await.is_empty(), "a fourth is never asked");
}

#[tokio::test]
async fn two_reviewers_who_agree_need_nobody_else() {
    let world = World::start().await;
    let ada = world.composer("Ada");
    let (brief, judges) = two_of_three(&world).await;
    let track = brief.submit(&ada, "Lemon Tree").await;
    for (number, review) in waiting_for(&judges).await.iter().enumerate() {
        review.answer(&Answered::approving(letter(number))).await;
    }
    assert_eq!(track.state().await, "approved");
    assert!(waiting_for(&judges).await.is_empty());
}

#[tokio::test]
async fn a_reviewer_reads_what_the_others_said_once_their_own_answer_is_in() {
    let world = World::start().await;
    let ada = world.composer("Ada");
    let (brief, judges) = two_of_three(&world).await;
    let track = brief.submit(&ada, "Lemon Tree").await;
    let two = waiting_for(&judges).await;
    two[0].answer(&Answered::approving(letter(0))).await;
    let (early, late) = (&two[0].reviewer, &two[1].reviewer);
    assert_eq!(late.get(&track.path("/reviews")).await.status, 404, "not before");
    let alone = early.read(&track.path("/reviews")).await;
    assert_eq!(alone["items"].as_array().unwrap().len(), 1);
    two[1].answer(&Answered::approving(letter(1))).await;
    let both = late.read(&track.path("/reviews")).await;
    assert_eq!(both["items"].as_array().unwrap().len(), 2);
    for reader in [late, &ada] {
        let told = reader.read(&track.path("/reviews")).await.to_string();
        assert!(!told.contains(&early.id.to_string()), "who listened stays unsaid: {told}");
    }
    let seen = brief.owner.read(&track.path("/reviews")).await.to_string();
    assert!([early, late].iter().all(|judge| seen.contains(&judge.id.to_string())), "{seen}");
}

/// The studio writes down that a Senior was preferred, and operators read it.
#[tokio::test]
async fn a_tie_break_prefers_a_senior_by_what_is_public() {
    for (is_public, preference) in [(false, "no_senior"), (true, "senior")] {
        let world = World::start().await;
        let carl = world.client("Carl");
        let (brief, judges) = two_of_three(&world).await;
        let running = BriefPlan::public().judged_by(&judges[0]).open(&carl).await;
        for judge in &judges {
            is_senior_with(judge, &running).await;
        }
        if is_public {
            running.call_off().await;
        }
        let track = brief.submit(&world.composer("Ada"), "Lemon Tree").await;
        disagree(&judges).await;
        let path = track.path("/versions/1/assignment");
        let assignment = world.operator("Olga").read(&path).await;
        assert_eq!(assignment["slots"][2]["why"]["preference"], preference, "{assignment}");
    }
}

/// Who is busy now, and since when, tells who listens to the operator's own track in another brief.
#[tokio::test]
async fn an_operator_who_has_an_entry_open_reads_of_no_brief_who_was_given_what() {
    let world = World::start().await;
    let (ada, olga, otto) = (world.composer("Ada"), world.operator("Olga"), world.operator("Otto"));
    let (brief, _judges) = two_of_three(&world).await;
    let path = brief.submit(&ada, "Lemon Tree").await.path("/versions/1/assignment");
    assert_eq!(olga.read(&path).await, otto.read(&path).await);
    let other = BriefPlan::public().open(&world.client("Carl")).await;
    other.reserve(&world.composer("Otto"), "Mine", &audio::wav(9)).await;
    otto.get(&path).await.expect_status(404);
    other.call_off().await;
    let assignment = otto.read(&path).await;
    assert!(!assignment.to_string().contains("last_assigned_at"), "{assignment}");
}

/// All that makes a Senior, from a brief that runs.
async fn is_senior_with(person: &Person, running: &OpenBrief) {
    let (store, at) = (person.world.store(), person.world.now());
    let brief = Some(running.id.parse().unwrap());
    let mut entries = vec![PointEntry::new(person.id, PointRule::Shortlisted, "s".to_owned(), at)];
    for number in 0..8 {
        let approved = PointEntry::new(person.id, PointRule::Approved, number.to_string(), at);
        let quality = PointEntry { rule: PointRule::Quality, points: 40, ..approved.clone() };
        let judged = PointEntry::judged(person.id, number.to_string(), at, 440);
        entries.extend([approved, quality, judged]);
    }
    let entries = entries.into_iter().map(|entry| PointEntry { brief, ..entry });
    let entries: Vec<PointEntry> = entries.collect();
    for entry in &entries {
        let _created = store.create(entry).await.unwrap();
    }
    let hidden = brief.into_iter().collect();
    let item = MemberStanding::of(person.id, &entries, &hidden, at, &Policy::CURRENT);
    assert_eq!(item.standing.level, StatusLevel::Senior);
    let (before, _) = store.standing_with(person.id, &[]).await.unwrap();
    let revision = before.map_or(0, |before| before.revision);
    let mut transaction = store.transaction();
    transaction.create_or_replace(&Stored { item, revision }).unwrap();
    store.commit(transaction).await.unwrap();
}
