//! Two people write in the same section without a network. Merged, each can
//! take back what they did and nothing else, the text says who wrote what, and
//! what it was before can be read again.

use crate::world::World;
use crate::world::notes::{look, shared_note, shown, stored, type_at};
use rapport_documents::Edit;
use rapport_node::Caret;

#[test]
fn each_takes_back_their_own() {
    let world = World::new(71);
    let (mut ann, mut ben) = world.pair();
    let (note, section) = shared_note(&world, &mut ann, &mut ben);
    let at_ann = ann.node.open_screen(note, section).expect("a screen");
    let at_ben = ben.node.open_screen(note, section).expect("a screen");
    type_at(&at_ann, 0, "Plan: write.");
    world.sync(&mut ann);
    world.sync(&mut ben);
    assert_eq!(shown(&at_ben), "Plan: write.");
    let now = |world: &World| world.clock.now();
    let before =
        look(&ben, now(&world), |lens| rapport_node::view::notes::versions(lens, note)).pop().expect("a version");

    // Offline, at the same time, in the same words.
    world.clock.advance(3_600_000);
    at_ann.exchange(&[Edit::splice(6, 5, "read first")]).expect("typed");
    ann.node.tick().expect("journalled");
    type_at(&at_ben, 11, " a letter");
    type_at(&at_ben, 0, "Our ");
    ben.node.note_screen_caret(&at_ben, Some(Caret { anchor: 24, head: 24 }));
    for _ in 0..2 {
        world.sync(&mut ann);
        world.sync(&mut ben);
    }
    let both = "Our Plan: read first a letter.";
    assert_eq!((shown(&at_ann).as_str(), shown(&at_ben).as_str()), (both, both));
    assert_eq!(stored(&world, &ann, note, section), both);

    for phone in [&ann, &ben] {
        let spans = look(phone, now(&world), |lens| rapport_node::view::notes::authors(lens, note, section));
        let spans: Vec<_> = spans.iter().map(|span| (span.units, span.name.as_str())).collect();
        let wanted = [(4, "Ben Bernhardt"), (16, "Ann Anderson"), (9, "Ben Bernhardt"), (1, "Ann Anderson")];
        assert_eq!(spans, wanted, "{}", phone.name);
        let versions = look(phone, now(&world), |lens| rapport_node::view::notes::versions(lens, note));
        assert!(versions.iter().any(|version| version.id == before.id), "the same versions on every phone");
        let names: std::collections::BTreeSet<_> = versions.iter().map(|version| version.name.as_str()).collect();
        assert_eq!(names.into_iter().collect::<Vec<_>>(), ["Ann Anderson", "Ben Bernhardt"]);
        let old = look(phone, now(&world), |lens| rapport_node::view::notes::note_at(lens, note, &before.id));
        let old = old.sections.into_iter().find(|one| one.id == section).expect("the section");
        assert_eq!(old.text.text, "Plan: write.");
    }

    at_ben.undo();
    assert_eq!(shown(&at_ben), "Plan: read first.", "all that Ben typed in one go, and only that");
    for _ in 0..2 {
        world.sync(&mut ben);
        world.sync(&mut ann);
    }
    assert_eq!(shown(&at_ann), "Plan: read first.");
    at_ann.undo();
    assert_eq!(shown(&at_ann), "Plan: write.");
    at_ben.redo();
    for _ in 0..2 {
        world.sync(&mut ann);
        world.sync(&mut ben);
    }
    let end = "Our Plan: write a letter.";
    assert_eq!((shown(&at_ann).as_str(), shown(&at_ben).as_str()), (end, end));
    assert!(at_ann.can_redo() && !at_ben.can_redo());
}
