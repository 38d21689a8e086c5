//! Submitting, improving, listening.

use domain::rules::Rule;
use jiff::SignedDuration;
use serde_json::{Value, json};
use tests::{
    Answered, BriefPlan, OpenBrief, Person, Queued, ReplyChecks, Submitted, World, audio, declared,
    letter,
};

use super::assert_breaks;

/// A track that waits for its reviewer's answer.
pub(super) struct Judged {
    pub(super) world: World,
    pub(super) clara: Person,
    pub(super) ada: Person,
    pub(super) mika: Person,
    pub(super) brief: OpenBrief,
    pub(super) track: Submitted,
    pub(super) review: Queued,
}

impl Judged {
    pub(super) async fn start() -> Self {
        let world = World::start().await;
        let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
        let mika = world.coproducer("Mika").await;
        let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
        let track = brief.submit(&ada, "Lemon Tree").await;
        let review = mika.only_review().await;
        Self { world, clara, ada, mika, brief, track, review }
    }
}

fn another_track() -> Value {
    let mut body = declared(&audio::wav(4_711));
    body["title"] = json!("Another one");
    body
}

#[tokio::test]
async fn brief_not_open_takes_no_track() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let brief = BriefPlan::public().open(&clara).await;
    clara.act(&brief.path("/close"), &json!({})).await;
    let reply = ada.post(&brief.path("/tracks"), &another_track()).await;
    assert_breaks(reply, 409, Rule::BriefNotOpen);
}

/// What an operator reads of a running brief, no entrant and no co-producer may know.
#[tokio::test]
async fn oversees_brief_and_takes_no_part_in_it() {
    let Judged { world, clara, ada, brief, track, .. } = Judged::start().await;
    let (olga, otto) = (world.everything("Olga"), world.everything("Otto"));
    let shares = json!([{ "member": ada.id, "share_ppm": 500_000 },
                        { "member": olga.id, "share_ppm": 500_000 }]);
    let named = ada.put(&track.path("/writers"), &json!({ "writers": shares })).await;
    named.expect_status(200);
    clara.act(&brief.path("/invitations"), &json!({ "members": [olga.id, otto.id] })).await;
    for (person, page) in [(&olga, ""), (&otto, ""), (&otto, "/questions")] {
        let text = person.read(&brief.path(page)).await.to_string();
        assert!(!text.contains("proposed_by"), "who co-produces it: {text}");
    }
    olga.read(&brief.path("/ranking")).await;
    let accept = "/invitations/me/accept";
    for path in [brief.path("/tracks"), brief.path(accept), track.path("/writers/me/consent")] {
        let body = if path.ends_with("/tracks") { another_track() } else { json!({}) };
        assert_breaks(olga.post(&path, &body).await, 409, Rule::OverseesBrief);
    }
    olga.act(&brief.path("/invitations/me/decline"), &json!({})).await;
    // Who has read no more than anybody enters like anybody, and is blind from then on.
    otto.act(&brief.path(accept), &json!({})).await;
    otto.post(&brief.path("/tracks"), &another_track()).await.expect_status(201);
    assert_eq!(otto.get(&brief.path("/ranking")).await.status, 404);
    // Once nothing is judged any more, a share is hers to agree to.
    clara.act(&brief.path("/cancel"), &json!({ "reason": "The film is off." })).await;
    olga.act(&track.path("/writers/me/consent"), &json!({})).await;
}

/// That another page follows is no look into what stands on it.
#[tokio::test]
async fn who_is_shown_one_brief_of_a_list_has_looked_into_that_one_alone() {
    let world = World::start().await;
    let (clara, mika) = (world.client("Clara"), world.coproducer("Mika").await);
    for (number, name) in ["Ada", "Ben"].into_iter().enumerate() {
        let composer = world.composer(name);
        let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
        brief.submit(&composer, "Dawn").await;
        let review = mika.only_review().await;
        review.answer(&Answered::approving(letter(number))).await;
        composer.act(&review.path("/dispute"), &json!({ "reason": "no word of it" })).await;
        clara.act(&brief.path("/close"), &json!({})).await;
    }
    for (number, list) in ["/disputes", "/lapses"].into_iter().enumerate() {
        let page = world.operator(&format!("Olga {number}")).read(&format!("{list}?limit=1")).await;
        assert!(page["items"].as_array().unwrap().len() == 1 && page["next"].is_string(), "{page}");
        assert_eq!(world.items_of("overseer").len(), number + 1, "{list}");
    }
}

#[tokio::test]
async fn who_has_overseen_a_brief_is_appointed_to_it_no_more() {
    let Judged { world, clara, brief, .. } = Judged::start().await;
    let otto = world.operator("Otto");
    otto.read(&brief.path("/tracks")).await;
    world.coproducer("Otto").await;
    let reply = clara.post(&brief.path("/coproducers"), &json!({ "member": otto.id })).await;
    assert_breaks(reply, 409, Rule::CoproducerExcluded);
}

