//! Tests alone: the same reduction as plainly as it can be written, to compare with. Lines by
//! [`Lines`], fields by the `csv` crate where they can be read at all, sums in a map.

#![expect(clippy::arithmetic_side_effects, reason = "small numbers of a test")]

use std::collections::{BTreeMap, HashMap};

use domain::money::plan::ReducedRow;
use domain::money::revenue_line::{Columns, LineKey, RevenueLine};
use domain::money::{Amount, Currency, YearMonth};
use jiff::SignedDuration;
use proptest::prelude::*;
use runtime::Clock;

use super::by_row::IndexMemory;
use super::{MEMORY, Memory, Reduced, Reducer, Unreadable, Wanted};
use crate::lines::{LinePlace, Lines};

type Sums = BTreeMap<(LineKey, String, String, Currency), (ReducedRow, Vec<LinePlace>)>;

fn add(sums: &mut Sums, place: LinePlace, line: &RevenueLine<'_>) {
    let key = (line.key(), line.source.to_owned(), line.territory.to_owned(), line.money.currency);
    let (row, places) = sums.entry(key.clone()).or_insert_with(|| {
        let (key, source, territory, currency) = key;
        let row = ReducedRow {
            key,
            source,
            territory,
            currency,
            amount: Amount::ZERO,
            lines: 0,
            first_line: place.number,
        };
        (row, Vec::new())
    });
    row.amount = row.amount.checked_add(line.money.amount).unwrap();
    row.lines += 1;
    places.push(place);
}

/// Rows with their lines, or line and rule of every problem listed.
type Outcome = Result<(Vec<ReducedRow>, Vec<Vec<LinePlace>>), Vec<(u64, String)>>;

fn by_line(bytes: &[u8], month: Option<YearMonth>) -> Outcome {
    let mut sums = Sums::new();
    let mut lines = Lines::new(month);
    lines.push(bytes, &mut |place, line| add(&mut sums, place, line));
    lines.finish(&mut |place, line| add(&mut sums, place, line));
    if lines.problems.count > 0 {
        return Err(lines.problems.listed.into_iter().map(|one| (one.line, one.rule)).collect());
    }
    Ok(sums.into_values().unzip())
}

/// What the `csv` crate reads, without line numbers; only for files in which nothing is wrong.
fn by_csv(bytes: &[u8], month: YearMonth) -> Vec<ReducedRow> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let mut records = reader.records().map(Result::unwrap);
    let header = records.next().unwrap();
    let columns = Columns::from_header(&header.iter().collect::<Vec<_>>()).unwrap();
    let mut sums = Sums::new();
    for record in records {
        let fields: Vec<&str> = record.iter().collect();
        if fields.iter().all(|field| field.trim().is_empty()) {
            continue;
        }
        let line = RevenueLine::parse(&fields, &columns, month).unwrap();
        add(&mut sums, LinePlace { number: 0, offset: 0 }, &line);
    }
    sums.into_values().map(|(row, _)| row).collect()
}

fn by_us(bytes: &[u8], month: Option<YearMonth>, piece: usize, threads: usize) -> Outcome {
    let mut reducer = Reducer::with_threads(month, threads);
    for piece in bytes.chunks(piece) {
        reducer.push(piece);
    }
    match reducer.finish().unwrap() {
        Ok(reduced) => Ok((reduced.rows.to_rows(), reduced.index.unwrap().rows(reduced.lines))),
        Err(Unreadable { problems, .. }) => {
            Err(problems.into_iter().map(|one| (one.line, one.rule)).collect())
        }
    }
}

/// Fields as they come, and as they should never come.
fn field(usual: &'static str, odd: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop_oneof![
        30 => proptest::string::string_regex(usual).unwrap(),
        1 => proptest::sample::select(odd).prop_map(str::to_owned),
    ]
}

