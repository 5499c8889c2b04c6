//! Coming back with the 24 words, when no device is left.

use super::linking::{begin, in_step, linked, linked_as, nothing_waits};
use crate::world::notes::look;
use crate::world::{Phone, World, look as files};
use rapport_ids::GoalId;
use rapport_node::view::devices::safety;
use rapport_node::view::{goals, people};
use rapport_node::{NewGoal, NodeError, Place, Problem, RecoveryStage, RecoveryWords, RelayTrust, Rule, RuleBroken};

fn words_of(phone: &Phone) -> RecoveryWords {
    let phrase = phone.node.recovery_words().expect("words").expect("not confirmed yet");
    RecoveryWords::parse(&phrase).expect("our own words")
}

/// A new phone on which somebody has entered words.
fn entered(world: &World, words: RecoveryWords, name: &str) -> Phone {
    let mut phone = world.guest(name);
    phone.node.agree_to_relay(&world.origin, RelayTrust::default(), None).expect("agreed");
    phone.node.recover(words, &world.origin).expect("entered");
    phone
}

fn private(phone: &mut Phone, title: &str) -> GoalId {
    let place = Place::Private;
    let new = NewGoal { place, title: title.to_owned(), why: String::new(), due: None, for_partner: false };
    phone.node.begin_goal(new).expect("a goal")
}

fn has(world: &World, phone: &Phone, goal: GoalId) -> bool {
    files::through(&phone.node, world.clock.now(), |lens| goals::goal(lens, goal)).is_ok()
}

fn stage(world: &World, phone: &Phone) -> Option<RecoveryStage> {
    look(phone, world.clock.now(), safety).recovery.map(|view| view.stage)
}

#[test]
fn words_and_the_address_of_a_relay_bring_everything_back() {
    let world = World::new(1001);
    let (mut ann, mut ben) = world.pair();
    let space = look(&ann, world.clock.now(), people::pairings)[0].space;
    let (ours, mine) = (begin(&mut ann, space, "Find an apprenticeship"), private(&mut ann, "Sleep before midnight"));
    in_step(&world, &mut [&mut ann, &mut ben]);
    let (person, lost) = (ann.node.person(), ann.node.device());
    let words = words_of(&ann);
    ann.node.confirm_recovery_words().expect("written down");
    assert_eq!(look(&ann, world.clock.now(), safety).relay.as_deref(), Some(world.origin.as_str()));

    // The phone lies in a lake. Another one knows nothing but what is on the paper.
    let mut anew = entered(&world, words, "Ann's new phone");
    assert_eq!(stage(&world, &anew), Some(RecoveryStage::Looking));
    assert!(anew.node.is_guest());
    in_step(&world, &mut [&mut anew, &mut ben]);
    assert_eq!(anew.node.person(), person);
    assert!(!anew.node.is_guest() && anew.node.device() != lost);
    assert_eq!(stage(&world, &anew), None);
    let now = world.clock.now();
    for goal in [ours, mine] {
        assert_eq!(files::goal(&anew.node, now, goal), files::goal(&ann.node, now, goal));
    }
    assert_eq!(look(&anew, now, people::myself).profile.name, "Ann Anderson");
    let names: Vec<_> = look(&anew, now, safety).devices.into_iter().map(|row| row.name).collect();
    assert!(names.contains(&"Ann's new phone".to_owned()) && names.len() == 2, "{names:?}");

    let theirs = begin(&mut anew, space, "Written on the new phone");
    anew.node.rotate_key(space).expect("it governs as the old one did");
    in_step(&world, &mut [&mut anew, &mut ben]);
    let answer = begin(&mut ben, space, "Ben answers");
    in_step(&world, &mut [&mut ben, &mut anew]);
    assert!(has(&world, &ben, theirs) && has(&world, &anew, answer));
    nothing_waits(&world, &[&anew, &ben]);
    anew = world.restart(anew);
    in_step(&world, &mut [&mut anew]);
    assert!(has(&world, &anew, theirs));
    nothing_waits(&world, &[&anew]);
}

