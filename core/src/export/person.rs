//! The person in Markdown: their card, their pairs, check-ins, and what they chose.

use super::page::{Page, day, joined, line};
use super::{Export, ExportedPairing};
use rapport_node::domain::pairing::{PairingState, PairingTurn};
use rapport_node::domain::person::ContactHours;
use rapport_node::domain::{Millis, Spoken};
use rapport_node::view::checkins::AnswerView;

pub(super) fn about(page: &mut Page<'_>, all: &Export) {
    let me = &all.me.profile;
    page.heading(1, &line(&me.name));
    page.fact("field.pronouns", &line(&me.pronouns));
    let languages: Vec<String> = me.languages.iter().map(ToString::to_string).collect();
    page.fact("field.languages", &languages.join(", "));
    page.fact("field.zone", &me.zone.as_ref().map(ToString::to_string).unwrap_or_default());
    page.fact("field.contact_hours", &hours(page, &me.contact_hours));
    page.prose("field.ask_me", &me.ask_me);
    let pairs = all.pairings.iter().map(|pair| (None, one_pair(page, pair)));
    let left = all.left.iter().filter(|left| !all.pairings.iter().any(|pair| pair.row.id == left.id));
    let left = left.map(|left| (None, line(&left.partner_name)));
    let pairs = pairs.chain(left).collect();
    page.list("screen.people.title", pairs);
}

fn one_pair(page: &Page<'_>, pair: &ExportedPairing) -> String {
    let (row, whole) = (&pair.row, &pair.whole);
    let role = page.word(if row.i_mentor { "seat.mentor" } else { "seat.mentee" });
    let more = match &whole.life.state {
        PairingState::OnHold { until } => format!("{}: {until}", page.word("field.until")),
        PairingState::Closing { reason, .. } | PairingState::Ended { reason } | PairingState::Connected { reason } => {
            page.say(reason)
        }
        _ => String::new(),
    };
    let end = whole.life.end.map(|end| format!("{}: {end}", page.word("field.end"))).unwrap_or_default();
    let asked = whole.history.iter().filter_map(|entry| match entry.event.turn {
        PairingTurn::Renew { end } => Some(format!("{}: {end}", page.word("field.end"))),
        _ => None,
    });
    let asked = asked.collect::<Vec<_>>().join(", ");
    let cadence = whole.cadence.map(|cadence| page.say(&cadence)).unwrap_or_default();
    let partner = format!("{} ({role})", line(&row.partner_name));
    joined([partner, page.say(&row.stage), more, cadence, end, asked, day(row.since)])
}

fn hours(page: &Page<'_>, hours: &[ContactHours]) -> String {
    let one = |hours: &ContactHours| format!("{} {}–{}", page.say(&hours.day()), hours.from(), hours.to());
    hours.iter().map(one).collect::<Vec<_>>().join(", ")
}

pub(super) fn check_ins(page: &mut Page<'_>, all: &Export) {
    for row in &all.check_ins {
        page.heading(2, &joined([line(&row.name), row.day.to_string()]));
        let corrected = if row.corrected { page.word("screen.checkin.corrected") } else { String::new() };
        let offered = if row.offered { page.word("screen.checkin.offered") } else { String::new() };
        let seen = page.word(if row.shared_in.is_empty() { "common.private" } else { "common.shared" });
        page.paragraph(&joined([line(&row.person_name), row.language.clone(), corrected, offered, seen]));
        for score in &row.scores {
            let points = score.thousandths.map_or_else(
                || page.filled("screen.checkin.score_none", &[("part", line(&score.name))]),
                |points| format!("{}: {}.{:03}", line(&score.name), points / 1000, points % 1000),
            );
            let band = score.band.map(|band| page.say(&band)).unwrap_or_default();
            page.item(&joined([points, band]));
        }
        answers(page, all, &row.instrument, &row.answers);
    }
    for draft in &all.drafts {
        page.heading(2, &joined([line(&draft.instrument), day(Millis(draft.changed_ms))]));
        let begun = page.word("screen.checkin.begun");
        page.paragraph(&begun);
        answers(page, all, &draft.instrument, &draft.answers);
    }
}

fn answers(page: &mut Page<'_>, all: &Export, instrument: &str, answers: &[AnswerView]) {
    let questions = all.questions.get(instrument);
    for answer in answers {
        let asks = questions.and_then(|all| all.get(&answer.item)).filter(|asks| !asks.is_empty());
        let asked = line(asks.unwrap_or(&answer.item));
        let said = answer.number.map_or_else(|| line(&answer.text), |number| number.to_string());
        page.item(&format!("{}: {said}", asked.trim_end_matches('?')));
    }
}

pub(super) fn choices(page: &mut Page<'_>, all: &Export) {
    let free = &all.free_times;
    let heading = page.word("field.availability");
    page.heading(2, &heading);
    page.fact("field.zone", &free.zone.as_ref().map(ToString::to_string).unwrap_or_default());
    page.fact("screen.free.weekly", &hours(page, &free.weekly));
    let days = |spans: &[rapport_node::domain::calendar::DaySpan]| {
        let one = |span: &rapport_node::domain::calendar::DaySpan| format!("{}–{}", span.first(), span.last());
        spans.iter().map(one).collect::<Vec<_>>().join(", ")
    };
    page.fact("field.absence", &days(&free.away));
    if let Some(quiet) = free.quiet {
        page.fact("field.quiet_hours", &format!("{}–{}", quiet.from, quiet.to));
    }
    let busy = u64::try_from(free.busy.len()).unwrap_or(u64::MAX);
    if busy > 0 {
        page.item(&page.counted("availability.busy", busy, &[]));
    }
    page.fact("field.calendar", &days(&free.busy_days));
    let heading = page.word("screen.reminders.title");
    page.heading(2, &heading);
    let wanted = &all.reminders;
    let quiet = wanted.quiet.map(|quiet| format!("{}–{}", quiet.from(), quiet.to()));
    page.fact("screen.reminders.quiet", &quiet.unwrap_or_else(|| page.word("common.none")));
    page.fact("screen.reminders.quiet_weekends", &page.yes(wanted.quiet_weekends));
    page.fact("screen.reminders.usual", &wanted.usual.to_string());
    page.fact("screen.reminders.exact", &page.yes(wanted.exact_meetings));
    page.fact("screen.reminders.rings", &wanted.rings.map(|device| device.short()).unwrap_or_default());
    page.fact("screen.reminders.pause_until", &wanted.paused_until.map(|day| day.to_string()).unwrap_or_default());
    for kind in &wanted.off {
        page.item(&format!("{}: {}", page.word(kind.key()), page.word("common.no")));
    }
    for (instrument, every) in &all.rhythms {
        let off = || page.word("screen.checkin.rhythm_off");
        let every = every.map_or_else(off, |days| page.counted("count.every_days", days.into(), &[]));
        page.item(&format!("{}: {every}", line(instrument)));
    }
}
