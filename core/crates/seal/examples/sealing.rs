//! How long the hot paths take on this machine: `cargo run --release -p
//! rapport-seal --example sealing`. Prints microseconds, the median of rounds.

use rapport_ids::{AccountId, DocId, EntryId, SpaceId};
use rapport_seal::boxes::{self, BoxList};
use rapport_seal::{DeviceKeys, Entry, EpochKey, HpkeSecret, Kind, Random, Secret, frame};
use rapport_wire::Frame;
use std::hint::black_box;
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

fn measure<T>(name: &str, per: u32, mut run: impl FnMut() -> T) {
    let mut rounds: Vec<f64> = (0..15)
        .map(|_| {
            let start = Instant::now();
            for _ in 0..per {
                black_box(run());
            }
            start.elapsed().as_secs_f64() * 1e6 / f64::from(per)
        })
        .collect();
    rounds.sort_by(f64::total_cmp);
    println!("{name:<44}{:>10.2} us", rounds[7]);
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut random = Count(1);
    let space = SpaceId::new([1; 16]);
    let keys = DeviceKeys::generate(AccountId::new([1; 32]), &mut random);
    let epoch = EpochKey::generate(&mut random);
    let entry = Entry {
        kind: Kind::CHANGES,
        device: keys.id(),
        dseq: 1,
        prev: EntryId::NONE,
        doc: DocId::new([3; 16]),
        tip: EntryId::new([4; 32]),
        created_ms: 5,
        payload: vec![7; 330],
    };
    let signed = entry.clone().sign(&space, &keys)?;
    let bytes = frame::seal(&signed, &epoch, &mut random)?;
    println!("frame of {} bytes", bytes.len());
    let parsed = Frame::parse(bytes.clone())?;
    measure("sign an entry", 500, || entry.clone().sign(&space, &keys));
    measure("verify its signature", 500, || signed.is_by(keys.card()));
    measure("seal a frame", 2000, || frame::seal(&signed, &epoch, &mut random));
    measure("parse and name a frame", 2000, || Frame::parse(bytes.clone()).map(|f| f.record_id()));
    measure("open a frame", 2000, || frame::open(&parsed, &epoch));
    let to: Vec<_> = (0..3000u64).map(|i| HpkeSecret::generate(&mut Count(i)).public()).collect();
    let secret = Secret::new([1; 32]);
    let some = &to[..100];
    measure("box a key for 100 devices", 1, || {
        boxes::seal(BoxList::Epoch, &space, &[0; 24], &secret, some, &mut random)
    });
    let start = Instant::now();
    let all = boxes::seal(BoxList::Epoch, &space, &[0; 24], &secret, &to, &mut random)?;
    println!(
        "{:<44}{:>10.2} ms, {} bytes",
        "boxes for 3,000 devices",
        start.elapsed().as_secs_f64() * 1e3,
        all.len() * 88
    );
    let me = HpkeSecret::generate(&mut Count(7));
    measure("find and open one's own box of 3,000", 20, || boxes::open(BoxList::Epoch, &space, &[0; 24], &all, &me));
    Ok(())
}
