//! Months that follow each other: what is corrected, matched, agreed to, void, given and waived.

#![expect(clippy::arithmetic_side_effects, reason = "small numbers of a test")]

use crate::id::{BriefId, MemberId, ReviewId, SuspenseId, TrackId};
use crate::money::input::{
    AwardStanding, Consent, Input, IsrcOfTrack, MonthInput, NumberedMatch, NumberedTaxRate,
    PayoutReason, PayoutRequest, SuspenseMatch,
};
use crate::money::plan::diff::{Because, OtherReasons, REASONS_MAX, input_changes, unit_changes};
use crate::money::plan::{FileInput, Manifest, MoveKind, PlanDraft, Proof, ReducedRow, Unit, plan};
use crate::money::revenue_line::LineKey;
use crate::money::{
    Account, Amount, CountedReview, Money, PoolShare, Sha256Hex, Share, Split, SplitRow,
    SplitSources, SplitVersion, WriterShare, YearMonth,
};
use crate::prize::{PrizeAward, PrizeReason, PrizeShare};
use jiff::Timestamp;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn account(name: &str) -> Account {
    name.parse().unwrap()
}

fn month(text: &str) -> YearMonth {
    text.parse().unwrap()
}

fn ppm(ppm: u32) -> Share {
    Share::from_ppm(ppm).unwrap()
}

fn rows(rows: &[(&str, u32)]) -> Split {
    let row =
        |(name, share): &(&str, u32)| SplitRow { account: account(name), share_ppm: ppm(*share) };
    Split::new(rows.iter().map(row).collect()).unwrap()
}

fn split(track: &str, shares: &[(&str, u32)]) -> SplitVersion {
    SplitVersion::first(track.parse().unwrap(), month("2026-01"), rows(shares))
}

fn review(number: u8) -> ReviewId {
    ReviewId::from_bytes([number; 16])
}

fn matched(id: SuspenseId, track: &str) -> Input {
    numbered_match(id, track, 1)
}

fn numbered_match(id: SuspenseId, track: &str, number: u32) -> Input {
    let matched = SuspenseMatch { id, track: track.parse().unwrap() };
    Input::Match(NumberedMatch { matched, number })
}

/// A writer with 97.5 % and two reviewers of one review each, who share 2.5 %.
fn reviewed() -> SplitVersion {
    let counted =
        |name: &str, number| CountedReview { account: account(name), review: review(number) };
    let sources = SplitSources {
        platform: Share::NONE,
        pool: PoolShare::from_ppm(25_000).unwrap(),
        writers: vec![WriterShare { account: account("mem_w"), share_ppm: Share::WHOLE }],
        reviews: vec![counted("mem_p", 1), counted("mem_q", 2)],
    };
    SplitVersion::first_of("t1".parse().unwrap(), month("2026-01"), sources, vec![]).unwrap()
}

fn line(key: LineKey, amount: &str) -> ReducedRow {
    ReducedRow {
        key,
        source: "radio".to_owned(),
        territory: "DE".to_owned(),
        currency: "EUR".parse().unwrap(),
        amount: amount.parse().unwrap(),
        lines: 1,
        first_line: 2,
    }
}

fn track(name: &str, amount: &str) -> ReducedRow {
    line(LineKey::Track(name.to_owned()), amount)
}

fn file(name: &str, rows: Vec<ReducedRow>) -> FileInput {
    let sha256 = Sha256Hex::of(name.as_bytes());
    FileInput { reduced_sha256: Sha256Hex::of_json(&rows), sha256, rows }
}

fn january(rows: Vec<ReducedRow>, splits: Vec<SplitVersion>) -> Manifest {
    Manifest { files: vec![file("1", rows)], splits, ..Manifest::empty(month("2026-01"), 1) }
}

/// The month after `before`, with these lines and splits.
fn after(before: &PlanDraft, rows: Vec<ReducedRow>, splits: Vec<SplitVersion>) -> Manifest {
    let next = before.plan.month.next().unwrap();
    Manifest {
        previous_plan_sha256: Some(before.plan.sha256()),
        files: vec![file(&next.to_string(), rows)],
        splits,
        openings: before.carried.clone(),
        tracks: before.tracks.clone(),
        waiting: before.waiting.clone(),
        ..Manifest::empty(next, 1)
    }
}

fn decided(of: &str, input: Input) -> MonthInput {
    MonthInput { month: month(of), input, by: operator(), at: Timestamp::UNIX_EPOCH }
}

