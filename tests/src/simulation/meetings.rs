//! Pairs agree on when they meet.

use super::town::{Town, Where, done, whether};
use crate::world::World;
use rapport_domain::meeting::{CancelReason, MeetingAct, MeetingTurn, Minutes};
use rapport_domain::time::{Civil, Day, TimeOfDay, Zone};
use rapport_node::{NewMeeting, Place};

pub(super) fn acts(town: &mut Town, who: usize) {
    let at = town.somewhere(who);
    let (Where::Pair(_), Place::In(space)) = (at, town.place(at)) else { return };
    let (world, node, shelf) = town.at(who, at);
    let word = shelf.word();
    let minutes = Minutes::new(45).expect("minutes");
    let told = if shelf.meetings.is_empty() || world.seed.below(4) == 0 {
        let new = NewMeeting { space, slot: slot(world), minutes, title: word, mode: None, place: String::new() };
        let new = done(node.propose_meeting(new));
        shelf.meetings.extend(new);
        ("proposes a meeting", new.is_some())
    } else {
        let id = *shelf.meetings.iter().nth(world.seed.below(shelf.meetings.len())).expect("one of them");
        match world.seed.below(6) {
            0 | 1 => ("says yes to a meeting", done(node.turn_meeting(id, MeetingTurn::Confirm)).is_some()),
            2 => {
                let moved = done(node.move_meeting(id, slot(world), minutes));
                shelf.meetings.extend(moved);
                ("moves a meeting", moved.is_some())
            }
            3 => ("puts a point on the agenda", done(node.add_agenda_item(id, word)).is_some()),
            4 => ("calls a meeting something", done(node.act_on_meeting(id, MeetingAct::Title(word))).is_some()),
            _ => {
                let turn = MeetingTurn::Cancel { reason: CancelReason::Ill, note: String::new() };
                ("calls a meeting off", done(node.turn_meeting(id, turn)).is_some())
            }
        }
    };
    town.tell(&format!("p{who} {} {at}{}", told.0, whether(told.1)));
}

fn slot(world: &World) -> Civil {
    let today = world.clock.now().div_euclid(86_400_000);
    let ahead = i64::try_from(1 + world.seed.below(20)).expect("small");
    let hour = u32::try_from(8 + world.seed.below(12)).expect("small");
    Civil {
        day: Day::from_epoch_days(today + ahead).expect("a day"),
        time: TimeOfDay::new(hour, 30).expect("a time"),
        zone: Zone::new("Europe/Zurich").expect("a zone"),
    }
}
