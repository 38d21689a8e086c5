//! Objects that nobody reserved: told once, put aside once, never tried again.

use serde_json::Value;

use crate::stage::Stage;

/// What was put aside, as reason and image.
fn put_aside(stage: &Stage) -> Vec<(String, String)> {
    let text = |item: &Value, name: &str| item[name]["S"].as_str().unwrap_or_default().to_owned();
    let items = stage.world.items_of("poison");
    items.iter().map(|item| (text(item, "reason"), text(item, "image"))).collect()
}

/// Puts an object as one of the functions that sign uploads might, were its code wrong.
async fn put(stage: &Stage, function: &str, key: &str) {
    let signer = stage.world.studio.sdk_connector().runtime_for(function).unwrap();
    let put = signer.s3.put_object().bucket(&signer.config.uploads_bucket).key(key);
    put.body(b"who am I".to_vec().into()).send().await.unwrap();
}

#[tokio::test]
async fn an_object_under_an_unknown_key_is_put_aside_and_does_not_loop() {
    const KEY: &str = "raw/my song + yours (100%).wav";
    let stage = Stage::set().await;
    stage.catch_events();
    put(&stage, "UploadsFunction", KEY).await;
    let told = stage.caught();
    assert_eq!(told.len(), 1);
    let encoded = &told[0].event["Records"][0]["s3"]["object"]["key"];
    assert_ne!(encoded, KEY, "S3 encodes the keys that it tells");
    stage.world.count_from_here();
    stage.deliver(&told[0]).await;
    assert_eq!(stage.world.round_trips("IntakeFunction"), ["PutItem"]);
    stage.deliver(&told[0]).await;
    assert_eq!(stage.caught(), [], "putting aside sets nothing off");
    let aside = put_aside(&stage);
    assert_eq!(aside.len(), 1, "{aside:?}");
    assert!(aside[0].1.ends_with(KEY), "{aside:?}");
    assert!(!aside[0].0.is_empty());
    stage.assert_healthy().await;
}

#[tokio::test]
async fn a_key_that_cannot_be_decoded_is_put_aside_and_does_not_loop() {
    let stage = Stage::set().await;
    stage.catch_events();
    put(&stage, "UploadsFunction", "raw/stranger").await;
    let mut told = stage.caught().remove(0);
    told.event["Records"][0]["s3"]["object"]["key"] = "raw/%FF%FE".into();
    for _ in 0..3 {
        stage.deliver(&told).await;
    }
    assert_eq!(stage.caught(), []);
    let aside = put_aside(&stage);
    assert_eq!(aside.len(), 1, "{aside:?}");
    assert!(aside[0].1.ends_with("raw/%FF%FE"), "{aside:?}");
    stage.assert_healthy().await;
}

#[tokio::test]
async fn a_revenue_file_that_nobody_announced_is_put_aside_and_not_booked() {
    let stage = Stage::set().await;
    stage.catch_events();
    put(&stage, "MonthsFunction", "revenue/2026-03/01ARZ3NDEKTSV4RRFFQ69G5FAV").await;
    put(&stage, "MonthsFunction", "revenue/march.csv").await;
    for told in stage.caught() {
        stage.deliver(&told).await;
        stage.deliver(&told).await;
    }
    assert_eq!(put_aside(&stage).len(), 2);
    assert!(stage.world.items_of("revenue_file").is_empty());
    stage.assert_healthy().await;
}

#[tokio::test]
async fn strangers_do_not_hold_up_who_comes_with_them() {
    let stage = Stage::set().await;
    stage.catch_events();
    let tracks = stage.everybody_uploads().await;
    put(&stage, "UploadsFunction", "raw/stranger").await;
    let mut told = stage.caught();
    // One event may carry several records; here the stranger is the first of them.
    let mut all = told.pop().unwrap();
    let records: Vec<Value> =
        told.iter().map(|delivery| delivery.event["Records"][0].clone()).collect();
    all.event["Records"].as_array_mut().unwrap().extend(records);
    stage.deliver(&all).await;
    for track in tracks {
        assert_eq!(track.state().await, "in_review");
    }
    assert_eq!(put_aside(&stage).len(), 1);
    stage.assert_healthy().await;
}