#[test]
fn a_phone_that_was_stolen_is_removed_with_the_words() {
    let world = World::new(1002);
    let (mut ann, mut ben) = world.pair();
    let space = look(&ann, world.clock.now(), people::pairings)[0].space;
    let stolen = ann.node.device();
    let words = words_of(&ann);
    ann.node.confirm_recovery_words().expect("written down");
    let mut anew = entered(&world, words, "Ann's new phone");
    in_step(&world, &mut [&mut anew, &mut ben]);
    anew.node.remove_device(stolen).expect("the words are there");
    anew.node.confirm_recovery_words().expect("still written down");
    assert!(anew.node.recovery_words().expect("words").is_none());
    in_step(&world, &mut [&mut anew, &mut ben]);
    let secret = begin(&mut ben, space, "What the thief does not read");
    let late = begin(&mut ann, space, "By the thief");
    in_step(&world, &mut [&mut ben, &mut ann, &mut anew]);
    assert!(has(&world, &anew, secret) && !has(&world, &anew, late) && !has(&world, &ben, late));
    assert!(!has(&world, &ann, secret));
}

/// A tablet that the phone took in has removed nobody and cannot, until the words are entered there.
#[test]
fn words_that_are_entered_again_remove_the_phone_that_took_this_one_in() {
    let world = World::new(1003);
    let (mut ann, mut ben) = world.pair();
    let mut tablet = linked(&world, &mut ann);
    in_step(&world, &mut [&mut tablet, &mut ann, &mut ben]);
    let (words, lost) = (words_of(&ann), ann.node.device());
    let senior = RuleBroken::not_allowed(rapport_node::Field::Device, Rule::SeniorDevice);
    assert_eq!(tablet.node.remove_device(lost), Err(NodeError::Rule(senior)));
    let others = Err(NodeError::Rule(Problem::OtherWords.of(rapport_node::Field::RecoveryWords)));
    assert_eq!(tablet.node.enter_words(&words_of(&ben)), others);
    tablet.node.enter_words(&words).expect("Ann's own");
    tablet.node.remove_device(lost).expect("removed");
    in_step(&world, &mut [&mut tablet, &mut ben]);
    let rows = look(&tablet, world.clock.now(), safety).devices;
    assert!(rows.iter().any(|row| row.id == lost && !row.current), "{rows:?}");
}

/// The key in force was made by a tablet whose certificate is no operation: the words alone cannot read that one, and
/// the key that they open leads there.
#[test]
fn a_key_that_a_linked_device_made_is_found_from_the_words() {
    let world = World::new(1004);
    let (mut ann, mut ben) = world.pair();
    let space = look(&ann, world.clock.now(), people::pairings)[0].space;
    let mut tablet = linked(&world, &mut ann);
    let mut second = linked_as(&world, &mut tablet, "Ann's second tablet");
    in_step(&world, &mut [&mut second, &mut tablet, &mut ann, &mut ben]);
    let words = words_of(&ann);
    tablet.node.remove_device(second.node.device()).expect("taken in by the tablet");
    in_step(&world, &mut [&mut tablet, &mut ben]);
    let goal = begin(&mut tablet, space, "After the key was renewed");
    let mine = private(&mut tablet, "For Ann alone");
    in_step(&world, &mut [&mut tablet, &mut ben]);
    let mut anew = entered(&world, words, "Ann's new phone");
    in_step(&world, &mut [&mut anew, &mut ben]);
    assert_eq!(anew.node.person(), ann.node.person());
    assert_eq!((has(&world, &anew, goal), has(&world, &anew, mine)), (true, true));
    nothing_waits(&world, &[&anew, &ben]);
}

