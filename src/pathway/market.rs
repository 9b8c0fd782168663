//! How providers answer to what they earn: staff that follows participants, contracts that end after losses, contracts that
//! begin where profit is expected.

use super::economics::ProviderEconomics;
use super::payments::part;
use super::providers::{ChoiceHabits, Desk, ProviderType};
use crate::engine::streams::{Answer, Chance};
use crate::pathway::question::REVIEW;
use crate::units::{AreaId, Day, Identity, ProviderId, Sek};

/// Habits of the market, the same in all areas.
#[derive(Clone, Debug, PartialEq)]
pub struct MarketHabits {
    /// Participants that a supervisor may have at most: with the supervisors they make the places.
    pub most_caseload: f64,
    /// Supervisors beyond those needed, as a share of them: room for those to come.
    pub spare_share: f64,
    /// A contract is not ended for losses before it has gone on for so many months, and the losses are those of these months.
    pub patience_months: usize,
    /// By type: of the contracts that have lost, those ended at a review; of those on offer that expect a profit, those begun.
    pub exit_share: [f64; 3],
    pub entry_share: [f64; 3],
    /// Months from the decision to begin to the first day on which the provider can be chosen.
    pub entry_lag_months: i32,
}

/// A calendar month of a desk, or the part of it in which the desk was there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Month {
    /// On average, each weighted with the effort for it.
    pub participants: f64,
    /// Booked in the month, without tax.
    pub revenue: Sek,
    pub cost: Sek,
}

/// What a provider has in an area from a day on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Presence {
    pub day: Day,
    pub provider: ProviderId,
    pub area: AreaId,
    pub supervisors: f64,
    pub places: u32,
    /// First and last day on which it can be chosen, as far as is known.
    pub open: (Day, Day),
}

/// Months that a review looks at for what an area has to give.
const QUARTER: usize = 3;

impl MarketHabits {
    /// Whether contracts are reviewed on a day: the first of a calendar quarter.
    pub fn is_review(day: Day) -> bool {
        day == day.month_start(0) && matches!(day.ymd().1, 1 | 4 | 7 | 10)
    }

    /// Supervisors in the month after some months of a desk: as many as the busiest of those needed that still count, what it
    /// began with counting for the months before the first.
    pub fn supervisors(&self, costs: &ProviderEconomics, months: &[Month], began_with: f64, caseload: f64) -> f64 {
        let needed = |participants: f64| self.needed(costs, participants, caseload);
        // The month in question is `months.len()`; those hired for a month come `hire_lag_months` after it.
        let newest = months.len().checked_sub(costs.hire_lag_months);
        let oldest = newest.and_then(|newest| newest.checked_sub(costs.leave_lag_months));
        let counting = newest.map_or(&[][..], |newest| &months[oldest.unwrap_or(0)..(newest + 1).min(months.len())]);
        let busiest = counting.iter().map(|month| needed(month.participants)).fold(costs.least_supervisors, f64::max);
        if oldest.is_none() { busiest.max(began_with) } else { busiest }
    }

    /// Supervisors for so many participants, room for those to come included.
    fn needed(&self, costs: &ProviderEconomics, participants: f64, caseload: f64) -> f64 {
        let needed = if caseload > 0.0 { participants * (1.0 + self.spare_share) / caseload } else { 0.0 };
        needed.max(costs.least_supervisors)
    }

    /// Places with so many supervisors, but at least what the agency asks for.
    pub fn places(&self, supervisors: f64, choice: &ChoiceHabits) -> u32 {
        ((supervisors * self.most_caseload) as u32).max(choice.min_places)
    }

    /// Whether a contract ends at a review: if its last months made a loss, with the type's chance; word 0 of `REVIEW`.
    pub fn ends(&self, kind: ProviderType, months: &[Month], answer: Answer) -> bool {
        let Some(first) = months.len().checked_sub(self.patience_months) else { return false };
        let profit: Sek = months[first..].iter().map(|month| month.revenue - month.cost).sum();
        profit < Sek::ZERO && answer.uniform(0) < self.exit_share[kind as usize]
    }

    /// Whether a contract on offer begins: if a quarter's profit is expected, with the type's chance; word 0 of `REVIEW`.
    pub fn begins(&self, kind: ProviderType, expected: Sek, answer: Answer) -> bool {
        expected > Sek::ZERO && answer.uniform(0) < self.entry_share[kind as usize]
    }

    /// A quarter's profit that somebody can expect who comes into an area and gets the share of its participants and payments
    /// that its appeal has beside those there; `there` are the appeals and months of these. None before a quarter is known.
    pub fn expected<'a>(
        &self,
        costs: &ProviderEconomics,
        caseload: f64,
        newcomer: &Desk,
        there: impl Iterator<Item = (f64, &'a [Month])>,
    ) -> Option<Sek> {
        let (mut appeals, mut participants, mut revenue, mut known) = (newcomer.appeal, 0.0, Sek::ZERO, 0);
        for (appeal, months) in there {
            appeals += appeal;
            let last = &months[months.len().saturating_sub(QUARTER)..];
            known = known.max(last.len());
            participants += last.iter().map(|month| month.participants).sum::<f64>() / QUARTER as f64;
            revenue += last.iter().map(|month| month.revenue).sum::<Sek>();
        }
        if known < QUARTER || appeals <= 0.0 {
            return None;
        }
        let share = newcomer.appeal / appeals;
        let cost = costs.cost(self.needed(costs, share * participants, caseload), newcomer.offices, QUARTER as f64);
        Some(part(revenue, share) - cost)
    }

