//! How often: an allowance refills steadily up to a burst. In memory and
//! bounded; when too many are counted at once all begin anew.

use std::collections::HashMap;
use std::net::IpAddr;

/// So many a second in the long run, so many at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// 0 means without bound.
    pub per_second: u32,
    pub burst: u32,
}

impl Allowance {
    pub const UNBOUNDED: Self = Self { per_second: 0, burst: 0 };
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Who {
    /// An address; of IPv6 the network that one household has.
    Address([u8; 8]),
    Session([u8; 16]),
    LiveOfSession([u8; 16]),
    LiveOfSpace([u8; 16]),
}

impl From<IpAddr> for Who {
    fn from(address: IpAddr) -> Self {
        let mut key = [0; 8];
        match address.to_canonical() {
            IpAddr::V4(v4) => key[4..].copy_from_slice(&v4.octets()),
            IpAddr::V6(v6) => key.copy_from_slice(&v6.octets()[..8]),
        }
        Self::Address(key)
    }
}

pub(crate) struct Rates {
    /// Microseconds since 1970 at which the allowance is whole again.
    whole_at: HashMap<Who, i64>,
    max: usize,
}

impl Rates {
    pub(crate) fn new(max: usize) -> Self {
        Self { whole_at: HashMap::new(), max: max.max(1) }
    }

    /// Takes `cost` from an allowance, or says in how many seconds there is enough.
    pub(crate) fn take(&mut self, who: Who, allowance: Allowance, cost: u32, now_ms: i64) -> Result<(), u64> {
        if allowance.per_second == 0 {
            return Ok(());
        }
        let now = now_ms.saturating_mul(1000);
        let each = 1_000_000 / i64::from(allowance.per_second);
        let full = each * i64::from(allowance.burst.max(1));
        // A clock that was set back must not lock anybody out for longer than a full refill.
        let whole = self.whole_at.get(&who).copied().unwrap_or(now).clamp(now, now.saturating_add(full));
        let after = whole.saturating_add(each * i64::from(cost));
        let late = after.saturating_sub(now).saturating_sub(full);
        if late > 0 && whole > now {
            return Err(u64::try_from(late).unwrap_or(0).div_ceil(1_000_000));
        }
        if self.whole_at.len() >= self.max {
            self.whole_at.retain(|_, whole| *whole > now);
            if self.whole_at.len() >= self.max {
                self.whole_at.clear();
            }
        }
        // Who has taken more than there was waits for one full refill, not for longer.
        self.whole_at.insert(who, after.min(now.saturating_add(full)));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIVE: Allowance = Allowance { per_second: 5, burst: 5 };

    #[test]
    fn a_burst_then_steadily() {
        let mut rates = Rates::new(10);
        let who = Who::from(IpAddr::from([127, 0, 0, 1]));
        for _ in 0..5 {
            assert_eq!(rates.take(who, FIVE, 1, 1000), Ok(()));
        }
        assert_eq!(rates.take(who, FIVE, 1, 1000), Err(1));
        assert_eq!(rates.take(who, FIVE, 1, 1199), Err(1));
        assert_eq!(rates.take(who, FIVE, 1, 1200), Ok(()));
        assert_eq!(rates.take(who, FIVE, 1, 1200), Err(1));
        assert_eq!(rates.take(Who::Session([1; 16]), FIVE, 1, 1200), Ok(()));
    }

    #[test]
    fn a_cost_over_the_burst_is_paid_once_and_waited_for() {
        let mut rates = Rates::new(10);
        let who = Who::Session([1; 16]);
        assert_eq!(rates.take(who, FIVE, 50, 0), Ok(()));
        assert_eq!(rates.take(who, FIVE, 1, 0), Err(1), "the debt is never larger than a full refill");
        assert_eq!(rates.take(who, FIVE, 1, 1000), Ok(()));
    }

    #[test]
    fn a_clock_set_back_locks_nobody_out() {
        let mut rates = Rates::new(10);
        let who = Who::Session([1; 16]);
        assert_eq!(rates.take(who, FIVE, 1, 1_000_000), Ok(()));
        assert_eq!(rates.take(who, FIVE, 1, 0), Err(1));
        assert_eq!(rates.take(who, FIVE, 1, 1000), Err(1));
        rates.whole_at.remove(&who);
        assert_eq!(rates.take(who, FIVE, 1, 0), Ok(()));
    }

    #[test]
    fn memory_is_bounded() {
        let mut rates = Rates::new(100);
        for n in 0..10_000u128 {
            let _ = rates.take(Who::Session(n.to_be_bytes()), FIVE, 1, 0);
            assert!(rates.whole_at.len() <= 100);
        }
    }

    #[test]
    fn one_household_is_one_address() {
        let of = |text: &str| Who::from(text.parse::<IpAddr>().unwrap());
        assert_eq!(of("2001:db8::1"), of("2001:db8::ffff:1"));
        assert_ne!(of("2001:db8::1"), of("2001:db8:0:1::1"));
        assert_eq!(of("::ffff:10.0.0.1"), of("10.0.0.1"));
        assert_ne!(of("10.0.0.2"), of("10.0.0.1"));
    }
}
