//! Files that would fill a machine if anything of them were kept. Linux counts the memory of a
//! process, so each of these tests runs its own process, with nothing else in it.

use std::io::Write;
use std::process::Command;

use flate2::Compression;
use flate2::write::GzEncoder;
use revenue_file::{Reducer, Unreadable};

use tests::{HEADER, gzip};

/// The peak of a process that does nothing else.
const MEMORY_KB_MAX: u64 = 128 * 1024;

const PIECE_BYTES: usize = 64 * 1024;
const GIGABYTE: usize = 1024 * 1024 * 1024;

/// Set in the process that runs one of these tests alone.
const ALONE: &str = "TESTS_ALONE";

/// Runs the test of this file in a process of its own; inside that one, runs `work`.
#[track_caller]
fn alone(test: &str, work: impl FnOnce()) {
    if std::env::var_os(ALONE).is_some() {
        return work();
    }
    let name = format!("hostile::size::{test}");
    let mut command = Command::new(std::env::current_exe().unwrap());
    let output = command.args(["--exact", &name]).env(ALONE, "1").output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}

/// What this process has held at most, as Linux counts it.
fn memory_peak_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

fn reducer() -> Reducer {
    Reducer::with_threads("2026-01".parse().ok(), 2)
}

fn refused(reducer: Reducer) -> Unreadable {
    let refused = reducer.finish().unwrap().unwrap_err();
    let peak = memory_peak_kb();
    assert!(peak < MEMORY_KB_MAX, "{peak} KB");
    refused
}

#[test]
fn a_line_of_a_gigabyte_is_refused_in_bounded_memory_and_the_line_after_it_is_read() {
    alone(
        "a_line_of_a_gigabyte_is_refused_in_bounded_memory_and_the_line_after_it_is_read",
        || {
            let mut reducer = reducer();
            reducer.push(HEADER.as_bytes());
            let piece = vec![b'x'; PIECE_BYTES];
            for _ in 0..GIGABYTE / PIECE_BYTES {
                reducer.push(&piece);
            }
            reducer.push(b"\n2026-01,t1,,radio,DE,1,EUR,1e5\n");
            let refused = refused(reducer);
            let found: Vec<_> =
                refused.problems.iter().map(|one| (one.line, one.rule.as_str())).collect();
            assert_eq!(found, [(2, "line_too_long"), (3, "amount_not_decimal")]);
        },
    );
}

#[test]
fn a_gzip_bomb_of_one_line_is_refused_in_bounded_memory() {
    alone("a_gzip_bomb_of_one_line_is_refused_in_bounded_memory", || {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(HEADER.as_bytes()).unwrap();
        let piece = vec![0; PIECE_BYTES];
        for _ in 0..256 * 1024 * 1024 / PIECE_BYTES {
            encoder.write_all(&piece).unwrap();
        }
        let bomb = encoder.finish().unwrap();
        assert!(bomb.len() < 2 * 1024 * 1024, "{} bytes", bomb.len());
        let mut reducer = reducer();
        reducer.push(&bomb);
        assert_eq!(refused(reducer).problems[0].rule, "line_too_long");
    });
}

#[test]
fn a_gzip_bomb_of_bad_lines_is_counted_in_bounded_memory() {
    alone("a_gzip_bomb_of_bad_lines_is_counted_in_bounded_memory", || {
        let lines = "1\n".repeat(PIECE_BYTES);
        let member = gzip(lines.as_bytes());
        let mut reducer = reducer();
        reducer.push(&gzip(HEADER.as_bytes()));
        for _ in 0..100 {
            reducer.push(&member);
        }
        let refused = refused(reducer);
        assert_eq!((refused.problems.len(), refused.problem_count), (100, 6_553_600));
    });
}

#[test]
fn the_lines_of_a_long_file_are_indexed_in_bounded_memory() {
    alone("the_lines_of_a_long_file_are_indexed_in_bounded_memory", || {
        let line = |track| format!("2026-01,t{track},,radio,DE,1,EUR,1\n");
        let lines = (0..1_000).map(line).collect::<Vec<_>>().concat();
        let mut reducer = reducer();
        reducer.push(HEADER.as_bytes());
        for _ in 0..6_000 {
            reducer.push(lines.as_bytes());
        }
        let reduced = reducer.finish().unwrap().unwrap();
        assert_eq!((reduced.lines, reduced.rows.len()), (6_000_000, 1_000));
        assert!(reduced.rows.iter().all(|row| row.lines == 6_000));
        assert!(reduced.index.is_some());
        let peak = memory_peak_kb();
        assert!(peak < MEMORY_KB_MAX, "{peak} KB");
    });
}
