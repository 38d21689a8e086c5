//! Bodies made from what a reader says that it takes: such that it must take them, and near misses
//! that it must refuse. The same number always makes the same body.

use domain::rules::Rule;
use domain::shape::TextShape;
use edge::{FieldShape, ObjectRule, ObjectShape, Presence, ValueShape};
use regex_syntax::hir::{Class, Hir, HirKind};
use serde_json::{Map, Number, Value, json};

/// Texts of these kinds keep a rule that their pattern does not tell: check digits, a day that the
/// calendar has, an address. They are made by their examples.
const BY_EXAMPLE: [&str; 6] =
    ["Iban", "Day", "HttpsLink", "AudioContentType", "TrackKey", "Account"];

/// How often a text is made before its example stands for it.
const TRIES: usize = 8;
/// How many more than the least of a list, or of a part of a text, there are at most.
const MORE_MAX: usize = 3;
/// How many characters of a free text are made at most, where it may be longer.
const CHARACTERS_MAX: usize = 24;
/// What free texts are made of; nothing of it can be composed with its neighbour.
const CHARACTERS: [char; 10] = ['a', 'B', '7', 'é', 'ø', '音', '🎵', '-', '(', '!'];

/// A source of choices that is the same for the same number.
#[derive(Debug, Clone)]
pub struct Choices(u64);

/// A body that is wrong in one place.
#[derive(Debug, Clone)]
pub struct NearMiss {
    /// What was done to a right one: `is left out`.
    pub what: &'static str,
    /// Where, as a JSON pointer: what a reader names.
    pub pointer: String,
    pub body: Value,
}

impl Choices {
    pub fn new(number: u64) -> Choices {
        Choices(number)
    }

    /// The next 64 bits, by the mixing of `SplitMix64`.
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from `least` to `most`, both ends more often than others.
    fn number(&mut self, least: i128, most: i128) -> i128 {
        let count = most.saturating_sub(least).saturating_add(1).max(1);
        match self.bits() % 4 {
            0 => least,
            1 => most,
            _ => {
                least.saturating_add(i128::from(self.bits()).checked_rem(count).unwrap_or_default())
            }
        }
    }

    fn count(&mut self, least: usize, most: usize) -> usize {
        let (low, high) = (i128::try_from(least), i128::try_from(most));
        let (low, high) = (low.unwrap_or_default(), high.unwrap_or_default());
        usize::try_from(self.number(low, high.max(low))).unwrap_or(least)
    }

    fn among<'list, T>(&mut self, list: &'list [T]) -> Option<&'list T> {
        let last = list.len().checked_sub(1)?;
        let index = usize::try_from(self.bits()).unwrap_or_default();
        list.get(index.checked_rem(last.saturating_add(1)).unwrap_or_default())
    }

    fn coin(&mut self) -> bool {
        self.bits() & 1 == 0
    }
}

/// A body that a reader of this shape takes.
pub fn body(shape: &ObjectShape, choices: &mut Choices) -> Value {
    let way = choices.among(&shape.variants);
    let of_way = way.map(|way| &way.object);
    let mut members = Map::new();
    for field in shape.fields.iter().chain(of_way.into_iter().flat_map(|object| &object.fields)) {
        if let Some(value) = member(field, choices) {
            members.insert(field.name.to_owned(), value);
        }
    }
    let rules = shape.rules.iter().chain(of_way.into_iter().flat_map(|object| &object.rules));
    for rule in rules {
        keep(rule, shape, &mut members, choices);
    }
    members.into()
}

fn member(field: &FieldShape, choices: &mut Choices) -> Option<Value> {
    let is_there = field.presence == Presence::Required || choices.coin();
    if !is_there {
        return None;
    }
    let may_be_null = match field.presence {
        Presence::Required | Presence::Amended => false,
        Presence::Optional | Presence::Default(_) | Presence::AmendedOrCleared => true,
    };
    let is_null = may_be_null && choices.number(0, 7) == 3;
    Some(if is_null { Value::Null } else { value(&field.value, choices) })
}

