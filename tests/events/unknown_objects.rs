//! Objects that were not reserved: each is quarantined once and never tried again.

use serde_json::Value;
use tests::Contest;

/// What was quarantined, as reason and image.
fn quarantined(contest: &Contest) -> Vec<(String, String)> {
    let text = |item: &Value, name: &str| item[name]["S"].as_str().unwrap_or_default().to_owned();
    let items = contest.world.items_of("poison");
    items.iter().map(|item| (text(item, "reason"), text(item, "image"))).collect()
}

/// Puts an object as one of the functions that sign uploads might, were its code wrong.
async fn put(contest: &Contest, function: &str, key: &str) {
    let signer = contest.world.runtime(function);
    let put = signer.s3.put_object().bucket(&signer.config.uploads_bucket).key(key);
    put.body(b"who am I".to_vec().into()).send().await.unwrap();
}

#[tokio::test]
async fn an_object_under_an_unknown_key_is_quarantined_once() {
    const KEY: &str = "raw/my song + yours (100%).wav";
    let contest = Contest::open().await;
    contest.world.hold_events();
    put(&contest, "UploadsFunction", KEY).await;
    let events = contest.world.take_events();
    assert_eq!(events.len(), 1);
    let encoded = &events[0].event["Records"][0]["s3"]["object"]["key"];
    assert_ne!(encoded, KEY, "S3 encodes the keys that it tells");
    contest.world.count_from_here();
    contest.world.deliver(&events[0]).await;
    assert_eq!(contest.world.round_trips("IntakeFunction"), ["PutItem"]);
    contest.world.deliver(&events[0]).await;
    assert_eq!(contest.world.take_events(), [], "quarantining sets nothing off");
    let quarantined_items = quarantined(&contest);
    assert_eq!(quarantined_items.len(), 1, "{quarantined_items:?}");
    assert!(quarantined_items[0].1.ends_with(KEY), "{quarantined_items:?}");
    assert!(!quarantined_items[0].0.is_empty());
    contest.world.assert_nothing_given_up().await;
}

#[tokio::test]
async fn an_object_key_that_cannot_be_decoded_is_quarantined_once() {
    let contest = Contest::open().await;
    contest.world.hold_events();
    put(&contest, "UploadsFunction", "raw/unknown").await;
    let mut events = contest.world.take_events().remove(0);
    events.event["Records"][0]["s3"]["object"]["key"] = "raw/%FF%FE".into();
    for _ in 0..3 {
        contest.world.deliver(&events).await;
    }
    assert_eq!(contest.world.take_events(), []);
    let quarantined_items = quarantined(&contest);
    assert_eq!(quarantined_items.len(), 1, "{quarantined_items:?}");
    assert!(quarantined_items[0].1.ends_with("raw/%FF%FE"), "{quarantined_items:?}");
    contest.world.assert_nothing_given_up().await;
}

#[tokio::test]
async fn a_revenue_file_that_was_not_reserved_is_quarantined_and_not_booked() {
    let contest = Contest::open().await;
    contest.world.hold_events();
    put(&contest, "MonthsFunction", "revenue/2026-03/01ARZ3NDEKTSV4RRFFQ69G5FAV").await;
    put(&contest, "MonthsFunction", "revenue/march.csv").await;
    for events in contest.world.take_events() {
        contest.world.deliver(&events).await;
        contest.world.deliver(&events).await;
    }
    assert_eq!(quarantined(&contest).len(), 2);
    assert!(contest.world.items_of("revenue_file").is_empty());
    contest.world.assert_nothing_given_up().await;
}

#[tokio::test]
async fn an_unknown_object_does_not_hold_up_the_uploads_in_the_same_event() {
    let contest = Contest::open().await;
    contest.world.hold_events();
    let tracks = contest.upload_all().await;
    put(&contest, "UploadsFunction", "raw/unknown").await;
    let mut events = contest.world.take_events();
    // One event may carry several records; here the unknown one is the first of them.
    let mut all = events.pop().unwrap();
    let records: Vec<Value> =
        events.iter().map(|delivery| delivery.event["Records"][0].clone()).collect();
    all.event["Records"].as_array_mut().unwrap().extend(records);
    contest.world.deliver(&all).await;
    for track in tracks {
        assert_eq!(track.state().await, "in_review");
    }
    assert_eq!(quarantined(&contest).len(), 1);
    contest.world.assert_nothing_given_up().await;
}
