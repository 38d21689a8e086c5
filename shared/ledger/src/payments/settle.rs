//! Payment status reports of the bank: pain.002 for euros, CSV for every other currency. A file is
//! taken whole or refused whole, with everything that is wrong in it; the same file counts once. A
//! file that has been taken up is judged no more: an operator's later decision on a payment stands.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;

use domain::change::{Change, StateMachine};
use domain::id::{MemberId, PayoutId};
use domain::money::books::MovementKind;
use domain::money::payout_account::EURO;
use domain::money::plan::UNITS_PER_CHUNK;
use domain::money::{
    EndToEndId, HoldReason, MonthState, Payable, PayoutEvent, PayoutState, Sha256Hex, YearMonth,
};
use domain::notice::Notice;
use domain::own_matter::{Say, own_matter, say_of_two};
use flate2::read::MultiGzDecoder;
use jiff::Timestamp;
use media::keys;
use serde::{Deserialize, Serialize};
use store::payout::{Movement, Payout, PayoutMove, PayoutProposal, PayoutStep, SettlementFile};
use store::{Stored, retry_on_conflict};

use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::objects::failed;
use crate::payments::bank_files::{Payment, message_id};
use crate::payments::payment_status_report::{self, ReportError, ReportLine, ReportedStatus};

/// Which bank's format a file has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportFormat {
    Pain002,
    Csv,
}

impl ReportFormat {
    /// A pain.002 begins with its first element, after a byte order mark and white space at most.
    pub fn of(bytes: &[u8]) -> Self {
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
        if text.starts_with(b"<") { Self::Pain002 } else { Self::Csv }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Pain002 => "pain.002",
            Self::Csv => "csv",
        }
    }

    const fn content_type(self) -> &'static str {
        match self {
            Self::Pain002 => "application/xml",
            Self::Csv => "text/csv",
        }
    }
}

/// Why a compressed file is not unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnpackError {
    #[error("the file is not gzip, or breaks off")]
    Broken,
    #[error("the file has more than {UNPACKED_BYTES_MAX} bytes")]
    TooLarge,
}

/// What the reader of pain.002 takes: about forty thousand payments.
const UNPACKED_BYTES_MAX: u64 = 32 * 1024 * 1024;

/// The bank's file from its gzip; never more than 32 MiB of it are held in memory.
pub fn unpack(packed: &[u8]) -> Result<Vec<u8>, UnpackError> {
    let mut bytes = Vec::new();
    let most = UNPACKED_BYTES_MAX.saturating_add(1);
    let mut reader = MultiGzDecoder::new(packed).take(most);
    let read = reader.read_to_end(&mut bytes).map_err(|_| UnpackError::Broken)?;
    if u64::try_from(read).is_ok_and(|read| read < most) {
        Ok(bytes)
    } else {
        Err(UnpackError::TooLarge)
    }
}

/// What an operator says of one payout, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperatorDecision {
    /// The attempt that it is about, as the operator has read it.
    pub attempt: u32,
    pub event: PayoutEvent,
    pub reason: String,
    pub by: MemberId,
}

impl OperatorDecision {
    /// A word on an attempt says nothing of the next one. What was settled by hand has a number of
    /// its own since, so that a repeat names the one before.
    fn require_of(&self, payout: &Payout) -> Result<(), LedgerError> {
        let is_repeat = self.event == PayoutEvent::SettleByHand
            && payout.state == PayoutState::Settled
            && payout.batch.is_none()
            && payout.attempt == self.attempt.saturating_add(1);
        if payout.attempt == self.attempt || is_repeat {
            return Ok(());
        }
        Err(LedgerError::SupersededAttempt { named: self.attempt, stands: payout.attempt })
    }
}

/// A payout after an operator's word on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayoutWord {
    pub payout: Payout,
    /// Whether the word counts only once another operator says the same.
    pub waits: bool,
}

/// One answer with the payout it is about.
struct StatusChange<'a> {
    event: PayoutEvent,
    reason: Option<&'a str>,
    is_from_bank: bool,
    by: Option<MemberId>,
    proposed_by: Option<MemberId>,
    now: Timestamp,
    booked_in: YearMonth,
}

/// A file of the bank's answers, and how many of its payments are still to be moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportProgress {
    pub file: SettlementFile,
    /// Nothing once the file has been taken to its end; else the same file again, or
    /// [`crate::PaymentJob::StatusReport`], goes on from there.
    pub remaining_count: usize,
}

