//! How long a control chain takes to be worked out: `cargo run --release -p
//! rapport-membership --example chain`.

use rapport_ids::{AccountId, EpochId};
use rapport_membership::op::{Act, After, write_payload};
use rapport_membership::{Draft, Membership, NewSpace, Role, SealWith, SpaceKind, Trust};
use rapport_seal::{Bundle, Certificate, DeviceKeys, Entry, Random, RootKey, SignedEntry};
use rapport_wire::Frame;
use std::collections::BTreeSet;
use std::time::Instant;

struct Count(u64);

impl Random for Count {
    fn fill(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *byte = self.0.to_be_bytes()[0];
        }
    }
}

type Failure = Box<dyn std::error::Error>;

fn person(random: &mut Count, devices: u32) -> Result<(Vec<DeviceKeys>, Bundle), Failure> {
    let root = RootKey::generate(random);
    let account = AccountId::new(root.public());
    let keys: Vec<_> = (0..devices).map(|_| DeviceKeys::generate(account, random)).collect();
    let bundle = Bundle::new((0..).zip(&keys).map(|(n, k)| Certificate::by_root(&root, *k.card(), n)))?;
    Ok((keys, bundle))
}

fn median(mut run: impl FnMut() -> f64) -> f64 {
    let mut all: Vec<f64> = (0..9).map(|_| run()).collect();
    all.sort_by(f64::total_cmp);
    all[4]
}

fn ms(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1e3
}

fn evaluate(name: &str, m: &Membership, ops: &[SignedEntry]) {
    let took = median(|| {
        let mut fresh = Membership::new(m.space());
        let start = Instant::now();
        fresh.insert_all(ops.iter().map(|op| (op, Trust::Verified)));
        ms(start)
    });
    println!("{name:<52}{took:>9.2} ms");
}

fn main() -> Result<(), Failure> {
    let mut random = Count(1);
    let (ada, bundle) = person(&mut random, 1)?;
    let owner = &ada[0];
    let made = NewSpace::fresh(SpaceKind::Circle, bundle, 0, &mut random).make(owner, &mut random)?;
    let mut chain = Membership::new(made.space);
    let mut ops = vec![made.entry.clone()];
    chain.insert(&made.entry, Trust::Check)?;
    for n in 1u32..10_000 {
        let (tip, control) = match chain.standing() {
            Some(s) => (s.tip(), *s.control_key()),
            None => return Err("no genesis".into()),
        };
        let mut epoch = [7; 32];
        epoch[..4].copy_from_slice(&n.to_be_bytes());
        let after = After { boxes_hash: [0; 32], epoch: EpochId::new(epoch), control, replaces: BTreeSet::new() };
        let entry = Entry::plain(Act::Rotate.kind(), owner.id(), tip, 0, write_payload(&after, &Act::Rotate)?);
        let entry = entry.sign(&made.space, owner)?;
        chain.insert(&entry, Trust::Verified)?;
        ops.push(entry);
    }
    evaluate("10,000 verified operations, one after the other", &chain, &ops);
    let mut mixed = ops.clone();
    mixed.sort_by_key(SignedEntry::id);
    evaluate("10,000 verified operations in any order", &chain, &mixed);
    let mut forked = ops.clone();
    for n in 0usize..500 {
        let mut other = ops[n * 19 + 1].entry().clone();
        other.created_ms = 1;
        forked.push(other.sign(&made.space, owner)?);
    }
    evaluate("the same with 500 forks along the way", &chain, &forked);
    let last = ops.split_off(9_998);
    let mut almost = Membership::new(made.space);
    almost.insert_all(ops.iter().map(|op| (op, Trust::Verified)));
    let took = median(|| {
        let mut copy = almost.clone();
        // The first one after a copy pays for room to grow.
        let done = copy.insert(&last[0], Trust::Verified);
        assert!(done.is_ok());
        let start = Instant::now();
        let done = copy.insert(&last[1], Trust::Verified);
        let took = ms(start) * 1e3;
        assert!(done.is_ok());
        took
    });
    println!("{:<52}{took:>9.2} us", "one more on 9,999");
    thousand(&mut random)
}

/// A space of 1,000 people with three devices each, and one of them removed.
fn thousand(random: &mut Count) -> Result<(), Failure> {
    let (ada, bundle) = person(random, 3)?;
    let owner = &ada[0];
    let made = NewSpace::fresh(SpaceKind::Circle, bundle, 0, random).make(owner, random)?;
    let mut space = Membership::new(made.space);
    space.insert(&made.entry, Trust::Check)?;
    let (mut head, mut ops, mut last) = (Frame::parse(made.frame)?.record_id(), vec![made.entry], owner.account());
    for _ in 1..1000 {
        let (_, bundle) = person(random, 3)?;
        last = bundle.account().ok_or("nobody")?;
        let draft = space.draft_add(owner, Role::Writer, bundle, random)?;
        let with =
            SealWith { keys: owner, created_ms: 0, prev: head, epoch: &made.epoch, control: &made.control, older: &[] };
        let op = draft.seal(&with, random)?;
        space.insert(&op.entry, Trust::Verified)?;
        head = Frame::parse(op.frame)?.record_id();
        ops.push(op.entry);
    }
    evaluate("1,000 people with 3,000 devices", &space, &ops);
    let start = Instant::now();
    let draft: Draft = space.draft_remove(owner, last, Default::default(), None, random)?;
    let with =
        SealWith { keys: owner, created_ms: 0, prev: head, epoch: &made.epoch, control: &made.control, older: &[] };
    let op = draft.seal(&with, random)?;
    space.insert(&op.entry, Trust::Verified)?;
    println!("{:<52}{:>9.2} ms, frame of {} bytes", "removing one of them", ms(start), op.frame.len());
    Ok(())
}
