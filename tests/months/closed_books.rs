//! The books of a closed month are stored as an object: they are what the table says, and nothing
//! is made up where the object is not there.

use ledger::{Ledger, LedgerError};
use media::keys;
use runtime::Runtime;
use serde_json::json;
use tests::{APRIL, Books, MARCH, ReplyChecks, csv};

use tests::payments::{ADAS, account, end_to_end_ids, file, pay, settle};

/// Paid, carried, withheld, in suspense, in three currencies; March is paid, not closed.
async fn paid_march() -> Books {
    let books = Books::open().await;
    let song = books.song.as_str();
    let lines = [(song, "EUR", "100"), ("trk_ghost", "EUR", "20"), (song, "JPY", "4000")];
    books.load(MARCH, &csv(MARCH, &lines)).await;
    let rate = json!({ "country": "FI", "rate_bp": 1_500 });
    books.olga.put(&format!("/members/{}/tax-rate", books.ada.id), &rate).await.expect_status(200);
    account(&books.ada, ADAS).await;
    books.month_ends(MARCH).await;
    books.close(MARCH).await;
    let xml = file(&books, &pay(&books, MARCH).await, 0, "pain.001").await;
    settle(&books, MARCH, &xml, &[(end_to_end_ids(&xml)[0], "ACSC")]).await;
    books
}

fn operator(books: &Books) -> Runtime {
    books.world.studio.sdk_connector().runtime_of_operator("MonthsFunction").unwrap()
}

/// The key of the object that March's books are kept in.
fn kept(books: &Books) -> String {
    let months = books.world.items_of("month");
    let march = months.iter().find(|item| item["month"]["S"] == MARCH).unwrap();
    let sha256 = march["books_sha256"]["S"].as_str().unwrap();
    keys::plan(MARCH.parse().unwrap(), &sha256.parse().unwrap())
}

#[tokio::test]
async fn the_books_that_a_closed_month_keeps_are_those_that_its_entries_add_up_to() {
    let books = paid_march().await;
    let ledger = Ledger::new(operator(&books)).unwrap();
    let (march, april) = (MARCH.parse().unwrap(), APRIL.parse().unwrap());
    let counted = ledger.books(march).await.unwrap();
    assert!(counted.lines.len() >= 6, "{counted:?}");
    books.step(MARCH, "close").await;
    assert_eq!(ledger.books(march).await.unwrap(), counted, "read from the object");
    // What comes after stands on the object, and not on the entries of March.
    books.load_lines(APRIL, &[("EUR", "30")]).await;
    books.month_ends(APRIL).await;
    books.close(APRIL).await;
    books.world.count_from_here();
    let both = ledger.books(april).await.unwrap();
    let (runtime, key) = (operator(&books), kept(&books));
    let read = books.world.studio.sdk_connector().calls().into_iter();
    let read =
        read.filter(|call| call.accesses.iter().any(|access| access.resource.ends_with(&key)));
    assert_eq!(read.count(), 1);
    // Without March's closing all of it is counted again from the first entry, and it is the same.
    let store = store::Store::new(runtime.dynamodb.clone(), &runtime.config.table_name);
    let mut month = store.month(march).await.unwrap();
    month.item.state = domain::money::MonthState::Paid;
    store.replace(&month).await.unwrap();
    assert_eq!(ledger.books(april).await.unwrap(), both);
}

#[tokio::test]
async fn a_closed_month_without_its_object_has_no_books_and_the_next_one_cannot_be_closed() {
    let books = paid_march().await;
    books.step(MARCH, "close").await;
    books.load_lines(APRIL, &[("EUR", "30")]).await;
    books.month_ends(APRIL).await;
    books.close(APRIL).await;
    books.step(APRIL, "pay").await;
    let (runtime, key) = (operator(&books), kept(&books));
    let (s3, bucket) = (&runtime.s3, &runtime.config.derived_bucket);
    let object = s3.get_object().bucket(bucket).key(&key).send().await.unwrap();
    let bytes = object.body.collect().await.unwrap().into_bytes().to_vec();
    let ledger = Ledger::new(operator(&books)).unwrap();
    let put = async |bytes: Vec<u8>| {
        s3.put_object().bucket(bucket).key(&key).body(bytes.into()).send().await.unwrap();
    };

    s3.delete_object().bucket(bucket).key(&key).send().await.unwrap();
    for month in [MARCH, APRIL] {
        match ledger.books(month.parse().unwrap()).await {
            Err(LedgerError::NoObject { key: missing }) => assert_eq!(missing, key),
            other => panic!("{month}: {other:?}"),
        }
        books.otto.get(&format!("/months/{month}/books")).await.expect_status(500);
    }
    books.ask(&books.otto, APRIL, "close").await.expect_status(500);
    assert_eq!(books.month(APRIL).await["state"], "paid");
    // Other bytes are no books either.
    put(b"[]".to_vec()).await;
    let other = ledger.books(APRIL.parse().unwrap()).await;
    assert!(matches!(other, Err(LedgerError::ObjectChanged { .. })), "{other:?}");
    // With the very bytes everything goes on.
    put(bytes).await;
    assert_eq!(books.step(APRIL, "close").await["state"], "closed");
}
