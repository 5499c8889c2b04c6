//! One figure of the table.

use crate::stats::{Bound, ratio};
use serde::Serialize;

#[derive(Debug, Clone)]
pub struct Row {
    pub name: String,
    pub unit: &'static str,
    pub ours: f64,
    pub floor: Option<f64>,
    pub bound: Option<Bound>,
    /// What it was measured with.
    pub source: String,
}

/// A row as it is printed for programs.
#[derive(Serialize)]
pub struct Told<'a> {
    name: &'a str,
    unit: &'a str,
    ours: f64,
    floor: Option<f64>,
    ratio: Option<f64>,
    bound: Option<String>,
    /// None without a bound.
    holds: Option<bool>,
    source: &'a str,
}

impl Row {
    pub fn holds(&self) -> Option<bool> {
        self.bound.map(|bound| bound.holds(self.ours, self.floor))
    }

    pub fn ratio(&self) -> Option<f64> {
        ratio(self.ours, self.floor)
    }

    pub fn told(&self) -> Told<'_> {
        Told {
            name: &self.name,
            unit: self.unit,
            ours: self.ours,
            floor: self.floor,
            ratio: self.ratio(),
            bound: self.bound.map(|bound| bound.to_string()),
            holds: self.holds(),
            source: &self.source,
        }
    }

    pub fn head() -> String {
        format!(
            "{:<44}{:>12}{:>12}{:>8}  {:<24}{:<10}{:<8}source",
            "name", "ours", "floor", "ratio", "bound", "holds", "unit"
        )
    }

    pub fn line(&self) -> String {
        let number = |figure: f64| if figure.abs() < 100.0 { format!("{figure:.2}") } else { format!("{figure:.0}") };
        let maybe = |figure: Option<f64>| figure.map(number).unwrap_or_default();
        let holds = self.holds().map_or("", |holds| if holds { "holds" } else { "NOT HELD" });
        let bound = self.bound.map(|bound| bound.to_string()).unwrap_or_default();
        format!(
            "{:<44}{:>12}{:>12}{:>8}  {bound:<24}{holds:<10}{:<8}{}",
            self.name,
            number(self.ours),
            maybe(self.floor),
            maybe(self.ratio()),
            self.unit,
            self.source
        )
    }
}
