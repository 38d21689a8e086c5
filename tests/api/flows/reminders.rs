//! Whoever has a deadline is reminded of it a day and four hours before, once each.

use domain::version::lack::Lack;
use jiff::SignedDuration;
use serde_json::json;
use tests::{Answered, BriefPlan, Person, Submitted, World, letter};

/// The reminders that somebody has got so far.
async fn reminded(person: &Person) -> usize {
    person.notices_of("deadline_near").await.len()
}

/// Whether the next sweep would remind anybody, by its dry run.
async fn is_foreseen(olga: &Person) -> bool {
    olga.read("/sweep").await.to_string().contains("send_reminder")
}

/// An answer to the newest version of a track is missing from now on, or is missing no more.
async fn set_missing(track: &Submitted, is_missing: bool) {
    let world = &track.composer.world;
    let (brief, track) = (track.brief.id.parse().unwrap(), track.id.parse().unwrap());
    let store = world.store();
    let mut stored = store.get(store::track::version_key(brief, track, 2)).await.unwrap().unwrap();
    let (lacks, now) = (&mut stored.item.version.lacks, world.now());
    if is_missing {
        lacks.push(Lack { from: now, until: None });
    } else {
        lacks.last_mut().unwrap().until = Some(now);
    }
    store.replace(&stored).await.unwrap();
}

/// An answer to its newest version has been missing for so long until now, as it turns out.
async fn lack_since(track: &Submitted, time: SignedDuration) {
    let world = &track.composer.world;
    let (store, now) = (world.store(), world.now());
    let (brief, track) = (track.brief.id.parse().unwrap(), track.id.parse().unwrap());
    let mut stored = store.get(store::track::version_key(brief, track, 2)).await.unwrap().unwrap();
    let from = now.checked_sub(time).unwrap();
    stored.item.version.lacks.push(Lack { from, until: Some(now) });
    store.replace(&stored).await.unwrap();
}

fn hours(hours: i64) -> SignedDuration {
    SignedDuration::from_hours(hours)
}

/// An upheld dispute moves the lapse by days: the new deadline is reminded of anew.
async fn assert_reminded_anew_once_the_lapse_has_moved(
    clara: &Person,
    olga: &Person,
    track: &Submitted,
) {
    let world = &clara.world;
    lack_since(track, hours(6 * 24)).await;
    let lapse = olga.read("/lapses").await["items"][0].take();
    let lapses_at: jiff::Timestamp = lapse["lapses_at"].as_str().unwrap().parse().unwrap();
    let left = lapses_at.duration_since(world.now());
    world.pass(left.checked_sub(hours(25)).unwrap()).await;
    assert_eq!(reminded(clara).await, 2, "not early");
    world.pass(hours(2)).await;
    assert_eq!(reminded(clara).await, 3);
    assert!(!is_foreseen(olga).await, "the client was reminded of this deadline too");
    world.pass(hours(20)).await;
    assert_eq!(reminded(clara).await, 4);
    let texts = clara.notices_of("deadline_near").await;
    let texts: std::collections::BTreeSet<String> =
        texts.iter().map(|notice| notice["text"].to_string()).collect();
    assert_eq!(texts.len(), 4, "{texts:?}");
    assert!(world.denied().is_empty(), "{:?}", world.denied());
}

