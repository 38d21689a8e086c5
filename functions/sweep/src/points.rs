//! Points whose record the stream has lost: it keeps a day. Twice a day everything is derived again that
//! happened within 48 hours in the briefs that are open or judged; entries that are there stay as they
//! are. What is older or awarded, `cargo run -- points rebuild` finds.

use domain::earn::{self, Base};
use domain::id::BriefId;
use domain::points::PointEntry;
use domain::policy::Policy;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use store::StoreError;
use store::brief::{BriefItem, JUDGING, OPEN_INVITED};
use store::keys;
use store::track::Entry;

use crate::{Sweep, add};

/// How far back one looks.
const LOOKS_BACK: SignedDuration = SignedDuration::from_hours(48);
/// Twice a day, in the first sweep of a half-day.
const EVERY_S: i64 = 12 * 3_600;
const FIRST_SWEEP_S: i64 = 900;

/// Derives again what may have been lost.
pub(crate) async fn derive_again(sweep: &mut Sweep) {
    if sweep.now.as_second().rem_euclid(EVERY_S) >= FIRST_SWEEP_S {
        return;
    }
    let mut briefs = sweep.all_in::<BriefItem>(keys::BOARD_PARTITION).await;
    briefs.extend(sweep.listed::<BriefItem>(OPEN_INVITED).await);
    briefs.extend(sweep.listed::<BriefItem>(JUDGING).await);
    for brief in briefs {
        let id = brief.item.brief.id;
        let earned = earned(sweep, id).await;
        for (_, entries) in sweep.noted(id, earned).unwrap_or_default() {
            let Some(first) = entries.first() else { continue };
            let policy = &Policy::CURRENT;
            let added = sweep.store.add_points(first.member, &entries, sweep.now, policy).await;
            let derived = sweep.noted(first.member, added).is_some();
            add(&mut sweep.swept.members_derived, usize::from(derived));
        }
    }
}

/// What was earned lately in one brief, member by member.
async fn earned(
    sweep: &Sweep,
    brief: BriefId,
) -> Result<BTreeMap<String, Vec<PointEntry>>, StoreError> {
    let since = sweep.now.saturating_sub(LOOKS_BACK).unwrap_or(Timestamp::MIN);
    let mut earned: BTreeMap<String, Vec<PointEntry>> = BTreeMap::new();
    for entry in sweep.store.brief_entries(brief).await? {
        let seats = entry.versions.iter().flat_map(|version| &version.item.seats);
        let reviews: Vec<_> = seats.map(|seat| seat.review).collect();
        let reviews = sweep.store.reviews(&reviews).await?;
        let reviews = reviews.into_iter().map(|stored| Base::Review(stored.item.review.into()));
        for base in bases(entry).into_iter().chain(reviews) {
            let entries = earn::entries(&base, &Policy::CURRENT);
            for entry in entries.into_iter().filter(|entry| entry.at >= since) {
                earned.entry(entry.member.to_string()).or_default().push(entry);
            }
        }
    }
    Ok(earned)
}

/// A track and its versions, each beside the total of the one before it.
fn bases(entry: Entry) -> Vec<Base> {
    let mut bases = vec![Base::Track(entry.track.item.track.into())];
    let mut before = None;
    for version in entry.versions {
        let version = version.item.version;
        let total = version.total_centistars;
        bases.push(Base::Version(version.into(), before));
        before = total;
    }
    bases
}
