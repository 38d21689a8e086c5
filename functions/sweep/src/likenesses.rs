//! Versions that intake took in and could not compare: it was cut short once their reviewers were
//! assigned.

use workflow::due;
use workflow::likeness::compare_piece;

use crate::{Sweep, add};

/// Compares each of them with the studio's pieces.
pub(crate) async fn compare(sweep: &mut Sweep) {
    for stored in sweep.read(&due::fingerprints(sweep.work.now)).await {
        let piece = stored.item.piece;
        let compared = Box::pin(compare_piece(&sweep.work, piece.track, piece.version)).await;
        if sweep.noted(piece.track, compared).is_some() {
            add(&mut sweep.report.pieces_compared, 1);
        }
    }
}
