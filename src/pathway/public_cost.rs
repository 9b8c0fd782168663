//! What job seekers cost the public besides the payments to providers, and who pays: expected amounts by what a person does.

use super::payments::part;
use super::person::categories;
use crate::units::{Day, Sek};

categories! {
    /// Whose money it is.
    Payer {
        StateBenefits = "state_benefits",
        StateProgrammes = "state_programmes",
        StateAdministration = "state_administration",
        InsuranceFunds = "insurance_funds",
        Municipality = "municipality",
    }
}

const PAYERS: usize = Payer::ALL.len();

/// Rates per benefit day (Monday to Friday) and what share of persons they are paid to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PublicCost {
    /// Activity support in a programme or the service: of the insured, and of the others.
    pub activity_support_insured: Sek,
    pub activity_support_others: Sek,
    /// Unemployment insurance.
    pub insurance: Sek,
    pub insured_share: f64,
    /// Social assistance, and the share of those without insurance who get it.
    pub social_assistance: Sek,
    pub social_assistance_share: f64,
    /// Part of these benefits that somebody gets who works while registered.
    pub share_in_work: f64,
    /// A slot of a caseworker's time.
    pub slot: Sek,
    /// Of each additional job, what others lose by it.
    pub displacement: f64,
}

/// What a registered person does, as far as benefits go by it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    pub in_service: bool,
    pub in_programme: bool,
    pub works: bool,
    /// Supported work is paid by wages.
    pub supported: bool,
}

impl Standing {
    /// All standings have a number below this.
    pub const COUNT: usize = 16;

    pub fn number(self) -> usize {
        [self.in_service, self.in_programme, self.works, self.supported].iter().fold(0, |sum, bit| 2 * sum + usize::from(*bit))
    }

    fn of(number: usize) -> Standing {
        let bit = |place: usize| number >> place & 1 == 1;
        Standing { in_service: bit(3), in_programme: bit(2), works: bit(1), supported: bit(0) }
    }
}

/// A benefit day of one standing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DayRate {
    pub by_payer: [Sek; PAYERS],
    /// What insurance funds and municipality are relieved of because the person is in the service.
    pub transfer: Sek,
}

impl PublicCost {
    /// Rates of all standings, each rounded to the öre once.
    pub fn rates(&self) -> [DayRate; Standing::COUNT] {
        std::array::from_fn(|number| self.rate(Standing::of(number)))
    }

    fn rate(&self, standing: Standing) -> DayRate {
        let mut rate = DayRate::default();
        if standing.supported {
            return rate;
        }
        let paid = if standing.works { self.share_in_work } else { 1.0 };
        let insurance = part(self.insurance, self.insured_share * paid);
        let assistance = part(self.social_assistance, (1.0 - self.insured_share) * self.social_assistance_share * paid);
        let support = part(self.activity_support_insured, self.insured_share * paid)
            + part(self.activity_support_others, (1.0 - self.insured_share) * paid);
        if standing.in_programme || standing.in_service {
            rate.by_payer[Payer::StateBenefits as usize] = support;
        } else {
            rate.by_payer[Payer::InsuranceFunds as usize] = insurance;
            rate.by_payer[Payer::Municipality as usize] = assistance;
        }
        if standing.in_service && !standing.in_programme {
            rate.transfer = insurance + assistance;
        }
        rate
    }
}

/// Benefit days, Monday to Friday, of the days `first..=last`.
#[inline]
pub fn benefit_days(first: Day, last: Day) -> i64 {
    // Days of full weeks since a Monday, and of the week under way.
    let until = |day: i32| {
        let days = i64::from(day) + 3;
        5 * days.div_euclid(7) + days.rem_euclid(7).min(5)
    };
    if last < first { 0 } else { until(last.0 + 1) - until(first.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATES: PublicCost = PublicCost {
        activity_support_insured: Sek::from_kronor(800),
        activity_support_others: Sek::from_kronor(223),
        insurance: Sek::from_kronor(850),
        insured_share: 0.4,
        social_assistance: Sek::from_kronor(500),
        social_assistance_share: 0.3,
        share_in_work: 0.5,
        slot: Sek::from_kronor(350),
        displacement: 0.0,
    };

    /// Insurance 0.4 x 850 = 340 SEK, assistance 0.6 x 0.3 x 500 = 90, support 0.4 x 800 + 0.6 x 223 = 453.80; half of it in work.
    #[test]
    fn rates_are_expected_amounts() {
        let of =
            |in_service, in_programme, works, supported| RATES.rates()[Standing { in_service, in_programme, works, supported }.number()];
        let kronor = |rate: DayRate| (rate.by_payer.map(|sek| sek.ore() / 10), rate.transfer.ore() / 10);
        assert_eq!(kronor(of(false, false, false, false)), ([0, 0, 0, 3_400, 900], 0));
        assert_eq!(kronor(of(false, false, true, false)), ([0, 0, 0, 1_700, 450], 0));
        assert_eq!(kronor(of(false, true, false, false)), ([4_538, 0, 0, 0, 0], 0));
        assert_eq!(kronor(of(true, true, false, false)), ([4_538, 0, 0, 0, 0], 0));
        assert_eq!(kronor(of(true, false, false, false)), ([4_538, 0, 0, 0, 0], 4_300));
        assert_eq!(of(true, true, false, true), DayRate::default());
    }

    /// Friday 3 January 2020 to Monday the 6th: two days; every stretch against a count day by day.
    #[test]
    fn benefits_are_paid_on_weekdays() {
        let friday = Day::parse("2020-01-03").unwrap();
        assert_eq!([benefit_days(friday, friday + 3), benefit_days(friday + 1, friday + 2), benefit_days(friday, friday - 1)], [2, 0, 0]);
        for first in (friday.0..friday.0 + 14).map(Day) {
            for days in 0..40 {
                let counted = (0..=days).filter(|ahead| (first + *ahead).weekday() < 5).count() as i64;
                assert_eq!(benefit_days(first, first + days), counted);
            }
        }
    }
}