impl Ledger {
    /// Takes a file of the bank's answers, so many payments of it as one invocation moves.
    /// Everything in it must make sense, otherwise nothing of it is taken and all that is wrong is
    /// named. May be asked for again at any point.
    pub async fn settle(
        &self,
        month: YearMonth,
        format: ReportFormat,
        bytes: &[u8],
        by: MemberId,
    ) -> Result<ReportProgress, LedgerError> {
        self.month_before(month)?;
        let sha256 = Sha256Hex::of(bytes);
        if let Some(before) = self.store.get(store::payout::settlement_key(month, &sha256)).await? {
            return Ok(ReportProgress { file: before.item, remaining_count: 0 });
        }
        let answers = self.read_report(format, bytes).await?;
        let key = keys::bank_file(month, &sha256, format.name());
        let wrong = self.report_errors(format, &answers).await?;
        if wrong.is_empty() {
            self.put_bytes(&key, format.content_type(), bytes.to_vec()).await?;
        } else if !self.is_kept(&key).await? {
            return Err(LedgerError::StatusReport(wrong));
        }
        self.take(month, format, sha256, &answers, by).await
    }

    /// Whether the taking of a file has begun: a copy is kept of those that were found right.
    async fn is_kept(&self, key: &str) -> Result<bool, LedgerError> {
        let bucket = &self.runtime.config.derived_bucket;
        let Err(error) = self.runtime.s3.head_object().bucket(bucket).key(key).send().await else {
            return Ok(true);
        };
        match error.raw_response().map(|response| response.status().as_u16()) {
            // Without the right to list a bucket, S3 answers 403 for a missing object.
            Some(403 | 404) => Ok(false),
            Some(_) | None => Err(failed(key, error)),
        }
    }

    /// Goes on with a file whose taking has begun, from the copy that was kept of it.
    pub(crate) async fn settle_stored(
        &self,
        month: YearMonth,
        format: ReportFormat,
        sha256: &Sha256Hex,
        by: MemberId,
    ) -> Result<ReportProgress, LedgerError> {
        let key = keys::bank_file(month, sha256, format.name());
        let body = self.open(&self.runtime.config.derived_bucket, &key).await?;
        let bytes = body.collect().await.map_err(|source| failed(&key, source))?.into_bytes();
        if Sha256Hex::of(&bytes) != *sha256 {
            return Err(LedgerError::ObjectChanged { key });
        }
        self.settle(month, format, &bytes, by).await
    }

    /// Moves what has not moved yet, and writes the file down once nothing of it is left.
    async fn take(
        &self,
        month: YearMonth,
        format: ReportFormat,
        sha256: Sha256Hex,
        answers: &[ReportLine],
        by: MemberId,
    ) -> Result<ReportProgress, LedgerError> {
        let left = retry_on_conflict(|| self.apply_report(answers, by)).await?;
        let file = summary(month, sha256, format, answers, by, self.now());
        if left > 0 {
            return Ok(ReportProgress { file, remaining_count: left });
        }
        match self.store.create(&file).await? {
            store::Creation::New => Ok(ReportProgress { file, remaining_count: left }),
            store::Creation::Existing(before) => {
                Ok(ReportProgress { file: before.item, remaining_count: left })
            }
        }
    }

    /// An operator's own word on one payout: what a look-up at the bank has shown or that nobody
    /// knows, which counts once another operator says the same; or why it is tried again. Nobody
    /// decides on their own payment.
    pub async fn decide_payout(
        &self,
        payout: PayoutId,
        decision: &OperatorDecision,
    ) -> Result<PayoutWord, LedgerError> {
        retry_on_conflict(async || {
            let stored =
                self.store.get(store::payout::key(payout)).await?.ok_or(LedgerError::NoPayout)?;
            let say = self.say_on(&stored.item, decision).await?;
            decision.require_of(&stored.item)?;
            if decision.event == PayoutEvent::SettleByHand {
                self.require_by_hand(&stored.item).await?;
            }
            let change = StatusChange {
                event: decision.event,
                reason: Some(&decision.reason),
                is_from_bank: false,
                by: Some(decision.by),
                proposed_by: stored.item.proposed(decision.event).find(|by| *by != decision.by),
                now: self.now(),
                booked_in: self.booking_month(&stored.item.payable).await?,
            };
            let Change::Applied(moved) = change.of(&stored)? else {
                return Ok(PayoutWord { payout: stored.item, waits: false });
            };
            self.require_sent([&moved.payout.item]).await?;
            if say == Say::Proposes {
                return self.propose(stored, decision).await;
            }
            let month = change.booked_in;
            self.store.settle_payouts(month, std::slice::from_ref(&moved)).await?;
            Ok(PayoutWord { payout: moved.payout.item, waits: false })
        })
        .await
    }

