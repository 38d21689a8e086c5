//! Members: the profile, and all that the studio knows of one person in one read.

use domain::coproducer::Coproducer;
use domain::erasure::Erasure;
use domain::id::MemberId;
use domain::member::Member;
use domain::money::Account;
use domain::open_entries::OpenEntries;
use domain::role::{MemberRoles, Role};
use jiff::Timestamp;

use crate::error::StoreError;
use crate::item::{Indexes, Item, ItemKey, Stored};
use crate::keys::{self, Key};
use crate::raw_item::RawItem;
use crate::standing::{CoproducerStandingItem, MemberStanding, standing_or_newcomer};
use crate::table::Store;

impl Item for Member {
    const KIND: &'static str = "member";

    fn key(&self) -> Key {
        keys::member(self.id)
    }

    fn indexes(&self) -> Indexes {
        let place = |at| keys::work_list(Self::KIND, COMPLETE, self.id, at);
        Indexes { owner_list: None, work_list: self.completed_at.map(place) }
    }
}

/// A member's profile, by whose it is.
pub fn key(member: MemberId) -> ItemKey<Member> {
    ItemKey::new(keys::member(member))
}

/// The list of members whose profile was complete, by when that first was so.
pub const COMPLETE: &str = "complete";

/// A person: what they say of themselves, their roles, what their points say, and what they may do.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// Nothing before the first visit.
    pub profile: Option<Stored<Member>>,
    /// Nothing before the first sign-in.
    pub roles: Option<Stored<MemberRoles>>,
    /// As it stands now.
    pub standing: MemberStanding,
    /// What they may have open as a composer.
    pub open_entries: OpenEntries,
    pub coproducer: Option<Stored<Coproducer>>,
    /// Nothing before their first review has ended.
    pub coproducer_standing: Option<CoproducerStandingItem>,
    /// Whether they leave, or have left, for good.
    pub erasure: Option<Erasure>,
}

impl Person {
    /// Whether they have the role by their record, whatever a token says.
    pub fn has_role(&self, role: Role) -> bool {
        self.roles.as_ref().is_some_and(|stored| stored.item.has(role))
    }
}

impl Store {
    /// Whether the studio has anything of this member: something they said or were told, or
    /// something that was booked for them. One round trip, two for a stranger.
    pub async fn knows(&self, member: MemberId) -> Result<bool, StoreError> {
        let of_member = keys::member_partition(member);
        let of_account = keys::account_partition(&Account::of_member(member));
        for partition in [of_member, of_account] {
            if !self.page(&partition, "", Some(1), None).await?.items.is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// One person. One round trip.
    pub async fn person(&self, member: MemberId, now: Timestamp) -> Result<Person, StoreError> {
        let wanted = [
            keys::member(member),
            keys::roles(member),
            keys::standing(member),
            keys::coproducer(member),
            keys::coproducer_standing(member),
            keys::erasure(member),
            keys::open_entries(member),
        ];
        let mut found = self.get_many(&wanted).await?.into_iter();
        let mut next = || found.next().flatten();
        let profile = next().map(RawItem::parse).transpose()?;
        let roles = next().map(RawItem::parse).transpose()?;
        let standing = standing_or_newcomer(next(), member, now)?;
        let coproducer = next().map(RawItem::parse).transpose()?;
        let coproducer_standing = next()
            .map(RawItem::parse)
            .transpose()?
            .map(|stored: Stored<CoproducerStandingItem>| stored.item);
        let erasure =
            next().map(RawItem::parse).transpose()?.map(|stored: Stored<Erasure>| stored.item);
        let open_entries: Option<Stored<OpenEntries>> = next().map(RawItem::parse).transpose()?;
        let open_entries =
            open_entries.map_or_else(|| OpenEntries::none(member), |stored| stored.item);
        Ok(Person {
            profile,
            roles,
            standing,
            open_entries,
            coproducer,
            coproducer_standing,
            erasure,
        })
    }
}
