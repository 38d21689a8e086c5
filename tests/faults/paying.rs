//! The process dies at an SDK call while a month is paid, the bank's answers are taken and the month
//! is closed. Whoever asks for the same again ends with the same payments, and nobody is paid twice.

use domain::money::{PayoutEvent, PayoutState};
use ledger::{Ledger, LedgerError, ReportFormat};
use tokio::sync::OnceCell;

use crate::kept::Kept;
use crate::payment_run::{self, PaidDigest, RETURNED, UNKNOWN, cashier, payout_of};
use crate::ring::{Ring, WAYS};
use crate::scene::{MONTH, MONTHS, Scene, month};

/// More payouts than one transaction settles.
const TRACKS: usize = 30;
/// More payouts than one transaction makes, prepares or submits.
const MANY_TRACKS: usize = 104;
/// The batch of January is the first.
const BATCH: u64 = 2;
const AGAIN: u64 = 3;

static POSTED: OnceCell<Kept> = OnceCell::const_new();

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
    async fn file(self, scene: &Scene) -> Option<(ReportFormat, String)> {
        let (batch, format) = match self {
            Self::Answers => (BATCH, "pain.001"),
            Self::Dollars => (BATCH, "csv"),
            Self::AnswersAgain => (AGAIN, "pain.001"),
            Self::Pay | Self::Lose | Self::Reopen | Self::PayAgain | Self::Found | Self::Close => {
                return None;
            }
        };
        let reader = Ledger::new(scene.operator()).unwrap();
        let files = payment_run::files(scene, &reader, batch).await;
        let sent = files.into_iter().find(|file| file.format == format);
        let sent = sent.unwrap_or_else(|| panic!("{self:?} finds no {format} in batch {batch}"));
        let (returned, pending) = (payout_of(RETURNED, "EUR"), payout_of(UNKNOWN, "EUR"));
        let but = [(returned, "RJCT"), (pending, "PDNG")];
        Some(sent.answer(if self == Self::Answers { &but } else { &[] }))
    }

    async fn run(self, scene: &Scene, ledger: &Ledger) -> Result<(), LedgerError> {
        let month = month(MONTH);
        if let Some((format, text)) = self.file(scene).await {
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

async fn walk(scene: &Scene, requests: &[Request]) {
    for request in requests {
        request.run(scene, &scene.ledger(MONTHS)).await.unwrap_or_else(|error| {
            panic!("{request:?} did not end: {error:?}");
        });
    }
}

/// The way where nothing goes wrong: what stands before each request, how many calls it makes, and
/// what is left at the end.
struct Undisturbed {
    before: Vec<Kept>,
    calls: Vec<usize>,
    digest: PaidDigest,
}

impl Undisturbed {
    async fn walk(mut scene: Scene, requests: &[Request]) -> Self {
        let (mut before, mut calls) = (Vec::new(), Vec::new());
        for &request in requests {
            let left = scene.put_away();
            scene = Scene::copy_of(&left);
            before.push(left);
            scene.count_from_here();
            walk(&scene, &[request]).await;
            calls.push(scene.calls(MONTHS));
        }
        let digest = payment_run::digest(&scene).await;
        payment_run::assert_sound(&scene, &Ledger::new(scene.operator()).unwrap(), "in peace")
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

/// The request dies at its `nth` call; then, perhaps after a restart, it is made again, and the rest
/// of them up to `end`.
async fn with_death(left: &Kept, death: Death, end: usize) -> Scene {
    let Death { at, request, nth, after, reopened } = death;
    let mut scene = Scene::copy_of(left);
    let ledger = scene.ledger(MONTHS);
    scene.dies(MONTHS, nth, after);
    let died = request.run(&scene, &ledger).await;
    assert!(died.is_err(), "{request:?} did not notice its death at call {nth}");
    scene.lives();
    if reopened {
        scene = scene.reopened();
    }
    let reader = Ledger::new(scene.operator()).unwrap();
    payment_run::assert_sound(&scene, &reader, "after the death").await;
    // Whoever tries again does not know whether it had happened.
    walk(&scene, &[request]).await;
    walk(&scene, &Request::ALL[at..end]).await;
    scene
}

#[tokio::test]
async fn a_death_at_any_call_of_paying_answers_or_closing_pays_everybody_once() {
    let posted = Box::pin(Scene::copied(&POSTED, Box::pin(payment_run::posted(TRACKS)))).await;
    let undisturbed = Box::pin(Undisturbed::walk(posted, &Request::ALL)).await;
    println!("paying and closing make {:?} calls", undisturbed.calls);
    let (name, places) = ("deaths in paying and closing".to_owned(), undisturbed.deaths());
    let ring = Ring { name, places, sample: 101, always: vec![] };
    ring.walk(async |death| {
        let left = &undisturbed.before[death.at];
        let scene = Box::pin(with_death(left, death, Request::ALL.len())).await;
        // In the end all that may be repeated is, and changes nothing.
        walk(&scene, &[Request::Pay, Request::Answers, Request::AnswersAgain, Request::Close])
            .await;
        let reader = Ledger::new(scene.operator()).unwrap();
        payment_run::assert_sound(&scene, &reader, "in the end").await;
        assert!(payment_run::digest(&scene).await == undisturbed.digest, "other payments");
    });
}

/// A transaction has at most a hundred items: what is paid here takes two of each kind, and a death
/// between the two leaves half of the payouts made, prepared or submitted.
#[tokio::test]
async fn a_death_between_the_transactions_of_a_large_payment_pays_everybody_once() {
    static MANY: OnceCell<Kept> = OnceCell::const_new();
    let posted = Box::pin(Scene::copied(&MANY, Box::pin(payment_run::posted(MANY_TRACKS)))).await;
    let undisturbed = Box::pin(Undisturbed::walk(posted, &[Request::Pay])).await;
    println!("a large payment makes {:?} calls", undisturbed.calls);
    let places = undisturbed.deaths();
    let in_half = Box::pin(deaths_in_half(&undisturbed.before[0], &places)).await;
    let name = "deaths in a large payment".to_owned();
    let ring = Ring { name, places, sample: 149, always: in_half };
    ring.walk(async |death| {
        let scene = Box::pin(with_death(&undisturbed.before[0], death, 1)).await;
        let reader = Ledger::new(scene.operator()).unwrap();
        payment_run::assert_sound(&scene, &reader, "in the end").await;
        assert!(payment_run::digest(&scene).await == undisturbed.digest, "other payments");
    });
}

/// Those of the deaths that leave the first hundred payouts further than the rest: after they were
/// made, after they were prepared and after they were submitted.
async fn deaths_in_half(left: &Kept, deaths: &[Death]) -> Vec<Death> {
    let scene = Scene::copy_of(left);
    scene.count_from_here();
    walk(&scene, &[Request::Pay]).await;
    let operations = scene.operations(MONTHS);
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
async fn answers_that_broke_off_are_taken_to_their_end_after_a_payment_was_reopened() {
    let posted = Box::pin(Scene::copied(&POSTED, Box::pin(payment_run::posted(TRACKS)))).await;
    walk(&posted, &[Request::Pay]).await;
    let left = posted.put_away();
    let scene = Scene::copy_of(&left);
    scene.count_from_here();
    walk(&scene, &[Request::Answers]).await;
    let calls = scene.calls(MONTHS);
    let mut tried = 0;
    for nth in 1..calls {
        let scene = Scene::copy_of(&left);
        scene.dies(MONTHS, nth, true);
        let died = Request::Answers.run(&scene, &scene.ledger(MONTHS)).await;
        assert!(died.is_err());
        scene.lives();
        let reader = Ledger::new(scene.operator()).unwrap();
        let payout = reader.store().payout(payout_of(RETURNED, "EUR")).await.unwrap().unwrap();
        if payout.item.state == PayoutState::Returned {
            tried += 1;
            walk(&scene, &[Request::Reopen]).await;
            walk(&scene, &Request::ALL[1..4]).await;
            walk(&scene, &Request::ALL[5..]).await;
            payment_run::assert_sound(&scene, &reader, &format!("answers dead at call {nth}"))
                .await;
            break;
        }
    }
    assert_eq!(tried, 1, "the return was never booked alone");
}
