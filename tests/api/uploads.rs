//! A presigned upload link lets in exactly one file: the announced bytes, once, in time. Whatever
//! else somebody sends through it with an ordinary HTTP client is refused, leaves nothing in the
//! bucket and sets nothing off.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops and says why"
)]

mod broken;
mod headers;
mod link;
mod refused;
mod revenue;
mod timing;