fn line(hostile: bool) -> impl Strategy<Value = String> {
    const SPACED: &[&str] = &["", " t1 ", "\"t1\"", "\"a,b\"", "\"a \"\"b\"\"\"", "\u{a0}t1", "é"];
    const AMOUNTS: &[&str] =
        &["-0", "00.50", " 1 ", "\"2.5\"", "999999999999.99999999", "123456789", "0.00000001"];
    const WRONG: &[&str] = &[
        "1e5",
        "1,000.00",
        "",
        "-",
        "5.",
        ".5",
        "+1",
        "0.123456789",
        "1000000000000",
        "1.2.3",
        "12345678901234567890123456789",
        "\"",
        "\"open",
        "\"a\"b",
        "\0",
        "1\t",
        "=1+1",
        "--1",
    ];
    let amounts = if hostile { WRONG } else { AMOUNTS };
    let currencies: &[&str] =
        if hostile { &["EURO", "XAU", "eur", ""] } else { &[" EUR", "\"EUR\""] };
    let periods: &[&str] = if hostile { &["2026-02", "2026-1", ""] } else { &[" 2026-01 "] };
    let ends: &[&str] =
        if hostile { &["\n", "\n\n", ",\n", ""] } else { &["\r\n", "\n\n", "\n \n"] };
    (
        field("2026-01", periods),
        field("t[0-9]|track number [0-3]{1,2} of many", SPACED),
        field("|X[0-9]", SPACED),
        field("radio|stream", SPACED),
        field("DE|US", SPACED),
        field("[0-9]{0,3}", SPACED),
        field("EUR|USD", currencies),
        field("-?[0-9]{1,8}(\\.[0-9]{1,8})?", amounts),
        field("\n", ends),
    )
        .prop_map(|(a, b, c, d, e, f, g, h, end)| format!("{a},{b},{c},{d},{e},{f},{g},{h}{end}"))
}

const HEADER: &str = "period,track_id,isrc,source,territory,units,currency,amount\n";

proptest! {
    #[test]
    fn a_readable_file_has_the_sums_that_the_csv_crate_would_give(
        lines in prop::collection::vec(line(false), 0..40),
        piece in 1_usize..400,
    ) {
        let month: YearMonth = "2026-01".parse().unwrap();
        let file = format!("{HEADER}{}", lines.concat());
        let ours = by_us(file.as_bytes(), Some(month), piece, 1);
        prop_assert_eq!(&ours, &by_line(file.as_bytes(), Some(month)));
        let unnumbered = |row: ReducedRow| ReducedRow { first_line: 0, ..row };
        let rows: Vec<_> = ours.unwrap().0.into_iter().map(unnumbered).collect();
        prop_assert_eq!(rows, by_csv(file.as_bytes(), month));
    }

    #[test]
    fn a_hostile_file_is_refused_for_the_same_lines_and_rules(
        lines in prop::collection::vec(prop_oneof![9 => line(false), 1 => line(true)], 0..40),
        known in any::<bool>(),
        piece in 1_usize..400,
    ) {
        let month = known.then(|| "2026-01".parse().unwrap());
        let file = format!("{HEADER}{}", lines.concat());
        let ours = by_us(file.as_bytes(), month, piece, 1);
        match by_line(file.as_bytes(), month) {
            // A file without lines has no month of its own.
            Ok((rows, _)) if rows.is_empty() && !known => prop_assert!(ours.is_err()),
            theirs => prop_assert_eq!(ours, theirs),
        }
    }
}

proptest! {
    #[test]
    fn other_columns_in_another_order_behind_the_key_change_nothing(
        lines in prop::collection::vec(
            ("[0-9a-zé ]{0,40}", "t[0-3]{0,30}", "-?[0-9]{1,9}(\\.[0-9]{1,9})?", "EUR|USD|EU"),
            0..40,
        ),
        piece in 1_usize..400,
    ) {
        let line = |(label, track, amount, currency): (String, String, String, String)| {
            format!("2026-01,{track},,radio,DE,{label},{amount},{currency},1\n")
        };
        let header = "period,track_id,isrc,source,territory,label,amount,currency,units\n";
        let file = [header.to_owned(), lines.into_iter().map(line).collect()].concat();
        let month = "2026-01".parse().ok();
        prop_assert_eq!(by_us(file.as_bytes(), month, piece, 1), by_line(file.as_bytes(), month));
    }
}

/// The plain way to sum a file: the `csv` crate, a hash map, no check but that an amount is one.
fn plain_csv(bytes: &[u8]) -> HashMap<[String; 5], i64> {
    let mut sums = HashMap::new();
    for record in csv::Reader::from_reader(bytes).records() {
        let record = record.unwrap();
        let key = [1, 2, 3, 4, 6].map(|column| record[column].to_owned());
        *sums.entry(key).or_default() += hundred_millionths(&record[7]);
    }
    sums
}

fn hundred_millionths(amount: &str) -> i64 {
    let (whole, part) = amount.split_once('.').unwrap();
    let digits: i64 = part.parse().unwrap();
    let scaled = digits * 10_i64.pow(8 - u32::try_from(part.len()).unwrap());
    let value = whole.trim_start_matches('-').parse::<i64>().unwrap() * 100_000_000 + scaled;
    if whole.starts_with('-') { -value } else { value }
}

