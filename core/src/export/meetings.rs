//! A meeting in Markdown: when, where, who was there, what was agreed.

use super::goals::steps;
use super::page::{Page, joined, line};
use crate::meetings::{MeetingState, MeetingView};

pub(super) fn one(page: &mut Page<'_>, meeting: &MeetingView) {
    let row = &meeting.row;
    let title = joined([line(&row.title), format!("{} {} ({})", row.slot.day, row.slot.time, row.slot.zone)]);
    page.heading(2, &title);
    page.paragraph(&joined([line(&row.with), page.say(&row.stage), line(&meeting.proposed_by_name)]));
    page.fact("field.minutes", &row.minutes.to_string());
    if let Some(mode) = row.mode {
        page.fact("field.mode", &page.say(&mode));
    }
    page.fact("field.place", &line(&row.place));
    if let Some(took) = meeting.took {
        page.fact("screen.meeting.log_minutes", &took.to_string());
    }
    if let MeetingState::Cancelled { reason, note, .. } = &meeting.state {
        page.fact("field.reason", &joined([page.say(reason), line(note)]));
    }
    let points = meeting.agenda.iter().map(|item| {
        let carried = item.carried_from.map_or(String::new(), |_| page.word("screen.meeting.carried"));
        (Some(item.covered), joined([line(&item.text), line(&item.by_name), carried]))
    });
    let points = points.collect();
    page.list("field.agenda", points);
    let there = meeting.attendance.iter().filter_map(|one| {
        let missed = matches!(&meeting.state, MeetingState::Missed { who } if who.contains(&one.person));
        let said = one.attendance.or(missed.then_some(crate::meetings::Attendance::No))?;
        Some((None, format!("{}: {}", line(&one.name), page.say(&said))))
    });
    let there = there.collect();
    page.list("field.attendance", there);
    steps(page, "screen.meeting.actions", &meeting.actions);
}
