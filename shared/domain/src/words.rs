//! The measures that a feedback text is judged by: how many words it has, how many of them differ,
//! how much it repeats itself, how alike another text is. No language is at a disadvantage.
//!
//! Words are those of UAX #29. In scripts that are written without spaces between words, two
//! characters count as a word; where words are compared there, each pair of neighbouring
//! characters is.

use crate::numbers::{basis_points, count};
use crate::text;
use std::collections::BTreeSet;
use unicode_segmentation::UnicodeSegmentation;

/// What a phrase has at least, in half words: three words, or six characters without spaces.
const PHRASE_HALF_WORDS: u32 = 6;

/// Blocks of scripts without spaces between words: first and last character.
const UNSPACED: [(char, char); 16] = [
    ('\u{0E00}', '\u{0EFF}'),   // Thai, Lao
    ('\u{1000}', '\u{109F}'),   // Myanmar
    ('\u{1780}', '\u{17FF}'),   // Khmer
    ('\u{1950}', '\u{19DF}'),   // Tai Le, New Tai Lue
    ('\u{1A20}', '\u{1AAF}'),   // Tai Tham
    ('\u{1B00}', '\u{1B7F}'),   // Balinese
    ('\u{3005}', '\u{3007}'),   // 々, 〆, 〇
    ('\u{3040}', '\u{30FF}'),   // Hiragana, Katakana
    ('\u{31F0}', '\u{31FF}'),   // Katakana extensions
    ('\u{3400}', '\u{4DBF}'),   // Han, extension A
    ('\u{4E00}', '\u{9FFF}'),   // Han
    ('\u{A980}', '\u{A9FF}'),   // Javanese, Myanmar extensions
    ('\u{AA60}', '\u{AADF}'),   // Myanmar extensions, Tai Viet
    ('\u{F900}', '\u{FAFF}'),   // Han, compatibility
    ('\u{FF66}', '\u{FF9F}'),   // Katakana at half width
    ('\u{20000}', '\u{3FFFF}'), // Han, further extensions
];

/// A word, or a character of a script without spaces, as people read it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Unit {
    text: String,
    /// 2 for a word, 1 for a character.
    half_words: u32,
}

/// How many words a text has; punctuation and symbols count for nothing.
pub fn word_count(text: &str) -> u32 {
    let seen = text::normal_form(&text::without_ignorable(text)).into_owned();
    whole_words(units_of(&seen).iter())
}

/// Whether a text says a phrase: its words, in their order, whatever their case.
pub fn says(text: &str, phrase: &str) -> bool {
    let (text, phrase) = (units(text), units(phrase));
    !phrase.is_empty() && text.windows(phrase.len()).any(|part| part == phrase.as_slice())
}

/// How many different words a text has, whatever their case.
pub fn distinct_word_count(text: &str) -> u32 {
    whole_words(compared(&units(text)).iter())
}

/// How much of a text was said in it before, in basis points rounded down: the phrases of three
/// words (six characters without spaces) that repeat an earlier one, of all its phrases.
pub fn repeated_phrases_bp(text: &str) -> u32 {
    let units = units(text);
    let phrases: Vec<Vec<&str>> =
        (0..units.len()).filter_map(|start| phrase(units.get(start..)?)).collect();
    let all = count(phrases.len());
    let distinct = count(phrases.into_iter().collect::<BTreeSet<_>>().len());
    basis_points(all.saturating_sub(distinct).into(), all.into())
}

/// How alike two texts are, in basis points rounded down: the words they share, of all their words.
///
/// Order, repetition, case and punctuation do not matter. Two texts without a word are the same.
pub fn likeness_bp(one: &str, other: &str) -> u32 {
    let (one, other) = (compared(&units(one)), compared(&units(other)));
    if one.is_empty() && other.is_empty() {
        return basis_points(1, 1);
    }
    let shared = count(one.intersection(&other).count());
    let all = count(one.union(&other).count());
    basis_points(shared.into(), all.into())
}

fn whole_words<'units>(units: impl Iterator<Item = &'units Unit>) -> u32 {
    let half_words: u32 = units.map(|unit| unit.half_words).sum();
    half_words.div_euclid(2)
}

fn units(text: &str) -> Vec<Unit> {
    units_of(&text::as_read(text))
}

fn units_of(text: &str) -> Vec<Unit> {
    let of_segment = |segment: &str| -> Vec<Unit> {
        if !segment.chars().any(is_unspaced) {
            return vec![Unit { text: segment.to_owned(), half_words: 2 }];
        }
        let characters =
            segment.graphemes(true).filter(|one| one.chars().any(char::is_alphanumeric));
        characters.map(|one| Unit { text: one.to_owned(), half_words: 1 }).collect()
    };
    text.unicode_words().flat_map(of_segment).collect()
}

fn is_unspaced(character: char) -> bool {
    UNSPACED.iter().any(|(first, last)| (*first..=*last).contains(&character))
}

/// What is compared of a text: its words, and the pairs of neighbouring characters.
fn compared(units: &[Unit]) -> BTreeSet<Unit> {
    let are_characters = |one: &Unit, next: &Unit| one.half_words == 1 && next.half_words == 1;
    let mut compared = BTreeSet::new();
    for run in units.chunk_by(are_characters) {
        if let [alone] = run {
            compared.insert(alone.clone());
        }
        for pair in run.windows(2) {
            let text = pair.iter().map(|unit| unit.text.as_str()).collect();
            compared.insert(Unit { text, half_words: 1 });
        }
    }
    compared
}

