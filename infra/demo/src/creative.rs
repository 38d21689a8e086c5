//! The creative half of the story: a brief, five tracks, a letter to each, a second try, a winner.

use comfy_table::Table;
use domain::money::Sha256Hex;
use http::{Method, StatusCode};
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::cast::{ADA, BEN, CHIDI, CLARA, CastMember, MIKA, OLGA, Piece, Recording};
use crate::narrator::{Narrator, StoryError, check, list, number, say, text};
use crate::pieces::{REVISED, SUBMITTED};

/// What Ada says to the letter that sent her track back.
const REVISED_THANKS: &str = "You heard the bells that I had buried!";

/// What Ben wants to know.
const QUESTION: &str = "Do we hear the lake before the music begins?";

/// What Clara says to that.
const ANSWER: &str = "Yes: two seconds of water, then you.";

/// Why Clara takes this one.
const WHY: &str = "The bells arrive with the first sip, and then nobody looks away.";

/// A submitted track and what it sounds like.
pub(crate) struct Submitted {
    pub(crate) track: String,
    pub(crate) piece: Piece,
}

/// Profiles, a founding co-producer, a private brief, its lexicon. Returns the brief.
pub(crate) async fn a_brief_is_opened(story: &mut Narrator) -> Result<String, StoryError> {
    story.chapter("1  A brief").await?;
    let mut members = Vec::new();
    for (who, bio) in [
        (MIKA, "Twenty years of film music, and still curious about every first bar."),
        (ADA, "Guitars, bells and sunshine."),
        (BEN, "Late nights, slow keys."),
        (CHIDI, "Brass, percussion, markets."),
    ] {
        let profile = json!({ "display_name": who.name, "bio": bio, "genre_tags": ["pop"] });
        let me = story.put(&who, "/me", profile).await?;
        members.push(text(&me, "/id")?.to_owned());
    }
    let (Some(mika), Some(composers)) = (members.first(), members.get(1..)) else {
        return Err(StoryError::Off("nobody is there".to_owned()));
    };
    let reason = json!({ "reason": "somebody has to begin, and these ears are proven" });
    story.create(&OLGA, &format!("/members/{mika}/founding-coproducer"), reason).await?;
    say("Olga names Mika the first co-producer.")?;

    let deadline = story.now().await?.saturating_add(SignedDuration::from_hours(14 * 24));
    let deadline = deadline.map_err(|_| StoryError::Off("time has ended".to_owned()))?;
    let brief = json!({
        "title": "Lemonade, summer film",
        "text": "Thirty seconds at the lake. It should feel fun, uplifting, sunny.",
        "mood_words": ["fun", "uplifting", "sunny"],
        "references_like": ["whistling on a bicycle"],
        "references_not_like": ["stadium rock"],
        "genre_tags": ["pop"],
        "deadline": deadline,
        "visibility": "invited",
    });
    let brief = story.create(&CLARA, "/briefs", brief).await?;
    let brief = text(&brief, "/id")?.to_owned();
    say(format!("Clara writes a private brief: {brief}"))?;
    let invited = json!({ "members": composers });
    story.post(&CLARA, &format!("/briefs/{brief}/invitations"), invited).await?;
    story.post(&CLARA, &format!("/briefs/{brief}/open"), json!({})).await?;
    say("She invites Ada, Ben and Chidi by id, and opens it; Mika is appointed.")?;
    a_question_is_answered(story, &brief).await?;
    let lexicon = json!({ "terms": [{
        "word": "sunny",
        "tempo": { "min_bpm": 104, "max_bpm": 128 },
        "mode": "major",
        "instrumentation": ["off-beat guitar", "hand claps", "bells"],
        "energy": 4,
        "not_this": ["reggae cliché"],
    }] });
    story.put(&MIKA, &format!("/briefs/{brief}/lexicon"), lexicon).await?;
    story
        .post(&CLARA, &format!("/briefs/{brief}/lexicon/confirm"), json!({ "version": 1 }))
        .await?;
    say("Mika translates “sunny” into music; Clara confirms: that is what she means.")?;
    Ok(brief)
}

