//! A relay that refuses, answers nonsense, or tampers with what it keeps:
//! nothing is lost, nothing false is shown, and a good relay ends it.

use super::base::Stage;
use super::carry::{assert_in_step, waiting};
use crate::world::carry::Carrier;
use crate::world::look;
use rapport_node::{Answer, Call, CallFailed, Code, Node, Request};
use rapport_wire::relay::{PushResult, RecordPage, RelayProblem, Stored};

const CODES: [Code; 15] = [
    Code::Malformed,
    Code::TooLarge,
    Code::SessionNeeded,
    Code::NotAllowed,
    Code::NotFound,
    Code::TokenNeeded,
    Code::BadSignature,
    Code::ControlConflict,
    Code::Conflict,
    Code::Gone,
    Code::TooMany,
    Code::OverQuota,
    Code::NeedsNewerRelay,
    Code::Unavailable,
    Code::Other,
];

/// Asks of one turn: a node that asks more is one that never rests.
const MOST: usize = 200;

/// What becomes of an answer on its way.
type Lie<'a> = &'a mut dyn FnMut(&Call, Result<Answer, CallFailed>) -> Result<Answer, CallFailed>;

/// Some turns with a relay that answers as `lie` makes it.
fn turns(stage: &Stage, ann: &mut Node, lie: Lie<'_>) {
    let carrier = Carrier::new(&stage.world.relay);
    for _ in 0..4 {
        stage.world.clock.advance(20 * 60 * 1000);
        ann.sync_now().expect("a healthy disk");
        let mut asked = 0;
        loop {
            let mut waiting = ann.requests().expect("a healthy disk");
            if waiting.is_empty() {
                break;
            }
            while let Some(Request { id, call, .. }) = waiting.pop() {
                asked += 1;
                assert!(asked < MOST, "never at rest: {call:?}");
                let answer = lie(&call, carrier.ask(&call));
                waiting.extend(ann.answer(id, answer).expect("a healthy disk"));
            }
        }
    }
}

/// Nothing is lost by it, and a good relay ends it.
fn ends_well(mut stage: Stage, mut ann: Node, why: &str) {
    stage.facts.assert(&stage, &ann, "", why);
    assert_in_step(&mut stage, &mut ann, why);
}

#[test]
fn a_relay_that_refuses_everything() {
    for code in CODES {
        let stage = Stage::new(1);
        let mut ann = stage.open_ann().expect("it opens");
        turns(&stage, &mut ann, &mut |_, _| Err(CallFailed::Refused(RelayProblem::new(code, "no"))));
        assert!(waiting(&ann, &stage.base.space) > 0, "{code:?}: what waits still waits");
        // A space that is said to be gone is not sent again by itself; a new
        // start asks anew.
        stage.kill(ann);
        let ann = stage.open_ann().expect("it opens");
        ends_well(stage, ann, &format!("{code:?}"));
    }
}

#[test]
fn a_relay_that_cannot_be_understood() {
    for failed in [CallFailed::Garbage("nonsense"), CallFailed::Unreachable, CallFailed::NotTrusted] {
        let stage = Stage::new(2);
        let mut ann = stage.open_ann().expect("it opens");
        turns(&stage, &mut ann, &mut |_, _| Err(failed.clone()));
        ends_well(stage, ann, &format!("{failed:?}"));
    }
    let stage = Stage::new(3);
    let mut ann = stage.open_ann().expect("it opens");
    // The answer to another call.
    turns(&stage, &mut ann, &mut |_, _| Ok(Answer::Done));
    ends_well(stage, ann, "another answer");
}

fn tampered_pages(why: &str, tamper: impl Fn(&mut RecordPage)) {
    let stage = Stage::new(4);
    let mut ann = stage.open_ann().expect("it opens");
    turns(&stage, &mut ann, &mut |_, answer| {
        answer.map(|answer| match answer {
            Answer::Page(mut page) => {
                tamper(&mut page);
                Answer::Page(page)
            }
            other => other,
        })
    });
    stage.facts.assert(&stage, &ann, "", why);
    stage.kill(ann);
    let mut ann = stage.open_ann().expect("it opens");
    let mut stage = stage;
    // What was made up by the relay is in quarantine; what people wrote is not held.
    let mut ben = stage.open_ben();
    for _ in 0..3 {
        stage.world.clock.advance(20 * 60 * 1000);
        super::carry::sync(&stage.world.relay, &mut ann, &mut stage.facts).expect("a healthy disk");
        super::carry::sync(&stage.world.relay, &mut ben, &mut super::facts::Facts::default()).expect("a healthy disk");
    }
    assert_eq!(stage.text(&ann), stage.text(&ben), "{why}: the note");
    let (goal, now) = (stage.base.goal, stage.now());
    assert_eq!(look::goal(&ann, now, goal), look::goal(&ben, now, goal), "{why}: the goal");
    assert_eq!(waiting(&ann, &stage.base.space), 0, "{why}");
    assert_eq!(look::line(&ben, now).quarantined, 0, "{why}: told to the other");
}

