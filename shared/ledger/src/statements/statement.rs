//! What a payee reads of a posted month: the totals from the books, the lines from the plan, what
//! they are made of from its breakdown. Given out only where all of it adds up.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::MemberId;
use domain::money::plan::{Chunk, MoveLine, Unit};
use domain::money::statement::{CurrencyStatement, MovedLine, Statement, TrackLine};
use domain::money::{
    Account, Amount, BasisPoints, Currency, PayablesProof, PayoutAmounts, Sha256Hex, TrackKey,
    YearMonth,
};
use media::keys;
use store::awarded_track::StatementFacts;
use store::month::PostedFrom;
use store::statement::LedgerEntry;

use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::payments::payee_payables::PayeePayables;
use crate::statements::breakdown::Sources;

impl Ledger {
    /// What was booked for `member` in `month`, and what was due to them; none where nothing was.
    /// One round trip for the entries, one for what tracks are called, one a chunk that they stand
    /// in, one for the breakdown and one for each of its pages that a track stands on, two or three
    /// for what is due, and one where it is all that there is to say.
    pub async fn statement(
        &self,
        member: MemberId,
        month: YearMonth,
    ) -> Result<Option<Statement>, LedgerError> {
        let account = account_of(member);
        let mut until = self.store.list_all(&store::statement::entries_of(&account)).await?;
        until.retain(|entry| entry.month <= month);
        let mut payables = self.payee_payables(member, month, &until).await?;
        payables.retain(|_, payables| !payables.payouts.is_empty());
        until.retain(|entry| entry.month == month);
        let Some(books) = self.books_of(month, &until, !payables.is_empty()).await? else {
            return Ok(None);
        };
        let entries = until;
        let units = self.units(&entries).await?;
        let facts = self.facts(member, &units).await?;
        let tracks = units.iter().flat_map(|unit| &unit.lines).map(|line| &line.track);
        let tracks: BTreeSet<&TrackKey> = tracks.collect();
        let sources = if tracks.is_empty() {
            Sources::default()
        } else {
            self.sources(month, &books.plan_sha256, &tracks).await?
        };
        let mut currencies = BTreeMap::new();
        for (entry, unit) in entries.iter().zip(units) {
            let payables = payables.remove(&entry.currency);
            let currency = currency_statement(entry, unit, &sources, &facts, payables)?;
            currencies.insert(entry.currency, currency);
        }
        for (currency, payables) in payables {
            currencies.insert(currency, only_due(currency, payables, &books));
        }
        for currency in currencies.values() {
            currency.check()?;
        }
        let name = facts.profile.and_then(|profile| profile.display_name);
        let name = name.map(|name| name.to_string());
        let currencies = currencies.into_values().collect();
        Ok(Some(Statement { account, name, month, currencies }))
    }

    /// The plan that the month was posted from. None where nothing was booked for the payee, unless
    /// something `is_due` to them and the month is posted.
    async fn books_of(
        &self,
        month: YearMonth,
        entries: &[LedgerEntry],
        is_due: bool,
    ) -> Result<Option<PostedFrom>, LedgerError> {
        if let Some(LedgerEntry { plan_sha256, posted_at, .. }) = entries.first() {
            let (plan_sha256, posted_at) = (plan_sha256.clone(), *posted_at);
            return Ok(Some(PostedFrom { plan_sha256, posted_at }));
        }
        if !is_due {
            return Ok(None);
        }
        let month = self.store.month(month).await?.item;
        let books = month.plan.zip(month.posted_at);
        Ok(books.map(|(plan, posted_at)| PostedFrom { plan_sha256: plan.sha256, posted_at }))
    }

    /// What the tracks of these units are called, and the splits of those that earned something.
    async fn facts(&self, member: MemberId, units: &[Unit]) -> Result<StatementFacts, LedgerError> {
        let lines = || units.iter().flat_map(|unit| &unit.lines);
        let moved = units.iter().flat_map(|unit| &unit.moves);
        let moved = moved.filter_map(|moved| moved.track.as_ref());
        let tracks = lines().map(|line| &line.track).chain(moved).collect();
        let splits = lines().map(|line| (&line.track, line.split_number)).collect();
        Ok(self.store.statement_facts(member, &tracks, &splits).await?)
    }

