//! A relay that shows one log and then another, the same up to some point: restored from a copy, or with
//! something for everybody of its own. All of these were found by the simulation (`docs/simulation.md`).

use crate::world::acts::{into_the_void, write};
use crate::world::carry::Carrier;
use crate::world::notes::{shared_note, shared_space, stored};
use crate::world::{Phone, World, open_relay};
use rapport_ids::{NoteId, SectionId, SpaceId};
use rapport_node::{Answer, Call, RelayTrust, Request};
use rapport_relay::Service;
use rapport_wire::Class;
use rapport_wire::relay::{PushResult, Pushed, RecordPage};
use rusqlite::Connection;

/// Ann is the mentee, Ben her mentor, whose invite opened the space; they have a note.
struct Pair {
    world: World,
    ann: Phone,
    ben: Phone,
    space: SpaceId,
    note: NoteId,
    section: SectionId,
}

impl Pair {
    fn new(seed: u64) -> Self {
        let world = World::new(seed);
        let (mut ann, mut ben) = world.pair();
        let (note, section) = shared_note(&world, &mut ann, &mut ben);
        let space = shared_space(&ann);
        both(&world, &mut ann, &mut ben);
        Self { world, ann, ben, space, note, section }
    }

    /// The relay that is shown from here on, and gives the one that was shown.
    fn show(&mut self, other: Service) -> Service {
        std::mem::replace(&mut self.world.relay, other)
    }

    /// A relay with all that this one has now.
    fn copied(&self) -> Service {
        let (from, to) = ["relay.db", "copy.db"].map(|name| self.world.folder.path().join(name)).into();
        let conn = Connection::open(from).expect("the relay's file");
        conn.execute("VACUUM INTO ?1", [to.to_str().expect("a path")]).expect("copied");
        open_relay(&to, &self.world.clock, &self.world.seed, &self.world.origin)
    }

    /// A relay with nothing; both get a word to open spaces with.
    fn emptied(&mut self) -> Service {
        let file = self.world.folder.path().join("empty.db");
        let empty = open_relay(&file, &self.world.clock, &self.world.seed, &self.world.origin);
        let before = self.show(empty);
        for phone in [&mut self.ann, &mut self.ben] {
            let token = self.world.token();
            phone.node.agree_to_relay(&self.world.origin, RelayTrust::default(), Some(token)).expect("agreed");
        }
        before
    }

    fn ann_writes(&mut self, text: &str) {
        write(&mut self.ann, self.note, self.section, text);
    }

    fn ben_writes(&mut self, text: &str) {
        write(&mut self.ben, self.note, self.section, text);
    }

    /// Both have all of these words, under the same key.
    fn agree_on(&mut self, words: &[&str]) {
        for _ in 0..4 {
            both(&self.world, &mut self.ann, &mut self.ben);
            self.world.clock.advance(20 * 60 * 1000);
        }
        let [a, b] = [&self.ann, &self.ben].map(|phone| stored(&self.world, phone, self.note, self.section));
        assert_eq!(a, b);
        for word in words {
            assert!(a.contains(word), "{word} is missing: {a}");
        }
        let [a, b] = [&mut self.ann, &mut self.ben].map(|phone| phone.node.key_of(self.space).expect("a key"));
        assert_eq!((a.number, a.rotating), (b.number, b.rotating));
        assert!(!a.rotating);
    }
}

fn both(world: &World, ann: &mut Phone, ben: &mut Phone) {
    for _ in 0..2 {
        world.sync(ann);
        world.sync(ben);
    }
}

/// Carries what a phone asks, with something done to each answer; not for ever.
fn carry(world: &World, phone: &mut Phone, mut tamper: impl FnMut(&Call, &mut Answer)) {
    let carrier = Carrier::new(&world.relay);
    let mut count = 0;
    phone.node.sync_now().expect("sync begins");
    loop {
        let mut waiting = phone.node.requests().expect("requests");
        if waiting.is_empty() {
            return;
        }
        while let Some(Request { id, call, .. }) = waiting.pop() {
            count += 1;
            assert!(count < 300, "it never comes to rest, last {call:?}");
            let mut answer = carrier.ask(&call);
            if let Ok(answer) = &mut answer {
                tamper(&call, answer);
            }
            waiting.extend(phone.node.answer(id, answer).expect("taken"));
        }
    }
}

