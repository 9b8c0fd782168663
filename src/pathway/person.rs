//! Who a job seeker is: observed attributes, how they hang together in a population, and the framework programmes
//! entered over a registration.

use super::question::{CONDITION, PROGRAMME, occasion};
use crate::engine::curve::Curve;
use crate::engine::draws;
use crate::engine::streams::{Answer, Luck, Question};
use crate::units::{AreaId, Day};

/// Defines an enum of categories with the names that files, measures and outputs use.
macro_rules! categories {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            pub const ALL: &'static [$name] = &[$($name::$variant),+];
            pub const NAMES: &'static [&'static str] = &[$($text),+];

            /// The name in files and measures.
            pub const fn name(self) -> &'static str {
                Self::NAMES[self as usize]
            }

            /// The category with this name, if there is one.
            pub fn from_name(name: &str) -> Option<$name> {
                Self::NAMES.iter().position(|known| *known == name).map(|index| Self::ALL[index])
            }
        }
    };
}
pub(crate) use categories;

categories! {
    /// Whether a person was registered on the day before the run starts; kept for all spells.
    Population { Stock = "stock", New = "new" }
}
categories! { Sex { Man = "man", Woman = "woman" } }
categories! { AgeGroup { Under25 = "under_25", From25To54 = "from_25_to_54", From55 = "from_55" } }
categories! { Education { Compulsory = "compulsory", UpperSecondary = "upper_secondary", Tertiary = "tertiary" } }
categories! { BirthRegion { Sweden = "sweden", Europe = "europe", OutsideEurope = "outside_europe" } }
categories! { Disability { Disability = "disability", None = "none" } }
categories! {
    /// Framework programme (ramprogram) a person takes part in.
    Programme { JobAndDevelopment = "job_and_development", Youth = "youth", Establishment = "establishment", None = "none" }
}
categories! {
    /// Time in the current registration, counting the day of registration as day 1.
    RegistrationTime { Months0To4 = "months_0_4", Months4To24 = "months_4_24", Years2To4 = "years_2_4", Years4Plus = "years_4_plus" }
}
categories! {
    /// Job-seeker category (sökandekategori): what a registered person does meanwhile.
    Category { Unemployed = "unemployed", Employed = "employed", SupportedWork = "supported_work" }
}

impl AgeGroup {
    /// The group of an age in whole years.
    pub fn of(years: i32) -> AgeGroup {
        match years {
            ..25 => AgeGroup::Under25,
            25..55 => AgeGroup::From25To54,
            _ => AgeGroup::From55,
        }
    }
}

impl RegistrationTime {
    /// The band of a registration time in days (day of registration = 1).
    pub fn of(days: i32) -> RegistrationTime {
        match days {
            ..=121 => RegistrationTime::Months0To4,
            122..=730 => RegistrationTime::Months4To24,
            731..=1461 => RegistrationTime::Years2To4,
            _ => RegistrationTime::Years4Plus,
        }
    }
}

/// Age in whole years on `day` (years of 365.25 days) of somebody born on `born`; 0 before.
#[inline]
pub fn age_years(born: Day, day: Day) -> i32 {
    ((day - born).max(0) as u32 * 4 / 1461) as i32
}

/// Attributes that do not change during a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Traits {
    pub area: AreaId,
    pub sex: Sex,
    pub education: Education,
    pub birth_region: BirthRegion,
    pub disability: Disability,
    /// Came to Sweden recently enough for the establishment programme.
    pub newly_arrived: bool,
    /// Day of birth.
    pub born: Day,
}

impl Traits {
    /// Age in whole years on `day`.
    #[inline]
    pub fn age_years(&self, day: Day) -> i32 {
        age_years(self.born, day)
    }
}

/// A person in a registration, as hazards and the tool go by.
#[derive(Clone, Copy, Debug)]
pub struct Registrant {
    pub luck: Luck,
    pub traits: Traits,
    /// At the first entry into the run.
    pub age_group: AgeGroup,
    /// Factor on job hazards: attributes and frailty.
    pub multiplier: f64,
    pub registered_on: Day,
    /// Number of the registration spell.
    pub spell: u8,
    /// Whether the tool has wrong inputs.
    pub wrong_inputs: bool,
}

