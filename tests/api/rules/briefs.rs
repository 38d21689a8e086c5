//! Briefs and their people.

use domain::rules::Rule;
use jiff::SignedDuration;
use serde_json::json;
use tests::{BriefPlan, ReplyChecks, World, letter, terms};

use super::assert_breaks;
use super::tracks::Judged;

#[tokio::test]
async fn prize_not_funded_keeps_a_brief_a_draft() {
    let world = World::start().await;
    let clara = world.client("Clara");
    let prize = json!({ "currency": "EUR", "amount": "500.00" });
    let brief = BriefPlan::public().with("prize", prize).draft(&clara).await;
    assert_breaks(clara.post(&brief.path("/open"), &json!({})).await, 409, Rule::PrizeNotFunded);
}

#[tokio::test]
async fn no_prize_can_be_received_where_none_was_promised() {
    let world = World::start().await;
    let brief = BriefPlan::public().draft(&world.client("Clara")).await;
    let seen = json!({ "prize": { "currency": "EUR", "amount": "500" } });
    let reply = world.operator("Olga").post(&brief.path("/prize-funding"), &seen).await;
    assert_breaks(reply, 409, Rule::NoPrize);
}

#[tokio::test]
async fn pool_bounds_are_those_of_every_brief() {
    let world = World::start().await;
    let clara = world.client("Clara");
    for visibility in ["public", "invited"] {
        let mut body = terms(&clara, visibility);
        for ppm in [0, 9_999, 50_001] {
            body["pool_ppm"] = json!(ppm);
            assert_breaks(clara.post("/briefs", &body).await, 422, Rule::PoolBounds);
        }
        body["pool_ppm"] = json!(null);
        let brief = clara.create("/briefs", &body).await;
        assert_eq!(brief["effective_pool_ppm"], 25_000, "{visibility}");
    }
}

#[tokio::test]
async fn deadline_passed_keeps_a_brief_a_draft() {
    let world = World::start().await;
    let clara = world.client("Clara");
    let brief = BriefPlan::public().draft(&clara).await;
    world.pass(SignedDuration::from_hours(21 * 24)).await;
    assert_breaks(clara.post(&brief.path("/open"), &json!({})).await, 409, Rule::DeadlinePassed);
}

#[tokio::test]
async fn no_lexicon_can_be_confirmed_before_it_is_proposed() {
    let world = World::start().await;
    let clara = world.client("Clara");
    let brief = BriefPlan::public().draft(&clara).await;
    let reply = clara.post(&brief.path("/lexicon/confirm"), &json!({})).await;
    assert_breaks(reply, 409, Rule::NoLexicon);
}

#[tokio::test]
async fn stale_lexicon_version_is_a_lexicon_that_the_client_has_not_read() {
    let world = World::start().await;
    let (clara, mika) = (world.client("Clara"), world.coproducer("Mika").await);
    let brief = BriefPlan::public().judged_by(&mika).draft(&clara).await;
    let terms = json!({ "terms": [{ "word": "sunny", "energy": 4 }] });
    mika.put(&brief.path("/lexicon"), &terms).await.expect_status(200);
    let reply = clara.post(&brief.path("/lexicon/confirm"), &json!({ "version": 2 })).await;
    assert_breaks(reply, 412, Rule::StaleLexiconVersion);
}

#[tokio::test]
async fn a_lexicon_translates_each_word_once() {
    let world = World::start().await;
    let (clara, mika) = (world.client("Clara"), world.coproducer("Mika").await);
    let brief = BriefPlan::public().judged_by(&mika).draft(&clara).await;
    let twice = json!({ "terms": [{ "word": "sunny", "energy": 4 }, { "word": "sunny" }] });
    assert_breaks(mika.put(&brief.path("/lexicon"), &twice).await, 422, Rule::Lexicon);
}

#[tokio::test]
async fn coproducer_excluded_is_who_is_invited() {
    let world = World::start().await;
    let (clara, mika) = (world.client("Clara"), world.coproducer("Mika").await);
    let brief = BriefPlan::public().inviting(&mika).draft(&clara).await;
    let reply = clara.post(&brief.path("/coproducers"), &json!({ "member": mika.id })).await;
    assert_breaks(reply, 409, Rule::CoproducerExcluded);
}

#[tokio::test]
async fn coproducer_left_is_not_appointed_again() {
    let world = World::start().await;
    let (clara, mika) = (world.client("Clara"), world.coproducer("Mika").await);
    let brief = BriefPlan::public().judged_by(&mika).draft(&clara).await;
    mika.act(&brief.path("/coproducers/me/leave"), &json!({})).await;
    let reply = clara.post(&brief.path("/coproducers"), &json!({ "member": mika.id })).await;
    assert_breaks(reply, 409, Rule::CoproducerLeft);
}

#[tokio::test]
async fn no_coproducer_a_composer_who_is_none_cannot_be_appointed() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let brief = BriefPlan::public().draft(&clara).await;
    let reply = clara.post(&brief.path("/coproducers"), &json!({ "member": ada.id })).await;
    assert_breaks(reply, 422, Rule::NoCoproducer);
}

#[tokio::test]
async fn coproducer_and_owner_are_not_invited() {
    let world = World::start().await;
    let (clara, mika) = (world.client("Clara"), world.coproducer("Mika").await);
    let brief = BriefPlan::public().judged_by(&mika).draft(&clara).await;
    for (member, rule) in [(mika.id, Rule::Coproducer), (clara.id, Rule::Owner)] {
        let reply = clara.post(&brief.path("/invitations"), &json!({ "members": [member] })).await;
        assert_breaks(reply, 422, rule);
    }
}

#[tokio::test]
async fn state_unanswered_tracks_and_not_reviewed_hold_up_a_selection() {
    let Judged { clara, brief, track, .. } = Judged::start().await;
    let winner = json!({ "track": track.id, "version": 1, "why": tests::WHY });
    let select = async || clara.post(&brief.path("/selection"), &winner).await;
    assert_breaks(select().await, 409, Rule::State);
    let shortlist = clara.post(&track.path("/shortlist"), &json!({})).await;
    assert_breaks(shortlist, 409, Rule::NotReviewed);
    clara.act(&brief.path("/close"), &json!({})).await;
    assert_breaks(select().await, 409, Rule::UnansweredTracks);
}

#[tokio::test]
async fn selection_reason_is_asked_of_a_client_who_decides() {
    let Judged { clara, brief, track, review, .. } = Judged::start().await;
    review.answer(&tests::Answered::approving(letter(0))).await;
    clara.act(&brief.path("/close"), &json!({})).await;
    let short = json!({ "track": track.id, "version": 1, "why": "it is the best" });
    let refused = clara.post(&brief.path("/selection"), &short).await;
    assert_breaks(refused, 422, Rule::SelectionReason);
    let silent = json!({ "track": track.id, "version": 1 });
    assert_breaks(clara.post(&brief.path("/selection"), &silent).await, 422, Rule::Missing);
}

#[tokio::test]
async fn another_track_selected_is_a_second_winner() {
    let Judged { clara, brief, track, review, .. } = Judged::start().await;
    review.answer(&tests::Answered::approving(letter(0))).await;
    clara.act(&brief.path("/close"), &json!({})).await;
    let select = async |version: u8| {
        clara
            .post(
                &brief.path("/selection"),
                &json!({ "track": track.id, "version": version, "why": tests::WHY }),
            )
            .await
    };
    select(1).await.expect_status(200);
    assert_breaks(select(2).await, 409, Rule::AnotherTrackSelected);
}
