//! A year in a second: what pairs are reminded of, and when, on phones that are
//! late, off, elsewhere, or without a network.

use crate::year;

/// Pairs in the usual run; the bench has a hundred.
const PAIRS: usize = 10;
const SEED: u64 = 6;

#[test]
fn for_a_year_reminders_come_when_they_should_and_only_then() {
    let told = year::run(SEED, PAIRS);
    assert_eq!(told.wrong(), 0, "seed {SEED}: {told:#?}");
    assert!(told.loud > 20 * told.people && told.silent > 0, "something happened: {told:#?}");
    assert_eq!(told, year::run(SEED, PAIRS), "one seed, one year");
}
