//! Any bytes give an answer; real changes are told as they are.

use super::*;
use automerge::marks::{ExpandMark, Mark};
use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, Automerge, Change, ObjType, ROOT, ReadDoc, TextEncoding};
use proptest::prelude::*;

/// A few changes that use everything.
fn changes() -> Vec<Vec<u8>> {
    let mut am = Automerge::new_with_encoding(TextEncoding::Utf16CodeUnit);
    am.set_actor(ActorId::from(&[1; ACTOR][..]));
    let mut tx = am.transaction();
    let text = tx.put_object(ROOT, "words", ObjType::Text).unwrap();
    tx.splice_text(&text, 0, 0, "héllo 👍 world").unwrap();
    tx.put(ROOT, "n", -5i64).unwrap();
    tx.commit_with(CommitOptions::default().with_time(1_700_000_000_000));
    am.set_actor(ActorId::from(&[2; ACTOR][..]));
    let mut tx = am.transaction();
    tx.splice_text(&text, 2, 3, "").unwrap();
    tx.mark(&text, Mark::new("bold".into(), true, 0, 4), ExpandMark::After).unwrap();
    let block = tx.split_block(&text, 4).unwrap();
    tx.put(&block, "kind", "bullet").unwrap();
    tx.commit();
    am.get_changes(&[]).iter().map(|change| change.raw_bytes().to_vec()).collect()
}

#[test]
fn a_real_change_is_told_as_it_is() {
    for raw in changes() {
        let (peek, change) = (peek(&raw).unwrap(), Change::try_from(&raw[..]).unwrap());
        assert_eq!(peek.id, change.hash().into());
        assert_eq!(peek.actor, change.actor_id().to_bytes());
        assert_eq!((peek.seq, peek.start_op), (change.seq(), change.start_op().get()));
        assert_eq!((peek.operations(), peek.max_op()), (change.len() as u64, change.max_op()));
        let dependencies: Vec<ChangeId> = change.deps().iter().map(|hash| ChangeId::from(*hash)).collect();
        assert_eq!(peek.dependencies, dependencies);
        let facts = vet(&peek, |_| Place::Text);
        // The first writes maps, the second has a mark.
        if change.actor_id().to_bytes()[0] == 1 {
            let facts = facts.unwrap();
            assert!(facts.keys && !facts.shape && facts.marks.is_empty());
        } else {
            let facts = vet(&peek, |id| if id.actor[0] == 1 { Place::Text } else { Place::Other }).unwrap();
            let [pair] = facts.marks[..] else { panic!("one mark") };
            assert_eq!((pair.from, pair.to.unwrap().actor[0], pair.begin.actor[0]), (None, 1, 2));
        }
    }
}

#[test]
fn a_key_of_the_shape_is_seen() {
    let mut am = Automerge::new().with_actor(ActorId::from(&[1; ACTOR][..]));
    let mut tx = am.transaction();
    tx.put(ROOT, "sections", 1).unwrap();
    let (hash, _) = tx.commit();
    let raw = am.get_change_by_hash(&hash.unwrap()).unwrap().raw_bytes().to_vec();
    let peek = peek(&raw).unwrap();
    assert!(vet(&peek, |_| Place::Other).unwrap().shape);
}

/// A change whose columns are these bytes.
fn with_columns(columns: &[(u64, Vec<u8>)]) -> Vec<u8> {
    fn number(mut n: u64, out: &mut Vec<u8>) {
        while n > 0x7F {
            out.push((n & 0x7F) as u8 | 0x80);
            n >>= 7;
        }
        out.push(n as u8);
    }
    let mut data = vec![1];
    data.extend([7; 32]);
    number(ACTOR as u64, &mut data);
    data.extend([1; ACTOR]);
    data.extend([1, 20, 0, 0, 0]);
    number(columns.len() as u64, &mut data);
    for (spec, bytes) in columns {
        number(*spec, &mut data);
        number(bytes.len() as u64, &mut data);
    }
    for (_, bytes) in columns {
        data.extend(bytes);
    }
    let mut body = vec![UNCOMPRESSED];
    number(data.len() as u64, &mut body);
    body.extend(data);
    let mut raw = MAGIC.to_vec();
    raw.extend(&Sha256::digest(&body)[..4]);
    raw.extend(body);
    raw
}

