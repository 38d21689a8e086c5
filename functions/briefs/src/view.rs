//! The JSON that goes out about briefs and their lexicons.

use domain::audio::{DeliverySpec, LengthRange};
use domain::brief::{Brief, BriefState, BriefTerms, Hint, ProductionKind, Selection, Visibility};
use domain::id::{BriefId, MemberId, QuestionId};
use domain::lexicon::{Lexicon, LexiconState, Term};
use domain::licence_terms::LicenceTerms;
use domain::money::Money;
use domain::policy::Policy;
use domain::prize::PrizeShare;
use domain::text::{ShortText, Tag, Text, Title};
use domain::version::missing::LeftUnanswered;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use store::brief::BriefVersionItem;
use workflow::brief::read::ShownLexicon;

/// A brief as everybody sees it who may see it.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct BriefView<'a> {
    id: BriefId,
    /// The client who posted it.
    owner: MemberId,
    state: BriefState,
    /// From 1; raised by every amendment while it is open.
    #[schemars(range(min = 1))]
    version: u32,
    #[serde(flatten)]
    terms: BriefTermsView<'a>,
    /// The co-producers' share of the royalties that applies, set by the client or not.
    #[schemars(range(max = 1_000_000))]
    effective_pool_ppm: u32,
    /// Whether the studio has received the prize.
    prize_funded: bool,
    /// The newest proposed lexicon, 0 before the first.
    lexicon_version: u32,
    /// The number of the newest confirmed lexicon; null before the first.
    #[schemars(range(min = 1))]
    lexicon_confirmed: Option<u32>,
    /// The newest one; null before the first, and where more than this brief is answered or it was
    /// changed.
    lexicon: Option<LexiconView>,
    /// The one that reviews go by, where a newer one is proposed; null where that is `lexicon`,
    /// where none is confirmed, and where more than this brief is answered or it was changed.
    confirmed_lexicon: Option<LexiconView>,
    /// What would make a draft better, for its owner, where this brief alone is read.
    hints: Vec<Hint>,
    /// When its draft was written.
    created_at: Timestamp,
    /// When entries began; null before that.
    opened_at: Option<Timestamp>,
    /// When entries ended; null where they have not.
    closed_at: Option<Timestamp>,
    /// Until when further versions are announced; null until entries have ended.
    versions_end_at: Option<Timestamp>,
    /// Why it was cancelled; null where it was not.
    cancelled_because: Option<&'a Text>,
    /// What it left without the promised answers.
    left_unanswered: &'a [LeftUnanswered],
    /// What has won; null under an embargo, but for the parties of the award.
    selected: Option<Selection>,
    /// Why this one, in the client's words; null under an embargo, but for the parties.
    selected_because: Option<&'a Text>,
    /// When it was delivered, lapsed or was cancelled; null until then.
    ended_at: Option<Timestamp>,
    /// When it was decided that the client gets the prize back; null where they do not.
    prize_returned_at: Option<Timestamp>,
    /// Who gets the prize; empty under an embargo, but for the parties.
    prize_shares: &'a [PrizeShare],
}

/// The terms of one version, as they stood.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct BriefVersionView<'a> {
    brief: BriefId,
    /// From 1.
    #[schemars(range(min = 1))]
    version: u32,
    #[serde(flatten)]
    terms: BriefTermsView<'a>,
    /// The co-producers' share of the royalties that applied, set by the client or not.
    #[schemars(range(max = 1_000_000))]
    effective_pool_ppm: u32,
    /// The question whose answer amended the brief to this; null where it came about otherwise.
    answers_question: Option<QuestionId>,
    /// Since when it holds, or held.
    since: Timestamp,
}

