//! What moved otherwise than as a share of the month's own revenue is traced too: to the lines of
//! the months before, or to the reason why there are none.

#![expect(
    clippy::arithmetic_side_effects,
    clippy::integer_division,
    reason = "sums of a test file are small, and shares are exact"
)]

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tests::{APRIL, Books, MARCH, Person, ReplyChecks, amounts, csv};

use crate::exact::{amount, atoms};

const MAY: &str = "2026-05";

/// A line of a file, its whole amount, and what of it was earned.
type Line = (u64, i128, i128);

/// A trace with every line of it, page by page, by file.
async fn trace(who: &Person, path: &str, limit: usize) -> (Value, BTreeMap<String, Vec<Line>>) {
    let first = who.read(&format!("{path}&limit={limit}")).await;
    let mut page = first.clone();
    let mut lines: BTreeMap<String, Vec<Line>> = BTreeMap::new();
    let mut count = 0;
    loop {
        for item in page["items"].as_array().unwrap() {
            let line =
                (item["line"].as_u64().unwrap(), amount(item, "amount"), amount(item, "earned"));
            lines.entry(item["file_sha256"].as_str().unwrap().to_owned()).or_default().push(line);
            count += 1;
        }
        let Some(next) = page["next"].as_str() else { break };
        assert_eq!(count % limit, 0, "only the last page is short");
        page = who.read(&format!("{path}&limit={limit}&cursor={next}")).await;
    }
    assert_eq!(first["line_count"], count);
    let all = || lines.values().flatten();
    assert_eq!(all().map(|(_, whole, _)| whole).sum::<i128>(), amount(&first, "revenue"));
    assert_eq!(all().map(|(.., earned)| earned).sum::<i128>(), amount(&first, "earned"));
    (first, lines)
}

fn moved(month: &str, kind: &str, subject: &str) -> String {
    format!("/me/statements/{month}/trace?kind={kind}&subject={subject}&currency=EUR")
}

/// What the statement says of the movement of this kind.
async fn booked(books: &Books, who: &Person, month: &str, kind: &str) -> i128 {
    let entry = books.entry(who, month, "EUR").await;
    let moves = entry["moves"].as_array().unwrap();
    amount(moves.iter().find(|one| one["kind"] == kind).unwrap(), "amount")
}

async fn posted(books: &Books, month: &str) {
    books.month_ends(month).await;
    books.close(month).await;
}

