//! A real process with real files, killed at moments that nobody chose.

use super::base::{ANN, Stage, append};
use super::carry::{assert_in_step, sync};
use super::facts::{Facts, assert_chains, assert_whole};
use crate::world::chance::{NodeChance, Seed};
use crate::world::zones::Zones;
use crate::world::{VirtualClock, open_relay};
use rapport_domain::goal::GoalAct;
use rapport_domain::step::StepAct;
use rapport_ids::{GoalId, StepId};
use rapport_node::ports::OneHand;
use rapport_node::{NewGoal, Node, NodeError, Origin, Place, Ports, Secret};
use std::fmt::Write as _;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Arc;

const FOLDER: &str = "RAPPORT_KILLED_FOLDER";
const RUN: &str = "RAPPORT_KILLED_RUN";
/// An acknowledgement begins with this; the runner's own lines do not.
const MARK: &str = "told ";
/// Acts of a child that nobody kills.
const ACTS: usize = 300;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut all, byte| {
        write!(all, "{byte:02x}").expect("a string");
        all
    })
}

fn bytes(hex: &str) -> Vec<u8> {
    let pairs = hex.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).expect("digits"));
    pairs.map(|pair| u8::from_str_radix(pair, 16).expect("digits")).collect()
}

/// What the parent starts, as a process of its own. Does nothing otherwise.
#[test]
fn the_child() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let run: u64 = std::env::var(RUN).expect("which run").parse().expect("a number");
    Child::open(PathBuf::from(folder), run).live();
}

struct Child {
    node: Node,
    relay: rapport_relay::Service,
    clock: VirtualClock,
    seed: Seed,
    run: u64,
}

impl Child {
    fn open(folder: PathBuf, run: u64) -> Self {
        let base = super::base::Ids::read(&folder);
        let clock = VirtualClock::at(base.now_ms + i64::try_from(run).expect("small") * 3_600_000);
        let seed = Seed::new(9_000_000 + run);
        let origin = Origin::parse("http://127.0.0.1:7400").expect("an address");
        let relay = open_relay(&folder.join("relay.db"), &clock, &seed, &origin);
        let ports = Ports {
            clock: Box::new(clock.clone()),
            random: Box::new(NodeChance(seed.clone())),
            zones: Arc::new(Zones),
            hands: Box::new(OneHand),
        };
        let node = Node::open(&folder.join(ANN), Secret::new(base.ann), ports, None).expect("the profile opens");
        Self { node, relay, clock, seed, run }
    }

    fn live(mut self) {
        let ids = super::base::Ids::read(self.node_folder().as_path());
        let screen = self.node.open_screen(ids.note, ids.section).expect("a screen");
        // The runner has begun a line.
        println!();
        for number in 0..ACTS {
            self.clock.advance(i64::try_from(self.seed.below(900)).expect("small"));
            match self.seed.below(20) {
                0..11 => {
                    let words = format!("r{}n{number} ", self.run);
                    append(&screen, &words);
                    self.node.journal().expect("journalled");
                    println!("{MARK}text {words}");
                }
                11..14 => {
                    let title = format!("Goal {number} of run {}", self.run);
                    let new = NewGoal {
                        place: Place::In(ids.space),
                        title: title.clone(),
                        why: String::new(),
                        due: None,
                        for_partner: false,
                    };
                    let goal = self.node.begin_goal(new).expect("a goal");
                    println!("{MARK}goal {} {title}", hex(goal.as_ref()));
                }
                14 => {
                    let step = ids.steps[1 + self.seed.below(ids.steps.len() - 1)];
                    let act = GoalAct::Step(StepAct::Tick { id: step, done: true });
                    match self.node.act_on_goal(ids.goal, act) {
                        Ok(()) => println!("{MARK}step {}", hex(step.as_ref())),
                        // It is done already.
                        Err(NodeError::Rule(_)) => {}
                        Err(error) => panic!("{error:?}"),
                    }
                }
                15..17 => sync(&self.relay, &mut self.node, &mut Facts::default()).expect("synced"),
                17 => self.node.fold_all().expect("folded"),
                18 => self.node.rest().expect("at rest"),
                _ => {}
            }
            self.node.tick().expect("a turn");
        }
    }

