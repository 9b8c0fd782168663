//! What caseworkers do: whom they reach and when, and whether they follow the verdict.

use super::person::{AgeGroup, Category, Population, Programme, Traits, categories};
use super::thresholds::{Level, Verdict};
use crate::engine::curve::Dated;
use crate::engine::draws;
use crate::engine::streams::Answer;
use crate::units::{AreaId, Day};

categories! {
    /// Why a yes is not followed.
    Reason {
        JobOrStudySoon = "job_or_study_soon",
        LowCapacity = "low_capacity",
        JointRehabilitation = "joint_rehabilitation",
        Language = "language",
        Other = "other",
    }
}

categories! {
    /// The two pools of caseworkers.
    Pool { Local = "local", Distance = "distance" }
}

/// Who is easier to reach: relative rates at which the registered are contacted.
#[derive(Clone, Debug, PartialEq)]
pub struct ContactHabits {
    pub employed: f64,
    pub supported_work: f64,
    pub under_25: f64,
    pub from_55: f64,
    pub europe: f64,
    pub outside_europe: f64,
    pub disability: f64,
    pub in_programme: f64,
    /// Share of contacts in which the person is reached and informed.
    pub reached_share: f64,
}

/// Working time of the two pools, in slots: a contact, a talk or a registration at an office takes one.
#[derive(Clone, Debug, PartialEq)]
pub struct Capacity {
    /// Slots per working day in all areas together.
    pub local_slots_per_day: f64,
    pub distance_slots_per_day: f64,
    /// Share of an area's local slots relative to its share of the stock, by area (index as in the scenario).
    pub area_factor: Vec<f64>,
    /// Share of the capacity that is at work, by calendar month, January first.
    pub month_factor: [f64; 12],
    /// Slots that a registration takes from the local and from the distance office.
    pub local_slots_per_registration: f64,
    pub distance_slots_per_registration: f64,
    /// Contacts are made on every calendar day, not on working days only.
    pub every_day: bool,
}

/// A central list of persons to contact first.
#[derive(Clone, Debug, PartialEq)]
pub struct Preprofiling {
    pub date: Day,
    /// Persons on the list; those found not to be on it keep their place.
    pub persons: u32,
    /// The list is drawn from those registered at least so long, in days.
    pub min_registration_days: i32,
    /// Relative rates of contact from that date.
    pub in_target_weight: f64,
    pub not_in_target_weight: f64,
}

/// How a verdict becomes a decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Decisions {
    /// Days from a yes until the talk may be held: shortest and longest, for the stock and for new registrants.
    pub stock_talk_days: (i32, i32),
    pub new_talk_days: (i32, i32),
    /// Days within which a job, studies or parental leave is a reason to deviate.
    pub soon_days: Dated<i32>,
    /// Share who tell, of those who will have one.
    pub soon_told_share: f64,
    /// Rate of each other reason among those with a yes, in the order of [`Reason`] from `LowCapacity`.
    pub reason_rates: [f64; 4],
    /// Factors on these rates.
    pub woman: f64,
    pub europe: f64,
    pub outside_europe: f64,
    /// By area (index as in the scenario).
    pub area_factor: Vec<f64>,
    /// Share of those too near or too far who start all the same, with the consent of the strict group.
    pub overruled_too_near: f64,
    pub overruled_too_far: f64,
    /// Days until a planned follow-up of somebody too near.
    pub follow_up_days: i32,
}

impl ContactHabits {
    /// How fast a person's turn on the contact list comes, relative to an unemployed person of 25-54 born in Sweden.
    #[inline]
    pub fn weight(&self, traits: &Traits, age: AgeGroup, category: Category, programme: Programme) -> f64 {
        let by_category = [1.0, self.employed, self.supported_work][category as usize];
        let by_age = [self.under_25, 1.0, self.from_55][age as usize];
        let by_region = [1.0, self.europe, self.outside_europe][traits.birth_region as usize];
        let by_disability = [self.disability, 1.0][traits.disability as usize];
        let by_programme = [self.in_programme, self.in_programme, self.in_programme, 1.0][programme as usize];
        by_category * by_age * by_region * by_disability * by_programme
    }
}

impl Preprofiling {
    /// Whether those registered for so many days may be on the list.
    pub fn takes(&self, registration_days: i32) -> bool {
        registration_days >= self.min_registration_days
    }

    /// The factor on the rate of contact of somebody on the list or not on it.
    pub fn factor(&self, on_list: bool, in_target_group: bool) -> f64 {
        [1.0, self.not_in_target_weight, self.in_target_weight][usize::from(on_list) + usize::from(on_list & in_target_group)]
    }
}

impl Pool {
    /// Distance offices have the new registrants, local offices the long registered.
    #[inline]
    pub fn of(population: Population) -> Pool {
        if population == Population::Stock { Pool::Local } else { Pool::Distance }
    }
}

impl Capacity {
    /// Slots of a pool in an area on a day, for the area's share of the stock (local) or of the inflow (distance).
    #[inline]
    pub fn slots(&self, pool: Pool, area: AreaId, share: f64, day: Day) -> f64 {
        let (per_day, share) = match pool {
            Pool::Local => (self.local_slots_per_day, share * self.area_factor[area.index()]),
            Pool::Distance => (self.distance_slots_per_day, share),
        };
        per_day * share * self.month_factor[day.ymd().1 as usize - 1]
    }