/// Ben asks without a name; Clara answers for all.
async fn a_question_is_answered(story: &mut Narrator, brief: &str) -> Result<(), StoryError> {
    let questions = format!("/briefs/{brief}/questions");
    let asked = story.create(&BEN, &questions, json!({ "text": QUESTION })).await?;
    let answer = format!("{questions}/{}/answer", text(&asked, "/id")?);
    story.put(&CLARA, &answer, json!({ "text": ANSWER })).await?;
    let read = story.get(&CHIDI, &questions).await?;
    check(text(&read, "/items/0/answer/text")? == ANSWER, || format!("Chidi reads {read}"))?;
    let ben = story.get(&BEN, "/me").await?;
    let (ben, read) = (text(&ben, "/id")?.to_owned(), read.to_string());
    check(!read.contains(&ben), || "the others learn that Ben asks".to_owned())?;
    say(format!("Somebody asks: “{QUESTION}” Clara answers, for all: “{ANSWER}”"))
}

/// Five files in three formats through their presigned links.
pub(crate) async fn five_tracks_arrive(
    story: &mut Narrator,
    brief: &str,
) -> Result<Vec<Submitted>, StoryError> {
    story.chapter("2  Five tracks").await?;
    let mut submitted = Vec::new();
    for piece in SUBMITTED {
        let path = format!("/briefs/{brief}/tracks");
        let track = submit(story, &path, &piece.recording(), Some(piece.title)).await?;
        submitted.push(Submitted { track, piece });
    }
    let mut table = Table::new();
    table.set_header(["composer", "track", "file", "heard by the studio", "state"]);
    for one in &submitted {
        let composer = one.piece.composer;
        let track = story.get(&composer, &format!("/briefs/{brief}/tracks/{}", one.track)).await?;
        let version = track.pointer("/versions/0").cloned().unwrap_or_default();
        let state = text(&version, "/state")?;
        check(state == "in_review", || format!("{} is {state}", one.piece.title))?;
        let heard = described(&version)?;
        table.add_row([composer.name, one.piece.title, one.piece.file_name, &heard, state]);
    }
    say(table.to_string().replace('\n', "\n  "))?;
    Ok(submitted)
}

/// Reserves, uploads, and waits until the studio has listened. Returns the track's id.
pub(crate) async fn submit(
    story: &mut Narrator,
    path: &str,
    piece: &Recording,
    title: Option<&str>,
) -> Result<String, StoryError> {
    let mut request = json!({
        "sha256": Sha256Hex::of(piece.bytes).to_string(),
        "size_bytes": piece.bytes.len(),
        "content_type": piece.content_type,
        "filename": piece.file_name,
    });
    if let (Some(title), Some(request)) = (title, request.as_object_mut()) {
        request.insert("title".to_owned(), title.into());
    }
    let reserved = story.create(&piece.composer, path, request).await?;
    let upload = reserved.get("upload").cloned().unwrap_or_default();
    story.upload(&upload, piece.bytes.to_vec()).await?;
    Ok(text(&reserved, "/track")?.to_owned())
}

/// Mika hears every track and answers each.
pub(crate) async fn the_co_producer_answers_each(
    story: &mut Narrator,
    tracks: &[Submitted],
) -> Result<(), StoryError> {
    story.chapter("3  A letter to everybody").await?;
    let queue = story.get(&MIKA, "/reviews?state=assigned").await?;
    let reviews = list(&queue, "/items")?.to_vec();
    check(reviews.len() == tracks.len(), || format!("{} reviews wait, not 5", reviews.len()))?;
    let mut table = Table::new();
    table.set_header(["track", "stars", "verdict", "the letter begins"]);
    for review in &reviews {
        let track = text(review, "/track")?;
        let piece = tracks.iter().find(|one| one.track == track).map(|one| one.piece);
        let piece = piece.ok_or_else(|| StoryError::Off(format!("nobody submitted {track}")))?;
        table.add_row(write_letter(story, text(review, "/id")?, &piece).await?);
    }
    story.settle().await?;
    say(table.to_string().replace('\n', "\n  "))
}

