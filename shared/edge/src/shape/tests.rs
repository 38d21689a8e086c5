//! What readers say that they take, and that they take just that.

use super::*;
use crate::field::{Failures, Field};
use crate::fields::Variant;
use crate::fields::{Fields, ReadFields};
use domain::id::BriefId;
use domain::role::Role;
use domain::shape::Shaped;
use proptest::prelude::*;
use serde_json::{Map, json};

/// The reader of the example in [`crate::fields`].
struct Term;

impl ReadFields for Term {
    const NAME: &'static str = "Term";
    const ABOUT: &'static str = "The reader of the example in the fields.";

    fn read(fields: &mut Fields) -> Option<Term> {
        let word = fields.required("word", |field| field.text(1..=80));
        let energy = fields.optional("energy", |field| field.integer(1..=5));
        word.zip(energy.map(|energy: Option<u8>| energy)).map(|_| Term)
    }
}

#[test]
fn a_reader_says_exactly_what_it_takes() {
    let text = ValueShape::Text { characters: (1, 80), lines: true };
    let integer = ValueShape::Integer { min: 1, max: 5 };
    let field = |name, presence, value| FieldShape { name, presence, value, note: "" };
    let expected = ObjectShape {
        fields: vec![
            field("word", Presence::Required, text),
            field("energy", Presence::Optional, integer),
        ],
        rules: Vec::new(),
        variants: Vec::new(),
    };
    assert_eq!(format!("{:?}", ObjectShape::of::<Term>()), format!("{expected:?}"));
}

#[test]
fn each_kind_of_value_has_its_shape() {
    let shaped = |shape: &TextShape| format!("Shaped({shape:?})");
    let item = "Integer { min: 0, max: 9 }";
    let digit = |field: Field| field.integer(0..=9_u8);
    for (shape, expected) in [
        (ValueShape::of(|it| it.line(0..=3)), "Text { characters: (0, 3), lines: false }".into()),
        (ValueShape::of(|it| it.rounded(-1..=2)), "Number { min: -1, max: 2 }".into()),
        (ValueShape::of(digit), item.into()),
        (ValueShape::of(Field::boolean), "Boolean".into()),
        (ValueShape::of(Field::flag), "Boolean".into()),
        (ValueShape::of(Field::timestamp), "Moment".into()),
        (ValueShape::of(Field::cursor), "Cursor".into()),
        (ValueShape::of(Field::date), shaped(&crate::moment::DAY)),
        (ValueShape::of(Field::parse::<BriefId>), shaped(BriefId::SHAPE)),
        (ValueShape::of(Field::word::<Role>), shaped(Role::SHAPE)),
        (
            ValueShape::of(|it| it.parse_as(BriefId::SHAPE, Rule::Format, str::parse::<u8>)),
            shaped(BriefId::SHAPE),
        ),
        (ValueShape::of(|it| it.one_of(&[("a", 1), ("b", 2)])), "Words([\"a\", \"b\"])".into()),
        (
            ValueShape::of(|it| it.list(1..=4, digit)),
            format!("List {{ items: (1, 4), of: {item} }}"),
        ),
        (
            ValueShape::of(|it| it.ruled(Rule::Range, digit, Ok::<u8, String>)),
            format!("Ruled {{ value: {item}, rule: Range }}"),
        ),
    ] {
        assert_eq!(format!("{shape:?}"), expected);
    }
}

#[test]
fn a_number_beyond_what_is_read_is_described_as_far_as_it_is_read() {
    let shape = ValueShape::of(|field| field.integer(1..=u64::MAX));
    assert_eq!(format!("{shape:?}"), format!("Integer {{ min: 1, max: {} }}", i64::MAX));
}

#[test]
fn money_is_an_object_of_a_currency_and_an_amount_and_payable_money_keeps_a_rule() {
    let ValueShape::Object(money) = ValueShape::of(Field::money) else { panic!("no object") };
    assert_eq!(money.fields.iter().map(|one| one.name).collect::<Vec<_>>(), ["currency", "amount"]);
    assert!(!money.is_undescribed());
    let payable = ValueShape::of(Field::payable);
    assert!(matches!(payable, ValueShape::Ruled { rule: Rule::Range, .. }), "{payable:?}");
}

#[test]
fn how_a_field_may_be_left_out_is_described() {
    let mut fields = Fields::describing();
    fields.optional_or("limit", 20, |field| field.integer(1..=100));
    fields.amendment("title", Field::boolean);
    fields.amendment_or_cleared("length", Field::boolean);
    fields.note("title", "of the brief");
    let shape = fields.shape();
    let presence: Vec<_> = shape.fields.iter().map(|one| (one.name, &one.presence)).collect();
    let expected = [
        ("limit", &Presence::Default(json!(20))),
        ("title", &Presence::Amended),
        ("length", &Presence::AmendedOrCleared),
    ];
    assert_eq!(presence, expected);
    let notes: Vec<_> = shape.fields.iter().map(|one| one.note).collect();
    assert_eq!(notes, ["", "of the brief", ""]);
}

