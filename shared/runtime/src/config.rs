//! What a function is told by its environment, read once and checked whole.

use std::num::NonZeroUsize;

use thiserror::Error;

/// The names that `template.yaml` gives every function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The one DynamoDB table.
    pub table_name: String,
    /// Where clients upload: `raw/` for tracks, `revenue/` for revenue files.
    pub uploads_bucket: String,
    /// Where everything derived is written; nothing here triggers anything.
    pub derived_bucket: String,
    /// The first month of the books, `YYYY-MM`.
    pub genesis_month: String,
    /// The ARN of the state machine that freezes and plans a month; empty in functions that start
    /// none, as are the next two.
    pub plan_machine_arn: String,
    /// The ARN of the state machine that posts a month.
    pub post_machine_arn: String,
    /// The ARN of the state machine that goes on with paying, answers and closing.
    pub payment_machine_arn: String,
    /// How many chunks of a plan one invocation pays, takes the bank's answers on, or counts while
    /// an operator waits: 48 units each. A hundred where nothing, or no number above 0, is said.
    pub payment_page_chunks: usize,
    /// 64 hexadecimal characters that the key of signed credits follows from; empty in every
    /// function but the one that signs.
    pub credit_signing_seed: Secret,
    /// Who pays, as the studio's bank has it; empty in every function but the one that pays.
    pub paying_name: String,
    /// The IBAN that is paid from.
    pub paying_iban: Secret,
}

/// A text that appears in no log.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl std::ops::Deref for Secret {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Secret")
    }
}

/// The environment is not what `template.yaml` promises.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("missing environment variables: {}", missing.join(", "))]
pub struct ConfigError {
    /// Every variable that is missing or empty, not only the first.
    pub missing: Vec<String>,
}

impl Config {
    /// Reads the configuration through `lookup`, usually the process environment.
    ///
    /// # Errors
    /// Names every missing variable at once.
    pub fn from_variables(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let mut missing = Vec::new();
        let mut required = |name: &str| match lookup(name) {
            Some(value) if !value.is_empty() => value,
            Some(_) | None => {
                missing.push(name.to_owned());
                String::new()
            }
        };
        let config = Self {
            table_name: required("TABLE_NAME"),
            uploads_bucket: required("UPLOADS_BUCKET"),
            derived_bucket: required("DERIVED_BUCKET"),
            genesis_month: required("GENESIS_MONTH"),
            plan_machine_arn: lookup("PLAN_MACHINE_ARN").unwrap_or_default(),
            post_machine_arn: lookup("POST_MACHINE_ARN").unwrap_or_default(),
            payment_machine_arn: lookup("PAYMENT_MACHINE_ARN").unwrap_or_default(),
            payment_page_chunks: lookup("PAYMENT_PAGE_CHUNKS")
                .and_then(|text| text.parse().ok())
                .map_or(100, NonZeroUsize::get),
            credit_signing_seed: Secret(lookup("CREDIT_SIGNING_SEED").unwrap_or_default()),
            paying_name: lookup("PAYING_NAME").unwrap_or_default(),
            paying_iban: Secret(lookup("PAYING_IBAN").unwrap_or_default()),
        };
        if missing.is_empty() { Ok(config) } else { Err(ConfigError { missing }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_appears_in_no_log() {
        let config = Config::from_variables(|_| Some("quiet".to_owned())).unwrap();
        assert_eq!(&*config.credit_signing_seed, "quiet");
        assert_eq!(format!("{:?}", config.credit_signing_seed), "Secret");
    }

    #[test]
    fn every_missing_variable_is_named_at_once() {
        let error =
            Config::from_variables(|name| (name == "TABLE_NAME").then(|| "studio".to_owned()))
                .unwrap_err();
        assert_eq!(error.missing, ["UPLOADS_BUCKET", "DERIVED_BUCKET", "GENESIS_MONTH"]);
    }
}
