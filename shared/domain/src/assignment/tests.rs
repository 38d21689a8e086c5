//! Who is given what, and that nothing but the roster decides it.

#![expect(clippy::arithmetic_side_effects, reason = "small numbers of a test")]

use crate::assignment::{
    Candidate, Chosen, Decision, Exclusion, Preference, WaitingVersion, assign,
};
use crate::id::{BriefId, MemberId, TrackId};
use crate::member::Availability;
use crate::policy::Policy;
use crate::status::StatusLevel;
use jiff::Timestamp;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn member(name: &str) -> MemberId {
    MemberId::of_subject(name)
}

fn brief() -> BriefId {
    BriefId::derive(&[b"brief"])
}

fn candidate(name: &str) -> Candidate {
    Candidate {
        member: member(name),
        probation: false,
        inactive: false,
        level: StatusLevel::Newcomer,
        availability: Availability::Available,
        other_part: None,
        running_timers: 0,
        reviews_today: 0,
        audio_today_ms: 0,
        load_in_brief: 0,
        last_assigned_at: None,
        composers_reviewed_lately: BTreeSet::new(),
        reviewed_lately_by: BTreeSet::new(),
        partners: BTreeSet::new(),
    }
}

fn waiting(number: u8) -> WaitingVersion {
    let composer = member(&format!("composer {number}"));
    WaitingVersion {
        track: TrackId::derive(&[b"track", &[number]]),
        version: 1,
        slot: 1,
        attempt: 1,
        composer,
        authors: BTreeSet::from([composer]),
        waiting_since: Timestamp::from_second(number.into()).unwrap(),
        duration_ms: 60_000,
        continuity: None,
        is_tie_break: false,
        may_wait: false,
        hearing_it: BTreeSet::new(),
        relinquished_by: BTreeSet::new(),
    }
}

fn one(slot: WaitingVersion, roster: &[Candidate]) -> Decision {
    assign(brief(), &[slot], roster, &Policy::CURRENT).pop().unwrap()
}

fn chosen(slot: WaitingVersion, roster: &[Candidate]) -> Option<MemberId> {
    one(slot, roster).chosen.map(|chosen| chosen.member)
}

#[test]
fn least_load_then_longest_idle() {
    let busy = Candidate { load_in_brief: 1, ..candidate("a") };
    let fresh = Candidate { last_assigned_at: Timestamp::from_second(9).ok(), ..candidate("b") };
    let idle = Candidate { last_assigned_at: Timestamp::from_second(5).ok(), ..candidate("c") };
    let roster = [busy, fresh, idle];
    assert_eq!(chosen(waiting(1), &roster), Some(member("c")));
    let best: Vec<MemberId> =
        one(waiting(1), &roster).why.best.iter().map(|ranked| ranked.member).collect();
    assert_eq!(best, [member("c"), member("b"), member("a")]);
}

#[test]
fn each_hard_rule_excludes_and_is_counted() {
    let written = WaitingVersion { authors: [member("a")].into(), ..waiting(1) };
    let relinquished = WaitingVersion { relinquished_by: [member("a")].into(), ..waiting(1) };
    let hearing = WaitingVersion { hearing_it: [member("a")].into(), ..waiting(1) };
    let plain = || candidate("a");
    let audio_today_ms = 90 * 60_000 - 59_999;
    for (slot, candidate, rule) in [
        (waiting(1), Candidate { inactive: true, ..plain() }, Exclusion::Inactive),
        (waiting(1), Candidate { availability: Availability::Away, ..plain() }, Exclusion::Away),
        (waiting(1), Candidate { availability: Availability::Limited, ..plain() }, Exclusion::Away),
        (waiting(1), Candidate { probation: true, ..plain() }, Exclusion::Probation),
        (written, plain(), Exclusion::Author),
        (
            waiting(1),
            Candidate { other_part: Some(Exclusion::Barred), ..plain() },
            Exclusion::Barred,
        ),
        (
            waiting(1),
            Candidate { other_part: Some(Exclusion::EnteredBrief), ..plain() },
            Exclusion::EnteredBrief,
        ),
        (relinquished, plain(), Exclusion::Relinquished),
        (hearing, plain(), Exclusion::HearingIt),
        (waiting(1), Candidate { reviews_today: 20, ..plain() }, Exclusion::EnoughToday),
        (waiting(1), Candidate { audio_today_ms, ..plain() }, Exclusion::EnoughToday),
    ] {
        let decision = one(slot, &[candidate]);
        assert_eq!(decision.chosen, None, "{rule}");
        assert_eq!(decision.why.excluded, BTreeMap::from([(member("a"), rule)]));
    }
}

