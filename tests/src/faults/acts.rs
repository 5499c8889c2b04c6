//! What a phone does to its storage, one act each.

use super::base::{Stage, append, begin};
use super::carry::sync;
use super::facts::Facts;
use rapport_domain::checkin::{Answer, Answers, Key};
use rapport_domain::goal::GoalAct;
use rapport_domain::person::Language;
use rapport_domain::step::StepAct;
use rapport_domain::time::Day;
use rapport_node::{Asked, Node, NodeResult, Screen};
use std::sync::Arc;

/// One act. What it acknowledges is written down only when it ends well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    Begin,
    Tick,
    /// Begins a check-in and leaves it.
    Draft,
    /// Answers one.
    Answer,
    Journal,
    EndBurst,
    Fold,
    Sync,
    Harden,
    Rest,
    Wake,
}

impl Act {
    pub(super) const ALL: [Self; 11] = [
        Self::Begin,
        Self::Tick,
        Self::Draft,
        Self::Answer,
        Self::Journal,
        Self::EndBurst,
        Self::Fold,
        Self::Sync,
        Self::Harden,
        Self::Rest,
        Self::Wake,
    ];

    /// Whether it is one transaction: done or not done.
    pub(super) const fn is_one(self) -> bool {
        matches!(self, Self::Begin | Self::Tick | Self::Draft | Self::Answer | Self::Journal)
    }

    /// What has to have happened before. Gives the screen that is typed on and
    /// what is typed there without being acknowledged.
    pub(super) fn prepare(self, stage: &mut Stage, ann: &mut Node) -> (Arc<Screen>, String) {
        let screen = ann.open_screen(stage.base.note, stage.base.section).expect("a screen");
        let mut typed = String::new();
        match self {
            Self::Journal | Self::Wake => {
                typed.push_str("Not yet known. ");
                append(&screen, &typed);
            }
            Self::EndBurst | Self::Rest | Self::Fold => {
                append(&screen, "Already known. ");
                ann.journal().expect("a healthy disk");
                stage.facts.text("Already known. ");
            }
            Self::Begin | Self::Tick | Self::Draft | Self::Answer | Self::Sync | Self::Harden => {}
        }
        (screen, typed)
    }

    /// Does it.
    pub(super) fn run(self, stage: &mut Stage, ann: &mut Node, typed: &mut String) -> NodeResult<()> {
        let mut facts: Facts = stage.facts.clone();
        let done = match self {
            Self::Begin => begin(ann, stage.base.space, "Ask three people", &mut facts).map(|_| ()),
            Self::Tick => {
                let step = stage.base.steps[1];
                facts.ticked(step);
                ann.act_on_goal(stage.base.goal, GoalAct::Step(StepAct::Tick { id: step, done: true }))
            }
            Self::Draft => {
                facts.drafted();
                ann.draft_check_in(&asked("domains"), &answers(super::facts::DRAFTED))
            }
            Self::Answer => {
                let today = Day::from_epoch_days(stage.now().div_euclid(86_400_000)).expect("a day");
                ann.answer_check_in(&asked("pulse"), &Language::english(), today, &answers(("mood", 2)))
                    .map(|id| facts.answered(id))
            }
            Self::Journal => ann.journal(),
            Self::EndBurst => ann.end_burst(&stage.base.note.doc()),
            Self::Fold => ann.fold_all(),
            Self::Sync => sync(&stage.world.relay, ann, &mut facts),
            Self::Harden => ann.harden(),
            Self::Rest => ann.rest(),
            Self::Wake => {
                stage.world.clock.advance(90_000);
                ann.tick()
            }
        };
        if done.is_ok() {
            facts.text(typed);
            typed.clear();
            stage.facts = facts;
        } else {
            stage.facts.take_handed(&facts);
        }
        done
    }
}

fn asked(instrument: &str) -> Asked {
    Asked { instrument: Key::new(instrument).expect("a name"), about: None }
}

fn answers((item, number): (&str, i64)) -> Answers {
    Answers([(Key::new(item).expect("a name"), Answer::Number(number))].into())
}