/// Shares of attributes among those with a given registration time; sums of shares are 1.
#[derive(Clone, Debug, PartialEq)]
pub struct CompositionKnot {
    /// Registration time in days.
    pub days: f64,
    /// Shares by [`BirthRegion`].
    pub birth_region: [f64; 3],
    /// Shares by [`AgeGroup`].
    pub age: [f64; 3],
    /// Share with a disability.
    pub disability: f64,
}

/// The joint distribution of attributes given registration time; shares are linear between knots.
#[derive(Clone, Debug, PartialEq)]
pub struct Composition {
    pub by_days: Vec<CompositionKnot>,
    /// Shares by [`Education`], for each [`BirthRegion`].
    pub education: [[f64; 3]; 3],
    /// Share of women, for each [`BirthRegion`].
    pub woman: [f64; 3],
    /// Share with a disability among those born outside Europe over that among those born elsewhere.
    pub disability_ratio_outside_europe: f64,
    /// Share newly arrived among those born outside Europe, by registration time in days.
    pub newly_arrived: Curve,
}

/// Shares of attributes at one registration time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shares {
    birth_region: [f64; 3],
    age: [f64; 3],
    /// Share with a disability, by [`BirthRegion`].
    disability: [f64; 3],
    /// Share newly arrived among those born outside Europe.
    newly_arrived: f64,
}

/// When framework programmes begin.
#[derive(Clone, Debug, PartialEq)]
pub struct Programmes {
    /// Registration time in days from which the job and development guarantee may begin.
    pub job_and_development_after_days: i32,
    /// Share of those still registered then who enter it.
    pub job_and_development_share: f64,
    /// Registration time in days from which the youth job guarantee may begin (under 25).
    pub youth_after_days: i32,
    pub youth_share: f64,
    /// Registration time in days from which those in the youth guarantee may begin the job and development guarantee.
    pub youth_until_days: i32,
    /// Registration time in days until which the establishment programme lasts.
    pub establishment_until_days: i32,
    /// Mean days from being eligible to entering.
    pub mean_delay_days: f64,
}

/// Shares each with those before it.
pub fn cumulative(shares: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut sum = 0.0;
    let add = |share: f64| {
        sum += share;
        sum
    };
    shares.map(add).collect()
}

impl Composition {
    /// What attributes are drawn by at a registration time.
    pub fn shares(&self, days: f64) -> Shares {
        let (birth_region, age, disability) = self.at(days);
        let disability = std::array::from_fn(|region| self.disability_share(disability, &birth_region, BirthRegion::ALL[region]));
        Shares { birth_region, age, disability, newly_arrived: self.newly_arrived.at(days) }
    }

    /// The registration time in days from which the shares don't change any more.
    pub fn last_days(&self) -> f64 {
        let knots = self.by_days.iter().map(|knot| knot.days).chain(self.newly_arrived.knots().iter().map(|knot| knot.0));
        knots.fold(0.0, f64::max)
    }

    /// Shares of birth regions and age groups, and the share with a disability, at a registration time.
    fn at(&self, days: f64) -> ([f64; 3], [f64; 3], f64) {
        let next = self.by_days.partition_point(|knot| knot.days <= days);
        if next == 0 || next == self.by_days.len() {
            let knot = &self.by_days[next.saturating_sub(1)];
            return (knot.birth_region, knot.age, knot.disability);
        }
        let (low, high) = (&self.by_days[next - 1], &self.by_days[next]);
        let part = (days - low.days) / (high.days - low.days);
        let mix = |a: f64, b: f64| a + (b - a) * part;
        let mix3 = |a: [f64; 3], b: [f64; 3]| std::array::from_fn(|index| mix(a[index], b[index]));
        (mix3(low.birth_region, high.birth_region), mix3(low.age, high.age), mix(low.disability, high.disability))
    }