fn operator() -> MemberId {
    MemberId::of_subject("operator")
}

fn unit<'a>(draft: &'a PlanDraft, name: &str) -> &'a Unit {
    let mut units = draft.chunks.iter().flat_map(|chunk| &chunk.units);
    units.find(|unit| unit.account.as_str() == name).unwrap_or_else(|| panic!("{name} has no unit"))
}

/// Earnings, adjustments, gross and closing of somebody.
fn sums(draft: &PlanDraft, name: &str) -> [String; 4] {
    let Unit { earnings, adjustments, payout, .. } = unit(draft, name);
    [*earnings, *adjustments, payout.gross, payout.closing].map(|amount| amount.to_string())
}

fn proof(draft: &PlanDraft) -> Proof {
    draft.plan.proofs[0]
}

#[test]
fn a_review_voided_after_two_posted_months_is_corrected_in_one_set_that_adds_up_to_zero() {
    let first = reviewed();
    let one = plan(&january(vec![track("t1", "1000")], vec![first.clone()])).unwrap();
    let two = plan(&after(&one, vec![track("t1", "234.5678")], vec![first.clone()])).unwrap();
    assert_eq!(sums(&one, "mem_p"), ["12.5", "0", "0", "12.5"]);
    assert_eq!(sums(&two, "mem_p"), ["2.9320975", "0", "0", "15.4320975"]);
    let second = first.without_review(review(1), month("2026-03"), operator()).unwrap().unwrap();
    let splits = vec![first, second];
    let three = plan(&after(&two, vec![track("t1", "100")], splits.clone())).unwrap();
    // 1234.5678 · 1.25 % goes from one to the other; the writer is not touched.
    assert_eq!(sums(&three, "mem_p"), ["0", "-15.4320975", "0", "0"]);
    assert_eq!(sums(&three, "mem_q"), ["2.5", "15.4320975", "33.36", "0.004195"]);
    assert_eq!(sums(&three, "mem_w")[1], "0");
    let lines = &unit(&three, "mem_q").moves;
    assert_eq!(
        (lines.len(), lines[0].kind, lines[0].split_number),
        (1, MoveKind::Correction, Some(2))
    );
    assert_eq!(lines[0].reason.as_deref(), Some("split 2 instead of 1, since 2026-01"));
    assert_eq!(proof(&three).adjustments, Amount::ZERO);
    // Once is enough.
    let four = plan(&after(&three, vec![track("t1", "100")], splits)).unwrap();
    assert!(unit(&four, "mem_q").moves.is_empty());
}

#[test]
fn a_refused_share_of_posted_months_goes_to_the_other_writers() {
    let writer = |name: &str, share| WriterShare { account: account(name), share_ppm: ppm(share) };
    let sources = SplitSources {
        platform: Share::NONE,
        pool: PoolShare::from_ppm(25_000).unwrap(),
        writers: vec![writer("mem_a", 700_000), writer("mem_b", 300_000)],
        reviews: vec![],
    };
    let unconsented = vec![account("mem_b")];
    let first =
        SplitVersion::first_of("t1".parse().unwrap(), month("2026-01"), sources, unconsented)
            .unwrap();
    let one = plan(&january(vec![track("t1", "100")], vec![first.clone()])).unwrap();
    assert_eq!(sums(&one, "suspense:unconsented:mem_b:t1")[3], "30");
    let all = vec![writer("mem_a", 1_000_000)];
    let second = first.with_writers(all, month("2026-02")).unwrap().unwrap();
    let two = plan(&after(&one, vec![], vec![first, second])).unwrap();
    assert_eq!(sums(&two, "suspense:unconsented:mem_b:t1"), ["0", "-30", "0", "0"]);
    assert_eq!(sums(&two, "mem_a"), ["0", "30", "30", "0"]);
}

