//! The year of one person and their devices.

use super::chance::Chance;
use super::judge::{Judge, Shown, Told, is_paused, is_weekend};
use super::life::{Fact, Person};
use super::phone::{Kind, Phone};
use super::{DAY, DAYS, HOUR, MINUTE, START, World};
use rapport_domain::reminder::{Fired, OccurrenceAct, OccurrenceId, PushId, Ringing, Snooze, Used, Verdict, When};
use rapport_domain::time::{Here, Millis, Zone, ZoneRules};
use rapport_ids::DeviceId;
use std::collections::{BTreeMap, BTreeSet};

/// What devices of one person tell each other.
#[derive(Clone)]
pub(super) enum Said {
    Gone(u64),
    Used(Used),
    Rang(Millis, PushId, Fired),
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    /// The phone is switched on.
    Boot,
    Zone,
    /// The system wakes the app.
    Wake,
    Alarm,
    /// The person opens it.
    Use,
}

struct Year<'a> {
    person: &'a Person,
    rules: &'a dyn ZoneRules,
    chance: &'a mut Chance,
    told: &'a mut Told,
    phones: Vec<Phone>,
    judge: Judge,
    /// What stands at the relay for their devices: when it came, and from whom.
    said: Vec<(Millis, usize, Said)>,
    /// What waits for an act.
    open: BTreeSet<OccurrenceId>,
    events: BTreeSet<(Millis, Event, usize)>,
}

pub(super) fn year(person: &Person, rules: &dyn ZoneRules, chance: &mut Chance, told: &mut Told) {
    told.people += 1;
    let phones = (0..person.devices).map(|nth| Phone::new(device(nth), chance, &person.settings)).collect();
    let mut year = Year {
        person,
        rules,
        chance,
        told,
        phones,
        judge: Judge::default(),
        said: Vec::new(),
        open: BTreeSet::new(),
        events: BTreeSet::new(),
    };
    year.prepare();
    while let Some((at, event, nth)) = year.events.pop_first() {
        if at >= START.plus(DAYS * DAY) {
            break;
        }
        year.happens(at, event, nth);
    }
}

fn device(nth: usize) -> DeviceId {
    DeviceId::new([u8::try_from(nth + 1).expect("few"); 16])
}

