//! What a provider's stars or its cohorts' results add to its payments or take away, and the ceiling of a referral.

use super::{PaymentModel, Per, Stretch, part};
use crate::units::{Day, Sek};

/// A bonus or malus by the results of those who started within some months.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CohortBonus {
    /// Months of starts that make a cohort, from the first day of the run on.
    pub months: i32,
    /// Months after the cohort's last day until it is settled.
    pub settled_after_months: i32,
    /// Of a provider's participants in the cohort: the share with a first result from which the bonus is paid for each of
    /// them, and below which the malus is taken.
    pub bonus_from_share: f64,
    pub malus_below_share: f64,
    pub bonus: Sek,
    pub malus: Sek,
}

/// The days of starts that make a cohort, and when it is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cohort {
    pub first: Day,
    pub last: Day,
    pub settled_on: Day,
}

impl CohortBonus {
    /// The cohorts that are settled within a run.
    pub fn cohorts(self, from: Day, to: Day) -> impl Iterator<Item = Cohort> {
        let cohort = move |index: i32| {
            let (first, after) = (from.plus_months(index * self.months), from.plus_months((index + 1) * self.months));
            Cohort { first, last: after - 1, settled_on: after.plus_months(self.settled_after_months) }
        };
        (0..).map(cohort).take_while(move |cohort| cohort.settled_on <= to)
    }

    /// What each participant of a cohort is worth when so many of them have a result.
    pub fn each(&self, results: u32, participants: u32) -> Sek {
        let share = f64::from(results) / f64::from(participants.max(1));
        match participants {
            0 => Sek::ZERO,
            _ if share >= self.bonus_from_share => self.bonus,
            _ if share < self.malus_below_share => -self.malus,
            _ => Sek::ZERO,
        }
    }
}

impl PaymentModel {
    /// What a provider's stars add to a result payment (or, below 0, take away).
    #[inline]
    pub fn by_rating(&self, result: Sek, stars: Option<u8>) -> Sek {
        let index = stars.map_or(4, |stars| usize::from(stars) - 1);
        part(result, self.rating_factor[index]) - result
    }

    /// How much of an amount may be paid for a referral on which so much has been paid: what is left up to the ceiling.
    #[inline]
    pub fn below_ceiling(&self, amount: Sek, paid: Sek) -> Sek {
        self.ceiling.map_or(amount, |ceiling| amount.min((ceiling - paid).max(Sek::ZERO)))
    }
}

impl Stretch {
    /// As much of a stretch as the ceiling of a referral leaves on which so much has been paid; none if it leaves nothing.
    #[inline]
    pub fn below_ceiling(self, payments: &PaymentModel, paid: Sek) -> Option<Stretch> {
        let Some(ceiling) = payments.ceiling else { return Some(self) };
        let left = (ceiling - paid).max(Sek::ZERO);
        let cut = match self.per {
            Per::Month => Stretch { per_unit: self.per_unit.min(left), ..self },
            _ if self.per_unit == Sek::ZERO => self,
            _ => Stretch { units: self.units.min((left.ore() / self.per_unit.ore()) as i32), ..self },
        };
        (cut.units > 0 && (cut.per_unit > Sek::ZERO || self.per_unit == Sek::ZERO)).then_some(cut)
    }
}
