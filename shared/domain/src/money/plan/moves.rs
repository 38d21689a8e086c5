//! Everything that moves money otherwise than by a share of the month's own revenue. Each movement
//! stands on both of its sides, so that all but adjustments from outside and prizes add up to zero.

use crate::money::account::Account;
use crate::money::amount::{Amount, AmountError};
use crate::money::currency::Currency;
use crate::money::input::{Consent, PayoutReason, SuspenseMatch};
use crate::money::payout_amounts::{BasisPoints, PayoutAmounts};
use crate::money::plan::error::PlanError;
use crate::money::plan::manifest::Manifest;
use crate::money::plan::position::{Position, Positions};
use crate::money::plan::suspense::SuspenseEntry;
use crate::money::plan::tracks::{Splits, Totals};
use crate::money::plan::unit::{MoveKind, MoveLine};
use crate::money::split::SplitVersion;
use crate::money::track_key::TrackKey;
use crate::money::value::Money;
use crate::prize::apportion;
use std::collections::{BTreeMap, BTreeSet};

/// A movement without its amount.
struct Cause {
    kind: MoveKind,
    subject: String,
    track: Option<TrackKey>,
    split_number: Option<u32>,
    reason: Option<String>,
}

impl Cause {
    fn new(kind: MoveKind, subject: impl Into<String>) -> Self {
        let subject = subject.into();
        Self { kind, subject, track: None, split_number: None, reason: None }
    }

    fn of_split(kind: MoveKind, subject: impl Into<String>, split: &SplitVersion) -> Self {
        let (track, split_number) = (Some(split.track.clone()), Some(split.number));
        Self { track, split_number, ..Self::new(kind, subject) }
    }

    fn line(&self, amount: Amount) -> MoveLine {
        MoveLine {
            kind: self.kind,
            subject: self.subject.clone(),
            track: self.track.clone(),
            split_number: self.split_number,
            amount,
            reason: self.reason.clone(),
        }
    }
}

/// What two operators agreed on in this month.
pub(super) fn adjust(manifest: &Manifest, positions: &mut Positions) -> Result<(), PlanError> {
    let mut sorted: Vec<_> = manifest.adjustments.iter().collect();
    sorted.sort_by(|a, b| (&a.id, &a.account, a.money).cmp(&(&b.id, &b.account, b.money)));
    let mut seen = BTreeSet::new();
    for one in sorted {
        if !seen.insert((&one.id, &one.account, one.money.currency)) {
            return Err(PlanError::AdjustmentTwice(one.id));
        }
        let reason = Some(format!("{}: {}", one.adjusts, one.reason));
        let cause = Cause { reason, ..Cause::new(MoveKind::Adjustment, one.id.to_string()) };
        put(positions, &one.account, one.money, &cause);
    }
    Ok(())
}

/// Whoever has agreed to a share receives all of it that has waited.
pub(super) fn release_consented(
    manifest: &Manifest,
    positions: &mut Positions,
) -> Result<(), PlanError> {
    for Consent { track, account } in &manifest.consents {
        let waits = Account::unconsented(account, track);
        for (currency, amount) in balances(positions, &waits) {
            let cause = Cause {
                track: Some(track.clone()),
                ..Cause::new(MoveKind::Consent, track.to_string())
            };
            transfer(positions, [&waits, account], Money::new(currency, amount), &cause)?;
        }
        let waits = Account::waiting_prize(account, track);
        for (currency, amount) in balances(positions, &waits) {
            let reason = Some("it has waited for your agreement to your share".to_owned());
            let cause = Cause {
                track: Some(track.clone()),
                reason,
                ..Cause::new(MoveKind::Prize, track.to_string())
            };
            transfer(positions, [&waits, account], Money::new(currency, amount), &cause)?;
        }
    }
    Ok(())
}

/// Shares everything that a track has earned before out by its newest split, where an older one was
/// applied: who had too much gives it back to who had too little.
pub(super) fn correct(
    splits: &Splits<'_>,
    totals: &mut Totals,
    positions: &mut Positions,
) -> Result<(), PlanError> {
    for total in totals.0.values_mut() {
        let track = &total.track;
        let newest = match splits.newest(track) {
            Some(newest) if newest.number > total.split_number && !splits.is_void(track) => newest,
            Some(_) | None => continue,
        };
        let applied = splits.numbered(track, total.split_number)?;
        let mut changes: BTreeMap<Account, Amount> = BTreeMap::new();
        for row in newest.rows.rows() {
            let change = changes.entry(splits.receiver(track, &row.account)).or_default();
            *change = change.checked_add(total.revenue.share(row.share_ppm)?)?;
        }
        for row in applied.rows.rows() {
            let change = changes.entry(splits.receiver(track, &row.account)).or_default();
            *change = change.checked_sub(total.revenue.share(row.share_ppm)?)?;
        }
        for (split, sign) in [(newest, Sign::Gives), (applied, Sign::Takes)] {
            pass_through_pool(
                splits,
                split,
                Money::new(total.currency, total.revenue),
                sign,
                positions,
            )?;
        }
        let reason = Some(format!(
            "split {} instead of {}, since {}",
            newest.number, applied.number, total.since
        ));
        let cause =
            Cause { reason, ..Cause::of_split(MoveKind::Correction, track.as_str(), newest) };
        for (account, change) in changes.into_iter().filter(|(_, change)| !change.is_zero()) {
            put(positions, &account, Money::new(total.currency, change), &cause);
        }
        total.split_number = newest.number;
    }
    Ok(())
}

