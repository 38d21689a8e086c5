//! From a line of a statement to the lines of the files that it came from: all of them, no other,
//! and with a few bytes read.

#![expect(clippy::arithmetic_side_effects, reason = "sums of a test file are small")]

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;
use tests::{APRIL, Books, HEADER, MARCH, Person, ReplyChecks, gzip};

use crate::exact::{amount, atoms};
use crate::statements::sold;

/// Every page of a trace.
async fn traced(who: &Person, path: &str, limit: usize) -> (Value, Vec<Value>) {
    let first = who.read(&format!("{path}&limit={limit}")).await;
    let mut items = first["items"].as_array().unwrap().clone();
    let mut next = first["next"].clone();
    while let Some(cursor) = next.as_str() {
        assert_eq!(items.len() % limit, 0, "only the last page is short");
        let page = who.read(&format!("{path}&limit={limit}&cursor={cursor}")).await;
        items.extend(page["items"].as_array().unwrap().iter().cloned());
        next = page["next"].clone();
    }
    (first, items)
}

fn path(books: &Books, currency: &str) -> String {
    format!("/me/statements/{MARCH}/trace?track={}&currency={currency}", books.song)
}

/// Lines of several sources, currencies and tracks, with quotes, CRLF and one that is long.
fn mixed(books: &Books, salt: u32) -> String {
    let mut file = HEADER.to_owned();
    for number in 0..90_u32 {
        let track = if number % 4 == 3 { "trk_other" } else { &books.song };
        let currency = if number % 5 == 0 { "JPY" } else { "EUR" };
        let source = format!("\"radio, \"\"{}\"\"\"", number % 3);
        let end = if number % 2 == 0 { "\r\n" } else { "\n" };
        let units = if number == 41 { "9".repeat(3_000) } else { "1".to_owned() };
        let raw = format!("{}.{:02}0", number % 7, number + salt);
        write!(file, "{MARCH},{track},,{source},DE,{units},{currency},{raw}{end}").unwrap();
    }
    file
}

/// Number and raw amount of every line of the song in EUR, by the file's own text.
fn expected(books: &Books, file: &str) -> BTreeMap<u64, String> {
    let lines = file
        .lines()
        .zip(1_u64..)
        .filter(|(line, _)| line.contains(&books.song) && line.contains(",EUR,"));
    lines.map(|(line, number)| (number, line.rsplit(',').next().unwrap().to_owned())).collect()
}

#[tokio::test]
async fn every_fraction_is_traced_to_its_lines_plain_and_compressed() {
    let books = Books::open().await;
    let (plain, zipped) = (mixed(&books, 1), mixed(&books, 2));
    for bytes in [plain.clone().into_bytes(), gzip(zipped.as_bytes())] {
        let report = books.load(MARCH, &bytes).await;
        assert_eq!(report["outcome"], "accepted", "{report}");
    }
    books.month_ends(MARCH).await;
    books.close(MARCH).await;
    let files = [&plain, &zipped].map(|file| expected(&books, file));
    for limit in [7, 100] {
        let (head, items) = traced(&books.ada, &path(&books, "EUR"), limit).await;
        let mut seen: BTreeMap<String, BTreeMap<u64, String>> = BTreeMap::new();
        for item in &items {
            let file = item["file_sha256"].as_str().unwrap().to_owned();
            let raw = item["raw_amount"].as_str().unwrap().to_owned();
            assert_eq!(atoms(&raw), amount(item, "amount"));
            let before = seen.entry(file).or_default().insert(item["line"].as_u64().unwrap(), raw);
            assert_eq!(before, None, "no line twice");
        }
        let mut seen: Vec<_> = seen.into_values().collect();
        seen.sort_by_key(|file| file != &files[0]);
        assert_eq!(seen, files);
        assert_eq!(head["line_count"], items.len());
        for name in ["revenue", "earned"] {
            let of = if name == "revenue" { "amount" } else { name };
            let sum: i128 = items.iter().map(|item| amount(item, of)).sum();
            assert_eq!(sum, amount(&head, name), "{name}");
        }
    }
    let entry = books.entry(&books.ada, MARCH, "EUR").await;
    let (head, _) = traced(&books.ada, &path(&books, "EUR"), 100).await;
    assert_eq!(head["earned"], entry["lines"][0]["earned"]);
}

#[tokio::test]
async fn a_payee_can_trace_only_lines_that_paid_them() {
    let books = Books::open().await;
    books.load(MARCH, mixed(&books, 1).as_bytes()).await;
    books.month_ends(MARCH).await;
    books.close(MARCH).await;
    let own = path(&books, "EUR");
    let (ada, _) = traced(&books.ada, &own, 100).await;
    let (mika, items) = traced(&books.mika, &own, 100).await;
    assert_eq!((&ada["revenue"], mika["share_ppm"].as_u64()), (&mika["revenue"], Some(25_000)));
    let earned: i128 = items.iter().map(|item| amount(item, "earned")).sum();
    assert_eq!(earned, amount(&mika, "earned"));
    books.world.composer("Ben").get(&own).await.expect_status(404);
    books.otto.get(&own).await.expect_status(404);
    books.ada.get(&path(&books, "USD")).await.expect_status(404);
    let other = format!("/me/statements/{MARCH}/trace?track=trk_other&currency=EUR");
    books.ada.get(&other).await.expect_status(404);
    // An operator sees what the member sees, and a cursor opens no other list.
    let seen = own.replace("/me/", &format!("/members/{}/", books.ada.id));
    assert_eq!(traced(&books.otto, &seen, 100).await.0, ada);
    let first = books.ada.read(&format!("{own}&limit=5")).await;
    let cursor = first["next"].as_str().unwrap();
    books.mika.get(&format!("{own}&cursor={cursor}")).await.expect_status(400);
}

