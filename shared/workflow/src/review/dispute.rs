//! Disputes: a composer objects to an answer once, an operator decides.

use std::collections::BTreeSet;

use domain::brief::{Brief, BriefState};
use domain::change::Change;
use domain::id::{BriefId, MemberId, ReviewId, TrackId};
use domain::money::SplitVersion;
use domain::notice::Notice;
use domain::operator_word::{OperatorWord, SharedMatter, WordSaid};
use domain::own_matter::own_matter;
use domain::review::{Dispute, DisputeDecision, DisputeEvent, Review};
use domain::text::Text;
use domain::version::outcome::after_voiding;
use store::brief::BriefFor;
use store::review::{ReviewItem, VersionWithReviews, Voided};
use store::track::TrackItem;
use store::{Cursor, RawItem, ShownPage, Stored, keys, retry_on_conflict};

use super::access;
use crate::brief::access as brief_access;
use crate::brief::access::Overseen;
use crate::{Actor, Workflow, WorkflowError, assignment};

const NO_DISPUTE: WorkflowError = WorkflowError::Invariant("disputed without a dispute");

/// Objects to an answer; the same objection again stands as the first did. Two round trips.
pub async fn raise_dispute(
    work: &Workflow,
    actor: Actor,
    review: ReviewId,
    reason: &Text,
) -> Result<Dispute, WorkflowError> {
    retry_on_conflict(async || {
        let Stored { item, revision } = access::answer_to(work, actor, review).await?;
        let disputed = match item.review.contest(reason.clone(), work.now, work.policy)? {
            Change::AlreadyApplied => return item.review.dispute.ok_or(NO_DISPUTE),
            Change::Applied(disputed) => disputed,
        };
        let notice = Notice::dispute_raised(&disputed, work.now);
        let dispute = disputed.dispute.clone().ok_or(NO_DISPUTE)?;
        let changed = Stored { item: item.with(disputed), revision };
        work.store.comment_on_review(&changed, None, &[notice]).await?;
        Ok(dispute)
    })
    .await
}

/// The reviewer says something to a dispute of theirs, once, before it is decided; the same words
/// again stand as the first did. Two round trips.
pub async fn reply_to_dispute(
    work: &Workflow,
    actor: Actor,
    review: ReviewId,
    words: &Text,
) -> Result<Dispute, WorkflowError> {
    retry_on_conflict(|| async {
        let Stored { item, revision } = access::own(work, actor, review).await?;
        let replied = match item.review.reply_to_dispute(words.clone(), work.now)? {
            Change::AlreadyApplied => return item.review.dispute.ok_or(NO_DISPUTE),
            Change::Applied(replied) => replied,
        };
        let dispute = replied.dispute.clone().ok_or(NO_DISPUTE)?;
        let changed = Stored { item: item.with(replied), revision };
        work.store.comment_on_review(&changed, None, &[]).await?;
        Ok(dispute)
    })
    .await
}

/// A dispute on an operator's list.
#[derive(Debug, Clone)]
pub struct ListedDispute {
    pub item: ReviewItem,
    /// Words of operators that wait for another one's.
    pub first_words: Vec<OperatorWord>,
    /// Whether the operator reads who reviewed: not one who has written the track, before its brief
    /// has ended.
    pub names_reviewer: bool,
}

/// A page of the disputes that wait for an operator, the oldest first; those of briefs that this one
/// does not oversee wait for another, and nothing tells of them, except one of their own track on
/// which an operator has said a word: it waits for theirs, since all are parties. Two round trips a
/// page of what waits, one where nothing does; two of three at once where words were said.
pub async fn list_waiting(
    work: &Workflow,
    operator: Actor,
    limit: u16,
    cursor: Option<Cursor>,
) -> Result<(Vec<ListedDispute>, Option<Cursor>), WorkflowError> {
    retry_on_conflict(|| list_waiting_once(work, operator, limit, cursor.clone())).await
}

