//! A studio with one brief in it, and what the tests of submissions do again and again.
#![expect(clippy::arithmetic_side_effects, reason = "test files are small")]
#![expect(clippy::float_arithmetic, clippy::as_conversions, reason = "samples are made here")]
#![expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "see above")]

use std::f32::consts::TAU;

use domain::brief::{Brief, BriefTerms, Visibility};
use domain::coproducer::Coproducer;
use domain::id::{BriefId, MemberId, TrackId};
use domain::money::Sha256Hex;
use domain::text::{ShortText, Text, Title};
use jiff::{SignedDuration, Timestamp};
use local::client::Reply;
use local::local_cloud::{LocalCloud, LocalCloudOptions};
use local::tokens;
use runtime::Runtime;
use serde_json::{Value, json};
use store::Store;
use store::brief::BriefItem;
use store::roster::RosterItem;
use store::track::VersionItem;
use workflow::Workflow;

/// A studio with one brief in it.
pub(crate) struct Scene {
    pub(crate) studio: LocalCloud,
    pub(crate) store: Store,
    pub(crate) brief: BriefId,
}

/// The member that a name in these tests stands for.
pub(crate) fn member(name: &str) -> MemberId {
    MemberId::of_subject(&tokens::subject(name))
}

/// `seconds` of a tone, as a 16-bit mono WAV; another `hertz` is another file.
pub(crate) fn wav(seconds: u32, hertz: u32) -> Vec<u8> {
    const RATE: u32 = 8_000;
    let frames = seconds * RATE;
    let mut file = b"RIFF".to_vec();
    file.extend((36 + frames * 2).to_le_bytes());
    file.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    file.extend(RATE.to_le_bytes());
    file.extend((RATE * 2).to_le_bytes());
    file.extend(b"\x02\0\x10\0data");
    file.extend((frames * 2).to_le_bytes());
    for frame in 0..frames {
        let phase = frame as f32 * hertz as f32 * TAU / RATE as f32;
        file.extend(((phase.sin() * 16_000.0) as i16).to_le_bytes());
    }
    file
}

impl Scene {
    /// What an operation is given now, with the rights of `BriefsFunction`.
    pub(crate) fn workflow(&self) -> Workflow {
        Workflow::new(self.store.clone(), self.studio.clock().now(), "2026-01")
    }

    /// An open public brief of `carla`, co-produced by `reviewers`.
    pub(crate) async fn new(reviewers: &[&str]) -> Scene {
        Scene::with(reviewers, |_| {}).await
    }

    /// The same with other terms.
    pub(crate) async fn with(reviewers: &[&str], change: impl FnOnce(&mut BriefTerms)) -> Scene {
        let studio = LocalCloud::start(LocalCloudOptions::default()).await.unwrap();
        // The briefs' own rights are enough to set the scene.
        let runtime = studio.sdk_connector().runtime_for("BriefsFunction").unwrap();
        let store = Store::new(runtime.dynamodb.clone(), &runtime.config.table_name);
        let now = studio.clock().now();
        let mut terms = terms(now);
        change(&mut terms);
        let id = BriefId::derive(&[b"the brief"]);
        let draft = Brief::draft(id, member("carla"), terms, now);
        let brief = draft.open(now).unwrap().or(draft);
        assert!(matches!(
            store.create(&BriefItem::new(brief, "none".to_owned())).await.unwrap(),
            store::Created::New
        ));
        let scene = Scene { studio, store, brief: id };
        for reviewer in reviewers {
            scene.appoint(reviewer).await;
        }
        scene.studio.sdk_connector().forget_calls();
        scene
    }

    /// Makes somebody an active co-producer of the brief.
    pub(crate) async fn appoint(&self, name: &str) {
        let now = self.studio.clock().now();
        let because = ShortText::new("a test needs them").unwrap();
        let standing = Coproducer::founding(member(name), because, now);
        let roster = RosterItem::new(self.brief, member(name), None, now);
        let mut transaction = self.store.transaction();
        transaction.create(&standing).unwrap().create(&roster).unwrap();
        self.store.commit(transaction).await.unwrap();
    }