    /// What an operator's word on this payout is worth.
    async fn say_on(
        &self,
        payout: &Payout,
        decision: &OperatorDecision,
    ) -> Result<Say, LedgerError> {
        let OperatorDecision { event, by, .. } = decision;
        if !event.needs_two_operators() {
            own_matter(*by, payout.payee())?;
            return Ok(Say::Decides);
        }
        let is_own = payout.payee() == Some(*by);
        let operators = if is_own { self.operators().await? } else { BTreeSet::new() };
        Ok(say_of_two(*by, payout.payee(), payout.proposed(*event), &operators)?)
    }

    /// Writes an operator's word down, for another one to say the same.
    async fn propose(
        &self,
        Stored { item, revision }: Stored<Payout>,
        decision: &OperatorDecision,
    ) -> Result<PayoutWord, LedgerError> {
        let OperatorDecision { event, reason, by, .. } = decision.clone();
        let Some(payout) = item.with_proposal(PayoutProposal { event, by, reason, at: self.now() })
        else {
            return Ok(PayoutWord { payout: item, waits: true });
        };
        self.store.replace(&Stored { item: payout.clone(), revision }).await?;
        Ok(PayoutWord { payout, waits: true })
    }

    /// All operators by their records. One round trip.
    pub(crate) async fn operators(&self) -> Result<BTreeSet<MemberId>, LedgerError> {
        let operators = self.store.list_all(&store::role::operators()).await?;
        Ok(operators.into_iter().map(|roles| roles.member).collect())
    }

    /// The answers of a file, each about one payment that was sent.
    async fn read_report(
        &self,
        format: ReportFormat,
        bytes: &[u8],
    ) -> Result<Vec<ReportLine>, LedgerError> {
        let mut read = match format {
            ReportFormat::Csv => payment_status_report::csv(bytes),
            ReportFormat::Pain002 => {
                let report =
                    payment_status_report::pain002(bytes).map_err(LedgerError::StatusReport)?;
                let payments = self.payments_of(&report.message).await?;
                payment_status_report::spread(report, &payments)
            }
        }
        .map_err(LedgerError::StatusReport)?;
        read.sort_by_key(|answer| answer.id);
        Ok(read)
    }

    /// The payments of the file that a report is about.
    async fn payments_of(&self, message: &str) -> Result<Vec<EndToEndId>, LedgerError> {
        for batch in self.store.list_all(&store::payout::batches()).await? {
            if message_id(batch.number, &batch.manifest_sha256) == message {
                let payments: Vec<Payment> =
                    self.get_object(keys::payout, batch.month, &batch.manifest_sha256).await?;
                let euros = payments.iter().filter(|one| one.payable.currency.code() == EURO);
                return Ok(euros.map(Payment::end_to_end_id).collect());
            }
        }
        let detail = format!("no file of this studio is called `{message}`");
        Err(LedgerError::StatusReport(vec![ReportError::new(
            "OrgnlMsgId",
            "unknown_message",
            detail,
        )]))
    }

    async fn report_errors(
        &self,
        format: ReportFormat,
        answers: &[ReportLine],
    ) -> Result<Vec<ReportError>, LedgerError> {
        let wanted: Vec<PayoutId> = answers.iter().map(|answer| answer.id.payout).collect();
        let payouts = self.store.payouts(&wanted).await?;
        let mut wrong = Vec::new();
        for answer in answers {
            let payout = payouts.get(&answer.id.payout).map(|stored| &stored.item);
            wrong.extend(contradiction(format, answer, payout));
        }
        for pair in answers.windows(2) {
            if let [one, other] = pair
                && one.id == other.id
            {
                let detail = format!("{} stands twice", one.id);
                wrong.push(ReportError::new(&other.place, "answered_twice", detail));
            }
        }
        Ok(wrong)
    }

