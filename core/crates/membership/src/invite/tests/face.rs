//! Three codes from screen to screen.

use super::*;
use crate::invite::face::{BadCode, FaceAnswer, FaceInvite, FaceWelcome, QR_CHARACTERS};
use rapport_wire::Frame;

#[test]
fn three_codes_make_a_member() {
    let (ada, ben) = (Person::new(1, 1), Person::new(2, 1));
    let mut random = Seeded::new(42);
    let made = crate::NewSpace::fresh(SpaceKind::Pair, ada.bundle.clone(), 1, &mut random)
        .make(ada.key(), &mut random)
        .unwrap();
    let mut world = World::open(SpaceKind::Pair, &ada);
    let invite = FaceInvite::new((world.space(), SpaceKind::Pair), ada.id(), Role::Admin, name("Ada"), &mut random);
    let seen = FaceInvite::parse(&invite.code().unwrap()).unwrap();
    assert_eq!((seen.space, seen.inviter, seen.name.as_str()), (world.space(), ada.id(), "Ada"));
    let answer = FaceAnswer::new(&seen, name("Ben"), ben.bundle.clone()).unwrap();
    let heard = FaceAnswer::parse(&answer.code().unwrap(), &invite).unwrap();
    assert_eq!(heard, answer);
    let frame = world.add(ada.key(), &ben, Role::Admin);
    let welcome = FaceWelcome { certificates: ada.bundle.clone(), frames: vec![made.frame, frame] };
    let code = welcome.code().unwrap();
    assert!(code.len() <= QR_CHARACTERS, "{} characters", code.len());
    assert!(code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b":.".contains(&b)));
    let read = FaceWelcome::parse(&code, &seen).unwrap();
    let last = Frame::parse(read.frames[1].clone()).unwrap();
    assert!(rapport_seal::boxes::epoch_key(&last, ben.key().hpke()).is_some());
}

#[test]
fn an_answer_to_another_invite_is_refused() {
    let (ada, ben) = (Person::new(1, 1), Person::new(2, 1));
    let mut random = Seeded::new(1);
    let space = (rapport_ids::SpaceId::new([1; 16]), SpaceKind::Pair);
    let one = FaceInvite::new(space, ada.id(), Role::Admin, name("Ada"), &mut random);
    let two = FaceInvite::new(space, ada.id(), Role::Admin, name("Ada"), &mut random);
    let code = FaceAnswer::new(&one, name("Ben"), ben.bundle.clone()).unwrap().code().unwrap();
    assert_eq!(FaceAnswer::parse(&code, &two).err(), Some(BadCode::OtherInvite));
    assert_eq!(FaceInvite::parse(&code).err(), Some(BadCode::NotOurs));
    assert_eq!(FaceAnswer::parse(&code.replace("B1.", "B2."), &one).err(), Some(BadCode::Newer));
    assert_eq!(FaceAnswer::parse(&code[..code.len() - 9], &one).err(), Some(BadCode::Damaged));
    let wrong = FaceWelcome { certificates: ben.bundle.clone(), frames: vec![] };
    assert_eq!(FaceWelcome::parse(&wrong.code().unwrap(), &one).err(), Some(BadCode::OtherInvite));
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in ".{0,100}", body in "[A-Z2-7]{0,120}") {
        let ada = rapport_ids::AccountId::new([1; 32]);
        let space = (rapport_ids::SpaceId::new([1; 16]), SpaceKind::Pair);
        let invite = FaceInvite::new(space, ada, Role::Admin, name("A"), &mut Seeded::new(1));
        for text in [text, format!("RAPPORT:A1.{body}"), format!("RAPPORT:B1.{body}"), format!("RAPPORT:C1.{body}")] {
            let _ = FaceInvite::parse(&text);
            let _ = FaceAnswer::parse(&text, &invite);
            let _ = FaceWelcome::parse(&text, &invite);
        }
    }
}