#[test]
fn a_share_that_was_not_agreed_to_waits_and_is_released_whole_once_it_is() {
    let unconsented = vec![account("mem_b")];
    let of = |track: &str| SplitVersion {
        unconsented: unconsented.clone(),
        ..split(track, &[("mem_a", 500_000), ("mem_b", 500_000)])
    };
    let splits = vec![of("t1"), of("t2")];
    let lines = vec![track("t1", "10.01"), track("t2", "50")];
    let one = plan(&january(lines, splits.clone())).unwrap();
    assert_eq!(sums(&one, "suspense:unconsented:mem_b:t1"), ["5.005", "0", "0", "5.005"]);
    assert_eq!(sums(&one, "suspense:unconsented:mem_b:t2")[3], "25");
    let consent = Consent { track: "t1".parse().unwrap(), account: account("mem_b") };
    let agreed = [decided("2026-02", Input::Consent(consent))];
    let two = plan(&after(&one, vec![track("t1", "2")], splits.clone()).decided(&agreed)).unwrap();
    // Only the track that was agreed to, and what it earns from now on comes at once.
    assert_eq!(sums(&two, "mem_b"), ["1", "5.005", "0", "6.005"]);
    assert_eq!(sums(&two, "suspense:unconsented:mem_b:t1"), ["0", "-5.005", "0", "0"]);
    assert_eq!(sums(&two, "suspense:unconsented:mem_b:t2")[3], "25");
    let three = plan(&after(&two, vec![], splits).decided(&agreed)).unwrap();
    assert!(unit(&three, "mem_b").moves.is_empty(), "released once");
}

#[test]
fn what_waits_in_suspense_is_matched_once_and_follows_the_split_of_its_track() {
    let splits = vec![split("t1", &[("mem_a", 600_000), ("mem_b", 400_000)])];
    let lines = vec![line(LineKey::Nothing, "10"), track("ghost", "7"), track("t1", "1")];
    let one = plan(&january(lines, splits.clone())).unwrap();
    let [nothing, ghost] = [&one.suspense[0], &one.suspense[1]];
    let inputs = [decided("2026-02", matched(nothing.id(), "t1"))];
    let two = plan(&after(&one, vec![], splits.clone()).decided(&inputs)).unwrap();
    assert_eq!(sums(&two, "mem_a"), ["0", "6", "0", "6.6"]);
    assert_eq!(sums(&two, "suspense:unmatched"), ["0", "-10", "0", "7"]);
    assert_eq!(two.waiting, std::slice::from_ref(ghost));
    assert_eq!(two.plan.matches.len(), 1);
    // What was matched counts as earned, so that a later split corrects it too.
    assert_eq!(two.tracks[0].revenue.to_string(), "11");
    let three = plan(&after(&two, vec![], splits).decided(&inputs)).unwrap();
    assert!(three.plan.matches.is_empty() && unit(&three, "mem_a").moves.is_empty());
}

#[test]
fn of_two_matches_of_one_entry_the_later_one_counts_in_whatever_order_they_are_read() {
    let splits = vec![split("t1", &[("mem_a", 1_000_000)]), split("t2", &[("mem_b", 1_000_000)])];
    let one = plan(&january(vec![line(LineKey::Nothing, "10")], splits.clone())).unwrap();
    let id = one.suspense[0].id();
    let first = decided("2026-02", matched(id, "t1"));
    let second = decided("2026-02", numbered_match(id, "t2", 2));
    for inputs in [[first.clone(), second.clone()], [second, first]] {
        let two = plan(&after(&one, vec![], splits.clone()).decided(&inputs)).unwrap();
        assert_eq!(sums(&two, "mem_b"), ["0", "10", "0", "10"]);
        let all: Vec<&str> = two.plan.matches.iter().map(|one| one.track.as_str()).collect();
        assert_eq!(all, ["t2"]);
    }
}

#[test]
fn a_match_in_the_month_of_its_own_file_is_plain_revenue() {
    let splits = vec![split("t1", &[("mem_a", 1_000_000)])];
    let plain = january(vec![line(LineKey::Nothing, "10")], splits);
    let id = plan(&plain).unwrap().suspense[0].id();
    let input = decided("2026-01", matched(id, "t1"));
    let draft = plan(&plain.decided(&[input])).unwrap();
    assert_eq!(sums(&draft, "mem_a"), ["10", "0", "0", "10"]);
    assert!(draft.suspense.is_empty() && draft.waiting.is_empty());
    assert_eq!(draft.plan.matches.len(), 1);
}

#[test]
fn a_match_with_a_track_without_a_split_waits_for_the_split() {
    let one = plan(&january(vec![line(LineKey::Nothing, "10")], vec![])).unwrap();
    let id = one.suspense[0].id();
    let inputs = [decided("2026-02", matched(id, "t1"))];
    let two = plan(&after(&one, vec![], vec![]).decided(&inputs)).unwrap();
    assert_eq!(two.waiting.len(), 1);
    let late = SplitVersion { month: month("2026-03"), ..split("t1", &[("mem_a", 1_000_000)]) };
    let three = plan(&after(&two, vec![], vec![late]).decided(&inputs)).unwrap();
    assert_eq!(sums(&three, "mem_a")[1], "10");
}

