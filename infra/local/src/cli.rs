//! The command line: what `cargo run` and `cargo run -- …` do. Each command is a few lines over the
//! studio or over HTTP to a running one.

mod books;
mod guests;
mod month;
mod verify;

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use http::StatusCode;
use serde_json::{Value, json};
use thiserror::Error;

use crate::api_document::{self, ApiDocumentError};
use crate::errors::with_causes;
use crate::local_cloud::{LocalCloud, LocalCloudError, LocalCloudOptions, USUAL_PORT};
use crate::web;
use demo::{FinishedStory, StoryError};
use studio_client::{ClientError, Reply, StudioClient};

/// Where a studio answers that was told no other port.
const USUAL_STUDIO: &str = "http://127.0.0.1:4242";

/// Where `up` keeps its studio if it is not told otherwise.
const USUAL_FOLDER: &str = "data";

/// The studio on a laptop. Without a command: a studio in which the demo story was told already, and
/// in which each of its people has something to do.
#[derive(Debug, Parser)]
#[command(name = "coproducer", version)]
struct Cli {
    /// What is logged to standard error, such as `info` or `local=debug`.
    #[arg(long, global = true, default_value = "warn")]
    log: String,
    /// Does not build the pages of `web/`, as with `COPRODUCER_NO_WEB` in the environment.
    #[arg(long, global = true)]
    no_web: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Tells the whole story, from a brief to a paid royalty, and prints it.
    Demo,
    /// Starts an empty studio and leaves it running.
    Up(Up),
    /// Prints a token for a person of a running studio.
    Token {
        /// Any name; the same name is always the same person.
        name: String,
        /// `client`, `composer` or `operator`; may be repeated.
        #[arg(long = "group", required = true)]
        groups: Vec<String>,
        #[command(flatten)]
        running: Running,
    },
    /// Hands one event to one function of a running studio and prints its answer.
    Invoke {
        /// The function's name in the template, such as `SweepFunction`.
        function: String,
        /// A file with the event's JSON.
        event: PathBuf,
        #[command(flatten)]
        running: Running,
    },
    /// Whether a signed credit is as it was signed; needs no studio where the key is given.
    Verify(verify::Verify),
    /// Points and levels, derived again.
    #[command(subcommand)]
    Points(Points),
    /// The accounts of the house in a running studio, with their sum, which is nothing.
    Books(books::Books),
    /// Computes a month from files alone: no studio, nothing is paid.
    Month(month::Month),
    /// Writes `infra/openapi.yaml` and `docs/problems.md` from the code.
    Openapi {
        /// A folder in which tests wrote what they saw: its examples are checked in first.
        #[arg(long)]
        examples: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
enum Points {
    /// Derives everything from the base items of a running studio, says what differed and mends it.
    Rebuild {
        /// Says it, and writes nothing.
        #[arg(long)]
        dry_run: bool,
        #[command(flatten)]
        running: Running,
    },
}

#[derive(Debug, Args)]
struct Up {
    /// The API's port; the buckets take the next one. 0 means any two that are free.
    #[arg(long, default_value_t = USUAL_PORT)]
    port: u16,
    /// The folder that keeps the studio between two starts.
    #[arg(long, default_value = USUAL_FOLDER)]
    data: PathBuf,
    /// Keep nothing.
    #[arg(long, conflicts_with = "data")]
    ephemeral: bool,
    /// Tell the demo story in it first.
    #[arg(long)]
    story: bool,
}

#[derive(Debug, Args)]
struct Running {
    /// The running studio's address.
    #[arg(long, default_value = USUAL_STUDIO)]
    studio: String,
}

/// Why a command did not do what it was asked.
#[derive(Debug, Error)]
enum CommandError {
    #[error("the log filter is not one")]
    Log(#[from] tracing_subscriber::filter::ParseError),
    #[error("the terminal or a file failed")]
    Io(#[from] io::Error),
    #[error("the studio does not start")]
    Start(#[from] LocalCloudError),
    #[error("no studio answers; start one with `cargo run -- up`")]
    NotRunning(#[from] ClientError),
    #[error("the event is not JSON")]
    Event(#[from] serde_json::Error),
    #[error("the studio refused with {status}: {message}")]
    Refused { status: StatusCode, message: String },
    #[error(transparent)]
    Month(#[from] month::MonthError),
    #[error("the API document cannot be made")]
    Document(#[from] ApiDocumentError),
    #[error(transparent)]
    Verify(#[from] verify::VerifyError),
    #[error("the story went wrong")]
    Story(#[from] StoryError),
}

/// Reads the command line and does what it says.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    match start(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Where even standard error is closed, the exit code still tells.
            let _told = writeln!(io::stderr(), "error: {}", with_causes(&error));
            ExitCode::FAILURE
        }
    }
}

fn start(cli: Cli) -> Result<(), CommandError> {
    let filter = tracing_subscriber::EnvFilter::try_new(&cli.log)?;
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(io::stderr().is_terminal())
        .with_writer(io::stderr)
        .init();
    if let Some(Command::Month(month)) = cli.command {
        return Ok(month::compute(month)?);
    }
    let serves = matches!(cli.command, None | Some(Command::Up(_)));
    web::build_in_background(serves && !cli.no_web);
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(run(cli.command))
}

async fn run(command: Option<Command>) -> Result<(), CommandError> {
    match command {
        None => tell_story_and_serve().await,
        Some(Command::Demo) => {
            let studio = LocalCloud::start(LocalCloudOptions::default()).await?;
            tell_story(&studio).await.map(drop)
        }
        Some(Command::Up(up)) => leave_running(&up).await,
        Some(Command::Token { name, groups, running }) => {
            let request = json!({ "name": name, "groups": groups });
            let answer = post_to_studio(&running, "/_studio/token", &request).await?;
            print_line(answer.get("token").and_then(Value::as_str).unwrap_or_default())
        }
        Some(Command::Invoke { function, event, running }) => {
            let event: Value = serde_json::from_slice(&std::fs::read(event)?)?;
            let request = json!({ "function": function, "event": event });
            let answer = post_to_studio(&running, "/_studio/invoke", &request).await?;
            let answer = answer.get("answer").cloned().unwrap_or_default();
            print_line(&serde_json::to_string_pretty(&answer)?)
        }
        Some(Command::Verify(credit)) => {
            let key = match &credit.key {
                Some(file) => verify::read_document(file)?,
                None => verify::published(&credit.studio).await?,
            };
            print_line(&verify::check(&credit, &key)?)
        }
        Some(Command::Points(Points::Rebuild { dry_run, running })) => {
            let request = json!({ "dry_run": dry_run });
            let answer = post_to_studio(&running, "/_studio/points/rebuild", &request).await?;
            print_line(&serde_json::to_string_pretty(&answer)?)
        }
        Some(Command::Books(books)) => print_line(&books::read_books(&books).await?),
        Some(Command::Month(month)) => Ok(month::compute(month)?),
        Some(Command::Openapi { examples }) => {
            let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
            print_line(&api_document::write(&root, examples.as_deref())?)
        }
    }
}

/// The studio with the story told, left running.
async fn tell_story_and_serve() -> Result<(), CommandError> {
    let options =
        LocalCloudOptions { port: USUAL_PORT, ticking: true, ..LocalCloudOptions::default() };
    let studio = LocalCloud::start(options).await?;
    print_line(&guests::announcement(studio.url()))?;
    tell_story_to_the_present(&studio).await?;
    print_line(&guests::welcome(studio.url()))?;
    Ok(tokio::signal::ctrl_c().await?)
}

async fn tell_story_to_the_present(studio: &LocalCloud) -> Result<(), CommandError> {
    let finished = tell_story(studio).await?;
    Ok(demo::prepare_present(studio.url(), &finished).await?)
}

async fn tell_story(studio: &LocalCloud) -> Result<FinishedStory, CommandError> {
    Ok(demo::tell_story(studio.url()).await?)
}

async fn leave_running(up: &Up) -> Result<(), CommandError> {
    let data = (!up.ephemeral).then(|| up.data.clone());
    let kept = data
        .as_ref()
        .map_or_else(|| "nothing is kept".to_owned(), |data| format!("kept in {}", data.display()));
    let options =
        LocalCloudOptions { port: up.port, data, ticking: true, ..LocalCloudOptions::default() };
    let studio = LocalCloud::start(options).await?;
    if up.story {
        tell_story_to_the_present(&studio).await?;
    }
    print_line(&format!(
        "The studio answers at {url} ({kept}); what it can do: {url}/docs\n\
         A token: cargo run -- token Ada --group client\n\
         Ctrl-C ends it.",
        url = studio.url()
    ))?;
    Ok(tokio::signal::ctrl_c().await?)
}

/// Asks a running studio something below `/_studio/`.
async fn post_to_studio(
    running: &Running,
    path: &str,
    request: &Value,
) -> Result<Value, CommandError> {
    let client = StudioClient::new(running.studio.trim_end_matches('/'));
    let reply: Reply = client.post(path).json(request).send().await?;
    if reply.status.is_success() {
        return Ok(reply.json());
    }
    let message =
        reply.json().get("message").and_then(Value::as_str).unwrap_or_default().to_owned();
    Err(CommandError::Refused { status: reply.status, message })
}

fn print_line(text: &str) -> Result<(), CommandError> {
    Ok(writeln!(io::stdout(), "{text}")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Cli, clap::Error> {
        Cli::try_parse_from(std::iter::once("coproducer").chain(line.split_whitespace()))
    }

    #[test]
    fn every_command_of_the_readme_is_understood() {
        for line in [
            "",
            "demo",
            "up",
            "up --port 0 --ephemeral",
            "up --ephemeral --story --no-web",
            "up --data studio",
            "token Ada --group client",
            "token Ada --group composer --group operator",
            "invoke SweepFunction event.json",
            "verify CREDIT.json",
            "verify CREDIT.json --key KEY.json",
            "books",
            "books --month 2026-03 --studio http://127.0.0.1:4242",
            "points rebuild",
            "points rebuild --dry-run",
            "points rebuild --studio http://127.0.0.1:4242",
            "month --revenue r.csv --splits s.csv --out out",
            "openapi",
            "openapi --examples target/contract",
        ] {
            assert!(parse(line).is_ok(), "{line}");
        }
    }

    #[tokio::test]
    async fn a_credit_is_verified_offline_with_the_key_in_a_file_and_every_change_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name);
        let signer = members::signature::Signer::from_seed(&"7f".repeat(32)).unwrap();
        let write = |name: &str, json: &Value| std::fs::write(place(name), json.to_string());
        write("key.json", &json!(signer.published())).unwrap();
        let credit =
            json!({ "id": "crd_1", "name": "Ada", "role": "composer", "track_title": null });
        let credit = json!(signer.signed(&credit).unwrap());
        let verify = async |credit: &Value| {
            write("credit.json", credit).unwrap();
            let (credit, key) = (place("credit.json"), place("key.json"));
            // No server answers there: the command works offline only.
            let studio = "--studio http://127.0.0.1:1";
            let line = format!("verify {} --key {} {studio}", credit.display(), key.display());
            run(parse(&line).unwrap().command).await
        };
        verify(&credit).await.unwrap();
        for name in ["id", "name", "role", "track_title"] {
            let mut tampered = credit.clone();
            tampered[name] = json!("Eve");
            let refused = verify(&tampered).await;
            assert!(matches!(refused, Err(CommandError::Verify(_))), "{name}: {refused:?}");
        }
        let mut more = credit.clone();
        more["prize"] = json!("1.00");
        assert!(verify(&more).await.is_err(), "nothing is added either");
        let other = members::signature::Signer::from_seed(&"80".repeat(32)).unwrap();
        write("key.json", &json!(other.published())).unwrap();
        assert!(verify(&credit).await.is_err(), "another studio's key");
    }

    #[test]
    fn a_studio_is_kept_or_not_but_not_both() {
        assert!(parse("up --data folder --ephemeral").is_err());
    }

    #[test]
    fn a_person_belongs_to_a_group() {
        assert!(parse("token Ada").is_err());
    }
}