#[test]
fn what_fields_keep_among_each_other_is_described() {
    let mut fields = Fields::describing();
    fields.ordered("min_s", None::<u8>, "max_s", None);
    fields.at_least_one_of(&["iban", "bank"], Rule::Missing, "one is needed");
    let read: fn(&mut Fields) -> Option<bool> = |fields| fields.required("track", Field::boolean);
    let track = Variant { name: "Track", marks: &["track"], read };
    let said = fields.one_of(Rule::Missing, "is needed", &[track]);
    assert!(said.is_none());
    let shape = fields.shape();
    let expected =
        [ObjectRule::Ordered("min_s", "max_s"), ObjectRule::AtLeastOneOf(&["iban", "bank"])];
    assert_eq!(shape.rules, expected);
    let [variant] = shape.variants.as_slice() else { panic!("{shape:?}") };
    assert_eq!((variant.name, variant.marks), ("Track", &["track"][..]));
    assert_eq!(variant.object.fields[0].name, "track");
}

#[test]
fn a_reader_that_decides_by_what_it_reads_is_undescribed_wherever_it_stands() {
    let branches = |field: Field| Ok::<u8, Failures>(field.integer(0..=9).unwrap_or(1));
    let in_object = |field: Field| field.object(|fields| fields.required("inner", branches));
    for shape in [
        ValueShape::of(branches),
        ValueShape::of(|field| field.list(0..=2, branches)),
        ValueShape::of(|field| field.ruled(Rule::Range, branches, Ok::<u8, String>)),
        ValueShape::of(in_object),
    ] {
        assert!(shape.is_undescribed(), "{shape:?}");
    }
    let mut fields = Fields::describing();
    fields.optional("there", Field::boolean);
    assert!(!ObjectShape { rules: Vec::new(), ..fields.shape() }.is_undescribed());
    let mut fields = Fields::describing();
    fields.note("nowhere", "a note on what is not read");
    assert!(fields.shape().is_undescribed());
}

/// A reader of a test, with bounds of its own.
#[derive(Debug, Clone)]
enum Kind {
    Text(usize, usize),
    Line(usize, usize),
    Integer(i64, i64),
    Rounded(i64, i64),
    Moment,
    Word,
    Id,
    Listed(usize, usize, Box<Kind>),
    Inner(Vec<Kind>),
    Even(i64, i64),
}

const NAMES: [&str; 5] = ["a", "b", "c", "d", "e"];

fn read_kind(field: Field, kind: &Kind) -> Result<(), Failures> {
    match kind {
        Kind::Text(least, most) => field.text(*least..=*most).map(drop),
        Kind::Line(least, most) => field.line(*least..=*most).map(drop),
        Kind::Integer(min, max) => field.integer(*min..=*max).map(drop),
        Kind::Rounded(min, max) => field.rounded(*min..=*max).map(drop),
        Kind::Moment => field.timestamp().map(drop),
        Kind::Word => field.word::<Role>().map(drop),
        Kind::Id => field.parse::<BriefId>().map(drop),
        Kind::Listed(least, most, of) => {
            field.list(*least..=*most, |item| read_kind(item, of)).map(drop)
        }
        Kind::Inner(kinds) => field.object(|fields| read_kinds(fields, kinds)),
        Kind::Even(min, max) => {
            field.ruled(Rule::Range, |field| field.integer(*min..=*max), |_| Ok::<(), String>(()))
        }
    }
}

fn read_kinds(fields: &mut Fields, kinds: &[Kind]) -> Option<()> {
    let read: Vec<Option<()>> = NAMES
        .iter()
        .zip(kinds)
        .map(|(name, kind)| fields.required(name, |field| read_kind(field, kind)))
        .collect();
    read.into_iter().collect()
}

fn any_kind() -> impl Strategy<Value = Kind> {
    let lengths = || (0_usize..6).prop_flat_map(|least| (Just(least), least..12));
    let numbers = || (-50_i64..50).prop_flat_map(|min| (Just(min), min..100));
    let leaf = prop_oneof![
        lengths().prop_map(|(least, most)| Kind::Text(least, most)),
        lengths().prop_map(|(least, most)| Kind::Line(least, most)),
        numbers().prop_map(|(min, max)| Kind::Integer(min, max)),
        numbers().prop_map(|(min, max)| Kind::Rounded(min, max)),
        numbers().prop_map(|(min, max)| Kind::Even(min, max)),
        Just(Kind::Moment),
        Just(Kind::Word),
        Just(Kind::Id),
    ];
    leaf.prop_recursive(3, 12, 4, move |inner| {
        prop_oneof![
            (lengths(), inner.clone()).prop_map(|((least, most), of)| Kind::Listed(
                least,
                most,
                Box::new(of)
            )),
            proptest::collection::vec(inner, 1..=NAMES.len()).prop_map(Kind::Inner),
        ]
    })
}

