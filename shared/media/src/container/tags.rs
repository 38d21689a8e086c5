//! Tags in front of the sound and behind it: stepped over by their stated length, never parsed, so
//! that a cover picture of any size is no obstacle and a hostile tag harms nobody.

use super::bytes::{le32, place};

const ID3V1_BYTES: usize = 128;
const ID3V2_HEADER: usize = 10;
const APE_FOOTER: usize = 32;

/// Where the sound starts: behind the `ID3v2` tags and APE tags in front.
pub(super) fn start_of_sound(file: &[u8]) -> usize {
    let mut start = 0_usize;
    while let Some(length) = leading_tag(file.get(start..).unwrap_or_default()) {
        let next = start.saturating_add(length);
        if next >= file.len() {
            break;
        }
        start = next;
    }
    start
}

/// The length of the tag with which the bytes begin.
pub(super) fn leading_tag(bytes: &[u8]) -> Option<usize> {
    const FOOTER_FLAG: u8 = 0x10;
    if let [b'I', b'D', b'3', _, _, flags, s3, s2, s1, s0, ..] = *bytes {
        let size = [s3, s2, s1, s0]
            .into_iter()
            .fold(0_usize, |size, byte| (size << 7) | usize::from(byte & 0x7f));
        let footer = if flags & FOOTER_FLAG == 0 { 0 } else { ID3V2_HEADER };
        return Some(ID3V2_HEADER.saturating_add(size).saturating_add(footer));
    }
    let size = le32(bytes, 12).filter(|_| bytes.starts_with(b"APETAGEX"))?;
    // The size counts the footer and not the header.
    Some(place(size).saturating_add(APE_FOOTER))
}

/// Where the sound ends: before the tags that players write behind it (`ID3v1`, its longer
/// cousin, `Lyrics3`, APE).
pub(super) fn end_of_sound(file: &[u8]) -> usize {
    let mut end = file.len();
    while let Some(length) = trailing_tag(file.get(..end).unwrap_or_default()) {
        let Some(next) = end.checked_sub(length).filter(|next| *next > 0) else { break };
        end = next;
    }
    end
}

fn trailing_tag(bytes: &[u8]) -> Option<usize> {
    let from_end = |distance: usize| bytes.get(bytes.len().checked_sub(distance)?..);
    if from_end(ID3V1_BYTES)?.starts_with(b"TAG") {
        let enhanced = from_end(355).is_some_and(|tail| tail.starts_with(b"TAG+"));
        return Some(if enhanced { 355 } else { ID3V1_BYTES });
    }
    let footer = from_end(APE_FOOTER)?;
    if footer.starts_with(b"APETAGEX") {
        const HAS_HEADER: u32 = 1 << 31;
        let header = if le32(footer, 20)? & HAS_HEADER == 0 { 0 } else { APE_FOOTER };
        return Some(place(le32(footer, 12)?).max(APE_FOOTER).saturating_add(header));
    }
    let lyrics = from_end(15).filter(|tail| tail.ends_with(b"LYRICS200"))?;
    let digits = lyrics.get(..6).and_then(|digits| std::str::from_utf8(digits).ok())?;
    digits.parse::<usize>().ok().map(|size| size.saturating_add(15))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_in_front_are_stepped_over_by_their_length() {
        let mut bytes = b"ID3\x04\x00\x00\x00\x00\x00\x05hello".to_vec();
        bytes.extend_from_slice(b"fLaC and more");
        assert_eq!(start_of_sound(&bytes), 15);
    }

    #[test]
    fn a_tag_longer_than_the_file_is_not_believed() {
        assert_eq!(start_of_sound(b"ID3\x04\x00\x00\x7f\x7f\x7f\x7fabc"), 0);
    }

    #[test]
    fn tags_behind_the_sound_are_left_out() {
        let mut file = vec![7; 100];
        file.extend_from_slice(b"LYRICSBEGINabc000014LYRICS200");
        file.extend_from_slice(
            b"APETAGEX\xd0\x07\0\0\x28\0\0\0\x01\0\0\0\0\0\0\x80\0\0\0\0\0\0\0\0",
        );
        file.extend_from_slice(b"12345678");
        file.extend_from_slice(
            b"APETAGEX\xd0\x07\0\0\x28\0\0\0\x01\0\0\0\0\0\0\x80\0\0\0\0\0\0\0\0",
        );
        file.extend_from_slice(b"TAG");
        file.extend_from_slice(&[0; 125]);
        assert_eq!(end_of_sound(&file), 100);
        assert_eq!(end_of_sound(&file[..128]), 128);
    }
}
