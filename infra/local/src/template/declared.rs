//! What the triggers and destinations of a function can refer to.

use super::api::HttpApi;
use super::place::StackLocation;
use super::storage::{Bucket, Queue, Table};

/// The resources that functions refer to; all of them are read before the first function.
#[derive(Debug, Clone, Copy)]
pub(super) struct DeclaredResources<'r> {
    pub(super) place: &'r StackLocation,
    pub(super) tables: &'r [Table],
    pub(super) buckets: &'r [Bucket],
    pub(super) queues: &'r [Queue],
    pub(super) api: Option<&'r HttpApi>,
}
