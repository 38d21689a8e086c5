//! What members are that mean the same wherever they stand: one sentence a name. A property or a
//! parameter that says nothing of itself, and whose type says nothing either, gets its words here;
//! one that means something else at its place says so there, in its own `///` or note.

/// The sentence of a name.
pub fn of(name: &str) -> Option<&'static str> {
    let place = WORDS.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?;
    WORDS.get(place).map(|(_, words)| *words)
}

/// All names, each with its sentence.
pub fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    WORDS.into_iter()
}

/// Sorted by name.
const WORDS: [(&str, &str); 120] = [
    ("accept", "Whether the application is accepted; else it is declined."),
    ("account_number", "The number of the account at the bank."),
    ("actionable", "Whether the note says what to do, and where."),
    (
        "addressed",
        "Whether the further version has addressed the note; null where nobody has said so yet.",
    ),
    ("after", "The later of the two, by its number."),
    ("allowed", "The moves that are possible now."),
    ("applied_at", "When the application was made."),
    ("approved", "How many tracks were approved."),
    ("approved_at", "When it was approved; null while it is not."),
    ("asked_at", "When it was asked."),
    ("at", "When it happened."),
    ("at_ms", "Where in the track, from its beginning."),
    ("attempt", "Which attempt it is; the first is 1."),
    ("automatic", "Whether the studio invited by what the brief asks for; else its client did."),
    ("awarded_at", "When the brief was awarded."),
    ("bank_name", "The name of the bank."),
    ("before", "The earlier of the two, by its number."),
    ("brief_fit", "How well the track fits the brief."),
    ("changed_at", "When it was last changed."),
    ("closed_at", "When it was closed; null while it is not."),
    ("composition", "How good the composition is."),
    ("consented_at", "When the writer agreed with the share; null while they have not."),
    ("content_type", "The media type of the file."),
    ("count", "How many there are."),
    ("counts", "How often what happened; null where the member does not show it."),
    ("created_at", "When it was made."),
    ("credits", "How many credits there are."),
    ("decide_by", "Until when it is to be decided."),
    ("decided_at", "When it was decided; null while it is not."),
    ("delivery", "How well the track is delivered."),
    ("due_at", "When it is due; null where nothing is."),
    ("duration_ms", "How long the sound is."),
    ("embargo_until", "Until when the winner is not named; null where there is no embargo."),
    ("end_to_end_id", "The reference under which the bank knows the payment."),
    ("erase_by", "Until when everything is erased."),
    ("erased_at", "When everything was erased; null while it is not."),
    ("event", "What happened."),
    ("facts", "What is known of it."),
    ("feedback", "What the reviewer says of the track."),
    ("filename", "The name of the file as the composer calls it."),
    ("first_line", "The line of the file in which it stands first."),
    ("format", "The format of the file."),
    ("frozen_at", "When the month was frozen; null while it is not."),
    ("in_directory", "Whether others find the member in the directory."),
    ("is_coproducer", "Whether the member is a co-producer of the platform."),
    ("is_winner", "Whether the track was selected."),
    ("items", "What the list has on this page."),
    ("lapses_at", "When the brief lapses if the client stays silent."),
    ("last_approved_at", "When a track of the member was approved last; null where none was."),
    ("level", "The level."),
    ("lexicon_version", "Which version of the lexicon it is; null where there is none."),
    ("limit", "How many items the page has at most."),
    ("lines", "How many lines there are."),
    ("marked_at", "When the track was marked."),
    ("matched_at", "When it was matched."),
    ("max", "The most that there may be."),
    ("max_s", "The longest that it may be."),
    ("min_s", "The shortest that it may be."),
    ("money", "How much, in its currency."),
    ("month", "The month that is meant."),
    ("newest_version", "The number of the newest version."),
    ("next", "Where the next page begins, for the parameter `cursor`; null on the last page."),
    ("note", "A note; null where there is none."),
    ("notes", "The notes, each about a place in the track."),
    ("number", "The number, counted from 1."),
    ("open", "What is open."),
    ("originality", "How original the track is."),
    ("over_at", "When it was over."),
    ("own_review", "Whether it is the reader's own review."),
    ("paid_at", "When it was paid; null while it is not."),
    ("payments", "How many payments there are."),
    ("per_brief", "How many entries of one brief may be open."),
    ("points", "How many points."),
    ("policy_version", "Which version of the studio's rules it was decided by."),
    ("posted_at", "When the month was posted; null while it is not."),
    ("probation_delivered", "How many reviews were delivered on probation."),
    ("production", "How good the production is."),
    (
        "profile_complete",
        "Whether the profile has all that a co-producer has to say of themselves.",
    ),
    ("proposed_at", "When it was proposed."),
    ("questions", "How many questions."),
    ("raised_at", "When the dispute was raised."),
    ("ranked", "How many tracks are ranked."),
    ("received_at", "When the file came; null while it has not."),
    ("redacted", "Whether names and titles are taken out."),
    ("refused", "Whether the share was refused."),
    ("reinstate", "Whether the co-producer is taken back; else it stays as it is."),
    ("reinstated", "Whether the co-producer was taken back; null while it is not decided."),
    ("rejected_at", "When it was rejected."),
    ("remaining_count", "How many are left to be done."),
    ("replied_at", "When the reviewer replied; null while they have not."),
    ("requested_at", "When it was asked for."),
    ("reserved_at", "When the place was reserved."),
    ("revenue_file", "The file of revenue that is meant."),
    ("revision", "Which naming of the writers it is, counted from 1."),
    ("said_at", "When it was said."),
    ("scores", "The scores, from 1 to 5 stars each."),
    ("sealed_at", "When it was sealed."),
    ("selected_at", "When the track was selected; null where it was not."),
    ("set_at", "When it was set."),
    ("share_ppm", "A share of the whole, in millionths."),
    ("shortlisted_at", "When the track was put on the shortlist; null where it is not on it."),
    ("since", "Since when."),
    ("size_bytes", "How large the file is."),
    ("slot", "Which of the places for reviews it is."),
    ("split_number", "Which split of the track it is; null where there is none."),
    ("stage", "Which reminder it is."),
    ("stars", "How many stars, from 1 to 5."),
    ("taste_alignment", "Whether others see how the member's scores agree with the outcome."),
    ("tempo", "The tempo; null where it is all the same."),
    ("total_centistars", "The score in all, in hundredths of a star; null where there is none."),
    ("until", "Until when."),
    ("upheld", "Whether the dispute is upheld."),
    ("upload", "The upload that is meant; null where nothing is to be sent any more."),
    ("username", "The name of the account with which the member signs in."),
    ("verdict_at", "When the version got its verdict; null while it has none."),
    ("version", "Which version it is, counted from 1."),
    ("void", "Whether the award is void."),
    ("waiting_count", "How many wait."),
    ("withdrawn_at", "When the track was withdrawn; null where it was not."),
    ("words", "What was said, in words; null where nothing."),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_and_stand_once_and_each_has_a_sentence() {
        for pair in WORDS.windows(2) {
            assert!(pair[0].0 < pair[1].0, "{} stands before {}", pair[0].0, pair[1].0);
        }
        for (name, words) in WORDS {
            let is_sentence = words.ends_with('.') && words.starts_with(char::is_uppercase);
            assert!(is_sentence, "{name}: {words}");
        }
        assert_eq!(of("nobody_knows"), None);
    }
}
