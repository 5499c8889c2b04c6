//! The note, typed by two people into the real editor: from a seed, or from a
//! recorded trace.

use super::phone::Phone;
use super::scan::Secrets;
use crate::failed::Stop;
use rapport_core::editor::{Change, Edit};
use rapport_core::ids::{NoteId, SectionId};
use rapport_core::{Failure, NoteEditor};
use rapport_people::schedule::{Schedule, Step};
use rapport_people::trace::{Place, Trace, TraceError};
use rapport_people::typist::{Moment, Typing};
use rapport_people::{Screen, Splice, Who};

/// One person at one section.
pub(super) struct Desk<'a> {
    phone: &'a Phone,
    editor: NoteEditor,
    /// What their eyes see.
    screen: Screen,
    pub(super) edits: u64,
}

impl<'a> Desk<'a> {
    pub(super) fn open(phone: &'a Phone, note: NoteId, section: SectionId) -> Result<Self, Stop> {
        let editor = phone.core.notes().open(note, section)?;
        let screen = Screen::new(&editor.whole().text);
        Ok(Self { phone, editor, screen, edits: 0 })
    }

    pub(super) fn text(&self) -> String {
        self.screen.text()
    }

    /// Types something that is already on the screen.
    fn send(&mut self, splices: &[Splice]) -> Result<(), Stop> {
        let edits: Vec<Edit> = splices.iter().map(edit).collect();
        self.edits += u64::try_from(edits.len()).unwrap_or(u64::MAX);
        let changes = self.editor.exchange(&edits)?;
        self.follow(&changes)
    }

    /// Types something, and remembers what stood there for the relay's test.
    pub(super) fn type_in(&mut self, splice: &Splice, secrets: &mut Secrets) -> Result<(), Stop> {
        let misfit = |_| Stop::check(format!("a key of {} does not fit what the screen shows", self.phone.name));
        self.screen.splice(splice).map_err(misfit)?;
        remember(&self.screen, splice, secrets);
        self.send(std::slice::from_ref(splice))
    }

    /// Shows what came from the other one.
    pub(super) fn look(&mut self) -> Result<(), Stop> {
        let changes = self.editor.exchange(&[])?;
        self.follow(&changes)
    }

    pub(super) fn undo(&mut self) -> Result<(), Stop> {
        let changes = self.editor.undo();
        self.follow(&changes)
    }

    fn follow(&mut self, changes: &[Change]) -> Result<(), Stop> {
        for change in changes {
            if let Change::Splice { at, delete, insert, .. } = change {
                let splice = Splice { at: wide(*at), delete: wide(*delete), insert: insert.clone() };
                let units = self.screen.units();
                let misfit = |_| {
                    let (name, gone) = (self.phone.name, splice.delete);
                    Stop::check(format!("{name}'s screen of {units} units cannot follow: {gone} at {}", splice.at))
                };
                self.screen.splice(&splice).map_err(misfit)?;
            }
        }
        Ok(())
    }
}

fn wide(units: u32) -> usize {
    usize::try_from(units).unwrap_or(usize::MAX)
}

fn edit(splice: &Splice) -> Edit {
    let narrow = |units: usize| u32::try_from(units).unwrap_or(u32::MAX);
    Edit::splice(narrow(splice.at), narrow(splice.delete), splice.insert.clone())
}

/// The screen's gap stands behind what was typed last.
fn remember(screen: &Screen, splice: &Splice, secrets: &mut Secrets) {
    let points = splice.insert.chars().count();
    secrets.around(screen, screen.cursor().saturating_sub(points), points);
}

/// Both type what the seeded typist wrote. `meeting` is called before both
/// give one another everything; it says what lies between.
pub(super) fn by_typist(
    desks: &mut [Desk<'_>; 2],
    typing: &Typing,
    secrets: &mut Secrets,
    mut meeting: impl FnMut(&[usize; 2]),
) -> Result<(), Stop> {
    let mut typed = [0usize; 2];
    for moment in &typing.moments {
        match moment {
            Moment::Act(act) => {
                typed[act.who.index()] += 1;
                desks[act.who.index()].type_in(&act.splice, secrets)?;
            }
            Moment::Meet { .. } => {
                meeting(&typed);
                typed = [0; 2];
                connect(desks)?;
            }
        }
    }
    Ok(())
}

/// Both send, then both fetch.
pub(super) fn connect(desks: &mut [Desk<'_>; 2]) -> Result<(), Stop> {
    for desk in desks.iter() {
        desk.phone.push()?;
    }
    for desk in desks.iter_mut() {
        desk.phone.pull()?;
        desk.look()?;
    }
    Ok(())
}

/// Both type a recorded trace in the order that its parents ask for.
pub(super) fn by_trace(
    desks: &mut [Desk<'_>; 2],
    trace: &Trace,
    schedule: &Schedule,
    secrets: &mut Secrets,
    mut progress: impl FnMut(usize),
) -> Result<(), Stop> {
    let mut typed = 0;
    for step in &schedule.steps {
        match *step {
            Step::Type { who, txn } => {
                let desk = &mut desks[who.index()];
                let splices = type_txn(trace, txn, &mut desk.screen, secrets)?;
                desk.send(&splices).map_err(|stop| match stop {
                    // The editor takes every text that people can type.
                    Stop::Core(Failure::Invalid { problem, .. }) => {
                        let why = crate::words::say(&problem).replace("{field}: ", "");
                        Stop::usage(format!("--trace: transaction {txn}: {why}"))
                    }
                    other => other,
                })?;
                typed += 1;
                progress(typed);
            }
            Step::Push { who } => desks[who.index()].phone.push()?,
            Step::Pull { who } => {
                desks[who.index()].phone.pull()?;
                desks[who.index()].look()?;
            }
        }
    }
    connect(desks)
}

/// One patch after the other, each remembered as it stood.
fn type_txn(trace: &Trace, txn: usize, screen: &mut Screen, secrets: &mut Secrets) -> Result<Vec<Splice>, Stop> {
    let typed = trace.type_txn_with(txn, screen, |screen, splice| remember(screen, splice, secrets));
    typed.map_err(|error| unusable(&error))
}

/// A trace that cannot be typed is the fault of whoever named the file.
pub(super) fn unusable(error: &TraceError) -> Stop {
    let place = match error.place {
        Place::File => "the trace".to_owned(),
        place => format!("the trace, {place}"),
    };
    Stop::usage(format!("--trace: {place}: {}", error.problem))
}

/// Who typed how much, for the narration.
pub(super) fn shares(typed: &[usize; 2], phones: &[Phone; 2]) -> String {
    let share = |who: Who| format!("{} {} keys", phones[who.index()].first_name(), typed[who.index()]);
    Who::BOTH.map(share).join(", ")
}
