//! The table of functions: logical id in the template → code in the workspace. A new function is
//! one line here.

use std::error::Error;
use std::sync::Arc;

use futures::future::BoxFuture;
use lambda_http::request::LambdaRequest;
use lambda_http::{Context, LambdaEvent};
use runtime::Runtime;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tower::Service;

use crate::errors::with_causes;

/// Event JSON in, answer JSON out; an error is the message that Lambda would report.
pub type Handler = Arc<dyn Fn(Value) -> BoxFuture<'static, Result<Value, String>> + Send + Sync>;

/// The code of a function, started; `None` if the workspace has none. Boxed, so that the future
/// that awaits it does not become as large as all ten functions together.
pub(super) fn handler(function: &str, runtime: Runtime) -> BoxFuture<'_, Option<Handler>> {
    Box::pin(start(function, runtime))
}

async fn start(function: &str, runtime: Runtime) -> Option<Handler> {
    let handler = match function {
        "BriefsFunction" => http(briefs::router(runtime).await),
        "UploadsFunction" => http(uploads::router(runtime).await),
        "ReviewsFunction" => http(reviews::router(runtime).await),
        "MembersFunction" => http(members::router(runtime).await),
        "MonthsFunction" => http(months::router(runtime).await),
        "IntakeFunction" => event(runtime, intake::handle),
        "PromotionFunction" => event(runtime, promotion::handle),
        "RevenueFunction" => event(runtime, revenue::handle),
        "RoyaltiesFunction" => event(runtime, royalties::handle),
        "SweepFunction" => event(runtime, sweep::handle),
        _ => return None,
    };
    Some(handler)
}

/// An HTTP function: the same adapter that `lambda_http` runs in AWS turns the event into a request
/// for the router and its response into the answer.
fn http(router: axum::Router) -> Handler {
    Arc::new(move |event| {
        // The request reads raw JSON, which only the text still has.
        let answering = serde_json::from_str::<LambdaRequest>(&event.to_string())
            .map_err(|error| format!("not an event of the gateway: {error}"))
            .map(|request| {
                let event = LambdaEvent::new(request, Context::default());
                lambda_http::Adapter::from(router.clone()).call(event)
            });
        Box::pin(async move {
            let answer = answering?.await.map_err(|error| error.to_string())?;
            serde_json::to_value(answer).map_err(|error| error.to_string())
        })
    })
}

/// An event function: the event is read into the handler's type, as `lambda_runtime` does.
fn event<Event, Output, Failure, Handling>(
    runtime: Runtime,
    handle: fn(Runtime, Event) -> Handling,
) -> Handler
where
    Event: DeserializeOwned + 'static,
    Output: Serialize,
    Failure: Error,
    Handling: Future<Output = Result<Output, Failure>> + Send + 'static,
{
    Arc::new(move |event| {
        let handling = serde_json::from_value(event)
            .map_err(|error| format!("not an event of this function: {error}"))
            .map(|event| handle(runtime.clone(), event));
        Box::pin(async move {
            let output = handling?.await.map_err(|failure| with_causes(&failure))?;
            serde_json::to_value(output).map_err(|error| error.to_string())
        })
    })
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::http::StatusCode;
    use axum::routing::post;
    use serde_json::json;

    use super::*;

    #[tokio::test]
    async fn a_router_gets_a_request_and_its_answer_is_lambdas() {
        let router = Router::new().route(
            "/briefs/{brief}",
            post(|body: String| async move { (StatusCode::CREATED, [("x-a", "b")], body) }),
        );
        let event = json!({
            "version": "2.0",
            "routeKey": "POST /briefs/{brief}",
            "rawPath": "/briefs/brf_1",
            "rawQueryString": "",
            "headers": { "content-type": "text/plain" },
            "requestContext": {
                "http": { "method": "POST", "path": "/briefs/brf_1" },
                "stage": "$default",
                "timeEpoch": 0,
            },
            "body": "aGk=",
            "isBase64Encoded": true,
        });
        let answer = http(router)(event).await.unwrap();
        assert_eq!(answer["statusCode"], 201);
        assert_eq!(answer["headers"]["x-a"], "b");
        assert_eq!(answer["body"], "hi");
    }

    #[tokio::test]
    async fn what_is_no_event_is_refused() {
        assert!(http(Router::new())(json!([1])).await.is_err());
    }
}
