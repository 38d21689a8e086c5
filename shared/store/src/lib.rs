//! DynamoDB: one table, its keys, its items, and one file per aggregate with the condition of every
//! write beside it.
//!
//! Architecture invariant: there is no trait over this store and no second, in-memory one. Tests
//! run it against the embedded DynamoDB.
//! Architecture invariant: decisions read base items with `ConsistentRead`; an index is a hint.

mod error;
mod expression;
mod item;
pub mod keys;
mod table;
mod transaction;

pub use error::{Reason, Refusal, StoreError};
pub use expression::{Condition, Update};
pub use item::{Attributes, Indexes, Item, RawItem, Stored};
pub use keys::Key;
pub use table::{Created, Cursor, Index, Page, Store};
pub use transaction::{TRANSACTION_LIMIT, Transaction};