async fn list_waiting_once(
    work: &Workflow,
    operator: Actor,
    limit: u16,
    cursor: Option<Cursor>,
) -> Result<(Vec<ListedDispute>, Option<Cursor>), WorkflowError> {
    let mut page = ShownPage::confidential(limit, cursor);
    let mut seen = Overseen::default();
    while let Some((room, from)) = page.wanted() {
        let (found, next) = work.store.list_page(&store::review::disputes(), room, from).await?;
        let (listed, overseen) = listed_for(work, operator, found).await?;
        page.take(listed, next);
        seen = seen.with(overseen);
    }
    let (items, next) = page.finish();
    let shown = items.iter().map(|one| one.item.review.brief).collect();
    seen.look_into(work, &shown).await?;
    Ok((items, next))
}

/// Those of these disputes that the operator may say something to now.
async fn listed_for(
    work: &Workflow,
    operator: Actor,
    found: Vec<Stored<ReviewItem>>,
) -> Result<(Vec<ListedDispute>, Overseen), WorkflowError> {
    let with_words = |Stored { item, .. }: Stored<ReviewItem>| {
        let dispute = item.review.dispute.as_ref();
        let first_words = dispute.map_or(Vec::new(), |dispute| dispute.words_at(work.now));
        ListedDispute { item, first_words, names_reviewer: true }
    };
    let found: Vec<ListedDispute> = found.into_iter().map(with_words).collect();
    let briefs: BTreeSet<BriefId> = found.iter().map(|one| one.item.review.brief).collect();
    let (overseen, written) = tokio::try_join!(
        brief_access::overseen(work, operator, briefs),
        written_by(work, operator.member, &found),
    )?;
    let listed = found.into_iter().filter_map(|one| {
        let Review { brief, track, .. } = one.item.review;
        if overseen.briefs.contains(&brief) {
            return Some(one);
        }
        written.contains(&track).then_some(ListedDispute { names_reviewer: false, ..one })
    });
    Ok((listed.collect(), overseen))
}

/// The tracks that the member has written, among those of disputes on which a word waits. One round
/// trip for a hundred; none for none.
async fn written_by(
    work: &Workflow,
    member: MemberId,
    disputes: &[ListedDispute],
) -> Result<BTreeSet<TrackId>, WorkflowError> {
    let waiting = disputes.iter().filter(|one| !one.first_words.is_empty());
    let tracks = waiting.map(|one| store::track::key(one.item.review.brief, one.item.review.track));
    let found = work.store.get_each(tracks).await?.into_iter().flatten();
    let tracks = found.map(|stored| stored.item.track);
    Ok(tracks.filter(|track| track.authors().contains(&member)).map(|track| track.id).collect())
}

/// What an operator's word on a dispute has led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisputeWord {
    pub dispute: Dispute,
    /// The words that wait, or that counted beside the decision.
    pub first_words: Vec<OperatorWord>,
    /// Whether another operator has to say the same: every operator is a party.
    pub waits: bool,
}

/// Decides a dispute, in a brief that the operator oversees. Upheld, the review is void: the version
/// has the verdict of its other answers, or waits for another reviewer, who is sought at once; also
/// where the same decision comes again.
pub async fn decide_dispute(
    work: &Workflow,
    operator: Actor,
    review: ReviewId,
    event: DisputeEvent,
    words: &Text,
) -> Result<DisputeWord, WorkflowError> {
    let (review, waits) =
        retry_on_conflict(|| decide_once(work, operator, review, event, words)).await?;
    if event == DisputeEvent::Uphold && !waits {
        assignment::assign(work, review.brief).await?;
    }
    let dispute = review.dispute.ok_or(NO_DISPUTE)?;
    Ok(DisputeWord { first_words: dispute.words_at(work.now), dispute, waits })
}

/// Whose matter a dispute is: of who wrote the track and of its reviewer, and of whoever else has
/// entered the brief, since a rival's answer counts for them too; after the award of whoever is paid.
struct Matter {
    brief: BriefId,
    authors: BTreeSet<MemberId>,
    /// Of whom the deciding operator is known to be one.
    parties: BTreeSet<MemberId>,
    /// Whether the operator may say anything yet: a reviewer, as whoever else is blind in the brief,
    /// once it has ended. Who wrote the track has read the answer.
    may_speak: bool,
}

