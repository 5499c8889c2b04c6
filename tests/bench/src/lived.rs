//! Plays the invented life of a pair on two phones of a world, as the people
//! themselves would: each act on the phone of who does it, the rest by sync.

mod meeting;

use crate::world::{Phone, World};
use rapport_domain::comment::{CommentKind, On};
use rapport_domain::goal::{GoalAct, GoalTurn};
use rapport_domain::meeting::MeetingAct;
use rapport_domain::step::StepAct;
use rapport_domain::time::{Day, Due};
use rapport_ids::{GoalId, MeetingId, PersonId, SpaceId, StepId};
use rapport_node::{NewGoal, NodeResult, Place, StepDraft};
use rapport_people::Who;
use rapport_people::life::{Deed, Ending, Event, Life};
use std::collections::BTreeMap;

/// Both phones of a pair, and what the numbers of a life stand for on them.
pub struct Pair<'a> {
    world: &'a World,
    /// Mentee and mentor.
    phones: [&'a mut Phone; 2],
    space: SpaceId,
    goals: BTreeMap<usize, GoalId>,
    meetings: BTreeMap<usize, MeetingId>,
    steps: BTreeMap<usize, (Home, StepId)>,
    /// Acts that the rules refused: the lives know fewer rules than the core.
    pub refused: usize,
}

/// Where a step lives.
#[derive(Clone, Copy)]
enum Home {
    Goal(GoalId),
    Meeting(MeetingId),
}

/// Events after which both have everything.
const APART: usize = 60;

impl<'a> Pair<'a> {
    pub fn new(world: &'a World, mentee: &'a mut Phone, mentor: &'a mut Phone, space: SpaceId) -> Self {
        let phones = [mentee, mentor];
        let (goals, meetings, steps) = Default::default();
        Self { world, phones, space, goals, meetings, steps, refused: 0 }
    }

    /// Plays everything up to `until_ms`; both phones then have all of it.
    pub fn live(&mut self, life: &Life, until_ms: i64) {
        for (nth, event) in life.events.iter().take_while(|event| event.at_ms <= until_ms).enumerate() {
            self.pass_to(event.at_ms);
            self.play(event);
            if nth % APART == APART - 1 {
                self.meet();
            }
        }
        self.meet();
    }

    fn pass_to(&self, at_ms: i64) {
        let ahead = at_ms - self.world.clock.now();
        if ahead > 0 {
            self.world.clock.advance(ahead);
        }
    }

    fn meet(&mut self) {
        for who in [0, 1, 0] {
            self.world.sync(self.phones[who]);
        }
    }

    fn person(&self, who: Who) -> PersonId {
        self.phones[who.index()].node.person()
    }

    /// Does it. If what it is about is still on the other phone, the other does
    /// it there; what only one of them may do waits for a sync.
    fn act<T>(&mut self, who: Who, act: impl Fn(&mut Self, usize) -> NodeResult<T>) -> Option<T> {
        for phone in [who, who.other()] {
            if let Ok(done) = act(self, phone.index()) {
                return Some(done);
            }
        }
        for phone in [who.other(), who] {
            self.world.sync(self.phones[phone.index()]);
        }
        let done = act(self, who.index()).ok();
        self.refused += usize::from(done.is_none());
        done
    }

    fn play(&mut self, Event { who, deed, .. }: &Event) {
        let who = *who;
        match deed {
            Deed::DraftGoal { goal, title, due_ms } => {
                let new = NewGoal {
                    place: Place::Private,
                    title: title.clone(),
                    why: String::new(),
                    due: Some(day(*due_ms)),
                    for_partner: false,
                };
                let made = self.act(who, |all, at| all.phones[at].node.begin_goal(new.clone()));
                made.map(|id| self.goals.insert(*goal, id));
            }
            Deed::ShareGoal { goal } => {
                let Some(&private) = self.goals.get(goal) else { return };
                let shared = self.act(who, |all, at| all.phones[at].node.share_goal(private, all.space));
                let Some(shared) = shared else { return };
                self.goals.insert(*goal, shared);
                self.act(who, |all, at| all.phones[at].node.turn_goal(shared, GoalTurn::Propose));
                self.act(who.other(), |all, at| all.phones[at].node.turn_goal(shared, GoalTurn::Nod));
            }
            Deed::AddStep { goal, step, title, assignee, due_ms } => {
                let Some(&id) = self.goals.get(goal) else { return };
                let draft = self.draft(title, *assignee, *due_ms);
                let made = self.act(who, |all, at| all.phones[at].node.add_step(id, draft.clone()));
                made.map(|made| self.steps.insert(*step, (Home::Goal(id), made)));
            }
            Deed::FinishStep { step } => {
                let Some(&(home, id)) = self.steps.get(step) else { return };
                let tick = StepAct::Tick { id, done: true };
                self.act(who, |all, at| match home {
                    Home::Goal(goal) => all.phones[at].node.act_on_goal(goal, GoalAct::Step(tick.clone())),
                    Home::Meeting(meeting) => {
                        all.phones[at].node.act_on_meeting(meeting, MeetingAct::Action(tick.clone()))
                    }
                });
            }
            Deed::ReportProgress { goal, percent, remark } => {
                let Some(&id) = self.goals.get(goal) else { return };
                let note = format!("{percent} % {remark}");
                self.act(who, |all, at| all.phones[at].node.add_progress(id, None, note.clone()));
            }
            Deed::Comment { goal, text } => {
                let Some(&id) = self.goals.get(goal) else { return };
                let kind = CommentKind::Remark;
                self.act(who, |all, at| all.phones[at].node.add_comment(id, kind, On::Whole, text.clone()));
            }
            Deed::EndGoal { goal, ending } => {
                let Some(&id) = self.goals.get(goal) else { return };
                let turn = match ending {
                    Ending::Achieved => GoalTurn::Achieve,
                    Ending::Dropped { reason } => GoalTurn::Drop { reason: reason.clone() },
                };
                self.act(who, |all, at| all.phones[at].node.turn_goal(id, turn.clone()));
            }
            other => self.play_meeting(who, other),
        }
    }

    fn draft(&self, title: &str, assignee: Who, due_ms: i64) -> StepDraft {
        let (assignee, due) = (Some(self.person(assignee)), Some(Due::On(day(due_ms))));
        StepDraft { text: title.to_owned(), milestone: None, assignee, due }
    }
}

fn day(ms: i64) -> Day {
    Day::from_epoch_days(ms.div_euclid(24 * 3_600_000)).expect("a day of our times")
}
