//! A turn is one text: its name, then what belongs to it, words of people
//! last. It stands as one value under its own id, so that nobody can change
//! half of what somebody else did. A name that is not known is a newer turn.

use rapport_domain::goal::GoalTurn;
use rapport_domain::meeting::{CancelReason, MeetingTurn, Minutes, Proposal};
use rapport_domain::pairing::{EndReason, PairingKind, PairingTurn};
use rapport_ids::{GoalId, MeetingId, PersonId};

/// The name, and the rest.
fn cut(text: &str) -> (&str, &str) {
    text.split_once(' ').unwrap_or((text, ""))
}

pub(crate) fn write_goal_turn(turn: &GoalTurn) -> String {
    match turn {
        GoalTurn::Begin { owner } => format!("begin {owner}"),
        GoalTurn::Propose => "propose".to_owned(),
        GoalTurn::Nod => "nod".to_owned(),
        GoalTurn::Start => "start".to_owned(),
        GoalTurn::Pause => "pause".to_owned(),
        GoalTurn::Resume => "resume".to_owned(),
        GoalTurn::Achieve => "achieve".to_owned(),
        GoalTurn::PartlyAchieve => "partly_achieve".to_owned(),
        GoalTurn::Drop { reason } => format!("drop {reason}"),
        GoalTurn::Carry { to: None } => "carry".to_owned(),
        GoalTurn::Carry { to: Some(to) } => format!("carry {to}"),
        GoalTurn::Revise { revision } => format!("revise {revision}"),
        GoalTurn::Newer => "newer".to_owned(),
    }
}

pub(crate) fn read_goal_turn(text: &str) -> GoalTurn {
    let (name, rest) = cut(text);
    let plain = match name {
        "propose" => GoalTurn::Propose,
        "nod" => GoalTurn::Nod,
        "start" => GoalTurn::Start,
        "pause" => GoalTurn::Pause,
        "resume" => GoalTurn::Resume,
        "achieve" => GoalTurn::Achieve,
        "partly_achieve" => GoalTurn::PartlyAchieve,
        "begin" => return rest.parse().map_or(GoalTurn::Newer, |owner| GoalTurn::Begin { owner }),
        "drop" => return GoalTurn::Drop { reason: rest.to_owned() },
        "carry" if rest.is_empty() => GoalTurn::Carry { to: None },
        "carry" => return rest.parse::<GoalId>().map_or(GoalTurn::Newer, |to| GoalTurn::Carry { to: Some(to) }),
        "revise" => return rest.parse().map_or(GoalTurn::Newer, |revision| GoalTurn::Revise { revision }),
        _ => return GoalTurn::Newer,
    };
    // A newer version may say more after the name.
    if rest.is_empty() { plain } else { GoalTurn::Newer }
}

pub(crate) fn write_meeting_turn(turn: &MeetingTurn) -> String {
    match turn {
        MeetingTurn::Propose(Proposal { slot, minutes, from }) => match from {
            None => format!("propose {slot} {}", minutes.get()),
            Some(from) => format!("propose {slot} {} {from}", minutes.get()),
        },
        MeetingTurn::Confirm => "confirm".to_owned(),
        MeetingTurn::Hold => "hold".to_owned(),
        MeetingTurn::Miss { who } => who.iter().fold("miss".to_owned(), |text, person| format!("{text} {person}")),
        MeetingTurn::Cancel { reason, note } if note.is_empty() => format!("cancel {}", reason.name()),
        MeetingTurn::Cancel { reason, note } => format!("cancel {} {note}", reason.name()),
        MeetingTurn::Move { to } => format!("move {to}"),
        MeetingTurn::Log => "log".to_owned(),
        MeetingTurn::Newer => "newer".to_owned(),
    }
}

