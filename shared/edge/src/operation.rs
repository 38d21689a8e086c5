//! What an operation of the API is, as the document tells it: the arguments and answers of a handler
//! describe themselves ([`crate::argument`], [`crate::answer`]), the rest is said where it is routed.

use domain::rules::Rule;
use http::{Method, StatusCode};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::Value;
use std::collections::BTreeSet;

use crate::problem::Problem;
use crate::shape::{ObjectShape, ValueShape};

/// One method of one path.
#[derive(Debug, Clone)]
pub struct Operation {
    pub method: Method,
    /// As the gateway writes it: `/briefs/{brief}`.
    pub path: &'static str,
    pub tag: Tag,
    /// What it does, in a line.
    pub summary: &'static str,
    /// More than the line, in sentences: when, what follows, what is left out.
    pub text: &'static str,
    /// Who may call it, in words.
    pub who: &'static str,
    pub access: Admission,
    /// The parameters of the path, in their order.
    pub path_values: Vec<ValueShape>,
    pub query: Option<ObjectShape>,
    pub headers: BTreeSet<RequestHeader>,
    pub body: Option<BodyShape>,
    pub answers: Vec<AnswerShape>,
    /// Every problem that it answers with, those of its arguments among them.
    pub problems: BTreeSet<Rule>,
    /// In which order its items are, where it is a list.
    pub order: Option<&'static str>,
    /// Why a change takes no `If-Match`.
    pub without_if_match: Option<&'static str>,
}

/// Whose token an operation takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    /// None at all.
    Public,
    /// That of any member.
    Member,
    /// That of a member in this group.
    Group(domain::role::Role),
}

/// A header of the request that means something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RequestHeader {
    IdempotencyKey,
    /// Needed.
    IfMatch,
    /// Honoured where it is sent.
    OptionalIfMatch,
    Accept,
}

/// A header of an answer that means something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AnswerHeader {
    Location,
    ETag,
    ContentDisposition,
}

/// What a request's body is.
#[derive(Debug, Clone)]
pub enum BodyShape {
    Json {
        /// The name of its component.
        name: &'static str,
        /// What it is.
        about: &'static str,
        is_optional: bool,
        shape: ObjectShape,
        /// The very reader: what it takes is what the document must say.
        accepts: fn(Value) -> Result<(), Problem>,
    },
    /// A file as it is, in one of these media types.
    File { media_types: &'static [&'static str] },
}

/// One answer that is no problem.
#[derive(Debug, Clone)]
pub struct AnswerShape {
    pub status: StatusCode,
    pub media_type: Option<&'static str>,
    /// Of a JSON body.
    pub schema: Option<Schema>,
    pub headers: Vec<AnswerHeader>,
    /// When this one is given, where there are several.
    pub when: &'static str,
}

/// The chapters of the document, in the order in which a person meets them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tag {
    Me,
    Briefs,
    QuestionsAndLexicon,
    Tracks,
    Reviews,
    AwardAndMaster,
    CreditsAndPortfolio,
    MyMoney,
    OperatorsPeople,
    OperatorsMonths,
    OperatorsPayments,
}

impl Tag {
    pub const ALL: [Tag; 11] = [
        Tag::Me,
        Tag::Briefs,
        Tag::QuestionsAndLexicon,
        Tag::Tracks,
        Tag::Reviews,
        Tag::AwardAndMaster,
        Tag::CreditsAndPortfolio,
        Tag::MyMoney,
        Tag::OperatorsPeople,
        Tag::OperatorsMonths,
        Tag::OperatorsPayments,
    ];

    /// The name of the chapter, and what is in it.
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Tag::Me => ("Me", "The caller's own profile, parts, invitations and notices."),
            Tag::Briefs => ("Briefs", "What clients ask for, from the draft to the end."),
            Tag::QuestionsAndLexicon => (
                "Questions and lexicon",
                "What composers ask, and what the client's words mean in music.",
            ),
            Tag::Tracks => ("Tracks", "Submitted music, its versions and its writers."),
            Tag::Reviews => ("Reviews", "Listening, scores, feedback, reactions and disputes."),
            Tag::AwardAndMaster => {
                ("Award and master", "Shortlist, selection, split, licence and the original.")
            }
            Tag::CreditsAndPortfolio => {
                ("Credits and portfolio", "What a member has made, for everybody to check.")
            }
            Tag::MyMoney => ("My money", "Statements, balance, payout account."),
            Tag::OperatorsPeople => {
                ("Operators: people", "Applications, conduct, disputes and what waits.")
            }
            Tag::OperatorsMonths => {
                ("Operators: months", "Revenue, plan, approval, posting, books.")
            }
            Tag::OperatorsPayments => {
                ("Operators: payments", "Payouts, bank files, holds, adjustments, suspense, tax.")
            }
        }
    }
}

