//! The process dies at an SDK call while a month is paid, the bank's answers are taken and the
//! month is closed. Whoever asks for the same again ends with the same payments, and nobody is paid
//! twice.

use domain::money::{PayoutEvent, PayoutState};
use ledger::{Ledger, LedgerError, ReportFormat};
use tests::{MONTH, MONTHS, MonthFixture, Snapshot, month};
use tokio::sync::OnceCell;

use crate::exhaustive_suite::{ExhaustiveSuite, WAYS};
use crate::payment_run::{self, PaidDigest, RETURNED, UNKNOWN, cashier, payout_of};

/// More payouts than one transaction settles.
const TRACKS: usize = 30;
/// More payouts than one transaction makes, prepares or submits.
const MANY_TRACKS: usize = 104;
/// The batch of January is the first.
const BATCH: u64 = 2;
const AGAIN: u64 = 3;

static POSTED: OnceCell<Snapshot> = OnceCell::const_new();

/// What an operator asks for, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Request {
    Pay,
    /// The bank's pain.002: one payment returned, one pending, the rest settled.
    Answers,
    /// The same for dollars.
    Dollars,
    /// Nobody knows what became of the pending one.
    Lose,
    /// The returned one may leave again.
    Reopen,
    PayAgain,
    /// The second attempt has arrived.
    AnswersAgain,
    /// The lost one was found at the bank.
    Found,
    Close,
}

impl Request {
    const ALL: [Self; 9] = [
        Self::Pay,
        Self::Answers,
        Self::Dollars,
        Self::Lose,
        Self::Reopen,
        Self::PayAgain,
        Self::AnswersAgain,
        Self::Found,
        Self::Close,
    ];

    /// The bank's file that is sent with it.
    async fn file(self, fixture: &MonthFixture) -> Option<(ReportFormat, String)> {
        let (batch, format) = match self {
            Self::Answers => (BATCH, "pain.001"),
            Self::Dollars => (BATCH, "csv"),
            Self::AnswersAgain => (AGAIN, "pain.001"),
            Self::Pay | Self::Lose | Self::Reopen | Self::PayAgain | Self::Found | Self::Close => {
                return None;
            }
        };
        let reader = Ledger::new(fixture.operator()).unwrap();
        let files = payment_run::files(fixture, &reader, batch).await;
        let sent = files.into_iter().find(|file| file.format == format);
        let sent = sent.unwrap_or_else(|| panic!("{self:?} finds no {format} in batch {batch}"));
        let (returned, pending) = (payout_of(RETURNED, "EUR"), payout_of(UNKNOWN, "EUR"));
        let but = [(returned, "RJCT"), (pending, "PDNG")];
        Some(sent.answer(if self == Self::Answers { &but } else { &[] }))
    }

    async fn run(self, fixture: &MonthFixture, ledger: &Ledger) -> Result<(), LedgerError> {
        let month = month(MONTH);
        if let Some((format, text)) = self.file(fixture).await {
            return ledger.settle(month, format, text.as_bytes(), cashier()).await.map(|_file| ());
        }
        let (lost, returned) = (payout_of(UNKNOWN, "EUR"), payout_of(RETURNED, "EUR"));
        match self {
            Self::Lose => payment_run::decide(ledger, lost, PayoutEvent::Lose).await,
            Self::Reopen => payment_run::decide(ledger, returned, PayoutEvent::Reopen).await,
            Self::Found => payment_run::decide(ledger, lost, PayoutEvent::Settle).await,
            Self::Close => ledger.close(month).await.map(|_month| ()),
            Self::Pay | Self::PayAgain | Self::Answers | Self::Dollars | Self::AnswersAgain => {
                ledger.pay(month, Some(cashier())).await.map(|_paid| ())
            }
        }
    }
}