/// What the client asks for.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct BriefTermsView<'a> {
    /// Null while the award is under an embargo, but for its parties.
    title: Option<&'a Title>,
    /// What the music is for.
    production: ProductionKind,
    /// What it is for and how it should feel, in the client's words.
    text: &'a Text,
    /// The adjectives that the lexicon translates.
    mood_words: &'a [ShortText],
    /// Music like this.
    references_like: &'a [ShortText],
    /// Music not like this.
    references_not_like: &'a [ShortText],
    /// The length asked for; null where any will do.
    length: Option<LengthRange>,
    /// How the master is to be delivered, in words; null where the client says nothing of it.
    delivery: Option<&'a Text>,
    /// How every file is to be; checked when it is taken in. Null where the client leaves it to the
    /// composers.
    delivery_spec: Option<&'a DeliverySpec>,
    /// Genres, for the board and for choosing co-producers.
    genre_tags: &'a [Tag],
    /// What the winner is paid once, apart from royalties; null where there is no prize.
    prize: Option<Money>,
    /// When entries end at the latest.
    deadline: Timestamp,
    visibility: Visibility,
    /// How many reviews each track gets.
    reviews_per_track: u8,
    /// How many co-producers are appointed if the owner appoints none.
    coproducer_seats: u8,
    /// The co-producers' share of the royalties; null where the client sets none and the studio's
    /// own applies.
    #[schemars(range(max = 1_000_000))]
    pool_ppm: Option<u32>,
    /// What the client may do with what wins.
    licence: &'a LicenceTerms,
    /// Until when the credits of the award name no titles in public. Null where there is no date:
    /// those of a private brief then never do.
    embargo_until: Option<Timestamp>,
}

/// One version of a brief's lexicon: the client's words translated into musical targets.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct LexiconView {
    brief: BriefId,
    /// From 1; a new proposal is a new version.
    #[schemars(range(min = 1))]
    version: u32,
    state: LexiconState,
    /// One for each word.
    terms: Vec<Term>,
    /// The co-producer; null for whom the brief does not name its co-producers.
    proposed_by: Option<MemberId>,
    proposed_at: Timestamp,
    /// When the client answered; null until they have.
    decided_at: Option<Timestamp>,
    /// Why the client sent it back; null where they did not.
    returned_because: Option<Text>,
}

impl<'a> BriefVersionView<'a> {
    pub(crate) fn new(item: &'a BriefVersionItem) -> BriefVersionView<'a> {
        BriefVersionView {
            brief: item.brief,
            version: item.version,
            terms: BriefTermsView::new(&item.terms),
            effective_pool_ppm: item.terms.pool_ppm(&Policy::CURRENT),
            answers_question: item.answers,
            since: item.at,
        }
    }

    /// For everybody but the parties of an award under embargo.
    pub(crate) fn under_embargo(self) -> BriefVersionView<'a> {
        BriefVersionView { terms: self.terms.without_title(), ..self }
    }
}

impl<'a> BriefView<'a> {
    pub(crate) fn new(brief: &'a Brief) -> BriefView<'a> {
        BriefView {
            id: brief.id,
            owner: brief.owner,
            state: brief.state,
            version: brief.version,
            terms: BriefTermsView::new(&brief.terms),
            effective_pool_ppm: brief.terms.pool_ppm(&Policy::CURRENT),
            prize_funded: brief.prize_funded,
            lexicon_version: brief.lexicon_version,
            lexicon_confirmed: brief.lexicon_confirmed,
            lexicon: None,
            confirmed_lexicon: None,
            hints: Vec::new(),
            created_at: brief.created_at,
            opened_at: brief.opened_at,
            closed_at: brief.closed_at,
            versions_end_at: brief.versions_end_at(&Policy::CURRENT),
            cancelled_because: brief.cancelled_because.as_ref(),
            left_unanswered: &brief.left_unanswered,
            selected: brief.selected,
            selected_because: brief.selected_because.as_ref(),
            ended_at: brief.ended_at,
            prize_returned_at: brief.prize_returned_at,
            prize_shares: &brief.prize_shares,
        }
    }

    pub(crate) fn with_lexicons(
        self,
        newest: Option<LexiconView>,
        confirmed: Option<LexiconView>,
    ) -> BriefView<'a> {
        BriefView { lexicon: newest, confirmed_lexicon: confirmed, ..self }
    }

    pub(crate) fn with_hints(self, hints: Vec<Hint>) -> BriefView<'a> {
        BriefView { hints, ..self }
    }

    /// For everybody but the parties of an award under embargo: without title, winner and shares.
    pub(crate) fn under_embargo(self) -> BriefView<'a> {
        BriefView {
            terms: self.terms.without_title(),
            selected: None,
            selected_because: None,
            prize_shares: &[],
            ..self
        }
    }
}

