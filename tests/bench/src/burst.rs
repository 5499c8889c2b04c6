//! A burst, from its commit on one phone to the observer on the other.

use crate::desk::{Desk, PATIENCE, sync};
use crate::floor::{Text, micros};
use crate::input::{Input, Typed};
use crate::row::Row;
use crate::shared_note::{BURST, begin};
use crate::stats::{Bound, median, percentile};
use crate::typing::{edit, type_all};
use rapport_core::editor::Edit;
use rapport_people::Splice;
use std::fs::File;
use std::io::Write;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

const BURSTS: usize = 200;
const APART: Duration = Duration::from_millis(150);

pub fn rows(input: &Input) -> Vec<Row> {
    [2_000, 20_000].into_iter().flat_map(|size| of_size(size, input.edits(size + BURSTS * BURST))).collect()
}

struct Figures {
    /// From the commit to the observer.
    latency: Vec<f64>,
    /// The bare apply.
    apply: Vec<f64>,
    /// One sync of the disk.
    syncs: Vec<f64>,
}

fn of_size(size: usize, mut typed: Typed) -> Vec<Row> {
    let more = typed.edits.split_off(size);
    let figures = figures(&typed.edits, &more);
    let two_syncs = 2.0 * median(&figures.syncs).unwrap_or(f64::NAN);
    // What nobody gets below: that very burst applied, and two syncs.
    let floors: Vec<f64> = figures.apply.iter().map(|apply| apply + two_syncs).collect();
    let over: Vec<f64> = figures.latency.iter().zip(&floors).map(|(ours, floor)| ours - floor).collect();
    let thousands = size / 1_000;
    [(50, 5.0), (99, 20.0)]
        .into_iter()
        .map(|(percent, most)| {
            let over = percentile(&over, percent).unwrap_or(f64::NAN);
            let floor = median(&floors).unwrap_or(f64::NAN);
            Row {
                name: format!("a burst into {thousands},000 edits, p{percent}"),
                unit: "ms",
                // The difference of each burst to its own floor is what is bound.
                ours: over + floor,
                floor: Some(floor),
                bound: Some(Bound::TimesPlus(1.0, most)),
                source: format!("{}; two syncs {two_syncs:.2} ms", typed.source),
            }
        })
        .collect()
}

fn figures(before: &[Splice], more: &[Splice]) -> Figures {
    let desk = Desk::new();
    let (ann, ben, space) = desk.pair();
    let (note, section) = begin(&ann, space);
    let on_ann = ann.notes().open(note, section).expect("an editor");
    type_all(&on_ann, before, BURST);
    for phone in [&ann, &ben] {
        sync(phone);
    }
    let on_ben = ben.notes().open(note, section).expect("an editor");
    let (to, from) = channel();
    // After the end nobody listens any more.
    let tell = move |waits| to.send((waits, Instant::now())).unwrap_or_default();
    let _watch = on_ben.watch(tell).expect("a watch");
    ann.sync().start().expect("watching");
    ben.sync().start().expect("watching");
    let mut bare = Text::new();
    before.chunks(BURST).for_each(|burst| bare.splice(burst));
    let mut other = bare.fork();
    let mut disk = File::create(desk.profile("sync")).expect("a file");
    let mut figures = Figures { latency: Vec::new(), apply: Vec::new(), syncs: Vec::new() };
    // The first bursts find no watch open yet.
    std::thread::sleep(Duration::from_secs(2));
    for (nth, burst) in more.chunks(BURST).take(BURSTS).enumerate() {
        let next = Instant::now() + APART;
        while from.try_recv().is_ok() {}
        let edits: Vec<Edit> = burst.iter().map(edit).collect();
        on_ann.exchange(&edits).expect("typed");
        on_ann.finish().expect("the burst ends");
        let committed = Instant::now();
        let seen = loop {
            let (waits, at) = from.recv_timeout(PATIENCE).expect("it comes");
            if waits && !on_ben.exchange(&[]).expect("exchanged").is_empty() {
                break at;
            }
        };
        bare.splice(burst);
        let change = bare.am.get_last_local_change().expect("just made");
        let began = Instant::now();
        other.am.apply_changes([change]).expect("it applies");
        let apply = micros(began) / 1e3;
        let began = Instant::now();
        disk.write_all(&[7; 4096]).expect("written");
        disk.sync_data().expect("synced");
        figures.syncs.push(micros(began) / 1e3);
        if nth >= 5 {
            figures.latency.push(seen.saturating_duration_since(committed).as_secs_f64() * 1e3);
            figures.apply.push(apply);
        }
        std::thread::sleep(next.saturating_duration_since(Instant::now()));
    }
    figures
}
