//! Reference media: a client lets everybody who reads their brief hear what they mean.

use domain::rules::Rule;
use http::Method;
use jiff::SignedDuration;
use serde_json::{Value, json};
use tests::{
    BriefPlan, OpenBrief, Person, ReplyChecks, World, audio, declared, object_created, reference,
    reference_keys, reference_lands, reference_objects, upload,
};

fn minutes(count: i64) -> SignedDuration {
    SignedDuration::from_mins(count)
}

/// What somebody reads of the brief's reference media.
async fn listed(brief: &OpenBrief, person: &Person) -> Vec<Value> {
    let list = person.read(&brief.path("/reference-media")).await;
    list["items"].as_array().unwrap().clone()
}

async fn only(brief: &OpenBrief) -> Value {
    let mut all = listed(brief, &brief.owner).await;
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

async fn titles(brief: &OpenBrief, person: &Person) -> Vec<String> {
    let all = listed(brief, person).await;
    all.iter().map(|one| one["title"].as_str().unwrap().to_owned()).collect()
}

/// What a link of a list opens.
async fn played(world: &World, link: &Value) -> (u16, String) {
    let reply = world.http().get(link["url"].as_str().unwrap()).send().await.unwrap();
    let kind = reply.header("content-type").to_owned();
    (reply.status.as_u16(), kind)
}

#[tokio::test]
async fn everybody_hears_it_who_reads_the_brief_and_nobody_else() {
    let world = World::start().await;
    let (clara, ada, ben) = (world.client("Clara"), world.composer("Ada"), world.composer("Ben"));
    let (mika, olga) = (world.coproducer("Mika").await, world.operator("Olga"));
    let brief = BriefPlan::private().judged_by(&mika).inviting(&ada).draft(&clara).await;
    brief.add_reference("Of the draft", audio::wav(1)).await;
    clara.act(&brief.path("/open"), &json!({})).await;
    brief.add_reference("After it opened", audio::wav(2)).await;

    for person in [&clara, &ada, &mika, &olga] {
        let all = listed(&brief, person).await;
        assert_eq!(titles(&brief, person).await, ["Of the draft", "After it opened"]);
        for one in &all {
            assert_eq!(
                (&one["state"], &one["facts"]["duration_ms"]),
                (&json!("ready"), &json!(audio::WAV_MS))
            );
            assert!(one["facts"]["loudness_centi_lufs"].is_i64());
            assert!(one["facts"]["true_peak_centi_dbtp"].is_i64());
            let kinds = [("preview", "audio/mpeg"), ("waveform", "application/json")];
            for (link, kind) in kinds {
                assert!(one[link]["expires_at"].is_string());
                assert_eq!(played(&world, &one[link]).await, (200, kind.to_owned()));
            }
            // What tells the file is its owner's.
            let is_told = person.id == clara.id;
            for name in ["sha256", "size_bytes", "codec", "format"] {
                assert_eq!(one["facts"][name].is_null(), !is_told, "{name} to {}", person.name);
            }
            assert_eq!(one["filename"].is_null(), !is_told);
            assert!(!one.to_string().contains("-uploads-"), "the file itself is linked to nowhere");
        }
    }
    ben.get(&brief.path("/reference-media")).await.expect_status(404);
    world.assert_nothing_given_up().await;
}

#[tokio::test]
async fn only_the_client_adds_and_takes_away_and_reads_what_cannot_be_heard() {
    let world = World::start().await;
    let (clara, ada, olga) = (world.client("Clara"), world.composer("Ada"), world.operator("Olga"));
    let brief = BriefPlan::public().open(&clara).await;
    let heard = brief.add_reference("Dawn", audio::wav(1)).await;
    let noise = brief.add_reference("Noise", b"RIFF, but not really a sound".to_vec()).await;
    let awaited = brief.announce_reference("Awaited", &audio::wav(2)).await;
    assert_eq!(awaited["state"], "awaiting_upload");

    let own = listed(&brief, &clara).await;
    let states: Vec<&Value> = own.iter().map(|one| &one["state"]).collect();
    assert_eq!(states, ["ready", "invalid", "awaiting_upload"]);
    assert!(own[1]["invalid_because"].as_str().unwrap().contains("export it again"));
    assert_eq!((&own[1]["preview"], &own[1]["facts"]), (&Value::Null, &Value::Null));
    for person in [&ada, &olga] {
        assert_eq!(titles(&brief, person).await, ["Dawn"]);
        let body = reference("Mine", &audio::wav(3));
        person.post(&brief.path("/reference-media"), &body).await.expect_status(403);
        for id in [&heard, &noise] {
            person.delete(&brief.reference_path(id)).await.expect_status(403);
        }
    }
    assert_eq!(world.count_notices("upload_invalid"), 0, "who reads the list needs no notice");
    assert!(world.items_of("audio_claim").is_empty() && world.items_of("fingerprint").is_empty());
}

#[tokio::test]
async fn too_many_reference_media_is_a_sixth_until_one_is_taken_away() {
    let world = World::start().await;
    let clara = world.client("Clara");
    let brief = BriefPlan::public().draft(&clara).await;
    let mut ids = Vec::new();
    for number in 0..5 {
        let title = format!("Number {number}");
        let announced = brief.announce_reference(&title, &audio::wav(number)).await;
        ids.push(announced["id"].as_str().unwrap().to_owned());
    }
    let path = brief.path("/reference-media");
    let sixth = reference("Number 5", &audio::wav(5));
    let refused = clara.post(&path, &sixth).await;
    assert_eq!(refused.refusal(), (409, Rule::TooManyReferenceMedia.as_str().to_owned()));
    let left = clara.delete(&brief.reference_path(&ids[2])).await.expect_status(200);
    assert_eq!(left["items"].as_array().unwrap().len(), 4);
    clara.post(&path, &sixth).await.expect_status(201);
    let order = ["Number 0", "Number 1", "Number 3", "Number 4", "Number 5"];
    assert_eq!(titles(&brief, &clara).await, order);
}

#[tokio::test]
async fn ten_at_once_are_five_in_the_end() {
    let world = World::start().await;
    let clara = world.client("Clara");
    let brief = BriefPlan::public().draft(&clara).await;
    let mut calls = tokio::task::JoinSet::new();
    for number in 0..10 {
        let (clara, path) = (clara.clone(), brief.path("/reference-media"));
        let body = reference(&format!("Number {number}"), &audio::wav(number));
        calls.spawn(async move { clara.post(&path, &body).await.status.as_u16() });
    }
    let mut answers = calls.join_all().await;
    answers.sort_unstable();
    assert_eq!(answers, [[201; 5], [409; 5]].concat());
    assert_eq!(listed(&brief, &clara).await.len(), 5);
}

#[tokio::test]
async fn they_are_added_until_entries_end_and_heard_and_taken_away_after() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let brief = BriefPlan::public().open(&clara).await;
    brief.submit(&ada, "An entry").await;
    let id = brief.add_reference("Dawn", audio::wav(1)).await;
    clara.act(&brief.path("/close"), &json!({})).await;
    let late = reference("Late", &audio::wav(2));
    let refused = clara.post(&brief.path("/reference-media"), &late).await;
    assert_eq!(refused.refusal(), (409, "state".to_owned()));
    brief.call_off().await;
    assert_eq!(titles(&brief, &ada).await, ["Dawn"]);
    clara.delete(&brief.reference_path(&id)).await.expect_status(200);
    assert!(titles(&brief, &ada).await.is_empty() && reference_objects(&world).await.is_empty());
}

