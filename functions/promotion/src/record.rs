//! A stream record's image → the base item that changed.

use domain::ear::Ear;
use domain::earn::Base;
use domain::invitation::Invitation;
use domain::member::Member;
use serde::de::DeserializeOwned;
use store::Item;
use store::review::ReviewItem;
use store::track::{TrackItem, VersionItem};
use thiserror::Error;

/// A base item that changed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Record {
    /// One that can earn points.
    Base(Base),
    /// A co-producer's frozen ranking.
    Ear(Box<Ear>),
}

/// The image is not what its kind promises.
#[derive(Debug, Error)]
#[error("the image is no {kind}: {reason}")]
pub(crate) struct Poisonous {
    kind: String,
    reason: String,
}

/// Reads an image; nothing for a removal or a kind that earns nothing.
pub(crate) fn parse(image: &serde_dynamo::Item) -> Result<Option<Record>, Poisonous> {
    let Some(serde_dynamo::AttributeValue::S(kind)) = image.get("kind") else { return Ok(None) };
    let base = match kind.as_str() {
        Member::KIND => Base::Member(read::<Member>(kind, image)?.into()),
        TrackItem::KIND => Base::Track(read::<TrackItem>(kind, image)?.track.into()),
        VersionItem::KIND => Base::Version(read::<VersionItem>(kind, image)?.version.into()),
        Invitation::KIND => Base::Invitation(read::<Invitation>(kind, image)?.into()),
        ReviewItem::KIND => Base::Review(read::<ReviewItem>(kind, image)?.review.into()),
        Ear::KIND => return Ok(Some(Record::Ear(read::<Ear>(kind, image)?.into()))),
        _ => return Ok(None),
    };
    Ok(Some(Record::Base(base)))
}

/// The revision of an item.
pub(crate) fn revision(image: &serde_dynamo::Item) -> u64 {
    let Some(serde_dynamo::AttributeValue::N(number)) = image.get("revision") else { return 1 };
    number.parse().unwrap_or(1)
}

fn read<T: DeserializeOwned>(kind: &str, image: &serde_dynamo::Item) -> Result<T, Poisonous> {
    serde_dynamo::from_item(image.clone())
        .map_err(|error| Poisonous { kind: kind.to_owned(), reason: error.to_string() })
}
