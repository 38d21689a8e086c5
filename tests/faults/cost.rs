//! What a posting costs: SDK calls per thousand units of payee and currency, and no item that every
//! chunk writes, since such an item would be as slow as the whole posting.

use ledger::Ledger;
use tests::{MONTH, MonthFixture, ROYALTIES, Snapshot, approve, month, revenue_key};
use tokio::sync::OnceCell;

/// Two payees each, with suspense: some thousand units.
const TRACKS: usize = 499;
const CALLS_PER_THOUSAND_MAX: usize = 110;

/// A month of a thousand units that is planned and approved.
async fn approved() -> (MonthFixture, usize) {
    static APPROVED: OnceCell<Snapshot> = OnceCell::const_new();
    let fixture = Box::pin(MonthFixture::copied(&APPROVED, Box::pin(make()))).await;
    let planned = Ledger::new(fixture.operator()).unwrap().month(month(MONTH)).await.unwrap();
    let units = usize::try_from(planned.plan.unwrap().unit_count).unwrap();
    assert!(units >= 1_000, "{units} units");
    (fixture, units)
}

async fn make() -> MonthFixture {
    let fixture = MonthFixture::with_tracks(TRACKS).await;
    let ledger = Ledger::new(fixture.operator()).unwrap();
    let _loaded = ledger.load(&revenue_key(month(MONTH), 1)).await.unwrap();
    ledger.freeze(month(MONTH)).await.unwrap();
    ledger.plan(month(MONTH)).await.unwrap();
    approve(&ledger, month(MONTH)).await.unwrap();
    fixture
}

fn assert_cheap(way: &str, calls: usize, units: usize) {
    let per_thousand = (calls * 1_000).div_ceil(units);
    println!("{way}: {calls} SDK calls for {units} units, {per_thousand} per thousand");
    assert!(per_thousand <= CALLS_PER_THOUSAND_MAX, "{way}: {per_thousand}");
}

#[tokio::test]
async fn a_posting_costs_at_most_110_calls_per_thousand_units_and_has_no_hot_item() {
    let (fixture, units) = approved().await;
    let before = fixture.last_write();
    fixture.count_from_here();
    fixture.ledger(ROYALTIES).post(month(MONTH), None).await.unwrap();
    assert_cheap("in one invocation", fixture.calls(ROYALTIES), units);
    let writes = fixture.writes_by_key(before.as_deref());
    let (hottest, most) = writes.iter().max_by_key(|(_, count)| **count).unwrap();
    let chunks = units.div_ceil(48);
    println!("{chunks} chunks; the item written most, {most} times, is {hottest}");
    // The month itself: begun, ended.
    assert_eq!(*most, 2, "{hottest}");
    assert!(writes.len() > 2 * units && chunks > 20);
}

#[tokio::test]
async fn a_posting_by_the_state_machine_costs_no_more_than_that() {
    let (fixture, units) = approved().await;
    let host = fixture.host().await;
    let starter = Ledger::new(fixture.operator_of(ROYALTIES)).unwrap();
    fixture.count_from_here();
    let _new = starter.start_posting(month(MONTH), 1).await.unwrap();
    fixture.wait_until_idle().await;
    drop(host);
    let state = starter.month(month(MONTH)).await.unwrap().state;
    assert_eq!(state.as_str(), "posted");
    // Here a batch is one chunk; in the template it is twenty, which saves two calls of four.
    assert_cheap("by batches of one chunk", fixture.calls(ROYALTIES), units);
}