async fn run_month(fixture: &MonthFixture, requests: &[Request]) {
    for request in requests {
        request.run(fixture, &fixture.ledger(MONTHS)).await.unwrap_or_else(|error| {
            panic!("{request:?} did not end: {error:?}");
        });
    }
}

/// The way where nothing goes wrong: what stands before each request, how many calls it makes, and
/// what is left at the end.
struct Undisturbed {
    before: Vec<Snapshot>,
    calls: Vec<usize>,
    digest: PaidDigest,
}

impl Undisturbed {
    async fn run_month(mut fixture: MonthFixture, requests: &[Request]) -> Self {
        let (mut before, mut calls) = (Vec::new(), Vec::new());
        for &request in requests {
            let left = fixture.into_snapshot();
            fixture = MonthFixture::from_snapshot(&left);
            before.push(left);
            fixture.count_from_here();
            run_month(&fixture, &[request]).await;
            calls.push(fixture.calls(MONTHS));
        }
        let digest = payment_run::digest(&fixture).await;
        payment_run::assert_sound(&fixture, &Ledger::new(fixture.operator()).unwrap(), "in peace")
            .await;
        Self { before, calls, digest }
    }

    /// A death at every call of the requests, which are the first there are.
    fn deaths(&self) -> Vec<Death> {
        let mut deaths = Vec::new();
        for (at, count) in self.calls.iter().enumerate() {
            for nth in 1..=*count {
                let request = Request::ALL[at];
                let death = |(after, reopened)| Death { at, request, nth, after, reopened };
                deaths.extend(WAYS.map(death));
            }
        }
        deaths
    }
}

/// Where a death strikes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Death {
    at: usize,
    request: Request,
    nth: usize,
    /// The call still takes effect.
    after: bool,
    /// The database and the buckets are opened anew before anybody tries again.
    reopened: bool,
}

/// The request dies at its `nth` call; then, perhaps after a restart, it is made again, and the
/// rest of them up to `end`.
async fn with_death(left: &Snapshot, death: Death, end: usize) -> MonthFixture {
    let Death { at, request, nth, after, reopened } = death;
    let mut fixture = MonthFixture::from_snapshot(left);
    let ledger = fixture.ledger(MONTHS);
    fixture.inject_death(MONTHS, nth, after);
    let died = request.run(&fixture, &ledger).await;
    assert!(died.is_err(), "{request:?} did not notice its death at call {nth}");
    fixture.clear_faults();
    if reopened {
        fixture = fixture.restarted();
    }
    let reader = Ledger::new(fixture.operator()).unwrap();
    payment_run::assert_sound(&fixture, &reader, "after the death").await;
    // Whoever tries again does not know whether it had happened.
    run_month(&fixture, &[request]).await;
    run_month(&fixture, &Request::ALL[at..end]).await;
    fixture
}

#[tokio::test]
async fn a_death_at_any_call_of_paying_answers_or_closing_pays_everybody_once() {
    let posted =
        Box::pin(MonthFixture::copied(&POSTED, Box::pin(payment_run::posted(TRACKS)))).await;
    let undisturbed = Box::pin(Undisturbed::run_month(posted, &Request::ALL)).await;
    println!("paying and closing make {:?} calls", undisturbed.calls);
    let (name, places) = ("deaths in paying and closing".to_owned(), undisturbed.deaths());
    let suite = ExhaustiveSuite { name, places, sample: 101, always: vec![] };
    suite.run(async |death| {
        let left = &undisturbed.before[death.at];
        let fixture = Box::pin(with_death(left, death, Request::ALL.len())).await;
        // In the end all that may be repeated is, and changes nothing.
        run_month(
            &fixture,
            &[Request::Pay, Request::Answers, Request::AnswersAgain, Request::Close],
        )
        .await;
        let reader = Ledger::new(fixture.operator()).unwrap();
        payment_run::assert_sound(&fixture, &reader, "in the end").await;
        assert!(payment_run::digest(&fixture).await == undisturbed.digest, "other payments");
    });
}

