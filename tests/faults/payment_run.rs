//! The stage on which a month is paid: January is closed with a payout that waited for an account,
//! February is posted in euros and dollars. What the bank is sent and answers, and what must hold
//! of all payments at any moment.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use tests::{FIRST, HEADER, MONTH, MonthFixture, month, run_month, without_write_times, writer};

use domain::id::{MemberId, PayoutId};
use domain::money::payout::payout_id;
use domain::money::{Account, BankDetails, PayoutAccount, PayoutEvent};
use jiff::Timestamp;
use ledger::{Ledger, LedgerError, OperatorDecision, ReportFormat};
use serde_json::Value;
use store::Stored;
use store::hold::Hold;
use store::payout_account::PayoutAccountItem;

/// The bank returns the first attempt.
pub(crate) const RETURNED: usize = 3;
/// Nobody can say at first whether the payment has arrived.
pub(crate) const UNKNOWN: usize = 4;
/// Is paid for January no sooner than February is: there was no account.
pub(crate) const LATE: usize = 5;
/// Has no account at all.
pub(crate) const BARE: usize = 6;
/// Whose payouts an operator holds, where one does.
pub(crate) const HELD: usize = 3;
/// Whose account changes, where one does.
pub(crate) const CHANGED: usize = 4;
/// These earn dollars too.
pub(crate) const DOLLARS: [usize; 2] = [2, 7];
/// The salt of the file of dollars.
const DOLLAR_FILE: usize = 9;

pub(crate) const IBAN: &str = "FI2112345600000785";
pub(crate) const OTHER_IBAN: &str = "NL91ABNA0417164300";

/// What payments leave, without the times that differ from one try to the next.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct PaidDigest {
    items: Vec<Value>,
    /// Every object about payments: its name where that follows from the payments alone, otherwise
    /// what stands in it.
    objects: Vec<String>,
}

/// What is left once everything is settled, whichever batch it was in and whichever month booked
/// it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    payouts: Vec<String>,
    balances: Vec<Value>,
    /// The accounts of the house.
    books: Vec<String>,
}

