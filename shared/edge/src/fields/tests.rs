//! What the reader of objects takes and refuses.

use super::*;
use http::StatusCode;
use proptest::prelude::*;
use serde_json::json;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Mode {
    Major,
    Minor,
}

type Read = (String, Mode, Vec<u8>, Option<bool>, Option<(i64, String)>);

fn read(value: Value) -> Result<Read, Problem> {
    let mut fields = Fields::from_value(value)?;
    let title = fields.required("title", |field| field.text(1..=5));
    let mode = fields
        .required("mode", |field| field.one_of(&[("major", Mode::Major), ("minor", Mode::Minor)]));
    let scores = fields.required("scores", |field| field.list(1..=3, |item| item.integer(1..=5)));
    let flag = fields.optional("flag", Field::boolean);
    let prize = fields.optional("a/b~", |field| {
        field.object(|inner| {
            let count = inner.required("count", |field| field.integer(0..=10));
            let name = inner.required("name", |field| field.text(0..=3));
            Some((count?, name?))
        })
    });
    fields.finish(|| Some((title?, mode?, scores?, flag?, prize?)))
}

fn rules(problem: &Problem) -> Vec<(&str, &str)> {
    problem.failures().iter().map(|failure| (failure.pointer.as_str(), failure.rule)).collect()
}

#[test]
fn a_body_that_keeps_every_rule_is_read() {
    let body = json!({"title": "Ä", "mode": "minor", "scores": [1, 5], "flag": null,
        "a/b~": {"count": 0, "name": ""}});
    let (title, mode, scores, flag, prize) = read(body).unwrap();
    assert_eq!((title.as_str(), mode, scores), ("Ä", Mode::Minor, vec![1, 5]));
    assert_eq!((flag, prize), (None, Some((0, String::new()))));
}

