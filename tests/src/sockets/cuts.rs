//! Lines that are cut, answers that are lost, relays that forget.

use super::desk::{Desk, PATIENCE, begin, sync, titles};
use super::gate::Line;
use rapport_core::Rapport;
use rapport_core::domain::Millis;
use rapport_core::goals::Place;
use rapport_core::sync::Trouble;

fn held(phone: &Rapport) -> (u32, u32, u32) {
    let line = phone.sync().line().expect("the line");
    (line.waiting, line.deferred, line.quarantined)
}

#[test]
fn a_line_may_be_cut_after_any_byte() {
    let desk = Desk::behind_gate();
    let (ann, ben, space) = desk.pair();
    let round = |title: &str| {
        begin(&ann, Place::In(space), title);
        begin(&ben, Place::In(space), &format!("{title}, by Ben"));
        for phone in [&ann, &ben, &ann] {
            let report = phone.sync().run(PATIENCE).expect("the run itself is no failure");
            assert!(report.settled || report.trouble == Some(Trouble::Offline), "{title}: {report:?}");
        }
    };
    desk.gate().set(Line::Good);
    round("whole");
    let whole = desk.gate().bytes();
    assert!(whole > 5_000, "{whole} bytes");
    // A stride that meets heads and bodies of all calls at different places.
    let cuts: Vec<usize> = (0..whole).step_by(whole / 48 + 1).collect();
    for (n, cut) in cuts.iter().enumerate() {
        desk.gate().set(Line::CutAfter(*cut));
        round(&format!("cut {n}"));
        desk.gate().set(Line::Good);
        for phone in [&ann, &ben, &ann] {
            sync(phone);
        }
        assert_eq!(titles(&ann), titles(&ben), "cut after {cut} of {whole} bytes");
        assert_eq!(titles(&ann).len(), 2 * (n + 2), "cut after {cut} of {whole} bytes");
        assert_eq!((held(&ann), held(&ben)), ((0, 0, 0), (0, 0, 0)), "cut after {cut} of {whole} bytes");
    }
}

#[test]
fn a_push_whose_answer_is_lost_is_stored_once() {
    let desk = Desk::behind_gate();
    let (ann, ben, space) = desk.pair();
    sync(&ann);
    sync(&ben);
    let before = desk.count("records");
    begin(&ann, Place::In(space), "Said twice");
    desk.gate().set(Line::LosesPushAnswers);
    let report = ann.sync().run(PATIENCE).expect("the run itself is no failure");
    assert_eq!((report.settled, report.trouble), (false, Some(Trouble::Offline)));
    assert!(desk.gate().lost() > 0 && desk.count("records") > before, "the relay has it");
    let stored = desk.count("records");
    desk.gate().set(Line::Good);
    sync(&ann);
    assert!(desk.gate().pushes() > 0, "it was sent again");
    assert_eq!(desk.count("records"), stored);
    sync(&ben);
    assert_eq!(titles(&ben), ["Said twice"]);
    assert_eq!((held(&ann), held(&ben)), ((0, 0, 0), (0, 0, 0)));
}

#[test]
fn a_relay_that_was_restarted_is_spoken_to_as_before() {
    let mut desk = Desk::behind_gate();
    let (ann, ben, space) = desk.pair();
    begin(&ann, Place::In(space), "Before");
    sync(&ann);
    desk.stop_relay();
    begin(&ann, Place::In(space), "Meanwhile");
    let report = ann.sync().run(PATIENCE).expect("the run itself is no failure");
    assert_eq!(report.trouble, Some(Trouble::Offline));
    desk.start_relay();
    sync(&ann);
    sync(&ben);
    assert_eq!(titles(&ben), ["Before", "Meanwhile"]);
}

