//! Sound files whose tags say who made them: what a preview must have lost.

/// A piece of the demo's music, its Vorbis comments replaced.
pub(crate) fn tagged_flac(comments: &[&str]) -> Vec<u8> {
    const ORIGINAL: &[u8] = include_bytes!("../../../infra/demo/music/ada-2.flac");
    const VORBIS_COMMENT: u8 = 4;
    let mut file = ORIGINAL[..4].to_vec();
    let mut at = 4;
    loop {
        let header = ORIGINAL[at];
        let length = big_endian(&ORIGINAL[at + 1..at + 4]);
        let end = at + 4 + length;
        let block = if header & 0x7f == VORBIS_COMMENT {
            vorbis_comment(comments)
        } else {
            ORIGINAL[at + 4..end].to_vec()
        };
        file.push(header);
        file.extend(&u32::try_from(block.len()).unwrap().to_be_bytes()[1..]);
        file.extend(block);
        at = end;
        if header & 0x80 != 0 {
            break;
        }
    }
    file.extend(&ORIGINAL[at..]);
    file
}

/// Another piece, its ID3 tags replaced: one in front, and the old kind at the end.
pub(crate) fn tagged_mp3(artist: &str) -> Vec<u8> {
    const ORIGINAL: &[u8] = include_bytes!("../../../infra/demo/music/ada-3.mp3");
    let size = ORIGINAL[6..10].iter().fold(0, |size, byte| size * 128 + usize::from(*byte));
    let frames: Vec<u8> =
        ["TPE1", "TCOM", "TCOP", "TIT2"].into_iter().flat_map(|id| id3_frame(id, artist)).collect();
    let mut file = b"ID3\x03\0\0".to_vec();
    let length = u32::try_from(frames.len()).unwrap();
    file.extend([21, 14, 7, 0].map(|shift| u8::try_from((length >> shift) & 0x7f).unwrap()));
    file.extend(frames);
    file.extend(&ORIGINAL[size + 10..]);
    file.extend(b"TAG");
    let mut trailer = [0_u8; 125];
    for place in [0, 30] {
        trailer[place..][..artist.len().min(30)]
            .copy_from_slice(&artist.as_bytes()[..artist.len().min(30)]);
    }
    file.extend(trailer);
    file
}

fn vorbis_comment(comments: &[&str]) -> Vec<u8> {
    let text = |text: &str| {
        let mut bytes = u32::try_from(text.len()).unwrap().to_le_bytes().to_vec();
        bytes.extend(text.as_bytes());
        bytes
    };
    let mut block = text("matrix");
    block.extend(u32::try_from(comments.len()).unwrap().to_le_bytes());
    block.extend(comments.iter().flat_map(|comment| text(comment)));
    block
}

fn id3_frame(id: &str, text: &str) -> Vec<u8> {
    let mut frame = id.as_bytes().to_vec();
    frame.extend(u32::try_from(text.len() + 1).unwrap().to_be_bytes());
    frame.extend([0, 0, 0]);
    frame.extend(text.as_bytes());
    frame
}

fn big_endian(bytes: &[u8]) -> usize {
    bytes.iter().fold(0, |number, byte| number * 256 + usize::from(*byte))
}
