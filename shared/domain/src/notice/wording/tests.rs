//! What every kind of notice says, word for word: to a reader who may know all of what it refers
//! to, and to one for whom the title is hidden, the other member has left and the reason is gone.

use super::*;
use crate::application::ApplicationReminder;
use crate::coproducer::CoproducerState;
use crate::id::{ApplicationId, ReviewId, SuspenseId};
use crate::money::{Amount, PayoutAccount};
use crate::notice::NoticeKind;
use crate::status::StatusLevel;
use serde_json::json;

const BRIEF: &str = "Thirty seconds of summer";
const TRACK: &str = "Lemon Tree";
const REASON: &str = "the film has no end yet";

/// One body with the two texts that it is read as.
struct Sample {
    body: NoticeBody,
    /// Where everything that it refers to may be known.
    told: &'static str,
    /// Where nothing of it may.
    masked: &'static str,
}

fn sample(body: NoticeBody, told: &'static str, masked: &'static str) -> Sample {
    Sample { body, told, masked }
}

/// A text that names nothing is the same to everybody.
fn same(body: NoticeBody, text: &'static str) -> Sample {
    sample(body, text, text)
}

fn brief() -> BriefId {
    BriefId::derive(&[b"brief"])
}

fn track() -> TrackId {
    TrackId::derive(&[b"track"])
}

fn review() -> ReviewId {
    ReviewId::of_slot(track(), 1, 1, 1)
}

fn other() -> MemberId {
    MemberId::of_subject("other")
}

fn at() -> Timestamp {
    "2026-03-05T09:00:00Z".parse().unwrap()
}

fn euros(amount: &str) -> Money {
    Money::new("EUR".parse().unwrap(), Amount::parse(amount, 2).unwrap())
}

fn everything_known() -> NoticeContext {
    NoticeContext {
        brief: Some(Title::new(BRIEF).unwrap()),
        track: Some(Title::new(TRACK).unwrap()),
        entry: None,
        person_left: false,
        kept_back_until: None,
        reason: Some(REASON.to_owned()),
    }
}

fn nothing_known() -> NoticeContext {
    NoticeContext { person_left: true, ..NoticeContext::default() }
}

