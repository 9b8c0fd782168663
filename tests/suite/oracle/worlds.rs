//! Random small worlds in which every lever is moved, to its limits as well.

use rand::RngExt;
use troskel::engine::curve::{Curve, Dated};
use troskel::engine::streams::{Chance, Stream};
use troskel::pathway::caseworker::Preprofiling;
use troskel::pathway::effort::Perceived;
use troskel::pathway::market::MarketHabits;
use troskel::pathway::outcomes::Frailty;
use troskel::pathway::payments::{CohortBonus, Per, PriceList, ResultPayment, SpeedPremium};
use troskel::pathway::person::{BirthRegion, Category, Disability, Education, Programme, Sex, Traits};
use troskel::pathway::profiling::{DataFault, Field, Reading};
use troskel::pathway::providers::{Contract, DefaultRule, Provider, WhenFull};
use troskel::pathway::stock::{GivenPerson, Registered};
use troskel::pathway::thresholds::{Randomisation, ThresholdSet};
use troskel::scenario::Scenario;
use troskel::units::{AreaId, Day, Identity, Sek};

/// Chance for one world; it has nothing to do with the chance in it.
struct Dice(Stream);

impl Dice {
    fn share(&mut self) -> f64 {
        self.0.random()
    }

    fn often(&mut self, share: f64) -> bool {
        self.share() < share
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.share()
    }

    fn whole(&mut self, low: i32, high: i32) -> i32 {
        self.0.random_range(low..=high)
    }

    fn one_of<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.0.random_range(0..choices.len())].clone()
    }

    /// A share, at a limit every third time.
    fn lever(&mut self) -> f64 {
        match self.whole(0, 5) {
            0 => 0.0,
            1 => 1.0,
            _ => self.share(),
        }
    }

    fn span(&mut self, most: i32) -> (i32, i32) {
        let low = self.whole(0, most);
        let high = self.whole(low, most);
        self.one_of(&[(0, 0), (low, high), (low, high)])
    }
}

/// The world with this number, made from a small scenario of two areas.
pub fn world(number: u64, base: &Scenario) -> Scenario {
    let mut dice = Dice(Chance::new(20, 0).of(Identity(number)).stream(1, 0));
    let mut s = base.clone();
    s.run.seed = number;
    // Some runs begin in the autumn, so that a year of budget ends within them.
    s.run.from = s.run.from + dice.one_of(&[0, 0, 180]);
    s.run.to = s.run.from + dice.whole(39, 399);
    people(&mut dice, &mut s);
    exits(&mut dice, &mut s);
    tool(&mut dice, &mut s);
    providers(&mut dice, &mut s);
    thresholds(&mut dice, &mut s);
    caseworkers(&mut dice, &mut s);
    service(&mut dice, &mut s);
    payments(&mut dice, &mut s);
    market(&mut dice, &mut s);
    reports(&mut dice, &mut s);
    s
}

fn people(dice: &mut Dice, s: &mut Scenario) {
    let world = &mut s.world;
    world.stock.persons = dice.whole(10, 150) as u32;
    if dice.often(0.3) {
        let given = (0..world.stock.persons).map(|_| given(dice, s.run.from)).collect();
        world.stock.given = Some(given);
    } else {
        let last = dice.between(20.0, 900.0);
        world.stock.registered = if dice.often(0.5) {
            Registered::Past(Curve::new(vec![(1.0, dice.between(0.1, 9.0)), (last, 1.0)]).unwrap())
        } else {
            Registered::Shares(Curve::new(vec![(0.0, 0.0), (last, 1.0)]).unwrap())
        };
    }
    world.stock.employed_share = Curve::constant(dice.between(0.0, 0.5));
    world.composition.newly_arrived = Curve::constant(dice.lever());
    let programmes = &mut world.programmes;
    programmes.mean_delay_days = dice.one_of(&[0.0, 10.0, 60.0]);
    programmes.establishment_until_days = dice.whole(1, 800);
    programmes.job_and_development_after_days = dice.whole(1, 500);
    programmes.youth_after_days = dice.whole(1, 120);
    programmes.youth_until_days = dice.whole(1, 200);
    let inflow = &mut world.inflow;
    let (days, expected) = (s.run.to - s.run.from + 1, dice.between(5.0, 150.0));
    let share = dice.between(0.1, 0.9);
    let months = (0..=days / 28 + 1).map(|month| s.run.from.month_start(month));
    let per_month = expected / f64::from(days) * 30.4;
    inflow.months = months.map(|month| (month, vec![per_month * share, per_month * (1.0 - share)])).collect();
    inflow.variance_to_mean = dice.one_of(&[1.0, 1.0, 3.0]);
    inflow.returning_share_after_year = dice.lever();
    inflow.local_office_share = dice.lever();
    inflow.own_journey_told_share = dice.lever();
    inflow.own_journey_days = dice.whole(0, 120);
}

