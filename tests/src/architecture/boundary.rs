//! What crosses to other languages.

use super::obeyed;
use super::repository::FILES;

/// Across the boundary a panic would be an error that no shell can name.
#[test]
fn every_call_that_answers_at_once_is_guarded() {
    let mut broken = Vec::new();
    for file in FILES.iter().filter(|file| file.path.starts_with("bindings/ffi/src/") && file.path.ends_with(".rs")) {
        let lines: Vec<&str> = file.text.lines().collect();
        for (nth, line) in lines.iter().enumerate() {
            if line.trim_start().starts_with("pub fn ") && line.contains("&self") && line.contains("Failure>") {
                let body = lines.get(nth + 1).map(|next| next.trim_start()).unwrap_or_default();
                if !body.starts_with("self.core.guarded(") && !body.starts_with("rapport_core::guarded(") {
                    broken.push(format!("{}:{}: {}", file.path, nth + 1, line.trim()));
                }
            }
        }
    }
    obeyed("Put its body into `guarded`, or make it `async`.", broken);
}