/// Mends a body so that it keeps what its fields keep among each other.
fn keep(
    rule: &ObjectRule,
    shape: &ObjectShape,
    members: &mut Map<String, Value>,
    choices: &mut Choices,
) {
    match rule {
        ObjectRule::Ordered(least, most) => {
            let number = |name: &str| members.get(name).and_then(Value::as_f64);
            if number(least).zip(number(most)).is_some_and(|(least, most)| least > most) {
                let (low, high) = (members.remove(*most), members.remove(*least));
                members.extend(low.map(|low| ((*least).to_owned(), low)));
                members.extend(high.map(|high| ((*most).to_owned(), high)));
            }
        }
        ObjectRule::AtLeastOneOf(names) => {
            let is_there = |name: &&str| members.get(*name).is_some_and(|value| !value.is_null());
            if names.iter().any(is_there) {
                return;
            }
            let first =
                names.first().and_then(|name| shape.fields.iter().find(|one| one.name == *name));
            if let Some(field) = first {
                members.insert(field.name.to_owned(), value(&field.value, choices));
            }
        }
    }
}

/// A value that a reader of this shape takes.
pub fn value(shape: &ValueShape, choices: &mut Choices) -> Value {
    match shape {
        ValueShape::Text { characters, lines: _ } => free_text(*characters, choices).into(),
        ValueShape::Shaped(shape) => shaped(shape, choices).into(),
        ValueShape::Integer { min, max } => whole(choices.number(*min, *max)),
        ValueShape::Number { min, max } => whole(choices.number((*min).into(), (*max).into())),
        ValueShape::Boolean => choices.coin().into(),
        ValueShape::Moment => {
            let day = choices.number(1, 28);
            let zone = choices.among(&["Z", "+02:00", "-11:30"]).copied().unwrap_or("Z");
            format!("2026-0{}-{day:02}T12:00:00{zone}", choices.number(4, 9)).into()
        }
        ValueShape::Words(words) => choices.among(words).copied().unwrap_or_default().into(),
        ValueShape::Cursor => "b3BhcXVlLWN1cnNvcg".into(),
        ValueShape::List { items: (least, most), of } => {
            let count = choices.count(*least, (*most).min(least.saturating_add(MORE_MAX)));
            (0..count).map(|_| value(of, choices)).collect()
        }
        ValueShape::Object(object) => body(object, choices),
        ValueShape::Ruled { value: inner, rule } => ruled(inner, *rule, choices),
        ValueShape::Undescribed => Value::Null,
    }
}

/// A value that also keeps the rule.
fn ruled(inner: &ValueShape, rule: Rule, choices: &mut Choices) -> Value {
    match (rule, inner) {
        // Money that can be paid out: whole units have a place in every currency.
        (Rule::Range, ValueShape::Object(_)) => {
            let mut money = value(inner, choices);
            let amount = choices.number(1, 99_999).to_string();
            if let Some(members) = money.as_object_mut() {
                members.insert("amount".to_owned(), amount.into());
            }
            money
        }
        (Rule::PoolBounds, _) => whole(choices.number(10_000, 50_000)),
        (Rule::AdjustmentEntries, _) => adjustment_entries(choices),
        (Rule::OutsideSepa, _) => "FI2112345600000785".into(),
        _ => value(inner, choices),
    }
}

/// Entries that sum to zero in their currency.
fn adjustment_entries(choices: &mut Choices) -> Value {
    let cents = choices.number(1, 9_999);
    let entry = |account: &str, sign: &str| {
        let amount = format!("{sign}{cents}.5");
        json!({ "account": account, "money": { "currency": "EUR", "amount": amount } })
    };
    json!([entry("platform", "-"), entry("mem_01ARZ3NDEKTSV4RRFFQ69G5FAV", "")])
}

fn whole(number: i128) -> Value {
    let small = i64::try_from(number).map(Number::from);
    small.or_else(|_| u64::try_from(number).map(Number::from)).map_or(Value::Null, Value::Number)
}

fn free_text((least, most): (usize, usize), choices: &mut Choices) -> String {
    let count = choices.count(least.max(1), most.min(least.saturating_add(CHARACTERS_MAX)));
    (0..count).filter_map(|_| choices.among(&CHARACTERS)).collect()
}

/// A text of a kind: one of its words, one that its pattern makes, or its example.
fn shaped(shape: &TextShape, choices: &mut Choices) -> String {
    if !shape.words.is_empty() {
        return choices.among(shape.words).map(|(word, _)| (*word).to_owned()).unwrap_or_default();
    }
    let example = choices.among(shape.examples).copied().unwrap_or_default().to_owned();
    if BY_EXAMPLE.contains(&shape.name) {
        return example;
    }
    let Some(pattern) = shape.pattern else { return free_text(shape.length, choices) };
    let Ok(pattern) = regex_syntax::parse(pattern) else { return example };
    for _ in 0..TRIES {
        let mut text = String::new();
        write_matching(&pattern, choices, &mut text);
        if (shape.length.0..=shape.length.1).contains(&text.chars().count()) && text.trim() == text
        {
            return text;
        }
    }
    example
}