    /// Moves what has not moved yet and still can, at most one page of it; how many are left then.
    /// A conflict means: look again.
    async fn apply_report(
        &self,
        answers: &[ReportLine],
        by: MemberId,
    ) -> Result<usize, LedgerError> {
        let most = self.runtime.config.payment_page_chunks.saturating_mul(UNITS_PER_CHUNK);
        let wanted: Vec<PayoutId> = answers.iter().map(|answer| answer.id.payout).collect();
        let payouts = self.store.payouts(&wanted).await?;
        let unclosed = self.oldest_unclosed().await?;
        let mut moves: BTreeMap<YearMonth, Vec<PayoutMove>> = BTreeMap::new();
        let (mut taken, mut left) = (0, 0);
        for answer in answers {
            let Some(event) = answer.outcome.event() else { continue };
            let Some(stored) = payouts.get(&answer.id.payout) else { continue };
            if stored.item.attempt != answer.id.attempt || is_recorded(answer, &stored.item) {
                continue;
            }
            if taken == most {
                left = usize::saturating_add(left, 1);
                continue;
            }
            let change = StatusChange {
                event,
                reason: answer.reason.as_deref(),
                is_from_bank: true,
                by: Some(by),
                proposed_by: None,
                now: self.now(),
                booked_in: stored.item.payable.month.max(unclosed),
            };
            match change.of(stored) {
                Ok(Change::Applied(moved)) => {
                    moves.entry(change.booked_in).or_default().push(moved);
                    taken = usize::saturating_add(taken, 1);
                }
                // An operator decided otherwise after the file was taken up.
                Ok(Change::AlreadyApplied) | Err(LedgerError::Refused(_)) => {}
                Err(error) => return Err(error),
            }
        }
        self.require_sent(moves.values().flatten().map(|moved| &moved.payout.item)).await?;
        for (month, moves) in moves {
            self.store.settle_payouts(month, &moves).await?;
        }
        Ok(left)
    }

    /// Nothing is said of a payment before its batch names its files: whoever let it leave again
    /// until then would have it in two files, for those of the first batch are written from its
    /// sealed list. To be asked after the payouts were read: they move only as they were read, and
    /// no batch that was sent is unsent, so that this holds at the commit too. One round trip.
    async fn require_sent(
        &self,
        payouts: impl IntoIterator<Item = &Payout>,
    ) -> Result<(), LedgerError> {
        let wanted: BTreeSet<u64> = payouts.into_iter().filter_map(|one| one.batch).collect();
        if wanted.is_empty() {
            return Ok(());
        }
        let batches = self.store.list_all(&store::payout::batches()).await?.into_iter();
        let sent = batches.filter(|batch| batch.submitted_at.is_some());
        let sent: BTreeSet<u64> = sent.map(|batch| batch.number).collect();
        match wanted.difference(&sent).next() {
            Some(batch) => Err(LedgerError::BatchUnderWay { batch: *batch }),
            None => Ok(()),
        }
    }

    /// Settles what is withheld whole: nothing of it is sent, and the tax goes to its country.
    pub(crate) async fn settle_withheld(
        &self,
        payouts: &[Stored<Payout>],
        by: Option<MemberId>,
    ) -> Result<(), LedgerError> {
        if payouts.is_empty() {
            return Ok(());
        }
        let unclosed = self.oldest_unclosed().await?;
        let mut moves: BTreeMap<YearMonth, Vec<PayoutMove>> = BTreeMap::new();
        for stored in payouts {
            let change = StatusChange {
                event: PayoutEvent::SettleByHand,
                reason: Some("all of it is withheld as tax"),
                is_from_bank: false,
                by,
                proposed_by: None,
                now: self.now(),
                booked_in: stored.item.payable.month.max(unclosed),
            };
            if let Change::Applied(moved) = change.of(stored)? {
                moves.entry(change.booked_in).or_default().push(moved);
            }
        }
        for (month, moves) in moves {
            self.store.settle_payouts(month, &moves).await?;
        }
        Ok(())
    }

    /// What is due is paid by hand only where no file for the bank takes it, and nothing else keeps
    /// it back: everything else leaves once, in a batch.
    async fn require_by_hand(&self, payout: &Payout) -> Result<(), LedgerError> {
        if payout.state != PayoutState::Due {
            return Ok(());
        }
        match self.payee_snapshot(&[payout], None).await?.payment(payout) {
            Err(HoldReason::NotWritable) => Ok(()),
            Ok(_) | Err(_) => Err(LedgerError::BankFileRequired),
        }
    }

    /// What moves is booked in the oldest month that is not closed, never before the payout's own.
    async fn booking_month(&self, payable: &Payable) -> Result<YearMonth, LedgerError> {
        Ok(payable.month.max(self.oldest_unclosed().await?))
    }

