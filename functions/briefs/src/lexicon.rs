//! The lexicon: a co-producer of the brief proposes, the client confirms or sends back.

use axum::extract::State;
use axum::response::Response;
use domain::id::BriefId;
use domain::lexicon::{TempoRange, Term};
use domain::policy::Policy;
use domain::text::Text;
use edge::{Caller, Failures, Field, JsonBody, Path, Problem, respond};
use workflow::brief::lexicon;

use crate::Studio;

const POLICY: Policy = Policy::CURRENT;

/// `PUT /briefs/{brief}/lexicon` `{terms: […]}`: a new version, unless the newest one says the same.
pub(crate) async fn propose(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut fields = body.fields()?;
    let terms = fields.required("terms", |field| field.list(1..=POLICY.lexicon_terms_max, term));
    let terms = fields.finish(|| terms)?;
    let (work, actor) = (studio.workflow(), caller.actor());
    respond::ok(&lexicon::propose(&work, actor, brief, &terms).await?)
}

/// `POST /briefs/{brief}/lexicon/confirm`, optionally `{version}`: the client agrees with the newest
/// version. Who names the version they read never agrees to another one by accident.
pub(crate) async fn confirm(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
    body: Option<JsonBody>,
) -> Result<Response, Problem> {
    let seen = match body {
        None => None,
        Some(body) => {
            let mut fields = body.fields()?;
            let version =
                fields.optional("version", |field| field.integer(1..=i64::from(u32::MAX)));
            fields.finish(|| version)?
        }
    };
    let (work, actor) = (studio.workflow(), caller.actor());
    respond::ok(&lexicon::confirm(&work, actor, brief, seen).await?)
}

/// `POST /briefs/{brief}/lexicon/return` `{reason}`: the client asks for another.
pub(crate) async fn send_back(
    State(studio): State<Studio>,
    caller: Caller,
    Path(id): Path<BriefId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut fields = body.fields()?;
    let reason = fields.required("reason", Field::parse::<Text>);
    let reason = fields.finish(|| reason)?;
    let (work, actor) = (studio.workflow(), caller.actor());
    respond::ok(&lexicon::send_back(&work, actor, id, &reason).await?)
}

fn term(field: Field) -> Result<Term, Failures> {
    field.object(|fields| {
        let word = fields.required("word", Field::parse);
        let tempo = fields.optional("tempo", |field| {
            field.object(|fields| {
                let min_bpm = fields.required("min_bpm", |field| field.integer(20..=400));
                let max_bpm = fields.required("max_bpm", |field| field.integer(20..=400));
                Some(TempoRange { min_bpm: min_bpm?, max_bpm: max_bpm? })
            })
        });
        let mode = fields.optional("mode", Field::word);
        let lines = |field: Field| field.list(0..=POLICY.lexicon_lines_max, Field::parse);
        let instrumentation = fields.optional_or("instrumentation", Vec::new(), lines);
        let energy = fields.optional("energy", |field| field.integer(1..=5));
        let references = fields.optional_or("references", Vec::new(), lines);
        let not_this = fields.optional_or("not_this", Vec::new(), lines);
        let because = fields.optional("because", Field::parse);
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
