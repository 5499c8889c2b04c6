//! Check-ins as lines, and a trend as a small drawing.

use crate::term::{Paint, one_line, plain};
use crate::words::{counted, filled, say, word};
use rapport_core::checkins::{AnswerView, CheckInForm, CheckInRow, HelpPlace, InstrumentRow, PartTrendView, TrendView};
use rapport_core::domain::checkin::ItemKind;
use std::fmt::Write as _;

pub(super) fn list(all: &[InstrumentRow], mine: &[CheckInRow], shown: &[CheckInRow]) -> String {
    let paint = Paint::stdout();
    let mut text = String::new();
    for row in all {
        let _ = write!(text, "{:<8}  ", row.id);
        if row.language.is_none() {
            let _ = writeln!(text, "{}", paint.dim(&word("cli.checkin.no_words")));
            continue;
        }
        let _ = write!(text, "{}  {}", paint.bold(&one_line(&row.name)), say(&row.about));
        if let Some(last) = row.last {
            let _ = write!(text, " · {}", filled("cli.checkin.last", &[("day", last.to_string())]));
        }
        if row.begun {
            let _ = write!(text, " · {}", word("cli.checkin.begun"));
        }
        text.push('\n');
    }
    for (title, rows) in [("cli.checkin.mine", mine), ("cli.checkin.shown", shown)] {
        if !rows.is_empty() {
            let _ = writeln!(text, "\n{}", word(title));
        }
        for row in rows {
            let _ = writeln!(text, "{}  {}", paint.dim(&row.id.short()), line(row));
        }
    }
    text
}

fn line(row: &CheckInRow) -> String {
    let mut text = format!("{}  {}", row.day, one_line(&row.name));
    if !row.mine {
        let _ = write!(text, " · {}", one_line(&row.person_name));
    }
    for score in &row.scores {
        let Some(points) = score.thousandths else { continue };
        let _ = write!(text, " · {} {}", one_line(&score.name), number(points));
        if let Some(band) = score.band {
            let _ = write!(text, " ({})", say(&band));
        }
    }
    if !row.shared_in.is_empty() {
        let _ = write!(text, " · {}", word("cli.shared"));
    }
    if row.offered {
        let _ = write!(text, " · {}", word("cli.checkin.offered"));
    }
    text
}

pub(super) fn form(form: &CheckInForm) -> String {
    let paint = Paint::stdout();
    let mut text = format!("{}\n{}\n", paint.bold(&one_line(&form.name)), plain(&form.intro));
    for item in &form.items {
        let range = match item.kind {
            ItemKind::Scale => format!("{} … {}", form.lowest, form.highest),
            ItemKind::YesNo | ItemKind::Text => say(&item.kind),
        };
        let _ = writeln!(text, "\n{}  {}\n    {range}", paint.dim(&item.id), plain(&item.asks));
        if let Some(answer) = form.draft.iter().find(|answer| answer.item == item.id) {
            let _ = writeln!(text, "    = {}", given(answer));
        }
    }
    if !form.labels.is_empty() {
        text.push('\n');
    }
    for label in &form.labels {
        let _ = writeln!(text, "{:>3}  {}", label.number, one_line(&label.words));
    }
    if let Some(day) = form.not_before {
        let _ = writeln!(text, "\n{}", filled("cli.checkin.not_before", &[("day", day.to_string())]));
    }
    let _ = writeln!(text, "\n{}", paint.dim(&plain(&form.licence)));
    text
}

fn given(answer: &AnswerView) -> String {
    answer.number.map_or_else(|| one_line(&answer.text), |number| number.to_string())
}

/// A result. Help stands beside a low one, and nobody was told.
pub(super) fn result(row: &CheckInRow, help: &[HelpPlace]) -> String {
    let mut text = format!("{}  {}\n", Paint::stdout().dim(&row.id.short()), line(row));
    if let Some(alert) = row.alert {
        let _ = writeln!(text, "{}", say(&alert));
    }
    if row.low {
        let _ = writeln!(text, "{}", word("check_in.low"));
        text.push_str(&if help.is_empty() { empty() } else { places(help) });
        if row.mine && row.shared_in.is_empty() {
            let _ = writeln!(text, "{}", filled("cli.checkin.share", &[("id", row.id.short())]));
        }
    }
    text
}