    /// Share with a disability in a birth region, such that the whole has the share `overall`.
    fn disability_share(&self, overall: f64, regions: &[f64; 3], region: BirthRegion) -> f64 {
        let ratio = self.disability_ratio_outside_europe;
        let mean = 1.0 + regions[BirthRegion::OutsideEurope as usize] * (ratio - 1.0);
        let own = if region == BirthRegion::OutsideEurope { ratio } else { 1.0 };
        (overall * own / mean).min(1.0)
    }

    /// The attributes of a person registered for `days` on `day`, from the answers to `ORIGIN` and `BACKGROUND`.
    pub fn draw(&self, origin: Answer, background: Answer, area: AreaId, days: i32, day: Day) -> Traits {
        self.draw_by(&self.shares(f64::from(days)), origin, background, area, day)
    }

    /// The same by the shares at the person's registration time.
    #[inline]
    pub fn draw_by(&self, shares: &Shares, origin: Answer, background: Answer, area: AreaId, day: Day) -> Traits {
        let birth_region = BirthRegion::ALL[draws::category(origin.uniform(2), &shares.birth_region)];
        let group = AgeGroup::ALL[draws::category(origin.uniform(3), &shares.age)];
        let in_region = birth_region as usize;
        let with_disability = background.uniform(2) < shares.disability[in_region];
        let newly_arrived = (birth_region == BirthRegion::OutsideEurope) & (background.uniform(3) < shares.newly_arrived);
        Traits {
            area,
            sex: if background.uniform(1) < self.woman[in_region] { Sex::Woman } else { Sex::Man },
            education: Education::ALL[draws::category(background.uniform(0), &self.education[in_region])],
            birth_region,
            disability: if with_disability { Disability::Disability } else { Disability::None },
            newly_arrived,
            born: day - birth_age_days(group, origin, &shares.age),
        }
    }

    /// Mean and standard deviation of a value of attributes among those registered for `days`.
    pub fn moments(&self, days: f64, value: impl Fn(BirthRegion, AgeGroup, Education, Sex, Disability) -> f64) -> (f64, f64) {
        let (regions, ages, overall) = self.at(days);
        let (mut mean, mut square) = (0.0, 0.0);
        for &region in BirthRegion::ALL {
            let disability = self.disability_share(overall, &regions, region);
            let woman = self.woman[region as usize];
            for &age in AgeGroup::ALL {
                for &education in Education::ALL {
                    for (sex, sex_share) in [(Sex::Man, 1.0 - woman), (Sex::Woman, woman)] {
                        for (state, state_share) in [(Disability::Disability, disability), (Disability::None, 1.0 - disability)] {
                            let share = regions[region as usize] * ages[age as usize] * self.education[region as usize][education as usize];
                            let (share, x) = (share * sex_share * state_share, value(region, age, education, sex, state));
                            mean += share * x;
                            square += share * x * x;
                        }
                    }
                }
            }
        }
        (mean, (square - mean * mean).max(0.0).sqrt())
    }
}

/// Age in days, spread evenly over the years of the group; what is left of the uniform that chose the group.
#[inline]
fn birth_age_days(group: AgeGroup, origin: Answer, ages: &[f64; 3]) -> i32 {
    let (from, to) = [(18.0, 25.0), (25.0, 55.0), (55.0, 66.0)][group as usize];
    let before = [0.0, ages[0], ages[0] + ages[1]][group as usize];
    let part = ((origin.uniform(3) - before) / ages[group as usize]).clamp(0.0, 1.0);
    ((from + (to - from) * part) * 365.25) as i32
}

impl Registrant {
    /// Registration time on a day: the day of registration is day 1.
    #[inline]
    pub fn registration_days(&self, day: Day) -> i32 {
        day - self.registered_on + 1
    }

    /// The answer to a question that is asked once in a spell.
    #[inline]
    pub fn ask(&self, question: Question) -> Answer {
        self.luck.answer(question, u32::from(self.spell))
    }

    /// The answer to a question that is asked several times in a spell.
    #[inline]
    pub fn ask_again(&self, question: Question, ordinal: u16) -> Answer {
        self.luck.answer(question, occasion(self.spell, ordinal))
    }
}

