//! What really happens: competing hazards to jobs and other exits, with frailty and duration dependence, and what
//! becomes of a job.

use super::clock::{Duration, Ratio};
use super::person::{AgeGroup, BirthRegion, Disability, Education, Registrant, Sex, Traits, categories};
use crate::engine::curve::{Curve, Dated};
use crate::engine::draws::{self, GammaTable};
use crate::engine::math;
use crate::engine::streams::{Answer, Luck};
use crate::units::Day;

categories! {
    /// What ends a wait on the register, or a spell of it.
    Cause {
        PermanentJob = "permanent_job",
        TemporaryJob = "temporary_job",
        Education = "education",
        SupportedWork = "supported_work",
        Other = "other",
    }
}

/// Effects of observed attributes on the log hazard of a job; the reference is a man of 25-54 born in Sweden with
/// upper secondary education and no disability.
#[derive(Clone, Debug, PartialEq)]
pub struct AttributeEffects {
    pub woman: f64,
    pub under_25: f64,
    pub from_55: f64,
    pub compulsory: f64,
    pub tertiary: f64,
    pub europe: f64,
    pub outside_europe: f64,
    pub disability: f64,
}

/// The spread of job hazards between persons that no register variable shows; its mean is 1 at registration.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Frailty {
    /// Gamma distributed with this shape (variance 1/shape).
    Gamma { shape: f64 },
    /// Log-normal with this standard deviation of the logarithm and median 1; not selected by survival.
    LogNormal { sd: f64 },
}

/// Hazards of leaving.
#[derive(Clone, Debug, PartialEq)]
pub struct Exits {
    /// Hazards per day of each [`Cause`] at registration, for the reference person of mean frailty.
    pub per_day: [f64; 5],
    pub frailty: Frailty,
    pub effects: AttributeEffects,
    /// Factor on the two job hazards by days registered.
    pub job_duration: Curve,
    /// Factor on the other hazards by days registered.
    pub other_duration: Curve,
    /// Factor on job hazards by calendar month, January first.
    pub season: [f64; 12],
    /// Factor on job hazards by date (business cycle); 1 before the first.
    pub cycle: Dated<f64>,
}

/// What becomes of a job.
#[derive(Clone, Debug, PartialEq)]
pub struct Jobs {
    /// Probability that a temporary or part-time job ends the registration.
    pub temporary_ends_registration: f64,
    /// Share of full-time jobs among permanent and among temporary ones.
    pub permanent_full_time_share: f64,
    pub temporary_full_time_share: f64,
    /// Mean length of a permanent job, days (exponential).
    pub permanent_mean_days: f64,
    /// Median length of a temporary job, days, and the spread of its logarithm (log-normal).
    pub temporary_median_days: f64,
    pub temporary_sd_log: f64,
    /// Share of studies that last at least four months and give student aid.
    pub education_payable_share: f64,
    /// Days that supported work lasts; it is full-time.
    pub supported_work_days: i32,
    /// Probability of registering again when a job that ended the registration is over.
    pub return_share_after_job: f64,
    /// Probability of registering again after another exit, and the mean days until then (exponential).
    pub return_share_after_other: f64,
    pub return_mean_days: f64,
}

/// The service's effect on job hazards, as hazard ratios.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// In the first months of the service.
    pub lock_in: f64,
    /// How many months these are.
    pub lock_in_months: i32,
    /// After them, until the service ends.
    pub after: f64,
}

/// Days over which a job chance looks ahead.
pub const CHANCE_DAYS: i32 = 180;

categories! {
    /// The 14 outcomes that the profiling tool tells apart: what happens first after a profiling, and within how many days.
    OutcomeClass {
        PermanentJob180 = "permanent job, < 180 days",
        PermanentJob365 = "permanent job, 180-365 days",
        PermanentJob545 = "permanent job, 365-545 days",
        TemporaryJob180 = "temporary or part-time job, < 180 days",
        TemporaryJob365 = "temporary or part-time job, 180-365 days",
        TemporaryJob545 = "temporary or part-time job, 365-545 days",
        Education180 = "education, < 180 days",
        Education365 = "education, 180-365 days",
        Education545 = "education, 365-545 days",
        SupportedWork180 = "supported work, < 180 days",
        SupportedWork365 = "supported work, 180-365 days",
        SupportedWork545 = "supported work, 365-545 days",
        Other545 = "other incl. deceased, < 545 days",
        Later = "other, > 545 days",
    }
}

