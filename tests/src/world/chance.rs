//! One stream of chance for a whole run.

use sha2::{Digest, Sha256};
use std::ops::Range;
use std::sync::{Arc, Mutex};

/// Shared by everybody in a world, so that one number repeats a run.
#[derive(Debug, Clone)]
pub(crate) struct Seed(Arc<Mutex<(u64, u64)>>);

impl Seed {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Arc::new(Mutex::new((seed, 0))))
    }

    pub(crate) fn fill(&self, bytes: &mut [u8]) {
        let mut state = self.0.lock().expect("nobody panics with it");
        for piece in bytes.chunks_mut(32) {
            state.1 += 1;
            let block = Sha256::new().chain_update(state.0.to_be_bytes()).chain_update(state.1.to_be_bytes());
            piece.copy_from_slice(&block.finalize()[..piece.len()]);
        }
    }

    pub(crate) fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }

    /// A number below `n`.
    pub(crate) fn below(&self, n: usize) -> usize {
        usize::try_from(u64::from_be_bytes(self.bytes()) % u64::try_from(n.max(1)).expect("small")).expect("small")
    }
}

/// Which seeds a test runs: `RAPPORT_SEED=17` one of them, `RAPPORT_SEEDS=0..1000`
/// those from the first up to before the last, else the usual ones. Each is
/// printed before its run, so that the last line of a failure names it.
pub(crate) fn seeds(usual: Range<u64>) -> impl Iterator<Item = u64> {
    let asked = |name: &str| std::env::var(name).ok();
    let range = chosen(asked("RAPPORT_SEED").as_deref(), asked("RAPPORT_SEEDS").as_deref(), usual);
    range.inspect(|seed| println!("seed {seed}"))
}

fn chosen(one: Option<&str>, several: Option<&str>, usual: Range<u64>) -> Range<u64> {
    let number = |text: &str| text.parse().expect("a number");
    match (one.map(number), several) {
        (Some(seed), _) => seed..seed + 1,
        (None, Some(range)) => {
            let (from, to) = range.split_once("..").expect("a range such as 0..1000");
            number(from)..number(to)
        }
        (None, None) => usual,
    }
}

#[test]
fn seeds_are_the_usual_ones_or_those_that_are_asked_for() {
    assert_eq!(chosen(None, None, 3..5), 3..5);
    assert_eq!(chosen(None, Some("500..1000"), 3..5), 500..1000);
    assert_eq!(chosen(Some("17"), Some("500..1000"), 3..5), 17..18);
}

pub(crate) struct NodeChance(pub(crate) Seed);

impl rapport_node::Random for NodeChance {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.0.fill(bytes);
    }
}

pub(crate) struct RelayChance(pub(crate) Seed);

impl rapport_relay::Random for RelayChance {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), rapport_relay::NoRandom> {
        self.0.fill(bytes);
        Ok(())
    }
}
