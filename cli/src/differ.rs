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

/// More differences than this are not looked for: the texts are too unlike.
const MOST: usize = 1_500;

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

/// The differences of two texts in order: word by word, or line by line and
/// then word by word where there are too many.
fn parts(old: &str, new: &str) -> Vec<Part> {
    let (a, b) = (words(old), words(new));
    if let Some(same) = kept(&a, &b) {
        return between(&a, &b, &same, 0, |from, _, new| vec![Part { from: from.0, to: from.1, new }]);
    }
    let (a, b): (Vec<&str>, Vec<&str>) = (old.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
    let same = kept(&a, &b).unwrap_or_default();
    between(&a, &b, &same, 0, |(from, to), gone, new| {
        let came: String = new.iter().collect();
        let (a, b) = (words(gone), words(&came));
        match kept(&a, &b) {
            Some(same) => between(&a, &b, &same, from, |(from, to), _, new| vec![Part { from, to, new }]),
            None => vec![Part { from, to, new }],
        }
    })
}

/// What `a` and `b` have between the places that stay, each made to parts.
/// `start` is where `a` begins, in code points.
fn between(
    a: &[&str],
    b: &[&str],
    same: &[(usize, usize)],
    start: usize,
    mut made: impl FnMut((usize, usize), &str, Vec<char>) -> Vec<Part>,
) -> Vec<Part> {
    let mut found = Vec::new();
    let (mut i, mut j, mut at) = (0, 0, start);
    for (x, y) in same.iter().copied().chain([(a.len(), b.len())]) {
        let gone = a[i..x].concat();
        let came: Vec<char> = b[j..y].iter().flat_map(|piece| piece.chars()).collect();
        let to = at + gone.chars().count();
        if to > at || !came.is_empty() {
            found.extend(made((at, to), &gone, came));
        }
        at = to + a.get(x).map_or(0, |piece| piece.chars().count());
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

/// Pairs of places that stay, by the shortest way from one to the other (the
/// greedy algorithm of Myers). Nothing when that way is too long.
fn kept(a: &[&str], b: &[&str]) -> Option<Vec<(usize, usize)>> {
    let most = (a.len() + b.len()).min(MOST);
    // The diagonal `x - y = 0`; one more on each side is looked at.
    let middle = most + 1;
    let mut furthest = vec![0usize; 2 * most + 3];
    let mut before: Vec<Vec<usize>> = Vec::new();
    for steps in 0..=most {
        before.push(furthest[middle - steps - 1..=middle + steps + 1].to_vec());
        for diagonal in (middle - steps..=middle + steps).step_by(2) {
            let down = comes_down(diagonal, middle, steps, |at| furthest[at]);
            let mut x = if down { furthest[diagonal + 1] } else { furthest[diagonal - 1] + 1 };
            let mut y = x + middle - diagonal;
            while x < a.len() && y < b.len() && a[x] == b[y] {
                (x, y) = (x + 1, y + 1);
            }
            furthest[diagonal] = x;
            if x == a.len() && y == b.len() {
                return Some(way_back(&before, middle, (x, y)));
            }
        }
    }
    None
}

/// Whether the way to a diagonal takes a word of the second text, not one away
/// from the first.
fn comes_down(diagonal: usize, middle: usize, steps: usize, furthest: impl Fn(usize) -> usize) -> bool {
    diagonal == middle - steps || (diagonal != middle + steps && furthest(diagonal - 1) < furthest(diagonal + 1))
}

/// The pairs on the way that led to the end.
fn way_back(before: &[Vec<usize>], middle: usize, end: (usize, usize)) -> Vec<(usize, usize)> {
    let ((mut x, mut y), mut pairs) = (end, Vec::new());
    for (steps, saved) in before.iter().enumerate().skip(1).rev() {
        let furthest = |at: usize| saved[at + steps + 1 - middle];
        let diagonal = x + middle - y;
        let down = comes_down(diagonal, middle, steps, furthest);
        let from = if down { diagonal + 1 } else { diagonal - 1 };
        let was = furthest(from);
        let (was_x, was_y) = (was, was + middle - from);
        while x > if down { was_x } else { was_x + 1 } {
            (x, y) = (x - 1, y - 1);
            pairs.push((x, y));
        }
        (x, y) = (was_x, was_y);
    }
    while x > 0 {
        x -= 1;
        pairs.push((x, x));
    }
    pairs.reverse();
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

    /// As many words as asked for, none of them the same as another.
    fn many(words: std::ops::Range<usize>) -> String {
        words.map(|n| format!("word{n}{}", if n % 10 == 9 { "\n" } else { " " })).collect()
    }

    #[test]
    fn a_long_note_is_changed_where_it_was_changed() {
        let before = many(0..20_000);
        let mine = before.replace("word17 ", "mine ").replace("word19990 ", "");
        let theirs = before.replace("word10000 ", "word10000 theirs ");
        let hunks = onto(&before, &mine, &theirs);
        assert_eq!(hunks.iter().map(|hunk| hunk.insert.as_str()).collect::<Vec<_>>(), ["mine", ""]);
        assert_eq!(after(&before, &mine, &theirs), mine.replace("word10000 ", "word10000 theirs "));
    }

    #[test]
    fn where_too_much_is_new_the_rest_still_stays() {
        let before = many(0..4_000) + "the end\n" + &many(9_000..9_010);
        let mine = many(5_000..9_000) + "the very end\n" + &many(9_000..9_010);
        let theirs = before.replace("word9005 ", "word9005 theirs ");
        assert_eq!(after(&before, &mine, &before), mine);
        assert_eq!(after(&before, &mine, &theirs), mine.replace("word9005 ", "word9005 theirs "));
    }

    #[test]
    fn whatever_was_written_is_what_stands_there_alone() {
        let mut seed = 20_261_124u64;
        let mut next = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(seed >> 33).unwrap() % below
        };
        for round in 0..500 {
            let mut text = |most: usize| -> String {
                (0..next(most)).map(|_| ["a", "b", " ", "\n", "ü", "🙂", ", ", "ab"][next(8)]).collect()
            };
            let (before, mine) = (text(40), text(40));
            assert_eq!(after(&before, &mine, &before), mine, "round {round}: {before:?}");
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
