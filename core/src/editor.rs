//! An open section of a note: the whole text once, then only what others
//! changed. What is typed costs no more in a long text than in a short one.

pub use rapport_node::{Change, Edit};

use crate::error::Failure;
use crate::observe::Subscription;
use crate::shared::Shared;
use crate::work::{Event, Worker};
use rapport_node::domain::{Field, Millis, Problem};
use rapport_node::ids::{DeviceId, NoteId, PersonId, SectionId};
use rapport_node::{Caret, InvalidEdit, NoteText, PresentView, Screen, Topics, Wrong};
use std::sync::Arc;

/// One section on one screen. Positions are UTF-16 units of the screen's text.
/// As long as it is held, others see that the note is open here; let go of it
/// when its screen closes.
#[derive(Debug, Clone)]
pub struct NoteEditor {
    shared: Arc<Shared>,
    screen: Arc<Screen>,
    // Dropped after the screen: by then nobody shows it any more.
    _leaving: Arc<Leaving>,
}

/// Whoever else has the note open hears at once that it was closed here.
#[derive(Debug)]
struct Leaving(Worker);

impl Drop for Leaving {
    fn drop(&mut self) {
        self.0.tell(Event::Wake);
    }
}

/// Where somebody else is in the text, by the device they type on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeviceCaret {
    pub device: DeviceId,
    /// Where a selection began; the same as `head` without one.
    pub anchor: u32,
    /// Where it ends now.
    pub head: u32,
}

/// Where the person at this screen is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnCaret {
    /// Where a selection began; the same as `head` without one.
    pub anchor: u32,
    /// Where it ends now: where the caret blinks.
    pub head: u32,
}

/// Somebody else who has the same note open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Present {
    pub device: DeviceId,
    /// Who that is, if it is known.
    pub person: Option<PersonId>,
    /// What they are called in this space; empty when they have not said.
    pub name: String,
    /// The section that their caret is in, if it is in a text.
    pub section: Option<SectionId>,
    /// Where, if that is the section of this editor.
    pub caret: Option<DeviceCaret>,
    /// Whether they typed within the last three seconds.
    pub writing: bool,
    /// Since when they have it open, by the clock here.
    pub since: Millis,
}

fn here(shared: &Shared, screen: &Screen) -> Result<Vec<Present>, Failure> {
    let all = shared.with(|node| Ok(node.presence(screen.note())?))?;
    let carets = screen.carets();
    let of_screen = |device: DeviceId| {
        let (_, Caret { anchor, head }) = carets.iter().find(|(of, _)| *of == device)?;
        Some(DeviceCaret { device, anchor: *anchor, head: *head })
    };
    let present = |view: PresentView| Present {
        device: view.device,
        person: view.person,
        name: view.name,
        section: view.section,
        caret: of_screen(view.device),
        writing: view.writing,
        since: view.since,
    };
    Ok(all.into_iter().map(present).collect())
}

impl NoteEditor {
    pub(crate) fn new(shared: Arc<Shared>, screen: Arc<Screen>) -> Self {
        let leaving = Arc::new(Leaving(shared.worker.clone()));
        Self { shared, screen, _leaving: leaving }
    }

    /// The note.
    pub fn note(&self) -> NoteId {
        self.screen.note()
    }

    /// The section of it.
    pub fn section(&self) -> SectionId {
        self.screen.section()
    }

    /// The whole text as this screen shows it.
    pub fn whole(&self) -> NoteText {
        self.screen.whole()
    }

    /// Takes what was typed, each edit in the coordinates of its moment, and
    /// gives what others changed since the last call, in the coordinates after
    /// these edits. In memory: never waits for the disk.
    ///
    /// # Errors
    /// `Invalid` for an edit that is not possible on what the screen shows;
    /// then none is done.
    pub fn exchange(&self, edits: &[Edit]) -> Result<Vec<Change>, Failure> {
        self.shared.still_open()?;
        let changes = self.screen.exchange(edits)?;
        if !edits.is_empty() {
            self.shared.worker.tell(Event::Wake);
        }
        Ok(changes)
    }

    /// Waits until everything typed so far survives a crash.
    ///
    /// # Errors
    /// What the storage says; nothing typed is lost as long as the process
    /// lives, and the next call tries again.
    pub fn durable(&self) -> Result<(), Failure> {
        let was_typing = self.shared.with(|node| {
            let was = node.is_typing();
            node.journal()?;
            Ok(was)
        })?;
        if !was_typing {
            // Somebody has to end the burst that has just begun.
            self.shared.worker.tell(Event::Wake);
        }
        Ok(())
    }

    /// [`exchange`](Self::exchange) and [`durable`](Self::durable) in one.
    ///
    /// # Errors
    /// As both of them.
    pub fn write(&self, edits: &[Edit]) -> Result<Vec<Change>, Failure> {
        self.shared.still_open()?;
        let changes = self.screen.exchange(edits)?;
        self.durable()?;
        Ok(changes)
    }

