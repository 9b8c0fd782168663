//! How hard a provider works for a participant: as hard as it expects to pay, given prices, the cost of a supervisor's time and what
//! it believes of the participant's chance.

use super::payments::{PaymentModel, Per, PriceList};
use super::person::categories;
use super::thresholds::Level;
use crate::engine::curve::Dated;
use crate::engine::streams::Answer;
use crate::engine::{draws, math};
use crate::units::{AreaId, Day, Sek};

categories! {
    /// Whose chance a provider reckons with.
    Perceived { Level = "level", Truth = "truth" }
}

/// A supervisor's time for a participant, in thousandths of the time that the caseload leaves: whole numbers, so that sums of
/// them do not depend on their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Effort(pub u16);

impl Effort {
    /// The time that the caseload leaves: of providers that do not answer to prices.
    pub const STANDARD: Effort = Effort(1_000);

    fn of(ratio: f64) -> Effort {
        Effort((ratio * 1_000.0).round().clamp(1.0, f64::from(u16::MAX)) as u16)
    }

    /// As a ratio to the time that the caseload leaves.
    pub fn ratio(self) -> f64 {
        f64::from(self.0) / 1_000.0
    }
}

/// How providers answer to prices. Efforts are ratios to the time that the caseload leaves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Behaviour {
    /// Percent by which job hazards rise with a percent more effort: less and less for each hour.
    pub elasticity: f64,
    /// What the contract can enforce, and what a day holds.
    pub least_effort: f64,
    pub most_effort: f64,
    pub perceived: Perceived,
    /// By level: what a provider believes of the chance of a result beginning within six months.
    pub perceived_chance: [f64; 3],
    /// Of a true chance of a job, the part that becomes a result.
    pub result_share_of_jobs: f64,
    /// Other ends of the service, per month.
    pub other_ends_per_month: f64,
    /// By level: the effort under which the service's effect was measured.
    pub reference_effort: [f64; 3],
    /// Where the truth is perceived: error in a provider's first judgement of a chance, standard deviation on the logit scale.
    pub assessment_sd: f64,
}

/// What a participant at one price brings.
#[derive(Clone, Copy, Debug)]
struct Terms {
    base: f64,
    units_per_month: f64,
    most_units: f64,
    /// All results together.
    result: f64,
    premium: bool,
    months: i32,
    /// A supervisor's time for a participant and month at effort 1.
    cost: f64,
}

/// Efforts tried on the way from the least to the most, evenly on the logarithm.
const STEPS: i32 = 240;
/// Hardly anybody is in the service for longer.
const MOST_MONTHS: i32 = 120;
/// True chances are told apart as finely as this.
const CHANCES: usize = 20;

impl Behaviour {
    /// The factor on job hazards of an effort at a level.
    fn factor(&self, effort: f64, level: Level) -> f64 {
        let reference = self.reference_effort[level as usize];
        if effort == reference || self.elasticity == 0.0 { 1.0 } else { math::exp(self.elasticity * math::ln(effort / reference)) }
    }

    /// Expected profit on a participant of a six-month chance, served with the same effort from the first month to the last.
    fn profit(&self, effort: f64, chance: f64, level: Level, terms: &Terms) -> f64 {
        let monthly = 1.0 - math::exp(math::ln(1.0 - chance.min(0.999)) / 6.0);
        let result = (monthly * self.factor(effort, level)).min(1.0);
        let (mut stays, mut profit) = (1.0, 0.0);
        for month in 1..=terms.months {
            let paid = terms.units_per_month * f64::from(month - 1);
            let units = (terms.most_units - paid).clamp(0.0, terms.units_per_month);
            let left = if terms.premium { (terms.most_units - paid - units).max(0.0) } else { 0.0 };
            profit += stays * (terms.base * units - terms.cost * effort + result * (terms.result + terms.base * left));
            stays *= (1.0 - result - self.other_ends_per_month).max(0.0);
        }
        profit
    }

    /// The effort that pays best, and the profit it brings.
    fn best(&self, chance: f64, level: Level, terms: &Terms) -> (f64, f64) {
        let ratio = math::ln(self.most_effort / self.least_effort) / f64::from(STEPS);
        let efforts =
            (0..=STEPS).map(|step| if step == 0 { self.least_effort } else { self.least_effort * math::exp(ratio * f64::from(step)) });
        // Of equals the least.
        let better = |best: (f64, f64), next: (f64, f64)| if next.1 > best.1 { next } else { best };
        let tried = efforts.map(|effort| (effort, self.profit(effort, chance, level, terms)));
        tried.reduce(better).expect("one effort is tried at least")
    }
}

