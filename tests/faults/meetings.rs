//! Two operators at the same month: both pay, both send the bank's answers, both close, or one does
//! one of them and one another, in every order of their calls with at most two preemptions, while a
//! third person sets a hold, changes an account or says what a look-up has shown. Whatever the order,
//! what is left is what one of the orders without a preemption leaves.

use std::sync::Arc;

use domain::money::PayoutEvent;
use jiff::SignedDuration;
use ledger::{AnswerFormat, Ledger, LedgerError};
use local::weather::{Turn, Turns};
use tempfile::TempDir;
use tokio::sync::OnceCell;

use crate::scene::{MONTH, MONTHS, Scene, month, writer};
use crate::stride;
use crate::till::{
    self, BARE, CHANGED, DOLLARS, HELD, IBAN, OTHER_IBAN, Outcome, cashier, payout_of,
};

/// Few payees, for there are thousands of orders.
const TRACKS: usize = 8;
const BATCH: u64 = 2;

const ONE: usize = 0;
const TWO: usize = 1;
const THIRD: usize = 2;

/// What an operator does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Work {
    Pay,
    Answers,
    Close,
}

/// What both do, and what the month is like then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Meeting {
    one: Work,
    two: Work,
}

/// When the third person comes. A minute passes then, so that nobody writes the same by chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    /// At the first preemption, to look only.
    Never,
    First,
    Second,
}

/// A moment of an order without a preemption.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Work(Work),
    Change,
}

impl Work {
    async fn run(
        self,
        ledger: &Ledger,
        answers: Option<&(AnswerFormat, String)>,
    ) -> Result<(), LedgerError> {
        let month = month(MONTH);
        match self {
            Self::Pay => ledger.pay(month, Some(cashier())).await.map(|_paid| ()),
            Self::Close => ledger.close(month).await.map(|_month| ()),
            Self::Answers => {
                let (format, text) = answers.unwrap();
                ledger.settle(month, *format, text.as_bytes(), cashier()).await.map(|_file| ())
            }
        }
    }
}

impl Meeting {
    /// The month as it stands when they meet: posted if both pay, else paid; where somebody still
    /// pays, there is somebody to pay.
    async fn prepared(self) -> Scene {
        static POSTED: OnceCell<TempDir> = OnceCell::const_new();
        static PAID: OnceCell<TempDir> = OnceCell::const_new();
        let posted = Scene::copied(&POSTED, Box::pin(till::posted(TRACKS))).await;
        if self.both_pay() {
            return posted;
        }
        let scene = Scene::copied(
            &PAID,
            Box::pin(async {
                let ledger = Ledger::new(posted.operator()).unwrap();
                ledger.pay(month(MONTH), Some(cashier())).await.unwrap();
                posted
            }),
        );
        let scene = Box::pin(scene).await;
        if self.one == Work::Pay {
            let ledger = Ledger::new(scene.operator()).unwrap();
            till::set_account(&ledger, &scene, BARE, IBAN).await;
        }
        scene
    }

    fn both_pay(self) -> bool {
        self.one == Work::Pay && self.two == Work::Pay
    }

    /// What the third person does: a hold and a changed account where money is about to leave, the
    /// word of the bank on a payment where it has left.
    async fn change(self, scene: &Scene, ledger: &Ledger) {
        if self.both_pay() {
            till::hold(ledger, HELD, scene.now()).await;
            till::set_account(ledger, scene, CHANGED, OTHER_IBAN).await;
        } else {
            let payout = payout_of(DOLLARS[0], "USD");
            till::decide(ledger, payout, PayoutEvent::Settle).await.unwrap();
        }
    }

    /// The bank's pain.002 on what has left, if anything has.
    async fn answers(scene: &Scene) -> Option<(AnswerFormat, String)> {
        let reader = Ledger::new(scene.operator()).unwrap();
        let files = till::files(scene, &reader, BATCH).await;
        files.iter().find(|file| file.format == "pain.001").map(|file| file.answer(&[]))
    }

