//! Two operators at the same month: both pay, both send the bank's answers, both close, or one does
//! one of them and one another, in every order of their calls with at most two preemptions, while a
//! third person sets a hold, changes an account or says what a look-up has shown. Whatever the order,
//! what is left is what one of the orders without a preemption leaves.

use std::sync::Arc;

use domain::money::PayoutEvent;
use jiff::SignedDuration;
use ledger::{Ledger, LedgerError, ReportFormat};
use local::fault_injection::{Interleaving, InterleavingStep};
use tokio::sync::OnceCell;

use crate::kept::Kept;
use crate::payment_run::{
    self, BARE, CHANGED, DOLLARS, HELD, IBAN, OTHER_IBAN, Outcome, RETURNED, Said, cashier,
    payout_of,
};
use crate::ring::Ring;
use crate::scene::{MONTH, MONTHS, Scene, month, writer};

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
    /// Pays, hears from the bank that one payment came back, and lets it leave again.
    PayAndReturn,
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

impl Change {
    const ALL: [Self; 3] = [Self::Never, Self::First, Self::Second];
}

/// An order: when the third person comes, how many calls the first makes before, and the second.
type Place = (Change, usize, usize);

/// A moment of an order without a preemption.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Work(Work),
    Change,
}

impl Work {
    /// Whether it was said that something has left.
    async fn run(
        self,
        scene: &Scene,
        ledger: &Ledger,
        answers: Option<&(ReportFormat, String)>,
    ) -> Result<bool, LedgerError> {
        let month = month(MONTH);
        match self {
            Self::Pay => ledger.pay(month, Some(cashier())).await.map(|paid| paid.has_sealed),
            Self::PayAndReturn => {
                let paid = ledger.pay(month, Some(cashier())).await?;
                let (format, text) = Meeting::answers(scene, &came_back()).await.unwrap();
                ledger.settle(month, format, text.as_bytes(), cashier()).await?;
                payment_run::decide(ledger, payout_of(RETURNED, "EUR"), PayoutEvent::Reopen)
                    .await?;
                Ok(paid.has_sealed)
            }
            Self::Close => ledger.close(month).await.map(|_month| false),
            Self::Answers => {
                let (format, text) = answers.unwrap();
                ledger.settle(month, *format, text.as_bytes(), cashier()).await.map(|_file| false)
            }
        }
    }
}

impl Meeting {
    /// The month as it stands when they meet: posted if both pay, else paid; where somebody still
    /// pays, there is somebody to pay.
    async fn prepared(self) -> Scene {
        static POSTED: OnceCell<Kept> = OnceCell::const_new();
        static PAID: OnceCell<Kept> = OnceCell::const_new();
        let posted = Scene::copied(&POSTED, Box::pin(payment_run::posted(TRACKS))).await;
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
            payment_run::set_account(&ledger, &scene, BARE, IBAN).await;
        }
        scene
    }

    /// A returned payment is enough of a change.
    const fn changes(self) -> &'static [Change] {
        match self.two {
            Work::PayAndReturn => &[Change::Never],
            Work::Pay | Work::Answers | Work::Close => &Change::ALL,
        }
    }

    fn both_pay(self) -> bool {
        self.one == Work::Pay && [Work::Pay, Work::PayAndReturn].contains(&self.two)
    }

    /// What the third person does: a hold and a changed account where money is about to leave, the
    /// word of the bank on a payment where it has left.
    async fn change(self, scene: &Scene, ledger: &Ledger) {
        if self.both_pay() {
            payment_run::hold(ledger, HELD, scene.now()).await;
            payment_run::set_account(ledger, scene, CHANGED, OTHER_IBAN).await;
        } else {
            let payout = payout_of(DOLLARS[0], "USD");
            payment_run::decide(ledger, payout, PayoutEvent::Settle).await.unwrap();
        }
    }

    /// The bank's pain.002 on what has left, if anything has.
    async fn answers(scene: &Scene, but: &[Said]) -> Option<(ReportFormat, String)> {
        let reader = Ledger::new(scene.operator()).unwrap();
        let files = payment_run::files(scene, &reader, BATCH).await;
        files.iter().find(|file| file.format == "pain.001").map(|file| file.answer(but))
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
                let answers = Self::answers(&scene, &[]).await;
                for act in acts {
                    match act {
                        Act::Work(work) => {
                            Box::pin(work.run(&scene, &ledger, answers.as_ref())).await.unwrap();
                        }
                        Act::Change => self.change(&scene, &ledger).await,
                    }
                }
                Box::pin(finish(self, &scene, &ledger)).await;
                let outcome = payment_run::outcome(&scene, &ledger).await;
                if !outcomes.contains(&outcome) {
                    outcomes.push(outcome);
                }
            }
        }
        outcomes
    }

    /// What each of them asks for when alone.
    async fn operations(self) -> [Vec<String>; 2] {
        let mut operations = [Vec::new(), Vec::new()];
        for (asked, work) in operations.iter_mut().zip([self.one, self.two]) {
            let scene = Box::pin(self.prepared()).await;
            let answers = Self::answers(&scene, &[]).await;
            scene.count_from_here();
            work.run(&scene, &scene.ledger(MONTHS), answers.as_ref()).await.unwrap();
            *asked = scene.operations(MONTHS);
        }
        operations
    }

    /// The places that every sample has: where it was seen that a broken rule shows nowhere else.
    fn always(self, one: &[String], calls_of_two: usize) -> Vec<Place> {
        if !self.both_pay() {
            return Vec::new();
        }
        // A batch is sealed, then its payments are read to be prepared.
        let read = one.iter().rposition(|operation| operation == "GetObject").unwrap();
        assert_eq!(one[read - 1], "TransactWriteItems", "{one:?}");
        // Before the first seals, the second has paid; and while the first is about to prepare.
        vec![(Change::Never, read - 1, calls_of_two), (Change::Never, read + 1, calls_of_two)]
    }
}

