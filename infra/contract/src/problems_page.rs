//! `docs/problems.md`: what each problem means, what to do about it, which operations answer it, and
//! what it looks like. Where a problem's `type` leads.

use std::fmt::Write as _;

use domain::rules::Rule;
use edge::operation::Operation;
use serde_json::Value;

use crate::document::{NamedRoute, key};
use crate::examples::Examples;
use crate::{components::sentence, refusals};

/// How many operations are named by their ids; of more the number says enough.
const NAMED_MAX: usize = 24;

/// What a client does about a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Remedy {
    WaitAndSendAgain,
    Later,
    ReadAgain,
    SendSomethingElse,
    SignIn,
    AskSomebodyElse,
    DoSomethingElseFirst,
    PlanAgain,
    NameSomebodyElse,
    Nothing,
}

/// Says of every rule what to do where it is broken; a new rule does not compile before that.
macro_rules! remedies {
    ($($remedy:ident: $($rule:ident)+;)+) => {
        const fn remedy(rule: Rule) -> Remedy {
            match rule { $($(Rule::$rule)|+ => Remedy::$remedy,)+ }
        }
    };
}

remedies! {
    WaitAndSendAgain: Busy Internal BatchUnderWay PostingUnderWay;
    Later: ReapplyLater MonthNotStarted MonthNotEnded PayoutRequested;
    ReadAgain: State Stale ChangedInBetween StaleLexiconVersion StaleShare SupersededAttempt
        NothingToAppeal NoAppeal NotDisputed DisputeDecided NotDue AskOver QuestionAnswered
        AnotherTrackSelected NoLexicon NoPrize AwardNotVoid AwardVoid NotFound
        AlreadyMatchedDifferently;
    SendSomethingElse: Malformed Query Validation TooLarge MethodNotAllowed NotAcceptable Type Missing
        UnknownField Repeated Length Blank ControlCharacter Range Enum Format IfMatchRequired
        IdempotencyKeyReused SelectionReason PoolBounds Lexicon LexiconClientWord NoCoproducer
        Coproducer Owner HttpsLink Iban OutsideSepa FormatTaken AddressedNoteKnown WriterListedOnce
        ComposerAmongWriters SharesSumToOne ReviewHeardEnough ReviewHeardNoFaster
        ReviewIntervalForwards ReviewWordsEnough ReviewWordsDistinct ReviewNotRepetitive
        ReviewStrengthNamed ReviewNoteActionable ReviewNoteForwards ReviewNoteInsideTrack
        ReviewNotesNotTooMany ReviewReasonGiven ReviewConfirmsNotes ReviewNotNearCopy
        ReviewNotCopiedFromOthers ReviewVerdictFitsScores ReviewFitCitesTerm
        ReviewReactionCoversNotes ReviewDeclineSaysWhat
        TrialNoted AdjustmentEntries FixedOnceOpen DeadlineOnlyLater UnchangedAudio DuplicateAudio
        IsrcTaken UnknownPayee BankFileRequired CoproducerExcluded CoproducerLeft;
    SignIn: Unauthenticated;
    AskSomebodyElse: Forbidden OwnMatter OwnDecision OwnAdjustment ApproverContributed
        OwnBrief CoproducerOfBrief OverseesBrief;
    DoSomethingElseFirst: PrizeNotFunded UnansweredTracks NotReviewed TooManyOpenEntries
        TooManyEntriesOfBrief TooManyReferenceMedia NotSentBack NotSelected NothingToPlay ApplicationNeedsMore
        TrialUnfinished TrialTrackClosed FounderIsComposer FounderIsKnown DeadlinePassed MonthFrozen
        PreviousMonthUnposted NotPlanned AdjustsPosted NotAwarded NoPayingAccount UnknownPayouts
        TrialBalanceDiffers;
    PlanAgain: StaleOpening NoPlan;
    NameSomebodyElse: AccountClosing;
    Nothing: BriefNotOpen TooManyVersions TrackWithdrawn TrackSelected ComposerStays
        ShareAgreed AlreadyDeliveredDifferently TooLateToDecline AlreadyReactedDifferently
        TooLateToDispute AlreadyDisputed AlreadyRepliedToDispute AlreadyCoproducer
        AlreadyAnsweredTrial Erased AlreadyAppealed FoundingSeatsTaken PostingStarted;
}

