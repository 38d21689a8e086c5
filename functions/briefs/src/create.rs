//! `POST /briefs`: a client writes a draft. One conditional put is the whole of it: the id is derived
//! from (caller, route, key), so the same request again finds the brief that the first one made.

use axum::extract::State;
use axum::response::Response;
use domain::brief::{Brief, BriefTerms, LengthRange};
use domain::id::{BriefId, MemberId};
use domain::money::{Amount, Money, PoolShare, Share};
use domain::policy::Policy;
use edge::{Caller, Failures, Field, Fields, Group, IdempotencyKey, JsonBody, Problem, respond};
use store::Created;
use store::brief::BriefItem;

use crate::Studio;
use crate::view::BriefView;

/// The most co-producers that a client may ask for.
const MOST_SEATS: u8 = 10;

pub(crate) async fn create(
    State(studio): State<Studio>,
    caller: Caller,
    key: IdempotencyKey,
    body: JsonBody,
) -> Result<Response, Problem> {
    caller.require(Group::Client)?;
    let request_sha256 = body.request_sha256();
    let mut fields = body.fields()?;
    let terms = read_terms(&mut fields);
    let terms = fields.finish(|| terms)?;

    let id = id_of(caller.member, &key);
    let draft = Brief::draft(id, caller.member, terms, studio.now());
    let item = BriefItem::new(draft, request_sha256);
    let stored = match studio.store.create_brief(&item).await? {
        Created::New => item,
        Created::Existing(stored) if stored.item.request_sha256 == item.request_sha256 => {
            stored.item
        }
        Created::Existing(_) => return Err(Problem::idempotency_key_reused()),
    };
    respond::created(&format!("/briefs/{id}"), &BriefView::new(&stored.brief))
}

fn id_of(owner: MemberId, key: &IdempotencyKey) -> BriefId {
    let owner = owner.to_string();
    BriefId::derive(&[b"brief", owner.as_bytes(), b"POST /briefs", key.as_str().as_bytes()])
}

fn read_terms(fields: &mut Fields) -> Option<BriefTerms> {
    let policy = Policy::CURRENT;
    let title = fields.required("title", Field::parse);
    let text = fields.required("text", Field::parse);
    let mood_words = fields.optional_or("mood_words", Vec::new(), lines);
    let references_like = fields.optional_or("references_like", Vec::new(), lines);
    let references_not_like = fields.optional_or("references_not_like", Vec::new(), lines);
    let length = fields.optional("length", length_range);
    let delivery = fields.optional("delivery", Field::parse);
    let genre_tags =
        fields.optional_or("genre_tags", Vec::new(), |field| field.list(0..=10, Field::parse));
    let prize = fields.optional("prize", prize);
    let deadline = fields.required("deadline", Field::timestamp);
    let visibility = fields.required("visibility", Field::word);
    let reviews_per_track = fields.optional_or("reviews_per_track", 1, |field| {
        field.integer(1..=policy.most_reviews_per_track)
    });
    let coproducer_seats =
        fields.optional_or("coproducer_seats", policy.default_coproducer_seats, |field| {
            field.integer(1..=MOST_SEATS)
        });
    let pool_ppm = fields.optional("pool_ppm", pool);
    Some(BriefTerms {
        title: title?,
        text: text?,
        mood_words: mood_words?,
        references_like: references_like?,
        references_not_like: references_not_like?,
        length: length?,
        delivery: delivery?,
        genre_tags: genre_tags?,
        prize: prize?,
        deadline: deadline?,
        visibility: visibility?,
        reviews_per_track: reviews_per_track?,
        coproducer_seats: coproducer_seats?,
        pool_ppm: pool_ppm?,
    })
}

fn lines<T>(field: Field) -> Result<Vec<T>, Failures>
where
    T: std::str::FromStr,
    T::Err: std::fmt::Display,
{
    field.list(0..=20, Field::parse)
}

fn length_range(field: Field) -> Result<LengthRange, Failures> {
    field.object(|fields| {
        let min_s = fields.required("min_s", |field| field.integer(1..=3_600));
        let max_s = fields.required("max_s", |field| field.integer(1..=3_600));
        if let (Some(min_s), Some(max_s)) = (min_s, max_s)
            && min_s > max_s
        {
            fields.fail("max_s", "range", "must not be less than min_s");
        }
        Some(LengthRange { min_s: min_s?, max_s: max_s? })
    })
}

/// Something above zero that the currency can pay out.
fn prize(field: Field) -> Result<Money, Failures> {
    field.checked(Field::money, |prize| {
        let decimals = prize.currency.exponent();
        if prize.amount > Amount::ZERO && prize.amount.fixed(decimals).is_ok() {
            return Ok(prize);
        }
        Err(("range", format!("must be above zero, with at most {decimals} decimals")))
    })
}

/// Nothing, or 1 to 5 %, in parts per million.
fn pool(field: Field) -> Result<u32, Failures> {
    field.checked(
        |field| field.integer(0..=1_000_000_u32),
        |ppm| {
            let share = Share::from_ppm(ppm);
            let pool = share.map_err(|error| ("range", error.to_string()))?;
            PoolShare::new(pool).map(|_| ppm).map_err(|error| ("range", error.to_string()))
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn read(body: &Value) -> Result<BriefTerms, Problem> {
        let mut fields = JsonBody::parse(body.to_string().as_bytes())?.fields()?;
        let terms = read_terms(&mut fields);
        fields.finish(|| terms)
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
            ("/pool_ppm", "range"),
            ("/colour", "unknown_field"),
        ];
        assert_eq!(rules(&body), expected.map(|(pointer, rule)| (pointer.to_owned(), rule)));
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
}
