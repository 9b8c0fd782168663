//! What the tool sees: a noisy, biased reading of the true job chance from register variables.

use super::outcomes::{AttributeEffects, EffectTable, JobHazards};
use super::person::{BirthRegion, Composition, Disability, Registrant, Traits, categories};
use super::question::{INPUTS, READING, STANDING};
use super::thresholds::{LinesByDay, Randomisation, ThresholdSet, Verdict};
use crate::engine::curve::{Curve, Dated};
use crate::engine::streams::Answer;
use crate::engine::{draws, math};
use crate::units::{Day, JobChance};

categories! {
    /// Why a profiling was made.
    Occasion {
        Registration = "registration",
        Contact = "contact",
        CaseOpened = "case_opened",
        Correction = "correction",
        FollowUp = "follow_up",
    }
}

categories! {
    /// Register variables that a data fault can blank.
    Field { BirthRegion = "birth_region", Disability = "disability" }
}

/// A period in which some attributes are read as the reference category.
#[derive(Clone, Debug, PartialEq)]
pub struct DataFault {
    pub from: Day,
    /// Last day of the fault; levels are corrected on the next.
    pub until: Day,
    pub fields: Vec<Field>,
}

/// How a score comes about.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// Two components on the logit scale whose weight and mean move with registration time (days).
    Mixture(Mixture),
    /// The true chance itself with noise on the probit scale: a tool without bias.
    Truth { noise_sd_probit: f64 },
}

/// The logit of the score is normal in each of two components; see [`Scale`] for who reads where in the mixture.
#[derive(Clone, Debug, PartialEq)]
pub struct Mixture {
    pub low_mean: f64,
    pub low_sd: f64,
    pub high_sd: f64,
    /// Logit of the low component's weight, by registration time in days.
    pub low_weight_logit: Curve,
    pub high_mean: Curve,
    /// Correlation of a person's standing in the tool with the truth's (attributes and frailty together).
    pub loading: f64,
    /// Weight of frailty against attributes in that standing.
    pub frailty_weight: f64,
    /// Correlation of a person's readings between occasions.
    pub occasion_correlation: f64,
}

/// The profiling tool and its errors.
#[derive(Clone, Debug, PartialEq)]
pub struct Tool {
    pub reading: Reading,
    pub data_faults: Vec<DataFault>,
    /// Share of persons whose register data are wrong or missing at the first profiling.
    pub wrong_input_share: f64,
    /// Standard deviation of the error this makes, in standard deviations of the person's standing.
    pub wrong_input_sd: f64,
    /// Share of them that is found and corrected, and the mean days until then (exponential).
    pub correction_share: f64,
    pub correction_mean_days: f64,
    /// Intensity per day of a case being opened, by days since registration; for the stock from the first profiling on.
    pub case_opened_per_day: Curve,
    /// Correlation of the pre-profiling tool's standing with this tool's lasting one.
    pub preprofiling_correlation: f64,
}

/// How an attribute sum stands among those registered as long: mean and spread by registration time.
#[derive(Clone, Debug)]
pub struct Norm {
    /// Mean and standard deviation by registration day, up to the last knot of the composition.
    by_day: Vec<(f64, f64)>,
}

impl Norm {
    pub fn new(composition: &Composition, effects: &AttributeEffects) -> Norm {
        let last = composition.by_days.iter().map(|knot| knot.days).fold(1.0, f64::max) as usize;
        let moments = |days: usize| {
            composition.moments(days as f64, |region, age, education, sex, state| effects.sum(region, age, education, sex, state))
        };
        Norm { by_day: (0..=last).map(moments).collect() }
    }

    /// An attribute sum in standard deviations from the mean of those registered for `days`.
    #[inline]
    pub fn standardise(&self, sum: f64, days: i32) -> f64 {
        let (mean, sd) = self.by_day[(days.max(0) as usize).min(self.by_day.len() - 1)];
        if sd > 0.0 { (sum - mean) / sd } else { 0.0 }
    }
}

/// Reads scores off the mixture: a person's standing among those registered as long, standard normal, is the rank of
/// the score in the mixture of that registration time. So the scores of a population have the mixture's distribution
/// whatever they hang together with, and a better standing never reads lower.
#[derive(Clone, Debug)]
pub struct Scale {
    /// Weight of frailty against attributes, and the standard deviation of their sum.
    frailty: (f64, f64),
    lasting: Blend,
    occasion: Blend,
    /// Scores of the standings from -LIMIT in steps, by registration time in strides, row after row.
    scores: Vec<f32>,
    /// The last row.
    last: f64,
}

