//! What somebody else does right before a decision is written: it is decided anew, by what has
//! become of it.

use std::fmt::Debug;
use std::sync::Arc;

use domain::brief::{BriefTerms, Choice, Silence};
use domain::id::BriefId;
use domain::secret::DeploymentSecret;
use edge::Problem;
use jiff::SignedDuration;
use local::fault_injection::{Interleaving, InterleavingStep};
use serde_json::json;
use tests::{Answered, BriefPlan, OpenBrief, Person, ReplyChecks, Submitted, World};
use tests::{audio, declared, letter, upload};
use workflow::assignment::ask::accept_ask;
use workflow::brief::{access, amend, roster, selection, silence};
use workflow::submission::{consent_to_share, name_writers};
use workflow::{Actor, Workflow, WorkflowError};

pub(crate) const BRIEFS: &str = "BriefsFunction";
pub(crate) const UPLOADS: &str = "UploadsFunction";
pub(crate) const REVIEWS: &str = "ReviewsFunction";

/// How many calls somebody makes, left alone, before the one that writes.
pub(crate) async fn calls_before_write<T>(
    world: &World,
    function: &str,
    work: impl AsyncFnOnce(Workflow) -> T,
) -> usize {
    world.count_from_here();
    work(Workflow::of(&world.runtime(function))).await;
    let calls = world.round_trips(function);
    calls.iter().position(|call| call == "TransactWriteItems").unwrap()
}

/// What comes of `work` where `meanwhile` happens after so many calls of it.
pub(crate) async fn overtaken<T>(
    (brief, function, calls): (&OpenBrief, &str, usize),
    work: impl AsyncFnOnce(Workflow) -> T,
    meanwhile: impl Future<Output = ()>,
) -> T {
    let turns = Arc::new(Interleaving::new([
        InterleavingStep { worker: 0, calls },
        InterleavingStep::until_done(1),
        InterleavingStep::until_done(0),
    ]));
    let connector = brief.owner.world.studio.sdk_connector();
    let begin =
        |worker| Workflow::of(&connector.interleaved_runtime(function, &turns, worker).unwrap());
    let (first, gate) = (begin(0), begin(1));
    let first = async {
        let result = work(first).await;
        turns.finish(0);
        result
    };
    let second = async {
        // This is answered when the other is about to write.
        gate.store.get(store::brief::key(id(brief))).await.unwrap();
        meanwhile.await;
        turns.finish(1);
    };
    tokio::join!(first, second).0
}

/// The rule by which it was refused when it was decided anew.
fn rule<T: Debug>(result: Result<T, WorkflowError>) -> String {
    Problem::from(result.unwrap_err()).name().to_owned()
}

pub(crate) fn id(brief: &OpenBrief) -> BriefId {
    brief.id.parse().unwrap()
}

pub(super) fn actor(person: &Person) -> Actor {
    Actor { member: person.id, is_operator: false }
}

#[tokio::test]
async fn unanswered_tracks_hold_up_an_award_that_a_newer_version_overtakes() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    let judged = async |number| {
        let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
        let track = brief.submit(&ada, "Dawn").await;
        mika.only_review().await.answer(&Answered::asking_for_changes(letter(number))).await;
        clara.act(&brief.path("/close"), &json!({})).await;
        (brief, track)
    };
    let secret = DeploymentSecret::from_bytes([7; 32]);
    let select = async |work: Workflow, (brief, track): &(OpenBrief, Submitted)| {
        let (track, why) = (track.id.parse().unwrap(), tests::WHY.parse().unwrap());
        let choice = Choice { track, version: 1, why };
        selection::select(&work, &secret, actor(&clara), id(brief), &choice).await
    };
    let alone = judged(0).await;
    let calls = calls_before_write(&world, BRIEFS, async |work| {
        select(work, &alone).await.unwrap();
    });
    let calls = calls.await;

    let here = judged(1).await;
    let file = audio::wav(77);
    let announced = ada.create(&here.1.path("/versions"), &declared(&file)).await;
    let lands = async {
        upload(&world.http(), &announced["upload"], file).await.expect_status(200);
        world.settle().await;
    };
    let place = (&here.0, BRIEFS, calls);
    let awarded = overtaken(place, async |work| select(work, &here).await, lands).await;
    assert_eq!(rule(awarded), "unanswered_tracks");
    let body = json!({ "track": here.1.id, "version": 1, "why": tests::WHY });
    let again = clara.post(&here.0.path("/selection"), &body).await;
    assert_eq!(again.problem(), "unanswered_tracks");
    mika.only_review().await.answer(&Answered::approving(letter(2))).await;
    clara.act(&here.0.path("/selection"), &body).await;
}

