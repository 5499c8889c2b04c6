//! News where streams do not get through, and of many spaces at once.

use super::desk::{Desk, PATIENCE, begin, sync, titles, until};
use super::gate::Line;
use rapport_core::Rapport;
use rapport_core::goals::{GoalFilter, Place};
use std::sync::mpsc::{Receiver, channel};
use std::time::Instant;

fn watch(phone: &Rapport) -> (rapport_core::Subscription, Receiver<Vec<String>>) {
    let (to, from) = channel();
    let watch = phone.goals().watch_rows(GoalFilter::default(), 200, move |rows| {
        to.send(rows.iter().map(|row| row.title.clone()).collect()).unwrap_or_default();
    });
    (watch.expect("a watch"), from)
}

fn arrives(from: &Receiver<Vec<String>>, title: &str) {
    until(from, |titles| titles.iter().any(|is| is == title).then_some(()));
}

#[test]
fn without_streams_changes_arrive_by_polls() {
    let desk = Desk::behind_gate();
    let (ann, ben, space) = desk.pair();
    desk.gate().set(Line::NoStreams);
    let (_watch, from) = watch(&ben);
    ben.sync().start().expect("watching");
    ann.sync().start().expect("watching");
    // Three streams fail first on both phones. One may have failed on its way
    // to the gate, with the connection that was cut, so nobody waits for the
    // sixth for ever.
    let begun = Instant::now();
    while desk.gate().lost() < 6 && begun.elapsed() < PATIENCE / 2 {
        std::thread::yield_now();
    }
    assert!(desk.gate().lost() >= 2, "streams were tried first");
    for n in 0..3 {
        let title = format!("By poll {n}");
        begin(&ann, Place::In(space), &title);
        arrives(&from, &title);
    }
    let lost = desk.gate().lost();
    assert!(lost < 12, "polls that go well are stayed with: {lost} streams were tried");
    // Another network: the next news come by stream.
    desk.gate().set(Line::Good);
    begin(&ann, Place::In(space), "By whatever");
    arrives(&from, "By whatever");
}

#[test]
fn news_of_many_spaces_come_over_one_stream() {
    const PAIRS: usize = 6;
    let desk = Desk::behind_gate();
    let ann = desk.phone("Ann Anderson");
    let others: Vec<_> = (0..PAIRS)
        .map(|n| {
            let other = desk.phone(&format!("Ben {n}"));
            let space = desk.bring_together(&ann, &other);
            (other, space)
        })
        .collect();
    sync(&ann);
    desk.gate().set(Line::Good);
    let (_watch, from) = watch(&ann);
    ann.sync().start().expect("watching");
    for (n, (other, space)) in others.iter().enumerate() {
        let title = format!("From {n}");
        begin(other, Place::In(*space), &title);
        sync(other);
        arrives(&from, &title);
    }
    assert_eq!(desk.gate().streams(), 1);
}

#[test]
fn much_goes_in_several_pushes_and_comes_in_several_pages() {
    let desk = Desk::behind_gate();
    let (ann, ben, space) = desk.pair();
    sync(&ann);
    sync(&ben);
    const GOALS: usize = 400;
    for n in 0..GOALS {
        begin(&ann, Place::In(space), &format!("Goal {n:03}"));
    }
    desk.gate().set(Line::Good);
    sync(&ann);
    let pushes = desk.gate().pushes();
    assert!((2..20).contains(&pushes), "{pushes} pushes");
    sync(&ben);
    assert_eq!(titles(&ben).len(), GOALS);
    assert_eq!(titles(&ben), titles(&ann));
}

#[test]
fn pushing_fetches_nothing_and_pulling_sends_nothing() {
    let desk = Desk::behind_gate();
    let (ann, ben, space) = desk.pair();
    begin(&ann, Place::In(space), "By Ann");
    begin(&ben, Place::In(space), "By Ben");
    sync(&ben);
    let report = ann.sync().push(PATIENCE).expect("a round");
    assert_eq!((report.waiting, titles(&ann)), (0, vec!["By Ann".to_owned()]));
    begin(&ann, Place::In(space), "More by Ann");
    let waiting = ann.sync().line().expect("a line").waiting;
    desk.gate().set(Line::Good);
    ann.sync().pull(PATIENCE).expect("a round");
    assert_eq!(titles(&ann), ["By Ann", "By Ben", "More by Ann"]);
    assert_eq!((ann.sync().line().expect("a line").waiting, desk.gate().pushes()), (waiting, 0));
    sync(&ann);
    sync(&ben);
    assert_eq!(titles(&ben), titles(&ann));
}
