//! Check-ins: answered without a network, kept to oneself, shown by an act of
//! one's own; and a wrong clock that opens nothing.

use crate::world::{Phone, World, look};
use rapport_node::domain::checkin::{Answer, Answers, FileFault, Key};
use rapport_node::domain::person::Language;
use rapport_node::domain::time::Day;
use rapport_node::domain::{Field, Problem, Rule, RuleBroken};
use rapport_node::ids::{CheckInId, SpaceId};
use rapport_node::view::checkins::{self, CheckInRow, TrendOf, TrendView};
use rapport_node::{Asked, Node, NodeError};

const DAY_MS: i64 = 86_400_000;

fn key(name: &str) -> Key {
    Key::new(name).expect("a name")
}

fn english() -> Language {
    Language::english()
}

fn asked(name: &str) -> Asked {
    Asked { instrument: key(name), about: None }
}

fn given(pairs: &[(&str, i64)]) -> Answers {
    Answers(pairs.iter().map(|(item, number)| (key(item), Answer::Number(*number))).collect())
}

fn mood(value: i64) -> Answers {
    given(&[("mood", value)])
}

fn today(world: &World) -> Day {
    Day::from_epoch_days(world.clock.now().div_euclid(DAY_MS)).expect("a day")
}

fn pulse(world: &World, phone: &mut Phone, value: i64) -> Result<CheckInId, NodeError> {
    phone.node.answer_check_in(&asked("pulse"), &english(), today(world), &mood(value))
}

fn mine(world: &World, node: &Node) -> Vec<CheckInRow> {
    look::through(node, world.clock.now(), |lens| checkins::mine(lens, &english(), 50)).expect("the list")
}

fn shown(world: &World, node: &Node) -> Vec<CheckInRow> {
    look::through(node, world.clock.now(), |lens| checkins::shared(lens, None, &english(), 50)).expect("the list")
}

fn trend(world: &World, node: &Node, of: TrendOf) -> TrendView {
    look::through(node, world.clock.now(), |lens| checkins::trend(lens, "pulse", of, &english())).expect("a trend")
}

fn space_of(phone: &Phone) -> SpaceId {
    phone.node.invites().expect("invites")[0].space.expect("joined")
}

fn rule(refused: Result<impl std::fmt::Debug, NodeError>) -> Rule {
    match refused.expect_err("refused") {
        NodeError::Rule(RuleBroken::NotAllowed { rule, .. }) => rule,
        other => panic!("{other:?}"),
    }
}

fn both_ways(world: &World, ann: &mut Phone, ben: &mut Phone) {
    for _ in 0..2 {
        world.sync(ann);
        world.sync(ben);
    }
}

#[test]
fn i11_a_check_in_stays_with_its_author_until_they_show_it() {
    let world = World::new(11);
    let (mut ann, mut ben) = world.pair();
    let space = space_of(&ann);
    let low = pulse(&world, &mut ann, 1).expect("answered");
    ann.node.offer_check_in(low).expect("it waits for the coordinator");
    both_ways(&world, &mut ann, &mut ben);
    // Low, and nobody knows of it.
    let row = &mine(&world, &ann.node)[0];
    assert_eq!((row.low, row.offered, row.shared_in.clone()), (true, true, vec![]));
    assert_eq!(shown(&world, &ben.node), []);
    let stored = |node: &Node| {
        let reader = node.reader().expect("a reader");
        look::dump_one(reader.conn(), "checkins")
    };
    assert!(!stored(&ann.node).is_empty());
    assert_eq!(stored(&ben.node), stored(&world.phone("Nobody").node), "nothing of it on another device (I10)");

    world.clock.advance(DAY_MS);
    let fine = pulse(&world, &mut ann, 4).expect("answered");
    ann.node.share_check_in(fine, space).expect("shown");
    both_ways(&world, &mut ann, &mut ben);
    let seen = shown(&world, &ben.node);
    assert_eq!(seen.iter().map(|row| row.id).collect::<Vec<_>>(), [fine]);
    assert_eq!((seen[0].person, seen[0].mine, seen[0].scores[0].thousandths), (ann.node.person(), false, Some(4_000)));
    assert_eq!(mine(&world, &ann.node)[0].shared_in, [space]);
    assert_eq!(rule(ann.node.share_check_in(fine, space)), Rule::SharedAlready);
    // Each sees the trend of what they can read.
    let hers = trend(&world, &ann.node, TrendOf::Mine { about: None });
    assert_eq!(hers.parts[0].scores, [Some(1_000), Some(4_000)]);
    let his = trend(&world, &ben.node, TrendOf::Shown { space, person: ann.node.person() });
    assert_eq!(his.parts[0].scores, [Some(4_000)]);
    // Only its author shows it.
    assert_eq!(ben.node.share_check_in(fine, space), Err(NodeError::NotFound("check_in")));
    assert_eq!(ben.node.correct_check_in(fine, &mood(5)), Err(NodeError::NotFound("check_in")));
}

