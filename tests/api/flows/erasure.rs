//! A member leaves for good in the middle of an open review and with an open entry: what they wrote
//! of themselves is nowhere any more, and nobody else loses anything.

use std::path::Path;

use http::Method;
use jiff::SignedDuration;
use serde_json::{Value, json};
use tests::{Answered, BriefPlan, Person, ReplyChecks, World, letter_about};

/// A word that stands nowhere else.
const CANARY: &str = "Serinus";

/// Where the canary still sits: in the items of the table, in the bytes of the buckets.
fn found(world: &World, folder: &Path) -> Vec<String> {
    let items = world.items().into_iter().filter(|item| item.to_string().contains(CANARY));
    let mut found: Vec<String> = items.map(|item| item["sk"]["S"].to_string()).collect();
    let mut folders = vec![folder.join("buckets")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = std::fs::read(&path).unwrap();
                let is_there =
                    bytes.windows(CANARY.len()).any(|window| window == CANARY.as_bytes());
                found.extend(is_there.then(|| path.display().to_string()));
            }
        }
    }
    found
}

async fn erase(person: &Person) -> Value {
    person.send(Method::DELETE, "/me", |call| call).await.expect_status(202)
}

#[tokio::test]
async fn an_erased_member_leaves_nothing_of_themselves_and_takes_nothing_from_others() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::in_folder(folder.path()).await;
    let (clara, ben) = (world.client("Clara"), world.composer("Ben"));
    let (mika, noor) = (world.coproducer("Mika").await, world.coproducer("Noor").await);
    let brief = BriefPlan::public().judged_by(&mika).judged_by(&noor).open(&clara).await;
    let track = brief.submit(&ben, "Night Bus").await;
    let of_mika = mika.reviews().await;
    let (leaving, other) = if of_mika.is_empty() { (noor, mika) } else { (mika, noor) };

    // A name, a draft of a review, and an entry whose file carries the name.
    let profile = json!({ "display_name": CANARY, "bio": CANARY, "contact": CANARY,
        "genre_tags": ["pop"] });
    leaving.put("/me", &profile).await.expect_status(200);
    let review = leaving.only_review().await;
    let draft = json!({ "feedback": { "text": format!("{CANARY} hears strings.") } });
    leaving.put(&review.path("/draft"), &draft).await.expect_status(200);
    let similar_briefs = BriefPlan::public().judged_by(&other).open(&clara).await;
    let mut file = tests::audio::wav(77);
    file.extend(format!("LIST{CANARY}").bytes());
    let entry = similar_briefs.submit_file(&leaving, &format!("{CANARY} Blues"), file).await;
    assert!(found(&world, folder.path()).len() >= 4, "{:?}", found(&world, folder.path()));

    let asked = erase(&leaving).await;
    assert_eq!((&asked["state"], &asked["waits_for"]), (&json!("requested"), &json!("sweep")));
    assert_eq!(erase(&leaving).await, asked, "once");
    // The other one has it at the next sweep, not only when all is done.
    world.pass(SignedDuration::from_mins(16)).await;
    assert_eq!(other.reviews().await.len(), 1);
    assert_eq!(leaving.get(&review.path("")).await.problem(), "erased");
    world.pass(SignedDuration::from_mins(45)).await;

    let status = world.http().get(asked["status_path"].as_str().unwrap()).send().await.unwrap();
    assert_eq!(status.expect_status(200)["state"], "erased");
    assert_eq!(found(&world, folder.path()), Vec::<String>::new());
    assert_eq!(leaving.get("/me").await.problem(), "erased");
    leaving.put("/me", &profile).await.expect_status(403);
    let page = format!("/members/{}", leaving.id);
    world.http().get(&page).send().await.unwrap().expect_status(404);

    // The track that they had been given went to the other one; their own is taken back.
    let waiting = other.reviews().await;
    assert_eq!(waiting.len(), 1, "nothing is left of the entry that was taken back");
    waiting[0].answer(&Answered::approving(&letter_about(3))).await;
    assert_eq!(track.state().await, "approved");
    let withdrawn = entry.brief.seen_by(&clara).await;
    assert_eq!(withdrawn["state"], "open");
    assert!(world.denied().is_empty(), "{:?}", world.denied());
}
