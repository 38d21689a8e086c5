//! Each rule that a caller can break, broken over HTTP: the test bears the rule's id, and the
//! answer has to bear it too. Rules that a story tells anyway are tested there, under their id as
//! well.

#![expect(clippy::indexing_slicing, reason = "a test that cannot go on stops and says why")]

mod briefs;
mod members;
mod months;
mod reading;
mod reviews;
mod tracks;

use domain::rules::Rule;
use local::client::Reply;
use tests::ReplyChecks;

/// The answer says with this status that this rule, and which of all, was broken.
#[track_caller]
fn assert_breaks(reply: Reply, status: u16, rule: Rule) {
    let named = reply.problem();
    let body = reply.expect_status(status);
    let failed = body["errors"].as_array().into_iter().flatten();
    let mut failed = failed.filter_map(|failure| failure["rule"].as_str());
    assert!(named == rule.as_str() || failed.any(|failed| failed == rule.as_str()), "{body}");
}
