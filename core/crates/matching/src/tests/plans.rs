//! Plans: the same for the same people, and never against a rule.

use super::*;
use crate::solve::{Best, Matrix, NEVER};

#[test]
fn the_order_in_which_people_come_does_not_change_a_byte() {
    let mut pairs = 0;
    each(300, 30, |chance, draft, seed| {
        let one = run(draft.clone()).outcome();
        let other = run(chance.shuffled(&draft)).outcome();
        assert_eq!(serde_json::to_string(&one).unwrap(), serde_json::to_string(&other).unwrap(), "{seed}");
        pairs += one.pairs.len();
    });
    assert!(pairs > 500, "only {pairs}");
}

#[test]
fn another_round_or_another_answer_is_another_hash() {
    each(20, 20, |_, draft, seed| {
        let one = run(draft.clone()).outcome();
        let other = run(Draft { round: "Autumn".to_owned(), ..draft.clone() }).outcome();
        assert_ne!((&one.people, &one.hash), (&other.people, &other.hash), "{seed}");
        let mut changed = draft;
        if let Some(first) = changed.people.first_mut() {
            first.topics.insert("bees".to_owned(), 1);
            assert_ne!(one.people, run(changed).outcome().people, "{seed}");
        }
    });
}

#[test]
fn no_pair_breaks_a_rule_and_nobody_has_more_than_they_want() {
    let (mut pairs, mut unmatched) = (0, 0);
    each(400, 40, |_, draft, seed| {
        let run = run(draft.clone());
        let outcome = run.outcome();
        for pair in &outcome.pairs {
            let (one, other) = (run.pool().person(&pair.mentee).unwrap(), run.pool().person(&pair.mentor).unwrap());
            let (mentee, mentor) = (one.mentee.as_ref().unwrap(), other.mentor.as_ref().unwrap());
            assert!(one.id != other.id && mentee.ready && mentor.ready, "{seed} {pair:?}");
            assert!(one.languages.iter().any(|language| other.languages.contains(language)), "{seed} {pair:?}");
            let apart = |pair: &Separated| {
                [&pair.one, &pair.other] == [&one.id, &other.id] || [&pair.other, &pair.one] == [&one.id, &other.id]
            };
            assert!(!draft.apart.iter().any(apart), "{seed} {pair:?}");
            assert!((!one.minor || other.cleared) && (!other.minor || one.cleared), "{seed} {pair:?}");
            let writing = one.writing_is_enough && other.writing_is_enough;
            let both = |mode| one.modes.contains(&mode) && other.modes.contains(&mode);
            assert!(writing || both(Mode::Remote) || one.place == other.place, "{seed} {pair:?}");
            assert!(writing || common(one, other) >= 60, "{seed} {pair:?}");
            for must in &draft.settings.must {
                assert!(one.answers[must].iter().any(|answer| other.answers[must].contains(answer)), "{seed} {pair:?}");
            }
            assert!(pair.score <= 1000 && pair.confidence <= 1000, "{seed} {pair:?}");
            assert!(pair.worth >= i16::try_from(draft.settings.floor).unwrap(), "{seed} {pair:?}");
            let waits = (i16::from(mentee.rounds) * 30).min(90) - i16::from(mentor.mentees) * 20;
            assert_eq!(pair.worth, i16::try_from(pair.score).unwrap() + waits, "{seed} {pair:?}");
        }
        for one in &draft.people {
            let Some(mentor) = &one.mentor else { continue };
            let has = outcome.pairs.iter().filter(|pair| pair.mentor == one.id).count();
            assert!(has <= usize::from(mentor.slots.saturating_sub(mentor.mentees)), "{seed} {}", one.id);
        }
        let mentees = draft.people.iter().filter(|one| one.mentee.is_some()).count();
        assert_eq!(outcome.pairs.len() + outcome.unmatched.len(), mentees, "{seed}");
        pairs += outcome.pairs.len();
        unmatched += outcome.unmatched.len();
    });
    assert!(pairs > 1_000 && unmatched > 500, "{pairs} {unmatched}");
}

/// Minutes in common, one by one.
fn common(one: &Person, other: &Person) -> usize {
    let free = |person: &Person, day, minute: u16| {
        person.free.iter().any(|hours| hours.day == day && (hours.from..hours.to).contains(&minute))
    };
    let all = Weekday::ALL.iter().flat_map(|day| (0..1440).map(move |minute| (*day, minute)));
    all.filter(|(day, minute)| free(one, *day, *minute) && free(other, *day, *minute)).count()
}

