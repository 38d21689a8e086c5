//! Routes are declared once and used twice: mounted they answer, described they are the operations of
//! the API document. A function that only mounts links nothing of the description.

use axum::Router;
use axum::handler::Handler;
use axum::middleware::from_fn;
use axum::routing::{MethodFilter, on};
use http::Method;
use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;

use crate::answer::DescribedAnswer;
use crate::argument::DescribedArgument;
use crate::layers::{refuse_large_bodies, refuse_large_files};
use crate::operation::{Describer, Operation, Tag};
use crate::problem::Problem;
use crate::query::refuse_any_query;

/// A handler whose arguments and answer describe themselves. Every `async fn` of such arguments that
/// gives `Result<Answer, Problem>` is one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not describe itself",
    note = "each argument has to be a `DescribedArgument`, and the answer `Result<A, Problem>` with \
            `A: DescribedAnswer`"
)]
pub trait DescribedHandler<Arguments> {
    const READS_QUERY: bool;
    const TAKES_FILE: bool;

    fn describe(describer: &mut Describer);
}

macro_rules! described_handlers {
    ($(($($argument:ident),*))+) => {$(
        impl<Function, Answer, Future, $($argument,)*> DescribedHandler<($($argument,)*)> for Function
        where
            Function: Fn($($argument),*) -> Future,
            Future: std::future::Future<Output = Result<Answer, Problem>>,
            Answer: DescribedAnswer,
            $($argument: DescribedArgument,)*
        {
            const READS_QUERY: bool = false $(|| $argument::READS_QUERY)*;
            const TAKES_FILE: bool = false $(|| $argument::TAKES_FILE)*;

            fn describe(describer: &mut Describer) {
                $($argument::describe(describer);)*
                Answer::describe(describer);
            }
        }
    )+};
}

described_handlers! {
    (A1)
    (A1, A2)
    (A1, A2, A3)
    (A1, A2, A3, A4)
    (A1, A2, A3, A4, A5)
    (A1, A2, A3, A4, A5, A6)
    (A1, A2, A3, A4, A5, A6, A7)
    (A1, A2, A3, A4, A5, A6, A7, A8)
}

/// The methods that the API has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Verb {
    const fn filter(self) -> MethodFilter {
        match self {
            Verb::Get => MethodFilter::GET,
            Verb::Post => MethodFilter::POST,
            Verb::Put => MethodFilter::PUT,
            Verb::Patch => MethodFilter::PATCH,
            Verb::Delete => MethodFilter::DELETE,
        }
    }

    const fn method(self) -> Method {
        match self {
            Verb::Get => Method::GET,
            Verb::Post => Method::POST,
            Verb::Put => Method::PUT,
            Verb::Patch => Method::PATCH,
            Verb::Delete => Method::DELETE,
        }
    }
}

/// What the routes of a function are given to: [`Mounted`] or [`Described`].
pub trait Routes<S>: Sized {
    #[must_use]
    fn route<H, T, A>(
        self,
        verb: Verb,
        path: &'static str,
        handler: H,
        about: impl FnOnce(Operation) -> Operation,
    ) -> Self
    where
        H: Handler<T, S> + DescribedHandler<A>,
        T: 'static,
        A: 'static;

    /// The chapter of the document that the next routes belong to.
    #[must_use]
    fn under(self, tag: Tag) -> Self;

    #[must_use]
    fn get<H, T, A>(
        self,
        path: &'static str,
        handler: H,
        about: impl FnOnce(Operation) -> Operation,
    ) -> Self
    where
        H: Handler<T, S> + DescribedHandler<A>,
        T: 'static,
        A: 'static,
    {
        self.route(Verb::Get, path, handler, about)
    }

    #[must_use]
    fn post<H, T, A>(
        self,
        path: &'static str,
        handler: H,
        about: impl FnOnce(Operation) -> Operation,
    ) -> Self
    where
        H: Handler<T, S> + DescribedHandler<A>,
        T: 'static,
        A: 'static,
    {
        self.route(Verb::Post, path, handler, about)
    }

