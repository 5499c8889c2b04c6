//! A language nobody speaks, about 40 % longer than English and with signs on
//! its letters: what is cut off, or was never translated, shows at once.

use super::Template;

/// What it is called.
pub(super) const NAME: &str = "pseudo";

/// A text of the base language in it.
pub(super) fn template(template: &Template) -> Template {
    template.map_text(stretch).surround("[", "]")
}

/// Every letter with a sign, vowels twice.
fn stretch(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        let signed = match c {
            'a' => "àá",
            'e' => "èé",
            'i' => "ìí",
            'o' => "òó",
            'u' => "ùú",
            'A' => "ÀÁ",
            'E' => "ÈÉ",
            'I' => "ÌÍ",
            'O' => "ÒÓ",
            'U' => "ÙÚ",
            'c' => "ç",
            'n' => "ñ",
            's' => "š",
            'y' => "ý",
            'z' => "ž",
            c => {
                out.push(c);
                continue;
            }
        };
        out += signed;
    }
    out
}