/// When a registered person is in which framework programme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ProgrammePath {
    establishment_until: Option<Day>,
    youth_from: Option<Day>,
    /// The job and development guarantee begins after the delay from this day on; the youth guarantee is over then.
    eligible_from: Day,
    joins_guarantee: bool,
    mean_delay_days: f64,
    u: f64,
}

impl Programmes {
    /// The path of a person registered on `registered`, from the answers to `CONDITION` and `PROGRAMME`.
    #[inline]
    pub fn path(&self, traits: &Traits, registered: Day, condition: Answer, delays: Answer) -> ProgrammePath {
        let youth_from = registered + self.youth_after_days - 1;
        let may_join_youth = condition.uniform(3) < self.youth_share && traits.age_years(youth_from) < 25;
        let youth_from = may_join_youth.then(|| youth_from + delay(delays.uniform(1), self.mean_delay_days));
        let youth_from = youth_from.filter(|from| traits.age_years(*from) < 25);
        let guarantee_after = if youth_from.is_some() { self.youth_until_days } else { self.job_and_development_after_days };
        ProgrammePath {
            establishment_until: traits.newly_arrived.then_some(registered + self.establishment_until_days - 1),
            youth_from,
            eligible_from: registered + guarantee_after - 1,
            joins_guarantee: condition.uniform(2) < self.job_and_development_share,
            mean_delay_days: self.mean_delay_days,
            u: delays.uniform(0),
        }
    }
}

impl Registrant {
    /// The path through framework programmes in this registration.
    pub fn path(&self, programmes: &Programmes) -> ProgrammePath {
        programmes.path(&self.traits, self.registered_on, self.luck.answer(CONDITION, 0), self.luck.answer(PROGRAMME, 0))
    }

    /// The same person in a new registration, no longer newly arrived.
    pub fn again(self, day: Day) -> Registrant {
        Registrant { registered_on: day, spell: self.spell + 1, traits: Traits { newly_arrived: false, ..self.traits }, ..self }
    }
}

/// Days from being eligible to entering: exponential.
#[inline]
fn delay(u: f64, mean_days: f64) -> i32 {
    (draws::exponential(u) * mean_days) as i32
}

impl ProgrammePath {
    /// The day on which the job and development guarantee begins, or would for somebody who does not join.
    #[inline]
    fn guarantee_from(&self) -> Day {
        self.eligible_from + delay(self.u, self.mean_delay_days)
    }

    /// The programme on `day` of somebody who may have a path.
    #[inline]
    pub fn on_day(path: Option<ProgrammePath>, day: Day) -> Programme {
        path.map_or(Programme::None, |path| path.on(day))
    }

    /// The programme on `day`: the job and development guarantee takes over from the others.
    #[inline]
    pub fn on(&self, day: Day) -> Programme {
        // Before somebody is eligible there is no need to know the delay.
        let matters = day >= self.eligible_from && (self.joins_guarantee || self.youth_from.is_some());
        let later = matters && day >= self.guarantee_from();
        if later && self.joins_guarantee {
            Programme::JobAndDevelopment
        } else if self.establishment_until.is_some_and(|until| day <= until) {
            Programme::Establishment
        } else if !later && self.youth_from.is_some_and(|from| from <= day) {
            Programme::Youth
        } else {
            Programme::None
        }
    }

