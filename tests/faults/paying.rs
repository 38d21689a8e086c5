//! The process dies at an SDK call while a month is paid, the bank's answers are taken and the month
//! is closed. Whoever asks for the same again ends with the same payments, and nobody is paid twice.

use domain::money::{PayoutEvent, PayoutState};
use ledger::{AnswerFormat, Ledger, LedgerError};
use tempfile::TempDir;
use tokio::sync::OnceCell;

use crate::scene::{MONTH, MONTHS, Scene, month};
use crate::stride;
use crate::till::{self, PaidDigest, RETURNED, UNKNOWN, cashier, payout_of};

/// More payouts than one transaction settles.
const TRACKS: usize = 30;
/// The batch of January is the first.
const BATCH: u64 = 2;
const AGAIN: u64 = 3;

static POSTED: OnceCell<TempDir> = OnceCell::const_new();

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
    async fn file(self, scene: &Scene) -> Option<(AnswerFormat, String)> {
        let (batch, format) = match self {
            Self::Answers => (BATCH, "pain.001"),
            Self::Dollars => (BATCH, "csv"),
            Self::AnswersAgain => (AGAIN, "pain.001"),
            Self::Pay | Self::Lose | Self::Reopen | Self::PayAgain | Self::Found | Self::Close => {
                return None;
            }
        };
        let reader = Ledger::new(scene.operator()).unwrap();
        let files = till::files(scene, &reader, batch).await;
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
            Self::Lose => till::decide(ledger, lost, PayoutEvent::Lose).await,
            Self::Reopen => till::decide(ledger, returned, PayoutEvent::Reopen).await,
            Self::Found => till::decide(ledger, lost, PayoutEvent::Settle).await,
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
    before: Vec<TempDir>,
    calls: Vec<usize>,
    digest: PaidDigest,
}

impl Undisturbed {
    async fn walk() -> Self {
        let mut scene = Box::pin(Scene::copied(&POSTED, Box::pin(till::posted(TRACKS)))).await;
        let (mut before, mut calls) = (Vec::new(), Vec::new());
        for request in Request::ALL {
            let left = scene.put_away();
            scene = Scene::copy_of(left.path());
            before.push(left);
            scene.count_from_here();
            walk(&scene, &[request]).await;
            calls.push(scene.calls(MONTHS));
        }
        let digest = till::digest(&scene).await;
        till::assert_sound(&scene, &Ledger::new(scene.operator()).unwrap(), "in peace").await;
        Self { before, calls, digest }
    }
}

/// The request dies at its `nth` call; then, perhaps after a restart, it is made again, and the rest
/// of them. In the end all that may be repeated is, and changes nothing.
async fn with_death(left: &TempDir, at: usize, nth: usize, after: bool, reopen: bool) -> Scene {
    let mut scene = Scene::copy_of(left.path());
    let request = Request::ALL[at];
    let ledger = scene.ledger(MONTHS);
    scene.dies(MONTHS, nth, after);
    let died = request.run(&scene, &ledger).await;
    assert!(died.is_err(), "{request:?} did not notice its death at call {nth}");
    scene.lives();
    if reopen {
        scene = scene.reopened();
    }
    let reader = Ledger::new(scene.operator()).unwrap();
    let place = format!("{request:?} dead at call {nth}, after: {after}, reopened: {reopen}");
    till::assert_sound(&scene, &reader, &place).await;
    // Whoever tries again does not know whether it had happened.
    walk(&scene, &[request]).await;
    walk(&scene, &Request::ALL[at..]).await;
    walk(&scene, &[Request::Pay, Request::Answers, Request::AnswersAgain, Request::Close]).await;
    till::assert_sound(&scene, &reader, &place).await;
    scene
}

#[tokio::test]
async fn a_death_at_any_call_of_paying_answers_or_closing_pays_everybody_once() {
    let Undisturbed { before, calls, digest: expected } = Box::pin(Undisturbed::walk()).await;
    let (mut tried, mut places) = (0, 0);
    for (at, count) in calls.iter().enumerate() {
        for nth in 1..=*count {
            for (after, reopen) in [(false, false), (true, true), (true, false), (false, true)] {
                places += 1;
                if places % stride(101) != 0 {
                    continue;
                }
                tried += 1;
                let scene = Box::pin(with_death(&before[at], at, nth, after, reopen)).await;
                let request = Request::ALL[at];
                assert!(
                    till::digest(&scene).await == expected,
                    "other payments after {request:?} died at call {nth}, after: {after}, \
                     reopened: {reopen}"
                );
            }
        }
    }
    println!("{tried} of {places} deaths tried over {calls:?} calls of paying and closing");
    assert!(tried > 0);
}

/// The bank's answers break off after the return of a payment was booked, an operator lets that
/// payment leave again, and only then is the rest of the file asked for.
#[tokio::test]
async fn answers_that_broke_off_are_taken_to_their_end_after_a_payment_was_reopened() {
    let posted = Box::pin(Scene::copied(&POSTED, Box::pin(till::posted(TRACKS)))).await;
    walk(&posted, &[Request::Pay]).await;
    let left = posted.put_away();
    let scene = Scene::copy_of(left.path());
    scene.count_from_here();
    walk(&scene, &[Request::Answers]).await;
    let calls = scene.calls(MONTHS);
    let mut tried = 0;
    for nth in 1..calls {
        let scene = Scene::copy_of(left.path());
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
            till::assert_sound(&scene, &reader, &format!("answers dead at call {nth}")).await;
            break;
        }
    }
    assert_eq!(tried, 1, "the return was never booked alone");
}