/// What stands in the place of an empty directory.
pub(super) fn empty() -> String {
    format!("{} {}\n", word("check_in.help_empty"), word("cli.checkin.fill"))
}

pub(super) fn places(places: &[HelpPlace]) -> String {
    let paint = Paint::stdout();
    places.iter().fold(String::new(), |mut text, place| {
        let _ = write!(text, "{}  {}", paint.bold(&one_line(&place.name)), one_line(&place.region));
        for more in [Some(place.hours.as_str()), place.phone.as_deref(), place.link.as_deref()].into_iter().flatten() {
            if !more.is_empty() {
                let _ = write!(text, " · {}", one_line(more));
            }
        }
        let _ = writeln!(text, "\n    {}", one_line(&place.about));
        if let Some(day) = place.checked {
            let args = [("source", one_line(&place.source)), ("day", day.to_string())];
            let _ = writeln!(text, "    {}", paint.dim(&filled("cli.checkin.checked", &args)));
        }
        text
    })
}

pub(super) fn rhythm(every: Option<u32>) -> String {
    every.map_or_else(|| word("cli.checkin.off"), |days| counted("count.every_days", days.into(), &[])) + "\n"
}

/// From low to high.
const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

pub(super) fn trend(trend: &TrendView) -> String {
    let paint = Paint::stdout();
    let mut text = paint.bold(&one_line(&trend.name)) + "\n";
    let (Some(first), Some(last)) = (trend.days.first(), trend.days.last()) else {
        return text + &word("cli.checkin.nothing_yet") + "\n";
    };
    let wide = trend.parts.iter().map(|part| part.name.chars().count()).max().unwrap_or(0);
    for part in &trend.parts {
        let bars: String = part.scores.iter().map(|score| bar(*score, trend.lowest, trend.highest)).collect();
        let score = part.scores.last().copied().flatten().map(number).unwrap_or_default();
        let name = format!("{:<wide$}", one_line(&part.name));
        let _ = writeln!(text, "{name}  {bars}  {score}  {}", moved(part));
    }
    let _ = writeln!(text, "{}", paint.dim(&format!("{first} … {last}")));
    if let Some(alert) = trend.alert {
        let _ = writeln!(text, "{}", say(&alert));
    }
    text
}

/// Since the last time and since the first, where these say different things.
fn moved(part: &PartTrendView) -> String {
    let (step, whole) = (say(&part.step), say(&part.whole));
    if step == whole { whole } else { format!("{step} / {whole}") }
}

fn bar(score: Option<i64>, lowest: i64, highest: i64) -> char {
    let Some(score) = score else { return '·' };
    let range = (highest - lowest).max(1);
    let place = (score - lowest).clamp(0, range) * 7 / range;
    usize::try_from(place).ok().and_then(|place| BARS.get(place).copied()).unwrap_or('·')
}

/// Points, with no more decimals than they have.
fn number(thousandths: i64) -> String {
    let (whole, rest) = (thousandths / 1000, (thousandths % 1000).abs());
    let sign = if thousandths < 0 && whole == 0 { "-" } else { "" };
    if rest == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{rest:03}").trim_end_matches('0').to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rapport_core::domain::checkin::Movement;

    #[test]
    fn what_is_the_same_since_the_last_time_and_since_the_first_is_said_once() {
        let told = |step, whole| {
            moved(&PartTrendView { part: String::new(), name: String::new(), scores: Vec::new(), step, whole })
        };
        let word = |movement: Movement| say(&movement);
        assert_eq!(told(Movement::Nothing, Movement::Nothing), word(Movement::Nothing));
        assert_eq!(told(Movement::Better, Movement::Better), word(Movement::Better));
        let both = format!("{} / {}", word(Movement::Worse), word(Movement::Better));
        assert_eq!(told(Movement::Worse, Movement::Better), both);
    }
}
