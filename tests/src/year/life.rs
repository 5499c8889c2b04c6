//! What happens to pairs in a year, and when each of the two could know of it.

use super::chance::Chance;
use super::{DAY, DAYS, HOUR, MINUTE, START, World};
use rapport_domain::meeting::Minutes;
use rapport_domain::reminder::{DueItem, QuietHours, Series, Settings, Weekly};
use rapport_domain::time::{Civil, Day, Due, Millis, TimeOfDay, Zone};
use rapport_ids::CauseId;
use std::collections::BTreeMap;

/// Something that becomes known: a thing is due, or it is not any more.
#[derive(Clone, Debug)]
pub(super) enum Fact {
    Due(u64, Vec<DueItem>),
    Gone(u64),
    /// Nothing is to come until after that day.
    Pause(Option<Day>),
}

/// A person, their settings, their journeys and what others tell them.
pub(super) struct Person {
    pub(super) seed: u64,
    pub(super) settings: Settings,
    pub(super) devices: usize,
    /// Where they are from then on.
    pub(super) zones: Vec<(Millis, &'static str)>,
    /// When it reaches the relay, in order.
    pub(super) facts: Vec<(Millis, Fact)>,
}

const HOMES: [&str; 6] =
    ["Europe/Zurich", "Europe/Zurich", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns"];
const AWAY: [&str; 5] = ["Pacific/Kiritimati", "Pacific/Honolulu", "Europe/Lisbon", "Asia/Tokyo", "Pacific/Auckland"];

/// Two for each pair; one mentor in ten has four pairs more.
pub(super) fn people(seed: u64, pairs: usize) -> Vec<Person> {
    let mut people = Vec::new();
    for nth in 0..pairs {
        let mut chance = Chance::new(seed ^ (u64::try_from(nth).expect("few") + 1).wrapping_mul(0x9e37_79b9));
        let count = if nth % 10 == 0 { 5 } else { 1 };
        for seat in 0..2u64 {
            let pairs = if seat == 0 { count } else { 1 };
            people.push(person(chance.next(), &mut chance, pairs));
        }
    }
    people
}

fn person(seed: u64, chance: &mut Chance, pairs: u64) -> Person {
    let home = chance.one(&HOMES);
    let mut zones = vec![(START, home)];
    for _ in 0..chance.between(0, 4) {
        let leave = START.plus(chance.between(10, DAYS - 20) * DAY + chance.between(0, 24) * HOUR);
        zones.push((leave, chance.one(&AWAY)));
        zones.push((leave.plus(chance.between(2, 14) * DAY), home));
    }
    zones.sort();
    let mut facts = Vec::new();
    for pair in 0..pairs {
        Pair { home, pair, chance, facts: &mut facts }.live();
    }
    if chance.often(300) {
        let from = chance.between(20, DAYS - 40);
        let last = Day::from_epoch_days(START.0 / DAY + from + chance.between(3, 25)).expect("a day");
        facts.push((START.plus(from * DAY), Fact::Pause(Some(last))));
    }
    facts.sort_by_key(|(at, _)| *at);
    let mut settings = Settings { quiet_weekends: chance.often(200), ..Settings::default() };
    if chance.often(300) {
        let (from, to) = (time(chance.between(18, 24), 0), time(chance.between(5, 10), 30));
        settings.quiet = Some(QuietHours::new(from, to).expect("some hours"));
    }
    let devices = if chance.often(300) { 2 } else { 1 };
    Person { seed, settings, devices, zones, facts }
}

struct Pair<'a> {
    home: &'static str,
    pair: u64,
    chance: &'a mut Chance,
    facts: &'a mut Vec<(Millis, Fact)>,
}

impl Pair<'_> {
    fn live(&mut self) {
        let (weekday, hour) = (self.chance.between(0, 5), self.chance.between(7, 22));
        let rest = self.chance.between(10, 40);
        let mut last = day(0);
        for week in 0..52 {
            let key = self.pair * 1_000_000 + u64::try_from(week).expect("small") * 100;
            let on = week * 7 + weekday;
            self.step(key + 10, on);
            self.check_in(week, key + 20, on);
            // Five weeks without a meeting, so that somebody asks for one.
            if (rest..rest + 5).contains(&week) {
                if week == rest {
                    let idle = DueItem::idle(cause(key + 30), last, time(9, 0)).expect("a day");
                    self.tell(on * DAY, key + 30, vec![idle]);
                    self.over((rest + 5) * 7 * DAY, key + 30);
                }
                continue;
            }
            self.meeting(key, on, hour);
            last = day(on);
            if self.chance.often(5) {
                let (raised, by) = (self.civil(on, hour), self.civil(on + 1, hour));
                let severity = u8::try_from(self.chance.between(1, 4)).expect("small");
                let item = DueItem::concern(cause(key + 40), &raised, &by, severity);
                let late = self.chance.between(0, 3 * DAY);
                self.tell(on * DAY + hour * HOUR, key + 40, vec![item]);
                self.over(on * DAY + hour * HOUR + late + HOUR, key + 40);
            }
        }
    }

