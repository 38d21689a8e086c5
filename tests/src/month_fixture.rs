//! The smallest studio in which a month happens: the table, the buckets and the SDK connector,
//! without gateway or people; two months of books with 120 payees, the first of them posted. It is
//! copied in a few milliseconds, so that a test can try it thousands of times; [`crate::World`] is
//! a whole studio.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use domain::id::MemberId;
use domain::money::{
    Account, MonthState, Sha256Hex, Share, Split, SplitRow, SplitVersion, YearMonth,
};
use jiff::{SignedDuration, Timestamp};
use ledger::{Ledger, LedgerError};
use local::dynamodb::{DynamoDb, Storage};
use local::fault_injection::{Fault, FaultKind, FaultPlan, Interleaving};
use local::findings::TemplateFindings;
use local::lambda::{FunctionSettings, Lambda};
use local::s3::{BucketConfig, S3};
use local::sdk_connector::{SdkConnector, Services as LocalServices, credentials_of};
use local::step_functions::{Execution, StateMachineHost, StepFunctions};
use local::template::{StackLocation, Table, Template};
use local::timeline::Timeline;
use media::keys::{RevenueKey, UploadName};
use runtime::{Clock, Runtime};
use serde_json::Value;
use store::Store;
use store::revenue_file::{Reserved, RevenueUpload};
use store::split::set_split;
use tempfile::TempDir;
use tokio::sync::OnceCell;

use crate::books::HEADER;
use crate::snapshot::{Snapshot, scratch_folder};
use crate::world::{scan, template as template_text};

/// The month that is tried, the second of the books.
pub const MONTH: &str = "2026-02";
pub const FIRST: &str = "2026-01";
/// Both months have ended.
const NOW: &str = "2026-03-02T09:00:00Z";
/// Two payees each: 120 accounts with suspense and platform make three chunks.
const TRACKS: usize = 59;

/// The functions that take a month through its steps.
pub const REVENUE: &str = "RevenueFunction";
pub const ROYALTIES: &str = "RoyaltiesFunction";
pub const MONTHS: &str = "MonthsFunction";

/// The services of one try. The folder goes with it.
#[derive(Debug)]
pub struct MonthFixture {
    folder: TempDir,
    open: OpenServices,
    clock: Clock,
    offset_ms: Arc<AtomicI64>,
}

/// The services themselves.
#[derive(Debug)]
pub struct OpenServices {
    pub connector: SdkConnector,
    pub dynamodb: DynamoDb,
    step_functions: StepFunctions,
}

pub fn month(text: &str) -> YearMonth {
    text.parse().unwrap()
}

/// How much one invocation pays, in the template.
const PAGE: &str = "PAYMENT_PAGE_CHUNKS: \"100\"";

fn template() -> Arc<Template> {
    static TEMPLATE: OnceLock<Arc<Template>> = OnceLock::new();
    Arc::clone(TEMPLATE.get_or_init(|| template_with(PAGE)))
}

/// The same where one invocation pays one chunk of 48 units: a small month is a large one then.
fn template_of_small_pages() -> Arc<Template> {
    static TEMPLATE: OnceLock<Arc<Template>> = OnceLock::new();
    Arc::clone(TEMPLATE.get_or_init(|| template_with("PAYMENT_PAGE_CHUNKS: \"1\"")))
}

fn template_with(page: &str) -> Arc<Template> {
    let genesis = BTreeMap::from([
        ("GenesisMonth".to_owned(), FIRST.to_owned()),
        ("CreditSigningSeed".to_owned(), "0".repeat(64)),
        ("PayingIban".to_owned(), "DE89370400440532013000".to_owned()),
    ]);
    // A batch of a posting is one chunk here, so that several are on their way at once.
    let (many, one) = ("MaxItemsPerBatch: 20", "MaxItemsPerBatch: 1");
    let text = template_text();
    assert!(text.contains(many) && text.contains(PAGE));
    let text = text.replace(many, one).replace(PAGE, page);
    Arc::new(Template::parse(&text, StackLocation::default(), &genesis).unwrap())
}

/// A clock that stands, at the beginning of a try, at [`NOW`], and what moves it.
fn clock() -> (Clock, Arc<AtomicI64>) {
    let now: Timestamp = NOW.parse().unwrap();
    let offset = now.duration_since(Clock::system().now()).as_millis();
    let offset_ms = Arc::new(AtomicI64::new(i64::try_from(offset).unwrap()));
    (Clock::offset(Arc::clone(&offset_ms)), offset_ms)
}

/// Services over the folder; the table is a file in it.
pub fn open_services(folder: &Path, clock: &Clock) -> OpenServices {
    let template = template();
    open_tables(folder, clock, &template, &template.tables)
}