/// At least one of every kind.
fn all_samples() -> Vec<Sample> {
    [
        of_people_of_a_brief(),
        of_lexicons(),
        of_tracks(),
        of_writers(),
        of_reviews(),
        of_asks_and_embargoes(),
        of_deadlines(),
        of_disputes(),
        of_feedback(),
        of_briefs(),
        of_questions(),
        of_levels(),
        of_awaited_words(),
        of_applications(),
        of_standing(),
        of_money(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn of_people_of_a_brief() -> Vec<Sample> {
    let (brief, composer, coproducer) = (brief(), other(), other());
    let answered = |answer| NoticeBody::InvitationAnswered { brief, composer, answer };
    vec![
        sample(
            NoticeBody::Invitation { brief, automatic: false },
            "You are invited to the brief \"Thirty seconds of summer\".",
            "You are invited to a brief.",
        ),
        sample(
            NoticeBody::Invitation { brief, automatic: true },
            "The brief \"Thirty seconds of summer\" asks for what you write: you are invited.",
            "A brief asks for what you write: you are invited.",
        ),
        sample(
            answered(InvitationState::Accepted),
            "A composer has accepted your invitation to the brief \"Thirty seconds of summer\".",
            "A former member has accepted your invitation to a brief.",
        ),
        sample(
            answered(InvitationState::Declined),
            "A composer has declined your invitation to the brief \"Thirty seconds of summer\".",
            "A former member has declined your invitation to a brief.",
        ),
        sample(
            NoticeBody::InvitationUnused { brief, points: -5 },
            "You accepted an invitation to the brief \"Thirty seconds of summer\", and entries have \
             ended without a track of yours (-5 points). Whoever declines before the deadline loses \
             nothing.",
            "You accepted an invitation to a brief, and entries have ended without a track of yours \
             (-5 points). Whoever declines before the deadline loses nothing.",
        ),
        sample(
            NoticeBody::Appointment { brief },
            "You co-produce the brief \"Thirty seconds of summer\".",
            "You co-produce a brief.",
        ),
        sample(
            NoticeBody::CoproducerLeft { brief, coproducer },
            "A co-producer has left the brief \"Thirty seconds of summer\"; what they had not \
             answered goes to others.",
            "A former member has left a brief; what they had not answered goes to others.",
        ),
    ]
}

fn of_lexicons() -> Vec<Sample> {
    let (brief, lexicon_version) = (brief(), 2);
    vec![
        sample(
            NoticeBody::LexiconProposed { brief, lexicon_version },
            "A lexicon for the brief \"Thirty seconds of summer\" waits for your word.",
            "A lexicon for a brief waits for your word.",
        ),
        sample(
            NoticeBody::LexiconConfirmed { brief, lexicon_version },
            "Your lexicon for the brief \"Thirty seconds of summer\" is confirmed.",
            "Your lexicon for a brief is confirmed.",
        ),
        sample(
            NoticeBody::LexiconReturned { brief, lexicon_version },
            "Your lexicon for the brief \"Thirty seconds of summer\" came back: the film has no end \
             yet.",
            "Your lexicon for a brief came back.",
        ),
    ]
}

fn of_tracks() -> Vec<Sample> {
    let (brief, track, version, upload) = (brief(), track(), 1, 1);
    let unanswered =
        |considered| NoticeBody::Unanswered { brief, track, version, slot: 1, considered };
    vec![
        sample(
            NoticeBody::UploadAccepted { brief, track, version, upload },
            "Your file was taken, but mind the brief: the film has no end yet.",
            "Your file was taken, but mind the brief.",
        ),
        sample(
            NoticeBody::UploadInvalid { brief, track, version, upload },
            "Your file was not taken: the film has no end yet.",
            "Your file was not taken.",
        ),
        sample(
            NoticeBody::MasterTaken { brief, track },
            "The client has taken the original of the track \"Lemon Tree\".",
            "The client has taken the original of a track.",
        ),
        sample(
            NoticeBody::Shortlisted { brief, track },
            "The track \"Lemon Tree\" is on the shortlist of the brief \"Thirty seconds of summer\".",
            "A track is on the shortlist of a brief.",
        ),
        sample(
            NoticeBody::ShortlistRemoved { brief, track },
            "The track \"Lemon Tree\" is not on the shortlist of the brief \"Thirty seconds of \
             summer\" any more. It stays in the running: until the award every reviewed track may \
             win.",
            "A track is not on the shortlist of a brief any more. It stays in the running: until \
             the award every reviewed track may win.",
        ),
        sample(
            NoticeBody::ClientRating { brief, track, stars: Score::try_from(4).unwrap() },
            "The client gives the track \"Lemon Tree\" 4 of 5 stars. Their words: \"the film has no \
             end yet\".",
            "The client gives a track 4 of 5 stars.",
        ),
        sample(
            NoticeBody::Selected { brief, track },
            "The track \"Lemon Tree\" has won the brief \"Thirty seconds of summer\". Why this one: \
             \"the film has no end yet\".",
            "A track has won a brief.",
        ),
        sample(
            unanswered(0),
            "Nobody could be found to review version 1 of the track \"Lemon Tree\" for the brief \
             \"Thirty seconds of summer\": the studio has no other co-producer.",
            "Nobody could be found to review version 1 of a track for a brief: the studio has no \
             other co-producer.",
        ),
        sample(
            unanswered(3),
            "Nobody could be found to review version 1 of the track \"Lemon Tree\" for the brief \
             \"Thirty seconds of summer\": of 3 co-producers who were considered, none may or did.",
            "Nobody could be found to review version 1 of a track for a brief: of 3 co-producers \
             who were considered, none may or did.",
        ),
    ]
}

fn of_writers() -> Vec<Sample> {
    let (brief, track, writer, revision) = (brief(), track(), other(), 3);
    vec![
        sample(
            NoticeBody::WriterNamed {
                brief,
                track,
                composer: writer,
                share_ppm: 250_000,
                revision,
            },
            "A composer names you as a writer of the track \"Lemon Tree\" with 25.0000 %: you agree \
             or refuse.",
            "A former member names you as a writer of a track with 25.0000 %: you agree or refuse.",
        ),
        sample(
            NoticeBody::WriterConsented { brief, track, writer, revision },
            "A writer agrees with their share of the track \"Lemon Tree\".",
            "A former member agrees with their share of a track.",
        ),
        sample(
            NoticeBody::WriterRefused { brief, track, writer, revision },
            "A writer refuses their share of the track \"Lemon Tree\"; it went to the others in \
             proportion.",
            "A former member refuses their share of a track; it went to the others in proportion.",
        ),
    ]
}

fn of_asks_and_embargoes() -> Vec<Sample> {
    vec![
        same(
            NoticeBody::ReviewAsked {
                brief: brief(),
                track: track(),
                version: 1,
                slots: 1,
                until: at(),
            },
            "A track waits for ears, and no co-producer of its brief can listen: whoever accepts \
             first hears it. Nothing is held against you if you decline, or do not answer by \
             2026-03-05T09:00:00Z.",
        ),
        same(
            NoticeBody::ReviewAsked {
                brief: brief(),
                track: track(),
                version: 1,
                slots: 2,
                until: at(),
            },
            "A track waits for the ears of 2 reviewers, and no co-producer of its brief can listen: \
             whoever accepts first hears it. Nothing is held against you if you decline, or do not \
             answer by 2026-03-05T09:00:00Z.",
        ),
        sample(
            NoticeBody::EmbargoEnded { brief: brief() },
            "The brief \"Thirty seconds of summer\", which you took part in, is awarded in public \
             now. Why this one: \"the film has no end yet\".",
            "A brief, which you took part in, is awarded in public now.",
        ),
    ]
}

fn of_reviews() -> Vec<Sample> {
    let review = review();
    vec![
        same(
            NoticeBody::ReviewOffered { review, due_at: at() },
            "A track waits for your ears. You may decline within a day; due 2026-03-05T09:00:00Z.",
        ),
        same(
            NoticeBody::ReviewExpired { review },
            "Your time to review a track is over; it went to somebody else.",
        ),
        same(
            NoticeBody::ReviewReleased { review, because: Some(BriefEnd::Awarded) },
            "Your review of a track is not needed any more: the brief was awarded. Nothing is held \
             against you.",
        ),
        same(
            NoticeBody::ReviewReleased { review, because: Some(BriefEnd::Cancelled) },
            "Your review of a track is not needed any more: the brief was called off. Nothing is held \
             against you.",
        ),
        same(
            NoticeBody::ReviewReleased { review, because: Some(BriefEnd::Lapsed) },
            "Your review of a track is not needed any more: the brief has lapsed. Nothing is held \
             against you.",
        ),
        same(
            NoticeBody::ReviewReleased { review, because: None },
            "Your review of a track is not needed any more: you no longer co-produce the brief. \
             Nothing is held against you.",
        ),
        same(
            NoticeBody::TrackWithdrawn { review },
            "A track, which you were given, has been withdrawn: nothing is left to do.",
        ),
        sample(
            NoticeBody::Reaction { review, useful: 4.try_into().unwrap(), addressed: 1, notes: 2 },
            "A composer found your feedback useful: 4 of 5, 1 of 2 notes addressed. Their thanks: \
             \"the film has no end yet\".",
            "A composer found your feedback useful: 4 of 5, 1 of 2 notes addressed.",
        ),
        same(
            NoticeBody::DisputeRaised { review },
            "A composer disputes a review of yours: there you read why, and may answer once before an \
             operator decides.",
        ),
    ]
}

fn of_deadlines() -> Vec<Sample> {
    let near = |deadline, stage| NoticeBody::DeadlineNear { deadline, stage, due_at: at() };
    let (brief, track) = (brief(), track());
    vec![
        sample(
            NoticeBody::TrialAsked { brief, track },
            "We would like to play the track \"Lemon Tree\" to those who apply as co-producers, without \
             your name. It is played only if you agree, and as long as you do.",
            "We would like to play a track to those who apply as co-producers, without your name. It \
             is played only if you agree, and as long as you do.",
        ),
        same(
            near(NearDeadline::Review { review: review() }, ReminderStage::LastHours),
            "Less than four hours are left for a review of yours: it is due 2026-03-05T09:00:00Z.",
        ),
        sample(
            near(NearDeadline::Entries { brief }, ReminderStage::LastDay),
            "Less than a day is left to enter the brief \"Thirty seconds of summer\": entries end \
             2026-03-05T09:00:00Z.",
            "Less than a day is left to enter a brief: entries end 2026-03-05T09:00:00Z.",
        ),
        sample(
            near(NearDeadline::Version { brief, track, version: 1 }, ReminderStage::LastDay),
            "Less than a day is left for a further version of the track \"Lemon Tree\": it is taken \
             until 2026-03-05T09:00:00Z.",
            "Less than a day is left for a further version of a track: it is taken until \
             2026-03-05T09:00:00Z.",
        ),
        sample(
            near(NearDeadline::Choice { brief, questions: 2 }, ReminderStage::LastDay),
            "Less than a day is left to choose for the brief \"Thirty seconds of summer\": without a \
             choice it lapses 2026-03-05T09:00:00Z. 2 questions wait for your answers.",
            "Less than a day is left to choose for a brief: without a choice it lapses \
             2026-03-05T09:00:00Z. 2 questions wait for your answers.",
        ),
        sample(
            near(NearDeadline::Choice { brief, questions: 1 }, ReminderStage::LastDay),
            "Less than a day is left to choose for the brief \"Thirty seconds of summer\": without a \
             choice it lapses 2026-03-05T09:00:00Z. A question waits for your answer.",
            "Less than a day is left to choose for a brief: without a choice it lapses \
             2026-03-05T09:00:00Z. A question waits for your answer.",
        ),
        sample(
            near(NearDeadline::Choice { brief, questions: 0 }, ReminderStage::LastHours),
            "Less than four hours are left to choose for the brief \"Thirty seconds of summer\": \
             without a choice it lapses 2026-03-05T09:00:00Z.",
            "Less than four hours are left to choose for a brief: without a choice it lapses \
             2026-03-05T09:00:00Z.",
        ),
    ]
}

fn of_disputes() -> Vec<Sample> {
    let decided =
        |upheld, own_review| NoticeBody::DisputeDecided { review: review(), upheld, own_review };
    vec![
        same(decided(true, false), "Your dispute is upheld: the review does not count any more."),
        same(decided(false, false), "Your dispute is dismissed: the review stands."),
        same(
            decided(true, true),
            "A review of yours was disputed, and the dispute is upheld: it does not count any more. \
             The operator's words stand in the review.",
        ),
        same(
            decided(false, true),
            "A review of yours was disputed, and the dispute is dismissed: the review stands. The \
             operator's words stand in the review.",
        ),
    ]
}

fn of_feedback() -> Vec<Sample> {
    let feedback = |verdict| NoticeBody::Feedback {
        brief: brief(),
        track: track(),
        version: 1,
        review: review(),
        verdict: Some(verdict),
    };
    vec![
        sample(
            feedback(Verdict::Approve),
            "A co-producer has answered version 1 of the track \"Lemon Tree\": it is approved.",
            "A co-producer has answered version 1 of a track: it is approved.",
        ),
        sample(
            feedback(Verdict::ChangesRequested),
            "A co-producer has answered version 1 of the track \"Lemon Tree\": it asks for changes.",
            "A co-producer has answered version 1 of a track: it asks for changes.",
        ),
        sample(
            feedback(Verdict::OffBrief),
            "A co-producer has answered version 1 of the track \"Lemon Tree\": good, but off the \
             brief.",
            "A co-producer has answered version 1 of a track: good, but off the brief.",
        ),
        sample(
            feedback(Verdict::Reject),
            "A co-producer has answered version 1 of the track \"Lemon Tree\": not this time.",
            "A co-producer has answered version 1 of a track: not this time.",
        ),
    ]
}

fn of_briefs() -> Vec<Sample> {
    let brief = brief();
    vec![
        sample(
            NoticeBody::BriefAwarded { brief },
            "The brief \"Thirty seconds of summer\" is awarded. Why this one: \"the film has no end \
             yet\".",
            "A brief is awarded.",
        ),
        sample(
            NoticeBody::BriefAmended {
                brief,
                version: 2,
                changed: vec![ChangedTerm::MoodWords, ChangedTerm::ReferencesNotToFollow],
            },
            "The brief \"Thirty seconds of summer\" has changed (version 2): mood words, references \
             not to follow.",
            "A brief has changed (version 2): mood words, references not to follow.",
        ),
        sample(
            NoticeBody::BriefClosed { brief },
            "Entries to the brief \"Thirty seconds of summer\" have ended.",
            "Entries to a brief have ended.",
        ),
        sample(
            NoticeBody::BriefDelivered { brief },
            "The client has received the master for the brief \"Thirty seconds of summer\".",
            "The client has received the master for a brief.",
        ),
        sample(
            NoticeBody::LastVersions { brief, until: Timestamp::UNIX_EPOCH },
            "The brief \"Thirty seconds of summer\" takes its last versions: none can be announced \
             after 1970-01-01T00:00:00Z.",
            "A brief takes its last versions: none can be announced after 1970-01-01T00:00:00Z.",
        ),
        sample(
            NoticeBody::BriefLapsed { brief, unanswered: 1 },
            "The brief \"Thirty seconds of summer\" has lapsed: the client did not decide. One track \
             is left without an answer that was promised.",
            "A brief has lapsed: the client did not decide. One track is left without an answer that \
             was promised.",
        ),
        sample(
            NoticeBody::BriefLapsed { brief, unanswered: 0 },
            "The brief \"Thirty seconds of summer\" has lapsed: the client did not decide.",
            "A brief has lapsed: the client did not decide.",
        ),
        sample(
            NoticeBody::BriefCancelled { brief, unanswered: 0 },
            "The brief \"Thirty seconds of summer\" was called off: the film has no end yet.",
            "A brief was called off.",
        ),
        sample(
            NoticeBody::OutcomeComparison { brief, place: None, ranked: 1 },
            "The client's choice for the brief \"Thirty seconds of summer\" is one that you have not \
             heard yet.",
            "The client's choice for a brief is one that you have not heard yet.",
        ),
        sample(
            NoticeBody::OutcomeComparison { brief, place: Some(2), ranked: 5 },
            "The client's choice for the brief \"Thirty seconds of summer\" was number 2 of 5 to your \
             ear.",
            "The client's choice for a brief was number 2 of 5 to your ear.",
        ),
    ]
}

fn of_questions() -> Vec<Sample> {
    let brief = brief();
    vec![
        sample(
            NoticeBody::Reminder { brief, questions: 2 },
            "The composers of the brief \"Thirty seconds of summer\" wait for your choice, and 2 \
             questions for your answers. Without one the brief lapses on day 30, and its prize is \
             shared.",
            "The composers of a brief wait for your choice, and 2 questions for your answers. Without \
             one the brief lapses on day 30, and its prize is shared.",
        ),
        sample(
            NoticeBody::QuestionAsked { brief, question: QuestionId::derive(&[b"q"]) },
            "There is a question on the brief \"Thirty seconds of summer\". It asks: \"the film has no \
             end yet\".",
            "There is a question on a brief.",
        ),
        sample(
            NoticeBody::QuestionAnswered { brief, question: QuestionId::derive(&[b"q"]) },
            "The client has answered a question on the brief \"Thirty seconds of summer\". The answer: \
             \"the film has no end yet\".",
            "The client has answered a question on a brief.",
        ),
        sample(
            NoticeBody::Reminder { brief, questions: 0 },
            "The composers of the brief \"Thirty seconds of summer\" wait for your choice. Without \
             one the brief lapses on day 30, and its prize is shared.",
            "The composers of a brief wait for your choice. Without one the brief lapses on day 30, \
             and its prize is shared.",
        ),
    ]
}

fn of_levels() -> Vec<Sample> {
    vec![
        same(
            NoticeBody::LevelRests {
                level: StatusLevel::Senior,
                approved_at: at(),
                stage: 1,
                lowered_at: Some(at()),
            },
            "No track of yours was approved for twelve months: your level stays senior until \
             2026-03-05T09:00:00Z, and with a track that is approved until then.",
        ),
        same(
            NoticeBody::LevelRests {
                level: StatusLevel::Junior,
                approved_at: at(),
                stage: 2,
                lowered_at: None,
            },
            "No track of yours was approved for long: your level is junior now. What you had reached \
             is back with the next approved track.",
        ),
    ]
}

/// One of each decision that operators take together.
fn of_awaited_words() -> Vec<Sample> {
    let (brief, track) = (brief(), track());
    let (dispute, award) =
        (SharedMatter::Dispute { review: review() }, SharedMatter::Award { brief, track });
    let awaited =
        |matter, decision| NoticeBody::WordAwaited { matter, decision, by: other(), said_at: at() };
    let isrc = "FI-ABC-26-00001".parse().unwrap();
    let entry = SuspenseId::derive(&[b"entry"]);
    vec![
        same(
            awaited(dispute, WordDecision::Dismiss),
            "Another operator wants to dismiss a dispute. Every operator is a party of that: it \
             is decided once two say the same, and your word is awaited.",
        ),
        same(
            awaited(dispute, WordDecision::Uphold),
            "Another operator wants to uphold a dispute. Every operator is a party of that: it \
             is decided once two say the same, and your word is awaited.",
        ),
        sample(
            awaited(award, WordDecision::Void),
            "Another operator wants to find the award of the brief \"Thirty seconds of summer\" \
             void. Every operator is a party of that: it is decided once two say the same, and \
             your word is awaited.",
            "Another operator wants to find the award of a brief void. Every operator is a \
             party of that: it is decided once two say the same, and your word is awaited.",
        ),
        sample(
            awaited(award, WordDecision::Restore),
            "Another operator wants to let the award of the brief \"Thirty seconds of summer\" \
             stand again. Every operator is a party of that: it is decided once two say the \
             same, and your word is awaited.",
            "Another operator wants to let the award of a brief stand again. Every operator is \
             a party of that: it is decided once two say the same, and your word is awaited.",
        ),
        sample(
            awaited(SharedMatter::Isrc { brief, track }, WordDecision::SetIsrc(isrc)),
            "Another operator wants to give the track \"Lemon Tree\" the recording code \
             FIABC2600001. Every operator is a party of that: it is decided once two say the \
             same, and your word is awaited.",
            "Another operator wants to give a track the recording code FIABC2600001. Every \
             operator is a party of that: it is decided once two say the same, and your word is \
             awaited.",
        ),
        same(
            awaited(SharedMatter::SuspenseMatch { entry }, WordDecision::Match(track)),
            "Another operator wants to match money in suspense with a track. Every operator is \
             a party of that: it is decided once two say the same, and your word is awaited.",
        ),
    ]
}

fn of_applications() -> Vec<Sample> {
    let (application, news) = (ApplicationId::derive(&[b"application"]), NoticeBody::Coproducer);
    vec![
        same(
            news(CoproducerNews::Applied { application, decide_by: at() }),
            "Your application as co-producer has come in; you hear from us by 2026-03-05T09:00:00Z.",
        ),
        same(
            news(CoproducerNews::TrialGiven { application, tracks: 3 }),
            "Your application as co-producer has come in; 3 tracks wait for your answers before an \
             operator decides.",
        ),
        same(
            news(CoproducerNews::TrialGiven { application, tracks: 1 }),
            "Your application as co-producer has come in; a track waits for your answer before an \
             operator decides.",
        ),
        same(
            news(CoproducerNews::TrialOver { application, decide_by: at() }),
            "Nothing of your trial is left to answer: an operator decides about your application now, \
             and you hear from us by 2026-03-05T09:00:00Z.",
        ),
        same(
            news(CoproducerNews::Overdue { application }),
            "Your application as co-producer should have been decided by now: the operators were \
             reminded of it.",
        ),
        same(
            NoticeBody::ApplicationWaits {
                application,
                decide_by: at(),
                reminder: ApplicationReminder::Waits,
            },
            "An application as co-producer waits for an operator: it is to be decided by \
             2026-03-05T09:00:00Z.",
        ),
        same(
            NoticeBody::ApplicationWaits {
                application,
                decide_by: at(),
                reminder: ApplicationReminder::Overdue,
            },
            "An application as co-producer waits for an operator for too long: it was to be \
             decided by 2026-03-05T09:00:00Z.",
        ),
    ]
}

fn of_standing() -> Vec<Sample> {
    let (application, decided_at) = (ApplicationId::derive(&[b"application"]), at());
    let news = NoticeBody::Coproducer;
    let state = CoproducerState::Suspended;
    vec![
        same(
            news(CoproducerNews::Accepted { application }),
            "You are a co-producer on probation now: your reviews are paired with another's until \
             they have shown that they are useful and agree.",
        ),
        same(
            news(CoproducerNews::Declined { application }),
            "Your application as co-producer was declined; your profile says why.",
        ),
        same(
            news(CoproducerNews::Founding),
            "You are a founding co-producer now; your queue holds what you are given.",
        ),
        same(
            news(CoproducerNews::ProbationOver { over_at: at() }),
            "Your probation is over: from now on your reviews count.",
        ),
        same(
            NoticeBody::Promotion { level: StatusLevel::Senior },
            "You are senior now; your points show why.",
        ),
        sample(
            news(CoproducerNews::Stopped { state, decided_at }),
            "Your work as co-producer has stopped: the film has no end yet. You may appeal.",
            "Your work as co-producer has stopped. You may appeal.",
        ),
        same(
            news(CoproducerNews::Appealed { state, decided_at }),
            "Your appeal has come in; an operator answers it.",
        ),
        sample(
            news(CoproducerNews::AppealAnswered { state, decided_at, reinstated: true }),
            "Your appeal is answered: the film has no end yet.",
            "Your appeal is answered.",
        ),
    ]
}

fn of_money() -> Vec<Sample> {
    let prize = |reason| NoticeBody::Prize { brief: brief(), reason, money: euros("500") };
    let payout = |state| NoticeBody::Payout {
        payout: PayoutId::derive(&[b"payout"]),
        attempt: 1,
        state,
        month: "2026-01".parse().unwrap(),
        net: euros("75.5"),
    };
    let account = json!({ "holder": "Lena", "iban": "FI2112345600000785" });
    let before: PayoutAccount = serde_json::from_value(account).unwrap();
    vec![
        sample(
            prize(PrizeReason::Selected),
            "Your part of the prize of the brief \"Thirty seconds of summer\" is 500 EUR.",
            "Your part of the prize of a brief is 500 EUR.",
        ),
        sample(
            prize(PrizeReason::Lapsed),
            "Your share of the prize of the brief \"Thirty seconds of summer\" is 500 EUR.",
            "Your share of the prize of a brief is 500 EUR.",
        ),
        sample(
            payout(PayoutState::Settled),
            "EUR 75.50 for 2026-01 has reached the film has no end yet.",
            "EUR 75.50 for 2026-01 has reached your account.",
        ),
        sample(
            payout(PayoutState::Returned),
            "EUR 75.50 for 2026-01 did not reach the film has no end yet; it stays due.",
            "EUR 75.50 for 2026-01 did not reach your account; it stays due.",
        ),
        same(
            NoticeBody::PayoutAccount { changed_at: at(), before: before.all_masked() },
            "You are no longer paid to FI•• •••• 85. Nothing is paid to the new account for 72 hours: \
             if it was not you who changed it, say so now.",
        ),
    ]
}

#[test]
fn an_entry_stands_for_the_title_in_what_a_reviewer_is_told() {
    let review = ReviewId::derive(&[b"review"]);
    let entry: EntryNumber = serde_json::from_str("7").unwrap();
    let context = NoticeContext { entry: Some(entry), ..NoticeContext::default() };
    for body in [
        NoticeBody::ReviewOffered { review, due_at: at() },
        NoticeBody::ReviewExpired { review },
        NoticeBody::TrackWithdrawn { review },
        NoticeBody::ReviewReleased { review, because: None },
    ] {
        assert_eq!(body.references().review, Some(review));
        let text = text(&body, &context);
        assert!(text.contains("Entry 7"), "{text}");
    }
}

fn text(body: &NoticeBody, context: &NoticeContext) -> String {
    Notice { member: MemberId::of_subject("reader"), at: at(), body: body.clone() }.text(context)
}

#[test]
fn every_kind_of_notice_has_a_sample() {
    let samples = all_samples();
    for kind in NoticeKind::ALL {
        let has_one = samples.iter().any(|sample| sample.body.kind() == *kind);
        assert!(has_one, "say in a sample how {kind} is worded");
    }
}

#[test]
fn every_notice_is_worded_as_its_sample_says() {
    for Sample { body, told, masked } in all_samples() {
        assert_eq!(text(&body, &everything_known()), told);
        assert_eq!(text(&body, &nothing_known()), masked);
    }
}

#[test]
fn every_text_ends_with_one_full_stop_and_holds_no_path_id_or_placeholder() {
    for Sample { body, .. } in all_samples() {
        for context in [everything_known(), nothing_known()] {
            let text = text(&body, &context);
            assert!(text.ends_with('.') && !text.ends_with(".."), "{text}");
            assert!(text.starts_with(char::is_uppercase), "{text}");
            // A path has a slash, an id or a field an underscore, a template a brace.
            assert!(!text.contains(['/', '_', '{', '}']), "{text}");
            for placeholder in ["None", "Some", "null", "\"\"", "  ", " .", ": .", "<", ">"] {
                assert!(!text.contains(placeholder), "{placeholder} stands in {text}");
            }
        }
    }
}

#[test]
fn a_masked_text_names_no_title_no_person_and_no_reason() {
    for Sample { body, .. } in all_samples() {
        let (told, masked) = (text(&body, &everything_known()), text(&body, &nothing_known()));
        for secret in [BRIEF, TRACK, REASON] {
            assert!(!masked.contains(secret), "{masked}");
        }
        let names_somebody = body.references().person.is_some();
        assert_eq!(masked.contains("former member"), names_somebody, "{masked}");
        assert!(!told.contains("former member"), "{told}");
    }
}

#[test]
fn whatever_a_text_names_was_asked_for() {
    for Sample { body, told, .. } in all_samples() {
        let asked = body.references();
        assert!(asked.brief.is_some() || !told.contains(BRIEF), "{told}");
        assert!(asked.track.is_some() || !told.contains(TRACK), "{told}");
        assert_eq!(asked.reason.is_some(), told.contains(REASON), "{told}");
    }
}

#[test]
fn every_changed_term_is_named_in_words() {
    for term in ChangedTerm::ALL {
        let changed = vec![*term];
        let body = NoticeBody::BriefAmended { brief: brief(), version: 2, changed };
        assert!(!text(&body, &everything_known()).contains('_'), "{term}");
    }
}

#[test]
fn a_share_is_told_in_percent() {
    assert_eq!(percent(250_000), "25.0000");
    assert_eq!(percent(1_000_000), "100.0000");
    assert_eq!(percent(7), "0.0007");
}

#[test]
fn under_an_embargo_an_award_is_told_without_title_and_why() {
    let body = NoticeBody::BriefAwarded { brief: brief() };
    let notice = Notice { member: other(), at: at(), body };
    let kept = NoticeContext { kept_back_until: Some(at()), ..everything_known() };
    let text = notice.text(&kept);
    assert!(!text.contains(BRIEF) && !text.contains(REASON), "{text}");
    assert!(text.ends_with("when its embargo ends, 2026-03-05T09:00:00Z."), "{text}");
}
