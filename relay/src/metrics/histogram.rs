//! How long things take, in a handful of buckets.

use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

/// Upper ends in microseconds.
const ENDS: [u64; 9] = [250, 1_000, 2_500, 5_000, 10_000, 50_000, 250_000, 1_000_000, 5_000_000];

#[derive(Default)]
pub(super) struct Histogram {
    buckets: [AtomicU64; ENDS.len() + 1],
    sum_us: AtomicU64,
}

impl Histogram {
    pub(super) fn observe(&self, took: Duration) {
        let us = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let at = ENDS.iter().position(|end| us <= *end).unwrap_or(ENDS.len());
        if let Some(bucket) = self.buckets.get(at) {
            bucket.fetch_add(1, Relaxed);
        }
        self.sum_us.fetch_add(us, Relaxed);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.buckets.iter().all(|bucket| bucket.load(Relaxed) == 0)
    }

    /// `label` may be empty.
    pub(super) fn write(&self, out: &mut String, name: &str, label: &str) {
        let comma = if label.is_empty() { "" } else { "," };
        let mut total = 0;
        for (n, bucket) in self.buckets.iter().enumerate() {
            total += bucket.load(Relaxed);
            let end = ENDS.get(n).map_or_else(|| String::from("+Inf"), |us| seconds(*us));
            let _ = writeln!(out, "{name}_bucket{{{label}{comma}le=\"{end}\"}} {total}");
        }
        let labels = if label.is_empty() { String::new() } else { format!("{{{label}}}") };
        let _ = writeln!(out, "{name}_sum{labels} {}", seconds(self.sum_us.load(Relaxed)));
        let _ = writeln!(out, "{name}_count{labels} {total}");
    }
}

/// Microseconds as seconds, without rounding.
fn seconds(us: u64) -> String {
    format!("{}.{:06}", us / 1_000_000, us % 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_add_up() {
        let histogram = Histogram::default();
        assert!(histogram.is_empty());
        for us in [1, 250, 251, 60_000_000] {
            histogram.observe(Duration::from_micros(us));
        }
        let mut text = String::new();
        histogram.write(&mut text, "x_seconds", "call=\"pull\"");
        assert!(text.contains("x_seconds_bucket{call=\"pull\",le=\"0.000250\"} 2\n"), "{text}");
        assert!(text.contains("x_seconds_bucket{call=\"pull\",le=\"0.001000\"} 3\n"), "{text}");
        assert!(text.contains("x_seconds_bucket{call=\"pull\",le=\"+Inf\"} 4\n"), "{text}");
        assert!(text.ends_with("x_seconds_sum{call=\"pull\"} 60.000502\nx_seconds_count{call=\"pull\"} 4\n"), "{text}");
    }
}
