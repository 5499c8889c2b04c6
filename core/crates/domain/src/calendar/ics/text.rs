//! Lines of a calendar file on their way out: escaped, folded, ended.

/// Octets of a line without its end.
const WIDEST: usize = 75;

/// A file that grows line by line.
#[derive(Default)]
pub(super) struct Text(String);

impl Text {
    /// A property whose value needs no escaping, its parameters with its name.
    pub(super) fn line(&mut self, name: &str, value: &str) {
        let mut room = WIDEST;
        for sign in name.chars().chain([':']).chain(value.chars()) {
            if sign.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = WIDEST - 1;
            }
            room -= sign.len_utf8();
            self.0.push(sign);
        }
        self.0.push_str("\r\n");
    }

    /// A property that holds text; nothing when that is empty.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.line(name, &escaped(text));
        }
    }

    pub(super) fn done(self) -> String {
        self.0
    }
}

/// Text as a value: breaks are written out, what controls machines is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.replace("\r\n", "\n").chars() {
        match sign {
            '\\' | ';' | ',' => out.extend(['\\', sign]),
            '\n' | '\r' => out.push_str("\\n"),
            '\t' => out.push(sign),
            sign if sign.is_control() => {}
            sign => out.push(sign),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn signs_with_a_meaning_are_escaped() {
        assert_eq!(escaped("a,b;c\\d\r\ne\rf\u{7}g\th"), "a\\,b\\;c\\\\d\\ne\\nfg\th");
    }

    proptest! {
        #[test]
        fn lines_are_short_and_unfold_to_what_they_were(value in "[a-zäß👩‍🏫 ]{0,300}") {
            let mut text = Text::default();
            text.line("SUMMARY", &value);
            let file = text.done();
            prop_assert!(file.ends_with("\r\n"));
            for line in file.trim_end_matches("\r\n").split("\r\n") {
                prop_assert!(line.len() <= 75 && !line.contains(['\r', '\n']));
            }
            prop_assert_eq!(file.replace("\r\n ", ""), format!("SUMMARY:{value}\r\n"));
        }
    }
}
