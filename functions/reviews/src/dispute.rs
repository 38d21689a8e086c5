//! Disputes: a composer objects to an answer once, the reviewer may answer that once, an operator
//! decides.

use axum::extract::State;
use domain::id::{BriefId, MemberId, ReviewId, TrackId};
use domain::operator_word::OperatorWord;
use domain::review::{Delivery, DisputeEvent};
use domain::rules::Rule;
use domain::text::Text;
use edge::{
    Body, Caller, Field, Fields, Found, ListPage, Now, Operator, Paged, Path, Problem, ReadFields,
    Routes, Tag, answer,
};
use schemars::JsonSchema;
use serde::Serialize;
use workflow::review::dispute::{self, DisputeWord, ListedDispute};

use crate::Studio;
use crate::view::DisputeView;

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    operators_routes(routes)
        .under(Tag::Reviews)
        .post("/reviews/{review}/dispute", raise, |it| {
            it.summary("Dispute a review")
                .text(
                    "Once, within 14 days of its delivery; the same dispute again answers as the \
                     first did. The reviewer is notified, without the composer's name, and an \
                     operator decides.",
                )
                .who("who submitted the track")
                .refuses(&[Rule::AlreadyDisputed, Rule::TooLateToDispute])
                .without_if_match("a review is disputed once; another dispute is refused")
        })
        .post("/reviews/{review}/dispute/reply", reply, |it| {
            it.summary("Reply to a dispute")
                .text("Once, before it is decided; the same words again answer as the first did.")
                .who("the reviewer")
                .refuses(&[Rule::AlreadyRepliedToDispute, Rule::DisputeDecided, Rule::NotDisputed])
                .without_if_match("there is one reply; other words are refused")
        })
}

fn operators_routes<R: Routes<Studio>>(routes: R) -> R {
    routes
        .under(Tag::OperatorsPeople)
        .get("/disputes", list, |it| {
            it.summary("List the disputes that wait for a decision")
                .text(
                    "Those of briefs that the caller oversees; and where operators who are all \
                     parties have said a word, also those of the caller's own tracks.",
                )
                .who("operators")
                .ordered("by when they were raised, the oldest first")
        })
        .post("/reviews/{review}/dispute/decision", decide, |it| {
            it.summary("Decide a dispute")
                .text(
                    "Upheld, the review is void: the version has the verdict of its other answers, \
                     or waits for another reviewer, who is sought at once. Where every operator is \
                     a party, two of them say the same: the first word waits for the second. \
                     Deciding the same again changes nothing.",
                )
                .who("operators who oversee the brief and are no party")
                .refuses(&[Rule::NotDisputed, Rule::OwnMatter, Rule::State])
                .without_if_match("it is decided once; a decision the other way is refused")
        })
}

/// A dispute on an operator's list, with all that is needed to decide it but the music itself.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct WaitingDisputeView {
    review: ReviewId,
    brief: BriefId,
    track: TrackId,
    #[schemars(range(min = 1))]
    version: u8,
    /// Who submitted the track and objects.
    composer: MemberId,
    /// Who is objected to; null for an operator who has written the track, before its brief has ended.
    reviewer: Option<MemberId>,
    #[serde(flatten)]
    dispute: DisputeView,
    /// Words of operators that wait for another one's.
    first_words: Vec<OperatorWord>,
    /// The answer that is objected to; null where there is none any more.
    delivery: Option<Delivery>,
}

/// What an operator's word has led to.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DecidedDisputeView {
    #[serde(flatten)]
    dispute: DisputeView,
    /// What operators have said who are all parties of it, beside the decision if there is one.
    first_words: Vec<OperatorWord>,
}

/// `POST /reviews/{review}/dispute`: the same dispute again answers as the first did, another one
/// is a 409. Two round trips.
pub(crate) async fn raise(
    State(studio): State<Studio>,
    caller: Caller,
    Path(id): Path<ReviewId>,
    Body(NewDispute(reason)): Body<NewDispute>,
) -> Result<Found<DisputeView>, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    let dispute = dispute::raise_dispute(&work, actor, id, &reason).await?;
    answer::found(&DisputeView::from(dispute))
}

/// `POST /reviews/{review}/dispute/reply`: the same words again answer as the first did, others are
/// a 409. Two round trips.
pub(crate) async fn reply(
    State(studio): State<Studio>,
    caller: Caller,
    Path(id): Path<ReviewId>,
    Body(NewDisputeReply(words)): Body<NewDisputeReply>,
) -> Result<Found<DisputeView>, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    let dispute = dispute::reply_to_dispute(&work, actor, id, &words).await?;
    answer::found(&DisputeView::from(dispute))
}