    /// The first day after `day`, up to `last`, on which the programme may change.
    #[inline]
    pub fn next_change(&self, day: Day, last: Day) -> Option<Day> {
        // To somebody who neither joins the guarantee nor leaves the youth guarantee for it, its day means nothing.
        let matters = self.eligible_from <= last && (self.joins_guarantee || self.youth_from.is_some());
        let guarantee = matters.then(|| self.guarantee_from());
        let later = |change: Option<Day>| change.filter(|change| *change > day).unwrap_or(Day::NEVER);
        let establishment = self.establishment_until.map(|until| until + 1);
        let next = later(establishment).min(later(self.youth_from)).min(later(guarantee));
        (next <= last).then_some(next)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    const ALWAYS: Answer = Answer([0; 4]);
    const NEVER: Answer = Answer([u32::MAX; 4]);

    pub fn traits(born: Day, newly_arrived: bool) -> Traits {
        Traits {
            area: AreaId(0),
            sex: Sex::Man,
            education: Education::Compulsory,
            birth_region: BirthRegion::OutsideEurope,
            disability: Disability::None,
            newly_arrived,
            born,
        }
    }

    fn rules() -> Programmes {
        Programmes {
            job_and_development_after_days: 425,
            job_and_development_share: 0.8,
            youth_after_days: 90,
            youth_share: 0.8,
            youth_until_days: 425,
            establishment_until_days: 730,
            mean_delay_days: 0.0,
        }
    }

    #[test]
    fn bands_of_age_and_registration_time_have_their_limits() {
        assert_eq!([24, 25, 54, 55].map(|years| AgeGroup::of(years).name()), ["under_25", "from_25_to_54", "from_25_to_54", "from_55"]);
        let bands = [1, 121, 122, 730, 731, 1461, 1462].map(|days| RegistrationTime::of(days) as u8);
        assert_eq!(bands, [0, 0, 1, 1, 2, 2, 3]);
    }

    #[test]
    fn age_rises_on_the_birthday() {
        let person = traits(Day::from_ymd(1996, 1, 1).unwrap(), false);
        assert_eq!(person.age_years(Day::from_ymd(2020, 12, 31).unwrap()), 24);
        assert_eq!(person.age_years(Day::from_ymd(2021, 1, 1).unwrap()), 25);
        // Drawn attributes do not know each other: somebody young may have been registered for longer than that.
        assert_eq!(person.age_years(person.born - 1_000), 0);
    }

    #[test]
    fn a_young_person_enters_the_youth_guarantee_on_day_90_and_the_other_on_day_425() {
        let path = rules().path(&traits(Day(-20 * 365), false), Day(0), ALWAYS, ALWAYS);
        assert_eq!([88, 89, 423, 424].map(|day| path.on(Day(day)).name()), ["none", "youth", "youth", "job_and_development"]);
        let next = |day| path.next_change(Day(day), Day(1_000));
        assert_eq!([next(0), next(89), next(424)], [Some(Day(89)), Some(Day(424)), None]);
        assert_eq!(path.next_change(Day(89), Day(423)), None);
        let longer = Programmes { youth_until_days: 540, ..rules() }.path(&traits(Day(-20 * 365), false), Day(0), ALWAYS, ALWAYS);
        assert_eq!([424, 538, 539].map(|day| longer.on(Day(day)).name()), ["youth", "youth", "job_and_development"]);
    }

    #[test]
    fn who_does_not_join_stays_outside_and_the_newly_arrived_leave_after_two_years() {
        let path = rules().path(&traits(Day(-30 * 365), true), Day(0), NEVER, ALWAYS);
        assert_eq!([0, 729, 730].map(|day| path.on(Day(day)).name()), ["establishment", "establishment", "none"]);
    }

    pub fn composition() -> Composition {
        Composition {
            by_days: vec![CompositionKnot { days: 1.0, birth_region: [0.6, 0.1, 0.3], age: [0.2, 0.6, 0.2], disability: 0.1 }],
            education: [[0.2, 0.5, 0.3]; 3],
            woman: [0.4; 3],
            disability_ratio_outside_europe: 0.5,
            newly_arrived: Curve::constant(0.0),
        }
    }

    #[test]
    fn moments_of_one_attribute_are_those_of_a_share() {
        let composition = composition();
        let (mean, sd) = composition.moments(1.0, |region, _, _, _, _| f64::from(u8::from(region == BirthRegion::OutsideEurope)));
        assert!((mean - 0.3).abs() < 1e-12 && (sd - 0.21_f64.sqrt()).abs() < 1e-12);
        let (disabled, _) = composition.moments(1.0, |_, _, _, _, state| f64::from(u8::from(state == Disability::Disability)));
        assert!((disabled - 0.1).abs() < 1e-12);
    }
}
