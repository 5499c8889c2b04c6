//! An open section of a note: the whole text once, then only what others
//! changed.

use crate::failure::Failure;
use crate::ids::{DeviceId, NoteId, PersonId, SectionId};
use crate::notes::{Line, LineKind, Mark, Marks, NoteText};
use crate::observe::Subscription;
use crate::time::Moment;
pub use rapport_core::editor::{Change, DeviceCaret, Edit, OwnCaret, Present};
use std::sync::Arc;

/// One change of a text on a screen.
#[uniffi::remote(Enum)]
pub enum Change {
    /// At `at`, `delete` units go and `insert` comes.
    Splice {
        /// Where, in UTF-16 units.
        at: u32,
        /// How many units go from there on.
        delete: u32,
        /// One line break, or text without any.
        insert: String,
        /// The marks of what comes.
        marks: Marks,
        /// For a line break: what the line after it is.
        line: Option<Line>,
    },
    /// A mark is set or taken away from `from` up to `to`.
    Mark {
        /// Where it begins, in UTF-16 units.
        from: u32,
        /// The first place behind it.
        to: u32,
        /// Which mark.
        mark: Mark,
        /// Whether it is set; else it is taken away.
        on: bool,
    },
    /// What a line is: the one after the line break at `at`, or the first.
    Line {
        /// The place of the line break before the line; none for the first line.
        at: Option<u32>,
        /// What the line is now.
        line: Line,
    },
}

/// One edit, in the coordinates of the screen's text at that moment.
#[uniffi::remote(Enum)]
pub enum Edit {
    /// At `at`, `delete` units go and `insert` comes.
    Splice {
        /// Where, in UTF-16 units.
        at: u32,
        /// How many units go from there on.
        delete: u32,
        /// Line breaks are `\n`; a tab is allowed, other control characters
        /// are not.
        insert: String,
        /// The marks of what comes, where the screen knows better than the core, which takes those of the text around
        /// it; usually none.
        #[uniffi(default = None)]
        marks: Option<Marks>,
        /// What each line begun here is; none goes on as the line that is typed in does. A return at the beginning of a line leaves
        /// that line as it is and puts an empty one before it.
        #[uniffi(default = None)]
        line: Option<Line>,
    },
    /// Sets a mark from `from` up to `to`, or takes it away.
    Mark {
        /// Where it begins, in UTF-16 units.
        from: u32,
        /// The first place behind it.
        to: u32,
        /// Which mark.
        mark: Mark,
        /// Whether to set it; else it is taken away.
        on: bool,
    },
    /// Changes what the line of a place is, or ticks it.
    Line {
        /// Any place in the line, in UTF-16 units.
        at: u32,
        /// What the line becomes; none leaves it as it is.
        kind: Option<LineKind>,
        /// Whether it is ticked from now on; none leaves that as it is.
        done: Option<bool>,
    },
}

/// Where somebody else is in the text, by the device they type on.
#[uniffi::remote(Record)]
pub struct DeviceCaret {
    /// The device that they type on.
    pub device: DeviceId,
    /// Where a selection began; the same as `head` without one.
    pub anchor: u32,
    /// Where it ends now.
    pub head: u32,
}

/// Where the person at this screen is.
#[uniffi::remote(Record)]
pub struct OwnCaret {
    /// Where a selection began; the same as `head` without one.
    pub anchor: u32,
    /// Where it ends now: where the caret blinks.
    pub head: u32,
}

/// Somebody else who has the same note open.
#[uniffi::remote(Record)]
pub struct Present {
    /// The device that they have it open on.
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
    pub since: Moment,
}

/// Is told who else has a note open each time that changes.
#[uniffi::export(foreign)]
pub trait PresentObserver: Send + Sync {
    /// All others who have it open now.
    fn on_present(&self, present: Vec<Present>);
}

/// Is told that something of others waits for `exchange`.
#[uniffi::export(foreign)]
pub trait NoteEditorObserver: Send + Sync {
    /// Whether something waits now.
    fn on_waiting(&self, waits: bool);
}

/// One section of a note on one screen. Positions are UTF-16 units of the text that the screen shows.
///
/// As long as it is held, others see that the note is open here: close it with its screen.
#[derive(uniffi::Object)]
pub struct NoteEditor {
    core: rapport_core::Rapport,
    editor: rapport_core::NoteEditor,
}

