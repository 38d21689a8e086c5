//! Every rule that a caller can break, by its stable id and in one sentence. `docs/rules.md` is
//! made of this list, and each rule has a test whose name contains its id.

use crate::string_enum::string_enum;

/// Declares the rules: each is its variant, its id and the sentence that says what it asks for.
macro_rules! rules {
    ($($variant:ident $id:literal $sentence:literal;)+) => {
        string_enum! {
            /// The ids that stand in a problem's `type` or in its `errors`; a published id keeps
            /// its meaning for ever.
            pub enum Rule {
                $(#[doc = $sentence] $variant => $id,)+
            }
        }

        impl Rule {
            /// What the rule asks for.
            pub const fn sentence(self) -> &'static str {
                match self { $(Self::$variant => $sentence,)+ }
            }
        }
    };
}

rules! {
    // What can be read at all.
    Malformed "malformed" "a request can be read: JSON in the body, the headers that are needed";
    Query "query"
        "a query has only the parameters that are known, each with a value that it can have";
    Validation "validation" "a body follows every rule; all that are broken are named at once";
    TooLarge "too_large" "a body has at most 256 KiB, a file of the bank 4 MiB as it is sent";
    MethodNotAllowed "method_not_allowed" "a path is asked with a method that it has";
    NotAcceptable "not_acceptable"
        "the `Accept` header names a media type in which the answer can be had";
    Type "type" "a field has the JSON type that it is described with";
    Missing "missing" "a field that is needed is there";
    UnknownField "unknown_field" "a body has only fields that are known";
    Repeated "repeated" "a query parameter stands only once";
    Length "length" "a text or a list is as long as allowed";
    Blank "blank" "a text is not blank";
    ControlCharacter "control_character" "a text has no control characters";
    Range "range" "a number is within its bounds";
    Enum "enum" "a word is one of those that are known";
    Format "format" "a value has the form that its description gives";

    // Who, and on what they act.
    Unauthenticated "unauthenticated" "a caller shows an access token that names them";
    Forbidden "forbidden" "a caller does only what their part allows";
    NotFound "not_found" "what is asked for exists, and the caller may know of it";
    State "state" "a thing makes only the moves that its state allows";
    Stale "stale" "whoever changes something has seen it as it is now";
    IfMatchRequired "if_match_required" "whoever amends something says which version they have read";
    ChangedInBetween "changed_in_between" "of two changes at the same moment the first one counts";
    Busy "busy" "the studio is not too busy to answer";
    Internal "internal" "the studio makes no mistake of its own";
    IdempotencyKeyReused "idempotency_key_reused" "an idempotency key belongs to one request";

    // Briefs and their people.
    PrizeNotFunded "prize_not_funded" "a brief with a prize opens once the prize has been received";
    NoPrize "no_prize" "only a prize that was promised is received";
    DeadlinePassed "deadline_passed" "a brief opens before its deadline";
    UnansweredTracks "unanswered_tracks" "no award while a valid track lacks an answer that was promised to its newest version";
    NotReviewed "not_reviewed" "only a version with a delivered review is shortlisted or selected";
    SelectionReason "selection_reason" "a selection says in at least five words why this one";
    AnotherTrackSelected "another_track_selected" "one version is selected, once";
    FixedOnceOpen "fixed_once_open"
        "prize, visibility, reviews per track, seats, pool and licence are fixed once a brief is open";
    PoolBounds "pool_bounds" "the co-producers' pool of any brief is from 1 to 5 %";
    DeadlineOnlyLater "deadline_only_later" "the deadline of an open brief only moves later";
    CoproducerLeft "coproducer_left" "whoever has left a brief is not appointed to it again";
    NoLexicon "no_lexicon" "only a lexicon that was proposed is confirmed or sent back";
    StaleLexiconVersion "stale_lexicon_version" "whoever confirms a lexicon has read its newest version";
    Lexicon "lexicon" "a lexicon translates each word once, into bounds that are in order";
    LexiconClientWord "lexicon_client_word"
        "a term of a lexicon is a word of the client, or says because of what it is there";
    QuestionAnswered "question_answered" "a question is answered once, for all";
    CoproducerExcluded "coproducer_excluded"
        "nobody co-produces a brief that they posted, entered, oversee or are invited to";
    NoCoproducer "no_coproducer" "only a co-producer of the platform is appointed to a brief";
    Coproducer "coproducer" "a co-producer of a brief is not invited to enter it";
    Owner "owner" "the client of a brief is not invited to enter it";
    TooManyReferenceMedia "too_many_reference_media" "a brief has at most five reference media";

    // Members.
    HttpsLink "https_link" "a link of a profile begins with https:// and names a host";

    // Payouts.
    Iban "iban" "an IBAN has a country, a length, a structure and check digits that belong together";
    OutsideSepa "outside_sepa" "euros are paid to an IBAN of a country within SEPA";
    NoPayingAccount "no_paying_account" "euros are paid once the studio has an account to pay from";
    BatchUnderWay "batch_under_way"
        "nothing is said of a payment before its batch has its files for the bank";
    SupersededAttempt "superseded_attempt" "a word on a payout names the attempt that stands";
    OwnDecision "own_decision" "whoever reopened a payout does not pay it again: another operator does";
    BankFileRequired "bank_file_required" "only a payment that no file for the bank takes is settled by hand";
    UnknownPayouts "unknown_payouts"
        "a month closes once somebody has found out what became of every payout";
    TrialBalanceDiffers "trial_balance_differs" "a month closes only if its books agree with its plan";
    PostingUnderWay "posting_under_way" "a month closes while the next one is not half posted";

    // Tracks.
    BriefNotOpen "brief_not_open"
        "a track comes before the deadline, a further version in time after its verdict and before the last ones end";
    TooManyOpenEntries "too_many_open_entries"
        "a composer has as many entries open at once as their level allows: 3, 10, 30 or 60";
    TooManyEntriesOfBrief "too_many_entries_of_brief"
        "a composer has at most three entries open in one brief";
    OwnBrief "own_brief" "a client does not enter their own brief";
    CoproducerOfBrief "coproducer_of_brief" "a co-producer of a brief does not enter it";
    OverseesBrief "oversees_brief"
        "whoever has looked into a running brief as an operator takes no part in it";
    NotSentBack "not_sent_back" "a further version follows only one that was sent back";
    TooManyVersions "too_many_versions" "a track has at most five versions";
    UnchangedAudio "unchanged_audio" "a further version is another recording than the ones before it";
    DuplicateAudio "duplicate_audio" "a recording is submitted once, by one composer";
    FormatTaken "format_taken" "a file is announced in a format that the brief takes";
    AddressedNoteKnown "addressed_note_known"
        "a further version names only notes of the reviews of the version before";
    TrackWithdrawn "track_withdrawn" "a withdrawn track takes no further version";
    TrackSelected "track_selected" "what has won is neither taken back nor shared out anew";
    NotSelected "not_selected" "the original is handed over once its track has been selected";
    WriterListedOnce "writer_listed_once" "a writer is named once";
    ComposerAmongWriters "composer_among_writers" "whoever submitted a track is one of its writers";
    ComposerStays "composer_stays" "whoever submitted a track does not refuse their own share";
    ShareAgreed "share_agreed" "whoever has agreed with a share keeps it once the track has won";
    SharesSumToOne "shares_sum_to_one" "the writers' shares add up to the whole";
    StaleShare "stale_share" "whoever agrees with a share has read it as it is now";
    NothingToPlay "nothing_to_play" "only what was taken in as music can be heard";

    // Reviews.
    ReviewHeardEnough "review_heard_enough" "at least 80 % of the track has been heard";
    ReviewHeardNoFaster "review_heard_no_faster"
        "what a person reports as heard, they had the time to play: nothing plays faster than 1×";
    ReviewIntervalForwards "review_interval_forwards"
        "a played interval ends where it starts or later";
    ReviewWordsEnough "review_words_enough" "the feedback has at least 15 words";
    ReviewWordsDistinct "review_words_distinct" "the feedback has at least 10 different words";
    ReviewNotRepetitive "review_not_repetitive"
        "at most three in ten phrases of the feedback repeat an earlier one";
    ReviewStrengthNamed "review_strength_named" "the feedback names at least one strength";
    ReviewNoteActionable "review_note_actionable"
        "unless the track is approved, at least one note says what to do, and where";
    ReviewNoteInsideTrack "review_note_inside_track" "every note points to a time inside the track";
    ReviewNoteForwards "review_note_forwards" "a note about a range ends after it begins";
    ReviewNotesNotTooMany "review_notes_not_too_many" "the feedback has at most 100 notes";
    ReviewReasonGiven "review_reason_given" "a track that is not approved gets a reason code";
    ReviewConfirmsNotes "review_confirms_notes"
        "whoever hears a further version says of each of their notes whether it was addressed";
    ReviewNotNearCopy "review_not_near_copy"
        "the text is not a near copy of one of the reviewer's last 20 texts";
    ReviewNotCopiedFromOthers "review_not_copied_from_others"
        "the text is not a near copy of what another reviewer has said in the same brief";
    ReviewVerdictFitsScores "review_verdict_fits_scores"
        "the verdict is one that the scores leave open";
    ReviewFitCitesTerm "review_fit_cites_term"
        "where the brief has a confirmed lexicon, the fit score cites one of its words";
    AlreadyDeliveredDifferently "already_delivered_differently"
        "a review is delivered once: another answer does not replace it";
    TooLateToDecline "too_late_to_decline" "a review is declined within a day of its offer";
    ReviewReactionCoversNotes "review_reaction_covers_notes"
        "a reaction says of every note, in their order, whether it was addressed";
    AskOver "ask_over" "whoever is asked to review accepts while the slot is open and they may review it";
    NotDue "not_due" "a review expires only after it was due";
    ReviewDeclineSaysWhat "review_decline_says_what"
        "whoever declines for another reason says in words which one";
    AlreadyReactedDifferently "already_reacted_differently" "a composer reacts to a review once";
    TooLateToDispute "too_late_to_dispute" "a review is disputed within 14 days of its delivery";
    AlreadyDisputed "already_disputed" "a review is disputed once";
    AlreadyRepliedToDispute "already_replied_to_dispute" "a reviewer answers a dispute once";
    DisputeDecided "dispute_decided" "a reviewer answers a dispute before it is decided";
    NotDisputed "not_disputed" "only a review that is disputed has a dispute to answer or to decide";

    // Members.
    AlreadyCoproducer "already_coproducer" "whoever co-produces already, or has applied, is not named a founder";
    ApplicationNeedsMore "application_needs_more" "whoever applies as co-producer is at least Junior and has three approved tracks, by what is public";
    TrialTrackClosed "trial_track_closed"
        "only an answered track of a public brief that has ended is marked for trials";
    AlreadyAnsweredTrial "already_answered_trial" "a track of a trial is answered once";
    TrialNoted "trial_noted" "an answer to a track of a trial has at least one note";
    TrialUnfinished "trial_unfinished"
        "whoever was given a trial is accepted once they have answered its tracks";
    ReapplyLater "reapply_later" "whoever was declined applies again after 180 days";
    Erased "erased" "a token of somebody who was erased opens nothing any more";
    AccountClosing "account_closing" "whoever has asked to be erased is invited to nothing and becomes no co-producer any more";
    NothingToAppeal "nothing_to_appeal" "only a co-producer who is suspended or revoked appeals";
    AlreadyAppealed "already_appealed" "each suspension is appealed once";
    NoAppeal "no_appeal" "only an appeal that waits is decided";
    FounderIsComposer "founder_is_composer"
        "whoever is named a founding co-producer is a composer first";
    FounderIsKnown "founder_is_known"
        "whoever is named a founding co-producer has a complete profile";
    FoundingSeatsTaken "founding_seats_taken" "only the first five co-producers are founders";

    // Months.
    MonthFrozen "month_frozen" "a file joins a month before it is frozen";
    MonthNotStarted "month_not_started" "files and books are of months that have begun";
    MonthNotEnded "month_not_ended" "a month is frozen after it has ended";
    PreviousMonthUnposted "previous_month_unposted" "months follow each other: a step waits for the month before";
    StaleOpening "stale_opening" "a plan opens with what the month before closed with";
    NotPlanned "not_planned" "a month is shown payee by payee once it is planned";
    OwnMatter "own_matter" "nobody decides what concerns themselves: another operator does";
    ApproverContributed "approver_contributed" "nobody approves a month that they put something into";
    AdjustsPosted "adjusts_posted" "an adjustment corrects a month that is posted";
    AdjustmentEntries "adjustment_entries"
        "an adjustment gives or takes something, once an account, of known payees and the platform alone";
    UnknownPayee "unknown_payee" "a rate of tax and a hold are for somebody whom the studio knows";
    OwnAdjustment "own_adjustment" "an adjustment is approved by another operator";
    NotAwarded "not_awarded"
        "only what was awarded is matched with money, has a recording code or a void award";
    AwardVoid "award_void" "money in suspense is matched with a track whose award stands";
    AlreadyMatchedDifferently "already_matched_differently" "money in suspense is matched once";
    IsrcTaken "isrc_taken" "a recording code is one track's alone";
    AwardNotVoid "award_not_void" "only an award that was found void is restored";
    PayoutRequested "payout_requested" "a payout below the minimum is asked for once a year";
    NoPlan "no_plan" "a plan follows from what is in its month";
    PostingStarted "posting_started" "a plan is rejected before its posting begins";
}

