//! The recorded traces, replayed by two sheets of paper.

use std::io::Write as _;

use super::*;
use crate::Screen;
use crate::paper::Papers;

/// Says in the open that a test had nothing to work on; `tests/run` counts it.
fn skip(name: &str) {
    let line = format!("\nskipped: traces ({name} is not there; name its folder in RAPPORT_TRACES)\n");
    std::io::stderr().write_all(line.as_bytes()).unwrap();
}

#[test]
fn two_phones_replay_the_concurrent_trace_to_its_end() {
    let Some(trace) = read("friendsforever.json.gz").unwrap() else { return skip("friendsforever.json.gz") };
    let schedule = Schedule::of(&trace).unwrap();
    assert_eq!(schedule.pulls(), 2_446);
    schedule.check(&trace).unwrap();
    let mut papers = Papers::default();
    let mut typed = 0;
    for step in &schedule.steps {
        match *step {
            Step::Type { who, txn } => {
                typed += 1;
                for patch in &trace.txns[txn].patches {
                    papers.patch(who, patch.at, patch.delete, &patch.insert).unwrap();
                }
            }
            Step::Push { who } => papers.push(who),
            Step::Pull { who } => papers.pull(who),
        }
    }
    assert_eq!(typed, trace.txns.len());
    papers.meet();
    for who in Who::BOTH {
        trace.check_end(&papers.text(who)).unwrap();
    }
}

#[test]
fn sequential_traces_are_typed_by_one_phone() {
    for name in ["friendsforever_flat.json.gz", "seph-blog1.json.gz"] {
        let Some(trace) = read(name).unwrap() else { return skip(name) };
        let schedule = Schedule::of(&trace).unwrap();
        assert_eq!(schedule.pulls(), 0);
        let mut screen = Screen::new(&trace.start);
        let mut phone = Screen::new(&trace.start);
        for step in &schedule.steps {
            let Step::Type { txn, .. } = *step else { panic!("nothing to send") };
            for splice in trace.type_txn(txn, &mut screen).unwrap() {
                phone.splice(&splice).unwrap();
            }
        }
        trace.check_end(&phone.text()).unwrap();
    }
}
