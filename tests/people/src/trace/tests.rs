use std::io::Write as _;

use super::*;
use proptest::prelude::*;

fn read(json: &str) -> Result<Trace, TraceError> {
    Trace::read(json.as_bytes(), &Limits::default())
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

const SEQUENTIAL: &str = r#"{"startContent":"ab","endContent":"a🙂c",
    "txns":[{"time":"2020-01-01T00:00:00Z","patches":[[1,1,"🙂"],[2,0,"c"]]}]}"#;
const CONCURRENT: &str = r#"{"kind":"concurrent","endContent":"xy","numAgents":2,"txns":[
    {"parents":[],"agent":0,"numChildren":1,"patches":[[0,0,"x"]]},
    {"parents":[0],"agent":1,"patches":[[1,0,"y"]]}]}"#;

#[test]
fn reads_both_kinds_plain_and_gzipped() {
    let trace = read(SEQUENTIAL).unwrap();
    assert_eq!((trace.kind, trace.agents, trace.txns.len()), (Kind::Sequential, 1, 1));
    assert_eq!(Trace::read(&gzip(SEQUENTIAL.as_bytes()), &Limits::default()).unwrap(), trace);
    let trace = read(CONCURRENT).unwrap();
    assert_eq!((trace.kind, trace.agents, trace.txns[1].parents.as_slice()), (Kind::Concurrent, 2, [0].as_slice()));
}

#[test]
fn typing_gives_utf16_splices() {
    let trace = read(SEQUENTIAL).unwrap();
    let mut screen = Screen::new(&trace.start);
    let splices = trace.type_txn(0, &mut screen).unwrap();
    assert_eq!(splices[1], Splice { at: 3, delete: 0, insert: String::from("c") });
    trace.check_end(&screen.text()).unwrap();
}