#[test]
fn what_was_put_right_is_shown_again_by_another_act() {
    let world = World::new(12);
    let (mut ann, mut ben) = world.pair();
    let space = space_of(&ann);
    let id = pulse(&world, &mut ann, 2).expect("answered");
    ann.node.share_check_in(id, space).expect("shown");
    world.clock.advance(3_600_000);
    ann.node.correct_check_in(id, &mood(4)).expect("put right");
    both_ways(&world, &mut ann, &mut ben);
    let score = |rows: &[CheckInRow]| rows[0].scores[0].thousandths;
    assert_eq!((score(&mine(&world, &ann.node)), score(&shown(&world, &ben.node))), (Some(4_000), Some(2_000)));
    ann.node.share_check_in(id, space).expect("shown as it is now");
    both_ways(&world, &mut ann, &mut ben);
    assert_eq!(score(&shown(&world, &ben.node)), Some(4_000));
}

#[test]
fn an_answer_stands_after_a_day_and_a_wrong_clock_opens_no_door() {
    let world = World::new(13);
    let mut ann = world.phone("Ann Anderson");
    let answered_at = world.clock.now();
    let id = pulse(&world, &mut ann, 2).expect("answered");
    world.clock.advance(DAY_MS);
    ann.node.correct_check_in(id, &mood(3)).expect("a day is not over");
    world.clock.advance(1);
    assert_eq!(rule(ann.node.correct_check_in(id, &mood(5))), Rule::Settled);
    // The next answer is known; then somebody sets the clock back.
    world.clock.advance(6 * DAY_MS);
    let next = pulse(&world, &mut ann, 4).expect("answered");
    world.clock.advance(answered_at + 60_000 - world.clock.now());
    assert_eq!(rule(ann.node.correct_check_in(id, &mood(5))), Rule::Settled);
    assert_eq!(rule(ann.node.correct_check_in(next, &mood(5))), Rule::Settled, "dated before its answer");
    let mut ann = world.restart(ann);
    assert_eq!(rule(ann.node.correct_check_in(id, &mood(5))), Rule::Settled);
    // In 1970 and in 2099 likewise, and nothing has changed.
    for at in [0, 4_070_908_800_000] {
        world.clock.advance(at - world.clock.now());
        assert_eq!(rule(ann.node.correct_check_in(id, &mood(5))), Rule::Settled);
    }
    let scores: Vec<_> = mine(&world, &ann.node).iter().map(|row| row.scores[0].thousandths).collect();
    assert_eq!(scores, [Some(4_000), Some(3_000)]);
}

#[test]
fn a_draft_survives_a_kill_and_is_gone_with_the_answer() {
    let world = World::new(14);
    let mut ann = world.phone("Ann Anderson");
    let begun = given(&[("home", 2), ("people", 1)]);
    ann.node.draft_check_in(&asked("domains"), &begun).expect("kept");
    let form = |node: &Node| {
        let now = world.clock.now();
        look::through(node, now, |lens| checkins::form(lens, "domains", None, &english())).expect("a form")
    };
    // The process dies: nothing is told it.
    let (_folder, _) = look::snapshot(&ann.folder);
    let mut ann = world.restart(ann);
    let kept: Vec<_> = form(&ann.node).draft.into_iter().map(|one| (one.item, one.number)).collect();
    assert_eq!(kept, [("home".to_owned(), Some(2)), ("people".to_owned(), Some(1))]);
    let wrong = ann.node.draft_check_in(&asked("domains"), &given(&[("home", 9)]));
    assert_eq!(wrong, Err(Problem::OutOfRange { min: 1, max: 5 }.of(Field::Answer).into()));
    ann.node.answer_check_in(&asked("domains"), &english(), today(&world), &begun).expect("answered");
    assert_eq!(form(&ann.node).draft, []);
    // High is better: 2 of "going well … very hard" is 4.
    let scores = &mine(&world, &ann.node)[0].scores;
    assert_eq!((scores[0].thousandths, scores[2].thousandths), (Some(4_000), None));
}