fn given(dice: &mut Dice, from: Day) -> GivenPerson {
    let days = dice.whole(1, 6_000);
    let days = dice.one_of(&[days, days / 20 + 1]);
    let traits = Traits {
        area: AreaId(dice.whole(0, 1) as u16),
        sex: dice.one_of(Sex::ALL),
        education: dice.one_of(Education::ALL),
        birth_region: dice.one_of(BirthRegion::ALL),
        disability: dice.one_of(Disability::ALL),
        newly_arrived: dice.often(0.2),
        born: from - dice.whole(18 * 366, 65 * 365),
    };
    GivenPerson { traits, registered_on: from - days, category: dice.one_of(Category::ALL), programme: dice.one_of(Programme::ALL) }
}

fn exits(dice: &mut Dice, s: &mut Scenario) {
    let (exits, jobs) = (&mut s.world.exits, &mut s.world.jobs);
    let pace = dice.between(0.5, 3.0);
    exits.per_day = exits.per_day.map(|hazard| hazard * pace * dice.between(0.5, 1.5));
    if dice.often(0.1) {
        exits.per_day = [0.0; 5];
    }
    exits.frailty = match dice.whole(0, 3) {
        0 => Frailty::LogNormal { sd: dice.between(0.0, 1.0) },
        _ => Frailty::Gamma { shape: dice.between(0.7, 6.0) },
    };
    exits.job_duration = Curve::new(vec![(0.0, dice.between(0.5, 1.5)), (90.0, dice.between(0.1, 1.2)), (900.0, 0.6)]).unwrap();
    exits.other_duration = Curve::new(vec![(0.0, dice.between(0.5, 1.5)), (200.0, dice.between(0.1, 1.2))]).unwrap();
    exits.season[6] = dice.one_of(&[0.0, 0.5, 2.0]);
    let steps = [(s.run.from + 10, dice.between(0.2, 1.5)), (s.run.from + 100, dice.between(0.2, 1.5))];
    exits.cycle = Dated::new(steps.to_vec()).unwrap();
    jobs.temporary_ends_registration = dice.lever();
    jobs.permanent_full_time_share = dice.lever();
    jobs.temporary_full_time_share = dice.lever();
    jobs.education_payable_share = dice.lever();
    jobs.temporary_median_days = dice.between(5.0, 200.0);
    jobs.return_share_after_job = dice.lever();
    jobs.return_share_after_other = dice.lever();
    jobs.return_mean_days = dice.between(5.0, 100.0);
    let effect = &mut s.world.effect;
    (effect.lock_in, effect.after) = (dice.one_of(&[0.0, 0.6, 1.0, 3.0]), dice.one_of(&[0.5, 1.0, 4.0]));
    effect.lock_in_months = dice.whole(0, 4);
}