#[tokio::test]
async fn an_invitation_to_write_that_the_end_of_its_brief_overtakes_is_shown() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let noor = world.coproducer("Noor").await;
    let entered = async || {
        let brief = BriefPlan::public().judged_by(&noor).open(&clara).await;
        let track = brief.submit(&ada, "Dawn").await;
        (brief, track)
    };
    let name = async |work: Workflow, (brief, track): &(OpenBrief, Submitted)| {
        let shares = [(ada.id, 700_000), (noor.id, 300_000)];
        let track = track.id.parse().unwrap();
        name_writers(&work, ada.id, id(brief), track, &shares, |_| Ok(())).await.unwrap();
    };
    let alone = entered().await;
    let calls = calls_before_write(&world, UPLOADS, async |work| name(work, &alone).await).await;
    let named = async || noor.notices_of("writer_named").await.len();
    assert_eq!(named().await, 0, "it is held back while the brief runs");

    let here = entered().await;
    let ends = async {
        let because = json!({ "reason": "the film has no end yet" });
        clara.act(&here.0.path("/cancel"), &because).await;
    };
    overtaken((&here.0, UPLOADS, calls), async |work| name(work, &here).await, ends).await;
    assert_eq!(named().await, 1);
}

/// Two entries of one brief: Noor was shown an invitation to write the one before she became a
/// co-producer, and is asked for the other.
#[tokio::test]
async fn whoever_becomes_a_writer_of_an_entry_while_they_accept_to_review_another_does_not() {
    let world = World::start().await;
    let (clara, ada, ben) = (world.client("Clara"), world.composer("Ada"), world.composer("Ben"));
    let mika = world.coproducer("Mika").await;
    let plan = BriefPlan::public().with("reviews_per_track", 3).judged_by(&mika);
    let brief = plan.open(&clara).await;
    let own = brief.submit(&ada, "Dawn").await.id.parse().unwrap();
    let other = brief.submit(&ben, "Dusk").await;
    let noor = world.composer("Noor").id;
    let work = Workflow::of(&world.runtime(UPLOADS));
    let shares = [(ada.id, 700_000), (noor, 300_000)];
    name_writers(&work, ada.id, id(&brief), own, &shares, |_| Ok(())).await.unwrap();
    let (noor, yuki) = (world.coproducer("Noor").await, world.coproducer("Yuki").await);
    world.pass(SignedDuration::from_mins(24 * 60 + 30)).await;
    let accept = async |work: Workflow, person: &Person| {
        let version = (other.id.parse().unwrap(), 1);
        accept_ask(&work, actor(person), id(&brief), version).await
    };
    let calls = calls_before_write(&world, REVIEWS, async |work| {
        accept(work, &yuki).await.unwrap();
    });
    let calls = calls.await;

    let agrees = async {
        let secret = DeploymentSecret::from_bytes([7; 32]);
        consent_to_share(&work, &secret, noor.id, id(&brief), own, None).await.unwrap();
    };
    assert_eq!(noor.notices_of("review_asked").await.len(), 1);
    let place = (&brief, REVIEWS, calls);
    let accepted = overtaken(place, async |work| accept(work, &noor).await, agrees).await;
    assert_eq!(rule(accepted), "ask_over");
    assert!(noor.reviews().await.is_empty());
}

#[tokio::test]
async fn whoever_enters_a_brief_while_they_are_appointed_to_it_is_not() {
    let world = World::start().await;
    let clara = world.client("Clara");
    let brief = BriefPlan::public().open(&clara).await;
    let (noor, yuki) = (world.coproducer("Noor").await, world.coproducer("Yuki").await);
    let appoint = async |work: Workflow, person: &Person| {
        roster::appoint(&work, actor(&clara), id(&brief), person.id).await
    };
    let calls = calls_before_write(&world, BRIEFS, async |work| {
        appoint(work, &yuki).await.unwrap();
    });
    let calls = calls.await;
    let enters = async {
        brief.reserve(&noor, "Dawn", &audio::wav(1)).await;
    };
    let place = (&brief, BRIEFS, calls);
    let appointed = overtaken(place, async |work| appoint(work, &noor).await, enters).await;
    assert_eq!(rule(appointed), "coproducer_excluded");
}

