mod bad;
mod life;
mod phones;
mod properties;
mod rules;
mod times;

use super::*;
use crate::meeting::Minutes;
use crate::time::tests::{Tz, civil, day, utc, zurich};
use crate::time::{CachedZones, Day, Due, Here, Millis, TimeOfDay, Wall, Zone};
use rapport_ids::{CauseId, DeviceId};
use std::sync::LazyLock;

static ZONES: LazyLock<CachedZones<Tz>> = LazyLock::new(|| CachedZones::new(Tz));

const PHONE: DeviceId = DeviceId::new([1; 16]);
const TABLET: DeviceId = DeviceId::new([2; 16]);

fn cause(number: u8) -> CauseId {
    CauseId::new([number; 16])
}

fn zone(name: &str) -> Zone {
    Zone::new(name).unwrap()
}

fn time(text: &str) -> TimeOfDay {
    text.parse().unwrap()
}

/// `2026-05-10T09:00` on the wall.
fn wall(text: &str) -> Wall {
    civil(&format!("{text}[UTC]")).wall()
}

/// When it is that in Zurich.
fn at(text: &str) -> Millis {
    civil(&format!("{text}[Europe/Zurich]")).resolve(&*ZONES).unwrap().at
}

fn state(items: impl IntoIterator<Item = DueItem>) -> State {
    State { items: items.into_iter().collect(), ..State::new(PHONE) }
}

fn plan(state: &State, now: &str) -> Plan {
    plan_at(state, at(now), &zurich())
}

fn plan_at(state: &State, now: Millis, zone: &Zone) -> Plan {
    state.plan(now, zone, &*ZONES, OsBudget::None).unwrap()
}

/// When each push comes by the clock of the phone, and how much is in it.
fn told(plan: &Plan) -> Vec<String> {
    plan.pushes.iter().map(|push| format!("{}T{} {}", push.wall.day, push.wall.time, push.parts.len())).collect()
}

/// A meeting that both agreed on.
fn meeting(number: u8, slot: &str) -> DueItem {
    DueItem::meeting(cause(number), &civil(slot), true, false)
}

/// A step due at a time in Zurich.
fn step(number: u8, due: &str) -> DueItem {
    DueItem::step(cause(number), &Due::At(civil(&format!("{due}[Europe/Zurich]"))), time("09:00"))
}

fn first(item: &DueItem) -> OccurrenceId {
    item.name()
}

fn left(plan: &Plan, id: OccurrenceId) -> Option<Held> {
    plan.left_out.iter().find(|left| left.id == id).map(|left| left.why)
}

/// Plans, and writes it down as a phone does.
fn planned(state: &mut State, now: &str) -> Plan {
    let plan = plan(state, now);
    state.history.planned(&plan, at(now));
    plan
}

/// The alarm of a push goes off.
fn ring(state: &mut State, push: PushId, now: &str) -> Verdict {
    let verdict = state.may_show(push, at(now), &zurich(), &*ZONES).unwrap();
    state.history.decided(push, &verdict, at(now));
    verdict
}

fn is_shown(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Show { .. })
}
