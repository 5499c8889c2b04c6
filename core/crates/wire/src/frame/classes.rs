//! Several sorts of records at once: what a reader asks for.

use super::Class;
use crate::codec::{Malformed, Problem};

/// A set of classes. As text the names in order with commas between:
/// `control,share,notice`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Classes(u8);

impl Classes {
    pub const NONE: Self = Self(0);
    /// What a relay stores: everything but live.
    pub const STORED: Self =
        Self::NONE.with(Class::Log).with(Class::Control).with(Class::Snapshot).with(Class::Chunk).with_open();
    /// What a session with a former key may read.
    pub const FORMER: Self = Self::NONE.with(Class::Control).with_open();

    const fn with_open(self) -> Self {
        self.with(Class::Share).with(Class::Notice)
    }

    #[must_use]
    pub const fn with(self, class: Class) -> Self {
        Self(self.0 | 1 << class.byte())
    }

    pub const fn has(self, class: Class) -> bool {
        self.0 & 1 << class.byte() != 0
    }

    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether everything in here is also in `other`.
    pub const fn within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    pub fn iter(self) -> impl Iterator<Item = Class> {
        Class::ALL.into_iter().filter(move |class| self.has(*class))
    }
}

impl FromIterator<Class> for Classes {
    fn from_iter<T: IntoIterator<Item = Class>>(classes: T) -> Self {
        classes.into_iter().fold(Self::NONE, Self::with)
    }
}

impl std::fmt::Display for Classes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (n, class) in self.iter().enumerate() {
            if n > 0 {
                f.write_str(",")?;
            }
            f.write_str(class.name())?;
        }
        Ok(())
    }
}

impl std::fmt::Debug for Classes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "classes {self}")
    }
}

impl std::str::FromStr for Classes {
    type Err = Malformed;
    fn from_str(text: &str) -> Result<Self, Malformed> {
        text.split(',')
            .map(|name| {
                Class::ALL.into_iter().find(|c| c.name() == name).ok_or(Malformed::new("class", Problem::Value))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_back() {
        let asked: Classes = "control,share".parse().unwrap();
        assert!(asked.has(Class::Control) && asked.has(Class::Share) && !asked.has(Class::Log));
        assert_eq!(asked.to_string(), "control,share");
        assert!(asked.within(Classes::FORMER) && !Classes::STORED.within(Classes::FORMER));
        assert_eq!(Classes::STORED.to_string(), "log,control,snapshot,chunk,share,notice");
        for class in Class::ALL {
            assert_eq!(Classes::FORMER.has(class), class.open_to_former_keys());
            assert_eq!(Classes::STORED.has(class), class != Class::Live);
        }
    }

    #[test]
    fn an_unknown_name_is_refused() {
        for bad in ["", "log,", "LOG", "1", "log,from-the-future"] {
            assert_eq!(bad.parse::<Classes>(), Err(Malformed::new("class", Problem::Value)), "{bad}");
        }
    }
}
