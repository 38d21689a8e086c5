//! What is taken away of the pieces of a member who is gone: fingerprints, their places under
//! landmarks, and what was noted of them.

use domain::id::{BriefId, TrackId};
use domain::likeness::{Likeness, PieceFingerprint};
use store::likeness::{FingerprintChange, fingerprints_of, landmark_key, of_track};
use store::{Stored, retry_on_conflict};

use crate::{Workflow, WorkflowError};

/// Takes away what was made of the sound of a track's versions, the bought one too. It may be cut
/// short anywhere and done again. One round trip where there is nothing, else two more and two for
/// each version.
pub(crate) async fn forget_pieces(
    work: &Workflow,
    brief: BriefId,
    track: TrackId,
) -> Result<(), WorkflowError> {
    retry_on_conflict(|| async {
        let fingerprints = work.store.list_stored(&fingerprints_of(track)).await?;
        if fingerprints.is_empty() {
            return Ok(());
        }
        let noted = work.store.list_all(&of_track(brief, track)).await?;
        let notes: Vec<Likeness> = noted.into_iter().flat_map(Likeness::notes).collect();
        for fingerprint in fingerprints {
            forget_fingerprint(work, fingerprint, &notes).await?;
        }
        Ok(())
    })
    .await
}

async fn forget_fingerprint(
    work: &Workflow,
    fingerprint: Stored<PieceFingerprint>,
    notes: &[Likeness],
) -> Result<(), WorkflowError> {
    let piece = fingerprint.item.piece;
    let values = fingerprint.item.landmarks.iter().copied();
    let found = work.store.get_each(values.map(landmark_key)).await?.into_iter().flatten();
    let left = found.filter(|stored| stored.item.pieces.contains(&piece));
    let landmarks = left
        .map(|Stored { item, revision }| Stored { item: item.without(piece), revision })
        .collect();
    let change = FingerprintChange {
        fingerprint,
        is_forgotten: true,
        landmarks,
        likenesses: notes.to_vec(),
    };
    Ok(work.store.change_fingerprint(&change).await?)
}
