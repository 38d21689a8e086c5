//! What somebody finds on the board of open briefs.

use std::cmp::Reverse;

use crate::brief::aggregate::Brief;
use crate::text::Tag;
use jiff::Timestamp;

/// The maximum number of similar briefs that are named.
const SIMILAR_BRIEFS_MAX: usize = 5;

/// What somebody looks for; nothing is all that takes tracks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BoardFilter {
    pub genre: Option<Tag>,
    /// Whether it offers a prize.
    pub prize: Option<bool>,
}

impl BoardFilter {
    /// Whether the brief takes tracks now and is one of those that are looked for.
    pub fn finds(&self, brief: &Brief, now: Timestamp) -> bool {
        let terms = &brief.terms;
        brief.takes_tracks(now)
            && self.genre.as_ref().is_none_or(|tag| terms.genre_tags.contains(tag))
            && self.prize.is_none_or(|wanted| terms.prize.is_some() == wanted)
    }
}

/// Another brief on which a track may be at home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SimilarBrief {
    pub brief: Brief,
    /// The genres that both ask for.
    pub shared_tags: Vec<Tag>,
}

/// Those of `board` that take tracks now and ask for genres that `here` asks for: most genres in
/// common first, then the next deadline.
pub fn similar_briefs(
    here: &Brief,
    board: impl IntoIterator<Item = Brief>,
    now: Timestamp,
) -> Vec<SimilarBrief> {
    let tags = &here.terms.genre_tags;
    let open = board.into_iter().filter(|one| one.id != here.id && one.takes_tracks(now));
    let matching = open.map(|brief| {
        let shared = brief.terms.genre_tags.iter().filter(|tag| tags.contains(tag)).cloned();
        SimilarBrief { shared_tags: shared.collect(), brief }
    });
    let mut found: Vec<SimilarBrief> = matching.filter(|one| !one.shared_tags.is_empty()).collect();
    found.sort_by_key(|SimilarBrief { brief, shared_tags }| {
        (Reverse(shared_tags.len()), brief.terms.deadline, brief.id)
    });
    found.truncate(SIMILAR_BRIEFS_MAX);
    found
}
