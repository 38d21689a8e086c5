//! The same work under another coat: what sounds like somebody else's track is evidence for the client
//! where it lies before them anyway, for operators everywhere, and for nobody else.

use jiff::SignedDuration;
use media::Limits;
use serde_json::{Value, json};
use std::sync::Arc;
use store::likeness::{fingerprint_key, landmark_key};
use store::{Creation, Stored};
use tests::{Answered, BriefPlan, Person, ReplyChecks, Submitted, World, audio, letter_about};

use crate::erasure::leave;
use domain::likeness::{Landmark, Piece, PieceFingerprint};
use domain::policy::Policy;

const SECONDS: u32 = 20;

/// What somebody reads beside a track.
async fn likenesses(track: &Submitted, reader: &Person) -> Vec<Value> {
    let list = reader.read(&track.path("/likenesses")).await;
    list["items"].as_array().unwrap().clone()
}

async fn of_studio(operator: &Person) -> Vec<Value> {
    operator.read("/likenesses").await["items"].as_array().unwrap().clone()
}

fn like_tracks(items: &[Value]) -> Vec<&str> {
    items.iter().map(|item| item["like"]["track"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_copy_is_evidence_for_the_client_of_both_and_for_operators_and_never_for_who_writes_or_reviews()
 {
    let world = World::start().await;
    let (clara, dora) = (world.client("Clara"), world.client("Dora"));
    let (ada, ben) = (world.composer("Ada"), world.composer("Ben"));
    let (mika, olga) = (world.coproducer("Mika").await, world.operator("Olga"));
    let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
    let other = BriefPlan::public().judged_by(&mika).open(&dora).await;
    let tune = audio::tune(1, SECONDS);
    let original = brief.submit_file(&ada, "Dawn", audio::wav_with(&tune)).await;
    let own = other.submit_file(&ada, "Dawn again", audio::softer_from(&tune, 1)).await;
    assert!(likenesses(&own, &dora).await.is_empty(), "a member may use their own work again");
    let copy = brief.submit_file(&ben, "Dusk", audio::softer_from(&tune, 2_345)).await;
    let stranger = audio::wav_with(&audio::tune(2, SECONDS));
    let stranger = other.submit_file(&ben, "Noon", stranger).await;
    world.pass(SignedDuration::from_mins(1)).await;
    let abroad = other.submit_file(&ben, "Eve", audio::softer_from(&tune, 1_717)).await;
    // Nothing is decided: it is heard like any other.
    assert_eq!(copy.state().await, "in_review");

    let found = likenesses(&copy, &clara).await;
    assert_eq!(like_tracks(&found), [&original.id]);
    let (piece, like) = (&found[0]["piece"], &found[0]["like"]);
    assert_eq!((&piece["track"], &piece["composer"]), (&json!(copy.id), &json!(ben.id)));
    assert_eq!((&like["version"], &like["composer"]), (&json!(1), &json!(ada.id)));
    let place = |piece: &Value| piece["at_ms"].as_u64().unwrap();
    assert!((place(like) - place(piece)).abs_diff(2_345) <= 150, "{found:?}");
    assert!(found[0]["likeness_bp"].as_u64().unwrap() >= 8_000, "{found:?}");
    assert!(found[0]["length_ms"].as_u64().unwrap() >= 14_000, "{found:?}");
    assert_eq!(found[0]["earlier"], "like");
    let turned = likenesses(&original, &clara).await;
    assert_eq!(like_tracks(&turned), [&copy.id], "and what lies in another brief is not hers");
    assert_eq!(turned[0]["earlier"], "piece");
    assert!(likenesses(&stranger, &dora).await.is_empty());

    // Dora's own brief holds both a copy by Ben and Ada's second use.
    assert_eq!(like_tracks(&likenesses(&abroad, &dora).await), [&own.id]);
    let beside = likenesses(&abroad, &olga).await;
    assert_eq!(beside.len(), 2, "{beside:?}");
    let all = of_studio(&olga).await;
    assert_eq!(all.len(), 4, "two copies, each like both of Ada's: {all:?}");
    assert_eq!(all[0]["piece"]["track"], json!(abroad.id), "the newest first");
    for track in [&original, &copy] {
        for blind in [&ada, &ben, &mika, &dora] {
            blind.get(&track.path("/likenesses")).await.expect_status(404);
        }
    }
    mika.get("/likenesses").await.expect_status(403);

    // Once Ada's track is bought and published, Dora learns of it.
    for (number, review) in (0..).zip(mika.reviews().await) {
        mika.read(&review.path("")).await;
        world.pass(SignedDuration::from_secs(i64::from(SECONDS))).await;
        let heard = json!({ "intervals": [{ "from_ms": 0, "to_ms": SECONDS * 1_000 }] });
        mika.put(&review.path("/heard"), &heard).await.expect_status(200);
        review.deliver(&Answered::approving(&letter_about(number))).await.expect_status(200);
    }
    clara.act(&brief.path("/close"), &json!({})).await;
    let winner = json!({ "track": original.id, "version": 1, "why": tests::WHY });
    clara.act(&brief.path("/selection"), &winner).await;
    assert_eq!(likenesses(&abroad, &dora).await.len(), 2);
    assert!(world.denied().is_empty());
}

#[tokio::test]
async fn what_an_operator_has_a_part_in_is_left_out_of_their_likenesses() {
    let world = World::start().await;
    let clara = world.client("Clara");
    let (ada, olga) = (world.composer("Ada"), world.operator("Olga"));
    world.coproducer("Mika").await;
    let (mika, otto) = (world.everything("Mika"), world.everything("Otto"));
    let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
    let tune = audio::tune(1, SECONDS);
    brief.submit_file(&otto, "Dawn", audio::wav_with(&tune)).await;
    let copy = brief.submit_file(&ada, "Dusk", audio::softer_from(&tune, 2_345)).await;
    assert_eq!(of_studio(&olga).await.len(), 1);
    assert_eq!(likenesses(&copy, &olga).await.len(), 1);
    assert!(of_studio(&mika).await.is_empty(), "a reviewer hears a piece for itself");
    assert!(of_studio(&otto).await.is_empty(), "it would say whose the other one is");
    for blind in [&mika, &otto] {
        blind.get(&copy.path("/likenesses")).await.expect_status(404);
    }
}

#[tokio::test]
async fn a_comparison_that_was_cut_off_is_made_up_for_and_an_erasure_takes_all_of_it_away() {
    let world = World::start().await;
    let clara = world.client("Clara");
    let (ada, ben, olga) = (world.composer("Ada"), world.composer("Ben"), world.operator("Olga"));
    let brief = BriefPlan::public().open(&clara).await;
    let tune = audio::tune(1, SECONDS);
    let original = brief.submit_file(&ada, "Dawn", audio::wav_with(&tune)).await;
    let copy = brief.submit_file(&ben, "Dusk", audio::softer_from(&tune, 2_345)).await;
    // As it stands where intake dies after its assignment: nothing was compared, nothing indexed.
    let store = world.store();
    let key = fingerprint_key(copy.id.parse().unwrap(), 1);
    let Stored { item, revision } = store.get(key).await.unwrap().unwrap();
    let indexed = world.items_of("landmark").len();
    let pending = PieceFingerprint { compared_at: None, ..item.clone() };
    store.replace(&Stored { item: pending, revision }).await.unwrap();
    let due = olga.read("/sweep").await.to_string();
    assert!(due.contains("compare_piece"), "{due}");
    assert_eq!(world.sweep().await["pieces_compared"], 1);
    assert_eq!(world.sweep().await["pieces_compared"], 0);
    assert_eq!(world.items_of("landmark").len(), indexed, "what is there twice is there once");
    assert_eq!(likenesses(&copy, &clara).await.len(), 1);

    leave(&ben).await;
    for _ in 0..4 {
        world.sweep().await;
        world.pass(SignedDuration::from_mins(30)).await;
    }
    for kind in ["fingerprint", "landmark", "likeness"] {
        let left = serde_json::to_string(&world.items_of(kind)).unwrap();
        assert!(!left.contains(&copy.id) && !left.contains(&ben.id.to_string()), "{kind}: {left}");
        assert_eq!(left.contains(&original.id), kind != "likeness", "{kind}");
    }
}

/// How many pieces the studio has: `make likeness` fills it with 50,000.
fn pieces() -> u32 {
    std::env::var("PIECES").map_or(400, |count| count.parse().unwrap())
}

/// Every landmark of the piece that is looked up is as crowded as it may be for two more, and further
/// pieces have others.
async fn crowd(world: &World, looked_up: &PieceFingerprint) {
    let store = world.store();
    let landmarks: Vec<u32> = looked_up.landmarks.iter().copied().collect();
    let room = Policy::CURRENT.pieces_per_landmark_max - 2;
    let piece = |number: u32| Piece {
        brief: looked_up.piece.brief,
        track: domain::id::TrackId::derive(&[&number.to_be_bytes()]),
        version: 1,
        composer: domain::id::MemberId::derive(&[&number.to_be_bytes()]),
    };
    let numbers: Vec<u32> = (0..pieces()).collect();
    for (place, numbers) in numbers.chunks(room).enumerate() {
        let value = landmarks.get(place).copied().unwrap_or(u32::try_from(place).unwrap());
        let pieces = numbers.iter().map(|number| piece(*number)).collect();
        let made = store.create(&Landmark { value, pieces }).await.unwrap();
        assert_eq!(made, Creation::New);
        for one in numbers.iter().map(|number| piece(*number)) {
            let fingerprint = domain::fingerprint::Fingerprint::new(vec![value; 40]);
            let landmarks = [value].into();
            let compared_at = Some(looked_up.received_at);
            let one =
                PieceFingerprint { piece: one, fingerprint, landmarks, compared_at, ..*looked_up };
            assert_eq!(store.create(&one).await.unwrap(), Creation::New);
        }
    }
}

#[tokio::test]
async fn the_reads_of_a_look_up_do_not_depend_on_how_many_pieces_there_are() {
    let world = World::start().await;
    let clara = world.client("Clara");
    let (ada, ben) = (world.composer("Ada"), world.composer("Ben"));
    let brief = BriefPlan::public().open(&clara).await;
    let tune = audio::tune(1, SECONDS);
    let copied = audio::softer_from(&tune, 2_345);
    let analysis = media::analyse(Arc::new(copied.clone()), Limits::default()).await.unwrap();
    let version = brief.submit(&ada, "Noon").await.stored(1).await.version;
    let now = version.received_at.unwrap();
    let looked_up = PieceFingerprint::of(&version, analysis.fingerprint, now, &Policy::CURRENT);
    crowd(&world, &looked_up.unwrap()).await;
    let original = brief.submit_file(&ada, "Dawn", audio::wav_with(&tune)).await;

    world.count_from_here();
    let copy = brief.submit_file(&ben, "Dusk", copied).await;
    let all = world.round_trips("IntakeFunction");
    let assigned = all.iter().position(|one| one == "TransactWriteItems").unwrap();
    let after: Vec<&str> = all[assigned + 1..].iter().map(String::as_str).collect();
    // The assignment, which finds nobody; then the comparison.
    assert_eq!(
        after,
        ["Query", "GetItem", "BatchGetItem", "BatchGetItem", "TransactWriteItems"],
        "{all:?}"
    );
    assert_eq!(like_tracks(&likenesses(&copy, &clara).await), [&original.id]);
    let full = store_landmarks(&world, &copy).await;
    assert!(full.iter().all(|count| *count <= Policy::CURRENT.pieces_per_landmark_max));
}

/// How many pieces each landmark of a track has.
async fn store_landmarks(world: &World, track: &Submitted) -> Vec<usize> {
    let store = world.store();
    let found = store.get(fingerprint_key(track.id.parse().unwrap(), 1)).await.unwrap().unwrap();
    let landmarks = found.item.landmarks.into_iter().map(landmark_key);
    let landmarks = store.get_each(landmarks).await.unwrap();
    landmarks.into_iter().flatten().map(|stored| stored.item.pieces.len()).collect()
}
