//! The demo story, told to a fresh studio as `cargo run -- demo` tells it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops and says why")]

use std::time::Duration;

use tests::{ReplyChecks, World};

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

/// What one member of the cast finds, by its address and a JSON pointer into the answer.
async fn finds(world: &World, who: (&str, &str), path: &str, pointer: &str) -> serde_json::Value {
    let (name, group) = who;
    let token = world.studio.token(name, &[group]).unwrap();
    let url = format!("{}{path}", world.studio.url());
    let reply = world.http().get(&url).bearer(&token).send().await.unwrap();
    let answer = reply.expect_status(200);
    answer.pointer(pointer).cloned().unwrap_or_default()
}

#[tokio::test]
async fn once_the_story_is_over_everybody_has_something_to_do() {
    let world = World::plan().with_postings().start().await;
    let told = demo::tell_story(world.studio.url()).await.expect("the story ends well");
    demo::prepare_present(world.studio.url(), &told).await.expect("the present begins");
    let (clara, mika) = (("Clara", "client"), ("Mika", "composer"));
    let (ada, ben, chidi) = (("Ada", "composer"), ("Ben", "composer"), ("Chidi", "composer"));
    let (olga, otto) = (("Olga", "operator"), ("Otto", "operator"));
    for (number, state) in ["draft", "open", "judging", "awarded"].into_iter().enumerate() {
        let place = format!("/items/{number}/state");
        assert_eq!(finds(&world, clara, "/me/briefs", &place).await, state);
    }
    let open = finds(&world, clara, "/me/briefs", "/items/1/id").await;
    let questions = format!("/briefs/{}/questions", open.as_str().unwrap());
    let questions = finds(&world, clara, &questions, "/items").await;
    let is_open = |question: &&serde_json::Value| question["answer"].is_null();
    assert_eq!(questions.as_array().unwrap().iter().filter(is_open).count(), 1, "{questions}");

    let queue = finds(&world, mika, "/reviews?state=assigned", "/items").await;
    let mut due: Vec<_> =
        queue.as_array().unwrap().iter().map(|one| one["due_at"].to_string()).collect();
    due.dedup();
    assert_eq!(due.len(), 3, "{queue}");

    assert_eq!(finds(&world, ada, "/me/invitations", "/items/0/state").await, "invited");
    assert_eq!(finds(&world, ben, "/me", "/standing/missing").await, "1 approved track to Junior");
    assert_eq!(finds(&world, chidi, "/me/invitations", "/items/0/state").await, "invited");

    let words = finds(&world, olga, "/coproducer-applications", "/items/0/words").await;
    assert!(words.as_str().unwrap().contains("letters"), "{words}");
    assert_eq!(finds(&world, olga, "/disputes", "/items/0/state").await, "raised");
    assert!(finds(&world, olga, "/suspense", "/items/0/id").await.is_string());
    assert_eq!(told.month, "2026-03");
    assert_eq!(finds(&world, otto, "/months/2026-04", "/state").await, "planned");
    assert_eq!(world.denied(), Vec::<String>::new());
    assert_eq!(world.studio.findings(), Vec::<String>::new());
}
