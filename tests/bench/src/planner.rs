//! What it costs to plan reminders: for a mentor with twenty pairs and two
//! years of history, and a year of a hundred pairs on virtual time.

use crate::floor::micros;
use crate::row::Row;
use crate::stats::{Bound, median};
use crate::year;
use rapport_domain::meeting::Minutes;
use rapport_domain::reminder::{DueItem, OsBudget, Plan, State};
use rapport_domain::time::{CachedZones, Civil, Day, Due, Millis, TimeOfDay, Zone};
use rapport_ids::{CauseId, DeviceId};
use std::time::Instant;

const PAIRS: i64 = 20;
const DAYS: i64 = 730;
const TIMES: usize = 201;
const SEED: u64 = 6;
const YEAR_PAIRS: usize = 100;
/// What a process is started with to plan once and say what it took of memory.
pub const CHILD: &str = "plan-once";

pub fn rows(_: &crate::input::Input) -> Vec<Row> {
    let zones = CachedZones::new(year::World);
    let (mut state, zone) = (two_years(&zones), home());
    let now = day_start(DAYS);
    let plan = |state: &State| state.plan(now, &zone, &zones, OsBudget::Ios).expect("a plan");
    let time = |state: &State| {
        let took: Vec<f64> = (0..TIMES)
            .map(|_| {
                let began = Instant::now();
                assert!(plan(state).pushes.len() > 40, "there is much to plan");
                micros(began) / 1e3
            })
            .collect();
        median(&took).unwrap_or(f64::NAN)
    };
    let full = time(&state);
    let source = source(&state);
    state.history.planned(&plan(&state), now);
    // The partner logged a meeting: one item less, and the plan is written down.
    let again: Vec<f64> = (0..TIMES)
        .map(|nth| {
            let item = state.items.remove(nth % state.items.len());
            let began = Instant::now();
            let plan = plan(&state);
            state.history.planned(&plan, now);
            let took = micros(began) / 1e3;
            state.items.push(item);
            took
        })
        .collect();
    let began = Instant::now();
    let told = year::run(SEED, YEAR_PAIRS);
    let took = micros(began) / 1e6;
    assert_eq!(told.wrong(), 0, "{told:#?}");
    let year = format!(
        "seed {SEED}, {YEAR_PAIRS} pairs, {} people, {} plans, {} pushes with and {} without a sound, {} twice unheard",
        told.people, told.plans, told.loud, told.silent, told.twice_unheard
    );
    let row = |name: &str, unit, ours, most, source: &str| Row {
        name: name.to_owned(),
        unit,
        ours,
        floor: None,
        bound: Some(Bound::Most(most)),
        source: source.to_owned(),
    };
    vec![
        row("a full plan for twenty pairs", "ms", full, 5.0, &source),
        row("memory of a full plan", "MB", memory(), 2.0, &source),
        row("a plan after one change", "ms", median(&again).unwrap_or(f64::NAN), 1.0, &source),
        row("a year of a hundred pairs", "s", took, 60.0, &year),
    ]
}

fn source(state: &State) -> String {
    let shown = state.history.pushes().filter(|(_, _, fired)| fired.shown).count();
    format!("{PAIRS} pairs, {} due, {shown} shown in {DAYS} days", state.items.len())
}

/// Two years in which everything came on time, and what is due after them.
fn two_years(zones: &CachedZones<year::World>) -> State {
    let mut state = State::new(DeviceId::new([1; 16]));
    let zone = home();
    for day in (0..DAYS).step_by(7) {
        let now = day_start(day);
        state.items = due(day);
        let plan = state.plan(now, &zone, zones, OsBudget::None).expect("a plan");
        state.history.planned(&plan, now);
        let next = day_start(day + 7);
        state.history.caught_up(next, |_| true);
    }
    state.items = due(DAYS);
    state
}

/// What twenty pairs have open on a day: meetings to come and to write down,
/// steps, check-ins.
fn due(today: i64) -> Vec<DueItem> {
    let mut all = Vec::new();
    for pair in 0..PAIRS {
        for week in -1..3 {
            let on = today + week * 7 + pair % 7;
            let slot = Civil { day: day(on), time: hour(9 + pair % 9), zone: home() };
            all.push(DueItem::meeting(cause(pair, 0, on), &slot, true, false));
            all.push(DueItem::log(cause(pair, 0, on), &slot, Minutes::new(60).expect("an hour")).expect("a day"));
            all.push(DueItem::check_in(cause(pair, 1, on), day(on), hour(9)).expect("a day"));
        }
        for nth in 0..12 {
            let on = today - 14 + nth * 3;
            all.push(DueItem::step(cause(pair, 2, on), &Due::On(day(on)), hour(9)));
        }
        all.push(DueItem::idle(cause(pair, 3, today), day(today), hour(9)).expect("a day"));
    }
    all
}

fn home() -> Zone {
    Zone::new("Europe/Zurich").expect("a zone")
}

fn day_start(nth: i64) -> Millis {
    year::START.plus(nth * year::DAY)
}

fn day(nth: i64) -> Day {
    day_start(nth).utc_day().expect("a day")
}

fn hour(hour: i64) -> TimeOfDay {
    TimeOfDay::new(u32::try_from(hour).expect("small"), 0).expect("a time")
}

fn cause(pair: i64, kind: i64, on: i64) -> CauseId {
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&(pair * 10 + kind).to_be_bytes());
    bytes[8..].copy_from_slice(&on.to_be_bytes());
    CauseId::new(bytes)
}

/// The memory that the first plan of a process takes at its highest, in MB.
fn memory() -> f64 {
    let program = std::env::current_exe().expect("this program");
    let output = std::process::Command::new(program).arg(CHILD).output().expect("a process");
    String::from_utf8_lossy(&output.stdout).trim().parse().unwrap_or(f64::NAN)
}

/// What the fresh process does: nothing is freed between the two looks, so
/// that what the plan takes cannot come from what was free already.
pub fn child() {
    let zones = CachedZones::new(year::World);
    let mut state = two_years(&zones);
    state.items = due(DAYS);
    let before = resident();
    let plans: Vec<Plan> =
        (0..COPIES).map(|_| state.plan(day_start(DAYS), &home(), &zones, OsBudget::Ios).expect("a plan")).collect();
    let kilobytes = resident().saturating_sub(before);
    assert_eq!(plans.len(), COPIES);
    println!("{}", f64::from(kilobytes) / 1024.0 / COPIES as f64);
}

/// Plans that are kept, so that one of them is more than a page.
const COPIES: usize = 50;

/// Kilobytes of this process in memory at most so far.
fn resident() -> u32 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}
