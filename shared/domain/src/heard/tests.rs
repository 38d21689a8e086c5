//! What counts as heard: nothing twice, nothing faster than the clock, and all that was truly played.

#![expect(clippy::arithmetic_side_effects, reason = "small numbers of a test")]

use super::*;
use crate::id::TrackId;
use proptest::prelude::*;
use std::collections::BTreeSet;

const POLICY: &Policy = &Policy::CURRENT;
const LENGTH_S: u64 = 300;
const LENGTH_MS: u64 = 1_000 * LENGTH_S;

fn at(ms: u64) -> Timestamp {
    Timestamp::from_millisecond(i64::try_from(ms).unwrap()).unwrap()
}

fn interval(from_ms: u64, to_ms: u64) -> Interval {
    Interval { from_ms, to_ms }
}

fn review(number: usize) -> ReviewId {
    ReviewId::of_slot(TrackId::derive(&[&number.to_le_bytes()]), 1, 1, 1)
}

/// One person with the reviews that they listen to.
struct Listener {
    time: ListeningTime,
    heard: [Heard; 2],
}

impl Listener {
    fn new() -> Self {
        let time = ListeningTime::none(MemberId::of_subject("mika"));
        Self { time, heard: [Heard::nothing(), Heard::nothing()] }
    }

    fn open(&mut self, number: usize, now_ms: u64) {
        self.time = self.time.clone().with_link(review(number), at(now_ms), POLICY);
    }

    fn report(
        &mut self,
        number: usize,
        played: &[Interval],
        now_ms: u64,
    ) -> Result<(), HeardError> {
        let before = &self.heard[number];
        let heard = before.with_played(played, LENGTH_MS)?;
        let paid = self.time.pay_for(review(number), before, heard, at(now_ms), POLICY)?;
        if let Change::Applied((heard, time)) = paid {
            (self.heard[number], self.time) = (heard, time);
        }
        Ok(())
    }

    fn total_ms(&self) -> u64 {
        self.heard.iter().map(Heard::total_ms).sum()
    }
}

/// Somebody who has had the link of the first review since the beginning.
fn listening() -> Listener {
    let mut listener = Listener::new();
    listener.open(0, 0);
    listener
}

const fn too_fast(claimed_ms: u64, budget_ms: u64) -> Result<(), HeardError> {
    Err(HeardError::FasterThanTheClock { claimed_ms, budget_ms })
}

#[test]
fn overlaps_count_once_and_touching_stretches_join() {
    let played = [interval(20, 40), interval(0, 10), interval(10, 25), interval(60, 70)];
    let heard = Heard::nothing().with_played(&played, 100).unwrap();
    assert_eq!(heard.intervals(), [interval(0, 40), interval(60, 70)]);
    assert_eq!(heard.heard_bp(100), 5_000);
}

#[test]
fn a_reversed_interval_is_refused_and_the_end_is_the_end() {
    let nothing = Heard::nothing();
    let reversed = HeardError::Backwards { from_ms: 9, to_ms: 3 };
    assert_eq!(nothing.with_played(&[interval(9, 3)], 100), Err(reversed));
    let past = nothing.with_played(&[interval(90, 5_000), interval(200, 300)], 100).unwrap();
    assert_eq!(past.intervals(), [interval(90, 100)]);
}

#[test]
fn nothing_is_heard_without_a_preview_link_or_faster_than_it_plays() {
    let mut mika = Listener::new();
    assert_eq!(mika.report(0, &[interval(0, 1)], 500_000), too_fast(1, 0));
    mika.open(0, 500_000);
    assert_eq!(mika.report(0, &[interval(0, 20_000)], 510_000), too_fast(20_000, 10_000));
    assert_eq!(mika.report(0, &[interval(0, 10_000)], 510_000), Ok(()));
    assert_eq!(mika.report(0, &[interval(0, 10_001)], 510_000), too_fast(1, 0));
}

#[test]
fn a_new_preview_link_takes_nothing_away_and_gives_nothing() {
    let mut mika = listening();
    mika.open(0, 30_000);
    assert_eq!(mika.report(0, &[interval(0, 30_001)], 30_000), too_fast(30_001, 30_000));
    assert_eq!(mika.report(0, &[interval(0, 30_000)], 30_000), Ok(()), "played before the link");
    mika.open(0, 30_000);
    assert_eq!(mika.report(0, &[interval(0, 30_001)], 30_000), too_fast(1, 0));
}

#[test]
fn the_budget_holds_a_minute_and_two_once() {
    let mut mika = listening();
    assert_eq!(mika.report(0, &[interval(0, 120_001)], 900_000), too_fast(120_001, 120_000));
    assert_eq!(mika.report(0, &[interval(0, 50_000)], 900_000), Ok(()));
    let within = mika.time.at(review(0), at(900_000), POLICY.listening_budget_ms_max);
    assert_eq!(within, 10_000, "an ordinary report is paid out of a minute");
    assert_eq!(mika.report(0, &[interval(0, 170_000)], 1_100_000), Ok(()), "the late one");
    assert_eq!(mika.report(0, &[interval(0, 230_001)], 1_900_000), too_fast(60_001, 60_000));
    assert_eq!(mika.report(0, &[interval(0, 230_000)], 1_900_000), Ok(()));
}

#[test]
fn two_tracks_that_play_at_once_count_as_one() {
    let mut mika = listening();
    mika.open(1, 0);
    assert_eq!(mika.report(0, &[interval(0, 30_000)], 30_000), Ok(()));
    assert_eq!(mika.report(1, &[interval(0, 30_000)], 30_000), too_fast(30_000, 0));
    assert_eq!(mika.report(1, &[interval(0, 30_000)], 60_000), Ok(()));
}