    /// Proposed in the week before; some are moved or cancelled, most are
    /// written down by one of the two, soon or late.
    fn meeting(&mut self, key: u64, on: i64, hour: i64) {
        let (slot, over_quiet) = (self.civil(on, hour), self.chance.often(100));
        let agreed = self.chance.often(900);
        let begins = slot.resolve(&World).expect("a slot").at.0 - START.0;
        let known = begins - self.chance.between(2 * HOUR, 7 * DAY);
        self.tell(known, key, meeting(key, &slot, agreed, over_quiet));
        match self.chance.between(0, 10) {
            0 => {
                let then = self.chance_in(known, begins);
                self.over(then, key);
            }
            1 => {
                let then = self.chance_in(known, begins);
                let slot = self.civil(on + 1, hour);
                self.tell(then, key, meeting(key, &slot, agreed, over_quiet));
                self.over(then + 4 * DAY, key);
            }
            // Nobody ever writes it down.
            2 => self.over(begins + 12 * DAY, key),
            _ => {
                let after = self.chance_in(0, 3 * DAY);
                self.over(begins + HOUR + after, key);
            }
        }
    }

    fn step(&mut self, key: u64, on: i64) {
        let due = if self.chance.often(500) {
            let hour = self.chance.between(0, 24);
            Due::At(self.civil(on, hour))
        } else {
            Due::On(day(on))
        };
        let item = DueItem::step(cause(key), &due, time(9, 0));
        let known = on * DAY - self.chance.between(0, 10 * DAY);
        self.tell(known, key, vec![item]);
        let done = on * DAY + self.chance.between(-2 * DAY, 9 * DAY);
        self.over(done.max(known + HOUR), key);
    }

    fn check_in(&mut self, week: i64, key: u64, on: i64) {
        let on = on + 2;
        let weekly = Weekly { day: day(on).weekday(), time: time(9, 0) };
        let nth = u32::try_from(week).expect("small");
        let item = DueItem::check_in(cause(self.pair * 1_000_000 + 99), day(on), time(9, 0)).expect("a day");
        let item = DueItem { series: Some(Series { nth, weekly: Some(weekly) }), ..item };
        self.tell((on - 14) * DAY, key, vec![item]);
        let done = on * DAY + self.chance.between(-DAY, 7 * DAY);
        self.over(done, key);
    }

    fn chance_in(&mut self, from: i64, to: i64) -> i64 {
        self.chance.between(from, to.max(from + 1))
    }

    fn civil(&self, on: i64, hour: i64) -> Civil {
        Civil { day: day(on), time: time(hour, 0), zone: Zone::new(self.home).expect("a zone") }
    }

    /// It happens then, and most of it is at the relay within the hour; what
    /// the partner did on a flight comes days later.
    fn at_relay(&mut self, happens: i64) -> Millis {
        let late = if self.chance.often(50) { self.chance.between(0, 10 * DAY) } else { self.chance.between(0, HOUR) };
        START.plus(happens + late)
    }

    fn tell(&mut self, happens: i64, key: u64, items: Vec<DueItem>) {
        let at = self.at_relay(happens);
        self.facts.push((at, Fact::Due(key, items)));
    }

    fn over(&mut self, happens: i64, key: u64) {
        // Never known before the thing itself: one document tells both.
        let told = self.facts.iter().rev().find(|(_, fact)| matches!(fact, Fact::Due(other, _) if *other == key));
        let told = told.map_or(START, |(at, _)| *at);
        let at = self.at_relay(happens).max(told.plus(MINUTE));
        self.facts.push((at, Fact::Gone(key)));
    }
}

/// What a meeting gives: it comes, and it is to be written down.
fn meeting(key: u64, slot: &Civil, agreed: bool, over_quiet: bool) -> Vec<DueItem> {
    let log = DueItem::log(cause(key), slot, Minutes::new(60).expect("an hour")).expect("a day");
    vec![DueItem::meeting(cause(key), slot, agreed, over_quiet), log]
}

fn day(nth: i64) -> Day {
    Day::from_epoch_days(START.0 / DAY + nth).expect("a day")
}

fn time(hour: i64, minute: i64) -> TimeOfDay {
    let part = |n| u32::try_from(n).expect("small");
    TimeOfDay::new(part(hour), part(minute)).expect("a time")
}

fn cause(key: u64) -> CauseId {
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&key.to_be_bytes());
    CauseId::new(bytes)
}

/// What a device knows to be due.
pub(super) type Known = BTreeMap<u64, Vec<DueItem>>;