fn tool(dice: &mut Dice, s: &mut Scenario) {
    let (run, tool) = (&s.run, &mut s.world.tool);
    if dice.often(0.4) {
        tool.reading = Reading::Truth { noise_sd_probit: dice.one_of(&[0.0, 0.3]) };
    } else if let Reading::Mixture(mixture) = &mut tool.reading {
        (mixture.loading, mixture.frailty_weight) = (dice.lever(), dice.between(0.0, 3.0));
        mixture.occasion_correlation = dice.lever();
    }
    tool.wrong_input_share = dice.lever();
    tool.wrong_input_sd = dice.between(0.0, 2.0);
    tool.correction_share = dice.lever();
    tool.correction_mean_days = dice.one_of(&[0.0, 20.0, 60.0]);
    tool.case_opened_per_day = match dice.whole(0, 3) {
        0 => Curve::constant(0.0),
        1 => Curve::constant(dice.between(0.0, 0.05)),
        _ => tool.case_opened_per_day.clone(),
    };
    tool.preprofiling_correlation = dice.lever();
    let mended = run.from + dice.whole(-1, run.to - run.from + 20);
    let fields = dice.one_of(&[vec![], vec![Field::BirthRegion], vec![Field::BirthRegion, Field::Disability]]);
    tool.data_faults = if dice.often(0.6) { vec![DataFault { from: mended - dice.whole(0, 150), until: mended, fields }] } else { vec![] };
    let date = run.from + dice.whole(0, run.to - run.from);
    let min_registration_days = dice.one_of(&[1, 1, 100, 400]);
    let weights = [dice.one_of(&[0.0, 1.0, 3.0]), dice.one_of(&[0.0, 1.0, 2.0])];
    s.policy.preprofiling = dice.often(0.6).then(|| Preprofiling {
        date,
        persons: dice.whole(0, 150) as u32,
        min_registration_days,
        in_target_weight: weights[0],
        not_in_target_weight: weights[1],
    });
    let contact = &mut s.world.contact;
    contact.employed = dice.one_of(&[0.0, 0.4, 1.0]);
    contact.reached_share = dice.lever();
}

fn providers(dice: &mut Dice, s: &mut Scenario) {
    let count = dice.whole(1, 5);
    s.world.providers = (0..count).map(|number| provider(dice, number, s.run.from)).collect();
    let choice = &mut s.world.choice;
    choice.no_active_choice_share = vec![dice.lever(), dice.lever()];
    // Tiny capacities, down to none at all.
    choice.caseload = dice.between(0.5, 6.0);
    choice.min_places = dice.whole(0, 3) as u32;
    let referral = &mut s.policy.referral;
    let choice = dice.span(14);
    referral.choice_days = (choice.0 + 1, choice.1 + 1);
    referral.start_within_days = dice.one_of(&[0, 1, 10, 40]);
    referral.default_rule = dice.one_of(DefaultRule::ALL);
    referral.when_full = dice.one_of(WhenFull::ALL);
}

fn provider(dice: &mut Dice, number: i32, from: Day) -> Provider {
    let enters = from + dice.one_of(&[-10, 0, 20, 60]);
    let areas = dice.one_of(&[vec![0], vec![1], vec![0, 1], vec![0, 1]]);
    let contract = |area| Contract { area: AreaId(area), supervisors: dice.between(0.0, 3.0), offices: dice.whole(1, 3) as u32 };
    Provider {
        contracts: areas.into_iter().map(contract).collect(),
        name: format!("P{number}"),
        key: 1 + number as u64,
        enters,
        is_candidate: false,
        leaves: dice.often(0.2).then(|| enters + dice.whole(0, 200)),
        attractiveness: dice.between(0.2, 2.0),
        rating: dice.one_of(&[None, Some(1), Some(4)]),
    }
}

fn thresholds(dice: &mut Dice, s: &mut Scenario) {
    let (first, second) = (set(dice), set(dice));
    let changes = s.run.from + dice.whole(1, 200);
    s.policy.thresholds = Dated::new(vec![(s.run.from, first), (changes, second)]).unwrap();
    let band = |width_points, locked_days| Randomisation { width_points, locked_days };
    let kept = dice.whole(1, 100);
    s.policy.randomisation = Dated::new(match dice.whole(0, 3) {
        0 => vec![],
        1 => vec![(s.run.from, band(8.0, 0))],
        2 => vec![(s.run.from, band(8.0, kept))],
        _ => vec![(s.run.from + 30, band(5.0, 0)), (s.run.from + 90, band(0.0, 0))],
    })
    .unwrap();
}

/// Boundaries that leave room for every verdict, or open the door to nearly everybody.
fn set(dice: &mut Dice) -> ThresholdSet {
    let spread = dice.one_of(&[5.0, 12.0, 24.0]);
    let start = dice.between(0.0, 20.0);
    let tilt = dice.between(-0.02, 0.03);
    let line = |number: f64| {
        let at = start + spread * number;
        Curve::new(vec![(1.0, at), (300.0, (at + 300.0 * tilt).clamp(0.0, 100.0))]).unwrap()
    };
    ThresholdSet {
        too_far_below: line(0.0),
        level_c_below: line(1.0),
        level_b_below: line(2.0),
        level_a_below: line(3.0),
        min_registration_days: dice.one_of(&[1, 1, 30, 90]),
    }
}