/// What a bank says of one payment, as the code of pain.002.
pub(crate) type BankAnswer = (PayoutId, &'static str);

/// The operator who pays.
pub(crate) fn cashier() -> MemberId {
    MemberId::of_subject("cashier")
}

pub(crate) fn payout_of(number: usize, currency: &str) -> PayoutId {
    payout_id(month(MONTH), &Account::of_member(writer(number)), currency.parse().unwrap())
}

/// Every writer but [`BARE`] has an account, both months are posted, January is closed.
pub(crate) async fn posted(tracks: usize) -> MonthFixture {
    let fixture = MonthFixture::with_tracks(tracks).await;
    let ledger = Ledger::new(fixture.operator()).unwrap();
    for number in (0..tracks).filter(|number| ![LATE, BARE].contains(number)) {
        set_account(&ledger, &fixture, number, IBAN).await;
    }
    ledger.pay(month(FIRST), None).await.unwrap();
    answer_all(&fixture, &ledger, 1, &[]).await;
    ledger.close(month(FIRST)).await.unwrap();
    set_account(&ledger, &fixture, LATE, IBAN).await;
    let mut dollars = HEADER.to_owned();
    for number in DOLLARS {
        writeln!(dollars, "{MONTH},trk_{number:03},,radio,US,1,USD,6{number}.01").unwrap();
    }
    let key = fixture.upload_bytes(&fixture.operator(), month(MONTH), DOLLAR_FILE, dollars).await;
    let _loaded = ledger.load(&key).await.unwrap();
    let _loaded = ledger.load(&tests::revenue_key(month(MONTH), 1)).await.unwrap();
    run_month(&ledger, month(MONTH)).await.unwrap();
    fixture
}

/// Sets or changes where a writer is paid, as the route does.
pub(crate) async fn set_account(
    ledger: &Ledger,
    fixture: &MonthFixture,
    number: usize,
    iban: &str,
) {
    let member = writer(number);
    let before = ledger.store().get(store::payout_account::key(member)).await.unwrap();
    let bank = BankDetails {
        account_number: "1234567".to_owned(),
        bank_code: "021000021".to_owned(),
        bank_name: "Bank".to_owned(),
        country: "US".to_owned(),
    };
    let holder = format!("Writer {number}");
    let account = PayoutAccount { holder, iban: Some(iban.parse().unwrap()), bank: Some(bank) };
    // The first one long before: a copied fixture begins anew at the same time.
    let first = || "2026-01-05T09:00:00Z".parse().unwrap();
    let changed_at = if before.is_some() { fixture.now() } else { first() };
    let usable_at = PayoutAccount::usable_at(changed_at, before.is_none());
    let item = PayoutAccountItem { member, account, changed_at, usable_at };
    let stored = Stored { item, revision: before.map_or(0, |stored| stored.revision) };
    ledger.store().change_payout_account(&stored, None).await.unwrap();
}

/// Holds the payouts of a writer.
pub(crate) async fn hold(ledger: &Ledger, number: usize, at: Timestamp) {
    let item = Hold {
        member: writer(number),
        reason: "two people claim the song".to_owned(),
        placed_by: cashier(),
        placed_at: at,
        review_on: "2026-05-01".parse().unwrap(),
        released: None,
    };
    ledger.store().change_hold(&Stored { item, revision: 0 }).await.unwrap();
}

/// Lifts whatever hold there is on a writer.
pub(crate) async fn lift(ledger: &Ledger, number: usize, at: Timestamp) {
    let Some(Stored { item, revision }) =
        ledger.store().get(store::hold::key(writer(number))).await.unwrap()
    else {
        return;
    };
    let (reason, released_by) = ("they have agreed".to_owned(), cashier());
    let released = Some(store::hold::Release { reason, released_by, released_at: at });
    let item = Hold { released, ..item };
    ledger.store().change_hold(&Stored { item, revision }).await.unwrap();
}

pub(crate) async fn decide(
    ledger: &Ledger,
    payout: PayoutId,
    event: PayoutEvent,
) -> Result<(), LedgerError> {
    let reason = "the bank says so".to_owned();
    // Not the cashier, for who lets a payment leave again does not send it.
    let by = MemberId::of_subject("clerk");
    let verdict = OperatorDecision { attempt: 1, event, reason, by };
    if event.needs_two_operators() {
        let by = MemberId::of_subject("auditor");
        ledger.decide_payout(payout, &OperatorDecision { by, ..verdict.clone() }).await?;
    }
    ledger.decide_payout(payout, &verdict).await.map(|_paid| ())
}

/// A file for the bank, as an operator downloads it.
#[derive(Debug, Clone)]
pub(crate) struct Sent {
    pub(crate) format: String,
    pub(crate) text: String,
}

/// The files of a batch; none before it is submitted.
pub(crate) async fn files(fixture: &MonthFixture, ledger: &Ledger, number: u64) -> Vec<Sent> {
    let batches = ledger.store().list_all(&store::payout::batches()).await.unwrap();
    let Some(batch) = batches.into_iter().find(|one| one.number == number) else {
        return Vec::new();
    };
    let mut files = Vec::new();
    for file in batch.files {
        let key = media::keys::bank_file(batch.month, &file.sha256, &file.format);
        files.push(Sent { format: file.format, text: object(fixture, &key).await });
    }
    files
}

async fn object(fixture: &MonthFixture, key: &str) -> String {
    let runtime = fixture.operator();
    let bucket = &runtime.config.derived_bucket;
    let object = runtime.s3.get_object().bucket(bucket).key(key).send().await.unwrap();
    String::from_utf8(object.body.collect().await.unwrap().to_vec()).unwrap()
}

pub(crate) fn between<'a>(text: &'a str, opening: &str, closing: &str) -> Vec<&'a str> {
    text.split(opening).skip(1).filter_map(|rest| rest.split(closing).next()).collect()
}

impl Sent {
    /// What the bank calls the payments in it.
    pub(crate) fn ids(&self) -> Vec<&str> {
        if self.format == "csv" {
            return self.text.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
        }
        between(&self.text, "<EndToEndId>", "</EndToEndId>")
    }