    fn node_folder(&self) -> PathBuf {
        PathBuf::from(std::env::var(FOLDER).expect("a folder"))
    }
}

#[test]
fn two_hundred_kills_cost_nothing() {
    let kills = std::env::var("RAPPORT_KILLS").map_or(200, |kills| kills.parse().expect("a number"));
    let seed = std::env::var("RAPPORT_SEED").map_or(1, |seed| seed.parse().expect("a number"));
    println!("seed {seed}");
    let mut stage = Stage::new(90_000 + seed);
    stage.freeze_ids();
    let chance = Seed::new(seed);
    let (mut in_order, mut acts) = (0, 0);
    for kill in 0..kills {
        let why = format!("seed {seed}, kill {kill}");
        let told = run_and_kill(&stage, kill, 1 + chance.below(30));
        acts += told.len();
        let text_before = stage.facts.acknowledged_text().to_owned();
        let mut words = String::new();
        for line in &told {
            let (sort, rest) = line.split_once(' ').expect("a sort and what");
            match sort {
                "text" => words.push_str(rest),
                "goal" => {
                    let (id, title) = rest.split_once(' ').expect("an id and a title");
                    stage.facts.goal(GoalId::from_slice(&bytes(id)).expect("an id"), title);
                }
                _ => stage.facts.ticked(StepId::from_slice(&bytes(rest)).expect("an id")),
            }
        }
        stage.facts.text(&words);
        assert_whole(&stage.profile(ANN), &why);
        stage.world.clock.advance(3_600_000);
        let ann = stage.open_ann().unwrap_or_else(|error| panic!("{why}: opens no more: {error:?}"));
        // One word may stand there that was not acknowledged any more.
        let text = stage.text(&ann);
        let known = format!("{text_before}{words}");
        let more = text.strip_prefix(&known).unwrap_or_else(|| panic!("{why}: {known:?} was told, there is {text:?}"));
        let unfinished = more.is_empty() || (more.starts_with(&format!("r{kill}n")) && more.matches(' ').count() == 1);
        assert!(unfinished, "{why}: {more:?} came from nowhere");
        in_order += usize::from(more.is_empty());
        stage.facts.assert(&stage, &ann, more, &why);
        let mut facts = std::mem::take(&mut stage.facts);
        facts.settle(&stage, &ann);
        stage.facts = facts;
        assert_chains(ann.reader().expect("a reader").conn(), &why);
    }
    println!(
        "{kills} kills, {acts} acknowledged acts, {} cut off behind the acknowledgement",
        kills as usize - in_order
    );
    let mut ann = stage.open_ann().expect("the profile opens");
    assert_in_step(&mut stage, &mut ann, "at the end");
}

/// Starts a child, reads so many acknowledgements, kills it, and gives all
/// that it had told by then.
fn run_and_kill(stage: &Stage, run: u64, lines: usize) -> Vec<String> {
    let mut child = Command::new(std::env::current_exe().expect("this program"))
        .args(["faults::kill::the_child", "--exact", "--nocapture", "--test-threads=1"])
        .env(FOLDER, stage.world.folder.path())
        .env(RUN, run.to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a child");
    let mut out = BufReader::new(child.stdout.take().expect("its output"));
    let mut told = Vec::new();
    let mut take = |told: &mut Vec<String>| {
        let mut line = String::new();
        let read = out.read_line(&mut line).expect("its output");
        // A line without an end was not said to its end.
        if let Some(rest) = line.strip_prefix(MARK).filter(|rest| rest.ends_with('\n')) {
            told.push(rest.trim_end_matches('\n').to_owned());
        }
        read > 0
    };
    while told.len() < lines && take(&mut told) {}
    child.kill().expect("killed");
    while take(&mut told) {}
    let ended = child.wait_with_output().expect("its end");
    if !ended.status.success() && told.is_empty() {
        panic!("run {run} told nothing: {}", String::from_utf8_lossy(&ended.stderr));
    }
    told
}
