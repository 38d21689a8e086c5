//! How many entries a composer has open at once: a reservation counts, whatever ends frees its place
//! without being told, and two at the same moment count each other.

use std::sync::Arc;

use domain::audio::AudioFormat;
use domain::id::TrackId;
use domain::money::Sha256Hex;
use domain::secret::DeploymentSecret;
use domain::text::Title;
use domain::track::DeclaredFile;
use jiff::SignedDuration;
use local::client::Reply;
use local::fault_injection::{Interleaving, InterleavingStep};
use media::keys::UploadName;
use serde_json::{Value, json};
use tests::{BriefPlan, OpenBrief, Person, ReplyChecks, Submitted, World, audio, declared};
use workflow::Workflow;
use workflow::submission::{AnnouncedFile, NewTrack, reserve_track};

/// Reserves a place, if there is one; no two numbers have the same file.
async fn enter(composer: &Person, brief: &OpenBrief, number: u32) -> Reply {
    let mut body = declared(&audio::wav(number));
    body["title"] = json!(format!("Piece {number}"));
    composer.post(&brief.path("/tracks"), &body).await
}

async fn entered(composer: &Person, brief: &OpenBrief, number: u32) -> Submitted {
    let reserved = enter(composer, brief, number).await.expect_status(201);
    brief.submitted(composer, &reserved)
}

/// How many entries are open and may be, as their composer reads it.
async fn entries(composer: &Person) -> Value {
    let entries = composer.read("/me").await["entries"].take();
    json!([entries["level"], entries["open"], entries["max"], entries["per_brief"]])
}

async fn briefs(client: &Person, count: usize) -> Vec<OpenBrief> {
    let mut briefs = Vec::new();
    for _ in 0..count {
        briefs.push(BriefPlan::public().open(client).await);
    }
    briefs
}

#[tokio::test]
async fn too_many_open_entries_are_refused_until_one_ends_and_nobody_has_to_tell() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let briefs = briefs(&clara, 4).await;
    assert_eq!(entries(&ada).await, json!(["newcomer", 0, 3, 3]));
    let first = entered(&ada, &briefs[0], 0).await;
    let expiring = entered(&ada, &briefs[1], 1).await;
    briefs[2].submit(&ada, "Piece 2").await;
    assert_eq!(entries(&ada).await, json!(["newcomer", 3, 3, 3]));

    let refused = enter(&ada, &briefs[3], 3).await;
    assert_eq!(refused.refusal(), (409, "too_many_open_entries".to_owned()));
    let refused = refused.json();
    let numbers = json!([refused["level"], refused["open"], refused["max"]]);
    assert_eq!(numbers, json!(["newcomer", 3, 3]), "{refused}");
    let named = refused["entries"].as_array().unwrap().iter();
    let named: Vec<&Value> = named.map(|one| &one["track"]).collect();
    assert!(named.contains(&&json!(first.id)) && named.contains(&&json!(expiring.id)), "{named:?}");
    assert!(refused["entries"][0]["link_ends_at"].is_string(), "{refused}");
    assert_eq!(refused["entries"][2]["link_ends_at"], Value::Null, "its file has come");
    assert!(refused["entries"][2]["deadline"].is_string(), "{refused}");
    assert_eq!(briefs[3].seen_by(&clara).await["state"], "open");
    assert_eq!(world.items_of("track").len(), 3, "nothing was reserved");

    // Taken back: its place is free at once.
    ada.act(&first.path("/withdraw"), &json!({})).await;
    assert_eq!(entries(&ada).await, json!(["newcomer", 2, 3, 3]));
    entered(&ada, &briefs[3], 4).await;
    // The links of two reservations end unused: both places are free, until one announces a file
    // again.
    world.pass(SignedDuration::from_mins(45)).await;
    assert_eq!(entries(&ada).await, json!(["newcomer", 1, 3, 3]));
    entered(&ada, &briefs[0], 5).await;
    entered(&ada, &briefs[0], 6).await;
    let renew = async |number: u32| {
        ada.post(&expiring.path("/versions"), &declared(&audio::wav(number))).await
    };
    let refused = renew(7).await;
    assert_eq!(refused.refusal(), (409, "too_many_open_entries".to_owned()));
    // The brief of one ends.
    clara.act(&briefs[2].path("/cancel"), &json!({ "reason": "no film" })).await;
    assert_eq!(entries(&ada).await, json!(["newcomer", 2, 3, 3]));
    renew(8).await.expect_status(201);
    assert_eq!(entries(&ada).await, json!(["newcomer", 3, 3, 3]));
    assert_eq!(world.items_of("open_entries").len(), 1);
    assert!(world.denied().is_empty(), "{:?}", world.denied());
}

#[tokio::test]
async fn too_many_entries_of_brief_are_more_than_three_of_one_composer() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let briefs = briefs(&clara, 1).await;
    let first = entered(&ada, &briefs[0], 0).await;
    for number in 1..3 {
        entered(&ada, &briefs[0], number).await;
    }
    let refused = enter(&ada, &briefs[0], 3).await;
    assert_eq!(refused.refusal(), (409, "too_many_entries_of_brief".to_owned()));
    assert_eq!(refused.json()["max"], 3);
    ada.act(&first.path("/withdraw"), &json!({})).await;
    entered(&ada, &briefs[0], 4).await;
    entered(&world.composer("Ben"), &briefs[0], 5).await;
}

/// Another reservation is made between the read and the write of one, and takes the last place.
#[tokio::test]
async fn too_many_open_entries_are_refused_to_the_later_of_two_at_the_same_moment() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let briefs = briefs(&clara, 3).await;
    for number in 0..2 {
        entered(&ada, &briefs[0], number).await;
    }
    let turns = Arc::new(Interleaving::new([
        InterleavingStep { worker: 0, calls: 1 },
        InterleavingStep::until_done(1),
        InterleavingStep::until_done(0),
    ]));
    let reserve = async |worker: usize, brief: &OpenBrief| {
        let connector = world.studio.sdk_connector();
        let runtime = connector.interleaved_runtime("UploadsFunction", &turns, worker).unwrap();
        let (secret, name) = (DeploymentSecret::from_bytes([7; 32]), worker.to_be_bytes());
        let sha256 = Sha256Hex::of(&name);
        let track = NewTrack {
            id: TrackId::derive(&[&name]),
            title: Title::new("Dawn").unwrap(),
            note: None,
        };
        let file = AnnouncedFile {
            upload: UploadName::derive_with(&secret, &[&name]),
            declared: DeclaredFile {
                format: AudioFormat::Wav,
                size_bytes: 1,
                sha256: sha256.clone(),
            },
            file_name: None,
            self_score: None,
            addressed: Vec::new(),
            request_sha256: sha256,
        };
        let (work, brief) = (Workflow::of(&runtime), brief.id.parse().unwrap());
        let reserved = reserve_track(&work, &secret, ada.id, brief, &track, &file).await;
        turns.finish(worker);
        reserved.map(|_reserved| ()).map_err(|error| error.to_string())
    };
    let (early, late) = tokio::join!(reserve(0, &briefs[1]), reserve(1, &briefs[2]));
    assert_eq!(late, Ok(()));
    let refused = early.unwrap_err();
    assert!(refused.starts_with("3 of 3 entries are open at the level Newcomer"), "{refused}");
    assert_eq!(world.items_of("track").len(), 3);
}
