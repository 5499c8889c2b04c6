//! The digits of places. A whole number of growing width comes first, so that
//! appending ten thousand times costs four characters; then a fraction, so
//! that there is always something in between.

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const BASE: usize = DIGITS.len();

fn value(digit: u8) -> Option<usize> {
    DIGITS.iter().position(|d| *d == digit)
}

fn digit(value: usize) -> u8 {
    DIGITS.get(value).copied().unwrap_or(b'z')
}

/// Bytes of the whole number, head included: `a` has one digit, `b` two, …
/// `z` 26; below zero `Z` has one, `Y` two, … `A` 26.
fn whole_len(head: u8) -> Option<usize> {
    match head {
        b'a'..=b'z' => Some(usize::from(head - b'a') + 2),
        b'A'..=b'Z' => Some(usize::from(b'Z' - head) + 2),
        _ => None,
    }
}

fn split(place: &[u8]) -> Option<(&[u8], &[u8])> {
    place.split_at_checked(whole_len(*place.first()?)?)
}

/// Whether bytes are a place in its one written form.
pub(super) fn is_place(bytes: &[u8]) -> bool {
    let Some((whole, fraction)) = split(bytes) else { return false };
    let digits = bytes.iter().skip(1).all(|b| value(*b).is_some());
    // A fraction that ends in 0 would leave no room before it.
    digits && fraction.last() != Some(&b'0') && !(is_smallest(whole) && fraction.is_empty())
}

fn is_smallest(whole: &[u8]) -> bool {
    whole.first() == Some(&b'A') && whole.iter().skip(1).all(|b| *b == b'0')
}

/// A place between two, the shortest that the whole numbers allow.
pub(super) fn between(left: Option<&[u8]>, right: Option<&[u8]>) -> Option<Vec<u8>> {
    match (left, right) {
        (None, None) => Some(b"a0".to_vec()),
        (None, Some(right)) => {
            let (whole, fraction) = split(right)?;
            if is_smallest(whole) {
                return Some(joined(whole, &middle(&[], Some(fraction))?));
            }
            if !fraction.is_empty() {
                return Some(whole.to_vec());
            }
            let less = step(whole, false)?;
            // The smallest whole number is no place by itself.
            Some(if is_smallest(&less) { joined(&less, &middle(&[], None)?) } else { less })
        }
        (Some(left), None) => {
            let (whole, fraction) = split(left)?;
            step(whole, true).or_else(|| Some(joined(whole, &middle(fraction, None)?)))
        }
        (Some(left), Some(right)) => {
            let (whole, fraction) = split(left)?;
            let (right_whole, right_fraction) = split(right)?;
            if whole == right_whole {
                return Some(joined(whole, &middle(fraction, Some(right_fraction))?));
            }
            match step(whole, true) {
                Some(more) if more.as_slice() < right => Some(more),
                _ => Some(joined(whole, &middle(fraction, None)?)),
            }
        }
    }
}

fn joined(whole: &[u8], fraction: &[u8]) -> Vec<u8> {
    [whole, fraction].concat()
}

/// The next whole number up or down; nothing at the end of the scale.
fn step(whole: &[u8], up: bool) -> Option<Vec<u8>> {
    let (head, digits) = whole.split_first()?;
    let mut digits = digits.to_vec();
    let (full, empty) = if up { (BASE - 1, 0) } else { (0, BASE - 1) };
    for place in digits.iter_mut().rev() {
        let old = value(*place)?;
        if old != full {
            *place = digit(if up { old + 1 } else { old - 1 });
            return Some([&[*head], digits.as_slice()].concat());
        }
        *place = digit(empty);
    }
    // All digits ran over: one digit more, or one less when coming from the other side of zero.
    let next = match (*head, up) {
        (b'Z', true) => b'a',
        (b'a', false) => b'Z',
        (b'z', true) | (b'A', false) => return None,
        (head, true) => head + 1,
        (head, false) => head - 1,
    };
    let width = whole_len(next)? - 1;
    digits.resize(width, digit(empty));
    Some([&[next], digits.as_slice()].concat())
}

/// A fraction between two, without a 0 at its end; no `right` means one.
fn middle(left: &[u8], right: Option<&[u8]>) -> Option<Vec<u8>> {
    if let Some(right) = right {
        let common = right.iter().enumerate().take_while(|(i, r)| left.get(*i).unwrap_or(&b'0') == *r).count();
        if common == right.len() {
            return None;
        }
        if common > 0 {
            let rest = middle(left.get(common..).unwrap_or_default(), right.get(common..))?;
            return Some([right.get(..common)?, &rest].concat());
        }
    }
    let low = left.first().map_or(Some(0), |d| value(*d))?;
    let high = right.and_then(<[u8]>::first).map_or(Some(BASE), |d| value(*d))?;
    if high - low > 1 {
        return Some(vec![digit((low + high).div_ceil(2))]);
    }
    if let Some([first, _, ..]) = right {
        return Some(vec![*first]);
    }
    let rest = middle(left.get(1..).unwrap_or_default(), None)?;
    Some([&[digit(low)], rest.as_slice()].concat())
}
