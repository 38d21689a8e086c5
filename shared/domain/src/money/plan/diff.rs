//! Two plans of one month side by side: whose numbers differ, by how much, and why.

use crate::money::account::Account;
use crate::money::amount::{Amount, AmountError};
use crate::money::currency::Currency;
use crate::money::plan::head::Plan;
use crate::money::plan::unit::{Chunk, MoveKind, Unit};
use crate::string_enum::string_enum;
use schemars::JsonSchema;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The maximum number of reasons listed per account: the platform's are as many as there are
/// tracks.
pub const REASONS_MAX: usize = 200;

string_enum! {
    /// What a plan depends on.
    pub enum InputKind {
        /// The plan of the month before.
        PreviousPlan => "previous_plan",
        /// A file of revenue.
        File => "file",
        /// How a track is shared out.
        Split => "split",
        /// The recording code of a track.
        Isrc => "isrc",
        /// An approved adjustment.
        Adjustment => "adjustment",
        /// The rate of withholding tax of a payee.
        TaxRate => "tax_rate",
        /// A writer's word on their share.
        Consent => "consent",
        /// Whether an award is void.
        VoidAward => "void_award",
        /// The track that an entry of suspense belongs to.
        Match => "match",
        /// The prize of a brief.
        Prize => "prize",
        /// A wish of a payee to be paid below the minimum.
        PayoutRequest => "payout_request",
    }
}

string_enum! {
    /// Why somebody's numbers differ.
    pub enum Because {
        /// What the month before left.
        Opening => "opening",
        /// What a track earned in the files.
        Revenue => "revenue",
        /// How a track is shared out.
        Split => "split",
        /// An approved adjustment.
        Adjustment => "adjustment",
        /// What was shared out before is shared out anew.
        Correction => "correction",
        /// An entry of suspense was matched with a track.
        Match => "match",
        /// A writer has agreed with a share, or refused it.
        Consent => "consent",
        /// An award that was void stands again.
        AwardRestored => "award_restored",
        /// The prize of a brief.
        Prize => "prize",
        /// A payee who leaves gives up what cannot be paid out.
        Waiver => "waiver",
        /// Another rate of withholding tax.
        TaxRate => "tax_rate",
        /// Whether the currency's minimum holds.
        PayoutRequest => "payout_request",
    }
}

/// One input that only one of the two plans has.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize)]
#[schemars(rename = "PlanInputChange")]
pub struct InputChange {
    /// What sort of input it is.
    pub kind: InputKind,
    /// Which one: its id, hash or name.
    pub subject: String,
    /// Whether the second plan has it; else the first.
    pub added: bool,
}

/// What an account has in one plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, JsonSchema, Serialize)]
#[schemars(rename = "PlannedSums")]
pub struct Sums {
    /// Carried over from the month before.
    pub opening: Amount,
    /// Its parts of the revenue.
    pub earnings: Amount,
    /// What corrections give or take.
    pub adjustments: Amount,
    /// What becomes due.
    pub gross: Amount,
    /// The tax in what becomes due.
    pub withheld: Amount,
    /// Carried into the next month.
    pub closing: Amount,
}

/// One reason, with the amount that it changes.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize)]
#[schemars(rename = "PlanChangeReason")]
pub struct Reason {
    /// What sort of reason it is.
    pub because: Because,
    /// The track, adjustment, suspense entry or brief; empty where there is none.
    pub subject: String,
    /// By how much the payable changes for it, in the currency of the change.
    pub amount: Amount,
}

/// The reasons that are not told one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize)]
#[schemars(rename = "OtherPlanChangeReasons")]
pub struct OtherReasons {
    /// How many there are.
    pub count: usize,
    /// All of them together.
    pub amount: Amount,
}

/// One account and currency that the two plans treat differently.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize)]
#[schemars(rename = "PlanUnitChange")]
pub struct UnitChange {
    /// Whose sums change.
    pub account: Account,
    /// Of all amounts in this change.
    pub currency: Currency,
    /// In the earlier plan.
    pub before: Sums,
    /// In the later plan.
    pub after: Sums,
    /// By how much the payable changes.
    pub change: Amount,
    /// At most 200: those that change most.
    pub reasons: Vec<Reason>,
    /// All further ones together; null where there are no more than that.
    pub other_reasons: Option<OtherReasons>,
}

