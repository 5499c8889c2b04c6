//! A network between a phone and its relay that does not keep its word.

use crate::world::World;
use crate::world::carry::Carrier;
use rapport_ids::RecordId;
use rapport_node::{Answer, Call, CallFailed, Code, Node, Request};
use rapport_wire::relay::{ControlConflict, RecordPage, RelayProblem};

/// Answers on their way. By default it loses, repeats, delays and reorders; one
/// that lies also answers what the relay did not say.
#[derive(Default)]
pub(crate) struct Lossy {
    late: Vec<(u64, Result<Answer, CallFailed>)>,
    lies: bool,
    /// So many operations still come too late, whatever the relay did with them.
    storm: usize,
}

/// What a relay, or somebody before it, can say instead of an answer.
const REFUSALS: [Code; 10] = [
    Code::Malformed,
    Code::TooLarge,
    Code::SessionNeeded,
    Code::NotAllowed,
    Code::NotFound,
    Code::Conflict,
    Code::Gone,
    Code::TooMany,
    Code::OverQuota,
    Code::Unavailable,
];

impl Lossy {
    /// One that lies, too.
    pub(crate) fn lying() -> Self {
        Self { lies: true, ..Self::default() }
    }

    /// The way of a phone whose process has ended: nothing waits for it.
    pub(crate) fn forget(&mut self) {
        self.late.clear();
    }

    /// From here on so many operations come too late, as the relay says.
    pub(crate) const fn storm(&mut self, operations: usize) {
        self.storm = operations;
    }

    /// A little traffic: some of it arrives.
    pub(crate) fn carry(&mut self, world: &World, node: &mut Node) {
        if world.seed.below(2) == 0 {
            node.sync_now().expect("sync begins");
        }
        for _ in 0..=world.seed.below(12) {
            if !self.late.is_empty() && world.seed.below(3) == 0 {
                let (id, answer) = self.late.swap_remove(world.seed.below(self.late.len()));
                let next = node.answer(id, answer).expect("a healthy disk");
                self.ask_all(world, node, next.into_iter().collect());
            }
            let requests = node.requests().expect("a healthy disk");
            if requests.is_empty() && self.late.is_empty() {
                return;
            }
            self.ask_all(world, node, requests);
        }
    }

    fn ask_all(&mut self, world: &World, node: &mut Node, mut waiting: Vec<Request>) {
        let carrier = Carrier::new(&world.relay);
        while !waiting.is_empty() {
            let Request { id, call, .. } = waiting.swap_remove(world.seed.below(waiting.len()));
            if self.storm > 0 && matches!(call, Call::Control { .. }) {
                self.storm -= 1;
                let late = match world.seed.below(2) {
                    // It acted, and says that it did not.
                    0 => came_second(world, carrier.ask(&call)),
                    _ => Err(CallFailed::Refused(RelayProblem::new(Code::ControlConflict, "no"))),
                };
                waiting.extend(node.answer(id, late).expect("a healthy disk"));
                continue;
            }
            if self.lies && world.seed.below(4) == 0 {
                let lie = lie(world, carrier.ask(&call), &call);
                waiting.extend(node.answer(id, lie).expect("a healthy disk"));
                continue;
            }
            let answer = match world.seed.below(20) {
                // The request is lost.
                0..3 => Err(CallFailed::Unreachable),
                // The relay acts, and the answer is lost.
                3..6 => {
                    let _ = carrier.ask(&call);
                    Err(CallFailed::Unreachable)
                }
                // It arrives twice.
                6..8 => {
                    let _ = carrier.ask(&call);
                    carrier.ask(&call)
                }
                // The answer takes its time.
                8..10 => {
                    self.late.push((id, carrier.ask(&call)));
                    continue;
                }
                10..12 => carrier.ask(&call).map(|answer| reordered(world, answer)),
                12 if matches!(call, Call::Pull { .. }) => again_from_the_start(&carrier, &call),
                _ => carrier.ask(&call),
            };
            waiting.extend(node.answer(id, answer).expect("a healthy disk"));
        }
    }

    /// Everything that is on its way arrives.
    pub(crate) fn deliver_all(&mut self, world: &World, node: &mut Node) {
        let carrier = Carrier::new(&world.relay);
        let mut late = std::mem::take(&mut self.late);
        while let Some((id, answer)) = late.pop() {
            if let Some(Request { id, call, .. }) = node.answer(id, answer).expect("a healthy disk") {
                late.push((id, carrier.ask(&call)));
            }
        }
    }
}

/// The records of a page in another order.
fn reordered(world: &World, answer: Answer) -> Answer {
    let Answer::Page(mut page) = answer else { return answer };
    for last in (1..page.records.len()).rev() {
        page.records.swap(last, world.seed.below(last + 1));
    }
    Answer::Page(page)
}

/// A page that was fetched before.
fn again_from_the_start(carrier: &Carrier<'_>, call: &Call) -> Result<Answer, CallFailed> {
    let mut call = call.clone();
    if let Call::Pull { after, .. } = &mut call {
        *after = 0;
    }
    carrier.ask(&call)
}

/// Something else than the answer.
fn lie(world: &World, answer: Result<Answer, CallFailed>, call: &Call) -> Result<Answer, CallFailed> {
    match answer {
        Ok(Answer::Page(page)) if world.seed.below(3) > 0 => Ok(Answer::Page(tampered(world, page))),
        stored @ Ok(Answer::ControlStored(_)) if matches!(call, Call::Control { .. }) => came_second(world, stored),
        _ if world.seed.below(4) == 0 => Err(CallFailed::Garbage("nonsense")),
        _ => {
            let code = REFUSALS[world.seed.below(REFUSALS.len())];
            Err(CallFailed::Refused(RelayProblem::new(code, "no")))
        }
    }
}

/// Another operation was first, as the relay says.
fn came_second(world: &World, answer: Result<Answer, CallFailed>) -> Result<Answer, CallFailed> {
    let Ok(Answer::ControlStored(stored)) = answer else { return answer };
    let conflict = ControlConflict {
        code: Code::ControlConflict,
        detail: String::new(),
        control_head: RecordId::new(world.seed.bytes()),
        place: stored.place,
    };
    Ok(Answer::ControlConflict(conflict))
}

/// A page that somebody had in their hands.
fn tampered(world: &World, mut page: RecordPage) -> RecordPage {
    let seed = &world.seed;
    if page.records.is_empty() {
        page.place.head = u64::MAX;
        return page;
    }
    let which = seed.below(page.records.len());
    match seed.below(4) {
        0 => {
            page.records.remove(which);
        }
        1 => {
            let frame = &mut page.records[which].frame;
            frame.truncate(seed.below(frame.len().max(1)));
        }
        2 => {
            let frame = &mut page.records[which].frame;
            if !frame.is_empty() {
                let at = seed.below(frame.len());
                frame[at] ^= 1 << seed.below(8);
            }
        }
        _ => page.records.truncate(which),
    }
    page
}