#[test]
fn locks_are_kept_and_the_rest_is_the_best_around_them() {
    let mut locked = 0;
    each(500, 30, |chance, mut draft, seed| {
        let free = run(draft.clone());
        // Pairs that could be, and no more of one mentor than fit.
        let mut room: Vec<usize> = free.all_left();
        free.pairs().for_each(|(_, col)| room[col] += 1);
        for row in 0..free.pool().rows() {
            let Some(col) = (0..free.pool().cols()).find(|_| chance.below(4) == 0) else { continue };
            if free.obstacles(row, col).none() && room[col] > 0 {
                room[col] -= 1;
                let id = |one: &Person| one.id.clone();
                draft.locks.push(Lock {
                    mentee: id(free.pool().mentee(row).unwrap()),
                    mentor: id(free.pool().mentor(col).unwrap()),
                });
            }
        }
        let again = run(draft.clone());
        let outcome = again.outcome();
        for lock in &draft.locks {
            let pair = outcome.pairs.iter().find(|pair| pair.mentee == lock.mentee);
            assert!(pair.is_some_and(|pair| pair.mentor == lock.mentor && pair.locked), "{seed} {lock:?}");
        }
        assert_eq!(outcome.totals.locked, draft.locks.len(), "{seed}");
        assert!(free.sum().placed >= again.sum().placed, "{seed}");
        locked += draft.locks.len();
    });
    assert!(locked > 300, "only {locked}");
}

#[test]
fn why_not_says_what_rules_it_out_or_what_it_would_cost() {
    let mut seen = std::collections::BTreeSet::new();
    each(60, 24, |_, draft, seed| {
        let run = run(draft);
        for row in 0..run.pool().rows() {
            for col in 0..run.pool().cols() {
                let why = run.why_not(row, col);
                match &why {
                    WhyNot::Partner => assert_eq!(run.at(row), Some(col), "{seed}"),
                    WhyNot::Obstacles(Barred { obstacles, apart, .. }) => {
                        assert!(!obstacles.is_empty(), "{seed}");
                        assert_eq!(apart.is_some(), obstacles.contains(&Obstacle::Apart), "{seed}");
                    }
                    WhyNot::BelowFloor { worth, floor } => assert!(i32::from(*worth) < i32::from(*floor), "{seed}"),
                    WhyNot::Worse { placed, worth, moves, .. } => {
                        assert!((*placed, *worth) >= (0, i64::MIN) && (*placed > 0 || *worth >= 0), "{seed} {why:?}");
                        assert_eq!(moves[0].to, run.pool().mentor(col).map(|one| one.id.clone()), "{seed}");
                    }
                    WhyNot::Locked { .. } | WhyNot::Full => panic!("{seed}: nothing is locked"),
                }
                seen.insert(serde_json::to_value(&why).unwrap()["kind"].as_str().unwrap().to_owned());
            }
        }
    });
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), ["below_floor", "obstacles", "partner", "worse"]);
}

/// The matrix of a run with one pair more, or more room.
fn with(run: &Run, pair: Option<(usize, usize)>, slot: Option<usize>, floor: Option<u16>) -> Matrix {
    let (rows, cols) = (run.matrix.rows(), run.matrix.cols());
    let leave = floor.map_or(run.matrix.leave(), |floor| i16::try_from(floor).unwrap());
    let mut worths = Vec::new();
    for row in 0..rows {
        for col in 0..cols {
            let may = run.obstacles(row, col).none() || pair == Some((row, col));
            worths.push(Some(run.worth(row, col)).filter(|worth| may && *worth >= leave).unwrap_or(NEVER));
        }
    }
    let room = (0..cols).map(|col| run.matrix.room(col) + usize::from(slot == Some(col)));
    Matrix::new(worths, room.collect(), rows, leave).unwrap()
}

#[test]
fn the_cheapest_fix_places_one_more() {
    let mut seen = std::collections::BTreeMap::new();
    each(400, 30, |_, draft, seed| {
        let run = run(draft);
        let left = run.all_left();
        for row in (0..run.pool().rows()).filter(|row| run.at(*row).is_none()) {
            let fix = run.fix(row, &left);
            let matrix = match &fix {
                Fix::AddSlot { mentor } => {
                    let col = run.pool().col(mentor).unwrap();
                    // Who has no place at all stands behind an obstacle.
                    let pair = run.obstacles(row, col).only(Obstacle::NoRoom).then_some((row, col));
                    with(&run, pair, Some(col), None)
                }
                Fix::Relax { mentor, obstacle, opens } => {
                    let col = run.pool().col(mentor).unwrap();
                    assert!(run.obstacles(row, col).only(*obstacle) && *opens > 0, "{seed} {fix:?}");
                    with(&run, Some((row, col)), None, None)
                }
                Fix::LowerFloor { to, .. } => with(&run, None, None, Some(*to)),
                Fix::Nothing => {
                    *seen.entry("nothing").or_insert(0) += 1;
                    continue;
                }
            };
            let more = Best::of(&matrix).sum(&matrix).placed;
            assert!(more > run.sum().placed, "{seed} {fix:?}");
            let name = match fix {
                Fix::AddSlot { .. } => "slot",
                Fix::Relax { .. } => "relax",
                _ => "floor",
            };
            *seen.entry(name).or_insert(0) += 1;
        }
    });
    assert!(seen.len() == 4 && seen.values().all(|times| *times > 3), "{seen:?}");
}

