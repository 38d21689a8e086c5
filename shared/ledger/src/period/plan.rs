//! The plan of a frozen month: gather its inputs, let the domain decide, write the parts, seal.

use std::collections::BTreeSet;

use domain::change::{Change, StateMachine};
use domain::money::input::MonthInput;
use domain::money::plan::diff::{InputChange, UnitChange, input_changes, unit_changes};
use domain::money::plan::{
    Chunk, Contribution, FileInput, Manifest, OpeningBalance, Plan, PlanDraft, PlanIndex, Proof,
    SuspenseEntry, TrackTotal, Unit, plan,
};
use domain::money::{MonthEvent, MonthState, Sha256Hex, SplitVersion, YearMonth};
use media::keys;
use store::month::{Month, SealedPlan};
use store::revenue_file::RevenueFile;

use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::period::contributions::{contributions, prizes_confirmed};
use crate::period::transitions::seal;
use revenue_file::ReducedFile;

/// A sealed plan with its units, as an operator reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanParts {
    pub plan: Plan,
    pub chunks: Vec<Chunk>,
}

/// Some of the units of a sealed plan, in the order of its chunks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedUnits {
    pub state: MonthState,
    pub plan_sha256: Sha256Hex,
    pub proofs: Vec<Proof>,
    pub units: Vec<Unit>,
    /// The number of the chunk after them; nothing after the last one.
    pub next: Option<usize>,
}

/// What changes from one plan of a month to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanChanges {
    pub inputs: Vec<InputChange>,
    pub units: Vec<UnitChange>,
}

/// What the month before has left.
#[derive(Default)]
struct Left {
    openings: Vec<OpeningBalance>,
    tracks: Vec<TrackTotal>,
    waiting: Vec<SuspenseEntry>,
}

impl Ledger {
    /// Plans a frozen month and seals the plan. The same inputs give the same plan, so a repeat
    /// after a crash writes the same objects again and seals the same hash.
    pub async fn plan(&self, month: YearMonth) -> Result<Month, LedgerError> {
        self.month_before(month)?;
        let read = self.store.month(month).await?;
        if read.item.state.apply(MonthEvent::Plan)? == Change::AlreadyApplied {
            return Ok(read.item);
        }
        let sealed = self.draft(&read.item).await?;
        let plan_no = read.item.plan_no;
        self.change_from(read, |month| seal(month, plan_no, &sealed)).await
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
        let files = self.store.list_all(&store::revenue_file::of_month(month)).await?;
        let inputs = self.inputs(month).await?;
        let manifest = self.manifest(now, before.zip(opening.as_ref()), &files).await?;
        let manifest = manifest.decided(&inputs);
        let draft = plan(&manifest)?;
        self.write_breakdown(&manifest, &draft.plan.sha256()).await?;
        let mut contributions = contributions(&manifest, &files, &inputs, &draft);
        if !draft.plan.prizes.is_empty() {
            let later = self.later_inputs(month).await?;
            contributions.extend(prizes_confirmed(inputs.iter().chain(&later), &draft.plan));
        }
        self.write(draft, contributions).await
    }

    /// The head of a sealed plan. One round trip.
    pub async fn plan_head(
        &self,
        month: YearMonth,
        sha256: &Sha256Hex,
    ) -> Result<Plan, LedgerError> {
        self.get_object(keys::plan, month, sha256).await
    }

    /// The units of `count` chunks of a month's sealed plan, from the chunk number `first` on. One
    /// round trip for the month, one for the plan, one a chunk.
    ///
    /// # Errors
    /// [`LedgerError::NotPlanned`] before a plan is sealed.
    pub async fn planned_units(
        &self,
        month: YearMonth,
        first: usize,
        count: usize,
    ) -> Result<PlannedUnits, LedgerError> {
        let Month { state, plan, .. } = self.month(month).await?;
        let plan_sha256 = plan.ok_or(LedgerError::NotPlanned { month })?.sha256;
        let Plan { chunks, proofs, .. } = self.plan_head(month, &plan_sha256).await?;
        let mut units = Vec::new();
        for sha256 in chunks.iter().skip(first).take(count) {
            units.extend(self.plan_chunk(month, sha256).await?.units);
        }
        let next = first.saturating_add(count);
        let next = (next < chunks.len()).then_some(next);
        Ok(PlannedUnits { state, plan_sha256, proofs, units, next })
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
        plan.ok_or(LedgerError::PreviousMonthUnposted { month, state, needed })
    }

    async fn manifest(
        &self,
        month: &Month,
        before: Option<(YearMonth, &SealedPlan)>,
        files: &[RevenueFile],
    ) -> Result<Manifest, LedgerError> {
        let left = match before {
            Some((before, plan)) => self.left(before, plan).await?,
            None => Left::default(),
        };
        Ok(Manifest {
            previous_plan_sha256: before.map(|(_, plan)| plan.sha256.clone()),
            files: self.file_inputs(month.month, files).await?,
            splits: self.splits(month.month).await?,
            openings: left.openings,
            tracks: left.tracks,
            waiting: left.waiting,
            prizes: self.store.list_all(&store::prize::of_month(month.month)).await?,
            ..Manifest::empty(month.month, month.plan_no)
        })
    }

    /// What a sealed plan has left for the next month. Four round trips.
    async fn left(&self, month: YearMonth, sealed: &SealedPlan) -> Result<Left, LedgerError> {
        let plan = self.plan_head(month, &sealed.sha256).await?;
        Ok(Left {
            openings: self.get_object(keys::plan, month, &plan.carried_sha256).await?,
            tracks: self.get_object(keys::plan, month, &plan.tracks_sha256).await?,
            waiting: self.waiting(month, &plan).await?,
        })
    }

