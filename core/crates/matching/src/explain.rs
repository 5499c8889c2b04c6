//! Why two are a pair, and what to look out for: as facts, which the shell
//! puts into words.

use crate::parts::Bar;
use crate::person::Person;
use crate::run::Run;
use crate::settings::Component;
use serde::Serialize;

/// From this share on something speaks for a pair.
const GOOD: u16 = 600;
/// Below this one it is worth a talk.
const POOR: u16 = 400;
/// At most so much above the floor is only just.
const CLOSE: i32 = 30;
/// How many of each are told.
const REASONS: usize = 3;
const CAUTIONS: usize = 2;

/// What speaks for a pair.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Reason {
    /// The mentor knows what the mentee wants to learn.
    Skills {
        words: Vec<String>,
    },
    /// They are alike in values and ways of working.
    Style {
        share: u16,
    },
    Wishes {
        by_mentee: bool,
        by_mentor: bool,
    },
    /// Minutes of a week that both have.
    Time {
        minutes: u32,
    },
    /// What both are interested in.
    Topics {
        words: Vec<String>,
    },
    /// What was asked for is there.
    Background {
        words: Vec<String>,
    },
}

/// What to look out for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Caution {
    /// What the mentee wants to learn and the mentor does not know.
    Skills {
        words: Vec<String>,
    },
    /// They are far from one another in values and ways of working.
    Style {
        share: u16,
    },
    Time {
        minutes: u32,
    },
    /// They have few interests in common.
    Topics,
    Background {
        words: Vec<String>,
    },
    /// Nothing is known of this.
    Unknown {
        component: Component,
    },
    /// It is only just better than to wait for the next round.
    OnlyJust {
        above: i32,
    },
}

impl Run {
    /// At most three of what speaks for a pair, the weightiest first.
    pub fn reasons(&self, row: usize, col: usize) -> Vec<Reason> {
        let mut bars: Vec<Bar> = self.bars(row, col);
        bars.retain(|bar| bar.weight > 0 && bar.share.is_some_and(|share| share >= GOOD));
        bars.sort_by_key(|bar| (std::cmp::Reverse(bar.points), bar.component));
        bars.iter().take(REASONS).filter_map(|bar| self.reason(row, col, bar)).collect()
    }

    fn reason(&self, row: usize, col: usize, bar: &Bar) -> Option<Reason> {
        let share = bar.share?;
        Some(match bar.component {
            Component::Skills => Reason::Skills { words: self.skills(row, col, true) },
            Component::Style => Reason::Style { share },
            Component::Wishes => {
                let (by_mentee, by_mentor) = self.grid.wished(row, col);
                Reason::Wishes { by_mentee: by_mentee.is_some(), by_mentor: by_mentor.is_some() }
            }
            Component::Time => Reason::Time { minutes: self.grid.minutes(row, col) },
            Component::Topics => Reason::Topics { words: self.topics(row, col) },
            Component::Background => Reason::Background { words: self.background(row, col, true) },
        })
    }

    /// At most two of what to look out for, what costs most first.
    pub fn cautions(&self, row: usize, col: usize) -> Vec<Caution> {
        let weights = self.settings().weights;
        let mut all: Vec<(u32, Caution)> = Vec::new();
        for (bar, weight) in self.bars(row, col).iter().zip(weights) {
            let caution = match bar.share {
                None if bar.unasked => None,
                // Half of it is what one would expect.
                None => Some((500, Caution::Unknown { component: bar.component })),
                Some(share) if share < POOR => {
                    self.caution(row, col, bar.component, share).map(|caution| (1000 - share, caution))
                }
                Some(_) => None,
            };
            if let Some((lost, caution)) = caution.filter(|_| weight > 0) {
                all.push((u32::from(lost) * u32::from(weight), caution));
            }
        }
        all.sort_by_key(|(lost, _)| std::cmp::Reverse(*lost));
        let above = i32::from(self.worth(row, col)) - i32::from(self.settings().floor);
        let just = (above < CLOSE && !self.is_locked(row)).then_some(Caution::OnlyJust { above });
        just.into_iter().chain(all.into_iter().map(|(_, caution)| caution)).take(CAUTIONS).collect()
    }

    fn caution(&self, row: usize, col: usize, component: Component, share: u16) -> Option<Caution> {
        Some(match component {
            Component::Skills => Caution::Skills { words: self.skills(row, col, false) },
            Component::Style => Caution::Style { share },
            // Whom somebody did not name may be as dear as any.
            Component::Wishes => return None,
            Component::Time => Caution::Time { minutes: self.grid.minutes(row, col) },
            Component::Topics => Caution::Topics,
            Component::Background => Caution::Background { words: self.background(row, col, false) },
        })
    }

    fn both(&self, row: usize, col: usize) -> Option<(&Person, &Person)> {
        Some((self.pool.mentee(row)?, self.pool.mentor(col)?))
    }

    /// What the mentee wants to learn, as far as the mentor knows it, or as far
    /// as not; what matters most first.
    fn skills(&self, row: usize, col: usize, known: bool) -> Vec<String> {
        let Some((one, other)) = self.both(row, col) else { return Vec::new() };
        let (Some(mentee), Some(mentor)) = (&one.mentee, &other.mentor) else { return Vec::new() };
        let mut needs: Vec<_> =
            mentee.needs.iter().filter(|(word, _)| mentor.skills.contains_key(*word) == known).collect();
        needs.sort_by_key(|(word, need)| (std::cmp::Reverse(**need), *word));
        needs.into_iter().map(|(word, _)| word.clone()).collect()
    }

    fn topics(&self, row: usize, col: usize) -> Vec<String> {
        let Some((one, other)) = self.both(row, col) else { return Vec::new() };
        one.topics.keys().filter(|word| other.topics.contains_key(*word)).cloned().collect()
    }

    fn background(&self, row: usize, col: usize, there: bool) -> Vec<String> {
        let Some((one, other)) = self.both(row, col) else { return Vec::new() };
        let asks = one.mentee.iter().flat_map(|mentee| &mentee.asks);
        asks.filter(|word| other.background.contains(word) == there).cloned().collect()
    }
}
