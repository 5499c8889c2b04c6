//! Thousands of changes that somebody tampered with: whatever passes the
//! trial leaves a document that can be saved, opened, read and written.

use super::*;
use crate::quiet;
use crate::raw::id_of;
use automerge::legacy::{ElementId, Key, ObjectId, Op, OpId, OpType};
use automerge::{ActorId, Change, ExpandedChange, ScalarValue};
use sha2::{Digest, Sha256};

/// The fields of a change's bytes, to be bent one by one.
#[derive(Clone)]
pub(super) struct Raw {
    pub(super) dependencies: Vec<ChangeId>,
    pub(super) actor: Vec<u8>,
    pub(super) seq: u64,
    pub(super) start_op: u64,
    pub(super) time: i64,
    pub(super) others: Vec<Vec<u8>>,
    pub(super) columns: Vec<(u64, Vec<u8>)>,
    pub(super) extra: Vec<u8>,
}

fn number(mut n: u64, out: &mut Vec<u8>) {
    while n > 0x7F {
        out.push((n & 0x7F) as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

fn signed(mut n: i64, out: &mut Vec<u8>) {
    loop {
        let byte = (n & 0x7F) as u8;
        n >>= 7;
        if (n == 0 && byte & 0x40 == 0) || (n == -1 && byte & 0x40 != 0) {
            out.push(byte);
            return;
        }
        out.push(byte | 0x80);
    }
}

impl Raw {
    pub(super) fn of(raw: &[u8]) -> Self {
        let mut at = 9;
        let mut take = |count: usize| {
            at += count;
            &raw[at - count..at]
        };
        let mut uleb = || {
            let (mut n, mut shift) = (0u64, 0);
            loop {
                let byte = take(1)[0];
                n |= u64::from(byte & 0x7F) << shift;
                shift += 7;
                if byte & 0x80 == 0 {
                    return n;
                }
            }
        };
        uleb();
        let count = uleb();
        // The closures share `at`, so what has no number is read by hand.
        let mut bytes = |count: u64| (0..count).map(|_| at_byte(raw, &mut at)).collect::<Vec<u8>>();
        fn at_byte(raw: &[u8], at: &mut usize) -> u8 {
            *at += 1;
            raw[*at - 1]
        }
        fn uleb_at(raw: &[u8], at: &mut usize) -> u64 {
            let (mut n, mut shift) = (0u64, 0);
            loop {
                let byte = at_byte(raw, at);
                n |= u64::from(byte & 0x7F) << shift;
                shift += 7;
                if byte & 0x80 == 0 {
                    return n;
                }
            }
        }
        let dependencies = (0..count).map(|_| ChangeId(bytes(32).try_into().unwrap())).collect();
        let len = uleb_at(raw, &mut at);
        let read = |at: &mut usize, count: u64| (0..count).map(|_| at_byte(raw, at)).collect::<Vec<u8>>();
        let actor = read(&mut at, len);
        let (seq, start_op) = (uleb_at(raw, &mut at), uleb_at(raw, &mut at));
        let (mut time, mut shift) = (0i64, 0);
        loop {
            let byte = at_byte(raw, &mut at);
            time |= i64::from(byte & 0x7F) << shift;
            shift += 7;
            if byte & 0x80 == 0 {
                if byte & 0x40 != 0 && shift < 64 {
                    time |= -1 << shift;
                }
                break;
            }
        }
        assert_eq!(uleb_at(raw, &mut at), 0, "no message");
        let count = uleb_at(raw, &mut at);
        let others = (0..count)
            .map(|_| {
                let len = uleb_at(raw, &mut at);
                read(&mut at, len)
            })
            .collect();
        let count = uleb_at(raw, &mut at);
        let specs: Vec<(u64, u64)> = (0..count).map(|_| (uleb_at(raw, &mut at), uleb_at(raw, &mut at))).collect();
        let columns = specs.into_iter().map(|(spec, len)| (spec, read(&mut at, len))).collect();
        let extra = raw[at..].to_vec();
        Self { dependencies, actor, seq, start_op, time, others, columns, extra }
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut data = Vec::new();
        number(self.dependencies.len() as u64, &mut data);
        for id in &self.dependencies {
            data.extend(id.0);
        }
        number(self.actor.len() as u64, &mut data);
        data.extend(&self.actor);
        number(self.seq, &mut data);
        number(self.start_op, &mut data);
        signed(self.time, &mut data);
        number(0, &mut data);
        number(self.others.len() as u64, &mut data);
        for other in &self.others {
            number(other.len() as u64, &mut data);
            data.extend(other);
        }
        number(self.columns.len() as u64, &mut data);
        for (spec, bytes) in &self.columns {
            number(*spec, &mut data);
            number(bytes.len() as u64, &mut data);
        }
        for (_, bytes) in &self.columns {
            data.extend(bytes);
        }
        data.extend(&self.extra);
        let mut body = vec![1];
        number(data.len() as u64, &mut body);
        body.extend(data);
        let mut raw = vec![0x85, 0x6f, 0x4a, 0x83];
        raw.extend(&Sha256::digest(&body)[..4]);
        raw.extend(body);
        raw
    }
}

/// A change of valid bytes that names an element that is not there.
pub(super) fn poisoned(doc: &Doc) -> OwnChange {
    let (_, change) = typed(doc, 0, "poison");
    let mut bent: ExpandedChange = Change::try_from(&change.raw[..]).unwrap().decode();
    bent.operations[2].key = Key::Seq(ElementId::Id(OpId::new(1, &bent.actor_id)));
    let raw = Change::from(bent).raw_bytes().to_vec();
    OwnChange { id: id_of(&raw), raw }
}

#[test]
fn the_fields_of_a_change_are_read_right() {
    let (_, change) = typed(&phone(1), 0, "x");
    assert_eq!(Raw::of(&change.raw).bytes(), change.raw);
}

struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// A note that two devices wrote, and the next changes of one of them, each
/// with the document that it is for.
fn life(chance: &mut Chance, steps: usize) -> (Doc, Vec<(Doc, OwnChange)>) {
    let mut docs = [phone(1), phone(2)];
    let mut honest = Vec::new();
    for step in 0..steps {
        let who = chance.below(2);
        let doc = docs[who].clone();
        let len = note::read(&doc, SECTION).unwrap().len();
        let at = chance.below(len as usize + 1) as u32;
        let some = (chance.below(6) as u32).min(len - at);
        let delta = match chance.below(7) {
            0 => Delta::splice(at, some, []),
            1 => Delta::restyle(at, some.max(1).min(len - at), Restyle::mark(Mark::Bold, chance.below(2) == 0)),
            2 => Delta::restyle(at, some, Restyle::mark(Mark::Link("https://e.org".into()), true)),
            3 => {
                let line = Line { kind: LineKind::ALL[chance.below(8)], done: chance.below(2) == 0 };
                Delta::splice(at, 0, [("\n".to_owned(), Style::line_break(Marks::default(), line))])
            }
            _ => put(at, ["a", "words ", "é👍", "x\u{301}", "שלום"][chance.below(5)]),
        };
        // No character of two units is cut: places are moved to where one begins.
        let text = note::read(&doc, SECTION).unwrap();
        let mut sheet = crate::text::Sheet::new(&text);
        if sheet.splits_pair(at) || sheet.splits_pair(at + some) {
            continue;
        }
        sheet.apply(&delta);
        let written = if step % 9 == 8 {
            let act = NoteAct::SectionTitle { id: SECTION, title: format!("title {step}") };
            let written = crate::intent::note(&doc, &act, Millis(7)).unwrap();
            crate::Written { doc: written.doc, change: written.change, value: () }
        } else {
            let written = note::write(&doc, SECTION, &[delta], step as i64 * 1_000).unwrap();
            crate::Written { doc: written.doc, change: written.change, value: () }
        };
        if let Some(change) = written.change {
            docs[who] = written.doc;
            if who == 0 {
                honest.push((docs[1].clone(), change));
            }
        }
        if chance.below(3) == 0 {
            let (next, _) = sync(&docs[0], &docs[1]);
            let (back, _) = sync(&next, &docs[0]);
            docs = [back, next];
        }
    }
    (docs[0].clone(), honest)
}

/// One way to bend a change.
fn bend(raw: &[u8], chance: &mut Chance) -> Option<Vec<u8>> {
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

/// How many to try; the long run of the test suite asks for more.
fn rounds() -> usize {
    std::env::var("RAPPORT_TAMPERED").ok().and_then(|n| n.parse().ok()).unwrap_or(2_000)
}

#[test]
fn nothing_that_passes_fails_later() {
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    let (mut tried, mut passed, mut panics, mut honest_passed) = (0, 0, 0, 0);
    let mut reasons = std::collections::BTreeMap::<String, usize>::new();
    while tried < rounds() {
        let (last, honest) = life(&mut chance, 24);
        full_check(&last).unwrap();
        for (doc, change) in honest {
            let batch = [incoming(1, &change)];
            let before = super::trial(&doc, &batch, true);
            match &before.fates[0].1 {
                Fate::Applied => honest_passed += 1,
                Fate::Orphaned { .. } => continue,
                fate => panic!("an honest change: {fate:?}"),
            }
            for _ in 0..25 {
                let Some(raw) = bend(&change.raw, &mut chance) else { continue };
                if raw == change.raw {
                    continue;
                }
                tried += 1;
                let trial = super::trial(&doc, &[Incoming { device: device(1), raw: &raw }], true);
                match (&trial.fates[0].1, trial.next) {
                    (Fate::Applied, Some(next)) => {
                        passed += 1;
                        if let Err(damage) = full_check(&next) {
                            panic!("passed, and then: {damage:?}\n{:?}", Change::try_from(&raw[..]).unwrap().decode());
                        }
                        // Others go on writing, and so does this phone.
                        let text = note::read(&next, SECTION).unwrap();
                        let written = note::write(&next, SECTION, &[put(text.len(), "!")], 1);
                        let Ok(written) = written else {
                            let bent = Change::try_from(&raw[..]).unwrap().decode();
                            let real = Change::try_from(&change.raw[..]).unwrap().decode();
                            panic!("{:?}\n{bent:#?}\nREAL {real:#?} {text:?}", written.unwrap_err());
                        };
                        let next = written.doc;
                        let (next, _) = sync_what_fits(&last, &next);
                        full_check(&next).unwrap();
                    }
                    (Fate::Rejected(reason), None) => {
                        panics += usize::from(matches!(reason, Reason::Panicked(_)));
                        let name = format!("{reason:?}");
                        let name = name.split(['(', ' ']).next().unwrap_or_default().to_owned();
                        *reasons.entry(name).or_default() += 1;
                    }
                    (Fate::Orphaned { .. }, None) => {}
                    other => panic!("{other:?}"),
                }
            }
        }
    }
    println!("{honest_passed} honest, {tried} tampered: {passed} passed, {panics} panicked, {reasons:?}");
    assert!(honest_passed > 0 && passed > 0 && panics > 0, "the test tries what it says");
}

/// All changes of one document that the other can take.
fn sync_what_fits(from: &Doc, to: &Doc) -> (Doc, usize) {
    let missing: Vec<_> = from.changes().into_iter().filter(|change| !to.has(change.id)).collect();
    let batch: Vec<Incoming<'_>> = missing
        .iter()
        .map(|change| {
            let peek = crate::raw::peek(&change.raw).unwrap();
            Incoming { device: DeviceId::from_slice(&peek.actor[..16]).unwrap(), raw: &change.raw }
        })
        .collect();
    let trial = super::trial(to, &batch, false);
    (trial.next.unwrap_or_else(|| to.clone()), missing.len())
}

/// A goal that one device wrote, and its changes with the document each is for.
fn goal_life(chance: &mut Chance) -> Vec<(Doc, OwnChange)> {
    use crate::testing::{ANN, around, pair};
    use rapport_domain::goal::{GoalAct, GoalEdit, GoalTurn};
    use rapport_domain::step::NewStep;
    use rapport_domain::{MilestoneAct, Order, StepAct};
    use rapport_ids::{EventId, MilestoneId, StepId};
    let mut doc = crate::testing::phone(DocKind::Goal, ANN);
    let mut all = Vec::new();
    for number in 0..14u8 {
        let step = StepId::new([chance.below(3) as u8; 16]);
        let act = match chance.below(7) {
            _ if number == 0 => GoalAct::Turn { id: EventId::new([99; 16]), turn: GoalTurn::Begin { owner: ANN } },
            0 => GoalAct::Set(GoalEdit::Title(format!("title {number}"))),
            1 => GoalAct::Set(GoalEdit::Due(None)),
            2 | 3 => GoalAct::Step(StepAct::Add(NewStep {
                id: step,
                text: "a step".into(),
                order: Order::first(),
                milestone: None,
                assignee: None,
                due: None,
                from: None,
            })),
            4 => GoalAct::Step(StepAct::Tick { id: step, done: chance.below(2) == 0 }),
            5 => GoalAct::Milestone(MilestoneAct::Add {
                id: MilestoneId::new([number; 16]),
                title: "a stage".into(),
                due: None,
                order: Order::first(),
            }),
            _ => GoalAct::Turn { id: EventId::new([number; 16]), turn: GoalTurn::Propose },
        };
        let before = crate::read::goal(&doc, &around(&pair())).unwrap().value;
        let Ok(written) = crate::intent::goal(&doc, &before, &act, Millis(i64::from(number))) else { continue };
        if let Some(change) = written.change {
            all.push((doc, change));
        }
        doc = written.doc;
    }
    all
}

#[test]
fn nothing_that_passes_breaks_a_goal() {
    use crate::testing::{ANN, around, pair};
    let mut chance = Chance(0xD1B5_4A32_D192_ED03);
    let (mut tried, mut passed) = (0, 0);
    while tried < rounds() {
        for (doc, change) in goal_life(&mut chance) {
            let honest = super::trial(&doc, &[incoming(1, &change)], false);
            assert_eq!(honest.fates[0].1, Fate::Applied);
            for _ in 0..25 {
                let Some(raw) = bend(&change.raw, &mut chance) else { continue };
                tried += 1;
                let trial = super::trial(&doc, &[Incoming { device: device(1), raw: &raw }], false);
                let Some(next) = trial.next else { continue };
                passed += 1;
                full_check(&next).unwrap();
                let read = crate::read::goal(&next, &around(&pair())).unwrap().value;
                let act = rapport_domain::goal::GoalAct::Set(rapport_domain::goal::GoalEdit::Title("after".into()));
                let next = crate::intent::goal(&next, &read, &act, Millis(1)).unwrap().doc;
                full_check(&next).unwrap();
                assert!(crate::project(&next, Some(ANN), &around(&pair())).is_some());
            }
        }
    }
    println!("goals: {tried} tampered, {passed} passed");
    assert!(passed > 0);
}
