//! The JSON that goes out about people and what they have earned.

use domain::activity::Activity;
use domain::application::{Application, ApplicationReminder, ApplicationState, ApplicationWait};
use domain::brief::ProductionKind;
use domain::coproducer::{Appeal, Coproducer, CoproducerState, OperatorStatement};
use domain::coproducer_standing::{CoproducerStanding, PairedAnswers, PartStanding};
use domain::credit::{Credit, CreditRole, CreditState};
use domain::id::{ApplicationId, BriefId, CreditId, MemberId, TrackId};
use domain::link::HttpsLink;
use domain::member::{Availability, Member, PublicPage};
use domain::money::Money;
use domain::notice::wording::NoticeContext;
use domain::notice::{Notice, NoticeBody};
use domain::open_entries::{EntryLimits, EntryStanding};
use domain::points::{Missing, Reached, Standing};
use domain::policy::Policy;
use domain::review::Note;
use domain::role::{HeldRole, MemberRoles, Role};
use domain::score::Scores;
use domain::secret::DeploymentSecret;
use domain::status::StatusLevel;
use domain::text::{ShortText, Tag, Text, Title};
use domain::track::{Track, Version, VersionState};
use domain::trial::{TrialOutcome, TrialPlace, TrialRecord};
use domain::verdict::Verdict;
use edge::{Caller, SealedCursor};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use store::member::Person;
use store::standing::CoproducerStandingItem;

use crate::erasure::ErasureView;

/// A member as they see themselves.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct MeView<'a> {
    id: MemberId,
    username: &'a str,
    /// As the token has them.
    groups: Vec<Role>,
    /// As the record has them, by which others judge.
    roles: &'a [HeldRole],
    #[serde(flatten)]
    profile: ProfileView<'a>,
    /// How the member is reached; null where they have not said.
    contact: Option<&'a ShortText>,
    /// The least that the member works for; null where they have not said.
    minimum_fee: Option<Money>,
    availability: Availability,
    public_page: PublicPage,
    in_directory: bool,
    profile_complete: bool,
    /// Since when the member is here; null until they have a profile.
    joined_at: Option<Timestamp>,
    standing: StandingView,
    entries: EntriesView,
    /// Where they stand as a co-producer; null where they never applied and were not named.
    coproducer: Option<CoproducerView<'a>>,
    /// How far their erasure is; null where they have not asked to be erased.
    erasure: Option<ErasureView>,
}

/// What a member's record says that they may be.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct RolesView {
    member: MemberId,
    roles: Vec<HeldRole>,
}

impl From<MemberRoles> for RolesView {
    fn from(MemberRoles { member, held }: MemberRoles) -> RolesView {
        RolesView { member, roles: held }
    }
}

/// What a member says of themselves to everybody.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ProfileView<'a> {
    /// The name that the member goes by; null where they have said none.
    pub(crate) display_name: Option<&'a Title>,
    /// What the member says of themselves; null where nothing.
    pub(crate) bio: Option<&'a Text>,
    pub(crate) genre_tags: &'a [Tag],
    /// Each https, and opened at the reader's own risk.
    pub(crate) links: &'a [HttpsLink],
}

/// What a composer has open, and how much they may have.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct EntriesView {
    open: usize,
    max: usize,
    per_brief: usize,
    /// The level that gives `max`.
    level: StatusLevel,
    /// Those that take the places.
    items: Vec<EntryStanding>,
}

/// How a level stands in time.
#[derive(Debug, Serialize, JsonSchema)]
struct ActivityView {
    level_reached: StatusLevel,
    last_approved_at: Option<Timestamp>,
    /// When the member will be told that their level rests on old work; null once they were, and
    /// where nothing can fall.
    told_at: Option<Timestamp>,
    /// When it falls without another approved track; null where nothing can fall.
    falls_at: Option<Timestamp>,
    /// What becomes of it, and what changes that; null where there is nothing to lose or to get
    /// back.
    words: Option<String>,
}

/// How far a composer has come, and what is missing to the next level.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct StandingView {
    #[serde(flatten)]
    standing: Standing,
    /// What is missing to the next level; null where there is none above.
    missing_to_next: Option<Missing>,
    /// The same in words; null where that is null.
    missing: Option<String>,
    activity: ActivityView,
    /// How each level was reached.
    promotions: Vec<Reached>,
    policy_version: u32,
}