fn open_tables(
    folder: &Path,
    clock: &Clock,
    template: &Arc<Template>,
    tables: &[Table],
) -> OpenServices {
    let template = Arc::clone(template);
    let file = folder.join("table.sqlite");
    let storage = Storage::File(&file);
    let place = template.place.clone();
    let dynamodb = DynamoDb::open(storage, tables, place, clock.clone()).unwrap();
    let buckets = template.buckets.iter().map(|bucket| BucketConfig {
        name: bucket.name.clone(),
        versioning: bucket.versioned,
        cors: Vec::new(),
    });
    let names = template.functions.iter().map(|function| credentials_of(&function.logical_id));
    let signers: Vec<_> = names.collect();
    let on_created = Arc::new(|_| {});
    let folder = folder.join("buckets");
    let s3 = S3::open(&folder, buckets.collect(), &signers, clock.clone(), on_created).unwrap();
    let step_functions = StepFunctions::new(template.machines.clone(), clock.clone(), None);
    let services = LocalServices {
        dynamodb: dynamodb.clone(),
        s3,
        step_functions: step_functions.clone(),
        s3_endpoint: "http://localhost:4566".to_owned(),
        clock: clock.clone(),
        findings: TemplateFindings::default(),
    };
    OpenServices { connector: SdkConnector::new(template, services), dynamodb, step_functions }
}

/// The writer of a track, who gets most of it.
pub fn writer(number: usize) -> MemberId {
    MemberId::of_subject(&format!("writer{number:03}"))
}

fn split(number: usize, month: YearMonth) -> SplitVersion {
    let taste_alignment = MemberId::of_subject(&format!("taste_alignment{number:03}"));
    let row = |member, ppm| SplitRow {
        account: Account::of_member(member),
        share_ppm: Share::from_ppm(ppm).unwrap(),
    };
    let rows =
        Split::new(vec![row(writer(number), 975_000), row(taste_alignment, 25_000)]).unwrap();
    SplitVersion::first(format!("trk_{number:03}").parse().unwrap(), month, rows)
}

/// A file of the month: every track earns, two lines match nothing. `salt` makes another file.
fn csv(tracks: usize, month: YearMonth, salt: usize) -> String {
    let mut file = HEADER.to_owned();
    for number in 0..tracks {
        let (major, minor) = (20 + number * 3 + salt, (number * 7 + salt) % 100);
        writeln!(file, "{month},trk_{number:03},,radio,DE,1,EUR,{major}.{minor:02}").unwrap();
    }
    writeln!(file, "{month},trk_ghost,,radio,DE,1,EUR,7.{:02}", salt % 100).unwrap();
    writeln!(file, "{month},,DEA129900001,radio,JP,1,JPY,31").unwrap();
    file
}

impl MonthFixture {
    /// The first month posted, the second open, with its file uploaded and not read yet.
    pub async fn open() -> Self {
        static MADE: OnceCell<Snapshot> = OnceCell::const_new();
        Self::copied(&MADE, Box::pin(Self::with_tracks(TRACKS))).await
    }

    /// Made once, then copied: a try begins in a few milliseconds.
    pub async fn copied(made: &OnceCell<Snapshot>, make: impl Future<Output = Self>) -> Self {
        let made = made.get_or_init(|| async { make.await.into_snapshot() }).await;
        Self::from_snapshot(made)
    }

    /// The services over a copy of everything that another fixture has left.
    pub fn from_snapshot(snapshot: &Snapshot) -> Self {
        let folder = scratch_folder();
        snapshot.copy_to(folder.path());
        Self::over(folder)
    }

    /// The same, where one invocation pays one chunk.
    pub fn from_snapshot_in_small_pages(snapshot: &Snapshot) -> Self {
        let folder = scratch_folder();
        snapshot.copy_to(folder.path());
        let (clock, offset_ms) = clock();
        let template = template_of_small_pages();
        let open = open_tables(folder.path(), &clock, &template, &template.tables);
        Self { folder, open, clock, offset_ms }
    }

    /// Ends the services and keeps what they have left.
    pub fn into_snapshot(self) -> Snapshot {
        let Self { folder, open, .. } = self;
        drop(open);
        Snapshot::of(folder)
    }

    fn over(folder: TempDir) -> Self {
        let (clock, offset_ms) = clock();
        let open = open_services(folder.path(), &clock);
        Self { folder, open, clock, offset_ms }
    }

    /// The same with so many tracks, of two payees each.
    pub async fn with_tracks(tracks: usize) -> Self {
        Self::filled(Self::over(scratch_folder()), tracks).await
    }