#[test]
fn a_relay_that_lost_everything_gets_everything_back() {
    let mut desk = Desk::behind_gate();
    let (ann, ben, space) = desk.pair();
    begin(&ann, Place::In(space), "Before");
    sync(&ann);
    sync(&ben);
    let records = desk.count("records");
    desk.stop_relay();
    for end in ["", "-wal", "-shm"] {
        // The last two are there only after a crash.
        let _ = std::fs::remove_file(format!("{}{end}", desk.database().display()));
    }
    desk.start_relay();
    begin(&ben, Place::In(space), "After");
    let link = desk.new_link();
    for phone in [&ann, &ben] {
        phone.sync().agree_to_relay(&link, false).expect("agreed");
    }
    for phone in [&ann, &ben, &ann, &ben] {
        phone.sync().run(PATIENCE).expect("the run itself is no failure");
    }
    sync(&ann);
    sync(&ben);
    assert_eq!((titles(&ann), titles(&ben)), (vec!["After".to_owned(), "Before".to_owned()], titles(&ann)));
    assert!(desk.count("records") > records, "{} of {records} records came back", desk.count("records"));
    assert_eq!((held(&ann), held(&ben)), ((0, 0, 0), (0, 0, 0)));
}

/// How an operator brings an older copy back.
#[derive(Clone, Copy)]
enum Copied {
    /// With the relay's own commands, which begin another log.
    AsOneShould,
    /// File by file, so that the log only ends earlier.
    ByHand,
}

fn set_back(how: Copied, more_after: usize) {
    let mut desk = Desk::behind_gate();
    let (ann, ben, space) = desk.pair();
    begin(&ann, Place::In(space), "In the copy");
    sync(&ann);
    sync(&ben);
    assert_eq!(alarms(&ann, &ben), (vec![None], vec![None]), "nothing was amiss so far");
    let copy = desk.profile("copy.db");
    rapport_relay::store::sqlite::backup(&desk.database(), &copy).expect("a copy");
    begin(&ann, Place::In(space), "After the copy, by Ann");
    begin(&ben, Place::In(space), "After the copy, by Ben");
    for phone in [&ann, &ben, &ann] {
        sync(phone);
    }
    let records = desk.count("records");
    desk.stop_relay();
    match how {
        Copied::AsOneShould => {
            let now = i64::try_from(std::time::UNIX_EPOCH.elapsed().expect("after 1970").as_millis()).expect("soon");
            rapport_relay::store::sqlite::restore(&copy, &desk.database(), now, &rapport_relay::SystemRandom)
                .expect("restored");
        }
        Copied::ByHand => {
            for end in ["-wal", "-shm"] {
                // They are there only after a crash.
                let _ = std::fs::remove_file(format!("{}{end}", desk.database().display()));
            }
            std::fs::copy(&copy, desk.database()).expect("copied");
        }
    }
    desk.start_relay();
    // Enough to bring the log beyond where Ann has read, before she looks again.
    for number in 0..more_after {
        begin(&ben, Place::In(space), &format!("And on, {number}"));
    }
    for phone in [&ben, &ann, &ben, &ann, &ben] {
        sync(phone);
    }
    assert_eq!(titles(&ann).len(), 3 + more_after);
    assert_eq!(titles(&ann), titles(&ben));
    assert!(desk.count("records") > records, "{} of {records} records are there", desk.count("records"));
    assert_eq!((held(&ann), held(&ben)), ((0, 0, 0), (0, 0, 0)));
    let (anns, bens) = alarms(&ann, &ben);
    assert!(anns[0].is_some() && bens[0].is_some(), "both are told of it: {anns:?}, {bens:?}");
    ann.shutdown().expect("ended");
    let again = desk.open("Ann Anderson");
    assert_eq!(alarms(&again, &ben).0, anns, "and still the next day");
}

/// When their relays were found to be set back, as screens show it.
fn alarms(ann: &Rapport, ben: &Rapport) -> (Vec<Option<Millis>>, Vec<Option<Millis>>) {
    let of = |phone: &Rapport| {
        let view = phone.sync().view().expect("a view");
        view.relays.iter().map(|relay| relay.set_back).collect()
    };
    (of(ann), of(ben))
}

#[test]
fn a_relay_that_was_set_back_to_an_older_copy_gets_the_rest_again() {
    set_back(Copied::AsOneShould, 1);
}

#[test]
fn a_relay_whose_files_were_exchanged_for_older_ones_gets_the_rest_again() {
    set_back(Copied::ByHand, 1);
}

#[test]
fn a_log_that_was_set_back_and_has_grown_beyond_is_seen_by_its_chain() {
    set_back(Copied::ByHand, 12);
}
