//! The months before the demo, for whoever wants to see what a used app looks
//! like: the invented life of a pair, each act through the facade of whoever
//! does it, on days that end today.

mod meeting;

use super::clock::DemoClock;
use super::phone::Phone;
use super::relay::Relay;
use super::scan::Secrets;
use super::tell::Voice;
use crate::failed::Stop;
use rapport_core::Failure;
use rapport_core::checkins::{Answer, Answers, Asked, Key};
use rapport_core::domain::person::Language;
use rapport_core::domain::time::{Day, Due};
use rapport_core::goals::{CommentKind, GoalTurn, NewGoal, On, Place, StepDraft};
use rapport_core::ids::{GoalId, MeetingId, SpaceId, StepId};
use rapport_people::Who;
use rapport_people::life::{self, Deed, Ending, Event, Life, Size};
use std::collections::BTreeMap;

const DAY_MS: i64 = 24 * 3_600_000;
/// How long the two have known each other.
const DAYS: i64 = 168;
/// When their day begins, in UTC.
const MORNING_MS: i64 = 8 * 3_600_000;
/// Acts after which both have everything.
const APART: usize = 20;

/// What the past of the two is.
pub(super) struct Past {
    life: Life,
    /// When it begins, and when it ends.
    begins_ms: i64,
    ends_ms: i64,
}

impl Past {
    /// One that ends at `now_ms`: what would come after that is not lived yet.
    pub(super) fn until(now_ms: i64, seed: u64) -> Self {
        let size = Size { days: 210, goals: 5, meetings: 15, steps: 6, note_words: 100 };
        let begins_ms = (now_ms.div_euclid(DAY_MS) - DAYS) * DAY_MS + MORNING_MS;
        Self { life: life::spoken(seed, &size), begins_ms, ends_ms: now_ms }
    }

    /// A day before anything happens: when both make their profiles.
    pub(super) const fn eve_ms(&self) -> i64 {
        self.begins_ms - DAY_MS
    }

    fn shift_ms(&self) -> i64 {
        self.begins_ms - self.life.start_ms
    }

    /// Plays it, and tells of it.
    pub(super) fn told(
        &self,
        phones: &[Phone; 2],
        relay: &Relay,
        clock: &DemoClock,
        secrets: &mut Secrets,
        voice: &mut Voice,
    ) -> Result<(), Stop> {
        voice.step("The months before today, on an earlier clock");
        let before = relay.travelled();
        let acts = self.play(phones, phones[0].pair()?, clock, secrets)?;
        voice.detail(&format!("{acts} things were done, each on the phone of who did it"));
        voice.travelled(relay.travelled().since(before));
        Ok(())
    }

    /// Gives how many acts it had.
    fn play(
        &self,
        phones: &[Phone; 2],
        space: SpaceId,
        clock: &DemoClock,
        secrets: &mut Secrets,
    ) -> Result<usize, Stop> {
        let (goals, meetings, steps) = Default::default();
        let mut pair = Pair { phones, space, shift_ms: self.shift_ms(), goals, meetings, steps, secrets };
        let mut acts = 0;
        for event in &self.life.events {
            let at_ms = event.at_ms + self.shift_ms();
            if at_ms >= self.ends_ms {
                break;
            }
            clock.set(at_ms)?;
            pair.play(event)?;
            acts += 1;
            if acts % APART == 0 {
                pair.meet()?;
            }
        }
        clock.come_home();
        pair.meet()?;
        Ok(acts)
    }
}

/// Both phones, and what the numbers of a life stand for on them.
struct Pair<'a> {
    phones: &'a [Phone; 2],
    space: SpaceId,
    shift_ms: i64,
    goals: BTreeMap<usize, GoalId>,
    meetings: BTreeMap<usize, MeetingId>,
    steps: BTreeMap<usize, (Home, StepId)>,
    /// Everything that is written is nothing for the relay.
    secrets: &'a mut Secrets,
}

/// Where a step lives.
#[derive(Clone, Copy)]
enum Home {
    Goal(GoalId),
    Meeting(MeetingId),
}

