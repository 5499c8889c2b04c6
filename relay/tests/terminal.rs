//! What somebody sees who starts a relay by hand.
#![cfg(target_os = "linux")]

use crate::support::client::{Client, PATIENCE};
use crate::support::program::command;
use crate::support::{Program, Space};
use hyper::Method;
use rapport_wire::operator::OperatorLink;
use rapport_wire::relay::{SpaceCreated, TOKEN_HEADER};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::mpsc;

struct Shown {
    child: Child,
    lines: Vec<String>,
}

impl Drop for Shown {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts the program at a terminal; its lines up to the one that says where it serves.
fn at_a_terminal(data: &Path, args: &[&str]) -> Shown {
    let ours = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&ours).unwrap();
    unlockpt(&ours).unwrap();
    let name = ptsname(&ours, Vec::new()).unwrap();
    let theirs = File::options().read(true).write(true).open(name.to_str().unwrap()).unwrap();
    let child = command(data, args).stdout(theirs).stderr(Stdio::null()).spawn().unwrap();
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        let lines = BufReader::new(File::from(ours)).lines();
        lines.map_while(Result::ok).for_each(|line| drop(tell.send(line)));
    });
    let mut shown = Shown { child, lines: Vec::new() };
    while !shown.lines.last().is_some_and(|line| line.contains(" serves at ")) {
        shown.lines.push(told.recv_timeout(PATIENCE).expect("a line before it serves").trim_end().to_owned());
    }
    shown
}

#[tokio::test]
async fn it_shows_a_code_and_a_link_that_open_a_space() {
    let folder = tempfile::tempdir().unwrap();
    let args = ["--listen", "127.0.0.1:0", "--public", "https://127.0.0.1:8443", "--self-signed"];
    let shown = at_a_terminal(folder.path(), &args);
    assert!(shown.lines.iter().any(|line| line.contains('█') && line.contains('▀')), "a code to scan");
    let link = shown.lines.iter().find_map(|line| OperatorLink::parse(line).ok()).expect("a link");
    assert_eq!(link.origin.as_str(), "https://127.0.0.1:8443");
    assert!(link.pin.is_some());

    let address = shown.lines.last().unwrap().rsplit(' ').next().unwrap().parse().unwrap();
    let client = Client { address, pin: link.pin, h2: true };
    let body = Space::new().opening.write().unwrap();
    let token = link.token.to_text();
    let created = client.call(Method::POST, "/v1/spaces", &[(TOKEN_HEADER, &token)], body).await;
    created.good::<SpaceCreated>();
}

#[tokio::test]
async fn a_log_never_gets_the_link() {
    let folder = tempfile::tempdir().unwrap();
    // The first line there is says where it serves: nothing like a code or a token comes before it.
    let program = Program::start(folder.path(), &["--public", "https://127.0.0.1:8443", "--self-signed"]);
    program.signal("-TERM");
    let (code, log) = program.end();
    assert_eq!(code, Some(0), "{log}");
    assert!(log.contains("rapport-relay link") && !log.contains("/r#"), "{log}");
}
