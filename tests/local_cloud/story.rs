//! The demo story, told to a fresh studio as `cargo run -- demo` tells it.

use std::time::Duration;

use tests::World;

/// Four times what the story may take once built: a machine may be busy with other tests.
const PATIENCE: Duration = Duration::from_secs(80);

#[tokio::test]
async fn the_demo_story_ends_without_denials_dead_letters_or_findings() {
    let world = World::start().await;
    let told = tokio::time::timeout(PATIENCE, demo::tell_story(world.studio.url())).await;
    let told = told.expect("the story takes too long").expect("every step and every sum is right");
    assert_eq!(told.month, "2026-03");
    world.settle().await;
    assert_eq!(world.denied(), Vec::<String>::new());
    assert_eq!(world.studio.lambda().dead_letters(), Vec::<serde_json::Value>::new());
    assert_eq!(world.studio.findings(), Vec::<String>::new());
    assert_eq!(world.items_of("poison"), Vec::<serde_json::Value>::new());
}