    /// Takes back one's own last step, also when others have typed since.
    /// Gives what the screen has to change.
    pub fn undo(&self) -> Vec<Change> {
        let changes = self.screen.undo();
        self.shared.worker.tell(Event::Wake);
        changes
    }

    /// Does again what was taken back.
    pub fn redo(&self) -> Vec<Change> {
        let changes = self.screen.redo();
        self.shared.worker.tell(Event::Wake);
        changes
    }

    /// Whether there is something to take back.
    pub fn can_undo(&self) -> bool {
        self.screen.can_undo()
    }

    /// Whether there is something to do again.
    pub fn can_redo(&self) -> bool {
        self.screen.can_redo()
    }

    /// Where others are in this section, as of the last exchange.
    pub fn carets(&self) -> Vec<DeviceCaret> {
        let caret = |(device, Caret { anchor, head })| DeviceCaret { device, anchor, head };
        self.screen.carets().into_iter().map(caret).collect()
    }

    /// Says where the person is in this section, after every move and every
    /// edit, with a selection from `anchor` to `head`; `None` when they left its
    /// text. Others who have the note open see it while sync is started. In
    /// memory: never waits for the disk. A place behind the end counts as the end.
    ///
    /// # Errors
    /// `Stopped` after a shutdown.
    pub fn set_caret(&self, caret: Option<OwnCaret>) -> Result<(), Failure> {
        self.shared.still_open()?;
        self.screen.note_own_caret(caret.map(|OwnCaret { anchor, head }| Caret { anchor, head }));
        self.shared.worker.tell(Event::CaretMoved(Arc::downgrade(&self.screen)));
        Ok(())
    }

    /// Who else has this note open now, with their carets in this section, in
    /// the places of this screen as of the last exchange. One's own other
    /// devices count too.
    ///
    /// # Errors
    /// What the storage says.
    pub fn present(&self) -> Result<Vec<Present>, Failure> {
        here(&self.shared, &self.screen)
    }

    /// Watches who else has this note open. While others write, a new value
    /// comes a few times a second.
    ///
    /// # Errors
    /// What the storage says.
    pub fn watch_present(&self, mut deliver: impl FnMut(&[Present]) + Send + 'static) -> Result<Subscription, Failure> {
        let (shared, screen) = (Arc::downgrade(&self.shared), Arc::downgrade(&self.screen));
        let query = move || match (shared.upgrade(), screen.upgrade()) {
            (Some(shared), Some(screen)) => here(&shared, &screen),
            _ => Err(Failure::Stopped),
        };
        let topics = Topics::LIVE.and(Topics::NOTES).and(Topics::PEOPLE);
        self.shared.watch_query(topics, query, move |all: &Vec<_>| deliver(all))
    }

    /// Ends the burst that is being typed: it becomes a change that travels
    /// with the next sync. Also happens by itself after a pause.
    ///
    /// # Errors
    /// What the storage says; what was journalled is safe.
    pub fn finish(&self) -> Result<(), Failure> {
        let doc = self.screen.note().doc();
        self.shared.act(|node| Ok(node.end_burst(&doc)?))
    }

    /// Calls whenever something of others waits for
    /// [`exchange`](Self::exchange); the argument says whether it does now.
    ///
    /// # Errors
    /// `Stopped` after a shutdown.
    pub fn watch(&self, mut deliver: impl FnMut(bool) + Send + 'static) -> Result<Subscription, Failure> {
        // Watching alone does not keep the note open.
        let screen = Arc::downgrade(&self.screen);
        let query = move || {
            let screen = screen.upgrade().ok_or(Failure::Stopped)?;
            Ok((screen.news(), screen.waits()))
        };
        let topics = Topics::NOTES.and(Topics::LIVE);
        self.shared.still_open()?;
        self.shared.notifier.watch_sign(topics, query, move |(_, waits): &(u64, bool)| deliver(*waits))
    }
}

impl From<InvalidEdit> for Failure {
    fn from(invalid: InvalidEdit) -> Self {
        let problem = match invalid.problem {
            Wrong::BeyondEnd { len } => Problem::OutOfRange { min: 0, max: i64::from(len) },
            Wrong::TooLong { limit, is } => Problem::TooLong { max: limit, is },
            Wrong::ControlCharacter { at } => Problem::ControlCharacter { at },
            Wrong::NotALink => Problem::NotALink,
            Wrong::TooMany { limit } => Problem::TooMany { max: u32::try_from(limit).unwrap_or(u32::MAX) },
            Wrong::InsideCharacter | Wrong::Backwards => Problem::DoesNotFit,
            Wrong::Unknown => Problem::UnknownChoice,
        };
        Self::Invalid { field: Field::Note, problem }
    }
}
