//! Asleep, no file changes, and awake everything goes on where it was.

use super::desk::{Desk, PATIENCE, begin, sync, titles};
use super::gate::Line;
use rapport_core::editor::Edit;
use rapport_core::goals::Place;
use rapport_core::notes::NewNote;
use rapport_core::{Failure, Rapport};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime};

/// Every file with what changes when it is written.
fn files(folder: &Path) -> Vec<(String, u64, SystemTime, Vec<u8>)> {
    let mut all: Vec<_> = std::fs::read_dir(folder)
        .expect("the profile")
        .map(|entry| {
            let entry = entry.expect("a file");
            let meta = entry.metadata().expect("its size");
            let bytes = std::fs::read(entry.path()).expect("its bytes");
            (entry.file_name().to_string_lossy().into_owned(), meta.len(), meta.modified().expect("its time"), bytes)
        })
        .collect();
    all.sort();
    all
}

/// Looks until that long has passed; nothing may have changed at any moment.
fn stays_as_it_is(folder: &Path, how_long: Duration) {
    let before = files(folder);
    let began = Instant::now();
    while began.elapsed() < how_long {
        assert!(files(folder) == before, "a file changed after {:?}", began.elapsed());
    }
}

fn typist(phone: &Rapport, over: &Arc<AtomicBool>) -> std::thread::JoinHandle<u32> {
    let new = NewNote { place: Place::Private, title: "Diary".to_owned(), meeting: None };
    let (note, section) = phone.notes().begin(new).expect("a note");
    let editor = phone.notes().open(note, section).expect("an editor");
    let over = Arc::clone(over);
    std::thread::spawn(move || {
        let mut typed = 0;
        while !over.load(Ordering::SeqCst) {
            editor.exchange(&[Edit::splice(typed, 0, "x")]).expect("in memory, so also asleep");
            typed += 1;
            match editor.durable() {
                Ok(()) | Err(Failure::Stopped) => {}
                Err(failure) => panic!("{failure}"),
            }
            std::thread::yield_now();
        }
        assert_eq!(editor.whole().len(), typed);
        typed
    })
}

#[test]
fn asleep_no_file_changes_whatever_was_under_way() {
    let desk = Desk::behind_gate();
    let (ann, ben, space) = desk.pair();
    ann.sync().start().expect("watching");
    let over = Arc::new(AtomicBool::new(false));
    let typing = typist(&ann, &over);
    for round in 0..5 {
        begin(&ann, Place::In(space), &format!("Round {round}"));
        begin(&ben, Place::In(space), &format!("Round {round}, by Ben"));
        let inside = ann.clone();
        let running = std::thread::spawn(move || inside.sync().run(PATIENCE));
        if round > 0 {
            sync(&ben);
        }
        ann.suspend().expect("asleep");
        stays_as_it_is(&desk.profile("Ann Anderson"), Duration::from_millis(300));
        let ended = running.join().expect("no panic");
        assert!(matches!(ended, Ok(_) | Err(Failure::Stopped)), "{ended:?}");
        ann.resume().expect("awake");
    }
    over.store(true, Ordering::SeqCst);
    let typed = typing.join().expect("no panic");
    assert!(typed > 0);
    for phone in [&ann, &ben, &ann] {
        sync(phone);
    }
    assert_eq!(titles(&ann), titles(&ben));
    assert_eq!(titles(&ann).len(), 10);
}

#[test]
fn what_a_relay_answers_to_somebody_asleep_is_not_waited_for_for_ever() {
    let desk = Desk::behind_gate();
    let (ann, ben, space) = desk.pair();
    let held = Arc::new(AtomicBool::new(true));
    let inside = Arc::clone(&held);
    let calls = desk.gate().callers();
    // The answer comes while the phone sleeps: here, the end of the connection.
    desk.gate().set(Line::Else(Arc::new(move |_| {
        while inside.load(Ordering::SeqCst) {
            std::thread::yield_now();
        }
    })));
    begin(&ann, Place::In(space), "Half sent");
    let phone = ann.clone();
    let began = Instant::now();
    let running = std::thread::spawn(move || phone.sync().run(Duration::from_secs(600)));
    while desk.gate().callers() == calls {
        std::thread::yield_now();
    }
    ann.suspend().expect("asleep");
    assert_eq!(running.join().expect("no panic"), Err(Failure::Stopped), "a round ends with the day");
    assert!(began.elapsed() < PATIENCE, "{:?}", began.elapsed());
    held.store(false, Ordering::SeqCst);
    stays_as_it_is(&desk.profile("Ann Anderson"), Duration::from_millis(300));
    desk.gate().set(Line::Good);
    ann.resume().expect("awake");
    sync(&ann);
    sync(&ben);
    assert_eq!(titles(&ben), ["Half sent"]);
}

#[test]
fn an_answer_that_comes_in_sleep_is_taken_on_waking() {
    let desk = Desk::behind_gate();
    let (ann, ben, space) = desk.pair();
    sync(&ann);
    for round in 0..5 {
        begin(&ben, Place::In(space), &format!("From Ben {round}"));
        sync(&ben);
        begin(&ann, Place::In(space), &format!("From Ann {round}"));
        desk.gate().set(Line::HoldsAnswers);
        let phone = ann.clone();
        let running = std::thread::spawn(move || phone.sync().run(Duration::from_secs(600)));
        while desk.gate().standing() == 0 {
            std::thread::yield_now();
        }
        ann.suspend().expect("asleep");
        let before = desk.gate().bytes();
        desk.gate().let_through();
        while desk.gate().bytes() == before {
            std::thread::yield_now();
        }
        assert_eq!(running.join().expect("no panic"), Err(Failure::Stopped));
        stays_as_it_is(&desk.profile("Ann Anderson"), Duration::from_millis(100));
        ann.resume().expect("awake");
        sync(&ann);
        sync(&ben);
        assert_eq!(titles(&ann).len(), 2 * (round + 1));
        assert_eq!(titles(&ann), titles(&ben));
    }
}

#[test]
fn a_round_that_is_asked_for_in_sleep_ends_at_once() {
    let desk = Desk::behind_gate();
    let (ann, _ben, _space) = desk.pair();
    for _ in 0..50 {
        // Asked for at the very moment at which the phone goes to sleep.
        let phone = ann.clone();
        let running = std::thread::spawn(move || {
            let began = Instant::now();
            (phone.sync().run(Duration::from_secs(600)), began.elapsed())
        });
        ann.suspend().expect("asleep");
        assert_eq!(ann.sync().run(Duration::from_secs(600)), Err(Failure::Stopped));
        let (ended, took) = running.join().expect("no panic");
        assert!(matches!(ended, Ok(_) | Err(Failure::Stopped)) && took < PATIENCE, "{ended:?} after {took:?}");
        ann.resume().expect("awake");
    }
}
