//! One device: what it knows, what its system does with alarms, when it is off.

use super::chance::Chance;
use super::life::Known;
use super::{DAY, DAYS, HOUR, MINUTE, START};
use rapport_domain::reminder::{Alarm, Handed, OccurrenceId, OsBudget, Plan, PushId, Request, State};
use rapport_domain::time::Millis;
use rapport_ids::DeviceId;
use std::collections::{BTreeMap, BTreeSet};

/// Which system it has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Ios,
    Android,
}

/// Stretches of time, in order.
pub(super) struct Spans(Vec<(Millis, Millis)>);

impl Spans {
    pub(super) fn hold(&self, at: Millis) -> bool {
        self.0.iter().any(|(from, to)| *from <= at && at < *to)
    }

    /// When they end.
    pub(super) fn ends(&self) -> impl Iterator<Item = Millis> + '_ {
        self.0.iter().map(|(_, to)| *to)
    }
}

pub(super) struct Phone {
    pub(super) kind: Kind,
    pub(super) off: Spans,
    /// The person lets it show nothing.
    pub(super) refused: Spans,
    /// On, but without a network.
    pub(super) flight: Spans,
    pub(super) state: State,
    pub(super) known: Known,
    /// How far it has read the relay, and what the person's devices said.
    pub(super) read: usize,
    pub(super) heard: usize,
    /// When each device was used last, as far as is known here.
    pub(super) used: BTreeMap<DeviceId, Millis>,
    /// What the person put off into quiet hours.
    pub(super) over_quiet: BTreeSet<OccurrenceId>,
    /// What waits to be sent.
    pub(super) outbox: Vec<super::person::Said>,
    /// iOS: what the system has been given, and what it showed by itself.
    pub(super) requests: Vec<(Request, bool)>,
    pub(super) delivered: BTreeSet<PushId>,
    /// Android: the next alarm, and when it will really go off; none when the
    /// system lost it.
    pub(super) alarm: Option<(Alarm, Option<Millis>)>,
}

impl Phone {
    pub(super) fn new(id: DeviceId, chance: &mut Chance, settings: &rapport_domain::reminder::Settings) -> Self {
        let kind = if chance.often(500) { Kind::Ios } else { Kind::Android };
        let mut off = Vec::new();
        // Some put it away for the night, all forget it somewhere now and then.
        let nights = chance.often(200);
        for day in 0..DAYS {
            if nights && chance.often(700) {
                let from = START.plus(day * DAY + chance.between(18 * 60, 24 * 60) * MINUTE);
                off.push((from, from.plus(chance.between(60, 11 * 60) * MINUTE)));
            } else if chance.often(8) {
                let from = START.plus(day * DAY + chance.between(0, 1440) * MINUTE);
                off.push((from, from.plus(chance.between(1, 6 * 24) * HOUR)));
            }
        }
        let mut flight = Vec::new();
        for _ in 0..chance.between(0, 4) {
            let from = START.plus(chance.between(0, DAYS) * DAY);
            flight.push((from, from.plus(chance.between(1, 25) * DAY)));
        }
        let mut refused = Vec::new();
        if chance.often(250) {
            let from = START.plus(chance.between(0, DAYS) * DAY + chance.between(8 * 60, 22 * 60) * MINUTE);
            refused.push((from, from.plus(chance.between(1, 60) * DAY)));
        }
        let state = State { settings: settings.clone(), ..State::new(id) };
        Self {
            kind,
            off: Spans(off),
            flight: Spans(flight),
            refused: Spans(refused),
            state,
            known: Known::new(),
            read: 0,
            heard: 0,
            used: BTreeMap::new(),
            over_quiet: BTreeSet::new(),
            outbox: Vec::new(),
            requests: Vec::new(),
            delivered: BTreeSet::new(),
            alarm: None,
        }
    }

    pub(super) const fn budget(&self) -> OsBudget {
        match self.kind {
            Kind::Ios => OsBudget::Ios,
            Kind::Android => OsBudget::Android { exact: false },
        }
    }

    pub(super) fn is_on(&self, at: Millis) -> bool {
        !self.off.hold(at)
    }

    /// Whether the person lets it show reminders.
    pub(super) fn may_remind(&self, at: Millis) -> bool {
        !self.refused.hold(at)
    }

    pub(super) fn is_online(&self, at: Millis) -> bool {
        self.is_on(at) && !self.flight.hold(at)
    }

    /// Hands a plan to the system, which loses one in a hundred.
    pub(super) fn hand_over(&mut self, plan: &Plan, chance: &mut Chance) {
        match &plan.handed {
            Handed::Requests(requests) => {
                assert!(requests.len() <= OsBudget::MOST_REQUESTS, "I21");
                self.requests = requests.iter().map(|request| (request.clone(), chance.often(990))).collect();
            }
            Handed::Alarm(alarm) => {
                self.alarm = alarm.as_ref().map(|alarm| {
                    assert!(alarm.window_ms >= OsBudget::WINDOW_MS, "nobody let it ring to the minute");
                    let late = match chance.between(0, 100) {
                        0 => None,
                        1..=4 => Some(chance.between(0, 6 * HOUR)),
                        5..=24 => Some(chance.between(0, HOUR)),
                        _ => Some(chance.between(0, alarm.window_ms)),
                    };
                    (alarm.clone(), late.map(|late| alarm.at.plus(late)))
                });
            }
            Handed::Nothing => {}
        }
    }
}