/// Writes a text that the pattern matches.
fn write_matching(pattern: &Hir, choices: &mut Choices, out: &mut String) {
    match pattern.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => out.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(class) => out.extend(one_of_class(class, choices)),
        HirKind::Capture(capture) => write_matching(&capture.sub, choices, out),
        HirKind::Repetition(repetition) => {
            let least = usize::try_from(repetition.min).unwrap_or_default();
            let most =
                repetition.max.map_or(usize::MAX, |max| usize::try_from(max).unwrap_or(least));
            let count = choices.count(least, most.min(least.saturating_add(MORE_MAX)));
            for _ in 0..count {
                write_matching(&repetition.sub, choices, out);
            }
        }
        HirKind::Concat(parts) => {
            for part in parts {
                write_matching(part, choices, out);
            }
        }
        HirKind::Alternation(ways) => {
            if let Some(way) = choices.among(ways) {
                write_matching(way, choices, out);
            }
        }
    }
}

/// A visible ASCII character of the class where it has one, else its first one.
fn one_of_class(class: &Class, choices: &mut Choices) -> Option<char> {
    let ranges: Vec<(char, char)> = match class {
        Class::Unicode(class) => {
            class.ranges().iter().map(|one| (one.start(), one.end())).collect()
        }
        Class::Bytes(class) => {
            class.ranges().iter().map(|one| (one.start().into(), one.end().into())).collect()
        }
    };
    let is_in = |one: &char| ranges.iter().any(|(start, end)| (start..=end).contains(&one));
    let visible: Vec<char> = ('!'..='~').filter(is_in).collect();
    choices.among(&visible).copied().or_else(|| ranges.first().map(|(start, _)| *start))
}

/// Bodies that are wrong in one place, made of one that is right.
pub fn near_misses(shape: &ObjectShape, right: &Value) -> Vec<NearMiss> {
    let mut misses = Misses { whole: right.clone(), found: Vec::new() };
    misses.object(shape, "");
    misses.found
}

/// What a value is where it is wrong; `None`: it is not there.
type Wrong = Option<Value>;

struct Misses {
    whole: Value,
    found: Vec<NearMiss>,
}

impl Misses {
    /// The body with this one place changed.
    fn add(&mut self, what: &'static str, pointer: &str, wrong: Wrong) {
        let mut body = self.whole.clone();
        let Some((parent, name)) = pointer.rsplit_once('/') else { return };
        let Some(parent) = body.pointer_mut(parent) else { return };
        match (parent, wrong) {
            (Value::Object(members), Some(value)) => {
                members.insert(name.to_owned(), value);
            }
            (Value::Object(members), None) => {
                members.remove(name);
            }
            (Value::Array(items), Some(value)) => {
                let place = name.parse().ok().and_then(|index: usize| items.get_mut(index));
                let Some(place) = place else { return };
                *place = value;
            }
            _ => return,
        }
        self.found.push(NearMiss { what, pointer: pointer.to_owned(), body });
    }

    fn object(&mut self, shape: &ObjectShape, place: &str) {
        self.add(
            "is a field that nobody knows",
            &format!("{place}/nobody_knows_it"),
            Some(1.into()),
        );
        for rule in &shape.rules {
            if let ObjectRule::AtLeastOneOf(names) = rule {
                self.none_of(names, place);
            }
        }
        let of_ways = shape.variants.iter().flat_map(|way| &way.object.fields);
        for field in shape.fields.iter().chain(of_ways) {
            let pointer = format!("{place}/{}", field.name);
            // What is not there in this body is not there in the way of which it is.
            if self.whole.pointer(&pointer).is_none() {
                continue;
            }
            if field.presence == Presence::Required {
                self.add("is left out", &pointer, None);
            }
            if matches!(field.presence, Presence::Required | Presence::Amended) {
                self.add("is null", &pointer, Some(Value::Null));
            }
            self.value(&field.value, &pointer);
        }
    }

