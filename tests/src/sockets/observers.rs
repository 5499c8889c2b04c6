//! Whoever is told of changes may do what they like: panic, watch more, cancel
//! themselves, let go of everything.

use super::desk::{Desk, PATIENCE, begin, titles, until};
use rapport_core::goals::{GoalFilter, Place};
use rapport_core::{Failure, Rapport, Subscription};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

fn watch(phone: &Rapport, mut deliver: impl FnMut(usize) + Send + 'static) -> Result<Subscription, Failure> {
    phone.goals().watch_rows(GoalFilter::default(), 50, move |rows| deliver(rows.len()))
}

#[test]
fn a_panic_in_one_observer_is_nothing_to_the_others() {
    let desk = Desk::new();
    let ann = desk.phone("Ann Anderson");
    let first = watch(&ann, |_| panic!("a screen that fails at once"));
    assert!(matches!(first, Err(Failure::Bug { .. })), "{first:?}");
    let _bad = watch(&ann, |count| assert_eq!(count, 0, "a screen that fails later")).expect("a watch");
    let (to, from) = channel();
    let _good = watch(&ann, move |count| to.send(count).unwrap_or_default()).expect("a watch");
    for count in 1..4 {
        begin(&ann, Place::Private, "One more");
        until(&from, |seen| (seen == count).then_some(()));
    }
}

#[test]
fn inside_a_call_one_may_watch_more_and_cancel_oneself() {
    let desk = Desk::new();
    let ann = desk.phone("Ann Anderson");
    let kept: Arc<Mutex<Vec<Subscription>>> = Arc::default();
    let (to, from) = channel();
    let (phone, inside) = (ann.clone(), Arc::clone(&kept));
    let outer = watch(&ann, move |count| {
        let told = to.clone();
        if count == 1 {
            let inner = watch(&phone, move |count| told.send(("inner", count)).unwrap_or_default()).expect("a watch");
            let mut kept = inside.lock().expect("not poisoned");
            kept.push(inner);
            // Its own subscription came first.
            kept[0].cancel();
        }
        to.send(("outer", count)).unwrap_or_default();
    });
    kept.lock().expect("not poisoned").push(outer.expect("a watch"));
    begin(&ann, Place::Private, "One");
    until(&from, |told| (told == ("outer", 1)).then_some(()));
    begin(&ann, Place::Private, "Two");
    let told = until(&from, |told| (told.1 == 2).then_some(told));
    assert_eq!(told, ("inner", 2), "who has cancelled is not called again");
}

#[test]
fn the_last_hand_may_let_go_inside_a_call_or_inside_a_runtime() {
    let desk = Desk::new();
    let slot: Arc<Mutex<Option<Rapport>>> = Arc::default();
    let (to, from) = channel();
    let ann = desk.phone("Ann Anderson");
    let inside = Arc::clone(&slot);
    let watch = watch(&ann, move |count| {
        if count == 1 {
            drop(inside.lock().expect("not poisoned").take());
            to.send(()).unwrap_or_default();
        }
    });
    let goals = ann.goals();
    *slot.lock().expect("not poisoned") = Some(ann);
    let new = rapport_core::goals::NewGoal {
        place: Place::Private,
        title: "The last".to_owned(),
        why: String::new(),
        due: None,
        for_partner: false,
    };
    goals.begin(new).expect("a goal");
    drop(goals);
    from.recv_timeout(PATIENCE).expect("the call ended");
    drop(watch);
    let again = desk.open("Ann Anderson");
    assert_eq!(titles(&again), ["The last"]);
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    runtime.block_on(async move {
        again.sync().start().expect("watching");
        drop(again);
    });
    drop(desk.open("Ann Anderson"));
}

#[test]
fn a_shutdown_while_many_call_ends_all_calls() {
    let desk = Desk::new();
    let ann = desk.phone("Ann Anderson");
    let (to, from) = channel();
    let callers: Vec<_> = (0..8)
        .map(|n| {
            let (phone, to) = (ann.clone(), to.clone());
            std::thread::spawn(move || {
                let mut done = 0;
                loop {
                    let title = format!("{n} {done}");
                    let new = rapport_core::goals::NewGoal {
                        place: Place::Private,
                        title,
                        why: String::new(),
                        due: None,
                        for_partner: false,
                    };
                    let ended = match n % 4 {
                        0 => phone.goals().begin(new).map(|_| ()),
                        1 => phone.goals().rows(GoalFilter::default(), 0, 10).map(|_| ()),
                        2 => phone.sync().run(Duration::from_millis(1)).map(|_| ()),
                        _ => watch(&phone, |_| {}).map(|_| ()),
                    };
                    match ended {
                        Ok(()) => done += 1,
                        Err(failure) => return failure,
                    }
                    if done == 5 {
                        to.send(()).unwrap_or_default();
                    }
                }
            })
        })
        .collect();
    for _ in 0..8 {
        from.recv_timeout(PATIENCE).expect("all are at work");
    }
    let began = Instant::now();
    ann.shutdown().expect("shut down");
    for caller in callers {
        assert_eq!(caller.join().expect("no panic"), Failure::Stopped);
    }
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    let count = titles(&desk.open("Ann Anderson")).len();
    assert!(count >= 10, "{count} goals");
}
