//! Sharing a private goal: a new goal in the pair's space that says what this
//! one says today. What was written about it before stays private.

use super::{Goal, GoalAct, GoalEdit};
use crate::gas::GasLevel;
use crate::milestone::MilestoneAct;
use crate::rules::{Field, Rule, RuleBroken, Who};
use crate::step::{NewStep, StepAct, StepState};
use rapport_ids::PersonId;

/// Makes the edit of one text field.
type SetText = fn(String) -> GoalEdit;

impl Goal {
    /// The acts that write this goal's present state into a new draft: its
    /// wording, milestones and steps, ticks included. Entries of progress,
    /// comments, earlier versions and its place below another goal do not come
    /// along. The owner begins the new goal and then does these, in order;
    /// marking milestones reached waits until the goal is active.
    ///
    /// # Errors
    /// Only its owner shares it (a value never widens by itself), and only
    /// while it is not over.
    pub fn acts_to_share(&self, by: PersonId) -> Result<Vec<GoalAct>, RuleBroken> {
        if self.owner() != Some(by) {
            return Err(RuleBroken::not_allowed(Field::State, Rule::OnlyFor { who: Who::Owner }));
        }
        if self.deleted.is_some() {
            return Err(RuleBroken::not_allowed(Field::State, Rule::Deleted));
        }
        super::life::in_stage(self.stage(), super::GoalStage::OPEN, Field::State)?;
        if !self.members.is_private() {
            return Err(RuleBroken::not_allowed(Field::State, Rule::SharedAlready));
        }
        let mut acts: Vec<GoalAct> = self.edits_to_share().into_iter().map(GoalAct::Set).collect();
        for m in &self.milestones {
            let (id, title, due, order) = (m.id, m.title.clone(), m.due, m.order.clone());
            acts.push(GoalAct::Milestone(MilestoneAct::Add { id, title, due, order }));
        }
        for step in &self.steps {
            acts.push(GoalAct::Step(StepAct::Add(NewStep {
                id: step.id,
                text: step.text.clone(),
                order: step.order.clone(),
                milestone: step.milestone.filter(|_| !self.is_loose(step)),
                assignee: step.assignee,
                due: step.due.clone(),
                from: None,
            })));
            match step.state() {
                StepState::Open => {}
                StepState::Done => acts.push(GoalAct::Step(StepAct::Tick { id: step.id, done: true })),
                StepState::Cancelled => acts.push(GoalAct::Step(StepAct::Cancel { id: step.id })),
            }
        }
        Ok(acts)
    }

    fn edits_to_share(&self) -> Vec<GoalEdit> {
        let w = self.wording.clone();
        let mut edits = Vec::new();
        let texts: [(String, SetText); 5] = [
            (w.title.clone(), GoalEdit::Title),
            (w.why.clone(), GoalEdit::Why),
            (w.specific.clone(), GoalEdit::Specific),
            (w.means.clone(), GoalEdit::Means),
            (w.test.clone(), GoalEdit::Test),
        ];
        edits.extend(texts.into_iter().filter(|(text, _)| !text.is_empty()).map(|(text, edit)| edit(text)));
        edits.extend(w.measure.clone().map(|measure| GoalEdit::Measure(Some(measure))));
        edits.extend(w.horizon.map(|horizon| GoalEdit::Horizon(Some(horizon))));
        edits.extend(w.due.map(|due| GoalEdit::Due(Some(due))));
        for level in GasLevel::ALL.iter().copied().filter(|level| !w.level(*level).is_empty()) {
            edits.push(GoalEdit::Level { level, text: w.level(level).to_owned() });
        }
        edits.extend(self.review.map(|day| GoalEdit::Review(Some(day))));
        edits.extend(self.confidence.map(|confidence| GoalEdit::Confidence(Some(confidence))));
        if self.weight != crate::gas::Weight::default() {
            edits.push(GoalEdit::Weight(self.weight));
        }
        edits
    }
}
