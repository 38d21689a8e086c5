//! The year as the test counts it, on its own: from the lines of the files, the shares that the
//! story names and what people decide, in whole numbers of 10⁻¹⁴. Nothing here asks the studio for
//! anything.

#![expect(
    clippy::arithmetic_side_effects,
    clippy::integer_division,
    reason = "sums of a test are small, and shares are exact"
)]

use std::collections::{BTreeMap, BTreeSet};

use crate::exact::{ONE, atoms};

const ALL_PPM: i128 = 1_000_000;
pub(crate) const UNMATCHED: &str = "suspense:unmatched";

/// An account, or the name of one of the house, and a currency.
pub(crate) type Key = (String, String);
pub(crate) type Sums = BTreeMap<Key, i128>;

/// A line of a revenue file.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) track: String,
    pub(crate) currency: &'static str,
    pub(crate) amount: &'static str,
}

/// One account's month in one currency.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Figures {
    pub(crate) opening: i128,
    pub(crate) earnings: i128,
    pub(crate) adjustments: i128,
    pub(crate) gross: i128,
    pub(crate) withheld: i128,
    pub(crate) closing: i128,
}

/// How far a payout has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stands {
    Due,
    OnItsWay,
    Settled,
    Returned,
}

#[derive(Debug, Clone)]
pub(crate) struct Payout {
    pub(crate) month: String,
    pub(crate) account: String,
    pub(crate) currency: String,
    pub(crate) gross: i128,
    pub(crate) withheld: i128,
    pub(crate) stands: Stands,
}

/// What became due in a month, and what left.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Due {
    opening: i128,
    gross: i128,
    net_settled: i128,
    withheld: i128,
}

/// Everything that is known so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct Counted {
    /// By track: whose it is, in millionths.
    splits: BTreeMap<String, Vec<(String, i128)>>,
    /// Writer and track, where the writer has not agreed yet.
    unconsented: BTreeSet<(String, String)>,
    /// Basis points by payee.
    taxes: BTreeMap<String, i128>,
    /// Who can be paid in which currency.
    reachable: BTreeSet<Key>,
    held: BTreeSet<String>,
    /// What every account has carried into this month.
    balances: Sums,
    /// By track and currency: what was shared out before this month.
    shared_out: Sums,
    pub(crate) payouts: Vec<Payout>,
    /// By currency: what has come from outside in all posted months.
    brought: BTreeMap<String, i128>,
    /// By payee: everything they were ever entitled to, and everything that ever became due.
    pub(crate) earned: Sums,
    pub(crate) paid: Sums,
    /// This month.
    pub(crate) lines: Vec<Line>,
    moves: Sums,
    asking: BTreeSet<String>,
    /// By payee and currency.
    payables: BTreeMap<Key, Due>,
    posted: Option<BTreeMap<Key, Figures>>,
}

fn key(account: &str, currency: &str) -> Key {
    (account.to_owned(), currency.to_owned())
}

pub(crate) fn is_payee(account: &str) -> bool {
    account.starts_with("mem_")
}

fn share(amount: i128, ppm: i128) -> i128 {
    assert_eq!(amount * ppm % ALL_PPM, 0, "a share of a line is exact");
    amount * ppm / ALL_PPM
}

/// Minor unit and minimum, both in 10⁻¹⁴.
fn paid_in(currency: &str) -> (i128, i128) {
    match currency {
        "JPY" => (ONE, 3_000 * ONE),
        _ => (ONE / 100, 25 * ONE),
    }
}

/// The decisions.
impl Counted {
    pub(crate) fn split(&mut self, track: &str, shares: &[(&str, i128)]) {
        let shares: Vec<_> = shares.iter().map(|(who, ppm)| ((*who).to_owned(), *ppm)).collect();
        assert_eq!(shares.iter().map(|(_, ppm)| ppm).sum::<i128>(), ALL_PPM);
        let before = self.splits.insert(track.to_owned(), shares);
        for (account, ppm) in before.unwrap_or_default() {
            self.correct(track, &account, -ppm);
        }
        for (account, ppm) in self.splits[track].clone() {
            self.correct(track, &account, ppm);
        }
    }

    /// What was shared out before by another split is set right.
    fn correct(&mut self, track: &str, account: &str, ppm: i128) {
        let receiver = self.receiver(track, account);
        for (of, revenue) in self.shared_out.clone() {
            if of.0 == track {
                *self.moves.entry(key(&receiver, &of.1)).or_default() += share(revenue, ppm);
            }
        }
    }

    pub(crate) fn has_not_agreed(&mut self, account: &str, track: &str) {
        self.unconsented.insert(key(account, track));
    }

    pub(crate) fn agrees(&mut self, account: &str, track: &str) {
        let waits = self.receiver(track, account);
        self.unconsented.remove(&key(account, track));
        let waited = self.balances.clone().into_iter().filter(|(of, _)| of.0 == waits);
        for ((_, currency), amount) in waited {
            *self.moves.entry(key(&waits, &currency)).or_default() -= amount;
            *self.moves.entry(key(account, &currency)).or_default() += amount;
        }
    }