#[test]
fn two_threads_are_three_times_as_fast_as_the_csv_crate_with_a_hash_map() {
    let body = large();
    let body = body.strip_prefix(HEADER).unwrap().replace('"', "");
    let file = format!("{HEADER}{}", body.repeat(5));
    let clock = Clock::system();
    let (mut ours, mut theirs) = (SignedDuration::MAX, SignedDuration::MAX);
    // The best of several: other work on the machine can only slow down.
    for _ in 0..5 {
        let begun = clock.now();
        let mut reducer = Reducer::without_index(None, 2);
        reducer.push(file.as_bytes());
        let reduced = reducer.finish().unwrap().unwrap();
        ours = ours.min(clock.now().duration_since(begun));

        let begun = clock.now();
        let sums = plain_csv(file.as_bytes());
        theirs = theirs.min(clock.now().duration_since(begun));

        assert_eq!(reduced.rows.len(), sums.len());
        let atoms: i128 = reduced.rows.iter().map(|row| row.amount.unwrap().atoms()).sum();
        assert_eq!(atoms, sums.values().map(|sum| i128::from(*sum) * 1_000_000).sum());
    }
    assert!(ours * 3 <= theirs, "ours {ours:?}, theirs {theirs:?}");
}

/// Several blocks, so that several threads have something to do.
fn large() -> String {
    let mut file = HEADER.to_owned();
    for number in 0_u32..60_000 {
        let (track, quote) = (number * 7_919 % 1_009, if number % 97 == 0 { "\"" } else { "" });
        let (sign, whole) = (if number % 200 == 3 { "-" } else { "" }, number % 1_000);
        let currency = ["EUR", "USD", "GBP", "JPY"][usize::try_from(number % 4).unwrap()];
        let amount = format!("{sign}{whole}.{number}");
        file.extend(["2026-01,", quote, "t", &track.to_string(), quote, ",,r,DE,1,"]);
        file.extend([currency, ",", &amount, "\n"]);
    }
    file
}

#[test]
fn neither_pieces_nor_threads_change_anything() {
    let file = large();
    let month = "2026-01".parse().ok();
    let expected = by_line(file.as_bytes(), month);
    for (piece, threads) in [(usize::MAX, 1), (1_000_003, 2), (8_191, 3), (4_096, 1), (977, 5)] {
        let same = by_us(file.as_bytes(), month, piece, threads) == expected;
        assert!(same, "pieces of {piece} bytes on {threads} threads");
    }
}

#[test]
fn a_sum_that_outgrows_64_bits_keeps_every_line() {
    let mut file = HEADER.to_owned();
    for number in 0_u32..6_000 {
        // A thousand such lines are more than 2^63 of what amounts are counted in.
        let (track, sign) = (number % 3, if number % 3 == 1 { "-" } else { "" });
        let line = format!("2026-01,t{track},,r,DE,1,EUR,{sign}99999999.99999999\n");
        file.push_str(&line);
    }
    let month = "2026-01".parse().ok();
    let expected = by_line(file.as_bytes(), month);
    let (rows, _) = expected.as_ref().unwrap();
    assert_eq!(rows.first().unwrap().amount.to_string(), "199999999999.99998");
    for (piece, threads) in [(usize::MAX, 1), (10_007, 2), (977, 3)] {
        assert!(by_us(file.as_bytes(), month, piece, threads) == expected, "{threads} threads");
    }
}

#[test]
fn a_track_may_have_any_number_of_sources_and_territories() {
    let mut file = HEADER.to_owned();
    for number in 0_u32..40_000 {
        // The last track has a dozen, the first one thousands.
        let track = number.trailing_zeros().min(9);
        let (source, territory) = (number * 7_919 % 4_099 % (2_048 >> track), number % 3);
        let line = format!("2026-01,t{track},,s{source},{territory},1,EUR,{}.5\n", number % 7);
        file.push_str(&line);
    }
    let month = "2026-01".parse().ok();
    let expected = by_line(file.as_bytes(), month);
    assert!(expected.as_ref().is_ok_and(|(rows, _)| rows.len() > 5_000));
    for threads in [1, 2, 3] {
        assert!(by_us(file.as_bytes(), month, 100_003, threads) == expected, "{threads} threads");
    }
}