    /// The bank's answer: these payments as said, all others settled.
    pub(crate) fn answer(&self, but: &[BankAnswer]) -> (ReportFormat, String) {
        if self.format == "csv" {
            let mut text = "end_to_end_id,status,reason\n".to_owned();
            for id in self.ids() {
                writeln!(text, "{id},settled,").unwrap();
            }
            return (ReportFormat::Csv, text);
        }
        let message = between(&self.text, "<MsgId>", "</MsgId>")[0];
        let one = |(payout, status): &BankAnswer| {
            let ids = self.ids();
            let id = ids.iter().find(|id| is_of(id, *payout)).unwrap();
            format!(
                "<TxInfAndSts><OrgnlEndToEndId>{id}</OrgnlEndToEndId><TxSts>{status}</TxSts>\
                 <StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf></TxInfAndSts>"
            )
        };
        let listed: String = but.iter().map(one).collect();
        let text = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
             <Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt>\
             <GrpHdr><MsgId>B1</MsgId><CreDtTm>2026-04-02T10:00:00</CreDtTm></GrpHdr>\
             <OrgnlGrpInfAndSts><OrgnlMsgId>{message}</OrgnlMsgId>\
             <OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><GrpSts>ACSC</GrpSts></OrgnlGrpInfAndSts>\
             <OrgnlPmtInfAndSts><OrgnlPmtInfId>{message}</OrgnlPmtInfId>{listed}\
             </OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"
        );
        (ReportFormat::Pain002, text)
    }
}

/// Whether an end-to-end id is of an attempt at this payout.
fn is_of(id: &str, payout: PayoutId) -> bool {
    let payout = payout.to_string();
    id.split_once('-').is_some_and(|(short, _)| payout.ends_with(short))
}

/// The bank settles all that it has been sent and not answered for, but that of the euros in
/// `batch` it says what is `said`.
pub(crate) async fn answer_all(
    fixture: &MonthFixture,
    ledger: &Ledger,
    batch: u64,
    said: &[BankAnswer],
) {
    for one in ledger.store().list_all(&store::payout::batches()).await.unwrap() {
        for file in files(fixture, ledger, one.number).await {
            let is_said = one.number == batch && file.format == "pain.001";
            let (format, text) = file.answer(if is_said { said } else { &[] });
            let month = one.month;
            ledger.settle(month, format, text.as_bytes(), cashier()).await.unwrap();
        }
    }
}

/// Every object about payments, by key.
async fn objects(fixture: &MonthFixture) -> BTreeMap<String, String> {
    let runtime = fixture.operator();
    let bucket = &runtime.config.derived_bucket;
    let listed = runtime.s3.list_objects_v2().bucket(bucket).prefix("payout/").send().await;
    let mut objects = BTreeMap::new();
    for one in listed.unwrap().contents() {
        let key = one.key().unwrap().to_owned();
        let text = object(fixture, &key).await;
        objects.insert(key, text);
    }
    objects
}

/// The files for the bank among them, whether or not a batch names them.
fn sent(objects: &BTreeMap<String, String>) -> Vec<Sent> {
    let format = |text: &str| {
        if text.contains("<CstmrCdtTrfInitn>") {
            Some("pain.001")
        } else {
            text.starts_with("end_to_end_id,holder").then_some("csv")
        }
    };
    let all = objects.values().filter_map(|text| Some((format(text)?, text)));
    all.map(|(format, text)| Sent { format: format.to_owned(), text: text.clone() }).collect()
}

/// A file for the bank tells when it was made, and is named by its hash.
fn without_times(text: &str) -> String {
    let mut text = text.to_owned();
    for (opening, closing) in [("<CreDtTm>", "</CreDtTm>"), ("<ReqdExctnDt>", "</ReqdExctnDt>")] {
        let found: Vec<String> =
            between(&text, opening, closing).into_iter().map(str::to_owned).collect();
        for time in found {
            text = text.replace(&format!("{opening}{time}{closing}"), opening);
        }
    }
    text
}

/// All that payments have left.
pub(crate) async fn digest(fixture: &MonthFixture) -> PaidDigest {
    let mut items = fixture.items();
    for item in &mut items {
        without_write_times(item);
        let fields = item.as_object_mut().unwrap();
        fields.retain(|name, _| !name.starts_with("gsi"));
        if fields["kind"]["S"] == "batch" {
            fields.remove("files");
        }
    }
    items.sort_by_cached_key(|item| format!("{}{}", item["pk"], item["sk"]));
    let objects = objects(fixture).await.into_iter().map(|(key, text)| {
        if text.contains("<CstmrCdtTrfInitn>") { without_times(&text) } else { key }
    });
    let mut objects: Vec<String> = objects.collect();
    objects.sort();
    PaidDigest { items, objects }
}

