//! The relay as a process of its own.

use super::client::Client;
use rapport_wire::Origin;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

pub struct Program {
    child: Child,
    pub origin: Origin,
    pub client: Client,
}

pub fn command(data: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapport-relay"));
    command.args(args).env("RAPPORT_RELAY_DATA", data).env_remove("RAPPORT_RELAY_CONFIG").stdin(Stdio::null());
    command
}

/// Runs a command to its end.
pub fn run(data: &Path, args: &[&str]) -> Output {
    command(data, args).output().unwrap()
}

/// What a command that went well says.
pub fn say(data: &Path, args: &[&str]) -> String {
    let output = run(data, args);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

impl Program {
    /// Starts it and waits until it serves.
    pub fn start(data: &Path, args: &[&str]) -> Self {
        Self::start_with(data, args, &[])
    }

    /// The same with more in its environment.
    pub fn start_with(data: &Path, args: &[&str], environment: &[(&str, &str)]) -> Self {
        let mut child = command(data, &[&["serve", "--listen", "127.0.0.1:0"], args].concat())
            .envs(environment.iter().copied())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let (origin, address) =
            line.trim().strip_prefix("rapport-relay serves at ").and_then(|rest| rest.split_once(" on ")).unwrap();
        Self { origin: origin.parse().unwrap(), client: Client::new(address.parse().unwrap()), child }
    }

    pub fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args([name, &pid]).status().unwrap().success());
    }

    /// Waits for its end; its exit code and its log.
    pub fn end(mut self) -> (Option<i32>, String) {
        let mut log = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        (self.child.wait().unwrap().code(), log)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
