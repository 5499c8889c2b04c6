//! What becomes of a relay: copied, set back, emptied, started again.

use super::town::Town;
use crate::world::open_relay;
use rapport_ids::SpaceId;
use rapport_relay::Service;
use rusqlite::Connection;
use std::path::{Path, PathBuf};

pub(super) fn acts(town: &mut Town) {
    match town.chance(8) {
        0 | 1 => {
            let copy = copied(town);
            town.copies.push(copy);
            town.tell("the relay is copied");
        }
        2 | 3 if !town.copies.is_empty() => {
            let to = file(town);
            let from = &town.copies[town.chance(town.copies.len())];
            std::fs::copy(from, &to).expect("copied");
            town.tell("the relay is set back to a copy");
            town.forgetful = true;
            open(town, to);
            some_tokens(town);
        }
        4 if town.chance(2) == 0 => {
            let to = file(town);
            town.tell("the relay is emptied");
            town.forgetful = true;
            open(town, to);
            some_tokens(town);
        }
        5 => {
            let who = town.chance(town.people.len());
            if town.apart.remove(&who).is_some() {
                town.tell(&format!("the relay shows p{who} what it shows all"));
            } else {
                let shown = copied(town);
                let relay = opened(town, &shown);
                town.apart.insert(who, relay);
                town.forgetful = true;
                town.tell(&format!("the relay shows p{who} another log from here on"));
            }
        }
        _ => {
            town.tell("the relay begins again");
            let same = town.relay.clone();
            open(town, same);
        }
    }
}

/// Its operator notices, or does not.
fn some_tokens(town: &mut Town) {
    if town.chance(2) == 0 {
        town.tell("the relay's operator hands out tokens");
        town.hand_out_tokens();
    }
}

fn file(town: &mut Town) -> PathBuf {
    town.files += 1;
    town.world.folder.path().join(format!("relay-{}.db", town.files))
}

/// A copy of what the relay has now.
fn copied(town: &mut Town) -> PathBuf {
    let copy = file(town);
    let conn = Connection::open(&town.relay).expect("the relay's file");
    conn.execute("VACUUM INTO ?1", [copy.to_str().expect("a path")]).expect("copied");
    copy
}

/// Whether the relay has a space.
pub(super) fn has(town: &Town, space: &SpaceId) -> bool {
    let conn = Connection::open(&town.relay).expect("the relay's file");
    let mut query = conn.prepare("SELECT 1 FROM spaces WHERE space_id = ?1").expect("a query");
    query.exists([space.as_bytes()]).expect("an answer")
}

fn opened(town: &Town, file: &Path) -> Service {
    let world = &town.world;
    open_relay(file, &world.clock, &world.seed, &world.origin)
}

fn open(town: &mut Town, file: PathBuf) {
    town.world.relay = opened(town, &file);
    town.relay = file;
}
