//! The HTTP API: its authorizer, CORS answers and throttle. Its routes stand at the functions.

use super::error::TemplateError;
use super::node::{Node, Properties};
use super::resource::Resource;

/// An API Gateway HTTP API with the stage `$default`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpApi {
    /// The resource's name in the template.
    pub logical_id: String,
    pub id: String,
    pub authorizers: Vec<Authorizer>,
    /// The authorizer of every route that does not name one.
    pub default_authorizer: Option<String>,
    /// What browsers may do; `None`: no CORS headers at all.
    pub cors: Option<Cors>,
    /// How many requests are let through.
    pub throttle: Throttle,
}

/// Lets a request pass if it carries a token of this issuer for this audience.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authorizer {
    pub name: String,
    /// The `iss` claim.
    pub issuer: String,
    /// Allowed `aud` claims; compared with `client_id` when `aud` is absent.
    pub audience: Vec<String>,
}

/// What browsers may do with the API.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cors {
    /// Origins, or `*`.
    pub allow_origins: Vec<String>,
    /// HTTP methods, or `*`.
    pub allow_methods: Vec<String>,
    /// Request headers, or `*`.
    pub allow_headers: Vec<String>,
    /// Response headers that a script may read.
    pub expose_headers: Vec<String>,
    /// Whether cookies travel along.
    pub allow_credentials: bool,
    /// How long a browser may remember the answer to a preflight.
    pub max_age_s: Option<u32>,
}

/// How many requests the stage lets through; `None`: as many as the account.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Throttle {
    pub burst: Option<u32>,
    /// Requests per second, on average.
    pub rate_per_s: Option<u32>,
}

impl HttpApi {
    pub(super) fn parse(logical_id: &str, resource: Resource<'_>) -> Result<Self, TemplateError> {
        let id = resource.reference()?;
        let mut properties = resource.properties()?;
        properties.ignore(&["AccessLogSettings", "Description", "Name", "Tags", "FailOnWarnings"]);
        if let Some(stage) = properties.take("StageName")? {
            stage.must_be("$default")?;
        }
        let (authorizers, default_authorizer) = match properties.take("Auth")? {
            Some(node) => auth(&node)?,
            None => (Vec::new(), None),
        };
        let cors = properties.take("CorsConfiguration")?.map(|node| cors(&node)).transpose()?;
        let throttle = match properties.take("DefaultRouteSettings")? {
            Some(node) => throttle(node.properties()?)?,
            None => Throttle::default(),
        };
        properties.finish()?;
        let logical_id = logical_id.to_owned();
        Ok(Self { logical_id, id, authorizers, default_authorizer, cors, throttle })
    }

    /// The authorizer of this name.
    pub fn authorizer(&self, name: &str) -> Option<&Authorizer> {
        self.authorizers.iter().find(|authorizer| authorizer.name == name)
    }
}

fn auth(node: &Node<'_>) -> Result<(Vec<Authorizer>, Option<String>), TemplateError> {
    let mut auth = node.properties()?;
    let mut authorizers = Vec::new();
    if let Some(section) = auth.take("Authorizers")? {
        for (name, node) in section.properties()?.rest() {
            authorizers.push(authorizer(name, node.properties()?)?);
        }
    }
    let default = auth.take("DefaultAuthorizer")?;
    auth.finish()?;
    let Some(default) = default else { return Ok((authorizers, None)) };
    let name = default.text()?;
    if !authorizers.iter().any(|authorizer| authorizer.name == name) {
        return Err(default.refuse(format!("unknown authorizer `{name}`")));
    }
    Ok((authorizers, Some(name)))
}

fn authorizer(name: String, mut properties: Properties<'_>) -> Result<Authorizer, TemplateError> {
    if let Some(source) = properties.take("IdentitySource")? {
        source.must_be("$request.header.Authorization")?;
    }
    let mut jwt = properties.require("JwtConfiguration")?.properties()?;
    properties.finish()?;
    let issuer = jwt.require("issuer")?.text()?;
    let audience = jwt.require("audience")?.texts()?;
    jwt.finish()?;
    Ok(Authorizer { name, issuer, audience })
}

fn cors(node: &Node<'_>) -> Result<Cors, TemplateError> {
    let mut properties = node.properties()?;
    let cors = Cors {
        allow_origins: properties.texts("AllowOrigins")?,
        allow_methods: properties.texts("AllowMethods")?,
        allow_headers: properties.texts("AllowHeaders")?,
        expose_headers: properties.texts("ExposeHeaders")?,
        allow_credentials: properties.boolean("AllowCredentials")?.unwrap_or(false),
        max_age_s: properties.number("MaxAge")?,
    };
    properties.finish()?;
    Ok(cors)
}

fn throttle(mut properties: Properties<'_>) -> Result<Throttle, TemplateError> {
    properties.ignore(&["DetailedMetricsEnabled"]);
    let throttle = Throttle {
        burst: properties.number("ThrottlingBurstLimit")?,
        rate_per_s: properties.number("ThrottlingRateLimit")?,
    };
    properties.finish()?;
    Ok(throttle)
}
