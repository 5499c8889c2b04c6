//! People find one another, over the same bad lines as everything else.

use super::town::{Asked, Town, done};
use rapport_node::{Invite, InviteStage, InviteView, RelayTrust, Seat};

/// One invite goes on, or a new one is given.
pub(super) fn acts(town: &mut Town) {
    if town.invites.is_empty() || town.chance(5) == 0 {
        begin(town);
    } else {
        go_on(town);
    }
}

fn begin(town: &mut Town) {
    let (host, guest) = (town.chance(town.people.len()), town.chance(town.people.len()));
    let known = |people: &[usize; 2]| people.contains(&host) && people.contains(&guest);
    let together = town.pairs.iter().any(|pair| pair.left.is_empty() && known(&pair.people));
    let twice = together || town.invites.iter().any(|one| known(&one.people));
    if host == guest || twice {
        return;
    }
    town.tell(&format!("p{host} invites p{guest}"));
    let (origin, token) = (town.world.origin.clone(), town.world.token());
    let node = town.people[host].node();
    node.agree_to_relay(&origin, RelayTrust::default(), Some(token)).expect("agreed");
    let given = node.invite(&origin, Seat::Mentor).expect("an invite");
    let link = node.invite_link(&given).expect("a link").to_string();
    let invite = Invite::parse(&link).expect("our own link");
    if let Some(taken) = done(town.people[guest].node().join(invite, false)) {
        town.invites.push(Asked { people: [host, guest], boxes: [given, taken], code: None });
    }
}

/// Everybody looks at their screens: who sees a code says yes when the other's is the same.
pub(super) fn go_on(town: &mut Town) {
    let asked = std::mem::take(&mut town.invites);
    for mut one in asked {
        let views = [0, 1].map(|side| view(town, &one, side));
        let codes = views.clone().map(|view| match view.map(|view| view.stage) {
            Some(InviteStage::Compare { code }) => Some(code),
            _ => None,
        });
        if let [Some(a), Some(b)] = &codes {
            assert_eq!(a, b, "two screens show two codes");
            one.code = Some(a.clone());
        }
        for (side, seen) in codes.iter().enumerate() {
            if seen.is_some() && *seen == one.code {
                town.tell(&format!("p{} sees the same code as p{}", one.people[side], one.people[1 - side]));
                town.people[one.people[side]].node().confirm_invite(&one.boxes[side]).expect("confirmed");
            }
        }
        let failed = views.iter().flatten().any(|view| matches!(view.stage, InviteStage::Failed { .. }));
        let spaces: Vec<_> = views.iter().flatten().filter_map(|view| view.space).collect();
        match spaces.as_slice() {
            [a, b] => {
                assert_eq!(a, b, "two people came into two spaces");
                town.found(*a, one.people);
            }
            _ if failed => town.tell(&format!("p{} and p{} did not find one another", one.people[0], one.people[1])),
            _ => town.invites.push(one),
        }
    }
}

fn view(town: &Town, asked: &Asked, side: usize) -> Option<InviteView> {
    let views = town.people[asked.people[side]].phone().node.invites().expect("invites");
    views.into_iter().find(|view| view.id == asked.boxes[side])
}
