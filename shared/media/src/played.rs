//! What is played of a decoded file: its samples without what the container says to leave out.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::container;
use crate::rejection::Rejection;

/// Decodes a file to its end and hands on what of it is played, plane by plane.
pub(crate) fn each_played(
    file: &Arc<Vec<u8>>,
    stop: &AtomicBool,
    mut hear: impl FnMut(&[Vec<f32>]) -> Result<(), Rejection>,
) -> Result<(), Rejection> {
    let mut opened = container::open(file)?;
    let (mut planes, mut part) = (Vec::new(), Vec::new());
    let mut position = 0;
    while opened.keep.last().is_some_and(|last| position < last.end) {
        if stop.load(Ordering::Relaxed) {
            return Err(Rejection::TookTooLong);
        }
        let Some(block) = opened.blocks.next(&mut planes)? else { break };
        if block.channels > 0 {
            position = each_kept(&opened.keep, position, &planes, &mut part, &mut hear)?;
        }
    }
    Ok(())
}

/// Hands on what of a block that begins at `position` stands in `keep`, and says where it ends.
pub(crate) fn each_kept(
    keep: &[Range<u64>],
    position: u64,
    planes: &[Vec<f32>],
    part: &mut Vec<Vec<f32>>,
    mut hear: impl FnMut(&[Vec<f32>]) -> Result<(), Rejection>,
) -> Result<u64, Rejection> {
    let frames = planes.first().map_or(0, Vec::len);
    let end = position.saturating_add(u64::try_from(frames).unwrap_or(u64::MAX));
    for keep in keep {
        let from = keep.start.max(position);
        let to = keep.end.min(end);
        if frames > 0 && from == position && to == end {
            hear(planes)?;
        } else if from < to {
            let from = usize::try_from(from.saturating_sub(position)).unwrap_or(frames);
            let to = usize::try_from(to.saturating_sub(position)).unwrap_or(frames);
            part.resize_with(planes.len(), Vec::new);
            for (part, plane) in part.iter_mut().zip(planes) {
                part.clear();
                part.extend_from_slice(plane.get(from..to).unwrap_or_default());
            }
            hear(part)?;
        }
    }
    Ok(end)
}
