//! What every function that takes tokens keeps in memory: the members who have left for good, and
//! beside them the secret of the deployment, so that the one reading brings both.
//!
//! The list grows by one small item an erasure and is never shortened, so that no token opens
//! anything again, however it was come by. A reader takes all of it once and later only what is new.

use domain::id::MemberId;
use domain::secret::DeploymentSecret;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::item::Item;
use crate::keys::{self, Key};
use crate::raw_item::RawItem;
use crate::table::{Creation, Store};

/// One member whose token is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevokedMember {
    /// Who.
    pub member: MemberId,
    /// Since when.
    pub at: Timestamp,
}

impl Item for RevokedMember {
    const KIND: &'static str = "revoked_member";

    fn key(&self) -> Key {
        keys::revoked_member(self.at, self.member)
    }
}

/// Written once in the life of a deployment and never changed: kept and restored with the table
/// whose ids were derived with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeploymentSecretItem {
    pub secret: DeploymentSecret,
}

impl Item for DeploymentSecretItem {
    const KIND: &'static str = "deployment_secret";

    fn key(&self) -> Key {
        keys::deployment_secret()
    }
}

/// What a reading of the partition brought.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Revocations {
    pub members: Vec<MemberId>,
    /// Nothing in a reading of what is new alone, and before the first function of a deployment has
    /// started.
    pub secret: Option<DeploymentSecret>,
}

impl Revocations {
    fn take(&mut self, item: RawItem) -> Result<(), StoreError> {
        if item.kind() == DeploymentSecretItem::KIND {
            self.secret = Some(item.parse::<DeploymentSecretItem>()?.item.secret);
        } else {
            self.members.push(item.parse::<RevokedMember>()?.item.member);
        }
        Ok(())
    }
}

impl DeploymentSecretItem {
    /// The secret of this deployment from now on: this one, unless another instance was first. One
    /// round trip.
    ///
    /// # Errors
    /// When the table does not answer.
    pub async fn keep(self, store: &Store) -> Result<DeploymentSecret, StoreError> {
        match store.create(&self).await? {
            Creation::New => Ok(self.secret),
            Creation::Existing(first) => Ok(first.item.secret),
        }
    }
}

impl Store {
    /// Everybody who has left at `from` or later; without it all of them, and the secret of the
    /// deployment. Consistently. One round trip a megabyte, which is some ten thousand members.
    pub async fn revoked_members(
        &self,
        from: Option<Timestamp>,
    ) -> Result<Revocations, StoreError> {
        let from = from.map(keys::sortable);
        let mut found = Revocations::default();
        let mut cursor = None;
        loop {
            let page =
                self.page_from(keys::REVOKED_MEMBERS_PARTITION, from.as_deref(), cursor).await?;
            for item in page.items {
                found.take(item)?;
            }
            cursor = page.next;
            if cursor.is_none() {
                return Ok(found);
            }
        }
    }
}
