//! What people are told about a brief.

use std::collections::BTreeSet;

use domain::brief::Brief;
use domain::id::MemberId;
use domain::notice::{Announcement, Notice, NoticeKind};
use domain::text::Text;
use edge::Problem;
use jiff::Timestamp;

/// A notice to `member` about the brief; `part` tells apart several of the same kind.
pub(crate) fn about(
    brief: &Brief,
    member: MemberId,
    kind: NoticeKind,
    part: &str,
    sentence: &str,
    at: Timestamp,
) -> Result<Notice, Problem> {
    let subject =
        if part.is_empty() { brief.id.to_string() } else { format!("{}#{part}", brief.id) };
    let text = Text::new(sentence).map_err(|error| Problem::internal(&error))?;
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
) -> Result<Announcement, Problem> {
    let subject =
        if part.is_empty() { brief.id.to_string() } else { format!("{}#{part}", brief.id) };
    let sentence: String = sentence.chars().take(Text::MOST).collect();
    let text = Text::new(&sentence).map_err(|error| Problem::internal(&error))?;
    Ok(Announcement { kind, subject, at, text, members })
}