/// Listens to one track as long as it lasts, then writes. Returns a row for the table.
async fn write_letter(
    story: &mut Narrator,
    review: &str,
    piece: &Piece,
) -> Result<[String; 4], StoryError> {
    let room = story.get(&MIKA, &format!("/reviews/{review}")).await?;
    the_room_is_blind(story, &room, piece.composer).await?;
    let duration_ms = number(&room, "/facts/duration_ms")?;
    // The clock moves while Mika listens: nobody hears a track faster than it plays.
    story.wait_seconds(duration_ms.checked_div(1_000).unwrap_or(0).saturating_add(2)).await?;
    let heard = json!({ "intervals": [{ "from_ms": 0, "to_ms": duration_ms }] });
    story.put(&MIKA, &format!("/reviews/{review}/heard"), heard).await?;
    let Piece { letter: written, .. } = piece;
    let [brief_fit, composition, production, originality, delivery] = written.scores;
    let (at_ms, note) = written.note;
    let letter = json!({
        "scores": {
            "brief_fit": brief_fit,
            "composition": composition,
            "production": production,
            "originality": originality,
            "delivery": delivery,
        },
        "verdict": written.verdict,
        "feedback": {
            "text": written.text,
            "strengths": [written.strength],
            "notes": [{ "at_ms": at_ms, "text": note, "actionable": true }],
            "reason": written.reason,
            "fit_term": "sunny",
        },
        "confirmed": vec![true; list(&room, "/earlier_notes")?.len()],
    });
    let delivered = story.put(&MIKA, &format!("/reviews/{review}"), letter).await?;
    let total = number(&delivered, "/total_centistars")?;
    let stars = format!(
        "{}.{:02}",
        total.checked_div(100).unwrap_or(0),
        total.checked_rem(100).unwrap_or(0)
    );
    let begins: String = written.text.chars().take(46).collect();
    Ok([piece.title.to_owned(), stars, written.verdict.to_owned(), format!("{begins}…")])
}

/// No byte that the reviewer gets names the writer: not the room, not the preview, though the files
/// themselves carry names in their tags.
async fn the_room_is_blind(
    story: &mut Narrator,
    room: &Value,
    composer: CastMember,
) -> Result<(), StoryError> {
    let me = story.get(&composer, "/me").await?;
    let (name, id) = (composer.name, text(&me, "/id")?);
    let written = room.to_string();
    check(!written.contains(id), || format!("the room names {name} by id"))?;
    let url = text(room, "/preview/url")?;
    let preview = story.fetch(url, None).await?.body;
    let is_mp3 = preview.starts_with(&[0xff, 0xfb]);
    check(is_mp3, || "the preview does not begin with a frame of MP3".to_owned())?;
    let tag = tag_inside(&preview);
    check(tag.is_none(), || format!("the preview of {name}'s track has a tag: {tag:?}"))?;
    let part = story.fetch(url, Some("bytes=0-1023")).await?.body;
    check(part.len() == 1024, || "a player cannot seek in the preview".to_owned())
}

/// The track that was sent back comes as version 2, is approved, and makes its composer Junior.
pub(crate) async fn one_comes_again(
    story: &mut Narrator,
    brief: &str,
    tracks: &[Submitted],
) -> Result<String, StoryError> {
    story.chapter("4  The second try").await?;
    let sent_back = tracks.iter().find(|one| one.piece.title == REVISED.title);
    let track = sent_back.map(|one| one.track.clone());
    let track = track.ok_or_else(|| StoryError::Off("nothing was sent back".to_owned()))?;
    let before = level(story, &ADA).await?;
    check(before == "newcomer", || format!("Ada is {before} too early"))?;
    submit(story, &format!("/briefs/{brief}/tracks/{track}/versions"), &REVISED.recording(), None)
        .await?;
    say("Ada reads the letter, moves the bells to the front, and sends version 2.")?;
    the_composer_says_thanks(story, brief, &track).await?;
    let queue = story.get(&MIKA, "/reviews?state=assigned").await?;
    let [review] = list(&queue, "/items")? else {
        return Err(StoryError::Off(format!("not one review waits: {queue}")));
    };
    let [_, stars, verdict, _] = write_letter(story, text(review, "/id")?, &REVISED).await?;
    story.settle().await?;
    let after = level(story, &ADA).await?;
    check(after == "junior", || format!("Ada is {after}, not junior"))?;
    say(format!("Mika hears it again: {stars} stars, {verdict}. By it Ada is {after} now."))?;
    Ok(track)
}

