//! Who moves a pairing from one state to the next. A turn is judged by what
//! was written before it, never by a clock that runs here: what time alone
//! brings about is seen ([`super::view`]), so a turn that fits what was seen
//! stands here too.

use super::view::HOLD_DAYS;
use super::{EndReason, PairingKind, PairingLife, PairingStage, PairingState, PairingTurn, Trial};
use crate::life::By;
use crate::made::Made;
use crate::members::{Members, Seat};
use crate::rules::{Field, Problem, Rule, RuleBroken, Stage, Who};
use crate::time::Day;
use std::collections::BTreeSet;

type Next = Result<PairingLife, RuleBroken>;

/// The state after one turn.
pub(super) fn turned(life: &PairingLife, members: &Members, turn: &PairingTurn, by: &By) -> Next {
    use PairingStage::{Active, Closing, Draft, Ended, OnHold, Proposed};
    let (by_pair, by_coordinator) = (by.seat.takes_part(), by.seat == Seat::Coordinator);
    if let PairingTurn::Begin { kind, mentor, mentee, end } = *turn {
        return begin(
            life,
            members,
            by,
            &PairingLife {
                kind: Some(kind),
                mentor: Some(mentor),
                mentee: Some(mentee),
                end,
                ..PairingLife::default()
            },
        );
    }
    let kind = life.kind.ok_or(RuleBroken::not_allowed(Field::State, Rule::NotBegun))?;
    let programme_only = || {
        let own = kind == PairingKind::Own;
        if own { Err(RuleBroken::not_allowed(Field::State, Rule::OnlyInProgramme)) } else { Ok(()) }
    };
    match *turn {
        PairingTurn::Publish => {
            programme_only()?;
            who(by_coordinator, Who::Coordinator)?;
            only_in(life, &[Draft])?;
            Ok(now(life, PairingState::Proposed { on: day(by)?, accepted: BTreeSet::new() }, by))
        }
        PairingTurn::Accept => {
            programme_only()?;
            who(by_pair, Who::Pair)?;
            accept(life, by)
        }
        PairingTurn::Decline => {
            programme_only()?;
            who(by_pair, Who::Pair)?;
            only_in(life, &[Proposed])?;
            Ok(now(life, PairingState::Declined { by: by.person }, by))
        }
        PairingTurn::Outcome { go } => {
            programme_only()?;
            who(by_coordinator, Who::Coordinator)?;
            let trial = in_trial(life)?;
            if !go {
                return Ok(now(life, PairingState::Ended { reason: EndReason::NoFit }, by));
            }
            Ok(tried(life, Trial { both_go: true, ..trial }, by))
        }
        PairingTurn::Agreed { version } => {
            who(by_pair, Who::Pair)?;
            only_in(life, &[PairingStage::Trial, Active, OnHold])?;
            if version == 0 {
                return Err(Problem::OutOfRange { min: 1, max: i64::from(u32::MAX) }.of(Field::State));
            }
            let life = PairingLife { agreement: life.agreement.max(version), ..life.clone() };
            // Outside of a trial it is a later version, or one of an own pairing: it is noted.
            match life.state {
                PairingState::Trial(trial) => Ok(tried(&life, Trial { agreed: true, ..trial }, by)),
                _ => Ok(life),
            }
        }
        PairingTurn::Hold { until } => {
            who(by_pair, Who::Pair)?;
            only_in(life, &[Active])?;
            let on = day(by)?;
            let last = on.plus_days(HOLD_DAYS).unwrap_or(Day::LAST);
            if until < on || until > last {
                return Err(Problem::DateOutOfRange { first: on, last }.of(Field::Until));
            }
            Ok(now(life, PairingState::OnHold { until }, by))
        }
        PairingTurn::Resume => {
            who(by_pair, Who::Pair)?;
            only_in(life, &[OnHold])?;
            Ok(now(life, PairingState::Active, by))
        }
        PairingTurn::Close { reason } => {
            only_in(life, &[Active])?;
            Ok(now(life, PairingState::Closing { reason, on: day(by)? }, by))
        }
        PairingTurn::ClosureLogged => {
            who(by_pair, Who::Pair)?;
            // Active with an end in sight: its last day may have brought the closing (I22).
            let reason = match life.state {
                PairingState::Closing { reason, .. } => reason,
                PairingState::Active if life.end.is_some() => EndReason::Time,
                _ => return Err(wrong_state(life, &[Closing])),
            };
            Ok(connect(now(life, PairingState::Ended { reason }, by)))
        }
        PairingTurn::OptIn => {
            who(by_pair, Who::Pair)?;
            if !(life.state.stage() == Active && life.end.is_some()) {
                only_in(life, &[Closing, Ended])?;
            }
            if life.opted_in.contains(&by.person) {
                return Err(RuleBroken::not_allowed(Field::State, Rule::AgreedAlready));
            }
            let mut next = life.clone();
            next.opted_in.insert(by.person);
            Ok(connect(next))
        }
        PairingTurn::Renew { end } => {
            who(by_pair, Who::Pair)?;
            only_in(life, &[Active])?;
            renew(life, end, by)
        }
        PairingTurn::Newer | PairingTurn::Begin { .. } => Err(RuleBroken::not_allowed(Field::State, Rule::NewerApp)),
    }
}

