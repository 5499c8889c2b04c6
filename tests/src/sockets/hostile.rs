//! What answers is not what it should be: nothing is lost, nothing hangs, and
//! the report says in one word what is wrong.

use super::desk::{Desk, PATIENCE, begin, sync, titles};
use super::gate::{Gate, Line, Script};
use rapport_core::goals::Place;
use rapport_core::sync::Trouble;
use rapport_core::view::sync::SyncLine;
use rapport_core::{Failure, Rapport};
use rapport_node::Code;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Long enough for any answer on this machine, short of all timeouts.
const BUDGET: Duration = Duration::from_secs(3);
/// What a loaded machine may take on top.
const SLACK: Duration = Duration::from_secs(2);

/// Requests that any script here has read; a relay that leads on must not be
/// asked on and on.
static READ: AtomicUsize = AtomicUsize::new(0);
/// Tests of this file count the same requests: one at a time.
static ALONE: Mutex<()> = Mutex::new(());

/// Reads one request with its body; false when the caller is gone.
fn read_request(caller: &mut TcpStream) -> bool {
    let mut request = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&request).to_ascii_lowercase();
        if let Some((head, _)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            let length = length.and_then(|length| length.trim().parse::<usize>().ok()).unwrap_or(0);
            if request.len() >= head.len() + 4 + length {
                READ.fetch_add(1, Ordering::SeqCst);
                return true;
            }
        }
        match caller.read(&mut piece) {
            Ok(count) if count > 0 => request.extend_from_slice(&piece[..count]),
            _ => return false,
        }
    }
}

/// Answers every request with these bytes, as often as one is asked.
fn always(bytes: impl Into<Vec<u8>>) -> Script {
    let bytes = bytes.into();
    Arc::new(move |caller| while read_request(caller) && caller.write_all(&bytes).is_ok() {})
}

/// Refuses everything, as a relay would.
fn refusing(status: u16, code: &str) -> Script {
    let body = format!("{{\"code\":\"{code}\",\"detail\":\"no\"}}");
    always(format!("HTTP/1.1 {status} No\r\ncontent-length: {}\r\n\r\n{body}", body.len()))
}

/// Answers once and hangs up.
fn once(bytes: impl Into<Vec<u8>>) -> Script {
    let bytes = bytes.into();
    Arc::new(move |caller| {
        if read_request(caller) {
            // Whoever hangs up first does not matter.
            let _ = (caller.write_all(&bytes), caller.shutdown(std::net::Shutdown::Both));
        }
    })
}

fn endless(head: &'static str, piece: &'static [u8]) -> Script {
    Arc::new(move |caller| {
        if read_request(caller) && caller.write_all(head.as_bytes()).is_ok() {
            while caller.write_all(piece).is_ok() {}
        }
    })
}

fn silent() -> Script {
    Arc::new(|caller| drop(caller.read_to_end(&mut Vec::new())))
}

fn run(phone: &Rapport, name: &str) -> (bool, Option<Trouble>) {
    let began = Instant::now();
    let report = phone.sync().run(BUDGET).expect("trouble with a relay is no failure");
    assert!(began.elapsed() < BUDGET + SLACK, "{name}: {:?}", began.elapsed());
    (report.settled, report.trouble)
}

