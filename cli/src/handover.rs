//! One profile, one process at a time: a process that only waits lends the
//! profile to another command that asks for it.

use crate::args::Ctx;
use crate::failed::Stop;
use rapport_core::{Failure, Rapport, Subscription};

/// Waits for good, and lends the profile whenever another command asks.
#[cfg(unix)]
pub(crate) fn lend(
    ctx: &Ctx,
    mut core: Rapport,
    begin: impl Fn(&Rapport, bool) -> Result<Subscription, Failure>,
) -> Result<(), Stop> {
    use std::io::{Read, Write};
    use std::os::unix::net::UnixListener;
    let path = ctx.place.socket();
    let told = |error| Stop::outside("the profile's socket", &error);
    // We have the profile, so nobody else listens: what is there is left over.
    let _ = std::fs::remove_file(&path);
    let listener = UnixListener::bind(&path).map_err(told)?;
    loop {
        let watching = begin(&core, ctx.json)?;
        let (mut asking, _) = listener.accept().map_err(told)?;
        drop(watching);
        core.shutdown()?;
        drop(core);
        // Whoever asked may be gone already; then it is over at once.
        let _ = asking.write_all(b"yours\n");
        let _ = asking.read(&mut [0]);
        core = ctx.place.open()?;
    }
}

#[cfg(not(unix))]
pub(crate) fn lend(
    ctx: &Ctx,
    core: Rapport,
    begin: impl Fn(&Rapport, bool) -> Result<Subscription, Failure>,
) -> Result<(), Stop> {
    let _watching = begin(&core, ctx.json)?;
    loop {
        std::thread::park();
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
pub(crate) fn borrow(ctx: &Ctx) -> Option<Borrowed> {
    use std::io::Read;
    use std::os::unix::net::UnixStream;
    let mut held = UnixStream::connect(ctx.place.socket()).ok()?;
    held.set_read_timeout(Some(std::time::Duration::from_secs(2))).ok()?;
    let mut answer = [0; 6];
    held.read_exact(&mut answer).ok()?;
    (&answer == b"yours\n").then_some(Borrowed { _held: held })
}

#[cfg(not(unix))]
pub(crate) fn borrow(_ctx: &Ctx) -> Option<Borrowed> {
    None
}