/// A bit of each operation on a page is turned.
fn turn_a_bit(page: &mut RecordPage) {
    for record in &mut page.records {
        if record.frame.get(1) == Some(&Class::Control.byte()) {
            // Before the trailer: it cannot be opened.
            let at = record.frame.len() - 200;
            record.frame[at] ^= 1;
        }
    }
}

#[test]
fn a_number_that_another_log_gave_is_not_believed() {
    let mut pair = Pair::new(61);
    let other = pair.copied();
    let first = pair.show(other);
    pair.ben_writes("On the other log. ");
    pair.world.sync(&mut pair.ben);
    // She sends without having read it: what she is told are numbers she has not come to.
    pair.ann_writes("Behind it. ");
    Carrier::new(&pair.world.relay).run(&mut pair.ann.node);
    pair.show(first);
    pair.agree_on(&["On the other log.", "Behind it."]);
}

#[test]
fn a_key_that_nothing_brings_which_was_read_is_looked_for_from_the_start() {
    let mut pair = Pair::new(62);
    let other = pair.copied();
    let first = pair.show(other);
    for text in ["One. ", "Two. ", "Three. "] {
        pair.ann_writes(text);
        pair.world.sync(&mut pair.ann);
    }
    pair.show(first);
    pair.ben.node.rotate_key(pair.space).expect("he may");
    pair.world.sync(&mut pair.ben);
    for text in ["Four. ", "Five. ", "Six. "] {
        pair.ben_writes(text);
        pair.world.sync(&mut pair.ben);
    }
    // The operation stands at a number that she has read, on the other log.
    pair.agree_on(&["One.", "Two.", "Three.", "Four.", "Five.", "Six."]);
}

#[test]
fn two_keys_on_two_logs_become_one_and_nothing_is_lost() {
    let mut pair = Pair::new(63);
    let other = pair.copied();
    pair.ben.node.rotate_key(pair.space).expect("he may");
    pair.ben_writes("Under his key. ");
    pair.world.sync(&mut pair.ben);
    let first = pair.show(other);
    pair.ann.node.rotate_key(pair.space).expect("she may");
    pair.world.sync(&mut pair.ann);
    pair.ann_writes("Under hers. ");
    pair.world.sync(&mut pair.ann);
    pair.show(first);
    // The relay that both see knows neither her key nor the operation that brought it.
    pair.agree_on(&["Under his key.", "Under hers."]);
    assert_eq!(pair.ben.node.key_of(pair.space).expect("a key").number, 3);
}

#[test]
fn an_altered_operation_neither_shuts_out_nor_is_passed_on() {
    let mut pair = Pair::new(64);
    let other = pair.copied();
    let first = pair.show(other);
    pair.ben.node.rotate_key(pair.space).expect("he may");
    pair.world.sync(&mut pair.ben);
    let tamper = |call: &Call, answer: &mut Answer| {
        if let (Call::Pull { classes: Some(_), .. }, Answer::Page(page)) = (call, answer) {
            turn_a_bit(page);
        }
    };
    // She lacks the key in force and reads what is open; what she takes for the last operation is none.
    carry(&pair.world, &mut pair.ann, tamper);
    pair.show(first);
    pair.ann.node.rotate_key(pair.space).expect("she may");
    for _ in 0..3 {
        pair.world.sync(&mut pair.ann);
        pair.world.clock.advance(20 * 60 * 1000);
    }
    assert!(!pair.ann.node.key_of(pair.space).expect("a key").rotating, "the relay says what the last one is");
}

