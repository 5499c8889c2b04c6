//! What waits for one watcher.

use bytes::Bytes;
use rapport_ids::SpaceId;
use rapport_wire::relay::News;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::task::{Context, Poll, Waker};

/// News that may wait, beside one a space; and bytes of it.
const MAX_EVENTS: usize = 256;
const MAX_BYTES: usize = 512 * 1024;

/// One thing to tell, shared by all who are told.
#[derive(Debug)]
pub(crate) enum Event {
    News { news: News, text: OnceLock<Bytes> },
    Mailbox,
}

impl Event {
    pub(crate) fn news(news: News) -> Self {
        Self::News { news, text: OnceLock::new() }
    }

    pub(crate) fn has_frame(&self) -> bool {
        matches!(self, Self::News { news: News::Head(head), .. } if head.frame.is_some())
    }

    /// The event as it travels; made once, however many read it.
    pub(crate) fn text(&self) -> Bytes {
        match self {
            Self::News { news, text } => text
                .get_or_init(|| match news.data() {
                    Ok(data) => Bytes::from(format!("event: {}\ndata: {data}\n\n", news.event())),
                    Err(_) => Bytes::new(),
                })
                .clone(),
            Self::Mailbox => Bytes::new(),
        }
    }

    /// About how many bytes it keeps alive.
    fn weight(&self) -> usize {
        let frame = match self {
            Self::News { news: News::Head(head), .. } => head.frame.as_ref().map_or(0, |f| f.0.len()),
            Self::News { news: News::Live(live), .. } => live.frame.0.len(),
            _ => 0,
        };
        256 + frame * 7 / 3
    }
}

/// Why a watch is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// It did not read what was sent.
    Slow,
    /// The relay stops.
    Stopping,
}

/// Somebody to wake once no lock is held.
#[derive(Debug)]
pub(crate) struct Poke(Option<Waker>);

impl Poke {
    pub(crate) fn wake(self) {
        if let Some(waker) = self.0 {
            waker.wake();
        }
    }
}

#[derive(Default)]
struct Inside {
    events: VecDeque<Arc<Event>>,
    bytes: usize,
    end: Option<End>,
    waker: Option<Waker>,
}

pub(super) struct Queue {
    inside: Mutex<Inside>,
    max_events: usize,
}

impl Queue {
    pub(super) fn new(spaces: usize) -> Self {
        Self { inside: Mutex::default(), max_events: MAX_EVENTS + spaces }
    }

    fn lock(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the watcher is still worth telling, and whom to wake.
    pub(super) fn push(&self, event: Arc<Event>) -> (bool, Option<Poke>) {
        let mut inside = self.lock();
        if inside.end.is_some() {
            return (false, None);
        }
        inside.bytes += event.weight();
        inside.events.push_back(event);
        if inside.events.len() > self.max_events || inside.bytes > MAX_BYTES + self.max_events * 256 {
            inside.events = VecDeque::new();
            inside.end = Some(End::Slow);
        }
        (inside.end.is_none(), Some(Poke(inside.waker.take())))
    }

    /// Puts what stands before what has come in meanwhile, and drops of that
    /// what is not newer or of spaces without a head in here.
    pub(super) fn begin(&self, first: Vec<News>, heads: &HashMap<SpaceId, u64>) {
        let mut inside = self.lock();
        inside.events.retain(|event| match &**event {
            Event::News { news: News::Head(head), .. } => heads
                .get(&head.space)
                .is_some_and(|floor| head.place.head > *floor || (head.place.head == *floor && head.frame.is_none())),
            Event::News { news: News::Live(live), .. } => heads.contains_key(&live.space),
            Event::News { news: News::Reauth { .. }, .. } | Event::Mailbox => true,
        });
        for news in first.into_iter().rev() {
            inside.events.push_front(Arc::new(Event::news(news)));
        }
        inside.bytes = inside.events.iter().map(|e| e.weight()).sum();
    }

    pub(super) fn end(&self, why: End) -> Poke {
        let mut inside = self.lock();
        inside.end.get_or_insert(why);
        Poke(inside.waker.take())
    }

    pub(super) fn next(&self) -> Result<Option<Arc<Event>>, End> {
        let mut inside = self.lock();
        Self::take(&mut inside)
    }

    fn take(inside: &mut Inside) -> Result<Option<Arc<Event>>, End> {
        match (inside.events.pop_front(), inside.end) {
            (Some(event), _) => {
                inside.bytes = inside.bytes.saturating_sub(event.weight());
                if inside.events.is_empty() {
                    // An idle watcher keeps no room for a busy time.
                    inside.events = VecDeque::new();
                }
                Ok(Some(event))
            }
            (None, Some(end)) => Err(end),
            (None, None) => Ok(None),
        }
    }

    pub(super) fn poll(&self, cx: &Context<'_>) -> Poll<Result<Arc<Event>, End>> {
        let mut inside = self.lock();
        match Self::take(&mut inside) {
            Ok(Some(event)) => Poll::Ready(Ok(event)),
            Err(end) => Poll::Ready(Err(end)),
            Ok(None) => {
                inside.waker = Some(cx.waker().clone());
                Poll::Pending
            }
        }
    }
}
