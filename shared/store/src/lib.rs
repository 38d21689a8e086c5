//! DynamoDB: one table, its keys, its items, and one file per aggregate with the condition of every
//! write beside it.
//!
//! Architecture invariant: there is no trait over this store and no second, in-memory one. Tests
//! run it against the embedded DynamoDB.
//! Architecture invariant: decisions read base items with `ConsistentRead`; an index is a hint.

pub mod adjustment;
pub mod application;
pub mod assignment;
pub mod award_standing;
pub mod awarded_track;
pub mod balance;
pub mod brief;
pub mod brief_aggregate;
mod contention;
pub mod coproducer;
pub mod credit;
mod cursor;
mod decision;
pub mod end_basis;
pub mod erasure;
mod error;
mod expression;
pub mod follow_up;
pub mod hold;
pub mod invitation;
pub mod isrc;
mod item;
pub mod keys;
pub mod lexicon;
pub mod licence;
pub mod likeness;
mod list;
pub mod listening_time;
pub mod listing;
pub mod member;
pub mod month;
pub mod month_input;
pub mod notice;
mod open_entries;
pub mod operator_word;
pub mod overseer;
pub mod payment;
pub mod payout;
pub mod payout_account;
pub mod payout_request;
pub mod prize;
pub mod public_standing;
pub mod question;
mod raw_item;
pub mod reference_media;
mod retry;
pub mod revenue_file;
pub mod revoked_member;
pub mod role;
pub mod roster;
pub mod selection;
mod shown_page;
pub mod split;
pub mod statement;
pub mod submission;
pub mod suspense;
mod table;
pub mod taste_alignment;
pub mod tax_rate;
pub mod track;
mod transaction;
pub mod trial;

pub mod review;
pub mod standing;

pub use cursor::{ComposedList, Cursor, Resumable};
pub use decision::{Decided, DecisionWrites, MonthDecision};
pub use error::{Refusal, RefusalReason, StoreError};
pub use expression::{Condition, Update};
pub use item::{Indexes, Item, ItemKey, Stored};
pub use keys::Key;
pub use list::List;
pub use raw_item::{Attributes, RawItem};
pub use retry::{LostARace, retry_on_conflict};
pub use shown_page::ShownPage;
pub use table::{Creation, Index, Page, Store, warm_up};
pub use transaction::{TRANSACTION_ITEMS_MAX, Transaction};
