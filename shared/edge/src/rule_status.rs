//! Each rule that a problem can be named after has one status, on every route.

use domain::rules::Rule;
use http::StatusCode;

/// Which rules a problem is named after, under which status.
const STATUSES: [(StatusCode, &[Rule]); 13] = [
    (StatusCode::BAD_REQUEST, &[Rule::Malformed, Rule::Query]),
    (StatusCode::UNAUTHORIZED, &[Rule::Unauthenticated]),
    (
        StatusCode::FORBIDDEN,
        &[
            Rule::Forbidden,
            Rule::Erased,
            Rule::OwnMatter,
            Rule::OwnAdjustment,
            Rule::OwnDecision,
            Rule::ApproverContributed,
        ],
    ),
    (StatusCode::NOT_FOUND, &[Rule::NotFound, Rule::UnknownPayee]),
    (StatusCode::METHOD_NOT_ALLOWED, &[Rule::MethodNotAllowed]),
    (StatusCode::NOT_ACCEPTABLE, &[Rule::NotAcceptable]),
    (
        StatusCode::PRECONDITION_FAILED,
        &[
            Rule::Stale,
            Rule::StaleLexiconVersion,
            Rule::StaleShare,
            Rule::SupersededAttempt,
            Rule::AlreadyMatchedDifferently,
        ],
    ),
    (StatusCode::PAYLOAD_TOO_LARGE, &[Rule::TooLarge]),
    (StatusCode::UNPROCESSABLE_ENTITY, &[Rule::Validation, Rule::IdempotencyKeyReused]),
    (StatusCode::PRECONDITION_REQUIRED, &[Rule::IfMatchRequired]),
    (StatusCode::INTERNAL_SERVER_ERROR, &[Rule::Internal]),
    (StatusCode::SERVICE_UNAVAILABLE, &[Rule::Busy]),
    (
        StatusCode::CONFLICT,
        &[
            Rule::State,
            Rule::ChangedInBetween,
            Rule::PrizeNotFunded,
            Rule::NoPrize,
            Rule::DeadlinePassed,
            Rule::UnansweredTracks,
            Rule::NotReviewed,
            Rule::AnotherTrackSelected,
            Rule::FixedOnceOpen,
            Rule::DeadlineOnlyLater,
            Rule::CoproducerLeft,
            Rule::NoLexicon,
            Rule::QuestionAnswered,
            Rule::CoproducerExcluded,
            Rule::NoPayingAccount,
            Rule::BatchUnderWay,
            Rule::BankFileRequired,
            Rule::UnknownPayouts,
            Rule::TrialBalanceDiffers,
            Rule::PostingUnderWay,
            Rule::TooManyReferenceMedia,
            Rule::BriefNotOpen,
            Rule::TooManyOpenEntries,
            Rule::TooManyEntriesOfBrief,
            Rule::OwnBrief,
            Rule::CoproducerOfBrief,
            Rule::OverseesBrief,
            Rule::NotSentBack,
            Rule::TooManyVersions,
            Rule::UnchangedAudio,
            Rule::DuplicateAudio,
            Rule::TrackWithdrawn,
            Rule::TrackSelected,
            Rule::NotSelected,
            Rule::ComposerStays,
            Rule::ShareAgreed,
            Rule::NothingToPlay,
            Rule::AlreadyDeliveredDifferently,
            Rule::TooLateToDecline,
            Rule::AskOver,
            Rule::NotDue,
            Rule::AlreadyReactedDifferently,
            Rule::TooLateToDispute,
            Rule::AlreadyDisputed,
            Rule::AlreadyRepliedToDispute,
            Rule::DisputeDecided,
            Rule::NotDisputed,
            Rule::AlreadyCoproducer,
            Rule::ApplicationNeedsMore,
            Rule::TrialTrackClosed,
            Rule::AlreadyAnsweredTrial,
            Rule::TrialUnfinished,
            Rule::ReapplyLater,
            Rule::AccountClosing,
            Rule::NothingToAppeal,
            Rule::AlreadyAppealed,
            Rule::NoAppeal,
            Rule::FounderIsComposer,
            Rule::FounderIsKnown,
            Rule::FoundingSeatsTaken,
            Rule::MonthFrozen,
            Rule::MonthNotStarted,
            Rule::MonthNotEnded,
            Rule::PreviousMonthUnposted,
            Rule::StaleOpening,
            Rule::NotPlanned,
            Rule::AdjustsPosted,
            Rule::NotAwarded,
            Rule::AwardVoid,
            Rule::IsrcTaken,
            Rule::AwardNotVoid,
            Rule::PayoutRequested,
            Rule::NoPlan,
            Rule::PostingStarted,
        ],
    ),
];

/// Which rules only stand in `errors`: inside a 422, or inside the 400 of a query.
#[cfg(test)]
const IN_ERRORS: &[Rule] = &[
    Rule::Type,
    Rule::Missing,
    Rule::UnknownField,
    Rule::Repeated,
    Rule::Length,
    Rule::Blank,
    Rule::ControlCharacter,
    Rule::Range,
    Rule::Enum,
    Rule::Format,
    Rule::SelectionReason,
    Rule::PoolBounds,
    Rule::Lexicon,
    Rule::LexiconClientWord,
    Rule::NoCoproducer,
    Rule::Coproducer,
    Rule::Owner,
    Rule::HttpsLink,
    Rule::Iban,
    Rule::OutsideSepa,
    Rule::FormatTaken,
    Rule::AddressedNoteKnown,
    Rule::WriterListedOnce,
    Rule::ComposerAmongWriters,
    Rule::SharesSumToOne,
    Rule::ReviewHeardEnough,
    Rule::ReviewHeardNoFaster,
    Rule::ReviewIntervalForwards,
    Rule::ReviewWordsEnough,
    Rule::ReviewWordsDistinct,
    Rule::ReviewNotRepetitive,
    Rule::ReviewStrengthNamed,
    Rule::ReviewNoteActionable,
    Rule::ReviewNoteForwards,
    Rule::ReviewNoteInsideTrack,
    Rule::ReviewNotesNotTooMany,
    Rule::ReviewReasonGiven,
    Rule::ReviewConfirmsNotes,
    Rule::ReviewNotNearCopy,
    Rule::ReviewNotCopiedFromOthers,
    Rule::ReviewVerdictFitsScores,
    Rule::ReviewFitCitesTerm,
    Rule::ReviewReactionCoversNotes,
    Rule::ReviewDeclineSaysWhat,
    Rule::TrialNoted,
    Rule::AdjustmentEntries,
];

/// The status of the problem named after `rule`; none where the rule only stands in `errors`, inside
/// a 422 (400 of a query).
pub fn status(rule: Rule) -> Option<StatusCode> {
    let named = STATUSES.iter().find(|(_, rules)| rules.contains(&rule));
    named.map(|(status, _)| *status)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_has_one_status_or_stands_in_errors() {
        let of_statuses = STATUSES.iter().flat_map(|(_, rules)| *rules);
        let listed: Vec<Rule> = of_statuses.chain(IN_ERRORS).copied().collect();
        for rule in Rule::ALL {
            let times = listed.iter().filter(|one| *one == rule).count();
            assert_eq!(times, 1, "`{rule}` stands {times} times in the lists of statuses");
        }
    }
}