/// Where a co-producer stands.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct CoproducerView<'a> {
    member: MemberId,
    state: CoproducerState,
    /// Why they were named without an application; null where they applied.
    founding_because: Option<&'a ShortText>,
    since: Timestamp,
    probation_delivered: u32,
    /// Their latest application; null where they were named without one.
    application: Option<ApplicationId>,
    /// By when an operator decides the application; null where none waits.
    decide_by: Option<Timestamp>,
    /// From when on they may apply again; null where they were not declined.
    reapply_from: Option<Timestamp>,
    /// What an operator said with the last decision; null where there was none since they applied
    /// or were named.
    decision: Option<OperatorStatementView<'a>>,
    /// Their appeal against the last decision; null where they have made none.
    appeal: Option<AppealView<'a>>,
    /// How they stand as a co-producer; null until it is computed for the first time.
    standing: Option<CoproducerStandingView>,
}

/// What an operator stated, without their name.
#[derive(Debug, Serialize, JsonSchema)]
struct OperatorStatementView<'a> {
    words: &'a Text,
    at: Timestamp,
}

/// An appeal and its answer.
#[derive(Debug, Serialize, JsonSchema)]
struct AppealView<'a> {
    words: &'a Text,
    /// When it was made.
    at: Timestamp,
    reinstated: Option<bool>,
    /// What an operator has said to it; null until they have.
    decision: Option<OperatorStatementView<'a>>,
}

/// A co-producer's standing with its four parts, each explained.
#[derive(Debug, Serialize, JsonSchema)]
struct CoproducerStandingView {
    /// The sum of the parts: 0 to 1000.
    total: u32,
    parts: Vec<PartView>,
    /// What was answered on probation, beside what the versions were given.
    paired: PairedAnswers,
    policy_version: u32,
}

/// One part of a standing.
#[derive(Debug, Serialize, JsonSchema)]
struct PartView {
    #[serde(flatten)]
    part: PartStanding,
    /// What the part is computed from.
    because: &'static str,
}

/// An application, as an operator and the applicant see it.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ApplicationView {
    id: ApplicationId,
    member: MemberId,
    state: ApplicationState,
    /// What the applicant says for themselves; null where they said nothing.
    words: Option<Text>,
    evidence: Standing,
    policy_version: u32,
    applied_at: Timestamp,
    /// Until when an operator decides it; null while the trial waits for the applicant.
    decide_by: Option<Timestamp>,
    /// What it still waits for; null once it is decided.
    waits_for: Option<String>,
    /// Whether that takes longer than it may.
    overdue: bool,
    /// The last reminder that operators were sent; null before the first.
    reminded: Option<ApplicationReminder>,
    /// Tracks of the trial; 0 where too few were marked, and an operator decides without them.
    trial_tracks: usize,
    /// For operators alone; for others it is empty.
    trial: Vec<TrialPlaceView>,
    /// What the operator said who has decided it; null until it is decided.
    decision: Option<Text>,
    decided_at: Option<Timestamp>,
    /// What there was of the trial when it was decided; null until then.
    trial_record: Option<TrialRecordView>,
}

/// What a decision about an application rests on.
#[derive(Debug, Serialize, JsonSchema)]
struct TrialRecordView {
    #[serde(flatten)]
    record: TrialRecord,
    words: String,
}

/// A track of a trial: what became of it, and what the applicant says.
#[derive(Debug, Serialize, JsonSchema)]
struct TrialPlaceView {
    brief: BriefId,
    track: TrackId,
    #[schemars(range(min = 1))]
    version: u8,
    outcome: TrialOutcome,
    /// What the applicant gives it; null until they have answered it.
    scores: Option<Scores>,
    total_centistars: Option<u32>,
    notes: Vec<Note>,
}

impl From<TrialPlace> for TrialPlaceView {
    fn from(TrialPlace { marked, answer }: TrialPlace) -> TrialPlaceView {
        let scores = answer.as_ref().map(|answer| answer.scores);
        TrialPlaceView {
            brief: marked.brief,
            track: marked.track,
            version: marked.version,
            outcome: marked.outcome,
            total_centistars: scores.as_ref().map(Scores::total_centistars),
            scores,
            notes: answer.map(|answer| answer.notes).unwrap_or_default(),
        }
    }
}