#[test]
fn every_mistake_is_named_with_its_place() {
    let sequential =
        |patches: &str| format!(r#"{{"startContent":"","endContent":"","txns":[{{"patches":[{patches}]}}]}}"#);
    let concurrent = |txn: &str| format!(r#"{{"kind":"concurrent","endContent":"","numAgents":1,"txns":[{{{txn}}}]}}"#);
    for (json, said) in [
        (String::new(), "the trace: has not the form of a trace: it ends in the middle"),
        (SEQUENTIAL[..90].to_owned(), "the trace: has not the form of a trace: it ends in the middle"),
        (String::from("{]"), "the trace: has not the form of a trace: not JSON at line 1, column 2"),
        (String::from("[]"), "the trace: has not the form of a trace"),
        (String::from(r#"{"txns":[]}"#), "missing field `endContent`"),
        (String::from(r#"{"txns":[],"endContent":""}"#), "field `startContent`: is needed here"),
        (String::from(r#"{"txns":[],"endContent":"","kind":"concurrent"}"#), "field `numAgents`: is needed here"),
        (String::from(r#"{"txns":[],"endContent":"","kind":"other"}"#), "unknown variant"),
        (String::from(r#"{"txns":[],"endContent":"","startContent":"","x":1}"#), "unknown field `x`"),
        (CONCURRENT.replace("\"endC", "\"startContent\":\"\",\"endC"), "field `startContent`: does not belong"),
        (SEQUENTIAL.replace("a🙂c", "a🙂d"), "field `endContent`: is not the text"),
        (SEQUENTIAL.replace("\"time\"", "\"agent\":0,\"time\""), "transaction 0: does not belong"),
        (
            sequential("[1,0,\"x\"]"),
            "transaction 0, patch 0: lies outside the text: 0 code points at 1, the text has 0",
        ),
        (sequential("[0,0,\"x\"],[0,2,\"\"]"), "transaction 0, patch 1: lies outside the text: 2 code points at 0"),
        (sequential("[-1,0,\"x\"]"), "transaction 0, patch 0: has not the form"),
        (sequential("[1.5,0,\"x\"]"), "transaction 0, patch 0: has not the form"),
        (sequential("[0,0]"), "transaction 0, patch 0: has not the form"),
        (sequential("[0,0,\"x\",1]"), "transaction 0, patch 0: has not the form"),
        (sequential(r#"[0,0,"\ud83d"]"#), "transaction 0, patch 0: has not the form"),
        (sequential("[0,0,\"x\"],7"), "transaction 0, patch 1: has not the form"),
        (sequential("[18446744073709551615,18446744073709551615,\"\"]"), "transaction 0, patch 0: lies outside"),
        (concurrent(r#""patches":[]"#), "transaction 0: is needed here"),
        (concurrent(r#""agent":0,"parents":[0],"patches":[]"#), "transaction 0: is not an earlier transaction: 0"),
        (concurrent(r#""agent":1,"parents":[],"patches":[]"#), "transaction 0: is by agent 1, there are only 1"),
        (CONCURRENT.replace("[0],", "[0,0],"), "transaction 1: names parent 0 twice"),
    ] {
        let why = read(&json).unwrap_err().to_string();
        assert!(why.contains(said), "{json}\n  gives   {why}\n  and not {said}");
    }
}

#[test]
fn what_was_typed_is_not_in_the_message() {
    for json in [
        r#"{"startContent":"","endContent":"","txns":[{"patches":[["secret",0,""]]}]}"#,
        r#"{"startContent":7,"endContent":"","txns":"secret"}"#,
        r#"{"startContent":"","endContent":"secret","txns":[]}"#,
    ] {
        let why = read(json).unwrap_err();
        assert!(!format!("{why} {why:?}").contains("secret"), "{why}");
    }
}

#[test]
fn limits_hold() {
    let small = Limits { unpacked_bytes: 1000, txns: 1, patches: 1, parents: 0, agents: 1, inserted_points: 1 };
    let said = |bytes: &[u8], limits: &Limits| Trace::read(bytes, limits).unwrap_err().to_string();
    assert!(said(&gzip(&vec![b' '; 50 << 20]), &small).contains("unpacks into more than 1000 bytes"));
    assert!(said(&[b' '; 1001], &small).contains("unpacks into more than 1000 bytes"));
    assert!(said(CONCURRENT.as_bytes(), &small).contains("there are 2 of them, at most 1"));
    assert!(said(SEQUENTIAL.as_bytes(), &small).contains("transaction 0: there are 2 of them"));
    let patches = Limits { patches: 9, ..small };
    assert!(said(SEQUENTIAL.as_bytes(), &patches).contains("transaction 0, patch 1: there are 2 of them"));
    let parents = Limits { txns: 9, agents: 9, ..patches };
    assert!(said(CONCURRENT.as_bytes(), &parents).contains("transaction 1: there are 1 of them, at most 0"));
}

#[test]
fn damaged_gzip_is_refused() {
    let whole = gzip(SEQUENTIAL.as_bytes());
    for end in 2..whole.len() {
        let why = Trace::read(&whole[..end], &Limits::default()).unwrap_err();
        assert!(matches!(why.problem, Problem::Gzip { .. }), "{end}: {why}");
    }
    assert!(matches!(read("\u{1f}x").unwrap_err().problem, Problem::Form { .. }));
    let why = Trace::read(b"{\"\xff", &Limits::default()).unwrap_err();
    assert_eq!(why.problem, Problem::NotUtf8 { at: 2 });
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        _ = Trace::read(&bytes, &Limits::default());
        _ = Trace::read(&gzip(&bytes), &Limits::default());
    }

    #[test]
    fn any_damage_is_read_or_refused(at in 0usize..200, byte in any::<u8>()) {
        for json in [SEQUENTIAL, CONCURRENT] {
            let mut bytes = json.as_bytes().to_vec();
            let at = at % bytes.len();
            bytes[at] = byte;
            _ = Trace::read(&bytes, &Limits::default());
        }
    }
}
