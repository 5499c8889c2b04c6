use super::*;
use crate::calendar::{Ends, Repeat};
use crate::meeting::Minutes;
use crate::testing::{ANN, BEN, CLEO, NOON, alone, any_events, event, pair, refusal, told};
use crate::time::tests::{civil, day};
use SeriesTurn::*;
use proptest::prelude::*;
use rapport_ids::PersonId;
use std::collections::BTreeSet;

fn plan(start: &str) -> Plan {
    let start = civil(&format!("{start}[Europe/Zurich]"));
    Plan::new(start.clone(), Repeat::weekly(start.day), Minutes::new(45).unwrap()).unwrap()
}

fn to(text: &str) -> Civil {
    civil(&format!("{text}[Europe/Zurich]"))
}

const ONE: &str = "2026-05-12";

fn of() -> Day {
    day(ONE)
}

fn first() -> Plan {
    plan("2026-05-05T17:30")
}

fn other() -> Plan {
    plan("2026-06-03T08:00")
}

fn skip() -> SeriesTurn {
    Skip { of: of(), reason: CancelReason::Clash, note: String::new() }
}

fn cancel() -> SeriesTurn {
    Cancel { reason: CancelReason::NoTime, note: String::new() }
}

fn pause() -> SeriesTurn {
    Pause(DaySpan::new(day("2026-05-18"), day("2026-05-31"), Field::Exceptions).unwrap())
}

fn moved() -> SeriesTurn {
    MoveOne { of: of(), to: to("2026-05-13T18:00") }
}

fn turns() -> Vec<SeriesTurn> {
    let agree = AgreeOne { of: of(), to: to("2026-05-13T18:00") };
    let elsewhere = MoveOne { of: of(), to: to("2026-05-14T18:00") };
    let resume = Resume { from: day("2026-05-25") };
    vec![
        Propose(first()),
        Confirm,
        moved(),
        elsewhere,
        agree,
        MoveRest(other()),
        AgreeRest(other()),
        skip(),
        pause(),
        resume,
        cancel(),
        Newer,
    ]
}

/// A new turn does not compile until it is named here, and then fails until it
/// stands in [`turns`].
#[test]
fn no_turn_is_forgotten() {
    let number = |turn: &SeriesTurn| match turn {
        Propose(_) => 0,
        Confirm => 1,
        MoveOne { .. } => 2,
        AgreeOne { .. } => 3,
        MoveRest(_) => 4,
        AgreeRest(_) => 5,
        Skip { .. } => 6,
        Pause(_) => 7,
        Resume { .. } => 8,
        Cancel { .. } => 9,
        Newer => 10,
    };
    assert_eq!(turns().iter().map(number).collect::<BTreeSet<_>>(), (0..11).collect());
}

fn life(turns: &[(PersonId, SeriesTurn)]) -> SeriesLife {
    let life = SeriesLife::replay(&pair(), told(turns));
    assert!(life.history.iter().all(|entry| entry.stands()), "{:?}", life.history);
    life.state
}

fn begun(more: &[(PersonId, SeriesTurn)]) -> SeriesLife {
    life(&[&[(BEN, Propose(first())), (ANN, Confirm)], more].concat())
}

fn turned(life: &SeriesLife, by: PersonId, turn: &SeriesTurn) -> Result<SeriesLife, RuleBroken> {
    let seat = pair().seat(by).unwrap();
    life.turned(&pair(), turn, &By { person: by, seat, at: NOON })
}

/// What may happen, written down a second time: by the one who wished for
/// something, and by the other.
#[test]
fn every_turn_in_every_state_by_everybody() {
    let lives: [(&str, SeriesLife); 6] = [
        ("nothing", SeriesLife::default()),
        ("proposed by ann", life(&[(ANN, Propose(first()))])),
        ("running", begun(&[])),
        ("moved by ann", begun(&[(ANN, moved())])),
        ("wished by ann", begun(&[(ANN, MoveRest(other()))])),
        ("cancelled", begun(&[(BEN, cancel())])),
    ];
    for (name, life) in &lives {
        let running = !["nothing", "proposed by ann", "cancelled"].contains(name);
        for turn in turns() {
            for person in [ANN, BEN, CLEO] {
                let may = match turn {
                    Propose(_) => *name == "nothing",
                    Confirm => *name == "proposed by ann" && person == BEN,
                    AgreeOne { .. } => *name == "moved by ann" && person == BEN,
                    AgreeRest(_) => *name == "wished by ann" && person == BEN,
                    Cancel { .. } => running || *name == "proposed by ann",
                    Newer => false,
                    _ => running,
                };
                let after = turned(life, person, &turn);
                assert_eq!(after.is_ok(), may && person != CLEO, "{name} {turn:?} {person}: {after:?}");
                if after.is_err() {
                    refusal(after);
                }
            }
        }
    }
    let by = By { person: ANN, seat: crate::members::Seat::Own, at: NOON };
    let lonely = SeriesLife::default().turned(&alone(), &Propose(first()), &by);
    assert_eq!(lonely, Err(RuleBroken::not_allowed(Field::State, Rule::NobodyToAsk)));
}

