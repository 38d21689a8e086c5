//! The terms of a brief as a client writes them: all at once for a new one, only what changes in an
//! amendment.

use domain::audio::{DeliverySpec, LengthRange};
use domain::brief::{BriefTerms, ProductionKind, Visibility};
use domain::licence_terms::LicenceTerms;
use domain::money::{Money, PoolShare};
use domain::policy::Policy;
use domain::rules::Rule;
use domain::shape::Shaped;
use domain::text::{ShortText, Tag, Text, Title};
use edge::{Amended, Failures, Field, Fields, ReadFields};
use jiff::Timestamp;

use crate::delivery_spec;

const POLICY: Policy = Policy::CURRENT;

/// Everything that a new brief says.
#[derive(Debug)]
pub(crate) struct NewBrief(pub(crate) BriefTerms);

impl ReadFields for NewBrief {
    const NAME: &'static str = "NewBrief";
    const ABOUT: &'static str = "Everything that a new brief says.";

    fn read(fields: &mut Fields) -> Option<NewBrief> {
        let title = fields.required("title", Field::parse);
        let production = fields.optional_or("production", ProductionKind::Other, Field::word);
        let text = fields.required("text", Field::parse);
        let mood_words = fields.optional_or("mood_words", Vec::new(), lines);
        let references_like = fields.optional_or("references_like", Vec::new(), lines);
        let references_not_like = fields.optional_or("references_not_like", Vec::new(), lines);
        let length = fields.optional("length", length_range);
        let delivery = fields.optional("delivery", Field::parse);
        let delivery_spec = fields.optional("delivery_spec", delivery_spec::parse_delivery_spec);
        let genre_tags = fields.optional_or("genre_tags", Vec::new(), tags);
        let prize = fields.optional("prize", Field::payable);
        let deadline = fields.required("deadline", Field::timestamp);
        let visibility = fields.required("visibility", Field::word);
        let reviews_per_track = fields.optional_or("reviews_per_track", 1, reviews_per_track);
        let default_seats = POLICY.default_coproducer_seats;
        let coproducer_seats = fields.optional_or("coproducer_seats", default_seats, seats);
        let pool_ppm = fields.optional("pool_ppm", pool);
        let licence = fields.optional_or("licence", LicenceTerms::default(), licence);
        let embargo_until = fields.optional("embargo_until", Field::timestamp);
        note_terms(fields);
        Some(NewBrief(BriefTerms {
            title: title?,
            production: production?,
            text: text?,
            mood_words: mood_words?,
            references_like: references_like?,
            references_not_like: references_not_like?,
            length: length?,
            delivery: delivery?,
            delivery_spec: delivery_spec?,
            genre_tags: genre_tags?,
            prize: prize?,
            deadline: deadline?,
            visibility: visibility?,
            reviews_per_track: reviews_per_track?,
            coproducer_seats: coproducer_seats?,
            pool_ppm: pool_ppm?,
            licence: licence?,
            embargo_until: embargo_until?,
        }))
    }
}

/// What an amendment names; all else stays.
#[derive(Debug)]
pub(crate) struct TermsAmendment {
    title: Amended<Title>,
    production: Amended<ProductionKind>,
    text: Amended<Text>,
    mood_words: Amended<Vec<ShortText>>,
    references_like: Amended<Vec<ShortText>>,
    references_not_like: Amended<Vec<ShortText>>,
    length: Amended<Option<LengthRange>>,
    delivery: Amended<Option<Text>>,
    delivery_spec: Amended<Option<DeliverySpec>>,
    genre_tags: Amended<Vec<Tag>>,
    prize: Amended<Option<Money>>,
    deadline: Amended<Timestamp>,
    visibility: Amended<Visibility>,
    reviews_per_track: Amended<u8>,
    coproducer_seats: Amended<u8>,
    pool_ppm: Amended<Option<u32>>,
    licence: Amended<LicenceTerms>,
    embargo_until: Amended<Option<Timestamp>>,
}

