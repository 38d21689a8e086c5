//! What a shape says is what the reader does.

use super::matcher::matches;
use super::{Shaped, TextShape};
use crate::audio::AudioFormat;
use crate::digest::Sha256Hex;
use crate::id::{
    AccountId, AdjustmentId, ApplicationId, BriefId, CreditId, MemberId, PayoutId, QuestionId,
    ReviewId, SuspenseId, TrackId,
};
use crate::link::HttpsLink;
use crate::money::input::Country;
use crate::money::{
    Account, Amount, BasisPoints, Currency, Iban, Isrc, MonthState, PoolShare, Share, TrackKey,
    YearMonth,
};
use crate::score::Score;
use crate::text::{ShortText, Tag, Text, Title};
use crate::verdict::Verdict;
use proptest::prelude::*;
use proptest::string::string_regex;
use schemars::{JsonSchema, SchemaGenerator};
use std::str::FromStr;

/// A shape and whether the reader takes a text.
type Read = (&'static TextShape, fn(&str) -> bool);

fn read_of<T: Shaped + FromStr>() -> Read {
    (T::SHAPE, |text| text.parse::<T>().is_ok())
}

macro_rules! read {
    ($($name:ty),+ $(,)?) => {
        [$(read_of::<$name>()),+]
    };
}

fn ids() -> Vec<Read> {
    read![
        AccountId,
        AdjustmentId,
        ApplicationId,
        BriefId,
        CreditId,
        MemberId,
        PayoutId,
        QuestionId,
        ReviewId,
        SuspenseId,
        TrackId,
    ]
    .to_vec()
}

/// Those of which the reader takes whatever matches.
fn said_whole() -> Vec<Read> {
    let mut all = ids();
    all.extend(read![YearMonth, Sha256Hex, Country, Isrc, Tag, Amount]);
    all
}

/// Those in which any character can be the one that is wrong.
fn checked_throughout() -> Vec<Read> {
    let mut all = said_whole();
    all.extend(read![Account, Currency, HttpsLink, Iban, MonthState, ShortText, Text, Title]);
    all.extend(read![Verdict]);
    all
}

fn all() -> Vec<Read> {
    let mut all = checked_throughout();
    all.extend(read![TrackKey]);
    all.push((AudioFormat::CONTENT_TYPE, |text| AudioFormat::of_content_type(text).is_some()));
    all
}

fn fits(shape: &TextShape, text: &str) -> bool {
    let (least, most) = shape.length;
    let has_length = (least..=most).contains(&text.chars().count());
    let is_word = shape.words.is_empty() || shape.words.iter().any(|(word, _)| *word == text);
    has_length && is_word && shape.pattern.is_none_or(|pattern| matches(pattern, text))
}

#[test]
fn every_example_is_read_and_fits_its_shape() {
    for (shape, is_read) in all() {
        assert!(!shape.examples.is_empty(), "{} has no example", shape.name);
        for example in shape.examples {
            assert!(is_read(example), "{}: {example} is refused", shape.name);
            assert!(fits(shape, example), "{}: {example} is not of its shape", shape.name);
        }
    }
}

#[test]
fn one_character_of_no_alphabet_is_refused_by_reader_and_shape() {
    for (shape, is_read) in checked_throughout() {
        let example = shape.examples[0];
        for (place, character) in example.char_indices() {
            let mut wrong = example.to_owned();
            wrong.replace_range(place..place + character.len_utf8(), "\u{7}");
            assert!(!is_read(&wrong), "{}: {wrong:?} is taken", shape.name);
            let tells = shape.pattern.is_some() || !shape.words.is_empty();
            assert!(!(tells && fits(shape, &wrong)), "{}: {wrong:?} is of its shape", shape.name);
        }
    }
}

#[test]
fn bounds_that_a_pattern_counts_by_digits_are_those_of_the_reader() {
    for (month, is_one) in [
        ("1999-12", false),
        ("2000-01", true),
        ("9998-12", true),
        ("9999-01", false),
        ("2026-13", false),
        ("2026-00", false),
    ] {
        assert_eq!(month.parse::<YearMonth>().is_ok(), is_one, "{month}");
        assert_eq!(fits(YearMonth::SHAPE, month), is_one, "{month}");
    }
    let padded = format!("{}1", "0".repeat(23));
    for amount in [padded.as_str(), "1.000000000000000", ".5", "1.", "--1", "+1", "1e3"] {
        assert!(amount.parse::<Amount>().is_err(), "{amount}");
        assert!(!fits(Amount::SHAPE, amount), "{amount}");
    }
    for most in [Amount::ATOMS_MAX, -Amount::ATOMS_MAX] {
        let written = Amount::from_atoms(most).unwrap().to_string();
        assert!(fits(Amount::SHAPE, &written), "{written}");
        assert_eq!(written.parse::<Amount>().unwrap().atoms(), most);
    }
    for iban in ["FI 2112345600000785", "FI21  12345600000785", "FI21\t12345600000785"] {
        assert!(iban.parse::<Iban>().is_err(), "{iban}");
        assert!(!fits(Iban::SHAPE, iban), "{iban}");
    }
    let accents = "é".repeat(200);
    for (account, is_one) in [(accents.clone(), true), (format!("{accents}é"), false)] {
        assert_eq!(account.parse::<Account>().is_ok(), is_one);
        assert_eq!(fits(Account::SHAPE, &account), is_one);
    }
}

#[test]
fn the_words_of_a_currency_are_the_policy() {
    let said: Vec<&str> = Currency::SHAPE.words.iter().map(|(word, _)| *word).collect();
    assert_eq!(said, Currency::all().map(Currency::code).collect::<Vec<_>>());
}

/// The least and the greatest number that the document takes.
fn bounds<T: JsonSchema>() -> [i64; 2] {
    let schema = T::json_schema(&mut SchemaGenerator::default());
    ["minimum", "maximum"].map(|bound| schema.get(bound).unwrap().as_i64().unwrap())
}

#[test]
fn numbers_are_read_within_the_bounds_that_the_document_says() {
    fn assert_bounds<T: JsonSchema>(reads: impl Fn(i64) -> bool) {
        let [least, most] = bounds::<T>();
        let around = [least - 1, least, most, most + 1].map(reads);
        assert_eq!(around, [false, true, true, false], "{}", T::schema_name());
    }
    assert_bounds::<Score>(|stars| u8::try_from(stars).is_ok_and(|n| Score::try_from(n).is_ok()));
    assert_bounds::<Share>(|ppm| u32::try_from(ppm).is_ok_and(|n| Share::from_ppm(n).is_ok()));
    assert_bounds::<PoolShare>(|ppm| PoolShare::from_ppm(ppm).is_ok());
    assert_bounds::<BasisPoints>(|bp| {
        u16::try_from(bp).is_ok_and(|n| BasisPoints::try_from(n).is_ok())
    });
}

#[test]
fn a_shape_is_said_in_plain_words_and_without_links() {
    for (shape, _) in all() {
        let schema = shape.schema();
        let said = schema.get("description").unwrap().as_str().unwrap();
        assert!(!said.trim().is_empty() && !said.contains("[`"), "{}: {said}", shape.name);
    }
}

fn matching() -> impl Strategy<Value = (usize, String)> {
    let shapes = said_whole();
    let texts = shapes.into_iter().enumerate().map(|(place, (shape, _))| {
        let pattern = shape.pattern.unwrap();
        let inner = pattern.trim_start_matches('^').trim_end_matches('$');
        let texts = string_regex(inner).unwrap();
        let fit = move |text: &String| fits(shape, text) && !is_beyond_amounts(shape, text);
        texts.prop_filter("longer than it may be", fit).prop_map(move |text| (place, text)).boxed()
    });
    proptest::strategy::Union::new(texts)
}

/// The pattern has the digits of the largest amount; other numbers of as many digits are larger.
fn is_beyond_amounts(shape: &TextShape, text: &str) -> bool {
    let whole = text.trim_start_matches('-').split('.').next().unwrap_or_default();
    shape.name == "Amount" && whole.len() > 22
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn what_matches_pattern_and_length_is_read((place, text) in matching()) {
        let (shape, is_read) = said_whole()[place];
        prop_assert!(is_read(&text), "{}: {text:?}", shape.name);
    }
}
