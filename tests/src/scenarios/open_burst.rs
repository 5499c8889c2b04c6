//! Something of others arrives while a burst is open: typed and journalled, and
//! not a change yet. The burst ends first, on the text that it was typed on.

use crate::world::{Phone, World, look};
use rapport_documents::Edit;
use rapport_ids::{NoteId, SectionId, SpaceId};
use rapport_node::{NewNote, Place, Screen};
use rapport_store::tables::journal;
use std::sync::Arc;

struct Two {
    world: World,
    ann: Phone,
    ben: Phone,
    note: NoteId,
    section: SectionId,
}

fn two(seed: u64) -> Two {
    let world = World::new(seed);
    let (mut ann, mut ben) = world.pair();
    let space: SpaceId = ann.node.invites().expect("invites")[0].space.expect("joined");
    let new = NewNote { place: Place::In(space), title: "First talk".to_owned(), meeting: None };
    let (note, section) = ann.node.begin_note(new).expect("a note");
    let screen = ann.node.open_screen(note, section).expect("a screen");
    screen.exchange(&[Edit::splice(0, 0, "Ask three shops.")]).expect("typed");
    ann.node.end_burst(&note.doc()).expect("a change");
    world.sync(&mut ann);
    world.sync(&mut ben);
    drop(screen);
    Two { world, ann, ben, note, section }
}

impl Two {
    /// Ben writes at the beginning, and the relay has it.
    fn ben_writes(&mut self, words: &str) {
        let screen = self.ben.node.open_screen(self.note, self.section).expect("a screen");
        screen.exchange(&[Edit::splice(0, 0, words)]).expect("typed");
        self.ben.node.end_burst(&self.note.doc()).expect("a change");
        self.world.sync(&mut self.ben);
    }

    /// Ann types at the end; the journal has it and no change does.
    fn ann_types(&mut self, words: &str) -> Arc<Screen> {
        let screen = self.ann.node.open_screen(self.note, self.section).expect("a screen");
        let end = u32::try_from(screen.whole().text.encode_utf16().count()).expect("short");
        screen.exchange(&[Edit::splice(end, 0, words)]).expect("typed");
        self.ann.node.journal().expect("journalled");
        assert!(self.ann.node.is_typing() && self.journalled() > 0, "the burst is open");
        screen
    }

    fn journalled(&self) -> usize {
        let reader = self.ann.node.reader().expect("a reader");
        journal::of_doc(reader.conn(), &self.note.doc()).expect("read").len()
    }

    /// Fetches what is new, and sends nothing: the burst is not ended by asking.
    fn ann_fetches(&mut self) {
        self.ann.node.pull_now();
        crate::world::carry::Carrier::new(&self.world.relay).run(&mut self.ann.node);
    }

    fn text(&self, phone: &Phone) -> String {
        look::text(&phone.node, self.world.clock.now(), self.note, self.section)
    }

    fn in_step(&mut self) -> String {
        for _ in 0..2 {
            self.world.sync(&mut self.ann);
            self.world.sync(&mut self.ben);
        }
        let text = self.text(&self.ann);
        assert_eq!(text, self.text(&self.ben));
        let line = look::line(&self.ann.node, self.world.clock.now());
        assert_eq!((line.waiting, line.deferred, line.quarantined), (0, 0, 0), "{line:?}");
        text
    }
}

#[test]
fn a_remote_change_ends_the_burst_and_neither_is_lost() {
    let mut two = two(1);
    let screen = two.ann_types(" And the bakery.");
    two.ben_writes("Hello Ann. ");
    two.ann_fetches();
    assert_eq!(two.journalled(), 0, "the burst has become a change");
    let both = "Hello Ann. Ask three shops. And the bakery.";
    assert_eq!(two.text(&two.ann), both);
    assert!(!screen.exchange(&[]).expect("nothing typed").is_empty(), "the screen is told of it");
    assert_eq!(screen.whole().text, both);
    assert_eq!(two.in_step(), both);
}

#[test]
fn what_is_typed_on_before_the_screen_has_heard_of_it_lands_where_it_was_meant() {
    let mut two = two(2);
    let screen = two.ann_types(" And");
    two.ben_writes("Hello Ann. ");
    two.ann_fetches();
    // The screen still shows the text without Ben's words.
    let end = u32::try_from("Ask three shops. And".len()).expect("short");
    screen.exchange(&[Edit::splice(end, 0, " the bakery.")]).expect("typed");
    two.ann.node.journal().expect("journalled");
    let both = "Hello Ann. Ask three shops. And the bakery.";
    assert_eq!(screen.whole().text, both);
    assert_eq!(two.in_step(), both);
}

#[test]
fn a_process_that_dies_right_after_keeps_both() {
    for dies_before in [true, false] {
        let mut two = two(3);
        let screen = two.ann_types(" And the bakery.");
        two.ben_writes("Hello Ann. ");
        drop(screen);
        if dies_before {
            two.ann = two.world.restart(two.ann);
            two.ann_fetches();
        } else {
            two.ann_fetches();
            two.ann = two.world.restart(two.ann);
        }
        assert_eq!(two.in_step(), "Hello Ann. Ask three shops. And the bakery.");
    }
}

#[test]
fn undo_takes_back_the_own_burst_and_nothing_of_the_others() {
    let mut two = two(4);
    let screen = two.ann_types(" And the bakery.");
    two.ben_writes("Hello Ann. ");
    two.ann_fetches();
    screen.exchange(&[]).expect("nothing typed");
    assert!(!screen.undo().is_empty());
    two.ann.node.journal().expect("journalled");
    assert_eq!(screen.whole().text, "Hello Ann. Ask three shops.");
    assert_eq!(two.in_step(), "Hello Ann. Ask three shops.");
}