impl ReadFields for TermsAmendment {
    const NAME: &'static str = "TermsAmendment";
    const ABOUT: &'static str = "What an amendment names; all else stays.";

    fn read(fields: &mut Fields) -> Option<TermsAmendment> {
        let title = fields.amendment("title", Field::parse);
        let production = fields.amendment("production", Field::word);
        let text = fields.amendment("text", Field::parse);
        let mood_words = fields.amendment("mood_words", lines);
        let references_like = fields.amendment("references_like", lines);
        let references_not_like = fields.amendment("references_not_like", lines);
        let length = fields.amendment_or_cleared("length", length_range);
        let delivery = fields.amendment_or_cleared("delivery", Field::parse);
        let delivery_spec =
            fields.amendment_or_cleared("delivery_spec", delivery_spec::parse_delivery_spec);
        let genre_tags = fields.amendment("genre_tags", tags);
        let prize = fields.amendment_or_cleared("prize", Field::payable);
        let deadline = fields.amendment("deadline", Field::timestamp);
        let visibility = fields.amendment("visibility", Field::word);
        let reviews_per_track = fields.amendment("reviews_per_track", reviews_per_track);
        let coproducer_seats = fields.amendment("coproducer_seats", seats);
        let pool_ppm = fields.amendment_or_cleared("pool_ppm", pool);
        let licence = fields.amendment("licence", licence);
        let embargo_until = fields.amendment_or_cleared("embargo_until", Field::timestamp);
        note_terms(fields);
        Some(TermsAmendment {
            title: title?,
            production: production?,
            text: text?,
            mood_words: mood_words?,
            references_like: references_like?,
            references_not_like: references_not_like?,
            length: length?,
            delivery: delivery?,
            delivery_spec: delivery_spec?,
            genre_tags: genre_tags?,
            prize: prize?,
            deadline: deadline?,
            visibility: visibility?,
            reviews_per_track: reviews_per_track?,
            coproducer_seats: coproducer_seats?,
            pool_ppm: pool_ppm?,
            licence: licence?,
            embargo_until: embargo_until?,
        })
    }
}

impl TermsAmendment {
    /// The terms with what is named in place of what was there.
    pub(crate) fn apply(self, before: BriefTerms) -> BriefTerms {
        BriefTerms {
            title: self.title.or(before.title),
            production: self.production.or(before.production),
            text: self.text.or(before.text),
            mood_words: self.mood_words.or(before.mood_words),
            references_like: self.references_like.or(before.references_like),
            references_not_like: self.references_not_like.or(before.references_not_like),
            length: self.length.or(before.length),
            delivery: self.delivery.or(before.delivery),
            delivery_spec: self.delivery_spec.or(before.delivery_spec),
            genre_tags: self.genre_tags.or(before.genre_tags),
            prize: self.prize.or(before.prize),
            deadline: self.deadline.or(before.deadline),
            visibility: self.visibility.or(before.visibility),
            reviews_per_track: self.reviews_per_track.or(before.reviews_per_track),
            coproducer_seats: self.coproducer_seats.or(before.coproducer_seats),
            pool_ppm: self.pool_ppm.or(before.pool_ppm),
            licence: self.licence.or(before.licence),
            embargo_until: self.embargo_until.or(before.embargo_until),
        }
    }
}

/// What the names of the terms do not say.
fn note_terms(fields: &mut Fields) {
    fields.note("production", "What the music is for.");
    fields.note("text", "What it is for and how it should feel.");
    fields.note("mood_words", "The adjectives that the lexicon translates.");
    fields.note("references_like", "Music like this.");
    fields.note("references_not_like", "Music not like this.");
    fields.note("length", "How long the music may be, both ends included.");
    fields.note("delivery", "How the master is to be delivered, in words.");
    fields.note("delivery_spec", "How every file has to be.");
    fields.note("genre_tags", "For the board, and for choosing co-producers and composers.");
    fields.note("prize", "What the winner is paid once, apart from royalties.");
    fields.note("deadline", "When entries end at the latest.");
    fields.note("reviews_per_track", "How many reviews each track gets.");
    fields.note("coproducer_seats", "How many the studio appoints where the client appoints none.");
    fields.note(
        "pool_ppm",
        "The co-producers' share of the royalties, from 10000 to 50000; 25000 where none is said.",
    );
    fields.note("licence", "What the client may do with what wins.");
    fields.note("embargo_until", "Until when an award names no title and no winner in public.");
}

