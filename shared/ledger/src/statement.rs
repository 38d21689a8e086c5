//! What a payee reads of a posted month: the totals from the books, the lines from the plan, what
//! they are made of from its breakdown. Given out only where all of it adds up.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::MemberId;
use domain::money::plan::{Chunk, Unit};
use domain::money::statement::{CurrencyStatement, Statement, TrackLine};
use domain::money::{Account, Sha256Hex, YearMonth};
use media::keys;
use store::awarded_track::StatementFacts;
use store::statement::Entry;

use crate::Ledger;
use crate::breakdown::Sources;
use crate::error::LedgerError;

impl Ledger {
    /// What was booked for `member` in `month`; none where nothing was. One round trip for the
    /// entries, one for what tracks are called, one a chunk that they stand in, one for the
    /// breakdown and one for each of its pages that a track stands on.
    pub async fn statement(
        &self,
        member: MemberId,
        month: YearMonth,
    ) -> Result<Option<Statement>, LedgerError> {
        let account = account_of(member);
        let entries = self.store.entries(&account, month).await?;
        let Some(plan_sha256) = entries.first().map(|entry| entry.plan_sha256.clone()) else {
            return Ok(None);
        };
        let units = self.units(&entries).await?;
        let lines = units.iter().flat_map(|unit| &unit.lines);
        let splits: BTreeSet<(String, u32)> =
            lines.map(|line| (line.track.clone(), line.split_number)).collect();
        let tracks = splits.iter().map(|(track, _)| track.as_str()).collect();
        let sources = self.sources(month, &plan_sha256, &tracks).await?;
        let splits: Vec<_> = splits.into_iter().collect();
        let facts = self.store.statement_facts(member, &splits).await?;
        let mut currencies = Vec::with_capacity(entries.len());
        for (entry, unit) in entries.iter().zip(units) {
            let currency = currency_statement(entry, unit, &sources, &facts)?;
            currency.check()?;
            currencies.push(currency);
        }
        let name = facts.profile.and_then(|profile| profile.display_name);
        let name = name.map(|name| name.to_string());
        Ok(Some(Statement { account, name, month, currencies }))
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
    pub(crate) async fn units(&self, entries: &[Entry]) -> Result<Vec<Unit>, LedgerError> {
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

fn find<'a>(chunk: &'a Chunk, entry: &Entry) -> Option<&'a Unit> {
    let is_of = |unit: &&Unit| unit.account == entry.account && unit.currency == entry.currency;
    chunk.units.iter().find(is_of)
}

fn currency_statement(
    entry: &Entry,
    unit: Unit,
    sources: &Sources,
    facts: &StatementFacts,
) -> Result<CurrencyStatement, LedgerError> {
    let mut tracks = Vec::with_capacity(unit.lines.len());
    for line in unit.lines {
        let rows = sources.tracks.get(&line.track).map_or(&[][..], Vec::as_slice);
        let facts = facts.tracks.get(&(line.track.clone(), line.split_number));
        let awarded = facts.and_then(|facts| facts.awarded.as_ref());
        let mut line = TrackLine::new(line, entry.currency, rows)?;
        line.title = awarded.map(|awarded| awarded.title.to_string());
        tracks.push(line);
    }
    Ok(CurrencyStatement {
        currency: entry.currency,
        opening: entry.opening,
        tracks,
        earnings: entry.earnings,
        adjustments: entry.adjustments,
        payout: entry.payout,
        tax: unit.tax,
        plan_sha256: entry.plan_sha256.clone(),
        posted_at: entry.posted_at,
    })
}