fn cases() -> Vec<(&'static str, Script, Trouble)> {
    let refused = |code| Trouble::Refused(code);
    let no = Trouble::NotARelay;
    vec![
        ("garbage", always([0x16, 3, 1, 0, 0, 7, b'?', 0xff, b'\r', b'\n', b'\r', b'\n']), no),
        ("a page", always("HTTP/1.1 200 OK\r\ncontent-length: 15\r\n\r\n<html>Sign in!!"), no),
        ("500", always("HTTP/1.1 500 Oh\r\ncontent-length: 2\r\n\r\nno"), refused(Code::Unavailable)),
        ("429", always("HTTP/1.1 429 Slow\r\nretry-after: 3600\r\ncontent-length: 0\r\n\r\n"), refused(Code::TooMany)),
        ("redirect", always("HTTP/1.1 302 Go\r\nlocation: http://127.0.0.1:9/\r\ncontent-length: 0\r\n\r\n"), no),
        ("half a body", once("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{\"challenge\":"), Trouble::Offline),
        ("half a head", once("HTTP/1.1 200 OK\r\ncontent-le"), Trouble::Offline),
        ("a length that is too short", always("HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n{\"challenge\":\"\"}"), no),
        ("a length that is none", always("HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\n{}"), no),
        ("an endless body", endless("HTTP/1.1 200 OK\r\n\r\n", &[b' '; 16 * 1024]), no),
        ("an endless head", endless("HTTP/1.1 200 OK\r\n", b"x-more: and more\r\n"), no),
        ("the end at once", Arc::new(|_| {}), Trouble::Offline),
        ("silence", silent(), Trouble::Offline),
        ("frames of HTTP/2", always([0, 0, 18, 4, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0x80, 0, 4, 0, 1, 0, 0]), no),
        ("a status that nobody knows", always("HTTP/1.1 999 What\r\ncontent-length: 0\r\n\r\n"), no),
        ("no session is good enough", refusing(401, "session_needed"), refused(Code::SessionNeeded)),
        ("a code of another age", refusing(418, "too_early"), refused(Code::Other)),
    ]
}

#[test]
fn whatever_answers_the_report_names_the_trouble_and_later_everything_arrives() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let desk = Desk::behind_gate();
    let (ann, ben, space) = desk.pair();
    let mut all = Vec::new();
    for (name, script, trouble) in cases() {
        desk.gate().set(Line::Else(script));
        begin(&ann, Place::In(space), name);
        all.push(name.to_owned());
        let before = READ.load(Ordering::SeqCst) + desk.gate().callers();
        let (settled, is) = run(&ann, name);
        assert_eq!((settled, is), (false, Some(trouble)), "{name}");
        let asked = READ.load(Ordering::SeqCst) + desk.gate().callers() - before;
        assert!(asked < 50, "{name}: asked {asked} times");
        let line: SyncLine = ann.sync().line().expect("a line");
        assert!(line.waiting > 0, "{name}: {line:?}");
        begin(&ann, Place::Private, &format!("{name}, later"));
        desk.gate().set(Line::Good);
        sync(&ann);
        sync(&ben);
        all.sort();
        assert_eq!(titles(&ben), all, "{name}");
    }
}

#[test]
fn a_relay_that_is_none_does_not_disturb_another_one() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let desk = Desk::new();
    for (name, script, _) in cases() {
        let bad = Gate::new();
        bad.set(Line::Else(script));
        let (ann, ben) = (desk.phone(&format!("Ann {name}")), desk.phone(&format!("Ben {name}")));
        // The first relay keeps what is Ann's alone, the other one the pair.
        ann.sync().agree_to_relay(&format!("http://{}", bad.address()), false).expect("agreed");
        let space = desk.bring_together(&ann, &ben);
        begin(&ann, Place::In(space), name);
        let (settled, trouble) = run(&ann, name);
        assert!(!settled && trouble.is_some(), "{name}");
        sync(&ben);
        assert_eq!(titles(&ben), [name]);
    }
}

#[test]
fn a_shutdown_does_not_wait_for_a_relay_that_says_nothing() {
    let desk = Desk::behind_gate();
    let ann = desk.phone("Ann Anderson");
    ann.sync().agree_to_relay(desk.link(), false).expect("agreed");
    desk.gate().set(Line::Else(silent()));
    let calls = desk.gate().callers();
    let inside = ann.clone();
    let waiting = std::thread::spawn(move || inside.sync().run(PATIENCE));
    while desk.gate().callers() == calls && !waiting.is_finished() {
        std::thread::yield_now();
    }
    let began = Instant::now();
    ann.shutdown().expect("shut down");
    assert_eq!(waiting.join().expect("no panic"), Err(Failure::Stopped));
    assert!(began.elapsed() < SLACK, "{:?}", began.elapsed());
    let again = desk.open("Ann Anderson");
    desk.gate().set(Line::Good);
    sync(&again);
}
