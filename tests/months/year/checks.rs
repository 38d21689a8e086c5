//! What must hold after every step of the year: the books of the house, both lines of the proof,
//! what everybody has and is due. And after every month: that each statement follows from the one
//! before.

#![expect(clippy::arithmetic_side_effects, reason = "sums of a test are small")]

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use tests::{Person, ReplyChecks};

use crate::exact::{amount, atoms};
use crate::year::counted::{Figures, Key, Sums, is_payee};
use crate::year::house::Year;

const CURRENCIES: [&str; 2] = ["EUR", "JPY"];

const PAYABLES: [&str; 5] = ["opening_due", "gross", "net_settled", "withheld", "closing_due"];

/// After these steps only the books are read: what payees read is read after the next one.
const MOVES_NOTHING: [&str; 4] = ["freeze", "plan", "approve", "reject"];

fn text(of: &Value, name: &str) -> String {
    of[name].as_str().unwrap().to_owned()
}

fn list(of: &Value) -> impl Iterator<Item = &Value> {
    of.as_array().into_iter().flatten()
}

/// The figures of a unit, an entry or a statement.
pub(crate) fn figures(of: &Value) -> Figures {
    let figures = Figures {
        opening: amount(of, "opening"),
        earnings: amount(of, "earnings"),
        adjustments: amount(of, "adjustments"),
        gross: amount(of, "gross"),
        withheld: amount(of, "withheld"),
        closing: amount(of, "closing"),
    };
    let payable = figures.opening + figures.earnings + figures.adjustments;
    assert_eq!(amount(of, "payable"), payable, "{of}");
    assert_eq!(figures.gross + figures.closing, payable, "{of}");
    assert_eq!(amount(of, "net") + figures.withheld, figures.gross, "{of}");
    figures
}

impl Year {
    /// Everything that must hold after what has no month for an answer.
    pub(crate) async fn check(&self, step: &str) {
        let month = self.books.month(&self.month).await;
        self.check_with(&month, step).await;
    }

    /// Everything that must hold after a step that was answered with this month.
    pub(crate) async fn check_with(&self, month: &Value, step: &str) {
        self.check_books(step).await;
        self.check_proof(month, step);
        self.check_payables(month, step);
        if !MOVES_NOTHING.contains(&step) {
            for payee in &self.payees {
                self.check_balance(payee, step).await;
            }
        }
    }

    /// Every account of the house is what the test has counted, and together they are nothing.
    async fn check_books(&self, step: &str) {
        let found = self.books.otto.read(&format!("/months/{}/books", self.month)).await;
        for sum in list(&found["trial_balance"]) {
            assert_eq!(amount(sum, "amount"), 0, "{} {step}: {found}", self.month);
        }
        let mut accounts = Sums::new();
        for line in list(&found["items"]) {
            let name = text(line, "account");
            let name = if name.starts_with("tax:") { "tax".to_owned() } else { name };
            *accounts.entry((name, text(line, "currency"))).or_default() += amount(line, "balance");
        }
        // What has moved in the month is shown, also where it holds nothing at last: a pool, which
        // has shared out all of it, and the due, where all of it is on its way.
        accounts.retain(|_, balance| *balance != 0);
        let expected = self.counted.accounts();
        assert_eq!(accounts, expected, "{} {step}", self.month);
        for currency in CURRENCIES {
            let of = expected.iter().filter(|(key, _)| key.1 == currency);
            assert_eq!(of.map(|(_, balance)| balance).sum::<i128>(), 0, "{currency}");
        }
    }

    /// The first line of the proof of a sealed plan.
    fn check_proof(&self, month: &Value, step: &str) {
        for proof in list(&month["plan"]["proofs"]) {
            let at = format!("{} {step}: {proof}", self.month);
            let of = |name: &str| amount(proof, name);
            let incoming =
                of("opening_payees") + of("opening_suspense") + of("in") + of("adjustments");
            let outgoing =
                of("gross_due") + of("closing_payees") + of("closing_suspense") + of("platform");
            assert_eq!((incoming, of("prizes")), (outgoing, 0), "{at}");
            let currency = text(proof, "currency");
            assert_eq!((of("in"), of("adjustments")), self.counted.came_in(&currency), "{at}");
            let plan = self.counted.plan();
            let sum = |only: fn(&str) -> bool, what: fn(&Figures) -> i128| -> i128 {
                let units = plan.iter().filter(|(key, _)| key.1 == currency && only(&key.0));
                units.map(|(_, figures)| what(figures)).sum()
            };
            let suspense = |account: &str| account.starts_with("suspense:");
            let expected = [
                ("opening_payees", sum(is_payee, |one| one.opening)),
                ("opening_suspense", sum(suspense, |one| one.opening)),
                ("gross_due", sum(is_payee, |one| one.gross)),
                ("closing_payees", sum(is_payee, |one| one.closing)),
                ("closing_suspense", sum(suspense, |one| one.closing)),
                ("platform", sum(|account| account == "platform", |one| one.closing - one.opening)),
            ];
            assert_eq!(expected.map(|(name, _)| (name, of(name))), expected, "{at}");
        }
    }

