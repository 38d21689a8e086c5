//! The laptop cloud: the whole studio in one process, built from template.yaml.

pub mod cli;
pub mod client;
pub mod demo;
pub mod dynamodb;
mod errors;
pub mod findings;
pub mod gateway;
pub mod iam;
pub mod lambda;
pub mod s3;
pub mod schedules;
pub mod step_functions;
pub mod stream;
pub mod studio;
pub mod template;
pub mod tokens;
pub mod weather;