#[test]
fn a_senior_is_preferred_for_a_tie_break_a_lead_for_a_pairing_and_neither_is_required() {
    let of = |name, level| Candidate { level, load_in_brief: 9, ..candidate(name) };
    let (senior, lead) = (of("senior", StatusLevel::Senior), of("lead", StatusLevel::Lead));
    let (plain, novice) = (candidate("a"), Candidate { probation: true, ..candidate("n") });
    let tie = WaitingVersion { slot: 3, is_tie_break: true, may_wait: true, ..waiting(1) };
    let came_of = |slot: &WaitingVersion, roster: &[Candidate]| {
        let decision = one(slot.clone(), roster);
        (decision.chosen.map(|chosen| chosen.member), decision.why.preference)
    };
    let is = |name: &str, preference| (Some(member(name)), Some(preference));
    let roster = [plain.clone(), senior.clone()];
    assert_eq!(came_of(&tie, &roster), is("senior", Preference::Senior));
    let excluded = one(tie.clone(), &roster).why.excluded;
    assert_eq!(excluded, BTreeMap::from([(member("a"), Exclusion::LevelPreferred)]));
    assert_eq!(came_of(&tie, &roster[..1]), is("a", Preference::NoSenior), "nobody to wait for");

    let tired = Candidate { reviews_today: 20, ..senior };
    let roster = [plain.clone(), tired];
    assert_eq!(came_of(&tie, &roster), (None, Some(Preference::WaitsForSenior)));
    let after_a_day = WaitingVersion { may_wait: false, ..tie };
    assert_eq!(came_of(&after_a_day, &roster), is("a", Preference::NoSenior));

    let roster = [plain.clone(), lead, novice.clone()];
    assert_eq!(came_of(&waiting(1), &roster), is("lead", Preference::Lead));
    assert_eq!(came_of(&waiting(1), &[plain.clone(), novice]), is("a", Preference::NoLead));
    assert_eq!(came_of(&waiting(1), &[plain]), (Some(member("a")), None));
}

/// Whose deadline timers are all running is waited for as who has had enough for today is, and is
/// never queued for while somebody else is free.
#[test]
fn a_preferred_level_with_full_clocks_is_waited_for_a_day_and_then_the_ordinary_rule_chooses() {
    let full = |name, level| Candidate { level, running_timers: 5, ..candidate(name) };
    let (pia, noa) = (candidate("pia"), Candidate { probation: true, ..candidate("noa") });
    let tie = WaitingVersion { slot: 3, is_tie_break: true, ..waiting(1) };
    for (level, slot, waits, nobody) in [
        (StatusLevel::Lead, waiting(1), Preference::WaitsForLead, Preference::NoLead),
        (StatusLevel::Senior, tie, Preference::WaitsForSenior, Preference::NoSenior),
    ] {
        let roster = [full("lena", level), pia.clone(), noa.clone()];
        let early = one(WaitingVersion { may_wait: true, ..slot.clone() }, &roster);
        assert_eq!((early.chosen, early.why.preference), (None, Some(waits)));
        let rules = [
            (member("lena"), Exclusion::TimersFull),
            (member("pia"), Exclusion::LevelPreferred),
            (member("noa"), Exclusion::Probation),
        ];
        assert_eq!(early.why.excluded, BTreeMap::from(rules));
        let after_a_day = one(slot.clone(), &roster);
        let chosen = Chosen { member: member("pia"), queued: false };
        assert_eq!((after_a_day.chosen, after_a_day.why.preference), (Some(chosen), Some(nobody)));
        // Where nobody is free, whoever is chosen is queued, and may as well be of the level.
        let busy = full("pia", StatusLevel::Newcomer);
        let queued = one(slot, &[roster[0].clone(), busy, noa.clone()]);
        assert_eq!(queued.chosen, Some(Chosen { member: member("lena"), queued: true }));
    }
}

