//! What opens every space stands in the keyring, and a device that lacks some
//! of it finds it there.

use crate::world::{Phone, World, look};
use rapport_ids::{GoalId, SpaceId};
use rapport_node::{NewGoal, Place, view};

fn begin(phone: &mut Phone, space: SpaceId, title: &str) -> GoalId {
    let new =
        NewGoal { place: Place::In(space), title: title.to_owned(), why: String::new(), due: None, for_partner: false };
    phone.node.begin_goal(new).expect("a goal")
}

fn world_of_two(seed: u64) -> (World, Phone, Phone, SpaceId) {
    let world = World::new(seed);
    let (ann, ben) = world.pair();
    let space = ann.node.invites().expect("invites")[0].space.expect("joined");
    (world, ann, ben, space)
}

fn both_ways(world: &World, ann: &mut Phone, ben: &mut Phone) {
    for _ in 0..3 {
        world.sync(ann);
        world.sync(ben);
    }
}

/// Changes the database of a phone that is not running.
fn behind_its_back(world: &World, phone: Phone, act: impl FnOnce(&rusqlite::Connection)) -> Phone {
    world.behind_its_back(phone, |folder| {
        act(&rusqlite::Connection::open(folder.join("rapport.db")).expect("the database"));
    })
}

#[test]
fn who_joins_and_who_invites_put_everything_into_it() {
    let (world, mut ann, mut ben, space) = world_of_two(1);
    both_ways(&world, &mut ann, &mut ben);
    let (anns, bens) = (ann.node.keyring().expect("Ann's"), ben.node.keyring().expect("Ben's"));
    for keyring in [&anns, &bens] {
        let [kept] = keyring.spaces.as_slice() else { panic!("{} spaces", keyring.spaces.len()) };
        assert_eq!((kept.space, kept.relay.as_str()), (space, world.origin.as_str()));
        assert!(!kept.genesis.is_empty() && kept.epoch_keys.len() == 1 && !kept.left);
        assert_eq!(kept.control_keys.len(), 1, "both are admins");
    }
    assert_eq!(anns.spaces[0].epoch_keys, bens.spaces[0].epoch_keys);
    assert!(anns.spaces[0].owner_key.is_none() && bens.spaces[0].owner_key.is_some());
    assert!(anns.invites.is_empty());
    assert!(bens.invites.len() == 1 && bens.invites[0].used && bens.invites[0].space == space);
    // Nothing new, nothing written.
    let before = look::line(&ben.node, world.clock.now()).waiting;
    ben = world.restart(ben);
    ben.node.tick().expect("a turn");
    assert_eq!(look::line(&ben.node, world.clock.now()).waiting, before);
}

#[test]
fn a_new_key_stands_there_at_once() {
    let (world, mut ann, mut ben, space) = world_of_two(2);
    both_ways(&world, &mut ann, &mut ben);
    let before = ann.node.keyring().expect("the keyring").spaces[0].epoch_keys.clone();
    ben.node.rotate_key(space).expect("asked for");
    both_ways(&world, &mut ann, &mut ben);
    let after =
        [&mut ann, &mut ben].map(|phone| phone.node.keyring().expect("the keyring").spaces[0].epoch_keys.clone());
    assert_eq!(after[0], after[1]);
    assert!(after[0].len() == 1 && after[0] != before);
}

#[test]
fn a_key_that_is_missing_is_found_there() {
    let (world, mut ann, mut ben, space) = world_of_two(3);
    both_ways(&world, &mut ann, &mut ben);
    ben.node.rotate_key(space).expect("asked for");
    both_ways(&world, &mut ann, &mut ben);
    ann = behind_its_back(&world, ann, |conn| {
        conn.execute("DELETE FROM epochs WHERE space = ?1", [space.as_bytes()]).expect("deleted");
        conn.execute("DELETE FROM secrets WHERE name LIKE 'control/%'", []).expect("deleted");
    });
    let theirs = begin(&mut ben, space, "Written while Ann lacked the key");
    both_ways(&world, &mut ann, &mut ben);
    let own = begin(&mut ann, space, "And this by Ann");
    both_ways(&world, &mut ann, &mut ben);
    let now = world.clock.now();
    for goal in [theirs, own] {
        assert_eq!(look::goal(&ann.node, now, goal), look::goal(&ben.node, now, goal));
    }
    let line = look::line(&ann.node, now);
    assert_eq!((line.deferred, line.quarantined, line.waiting), (0, 0, 0));
}

