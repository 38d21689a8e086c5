//! Delivering: scores, verdict and letter, checked against every rule, written once.
//!
//! Two round trips where nobody else has touched the version since it was assigned: the review pins
//! all that its rules need, the version included. Whoever meets a newer version reads it, and what
//! the others on it said, and decides again.

use axum::extract::State;
use axum::response::Response;
use domain::change::StateMachine;
use domain::coproducer::{Coproducer, CoproducerState};
use domain::id::ReviewId;
use domain::notice::Notice;
use domain::policy::Policy;
use domain::review::{Review, ReviewEvent, Submission, check_delivery};
use domain::version::outcome::after_delivery;
use edge::{Caller, JsonBody, Path, Problem, respond};
use jiff::Timestamp;
use store::review::{DeliveredReview as Writes, RecentTexts, ReviewItem, VersionWithReviews};
use store::{Stored, retry_on_conflict};

use crate::view::DeliveredReview;
use crate::{Studio, own, submission};

/// `PUT /reviews/{review}`: the same delivery again answers as the first did; another one is a 409.
/// Where two disagree, somebody is asked for a third answer at once.
pub(crate) async fn deliver(
    State(studio): State<Studio>,
    caller: Caller,
    Path(id): Path<ReviewId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let submission = submission::read(body)?;
    let mut pinned = true;
    let (review, lacks_ears) = retry_on_conflict(|| {
        let trust_pinned = std::mem::replace(&mut pinned, false);
        deliver_once(&studio, &caller, id, &submission, trust_pinned)
    })
    .await?;
    if lacks_ears {
        workflow::assignment::assign(&studio.workflow(), review.brief).await?;
    }
    let delivered = DeliveredReview::of(review);
    respond::ok(&delivered.ok_or_else(|| Problem::internal_because("delivered without an answer"))?)
}

/// The delivered review, and whether its version wants one more listener now.
async fn deliver_once(
    studio: &Studio,
    caller: &Caller,
    id: ReviewId,
    submission: &Submission,
    trust_pinned: bool,
) -> Result<(Review, bool), Problem> {
    let found = studio.store.review_to_deliver(id, caller.member).await?;
    let (stored, recent) = (own(found.review, caller)?, found.recent);
    let review = &stored.item.review;
    if let Some(before) = delivered_before(review, submission)? {
        return Ok((before, false));
    }
    let (now, policy) = (studio.now(), &Policy::CURRENT);
    let delivery = check_delivery(review, submission.clone(), &recent.item.texts, now, policy)?;
    let delivered = review.deliver(delivery)?.or(review.clone());
    let VersionWithReviews { version, others } = bench(studio, &stored.item, trust_pinned).await?;
    let mut notices = vec![Notice::feedback(&delivered, version.item.version.composer, now)];
    let judged = after_delivery(version.item.version.clone(), &delivered, &others, now, policy)?;
    let version = Stored { item: version.item.with(judged), revision: version.revision };
    let recent = Stored {
        item: RecentTexts::with(recent.item, submission.feedback.text.as_str(), policy),
        revision: recent.revision,
    };
    let coproducer = found.coproducer.and_then(|stored| on_probation(&delivered, stored, now));
    if coproducer.as_ref().is_some_and(|stored| stored.item.state == CoproducerState::Active) {
        notices.push(Notice::probation_over(&delivered, now));
    }
    let item = ReviewItem { draft: None, ..stored.item.clone().with(delivered.clone()) };
    let writes = Writes {
        review: &Stored { item, revision: stored.revision },
        version: &version,
        recent: &recent,
        coproducer: coproducer.as_ref(),
        notices: &notices,
    };
    studio.store.deliver_review(writes).await?;
    Ok((delivered, !version.item.version.open_slots(0).is_empty()))
}

/// The reviewer with one more review of their probation; nothing where that is not what it was.
fn on_probation(
    review: &Review,
    coproducer: Stored<Coproducer>,
    at: Timestamp,
) -> Option<Stored<Coproducer>> {
    let Stored { item, revision } = coproducer;
    let counted = item.delivered_review(at, &Policy::CURRENT);
    (review.probation && counted != item).then_some(Stored { item: counted, revision })
}

/// The review as it is, where the same answer is in; 409 where another one is, or none can be.
fn delivered_before(review: &Review, submission: &Submission) -> Result<Option<Review>, Problem> {
    let Some(delivery) = &review.delivery else {
        let _possible = review.state.apply(ReviewEvent::Deliver)?;
        return Ok(None);
    };
    let same = delivery.scores == submission.scores
        && delivery.verdict == submission.verdict
        && delivery.feedback == submission.feedback;
    if same && review.state.apply(ReviewEvent::Deliver).is_ok() {
        return Ok(Some(review.clone()));
    }
    let detail = "another answer has been delivered, and it stands";
    Err(Problem::conflict("already_delivered_differently", detail).allowed(review.state.allowed()))
}

/// The version as the assignment left it, where that decides: the answer is the only one, or does
/// not count. Otherwise, and after a lost race, as it is now.
async fn bench(
    studio: &Studio,
    item: &ReviewItem,
    trust_pinned: bool,
) -> Result<VersionWithReviews, Problem> {
    let alone = item.pinned.item.version.slot_count == 1 || item.review.probation;
    if trust_pinned && alone {
        return Ok(VersionWithReviews { version: item.pinned.stored(), others: Vec::new() });
    }
    let bench = studio.store.bench(&item.review).await?;
    bench.ok_or_else(|| Problem::internal_because("a review without its version"))
}

#[cfg(test)]
mod tests {
    use domain::review::ReviewState;

    use super::*;
    use crate::fixture::{assigned, heard_all};

    fn submission(verdict: &str) -> Submission {
        let json = serde_json::json!({
            "scores": {"brief_fit": 4, "composition": 4, "production": 4, "originality": 4,
                "delivery": 4},
            "verdict": verdict,
            "feedback": {
                "text": "The strings breathe well and the tempo sits, but the bridge loses the \
                    picture: bring the pulse back.",
                "strengths": ["the strings"],
                "notes": [{"at_ms": 10_000, "text": "bring the pulse back", "actionable": true}],
                "reason": "energy",
            },
        });
        submission::read(JsonBody::parse(json.to_string().as_bytes()).unwrap()).unwrap()
    }

    fn delivered() -> Review {
        let review = heard_all(1);
        let at = review.created_at;
        let policy = &Policy::CURRENT;
        let delivery = check_delivery(&review, submission("approve"), &[], at, policy).unwrap();
        review.deliver(delivery).unwrap().or(review)
    }

    #[test]
    fn the_same_answer_again_is_the_review_as_it_is() {
        let before = delivered_before(&delivered(), &submission("approve")).unwrap();
        assert_eq!(before, Some(delivered()));
    }

    #[test]
    fn another_answer_is_a_conflict() {
        let again = delivered_before(&delivered(), &submission("changes_requested"));
        assert_eq!(again.unwrap_err().name(), "already_delivered_differently");
    }

    #[test]
    fn a_queued_or_declined_review_is_not_delivered_and_says_what_is_possible() {
        for (state, allowed) in [
            (ReviewState::Queued, serde_json::json!(["start", "decline", "release"])),
            (ReviewState::Declined, serde_json::Value::Null),
        ] {
            let review = Review { state, ..assigned(1) };
            let problem = delivered_before(&review, &submission("approve")).unwrap_err();
            assert_eq!(problem.status(), http::StatusCode::CONFLICT);
            assert_eq!(problem.to_json()["allowed"], allowed);
        }
    }
}