impl ApplicationView {
    /// With what the applicant said of the trial's tracks, beside what became of them.
    pub(crate) fn for_operator(
        application: Application,
        waits_for: Option<ApplicationWait>,
        now: Timestamp,
    ) -> ApplicationView {
        let trial = application.trial.iter().cloned().map(TrialPlaceView::from).collect();
        ApplicationView { trial, ..ApplicationView::new(application, waits_for, now) }
    }
}

/// What everybody may see of a member.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PortfolioView<'a> {
    pub(crate) id: MemberId,
    #[serde(flatten)]
    pub(crate) profile: ProfileView<'a>,
    /// How far they have come; null where they do not want it shown.
    pub(crate) level: Option<StatusLevel>,
    /// What they have achieved; null where they do not want it shown.
    pub(crate) counts: Option<CountsView>,
    /// Mean place of the winners in their rankings, in basis points; null before the first, and
    /// where they do not want it shown.
    #[schemars(range(max = 10_000))]
    pub(crate) taste_alignment_bp: Option<u32>,
    /// Mean usefulness of their reviews, in basis points; null before one was judged, and where
    /// they do not want it shown.
    #[schemars(range(max = 10_000))]
    pub(crate) usefulness_bp: Option<u32>,
    pub(crate) is_coproducer: bool,
    /// The credits, the newest first.
    pub(crate) items: Vec<CreditView>,
    /// Where the credits go on, for the parameter `cursor`; null on the last page.
    pub(crate) next: Option<SealedCursor>,
}

/// A member as the directory names them.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DirectoryView<'a> {
    pub(crate) id: MemberId,
    /// The name that the member goes by; null where they have said none.
    pub(crate) display_name: Option<&'a Title>,
    pub(crate) genre_tags: &'a [Tag],
    pub(crate) links: &'a [HttpsLink],
    /// How far the member has come; null where they do not want it shown.
    pub(crate) level: Option<StatusLevel>,
}

/// What a composer has achieved.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct CountsView {
    /// How many tracks were approved.
    pub(crate) approved: u32,
    /// How many tracks were on a shortlist.
    pub(crate) shortlisted: u32,
    /// How many tracks were selected.
    pub(crate) selected: u32,
    pub(crate) credits: usize,
}

/// A credit; its titles are left out where they are not for everybody.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct CreditView {
    id: CreditId,
    member: MemberId,
    role: CreditRole,
    brief: BriefId,
    /// What the brief is called; null where `redacted` keeps it from everybody but the member.
    brief_title: Option<Title>,
    track: TrackId,
    /// What the track is called; null where `redacted` keeps it from everybody but the member.
    track_title: Option<Title>,
    production: ProductionKind,
    /// In which the brief was awarded, in UTC.
    year: i16,
    /// What may be said of it whatever is kept back.
    public_line: String,
    redacted: bool,
    embargo_until: Option<Timestamp>,
    awarded_at: Timestamp,
    state: CreditState,
    /// What its holder may give out: it leads to the credit under an embargo too. Null but in the
    /// member's own list.
    share_link: Option<String>,
}

/// A track of one's own.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct OwnTrackView {
    id: TrackId,
    brief: BriefId,
    title: Title,
    #[schemars(range(min = 1))]
    newest_version: u8,
    /// Where the newest version stands.
    state: VersionState,
    /// What the answers to the newest version come to; null until they are in.
    verdict: Option<Verdict>,
    /// The mean total of the answers to the newest version, in hundredths of a star; null until they
    /// are in.
    total_centistars: Option<u32>,
    /// Until when the next answer to the newest version is to be delivered; null where none is waited
    /// for, and while no deadline timer runs.
    review_due_at: Option<Timestamp>,
    shortlisted_at: Option<Timestamp>,
    selected_at: Option<Timestamp>,
    created_at: Timestamp,
}

/// A notice: the text for people, the facts for links and translation.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct NoticeView {
    at: Timestamp,
    /// What has happened, in words.
    text: String,
    #[serde(flatten)]
    body: NoticeBody,
}

