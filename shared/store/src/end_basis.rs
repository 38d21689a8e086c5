//! What the end of a brief is conditioned on beside the brief itself: an award, a lapse and a
//! cancellation write no version, and are decided anew where one was given or answered meanwhile.

use domain::id::BriefId;

use crate::error::StoreError;
use crate::expression::Condition;
use crate::keys::{self, Key};
use crate::transaction::{TRANSACTION_ITEMS_MAX, Transaction};

/// What the end of a brief rests on beside the brief itself, as it was read: what was given to
/// reviewers, and each version that somebody listens to or may be given.
#[derive(Debug, Clone, PartialEq)]
pub struct EndBasis {
    pub(crate) brief: BriefId,
    /// Revision 0 where nothing was ever assigned.
    pub(crate) assign_revision: u64,
    /// Those that somebody listens to come first.
    pub(crate) versions: Vec<(Key, u64)>,
}

impl EndBasis {
    /// Requires that nothing of it has changed. Versions for which the transaction has no room,
    /// `reserved` items set aside, are left out: an answer to one of those at the same moment counts
    /// as one after the end.
    pub(crate) fn require(
        &self,
        transaction: &mut Transaction,
        reserved: usize,
    ) -> Result<(), StoreError> {
        transaction.check(&keys::assign(self.brief), &Condition::as_read(self.assign_revision))?;
        let taken = transaction.len().saturating_add(reserved);
        let room = TRANSACTION_ITEMS_MAX.saturating_sub(taken);
        for (key, revision) in self.versions.iter().take(room) {
            transaction.check(key, &Condition::unchanged(*revision))?;
        }
        Ok(())
    }
}