impl Remedy {
    const fn words(self) -> &'static str {
        match self {
            Remedy::WaitAndSendAgain => {
                "Wait, as long as `Retry-After` says where it stands there, and send the same \
                 request again. If that goes on, tell an operator the `X-Request-Id`."
            }
            Remedy::Later => "Send it again later; `detail` says from when on.",
            Remedy::ReadAgain => {
                "Read again what it is about, since it is not (or not any more) as the request \
                 takes it to be, and decide anew."
            }
            Remedy::SendSomethingElse => {
                "Send something else: `detail` and `errors` say what is wrong, and where. The same \
                 request is refused again."
            }
            Remedy::SignIn => "Take a new access token, and send the same request with it.",
            Remedy::AskSomebodyElse => {
                "Let somebody else do it: it is not refused because of what was sent, but because \
                 of who sent it."
            }
            Remedy::DoSomethingElseFirst => {
                "Something else comes first: `detail` says what. After that the same request \
                 succeeds."
            }
            Remedy::PlanAgain => {
                "Reject the plan (`rejectMonth`), put right what `detail` names, and plan again."
            }
            Remedy::NameSomebodyElse => {
                "Whoever is invited or named is leaving: send somebody else. Whoever applies \
                 themselves can do nothing: it is over."
            }
            Remedy::Nothing => "Nothing: it is over, or has been decided, and stays so.",
        }
    }
}

/// The whole page.
pub fn page(routes: &[NamedRoute], operations: &[Operation], examples: &Examples) -> String {
    let mut page = String::from(
        "# Problems\n\n\
         What stands at the end of a problem's `type`, and what to do about it.\n\
         A published id keeps its meaning for ever. The rules that stand only in `errors` are in \
         `docs/rules.md`.\n\n\
         This page is made of the code: `cargo run -- openapi` writes it.\n",
    );
    for rule in Rule::ALL {
        if let Some(status) = edge::status(*rule) {
            let broken = sentence(rule.sentence());
            let heading = format!("\n## `{rule}`\n\nThe rule that was broken: {broken}");
            let remedy = remedy(*rule).words();
            // Writing into a String cannot fail.
            write!(page, "{heading}\n\nStatus {}. {remedy}\n", status.as_u16()).ok();
            page.push_str(&answered_by(*rule, routes, operations));
            page.push_str(&example(*rule, examples));
        }
    }
    page
}

/// The operations that declare the problem, by their ids.
fn answered_by(rule: Rule, routes: &[NamedRoute], operations: &[Operation]) -> String {
    let with: Vec<&Operation> =
        operations.iter().filter(|operation| operation.problems.contains(&rule)).collect();
    if with.is_empty() {
        return "\nNothing that a client may ask for is answered so.\n".to_owned();
    }
    if with.len() == operations.len() {
        return "\nEvery operation may answer it.\n".to_owned();
    }
    if with.len() > NAMED_MAX {
        return format!("\n{} operations may answer it.\n", with.len());
    }
    let id = |operation: &&Operation| {
        let route = routes.iter().find(|route| route.key() == key(operation))?;
        Some(format!("`{}`", route.operation_id()))
    };
    let ids: Vec<String> = with.iter().filter_map(id).collect();
    format!("\nAnswered by {}.\n", ids.join(", "))
}

/// One that was really answered.
fn example(rule: Rule, examples: &Examples) -> String {
    let url = refusals::type_url(rule);
    let mut answers = examples.iter().filter_map(|(seen, example)| {
        let answer = example.answer.as_ref()?;
        let is_it = answer.get("type").and_then(Value::as_str) == Some(url.as_str());
        is_it.then_some((seen, answer))
    });
    let Some((seen, answer)) = answers.next() else { return String::new() };
    let text = serde_json::to_string_pretty(answer).unwrap_or_default();
    format!("\n`{}` answered:\n\n```json\n{text}\n```\n", seen.operation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_problem_has_a_section_called_by_its_id_and_a_broken_rule_has_none() {
        let page = page(&[], &[], &Examples::default());
        for rule in Rule::ALL {
            let is_told = page.contains(&format!("\n## `{rule}`\n"));
            assert_eq!(is_told, edge::status(*rule).is_some(), "{rule}");
        }
    }

    #[test]
    fn a_rule_of_the_body_is_mended_by_another_body() {
        for rule in Rule::ALL.iter().filter(|rule| edge::status(**rule).is_none()) {
            assert_eq!(remedy(*rule), Remedy::SendSomethingElse, "{rule}");
        }
    }
}
