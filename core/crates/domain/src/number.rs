//! Numbers people measure with: exact to a thousandth, never a fraction of a
//! machine, never "not a number".

use crate::rules::Problem;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// What stands between a number and its parts where a person lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecimalMark {
    /// 12.5, and 1,250 for more than a thousand.
    Point,
    /// 12,5, and 1.250 for more than a thousand.
    Comma,
}

impl DecimalMark {
    /// The mark, and the sign that may stand between thousands instead.
    const fn signs(self) -> (char, char) {
        match self {
            Self::Point => ('.', ','),
            Self::Comma => (',', '.'),
        }
    }
}

/// An amount with up to three decimal places: 12.5 km, 3 applications.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(i64);

impl Quantity {
    /// The largest amount, and the smallest below zero, in whole units.
    pub const LIMIT: i64 = 1_000_000_000_000;
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// One whole unit.
    pub const ONE: Self = Self(1000);

    /// From whole units.
    ///
    /// # Errors
    /// Beyond [`Self::LIMIT`].
    pub const fn whole(units: i64) -> Result<Self, Problem> {
        if units < -Self::LIMIT || units > Self::LIMIT {
            return Err(Self::OUT_OF_RANGE);
        }
        Ok(Self(units * 1000))
    }

    /// From thousandths of a unit.
    ///
    /// # Errors
    /// Beyond [`Self::LIMIT`].
    pub const fn thousandths(thousandths: i64) -> Result<Self, Problem> {
        if thousandths < -Self::LIMIT * 1000 || thousandths > Self::LIMIT * 1000 {
            return Err(Self::OUT_OF_RANGE);
        }
        Ok(Self(thousandths))
    }

    /// Reads what a person typed: with the decimal mark of where they live, and
    /// thousands in groups of three, or in none. `1.250` is thus either more
    /// than a thousand or a little more than one, and never taken for the other.
    ///
    /// # Errors
    /// No number as it is written there, too fine, or beyond [`Self::LIMIT`].
    pub fn typed(text: &str, mark: DecimalMark) -> Result<Self, Problem> {
        let (mark, other) = mark.signs();
        let text = text.trim();
        let (whole, decimals) = text.split_once(mark).map_or((text, None), |(whole, rest)| (whole, Some(rest)));
        if decimals.is_some_and(|rest| rest.contains(['.', ','])) {
            return Err(Problem::NotANumber);
        }
        let between = |sign: char| sign == other || matches!(sign, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '\u{2019}');
        let mut groups = whole.split(between);
        let first = groups.next().unwrap_or_default();
        let mut plain = first.to_owned();
        let leads = first.trim_start_matches(['-', '\u{2212}', '+']);
        for group in groups {
            if !(1..=3).contains(&leads.len()) || leads.starts_with('0') || group.len() != 3 {
                return Err(Problem::NotANumber);
            }
            plain.push_str(group);
        }
        if let Some(decimals) = decimals {
            plain.push('.');
            plain.push_str(decimals);
        }
        plain.parse()
    }

    /// Reads what was typed where nobody knows the decimal mark: either one
    /// will do, as long as it makes no difference.
    ///
    /// # Errors
    /// As [`Self::typed`]; and [`Problem::Ambiguous`] for `1.250`, which is two
    /// different numbers in two countries.
    pub fn typed_anywhere(text: &str) -> Result<Self, Problem> {
        match (Self::typed(text, DecimalMark::Point), Self::typed(text, DecimalMark::Comma)) {
            (Ok(one), Ok(other)) if one != other => {
                // Only three decimals can be taken for thousands, so four say what is meant.
                let plainly = |read: Self| if read.0 % 10 == 0 { read.to_string() } else { format!("{read}0") };
                Err(Problem::Ambiguous { large: plainly(one.max(other)), small: plainly(one.min(other)) })
            }
            (Ok(read), _) | (_, Ok(read)) => Ok(read),
            (Err(Problem::NotANumber), Err(problem)) | (Err(problem), Err(_)) => Err(problem),
        }
    }

    /// As it is written where `mark` is the decimal mark, in its shortest form
    /// and without groups: `-3`, `12,5`. [`Self::typed`] reads it.
    pub fn written(self, mark: DecimalMark) -> String {
        self.to_string().replace('.', mark.signs().0.encode_utf8(&mut [0; 4]))
    }

    /// In thousandths of a unit.
    pub const fn in_thousandths(self) -> i64 {
        self.0
    }

    const OUT_OF_RANGE: Problem = Problem::OutOfRange { min: -Self::LIMIT, max: Self::LIMIT };
}

impl fmt::Display for Quantity {
    /// Shortest form with a point: `-3`, `12.5`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, rest) = (self.0.unsigned_abs() / 1000, self.0.unsigned_abs() % 1000);
        if rest == 0 {
            return write!(f, "{sign}{whole}");
        }
        let decimals = format!("{rest:03}");
        write!(f, "{sign}{whole}.{}", decimals.trim_end_matches('0'))
    }
}

impl std::str::FromStr for Quantity {
    type Err = Problem;

