use super::*;
use crate::codec::Writer;
use ed25519_dalek::{Signer, SigningKey};
use proptest::prelude::*;
use rapport_ids::{EpochTag, SpaceId};

fn header(class: Class) -> Header {
    Header { class, space: SpaceId::new([1; 16]), tag: EpochTag::new([2; 16]), nonce: [3; 24], commitment: [4; 32] }
}

fn log_frame(body: usize) -> Vec<u8> {
    let mut w = Writer::new();
    header(Class::Log).write(&mut w);
    w.put(&vec![9; body]);
    w.finish()
}

fn control_frame(key: &SigningKey) -> Vec<u8> {
    let mut w = Writer::new();
    header(Class::Control).write(&mut w);
    let one = KeyBox { hint: [1; 8], enc: [2; 32], sealed: [3; 48] };
    let boxes = Boxes { epoch: vec![one, one], control: vec![], older: vec![] };
    boxes.write(&mut w).unwrap();
    w.put(&[7; BODY_MIN]);
    let trailer = Trailer {
        prev: RecordId::NONE,
        tag_after: EpochTag::new([2; 16]),
        auth_after: [5; 32],
        control_after: key.verifying_key().to_bytes(),
        signature: [0; 64],
    };
    trailer.write_unsigned(&mut w);
    let message = crate::auth::control_message(&SpaceId::new([1; 16]), w.as_slice());
    let signature = key.sign(&message).to_bytes();
    w.put(&signature);
    w.finish()
}

#[test]
fn a_log_frame_is_header_and_body() {
    let bytes = log_frame(BODY_MIN);
    let frame = Frame::parse(bytes.clone()).unwrap();
    assert_eq!(frame.header(), &header(Class::Log));
    assert_eq!(frame.associated().len(), Header::LEN);
    assert_eq!(frame.body(), &[9; BODY_MIN]);
    assert!(frame.boxes().is_none() && frame.trailer().is_none());
    assert_eq!(frame.record_id().as_bytes()[..], Sha256::digest(&bytes)[..]);
}

#[test]
fn a_control_frame_carries_a_signed_trailer() {
    let key = SigningKey::from_bytes(&[8; 32]);
    let bytes = control_frame(&key);
    let frame = Frame::parse(bytes.clone()).unwrap();
    assert_eq!(frame.boxes().unwrap().epoch.len(), 2);
    assert_eq!(frame.body(), &[7; BODY_MIN]);
    assert!(frame.control_signature_fits(&key.verifying_key().to_bytes()));
    assert!(!frame.control_signature_fits(&[5; 32]));
    for at in [0, Header::LEN + 3, bytes.len() - 100] {
        let mut altered = bytes.clone();
        altered[at] ^= 1;
        let fits = Frame::parse(altered).is_ok_and(|f| f.control_signature_fits(&key.verifying_key().to_bytes()));
        assert!(!fits, "byte {at}");
    }
}

#[test]
fn what_only_a_newer_version_knows_is_not_damage() {
    for (at, value, what) in [(0, 2, "version"), (1, 99, "class"), (2, 2, "suite"), (3, 1, "flags")] {
        let mut bytes = log_frame(BODY_MIN);
        bytes[at] = value;
        assert_eq!(Frame::parse(bytes).unwrap_err(), FrameProblem::Newer(what));
    }
}

#[test]
fn sizes_are_checked_by_class() {
    assert!(matches!(Frame::parse(log_frame(crate::limits::FRAME)), Err(FrameProblem::TooLarge { .. })));
    assert!(matches!(Frame::parse(vec![1; crate::limits::CONTROL_FRAME + 1]), Err(FrameProblem::TooLarge { .. })));
    assert!(matches!(Frame::parse(log_frame(BODY_MIN - 1)), Err(FrameProblem::Malformed(_))));
    let mut live = log_frame(crate::limits::SMALL_FRAME);
    live[1] = Class::Live.byte();
    assert!(matches!(Frame::parse(live), Err(FrameProblem::TooLarge { max: crate::limits::SMALL_FRAME, .. })));
}

#[test]
fn a_share_has_boxes_and_nothing_else() {
    let mut w = Writer::new();
    header(Class::Share).write(&mut w);
    Boxes::default().write(&mut w).unwrap();
    let good = w.finish();
    assert!(Frame::parse(good.clone()).is_ok());
    let mut longer = good;
    longer.push(0);
    assert!(matches!(Frame::parse(longer), Err(FrameProblem::Malformed(_))));
}

#[test]
fn boxes_out_of_order_are_refused() {
    let (a, b) = (
        KeyBox { hint: [1; 8], enc: [0; 32], sealed: [0; 48] },
        KeyBox { hint: [2; 8], enc: [0; 32], sealed: [0; 48] },
    );
    let mut w = Writer::new();
    Boxes { epoch: vec![b, a], ..Boxes::default() }.write(&mut w).unwrap();
    assert!(Boxes::read(&mut Reader::new(w.as_slice())).is_err());
}

proptest! {
    #[test]
    fn any_bytes_are_taken_apart_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let _ = Frame::parse(bytes);
    }

    #[test]
    fn a_control_frame_with_bytes_cut_or_changed_never_panics(cut in 0usize..1200, at in 0usize..1200, value in any::<u8>()) {
        let mut bytes = control_frame(&SigningKey::from_bytes(&[8; 32]));
        let n = bytes.len();
        bytes[at % n] = value;
        bytes.truncate(n.saturating_sub(cut));
        if let Ok(frame) = Frame::parse(bytes) {
            let _ = frame.control_signature_fits(&[1; 32]);
        }
    }
}