impl Matter {
    /// Nothing for an operator who neither oversees the brief nor is concerned with the answer.
    fn new(
        review: &Review,
        authors: BTreeSet<MemberId>,
        brief: Option<&BriefFor>,
        operator: Actor,
    ) -> Result<Self, WorkflowError> {
        let oversees =
            |found: &BriefFor| found.part(operator.member, operator.is_operator).oversees();
        let may_speak = authors.contains(&operator.member) || brief.is_some_and(oversees);
        if !may_speak && review.reviewer != operator.member {
            return Err(WorkflowError::NotFound);
        }
        let entered = brief.is_some_and(|found| found.has_entered).then_some(operator.member);
        let parties = authors.iter().copied().chain([review.reviewer]).chain(entered).collect();
        Ok(Self { brief: review.brief, authors, parties, may_speak })
    }

    /// Who may write the track, by an invitation that they know of, is a party already.
    fn with_parties(mut self, known_writers: BTreeSet<MemberId>) -> Self {
        self.parties.extend(known_writers);
        self
    }

    /// Once the brief is awarded, whoever is paid by it is a party too: the part of a reviewer whose
    /// answer is void goes to the others. One round trip then.
    async fn with_payees(
        mut self,
        work: &Workflow,
        brief: Option<&BriefFor>,
        review: ReviewId,
    ) -> Result<Self, WorkflowError> {
        if let Some(selected) = brief.and_then(|found| found.brief.item.selected) {
            let split = work.store.newest_split(selected.track).await?;
            let split = split.filter(|split| split.counts_review(review));
            self.parties.extend(split.iter().flat_map(SplitVersion::payees));
        }
        Ok(self)
    }
}

/// A first word on a dispute, as it is written down.
struct FirstWord {
    said: WordSaid,
    /// To the other operators who may speak by now. The dispute stands on the list of each of the
    /// others once the brief has ended; before that, nothing tells them who is a party of it.
    notices: Vec<Notice>,
}

/// What a party's word on a dispute is worth. Two round trips.
async fn say_as_party(
    work: &Workflow,
    matter: &Matter,
    review: &Review,
    word: &OperatorWord,
) -> Result<FirstWord, WorkflowError> {
    if !matter.may_speak {
        // Whatever the others have written or entered: it is not told to who reviews the brief.
        own_matter(word.by, [word.by])?;
    }
    let operators = work.store.list_all(&store::role::operators()).await?;
    let operators: BTreeSet<MemberId> = operators.into_iter().map(|roles| roles.member).collect();
    let (mut parties, mut told) = (matter.parties.clone(), matter.authors.clone());
    for (operator, found) in brief_access::load_for_each(work, matter.brief, &operators).await? {
        parties.extend(found.has_entered.then_some(operator));
        told.extend(found.part(operator, true).oversees().then_some(operator));
    }
    let before = review.dispute.as_ref().map_or(&[][..], |dispute| &dispute.first_words);
    let said = word.say(&parties, before, &operators)?;
    let about = SharedMatter::Dispute { review: review.id };
    let told = told.intersection(&operators).filter(|one| **one != word.by);
    let notices = told.map(|one| Notice::word_awaited(*one, about, word)).collect();
    Ok(FirstWord { said, notices })
}

