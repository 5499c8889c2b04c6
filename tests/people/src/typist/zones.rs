//! Who types where while both are apart: the text is divided at line breaks
//! that neither touches, so no two of their changes meet.

use crate::act::{Splice, Who};
use crate::chance::Chance;
use crate::screen::Screen;

use super::hand::Hand;

struct Zone {
    owner: Who,
    screen: Screen,
    /// Its length at the last meeting: what the other's phone still shows.
    old_units: usize,
}

pub(super) struct Zones {
    zones: Vec<Zone>,
    /// Where each of both is typing.
    at: [Option<usize>; 2],
}

impl Zones {
    /// At least one line a zone, owners in turn. A text of one line belongs to
    /// one of them.
    pub(super) fn divide(text: &str, chance: &mut Chance) -> Self {
        let lines: Vec<&str> = text.split('\n').collect();
        let each = lines.len().div_ceil(chance.between(2, 6));
        let first = chance.below(2);
        let zones = lines.chunks(each).enumerate().map(|(nth, lines)| {
            let screen = Screen::new(&lines.join("\n"));
            Zone { owner: Who::BOTH[(first + nth) % 2], old_units: screen.units(), screen }
        });
        Self { zones: zones.collect(), at: [None; 2] }
    }

    /// The next key of `who`, as a splice of the text on their own phone;
    /// nothing when no zone is theirs.
    pub(super) fn next(&mut self, who: Who, hand: &mut Hand, chance: &mut Chance) -> Option<(i64, Splice)> {
        let place = match self.at[who.index()] {
            Some(place) if !(chance.percent(2) && hand.is_free()) => place,
            _ => {
                let own: Vec<usize> = (0..self.zones.len()).filter(|&nth| self.zones[nth].owner == who).collect();
                let place = *own.get(chance.below(own.len()))?;
                hand.turn_to(&self.zones[place].screen);
                self.at[who.index()] = Some(place);
                place
            }
        };
        let before = self.zones.iter().take(place);
        let base: usize =
            before.map(|zone| 1 + if zone.owner == who { zone.screen.units() } else { zone.old_units }).sum();
        let (pause, splice) = hand.next(&mut self.zones[place].screen);
        Some((pause, Splice { at: base + splice.at, ..splice }))
    }

    /// What both have when they meet again.
    pub(super) fn text(&self) -> String {
        let zones: Vec<_> = self.zones.iter().map(|zone| zone.screen.text()).collect();
        zones.join("\n")
    }
}
