//! Providers as they are, and how a person comes to one: an active choice or the default.

use super::person::categories;
use crate::engine::streams::Answer;
use crate::engine::{draws, math};
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

impl Provider {
    /// Whether it can be chosen on a day.
    pub fn is_open(&self, day: Day) -> bool {
        self.enters <= day && self.leaves.is_none_or(|last| day <= last)
    }

    /// Its type among `areas` areas.
    pub fn kind(&self, areas: usize) -> ProviderType {
        match self.contracts.len() {
            1 => ProviderType::Local,
            all if all == areas => ProviderType::National,
            _ => ProviderType::Other,
        }
    }
}

impl ChoiceHabits {
    /// How a provider appeals to somebody who lives next door.
    pub fn appeal(&self, provider: &Provider) -> f64 {
        provider.attractiveness * math::exp(self.per_star * f64::from(provider.rating.unwrap_or(0)))
    }

    /// Places of a contract: what its supervisors can take, but at least what the agency asks for.
    pub fn places(&self, contract: &Contract) -> u32 {
        ((contract.supervisors * self.caseload) as u32).max(self.min_places)
    }
}

/// Whether the rank in an active choice, with this answer to `PROVIDER` and the appeal next door, is certainly above `rank`: an
/// exponential is no smaller than its uniform, and no door is nearer than the next. The margin is for rounding: logarithms
/// near 0 are right to 4e-16.
#[inline]
pub fn is_beaten(answer: Answer, appeal: f64, rank: f64) -> bool {
    answer.uniform(0) > rank * (1.0 + 1e-9) * appeal + 1e-14
}

/// How a provider's desk in an area looks to one person; `answer` is to `PROVIDER` for this pair.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Offer {
    answer: Answer,
    offices: u32,
    rating: u8,
    /// Places that are free.
    pub free: u32,
}

impl Offer {
    #[inline]
    pub fn new(provider: &Provider, offices: u32, free: u32, answer: Answer) -> Offer {
        Offer { answer, offices, rating: provider.rating.unwrap_or(0), free }
    }

    /// Distance to its nearest office, in mean distances to a single office.
    #[inline]
    fn distance(&self) -> f64 {
        // The nearest of several offices at exponential distances is again exponential, with the rates added.
        draws::exponential(self.answer.uniform(1)) / f64::from(self.offices.max(1))
    }

    /// Rank in an active choice, the smallest is chosen: a race of exponentials over the appeal, so that each provider
    /// is chosen in proportion to its appeal and a new one takes persons only to itself. `appeal` is the provider's next door.
    #[inline]
    pub fn active_rank(&self, habits: &ChoiceHabits, appeal: f64) -> f64 {
        let nearness = if habits.distance_decay == 0.0 { 1.0 } else { math::exp(-habits.distance_decay * self.distance()) };
        draws::exponential(self.answer.uniform(0)) / (appeal * nearness)
    }

    /// Rank under a default rule, the smallest is taken; ties go to the nearest.
    pub fn default_rank(&self, rule: DefaultRule) -> (f64, f64) {
        let rank = match rule {
            DefaultRule::Nearest => 0.0,
            DefaultRule::BestRated => -f64::from(self.rating),
            DefaultRule::Random => self.answer.uniform(2),
            DefaultRule::MostFree => -f64::from(self.free),
        };
        (rank, self.distance())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::streams::Chance;
    use crate::units::Identity;

    fn provider(attractiveness: f64, rating: Option<u8>) -> Provider {
        Provider { name: String::new(), key: 1, enters: Day(10), leaves: Some(Day(20)), attractiveness, rating, contracts: vec![] }
    }

    fn habits(distance_decay: f64) -> ChoiceHabits {
        ChoiceHabits { no_active_choice_share: vec![0.2], distance_decay, per_star: 0.3, caseload: 30.0, min_places: 50 }
    }

    #[test]
    fn a_provider_can_be_chosen_from_its_first_to_its_last_day() {
        assert_eq!([9, 10, 20, 21].map(|day| provider(1.0, None).is_open(Day(day))), [false, true, true, false]);
    }

    #[test]
    fn places_are_caseloads_but_at_least_the_minimum() {
        let places = |supervisors| habits(0.0).places(&Contract { area: AreaId(0), supervisors, offices: 1 });
        assert_eq!([places(0.0), places(1.0), places(2.0)], [50, 50, 60]);
    }

    #[test]
    fn default_rules_rank_as_they_say() {
        let answer = |u: u32| Answer([0, u, 0, 0]);
        let (near, far) =
            (Offer::new(&provider(1.0, Some(1)), 1, 3, answer(1 << 20)), Offer::new(&provider(1.0, Some(4)), 1, 9, answer(1 << 31)));
        let first_is_taken = |rule| near.default_rank(rule) < far.default_rank(rule);
        assert_eq!([DefaultRule::Nearest, DefaultRule::BestRated, DefaultRule::MostFree].map(first_is_taken), [true, false, false]);
    }

    /// Of 20,000 persons, three providers of appeal 1, 2 and 3 are chosen by 1/6, 2/6 and 3/6, within 5 standard errors (seed 1).
    #[test]
    fn a_race_chooses_in_proportion_to_appeal() {
        let (chance, n) = (Chance::new(1, 0), 20_000);
        let mut chosen = [0_u32; 3];
        for person in 0..n {
            let rank = |index: usize| {
                let (provider, habits) = (provider(index as f64 + 1.0, None), habits(0.0));
                let answer = chance.of(Identity(person)).with(index as u64 + 1).answer(19, 0);
                Offer::new(&provider, 1, 1, answer).active_rank(&habits, habits.appeal(&provider))
            };
            let first = (0..3).min_by(|a, b| rank(*a).total_cmp(&rank(*b))).unwrap();
            chosen[first] += 1;
        }
        for (index, count) in chosen.into_iter().enumerate() {
            let share = (index + 1) as f64 / 6.0;
            assert!((f64::from(count) / n as f64 - share).abs() < 5.0 * (share * (1.0 - share) / n as f64).sqrt());
        }
    }
}
