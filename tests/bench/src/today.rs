//! Today on screen in a fresh process: from opening the profile to the first
//! picture of a person with a hundred pairs.

use crate::desk::platform;
use crate::floor::micros;
use crate::input::{Input, SEED};
use crate::lived::Pair;
use crate::row::Row;
use crate::stats::{Bound, median};
use crate::world::notes::shared_space;
use crate::world::{Phone, START_MS, World};
use rapport_core::ports::{Clock, KeyVault, PortProblem};
use rapport_core::vault::FileVault;
use rapport_core::{Config, Platform, Rapport};
use rapport_people::life::{self, Size};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

const SPACES: usize = 100;
const TIMES: usize = 21;
const DAY_MS: i64 = 24 * 3_600_000;
/// Today is shortly before the two years are over: some meetings are to come.
const TODAY_MS: i64 = START_MS + 600 * DAY_MS;
/// What a process is started with to open a profile once.
pub const CHILD: &str = "open-once";

pub fn rows(_: &Input) -> Vec<Row> {
    let world = World::new(SEED);
    let mut mentor = world.phone("Ruth");
    let (mut events, mut refused) = (0, 0);
    for (nth, life) in life::pairs(SEED, SPACES, &Size::default()).iter().enumerate() {
        // Each pair has the same two years.
        world.clock.advance(START_MS - world.clock.now());
        let mut mentee = world.phone(&format!("{} {nth}", life.names[0]));
        world.bring_together(&mut mentee, &mut mentor);
        let space = shared_space(&mentee);
        let mut pair = Pair::new(&world, &mut mentee, &mut mentor, space);
        pair.live(life, i64::MAX);
        (events, refused) = (events + life.events.len(), refused + pair.refused);
    }
    mentor.node.fold_all().expect("folded");
    mentor.node.rest().expect("at rest");
    let Phone { folder, key, node, .. } = mentor;
    drop(node);
    FileVault::new(folder.with_extension("key"), None).store(&key).expect("the key is kept");
    let (mut ours, mut floors) = (Vec::new(), Vec::new());
    // The first of each warms the pages of the file.
    for nth in 0..=TIMES {
        let (one, floor) = (fresh("core", &folder), fresh("bare", &folder));
        if nth > 0 {
            ours.push(one);
            floors.push(floor);
        }
    }
    vec![Row {
        name: "Today on screen".to_owned(),
        unit: "ms",
        ours: median(&ours).unwrap_or(f64::NAN),
        floor: median(&floors),
        bound: Some(Bound::Most(10.0)),
        source: format!("life, seed {SEED}: {SPACES} spaces, {events} events, {refused} refused"),
    }]
}

/// Opens the profile in a fresh process and gives the milliseconds that it took.
fn fresh(how: &str, folder: &Path) -> f64 {
    let program = std::env::current_exe().expect("this program");
    let output = Command::new(program).args([CHILD, how]).arg(folder).output().expect("a process");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().parse().expect("a number")
}

/// What the fresh process does.
pub fn child(how: &str, folder: &Path) {
    let took = if how == "core" { core(folder) } else { bare(folder) };
    println!("{took}");
}

fn core(folder: &Path) -> f64 {
    let platform = Platform { clock: Arc::new(Today), ..platform(folder) };
    let config = Config::new(folder);
    let began = Instant::now();
    let rapport = Rapport::open(config, platform).expect("the profile opens");
    let home = rapport.home().expect("Today");
    let took = micros(began) / 1e3;
    assert!(!home.steps.is_empty() && home.next_meeting.is_some(), "there is something to see");
    took
}

/// SQLite alone: the same file, and the steps that are due.
fn bare(folder: &Path) -> f64 {
    let file = folder.join("rapport.db");
    let began = Instant::now();
    let db = rusqlite::Connection::open(file).expect("the file");
    let mut query = db
        .prepare("SELECT text FROM steps WHERE state = 'open' AND due <= ?1 ORDER BY due LIMIT 50")
        .expect("a statement");
    let rows = query.query_map([TODAY_MS / DAY_MS], |row| row.get::<_, String>(0)).expect("rows");
    assert!(rows.count() > 0);
    micros(began) / 1e3
}

/// The clock of the invented people.
struct Today;

impl Clock for Today {
    fn now_ms(&self) -> Result<i64, PortProblem> {
        Ok(TODAY_MS)
    }
}
