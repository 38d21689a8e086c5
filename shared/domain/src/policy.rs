//! Every threshold of the studio in one versioned place: a decision names the policy it was made
//! under.

use jiff::SignedDuration;

/// The thresholds. There is no other literal limit in the rules; what a list in a body may hold before
/// it is read, however long the rules let it be, is the functions'.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Raised whenever any number below changes.
    pub version: u32,

    /// Reviews that each track of a brief gets, at most.
    pub reviews_per_track_max: u8,
    /// Co-producers of a brief, unless the client says otherwise.
    pub default_coproducer_seats: u8,
    /// Co-producers that a client may ask for.
    pub coproducer_seats_max: u8,
    /// Genres of a brief.
    pub brief_tags_max: usize,
    /// Mood words of a brief, and references of either kind.
    pub brief_lines_max: usize,
    /// Length that a brief may ask for, in seconds.
    pub brief_length_s_max: u32,
    /// Term of a licence, in months, unless it has no end.
    pub licence_months_max: u32,
    /// Terms of a lexicon.
    pub lexicon_terms_max: usize,
    /// Lines of one of them, of each kind.
    pub lexicon_lines_max: usize,
    /// Briefs of the board that are looked at for whoever is off brief: the first.
    pub similar_briefs_looked_at: u16,
    /// Briefs of these that are named: the best.
    pub similar_briefs_named: usize,
    /// The co-producers' pool, in parts per million, unless the client says otherwise.
    pub default_pool_ppm: u32,
    /// How many words the client's "why this one" has at least.
    pub selection_words_min: u32,
    /// How long after a verdict that asks for one a new version is taken while the brief is judged.
    pub new_version_within: SignedDuration,

    /// How long before a deadline whoever has to keep it is reminded of it first.
    pub first_reminder_before: SignedDuration,
    /// How long before it they are reminded once more.
    pub last_reminder_before: SignedDuration,
    /// How long a new version may still be announced once the client has called for the last ones.
    pub last_versions_within: SignedDuration,
    /// How long after entries ended new versions are announced at most.
    pub versions_end_after: SignedDuration,

    /// How long after its deadline a draft that was never opened is called off.
    pub abandoned_after: SignedDuration,
    /// How long a client may stay silent in Judging before they are reminded; time in which answers
    /// were missing does not count.
    pub reminds_client_after: SignedDuration,
    /// Months without an approved track after which a composer is told that their level rests on
    /// old work.
    pub inactive_months: i32,
    /// How long after that the level falls.
    pub inactive_grace: SignedDuration,
    /// How long a client may stay silent in Judging before the brief lapses.
    pub lapses_after: SignedDuration,
    /// How long a tie-break waits for a Senior and a pairing for a Lead who cannot just now.
    pub prefers_level_for: SignedDuration,
    /// How long a slot is sought for on the roster alone before others of the platform are asked.
    pub asks_platform_after: SignedDuration,
    /// Co-producers of the platform who are asked at once for one slot.
    pub asked_at_once: usize,
    /// How long they have to answer before the next ones are asked.
    pub ask_within: SignedDuration,
    /// How long a slot is sought for at least before it may be called unanswerable.
    pub unanswered_after: SignedDuration,
    /// How long a slot is sought for at most: then it is called unanswerable, whoever was not asked.
    pub unanswerable_after: SignedDuration,
    /// Composers whom the studio itself invites to a brief when it opens.
    pub automatic_invitations: usize,
    /// Tracks of a brief that a co-producer has scored before their ranking says anything.
    pub ear_tracks: usize,

    /// Entries that a composer may have open in the studio at once, by their level.
    pub open_entries_max: PerLevel,
    /// Those of them that may be in one brief.
    pub open_entries_per_brief_max: usize,

    /// Writers of one track, the composer included.
    pub writers_max: usize,
    /// Versions of one track, the first included.
    pub versions_max: u8,
    /// Bytes of an uploaded file.
    pub upload_bytes_max: u64,
    /// Length of an uploaded piece, in milliseconds.
    pub duration_ms_max: u64,
    /// How long an upload link works.
    pub upload_within: SignedDuration,
    /// How long after its reservation a link that has ended is given again, once the brief takes no
    /// entries any more.
    pub upload_again_within: SignedDuration,

    /// Values of a piece's fingerprint by which it is found again.
    pub landmarks_max: usize,
    /// How many pieces are found by one of these values; one that more have identifies nothing.
    pub pieces_per_landmark_max: usize,
    /// Pieces that a new one is compared with: those that share the most of these values.
    pub pieces_compared: usize,
    /// What two pieces have in common, in milliseconds, before it is evidence.
    pub likeness_ms_min: u64,
    /// How much alike that is at least, in basis points of equal bits.
    pub likeness_bp_min: u32,
    /// Likenesses that are noted of one version: the closest.
    pub likenesses_max: usize,

    /// Clocks that run for one reviewer at once; what comes on top is queued.
    pub running_timers_max: u32,
    /// Reviews given to one reviewer in a day.
    pub reviews_per_day_max: u32,
    /// Audio given to one reviewer in a day, in milliseconds.
    pub audio_ms_per_day_max: u64,
    /// How long a reviewer of a composer is kept from the same composer, continuity aside.
    pub same_composer_after: SignedDuration,
    /// How long an offered review may be declined.
    pub decline_within: SignedDuration,
    /// How long a reviewer has.
    pub review_within: SignedDuration,
    /// Assignments that fit into one commit.
    pub assignments_per_batch_max: usize,
    /// Candidates remembered with each assignment.
    pub candidates_remembered: usize,

    /// How much of a track must be heard before it is judged, in basis points.
    pub heard_bp_min: u32,
    /// What one report can hold as newly heard, in milliseconds; what was not reported by then is
    /// lost.
    pub listening_budget_ms_max: u64,
    /// What it can hold once a review, where a player was long without a connection.
    pub late_listening_budget_ms_max: u64,
    /// Reviews of one person whose preview may be playing: those with the latest links.
    pub preview_links_kept: usize,
    /// Words a feedback text has at least.
    pub words_min: u32,
    /// Different words a feedback text has at least.
    pub distinct_words_min: u32,
    /// Phrases of a feedback text that repeat an earlier one of it, at most, in basis points.
    pub repeated_phrases_bp_max: u32,
    /// From this likeness on, a text is a near copy, in basis points.
    pub near_copy_bp: u32,
    /// The reviewer's own latest texts that a new one is compared with.
    pub texts_compared: usize,
    /// The texts of a brief that a new one is compared with: the latest, in bytes altogether.
    pub brief_texts_bytes_compared: usize,
    /// Notes of one feedback.
    pub notes_max: usize,
    /// The lowest brief fit that can be approved.
    pub fit_min: u8,
    /// The lowest total that can be approved, in hundredths of a star.
    pub total_centistars_min: u32,
    /// The lowest craft that makes a missed brief "off brief" rather than rejected.
    pub craft_centistars_min: u32,
    /// From this distance between two totals on, a tie-break review is asked for.
    pub tie_break_centistars: u32,
    /// How long after its delivery a review may be disputed.
    pub dispute_within: SignedDuration,
    /// Shared tracks below which a reviewer is not calibrated.
    pub calibration_least_tracks: u32,
    /// How strongly few shared tracks pull a correction to nothing: by `n / (n + this)`.
    pub calibration_shrink: u32,
    /// The largest correction of a reviewer, in hundredths of a star.
    pub calibration_centistars_max: i32,
    /// What each track of a ranking is given beside its own answers, in hundredths of a star: the
    /// middle of the scale.
    pub ranking_prior_centistars: u32,
    /// For how many answers that counts.
    pub ranking_prior_answers: u32,

    /// Points start above this total; each five hundredths of a star more is one point.
    pub quality_from_centistars: u32,
    /// Points for quality, at most.
    pub quality_points_max: i32,
    /// How much better a new version must be to earn points.
    pub resubmission_better_centistars: u32,
    /// Verdicts that the mean looks back on.
    pub verdicts_in_mean: usize,
    /// What Junior asks for.
    pub junior: Gate,
    /// What Senior asks for.
    pub senior: Gate,
    /// What Lead asks for.
    pub lead: Gate,

    /// Genres of a profile.
    pub profile_tags_max: usize,
    /// Links of a profile.
    pub profile_links_max: usize,

    /// Approved tracks that an application as co-producer needs.
    pub approved_to_apply: u32,
    /// How long after a refusal one may apply again.
    pub reapply_after: SignedDuration,
    /// How long an operator has to decide about an application.
    pub decide_application_within: SignedDuration,
    /// Operators are reminded of an application that long after it was made, and once more when
    /// their time is over.
    pub remind_of_application_after: SignedDuration,
    /// Observations below which a part of a co-producer's standing is neutral.
    pub standing_observations: u32,
    /// What a note gives that the composer alone says to have addressed, in basis points.
    pub unconfirmed_note_bp: u32,
    /// From this usefulness on, the composer's word stands in for a second listener, in basis
    /// points of five stars above one: three stars.
    pub useful_bp_min: u32,
    /// How long an erasure may take at most.
    pub erase_within: SignedDuration,
    /// The day of the next month on which a month is paid; or the first after it on which banks
    /// pay.
    pub pay_day_of_month: i8,
    pub probation_reviews: u32,
    /// Closed tracks that an applicant reviews before probation.
    pub trial_tracks: usize,
    /// Notes that an answer to one of them has at least.
    pub trial_notes_min: usize,
    /// Answers on probation that are compared with what the version was given, before they can end
    /// it.
    pub probation_compared_min: u32,
    /// How many of those agree, at least, in basis points.
    pub probation_agreed_bp_min: u32,
    /// Co-producers that an operator may name without an application.
    pub founding_coproducers: u32,
}

