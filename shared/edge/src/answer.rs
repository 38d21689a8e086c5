//! What handlers answer with: each form is a type, so that the document says of a route what the
//! compiler has seen it give.

use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, StatusCode, header};
use schemars::JsonSchema;
use serde::Serialize;
use std::marker::PhantomData;

use crate::etag::ETag;
use crate::operation::{AnswerHeader, Describer, RequestHeader};
use crate::problem::Problem;
use domain::rules::Rule;

/// An answer that says of itself what it is.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no answer that describes itself",
    note = "use one of `edge::answer`, such as `Found<View>`"
)]
pub trait DescribedAnswer {
    fn describe(describer: &mut Describer);
}

/// A body that is written already. It is contravariant in the view: a view that borrows is given
/// where the signature says `'static`.
#[derive(Debug)]
struct Json<T> {
    bytes: Vec<u8>,
    of: PhantomData<fn(T)>,
}

impl<T> Json<T> {
    fn response(self, status: StatusCode, headers: &[(HeaderName, String)]) -> Response {
        let json = HeaderValue::from_static("application/json");
        let mut response = (status, [(header::CONTENT_TYPE, json)], self.bytes).into_response();
        for (name, value) in headers {
            insert(&mut response, name.clone(), value);
        }
        response
    }
}

fn write<T: Serialize>(view: &T) -> Result<Json<T>, Problem> {
    let bytes = serde_json::to_vec(view).map_err(|error| Problem::internal(&error))?;
    Ok(Json { bytes, of: PhantomData })
}

fn insert(response: &mut Response, name: HeaderName, value: &str) {
    // Tags and paths are made of ids and digits; what is not a header value is left out.
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

/// 200.
#[derive(Debug)]
pub struct Found<T>(Json<T>);

/// 200 with the view as it stands.
pub fn found<T: Serialize>(view: &T) -> Result<Found<T>, Problem> {
    write(view).map(Found)
}

impl<T> Found<T> {
    /// The body as it is written.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0.bytes
    }
}

impl<T> IntoResponse for Found<T> {
    fn into_response(self) -> Response {
        self.0.response(StatusCode::OK, &[])
    }
}

impl<T: JsonSchema> DescribedAnswer for Found<T> {
    fn describe(describer: &mut Describer) {
        describer.answer_json::<T>(StatusCode::OK, &[]);
    }
}

/// 200 with the validator for a later `If-Match`.
#[derive(Debug)]
pub struct Tagged<T>(Json<T>, ETag);

/// 200 with the view and the validator for a later `If-Match`.
pub fn tagged<T: Serialize>(tag: ETag, view: &T) -> Result<Tagged<T>, Problem> {
    Ok(Tagged(write(view)?, tag))
}

impl<T> IntoResponse for Tagged<T> {
    fn into_response(self) -> Response {
        self.0.response(StatusCode::OK, &[(header::ETAG, self.1.to_string())])
    }
}

impl<T: JsonSchema> DescribedAnswer for Tagged<T> {
    fn describe(describer: &mut Describer) {
        describer.answer_json::<T>(StatusCode::OK, &[AnswerHeader::ETag]);
    }
}

/// 201 with the place of what was made.
#[derive(Debug)]
pub struct Created<T>(Json<T>, String);

/// 201 with the new resource and its place. A replay of the same key answers the same.
pub fn created<T: Serialize>(location: &str, view: &T) -> Result<Created<T>, Problem> {
    Ok(Created(write(view)?, location.to_owned()))
}

impl<T> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        self.0.response(StatusCode::CREATED, &[(header::LOCATION, self.1)])
    }
}

impl<T: JsonSchema> DescribedAnswer for Created<T> {
    fn describe(describer: &mut Describer) {
        describer.answer_json::<T>(StatusCode::CREATED, &[AnswerHeader::Location]);
    }
}

/// 201 with the place of what was made, and the validator for a later `If-Match`.
#[derive(Debug)]
pub struct CreatedTagged<T>(Json<T>, String, ETag);

/// 201 with the new resource, its place and its validator.
pub fn created_tagged<T: Serialize>(
    location: &str,
    tag: ETag,
    view: &T,
) -> Result<CreatedTagged<T>, Problem> {
    Ok(CreatedTagged(write(view)?, location.to_owned(), tag))
}

impl<T> IntoResponse for CreatedTagged<T> {
    fn into_response(self) -> Response {
        let CreatedTagged(json, location, tag) = self;
        let headers = [(header::LOCATION, location), (header::ETAG, tag.to_string())];
        json.response(StatusCode::CREATED, &headers)
    }
}

impl<T: JsonSchema> DescribedAnswer for CreatedTagged<T> {
    fn describe(describer: &mut Describer) {
        let headers = [AnswerHeader::Location, AnswerHeader::ETag];
        describer.answer_json::<T>(StatusCode::CREATED, &headers);
    }
}

/// 202 with where to look.
#[derive(Debug)]
pub struct Accepted<T>(Json<T>, String);

/// 202 with how it stands, and in `Location` where to look: what was asked for goes on after this
/// answer.
pub fn accepted<T: Serialize>(location: &str, view: &T) -> Result<Accepted<T>, Problem> {
    Ok(Accepted(write(view)?, location.to_owned()))
}