#[test]
fn a_pair_is_fragile_when_another_weight_gives_another_plan() {
    let mut fragile = 0;
    each(200, 30, |_, draft, seed| {
        let all = run(draft.clone());
        let told = all.fragile();
        for nth in 0..COMPONENTS {
            for bent in [800_u32, 1_200] {
                let mut other = draft.clone();
                other.settings.weights[nth] =
                    u16::try_from((u32::from(other.settings.weights[nth]) * bent + 500) / 1000).unwrap();
                let other = run(other);
                for (row, told) in told.iter().enumerate() {
                    // What stays in the one plan stays in a best plan.
                    if all.at(row).is_some() && other.at(row) != all.at(row) && !told {
                        let tie = other.why_not(row, all.at(row).unwrap());
                        assert!(matches!(tie, WhyNot::Worse { placed: 0, worth: 0, .. }), "{seed} {tie:?}");
                    }
                }
            }
        }
        fragile += told.iter().filter(|one| **one).count();
    });
    assert!(fragile > 20, "only {fragile}");
}

#[test]
fn what_changes_by_a_lock_is_told_as_it_is() {
    let (mut moved, mut cost) = (0, 0);
    each(150, 30, |chance, mut draft, seed| {
        let before = run(draft.clone());
        let cells = (0..before.pool().rows()).flat_map(|row| (0..before.pool().cols()).map(move |col| (row, col)));
        let could: Vec<_> =
            cells.filter(|(row, col)| matches!(before.why_not(*row, *col), WhyNot::Worse { .. })).collect();
        if could.is_empty() {
            return;
        }
        let (row, col) = could[chance.below(could.len())];
        let why = before.why_not(row, col);
        let WhyNot::Worse { placed, worth, .. } = &why else { return };
        let id = |one: Option<&Person>| one.unwrap().id.clone();
        draft.locks.push(Lock { mentee: id(before.pool().mentee(row)), mentor: id(before.pool().mentor(col)) });
        let now = run(draft);
        let change = now.since(&before);
        // What was said before is what comes: those left out are worth the floor each.
        let floor = i64::from(before.settings().floor);
        assert_eq!(change.pairs.before - change.pairs.now, *placed, "{seed} {why:?}");
        assert_eq!(change.worth.before - change.worth.now - placed * floor, *worth, "{seed} {why:?}");
        let told = change.moves.iter().find(|one| one.mentee == id(before.pool().mentee(row))).unwrap();
        assert_eq!(told.to, Some(id(before.pool().mentor(col))), "{seed}");
        moved += change.moves.len();
        cost += usize::from(*worth > 0);
    });
    assert!(moved > 50 && cost > 10, "{moved} {cost}");
}

#[test]
fn whoever_is_left_out_hears_of_every_mentor_why() {
    let (mut barred, mut below, mut taken) = (0, 0, 0);
    each(200, 30, |_, draft, seed| {
        let run = run(draft);
        let places = run.all_left();
        for row in 0..run.pool().rows() {
            let Some(left) = run.left_out(row) else {
                assert!(run.at(row).is_some(), "{seed}");
                continue;
            };
            let (mut ruled_out, mut full) = (0, 0);
            for (col, places) in places.iter().enumerate() {
                let worth = u16::try_from(run.worth(row, col)).unwrap_or(0);
                if !run.obstacles(row, col).none() {
                    ruled_out += 1;
                } else if worth >= run.settings().floor {
                    assert_eq!(*places, 0, "{seed}: a place is free for {left:?}");
                    full += 1;
                }
            }
            assert_eq!((left.mentors, left.taken), (places.len(), full), "{seed} {left:?}");
            assert_eq!(left.below_floor, places.len() - ruled_out - full, "{seed} {left:?}");
            let most = left.obstacles.iter().map(|one| one.mentors).max().unwrap_or(0);
            let sum: usize = left.obstacles.iter().map(|one| one.mentors).sum();
            assert!(most <= ruled_out && ruled_out <= sum, "{seed} {left:?}");
            barred += ruled_out;
            below += left.below_floor;
            taken += left.taken;
        }
    });
    assert!(barred > 500 && below > 50 && taken > 50, "{barred} {below} {taken}");
}