#[test]
fn who_reviewed_the_composer_lately_is_not_preferred_for_their_level_to_somebody_fresh() {
    let composers_reviewed_lately = BTreeSet::from([waiting(1).composer]);
    let level = StatusLevel::Lead;
    let lena = Candidate { level, composers_reviewed_lately, ..candidate("lena") };
    let roster = [lena, candidate("pia"), Candidate { probation: true, ..candidate("noa") }];
    let decision = one(WaitingVersion { may_wait: true, ..waiting(1) }, &roster);
    assert_eq!(decision.chosen.map(|chosen| chosen.member), Some(member("pia")));
    assert_eq!(decision.why.excluded[&member("lena")], Exclusion::ReviewedLately);
}

#[test]
fn temporary_limits_keep_nobody_from_being_asked_and_what_excludes_for_good_does() {
    let full = Candidate { running_timers: 5, reviews_today: 20, ..candidate("full") };
    let lately = [member("composer 1")].into();
    let lately = Candidate { composers_reviewed_lately: lately, ..candidate("lately") };
    let entered = Candidate { other_part: Some(Exclusion::EnteredBrief), ..candidate("entered") };
    let novice = Candidate { probation: true, ..candidate("novice") };
    let platform = [lately, entered, full, novice];
    let (asked, excluded) =
        crate::assignment::askable(brief(), &waiting(1), &platform, &Policy::CURRENT);
    assert_eq!(asked, [member("full"), member("lately")]);
    let reasons =
        [(member("entered"), Exclusion::EnteredBrief), (member("novice"), Exclusion::Probation)];
    assert_eq!(excluded, reasons.into());
}

#[test]
fn the_reviewer_of_the_version_before_comes_first() {
    let lately = [member("composer 1")].into();
    let before =
        Candidate { load_in_brief: 9, composers_reviewed_lately: lately, ..candidate("a") };
    let roster = [before, candidate("b")];
    let again = WaitingVersion { version: 2, continuity: Some(member("a")), ..waiting(1) };
    let decision = one(again.clone(), &roster);
    assert_eq!(decision.chosen.map(|chosen| chosen.member), Some(member("a")));
    assert!(decision.why.continuity);
    let relinquished = WaitingVersion { relinquished_by: [member("a")].into(), ..again };
    assert_eq!(chosen(relinquished, &roster), Some(member("b")));
}

#[test]
fn who_reviewed_the_composer_lately_waits_unless_nobody_else_is_there() {
    let composers_reviewed_lately: BTreeSet<MemberId> = [member("composer 1")].into();
    let lately = Candidate { composers_reviewed_lately, ..candidate("a") };
    let busier = Candidate { load_in_brief: 7, ..candidate("b") };
    let decision = one(waiting(1), &[lately.clone(), busier]);
    assert_eq!(decision.chosen.map(|chosen| chosen.member), Some(member("b")));
    assert_eq!(decision.why.excluded, BTreeMap::from([(member("a"), Exclusion::ReviewedLately)]));
    assert_eq!(chosen(waiting(1), &[lately]), Some(member("a")));
}

#[test]
fn with_five_clocks_running_a_review_is_queued_unless_somebody_is_free() {
    let full = Candidate { running_timers: 5, ..candidate("a") };
    let queued = Chosen { member: member("a"), queued: true };
    assert_eq!(one(waiting(1), std::slice::from_ref(&full)).chosen, Some(queued));
    let free = Candidate { load_in_brief: 3, ..candidate("b") };
    assert_eq!(chosen(waiting(1), &[full, free]), Some(member("b")));
}