    /// Slots left for talks and contacts, of what was left the day before and what is new today, when `registrations` have taken theirs.
    #[inline]
    pub fn left(&self, pool: Pool, carry: f64, today: f64, registrations: u32) -> f64 {
        let per_registration = [self.local_slots_per_registration, self.distance_slots_per_registration][pool as usize];
        (carry + today - per_registration * f64::from(registrations)).max(0.0)
    }
}

/// What becomes of a verdict at the talk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    Refer(Level),
    Deviate(Reason),
    /// A no that stands.
    None,
}

impl Decisions {
    /// Days from a yes until the talk may be held; word 0 of `TALK`.
    #[inline]
    pub fn talk_after(&self, population: Population, talk: Answer) -> i32 {
        let (low, high) = if population == Population::Stock { self.stock_talk_days } else { self.new_talk_days };
        draws::whole_number(talk.uniform(0), low, high)
    }

    /// Whether a no is overruled: a fixed share of persons, whatever profiling says again.
    #[inline]
    pub fn overrules(&self, verdict: Verdict, u: f64) -> bool {
        match verdict {
            Verdict::TooNear => u < self.overruled_too_near,
            Verdict::TooFar => u < self.overruled_too_far,
            _ => false,
        }
    }

    /// Rates of the reasons from `LowCapacity` on, for a person in an area. Language is a reason for those born abroad only.
    #[inline]
    pub fn rates(&self, traits: &Traits) -> [f64; 4] {
        let by_sex = [1.0, self.woman][traits.sex as usize];
        let by_region = [1.0, self.europe, self.outside_europe][traits.birth_region as usize];
        let factor = by_sex * by_region * self.area_factor[traits.area.index()];
        let mut rates = self.reason_rates.map(|rate| rate * factor);
        rates[Reason::Language as usize - 1] *= [0.0, 1.0, 1.0][traits.birth_region as usize];
        rates
    }

    /// The decision on a verdict. `work_in` is the days until a job or studies, which only some tell of; `talk` answers
    /// `TALK`, `race` answers `REASON`, which is asked only of those about whom the caseworker deviates.
    #[inline]
    pub fn decide(
        &self,
        verdict: Verdict,
        traits: &Traits,
        work_in: impl FnOnce() -> Option<i32>,
        day: Day,
        talk: Answer,
        race: impl FnOnce() -> Answer,
    ) -> Decision {
        let Some(level) = verdict.level() else {
            return if self.overrules(verdict, talk.uniform(3)) {
                Decision::Refer(Self::level_of_overruled(verdict))
            } else {
                Decision::None
            };
        };
        let is_soon = |days: i32| days <= self.soon_days.on(day).copied().unwrap_or(0);
        if talk.uniform(1) < self.soon_told_share && work_in().is_some_and(is_soon) {
            return Decision::Deviate(Reason::JobOrStudySoon);
        }
        let rates = self.rates(traits);
        if talk.uniform(2) >= rates.iter().sum::<f64>() {
            return Decision::Refer(level);
        }
        Decision::Deviate(first_reason(&rates, race()))
    }

    /// Somebody too near is referred to the nearest level, somebody too far to the farthest.
    fn level_of_overruled(verdict: Verdict) -> Level {
        if verdict == Verdict::TooNear { Level::A } else { Level::C }
    }
}

