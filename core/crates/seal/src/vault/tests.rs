use super::*;
use crate::testing::Seeded;
use proptest::prelude::*;

#[test]
fn a_secret_is_bound_to_its_key_and_name() {
    let mut random = Seeded::new(1);
    let (key, other) = (Secret::random(&mut random), Secret::random(&mut random));
    let sealed = seal(&key, "device.sign", b"thirty-two bytes or any number..", &mut random).unwrap();
    assert_eq!(open(&key, "device.sign", &sealed).unwrap().as_slice(), b"thirty-two bytes or any number..");
    assert!(open(&key, "device.hpke", &sealed).is_none());
    assert!(open(&other, "device.sign", &sealed).is_none());
}

#[test]
fn a_passphrase_and_its_salt_give_one_key() {
    let effort = Effort { memory_kib: 8, passes: 1 };
    let key = passphrase_key("grüne Birne", &[1; 16], effort).unwrap();
    assert!(passphrase_key("grüne Birne", &[1; 16], effort).unwrap().is(key.expose()));
    assert!(!passphrase_key("grüne Birne", &[2; 16], effort).unwrap().is(key.expose()));
    assert!(!passphrase_key("grune Birne", &[1; 16], effort).unwrap().is(key.expose()));
}

#[test]
fn a_file_cannot_ask_for_an_endless_effort() {
    for (memory_kib, passes) in [(u32::MAX, 1), (8, 1000), (0, 1), (8, 0)] {
        assert!(passphrase_key("x", &[0; 16], Effort { memory_kib, passes }).is_none());
    }
}

proptest! {
    #[test]
    fn altered_bytes_do_not_open(at in 0usize..80, bit in 0u8..8, cut in 0usize..80) {
        let mut random = Seeded::new(2);
        let key = Secret::random(&mut random);
        let mut sealed = seal(&key, "name", &[7; 40], &mut random).unwrap();
        let n = sealed.len();
        sealed[at % n] ^= 1 << bit;
        prop_assert!(open(&key, "name", &sealed).is_none());
        sealed.truncate(cut.min(n - 1));
        prop_assert!(open(&key, "name", &sealed).is_none());
    }
}
