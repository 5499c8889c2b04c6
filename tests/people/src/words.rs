//! What invented people write: our own short lists, chosen so that every kind
//! of text that breaks software turns up early.

use crate::chance::Chance;

const PLAIN: &[&str] = &[
    "a",
    "about",
    "after",
    "again",
    "and",
    "answer",
    "ask",
    "because",
    "before",
    "begin",
    "better",
    "book",
    "call",
    "career",
    "change",
    "course",
    "date",
    "decide",
    "each",
    "evening",
    "feedback",
    "first",
    "for",
    "friday",
    "from",
    "goal",
    "good",
    "help",
    "how",
    "idea",
    "if",
    "in",
    "interview",
    "is",
    "learn",
    "less",
    "letter",
    "list",
    "maybe",
    "mentor",
    "monday",
    "more",
    "my",
    "next",
    "not",
    "of",
    "on",
    "once",
    "or",
    "our",
    "people",
    "plan",
    "portfolio",
    "practise",
    "question",
    "read",
    "review",
    "same",
    "school",
    "send",
    "slowly",
    "step",
    "still",
    "study",
    "talk",
    "team",
    "test",
    "that",
    "the",
    "then",
    "think",
    "this",
    "to",
    "today",
    "together",
    "try",
    "twice",
    "we",
    "week",
    "what",
    "when",
    "why",
    "with",
    "work",
    "write",
    "you",
];

const UMLAUTS: &[&str] = &[
    "Übung",
    "größer",
    "für",
    "möglich",
    "Gespräch",
    "später",
    "schön",
    "Straße",
    "älter",
    "müssen",
    "Prüfung",
    "Schlüssel",
    "Zuhörer",
    "naïve",
    "déjà",
    "señor",
    "żółć",
    "çok",
    "ørret",
];

const ARABIC: &[&str] = &["هدف", "خطوة", "اجتماع", "شكرا", "غدا", "سؤال", "كتاب", "نعم"];

const HEBREW: &[&str] = &["מטרה", "צעד", "פגישה", "תודה", "מחר", "שאלה", "ספר", "כן"];

/// Letters followed by combining marks: two keys, one sign on the screen.
const COMBINED: &[&str] =
    &["cafe\u{301}", "a\u{308}hnlich", "n\u{303}andu\u{301}", "o\u{302}\u{323}", "q\u{307}\u{323}"];

const EMOJI: &[&str] = &["🙂", "🎯", "👍🏽", "❤️", "👩‍🏫", "🧑🏿‍💻", "👨‍👩‍👧‍👦", "🏳️‍🌈", "🇪🇺", "1️⃣", "🎉", "🤝"];

const OTHER: &[&str] = &["日本語", "한글", "𝒙²", "Ωμέγα", "привет", "हिन्दी", "ไทย"];

/// One word, mostly plain.
pub(crate) fn word(chance: &mut Chance) -> &'static str {
    let list = match chance.below(100) {
        0..80 => PLAIN,
        80..88 => UMLAUTS,
        88..91 => ARABIC,
        91..94 => HEBREW,
        94..96 => COMBINED,
        96..99 => EMOJI,
        _ => OTHER,
    };
    chance.pick(list).unwrap_or("word")
}

/// Some words with a capital and a full stop: what somebody pastes, or a title.
pub(crate) fn sentence(chance: &mut Chance, words: usize) -> String {
    let words: Vec<_> = (0..words).map(|_| word(chance)).collect();
    let text = words.join(" ");
    let mut chars = text.chars();
    let first = chars.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(chars).chain(['.']).collect()
}

/// Words of the plain list only, for titles.
pub(crate) fn title(chance: &mut Chance, words: usize) -> String {
    let words: Vec<_> = (0..words).filter_map(|_| chance.pick(PLAIN)).collect();
    words.join(" ")
}

/// The key beside the right one.
pub(crate) fn typo(chance: &mut Chance) -> &'static str {
    chance.pick(&["e", "r", "t", "s", "n", "i", "ü", "o", "m"]).unwrap_or("e")
}