    /// What the orders without a preemption leave.
    async fn in_peace(self, change: Change) -> Vec<Outcome> {
        let (one, two) = (Act::Work(self.one), Act::Work(self.two));
        let mut outcomes: Vec<Outcome> = Vec::new();
        for order in [[one, two], [two, one]] {
            let places = if change == Change::Never { 0..1 } else { 0..3 };
            for place in places {
                let mut acts = order.to_vec();
                if change != Change::Never {
                    acts.insert(place, Act::Change);
                }
                let scene = Box::pin(self.prepared()).await;
                let ledger = Ledger::new(scene.operator()).unwrap();
                let answers = Self::answers(&scene).await;
                for act in acts {
                    match act {
                        Act::Work(work) => {
                            Box::pin(work.run(&ledger, answers.as_ref())).await.unwrap();
                        }
                        Act::Change => self.change(&scene, &ledger).await,
                    }
                }
                Box::pin(finish(&scene, &ledger)).await;
                let outcome = till::outcome(&scene, &ledger).await;
                if !outcomes.contains(&outcome) {
                    outcomes.push(outcome);
                }
            }
        }
        outcomes
    }

    /// How many calls each of them makes alone.
    async fn calls(self) -> [usize; 2] {
        let mut calls = [0, 0];
        for (count, work) in calls.iter_mut().zip([self.one, self.two]) {
            let scene = Box::pin(self.prepared()).await;
            let answers = Self::answers(&scene).await;
            scene.count_from_here();
            work.run(&scene.ledger(MONTHS), answers.as_ref()).await.unwrap();
            *count = scene.calls(MONTHS);
        }
        calls
    }
}

/// Whoever comes next lifts the hold, waits for the account, pays, hears the bank and closes.
async fn finish(scene: &Scene, ledger: &Ledger) {
    till::lift(ledger, HELD, scene.now()).await;
    scene.passes(SignedDuration::from_hours(73));
    ledger.pay(month(MONTH), Some(cashier())).await.unwrap();
    till::answer_all(scene, ledger).await;
    ledger.close(month(MONTH)).await.unwrap();
}