#[test]
fn a_device_that_has_only_the_personal_space_finds_the_others() {
    let (world, mut ann, mut ben, space) = world_of_two(4);
    let goal = begin(&mut ann, space, "Find an apprenticeship");
    both_ways(&world, &mut ann, &mut ben);
    ben.node.rotate_key(space).expect("asked for");
    both_ways(&world, &mut ann, &mut ben);
    let now = world.clock.now();
    let before = look::goal(&ann.node, now, goal);
    ann = behind_its_back(&world, ann, |conn| {
        let tables = "spaces cursors epochs ops pending_ops records held entries outbox docs trials people members \
                      devices pairings goals steps meetings notes search_rows";
        for table in tables.split_whitespace() {
            conn.execute(&format!("DELETE FROM {table} WHERE space = ?1"), [space.as_bytes()]).expect("deleted");
        }
        conn.execute("DELETE FROM search WHERE rowid NOT IN (SELECT n FROM search_rows)", []).expect("deleted");
        conn.execute("DELETE FROM changes WHERE doc NOT IN (SELECT doc FROM docs)", []).expect("deleted");
        conn.execute("DELETE FROM parts WHERE doc NOT IN (SELECT doc FROM docs)", []).expect("deleted");
    });
    assert!(look::through(&ann.node, now, |lens| view::goals::goal(lens, goal)).is_err(), "it is gone");
    both_ways(&world, &mut ann, &mut ben);
    assert_eq!(look::goal(&ann.node, now, goal), before);
    let own = begin(&mut ann, space, "And on it goes");
    both_ways(&world, &mut ann, &mut ben);
    assert_eq!(look::goal(&ben.node, now, own), look::goal(&ann.node, now, own));
    let line = look::line(&ann.node, now);
    assert_eq!((line.deferred, line.quarantined, line.waiting), (0, 0, 0));
}

/// Whether these bytes stand anywhere in the files of a phone.
fn in_files(phone: &Phone, bytes: &[u8]) -> bool {
    let files = std::fs::read_dir(&phone.folder).expect("the profile");
    files
        .map(|file| std::fs::read(file.expect("a file").path()).expect("its bytes"))
        .any(|all| all.windows(bytes.len()).any(|window| window == bytes))
}

#[test]
fn the_file_alone_holds_no_key() {
    let (world, mut ann, mut ben, space) = world_of_two(6);
    // Before anything of it was sent, on its way, folded, and after a restart.
    for round in 0..4 {
        match round {
            0 => ben.node.tick().expect("a turn"),
            1 => both_ways(&world, &mut ann, &mut ben),
            2 => [&mut ann, &mut ben].into_iter().for_each(|phone| phone.node.fold_all().expect("folded")),
            _ => {
                ben.node.rotate_key(space).expect("asked for");
                both_ways(&world, &mut ann, &mut ben);
                (ann, ben) = (world.restart(ann), world.restart(ben));
                begin(&mut ann, space, "And on it goes");
            }
        }
        for phone in [&mut ann, &mut ben] {
            let keyring = phone.node.keyring().expect("the keyring");
            let kept = &keyring.spaces[0];
            let keys = kept.epoch_keys.iter().chain(&kept.control_keys).chain(&kept.owner_key);
            let keys: Vec<_> = keys.chain(keyring.invites.iter().map(|invite| &invite.secret)).cloned().collect();
            assert!(keys.len() >= 2, "there is something to look for");
            for key in keys {
                assert!(!in_files(phone, key.bytes()), "round {round}: a key of {} stands in the file", phone.name);
            }
        }
    }
    let now = world.clock.now();
    let damaged = behind_its_back(&world, ann, |conn| {
        conn.execute("UPDATE docs SET save = x'00ff' WHERE kind = 6", []).expect("damaged");
        conn.execute("UPDATE changes SET bytes = x'00ff' WHERE doc IN (SELECT doc FROM docs WHERE kind = 6)", [])
            .expect("damaged");
    });
    ann = damaged;
    assert_eq!(ann.node.keyring().expect("put together again").spaces.len(), 1);
    assert!(look::line(&ann.node, now).has_relay);
}
