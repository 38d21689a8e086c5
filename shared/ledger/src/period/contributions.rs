//! Who put what into a plan: files, decisions, splits.

use std::collections::BTreeMap;

use domain::id::BriefId;
use domain::money::TrackKey;
use domain::money::input::{Input, MonthInput, PrizeMoneyKind};
use domain::money::plan::{Contributed, Contribution, Manifest, Plan, PlanDraft, TrackTotal};
use store::revenue_file::RevenueFile;

/// What was put into this plan: into its month, or earlier what moves money only now. A match waits
/// as long as its money does, and a split as long as the award is void.
pub(crate) fn contributions(
    manifest: &Manifest,
    files: &[RevenueFile],
    inputs: &[MonthInput],
    PlanDraft { plan, tracks, .. }: &PlanDraft,
) -> Vec<Contribution> {
    let files = files.iter().map(|file| Contribution {
        by: file.loaded_by,
        what: Contributed::RevenueFile { sha256: file.sha256.clone() },
    });
    let decisions = inputs.iter().filter_map(|one| {
        let moves_now = match &one.input {
            Input::Match(matched) => plan.matches.contains(&matched.matched),
            Input::Adjustment(_)
            | Input::Consent(_)
            | Input::TaxRate(_)
            | Input::Award(_)
            | Input::Isrc(_)
            | Input::Payout(_)
            | Input::Withdrawal(_)
            | Input::Prize(_) => false,
        };
        let contributor = one.contributor().filter(|_| moves_now || one.month == plan.month);
        contributor.map(|by| Contribution { by, what: Contributed::Decision(one.input.clone()) })
    });
    let applied = [applied(&manifest.tracks), applied(tracks)];
    let splits = manifest.splits.iter().filter_map(|split| {
        let number = |of: &BTreeMap<&TrackKey, u32>| of.get(&split.track).copied();
        let [before, after] = applied.each_ref().map(|of| number(of).unwrap_or_default());
        let moves_now = split.month == plan.month || before < split.number && split.number <= after;
        let what = Contributed::Split { track: split.track.clone(), number: split.number };
        split.decided_by.filter(|_| moves_now).map(|by| Contribution { by, what })
    });
    files.chain(decisions).chain(splits).collect()
}

/// The number of the newest split by which each track is shared out.
fn applied(totals: &[TrackTotal]) -> BTreeMap<&TrackKey, u32> {
    let mut applied: BTreeMap<&TrackKey, u32> = BTreeMap::new();
    for total in totals {
        let newest = applied.entry(&total.track).or_default();
        *newest = (*newest).max(total.split_number);
    }
    applied
}

/// The confirmations of the prizes that this plan gives out. A draft may have been paid for more
/// than once: the last deposit is what is given out.
pub(crate) fn prizes_confirmed<'a>(
    inputs: impl Iterator<Item = &'a MonthInput>,
    plan: &Plan,
) -> Vec<Contribution> {
    let mut confirmed: BTreeMap<BriefId, (u64, &MonthInput)> = BTreeMap::new();
    for one in inputs {
        if let Input::Prize(prize) = &one.input
            && prize.kind == PrizeMoneyKind::Received
        {
            let last = confirmed.entry(prize.brief).or_insert((prize.number, one));
            if prize.number > last.0 {
                *last = (prize.number, one);
            }
        }
    }
    let given = plan.prizes.iter().filter_map(|award| confirmed.get(&award.brief));
    let what = |one: &MonthInput| Contributed::Decision(one.input.clone());
    given.map(|(_, one)| Contribution { by: one.by, what: what(one) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    use domain::id::{MemberId, SuspenseId};
    use domain::money::input::{NumberedMatch, PrizeMoney, SuspenseMatch};
    use domain::money::plan::plan;
    use domain::money::{Money, YearMonth};
    use domain::prize::{PrizeAward, PrizeReason};
    use jiff::Timestamp;

    fn month(text: &str) -> YearMonth {
        text.parse().unwrap()
    }

    fn euros() -> Money {
        Money::new("EUR".parse().unwrap(), "50".parse().unwrap())
    }

    fn by(name: &str, of: &str, input: Input) -> MonthInput {
        let by = MemberId::of_subject(name);
        MonthInput { month: month(of), input, by, at: Timestamp::UNIX_EPOCH }
    }

    fn deposit(brief: BriefId, number: u64, kind: PrizeMoneyKind) -> Input {
        Input::Prize(PrizeMoney { brief, number, kind, money: euros() })
    }

    fn members(names: &[&str]) -> BTreeSet<MemberId> {
        names.iter().map(|name| MemberId::of_subject(name)).collect()
    }

    fn names(contributions: &[Contribution]) -> BTreeSet<MemberId> {
        contributions.iter().map(|one| one.by).collect()
    }

    #[test]
    fn approver_contributed_is_a_match_of_an_earlier_month_that_moves_money_now() {
        let matched = |name: &[u8]| SuspenseMatch {
            id: SuspenseId::derive(&[name]),
            track: "trk_1".parse().unwrap(),
        };
        let input = |name| Input::Match(NumberedMatch { matched: matched(name), number: 1 });
        let inputs = [
            by("moved", "2026-01", input(b"moves")),
            by("long ago", "2026-01", input(b"has moved before")),
            by("now", "2026-02", input(b"nothing waits")),
        ];
        let manifest = Manifest::empty(month("2026-02"), 1);
        let mut draft = plan(&manifest).unwrap();
        draft.plan.matches.insert(matched(b"moves"));
        let found = contributions(&manifest, &[], &inputs, &draft);
        assert_eq!(names(&found), members(&["moved", "now"]));
        assert_eq!(found[0].what, Contributed::Decision(input(b"moves")));
    }

    #[test]
    fn approver_contributed_is_the_confirmation_of_a_prize_in_the_plan() {
        let (given, other) = (BriefId::derive(&[b"given"]), BriefId::derive(&[b"other"]));
        let inputs = [
            by("first", "2026-01", deposit(given, 1, PrizeMoneyKind::Received)),
            by("client", "2026-01", deposit(given, 2, PrizeMoneyKind::Returned)),
            by("last", "2026-01", deposit(given, 3, PrizeMoneyKind::Received)),
            by("elsewhere", "2026-02", deposit(other, 1, PrizeMoneyKind::Received)),
        ];
        let mut plan = plan(&Manifest::empty(month("2026-02"), 1)).unwrap().plan;
        plan.prizes.push(PrizeAward {
            brief: given,
            reason: PrizeReason::Selected,
            prize: euros(),
            shares: Vec::new(),
            month: month("2026-02"),
            at: Timestamp::UNIX_EPOCH,
        });
        assert_eq!(names(&prizes_confirmed(inputs.iter(), &plan)), members(&["last"]));
    }
}
