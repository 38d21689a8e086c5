//! The smallest studio in which a month happens: the table, the buckets and the SDK connector, without
//! gateway or people; two months of books with 120 payees, the first of them posted.

use std::collections::{BTreeMap, BTreeSet};
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
use local::sdk_connector::{SdkConnector, Services, credentials_of};
use local::step_functions::{Execution, StateMachineHost, StepFunctions};
use local::template::{StackLocation, Table, Template};
use media::keys::{RevenueKey, UploadName};
use runtime::{Clock, Runtime};
use serde_json::{Value, json};
use store::Store;
use store::revenue_file::{Reserved, RevenueUpload};
use store::split::set_split;
use tempfile::TempDir;
use tokio::sync::OnceCell;

use crate::kept::Kept;
use crate::ring::folder;

/// The month that is tried, the second of the books.
pub(crate) const MONTH: &str = "2026-02";
pub(crate) const FIRST: &str = "2026-01";
/// Both months have ended.
const NOW: &str = "2026-03-02T09:00:00Z";
/// Two payees each: 120 accounts with suspense and platform make three chunks.
const TRACKS: usize = 59;
pub(crate) const HEADER: &str = "period,track_id,isrc,source,territory,units,currency,amount\n";

/// The functions that walk a month.
pub(crate) const REVENUE: &str = "RevenueFunction";
pub(crate) const ROYALTIES: &str = "RoyaltiesFunction";
pub(crate) const MONTHS: &str = "MonthsFunction";

/// The services of one try. The folder goes with it.
pub(crate) struct Scene {
    folder: TempDir,
    open: Open,
    clock: Clock,
    offset_ms: Arc<AtomicI64>,
}

/// The services themselves.
pub(crate) struct Open {
    pub(crate) connector: SdkConnector,
    pub(crate) dynamodb: DynamoDb,
    step_functions: StepFunctions,
}

/// Everything that a month has left: items and objects, without the times and revisions that differ
/// from one try to the next.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Digest {
    items: Vec<Value>,
    objects: Vec<String>,
}

