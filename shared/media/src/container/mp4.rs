//! MP4: what the library's reader leaves out. Which part of the decoded sound is to be played
//! (edit lists, Apple's gapless tag), what the codec really is, and boxes without a true size.

mod aac;
mod boxes;
mod edits;

use std::ops::Range;
use std::sync::Arc;

use domain::audio::AudioFormat;

use self::boxes::{Box4, boxes, child, descend};
use super::bytes::{be16, count, four, letters};
use super::library::Library;
use super::spliced::{Piece, Spliced};
use super::{Blocks, Opened};
use crate::rejection::Rejection;

/// Whether the bytes begin as MP4.
pub(super) fn is_mp4(sound: &[u8]) -> bool {
    four(sound, 4) == Some(*b"ftyp")
}

pub(super) fn open(file: &Arc<Vec<u8>>, sound: Range<usize>) -> Result<Opened, Rejection> {
    let bytes = file.get(sound.clone()).unwrap_or_default();
    if four(bytes, 8) == Some(*b"qt  ") {
        return Err(Rejection::NotAudio { found: "a QuickTime file".to_owned() });
    }
    // What a fragment says of its sound is cut off, so nothing of it can be found.
    if boxes(bytes).any(|found| found.name == *b"moof" && found.is_cut()) {
        return Err(Rejection::Truncated { found: None });
    }
    let movie = child(bytes, *b"moov").ok_or(Rejection::incomplete("MP4", "moov box"))?;
    let track = boxes(movie)
        .filter(|found| found.name == *b"trak")
        .find(|track| is_sound(track.body))
        .ok_or(Rejection::no_track(AudioFormat::M4a))?;
    let entry = descend(track.body, &[*b"mdia", *b"minf", *b"stbl", *b"stsd"])
        .and_then(|described| boxes(described.get(8..)?).next())
        .ok_or(Rejection::incomplete("MP4", "stsd box"))?;
    let core_rate_hz = check_entry(&entry)?;
    let source = Spliced::new(file, pieces(bytes, &sound));
    let (library, mut description) = Library::open(source, AudioFormat::M4a)?;
    description.promise = None;
    let rate_hz = library.rate_hz();
    let blocks: Box<dyn Blocks> = match core_rate_hz {
        Some(core_rate_hz) => Box::new(aac::Watched::new(library, core_rate_hz)),
        None => Box::new(library),
    };
    let mut opened = Opened::new(blocks, description);
    opened.keep = edits::keep(movie, track.body, rate_hz)?;
    Ok(opened)
}

fn is_sound(track: &[u8]) -> bool {
    descend(track, &[*b"mdia", *b"hdlr"]).and_then(|handler| four(handler, 8)) == Some(*b"soun")
}

/// The file with the true size put into each box that runs to its end or beyond.
fn pieces(bytes: &[u8], sound: &Range<usize>) -> Vec<Piece> {
    // Where an `mdat` says that it is shorter than it is, what looks like boxes is its sound.
    const LARGE: [&[u8; 4]; 8] =
        [b"moov", b"mdat", b"moof", b"mfra", b"free", b"skip", b"uuid", b"meta"];
    let (mut pieces, mut done) = (Vec::new(), sound.start);
    let is_wrong =
        |found: &Box4<'_>| LARGE.contains(&&found.name) && found.said != count(found.length());
    for found in boxes(bytes).filter(is_wrong) {
        let at = sound.start.saturating_add(found.start);
        let Some((skipped, size)) = found.true_size() else { continue };
        let at = at.saturating_add(skipped);
        pieces.push(Piece::File(done..at));
        done = at.saturating_add(size.len());
        pieces.push(Piece::Ours(size));
    }
    pieces.push(Piece::File(done..sound.end));
    pieces
}

/// Refuses by its name what cannot be decoded; the rate of AAC's core otherwise.
fn check_entry(entry: &Box4<'_>) -> Result<Option<u32>, Rejection> {
    let channels = be16(entry.body, 16).map_or(0, u32::from);
    // QuickTime's own versions have other fields behind the first.
    let version = be16(entry.body, 8).unwrap_or(0);
    let codec = match &entry.name {
        b"mp4a" | b"alac" | b"fLaC" if version != 0 => {
            format!("described in the manner of QuickTime (version {version})")
        }
        b"mp4a" => return aac::check(entry.body, channels),
        b"alac" | b"fLaC" => {
            return if channels > 2 {
                Err(Rejection::TooManyChannels { channels })
            } else {
                Ok(None)
            };
        }
        b"twos" | b"sowt" | b"raw " | b"NONE" | b"in24" | b"in32" | b"fl32" | b"fl64" | b"lpcm"
        | b"ipcm" | b"fpcm" => {
            format!("plain samples inside MP4 (\"{}\")", letters(entry.name))
        }
        b".mp3" => "MP3 inside MP4".to_owned(),
        b"enca" | b"drms" | b"p608" => "copy-protected sound".to_owned(),
        b"Opus" => "Opus".to_owned(),
        b"ac-3" => "Dolby Digital (AC-3)".to_owned(),
        b"ec-3" => "Dolby Digital Plus (E-AC-3)".to_owned(),
        b"ac-4" => "Dolby AC-4".to_owned(),
        b"dtsc" | b"dtse" | b"dtsh" | b"dtsl" => "DTS".to_owned(),
        b"samr" | b"sawb" => "AMR speech".to_owned(),
        b"ima4" => "IMA ADPCM".to_owned(),
        b"mha1" | b"mhm1" => "MPEG-H 3D audio".to_owned(),
        other => format!("the codec \"{}\"", letters(*other)),
    };
    Err(Rejection::UnsupportedCodec { codec })
}
