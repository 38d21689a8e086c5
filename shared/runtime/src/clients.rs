//! The AWS clients: no `aws-config`, one HTTP client for all of them, Amazon's five root
//! certificates bundled (parsing the system's 144 costs more than the rest of the start).

use std::sync::{Arc, OnceLock};

use aws_credential_types::Credentials;
use aws_sdk_dynamodb::config::{BehaviorVersion, Region, SharedHttpClient};
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_http_client::{Builder, tls};

use crate::{Clock, Config};

/// All that a function holds: configuration, clients, clock. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Runtime {
    /// The names this function was given.
    pub config: Arc<Config>,
    /// The table's client.
    pub dynamodb: aws_sdk_dynamodb::Client,
    /// The buckets' client.
    pub s3: aws_sdk_s3::Client,
    /// The only source of time.
    pub clock: Clock,
    /// What makes the client of the state machines: see [`Runtime::step_functions`].
    pub machines: Arc<Machines>,
}

/// The state machines' client, made on first use: few functions have one, and those that have not
/// pay for it neither in their start nor in their binary.
#[derive(Debug)]
pub struct Machines {
    region: Region,
    credentials: Credentials,
    http_client: SharedHttpClient,
    clock: Clock,
    endpoint: Option<String>,
    client: OnceLock<aws_sdk_sfn::Client>,
}

/// Where the services are, when not at AWS itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Endpoints {
    /// `AWS_ENDPOINT_URL_DYNAMODB`, else `AWS_ENDPOINT_URL`.
    pub dynamodb: Option<String>,
    /// `AWS_ENDPOINT_URL_S3`, else `AWS_ENDPOINT_URL`.
    pub s3: Option<String>,
    /// `AWS_ENDPOINT_URL_SFN`, else `AWS_ENDPOINT_URL`.
    pub step_functions: Option<String>,
}

impl Runtime {
    /// The state machines' client.
    pub fn step_functions(&self) -> &aws_sdk_sfn::Client {
        self.machines.client.get_or_init(|| {
            let Machines { region, credentials, http_client, clock, endpoint, .. } =
                &*self.machines;
            let mut config = aws_sdk_sfn::Config::builder()
                .behavior_version(BehaviorVersion::v2026_01_12())
                .region(region.clone())
                .credentials_provider(credentials.clone())
                .http_client(http_client.clone())
                .time_source(clock.clone());
            config.set_endpoint_url(endpoint.clone());
            aws_sdk_sfn::Client::from_conf(config.build())
        })
    }
}

/// Builds a [`Runtime`] over one HTTP client: the system's in Lambda, the laptop cloud's connector
/// elsewhere.
pub fn clients(
    config: Config,
    region: String,
    credentials: Credentials,
    http_client: SharedHttpClient,
    clock: Clock,
    endpoints: Endpoints,
) -> Runtime {
    let region = Region::new(region);
    let mut dynamodb = aws_sdk_dynamodb::Config::builder()
        .behavior_version(BehaviorVersion::v2026_01_12())
        .region(region.clone())
        .credentials_provider(credentials.clone())
        .http_client(http_client.clone())
        .time_source(clock.clone());
    dynamodb.set_endpoint_url(endpoints.dynamodb);
    let machines = Machines {
        region: region.clone(),
        credentials: credentials.clone(),
        http_client: http_client.clone(),
        clock: clock.clone(),
        endpoint: endpoints.step_functions,
        client: OnceLock::new(),
    };
    let path_style = endpoints.s3.is_some();
    let mut s3 = aws_sdk_s3::Config::builder()
        .behavior_version(BehaviorVersion::v2026_01_12())
        .region(region)
        .credentials_provider(credentials)
        .http_client(http_client)
        .time_source(clock.clone())
        .force_path_style(path_style);
    s3.set_endpoint_url(endpoints.s3);
    Runtime {
        config: Arc::new(config),
        dynamodb: aws_sdk_dynamodb::Client::from_conf(dynamodb.build()),
        s3: aws_sdk_s3::Client::from_conf(s3.build()),
        clock,
        machines: Arc::new(machines),
    }
}

/// The HTTP client that every client of one Lambda shares.
pub fn system_http_client() -> SharedHttpClient {
    let roots = tls::TrustStore::empty()
        .with_pem_certificate(include_bytes!("../roots/amazon.pem").as_slice());
    let builder = Builder::new().tls_provider(tls::Provider::Rustls(CryptoMode::AwsLc));
    match tls::TlsContext::builder().with_trust_store(roots).build() {
        Ok(context) => builder.tls_context(context).build_https(),
        // The bundled certificates are fixed at build time and proved by a test below; if they ever
        // failed to parse, the system's own are still the right answer.
        Err(_) => builder.build_https(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_roots_are_five_and_parse() {
        let pem = include_str!("../roots/amazon.pem");
        assert_eq!(pem.matches("BEGIN CERTIFICATE").count(), 5);
        let roots = tls::TrustStore::empty().with_pem_certificate(pem.as_bytes());
        assert!(tls::TlsContext::builder().with_trust_store(roots).build().is_ok());
    }
}