#[test]
fn too_soon_is_refused_and_nothing_changes() {
    let world = World::new(15);
    let mut ann = world.phone("Ann Anderson");
    pulse(&world, &mut ann, 3).expect("answered");
    let tomorrow = today(&world).plus_days(1).expect("a day");
    assert_eq!(rule(pulse(&world, &mut ann, 3)), Rule::TooSoon { day: tomorrow });
    assert_eq!(mine(&world, &ann.node).len(), 1);
    world.clock.advance(DAY_MS);
    pulse(&world, &mut ann, 3).expect("answered");
    let unknown = ann.node.answer_check_in(&asked("horoscope"), &english(), today(&world), &mood(3));
    assert!(matches!(unknown, Err(NodeError::Rule(RuleBroken::NotFound { .. }))), "{unknown:?}");
    let nothing = ann.node.answer_check_in(&asked("domains"), &english(), today(&world), &Answers::default());
    assert_eq!(nothing, Err(Problem::Empty.of(Field::Answer).into()));
}

#[test]
fn what_is_due_is_told_and_an_answer_ends_it() {
    let world = World::new(16);
    let (mut ann, _ben) = world.pair();
    let from = today(&world);
    let day = |n: i64| from.plus_days(n).expect("a day");
    let due = |node: &mut Node, first: i64, last: i64| {
        let due = node.check_ins_due(day(first), day(last)).expect("what is due");
        due.into_iter().map(|one| (one.instrument.to_string(), one.due, one.again)).collect::<Vec<_>>()
    };
    assert_eq!(due(&mut ann.node, 0, 6), [("pulse".to_owned(), day(0), Some(day(2)))]);
    pulse(&world, &mut ann, 3).expect("answered");
    assert_eq!(due(&mut ann.node, 0, 6), []);
    assert_eq!(due(&mut ann.node, 7, 7), [("pulse".to_owned(), day(7), Some(day(9)))]);
    // Every two weeks, on all of her devices; and then not at all.
    ann.node.set_check_in_rhythm(&key("pulse"), Some(14)).expect("chosen");
    assert_eq!(due(&mut ann.node, 0, 15), [("pulse".to_owned(), day(14), Some(day(16)))]);
    ann.node.set_check_in_rhythm(&key("pulse"), None).expect("chosen");
    assert_eq!(due(&mut ann.node, 0, 29), []);
    // About the pair: after thirty days.
    assert_eq!(due(&mut ann.node, 0, 30), [("match".to_owned(), day(30), Some(day(32)))]);
    assert!(ann.node.set_check_in_rhythm(&key("who5"), Some(7)).is_err());
    assert_eq!(due(&mut world.phone("Alone").node, 0, 60), []);
}

#[test]
fn an_instrument_about_a_pair_is_shown_to_that_pair_only() {
    let world = World::new(17);
    let (mut ann, _ben) = world.pair();
    let (first, mut cleo) = (space_of(&ann), world.phone("Cleo Clausen"));
    world.bring_together(&mut ann, &mut cleo);
    let all: Vec<_> = ann.node.invites().expect("invites").iter().filter_map(|invite| invite.space).collect();
    let other = all.into_iter().find(|space| *space != first).expect("a second pair");
    let about = |space| Asked { instrument: key("match"), about: space };
    let content = given(&[("content", 2)]);
    assert_eq!(
        ann.node.answer_check_in(&about(None), &english(), today(&world), &content),
        Err(Problem::DoesNotFit.of(Field::Instrument).into())
    );
    let id = ann.node.answer_check_in(&about(Some(first)), &english(), today(&world), &content).expect("answered");
    assert_eq!(ann.node.share_check_in(id, other), Err(Problem::DoesNotFit.of(Field::Place).into()));
    ann.node.share_check_in(id, first).expect("shown");
    // Of the other pair it can be said on the same day.
    ann.node.answer_check_in(&about(Some(other)), &english(), today(&world), &content).expect("answered");
}