    pub(crate) fn runtime(&self, function: &str) -> Runtime {
        self.studio.sdk_connector().runtime_for(function).unwrap()
    }

    fn token(&self, name: &str) -> String {
        let group = if name == "carla" { "client" } else { "composer" };
        self.studio.token(name, &[group]).unwrap()
    }

    pub(crate) async fn get(&self, name: &str, path: &str) -> Reply {
        let path = format!("/briefs/{}{path}", self.brief);
        self.studio.client().get(&path).bearer(&self.token(name)).send().await.unwrap()
    }

    pub(crate) async fn post(&self, name: &str, path: &str, key: &str, body: &Value) -> Reply {
        let path = format!("/briefs/{}{path}", self.brief);
        let client = self.studio.client();
        let call = client.post(&path).bearer(&self.token(name)).idempotency_key(key).json(body);
        call.send().await.unwrap()
    }

    /// Uploads as the answer to a submission says.
    pub(crate) async fn upload(&self, upload: &Value, bytes: Vec<u8>) -> Reply {
        let client = self.studio.client();
        let mut call = client.put(upload["url"].as_str().unwrap()).bytes(bytes);
        for (name, value) in upload["headers"].as_object().unwrap() {
            // The client counts the body itself.
            if name != "content-length" {
                call = call.header(name, value.as_str().unwrap());
            }
        }
        call.send().await.unwrap()
    }

    /// Submits and uploads a new track, and waits until intake has dealt with it.
    pub(crate) async fn submit(&self, name: &str, title: &str, bytes: Vec<u8>) -> TrackId {
        self.enter(name, "/tracks", &request(title, &bytes), bytes).await
    }

    /// The same for a further version of a track.
    pub(crate) async fn submit_version(&self, name: &str, track: TrackId, bytes: Vec<u8>) {
        let path = format!("/tracks/{track}/versions");
        assert_eq!(self.enter(name, &path, &file(&bytes), bytes).await, track);
    }

    async fn enter(&self, name: &str, path: &str, body: &Value, bytes: Vec<u8>) -> TrackId {
        // Another file is another submission.
        let key = Sha256Hex::of(body.to_string().as_bytes());
        let reply = self.post(name, path, key.as_str(), body).await;
        assert_eq!(reply.status, 201, "{}", reply.json());
        let body = reply.json();
        assert_eq!(self.upload(&body["upload"], bytes).await.status, 200);
        self.studio.settle().await;
        body["track"].as_str().unwrap().parse().unwrap()
    }

    pub(crate) async fn version(&self, track: TrackId, number: u8) -> VersionItem {
        self.store.version(self.brief, track, number).await.unwrap().unwrap().item
    }

    /// The operations that a function asked of the table and the buckets, in order.
    pub(crate) fn operations(&self, function: &str) -> Vec<String> {
        let calls = self.studio.sdk_connector().calls().into_iter();
        calls.filter(|call| call.function == function).map(|call| call.operation).collect()
    }
}

/// The body of a submission.
pub(crate) fn request(title: &str, bytes: &[u8]) -> Value {
    let mut body = file(bytes);
    body["title"] = json!(title);
    body
}

/// The body of a further version.
pub(crate) fn file(bytes: &[u8]) -> Value {
    json!({
        "content_type": "audio/wav",
        "size_bytes": bytes.len(),
        "sha256": Sha256Hex::of(bytes).as_str(),
    })
}

fn terms(now: Timestamp) -> BriefTerms {
    BriefTerms {
        title: Title::new("Sunrise over a cold harbour").unwrap(),
        text: Text::new("Thirty seconds that feel like the first warm day.").unwrap(),
        mood_words: Vec::new(),
        references_like: Vec::new(),
        references_not_like: Vec::new(),
        length: None,
        delivery: None,
        delivery_spec: None,
        genre_tags: Vec::new(),
        prize: None,
        deadline: now + SignedDuration::from_hours(240),
        visibility: Visibility::Public,
        reviews_per_track: 1,
        coproducer_seats: 2,
        pool_ppm: None,
        embargo_until: None,
    }
}
