//! One person on two computers.

use super::program::Person;
use super::relay::{Relay, meet, meet_by};
use super::together::without_waiting;
use super::told::{Form, Story};

#[test]
fn a_second_device() {
    for form in [Form::Human, Form::Json] {
        let folder = tempfile::tempdir().expect("a folder");
        let relay = Relay::start(&folder.path().join("relay"));
        let (ann, ben) = (Person(folder.path().join("ann")), Person(folder.path().join("ben")));
        let (laptop, third) = (Person(folder.path().join("laptop")), Person(folder.path().join("third")));
        let mut all = Story::begin("linking", form, folder.path());
        let args: &[&str] = if all.is_json() { &["--json"] } else { &[] };
        ann.say(&["init", "Ann Anderson"]);
        ben.say(&["init", "Ben Bernhardt"]);

        all.does(&ann, &["link", "--yes"]);
        all.does(&ann, &["link", "--resume", "--yes"]);
        all.does(&ann, &["link", "--relay", &relay.link, "--yes", "--wait", "1"]);
        all.does(&ann, &["link", "http://127.0.0.1:1/j#v1.AAAA", "--yes"]);
        all.does(&laptop, &["link", "hello"]);
        all.does(&laptop, &["link", "hello", "--yes"]);
        all.does(&laptop, &["goals", "add", "Nobody’s yet"]);
        all.does(&laptop, &["devices", "list"]);

        let invite = [args, &["invite", "--relay", &relay.link, "--yes", "--wait", "60"]].concat();
        meet(&ben, &invite, &ann, all.is_json());
        all.makes("goal", &ann, &["goals", "add", "Find an apprenticeship", "--with", "Ben"]);
        all.does(&ann, &["sync"]);
        let give = [args, &["link", "--resume", "--yes", "--wait", "60"]].concat();
        let [given, taken] = meet_by(&ann, &give, &laptop, &["link", "--as", "Laptop"], all.is_json());
        all.write_down(&ann, &["link", "--resume", "--yes", "--wait", "60"], &without_waiting(given));
        let answer = ["link", "http://127.0.0.1:1/j#v1.AAAA", "--as", "Laptop", "--yes"];
        all.write_down(&laptop, &answer, &without_waiting(taken));
        all.does(&laptop, &["sync"]);
        all.does(&laptop, &["goals", "list"]);
        all.does(&laptop, &["goals", "nod", "{goal}"]);
        all.does(&laptop, &["steps", "add", "{goal}", "Send two addresses"]);
        all.does(&laptop, &["sync"]);
        all.does(&ben, &["sync"]);
        all.does(&ben, &["goals", "show", "{goal}"]);
        all.does(&ann, &["sync"]);
        all.does(&ann, &["devices", "list"]);

        all.note("Named, and removed");
        let listed = ann.run(&["--json", "devices", "list"]).stdout;
        let listed: serde_json::Value = serde_json::from_slice(&listed).expect("devices");
        let rows = listed["devices"].as_array().expect("rows");
        let row = rows.iter().find(|row| row["name"] == "Laptop").expect("the laptop");
        all.name("laptop", row["id"].as_str().expect("its id"));
        all.does(&ann, &["devices", "rename", "{laptop}", "Old laptop"]);
        all.does(&ann, &["devices", "rename", "{laptop}", ""]);
        all.does(&ann, &["devices", "rename", "zzzz", "Nothing"]);
        all.does(&ann, &["devices", "remove", "{laptop}"]);
        if !all.is_json() {
            let question = "Remove “Old laptop”? It can no longer read or write anything new. [y/N] ";
            let laptop = all.id("laptop").to_owned();
            all.asks(&ann, &[(question, "n")], &["devices", "remove", &laptop]);
        }
        all.does(&ann, &["devices", "remove", "{laptop}", "--yes"]);
        all.does(&ann, &["devices", "list"]);
        // The revocation, and the new key, in one round or in two.
        for who in [&ann, &ben, &ann] {
            who.say(&["sync"]);
        }
        all.does(&ann, &["sync"]);
        all.does(&ben, &["sync"]);
        all.does(&laptop, &["devices", "list"]);
        all.does(&third, &["link", "hello", "--as", "", "--yes"]);
        all.end();
    }
}

#[test]
fn a_new_device_waits_again_for_the_link_that_it_answered() {
    let folder = tempfile::tempdir().expect("a folder");
    let relay = Relay::start(&folder.path().join("relay"));
    let (ann, laptop) = (Person(folder.path().join("ann")), Person(folder.path().join("laptop")));
    ann.say(&["init", "Ann Anderson"]);
    let given = ann.run(&["link", "--relay", &relay.link, "--yes", "--wait", "1"]);
    let link = String::from_utf8(given.stdout).expect("text").trim().to_owned();
    for answer in [&["link", &link][..], &["link", "--resume"]] {
        let late = laptop.run(&[answer, &["--yes", "--wait", "1"]].concat());
        assert_eq!(late.status.code(), Some(1));
        let said = String::from_utf8(late.stderr).expect("text");
        assert!(said.contains("did not answer in time") && said.contains("The same command waits"), "{said}");
    }
}