impl Policy {
    /// The policy in force.
    pub const CURRENT: Self = Self {
        version: 1,

        reviews_per_track_max: 3,
        default_coproducer_seats: 2,
        coproducer_seats_max: 10,
        brief_tags_max: 10,
        brief_lines_max: 20,
        brief_length_s_max: 3_600,
        licence_months_max: 1_200,
        lexicon_terms_max: 50,
        lexicon_lines_max: 20,
        similar_briefs_looked_at: 100,
        similar_briefs_named: 5,
        default_pool_ppm: 25_000,
        selection_words_min: 5,
        new_version_within: SignedDuration::from_hours(7 * 24),

        first_reminder_before: SignedDuration::from_hours(24),
        last_reminder_before: SignedDuration::from_hours(4),
        last_versions_within: SignedDuration::from_hours(48),
        versions_end_after: SignedDuration::from_hours(14 * 24),

        abandoned_after: SignedDuration::from_hours(90 * 24),
        reminds_client_after: SignedDuration::from_hours(21 * 24),
        inactive_months: 12,
        inactive_grace: SignedDuration::from_hours(60 * 24),
        lapses_after: SignedDuration::from_hours(30 * 24),
        prefers_level_for: SignedDuration::from_hours(24),
        asks_platform_after: SignedDuration::from_hours(24),
        asked_at_once: 5,
        ask_within: SignedDuration::from_hours(24),
        unanswered_after: SignedDuration::from_hours(72),
        unanswerable_after: SignedDuration::from_hours(7 * 24),
        automatic_invitations: 20,
        ear_tracks: 5,

        open_entries_max: PerLevel { newcomer: 3, junior: 10, senior: 30, lead: 60 },
        open_entries_per_brief_max: 3,

        writers_max: 20,
        versions_max: 5,
        upload_bytes_max: 300_000_000,
        duration_ms_max: 15 * 60 * 1000,
        upload_within: SignedDuration::from_mins(15),
        upload_again_within: SignedDuration::from_hours(24),

        landmarks_max: 90,
        pieces_per_landmark_max: 40,
        pieces_compared: 20,
        likeness_ms_min: 12_000,
        likeness_bp_min: 8_000,
        likenesses_max: 4,

        running_timers_max: 5,
        reviews_per_day_max: 20,
        audio_ms_per_day_max: 90 * 60 * 1000,
        same_composer_after: SignedDuration::from_hours(30 * 24),
        decline_within: SignedDuration::from_hours(24),
        review_within: SignedDuration::from_hours(72),
        assignments_per_batch_max: 20,
        candidates_remembered: 20,

        heard_bp_min: 8_000,
        listening_budget_ms_max: 60_000,
        late_listening_budget_ms_max: 120_000,
        preview_links_kept: 8,
        words_min: 15,
        distinct_words_min: 10,
        repeated_phrases_bp_max: 3_000,
        near_copy_bp: 8_000,
        texts_compared: 20,
        brief_texts_bytes_compared: 300_000,
        notes_max: 100,
        fit_min: 3,
        total_centistars_min: 350,
        craft_centistars_min: 350,
        tie_break_centistars: 150,
        dispute_within: SignedDuration::from_hours(14 * 24),
        calibration_least_tracks: 8,
        calibration_shrink: 10,
        calibration_centistars_max: 75,
        ranking_prior_centistars: 300,
        ranking_prior_answers: 1,

        quality_from_centistars: 300,
        quality_points_max: 40,
        resubmission_better_centistars: 100,
        verdicts_in_mean: 10,
        junior: Gate {
            points: 120,
            approved: 3,
            mean_centistars: 300,
            shortlisted: 0,
            selected: 0,
        },
        senior: Gate {
            points: 320,
            approved: 8,
            mean_centistars: 350,
            shortlisted: 1,
            selected: 0,
        },
        lead: Gate {
            points: 1800,
            approved: 20,
            mean_centistars: 400,
            shortlisted: 0,
            selected: 3,
        },

        profile_tags_max: 20,
        profile_links_max: 10,

        approved_to_apply: 3,
        reapply_after: SignedDuration::from_hours(180 * 24),
        decide_application_within: SignedDuration::from_hours(7 * 24),
        remind_of_application_after: SignedDuration::from_hours(5 * 24),
        standing_observations: 8,
        unconfirmed_note_bp: 5_000,
        useful_bp_min: 5_000,
        erase_within: SignedDuration::from_hours(60 * 24),
        pay_day_of_month: 15,
        probation_reviews: 10,
        trial_tracks: 3,
        trial_notes_min: 1,
        probation_compared_min: 5,
        probation_agreed_bp_min: 6_000,
        founding_coproducers: 5,
    };
}

/// A number for each level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PerLevel {
    pub newcomer: usize,
    pub junior: usize,
    pub senior: usize,
    pub lead: usize,
}

/// What a level asks for; every number is a minimum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gate {
    pub points: i32,
    pub approved: u32,
    /// Mean total of the latest verdicts, in hundredths of a star.
    pub mean_centistars: u32,
    pub shortlisted: u32,
    pub selected: u32,
}