/// A page of a large file costs as much as one of a small file: a few ranges, and never the file.
/// Its index is more than memory holds, and was uploaded from a file.
#[tokio::test]
async fn a_page_is_read_in_few_round_trips_however_large_the_file() {
    let books = Books::open().await;
    let few = [("radio", "DE", "EUR", "40")];
    let mut large = String::from_utf8(sold(&books, MARCH, &few)).unwrap();
    for number in 0..60_000_u32 {
        let track = if number % 6_000 == 0 { &books.song } else { "trk_other" };
        writeln!(large, "{MARCH},{track},,radio,DE,1,EUR,0.{number:08}").unwrap();
    }
    books.load(MARCH, large.as_bytes()).await;
    books.month_ends(MARCH).await;
    books.close(MARCH).await;
    books.world.count_from_here();
    let page = books.ada.read(&path(&books, "EUR")).await;
    assert_eq!(page["items"].as_array().unwrap().len(), 11);
    let trips = books.world.round_trips("MonthsFunction");
    // Entries, chunk, breakdown and its page, the file's item, two for the index, and one for each
    // range of the file: the lines stand 400 kB apart, but the first two.
    assert!(trips.len() <= 7 + 10, "{trips:?}");
    books.world.count_from_here();
    books.ada.read(&format!("{}&limit=2", path(&books, "EUR"))).await;
    assert_eq!(books.world.round_trips("MonthsFunction").len(), 8);
}

/// What waited in suspense and found its track a month later leads to its own file and lines.
#[tokio::test]
async fn money_matched_late_is_traced_to_its_file() {
    let books = Books::open().await;
    let song = books.song.as_str();
    let ghost = |amount| ("FI-GHO-26-00001", "EUR", amount);
    let lines = [(song, "EUR", "40"), ghost("20"), (song, "EUR", "1"), ghost("4.00000001")];
    let mut bytes = HEADER.to_owned();
    for (track, currency, amount) in lines {
        let names = if track == song { format!("{track},") } else { format!(",{track}") };
        writeln!(bytes, "{MARCH},{names},radio,DE,1,{currency},{amount}").unwrap();
    }
    let brought = books.load(MARCH, bytes.as_bytes()).await;
    books.month_ends(MARCH).await;
    books.close(MARCH).await;
    let waiting = books.olga.read("/suspense").await["items"][0].take();
    let waited = waiting["id"].as_str().unwrap();
    let matched = serde_json::json!({ "track": song });
    books.olga.act(&format!("/suspense/{waited}/match"), &matched).await;
    books.load_lines(APRIL, &[("EUR", "8")]).await;
    books.month_ends(APRIL).await;
    books.close(APRIL).await;
    let path = format!("/me/statements/{APRIL}/trace?suspense={waited}&currency=EUR");
    let (head, items) = traced(&books.ada, &path, 1).await;
    let told = |item: &Value| {
        let text = |name: &str| item[name].as_str().unwrap().to_owned();
        let line = item["line"].as_u64().unwrap();
        (line, text("raw_amount"), text("source"), amount(item, "earned"))
    };
    let told: Vec<_> = items.iter().map(told).collect();
    let line = |number, raw: &str, earned| (number, raw.to_owned(), "radio".to_owned(), earned);
    let expected = [line(3, "20", atoms("19.5")), line(5, "4.00000001", atoms("3.90000000975"))];
    assert_eq!(told, expected);
    assert!(items.iter().all(|item| item["file_sha256"] == brought["sha256"]));
    assert_eq!((&head["line_count"], &head["suspense"]), (&2.into(), &waited.into()));
    let entry = books.entry(&books.ada, APRIL, "EUR").await;
    assert_eq!(head["earned"], entry["moves"][0]["amount"]);
    // What the month itself earned stands by itself.
    let own = format!("/me/statements/{APRIL}/trace?track={song}&currency=EUR");
    assert_eq!(traced(&books.ada, &own, 100).await.1.len(), 1);
    // Mika's share of it is Mika's, nobody else sees it, and it is asked for in one way.
    let (mika, _) = traced(&books.mika, &path, 100).await;
    assert_eq!(amount(&mika, "earned"), atoms("0.60000000025"));
    books.world.composer("Ben").get(&path).await.expect_status(404);
    books.ada.get(&path.replace("EUR", "USD")).await.expect_status(404);
    books.ada.get(&format!("{path}&track={song}")).await.expect_status(400);
    books.ada.get(&format!("/me/statements/{APRIL}/trace?currency=EUR")).await.expect_status(400);
}