    fn none_of(&mut self, names: &[&str], place: &str) {
        let mut body = self.whole.clone();
        let Some(members) = body.pointer_mut(place).and_then(Value::as_object_mut) else { return };
        for name in names {
            members.remove(*name);
        }
        let pointer = format!("{place}/{}", names.first().copied().unwrap_or_default());
        self.found.push(NearMiss {
            what: "and all that may stand for it are left out",
            pointer,
            body,
        });
    }

    fn value(&mut self, shape: &ValueShape, pointer: &str) {
        for (what, wrong) in wrong_values(shape) {
            self.add(what, pointer, Some(wrong));
        }
        match shape {
            ValueShape::List { items: (least, most), of } => {
                self.list((*least, *most), of, pointer);
            }
            ValueShape::Object(object)
                if self.whole.pointer(pointer).is_some_and(Value::is_object) =>
            {
                self.object(object, pointer);
            }
            ValueShape::Ruled { value, .. } => self.value(value, pointer),
            ValueShape::Text { .. }
            | ValueShape::Shaped(_)
            | ValueShape::Integer { .. }
            | ValueShape::Number { .. }
            | ValueShape::Boolean
            | ValueShape::Moment
            | ValueShape::Words(_)
            | ValueShape::Cursor
            | ValueShape::Object(_)
            | ValueShape::Undescribed => {}
        }
    }

    fn list(&mut self, (least, most): (usize, usize), of: &ValueShape, pointer: &str) {
        let items = self.whole.pointer(pointer).and_then(Value::as_array).cloned();
        let Some((items, first)) =
            items.and_then(|items| Some((items.clone(), items.first()?.clone())))
        else {
            return;
        };
        if let Some(fewer) = least.checked_sub(1) {
            let fewer: Value = items.iter().take(fewer).cloned().collect();
            self.add("has one item too few", pointer, Some(fewer));
        }
        let more: Value = std::iter::repeat_n(first, most.saturating_add(1)).collect();
        self.add("has one item too many", pointer, Some(more));
        self.value(of, &format!("{pointer}/0"));
    }
}

/// Values that no reader of this shape takes, each with what is wrong with it.
fn wrong_values(shape: &ValueShape) -> Vec<(&'static str, Value)> {
    match shape {
        ValueShape::Text { characters, .. } => wrong_texts(*characters),
        ValueShape::Shaped(shape) => wrong_shaped(shape),
        ValueShape::Integer { min, max } => {
            let mut wrong = beyond(*min, *max);
            wrong.extend([("is a text", "7".into()), ("is a part of a number", json!(1.5))]);
            wrong
        }
        ValueShape::Number { min, max } => {
            let mut wrong = beyond((*min).into(), (*max).into());
            wrong.push(("is a text", "7".into()));
            wrong
        }
        ValueShape::Boolean => vec![("is a text", "true".into()), ("is a number", 1.into())],
        ValueShape::Moment => vec![
            ("is a number", 7.into()),
            ("has no offset", "2026-03-20T12:00:00".into()),
            ("is no time", "tomorrow".into()),
        ],
        ValueShape::Words(_) => {
            vec![("is an unknown word", "no_such_word".into()), ("is a number", 7.into())]
        }
        ValueShape::List { .. } => vec![("is an object", json!({})), ("is a text", "x".into())],
        ValueShape::Object(_) => vec![("is a list", json!([])), ("is a text", "x".into())],
        ValueShape::Cursor | ValueShape::Ruled { .. } | ValueShape::Undescribed => Vec::new(),
    }
}

fn beyond(min: i128, max: i128) -> Vec<(&'static str, Value)> {
    let wrong = [("is one below", min.saturating_sub(1)), ("is one above", max.saturating_add(1))];
    // What JSON cannot say as a whole number is no near miss.
    wrong
        .map(|(what, number)| (what, whole(number)))
        .into_iter()
        .filter(|it| !it.1.is_null())
        .collect()
}

fn wrong_texts((least, most): (usize, usize)) -> Vec<(&'static str, Value)> {
    let mut wrong = vec![("is a number", 7.into()), ("is a list", json!(["x"]))];
    if let Some(fewer) = least.checked_sub(1) {
        wrong.push(("has one character too few", "x".repeat(fewer).into()));
    }
    if most < usize::MAX {
        let more = "x".repeat(most.saturating_add(1));
        wrong.push(("has one character too many", more.into()));
    }
    wrong
}

