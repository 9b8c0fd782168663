//! The stock: who is on the register on the day before the run starts, and for how long.

use super::outcomes::{EffectTable, Exits, JobHazards};
use super::person::{Category, Composition, Programme, Shares, Traits, cumulative};
use super::question::{BACKGROUND, CONDITION, ORIGIN};
use crate::engine::curve::{Curve, Inverse};
use crate::engine::math;
use crate::engine::streams::Luck;
use crate::units::{AreaId, Day};

/// The stock registered on the day before the run starts.
#[derive(Clone, Debug, PartialEq)]
pub struct Stock {
    pub persons: u32,
    pub registered: Registered,
    /// Share in a part-time or temporary job while registered, by registration time in days.
    pub employed_share: Curve,
    /// Share in supported work, by registration time in days.
    pub supported_work_share: Curve,
    /// Given persons instead of drawn ones, from the user's file.
    pub given: Option<Vec<GivenPerson>>,
}

/// How long the stock has been registered, in days of registration time.
#[derive(Clone, Debug, PartialEq)]
pub enum Registered {
    /// Share registered at most so many days: rising from 0 to 1.
    Shares(Curve),
    /// How many registered per day so many days before the run, of whom those are left that the hazards have let stay. Only the
    /// proportions matter; nobody has come before the last day.
    Past(Curve),
}

/// One row of the user's own stock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GivenPerson {
    pub traits: Traits,
    pub registered_on: Day,
    pub category: Category,
    pub programme: Programme,
}

/// Traits, day of registration, category and, if it is given, programme of somebody in the stock.
pub type Member = (Traits, Day, Category, Option<Programme>);

impl Stock {
    /// Shares of attributes, and of those in a job and in supported work, among those registered for `days`.
    pub fn shares(&self, composition: &Composition, days: i32) -> (Shares, [f64; 2]) {
        let days = f64::from(days);
        (composition.shares(days), [self.employed_share.at(days), self.supported_work_share.at(days)])
    }

    /// The registration time in days from which the shares of categories don't change any more.
    fn last_days(&self) -> f64 {
        let knots = self.employed_share.knots().iter().chain(self.supported_work_share.knots());
        knots.fold(0.0, |last, knot| f64::max(last, knot.0))
    }

    /// How many persons there are.
    pub fn size(&self) -> usize {
        self.given.as_ref().map_or(self.persons as usize, Vec::len)
    }

    /// The longest registration time in days of somebody in the stock of a run that starts on `from`.
    pub fn longest(&self, from: Day) -> i32 {
        let (Registered::Shares(curve) | Registered::Past(curve)) = &self.registered;
        let drawn = || curve.end() as i32 + 1;
        let oldest = |given: &Vec<GivenPerson>| given.iter().map(|person| from - person.registered_on).max().unwrap_or(0);
        self.given.as_ref().map_or_else(drawn, oldest)
    }

    /// Person number `number` of the stock on `day`, given or drawn. `area_shares` are the areas' shares of the stock, each with those
    /// before it.
    #[inline]
    pub fn member(
        &self,
        number: usize,
        luck: Luck,
        composition: &Composition,
        register: &Register,
        area_shares: &[f64],
        day: Day,
    ) -> Member {
        if let Some(given) = &self.given {
            let GivenPerson { traits, registered_on, category, programme } = given[number];
            return (traits, registered_on, category, Some(programme));
        }
        let [origin, background, condition] = [ORIGIN, BACKGROUND, CONDITION].map(|question| luck.answer(question, 0));
        let area = area_shares.partition_point(|sum| *sum <= origin.uniform(0)).min(area_shares.len() - 1);
        let days = (register.days_by_share.at(origin.uniform(1)) as i32).max(1);
        let (shares, [employed, supported]) = register.at(days);
        let traits = composition.draw_by(shares, origin, background, AreaId(area as u16), day);
        let u = condition.uniform(1);
        let place = usize::from(u >= *employed) + usize::from(u >= employed + supported);
        let category = [Category::Employed, Category::SupportedWork, Category::Unemployed][place];
        (traits, day - (days - 1), category, None)
    }
}

/// What persons are drawn by, worked out once.
#[derive(Clone, Debug)]
pub struct Register {
    /// Days that a share of the stock is registered at most.
    days_by_share: Inverse,
    /// [`Stock::shares`] by registration day: nothing changes after the last, or nobody is older.
    by_day: Vec<(Shares, [f64; 2])>,
}