impl OutcomeClass {
    /// The class of what happened `days` after a profiling.
    pub fn of(cause: Cause, days: i32) -> OutcomeClass {
        let horizon = match days {
            ..180 => 0,
            180..365 => 1,
            365..545 => 2,
            _ => return OutcomeClass::Later,
        };
        match cause {
            Cause::Other => OutcomeClass::Other545,
            _ => OutcomeClass::ALL[3 * cause as usize + horizon],
        }
    }

    /// Whether it is what the score is the chance of: a job within 180 days.
    pub const fn is_job_in_time(self) -> bool {
        matches!(self, OutcomeClass::PermanentJob180 | OutcomeClass::TemporaryJob180)
    }
}

impl Cause {
    /// Whether it is a job.
    pub const fn is_job(self) -> bool {
        matches!(self, Cause::PermanentJob | Cause::TemporaryJob)
    }

    /// Whether it is a job or studies: what an own journey, a deviation or a result can be about.
    pub const fn is_work_or_study(self) -> bool {
        matches!(self, Cause::PermanentJob | Cause::TemporaryJob | Cause::Education)
    }
}

impl AttributeEffects {
    /// The sum of a person's effects on the log hazard of a job.
    pub fn sum(&self, region: BirthRegion, age: AgeGroup, education: Education, sex: Sex, disability: Disability) -> f64 {
        let by_sex = if sex == Sex::Woman { self.woman } else { 0.0 };
        let by_age = [self.under_25, 0.0, self.from_55][age as usize];
        let by_education = [self.compulsory, 0.0, self.tertiary][education as usize];
        let by_region = [0.0, self.europe, self.outside_europe][region as usize];
        let by_disability = if disability == Disability::Disability { self.disability } else { 0.0 };
        by_sex + by_age + by_education + by_region + by_disability
    }
}

/// The effects of all combinations of attributes, worked out once: the sum and its exponential.
#[derive(Clone, Debug)]
pub struct EffectTable {
    rows: Vec<(f64, f64)>,
}

impl EffectTable {
    pub fn new(effects: &AttributeEffects) -> EffectTable {
        let mut rows = Vec::new();
        for &region in BirthRegion::ALL {
            for &age in AgeGroup::ALL {
                for &education in Education::ALL {
                    for &sex in Sex::ALL {
                        for &disability in Disability::ALL {
                            let sum = effects.sum(region, age, education, sex, disability);
                            rows.push((sum, math::exp(sum)));
                        }
                    }
                }
            }
        }
        EffectTable { rows }
    }

    /// The row of a combination.
    #[inline]
    pub fn row(region: BirthRegion, age: AgeGroup, education: Education, sex: Sex, disability: Disability) -> u8 {
        (((region as u8 * 3 + age as u8) * 3 + education as u8) * 2 + sex as u8) * 2 + disability as u8
    }

    /// The row of a person's traits.
    #[inline]
    pub fn row_of(traits: &Traits, age: AgeGroup) -> u8 {
        EffectTable::row(traits.birth_region, age, traits.education, traits.sex, traits.disability)
    }

    /// Sum of the effects on the log hazard of a job.
    #[inline]
    pub fn sum(&self, row: u8) -> f64 {
        self.rows[usize::from(row)].0
    }

    /// Factor on the hazard of a job.
    #[inline]
    pub fn factor(&self, row: u8) -> f64 {
        self.rows[usize::from(row)].1
    }
}

/// The spread of frailty, with what survival on the register makes of it.
#[derive(Clone, Debug)]
pub enum FrailtyLaw {
    Gamma(GammaTable),
    LogNormal { sd: f64 },
}

impl FrailtyLaw {
    pub fn new(frailty: Frailty) -> FrailtyLaw {
        match frailty {
            Frailty::Gamma { shape } => FrailtyLaw::Gamma(GammaTable::new(shape)),
            Frailty::LogNormal { sd } => FrailtyLaw::LogNormal { sd },
        }
    }

