//! The long measure, over the encoders that people use. ffmpeg makes the copies; it is nothing of
//! ours, so that this runs where it is installed and is asked for.

use std::num::{NonZeroU8, NonZeroU32};
use std::path::Path;
use std::process::Command;

use domain::fingerprint::Fingerprint;

use super::music::{Piece, RATE_HZ};
use super::{POLICY, fingerprint, shared, wav};
use crate::fingerprint::FingerprintMeter;

/// What is done to each piece: name, file, ffmpeg's arguments.
const COPIES: [(&str, &str, &str); 12] = [
    ("mp3 128", "a.mp3", "-b:a 128k"),
    ("mp3 64", "b.mp3", "-b:a 64k"),
    ("aac 96", "c.m4a", "-c:a aac -b:a 96k"),
    ("ogg q2", "d.ogg", "-c:a libvorbis -q:a 2"),
    ("start cut by 10.3 s, mp3", "e.mp3", "-ss 10.3 -b:a 128k"),
    ("end cut by 20 s, aac", "f.m4a", "-t 40 -c:a aac"),
    ("15 s out of it, mp3", "g.mp3", "-ss 21.77 -t 15 -b:a 128k"),
    ("6 dB louder, limited", "h.flac", "-af volume=6dB,alimiter=limit=0.9"),
    ("12 dB softer, mp3", "i.mp3", "-af volume=-12dB -b:a 128k"),
    ("equalised", "j.flac", "-af bass=g=6,treble=g=5,equalizer=f=1000:t=q:w=1:g=-4"),
    (
        "faded, 44.1 kHz, ogg",
        "k.ogg",
        "-af afade=t=in:d=3,afade=t=out:st=55:d=5 -ar 44100 -c:a libvorbis",
    ),
    ("1 % faster", "l.flac", "-af atempo=1.01"),
];

/// So many landmarks in common are more than chance gives any of 50,000 pieces: by them a piece is
/// among those that are compared.
const LANDMARKS_TO_FIND: usize = 3;

const RATE: NonZeroU32 = NonZeroU32::new(RATE_HZ).expect("a rate");

/// Seconds of each piece.
const SECONDS: u32 = 60;

fn copy_with_ffmpeg(folder: &Path, samples: &[f32], name: &str, arguments: &str) -> Fingerprint {
    let (from, to) = (folder.join("from.wav"), folder.join(name));
    std::fs::write(&from, wav(samples)).expect("there is room");
    let made = Command::new("ffmpeg")
        .args(["-v", "error", "-y", "-i"])
        .arg(&from)
        .args(arguments.split(' '))
        .arg(&to)
        .status()
        .expect("ffmpeg is installed");
    assert!(made.success(), "{name}");
    fingerprint(std::fs::read(&to).expect("it was made"))
}

/// Whether it is evidence; likeness, length in milliseconds, landmarks in common.
type Row = (bool, u32, u64, usize);

/// What two pieces have in common, however short, for the table.
fn told(one: &Fingerprint, two: &Fingerprint) -> Row {
    let overlap = one.best_overlap(two);
    let (likeness_bp, ms) =
        overlap.map_or((0, 0), |overlap| (overlap.likeness_bp, overlap.length_ms));
    let shared = shared(one, two);
    (shared >= LANDMARKS_TO_FIND && one.compare(two, POLICY).is_some(), likeness_bp, ms, shared)
}

