//! The people, who is paired with whom, and what they know of one another.

use super::bug::Bug;
use super::shelf::Shelf;
use super::{LEAST_PEOPLE, MOST_PEOPLE, Plan, Story};
use crate::hostile::network::Lossy;
use crate::world::{Phone, START_MS, World, look};
use rapport_ids::{BoxId, NoteId, SectionId, SpaceId};
use rapport_node::{Node, NodeError, NodeResult, Place, RelayTrust, Screen};
use rapport_relay::Service;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(super) struct Town {
    pub(super) world: World,
    pub(super) people: Vec<Resident>,
    pub(super) pairs: Vec<Pair>,
    pub(super) invites: Vec<Asked>,
    /// The relay's file, and copies that were made of it.
    pub(super) relay: PathBuf,
    pub(super) copies: Vec<PathBuf>,
    /// Who is shown another log than the others.
    pub(super) apart: BTreeMap<usize, Service>,
    pub(super) files: usize,
    /// A member forged something: some of it stays held.
    pub(super) forged: bool,
    /// The relay, or the way to it, tells lies.
    pub(super) lies: bool,
    /// The relay has lost something that it had acknowledged.
    pub(super) forgetful: bool,
    pub(super) bug: Option<Bug>,
    pub(super) steps: usize,
    story: Story,
}

pub(super) struct Resident {
    phone: Option<Phone>,
    pub(super) way: Lossy,
    pub(super) screens: BTreeMap<(NoteId, SectionId), Arc<Screen>>,
    /// The same phone once more: all of its files were copied, and both go on.
    pub(super) twin: Option<Twin>,
    /// What they keep to themselves.
    pub(super) own: Shelf,
}

/// A copy of a phone, in use like the phone itself.
pub(super) struct Twin {
    pub(super) phone: Phone,
    pub(super) way: Lossy,
}

pub(super) struct Pair {
    pub(super) space: SpaceId,
    pub(super) people: [usize; 2],
    pub(super) shelf: Shelf,
    /// Who is not in it any more.
    pub(super) left: Vec<usize>,
    /// Two chains of operations that nothing brings together yet.
    pub(super) torn: bool,
}

impl Pair {
    pub(super) fn has(&self, who: usize) -> bool {
        self.people.contains(&who) && !self.left.contains(&who)
    }
}

/// An invite that has not come to its end.
pub(super) struct Asked {
    pub(super) people: [usize; 2],
    pub(super) boxes: [BoxId; 2],
    pub(super) code: Option<String>,
}

/// Where somebody writes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Where {
    Own,
    Pair(usize),
}

impl Resident {
    pub(super) fn phone(&self) -> &Phone {
        self.phone.as_ref().expect("it is put back at once")
    }

    pub(super) fn node(&mut self) -> &mut Node {
        &mut self.phone.as_mut().expect("it is put back at once").node
    }

    /// From here on there are two of their phone.
    pub(super) fn is_copied(&mut self, world: &World, way: Lossy) {
        let (phone, copy) = world.copied(self.phone.take().expect("it is put back at once"));
        self.phone = Some(phone);
        self.twin = Some(Twin { phone: copy, way });
    }

    /// Their phone, and its copy if there is one.
    pub(super) fn nodes(&mut self) -> impl Iterator<Item = &mut Node> {
        self.phone.iter_mut().chain(self.twin.as_mut().map(|twin| &mut twin.phone)).map(|phone| &mut phone.node)
    }

    /// The same, to look at.
    pub(super) fn phones(&self) -> impl Iterator<Item = &Phone> {
        self.phone.iter().chain(self.twin.as_ref().map(|twin| &twin.phone))
    }
}

impl Town {
    pub(super) fn new(plan: &Plan, story: Story) -> Self {
        let world = World::new(plan.seed);
        let any = LEAST_PEOPLE + world.seed.below(MOST_PEOPLE + 1 - LEAST_PEOPLE);
        let count = plan.people.unwrap_or(any).clamp(LEAST_PEOPLE, MOST_PEOPLE);
        // A third of all relays, or the ways to them, lie.
        let lies = world.seed.below(3) == 0;
        let resident = |n: usize| Resident {
            phone: Some(world.phone(&format!("zqname{n}"))),
            way: if lies { Lossy::lying() } else { Lossy::default() },
            screens: BTreeMap::new(),
            twin: None,
            own: Shelf::new(format!("zqown{n}")),
        };
        let people: Vec<Resident> = (0..count).map(resident).collect();
        let relay = world.folder.path().join("relay.db");
        let mut town = Self {
            world,
            people,
            pairs: Vec::new(),
            invites: Vec::new(),
            relay,
            copies: Vec::new(),
            apart: BTreeMap::new(),
            files: 0,
            forged: false,
            lies,
            forgetful: false,
            bug: plan.bug,
            steps: 0,
            story,
        };
        town.tell(&format!("{count} people{}", if lies { ", and somebody on the line who lies" } else { "" }));
        town.bring_together(0, 1);
        if count > 3 {
            town.bring_together(2, 3);
        }
        if let Some(bug) = town.bug {
            town.people.iter().for_each(|person| bug.put_into(&person.phone().folder));
        }
        town
    }