#[test]
fn frames_that_were_tampered_with() {
    tampered_pages("a bit", |page| {
        for record in &mut page.records {
            let middle = record.frame.len() / 2;
            record.frame[middle] ^= 1;
        }
    });
    tampered_pages("a bit of the first byte", |page| page.records.iter_mut().for_each(|record| record.frame[0] ^= 1));
    tampered_pages("cut off", |page| page.records.iter_mut().for_each(|record| record.frame.truncate(40)));
    tampered_pages("empty", |page| page.records.iter_mut().for_each(|record| record.frame.clear()));
    tampered_pages("longer", |page| page.records.iter_mut().for_each(|record| record.frame.push(0)));
    tampered_pages("a flood", |page| {
        let seq = page.records.last().map_or(1, |record| record.seq);
        page.records.push(Stored { seq: seq + 1, frame: vec![7; 2 * 1024 * 1024] });
    });
}

#[test]
fn pages_in_another_order_or_twice() {
    tampered_pages("backwards", |page| page.records.reverse());
    tampered_pages("twice", |page| {
        let again = page.records.clone();
        page.records.extend(again);
    });
    tampered_pages("numbers of another", |page| page.records.iter_mut().for_each(|record| record.seq = 1));
    tampered_pages("huge numbers", |page| page.records.iter_mut().for_each(|record| record.seq = u64::MAX));
}

#[test]
fn pages_that_lead_nowhere() {
    tampered_pages("no progress", |page| {
        page.records.clear();
        page.next = 0;
        page.place.head = u64::MAX;
    });
    tampered_pages("another log each time", |page| {
        let mut log = *page.place.log_id.as_bytes();
        log[0] = log[0].wrapping_add(1);
        page.place.log_id = rapport_ids::LogId::new(log);
    });
    tampered_pages("a shorter log", |page| page.place.head = 0);
    tampered_pages("the end at once", |page| {
        page.next = u64::MAX;
        page.place.head = u64::MAX;
    });
}

#[test]
fn a_relay_that_says_it_has_what_it_has_not() {
    let stage = Stage::new(5);
    let mut ann = stage.open_ann().expect("it opens");
    let carrier = Carrier::new(&stage.world.relay);
    // It stores nothing, and answers as if it had; or with too few results.
    for few in [false, true] {
        ann.sync_now().expect("a healthy disk");
        let mut waiting = ann.requests().expect("a healthy disk");
        for _ in 0..40 {
            let Some(Request { id, call, .. }) = waiting.pop() else { break };
            let answer = match &call {
                Call::Push { .. } => carrier.ask(&call).map(|answer| match answer {
                    Answer::Pushed(PushResult { results, place }) if few => {
                        let results = results.into_iter().take(0).collect();
                        Answer::Pushed(PushResult { results, place })
                    }
                    other => other,
                }),
                _ => carrier.ask(&call),
            };
            waiting.extend(ann.answer(id, answer).expect("a healthy disk"));
            if waiting.is_empty() {
                waiting = ann.requests().expect("a healthy disk");
            }
        }
    }
    ends_well(stage, ann, "too few results");
}

#[test]
fn a_record_that_was_left_out_of_a_page_comes_later() {
    for which in [0, 1, usize::MAX] {
        let stage = Stage::new(6);
        let mut ann = stage.open_ann().expect("it opens");
        let mut left = 1;
        turns(&stage, &mut ann, &mut |_, answer| {
            answer.map(|answer| match answer {
                Answer::Page(mut page) if left > 0 && !page.records.is_empty() => {
                    left -= 1;
                    page.records.remove(which.min(page.records.len() - 1));
                    Answer::Page(page)
                }
                other => other,
            })
        });
        assert_eq!(left, 0, "something was left out");
        ends_well(stage, ann, "left out");
    }
}

#[test]
fn what_a_relay_never_gives_is_not_asked_for_for_ever() {
    let stage = Stage::new(7);
    let mut ann = stage.open_ann().expect("it opens");
    let mut hidden = None;
    let mut days = Vec::new();
    for _ in 0..20 {
        // Each turn is twenty minutes long.
        stage.world.clock.advance(3 * 24 * 3600 * 1000);
        let mut asked = 0;
        turns(&stage, &mut ann, &mut |call, answer| {
            let (Call::Pull { space, after, .. }, Ok(Answer::Page(mut page))) = (call, answer.clone()) else {
                return answer;
            };
            if let Some(first) = page.records.first() {
                let (its, seq) = *hidden.get_or_insert((*space, first.seq));
                asked += usize::from(its == *space && *after < seq);
                page.records.retain(|record| its != *space || record.seq != seq);
            }
            Ok(Answer::Page(page))
        });
        days.push(asked);
    }
    assert!(days.iter().sum::<usize>() > 2, "it is asked for again: {days:?}");
    assert_eq!(days.iter().rev().take(8).sum::<usize>(), 0, "and it is believed in the end: {days:?}");
}
