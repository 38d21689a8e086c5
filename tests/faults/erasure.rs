//! The sweep dies at an SDK call while it erases a member, before or after the call takes effect.
//! The next sweeps finish the erasure, and nobody can tell.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use aws_sdk_dynamodb::config::retry::RetryConfig;
use http::Method;
use jiff::{SignedDuration, Timestamp};
use local::fault_injection::{Fault, FaultKind, FaultPlan};
use local::sdk_connector::SdkConnector;
use runtime::{Clock, Runtime};
use serde_json::{Value, json};
use sweep::Tick;
use tempfile::TempDir;
use tests::{
    Answered, BriefPlan, ReplyChecks, Snapshot, World, audio, letter, open_services,
    scratch_folder, without_write_times,
};
use tokio::sync::OnceCell;

use crate::exhaustive_suite::ExhaustiveSuite;

const SWEEP: &str = "SweepFunction";
const BEGINNING: &str = "2026-03-02T09:00:00Z";

/// One sweep: what is open ends and the token is refused; half an hour later all is taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Close,
    Finish,
}

impl Phase {
    const ALL: [Self; 2] = [Self::Close, Self::Finish];

    const fn after(self) -> SignedDuration {
        match self {
            Self::Close => SignedDuration::from_mins(20),
            Self::Finish => SignedDuration::from_mins(50),
        }
    }
}

/// The studio's table and buckets after a member has asked to be erased.
struct Left {
    folder: TempDir,
    connector: SdkConnector,
    table: local::dynamodb::DynamoDb,
    offset_ms: Arc<AtomicI64>,
}

/// What an erasure leaves: the items but for when they were written, and the keys of all objects.
#[derive(Debug, PartialEq, Eq)]
struct Digest {
    items: Vec<String>,
    keys: Vec<String>,
}

impl Left {
    /// Made once, then copied.
    async fn set() -> Self {
        static MADE: OnceCell<Snapshot> = OnceCell::const_new();
        let made = MADE.get_or_init(|| Box::pin(make())).await;
        let folder = scratch_folder();
        made.copy_to(folder.path());
        let offset_ms = Arc::default();
        let open = open_services(folder.path(), &Clock::offset(Arc::clone(&offset_ms)));
        let (connector, table) = (open.connector, open.dynamodb);
        Self { folder, connector, table, offset_ms }
    }

    /// The functions' clients as AWS has them, but that a call is tried once: what repeats is the
    /// sweep itself.
    fn runtime(&self) -> Runtime {
        let runtime = self.connector.runtime_for(SWEEP).unwrap();
        let once = RetryConfig::disabled();
        let dynamodb = runtime.dynamodb.config().to_builder().retry_config(once.clone()).build();
        let s3 = runtime.s3.config().to_builder().retry_config(once).build();
        let (dynamodb, s3) =
            (aws_sdk_dynamodb::Client::from_conf(dynamodb), aws_sdk_s3::Client::from_conf(s3));
        Runtime { dynamodb, s3, ..runtime }
    }

    /// Whether the sweep of a phase left nothing undone.
    async fn sweep(&self, phase: Phase) -> bool {
        let beginning: Timestamp = BEGINNING.parse().unwrap();
        let at = beginning.checked_add(phase.after()).unwrap();
        let offset = at.duration_since(Clock::system().now()).as_millis();
        self.offset_ms.store(i64::try_from(offset).unwrap(), Ordering::SeqCst);
        Box::pin(sweep::handle(self.runtime(), Tick::default())).await.is_ok()
    }

    fn digest(&self) -> Digest {
        let mut items = self.items();
        // A release that was cut short is followed by another one; what counts is that all are
        // done.
        items.retain(|item| {
            let is_release = item["kind"]["S"] == "follow_up";
            assert!(!is_release || item["task"]["S"] == "done", "{item}");
            !is_release
        });
        items.iter_mut().for_each(without_write_times);
        let mut items: Vec<String> =
            items.iter().map(|item| without_times(&item.to_string())).collect();
        items.sort();
        Digest { items, keys: keys(&self.folder.path().join("buckets")) }
    }

    fn items(&self) -> Vec<Value> {
        let table = self.runtime().config.table_name.clone();
        let request = json!({ "TableName": table }).to_string();
        let answer = self.table.call("Scan", request.as_bytes());
        let mut page: Value = serde_json::from_str(&answer.body).unwrap();
        assert!(page["LastEvaluatedKey"].is_null(), "one page is enough here");
        std::mem::take(page["Items"].as_array_mut().unwrap())
    }
}

/// Times stand in texts and keys too: each is a dot.
fn without_times(text: &str) -> String {
    let mut parts = text.split("2026-03-");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| match part.split_once('Z') {
        Some((time, rest)) if time.len() <= 15 => text + "·" + rest,
        _ => text + "2026-03-" + part,
    })
}

