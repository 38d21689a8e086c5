//! What is going on once the story is over, so that everybody who signs in finds something to do: a
//! brief that is judged, one that takes tracks, a draft, a queue, an application, a dispute, a plan.
//! Nothing of it is printed, and the story does not depend on it.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, ToSpan};
use serde_json::{Value, json};

use crate::cast::{ADA, BEN, CHIDI, CLARA, CastMember, MIKA};
use crate::creative::submit;
use crate::letters::{DINING_CAR, Letter, NIGHT_BUS, PLATFORM_NINE, PLATFORM_NINE_AGAIN, SLEEPERS};
use crate::money::{at_hour, revenue_is_loaded_quietly};
use crate::narrator::{Narrator, StoryError, list, number, text};
use crate::pieces::{NEXT, WAITING};

/// How long Mika's next track has waited when the one after it arrives.
const BETWEEN_TRACKS: SignedDuration = SignedDuration::from_hours(5);

/// Brings the studio from the end of the story, in which `track` was sold, to the present.
pub(crate) async fn prepare(story: &mut Narrator, track: &str) -> Result<(), StoryError> {
    a_month_waits_for_a_second_pair_of_eyes(story, track).await?;
    let night = a_brief_opens(story, night_train(), &night_lexicon()).await?;
    a_brief_is_judged(story, &night).await?;
    let harbour = a_brief_opens(story, harbour(), &harbour_lexicon()).await?;
    questions_are_asked(story, &harbour).await?;
    tracks_wait(story, &harbour).await?;
    an_application_waits(story).await?;
    let draft = dated(story, letter_to_the_moon(), 30).await?;
    story.create(&CLARA, "/briefs", draft).await?;
    story.settle().await
}

/// The month after the story's was earned in, frozen and planned; nobody has approved it.
async fn a_month_waits_for_a_second_pair_of_eyes(
    story: &mut Narrator,
    track: &str,
) -> Result<(), StoryError> {
    let today = story.now().await?.to_zoned(TimeZone::UTC).date();
    let month = today.strftime("%Y-%m").to_string();
    revenue_is_loaded_quietly(story, &month, track).await?;
    let second = today.first_of_month().saturating_add(1.month()).saturating_add(1.day());
    story.wait_until(at_hour(second, 9)?).await
}

/// Clara writes a brief, Mika translates its word, Clara confirms. Returns the brief.
async fn a_brief_opens(
    story: &mut Narrator,
    brief: Value,
    lexicon: &Value,
) -> Result<String, StoryError> {
    let brief = dated(story, brief, 14).await?;
    let brief = story.create(&CLARA, "/briefs", brief).await?;
    let brief = text(&brief, "/id")?.to_owned();
    story.post(&CLARA, &format!("/briefs/{brief}/open"), json!({})).await?;
    story.put(&MIKA, &format!("/briefs/{brief}/lexicon"), lexicon.clone()).await?;
    let confirm = format!("/briefs/{brief}/lexicon/confirm");
    story.post(&CLARA, &confirm, json!({ "version": 1 })).await?;
    Ok(brief)
}

async fn dated(story: &mut Narrator, brief: Value, days: i64) -> Result<Value, StoryError> {
    let deadline =
        story.now().await?.saturating_add(SignedDuration::from_hours(days.saturating_mul(24)));
    let deadline = deadline.map_err(|_| StoryError::Off("time has ended".to_owned()))?;
    let mut brief = brief;
    if let Some(fields) = brief.as_object_mut() {
        fields.insert("deadline".to_owned(), json!(deadline));
    }
    Ok(brief)
}