pub(crate) fn month(text: &str) -> YearMonth {
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
    let text = tests::template();
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
pub(crate) fn open(folder: &Path, clock: &Clock) -> Open {
    let template = template();
    open_tables(folder, clock, &template, &template.tables)
}

fn open_tables(folder: &Path, clock: &Clock, template: &Arc<Template>, tables: &[Table]) -> Open {
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
    let services = Services {
        dynamodb: dynamodb.clone(),
        s3,
        step_functions: step_functions.clone(),
        s3_endpoint: "http://localhost:4566".to_owned(),
        clock: clock.clone(),
        findings: TemplateFindings::default(),
    };
    Open { connector: SdkConnector::new(template, services), dynamodb, step_functions }
}

/// The writer of a track, who gets most of it.
pub(crate) fn writer(number: usize) -> MemberId {
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
    SplitVersion::first(format!("trk_{number:03}"), month, rows)
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

impl Scene {
    /// The first month posted, the second open, with its file uploaded and not read yet.
    pub(crate) async fn set() -> Self {
        static MADE: OnceCell<Kept> = OnceCell::const_new();
        Self::copied(&MADE, Box::pin(Self::make(TRACKS))).await
    }

    /// Made once, then copied: a try begins in a few milliseconds.
    pub(crate) async fn copied(made: &OnceCell<Kept>, make: impl Future<Output = Self>) -> Self {
        let made = made.get_or_init(|| async { make.await.put_away() }).await;
        Self::copy_of(made)
    }

    /// The services over a copy of everything that another scene has left behind.
    pub(crate) fn copy_of(left: &Kept) -> Self {
        let folder = folder();
        left.copy_to(folder.path());
        Self::over(folder)
    }

    /// The same, where one invocation pays one chunk.
    pub(crate) fn copy_in_small_pages(left: &Kept) -> Self {
        let folder = folder();
        left.copy_to(folder.path());
        let (clock, offset_ms) = clock();
        let template = template_of_small_pages();
        let open = open_tables(folder.path(), &clock, &template, &template.tables);
        Self { folder, open, clock, offset_ms }
    }

    /// Ends the services and keeps what they have left.
    pub(crate) fn put_away(self) -> Kept {
        let Self { folder, open, .. } = self;
        drop(open);
        Kept::of(folder)
    }

    fn over(folder: TempDir) -> Self {
        let (clock, offset_ms) = clock();
        let open = open(folder.path(), &clock);
        Self { folder, open, clock, offset_ms }
    }

    /// The same with so many tracks, of two payees each.
    pub(crate) async fn make(tracks: usize) -> Self {
        Self::filled(Self::over(folder()), tracks).await
    }

    /// The same without the table's stream, whose records this database counts at each write: thousands
    /// of payees would take hours.
    pub(crate) async fn make_large(tracks: usize) -> Self {
        let folder = folder();
        let (clock, offset_ms) = clock();
        let mut tables = template().tables.clone();
        for table in &mut tables {
            table.stream_view = None;
        }
        let open = open_tables(folder.path(), &clock, &template(), &tables);
        Self::filled(Self { folder, open, clock, offset_ms }, tracks).await
    }

    async fn filled(scene: Self, tracks: usize) -> Self {
        let runtime = scene.open.connector.runtime_of_operator(MONTHS).unwrap();
        let ledger = Ledger::new(runtime.clone()).unwrap();
        for number in 0..tracks {
            let mut transaction = ledger.store().transaction();
            let _places = set_split(&mut transaction, &split(number, month(FIRST))).unwrap();
            ledger.store().commit(transaction).await.unwrap();
        }
        let first = scene.upload(tracks, &runtime, month(FIRST), 0).await;
        let _loaded = ledger.load(&first).await.unwrap();
        walk(&ledger, month(FIRST)).await.unwrap();
        scene.upload(tracks, &runtime, month(MONTH), 1).await;
        scene
    }

    /// The functions that a state machine needs; must be kept while it runs.
    pub(crate) async fn host(&self) -> Arc<StateMachineHost> {
        let connector = self.open.connector.clone();
        let settings = FunctionSettings {
            timeout: Duration::from_mins(15),
            retries: 0,
            on_failure: None,
            reserved_concurrency: None,
        };
        let royalties = (ROYALTIES.to_owned(), connector.runtime_for(ROYALTIES).unwrap(), settings);
        let lambda = Lambda::new(vec![royalties], self.clock.clone(), None).await.unwrap();
        let host = Arc::new(StateMachineHost { lambda, roles: connector.role_gate() });
        self.open.step_functions.attach(&host);
        host
    }

    /// Waits until every execution has ended or sleeps.
    pub(crate) async fn rests(&self) -> Vec<Execution> {
        self.open.step_functions.idle().await;
        self.open.step_functions.executions()
    }

    /// Lets the pauses of the executions pass, one after the other, until there is none.
    pub(crate) async fn pauses_pass(&self) -> Vec<Execution> {
        while let Some(due) = self.open.step_functions.next_due() {
            let left = due.duration_since(self.clock.now()).as_millis();
            self.offset_ms.fetch_add(i64::try_from(left).unwrap().max(0) + 1, Ordering::SeqCst);
            self.open.step_functions.wake();
            self.rests().await;
        }
        self.rests().await
    }

    /// How often each key has been written since `after`, the sequence number of a write.
    pub(crate) fn writes_by_key(&self, after: Option<&str>) -> BTreeMap<String, usize> {
        let mut writes = BTreeMap::new();
        for record in self.records(after) {
            let keys = &record["dynamodb"]["Keys"];
            *writes.entry(format!("{} {}", keys["pk"]["S"], keys["sk"]["S"])).or_default() += 1;
        }
        writes
    }

    /// The last write so far.
    pub(crate) fn last_write(&self) -> Option<String> {
        self.records(None).last().map(sequence_number)
    }

    /// Every write since `after`, in order.
    pub(crate) fn records(&self, after: Option<&str>) -> Vec<Value> {
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
    pub(crate) async fn upload(
        &self,
        tracks: usize,
        runtime: &Runtime,
        month: YearMonth,
        salt: usize,
    ) -> RevenueKey {
        self.upload_bytes(runtime, month, salt, csv(tracks, month, salt)).await
    }

    /// Uploads these bytes as file `salt` of the month.
    pub(crate) async fn upload_bytes(
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
            request_sha256: String::new(),
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

    /// A ledger as the function has it, under its policy.
    pub(crate) fn ledger(&self, function: &str) -> Ledger {
        Ledger::new(self.open.connector.runtime_for(function).unwrap()).unwrap()
    }

    /// A ledger whose calls wait for their turn.
    pub(crate) fn ledger_in_turns(
        &self,
        function: &str,
        turns: &Arc<Interleaving>,
        worker: usize,
    ) -> Ledger {
        let runtime = self.open.connector.interleaved_runtime(function, turns, worker).unwrap();
        Ledger::new(runtime).unwrap()
    }

    /// What only the operator's own shell may do.
    pub(crate) fn operator(&self) -> Runtime {
        self.open.connector.runtime_of_operator(MONTHS).unwrap()
    }

    /// The same, in the environment of this function.
    pub(crate) fn operator_of(&self, function: &str) -> Runtime {
        self.open.connector.runtime_of_operator(function).unwrap()
    }

    /// From the `nth` call of the function on nothing is heard; where `after`, that call still
    /// takes effect.
    pub(crate) fn dies(&self, function: &str, nth: usize, after: bool) {
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
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Lets time pass.
    pub(crate) fn passes(&self, time: SignedDuration) {
        self.offset_ms.fetch_add(i64::try_from(time.as_millis()).unwrap(), Ordering::SeqCst);
    }

    /// No more faults.
    pub(crate) fn lives(&self) {
        self.open.connector.inject_faults(FaultPlan::none());
    }

    /// How many calls the function has made since [`Self::count_from_here`].
    pub(crate) fn calls(&self, function: &str) -> usize {
        self.open.connector.count_calls(function)
    }

    /// What the function has asked for since then, in order.
    pub(crate) fn operations(&self, function: &str) -> Vec<String> {
        let calls = self.open.connector.calls().into_iter();
        calls.filter(|call| call.function == function).map(|call| call.operation).collect()
    }

    pub(crate) fn count_from_here(&self) {
        self.open.connector.forget_calls();
    }

    /// Closes the database and the buckets and opens them again, as a restart does.
    pub(crate) fn reopened(self) -> Self {
        let Self { folder, open: before, clock, offset_ms } = self;
        drop(before);
        let open = open(folder.path(), &clock);
        Self { folder, open, clock, offset_ms }
    }

    /// Every item and object, in order.
    pub(crate) fn digest(&self) -> Digest {
        let mut items: Vec<Value> = self.items();
        items.iter_mut().for_each(without_moments);
        items.sort_by_cached_key(|item| format!("{}{}", item["pk"], item["sk"]));
        Digest { items, objects: self.objects() }
    }

    /// What the accounts hold and have been given: the part of the digest that is money.
    pub(crate) fn money(&self) -> Vec<Value> {
        let mut items = self.items();
        items.retain(|item| {
            ["entry", "balance", "counter_entry"]
                .contains(&item["kind"]["S"].as_str().unwrap_or_default())
        });
        for item in &mut items {
            without_moments(item);
            for hash in ["plan_sha256", "chunk_sha256"] {
                item.as_object_mut().unwrap().remove(hash);
            }
        }
        items.sort_by_cached_key(|item| format!("{}{}", item["pk"], item["sk"]));
        items
    }

    pub(crate) fn items(&self) -> Vec<Value> {
        let (mut items, mut start) = (Vec::new(), Value::Null);
        loop {
            let mut request = json!({ "TableName": template().tables[0].name });
            if !start.is_null() {
                request["ExclusiveStartKey"] = start;
            }
            let answer = self.open.dynamodb.call("Scan", request.to_string().as_bytes());
            let mut page: Value = serde_json::from_str(&answer.body).unwrap();
            items.append(page["Items"].as_array_mut().unwrap());
            start = page["LastEvaluatedKey"].take();
            if start.is_null() {
                return items;
            }
        }
    }

    /// The plans that the month's markers name: one, unless something went very wrong.
    pub(crate) fn plans_posted(&self) -> BTreeSet<String> {
        let of_month = |item: &Value| item["kind"]["S"] == "posted" && item["month"]["S"] == MONTH;
        let items = self.items().into_iter().filter(of_month);
        items.map(|item| item["plan_sha256"]["S"].as_str().unwrap().to_owned()).collect()
    }

    /// The names of the objects in the derived bucket: each is the hash of its bytes.
    fn objects(&self) -> Vec<String> {
        let derived = &self.operator().config.derived_bucket;
        let mut names = Vec::new();
        let mut folders = vec![self.folder.path().join("buckets").join(derived)];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
                let path = entry.path();
                let name = path.strip_prefix(self.folder.path()).unwrap().display().to_string();
                if path.is_dir() {
                    folders.push(path);
                } else if name.contains("plan") || name.contains("reduced") {
                    names.push(name);
                }
            }
        }
        names.sort();
        names
    }
}

fn sequence_number(record: &Value) -> String {
    record["dynamodb"]["SequenceNumber"].as_str().unwrap().to_owned()
}

/// The key of file `salt` of the month.
pub(crate) fn revenue_key(month: YearMonth, salt: usize) -> RevenueKey {
    let parts: [&[u8]; 2] = [month.to_string().leak().as_bytes(), &[u8::try_from(salt).unwrap()]];
    RevenueKey { month, upload: UploadName::derive(&parts) }
}

/// The whole way of a month, from freezing to posting. Whoever approves has put nothing in.
pub(crate) async fn walk(ledger: &Ledger, month: YearMonth) -> Result<(), LedgerError> {
    ledger.freeze(month).await?;
    ledger.plan(month).await?;
    approve(ledger, month).await?;
    ledger.post(month, None).await?;
    Ok(())
}

/// Approves whatever plan is sealed now.
pub(crate) async fn approve(ledger: &Ledger, month: YearMonth) -> Result<MonthState, LedgerError> {
    let sealed = ledger.month(month).await?.plan;
    let sha256 = sealed.map_or_else(|| Sha256Hex::of(b"none"), |plan| plan.sha256);
    Ok(ledger.approve(month, &sha256, MemberId::of_subject("approver")).await?.state)
}

/// Takes out of an item what tells only when and how often it was written.
pub(crate) fn without_moments(item: &mut Value) {
    match item {
        Value::Object(fields) => {
            fields.retain(|name, _| !name.ends_with("_at") && name != "at" && name != "revision");
            fields.values_mut().for_each(without_moments);
        }
        Value::Array(values) => values.iter_mut().for_each(without_moments),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
