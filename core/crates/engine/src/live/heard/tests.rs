//! Frames in every order, replayed and late.

use super::*;
use proptest::prelude::*;
use rapport_ids::EntryId;
use rapport_seal::Mark;

const SPACE: SpaceId = SpaceId::new([1; 16]);
const ANN: DeviceId = DeviceId::new([2; 16]);
const NOTE: DocId = DocId::new([3; 16]);
const OTHER: DocId = DocId::new([4; 16]);

fn presence(doc: DocId, writing: bool) -> Option<Presence> {
    Some(Presence { doc, place: None, writing })
}

fn frame(run: u8, counter: u64, dseq: u64, presence: Option<Presence>) -> Live {
    let entry = if dseq == 0 { EntryId::NONE } else { EntryId::new([9; 32]) };
    Live { run: [run; 16], counter, chain: Mark { dseq, entry }, presence }
}

#[test]
fn a_device_comes_moves_and_leaves() {
    let mut heard = Heard::default();
    assert_eq!(heard.take(SPACE, ANN, frame(1, 1, 5, presence(NOTE, false)), 0, 100), Told::Came);
    assert_eq!(heard.take(SPACE, ANN, frame(1, 2, 5, presence(NOTE, false)), 0, 200), Told::Same);
    assert_eq!(heard.take(SPACE, ANN, frame(1, 3, 5, presence(NOTE, true)), 0, 300), Told::Moved);
    assert!(heard.anybody_in(&SPACE, &NOTE) && !heard.anybody_in(&SPACE, &OTHER));
    assert!(!heard.anybody_in(&SpaceId::new([7; 16]), &NOTE), "in that space only");
    assert_eq!(heard.in_note(&SPACE, &NOTE).map(|(_, present)| present.since_ms).collect::<Vec<_>>(), [100]);
    assert_eq!(heard.take(SPACE, ANN, frame(1, 4, 5, presence(OTHER, true)), 0, 400), Told::Came);
    assert_eq!(heard.in_note(&SPACE, &OTHER).map(|(_, present)| present.since_ms).collect::<Vec<_>>(), [400]);
    assert_eq!(heard.take(SPACE, ANN, frame(1, 5, 5, None), 0, 500), Told::Moved);
    assert_eq!(heard.take(SPACE, ANN, frame(1, 6, 5, None), 0, 600), Told::Same);
    assert!(!heard.anybody_in(&SPACE, &OTHER));
}

#[test]
fn what_is_older_says_nothing() {
    let mut heard = Heard::default();
    heard.take(SPACE, ANN, frame(1, 7, 5, presence(NOTE, false)), 0, 0);
    let mut nothing = |live, dseq| assert_eq!(heard.take(SPACE, ANN, live, dseq, 1), Told::Nothing);
    nothing(frame(1, 7, 5, None), 0);
    nothing(frame(1, 6, 5, None), 0);
    nothing(frame(1, 8, 4, None), 0);
    nothing(frame(1, 8, 5, None), 6);
    nothing(frame(2, 1, 4, None), 0);
    // A new start counts anew, and ends the run before it for good.
    assert_eq!(heard.take(SPACE, ANN, frame(2, 1, 5, presence(OTHER, false)), 5, 2), Told::Came);
    assert_eq!(heard.take(SPACE, ANN, frame(1, 99, 9, None), 0, 3), Told::Nothing);
    assert!(heard.anybody_in(&SPACE, &OTHER));
}

#[test]
fn who_is_silent_is_forgotten_and_no_old_frame_brings_them_back() {
    let mut heard = Heard::default();
    let last = frame(1, 3, 5, presence(NOTE, false));
    heard.take(SPACE, ANN, last.clone(), 0, 1_000);
    assert_eq!(heard.forget_at(), Some(31_000));
    assert!(heard.forget(30_999).is_empty());
    assert_eq!(heard.forget(31_000), [SPACE]);
    assert_eq!(heard.forget_at(), None);
    assert_eq!(heard.take(SPACE, ANN, last, 0, 31_001), Told::Nothing);
    assert!(!heard.anybody_in(&SPACE, &NOTE));
    heard.take(SPACE, ANN, frame(1, 4, 5, presence(NOTE, false)), 0, 40_000);
    assert_eq!(heard.forget(10), [SPACE], "a clock set back holds nobody fast");
}

#[test]
fn who_is_removed_is_gone_at_once() {
    let mut heard = Heard::default();
    heard.take(SPACE, ANN, frame(1, 1, 0, presence(NOTE, false)), 0, 0);
    assert!(!heard.keep(&SPACE, |_| true));
    assert!(heard.keep(&SPACE, |device| *device != ANN));
    assert!(!heard.anybody_in(&SPACE, &NOTE));
}

proptest! {
    #[test]
    fn the_newest_frame_of_a_run_wins_in_any_order(mut order in proptest::collection::vec(1u64..20, 1..40)) {
        let mut heard = Heard::default();
        for counter in &order {
            let doc = DocId::new([u8::try_from(*counter).unwrap(); 16]);
            heard.take(SPACE, ANN, frame(1, *counter, 3, presence(doc, false)), 3, 0);
        }
        order.sort_unstable();
        let newest = DocId::new([u8::try_from(*order.last().unwrap()).unwrap(); 16]);
        prop_assert!(heard.anybody_in(&SPACE, &newest));
    }
}
