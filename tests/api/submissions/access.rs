//! Who sees what: a track that is not yours to see does not exist.

use domain::brief::Visibility;
use domain::invitation::Invitation;

use crate::submissions::studio::{Scene, member, request, wav};

#[tokio::test]
async fn a_composer_sees_their_own_track_and_no_other() {
    let scene = Scene::new(&["pia"]).await;
    let track = scene.submit("ada", "Dawn", wav(2, 440)).await;
    for path in [format!("/tracks/{track}"), format!("/tracks/{track}/versions/1/listen")] {
        assert_eq!(scene.get("ada", &path).await.status, 200, "{path}");
        assert_eq!(scene.get("carla", &path).await.status, 200, "{path}");
        assert_eq!(scene.get("ben", &path).await.status, 404, "{path}");
    }
    let nothing = scene.get("ben", "/tracks").await.json();
    assert!(nothing["items"].as_array().unwrap().is_empty());
}

#[tokio::test]
async fn a_coproducer_of_the_brief_sees_no_names_and_does_not_enter() {
    let scene = Scene::new(&["pia"]).await;
    let track = scene.submit("ada", "Dawn", wav(2, 440)).await;
    let blind = scene.get("pia", &format!("/tracks/{track}")).await;
    assert_eq!(blind.status, 200);
    let text = String::from_utf8_lossy(&blind.body).into_owned();
    assert!(!text.contains(&member("ada").to_string()) && !text.contains("writers"), "{text}");
    let reply = scene.post("pia", "/tracks", "k", &request("Mine", &wav(1, 440))).await;
    assert_eq!(reply.status, 409);
    assert!(reply.json()["type"].as_str().unwrap().ends_with("coproducer_of_brief"));
}

#[tokio::test]
async fn only_the_assigned_reviewer_listens() {
    let scene = Scene::new(&["pia", "quin"]).await;
    let track = scene.submit("ada", "Dawn", wav(2, 440)).await;
    let reviewer = scene.version(track, 1).await.version.slots[0].reviewer;
    let path = format!("/tracks/{track}/versions/1/listen");
    for name in ["pia", "quin"] {
        let expected = if member(name) == reviewer { 200 } else { 404 };
        assert_eq!(scene.get(name, &path).await.status, expected, "{name}");
    }
    let heard = scene.get("carla", &path).await.json();
    let client = scene.studio.client();
    let preview = client.get(heard["preview"]["url"].as_str().unwrap()).send().await.unwrap();
    assert_eq!((preview.status.as_u16(), preview.header("content-type")), (200, "audio/ogg"));
    assert!(preview.body.starts_with(b"OggS"));
    let peaks = client.get(heard["waveform"]["url"].as_str().unwrap()).send().await.unwrap();
    assert_eq!((&peaks.json()["version"], &peaks.json()["bits"]), (&2.into(), &8.into()));
}

#[tokio::test]
async fn a_private_brief_exists_only_for_the_invited() {
    let scene = Scene::with(&["pia"], |terms| terms.visibility = Visibility::Invited).await;
    let body = request("Dawn", &wav(1, 440));
    assert_eq!(scene.post("ada", "/tracks", "k", &body).await.status, 404);
    assert_eq!(scene.get("ada", "/tracks").await.status, 404);
    let now = scene.studio.clock().now();
    let invitation = Invitation::new(scene.brief, member("ada"), member("carla"), now);
    assert!(matches!(scene.store.create(&invitation).await.unwrap(), store::Created::New));
    assert_eq!(scene.post("ada", "/tracks", "k", &body).await.status, 201);
}
