//! A track belongs to its writers and to the client; another composer never learns that it exists.

use serde_json::json;
use tests::{BriefPlan, World, audio, declared};

use super::assert_unknown;

#[tokio::test]
async fn a_composer_does_not_find_anothers_track() {
    let world = World::start().await;
    let (clara, ada, ben) = (world.client("Clara"), world.composer("Ada"), world.composer("Ben"));
    let brief = BriefPlan::public().inviting(&ada).inviting(&ben).open(&clara).await;
    let track = brief.submit(&ada, "Lemon Tree").await;
    for below in ["", "/versions/1/listen", "/reviews"] {
        assert_unknown(ben.get(&track.path(below)).await);
    }
    let body = declared(&audio::wav(9));
    assert_unknown(ben.post(&track.path("/versions"), &body).await);
    assert_eq!(track.seen_by(&ada).await["title"], "Lemon Tree");
}

#[tokio::test]
async fn a_listing_shows_a_composer_their_own_tracks_only() {
    let world = World::start().await;
    let (clara, ada, ben) = (world.client("Clara"), world.composer("Ada"), world.composer("Ben"));
    let brief = BriefPlan::public().open(&clara).await;
    brief.submit(&ada, "Lemon Tree").await;
    brief.submit(&ben, "Ice").await;
    let titles = async |person: &tests::Person| {
        let list = person.read(&brief.path("/tracks")).await;
        let items = list["items"].as_array().unwrap().iter();
        let mut titles: Vec<String> =
            items.map(|track| track["title"].as_str().unwrap().to_owned()).collect();
        titles.sort();
        titles
    };
    assert_eq!(titles(&ada).await, ["Lemon Tree"]);
    assert_eq!(titles(&ben).await, ["Ice"]);
    assert_eq!(titles(&clara).await, ["Ice", "Lemon Tree"]);
    assert_eq!(titles(&world.composer("Eve")).await, Vec::<String>::new());
    let mine = ben.read("/me/tracks").await;
    assert_eq!(mine["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_track_is_not_found_below_another_brief() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let (one, other) =
        (BriefPlan::public().open(&clara).await, BriefPlan::public().open(&clara).await);
    let track = one.submit(&ada, "Lemon Tree").await;
    let astray = other.path(&format!("/tracks/{}", track.id));
    for person in [&ada, &clara] {
        assert_unknown(person.get(&astray).await);
    }
}

#[tokio::test]
async fn a_client_cannot_select_or_shortlist_for_another() {
    let world = World::start().await;
    let (clara, carl, ada) = (world.client("Clara"), world.client("Carl"), world.composer("Ada"));
    let brief = BriefPlan::private().inviting(&ada).open(&clara).await;
    let track = brief.submit(&ada, "Lemon Tree").await;
    assert_unknown(carl.post(&track.path("/shortlist"), &json!({})).await);
    let winner = json!({ "track": track.id, "version": 1 });
    assert_unknown(carl.post(&brief.path("/selection"), &winner).await);
    assert_unknown(carl.get(&track.path("")).await);
}