impl<'a> MeView<'a> {
    pub(crate) fn new(
        caller: &'a Caller,
        person: &'a Person,
        profile: &'a Member,
        open: Vec<EntryStanding>,
    ) -> MeView<'a> {
        MeView {
            id: caller.member,
            username: &caller.username,
            groups: caller.groups.iter().copied().collect(),
            roles: person.roles.as_ref().map_or(&[], |stored| &stored.item.held),
            profile: ProfileView::new(profile),
            contact: profile.contact.as_ref(),
            minimum_fee: profile.minimum_fee,
            availability: profile.availability,
            public_page: profile.public_page,
            in_directory: profile.in_directory,
            profile_complete: profile.profile_complete(),
            joined_at: person.profile.as_ref().map(|stored| stored.item.joined_at),
            standing: StandingView::new(person),
            entries: EntriesView::new(person.standing.standing.level, open),
            coproducer: person.coproducer.as_ref().map(|stored| {
                CoproducerView::new(&stored.item, person.coproducer_standing.as_ref())
            }),
            erasure: person.erasure.clone().map(ErasureView::from),
        }
    }
}

impl<'a> ProfileView<'a> {
    pub(crate) fn new(member: &'a Member) -> ProfileView<'a> {
        ProfileView {
            display_name: member.display_name.as_ref(),
            bio: member.bio.as_ref(),
            genre_tags: &member.genre_tags,
            links: &member.links,
        }
    }
}

impl EntriesView {
    fn new(level: StatusLevel, open: Vec<EntryStanding>) -> EntriesView {
        let EntryLimits { level, max, per_brief } = EntryLimits::of(level, &Policy::CURRENT);
        EntriesView { open: open.len(), max, per_brief, level, items: open }
    }
}

impl ActivityView {
    fn new(activity: &Activity) -> ActivityView {
        ActivityView {
            level_reached: activity.earned,
            last_approved_at: activity.approved_at,
            told_at: activity.told_at(),
            falls_at: activity.falls_at(&Policy::CURRENT),
            words: activity.in_words(&Policy::CURRENT),
        }
    }
}

impl StandingView {
    pub(crate) fn new(person: &Person) -> StandingView {
        let standing = person.standing.standing;
        let activity = &person.standing.activity;
        let missing_to_next = standing.missing(activity, &Policy::CURRENT);
        StandingView {
            standing,
            missing_to_next,
            missing: missing_to_next.map(|missing| missing.in_words()),
            activity: ActivityView::new(activity),
            promotions: person.standing.promotions.clone(),
            policy_version: person.standing.policy_version,
        }
    }
}

impl<'a> CoproducerView<'a> {
    pub(crate) fn new(
        coproducer: &'a Coproducer,
        standing: Option<&CoproducerStandingItem>,
    ) -> CoproducerView<'a> {
        CoproducerView {
            member: coproducer.member,
            state: coproducer.state,
            founding_because: coproducer.founding_because.as_ref(),
            since: coproducer.since,
            probation_delivered: coproducer.probation_delivered,
            application: coproducer.application_id(),
            decide_by: coproducer.decide_by(&Policy::CURRENT),
            reapply_from: coproducer.reapply_from(&Policy::CURRENT),
            decision: coproducer.statement.as_ref().map(OperatorStatementView::new),
            appeal: coproducer.appeal.as_ref().map(AppealView::new),
            standing: standing.map(|stored| CoproducerStandingView::new(&stored.standing)),
        }
    }
}

impl<'a> OperatorStatementView<'a> {
    fn new(statement: &'a OperatorStatement) -> OperatorStatementView<'a> {
        OperatorStatementView { words: &statement.words, at: statement.at }
    }
}

impl<'a> AppealView<'a> {
    fn new(appeal: &'a Appeal) -> AppealView<'a> {
        AppealView {
            words: &appeal.words,
            at: appeal.at,
            reinstated: appeal.decision.as_ref().map(|decision| decision.reinstated),
            decision: appeal
                .decision
                .as_ref()
                .map(|decision| OperatorStatementView::new(&decision.statement)),
        }
    }
}

impl CoproducerStandingView {
    fn new(standing: &CoproducerStanding) -> CoproducerStandingView {
        let parts = standing.parts.iter();
        CoproducerStandingView {
            total: standing.total,
            parts: parts
                .map(|part| PartView { part: *part, because: part.part.because() })
                .collect(),
            paired: standing.paired,
            policy_version: standing.policy_version,
        }
    }
}

impl ApplicationView {
    pub(crate) fn new(
        application: Application,
        waits_for: Option<ApplicationWait>,
        now: Timestamp,
    ) -> ApplicationView {
        let decided_at = application.decision.as_ref().map(|statement| statement.at);
        let (decide_by, overdue) = (application.decide_by(), application.is_overdue(now));
        let record = |record: TrialRecord| TrialRecordView { words: record.to_string(), record };
        ApplicationView {
            id: application.id,
            member: application.member,
            state: application.state,
            words: application.words,
            evidence: application.evidence,
            policy_version: application.policy_version,
            applied_at: application.applied_at,
            decide_by,
            waits_for: waits_for.map(|wait| wait.to_string()),
            overdue,
            reminded: application.reminded,
            trial_tracks: application.trial.len(),
            trial: Vec::new(),
            decision: application.decision.map(|statement| statement.words),
            decided_at,
            trial_record: application.trial_record.map(record),
        }
    }
}

impl CreditView {
    /// As its member sees it.
    pub(crate) fn whole((credit, state): (Credit, CreditState)) -> CreditView {
        CreditView {
            production: credit.production,
            year: credit.year(),
            public_line: credit.public_line(),
            id: credit.id,
            member: credit.member,
            role: credit.role,
            brief: credit.brief,
            brief_title: Some(credit.brief_title),
            track: credit.track,
            track_title: Some(credit.track_title),
            redacted: credit.redacted,
            embargo_until: credit.embargo_until,
            awarded_at: credit.awarded_at,
            state,
            share_link: None,
        }
    }