/// What is left, compared between tries that took different ways.
pub(crate) async fn outcome(fixture: &MonthFixture, ledger: &Ledger) -> Outcome {
    let mut outcome = Outcome { payouts: Vec::new(), balances: Vec::new(), books: Vec::new() };
    for mut item in fixture.items() {
        without_write_times(&mut item);
        match item["kind"]["S"].as_str().unwrap_or_default() {
            "payout" => {
                outcome
                    .payouts
                    .push(format!("{} {} {}", item["pk"], item["payable"], item["state"]));
            }
            "balance" => outcome.balances.push(item),
            _ => {}
        }
    }
    outcome.payouts.sort();
    outcome.balances.sort_by_cached_key(|item| format!("{}{}", item["pk"], item["sk"]));
    let next = month(MONTH).next().unwrap();
    let lines = ledger.books(next).await.unwrap().lines;
    outcome.books = lines.iter().map(|line| format!("{line:?}")).collect();
    outcome
}

/// What must hold at any moment, however payments were disturbed. `place` says where it did not.
pub(crate) async fn assert_sound(fixture: &MonthFixture, ledger: &Ledger, place: &str) {
    let mut attempts: BTreeSet<String> = BTreeSet::new();
    for file in sent(&objects(fixture).await) {
        for id in file.ids() {
            assert!(attempts.insert(id.to_owned()), "{id} stands in two files: {place}");
        }
    }
    let items = fixture.items();
    let of_kind = |kind: &'static str| items.iter().filter(move |item| item["kind"]["S"] == kind);
    let mut settled: BTreeMap<&str, i32> = BTreeMap::new();
    for item in of_kind("movement") {
        let change = if item["movement"]["S"] == "settled" { 1 } else { -1 };
        *settled.entry(item["payout"]["S"].as_str().unwrap()).or_default() += change;
    }
    for item in of_kind("payout") {
        let id = item["payout"]["S"].as_str().unwrap();
        let times = settled.remove(id).unwrap_or_default();
        let expected = i32::from(item["state"]["S"] == "settled");
        assert_eq!(times, expected, "{id} was settled {times} times: {place}");
        assert_tried_again_only_after_a_return(item, place);
        assert_every_attempt_has_a_number_and_a_file(item, &attempts, place);
    }
    assert!(settled.is_empty(), "movements of no payout: {place}");
    for (currency, sum) in ledger.books(month(MONTH)).await.unwrap().sums {
        assert!(sum.is_zero(), "the books of {currency} are {sum} out: {place}");
    }
    let month = ledger.month(month(MONTH)).await.unwrap();
    assert!(month.differences.is_empty(), "{:?}: {place}", month.differences);
}

/// An attempt follows an attempt only where the bank has returned the one before.
fn assert_tried_again_only_after_a_return(payout: &Value, place: &str) {
    let steps = payout["history"]["L"].as_array().unwrap();
    let states: Vec<&str> =
        steps.iter().map(|step| step["M"]["state"]["S"].as_str().unwrap()).collect();
    for (at, state) in states.iter().enumerate().skip(1) {
        if *state == "prepared" {
            assert_eq!(states[at - 2..at], ["returned", "due"], "{payout}: {place}");
        }
    }
}

/// Attempts are counted, and none is submitted that no file for the bank has.
fn assert_every_attempt_has_a_number_and_a_file(
    payout: &Value,
    sent: &BTreeSet<String>,
    place: &str,
) {
    let id: PayoutId = payout["payout"]["S"].as_str().unwrap().parse().unwrap();
    let numbers = |state: &str| -> Vec<usize> {
        let steps = payout["history"]["L"].as_array().unwrap().iter().map(|step| &step["M"]);
        let steps = steps.filter(|step| step["state"]["S"] == state);
        steps.map(|step| step["attempt"]["N"].as_str().unwrap().parse().unwrap()).collect()
    };
    let prepared = numbers("prepared");
    assert!(prepared.iter().copied().eq(1..=prepared.len()), "{prepared:?} of {payout}: {place}");
    let in_files = sent.iter().filter(|attempt| is_of(attempt, id)).count();
    assert!(numbers("submitted").len() <= in_files, "{in_files} files have {payout}: {place}");
}
