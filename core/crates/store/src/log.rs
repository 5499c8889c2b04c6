//! A look at SQLite's log before it is opened. When a part of it cannot be read
//! any more, SQLite takes it for the end, and what was committed behind it is
//! gone without a word: here it is counted, so that somebody can be told.

use std::path::Path;

/// The head of the log, and of each of its frames.
const HEAD: usize = 32;
const FRAME: usize = 24;
/// The least and the most that a page may have.
const PAGES: std::ops::RangeInclusive<usize> = 512..=65_536;
/// Numbers of the log are summed up in the order of bytes that its first bit says.
const MAGIC: u32 = 0x377f_0682;

/// Commits that the log of this file holds and SQLite will not read. What a
/// process was writing when it was killed may be among them: then it is the last.
pub(crate) fn unreadable_commits(file: &Path) -> u32 {
    let mut name = file.as_os_str().to_owned();
    name.push("-wal");
    // Without a log, or with one that nobody may read, opening says what there is to say.
    std::fs::read(Path::new(&name)).map_or(0, |log| count(&log))
}

fn count(log: &[u8]) -> u32 {
    let Some((head, frames)) = log.split_first_chunk::<HEAD>() else { return 0 };
    let size = number(head, 8) as usize;
    let big = number(head, 0) & 1 == 1;
    let mut sum = Sum { a: 0, b: 0, big };
    sum.add(&head[..24]);
    let is_whole = number(head, 0) & !1 == MAGIC && sum.is(head, 24) && PAGES.contains(&size);
    // One bit may be wrong in the head as well; every page of a profile has this size.
    let size = if is_whole { size } else { 4096 };
    let salts = |bytes: &[u8], at| (u64::from(number(bytes, at)) << 32) | u64::from(number(bytes, at + 4));
    let Some(first) = frames.get(..FRAME) else { return 0 };
    let ours = if is_whole { salts(head, 16) } else { salts(first, 8) };
    let (mut readable, mut lost) = (is_whole, 0u32);
    for frame in frames.chunks_exact(FRAME + size) {
        // What was there before the log began anew has other salts throughout.
        let of_this_log = (salts(frame, 8) ^ ours).count_ones() <= 1;
        if readable {
            sum.add(&frame[..8]);
            sum.add(&frame[FRAME..]);
            readable = salts(frame, 8) == ours && sum.is(frame, 16);
        }
        if !readable && of_this_log && number(frame, 4) != 0 {
            lost = lost.saturating_add(1);
        }
    }
    lost
}

/// Four bytes as a number; nothing where there are none.
fn number(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..).and_then(<[u8]>::first_chunk).map_or(0, |bytes| u32::from_be_bytes(*bytes))
}

/// SQLite's running sum.
struct Sum {
    a: u32,
    b: u32,
    big: bool,
}

impl Sum {
    fn add(&mut self, bytes: &[u8]) {
        for pair in bytes.as_chunks::<8>().0 {
            let [x, y] = [number(pair, 0), number(pair, 4)].map(|n| if self.big { n } else { n.swap_bytes() });
            self.a = self.a.wrapping_add(x).wrapping_add(self.b);
            self.b = self.b.wrapping_add(y).wrapping_add(self.a);
        }
    }

    /// Whether it is what stands there.
    fn is(&self, bytes: &[u8], at: usize) -> bool {
        (self.a, self.b) == (number(bytes, at), number(bytes, at + 4))
    }
}