    /// The same without the table's stream, whose records this database counts at each write:
    /// thousands of payees would take hours.
    pub async fn without_stream(tracks: usize) -> Self {
        let folder = scratch_folder();
        let (clock, offset_ms) = clock();
        let mut tables = template().tables.clone();
        for table in &mut tables {
            table.stream_view = None;
        }
        let open = open_tables(folder.path(), &clock, &template(), &tables);
        Self::filled(Self { folder, open, clock, offset_ms }, tracks).await
    }

    async fn filled(fixture: Self, tracks: usize) -> Self {
        let runtime = fixture.open.connector.runtime_of_operator(MONTHS).unwrap();
        let ledger = Ledger::new(runtime.clone()).unwrap();
        for number in 0..tracks {
            let mut transaction = ledger.store().transaction();
            let _places = set_split(&mut transaction, &split(number, month(FIRST))).unwrap();
            ledger.store().commit(transaction).await.unwrap();
        }
        let first = fixture.upload(tracks, &runtime, month(FIRST), 0).await;
        let _loaded = ledger.load(&first).await.unwrap();
        run_month(&ledger, month(FIRST)).await.unwrap();
        fixture.upload(tracks, &runtime, month(MONTH), 1).await;
        fixture
    }

    /// The functions that a state machine needs; must be kept while it runs.
    pub async fn host(&self) -> Arc<StateMachineHost> {
        let connector = self.open.connector.clone();
        let settings = FunctionSettings {
            timeout: Duration::from_mins(15),
            retries: 0,
            on_failure: None,
            reserved_concurrency: None,
        };
        let royalties = (ROYALTIES.to_owned(), connector.runtime_for(ROYALTIES).unwrap(), settings);
        let timeline = Timeline::new(self.clock.clone());
        let lambda = Lambda::new(vec![royalties], timeline, None).await.unwrap();
        let host = Arc::new(StateMachineHost { lambda, roles: connector.role_gate() });
        self.open.step_functions.attach(&host);
        host
    }

    /// Waits until every execution has ended or sleeps.
    pub async fn wait_until_idle(&self) -> Vec<Execution> {
        self.open.step_functions.idle().await;
        self.open.step_functions.executions()
    }

    /// Lets the pauses of the executions pass, one after the other, until there is none.
    pub async fn pass_pauses(&self) -> Vec<Execution> {
        while let Some(due) = self.open.step_functions.next_due() {
            let left = due.duration_since(self.clock.now()).as_millis();
            self.offset_ms.fetch_add(i64::try_from(left).unwrap().max(0) + 1, Ordering::SeqCst);
            self.open.step_functions.wake();
            self.wait_until_idle().await;
        }
        self.wait_until_idle().await
    }

    /// How often each key has been written since `after`, the sequence number of a write.
    pub fn writes_by_key(&self, after: Option<&str>) -> BTreeMap<String, usize> {
        let mut writes = BTreeMap::new();
        for record in self.records(after) {
            let keys = &record["dynamodb"]["Keys"];
            *writes.entry(format!("{} {}", keys["pk"]["S"], keys["sk"]["S"])).or_default() += 1;
        }
        writes
    }

    /// The last write so far.
    pub fn last_write(&self) -> Option<String> {
        self.records(None).last().map(sequence_number)
    }

    /// Every write since `after`, in order.
    pub fn records(&self, after: Option<&str>) -> Vec<Value> {
        let (mut all, mut after) = (Vec::new(), after.map(str::to_owned));
        loop {
            let table = &template().tables[0].name;
            let page = self.open.dynamodb.records(table, after.as_deref(), 1_000).unwrap();
            let Some(last) = page.last() else { return all };
            after = Some(sequence_number(last));
            all.extend(page);
        }
    }

    /// Reserves and uploads file `salt` of the month.
    pub async fn upload(
        &self,
        tracks: usize,
        runtime: &Runtime,
        month: YearMonth,
        salt: usize,
    ) -> RevenueKey {
        self.upload_bytes(runtime, month, salt, csv(tracks, month, salt)).await
    }

