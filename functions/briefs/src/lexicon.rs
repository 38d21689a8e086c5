//! The lexicon: a co-producer of the brief proposes, the client confirms or sends back.

use axum::extract::State;
use domain::id::BriefId;
use domain::lexicon::{TempoRange, Term};
use domain::policy::Policy;
use domain::rules::Rule;
use domain::text::{ShortText, Text};
use edge::{
    Body, Caller, Failures, Field, Fields, Found, Path, Problem, ReadFields, Routes, Tag, answer,
};
use workflow::brief::lexicon;

use crate::Studio;
use crate::view::LexiconView;

const POLICY: Policy = Policy::CURRENT;

const VERSION_NOTE: &str = "The one that was read: refused where a newer one is there.";

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    routes
        .under(Tag::QuestionsAndLexicon)
        .put("/briefs/{brief}/lexicon", propose, |it| {
            it.summary("Propose the lexicon of a brief")
                .text(
                    "A new version, unless the newest one says the same. Each word is one of the \
                     client's, or says because of what it is there.",
                )
                .who("a co-producer of the brief, before entries end")
                .refuses(&[Rule::Forbidden, Rule::State, Rule::Lexicon, Rule::LexiconClientWord])
                .without_if_match("every proposal is a version of its own and overwrites none")
        })
        .post("/briefs/{brief}/lexicon/confirm", confirm, |it| {
            it.summary("Confirm the newest lexicon of a brief")
                .text("Reviews go by it from then on.")
                .who("the client of the brief")
                .refuses(&[
                    Rule::Forbidden,
                    Rule::State,
                    Rule::NoLexicon,
                    Rule::StaleLexiconVersion,
                ])
                .without_if_match("where `version` stands in the body, it is what was read")
        })
        .post("/briefs/{brief}/lexicon/return", send_back, |it| {
            it.summary("Send back the newest lexicon of a brief")
                .text("The co-producer who proposed it is told why.")
                .who("the client of the brief")
                .refuses(&[
                    Rule::Forbidden,
                    Rule::State,
                    Rule::NoLexicon,
                    Rule::StaleLexiconVersion,
                ])
                .without_if_match("where `version` stands in the body, it is what was read")
        })
}

/// The words of a lexicon.
pub(crate) struct LexiconProposal(Vec<Term>);

impl ReadFields for LexiconProposal {
    const NAME: &'static str = "LexiconProposal";
    const ABOUT: &'static str = "The words of a lexicon.";

    fn read(fields: &mut Fields) -> Option<LexiconProposal> {
        let terms =
            fields.required("terms", |field| field.list(1..=POLICY.lexicon_terms_max, term));
        fields.note("terms", "All of them, each word once.");
        terms.map(LexiconProposal)
    }
}

/// The version that a client agrees with.
pub(crate) struct LexiconConfirmation(Option<i64>);

impl ReadFields for LexiconConfirmation {
    const NAME: &'static str = "LexiconConfirmation";
    const ABOUT: &'static str = "The version that a client agrees with.";

    fn read(fields: &mut Fields) -> Option<LexiconConfirmation> {
        let version = fields.optional("version", version);
        fields.note("version", VERSION_NOTE);
        version.map(LexiconConfirmation)
    }
}

/// Why a client asks for another lexicon.
pub(crate) struct LexiconReturn {
    reason: Text,
    version: Option<i64>,
}

impl ReadFields for LexiconReturn {
    const NAME: &'static str = "LexiconReturn";
    const ABOUT: &'static str = "Why a client asks for another lexicon.";

    fn read(fields: &mut Fields) -> Option<LexiconReturn> {
        let reason = fields.required("reason", Field::parse);
        fields.note("reason", "For the co-producer who proposed it.");
        let version = fields.optional("version", version);
        fields.note("version", VERSION_NOTE);
        Some(LexiconReturn { reason: reason?, version: version? })
    }
}

fn version(field: Field) -> Result<i64, Failures> {
    field.integer(1..=i64::from(u32::MAX))
}

/// `PUT /briefs/{brief}/lexicon` `{terms: […]}`: a new version, unless the newest one says the same.
pub(crate) async fn propose(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
    Body(LexiconProposal(terms)): Body<LexiconProposal>,
) -> Result<Found<LexiconView>, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    answer::found(&LexiconView::from(lexicon::propose(&work, actor, brief, &terms).await?))
}

/// `POST /briefs/{brief}/lexicon/confirm`, optionally `{version}`: the client agrees with the newest
/// version. Who names the version they read never agrees to another one by accident.
pub(crate) async fn confirm(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
    body: Option<Body<LexiconConfirmation>>,
) -> Result<Found<LexiconView>, Problem> {
    let seen = body.and_then(|Body(LexiconConfirmation(version))| version);
    let (work, actor) = (studio.workflow(), caller.actor());
    answer::found(&LexiconView::from(lexicon::confirm(&work, actor, brief, seen).await?))
}

/// `POST /briefs/{brief}/lexicon/return` `{reason, version?}`: the client asks for another. Who names
/// the version they read never sends back another one by accident.
pub(crate) async fn send_back(
    State(studio): State<Studio>,
    caller: Caller,
    Path(id): Path<BriefId>,
    Body(LexiconReturn { reason, version }): Body<LexiconReturn>,
) -> Result<Found<LexiconView>, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    let returned = lexicon::send_back(&work, actor, id, &reason, version).await?;
    answer::found(&LexiconView::from(returned))
}

fn term(field: Field) -> Result<Term, Failures> {
    field.object(|fields| {
        let word = fields.required("word", Field::parse);
        fields.note("word", "As the client says it.");
        let tempo = fields.optional("tempo", tempo);
        let mode = fields.optional("mode", Field::word);
        let instrumentation = fields.optional_or("instrumentation", Vec::new(), lines);
        let energy = fields.optional("energy", |field| field.integer(1..=5));
        fields.note("energy", "From 1, the least, to 5.");
        let references = fields.optional_or("references", Vec::new(), lines);
        fields.note("references", "Music that is like this.");
        let not_this = fields.optional_or("not_this", Vec::new(), lines);
        fields.note("not_this", "What the word does not mean.");
        let because = fields.optional("because", Field::parse);
        fields.note("because", "Why it is here although the client never said the word.");
        Some(Term {
            word: word?,
            tempo: tempo?,
            mode: mode?,
            instrumentation: instrumentation?,
            energy: energy?,
            references: references?,
            not_this: not_this?,
            because: because?,
        })
    })
}

/// The lexicon's own rule judges the order of the two.
fn tempo(field: Field) -> Result<TempoRange, Failures> {
    field.object(|fields| {
        let min_bpm = fields.required("min_bpm", |field| field.integer(20..=400));
        fields.note("min_bpm", "Beats per minute, at least.");
        let max_bpm = fields.required("max_bpm", |field| field.integer(20..=400));
        fields.note("max_bpm", "Beats per minute, at most.");
        Some(TempoRange { min_bpm: min_bpm?, max_bpm: max_bpm? })
    })
}

fn lines(field: Field) -> Result<Vec<ShortText>, Failures> {
    field.list(0..=POLICY.lexicon_lines_max, Field::parse)
}
