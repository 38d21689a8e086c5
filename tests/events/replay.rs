//! The records of a busy studio in every order that a stream may bring them: those of one item in
//! theirs, all others anyhow, some twice, cut into whatever batches. Points, levels and standings
//! come out the same, byte for byte.
//!
//! `cargo test` tries a few orders of a small studio; `make replay` tries 200 of 2,000 records
//! (`REPLAY=all`), on as many threads as there are processors.

use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicU64, Ordering};

use aws_lambda_events::event::dynamodb::{Event, EventRecord};
use serde_json::Value;
use tests::World;

use crate::season::{derived, of_others, season};

/// How many records of how many seasons are at least a busy studio.
const BUSY: usize = 2_000;
const TIMES: u64 = 200;

/// A small generator, so that a failure can be repeated by its seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap() % most
    }
}

/// Records as promotion takes them, read once, and where each item's are.
struct Records {
    all: Vec<EventRecord>,
    of_items: Vec<VecDeque<usize>>,
}

impl Records {
    fn read(records: &[Value]) -> Self {
        let mut of_items: BTreeMap<String, VecDeque<usize>> = BTreeMap::new();
        for (place, record) in records.iter().enumerate() {
            of_items.entry(record["dynamodb"]["Keys"].to_string()).or_default().push_back(place);
        }
        let all = records.iter().map(|record| serde_json::from_value(record.clone()).unwrap());
        Self { all: all.collect(), of_items: of_items.into_values().collect() }
    }

    /// An order that DynamoDB may bring, some of it twice.
    fn shuffled(&self, dice: &mut Dice) -> Vec<usize> {
        let mut items = self.of_items.clone();
        let mut order: Vec<usize> = Vec::new();
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

    /// What a new studio derives from them in this order, in batches of any size.
    async fn replayed(&self, order: &[usize], dice: &mut Dice) -> Vec<String> {
        let world = World::start().await;
        let runtime = world.runtime("PromotionFunction");
        // What promotion writes is in no filter: nothing comes back, so nobody need look.
        world.studio.streams()[0].hold();
        let mut rest = order;
        while !rest.is_empty() {
            let (batch, later) = rest.split_at((1 + dice.below(100)).min(rest.len()));
            let mut event = Event::default();
            event.records = batch.iter().map(|place| self.all[*place].clone()).collect();
            let answer = promotion::handle(runtime.clone(), event).await.unwrap();
            assert!(answer.batch_item_failures.is_empty(), "{answer:?}");
            rest = later;
        }
        assert!(world.items_of("poison").is_empty());
        assert!(world.denied().is_empty(), "{:?}", world.denied());
        derived(&world)
    }
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(future)
}

/// At least so many records, in so many orders.
fn replay(least: usize, times: u64) {
    let (one, derived_then) = block_on(season());
    let seasons = least.div_ceil(one.len());
    let records: Vec<Value> = (0..seasons).flat_map(|others| of_others(&one, others)).collect();
    let records = Records::read(&records);
    let mut expected: Vec<String> =
        (0..seasons).flat_map(|others| of_others(&derived_then, others)).collect();
    expected.sort();
    assert!(expected.iter().any(|item| item.contains("\"opposite\":{\"BOOL\":true}")));
    let begun = std::time::Instant::now();
    let delivered = AtomicU64::new(0);
    let next = AtomicU64::new(0);
    let work = || {
        loop {
            let seed = next.fetch_add(1, Ordering::SeqCst);
            if seed >= times {
                return;
            }
            let mut dice = Dice(seed);
            let order = records.shuffled(&mut dice);
            let found = block_on(records.replayed(&order, &mut dice));
            assert_same(&found, &expected, seed);
            delivered.fetch_add(order.len().try_into().unwrap(), Ordering::SeqCst);
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for worker in (0..threads).map(|_| scope.spawn(work)).collect::<Vec<_>>() {
            worker.join().unwrap();
        }
    });
    println!(
        "{} records of {seasons} seasons, {times} orders, {} deliveries, {} derived items the same \
         each time, in {:.0?}",
        records.all.len(),
        delivered.into_inner(),
        expected.len(),
        begun.elapsed()
    );
}

/// The first difference is told, since thousands of items are not readable.
#[track_caller]
fn assert_same(found: &[String], expected: &[String], seed: u64) {
    for (found, expected) in found.iter().zip(expected) {
        assert_eq!(found, expected, "seed {seed}");
    }
    assert_eq!(found.len(), expected.len(), "seed {seed}");
}

#[test]
fn every_order_of_the_stream_leads_to_the_same_points() {
    if std::env::var("REPLAY").is_ok_and(|value| value == "all") {
        replay(BUSY, TIMES);
    } else {
        replay(200, 4);
    }
}