fn caseworkers(dice: &mut Dice, s: &mut Scenario) {
    let capacity = &mut s.policy.capacity;
    capacity.local_slots_per_day = dice.one_of(&[0.0, 0.3, 2.0, 10.0, 1_000.0]);
    capacity.distance_slots_per_day = dice.one_of(&[0.0, 0.3, 2.0, 10.0]);
    capacity.local_slots_per_registration = dice.one_of(&[0.0, 0.4]);
    capacity.distance_slots_per_registration = dice.one_of(&[0.0, 0.4]);
    capacity.area_factor = vec![dice.one_of(&[0.0, 0.7, 1.0]), dice.one_of(&[1.0, 1.4])];
    capacity.every_day = dice.often(0.3);
    let decisions = &mut s.policy.decisions;
    decisions.stock_talk_days = dice.span(10);
    decisions.new_talk_days = dice.span(15);
    decisions.soon_told_share = dice.lever();
    decisions.soon_days = Dated::new(vec![(s.run.from, dice.whole(0, 120)), (s.run.from + 60, dice.whole(0, 120))]).unwrap();
    decisions.reason_rates = decisions.reason_rates.map(|rate| rate * dice.between(0.0, 2.0));
    decisions.area_factor = vec![1.0, dice.one_of(&[0.0, 1.0, 1.5])];
    decisions.overruled_too_near = dice.one_of(&[0.0, 0.1, 1.0]);
    decisions.overruled_too_far = dice.one_of(&[0.0, 0.1, 1.0]);
    decisions.follow_up_days = dice.one_of(&[7, 60, 330]);
}

fn service(dice: &mut Dice, s: &mut Scenario) {
    let (habits, rules) = (&mut s.world.service, &mut s.policy.service);
    habits.interruption_per_month = dice.one_of(&[0.0, 0.05, 0.3]);
    habits.switch_per_month = dice.one_of(&[0.0, 0.2, 0.7]);
    habits.extension_share = dice.lever();
    habits.plan_in_time_share = dice.lever();
    habits.report_approved_share = dice.one_of(&[0.0, 0.7, 0.9, 1.0]);
    habits.claim_late_share = dice.one_of(&[0.0, 0.4, 1.0]);
    habits.claim_late_days = (1, dice.whole(1, 40));
    habits.claim_refused_share = dice.one_of(&[0.0, 0.6]);
    rules.periods = dice.whole(1, 3);
    rules.period_months = dice.whole(1, 6);
    rules.decline_switch_below_days = dice.one_of(&[0, 20, 60]);
}

fn payments(dice: &mut Dice, s: &mut Scenario) {
    let payments = &mut s.policy.payments;
    let (first, changes) = (payments.prices.steps()[0].1.clone(), s.run.from + dice.whole(1, 300));
    let mut dearer: PriceList = first.clone();
    dearer.0[0][0].base = Sek::from_kronor(60);
    dearer.0[2][0].result = Sek::from_kronor(40_000);
    payments.prices = Dated::new(vec![(s.run.from, first), (changes, dearer)]).unwrap();
    payments.base.per = dice.one_of(&[Per::WorkingDay, Per::WorkingDay, Per::CalendarDay, Per::Month]);
    payments.base.most_units = if payments.base.per == Per::Month { dice.whole(1, 12) } else { dice.one_of(&[10, 60, 264]) };
    (payments.base.needs_plan, payments.base.needs_report) = (dice.often(0.8), dice.often(0.8));
    let is_recovered = dice.often(0.5);
    payments.speed_premium = dice.often(0.7).then(|| SpeedPremium { needs_lasting: dice.often(0.5), is_recovered });
    payments.results = (0..dice.whole(0, 2) as u8).flat_map(|number| results(dice, number)).collect();
    payments.ceiling = dice.often(0.2).then(|| Sek::from_kronor(i64::from(dice.whole(1, 40)) * 1_000));
    payments.rating_factor = if dice.often(0.3) { [0.9, 1.0, 1.0, 1.15, 0.955] } else { [1.0; 5] };
    let (months, settled_after_months) = (dice.whole(1, 4), dice.whole(0, 3));
    let (bonus_from_share, malus_below_share) = (dice.one_of(&[0.0, 0.2, 0.6]), dice.one_of(&[0.0, 0.2]));
    let [bonus, malus] = [1_000, 300].map(Sek::from_kronor);
    payments.cohort_bonus =
        dice.often(0.3).then_some(CohortBonus { months, settled_after_months, bonus_from_share, malus_below_share, bonus, malus });
    payments.approval_days = dice.one_of(&[0, 0, 12]);
    payments.pay_delay_days = dice.one_of(&[0, 30]);
    if let Some(behaviour) = &mut s.world.behaviour {
        behaviour.elasticity = dice.one_of(&[0.0, 0.05, 0.5, 0.9]);
        behaviour.perceived = dice.one_of(&[Perceived::Level, Perceived::Truth]);
        behaviour.least_effort = dice.one_of(&[0.01, 0.2]);
    }
    if let Some(costs) = &mut s.world.provider_economics {
        costs.wage_per_month = Sek::from_kronor(i64::from(dice.whole(1, 48)) * 1_000);
    }
    let referrals = dice.one_of(&[0.0, 3.0, 11.5, 24.7]);
    s.policy.budget_per_year = dice.often(0.3).then(|| Sek::from_ore((payments.committed_per_referral.ore() as f64 * referrals) as i64));
}

