//! Why a review does not move.

use crate::change::Refused;
use crate::heard::HeardError;
use jiff::Timestamp;

/// Why a review does not move.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReviewRefusal {
    /// Its state does not allow it.
    #[error(transparent)]
    State(#[from] Refused),
    /// A day has passed.
    #[error("a review can be declined until {by}")]
    TooLateToDecline {
        /// Until when it could be.
        by: Timestamp,
    },
    /// The clock still runs.
    #[error("the reviewer has until {by}")]
    NotDue {
        /// Until when there is time.
        by: Timestamp,
    },
    /// The played intervals are not believed.
    #[error(transparent)]
    Heard(#[from] HeardError),
    /// Another answer is in, or this one was and does not stand any more.
    #[error("another answer has been delivered, and it stands")]
    AlreadyDeliveredDifferently {
        /// The events that would change something now.
        allowed: Vec<&'static str>,
    },
    /// The composer has said something else to it.
    #[error("the composer has reacted otherwise, and that stands")]
    AlreadyReactedDifferently,
    /// Two weeks have passed.
    #[error("a review can be disputed until {by}")]
    TooLateToDispute {
        /// Until when it could be.
        by: Timestamp,
    },
    /// It has been disputed with other words.
    #[error("the review has been disputed before, and once is all")]
    AlreadyDisputed,
    /// The reviewer has said something else to the dispute.
    #[error("you have answered the dispute before, and once is all")]
    AlreadyRepliedToDispute,
    /// An operator was first.
    #[error("the dispute is decided, and nothing is added to it any more")]
    DisputeDecided,
    /// There is no dispute to decide.
    #[error("the review is not disputed")]
    NotDisputed,
}
