//! Valid files with random damage: never a panic, and what is read is accounted: shares and
//! suspense together are the file's total.

use std::collections::BTreeMap;
use std::path::Path;

use domain::money::Amount;
use proptest::prelude::*;
use revenue_file::{DryRun, DryRunError, dry_run};

use tests::{HEADER, gzip};

const SPLITS: &str = "track_id,account,share_ppm\n\
    t1,Ada,666667\nt1,Bob,333333\nt2,Ada,1\nt2,platform:studio,999999\n";

/// One damage: at a place, so many bytes are replaced by these.
type Damage = (prop::sample::Index, usize, Vec<u8>);

fn line() -> impl Strategy<Value = String> {
    let amount = "-?[0-9]{1,7}(\\.[0-9]{1,8})?";
    ("t[1-3]|", "|X1", "radio|stream", "DE|US", "EUR|JPY", amount).prop_map(
        |(track, isrc, source, territory, currency, amount)| {
            format!("2026-01,{track},{isrc},{source},{territory},1,{currency},{amount}\n")
        },
    )
}

fn damage() -> impl Strategy<Value = Damage> {
    let bytes = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..4),
        prop::sample::select(vec!["\"", ",", "\n", "\r\n", "-", ".", "0", "\0", "9999", "é"])
            .prop_map(|text| text.as_bytes().to_vec()),
    ];
    (any::<prop::sample::Index>(), 0_usize..4, bytes)
}

fn damaged(mut file: Vec<u8>, damages: &[Damage]) -> Vec<u8> {
    for (place, length, bytes) in damages {
        let start = place.index(file.len() + 1);
        let end = (start + length).min(file.len());
        file.splice(start..end, bytes.iter().copied());
    }
    file
}

/// The sums of a CSV file's column `amount`, by currency.
fn add(sums: &mut BTreeMap<String, Amount>, path: &Path) {
    let text = std::fs::read_to_string(path).unwrap();
    let mut lines = text.lines();
    let header: Vec<_> = lines.next().unwrap().split(',').collect();
    let from_end = |name: &str| header.iter().rev().position(|column| *column == name).unwrap();
    let (currency, amount) = (from_end("currency"), from_end("amount"));
    for line in lines {
        let fields: Vec<_> = line.rsplit(',').collect();
        let amount = Amount::parse(fields[amount], 14).unwrap();
        let sum = sums.entry(fields[currency].to_owned()).or_insert(Amount::ZERO);
        *sum = sum.checked_add(amount).unwrap();
    }
}

fn check(file: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let run = DryRun {
        revenue: folder.path().join("revenue.csv"),
        splits: folder.path().join("splits.csv"),
        out: folder.path().join("out"),
    };
    std::fs::write(&run.revenue, file).unwrap();
    std::fs::write(&run.splits, SPLITS).unwrap();
    match dry_run(&run, &|_| {}) {
        Ok(summary) => {
            let mut sums = BTreeMap::new();
            add(&mut sums, &run.out.join("payees.csv"));
            add(&mut sums, &run.out.join("suspense.csv"));
            sums.retain(|_, sum| *sum != Amount::ZERO);
            let mut totals: BTreeMap<_, _> =
                summary.totals.iter().map(|one| (one.currency.to_string(), one.amount)).collect();
            totals.retain(|_, sum| *sum != Amount::ZERO);
            assert_eq!(sums, totals);
        }
        Err(DryRunError::Unreadable(unreadable)) => {
            assert!(unreadable.problem_count > 0 && !unreadable.problems.is_empty());
            assert!(!run.out.exists(), "a refused file leaves no output");
        }
        Err(error) => panic!("{error:?}"),
    }
}

proptest! {
    #[test]
    fn a_damaged_file_is_refused_or_its_shares_and_suspense_are_its_total(
        lines in prop::collection::vec(line(), 0..30),
        damages in prop::collection::vec(damage(), 0..4),
        compressed in any::<bool>(),
    ) {
        let file = damaged([HEADER, &lines.concat()].concat().into_bytes(), &damages);
        check(&if compressed { gzip(&file) } else { file });
    }

    #[test]
    fn a_damaged_compressed_file_is_no_panic(
        lines in prop::collection::vec(line(), 0..30),
        damages in prop::collection::vec(damage(), 1..4),
    ) {
        check(&damaged(gzip([HEADER, &lines.concat()].concat().as_bytes()), &damages));
    }
}
