//! Two editors open on two phones: each sees the other come, move and write.

use super::desk::{Desk, PATIENCE, sync, until};
use rapport_core::NoteEditor;
use rapport_core::editor::{Edit, OwnCaret, Present};
use rapport_core::notes::{NewNote, Place};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

fn watch(editor: &NoteEditor) -> (rapport_core::Subscription, Receiver<Vec<Present>>) {
    let (to, from) = channel();
    let watch = editor.watch_present(move |all| drop(to.send(all.to_vec()))).expect("a watch");
    (watch, from)
}

#[test]
fn each_sees_where_the_other_is_and_words_arrive_while_one_looks_on() {
    let desk = Desk::new();
    let (ann, ben, space) = desk.pair();
    let new = NewNote { place: Place::In(space), title: "Together".to_owned(), meeting: None };
    let (note, section) = ann.notes().begin(new).expect("a note");
    let on_ann = ann.notes().open(note, section).expect("an editor");
    on_ann.write(&[Edit::splice(0, 0, "Hello world")]).expect("typed");
    on_ann.finish().expect("the burst ends");
    sync(&ann);
    sync(&ben);
    let on_ben = ben.notes().open(note, section).expect("an editor");
    let (_ann_watch, ann_sees) = watch(&on_ann);
    assert_eq!(ann_sees.recv_timeout(PATIENCE), Ok(Vec::new()), "alone at first");
    ann.sync().start().expect("watching");
    ben.sync().start().expect("watching");
    on_ben.set_caret(Some(OwnCaret { anchor: 6, head: 11 })).expect("selected");
    let seen = until(&ann_sees, |all: Vec<Present>| all.into_iter().find(|one| one.caret.is_some()));
    assert_eq!((seen.name.as_str(), seen.section, seen.writing), ("Ben Bernhardt", Some(section), false));
    assert_eq!(seen.caret.map(|caret| (caret.anchor, caret.head)), Some((6, 11)));
    assert_eq!(on_ann.carets().len(), 1);

    let (to, from) = channel();
    let _watch = on_ben.watch(move |waits| to.send(waits).unwrap_or_default()).expect("a watch");
    let began = Instant::now();
    on_ann.write(&[Edit::splice(0, 0, "! ")]).expect("typed");
    until(&from, |_| {
        on_ben.exchange(&[]).expect("exchanged");
        (on_ben.whole().text == "! Hello world").then_some(())
    });
    assert!(began.elapsed() < Duration::from_secs(1), "words took {:?}", began.elapsed());
    let mine = on_ben.whole().text.find("world").and_then(|at| u32::try_from(at).ok()).expect("still there");
    on_ben.set_caret(Some(OwnCaret { anchor: mine, head: mine })).expect("moved");
    until(&ann_sees, |all: Vec<Present>| {
        let caret = all.first()?.caret?;
        ((caret.anchor, caret.head) == (mine, mine)).then_some(())
    });
    on_ben.write(&[Edit::splice(mine, 0, "whole ")]).expect("typed");
    until(&ann_sees, |all: Vec<Present>| all.first().is_some_and(|one| one.writing).then_some(()));

    on_ben.set_caret(None).expect("left the text");
    until(&ann_sees, |all: Vec<Present>| all.first().is_some_and(|one| one.caret.is_none()).then_some(()));
    let closed = Instant::now();
    drop((on_ben, _watch));
    until(&ann_sees, |all: Vec<Present>| all.is_empty().then_some(()));
    assert!(closed.elapsed() < Duration::from_secs(2), "gone after {:?}", closed.elapsed());
}