#[tokio::test]
async fn the_same_request_finds_its_place_and_a_new_link_while_the_file_is_awaited() {
    let world = World::start().await;
    let clara = world.client("Clara");
    let brief = BriefPlan::public().open(&clara).await;
    let (path, file) = (brief.path("/reference-media"), audio::wav(1));
    let body = reference("Dawn", &file);
    let ask = async || {
        let reply = clara.post_as("the-one-and-only-key", &path, &body).await;
        assert_eq!(reply.header("location"), path.as_str());
        reply.expect_status(201)
    };
    let first = ask().await;
    let expires = |answer: &Value| answer["upload"]["expires_at"].as_str().unwrap().to_owned();
    let again = ask().await;
    assert_eq!((&again["id"], expires(&again)), (&first["id"], expires(&first)));
    let other = reference("Another title", &file);
    let refused = clara.post_as("the-one-and-only-key", &path, &other).await;
    assert_eq!(refused.refusal(), (422, "idempotency_key_reused".to_owned()));

    world.pass(minutes(20)).await;
    upload(&world.http(), &first["upload"], file.clone()).await.expect_status(403);
    let renewed = ask().await;
    assert_eq!(renewed["id"], first["id"]);
    assert!(expires(&renewed) > expires(&first));
    world.pass(minutes(45)).await;
    assert!(listed(&brief, &clara).await.is_empty(), "no file came, so the place is free");
    let anew = ask().await;
    upload(&world.http(), &anew["upload"], file).await.expect_status(200);
    world.settle().await;
    assert_eq!(only(&brief).await["state"], "ready");
    assert_eq!((&ask().await["state"], &ask().await["upload"]), (&json!("ready"), &Value::Null));
}

