//! A stream record's image → the base item that changed.

use domain::invitation::Invitation;
use domain::member::Member;
use domain::point_derivation::PointSource;
use domain::taste_alignment::TasteAlignment;
use serde::de::DeserializeOwned;
use store::Item;
use store::review::ReviewItem;
use store::track::{TrackItem, VersionItem};
use thiserror::Error;
use workflow::standing::BaseItem;

/// The image is not what its kind promises.
#[derive(Debug, Error)]
#[error("the image is no {kind}: {reason}")]
pub(crate) struct Poisonous {
    kind: String,
    reason: String,
}

/// Reads an image; nothing for a removal or a kind that earns nothing.
pub(crate) fn parse(image: &serde_dynamo::Item) -> Result<Option<BaseItem>, Poisonous> {
    let Some(serde_dynamo::AttributeValue::S(kind)) = image.get("kind") else { return Ok(None) };
    let base = match kind.as_str() {
        Member::KIND => PointSource::Member(parse_image::<Member>(kind, image)?.into()),
        TrackItem::KIND => PointSource::Track(parse_image::<TrackItem>(kind, image)?.track.into()),
        VersionItem::KIND => {
            PointSource::Version(parse_image::<VersionItem>(kind, image)?.version.into())
        }
        Invitation::KIND => PointSource::Invitation(parse_image::<Invitation>(kind, image)?.into()),
        ReviewItem::KIND => {
            PointSource::Review(parse_image::<ReviewItem>(kind, image)?.review.into())
        }
        TasteAlignment::KIND => {
            return Ok(Some(BaseItem::TasteAlignment(
                parse_image::<TasteAlignment>(kind, image)?.into(),
            )));
        }
        _ => return Ok(None),
    };
    Ok(Some(BaseItem::PointSource(base)))
}

/// The revision of an item.
pub(crate) fn revision(image: &serde_dynamo::Item) -> u64 {
    let Some(serde_dynamo::AttributeValue::N(number)) = image.get("revision") else { return 1 };
    number.parse().unwrap_or(1)
}

fn parse_image<T: DeserializeOwned>(
    kind: &str,
    image: &serde_dynamo::Item,
) -> Result<T, Poisonous> {
    serde_dynamo::from_item(image.clone())
        .map_err(|error| Poisonous { kind: kind.to_owned(), reason: error.to_string() })
}