/// What is done for a participant, and whether one is worth having.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Outlook {
    effort: Effort,
    pays: bool,
}

/// Efforts at all prices, in all areas and levels, worked out once.
#[derive(Clone, Debug, PartialEq)]
pub struct Efforts {
    behaviour: Behaviour,
    /// By area and level: at the chance that goes by the level and, if the truth is perceived, at the true chances.
    by_price: Dated<Vec<[Vec<Outlook>; 3]>>,
}

impl Efforts {
    /// `cost` is a supervisor's time for a participant and month at effort 1, `months` how long the service lasts at most.
    /// Nobody is refused unless that is allowed.
    pub fn new(behaviour: Behaviour, payments: &PaymentModel, cost: Sek, months: i32, may_refuse: bool) -> Efforts {
        let truths = if behaviour.perceived == Perceived::Truth { CHANCES } else { 0 };
        let of = |list: &PriceList, group: usize, level: Level| -> Vec<Outlook> {
            let terms = terms(payments, list, group, level, cost, months.min(MOST_MONTHS));
            let truths = (0..truths).map(|index| behaviour.result_share_of_jobs * middle(index));
            let chances = std::iter::once(behaviour.perceived_chance[level as usize]).chain(truths);
            let outlook = |(effort, profit)| Outlook { effort: Effort::of(effort), pays: !may_refuse || profit >= 0.0 };
            chances.map(|chance| outlook(behaviour.best(chance, level, &terms))).collect()
        };
        let areas = |list: &PriceList| {
            let groups: Vec<_> =
                (0..list.0[0].len()).map(|group| [Level::A, Level::B, Level::C].map(|level| of(list, group, level))).collect();
            payments.group_of_area.iter().map(|group| groups[*group].clone()).collect()
        };
        Efforts { behaviour, by_price: payments.prices.map(areas) }
    }

    /// The effort for somebody who starts on a day, with this true chance of a job within six months.
    pub fn effort(&self, level: Level, area: AreaId, day: Day, truth: f64) -> Effort {
        self.outlook(level, area, day, truth).effort
    }

    fn outlook(&self, level: Level, area: AreaId, day: Day, chance: f64) -> Outlook {
        let list = self.by_price.on(day).expect("prices are in force from the start of the run");
        let outlooks = &list[area.index()][level as usize];
        match self.behaviour.perceived {
            Perceived::Level => outlooks[0],
            Perceived::Truth => outlooks[1 + ((chance * CHANCES as f64) as usize).min(CHANCES - 1)],
        }
    }

    /// Whether a provider that may refuse does so: it expects to lose, by what it makes of the chance of somebody whom it has not
    /// served yet; word 3 of `PROVIDER`.
    pub fn is_refused(&self, level: Level, area: AreaId, day: Day, truth: f64, answer: Answer) -> bool {
        let sd = self.behaviour.assessment_sd;
        let judged = if sd == 0.0 { truth } else { math::expit(math::logit(truth) + sd * draws::normal(answer.uniform(3))) };
        !self.outlook(level, area, day, judged).pays
    }

    /// Factor on job hazards of an effort at a level while the service lasts.
    pub fn factor(&self, effort: Effort, level: Level) -> f64 {
        self.behaviour.factor(effort.ratio(), level)
    }
}

fn middle(index: usize) -> f64 {
    (index as f64 + 0.5) / CHANCES as f64
}