    /// Everything that waits in suspense now: what the newest sealed plan leaves there.
    pub async fn suspense(&self) -> Result<Vec<SuspenseEntry>, LedgerError> {
        let Some(month) = self.store.months().await?.newest_planned() else {
            return Ok(Vec::new());
        };
        let Some(sealed) = self.store.month(month).await?.item.plan else { return Ok(Vec::new()) };
        let plan = self.plan_head(month, &sealed.sha256).await?;
        self.waiting(month, &plan).await
    }

    /// A plan of a month by its number, also one that was rejected. `NoPlan` where there is none.
    pub async fn numbered_plan(&self, month: &Month, plan_no: u32) -> Result<Plan, LedgerError> {
        let sealed = month.plan.as_ref().filter(|_| month.plan_no == plan_no);
        let rejected = || month.rejected.iter().find(|one| one.plan_no == plan_no);
        let sha256 = sealed
            .map(|one| &one.sha256)
            .or_else(|| rejected().and_then(|one| one.sha256.as_ref()));
        let sha256 = sha256.ok_or(LedgerError::NoPlan { plan_no })?;
        self.plan_head(month.month, sha256).await
    }

    /// What changes from one plan of a month to another: the inputs, and whose numbers. One round
    /// trip for each part that only one of them has, some at the same time.
    pub async fn plan_changes(
        &self,
        month: YearMonth,
        numbers: [u32; 2],
    ) -> Result<PlanChanges, LedgerError> {
        let stands = self.month(month).await?;
        let before = self.numbered_plan(&stands, numbers[0]).await?;
        let after = self.numbered_plan(&stands, numbers[1]).await?;
        let only = async |one: &Plan, other: &Plan| -> Result<Vec<Chunk>, LedgerError> {
            let others: BTreeSet<_> = other.chunks.iter().collect();
            let only = one.chunks.iter().filter(|sha256| !others.contains(sha256));
            self.get_objects(keys::plan, month, &only.cloned().collect::<Vec<_>>()).await
        };
        let (old, new) = (only(&before, &after).await?, only(&after, &before).await?);
        let (inputs, units) = (input_changes(&before, &after), unit_changes(&old, &new)?);
        Ok(PlanChanges { inputs, units })
    }

    /// Everything that waits in suspense once `plan` is posted. One round trip.
    pub async fn waiting(
        &self,
        month: YearMonth,
        plan: &Plan,
    ) -> Result<Vec<SuspenseEntry>, LedgerError> {
        self.get_object(keys::plan, month, &plan.waiting_sha256).await
    }

    /// Every decision of this month or before. One round trip a month of the books.
    async fn inputs(&self, month: YearMonth) -> Result<Vec<MonthInput>, LedgerError> {
        let mut inputs = Vec::new();
        for month in self.genesis.through(month) {
            inputs.extend(self.store.list_all(&store::month_input::of_month(month)).await?);
        }
        Ok(inputs)
    }

    /// Every decision of a month after this one. There are some where this one was frozen before,
    /// and was opened again. One round trip a month.
    async fn later_inputs(&self, month: YearMonth) -> Result<Vec<MonthInput>, LedgerError> {
        let Some(last) = self.store.months().await?.newest() else { return Ok(Vec::new()) };
        let mut inputs = Vec::new();
        // Nothing is decided in a month before the one before it is frozen.
        for later in month.next()?.through(last.next()?) {
            inputs.extend(self.store.list_all(&store::month_input::of_month(later)).await?);
        }
        Ok(inputs)
    }

    async fn file_inputs(
        &self,
        month: YearMonth,
        files: &[RevenueFile],
    ) -> Result<Vec<FileInput>, LedgerError> {
        let names: Vec<Sha256Hex> = files.iter().map(|file| file.reduced_sha256.clone()).collect();
        let partials: Vec<ReducedFile> = self.get_objects(keys::reduced, month, &names).await?;
        let inputs = files.iter().zip(partials).map(|(file, partial)| FileInput {
            sha256: file.sha256.clone(),
            reduced_sha256: file.reduced_sha256.clone(),
            rows: partial.rows,
        });
        Ok(inputs.collect())
    }

    /// Every split set in this month or before. One round trip a month of the books.
    async fn splits(&self, month: YearMonth) -> Result<Vec<SplitVersion>, LedgerError> {
        let mut splits = Vec::new();
        for month in self.genesis.through(month) {
            let set = self.store.list_all(&store::split::of_month(month)).await?;
            splits.extend(set.into_iter().map(|split| split.0));
        }
        Ok(splits)
    }

    /// Writes every part before the head, and the head before the seal: what is named exists.
    async fn write(
        &self,
        draft: PlanDraft,
        contributions: Vec<Contribution>,
    ) -> Result<SealedPlan, LedgerError> {
        let PlanDraft { plan, chunks, suspense, carried, tracks, waiting } = draft;
        let month = plan.month;
        let index = PlanIndex::new(&plan, &chunks, contributions);
        self.put_objects(keys::plan, month, &chunks).await?;
        self.put_object(keys::plan, month, &suspense).await?;
        self.put_object(keys::plan, month, &carried).await?;
        self.put_object(keys::plan, month, &tracks).await?;
        self.put_object(keys::plan, month, &waiting).await?;
        let index_sha256 = self.put_object(keys::plan, month, &index).await?;
        let sha256 = self.put_object(keys::plan, month, &plan).await?;
        Ok(SealedPlan {
            sha256,
            carried_sha256: plan.carried_sha256,
            previous_plan_sha256: plan.previous_plan_sha256,
            unit_count: plan.unit_count,
            chunk_count: u64::try_from(plan.chunks.len()).unwrap_or(u64::MAX),
            contributors: index.contributors(),
            index_sha256,
            proofs: plan.proofs,
            sealed_at: self.now(),
        })
    }
}
