//! Who wrote it: the composer names the writers and their shares, each of them agrees or refuses.

use http::Method;
use serde_json::{Value, json};
use tests::{Answered, BriefPlan, Person, ReplyChecks, Submitted, World, letter};

struct Story {
    world: World,
    clara: Person,
    ada: Person,
    ben: Person,
    mika: Person,
    track: Submitted,
}

async fn submitted() -> Story {
    let world = World::start().await;
    let (clara, ada, ben) = (world.client("Clara"), world.composer("Ada"), world.composer("Ben"));
    let mika = world.coproducer("Mika").await;
    let brief = BriefPlan::private().inviting(&ada).judged_by(&mika).open(&clara).await;
    let track = brief.submit(&ada, "Dawn").await;
    Story { world, clara, ada, ben, mika, track }
}

fn shares(writers: &[(&Person, u32)]) -> Value {
    let writers: Vec<Value> = writers
        .iter()
        .map(|(writer, share_ppm)| json!({ "member": writer.id, "share_ppm": share_ppm }))
        .collect();
    json!({ "writers": writers })
}

#[tokio::test]
async fn a_writer_is_named_reads_the_track_and_consents_to_no_other_share() {
    let Story { ada, ben, track, .. } = submitted().await;
    assert_eq!(ben.get(&track.path("")).await.status, 404);
    let path = track.path("/writers");
    let named =
        ada.put(&path, &shares(&[(&ada, 700_000), (&ben, 300_000)])).await.expect_status(200);
    assert!(named["writers"][0]["consented_at"].is_string(), "who submits has consented");
    assert!(named["writers"][1]["consented_at"].is_null());
    assert!(ben.read("/me/notices").await.to_string().contains("30.0000 %"));
    assert_eq!(named["writers"][1]["state"], "invited");
    let pages = ["", "/versions/1", "/questions"].map(|page| track.brief.path(page));
    assert_eq!(ben.get(&track.path("")).await.status, 404, "an invitation opens nothing");
    for page in &pages {
        assert_eq!(ben.get(page).await.status, 404, "nor the private brief: {page}");
    }

    let consent = track.path("/writers/me/consent");
    let other = ben.post(&consent, &json!({ "share_ppm": 400_000 })).await;
    assert_eq!((other.status.as_u16(), other.problem()), (412, "stale_share".to_owned()));
    let agreed = ben.act(&consent, &json!({ "share_ppm": 300_000 })).await;
    assert!(agreed["writers"][1]["consented_at"].is_string());
    assert_eq!(track.seen_by(&ben).await["writers"], agreed["writers"]);
    for page in &pages {
        ben.read(page).await;
    }
    assert_eq!(ben.act(&consent, &json!({})).await["writers"], agreed["writers"]);
    assert!(ada.read("/me/notices").await.to_string().contains("writer_consented"));

    // Another share is another question.
    let changed =
        ada.put(&path, &shares(&[(&ada, 600_000), (&ben, 400_000)])).await.expect_status(200);
    assert!(changed["writers"][1]["consented_at"].is_null());
    track.seen_by(&ben).await;
}

#[tokio::test]
async fn a_refused_share_goes_to_the_others_in_proportion_and_the_composer_stays() {
    let Story { world, ada, ben, track, .. } = submitted().await;
    let cleo = world.composer("Cleo");
    let body = shares(&[(&ada, 500_000), (&ben, 300_000), (&cleo, 200_000)]);
    ada.put(&track.path("/writers"), &body).await.expect_status(200);
    ben.act(&track.path("/writers/me/refuse"), &json!({})).await;
    let writers = track.seen_by(&ada).await["writers"].clone();
    let now: Vec<u64> =
        writers.as_array().unwrap().iter().filter_map(|w| w["share_ppm"].as_u64()).collect();
    assert_eq!(now, [714_286, 285_714]);
    assert!(ada.read("/me/notices").await.to_string().contains("writer_refused"));
    assert_eq!(ben.get(&track.path("")).await.status, 404, "who refused is no writer any more");
    let composer = ada.post(&track.path("/writers/me/refuse"), &json!({})).await;
    assert_eq!((composer.status.as_u16(), composer.problem()), (409, "composer_stays".to_owned()));
}