    /// As its member sees it, with the link that they may give out.
    pub(crate) fn with_link(
        credit: (Credit, CreditState),
        secret: &DeploymentSecret,
    ) -> CreditView {
        let token = credit.0.share_token(secret);
        let share_link = Some(format!("/credits/{}?token={token}", credit.0.id));
        CreditView { share_link, ..CreditView::whole(credit) }
    }

    /// As everybody sees it now.
    pub(crate) fn public(credit: (Credit, CreditState), now: Timestamp) -> CreditView {
        let redacted = credit.0.is_redacted(now);
        let whole = CreditView { redacted, ..CreditView::whole(credit) };
        if redacted {
            return CreditView { brief_title: None, track_title: None, ..whole };
        }
        whole
    }

    /// The same in a row for spreadsheets.
    pub(crate) fn row(&self) -> [String; 10] {
        let title = |title: Option<&Title>| title.map(Title::to_string).unwrap_or_default();
        [
            self.id.to_string(),
            self.role.to_string(),
            self.brief.to_string(),
            title(self.brief_title.as_ref()),
            self.track.to_string(),
            title(self.track_title.as_ref()),
            self.production.to_string(),
            self.year.to_string(),
            self.awarded_at.to_string(),
            self.state.to_string(),
        ]
    }
}

impl OwnTrackView {
    pub(crate) fn new(track: Track, newest: &Version) -> OwnTrackView {
        OwnTrackView {
            id: track.id,
            brief: track.brief,
            title: track.title,
            newest_version: track.newest,
            state: newest.state,
            verdict: newest.verdict,
            total_centistars: newest.total_centistars,
            review_due_at: newest.next_due_at(),
            shortlisted_at: track.shortlisted_at,
            selected_at: track.selected_at,
            created_at: track.created_at,
        }
    }
}

impl NoticeView {
    pub(crate) fn new(notice: &Notice, context: &NoticeContext) -> NoticeView {
        NoticeView { at: notice.at, text: notice.text(context), body: notice.body.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_titles_of_a_private_brief_are_only_for_its_member() {
        let (brief, member) = (BriefId::derive(&[b"b"]), MemberId::of_subject("ada"));
        let credit = Credit {
            id: CreditId::derive(&[b"c"]),
            member,
            role: CreditRole::Composer,
            brief,
            brief_title: Title::new("Launch").unwrap(),
            track: TrackId::derive(&[b"t"]),
            track_title: Title::new("Dawn").unwrap(),
            production: ProductionKind::Game,
            redacted: true,
            embargo_until: None,
            awarded_at: Timestamp::UNIX_EPOCH,
            had_left: false,
        };
        let credit = (credit, CreditState::Stands);
        let public = CreditView::public(credit.clone(), Timestamp::UNIX_EPOCH);
        let public = serde_json::to_string(&public).unwrap();
        assert!(!public.contains("Launch") && !public.contains("Dawn"), "{public}");
        assert!(public.contains("Composer of the music for a game, 1970"), "{public}");
        let whole = serde_json::to_string(&CreditView::whole(credit)).unwrap();
        assert!(whole.contains("Launch") && whole.contains("Dawn"));
    }
}
