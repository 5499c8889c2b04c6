use super::*;
use proptest::prelude::*;

fn id(byte: u8) -> EntryId {
    EntryId::new([byte; 32])
}

fn link(dseq: u64, entry: u8, prev: u8) -> Link {
    let prev = if prev == 0 { EntryId::NONE } else { id(prev) };
    Link { dseq, entry: id(entry), prev, state: LinkState::Stands }
}

fn stands(links: &[Link]) -> Vec<EntryId> {
    standing(links).into_iter().collect()
}

#[test]
fn of_a_straight_chain_everything_stands() {
    let links = [link(1, 9, 0), link(2, 3, 9), link(3, 7, 3)];
    assert!(!fork(&links));
    assert_eq!(stands(&links), [id(3), id(7), id(9)]);
}

#[test]
fn at_a_fork_the_smaller_one_stands_with_what_follows_on_it() {
    let links = [link(1, 9, 0), link(2, 5, 9), link(2, 4, 9), link(3, 1, 5), link(3, 8, 4), link(4, 2, 1)];
    assert!(fork(&links));
    assert_eq!(stands(&links), [id(4), id(8), id(9)]);
}

#[test]
fn behind_a_gap_what_follows_on_nothing_given_up_stands() {
    // The third of the smaller branch is not here yet.
    let links = [link(1, 9, 0), link(2, 5, 9), link(2, 4, 9), link(3, 1, 5), link(4, 7, 8), link(4, 2, 1)];
    assert_eq!(stands(&links), [id(4), id(7), id(9)]);
}

#[test]
fn what_follows_on_something_else_than_what_stands_there_waits() {
    let links = [link(1, 4, 0), link(2, 5, 8)];
    assert!(fork(&links));
    assert_eq!(stands(&links), [id(4)]);
}

/// A tree of up to three branches: each entry names one of the place before.
fn tree() -> impl Strategy<Value = Vec<Link>> {
    prop::collection::vec((1u64..8, 0usize..3, 1u8..=255), 1..24).prop_map(|picks| {
        let mut links: Vec<Link> = Vec::new();
        for (dseq, parent, entry) in picks {
            let before: Vec<EntryId> = links.iter().filter(|l| l.dseq + 1 == dseq).map(|l| l.entry).collect();
            let prev = match (dseq, before.is_empty()) {
                (1, _) => EntryId::NONE,
                (_, true) => continue,
                _ => before[parent % before.len()],
            };
            if links.iter().all(|l| l.entry != id(entry)) {
                links.push(Link { dseq, entry: id(entry), prev, state: LinkState::Stands });
            }
        }
        links
    })
}

proptest! {
    /// One path from the first place, at each step the smallest that follows.
    #[test]
    fn what_stands_is_one_chain(links in tree()) {
        let stands = standing(&links);
        let mut before = EntryId::NONE;
        for dseq in 1.. {
            let next = links.iter().filter(|l| l.dseq == dseq && l.prev == before).map(|l| l.entry).min();
            let there: Vec<_> = links.iter().filter(|l| l.dseq == dseq && stands.contains(&l.entry)).collect();
            match next {
                Some(next) => prop_assert!(there.len() == 1 && there[0].entry == next),
                None => {
                    // Nothing follows: from here on nothing stands that is not behind a gap.
                    prop_assert!(there.is_empty());
                    break;
                }
            }
            before = next.unwrap();
        }
    }

    /// The order in which the entries are named means nothing.
    #[test]
    fn any_order_gives_the_same_chain(links in tree().prop_shuffle(), other in any::<u64>()) {
        let mut mixed = links.clone();
        let len = mixed.len().max(1);
        mixed.rotate_left(usize::try_from(other % 64).unwrap() % len);
        mixed.reverse();
        prop_assert_eq!(standing(&links), standing(&mixed));
    }
}