    /// Reads digits with one decimal point or comma; no grouping, no exponent.
    fn from_str(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        let (negative, digits) = match text.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, decimals) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
        let is_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !is_digits(whole) || !is_digits(decimals) || digits.ends_with(['.', ',']) {
            return Err(Problem::NotANumber);
        }
        let decimals = decimals.trim_end_matches('0');
        if decimals.len() > 3 {
            return Err(Problem::TooFine { places: 3 });
        }
        let whole: i64 = whole.parse().map_err(|_| Self::OUT_OF_RANGE)?;
        let rest: i64 = format!("{decimals:0<3}").parse().map_err(|_| Problem::NotANumber)?;
        let size = whole.checked_mul(1000).and_then(|w| w.checked_add(rest)).ok_or(Self::OUT_OF_RANGE)?;
        Self::thousandths(if negative { -size } else { size })
    }
}

impl Serialize for Quantity {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        crate::text::from_text(from)
    }
}

/// A share in thousandths: 0 is nothing, 1000 is all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct PerMille(u16);

impl PerMille {
    /// Nothing of it.
    pub const NONE: Self = Self(0);
    /// One half.
    pub const HALF: Self = Self(500);
    /// All of it.
    pub const ALL: Self = Self(1000);

    /// # Errors
    /// Over 1000.
    pub const fn new(per_mille: u16) -> Result<Self, Problem> {
        if per_mille > 1000 {
            return Err(Problem::OutOfRange { min: 0, max: 1000 });
        }
        Ok(Self(per_mille))
    }

    /// How much of `whole` is `part`, rounded down, kept between nothing and
    /// all. A whole of zero or less gives nothing.
    pub fn of(part: i128, whole: i128) -> Self {
        if whole <= 0 || part <= 0 {
            return Self::NONE;
        }
        if part >= whole {
            return Self::ALL;
        }
        // Both are far below 2^100: amounts are limited, so this cannot overflow.
        Self(u16::try_from(part.saturating_mul(1000) / whole).unwrap_or(1000))
    }

    /// In thousandths, 0 to 1000.
    pub const fn get(self) -> u16 {
        self.0
    }

    /// Whole hundredths, rounded down.
    pub const fn percent(self) -> u16 {
        self.0 / 10
    }
}

