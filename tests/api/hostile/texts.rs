//! Texts: what looks the same is the same, what nobody sees is nothing, and nothing turns a line.

use serde_json::json;
use tests::{ReplyChecks, World, terms};

#[tokio::test]
async fn a_text_is_kept_in_its_normal_form_and_a_line_is_a_line_that_somebody_sees() {
    let world = World::start().await;
    let clara = world.client("Clara");
    let mut draft = terms(&clara, "public");
    draft["title"] = json!("Du\u{308}ster");
    let (first, second) = ("0123456789abcdef", json!("D\u{fc}ster"));
    let made = clara.post_as(first, "/briefs", &draft).await.expect_status(201);
    assert_eq!(made["title"], second);
    draft["title"] = second;
    // The same key with the same text in the other form is the same request.
    let again = clara.post_as(first, "/briefs", &draft).await;
    assert_eq!(again.json()["id"], made["id"]);
    for unseen in ["\u{200b}", "\u{2060}", "\u{ad}", "\u{2800}", "\u{3164}", "\u{feff}", "\u{180e}"]
    {
        draft["title"] = json!(format!("{unseen} {unseen}"));
        let refused = clara.post("/briefs", &draft).await.expect_status(422);
        assert_eq!(refused["errors"][0]["detail"], "must not be empty", "{unseen:?}: {refused}");
    }
    for turning in ["\u{202e}", "\u{2067}", "\u{200f}", "\u{2028}", "\u{2029}"] {
        draft["title"] = json!(format!("a{turning}b"));
        let refused = clara.post("/briefs", &draft).await.expect_status(422);
        let detail = refused["errors"][0]["detail"].as_str().unwrap();
        assert!(detail.starts_with("must not contain the character U+2"), "{detail}");
    }
}
