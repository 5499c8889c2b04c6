//! One pair, or one that is none, explained.

use super::show::{bar, name, scored};
use super::wording;
use crate::term::{Paint, one_line};
use crate::words::{counted, filled, word};
use rapport_core::matching::{Left, Pair, Run, WhyNot};
use std::fmt::Write as _;

pub(super) fn pair(run: &Run, pair: &Pair) -> String {
    let paint = Paint::stdout();
    let args = [
        ("mentee", name(run, &pair.mentee)),
        ("mentor", name(run, &pair.mentor)),
        ("score", pair.score.to_string()),
        ("percent", (pair.confidence / 10).to_string()),
    ];
    let mut text = format!("{}\n\n", paint.bold(&filled("cli.match.pair", &args)));
    let wide = pair.bars.iter().map(|bar| word(wording::component(bar.component)).chars().count()).max().unwrap_or(0);
    for one in &pair.bars {
        let component = word(wording::component(one.component));
        let Some(share) = one.share else {
            let key = if one.unasked { "cli.match.unasked" } else { "cli.match.unknown" };
            let _ = writeln!(text, "{component:<wide$}  {}", paint.dim(&word(key)));
            continue;
        };
        let args = [("points", format!("{:>3}", one.points)), ("of", format!("{:>3}", one.weight))];
        let blocks = scored(share, &bar(share), paint);
        let _ = writeln!(text, "{component:<wide$}  {blocks} {share:>4}  {}", filled("cli.match.points", &args));
    }
    text.push('\n');
    for reason in &pair.reasons {
        let _ = writeln!(text, "{} {}", paint.good("+"), wording::reason(reason));
    }
    for caution in &pair.cautions {
        let _ = writeln!(text, "{} {}", paint.bad("!"), wording::caution(caution));
    }
    let added = i32::from(pair.worth) - i32::from(pair.score);
    if added != 0 {
        let args = [("added", format!("{added:+}")), ("worth", pair.worth.to_string())];
        let _ = writeln!(text, "{}", filled("cli.match.added", &args));
    }
    for (there, key) in [(pair.locked, "cli.match.is_locked"), (pair.fragile, "cli.match.is_fragile")] {
        if there {
            let _ = writeln!(text, "{}", word(key));
        }
    }
    text
}

pub(super) fn unmatched(run: &Run, left: &Left) -> String {
    let title = filled("cli.match.is_unmatched", &[("mentee", name(run, &left.mentee))]);
    let mut text = format!("{}\n\n", Paint::stdout().bold(&title));
    let n = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    let mut line = |mentors: usize, why: String| {
        let args = [("why", why), ("mentors", mentors.to_string())];
        let _ = writeln!(text, "{}", counted("cli.match.of_mentors", n(left.mentors), &args));
    };
    for one in &left.obstacles {
        line(one.mentors, wording::obstacle(&run.pool().settings().must, one.obstacle, None));
    }
    for (mentors, key) in [(left.below_floor, "cli.match.below_floor"), (left.taken, "cli.match.taken")] {
        if mentors > 0 {
            line(mentors, word(key));
        }
    }
    text + "\n" + &wording::fix(run, &left.mentee, &left.fix) + "\n"
}

pub(super) fn not(run: &Run, row: usize, col: usize, answer: &WhyNot) -> String {
    let called = |one: Option<&rapport_core::matching::Person>| one.map(|one| one_line(&one.name)).unwrap_or_default();
    let both = [("mentee", called(run.pool().mentee(row))), ("mentor", called(run.pool().mentor(col)))];
    let mut text = match answer {
        WhyNot::Partner => filled("cli.match.not.partner", &both),
        WhyNot::Locked { mentor } => filled("cli.match.not.locked", &[both[0].clone(), ("mentor", name(run, mentor))]),
        WhyNot::Obstacles(_) => filled("cli.match.not.obstacles", &both),
        WhyNot::BelowFloor { worth, floor } => {
            filled("cli.match.not.below_floor", &[("worth", worth.to_string()), ("floor", floor.to_string())])
        }
        WhyNot::Full => filled("cli.match.not.full", &both),
        WhyNot::Worse { score, placed: 0, worth: 0, .. } => {
            filled("cli.match.not.as_good", &[("score", score.to_string())])
        }
        WhyNot::Worse { score, placed: 0, worth, .. } => {
            let args = [("score", score.to_string()), ("worth", worth.to_string())];
            filled("cli.match.not.worse", &args)
        }
        WhyNot::Worse { score, placed, .. } => {
            let n = u64::try_from(*placed).unwrap_or(0);
            counted("cli.match.not.fewer", n, &[("score", score.to_string())])
        }
    } + "\n";
    match answer {
        WhyNot::Obstacles(barred) => {
            for obstacle in wording::barred(barred) {
                let _ = writeln!(text, "   {obstacle}");
            }
        }
        WhyNot::Worse { moves, .. } => {
            for moved in moves {
                let _ = writeln!(text, "   {}", wording::moved(run, moved));
            }
        }
        _ => {}
    }
    text
}