/// The race of the reasons: the smallest exponential over its rate.
fn first_reason(rates: &[f64; 4], race: Answer) -> Reason {
    // A rate of 0 takes for ever.
    let times: [f64; 4] = std::array::from_fn(|index| draws::exponential(race.uniform(index)) / rates[index]);
    let first = (1..4).fold(0, |first, index| if times[index] < times[first] { index } else { first });
    assert!(rates[first] > 0.0, "a deviation has a reason with a positive rate");
    Reason::ALL[first + 1]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pathway::person::{BirthRegion, Disability, Education, Sex};

    fn traits(sex: Sex, birth_region: BirthRegion) -> Traits {
        Traits {
            area: AreaId(0),
            sex,
            education: Education::Compulsory,
            birth_region,
            disability: Disability::None,
            newly_arrived: false,
            born: Day(0),
        }
    }

    fn decisions(rates: [f64; 4]) -> Decisions {
        Decisions {
            stock_talk_days: (0, 0),
            new_talk_days: (0, 0),
            soon_days: Dated::new(vec![(Day(0), 90), (Day(100), 30)]).unwrap(),
            soon_told_share: 0.5,
            reason_rates: rates,
            woman: 1.2,
            europe: 1.0,
            outside_europe: 0.8,
            area_factor: vec![1.0],
            overruled_too_near: 0.005,
            overruled_too_far: 0.011,
            follow_up_days: 330,
        }
    }

    /// Answers with one chosen word, the others in the middle.
    fn answer(word: usize, u: f64) -> Answer {
        let mut words = [1 << 31; 4];
        words[word] = (u * 4_294_967_296.0) as u32;
        Answer(words)
    }

    fn decide(rates: [f64; 4], verdict: Verdict, work_in: Option<i32>, day: i32, talk: Answer) -> Decision {
        decisions(rates).decide(verdict, &traits(Sex::Man, BirthRegion::Sweden), || work_in, Day(day), talk, || Answer([1 << 31; 4]))
    }

    #[test]
    fn a_yes_is_followed_when_no_reason_has_a_rate_and_never_when_they_sum_to_one() {
        assert_eq!(decide([0.0; 4], Verdict::LevelB, None, 0, answer(2, 0.0)), Decision::Refer(Level::B));
        assert!(matches!(decide([1.0, 0.0, 0.0, 0.0], Verdict::LevelB, None, 0, answer(2, 0.99)), Decision::Deviate(Reason::LowCapacity)));
    }

    #[test]
    fn a_job_soon_counts_within_the_days_in_force() {
        let soon = |work_in, day, told| decide([0.0; 4], Verdict::LevelA, work_in, day, answer(1, told));
        assert_eq!(soon(Some(90), 99, 0.4), Decision::Deviate(Reason::JobOrStudySoon));
        assert_eq!(soon(Some(91), 99, 0.4), Decision::Refer(Level::A));
        assert_eq!(soon(Some(90), 99, 0.6), Decision::Refer(Level::A));
        assert_eq!(soon(Some(31), 100, 0.4), Decision::Refer(Level::A));
    }

    /// 200 local slots x 0.5 of the stock x 0.8 in July are 80, at an area factor of 1.5 they are 120; distance offices have no factor.
    #[test]
    fn slots_are_shared_by_area_and_month() {
        let mut month_factor = [1.0; 12];
        month_factor[6] = 0.8;
        let capacity = Capacity {
            local_slots_per_day: 200.0,
            distance_slots_per_day: 100.0,
            area_factor: vec![1.0, 1.5],
            month_factor,
            local_slots_per_registration: 0.1,
            distance_slots_per_registration: 0.7,
            every_day: false,
        };
        let slots = |pool, area, date| capacity.slots(pool, AreaId(area), 0.5, Day::parse(date).unwrap());
        let july = [(Pool::Local, 0), (Pool::Local, 1), (Pool::Distance, 1)].map(|(pool, area)| slots(pool, area, "2020-07-31"));
        assert!(july.iter().zip([80.0, 120.0, 40.0]).all(|(slots, expected)| (slots - expected).abs() < 1e-9));
        assert_eq!(slots(Pool::Local, 1, "2020-08-01"), 150.0);
        // 0.5 left over and 10 today less 20 registrations of 0.1; 0.7 each are more than there is.
        let left = [Population::Stock, Population::New].map(|population| capacity.left(Pool::of(population), 0.5, 10.0, 20));
        assert_eq!(left, [8.5, 0.0]);
    }

    #[test]
    fn the_call_list_moves_only_those_on_it() {
        let list = Preprofiling { date: Day(0), persons: 2, min_registration_days: 1, in_target_weight: 3.0, not_in_target_weight: 0.5 };
        assert_eq!([(true, true), (true, false), (false, false)].map(|(on, target)| list.factor(on, target)), [3.0, 0.5, 1.0]);
    }

    #[test]
    fn talks_come_sooner_or_later_by_population() {
        let decisions = Decisions { stock_talk_days: (5, 8), new_talk_days: (3, 3), ..decisions([0.0; 4]) };
        assert_eq!([0.0, 0.5, 0.9999].map(|u| decisions.talk_after(Population::Stock, answer(0, u))), [5, 7, 8]);
        assert_eq!(decisions.talk_after(Population::New, answer(0, 0.5)), 3);
    }

    #[test]
    fn only_the_strict_group_overrules_a_no() {
        assert_eq!(decide([0.0; 4], Verdict::TooNear, None, 0, answer(3, 0.004)), Decision::Refer(Level::A));
        assert_eq!(decide([0.0; 4], Verdict::TooNear, None, 0, answer(3, 0.006)), Decision::None);
        assert_eq!(decide([0.0; 4], Verdict::TooFar, None, 0, answer(3, 0.010)), Decision::Refer(Level::C));
        assert_eq!(decide([0.0; 4], Verdict::TooFar, None, 0, answer(3, 0.012)), Decision::None);
    }

    #[test]
    fn rates_differ_by_group_and_language_is_for_those_born_abroad() {
        let rates = decisions([0.1, 0.1, 0.1, 0.1]);
        assert_eq!(rates.rates(&traits(Sex::Man, BirthRegion::Sweden)), [0.1, 0.1, 0.0, 0.1]);
        let abroad = rates.rates(&traits(Sex::Woman, BirthRegion::OutsideEurope));
        assert!(abroad.iter().all(|rate| (rate - 0.096).abs() < 1e-12));
    }

    #[test]
    fn a_reason_without_a_rate_never_wins() {
        for word in 0..4 {
            assert_eq!(first_reason(&[0.0, 0.0, 0.3, 0.0], answer(word, 0.9999)), Reason::Language);
        }
    }
}
