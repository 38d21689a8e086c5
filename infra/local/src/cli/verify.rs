//! `verify CREDIT.json`: a downloaded credit against the published key, which is `GET /credits/key` of
//! the studio that signed it, or a copy of that in a file: then nobody has to be asked.

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use members::signature::{self, SignatureError};
use serde_json::Value;
use thiserror::Error;

use super::USUAL_STUDIO;
use studio_client::{ClientError, StudioClient};

/// What to verify, and with which key.
#[derive(Debug, Args)]
pub(super) struct Verify {
    /// The answer of `GET /credits/{credit}`.
    credit: PathBuf,
    /// The answer of `GET /credits/key`; without it a running studio is asked.
    #[arg(long)]
    pub(super) key: Option<PathBuf>,
    /// The running studio's address.
    #[arg(long, default_value = USUAL_STUDIO)]
    pub(super) studio: String,
}

/// Why a credit is not one.
#[derive(Debug, Error)]
pub(super) enum VerifyError {
    #[error("{} cannot be read", path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("{} is not JSON", path.display())]
    Json { path: PathBuf, source: serde_json::Error },
    #[error("no studio answers; give the published key with --key")]
    NoKey(#[from] ClientError),
    #[error("the credit is not genuine")]
    NotGenuine(#[from] SignatureError),
}

/// A JSON file.
pub(super) fn read_document(path: &Path) -> Result<Value, VerifyError> {
    let file = |source| VerifyError::File { path: path.to_owned(), source };
    let json = |source| VerifyError::Json { path: path.to_owned(), source };
    serde_json::from_slice(&std::fs::read(path).map_err(file)?).map_err(json)
}

/// The key that a running studio publishes.
pub(super) async fn published(studio: &str) -> Result<Value, VerifyError> {
    let client = StudioClient::new(studio.trim_end_matches('/'));
    Ok(client.get("/credits/key").send().await?.json())
}

/// What the credit says, once its signature is found to be right.
pub(super) fn check(verify: &Verify, key: &Value) -> Result<String, VerifyError> {
    let credit = read_document(&verify.credit)?;
    signature::verify(&credit, key)?;
    let text = |member: &str| credit.get(member).and_then(Value::as_str);
    let title = |member, hidden: &str| {
        text(member).map_or_else(|| hidden.to_owned(), |title| format!("\"{title}\""))
    };
    let state =
        if text("state") == Some("withdrawn") { ", and withdrawn: the award is void" } else { "" };
    Ok(format!(
        "genuine: {} was {} of {} for {}, awarded {}{state}",
        text("name").unwrap_or("a former member"),
        text("role").unwrap_or_default(),
        title("track_title", "a track whose title is not public yet"),
        title("brief_title", "a brief whose title is not public yet"),
        text("awarded_at").unwrap_or_default(),
    ))
}

#[cfg(test)]
mod tests {
    use members::signature::Signer;
    use serde_json::json;

    use super::*;

    #[test]
    fn a_credit_is_verified_offline_and_a_forged_one_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("credit.json");
        let signer = Signer::from_seed(&"7f".repeat(32)).unwrap();
        let credit = json!({ "name": "Ada", "role": "composer", "track_title": "Dawn" });
        let mut credit = json!(signer.signed(&credit).unwrap());
        let check = |credit: &Value| {
            std::fs::write(&path, credit.to_string()).unwrap();
            let verify = Verify { credit: path.clone(), key: None, studio: String::new() };
            check(&verify, &json!(signer.published()))
        };
        assert!(check(&credit).unwrap().starts_with("genuine: Ada was composer of \"Dawn\""));
        let redacted = json!({ "name": null, "role": "composer", "track_title": null });
        let says = check(&json!(signer.signed(&redacted).unwrap())).unwrap();
        let hidden = "genuine: a former member was composer of a track whose title is not public";
        assert!(says.starts_with(hidden), "{says}");
        let withdrawn = json!({ "name": "Ada", "state": "withdrawn" });
        let says = check(&json!(signer.signed(&withdrawn).unwrap())).unwrap();
        assert!(says.ends_with("and withdrawn: the award is void"), "{says}");
        credit["name"] = json!("Eve");
        assert!(matches!(check(&credit), Err(VerifyError::NotGenuine(_))));
    }
}