#[test]
fn probation_listens_beside_an_active_one_and_never_alone() {
    let probation = Candidate { probation: true, ..candidate("p") };
    let decision = one(waiting(1), &[probation.clone(), candidate("a")]);
    assert_eq!(decision.chosen.map(|chosen| chosen.member), Some(member("a")));
    assert_eq!(decision.paired.map(|chosen| chosen.member), Some(member("p")));
    let alone = one(waiting(1), &[probation]);
    assert_eq!((alone.chosen, alone.paired), (None, None));
}

#[test]
fn two_slots_of_one_version_get_two_reviewers() {
    let slots = [waiting(1), WaitingVersion { slot: 2, ..waiting(1) }];
    let decisions = assign(brief(), &slots, &[candidate("a"), candidate("b")], &Policy::CURRENT);
    assert_ne!(decisions[0].chosen.unwrap().member, decisions[1].chosen.unwrap().member);
    let alone = assign(brief(), &slots, &[candidate("a")], &Policy::CURRENT);
    assert_eq!(alone[1].chosen, None);
}

#[test]
fn a_reviewer_is_told_why_it_was_them_and_nothing_of_who_wrote_it() {
    let told = |others: &[Candidate]| {
        let roster: Vec<Candidate> =
            [candidate("a")].into_iter().chain(others.iter().cloned()).collect();
        let decision = assign(brief(), &[waiting(1)], &roster, &Policy::CURRENT).remove(0);
        decision.why.told_to(member("a"))
    };
    let busy = Candidate { load_in_brief: 1, ..candidate("b") };
    let partner = Candidate { partners: BTreeSet::from([member("composer 1")]), ..busy.clone() };
    let alone = told(&[]);
    assert_eq!(alone, "It was your turn: you had no review on this brief yet.");
    assert_eq!(told(&[busy]), alone);
    assert_eq!(told(&[partner]), alone, "who has written with the composer could not be asked");
    assert_eq!(told(&[candidate("composer 1")]), alone);
    let roster = [candidate("a"), candidate("b"), candidate("composer 1")];
    let again = WaitingVersion { continuity: Some(member("a")), ..waiting(1) };
    let decision = assign(brief(), &[again], &roster, &Policy::CURRENT).remove(0);
    assert!(decision.why.told_to(member("a")).starts_with("You answered the version before"));
}

prop_compose! {
    fn any_candidate()(
        name in 0_u8..8,
        flags in proptest::array::uniform3(proptest::bool::weighted(0.2)),
        running_timers in 0_u32..7,
        reviews_today in 0_u32..22,
        minutes_today in 0_u64..100,
        load_in_brief in 0_u32..4,
        idle in proptest::option::of(0_i64..9),
    ) -> Candidate {
        Candidate {
            probation: flags[0],
            inactive: flags[1],
            level: StatusLevel::Junior,
            availability: Availability::Available,
            other_part: flags[2].then_some(Exclusion::EnteredBrief),
            running_timers,
            reviews_today,
            audio_today_ms: minutes_today * 60_000,
            load_in_brief,
            last_assigned_at: idle.map(|second| Timestamp::from_second(second).unwrap()),
            ..candidate(&format!("composer {name}"))
        }
    }
}

prop_compose! {
    fn any_waiting()(
        number in 0_u8..30,
        slot in 1_u8..3,
        relinquished in 0_u8..12,
        heard in 0_u8..20,
        continuity in proptest::option::of(0_u8..12),
    ) -> WaitingVersion {
        WaitingVersion {
            slot,
            relinquished_by: [member(&format!("composer {relinquished}"))].into(),
            hearing_it: [member(&format!("composer {heard}"))].into(),
            continuity: continuity.map(|number| member(&format!("composer {number}"))),
            ..waiting(number)
        }
    }
}