#[test]
fn a_void_award_keeps_what_comes_later_until_it_stands_again() {
    let splits = vec![split("t1", &[("mem_a", 250_000), ("mem_b", 750_000)])];
    let one = plan(&january(vec![track("t1", "4")], splits.clone())).unwrap();
    let award = |number, void| {
        let reason = "a sample that was not cleared".to_owned();
        Input::Award(AwardStanding { track: "t1".parse().unwrap(), number, void, reason })
    };
    let void = [decided("2026-02", award(1, true))];
    let two = plan(&after(&one, vec![track("t1", "8")], splits.clone()).decided(&void)).unwrap();
    assert_eq!(sums(&two, "suspense:void:t1"), ["8", "0", "0", "8"]);
    assert_eq!(two.suspense[0].reason.as_str(), "void_award");
    assert_eq!(sums(&two, "mem_a"), ["0", "0", "0", "1"]);
    let [void] = void;
    let restored = [decided("2026-03", award(2, false)), void];
    let three = after(&two, vec![track("t1", "4")], splits).decided(&restored);
    let three = plan(&three).unwrap();
    assert_eq!(sums(&three, "suspense:void:t1"), ["0", "-8", "0", "0"]);
    assert_eq!(sums(&three, "mem_a"), ["1", "2", "0", "4"]);
    assert!(three.waiting.is_empty());
}

#[test]
fn a_code_names_its_track_with_or_without_hyphens() {
    let code = |text: &str| line(LineKey::Isrc(text.to_owned()), "1");
    let lines = vec![code("FI-ABC-26-00001"), code("fiabc2600001"), code("FIABC2600002")];
    let splits = vec![split("t1", &[("mem_a", 1_000_000)])];
    let of = |number, isrc: &str| {
        let track = "t1".parse().unwrap();
        let isrc = IsrcOfTrack { track, number, isrc: isrc.parse().unwrap() };
        decided("2026-01", Input::Isrc(isrc))
    };
    // The first one was a slip.
    let known = [of(2, "FIABC2600001"), of(1, "FIABC2600002")];
    let draft = plan(&january(lines, splits).decided(&known)).unwrap();
    assert_eq!(sums(&draft, "mem_a")[0], "2");
    assert_eq!(draft.suspense[0].reason.as_str(), "unknown_isrc");
}

#[test]
fn a_code_that_went_to_another_track_pays_that_one_whichever_id_is_higher() {
    let of = |track: &str, number, at: &str| {
        let isrc = "FIABC2600001".parse().unwrap();
        let one = Input::Isrc(IsrcOfTrack { track: track.parse().unwrap(), number, isrc });
        MonthInput { at: at.parse().unwrap(), ..decided("2026-01", one) }
    };
    let splits =
        || vec![split("t1", &[("mem_a", 1_000_000)]), split("t2", &[("mem_b", 1_000_000)])];
    for (first, then, payee) in [("t1", "t2", "mem_b"), ("t2", "t1", "mem_a")] {
        // The first track got another code in February, of which January knows nothing.
        let known = [of(then, 1, "2026-02-03T09:00:00Z"), of(first, 1, "2026-01-03T09:00:00Z")];
        let lines = vec![line(LineKey::Isrc("FIABC2600001".to_owned()), "1")];
        let draft = plan(&january(lines, splits()).decided(&known)).unwrap();
        assert_eq!(sums(&draft, payee)[0], "1", "{first} to {then}");
    }
}

#[test]
fn a_line_that_names_one_track_and_the_code_of_another_waits() {
    let both = |track: &str, code: &str| {
        line(LineKey::Both { track_id: track.parse().unwrap(), isrc: code.to_owned() }, "1")
    };
    let splits =
        || vec![split("t1", &[("mem_a", 1_000_000)]), split("t2", &[("mem_b", 1_000_000)])];
    let own = both("t1", "FI-ABC-26-00001");
    let unknown = both("t1", "FIABC2600009");
    let of_another = both("t2", "FIABC2600001");
    let isrc = IsrcOfTrack {
        track: "t1".parse().unwrap(),
        number: 1,
        isrc: "FIABC2600001".parse().unwrap(),
    };
    let known = [decided("2026-01", Input::Isrc(isrc))];
    let lines = vec![own, unknown, of_another.clone()];
    let draft = plan(&january(lines, splits()).decided(&known)).unwrap();
    assert_eq!(sums(&draft, "mem_a")[0], "2");
    let waiting = draft.suspense.iter().map(|entry| (&entry.key, entry.reason.as_str()));
    assert_eq!(waiting.collect::<Vec<_>>(), [(&of_another.key, "two_tracks")]);
}

