//! Runs something that may panic, such as Automerge on a change that somebody
//! tampered with. A panic becomes a value.
//!
//! The message of such a panic can hold what people wrote; it is never
//! printed, kept or passed on. Only the place in the source is.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

thread_local! {
    static QUIET: Cell<u32> = const { Cell::new(0) };
    static PLACE: RefCell<Option<Panicked>> = const { RefCell::new(None) };
}

static HOOK: Once = Once::new();

/// Something panicked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Panicked {
    /// The file of the source, without its folders.
    pub file: String,
    pub line: u32,
}

impl fmt::Display for Panicked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a panic at {}:{}", self.file, self.line)
    }
}

/// Puts a hook before the present panic hook that says nothing about panics
/// while a change is tried and hands on all others. Done by itself at the first
/// trial; a program that sets a hook of its own calls this afterwards.
pub fn install() {
    HOOK.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if QUIET.try_with(Cell::get).unwrap_or(0) == 0 {
                before(info);
            } else {
                let at = info.location().map(|at| Panicked {
                    file: at.file().rsplit(['/', '\\']).next().unwrap_or_default().to_owned(),
                    line: at.line(),
                });
                let _ = PLACE.try_with(|place| place.try_borrow_mut().map(|mut place| *place = at));
            }
        }));
    });
}

/// Runs something; a panic inside is not printed and comes back as a value.
/// What was being changed must not be used after a panic: work on a copy.
pub(crate) fn catch<T>(run: impl FnOnce() -> T) -> Result<T, Panicked> {
    install();
    let _quiet = Quiet::begin();
    catch_unwind(AssertUnwindSafe(run)).map_err(|payload| {
        drop(payload);
        PLACE.take().unwrap_or_default()
    })
}

/// Counts, so that one may stand inside another.
struct Quiet;

impl Quiet {
    fn begin() -> Self {
        QUIET.with(|quiet| quiet.set(quiet.get() + 1));
        Self
    }
}

impl Drop for Quiet {
    fn drop(&mut self) {
        QUIET.with(|quiet| quiet.set(quiet.get().saturating_sub(1)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_value_and_the_next_one_is_loud_again() {
        assert_eq!(catch(|| 7), Ok(7));
        let caught = catch(|| -> u8 { panic!("secret {}", "words") }).unwrap_err();
        assert_eq!(caught.file, "quiet.rs");
        assert!(!format!("{caught} {caught:?}").contains("secret"));
        let nested = catch(|| (catch(|| panic!("inner")).is_err(), QUIET.with(Cell::get)));
        assert_eq!(nested, Ok((true, 1)));
        assert_eq!(QUIET.with(Cell::get), 0);
    }
}
