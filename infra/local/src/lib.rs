//! The laptop cloud: the whole studio in one process, built from template.yaml.

pub mod api_document;
pub mod aws_responses;
pub mod call_log;
pub mod cli;
mod docs;
pub mod dynamodb;
mod errors;
pub mod fault_injection;
pub mod findings;
pub mod gateway;
pub mod iam;
pub mod lambda;
pub mod local_cloud;
pub mod pages;
mod role_gate;
pub mod s3;
pub mod schedules;
pub mod sdk_connector;
mod sign_in;
pub mod step_functions;
pub mod stream;
pub mod template;
pub mod timeline;
pub mod tokens;
mod web;

pub use studio_client as client;