#[test]
fn more_lines_and_more_sources_than_two_bytes_count_are_all_there() {
    let month = "2026-01".parse().ok();
    let mut file = [HEADER, &"2026-01,t1,,r,DE,1,EUR,0.01\n".repeat(140_000)].concat();
    let rows = reduced_within(&file, 2, MEMORY).rows.to_rows();
    assert_eq!((rows[0].lines, rows[0].amount.to_string().as_str()), (140_000, "1400"));
    for number in 0_u32..150_000 {
        // Each of them twice, on one of four tracks.
        let (track, source) = (number % 4, number % 75_000);
        let line = format!("2026-01,t{track},,s{source},DE,1,EUR,{number}.5\n");
        file.push_str(&line);
    }
    for number in 0..9 {
        // A track that has none of the first sources.
        let line = format!("2026-01,late,,s{},DE,1,EUR,1.5\n", 74_990 + number % 3);
        file.push_str(&line);
    }
    let expected = by_line(file.as_bytes(), month);
    for threads in [1, 2] {
        assert!(by_us(file.as_bytes(), month, 1_000_003, threads) == expected, "{threads} threads");
    }
}

#[test]
fn names_that_begin_alike_are_told_apart_at_any_length() {
    let mut file = HEADER.to_owned();
    for (length, isrc) in (1..=33).flat_map(|length| [(length, ""), (length, "I1"), (length, "I2")])
    {
        let line = format!("2026-01,{},{isrc},r,DE,1,EUR,{length}.5\n", "a".repeat(length));
        file.push_str(&line.repeat(3));
    }
    let month = "2026-01".parse().ok();
    let expected = by_line(file.as_bytes(), month);
    assert_eq!(expected.as_ref().unwrap().0.len(), 99);
    assert!(by_us(file.as_bytes(), month, 977, 1) == expected);
}

#[test]
fn one_track_under_several_codes_keeps_them_apart_on_any_number_of_threads() {
    let month = "2026-01".parse().ok();
    // Ours have 30 bytes.
    for length in 26..=32 {
        let track_id = "t".repeat(length);
        let mut file = HEADER.to_owned();
        for isrc in 0..60 {
            file.push_str(&format!("2026-01,{track_id},I{isrc},r,DE,1,EUR,1.5\n").repeat(500));
        }
        let expected = by_line(file.as_bytes(), month);
        assert_eq!(expected.as_ref().unwrap().0.len(), 60);
        for threads in [1, 2, 3, 5] {
            let same = by_us(file.as_bytes(), month, 100_003, threads) == expected;
            assert!(same, "{length} bytes on {threads} threads");
        }
    }
}

#[test]
fn what_stands_around_a_field_counts_for_nothing_wherever_the_field_ends() {
    let mut file = HEADER.to_owned();
    for (length, isrc) in (27..=34).flat_map(|length| [(length, ""), (length, "FIABC2600001")]) {
        let track_id = "t".repeat(length);
        for (before, after) in [("", ""), ("", " "), ("", "  "), (" ", ""), ("\t", ""), ("", "\r")]
        {
            let around_isrc = format!("{before}{isrc}{after}");
            for amount in ["1.5", "123456789"] {
                let line = |track_id: &str, isrc: &str| {
                    format!("2026-01,{track_id},{isrc},r,DE,1,EUR,{amount}\n")
                };
                file.push_str(&line(&format!("{before}{track_id}{after}"), isrc));
                file.push_str(&line(&track_id, &around_isrc));
            }
        }
    }
    file.push_str("2026-01,t\r1,,r,DE,1,EUR,1\n2026-01,t\r1,,r,DE,1,EUR,123456789\n");
    let month = "2026-01".parse().ok();
    let expected = by_line(file.as_bytes(), month);
    assert!(expected.is_ok(), "{expected:?}");
    assert!(by_us(file.as_bytes(), month, 977, 1) == expected);
}

#[test]
fn tracks_so_many_that_threads_share_them_are_merged_to_the_same_bytes() {
    let mut file = HEADER.to_owned();
    for number in 0_u32..60_000 {
        let track = number * 7_919 % 9_001;
        let (track_id, isrc) = match track % 5 {
            0 => (format!("t{track}"), String::new()),
            1 => (format!("t{track}"), format!("I{track}")),
            2 => (String::new(), format!("I{track}")),
            3 => (format!("\"t, {track}\""), String::new()),
            // Alike for longer than what is compared at first.
            _ => (format!("a-name-of-just-32-bytes-or-{track:05}"), format!("I{}", track % 2)),
        };
        let line = format!("2026-01,{track_id},{isrc},r{},DE,1,EUR,{number}.5\n", number % 7);
        file.push_str(&line);
    }
    let month = "2026-01".parse().ok();
    let expected = by_line(file.as_bytes(), month);
    assert!(expected.as_ref().is_ok_and(|(rows, _)| rows.len() > 50_000));
    for threads in [1, 2, 3, 5] {
        assert!(by_us(file.as_bytes(), month, 100_003, threads) == expected, "{threads} threads");
    }
}