#[tokio::test]
async fn an_event_that_comes_twice_or_for_nothing_changes_nothing() {
    let world = World::start().await;
    let brief = BriefPlan::public().open(&world.client("Clara")).await;
    brief.add_reference("Dawn", audio::wav(1)).await;
    let key = reference_keys(&world).remove(0);
    let before = world.items_of("reference_media");
    world.count_from_here();
    for sequencer in ["00FF", "0001"] {
        let event = object_created(&key, sequencer);
        assert_eq!(world.invoke("IntakeFunction", event).await, json!(["already_done"]));
    }
    assert_eq!(world.round_trips("IntakeFunction"), ["GetItem", "GetItem"]);
    assert_eq!(world.items_of("reference_media"), before);

    let never_sent = brief.announce_reference("Never sent", &audio::wav(2)).await;
    let awaited = reference_keys(&world).remove(1);
    let mut event = object_created(&awaited, "01");
    let bucket = world.runtime("IntakeFunction").config.uploads_bucket.clone();
    event["Records"][0]["s3"]["bucket"]["name"] = json!(bucket);
    assert_eq!(world.invoke("IntakeFunction", event).await, json!(["missing"]));
    assert_eq!(never_sent["state"], "awaiting_upload");
    let id = never_sent["id"].as_str().unwrap();
    for strange in [awaited.replace(id, "ref_01ARZ3NDEKTSV4RRFFQ69G5FAV"), format!("{awaited}/x")] {
        let event = object_created(&strange, "01");
        assert_eq!(world.invoke("IntakeFunction", event).await, json!(["quarantined"]));
    }
    assert_eq!(world.items_of("poison").len(), 2);
}

#[tokio::test]
async fn bytes_that_were_not_announced_are_refused_with_the_reason() {
    let world = World::start().await;
    let clara = world.client("Clara");
    let brief = BriefPlan::public().open(&clara).await;
    let (file, other) = (audio::wav(1), audio::wav(2));
    let announced = brief.announce_reference("Dawn", &file).await;
    let refused = upload(&world.http(), &announced["upload"], other.clone()).await;
    assert!(refused.status.is_client_error(), "the link lets in no other bytes");
    reference_lands(&world, &reference_keys(&world)[0], other).await;
    let medium = only(&brief).await;
    assert_eq!((&medium["state"], &medium["facts"]), (&json!("invalid"), &Value::Null));
    assert!(medium["invalid_because"].as_str().unwrap().contains("SHA-256"), "{medium}");

    let mut body = declared(&file);
    body["title"] = json!("Under a wrong name");
    body["content_type"] = json!("audio/mpeg");
    let announced = clara.create(&brief.path("/reference-media"), &body).await;
    upload(&world.http(), &announced["upload"], file).await.expect_status(200);
    world.settle().await;
    let medium = listed(&brief, &clara).await.remove(1);
    assert!(medium["invalid_because"].as_str().unwrap().contains("announce it as audio/wav"));
}

