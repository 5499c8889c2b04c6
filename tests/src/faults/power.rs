//! The power goes at a moment that nobody chose: at most the last two seconds
//! are gone, and never what another device may have seen.

use super::base::{ANN, Stage, append, begin};
use super::carry::{assert_in_step, sync};
use super::facts::{Facts, assert_whole};
use crate::vfs::Fault;
use crate::world::chance::seeds;
use rapport_domain::goal::GoalAct;
use rapport_domain::step::StepAct;
use rapport_node::{Node, NodeError, NodeResult};

/// What may be lost, in milliseconds.
const MAY_LOSE_MS: i64 = 2_000;

/// What was acknowledged, and when.
struct Told {
    /// Facts after each acknowledgement, the oldest first.
    then: Vec<(i64, Facts)>,
    /// What must survive whatever happens.
    safe: Facts,
}

impl Told {
    fn acknowledge(&mut self, now: i64, facts: &Facts) {
        self.then.push((now, facts.clone()));
    }

    /// Everything up to now survives.
    fn all_is_safe(&mut self) {
        if let Some((_, facts)) = self.then.pop() {
            self.safe = facts;
        }
        self.then.clear();
    }

    /// The clock went on and the phone had its turn.
    fn time_passes(&mut self, now: i64) {
        let old = self.then.iter().rposition(|(at, _)| *at <= now - MAY_LOSE_MS);
        if let Some(at) = old {
            self.safe = self.then[at].1.clone();
            self.then.drain(..=at);
        }
    }
}

#[test]
fn a_power_cut_costs_two_seconds_at_most() {
    for seed in seeds(0..25) {
        one(seed);
    }
}

fn one(seed: u64) {
    let mut stage = Stage::new(50_000 + seed);
    let chance = crate::world::chance::Seed::new(seed);
    let mut told = Told { then: Vec::new(), safe: stage.facts.clone() };
    let mut ann = stage.open_ann().expect("a healthy disk");
    for cut in 0..4 {
        let why = format!("seed {seed}, cut {cut}");
        let cut_at = 1 + chance.below(120);
        stage.fs.fail_from(None, u64::try_from(cut_at).expect("small"), Fault::Io);
        let mut facts = stage.facts.clone();
        let mut typed = String::new();
        for number in 0..60 {
            if play(&mut stage, &mut ann, &mut told, &mut facts, &mut typed, chance.below(100), number).is_err() {
                break;
            }
        }
        told.safe.take_handed(&facts);
        stage.kill(ann);
        stage.fs.power_cut();
        assert_whole(&stage.profile(ANN), &why);
        ann = stage.open_ann().unwrap_or_else(|error| panic!("{why}: {error:?}"));
        let all = format!("{}{typed}", facts.acknowledged_text());
        let maybe = all.strip_prefix(told.safe.acknowledged_text()).expect("only ever longer").to_owned();
        told.safe.assert(&stage, &ann, &maybe, &why);
        // From here on what is there counts.
        ann.harden().expect("a healthy disk");
        told.safe.settle(&stage, &ann);
        told.then.clear();
        stage.facts = told.safe.clone();
    }
    assert_in_step(&mut stage, &mut ann, &format!("seed {seed}"));
}

fn play(
    stage: &mut Stage,
    ann: &mut Node,
    told: &mut Told,
    facts: &mut Facts,
    typed: &mut String,
    what: usize,
    number: usize,
) -> NodeResult<()> {
    stage.world.clock.advance(i64::try_from(what).expect("small") * 9);
    match what {
        0..45 => {
            let screen = ann.open_screen(stage.base.note, stage.base.section)?;
            let words = format!("w{number} ");
            append(&screen, &words);
            typed.push_str(&words);
            ann.journal()?;
            facts.text(typed);
            typed.clear();
            told.acknowledge(stage.now(), facts);
        }
        45..60 => {
            begin(ann, stage.base.space, &format!("Goal {number}"), facts)?;
            told.acknowledge(stage.now(), facts);
        }
        60..70 => {
            let step = stage.base.steps[1 + number % (stage.base.steps.len() - 1)];
            let act = GoalAct::Step(StepAct::Tick { id: step, done: true });
            match ann.act_on_goal(stage.base.goal, act) {
                // It is done already: so it was acknowledged before.
                Err(NodeError::Rule(_)) => return Ok(()),
                done => done?,
            }
            facts.ticked(step);
            told.acknowledge(stage.now(), facts);
        }
        70..80 => {
            let done = sync(&stage.world.relay, ann, facts);
            told.safe.take_handed(facts);
            done?;
        }
        80..84 => {
            ann.harden()?;
            told.acknowledge(stage.now(), facts);
            told.all_is_safe();
        }
        84..88 => ann.fold_all()?,
        88..90 => {
            ann.rest()?;
            told.acknowledge(stage.now(), facts);
            told.all_is_safe();
        }
        _ => {}
    }
    ann.tick()?;
    told.time_passes(stage.now());
    Ok(())
}

/// A process that is killed between storing what it is about to send and
/// syncing the disk leaves records that no sync covers; the next process must
/// not send them as they are.
#[test]
fn what_a_killed_process_left_is_synced_before_it_is_sent() {
    for n in 1..40 {
        let stage = Stage::new(70_000 + n);
        let why = format!("{n}");
        let mut ann = stage.open_ann().expect("a healthy disk");
        let mut facts = stage.facts.clone();
        begin(&mut ann, stage.base.space, "Sent too early", &mut facts).expect("a goal");
        // Killed at the n-th sync or write of its sending.
        stage.fs.fail_from(None, n, Fault::Io);
        let _ = sync(&stage.world.relay, &mut ann, &mut facts);
        stage.kill(ann);
        let mut ann = stage.open_ann().expect("it opens");
        let mut handed = Facts::default();
        ann.sync_now().expect("sync begins");
        let mut waiting = ann.requests().expect("requests");
        let carrier = crate::world::carry::Carrier::new(&stage.world.relay);
        while let Some(rapport_node::Request { id, call, .. }) = waiting.pop() {
            if let rapport_node::Call::Push { space, frames, .. } = &call {
                for frame in frames {
                    handed.handed_out(&ann, *space, frame);
                }
                break;
            }
            waiting.extend(ann.answer(id, carrier.ask(&call)).expect("answered"));
            if waiting.is_empty() {
                waiting = ann.requests().expect("requests");
            }
        }
        facts.take_handed(&handed);
        stage.kill(ann);
        stage.fs.power_cut();
        let ann = stage.open_ann().expect("it opens");
        let mut only = stage.facts.clone();
        only.take_handed(&facts);
        only.assert(&stage, &ann, "", &why);
    }
}
