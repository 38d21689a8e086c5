//! A statement in all its forms: where every fraction came from, that it adds up, and that each
//! month begins with what the last one left.

use std::fmt::Write as _;

use http::Method;
use local::client::Reply;
use serde_json::{Value, json};
use tests::{Books, HEADER, MARCH, Person, ReplyChecks, amounts};

use crate::exact::{amount, atoms};

/// A file of lines of source, territory, currency and amount of the song.
pub(crate) fn sold(books: &Books, month: &str, lines: &[(&str, &str, &str, &str)]) -> Vec<u8> {
    let mut file = HEADER.to_owned();
    for (source, territory, currency, sum) in lines {
        let song = &books.song;
        writeln!(file, "{month},{song},,{source},{territory},1,{currency},{sum}").unwrap();
    }
    file.into_bytes()
}

async fn of_march(lines: &[(&str, &str, &str, &str)]) -> Books {
    let books = Books::open().await;
    let report = books.load(MARCH, &sold(&books, MARCH, lines)).await;
    assert_eq!(report["outcome"], "accepted", "{report}");
    books.month_ends(MARCH).await;
    books.close(MARCH).await;
    books
}

pub(crate) async fn in_form(who: &Person, path: &str, form: &str) -> Reply {
    who.send(Method::GET, path, |call| call.header("accept", form)).await
}

fn statement() -> String {
    format!("/me/statements/{MARCH}")
}

#[tokio::test]
async fn a_statement_says_where_every_fraction_came_from() {
    let lines = [
        ("radio", "DE", "EUR", "10"),
        ("web", "FI", "EUR", "30.00000001"),
        ("radio", "DE", "EUR", "2.5"),
        ("radio", "FI", "EUR", "-0.5"),
    ];
    let books = of_march(&lines).await;
    let ada = books.entry(&books.ada, MARCH, "EUR").await;
    let line = &ada["lines"][0];
    assert_eq!((&line["title"], &line["coproduced"]), (&json!("Lemon Tree"), &Value::Null));
    let sources: Vec<_> = line["sources"].as_array().unwrap().iter().collect();
    let told = |one: &Value| {
        let name = |key: &str| one[key].as_str().unwrap().to_owned();
        let [revenue, earned] = amounts(one, ["revenue", "earned"]);
        [name("source"), name("territory"), one["lines"].to_string(), revenue, earned]
    };
    let told: Vec<_> = sources.into_iter().map(told).collect();
    assert_eq!(
        told,
        [
            ["radio", "DE", "2", "12.5", "12.1875"],
            ["radio", "FI", "1", "-0.5", "-0.4875"],
            ["web", "FI", "1", "30.00000001", "29.25000000975"],
        ]
    );
    let headline = "EUR 40.95 is due, and there is no account to pay it to: give your IBAN (PUT \
                    /me/payout-account), and it leaves with the next payments";
    assert_eq!(ada["headline"], headline);
}

#[tokio::test]
async fn the_spreadsheet_runs_no_formula_and_adds_up() {
    let books =
        of_march(&[("=1+1", "DE", "EUR", "40"), ("@home", "+49", "EUR", "-0.00000001")]).await;
    let reply = in_form(&books.ada, &statement(), "text/csv").await;
    let csv = "text/csv; charset=utf-8";
    assert_eq!((reply.status.as_u16(), reply.header("content-type")), (200, csv));
    let table = String::from_utf8(reply.body.to_vec()).unwrap();
    let rows: Vec<Vec<&str>> = table.lines().map(|line| line.split(',').collect()).collect();
    let earning: Vec<_> = rows.iter().filter(|row| row[2] == "earning").collect();
    let told: Vec<_> = earning.iter().map(|row| (row[5], row[6], row[10])).collect();
    assert_eq!(told, [("'=1+1", "DE", "39"), ("'@home", "'+49", "-0.00000000975")]);
    let sum: i128 = earning.iter().map(|row| atoms(row[10])).sum();
    let total = rows.iter().find(|row| row[2] == "earnings").unwrap();
    assert_eq!(sum, atoms(total[10]));
}

