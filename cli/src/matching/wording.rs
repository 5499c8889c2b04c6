//! What the core found, in words.

use super::show::name;
use crate::term::one_line;
use crate::words::{counted, filled, word};
use rapport_core::matching::{Apart, Barred, Caution, Component, Fix, Move, Obstacle, Reason, Run};

pub(super) const fn component(component: Component) -> &'static str {
    match component {
        Component::Skills => "cli.match.component.skills",
        Component::Style => "cli.match.component.style",
        Component::Wishes => "cli.match.component.wishes",
        Component::Time => "cli.match.component.time",
        Component::Topics => "cli.match.component.topics",
        Component::Background => "cli.match.component.background",
    }
}

fn list(words: &[String]) -> (&'static str, String) {
    ("words", words.iter().map(|word| one_line(word)).collect::<Vec<_>>().join(", "))
}

pub(super) fn reason(reason: &Reason) -> String {
    match reason {
        Reason::Skills { words } => filled("cli.match.reason.skills", &[list(words)]),
        Reason::Style { .. } => word("cli.match.reason.style"),
        Reason::Wishes { by_mentee: true, by_mentor: true } => word("cli.match.reason.wishes"),
        Reason::Wishes { by_mentee: true, .. } => word("cli.match.reason.wish_of_mentee"),
        Reason::Wishes { .. } => word("cli.match.reason.wish_of_mentor"),
        Reason::Time { minutes } => filled("cli.match.reason.time", &[("minutes", minutes.to_string())]),
        Reason::Topics { words } => filled("cli.match.reason.topics", &[list(words)]),
        Reason::Background { words } => filled("cli.match.reason.background", &[list(words)]),
    }
}

pub(super) fn caution(caution: &Caution) -> String {
    match caution {
        Caution::Skills { words } if words.is_empty() => word("cli.match.caution.level"),
        Caution::Skills { words } => filled("cli.match.caution.skills", &[list(words)]),
        Caution::Style { .. } => word("cli.match.caution.style"),
        Caution::Time { minutes } => filled("cli.match.caution.time", &[("minutes", minutes.to_string())]),
        Caution::Topics => word("cli.match.caution.topics"),
        Caution::Background { words } => filled("cli.match.caution.background", &[list(words)]),
        Caution::Unknown { component: of } => {
            filled("cli.match.caution.unknown", &[("component", word(component(*of)))])
        }
        Caution::OnlyJust { above } => filled("cli.match.caution.only_just", &[("above", above.to_string())]),
    }
}

const fn apart_key(apart: Apart) -> &'static str {
    match apart {
        Apart::Relative => "cli.match.apart.relative",
        Apart::LineManager => "cli.match.apart.line_manager",
        Apart::Assessor => "cli.match.apart.assessor",
        Apart::Conflict => "cli.match.apart.conflict",
        Apart::Blocked => "cli.match.apart.blocked",
        Apart::NoFit => "cli.match.apart.no_fit",
    }
}

/// All that stands in the way of a pair.
pub(super) fn barred(barred: &Barred) -> Vec<String> {
    let line = |one: &Obstacle| match one {
        Obstacle::TooLittleTime => {
            let args = [("minutes", barred.minutes.to_string()), ("least", barred.least_minutes.to_string())];
            filled("cli.match.obstacle.minutes", &args)
        }
        one => obstacle(&barred.musts, *one, barred.apart),
    };
    barred.obstacles.iter().map(line).collect()
}

/// `musts` are the questions that are one. Of whom are kept apart nothing is
/// said but that when it is of several.
pub(super) fn obstacle(musts: &[String], obstacle: Obstacle, apart: Option<Apart>) -> String {
    let key = match obstacle {
        Obstacle::MenteeNotReady => "cli.match.obstacle.mentee_not_ready",
        Obstacle::MentorNotReady => "cli.match.obstacle.mentor_not_ready",
        Obstacle::NoRoom => "cli.match.obstacle.no_room",
        Obstacle::SamePerson => "cli.match.obstacle.same_person",
        Obstacle::Apart => apart.map_or("cli.match.obstacle.apart", apart_key),
        Obstacle::Safeguarding => "cli.match.obstacle.safeguarding",
        Obstacle::NoCommonLanguage => "cli.match.obstacle.no_common_language",
        Obstacle::TooLittleTime => "cli.match.obstacle.too_little_time",
        Obstacle::NoCommonMode => "cli.match.obstacle.no_common_mode",
        Obstacle::Must(nth) => {
            let question = musts.get(usize::from(nth)).map(|one| one_line(one));
            return filled("cli.match.obstacle.must", &[("question", question.unwrap_or_default())]);
        }
    };
    word(key)
}

/// Who has another mentor then.
pub(super) fn moved(run: &Run, moved: &Move) -> String {
    let place = |id: &Option<String>| id.as_ref().map_or_else(|| word("cli.match.nobody"), |id| name(run, id));
    format!("{}: {} → {}", name(run, &moved.mentee), place(&moved.from), place(&moved.to))
}

pub(super) fn fix(run: &Run, mentee: &str, fix: &Fix) -> String {
    match fix {
        Fix::AddSlot { mentor } => filled("cli.match.fix.add_slot", &[("mentor", name(run, mentor))]),
        Fix::Relax { mentor, opens, .. } => {
            let both = run.pool().row(mentee).zip(run.pool().col(mentor));
            let obstacle = both.map(|(row, col)| barred(&run.barred(row, col)).join(", ")).unwrap_or_default();
            let args = [("obstacle", obstacle), ("mentor", name(run, mentor))];
            counted("cli.match.fix.relax", u64::try_from(*opens).unwrap_or(u64::MAX), &args)
        }
        Fix::LowerFloor { mentor, to } => {
            filled("cli.match.fix.lower_floor", &[("mentor", name(run, mentor)), ("to", to.to_string())])
        }
        Fix::Nothing => word("cli.match.fix.nothing"),
    }
}