    #[must_use]
    fn put<H, T, A>(
        self,
        path: &'static str,
        handler: H,
        about: impl FnOnce(Operation) -> Operation,
    ) -> Self
    where
        H: Handler<T, S> + DescribedHandler<A>,
        T: 'static,
        A: 'static,
    {
        self.route(Verb::Put, path, handler, about)
    }

    #[must_use]
    fn patch<H, T, A>(
        self,
        path: &'static str,
        handler: H,
        about: impl FnOnce(Operation) -> Operation,
    ) -> Self
    where
        H: Handler<T, S> + DescribedHandler<A>,
        T: 'static,
        A: 'static,
    {
        self.route(Verb::Patch, path, handler, about)
    }

    #[must_use]
    fn delete<H, T, A>(
        self,
        path: &'static str,
        handler: H,
        about: impl FnOnce(Operation) -> Operation,
    ) -> Self
    where
        H: Handler<T, S> + DescribedHandler<A>,
        T: 'static,
        A: 'static,
    {
        self.route(Verb::Delete, path, handler, about)
    }
}

/// Routes that answer.
#[derive(Debug)]
pub struct Mounted<S>(Router<S>);

impl<S: Clone + Send + Sync + 'static> Mounted<S> {
    pub fn new() -> Mounted<S> {
        Mounted(Router::new())
    }

    /// The router with the state that its handlers take.
    pub fn with_state(self, state: S) -> Router {
        self.0.with_state(state)
    }
}

impl<S: Clone + Send + Sync + 'static> Default for Mounted<S> {
    fn default() -> Mounted<S> {
        Mounted::new()
    }
}

impl<S: Clone + Send + Sync + 'static> Routes<S> for Mounted<S> {
    fn route<H, T, A>(
        self,
        verb: Verb,
        path: &'static str,
        handler: H,
        _about: impl FnOnce(Operation) -> Operation,
    ) -> Mounted<S>
    where
        H: Handler<T, S> + DescribedHandler<A>,
        T: 'static,
        A: 'static,
    {
        let mut route = on(verb.filter(), handler);
        if !H::READS_QUERY {
            route = route.layer(from_fn(refuse_any_query));
        }
        let route = if H::TAKES_FILE {
            route.layer(from_fn(refuse_large_files))
        } else {
            route.layer(from_fn(refuse_large_bodies))
        };
        Mounted(self.0.route(path, route))
    }

    fn under(self, _tag: Tag) -> Mounted<S> {
        self
    }
}

/// Routes that are told.
#[derive(Debug)]
pub struct Described {
    pub schemas: SchemaGenerator,
    pub operations: Vec<Operation>,
    tag: Tag,
}

impl Described {
    /// `schemas` collects the components.
    fn new(schemas: SchemaGenerator) -> Described {
        Described { schemas, operations: Vec::new(), tag: Tag::Me }
    }
}

/// With components as they are written in answers, each under its name.
impl Default for Described {
    fn default() -> Described {
        let settings = SchemaSettings::draft2020_12().for_serialize();
        let settings = settings.with(|settings| {
            settings.definitions_path = "/components/schemas".into();
            settings.meta_schema = None;
        });
        Described::new(settings.into_generator())
    }
}

impl<S> Routes<S> for Described {
    fn route<H, T, A>(
        self,
        verb: Verb,
        path: &'static str,
        _handler: H,
        about: impl FnOnce(Operation) -> Operation,
    ) -> Described
    where
        H: Handler<T, S> + DescribedHandler<A>,
        T: 'static,
        A: 'static,
    {
        let Described { schemas, mut operations, tag } = self;
        let operation = Operation::new(verb.method(), path, tag);
        let mut describer = Describer { schemas, operation };
        H::describe(&mut describer);
        let Describer { schemas, operation } = describer;
        operations.push(about(operation));
        Described { schemas, operations, tag }
    }

    fn under(self, tag: Tag) -> Described {
        Described { tag, ..self }
    }
}