fn prize(shares: &[(&str, &str)], whole: &str) -> PrizeAward {
    let money = |amount: &str| Money::new("EUR".parse().unwrap(), amount.parse().unwrap());
    let share = |(name, amount): &(&str, &str)| PrizeShare {
        track: TrackId::derive(&[name.as_bytes()]),
        member: MemberId::of_subject(name),
        money: money(amount),
    };
    PrizeAward {
        brief: BriefId::derive(&[b"brief"]),
        reason: PrizeReason::Lapsed,
        prize: money(whole),
        shares: shares.iter().map(share).collect(),
        month: month("2026-01"),
        at: Timestamp::UNIX_EPOCH,
    }
}

#[test]
fn a_prize_comes_from_its_deposit_and_stands_in_lines_of_its_own() {
    let prizes = vec![prize(&[("a", "250.01"), ("b", "250")], "500.01")];
    let draft = plan(&Manifest { prizes, ..january(vec![], vec![]) }).unwrap();
    let member = MemberId::of_subject("a").to_string();
    assert_eq!(sums(&draft, &member), ["0", "250.01", "250.01", "0"]);
    let deposit = Account::prize(BriefId::derive(&[b"brief"]));
    let amounts: Vec<_> =
        unit(&draft, deposit.as_str()).moves.iter().map(|line| line.amount.to_string()).collect();
    assert_eq!(amounts, ["500.01", "-250.01", "-250"]);
    let proof = proof(&draft);
    assert_eq!([proof.prizes, proof.adjustments].map(|a| a.to_string()), ["500.01", "0"]);
    assert!(draft.carried.iter().all(|one| one.account != deposit), "nothing is left of it");
    let wrong = vec![prize(&[("a", "250")], "500.01")];
    assert!(plan(&Manifest { prizes: wrong, ..january(vec![], vec![]) }).is_err());
}

/// A track of two writers, of whom the second has not agreed, that has won 100.01 EUR.
fn won_by_two() -> (Manifest, SplitVersion, [String; 3]) {
    let [ada, ben] = ["a", "b"].map(|name| Account::of_member(MemberId::of_subject(name)));
    let id = TrackId::derive(&[b"t"]);
    let writer = |account: &Account, share_ppm| WriterShare { account: account.clone(), share_ppm };
    let sources = SplitSources {
        platform: Share::NONE,
        pool: PoolShare::from_ppm(25_000).unwrap(),
        writers: vec![writer(&ada, ppm(750_000)), writer(&ben, ppm(250_000))],
        reviews: vec![],
    };
    let unconsented = vec![ben.clone()];
    let first = SplitVersion::first_of(id.into(), month("2026-01"), sources, unconsented).unwrap();
    let both = prize(&[("a", "75.01"), ("b", "25")], "100.01");
    let shares = both.shares.iter().map(|share| PrizeShare { track: id, ..*share }).collect();
    let prizes = vec![PrizeAward { shares, ..both }];
    let manifest = Manifest { prizes, ..january(vec![], vec![first.clone()]) };
    let waits = Account::waiting_prize(&ben, &id.into());
    (manifest, first, [ada, ben, waits].map(|account| account.to_string()))
}

#[test]
fn a_part_of_a_prize_waits_for_its_writer_and_is_released_or_goes_to_the_others() {
    let (manifest, first, [ada, ben, waits]) = won_by_two();
    let one = plan(&manifest).unwrap();
    assert_eq!(sums(&one, &ada), ["0", "75.01", "75.01", "0"]);
    assert_eq!(sums(&one, &waits), ["0", "25", "0", "25"]);
    assert_eq!(proof(&one).prizes.to_string(), "100.01");

    let consent = Consent { track: first.track.clone(), account: account(&ben) };
    let agreed = [decided("2026-02", Input::Consent(consent))];
    let two = plan(&after(&one, vec![], vec![first.clone()]).decided(&agreed)).unwrap();
    assert_eq!(sums(&two, &ben), ["0", "25", "25", "0"]);
    assert_eq!(sums(&two, &waits), ["0", "-25", "0", "0"]);
    assert_eq!(unit(&two, &ben).moves[0].kind, MoveKind::Prize);

    let alone = vec![WriterShare { account: account(&ada), share_ppm: Share::WHOLE }];
    let second = first.with_writers(alone, month("2026-02")).unwrap().unwrap();
    let refused = plan(&after(&one, vec![], vec![first, second])).unwrap();
    assert_eq!(sums(&refused, &waits), ["0", "-25", "0", "0"]);
    assert_eq!(sums(&refused, &ada), ["0", "25", "25", "0"]);
    assert_eq!(proof(&refused).prizes, Amount::ZERO);
}

