//! What a request of an SDK client asks for, understood once for the log, the policy and the
//! faults.

use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::body::SdkBody;
use http::Request;
use http::request::Parts;
use http_body_util::BodyExt;
use serde_json::Value;

use crate::call_log::{CallOutcome, SdkCall};
use crate::iam::s3::S3Call;
use crate::iam::{self, Access};
use crate::template::StackLocation;

/// The operation, the rights it needs, and the service that offers it.
#[derive(Debug, Clone)]
pub(super) struct SdkRequest {
    pub(super) operation: String,
    pub(super) accesses: Vec<Access>,
    pub(super) service: Service,
}

#[derive(Debug, Clone)]
pub(super) enum Service {
    DynamoDb,
    S3(S3Call),
    StepFunctions,
}

impl Service {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::DynamoDb => "dynamodb",
            Self::S3(_) => "s3",
            Self::StepFunctions => "states",
        }
    }
}

/// The services that name the operation in a header and speak JSON, by what stands before its name.
const JSON_SERVICES: [(&str, Service); 2] =
    [("DynamoDB_20120810.", Service::DynamoDb), ("AWSStepFunctions.", Service::StepFunctions)];

impl SdkRequest {
    /// A request in JSON is read whole, one to S3 keeps its stream.
    pub(super) async fn parse(
        place: &StackLocation,
        request: Request<SdkBody>,
    ) -> Result<(Self, Request<SdkBody>), ConnectorError> {
        let (parts, body) = request.into_parts();
        let Some((operation, service)) = json_operation(&parts) else {
            let request = Self::to_s3(iam::s3::call(&parts));
            return Ok((request, Request::from_parts(parts, body)));
        };
        let bytes = body.collect().await.map_err(ConnectorError::user)?.to_bytes();
        // What is not JSON needs no right and gets the emulator's own refusal.
        let json: Value = serde_json::from_slice(&bytes).unwrap_or_default();
        let accesses = match service {
            Service::StepFunctions => iam::states::accesses(&operation, &json),
            Service::DynamoDb | Service::S3(_) => iam::dynamodb::accesses(place, &operation, &json),
        };
        let parsed = Self { operation, accesses, service };
        Ok((parsed, Request::from_parts(parts, SdkBody::from(bytes))))
    }

    pub(super) fn to_s3(call: S3Call) -> Self {
        let (operation, accesses) = (call.operation.to_owned(), call.accesses.clone());
        Self { operation, accesses, service: Service::S3(call) }
    }

    pub(super) fn into_call(self, function: &str, outcome: CallOutcome) -> SdkCall {
        let Self { operation, accesses, .. } = self;
        SdkCall { function: function.to_owned(), operation, accesses, outcome }
    }
}

fn json_operation(parts: &Parts) -> Option<(String, Service)> {
    let target = parts.headers.get("x-amz-target")?.to_str().ok()?;
    JSON_SERVICES.iter().find_map(|(prefix, service)| {
        Some((target.strip_prefix(prefix)?.to_owned(), service.clone()))
    })
}
