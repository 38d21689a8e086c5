//! Changed sound files by the million, through container repair, probe and analysis: no panic of
//! ours, no hang, and no more memory than what a small file may cost. For `make fuzz-sound`.
//!
//! `fuzz_sound [INPUTS [SEED]]`, in one process alone, so that its memory is that of the inputs.
//! The slowest input stands beside the program afterwards.
#![expect(clippy::print_stdout, reason = "a program for the terminal")]

use std::fmt;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Mutex, PoisonError, mpsc};
use std::time::{Duration, Instant};

use media::analysis::measure_here;
use media::{Analysis, Limits, Rejection};

/// The memory that all inputs together may add: more than one of a kilobyte may cost.
const MEMORY_MAX_KIB: u64 = 64 * 1024;
/// Of the processor, for one input.
const TIME_MAX: Duration = Duration::from_secs(2);
/// How long one input may run before the run gives up, and how often that is looked at.
const HANGS_AFTER: Duration = Duration::from_mins(1);
const LOOKED_AT_EVERY: Duration = Duration::from_secs(5);
/// Of how many tries of a slow input the fastest counts: a machine that stood still meanwhile is
/// slow once, a slow input every time.
const TRIES: u32 = 3;

/// Inputs that are through.
static DONE: AtomicU64 = AtomicU64::new(0);
/// The input that is being tried.
static CURRENT: Mutex<Vec<u8>> = Mutex::new(Vec::new());
/// Panics of the decoders, which `analyse` answers with a refusal.
static LIBRARY_PANICS: AtomicU64 = AtomicU64::new(0);
/// Where our own code has panicked.
static OUR_PANICS: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let inputs: u64 = arguments.next().map_or(Ok(1_000_000), |text| text.parse())?;
    let seed: u64 = arguments.next().map_or(Ok(17), |text| text.parse())?;
    watch_panics();
    // A thread's own memory, which it has from its first look on, is none of the inputs'.
    let (looks, first_look) = mpsc::channel();
    std::thread::spawn(move || watch_hangs(&looks));
    first_look.recv()?;
    let seeds = seeds()?;
    let mut random = Random(seed);
    let mut run = Run::default();
    let before = memory_peak_kib();
    for warm_up in &seeds {
        run.try_one(warm_up.clone());
    }
    for number in 0..inputs {
        let small = number % 4 != 0;
        run.try_one(random.changed(&seeds, small));
        if number % 50_000 == 0 {
            println!("{number}: {run}");
        }
    }
    let grown = memory_peak_kib().zip(before).map(|(now, before)| now.saturating_sub(before));
    println!("{inputs} inputs: {run}");
    println!("{} panics inside decoders", LIBRARY_PANICS.load(Ordering::Relaxed));
    println!("memory grew by {grown:?} KiB of {MEMORY_MAX_KIB}");
    println!("the slowest input is {}", keep("slowest", &run.slowest_input)?.display());
    let ours = OUR_PANICS.lock().unwrap_or_else(PoisonError::into_inner);
    let is_good = ours.is_empty() && grown.is_none_or(|grown| grown <= MEMORY_MAX_KIB);
    if is_good && run.slowest <= TIME_MAX { Ok(()) } else { Err(format!("{ours:?}").into()) }
}

/// The cases, as far as they are small, and a packet of AAC that is larger than all of them.
fn seeds() -> std::io::Result<Vec<Vec<u8>>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/sound");
    let mut seeds = Vec::new();
    for entry in std::fs::read_dir(&folder)? {
        let mut file = std::fs::read(entry?.path())?;
        file.truncate(24_000);
        seeds.push(file);
    }
    seeds.push(full_packet(&folder.join("../tone-aac.m4a"))?);
    seeds.sort();
    Ok(seeds)
}

/// An M4A of one packet, at whose every bit a fill element may begin and end with the packet.
fn full_packet(path: &Path) -> std::io::Result<Vec<u8>> {
    const BYTES: usize = 64_000;
    // Eight times FIL, one byte, bands.
    const FILLS: [u8; 15] =
        [0xc3, 0xa1, 0x87, 0x43, 0x0e, 0x86, 0x1d, 0x0c, 0x3a, 0x18, 0x74, 0x30, 0xe8, 0x61, 0xd0];
    let file = std::fs::read(path)?;
    let place = |name: &[u8]| file.windows(name.len()).position(|window| window == name);
    let (Some(mdat), Some(moov)) = (place(b"mdat"), place(b"moov")) else { return Ok(file) };
    let head = file.get(..mdat.saturating_sub(4)).unwrap_or_default();
    let movie = file.get(moov.saturating_sub(4)..).unwrap_or_default();
    let size = |bytes: usize| u32::try_from(bytes).unwrap_or(0).to_be_bytes();
    let packet: Vec<u8> = FILLS.iter().copied().cycle().take(BYTES).collect();
    let mut bomb = [head, &size(BYTES.saturating_add(8)), b"mdat", &packet, movie].concat();
    // The first packet is all of it, and the header does not say that no bands are replicated.
    for (name, behind, bytes) in
        [(b"stsz", 16_usize, size(BYTES)), (b"\x14\x08\x56\xe5", 2, [0; 4])]
    {
        let found = bomb.windows(4).position(|window| window == name).unwrap_or(0);
        let at = found.saturating_add(behind);
        bomb.splice(at..at.saturating_add(4), bytes);
    }
    Ok(bomb)
}

#[derive(Default)]
struct Run {
    taken: u64,
    refused: u64,
    panicked: u64,
    slowest: Duration,
    slowest_number: u64,
    slowest_input: Vec<u8>,
}

