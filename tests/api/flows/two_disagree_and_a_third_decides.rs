//! Two reviewers disagree: a third one is asked, once, and then all three decide together.

use tests::{Answered, BriefPlan, OpenBrief, Person, World, letter, waiting_for};

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
