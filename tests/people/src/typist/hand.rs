//! One person's hand: what it types next on a screen.

use std::collections::VecDeque;

use crate::act::{Splice, Who};
use crate::chance::Chance;
use crate::lines;
use crate::screen::Screen;
use crate::words;

/// One touch of the keyboard.
enum Key {
    /// One sign, or a whole text that is pasted.
    Insert(String),
    /// Takes signs before the cursor away.
    Back(usize),
}

pub(super) struct Hand {
    chance: Chance,
    /// In code points.
    cursor: usize,
    keys: VecDeque<Key>,
    /// Whose sentences it writes, and which is the next; without, it writes
    /// whatever breaks software, wherever that hurts.
    talk: Option<(Who, usize)>,
}

impl Hand {
    pub(super) fn new(chance: Chance) -> Self {
        Self { chance, cursor: 0, keys: VecDeque::new(), talk: None }
    }

    /// One that writes whole sentences, each to its end.
    pub(super) fn of(who: Who, mut chance: Chance) -> Self {
        let first = chance.below(100);
        Self { talk: Some((who, first)), ..Self::new(chance) }
    }

    /// Whether it may look elsewhere without leaving a sentence unfinished.
    pub(super) fn is_free(&self) -> bool {
        self.talk.is_none() || self.keys.is_empty()
    }

    /// Looks at another place: what was planned is given up.
    pub(super) fn turn_to(&mut self, screen: &Screen) {
        self.keys.clear();
        let last = screen.points();
        self.cursor = if self.talk.is_some() { last } else { self.chance.between(0, last) };
        self.settle(screen);
    }

    /// Touches one key: how long it took in milliseconds, and what it did.
    pub(super) fn next(&mut self, screen: &mut Screen) -> (i64, Splice) {
        let mut pause = self.chance.ms(60, 240);
        self.cursor = self.cursor.min(screen.points());
        let key = loop {
            match self.keys.pop_front() {
                Some(Key::Back(0)) => {}
                Some(key) => break key,
                None => {
                    pause += self.chance.ms(300, 4_000);
                    self.plan(screen);
                }
            }
        };
        let (at, delete, insert) = match key {
            Key::Insert(text) => (self.cursor, 0, text),
            Key::Back(signs) => {
                let signs = signs.min(self.cursor);
                (self.cursor - signs, signs, String::new())
            }
        };
        self.cursor = at + insert.chars().count();
        // Both numbers were held inside the text just above.
        let splice = screen.patch(at, delete, &insert).unwrap_or(Splice { at: 0, delete: 0, insert: String::new() });
        (pause, splice)
    }

    fn plan(&mut self, screen: &Screen) {
        if let Some((who, nth)) = self.talk {
            self.talk = Some((who, nth + 1));
            return self.plan_sentence(screen, who, nth);
        }
        match self.chance.below(100) {
            0..72 => self.plan_word(),
            72..79 if self.cursor > 0 => self.plan_deletion(screen),
            79..84 => self.keys.push_back(Key::Insert(String::from("\n"))),
            84..87 => {
                let words = self.chance.between(3, 40);
                self.keys.push_back(Key::Insert(words::sentence(&mut self.chance, words)));
            }
            _ => {
                // Mostly back to the end, where people write on.
                let end = self.chance.percent(60);
                self.cursor = if end { screen.points() } else { self.chance.between(0, screen.points()) };
                self.settle(screen);
                self.plan_word();
            }
        }
    }

    /// A line of its own, or something behind a line that is there.
    fn plan_sentence(&mut self, screen: &Screen, who: Who, nth: usize) {
        let ends = |at: usize| screen.point(at).is_none_or(|sign| sign == '\n');
        while !ends(self.cursor) {
            self.cursor += 1;
        }
        let empty = self.cursor == 0 || screen.point(self.cursor - 1) == Some('\n');
        let words = if !empty && self.chance.percent(15) {
            self.keys.push_back(Key::Insert(String::from(" ")));
            lines::afterthought(nth)
        } else {
            if !empty {
                self.keys.push_back(Key::Insert(String::from("\n")));
            }
            lines::line(who, nth)
        };
        for (nth, word) in words.split(' ').enumerate() {
            if nth > 0 {
                self.keys.push_back(Key::Insert(String::from(" ")));
            }
            self.type_word(word);
        }
    }

    fn plan_word(&mut self) {
        let word = words::word(&mut self.chance);
        self.type_word(word);
        let after = self.chance.pick(&[" ", " ", " ", " ", " ", ", ", ". ", "? "]).unwrap_or(" ");
        self.keys.extend(after.chars().map(|sign| Key::Insert(sign.into())));
    }

    /// Key by key, now and then with a slip that is mended at once.
    fn type_word(&mut self, word: &str) {
        // One key an emoji, however many code points it has.
        if !word.chars().any(char::is_alphabetic) {
            self.keys.push_back(Key::Insert(word.to_owned()));
        } else {
            let slip = self.chance.percent(6).then(|| self.chance.below(word.chars().count()));
            for (nth, sign) in word.chars().enumerate() {
                if slip == Some(nth) {
                    self.keys.push_back(Key::Insert(words::typo(&mut self.chance).to_owned()));
                    self.keys.push_back(Key::Back(1));
                }
                self.keys.push_back(Key::Insert(sign.into()));
            }
        }
    }

    /// Some signs by the delete key, or a selection at once.
    fn plan_deletion(&mut self, screen: &Screen) {
        let mut signs = self.chance.between(1, 24).min(self.cursor);
        // Not through the middle of a sign of several code points.
        while signs < self.cursor && continues(screen, self.cursor - signs) {
            signs += 1;
        }
        if self.chance.percent(50) {
            self.keys.push_back(Key::Back(signs));
        } else {
            self.keys.extend((0..signs).map(|_| Key::Back(1)));
        }
    }

    /// A cursor never stands inside a sign of several code points.
    fn settle(&mut self, screen: &Screen) {
        while self.cursor < screen.points() && self.cursor > 0 && continues(screen, self.cursor) {
            self.cursor += 1;
        }
    }
}

/// Whether the code point at `at` belongs to the sign before it.
fn continues(screen: &Screen, at: usize) -> bool {
    let mark = |c: char| {
        matches!(c, '\u{300}'..='\u{36f}' | '\u{200d}' | '\u{fe0f}' | '\u{20e3}' | '\u{900}'..='\u{94f}'
            | '\u{e31}'..='\u{e4e}' | '\u{1f1e6}'..='\u{1f1ff}' | '\u{1f3fb}'..='\u{1f3ff}')
    };
    let joined = at.checked_sub(1).and_then(|before| screen.point(before)) == Some('\u{200d}');
    joined || screen.point(at).is_some_and(mark)
}
