use super::*;
use crate::testing::Seeded;
use proptest::prelude::*;

const SPACE: SpaceId = SpaceId::new([1; 16]);
const NONCE: [u8; 24] = [2; 24];

fn devices(n: u64) -> Vec<HpkeSecret> {
    (0..n).map(|i| HpkeSecret::generate(&mut Seeded::new(i))).collect()
}

fn sealed(list: BoxList, to: &[HpkeSecret]) -> Vec<KeyBox> {
    let to: Vec<_> = to.iter().map(HpkeSecret::public).collect();
    seal(list, &SPACE, &NONCE, &Secret::new([9; 32]), &to, &mut Seeded::new(77)).unwrap()
}

#[test]
fn each_device_finds_its_own_box_among_dummies() {
    let all = devices(9);
    let boxes = sealed(BoxList::Epoch, &all);
    assert_eq!(boxes.len(), 10);
    assert!(boxes.is_sorted());
    for device in &all {
        let found = open(BoxList::Epoch, &SPACE, &NONCE, &boxes, device);
        assert!(found.len() == 1 && found[0].is(&[9; 32]));
    }
}

#[test]
fn nobody_else_finds_one() {
    let all = devices(3);
    let boxes = sealed(BoxList::Epoch, &all[..2]);
    assert!(open(BoxList::Epoch, &SPACE, &NONCE, &boxes, &all[2]).is_empty());
    assert!(open(BoxList::Control, &SPACE, &NONCE, &boxes, &all[0]).is_empty());
    assert!(open(BoxList::Epoch, &SpaceId::new([2; 16]), &NONCE, &boxes, &all[0]).is_empty());
    assert!(open(BoxList::Epoch, &SPACE, &[3; 24], &boxes, &all[0]).is_empty());
}

#[test]
fn a_stranger_who_knows_the_hint_cannot_hide_the_key() {
    let all = devices(1);
    let mut boxes = sealed(BoxList::Epoch, &all);
    let hint = hint(BoxList::Epoch, &all[0].public(), &NONCE);
    boxes.push(KeyBox { hint, enc: [0; 32], sealed: [0; 48] });
    boxes.push(KeyBox { hint, enc: [255; 32], sealed: [255; 48] });
    boxes.sort_unstable();
    assert_eq!(open(BoxList::Epoch, &SPACE, &NONCE, &boxes, &all[0]).len(), 1);
}

#[test]
fn no_recipients_no_boxes_and_repeated_ones_count_once() {
    assert!(sealed(BoxList::Epoch, &[]).is_empty());
    let one = devices(1).remove(0);
    let to = [one.public(), one.public()];
    let boxes = seal(BoxList::Epoch, &SPACE, &NONCE, &Secret::new([9; 32]), &to, &mut Seeded::new(1)).unwrap();
    assert_eq!(boxes.len(), 1);
}

#[test]
fn a_key_that_nobody_can_have_is_refused() {
    let to = [HpkePublic::new([0; 32])];
    let got = seal(BoxList::Epoch, &SPACE, &NONCE, &Secret::new([9; 32]), &to, &mut Seeded::new(1));
    assert_eq!(got.err(), Some(SealProblem::Recipient));
}

proptest! {
    #[test]
    fn a_flipped_bit_opens_nothing(at in 8usize..88, bit in 0u8..8) {
        let all = devices(1);
        let mut one = sealed(BoxList::Epoch, &all)[0];
        match at {
            8..40 => one.enc[at - 8] ^= 1 << bit,
            _ => one.sealed[at - 40] ^= 1 << bit,
        }
        // X25519 ignores the highest bit of a point, HPKE does not: enc is hashed too.
        prop_assert!(open(BoxList::Epoch, &SPACE, &NONCE, &[one], &all[0]).is_empty());
    }
}
