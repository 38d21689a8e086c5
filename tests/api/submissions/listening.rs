//! What is heard and seen of a track instead of its file.

use tests::{BriefPlan, World};

#[tokio::test]
async fn a_listening_client_gets_an_mp3_preview_and_a_waveform_of_eight_bits() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let track = BriefPlan::public().open(&clara).await.submit(&ada, "Dawn").await;
    let heard = clara.read(&track.path("/versions/1/listen")).await;
    let client = world.http();
    let preview = client.get(heard["preview"]["url"].as_str().unwrap()).send().await.unwrap();
    assert_eq!((preview.status.as_u16(), preview.header("content-type")), (200, "audio/mpeg"));
    assert!(preview.body.starts_with(&[0xff, 0xfb]));
    let peaks = client.get(heard["waveform"]["url"].as_str().unwrap()).send().await.unwrap();
    assert_eq!((&peaks.json()["version"], &peaks.json()["bits"]), (&2.into(), &8.into()));
}
