//! A network between a phone and its relay that does not keep its word.

use crate::world::World;
use crate::world::carry::Carrier;
use rapport_node::{Answer, Call, CallFailed, Node, Request};

/// Answers on their way. It loses, repeats, delays and reorders.
#[derive(Default)]
pub(crate) struct Lossy {
    late: Vec<(u64, Result<Answer, CallFailed>)>,
}

impl Lossy {
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