#[test]
#[ignore = "takes minutes and needs ffmpeg: make likeness"]
fn likeness_of_encoded_copies_and_of_other_pieces() {
    let folder = tempfile::tempdir().expect("a folder");
    // Half of them of their own, half in families of the same tempo, key, chords and sound.
    let alone = (0..12).map(Piece::of);
    let cousins = (0..3).flat_map(|family| (0..4).map(move |own| Piece::cousin(family, own)));
    let pieces: Vec<Vec<f32>> = alone.chain(cousins).map(|piece| piece.play(SECONDS)).collect();
    let originals: Vec<Fingerprint> =
        pieces.iter().map(|samples| fingerprint(wav(samples))).collect();

    println!(
        "{:<28} {:>14} {:>14} {:>14} {:>14}",
        "", "evidence", "likeness bp", "length s", "landmarks"
    );
    let (mut copies, mut hits) = (0, 0);
    for (name, file, arguments) in COPIES {
        let rows: Vec<_> = pieces
            .iter()
            .zip(&originals)
            .map(|(samples, original)| {
                told(&copy_with_ffmpeg(folder.path(), samples, file, arguments), original)
            })
            .collect();
        hits += print_row(name, &rows);
        copies += rows.len();
    }
    let mut strangers = (Vec::new(), Vec::new());
    let family = |place: usize| place.saturating_sub(12).div_euclid(4);
    for (place, one) in originals.iter().enumerate() {
        for (other, two) in originals.iter().enumerate().skip(place + 1) {
            let related = place >= 12 && family(place) == family(other);
            let rows = if related { &mut strangers.1 } else { &mut strangers.0 };
            rows.push(told(one, two));
        }
    }
    let alarms = print_row("other pieces", &strangers.0) + print_row("cousins", &strangers.1);
    let pairs = strangers.0.len() + strangers.1.len();
    println!("{hits} of {copies} copies are hits, {alarms} of {pairs} other pairs false alarms");
}

/// Processor time of this thread, in milliseconds, where Linux tells it.
fn processor_ms() -> u64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let on_cpu = stat.split(' ').next().and_then(|field| field.parse::<u64>().ok());
    on_cpu.unwrap_or(0).div_euclid(1_000_000)
}

#[test]
#[ignore = "prints a time: make likeness"]
fn likeness_takes_so_much_of_an_analysis() {
    let mono = Piece::of(1).play(180);
    let timed = |name: &str, work: &dyn Fn() -> usize| {
        let begun = processor_ms();
        let values = work();
        println!("{name:<28} {:>6} ms, {values} values", processor_ms() - begun);
    };
    let file = wav(&mono);
    timed("analysis with all of it", &|| fingerprint(file.clone()).values().len());
    timed("the fingerprint alone", &|| {
        let mut meter = FingerprintMeter::new(RATE, NonZeroU8::MIN);
        for block in mono.chunks(4_096) {
            meter.add(&[block.to_vec()]);
        }
        meter.finish().values().len()
    });
    timed("the same in stereo, 44.1 kHz", &|| {
        let rate = RATE.saturating_mul(NonZeroU32::MIN.saturating_add(1));
        let mut meter = FingerprintMeter::new(rate, NonZeroU8::MIN.saturating_add(1));
        for block in mono.chunks(2_048) {
            let twice: Vec<f32> = block.iter().flat_map(|sample| [*sample, *sample]).collect();
            meter.add(&[twice.clone(), twice]);
        }
        meter.finish().values().len()
    });
    let one = fingerprint(file);
    let others: Vec<Fingerprint> =
        (2..6).map(|seed| fingerprint(wav(&Piece::of(seed).play(180)))).collect();
    timed("comparing it with 20 pieces", &|| {
        let found = others.iter().cycle().take(20).map(|other| one.best_overlap(other));
        found.flatten().count()
    });
}

/// The hardest: pieces of the same tempo, key, chords, bass and sound, with another melody.
#[test]
#[ignore = "takes minutes: make likeness"]
fn likeness_of_cousins_is_no_evidence() {
    let mut rows = Vec::new();
    for family in 3..9 {
        let cousins: Vec<Fingerprint> =
            (0..9).map(|own| fingerprint(wav(&Piece::cousin(family, own).play(SECONDS)))).collect();
        for (place, one) in cousins.iter().enumerate() {
            rows.extend(cousins.iter().skip(place + 1).map(|two| told(one, two)));
        }
    }
    assert_eq!(print_row("more cousins", &rows), 0);
}

/// How many of the pairs are evidence.
fn print_row(name: &str, rows: &[Row]) -> usize {
    let range = |of: &dyn Fn(&Row) -> u64| {
        let all = rows.iter().map(of);
        format!("{}–{}", all.clone().min().unwrap_or(0), all.max().unwrap_or(0))
    };
    let hits = rows.iter().filter(|row| row.0).count();
    println!(
        "{name:<28} {:>14} {:>14} {:>14} {:>14}",
        format!("{hits} of {}", rows.len()),
        range(&|row| u64::from(row.1)),
        range(&|row| row.2.div_euclid(1000)),
        range(&|row| u64::try_from(row.3).unwrap_or(0)),
    );
    hits
}