#[tokio::test]
async fn own_brief_and_coproducer_of_brief_refuse_a_track() {
    let world = World::start().await;
    let (clara, mika) = (world.client("Clara"), world.coproducer("Mika").await);
    let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
    let as_composer = world.composer("Clara");
    let reply = as_composer.post(&brief.path("/tracks"), &another_track()).await;
    assert_breaks(reply, 409, Rule::OwnBrief);
    let reply = mika.post(&brief.path("/tracks"), &another_track()).await;
    assert_breaks(reply, 409, Rule::CoproducerOfBrief);
}

#[tokio::test]
async fn not_sent_back_is_not_improved() {
    let Judged { ada, track, .. } = Judged::start().await;
    let reply = ada.post(&track.path("/versions"), &declared(&audio::wav(2))).await;
    assert_breaks(reply, 409, Rule::NotSentBack);
}

#[tokio::test]
async fn too_many_versions_are_more_than_five() {
    let Judged { ada, mika, track, .. } = Judged::start().await;
    for number in 0..5 {
        mika.only_review().await.answer(&Answered::asking_for_changes(letter(number))).await;
        if number < 4 {
            track.improve(&format!("take {number}")).await;
        }
    }
    let reply = ada.post(&track.path("/versions"), &declared(&audio::wav(2))).await;
    assert_breaks(reply, 409, Rule::TooManyVersions);
}

#[tokio::test]
async fn nothing_to_play_before_the_file_has_landed() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let brief = BriefPlan::public().open(&clara).await;
    let reserved = brief.reserve(&ada, "Lemon Tree", &audio::wav(1)).await;
    let path = format!("/tracks/{}/versions/1/listen", reserved["track"].as_str().unwrap());
    assert_breaks(ada.get(&brief.path(&path)).await, 409, Rule::NothingToPlay);
}

#[tokio::test]
async fn addressed_note_known_is_one_of_the_version_before() {
    let Judged { ada, track, review, .. } = Judged::start().await;
    review.answer(&Answered::asking_for_changes(letter(0))).await;
    let mut body = declared(&audio::wav(2));
    body["addressed"] = json!([{ "review": review.id, "note": 7 }]);
    let reply = ada.post(&track.path("/versions"), &body).await;
    assert_breaks(reply, 422, Rule::AddressedNoteKnown);
}

#[tokio::test]
async fn format_taken_is_one_that_the_brief_asks_for() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let plan = BriefPlan::public().with("delivery_spec", json!({ "formats": ["flac", "aiff"] }));
    let brief = plan.open(&clara).await;
    let mut body = declared(&audio::wav(1));
    body["title"] = json!("Lemon Tree");
    for name in ["audio/wav", "Audio/X-Wav; codec=1"] {
        body["content_type"] = json!(name);
        let reply = ada.post(&brief.path("/tracks"), &body).await;
        assert_breaks(reply, 422, Rule::FormatTaken);
    }
    body["content_type"] = json!("audio/x-flac");
    let reserved = ada.create(&brief.path("/tracks"), &body).await;
    assert_eq!(reserved["upload"]["headers"]["content-type"], "audio/flac");
}

#[tokio::test]
async fn not_selected_is_not_handed_over() {
    let Judged { clara, track, .. } = Judged::start().await;
    let reply = clara.post(&track.path("/master"), &json!({})).await;
    assert_breaks(reply, 409, Rule::NotSelected);
}

#[tokio::test]
async fn track_withdrawn_is_not_improved() {
    let Judged { ada, track, .. } = Judged::start().await;
    ada.act(&track.path("/withdraw"), &json!({})).await;
    let reply = ada.post(&track.path("/versions"), &declared(&audio::wav(2))).await;
    assert_breaks(reply, 409, Rule::TrackWithdrawn);
}

#[tokio::test]
async fn track_selected_is_not_taken_back() {
    let Judged { clara, ada, brief, track, review, .. } = Judged::start().await;
    review.answer(&Answered::approving(letter(0))).await;
    clara.act(&brief.path("/close"), &json!({})).await;
    let winner = json!({ "track": track.id, "version": 1, "why": tests::WHY });
    clara.act(&brief.path("/selection"), &winner).await;
    assert_breaks(ada.post(&track.path("/withdraw"), &json!({})).await, 409, Rule::TrackSelected);
}

#[tokio::test]
async fn composer_stays_a_writer_of_their_track() {
    let Judged { ada, track, .. } = Judged::start().await;
    let reply = ada.post(&track.path("/writers/me/refuse"), &json!({})).await;
    assert_breaks(reply, 409, Rule::ComposerStays);
}

