//! Why a brief does not move.

use crate::change::Refused;
use crate::money::amount::AmountError;
use crate::version::missing::{MissingAnswer, tracks_of};

/// Why a brief does not move.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BriefRefusal {
    /// Its state does not allow it.
    #[error(transparent)]
    State(#[from] Refused),
    /// There is a prize, and no operator has confirmed that it was received.
    #[error("the prize has not been confirmed as received")]
    PrizeNotFunded,
    /// The deadline has passed.
    #[error("the deadline has passed")]
    DeadlinePassed,
    /// Valid tracks still lack promised answers.
    #[error("{} promised answers to {} valid tracks are still missing", .0.len(), tracks_of(.0))]
    Unanswered(Vec<MissingAnswer>),
    /// The client does not say why this one.
    #[error("why this one has {words} words, at least {least} are needed")]
    WhyTooShort { words: u32, least: u32 },
    /// The chosen version has no delivered review.
    #[error("the chosen version has no delivered review")]
    NotReviewed,
    /// Another version has been selected.
    #[error("another version has been selected")]
    AnotherTrackSelected,
    /// Entrants rely on it.
    #[error("fixed since the brief was opened: {}", .0.join(", "))]
    FixedOnceOpen(Vec<&'static str>),
    /// Entrants rely on the time they have.
    #[error("the deadline of an open brief only moves to a later time")]
    DeadlineOnlyLater,
    /// The client has time left.
    #[error("the client has not been silent for long enough")]
    NotSilentEnough,
    /// The prize cannot be divided into whole minor units.
    #[error("the prize cannot be shared")]
    Prize(#[from] AmountError),
}
