//! Locks in a file of people: one is added or taken out, and not a character
//! of anything else changes.

use super::{FileRefused, LIMITS};
use crate::person::Lock;
use rapport_domain::json::{self, FileFault, Node, Spot, Value};

const FIELD: &str = "locks";

/// The file with one lock more.
///
/// # Errors
/// It is no file of people.
pub fn with_lock(text: &str, lock: &Lock) -> Result<String, FileRefused> {
    let (mark, text) = marked(text);
    let node = json::read_within(text, LIMITS)?;
    let one = written(lock);
    let fields = fields(&node)?;
    let (at, added) = match fields.iter().find(|(_, name, _)| name == FIELD) {
        Some((_, _, locks)) => match list(locks)?.last() {
            Some(last) => {
                let begin = offset(text, last.at);
                (end(text, begin), format!(",{}{one}", before(text, begin)))
            }
            None => (offset(text, locks.at) + 1, one),
        },
        None => match fields.last() {
            Some((name, _, last)) => {
                let begins = before(text, offset(text, *name));
                (end(text, offset(text, last.at)), format!(",{begins}\"{FIELD}\": [{one}]"))
            }
            None => (offset(text, node.at) + 1, format!("\"{FIELD}\": [{one}]")),
        },
    };
    let (head, tail) = text.split_at_checked(at).unwrap_or((text, ""));
    Ok(format!("{mark}{head}{added}{tail}"))
}

/// The file without the lock of a mentee; none when there is no such lock.
///
/// # Errors
/// It is no file of people.
pub fn without_lock(text: &str, mentee: &str) -> Result<Option<String>, FileRefused> {
    let (mark, text) = marked(text);
    let node = json::read_within(text, LIMITS)?;
    let Some((_, _, locks)) = fields(&node)?.iter().find(|(_, name, _)| name == FIELD) else { return Ok(None) };
    let all = list(locks)?;
    let Some(nth) = all.iter().position(|one| is_of(one, mentee)) else { return Ok(None) };
    let begin = |nth: usize| all.get(nth).map(|one| offset(text, one.at));
    let Some(own) = begin(nth) else { return Ok(None) };
    // A comma goes with it: the one before, or that of the first.
    let (from, to) = match (nth.checked_sub(1).and_then(begin), begin(nth + 1)) {
        (Some(earlier), _) => (end(text, earlier), end(text, own)),
        (None, Some(next)) => (own, next),
        (None, None) => (own, end(text, own)),
    };
    let (head, tail) = (text.get(..from).unwrap_or_default(), text.get(to..).unwrap_or_default());
    Ok(Some(format!("{mark}{head}{tail}")))
}

/// The mark with which some editors begin a file, and the rest.
fn marked(text: &str) -> (&str, &str) {
    let rest = text.strip_prefix(super::MARK).unwrap_or(text);
    text.split_at_checked(text.len() - rest.len()).unwrap_or(("", text))
}

fn fields(node: &Node) -> Result<&[(Spot, String, Node)], FileRefused> {
    match &node.value {
        Value::Object(fields) => Ok(fields),
        _ => Err(node.at.fault(FileFault::WrongType).into()),
    }
}

fn list(node: &Node) -> Result<&[Node], FileRefused> {
    Ok(node.list(usize::MAX)?)
}

fn is_of(one: &Node, mentee: &str) -> bool {
    let Value::Object(fields) = &one.value else { return false };
    fields.iter().any(|(_, name, node)| name == "mentee" && node.raw() == Ok(mentee))
}

fn written(lock: &Lock) -> String {
    let text = |text: &str| serde_json::Value::from(text).to_string();
    format!("{{\"mentee\": {}, \"mentor\": {}}}", text(&lock.mentee), text(&lock.mentor))
}

/// What stands before something on its line: a line of its own for the next
/// one where it has one, a blank otherwise.
fn before(text: &str, begin: usize) -> String {
    let head = text.get(..begin).unwrap_or_default();
    let indent = head.rsplit_once('\n').map(|(_, indent)| indent);
    match indent.filter(|indent| indent.chars().all(|c| c == ' ' || c == '\t')) {
        Some(indent) => format!("\n{indent}"),
        None => " ".to_owned(),
    }
}

/// The byte at which something begins.
fn offset(text: &str, spot: Spot) -> usize {
    let mut at = Spot::START;
    for (nth, c) in text.char_indices() {
        if at == spot {
            return nth;
        }
        at = if c == '\n' {
            Spot { line: at.line.saturating_add(1), column: 1 }
        } else {
            Spot { column: at.column.saturating_add(if c.len_utf16() == 2 { 2 } else { 1 }), ..at }
        };
    }
    text.len()
}