#[test]
fn the_same_report_twice_changes_nothing() {
    let mut mika = listening();
    mika.report(0, &[interval(0, 60)], 60).unwrap();
    let (time, heard) = (mika.time.clone(), mika.heard.clone());
    mika.report(0, &[interval(0, 60)], 90).unwrap();
    assert_eq!((mika.time, mika.heard), (time, heard));
}

#[test]
fn only_the_latest_preview_links_are_kept() {
    let mut mika = listening();
    for number in 1..=POLICY.preview_links_kept {
        mika.open(number, 0);
    }
    assert_eq!(mika.time.playing.len(), POLICY.preview_links_kept);
    assert_eq!(mika.report(0, &[interval(0, 1)], 1), too_fast(1, 0), "its link is the oldest");
}

/// What a person does in a second, and which of the two reviews they report after it.
#[derive(Clone, Debug)]
struct Second {
    /// The review that plays.
    plays: Option<usize>,
    /// Where they jump to first.
    jumps_to_ms: Option<u64>,
    /// The page of which review is loaded anew first, with a new preview link.
    reloads: Option<usize>,
    reports: [bool; 2],
}

fn seconds() -> impl Strategy<Value = Vec<Second>> {
    let second = (
        prop_oneof![4 => Just(Some(0)), 2 => Just(Some(1)), 1 => Just(None)],
        prop_oneof![9 => Just(None), 1 => (0..LENGTH_S).prop_map(|second| Some(1_000 * second))],
        prop_oneof![9 => Just(None), 1 => (0_usize..2).prop_map(Some)],
        [prop::bool::weighted(0.1), prop::bool::weighted(0.1)],
    );
    let second = second.prop_map(|(plays, jumps_to_ms, reloads, reports)| Second {
        plays,
        jumps_to_ms,
        reloads,
        reports,
    });
    prop::collection::vec(second, 0..300)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_union_is_what_a_set_of_milliseconds_would_say(
        reports in prop::collection::vec((0_u64..100, 0_u64..60), 0..20),
    ) {
        let mut heard = Heard::nothing();
        let mut milliseconds = BTreeSet::new();
        for (from_ms, length_ms) in reports {
            heard = heard.with_played(&[interval(from_ms, from_ms + length_ms)], 100).unwrap();
            milliseconds.extend((from_ms..from_ms + length_ms).filter(|ms| *ms < 100));
            prop_assert_eq!(heard.total_ms(), u64::try_from(milliseconds.len()).unwrap());
            for pair in heard.intervals().windows(2) {
                prop_assert!(pair[0].to_ms < pair[1].from_ms);
            }
        }
    }

    /// Whatever is claimed, for however many reviews and however many links are taken.
    #[test]
    fn no_reports_credit_a_person_with_more_than_the_time_that_has_passed(
        reports in prop::collection::vec(
            (0_usize..2, prop::bool::weighted(0.3), 0..LENGTH_MS, 0_u64..130_000, 0_u64..150_000),
            0..40,
        ),
    ) {
        let (mut mika, mut now_ms) = (Listener::new(), 0);
        let mut first_link_ms = [None; 2];
        for (number, opens, from_ms, length_ms, pause_ms) in reports {
            if opens {
                mika.open(number, now_ms);
                first_link_ms[number] = first_link_ms[number].or(Some(now_ms));
            }
            now_ms += pause_ms;
            let before_ms = mika.total_ms();
            let played = interval(from_ms, from_ms + length_ms);
            let _: Result<(), HeardError> = mika.report(number, &[played], now_ms);
            prop_assert!(mika.total_ms() <= now_ms, "more than wall time");
            prop_assert!(mika.total_ms() - before_ms <= 120_000, "more than a late report holds");
            let since_link_ms = first_link_ms[number].map_or(0, |first_ms| now_ms - first_ms);
            prop_assert!(mika.heard[number].total_ms() <= since_link_ms, "more than since the link");
        }
    }

    /// Two tracks in turns, with jumps, pauses and pages that are loaded anew, each second reported by itself or joined with
    /// others, none later than a minute.
    #[test]
    fn true_playing_is_all_credited_in_whatever_cut_it_is_reported(seconds in seconds()) {
        let (mut mika, mut now_ms) = (Listener::new(), 0);
        mika.open(0, 0);
        mika.open(1, 0);
        let (mut position_ms, mut played) = ([0; 2], [BTreeSet::new(), BTreeSet::new()]);
        let mut unreported: [Vec<Interval>; 2] = [Vec::new(), Vec::new()];
        let mut oldest_ms = [None; 2];
        for second in seconds {
            if let Some(number) = second.reloads {
                mika.open(number, now_ms);
            }
            if let Some(number) = second.plays {
                let from_ms = second.jumps_to_ms.unwrap_or(position_ms[number]) % LENGTH_MS;
                let to_ms = from_ms + 1_000;
                position_ms[number] = to_ms;
                unreported[number].push(interval(from_ms, to_ms));
                oldest_ms[number] = oldest_ms[number].or(Some(now_ms));
                played[number].insert(from_ms);
            }
            now_ms += 1_000;
            for number in [0, 1] {
                let is_late = oldest_ms[number].is_some_and(|oldest| now_ms - oldest >= 60_000);
                if second.reports[number] || is_late {
                    let stretches = std::mem::take(&mut unreported[number]);
                    oldest_ms[number] = None;
                    prop_assert_eq!(mika.report(number, &stretches, now_ms), Ok(()));
                }
            }
        }
        for number in [0, 1] {
            prop_assert_eq!(mika.report(number, &unreported[number], now_ms), Ok(()));
            let played_ms = 1_000 * u64::try_from(played[number].len()).unwrap();
            prop_assert_eq!(mika.heard[number].total_ms(), played_ms);
        }
    }
}
