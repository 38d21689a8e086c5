//! One hostile file after the other.

use tests::{HEADER, gzip};

use crate::hostile::reduce;

const GOOD: &str = "2026-01,t1,,radio,DE,1,EUR,1.5\n";

/// A good line, a bad one, a good one; the bad one is line 3.
fn around(bad: &str) -> Vec<u8> {
    [HEADER, GOOD, bad, "\n", GOOD].concat().into_bytes()
}

fn utf16(text: &str, big: bool) -> Vec<u8> {
    let units = "\u{feff}".encode_utf16().chain(text.encode_utf16());
    units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

/// Line and rule of every problem listed, alike for all pieces and when compressed.
fn problems(file: &[u8]) -> Vec<(u64, String)> {
    let problems = |bytes: &[u8], piece| {
        let refused = reduce(bytes, piece).unwrap_err();
        let listed = refused.problems.into_iter().map(|one| (one.line, one.rule));
        (listed.collect::<Vec<_>>(), refused.problem_count)
    };
    let (listed, count) = problems(file, usize::MAX);
    for piece in [1, 7, 4_096] {
        assert_eq!(problems(file, piece), (listed.clone(), count), "pieces of {piece}");
    }
    assert_eq!(problems(&gzip(file), 5).0, listed);
    listed
}

#[test]
fn a_file_that_cannot_be_read_is_refused_and_says_where_and_why() {
    let cases: [(&str, Vec<u8>, u64, &str); 23] = [
        ("no header", GOOD.repeat(3).into_bytes(), 1, "header"),
        ("only other columns", b"a,b\n1,2\n".to_vec(), 1, "header"),
        ("a column twice", HEADER.replace("isrc", "amount").into_bytes(), 1, "header"),
        ("nul", around("2026-01,t\0,,radio,DE,1,EUR,1"), 3, "nul"),
        ("nul in the header", HEADER.replace("isrc", "is\0rc").into_bytes(), 1, "nul"),
        ("quote never closed", around("2026-01,\"t1,,radio,DE,1,EUR,1"), 3, "quotes_across_lines"),
        ("after a quote", around("2026-01,\"t1\"x,,radio,DE,1,EUR,1"), 3, "misplaced_quote"),
        ("formula", around("2026-01,t1,,radio,DE,1,EUR,=1+1"), 3, "amount_not_decimal"),
        ("exponent", around("2026-01,t1,,radio,DE,1,EUR,1e5"), 3, "amount_not_decimal"),
        ("thousands", around("2026-01,t1,,radio,DE,1,EUR,\"1,000.00\""), 3, "amount_not_decimal"),
        ("thousands unquoted", around("2026-01,t1,,radio,DE,1,EUR,1,000.00"), 3, "field_count"),
        (
            "a comma for a point",
            around("2026-01,t1,,radio,DE,1,EUR,\"1,5\""),
            3,
            "amount_not_decimal",
        ),
        ("infinite", around("2026-01,t1,,radio,DE,1,EUR,inf"), 3, "amount_not_decimal"),
        ("other digits", around("2026-01,t1,,radio,DE,1,EUR,١٢"), 3, "amount_not_decimal"),
        (
            "decimals 30",
            around("2026-01,t1,,radio,DE,1,EUR,0.123456789012345678901234567890"),
            3,
            "amount_too_many_decimals",
        ),
        (
            "digits 30",
            around("2026-01,t1,,radio,DE,1,EUR,123456789012345678901234567890"),
            3,
            "amount_too_large",
        ),
        ("the bound", around("2026-01,t1,,radio,DE,1,EUR,-1000000000000"), 3, "amount_too_large"),
        ("other month", around("2026-02,t1,,radio,DE,1,EUR,1"), 3, "other_period"),
        ("no currency", around("2026-01,t1,,radio,DE,1,€,1"), 3, "unknown_currency"),
        (
            "latin 1",
            [HEADER.as_bytes(), b"2026-01,t1,,caf\xe9,DE,1,EUR,1\n"].concat(),
            2,
            "encoding",
        ),
        ("utf16 little", utf16(HEADER, false), 1, "nul"),
        ("utf16 big", utf16(HEADER, true), 1, "nul"),
        ("empty", Vec::new(), 0, "empty"),
    ];
    for (name, file, line, rule) in cases {
        assert_eq!(problems(&file)[0], (line, rule.to_owned()), "{name}");
    }
}

#[test]
fn a_hundred_problems_are_listed_and_all_are_counted() {
    let file = format!("{HEADER}{}", "2026-01,t1,,radio,DE,1,EUR,1e5\n".repeat(20_000));
    let refused = reduce(file.as_bytes(), 10_000).unwrap_err();
    assert_eq!((refused.problems.len(), refused.problem_count), (100, 20_000));
    let lines: Vec<_> = refused.problems.iter().map(|problem| problem.line).collect();
    assert_eq!(lines, (2..102).collect::<Vec<_>>());
}

/// Rows and totals as text.
fn accounted(file: &[u8]) -> (Vec<String>, Vec<String>) {
    let reduced = reduce(file, usize::MAX).unwrap();
    for piece in [1, 7, 4_096] {
        assert_eq!(reduce(file, piece).as_ref(), Ok(&reduced), "pieces of {piece}");
    }
    let rows = reduced.rows.iter();
    let rows = rows.map(|row| format!("{} {} {}", row.track_id, row.amount.unwrap(), row.lines));
    (rows.collect(), reduced.totals.iter().map(ToString::to_string).collect())
}

#[test]
fn a_file_that_is_only_odd_is_accounted_to_the_last_digit() {
    let cases: [(&str, &str, &[&str], &str); 8] = [
        ("minus zero", "2026-01,t2,,radio,DE,1,EUR,-0", &["t1 3 2", "t2 0 1"], "3 EUR"),
        (
            "leading zeros",
            "2026-01,t2,,radio,DE,1,EUR,000000000000000000000000000001.50",
            &["t1 3 2", "t2 1.5 1"],
            "4.5 EUR",
        ),
        ("formula for a track", "2026-01,=1+1,,radio,DE,1,EUR,1", &["=1+1 1 1", "t1 3 2"], "4 EUR"),
        (
            "a refund",
            "2026-01,t1,,radio,DE,1,EUR,-1.50000001",
            &["t1 1.49999999 3"],
            "1.49999999 EUR",
        ),
        ("carriage return", "2026-01,t1,,radio,DE,1,EUR,1\r", &["t1 4 3"], "4 EUR"),
        (
            "the largest",
            "2026-01,t2,,radio,DE,1,EUR,999999999999.99999999",
            &["t1 3 2", "t2 999999999999.99999999 1"],
            "1000000000002.99999999 EUR",
        ),
        ("quoted", "\"2026-01\",\"t1\",\"\",\"radio\",DE,1,\"EUR\",\"1\"", &["t1 4 3"], "4 EUR"),
        ("blank", " ", &["t1 3 2"], "3 EUR"),
    ];
    for (name, odd, rows, total) in cases {
        let (found, totals) = accounted(&around(odd));
        assert_eq!(found, rows, "{name}");
        assert_eq!(totals, [total], "{name}");
        let marked = [b"\xef\xbb\xbf".as_slice(), &around(odd)].concat();
        assert_eq!(accounted(&marked), (found, totals), "{name}, after a byte order mark");
    }
}

#[test]
fn a_compressed_file_that_is_cut_damaged_or_followed_by_garbage_books_nothing() {
    let whole = gzip(&around(""));
    let members = [whole.as_slice(), &gzip(GOOD.as_bytes())].concat();
    assert_eq!(reduce(&members, 3).unwrap().totals[0].to_string(), "4.5 EUR", "two members");
    for cut in 2..whole.len() {
        let refused = reduce(&whole[..cut], 11).unwrap_err();
        assert_eq!(refused.problems.last().unwrap().rule, "gzip", "cut at {cut}");
        assert_eq!(refused.sha256, None);
    }
    for garbage in [b"x".as_slice(), b"\0\0\0\0", &whole[..12]] {
        let file = [whole.as_slice(), garbage].concat();
        assert_eq!(reduce(&file, 11).unwrap_err().problems.last().unwrap().rule, "gzip");
    }
}
