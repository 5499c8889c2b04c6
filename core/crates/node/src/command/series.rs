//! Series of meetings: proposed, agreed, changed, ended; the meeting of one of
//! its times, and the meeting after one that is over.

use super::meetings::MeetingWork;
use super::{NewMeeting, NewSeries, Place, Work};
use crate::Node;
use crate::error::{NodeError, NodeResult};
use crate::times;
use rapport_documents::{DocKind, intent, read};
use rapport_domain::meeting::series::{Series, SeriesAct, SeriesTurn};
use rapport_domain::meeting::{Meeting, MeetingAct, MeetingStage, MeetingState, MeetingTurn, Proposal};
use rapport_domain::time::{Civil, Day, Millis};
use rapport_domain::{Field, Problem};
use rapport_ids::{DocId, MeetingId, SeriesId, SpaceId};
use rapport_membership::{DocGenesis, Role, Writers};
use rapport_store::tables::docs;
use std::sync::Arc;

/// Days around now in which a reminder may lead to a time of a series.
const DAYS: i64 = 31;
/// Moves of one meeting that are followed.
const MOST_MOVES: usize = 100;

/// States of a meeting that is the one of its time, also when it is over.
const KEPT: &[MeetingStage] =
    &[MeetingStage::Proposed, MeetingStage::Confirmed, MeetingStage::Held, MeetingStage::Logged, MeetingStage::Missed];

struct SeriesWork {
    work: Work,
    series: Series,
}

impl SeriesWork {
    fn act(&mut self, node: &Node, act: SeriesAct) -> NodeResult<()> {
        let (act, ctx) = (act.tidy()?, node.ctx());
        let next = self.series.apply(&act, &ctx)?;
        let written = intent::series(&self.work.doc, &act, ctx.now)?;
        self.work.take(written);
        self.series = next;
        Ok(())
    }

    fn id(&self) -> SeriesId {
        self.work.doc.id().into()
    }
}

/// What follows a meeting that is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Following {
    pub proposal: Proposal,
    /// The series it is a time of, and the day that names that time.
    pub series: Option<(SeriesId, Day)>,
}

impl Node {
    /// Proposes a series.
    ///
    /// # Errors
    /// What was entered cannot be taken, or there is no such pair.
    pub fn propose_series(&mut self, new: NewSeries) -> NodeResult<SeriesId> {
        self.knows(&new.plan.start().zone)?;
        let space = self.place(Place::In(new.space))?;
        let work = self.work_on_new(space, DocKind::Series)?;
        let series = Series::new(work.people.members.clone());
        let mut all = SeriesWork { work, series };
        let id = self.event_id();
        all.act(self, SeriesAct::Turn { id, turn: SeriesTurn::Propose(new.plan) })?;
        if !new.title.trim().is_empty() {
            all.act(self, SeriesAct::Title(new.title))?;
        }
        if new.mode.is_some() {
            all.act(self, SeriesAct::Mode(new.mode))?;
        }
        if !new.place.trim().is_empty() {
            all.act(self, SeriesAct::Place(new.place))?;
        }
        let id = all.id();
        self.finish(all.work)?;
        Ok(id)
    }

    /// Changes what a series is called, how or where people meet.
    ///
    /// # Errors
    /// The rule it would break, or there is no such series.
    pub fn act_on_series(&mut self, id: SeriesId, act: SeriesAct) -> NodeResult<()> {
        let mut all = self.series_work(id)?;
        all.act(self, act)?;
        self.finish(all.work)
    }

