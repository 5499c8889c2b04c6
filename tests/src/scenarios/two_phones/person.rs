//! One of the two: types into the note, acts on the goal, drops the phone.

use super::Common;
use crate::world::{Phone, World, look};
use rapport_documents::Edit;
use rapport_domain::comment::{CommentAct, CommentKind, On};
use rapport_domain::goal::{GoalAct, GoalEdit};
use rapport_domain::order::Order;
use rapport_domain::step::{NewStep, StepAct};
use rapport_node::{NodeError, Screen, view};
use rapport_people::Splice;
use rapport_people::typist::Typist;
use std::sync::Arc;

pub(super) struct Person {
    pub(super) phone: Phone,
    screen: Arc<Screen>,
    typist: Typist,
    common: Common,
}

impl Person {
    pub(super) fn new(phone: Phone, typist: Typist, common: Common) -> Self {
        let mut phone = phone;
        let screen = open(&mut phone, common);
        Self { phone, screen, typist, common }
    }

    /// Some keys, on the text as this phone shows it; typing takes its time.
    pub(super) fn types(&mut self, world: &World) {
        for _ in 0..=world.seed.below(8) {
            let (pause_ms, Splice { at, delete, insert }) = self.typist.touch(&self.screen.whole().text);
            let [at, delete] = [at, delete].map(|units| u32::try_from(units).expect("a short text"));
            self.screen.exchange(&[Edit::splice(at, delete, &insert)]).expect("typed");
            world.clock.advance(pause_ms);
        }
    }

    /// Something about the goal; what a rule refuses is not done.
    pub(super) fn acts(&mut self, world: &World) {
        let (chance, now) = (&world.seed, world.clock.now());
        let node = &mut self.phone.node;
        let shown = look::through(node, now, |lens| view::goals::goal(lens, self.common.goal)).expect("the goal");
        let steps: Vec<_> = shown.steps.iter().map(|step| step.id).collect();
        let act = match chance.below(6) {
            0 => GoalAct::Set(GoalEdit::Title(format!("Apprenticeship, version {}", chance.below(100)))),
            1 => GoalAct::Comment(CommentAct::Add {
                id: node.new_comment_id(),
                kind: CommentKind::Remark,
                on: On::Whole,
                text: format!("Well done {}", chance.below(100)),
            }),
            2 | 3 if !steps.is_empty() => {
                GoalAct::Step(StepAct::Tick { id: steps[chance.below(steps.len())], done: chance.below(3) > 0 })
            }
            4 if !steps.is_empty() => {
                let text = format!("Step in other words {}", chance.below(100));
                GoalAct::Step(StepAct::Text { id: steps[chance.below(steps.len())], text })
            }
            _ => GoalAct::Step(StepAct::Add(NewStep {
                id: node.new_step_id(),
                text: format!("Step {}", chance.below(100)),
                order: Order::first(),
                milestone: None,
                assignee: None,
                due: None,
                from: None,
            })),
        };
        match node.act_on_goal(self.common.goal, act) {
            Ok(()) | Err(NodeError::Rule(_)) => {}
            Err(error) => panic!("{}: {error:?}", self.phone.name),
        }
    }

    /// The process ends and begins again. What was typed is in the journal.
    pub(super) fn restarts(mut self, world: &World) -> Self {
        self.phone.node.journal().expect("journalled");
        let Self { phone, screen, typist, common } = self;
        drop(screen);
        Self::new(world.restart(phone), typist, common)
    }

    /// The text as the screen shows it, once it has taken what waits.
    pub(super) fn shown(&self) -> String {
        self.screen.exchange(&[]).expect("nothing typed");
        self.screen.whole().text
    }

    pub(super) fn end(self) -> Phone {
        self.phone
    }
}

fn open(phone: &mut Phone, common: Common) -> Arc<Screen> {
    phone.node.open_screen(common.note, common.section).expect("the note")
}