#[test]
fn every_failure_is_named_at_once() {
    let body = json!({"title": "too long", "mode": "dorian", "scores": [0, "1", 2.5],
        "a/b~": {"count": 11, "extra": 1}, "unknown": 1});
    let problem = read(body).unwrap_err();
    assert_eq!(problem.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let expected = vec![
        ("/title", "length"),
        ("/mode", "enum"),
        ("/scores/0", "range"),
        ("/scores/1", "type"),
        ("/scores/2", "type"),
        ("/a~1b~0/count", "range"),
        ("/a~1b~0/name", "missing"),
        ("/a~1b~0/extra", "unknown_field"),
        ("/unknown", "unknown_field"),
    ];
    assert_eq!(rules(&problem), expected);
}

#[test]
fn a_body_that_is_no_object_is_422() {
    for value in [json!([]), json!("x"), json!(1), Value::Null] {
        assert_eq!(rules(&read(value).unwrap_err()), vec![("", "type")]);
    }
}

#[test]
fn a_number_outside_its_type_is_out_of_range_and_not_wrapped() {
    let body = json!({"title": "a", "mode": "major", "scores": [257]});
    assert_eq!(rules(&read(body).unwrap_err()), vec![("/scores/0", "range")]);
}

#[test]
fn an_amendment_keeps_what_is_left_out_and_clears_what_is_null() {
    let amend = |body: Value| {
        let mut fields = Fields::from_value(body).unwrap();
        let word = fields.amendment("word", |field| field.text(1..=9));
        let energy = fields.amendment_or_cleared("energy", |field| field.integer(1..=5));
        fields.finish(|| Some((word?.or("dawn".to_owned()), energy?.or(Some(3)))))
    };
    assert_eq!(amend(json!({})).unwrap(), ("dawn".to_owned(), Some(3)));
    let cleared = amend(json!({"word": "dusk", "energy": null})).unwrap();
    assert_eq!(cleared, ("dusk".to_owned(), None));
    let problem = amend(json!({"word": null, "mood": "x"})).unwrap_err();
    assert_eq!(rules(&problem), vec![("/word", "type"), ("/mood", "unknown_field")]);
}

#[test]
fn a_blank_text_and_control_characters_are_refused() {
    let body = json!({"title": "  ", "mode": "major", "scores": [1]});
    assert_eq!(rules(&read(body).unwrap_err()), vec![("/title", "blank")]);
    let body = json!({"title": "a\u{0}", "mode": "major", "scores": [1]});
    assert_eq!(rules(&read(body).unwrap_err()), vec![("/title", "control_character")]);
    for breaks in ["a\rb", "a\nb", "a\u{202e}b", "a\u{2028}b"] {
        let mut fields = Fields::from_value(json!({ "holder": breaks })).unwrap();
        let line = fields.required("holder", |field| field.line(1..=9));
        let refused = fields.finish(|| line).unwrap_err();
        assert_eq!(rules(&refused), vec![("/holder", "control_character")], "{breaks:?}");
    }
}

#[test]
fn a_query_reads_digits_and_refuses_what_it_does_not_know() {
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut fields = Fields::of_query(vec![pair("limit", "7")]);
    let limit = fields.optional_or("limit", 20, |field| field.integer(1..=100));
    assert_eq!(fields.finish(|| limit).unwrap(), 7);
    let mut fields = Fields::of_query(vec![pair("limit", "x"), pair("limit", "1"), pair("y", "")]);
    let limit = fields.optional_or("limit", 20, |field| field.integer(1..=100));
    let problem = fields.finish(|| limit).unwrap_err();
    assert_eq!(problem.status(), StatusCode::BAD_REQUEST);
    let expected = vec![("?limit", "repeated"), ("?limit", "type"), ("?y", "unknown_field")];
    assert_eq!(rules(&problem), expected);
}

#[test]
fn of_two_numbers_the_first_is_not_above_the_second() {
    let read = |body: Value| {
        let mut fields = Fields::from_value(body).unwrap();
        let min = fields.required("min", |field| field.integer(0..=9_u8));
        let max = fields.required("max", |field| field.integer(0..=9_u8));
        fields.ordered("min", min, "max", max);
        fields.finish(|| Some((min?, max?)))
    };
    assert_eq!(read(json!({"min": 3, "max": 3})).unwrap(), (3, 3));
    let refused = read(json!({"min": 4, "max": 3})).unwrap_err();
    assert_eq!(rules(&refused), vec![("/max", "range")]);
    // A number that was refused is compared with none.
    let refused = read(json!({"min": 10, "max": 3})).unwrap_err();
    assert_eq!(rules(&refused), vec![("/min", "range")]);
}

#[test]
fn of_fields_of_which_one_is_needed_a_refused_one_counts_and_null_does_not() {
    let read = |body: Value| {
        let mut fields = Fields::from_value(body).unwrap();
        let iban = fields.optional("iban", |field| field.line(1..=3));
        let bank = fields.optional("bank", Field::boolean);
        fields.at_least_one_of(&["iban", "bank"], Rule::Missing, "one is needed");
        fields.finish(|| Some((iban?, bank?))).map_err(|problem| problem.failures().to_vec())
    };
    assert_eq!(read(json!({"bank": true})).unwrap(), (None, Some(true)));
    for nothing in [json!({}), json!({"iban": null})] {
        let refused = read(nothing).unwrap_err();
        assert_eq!((refused[0].pointer.as_str(), refused[0].rule), ("/iban", "missing"));
    }
    let refused = read(json!({"iban": "too long"})).unwrap_err();
    assert_eq!(refused.iter().map(|one| one.rule).collect::<Vec<_>>(), ["length"]);
}

#[test]
fn of_the_ways_to_say_it_the_one_whose_marks_stand_there_is_read() {
    for (body, said) in [
        (json!({"track": "trk"}), "trk"),
        (json!({"kind": "moved", "subject": "sub", "track": null}), "sub"),
        (json!({"kind": "withheld"}), "withheld"),
    ] {
        assert_eq!(read_followed(body).unwrap(), said);
    }
    for (body, refused) in [
        (json!({}), ("/track", "missing")),
        (json!({"track": "a", "kind": "moved"}), ("/track", "missing")),
        (json!({"subject": "a"}), ("/track", "missing")),
        (json!({"track": "long"}), ("/track", "length")),
        (json!({"kind": "moved"}), ("/kind", "enum")),
        (json!({"track": "a", "of": 1}), ("/of", "unknown_field")),
    ] {
        let problem = read_followed(body).unwrap_err();
        assert_eq!(rules(&problem), vec![refused]);
    }
}

fn read_followed(body: Value) -> Result<String, Problem> {
    let track = |fields: &mut Fields| fields.required("track", |field| field.line(1..=3));
    let moved = |fields: &mut Fields| {
        let kind = fields.required("kind", |field| field.one_of(&[("moved", ())]));
        let subject = fields.required("subject", |field| field.line(1..=3));
        kind.and(subject)
    };
    let withheld = |fields: &mut Fields| {
        let kind = fields.required("kind", |field| field.one_of(&[("withheld", "withheld")]));
        kind.map(str::to_owned)
    };
    let mut fields = Fields::from_value(body)?;
    let said = fields.one_of(
        Rule::Missing,
        "is needed, or a kind",
        &[
            Variant { name: "Track", marks: &["track"], read: track },
            Variant { name: "Moved", marks: &["kind", "subject"], read: moved },
            Variant { name: "Withheld", marks: &["kind"], read: withheld },
        ],
    );
    fields.finish(|| said)
}

#[test]
fn a_flag_of_a_query_is_one_of_two_words() {
    let read = |value: &str| {
        let mut fields = Fields::of_query(vec![("prize".to_owned(), value.to_owned())]);
        let flag = fields.required("prize", Field::flag);
        fields.finish(|| flag).map_err(|problem| problem.failures()[0].rule)
    };
    let expected = [("true", Ok(true)), ("false", Ok(false)), ("1", Err("enum"))];
    for (value, read_as) in expected {
        assert_eq!(read(value), read_as);
    }
}

#[test]
fn a_rule_of_its_own_is_named_at_the_value() {
    let even = |value: u8| value.is_multiple_of(2).then_some(value).ok_or("must be even");
    let mut fields = Fields::from_value(json!({"a": 2, "b": 3, "c": "x"})).unwrap();
    let mut read = |name| {
        fields.required(name, |field| {
            field.ruled(Rule::PoolBounds, |field| field.integer(0..=9), even)
        })
    };
    assert_eq!((read("a"), read("b"), read("c")), (Some(2), None, None));
    let problem = fields.finish(|| Some(())).unwrap_err();
    assert_eq!(rules(&problem), vec![("/b", "pool_bounds"), ("/c", "type")]);
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        "\\PC{0,8}".prop_map(Value::from),
    ];
    let name = prop_oneof![
        Just("title".to_owned()),
        Just("mode".to_owned()),
        Just("scores".to_owned()),
        Just("a/b~".to_owned()),
        Just("count".to_owned()),
        ".{0,4}"
    ];
    leaf.prop_recursive(3, 24, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            proptest::collection::btree_map(name.clone(), inner, 0..5)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn reading_never_panics_and_every_refusal_names_a_rule(value in any_json()) {
        if let Err(problem) = read(value) {
            prop_assert_eq!(problem.status(), StatusCode::UNPROCESSABLE_ENTITY);
            prop_assert!(!problem.failures().is_empty());
        }
    }
}
