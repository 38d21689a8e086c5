//! Which samples of the decoded sound are to be played: the edit list, and where there is none,
//! the gapless tag that Apple's programs write.

use std::ops::Range;

use super::super::bytes::{be32, be64, place};
use super::boxes::{boxes, child, descend};
use crate::rejection::Rejection;

/// The parts to be played, in samples of the decoded sound, one behind the other.
pub(super) fn keep(movie: &[u8], track: &[u8], rate_hz: u32) -> Result<Vec<Range<u64>>, Rejection> {
    let scales = Scales::read(movie, track, rate_hz);
    if let Some(list) = descend(track, &[*b"edts", *b"elst"]) {
        let edits = read_edits(list, &scales)?;
        // What plays everything, or more than there is, says nothing.
        let plays_all = matches!(*edits, [ref only] if only.start == 0 && only.end >= scales.end);
        if !edits.is_empty() && !plays_all {
            return check(edits);
        }
    }
    Ok(super::super::only(gapless_tag(movie).unwrap_or(0..u64::MAX)))
}

/// Units a second in which times are written, and the rate of the sound.
struct Scales {
    movie: u64,
    media: u64,
    rate_hz: u64,
    /// Where the media ends, in samples; the last moment where its header does not know.
    end: u64,
}

impl Scales {
    /// The rate is the decoder's: the field beside the sound has 16 bits and is often wrong.
    fn read(movie: &[u8], track: &[u8], rate_hz: u32) -> Scales {
        let scale = |header: Option<&[u8]>| {
            let header = header?;
            let at = if header.first() == Some(&1) { 20 } else { 12 };
            be32(header, at).map(u64::from).filter(|scale| *scale > 0)
        };
        let movie = scale(child(movie, *b"mvhd"));
        let media = scale(descend(track, &[*b"mdia", *b"mdhd"]));
        let media = media.unwrap_or(1);
        let rate_hz = if rate_hz == 0 { media } else { u64::from(rate_hz) };
        let mut scales = Scales { movie: movie.unwrap_or(1), media, rate_hz, end: u64::MAX };
        let header = descend(track, &[*b"mdia", *b"mdhd"]).unwrap_or_default();
        let length = match header.first() {
            Some(1) => be64(header, 24),
            _ => be32(header, 16).map(u64::from),
        };
        if let Some(length) = length.filter(|length| *length > 0) {
            scales.end = scales.samples(length, media);
        }
        scales
    }

    fn samples(&self, time: u64, scale: u64) -> u64 {
        if scale == self.rate_hz {
            return time;
        }
        // To the nearest sample.
        let scale = u128::from(scale).max(1);
        let scaled = u128::from(time).saturating_mul(u128::from(self.rate_hz));
        let rounded = scaled.saturating_add(scale >> 1).checked_div(scale);
        rounded.and_then(|samples| u64::try_from(samples).ok()).unwrap_or(u64::MAX)
    }
}

fn read_edits(list: &[u8], scales: &Scales) -> Result<Vec<Range<u64>>, Rejection> {
    /// More than any program writes; a list that is longer plays on from here.
    const EDITS_MAX: usize = 1_000;
    let is_long = list.first() == Some(&1);
    let (bytes, half) = if is_long { (20, 8) } else { (12, 4) };
    let number = |entry: &[u8], at| {
        if is_long { be64(entry, at) } else { be32(entry, at).map(u64::from) }
    };
    let nothing = if is_long { u64::MAX } else { u64::from(u32::MAX) };
    let said = be32(list, 4).map_or(0, place).min(EDITS_MAX);
    let (mut edits, mut has_pause): (Vec<Range<u64>>, _) = (Vec::new(), false);
    for entry in list.get(8..).unwrap_or_default().chunks_exact(bytes).take(said) {
        let (Some(length), Some(start)) = (number(entry, 0), number(entry, half)) else { break };
        // In front, an edit without media delays the sound against a picture; here there is none.
        if start == nothing {
            has_pause |= length > 0 && !edits.is_empty();
            continue;
        }
        if has_pause {
            return Err(Rejection::Pause);
        }
        let start = scales.samples(start, scales.media);
        let length = scales.samples(length, scales.movie);
        edits.push(start..if length == 0 { u64::MAX } else { start.saturating_add(length) });
    }
    // Movie times are coarse: what ends within one unit of the sound's own end ends with it, and
    // what ends within one unit of the next beginning ends there.
    let tick = scales.samples(1, scales.movie);
    if let Some(last) = edits.last_mut().filter(|last| last.end.abs_diff(scales.end) <= tick) {
        last.end = u64::MAX;
    }
    let starts: Vec<u64> = edits.iter().skip(1).map(|next| next.start).collect();
    for (edit, next) in edits.iter_mut().zip(starts) {
        if edit.end.abs_diff(next) <= tick {
            edit.end = next.max(edit.start);
        }
    }
    Ok(edits)
}

/// Parts that are played in their order, each once, are cut out; anything else is a montage.
fn check(edits: Vec<Range<u64>>) -> Result<Vec<Range<u64>>, Rejection> {
    let in_order = edits.windows(2).all(|pair| match pair {
        [before, after] => before.end <= after.start,
        _ => true,
    });
    if in_order { Ok(edits) } else { Err(Rejection::Montage) }
}

/// Apple's `iTunSMPB`: priming, padding and length of the sound, in hexadecimal.
fn gapless_tag(movie: &[u8]) -> Option<Range<u64>> {
    let list = descend(movie, &[*b"udta", *b"meta"])?;
    let tags = child(list.get(4..)?, *b"ilst")?;
    let named = |body: &[u8]| body.windows(8).any(|window| window == b"iTunSMPB");
    let tag = boxes(tags).find(|tag| tag.name == *b"----" && named(tag.body))?;
    let text = std::str::from_utf8(child(tag.body, *b"data")?.get(8..)?).ok()?;
    let mut numbers = text.split_whitespace().map(|word| u64::from_str_radix(word, 16));
    let (_, priming, _) = (numbers.next()?.ok()?, numbers.next()?.ok()?, numbers.next()?.ok()?);
    let length = numbers.next()?.ok()?;
    (length > 0).then(|| priming..priming.saturating_add(length))
}