    /// Frailty of the rank of a standard normal score, among persons who have stayed although `exposure` (the
    /// cumulative hazard at frailty 1) has passed. A gamma frailty stays gamma under selection: its rate grows by the exposure, which only
    /// that law asks for.
    #[inline]
    pub fn value(&self, score: f64, exposure: impl FnOnce() -> f64) -> f64 {
        match self {
            FrailtyLaw::Gamma(table) => table.value(score) / (table.shape() + exposure()),
            FrailtyLaw::LogNormal { sd } => math::exp(sd * score),
        }
    }

    /// Mean frailty of those who have stayed.
    pub fn mean(&self, exposure: f64) -> f64 {
        match self {
            FrailtyLaw::Gamma(table) => table.shape() / (table.shape() + exposure),
            FrailtyLaw::LogNormal { sd } => math::exp(0.5 * sd * sd),
        }
    }

    /// The normal score of a frailty's rank among those who have stayed.
    #[inline]
    pub fn score(&self, value: f64, exposure: f64) -> f64 {
        match self {
            FrailtyLaw::Gamma(table) => table.score(value * (table.shape() + exposure)),
            FrailtyLaw::LogNormal { sd } if *sd > 0.0 => math::ln(value) / sd,
            FrailtyLaw::LogNormal { .. } => 0.0,
        }
    }
}

/// Job hazards with what survival on the register makes of them, ready to be worked out for many persons.
#[derive(Clone, Debug)]
pub struct JobHazards {
    pub effects: EffectTable,
    pub frailty: FrailtyLaw,
    duration: Duration,
    per_day: f64,
    leaving_per_day: f64,
}

impl JobHazards {
    pub fn new(exits: &Exits, jobs: &Jobs, duration: Duration) -> JobHazards {
        JobHazards {
            effects: EffectTable::new(&exits.effects),
            frailty: FrailtyLaw::new(exits.frailty),
            duration,
            per_day: exits.job_per_day(),
            leaving_per_day: exits.leaving_job_per_day(jobs),
        }
    }

    /// Somebody who enters the run on `day`, with the frailty of who has stayed so long; word 0 of `CONDITION`.
    #[inline(always)]
    pub fn enter(&self, luck: Luck, condition: Answer, traits: Traits, registered_on: Day, day: Day) -> Registrant {
        let age_group = AgeGroup::of(traits.age_years(day));
        let by_attributes = self.effects.factor(EffectTable::row_of(&traits, age_group));
        let score = draws::normal(condition.uniform(0));
        let multiplier = by_attributes * self.frailty.value(score, || self.exposure(by_attributes, day - registered_on));
        Registrant { luck, traits, age_group, multiplier, registered_on, spell: 0, wrong_inputs: false }
    }

    /// The hazard of leaving by a job that a person of mean frailty has gone through in so many days of a registration.
    #[inline]
    fn exposure(&self, by_attributes: f64, days_elapsed: i32) -> f64 {
        by_attributes * self.leaving_per_day * self.duration.sum_to(days_elapsed)
    }

    /// Mean factor on job hazards, by an effect's row, of those who have been registered for so many days.
    pub fn mean_multiplier(&self, row: u8, days_elapsed: i32) -> f64 {
        let by_attributes = self.effects.factor(row);
        by_attributes * self.frailty.mean(self.exposure(by_attributes, days_elapsed))
    }

    /// The hazard on a day after the registration of leaving by a job, with a factor of 1.
    pub fn leaving_on(&self, days_elapsed: i32) -> f64 {
        self.leaving_per_day * (self.duration.sum_to(days_elapsed) - self.duration.sum_to(days_elapsed - 1))
    }

    /// Normal score of a person's frailty among those who have stayed as long.
    #[inline]
    pub fn frailty_score(&self, who: &Registrant, day: Day) -> f64 {
        let by_attributes = self.effects.factor(EffectTable::row_of(&who.traits, who.age_group));
        self.frailty.score(who.multiplier / by_attributes, self.exposure(by_attributes, day - who.registered_on))
    }

