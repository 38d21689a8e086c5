//! What people are told about a brief.

use std::collections::BTreeSet;

use crate::WorkflowError;
use domain::brief::Brief;
use domain::id::MemberId;
use domain::notice::{Announcement, Notice, NoticeKind};
use domain::text::Text;
use jiff::Timestamp;

/// A notice to `member` about the brief; `part` tells apart several of the same kind.
pub(crate) fn about(
    brief: &Brief,
    member: MemberId,
    kind: NoticeKind,
    part: &str,
    sentence: &str,
    at: Timestamp,
) -> Result<Notice, WorkflowError> {
    let subject =
        if part.is_empty() { brief.id.to_string() } else { format!("{}#{part}", brief.id) };
    let text = Text::new(sentence).map_err(WorkflowError::internal)?;
    Ok(Notice { member, kind, subject, at, text })
}

/// The same notice about the brief to all of `members`. A sentence that is too long, since it quotes
/// somebody, is cut.
pub(crate) fn news(
    brief: &Brief,
    members: BTreeSet<MemberId>,
    kind: NoticeKind,
    part: &str,
    sentence: &str,
    at: Timestamp,
) -> Result<Announcement, WorkflowError> {
    let subject =
        if part.is_empty() { brief.id.to_string() } else { format!("{}#{part}", brief.id) };
    let sentence: String = sentence.chars().take(Text::MOST).collect();
    let text = Text::new(&sentence).map_err(WorkflowError::internal)?;
    Ok(Announcement { kind, subject, at, text, members })
}