/// The part of a prize that has waited for a writer who is none any more goes to the other writers
/// by their shares, in whole minor units.
pub(super) fn return_refused(
    splits: &Splits<'_>,
    positions: &mut Positions,
) -> Result<(), PlanError> {
    for (track, account) in splits.refused() {
        let waits = Account::waiting_prize(account, track);
        let Some(newest) = splits.newest(track) else { continue };
        let writers = newest.sources.iter().flat_map(|sources| &sources.writers);
        let shares: Vec<_> = writers.map(|one| (&one.account, one.share_ppm.ppm())).collect();
        for (currency, amount) in sums(positions, &waits)? {
            let exponent = currency.exponent();
            let reason = Some("a part of the prize was refused".to_owned());
            let cause =
                Cause { reason, ..Cause::of_split(MoveKind::Prize, track.as_str(), newest) };
            for (writer, minor) in apportion(amount.floor_to_minor(exponent)?, shares.clone())? {
                let part = Money::new(currency, Amount::from_minor(minor, exponent)?);
                let is_waiting = splits.waits(track, writer);
                let waiting = Account::waiting_prize(writer, track);
                let to = if is_waiting { &waiting } else { writer };
                transfer(positions, [&waits, to], part, &cause)?;
            }
        }
    }
    Ok(())
}

/// What waited and waits no more, since it was matched or since its award stands again. The rest is
/// returned, with the matches that moved something.
pub(super) fn resolve_waiting(
    manifest: &Manifest,
    splits: &Splits<'_>,
    totals: &mut Totals,
    positions: &mut Positions,
) -> Result<(Vec<SuspenseEntry>, BTreeSet<SuspenseMatch>), PlanError> {
    let matches = by_id(manifest);
    let mut waiting = manifest.waiting.clone();
    waiting.sort_by(|a, b| (a.month, &a.file_sha256, a.row).cmp(&(b.month, &b.file_sha256, b.row)));
    let (mut still, mut used) = (Vec::new(), BTreeSet::new());
    for entry in waiting {
        let matched = matches.get(&entry.id()).copied();
        let (kind, track) = match (&entry.track, matched) {
            (Some(track), _) => (MoveKind::AwardRestored, track),
            (None, Some(one)) => (MoveKind::Match, &one.track),
            (None, None) => {
                still.push(entry);
                continue;
            }
        };
        let Some(split) = splits.newest(track).filter(|_| !splits.is_void(track)) else {
            still.push(entry);
            continue;
        };
        let cause = Cause::of_split(kind, entry.id().to_string(), split);
        let (from, money) = (entry.account(), entry.money);
        put(positions, &from, Money::new(money.currency, negated(money.amount)?), &cause);
        for row in split.rows.rows() {
            let share = Money::new(money.currency, money.amount.share(row.share_ppm)?);
            put(positions, &splits.receiver(track, &row.account), share, &cause);
        }
        pass_through_pool(splits, split, money, Sign::Gives, positions)?;
        totals.add(split, money.currency, money.amount, manifest.month)?;
        used.extend(matched.filter(|_| kind == MoveKind::Match).cloned());
    }
    Ok((still, used))
}

/// The matches by what they match.
pub(super) fn by_id(manifest: &Manifest) -> BTreeMap<crate::id::SuspenseId, &SuspenseMatch> {
    manifest.matches.iter().map(|one| (one.id, one)).collect()
}