#[tokio::test]
async fn shares_sum_to_one_writer_listed_once_composer_among_writers() {
    let Story { ada, ben, track, .. } = submitted().await;
    for (body, rule) in [
        (shares(&[(&ada, 700_000), (&ben, 299_999)]), "shares_sum_to_one"),
        (shares(&[(&ada, 500_000), (&ada, 500_000)]), "writer_listed_once"),
        (shares(&[(&ben, 1_000_000)]), "composer_among_writers"),
    ] {
        let reply = ada.put(&track.path("/writers"), &body).await.expect_status(422);
        assert_eq!(reply["errors"][0]["rule"], rule);
    }
}

/// A composer can knock out nobody, and learns nothing, by naming them as a writer.
#[tokio::test]
async fn an_invitation_to_a_reviewer_looks_like_any_other_and_is_held_back_until_the_brief_has_ended()
 {
    let Story { world, clara, ada, ben, mika, track } = submitted().await;
    let noor = world.coproducer("Noor").await;
    let writers = shares(&[(&ada, 400_000), (&ben, 200_000), (&mika, 200_000), (&noor, 200_000)]);
    let named = ada.put(&track.path("/writers"), &writers).await.expect_status(200);
    let states: Vec<&Value> =
        named["writers"].as_array().unwrap().iter().map(|one| &one["state"]).collect();
    assert_eq!(states, ["accepted", "invited", "invited", "invited"]);
    let consent = track.path("/writers/me/consent");
    for reviewer in [&mika, &noor] {
        assert_eq!(reviewer.notices_of("writer_named").await.len(), 0, "{}", reviewer.name);
        assert_eq!(reviewer.post(&consent, &json!({})).await.status, 404, "{}", reviewer.name);
    }
    assert_eq!(ben.notices_of("writer_named").await.len(), 1);

    // Nobody is knocked out: Mika still reviews it, and Noor may join.
    clara.act(&track.brief.path("/coproducers"), &json!({ "member": noor.id })).await;
    mika.only_review().await.answer(&Answered::approving(letter(0))).await;
    clara.act(&track.brief.path("/close"), &json!({})).await;
    let winner = json!({ "track": track.id, "version": 1, "why": tests::WHY });
    clara.act(&track.brief.path("/selection"), &winner).await;
    world.settle().await;
    let split = world.items_of("split");
    assert_eq!(split[0]["unconsented"]["L"].as_array().unwrap().len(), 3, "they wait in suspense");
    for reviewer in [&mika, &noor] {
        let told = reviewer.notices_of("writer_named").await;
        assert_eq!(told.len(), 1, "{}", reviewer.name);
        assert!(!told[0]["text"].to_string().contains("Dawn"), "{told:?}");
    }
    let agreed = noor.act(&consent, &json!({})).await;
    assert_eq!(agreed["writers"][3]["state"], "accepted");
    assert!(world.denied().is_empty(), "{:?}", world.denied());
}

/// Whoever was shown an invitation to write on a track never reviews it, nor do split partners, nor
/// whoever the composer reviews now; operators read who and why.
#[tokio::test]
async fn who_was_invited_to_write_or_has_written_with_the_composer_never_reviews_them() {
    let Story { world, clara, ada, ben, mika, track } = submitted().await;
    let olga = world.operator("Olga");
    ada.put(&track.path("/writers"), &shares(&[(&ada, 500_000), (&ben, 500_000)]))
        .await
        .expect_status(200);
    ada.put(&track.path("/writers"), &shares(&[(&ada, 1_000_000)])).await.expect_status(200);
    let because = json!({ "reason": "has proven ears" });
    ben.introduce().await;
    olga.create(&format!("/members/{}/founding-coproducer", ben.id), &because).await;
    clara.act(&track.brief.path("/coproducers"), &json!({ "member": ben.id })).await;
    let reason = json!({ "reason": "no_time" });
    mika.act(&mika.only_review().await.path("/decline"), &reason).await;
    world.settle().await;
    assert!(ben.reviews().await.is_empty());
    let open = olga.read(&track.path("/versions/1/assignment")).await["open"][0].take();
    let (ben_id, mika_id) = (ben.id.to_string(), mika.id.to_string());
    let excluded = &open["why"]["excluded"];
    assert_eq!(
        (&excluded[&ben_id], &excluded[&mika_id]),
        (&json!("author"), &json!("relinquished"))
    );

    // Written together once: partners everywhere.
    let cleo = world.composer("Cleo");
    let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
    let shared = brief.submit(&ada, "Dusk").await;
    ada.put(&shared.path("/writers"), &shares(&[(&ada, 500_000), (&cleo, 500_000)]))
        .await
        .expect_status(200);
    cleo.act(&shared.path("/writers/me/consent"), &json!({})).await;
    cleo.introduce().await;
    olga.create(&format!("/members/{}/founding-coproducer", cleo.id), &because).await;
    let other = BriefPlan::public().judged_by(&cleo).open(&clara).await;
    let alone = other.submit(&ada, "Night").await;
    let open = olga.read(&alone.path("/versions/1/assignment")).await["open"][0].take();
    assert_eq!(open["why"]["excluded"][&cleo.id.to_string()], "partner");

    // Mika has Ada's "Dusk" to review: Ada, a co-producer now, gets nothing of Mika's.
    ada.introduce().await;
    olga.create(&format!("/members/{}/founding-coproducer", ada.id), &because).await;
    let third = BriefPlan::public().judged_by(&ada).open(&clara).await;
    let back = third.submit(&mika, "Answer").await;
    let open = olga.read(&back.path("/versions/1/assignment")).await["open"][0].take();
    assert_eq!(open["why"]["excluded"][&ada.id.to_string()], "reciprocal");
}