    /// Moves a series on. Where one of its times has its meeting already, that
    /// is moved, agreed to or called off with it.
    ///
    /// # Errors
    /// The rule it would break, or there is no such series.
    pub fn turn_series(&mut self, id: SeriesId, turn: SeriesTurn) -> NodeResult<()> {
        match &turn {
            SeriesTurn::MoveOne { to, .. } => self.knows(&to.zone)?,
            SeriesTurn::Propose(plan) | SeriesTurn::MoveRest(plan) => self.knows(&plan.start().zone)?,
            _ => {}
        }
        let mut all = self.series_work(id)?;
        let event = self.event_id();
        all.act(self, SeriesAct::Turn { id: event, turn: turn.clone() })?;
        let mut works = match &turn {
            SeriesTurn::MoveOne { of, to } => self.move_along(&all, *of, to)?,
            SeriesTurn::AgreeOne { of, to } => self.agree_along(&all, *of, to)?,
            SeriesTurn::Skip { of, reason, note } => {
                let turn = MeetingTurn::Cancel { reason: *reason, note: note.clone() };
                self.turn_along(&all, *of, &turn)?
            }
            _ => Vec::new(),
        };
        works.push(all.work);
        self.finish_all(works)
    }

    /// The meeting of one time of a series, with an agenda of its own: opened
    /// now, unless it is there. On both phones it is the same one.
    ///
    /// # Errors
    /// A day that the series does not give, or there is no such series.
    pub fn open_series_time(&mut self, id: SeriesId, of: Day) -> NodeResult<MeetingId> {
        let all = self.series_work(id)?;
        let (slot, minutes) = all.series.life.time_of(of).ok_or(Problem::DoesNotFit.of(Field::Date))?;
        let Series { title, mode, place, .. } = all.series.clone();
        let (space, key) = (all.work.space, time_key(id, of));
        if let Some(there) = self.named_meeting(space, &key, KEPT)? {
            return Ok(there);
        }
        let new = NewMeeting { space, slot, minutes, title, mode, place };
        let all = self.named_or_new(space, key, new, None)?;
        let id = all.meeting.id;
        self.finish(all.work)?;
        Ok(id)
    }

    /// Opens the meeting that Today or a reminder leads to, where it is that of a
    /// time of a series and not there yet. Anything else stays as it is.
    ///
    /// # Errors
    /// The storage failed.
    pub fn open_agreed_time(&mut self, id: MeetingId) -> NodeResult<()> {
        if docs::opening(self.store.read(), &id.doc())?.is_some() {
            return Ok(());
        }
        let (rules, around) =
            (Arc::clone(&self.ports.zones), |days: i64| Millis(self.ports.now_ms()).plus(days * Millis::HOURS_24));
        let conn = self.store.read();
        let mut times = times::between(conn, around(-DAYS), around(DAYS), &*rules)?;
        // Today leads to the next one, however far ahead it is.
        times.extend(times::nearest(conn, around(0), &*rules)?);
        let found = times.into_iter().find(|one| one.meeting == id);
        found.map_or(Ok(()), |one| self.open_series_time(one.series.series, one.time.met.occurrence.of).map(drop))
    }

    /// Proposes the meeting after one that is over, with the points that were
    /// not talked about. Whoever of the two proposes it, it is the same one.
    ///
    /// # Errors
    /// The rule it would break, or there is no such meeting.
    pub fn propose_following(&mut self, id: MeetingId, next: Following) -> NodeResult<MeetingId> {
        let last = self.meeting_work(id)?;
        let (space, meeting) = (last.work.space, last.meeting);
        let key = match next.series {
            Some((series, of)) => time_key(series, of),
            None => [id.as_bytes().as_slice(), b"next"].concat(),
        };
        let Proposal { slot, minutes, .. } = next.proposal;
        let Meeting { title, mode, place, .. } = meeting.clone();
        let new = NewMeeting { space, slot, minutes, title, mode, place };
        if let Some(there) = self.named_meeting(space, &key, MeetingStage::OPEN)? {
            return Ok(there);
        }
        let mut all = self.named_or_new(space, key, new, None)?;
        self.carry_over(&meeting, &mut all)?;
        let id = all.meeting.id;
        self.finish(all.work)?;
        Ok(id)
    }

    /// The meeting that was opened with this key, or what became of it, while
    /// it stands in one of these states.
    fn named_meeting(&mut self, space: SpaceId, key: &[u8], stages: &[MeetingStage]) -> NodeResult<Option<MeetingId>> {
        let found = self.along(space, key)?;
        let stands = |all: &MeetingWork| all.meeting.is_here() && stages.contains(&all.meeting.stage());
        Ok(found.filter(stands).map(|all| all.meeting.id))
    }