#[test]
fn words_that_open_nothing_there_are_told_and_other_words_take_their_place() {
    let world = World::new(1005);
    let (mut ann, mut ben) = world.pair();
    in_step(&world, &mut [&mut ann, &mut ben]);
    let nobodys = words_of(&world.phone("Nobody that the relay knows"));
    let mut anew = entered(&world, nobodys, "Ann's new phone");
    in_step(&world, &mut [&mut anew]);
    assert_eq!(stage(&world, &anew), Some(RecoveryStage::NotThere));
    anew = world.restart(anew);
    assert_eq!(stage(&world, &anew), Some(RecoveryStage::NotThere));
    anew.node.stop_recovery().expect("given up");
    assert_eq!(stage(&world, &anew), None);
    assert!(anew.node.is_guest());
    anew.node.recover(words_of(&ann), &world.origin).expect("the right ones");
    in_step(&world, &mut [&mut anew]);
    assert_eq!(anew.node.person(), ann.node.person());
    assert_eq!(anew.node.recover(words_of(&ben), &world.origin), Err(NodeError::Exists));
    assert_eq!(anew.node.person(), ann.node.person());
    nothing_waits(&world, &[&anew]);
}

/// Given up while the relay still answers: after each answer but one, which comes too late.
#[test]
fn what_is_given_up_is_not_gone_on_with_by_a_late_answer() {
    for late in 0..6 {
        let world = World::new(1030 + late);
        let (ann, _) = world.pair();
        let mut anew = entered(&world, words_of(&ann), "Ann's new phone");
        let carrier = crate::world::carry::Carrier::new(&world.relay);
        anew.node.sync_now().expect("sync begins");
        let mut answers = 0;
        'given_up: loop {
            let mut waiting = anew.node.requests().expect("requests");
            assert!(!waiting.is_empty(), "it ended after {answers} answers");
            while let Some(rapport_node::Request { id, call, .. }) = waiting.pop() {
                let answer = carrier.ask(&call);
                if answers == late {
                    anew.node.stop_recovery().expect("given up");
                    let next = anew.node.answer(id, answer).expect("a late answer is no fault");
                    assert!(next.is_none(), "{next:?}");
                    break 'given_up;
                }
                waiting.extend(anew.node.answer(id, answer).expect("taken"));
                answers += 1;
            }
        }
        in_step(&world, &mut [&mut anew]);
        assert!(anew.node.is_guest() && stage(&world, &anew).is_none(), "after {late} answers");
        assert!(anew.node.relay_statuses().iter().all(|relay| relay.settled), "{:?}", anew.node.relay_statuses());
        anew.node.recover(words_of(&ann), &world.origin).expect("entered once more");
        in_step(&world, &mut [&mut anew]);
        assert_eq!(anew.node.person(), ann.node.person(), "after {late} answers");
    }
}

#[test]
fn coming_back_goes_on_after_a_kill_at_every_step() {
    for killed in 0..8 {
        let world = World::new(1010 + killed);
        let (mut ann, mut ben) = world.pair();
        let space = look(&ann, world.clock.now(), people::pairings)[0].space;
        let goal = begin(&mut ann, space, "Find an apprenticeship");
        in_step(&world, &mut [&mut ann, &mut ben]);
        let mut anew = entered(&world, words_of(&ann), "Ann's new phone");
        let carrier = crate::world::carry::Carrier::new(&world.relay);
        anew.node.sync_now().expect("sync begins");
        let mut answers = 0;
        'answered: loop {
            let waiting = anew.node.requests().expect("requests");
            if waiting.is_empty() {
                break;
            }
            for rapport_node::Request { id, call, .. } in waiting {
                if answers == killed {
                    break 'answered;
                }
                let answer = carrier.ask(&call);
                anew.node.answer(id, answer).expect("taken");
                anew.node.tick().expect("what is due is done");
                answers += 1;
            }
        }
        anew = world.restart(anew);
        in_step(&world, &mut [&mut anew, &mut ben]);
        assert_eq!(anew.node.person(), ann.node.person(), "killed after {killed} answers");
        assert!(has(&world, &anew, goal), "killed after {killed} answers");
        let written = begin(&mut anew, space, "Written on the new phone");
        in_step(&world, &mut [&mut anew, &mut ben]);
        assert!(has(&world, &ben, written), "killed after {killed} answers");
        nothing_waits(&world, &[&anew, &ben]);
    }
}
