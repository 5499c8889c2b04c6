//! A platform that behaves badly: a clock that jumps or fails, a vault that
//! is locked, lost, or broken.

use super::desk::{Desk, PATIENCE, begin, platform, sync, titles};
use super::gate::Line;
use rapport_core::editor::Edit;
use rapport_core::goals::Place;
use rapport_core::notes::NewNote;
use rapport_core::ports::{Clock, KeyVault, PortProblem, SystemClock, VaultProblem};
use rapport_core::{Config, Failure, Platform, Rapport};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

const YEARS: i64 = 10 * 365 * 24 * 3600 * 1000;

#[derive(Default)]
struct Wild {
    ahead_ms: AtomicI64,
    fails: AtomicBool,
}

impl Clock for Wild {
    fn now_ms(&self) -> Result<i64, PortProblem> {
        if self.fails.load(Ordering::SeqCst) {
            return Err(PortProblem { detail: "no clock today".to_owned() });
        }
        Ok(SystemClock.now_ms()? + self.ahead_ms.load(Ordering::SeqCst))
    }
}

#[test]
fn a_clock_that_jumps_by_years_stops_nothing() {
    let desk = Desk::behind_gate();
    let clock = Arc::new(Wild::default());
    let folder = desk.profile("Ann Anderson");
    let with_clock = Platform { clock: Arc::clone(&clock) as Arc<dyn Clock>, ..platform(&folder) };
    let ann = Rapport::create(Config::new(&folder), with_clock, "Ann Anderson").expect("a profile");
    let ben = desk.phone("Ben Bernhardt");
    let space = desk.bring_together(&ann, &ben);
    let (note, section) = ann
        .notes()
        .begin(NewNote { place: Place::In(space), title: "Time".to_owned(), meeting: None })
        .expect("a note");
    let editor = ann.notes().open(note, section).expect("an editor");
    let mut text = String::new();
    for (n, ahead) in [YEARS, -YEARS, 0, -YEARS, YEARS, 0].into_iter().enumerate() {
        // A wait that is set now must not last until that moment comes back.
        desk.gate().set(Line::Else(Arc::new(|_| {})));
        ann.sync().run(PATIENCE).expect("the run itself is no failure");
        editor.write(&[Edit::splice(editor.whole().len(), 0, "word ")]).expect("typed");
        text.push_str("word ");
        clock.ahead_ms.store(ahead, Ordering::SeqCst);
        desk.gate().set(Line::Good);
        begin(&ann, Place::In(space), &format!("Jump {n}"));
        sync(&ann);
        sync(&ben);
        assert_eq!(titles(&ben).len(), n + 1);
        assert_eq!(ben.notes().view(note).expect("a view").sections.remove(0).text.text, text, "jump {n}");
    }
    ann.shutdown().expect("shut down");
}

#[test]
fn a_clock_that_fails_refuses_calls_and_loses_no_answer() {
    let desk = Desk::new();
    let clock = Arc::new(Wild::default());
    let folder = desk.profile("Ann Anderson");
    let with_clock = Platform { clock: Arc::clone(&clock) as Arc<dyn Clock>, ..platform(&folder) };
    let ann = Rapport::create(Config::new(&folder), with_clock, "Ann Anderson").expect("a profile");
    ann.sync().agree_to_relay(desk.link(), false).expect("agreed");
    for _ in 0..20 {
        let phone = ann.clone();
        let running = std::thread::spawn(move || phone.sync().run(PATIENCE));
        clock.fails.store(true, Ordering::SeqCst);
        let refused = ann.goals().rows(rapport_core::goals::GoalFilter::default(), 0, 1);
        assert!(matches!(refused, Err(Failure::Port { .. })), "{refused:?}");
        clock.fails.store(false, Ordering::SeqCst);
        begin(&ann, Place::Private, "Time goes on");
        // It may have met the clock while that failed; it must not hang.
        drop(running.join().expect("no panic"));
    }
    sync(&ann);
}

struct Broken(Result<Option<[u8; 32]>, VaultProblem>);

impl KeyVault for Broken {
    fn load(&self) -> Result<Option<[u8; 32]>, VaultProblem> {
        self.0.clone()
    }

    fn store(&self, _: &[u8; 32]) -> Result<(), VaultProblem> {
        Err(VaultProblem::Failed(PortProblem { detail: "full".to_owned() }))
    }
}

#[test]
fn a_vault_that_gives_no_key_is_told_from_one_that_lost_it() {
    let desk = Desk::new();
    let ann = desk.phone("Ann Anderson");
    begin(&ann, Place::Private, "Kept");
    ann.shutdown().expect("shut down");
    let folder = desk.profile("Ann Anderson");
    let open = |vault: Result<Option<[u8; 32]>, VaultProblem>| {
        let broken = Platform { vault: Arc::new(Broken(vault)), ..platform(&folder) };
        Rapport::open(Config::new(&folder), broken).map(|_| ())
    };
    let failed = VaultProblem::Failed(PortProblem { detail: "broken".to_owned() });
    assert_eq!(open(Err(VaultProblem::Locked)), Err(Failure::Locked));
    assert_eq!(open(Err(VaultProblem::Lost)), Err(Failure::KeyLost));
    assert_eq!(open(Ok(None)), Err(Failure::KeyLost));
    assert!(matches!(open(Err(failed)), Err(Failure::Port { .. })));
    assert!(open(Ok(Some([1; 32]))).is_err(), "another key opens nothing");
    let elsewhere = desk.profile("Elsewhere");
    let broken = Platform { vault: Arc::new(Broken(Ok(None))), ..platform(&elsewhere) };
    let refused = Rapport::create(Config::new(&elsewhere), broken, "Ann").map(|_| ());
    assert!(matches!(refused, Err(Failure::Port { .. })), "{refused:?}");
    assert_eq!(titles(&desk.open("Ann Anderson")), ["Kept"]);
}
