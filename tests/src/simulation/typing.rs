//! People type: whole words, in front of and between those that stand there, so
//! that each can be looked for later; and they delete whole words.

use super::bug::Bug;
use super::shelf::Shelf;
use super::town::{Town, Where, done};
use crate::world::World;
use rapport_documents::Edit;
use rapport_ids::{NoteId, SectionId};
use rapport_node::{NewNote, Node, Screen};
use std::sync::Arc;

/// What follows a word: what is more than one UTF-16 unit, joined, or read from the right.
const TAILS: [&str; 8] = ["", "é", "e\u{301}", "👩‍👩‍👧", "🇨🇭", "שלום", "مرحبا", "日本"];

pub(super) fn types(town: &mut Town, who: usize) {
    let mut at = town.somewhere(who);
    if let (Some(Bug::Leak), Where::Own) = (town.bug, at)
        && let Some(pair) = town.pairs.iter().position(|pair| pair.has(who))
    {
        // Their own words, in the pair's space.
        let (word, space) = (town.people[who].own.word(), Where::Pair(pair));
        let new = NewNote { place: town.place(space), title: word, meeting: None };
        done(town.people[who].node().begin_note(new));
        at = space;
    }
    let Some(screen) = open(town, who, at) else {
        town.tell(&format!("p{who} looks for a note {at} that is not here yet"));
        return;
    };
    let (note, section) = (screen.note(), screen.section());
    let (edits, bug) = (1 + town.chance(4), town.bug);
    let before = screen.whole().text;
    screen.exchange(&[]).expect("nothing typed");
    for _ in 0..edits {
        let text = screen.whole().text;
        let ends = word_ends(&text);
        let seed = town.world.seed.clone();
        let (_, _, shelf) = town.at(who, at);
        let nth = seed.below(ends.len());
        if seed.below(4) == 0 && nth + 1 < ends.len() {
            let [(from, start), (to, end)] = [ends[nth], ends[nth + 1]];
            screen.exchange(&[Edit::splice(from, to - from, "")]).expect("a word can be deleted");
            shelf.notes.get_mut(&note).expect("it is here").deleted(text[start..end].trim_end(), who);
            continue;
        }
        let word = format!("{}{}", shelf.word(), TAILS[seed.below(TAILS.len())]);
        let edit = if bug == Some(Bug::Stale) {
            // What stood there when they looked last is written back.
            let whole = ends.last().map_or(0, |(units, _)| *units);
            Edit::splice(0, whole, format!("{word} {before}"))
        } else {
            Edit::splice(ends[nth].0, 0, format!("{word} "))
        };
        screen.exchange(&[edit]).expect("a word can be typed");
        shelf.notes.get_mut(&note).expect("it is here").typed(word, section, who);
    }
    let kept = town.chance(3) > 0;
    if kept {
        town.people[who].node().journal().expect("a healthy disk");
        town.journalled(who);
    }
    town.tell(&format!("p{who} types {edits} times {at}{}", if kept { "" } else { ", not journalled yet" }));
}

/// A section of a note of this place on a screen, now and then of a new one.
fn open(town: &mut Town, who: usize, at: Where) -> Option<Arc<Screen>> {
    let (place, most) = (town.place(at), 1 + town.chance(3));
    let (world, node, shelf) = town.at(who, at);
    let note = if shelf.notes.len() < most {
        let new = NewNote { place, title: shelf.word(), meeting: None };
        let (note, section) = done(node.begin_note(new))?;
        shelf.begin_note(note, section);
        note
    } else {
        *shelf.notes.keys().nth(world.seed.below(shelf.notes.len())).expect("one of them")
    };
    let section = section(world, node, shelf, note)?;
    let person = &mut town.people[who];
    if let Some(screen) = person.screens.get(&(note, section)) {
        return Some(Arc::clone(screen));
    }
    let screen = done(person.node().open_screen(note, section))?;
    person.screens.insert((note, section), Arc::clone(&screen));
    Some(screen)
}

/// One of its sections; a note has one or two.
fn section(world: &World, node: &mut Node, shelf: &mut Shelf, note: NoteId) -> Option<SectionId> {
    let title = shelf.word();
    let sections = &mut shelf.notes.get_mut(&note).expect("it is here").sections;
    if sections.len() == 1 && world.seed.below(4) == 0 {
        sections.push(done(node.add_section(note, title, None))?);
    }
    Some(sections[world.seed.below(sections.len())])
}

/// Where a word can begin: in UTF-16 units, and in bytes.
fn word_ends(text: &str) -> Vec<(u32, usize)> {
    let mut ends = vec![(0, 0)];
    let mut units = 0;
    for (at, one) in text.char_indices() {
        units += u32::try_from(one.len_utf16()).expect("small");
        if one == ' ' {
            ends.push((units, at + 1));
        }
    }
    ends
}