impl<'a> BriefTermsView<'a> {
    fn new(terms: &'a BriefTerms) -> BriefTermsView<'a> {
        BriefTermsView {
            title: Some(&terms.title),
            production: terms.production,
            text: &terms.text,
            mood_words: &terms.mood_words,
            references_like: &terms.references_like,
            references_not_like: &terms.references_not_like,
            length: terms.length,
            delivery: terms.delivery.as_ref(),
            delivery_spec: terms.delivery_spec.as_ref(),
            genre_tags: &terms.genre_tags,
            prize: terms.prize,
            deadline: terms.deadline,
            visibility: terms.visibility,
            reviews_per_track: terms.reviews_per_track,
            coproducer_seats: terms.coproducer_seats,
            pool_ppm: terms.pool_ppm,
            licence: &terms.licence,
            embargo_until: terms.embargo_until,
        }
    }

    fn without_title(self) -> BriefTermsView<'a> {
        BriefTermsView { title: None, ..self }
    }
}

/// For its author and for the client, who know each other.
impl From<Lexicon> for LexiconView {
    fn from(lexicon: Lexicon) -> LexiconView {
        LexiconView {
            brief: lexicon.brief,
            version: lexicon.version,
            state: lexicon.state,
            terms: lexicon.terms,
            proposed_by: Some(lexicon.proposed_by),
            proposed_at: lexicon.proposed_at,
            decided_at: lexicon.decided_at,
            returned_because: lexicon.returned_because,
        }
    }
}

impl From<ShownLexicon> for LexiconView {
    fn from(shown: ShownLexicon) -> LexiconView {
        let ShownLexicon { lexicon, names_author } = shown;
        let view = LexiconView::from(lexicon);
        LexiconView { proposed_by: view.proposed_by.filter(|_| names_author), ..view }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::TrackId;
    use serde_json::{Value, json};

    fn awarded() -> Brief {
        let (clara, ada) = (MemberId::of_subject("clara"), MemberId::of_subject("ada"));
        let track = TrackId::derive(&[b"track"]);
        let terms = json!({"title": "Dawn", "text": "Wide.", "visibility": "public",
            "deadline": "2026-03-01T00:00:00Z", "prize": {"currency": "EUR", "amount": "500"}});
        let crate::terms::NewBrief(terms) = edge::Fields::read_value(terms).unwrap();
        let money = terms.prize.unwrap();
        let at = Timestamp::UNIX_EPOCH;
        Brief {
            selected: Some(Selection { track, version: 1, at }),
            selected_because: Some(Text::new("It is as wide as the sea.").unwrap()),
            prize_shares: vec![PrizeShare { track, member: ada, money }],
            ..Brief::draft(BriefId::derive(&[b"brief"]), clara, terms, at)
        }
    }

    #[test]
    fn an_embargo_hides_title_winner_reason_and_shares_and_nothing_else() {
        let brief = awarded();
        let shown = serde_json::to_value(BriefView::new(&brief)).unwrap();
        let hidden = serde_json::to_value(BriefView::new(&brief).under_embargo()).unwrap();
        let (shown, hidden) = (shown.as_object().unwrap(), hidden.as_object().unwrap());
        let differ = shown.iter().filter(|(name, value)| hidden[*name] != **value);
        let mut differ: Vec<&str> = differ.map(|(name, _)| name.as_str()).collect();
        differ.sort_unstable();
        assert_eq!(differ, ["prize_shares", "selected", "selected_because", "title"]);
        assert_eq!((&hidden["title"], &hidden["selected"]), (&Value::Null, &Value::Null));
        assert_eq!(hidden["prize_shares"], json!([]));
        assert_eq!((shown.len(), &shown["lexicon"]), (hidden.len(), &Value::Null));
    }

    #[test]
    fn a_lexicon_names_its_author_to_whom_the_brief_names_its_coproducers() {
        let mika = MemberId::of_subject("mika");
        let lexicon = Lexicon {
            brief: BriefId::derive(&[b"brief"]),
            version: 1,
            state: LexiconState::Proposed,
            terms: Vec::new(),
            proposed_by: mika,
            proposed_at: Timestamp::UNIX_EPOCH,
            decided_at: None,
            returned_because: None,
        };
        for (names_author, author) in [(true, json!(mika)), (false, Value::Null)] {
            let view = LexiconView::from(ShownLexicon { lexicon: lexicon.clone(), names_author });
            assert_eq!(serde_json::to_value(view).unwrap()["proposed_by"], author);
        }
    }
}