impl Register {
    /// `longest` is the longest registration time of a person who is drawn, in days.
    pub fn new(stock: &Stock, composition: &Composition, hazards: &JobHazards, exits: &Exits, longest: i32) -> Register {
        let last = composition.last_days().max(stock.last_days()).ceil().min(f64::from(longest)) as i32;
        let share_by_days = match &stock.registered {
            Registered::Past(past) if stock.given.is_none() => {
                who_is_left(past, &leaving(composition, hazards, exits, past.end().max(1.0) as i32))
            }
            Registered::Past(curve) | Registered::Shares(curve) => curve.clone(),
        };
        Register { days_by_share: Inverse::new(share_by_days), by_day: (0..=last).map(|days| stock.shares(composition, days)).collect() }
    }

    /// [`Stock::shares`].
    #[inline]
    pub fn at(&self, days: i32) -> &(Shares, [f64; 2]) {
        &self.by_day[(days.max(0) as usize).min(self.by_day.len() - 1)]
    }
}

/// Share of the stock registered at most so many days, if it is who is left of past registrations: `passed` is the hazard of leaving that
/// somebody has gone through 0, 1, 2... days after the day of registration. A sample of who is there is a length-biased sample of who came.
fn who_is_left(past: &Curve, passed: &[f64]) -> Curve {
    let days = || (1..=passed.len()).map(|days| days as f64);
    let first = days().position(|days| past.at(days) > 0.0).expect("somebody has registered: the scenario is checked");
    // In proportion to those of the last who came, of whom the most are left: no hazard is too great for that.
    let left = days().zip(passed).map(|(days, hazard)| past.at(days) * math::exp((passed[first] - hazard).min(0.0)));
    let sums = cumulative(left);
    let all = sums[sums.len() - 1];
    // Somebody registered for n days is drawn from n until before n + 1.
    let knots = days().zip(&sums).map(|(days, sum)| (days + 1.0, sum / all));
    Curve::new(std::iter::once((1.0, 0.0)).chain(knots).collect()).expect("days rise")
}