    /// Keeps a form of a statement that is too large for an answer, under its own hash, and says
    /// where. One round trip.
    pub async fn keep_statement(
        &self,
        month: YearMonth,
        content_type: &str,
        bytes: Vec<u8>,
    ) -> Result<String, LedgerError> {
        let key = keys::statement(month, &Sha256Hex::of(&bytes));
        self.put_bytes(&key, content_type, bytes).await?;
        Ok(key)
    }

    /// The unit of the plan behind each entry. One round trip for each chunk that they stand in.
    pub(crate) async fn units(&self, entries: &[LedgerEntry]) -> Result<Vec<Unit>, LedgerError> {
        let mut chunks: BTreeMap<&Sha256Hex, Chunk> = BTreeMap::new();
        let mut units = Vec::with_capacity(entries.len());
        for entry in entries {
            let sha256 = &entry.chunk_sha256;
            if !chunks.contains_key(sha256) {
                chunks.insert(sha256, self.plan_chunk(entry.month, sha256).await?);
            }
            let found = chunks.get(sha256).and_then(|chunk| find(chunk, entry));
            let Some(unit) = found else {
                let key = keys::plan(entry.month, sha256);
                return Err(LedgerError::ObjectChanged { key });
            };
            units.push(unit.clone());
        }
        Ok(units)
    }
}

/// A member's account bears the member's id.
#[expect(clippy::expect_used, reason = "an id is 30 plain characters, which an account may have")]
pub fn account_of(member: MemberId) -> Account {
    member.to_string().parse().expect("an id is the name of an account")
}

fn find<'a>(chunk: &'a Chunk, entry: &LedgerEntry) -> Option<&'a Unit> {
    let is_of = |unit: &&Unit| unit.account == entry.account && unit.currency == entry.currency;
    chunk.units.iter().find(is_of)
}

fn currency_statement(
    entry: &LedgerEntry,
    unit: Unit,
    sources: &Sources,
    facts: &StatementFacts,
    payables: Option<PayeePayables>,
) -> Result<CurrencyStatement, LedgerError> {
    let mut tracks = Vec::with_capacity(unit.lines.len());
    for line in unit.lines {
        let rows = sources.tracks.get(&line.track).map_or(&[][..], Vec::as_slice);
        let split = facts.splits.get(&(line.track.clone(), line.split_number));
        let mut line = TrackLine::new(line, entry.currency, rows)?;
        line.title = facts.title(&line.track);
        if let Some(sources) = split.and_then(|split| split.sources.as_ref()) {
            let own = sources.reviews.iter().filter(|one| one.account == entry.account);
            line.reviews = own.map(|one| one.review).collect();
            line.reviews_in_all = u64::try_from(sources.reviews.len()).unwrap_or(u64::MAX);
        }
        tracks.push(line);
    }
    let moved = |line: MoveLine| {
        let title = line.track.as_ref().and_then(|track| facts.title(track));
        MovedLine { line, title }
    };
    let none = || PayeePayables { due: PayablesProof::empty(entry.currency), payouts: Vec::new() };
    let PayeePayables { due, payouts } = payables.unwrap_or_else(none);
    Ok(CurrencyStatement {
        currency: entry.currency,
        opening: entry.opening,
        tracks,
        earnings: entry.earnings,
        moves: unit.moves.into_iter().map(moved).collect(),
        adjustments: entry.adjustments,
        payout: entry.payout,
        tax: unit.tax,
        due,
        payouts,
        plan_sha256: entry.plan_sha256.clone(),
        posted_at: entry.posted_at,
    })
}

/// Of a month that booked nothing for the payee, and in which something was due to them.
fn only_due(currency: Currency, payables: PayeePayables, books: &PostedFrom) -> CurrencyStatement {
    let (zero, payout) = (Amount::ZERO, PayoutAmounts::NOTHING);
    let PayeePayables { due, payouts } = payables;
    CurrencyStatement {
        currency,
        opening: zero,
        tracks: Vec::new(),
        earnings: zero,
        moves: Vec::new(),
        adjustments: zero,
        payout,
        tax: BasisPoints::default(),
        due,
        payouts,
        plan_sha256: books.plan_sha256.clone(),
        posted_at: books.posted_at,
    }
}