impl Scale {
    const LIMIT: f64 = 5.0;
    const STEPS_PER_UNIT: f64 = 10.0;
    /// Days between two rows: between knots a quantile is nearly linear in time.
    const STRIDE: f64 = 20.0;
    /// Scores in a row.
    const WIDTH: usize = (2.0 * Self::LIMIT * Self::STEPS_PER_UNIT) as usize + 1;

    pub fn new(mixture: &Mixture) -> Scale {
        let last =
            [&mixture.low_weight_logit, &mixture.high_mean].into_iter().flat_map(Curve::knots).map(|knot| knot.0).fold(1.0, f64::max);
        let last = (last / Self::STRIDE).ceil();
        // The row after the last repeats it, so that every time lies between two rows.
        let rows = (0..=last as usize + 1).map(|row| quantiles(mixture, (row as f64).min(last) * Self::STRIDE));
        let weight = mixture.frailty_weight;
        let (lasting, occasion) = (Blend::new(mixture.loading), Blend::new(mixture.occasion_correlation.sqrt()));
        Scale {
            frailty: (weight, (1.0 + weight * weight).sqrt()),
            lasting,
            occasion,
            scores: rows.flatten().map(|logit| math::expit(logit) as f32).collect(),
            last,
        }
    }

    /// The lasting part of a person's standing: what the tool shares with the truth, and its lasting error.
    /// `attributes`, `frailty` and `own` are standard normal among those registered as long.
    #[inline]
    pub fn lasting(&self, attributes: f64, frailty: f64, own: f64) -> f64 {
        let (weight, sd) = self.frailty;
        self.lasting.mix((attributes + weight * frailty) / sd, own)
    }

    /// The standing read on one occasion, with a standard normal error: two readings have the occasions' correlation.
    #[inline]
    pub fn on_occasion(&self, lasting: f64, error: f64) -> f64 {
        self.occasion.mix(lasting, error)
    }

    /// The score of a standing at a registration time.
    #[inline]
    pub fn score(&self, standing: f64, registration_days: i32) -> JobChance {
        let row = (f64::from(registration_days.max(0)) * (1.0 / Self::STRIDE)).min(self.last);
        let position = ((standing + Self::LIMIT) * Self::STEPS_PER_UNIT).clamp(0.0, (Self::WIDTH - 1) as f64);
        let step = (position as usize).min(Self::WIDTH - 2);
        let (down, along) = ((row - row as usize as f64) as f32, (position - step as f64) as f32);
        let near = &self.scores[row as usize * Self::WIDTH + step..][..Self::WIDTH + 2];
        let [above, below] = [0, Self::WIDTH].map(|at| between(near[at], near[at + 1], along));
        JobChance(between(above, below, down))
    }
}

/// The point between two values, a share of the way from the first.
#[inline]
fn between(a: f32, b: f32, share: f32) -> f32 {
    a + (b - a) * share
}

/// Logits of the mixture at the ranks of the standings, at a registration time.
fn quantiles(mixture: &Mixture, days: f64) -> Vec<f64> {
    let weight = math::expit(mixture.low_weight_logit.at(days));
    let high_mean = mixture.high_mean.at(days);
    let below = |x: f64| {
        weight * math::phi((x - mixture.low_mean) / mixture.low_sd) + (1.0 - weight) * math::phi((x - high_mean) / mixture.high_sd)
    };
    let mut from = mixture.low_mean.min(high_mean) - 12.0 * mixture.low_sd.max(mixture.high_sd);
    let last = mixture.low_mean.max(high_mean) + 12.0 * mixture.low_sd.max(mixture.high_sd);
    let quantile = |step: usize| {
        let rank = math::phi(step as f64 / Scale::STEPS_PER_UNIT - Scale::LIMIT);
        from = root(|x| below(x) - rank, from, last);
        from
    };
    (0..Scale::WIDTH).map(quantile).collect()
}