    async fn oldest_unclosed(&self) -> Result<YearMonth, LedgerError> {
        let months = self.store.months().await?;
        let mut month = self.genesis;
        while months.state(month) == MonthState::Closed {
            month = month.next()?;
        }
        Ok(month)
    }
}

impl StatusChange<'_> {
    /// The payout after the move, what it books and whom it tells.
    fn of(&self, stored: &Stored<Payout>) -> Result<Change<PayoutMove>, LedgerError> {
        let before = &stored.item;
        let state = match before.state.apply(self.event)? {
            Change::Applied(state) => state,
            Change::AlreadyApplied => return Ok(Change::AlreadyApplied),
        };
        let movement = if state == PayoutState::Settled {
            Some(MovementKind::Settled)
        } else {
            (before.state == PayoutState::Settled).then_some(MovementKind::TakenBack)
        };
        let mut item = Payout { state, proposals: Vec::new(), ..before.clone() };
        if self.event == PayoutEvent::SettleByHand {
            // An attempt of its own, in no batch: what was booked of an earlier one stays.
            item.attempt = item.attempt.saturating_add(1);
            (item.batch, item.destination) = (None, None);
        }
        item.history.push(PayoutStep {
            state,
            attempt: item.attempt,
            at: self.now,
            by: self.by,
            proposed_by: self.proposed_by,
            reason: self.reason.map(str::to_owned),
            is_bank_reason: self.is_from_bank && self.reason.is_some(),
            booked_in: movement.map(|_| self.booked_in),
        });
        let movement = movement.map(|movement| Movement {
            month: self.booked_in,
            payout: item.payout,
            attempt: item.attempt,
            movement,
            payable: item.payable.clone(),
            at: self.now,
        });
        let paid = (item.payout, item.attempt);
        let notice = Notice::payout(paid, item.state, &item.payable, self.now);
        let payout = Stored { item, revision: stored.revision };
        Ok(Change::Applied(PayoutMove { payout, movement, notice }))
    }
}

/// What of an answer cannot be true.
fn contradiction(
    format: ReportFormat,
    answer: &ReportLine,
    payout: Option<&Payout>,
) -> Option<ReportError> {
    let wrong = |rule, detail: String| Some(ReportError::new(&answer.place, rule, detail));
    let id = answer.id;
    let Some(payout) = payout.filter(|payout| payout.attempt >= id.attempt && id.attempt > 0)
    else {
        return wrong("unknown_payment", format!("no payment is called {id}"));
    };
    let is_in_euros = payout.payable.currency.code() == EURO;
    if is_in_euros != (format == ReportFormat::Pain002) {
        let (currency, answered) =
            (payout.payable.currency, if is_in_euros { "pain.002" } else { "CSV" });
        return wrong(
            "other_format",
            format!("{id} is in {currency}: its bank answers with {answered}"),
        );
    }
    if let Some(amount) = &answer.amount
        && *amount != payout.payable.net
    {
        let net = &payout.payable.net;
        return wrong("other_amount", format!("{id} is about {net}, not {amount}"));
    }
    let event = answer.outcome.event()?;
    // What was said before may be said again, whatever has become of the payout since.
    if is_recorded(answer, payout) {
        return None;
    }
    if payout.attempt == id.attempt {
        let refused = payout.state.apply(event).err()?;
        return wrong("contradiction", format!("{id}: {refused}"));
    }
    wrong("contradiction", format!("{id} was answered otherwise before"))
}

/// Whether this attempt has made the move that the answer asks for.
fn is_recorded(answer: &ReportLine, payout: &Payout) -> bool {
    let said = |step: &PayoutStep| {
        step.attempt == answer.id.attempt && Some(step.state) == answer.outcome.state()
    };
    payout.history.iter().any(said)
}

fn summary(
    month: YearMonth,
    sha256: Sha256Hex,
    format: ReportFormat,
    answers: &[ReportLine],
    by: MemberId,
    now: Timestamp,
) -> SettlementFile {
    let count = |outcome: ReportedStatus| {
        let of = answers.iter().filter(|answer| answer.outcome == outcome).count();
        u64::try_from(of).unwrap_or(u64::MAX)
    };
    SettlementFile {
        month,
        sha256,
        format: format.name().to_owned(),
        settled: count(ReportedStatus::Settled),
        returned: count(ReportedStatus::Returned),
        pending: count(ReportedStatus::Pending),
        unknown: count(ReportedStatus::Unknown),
        loaded_by: by,
        loaded_at: now,
    }
}
