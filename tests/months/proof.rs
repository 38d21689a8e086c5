//! The proof, counted again: from the lines of the files and the shares that the rules give, to
//! what every payee reads, without asking the ledger for anything in between.

#![expect(
    clippy::arithmetic_side_effects,
    clippy::integer_division,
    reason = "sums of a test file are small, and shares are exact"
)]

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tests::{Answered, Books, BriefPlan, MARCH, Person, award, csv, gzip, letter};

use crate::exact::{ONE, amount, atoms};

const ALL_PPM: i128 = 1_000_000;

/// A payee and their share of a track.
type Shares = Vec<(Person, i128)>;
/// By payee's id and currency.
type Earnings = BTreeMap<(String, &'static str), i128>;

/// A line as the test writes it: track, currency, amount.
#[derive(Debug, Clone)]
struct Line {
    track: String,
    currency: &'static str,
    amount: String,
}

/// Decimals and smallest payout of the currencies in the files.
const CURRENCIES: [(&str, i128, i128); 4] = [
    ("EUR", 100, 25 * ONE),
    ("USD", 100, 25 * ONE),
    ("JPY", 1, 3_000 * ONE),
    ("KWD", 1_000, 8 * ONE),
];

/// Three songs with three kinds of split: the house's pool, a pool that two share unequally, the
/// largest pool.
async fn songs(books: &Books) -> BTreeMap<String, Shares> {
    let world = &books.world;
    let (carl, ben) = (world.client("Carl"), world.composer("Ben"));
    let (chidi, noa) = (world.composer("Chidi"), world.coproducer("Noa").await);
    let mut songs = BTreeMap::new();
    songs.insert(
        books.song.clone(),
        vec![(books.ada.clone(), 975_000), (books.mika.clone(), 25_000)],
    );

    let plan = BriefPlan::public().with("pool_ppm", 10_001);
    let shared = plan.judged_by(&books.mika).judged_by(&noa).open(&carl).await;
    let winner = shared.submit(&ben, "Night Bus").await;
    shared.submit(&chidi, "Day Train").await;
    books.mika.only_review().await.answer(&Answered::approving(letter(1))).await;
    noa.only_review().await.answer(&Answered::approving(letter(2))).await;
    award(&shared, &winner.id).await;
    // One review each; of the odd millionth the smaller id gets the whole.
    let mut listeners = [books.mika.clone(), noa];
    listeners.sort_by_key(|listener| listener.id.to_string());
    let [first, second] = listeners;
    songs.insert(winner.id, vec![(ben.clone(), 989_999), (first, 5_001), (second, 5_000)]);

    let largest = BriefPlan::public().with("pool_ppm", 50_000).judged_by(&books.mika);
    let largest = largest.open(&carl).await;
    let winner = largest.submit(&chidi, "Morning Tram").await;
    books.mika.only_review().await.answer(&Answered::approving(letter(3))).await;
    award(&largest, &winner.id).await;
    songs.insert(winner.id, vec![(chidi, 950_000), (books.mika.clone(), 50_000)]);
    songs
}

/// Lines that look like a distributor's: tiny sums, refunds, tracks that nobody knows.
fn lines(tracks: &[String], count: u64) -> Vec<Line> {
    let mut state = 20_260_302_u64;
    let mut below = |sides: u64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % sides
    };
    let line = |_| {
        let at = usize::try_from(below(u64::try_from(tracks.len()).unwrap() + 1)).unwrap();
        let track = tracks.get(at).cloned().unwrap_or_else(|| "trk_nobody_knows".to_owned());
        let currency = CURRENCIES[usize::try_from(below(4)).unwrap()].0;
        let sign = if below(8) == 0 { "-" } else { "" };
        let whole = below(if currency == "JPY" { 900 } else { 9 });
        let amount = format!("{sign}{whole}.{:08}", below(100_000_000));
        Line { track, currency, amount }
    };
    (0..count).map(line).collect()
}

fn file(lines: &[Line]) -> Vec<u8> {
    let lines: Vec<(&str, &str, &str)> = lines
        .iter()
        .map(|line| (line.track.as_str(), line.currency, line.amount.as_str()))
        .collect();
    csv(MARCH, &lines)
}

/// What every payee earned, from lines and shares alone.
fn earnings(lines: &[Line], songs: &BTreeMap<String, Shares>) -> Earnings {
    let mut earned = Earnings::new();
    for line in lines {
        for (payee, ppm) in songs.get(&line.track).into_iter().flatten() {
            let product = atoms(&line.amount) * ppm;
            assert_eq!(product % ALL_PPM, 0, "a share of a line is exact");
            *earned.entry((payee.id.to_string(), line.currency)).or_default() += product / ALL_PPM;
        }
    }
    earned
}

fn total(lines: &[Line], currency: &str, only: impl Fn(&Line) -> bool) -> i128 {
    let of_currency = lines.iter().filter(|line| line.currency == currency && only(line));
    of_currency.map(|line| atoms(&line.amount)).sum()
}

/// The whole minor units of what has reached the minimum.
fn gross(payable: i128, minor: i128, minimum: i128) -> i128 {
    let unit = ONE / minor;
    if payable < minimum { 0 } else { payable.div_euclid(unit) * unit }
}