#[tokio::test]
async fn what_is_taken_away_leaves_nothing_whatever_lands_later() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let brief = BriefPlan::public().open(&clara).await;
    let id = brief.add_reference("Dawn", audio::wav(1)).await;
    brief.add_reference("Noon", audio::wav(2)).await;
    let preview = listed(&brief, &ada).await[0]["preview"].clone();
    let key = reference_keys(&world).remove(0);
    assert_eq!(reference_objects(&world).await.len(), 6);
    for _ in 0..2 {
        let left = clara.delete(&brief.reference_path(&id)).await.expect_status(200);
        assert_eq!(left["items"].as_array().unwrap().len(), 1);
    }
    let left = reference_objects(&world).await;
    assert!(left.len() == 3 && left.iter().all(|one| !one.contains(&id)), "{left:?}");
    assert_eq!(played(&world, &preview).await.0, 404);

    reference_lands(&world, &key, audio::wav(1)).await;
    assert_eq!(titles(&brief, &ada).await, ["Noon"]);
    assert!(world.items_of("poison").is_empty());
    world.pass(minutes(45)).await;
    assert_eq!(reference_objects(&world).await.len(), 3);
    clara.delete(&brief.reference_path(&id)).await.expect_status(404);
    world.assert_nothing_given_up().await;
}

#[tokio::test]
async fn a_file_whose_event_was_lost_is_taken_in_by_one_sweep() {
    let world = World::start().await;
    let (clara, olga) = (world.client("Clara"), world.operator("Olga"));
    let brief = BriefPlan::public().open(&clara).await;
    let file = audio::wav(1);
    let announced = brief.announce_reference("Dawn", &file).await;
    world.hold_events();
    upload(&world.http(), &announced["upload"], file).await.expect_status(200);
    assert_eq!(world.take_events().len(), 1);
    world.release_events();
    assert_eq!(only(&brief).await["state"], "awaiting_upload");
    let due = olga.read("/sweep").await["items"][0].clone();
    assert_eq!((&due["action"], &due["subject"]), (&json!("take_in_upload"), &announced["id"]));
    assert_eq!(world.sweep().await["uploads_rescued"], 1);
    assert_eq!(only(&brief).await["state"], "ready");
    let again = world.sweep().await;
    assert!(again.as_object().unwrap().values().all(|count| count == 0), "{again}");
}

#[tokio::test]
async fn intake_that_fails_while_it_looks_is_tried_again_and_is_done_once() {
    let world = World::start().await;
    let clara = world.client("Clara");
    let brief = BriefPlan::public().open(&clara).await;
    world.refuse_calls("IntakeFunction", "PutObject", 1);
    brief.add_reference("Dawn", audio::wav(1)).await;
    assert_eq!(only(&brief).await["state"], "ready");
    assert_eq!(reference_objects(&world).await.len(), 3);
}

#[tokio::test]
async fn a_client_who_leaves_for_good_takes_them_along() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let brief = BriefPlan::public().open(&clara).await;
    brief.add_reference("Serinus", audio::wav(1)).await;
    brief.announce_reference("Serinus again", &audio::wav(2)).await;
    clara.send(Method::DELETE, "/me", |call| call).await.expect_status(202);
    world.pass(minutes(120)).await;
    assert!(reference_objects(&world).await.is_empty());
    let left = world.items_of("reference_media");
    assert!(!left.iter().any(|item| item.to_string().contains("Serinus")), "{left:?}");
    assert!(titles(&brief, &ada).await.is_empty());
    world.assert_nothing_given_up().await;
}