/// The first makes `i` calls, then the second `j`, then both end.
fn turns(i: usize, j: usize, change: Change) -> Vec<Turn> {
    let third = |comes: bool| comes.then_some(Turn::to_the_end(THIRD));
    [
        Some(Turn { worker: ONE, calls: i }),
        third(change != Change::Second),
        Some(Turn { worker: TWO, calls: j }),
        third(change == Change::Second),
        Some(Turn::to_the_end(ONE)),
        Some(Turn::to_the_end(TWO)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Runs one order, then whatever is left of the month. Nobody may be told that the books differ, nor
/// give up: there are only two of them.
async fn met(meeting: Meeting, i: usize, j: usize, change: Change, place: &str) -> Outcome {
    let scene = Box::pin(meeting.prepared()).await;
    let answers = Meeting::answers(&scene).await;
    let before = scene.last_write();
    let turns = Arc::new(Turns::new(turns(i, j, change)));
    let work = |worker, work: Work| {
        let (ledger, turns) = (scene.ledger_in_turns(MONTHS, &turns, worker), Arc::clone(&turns));
        let answers = answers.as_ref();
        async move {
            let result = work.run(&ledger, answers).await;
            turns.end(worker);
            result
        }
    };
    let meddle = async {
        let ledger = scene.ledger_in_turns(MONTHS, &turns, THIRD);
        if change == Change::Never {
            ledger.month(month(MONTH)).await.unwrap();
        } else {
            meeting.change(&scene, &ledger).await;
        }
        scene.passes(SignedDuration::from_mins(1));
        turns.end(THIRD);
    };
    let (one, two) = (work(ONE, meeting.one), work(TWO, meeting.two));
    let (one, two, ()) = tokio::join!(Box::pin(one), Box::pin(two), Box::pin(meddle));
    for (who, result) in [("the first", one), ("the second", two)] {
        assert!(result.is_ok(), "{who} was refused, {result:?}: {place}");
    }
    assert_no_batch_after_its_hold(&scene, before.as_deref(), place);
    let reader = Ledger::new(scene.operator()).unwrap();
    till::assert_sound(&scene, &reader, place).await;
    Box::pin(finish(&scene, &reader)).await;
    till::assert_sound(&scene, &reader, place).await;
    till::outcome(&scene, &reader).await
}

/// Once a hold stands, no batch is sealed with the held member in it.
fn assert_no_batch_after_its_hold(scene: &Scene, before: Option<&str>, place: &str) {
    let (mut held, mut batch_after) = (false, Vec::new());
    for record in scene.records(before) {
        let image = &record["dynamodb"]["NewImage"];
        match image["kind"]["S"].as_str().unwrap_or_default() {
            "hold" => held = true,
            "batch" if held => batch_after.push(image["number"]["N"].clone()),
            _ => {}
        }
    }
    let held = writer(HELD).to_string();
    for item in scene.items() {
        let is_payout = item["kind"]["S"] == "payout" && item["owed"]["M"]["account"]["S"] == held;
        assert!(
            !is_payout || !is_first_write_of(&batch_after, &item["batch"]["N"], scene, before),
            "paid in spite of a hold: {place}"
        );
    }
}

/// Whether the batch was made, and not only submitted, after the hold.
fn is_first_write_of(
    after: &[serde_json::Value],
    batch: &serde_json::Value,
    scene: &Scene,
    before: Option<&str>,
) -> bool {
    let writes = scene.records(before).into_iter().filter(|record| {
        let image = &record["dynamodb"]["NewImage"];
        image["kind"]["S"] == "batch" && image["number"]["N"] == *batch
    });
    let of_batch = after.iter().filter(|number| *number == batch).count();
    of_batch > 0 && of_batch == writes.count()
}

async fn every_meeting(meeting: Meeting, sample: usize) {
    let [calls_of_one, calls_of_two] = Box::pin(meeting.calls()).await;
    let (mut tried, mut places) = (0, 0);
    for change in [Change::Never, Change::First, Change::Second] {
        let expected = OnceCell::const_new();
        for (i, j) in (0..=calls_of_one).flat_map(|i| (0..=calls_of_two).map(move |j| (i, j))) {
            places += 1;
            if places % stride(sample) != 0 {
                continue;
            }
            tried += 1;
            let in_peace = || Box::pin(meeting.in_peace(change));
            let expected: &Vec<Outcome> = expected.get_or_init(in_peace).await;
            let place = format!("{meeting:?}: {i} calls, then {j}, change: {change:?}");
            let outcome = Box::pin(met(meeting, i, j, change, &place)).await;
            assert!(expected.contains(&outcome), "other payments after {place}");
        }
    }
    println!("{meeting:?}: {tried} of {places} schedules tried");
    assert!(tried > 0);
}

#[tokio::test]
async fn two_who_pay_in_any_order_send_every_payment_once() {
    Box::pin(every_meeting(Meeting { one: Work::Pay, two: Work::Pay }, 1499)).await;
}

#[tokio::test]
async fn two_who_send_the_banks_answers_in_any_order_book_them_once() {
    Box::pin(every_meeting(Meeting { one: Work::Answers, two: Work::Answers }, 199)).await;
}

#[tokio::test]
async fn two_who_close_in_any_order_close_the_same_month() {
    Box::pin(every_meeting(Meeting { one: Work::Close, two: Work::Close }, 2699)).await;
}

#[tokio::test]
async fn answers_that_meet_a_closing_are_booked_before_it_or_after_it() {
    Box::pin(every_meeting(Meeting { one: Work::Close, two: Work::Answers }, 699)).await;
}

#[tokio::test]
async fn a_payment_that_meets_a_closing_leaves_or_stays_due() {
    Box::pin(every_meeting(Meeting { one: Work::Pay, two: Work::Close }, 1699)).await;
}
