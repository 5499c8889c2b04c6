//! Whether groups fare differently: only of people who agreed to be counted,
//! and nothing of a group so small that it would tell of single people.

use crate::run::Run;
use serde::Serialize;
use std::collections::BTreeMap;

/// How one group fared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// What was asked, and what its members answered.
    pub question: String,
    pub answer: String,
    /// None of a group that is too small, or by which a small one could be
    /// worked out.
    pub told: Option<Told>,
}

/// Figures of a group of mentees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Told {
    pub mentees: usize,
    /// Of a thousand.
    pub unmatched: u16,
    /// The mean of those who have a mentor.
    pub mean_score: Option<u16>,
}

#[derive(Default)]
struct Count {
    mentees: usize,
    placed: usize,
    score: usize,
}

impl Run {
    /// By question and answer. Those who did not answer are no group, but they
    /// count as one where it is asked what could be worked out.
    pub fn audit(&self) -> Vec<Group> {
        let mut questions: BTreeMap<&str, BTreeMap<Option<&str>, Count>> = BTreeMap::new();
        let mentees: Vec<_> = self.pool.mentees().map(|(one, _)| one).collect();
        for one in &mentees {
            for question in one.groups.keys() {
                questions.entry(question).or_default();
            }
        }
        for (question, groups) in &mut questions {
            for (row, one) in mentees.iter().enumerate() {
                let count = groups.entry(one.groups.get(*question).map(String::as_str)).or_default();
                count.mentees += 1;
                if let Some(col) = self.at(row) {
                    count.placed += 1;
                    count.score += usize::from(self.score(row, col).0);
                }
            }
        }
        let least = usize::from(self.settings().least_group);
        questions.into_iter().flat_map(|(question, groups)| shown(question, groups, least)).collect()
    }
}

fn shown(question: &str, groups: BTreeMap<Option<&str>, Count>, least: usize) -> Vec<Group> {
    let mut by_size: Vec<(usize, Option<&str>)> =
        groups.iter().map(|(answer, count)| (count.mentees, *answer)).collect();
    by_size.sort_unstable();
    // As long as fewer than that are hidden, the rest of the sum tells of them.
    let (mut hidden, mut people) = (Vec::new(), 0);
    for (size, answer) in by_size {
        if size < least || (people > 0 && people < least) {
            people += size;
            hidden.push(answer);
        }
    }
    let all = groups.into_iter().filter_map(|(answer, count)| Some((answer?, count)));
    let group = |(answer, count): (&str, Count)| Group {
        question: question.to_owned(),
        answer: answer.to_owned(),
        told: (!hidden.contains(&Some(answer))).then(|| count.told()),
    };
    all.map(group).collect()
}

impl Count {
    fn told(&self) -> Told {
        let small = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        Told {
            mentees: self.mentees,
            unmatched: small((self.mentees - self.placed) * 1000 / self.mentees.max(1)),
            mean_score: (self.placed > 0).then(|| small(self.score / self.placed.max(1))),
        }
    }
}
