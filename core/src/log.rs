//! What the core remembers of what it did: a ring of 512 KiB in memory.
//!
//! A line is made of fixed words, numbers and short ids. There is no way to
//! put a text into it that a person wrote.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

/// How serious a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Debug,
    Info,
    Warn,
    Error,
}

/// One value of a line.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Value {
    Number(i64),
    /// The first bytes of an id.
    Id([u8; 4]),
    Word(&'static str),
}

impl From<u64> for Value {
    fn from(n: u64) -> Self {
        Self::Number(i64::try_from(n).unwrap_or(i64::MAX))
    }
}

impl From<usize> for Value {
    fn from(n: usize) -> Self {
        Self::Number(i64::try_from(n).unwrap_or(i64::MAX))
    }
}

impl From<i64> for Value {
    fn from(n: i64) -> Self {
        Self::Number(n)
    }
}

impl From<&'static str> for Value {
    fn from(word: &'static str) -> Self {
        Self::Word(word)
    }
}

macro_rules! ids {
    ($($id:ident)*) => {
        $(impl From<&rapport_node::ids::$id> for Value {
            fn from(id: &rapport_node::ids::$id) -> Self {
                let bytes: &[u8] = id.as_ref();
                let mut first = [0; 4];
                first.copy_from_slice(bytes.get(..4).unwrap_or(&[0; 4]));
                Self::Id(first)
            }
        })*
    };
}
ids!(SpaceId DocId DeviceId RecordId EntryId BoxId);

/// Where lines also go while somebody listens: a shell's own log.
pub trait LogSink: Send + Sync {
    /// One line, complete and free of what people wrote.
    fn line(&self, level: Level, text: &str);
}

const ROOM: usize = 512 * 1024;

#[derive(Default)]
struct Ring {
    /// Each with its end of line.
    lines: VecDeque<String>,
    bytes: usize,
    count: u64,
}

/// The ring and who listens.
pub(crate) struct Log {
    ring: Mutex<Ring>,
    sink: Option<Arc<dyn LogSink>>,
}

impl Log {
    pub(crate) fn new(sink: Option<Arc<dyn LogSink>>) -> Self {
        Self { ring: Mutex::default(), sink }
    }

    /// Writes a line and gives its number, by which it can be found again.
    pub(crate) fn line(
        &self,
        level: Level,
        at_ms: i64,
        area: &'static str,
        what: &'static str,
        values: &[(&'static str, Value)],
    ) -> u64 {
        let mut text = format!("{at_ms} {level:?} {area}: {what}");
        for (name, value) in values {
            // Writing into a string cannot fail.
            let _ = match value {
                Value::Number(n) => write!(text, " {name}={n}"),
                Value::Id([a, b, c, d]) => write!(text, " {name}={a:02x}{b:02x}{c:02x}{d:02x}"),
                Value::Word(word) => write!(text, " {name}={word}"),
            };
        }
        self.keep(level, text)
    }

    /// A line with a reason that the layers below gave: a text of our own,
    /// never one of a person's.
    pub(crate) fn reason(&self, level: Level, at_ms: i64, area: &'static str, reason: &str) -> u64 {
        self.keep(level, format!("{at_ms} {level:?} {area}: {reason}"))
    }

    fn keep(&self, level: Level, mut text: String) -> u64 {
        if let Some(sink) = &self.sink {
            sink.line(level, &text);
        }
        let mut ring = self.ring.lock().unwrap_or_else(PoisonError::into_inner);
        ring.count += 1;
        let count = ring.count;
        text.insert_str(0, &format!("#{count} "));
        text.push('\n');
        ring.bytes += text.len();
        ring.lines.push_back(text);
        while ring.bytes > ROOM {
            let Some(gone) = ring.lines.pop_front() else { break };
            ring.bytes -= gone.len();
        }
        count
    }

    /// Everything that is still there, oldest first.
    pub(crate) fn text(&self) -> String {
        let ring = self.ring.lock().unwrap_or_else(PoisonError::into_inner);
        ring.lines.iter().fold(String::with_capacity(ring.bytes), |all, line| all + line)
    }
}

impl std::fmt::Debug for Log {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("log")
    }
}