    /// The chance of a job within the days that a job chance looks ahead, without competing exits.
    #[inline]
    pub fn chance(&self, who: &Registrant, day: Day) -> f64 {
        self.chance_of(who.multiplier, day - who.registered_on)
    }

    /// The same of anybody with this factor on job hazards, so many days after the registration.
    #[inline]
    pub fn chance_of(&self, multiplier: f64, days_elapsed: i32) -> f64 {
        let passed = self.duration.sum_to(days_elapsed + CHANCE_DAYS) - self.duration.sum_to(days_elapsed);
        1.0 - math::exp(-self.per_day * multiplier * passed)
    }
}

impl Exits {
    /// Hazard per day of the two jobs together.
    pub fn job_per_day(&self) -> f64 {
        self.per_day[Cause::PermanentJob as usize] + self.per_day[Cause::TemporaryJob as usize]
    }

    /// Hazard per day of jobs that end the registration: what selects the stock.
    #[inline]
    pub fn leaving_job_per_day(&self, jobs: &Jobs) -> f64 {
        self.per_day[Cause::PermanentJob as usize] + jobs.temporary_ends_registration * self.per_day[Cause::TemporaryJob as usize]
    }

    /// Season and cycle: the factor on job hazards on a day.
    pub fn climate(&self, day: Day) -> f64 {
        self.season[day.ymd().1 as usize - 1] * self.cycle.on(day).copied().unwrap_or(1.0)
    }
}

/// What a job or studies are like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Work {
    pub full_time: bool,
    /// Days that it lasts.
    pub days: i32,
    /// Days after its end until a new registration, if there is one.
    pub returns_after: Option<i32>,
}

impl Jobs {
    /// The work that begins with a cause of leaving, from the answer to `WORK`. Studies count as full-time if they are
    /// payable, and then last half a year.
    #[inline]
    pub fn work(&self, cause: Cause, answer: Answer) -> Work {
        let (full_time_share, days) = match cause {
            Cause::PermanentJob => (self.permanent_full_time_share, draws::exponential(answer.uniform(1)) * self.permanent_mean_days),
            Cause::TemporaryJob => {
                let log = self.temporary_sd_log * draws::normal(answer.uniform(1));
                (self.temporary_full_time_share, self.temporary_median_days * math::exp(log))
            }
            _ => (self.education_payable_share, 0.0),
        };
        let full_time = cause == Cause::SupportedWork || answer.uniform(0) < full_time_share;
        let returns_after = if cause.is_job() {
            (answer.uniform(2) < self.return_share_after_job).then_some(0)
        } else {
            let days = || draws::exponential(answer.uniform(3)) * self.return_mean_days;
            (answer.uniform(2) < self.return_share_after_other).then(|| days().min(1e6) as i32 + 1)
        };
        let days = match cause {
            Cause::Education if full_time => 183,
            Cause::Education => 60,
            Cause::SupportedWork => self.supported_work_days,
            _ => days.min(1e6) as i32 + 1,
        };
        Work { full_time, days, returns_after }
    }

    /// Whether leaving for a cause ends the registration; word 3 of `JOB`.
    #[inline]
    pub fn ends_registration(&self, cause: Cause, answer: Answer) -> bool {
        cause != Cause::TemporaryJob || answer.uniform(3) < self.temporary_ends_registration
    }

    /// Days left of a job that somebody in the stock holds; word 2 of `PROGRAMME`.
    #[inline]
    pub fn rest_of_held(&self, answer: Answer) -> i32 {
        (draws::exponential(answer.uniform(2)) * self.temporary_median_days).min(1e6) as i32 + 1
    }
}

impl Work {
    /// Whether it is such as a result is paid for, whoever has it: full-time, and as long as a result needs, which is until `lasting_until`
    /// if it begins on `began`.
    #[inline]
    pub fn is_payable(&self, began: Day, lasting_until: Day) -> bool {
        self.full_time & (began + self.days >= lasting_until)
    }

