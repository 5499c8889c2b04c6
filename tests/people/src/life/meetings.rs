//! Meetings: proposed, prepared, held or not, and what was written down.

use crate::lines::Topic;

use super::{DAY_MS, Deed, Gone, Teller};

const MINUTE_MS: i64 = 60_000;

impl Teller {
    pub(super) fn meetings(&mut self) {
        let meetings = self.size.meetings;
        for meeting in 0..meetings {
            self.meeting(meeting, 7 + meeting * self.size.days / meetings.max(1));
        }
    }

    fn meeting(&mut self, meeting: usize, day: usize) {
        let host = self.who();
        let minutes = u16::try_from(self.chance.between(2, 6) * 15).unwrap_or(60);
        let mut start_ms = self.time(day);
        let proposed = start_ms - self.chance.ms(2, 7) * DAY_MS;
        self.say(proposed, host, Deed::ProposeMeeting { meeting, start_ms, minutes });
        for nth in 0..self.chance.between(1, 4) {
            let (by, words) = (self.who(), self.chance.between(2, 5));
            let title = self.title(Topic::Agenda, words);
            let at_ms = proposed + i64::try_from(nth + 1).unwrap_or(1) * MINUTE_MS;
            self.say(at_ms, by, Deed::AddAgenda { meeting, title });
        }
        self.say(proposed + 30 * MINUTE_MS, host.other(), Deed::ConfirmMeeting { meeting });
        if self.chance.percent(15) {
            start_ms += self.chance.ms(1, 3) * DAY_MS;
            self.say(proposed + 600 * MINUTE_MS, host.other(), Deed::MoveMeeting { meeting, start_ms });
            self.say(proposed + 660 * MINUTE_MS, host, Deed::ConfirmMeeting { meeting });
        }
        let end = start_ms + i64::from(minutes) * MINUTE_MS;
        let gone = match self.chance.below(100) {
            0..5 => Gone::Cancelled,
            5..13 => Gone::Missed,
            _ => Gone::Held { minutes },
        };
        let held = matches!(gone, Gone::Held { .. });
        if held {
            self.note(meeting, start_ms, end);
        }
        let closed = if gone == Gone::Cancelled { start_ms - 60 * MINUTE_MS } else { end + 10 * MINUTE_MS };
        self.say(closed, host, Deed::CloseMeeting { meeting, gone });
        if held && self.chance.percent(60) {
            let (step, assignee, words) = (self.next_step(), self.who(), self.chance.between(2, 6));
            let title = self.title(Topic::Step, words);
            let due_ms = end + 14 * DAY_MS;
            self.say(end + 11 * MINUTE_MS, host, Deed::AddAction { meeting, step, title, assignee, due_ms });
            if self.chance.percent(70) {
                let done = end + self.chance.ms(1, 16) * DAY_MS;
                self.say(done, assignee, Deed::FinishStep { step });
            }
        }
    }

    fn note(&mut self, meeting: usize, start_ms: i64, end: i64) {
        const PARAGRAPH: usize = 20;
        let paragraphs = self.size.note_words.div_ceil(PARAGRAPH);
        let every = (end - start_ms) / i64::try_from(paragraphs.max(1)).unwrap_or(1);
        let mut left = self.size.note_words;
        for nth in 0..paragraphs {
            let (by, words) = (self.who(), left.min(PARAGRAPH));
            left -= words;
            let text = self.sentence(by, words);
            let at_ms = start_ms + i64::try_from(nth).unwrap_or(0) * every;
            self.say(at_ms, by, Deed::WriteNote { meeting, text });
        }
    }
}
