//! What a reminder leads to, in words that stand nowhere but inside the app.

use super::due::check_in_cause;
use crate::error::NodeResult;
use crate::instruments;
use crate::times::AgreedTime;
use rapport_domain::reminder::{Because, Kind, OccurrenceId};
use rapport_ids::{CauseId, GoalId, MeetingId, PairingId, PersonId, SpaceId, StepId};
use rapport_store::Connection;
use rapport_store::projections::{goals, meetings, pairings, people, steps};

/// One reminder in a list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ReminderRow {
    pub id: OccurrenceId,
    pub kind: Kind,
    /// Why it is due; none when it is not any more.
    pub because: Option<Because>,
    /// What it leads to; none when that is not here any more.
    pub about: Option<About>,
    /// What the meeting is called, or what is to be done; empty for the rest.
    pub title: String,
    /// What the partner is called; empty where there is none.
    pub with: String,
}

/// What a reminder leads to.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// A meeting that comes, or one to be written down. That of a time of a
    /// series is opened by whoever looks at it first.
    Meeting { meeting: MeetingId, space: SpaceId },
    /// A step: of a goal, or born in a meeting.
    Step { step: StepId, goal: Option<GoalId>, meeting: Option<MeetingId>, space: SpaceId },
    /// An instrument, and the pair where it asks about one.
    CheckIn { instrument: String, pair: Option<SpaceId> },
    /// A pair.
    Pair { pairing: PairingId, space: SpaceId },
}

/// What a reminder of a kind leads to, what that is called, and in which
/// space it is, if that is known.
type Led = Option<(About, String, Option<SpaceId>)>;

pub(super) fn row(
    conn: &Connection,
    me: PersonId,
    id: OccurrenceId,
    because: Option<Because>,
    times: &[AgreedTime],
) -> NodeResult<ReminderRow> {
    let led = match id.kind {
        Kind::Meeting | Kind::Log => meeting(conn, id.cause, times)?,
        Kind::Step => step(conn, id.cause)?,
        Kind::CheckIn => check_in(conn, id.cause)?,
        Kind::Idle | Kind::Watch => pair(conn, id.cause)?,
        Kind::Concern => None,
    };
    let (about, title, space) = match led {
        Some((about, title, space)) => (Some(about), title, space),
        None => (None, String::new(), None),
    };
    let with = space.map(|space| partner(conn, me, &space)).transpose()?.unwrap_or_default();
    Ok(ReminderRow { id, kind: id.kind, because, about, title, with })
}

fn meeting(conn: &Connection, cause: CauseId, times: &[AgreedTime]) -> NodeResult<Led> {
    let id = MeetingId::new(*cause.as_bytes());
    let Some(stored) = meetings::get(conn, &id)? else {
        let one = times.iter().find(|one| one.meeting == id);
        let led = |one: &AgreedTime| {
            let (space, title) = (one.series.space, one.series.title.clone());
            (About::Meeting { meeting: id, space }, title, Some(space))
        };
        return Ok(one.map(led));
    };
    let led = |row: meetings::MeetingRow| {
        let about = About::Meeting { meeting: row.meeting, space: row.space };
        (about, row.title, Some(row.space))
    };
    Ok(Some(stored).filter(|row| !row.deleted).map(led))
}

fn step(conn: &Connection, cause: CauseId) -> NodeResult<Led> {
    let Some(row) = steps::get(conn, &StepId::new(*cause.as_bytes()))? else { return Ok(None) };
    let goal = goals::get(conn, &row.doc.into())?.map(|goal| goal.goal);
    let meeting = goal.is_none().then(|| row.doc.into());
    let about = About::Step { step: row.step, goal, meeting, space: row.space };
    Ok(Some((about, row.text, Some(row.space))))
}

fn check_in(conn: &Connection, cause: CauseId) -> NodeResult<Led> {
    let pairs: Vec<_> = pairings::all(conn)?.into_iter().map(|row| row.space).collect();
    for known in instruments::all(conn)? {
        let id = known.instrument.id.as_str();
        for pair in std::iter::once(None).chain(pairs.iter().copied().map(Some)) {
            if check_in_cause(id, pair.as_ref()) == cause {
                let about = About::CheckIn { instrument: id.to_owned(), pair };
                return Ok(Some((about, String::new(), pair)));
            }
        }
    }
    Ok(None)
}

fn pair(conn: &Connection, cause: CauseId) -> NodeResult<Led> {
    let id = PairingId::new(*cause.as_bytes());
    let found = pairings::all(conn)?.into_iter().find(|row| row.pairing == id);
    Ok(found.map(|row| (About::Pair { pairing: id, space: row.space }, String::new(), Some(row.space))))
}

fn partner(conn: &Connection, me: PersonId, space: &SpaceId) -> NodeResult<String> {
    let Some(pairing) = pairings::of_space(conn, space)? else { return Ok(String::new()) };
    let other = if pairing.mentor == me { pairing.mentee } else { pairing.mentor };
    Ok(people::get(conn, space, &other)?.map(|row| row.name).unwrap_or_default())
}
