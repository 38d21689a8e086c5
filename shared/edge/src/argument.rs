//! What handlers take: each argument says of itself what it reads of the request and how it refuses it.

use axum::extract::{FromRequest, FromRequestParts, OptionalFromRequest, Request, State};
use domain::id::{
    AdjustmentId, ApplicationId, BriefId, CreditId, MemberId, PayoutId, QuestionId,
    ReferenceMediumId, ReviewId, SuspenseId, TrackId,
};
use domain::money::{Sha256Hex, YearMonth};
use domain::role::Role;
use domain::rules::Rule;
use domain::shape::Shaped;
use http::header;
use http::request::Parts;
use std::fmt;
use std::marker::PhantomData;

use crate::accept::Accept;
use crate::body::{self, JsonBody};
use crate::caller::{Caller, Client, Composer, Operator};
use crate::etag::IfMatch;
use crate::fields::{Fields, ReadFields};
use crate::idempotency::IdempotencyKey;
use crate::operation::{Admission, BodyShape, Describer, RequestHeader};
use crate::path::Path;
use crate::problem::Problem;
use crate::query::RawQuery;
use crate::revocation_list::Deployment;
use crate::shape::{ObjectShape, ValueShape};

/// An argument that says of itself what it reads.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no argument that describes itself",
    note = "use one of `edge::argument`, or an extractor of `edge`"
)]
pub trait DescribedArgument {
    /// Whether the handler judges the query; where none does, any query is refused.
    const READS_QUERY: bool = false;
    /// Whether the body may be as large as a file.
    const TAKES_FILE: bool = false;

    fn describe(_describer: &mut Describer) {}
}

impl<S> DescribedArgument for State<S> {}

impl DescribedArgument for Deployment {}

impl DescribedArgument for Accept {
    fn describe(describer: &mut Describer) {
        describer.operation.headers.insert(RequestHeader::Accept);
        describer.refuses(&[Rule::NotAcceptable]);
    }
}

impl DescribedArgument for Caller {
    fn describe(describer: &mut Describer) {
        describer.token(Admission::Member);
    }
}

impl DescribedArgument for Operator {
    fn describe(describer: &mut Describer) {
        describer.token(Admission::Group(Role::Operator));
    }
}

impl DescribedArgument for Client {
    fn describe(describer: &mut Describer) {
        describer.token(Admission::Group(Role::Client));
    }
}

impl DescribedArgument for Composer {
    fn describe(describer: &mut Describer) {
        describer.token(Admission::Group(Role::Composer));
    }
}

impl DescribedArgument for IdempotencyKey {
    fn describe(describer: &mut Describer) {
        describer.operation.headers.insert(RequestHeader::IdempotencyKey);
        describer.refuses(&[Rule::Malformed, Rule::IdempotencyKeyReused]);
    }
}

impl DescribedArgument for IfMatch {
    fn describe(describer: &mut Describer) {
        describer.operation.headers.insert(RequestHeader::IfMatch);
        describer.refuses(&[Rule::IfMatchRequired, Rule::Stale]);
    }
}

impl DescribedArgument for Option<IfMatch> {
    fn describe(describer: &mut Describer) {
        describer.operation.headers.insert(RequestHeader::OptionalIfMatch);
        describer.refuses(&[Rule::Stale]);
    }
}

/// What can stand in a path.
pub trait PathValue {
    fn shape() -> ValueShape;
}

macro_rules! path_values {
    ($($name:ident)+) => {$(
        impl PathValue for $name {
            fn shape() -> ValueShape {
                ValueShape::Shaped(<$name as Shaped>::SHAPE)
            }
        }
    )+};
}

path_values! {
    AdjustmentId ApplicationId BriefId CreditId MemberId PayoutId QuestionId ReferenceMediumId
    ReviewId SuspenseId TrackId Sha256Hex YearMonth
}

macro_rules! path_numbers {
    ($($name:ident)+) => {$(
        impl PathValue for $name {
            fn shape() -> ValueShape {
                ValueShape::Integer { min: 0, max: i128::from($name::MAX) }
            }
        }
    )+};
}

path_numbers! { u8 u32 u64 }

impl<A: PathValue> DescribedArgument for Path<A> {
    fn describe(describer: &mut Describer) {
        describer.operation.path_values.push(A::shape());
        describer.refuses(&[Rule::NotFound]);
    }
}

impl<A: PathValue, B: PathValue> DescribedArgument for Path<(A, B)> {
    fn describe(describer: &mut Describer) {
        describer.operation.path_values.extend([A::shape(), B::shape()]);
        describer.refuses(&[Rule::NotFound]);
    }
}

impl<A: PathValue, B: PathValue, C: PathValue> DescribedArgument for Path<(A, B, C)> {
    fn describe(describer: &mut Describer) {
        describer.operation.path_values.extend([A::shape(), B::shape(), C::shape()]);
        describer.refuses(&[Rule::NotFound]);
    }
}