pub(crate) fn read_meeting_turn(text: &str) -> MeetingTurn {
    let (name, rest) = cut(text);
    let read = match (name, rest) {
        ("propose", rest) => proposal(rest).map(MeetingTurn::Propose),
        ("confirm", "") => Some(MeetingTurn::Confirm),
        ("hold", "") => Some(MeetingTurn::Hold),
        ("log", "") => Some(MeetingTurn::Log),
        ("miss", rest) => {
            let who: Option<_> = rest.split_ascii_whitespace().map(|person| person.parse::<PersonId>().ok()).collect();
            who.map(|who| MeetingTurn::Miss { who })
        }
        ("cancel", rest) => {
            let (reason, note) = cut(rest);
            CancelReason::from_name(reason).map(|reason| MeetingTurn::Cancel { reason, note: note.to_owned() })
        }
        ("move", rest) => rest.parse().ok().map(|to| MeetingTurn::Move { to }),
        _ => None,
    };
    read.unwrap_or(MeetingTurn::Newer)
}

fn proposal(text: &str) -> Option<Proposal> {
    let mut parts = text.split(' ');
    let slot = parts.next()?.parse().ok()?;
    let minutes = Minutes::new(parts.next()?.parse().ok()?).ok()?;
    let from: Option<MeetingId> = match parts.next() {
        None => None,
        Some(from) => Some(from.parse().ok()?),
    };
    parts.next().is_none().then_some(Proposal { slot, minutes, from })
}

pub(crate) fn write_pairing_turn(turn: &PairingTurn) -> String {
    match turn {
        PairingTurn::Begin { kind, mentor, mentee, end: None } => format!("begin {} {mentor} {mentee}", kind.name()),
        PairingTurn::Begin { kind, mentor, mentee, end: Some(end) } => {
            format!("begin {} {mentor} {mentee} {end}", kind.name())
        }
        PairingTurn::Publish => "publish".to_owned(),
        PairingTurn::Accept => "accept".to_owned(),
        PairingTurn::Decline => "decline".to_owned(),
        PairingTurn::Outcome { go: true } => "outcome go".to_owned(),
        PairingTurn::Outcome { go: false } => "outcome stop".to_owned(),
        PairingTurn::Agreed { version } => format!("agreed {version}"),
        PairingTurn::Hold { until } => format!("hold {until}"),
        PairingTurn::Resume => "resume".to_owned(),
        PairingTurn::Close { reason } => format!("close {}", reason.name()),
        PairingTurn::ClosureLogged => "closure_logged".to_owned(),
        PairingTurn::OptIn => "opt_in".to_owned(),
        PairingTurn::Renew { end } => format!("renew {end}"),
        PairingTurn::Newer => "newer".to_owned(),
    }
}

pub(crate) fn read_pairing_turn(text: &str) -> PairingTurn {
    let (name, rest) = cut(text);
    let read = match (name, rest) {
        ("begin", rest) => begin(rest),
        ("publish", "") => Some(PairingTurn::Publish),
        ("accept", "") => Some(PairingTurn::Accept),
        ("decline", "") => Some(PairingTurn::Decline),
        ("outcome", "go") => Some(PairingTurn::Outcome { go: true }),
        ("outcome", "stop") => Some(PairingTurn::Outcome { go: false }),
        ("agreed", rest) => rest.parse().ok().map(|version| PairingTurn::Agreed { version }),
        ("hold", rest) => rest.parse().ok().map(|until| PairingTurn::Hold { until }),
        ("resume", "") => Some(PairingTurn::Resume),
        ("close", rest) => EndReason::from_name(rest).map(|reason| PairingTurn::Close { reason }),
        ("closure_logged", "") => Some(PairingTurn::ClosureLogged),
        ("opt_in", "") => Some(PairingTurn::OptIn),
        ("renew", rest) => rest.parse().ok().map(|end| PairingTurn::Renew { end }),
        _ => None,
    };
    read.unwrap_or(PairingTurn::Newer)
}

fn begin(text: &str) -> Option<PairingTurn> {
    let mut parts = text.split(' ');
    let kind = PairingKind::from_name(parts.next()?)?;
    let (mentor, mentee) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let end = match parts.next() {
        None => None,
        Some(end) => Some(end.parse().ok()?),
    };
    parts.next().is_none().then_some(PairingTurn::Begin { kind, mentor, mentee, end })
}
