//! Words that leave open how much, how often or when. A list of data, not of
//! prose: what is said about them stands in the strings.

/// Lower case; English and German. A word that both languages have with
/// different meanings does not belong here.
const VAGUE: &[&str] = &[
    "better",
    "more",
    "less",
    "improve",
    "improving",
    "increase",
    "reduce",
    "soon",
    "sometimes",
    "often",
    "regularly",
    "maybe",
    "somehow",
    "somewhat",
    "try",
    "stuff",
    "things",
    "enough",
    "besser",
    "mehr",
    "weniger",
    "verbessern",
    "steigern",
    "erhöhen",
    "verringern",
    "bald",
    "manchmal",
    "oft",
    "öfter",
    "regelmäßig",
    "regelmässig",
    "vielleicht",
    "irgendwie",
    "etwas",
    "versuchen",
    "sachen",
    "genug",
];

/// The first such word in a title.
pub(super) fn word_in(title: &str) -> Option<String> {
    let title = title.to_lowercase();
    title.split(|c: char| !c.is_alphabetic()).find(|word| VAGUE.contains(word)).map(str::to_owned)
}