#[test]
fn an_altered_operation_is_not_given_to_a_relay_that_was_emptied() {
    let mut pair = Pair::new(65);
    pair.ben.node.rotate_key(pair.space).expect("he may");
    pair.world.sync(&mut pair.ben);
    let mut once = true;
    carry(&pair.world, &mut pair.ann, |call, answer| {
        if let (Call::Pull { classes: Some(_), .. }, Answer::Page(page)) = (call, answer)
            && std::mem::take(&mut once)
        {
            turn_a_bit(page);
        }
    });
    pair.emptied();
    pair.world.sync(&mut pair.ben);
    pair.ann_writes("After it. ");
    pair.agree_on(&["After it."]);
}

#[test]
fn what_was_left_out_of_one_log_is_not_looked_for_in_another() {
    let mut pair = Pair::new(68);
    let other = pair.copied();
    let first = pair.show(other);
    pair.ben_writes("One. ");
    pair.world.sync(&mut pair.ben);
    pair.world.sync(&mut pair.ann);
    for text in ["Two. ", "Three. "] {
        pair.ben_writes(text);
        pair.world.sync(&mut pair.ben);
    }
    carry(&pair.world, &mut pair.ann, |call, answer| {
        if let (Call::Pull { classes: None, space, .. }, Answer::Page(page)) = (call, answer)
            && *space == pair.space
            && page.records.len() > 1
        {
            page.records.remove(0);
        }
    });
    pair.show(first);
    pair.agree_on(&["One.", "Two.", "Three."]);
    for _ in 0..3 {
        pair.world.clock.advance(20 * 60 * 1000);
        carry(&pair.world, &mut pair.ann, |call, _| {
            assert!(!matches!(call, Call::Pull { after: 0, .. }), "the whole log is read again");
        });
    }
}

#[test]
fn an_operation_with_another_trailer_is_not_offered_again() {
    let mut pair = Pair::new(69);
    pair.ben.node.rotate_key(pair.space).expect("he may");
    pair.world.sync(&mut pair.ben);
    let mut once = true;
    carry(&pair.world, &mut pair.ann, |call, answer| {
        if let (Call::Pull { classes: Some(_), .. }, Answer::Page(page)) = (call, answer)
            && std::mem::take(&mut once)
        {
            for record in page.records.iter_mut().filter(|one| one.frame.get(1) == Some(&Class::Control.byte())) {
                // The signature in clear: what is sealed can be read as before.
                let last = record.frame.len() - 1;
                record.frame[last] ^= 1;
            }
        }
    });
    pair.world.sync(&mut pair.ann);
    pair.emptied();
    pair.world.sync(&mut pair.ben);
    pair.ann.node.rotate_key(pair.space).expect("she may");
    pair.ann_writes("After it. ");
    pair.agree_on(&["After it."]);
}

#[test]
fn who_leaves_gives_an_emptied_relay_the_key_of_their_last_words() {
    let mut pair = Pair::new(66);
    pair.ann.node.rotate_key(pair.space).expect("she may");
    pair.world.sync(&mut pair.ann);
    pair.emptied();
    pair.world.sync(&mut pair.ben);
    pair.ann_writes("Last words. ");
    into_the_void(&mut pair.ann);
    pair.ann.node.leave_pair(pair.space).expect("she may");
    for _ in 0..4 {
        carry(&pair.world, &mut pair.ann, |_, _| ());
        pair.world.sync(&mut pair.ben);
        pair.world.clock.advance(20 * 60 * 1000);
    }
    let text = stored(&pair.world, &pair.ben, pair.note, pair.section);
    assert!(text.contains("Last words."), "{text}");
    assert_eq!(crate::world::look::line(&pair.ann.node, pair.world.clock.now()).waiting, 0);
}

#[test]
fn who_leaves_and_is_refused_comes_to_rest() {
    let mut pair = Pair::new(67);
    pair.ben.node.rotate_key(pair.space).expect("he may");
    pair.world.sync(&mut pair.ben);
    pair.ann_writes("Last words. ");
    into_the_void(&mut pair.ann);
    pair.ann.node.leave_pair(pair.space).expect("she may");
    let refuse = |_: &Call, answer: &mut Answer| {
        if let Answer::Pushed(PushResult { results, .. }) = answer {
            results.iter_mut().for_each(|result| *result = Pushed::Stale);
        }
    };
    carry(&pair.world, &mut pair.ann, refuse);
}
