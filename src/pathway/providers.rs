//! Providers as they are, and how a person comes to one: an active choice or the default.

use super::person::categories;
use crate::units::{AreaId, Day};

categories! {
    /// Where a provider works.
    ProviderType { National = "national", Other = "other", Local = "local" }
}

categories! {
    /// Who takes those who do not choose.
    DefaultRule { Nearest = "nearest", BestRated = "best_rated", Random = "random", MostFree = "most_free" }
}

categories! {
    /// What happens when the chosen provider is full.
    WhenFull { NextChoice = "next_choice", Wait = "wait" }
}

/// A provider's contract in one area.
#[derive(Clone, Debug, PartialEq)]
pub struct Contract {
    pub area: AreaId,
    /// Supervisors in this area.
    pub supervisors: f64,
    /// Offices in this area: more of them are nearer to more persons.
    pub offices: u32,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Provider {
    pub name: String,
    /// Stable key of the name: what chance knows it by.
    pub key: u64,
    /// First day on which it can be chosen.
    pub enters: Day,
    /// Last day on which it can be chosen, if it leaves.
    pub leaves: Option<Day>,
    /// How often it is chosen, all else equal.
    pub attractiveness: f64,
    /// Published stars (1-4), if rated.
    pub rating: Option<u8>,
    pub contracts: Vec<Contract>,
}

/// How persons choose.
#[derive(Clone, Debug, PartialEq)]
pub struct ChoiceHabits {
    /// Share without an active choice, by area (index as in the scenario).
    pub no_active_choice_share: Vec<f64>,
    /// How fast the appeal of an office falls with distance (0: not at all), per mean distance to a single office.
    pub distance_decay: f64,
    /// Log odds per published star.
    pub per_star: f64,
    /// Participants per supervisor.
    pub caseload: f64,
    /// Places that a provider must have in each area.
    pub min_places: u32,
}

/// Rules from a decision to a start.
#[derive(Clone, Debug, PartialEq)]
pub struct Referral {
    /// Days to choose in: shortest and longest.
    pub choice_days: (i32, i32),
    /// Longest time from the choice to the start, days.
    pub start_within_days: i32,
    pub default_rule: DefaultRule,
    pub when_full: WhenFull,
}
