//! What is fed: every byte string and text of the golden vectors, and what
//! chance makes of them.

use serde_json::Value;
use std::path::PathBuf;

/// Chance from a seed.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(n.max(1)).expect("small")).expect("small")
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) struct Corpus(Vec<Vec<u8>>);

impl Corpus {
    pub(crate) fn read() -> Self {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("vectors");
        let mut all = Vec::new();
        for name in ["protocol.json", "documents.json"] {
            let text = std::fs::read_to_string(folder.join(name)).expect("the golden vectors");
            take(&serde_json::from_str(&text).expect("they are JSON"), &mut all);
        }
        all.extend(crate::decoders::own_bytes());
        all.sort();
        all.dedup();
        assert!(all.len() > 100, "{} vectors", all.len());
        Self(all)
    }

    /// One of them, as it is or changed in a few places.
    pub(crate) fn mutated(&self, chance: &mut Chance) -> Vec<u8> {
        let mut bytes = self.0[chance.below(self.0.len())].clone();
        for _ in 0..chance.below(4) {
            self.mutate(&mut bytes, chance);
        }
        bytes
    }

    fn mutate(&self, bytes: &mut Vec<u8>, chance: &mut Chance) {
        let at = chance.below(bytes.len() + 1);
        let few = 1 + chance.below(8);
        match chance.below(9) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..(at + few).min(bytes.len()))),
            2 => {
                let byte = chance.next().to_be_bytes()[0];
                bytes.splice(at..at, std::iter::repeat_n(byte, few));
            }
            3 => {
                // Lengths and counts that cannot be.
                let extreme = [0u64, 1, 0x7f, 0xff, 0x7fff_ffff, u64::from(u32::MAX), u64::MAX][chance.below(7)];
                let wide = [1, 2, 4, 8][chance.below(4)];
                let end = (at + wide).min(bytes.len());
                bytes[at..end].copy_from_slice(&extreme.to_be_bytes()[8 - (end - at)..]);
            }
            4 => {
                let other = &self.0[chance.below(self.0.len())];
                let from = chance.below(other.len() + 1);
                let to = (from + chance.below(64)).min(other.len());
                bytes.splice(at..at, other[from..to].iter().copied());
            }
            5 => {
                let again = bytes[at..(at + 32 * few).min(bytes.len())].to_vec();
                bytes.splice(at..at, again);
            }
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << chance.below(8);
                }
            }
        }
    }
}

fn take(value: &Value, all: &mut Vec<Vec<u8>>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| take(item, all)),
        Value::Object(fields) => fields.values().for_each(|item| take(item, all)),
        Value::String(text) => {
            all.push(text.as_bytes().to_vec());
            let digit = |at: usize| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
            if text.len().is_multiple_of(2) {
                all.extend((0..text.len()).step_by(2).map(digit).collect::<Option<Vec<u8>>>());
            }
        }
        _ => {}
    }
}
