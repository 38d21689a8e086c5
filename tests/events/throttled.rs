//! A table that is asked for too much answers a part, or nothing: what it leaves out is asked for
//! again, and given up at last.

use domain::erasure::Erasure;
use domain::id::MemberId;
use domain::policy::Policy;
use jiff::Timestamp;
use local::fault_injection::FaultKind;
use runtime::Runtime;
use store::{Creation, RawItem, Store, StoreError, keys};
use tests::{World, fault};

/// How often the table is asked where it answers nothing.
const ATTEMPTS: usize = 6;

const BATCH: &str = "BatchGetItem";

fn members(names: std::ops::Range<u32>) -> Vec<MemberId> {
    names.map(|number| MemberId::of_subject(&format!("member {number}"))).collect()
}

/// A studio that knows the first hundred and thirty members, and its table.
async fn studio() -> (World, Store) {
    let world = World::start().await;
    let Runtime { dynamodb, config, .. } =
        world.studio.sdk_connector().runtime_of_operator("MembersFunction").unwrap();
    let store = Store::new(dynamodb, &config.table_name);
    for member in members(0..130) {
        let erasure = Erasure::request(member, false, Timestamp::UNIX_EPOCH, &Policy::CURRENT);
        let _created = store.create(&erasure).await.unwrap();
    }
    (world, store)
}

/// The first batch reads from here on are answered with so many of their items.
fn answers(world: &World, answered: impl IntoIterator<Item = usize>) {
    let unprocessed =
        |(answered, nth)| fault("operator", BATCH, nth, FaultKind::Unprocessed { answered });
    world.inject(answered.into_iter().zip(1..).map(unprocessed));
    world.count_from_here();
}

fn asked(world: &World) -> usize {
    world.round_trips("operator").iter().filter(|operation| *operation == BATCH).count()
}

#[tokio::test]
async fn a_batch_read_that_leaves_items_out_is_repeated_until_all_are_there_in_order() {
    let (world, store) = studio().await;
    // Some twice, some that do not exist, in no order of the table's.
    let mut wanted: Vec<_> = members(0..150).into_iter().rev().map(keys::erasure).collect();
    wanted.extend(members(40..60).into_iter().map(keys::erasure));
    let all = store.get_many(&wanted).await.unwrap();
    assert_eq!((all.len(), all.iter().filter(|item| item.is_none()).count()), (170, 20));
    for (answered, calls) in [
        (vec![99], 3..=3),
        (vec![0, 1], 4..=4),
        // The smaller of the two batches may be whole before the faults are used up.
        (vec![7; 12], 13..=14),
        // More refusals than there are attempts: something was answered in between.
        (vec![0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0], 14..=14),
        (vec![100, 49, 0], 4..=4),
    ] {
        answers(&world, answered.clone());
        let read: Result<Vec<Option<RawItem>>, _> = store.get_many(&wanted).await;
        assert_eq!(read.unwrap(), all, "{answered:?}");
        assert!(calls.contains(&asked(&world)), "{answered:?}: {}", asked(&world));
    }
}

#[tokio::test]
async fn a_table_that_answers_nothing_is_busy_after_all_attempts() {
    let (world, store) = studio().await;
    let wanted: Vec<_> = members(0..3).into_iter().map(keys::erasure).collect();
    answers(&world, vec![0; ATTEMPTS - 1]);
    assert_eq!(store.get_many(&wanted).await.unwrap().iter().flatten().count(), 3);
    assert_eq!(asked(&world), ATTEMPTS);
    answers(&world, vec![0; ATTEMPTS]);
    let given_up = store.get_many(&wanted).await;
    assert!(matches!(given_up, Err(StoreError::Busy)), "{given_up:?}");
    assert_eq!(asked(&world), ATTEMPTS);
}

#[tokio::test]
async fn a_write_to_an_item_in_a_transaction_is_repeated_and_then_busy() {
    let (world, store) = studio().await;
    for held in 0..=ATTEMPTS {
        let conflict = |nth| fault("operator", "PutItem", nth, FaultKind::TransactionConflict);
        world.inject((1..=held).map(conflict));
        world.count_from_here();
        let member = MemberId::of_subject(&format!("held {held} times"));
        let erasure = Erasure::request(member, false, Timestamp::UNIX_EPOCH, &Policy::CURRENT);
        let written = store.create(&erasure).await;
        let expected = if held < ATTEMPTS { Ok(Creation::New) } else { Err("busy") };
        let busy = |error| if matches!(error, StoreError::Busy) { "busy" } else { "failed" };
        assert_eq!(written.map_err(busy), expected, "held {held} times");
        let writes = world.round_trips("operator").iter().filter(|call| *call == "PutItem").count();
        assert_eq!(writes, ATTEMPTS.min(held + 1), "held {held} times");
    }
}

#[tokio::test]
async fn a_request_to_a_busy_table_is_answered_with_retry_after() {
    let (world, _store) = studio().await;
    let ada = world.composer("Ada");
    let nothing = FaultKind::Unprocessed { answered: 0 };
    world.inject((1..=ATTEMPTS).map(|nth| fault("MembersFunction", BATCH, nth, nothing)));
    let reply = ada.get("/me").await;
    assert_eq!((reply.status.as_u16(), reply.header("retry-after").is_empty()), (503, false));
    ada.read("/me").await;
}
