//! Everything that a person has, to take away: for programs and for reading.

pub use rapport_node::view::export::Export;

use crate::error::Failure;
use crate::open::Rapport;
use rapport_node::domain::Spoken;
use rapport_node::view::checkins::CheckInRow;
use rapport_node::view::export;
use rapport_node::view::goals::GoalView;
use rapport_node::view::meetings::MeetingView;
use rapport_node::view::notes::NoteView;
use std::fmt::Write as _;

impl Rapport {
    /// Everything, as values.
    ///
    /// # Errors
    /// What the storage says; a damaged document.
    pub fn export(&self) -> Result<Export, Failure> {
        self.shared.look(export::export)
    }

    /// Everything as one JSON value.
    ///
    /// # Errors
    /// As [`export`](Self::export).
    pub fn export_json(&self) -> Result<String, Failure> {
        let all = self.export()?;
        serde_json::to_string_pretty(&all).map_err(|_| Failure::bug("an export that JSON cannot hold"))
    }

    /// Everything as Markdown. `word` gives the words of a key, as the strings
    /// of the shell's language have them.
    ///
    /// # Errors
    /// As [`export`](Self::export).
    pub fn export_markdown(&self, word: &dyn Fn(&str) -> String) -> Result<String, Failure> {
        let all = self.export()?;
        let mut page = format!("# {}\n", line(&all.me.profile.name));
        for pairing in &all.pairings {
            let _ = writeln!(page, "\n- {} · {}", line(&pairing.partner_name), word(pairing.stage.key()));
        }
        all.goals.iter().for_each(|goal| one_goal(&mut page, goal, word));
        all.meetings.iter().for_each(|meeting| one_meeting(&mut page, meeting, word));
        all.notes.iter().for_each(|note| one_note(&mut page, note));
        check_ins(&mut page, &all.check_ins);
        Ok(page)
    }
}

/// A heading or an item is one line.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn one_goal(page: &mut String, goal: &GoalView, word: &dyn Fn(&str) -> String) {
    let row = &goal.row;
    let _ = writeln!(page, "\n## {}\n\n{} · {}", line(&row.title), line(&row.owner_name), word(row.stage.key()));
    if let Some(due) = row.due {
        let _ = writeln!(page, "\n{}: {due}", word("field.due"));
    }
    let wording = &goal.wording;
    for (key, text) in [
        ("field.why", &wording.why),
        ("field.specific", &wording.specific),
        ("field.means", &wording.means),
        ("field.test", &wording.test),
    ] {
        if !text.is_empty() {
            let _ = writeln!(page, "\n**{}** {}", word(key), text.trim());
        }
    }
    list(page, goal.milestones.iter().map(|stage| (Some(stage.reached), line(&stage.title))));
    list(page, goal.steps.iter().map(|step| (Some(step.done_by.is_some()), line(&step.text))));
    list(page, goal.entries.iter().map(|entry| (None, format!("{}: {}", line(&entry.by_name), line(&entry.note)))));
    list(page, goal.comments.iter().map(|said| (None, format!("{}: {}", line(&said.by_name), line(&said.text)))));
}

fn one_meeting(page: &mut String, meeting: &MeetingView, word: &dyn Fn(&str) -> String) {
    let row = &meeting.row;
    let title = line(&row.title);
    let _ = writeln!(page, "\n## {} {} ({}) {title}", row.slot.day, row.slot.time, row.slot.zone);
    let _ = writeln!(page, "\n{} · {}", line(&row.with), word(row.stage.key()));
    list(page, meeting.agenda.iter().map(|item| (Some(item.covered), line(&item.text))));
    list(page, meeting.actions.iter().map(|step| (Some(step.done_by.is_some()), line(&step.text))));
}

fn one_note(page: &mut String, note: &NoteView) {
    let _ = writeln!(page, "\n## {}", line(&note.row.title));
    for section in &note.sections {
        if !section.title.is_empty() {
            let _ = writeln!(page, "\n### {}", line(&section.title));
        }
        if !section.text.text.is_empty() {
            let _ = writeln!(page, "\n{}", section.text.text.trim_end());
        }
    }
}

fn check_ins(page: &mut String, rows: &[CheckInRow]) {
    for row in rows {
        let _ = writeln!(page, "\n## {} {} ({})", row.day, line(&row.name), line(&row.person_name));
        list(
            page,
            row.answers.iter().map(|answer| {
                let said = answer.number.map_or_else(|| line(&answer.text), |number| number.to_string());
                (None, format!("{}: {said}", answer.item))
            }),
        );
    }
}

fn list(page: &mut String, items: impl Iterator<Item = (Option<bool>, String)>) {
    for (at, (done, text)) in items.enumerate() {
        let gap = if at == 0 { "\n" } else { "" };
        let tick = done.map_or("", |done| if done { "[x] " } else { "[ ] " });
        let _ = writeln!(page, "{gap}- {tick}{text}");
    }
}