#[tokio::test]
async fn the_shares_of_a_selected_track_cannot_be_changed() {
    let Story { clara, ada, ben, mika, track, .. } = submitted().await;
    ada.put(&track.path("/writers"), &shares(&[(&ada, 700_000), (&ben, 300_000)]))
        .await
        .expect_status(200);
    mika.only_review().await.answer(&Answered::approving(letter(0))).await;
    clara.act(&track.brief.path("/close"), &json!({})).await;
    let winner = json!({ "track": track.id, "version": 1, "why": tests::WHY });
    clara.act(&track.brief.path("/selection"), &winner).await;
    let late = ada.put(&track.path("/writers"), &shares(&[(&ada, 1_000_000)])).await;
    assert_eq!((late.status.as_u16(), late.problem()), (409, "track_selected".to_owned()));
    ben.act(&track.path("/writers/me/consent"), &json!({})).await;
}

#[tokio::test]
async fn writers_are_named_by_the_composer_alone() {
    let Story { clara, ada, ben, mika, track, .. } = submitted().await;
    let body = shares(&[(&ada, 500_000), (&ben, 500_000)]);
    for person in [&clara, &ben, &mika] {
        assert_eq!(person.put(&track.path("/writers"), &body).await.status, 404, "{}", person.name);
    }
    ada.put(&track.path("/writers"), &body).await.expect_status(200);
    let all = shares(&[(&ada, 1), (&ben, 999_999)]);
    assert_eq!(ben.put(&track.path("/writers"), &all).await.status, 404, "not accepted yet");
    ben.act(&track.path("/writers/me/consent"), &json!({})).await;
    assert_eq!(ben.put(&track.path("/writers"), &all).await.status, 403);
}

/// Ben agrees between Ada's reading and her writing: what he agreed with is not taken from him unseen.
#[tokio::test]
async fn stale_is_who_names_writers_of_a_track_that_has_changed_since_they_read_it() {
    let Story { ada, ben, mika, track, .. } = submitted().await;
    let tag = async |person: &Person| person.get(&track.path("")).await.header("etag").to_owned();
    let name = async |tag: &str, ben_ppm: u32| {
        let body = shares(&[(&ada, 1_000_000 - ben_ppm), (&ben, ben_ppm)]);
        let path = track.path("/writers");
        ada.send(Method::PUT, &path, |call| call.header("if-match", tag).json(&body)).await
    };
    let of_reviewer = tag(&mika).await;
    let named = name(&tag(&ada).await, 300_000).await;
    let read = named.header("etag").to_owned();
    named.expect_status(200);
    assert_eq!(tag(&ada).await, read);
    ben.act(&track.path("/writers/me/consent"), &json!({})).await;
    let late = name(&read, 200_000).await;
    assert_eq!(late.refusal(), (412, "stale".to_owned()));
    assert_eq!(track.seen_by(&ada).await["writers"][1]["state"], "accepted");
    name(&tag(&ben).await, 200_000).await.expect_status(200);
    // Who is not told of writers cannot tell from the tag that there are any.
    assert_eq!(tag(&mika).await, of_reviewer);
    ada.put(&track.path("/writers"), &shares(&[(&ada, 1_000_000)])).await.expect_status(200);
}