/// What the bank says of the first attempt, where a payment comes back.
fn came_back() -> [Said; 1] {
    [(payout_of(RETURNED, "EUR"), "RJCT")]
}

/// Whoever comes next lifts the hold, waits for the account, pays, hears the bank and closes.
async fn finish(meeting: Meeting, scene: &Scene, ledger: &Ledger) {
    payment_run::lift(ledger, HELD, scene.now()).await;
    scene.passes(SignedDuration::from_hours(73));
    ledger.pay(month(MONTH), Some(cashier())).await.unwrap();
    let first: &[Said] = if meeting.two == Work::PayAndReturn { &came_back() } else { &[] };
    payment_run::answer_all(scene, ledger, BATCH, first).await;
    ledger.close(month(MONTH)).await.unwrap();
}

/// The first makes `i` calls, then the second `j`, then both end.
fn turns(i: usize, j: usize, change: Change) -> Vec<InterleavingStep> {
    let third = |comes: bool| comes.then_some(InterleavingStep::until_done(THIRD));
    [
        Some(InterleavingStep { worker: ONE, calls: i }),
        third(change != Change::Second),
        Some(InterleavingStep { worker: TWO, calls: j }),
        third(change == Change::Second),
        Some(InterleavingStep::until_done(ONE)),
        Some(InterleavingStep::until_done(TWO)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Runs one order, then whatever is left of the month. Nobody may be told that the books differ, nor
/// give up: there are only two of them.
async fn met(meeting: Meeting, i: usize, j: usize, change: Change, place: &str) -> Outcome {
    let scene = Box::pin(meeting.prepared()).await;
    let answers = Meeting::answers(&scene, &[]).await;
    let before = scene.last_write();
    let turns = Arc::new(Interleaving::new(turns(i, j, change)));
    let work = |worker, work: Work| {
        let (ledger, turns) = (scene.ledger_in_turns(MONTHS, &turns, worker), Arc::clone(&turns));
        let (scene, answers) = (&scene, answers.as_ref());
        async move {
            let result = work.run(scene, &ledger, answers).await;
            turns.finish(worker);
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
        turns.finish(THIRD);
    };
    let (one, two) = (work(ONE, meeting.one), work(TWO, meeting.two));
    let (one, two, ()) = tokio::join!(Box::pin(one), Box::pin(two), Box::pin(meddle));
    let mut is_told = false;
    for (who, result) in [("the first", one), ("the second", two)] {
        assert!(result.is_ok(), "{who} was refused, {result:?}: {place}");
        is_told |= result.unwrap();
    }
    assert_no_batch_after_its_hold(&scene, before.as_deref(), place);
    let reader = Ledger::new(scene.operator()).unwrap();
    if meeting.both_pay() {
        let batches = reader.store().batches().await.unwrap();
        let has_left = batches.iter().any(|batch| batch.item.number == BATCH);
        assert_eq!(is_told, has_left, "what has left is told: {place}");
    }
    payment_run::assert_sound(&scene, &reader, place).await;
    Box::pin(finish(meeting, &scene, &reader)).await;
    payment_run::assert_sound(&scene, &reader, place).await;
    payment_run::outcome(&scene, &reader).await
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
        let is_payout =
            item["kind"]["S"] == "payout" && item["payable"]["M"]["account"]["S"] == held;
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
    let [one, two] = Box::pin(meeting.operations()).await;
    let (calls_of_one, calls_of_two) = (one.len(), two.len());
    let mut places: Vec<Place> = Vec::new();
    for change in meeting.changes() {
        let pairs = (0..=calls_of_one).flat_map(|i| (0..=calls_of_two).map(move |j| (i, j)));
        places.extend(pairs.map(|(i, j)| (*change, i, j)));
    }
    let name = format!("{:?} meets {:?}", meeting.one, meeting.two);
    let always = meeting.always(&one, calls_of_two);
    let ring = Ring { name, places, sample, always };
    let mut expected: Vec<(Change, Vec<Outcome>)> = Vec::new();
    for change in meeting.changes().iter().copied() {
        if ring.chosen().iter().any(|place| place.0 == change) {
            expected.push((change, Box::pin(meeting.in_peace(change)).await));
        }
    }
    ring.walk(async |(change, i, j)| {
        let place = format!("{meeting:?}: {i} calls, then {j}, change: {change:?}");
        let outcome = Box::pin(met(meeting, i, j, change, &place)).await;
        let in_peace = expected.iter().find(|(one, _)| *one == change);
        assert!(in_peace.unwrap().1.contains(&outcome), "other payments");
    });
}

#[tokio::test]
async fn two_who_pay_in_any_order_send_every_payment_once() {
    Box::pin(every_meeting(Meeting { one: Work::Pay, two: Work::Pay }, 1499)).await;
}

/// One of them is slow; meanwhile the other pays, a payment comes back and may leave again.
#[tokio::test]
async fn who_pays_slowly_does_not_send_a_returned_payment_as_the_same_attempt_again() {
    let meeting = Meeting { one: Work::Pay, two: Work::PayAndReturn };
    Box::pin(every_meeting(meeting, 1499)).await;
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
