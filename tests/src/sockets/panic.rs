//! Our own fault, in the middle of a day: the call says so, and all else goes on.

use super::desk::{Desk, begin, platform, sync, until};
use crate::world::zones::Zones;
use rapport_core::editor::Edit;
use rapport_core::goals::{GoalFilter, Place};
use rapport_core::meetings::NewMeeting;
use rapport_core::notes::NewNote;
use rapport_core::{Config, Failure, NoteEditor, Platform, Rapport};
use rapport_domain::meeting::Minutes;
use rapport_domain::time::{Millis, Transition, UnknownZone, Zone, ZoneRules};
use rapport_node::ids::SpaceId;
use std::sync::Arc;
use std::sync::mpsc::channel;

/// Zones that know one place too few.
struct Atlantis;

impl ZoneRules for Atlantis {
    fn transitions(&self, zone: &Zone, from: Millis, to: Millis) -> Result<Vec<Transition>, UnknownZone> {
        assert!(zone.as_str() != "Atlantic/Atlantis", "it has sunk");
        Zones.transitions(zone, from, to)
    }
}

fn ann(desk: &Desk) -> Rapport {
    let folder = desk.profile("Ann Anderson");
    let sunk = Platform { zones: Arc::new(Atlantis), ..platform(&folder) };
    Rapport::create(Config::new(&folder), sunk, "Ann Anderson").expect("a profile")
}

/// A call that panics while it has the core for itself.
fn panics(phone: &Rapport, space: SpaceId) {
    let slot = "2031-03-03T10:00[Atlantic/Atlantis]".parse().expect("a time");
    let minutes = Minutes::new(45).expect("minutes");
    let new = NewMeeting { space, slot, minutes, title: "Under water".to_owned(), mode: None, place: String::new() };
    let refused = phone.meetings().propose(new);
    assert!(matches!(refused, Err(Failure::Bug { .. })), "{refused:?}");
}

fn types(editor: &NoteEditor, text: &str) {
    editor.exchange(&[Edit::splice(editor.whole().len(), 0, text)]).expect("typed");
}

#[test]
fn whoever_types_goes_on_typing() {
    let desk = Desk::new();
    let (ann, ben) = (ann(&desk), desk.phone("Ben Bernhardt"));
    let space = desk.bring_together(&ann, &ben);
    let new = |title: &str| NewNote { place: Place::In(space), title: title.to_owned(), meeting: None };
    let (note, section) = ann.notes().begin(new("Ours")).expect("a note");
    let (other, there) = ann.notes().begin(new("Another")).expect("a note");
    let on_ann = ann.notes().open(note, section).expect("an editor");
    let beside = ann.notes().open(other, there).expect("an editor");
    on_ann.write(&[Edit::splice(0, 0, "durable 👩‍👩‍👧 ")]).expect("durable");
    types(&on_ann, "queued ");
    types(&beside, "also queued ");
    panics(&ann, space);
    for text in ["after ", "and after "] {
        types(&on_ann, text);
        beside.write(&[Edit::splice(0, 0, text)]).expect("durable");
    }
    on_ann.undo();
    on_ann.redo();
    panics(&ann, space);
    on_ann.finish().expect("the burst ends");
    beside.finish().expect("the burst ends");
    let whole = "durable 👩‍👩‍👧 queued after and after ";
    assert_eq!(on_ann.whole().text, whole);
    sync(&ann);
    sync(&ben);
    let on_ben = ben.notes().open(note, section).expect("an editor");
    assert_eq!(on_ben.whole().text, whole);
    on_ben.write(&[Edit::splice(0, 0, "Ben: ")]).expect("durable");
    sync(&ben);
    sync(&ann);
    on_ann.exchange(&[]).expect("exchanged");
    assert_eq!(on_ann.whole().text, format!("Ben: {whole}"), "what others write still reaches the screen");
    ann.shutdown().expect("shut down");
    let again = desk.open("Ann Anderson");
    let text = |note| again.notes().view(note).expect("a view").sections.remove(0).text.text;
    assert_eq!(text(note), format!("Ben: {whole}"));
    assert_eq!(text(other), "and after after also queued ");
}

#[test]
fn whoever_is_in_step_stays_in_step() {
    let desk = Desk::new();
    let (ann, ben) = (ann(&desk), desk.phone("Ben Bernhardt"));
    let space = desk.bring_together(&ann, &ben);
    let (tell, told) = channel();
    let watch =
        ann.goals().watch_rows(GoalFilter::default(), 50, move |rows| tell.send(rows.len()).unwrap_or_default());
    let _watch = watch.expect("a watch");
    ann.sync().start().expect("started");
    for round in 1..=3 {
        panics(&ann, space);
        begin(&ben, Place::In(space), "From Ben");
        sync(&ben);
        // Nobody asks: the news comes by itself.
        until(&told, |rows| (rows == round).then_some(()));
    }
    ann.shutdown().expect("shut down");
}
