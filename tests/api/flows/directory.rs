//! The directory names whoever wants to be found, with genres, links and the level that they show.

use serde_json::{Value, json};
use tests::{Person, ReplyChecks, World};

async fn say(person: &Person, tags: &[&str], more: Value) {
    let mut profile = json!({ "display_name": person.name, "genre_tags": tags });
    profile.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    person.put("/me", &profile).await.expect_status(200);
}

#[tokio::test]
async fn the_directory_names_whoever_wants_to_be_found_and_https_link_is_the_only_kind() {
    let world = World::start().await;
    let (clara, ada, ben) = (world.client("Clara"), world.composer("Ada"), world.composer("Ben"));
    let reel = "https://ada.example/reel";
    say(&ada, &["pop", "jazz"], json!({ "in_directory": true, "links": [reel] })).await;
    let hidden = json!({ "level": false });
    say(&ben, &["jazz"], json!({ "in_directory": true, "public_page": hidden })).await;
    say(&world.composer("Eve"), &["jazz"], json!({})).await;
    for link in ["http://ada.example", "javascript:alert(1)", "https://me@ada.example"] {
        let body = json!({ "display_name": "Ada", "links": [link] });
        let refused = ada.put("/me", &body).await.expect_status(422);
        assert_eq!(refused["errors"][0]["rule"], "https_link", "{link}");
    }

    let names = async |path: &str| {
        let (mut names, mut path) = (Vec::new(), path.to_owned());
        loop {
            let page = clara.read(&path).await;
            let items = page["items"].as_array().unwrap();
            names.extend(items.iter().map(|one| one["display_name"].as_str().unwrap().to_owned()));
            let Some(next) = page["next"].as_str() else { break };
            path = format!("/members?limit=1&genre=jazz&cursor={next}");
        }
        names.sort();
        names
    };
    assert_eq!(names("/members").await, ["Ada", "Ben"]);
    assert_eq!(names("/members?genre=jazz&limit=1").await, ["Ada", "Ben"]);
    assert_eq!(names("/members?genre=pop").await, ["Ada"]);
    let found = clara.read("/members?genre=pop").await["items"][0].clone();
    assert_eq!((&found["links"], &found["level"]), (&json!([reel]), &json!("newcomer")));
    let page = world.http().get(&format!("/members/{}", ada.id)).send().await.unwrap();
    assert_eq!(page.expect_status(200)["links"], json!([reel]));

    // Left out, it stays; said, it goes.
    say(&ada, &["jazz"], json!({})).await;
    assert_eq!(names("/members?genre=pop").await, Vec::<String>::new());
    say(&ada, &["jazz"], json!({ "in_directory": false })).await;
    assert_eq!(names("/members").await, ["Ben"]);
    let level = clara.read("/members").await["items"][0]["level"].clone();
    assert_eq!(level, Value::Null, "Ben does not show it");
}