/// `GET /disputes`: what waits for an operator, the oldest first, but for the briefs that the caller
/// does not oversee; with what operators have said who are all parties, also of the caller's own
/// track. Two round trips a page of what waits, the second one two at once where words wait.
pub(crate) async fn list(
    State(studio): State<Studio>,
    Operator(caller): Operator,
    Paged { page, .. }: Paged,
) -> Result<Found<ListPage<WaitingDisputeView>>, Problem> {
    let cursor = page.resume(&store::review::disputes())?;
    let (work, actor) = (studio.workflow(), caller.actor());
    let (items, next) = dispute::list_waiting(&work, actor, page.limit, cursor).await?;
    answer::found(&ListPage::new(&page, items.into_iter().filter_map(waiting).collect(), next))
}

fn waiting(listed: ListedDispute) -> Option<WaitingDisputeView> {
    let ListedDispute { item, first_words, names_reviewer } = listed;
    let composer = item.pinned.item.version.composer;
    let review = item.review;
    Some(WaitingDisputeView {
        review: review.id,
        brief: review.brief,
        track: review.track,
        version: review.version,
        composer,
        reviewer: names_reviewer.then_some(review.reviewer),
        dispute: DisputeView::from(review.dispute?),
        first_words,
        delivery: review.delivery,
    })
}

/// `POST /reviews/{review}/dispute/decision`. Upheld, the review is void: the version has the verdict
/// of its other answers, or waits for another reviewer, who is sought at once. 202 for the first word
/// where every operator is a party.
pub(crate) async fn decide(
    State(studio): State<Studio>,
    Operator(operator): Operator,
    Path(id): Path<ReviewId>,
    Body(decision): Body<NewDisputeDecision>,
) -> Result<Now<DecidedDisputeView>, Problem> {
    let event = decision.event();
    let (work, actor) = (studio.workflow(), operator.actor());
    let word = dispute::decide_dispute(&work, actor, id, event, &decision.words).await?;
    let DisputeWord { dispute, first_words, waits } = word;
    let view = DecidedDisputeView { dispute: DisputeView::from(dispute), first_words };
    Ok(if waits {
        Now::Waits(answer::accepted("/disputes", &view)?)
    } else {
        Now::Done(answer::found(&view)?)
    })
}

/// What a composer objects to.
pub(crate) struct NewDispute(Text);

impl ReadFields for NewDispute {
    const NAME: &'static str = "NewDispute";
    const ABOUT: &'static str = "What a composer objects to.";

    fn read(fields: &mut Fields) -> Option<NewDispute> {
        let reason = fields.required("reason", Field::parse::<Text>);
        fields.note("reason", "What is wrong with the review; the reviewer reads it too.");
        reason.map(NewDispute)
    }
}

/// What a reviewer says to a dispute.
pub(crate) struct NewDisputeReply(Text);

impl ReadFields for NewDisputeReply {
    const NAME: &'static str = "NewDisputeReply";
    const ABOUT: &'static str = "What a reviewer says to a dispute.";

    fn read(fields: &mut Fields) -> Option<NewDisputeReply> {
        let words = fields.required("words", Field::parse::<Text>);
        fields.note("words", "What the reviewer says to it; the composer reads it too.");
        words.map(NewDisputeReply)
    }
}

/// What an operator says about a dispute.
pub(crate) struct NewDisputeDecision {
    upheld: bool,
    words: Text,
}

impl NewDisputeDecision {
    const fn event(&self) -> DisputeEvent {
        if self.upheld { DisputeEvent::Uphold } else { DisputeEvent::Dismiss }
    }
}

impl ReadFields for NewDisputeDecision {
    const NAME: &'static str = "NewDisputeDecision";
    const ABOUT: &'static str = "What an operator says about a dispute.";

    fn read(fields: &mut Fields) -> Option<NewDisputeDecision> {
        let upheld = fields.required("upheld", Field::boolean);
        fields.note("upheld", "Whether the composer is right and the review void.");
        let words = fields.required("words", Field::parse::<Text>);
        fields.note("words", "Why, for both sides.");
        Some(NewDisputeDecision { upheld: upheld?, words: words? })
    }
}
