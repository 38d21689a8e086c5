//! Revenue uploads: a file whose event was lost is loaded; a reservation for which none came ends.

use ledger::{Ledger, LedgerError, LoadProgress};
use media::keys::{KeyError, RevenueKey};
use store::Item;
use store::revenue_file::{LoadOutcome, RevenueUpload};
use workflow::due;

use crate::{Sweep, add};

/// Looks for the file of every reservation, also where the link still works: the event of a file
/// that has landed may be lost.
pub(crate) async fn rescue_or_expire(sweep: &mut Sweep) {
    let uploads = sweep.read(&due::revenue_reservations()).await;
    if uploads.is_empty() {
        return;
    }
    let ledger = Ledger::new(sweep.runtime.clone());
    let Some(ledger) = sweep.noted("the books", ledger) else { return };
    for upload in uploads {
        let subject = upload.item.key().sk;
        let Some(key) = sweep.noted(&subject, key(&upload.item)) else { continue };
        let loaded: Result<LoadProgress, LedgerError> = ledger.load(&key).await;
        match sweep.noted(&subject, loaded) {
            Some(LoadProgress::Reported(LoadOutcome::NotUploaded)) => {
                add(&mut sweep.report.uploads_expired, 1);
            }
            Some(LoadProgress::Reported(_)) => add(&mut sweep.report.uploads_rescued, 1),
            Some(LoadProgress::AlreadyReported | LoadProgress::Missing) | None => {}
        }
    }
}

fn key(upload: &RevenueUpload) -> Result<RevenueKey, KeyError> {
    Ok(RevenueKey { month: upload.month, upload: upload.upload.parse()? })
}
