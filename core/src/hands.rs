//! Work of the node that is shared out among the cores of the device.

use rapport_node::ports::{Hands, Work};

/// A thread for each piece, the last one on the calling thread.
pub(crate) struct Threads;

impl Hands for Threads {
    fn share(&self, mut work: Vec<Work<'_>>) {
        let own = work.pop();
        std::thread::scope(|scope| {
            let spawn = |one| std::thread::Builder::new().name("rapport-open".to_owned()).spawn_scoped(scope, one);
            // What no thread could be had for is done in its turn by whoever shared it out, and so is
            // what panicked: there it is caught.
            let threads: Vec<_> = work.into_iter().filter_map(|one| spawn(one).ok()).collect();
            if let Some(own) = own {
                own();
            }
            for thread in threads {
                let _ = thread.join();
            }
        });
    }
}