/// Four entries with their answers, one of them in its second version, and Clara has begun to choose.
async fn a_brief_is_judged(story: &mut Narrator, brief: &str) -> Result<(), StoryError> {
    night_bus_is_free_again(story).await?;
    ask(story, &CHIDI, brief, "Are there voices in the film?", Some("None before the end."))
        .await?;
    let entries = format!("/briefs/{brief}/tracks");
    let mut tracks = Vec::new();
    for (piece, letter) in NEXT.into_iter().zip([PLATFORM_NINE, DINING_CAR, SLEEPERS, NIGHT_BUS]) {
        tracks.push(submit(story, &entries, &piece, Some(piece.title)).await?);
        answer_next(story, &letter).await?;
    }
    let [platform, dining_car, sleepers, ..] = tracks.as_slice() else {
        return Err(StoryError::Off("entries are missing".to_owned()));
    };
    reacts(story, &BEN, &entries, platform, "You heard the train that I had only dreamt.").await?;
    submit(story, &format!("{entries}/{platform}/versions"), &crate::pieces::NEXT_AGAIN, None)
        .await?;
    answer_next(story, &PLATFORM_NINE_AGAIN).await?;
    let rating = json!({ "stars": 4, "words": "I can smell the coffee." });
    story.put(&CLARA, &format!("{entries}/{dining_car}/rating"), rating).await?;
    story.post(&CLARA, &format!("{entries}/{dining_car}/shortlist"), json!({})).await?;
    let answers = story.get(&CHIDI, &format!("{entries}/{sleepers}/reviews")).await?;
    let dispute = json!({ "reason": "The brief asks for people who travel at night. So does this: \
        they are only not alone. I would like somebody else to read it against the brief." });
    let review = text(&answers, "/items/0/id")?;
    story.post(&CHIDI, &format!("/reviews/{review}/dispute"), dispute).await?;
    story.post(&CLARA, &format!("/briefs/{brief}/close"), json!({})).await?;
    Ok(())
}

/// Ben takes Night Bus back from the brief that it did not fit, as Mika advised.
async fn night_bus_is_free_again(story: &mut Narrator) -> Result<(), StoryError> {
    let tracks = story.get(&BEN, "/me/tracks").await?;
    let (brief, track) = (text(&tracks, "/items/0/brief")?, text(&tracks, "/items/0/id")?);
    story.post(&BEN, &format!("/briefs/{brief}/tracks/{track}/withdraw"), json!({})).await?;
    Ok(())
}

/// Mika hears the track that came last to its end, and answers it.
async fn answer_next(story: &mut Narrator, letter: &Letter) -> Result<(), StoryError> {
    let queue = story.get(&MIKA, "/reviews?state=assigned").await?;
    let review = text(&queue, "/items/0/id")?;
    let room = story.get(&MIKA, &format!("/reviews/{review}")).await?;
    let duration_ms = number(&room, "/facts/duration_ms")?;
    story.wait_seconds(duration_ms.checked_div(1_000).unwrap_or(0).saturating_add(2)).await?;
    let heard = json!({ "intervals": [{ "from_ms": 0, "to_ms": duration_ms }] });
    story.put(&MIKA, &format!("/reviews/{review}/heard"), heard).await?;
    let earlier = list(&room, "/earlier_notes")?.len();
    story.put(&MIKA, &format!("/reviews/{review}"), letter.delivery(earlier)).await?;
    story.settle().await
}

async fn reacts(
    story: &mut Narrator,
    who: &CastMember,
    entries: &str,
    track: &str,
    thanks: &str,
) -> Result<(), StoryError> {
    let answers = story.get(who, &format!("{entries}/{track}/reviews")).await?;
    let review = text(&answers, "/items/0/id")?;
    let addressed = vec![true; list(&answers, "/items/0/feedback/notes")?.len()];
    let reaction = json!({ "useful": 5, "addressed": addressed, "thanks": thanks });
    story.post(who, &format!("/reviews/{review}/reaction"), reaction).await?;
    Ok(())
}

async fn questions_are_asked(story: &mut Narrator, brief: &str) -> Result<(), StoryError> {
    let answer = "Twice: when the ropes come off, and at the very end.";
    ask(story, &CHIDI, brief, "How often do we hear the ship's horn?", Some(answer)).await?;
    ask(story, &BEN, brief, "May the last note ring over the logo, or must it end before?", None)
        .await
}

