//! The shortlist and the award: no valid track is left unanswered, and everything is written at
//! once.

use jiff::SignedDuration;
use serde_json::{Value, json};
use tests::{Answered, BriefPlan, Person, ReplyChecks, Submitted, World};

const LEMON: &str = "The melody carries the whole picture, the middle breathes, and the ending \
    lands exactly where the film does.";
const NIGHT: &str = "Warm keys and a patient groove, yet this evening mood fights the sunny \
    lemonade brief; please lift tempo and brightness.";

#[tokio::test]
async fn an_award_pays_its_reviewers_and_tells_everybody() {
    let world = World::start().await;
    let clara = world.client("Clara");
    let (ada, ben, mika) =
        (world.composer("Ada"), world.composer("Ben"), world.coproducer("Mika").await);
    let plan = BriefPlan::private().inviting(&ada).inviting(&ben).judged_by(&mika);
    let brief = plan.open(&clara).await;
    let track = brief.submit(&ada, "Lemon Tree").await;
    mika.only_review().await.answer(&Answered::approving(LEMON)).await;
    let other = brief.submit(&ben, "Night Bus").await;

    let shortlist = track.path("/shortlist");
    assert_eq!(clara.post(&other.path("/shortlist"), &json!({})).await.problem(), "not_reviewed");
    let marked = clara.act(&shortlist, &json!({})).await;
    assert_eq!(marked, clara.act(&shortlist, &json!({})).await);
    ada.delete(&shortlist).await.expect_status(403);
    stars_reach_the_composer_and_who_answered(&track, [&clara, &ada, &mika]).await;

    clara.act(&brief.path("/close"), &json!({})).await;
    let select = brief.path("/selection");
    let winner = json!({ "track": track.id, "version": 1, "why": tests::WHY });
    let refused = clara.post(&select, &winner).await.expect_status(409);
    assert_eq!(refused["tracks"], json!([other.id]));
    mika.only_review().await.answer(&Answered::asking_for_changes(NIGHT)).await;
    ada.post(&select, &winner).await.expect_status(403);
    let unheard = json!({ "track": track.id, "version": 2, "why": tests::WHY });
    assert_eq!(clara.post(&select, &unheard).await.problem(), "not_reviewed");

    assert_eq!(clara.act(&select, &winner).await["state"], "awarded");
    assert_eq!(clara.act(&select, &winner).await["selected"]["version"], 1);
    let another = json!({ "track": other.id, "version": 1, "why": tests::WHY });
    assert_eq!(clara.post(&select, &another).await.problem(), "another_track_selected");
    world.settle().await;

    let splits = world.items_of("split");
    let rows: Vec<(&str, &str)> = splits[0]["rows"]["L"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let row = &row["M"];
            (row["account"]["S"].as_str().unwrap(), row["share_ppm"]["N"].as_str().unwrap())
        })
        .collect();
    let (ada_id, mika_id) = (ada.id.to_string(), mika.id.to_string());
    let mut expected = vec![(ada_id.as_str(), "975000"), (mika_id.as_str(), "25000")];
    expected.sort_unstable();
    assert_eq!(rows, expected);

    let credit = mika.read("/me/credits").await["items"][0].clone();
    assert_eq!(
        (&credit["role"], &credit["track_title"]),
        (&json!("coproducer"), &json!("Lemon Tree"))
    );
    let verify = format!("/credits/{}", credit["id"].as_str().unwrap());
    let public = world.http().get(&verify).send().await.unwrap().expect_status(200);
    assert_eq!(public["track_title"], Value::Null);
    // Two tracks are too few for a percentile, not for a comparison.
    let compared = mika.read(&brief.path("/outcome-comparison")).await;
    assert_eq!((&compared["place"], &compared["of"]), (&json!(1), &json!(2)));
    assert_eq!(compared["percentile_bp"], Value::Null);
    let newest = |notices: Value| notices["items"][0]["kind"].clone();
    assert_eq!(newest(ben.read("/me/notices").await), "brief_awarded");
    let points = ada.read("/me/points").await;
    assert_eq!(points["standing"]["selected"], 1);
    assert_eq!(clara.delete(&shortlist).await.problem(), "state", "the award stands on it");
    assert_eq!(clara.delete(&other.path("/shortlist")).await.status, 200, "it never was on it");
}

/// The client thinks little of what the co-producer has approved.
async fn stars_reach_the_composer_and_who_answered(
    track: &Submitted,
    [clara, ada, mika]: [&Person; 3],
) {
    let stars = json!({ "stars": 2, "words": "The bells come too late." });
    for _ in 0..2 {
        let rated = clara.put(&track.path("/rating"), &stars).await.expect_status(200);
        assert_eq!(rated["rating"]["stars"], 2);
    }
    let told = ada.notices_of("client_rating").await;
    assert_eq!(
        (told.len(), &told[0]["text"]),
        (
            1,
            &json!(
                "The client gives the track \"Lemon Tree\" \
        2 of 5 stars. Their words: \"The bells come too late\"."
            )
        )
    );
    for person in [ada, clara, mika] {
        let rating = person.read(&track.path("")).await["client_rating"].clone();
        assert_eq!(rating["words"], "The bells come too late.", "{}", person.name);
    }
    clara.put(&track.path("/rating"), &json!({ "stars": 6 })).await.expect_status(422);
}

#[tokio::test]
async fn a_shortlisting_that_is_taken_back_takes_its_points_back_and_is_told_once() {
    let world = World::start().await;
    let clara = world.client("Clara");
    let (ada, mika) = (world.composer("Ada"), world.coproducer("Mika").await);
    let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
    let track = brief.submit(&ada, "Lemon Tree").await;
    mika.only_review().await.answer(&Answered::approving(LEMON)).await;
    let shortlist = track.path("/shortlist");
    let standing = async || {
        world.settle().await;
        let standing = ada.read("/me/points").await["standing"].clone();
        (standing["shortlisted"].clone(), standing["points"].as_i64().unwrap())
    };
    let (_, before) = standing().await;

    for _ in 0..2 {
        let marked = clara.act(&shortlist, &json!({})).await;
        assert!(marked["shortlisted_at"].is_string());
        assert_eq!(standing().await, (json!(1), before + 40));

        let removed = clara.delete(&shortlist).await.expect_status(200);
        assert_eq!(removed["shortlisted_at"], Value::Null);
        assert_eq!(clara.delete(&shortlist).await.expect_status(200), removed);
        assert_eq!(standing().await, (json!(0), before));
        world.pass(SignedDuration::from_hours(1)).await;
    }
    for kind in ["shortlisted", "shortlist_removed"] {
        assert_eq!(ada.notices_of(kind).await.len(), 1, "{kind}");
    }
    let told = ada.notices_of("shortlist_removed").await[0]["text"].clone();
    assert!(told.as_str().unwrap().contains("stays in the running"), "{told}");
}
