//! HTTP only: the caller from the JWT claims, problem+json, cursors, idempotency key, `ETag`,
//! `Accept`, strict bodies. A header or a status code belongs here; a rule of the studio does not.

pub mod accept;
pub mod body;
pub mod caller;
pub mod cursor;
mod domain_errors;
pub mod etag;
pub mod fields;
pub mod idempotency;
mod money;
pub mod page;
pub mod path;
pub mod problem;
pub mod query;
pub mod respond;
pub mod revocation_list;
mod store_errors;
mod workflow_errors;

pub use accept::Accept;
pub use body::{BODY_BYTES_MAX, FILE_BYTES_MAX, JsonBody};
pub use caller::{Caller, Client, Composer, Operator};
pub use cursor::{CursorError, CursorSeal, SealedCursor};
pub use domain_errors::own_matter;
pub use etag::{ETag, IfMatch};
pub use fields::{Failures, Field, Fields};
pub use idempotency::IdempotencyKey;
pub use page::{ListPage, PageRequest};
pub use path::Path;
pub use problem::{Failure, OrInternal, Problem, ProblemSeverity};
pub use query::Query;
pub use respond::{routes, routes_with_files};
pub use revocation_list::{Deployment, RevocationList};
