//! Meetings.

use super::{Around, Item, Read, Troubles, What, goal};
use crate::doc::Doc;
use crate::form;
use crate::kind::DocKind;
use automerge::{ROOT, ScalarValue};
use rapport_domain::life::Stamped;
use rapport_domain::meeting::{AgendaItem, Attendance, Meeting, Minutes, Mode};
use rapport_domain::text::limit;
use rapport_domain::{Gone, ItemId};
use rapport_ids::{AgendaItemId, EventId, MeetingId, PersonId};

/// The meeting of a document; nothing when it is of another kind.
pub fn meeting(doc: &Doc, around: &Around<'_>) -> Option<Read<Meeting>> {
    if doc.kind() != DocKind::Meeting {
        return None;
    }
    let troubles = Troubles::default();
    let root = Item::new(doc, ROOT, around.authors, &troubles);
    let mut meeting = Meeting::new(MeetingId::from(doc.id()), around.members.clone());
    meeting.title = root.line("title", limit::TITLE);
    meeting.mode = root.word("mode", Mode::from_name);
    meeting.place = root.line("place", limit::LINK);
    meeting.took = root.number("took", |n| Minutes::new(n).ok());

    let agenda = root.list("agenda").joined_things::<AgendaItemId>("agenda");
    meeting.gone.extend(agenda.gone.iter().map(|(id, made)| Gone { id: ItemId::AgendaItem(*id), made: *made }));
    let point = |(id, stamp, item): &(AgendaItemId, super::Stamp, Item<'_>)| AgendaItem {
        id: *id,
        made: stamp.made,
        text: item.line("text", limit::TITLE),
        order: item.order(),
        carried_from: item.word("carried", form::read_carried),
        tick: item.tick("covered"),
    };
    meeting.agenda = agenda.here.iter().map(point).collect();

    let said = root.list("attendance");
    for key in said.keys() {
        let Ok(person) = key.parse::<PersonId>() else {
            root.trouble("attendance", What::Id);
            continue;
        };
        let value = said.all(&key).pop().map(|(value, _)| value);
        let attendance = match &value {
            Some(ScalarValue::Str(name)) => Attendance::from_name(name),
            _ => None,
        };
        match attendance {
            Some(attendance) if around.members.has(person) => drop(meeting.attendance.insert(person, attendance)),
            Some(_) => root.trouble("attendance", What::Id),
            None => root.trouble("attendance", What::Unknown),
        }
    }

    let (steps, gone) = goal::steps(&root);
    meeting.actions = steps;
    meeting.gone.extend(gone);
    // A meeting has no milestones.
    for step in &mut meeting.actions {
        step.milestone = None;
    }

    let turns = root.list("events").entries::<EventId>("events").into_iter().map(|(id, stamp, text)| Stamped {
        id,
        order: stamp.order,
        by: stamp.made.by,
        at: stamp.made.at,
        turn: form::read_meeting_turn(&text),
    });
    let mut meeting = meeting.with_history(turns);
    if let Some(deleted) = root.deleted() {
        if meeting.life.begun.is_some_and(|begun| begun.by == deleted.by) {
            meeting = meeting.tombstone(deleted);
        } else {
            root.trouble("deleted", What::NotTheirs);
        }
    }
    Some(Read { value: meeting, troubles: troubles.into_vec() })
}