#[test]
fn lists_of_check_ins_can_be_made_anew() {
    let world = World::new(18);
    let (mut ann, mut ben) = world.pair();
    let id = pulse(&world, &mut ann, 2).expect("answered");
    ann.node.share_check_in(id, space_of(&ann)).expect("shown");
    ann.node.correct_check_in(id, &mood(5)).expect("put right");
    both_ways(&world, &mut ann, &mut ben);
    for phone in [&mut ann, &mut ben] {
        let dump = |node: &Node| look::dump_one(node.reader().expect("a reader").conn(), "checkins");
        let before = dump(&phone.node);
        assert!(before.contains("pulse"));
        phone.node.repair().expect("made anew");
        assert_eq!(dump(&phone.node), before);
    }
}

#[test]
fn a_help_directory_is_taken_only_from_the_key_that_is_trusted() {
    let world = World::new(19);
    let (coordinator, mut ann) = (world.phone("Cleo Clausen"), world.phone("Ann Anderson"));
    // A number that is kept free for stories.
    let body = r#"{"help": 1, "entries": [{"name": "A line that listens", "about": "For everybody.", "region": "Nowhere",
        "languages": ["en"], "phone": "+44 20 7946 0018", "source": "https://example.org", "checked": "2026-03-01"}]}"#;
    let help = |node: &Node| look::through(node, world.clock.now(), checkins::help).expect("the directory");
    let fault = |refused: Result<(), NodeError>| match refused {
        Err(NodeError::Rule(RuleBroken::Invalid { problem: Problem::InFile { line, fault, .. }, .. })) => (line, fault),
        other => panic!("{other:?}"),
    };
    assert_eq!((help(&ann.node).places, help(&ann.node).trusted_key), (vec![], None));
    let signed = coordinator.node.sign_help_directory(body).expect("signed");
    assert_eq!(fault(ann.node.load_help_directory(&signed)), (2, FileFault::NotSigned));
    let key = signed.lines().nth(1).and_then(|line| line.strip_prefix("key ")).expect("a key").to_owned();
    ann.node.trust_help_key(&key).expect("trusted");
    let forged = signed.replace("0018", "0019");
    assert_eq!(fault(ann.node.load_help_directory(&forged)), (3, FileFault::NotSigned));
    let own = ann.node.sign_help_directory(body).expect("signed");
    assert_eq!(fault(ann.node.load_help_directory(&own)), (2, FileFault::NotSigned));
    let nameless = coordinator.node.sign_help_directory(&body.replace("\"source\": \"https://example.org\", ", ""));
    assert_eq!(fault(nameless.map(drop)), (2, FileFault::NoSource));
    for bad in ["", "rapport-help 2\n", "rapport-help 1\nkey 00\n", "rapport-help 1\nlock 00\nx\ny"] {
        ann.node.load_help_directory(bad).expect_err("no directory");
    }
    ann.node.load_help_directory(&signed).expect("taken");
    let ann = world.restart(ann);
    assert_eq!(help(&ann.node).places[0].phone.as_deref(), Some("+44 20 7946 0018"));
    let mut ann = ann;
    ann.node.trust_help_key(&"00".repeat(32)).expect("another one");
    assert_eq!(help(&ann.node).places, []);
    assert!(ann.node.trust_help_key("not a key").is_err());
}

#[test]
fn words_that_a_programme_brings_make_an_instrument_answerable() {
    let world = World::new(20);
    let mut ann = world.phone("Ann Anderson");
    let answer = |node: &mut Node| {
        let five = [1, 2, 3, 4, 5].map(|n| (key(&format!("item{n}")), Answer::Number(2)));
        node.answer_check_in(&asked("who5"), &english(), today(&world), &Answers(five.into()))
    };
    assert!(matches!(answer(&mut ann.node), Err(NodeError::Rule(RuleBroken::NotFound { .. }))));
    let items: Vec<String> = (1..=5).map(|n| format!(r#""item{n}": "Asks {n}""#)).collect();
    let file = format!(
        r#"{{"instrument": "who5", "version": 1, "language": "en", "name": "Invented", "intro": "Please say.",
            "items": {{{}}}, "parts": {{"total": "Total"}}, "labels": {{}}, "licence": "Invented.", "source": "A test."}}"#,
        items.join(", ")
    );
    assert!(ann.node.load_instrument_texts(&file.replace("item5", "item6")).is_err());
    ann.node.load_instrument_texts(&file).expect("taken");
    answer(&mut ann.node).expect("answered");
    let row = &mine(&world, &ann.node)[0];
    assert_eq!((row.name.as_str(), row.scores[0].thousandths, row.low), ("Invented", Some(40_000), true));
}