impl Operation {
    pub(crate) fn new(method: Method, path: &'static str, tag: Tag) -> Operation {
        Operation {
            method,
            path,
            tag,
            summary: "",
            text: "",
            who: "",
            access: Admission::Public,
            path_values: Vec::new(),
            query: None,
            headers: BTreeSet::new(),
            body: None,
            answers: Vec::new(),
            // Whatever is asked, the query is judged and the table may be busy or away.
            problems: BTreeSet::from([Rule::Query, Rule::Busy, Rule::Internal]),
            order: None,
            without_if_match: None,
        }
    }

    /// Whether some reader of it did not say what it takes.
    pub fn is_undescribed(&self) -> bool {
        let body = match &self.body {
            Some(BodyShape::Json { shape, .. }) => shape.is_undescribed(),
            Some(BodyShape::File { .. }) | None => false,
        };
        body || self.query.as_ref().is_some_and(ObjectShape::is_undescribed)
    }

    /// What it does, in a line without a full stop.
    #[must_use]
    pub fn summary(self, summary: &'static str) -> Operation {
        Operation { summary, ..self }
    }

    /// More than the line, in sentences.
    #[must_use]
    pub fn text(self, text: &'static str) -> Operation {
        Operation { text, ..self }
    }

    /// Who may call it, in words: `the client of the brief`.
    #[must_use]
    pub fn who(self, who: &'static str) -> Operation {
        Operation { who, ..self }
    }

    /// The problems that do not follow from the arguments, and the rules of the stored state that a
    /// 422 names.
    #[must_use]
    pub fn refuses(mut self, rules: &[Rule]) -> Operation {
        self.problems.extend(rules);
        self
    }

    /// In which order the items of a list are, in words: `by due time, the earliest first`.
    #[must_use]
    pub fn ordered(self, order: &'static str) -> Operation {
        Operation { order: Some(order), ..self }
    }

    /// Why a change takes no `If-Match`: what keeps one caller from undoing unseen what another did.
    #[must_use]
    pub fn without_if_match(self, why: &'static str) -> Operation {
        Operation { without_if_match: Some(why), ..self }
    }
}

/// An operation while its handler describes itself, and the components it uses.
#[derive(Debug)]
pub struct Describer {
    pub(crate) schemas: SchemaGenerator,
    pub(crate) operation: Operation,
}

impl Describer {
    pub(crate) fn token(&mut self, access: Admission) {
        self.operation.access = access;
        self.operation.problems.extend([Rule::Unauthenticated, Rule::Erased]);
        if let Admission::Group(_) = access {
            self.operation.problems.insert(Rule::Forbidden);
        }
    }

    pub(crate) fn refuses(&mut self, rules: &[Rule]) {
        self.operation.problems.extend(rules);
    }

    pub(crate) fn answer_json<T: JsonSchema>(
        &mut self,
        status: StatusCode,
        headers: &[AnswerHeader],
    ) {
        let schema = self.schemas.subschema_for::<T>();
        self.operation.answers.push(AnswerShape {
            status,
            media_type: Some("application/json"),
            schema: Some(schema),
            headers: headers.to_vec(),
            when: "",
        });
    }

    pub(crate) fn answer_other(
        &mut self,
        status: StatusCode,
        media_type: Option<&'static str>,
        headers: &[AnswerHeader],
        when: &'static str,
    ) {
        let headers = headers.to_vec();
        let answer = AnswerShape { status, media_type, schema: None, headers, when };
        self.operation.answers.push(answer);
    }

    /// Says of the answer named last when it is given.
    pub(crate) fn when(&mut self, when: &'static str) {
        if let Some(answer) = self.operation.answers.last_mut() {
            answer.when = when;
        }
    }
}