/// The inputs that only one of the plans has.
pub fn input_changes(before: &Plan, after: &Plan) -> Vec<InputChange> {
    let (before, after) = (inputs(before), inputs(after));
    let gone = before.difference(&after).map(|one| (one, false));
    let new = after.difference(&before).map(|one| (one, true));
    let mut changes: Vec<InputChange> = gone
        .chain(new)
        .map(|((kind, subject), added)| InputChange {
            kind: *kind,
            subject: subject.clone(),
            added,
        })
        .collect();
    changes.sort_by(|a, b| (a.kind, &a.subject, a.added).cmp(&(b.kind, &b.subject, b.added)));
    changes
}

/// The accounts whose numbers differ, by account and currency. Chunks that both plans have need not
/// be given: what stands in them is the same.
pub fn unit_changes(before: &[Chunk], after: &[Chunk]) -> Result<Vec<UnitChange>, AmountError> {
    let (before, after) = (by_account(before), by_account(after));
    let keys: BTreeSet<_> = before.keys().chain(after.keys()).collect();
    let mut changes = Vec::new();
    for key in keys {
        let (old, new) = (before.get(key).copied(), after.get(key).copied());
        if old == new {
            continue;
        }
        let pair = [old, new];
        let [was, is] = pair.map(sums);
        let change = [is.opening, is.earnings, is.adjustments].into_iter();
        let change = Amount::sum(change)?.checked_sub(Amount::sum([
            was.opening,
            was.earnings,
            was.adjustments,
        ])?)?;
        let (reasons, other_reasons) = largest(reasons(pair, [was, is])?)?;
        let ((account, currency), before, after) = ((*key).clone(), was, is);
        changes.push(UnitChange {
            account,
            currency,
            before,
            after,
            change,
            reasons,
            other_reasons,
        });
    }
    Ok(changes)
}

type Units<'a> = BTreeMap<(Account, Currency), &'a Unit>;

fn by_account(chunks: &[Chunk]) -> Units<'_> {
    let units = chunks.iter().flat_map(|chunk| &chunk.units);
    units.map(|unit| ((unit.account.clone(), unit.currency), unit)).collect()
}

fn sums(unit: Option<&Unit>) -> Sums {
    unit.map_or_else(Sums::default, |unit| Sums {
        opening: unit.opening,
        earnings: unit.earnings,
        adjustments: unit.adjustments,
        gross: unit.payout.gross,
        withheld: unit.payout.withheld,
        closing: unit.payout.closing,
    })
}

fn reasons(pair: [Option<&Unit>; 2], [was, is]: [Sums; 2]) -> Result<Vec<Reason>, AmountError> {
    let [before, after] = pair.map(|unit| unit.map(parts).transpose());
    let (before, after) = (before?.unwrap_or_default(), after?.unwrap_or_default());
    let mut reasons = Vec::new();
    let opening = is.opening.checked_sub(was.opening)?;
    if !opening.is_zero() {
        let subject = String::new();
        reasons.push(Reason { because: Because::Opening, subject, amount: opening });
    }
    let keys: BTreeSet<_> = before.keys().chain(after.keys()).collect();
    for key in keys {
        let of = |parts: &Parts| parts.get(key).cloned().unwrap_or_default();
        let (was, is) = (of(&before), of(&after));
        let amount = is.amount.checked_sub(was.amount)?;
        if !amount.is_zero() {
            // The same revenue, shared out otherwise?
            let is_shared_otherwise = key.0 == Because::Revenue && was.revenue == is.revenue;
            let because = if is_shared_otherwise { Because::Split } else { key.0 };
            reasons.push(Reason { because, subject: key.1.clone(), amount });
        }
    }
    let [was_tax, is_tax] =
        pair.map(|unit| unit.map(|unit| (unit.tax, unit.tax_country.as_ref())).unwrap_or_default());
    let (subject, none) = (String::new(), Amount::ZERO);
    if was_tax != is_tax {
        let amount = none.checked_sub(is.withheld.checked_sub(was.withheld)?)?;
        reasons.push(Reason { because: Because::TaxRate, subject, amount });
    } else if reasons.is_empty() && was.gross != is.gross {
        let amount = is.gross.checked_sub(was.gross)?;
        reasons.push(Reason { because: Because::PayoutRequest, subject, amount });
    }
    Ok(reasons)
}