    /// A meeting under this key; a plain new one where that is used up.
    pub(super) fn named_or_new(
        &mut self,
        space: SpaceId,
        key: Vec<u8>,
        new: NewMeeting,
        from: Option<MeetingId>,
    ) -> NodeResult<MeetingWork> {
        let used = docs::opening(self.store.read(), &meeting_of(&space, &key)?)?.is_some();
        let work = if used {
            self.work_on_new(space, DocKind::Meeting)?
        } else {
            self.work_on_named(space, DocKind::Meeting, &key, Writers::AtLeast(Role::Writer))?
        };
        self.begin_meeting(work, new, from)
    }

    fn move_along(&mut self, all: &SeriesWork, of: Day, to: &Civil) -> NodeResult<Vec<Work>> {
        let Some(old) = self.along(all.work.space, &time_key(all.id(), of))? else { return Ok(Vec::new()) };
        let Some(minutes) = old.meeting.life.proposal.as_ref().map(|proposal| proposal.minutes) else {
            return Ok(Vec::new());
        };
        if !matches!(old.meeting.stage(), MeetingStage::Proposed | MeetingStage::Confirmed) {
            return Ok(Vec::new());
        }
        let (_, works) = self.moved(old, to.clone(), minutes)?;
        Ok(works)
    }

    /// Two who moved the time at once may have its meeting elsewhere.
    fn agree_along(&mut self, all: &SeriesWork, of: Day, to: &Civil) -> NodeResult<Vec<Work>> {
        let there = self.along(all.work.space, &time_key(all.id(), of))?;
        let at = there.and_then(|old| old.meeting.life.proposal).map(|proposal| proposal.slot);
        if at.is_some_and(|at| at != *to) {
            return self.move_along(all, of, to);
        }
        self.turn_along(all, of, &MeetingTurn::Confirm)
    }

    fn turn_along(&mut self, all: &SeriesWork, of: Day, turn: &MeetingTurn) -> NodeResult<Vec<Work>> {
        let Some(mut old) = self.along(all.work.space, &time_key(all.id(), of))? else { return Ok(Vec::new()) };
        let act = MeetingAct::Turn { id: self.event_id(), turn: turn.clone() };
        // What is over by now, or one's own to agree to, stays as it is.
        if old.meeting.check(&act, &self.ctx()).is_err() {
            return Ok(Vec::new());
        }
        old.act(self, act)?;
        Ok(vec![old.work])
    }

    /// The meeting that was opened with a key, or the one it was moved to.
    pub(super) fn along(&mut self, space: SpaceId, key: &[u8]) -> NodeResult<Option<MeetingWork>> {
        let mut id = MeetingId::from(meeting_of(&space, key)?);
        for _ in 0..MOST_MOVES {
            if docs::opening(self.store.read(), &id.doc())?.is_none() {
                return Ok(None);
            }
            let all = self.meeting_work(id)?;
            match all.meeting.life.state {
                MeetingState::Moved { to } if to != id => id = to,
                _ => return Ok(Some(all)),
            }
        }
        Ok(None)
    }

    fn series_work(&mut self, id: SeriesId) -> NodeResult<SeriesWork> {
        let work = self.work_on(id.doc()).map_err(|error| match error {
            NodeError::NotFound(_) => NodeError::NotFound("series"),
            other => other,
        })?;
        let read = read::series(&work.doc, &work.people.around()).ok_or(NodeError::NotFound("series"))?;
        Ok(SeriesWork { work, series: read.value })
    }
}

/// What the meeting of one time of a series is opened with.
pub(crate) fn time_key(series: SeriesId, of: Day) -> Vec<u8> {
    [series.as_bytes().as_slice(), of.to_string().as_bytes()].concat()
}

/// The document of a meeting that was opened with a key.
pub(crate) fn meeting_of(space: &SpaceId, key: &[u8]) -> NodeResult<DocId> {
    let writers = Writers::AtLeast(Role::Writer);
    Ok(DocGenesis { kind: DocKind::Meeting.number(), key: key.to_vec(), writers }.doc_id(space)?)
}