    /// Uploads these bytes as file `salt` of the month.
    pub async fn upload_bytes(
        &self,
        runtime: &Runtime,
        month: YearMonth,
        salt: usize,
        bytes: String,
    ) -> RevenueKey {
        let key = revenue_key(month, salt);
        let store = Store::new(runtime.dynamodb.clone(), runtime.config.table_name.clone());
        let now = self.clock.now();
        let upload = RevenueUpload {
            month,
            upload: key.upload.to_string(),
            request_sha256: Sha256Hex::of(b"request"),
            size_bytes: u64::try_from(bytes.len()).unwrap(),
            content_type: "text/csv".to_owned(),
            upload_sha256: Sha256Hex::of(bytes.as_bytes()),
            reserved_by: MemberId::of_subject("loader"),
            reserved_at: now,
            expires_at: now + SignedDuration::from_mins(15),
            report: None,
            withdrawn: None,
        };
        // A frozen month takes no file; the object is not missed then.
        if store.reserve_revenue(&upload).await.unwrap() != Reserved::MonthFrozen {
            let bucket = &runtime.config.uploads_bucket;
            let put = runtime.s3.put_object().bucket(bucket).key(key.to_string());
            put.body(bytes.into_bytes().into()).send().await.unwrap();
        }
        key
    }

    /// Every item of the table.
    pub fn items(&self) -> Vec<Value> {
        scan(&self.open.dynamodb, &template().tables[0].name)
    }

    /// Where the table and the buckets lie.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A ledger as the function has it, under its policy.
    pub fn ledger(&self, function: &str) -> Ledger {
        Ledger::new(self.open.connector.runtime_for(function).unwrap()).unwrap()
    }

    /// A ledger whose calls wait for their turn.
    pub fn ledger_in_turns(
        &self,
        function: &str,
        turns: &Arc<Interleaving>,
        worker: usize,
    ) -> Ledger {
        let runtime = self.open.connector.interleaved_runtime(function, turns, worker).unwrap();
        Ledger::new(runtime).unwrap()
    }

    /// What only the operator's own shell may do.
    pub fn operator(&self) -> Runtime {
        self.open.connector.runtime_of_operator(MONTHS).unwrap()
    }

    /// The same, in the environment of this function.
    pub fn operator_of(&self, function: &str) -> Runtime {
        self.open.connector.runtime_of_operator(function).unwrap()
    }

    /// From the `nth` call of the function on nothing is heard; where `after`, that call still
    /// takes effect.
    pub fn inject_death(&self, function: &str, nth: usize, after: bool) {
        let kind = if after { FaultKind::DeathAfter } else { FaultKind::DeathBefore };
        let (function, operation) = (Some(function.to_owned()), None);
        self.open.connector.inject_faults(FaultPlan::none().with(Fault {
            function,
            operation,
            nth,
            kind,
        }));
    }

    /// The studio's time.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Lets time pass.
    pub fn pass(&self, time: SignedDuration) {
        self.offset_ms.fetch_add(i64::try_from(time.as_millis()).unwrap(), Ordering::SeqCst);
    }

    /// No more faults.
    pub fn clear_faults(&self) {
        self.open.connector.inject_faults(FaultPlan::none());
    }

    /// How many calls the function has made since [`Self::count_from_here`].
    pub fn calls(&self, function: &str) -> usize {
        self.open.connector.count_calls(function)
    }

    /// What the function has asked for since then, in order.
    pub fn operations(&self, function: &str) -> Vec<String> {
        let calls = self.open.connector.calls().into_iter();
        calls.filter(|call| call.function == function).map(|call| call.operation).collect()
    }

    pub fn count_from_here(&self) {
        self.open.connector.forget_calls();
    }

    /// Closes the database and the buckets and opens them again, as a restart does.
    #[must_use]
    pub fn restarted(self) -> Self {
        let Self { folder, open: before, clock, offset_ms } = self;
        drop(before);
        let open = open_services(folder.path(), &clock);
        Self { folder, open, clock, offset_ms }
    }
}

fn sequence_number(record: &Value) -> String {
    record["dynamodb"]["SequenceNumber"].as_str().unwrap().to_owned()
}

/// The key of file `salt` of the month.
pub fn revenue_key(month: YearMonth, salt: usize) -> RevenueKey {
    let parts: [&[u8]; 2] = [month.to_string().leak().as_bytes(), &[u8::try_from(salt).unwrap()]];
    RevenueKey { month, upload: UploadName::derive(&parts) }
}

/// The whole way of a month, from freezing to posting. Whoever approves has put nothing in.
pub async fn run_month(ledger: &Ledger, month: YearMonth) -> Result<(), LedgerError> {
    ledger.freeze(month).await?;
    ledger.plan(month).await?;
    approve(ledger, month).await?;
    ledger.post(month, None).await?;
    Ok(())
}

/// Approves whatever plan is sealed now.
pub async fn approve(ledger: &Ledger, month: YearMonth) -> Result<MonthState, LedgerError> {
    let sealed = ledger.month(month).await?.plan;
    let sha256 = sealed.map_or_else(|| Sha256Hex::of(b"none"), |plan| plan.sha256);
    Ok(ledger.approve(month, &sha256, MemberId::of_subject("approver")).await?.state)
}
