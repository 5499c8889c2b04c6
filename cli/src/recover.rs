//! `rapport recover`: a person comes back with their 24 words.

use crate::args::Ctx;
use crate::failed::Stop;
use crate::profile;
use crate::term::{note, one_line};
use crate::words::{filled, word};
use clap::Args;
use rapport_core::devices::RecoveryStage;
use rapport_core::{Failure, Rapport};
use std::io::Read as _;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

#[derive(Debug, Args)]
pub(crate) struct RecoverArgs {
    /// The relay that you wrote down beside the words
    relay: String,
    /// What your devices call this one
    #[arg(long = "as", value_name = "NAME", default_value = "Computer")]
    name: String,
    /// Protect the key with a passphrase, asked for or from RAPPORT_PASSPHRASE
    #[arg(long)]
    passphrase: bool,
    /// Allow a relay without TLS on another machine
    #[arg(long)]
    plain_http: bool,
    /// Seconds to wait for the relay; later, the same command goes on
    #[arg(long, value_name = "SECONDS", default_value_t = 120, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    wait: u64,
}

/// More than 24 words ever are: what is longer is something else.
const LONGEST: u64 = 4096;

pub(crate) fn recover(ctx: &Ctx, args: &RecoverArgs) -> Result<(), Stop> {
    let words = typed()?;
    let passphrase = args.passphrase.then(profile::new_passphrase).transpose()?;
    let (relay, plain_http) = (args.relay.as_str(), args.plain_http);
    let core = match ctx.create_recovering(&args.name, &words, relay, plain_http, passphrase) {
        // Once more, after a wait that was too short, or with other words.
        Err(exists @ Stop::Core(Failure::Conflict { .. })) => {
            let core = ctx.open()?;
            if !core.devices().view()?.guest {
                return Err(exists);
            }
            core.devices().recover(&words, relay, plain_http)?;
            core
        }
        made => made?,
    };
    drop(words);
    wait(&core, Duration::from_secs(args.wait))?;
    // What stands in the keyring comes with the next round, what that leads to with the one after.
    let whole = crate::sync::once(&core).and_then(|()| crate::sync::once(&core)).is_ok();
    let (home, view) = (core.home()?, core.devices().view()?);
    ctx.show(&view, || {
        let done = match whole {
            true => filled("cli.recover.done", &[("name", one_line(&home.name))]),
            false => word("cli.recover.done_in_part"),
        };
        format!("{done}\n{}\n", word("cli.recover.next"))
    })
}

/// Until this device is the person's, or it is clear that it cannot be.
fn wait(core: &Rapport, patience: Duration) -> Result<(), Stop> {
    let (to, news) = channel();
    // Whoever waits no longer needs no news.
    let _watch = core.devices().watch(move |view| to.send(view.clone()).unwrap_or_default())?;
    let mut asked = crate::sync::once(core);
    core.sync().start()?;
    let until = Instant::now() + patience;
    loop {
        let view = core.devices().view()?;
        if !view.guest {
            return Ok(());
        }
        if view.recovery.is_some_and(|view| view.stage == RecoveryStage::NotThere) {
            return Err(Stop::check(word("screen.recover.not_there")));
        }
        // A relay that cannot be reached at all is told at once.
        std::mem::replace(&mut asked, Ok(()))?;
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() || news.recv_timeout(left).is_err() {
            return Err(Stop::check(word("cli.recover.late")));
        }
    }
}

/// The words: asked for, or from another program. Never from the command line, which others can read.
pub(crate) fn typed() -> Result<Zeroizing<String>, Stop> {
    if crate::ask::is_possible() {
        note(&(word("cli.recover.how") + "\n"));
        return crate::ask::secret(&(word("cli.recover.ask") + " ")).map(Zeroizing::new);
    }
    let mut words = Zeroizing::new(String::new());
    let read = std::io::stdin().lock().take(LONGEST).read_to_string(&mut words);
    read.map_err(|error| Stop::outside("stdin", &error))?;
    Ok(words)
}
