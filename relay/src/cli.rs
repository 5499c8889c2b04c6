//! The command line. Its definition is exported, so that another program can
//! carry it as a command of its own.

mod answers;
mod link;
mod serve;
mod token;

use crate::ports::{Clock, SystemClock, SystemRandom};
use crate::refusal::Refusal;
use crate::server::{Data, ServeError};
use crate::settings::{Settings, SettingsError, Span};
use crate::store::{Store, StoreError, sqlite};
use serde_json::json;
use std::path::{Path, PathBuf};

pub use answers::Answers;

/// Serve, and what an operator does besides.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct RelayCommand {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: Settings,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Serve until SIGTERM or Ctrl-C (this is also what happens without a command)
    ///
    /// Example: rapport-relay serve --public https://relay.example.org --self-signed
    Serve(Box<Settings>),
    /// Creation tokens: the right to open spaces at this relay
    ///
    /// Example: rapport-relay token list
    #[command(subcommand)]
    Token(token::TokenCommand),
    /// Print a link and a QR code with a fresh creation token
    ///
    /// Example: rapport-relay link --public https://relay.example.org --spaces 50 --expires 7d
    Link(link::LinkArgs),
    /// Copy the database to a file, also while the relay serves
    ///
    /// Example: rapport-relay backup /var/backups/relay-monday.db
    Backup {
        /// File to write; it must not exist
        file: PathBuf,
        #[command(flatten)]
        place: Place,
    },
    /// Put a copy back; the relay must not be serving. What was there is kept beside it
    ///
    /// Example: rapport-relay restore /var/backups/relay-monday.db
    Restore {
        /// File that `backup` has written
        file: PathBuf,
        #[command(flatten)]
        place: Place,
    },
}

/// Which relay is meant.
#[derive(Debug, Clone, clap::Args)]
struct Place {
    /// Folder of the database
    #[arg(long, value_name = "FOLDER", env = "RAPPORT_RELAY_DATA")]
    data: Option<PathBuf>,
    /// TOML file that names it
    #[arg(long, value_name = "FILE", env = "RAPPORT_RELAY_CONFIG")]
    config: Option<PathBuf>,
}

/// Why a command did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    #[error(transparent)]
    Settings(#[from] SettingsError),
    #[error(transparent)]
    Serve(#[from] ServeError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("{0}")]
    Refused(#[from] Refusal),
    #[error("{0}")]
    Check(&'static str),
    #[error("{0}")]
    Usage(&'static str),
    #[error("{0}: {1}")]
    Named(PathBuf, #[source] std::io::Error),
    #[error("the relay cannot start: {0}")]
    Runtime(#[source] std::io::Error),
}

impl RunError {
    /// What `--json` calls it.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Settings(_) | Self::Usage(_) | Self::Named(..) => "usage",
            Self::Serve(ServeError::Plain(_) | ServeError::NoAddress(_) | ServeError::Origin(_)) => "usage",
            Self::Store(_) | Self::Serve(ServeError::Store(_) | ServeError::Data(_)) => "storage",
            Self::Refused(_) => "relay_refused",
            Self::Check(_) => "check_failed",
            Self::Serve(_) | Self::Runtime(_) => "outside",
        }
    }

    /// 1 refused · 2 wrong usage · 4 storage or data damaged.
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::Settings(_) | Self::Usage(_) | Self::Named(..) => 2,
            Self::Serve(ServeError::Plain(_) | ServeError::NoAddress(_) | ServeError::Origin(_)) => 2,
            Self::Store(_) | Self::Serve(ServeError::Store(_) | ServeError::Data(_)) => 4,
            _ => 1,
        }
    }
}

/// Does what the command says; answers go to `out`, the log to stderr.
pub fn run(command: RelayCommand, out: &mut Answers<'_>) -> Result<(), RunError> {
    match command.command {
        None => serve::run(command.serve, out),
        Some(Command::Serve(settings)) => serve::run(*settings, out),
        Some(Command::Token(command)) => token::run(command, out),
        Some(Command::Link(args)) => link::run(args, out),
        Some(Command::Backup { file, .. }) if file.exists() => {
            Err(RunError::Check("the file to write exists already: name another one"))
        }
        Some(Command::Backup { file, place }) => {
            let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
            folder.map_or(Ok(()), there)?;
            let (data, _) = place.open()?;
            sqlite::backup(&data.database(), &file)?;
            out.say(&format!("Copied to {}.\n", file.display()), &json!({ "copied_to": file }));
            Ok(())
        }
        Some(Command::Restore { file, place }) => {
            there(&file)?;
            let (data, _) = place.open()?;
            let _lock = data.lock()?;
            let before = sqlite::restore(&file, &data.database(), SystemClock.now_ms(), &SystemRandom)?;
            let kept =
                before.as_ref().map_or_else(String::new, |path| format!(" What was there is now {}.", path.display()));
            out.say(
                &format!("Restored from {}.{kept} Every log has a new id.\n", file.display()),
                &json!({ "restored_from": file, "kept_before": before }),
            );
            Ok(())
        }
    }
}

/// A file or folder that was named on the command line has to be there.
fn there(named: &Path) -> Result<(), RunError> {
    std::fs::metadata(named).map(drop).map_err(|error| RunError::Named(named.to_path_buf(), error))
}

impl Place {
    /// Opens the folder; the settings are those of the file, if one is named.
    fn open(self) -> Result<(Data, Settings), RunError> {
        let settings = Settings { data: self.data, config: self.config, ..Settings::default() }.with_file()?;
        let data = Data::open(&settings.data_folder()?)?;
        Ok((data, settings))
    }

    /// The database itself, beside a relay that may be serving from it.
    fn store(self) -> Result<(Box<dyn Store>, Settings), RunError> {
        let (data, settings) = self.open()?;
        let store = data.open_database(0, &SystemRandom)?;
        Ok((Box::new(store), settings))
    }
}

/// What tokens are made of, unless said otherwise.
#[derive(Debug, Clone, clap::Args)]
struct Worth {
    /// How many spaces it may open
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..))]
    spaces: u32,
    /// For how long: 45m, 12h, 30d
    #[arg(long, value_name = "SPAN", default_value = "30d")]
    expires: Span,
}
