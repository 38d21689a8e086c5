//! Who may see and do what. Where existence is a secret, *forbidden* and *unknown* are one answer.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops and says why"
)]

mod blindness;
mod briefs;
mod operators;
mod reviews;
mod tracks;

use local::client::Reply;
use tests::Said;

/// 404, in the words of something that never existed.
#[track_caller]
fn assert_unknown(reply: Reply) {
    assert_eq!(reply.problem(), "not_found");
    let body = reply.said(404);
    assert_eq!(body["detail"], "there is nothing here for you");
    assert_eq!(body.as_object().unwrap().len(), 4, "a hint: {body}");
}