/// Little enough that every block goes to a file of its own.
const HARDLY_ANY: Memory =
    Memory { group_bytes: 0, log_bytes: 0, index: IndexMemory { dealt: 0, part: 0, row: 0 } };

fn reduced_within(file: &str, threads: usize, memory: Memory) -> Reduced {
    let wanted = Wanted { identity: true, index: true, memory };
    let mut reducer = Reducer::with(None, threads, wanted);
    for piece in file.as_bytes().chunks(50_021) {
        reducer.push(piece);
    }
    reducer.finish().unwrap().unwrap()
}

#[test]
fn what_memory_does_not_hold_comes_back_from_files_to_the_same_bytes() {
    let odd = "2026-01,\"a, b\",,\"c \"\"d\"\"\",ü,1,EUR,999999999999.99999999\n";
    let file = [large().as_str(), &odd.repeat(3), "2026-01,,I1,,,,USD,-1\n"].concat();
    let expected = reduced_within(&file, 2, MEMORY);
    for threads in [1, 2, 3] {
        let reduced = reduced_within(&file, threads, HARDLY_ANY);
        assert!(reduced == expected, "{threads} threads");
    }
    let (rows, index) = by_line(file.as_bytes(), None).unwrap();
    assert!(expected.rows.to_rows() == rows, "rows");
    assert!(expected.index.unwrap().rows(expected.lines) == index, "index");
}

#[test]
fn lines_of_every_length_are_read_alike_wherever_they_stand() {
    let mut file = HEADER.to_owned();
    for number in 0..20_000 {
        let source = "a source with a long name and many bytes".split_at(number % 37).0;
        file.extend(["2026-01,trk_01JAZ8Q6M3T7YV5K9R2X4B6C8D,,", source, ",DE,1,EUR,"]);
        file.extend([&"1".repeat(number % 11 + 1), ".", &"5".repeat(number % 7 + 1), "\n"]);
    }
    let month = "2026-01".parse().ok();
    let expected = by_line(file.as_bytes(), month);
    assert!(expected.is_ok());
    for (piece, threads) in [(usize::MAX, 1), (100_003, 2)] {
        assert!(by_us(file.as_bytes(), month, piece, threads) == expected, "pieces of {piece}");
    }
}

#[test]
fn problems_of_all_threads_are_listed_in_order() {
    let mut file = large();
    let bad = file.replace(",GBP,", ",gbp,");
    file.push_str(bad.strip_prefix(HEADER).unwrap());
    let expected = by_line(file.as_bytes(), None);
    assert_eq!(expected.as_ref().unwrap_err().len(), 100);
    for threads in [1, 2, 4] {
        assert_eq!(by_us(file.as_bytes(), None, 100_000, threads), expected);
    }
}

#[test]
fn a_line_of_many_megabytes_is_refused_and_the_places_behind_it_are_true() {
    let line = "2026-01,t1,,r,DE,1,EUR,1\n";
    let long = "x".repeat(3_000_000);
    for (before, after) in [(1, 1), (20_000, 20_000), (20_000, 0)] {
        let file = [HEADER, &line.repeat(before), &long, "\n", &line.repeat(after)].concat();
        for (piece, threads) in [(usize::MAX, 1), (65_537, 2), (10_000, 2)] {
            let ours = by_us(file.as_bytes(), None, piece, threads);
            let number = u64::try_from(before + 2).unwrap();
            assert_eq!(ours, Err(vec![(number, "line_too_long".to_owned())]));
        }
    }
}

#[test]
fn every_length_of_a_line_around_the_most_is_read_alike_in_all_pieces() {
    for filler in 65_508_usize..65_518 {
        let file = format!("{HEADER}2026-01,t1,,r,DE,{},EUR,1\r\n", "1".repeat(filler));
        let expected = by_line(file.as_bytes(), None);
        for piece in [usize::MAX, 60_000, 65_536] {
            let ours = by_us(file.as_bytes(), None, piece, 1);
            assert_eq!(ours.is_ok(), expected.is_ok(), "{filler}");
        }
    }
}