impl<'de> Deserialize<'de> for PerMille {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::new(u16::deserialize(from)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_as_people_write_them() {
        for (given, written) in
            [("3", "3"), (" 12,50 ", "12.5"), ("+0.125", "0.125"), ("-7.1000", "-7.1"), ("\u{2212}2", "-2"), ("0", "0")]
        {
            assert_eq!(given.parse::<Quantity>().unwrap().to_string(), written, "{given}");
        }
    }

    #[test]
    fn what_is_not_a_number_says_why() {
        for given in ["", "-", ".5", "5.", "1e9", "NaN", "inf", "1.000,5", "١٢", "0x10", "1 000"] {
            assert_eq!(given.parse::<Quantity>(), Err(Problem::NotANumber), "{given}");
        }
        assert_eq!("1.0001".parse::<Quantity>(), Err(Problem::TooFine { places: 3 }));
        for given in ["1000000000001", "-1000000000000.001", "99999999999999999999999"] {
            let limits = Problem::OutOfRange { min: -Quantity::LIMIT, max: Quantity::LIMIT };
            assert_eq!(given.parse::<Quantity>(), Err(limits), "{given}");
        }
    }

    #[test]
    fn the_largest_and_the_smallest() {
        let limits = Problem::OutOfRange { min: -Quantity::LIMIT, max: Quantity::LIMIT };
        for units in [Quantity::LIMIT, -Quantity::LIMIT] {
            assert_eq!(Quantity::whole(units).map(Quantity::in_thousandths), Ok(units * 1000));
            assert_eq!(Quantity::whole(units + units.signum()), Err(limits.clone()));
            assert_eq!(Quantity::thousandths(units * 1000 + units.signum()), Err(limits.clone()));
        }
        assert_eq!(PerMille::new(1001), Err(Problem::OutOfRange { min: 0, max: 1000 }));
        assert_eq!(serde_json::from_str::<PerMille>("1000").unwrap().percent(), 100);
        assert!(serde_json::from_str::<PerMille>("1001").is_err());
        let shares = [(1, 0), (0, 1), (-1, 5), (1, 3), (2, 3), (3, 3), (9, 3), (1, -3)];
        let shares = shares.map(|(part, whole)| PerMille::of(part, whole).get());
        assert_eq!(shares, [0, 0, 0, 333, 666, 1000, 1000, 0]);
    }

    #[test]
    fn what_was_typed_is_read_as_it_is_written_where_one_lives() {
        let read = |text: &str, mark| Quantity::typed(text, mark).map(Quantity::in_thousandths);
        let (point, comma) = (DecimalMark::Point, DecimalMark::Comma);
        for (text, mark, thousandths) in [
            ("12.5", point, 12_500),
            ("12,5", comma, 12_500),
            ("1.250", point, 1_250),
            ("1.250", comma, 1_250_000),
            ("1,250", point, 1_250_000),
            ("1,250", comma, 1_250),
            ("-12.345,6", comma, -12_345_600),
            ("1\u{2019}250.5", point, 1_250_500),
            ("1\u{202f}250", comma, 1_250_000),
            (" 1250 ", comma, 1_250_000),
            ("0.125", point, 125),
        ] {
            assert_eq!(read(text, mark), Ok(thousandths), "{text}");
        }
        for text in [
            "2.5", "1.25.0", "1250.000", "1.2500", ".250", "1.250.", "1,2,5", "1,2.5", "", ",5", "5,", "1..250",
            "0.125", "-0.125", "1.-25",
        ] {
            assert_eq!(read(text, comma), Err(Problem::NotANumber), "{text}");
        }
        assert_eq!(read("1,0001", comma), Err(Problem::TooFine { places: 3 }));
    }

    #[test]
    fn where_nobody_knows_the_mark_what_could_be_two_numbers_is_refused() {
        let read = |text: &str| Quantity::typed_anywhere(text).map(|read| read.to_string());
        for (text, is) in [
            ("12.5", "12.5"),
            ("12,5", "12.5"),
            ("0.125", "0.125"),
            ("1,250.0", "1250"),
            ("1.2500", "1.25"),
            ("1250", "1250"),
        ] {
            assert_eq!(read(text), Ok(is.to_owned()), "{text}");
        }
        for (text, [large, small]) in
            [("1.250", ["1250", "1.25"]), ("1,125", ["1125", "1.1250"]), ("-1.005", ["-1.0050", "-1005"])]
        {
            let [large, small] = [large, small].map(ToOwned::to_owned);
            assert_eq!(read(text), Err(Problem::Ambiguous { large, small }), "{text}");
        }
        assert_eq!(read("1,0001"), Err(Problem::TooFine { places: 3 }));
        assert_eq!(read("1.2.3"), Err(Problem::NotANumber));
    }

    /// With a sign between thousands, as many print it.
    fn grouped(quantity: Quantity, mark: DecimalMark) -> String {
        let written = quantity.written(mark);
        let (point, between) = mark.signs();
        let (whole, decimals) =
            written.split_once(point).map_or((written.as_str(), ""), |(whole, _)| (whole, &written[whole.len()..]));
        let mut back: String = String::new();
        for (nth, digit) in whole.chars().rev().enumerate() {
            if nth > 0 && nth % 3 == 0 && digit.is_ascii_digit() {
                back.push(between);
            }
            back.push(digit);
        }
        back.chars().rev().collect::<String>() + decimals
    }

    proptest! {
        #[test]
        fn what_is_written_somewhere_is_read_there(thousandths in -1_000_000_000_000_000i64..=1_000_000_000_000_000) {
            let quantity = Quantity::thousandths(thousandths).unwrap();
            for mark in [DecimalMark::Point, DecimalMark::Comma] {
                prop_assert_eq!(Quantity::typed(&quantity.written(mark), mark).unwrap(), quantity);
                let grouped = grouped(quantity, mark);
                prop_assert_eq!(Quantity::typed(&grouped, mark).unwrap(), quantity, "{}", grouped);
            }
        }

        #[test]
        fn what_is_read_anywhere_means_the_same_everywhere(text in "[-+]?[0-9]{1,4}([.,'][0-9]{1,4}){0,3}") {
            let ways = [DecimalMark::Point, DecimalMark::Comma].map(|mark| Quantity::typed(&text, mark).ok());
            match Quantity::typed_anywhere(&text) {
                Ok(read) => prop_assert!(ways.iter().flatten().all(|way| *way == read), "{}", text),
                Err(Problem::Ambiguous { large, small }) => {
                    let [large, small] = [large, small].map(|text| Quantity::typed_anywhere(&text).ok());
                    prop_assert!(large > small && ways.contains(&large) && ways.contains(&small), "{}", text);
                }
                Err(_) => prop_assert_eq!(ways, [None, None]),
            }
        }

        #[test]
        fn any_typed_text_is_read_or_refused(text in "[-+0-9.,' ]{0,12}") {
            for mark in [DecimalMark::Point, DecimalMark::Comma] {
                if let Ok(quantity) = Quantity::typed(&text, mark) {
                    prop_assert!(quantity.in_thousandths().abs() <= Quantity::LIMIT * 1000);
                }
            }
        }

        #[test]
        fn text_and_back(thousandths in -1_000_000_000_000_000i64..=1_000_000_000_000_000) {
            let quantity = Quantity::thousandths(thousandths).unwrap();
            prop_assert_eq!(quantity.to_string().parse::<Quantity>().unwrap(), quantity);
            let json = serde_json::to_string(&quantity).unwrap();
            prop_assert_eq!(serde_json::from_str::<Quantity>(&json).unwrap(), quantity);
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".{0,40}") {
            if let Ok(quantity) = text.parse::<Quantity>() {
                prop_assert!(quantity.in_thousandths().abs() <= Quantity::LIMIT * 1000);
            }
        }

        #[test]
        fn a_share_is_between_nothing_and_all(part in any::<i64>(), whole in any::<i64>()) {
            let share = PerMille::of(i128::from(part), i128::from(whole));
            prop_assert!(share <= PerMille::ALL);
        }
    }
}
