//! Tracks: reserved, uploaded through the presigned link, taken in.

use http::Method;
use local::client::{Reply, StudioClient};
use serde_json::{Value, json};
use store::track::VersionItem;

use crate::audio;
use crate::brief::OpenBrief;
use crate::people::{Person, ReplyChecks};
use crate::world::World;
use domain::money::Sha256Hex;

/// A track that somebody has submitted.
#[derive(Debug, Clone)]
pub struct Submitted {
    /// Who submitted it.
    pub composer: Person,
    /// The brief it answers.
    pub brief: OpenBrief,
    /// Its id.
    pub id: String,
}

impl OpenBrief {
    /// Submits a track with a file of its own and waits until it has been taken in.
    pub async fn submit(&self, composer: &Person, title: &str) -> Submitted {
        let file = audio::wav(seed(&[&self.id, &composer.name, title]));
        self.submit_file(composer, title, file).await
    }

    /// Submits a track with this file and waits until it has been taken in.
    pub async fn submit_file(&self, composer: &Person, title: &str, file: Vec<u8>) -> Submitted {
        let reserved = self.reserve(composer, title, &file).await;
        upload(&composer.world.http(), &reserved["upload"], file).await.expect_status(200);
        composer.world.settle().await;
        self.submitted(composer, &reserved)
    }

    /// The track for which a place was reserved.
    pub fn submitted(&self, composer: &Person, reserved: &Value) -> Submitted {
        let id = reserved["track"].as_str().expect("a track has an id").to_owned();
        Submitted { composer: composer.clone(), brief: self.clone(), id }
    }

    /// Reserves a place for a WAV file, without uploading it.
    pub async fn reserve(&self, composer: &Person, title: &str, file: &[u8]) -> Value {
        let mut body = declared(file);
        body["title"] = json!(title);
        composer.create(&self.path("/tracks"), &body).await
    }
}

impl Submitted {
    /// A path below the track; with `""` its own.
    pub fn path(&self, below: &str) -> String {
        self.brief.path(&format!("/tracks/{}{below}", self.id))
    }

    /// The track as somebody sees it.
    pub async fn seen_by(&self, person: &Person) -> Value {
        person.read(&self.path("")).await
    }

    /// A version as it stands in the table.
    pub async fn stored(&self, number: u8) -> VersionItem {
        let (brief, track) = (self.brief.id.parse().unwrap(), self.id.parse().unwrap());
        let version = self
            .composer
            .world
            .store()
            .get(store::track::version_key(brief, track, number))
            .await
            .unwrap();
        version.expect("the version is there").item
    }

    /// The state of its newest version.
    pub async fn state(&self) -> String {
        self.newest().await["state"].as_str().unwrap_or_default().to_owned()
    }

    /// Submits the next version and waits until it has been taken in.
    pub async fn improve(&self, take: &str) {
        let file = audio::wav(seed(&[&self.id, take]));
        self.improve_with(&declared(&file), file.clone()).await;
    }

    /// Announces the next version with this body, uploads it and waits until it has been taken in.
    pub async fn improve_with(&self, body: &Value, file: Vec<u8>) {
        let reserved = self.composer.create(&self.path("/versions"), body).await;
        upload(&self.composer.world.http(), &reserved["upload"], file).await.expect_status(200);
        self.composer.world.settle().await;
    }

    /// Its newest version as its composer sees it.
    pub async fn newest(&self) -> Value {
        let track = self.seen_by(&self.composer).await;
        let newest = track["versions"].as_array().and_then(|versions| versions.last());
        newest.cloned().expect("a track has a version")
    }
}

/// Follows an upload link exactly as it says, without a token.
pub async fn upload(client: &StudioClient, link: &Value, file: Vec<u8>) -> Reply {
    let url = link["url"].as_str().expect("an upload link has a url");
    let mut call = client.request(Method::PUT, url);
    for (name, value) in link["headers"].as_object().expect("an upload link has headers") {
        // An HTTP client counts what it sends itself.
        if name != "content-length" {
            call = call.header(name, value.as_str().unwrap_or_default());
        }
    }
    call.bytes(file).send().await.expect("the bucket answers")
}

/// A file lands where it was announced, however long after the link has run out: an upload that was
/// begun in time may be slow.
pub async fn lands_late(world: &World, track: &str, file: Vec<u8>) {
    let versions = world.items_of("version");
    let version = versions.iter().find(|item| item["version"]["M"]["track"]["S"] == track);
    let key = version.and_then(|item| item["version"]["M"]["object_key"]["S"].as_str());
    let key = key.expect("the version has a key");
    let runtime = world.studio.sdk_connector().runtime_of_operator("UploadsFunction");
    let runtime = runtime.expect("the function is in the template");
    let put = runtime.s3.put_object().bucket(&runtime.config.uploads_bucket).key(key);
    put.body(file.into()).send().await.expect("the bucket takes it");
    world.settle().await;
}

/// What is announced of a WAV file.
pub fn declared(file: &[u8]) -> Value {
    json!({
        "content_type": audio::WAV_TYPE,
        "size_bytes": file.len(),
        "sha256": Sha256Hex::of(file),
    })
}

/// Another brief, composer or title, another file: the studio takes no recording twice.
fn seed(names: &[&str]) -> u32 {
    let bytes = names.iter().flat_map(|name| name.bytes().chain([0]));
    bytes.fold(0, |seed, byte| seed.wrapping_mul(31).wrapping_add(u32::from(byte)))
}