fn terms(payments: &PaymentModel, list: &PriceList, group: usize, level: Level, cost: Sek, months: i32) -> Terms {
    let prices = list.of(level, group);
    // Of the windows of one result the dearest.
    let share = |number: usize| {
        payments.results.iter().filter(|result| usize::from(result.number) == number).map(|result| result.share).fold(0.0, f64::max)
    };
    let shares: f64 = (0..payments.result_count()).map(share).sum();
    Terms {
        base: payments.without_vat(prices.base).kronor(),
        units_per_month: match payments.base.per {
            Per::WorkingDay => 22.0,
            Per::CalendarDay => 365.25 / 12.0,
            Per::Month => 1.0,
        },
        most_units: f64::from(payments.base.most_units),
        result: payments.without_vat(prices.result).kronor() * shares,
        premium: payments.speed_premium.is_some(),
        months,
        cost: cost.kronor(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEHAVIOUR: Behaviour = Behaviour {
        elasticity: 0.5,
        least_effort: 0.1,
        most_effort: 10.0,
        perceived: Perceived::Level,
        perceived_chance: [0.3, 0.2, 0.1],
        result_share_of_jobs: 0.5,
        other_ends_per_month: 0.05,
        reference_effort: [1.0; 3],
        assessment_sd: 0.0,
    };

    const TERMS: Terms =
        Terms { base: 50.0, units_per_month: 22.0, most_units: 264.0, result: 30_000.0, premium: false, months: 12, cost: 400.0 };

    /// One month, no base payment: the profit is p √e R - c e, so effort is (p R / 2 c)²; with p of a six-month chance of 0.2.
    #[test]
    fn a_single_month_has_the_effort_of_the_first_order_condition() {
        let terms = Terms { base: 0.0, months: 1, ..TERMS };
        let monthly = 1.0 - 0.8_f64.powf(1.0 / 6.0);
        let exact = (monthly * 30_000.0 / 800.0).powi(2);
        let (found, _) = BEHAVIOUR.best(0.2, Level::B, &terms);
        assert!((found / exact - 1.0).abs() < 0.02, "{found} against {exact}, on a grid of 2 percent");
    }

    /// Twelve months at a constant price: with q = 1 - p - 0.05 the profit is (b - c e + p R) (1 - q^12) / (1 - q), tried here in steps
    /// of a thousandth from 0.1 to 10.
    #[test]
    fn a_year_has_the_effort_of_a_search_in_the_closed_form() {
        let monthly = 1.0 - 0.8_f64.powf(1.0 / 6.0);
        let profit = |effort: f64| {
            let result = monthly * effort.sqrt();
            let stays = 1.0 - result - 0.05;
            (50.0 * 22.0 - 400.0 * effort + result * 30_000.0) * (1.0 - stays.powi(12)) / (1.0 - stays)
        };
        let all = (100..=10_000).map(|thousandths| f64::from(thousandths) / 1_000.0);
        let best = all.max_by(|a, b| profit(*a).total_cmp(&profit(*b))).unwrap();
        let (found, profit_found) = BEHAVIOUR.best(0.2, Level::B, &TERMS);
        assert!(best > 0.2 && (found / best - 1.0).abs() < 0.02, "{found} against {best}, on a grid of 2 percent");
        assert!((profit_found / profit(best) - 1.0).abs() < 1e-3, "{profit_found} against {}", profit(best));
    }

    #[test]
    fn effort_is_told_in_thousandths() {
        assert_eq!([0.6, 1.0, 0.0004, 99.0].map(Effort::of), [Effort(600), Effort::STANDARD, Effort(1), Effort(u16::MAX)]);
        assert_eq!(Effort(600).ratio(), 0.6);
    }

    /// More for a dearer result and a better chance, less for dearer time and for what is lost by an early end.
    #[test]
    fn effort_goes_the_way_of_theory() {
        let of = |chance, terms: Terms| BEHAVIOUR.best(chance, Level::A, &terms).0;
        let here = of(0.2, TERMS);
        assert!(of(0.2, Terms { result: 60_000.0, ..TERMS }) > here && of(0.4, TERMS) > here);
        assert!(of(0.2, Terms { cost: 800.0, ..TERMS }) < here && of(0.2, Terms { base: 150.0, ..TERMS }) < here);
        // The premium gives back what an early end would lose.
        assert!(of(0.2, Terms { premium: true, ..TERMS }) > here);
    }

    #[test]
    fn effort_is_least_where_it_does_not_pay() {
        let indifferent = Behaviour { elasticity: 0.0, ..BEHAVIOUR };
        assert_eq!(indifferent.best(0.4, Level::A, &TERMS).0, 0.1);
        assert_eq!(BEHAVIOUR.best(0.4, Level::A, &Terms { result: 0.0, ..TERMS }).0, 0.1);
        assert_eq!((indifferent.factor(0.1, Level::A), BEHAVIOUR.factor(1.0, Level::A)), (1.0, 1.0));
        assert!((BEHAVIOUR.factor(4.0, Level::A) - 2.0).abs() < 1e-12);
    }

    /// Parking comes of the numbers: at one price the hard to place get less.
    #[test]
    fn parking_comes_of_the_perceived_chance() {
        let efforts = [0.3, 0.2, 0.1].map(|chance| BEHAVIOUR.best(chance, Level::A, &TERMS).0);
        assert!(efforts[0] > efforts[1] && efforts[1] > efforts[2], "{efforts:?}");
    }
}
