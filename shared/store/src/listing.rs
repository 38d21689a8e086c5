//! Listings: under which genres a composer is found when a brief opens. They are written with the
//! profile that they follow from. As hints of an index they may lag: whoever chooses by them reads
//! the profiles.

use domain::id::MemberId;
use domain::member::{Availability, Member};
use domain::text::Tag;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::expression::Condition;
use crate::item::{Indexes, Item, Stored};
use crate::keys::{self, Key};
use crate::list::List;
use crate::raw_item::RawItem;
use crate::standing::{MemberStanding, standing_or_newcomer};
use crate::table::Store;

/// How many are looked at under one genre, those first who changed their profile last.
pub const FOUND_MAX: u16 = 100;

/// One genre of one member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListingItem {
    pub member: MemberId,
    pub tag: Tag,
    /// Whether the member is found under it; nobody who is away is.
    pub listed: bool,
    pub at: Timestamp,
}

impl Item for ListingItem {
    const KIND: &'static str = "listing";

    fn key(&self) -> Key {
        keys::listing(self.member, &self.tag)
    }

    fn indexes(&self) -> Indexes {
        let place = (keys::listing_partition(&self.tag), keys::sortable(self.at));
        Indexes { owner_list: None, work_list: self.listed.then_some(place) }
    }
}

/// The listings that differ between two states of a profile.
pub fn relisted(before: Option<&Member>, after: &Member, at: Timestamp) -> Vec<ListingItem> {
    let old = before.map(listed_under).unwrap_or_default();
    let new = listed_under(after);
    let item = |tag: &Tag, listed| ListingItem { member: after.id, tag: tag.clone(), listed, at };
    let gone = old.iter().filter(|tag| !new.contains(tag)).map(|tag| item(tag, false));
    let come = new.iter().filter(|tag| !old.contains(tag)).map(|tag| item(tag, true));
    gone.chain(come).collect()
}

fn listed_under(member: &Member) -> Vec<Tag> {
    match member.availability {
        Availability::Available => {
            let mut tags = member.genre_tags.clone();
            tags.sort();
            tags.dedup();
            tags
        }
        Availability::Limited | Availability::Away => Vec::new(),
    }
}

/// Who is listed under a genre, the latest first; a hint, since an index lags.
pub fn under(tag: &Tag) -> List<ListingItem> {
    List::work_list([keys::listing_partition(tag)]).newest_first()
}

impl Store {
    /// Writes a profile that is as it was read (revision 0: not there), with the listings that
    /// follow from it. One round trip.
    pub async fn save_profile(
        &self,
        profile: &Stored<Member>,
        listings: &[ListingItem],
    ) -> Result<(), StoreError> {
        if listings.is_empty() {
            return match profile.revision {
                0 => self.put(&profile.item, 1, &Condition::Absent).await,
                _ => self.replace(profile).await,
            };
        }
        let mut transaction = self.transaction();
        match profile.revision {
            0 => transaction.create(&profile.item)?,
            _ => transaction.replace(profile)?,
        };
        for listing in listings {
            transaction.repeat(listing)?;
        }
        self.commit(transaction).await
    }

    /// Profile and standing of each, in their order. One round trip for up to 50.
    pub async fn composers(
        &self,
        members: &[MemberId],
        now: Timestamp,
    ) -> Result<Vec<(Option<Member>, MemberStanding)>, StoreError> {
        if members.is_empty() {
            return Ok(Vec::new());
        }
        let keys_of = |member: &MemberId| [keys::member(*member), keys::standing(*member)];
        let wanted: Vec<Key> = members.iter().flat_map(keys_of).collect();
        let mut found = self.get_many(&wanted).await?.into_iter();
        let mut composers = Vec::with_capacity(members.len());
        for member in members {
            let mut next = || found.next().flatten();
            let profile = next().map(RawItem::parse::<Member>).transpose()?;
            let standing = standing_or_newcomer(next(), *member, now)?;
            composers.push((profile.map(|stored| stored.item), standing));
        }
        Ok(composers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(tags: &[&str], availability: Availability) -> Member {
        let tags = tags.iter().map(|tag| Tag::new(tag).unwrap()).collect();
        let newcomer = Member::newcomer(MemberId::of_subject("ada"), Timestamp::UNIX_EPOCH);
        Member { genre_tags: tags, availability, ..newcomer }
    }

    fn changes(before: Option<&Member>, after: &Member) -> Vec<(String, bool)> {
        let listings = relisted(before, after, Timestamp::UNIX_EPOCH);
        listings.into_iter().map(|one| (one.tag.to_string(), one.listed)).collect()
    }

    #[test]
    fn a_member_is_listed_under_each_genre_while_available() {
        let both = member(&["ambient", "strings"], Availability::Available);
        let expected = [("ambient".to_owned(), true), ("strings".to_owned(), true)];
        assert_eq!(changes(None, &both), expected);
        let one = member(&["strings"], Availability::Available);
        assert_eq!(changes(Some(&both), &one), [("ambient".to_owned(), false)]);
        assert_eq!(changes(Some(&one), &one), []);
        let away = member(&["strings"], Availability::Away);
        assert_eq!(changes(Some(&one), &away), [("strings".to_owned(), false)]);
    }
}