#[test]
fn who_asks_is_paid_below_the_minimum_and_who_leaves_leaves_the_rest_to_the_platform() {
    let shares = [("mem_a", 100_000), ("mem_b", 100_000), ("mem_c", 800_000)];
    let lines = vec![track("t1", "50.05555")];
    let asks = |name: &str, reason| {
        decided("2026-01", Input::Payout(PayoutRequest { account: account(name), reason }))
    };
    let inputs = [asks("mem_a", PayoutReason::Yearly), asks("mem_b", PayoutReason::LeavingWaived)];
    let draft = plan(&january(lines, vec![split("t1", &shares)]).decided(&inputs)).unwrap();
    assert_eq!(sums(&draft, "mem_a"), ["5.005555", "0", "5", "0.005555"]);
    assert_eq!(sums(&draft, "mem_b"), ["5.005555", "-0.005555", "5", "0"]);
    assert_eq!(sums(&draft, "platform"), ["0", "0.005555", "0", "0.005555"]);
    assert_eq!(unit(&draft, "platform").moves[0].kind, MoveKind::Waiver);
    // A request is of its month alone.
    let later = plan(&after(&draft, vec![], vec![]).decided(&inputs)).unwrap();
    assert_eq!(sums(&later, "mem_a")[2], "0");
}

#[test]
fn the_newest_rate_of_tax_is_withheld_inside_the_gross() {
    let rate = |of: &str, number, rate_bp: u16| {
        decided(
            of,
            Input::TaxRate(NumberedTaxRate {
                account: account("mem_a"),
                number,
                country: "FI".parse().unwrap(),
                rate_bp: rate_bp.try_into().unwrap(),
            }),
        )
    };
    let splits = vec![split("t1", &[("mem_a", 1_000_000)])];
    let inputs = [rate("2026-01", 2, 1_500), rate("2026-01", 1, 3_000), rate("2026-02", 3, 0)];
    let draft = plan(&january(vec![track("t1", "33.339")], splits).decided(&inputs)).unwrap();
    let paid = unit(&draft, "mem_a").payout;
    // 15 % of 33.33 are 4.9995.
    assert_eq!(
        [paid.gross, paid.withheld, paid.net].map(|a| a.to_string()),
        ["33.33", "4.99", "28.34"]
    );
    assert_eq!(draft.plan.tax_rates.len(), 1);
}

#[test]
fn fifteen_split_eighty_eight_and_twelve_percent_lose_nothing() {
    let shares = [("mem_a", 800_000), ("mem_b", 80_000), ("mem_c", 120_000)];
    let draft = plan(&january(vec![track("t1", "15")], vec![split("t1", &shares)])).unwrap();
    let earned = ["mem_a", "mem_b", "mem_c"].map(|name| sums(&draft, name)[0].clone());
    assert_eq!(earned, ["12", "1.2", "1.8"]);
}

#[test]
fn ten_thousand_postings_of_one_cent_are_a_hundred_to_the_last_fraction() {
    let lines = (0..10_000).map(|_| track("t1", "0.01")).collect();
    let shares = [("mem_ear", 25_000), ("mem_writer", 975_000)];
    let draft = plan(&january(lines, vec![split("t1", &shares)])).unwrap();
    assert_eq!(sums(&draft, "mem_writer"), ["97.5", "0", "97.5", "0"]);
    assert_eq!(sums(&draft, "mem_ear"), ["2.5", "0", "0", "2.5"]);
}

#[test]
fn a_refund_that_turns_a_balance_negative_is_earned_back_over_two_months() {
    let splits = vec![split("t1", &[("mem_a", 1_000_000)])];
    let one = plan(&january(vec![track("t1", "30"), track("t1", "-80")], splits.clone())).unwrap();
    assert_eq!(sums(&one, "mem_a"), ["-50", "0", "0", "-50"]);
    let two = plan(&after(&one, vec![track("t1", "40")], splits.clone())).unwrap();
    assert_eq!(sums(&two, "mem_a"), ["40", "0", "0", "-10"]);
    let three = plan(&after(&two, vec![track("t1", "40.001")], splits)).unwrap();
    assert_eq!(sums(&three, "mem_a"), ["40.001", "0", "30", "0.001"]);
}