/// Slots that differ in version or slot, as those of one brief do.
fn any_queue() -> impl Strategy<Value = Vec<WaitingVersion>> {
    let slots = proptest::collection::btree_map((0_u8..12, 1_u8..4), any_waiting(), 1..12);
    slots.prop_map(|slots| {
        let place = |((number, slot), any): ((u8, u8), WaitingVersion)| WaitingVersion {
            slot,
            relinquished_by: any.relinquished_by,
            hearing_it: any.hearing_it,
            continuity: any.continuity,
            ..waiting(number)
        };
        slots.into_iter().map(place).collect()
    })
}

fn any_roster() -> impl Strategy<Value = Vec<Candidate>> {
    proptest::collection::btree_map(0_u8..12, any_candidate(), 0..12).prop_map(|roster| {
        let named = |(name, one)| Candidate { member: member(&format!("composer {name}")), ..one };
        roster.into_iter().map(named).collect()
    })
}

fn count_of<T>(all: &[T]) -> u32 {
    u32::try_from(all.len()).unwrap()
}

/// Gives every track away in as many commits as it takes, as the studio does.
fn in_commits(slots: &[WaitingVersion], roster: &mut [Candidate]) -> Vec<Decision> {
    let mut decisions = Vec::new();
    for commit in slots.chunks(Policy::CURRENT.assignments_per_batch_max) {
        let decided = assign(brief(), commit, roster, &Policy::CURRENT);
        for (decision, slot) in decided.iter().zip(commit) {
            for chosen in decision.listeners() {
                let taker = roster.iter_mut().find(|one| one.member == chosen.member);
                taker.unwrap().take(slot, chosen.queued);
            }
        }
        decisions.extend(decided);
    }
    decisions
}

