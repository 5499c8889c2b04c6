//! What was acknowledged, and whether it is there.

use super::base::Stage;
use crate::world::look;
pub(super) use crate::world::look::assert_chains;
use rapport_domain::person::Language;
use rapport_ids::{CheckInId, GoalId, RecordId, StepId};
use rapport_node::Node;
use rapport_node::domain::step::StepState;
use rapport_node::view;
use std::collections::{BTreeMap, BTreeSet};

/// See the module.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts {
    goals: BTreeMap<GoalId, String>,
    ticked: BTreeSet<StepId>,
    text: String,
    drafted: bool,
    answered: BTreeSet<CheckInId>,
    /// Records that were handed out for sending.
    handed: BTreeSet<RecordId>,
}

/// What somebody begins to answer of the areas of life, and leaves.
pub(super) const DRAFTED: (&str, i64) = ("home", 2);

impl Facts {
    pub(super) fn goal(&mut self, goal: GoalId, title: &str) {
        self.goals.insert(goal, title.to_owned());
    }

    pub(super) fn ticked(&mut self, step: StepId) {
        self.ticked.insert(step);
    }

    pub(super) fn text(&mut self, words: &str) {
        self.text.push_str(words);
    }

    pub(super) const fn drafted(&mut self) {
        self.drafted = true;
    }

    pub(super) fn answered(&mut self, id: CheckInId) {
        self.answered.insert(id);
    }

    pub(super) fn handed_out(&mut self, record: RecordId) {
        self.handed.insert(record);
    }

    /// What another device may have seen stays a fact whatever else is lost.
    pub(super) fn take_handed(&mut self, other: &Self) {
        self.handed.extend(other.handed.iter().copied());
    }

    /// All of it is there. Text that was typed and not acknowledged may stand
    /// behind: `maybe` is all that was typed.
    pub(super) fn assert(&self, stage: &Stage, node: &Node, maybe: &str, why: &str) {
        let shown =
            look::through(node, stage.now(), |lens| view::goals::goal(lens, stage.base.goal)).expect("the goal");
        for step in &self.ticked {
            let row = shown.steps.iter().find(|row| row.id == *step).expect("the step");
            assert_eq!(row.state, StepState::Done, "{why}: a tick is missing");
        }
        let reader = node.reader().expect("a reader");
        for (goal, title) in &self.goals {
            let row = rapport_store::projections::goals::get(reader.conn(), goal).expect("read");
            assert_eq!(row.map(|row| row.title).as_ref(), Some(title), "{why}: a goal is missing");
        }
        let text = stage.text(node);
        assert!(text.starts_with(&self.text), "{why}: acknowledged {:?}, there is {text:?}", self.text);
        let all = format!("{}{maybe}", self.text);
        assert!(all.starts_with(&text), "{why}: typed {all:?}, there is {text:?}");
        for record in &self.handed {
            let space = &stage.base.space;
            let known = rapport_store::tables::records::known(reader.conn(), space, record).expect("read");
            assert!(known, "{why}: a record that was handed out is gone");
        }
        assert_chains(reader.conn(), why);
    }

    /// What this person began to answer or answered, and nobody else has.
    pub(super) fn assert_own(&self, stage: &Stage, node: &Node, why: &str) {
        let (english, now) = (Language::english(), stage.now());
        if self.drafted {
            let form = look::through(node, now, |lens| view::checkins::form(lens, "domains", None, &english));
            let begun: Vec<_> = form.expect("a form").draft.into_iter().map(|one| (one.item, one.number)).collect();
            assert_eq!(begun, [(DRAFTED.0.to_owned(), Some(DRAFTED.1))], "{why}: what was begun is missing");
        }
        let mine = look::through(node, now, |lens| view::checkins::mine(lens, &english, 50)).expect("check-ins");
        let mine: BTreeSet<_> = mine.into_iter().map(|row| row.id).collect();
        assert!(self.answered.is_subset(&mine), "{why}: an answer is missing");
    }

    /// The text that was acknowledged.
    pub(super) fn acknowledged_text(&self) -> &str {
        &self.text
    }

    /// What is there now is all that counts from here on.
    pub(super) fn settle(&mut self, stage: &Stage, node: &Node) {
        self.text = stage.text(node);
    }
}

/// The file holds together.
pub(super) fn assert_whole(profile: &std::path::Path, why: &str) {
    let (_folder, conn) = look::snapshot(profile);
    let line: String = conn.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("a check");
    assert_eq!(line, "ok", "{why}");
}