#[test]
fn two_plans_side_by_side_say_who_gets_what_more_and_why() {
    let splits = vec![split("t1", &[("mem_a", 500_000), ("mem_b", 500_000)])];
    let before = january(vec![track("t1", "10")], splits);
    let mut after = before.clone();
    after.files.push(file("2", vec![track("t1", "4"), track("ghost", "1")]));
    let asks = PayoutRequest { account: account("mem_b"), reason: PayoutReason::Yearly };
    after.payout_requests.insert(asks);
    let [before, after] = [before, after].map(|manifest| plan(&manifest).unwrap());
    let inputs: Vec<_> = input_changes(&before.plan, &after.plan)
        .into_iter()
        .map(|one| (one.kind.as_str(), one.added))
        .collect();
    assert_eq!(inputs, [("file", true), ("payout_request", true)]);
    let changes = unit_changes(&before.chunks, &after.chunks).unwrap();
    let told: Vec<_> = changes
        .iter()
        .map(|one| (one.account.as_str(), one.change.to_string(), one.after.gross.to_string()))
        .collect();
    let expected = [("mem_a", "2", "0"), ("mem_b", "2", "7"), ("suspense:unmatched", "1", "0")];
    assert_eq!(told, expected.map(|(a, b, c)| (a, b.to_owned(), c.to_owned())));
    let [reason] = changes[0].reasons.as_slice() else { panic!("one reason") };
    assert_eq!((reason.because, reason.subject.as_str()), (Because::Revenue, "t1"));
    assert_eq!(unit_changes(&before.chunks, &before.chunks), Ok(vec![]));
    assert!(input_changes(&after.plan, &before.plan).iter().all(|one| !one.added));
}

#[test]
fn another_split_is_told_from_other_revenue() {
    let with = |shares: &[(&str, u32)]| {
        plan(&january(vec![track("t1", "10")], vec![split("t1", shares)])).unwrap()
    };
    let (before, after) = (with(&[("mem_a", 1_000_000)]), with(&[("mem_b", 1_000_000)]));
    let changes = unit_changes(&before.chunks, &after.chunks).unwrap();
    assert_eq!(changes.len(), 2);
    let both = with(&[("mem_a", 400_000), ("mem_b", 600_000)]);
    let changes = unit_changes(&before.chunks, &both.chunks).unwrap();
    assert_eq!(changes[0].reasons[0].because, Because::Split);
    assert_eq!(changes[0].reasons[0].amount.to_string(), "-6");
}

#[test]
fn of_very_many_reasons_the_smallest_are_told_as_one_sum_but_another_rate_of_tax_always_is() {
    let names: Vec<String> = (1..=REASONS_MAX + 3).map(|euros| format!("t{euros:03}")).collect();
    let splits = names.iter().map(|name| split(name, &[("mem_a", 1_000_000)])).collect();
    // The first ones change least, one of them the other way.
    let amounts = (1..).map(|number: i32| if number == 2 { -2 } else { number });
    let rows = names.iter().zip(amounts).map(|(name, euros)| track(name, &euros.to_string()));
    let mut after = january(rows.collect(), splits);
    let before = Manifest { files: vec![], ..after.clone() };
    // A rate of nothing changes nothing, and is another one than none.
    let rate_bp = 0.try_into().unwrap();
    let country = "FI".parse().unwrap();
    after.tax_rates.push(NumberedTaxRate {
        account: account("mem_a"),
        number: 1,
        country,
        rate_bp,
    });
    let [before, after] = [before, after].map(|manifest| plan(&manifest).unwrap());
    let changes = unit_changes(&before.chunks, &after.chunks).unwrap();
    let change = &changes[0];
    let others = OtherReasons { count: 4, amount: "6".parse().unwrap() };
    assert_eq!(change.other_reasons, Some(others));
    let (tax, tracks) = change.reasons.split_last().unwrap();
    assert_eq!((tax.because, tax.amount), (Because::TaxRate, Amount::ZERO));
    let told: Vec<&str> = tracks.iter().map(|reason| reason.subject.as_str()).collect();
    assert_eq!(told, names[4..].iter().map(String::as_str).collect::<Vec<_>>());
    let amounts = tracks.iter().map(|reason| reason.amount);
    assert_eq!(Amount::sum(amounts.chain([others.amount])), Ok(change.change));
}