proptest! {
    #[test]
    fn nobody_excluded_is_ever_chosen(slots in any_queue(), roster in any_roster()) {
        let mut known: BTreeMap<MemberId, Candidate> =
            roster.iter().map(|one| (one.member, one.clone())).collect();
        let mut hearing: BTreeSet<(TrackId, u8, MemberId)> = BTreeSet::new();
        for decision in assign(brief(), &slots, &roster, &Policy::CURRENT) {
            let of = |slot: &&WaitingVersion| {
                (slot.track, slot.slot) == (decision.track, decision.slot)
            };
            let slot = slots.iter().find(of).unwrap();
            for listener in decision.listeners() {
                let one = known.get_mut(&listener.member).unwrap();
                prop_assert!(!one.inactive && one.other_part.is_none() && one.reviews_today < 20);
                prop_assert!(one.audio_today_ms + slot.duration_ms <= 90 * 60_000);
                prop_assert!(!slot.authors.contains(&one.member));
                prop_assert!(!slot.relinquished_by.contains(&one.member));
                prop_assert!(!slot.hearing_it.contains(&one.member));
                prop_assert_eq!(listener.queued, one.running_timers >= 5);
                let is_new = hearing.insert((slot.track, slot.version, one.member));
                prop_assert!(is_new, "one reviewer in two slots of a version");
                one.take(slot, listener.queued);
            }
            prop_assert!(decision.chosen.is_none_or(|chosen| !known[&chosen.member].probation));
            prop_assert!(decision.paired.is_none_or(|paired| known[&paired.member].probation));
            prop_assert!(decision.chosen.is_some() || decision.paired.is_none());
        }
    }

    /// A level is preferred, never required: whatever the roster looks like.
    #[test]
    fn a_slot_is_never_queued_while_somebody_is_free_and_waits_for_a_level_only_while_it_may(
        roster in any_roster(),
        levels in proptest::collection::vec(
            (proptest::sample::select(StatusLevel::ALL), proptest::bool::ANY), 12,
        ),
        (is_tie_break, may_wait) in (proptest::bool::ANY, proptest::bool::ANY),
        number in 0_u8..30,
    ) {
        let number = if is_tie_break { 3 } else { 1 + number % 2 };
        let slot = WaitingVersion { slot: number, is_tie_break, may_wait, ..waiting(1) };
        let of_level = |(one, (level, lately)): (Candidate, (StatusLevel, bool))| {
            let composers = if lately { [slot.composer].into() } else { BTreeSet::new() };
            Candidate { level, composers_reviewed_lately: composers, ..one }
        };
        let roster: Vec<Candidate> = roster.into_iter().zip(levels).map(of_level).collect();
        let policy = &Policy::CURRENT;
        let able = |one: &&Candidate| one.excluded_by(&slot, policy).is_none() && !one.probation;
        let least = roster.iter().filter(able).map(|one| one.strain(&slot, policy)).min();
        let decision = one(slot.clone(), &roster);
        let strain = decision.chosen.map(|chosen| {
            let one = roster.iter().find(|one| one.member == chosen.member).unwrap();
            one.strain(&slot, policy)
        });
        let waits = [Some(Preference::WaitsForSenior), Some(Preference::WaitsForLead)];
        if waits.contains(&decision.why.preference) {
            prop_assert!(may_wait && strain.is_none());
        } else {
            prop_assert_eq!(strain, least);
        }
    }

    #[test]
    fn everybody_is_eligible_or_excluded_for_one_reason(
        slots in any_queue(),
        roster in any_roster(),
    ) {
        for decision in assign(brief(), &slots, &roster, &Policy::CURRENT) {
            let excluded = u32::try_from(decision.why.excluded.len()).unwrap();
            let eligible = count_of(&decision.why.best);
            prop_assert_eq!(excluded + eligible, count_of(&roster));
            // Nobody is chosen only where each of them has a reason.
            prop_assert_eq!(decision.chosen.is_none(), eligible == 0);
            if let (Some(chosen), false) = (decision.chosen, decision.why.continuity) {
                prop_assert_eq!(decision.why.best[0].member, chosen.member);
            }
        }
    }

    #[test]
    fn the_same_input_in_any_order_gives_the_same_decisions(
        (slots, shuffled) in any_queue()
            .prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        (roster, reseated) in any_roster()
            .prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
    ) {
        let decisions = assign(brief(), &slots, &roster, &Policy::CURRENT);
        prop_assert_eq!(assign(brief(), &shuffled, &reseated, &Policy::CURRENT), decisions);
    }

    #[test]
    fn loads_differ_by_at_most_one_where_nobody_is_excluded(
        tracks in 1_u8..60,
        reviewers in 1_u8..6,
        slots_each in 1_u8..3,
        bystanders in proptest::collection::btree_map(0_u8..8, any_candidate(), 0..4),
    ) {
        let slots_each = slots_each.min(reviewers);
        let slots: Vec<WaitingVersion> = (0..tracks)
            .flat_map(|track| (1..=slots_each).map(move |slot| (track, slot)))
            .map(|(track, slot)| WaitingVersion { slot, ..waiting(track) })
            .collect();
        let able = |number| Candidate { reviews_today: 0, ..candidate(&format!("r{number}")) };
        let mut roster: Vec<Candidate> = (0..reviewers).map(able).collect();
        roster.extend(bystanders.into_iter().map(|(name, one)| Candidate {
            member: member(&format!("b{name}")),
            inactive: true,
            ..one
        }));
        // A day's worth for everybody: beyond it the daily rule excludes.
        let slots: Vec<WaitingVersion> =
            slots.into_iter().take(usize::from(reviewers) * 20).collect();
        let decisions = in_commits(&slots, &mut roster);
        let mut loads: BTreeMap<MemberId, u32> =
            (0..reviewers).map(|number| (able(number).member, 0)).collect();
        for decision in decisions {
            *loads.get_mut(&decision.chosen.unwrap().member).unwrap() += 1;
        }
        let (least, most) = (loads.values().min().unwrap(), loads.values().max().unwrap());
        prop_assert!(most - least <= 1, "{:?}", loads);
    }
}
