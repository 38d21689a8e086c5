//! `books`: the accounts of the house, asked of a running studio, as a table.

use serde_json::{Value, json};

use super::{CommandError, Running, post_to_studio};
use studio_client::StudioClient;

/// The accounts at the end of a month, or as far as it has come.
#[derive(Debug, clap::Args)]
pub(super) struct Books {
    /// `YYYY-MM`; without one, the month before the studio's own time.
    #[arg(long)]
    month: Option<String>,
    #[command(flatten)]
    running: Running,
}

/// The table that is printed.
pub(super) async fn read_books(books: &Books) -> Result<String, CommandError> {
    let request = json!({ "name": "Olga", "groups": ["operator"] });
    let answer = post_to_studio(&books.running, "/_studio/token", &request).await?;
    let token = answer.get("token").and_then(Value::as_str).unwrap_or_default();
    let client = StudioClient::new(books.running.studio.trim_end_matches('/'));
    let month = match &books.month {
        Some(month) => month.clone(),
        None => last_month(&client).await?,
    };
    let mut path = format!("/months/{month}/books");
    let mut accounts = Vec::new();
    loop {
        let mut page = page(&client, token, &path).await?;
        if let Some(Value::Array(more)) = page.get_mut("items").map(Value::take) {
            accounts.extend(more);
        }
        let Some(next) = page.get("next").and_then(Value::as_str) else {
            let trial_balance = page.get("trial_balance").cloned();
            let whole = json!({ "items": accounts, "trial_balance": trial_balance });
            return Ok(format!("{month}\n{}", demo::books_table(&whole)?));
        };
        path = format!("/months/{month}/books?cursor={next}");
    }
}

async fn page(client: &StudioClient, token: &str, path: &str) -> Result<Value, CommandError> {
    let reply = client.get(path).bearer(token).send().await?;
    if !reply.status.is_success() {
        let detail =
            reply.json().get("detail").and_then(Value::as_str).unwrap_or_default().to_owned();
        return Err(CommandError::Refused { status: reply.status, message: detail });
    }
    Ok(reply.json())
}

/// The month before the studio's own time.
async fn last_month(client: &StudioClient) -> Result<String, CommandError> {
    let clock = client.get("/_studio/clock").send().await?.json();
    let now = clock.get("now").and_then(Value::as_str).unwrap_or_default();
    let day = now.get(..10).and_then(|day| day.parse::<jiff::civil::Date>().ok());
    let before = day.and_then(|day| day.first_of_month().yesterday().ok());
    Ok(before.map(|day| day.strftime("%Y-%m").to_string()).unwrap_or_default())
}