#[test]
fn bombs_are_refused_before_anything_reads_them() {
    // 2^62 operations in a run of ten bytes.
    let huge = vec![0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0xC0, 0x00, 0x01];
    assert_eq!(peek(&with_columns(&[(4 << 4 | 2, huge.clone())])).err(), Some(BadBytes::TooMany));
    // One operation that replaces 2^40 others.
    let group = vec![0x7F, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20];
    assert_eq!(peek(&with_columns(&[(4 << 4 | 2, vec![1, 1]), (7 << 4, group)])).err(), Some(BadBytes::TooMany));
    assert_eq!(peek(&with_columns(&[(9 << 4 | 4, vec![0xFF, 0xFF, 0xFF, 0xFF, 0x0F])])).err(), Some(BadBytes::TooMany));
    // Compressed columns, columns out of order, no operation at all.
    assert_eq!(peek(&with_columns(&[(66, vec![1, 1]), (2, vec![1, 1])])).err(), Some(BadBytes::Malformed));
    assert_eq!(peek(&with_columns(&[(4 << 4 | 2 | 8, vec![1, 1])])).err(), Some(BadBytes::Unknown));
    assert_eq!(peek(&with_columns(&[])).err(), Some(BadBytes::Malformed));
    assert!(peek(&with_columns(&[(4 << 4 | 2, vec![1, 1])])).is_ok(), "one operation is fine here");
    assert_eq!(peek(&vec![0; limits::BYTES + 1]).err(), Some(BadBytes::TooLong));
    assert_eq!(peek(b"").err(), Some(BadBytes::Malformed));
}

#[test]
fn a_compressed_change_is_refused() {
    let mut am = Automerge::new().with_actor(ActorId::from(&[1; ACTOR][..]));
    let mut tx = am.transaction();
    tx.put(ROOT, "n", "x".repeat(5_000)).unwrap();
    let (hash, _) = tx.commit();
    let mut change = am.get_change_by_hash(&hash.unwrap()).unwrap();
    assert!(peek(change.raw_bytes()).is_ok());
    assert_eq!(peek(&change.bytes()).err(), Some(BadBytes::NotAChange));
}

/// One operation with these columns, as its own change would have it.
fn operation(columns: &[(u64, Vec<u8>)]) -> Result<(), BadBytes> {
    let raw = with_columns(columns);
    let peek = peek(&raw).unwrap();
    vet(&peek, |id| match id.counter {
        9 => Place::Text,
        7 => Place::Entries,
        _ => Place::Other,
    })
    .map(drop)
}

