//! `token new | list | revoke`

use super::{Answers, Place, RunError, Worth};
use crate::ports::{Clock, SystemClock, SystemRandom};
use crate::store::StoreError;
use crate::tokens::{self, TokenError, TokenState, TokenStatus};
use serde_json::{Value, json};
use std::fmt::Write as _;

#[derive(Debug, clap::Subcommand)]
pub(super) enum TokenCommand {
    /// Make a token and print it; it is kept as a hash and cannot be shown again
    ///
    /// Example: rapport-relay token new --spaces 20 --expires 14d
    New {
        #[command(flatten)]
        worth: Worth,
        #[command(flatten)]
        place: Place,
    },
    /// List tokens, without giving them away
    ///
    /// Example: rapport-relay token list
    List {
        #[command(flatten)]
        place: Place,
    },
    /// End a token; spaces it has opened stay
    ///
    /// Example: rapport-relay token revoke 4c1jg0rq
    Revoke {
        /// Its id from `list`, or the token itself
        id: String,
        #[command(flatten)]
        place: Place,
    },
}

pub(super) fn run(command: TokenCommand, out: &mut Answers<'_>) -> Result<(), RunError> {
    let now = SystemClock.now_ms();
    match command {
        TokenCommand::New { worth, place } => {
            let (store, _) = place.store()?;
            let expires = now.saturating_add(worth.expires.ms());
            let token = tokens::issue(&*store, &SystemRandom, now, worth.spaces, expires).map_err(unmade)?;
            let text = token.to_text();
            out.say(&format!("{text}\n"), &json!({ "token": text, "spaces": worth.spaces, "expires_ms": expires }));
        }
        TokenCommand::List { place } => {
            let (store, _) = place.store()?;
            let tokens = tokens::list(&*store, now)?;
            out.say(&table(&tokens, now), &tokens.iter().map(value).collect());
        }
        TokenCommand::Revoke { id, place } => {
            let (store, _) = place.store()?;
            if !tokens::revoke(&*store, now, &id)? {
                return Err(RunError::Check("no such token: `token list` shows the ids there are"));
            }
            out.say("Revoked. It opens nothing more.\n", &json!({ "revoked": id }));
        }
    }
    Ok(())
}

pub(super) fn unmade(error: TokenError) -> RunError {
    match error {
        TokenError::Store(error) => error.into(),
        TokenError::Random(error) => StoreError::Failed(error.to_string()).into(),
    }
}

fn value(token: &TokenStatus) -> Value {
    let state = match token.state {
        TokenState::Good => "good",
        TokenState::UsedUp => "used_up",
        TokenState::Expired => "expired",
        TokenState::Revoked => "revoked",
    };
    json!({
        "id": token.id.to_string(), "state": state, "spaces_total": token.spaces_total,
        "spaces_left": token.spaces_left, "created_ms": token.created_ms, "expires_ms": token.expires_ms,
    })
}

fn table(tokens: &[TokenStatus], now: i64) -> String {
    if tokens.is_empty() {
        return String::from("There are no tokens. `token new` makes one.\n");
    }
    let mut text = String::from("id        state     spaces left   ends in\n");
    for token in tokens {
        let state = match token.state {
            TokenState::Good => "good",
            TokenState::UsedUp => "used up",
            TokenState::Expired => "expired",
            TokenState::Revoked => "revoked",
        };
        let spaces = format!("{} of {}", token.spaces_left, token.spaces_total);
        let left = if token.state == TokenState::Revoked { String::from("–") } else { span(token.expires_ms - now) };
        let _ = writeln!(text, "{:<9} {state:<9} {spaces:<13} {left}", token.id.to_string());
    }
    text
}

fn span(ms: i64) -> String {
    let minutes = ms / 60_000;
    match minutes {
        ..=0 => String::from("–"),
        1..=119 => format!("{minutes} minutes"),
        120..=2879 => format!("{} hours", minutes / 60),
        _ => format!("{} days", minutes / 1440),
    }
}
