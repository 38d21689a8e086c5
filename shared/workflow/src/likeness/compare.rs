//! Comparing a version with the pieces of the studio, and adding it to them.
//!
//! Called once its reviewers are assigned, and by the sweep where that was cut short: the fingerprint
//! waits on a work list until both are done, in one transaction. Of two that are taken in at the same
//! time and share a landmark, one loses the race, reads again and finds the other.

use std::collections::BTreeSet;

use domain::id::{MemberId, TrackId};
use domain::likeness::{Landmark, Likeness, Piece, PieceFingerprint};
use store::likeness::{FingerprintChange, fingerprint_key, landmark_key};
use store::track::TrackItem;
use store::{RawItem, Stored, keys, retry_on_conflict};

use crate::{Workflow, WorkflowError};

/// Compares a version with what is like it by its landmarks, notes the closest likenesses, and has it
/// found from now on. Nothing where that was done, or where there is no fingerprint. Three reads,
/// however large the studio is, and one write; one read less where nothing shares a landmark.
pub async fn compare_piece(
    work: &Workflow,
    track: TrackId,
    version: u8,
) -> Result<Vec<Likeness>, WorkflowError> {
    retry_on_conflict(|| compare_once(work, track, version)).await
}

async fn compare_once(
    work: &Workflow,
    track: TrackId,
    version: u8,
) -> Result<Vec<Likeness>, WorkflowError> {
    let found = work.store.get(fingerprint_key(track, version)).await?;
    let Some(stored) = found.filter(|stored| stored.item.compared_at.is_none()) else {
        return Ok(Vec::new());
    };
    let landmarks = read_landmarks(work, &stored.item).await?;
    let known = landmarks.iter().map(|stored| &stored.item);
    let candidates = stored.item.candidates(known, work.policy);
    let others = read_others(work, stored.item.piece, &candidates).await?;
    let likenesses = stored.item.likenesses(&others, work.now, work.policy);
    let joined = landmarks.into_iter().filter_map(|Stored { item, revision }| {
        let item = stored.item.joins(&item, work.policy)?;
        Some(Stored { item, revision })
    });
    let landmarks = joined.collect();
    let Stored { item, revision } = stored;
    let compared = PieceFingerprint { compared_at: Some(work.now), ..item };
    let change = FingerprintChange {
        fingerprint: Stored { item: compared, revision },
        is_forgotten: false,
        landmarks,
        likenesses: likenesses.iter().cloned().flat_map(Likeness::notes).collect(),
    };
    work.store.change_fingerprint(&change).await?;
    Ok(likenesses)
}

/// The landmarks of a piece, with whatever pieces have them; an empty one at revision 0 where none
/// has.
async fn read_landmarks(
    work: &Workflow,
    fingerprint: &PieceFingerprint,
) -> Result<Vec<Stored<Landmark>>, WorkflowError> {
    let values = fingerprint.landmarks.iter().copied();
    let found = work.store.get_each(values.clone().map(landmark_key)).await?;
    let empty = |value| Landmark { value, pieces: BTreeSet::new() };
    let all = values.zip(found);
    Ok(all
        .map(|(value, found)| found.unwrap_or_else(|| Stored { item: empty(value), revision: 0 }))
        .collect())
}

/// The fingerprints of the candidates that no author of this piece has written at. One read, none
/// without candidates.
async fn read_others(
    work: &Workflow,
    piece: Piece,
    candidates: &[Piece],
) -> Result<Vec<PieceFingerprint>, WorkflowError> {
    if candidates.is_empty() {
        return Ok(Vec::new());
    }
    let mut wanted = vec![keys::track(piece.brief, piece.track)];
    for one in candidates {
        wanted.push(keys::track(one.brief, one.track));
        wanted.push(keys::fingerprint(one.track, one.version));
    }
    let mut found = work.store.get_many(&wanted).await?.into_iter();
    let mut next = || found.next().flatten();
    let own_authors = authors(next())?;
    let mut others = Vec::new();
    for _ in candidates {
        let (track, fingerprint) = (next(), next());
        let is_shared = authors(track)?.iter().any(|author| own_authors.contains(author));
        let fingerprint = fingerprint.filter(|_| !is_shared);
        others.extend(fingerprint.map(RawItem::parse::<PieceFingerprint>).transpose()?);
    }
    Ok(others.into_iter().map(|stored| stored.item).collect())
}

fn authors(track: Option<RawItem>) -> Result<BTreeSet<MemberId>, WorkflowError> {
    let track = track.map(RawItem::parse::<TrackItem>).transpose()?;
    Ok(track.map(|stored| stored.item.track.authors()).unwrap_or_default())
}
