//! A file system with a true end, of a few megabytes, that only the programs
//! started in it see. It needs a kernel that lets people have namespaces of
//! their own, or `sudo` without a question.

use super::program::Person;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// Who holds the namespace open, and how to get into it.
pub(super) struct SmallDisk {
    holder: Child,
    enter: Vec<String>,
    pub(super) folder: PathBuf,
}

/// Mounts, says its number, and waits until nobody wants it any more.
const HOLD: &str = "mount -t tmpfs -o size=$1,mode=1777 none \"$2\" && echo $$ && read end";

impl SmallDisk {
    pub(super) fn mount(folder: &Path, size: &str) -> Self {
        std::fs::create_dir_all(folder).expect("a folder");
        let ways: [(&[&str], &[&str]); 2] = [
            (&["unshare", "-rm"], &["nsenter", "-U", "-m", "--preserve-credentials", "-t"]),
            (&["sudo", "-n", "unshare", "-m"], &["sudo", "-n", "-E", "nsenter", "-m", "-t"]),
        ];
        for (begin, enter) in ways {
            let mut command = Command::new(begin[0]);
            command.args(&begin[1..]).args(["sh", "-c", HOLD, "sh", size]).arg(folder);
            let started = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
            let Ok(mut holder) = started else { continue };
            let mut line = String::new();
            BufReader::new(holder.stdout.take().expect("its words")).read_line(&mut line).expect("its number");
            if line.trim().is_empty() {
                let _ = holder.wait();
                continue;
            }
            let mut enter: Vec<String> = enter.iter().map(|word| (*word).to_owned()).collect();
            enter.push(line.trim().to_owned());
            return Self { holder, enter, folder: folder.to_owned() };
        }
        panic!("no small disk: unshare needs user namespaces, or sudo without a password");
    }

    /// A command that sees what is mounted.
    pub(super) fn within(&self, command: &Command) -> Command {
        let mut inside = Command::new(&self.enter[0]);
        inside.args(&self.enter[1..]).arg(command.get_program()).args(command.get_args()).stdin(Stdio::null());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => inside.env(name, value),
                None => inside.env_remove(name),
            };
        }
        inside
    }

    pub(super) fn run(&self, who: &Person, args: &[&str]) -> Output {
        self.within(&who.command(args)).output().expect("it runs")
    }

    fn shell(&self, script: &str) {
        let mut command = Command::new("sh");
        command.args(["-c", script, "sh"]).arg(&self.folder);
        let output = self.within(&command).output().expect("it runs");
        assert!(output.status.success(), "{script}: {}", String::from_utf8_lossy(&output.stderr));
    }

    /// Takes all the room that is left, to the last byte.
    pub(super) fn fill(&self) {
        self.shell("cat /dev/zero > \"$1/rest\" 2> /dev/null; test $(df --output=avail \"$1\" | tail -1) -eq 0");
    }

    /// Gives it back.
    pub(super) fn free(&self) {
        self.shell("rm \"$1/rest\"");
    }

    /// From now on it can only be read.
    pub(super) fn only_read(&self) {
        self.shell("mount -o remount,ro \"$1\"");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        if let Some(mut word) = self.holder.stdin.take() {
            let _ = word.write_all(b"\n");
        }
        let _ = self.holder.wait();
    }
}
