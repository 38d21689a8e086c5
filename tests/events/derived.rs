//! What the stream has lost for good: twice a day the sweep derives it from the base items.

use serde_json::{Value, json};
use tests::{Answered, Person, Queued, World, letter};

use crate::season::{past_the_half_day, tell};

/// Points, levels and standings, without the moments in them.
fn standings(world: &World) -> Vec<String> {
    let mut standings: Vec<String> = ["standing", "coproducer_standing"]
        .into_iter()
        .flat_map(|kind| world.items_of(kind))
        .map(|mut item| {
            let fields = item.as_object_mut().unwrap();
            // How far the public sum has been folded depends on when; what it says does not.
            for moment in ["changed_at", "promotions", "revision", "gsi2sk", "public"] {
                fields.remove(moment);
            }
            if let Some(activity) = fields.get_mut("activity") {
                activity["M"]["approved_at"].take();
                activity["M"]["next_at"].take();
            }
            item.to_string()
        })
        .collect();
    standings.sort();
    standings
}

#[tokio::test]
async fn a_season_whose_every_record_was_lost_leads_to_the_same_standings() {
    let undisturbed = World::start().await;
    tell(&undisturbed).await;
    let disturbed = World::start().await;
    disturbed.studio.streams()[0].hold();
    tell(&disturbed).await;
    past_the_half_day(&disturbed).await;
    assert_eq!(standings(&disturbed), standings(&undisturbed));
    assert_eq!(
        standings(&disturbed).len(),
        4,
        "two composers, and a co-producer with points of her own"
    );
    assert!(disturbed.denied().is_empty(), "{:?}", disturbed.denied());
    let entries = disturbed.items_of("point");
    past_the_half_day(&disturbed).await;
    assert_eq!(disturbed.items_of("point"), entries, "a second time nothing is added");
}

/// What a founding co-producer has from their profile, before they listen to anything.
const FOR_A_PROFILE: u32 = 50;

/// An approved track, and the review of it.
async fn approved(world: &World) -> (Person, Person, Queued) {
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    let brief = tests::BriefPlan::public().judged_by(&mika).open(&clara).await;
    brief.submit(&ada, "Dawn").await;
    let review = mika.only_review().await;
    review.answer(&Answered::approving(letter(0))).await;
    (ada, mika, review)
}

async fn points(person: &Person) -> Value {
    person.read("/me/points").await["standing"]["points"].clone()
}

#[tokio::test]
async fn an_approval_that_is_voided_while_the_stream_is_lost_is_undone_by_the_sweep() {
    let world = World::start().await;
    let (ada, mika, review) = approved(&world).await;
    assert_ne!((points(&ada).await, points(&mika).await), (json!(0), json!(FOR_A_PROFILE)));
    world.studio.streams()[0].hold();
    let objection = json!({ "reason": "That was somebody else's track." });
    ada.act(&review.path("/dispute"), &objection).await;
    let upheld = json!({ "upheld": true, "words": "So it was." });
    world.operator("Olga").act(&review.path("/dispute/decision"), &upheld).await;
    past_the_half_day(&world).await;
    assert_eq!((points(&ada).await, points(&mika).await), (json!(0), json!(FOR_A_PROFILE)));
    let derived = world.items_of("point");
    world.studio.streams()[0].release();
    world.settle().await;
    assert_eq!(world.items_of("point"), derived, "what comes after all adds nothing");
}
