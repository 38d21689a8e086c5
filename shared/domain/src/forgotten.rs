//! What is left of a thing once whoever wrote it is erased: their words go, what others rest on
//! stays.
//!
//! A delivered answer stays whole, since a composer has worked with it; so does what was bought,
//! and a brief that was ever open. What somebody said *to* another, thanks, an objection, a
//! refusal, goes.

use crate::brief::{Brief, BriefTerms};
use crate::review::{Declined, Dispute, DisputeReply, Reaction, Review};
use crate::text::{Text, TextError, Title};
use crate::track::{ClientRating, Track};

/// In place of a title that said something.
const NO_TITLE: &str = "Withdrawn";

/// In place of words that have to be there.
const NO_WORDS: &str = "Whoever wrote this has left the studio; their words were erased.";

/// A track of somebody who is erased. What was bought keeps the title that its licence names; of
/// what the client said of it the stars stay.
///
/// # Errors
/// Never: the words are our own.
pub fn track(track: Track) -> Result<Track, TextError> {
    let sold = track.selected_at.is_some();
    let track = rated(track);
    let title = if sold { track.title } else { Title::new(NO_TITLE)? };
    Ok(Track { title, note: None, ..track })
}

/// A track that a client who is erased gave stars to: these stay, the words go.
#[must_use]
pub fn rated(track: Track) -> Track {
    let quiet = |rating: ClientRating| ClientRating { words: None, ..rating };
    Track { client_rating: track.client_rating.map(quiet), ..track }
}

/// A review of a track whose composer is erased: the answer stays, what they said to it goes.
///
/// # Errors
/// Never: the words are our own.
pub fn reply(review: Review) -> Result<Review, TextError> {
    let quiet = |reaction: Reaction| Reaction { thanks: None, ..reaction };
    let dispute = match review.dispute {
        Some(dispute) => Some(Dispute { reason: Text::new(NO_WORDS)?, ..dispute }),
        None => None,
    };
    Ok(Review { reaction: review.reaction.map(quiet), dispute, ..review })
}

/// A review whose reviewer is erased: the answer stays, what they said to an objection goes.
///
/// # Errors
/// Never: the words are our own.
pub fn own_review(review: Review) -> Result<Review, TextError> {
    let Some(dispute) = review.dispute else { return Ok(review) };
    let reply = match dispute.reply {
        Some(reply) => Some(DisputeReply { words: Text::new(NO_WORDS)?, ..reply }),
        None => None,
    };
    Ok(Review { dispute: Some(Dispute { reply, ..dispute }), ..review })
}

/// Why a reviewer who is erased did not want a review.
pub const fn refusal(declined: &Declined) -> Declined {
    Declined { reason: declined.reason, words: None }
}

/// A brief of a client who is erased: one that was never open was nobody else's.
///
/// # Errors
/// Never: the words are our own.
pub fn brief(brief: Brief) -> Result<Brief, TextError> {
    if brief.opened_at.is_some() {
        return Ok(brief);
    }
    let terms = BriefTerms {
        title: Title::new(NO_TITLE)?,
        text: Text::new(NO_WORDS)?,
        mood_words: Vec::new(),
        references_like: Vec::new(),
        references_not_like: Vec::new(),
        delivery: None,
        genre_tags: Vec::new(),
        ..brief.terms
    };
    let cancelled_because = match brief.cancelled_because {
        Some(_) => Some(Text::new(NO_WORDS)?),
        None => None,
    };
    Ok(Brief { terms, cancelled_because, ..brief })
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::id::{BriefId, MemberId, TrackId};
    use crate::review::DeclineReason;
    use crate::score::Score;
    use crate::text::ShortText;

    const CANARY: &str = "Serinus";

    fn entered(selected_at: Option<Timestamp>) -> Track {
        let (brief, id) = (BriefId::derive(&[b"b"]), TrackId::derive(&[b"t"]));
        Track {
            id,
            brief,
            composer: MemberId::of_subject("ada"),
            entry: serde_json::from_str("7").unwrap(),
            title: Title::new(CANARY).unwrap(),
            note: Some(Text::new(CANARY).unwrap()),
            writers: Vec::new(),
            former_writers: std::collections::BTreeSet::new(),
            newest: 1,
            shortlisted_at: None,
            shortlist_removed_at: None,
            client_rating: None,
            selected_at,
            withdrawn_at: None,
            award_void_at: None,
            award_restored_at: None,
            master_at: None,
            created_at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_track_that_nobody_bought_loses_its_title_and_every_track_its_note() {
        let lost = track(entered(None)).unwrap();
        assert_eq!((lost.title.as_str(), lost.note), (NO_TITLE, None));
        let words = Text::new(CANARY).unwrap();
        let starred =
            entered(None).rate(Score::try_from(4).unwrap(), Some(words), Timestamp::UNIX_EPOCH);
        let rating = track(starred.or(entered(None))).unwrap().client_rating.unwrap();
        assert_eq!((rating.stars.stars(), rating.words), (4, None));
        let sold = track(entered(Some(Timestamp::UNIX_EPOCH))).unwrap();
        assert_eq!((sold.title.as_str(), sold.note), (CANARY, None));
    }

    #[test]
    fn a_refusal_keeps_its_reason_and_loses_its_words() {
        let words = Some(ShortText::new(CANARY).unwrap());
        let told = refusal(&Declined { reason: DeclineReason::NoTime, words });
        assert_eq!(told, Declined { reason: DeclineReason::NoTime, words: None });
    }
}
