//! What somebody finds on the board of open briefs.

use std::cmp::Reverse;

use crate::brief::aggregate::Brief;
use crate::policy::Policy;
use crate::text::Tag;
use jiff::Timestamp;

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
    policy: &Policy,
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
    found.truncate(policy.similar_briefs_named);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brief::BriefState;
    use crate::brief::tests::{at, draft};
    use crate::id::BriefId;

    fn brief(name: &str, tags: &[&str], deadline: i64) -> Brief {
        let id = BriefId::derive(&[name.as_bytes()]);
        let mut brief = Brief { id, state: BriefState::Open, ..draft() };
        brief.terms.genre_tags = tags.iter().map(|tag| Tag::new(tag).unwrap()).collect();
        brief.terms.deadline = at(deadline);
        brief
    }

    #[test]
    fn the_best_match_comes_first_then_the_next_deadline_and_five_are_named() {
        let here = brief("here", &["jazz", "soul"], 9);
        let closed = Brief { state: BriefState::Judging, ..brief("closed", &["jazz"], 9) };
        let mut board = vec![
            here.clone(),
            closed,
            brief("other", &["folk"], 2),
            brief("over", &["jazz"], 1),
            brief("late", &["jazz", "folk"], 8),
            brief("soon", &["soul"], 3),
            brief("both", &["soul", "jazz"], 9),
        ];
        let named = |board: &[Brief]| -> Vec<BriefId> {
            let found = similar_briefs(&here, board.to_vec(), at(1), &Policy::CURRENT);
            found.into_iter().map(|one| one.brief.id).collect()
        };
        let expected = ["both", "soon", "late"].map(|name| BriefId::derive(&[name.as_bytes()]));
        assert_eq!(named(&board), expected);
        board.extend((4..9).map(|day| brief(&format!("brief {day}"), &["jazz"], day)));
        assert_eq!(named(&board).len(), 5);
    }
}