/// Those that change most, in the order that they had, and the others as one sum. What is no track,
/// movement or entry of its own is always told: there is one of each at most, and it says something
/// even where it changes nothing.
fn largest(reasons: Vec<Reason>) -> Result<(Vec<Reason>, Option<OtherReasons>), AmountError> {
    if reasons.len() <= REASONS_MAX {
        return Ok((reasons, None));
    }
    let mut told: Vec<(usize, Reason)> = reasons.into_iter().enumerate().collect();
    told.sort_by_key(|(_, reason)| {
        (!reason.subject.is_empty(), Reverse(reason.amount.atoms().unsigned_abs()))
    });
    let others = told.split_off(REASONS_MAX);
    told.sort_by_key(|(place, _)| *place);
    let amount = Amount::sum(others.iter().map(|(_, reason)| reason.amount))?;
    let others = OtherReasons { count: others.len(), amount };
    Ok((told.into_iter().map(|(_, reason)| reason).collect(), Some(others)))
}

#[derive(Clone, Default)]
struct Part {
    amount: Amount,
    /// Of the whole track; none for a movement.
    revenue: Amount,
}

type Parts = BTreeMap<(Because, String), Part>;

fn parts(unit: &Unit) -> Result<Parts, AmountError> {
    let mut parts = Parts::new();
    for line in &unit.lines {
        let part = parts.entry((Because::Revenue, line.track.to_string())).or_default();
        part.amount = part.amount.checked_add(line.earned)?;
        part.revenue = line.revenue;
    }
    for line in &unit.moves {
        let part = parts.entry((because(line.kind), line.subject.clone())).or_default();
        part.amount = part.amount.checked_add(line.amount)?;
    }
    Ok(parts)
}

const fn because(kind: MoveKind) -> Because {
    match kind {
        MoveKind::Adjustment => Because::Adjustment,
        MoveKind::Correction => Because::Correction,
        MoveKind::Match => Because::Match,
        MoveKind::Consent => Because::Consent,
        MoveKind::AwardRestored => Because::AwardRestored,
        MoveKind::Prize => Because::Prize,
        MoveKind::Waiver => Because::Waiver,
    }
}

fn inputs(plan: &Plan) -> BTreeSet<(InputKind, String)> {
    use InputKind as K;
    let mut all = BTreeSet::new();
    let mut put = |kind, subject: String| {
        all.insert((kind, subject));
    };
    if let Some(sha256) = &plan.previous_plan_sha256 {
        put(K::PreviousPlan, sha256.to_string());
    }
    plan.files.iter().for_each(|file| put(K::File, file.sha256.to_string()));
    plan.splits.iter().for_each(|one| put(K::Split, format!("{}#{}", one.track, one.number)));
    plan.isrcs.iter().for_each(|(isrc, track)| put(K::Isrc, format!("{isrc} {track}")));
    plan.adjustments.iter().for_each(|one| put(K::Adjustment, one.id.to_string()));
    for rate in &plan.tax_rates {
        let percent = rate.rate_bp.get();
        put(K::TaxRate, format!("{} {} {percent}", rate.account, rate.country.as_str()));
    }
    plan.consents.iter().for_each(|one| put(K::Consent, format!("{} {}", one.track, one.account)));
    plan.void_awards.iter().for_each(|track| put(K::VoidAward, track.to_string()));
    plan.matches.iter().for_each(|one| put(K::Match, format!("{} {}", one.id, one.track)));
    plan.prizes.iter().for_each(|prize| put(K::Prize, prize.brief.to_string()));
    for request in &plan.payout_requests {
        put(K::PayoutRequest, format!("{} {}", request.account, request.reason));
    }
    all
}
