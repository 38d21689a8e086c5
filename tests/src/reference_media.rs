//! Reference media of a brief: announced, uploaded through the presigned link, taken in.

use serde_json::{Value, json};

use crate::brief::OpenBrief;
use crate::people::ReplyChecks;
use crate::track::{declared, upload};
use crate::world::World;

impl OpenBrief {
    /// Announces a WAV file as reference medium of the brief, without uploading it.
    pub async fn announce_reference(&self, title: &str, file: &[u8]) -> Value {
        self.owner.create(&self.path("/reference-media"), &reference(title, file)).await
    }

    /// Adds a reference medium and waits until its file has been looked at; gives its id.
    pub async fn add_reference(&self, title: &str, file: Vec<u8>) -> String {
        let announced = self.announce_reference(title, &file).await;
        let world = &self.owner.world;
        upload(&world.http(), &announced["upload"], file).await.expect_status(200);
        world.settle().await;
        announced["id"].as_str().expect("a reference medium has an id").to_owned()
    }

    /// The path of one of them.
    pub fn reference_path(&self, id: &str) -> String {
        self.path(&format!("/reference-media/{id}"))
    }
}

/// What is announced of a WAV file with this title.
pub fn reference(title: &str, file: &[u8]) -> Value {
    let mut body = declared(file);
    body["title"] = json!(title);
    body["filename"] = json!("reference.wav");
    body
}

/// The keys of all objects of reference media, in every version, in both buckets.
pub async fn reference_objects(world: &World) -> Vec<String> {
    let runtime = world.studio.sdk_connector().runtime_of_operator("UploadsFunction");
    let runtime = runtime.expect("the function is in the template");
    let mut keys = Vec::new();
    for bucket in [&runtime.config.uploads_bucket, &runtime.config.derived_bucket] {
        let list = runtime.s3.list_object_versions().bucket(bucket).prefix("reference/").send();
        let page = list.await.expect("the bucket answers");
        keys.extend(page.versions().iter().filter_map(|one| one.key().map(str::to_owned)));
        keys.extend(page.delete_markers().iter().filter_map(|one| one.key().map(str::to_owned)));
    }
    keys
}

/// These bytes land where a reference medium was announced, whatever was announced of them.
pub async fn reference_lands(world: &World, key: &str, file: Vec<u8>) {
    let runtime = world.studio.sdk_connector().runtime_of_operator("UploadsFunction");
    let runtime = runtime.expect("the function is in the template");
    let put = runtime.s3.put_object().bucket(&runtime.config.uploads_bucket).key(key);
    put.body(file.into()).send().await.expect("the bucket takes it");
    world.settle().await;
}

/// Where the files of a brief's reference media are to land.
pub fn reference_keys(world: &World) -> Vec<String> {
    let items = world.items_of("reference_media");
    let media = items.iter().filter_map(|item| item["media"]["L"].as_array()).flatten();
    media.filter_map(|one| one["M"]["object_key"]["S"].as_str().map(str::to_owned)).collect()
}
