//! Two operators at the same month: both pay, both send the bank's answers, both close, or one does
//! one of them and one another, in every order of their calls with at most two preemptions, while a
//! third person sets a hold, changes an account or says what a look-up has shown. Whatever the
//! order, what is left is what one of the orders without a preemption leaves.

use std::sync::Arc;

use domain::money::PayoutEvent;
use jiff::SignedDuration;
use ledger::{Ledger, LedgerError, ReportFormat};
use local::fault_injection::{Interleaving, InterleavingStep};
use tests::{MONTH, MONTHS, MonthFixture, Snapshot, month, writer};
use tokio::sync::OnceCell;

use crate::exhaustive_suite::ExhaustiveSuite;
use crate::payment_run::{
    self, BARE, BankAnswer, CHANGED, DOLLARS, HELD, IBAN, OTHER_IBAN, Outcome, RETURNED, cashier,
    payout_of,
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
    /// Pays, hears from the bank that one payment came back, and lets it leave again.
    PayAndReturn,
    Answers,
    Close,
}

/// What both do, and what the month is like then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Race {
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
        fixture: &MonthFixture,
        ledger: &Ledger,
        answers: Option<&(ReportFormat, String)>,
    ) -> Result<bool, LedgerError> {
        let month = month(MONTH);
        match self {
            Self::Pay => ledger.pay(month, Some(cashier())).await.map(|paid| paid.has_sealed),
            Self::PayAndReturn => {
                let paid = ledger.pay(month, Some(cashier())).await?;
                let (format, text) = Race::answers(fixture, &came_back()).await.unwrap();
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

impl Race {
    /// The month as it stands when they begin: posted if both pay, else paid; where somebody still
    /// pays, there is somebody to pay.
    async fn prepared(self) -> MonthFixture {
        static POSTED: OnceCell<Snapshot> = OnceCell::const_new();
        static PAID: OnceCell<Snapshot> = OnceCell::const_new();
        let posted = MonthFixture::copied(&POSTED, Box::pin(payment_run::posted(TRACKS))).await;
        if self.both_pay() {
            return posted;
        }
        let fixture = MonthFixture::copied(
            &PAID,
            Box::pin(async {
                let ledger = Ledger::new(posted.operator()).unwrap();
                ledger.pay(month(MONTH), Some(cashier())).await.unwrap();
                posted
            }),
        );
        let fixture = Box::pin(fixture).await;
        if self.one == Work::Pay {
            let ledger = Ledger::new(fixture.operator()).unwrap();
            payment_run::set_account(&ledger, &fixture, BARE, IBAN).await;
        }
        fixture
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
    async fn change(self, fixture: &MonthFixture, ledger: &Ledger) {
        if self.both_pay() {
            payment_run::hold(ledger, HELD, fixture.now()).await;
            payment_run::set_account(ledger, fixture, CHANGED, OTHER_IBAN).await;
        } else {
            let payout = payout_of(DOLLARS[0], "USD");
            payment_run::decide(ledger, payout, PayoutEvent::Settle).await.unwrap();
        }
    }

    /// The bank's pain.002 on what has left, if anything has.
    async fn answers(fixture: &MonthFixture, but: &[BankAnswer]) -> Option<(ReportFormat, String)> {
        let reader = Ledger::new(fixture.operator()).unwrap();
        let files = payment_run::files(fixture, &reader, BATCH).await;
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
                let fixture = Box::pin(self.prepared()).await;
                let ledger = Ledger::new(fixture.operator()).unwrap();
                let answers = Self::answers(&fixture, &[]).await;
                for act in acts {
                    match act {
                        Act::Work(work) => {
                            Box::pin(work.run(&fixture, &ledger, answers.as_ref())).await.unwrap();
                        }
                        Act::Change => self.change(&fixture, &ledger).await,
                    }
                }
                Box::pin(finish(self, &fixture, &ledger)).await;
                let outcome = payment_run::outcome(&fixture, &ledger).await;
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
            let fixture = Box::pin(self.prepared()).await;
            let answers = Self::answers(&fixture, &[]).await;
            fixture.count_from_here();
            work.run(&fixture, &fixture.ledger(MONTHS), answers.as_ref()).await.unwrap();
            *asked = fixture.operations(MONTHS);
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
fn came_back() -> [BankAnswer; 1] {
    [(payout_of(RETURNED, "EUR"), "RJCT")]
}

/// Whoever comes next lifts the hold, waits for the account, pays, hears the bank and closes.
async fn finish(race: Race, fixture: &MonthFixture, ledger: &Ledger) {
    payment_run::lift(ledger, HELD, fixture.now()).await;
    fixture.pass(SignedDuration::from_hours(73));
    ledger.pay(month(MONTH), Some(cashier())).await.unwrap();
    let first: &[BankAnswer] = if race.two == Work::PayAndReturn { &came_back() } else { &[] };
    payment_run::answer_all(fixture, ledger, BATCH, first).await;
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

/// Runs one order, then whatever is left of the month. Nobody may be told that the books differ,
/// nor give up: there are only two of them.
async fn raced(race: Race, i: usize, j: usize, change: Change, place: &str) -> Outcome {
    let fixture = Box::pin(race.prepared()).await;
    let answers = Race::answers(&fixture, &[]).await;
    let before = fixture.last_write();
    let turns = Arc::new(Interleaving::new(turns(i, j, change)));
    let work = |worker, work: Work| {
        let (ledger, turns) = (fixture.ledger_in_turns(MONTHS, &turns, worker), Arc::clone(&turns));
        let (fixture, answers) = (&fixture, answers.as_ref());
        async move {
            let result = work.run(fixture, &ledger, answers).await;
            turns.finish(worker);
            result
        }
    };
    let meddle = async {
        let ledger = fixture.ledger_in_turns(MONTHS, &turns, THIRD);
        if change == Change::Never {
            ledger.month(month(MONTH)).await.unwrap();
        } else {
            race.change(&fixture, &ledger).await;
        }
        fixture.pass(SignedDuration::from_mins(1));
        turns.finish(THIRD);
    };
    let (one, two) = (work(ONE, race.one), work(TWO, race.two));
    let (one, two, ()) = tokio::join!(Box::pin(one), Box::pin(two), Box::pin(meddle));
    let mut is_told = false;
    for (who, result) in [("the first", one), ("the second", two)] {
        assert!(result.is_ok(), "{who} was refused, {result:?}: {place}");
        is_told |= result.unwrap();
    }
    assert_no_batch_after_its_hold(&fixture, before.as_deref(), place);
    let reader = Ledger::new(fixture.operator()).unwrap();
    if race.both_pay() {
        let batches = reader.store().list_all(&store::payout::batches()).await.unwrap();
        let has_left = batches.iter().any(|batch| batch.number == BATCH);
        assert_eq!(is_told, has_left, "what has left is told: {place}");
    }
    payment_run::assert_sound(&fixture, &reader, place).await;
    Box::pin(finish(race, &fixture, &reader)).await;
    payment_run::assert_sound(&fixture, &reader, place).await;
    payment_run::outcome(&fixture, &reader).await
}

/// Once a hold stands, no batch is sealed with the held member in it.
fn assert_no_batch_after_its_hold(fixture: &MonthFixture, before: Option<&str>, place: &str) {
    let (mut held, mut batch_after) = (false, Vec::new());
    for record in fixture.records(before) {
        let image = &record["dynamodb"]["NewImage"];
        match image["kind"]["S"].as_str().unwrap_or_default() {
            "hold" => held = true,
            "batch" if held => batch_after.push(image["number"]["N"].clone()),
            _ => {}
        }
    }
    let held = writer(HELD).to_string();
    for item in fixture.items() {
        let is_payout =
            item["kind"]["S"] == "payout" && item["payable"]["M"]["account"]["S"] == held;
        assert!(
            !is_payout || !is_first_write_of(&batch_after, &item["batch"]["N"], fixture, before),
            "paid in spite of a hold: {place}"
        );
    }
}

/// Whether the batch was made, and not only submitted, after the hold.
fn is_first_write_of(
    after: &[serde_json::Value],
    batch: &serde_json::Value,
    fixture: &MonthFixture,
    before: Option<&str>,
) -> bool {
    let writes = fixture.records(before).into_iter().filter(|record| {
        let image = &record["dynamodb"]["NewImage"];
        image["kind"]["S"] == "batch" && image["number"]["N"] == *batch
    });
    let of_batch = after.iter().filter(|number| *number == batch).count();
    of_batch > 0 && of_batch == writes.count()
}

async fn every_order_of(race: Race, sample: usize) {
    let [one, two] = Box::pin(race.operations()).await;
    let (calls_of_one, calls_of_two) = (one.len(), two.len());
    let mut places: Vec<Place> = Vec::new();
    for change in race.changes() {
        let pairs = (0..=calls_of_one).flat_map(|i| (0..=calls_of_two).map(move |j| (i, j)));
        places.extend(pairs.map(|(i, j)| (*change, i, j)));
    }
    let name = format!("{:?} races {:?}", race.one, race.two);
    let always = race.always(&one, calls_of_two);
    let suite = ExhaustiveSuite { name, places, sample, always };
    let mut expected: Vec<(Change, Vec<Outcome>)> = Vec::new();
    for change in race.changes().iter().copied() {
        if suite.chosen().iter().any(|place| place.0 == change) {
            expected.push((change, Box::pin(race.in_peace(change)).await));
        }
    }
    suite.run(async |(change, i, j)| {
        let place = format!("{race:?}: {i} calls, then {j}, change: {change:?}");
        let outcome = Box::pin(raced(race, i, j, change, &place)).await;
        let in_peace = expected.iter().find(|(one, _)| *one == change);
        assert!(in_peace.unwrap().1.contains(&outcome), "other payments");
    });
}

#[tokio::test]
async fn two_operators_who_pay_in_any_order_send_every_payment_once() {
    Box::pin(every_order_of(Race { one: Work::Pay, two: Work::Pay }, 1499)).await;
}

/// One of them is slow; meanwhile the other pays, a payment comes back and may leave again.
#[tokio::test]
async fn a_slow_payment_run_does_not_send_a_returned_payment_under_the_same_attempt() {
    let race = Race { one: Work::Pay, two: Work::PayAndReturn };
    Box::pin(every_order_of(race, 1499)).await;
}

#[tokio::test]
async fn two_operators_who_report_in_any_order_book_the_bank_report_once() {
    Box::pin(every_order_of(Race { one: Work::Answers, two: Work::Answers }, 199)).await;
}

#[tokio::test]
async fn two_operators_who_close_in_any_order_close_the_month_once() {
    Box::pin(every_order_of(Race { one: Work::Close, two: Work::Close }, 2699)).await;
}

#[tokio::test]
async fn a_bank_report_during_a_closing_is_booked_before_it_or_after_it() {
    Box::pin(every_order_of(Race { one: Work::Close, two: Work::Answers }, 699)).await;
}

#[tokio::test]
async fn a_payment_during_a_closing_is_sent_or_stays_due() {
    Box::pin(every_order_of(Race { one: Work::Pay, two: Work::Close }, 1699)).await;
}
