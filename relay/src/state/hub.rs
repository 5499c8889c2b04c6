//! Who waits for news, and handing it out. Nothing in here blocks: a watcher
//! that is too slow is let go and asks again.

mod queue;
mod watcher;

pub use queue::End;
pub(crate) use queue::{Event, Poke};
pub use watcher::Watcher;

use queue::Queue;
use rapport_ids::{BoxId, SpaceId};
use rapport_wire::relay::News;
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Changes remembered for long polls; who comes back after more gets all heads.
const REMEMBERED: usize = 4096;

pub(crate) struct Hub {
    inner: Mutex<Inner>,
    /// Tells the marks of this life of the relay from those of others.
    life: u64,
}

#[derive(Default)]
struct Inner {
    spaces: HashMap<SpaceId, Vec<Subscription>>,
    mailboxes: HashMap<BoxId, Vec<Arc<Queue>>>,
    /// How many changes there have been, and which spaces the last of them were in.
    version: u64,
    recent: VecDeque<(SpaceId, What)>,
    watchers: usize,
    dropped: u64,
    stopping: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Head,
    Reauth,
}

/// What has happened since a mark.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Changed {
    pub(crate) heads: HashSet<SpaceId>,
    pub(crate) reauth: HashSet<SpaceId>,
}

struct Subscription {
    queue: Arc<Queue>,
    /// The head that the watcher was told at its start: older news is none.
    floor: u64,
}

/// What a commit has to say.
#[derive(Debug, Clone)]
pub(crate) enum Tidings {
    News(News),
    /// The key in force changed with this record; whoever began to watch
    /// before it has no right to what follows.
    Rotated(SpaceId, u64),
    /// The space is gone.
    Ended(SpaceId),
    Mailbox(BoxId),
}

impl Hub {
    pub(crate) fn new(life: u64) -> Self {
        Self { inner: Mutex::default(), life }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins to collect news of these spaces. What is committed from now on
    /// is in the queue, or older than what the caller reads next and hands to
    /// [`Watcher::begin`].
    pub(crate) fn watch(self: &Arc<Self>, spaces: Vec<SpaceId>, permit: Option<Arc<()>>) -> Watcher {
        let queue = Arc::new(Queue::new(spaces.len()));
        let mut inner = self.lock();
        for space in &spaces {
            let subscription = Subscription { queue: Arc::clone(&queue), floor: 0 };
            inner.spaces.entry(*space).or_default().push(subscription);
        }
        inner.register(&queue);
        Watcher::new(Arc::clone(self), queue, spaces, None, permit)
    }

    /// Waits for changes of one mailbox.
    pub(crate) fn watch_mailbox(self: &Arc<Self>, id: BoxId) -> Watcher {
        let queue = Arc::new(Queue::new(0));
        let mut inner = self.lock();
        inner.mailboxes.entry(id).or_default().push(Arc::clone(&queue));
        inner.register(&queue);
        Watcher::new(Arc::clone(self), queue, Vec::new(), Some(id), None)
    }

    /// Hands out what was committed, in the order of commits.
    pub(crate) fn publish(&self, tidings: Vec<Tidings>) {
        if tidings.is_empty() {
            return;
        }
        let mut pokes = Vec::new();
        let mut inner = self.lock();
        for one in tidings {
            inner.publish(one, &mut pokes);
        }
        drop(inner);
        pokes.into_iter().for_each(Poke::wake);
    }

    /// The count of changes so far, as a mark for a long poll.
    pub(crate) fn mark(&self) -> String {
        format!("{:016x}.{}", self.life, self.lock().version)
    }

    /// What changed since a mark; none when that is not known any more.
    pub(crate) fn changed_since(&self, mark: &str) -> Option<Changed> {
        let (life, version) = mark.split_once('.')?;
        if u64::from_str_radix(life, 16).ok()? != self.life {
            return None;
        }
        let inner = self.lock();
        let behind = usize::try_from(inner.version.checked_sub(version.parse().ok()?)?).ok()?;
        let skip = inner.recent.len().checked_sub(behind)?;
        let mut changed = Changed::default();
        for (space, what) in inner.recent.iter().skip(skip) {
            match what {
                What::Head => changed.heads.insert(*space),
                What::Reauth => changed.reauth.insert(*space),
            };
        }
        Some(changed)
    }

    /// Ends every watch and every wait, now and for good.
    pub(crate) fn stop(&self) {
        let mut inner = self.lock();
        inner.stopping = true;
        let subscriptions = inner.spaces.values().flatten().map(|s| &s.queue);
        let pokes: Vec<Poke> =
            subscriptions.chain(inner.mailboxes.values().flatten()).map(|queue| queue.end(End::Stopping)).collect();
        drop(inner);
        pokes.into_iter().for_each(Poke::wake);
    }

    /// Watchers now, and how many were let go because they were too slow.
    pub(crate) fn counts(&self) -> (usize, u64) {
        let inner = self.lock();
        (inner.watchers, inner.dropped)
    }

    fn forget(&self, queue: &Arc<Queue>, spaces: &[SpaceId]) {
        self.lock().forget(queue, spaces);
    }

    fn leave(&self, queue: &Arc<Queue>, spaces: &[SpaceId], mailbox: Option<BoxId>) {
        let mut inner = self.lock();
        inner.watchers -= 1;
        inner.forget(queue, spaces);
        if let Some(id) = mailbox
            && let Some(list) = inner.mailboxes.get_mut(&id)
        {
            list.retain(|q| !Arc::ptr_eq(q, queue));
            if list.is_empty() {
                inner.mailboxes.remove(&id);
            }
        }
    }

    /// Tells a new watcher what stands, and drops from its queue what is older
    /// or not for it: it goes on to watch only the spaces whose head it is told.
    fn begin(&self, queue: &Arc<Queue>, spaces: &[SpaceId], first: Vec<News>) {
        let heads: HashMap<SpaceId, u64> = first
            .iter()
            .filter_map(|news| if let News::Head(head) = news { Some((head.space, head.place.head)) } else { None })
            .collect();
        let mut inner = self.lock();
        for space in spaces {
            let Some(list) = inner.spaces.get_mut(space) else { continue };
            match heads.get(space) {
                Some(head) => {
                    if let Some(mine) = list.iter_mut().find(|s| Arc::ptr_eq(&s.queue, queue)) {
                        mine.floor = *head;
                    }
                }
                None => list.retain(|s| !Arc::ptr_eq(&s.queue, queue)),
            }
        }
        queue.begin(first, &heads);
    }
}

impl Inner {
    fn register(&mut self, queue: &Queue) {
        self.watchers += 1;
        if self.stopping {
            // Nobody polls it yet, so nobody is to be woken.
            drop(queue.end(End::Stopping));
        }
    }

