//! An object with a life: it has a runtime of its own and one notifier thread.

use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use crate::{Clock, Failure, Row, RowDraft, RowId, RowState, RowsObserver, Subscription};

/// Keeps rows.
#[derive(uniffi::Object)]
pub struct Shelf {
    runtime: Mutex<Option<tokio::runtime::Runtime>>,
    inner: Arc<Inner>,
}

struct Inner {
    clock: Arc<dyn Clock>,
    rows: Mutex<Vec<Row>>,
    text: Mutex<Vec<u16>>,
    watchers: Mutex<Vec<Weak<Subscription>>>,
    changed: Mutex<Sender<Vec<Row>>>,
}

fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Shelf {
    /// Runs `work` on the shelf's own threads: a panic becomes an error, and a
    /// caller who goes away does not stop it.
    async fn offload<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Inner) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let inner = Arc::clone(&self.inner);
        let job = match lock(&self.runtime).as_ref() {
            Some(runtime) => runtime.spawn_blocking(move || work(&inner)),
            None => return Err(Failure::Stopped),
        };
        job.await.unwrap_or_else(|_| Err(Failure::Bug { reference: String::from("offload") }))
    }
}

#[uniffi::export]
impl Shelf {
    /// Opens an empty shelf.
    #[uniffi::constructor]
    pub fn open(clock: Arc<dyn Clock>) -> Result<Arc<Self>, Failure> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .max_blocking_threads(2)
            .thread_name("probe")
            .build()
            .map_err(|why| Failure::Port { detail: why.to_string() })?;
        let (changed, changes) = channel::<Vec<Row>>();
        let inner = Arc::new(Inner {
            clock,
            rows: Mutex::default(),
            text: Mutex::default(),
            watchers: Mutex::default(),
            changed: Mutex::new(changed),
        });
        let weak = Arc::downgrade(&inner);
        std::thread::Builder::new()
            .name(String::from("probe-notifier"))
            .spawn(move || {
                while let (Ok(rows), Some(inner)) = (changes.recv(), weak.upgrade()) {
                    let watchers = lock(&inner.watchers).clone();
                    watchers.iter().filter_map(Weak::upgrade).for_each(|one| _ = one.tell(&rows));
                }
            })
            .map_err(|why| Failure::Port { detail: why.to_string() })?;
        Ok(Arc::new(Self { runtime: Mutex::new(Some(runtime)), inner }))
    }

    /// Adds a row; an empty title is refused.
    pub async fn add(&self, draft: RowDraft) -> Result<RowId, Failure> {
        self.offload(move |inner| {
            if draft.title.is_empty() {
                return Err(Failure::Invalid { field: String::from("title") });
            }
            let since_ms = inner.clock.now_ms()?;
            let mut rows = lock(&inner.rows);
            let id = RowId(format!("row-{}", rows.len() + 1));
            let state = RowState::Active { since_ms };
            rows.push(Row { id: id.clone(), title: draft.title, state, due_ms: draft.due_ms });
            _ = lock(&inner.changed).send(rows.clone());
            Ok(id)
        })
        .await
    }

    /// The first `limit` rows.
    #[uniffi::method(default(limit = 50))]
    pub async fn rows(&self, limit: u32) -> Result<Vec<Row>, Failure> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        self.offload(move |inner| Ok(lock(&inner.rows).iter().take(limit).cloned().collect())).await
    }

    /// One row.
    pub async fn row(&self, id: RowId) -> Result<Row, Failure> {
        self.offload(move |inner| {
            let found = lock(&inner.rows).iter().find(|row| row.id == id).cloned();
            found.ok_or(Failure::NotFound { what: String::from("row") })
        })
        .await
    }

    /// Changes the text in memory: at `at`, takes away `delete` UTF-16 units and
    /// puts `insert` there. Returns the new length in units.
    pub fn splice(&self, at: u32, delete: u32, insert: String) -> Result<u32, Failure> {
        let mut text = lock(&self.inner.text);
        let from = usize::try_from(at).unwrap_or(usize::MAX);
        let to = from.saturating_add(usize::try_from(delete).unwrap_or(usize::MAX));
        if to > text.len() {
            return Err(Failure::Invalid { field: String::from("at") });
        }
        text.splice(from..to, insert.encode_utf16());
        Ok(u32::try_from(text.len()).unwrap_or(u32::MAX))
    }

    /// The text as it stands.
    pub fn text(&self) -> Result<String, Failure> {
        String::from_utf16(&lock(&self.inner.text)).map_err(|_| Failure::Invalid { field: String::from("text") })
    }

    /// Tells `observer` the list now and after each change.
    pub async fn watch(&self, observer: Arc<dyn RowsObserver>) -> Result<Arc<Subscription>, Failure> {
        let subscription = Subscription::new(observer);
        let kept = Arc::clone(&subscription);
        self.offload(move |inner| {
            kept.tell(&lock(&inner.rows).clone());
            lock(&inner.watchers).push(Arc::downgrade(&kept));
            Ok(())
        })
        .await?;
        Ok(subscription)
    }

    /// Panics inside, to show that the app lives on.
    pub async fn stumble(&self) -> Result<(), Failure> {
        self.offload(|_| if reached() { panic!("a planted panic") } else { Ok(()) }).await
    }

    /// Panics on the thread that called, to show that the app lives on.
    pub fn stumble_here(&self) -> Result<(), Failure> {
        guarded(|| if reached() { panic!("a planted panic") } else { Ok(()) })
    }

    /// Waits for work under way, then refuses all calls.
    pub fn shutdown(&self) -> Result<(), Failure> {
        if let Some(runtime) = lock(&self.runtime).take() {
            runtime.shutdown_timeout(Duration::from_secs(5));
        }
        Ok(())
    }
}

impl Drop for Shelf {
    fn drop(&mut self) {
        if let Some(runtime) = lock(&self.runtime).take() {
            runtime.shutdown_background();
        }
    }
}

/// For calls that answer on the thread they came from.
fn guarded<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
    done.unwrap_or_else(|_| Err(Failure::Bug { reference: String::from("guarded") }))
}

/// Keeps the compiler from seeing that the panic is always reached.
fn reached() -> bool {
    std::hint::black_box(true)
}
