//! Who wrote a track, and how a share that is refused goes to the others.

use crate::id::MemberId;
use crate::numbers::floor_div;
use crate::track::refusal::TrackRefusal;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One writer and their share of the writers' part.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct Writer {
    /// Who has written.
    pub member: MemberId,
    /// Share of the writers' part in parts per million.
    #[schemars(range(max = 1_000_000))]
    pub share_ppm: u32,
    /// When they consented to this share; the composer consents by submitting.
    pub consented_at: Option<Timestamp>,
    /// When they first accepted to be a writer of it, whatever the share: nothing of the track is
    /// open to them before, and nothing excludes them.
    pub accepted_at: Option<Timestamp>,
    /// Since when they may know of the invitation. Nothing while it is held back, since they review
    /// the brief or could be given it: then it waits for the end of the brief.
    pub shown_at: Option<Timestamp>,
}

impl Writer {
    /// Who submits the track: by that they have consented.
    pub const fn submitting(composer: MemberId, at: Timestamp) -> Self {
        let at = Some(at);
        let (consented_at, accepted_at, shown_at) = (at, at, at);
        Self { member: composer, share_ppm: 1_000_000, consented_at, accepted_at, shown_at }
    }

    /// Whether they know of it: then they never review it.
    pub const fn knows(&self) -> bool {
        self.shown_at.is_some() || self.accepted_at.is_some()
    }
}

/// The writers of a track: complete, each once, the composer among them.
///
/// # Errors
/// [`TrackRefusal::Shares`], [`TrackRefusal::WriterTwice`] or [`TrackRefusal::ComposerMissing`].
pub fn check_writers(composer: MemberId, writers: &[Writer]) -> Result<(), TrackRefusal> {
    let sum_ppm =
        writers.iter().fold(0_u64, |sum, writer| sum.saturating_add(writer.share_ppm.into()));
    if sum_ppm != 1_000_000 {
        return Err(TrackRefusal::Shares { sum_ppm });
    }
    let members: BTreeSet<MemberId> = writers.iter().map(|writer| writer.member).collect();
    if members.len() != writers.len() {
        return Err(TrackRefusal::WriterTwice);
    }
    if members.contains(&composer) { Ok(()) } else { Err(TrackRefusal::ComposerMissing) }
}

/// Adds `freed_ppm` to the writers in proportion to what they have; nothing is lost.
pub(super) fn spread(freed_ppm: u32, mut writers: Vec<Writer>) -> Vec<Writer> {
    let freed = u64::from(freed_ppm);
    let held = writers.iter().fold(0_u64, |sum, one| sum.saturating_add(one.share_ppm.into()));
    let mut left = freed;
    let mut remainders = Vec::with_capacity(writers.len());
    for (place, writer) in writers.iter_mut().enumerate() {
        let exact = u64::from(writer.share_ppm).saturating_mul(freed);
        let whole = floor_div(exact, held);
        let remainder = exact.saturating_sub(whole.saturating_mul(held));
        left = left.saturating_sub(whole);
        writer.share_ppm =
            writer.share_ppm.saturating_add(u32::try_from(whole).unwrap_or(u32::MAX));
        remainders.push((std::cmp::Reverse(remainder), writer.member, place));
    }
    remainders.sort_unstable();
    for (_, _, place) in remainders.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        if let Some(writer) = writers.get_mut(place) {
            writer.share_ppm = writer.share_ppm.saturating_add(1);
        }
    }
    writers
}