impl fmt::Display for Run {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Run { taken, refused, panicked, slowest, slowest_number, slowest_input } = self;
        let bytes = slowest_input.len();
        write!(
            to,
            "{taken} taken, {refused} refused, {panicked} panicked; the slowest took {slowest:?} \
             of the processor: number {slowest_number}, {bytes} bytes"
        )
    }
}

impl Run {
    fn try_one(&mut self, file: Vec<u8>) {
        CURRENT.lock().unwrap_or_else(PoisonError::into_inner).clone_from(&file);
        let file = Arc::new(file);
        let (outcome, mut took) = timed(&file);
        let again = if took > TIME_MAX { TRIES } else { 1 };
        for _ in 1..again {
            took = took.min(timed(&file).1);
        }
        let number = DONE.fetch_add(1, Ordering::Relaxed);
        if took > self.slowest {
            self.slowest = took;
            self.slowest_number = number;
            self.slowest_input.clone_from(&file);
        }
        let count = match outcome {
            Outcome::Taken => &mut self.taken,
            Outcome::Refused => &mut self.refused,
            Outcome::Panicked => &mut self.panicked,
        };
        *count = count.saturating_add(1);
    }
}

enum Outcome {
    Taken,
    Refused,
    Panicked,
}

/// What becomes of a file, and the processor time that it took.
fn timed(file: &Arc<Vec<u8>>) -> (Outcome, Duration) {
    let stop = AtomicBool::new(false);
    let begun = processor_time();
    let measure = || measure_here(file, Limits::default(), &stop);
    let found = panic::catch_unwind(AssertUnwindSafe(measure));
    let took = processor_time().saturating_sub(begun);
    let outcome = match found {
        Ok(Ok(Analysis { .. })) => Outcome::Taken,
        Ok(Err(Rejection::Empty | _)) => Outcome::Refused,
        Err(_) => Outcome::Panicked,
    };
    (outcome, took)
}

/// Of the first thread, which tries the inputs; time on the wall where there is no procfs.
fn processor_time() -> Duration {
    static BEGUN: LazyLock<Instant> = LazyLock::new(Instant::now);
    let stat = std::fs::read_to_string(format!("/proc/{0}/task/{0}/schedstat", std::process::id()));
    let spent = stat.ok().and_then(|stat| stat.split(' ').next()?.parse().ok());
    spent.map_or_else(|| BEGUN.elapsed(), Duration::from_nanos)
}

/// Ends the run, and keeps the input, where one takes so long that it may never end.
fn watch_hangs(looks: &mpsc::Sender<()>) {
    let (mut last, mut since) = (u64::MAX, processor_time());
    let _ = looks.send(());
    loop {
        std::thread::sleep(LOOKED_AT_EVERY);
        let done = DONE.load(Ordering::Relaxed);
        if done != last {
            (last, since) = (done, processor_time());
        } else if processor_time().saturating_sub(since) > HANGS_AFTER {
            let input = CURRENT.lock().unwrap_or_else(PoisonError::into_inner);
            println!("number {done} hangs: {:?}", keep("hangs", &input));
            std::process::exit(1);
        }
    }
}

/// Writes an input beside what is compiled, to be tried again.
fn keep(name: &str, input: &[u8]) -> std::io::Result<PathBuf> {
    let path = std::env::current_exe()?.with_file_name(format!("fuzz_sound.{name}"));
    std::fs::write(&path, input)?;
    Ok(path)
}

/// Tells our panics from those of the decoders by the file that they come from.
fn watch_panics() {
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(String::new, ToString::to_string);
        if place.contains("shared/media/") {
            OUR_PANICS.lock().unwrap_or_else(PoisonError::into_inner).push(place);
        } else if LIBRARY_PANICS.fetch_add(1, Ordering::Relaxed) < 20 {
            println!("a decoder panics at {place}");
        }
    }));
}

/// The most address space that the process has had, in KiB; unknown where there is no procfs.
fn memory_peak_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmPeak:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// `SplitMix64`.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, which is not zero.
    fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX);
        usize::try_from(self.next().checked_rem(end).unwrap_or(0)).unwrap_or(0)
    }

    /// A seed with some of its bytes changed, left out, doubled or cut off.
    fn changed(&mut self, seeds: &[Vec<u8>], is_small: bool) -> Vec<u8> {
        const LIES: [&[u8]; 6] = [
            &[0; 4],
            &[0xff; 4],
            &[0x7f, 0xff, 0xff, 0xff],
            &[0, 0, 0, 1],
            &[0x80, 0, 0, 0],
            &[0xff, 0xfb],
        ];
        let chosen = self.below(seeds.len());
        let mut file = seeds.get(chosen).cloned().unwrap_or_default();
        if is_small {
            file.truncate(1_024);
        }
        for _ in 0..self.below(24) {
            let reach = if self.below(3) == 0 { file.len() } else { file.len().min(512) };
            let at = self.below(reach.max(1));
            match self.below(8) {
                0 => {
                    let lie = LIES.get(self.below(LIES.len())).copied().unwrap_or_default();
                    let end = at.saturating_add(lie.len()).min(file.len());
                    file.splice(at.min(end)..end, lie.iter().copied());
                }
                1 => {
                    let end = at.saturating_add(self.below(64)).min(file.len());
                    file.drain(at.min(end)..end);
                }
                2 => {
                    let end = at.saturating_add(self.below(64)).min(file.len());
                    file.extend_from_within(at.min(end)..end);
                }
                _ => {
                    let byte = u8::try_from(self.below(256)).unwrap_or(0);
                    file.get_mut(at).into_iter().for_each(|place| *place = byte);
                }
            }
        }
        let length = file.len();
        if self.below(4) == 0 {
            file.truncate(self.below(length.max(1)));
        }
        file
    }
}