/// Ada thanks whoever listened; Mika reads it, and does not learn from whom it is.
async fn the_composer_says_thanks(
    story: &mut Narrator,
    brief: &str,
    track: &str,
) -> Result<(), StoryError> {
    let answers = story.get(&ADA, &format!("/briefs/{brief}/tracks/{track}/reviews")).await?;
    let review = text(&answers, "/items/0/id")?;
    let thanks = json!({ "useful": 5, "addressed": [true], "thanks": REVISED_THANKS });
    story.post(&ADA, &format!("/reviews/{review}/reaction"), thanks).await?;
    let notices = story.get(&MIKA, "/me/notices").await?;
    let is_reaction = |notice: &&Value| notice.get("kind").is_some_and(|kind| kind == "reaction");
    let told = list(&notices, "/items")?.iter().find(is_reaction).cloned().unwrap_or_default();
    let told = text(&told, "/text")?;
    check(told.contains(REVISED_THANKS), || format!("Mika reads no thanks: {told}"))?;
    check(!told.contains(ADA.name), || format!("the thanks name Ada: {told}"))?;
    say(format!("Mika is told: {told}"))
}

async fn level(story: &mut Narrator, who: &CastMember) -> Result<String, StoryError> {
    let me = story.get(who, "/me").await?;
    Ok(text(&me, "/standing/level")?.to_owned())
}

/// Entries end, the client selects.
pub(crate) async fn the_client_selects(
    story: &mut Narrator,
    brief: &str,
    track: &str,
) -> Result<(), StoryError> {
    story.chapter("5  The winner").await?;
    story.post(&CLARA, &format!("/briefs/{brief}/close"), json!({})).await?;
    let selection = json!({ "track": track, "version": 2, "why": WHY });
    let path = format!("/briefs/{brief}/selection");
    let awarded = story.act(&CLARA, Method::POST, &path, Some(selection), StatusCode::OK).await?;
    let state = text(&awarded, "/state")?;
    check(state == "awarded", || format!("the brief is {state}"))?;
    story.settle().await?;
    everybody_reads_why(story, brief).await?;
    say("Clara selects “Fizz”, version 2. Its royalties are split: the pool of 2.5 % goes to")?;
    say("who listened to all of it, the rest to the writers.")
}

/// Whoever entered and whoever listened is told, in Clara's own words.
async fn everybody_reads_why(story: &mut Narrator, brief: &str) -> Result<(), StoryError> {
    for who in [ADA, BEN, CHIDI, MIKA] {
        let notices = story.get(&who, "/me/notices").await?;
        let told = list(&notices, "/items")?.iter().filter_map(|one| text(one, "/text").ok());
        let is_told = told.into_iter().any(|told| told.contains(WHY.trim_end_matches('.')));
        check(is_told, || format!("{} is not told why", who.name))?;
    }
    let read = story.get(&MIKA, &format!("/briefs/{brief}/outcome-comparison")).await?;
    let (place, of) = (number(&read, "/place")?, number(&read, "/of")?);
    say(format!("Why this one? Clara: “{WHY}” To Mika's ear it was number {place} of {of}."))
}

/// What an MP3 calls its tags by, behind or between its frames; in front stands none where it begins
/// with a frame.
fn tag_inside(file: &[u8]) -> Option<&'static str> {
    let is_at_end = file.rchunks(128).next().is_some_and(|end| end.starts_with(b"TAG"));
    let names = ["APETAGEX", "LYRICSBEGIN"];
    let inside = |name: &&str| file.windows(name.len()).any(|bytes| bytes == name.as_bytes());
    if is_at_end { Some("TAG") } else { names.into_iter().find(inside) }
}

fn described(version: &Value) -> Result<String, StoryError> {
    let seconds = number(version, "/facts/duration_ms")?.checked_div(1_000).unwrap_or(0);
    let rate = number(version, "/facts/sample_rate_hz")?;
    let loudness = number(version, "/facts/loudness_centi_lufs")?;
    let (whole, tenths) = (loudness.checked_div(100), loudness.checked_rem(100));
    let tenths = tenths.unwrap_or(0).unsigned_abs().checked_div(10).unwrap_or(0);
    Ok(format!("{seconds} s, {rate} Hz, {}.{tenths} LUFS", whole.unwrap_or(0)))
}