impl NoteEditor {
    pub(crate) fn new(core: &rapport_core::Rapport, editor: rapport_core::NoteEditor) -> Arc<Self> {
        Arc::new(Self { core: core.clone(), editor })
    }
}

#[uniffi::export]
impl NoteEditor {
    /// The note that is open.
    pub fn note(&self) -> Result<NoteId, Failure> {
        self.core.guarded(|| Ok(self.editor.note()))
    }

    /// The section of it.
    pub fn section(&self) -> Result<SectionId, Failure> {
        self.core.guarded(|| Ok(self.editor.section()))
    }

    /// The whole text as this screen shows it. Asked once, when the screen opens.
    pub fn whole(&self) -> Result<NoteText, Failure> {
        self.core.guarded(|| Ok(self.editor.whole()))
    }

    /// Takes what was typed, each edit in the coordinates of its moment, and gives what others changed since the last
    /// call, in the coordinates after these edits. In memory: never waits for the disk.
    ///
    /// Fails with `Invalid` for an edit that is not possible on what the screen shows; then none is done.
    pub fn exchange(&self, edits: Vec<Edit>) -> Result<Vec<Change>, Failure> {
        self.core.guarded(|| self.editor.exchange(&edits))
    }

    /// Waits until everything typed so far survives a crash.
    pub async fn durable(&self) -> Result<(), Failure> {
        let editor = self.editor.clone();
        self.core.offload(move || editor.durable()).await
    }

    /// Takes back one's own last step, also when others have typed since. Gives what the screen has to change.
    pub fn undo(&self) -> Result<Vec<Change>, Failure> {
        self.core.guarded(|| Ok(self.editor.undo()))
    }

    /// Does again what was taken back. Gives what the screen has to change.
    pub fn redo(&self) -> Result<Vec<Change>, Failure> {
        self.core.guarded(|| Ok(self.editor.redo()))
    }

    /// Whether there is something to take back.
    pub fn can_undo(&self) -> Result<bool, Failure> {
        self.core.guarded(|| Ok(self.editor.can_undo()))
    }

    /// Whether there is something to do again.
    pub fn can_redo(&self) -> Result<bool, Failure> {
        self.core.guarded(|| Ok(self.editor.can_redo()))
    }

    /// Where others are in this section, as of the last exchange.
    pub fn carets(&self) -> Result<Vec<DeviceCaret>, Failure> {
        self.core.guarded(|| Ok(self.editor.carets()))
    }

    /// Says where the person is in this section, after every move and every edit; nothing when they left its text.
    /// In memory: never waits for the disk. A place behind the end counts as the end.
    pub fn set_caret(&self, caret: Option<OwnCaret>) -> Result<(), Failure> {
        self.core.guarded(|| self.editor.set_caret(caret))
    }

    /// Who else has this note open now, with their carets in this section. One's own other devices count too.
    pub async fn present(&self) -> Result<Vec<Present>, Failure> {
        let editor = self.editor.clone();
        self.core.offload(move || editor.present()).await
    }

    /// Watches who else has this note open; the observer has the first value before this returns.
    pub async fn watch_present(&self, observer: Arc<dyn PresentObserver>) -> Result<Arc<Subscription>, Failure> {
        let editor = self.editor.clone();
        let tell = move |all: &[Present]| observer.on_present(all.to_vec());
        self.core.offload(move || editor.watch_present(tell)).await.map(Subscription::new)
    }

    /// Ends what is being typed: it becomes a change that travels with the next sync. Also happens after a pause.
    pub async fn finish(&self) -> Result<(), Failure> {
        let editor = self.editor.clone();
        self.core.offload(move || editor.finish()).await
    }

    /// Watches whether something of others waits for `exchange`; the observer is told before this returns.
    pub async fn watch(&self, observer: Arc<dyn NoteEditorObserver>) -> Result<Arc<Subscription>, Failure> {
        let editor = self.editor.clone();
        let tell = move |waits| observer.on_waiting(waits);
        self.core.offload(move || editor.watch(tell)).await.map(Subscription::new)
    }
}