    /// The words that answer for a desk at a review.
    pub fn answer(chance: &Chance, desk: &Desk, area_key: u64, review: Day) -> Answer {
        chance.of(Identity(area_key)).with_partner(desk.partner).answer(REVIEW, review.0 as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::streams::Partner;
    use crate::pathway::economics::tests::COSTS;

    fn habits() -> MarketHabits {
        MarketHabits {
            most_caseload: 50.0,
            spare_share: 0.2,
            patience_months: 2,
            exit_share: [0.0, 0.5, 1.0],
            entry_share: [0.0, 0.5, 1.0],
            entry_lag_months: 3,
        }
    }

    fn month(participants: f64, revenue: i64, cost: i64) -> Month {
        Month { participants, revenue: Sek::from_kronor(revenue), cost: Sek::from_kronor(cost) }
    }

    fn answer(u: f64) -> Answer {
        Answer([(u * 4_294_967_296.0) as u32, 0, 0, 0])
    }

    /// 25 participants need a supervisor, room for five more included. The three it began with stay for as long as people do who are
    /// not needed any more; those for the 75 of the third month come in the fourth and stay until the sixth.
    #[test]
    fn staff_follows_participants_with_its_lags() {
        let months = [25.0, 25.0, 75.0, 25.0, 0.0, 0.0, 0.0].map(|participants| month(participants, 0, 0));
        let staff: Vec<f64> = (0..=7).map(|count| habits().supervisors(&COSTS, &months[..count], 3.0, 30.0)).collect();
        assert_eq!(staff, [3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 1.0, 0.5]);
        let without: Vec<f64> = (0..=7).map(|count| habits().supervisors(&COSTS, &months[..count], 0.0, 30.0)).collect();
        assert_eq!(without, [0.5, 1.0, 1.0, 3.0, 3.0, 3.0, 1.0, 0.5]);
    }

    #[test]
    fn places_are_what_staff_may_have_but_at_least_the_minimum() {
        let choice = ChoiceHabits { no_active_choice_share: vec![], distance_decay: 0.0, per_star: 0.0, caseload: 30.0, min_places: 60 };
        assert_eq!([0.5, 1.0, 1.5].map(|supervisors| habits().places(supervisors, &choice)), [60, 60, 75]);
    }

    /// Two months of patience: a loss of 1,000 over them ends a local contract, every other contract of a provider in several areas
    /// and none of a national one; one month alone ends none, nor do losses before.
    #[test]
    fn losses_end_contracts_when_patience_does() {
        let lost = [month(9.0, 10_000, 9_000), month(9.0, 7_000, 9_000)];
        let ends = |kind, months: &[Month], u| habits().ends(kind, months, answer(u));
        let all = [ProviderType::National, ProviderType::Other, ProviderType::Local];
        assert_eq!(all.map(|kind| ends(kind, &lost, 0.4)), [false, true, true]);
        assert_eq!(all.map(|kind| ends(kind, &lost, 0.6)), [false, false, true]);
        assert!(!ends(ProviderType::Local, &lost[1..], 0.4));
        let mended = [lost[1], month(9.0, 9_000, 8_000), month(9.0, 9_000, 8_999)];
        assert!(!ends(ProviderType::Local, &mended, 0.4));
    }

    /// One desk of appeal 3 had 40 participants and 300,000 SEK in the quarter. A newcomer of appeal 1 expects 10 participants and
    /// 75,000 SEK; half a supervisor and an office cost 40,000 a month and a tenth, so 132,000: thin markets stay thin. With ten
    /// times as many it is 100 participants, 750,000 SEK and 4 supervisors: 215,000 a month and a tenth, so 709,500.
    #[test]
    fn newcomers_come_where_they_expect_to_earn() {
        let newcomer = Desk {
            provider: ProviderId(0),
            area: AreaId(0),
            offices: 1,
            places: 50,
            supervisors: 0.0,
            kind: ProviderType::Local,
            is_candidate: true,
            appeal: 1.0,
            partner: Partner::of(1),
            open: (Day(0), Day::NEVER),
        };
        let expected = |months: &[Month]| habits().expected(&COSTS, 30.0, &newcomer, [(3.0, months)].into_iter());
        let thin = [month(1_000.0, 1_000_000, 0), month(40.0, 100_000, 0), month(40.0, 100_000, 0), month(40.0, 100_000, 0)];
        let thick = [month(400.0, 1_000_000, 0); 3];
        assert_eq!(expected(&thin), Some(Sek::from_kronor(75_000 - 132_000)));
        assert_eq!(expected(&thick), Some(Sek::from_kronor(750_000 - 709_500)));
        assert_eq!(expected(&thick[..2]), None);
        let begins = |kind, kronor, u| habits().begins(kind, Sek::from_kronor(kronor), answer(u));
        assert_eq!([(1, 0.4), (1, 0.6), (0, 0.4)].map(|(kronor, u)| begins(ProviderType::Other, kronor, u)), [true, false, false]);
        assert!(!begins(ProviderType::National, 1, 0.0));
    }

    #[test]
    fn reviews_are_on_the_first_of_a_quarter() {
        let days = ["2020-01-01", "2020-03-01", "2020-04-01", "2020-04-02", "2020-10-01"];
        assert_eq!(days.map(|day| MarketHabits::is_review(Day::parse(day).unwrap())), [true, false, true, false, true]);
    }
}
