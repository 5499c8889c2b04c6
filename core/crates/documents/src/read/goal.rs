//! Goals.

use super::{Around, Item, Read, Troubles, What};
use crate::doc::Doc;
use crate::form;
use crate::kind::DocKind;
use automerge::ROOT;
use rapport_domain::comment::{Comment, CommentKind, On};
use rapport_domain::gas::Weight;
use rapport_domain::goal::{Confidence, Goal, Horizon, Wording};
use rapport_domain::life::Stamped;
use rapport_domain::text::limit;
use rapport_domain::{GasLevel, Gone, ItemId, Made, Milestone, ProgressEntry, Revision, Step};
use rapport_ids::{CommentId, EventId, GoalId, MilestoneId, ProgressId, RevisionId, StepId};

/// The goal of a document; nothing when it is of another kind.
pub fn goal(doc: &Doc, around: &Around<'_>) -> Option<Read<Goal>> {
    if doc.kind() != DocKind::Goal {
        return None;
    }
    let troubles = Troubles::default();
    let root = Item::new(doc, ROOT, around.authors, &troubles);
    let mut goal = Goal::new(GoalId::from(doc.id()), around.members.clone());
    goal.wording = wording(&root);
    goal.parent = root.word("parent", |text| text.parse().ok());
    goal.review = root.word("review", |text| text.parse().ok());
    goal.confidence = root.number("confidence", |n| Confidence::from_number(n).ok());
    goal.weight = root.number("weight", |n| Weight::new(n).ok()).unwrap_or_default();

    let milestones = root.list("milestones").things::<MilestoneId>("milestones");
    goal.milestones = milestones.here.iter().map(|(id, stamp, item)| milestone(*id, stamp.made, item)).collect();
    goal.gone.extend(milestones.gone.iter().map(|(id, made)| Gone { id: ItemId::Milestone(*id), made: *made }));

    let (steps, gone) = steps(&root);
    goal.steps = steps;
    goal.gone.extend(gone);
    // Steps of a milestone that is gone belong to the goal itself.
    for step in &mut goal.steps {
        step.milestone = step.milestone.filter(|id| goal.milestones.iter().any(|m| m.id == *id));
    }

    let progress = root.list("progress").things::<ProgressId>("progress");
    goal.progress = progress.here.iter().map(|(id, stamp, item)| entry(*id, stamp.made, item)).collect();
    goal.gone.extend(progress.gone.iter().map(|(id, made)| Gone { id: ItemId::Progress(*id), made: *made }));

    let comments = root.list("comments").things::<CommentId>("comments");
    goal.comments = comments.here.iter().map(|(id, stamp, item)| comment(*id, stamp.made, item)).collect();
    goal.gone.extend(comments.gone.iter().map(|(id, made)| Gone { id: ItemId::Comment(*id), made: *made }));

    let revisions = root.list("revisions").things::<RevisionId>("revisions");
    goal.revisions = revisions.here.iter().map(|(id, stamp, item)| revision(*id, stamp.made, item)).collect();

    let turns = root.list("events").entries::<EventId>("events").into_iter().map(|(id, stamp, text)| Stamped {
        id,
        order: stamp.order,
        by: stamp.made.by,
        at: stamp.made.at,
        turn: form::read_goal_turn(&text),
    });
    let mut goal = goal.with_history(turns);
    if let Some(deleted) = root.deleted() {
        // Whoever owns it, and whoever began it for the other.
        let theirs = goal.owner() == Some(deleted.by) || goal.life.begun.is_some_and(|begun| begun.by == deleted.by);
        if theirs {
            goal = goal.tombstone(deleted);
        } else {
            root.trouble("deleted", What::NotTheirs);
        }
    }
    Some(Read { value: goal, troubles: troubles.into_vec() })
}

/// What a goal says: its own fields, or those of an earlier version.
fn wording(item: &Item<'_>) -> Wording {
    let mut levels = <[String; 5]>::default();
    for (level, text) in GasLevel::ALL.iter().zip(&mut levels) {
        *text = item.prose(level_key(*level), limit::ANSWER);
    }
    Wording {
        title: item.line("title", limit::TITLE),
        why: item.prose("why", limit::ANSWER),
        specific: item.prose("specific", limit::ANSWER),
        means: item.prose("means", limit::ANSWER),
        test: item.prose("test", limit::ANSWER),
        measure: item.word("measure", form::read_measure),
        horizon: item.word("horizon", Horizon::from_name),
        due: item.word("due", |text| text.parse().ok()),
        levels,
    }
}

/// The field that says what a level of attainment means.
pub(crate) const fn level_key(level: GasLevel) -> &'static str {
    match level {
        GasLevel::MuchLess => "level_much_less",
        GasLevel::Less => "level_less",
        GasLevel::Expected => "level_expected",
        GasLevel::More => "level_more",
        GasLevel::MuchMore => "level_much_more",
    }
}

fn milestone(id: MilestoneId, made: Made, item: &Item<'_>) -> Milestone {
    Milestone {
        id,
        made,
        title: item.line("title", limit::TITLE),
        due: item.word("due", |text| text.parse().ok()),
        order: item.order(),
        tick: item.tick("reached"),
    }
}

/// The steps of a goal or a meeting.
pub(super) fn steps(root: &Item<'_>) -> (Vec<Step>, Vec<Gone>) {
    let steps = root.list("steps").things::<StepId>("steps");
    let gone = steps.gone.iter().map(|(id, made)| Gone { id: ItemId::Step(*id), made: *made }).collect();
    let here = steps.here.iter().map(|(id, stamp, item)| Step {
        id: *id,
        made: stamp.made,
        text: item.line("text", limit::TITLE),
        milestone: item.word("milestone", |text| text.parse().ok()),
        assignee: item.word("assignee", |text| text.parse().ok()),
        due: item.word("due", |text| text.parse().ok()),
        order: item.order(),
        tick: item.tick("done"),
        cancelled: item.any("cancelled"),
        from: item.word("from", |text| text.parse().ok()),
    });
    (here.collect(), gone)
}

fn entry(id: ProgressId, made: Made, item: &Item<'_>) -> ProgressEntry {
    ProgressEntry {
        id,
        made,
        reading: item.word("reading", form::read_reading),
        note: item.prose("note", limit::ANSWER),
    }
}

fn comment(id: CommentId, made: Made, item: &Item<'_>) -> Comment {
    Comment {
        id,
        made,
        kind: item.word("kind", CommentKind::from_name).unwrap_or(CommentKind::Remark),
        on: item.word("on", form::read_on).unwrap_or(On::Whole),
        text: item.prose("text", limit::COMMENT),
        edited: item.changed_since_made("text"),
    }
}

fn revision(id: RevisionId, made: Made, item: &Item<'_>) -> Revision {
    Revision { id, made, version: None, reason: item.prose("reason", limit::ANSWER), was: wording(item) }
}