impl Rule {
    /// The rules that every delivery has to meet, whatever the brief has and the reviewer said
    /// before.
    pub const OF_EVERY_DELIVERY: &'static [Self] = &[
        Self::ReviewHeardEnough,
        Self::ReviewVerdictFitsScores,
        Self::ReviewWordsEnough,
        Self::ReviewWordsDistinct,
        Self::ReviewNotRepetitive,
        Self::ReviewStrengthNamed,
        Self::ReviewNoteActionable,
        Self::ReviewNoteInsideTrack,
        Self::ReviewNoteForwards,
        Self::ReviewNotesNotTooMany,
        Self::ReviewReasonGiven,
        Self::ReviewNotNearCopy,
        Self::ReviewNotCopiedFromOthers,
    ];
}

/// One failed rule: where, which and why in this case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleFailure {
    pub rule: Rule,
    /// RFC 6901 pointer into what was sent; empty for the whole.
    pub pointer: String,
    /// What is wrong with this one.
    pub detail: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_is_one_sentence_of_its_own() {
        let sentences: std::collections::BTreeSet<&str> =
            Rule::ALL.iter().map(|rule| rule.sentence()).collect();
        assert_eq!(sentences.len(), Rule::ALL.len());
        let ids: std::collections::BTreeSet<&str> =
            Rule::ALL.iter().map(|rule| rule.as_str()).collect();
        assert_eq!(ids.len(), Rule::ALL.len());
    }
}
