//! People work on their goals.

use super::shelf::{Goal, Ticks};
use super::town::{Town, done, whether};
use rapport_domain::comment::{CommentKind, On};
use rapport_domain::goal::{GoalAct, GoalEdit};
use rapport_domain::step::StepAct;
use rapport_node::{NewGoal, StepDraft};

pub(super) fn acts(town: &mut Town, who: usize) {
    let at = town.somewhere(who);
    let place = town.place(at);
    let (world, node, shelf) = town.at(who, at);
    let word = shelf.word();
    let seed = &world.seed;
    let told = if shelf.goals.is_empty() || seed.below(8) == 0 {
        let new = NewGoal { place, title: word, why: String::new(), due: None, for_partner: false };
        let begun = done(node.begin_goal(new));
        if let Some(id) = begun {
            shelf.goals.insert(id, Goal::default());
        }
        format!("begins a goal {at}{}", whether(begun.is_some()))
    } else {
        let which = seed.below(shelf.goals.len());
        let (id, goal) = shelf.goals.iter_mut().nth(which).expect("one of them");
        let step = goal.steps.keys().nth(seed.below(goal.steps.len())).copied();
        match (seed.below(6), step) {
            (0 | 1, Some(step)) => {
                let tick = seed.below(4) > 0;
                let act = GoalAct::Step(StepAct::Tick { id: step, done: tick });
                let ticked = done(node.act_on_goal(*id, act)).is_some();
                if ticked {
                    let ticks = goal.steps.entry(step).or_default();
                    ticks.done |= tick;
                    ticks.undone |= !tick;
                }
                format!("{} a step {at}{}", if tick { "ticks" } else { "unticks" }, whether(ticked))
            }
            (2, _) => {
                let said = done(node.add_comment(*id, CommentKind::Remark, On::Whole, word.clone()));
                goal.comments.extend(said.map(|_| word));
                format!("says something about a goal {at}{}", whether(said.is_some()))
            }
            (3, _) => {
                let act = GoalAct::Set(GoalEdit::Title(word));
                let named = done(node.act_on_goal(*id, act)).is_some();
                format!("calls a goal something else {at}{}", whether(named))
            }
            _ => {
                let draft = StepDraft { text: word, milestone: None, assignee: None, due: None };
                let added = done(node.add_step(*id, draft));
                goal.steps.extend(added.map(|step| (step, Ticks::default())));
                format!("adds a step {at}{}", whether(added.is_some()))
            }
        }
    };
    town.tell(&format!("p{who} {told}"));
}