/// At both bounds, and just beyond each of them with the rule that it breaks. A text is made of its
/// length, a list of items at their lower bound.
fn at_and_beyond(shape: &ValueShape) -> (Vec<Value>, Vec<(Value, &'static str)>) {
    let text = |characters: usize| Value::from("x".repeat(characters));
    match shape {
        ValueShape::Text { characters: (least, most), .. } => {
            let below = least.checked_sub(1).map(|below| (text(below), "length"));
            let beyond = below
                .into_iter()
                .chain([(text(most.saturating_add(1)), "length"), (json!(1), "type")]);
            (vec![text(*least), text(*most)], beyond.collect())
        }
        ValueShape::Integer { min, max } => at_and_beyond_numbers(*min, *max),
        ValueShape::Number { min, max } => {
            at_and_beyond_numbers(i128::from(*min), i128::from(*max))
        }
        ValueShape::Shaped(shape) => {
            let rule = if shape.words.is_empty() { "format" } else { "enum" };
            let good = shape.examples.iter().map(|example| json!(example)).collect();
            (good, vec![(json!("?"), rule), (json!(1), "type")])
        }
        ValueShape::Moment => (vec![json!("2026-03-01T12:00:00Z")], vec![(json!("?"), "format")]),
        ValueShape::List { items: (least, most), of } => {
            let (good, _) = at_and_beyond(of);
            let list = |items: usize| Value::from(vec![good[0].clone(); items]);
            let below = least.checked_sub(1).map(|below| (list(below), "length"));
            let beyond = below
                .into_iter()
                .chain([(list(most.saturating_add(1)), "length"), (json!({}), "type")]);
            (vec![list(*least), list(*most)], beyond.collect())
        }
        ValueShape::Object(object) => {
            let good = object_at(object, 0);
            let mut more = good.clone();
            more["unknown"] = json!(1);
            (vec![good, object_at(object, 1)], vec![(more, "unknown_field"), (json!([]), "type")])
        }
        ValueShape::Ruled { value, .. } => at_and_beyond(value),
        ValueShape::Boolean
        | ValueShape::Words(_)
        | ValueShape::Cursor
        | ValueShape::Undescribed => panic!("no reader of this test takes {shape:?}"),
    }
}

fn at_and_beyond_numbers(min: i128, max: i128) -> (Vec<Value>, Vec<(Value, &'static str)>) {
    let number = |number: i128| Value::from(i64::try_from(number).unwrap());
    let beyond = [
        (number(min.saturating_sub(1)), "range"),
        (number(max.saturating_add(1)), "range"),
        (json!("1"), "type"),
    ];
    (vec![number(min), number(max)], beyond.into())
}

/// All fields at their lower bounds, or at their upper ones.
fn object_at(object: &ObjectShape, bound: usize) -> Value {
    let members = object.fields.iter().map(|field| {
        let (good, _) = at_and_beyond(&field.value);
        (field.name.to_owned(), good.get(bound).or(good.last()).unwrap().clone())
    });
    Value::Object(members.collect::<Map<_, _>>())
}

fn refused_by(kinds: &[Kind], body: Value) -> Option<String> {
    let mut fields = Fields::from_value(body).unwrap();
    let read = read_kinds(&mut fields, kinds);
    let problem = fields.finish(|| read).err()?;
    Some(problem.failures().iter().map(|failure| failure.rule).collect::<Vec<_>>().join(" "))
}

proptest! {
    #[test]
    fn a_reader_takes_what_it_describes_up_to_each_bound_and_nothing_beyond(
        kinds in proptest::collection::vec(any_kind(), 1..=NAMES.len())
    ) {
        let mut fields = Fields::describing();
        prop_assert_eq!(read_kinds(&mut fields, &kinds), None);
        let shape = fields.shape();
        prop_assert!(!shape.is_undescribed());
        let body = object_at(&shape, 0);
        prop_assert_eq!(refused_by(&kinds, body.clone()), None);
        prop_assert_eq!(refused_by(&kinds, object_at(&shape, 1)), None);
        for field in &shape.fields {
            let mut without = body.clone();
            without.as_object_mut().unwrap().remove(field.name);
            prop_assert_eq!(refused_by(&kinds, without), Some("missing".to_owned()));
            for (beyond, rule) in at_and_beyond(&field.value).1 {
                let mut body = body.clone();
                body[field.name] = beyond;
                prop_assert_eq!(refused_by(&kinds, body), Some(rule.to_owned()));
            }
        }
    }
}

#[test]
fn bounds_that_are_a_rule_of_their_own_are_described_and_named_after_it() {
    let pool = |field: Field| {
        field.integer_under(Rule::PoolBounds, 1..=5, |n| (n < 6).then_some(n).ok_or("too many"))
    };
    let shape = format!("{:?}", ValueShape::of(pool));
    assert_eq!(shape, "Ruled { value: Integer { min: 1, max: 5 }, rule: PoolBounds }");
    let mut fields = Fields::from_value(json!({ "pool": 6 })).unwrap();
    let read = fields.required("pool", pool);
    let refused = fields.finish(|| read).unwrap_err();
    assert_eq!(refused.failures().first().unwrap().rule, "pool_bounds");
}
