//! A client changes an open brief: whoever saw it first, reviews keep to what they were given.

use serde_json::{Value, json};
use tests::{BriefPlan, OpenBrief, Person, ReplyChecks, World};

async fn etag(brief: &OpenBrief, person: &Person) -> String {
    let reply = person.get(&brief.path("")).await;
    reply.headers["etag"].to_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_brief_amended_gets_a_new_version_and_its_participants_are_told() {
    let world = World::start().await;
    let (clara, ada, ben) = (world.client("Clara"), world.composer("Ada"), world.composer("Ben"));
    let mika = world.coproducer("Mika").await;
    let plan = BriefPlan::private().inviting(&ada).inviting(&ben).judged_by(&mika);
    let brief = plan.open(&clara).await;
    brief.submit(&ada, "Lemon Tree").await;
    let before = mika.only_review().await;

    let tag = etag(&brief, &clara).await;
    let change = json!({ "title": "Thirty seconds of autumn", "mood_words": ["golden"] });
    let amended = clara.patch(&brief.path(""), &tag, &change).await.expect_status(200);
    assert_eq!((&amended["version"], &amended["title"]), (&json!(2), &change["title"]));
    assert_eq!(amended["text"], brief.seen_by(&ada).await["text"]);
    for person in [&ada, &ben, &mika] {
        let told = person.notices_of("brief_amended").await;
        assert_eq!(told.len(), 1, "{}", person.name);
        let text = told[0]["text"].as_str().unwrap();
        assert!(text.ends_with("has changed (version 2): title, mood words."), "{text}");
    }

    // The review that was given before is about the brief as it was.
    let room = mika.read(&before.path("")).await;
    assert_eq!((&room["brief_version"], &room["terms"]["mood_words"]), (&json!(1), &json!([])));
    brief.submit(&ben, "Night Bus").await;
    let reviews = mika.reviews().await;
    let after = reviews.iter().find(|review| review.id != before.id).unwrap();
    let room = mika.read(&after.path("")).await;
    assert_eq!(room["brief_version"], 2);
    assert_eq!(room["terms"]["mood_words"], json!(["golden"]));
}

#[tokio::test]
async fn stale_is_who_amends_what_has_changed_and_if_match_required_who_does_not_say() {
    let world = World::start().await;
    let clara = world.client("Clara");
    let brief = BriefPlan::public().open(&clara).await;
    let (path, tag) = (brief.path(""), etag(&brief, &clara).await);
    // That a co-producer has entered is no change of the brief: nobody learns of it.
    let noor = world.coproducer("Noor").await;
    brief.reserve(&noor, "Dawn", &tests::audio::wav(1)).await;
    assert_eq!(etag(&brief, &clara).await, tag);
    let title = |title: &str| json!({ "title": title });
    clara.patch(&path, &tag, &title("One")).await.expect_status(200);
    let stale = clara.patch(&path, &tag, &title("Two")).await;
    assert_eq!(stale.problem(), "stale");
    stale.expect_status(412);
    let blind = clara.send(http::Method::PATCH, &path, |call| call.json(&title("Two"))).await;
    assert_eq!(blind.problem(), "if_match_required");
    blind.expect_status(428);
    let brief = brief.seen_by(&clara).await;
    assert_eq!((&brief["title"], &brief["version"]), (&json!("One"), &json!(2)));
}

#[tokio::test]
async fn fixed_once_open_is_the_prize_and_deadline_only_later() {
    let world = World::start().await;
    let (clara, olga) = (world.client("Clara"), world.operator("Olga"));
    let prize = json!({ "currency": "EUR", "amount": "500.00" });
    let brief = BriefPlan::public().with("prize", prize).draft(&clara).await;
    let path = brief.path("");
    brief.fund(&olga).await;
    // A draft may still say anything; the confirmation was for the old prize.
    let more = json!({ "prize": { "currency": "EUR", "amount": "600" } });
    let draft = clara.patch(&path, &etag(&brief, &clara).await, &more).await.expect_status(200);
    assert_eq!((&draft["version"], &draft["prize_funded"]), (&json!(1), &json!(false)));
    let unfunded = clara.post(&brief.path("/open"), &json!({})).await;
    assert_eq!(unfunded.problem(), "prize_not_funded");
    brief.fund(&olga).await;
    clara.act(&brief.path("/open"), &json!({})).await;

    let tag = etag(&brief, &clara).await;
    let refused = clara.patch(&path, &tag, &json!({ "prize": null })).await;
    assert_eq!(refused.problem(), "fixed_once_open");
    assert_eq!(refused.expect_status(409)["fields"], json!(["prize"]));
    let sooner = json!({ "deadline": "2026-03-03T00:00:00Z" });
    let refused = clara.patch(&path, &tag, &sooner).await;
    assert_eq!(refused.problem(), "deadline_only_later");
    let unknown = json!({ "colour": "blue", "title": null });
    let refused = clara.patch(&path, &tag, &unknown).await.expect_status(422);
    let pointers: Vec<&Value> =
        refused["errors"].as_array().unwrap().iter().map(|error| &error["pointer"]).collect();
    assert_eq!(pointers, ["/title", "/colour"]);
    // Nothing new is nothing written.
    let same = json!({ "title": draft["title"] });
    assert_eq!(clara.patch(&path, &tag, &same).await.expect_status(200)["version"], 1);

    let outsider = world.composer("Ada").patch(&path, &tag, &same).await;
    outsider.expect_status(403);
    clara.act(&brief.path("/close"), &json!({})).await;
    let late = clara.patch(&path, &etag(&brief, &clara).await, &json!({ "title": "Late" })).await;
    assert_eq!(late.problem(), "state");
}

#[tokio::test]
async fn a_draft_says_to_its_owner_what_would_make_it_better() {
    let world = World::start().await;
    let (clara, olga) = (world.client("Clara"), world.operator("Olga"));
    let brief = BriefPlan::public().draft(&clara).await;
    let seen = brief.seen_by(&clara).await;
    let fields: Vec<&str> = seen["hints"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hint| hint["field"].as_str().unwrap())
        .collect();
    assert!(fields.contains(&"mood_words") && fields.contains(&"genre_tags"), "{fields:?}");
    assert_eq!(brief.seen_by(&olga).await["hints"], json!([]));
    let change = json!({ "mood_words": ["sunny"] });
    let amended = clara.patch(&brief.path(""), &etag(&brief, &clara).await, &change).await;
    amended.expect_status(200);
    let hints = brief.seen_by(&clara).await["hints"].to_string();
    assert!(!hints.contains("mood_words"), "{hints}");
    clara.act(&brief.path("/open"), &json!({})).await;
    assert_eq!(brief.seen_by(&clara).await["hints"], json!([]));
}
