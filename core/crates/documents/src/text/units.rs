//! Counting in UTF-16 code units, as the screens of phones count.

/// UTF-16 code units of a text.
pub fn units(text: &str) -> u32 {
    // A byte that begins a character counts one, a four-byte beginning two.
    let count: usize = text.bytes().map(|b| usize::from(b & 0xC0 != 0x80) + usize::from(b >= 0xF0)).sum();
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// How many bytes the first `count` units take. Where that would end inside a
/// character of two units, the whole character is left out.
pub fn skip_units(text: &str, count: u32) -> usize {
    let mut left = count;
    for (at, c) in text.char_indices() {
        let wide = if c.len_utf16() == 2 { 2 } else { 1 };
        if left < wide {
            return at;
        }
        left -= wide;
    }
    text.len()
}

/// Whether a cut after `count` units would fall inside a character.
pub fn ends_in_pair(text: &str, count: u32) -> bool {
    let byte = skip_units(text, count);
    text.get(..byte).is_some_and(|head| units(head) != count.min(units(text)))
}
