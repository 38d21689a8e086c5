//! Who has looked into a running brief because they run the platform, and takes no part in it.

use domain::id::{BriefId, MemberId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::expression::Condition;
use crate::item::Item;
use crate::keys::{self, Key};
use crate::table::Store;

/// That a member has read, because they run the platform, what only they and the client may while a
/// brief runs: who wrote what, who listens, what was answered. It stays for good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overseer {
    pub brief: BriefId,
    pub member: MemberId,
    /// When they looked first.
    pub since: Timestamp,
}

impl Item for Overseer {
    const KIND: &'static str = "overseer";

    fn key(&self) -> Key {
        keys::overseer(self.brief, self.member)
    }
}

/// Somebody's first look into a brief, which they have no part in as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstLook {
    pub overseer: Overseer,
    /// The revision of the invitation that they have not accepted; nothing where they have none.
    pub invitation: Option<u64>,
}

/// What a first look writes and is conditioned on: five of the hundred items of a transaction.
const LOOKS_AT_ONCE: usize = 20;

/// Writes first looks down, as long as none of those who look has got a part in the brief since it
/// was read. One round trip for twenty, none for none.
///
/// # Errors
/// When the table does not answer, or somebody has got a part.
pub async fn write_first_looks(store: &Store, looks: &[FirstLook]) -> Result<(), StoreError> {
    for some in looks.chunks(LOOKS_AT_ONCE) {
        let mut transaction = store.transaction();
        for FirstLook { overseer, invitation } in some {
            let (brief, member) = (overseer.brief, overseer.member);
            transaction.repeat(overseer)?;
            let parts = [keys::roster, keys::entrant, keys::asked_coproducer];
            for part in parts.map(|key| key(brief, member)) {
                transaction.check(&part, &Condition::Absent)?;
            }
            let as_read = invitation.map_or(Condition::Absent, Condition::unchanged);
            transaction.check(&keys::invitation(brief, member), &as_read)?;
        }
        store.commit(transaction).await?;
    }
    Ok(())
}