#[test]
fn two_who_move_the_same_time_unaware_of_one_another() {
    // The later in the common order stands, and waits for the other's yes.
    let elsewhere = MoveOne { of: of(), to: to("2026-05-14T18:00") };
    let both = begun(&[(ANN, moved()), (BEN, elsewhere)]);
    assert_eq!(both.shifts[&of()], Shift { by: BEN, to: to("2026-05-14T18:00"), agreed: false });
    let yes = AgreeOne { of: of(), to: to("2026-05-14T18:00") };
    assert!(turned(&both, ANN, &yes).unwrap().shifts[&of()].agreed);
    // A yes to what was overtaken is no yes to what overtook it.
    let stale = AgreeOne { of: of(), to: to("2026-05-13T18:00") };
    assert_eq!(turned(&both, ANN, &stale), Err(Problem::DoesNotFit.of(Field::Slot)));
    // Who chose the same have agreed.
    assert!(begun(&[(ANN, moved()), (BEN, moved())]).shifts[&of()].agreed);
    assert_eq!(begun(&[(ANN, MoveRest(other())), (BEN, MoveRest(other()))]).plans.len(), 2);
    // One moves it, the other leaves it out: the later word is the clear one.
    let out = begun(&[(ANN, moved()), (BEN, skip())]);
    assert!(out.shifts.is_empty() && out.skips.contains_key(&of()));
    let back = begun(&[(BEN, skip()), (ANN, moved())]);
    assert!(back.skips.is_empty() && back.shifts.contains_key(&of()));
    // Nothing happens to a series that is over; it is kept and says why.
    let over =
        SeriesLife::replay(&pair(), told(&[(BEN, Propose(first())), (ANN, Confirm), (BEN, cancel()), (ANN, moved())]));
    assert!(!over.history[3].stands() && over.state.shifts.is_empty());
}

#[test]
fn another_plan_takes_over_on_its_first_day() {
    let later = SeriesTurn::Skip { of: day("2026-06-09"), reason: CancelReason::Clash, note: String::new() };
    let life = begun(&[(ANN, skip()), (ANN, later), (ANN, MoveRest(other())), (BEN, AgreeRest(other()))]);
    assert_eq!(life.plans[0].repeat().ends(), Ends::On(day("2026-06-02")));
    assert_eq!(life.plans[1], other());
    assert_eq!(life.skips.keys().collect::<Vec<_>>(), [&of()]);
    // One that begins before the first takes its place.
    let sooner = plan("2026-05-04T08:00");
    let life = begun(&[(ANN, MoveRest(sooner.clone())), (BEN, AgreeRest(sooner.clone()))]);
    assert_eq!(life.plans, [sooner]);
}

#[test]
fn pauses_end_where_one_says_so() {
    let life = begun(&[(ANN, pause()), (BEN, Resume { from: day("2026-05-25") })]);
    assert_eq!(life.pauses, [DaySpan::new(day("2026-05-18"), day("2026-05-24"), Field::Until).unwrap()]);
    assert_eq!(begun(&[(ANN, pause()), (BEN, Resume { from: day("2026-05-18") })]).pauses, []);
    assert_eq!(
        turned(&begun(&[]), ANN, &MoveOne { of: day("2026-05-13"), to: to("2026-05-14T18:00") }),
        Err(Problem::DoesNotFit.of(Field::Date))
    );
}

#[test]
fn exceptions_have_an_end() {
    let mut life = begun(&[]);
    for nth in 0..i64::from(MOST) {
        let of = day("2026-05-05").plus_days(7 * nth).unwrap();
        life = turned(&life, ANN, &Skip { of, reason: CancelReason::Ill, note: String::new() }).unwrap();
    }
    let full = turned(
        &life,
        ANN,
        &Skip {
            of: day("2026-05-05").plus_days(7 * i64::from(MOST)).unwrap(),
            reason: CancelReason::Ill,
            note: String::new(),
        },
    );
    assert_eq!(full, Err(RuleBroken::not_allowed(Field::Exceptions, Rule::Full { max: MOST })));
    assert!(turned(&life, ANN, &skip()).is_ok());
}

proptest! {
    /// I14, I15: whatever comes in whichever order, every phone has the same
    /// series and the same verdicts, and only what was allowed has changed it.
    #[test]
    fn i14_i15_any_turns_in_any_order(mut events in any_events(prop::sample::select(turns())), swap in any::<prop::sample::Index>()) {
        let start = [Propose(first()), Confirm];
        for (nth, turn) in start.into_iter().enumerate() {
            let by = [BEN, ANN][nth];
            let order = crate::life::Lamport { counter: 0, actor: [0; 20] };
            events.push(Stamped { id: event(200 + u8::try_from(nth).unwrap()), order, by, at: NOON, turn });
        }
        let one = SeriesLife::replay(&pair(), events.clone());
        let mut other = events.clone();
        other.rotate_left(swap.index(events.len()));
        other.extend(events.clone());
        prop_assert_eq!(&SeriesLife::replay(&pair(), other), &one);
        let standing = one.history.iter().filter(|entry| entry.stands()).map(|entry| entry.event.clone());
        prop_assert_eq!(&SeriesLife::replay(&pair(), standing).state, &one.state);
        for entry in one.history.iter().filter(|entry| entry.stands()) {
            prop_assert!([ANN, BEN].contains(&entry.event.by) && !matches!(entry.event.turn, Newer));
        }
        // No time is both moved and left out, and none reaches into the next plan.
        let life = &one.state;
        prop_assert!(life.shifts.keys().all(|of| !life.skips.contains_key(of)));
        for two in life.plans.windows(2) {
            prop_assert!(matches!(two[0].repeat().ends(), Ends::On(last) if last < two[1].start().day));
        }
        prop_assert!(life.recurrences().is_ok());
    }
}
