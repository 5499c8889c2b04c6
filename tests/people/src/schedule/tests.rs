use super::*;
use crate::trace::{Limits, TraceError};

mod recorded;

/// A trace from `(agent, parents)`; each transaction types its own letter at
/// the place that `paper` says, so only the order matters here.
fn trace(txns: &[(usize, &[usize])]) -> Trace {
    let agents = txns.iter().map(|(agent, _)| agent + 1).max().unwrap_or(0);
    let txns: Vec<_> = txns
        .iter()
        .map(|(agent, parents)| format!(r#"{{"agent":{agent},"parents":{parents:?},"patches":[]}}"#))
        .collect();
    let json = format!(r#"{{"kind":"concurrent","endContent":"","numAgents":{agents},"txns":[{}]}}"#, txns.join(","));
    Trace::read(json.as_bytes(), &Limits::default()).unwrap()
}

fn written(schedule: &Schedule) -> String {
    let name = |who: &Who| ["A", "B"][who.index()];
    let steps = schedule.steps.iter().map(|step| match step {
        Step::Type { who, txn } => format!("{}{txn}", name(who)),
        Step::Push { who } => format!("{}^", name(who)),
        Step::Pull { who } => format!("{}v", name(who)),
    });
    steps.collect::<Vec<_>>().join(" ")
}

#[test]
fn one_writer_needs_no_network() {
    let schedule = Schedule::of(&trace(&[(0, &[]), (0, &[0]), (0, &[1])])).unwrap();
    assert_eq!(written(&schedule), "A0 A1 A2");
    assert!(Schedule::of(&trace(&[])).unwrap().steps.is_empty());
}

/// One from `(agent, parents, patch)` that ends with `end`.
fn typed(end: &str, txns: &[(usize, &[usize], &str)]) -> Result<(), TraceError> {
    let agents = txns.iter().map(|(agent, ..)| agent + 1).max().unwrap_or(0);
    let txns: Vec<_> = txns
        .iter()
        .map(|(agent, parents, patch)| format!(r#"{{"agent":{agent},"parents":{parents:?},"patches":[{patch}]}}"#))
        .collect();
    let json =
        format!(r#"{{"kind":"concurrent","endContent":"{end}","numAgents":{agents},"txns":[{}]}}"#, txns.join(","));
    let trace = Trace::read(json.as_bytes(), &Limits::default()).unwrap();
    Schedule::of(&trace).unwrap().check(&trace)
}

#[test]
fn a_patch_outside_the_text_of_its_writer_is_found_before_anybody_types() {
    let first: (usize, &[usize], &str) = (0, &[], r#"[0,0,"abc"]"#);
    // Both delete the same letter: it is gone once.
    let deleted: [(usize, &[usize], &str); 3] = [first, (0, &[0], r#"[1,1,""]"#), (1, &[0], r#"[1,1,""]"#)];
    let with = |last: (usize, &'static [usize], &'static str)| [&deleted[..], &[last]].concat();
    assert_eq!(typed("acd", &with((0, &[1, 2], r#"[2,0,"d"]"#))), Ok(()));
    type Typed = (usize, &'static [usize], &'static str);
    let cases: [(Typed, usize); 4] = [
        ((0, &[1, 2], r#"[3,0,"d"]"#), 2),
        ((1, &[2], r#"[2,1,""]"#), 2),
        ((1, &[2, 1], r#"[0,3,""]"#), 2),
        ((0, &[1], r#"[0,0,"d"],[4,0,"e"]"#), 3),
    ];
    for (last, length) in cases {
        let Err(TraceError { place, problem: Problem::OutsideText { length: is, .. } }) = typed("", &with(last)) else {
            panic!("{last:?} was taken");
        };
        let patch = usize::from(last.2.contains("],["));
        assert_eq!((place, is), (Place::Patch { txn: 3, patch }, length), "{last:?}");
    }
    let end = typed("abd", &[first]).unwrap_err();
    assert_eq!(end.place, Place::Field("endContent"));
}

#[test]
fn where_two_type_at_one_place_nobody_says_beforehand_what_comes_of_it() {
    let both: [(usize, &[usize], &str); 3] =
        [(0, &[], r#"[0,0,"a"]"#), (1, &[], r#"[0,0,"b"]"#), (0, &[0, 1], r#"[9,0,"c"]"#)];
    assert_eq!(typed("anything", &both), Ok(()));
    // One after the other is no such case, also before what the other one typed.
    let in_turn: [(usize, &[usize], &str); 3] =
        [(0, &[], r#"[0,0,"a"]"#), (1, &[0], r#"[0,0,"b"]"#), (0, &[1], r#"[0,0,"c"]"#)];
    assert_eq!(typed("cba", &in_turn), Ok(()));
    assert!(typed("abc", &in_turn).is_err());
}

#[test]
fn the_other_has_pushed_exactly_what_is_needed() {
    // B's 2 needs A's 0 but not A's 1, so A pushes before it types 1.
    let schedule = Schedule::of(&trace(&[(0, &[]), (0, &[0]), (1, &[0]), (0, &[1, 2]), (1, &[2])])).unwrap();
    assert_eq!(written(&schedule), "A0 A^ A1 Bv B2 B^ B4 Av A3");
    assert_eq!(schedule.pulls(), 2);
}

#[test]
fn a_push_waits_for_the_pull_of_the_one_before() {
    // B needs A's 0, then A's 1: A must not push 1 before B has pulled 0.
    let schedule = Schedule::of(&trace(&[(0, &[]), (0, &[0]), (1, &[0]), (1, &[1, 2])])).unwrap();
    assert_eq!(written(&schedule), "A0 A^ A1 Bv B2 A^ Bv B3");
}

#[test]
fn both_can_push_and_pull_in_the_same_pause() {
    let schedule = Schedule::of(&trace(&[(0, &[]), (1, &[]), (0, &[0, 1]), (1, &[1, 0])])).unwrap();
    assert_eq!(written(&schedule), "A0 A^ B1 Bv B^ B3 Av A2");
}

#[test]
fn agents_that_were_never_apart_share_a_phone() {
    // 0 and 2 are one person who reloaded the page; 1 types at the same time as both.
    let schedule = Schedule::of(&trace(&[(0, &[]), (1, &[]), (2, &[0]), (1, &[1]), (2, &[2, 3])])).unwrap();
    assert_eq!(schedule.phones, [Who::Mentee, Who::Mentor, Who::Mentee]);
    assert_eq!(schedule.pulls(), 1);
}

#[test]
fn three_at_the_same_time_are_refused() {
    let why = Schedule::of(&trace(&[(0, &[]), (1, &[]), (2, &[])])).unwrap_err();
    assert_eq!(why, ScheduleError::TooManyPhones { first: 1, second: 2 });
    assert!(why.to_string().contains("more than two phones"));
}

#[test]
fn one_agent_in_two_places_is_refused() {
    let why = Schedule::of(&trace(&[(0, &[]), (0, &[])])).unwrap_err();
    assert_eq!(why, ScheduleError::Forked { txn: 1, agent: 0 });
}

#[test]
fn work_that_cannot_be_passed_on_in_time_is_refused() {
    // Both send twice before they take the other's first.
    let crossed = trace(&[
        (0, &[]),
        (1, &[]),
        (0, &[0]),
        (1, &[1]),
        (0, &[2]),
        (1, &[3]),
        (0, &[4, 1]),
        (1, &[5, 0]),
        (0, &[6, 3]),
        (1, &[7, 2]),
    ]);
    assert_eq!(Schedule::of(&crossed), Err(ScheduleError::Crossed { txn: 4 }));
}

fn read(name: &str) -> Result<Option<Trace>, TraceError> {
    let given = std::env::var_os("RAPPORT_TRACES").map(std::path::PathBuf::from);
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/traces");
    match std::fs::read(given.unwrap_or_else(|| beside.into()).join(name)) {
        Ok(bytes) => Trace::read(&bytes, &Limits::default()).map(Some),
        Err(_) => Ok(None),
    }
}
