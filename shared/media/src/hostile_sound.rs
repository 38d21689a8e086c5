//! Files that somebody has changed on purpose or by accident: whatever they are, the answer is a
//! value, soon. `make fuzz-sound` tries a million with their memory.
#![expect(clippy::arithmetic_side_effects, reason = "test files are small")]

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use proptest::prelude::*;

use crate::analysis::{Limits, measure_here};
use crate::sound_made::{aac, measured, with_packets};

/// The small cases: enough of each container to get to its samples.
fn seeds() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/sound");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    paths.sort();
    let files = paths.into_iter().map(|path| std::fs::read(path).unwrap());
    files.filter(|file| file.len() < 50_000).collect()
}

#[test]
fn a_packet_full_of_fill_elements_ends_soon() {
    // FIL of one byte that says that it holds bands, again and again.
    let bits: Vec<u8> = b"110000111010000".iter().map(|bit| bit & 1).collect();
    let stream: Vec<u8> = bits.into_iter().cycle().take(32_000 * 8).collect();
    let bytes = stream.chunks(8).map(|byte| byte.iter().fold(0, |sum, bit| (sum << 1) | bit));
    let packet: Vec<u8> = bytes.collect();
    let begun = Instant::now();
    assert!(measured(with_packets(&aac(false, false), &[&packet])).is_err());
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn changed_files_are_answered_with_a_value(
        seed in any::<prop::sample::Index>(),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..24),
        keep in 0_usize..=100,
        moved in (any::<prop::sample::Index>(), 0_usize..64),
    ) {
        let seeds = seeds();
        let mut file = seeds[seed.index(seeds.len())].clone();
        for (place, byte) in changes {
            // Mostly in the headers, where the lies are.
            let place = place.index(file.len()).checked_rem(if byte & 1 == 0 { 512 } else { usize::MAX });
            file[place.unwrap()] = byte;
        }
        let (from, length) = (moved.0.index(file.len()), moved.1);
        file.drain(from..(from + length).min(file.len()));
        file.truncate((file.len() * keep).div_euclid(100));
        let begun = Instant::now();
        let found = measure_here(&Arc::new(file), Limits::default(), &AtomicBool::new(false));
        prop_assert!(begun.elapsed() < Duration::from_secs(2));
        if let Err(refused) = found {
            prop_assert!(refused.to_string().len() < 400, "{refused}");
        }
    }
}
