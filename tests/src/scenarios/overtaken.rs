//! News that overtake an answer: a page that was on its way for longer than what was stored after it.

use crate::world::carry::Carrier;
use crate::world::live::Together;
use crate::world::{Phone, World};
use rapport_domain::Millis;
use rapport_ids::SpaceId;
use rapport_node::{Call, NewGoal, Place};

const ANN: usize = 0;
const BEN: usize = 1;

fn begin(phone: &mut Phone, space: SpaceId, title: &str) {
    let new =
        NewGoal { place: Place::In(space), title: title.to_owned(), why: String::new(), due: None, for_partner: false };
    phone.node.begin_goal(new).expect("a goal");
}

fn titles(phone: &Phone) -> Vec<String> {
    let reader = phone.node.reader().expect("a reader");
    let mut query = reader.conn().prepare("SELECT title FROM goals ORDER BY title").expect("a query");
    let rows = query.query_map([], |row| row.get(0)).expect("rows");
    rows.map(|title| title.expect("a title")).collect()
}

fn alarms(phone: &Phone) -> Vec<Option<Millis>> {
    phone.node.relay_statuses().into_iter().map(|relay| relay.set_back).collect()
}

/// Ben asks, the relay answers, and the answer takes its time. Meanwhile Ann writes `titles`, and he hears of it.
fn an_answer_overtaken_by(written: &[&str]) {
    let world = World::new(47);
    let (ann, ben) = world.pair();
    let space = ann.node.invites().expect("invites")[0].space.expect("joined");
    let mut all = Together::new(&world, ann, ben);

    all.phones[BEN].node.pull_now();
    let requests = all.phones[BEN].node.requests().expect("requests");
    let pulls = requests.into_iter().map(|request| {
        assert!(matches!(request.call, Call::Pull { .. }), "{:?}", request.call);
        let answer = Carrier::new(&world.relay).ask(&request.call);
        (request.id, answer)
    });
    let pulls: Vec<_> = pulls.collect();
    assert!(!pulls.is_empty(), "he looks for what is new");

    for title in written {
        begin(&mut all.phones[ANN], space, title);
        all.settle();
    }
    for (id, answer) in pulls {
        all.phones[BEN].node.answer(id, answer).expect("the answer is taken");
    }
    assert_eq!(alarms(&all.phones[BEN]), [None], "an answer from before is no log that was set back");
    all.settle();
    assert_eq!(titles(&all.phones[BEN]), written);
    assert_eq!(alarms(&all.phones[BEN]), [None]);
}

#[test]
fn an_answer_from_before_the_news_is_no_alarm() {
    an_answer_overtaken_by(&["Find an apprenticeship"]);
}

#[test]
fn what_came_between_the_question_and_its_answer_is_fetched() {
    an_answer_overtaken_by(&["A first goal", "B second goal", "C third goal"]);
}