    pub(crate) fn tax(&mut self, account: &str, basis_points: i128) {
        self.taxes.insert(account.to_owned(), basis_points);
    }

    pub(crate) fn can_be_paid(&mut self, account: &str, currencies: &[&str]) {
        self.reachable.extend(currencies.iter().map(|currency| key(account, currency)));
    }

    pub(crate) fn hold(&mut self, account: &str) {
        self.held.insert(account.to_owned());
    }

    pub(crate) fn release(&mut self, account: &str) {
        self.held.remove(account);
    }

    pub(crate) fn asks_for_payout(&mut self, account: &str) {
        self.asking.insert(account.to_owned());
    }

    pub(crate) fn matches(&mut self, track: &str, currency: &str, amount: &str) {
        let amount = atoms(amount);
        *self.moves.entry(key(UNMATCHED, currency)).or_default() -= amount;
        for (account, ppm) in self.splits[track].clone() {
            let receiver = self.receiver(track, &account);
            *self.moves.entry(key(&receiver, currency)).or_default() += share(amount, ppm);
        }
        *self.shared_out.entry(key(track, currency)).or_default() += amount;
    }

    pub(crate) fn adjusts(&mut self, account: &str, currency: &str, amount: &str) {
        *self.moves.entry(key(account, currency)).or_default() += atoms(amount);
    }

    /// Who has the share of a writer: they themselves, or suspense until they agree.
    fn receiver(&self, track: &str, account: &str) -> String {
        if self.unconsented.contains(&key(account, track)) {
            return format!("suspense:unconsented:{account}:{track}");
        }
        account.to_owned()
    }
}

/// A month.
impl Counted {
    /// What the month's plan must say of every account.
    pub(crate) fn plan(&self) -> BTreeMap<Key, Figures> {
        if let Some(posted) = &self.posted {
            return posted.clone();
        }
        let mut plan: BTreeMap<Key, Figures> = BTreeMap::new();
        for (of, opening) in &self.balances {
            plan.entry(of.clone()).or_default().opening = *opening;
        }
        for line in &self.lines {
            let amount = atoms(line.amount);
            let unmatched = vec![(UNMATCHED.to_owned(), ALL_PPM)];
            for (account, ppm) in self.splits.get(&line.track).unwrap_or(&unmatched) {
                let receiver = self.receiver(&line.track, account);
                let of = key(&receiver, line.currency);
                plan.entry(of).or_default().earnings += share(amount, *ppm);
            }
        }
        for (of, amount) in &self.moves {
            plan.entry(of.clone()).or_default().adjustments += amount;
        }
        for (of, figures) in &mut plan {
            self.pay_out(of, figures);
        }
        plan
    }

    fn pay_out(&self, (account, currency): &Key, figures: &mut Figures) {
        let payable = figures.opening + figures.earnings + figures.adjustments;
        let (unit, minimum) = paid_in(currency);
        let minimum = if self.asking.contains(account) { ONE } else { minimum };
        if is_payee(account) && payable >= minimum {
            let basis_points = self.taxes.get(account).copied().unwrap_or_default();
            let minor = payable / unit;
            figures.gross = minor * unit;
            figures.withheld = minor * basis_points / 10_000 * unit;
        }
        figures.closing = payable - figures.gross;
    }

    /// What has come from outside this month: files, and what adjustments add up to.
    pub(crate) fn came_in(&self, currency: &str) -> (i128, i128) {
        let lines = self.lines.iter().filter(|line| line.currency == currency);
        let moves = self.moves.iter().filter(|(of, _)| of.1 == currency);
        (lines.map(|line| atoms(line.amount)).sum(), moves.map(|(_, amount)| amount).sum())
    }

    pub(crate) fn post(&mut self, month: &str) {
        let plan = self.plan();
        for ((account, currency), figures) in &plan {
            let of = key(account, currency);
            self.balances.insert(of.clone(), figures.closing);
            *self.earned.entry(of.clone()).or_default() += figures.earnings + figures.adjustments;
            *self.paid.entry(of).or_default() += figures.gross;
            if figures.gross != 0 {
                self.payables.entry(key(account, currency)).or_default().gross += figures.gross;
                self.payouts.push(Payout {
                    month: month.to_owned(),
                    account: account.clone(),
                    currency: currency.clone(),
                    gross: figures.gross,
                    withheld: figures.withheld,
                    stands: Stands::Due,
                });
            }
        }
        for currency in ["EUR", "JPY"] {
            let (revenue, adjustments) = self.came_in(currency);
            *self.brought.entry(currency.to_owned()).or_default() += revenue + adjustments;
        }
        for line in self.lines.iter().filter(|line| self.splits.contains_key(&line.track)) {
            let of = key(&line.track, line.currency);
            *self.shared_out.entry(of).or_default() += atoms(line.amount);
        }
        self.posted = Some(plan);
    }

