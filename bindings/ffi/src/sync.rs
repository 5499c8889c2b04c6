//! Relays and sync: agreed to, watched, run for a while, looked at.

mod view;

pub use view::{LateEdit, LateEditsObserver, SyncLine, SyncObserver, SyncReport, SyncView};

use crate::area::area;
use crate::failure::Failure;
use crate::ids::{RecordId, RelayAddress, SpaceId};
use crate::observe::Subscription;
use std::sync::Arc;
use std::time::Duration;

/// Everything about sync. Fetched once and kept.
#[derive(uniffi::Object)]
pub struct Sync {
    core: rapport_core::Rapport,
}

area!(Sync by sync);

#[uniffi::export]
impl Sync {
    /// Agrees to a relay, from the link of whoever runs it, or from a bare address.
    ///
    /// Fails with `Invalid` for a text that is neither. One on another machine that is not encrypted on the way fails
    /// with the problem `NotEncrypted`, which has its address: ask the person, and call again with `plain_http`.
    #[uniffi::method(default(plain_http = false))]
    pub async fn agree_to_relay(&self, link: String, plain_http: bool) -> Result<RelayAddress, Failure> {
        self.run(move |sync| sync.agree_to_relay(&link, plain_http)).await
    }

    /// Keeps in step with all relays from now on, at once and by itself.
    pub async fn start(&self) -> Result<(), Failure> {
        self.run(|sync| sync.start()).await
    }

    /// Ends that: flight mode.
    pub async fn stop(&self) -> Result<(), Failure> {
        self.run(|sync| sync.stop()).await
    }

    /// Sends what waits and fetches what is new, for so many milliseconds at most.
    ///
    /// Trouble with a relay is no failure: the report names it.
    pub async fn run_once(&self, budget_ms: u32) -> Result<SyncReport, Failure> {
        self.run(move |sync| sync.run(Duration::from_millis(u64::from(budget_ms)))).await
    }

    /// Sends what waits, and fetches nothing but what sending needs.
    pub async fn push(&self, budget_ms: u32) -> Result<SyncReport, Failure> {
        self.run(move |sync| sync.push(Duration::from_millis(u64::from(budget_ms)))).await
    }

    /// Fetches what is new, and sends nothing.
    pub async fn pull(&self, budget_ms: u32) -> Result<SyncReport, Failure> {
        self.run(move |sync| sync.pull(Duration::from_millis(u64::from(budget_ms)))).await
    }

    /// The one line: when it last went well, how many changes wait.
    pub async fn line(&self) -> Result<SyncLine, Failure> {
        self.run(|sync| sync.line()).await
    }

    /// How sync stands, with what is held and why.
    pub async fn view(&self) -> Result<SyncView, Failure> {
        self.run(|sync| sync.view()).await
    }

    /// The person has seen what could not be brought back: `losses` of the view tells of it no more.
    pub async fn losses_seen(&self) -> Result<(), Failure> {
        self.run(|sync| sync.losses_seen()).await
    }

    /// The edits that came too late to count, since their author had left or their device had been taken away by then.
    ///
    /// They change nothing until somebody takes them in, and are never lost. The oldest first; those that were put
    /// aside are among them.
    pub async fn late_edits(&self) -> Result<Vec<LateEdit>, Failure> {
        self.run(|sync| sync.late_edits()).await
    }

    /// Watches the edits that came too late; the observer has the first value before this returns.
    pub async fn watch_late_edits(&self, observer: Arc<dyn LateEditsObserver>) -> Result<Arc<Subscription>, Failure> {
        let tell = move |edits: &[LateEdit]| observer.on_late_edits(edits.to_vec());
        self.run(move |sync| sync.watch_late_edits(tell)).await.map(Subscription::new)
    }

    /// Takes an edit in that came too late: from now on it counts on all phones, with what it builds on.
    ///
    /// Fails with `NotFound` of `event` for one that is not held, or whose `can_include` says no.
    pub async fn include_late_edit(&self, space: SpaceId, record: RecordId) -> Result<(), Failure> {
        self.run(move |sync| sync.include_late_edit(space, record)).await
    }

    /// Puts an edit aside that came too late, on this device: it is kept, shown as discarded, and can still be taken in.
    ///
    /// Fails with `NotFound` of `event` for one that is not held.
    pub async fn discard_late_edit(&self, space: SpaceId, record: RecordId) -> Result<(), Failure> {
        self.run(move |sync| sync.discard_late_edit(space, record)).await
    }

    /// Watches how sync stands; the observer has the first value before this returns.
    pub async fn watch(&self, observer: Arc<dyn SyncObserver>) -> Result<Arc<Subscription>, Failure> {
        let tell = move |view: &SyncView| observer.on_sync(view.clone());
        self.run(move |sync| sync.watch(tell)).await.map(Subscription::new)
    }
}
