//! One profile, one process at a time: a process that only waits lends the
//! profile to another command that asks for it.

use crate::args::Ctx;
use crate::failed::Stop;
use crate::profile::Place;
use rapport_core::{Failure, Rapport, Subscription};
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

/// How long whoever wants a profile waits for it.
pub(crate) const PATIENCE: Duration = Duration::from_secs(2);

/// What a process that waits is woken by.
enum Wake {
    /// Another command wants the profile, and keeps this open while it has it.
    #[cfg(unix)]
    Asked(std::os::unix::net::UnixStream),
    /// Ctrl-C, or another polite wish to end.
    End,
    /// Nothing that is asked for can be heard any more.
    Deaf(std::io::Error),
}

/// Waits until it is told to end, and lends the profile whenever another
/// command asks.
pub(crate) fn lend(
    ctx: &Ctx,
    mut core: Rapport,
    begin: impl Fn(&Rapport, bool) -> Result<Subscription, Failure>,
) -> Result<(), Stop> {
    let (to, wakes) = channel();
    // Without a socket (its path may be too long for one) whoever asks is told
    // who has the profile, as with every other command.
    let _socket = listen(&ctx.place, &to).ok();
    end_politely(to)?;
    loop {
        let watching = begin(&core, ctx.json)?;
        let woken = wakes.recv().unwrap_or(Wake::End);
        drop(watching);
        core.shutdown()?;
        match woken {
            Wake::End => return Ok(()),
            Wake::Deaf(error) => return Err(Stop::outside("the profile’s socket", &error)),
            #[cfg(unix)]
            Wake::Asked(asking) => {
                give(asking);
                core = ctx.open_when_free()?;
            }
        }
    }
}

/// The right to use a profile that another process lends.
#[derive(Debug)]
pub(crate) struct Borrowed {
    #[cfg(unix)]
    _held: std::os::unix::net::UnixStream,
}

/// Asks whoever has the profile for it. Nothing when nobody lends it in time.
#[cfg(unix)]
pub(crate) fn borrow(place: &Place) -> Option<Borrowed> {
    use std::io::Read;
    use std::os::unix::net::UnixStream;
    let mut held = UnixStream::connect(place.socket()).ok()?;
    held.set_read_timeout(Some(PATIENCE)).ok()?;
    let mut answer = [0; YOURS.len()];
    held.read_exact(&mut answer).ok()?;
    (&answer == YOURS).then_some(Borrowed { _held: held })
}

#[cfg(not(unix))]
pub(crate) fn borrow(_place: &Place) -> Option<Borrowed> {
    None
}

/// What the lender says.
#[cfg(unix)]
const YOURS: &[u8; 6] = b"yours\n";

/// Says that the profile is free, and waits until it is back. Whoever asked
/// may be gone already; then it is back at once.
#[cfg(unix)]
fn give(mut asking: std::os::unix::net::UnixStream) {
    use std::io::{Read, Write};
    let _ = asking.write_all(YOURS);
    let _ = asking.read(&mut [0]);
}

/// The socket that others ask at; gone at the end.
#[cfg(unix)]
struct Socket(std::path::PathBuf);

#[cfg(unix)]
impl Drop for Socket {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[cfg(unix)]
fn listen(place: &Place, to: &Sender<Wake>) -> Result<Socket, Stop> {
    use std::os::unix::net::UnixListener;
    let path = place.socket();
    // We have the profile, so nobody else listens: what is there is left over.
    let _ = std::fs::remove_file(&path);
    let told = |error| Stop::outside("the profile’s socket", &error);
    let listener = UnixListener::bind(&path).map_err(told)?;
    let to = to.clone();
    let hear = move || {
        for asking in listener.incoming() {
            let (wake, over) = match asking {
                Ok(asking) => (Wake::Asked(asking), false),
                Err(error) => (Wake::Deaf(error), true),
            };
            if to.send(wake).is_err() || over {
                return;
            }
        }
    };
    std::thread::Builder::new().name("asked".to_owned()).spawn(hear).map_err(told)?;
    Ok(Socket(path))
}

#[cfg(not(unix))]
fn listen(_place: &Place, _to: &Sender<Wake>) -> Result<(), Stop> {
    Ok(())
}

/// Ctrl-C and SIGTERM close the profile well; once more ends at once.
fn end_politely(to: Sender<Wake>) -> Result<(), Stop> {
    let told = |error| Stop::outside("the signals", &error);
    let threads = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(told)?;
    let mut signals = {
        let _inside = threads.enter();
        Signals::catch().map_err(told)?
    };
    let hear = move || {
        threads.block_on(async {
            signals.next().await;
            let _ = to.send(Wake::End);
            signals.next().await;
            std::process::exit(1);
        });
    };
    std::thread::Builder::new().name("signals".to_owned()).spawn(hear).map_err(told)?;
    Ok(())
}

/// From its making on, none of them ends the process by itself.
struct Signals {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn catch() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

#[cfg(not(unix))]
impl Signals {
    fn catch() -> std::io::Result<Self> {
        Ok(Self {})
    }

    async fn next(&mut self) {
        let _ = tokio::signal::ctrl_c().await;
    }
}
