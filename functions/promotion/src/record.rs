//! A stream record's image → the base item that changed.

use domain::member::Member;
use domain::review::Review;
use domain::track::{Track, Version};
use serde::de::DeserializeOwned;
use store::Item;
use store::review::ReviewItem;
use store::track::{TrackItem, VersionItem};
use thiserror::Error;

/// A base item that can earn points.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Base {
    Member(Box<Member>),
    Track(Box<Track>),
    Version(Box<Version>),
    Review(Box<Review>),
}

/// The image is not what its kind promises.
#[derive(Debug, Error)]
#[error("the image is no {kind}: {reason}")]
pub(crate) struct Poisonous {
    kind: String,
    reason: String,
}

/// Reads a new image; nothing for a removal or a kind that earns nothing.
pub(crate) fn parse(image: &serde_dynamo::Item) -> Result<Option<Base>, Poisonous> {
    let Some(serde_dynamo::AttributeValue::S(kind)) = image.get("kind") else { return Ok(None) };
    Ok(Some(match kind.as_str() {
        Member::KIND => Base::Member(read::<Member>(kind, image)?.into()),
        TrackItem::KIND => Base::Track(read::<TrackItem>(kind, image)?.track.into()),
        VersionItem::KIND => Base::Version(read::<VersionItem>(kind, image)?.version.into()),
        ReviewItem::KIND => Base::Review(read::<ReviewItem>(kind, image)?.review.into()),
        _ => return Ok(None),
    }))
}

fn read<T: DeserializeOwned>(kind: &str, image: &serde_dynamo::Item) -> Result<T, Poisonous> {
    serde_dynamo::from_item(image.clone())
        .map_err(|error| Poisonous { kind: kind.to_owned(), reason: error.to_string() })
}
