//! The one thread that writes. What waits while it waits for the disk is
//! committed together next time, so many clients cost few waits.

use crate::refusal::{Answer, Refusal};
use crate::service::{Act, Job, Pending, Service};
use std::thread::JoinHandle;
use tokio::sync::{mpsc, oneshot};

/// Calls that may wait; more wait where they came from.
const WAITING: usize = 1024;
/// Calls in one commit.
const TOGETHER: usize = 256;

pub(crate) struct Writer {
    queue: mpsc::Sender<Box<dyn Job>>,
}

impl Writer {
    pub(crate) fn start(service: Service) -> std::io::Result<(Self, JoinHandle<()>)> {
        let (queue, mut waiting) = mpsc::channel::<Box<dyn Job>>(WAITING);
        let thread = std::thread::Builder::new().name(String::from("relay-writer")).spawn(move || {
            let mut jobs = Vec::with_capacity(TOGETHER);
            while let Some(first) = waiting.blocking_recv() {
                jobs.push(first);
                while jobs.len() < TOGETHER {
                    let Ok(next) = waiting.try_recv() else { break };
                    jobs.push(next);
                }
                let mut group: Vec<&mut dyn Job> = jobs.iter_mut().map(|job| &mut **job as &mut dyn Job).collect();
                service.commit_group(&mut group);
                jobs.clear();
            }
        })?;
        Ok((Self { queue }, thread))
    }

    /// Whether the thread is there to write.
    pub(crate) fn is_alive(&self) -> bool {
        !self.queue.is_closed()
    }

    /// The answer comes when the commit is on the disk. A caller who goes away
    /// does not take the call back.
    pub(crate) async fn commit<A: Act>(&self, act: A) -> Answer<A::Answer> {
        let (reply, answer) = oneshot::channel();
        let job = Pending::new(act, move |got| {
            let _ = reply.send(got);
        });
        self.queue.send(Box::new(job)).await.map_err(|_| Refusal::stopping())?;
        answer.await.map_err(|_| Refusal::stopping())?
    }
}
