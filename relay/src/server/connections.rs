//! How many connections there are, in all and from one address.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub(super) struct Connections {
    counts: Mutex<(usize, HashMap<IpAddr, usize>)>,
    max: usize,
    max_per_address: usize,
}

/// One connection; dropping it makes room.
pub(super) struct Seat {
    of: Arc<Connections>,
    address: IpAddr,
}

impl Connections {
    pub(super) fn new(max: usize, max_per_address: usize) -> Arc<Self> {
        Arc::new(Self { counts: Mutex::default(), max, max_per_address })
    }

    fn lock(&self) -> MutexGuard<'_, (usize, HashMap<IpAddr, usize>)> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn take(self: &Arc<Self>, address: IpAddr) -> Option<Seat> {
        let mut counts = self.lock();
        let mine = counts.1.get(&address).copied().unwrap_or(0);
        if counts.0 >= self.max || mine >= self.max_per_address {
            return None;
        }
        counts.0 += 1;
        counts.1.insert(address, mine + 1);
        Some(Seat { of: Arc::clone(self), address })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut counts = self.of.lock();
        counts.0 -= 1;
        if let Some(mine) = counts.1.get_mut(&self.address) {
            *mine -= 1;
            if *mine == 0 {
                counts.1.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seats_are_counted_and_given_back() {
        let connections = Connections::new(3, 2);
        let (a, b) = (IpAddr::from([10, 0, 0, 1]), IpAddr::from([10, 0, 0, 2]));
        let first = connections.take(a).unwrap();
        let _second = connections.take(a).unwrap();
        assert!(connections.take(a).is_none());
        let _third = connections.take(b).unwrap();
        assert!(connections.take(b).is_none());
        drop(first);
        assert!(connections.take(a).is_some());
        assert_eq!(connections.lock().1.len(), 2);
    }
}
