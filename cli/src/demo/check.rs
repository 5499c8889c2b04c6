//! What has to be true in the end.

use super::phone::Phone;
use super::scan::{Secrets, Window};
use crate::failed::Stop;
use rapport_core::ids::{GoalId, NoteId, SpaceId};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fmt::Write as _;

pub(super) struct Expected<'a> {
    pub(super) goal: GoalId,
    pub(super) note: NoteId,
    pub(super) text: &'a str,
    /// What the second section says.
    pub(super) second: &'a str,
    pub(super) space: SpaceId,
    /// The number of the pair's key.
    pub(super) key: u32,
}

#[derive(Default)]
pub(super) struct Found {
    pub(super) good: Vec<String>,
    pub(super) bad: Vec<String>,
    pub(super) converged: bool,
    /// As the first phone shows it.
    pub(super) text: String,
    pub(super) deferred: u32,
    pub(super) quarantined: u32,
}

/// Both phones, read from their files alone.
pub(super) fn phones(phones: &[Phone; 2], expected: &Expected<'_>, said_by: &str) -> Result<Found, Stop> {
    let mut found = Found::default();
    let mut expect = |right: bool, good: &str, bad: &str| {
        if right {
            found.good.push(good.to_owned())
        } else {
            found.bad.push(bad.to_owned())
        }
        right
    };
    let [mentee, mentor] = phones;
    let texts = [mentee.texts(expected.note)?, mentor.texts(expected.note)?];
    let same_text = expect(texts[0] == texts[1], "both phones show the same note", "the phones show different notes");
    let main = texts[0].first().map_or("", String::as_str);
    let as_typed = expect(
        main == expected.text,
        &format!("its text is exactly {said_by} ({} characters)", expected.text.chars().count()),
        &format!("its text is not {said_by}: {}", difference(main, expected.text)),
    );
    let second = texts[0].get(1).map(String::as_str);
    let undone = expect(
        second == Some(expected.second),
        "what was taken back is gone, what stood beside it and what came under either key is there",
        "the second section is not what it should be",
    );
    let keys = [mentee.core.people().key(expected.space)?, mentor.core.people().key(expected.space)?];
    let same_key = expect(
        keys[0] == keys[1] && keys[0].number == expected.key && !keys[0].rotating,
        &format!("both phones have the new key, number {}", expected.key),
        "the phones do not have the new key",
    );
    let goals = [mentee.goal(expected.goal)?, mentor.goal(expected.goal)?];
    let same_goal = expect(goals[0] == goals[1], "both phones show the same goal", "the phones show different goals");
    let lines = [mentee.sync_view()?.line, mentor.sync_view()?.line];
    let deferred = lines.iter().map(|line| line.deferred + line.needs_update).sum();
    let quarantined = lines.iter().map(|line| line.quarantined).sum();
    let waiting: u32 = lines.iter().map(|line| line.waiting).sum();
    expect(
        deferred == 0 && quarantined == 0,
        "nothing is held back",
        &format!("{deferred} records are deferred, {quarantined} in quarantine"),
    );
    expect(waiting == 0, "nothing waits to be sent", &format!("{waiting} changes still wait to be sent"));
    found.converged = same_text && same_goal && same_key && as_typed && undone;
    found.text = main.to_owned();
    (found.deferred, found.quarantined) = (deferred, quarantined);
    Ok(found)
}

fn difference(is: &str, should: &str) -> String {
    let at = is.chars().zip(should.chars()).take_while(|(a, b)| a == b).count();
    format!("{} characters instead of {}, different from character {at} on", is.chars().count(), should.chars().count())
}

pub(super) struct Seen {
    pub(super) good: Vec<String>,
    pub(super) bad: Vec<String>,
    pub(super) saw_plaintext: bool,
}

/// The relay's files and log against everything it may not know. What also
/// stands in those of a relay that nobody used is not theirs.
pub(super) fn relay(secrets: &Secrets, kept: &[u8], idle: &BTreeSet<Window>, text: &str) -> Result<Seen, Stop> {
    let seen: BTreeSet<Window> = secrets.seen_in(kept).difference(idle).copied().collect();
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    if seen.is_empty() {
        good.push(format!(
            "the relay's {} bytes hold none of {} pieces of names, titles, texts and ids ({} pieces that an unused relay has too do not count)",
            kept.len(),
            secrets.len(),
            idle.len()
        ));
    } else {
        bad.push(format!("the relay holds {} pieces of plain text", seen.len()));
    }
    // A search that finds nothing proves something only if it can find.
    let planted = plant(kept, text);
    let blind = planted.iter().filter(|file| secrets.seen_in(file).difference(idle).next().is_none()).count();
    if blind == 0 {
        good.push("the same search finds text that was planted in a copy".to_owned());
    } else {
        bad.push("the search did not find text that was planted in a copy".to_owned());
    }
    Ok(Seen { good, bad, saw_plaintext: !seen.is_empty() })
}

/// Copies of what the relay keeps with a piece of the text in the middle, in
/// each form that the search knows.
fn plant(kept: &[u8], text: &str) -> Vec<Vec<u8>> {
    let middle: String = text.chars().skip(text.chars().count() / 2).take(24).collect();
    let wide = |order: fn(u16) -> [u8; 2]| middle.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let forms = [middle.as_bytes().to_vec(), wide(u16::to_le_bytes), wide(u16::to_be_bytes)];
    let half = kept.len() / 2;
    let with =
        |form: Vec<u8>| [kept.get(..half).unwrap_or_default(), &form, kept.get(half..).unwrap_or_default()].concat();
    // A text too short to be searched for cannot be planted either.
    forms.into_iter().filter(|form| form.len() >= super::scan::WINDOW).map(with).collect()
}

pub(super) fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