#[tokio::test]
async fn reviewer_composers_and_client_are_reminded_a_day_and_four_hours_before() {
    let world = World::start().await;
    let (clara, ada, ben) = (world.client("Clara"), world.composer("Ada"), world.composer("Ben"));
    let (eve, mika) = (world.composer("Eve"), world.coproducer("Mika").await);
    let olga = world.operator("Olga");
    let deadline = world.now().checked_add(hours(72 + 12)).unwrap();
    let plan = BriefPlan::private().inviting(&ada).inviting(&ben).inviting(&eve);
    let brief = plan.with("deadline", json!(deadline)).judged_by(&mika).open(&clara).await;
    ben.act(&brief.path("/invitations/me/accept"), &json!({})).await;
    let track = brief.submit(&ada, "Dawn").await;

    // The review is due after 72 hours, entries end after 84.
    world.pass(hours(47)).await;
    assert_eq!(reminded(&mika).await, 0);
    world.pass(hours(2)).await;
    world.pass(hours(2)).await;
    assert_eq!((reminded(&mika).await, reminded(&ada).await), (1, 0));
    assert!(!is_foreseen(&olga).await, "the reviewer was reminded");
    world.pass(hours(18)).await;
    assert_eq!((reminded(&mika).await, reminded(&ada).await), (2, 1));
    assert!(!is_foreseen(&olga).await, "the composers were reminded");
    assert_eq!(world.sweep().await["reminders_sent"], 0, "nobody twice");
    let told = mika.notices_of("deadline_near").await[0]["text"].to_string();
    assert!(told.contains("Less than four hours are left for a review"), "{told}");
    mika.only_review().await.answer(&Answered::asking_for_changes(letter(0))).await;
    world.pass(hours(14)).await;
    for person in [&ada, &ben] {
        assert_eq!(reminded(person).await, 2, "{} has entered, or means to", person.name);
    }
    assert_eq!(reminded(&eve).await, 0, "who never answered is left in peace");
    assert_eq!(brief.seen_by(&clara).await["state"], "open");

    // Entries have ended; a further version is taken for seven days after the verdict.
    world.pass(hours(2)).await;
    assert_eq!(brief.seen_by(&clara).await["state"], "judging");
    world.pass(hours(6 * 24 - 24)).await;
    assert_eq!(reminded(&ada).await, 2);
    world.pass(hours(24)).await;
    assert_eq!(reminded(&ada).await, 3);
    assert!(!is_foreseen(&olga).await, "the composer was reminded of a further version");
    let told = ada.notices_of("deadline_near").await[0]["text"].to_string();
    assert!(told.contains("for a further version of the track \\\"Dawn\\\""), "{told}");
    track.improve("Dawn, again").await;
    world.pass(hours(6)).await;
    assert_eq!(reminded(&ada).await, 3, "it is there");
    mika.only_review().await.answer(&Answered::approving(letter(1))).await;

    // Without a choice the brief lapses thirty days after entries have ended, and as many hours
    // later as the second version waited for its answer.
    world.pass(hours(22 * 24)).await;
    assert_eq!((clara.notices_of("reminder").await.len(), reminded(&clara).await), (1, 0));
    world.pass(hours(24)).await;
    assert_eq!(reminded(&clara).await, 1);
    assert!(!is_foreseen(&olga).await, "the client was reminded");
    // An answer is missing once more: the client's clock stands, and then goes on where it stood.
    set_missing(&track, true).await;
    world.pass(hours(10)).await;
    world.pass(hours(10)).await;
    assert!(!is_foreseen(&olga).await);
    set_missing(&track, false).await;
    world.pass(hours(1)).await;
    assert_eq!(reminded(&clara).await, 1, "neither early nor twice");
    world.pass(hours(9)).await;
    world.pass(hours(10)).await;
    assert_eq!(brief.seen_by(&clara).await["state"], "judging");
    assert_eq!(reminded(&clara).await, 2);
    assert_reminded_anew_once_the_lapse_has_moved(&clara, &olga, &track).await;
}

#[tokio::test]
async fn a_further_version_is_reminded_of_before_the_last_ones_end_and_off_brief_too() {
    let world = World::start().await;
    let (clara, ada, ben) = (world.client("Clara"), world.composer("Ada"), world.composer("Ben"));
    let (mika, olga) = (world.coproducer("Mika").await, world.operator("Olga"));
    let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
    brief.submit(&ada, "Dawn").await;
    mika.only_review().await.answer(&Answered::asking_for_changes(letter(0))).await;
    let dusk = brief.submit(&ben, "Dusk").await;
    let off_brief = Answered::scored([2, 5, 5, 5, 5], "off_brief", letter(1));
    mika.only_review().await.answer(&off_brief).await;
    assert_eq!(dusk.state().await, "off_brief");
    clara.act(&brief.path("/close"), &json!({})).await;
    let called = clara.act(&brief.path("/last-versions"), &json!({})).await;
    let until = called["versions_end_at"].as_str().unwrap();
    let both = async || (reminded(&ada).await, reminded(&ben).await);
    world.pass(hours(23)).await;
    assert_eq!(both().await, (0, 0));
    world.pass(hours(2)).await;
    assert_eq!(both().await, (1, 1), "a day before the last versions end");
    assert!(!is_foreseen(&olga).await);
    world.pass(hours(20)).await;
    assert_eq!(both().await, (2, 2), "four hours before");
    for person in [&ada, &ben] {
        for notice in person.notices_of("deadline_near").await {
            let told = notice["text"].to_string();
            assert!(told.contains(&format!("it is taken until {until}")), "{told}");
        }
    }
    world.pass(hours(5 * 24)).await;
    assert_eq!(both().await, (2, 2), "none is taken any more");
    assert!(world.denied().is_empty(), "{:?}", world.denied());
}

#[tokio::test]
async fn each_reminder_of_a_client_says_how_many_questions_wait_for_them() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
    brief.submit(&ada, "Dawn").await;
    mika.only_review().await.answer(&Answered::approving(letter(0))).await;
    clara.act(&brief.path("/close"), &json!({})).await;
    for text in ["Does the film end in rain?", "Which train is it?"] {
        ada.create(&brief.path("/questions"), &json!({ "text": text })).await;
    }
    world.pass(hours(29 * 24 + 1)).await;
    let told = async |kind: &str| clara.notices_of(kind).await[0]["text"].to_string();
    let (silent, near) = (told("reminder").await, told("deadline_near").await);
    assert!(silent.contains("2 questions for your answers"), "{silent}");
    assert!(near.contains("Less than a day is left to choose"), "{near}");
    assert!(near.contains("2 questions wait for your answers"), "{near}");
}
