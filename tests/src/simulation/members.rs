//! A member's phone in the hands of somebody who knows the format.

use super::town::Town;
use crate::hostile::forger::{Forger, hollow, payload};
use automerge::transaction::Transactable;
use automerge::{ActorId, ROOT};

pub(super) fn forge(town: &mut Town, who: usize) {
    let Some(pair) = town.pair_of(who) else { return };
    let pair = &town.pairs[pair];
    let docs = pair.shelf.goals.keys().map(|goal| goal.doc()).chain(pair.shelf.notes.keys().map(|note| note.doc()));
    let docs: Vec<_> = docs.collect();
    if docs.is_empty() {
        return;
    }
    let (space, doc, which) = (pair.space, docs[town.chance(docs.len())], town.chance(7));
    let run = u32::try_from(1_000_000 + town.steps).expect("small");
    let mut told = "has a document that is not here";
    let person = &mut town.people[who];
    // Folded, so that the forger has the whole.
    person.node().fold_all().expect("a healthy disk");
    let key = person.phone().key;
    town.dies(who, |folder| {
        let mut forger = Forger::open(folder, key, space);
        if !forger.has(&doc) {
            return;
        }
        told = match which {
            0 => {
                forger.write(doc, payload(hollow()));
                "signs what is no change"
            }
            1 => {
                let stranger = ActorId::from([7u8; 20].as_slice());
                let raw = forger.change(&doc, stranger, |am| am.put(ROOT, "title", "not mine").expect("put"));
                forger.write(doc, payload(raw));
                "writes in the name of another actor"
            }
            2 => {
                let mut raw = forger.change(&doc, forger.actor(run), |am| am.put(ROOT, "x", 1).expect("put"));
                raw.truncate(raw.len() - 3);
                forger.write(doc, payload(raw));
                "signs a change that is cut off"
            }
            3 => {
                forger.write(doc, b"no changes at all".to_vec());
                "signs what is no list of changes"
            }
            4 => {
                let tip = *forger.tips().first().expect("a chain");
                let (entry, signed) = forger.write_at(tip, doc, Vec::new());
                forger.send(entry, &signed);
                "signs nothing by an old operation, and sends it twice"
            }
            5 => {
                forger.write(doc, vec![0; 180 * 1024]);
                "signs a large nothing"
            }
            _ => {
                let raw = forger.change(&doc, forger.actor(run), |am| {
                    for n in 0..2_000 {
                        am.put(ROOT, format!("k{n}"), "not mine").expect("put");
                    }
                });
                forger.write(doc, payload(raw[..raw.len() / 2].to_vec()));
                "signs half of a large change"
            }
        };
    });
    town.forged = true;
    town.tell(&format!("p{who}'s phone, in other hands, {told}"));
}