/// A transaction has at most a hundred items: what is paid here takes two of each kind, and a death
/// between the two leaves half of the payouts made, prepared or submitted.
#[tokio::test]
async fn a_death_between_the_transactions_of_a_large_payment_pays_everybody_once() {
    static MANY: OnceCell<Snapshot> = OnceCell::const_new();
    let posted =
        Box::pin(MonthFixture::copied(&MANY, Box::pin(payment_run::posted(MANY_TRACKS)))).await;
    let undisturbed = Box::pin(Undisturbed::run_month(posted, &[Request::Pay])).await;
    println!("a large payment makes {:?} calls", undisturbed.calls);
    let places = undisturbed.deaths();
    let in_half = Box::pin(deaths_in_half(&undisturbed.before[0], &places)).await;
    let name = "deaths in a large payment".to_owned();
    let suite = ExhaustiveSuite { name, places, sample: 149, always: in_half };
    suite.run(async |death| {
        let fixture = Box::pin(with_death(&undisturbed.before[0], death, 1)).await;
        let reader = Ledger::new(fixture.operator()).unwrap();
        payment_run::assert_sound(&fixture, &reader, "in the end").await;
        assert!(payment_run::digest(&fixture).await == undisturbed.digest, "other payments");
    });
}

/// Those of the deaths that leave the first hundred payouts further than the rest: after they were
/// made, after they were prepared and after they were submitted.
async fn deaths_in_half(left: &Snapshot, deaths: &[Death]) -> Vec<Death> {
    let fixture = MonthFixture::from_snapshot(left);
    fixture.count_from_here();
    run_month(&fixture, &[Request::Pay]).await;
    let operations = fixture.operations(MONTHS);
    let is_write = |operation: &String| operation == "TransactWriteItems";
    let first_of_two = (1..operations.len())
        .filter(|at| is_write(&operations[at - 1]) && is_write(&operations[*at]));
    let nths: Vec<usize> = first_of_two.collect();
    assert_eq!(nths.len(), 3, "made, prepared, submitted: {operations:?}");
    let half = |death: &&Death| nths.contains(&death.nth) && death.after && death.reopened;
    deaths.iter().filter(half).copied().collect()
}

/// The bank's answers break off after the return of a payment was booked, an operator lets that
/// payment leave again, and only then is the rest of the file asked for.
#[tokio::test]
async fn a_bank_report_that_broke_off_is_booked_to_its_end_after_a_payment_was_reopened() {
    let posted =
        Box::pin(MonthFixture::copied(&POSTED, Box::pin(payment_run::posted(TRACKS)))).await;
    run_month(&posted, &[Request::Pay]).await;
    let left = posted.into_snapshot();
    let fixture = MonthFixture::from_snapshot(&left);
    fixture.count_from_here();
    run_month(&fixture, &[Request::Answers]).await;
    let calls = fixture.calls(MONTHS);
    let mut tried = 0;
    for nth in 1..calls {
        let fixture = MonthFixture::from_snapshot(&left);
        fixture.inject_death(MONTHS, nth, true);
        let died = Request::Answers.run(&fixture, &fixture.ledger(MONTHS)).await;
        assert!(died.is_err());
        fixture.clear_faults();
        let reader = Ledger::new(fixture.operator()).unwrap();
        let payout = reader
            .store()
            .get(store::payout::key(payout_of(RETURNED, "EUR")))
            .await
            .unwrap()
            .unwrap();
        if payout.item.state == PayoutState::Returned {
            tried += 1;
            run_month(&fixture, &[Request::Reopen]).await;
            run_month(&fixture, &Request::ALL[1..4]).await;
            run_month(&fixture, &Request::ALL[5..]).await;
            payment_run::assert_sound(&fixture, &reader, &format!("answers dead at call {nth}"))
                .await;
            break;
        }
    }
    assert_eq!(tried, 1, "the return was never booked alone");
}