/// The byte after a value that begins at one; the file was read before.
fn end(text: &str, begin: usize) -> usize {
    let (mut deep, mut inside, mut escaped) = (0_u32, false, false);
    for (nth, c) in text.get(begin..).unwrap_or_default().char_indices() {
        if escaped {
            escaped = false;
            continue;
        }
        match c {
            '\\' if inside => escaped = true,
            '"' if inside => {
                inside = false;
                if deep == 0 {
                    return begin + nth + 1;
                }
            }
            _ if inside => {}
            '"' => inside = true,
            '{' | '[' => deep += 1,
            '}' | ']' if deep > 1 => deep -= 1,
            '}' | ']' if deep == 1 => return begin + nth + 1,
            '}' | ']' | ',' | ' ' | '\t' | '\r' | '\n' if deep == 0 => return begin + nth,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::read;

    const HEAD: &str = "{\"match\": 1, \"round\": \"a \\\"{[, \", \"people\": []";

    fn lock(mentee: &str) -> Lock {
        Lock { mentee: mentee.to_owned(), mentor: "b\"ö\\😀".to_owned() }
    }

    #[test]
    fn locks_are_added_and_taken_out_and_nothing_else_changes() {
        for mark in ["", "\u{feff}"] {
            for rest in [
                "}",
                ", \"locks\": []}",
                "\r\n,\t\"locks\" : [ ] }\n",
                ", \"locks\": [], \"apart\": []}",
                ",\n  \"locks\": [\n    {\"mentee\": \"x ]\\\"}\", \"mentor\": \"😀\"}\n  ]\n}",
                ",\n  \"locks\": [{\"mentor\": \"y\", \"mentee\": \"x\"}, {\"mentee\": \"z\", \"mentor\": \"y\"}],\n\"apart\": []}",
            ] {
                let text = format!("{mark}{HEAD}{rest}");
                let before = read(&text).unwrap().draft.locks;
                let one = with_lock(&text, &lock("m\u{1f642}")).unwrap();
                let two = with_lock(&one, &lock("n")).unwrap();
                assert_eq!(
                    read(&one).unwrap().draft.locks,
                    [before.clone(), vec![lock("m\u{1f642}")]].concat(),
                    "{one}"
                );
                assert_eq!(
                    read(&two).unwrap().draft.locks,
                    [before.clone(), vec![lock("m\u{1f642}"), lock("n")]].concat(),
                    "{two}"
                );
                assert_eq!(without_lock(&two, "n").unwrap().unwrap(), one);
                let back = without_lock(&one, "m\u{1f642}").unwrap().unwrap();
                assert_eq!(read(&back).unwrap().draft.locks, before, "{back}");
                if rest.contains("locks") {
                    assert_eq!(back, text);
                }
                for (nth, gone) in before.iter().enumerate() {
                    let mut left = before.clone();
                    left.remove(nth);
                    let text = without_lock(&text, &gone.mentee).unwrap().unwrap();
                    assert_eq!(read(&text).unwrap().draft.locks, left, "{text}");
                }
                assert_eq!(without_lock(&text, "nobody").unwrap(), None);
            }
        }
    }

    #[test]
    fn a_lock_stands_on_a_line_of_its_own_where_others_do() {
        let text = format!("{HEAD},\n  \"locks\": [\n    {{\"mentee\": \"x\", \"mentor\": \"y\"}}\n  ]\n}}");
        let lock = Lock { mentee: "m".to_owned(), mentor: "n".to_owned() };
        let wanted = "\"mentor\": \"y\"},\n    {\"mentee\": \"m\", \"mentor\": \"n\"}\n  ]\n}";
        assert!(with_lock(&text, &lock).unwrap().ends_with(wanted));
        let lines = "{\n  \"match\": 1,\n  \"round\": \"a\",\n  \"people\": []\n}\n";
        let wanted = "\"people\": [],\n  \"locks\": [{\"mentee\": \"m\", \"mentor\": \"n\"}]\n}\n";
        assert!(with_lock(lines, &lock).unwrap().ends_with(wanted));
    }

    #[test]
    fn what_is_no_file_of_people_is_refused() {
        for text in ["", "[]", "{", "{\"locks\": 7}", "{\"locks\": []} x"] {
            assert!(with_lock(text, &lock("m")).is_err(), "{text}");
            assert!(without_lock(text, "m").is_err(), "{text}");
        }
        assert!(with_lock("{}", &lock("m")).is_ok_and(|text| text.starts_with("{\"locks\"")));
    }
}
