//! What other devices say of themselves.

use super::FORGET_MS;
use rapport_ids::{DeviceId, DocId, SpaceId};
use rapport_seal::payload::{Live, Presence};
use std::collections::{BTreeMap, VecDeque};

/// Runs of a device that are over: frames of them are not believed again.
const OLD_RUNS: usize = 16;

/// Everybody heard of since the start, space by space.
#[derive(Debug, Clone, Default)]
pub struct Heard {
    voices: BTreeMap<(SpaceId, DeviceId), Voice>,
}

/// One device. What was heard last stays known after it is forgotten, so that
/// an old frame shown once more brings nobody back.
#[derive(Debug, Clone)]
struct Voice {
    run: [u8; 16],
    counter: u64,
    dseq: u64,
    old_runs: VecDeque<[u8; 16]>,
    present: Option<Present>,
}

/// A device that has a note open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Present {
    pub presence: Presence,
    /// Since when it has this note open, by the clock here.
    pub since_ms: i64,
    heard_ms: i64,
}

/// What a frame says that was not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// It is older than what is known.
    Nothing,
    /// The same as before: the device is still there.
    Same,
    /// It moved, or left.
    Moved,
    /// It opened a note that it did not have open.
    Came,
}

impl Heard {
    /// Takes what a verified frame of a member says. `dseq` is the number of
    /// the last log entry of that device that is here.
    pub fn take(&mut self, space: SpaceId, device: DeviceId, live: Live, dseq: u64, now_ms: i64) -> Told {
        let known = self.voices.entry((space, device)).or_insert_with(|| Voice {
            run: live.run,
            counter: 0,
            dseq: 0,
            old_runs: VecDeque::new(),
            present: None,
        });
        if !known.accepts(&live, dseq) {
            return Told::Nothing;
        }
        known.counter = live.counter;
        known.dseq = live.chain.dseq;
        let before = known.present.take();
        let Some(presence) = live.presence else {
            return if before.is_some() { Told::Moved } else { Told::Same };
        };
        let same_note = before.as_ref().is_some_and(|before| before.presence.doc == presence.doc);
        let told = match &before {
            Some(before) if before.presence == presence => Told::Same,
            _ if same_note => Told::Moved,
            _ => Told::Came,
        };
        let since_ms = before.filter(|_| same_note).map_or(now_ms, |before| before.since_ms);
        known.present = Some(Present { presence, since_ms, heard_ms: now_ms });
        told
    }

    /// Forgets who was not heard of for too long; gives the spaces they were in.
    pub fn forget(&mut self, now_ms: i64) -> Vec<SpaceId> {
        let old =
            |present: &mut Present| now_ms >= present.heard_ms.saturating_add(FORGET_MS) || now_ms < present.heard_ms;
        let mut spaces = Vec::new();
        for ((space, _), voice) in &mut self.voices {
            if voice.present.take_if(old).is_some() {
                spaces.push(*space);
            }
        }
        spaces.dedup();
        spaces
    }

    /// Devices of a space that do not count any more are gone at once. True
    /// when one of them was there.
    pub fn keep(&mut self, space: &SpaceId, counts: impl Fn(&DeviceId) -> bool) -> bool {
        let of_space = self.voices.iter_mut().filter(|((at, device), _)| at == space && !counts(device));
        of_space.fold(false, |gone, (_, voice)| voice.present.take().is_some() || gone)
    }

    /// When [`forget`](Self::forget) has something to do.
    pub fn forget_at(&self) -> Option<i64> {
        let present = self.voices.values().filter_map(|voice| voice.present.as_ref());
        present.map(|present| present.heard_ms.saturating_add(FORGET_MS)).min()
    }

    /// The devices that have a note of this space open.
    pub fn in_note(&self, space: &SpaceId, doc: &DocId) -> impl Iterator<Item = (DeviceId, &Present)> {
        let from = (*space, DeviceId::new([0; 16]));
        let of_space = self.voices.range(from..).take_while(move |((at, _), _)| *at == from.0);
        let doc = *doc;
        of_space
            .filter_map(|((_, device), voice)| Some((*device, voice.present.as_ref()?)))
            .filter(move |(_, present)| present.presence.doc == doc)
    }

    pub fn anybody_in(&self, space: &SpaceId, doc: &DocId) -> bool {
        self.in_note(space, doc).next().is_some()
    }
}

impl Voice {
    /// A counter that is not larger, a run that is over, a chain that had
    /// come further: all of them are older than what is known.
    fn accepts(&mut self, live: &Live, dseq: u64) -> bool {
        if live.chain.dseq < self.dseq.max(dseq) || self.old_runs.contains(&live.run) {
            return false;
        }
        if live.run == self.run {
            return live.counter > self.counter;
        }
        if self.old_runs.len() == OLD_RUNS {
            self.old_runs.pop_front();
        }
        self.old_runs.push_back(std::mem::replace(&mut self.run, live.run));
        true
    }
}

#[cfg(test)]
mod tests;
