use super::*;
use proptest::prelude::*;

fn place(text: &str) -> Order {
    Order::parse(text).unwrap()
}

fn between(left: &str, right: &str) -> String {
    let side = |text: &str| (!text.is_empty()).then(|| place(text));
    Order::between(side(left).as_ref(), side(right).as_ref()).unwrap().as_str().to_owned()
}

#[test]
fn known_places() {
    for (left, right, made) in [
        ("", "", "a0"),
        ("a0", "", "a1"),
        ("az", "", "b00"),
        ("bzz", "", "c000"),
        ("", "a0", "Zz"),
        ("", "Z0", "Yzz"),
        ("a0", "a1", "a0V"),
        ("a0", "a2", "a1"),
        ("a0V", "a1", "a0l"),
        ("a0", "a0V", "a0G"),
        ("a0", "a01", "a00V"),
        ("Zz", "a0", "ZzV"),
        ("", "a0V", "a0"),
    ] {
        assert_eq!(between(left, right), made, "{left}..{right}");
    }
}

#[test]
fn what_is_no_place_is_refused() {
    for text in ["", "a", "a0 ", "b0", "a00", "a10", "0", "!0", "aé", "A00000000000000000000000000", "a-"] {
        assert_eq!(Order::parse(text), Err(Problem::NotAPlace), "{text}");
    }
    assert_eq!(Order::parse(&format!("a0{}", "V".repeat(95))), Err(Problem::NotAPlace));
    assert_eq!(Order::lenient("nonsense!"), Order::first());
}

#[test]
fn there_is_no_room_between_the_same() {
    let one = place("a1");
    assert_eq!(Order::between(Some(&one), Some(&one)), None);
    assert_eq!(Order::between(Some(&place("a2")), Some(&one)), None);
}

#[test]
fn both_ends_of_the_scale_still_have_room() {
    let low = place(&format!("A{}1", "0".repeat(26)));
    let lower = Order::between(None, Some(&low)).unwrap();
    assert!(lower < low && Order::parse(lower.as_str()).is_ok());
    let high = place(&format!("z{}", "z".repeat(26)));
    let higher = Order::between(Some(&high), None).unwrap();
    assert!(higher > high && Order::parse(higher.as_str()).is_ok());
    let least = place(&format!("A{}1", "0".repeat(25)));
    let less = Order::between(None, Some(&least)).unwrap();
    assert!(less < least && Order::parse(less.as_str()).is_ok(), "{less}");
}

#[test]
fn growth_is_bounded() {
    // Ten thousand at the end, ten thousand at the front: four characters.
    let (mut last, mut front) = (Order::first(), Order::first());
    for _ in 0..10_000 {
        last = Order::between(Some(&last), None).unwrap();
        front = Order::between(None, Some(&front)).unwrap();
    }
    assert!(last.as_str().len() <= 4, "{last}");
    assert!(front.as_str().len() <= 4, "{front}");

    // The worst there is, always into the same gap: under one character for
    // five moves, and 400 moves before anything else has to make room.
    let (left, mut right) = (Order::first(), Order::between(Some(&Order::first()), None).unwrap());
    for n in 1..=400 {
        right = Order::between(Some(&left), Some(&right)).unwrap();
        assert!(right.as_str().len() <= 3 + n / 5, "{n}: {right}");
    }
}

/// Puts something at an index and does what the placement asks for.
fn put(list: &mut Vec<Order>, index: usize) -> usize {
    let placement = Order::place(list, index);
    let moved = placement.moved.len();
    for (i, order) in placement.moved {
        list[i] = order;
    }
    list.insert(index.min(list.len()), placement.order);
    moved
}

#[test]
fn a_crowded_gap_is_spread_anew() {
    let mut list = vec![];
    put(&mut list, 0);
    put(&mut list, 1);
    let mut moved = 0;
    for _ in 0..3000 {
        moved += usize::from(put(&mut list, 1) > 0);
    }
    assert!(list.windows(2).all(|two| two[0] < two[1]));
    assert!(list.iter().all(|order| order.as_str().len() <= Order::LONGEST));
    assert!((1..=7).contains(&moved), "{moved} times");
}

#[test]
fn two_at_the_same_place_make_room() {
    let tie = place("a1");
    let list = vec![place("a0"), tie.clone(), tie.clone(), tie, place("a2")];
    let placement = Order::place(&list, 2);
    assert_eq!(placement.moved.iter().map(|(i, _)| *i).collect::<Vec<_>>(), [2, 3]);
    let mut after = list.clone();
    put(&mut after, 2);
    assert!(after.windows(2).all(|two| two[0] < two[1]), "{after:?}");
    // Before and behind them nothing has to move.
    assert_eq!(Order::place(&list, 1).moved, []);
    assert_eq!(Order::place(&list, 4).moved, []);
}

proptest! {
    #[test]
    fn anything_can_be_put_anywhere(indexes in prop::collection::vec(0usize..60, 1..120)) {
        let mut list: Vec<Order> = vec![];
        for index in indexes {
            let before = list.clone();
            let moved = put(&mut list, index);
            prop_assert_eq!(moved, 0);
            prop_assert_eq!(list.len(), before.len() + 1);
            prop_assert!(list.windows(2).all(|two| two[0] < two[1]));
            prop_assert!(list.iter().all(|order| Order::parse(order.as_str()).as_ref() == Ok(order)));
        }
        prop_assert!(list.iter().all(|order| order.as_str().len() < 30));
    }

    #[test]
    fn also_among_places_of_others(texts in prop::collection::vec("[a-c][0-3]{1,3}|[XYZ][yz]{1,3}", 0..12), index in 0usize..14) {
        let mut list: Vec<Order> = texts.iter().map(|text| Order::lenient(text)).collect();
        list.sort();
        let placement = Order::place(&list, index);
        for (i, order) in placement.moved {
            list[i] = order;
        }
        let index = index.min(list.len());
        list.insert(index, placement.order);
        prop_assert!(list.is_sorted());
        // The new one stands alone, so its place is decided by nothing else.
        prop_assert!(index == 0 || list[index - 1] < list[index]);
        prop_assert!(index + 1 == list.len() || list[index] < list[index + 1]);
    }

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,12}") {
        let _ = Order::lenient(&text);
        if let Ok(order) = Order::parse(&text) {
            prop_assert_eq!(order.as_str(), text);
        }
    }
}