#[tokio::test]
async fn the_same_statement_is_printed_with_the_same_bytes() {
    let books = of_march(&[("radio", "DE", "EUR", "40"), ("radio", "JP", "JPY", "9000")]).await;
    let first = in_form(&books.ada, &statement(), "application/pdf").await;
    assert_eq!((first.status.as_u16(), first.header("content-type")), (200, "application/pdf"));
    assert_eq!(first.header("content-disposition"), "inline; filename=\"statement-2026-03.pdf\"");
    assert!(first.body.starts_with(b"%PDF-1.7") && first.body.len() < 100_000);
    let second = in_form(&books.ada, &statement(), "application/pdf").await;
    assert_eq!(first.body, second.body);
    let mika = in_form(&books.mika, &statement(), "application/pdf").await;
    assert_ne!(first.body, mika.body);
}

#[tokio::test]
async fn a_request_whose_accept_header_names_no_type_of_ours_is_not_acceptable_and_reads_nothing() {
    let books = Books::open().await;
    books.world.count_from_here();
    let reply = in_form(&books.ada, &statement(), "text/html").await;
    assert_eq!((reply.status.as_u16(), reply.problem().as_str()), (406, "not_acceptable"));
    assert!(books.world.round_trips("MonthsFunction").is_empty());
}

#[tokio::test]
async fn an_operator_reads_the_same_statement_as_its_member() {
    let books = of_march(&[("radio", "DE", "EUR", "40")]).await;
    let path = format!("/members/{}/statements/{MARCH}", books.ada.id);
    for form in ["application/json", "text/csv", "application/pdf"] {
        let own = in_form(&books.ada, &statement(), form).await;
        let seen = in_form(&books.otto, &path, form).await;
        assert_eq!((own.status.as_u16(), own.body), (200, seen.body), "{form}");
    }
    books.mika.get(&path).await.expect_status(403);
}

#[tokio::test]
async fn a_statement_above_four_megabytes_is_a_link() {
    let books = Books::open().await;
    let mut file = HEADER.to_owned();
    for number in 0..32_000 {
        writeln!(file, "{MARCH},{},,source {number:05},DE,1,EUR,0.00000001", books.song).unwrap();
    }
    assert_eq!(books.load(MARCH, file.as_bytes()).await["outcome"], "accepted");
    books.month_ends(MARCH).await;
    books.close(MARCH).await;
    let reply = in_form(&books.ada, &statement(), "application/json").await;
    assert_eq!(reply.status.as_u16(), 303);
    let path = format!("/members/{}/statements/{MARCH}", books.ada.id);
    let seen = in_form(&books.otto, &path, "application/json").await;
    assert_eq!(seen.status.as_u16(), 303, "an operator is sent there too");
    // The link needs no token.
    let kept = books.world.http().get(reply.header("location")).send().await.unwrap();
    let body = kept.expect_status(200);
    let sources = body["entries"][0]["lines"][0]["sources"].as_array().unwrap();
    assert_eq!(sources.len(), 32_000);
    let earned: i128 = sources.iter().map(|source| amount(source, "earned")).sum();
    assert_eq!(earned, amount(&body["entries"][0], "earnings"));
}

/// What a payee is told in a year: each month begins with what the last one left, and its lines add
/// up to its total.
#[tokio::test]
async fn twelve_statements_are_a_chain() {
    let books = Books::open().await;
    let (mut left, mut paid) = (0_i128, 0_i128);
    let mut month = MARCH.to_owned();
    for number in 0..12_i32 {
        let sum = format!("{}.{:08}", 11 - 7 * (number % 3), 30_000_001 + number);
        let lines = [("radio", "DE", "EUR", sum.as_str()), ("web", "FI", "EUR", "0.12345678")];
        let report = books.load(&month, &sold(&books, &month, &lines)).await;
        assert_eq!(report["outcome"], "accepted", "{report}");
        books.month_ends(&month).await;
        books.close(&month).await;
        let entry = books.entry(&books.ada, &month, "EUR").await;
        let of = |name: &str| amount(&entry, name);
        assert_eq!(of("opening"), left, "{month}");
        let lines = entry["lines"].as_array().unwrap();
        let sources = lines.iter().flat_map(|line| line["sources"].as_array().unwrap());
        let earned: i128 = sources.map(|source| amount(source, "earned")).sum();
        assert_eq!(earned, of("earnings"), "{month}");
        assert_eq!(of("opening") + earned + of("adjustments"), of("gross") + of("closing"));
        left = of("closing");
        paid += of("gross");
        let next = books.world.now().strftime("%Y-%m").to_string();
        month = next;
    }
    assert!(paid > 0, "something was paid on the way");
}