/// The phrase that `units` begin with; nothing where they are too few.
fn phrase(units: &[Unit]) -> Option<Vec<&str>> {
    let mut half_words = 0_u32;
    let mut phrase = Vec::new();
    for unit in units {
        half_words = half_words.saturating_add(unit.half_words);
        phrase.push(unit.text.as_str());
        if half_words >= PHRASE_HALF_WORDS {
            return Some(phrase);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    #![expect(clippy::arithmetic_side_effects, reason = "small numbers of a test")]

    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_are_counted_in_every_language() {
        for (text, words) in [
            ("It's warm: 3.5 dB less, please.", 6),
            ("Die Strophe trägt, der Refrain übertreibt's.", 6),
            ("低音が温かい", 3),
            ("シンセサイザー", 3),
            ("低音很溫暖。", 2),
            ("เสียงเบส", 3),
            ("اللحن جميلٌ جدًّا", 3),
            ("멜로디가 정말 좋다", 3),
            ("!!! … 🎵🎵", 0),
            ("\u{fdfa}", 1),
            ("\u{e19}\u{e49}\u{e33}\u{e19}\u{e49}\u{e33}", 2),
        ] {
            assert_eq!(word_count(text), words, "{text}");
        }
        assert_eq!(word_count(&"音".repeat(72)), 36);
    }

    #[test]
    fn a_phrase_is_said_where_its_words_stand_in_order() {
        let text = "It should feel Light-footed, a little too warm.";
        for said in ["light", "LIGHT-FOOTED", "a little too", "warm!"] {
            assert!(says(text, said), "{said}");
        }
        for unsaid in ["foot", "too little", "cold", "", "…"] {
            assert!(!says(text, unsaid), "{unsaid}");
        }
        assert!(says("低音が温かい", "温かい") && !says("低音が温かい", "冷たい"));
    }

    #[test]
    fn words_are_the_same_that_people_read_the_same() {
        assert!(says("es klingt du\u{308}ster", "D\u{fc}ster"));
        assert!(says("too \u{ff44}ark", "dark") && says("too dar\u{ad}k", "dark"));
        assert_eq!(likeness_bp("d\u{fc}ster, \u{200b}warm", "Du\u{308}ster w\u{2060}arm"), 10_000);
        assert_eq!(distinct_word_count("warm w\u{ad}arm w\u{200b}arm"), 1);
    }

    #[test]
    fn a_word_said_often_is_one_word() {
        assert_eq!(distinct_word_count(&"good Good GOOD ".repeat(5)), 1);
        assert_eq!(distinct_word_count("warm bass, cold voice, warm voice"), 4);
        assert_eq!(distinct_word_count(&"良い".repeat(30)), 1);
        assert_eq!(distinct_word_count("低音が温かい"), 2);
    }

    #[test]
    fn a_phrase_repeats_where_its_words_have_stood_before() {
        assert_eq!(repeated_phrases_bp("one two three four"), 0);
        assert_eq!(repeated_phrases_bp("one two three, one two three"), 2_500);
        assert_eq!(repeated_phrases_bp("good good good good"), 5_000);
        assert_eq!(repeated_phrases_bp("good good"), 0);
        assert_eq!(repeated_phrases_bp("低音が温かい低音が温かい"), 1_428);
    }

    #[test]
    fn texts_without_spaces_are_alike_by_their_pairs_of_characters() {
        assert_eq!(likeness_bp("低音が温かい", "低音が、温かい！"), 10_000);
        assert_eq!(likeness_bp("低音が温かい", "歌声は冷たく"), 0);
    }

    #[test]
    fn punctuation_is_no_word() {
        assert_eq!(word_count("The bass -- it's warm; the rest: !!! not."), 7);
        assert_eq!(word_count(" … "), 0);
    }

    #[test]
    fn likeness_is_the_shared_words_of_all_words() {
        assert_eq!(likeness_bp("warm bass, thin drums", "Thin DRUMS warm bass bass"), 10_000);
        assert_eq!(likeness_bp("warm bass thin drums", "warm bass thin voice"), 6_000);
        assert_eq!(likeness_bp("warm", "cold"), 0);
    }

    proptest! {
        #[test]
        fn likeness_is_symmetric_and_bounded(one in "[a-d ]{0,20}", other in "[a-d ]{0,20}") {
            let likeness = likeness_bp(&one, &other);
            prop_assert_eq!(likeness, likeness_bp(&other, &one));
            prop_assert!(likeness <= 10_000);
            prop_assert_eq!(likeness_bp(&one, &one), 10_000);
        }

        #[test]
        fn saying_it_twice_or_louder_is_a_copy(text in "[a-d ]{0,20}") {
            let louder = format!("{text}!! {}", text.to_uppercase());
            prop_assert_eq!(likeness_bp(&text, &louder), 10_000);
        }

        #[test]
        fn likeness_is_the_share_of_common_words_whatever_stands_between_them(
            one in proptest::collection::btree_set(0_u32..40, 1..30),
            other in proptest::collection::btree_set(0_u32..40, 1..30),
            between in "[ ,.;:!?\\n-]{1,4}",
        ) {
            let text = |words: &BTreeSet<u32>| {
                words.iter().map(|word| format!("w{word}")).collect::<Vec<_>>().join(&between)
            };
            let shared = count(one.intersection(&other).count());
            let all = count(one.union(&other).count());
            let likeness = likeness_bp(&text(&one), &text(&other));
            prop_assert!(likeness * all <= shared * 10_000);
            prop_assert!((likeness + 1) * all > shared * 10_000);
            prop_assert_eq!(word_count(&text(&one)), count(one.len()));
        }
    }
}