/// The review, with the words that wait where this one decides nothing yet, and whether that is so.
async fn decide_once(
    work: &Workflow,
    operator: Actor,
    id: ReviewId,
    event: DisputeEvent,
    words: &Text,
) -> Result<(Review, bool), WorkflowError> {
    let found = work.store.get(store::review::key(id)).await?.ok_or(WorkflowError::NotFound)?;
    let Stored { item, revision } = found;
    let mut wanted = vec![keys::track(item.review.brief, item.review.track)];
    wanted.extend(BriefFor::keys(item.review.brief, operator.member));
    let mut found = work.store.get_many(&wanted).await?.into_iter();
    let track = found.next().flatten().map(RawItem::parse::<TrackItem>).transpose()?;
    let track = track.ok_or(WorkflowError::NotFound)?.item.track;
    let (authors, known_writers) = (track.authors(), track.never_review());
    let brief = BriefFor::parse(&mut found)?;
    let matter = Matter::new(&item.review, authors, brief.as_ref(), operator)?;
    let matter = matter.with_parties(known_writers);
    let decision = DisputeDecision { by: operator.member, words: words.clone(), at: work.now };
    let decided = match item.review.settle_dispute(event, decision) {
        Ok(Change::AlreadyApplied) => return Ok((item.review, false)),
        Ok(Change::Applied(decided)) => decided,
        Err(refusal) => return Err(refusal.into()),
    };
    if let Some(brief) = &brief {
        brief_access::part_of_reader(work, brief, operator).await?;
    }
    let matter = matter.with_payees(work, brief.as_ref(), id).await?;
    if matter.parties.contains(&operator.member) {
        let (by, at, reason) = (operator.member, work.now, Some(words.to_string()));
        let word = OperatorWord { by, at, decision: event.word(), reason };
        let FirstWord { said, notices } = say_as_party(work, &matter, &item.review, &word).await?;
        if let WordSaid::Waits { words, is_new } = said {
            let waiting = item.review.with_first_words(words)?;
            if is_new {
                let changed = Stored { item: item.with(waiting.clone()), revision };
                work.store.comment_on_review(&changed, None, &notices).await?;
            }
            return Ok((waiting, true));
        }
    }
    write_decision(work, operator, (Stored { item, revision }, decided.clone()), event).await?;
    Ok((decided, false))
}

/// Writes a decided dispute, and what follows from it. One round trip; four where it is upheld, three
/// of them at once, and two more after the award.
async fn write_decision(
    work: &Workflow,
    operator: Actor,
    (Stored { item, revision }, decided): (Stored<ReviewItem>, Review),
    event: DisputeEvent,
) -> Result<(), WorkflowError> {
    let composer = item.pinned.item.version.composer;
    let is_upheld = event == DisputeEvent::Uphold;
    let notices = Notice::dispute_decided(&decided, composer, is_upheld, work.now);
    let changed = Stored { item: item.with(decided.clone()), revision };
    match event {
        DisputeEvent::Uphold => {
            let voided = Box::pin(void_version(work, operator, &decided)).await?;
            work.store.void_review(&changed, &voided, &notices).await?;
        }
        DisputeEvent::Dismiss => work.store.comment_on_review(&changed, None, &notices).await?,
    }
    Ok(())
}

/// The version without the voided review, and the split of the winner without the reviewer's part.
async fn void_version(
    work: &Workflow,
    operator: Actor,
    review: &Review,
) -> Result<Voided, WorkflowError> {
    let store = &work.store;
    let (found, brief, entry) = tokio::try_join!(
        store.version_with_reviews(review),
        store.get(store::brief::key(review.brief)),
        store.track_entry(review.brief, review.track),
    )?;
    let (Some(found), Some(brief), Some(entry)) = (found, brief, entry) else {
        return Err(WorkflowError::Invariant("a review without its version"));
    };
    let is_judged_no_more = match brief.item.state {
        BriefState::Draft | BriefState::Open | BriefState::Judging => false,
        BriefState::Awarded
        | BriefState::Delivered
        | BriefState::Lapsed
        | BriefState::Cancelled => true,
    };
    let newest = entry.newest_taken_in().map(|version| version.version);
    let is_over = is_judged_no_more || newest.is_some_and(|newest| newest > review.version);
    let VersionWithReviews { version, others } = found;
    let judged = after_voiding(
        version.item.version.clone(),
        review,
        &others,
        is_over,
        work.now,
        work.policy,
    )?;
    let version = Stored { item: version.item.with(judged), revision: version.revision };
    let split = next_split(work, operator, &brief.item, review.id).await?;
    Ok(Voided { version, brief, split })
}

/// The next split of the winner, from the oldest Open month on, where the brief is awarded and the
/// review counted in the split. Two round trips.
async fn next_split(
    work: &Workflow,
    operator: Actor,
    brief: &Brief,
    review: ReviewId,
) -> Result<Option<SplitVersion>, WorkflowError> {
    let Some(selected) = brief.selected else { return Ok(None) };
    let Some(split) = work.store.newest_split(selected.track).await? else { return Ok(None) };
    let month = work.oldest_open_month().await?;
    split.without_review(review, month, operator.member).map_err(WorkflowError::internal)
}
