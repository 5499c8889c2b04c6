//! What was asked for on the command line of `cargo scenario`.

use super::bug::Bug;
use super::{LEAST_PEOPLE, MOST_PEOPLE, Plan};

#[derive(Debug)]
pub(crate) struct Options {
    pub(crate) what: What,
    pub(crate) steps: u32,
    pub(crate) people: Option<usize>,
    pub(crate) json: bool,
    pub(crate) bug: Option<Bug>,
}

/// How many lives.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// One, with its story.
    One(u64),
    /// These seeds, then fresh ones until so many seconds have passed since the beginning.
    Many { fixed: u64, seconds: u64 },
    /// Every mistake, until it is found, in so many seeds at most.
    Bugs(u64),
}

const USAGE: &str = "\
scenario --seed N [--steps M] [--people P] [--bug NAME] [--json]
scenario [--fixed N] [--seconds S] [--steps M] [--people P] [--bug NAME]
scenario --bugs N [--steps M]";

impl Options {
    /// # Errors
    /// How to ask.
    pub(crate) fn read(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let (mut seed, mut fixed, mut seconds, mut bugs) = (None, None, None, None);
        let (mut steps, mut people, mut json, mut bug) = (120, None, false, None);
        while let Some(word) = words.next() {
            if word == "--json" {
                json = true;
                continue;
            }
            let value = words.next().ok_or(USAGE)?;
            let number = || value.parse::<u64>().map_err(|_| format!("{word} wants a number\n{USAGE}"));
            match word.as_str() {
                "--seed" => seed = Some(number()?),
                "--fixed" => fixed = Some(number()?),
                "--seconds" => seconds = Some(number()?),
                "--bugs" => bugs = Some(number()?),
                "--steps" => steps = number()?,
                "--people" => people = Some(number()?),
                "--bug" => {
                    let names: Vec<_> = Bug::ALL.iter().map(|bug| bug.name()).collect();
                    bug = Some(Bug::named(&value).ok_or(format!("--bug wants one of {}", names.join(", ")))?);
                }
                _ => return Err(USAGE.to_owned()),
            }
        }
        let steps = u32::try_from(steps).ok().filter(|steps| *steps > 0);
        let steps = steps.ok_or("--steps wants a number from 1 to 4294967295")?;
        let fits = |count: &usize| (LEAST_PEOPLE..=MOST_PEOPLE).contains(count);
        let fits = |count: u64| usize::try_from(count).ok().filter(fits);
        let most = || format!("--people wants a number from {LEAST_PEOPLE} to {MOST_PEOPLE}");
        let people = people.map(|count| fits(count).ok_or_else(most)).transpose()?;
        let what = match (seed, bugs, fixed.or(seconds)) {
            (Some(seed), None, None) => What::One(seed),
            (None, None, Some(1..)) if !json => {
                What::Many { fixed: fixed.unwrap_or_default(), seconds: seconds.unwrap_or_default() }
            }
            (None, Some(most @ 1..), None) if !json && bug.is_none() => What::Bugs(most),
            _ => return Err(USAGE.to_owned()),
        };
        Ok(Self { what, steps, people, json, bug })
    }

    pub(crate) const fn plan(&self, seed: u64) -> Plan {
        Plan { seed, steps: self.steps, people: self.people, bug: self.bug }
    }
}

#[cfg(test)]
mod tests {
    use super::super::bug::Bug;
    use super::{Options, What};

    fn read(line: &str) -> Result<Options, String> {
        Options::read(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn one_life_or_many_can_be_asked_for() {
        let one = read("--seed 17 --steps 200 --people 4 --json").expect("options");
        assert_eq!((one.what, one.steps, one.people, one.json), (What::One(17), 200, Some(4), true));
        let many = read("--fixed 20 --seconds 45").expect("options");
        assert_eq!((many.what, many.steps), (What::Many { fixed: 20, seconds: 45 }, 120));
        assert_eq!(read("--seconds 5").expect("options").what, What::Many { fixed: 0, seconds: 5 });
        let bug = read("--seed 1 --bug leak").expect("options").plan(1);
        assert_eq!((bug.seed, bug.steps, bug.bug), (1, 120, Some(Bug::Leak)));
        assert_eq!(read("--bugs 200").expect("options").what, What::Bugs(200));
    }

    #[test]
    fn whatever_else_is_asked_for_is_refused_with_how_to_ask() {
        for line in [
            "",
            "17",
            "--seed",
            "--seed x",
            "--seed -1",
            "--seed 1 --fixed 2",
            "--seed 1 --seconds 2",
            "--seed 1 --bugs 2",
            "--fixed 0",
            "--fixed 2 --json",
            "--bugs 0",
            "--bugs 2 --bug leak",
            "--seed 1 --steps 0",
            "--seed 1 --steps 99999999999",
            "--seed 1 --people 1",
            "--seed 1 --people 7",
            "--seed 1 --bug none",
            "--seed 1 --colour red",
        ] {
            let why = read(line).expect_err(line);
            assert!(why.contains("scenario") || why.contains(" wants "), "{line}: {why}");
        }
    }
}