fn lines<T>(field: Field) -> Result<Vec<T>, Failures>
where
    T: std::str::FromStr + Shaped,
    T::Err: std::fmt::Display,
{
    field.list(0..=POLICY.brief_lines_max, Field::parse)
}

fn tags(field: Field) -> Result<Vec<Tag>, Failures> {
    field.list(0..=POLICY.brief_tags_max, Field::parse)
}

fn reviews_per_track(field: Field) -> Result<u8, Failures> {
    field.integer(1..=POLICY.reviews_per_track_max)
}

fn seats(field: Field) -> Result<u8, Failures> {
    field.integer(1..=POLICY.coproducer_seats_max)
}

fn length_range(field: Field) -> Result<LengthRange, Failures> {
    field.object(|fields| {
        let min_s = fields.required("min_s", |field| field.integer(1..=POLICY.brief_length_s_max));
        let max_s = fields.required("max_s", |field| field.integer(1..=POLICY.brief_length_s_max));
        fields.ordered("min_s", min_s, "max_s", max_s);
        Some(LengthRange { min_s: min_s?, max_s: max_s? })
    })
}

/// What is left out is every medium, every country, or as long as the rights last.
fn licence(field: Field) -> Result<LicenceTerms, Failures> {
    field.object(|fields| {
        let kind = fields.required("kind", Field::word);
        fields.note("kind", "Whether others may get a licence of the same recording.");
        let media = fields.optional_or("media", Vec::new(), |field| field.list(0..=7, Field::word));
        fields.note("media", "Every medium where none is named.");
        let territory = fields.optional("territory", Field::parse);
        fields.note("territory", "Every country where none is named.");
        let term_months =
            fields.optional("term_months", |field| field.integer(1..=POLICY.licence_months_max));
        fields.note("term_months", "From the award on; as long as its rights last where left out.");
        Some(LicenceTerms {
            kind: kind?,
            media: media?,
            territory: territory?,
            term_months: term_months?,
        })
    })
}

/// 1 to 5 %, in parts per million.
fn pool(field: Field) -> Result<u32, Failures> {
    let bounds = i64::from(PoolShare::PPM_MIN)..=i64::from(PoolShare::PPM_MAX);
    field.integer_under(Rule::PoolBounds, bounds, |ppm| {
        PoolShare::from_ppm(ppm).map(|pool| pool.share().ppm())
    })
}

#[cfg(test)]
mod tests {
    use edge::Problem;
    use serde_json::{Value, json};

    use super::*;

    fn read(body: &Value) -> Result<BriefTerms, Problem> {
        Fields::read_value(body.clone()).map(|NewBrief(terms)| terms)
    }

    fn rules(body: &Value) -> Vec<(String, &'static str)> {
        let problem = read(body).unwrap_err();
        problem.failures().iter().map(|one| (one.pointer.clone(), one.rule)).collect()
    }

    #[test]
    fn a_brief_needs_a_title_a_text_a_deadline_and_its_visibility() {
        let expected = ["/title", "/text", "/deadline", "/visibility"];
        let missing = expected.map(|pointer| (pointer.to_owned(), "missing"));
        assert_eq!(rules(&json!({})), missing);
        let terms = read(&json!({"title": "Dawn", "text": "Wide.", "visibility": "invited",
            "deadline": "2026-03-01T00:00:00Z"}));
        let terms = terms.unwrap();
        assert_eq!((terms.reviews_per_track, terms.coproducer_seats), (1, 2));
        assert_eq!(terms.pool_ppm(&Policy::CURRENT), 25_000);
    }