impl<T> IntoResponse for Accepted<T> {
    fn into_response(self) -> Response {
        self.0.response(StatusCode::ACCEPTED, &[(header::LOCATION, self.1)])
    }
}

impl<T: JsonSchema> DescribedAnswer for Accepted<T> {
    fn describe(describer: &mut Describer) {
        describer.answer_json::<T>(StatusCode::ACCEPTED, &[AnswerHeader::Location]);
    }
}

/// 200 where it is done, 202 where it goes on or waits for somebody else.
#[derive(Debug)]
pub enum Now<Done, Waiting = Done> {
    Done(Found<Done>),
    Waits(Accepted<Waiting>),
}

impl<Done, Waiting> IntoResponse for Now<Done, Waiting> {
    fn into_response(self) -> Response {
        match self {
            Now::Done(found) => found.into_response(),
            Now::Waits(accepted) => accepted.into_response(),
        }
    }
}

impl<Done: JsonSchema, Waiting: JsonSchema> DescribedAnswer for Now<Done, Waiting> {
    fn describe(describer: &mut Describer) {
        Found::<Done>::describe(describer);
        describer.when("It is done.");
        Accepted::<Waiting>::describe(describer);
        describer.when("It goes on, or waits for somebody else; `Location` says where to look.");
    }
}

/// 200 with a table for spreadsheets: RFC 4180 in UTF-8, with a line of names.
#[derive(Debug)]
pub struct CsvFile {
    name: String,
    bytes: Vec<u8>,
}

impl CsvFile {
    pub const MEDIA_TYPE: &'static str = "text/csv; charset=utf-8";

    /// The name is ours and plain; the browser keeps the file under it.
    pub fn new(name: &str, bytes: Vec<u8>) -> CsvFile {
        CsvFile { name: name.to_owned(), bytes }
    }
}

impl IntoResponse for CsvFile {
    fn into_response(self) -> Response {
        let mut response = self.bytes.into_response();
        insert(&mut response, header::CONTENT_TYPE, CsvFile::MEDIA_TYPE);
        let name = format!("attachment; filename=\"{}\"", self.name);
        insert(&mut response, header::CONTENT_DISPOSITION, &name);
        response
    }
}

impl DescribedAnswer for CsvFile {
    fn describe(describer: &mut Describer) {
        let headers = [AnswerHeader::ContentDisposition];
        describer.answer_other(StatusCode::OK, Some(CsvFile::MEDIA_TYPE), &headers, "");
    }
}

/// The same as JSON or as a table, as `Accept` asks.
#[derive(Debug)]
pub enum JsonOrCsv<T> {
    Json(Found<T>),
    Csv(CsvFile),
}

impl<T> IntoResponse for JsonOrCsv<T> {
    fn into_response(self) -> Response {
        let mut response = match self {
            JsonOrCsv::Json(found) => found.into_response(),
            JsonOrCsv::Csv(file) => file.into_response(),
        };
        insert(&mut response, header::VARY, "accept");
        response
    }
}

impl<T: JsonSchema> DescribedAnswer for JsonOrCsv<T> {
    fn describe(describer: &mut Describer) {
        describer.operation.headers.insert(RequestHeader::Accept);
        describer.refuses(&[Rule::NotAcceptable]);
        Found::<T>::describe(describer);
        CsvFile::describe(describer);
    }
}

/// A document in one of its forms; what is too large for an answer is a link to it.
#[derive(Debug)]
pub enum Document<T> {
    Whole {
        media_type: &'static str,
        /// Ours and plain.
        name: String,
        bytes: Vec<u8>,
        of: PhantomData<fn(T)>,
    },
    /// 303 to a link from which it can be had.
    Elsewhere(String),
}

impl<T> Document<T> {
    pub fn whole(media_type: &'static str, name: String, bytes: Vec<u8>) -> Document<T> {
        Document::Whole { media_type, name, bytes, of: PhantomData }
    }
}

impl<T> IntoResponse for Document<T> {
    fn into_response(self) -> Response {
        match self {
            Document::Whole { media_type, name, bytes, of: _ } => {
                let mut response = bytes.into_response();
                insert(&mut response, header::CONTENT_TYPE, media_type);
                let name = format!("inline; filename=\"{name}\"");
                insert(&mut response, header::CONTENT_DISPOSITION, &name);
                insert(&mut response, header::VARY, "accept");
                response
            }
            Document::Elsewhere(location) => {
                let mut response = StatusCode::SEE_OTHER.into_response();
                insert(&mut response, header::LOCATION, &location);
                response
            }
        }
    }
}

impl<T: JsonSchema> DescribedAnswer for Document<T> {
    fn describe(describer: &mut Describer) {
        describer.operation.headers.insert(RequestHeader::Accept);
        describer.refuses(&[Rule::NotAcceptable]);
        let headers = [AnswerHeader::ContentDisposition];
        describer.answer_json::<T>(StatusCode::OK, &headers);
        describer.answer_other(StatusCode::OK, Some(CsvFile::MEDIA_TYPE), &headers, "");
        describer.answer_other(StatusCode::OK, Some("application/pdf"), &headers, "");
        let when = "It is too large for an answer; `Location` is a link from which it can be had.";
        describer.answer_other(StatusCode::SEE_OTHER, None, &[AnswerHeader::Location], when);
    }
}
