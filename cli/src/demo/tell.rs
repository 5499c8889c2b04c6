//! Tells what happens, step by step.

use super::phone::Phone;
use super::relay::Travelled;
use crate::term::{Paint, plain, say};
use rapport_core::notes::AuthorSpan;

/// A voice, or silence.
pub(super) struct Voice {
    speaks: bool,
    pub(super) paint: Paint,
    step: u32,
}

impl Voice {
    pub(super) fn new(speaks: bool) -> Self {
        Self { speaks, paint: Paint::stdout(), step: 0 }
    }

    pub(super) const fn speaks(&self) -> bool {
        self.speaks
    }

    pub(super) fn line(&self, text: &str) {
        if self.speaks {
            say(&format!("{text}\n"));
        }
    }

    /// A new part of the story.
    pub(super) fn step(&mut self, title: &str) {
        self.step += 1;
        let number = format!("{:>2}", self.step);
        self.line("");
        self.line(&format!("{}  {}", self.paint.dim(&number), self.paint.bold(title)));
    }

    pub(super) fn detail(&self, text: &str) {
        self.line(&format!("    {text}"));
    }

    pub(super) fn travelled(&self, what: Travelled) {
        let text = format!("travelled: {} sealed records, {}", what.records, size(what.bytes));
        self.detail(&self.paint.dim(&text));
    }

    /// What one phone shows.
    pub(super) fn shows(&self, phone: &Phone, what: &str) {
        let name = self.paint.person(phone.who.index(), phone.first_name());
        self.detail(&format!("{name}’s phone shows: {}", plain(what)));
    }

    /// The end of a text with its authors: a letter before each line, colours
    /// where there are any.
    pub(super) fn note(&self, text: &str, authors: &[AuthorSpan], phones: &[Phone; 2], lines: usize) {
        if !self.speaks {
            return;
        }
        let all = by_line(text, authors, phones);
        let from = all.len().saturating_sub(lines);
        if from > 0 {
            self.detail(&self.paint.dim(&format!("… {from} lines before")));
        }
        for line in all.iter().skip(from) {
            let initials = [0, 1].map(|who| {
                let wrote = line.iter().any(|(author, piece)| *author == Some(who) && !piece.trim().is_empty());
                let initial = phones[who].first_name().chars().next().unwrap_or('?');
                if wrote { self.paint.person(who, &initial.to_string()) } else { " ".to_owned() }
            });
            let pieces: String = line
                .iter()
                .map(|(author, piece)| author.map_or_else(|| piece.clone(), |who| self.paint.person(who, piece)))
                .collect();
            self.detail(&format!("{}{} {} {pieces}", initials[0], initials[1], self.paint.dim("│")));
        }
    }
}

type Pieces = Vec<(Option<usize>, String)>;

/// Each line as pieces with who wrote them.
fn by_line(text: &str, authors: &[AuthorSpan], phones: &[Phone; 2]) -> Vec<Pieces> {
    let mut spans = authors.iter();
    let (mut left, mut author) = (0, None);
    let mut lines: Vec<Pieces> = vec![Vec::new()];
    for sign in text.chars() {
        while left == 0 {
            let Some(span) = spans.next() else { break };
            left = usize::try_from(span.units).unwrap_or(0);
            author = phones.iter().position(|phone| phone.name == span.name);
        }
        left = left.saturating_sub(sign.len_utf16());
        if sign == '\n' {
            lines.push(Vec::new());
            continue;
        }
        if sign.is_control() {
            continue;
        }
        let Some(line) = lines.last_mut() else { continue };
        match line.last_mut() {
            Some((of, piece)) if *of == author => piece.push(sign),
            _ => line.push((author, sign.to_string())),
        }
    }
    lines
}

/// Bytes for people.
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..10_000 => format!("{bytes} bytes"),
        10_000..10_000_000 => format!("{} KB", bytes / 1000),
        _ => format!("{} MB", bytes / 1_000_000),
    }
}