/// The root of a rising function between two points, by bisection to 1e-9.
fn root(function: impl Fn(f64) -> f64, mut low: f64, mut high: f64) -> f64 {
    // The next quantile is seldom far from the last: the bracket grows from there.
    let mut width = 0.1;
    while low + width < high && function(low + width) < 0.0 {
        low += width;
        width *= 2.0;
    }
    high = high.min(low + width);
    while high - low > 1e-9 {
        let middle = 0.5 * (low + high);
        if function(middle) < 0.0 { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

/// A standing correlated with another, with a standard normal error of its own.
#[inline]
pub fn mix(standing: f64, correlation: f64, error: f64) -> f64 {
    Blend::new(correlation).mix(standing, error)
}

/// A correlation with another standing, and the share of what is left to the error.
#[derive(Clone, Copy, Debug)]
struct Blend {
    correlation: f64,
    rest: f64,
}

impl Blend {
    fn new(correlation: f64) -> Blend {
        Blend { correlation, rest: (1.0 - correlation * correlation).sqrt() }
    }

    fn mix(self, standing: f64, error: f64) -> f64 {
        self.correlation * standing + self.rest * error
    }
}

/// The true chance of a job within 180 days with noise on the probit scale.
#[inline]
pub fn read_truth(chance: f64, noise_sd_probit: f64, error: f64) -> JobChance {
    let probit = draws::normal(chance.clamp(1e-9, 1.0 - 1e-9));
    JobChance(math::phi(probit + noise_sd_probit * error) as f32)
}

/// The profiling tool and its lines made ready to profile many persons.
#[derive(Clone, Debug)]
pub struct Profiler {
    pub hazards: JobHazards,
    tool: Tool,
    reader: Reader,
    norm: Norm,
    pub lines: Dated<LinesByDay>,
    bands: Dated<Randomisation>,
}

#[derive(Clone, Debug)]
enum Reader {
    Mixture(Scale),
    Truth { noise_sd_probit: f64 },
}

/// What the tool goes by on a day.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    day: Day,
    lines: &'a LinesByDay,
    /// Where chance decides the side of a boundary.
    band: Option<&'a Randomisation>,
    fault: Option<&'a DataFault>,
}

impl Rules<'_> {
    /// The same with attributes read right even during a data fault.
    pub fn without_fault(self) -> Self {
        Rules { fault: None, ..self }
    }
}

/// What a profiling says: `by_lines` is the verdict of the lines in force without randomisation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Profile {
    pub score: JobChance,
    pub verdict: Verdict,
    pub by_lines: Verdict,
}

impl Profiler {
    /// `norm` is of the composition and the effects on job hazards.
    pub fn new(hazards: JobHazards, tool: &Tool, norm: Norm, sets: &Dated<ThresholdSet>, bands: &Dated<Randomisation>) -> Profiler {
        let reader = match &tool.reading {
            Reading::Mixture(mixture) => Reader::Mixture(Scale::new(mixture)),
            Reading::Truth { noise_sd_probit } => Reader::Truth { noise_sd_probit: *noise_sd_probit },
        };
        Profiler { hazards, tool: tool.clone(), reader, norm, lines: sets.map(LinesByDay::of), bands: bands.clone() }
    }

    /// What the tool goes by on a day.
    #[inline]
    pub fn rules_on(&self, day: Day) -> Rules<'_> {
        let lines = self.lines.on(day).expect("a threshold set is in force from the start of the run");
        Rules { day, lines, band: self.bands.on(day), fault: self.tool.fault_on(day) }
    }

    /// The profiling of a person on the day of the rules with the errors of the reading number `ordinal` of the spell.
    #[inline]
    pub fn profile(&self, who: &Registrant, rules: &Rules, ordinal: u16) -> Profile {
        let (score, lines) = (self.score(who, rules, ordinal), rules.lines.at(who.registration_days(rules.day)));
        let by_lines = lines.verdict(score);
        let verdict = rules.band.map_or(by_lines, |band| band.verdict(lines, score, who, rules.day, ordinal));
        Profile { score, verdict, by_lines }
    }

    /// Whether the pre-profiling tool puts a person in the target group; its own error is word 1 of `STANDING`.
    pub fn preprofile(&self, who: &Registrant, rules: &Rules) -> bool {
        let days = who.registration_days(rules.day);
        let score = match &self.reader {
            Reader::Truth { .. } => self.score(who, rules, u16::MAX),
            Reader::Mixture(scale) => {
                let own = draws::normal(who.luck.answer(STANDING, 0).uniform(1));
                scale.score(mix(self.standing(scale, who, rules), self.tool.preprofiling_correlation, own), days)
            }
        };
        rules.lines.at(days).verdict(score).level().is_some()
    }

    /// Whether a data fault changes what the tool reads of a person; the true chance has no attributes that could be blanked.
    pub fn is_misread(&self, who: &Registrant, fault: &DataFault) -> bool {
        matches!(self.reader, Reader::Mixture(_)) && self.effects_of(&fault.read(&who.traits), who) != self.effects_of(&who.traits, who)
    }

    #[inline]
    fn score(&self, who: &Registrant, rules: &Rules, ordinal: u16) -> JobChance {
        let error = draws::normal(who.ask_again(READING, ordinal).uniform(0));
        match &self.reader {
            Reader::Truth { noise_sd_probit } => read_truth(self.hazards.chance(who, rules.day), *noise_sd_probit, error),
            Reader::Mixture(scale) => {
                scale.score(scale.on_occasion(self.standing(scale, who, rules), error), who.registration_days(rules.day))
            }
        }
    }

    /// The lasting standing of a person in the tool, with what faults and wrong inputs make of it.
    #[inline]
    fn standing(&self, scale: &Scale, who: &Registrant, rules: &Rules) -> f64 {
        let seen = rules.fault.map_or(who.traits, |fault| fault.read(&who.traits));
        let attributes = self.norm.standardise(self.effects_of(&seen, who), who.registration_days(rules.day));
        let own = draws::normal(who.luck.answer(STANDING, 0).uniform(0));
        let input_error = || draws::normal(who.ask(INPUTS).uniform(1)) * self.tool.wrong_input_sd;
        let wrong = if who.wrong_inputs { input_error() } else { 0.0 };
        scale.lasting(attributes, self.hazards.frailty_score(who, rules.day), own) + wrong
    }

    #[inline]
    fn effects_of(&self, seen: &Traits, who: &Registrant) -> f64 {
        self.hazards.effects.sum(EffectTable::row_of(seen, who.age_group))
    }
}

