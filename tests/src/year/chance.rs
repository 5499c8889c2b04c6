//! One stream of chance a person.

/// The generator of Steele, Lea and Flood (SplitMix64): small and repeatable.
pub(super) struct Chance(u64);

impl Chance {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From the first (included) to the second (not included).
    pub(super) fn between(&mut self, from: i64, to: i64) -> i64 {
        let span = u64::try_from(to - from).expect("in order").max(1);
        from + i64::try_from(self.next() % span).expect("small")
    }

    /// True so many times in a thousand.
    pub(super) fn often(&mut self, per_mille: i64) -> bool {
        self.between(0, 1000) < per_mille
    }

    pub(super) fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[usize::try_from(self.between(0, i64::try_from(of.len()).expect("few"))).expect("few")].clone()
    }
}
