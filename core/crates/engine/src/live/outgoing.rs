//! What this device says of itself at one relay, and when.

use super::BEAT_MS;
use rapport_ids::SpaceId;
use rapport_seal::payload::Presence;
use rapport_wire::limits::LIVE_PER_SESSION;
use std::collections::BTreeMap;

/// Between two frames of one session, whatever space they are for: the
/// relay drops what is more.
const APART_MS: i64 = 1_000 / LIVE_PER_SESSION as i64;
/// Between two movements that nobody is there to see.
const ALONE_MS: i64 = 2_000;

/// What may have changed since a space was last told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Stir {
    #[default]
    Still,
    /// A caret, or whether somebody is writing.
    Moved,
    /// A note was opened or closed, or somebody came who has to be answered.
    Turned,
}

/// One session's worth of presence, space by space.
#[derive(Debug, Clone, Default)]
pub struct Outgoing {
    rooms: BTreeMap<SpaceId, Room>,
    last_ms: Option<i64>,
    pause_until_ms: Option<i64>,
}

/// One space.
#[derive(Debug, Clone, Default)]
struct Room {
    said: Option<Presence>,
    said_ms: Option<i64>,
    stir: Stir,
    /// Another device has the same note open.
    company: bool,
    under_way: bool,
    /// When what is said changes by time alone.
    turns_ms: Option<i64>,
}

impl Room {
    fn at(&self) -> Option<i64> {
        if self.under_way {
            return None;
        }
        let after = |ms: i64| self.said_ms.map_or(i64::MIN, |said| said.saturating_add(ms));
        let stirred = match self.stir {
            Stir::Still => None,
            Stir::Moved if !self.company => Some(after(ALONE_MS)),
            Stir::Moved | Stir::Turned => Some(i64::MIN),
        };
        let beat = self.said.is_some().then(|| after(BEAT_MS));
        [stirred, beat, self.turns_ms].into_iter().flatten().min()
    }
}

impl Outgoing {
    /// Something about this device may be different in a space.
    pub fn stir(&mut self, space: SpaceId, stir: Stir) {
        let room = self.rooms.entry(space).or_default();
        room.stir = room.stir.max(stir);
    }

    /// Whether another device has the note open that is open here: only then
    /// is every movement worth a frame of its own.
    pub fn set_company(&mut self, space: SpaceId, company: bool) {
        if let Some(room) = self.rooms.get_mut(&space) {
            room.company = company;
        }
    }

    /// Somebody came who has heard nothing yet: what stands is said once more.
    pub fn greet(&mut self, space: SpaceId) {
        if let Some(room) = self.rooms.get_mut(&space) {
            room.said = None;
            room.stir = Stir::Turned;
        }
    }

    /// When the first space, of those that may be told something, is due.
    pub fn next_at(&self, may: impl Fn(&SpaceId) -> bool) -> Option<i64> {
        let first = self.rooms.iter().filter(|(space, _)| may(space)).filter_map(|(_, room)| room.at()).min()?;
        let apart = self.last_ms.map_or(i64::MIN, |last| last.saturating_add(APART_MS));
        Some(first.max(apart).max(self.pause_until_ms.unwrap_or(i64::MIN)))
    }

    /// A space to tell something now. The one that waits longest comes first.
    pub fn due(&self, now_ms: i64, may: impl Fn(&SpaceId) -> bool) -> Option<SpaceId> {
        // A clock that was set back must not silence anybody.
        let back = self.last_ms.is_some_and(|last| now_ms < last);
        if !back && self.next_at(&may)? > now_ms {
            return None;
        }
        let waits = |(space, room): (&SpaceId, &Room)| {
            let at = room.at()?;
            let ahead = room.said_ms.is_some_and(|said| now_ms < said);
            (at <= now_ms || ahead).then_some((at, room.said_ms, *space))
        };
        let first = self.rooms.iter().filter(|(space, _)| may(space)).filter_map(waits).min()?;
        Some(first.2)
    }

    /// What stands in a space now. True when it has to be said: from here on
    /// it counts as said, and is under way. `turns_ms` is when it changes by
    /// time alone.
    pub fn say(&mut self, space: SpaceId, presence: Option<&Presence>, turns_ms: Option<i64>, now_ms: i64) -> bool {
        let room = self.rooms.entry(space).or_default();
        let beat = room.said_ms.is_none_or(|said| now_ms >= said.saturating_add(BEAT_MS) || now_ms < said);
        let says = room.said.as_ref() != presence || (presence.is_some() && beat);
        room.stir = Stir::Still;
        room.turns_ms = turns_ms;
        if says {
            room.said = presence.cloned();
            room.said_ms = Some(now_ms);
            room.under_way = true;
            self.last_ms = Some(now_ms);
        }
        says
    }

    /// A frame was delivered, or lost.
    pub fn ended(&mut self, space: &SpaceId) {
        if let Some(room) = self.rooms.get_mut(space) {
            room.under_way = false;
        }
    }

    /// A space that was left: nothing more is said there.
    pub fn forget(&mut self, space: &SpaceId) {
        self.rooms.remove(space);
    }

    /// The relay could not be told: nothing more before this moment.
    pub fn pause_until(&mut self, at_ms: i64) {
        self.pause_until_ms = Some(at_ms);
    }

    /// Nobody watches any more: nothing is said, and what was said is forgotten.
    pub fn hush(&mut self) {
        self.rooms.retain(|_, room| room.under_way);
        for room in self.rooms.values_mut() {
            *room = Room { under_way: true, ..Room::default() };
        }
    }
}

#[cfg(test)]
mod tests;
