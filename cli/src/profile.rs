//! The folder of a profile: what the core keeps, and its key beside it.

use crate::failed::Stop;
use crate::words::word;
use crate::zones::{Zones, system_zone};
use rapport_core::ports::{Clock, SystemClock};
use rapport_core::vault::FileVault;
use rapport_core::{Config, Failure, Platform, Rapport};
use std::cell::OnceCell;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zeroize::Zeroizing;

/// Where everything of one profile is.
pub(crate) struct Place {
    folder: PathBuf,
    /// What was typed once, for a process that opens the profile again.
    typed: OnceCell<Zeroizing<String>>,
    clock: Arc<dyn Clock>,
}

impl Place {
    pub(crate) fn new(folder: impl Into<PathBuf>) -> Self {
        Self::at(folder, Arc::new(SystemClock))
    }

    /// The same by another clock than that of this computer.
    pub(crate) fn at(folder: impl Into<PathBuf>, clock: Arc<dyn Clock>) -> Self {
        Self { folder: folder.into(), typed: OnceCell::new(), clock }
    }

    /// The one that was named, or the platform's own.
    pub(crate) fn named(folder: Option<PathBuf>) -> Result<Self, Stop> {
        let set = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let usual = || {
            if cfg!(target_os = "macos") {
                set("HOME").map(|home| home.join("Library/Application Support/Rapport"))
            } else if cfg!(windows) {
                set("APPDATA").map(|data| data.join("Rapport"))
            } else {
                let data = set("XDG_DATA_HOME").or_else(|| set("HOME").map(|home| home.join(".local/share")));
                data.map(|data| data.join("rapport"))
            }
        };
        let folder = folder.or_else(usual);
        folder.map(Self::new).ok_or_else(|| Stop::usage(word("cli.profile.which_folder")))
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// What the core keeps.
    pub(crate) fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// Where a process that waits listens for others who want the profile.
    pub(crate) fn socket(&self) -> PathBuf {
        self.folder.join("socket")
    }

    /// Writes down who has the profile now, for whoever finds it taken.
    pub(crate) fn sign(&self, command: &str) {
        // Only a message to others hangs on it.
        let _ =
            std::fs::write(self.folder.join("process"), format!("process {} (rapport {command})", std::process::id()));
    }

    /// Who had the profile last.
    pub(crate) fn signed(&self) -> Option<String> {
        let text = std::fs::read_to_string(self.folder.join("process")).ok()?;
        Some(crate::term::one_line(&text).chars().take(100).collect())
    }

    fn key(&self) -> PathBuf {
        self.folder.join("key")
    }

    /// Makes a new person here.
    pub(crate) fn create(&self, name: &str, passphrase: Option<String>) -> Result<Rapport, Failure> {
        Rapport::create(self.config(), self.platform(passphrase), name)
    }

    pub(crate) fn create_guest(
        &self,
        name: &str,
        link: &str,
        plain_http: bool,
        passphrase: Option<String>,
    ) -> Result<Rapport, Failure> {
        Rapport::create_guest(self.config(), self.platform(passphrase), name, link, plain_http)
    }

    pub(crate) fn create_recovering(
        &self,
        name: &str,
        words: &str,
        relay: &str,
        plain_http: bool,
        passphrase: Option<String>,
    ) -> Result<Rapport, Failure> {
        Rapport::create_recovering(self.config(), self.platform(passphrase), name, words, relay, plain_http)
    }

    /// Opens what is here with a key that needs no passphrase, or this one.
    pub(crate) fn open_with(&self, passphrase: Option<String>) -> Result<Rapport, Failure> {
        Rapport::open(self.config(), self.platform(passphrase))
    }

    /// Opens what is here; asks for the passphrase if there is one.
    pub(crate) fn open(&self) -> Result<Rapport, Stop> {
        let sealed = FileVault::is_sealed(&self.key()).unwrap_or(None) == Some(true);
        if sealed
            && self.typed.get().is_none()
            && let Some(typed) = passphrase("cli.passphrase.ask")?
        {
            self.typed.get_or_init(|| Zeroizing::new(typed));
        }
        Ok(self.open_with(self.typed.get().map(|typed| typed.to_string()))?)
    }

    fn config(&self) -> Config {
        let mut config = Config::new(self.data());
        config.zone = system_zone();
        config
    }

    fn platform(&self, passphrase: Option<String>) -> Platform {
        Platform {
            clock: Arc::clone(&self.clock),
            zones: Arc::new(Zones),
            vault: Arc::new(FileVault::new(self.key(), passphrase)),
            log: None,
        }
    }
}

/// What `RAPPORT_PASSPHRASE` says, or what is typed; nothing where nobody can type.
pub(crate) fn passphrase(key: &str) -> Result<Option<String>, Stop> {
    if let Ok(set) = std::env::var("RAPPORT_PASSPHRASE")
        && !set.is_empty()
    {
        return Ok(Some(set));
    }
    if !std::io::stdin().is_terminal() {
        return Ok(None);
    }
    crate::ask::secret(&(word(key) + " ")).map(Some)
}

/// One for a new profile: typed twice, because nobody sees what they type.
pub(crate) fn new_passphrase() -> Result<String, Stop> {
    let missing = || Stop::usage(word("cli.passphrase.missing"));
    let first = passphrase("cli.passphrase.new")?.ok_or_else(missing)?;
    let again = passphrase("cli.passphrase.again")?.ok_or_else(missing)?;
    if first.is_empty() {
        return Err(Stop::usage(word("cli.passphrase.empty")));
    }
    if first == again { Ok(first) } else { Err(Stop::check(word("cli.passphrase.differ"))) }
}