    /// The second line: nobody's due is lost.
    fn check_payables(&self, month: &Value, step: &str) {
        let found: BTreeMap<String, &Value> =
            list(&month["payables"]).map(|due| (text(due, "currency"), due)).collect();
        for currency in CURRENCIES {
            let is = PAYABLES.map(|name| found.get(currency).map_or(0, |due| amount(due, name)));
            let expected = self.counted.payables(currency, None);
            assert_eq!(is, expected, "{} {step} {currency}: {PAYABLES:?}", self.month);
        }
    }

    /// What somebody reads of what is carried and what is due.
    async fn check_balance(&self, payee: &Person, step: &str) {
        let account = payee.id.to_string();
        let balances = payee.read("/me/balance").await;
        for currency in CURRENCIES {
            let found = list(&balances["items"]).find(|one| one["currency"] == currency);
            let is = found.map_or((0, 0), |one| (amount(one, "balance"), amount(one, "due")));
            let due = self.counted.due(currency, |one| one.account == account);
            let expected = (self.counted.balance(&account, currency), due);
            assert_eq!(is, expected, "{} {step} {} {currency}", self.month, payee.name);
        }
    }

    /// Every account of the plan is what the test has counted.
    pub(crate) async fn check_plan(&self) {
        let path = format!("/months/{}/statements", self.month);
        let found = self.books.otto.read(&path).await;
        let of = |unit| ((text(unit, "account"), text(unit, "currency")), figures(unit));
        let mut units: BTreeMap<Key, Figures> = list(&found["items"]).map(of).collect();
        let mut expected = self.counted.plan();
        for plan in [&mut units, &mut expected] {
            plan.retain(|_, figures| *figures != Figures::default());
        }
        let accounts: BTreeSet<&Key> = units.keys().chain(expected.keys()).collect();
        for account in accounts {
            assert_eq!(units.get(account), expected.get(account), "{} {account:?}", self.month);
        }
    }

    /// Every payee's statement begins with what the last one left, says what the test has counted,
    /// and its lines add up.
    pub(crate) async fn check_statements(&mut self) {
        for payee in self.payees.clone() {
            let account = payee.id.to_string();
            let reply = payee.get(&format!("/me/statements/{}", self.month)).await;
            let mut told = BTreeSet::new();
            if reply.status != 404 {
                for entry in list(&reply.expect_status(200)["entries"]) {
                    told.insert(text(entry, "currency"));
                    self.check_entry(&payee, entry);
                }
            }
            for ((of, currency), figures) in self.counted.plan() {
                let silent = of == account && !told.contains(&currency);
                assert!(!silent || figures == Figures::default(), "{} {currency}", payee.name);
            }
        }
    }

    fn check_entry(&mut self, payee: &Person, entry: &Value) {
        let (account, currency) = (payee.id.to_string(), text(entry, "currency"));
        let at = format!("{} {} {currency}", self.month, payee.name);
        let (key, figures) = ((account.clone(), currency.clone()), figures(entry));
        assert_eq!(Some(&figures), self.counted.plan().get(&key), "{at}");
        let left = self.left.insert(key.clone(), figures.closing).unwrap_or_default();
        assert_eq!(figures.opening, left, "{at}");
        if let Some(due) = entry.get("due") {
            let is = PAYABLES.map(|name| amount(due, name));
            assert_eq!(is, self.counted.payables(&currency, Some(&account)), "{at}: {PAYABLES:?}");
            let left = self.left_due.insert(key.clone(), is[4]).unwrap_or_default();
            assert_eq!(is[0], left, "{at}");
        }
        *self.told.entry(key.clone()).or_default() += figures.earnings + figures.adjustments;
        *self.due.entry(key).or_default() += figures.gross;
        let mut earned = 0;
        for line in list(&entry["lines"]) {
            let track = text(line, "track");
            let lines = self.counted.lines.iter();
            let lines = lines.filter(|one| one.track == track && one.currency == currency);
            let revenue: i128 = lines.map(|one| atoms(one.amount)).sum();
            let ppm = self.counted.share_ppm(&track, &account);
            assert_eq!(amount(line, "revenue"), revenue, "{at} {track}");
            assert_eq!(amount(line, "earned") * 1_000_000, revenue * ppm, "{at} {track}");
            let sources = list(&line["sources"]);
            let sources: i128 = sources.map(|source| amount(source, "earned")).sum();
            assert_eq!(sources, amount(line, "earned"), "{at} {track}");
            earned += sources;
        }
        assert_eq!(earned, figures.earnings, "{at}");
    }
}
