//! HTTP only: the caller from the JWT claims, problem+json, cursors, idempotency key, `ETag`,
//! `Accept`, strict bodies. A header or a status code belongs here; a rule of the studio does not.

pub mod accept;
pub mod answer;
pub mod argument;
mod body;
pub mod caller;
pub mod cursor;
mod domain_errors;
pub mod etag;
pub mod field;
pub mod fields;
pub mod idempotency;
mod layers;
pub mod list;
mod moment;
mod money;
pub mod operation;
pub mod page;
pub mod path;
mod place;
pub mod problem;
mod query;
pub mod revocation_list;
pub mod routes;
mod rule_status;
mod score;
pub mod shape;
mod store_errors;
mod workflow_errors;

pub use accept::Accept;
pub use answer::{
    Accepted, Created, CreatedTagged, CsvFile, DescribedAnswer, Document, Found, JsonOrCsv, Now,
    Tagged,
};
pub use argument::{Body, DescribedArgument, FileBody, FileKind, HashedBody, Query};
pub use body::{BODY_BYTES_MAX, FILE_BYTES_MAX};
pub use caller::{Caller, Client, Composer, Operator};
pub use cursor::{CursorError, SealedCursor};
pub use domain_errors::own_matter;
pub use etag::{ETag, IfMatch};
pub use field::{Failures, Field};
pub use fields::{Amended, Fields, ReadFields, Variant};
pub use idempotency::IdempotencyKey;
pub use layers::layered;
pub use list::{ListFilters, Paged};
pub use operation::{Operation, Tag};
pub use page::{ListPage, PageRequest};
pub use path::Path;
pub use problem::{Failure, OrInternal, Problem, ProblemSeverity};
pub use revocation_list::{Deployment, RevocationList};
pub use routes::{Described, DescribedHandler, Mounted, Routes, Verb};
pub use rule_status::status;
pub use shape::{FieldShape, ObjectRule, ObjectShape, Presence, ValueShape, VariantShape};