fn wrong_shaped(shape: &TextShape) -> Vec<(&'static str, Value)> {
    let mut wrong = vec![("is a number", 7.into()), ("is empty", "".into())];
    if !shape.words.is_empty() {
        wrong.push(("is an unknown word", "no_such_word".into()));
        return wrong;
    }
    if shape.length.1 < usize::MAX {
        let example = shape.examples.first().copied().unwrap_or_default();
        let last = example.chars().next_back().unwrap_or('x');
        let missing = shape.length.1.saturating_add(1).saturating_sub(example.chars().count());
        let longer: String = example.chars().chain(std::iter::repeat_n(last, missing)).collect();
        wrong.push(("has one character too many", longer.into()));
    }
    if shape.pattern.is_some() {
        let strange = "\u{1}".repeat(shape.length.0.max(1));
        wrong.push(("has a character that is none of its kind", strange.into()));
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::BriefId;
    use domain::money::YearMonth;
    use domain::shape::Shaped;
    use edge::{Field, Fields, Problem, ReadFields};

    /// With a value of every kind.
    struct Everything;

    impl ReadFields for Everything {
        const NAME: &'static str = "Everything";
        const ABOUT: &'static str = "With a value of every kind.";

        fn read(fields: &mut Fields) -> Option<Everything> {
            let title = fields.required("title", |field| field.line(1..=8));
            let brief = fields.required("brief", Field::parse::<BriefId>);
            let month = fields.optional("month", Field::parse::<YearMonth>);
            let at = fields.amendment("at", Field::timestamp);
            let seats = fields.optional_or("seats", 3, |field| field.integer(1..=5_u8));
            let at_ms = fields.optional("at_ms", |field| field.rounded(0..=300));
            let final_mix = fields.required("final_mix", Field::boolean);
            let mode =
                fields.amendment_or_cleared("mode", |it| it.one_of(&[("minor", 1), ("major", 2)]));
            let prize = fields.optional("prize", Field::payable);
            let min_s = fields.optional("min_s", |field| field.integer(1..=600_u32));
            let max_s = fields.optional("max_s", |field| field.integer(1..=600_u32));
            let (min, max) = (min_s.flatten(), max_s.flatten());
            fields.ordered("min_s", min, "max_s", max);
            let tags = fields.optional("tags", |it| {
                it.list(1..=3, |it| it.object(|fields| fields.required("tag", |it| it.text(2..=9))))
            });
            fields.at_least_one_of(&["tags", "month"], Rule::Missing, "one is needed");
            title.and(brief).and(month).and(at).and(seats).and(at_ms)?;
            final_mix.and(mode).and(prize).and(tags).map(|_read| Everything)
        }
    }

    fn pointers(body: Value) -> Vec<String> {
        let refused = Fields::read_value::<Everything>(body).err();
        let failures = refused.iter().flat_map(Problem::failures);
        failures.map(|failure| failure.pointer.clone()).collect()
    }

    #[test]
    fn what_is_made_is_taken_and_near_misses_are_refused_where_they_are() {
        let shape = ObjectShape::of::<Everything>();
        let mut kinds = std::collections::BTreeSet::new();
        for number in 0..500 {
            let right = body(&shape, &mut Choices::new(number));
            assert_eq!(pointers(right.clone()), Vec::<String>::new(), "{right}");
            for miss in near_misses(&shape, &right) {
                let found = pointers(miss.body.clone());
                assert!(found.contains(&miss.pointer), "{} {}: {found:?}", miss.pointer, miss.what);
                kinds.insert((miss.pointer, miss.what));
            }
        }
        assert!(kinds.len() > 40, "{kinds:?}");
        assert!(kinds.contains(&("/tags/0/tag".to_owned(), "has one character too many")));
    }

    #[test]
    fn the_same_number_makes_the_same_body() {
        let shape = ObjectShape::of::<Everything>();
        let made = |number| body(&shape, &mut Choices::new(number));
        assert_eq!(made(7), made(7));
        assert_ne!(made(7), made(8));
    }

    #[test]
    fn a_text_of_a_kind_is_made_by_its_pattern() {
        let mut choices = Choices::new(1);
        let texts: std::collections::BTreeSet<String> =
            (0..50).map(|_| shaped(BriefId::SHAPE, &mut choices)).collect();
        assert!(texts.len() > 40);
        assert!(texts.iter().all(|text| text.parse::<BriefId>().is_ok()), "{texts:?}");
    }
}
