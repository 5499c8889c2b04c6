//! A few people, their phones and a relay on virtual time and one seed, with
//! everything that can go wrong between them; and what must hold all the same.
//!
//! A new act is one variant of `acts::Act` with its weight and its function; what it
//! acknowledges goes onto a [`shelf`], where `promises` looks for it at the end.

mod acts;
pub(crate) mod bug;
mod goals;
mod heal;
mod invites;
mod leaving;
mod meetings;
mod members;
pub(crate) mod options;
mod promises;
mod relay;
mod shelf;
mod torn;
mod town;
mod twins;
mod typing;

use bug::Bug;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use town::Town;

/// What is to be lived through.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    pub(crate) seed: u64,
    pub(crate) steps: u32,
    /// How many people; by the seed when none is said.
    pub(crate) people: Option<usize>,
    /// A mistake that is made on purpose.
    pub(crate) bug: Option<Bug>,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    /// A line an act; nobody's words.
    pub(crate) story: Vec<String>,
    /// A digest of all rows of all phones at the end; empty when a promise broke.
    pub(crate) rows: String,
    /// Pairs whose operations were torn apart: what the core cannot mend yet.
    pub(crate) torn: usize,
    /// The promise that did not hold.
    pub(crate) broken: Option<String>,
}

pub(crate) const LEAST_PEOPLE: usize = 2;
pub(crate) const MOST_PEOPLE: usize = 6;

/// The lines told so far, also when a promise breaks in the middle.
#[derive(Debug, Clone, Default)]
struct Story(Rc<RefCell<Vec<String>>>);

impl Story {
    fn tell(&self, line: String) {
        self.0.borrow_mut().push(line);
    }
}

/// Lives through a plan. The same plan gives the same story, byte for byte.
pub(crate) fn run(plan: &Plan) -> Run {
    let story = Story::default();
    let lived = catch_unwind(AssertUnwindSafe(|| {
        let mut town = Town::new(plan, story.clone());
        for _ in 0..plan.steps {
            acts::step(&mut town);
        }
        heal::heal(&mut town);
        promises::check(&town);
        (town.rows(), town.pairs.iter().filter(|pair| pair.torn).count())
    }));
    let (rows, torn) = lived.as_ref().map_or_else(|_| (String::new(), 0), Clone::clone);
    let broken = lived.err().map(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap_or_default()
    });
    let story = story.0.borrow().clone();
    Run { story, rows, torn, broken }
}
