//! The history of reminders in the store.

use crate::error::{NodeError, NodeResult};
use rapport_domain::Millis;
use rapport_domain::reminder::{Fired, Habit, History, Kind, OccurrenceId, PushId, Record, Ringing};
use rapport_domain::sort;
use rapport_ids::DeviceId;
use rapport_store::tables::reminders::{self, HabitRow, PushRow, ReminderRow};
use rapport_store::{Connection, StoreError, Transaction};
use std::collections::{BTreeMap, BTreeSet};

/// What lies further back is read no more; the longest ladder ends before.
const READ_MS: i64 = 120 * Millis::HOURS_24;
/// What lies further back is forgotten: nobody asks why after a year.
const KEPT_MS: i64 = 400 * Millis::HOURS_24;

fn bad<E>(_: E) -> NodeError {
    NodeError::Store(StoreError::BadRow { table: "reminders" })
}

/// What of it still matters. Rows of a newer version are passed over.
pub(super) fn load(conn: &Connection, now: Millis) -> NodeResult<History> {
    let from = now.plus(-READ_MS).0;
    let mut records = Vec::new();
    for row in reminders::changed_since(conn, from)? {
        let Ok(id) = row.occurrence.parse::<OccurrenceId>() else { continue };
        let Ok(life) = serde_json::from_str::<Record>(&row.life) else { continue };
        records.push((id, life));
    }
    let mut pushes = Vec::new();
    for row in reminders::pushes_since(conn, from)? {
        let Ok(push) = row.push.parse::<PushId>() else { continue };
        let Ok(parts) = serde_json::from_str(&row.parts) else { continue };
        let fired = Fired { day: row.day, exempt: row.exempt, loud: row.loud, shown: row.shown, parts };
        pushes.push(((Millis(row.at_ms), push), fired));
    }
    let habit = |row: HabitRow| {
        let kind = Kind::from_name(&row.kind)?;
        Some((kind, Habit { dismissed: row.dismissed, halved: row.halved }))
    };
    let habits: Vec<_> = reminders::habits(conn)?.into_iter().filter_map(habit).collect();
    Ok(History::from_parts(records, pushes, habits))
}

/// Writes the difference.
pub(super) fn save(tx: &Transaction<'_>, before: &History, after: &History, now: Millis) -> NodeResult<()> {
    for (id, record) in after.records().filter(|(id, record)| before.of(id) != Some(*record)) {
        let life = serde_json::to_string(record).map_err(bad)?;
        reminders::put(tx, &ReminderRow { occurrence: id.to_string(), life, changed_ms: now.0 })?;
    }
    let known: BTreeMap<_, _> = sort::map(before.pushes().map(|(at, push, fired)| ((at, push), fired)));
    let mut there = BTreeSet::new();
    for (at, push, fired) in after.pushes() {
        there.insert((at, push));
        if known.get(&(at, push)) != Some(&fired) {
            let parts = serde_json::to_string(&fired.parts).map_err(bad)?;
            let Fired { day, exempt, loud, shown, .. } = *fired;
            reminders::put_push(tx, &PushRow { at_ms: at.0, push: push.to_string(), day, exempt, loud, shown, parts })?;
        }
    }
    for (at, push) in known.keys().filter(|key| !there.contains(*key)) {
        reminders::delete_push(tx, at.0, &push.to_string())?;
    }
    for kind in Kind::ALL.iter().filter(|kind| before.habit(**kind) != after.habit(**kind)) {
        let Habit { dismissed, halved } = after.habit(*kind);
        reminders::put_habit(tx, &HabitRow { kind: kind.name().to_owned(), dismissed, halved })?;
    }
    Ok(reminders::forget_before(tx, now.plus(-KEPT_MS).0)?)
}

/// The device and the moment, in one value.
pub(super) fn ringing_bytes(ringing: &Ringing) -> Vec<u8> {
    [ringing.device.as_bytes().as_slice(), &ringing.since.0.to_be_bytes()].concat()
}

pub(super) fn ringing(bytes: Option<Vec<u8>>) -> Option<Ringing> {
    let bytes = bytes?;
    let (device, since) = bytes.split_at_checked(DeviceId::LEN)?;
    let since = Millis(i64::from_be_bytes(since.try_into().ok()?));
    Some(Ringing { device: DeviceId::from_slice(device)?, since })
}