#[tokio::test]
async fn share_agreed_with_is_not_refused_after_the_award() {
    let Judged { world, clara, ada, brief, track, review, .. } = Judged::start().await;
    let ben = world.composer("Ben");
    let writers = json!({ "writers": [
        { "member": ada.id, "share_ppm": 100_000 },
        { "member": ben.id, "share_ppm": 900_000 },
    ] });
    ada.put(&track.path("/writers"), &writers).await;
    ben.act(&track.path("/writers/me/consent"), &json!({})).await;
    review.answer(&Answered::approving(letter(0))).await;
    clara.act(&brief.path("/close"), &json!({})).await;
    clara
        .act(
            &brief.path("/selection"),
            &json!({ "track": track.id, "version": 1, "why": tests::WHY }),
        )
        .await;
    let reply = ben.post(&track.path("/writers/me/refuse"), &json!({})).await;
    assert_breaks(reply, 409, Rule::ShareAgreed);
}

#[tokio::test]
async fn stale_share_is_not_what_the_writer_agrees_with() {
    let Judged { world, ada, track, .. } = Judged::start().await;
    let ben = world.composer("Ben");
    let writers = json!({ "writers": [
        { "member": ada.id, "share_ppm": 600_000 },
        { "member": ben.id, "share_ppm": 400_000 },
    ] });
    ada.put(&track.path("/writers"), &writers).await;
    let body = json!({ "share_ppm": 500_000 });
    let reply = ben.post(&track.path("/writers/me/consent"), &body).await;
    assert_breaks(reply, 412, Rule::StaleShare);
}

/// Ada's track with Ben for a writer, who has not said yet whether he agrees.
async fn written_with_ben(judged: &Judged) -> (Person, Value) {
    let Judged { world, ada, track, .. } = judged;
    let ben = world.composer("Ben");
    let writers = json!({ "writers": [
        { "member": ada.id, "share_ppm": 600_000 },
        { "member": ben.id, "share_ppm": 400_000 },
    ] });
    ada.put(&track.path("/writers"), &writers).await.expect_status(200);
    (ben, writers)
}

#[tokio::test]
async fn track_withdrawn_has_no_writers_to_name_and_none_who_agrees_or_refuses() {
    let judged = Judged::start().await;
    let (ben, writers) = written_with_ben(&judged).await;
    let Judged { ada, track, .. } = judged;
    ada.act(&track.path("/withdraw"), &json!({})).await;
    let named = ada.put(&track.path("/writers"), &writers).await;
    assert_breaks(named, 409, Rule::TrackWithdrawn);
    for answer in ["consent", "refuse"] {
        let reply = ben.post(&track.path(&format!("/writers/me/{answer}")), &json!({})).await;
        assert_breaks(reply, 409, Rule::TrackWithdrawn);
    }
}

#[tokio::test]
async fn forbidden_is_a_track_to_withdraw_for_who_wrote_it_with_its_composer() {
    let judged = Judged::start().await;
    let (ben, _) = written_with_ben(&judged).await;
    let track = &judged.track;
    ben.act(&track.path("/writers/me/consent"), &json!({})).await;
    assert_breaks(ben.post(&track.path("/withdraw"), &json!({})).await, 403, Rule::Forbidden);
    assert_eq!(track.seen_by(&judged.ada).await["withdrawn_at"], Value::Null);
}

/// Ben was invited to write before he co-produced anything.
#[tokio::test]
async fn coproducer_of_brief_agrees_to_no_share_of_it() {
    let judged = Judged::start().await;
    let (ben, _) = written_with_ben(&judged).await;
    let Judged { world, clara, brief, track, .. } = judged;
    world.coproducer("Ben").await;
    clara.act(&brief.path("/coproducers"), &json!({ "member": ben.id })).await;
    let reply = ben.post(&track.path("/writers/me/consent"), &json!({})).await;
    assert_breaks(reply, 409, Rule::CoproducerOfBrief);
}

#[tokio::test]
async fn duplicate_audio_is_no_version_of_another_track() {
    let Judged { ada, brief, track, review, .. } = Judged::start().await;
    let file = audio::wav(4_711);
    brief.submit_file(&ada, "Orange Tree", file.clone()).await;
    review.answer(&Answered::asking_for_changes(letter(0))).await;
    let reply = ada.post(&track.path("/versions"), &declared(&file)).await;
    assert_breaks(reply, 409, Rule::DuplicateAudio);
}

/// The first file of the entry never came: its place went to another one meanwhile.
#[tokio::test]
async fn too_many_entries_of_brief_leave_no_place_for_a_file_that_comes_late() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let brief = BriefPlan::public().open(&clara).await;
    let late = brief.submitted(&ada, &brief.reserve(&ada, "Late", &audio::wav(1)).await);
    world.pass(SignedDuration::from_mins(45)).await;
    for (number, title) in (2..).zip(["Dawn", "Noon", "Dusk"]) {
        brief.reserve(&ada, title, &audio::wav(number)).await;
    }
    let reply = ada.post(&late.path("/versions"), &declared(&audio::wav(5))).await;
    assert_breaks(reply, 409, Rule::TooManyEntriesOfBrief);
}
