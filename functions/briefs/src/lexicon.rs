//! The lexicon: a co-producer of the brief proposes, the client confirms or sends back.

use axum::extract::State;
use axum::response::Response;
use domain::brief::{Brief, BriefState};
use domain::change::Change;
use domain::id::BriefId;
use domain::lexicon::{Lexicon, LexiconState, TempoRange, Term};
use domain::notice::NoticeKind;
use domain::text::Text;
use edge::{Caller, Failures, Field, JsonBody, Path, Problem, respond};
use store::brief::BriefItem;
use store::{Stored, retry_on_conflict};

use crate::lifecycle::moved;
use crate::{Studio, access, notices};

/// `PUT /briefs/{brief}/lexicon` `{terms: […]}`: a new version, unless the newest one says the same.
pub(crate) async fn propose(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut fields = body.fields()?;
    let terms = fields.required("terms", |field| field.list(1..=50, term));
    let terms = fields.finish(|| terms)?;
    retry_on_conflict(|| propose_once(&studio, &caller, brief, &terms)).await
}

async fn propose_once(
    studio: &Studio,
    caller: &Caller,
    id: BriefId,
    terms: &[Term],
) -> Result<Response, Problem> {
    let found = access::load(studio, id, caller).await?;
    access::require_coproducer(&found)?;
    let brief = &found.brief.item.brief;
    if !matches!(brief.state, BriefState::Draft | BriefState::Open) {
        return Err(Problem::conflict("state", "a lexicon is proposed before entries end"));
    }
    let newest = newest(studio, brief).await?.map(|stored| stored.item);
    if let Some(newest) = newest.filter(|newest| says_the_same(newest, terms)) {
        return respond::ok(&newest);
    }
    let version = brief.lexicon_version.saturating_add(1);
    let now = studio.now();
    let lexicon = Lexicon::propose(id, version, terms.to_vec(), caller.member, now)
        .map_err(|error| Problem::broken_rule("/terms", "lexicon", error.to_string()))?;
    let text = format!("A lexicon for \"{}\" waits for your word.", brief.terms.title);
    let (kind, part) = (NoticeKind::LexiconProposed, version.to_string());
    let notice = notices::about(brief, brief.owner, kind, &part, &text, now)?;
    let proposed = Brief { lexicon_version: version, ..brief.clone() };
    studio.store.propose_lexicon(&moved(&found.brief, proposed), &lexicon, &notice).await?;
    respond::ok(&lexicon)
}

fn says_the_same(newest: &Lexicon, terms: &[Term]) -> bool {
    newest.state != LexiconState::Returned && newest.terms == terms
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
    retry_on_conflict(|| confirm_once(&studio, &caller, brief, seen)).await
}

async fn confirm_once(
    studio: &Studio,
    caller: &Caller,
    id: BriefId,
    seen: Option<i64>,
) -> Result<Response, Problem> {
    let (brief, lexicon) = load_for_owner(studio, caller, id).await?;
    let newest = lexicon.item.version;
    if seen.is_some_and(|seen| seen != i64::from(newest)) {
        let detail = format!("version {newest} of the lexicon is the newest");
        return Err(Problem::conflict("stale_lexicon_version", detail));
    }
    let Change::Applied(confirmed) = lexicon.item.confirm(studio.now())? else {
        return respond::ok(&lexicon.item);
    };
    let version = confirmed.version;
    let agreed = Brief { lexicon_confirmed: Some(version), ..brief.item.brief.clone() };
    let text = format!("Your lexicon for \"{}\" is confirmed.", agreed.terms.title);
    decide(studio, &moved(&brief, agreed), confirmed, lexicon.revision, &text).await
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
    retry_on_conflict(|| async {
        let (brief, lexicon) = load_for_owner(&studio, &caller, id).await?;
        let change = lexicon.item.send_back(reason.clone(), studio.now())?;
        let Change::Applied(returned) = change else { return respond::ok(&lexicon.item) };
        let title = &brief.item.terms.title;
        let text = format!("Your lexicon for \"{title}\" came back: {reason}");
        let text: String = text.chars().take(Text::MOST).collect();
        decide(&studio, &brief, returned, lexicon.revision, &text).await
    })
    .await
}

/// Writes the client's answer and tells the co-producer.
async fn decide(
    studio: &Studio,
    brief: &Stored<BriefItem>,
    lexicon: Lexicon,
    revision: u64,
    text: &str,
) -> Result<Response, Problem> {
    let kind = if lexicon.state == LexiconState::Confirmed {
        NoticeKind::LexiconConfirmed
    } else {
        NoticeKind::LexiconReturned
    };
    let (member, part) = (lexicon.proposed_by, lexicon.version.to_string());
    let notice = notices::about(&brief.item, member, kind, &part, text, studio.now())?;
    let stored = Stored { item: lexicon, revision };
    studio.store.decide_lexicon(brief, &stored, &notice).await?;
    respond::ok(&stored.item)
}

async fn load_for_owner(
    studio: &Studio,
    caller: &Caller,
    id: BriefId,
) -> Result<(Stored<BriefItem>, Stored<Lexicon>), Problem> {
    let found = access::load(studio, id, caller).await?;
    access::require_owner(&found.brief.item, caller)?;
    match newest(studio, &found.brief.item).await? {
        Some(lexicon) => Ok((found.brief, lexicon)),
        None => Err(Problem::conflict("no_lexicon", "no lexicon has been proposed")),
    }
}

async fn newest(studio: &Studio, brief: &Brief) -> Result<Option<Stored<Lexicon>>, Problem> {
    match brief.lexicon_version {
        0 => Ok(None),
        version => Ok(studio.store.lexicon(brief.id, version).await?),
    }
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
        let lines = |field: Field| field.list(0..=20, Field::parse);
        let instrumentation = fields.optional_or("instrumentation", Vec::new(), lines);
        let energy = fields.optional("energy", |field| field.integer(1..=5));
        let references = fields.optional_or("references", Vec::new(), lines);
        let not_this = fields.optional_or("not_this", Vec::new(), lines);
        Some(Term {
            word: word?,
            tempo: tempo?,
            mode: mode?,
            instrumentation: instrumentation?,
            energy: energy?,
            references: references?,
            not_this: not_this?,
        })
    })
}