impl Tool {
    /// Whether register data are wrong from a first profiling on, and after how many days that is found, if it is; from the answer to
    /// `INPUTS`.
    #[inline]
    pub fn inputs(&self, answer: Answer) -> (bool, Option<i32>) {
        let wrong = answer.uniform(0) < self.wrong_input_share;
        let found = wrong && answer.uniform(2) < self.correction_share;
        (wrong, found.then(|| (draws::exponential(answer.uniform(3)) * self.correction_mean_days).min(1e6) as i32 + 1))
    }

    /// The fault in force on a day.
    #[inline]
    pub fn fault_on(&self, day: Day) -> Option<&DataFault> {
        self.data_faults.iter().find(|fault| fault.from <= day && day <= fault.until)
    }
}

impl DataFault {
    /// The attributes as the tool reads them under the fault: those it blanks are the reference category.
    pub fn read(&self, traits: &Traits) -> Traits {
        let mut seen = *traits;
        for field in &self.fields {
            match field {
                Field::BirthRegion => seen.birth_region = BirthRegion::Sweden,
                Field::Disability => seen.disability = Disability::None,
            }
        }
        seen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mixture() -> Mixture {
        Mixture {
            low_mean: -1.62,
            low_sd: 1.42,
            high_sd: 0.51,
            low_weight_logit: Curve::new(vec![(0.0, -2.0), (200.0, 0.31), (600.0, 0.60), (1500.0, 0.89)]).unwrap(),
            high_mean: Curve::new(vec![(0.0, -0.30), (200.0, -0.39), (600.0, -0.72), (1500.0, -1.05)]).unwrap(),
            loading: 0.6,
            frailty_weight: 0.5,
            occasion_correlation: 0.93,
        }
    }

    /// Of 40,000 evenly spread standings, the share below each boundary is the mixture's own, at a knot and between.
    #[test]
    fn scores_of_a_population_have_the_mixtures_distribution() {
        let (scale, n) = (Scale::new(&mixture()), 40_000);
        for days in [1, 90, 200, 730, 1500, 9000] {
            let at = f64::from(days.min(1500));
            let (weight, high) = (math::expit(mixture().low_weight_logit.at(at)), mixture().high_mean.at(at));
            for percent in [6.0, 15.0, 30.0, 55.0] {
                let x = math::logit(percent / 100.0);
                let expected = weight * math::phi((x + 1.62) / 1.42) + (1.0 - weight) * math::phi((x - high) / 0.51);
                let below = |i: &i32| scale.score(draws::normal((f64::from(*i) + 0.5) / f64::from(n)), days).percent() < percent;
                let share = (0..n).filter(below).count() as f64 / f64::from(n);
                assert!((share - expected).abs() < 1e-3, "day {days}, {percent} percent: {share} {expected}");
            }
        }
    }

    #[test]
    fn a_better_standing_never_reads_lower() {
        let scale = Scale::new(&mixture());
        for days in [1, 215, 3000] {
            let scores: Vec<f32> = (-70..=70).map(|step| scale.score(f64::from(step) / 10.0, days).0).collect();
            assert!(scores.windows(2).all(|pair| pair[0] <= pair[1]));
        }
    }

    #[test]
    fn a_standing_stays_standard_normal() {
        let scale = Scale::new(&mixture());
        let (loading, weight) = (0.6_f64, 0.5_f64);
        let parts = [scale.lasting(1.0, 0.0, 0.0), scale.lasting(0.0, 1.0, 0.0), scale.lasting(0.0, 0.0, 1.0)];
        assert!((parts.iter().map(|part| part * part).sum::<f64>() - 1.0).abs() < 1e-12);
        assert!((parts[0] - loading / (1.0 + weight * weight).sqrt()).abs() < 1e-12);
        let occasion = [scale.on_occasion(1.0, 0.0), scale.on_occasion(0.0, 1.0)];
        assert!((occasion[0].powi(2) - 0.93).abs() < 1e-12 && (occasion[1].powi(2) - 0.07).abs() < 1e-12);
    }

    #[test]
    fn a_fault_blanks_its_fields_only() {
        use crate::pathway::person::{Education, Sex};
        use crate::units::AreaId;
        let traits = Traits {
            area: AreaId(0),
            sex: Sex::Woman,
            education: Education::Compulsory,
            birth_region: BirthRegion::OutsideEurope,
            disability: Disability::Disability,
            newly_arrived: false,
            born: Day(0),
        };
        let fault = DataFault { from: Day(0), until: Day(9), fields: vec![Field::BirthRegion] };
        let seen = fault.read(&traits);
        assert_eq!((seen.birth_region, seen.disability, seen.sex), (BirthRegion::Sweden, Disability::Disability, Sex::Woman));
    }

    fn tool(reading: Reading) -> Tool {
        Tool {
            reading,
            data_faults: vec![],
            wrong_input_share: 0.2,
            wrong_input_sd: 1.0,
            correction_share: 0.5,
            correction_mean_days: 100.0,
            case_opened_per_day: Curve::constant(0.0),
            preprofiling_correlation: 1.0,
        }
    }

    /// Found at u = 0.4: 100 x -ln(0.5) is 69.3 days, so on the 70th.
    #[test]
    fn wrong_inputs_are_found_or_not() {
        let inputs = |wrong: u32, found: u32| tool(Reading::Truth { noise_sd_probit: 0.0 }).inputs(Answer([wrong, 0, found, 1 << 31]));
        assert_eq!(
            [inputs(1 << 29, 1 << 30), inputs(1 << 29, 3 << 30), inputs(1 << 30, 0)],
            [(true, Some(70)), (true, None), (false, None)]
        );
    }

    /// All of one kind but for the fault's, at a constant frailty: the standing is the lasting error, standard normal, or what wrong inputs
    /// move it by. Between day 100 and 200 nothing is read but the reference category. Lines are at 20, 40, 60 and 80 percent.
    #[test]
    fn a_profiler_reads_the_standing_and_draws_its_lines() {
        use crate::engine::streams::Chance;
        use crate::pathway::clock::Duration;
        use crate::pathway::outcomes::{Exits, Frailty, Jobs};
        use crate::pathway::person::{AgeGroup, CompositionKnot, Education, Sex};
        use crate::units::{AreaId, Identity};
        let mixture = Mixture { loading: 0.0, frailty_weight: 0.0, occasion_correlation: 1.0, ..mixture() };
        let knot = CompositionKnot { days: 1.0, birth_region: [0.5, 0.5, 0.0], age: [0.0, 1.0, 0.0], disability: 0.0 };
        let composition = Composition {
            by_days: vec![knot],
            education: [[0.0, 1.0, 0.0]; 3],
            woman: [0.0; 3],
            disability_ratio_outside_europe: 1.0,
            newly_arrived: Curve::constant(0.0),
        };
        let [woman, under_25, from_55, compulsory, tertiary, europe, outside_europe, disability] = [0.1; 8];
        let effects = AttributeEffects { woman, under_25, from_55, compulsory, tertiary, europe, outside_europe, disability };
        let exits = Exits {
            per_day: [0.001, 0.001, 0.0, 0.0, 0.0],
            frailty: Frailty::LogNormal { sd: 0.0 },
            effects: effects.clone(),
            job_duration: Curve::constant(1.0),
            other_duration: Curve::constant(1.0),
            season: [1.0; 12],
            cycle: Dated::new(vec![]).unwrap(),
        };
        let jobs = Jobs {
            temporary_ends_registration: 1.0,
            permanent_full_time_share: 0.0,
            temporary_full_time_share: 0.0,
            permanent_mean_days: 1.0,
            temporary_median_days: 1.0,
            temporary_sd_log: 0.0,
            education_payable_share: 0.0,
            supported_work_days: 365,
            return_share_after_job: 0.0,
            return_share_after_other: 0.0,
            return_mean_days: 1.0,
        };
        let [too_far_below, level_c_below, level_b_below, level_a_below] = [20.0, 40.0, 60.0, 80.0].map(Curve::constant);
        let set = ThresholdSet { min_registration_days: 1, too_far_below, level_c_below, level_b_below, level_a_below };
        let profiler = |reading: Reading| {
            let hazards = JobHazards::new(&exits, &jobs, Duration::new(&exits.job_duration, 1_000));
            let fault = DataFault { from: Day(100), until: Day(200), fields: vec![Field::BirthRegion] };
            let tool = Tool { data_faults: vec![fault], ..tool(reading) };
            let (sets, bands) = (Dated::new(vec![(Day(0), set.clone())]).unwrap(), Dated::new(vec![]).unwrap());
            Profiler::new(hazards, &tool, Norm::new(&composition, &effects), &sets, &bands)
        };
        let luck = Chance::new(1, 0).of(Identity(1));
        let born = Day(-40 * 365);
        let (education, sex, disability) = (Education::UpperSecondary, Sex::Man, Disability::None);
        let birth_region = BirthRegion::Europe;
        let traits = Traits { area: AreaId(0), sex, education, birth_region, disability, newly_arrived: false, born };
        let who = Registrant {
            luck,
            traits,
            age_group: AgeGroup::From25To54,
            multiplier: 0.1_f64.exp(),
            registered_on: Day(1),
            spell: 0,
            wrong_inputs: false,
        };
        // Half are born in Europe: 0.1 is one standard deviation of 0.05 above the mean of 0.05.
        let alike = profiler(Reading::Mixture(Mixture { loading: 1.0, ..mixture.clone() }));
        let own = profiler(Reading::Mixture(mixture.clone()));
        let near =
            |profile: Profile, standing: f64, days: i32| (profile.score.0 - Scale::new(&mixture).score(standing, days).0).abs() < 1e-5;
        let read = |by: &Profiler, who: &Registrant, day| by.profile(who, &by.rules_on(Day(day)), 0);
        assert!(near(read(&alike, &who, 50), 1.0, 50) && near(alike.profile(&who, &alike.rules_on(Day(50)), 7), 1.0, 50));
        let right = alike.rules_on(Day(150)).without_fault();
        assert!(near(read(&alike, &who, 150), -1.0, 150) && near(alike.profile(&who, &right, 0), 1.0, 150));
        let error = draws::normal(luck.answer(STANDING, 0).uniform(0));
        assert!(near(read(&own, &who, 50), error, 50));
        let wrong = Registrant { wrong_inputs: true, ..who };
        assert!(near(read(&own, &wrong, 50), error + draws::normal(luck.answer(INPUTS, 0).uniform(1)), 50));
        // The pre-profiling tool has a correlation of 1 here: the same score as the tool's.
        assert_eq!(alike.preprofile(&who, &alike.rules_on(Day(50))), read(&alike, &who, 50).verdict.level().is_some());
        assert!(alike.is_misread(&who, &alike.tool.data_faults[0]));
        // 180 days of 0.002 x exp(0.1) are 0.3978: a chance of 32.8 percent, level C.
        let truth = profiler(Reading::Truth { noise_sd_probit: 0.0 });
        let Profile { score, verdict, by_lines } = read(&truth, &who, 150);
        assert!((score.0 - 0.3282).abs() < 1e-4 && verdict == Verdict::LevelC && by_lines == verdict);
        assert!(truth.preprofile(&who, &truth.rules_on(Day(150))));
        assert!(!truth.is_misread(&who, &truth.tool.data_faults[0]));
    }

    #[test]
    fn a_tool_without_noise_reads_the_truth() {
        assert!((read_truth(0.25, 0.0, 3.0).0 - 0.25).abs() < 1e-6);
        assert!(read_truth(0.25, 0.1, 1.0).0 > 0.25);
    }
}