/// The keys of every version of every object.
fn keys(folder: &Path) -> Vec<String> {
    let (mut keys, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "json") {
                let description: Value =
                    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
                keys.push(description["key"].as_str().unwrap().to_owned());
            }
        }
    }
    keys.sort();
    keys
}

async fn make() -> Snapshot {
    let folder = scratch_folder();
    Box::pin(lived_in(folder.path())).await;
    Snapshot::of(folder)
}

/// A member with an answered entry, a place without a file, a delivered and an open review leaves.
async fn lived_in(folder: &Path) {
    let world = World::in_folder(folder).await;
    let (clara, ben) = (world.client("Clara"), world.composer("Ben"));
    let (lena, noor) = (world.coproducer("Lena").await, world.coproducer("Noor").await);
    lena.put("/me", &json!({ "display_name": "Lena", "genre_tags": ["pop"] }))
        .await
        .expect_status(200);

    let entered = BriefPlan::public().judged_by(&noor).open(&clara).await;
    let track = entered.submit(&lena, "Dawn").await;
    let writers = json!({ "writers": [
        { "member": lena.id, "share_ppm": 600_000 },
        { "member": ben.id, "share_ppm": 400_000 },
    ] });
    lena.put(&track.path("/writers"), &writers).await.expect_status(200);
    let review = noor.only_review().await;
    review.answer(&Answered::approving(letter(0))).await;
    let thanks = json!({ "useful": 4, "addressed": [true], "thanks": "from Lena" });
    lena.act(&review.path("/reaction"), &thanks).await;
    entered.reserve(&lena, "Dusk", &audio::wav(3)).await;

    let judged = BriefPlan::public().judged_by(&lena).judged_by(&noor).open(&clara).await;
    for name in ["Ada", "Cleo", "Dora", "Emil"] {
        judged.submit(&world.composer(name), "One").await;
    }
    let reviews = lena.reviews().await;
    assert_eq!(reviews.len(), 2);
    reviews[0].answer(&Answered::approving(letter(1))).await;
    let draft = json!({ "feedback": { "text": "I hear Lena." } });
    lena.put(&reviews[1].path("/draft"), &draft).await.expect_status(200);
    lena.send(Method::DELETE, "/me", |call| call).await.expect_status(202);
    world.settle().await;
}

async fn undisturbed() -> (Digest, Vec<usize>) {
    let left = Left::set().await;
    let mut calls = Vec::new();
    for phase in Phase::ALL {
        left.connector.forget_calls();
        assert!(left.sweep(phase).await, "{phase:?}");
        calls.push(left.connector.count_calls(SWEEP));
    }
    let digest = left.digest();
    let text = digest.items.join("\n");
    assert!(!text.contains("Lena") && !text.contains("Dawn"), "nothing was erased");
    (digest, calls)
}

async fn with_death(phase: Phase, nth: usize, after: bool) -> Digest {
    let left = Left::set().await;
    if phase == Phase::Finish {
        assert!(left.sweep(Phase::Close).await);
    }
    let kind = if after { FaultKind::DeathAfter } else { FaultKind::DeathBefore };
    let (function, operation) = (Some(SWEEP.to_owned()), None);
    left.connector.inject_faults(FaultPlan::none().with(Fault { function, operation, nth, kind }));
    let unnoticed = left.sweep(phase).await;
    assert!(!unnoticed, "{phase:?} did not notice its death at call {nth}");
    left.connector.inject_faults(FaultPlan::none());
    // Whoever tries again does not know where it stopped.
    for phase in Phase::ALL {
        assert!(left.sweep(phase).await, "{phase:?}");
    }
    left.digest()
}

#[tokio::test]
async fn a_death_at_any_call_of_an_erasure_leaves_the_same_studio() {
    let (expected, calls) = Box::pin(undisturbed()).await;
    let mut places = Vec::new();
    for (phase, count) in Phase::ALL.into_iter().zip(&calls) {
        let deaths = (1..=*count).flat_map(|nth| [(nth, false), (nth, true)]);
        places.extend(deaths.map(|(nth, after)| (phase, nth, after)));
    }
    println!("an erasure makes {calls:?} calls");
    let name = "deaths in an erasure".to_owned();
    let suite = ExhaustiveSuite { name, places, sample: 109, always: vec![] };
    suite.run(async |(phase, nth, after)| {
        let ended = Box::pin(with_death(phase, nth, after)).await;
        assert!(ended == expected, "another studio:\n{}", difference(&expected, &ended));
    });
}

/// What one has and the other has not.
fn difference(expected: &Digest, found: &Digest) -> String {
    let lacks = expected.items.iter().filter(|item| !found.items.contains(item));
    let has = found.items.iter().filter(|item| !expected.items.contains(item));
    let lines = lacks.map(|item| format!("- {item}"));
    let lines = lines.chain(has.map(|item| format!("+ {item}")));
    lines.collect::<Vec<String>>().join("\n")
}