    /// What is due leaves to the bank. What stays, and why.
    pub(crate) fn pay(&mut self) -> Vec<(Payout, &'static str)> {
        let mut waiting = Vec::new();
        for payout in self.payouts.iter_mut().filter(|payout| payout.stands == Stands::Due) {
            if self.held.contains(&payout.account) {
                waiting.push((payout.clone(), "held"));
            } else if self.reachable.contains(&key(&payout.account, &payout.currency)) {
                payout.stands = Stands::OnItsWay;
            } else {
                waiting.push((payout.clone(), "no_account"));
            }
        }
        waiting
    }

    /// A payout goes on; what is settled, or comes back after that, is of this month.
    pub(crate) fn moves_to(&mut self, at: usize, stands: Stands) {
        let payout = &mut self.payouts[at];
        let due = self.payables.entry(key(&payout.account, &payout.currency)).or_default();
        let sign =
            i128::from(stands == Stands::Settled) - i128::from(payout.stands == Stands::Settled);
        due.net_settled += sign * (payout.gross - payout.withheld);
        due.withheld += sign * payout.withheld;
        payout.stands = stands;
    }

    /// The place of somebody's payout of a month.
    pub(crate) fn payout(&self, month: &str, account: &str, currency: &str) -> usize {
        let all = &self.payouts;
        let is = |one: &Payout| {
            (one.month.as_str(), one.account.as_str(), one.currency.as_str())
                == (month, account, currency)
        };
        all.iter().position(is).unwrap()
    }

    pub(crate) fn next_month(&mut self) {
        self.lines.clear();
        self.moves.clear();
        self.asking.clear();
        self.posted = None;
        self.payables.clear();
        for one in self.payouts.iter().filter(|one| one.stands != Stands::Settled) {
            let due = self.payables.entry(key(&one.account, &one.currency)).or_default();
            due.opening += one.gross;
        }
    }

    /// The month's payables of one payee, or of all: opening, gross, net settled, withheld,
    /// closing.
    pub(crate) fn payables(&self, currency: &str, only: Option<&str>) -> [i128; 5] {
        let is = |account: &str| only.is_none_or(|only| only == account);
        let mut sums = [0; 5];
        for (_, due) in self.payables.iter().filter(|(of, _)| of.1 == currency && is(&of.0)) {
            let parts = [due.opening, due.gross, due.net_settled, due.withheld];
            for (sum, part) in sums.iter_mut().zip(parts) {
                *sum += part;
            }
        }
        sums[4] = self.due(currency, |one| is(&one.account));
        assert_eq!(sums[0] + sums[1], sums[2] + sums[3] + sums[4], "{currency} {only:?}");
        sums
    }

    /// The gross of what is not settled.
    pub(crate) fn due(&self, currency: &str, only: impl Fn(&Payout) -> bool) -> i128 {
        let due = self.payouts.iter().filter(|one| one.stands != Stands::Settled);
        due.filter(|one| one.currency == currency && only(one)).map(|one| one.gross).sum()
    }

    /// What somebody has at the moment, carried and not paid.
    pub(crate) fn balance(&self, account: &str, currency: &str) -> i128 {
        self.balances.get(&key(account, currency)).copied().unwrap_or_default()
    }

    /// The accounts of the house; the tax of all countries is one.
    pub(crate) fn accounts(&self) -> Sums {
        let mut accounts = Sums::new();
        let mut add = |name: &str, currency: &str, amount: i128| {
            *accounts.entry(key(name, currency)).or_default() += amount;
        };
        for ((account, currency), balance) in &self.balances {
            add(if is_payee(account) { "payees" } else { account }, currency, *balance);
        }
        for one in &self.payouts {
            match one.stands {
                Stands::Due | Stands::Returned => add("due", &one.currency, one.gross),
                Stands::OnItsWay => add("clearing", &one.currency, one.gross),
                Stands::Settled => {
                    add("tax", &one.currency, one.withheld);
                    add("outside", &one.currency, one.gross - one.withheld);
                }
            }
        }
        for (currency, brought) in &self.brought {
            add("outside", currency, -brought);
        }
        accounts.retain(|_, balance| *balance != 0);
        accounts
    }

    /// The share of a track by its newest split.
    pub(crate) fn share_ppm(&self, track: &str, account: &str) -> i128 {
        let rows = self.splits[track].iter().filter(|(of, _)| of == account);
        rows.map(|(_, ppm)| ppm).sum()
    }

    /// What everybody is entitled to by the shares as they stand, of everything that was ever
    /// shared out: the whole year in one go, without its months.
    pub(crate) fn entitled(&self, account: &str, currency: &str) -> i128 {
        let tracks = self.shared_out.iter().filter(|(of, _)| of.1 == currency);
        tracks.map(|((track, _), revenue)| share(*revenue, self.share_ppm(track, account))).sum()
    }
}
