//! The core's own threads: few, small, named.
//!
//! Work that touches the disk runs on one of at most four blocking threads, so
//! that a call from a screen never waits on the thread it came from.

use crate::error::Failure;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::task::JoinHandle;

/// How many threads to run with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Threads {
    pub workers: usize,
    pub blocking: usize,
}

impl Threads {
    /// For an app.
    pub const APP: Self = Self { workers: 2, blocking: 4 };
    /// For an extension with little memory: a widget, a share sheet.
    pub const EXTENSION: Self = Self { workers: 1, blocking: 2 };
}

/// Runs blocking work on a thread of its own, for what comes before there are
/// any of the core: making and opening a profile.
///
/// # Errors
/// What the work says; `Bug` when it panics.
pub async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let (told, done) = tokio::sync::oneshot::channel();
    let run = move || {
        // Whoever asked may be gone.
        let _ = told.send(work());
    };
    let thread = std::thread::Builder::new().name("rapport-open".to_owned()).spawn(run);
    thread.map_err(|_| Failure::bug("no thread to open with"))?;
    done.await.unwrap_or_else(|_| Err(Failure::bug("a panic while a profile was opened")))
}

/// Runs work where it is; a panic inside becomes a failure.
///
/// # Errors
/// What the work says; `Bug` when it panics.
pub fn guarded<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(Failure::bug("a panic in a call")))
}

/// Something to do on a thread of the core.
pub(crate) type Work<T> = Box<dyn FnOnce() -> Result<T, Failure> + Send>;
/// What comes of a call that was handed over, to be awaited.
pub type Awaited<T> = Pin<Box<dyn Future<Output = Result<T, Failure>> + Send>>;

/// Owns the threads; dropping it never waits, also inside another runtime.
#[derive(Debug)]
pub(crate) struct Runtime {
    inner: Option<tokio::runtime::Runtime>,
    handle: tokio::runtime::Handle,
}

impl Runtime {
    pub(crate) fn new(threads: Threads) -> std::io::Result<Self> {
        let count = AtomicUsize::new(0);
        let inner = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(threads.workers)
            .max_blocking_threads(threads.blocking)
            .thread_stack_size(1024 * 1024)
            .thread_keep_alive(Duration::from_secs(30))
            .thread_name_fn(move || format!("rapport-{}", count.fetch_add(1, Ordering::Relaxed)))
            .enable_all()
            .build()?;
        let handle = inner.handle().clone();
        Ok(Self { inner: Some(inner), handle })
    }

    /// Runs blocking work to its end on a thread of the core, from now on. A panic
    /// becomes a failure; a caller that goes away does not stop the work.
    ///
    /// One kind of future for all calls that answer alike, and one kind of task
    /// for all: a kind for each costs a phone's library 9 KB a call.
    pub(crate) fn offload<T: Send + 'static>(&self, work: Work<T>) -> Awaited<T> {
        let done = Arc::new(Mutex::new(None));
        let told = Arc::clone(&done);
        let ended = self.run_aside(Box::new(move || {
            let result = work();
            *told.lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
        }));
        Box::pin(async move {
            ended.await?;
            let result = done.lock().unwrap_or_else(PoisonError::into_inner).take();
            result.unwrap_or(Err(Failure::Stopped))
        })
    }

    fn run_aside(&self, work: Box<dyn FnOnce() + Send>) -> Awaited<()> {
        let task = self.handle.spawn_blocking(work);
        Box::pin(async move {
            match task.await {
                Ok(()) => Ok(()),
                Err(error) if error.is_panic() => Err(Failure::bug("a panic in a call")),
                Err(_) => Err(Failure::Stopped),
            }
        })
    }

    pub(crate) fn spawn<F>(&self, future: F) -> JoinHandle<F::Output>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        self.handle.spawn(future)
    }

    pub(crate) const fn handle(&self) -> &tokio::runtime::Handle {
        &self.handle
    }
}

impl Drop for Runtime {
    fn drop(&mut self) {
        if let Some(inner) = self.inner.take() {
            inner.shutdown_background();
        }
    }
}
