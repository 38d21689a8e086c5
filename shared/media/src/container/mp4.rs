//! MP4: what the library's reader leaves out. Which part of the decoded sound is to be played
//! (edit lists, Apple's gapless tag), what the codec really is, and an `mdat` without a size.

mod aac;
mod boxes;
mod edits;

use std::ops::Range;
use std::sync::Arc;

use domain::audio::AudioFormat;

use self::boxes::{Box4, boxes, child, descend};
use super::bytes::{be16, four, letters};
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
    let (library, mut description) = Library::open_as(source, AudioFormat::M4a)?;
    description.promise = None;
    let blocks: Box<dyn Blocks> = match core_rate_hz {
        Some(core_rate_hz) => Box::new(aac::Watched::new(library, core_rate_hz)),
        None => Box::new(library),
    };
    let mut opened = Opened::new(blocks, description);
    opened.keep = edits::keep(movie, track.body)?;
    Ok(opened)
}

fn is_sound(track: &[u8]) -> bool {
    descend(track, &[*b"mdia", *b"hdlr"]).and_then(|handler| four(handler, 8)) == Some(*b"soun")
}

/// The file with the size of an `mdat` that runs to its end put in.
fn pieces(bytes: &[u8], sound: &Range<usize>) -> Vec<Piece> {
    let endless = boxes(bytes).find(|found| found.is_endless && found.name == *b"mdat");
    let size = endless.as_ref().and_then(|found| u32::try_from(found.length()).ok());
    let Some((endless, size)) = endless.zip(size) else { return vec![Piece::File(sound.clone())] };
    let at = sound.start.saturating_add(endless.start);
    vec![
        Piece::File(sound.start..at),
        Piece::Ours(size.to_be_bytes().to_vec()),
        Piece::File(at.saturating_add(4)..sound.end),
    ]
}

/// Refuses by its name what cannot be decoded; the rate of AAC's core otherwise.
fn check_entry(entry: &Box4<'_>) -> Result<Option<u32>, Rejection> {
    let channels = be16(entry.body, 16).map_or(0, u32::from);
    let codec = match &entry.name {
        b"mp4a" => return aac::check(entry.body, channels),
        b"alac" | b"fLaC" | b"twos" | b"sowt" | b"raw " | b"in24" | b"in32" | b"fl32" | b"fl64"
        | b"lpcm" | b".mp3" => {
            return if channels > 2 {
                Err(Rejection::TooManyChannels { channels })
            } else {
                Ok(None)
            };
        }
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
