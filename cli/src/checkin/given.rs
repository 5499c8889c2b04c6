//! `mood=4 note="A good week"`: what somebody answers on the command line.

use crate::failed::Stop;
use crate::words::filled;
use rapport_core::checkins::{Answer, AnswerView, Answers, CheckInForm, Key};
use rapport_core::domain::checkin::ItemKind;

/// What was answered before, with these answers in its place. An empty one
/// takes an answer away.
pub(super) fn onto(form: &CheckInForm, before: &[AnswerView], given: &[String]) -> Result<Answers, Stop> {
    let mut all = Answers::default();
    for one in before {
        let answer = one.number.map_or_else(|| Answer::Text(one.text.clone()), Answer::Number);
        all.0.extend(Key::new(&one.item).map(|key| (key, answer)));
    }
    for text in given {
        let unread = || Stop::usage(filled("cli.checkin.unread", &[("text", text.clone()), ("items", items(form))]));
        let (name, answer) = text.split_once('=').ok_or_else(unread)?;
        let item = form.items.iter().find(|item| item.id == name).ok_or_else(unread)?;
        let key = Key::new(name).ok_or_else(unread)?;
        if answer.is_empty() {
            all.0.remove(name);
            continue;
        }
        let answer = match (item.kind, answer.to_lowercase().as_str()) {
            (ItemKind::Text, _) => Answer::Text(answer.to_owned()),
            (ItemKind::YesNo, "yes" | "ja") => Answer::Number(1),
            (ItemKind::YesNo, "no" | "nein") => Answer::Number(0),
            (_, number) => Answer::Number(number.parse().map_err(|_| unread())?),
        };
        all.0.insert(key, answer);
    }
    Ok(all)
}

fn items(form: &CheckInForm) -> String {
    form.items.iter().map(|item| item.id.as_str()).collect::<Vec<_>>().join(", ")
}
