//! What somebody changed in a text, put on top of what others changed in it.

/// In the coordinates that the hunks before it leave, in UTF-16 units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hunk {
    pub(crate) at: u32,
    pub(crate) delete: u32,
    pub(crate) insert: String,
}

/// A stretch of the first text, in code points, and what stands there now.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    from: usize,
    to: usize,
    new: Vec<char>,
}

/// More differing words than this are taken as one large difference.
const MOST: usize = 2_000;

/// The changes that make of `now` what somebody who turned `before` into
/// `after` would have made of it. What stands in `now` and not in `before`
/// stays.
pub(crate) fn onto(before: &str, after: &str, now: &str) -> Vec<Hunk> {
    let (mine, theirs) = (parts(before, after), parts(before, now));
    let mut cuts = Vec::new();
    for part in &mine {
        // Deletes only what is still there of what was taken away.
        let mut from = part.from;
        let mut pieces = Vec::new();
        for other in theirs.iter().filter(|other| other.from < part.to && other.to > part.from) {
            pieces.push((from, other.from.max(from)));
            from = other.to.max(from);
        }
        pieces.push((from.min(part.to), part.to));
        let mut insert = Some(part.new.iter().collect::<String>());
        for (from, to) in pieces {
            let text = insert.take().unwrap_or_default();
            if from < to || !text.is_empty() {
                cuts.push((moved(from, &theirs), to - from, text));
            }
        }
    }
    let now: Vec<char> = now.chars().collect();
    let units = |from: usize, to: usize| -> usize { now.iter().take(to).skip(from).map(|c| c.len_utf16()).sum() };
    let mut hunks = Vec::new();
    let mut shift = 0i64;
    for (at, delete, insert) in cuts {
        let wide = i64::try_from(units(0, at)).unwrap_or(0) + shift;
        let gone = units(at, at + delete);
        let came = insert.encode_utf16().count();
        shift += i64::try_from(came).unwrap_or(0) - i64::try_from(gone).unwrap_or(0);
        hunks.push(Hunk { at: u32::try_from(wide).unwrap_or(0), delete: u32::try_from(gone).unwrap_or(0), insert });
    }
    hunks
}

/// Where a place of the first text is in the one that others made of it.
fn moved(at: usize, theirs: &[Part]) -> usize {
    let mut now = at;
    let mut shift = 0isize;
    for part in theirs {
        if part.to <= at && (part.from < at || part.to > part.from || part.from == at && part.to == at) {
            shift += isize::try_from(part.new.len()).unwrap_or(0) - isize::try_from(part.to - part.from).unwrap_or(0);
        } else if part.from < at {
            // Inside of what they replaced: behind what they put there.
            now = part.to;
            shift += isize::try_from(part.new.len()).unwrap_or(0) - isize::try_from(part.to - part.from).unwrap_or(0);
        }
    }
    now.saturating_add_signed(shift)
}

/// The differences of two texts, word by word, in order.
fn parts(old: &str, new: &str) -> Vec<Part> {
    let (a, b) = (words(old), words(new));
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let tail = a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(x, y)| x == y).count();
    let (mid_a, mid_b) = (&a[head..a.len() - tail], &b[head..b.len() - tail]);
    let start: usize = a[..head].iter().map(|word| word.chars().count()).sum();
    let mut found = Vec::new();
    let (mut i, mut j, mut at) = (0, 0, start);
    for (x, y) in kept(mid_a, mid_b).into_iter().chain([(mid_a.len(), mid_b.len())]) {
        let gone: usize = mid_a[i..x].iter().map(|word| word.chars().count()).sum();
        let came: Vec<char> = mid_b[j..y].iter().flat_map(|word| word.chars()).collect();
        if gone > 0 || !came.is_empty() {
            found.push(Part { from: at, to: at + gone, new: came });
        }
        at += gone + mid_a.get(x).map_or(0, |word| word.chars().count());
        (i, j) = (x + 1, y + 1);
    }
    found
}

/// Words, spaces and signs, each for itself.
fn words(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let mut begun: Option<usize> = None;
    for (at, sign) in text.char_indices() {
        if sign.is_alphanumeric() {
            begun.get_or_insert(at);
            continue;
        }
        if let Some(from) = begun.take() {
            all.push(&text[from..at]);
        }
        all.push(&text[at..at + sign.len_utf8()]);
    }
    if let Some(from) = begun {
        all.push(&text[from..]);
    }
    all
}

/// Pairs of places that stay: the longest common subsequence. Nothing when
/// the texts are too different for the search to be worth it.
fn kept(a: &[&str], b: &[&str]) -> Vec<(usize, usize)> {
    if a.is_empty() || b.is_empty() || a.len() > MOST || b.len() > MOST {
        return Vec::new();
    }
    let wide = b.len() + 1;
    let mut longest = vec![0u16; (a.len() + 1) * wide];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            longest[i * wide + j] = if a[i] == b[j] {
                longest[(i + 1) * wide + j + 1] + 1
            } else {
                longest[(i + 1) * wide + j].max(longest[i * wide + j + 1])
            };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if longest[(i + 1) * wide + j] >= longest[i * wide + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(before: &str, mine: &str, theirs: &str) -> String {
        let mut units: Vec<u16> = theirs.encode_utf16().collect();
        for hunk in onto(before, mine, theirs) {
            let at = hunk.at as usize;
            units.splice(at..at + hunk.delete as usize, hunk.insert.encode_utf16());
        }
        String::from_utf16(&units).unwrap()
    }

    #[test]
    fn alone_it_becomes_what_was_written() {
        for (before, mine) in
            [("", "a b"), ("a b", ""), ("one two three", "one 2 three four"), ("ü 🙂 x", "x 🙂 ü y"), ("a", "a")]
        {
            assert_eq!(after(before, mine, before), mine);
        }
    }

    #[test]
    fn what_others_wrote_meanwhile_stays() {
        assert_eq!(after("one two three", "one 2 three", "zero one two three four"), "zero one 2 three four");
        assert_eq!(after("a b c d", "a d", "a b new c d"), "a new d");
        assert_eq!(after("a b", "a b mine", "a b theirs"), "a b theirs mine");
        assert_eq!(after("keep this", "", "keep all of this"), "all of ");
    }
}