impl Pair<'_> {
    fn meet(&self) -> Result<(), Stop> {
        let [mentee, mentor] = self.phones;
        [mentee, mentor, mentee].into_iter().try_for_each(Phone::sync)
    }

    /// Does it where it is done. What is not there yet, or may not be done yet,
    /// waits for what the other one did; what the rules refuse then was not done.
    fn act<T>(&self, who: Who, act: impl Fn(&Phone) -> Result<T, Failure>) -> Result<Option<T>, Stop> {
        let phone = &self.phones[who.index()];
        let early = |failure: &Failure| {
            matches!(
                failure,
                Failure::NotFound { .. }
                    | Failure::NotAllowed { .. }
                    | Failure::Invalid { .. }
                    | Failure::Conflict { .. }
            )
        };
        match act(phone) {
            Err(failure) if early(&failure) => {}
            done => return Ok(Some(done?)),
        }
        self.phones[who.other().index()].sync()?;
        phone.sync()?;
        match act(phone) {
            Err(failure) if early(&failure) => Ok(None),
            done => Ok(Some(done?)),
        }
    }

    fn play(&mut self, Event { who, deed, .. }: &Event) -> Result<(), Stop> {
        let who = *who;
        match deed {
            Deed::DraftGoal { goal, title, due_ms } => {
                let due = Some(self.day(*due_ms)?);
                let new = || NewGoal {
                    place: Place::Private,
                    title: title.clone(),
                    why: String::new(),
                    due,
                    for_partner: false,
                };
                self.secrets.text(title);
                let made = self.act(who, |phone| phone.core.goals().begin(new()))?;
                made.map(|id| self.goals.insert(*goal, id));
            }
            Deed::ShareGoal { goal } => {
                let (Some(&private), space) = (self.goals.get(goal), self.space) else { return Ok(()) };
                let Some(shared) = self.act(who, |phone| phone.core.goals().share(private, space))? else {
                    return Ok(());
                };
                self.goals.insert(*goal, shared);
                self.act(who, |phone| phone.core.goals().turn(shared, GoalTurn::Propose))?;
                self.act(who.other(), |phone| phone.core.goals().turn(shared, GoalTurn::Nod))?;
            }
            Deed::AddStep { goal, step, title, assignee, due_ms } => {
                let Some(&id) = self.goals.get(goal) else { return Ok(()) };
                let draft = self.draft(title, *assignee, *due_ms)?;
                let made = self.act(who, |phone| phone.core.goals().add_step(id, draft.clone()))?;
                made.map(|made| self.steps.insert(*step, (Home::Goal(id), made)));
            }
            Deed::FinishStep { step } => {
                let Some(&(home, id)) = self.steps.get(step) else { return Ok(()) };
                self.act(who, |phone| match home {
                    Home::Goal(goal) => phone.core.goals().tick(goal, id, true),
                    Home::Meeting(meeting) => meeting::tick(phone, meeting, id),
                })?;
            }
            Deed::ReportProgress { goal, percent, remark } => {
                let Some(&id) = self.goals.get(goal) else { return Ok(()) };
                let note = format!("{percent} %: {remark}");
                self.secrets.text(&note);
                self.act(who, |phone| phone.core.goals().add_progress(id, None, &note))?;
            }
            Deed::Comment { goal, text } => {
                let Some(&id) = self.goals.get(goal) else { return Ok(()) };
                self.secrets.text(text);
                self.act(who, |phone| phone.core.goals().add_comment(id, CommentKind::Remark, On::Whole, text))?;
            }
            Deed::EndGoal { goal, ending } => {
                let Some(&id) = self.goals.get(goal) else { return Ok(()) };
                let turn = match ending {
                    Ending::Achieved => GoalTurn::Achieve,
                    Ending::Dropped { reason } => {
                        self.secrets.text(reason);
                        GoalTurn::Drop { reason: reason.clone() }
                    }
                };
                self.act(who, |phone| phone.core.goals().turn(id, turn.clone()))?;
            }
            Deed::AnswerPulse { score } => self.pulse(who, *score)?,
            in_meeting => self.play_meeting(who, in_meeting)?,
        }
        Ok(())
    }

    /// Answers the pulse, and shows a good one.
    fn pulse(&self, who: Who, score: u8) -> Result<(), Stop> {
        let key = |text| Key::new(text).ok_or_else(|| Stop::check("a name of the pulse"));
        let mut answers = Answers::default();
        answers.0.insert(key("mood")?, Answer::Number(i64::from(score)));
        let asked = Asked { instrument: key("pulse")?, about: None };
        let language = Language::new("en").map_err(|_| Stop::check("a language"))?;
        let given = self.act(who, |phone| phone.core.checkins().answer(&asked, &language, &answers))?;
        if let Some(checkin) = given.filter(|_| score > 2) {
            self.act(who, |phone| phone.core.checkins().share(checkin, self.space))?;
        }
        Ok(())
    }

    fn draft(&mut self, title: &str, assignee: Who, due_ms: i64) -> Result<StepDraft, Stop> {
        self.secrets.text(title);
        let assignee = Some(self.phones[assignee.index()].core.people().me()?.profile.person);
        let due = Some(Due::On(self.day(due_ms)?));
        Ok(StepDraft { text: title.to_owned(), milestone: None, assignee, due })
    }

    fn day(&self, life_ms: i64) -> Result<Day, Stop> {
        Day::from_epoch_days((life_ms + self.shift_ms).div_euclid(DAY_MS)).map_err(|_| beyond())
    }
}

fn beyond() -> Stop {
    Stop::check("this computer's clock is beyond the calendar")
}