/// A JSON body as its reader understands it. Malformed → 400, too large → 413, broken rules → 422.
/// As an `Option`, nothing where the body is empty.
#[derive(Debug, Clone)]
pub struct Body<T>(pub T);

impl<S: Send + Sync, T: ReadFields> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Body<T>, Problem> {
        let body = <JsonBody as FromRequest<S>>::from_request(request, state).await?;
        Fields::read_value(body.into_value()).map(Body)
    }
}

impl<S: Send + Sync, T: ReadFields> OptionalFromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Option<Body<T>>, Problem> {
        let body = <JsonBody as OptionalFromRequest<S>>::from_request(request, state).await?;
        body.map(|body| Fields::read_value(body.into_value()).map(Body)).transpose()
    }
}

fn describe_body<T: ReadFields>(describer: &mut Describer, is_optional: bool) {
    describer.operation.body = Some(BodyShape::Json {
        name: T::NAME,
        about: T::ABOUT,
        is_optional,
        shape: ObjectShape::of::<T>(),
        accepts: |value| Fields::read_value::<T>(value).map(|_read| ()),
    });
    describer.refuses(&[Rule::Malformed, Rule::TooLarge, Rule::Validation]);
}

impl<T: ReadFields> DescribedArgument for Body<T> {
    fn describe(describer: &mut Describer) {
        describe_body::<T>(describer, false);
    }
}

impl<T: ReadFields> DescribedArgument for Option<Body<T>> {
    fn describe(describer: &mut Describer) {
        describe_body::<T>(describer, true);
    }
}

/// A JSON body, and the hash of what was sent, which an idempotent create stores beside its
/// resource.
#[derive(Debug, Clone)]
pub struct HashedBody<T> {
    pub value: T,
    pub request_sha256: Sha256Hex,
}

impl<S: Send + Sync, T: ReadFields> FromRequest<S> for HashedBody<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<HashedBody<T>, Problem> {
        let body = <JsonBody as FromRequest<S>>::from_request(request, state).await?;
        let request_sha256 = body.request_sha256();
        let value = Fields::read_value(body.into_value())?;
        Ok(HashedBody { value, request_sha256 })
    }
}

impl<T: ReadFields> DescribedArgument for HashedBody<T> {
    fn describe(describer: &mut Describer) {
        describe_body::<T>(describer, false);
    }
}

/// The parameters of a query; an unknown one is a 400, as is one with a value that it cannot have.
#[derive(Debug, Clone)]
pub struct Query<T>(pub T);

impl<S: Send + Sync, T: ReadFields> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Query<T>, Problem> {
        let mut fields = RawQuery::from_request_parts(parts, state).await?.fields();
        let read = T::read(&mut fields);
        fields.finish(|| read).map(Query)
    }
}

impl<T: ReadFields> DescribedArgument for Query<T> {
    const READS_QUERY: bool = true;

    fn describe(describer: &mut Describer) {
        describer.operation.query = Some(ObjectShape::of::<T>());
    }
}

/// Which files a route takes as its body.
pub trait FileKind {
    /// What they are, in words: `a settlement file`.
    const NAME: &'static str;
    const MEDIA_TYPES: &'static [&'static str];
}

/// A file as the body, in one of the media types of its kind; another one is a 400.
pub struct FileBody<K> {
    /// One of [`FileKind::MEDIA_TYPES`].
    pub media_type: &'static str,
    /// At least one, at most [`crate::FILE_BYTES_MAX`].
    pub bytes: Vec<u8>,
    of: PhantomData<fn(K)>,
}

impl<K> fmt::Debug for FileBody<K> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.bytes.len();
        write!(formatter, "FileBody({}, {count} bytes)", self.media_type)
    }
}

impl<S: Send + Sync, K: FileKind> FromRequest<S> for FileBody<K> {
    type Rejection = Problem;

    async fn from_request(request: Request, _state: &S) -> Result<FileBody<K>, Problem> {
        let given = request.headers().get(header::CONTENT_TYPE);
        let given = given.and_then(|value| value.to_str().ok()).unwrap_or_default();
        let given = given.split(';').next().unwrap_or_default().trim();
        let known = K::MEDIA_TYPES.iter().find(|known| **known == given);
        let Some(media_type) = known else {
            let known = K::MEDIA_TYPES.join(", ");
            let detail = format!("{} is one of {known}, not `{given}`", K::NAME);
            return Err(Problem::malformed(detail));
        };
        let bytes = body::file(request.into_body()).await?;
        if bytes.is_empty() {
            return Err(Problem::malformed(format!("{} is needed here", K::NAME)));
        }
        Ok(FileBody { media_type, bytes, of: PhantomData })
    }
}

impl<K: FileKind> DescribedArgument for FileBody<K> {
    const TAKES_FILE: bool = true;

    fn describe(describer: &mut Describer) {
        describer.operation.body = Some(BodyShape::File { media_types: K::MEDIA_TYPES });
        describer.refuses(&[Rule::Malformed, Rule::TooLarge]);
    }
}