    fn bring_together(&mut self, a: usize, b: usize) {
        let [one, other] = self.people.get_disjoint_mut([a, b]).expect("two people");
        let [one, other] = [one, other].map(|person| person.phone.as_mut().expect("it is put back at once"));
        let space = self.world.bring_together(one, other);
        self.found(space, [b, a]);
    }

    /// Two people are a pair from now on.
    pub(super) fn found(&mut self, space: SpaceId, people: [usize; 2]) {
        let n = self.pairs.len();
        self.tell(&format!("p{} and p{} are pair {n}", people[0], people[1]));
        self.pairs.push(Pair {
            space,
            people,
            shelf: Shelf::new(format!("zqpair{n}x")),
            left: Vec::new(),
            torn: false,
        });
    }

    /// A line of the story.
    pub(super) fn tell(&self, what: &str) {
        let ms = self.world.clock.now() - START_MS;
        let (days, minutes) = (ms / 86_400_000, ms % 86_400_000 / 60_000);
        let line = format!("{:>4}  day {days} {:02}:{:02}  {what}", self.steps, minutes / 60, minutes % 60);
        self.story.tell(line);
    }

    pub(super) fn chance(&self, n: usize) -> usize {
        self.world.seed.below(n)
    }

    /// Somewhere this person can write: half of the time a pair's space.
    pub(super) fn somewhere(&self, who: usize) -> Where {
        match (self.chance(4), self.pair_of(who)) {
            (1.., Some(pair)) => Where::Pair(pair),
            _ => Where::Own,
        }
    }

    /// One of the pairs this person is in.
    pub(super) fn pair_of(&self, who: usize) -> Option<usize> {
        let theirs: Vec<usize> = (0..self.pairs.len()).filter(|n| self.pairs[*n].has(who)).collect();
        (!theirs.is_empty()).then(|| theirs[self.chance(theirs.len())])
    }

    pub(super) fn place(&self, at: Where) -> Place {
        match at {
            Where::Own => Place::Private,
            Where::Pair(n) => Place::In(self.pairs[n].space),
        }
    }

    /// Somebody, what stands where they write, and the world around them.
    pub(super) fn at(&mut self, who: usize, at: Where) -> (&World, &mut Node, &mut Shelf) {
        let person = &mut self.people[who];
        let node = &mut person.phone.as_mut().expect("it is put back at once").node;
        let shelf = match at {
            Where::Own => &mut person.own,
            Where::Pair(n) => &mut self.pairs[n].shelf,
        };
        (&self.world, node, shelf)
    }

    /// What this person typed is in their journal.
    pub(super) fn journalled(&mut self, who: usize) {
        self.people[who].own.journalled(who);
        self.pairs.iter_mut().for_each(|pair| pair.shelf.journalled(who));
    }

    /// Their process ends and begins again; in between something may happen to
    /// the files.
    pub(super) fn dies(&mut self, who: usize, act: impl FnOnce(&Path)) {
        self.people[who].own.lost(who);
        self.pairs.iter_mut().for_each(|pair| pair.shelf.lost(who));
        let person = &mut self.people[who];
        person.screens.clear();
        person.way.forget();
        let phone = person.phone.take().expect("it is put back at once");
        person.phone = Some(self.world.behind_its_back(phone, act));
    }

    /// Does something while the relay is the one that this person is shown.
    pub(super) fn as_shown_to<T>(&mut self, who: usize, act: impl FnOnce(&mut Self) -> T) -> T {
        let Some(shown) = self.apart.remove(&who) else { return act(self) };
        let common = std::mem::replace(&mut self.world.relay, shown);
        let done = act(self);
        let shown = std::mem::replace(&mut self.world.relay, common);
        self.apart.insert(who, shown);
        done
    }

    /// A digest of all that is stored.
    pub(super) fn rows(&self) -> String {
        let mut all = Sha256::new();
        for person in &self.people {
            let reader = person.phone().node.reader().expect("a reader");
            all.update(look::dump(reader.conn(), &[]));
        }
        let digest: [u8; 32] = all.finalize().into();
        digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }

    /// The relay's operator gives everybody a word to open spaces with.
    pub(super) fn hand_out_tokens(&mut self) {
        for node in self.people.iter_mut().flat_map(Resident::nodes) {
            let token = self.world.token();
            node.agree_to_relay(&self.world.origin, RelayTrust::default(), Some(token)).expect("agreed");
        }
    }
}

impl std::fmt::Display for Where {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Own => f.write_str("for themselves"),
            Self::Pair(n) => write!(f, "in pair {n}"),
        }
    }
}

/// What a rule refuses, or what is not here yet, is not done; all else has to work.
pub(super) fn done<T>(result: NodeResult<T>) -> Option<T> {
    match result {
        Ok(done) => Some(done),
        Err(NodeError::Rule(_) | NodeError::NotFound(_) | NodeError::Membership(_)) => None,
        Err(error) => panic!("a command failed: {error:?}"),
    }
}

/// How a line of the story says whether something was done.
pub(super) const fn whether(done: bool) -> &'static str {
    if done { "" } else { ": refused" }
}