impl Year<'_> {
    fn prepare(&mut self) {
        for nth in 0..self.phones.len() {
            let ends: Vec<_> = self.phones[nth].off.ends().collect();
            // Whoever allows it again does so on that phone.
            let again: Vec<_> = self.phones[nth].refused.ends().collect();
            self.events.extend(again.into_iter().map(|at| (at, Event::Use, nth)));
            self.events.extend(ends.into_iter().map(|at| (at, Event::Boot, nth)));
            self.events.extend(self.person.zones.iter().map(|(at, _)| (*at, Event::Zone, nth)));
            self.events.insert((START, Event::Wake, nth));
        }
        for day in 0..DAYS {
            for _ in 0..self.chance.between(0, 4) {
                let at = START.plus(day * DAY + self.chance.between(6 * 60, 23 * 60) * MINUTE);
                let nth = self.chance.between(0, i64::try_from(self.phones.len()).expect("few"));
                self.events.insert((at, Event::Use, usize::try_from(nth).expect("few")));
            }
        }
    }

    fn zone(&self, at: Millis) -> &'static str {
        self.person.zones.iter().rev().find(|(from, _)| *from <= at).map_or("UTC", |(_, zone)| *zone)
    }

    fn happens(&mut self, at: Millis, event: Event, nth: usize) {
        if event == Event::Wake {
            // A phone that is on lets an app work for a moment now and then.
            let next = at.plus(self.chance.between(2 * 60, 8 * 60) * MINUTE);
            self.events.insert((next, Event::Wake, nth));
        }
        self.system_shows(at, nth);
        if !self.phones[nth].is_on(at) {
            self.judge.forget(nth);
            return;
        }
        self.phones[nth].state.allowed = self.phones[nth].may_remind(at);
        match event {
            Event::Boot => {
                self.judge.forget(nth);
                self.phones[nth].alarm = None;
                // A phone that does not tell the app that it was switched on.
                if self.chance.often(50) {
                    return;
                }
            }
            Event::Alarm => {
                let alarm = self.phones[nth].alarm.take_if(|(_, rings)| *rings == Some(at));
                let Some((alarm, _)) = alarm else { return };
                self.ask_and_show(at, nth, alarm.push);
            }
            Event::Use => self.use_it(at, nth),
            Event::Wake | Event::Zone => {}
        }
        if event != Event::Alarm {
            self.sync(at, nth);
        }
        let delivered = std::mem::take(&mut self.phones[nth].delivered);
        self.phones[nth].state.history.caught_up(at, |push| delivered.contains(push));
        self.judge_lost(at, nth);
        self.plan(at, nth);
    }

    /// iOS shows what it was given without asking.
    fn system_shows(&mut self, now: Millis, nth: usize) {
        if self.phones[nth].kind != Kind::Ios {
            return;
        }
        let requests = std::mem::take(&mut self.phones[nth].requests);
        let (due, later): (Vec<_>, Vec<_>) = requests.into_iter().partition(|(request, _)| request.at < now);
        self.phones[nth].requests = later;
        for (request, works) in due {
            if !works || !self.phones[nth].is_on(request.at) || !self.phones[nth].may_remind(request.at) {
                continue;
            }
            let fired = self.phones[nth].state.history.pushes();
            let Some((_, _, fired)) =
                fired.into_iter().find(|(at, push, _)| *at == request.at && *push == request.push)
            else {
                // One that asks to open the app, in the place of what was cut off.
                assert_eq!(request.push, PushId::Refresh, "what was planned is written down");
                continue;
            };
            let fired = fired.clone();
            self.phones[nth].delivered.insert(request.push);
            self.shown(request.at, nth, request.push, &fired);
        }
    }

    fn ask_and_show(&mut self, at: Millis, nth: usize, push: PushId) {
        let zone = Zone::new(self.zone(at)).expect("a zone");
        let phone = &mut self.phones[nth];
        let verdict = phone.state.may_show(push, at, &zone, self.rules).expect("a verdict");
        phone.state.history.decided(push, &verdict, at);
        if let Verdict::Show { parts, wall, exempt, loud, .. } = verdict {
            let fired = Fired { day: wall.day.epoch_days(), exempt, loud, shown: true, parts };
            self.shown(at, nth, push, &fired);
        }
    }

    fn shown(&mut self, at: Millis, nth: usize, push: PushId, fired: &Fired) {
        let zone = self.zone(at);
        let phone = &self.phones[nth];
        let known: BTreeMap<_, _> =
            phone.known.values().flatten().map(|item| ((item.kind, item.cause, item.anchor), item)).collect();
        let mut over_quiet = !fired.parts.is_empty();
        for id in &fired.parts {
            let item = known.get(&(id.kind, id.cause, id.anchor));
            let put_off = phone.state.history.of(id).and_then(|record| record.put_off.as_ref());
            let put_off = put_off.is_some_and(|put_off| put_off.over_quiet) || self.let_over_quiet(nth, id);
            over_quiet &= item.is_some_and(|item| item.over_quiet) || put_off;
            if item.is_none() {
                self.told.after_gone += 1;
                self.told.note(|| format!("after it was gone: {id}"));
            }
        }
        let rang = |what: &Said| matches!(what, Said::Rang(..));
        let read = !self.said[phone.heard..].iter().any(|(_, whose, what)| *whose != nth && rang(what));
        let mut others = self.phones.iter().enumerate().filter(|(other, _)| *other != nth);
        let heard = read && !others.any(|(_, phone)| phone.outbox.iter().any(rang));
        let (parts, settings) = (fired.parts.as_slice(), &phone.state.settings);
        let (exempt, loud) = (fired.exempt, fired.loud);
        if !phone.may_remind(at) {
            self.told.unasked += 1;
            self.told.note(|| format!("shown where nothing may be: {parts:?}"));
        }
        let shown = Shown { device: nth, at, zone, settings, parts, exempt, loud, over_quiet, heard };
        self.judge.shown(&shown, self.told);
        self.open.extend(fired.parts.iter().copied());
        if fired.loud && self.phones.len() > 1 {
            let fired = Fired { shown: true, ..fired.clone() };
            self.phones[nth].outbox.push(Said::Rang(at, push, fired));
        }
    }

    /// Whether the reminder was put off into quiet hours before it was shown.
    fn let_over_quiet(&self, nth: usize, id: &OccurrenceId) -> bool {
        self.phones[nth].over_quiet.contains(id)
    }

    /// The person opens the app and takes up some of what is there.
    fn use_it(&mut self, at: Millis, nth: usize) {
        self.phones[nth].outbox.push(Said::Used(Used { device: device(nth), at }));
        self.phones[nth].used.insert(device(nth), at);
        let zone = Zone::new(self.zone(at)).expect("a zone");
        let open: Vec<_> = self.open.iter().copied().collect();
        for id in open {
            let act = match self.chance.between(0, 10) {
                0..=3 => OccurrenceAct::Done,
                4 => OccurrenceAct::Dismiss,
                5 => {
                    let (to, over_quiet) = (self.chance.one(Snooze::ALL), self.chance.often(300));
                    OccurrenceAct::Snooze { to, over_quiet }
                }
                6 => OccurrenceAct::Open,
                _ => continue,
            };
            self.open.remove(&id);
            let here = Here { now: at, zone: &zone, rules: self.rules };
            let phone = &mut self.phones[nth];
            if phone.state.history.act(id, act, &here).is_err() {
                continue;
            }
            match act {
                OccurrenceAct::Done => {
                    let holds = |items: &Vec<_>| {
                        items.iter().any(|item: &rapport_domain::reminder::DueItem| {
                            (item.kind, item.cause, item.anchor) == (id.kind, id.cause, id.anchor)
                        })
                    };
                    let key = phone.known.iter().find(|(_, items)| holds(items)).map(|(key, _)| *key);
                    if let Some(key) = key {
                        phone.known.remove(&key);
                        phone.outbox.push(Said::Gone(key));
                    }
                }
                OccurrenceAct::Snooze { over_quiet, .. } => {
                    self.judge.put_off(id);
                    if over_quiet {
                        phone.over_quiet.insert(id)
                    } else {
                        phone.over_quiet.remove(&id)
                    };
                }
                _ => {}
            }
        }
    }

    /// Sends what waits and reads what is there.
    fn sync(&mut self, at: Millis, nth: usize) {
        if !self.phones[nth].is_online(at) {
            return;
        }
        let phone = &mut self.phones[nth];
        self.said.extend(phone.outbox.drain(..).map(|said| (at, nth, said)));
        while let Some((_, fact)) = self.person.facts.get(phone.read).filter(|(then, _)| *then <= at) {
            phone.read += 1;
            match fact {
                Fact::Due(key, items) => drop(phone.known.insert(*key, items.clone())),
                Fact::Gone(key) => drop(phone.known.remove(key)),
                Fact::Pause(last) => phone.state.settings.paused_until = *last,
            }
        }
        for (_, whose, said) in &self.said[phone.heard..] {
            match said {
                _ if *whose == nth => {}
                Said::Gone(key) => drop(phone.known.remove(key)),
                Said::Used(used) => drop(phone.used.insert(used.device, used.at)),
                Said::Rang(at, push, fired) => phone.state.history.heard(*at, *push, fired),
            }
        }
        phone.heard = self.said.len();
    }

    fn plan(&mut self, at: Millis, nth: usize) {
        let zone = Zone::new(self.zone(at)).expect("a zone");
        loop {
            let phone = &mut self.phones[nth];
            let used: Vec<_> = phone.used.iter().map(|(device, at)| Used { device: *device, at: *at }).collect();
            if let Some(rings) = Ringing::of(&phone.state.settings, &used) {
                phone.state.ringing = phone.state.ringing.next(rings, at);
            }
            phone.state.items = phone.known.values().flatten().cloned().collect();
            let (budget, allowed) = (phone.budget(), phone.state.allowed);
            let plan = phone.state.plan(at, &zone, self.rules, budget).expect("a plan");
            phone.state.history.planned(&plan, at);
            self.told.plans += 1;
            // What is due now is shown by the app, which is awake.
            if let Some(push) = plan.pushes.first().filter(|push| push.at <= at && allowed) {
                self.ask_and_show(at, nth, push.id);
                continue;
            }
            phone.hand_over(&plan, self.chance);
            self.told.busiest_request_list = self.told.busiest_request_list.max(phone.requests.len());
            if let Some((_, Some(rings))) = phone.alarm {
                self.events.insert((rings, Event::Alarm, nth));
            }
            return;
        }
    }

    /// Looks at everything that is due on a device and could be shown.
    fn judge_lost(&mut self, at: Millis, nth: usize) {
        let zone = self.zone(at);
        let (day, _) = World::wall(zone, at);
        let phone = &self.phones[nth];
        let settings = &phone.state.settings;
        let held = is_paused(settings, day) || is_weekend(settings, day) || !phone.may_remind(at);
        let room = self.judge.has_room(nth, day);
        for item in phone.known.values().flatten() {
            let mut next = None;
            let ids = (0..u8::try_from(item.rungs.len()).expect("few")).map(|rung| OccurrenceId {
                kind: item.kind,
                cause: item.cause,
                anchor: item.anchor,
                rung,
            });
            // What the person puts off stands for the whole ladder.
            let put_off = |id: OccurrenceId| phone.state.history.of(&id).is_some_and(|record| record.snoozes > 0);
            if ids.clone().any(put_off) {
                ids.for_each(|id| self.judge.could_come(nth, id, at, false, self.told));
                continue;
            }
            for rung in (0..item.rungs.len()).rev() {
                let id = OccurrenceId {
                    kind: item.kind,
                    cause: item.cause,
                    anchor: item.anchor,
                    rung: u8::try_from(rung).expect("few"),
                };
                let due = self.moment(&item.rungs[rung].when, zone);
                let until = item.rungs[rung].until.as_ref().map(|until| self.moment(until, zone));
                let until = until.unwrap_or(due.plus(7 * DAY)).min(next.unwrap_or(Millis(i64::MAX)));
                next = Some(due);
                let record = phone.state.history.of(&id);
                // What the person did with it, or what another device showed, is an end.
                let taken_up = record.is_some_and(|record| record.is_over());
                let rarer = phone.state.history.habit(item.kind).halved > 0;
                // An hour at the borders: journeys and late alarms.
                let due = at >= due.plus(HOUR) && at < until.plus(-HOUR);
                if self.judge.was_seen(nth, id) || taken_up || !due || rarer {
                    self.judge.could_come(nth, id, at, false, self.told);
                    continue;
                }
                let could = !held && (room || item.is_exempt());
                self.judge.could_come(nth, id, at, could, self.told);
            }
        }
    }

    fn moment(&self, when: &When, zone: &str) -> Millis {
        match when {
            When::Moment(at) => *at,
            When::Here(wall) => {
                let at = wall.as_if_utc();
                at.plus(at.0 - World::as_if_utc(zone, at))
            }
            When::At { slot, days, minutes } => {
                let at = slot.wall().as_if_utc().plus(i64::from(*days) * DAY);
                at.plus(at.0 - World::as_if_utc(slot.zone.as_str(), at)).plus(i64::from(*minutes) * MINUTE)
            }
        }
    }
}