/// Providers that answer to what they earn in every other world, and may refuse in every third.
fn market(dice: &mut Dice, s: &mut Scenario) {
    s.policy.referral.may_refuse = dice.often(0.3);
    if let Some(behaviour) = &mut s.world.behaviour {
        behaviour.assessment_sd = dice.one_of(&[0.0, 1.0]);
    }
    if dice.often(0.5) {
        return;
    }
    s.world.market = Some(MarketHabits {
        most_caseload: dice.one_of(&[0.0, 5.0, 50.0]),
        spare_share: dice.one_of(&[0.0, 0.5]),
        patience_months: dice.whole(1, 4) as usize,
        exit_share: std::array::from_fn(|_| dice.lever()),
        entry_share: std::array::from_fn(|_| dice.lever()),
        // Beyond a quarter, so that some are on their way at the next review.
        entry_lag_months: dice.whole(0, 5),
    });
    if let Some(costs) = &mut s.world.provider_economics {
        costs.hire_lag_months = dice.whole(1, 3) as usize;
        costs.leave_lag_months = dice.whole(0, 3) as usize;
        costs.premises_per_month = Sek::from_kronor(dice.one_of(&[0, 100, 15_000]));
        costs.least_supervisors = dice.one_of(&[0.0, 0.1]);
    }
    s.world.providers.iter_mut().for_each(|provider| provider.is_candidate = dice.often(0.3));
}

/// No reports in every fifth world, and then half the time nothing else that a month's end is for.
fn reports(dice: &mut Dice, s: &mut Scenario) {
    s.policy.service.monthly_reports = dice.often(0.8);
    s.policy.payments.base.needs_report &= s.policy.service.monthly_reports;
    if !s.policy.service.monthly_reports && dice.often(0.5) {
        s.world.service.switch_per_month = 0.0;
        let free = |list: &PriceList| {
            let mut list = list.clone();
            list.0.iter_mut().flatten().for_each(|price| price.base = Sek::ZERO);
            list
        };
        let prices = s.policy.payments.prices.steps().iter().map(|(from, list)| (*from, free(list)));
        s.policy.payments.prices = Dated::new(prices.collect()).unwrap();
    }
}

/// One result, in one window or in two that follow one another.
fn results(dice: &mut Dice, number: u8) -> Vec<ResultPayment> {
    let (lasting_months, window_months) = (dice.whole(0, 4), dice.whole(0, 3));
    let events = std::array::from_fn(|_| dice.often(0.8));
    let (share, part_time_factor) = (dice.one_of(&[0.5, 1.0, 0.333]), dice.one_of(&[0.0, 0.8]));
    let window = |begins_months, share| ResultPayment {
        name: number.to_string(),
        number,
        events,
        begins_months,
        window_months,
        lasting_months,
        share,
        part_time_factor,
    };
    if dice.often(0.7) {
        return vec![window(None, share)];
    }
    let middle = dice.whole(1, 6);
    vec![window(Some((0, middle)), share), window(Some((middle, 12)), share * 0.4)]
}
