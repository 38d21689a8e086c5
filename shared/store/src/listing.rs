//! Listings: under which genres a composer is found when a brief opens, and where the directory names
//! a member. They are written with the profile that they follow from. As hints of an index they may lag: whoever chooses by them reads
//! the profiles.

use std::collections::BTreeSet;

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

/// One place of one member in the directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DirectoryEntry {
    pub member: MemberId,
    /// The genre; nothing for the place among all.
    pub tag: Option<Tag>,
    /// Whether the member is named there.
    pub named: bool,
    pub at: Timestamp,
}

/// Where everybody of the directory is named.
const ALL_GENRES: &str = "*";

fn shelf(tag: Option<&Tag>) -> &str {
    tag.map_or(ALL_GENRES, Tag::as_str)
}

impl Item for DirectoryEntry {
    const KIND: &'static str = "directory_entry";

    fn key(&self) -> Key {
        keys::directory_entry(self.member, shelf(self.tag.as_ref()))
    }

    fn indexes(&self) -> Indexes {
        let place = (keys::directory_partition(shelf(self.tag.as_ref())), keys::sortable(self.at));
        Indexes { owner_list: None, work_list: self.named.then_some(place) }
    }
}

/// Who is named in the directory, under a genre or among all, the latest first; a hint, since an
/// index lags.
pub fn directory(tag: Option<&Tag>) -> List<DirectoryEntry> {
    List::work_list([keys::directory_partition(shelf(tag))]).newest_first()
}

/// What follows from a profile and is written with it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listings {
    /// For the studio's own invitations.
    pub invited: Vec<ListingItem>,
    pub directory: Vec<DirectoryEntry>,
}

impl Listings {
    /// Those that differ between two states of a profile.
    pub fn between(before: Option<&Member>, after: &Member, at: Timestamp) -> Listings {
        Listings {
            invited: relisted(before, after, at),
            directory: renamed_in_directory(before, after, at),
        }
    }
}

fn renamed_in_directory(
    before: Option<&Member>,
    after: &Member,
    at: Timestamp,
) -> Vec<DirectoryEntry> {
    let old = before.map(shelves).unwrap_or_default();
    let new = shelves(after);
    let entry =
        |tag: &Option<Tag>, named| DirectoryEntry { member: after.id, tag: tag.clone(), named, at };
    let gone = old.iter().filter(|tag| !new.contains(tag)).map(|tag| entry(tag, false));
    let come = new.iter().filter(|tag| !old.contains(tag)).map(|tag| entry(tag, true));
    gone.chain(come).collect()
}

/// Under each of their genres and among all, where they want to be found.
fn shelves(member: &Member) -> BTreeSet<Option<Tag>> {
    let tags = member.genre_tags.iter().cloned().map(Some);
    if member.in_directory { tags.chain([None]).collect() } else { BTreeSet::new() }
}

/// The listings that differ between two states of a profile.
fn relisted(before: Option<&Member>, after: &Member, at: Timestamp) -> Vec<ListingItem> {
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
        listings: &Listings,
    ) -> Result<(), StoreError> {
        if listings.invited.is_empty() && listings.directory.is_empty() {
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
        for listing in &listings.invited {
            transaction.repeat(listing)?;
        }
        for entry in &listings.directory {
            transaction.repeat(entry)?;
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
    fn the_directory_names_whoever_wants_to_be_found_under_each_genre_and_among_all() {
        let at = Timestamp::UNIX_EPOCH;
        let quiet = member(&["strings"], Availability::Available);
        let named = Member { in_directory: true, ..quiet.clone() };
        let changes = |before: Option<&Member>, after: &Member| {
            let entries = renamed_in_directory(before, after, at).into_iter();
            entries.map(|one| (shelf(one.tag.as_ref()).to_owned(), one.named)).collect::<Vec<_>>()
        };
        assert_eq!(changes(None, &quiet), []);
        let both = |named| [("*".to_owned(), named), ("strings".to_owned(), named)];
        assert_eq!(changes(Some(&quiet), &named), both(true));
        let away = Member { availability: Availability::Away, ..named.clone() };
        assert_eq!(changes(Some(&named), &away), []);
        assert_eq!(changes(Some(&named), &quiet), both(false));
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
