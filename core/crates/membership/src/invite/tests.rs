//! Two people, a mailbox between them, and everything that can go wrong there.

mod face;
mod link;
mod machines;

use super::*;
use crate::role::Role;
use crate::space::SpaceKind;
use crate::testing::{Person, Seeded, World};
use proptest::prelude::*;
use rapport_seal::Secret;
use rapport_wire::relay::{BoxPut, BoxSlots, Slot};

fn name(text: &str) -> DisplayName {
    DisplayName::parse(text).unwrap()
}

#[test]
fn a_name_is_short_and_plain() {
    assert_eq!(DisplayName::parse("  Ada  ").unwrap().as_str(), "Ada");
    assert_eq!(DisplayName::parse(" \t "), Err(BadName::Empty));
    assert_eq!(DisplayName::parse("a\nb"), Err(BadName::Control));
    assert_eq!(DisplayName::parse("a\u{202e}b"), Err(BadName::Control));
    assert!(DisplayName::parse(&"\u{1f600}".repeat(32)).is_ok(), "32 emoji are 64 units");
    assert_eq!(DisplayName::parse(&"\u{1f600}".repeat(33)), Err(BadName::TooLong));
    assert_eq!(DisplayName::parse(&"x".repeat(1 << 20)), Err(BadName::TooLong));
    assert_eq!(format!("{:?}", name("Ada")), "a name");
}

#[test]
fn a_slot_is_sealed_for_its_place() {
    let mailbox = Mailbox::of(&Secret::new([1; 32]));
    let put = mailbox.put(2, b"hello", &mut Seeded::new(1)).unwrap();
    assert!(put.fits(&mailbox.id()));
    assert_eq!(put.content.len(), 1 + 24 + 512 + 16, "a length says little");
    let slots = |slot, content: &[u8]| BoxSlots { slots: vec![Slot { slot, content: content.to_vec() }] };
    assert_eq!(mailbox.message(&slots(2, &put.content), 2).unwrap().unwrap(), b"hello");
    assert_eq!(mailbox.message(&slots(2, &put.content), 3), Ok(None));
    assert_eq!(mailbox.message(&slots(3, &put.content), 3), Err(JoinFailure::Damaged(3)), "moved");
    let other = Mailbox::of(&Secret::new([2; 32]));
    assert_eq!(other.message(&slots(2, &put.content), 2), Err(JoinFailure::Damaged(2)));
    let mut newer = put.content.clone();
    newer[0] = 2;
    assert_eq!(mailbox.message(&slots(2, &newer), 2), Err(JoinFailure::Newer));
    assert_eq!(mailbox.message(&slots(2, &[]), 2), Err(JoinFailure::Damaged(2)));
    let signature = mailbox.close();
    let message = rapport_wire::auth::box_delete_message(&mailbox.id());
    assert!(rapport_wire::auth::verify(&mailbox.public(), &message, &signature));
}

#[test]
fn a_long_welcome_takes_more_than_one_slot() {
    let welcome = Welcome { certificates: None, frames: vec![vec![7; 100_000], vec![8; 90_000]] };
    let parts = welcome.parts().unwrap();
    assert_eq!(parts.iter().map(|(slot, _)| *slot).collect::<Vec<_>>(), [4, 5, 6, 7]);
    let mut there: Vec<Option<Vec<u8>>> = parts.into_iter().map(|(_, part)| Some(part)).collect();
    there.resize(28, None);
    assert_eq!(Welcome::join(&there), Ok(Some(welcome)));
    there[2] = None;
    assert_eq!(Welcome::join(&there), Ok(None));
    there[2] = Some(vec![4, 3, 1]);
    assert!(Welcome::join(&there).is_err());
    let huge = Welcome { certificates: None, frames: vec![vec![0; 1_000_000]; 2] };
    assert!(huge.parts().is_err());
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..500)) {
        let _ = Hello::read(&bytes);
        let _ = Commitment::read(&bytes);
        let _ = Keys::read(&bytes);
        let _ = Reveal::read(&bytes);
        let _ = Welcome::read(&bytes);
        let _ = Welcome::join(&[Some(bytes.clone()), None]);
        let mailbox = Mailbox::of(&Secret::new([1; 32]));
        let slots = BoxSlots { slots: vec![Slot { slot: 0, content: bytes }] };
        let _ = mailbox.message(&slots, 0);
    }

    #[test]
    fn any_name_that_is_taken_is_taken_again(text in "\\PC{0,80}") {
        if let Ok(name) = DisplayName::parse(&text) {
            prop_assert_eq!(DisplayName::parse(name.as_str()).unwrap(), name.clone());
            let mut w = rapport_wire::Writer::new();
            name.write(&mut w).unwrap();
            prop_assert_eq!(DisplayName::read(&mut rapport_wire::Reader::new(w.as_slice())).unwrap(), name);
        }
    }
}