    /// Days from leaving for a cause until a new registration, if there is one: after work or studies when they are over.
    #[inline]
    pub fn returns_in(&self, cause: Cause) -> Option<i32> {
        let lasts = if cause.is_work_or_study() { self.days } else { 0 };
        self.returns_after.map(|delay| lasts.saturating_add(delay).max(1))
    }
}

impl Effect {
    /// The hazard ratios of a service that began on `start`, with the factor of its provider's effort.
    #[inline]
    pub fn ratios(&self, start: Day, effort: f64) -> [Ratio; 2] {
        let [lock_in, after] = [self.lock_in, self.after].map(|ratio| ratio * effort);
        [Ratio { until: start.plus_months(self.lock_in_months), factor: lock_in }, Ratio { until: Day(i32::MAX), factor: after }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selection_keeps_a_gamma_frailty_gamma() {
        let law = FrailtyLaw::new(Frailty::Gamma { shape: 2.0 });
        let (n, exposure) = (20_000, 1.5);
        let mean = (0..n).map(|i| law.value(draws::normal((f64::from(i) + 0.5) / f64::from(n)), || exposure)).sum::<f64>() / f64::from(n);
        assert!((mean - 2.0 / 3.5).abs() < 1e-3, "shape/(shape + exposure): {mean}");
        assert!((law.score(law.value(0.7, || exposure), exposure) - 0.7).abs() < 1e-9);
    }

    fn jobs(share: f64) -> Jobs {
        Jobs {
            temporary_ends_registration: share,
            permanent_full_time_share: share,
            temporary_full_time_share: share,
            permanent_mean_days: 1000.0,
            temporary_median_days: 100.0,
            temporary_sd_log: 0.0,
            education_payable_share: share,
            supported_work_days: 365,
            return_share_after_job: share,
            return_share_after_other: share,
            return_mean_days: 300.0,
        }
    }

    #[test]
    fn work_at_the_limits_of_its_shares() {
        let answer = Answer([1 << 31; 4]);
        for cause in [Cause::PermanentJob, Cause::TemporaryJob, Cause::Education] {
            assert!(!jobs(0.0).work(cause, answer).full_time && jobs(1.0).work(cause, answer).full_time);
            assert!(jobs(0.0).work(cause, answer).returns_after.is_none() && jobs(1.0).work(cause, answer).returns_after.is_some());
        }
        assert_eq!(jobs(1.0).work(Cause::TemporaryJob, answer).days, 101);
        assert_eq!(jobs(1.0).work(Cause::PermanentJob, answer).days, 694);
    }

    fn exits() -> Exits {
        Exits {
            per_day: [0.001, 0.002, 0.0, 0.0, 0.0],
            frailty: Frailty::LogNormal { sd: 0.0 },
            effects: AttributeEffects {
                woman: 2.0_f64.ln(),
                under_25: 0.0,
                from_55: 0.0,
                compulsory: 0.0,
                tertiary: 0.0,
                europe: 0.0,
                outside_europe: 0.0,
                disability: 0.0,
            },
            job_duration: Curve::constant(0.5),
            other_duration: Curve::constant(1.0),
            season: [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.5, 1.0, 1.0, 1.0, 1.0, 1.0],
            cycle: Dated::new(vec![(Day::parse("2020-07-15").unwrap(), 0.8)]).unwrap(),
        }
    }

    /// A woman of twice the hazard, at a factor of 0.5 a day: 100 days of leaving by a job at 0.001 + 0.25 x 0.002 are 0.15. So
    /// the median ln 2 of a frailty of shape 1 is divided by 1.15, to 0.6027. 180 days of jobs at 0.003 are 0.27 for the
    /// reference person.
    #[test]
    fn hazards_add_up_over_days_registered() {
        use crate::engine::streams::Chance;
        use crate::units::{AreaId, Identity};
        let exits = Exits { frailty: Frailty::Gamma { shape: 1.0 }, ..exits() };
        let jobs = Jobs { temporary_ends_registration: 0.25, ..jobs(0.0) };
        let hazards = JobHazards::new(&exits, &jobs, Duration::new(&exits.job_duration, 1_000));
        let (luck, day) = (Chance::new(1, 0).of(Identity(1)), Day(20_000));
        let (education, birth_region, born) = (Education::UpperSecondary, BirthRegion::Sweden, day - 40 * 366);
        let (sex, disability, newly_arrived) = (Sex::Woman, Disability::None, false);
        let traits = Traits { area: AreaId(0), sex, education, birth_region, disability, newly_arrived, born };
        let who = hazards.enter(luck, Answer([1 << 31; 4]), traits, day - 100, day);
        let frailty = 2.0_f64.ln() / 1.15;
        assert_eq!((who.age_group, who.spell, who.registration_days(day)), (AgeGroup::From25To54, 0, 101));
        assert!((who.multiplier - 2.0 * frailty).abs() < 1e-4, "{}", who.multiplier);
        assert!(hazards.frailty_score(&who, day).abs() < 1e-6 && hazards.frailty_score(&who, day + 100) > 0.01);
        assert!((hazards.chance(&who, day) - (1.0 - math::exp(-0.27 * 2.0 * frailty))).abs() < 1e-4);
    }

    #[test]
    fn season_and_cycle_make_the_climate() {
        let climate = ["2020-06-30", "2020-07-14", "2020-07-15", "2020-08-01"].map(|day| exits().climate(Day::parse(day).unwrap()));
        assert_eq!(climate, [1.0, 0.5, 0.4, 0.8]);
    }

    #[test]
    fn who_leaves_comes_back_after_the_work_or_after_the_delay() {
        let work = |days, returns_after| Work { full_time: true, days, returns_after };
        assert_eq!(work(40, Some(0)).returns_in(Cause::TemporaryJob), Some(40));
        assert_eq!(work(60, Some(9)).returns_in(Cause::Education), Some(69));
        assert_eq!(work(60, Some(9)).returns_in(Cause::Other), Some(9));
        assert_eq!([work(0, Some(0)).returns_in(Cause::Other), work(40, None).returns_in(Cause::PermanentJob)], [Some(1), None]);
    }

    #[test]
    fn only_temporary_jobs_leave_somebody_registered() {
        let ends = |cause, share| jobs(share).ends_registration(cause, Answer([1 << 31; 4]));
        assert_eq!([0.4, 0.6].map(|share| ends(Cause::TemporaryJob, share)), [false, true]);
        assert!(ends(Cause::PermanentJob, 0.0) && ends(Cause::Other, 0.0));
        // The median of an exponential with mean 100 is 69.3 days.
        assert_eq!(jobs(0.0).rest_of_held(Answer([1 << 31; 4])), 70);
    }

    #[test]
    fn outcomes_fall_into_the_classes_of_the_tool() {
        let class = |cause, days| OutcomeClass::of(cause, days) as usize;
        assert_eq!([0, 179, 180, 364, 365, 544, 545].map(|days| class(Cause::PermanentJob, days)), [0, 0, 1, 1, 2, 2, 13]);
        assert_eq!([179, 365].map(|days| class(Cause::TemporaryJob, days)), [3, 5]);
        assert_eq!([class(Cause::Education, 200), class(Cause::SupportedWork, 544)], [7, 11]);
        assert_eq!([0, 544, 545].map(|days| class(Cause::Other, days)), [12, 12, 13]);
        let in_time: Vec<usize> = (0..14).filter(|index| OutcomeClass::ALL[*index].is_job_in_time()).collect();
        assert_eq!(in_time, [0, 3]);
    }

    #[test]
    fn effects_add_up() {
        let effects = AttributeEffects {
            woman: 1.0,
            under_25: 2.0,
            from_55: 4.0,
            compulsory: 8.0,
            tertiary: 16.0,
            europe: 32.0,
            outside_europe: 64.0,
            disability: 128.0,
        };
        let reference = effects.sum(BirthRegion::Sweden, AgeGroup::From25To54, Education::UpperSecondary, Sex::Man, Disability::None);
        let other = effects.sum(BirthRegion::OutsideEurope, AgeGroup::From55, Education::Compulsory, Sex::Woman, Disability::Disability);
        assert_eq!([reference, other], [0.0, 1.0 + 4.0 + 8.0 + 64.0 + 128.0]);
    }
}
