//! Batches of the stream that promotion cannot take as a whole, and two shards of the stream that
//! write to one member at the same time.

use std::sync::Arc;

use local::fault_injection::{FaultKind, Interleaving, InterleavingStep};
use runtime::Runtime;
use serde_json::{Value, json};
use tests::{World, fault};

use crate::season::{captured, derived, of_others, sequence};

const PROMOTION: &str = "PromotionFunction";

/// The records of a brief in which one composer has so many tracks approved by one co-producer.
async fn approvals(count: usize) -> Vec<Value> {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    ada.is_approved(&clara, &mika, count, 0).await;
    captured(&world)
}

/// A studio in which nothing has happened and nothing is told.
async fn silent() -> World {
    let world = World::start().await;
    world.studio.streams()[0].hold();
    world
}

async fn handle(runtime: Runtime, records: &[Value]) -> Vec<Option<String>> {
    let event = serde_json::from_value(json!({ "Records": records })).unwrap();
    let answer = promotion::handle(runtime, event).await.unwrap();
    answer.batch_item_failures.into_iter().map(|failure| failure.item_identifier).collect()
}

async fn take(world: &World, records: &[Value]) -> Vec<Option<String>> {
    handle(world.runtime(PROMOTION), records).await
}

#[tokio::test]
async fn a_failing_record_is_named_and_the_batch_goes_on_only_from_there() {
    let records = approvals(3).await;
    let faulty = silent().await;
    // From its fourth transaction on the table refuses.
    let refusal = |nth| fault(PROMOTION, "TransactWriteItems", nth, FaultKind::ConditionalConflict);
    let faults = (4..=60).map(refusal);
    faulty.inject(faults);
    let failed = take(&faulty, &records).await;
    let place = records.iter().position(|one| failed == [Some(sequence(one))]).unwrap();
    assert!(place > 0 && place < records.len() - 1, "{place}");

    let undisturbed = silent().await;
    assert_eq!(take(&undisturbed, &records[..place]).await, []);
    assert_eq!(
        faulty.items_of("point"),
        undisturbed.items_of("point"),
        "all before it, nothing after it"
    );
    faulty.inject([]);
    assert_eq!(take(&faulty, &records[place..]).await, []);
    assert_eq!(take(&undisturbed, &records[place..]).await, []);
    assert_eq!(derived(&faulty), derived(&undisturbed));
}

#[tokio::test]
async fn an_unreadable_record_in_the_middle_of_a_batch_is_quarantined_and_the_later_ones_count() {
    let records = approvals(2).await;
    let undisturbed = silent().await;
    assert_eq!(take(&undisturbed, &records).await, []);
    let disturbed = silent().await;
    let mut poison = records[0].clone();
    poison["dynamodb"]["SequenceNumber"] = json!("1234567");
    let broken = json!({ "kind": { "S": "review" }, "state": { "S": "half" } });
    poison["dynamodb"]["NewImage"] = broken;
    let mut batch = records;
    batch.insert(1, poison);
    assert_eq!(take(&disturbed, &batch).await, []);
    assert_eq!(derived(&disturbed), derived(&undisturbed));
    let quarantined = disturbed.items_of("poison");
    assert_eq!(quarantined.len(), 1, "{quarantined:?}");
    assert_eq!(quarantined[0]["sequence"]["S"], "1234567");
    assert!(quarantined[0]["image"]["S"].as_str().unwrap().contains("half"), "{quarantined:?}");
    assert!(quarantined[0]["reason"]["S"].as_str().unwrap().contains("review"), "{quarantined:?}");
}

/// The records with which items of a kind came into this state.
fn reaching(records: &[Value], kind: &str, state: &str) -> Vec<Value> {
    let is_it = |record: &&Value| {
        let image = |name: &str| record["dynamodb"][name]["state"]["S"].clone();
        record["dynamodb"]["NewImage"]["kind"]["S"] == kind
            && image("NewImage") == state
            && image("OldImage") != state
    };
    records.iter().filter(is_it).cloned().collect()
}

/// Two shards take a record each, about one member, in every order of their calls with up to so
/// many before the first and before the second preemption: each time as if one had come after the
/// other.
async fn meet(records: &[Value], calls: usize) {
    let [one, other] = records else { panic!("two records, not {}", records.len()) };
    let orderly = silent().await;
    assert_eq!(take(&orderly, &[one.clone(), other.clone()]).await, []);
    let world = silent().await;
    let schedules: Vec<(usize, usize)> =
        (0..calls).flat_map(|first| (0..calls).map(move |second| (first, second))).collect();
    assert!(schedules.len() <= 32, "as many as there are other people");
    for (others, (first, second)) in schedules.iter().copied().enumerate() {
        let turns = Arc::new(Interleaving::new([
            InterleavingStep { worker: 0, calls: first },
            InterleavingStep { worker: 1, calls: second },
            InterleavingStep::until_done(0),
            InterleavingStep::until_done(1),
        ]));
        let shard = async |worker: usize, record: &Value| {
            let connector = world.studio.sdk_connector();
            let runtime = connector.interleaved_runtime(PROMOTION, &turns, worker).unwrap();
            let failed = handle(runtime, &[of_others(record, others)]).await;
            turns.finish(worker);
            assert_eq!(failed, [], "preempted after {first} and {second}");
        };
        tokio::join!(shard(0, one), shard(1, other));
    }
    let expected = derived(&orderly);
    let mut expected: Vec<String> =
        (0..schedules.len()).flat_map(|others| of_others(&expected, others)).collect();
    expected.sort();
    assert_eq!(derived(&world), expected);
}

#[tokio::test]
async fn two_shards_that_write_to_one_composer_lose_no_point() {
    let records = reaching(&approvals(2).await, "version", "approved");
    Box::pin(meet(&records, 5)).await;
}

#[tokio::test]
async fn two_shards_that_write_to_one_coproducer_lose_neither_point_nor_observation() {
    let records = reaching(&approvals(2).await, "review", "delivered");
    Box::pin(meet(&records, 5)).await;
}
