//! Uploads of revenue files: reserved while their month is open, listed, and taken back.

use domain::id::MemberId;
use domain::money::{Sha256Hex, YearMonth};
use store::revenue_file::{Reserved, RevenueUpload, Withdrawn};
use store::{Stored, retry_on_conflict};

use crate::error::LedgerError;
use crate::ledger::Ledger;

impl Ledger {
    /// Reserves an upload for a month that has begun and is Open; the same request again finds the
    /// same reservation. One round trip.
    ///
    /// # Errors
    /// [`LedgerError::NotInBooks`], [`LedgerError::MonthFrozen`], and [`LedgerError::KeyReused`]
    /// where the key came before with another request.
    pub async fn reserve_revenue(
        &self,
        upload: RevenueUpload,
    ) -> Result<RevenueUpload, LedgerError> {
        let month = upload.month;
        month.require_since(self.genesis)?;
        month.require_begun(self.now())?;
        retry_on_conflict(async || self.reserve_or_give_again(&upload).await).await
    }

    /// A link that has ended before a file came is given anew.
    async fn reserve_or_give_again(
        &self,
        upload: &RevenueUpload,
    ) -> Result<RevenueUpload, LedgerError> {
        let before = match self.store.reserve_revenue(upload).await? {
            Reserved::New => return Ok(upload.clone()),
            Reserved::MonthFrozen => {
                return Err(LedgerError::MonthFrozen { month: upload.month });
            }
            Reserved::Existing(before) => *before,
        };
        if before.item.request_sha256 != upload.request_sha256 {
            return Err(LedgerError::KeyReused);
        }
        let again = before.item.give_link_again(self.now(), upload.expires_at);
        let Some(item) = again else { return Ok(before.item) };
        let again = Stored { item, revision: before.revision };
        self.store.replace(&again).await?;
        Ok(again.item)
    }

    /// Every upload that was reserved for a month, the oldest first; of two that came at the same
    /// moment the name decides, so that no page leaves one out. One round trip.
    ///
    /// # Errors
    /// [`LedgerError::NotInBooks`] for a month before the books.
    pub async fn revenue_uploads(
        &self,
        month: YearMonth,
    ) -> Result<Vec<RevenueUpload>, LedgerError> {
        month.require_since(self.genesis)?;
        let mut uploads = self.store.list_all(&store::revenue_file::uploads_of(month)).await?;
        uploads.sort_by(|one, other| {
            (one.reserved_at, &one.upload).cmp(&(other.reserved_at, &other.upload))
        });
        Ok(uploads)
    }

    /// Takes a booked file out of its Open month; a repeat finds what the first one did. None where
    /// the month has no such file. Three round trips.
    ///
    /// # Errors
    /// [`LedgerError::NotInBooks`], [`LedgerError::MonthFrozen`].
    pub async fn withdraw_revenue(
        &self,
        month: YearMonth,
        sha256: &Sha256Hex,
        by: MemberId,
    ) -> Result<Option<RevenueUpload>, LedgerError> {
        month.require_since(self.genesis)?;
        let at = self.now();
        let withdraw = || async {
            Ok::<_, LedgerError>(self.store.withdraw_revenue(month, sha256, by, at).await?)
        };
        match retry_on_conflict(withdraw).await? {
            Withdrawn::Done(upload) => Ok(Some(*upload)),
            Withdrawn::NoFile => Ok(None),
            Withdrawn::MonthFrozen => Err(LedgerError::MonthFrozen { month }),
        }
    }
}