/// Every prize comes in from its deposit and goes out to those whom it was given to; what belongs to
/// a writer who has not agreed yet waits as their royalties do.
pub(super) fn give_prizes(
    manifest: &Manifest,
    splits: &Splits<'_>,
    positions: &mut Positions,
) -> Result<BTreeMap<Currency, Amount>, PlanError> {
    let mut given: BTreeMap<Currency, Amount> = BTreeMap::new();
    let mut sorted: Vec<_> = manifest.prizes.iter().collect();
    sorted.sort_by_key(|prize| prize.brief);
    for award in sorted {
        let (account, currency) = (Account::prize(award.brief), award.prize.currency);
        let shared = Amount::sum(award.shares.iter().map(|share| share.money.amount))?;
        if shared != award.prize.amount
            || award.shares.iter().any(|one| one.money.currency != currency)
        {
            return Err(PlanError::PrizeShares(award.brief));
        }
        let reason = Some(award.reason.to_string());
        let cause = Cause { reason, ..Cause::new(MoveKind::Prize, award.brief.to_string()) };
        put(positions, &account, award.prize, &cause);
        for share in &award.shares {
            let track = TrackKey::from(share.track);
            let writer = Account::of_member(share.member);
            let waits = splits.waits(&track, &writer);
            let to = if waits { Account::waiting_prize(&writer, &track) } else { writer };
            let cause = Cause { track: Some(track), ..cause_of(&cause) };
            transfer(positions, [&account, &to], share.money, &cause)?;
        }
        let sum = given.entry(currency).or_default();
        *sum = sum.checked_add(award.prize.amount)?;
    }
    Ok(given)
}

/// What cannot be paid to those who leave, and is waived, goes to the platform.
pub(super) fn waive(manifest: &Manifest, positions: &mut Positions) -> Result<(), PlanError> {
    for request in &manifest.payout_requests {
        if request.reason != PayoutReason::LeavingWaived {
            continue;
        }
        let account = &request.account;
        let mine: Vec<Currency> = currencies(positions, account);
        for currency in mine {
            let Some(position) = positions.get(&(account.clone(), currency)) else { continue };
            let parts = position.parts()?;
            let rest =
                PayoutAmounts::compute_requested(currency, parts, BasisPoints::default())?.closing;
            if !rest.is_zero() {
                let cause = Cause::new(MoveKind::Waiver, account.to_string());
                let both = [account, &Account::platform()];
                transfer(positions, both, Money::new(currency, rest), &cause)?;
            }
        }
    }
    Ok(())
}

/// Whether a split shares money out, or takes back what it had shared out.
#[derive(Clone, Copy)]
enum Sign {
    Gives,
    Takes,
}

/// Notes what of a movement comes through the pool's rows of a split: the movement itself stands
/// in the moves.
fn pass_through_pool(
    splits: &Splits<'_>,
    split: &SplitVersion,
    money: Money,
    sign: Sign,
    positions: &mut Positions,
) -> Result<(), AmountError> {
    for row in split.pool_rows() {
        let receiver = splits.receiver(&split.track, &row.account);
        let pool = &mut positions.entry((receiver, money.currency)).or_default().pool;
        let part = money.amount.share(row.share_ppm)?;
        *pool = match sign {
            Sign::Gives => pool.checked_add(part)?,
            Sign::Takes => pool.checked_sub(part)?,
        };
    }
    Ok(())
}

fn cause_of(cause: &Cause) -> Cause {
    Cause { reason: cause.reason.clone(), ..Cause::new(cause.kind, cause.subject.clone()) }
}

/// From one account to another.
fn transfer(
    positions: &mut Positions,
    [from, to]: [&Account; 2],
    money: Money,
    cause: &Cause,
) -> Result<(), AmountError> {
    put(positions, from, Money::new(money.currency, negated(money.amount)?), cause);
    put(positions, to, money, cause);
    Ok(())
}

fn put(positions: &mut Positions, account: &Account, money: Money, cause: &Cause) {
    let position: &mut Position = positions.entry((account.clone(), money.currency)).or_default();
    position.moves.push(cause.line(money.amount));
}

fn negated(amount: Amount) -> Result<Amount, AmountError> {
    Amount::ZERO.checked_sub(amount)
}

fn currencies(positions: &Positions, account: &Account) -> Vec<Currency> {
    Currency::all()
        .filter(|currency| positions.contains_key(&(account.clone(), *currency)))
        .collect()
}

/// What an account has by now, where that is something.
fn sums(positions: &Positions, account: &Account) -> Result<Vec<(Currency, Amount)>, AmountError> {
    let mut sums = Vec::new();
    for currency in currencies(positions, account) {
        let Some(position) = positions.get(&(account.clone(), currency)) else { continue };
        let sum = Amount::sum(position.parts()?)?;
        if !sum.is_zero() {
            sums.push((currency, sum));
        }
    }
    Ok(sums)
}

/// What the account opens with, where that is something.
fn balances(positions: &Positions, account: &Account) -> Vec<(Currency, Amount)> {
    let opening = |currency: Currency| {
        let position = positions.get(&(account.clone(), currency))?;
        (!position.opening.is_zero()).then_some((currency, position.opening))
    };
    currencies(positions, account).into_iter().filter_map(opening).collect()
}
