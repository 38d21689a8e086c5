//! The whole main of a function: logs, configuration, clients, one warm connection, then the
//! runtime's loop on one thread (a Lambda serves one event at a time).

use std::fmt::{Debug, Display};
use std::future::Future;

use aws_credential_types::Credentials;
use aws_sdk_dynamodb::Client;
use lambda_runtime::LambdaEvent;
use serde::Serialize;
use serde::de::DeserializeOwned;
use thiserror::Error;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

use crate::{Clock, Config, ConfigError, Endpoints, Runtime, clients, system_http_client};

/// Why a function could not start.
#[derive(Debug, Error)]
pub enum StartError {
    /// The environment is incomplete.
    #[error("the environment is incomplete")]
    Config(#[from] ConfigError),
    /// No thread or no reactor.
    #[error("the async runtime did not start")]
    Io(#[from] std::io::Error),
    /// The Lambda runtime API ended the loop.
    #[error("the lambda loop ended")]
    Loop(#[from] lambda_runtime::Error),
}

/// Serves an HTTP function: the router that `make` builds answers API Gateway's events. What `make`
/// reads from the table, the revocation list, opens the connection while the sandbox still runs at
/// full speed.
///
/// # Errors
/// When the environment is incomplete or the Lambda runtime API ends the loop.
pub fn serve_http<Making>(make: fn(Runtime) -> Making) -> Result<(), StartError>
where
    Making: Future<Output = axum::Router>,
{
    block_on(async move { Ok(lambda_http::run(make(init()?).await).await?) })
}

/// Serves an event function, once `warm_up` has opened the connection to the table of that name
/// while the sandbox still runs at full speed. An error of `handler` is logged once, here, and
/// becomes an invocation error, so that Lambda retries and then hands the event to the failure
/// destination.
///
/// # Errors
/// When the environment is incomplete or the Lambda runtime API ends the loop.
pub fn serve_event<Event, Output, Failure, Warming, Handling>(
    warm_up: fn(Client, String) -> Warming,
    handler: fn(Runtime, Event) -> Handling,
) -> Result<(), StartError>
where
    Event: DeserializeOwned,
    Output: Serialize,
    Failure: Display + Debug + std::error::Error + Send + Sync + 'static,
    Warming: Future<Output = ()>,
    Handling: Future<Output = Result<Output, Failure>>,
{
    block_on(async move {
        let runtime = init()?;
        warm_up(runtime.dynamodb.clone(), runtime.config.table_name.clone()).await;
        let service = lambda_runtime::service_fn(|event: LambdaEvent<Event>| {
            let runtime = runtime.clone();
            async move {
                handler(runtime, event.payload).await.map_err(|failure| {
                    tracing::error!(error = ?failure, "the event failed");
                    lambda_runtime::Error::from(failure)
                })
            }
        });
        Ok(lambda_runtime::run(service).await?)
    })
}

fn block_on(main: impl Future<Output = Result<(), StartError>>) -> Result<(), StartError> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(main)
}

fn init() -> Result<Runtime, StartError> {
    tracing_subscriber::fmt()
        .json()
        .with_env_filter(log_filter(|name| std::env::var(name).ok()))
        .with_current_span(true)
        .without_time() // CloudWatch stamps every line itself.
        .init();
    let variable = |name: &str| std::env::var(name).ok();
    let config = Config::from_variables(variable)?;
    let everywhere = variable("AWS_ENDPOINT_URL");
    let endpoints = Endpoints {
        dynamodb: variable("AWS_ENDPOINT_URL_DYNAMODB").or_else(|| everywhere.clone()),
        s3: variable("AWS_ENDPOINT_URL_S3").or_else(|| everywhere.clone()),
        step_functions: variable("AWS_ENDPOINT_URL_SFN").or(everywhere),
    };
    let credentials = Credentials::new(
        variable("AWS_ACCESS_KEY_ID").unwrap_or_default(),
        variable("AWS_SECRET_ACCESS_KEY").unwrap_or_default(),
        variable("AWS_SESSION_TOKEN"),
        None,
        "lambda environment",
    );
    let region = variable("AWS_REGION").unwrap_or_else(|| "eu-west-1".to_owned());
    let http_client = system_http_client();
    Ok(clients(config, region, credentials, http_client, Clock::system(), endpoints))
}

/// What is logged: `RUST_LOG`, else the level that Lambda hands on from the function's
/// `LoggingConfig`, else INFO. Without any of these the subscriber would say errors alone.
fn log_filter(variable: impl Fn(&str) -> Option<String>) -> EnvFilter {
    let said = ["RUST_LOG", "AWS_LAMBDA_LOG_LEVEL"].into_iter().find_map(variable);
    let default = LevelFilter::INFO.into();
    EnvFilter::builder().with_default_directive(default).parse_lossy(said.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(known: &[(&str, &str)]) -> Option<LevelFilter> {
        let value = |name: &str| known.iter().find(|one| one.0 == name).map(|one| one.1.to_owned());
        log_filter(value).max_level_hint()
    }

    #[test]
    fn a_function_logs_what_happens_unless_it_is_told_otherwise() {
        assert_eq!(level(&[]), Some(LevelFilter::INFO));
        assert_eq!(level(&[("AWS_LAMBDA_LOG_LEVEL", "WARN")]), Some(LevelFilter::WARN));
        let both = [("AWS_LAMBDA_LOG_LEVEL", "WARN"), ("RUST_LOG", "debug")];
        assert_eq!(level(&both), Some(LevelFilter::DEBUG));
    }
}
