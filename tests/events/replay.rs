//! The records of a busy studio in every order that a stream may bring them: those of one item in
//! theirs, all others anyhow, some twice, cut into whatever batches. Points, levels and standings come
//! out the same, byte for byte.

#![expect(clippy::arithmetic_side_effects, reason = "small numbers that a test made itself")]

use std::collections::{BTreeMap, VecDeque};

use serde_json::{Value, json};
use tests::{Answered, BriefPlan, World, letter_about};

/// What promotion derives; how often an item was written on the way is not part of it.
const DERIVED: [&str; 4] = ["point", "standing", "observation", "coproducer_standing"];
/// What it derives from.
const BASE: [&str; 5] = ["ear", "member", "review", "track", "version"];
/// The alphabet of ids.
const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A small generator, so that a failure can be repeated by its seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap() % most
    }
}

/// The records of one season: approvals, one dispute upheld, a better version, a shortlist, an award.
async fn season() -> Vec<Value> {
    let world = World::start().await;
    let (clara, ada, olga) = (world.client("Clara"), world.composer("Ada"), world.operator("Olga"));
    let mika = world.coproducer("Mika").await;
    let profile = json!({ "display_name": "Ada", "bio": "Strings.", "genre_tags": ["pop"] });
    ada.put("/me", &profile).await;
    let (brief, tracks) = ada.is_approved(&clara, &mika, 5, 0).await;
    clara.act(&tracks[0].path("/shortlist"), &json!({})).await;
    let worse = brief.submit(&ada, "Second thoughts").await;
    let review = mika.only_review().await;
    review.answer(&Answered::asking_for_changes(&letter_about(70))).await;
    worse.improve("Third thoughts").await;
    let better = Answered::scored([5, 5, 5, 5, 5], "approve", &letter_about(71));
    let review = mika.only_review().await;
    review.answer(&better).await;
    let objection = json!({ "reason": "That was somebody else's track." });
    ada.act(&review.path("/dispute"), &objection).await;
    let upheld = json!({ "upheld": true, "words": "So it was." });
    olga.act(&review.path("/dispute/decision"), &upheld).await;
    world.settle().await;
    let last = BriefPlan::public().judged_by(&mika).open(&clara).await;
    let winner = last.submit(&ada, "Winner").await;
    mika.only_review().await.answer(&Answered::approving(&letter_about(72))).await;
    clara.awards(&last, &winner).await;
    captured(&world)
}

fn captured(world: &World) -> Vec<Value> {
    let table = &world.studio.template().tables[0].name;
    let mut records: Vec<Value> = Vec::new();
    loop {
        let last = records.last().map(sequence);
        let some = world.studio.dynamodb().records(table, last.as_deref(), 1_000).unwrap();
        if some.is_empty() {
            break;
        }
        records.extend(some);
    }
    records.retain(|record| {
        let kind = record["dynamodb"]["NewImage"]["kind"]["S"].as_str().unwrap_or_default();
        BASE.contains(&kind)
    });
    records
}

fn sequence(record: &Value) -> String {
    record["dynamodb"]["SequenceNumber"].as_str().unwrap().to_owned()
}

/// The same season with other people: every id ends in another character.
fn of_others(records: &[Value], others: usize) -> Vec<Value> {
    let text = serde_json::to_string(records).unwrap();
    let mut bytes = text.into_bytes();
    let prefixes: [&[u8]; 4] = [b"mem_", b"trk_", b"rev_", b"brf_"];
    for place in 0..bytes.len().saturating_sub(30) {
        if prefixes.contains(&&bytes[place..place + 4]) {
            let last = place + 29;
            let old = CROCKFORD.iter().position(|one| *one == bytes[last]).unwrap();
            bytes[last] = CROCKFORD[(old + others) % 32];
        }
    }
    serde_json::from_slice(&bytes).unwrap()
}

/// An order that DynamoDB may bring, some of it twice.
fn shuffled(records: &[Value], dice: &mut Dice) -> Vec<Value> {
    let mut items: BTreeMap<String, VecDeque<Value>> = BTreeMap::new();
    for record in records {
        items.entry(record["dynamodb"]["Keys"].to_string()).or_default().push_back(record.clone());
    }
    let mut items: Vec<VecDeque<Value>> = items.into_values().collect();
    let mut order = Vec::new();
    while !items.is_empty() {
        let place = dice.below(items.len());
        order.extend(items[place].pop_front());
        if items[place].is_empty() {
            items.swap_remove(place);
        }
        // A batch that failed at its end comes again from somewhere in it.
        if dice.below(20) == 0 {
            let from = order.len().saturating_sub(1 + dice.below(15));
            order.extend_from_within(from..);
        }
    }
    order
}

/// What a new studio derives from these records in batches of any size.
async fn derived(records: &[Value], dice: &mut Dice) -> Vec<String> {
    let world = World::start().await;
    let mut rest = records;
    while !rest.is_empty() {
        let (batch, later) = rest.split_at((1 + dice.below(100)).min(rest.len()));
        let event = json!({ "Records": batch });
        let answer = world.studio.lambda().invoke("PromotionFunction", event).await.unwrap();
        assert_eq!(answer["batchItemFailures"], json!([]), "{answer}");
        rest = later;
    }
    let mut items: Vec<String> = Vec::new();
    for kind in DERIVED {
        for mut item in world.items_of(kind) {
            item.as_object_mut().unwrap().remove("revision");
            items.push(item.to_string());
        }
    }
    assert!(world.items_of("poison").is_empty());
    items.sort();
    items
}

async fn replay(seasons: usize, times: u64) {
    let one = season().await;
    let records: Vec<Value> = (0..seasons).flat_map(|others| of_others(&one, others)).collect();
    let expected = derived(&records, &mut Dice(0)).await;
    assert!(expected.iter().any(|item| item.contains("\"opposite\":{\"BOOL\":true}")));
    for seed in 1..=times {
        let mut dice = Dice(seed);
        let order = shuffled(&records, &mut dice);
        let found = derived(&order, &mut dice).await;
        assert_eq!(found, expected, "seed {seed} of {} records", records.len());
    }
}

#[tokio::test]
async fn a_few_orders_of_the_stream_lead_to_the_same_points() {
    replay(2, 4).await;
}

#[tokio::test]
#[ignore = "an hour or more: `make replay`"]
async fn two_hundred_orders_of_two_thousand_records_lead_to_the_same_points() {
    replay(30, 200).await;
}

#[tokio::test]
async fn the_sweep_derives_what_the_stream_has_lost() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    world.studio.streams()[0].hold();
    ada.is_approved(&clara, &mika, 1, 0).await;
    assert!(world.items_of("point").is_empty());
    world.pass(jiff::SignedDuration::from_hours(12)).await;
    let rules: Vec<Value> =
        world.items_of("point").into_iter().map(|entry| entry["rule"]["S"].clone()).collect();
    for rule in ["judged", "approved", "quality", "review_on_time"] {
        assert!(rules.contains(&json!(rule)), "{rule}: {rules:?}");
    }
    let expected = world.items_of("point");
    world.studio.streams()[0].release();
    world.settle().await;
    assert_eq!(world.items_of("point"), expected, "what comes after all adds nothing");
    assert!(world.denied().is_empty(), "{:?}", world.denied());
}