/// March with two lines of the song and a line that nobody knows, which April gives to the song;
/// and a line of the song in April. The hashes of both files.
async fn two_months(books: &Books) -> [String; 2] {
    let song = books.song.as_str();
    let lines = [(song, "EUR", "60"), ("trk_ghost", "EUR", "20"), (song, "EUR", "40.00000001")];
    let march = books.load(MARCH, &csv(MARCH, &lines)).await;
    posted(books, MARCH).await;
    let waiting = books.olga.read("/suspense").await["items"][0]["id"].take();
    let path = format!("/suspense/{}/match", waiting.as_str().unwrap());
    books.olga.act(&path, &json!({ "track": song })).await;
    let lines = [("trk_other", "EUR", "1"), (song, "EUR", "-10"), (song, "JPY", "7")];
    let april = books.load(APRIL, &csv(APRIL, &lines)).await;
    posted(books, APRIL).await;
    [march, april].map(|report| report["sha256"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn a_share_released_by_a_consent_is_traced_to_the_lines_that_had_waited() {
    let (books, ben, _, me) = Books::written_by_three().await;
    let files = two_months(&books).await;
    ben.act(&format!("{me}/consent"), &json!({})).await;
    posted(&books, MAY).await;
    // 20 % of the writers' 97.5 %.
    let part = |whole: &str| (atoms(whole), atoms(whole) / 1_000_000 * 195_000);
    let line = |number: u64, (whole, earned)| (number, whole, earned);
    let expected = BTreeMap::from([
        (
            files[0].clone(),
            vec![line(2, part("60")), line(4, part("40.00000001")), line(3, part("20"))],
        ),
        (files[1].clone(), vec![line(3, part("-10"))]),
    ]);
    for limit in [1, 3, 100] {
        let (head, mut lines) = trace(&ben, &moved(MAY, "consent", &books.song), limit).await;
        for lines in lines.values_mut() {
            lines.sort_by_key(|(line, ..)| (*line == 3, *line));
        }
        assert_eq!(lines, expected, "{limit} a page");
        assert_eq!((&head["share_ppm"], &head["split_number"]), (&json!(195_000), &json!(1)));
        assert_eq!(head["superseded"], Value::Null);
        assert_eq!(amount(&head, "earned"), booked(&books, &ben, MAY, "consent").await);
    }
    // Nobody else has agreed to anything, and an operator sees what Ben sees.
    let path = moved(MAY, "consent", &books.song);
    books.ada.get(&path).await.expect_status(404);
    ben.get(&path.replace(MAY, APRIL)).await.expect_status(404);
    ben.get(&path.replace("EUR", "KWD")).await.expect_status(404);
    let seen = path.replace("/me/", &format!("/members/{}/", ben.id));
    assert_eq!(books.otto.read(&seen).await, ben.read(&path).await);
}

#[tokio::test]
async fn a_changed_split_is_traced_to_every_line_that_it_shares_out_anew() {
    let (books, ben, cleo, me) = Books::written_by_three().await;
    let files = two_months(&books).await;
    ben.act(&format!("{me}/consent"), &json!({})).await;
    cleo.act(&format!("{me}/refuse"), &json!({})).await;
    posted(&books, MAY).await;
    // Cleo's 19.5 % go to Ada and Ben as 3 : 1.
    for (who, before, now) in [(&books.ada, 585_000, 731_250), (&ben, 195_000, 243_750)] {
        let path = moved(MAY, "correction", &books.song);
        let (head, lines) = trace(who, &path, 2).await;
        assert_eq!((&head["share_ppm"], &head["split_number"]), (&json!(now), &json!(2)));
        assert_eq!(head["superseded"], json!({ "split_number": 1, "share_ppm": before }));
        assert_eq!(amount(&head, "earned"), booked(&books, who, MAY, "correction").await);
        let numbers = |file: &String| {
            let mut lines: Vec<u64> = lines[file].iter().map(|(line, ..)| *line).collect();
            lines.sort_unstable();
            lines
        };
        assert_eq!(files.each_ref().map(numbers), [vec![2, 3, 4], vec![3]]);
        for (_, whole, earned) in lines.values().flatten() {
            assert_eq!(*earned, whole / 1_000_000 * (now - before), "of every line");
        }
    }
    // The yen of April were shared out anew as well.
    let yen = moved(MAY, "correction", &books.song).replace("EUR", "JPY");
    assert_eq!(trace(&books.ada, &yen, 5).await.1[&files[1]].len(), 1);
    let before = moved(APRIL, "correction", &books.song);
    books.ada.get(&before).await.expect_status(404);
}

#[tokio::test]
async fn money_moved_from_suspense_is_traced_by_kind_and_subject_as_by_its_id() {
    let books = Books::open().await;
    two_months(&books).await;
    let entry = books.entry(&books.ada, APRIL, "EUR").await;
    let id = entry["moves"][0]["subject"].as_str().unwrap();
    let (head, lines) = trace(&books.ada, &moved(APRIL, "match", id), 10).await;
    assert_eq!((head["suspense"].as_str(), &head["kind"]), (Some(id), &json!("match")));
    let line = (3, atoms("20"), atoms("19.5"));
    assert_eq!(lines.into_values().collect::<Vec<_>>(), [[line]]);
    books.ada.get(&moved(APRIL, "match", "sus_nobody")).await.expect_status(404);
}

#[tokio::test]
async fn a_trace_of_money_without_revenue_says_why() {
    let books = Books::of_march(&[("EUR", "100")]).await;
    let rate = json!({ "country": "FI", "rate_bp": 1_500 });
    books.olga.put(&format!("/members/{}/tax-rate", books.ada.id), &rate).await.expect_status(200);
    books.close(MARCH).await;
    let withheld = format!("/me/statements/{MARCH}/trace?kind=withholding&currency=EUR");
    let told = books.ada.read(&withheld).await;
    assert_eq!((amounts(&told, ["amount"]), &told["line_count"]), (["14.62".into()], &json!(0)));
    assert!(told["because"].as_str().unwrap().starts_with("It is the tax"), "{told}");
    books.mika.get(&withheld).await.expect_status(404);

    let money = |amount: &str| json!({ "currency": "EUR", "amount": amount });
    let entries = json!([
        { "account": books.ada.id, "money": money("-3.5") },
        { "account": "platform", "money": money("3.5") },
    ]);
    let body = json!({ "adjusts": MARCH, "reason": "counted twice", "entries": entries });
    let adjustment = books.olga.create("/adjustments", &body).await["id"].take();
    let id = adjustment.as_str().unwrap();
    books.otto.act(&format!("/adjustments/{id}/approve"), &json!({})).await;
    posted(&books, APRIL).await;
    let told = books.ada.read(&moved(APRIL, "adjustment", id)).await;
    assert_eq!(amounts(&told, ["amount"]), ["-3.5"]);
    assert_eq!((&told["items"], &told["subject"]), (&json!([]), &adjustment));
    assert!(told["because"].as_str().unwrap().starts_with("Two operators"), "{told}");
    for kind in ["prize", "waiver", "adjustment"] {
        books.ada.get(&moved(APRIL, kind, "something_else")).await.expect_status(404);
    }
    // One line is asked for, in one way.
    let both = format!("{}&track={}", moved(APRIL, "adjustment", id), books.song);
    for path in [both, withheld.replace("withholding", "luck"), moved(APRIL, "match", "")] {
        books.ada.get(&path).await.expect_status(400);
    }
    let withheld_of_something = format!("{withheld}&subject={id}");
    let without_subject = withheld.replace("withholding", "adjustment");
    for path in [without_subject, withheld_of_something] {
        let refused = books.ada.get(&path).await.expect_status(400);
        let error = &refused["errors"][0];
        assert_eq!((&error["pointer"], &error["rule"]), (&json!("?kind"), &json!("missing")));
        let detail = error["detail"].as_str().unwrap();
        assert!(detail.contains("the kind of what moved with its subject"), "{detail}");
    }
}
