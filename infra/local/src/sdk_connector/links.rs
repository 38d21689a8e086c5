//! Presigned links: requests that a browser sends and a function has signed. At AWS they can do
//! what the function may do, at the moment they are followed; so here they are held to its policy.

use http::request::Parts;
use http::{Method, Request, Response, header};
use hyper::body::Incoming;
use percent_encoding::percent_decode_str;

use super::SdkConnector;
use super::request::SdkRequest;
use crate::aws_responses::s3_error_to;
use crate::call_log::CallOutcome;
use crate::iam;
use crate::template::Function;

impl SdkConnector {
    /// Answers a request that came to the buckets from outside. One that no function has signed
    /// goes to the buckets, which refuse it.
    pub(crate) async fn answer_link(&self, request: Request<Incoming>) -> Response<s3s::Body> {
        let services = &self.inner.services;
        let (parts, body) = request.into_parts();
        let signer = signer(&parts).filter(|_| parts.method != Method::OPTIONS);
        let Some(function) = signer.and_then(|name| self.inner.template.function(&name)) else {
            return services.s3.call(Request::from_parts(parts, body)).await;
        };
        let running = self.timeline().follow_link(&parts);
        let following = self.answer_signed(function, parts, body);
        let response = running.cause().scope(following).await;
        let status = response.status();
        let error = status.is_client_error().then(|| format!("the buckets answered {status}"));
        self.timeline().finish(&running, status.as_str(), error.as_deref());
        response
    }

    async fn answer_signed(
        &self,
        function: &Function,
        parts: Parts,
        body: Incoming,
    ) -> Response<s3s::Body> {
        let services = &self.inner.services;
        let call = iam::s3::call(&parts);
        let asked = SdkRequest::to_s3(call.clone());
        if let Some(denial) = function.policy.denies(&asked.accesses) {
            services.findings.add(denial.finding(&function.logical_id));
            let message = denial.message(&super::principal(&self.inner.template, function));
            self.inner.log.record_link(asked.into_call(&function.logical_id, CallOutcome::Denied));
            let refusal = s3_error_to(403, "AccessDenied", &message, &call);
            return refusal.map(|body| body.bytes().unwrap_or_default().to_vec().into());
        }
        let response = services.s3.call(Request::from_parts(parts, body)).await;
        let outcome = CallOutcome::Answered(response.status().as_u16());
        self.inner.log.record_link(asked.into_call(&function.logical_id, outcome));
        response
    }
}

/// Whose key a request names, in its query or in its header; the buckets check the
/// signature.
fn signer(parts: &Parts) -> Option<String> {
    let query = parts.uri.query().unwrap_or_default();
    let in_query = query.split('&').find_map(|pair| pair.strip_prefix("X-Amz-Credential="));
    let in_header = || {
        let header = parts.headers.get(header::AUTHORIZATION)?.to_str().ok()?;
        header.split_once("Credential=").map(|(_, rest)| rest)
    };
    let scope = percent_decode_str(in_query.or_else(in_header)?).decode_utf8_lossy();
    scope.split('/').next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed(uri: &str, authorization: Option<&str>) -> Option<String> {
        let mut request = Request::get(uri);
        if let Some(authorization) = authorization {
            request = request.header(header::AUTHORIZATION, authorization);
        }
        signer(&request.body(()).unwrap().into_parts().0)
    }

    #[test]
    fn a_link_and_a_header_say_who_signed() {
        let scope = "UploadsFunction%2F20260302%2Feu-west-1%2Fs3%2Faws4_request";
        let link = format!("/uploads/raw/a?x-id=PutObject&X-Amz-Credential={scope}");
        assert_eq!(signed(&link, None).as_deref(), Some("UploadsFunction"));
        let header = "AWS4-HMAC-SHA256 Credential=IntakeFunction/20260302/eu-west-1/s3/aws4_request, \
                      SignedHeaders=host, Signature=0";
        assert_eq!(signed("/uploads/raw/a", Some(header)).as_deref(), Some("IntakeFunction"));
        assert_eq!(signed("/uploads/raw/a", None), None);
    }
}
