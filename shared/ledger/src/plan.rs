//! The plan of a frozen month: gather its inputs, let the domain decide, write the parts, seal.

use std::collections::{BTreeMap, BTreeSet};

use domain::change::{Change, Machine};
use domain::id::MemberId;
use domain::money::plan::{Chunk, Draft, FileInput, Manifest, Opening, Plan, plan};
use domain::money::{MonthEvent, MonthState, Sha256Hex, SplitVersion, YearMonth};
use media::keys;
use store::month::{Month, SealedPlan};
use store::revenue_file::RevenueFile;

use crate::Ledger;
use crate::change::seal;
use crate::error::LedgerError;
use crate::reduce::Partial;

/// A sealed plan with its units, as an operator reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanParts {
    pub plan: Plan,
    pub chunks: Vec<Chunk>,
}

impl Ledger {
    /// Plans a frozen month and seals the plan. The same inputs give the same plan, so a repeat
    /// after a crash writes the same objects again and seals the same hash.
    pub async fn plan(&self, month: YearMonth) -> Result<Month, LedgerError> {
        let now = self.month(month).await?;
        if now.state.apply(MonthEvent::Plan)? == Change::AlreadyApplied {
            return Ok(now);
        }
        let sealed = self.draft(&now).await?;
        self.seal(month, now.plan_no, &sealed).await
    }

    /// Seals what [`Self::draft`] has made of the frozen month.
    pub(crate) async fn seal(
        &self,
        month: YearMonth,
        plan_no: u32,
        sealed: &SealedPlan,
    ) -> Result<Month, LedgerError> {
        self.change(month, |month| seal(month, plan_no, sealed)).await
    }

    /// Computes the plan of a frozen month and writes its parts; sealing it is all that is left.
    pub(crate) async fn draft(&self, now: &Month) -> Result<SealedPlan, LedgerError> {
        let month = now.month;
        let before = self.month_before(month)?;
        let opening = match before {
            Some(before) => Some(self.sealed(before).await?),
            None => None,
        };
        let files = self.store.revenue_files(month).await?;
        let manifest = self.manifest(now, before.zip(opening.as_ref()), &files).await?;
        let draft = plan(&manifest)?;
        self.write_breakdown(&manifest, &draft.plan.sha256()).await?;
        let contributors = files.iter().map(|file| file.loaded_by).collect();
        self.write(draft, contributors).await
    }

    /// The head of a sealed plan. One round trip.
    pub async fn plan_head(
        &self,
        month: YearMonth,
        sha256: &Sha256Hex,
    ) -> Result<Plan, LedgerError> {
        self.get_object(keys::plan, month, sha256).await
    }

    /// One chunk of a plan. One round trip.
    pub async fn plan_chunk(
        &self,
        month: YearMonth,
        sha256: &Sha256Hex,
    ) -> Result<Chunk, LedgerError> {
        self.get_object(keys::plan, month, sha256).await
    }

    /// The sealed plan of a month that the next one builds on.
    async fn sealed(&self, month: YearMonth) -> Result<SealedPlan, LedgerError> {
        let Month { state, plan, .. } = self.store.month(month).await?.item;
        let needed = MonthState::Planned;
        plan.ok_or(LedgerError::PreviousMonth { month, state, needed })
    }

    async fn manifest(
        &self,
        month: &Month,
        before: Option<(YearMonth, &SealedPlan)>,
        files: &[RevenueFile],
    ) -> Result<Manifest, LedgerError> {
        let openings = match before {
            Some((before, plan)) => self.openings(before, plan).await?,
            None => Vec::new(),
        };
        Ok(Manifest {
            month: month.month,
            plan_no: month.plan_no,
            previous_plan_sha256: before.map(|(_, plan)| plan.sha256.clone()),
            files: self.file_inputs(month.month, files).await?,
            splits: self.splits(month.month).await?,
            // Nothing registers recording codes yet; the manifest names them once something does.
            isrcs: BTreeMap::new(),
            openings,
            adjustments: Vec::new(),
            tax_rates: Vec::new(),
        })
    }

    async fn openings(
        &self,
        before: YearMonth,
        plan: &SealedPlan,
    ) -> Result<Vec<Opening>, LedgerError> {
        self.get_object(keys::plan, before, &plan.carried_sha256).await
    }

    async fn file_inputs(
        &self,
        month: YearMonth,
        files: &[RevenueFile],
    ) -> Result<Vec<FileInput>, LedgerError> {
        let mut inputs = Vec::with_capacity(files.len());
        for RevenueFile { sha256, reduced_sha256, .. } in files {
            let partial: Partial = self.get_object(keys::reduced, month, reduced_sha256).await?;
            inputs.push(FileInput {
                sha256: sha256.clone(),
                reduced_sha256: reduced_sha256.clone(),
                rows: partial.rows,
            });
        }
        Ok(inputs)
    }

    /// Every split set in this month or before. One round trip a month of the books.
    async fn splits(&self, month: YearMonth) -> Result<Vec<SplitVersion>, LedgerError> {
        let mut splits = Vec::new();
        for month in self.genesis.through(month) {
            splits.extend(self.store.month_splits(month).await?);
        }
        Ok(splits)
    }

    /// Writes every part before the head, and the head before the seal: what is named exists.
    async fn write(
        &self,
        draft: Draft,
        contributors: BTreeSet<MemberId>,
    ) -> Result<SealedPlan, LedgerError> {
        let Draft { plan, chunks, suspense, carried } = draft;
        let month = plan.month;
        for chunk in &chunks {
            self.put_object(keys::plan, month, chunk).await?;
        }
        self.put_object(keys::plan, month, &suspense).await?;
        self.put_object(keys::plan, month, &carried).await?;
        let sha256 = self.put_object(keys::plan, month, &plan).await?;
        Ok(SealedPlan {
            sha256,
            carried_sha256: plan.carried_sha256,
            previous_plan_sha256: plan.previous_plan_sha256,
            unit_count: plan.unit_count,
            chunk_count: u64::try_from(plan.chunks.len()).unwrap_or(u64::MAX),
            contributors,
            proofs: plan.proofs,
            sealed_at: self.now(),
        })
    }
}