async fn ask(
    story: &mut Narrator,
    who: &CastMember,
    brief: &str,
    question: &str,
    answer: Option<&str>,
) -> Result<(), StoryError> {
    let questions = format!("/briefs/{brief}/questions");
    let asked = story.create(who, &questions, json!({ "text": question })).await?;
    if let Some(answer) = answer {
        let path = format!("{questions}/{}/answer", text(&asked, "/id")?);
        story.put(&CLARA, &path, json!({ "text": answer })).await?;
    }
    Ok(())
}

/// Three tracks of which each came some hours after the one before; Mika has begun with the first.
async fn tracks_wait(story: &mut Narrator, brief: &str) -> Result<(), StoryError> {
    let entries = format!("/briefs/{brief}/tracks");
    for piece in WAITING {
        submit(story, &entries, &piece, Some(piece.title)).await?;
        story.wait_seconds(BETWEEN_TRACKS.as_secs()).await?;
    }
    let queue = story.get(&MIKA, "/reviews?state=assigned").await?;
    let review = text(&queue, "/items/0/id")?;
    let draft = json!({
        "scores": { "brief_fit": 4, "originality": 5 },
        "feedback": {
            "text": "Your marimba has salt on it. The first four bars are the harbour",
            "notes": [{ "at_ms": 4_200, "text": "this accent could be the rope", "actionable": true }],
        },
    });
    story.put(&MIKA, &format!("/reviews/{review}/draft"), draft).await?;
    Ok(())
}

/// Ada would like to listen to others; Olga has named one co-producer more than once, and waits for a
/// colleague.
async fn an_application_waits(story: &mut Narrator) -> Result<(), StoryError> {
    let words = "I have learnt more from three letters than from three years alone. I would like to \
                 write such letters: I hear arrangements first, and I finish what I begin.";
    let path = "/me/coproducer-application";
    story.create(&ADA, path, json!({ "words": words })).await?;
    Ok(())
}

fn night_train() -> Value {
    json!({
        "title": "Night train, opening titles",
        "text": "A sleeper from Turku to Kolari, two strangers, eleven hundred kilometres of snow. \
                 We see the names over the window of a compartment; the music is what neither says.",
        "mood_words": ["homesick", "patient", "warm"],
        "references_like": ["rails that keep time", "one lamp in a dark house"],
        "references_not_like": ["thriller strings", "a choir"],
        "genre_tags": ["pop"],
        "visibility": "public",
    })
}

fn night_lexicon() -> Value {
    json!({ "terms": [{
        "word": "homesick",
        "tempo": { "min_bpm": 84, "max_bpm": 112 },
        "mode": "minor",
        "instrumentation": ["electric piano", "soft bass", "brushes"],
        "energy": 2,
        "not_this": ["weeping strings"],
    }] })
}

fn harbour() -> Value {
    json!({
        "title": "Harbour, six in the morning",
        "text": "A short film for the archipelago ferries: fog, ropes, the first coffee, and then the \
                 bow opens and everybody sees the sea. Sixty seconds, the turn at forty.",
        "mood_words": ["salty", "awake", "wide"],
        "references_like": ["a bell buoy far out", "hands on rope"],
        "references_not_like": ["sea shanties", "epic drums"],
        "genre_tags": ["pop"],
        "visibility": "public",
    })
}

fn harbour_lexicon() -> Value {
    json!({ "terms": [{
        "word": "salty",
        "tempo": { "min_bpm": 76, "max_bpm": 116 },
        "mode": "major",
        "instrumentation": ["bells", "plucked strings", "hand drums"],
        "energy": 3,
        "not_this": ["accordion"],
    }] })
}

fn letter_to_the_moon() -> Value {
    json!({
        "title": "Letter to the moon",
        "text": "A picture book is to be read aloud: we need something to turn its pages to.",
        "mood_words": ["tender"],
        "genre_tags": ["pop"],
        "visibility": "public",
    })
}