#[test]
fn operations_that_make_no_sense_are_refused() {
    // In the text 9: object actor and counter, key, insert, action, value.
    let object = |counter: u8| vec![(1, vec![0x7F, 0]), (2, vec![0x7F, counter])];
    let row = |counter: u8, rest: &[(u64, &[u8])]| {
        let mut all = object(counter);
        all.extend(rest.iter().map(|(spec, bytes)| (*spec, bytes.to_vec())));
        operation(&all)
    };
    let head: (u64, &[u8]) = (19, &[0x7F, 0]);
    let put: (u64, &[u8]) = (52, &[0, 1]);
    let set: (u64, &[u8]) = (66, &[0x7F, 1]);
    let letter: [(u64, &[u8]); 2] = [(86, &[0x7F, 0x16]), (87, b"a")];
    assert_eq!(row(9, &[head, put, set, letter[0], letter[1]]), Ok(()));
    let two: [(u64, &[u8]); 2] = [(86, &[0x7F, 0x26]), (87, b"ab")];
    assert_eq!(row(9, &[head, put, set, two[0], two[1]]), Err(BadBytes::Operation));
    assert_eq!(row(8, &[head, put, set, two[0], two[1]]), Ok(()), "in what is not known: anything");
    assert_eq!(row(9, &[head, put, set, (86, &[0x7F, 0x03])]), Err(BadBytes::Operation), "a number in a text");
    assert_eq!(row(9, &[head, put, (66, &[0x7F, 0])]), Ok(()), "a line");
    assert_eq!(row(9, &[head, put, (66, &[0x7F, 4])]), Err(BadBytes::Operation), "a text in a text");
    assert_eq!(row(9, &[head, set, letter[0], letter[1]]), Err(BadBytes::Operation), "nothing is at the head");
    assert_eq!(row(9, &[head, put, (66, &[0x7F, 7])]), Err(BadBytes::Operation), "a mark that only ends");
    assert_eq!(row(9, &[head, put, (66, &[0x7F, 7]), (165, &[0x7F, 1, b'b'])]), Err(BadBytes::Operation), "or begins");
    assert_eq!(row(9, &[head, put, (66, &[0x7F, 5])]), Err(BadBytes::Operation), "counters");
    assert_eq!(row(9, &[head, put, set, (86, &[0x7F, 0x18]), (87, b"a")]), Err(BadBytes::Unknown), "counters again");
    assert_eq!(row(9, &[(21, &[0x7F, 1, b'k']), set]), Err(BadBytes::Operation), "a key in a text");
    assert_eq!(row(8, &[(21, &[0x7F, 1, b'k']), set]), Ok(()));
    assert_eq!(row(8, &[(21, &[0x7F, 1, b'k']), (66, &[0x7F, 3])]), Err(BadBytes::Operation), "deletes nothing");
    let entry: (u64, &[u8]) = (21, &[0x7F, 1, b'k']);
    assert_eq!(row(7, &[entry, set, letter[0], letter[1]]), Ok(()), "an entry");
    assert_eq!(row(7, &[entry, set, (86, &[0x7F, 2])]), Err(BadBytes::Operation), "no text");
    let again: [(u64, &[u8]); 3] = [(112, &[0x7F, 1]), (113, &[0x7F, 0]), (115, &[0x7F, 3])];
    assert_eq!(
        row(7, &[entry, set, letter[0], letter[1], again[0], again[1], again[2]]),
        Err(BadBytes::Operation),
        "changed"
    );
    assert_eq!(row(8, &[entry, set, letter[0], letter[1], again[0], again[1], again[2]]), Ok(()));
    assert_eq!(row(20, &[(21, &[0x7F, 1, b'k']), set]), Err(BadBytes::Operation), "in itself");
    assert_eq!(row(21, &[(21, &[0x7F, 1, b'k']), set]), Err(BadBytes::Operation), "in what comes later");
    assert_eq!(row(9, &[(17, &[0x7F, 0]), (19, &[0x7F, 20]), put, set]), Err(BadBytes::Operation), "behind itself");
    assert_eq!(row(9, &[(17, &[0x7F, 3]), (19, &[0x7F, 5]), put, set]), Err(BadBytes::Malformed), "no such actor");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn any_bytes_give_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = peek(&bytes);
    }

    #[test]
    fn a_bent_change_is_refused_or_told_as_it_is(pick in any::<usize>(), at in any::<usize>(), bit in 0u8..8, mend in any::<bool>()) {
        let all = changes();
        let mut raw = all[pick % all.len()].clone();
        let at = at % raw.len();
        raw[at] ^= 1 << bit;
        if mend {
            let sum = Sha256::digest(&raw[8..]);
            raw[4..8].copy_from_slice(&sum[..4]);
        } else {
            prop_assert!(peek(&raw).is_err());
        }
        if let Ok(peek) = peek(&raw) && let Ok(Ok(change)) = crate::quiet::catch(|| Change::try_from(&raw[..])) {
            prop_assert_eq!(peek.operations(), change.len() as u64);
            let _ = vet(&peek, |id| [Place::Text, Place::Entries, Place::Other][id.counter as usize % 3]);
            prop_assert_eq!(peek.seq, change.seq());
        }
    }
}
