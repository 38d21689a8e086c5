//! How an exhaustive suite is run: its places one by one on every core, with a line of progress now
//! and then, and one table at the end of all suites. A violation does not end a suite, so that a
//! long run finds all of them; it fails the test once every place has been tried.

use std::fmt::Write as _;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How many suites there are: the table is printed when the last of them has been run.
const SUITES: usize = 14;
/// How long nothing is said at most.
const SILENCE: Duration = Duration::from_secs(20);
/// A call that dies before it takes effect or after it, and whether the database and the buckets
/// are opened anew before anybody tries again.
pub(crate) const WAYS: [(bool, bool); 4] =
    [(false, false), (true, true), (true, false), (false, true)];

/// Suites run one after the other: each takes all cores, and what is printed stays readable.
static RUNNING: Mutex<()> = Mutex::new(());
static FINISHED: Mutex<Vec<Row>> = Mutex::new(Vec::new());

/// The places of one suite.
#[derive(Debug)]
pub(crate) struct ExhaustiveSuite<P> {
    pub(crate) name: String,
    /// Every place there is, in an order that is always the same.
    pub(crate) places: Vec<P>,
    /// Every how many-th `cargo test` tries.
    pub(crate) sample: usize,
    /// These are tried whatever the stride.
    pub(crate) always: Vec<P>,
}

/// What the table says of a suite.
struct Row {
    name: String,
    places: usize,
    tried: usize,
    violations: usize,
    took: Duration,
}

/// What all threads know of the suite that runs.
struct Progress<'r, P> {
    name: &'r str,
    chosen: Vec<&'r P>,
    next: AtomicUsize,
    tried: AtomicUsize,
    violations: Mutex<Vec<String>>,
    begun: Instant,
    said: Mutex<Instant>,
}

/// Every how many-th place is tried: all of them in the long run, else a sample.
fn stride(sample: usize) -> usize {
    match std::env::var("FAULTS").as_deref() {
        Ok("all") => 1,
        Ok(every) => every.parse().unwrap_or(sample),
        Err(_) => sample,
    }
}

impl<P: Copy + PartialEq + std::fmt::Debug + Send + Sync> ExhaustiveSuite<P> {
    /// The places that are tried this time.
    pub(crate) fn chosen(&self) -> Vec<&P> {
        let stride = stride(self.sample);
        let numbered = self.places.iter().enumerate();
        let chosen = numbered.filter(|(index, place)| {
            (index + 1).is_multiple_of(stride) || self.always.contains(place)
        });
        chosen.map(|(_, place)| place).collect()
    }

    /// Tries the places, each in a runtime of its own. `attempt` panics where a rule is broken.
    pub(crate) fn run(self, attempt: impl AsyncFn(P) + Sync) {
        let chosen = self.chosen();
        assert!(!chosen.is_empty(), "{}: nothing to try", self.name);
        let _one_at_a_time = lock(&RUNNING);
        let now = Instant::now();
        let progress = Progress {
            name: &self.name,
            chosen,
            next: AtomicUsize::new(0),
            tried: AtomicUsize::new(0),
            violations: Mutex::default(),
            begun: now,
            said: Mutex::new(now),
        };
        let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
        thread::scope(|scope| {
            for _ in 0..cores.min(progress.chosen.len()) {
                scope.spawn(|| progress.work(&attempt));
            }
        });
        progress.end(self.places.len());
    }
}

impl<P: Copy + std::fmt::Debug> Progress<'_, P> {
    /// One thread: takes the next place until there is none.
    fn work(&self, attempt: &impl AsyncFn(P)) {
        while let Some(place) = self.chosen.get(self.next.fetch_add(1, Ordering::SeqCst)) {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let runtime = runtime.unwrap();
            let ended = catch_unwind(AssertUnwindSafe(|| {
                runtime.block_on(Box::pin(attempt(**place)));
            }));
            if let Err(panic) = ended {
                let text = panic.downcast_ref::<String>().map(String::as_str);
                let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
                let violation = format!("{place:?}: {}", text.unwrap_or("panicked"));
                println!("VIOLATION in {}: {violation}", self.name);
                lock(&self.violations).push(violation);
            }
            self.tried.fetch_add(1, Ordering::SeqCst);
            self.say_now_and_then();
        }
    }

    fn say_now_and_then(&self) {
        let mut said = lock(&self.said);
        if said.elapsed() >= SILENCE {
            *said = Instant::now();
            let tried = self.tried.load(Ordering::SeqCst);
            let (total, violations) = (self.chosen.len(), lock(&self.violations).len());
            let seconds = self.begun.elapsed().as_secs();
            println!("{}: {tried}/{total} tried, {violations} violations, {seconds} s", self.name);
        }
    }

    /// Prints the suite's line, and the table when it was the last one.
    fn end(self, places: usize) {
        let violations = self.violations.into_inner().unwrap_or_else(PoisonError::into_inner);
        let row = Row {
            name: self.name.to_owned(),
            places,
            tried: self.tried.into_inner(),
            violations: violations.len(),
            took: self.begun.elapsed(),
        };
        println!("{}", line(&row.name, row.places, row.tried, row.violations, row.took));
        let mut finished = lock(&FINISHED);
        finished.push(row);
        if finished.len() == SUITES {
            println!("{}", table(&finished));
        }
        drop(finished);
        assert!(violations.is_empty(), "{}", violations.join("\n"));
    }
}

fn line(name: &str, places: usize, tried: usize, violations: usize, took: Duration) -> String {
    let seconds = took.as_secs_f64();
    format!("{name:<36}{places:>8}{tried:>8}{violations:>12}{seconds:>10.1}")
}

fn table(rows: &[Row]) -> String {
    let mut table = format!(
        "\n{:<36}{:>8}{:>8}{:>12}{:>10}\n",
        "suite", "places", "tried", "violations", "seconds"
    );
    let (mut places, mut tried, mut violations, mut took) = (0, 0, 0, Duration::ZERO);
    for row in rows {
        let text = line(&row.name, row.places, row.tried, row.violations, row.took);
        writeln!(table, "{text}").unwrap();
        places += row.places;
        tried += row.tried;
        violations += row.violations;
        took += row.took;
    }
    table + &line("all", places, tried, violations, took)
}

/// Whoever panicked while it held the lock has left nothing half done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