    fn forget(&mut self, queue: &Arc<Queue>, spaces: &[SpaceId]) {
        for space in spaces {
            if let Some(list) = self.spaces.get_mut(space) {
                list.retain(|s| !Arc::ptr_eq(&s.queue, queue));
                if list.is_empty() {
                    self.spaces.remove(space);
                }
            }
        }
    }

    fn publish(&mut self, tidings: Tidings, pokes: &mut Vec<Poke>) {
        match tidings {
            Tidings::News(news) => {
                let (space, head) = match &news {
                    News::Head(head) => (head.space, Some(head.place.head)),
                    News::Live(live) => (live.space, None),
                    News::Reauth { space } => (*space, None),
                };
                if head.is_some() {
                    self.changed(space, What::Head);
                }
                let Some(list) = self.spaces.get_mut(&space) else { return };
                let event = Arc::new(Event::news(news));
                let mut slow = 0;
                list.retain(|s| {
                    if head.is_some_and(|head| head < s.floor || (head == s.floor && event.has_frame())) {
                        return true;
                    }
                    let (kept, poke) = s.queue.push(Arc::clone(&event));
                    pokes.extend(poke);
                    slow += u64::from(!kept);
                    kept
                });
                self.dropped += slow;
            }
            Tidings::Rotated(space, at) => self.reauth(space, at, pokes),
            Tidings::Ended(space) => self.reauth(space, u64::MAX, pokes),
            Tidings::Mailbox(id) => {
                let event = Arc::new(Event::Mailbox);
                for queue in self.mailboxes.get(&id).into_iter().flatten() {
                    pokes.extend(queue.push(Arc::clone(&event)).1);
                }
            }
        }
    }

    fn reauth(&mut self, space: SpaceId, at: u64, pokes: &mut Vec<Poke>) {
        self.changed(space, What::Reauth);
        let Some(list) = self.spaces.get_mut(&space) else { return };
        let event = Arc::new(Event::news(News::Reauth { space }));
        list.retain(|s| {
            // Who began after the change was told of it and watches by right.
            if s.floor >= at {
                return true;
            }
            pokes.extend(s.queue.push(Arc::clone(&event)).1);
            false
        });
    }

    fn changed(&mut self, space: SpaceId, what: What) {
        self.version += 1;
        self.recent.push_back((space, what));
        if self.recent.len() > REMEMBERED {
            self.recent.pop_front();
        }
    }
}

#[cfg(test)]
mod tests;
