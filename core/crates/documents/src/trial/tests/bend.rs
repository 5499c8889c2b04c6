//! Ways to tamper with a change.

use super::chance::Chance;
use super::fields::Raw;
use super::*;
use crate::quiet;
use crate::raw::id_of;
use automerge::legacy::{ElementId, Key, ObjectId, Op, OpId, OpType};
use automerge::{ActorId, Change, ExpandedChange, ScalarValue};
use sha2::{Digest, Sha256};

/// A change of valid bytes that names an element that is not there.
pub(super) fn poisoned(doc: &Doc) -> OwnChange {
    let (_, change) = typed(doc, 0, "poison");
    let mut bent: ExpandedChange = Change::try_from(&change.raw[..]).unwrap().decode();
    bent.operations[2].key = Key::Seq(ElementId::Id(OpId::new(1, &bent.actor_id)));
    let raw = Change::from(bent).raw_bytes().to_vec();
    OwnChange { id: id_of(&raw), raw }
}

/// One way to bend a change.
pub(super) fn bend(raw: &[u8], chance: &mut Chance) -> Option<Vec<u8>> {
    let kind = chance.below(4);
    if kind == 0 {
        // Bits anywhere, checksum mended.
        let mut bytes = raw.to_vec();
        for _ in 0..=chance.below(3) {
            let at = 9 + chance.below(bytes.len() - 9);
            bytes[at] ^= 1 << chance.below(8);
        }
        let sum = Sha256::digest(&bytes[8..]);
        bytes[4..8].copy_from_slice(&sum[..4]);
        return Some(bytes);
    }
    if kind == 1 {
        let mut bent = Raw::of(raw);
        let column = chance.below(bent.columns.len());
        match chance.below(9) {
            0 => bent.columns[column].1.truncate(chance.below(4)),
            1 => {
                let bytes = &mut bent.columns[column].1;
                let at = chance.below(bytes.len());
                bytes[at] = bytes[at].wrapping_add(1 << chance.below(8));
            }
            2 => {
                let bytes = bent.columns[column].1.clone();
                bent.columns[column].1.extend(bytes);
            }
            3 => drop(bent.columns.remove(column)),
            4 => bent.columns[column].0 ^= 1 << chance.below(8),
            5 => {
                let other = chance.below(bent.columns.len());
                let (a, b) = (bent.columns[column].1.clone(), bent.columns[other].1.clone());
                bent.columns[column].1 = b;
                bent.columns[other].1 = a;
            }
            6 => bent.others.push(vec![chance.below(256) as u8; 20]),
            7 => bent.others.reverse(),
            _ => {
                let at = chance.below(bent.columns[column].1.len() + 1);
                bent.columns[column].1.insert(at, chance.below(256) as u8);
            }
        }
        return Some(bent.bytes());
    }
    // Operations that say something else.
    let mut change: ExpandedChange = Change::try_from(raw).ok()?.decode();
    for _ in 0..=chance.below(2) {
        bend_operation(&mut change, chance);
    }
    quiet::catch(|| Change::from(change).raw_bytes().to_vec()).ok()
}

fn bend_operation(change: &mut ExpandedChange, chance: &mut Chance) {
    let count = change.operations.len();
    if count == 0 {
        return;
    }
    let index = chance.below(count);
    let actors = [change.actor_id.clone(), ActorId::from(&[2u8; 16][..]), ActorId::from(&[1; 20][..])];
    let some_id = OpId(chance.below(60) as u64, actors[chance.below(3)].clone());
    let near = OpId(change.start_op.get() + chance.below(count) as u64, change.actor_id.clone());
    let id = if chance.below(2) == 0 { near } else { some_id };
    let other = change.operations[chance.below(count)].clone();
    let op = &mut change.operations[index];
    match chance.below(13) {
        0 => op.key = Key::Seq(ElementId::Id(id)),
        1 => op.key = Key::Seq(ElementId::Head),
        2 => op.key = Key::Map("x".into()),
        3 => op.obj = ObjectId::Id(id),
        4 => op.obj = ObjectId::Root,
        5 => op.insert = !op.insert,
        6 => op.pred = vec![id].into(),
        7 => op.pred = vec![].into(),
        8 => op.action = other.action,
        9 => {
            op.action = [
                OpType::Delete,
                OpType::Make(ObjType::Map),
                OpType::Make(ObjType::List),
                OpType::Make(ObjType::Text),
                OpType::Put(ScalarValue::Null),
                OpType::Put(ScalarValue::Str("long\nand wide".into())),
                OpType::Put(ScalarValue::counter(5)),
                OpType::MarkEnd(true),
                OpType::Increment(3),
            ][chance.below(9)]
            .clone();
        }
        10 => change.operations.swap(index, chance.below(count)),
        11 => drop(change.operations.remove(index)),
        _ => {
            let copy: Op = op.clone();
            change.operations.insert(chance.below(count), copy);
        }
    }
}