fn begin(life: &PairingLife, members: &Members, by: &By, new: &PairingLife) -> Next {
    if life.kind.is_some() {
        return Err(RuleBroken::not_allowed(Field::State, Rule::BegunAlready));
    }
    // I1: nobody is their own mentor.
    if new.mentor == new.mentee {
        return Err(Problem::Same.of(Field::Mentee));
    }
    for (person, seat, field) in [(new.mentor, Seat::Mentor, Field::Mentor), (new.mentee, Seat::Mentee, Field::Mentee)]
    {
        if person.and_then(|person| members.seat(person)) != Some(seat) {
            return Err(Problem::NotOneOfUs.of(field));
        }
    }
    let state = if new.kind == Some(PairingKind::Own) {
        who(by.seat.takes_part(), Who::Pair)?;
        PairingState::Active
    } else {
        who(by.seat == Seat::Coordinator, Who::Coordinator)?;
        PairingState::Draft
    };
    let begun = Some(Made { by: by.person, at: by.at });
    Ok(PairingLife { begun, ..now(new, state, by) })
}

fn accept(life: &PairingLife, by: &By) -> Next {
    let PairingState::Proposed { on, accepted } = &life.state else {
        return Err(wrong_state(life, &[PairingStage::Proposed]));
    };
    let (on, mut accepted) = (*on, accepted.clone());
    if !accepted.insert(by.person) {
        return Err(RuleBroken::not_allowed(Field::State, Rule::AgreedAlready));
    }
    if [life.mentor, life.mentee].into_iter().flatten().all(|person| accepted.contains(&person)) {
        return Ok(now(life, PairingState::Trial(Trial::default()), by));
    }
    Ok(PairingLife { state: PairingState::Proposed { on, accepted }, ..life.clone() })
}

fn in_trial(life: &PairingLife) -> Result<Trial, RuleBroken> {
    match life.state {
        PairingState::Trial(trial) => Ok(trial),
        _ => Err(wrong_state(life, &[PairingStage::Trial])),
    }
}

/// I5: a pairing of a cycle is active only when both want it and the agreement is in force.
fn tried(life: &PairingLife, trial: Trial, by: &By) -> PairingLife {
    if trial.both_go && trial.agreed {
        return now(life, PairingState::Active, by);
    }
    PairingLife { state: PairingState::Trial(trial), ..life.clone() }
}

/// The second wish for the same day makes it so.
fn renew(life: &PairingLife, end: Day, by: &By) -> Next {
    if life.end.is_some_and(|old| end <= old) || end < day(by)? {
        let first = life.end.and_then(|old| old.plus_days(1).ok()).unwrap_or(day(by)?);
        return Err(Problem::DateOutOfRange { first, last: Day::LAST }.of(Field::End));
    }
    let agreed = matches!(life.renewal, Some((other, day)) if other != by.person && day == end);
    if !agreed {
        return Ok(PairingLife { renewal: Some((by.person, end)), ..life.clone() });
    }
    let renewals = life.renewals.saturating_add(1);
    Ok(PairingLife { end: Some(end), renewal: None, renewals, opted_in: BTreeSet::new(), ..life.clone() })
}

/// Ended becomes connected once both have opted in, whichever came last.
fn connect(life: PairingLife) -> PairingLife {
    let both = [life.mentor, life.mentee].into_iter().flatten().all(|person| life.opted_in.contains(&person));
    match life.state {
        PairingState::Ended { reason } if both => PairingLife { state: PairingState::Connected { reason }, ..life },
        _ => life,
    }
}

fn now(life: &PairingLife, state: PairingState, by: &By) -> PairingLife {
    PairingLife { state, since: Some(Made { by: by.person, at: by.at }), ..life.clone() }
}

fn day(by: &By) -> Result<Day, RuleBroken> {
    by.at.utc_day().map_err(|problem| problem.of(Field::Date))
}

fn who(may: bool, who: Who) -> Result<(), RuleBroken> {
    if may { Ok(()) } else { Err(RuleBroken::not_allowed(Field::State, Rule::OnlyFor { who })) }
}

fn wrong_state(life: &PairingLife, allowed: &[PairingStage]) -> RuleBroken {
    let allowed = allowed.iter().copied().map(Stage::Pairing).collect();
    RuleBroken::not_allowed(Field::State, Rule::WrongState { is: Stage::Pairing(life.state.stage()), allowed })
}

fn only_in(life: &PairingLife, allowed: &[PairingStage]) -> Result<(), RuleBroken> {
    if allowed.contains(&life.state.stage()) { Ok(()) } else { Err(wrong_state(life, allowed)) }
}
