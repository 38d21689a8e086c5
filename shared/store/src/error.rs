//! What can go wrong between a decision and the table.

use std::error::Error as StdError;

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use thiserror::Error;

use crate::raw_item::RawItem;

/// Why a read or a write did not happen.
#[derive(Debug, Error)]
pub enum StoreError {
    /// A condition did not hold: somebody else was first. Read again and decide again.
    #[error("the item was changed by somebody else")]
    Conflict {
        /// The item as it is now, where the table returned it.
        now: Option<Box<RawItem>>,
    },
    /// At least one condition of a transaction did not hold; nothing was written.
    #[error("the transaction was refused")]
    Refused(Vec<Refusal>),
    /// Every try of [`crate::retry_on_conflict`] was decided on an item that another write had
    /// changed meanwhile: the same request may succeed in a moment.
    #[error("other writes were faster each time")]
    LostEveryRace,
    /// Throttled, or in conflict with other transactions, after every retry.
    #[error("the table is busy")]
    Busy,
    /// A stored item is not what its kind promises.
    #[error("the item {key} does not parse as {kind}")]
    Corrupt {
        /// `pk / sk` of the item.
        key: String,
        /// The kind that was expected.
        kind: &'static str,
        /// What serde said.
        source: Box<serde_dynamo::Error>,
    },
    /// A value cannot be stored at all.
    #[error("the value cannot be stored")]
    Unstorable(#[source] Box<serde_dynamo::Error>),
    /// The table did not answer, or with something unexpected.
    #[error("the table did not answer")]
    Unavailable(#[source] Box<dyn StdError + Send + Sync>),
}

/// One write of a transaction that did not hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    /// Its place in the transaction, from 0.
    pub index: usize,
    /// Why.
    pub reason: RefusalReason,
    /// The item as it is now, where the table returned it.
    pub now: Option<RawItem>,
}

/// The table's word for a refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefusalReason {
    /// The condition of this write did not hold.
    ConditionFailed,
    /// Another transaction touched the item at the same moment.
    TransactionConflict,
    /// Too much traffic for the item or the table.
    Throttled,
    /// Anything else, in the table's own word.
    Other(String),
}

impl RefusalReason {
    pub(crate) fn from_code(code: &str) -> Self {
        match code {
            "ConditionalCheckFailed" => Self::ConditionFailed,
            "TransactionConflict" => Self::TransactionConflict,
            "ThrottlingError" | "ProvisionedThroughputExceeded" => Self::Throttled,
            other => Self::Other(other.to_owned()),
        }
    }

    /// Whether the same transaction may succeed when it is simply sent again.
    pub(crate) fn is_transient(&self) -> bool {
        match self {
            Self::TransactionConflict | Self::Throttled => true,
            Self::ConditionFailed | Self::Other(_) => false,
        }
    }
}

impl StoreError {
    /// The refusal of the write at `index`, if that one was refused.
    pub fn refusal(&self, index: usize) -> Option<&Refusal> {
        if let Self::Refused(refusals) = self {
            refusals.iter().find(|refusal| refusal.index == index)
        } else {
            None
        }
    }

    /// Whether the condition of the write at `index` did not hold. Another transaction that touched
    /// the item at the same moment says nothing about it.
    pub fn failed(&self, index: usize) -> bool {
        self.refusal(index).is_some_and(|refusal| refusal.reason == RefusalReason::ConditionFailed)
    }

    /// Whether a condition did not hold, alone or in a transaction: read again and decide again.
    pub fn is_conflict(&self) -> bool {
        matches!(self, Self::Conflict { .. } | Self::Refused(_))
    }

    pub(crate) fn from_sdk<E>(error: SdkError<E>) -> Self
    where
        E: ProvideErrorMetadata + StdError + Send + Sync + 'static,
    {
        match error.code() {
            Some("ThrottlingException" | "ProvisionedThroughputExceededException") => Self::Busy,
            Some(_) | None => Self::Unavailable(Box::new(error)),
        }
    }
}
