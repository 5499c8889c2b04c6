//! Sizes that tell little: Padmé rounds a length so that only the place of its
//! highest bit and a few bits after it show.

/// The smallest padded entry.
pub const ENTRY_MIN: usize = 512;

/// Rounds up to E = floor(log2 n), S = floor(log2 E) + 1, a multiple of 2^(E-S).
/// Costs at most 12 percent, less the larger `n`.
pub const fn padme(n: usize) -> usize {
    if n < 2 {
        return n;
    }
    let e = n.ilog2();
    let s = if e == 0 { 0 } else { e.ilog2() + 1 };
    let step = 1usize << e.saturating_sub(s);
    match n.checked_next_multiple_of(step) {
        Some(padded) => padded,
        None => n,
    }
}

/// The size of an entry whose fields, payload and signature have `n` bytes.
pub const fn entry_size(n: usize) -> usize {
    let padded = padme(n);
    if padded < ENTRY_MIN { ENTRY_MIN } else { padded }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_sizes() {
        for (n, padded) in [
            (0, 0),
            (1, 1),
            (2, 2),
            (3, 3),
            (5, 5),
            (8, 8),
            (9, 10),
            (33, 36),
            (513, 544),
            (1000, 1024),
            (3000, 3072),
            (100_000, 100_352),
            (258_048, 258_048),
            (258_049, 262_144),
        ] {
            assert_eq!(padme(n), padded, "{n}");
        }
        assert_eq!((entry_size(0), entry_size(512), entry_size(513)), (512, 512, 544));
    }

    proptest! {
        #[test]
        fn never_less_never_much_more_and_stable(n in 0usize..1 << 40) {
            let padded = padme(n);
            prop_assert!(padded >= n && padded - n <= n / 8 + 1);
            prop_assert_eq!(padme(padded), padded);
        }

        #[test]
        fn rises_with_its_length(a in 0usize..1 << 20, b in 0usize..1 << 20) {
            prop_assert!(padme(a.min(b)) <= padme(a.max(b)));
        }
    }
}