/// Who changes a brief is told of another change of it alone: an entry would name its composer.
#[tokio::test]
async fn an_amendment_that_an_entry_overtakes_is_written_and_one_that_another_overtakes_is_stale() {
    let world = World::start().await;
    let clara = world.client("Clara");
    let (mika, noor) = (world.coproducer("Mika").await, world.coproducer("Noor").await);
    let plan = || BriefPlan::private().inviting(&noor).judged_by(&mika);
    let amend = async |work: Workflow, brief: &OpenBrief, title: &str| {
        let actor = actor(&clara);
        let read = access::load_aggregate_of_owner(&work, id(brief), actor).await.unwrap();
        let title = title.parse().unwrap();
        let terms = BriefTerms { title, ..read.brief.item.terms.clone() };
        Box::pin(amend::amend(&work, actor, read, terms)).await
    };
    let (alone, brief) = (plan().open(&clara).await, plan().open(&clara).await);
    let calls = calls_before_write(&world, BRIEFS, async |work| {
        amend(work, &alone, "Two").await.unwrap();
    });
    let place = (&brief, BRIEFS, calls.await);
    let enters = async {
        brief.reserve(&noor, "Dawn", &audio::wav(1)).await;
    };
    let amended =
        overtaken(place, async |work| amend(work, &brief, "Two").await, enters).await.unwrap();
    assert_eq!((amended.item.version, amended.item.edition), (2, 3));
    let changes = async {
        let change = json!({ "title": "Three" });
        clara.patch(&brief.path(""), "*", &change).await.expect_status(200);
    };
    let stale = overtaken(place, async |work| amend(work, &brief, "Four").await, changes).await;
    assert_eq!(rule(stale), "stale");
    assert_eq!(brief.seen_by(&clara).await["title"], "Three");
}

#[tokio::test]
async fn a_track_that_is_taken_back_while_its_brief_lapses_has_no_part_of_the_prize() {
    let world = World::start().await;
    let (clara, ada, ben) = (world.client("Clara"), world.composer("Ada"), world.composer("Ben"));
    let (mika, olga) = (world.coproducer("Mika").await, world.operator("Olga"));
    let prize = json!({ "amount": "1000.00", "currency": "EUR" });
    let judged = async |number| {
        let plan = BriefPlan::public().with("prize", prize.clone()).judged_by(&mika);
        let brief = plan.draft(&clara).await;
        brief.fund(&olga).await;
        clara.act(&brief.path("/open"), &json!({})).await;
        let mut tracks = Vec::new();
        for (place, composer) in [&ada, &ben].into_iter().enumerate() {
            tracks.push(brief.submit(composer, "Dawn").await);
            let text = letter(number + place);
            mika.only_review().await.answer(&Answered::approving(text)).await;
        }
        clara.act(&brief.path("/close"), &json!({})).await;
        (brief, tracks.remove(0))
    };
    let silent = async |work: Workflow, brief: &OpenBrief| {
        let now = work.now.checked_add(SignedDuration::from_hours(31 * 24)).unwrap();
        let later = Workflow::new(work.store, now, "2026-01");
        Box::pin(silence::end_silence(&later, id(brief))).await.unwrap()
    };
    let alone = judged(0).await.0;
    let calls = calls_before_write(&world, BRIEFS, async |work| silent(work, &alone).await).await;

    let (brief, track) = judged(2).await;
    let takes_back = async {
        ada.act(&track.path("/withdraw"), &json!({})).await;
    };
    let place = (&brief, BRIEFS, calls);
    let ended = overtaken(place, async |work| silent(work, &brief).await, takes_back).await;
    assert_eq!(ended, Silence::Patience, "it is looked at anew");
    let work = Workflow::of(&world.runtime(BRIEFS));
    assert_eq!(silent(work, &brief).await, Silence::Lapse);
    let shares = brief.seen_by(&clara).await["prize_shares"].take();
    let members: Vec<_> = shares.as_array().unwrap().iter().map(|one| &one["member"]).collect();
    assert_eq!(members, [&json!(ben.id)]);
}
