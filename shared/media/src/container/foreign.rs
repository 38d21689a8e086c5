//! Names for what is no sound file that we take, so that a refusal says what was found.

/// Where a file's first bytes say what it is: their offset, they, and the name.
const KNOWN: [(usize, &[u8], &str); 27] = [
    (0, b"PK\x03\x04", "a ZIP archive"),
    (0, b"Rar!", "a RAR archive"),
    (0, b"7z\xbc\xaf", "a 7z archive"),
    (0, b"\x1f\x8b", "a gzip archive"),
    (0, b"%PDF", "a PDF document"),
    (0, b"\x89PNG", "a PNG picture"),
    (0, b"\xff\xd8\xff", "a JPEG picture"),
    (0, b"GIF8", "a GIF picture"),
    (0, b"MThd", "a MIDI file, which holds notes and no sound"),
    (0, b"caff", "a CAF file"),
    (0, b"wvpk", "a WavPack file"),
    (0, b"MAC ", "a Monkey's Audio file"),
    (0, b"DSD ", "a DSF file"),
    (0, b"FRM8", "a DSDIFF file"),
    (0, b".snd", "an AU file"),
    (0, b"riff\x2e\x91\xcf\x11", "a Wave64 file"),
    (0, b"\x30\x26\xb2\x75", "a Windows Media file"),
    (0, b"\x1a\x45\xdf\xa3", "a Matroska or WebM file"),
    (0, b"#!AMR", "an AMR file"),
    (8, b"AVI ", "an AVI video"),
    (8, b"WEBP", "a WebP picture"),
    (4, b"moov", "a QuickTime file without a file type"),
    (4, b"wide", "a QuickTime file without a file type"),
    (4, b"mdat", "a QuickTime file without a file type"),
    (0, b"<!DOCTYPE", "a web page"),
    (0, b"<html", "a web page"),
    (0, b"<?xml", "an XML document"),
];

/// What the file is, where its first bytes tell.
pub(super) fn name(bytes: &[u8]) -> Option<String> {
    let known = KNOWN
        .iter()
        .find(|(at, magic, _)| bytes.get(*at..).is_some_and(|here| here.starts_with(magic)));
    if let Some((_, _, name)) = known {
        return Some((*name).to_owned());
    }
    if super::flac::is_frame(bytes) {
        return Some("FLAC without its header".to_owned());
    }
    let is_adts = matches!(*bytes, [0xff, second, ..] if second & 0xf6 == 0xf0);
    is_adts.then(|| "AAC without a container (ADTS)".to_owned())
}

/// What nobody knows by its first bytes is told by them.
pub(super) fn first_bytes(bytes: &[u8]) -> String {
    if bytes.iter().all(|byte| *byte == 0) {
        return format!("{} bytes of zero", bytes.len());
    }
    let shown: Vec<String> = bytes.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("a file that begins with the bytes {}", shown.join(" "))
}