fn assert_proof(proof: &Value, lines: &[Line], songs: &BTreeMap<String, Shares>, due: i128) {
    let currency = proof["currency"].as_str().unwrap();
    let of = |name: &str| amount(proof, name);
    let unmatched = total(lines, currency, |line| !songs.contains_key(&line.track));
    let all = total(lines, currency, |_| true);
    assert_eq!(of("in"), all, "{currency}");
    assert_eq!(of("closing_suspense"), unmatched, "{currency}");
    assert_eq!(of("gross_due"), due, "{currency}");
    assert_eq!(of("platform"), 0, "{currency}");
    assert_eq!(of("closing_payees"), all - unmatched - due, "{currency}");
    let incoming = of("opening_payees") + of("opening_suspense") + of("in") + of("adjustments");
    let outgoing = of("gross_due") + of("closing_payees") + of("closing_suspense") + of("platform");
    assert_eq!(incoming, outgoing, "{currency}");
}

#[tokio::test]
async fn every_amount_loaded_is_paid_or_carried_to_the_last_digit() {
    let books = Books::open().await;
    let songs = songs(&books).await;
    let tracks: Vec<String> = songs.keys().cloned().collect();
    let lines = lines(&tracks, 600);
    let (first, second) = lines.split_at(250);
    assert_eq!(books.load(MARCH, &file(first)).await["outcome"], "accepted");
    assert_eq!(books.load(MARCH, &gzip(&file(second))).await["outcome"], "accepted");
    books.month_ends(MARCH).await;
    let posted = books.close(MARCH).await;

    let earned = earnings(&lines, &songs);
    let mut due: BTreeMap<&str, i128> = BTreeMap::new();
    let payees: BTreeMap<String, &Person> =
        songs.values().flatten().map(|(payee, _)| (payee.id.to_string(), payee)).collect();
    assert_eq!(payees.len(), 5);
    for (id, payee) in payees {
        let statement = payee.read(&format!("/me/statements/{MARCH}")).await;
        for entry in statement["entries"].as_array().unwrap() {
            let currency = entry["currency"].as_str().unwrap();
            let (_, minor, minimum) =
                *CURRENCIES.iter().find(|(code, ..)| *code == currency).unwrap();
            let expected = earned
                [&(id.clone(), CURRENCIES.iter().find(|(code, ..)| *code == currency).unwrap().0)];
            assert_eq!(amount(entry, "earnings"), expected, "{} {currency}", payee.name);
            let paid = gross(expected, minor, minimum);
            assert_eq!(amount(entry, "gross"), paid, "{} {currency}", payee.name);
            assert_eq!(amount(entry, "closing"), expected - paid, "{} {currency}", payee.name);
            assert_lines_sum_up(entry, &lines);
            *due.entry(CURRENCIES.iter().find(|(code, ..)| *code == currency).unwrap().0)
                .or_default() += paid;
        }
        let entries = statement["entries"].as_array().unwrap().len();
        let expected = earned.keys().filter(|(payee, _)| *payee == id).count();
        assert_eq!(entries, expected, "{} has one entry a currency", payee.name);
    }
    let proofs = posted["plan"]["proofs"].as_array().unwrap();
    assert_eq!(proofs.len(), CURRENCIES.len());
    for proof in proofs {
        let currency = proof["currency"].as_str().unwrap();
        assert_proof(proof, &lines, &songs, due[currency]);
    }
    assert_books_add_up(&books, &lines).await;
}

/// Every line of a statement is the track's own total times the share, and together they are the
/// sum.
fn assert_lines_sum_up(entry: &Value, lines: &[Line]) {
    let currency = entry["currency"].as_str().unwrap();
    let mut sum = 0;
    for line in entry["lines"].as_array().unwrap() {
        let track = line["track"].as_str().unwrap();
        let revenue = total(lines, currency, |line| line.track == track);
        assert_eq!(amount(line, "revenue"), revenue, "{track} {currency}");
        let share = i128::from(line["share_ppm"].as_u64().unwrap());
        assert_eq!(amount(line, "earned"), revenue * share / ALL_PPM, "{track} {currency}");
        sum += amount(line, "earned");
    }
    assert_eq!(amount(entry, "earnings"), sum, "{currency}");
}

/// The operators' list of everybody, payees and suspense, adds up to the files as well.
async fn assert_books_add_up(books: &Books, lines: &[Line]) {
    let all = books.otto.read(&format!("/months/{MARCH}/statements")).await;
    for (currency, ..) in CURRENCIES {
        let units = all["items"].as_array().unwrap().iter();
        let units = units.filter(|unit| unit["currency"] == currency);
        let earned: i128 = units.map(|unit| amount(unit, "earnings")).sum();
        assert_eq!(earned, total(lines, currency, |_| true), "{currency}");
    }
    for limit in [5, 48] {
        let path = format!("/months/{MARCH}/statements?limit={limit}");
        let paged = books.otto.read_pages(&path).await;
        assert_eq!(json!(paged), all["items"], "{limit} a page");
    }
}