/// The hazard of leaving that somebody goes through from the day of registration to each of the next days, without season, cycle or
/// service: that of mean frailty and attributes among who is registered as long, renewed once a week.
fn leaving(composition: &Composition, hazards: &JobHazards, exits: &Exits, days: i32) -> Vec<f64> {
    const WEEK: i32 = 7;
    let others: f64 = exits.per_day[2..].iter().sum();
    let mut multiplier = 0.0;
    let by_day = (1..days).map(|day| {
        if day % WEEK == 1 {
            let middle = day + WEEK / 2;
            let of = |region, age, education, sex, disability| {
                hazards.mean_multiplier(EffectTable::row(region, age, education, sex, disability), middle - 1)
            };
            (multiplier, _) = composition.moments(f64::from(middle), of);
        }
        multiplier * hazards.leaving_on(day) + others * exits.other_duration.at(f64::from(day))
    });
    cumulative(std::iter::once(0.0).chain(by_day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::curve::Dated;
    use crate::engine::streams::Chance;
    use crate::pathway::clock::Duration;
    use crate::pathway::outcomes::{AttributeEffects, Frailty, Jobs};
    use crate::pathway::person::tests::{composition, traits};
    use crate::units::Identity;

    fn exits(frailty_shape: f64) -> Exits {
        let none = 0.0;
        let effects = AttributeEffects {
            woman: none,
            under_25: none,
            from_55: none,
            compulsory: none,
            tertiary: none,
            europe: none,
            outside_europe: none,
            disability: none,
        };
        let (job_duration, other_duration) = (Curve::constant(1.0), Curve::constant(1.0));
        let (frailty, cycle) = (Frailty::Gamma { shape: frailty_shape }, Dated::new(vec![]).unwrap());
        Exits { per_day: [0.004, 0.01, 0.001, 0.0, 0.001], frailty, effects, job_duration, other_duration, season: [1.0; 12], cycle }
    }

    fn register(stock: &Stock, exits: &Exits, longest: i32) -> Register {
        let jobs = Jobs {
            temporary_ends_registration: 0.6,
            permanent_full_time_share: 1.0,
            temporary_full_time_share: 1.0,
            permanent_mean_days: 1.0,
            temporary_median_days: 1.0,
            temporary_sd_log: 1.0,
            education_payable_share: 1.0,
            supported_work_days: 1,
            return_share_after_job: 0.0,
            return_share_after_other: 0.0,
            return_mean_days: 1.0,
        };
        let hazards = JobHazards::new(exits, &jobs, Duration::new(&exits.job_duration, longest as usize + 1));
        Register::new(stock, &composition(), &hazards, exits, longest)
    }

    /// With gamma frailty of shape 2, jobs that end the registration at 0.01 a day and other exits at 0.002, of those who came t days ago
    /// exp(-0.002 t) / (1 + 0.005 t)^2 are left: the shares of the stock are its sums over what came, twice as many before day 200.
    #[test]
    fn the_stock_is_who_is_left_of_those_who_came() {
        let past = Curve::new(vec![(200.0, 1.0), (200.5, 2.0), (1_500.0, 2.0)]).unwrap();
        let given = None;
        let (employed_share, supported_work_share) = (Curve::constant(0.0), Curve::constant(0.0));
        let stock = Stock { persons: 1, registered: Registered::Past(past), employed_share, supported_work_share, given };
        let register = register(&stock, &exits(2.0), stock.longest(Day(0)));
        let left = |days: i32| {
            let elapsed = f64::from(days - 1);
            (if days > 200 { 2.0 } else { 1.0 }) * (-0.002 * elapsed).exp() / (1.0 + 0.005 * elapsed).powi(2)
        };
        let all: f64 = (1..=1_500).map(left).sum();
        for days in [1, 30, 200, 201, 700, 1_500] {
            let expected = (1..=days).map(left).sum::<f64>() / all;
            let found = register.days_by_share.at(expected) - 1.0;
            assert!((found / f64::from(days) - 1.0).abs() < 1e-2, "{days}: {found}");
        }
        assert_eq!([0.0, 1.0].map(|rank| register.days_by_share.at(rank) as i32), [1, 1_501]);
        // However great the hazard: all who came at least a year ago came then.
        let past = Curve::new(vec![(364.0, 0.0), (365.0, 1.0), (500.0, 1.0)]).unwrap();
        let hazards: Vec<f64> = (0..500).map(|day| 40.0 * f64::from(day)).collect();
        assert_eq!(Inverse::new(who_is_left(&past, &hazards)).at(0.5) as i32, 365);
    }

    /// Of 4,000 persons 30 percent are in the first area, 30 in a job, 10 in supported work and half registered for up to 100
    /// days: each within 5 standard errors (seed 1). Who is given is as given.
    #[test]
    fn the_stock_is_drawn_from_the_shares_or_given() {
        let stock = Stock {
            persons: 4_000,
            registered: Registered::Shares(Curve::new(vec![(0.0, 0.0), (200.0, 1.0)]).unwrap()),
            employed_share: Curve::constant(0.3),
            supported_work_share: Curve::constant(0.1),
            given: None,
        };
        let (composition, shares, day) = (composition(), cumulative([0.3, 0.5, 0.2].into_iter()), Day(1_000));
        let register = register(&stock, &exits(1.0), 1);
        let member = |stock: &Stock, number: usize| {
            let luck = Chance::new(1, 0).of(Identity(number as u64));
            stock.member(number, luck, &composition, &register, &shares, day)
        };
        let drawn: Vec<Member> = (0..stock.size()).map(|number| member(&stock, number)).collect();
        let count = |is: fn(&Member) -> bool| drawn.iter().filter(|person| is(person)).count();
        let counts = [
            (count(|person| person.0.area == AreaId(0)), 1_200),
            (count(|person| person.0.area == AreaId(1)), 2_000),
            (count(|person| person.1 > Day(900)), 2_000),
            (count(|person| person.2 == Category::Employed), 1_200),
            (count(|person| person.2 == Category::SupportedWork), 400),
            (count(|person| person.3.is_some() || person.1 > Day(1_000) || person.1 < Day(800)), 0),
        ];
        assert!(counts.iter().all(|(count, expected)| count.abs_diff(*expected) < 160), "{counts:?}");
        assert!(counts[5].0 == 0 && shares == [0.3, 0.8, 1.0]);
        let (registered_on, category, programme) = (Day(7), Category::Employed, Programme::Youth);
        let person = GivenPerson { traits: traits(Day(0), true), registered_on, category, programme };
        let given = Stock { given: Some(vec![person]), ..stock };
        assert_eq!(given.longest(day), 993);
        assert_eq!((given.size(), member(&given, 0)), (1, (traits(Day(0), true), registered_on, category, Some(programme))));
    }
}
