//! The checked scenario: what a run is made from. Three parts that never mix.

use std::sync::Arc;

use super::free::Prior;
use super::posterior::Posterior;
use crate::engine::curve::Dated;
use crate::pathway::caseworker::{Capacity, ContactHabits, Decisions, Preprofiling};
use crate::pathway::economics::ProviderEconomics;
use crate::pathway::effort::Behaviour;
use crate::pathway::inflow::Inflow;
use crate::pathway::market::MarketHabits;
use crate::pathway::outcomes::{Effect, Exits, Jobs};
use crate::pathway::payments::PaymentModel;
use crate::pathway::person::{Composition, Programmes};
use crate::pathway::placement::{ServiceHabits, ServiceRules};
use crate::pathway::profiling::Tool;
use crate::pathway::providers::{ChoiceHabits, Provider, Referral};
use crate::pathway::public_cost::PublicCost;
use crate::pathway::stock::Stock;
use crate::pathway::thresholds::{Randomisation, ThresholdSet};
use crate::units::{Day, Sek};

#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    pub name: String,
    pub title: String,
    /// Evidence files that the scenario names: built-in names or paths.
    pub evidence: Vec<String>,
    /// Numbers that may be fitted to evidence, with what is believed of them before.
    pub free: Vec<Prior>,
    /// What replications draw some of these numbers from, if they have been fitted.
    pub posterior: Option<Arc<Posterior>>,
    pub world: World,
    pub policy: Policy,
    pub run: RunSettings,
}

/// The world as it is: no agency rule here.
#[derive(Clone, Debug, PartialEq)]
pub struct World {
    /// Sorted by name; `AreaId` is the index.
    pub areas: Vec<Area>,
    pub stock: Stock,
    pub composition: Composition,
    pub programmes: Programmes,
    pub inflow: Inflow,
    pub exits: Exits,
    pub jobs: Jobs,
    pub tool: Tool,
    pub contact: ContactHabits,
    pub choice: ChoiceHabits,
    /// Sorted by name; `ProviderId` is the index.
    pub providers: Vec<Provider>,
    pub service: ServiceHabits,
    pub effect: Effect,
    /// What the service costs its providers, if it is to be known.
    pub provider_economics: Option<ProviderEconomics>,
    /// How providers answer to prices, if they do.
    pub behaviour: Option<Behaviour>,
    /// How they answer to what they earn, if they do.
    pub market: Option<MarketHabits>,
    /// What job seekers cost the public besides, if it is to be known.
    pub public_cost: Option<PublicCost>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    pub name: String,
    /// Stable key of the name: what chance knows it by.
    pub key: u64,
    /// Share of the stock and of the inflow; each sums to 1 over the areas.
    pub stock_share: f64,
    pub inflow_share: f64,
}

/// What the agency decides: the levers.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// The sets in force, by date: the deployed or the intended ones, as the scenario says.
    pub thresholds: Dated<ThresholdSet>,
    /// The sets that are not in force but were meant to be (or were deployed, if the intended ones are in force).
    pub other_thresholds: Option<Dated<ThresholdSet>>,
    /// Whether the intended sets are in force, and the others were deployed.
    pub intended_in_use: bool,
    pub randomisation: Dated<Randomisation>,
    pub capacity: Capacity,
    pub preprofiling: Option<Preprofiling>,
    pub decisions: Decisions,
    pub referral: Referral,
    pub service: ServiceRules,
    pub payments: PaymentModel,
    /// Referrals end when this much is committed in a calendar year.
    pub budget_per_year: Option<Sek>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct RunSettings {
    pub from: Day,
    pub to: Day,
    pub replications: u32,
    pub seed: u64,
    /// Planned participants (an average of month ends from `plan_from`), if there was a plan.
    pub plan: Option<Plan>,
    /// Measures asked for besides the standard ones, as expressions.
    pub measures: Vec<String>,
    /// Time series by day instead of by month.
    pub series_by_day: bool,
    /// Fitted numbers keep their fitted values.
    pub fixed_parameters: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    pub participants: f64,
    /// The month ends from this day on are compared with the plan.
    pub from: Day,
}