/// What happens in one random month: an amount of revenue, of suspense, and what is decided.
type Event = (i64, i64, u8);

proptest! {
    /// Whatever is decided in whatever order: each month's books prove themselves, all money is
    /// somewhere, and in the end everything is shared out as if the last split had always applied.
    #[test]
    fn no_order_of_decisions_makes_or_loses_a_fraction(
        events in proptest::collection::vec((-10_000_i64..100_000, 0_i64..5_000, 0_u8..6), 1..8),
    ) {
        let events: Vec<Event> = events;
        let waits = vec![account("mem_w")];
        let mut splits = vec![SplitVersion { unconsented: waits, ..reviewed() }];
        let (mut inputs, mut awards) = (Vec::new(), 0);
        let mut before: Option<PlanDraft> = None;
        let mut paid: BTreeMap<Account, Amount> = BTreeMap::new();
        let (mut came, mut revenue) = (0_i64, 0_i64);
        for (number, (earned, lost, event)) in events.iter().enumerate() {
            let of = month("2026-01").through(month("2027-12")).nth(number).unwrap();
            let text = of.to_string();
            match event {
                0 => splits.extend(splits.last().unwrap().without_review(review(1), of, operator()).unwrap()),
                1 => splits.extend(splits.last().unwrap().without_review(review(2), of, operator()).unwrap()),
                2 => {
                    let consent = Consent { track: "t1".parse().unwrap(), account: account("mem_w") };
                    inputs.push(decided(&text, Input::Consent(consent)));
                }
                3 => {
                    awards += 1;
                    let void = awards % 2 == 1;
                    let (track, reason) = ("t1".parse().unwrap(), String::new());
                    let standing = AwardStanding { track, number: awards, void, reason };
                    inputs.push(decided(&text, Input::Award(standing)));
                }
                4 => if let Some(entry) = before.as_ref().and_then(|draft| {
                    draft.waiting.iter().find(|entry| entry.track.is_none())
                }) {
                    inputs.push(decided(&text, matched(entry.id(), "t1")));
                },
                _ => {}
            }
            came += earned + lost;
            revenue += earned;
            let amount = |minor: i64| Amount::from_minor(minor.into(), 8).unwrap().to_string();
            let lines = vec![track("t1", &amount(*earned)), track("ghost", &amount(*lost))];
            let manifest = match &before {
                Some(before) => after(before, lines, splits.clone()),
                None => january(lines, splits.clone()),
            };
            let draft = plan(&manifest.decided(&inputs)).unwrap();
            for unit in draft.chunks.iter().flat_map(|chunk| &chunk.units) {
                let sum = paid.entry(unit.account.clone()).or_default();
                *sum = sum.checked_add(unit.payout.gross).unwrap();
            }
            let carried = draft.carried.iter().map(|one| one.balance);
            let held = Amount::sum(carried.chain(paid.values().copied())).unwrap();
            prop_assert_eq!(held, Amount::from_minor(came.into(), 8).unwrap());
            before = Some(draft);
        }
        // With its award standing, the track's money is where the newest split says.
        if awards % 2 == 0 {
            let least = Amount::from_minor(revenue.into(), 8).unwrap();
            shared_as_if_always(&before.unwrap(), splits.last().unwrap(), &paid, least)?;
        }
    }
}

/// Everybody has, paid and carried together, their share of all that the track has earned.
fn shared_as_if_always(
    last: &PlanDraft,
    newest: &SplitVersion,
    paid: &BTreeMap<Account, Amount>,
    least: Amount,
) -> Result<(), TestCaseError> {
    for total in &last.tracks {
        prop_assert_eq!(total.split_number, newest.number);
        prop_assert!(total.revenue >= least);
        for row in newest.rows.rows() {
            let names =
                [row.account.clone(), Account::unconsented(&row.account, &"t1".parse().unwrap())];
            let carried = last.carried.iter().filter(|one| names.contains(&one.account));
            let carried = carried.map(|one| one.balance);
            let has = Amount::sum(carried.chain(paid.get(&row.account).copied())).unwrap();
            prop_assert_eq!(has, total.revenue.share(row.share_ppm).unwrap());
        }
    }
    Ok(())
}
