//! A relay from the same program, and two people who meet through it.

use super::program::{Person, program};
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Output, Stdio};

/// `rapport relay serve` on a free port, stopped at the end.
pub(super) struct Relay {
    child: Child,
    pub(super) link: String,
}

impl Relay {
    pub(super) fn start(folder: &std::path::Path) -> Self {
        let mut command = program();
        command.args(["relay", "serve", "--listen", "127.0.0.1:0", "--data"]).arg(folder);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("a relay");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its words")).read_line(&mut line).expect("its first line");
        let origin = line.split_whitespace().find(|word| word.starts_with("http://")).expect("its address").to_owned();
        let made = program()
            .args(["relay", "link", "--spaces", "20", "--public", &origin, "--data"])
            .arg(folder)
            .output()
            .expect("a link");
        let text = String::from_utf8_lossy(&made.stdout).into_owned();
        let link = text.split_whitespace().find(|word| word.contains("/r#v1."));
        let link =
            link.unwrap_or_else(|| panic!("no link: {text} {}", String::from_utf8_lossy(&made.stderr))).to_owned();
        Self { child, link }
    }
}

impl Relay {
    pub(super) fn stop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.stop();
    }
}

/// One invites, the other one joins; what both commands said.
pub(super) fn meet(mentor: &Person, invite: &[&str], mentee: &Person, json: bool) -> [Output; 2] {
    meet_by(mentor, invite, mentee, &["join"], json)
}

/// The same where the other one answers by another command than `join`.
pub(super) fn meet_by(mentor: &Person, invite: &[&str], mentee: &Person, answer: &[&str], json: bool) -> [Output; 2] {
    let mut command = mentor.command(invite);
    let mut inviting = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("an invite");
    let (mut out, mut err) = (inviting.stdout.take().expect("stdout"), inviting.stderr.take().expect("stderr"));
    let (mut said, mut heard) = (Vec::new(), Vec::new());
    // Without JSON the link is the answer; with it, a message.
    let link = if json { first_link(&mut err, &mut heard) } else { first_link(&mut out, &mut said) };
    let form: &[&str] = if json { &["--json"] } else { &[] };
    let joined = mentee.run(&[form, answer, &[&link, "--yes", "--wait", "60"]].concat());
    out.read_to_end(&mut said).expect("its words");
    err.read_to_end(&mut heard).expect("its words");
    let status = inviting.wait().expect("it ends");
    [Output { status, stdout: said, stderr: heard }, joined]
}

fn first_link(from: &mut impl Read, read: &mut Vec<u8>) -> String {
    let mut byte = [0];
    loop {
        assert_eq!(from.read(&mut byte).expect("read"), 1, "no link: {}", String::from_utf8_lossy(read));
        read.push(byte[0]);
        if byte[0] == b'\n'
            && let Some(link) = String::from_utf8_lossy(read).lines().find(|line| line.contains("/j#v1."))
        {
            return link.trim().to_owned();
        }
    }
}
