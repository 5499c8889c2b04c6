//! Goals: drafted, shared, worked at, ended or left open.

use crate::act::Who;
use crate::lines::Topic;

use super::{DAY_MS, Deed, Ending, Teller};

impl Teller {
    pub(super) fn goals(&mut self) {
        let goals = self.size.goals;
        for goal in 0..goals {
            self.goal(goal, goal * self.size.days / goals.max(1));
        }
    }

    fn goal(&mut self, goal: usize, day: usize) {
        let lasts = self.chance.between(60, 240);
        let drafted = self.time(day);
        let due_ms = drafted + i64::try_from(lasts).unwrap_or(0) * DAY_MS;
        let words = self.chance.between(2, 6);
        let title = self.title(Topic::Goal, words);
        self.say(drafted, Who::Mentee, Deed::DraftGoal { goal, title, due_ms });
        if self.chance.percent(12) {
            return; // stays private
        }
        let shared = drafted + self.chance.ms(5, 4_000) * 60_000;
        self.say(shared, Who::Mentee, Deed::ShareGoal { goal });
        let last = self.work(goal, day, lasts, shared);
        let ending = match self.chance.below(100) {
            0..60 => Ending::Achieved,
            60..75 => Ending::Dropped { reason: self.sentence(Who::Mentee, 6) },
            _ => return,
        };
        let at_ms = last + self.chance.ms(10, 5_000) * 60_000;
        self.say(at_ms, Who::Mentee, Deed::EndGoal { goal, ending });
    }

    /// Steps, progress and comments between `shared` and the time returned.
    fn work(&mut self, goal: usize, day: usize, lasts: usize, shared: i64) -> i64 {
        let mut last = shared;
        let most = self.size.steps.max(1);
        let count = self.chance.between(1, most);
        for nth in 0..count {
            let step = self.next_step();
            let words = self.chance.between(2, 7);
            let title = self.title(Topic::Step, words);
            let (by, assignee) = (self.who(), self.who());
            let made = self.time(day + 3 + nth * lasts / (2 * count)).max(shared);
            let due_ms = made + self.chance.ms(3, 40) * DAY_MS;
            self.say(made, by, Deed::AddStep { goal, step, title, assignee, due_ms });
            last = last.max(made);
            if self.chance.percent(75) {
                let done = made + self.chance.ms(60, 50_000) * 60_000;
                self.say(done, assignee, Deed::FinishStep { step });
                let percent = u8::try_from((nth + 1) * 100 / count).unwrap_or(100);
                let remark = self.sentence(Who::Mentee, 7);
                self.say(done + 60_000, Who::Mentee, Deed::ReportProgress { goal, percent, remark });
                last = last.max(done + 60_000);
            }
            if self.chance.percent(40) {
                let by = self.who();
                let text = self.sentence(by, 9);
                let said = made + self.chance.ms(30, 3_000) * 60_000;
                self.say(said, by, Deed::Comment { goal, text });
                last = last.max(said);
            }
        }
        last
    }
}