    #[test]
    fn every_broken_term_is_named() {
        let body = json!({"title": "Dawn", "text": "Wide.", "visibility": "secret",
            "deadline": "tomorrow", "genre_tags": ["lo-fi", "Lo Fi"], "pool_ppm": 9_999,
            "length": {"min_s": 60, "max_s": 30}, "reviews_per_track": 4,
            "prize": {"currency": "JPY", "amount": "10.5"}, "colour": "blue"});
        let expected = [
            ("/length/max_s", "range"),
            ("/genre_tags/1", "format"),
            ("/prize", "range"),
            ("/deadline", "format"),
            ("/visibility", "enum"),
            ("/reviews_per_track", "range"),
            ("/pool_ppm", "pool_bounds"),
            ("/colour", "unknown_field"),
        ];
        assert_eq!(rules(&body), expected.map(|(pointer, rule)| (pointer.to_owned(), rule)));
    }

    #[test]
    fn a_pool_out_of_bounds_is_refused_with_bounds_and_unit() {
        let pool = |visibility: &str, ppm: &Value| {
            read(&json!({"title": "Dawn", "text": "Wide.", "visibility": visibility,
                "deadline": "2026-03-01T00:00:00Z", "pool_ppm": ppm}))
        };
        for visibility in ["public", "invited"] {
            for ppm in [-1, 0, 9_999, 50_001, 1_000_000, 9_000_000_000_i64] {
                let refused = pool(visibility, &json!(ppm)).unwrap_err();
                let [failure] = refused.failures() else { panic!("{refused:?}") };
                let expected = format!(
                    "the pool is from 10000 to 50000 parts per million (1 to 5 %), not {ppm}"
                );
                assert_eq!((failure.pointer.as_str(), failure.rule), ("/pool_ppm", "pool_bounds"));
                assert_eq!(failure.detail, expected);
            }
            for ppm in [10_000, 50_000] {
                let terms = pool(visibility, &json!(ppm)).unwrap();
                assert_eq!(terms.pool_ppm(&Policy::CURRENT), ppm);
            }
            let terms = pool(visibility, &Value::Null).unwrap();
            assert_eq!(terms.pool_ppm(&Policy::CURRENT), 25_000);
        }
    }

    #[test]
    fn a_prize_is_above_zero() {
        let prize = |amount: &str| {
            read(&json!({"title": "Dawn", "text": "Wide.", "visibility": "public",
                "deadline": "2026-03-01T00:00:00Z",
                "prize": {"currency": "EUR", "amount": amount}}))
        };
        assert_eq!(prize("500.00").unwrap().prize.unwrap().to_string(), "500 EUR");
        for amount in ["0", "-1", "1.001"] {
            assert!(prize(amount).is_err(), "{amount}");
        }
    }

    #[test]
    fn an_amendment_changes_what_it_names_and_takes_away_what_is_null() {
        let before = read(&json!({"title": "Dawn", "text": "Wide.", "visibility": "invited",
            "deadline": "2026-03-01T00:00:00Z", "length": {"min_s": 30, "max_s": 60},
            "genre_tags": ["ambient"]}));
        let before = before.unwrap();
        let amend = |body: &Value| {
            let amendment: Result<TermsAmendment, Problem> = Fields::read_value(body.clone());
            amendment.map(|amendment| amendment.apply(before.clone()))
        };
        assert_eq!(amend(&json!({})).unwrap(), before);
        let amended = amend(&json!({"title": "Dusk", "length": null})).unwrap();
        assert_eq!(amended.title.as_str(), "Dusk");
        assert_eq!((amended.length, &amended.genre_tags), (None, &before.genre_tags));
        let refused = amend(&json!({"text": null, "colour": "blue"})).unwrap_err();
        assert_eq!(refused.failures().len(), 2);
    }
}
