//! Acts on check-ins: a line that says what it is, then an answer a line.

use rapport_domain::Millis;
use rapport_domain::checkin::{Answer, Answers, CheckInTurn, Given, Key};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// In place of the pair that it is about: none.
const NOBODY: &str = "-";

pub(crate) fn write_checkin_turn(turn: &CheckInTurn) -> String {
    match turn {
        CheckInTurn::Answer(given) => {
            let Given { checkin, instrument, version, language, about, day, at, answers } = given.as_ref();
            let about = about.map_or(NOBODY.to_owned(), |space| space.to_string());
            let at = at.0;
            format!("answer {checkin} {instrument} {version} {language} {about} {day} {at}{}", lines(answers))
        }
        CheckInTurn::Correct { checkin, answers } => format!("correct {checkin}{}", lines(answers)),
        CheckInTurn::Offer { checkin } => format!("share {checkin} coordinator"),
        CheckInTurn::Newer => "newer".to_owned(),
    }
}

pub(crate) fn read_checkin_turn(text: &str) -> CheckInTurn {
    read(text).unwrap_or(CheckInTurn::Newer)
}

fn read(text: &str) -> Option<CheckInTurn> {
    let (head, rest) = text.split_once('\n').unwrap_or((text, ""));
    let words: Vec<&str> = head.split(' ').collect();
    match words.as_slice() {
        ["answer", checkin, instrument, version, language, about, day, at] => {
            let about = match *about {
                NOBODY => None,
                space => Some(space.parse().ok()?),
            };
            Some(CheckInTurn::Answer(Box::new(Given {
                checkin: checkin.parse().ok()?,
                instrument: Key::new(instrument)?,
                version: version.parse().ok()?,
                language: language.parse().ok()?,
                about,
                day: day.parse().ok()?,
                at: Millis(at.parse().ok()?),
                answers: answers(rest)?,
            })))
        }
        ["correct", checkin] => Some(CheckInTurn::Correct { checkin: checkin.parse().ok()?, answers: answers(rest)? }),
        ["share", checkin, "coordinator"] => Some(CheckInTurn::Offer { checkin: checkin.parse().ok()? }),
        _ => None,
    }
}

/// `mood 4`, or `note =` and a text in which line breaks are written `\n`.
fn lines(answers: &Answers) -> String {
    answers.0.iter().fold(String::new(), |mut text, (item, answer)| {
        let _ = match answer {
            Answer::Number(number) => write!(text, "\n{item} {number}"),
            Answer::Text(words) => write!(text, "\n{item} ={}", words.replace('\\', "\\\\").replace('\n', "\\n")),
        };
        text
    })
}

fn answers(text: &str) -> Option<Answers> {
    let mut found = BTreeMap::new();
    for line in text.split('\n').filter(|line| !line.is_empty()) {
        let (item, answer) = line.split_once(' ')?;
        let answer = match answer.strip_prefix('=') {
            Some(words) => Answer::Text(unescaped(words)?),
            None => Answer::Number(answer.parse().ok()?),
        };
        if found.insert(Key::new(item)?, answer).is_some() {
            return None;
        }
    }
    Some(Answers(found))
}

fn unescaped(words: &str) -> Option<String> {
    let mut text = String::with_capacity(words.len());
    let mut chars = words.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next()? {
                'n' => text.push('\n'),
                '\\' => text.push('\\'),
                _ => return None,
            },
            c => text.push(c),
        }
    }
    Some(text)
}
