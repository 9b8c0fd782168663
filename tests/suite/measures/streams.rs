//! A small scenario and plausible random streams of facts for it.

use troskel::engine::curve::{Curve, Dated};
use troskel::journal::{Channel, Chunk, Entry, Fact, PaymentKind, Presence, Subject, What};
use troskel::pathway::caseworker::{Capacity, ContactHabits, Decisions, Preprofiling, Reason};
use troskel::pathway::economics::ProviderEconomics;
use troskel::pathway::effort::Effort;
use troskel::pathway::inflow::Inflow;
use troskel::pathway::outcomes::{AttributeEffects, Cause, Effect, Exits, Frailty, Jobs};
use troskel::pathway::payments::{Base, LevelPrices, PaymentModel, Per, PriceList, ResultPayment, SpeedPremium};
use troskel::pathway::person::{BirthRegion, Category, Composition, Disability, Education, Population, Programme, Programmes, Sex};
use troskel::pathway::placement::{EndReason, ServiceHabits, ServiceRules};
use troskel::pathway::profiling::{Occasion, Reading, Tool};
use troskel::pathway::providers::{ChoiceHabits, Contract, DefaultRule, Provider, Referral, WhenFull};
use troskel::pathway::public_cost::PublicCost;
use troskel::pathway::stock::{Registered, Stock};
use troskel::pathway::thresholds::{Level, ThresholdSet, Verdict};
use troskel::scenario::{Area, Plan, Policy, RunSettings, Scenario, World};
use troskel::units::{AreaId, Day, JobChance, PersonId, ProviderId, Sek};

pub fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

pub const AREAS: [&str; 3] = ["Lidköping", "Umeå", "Västerås, norr"];

fn provider(name: &str, areas: &[u16], rating: Option<u8>) -> Provider {
    let contracts = areas.iter().map(|area| Contract { area: AreaId(*area), supervisors: 2.0, offices: 1 }).collect();
    Provider {
        name: name.into(),
        key: 0,
        enters: day("2020-03-30"),
        is_candidate: false,
        leaves: None,
        attractiveness: 1.0,
        rating,
        contracts,
    }
}

pub fn set(min_registration_days: i32, lines: [f64; 4]) -> ThresholdSet {
    let [too_far_below, level_c_below, level_b_below, level_a_below] =
        lines.map(|line| Curve::new(vec![(200.0, line), (500.0, line + 10.0)]).unwrap());
    ThresholdSet { min_registration_days, too_far_below, level_c_below, level_b_below, level_a_below }
}

/// Three areas, four providers of all types, two threshold sets, a call list: eleven weeks.
pub fn scenario() -> Scenario {
    let areas = AREAS.map(|name| Area { name: name.into(), key: 0, stock_share: 0.0, inflow_share: 0.0 });
    let effects = AttributeEffects {
        woman: 0.0,
        under_25: 0.0,
        from_55: 0.0,
        compulsory: 0.0,
        tertiary: 0.0,
        europe: 0.0,
        outside_europe: 0.0,
        disability: 0.0,
    };
    let one = Curve::constant(1.0);
    let world = World {
        areas: areas.to_vec(),
        stock: Stock {
            persons: 0,
            registered: Registered::Shares(one.clone()),
            employed_share: one.clone(),
            supported_work_share: one.clone(),
            given: None,
        },
        composition: Composition {
            by_days: vec![],
            education: [[0.0; 3]; 3],
            woman: [0.5; 3],
            disability_ratio_outside_europe: 1.0,
            newly_arrived: one.clone(),
        },
        programmes: Programmes {
            job_and_development_after_days: 425,
            job_and_development_share: 0.0,
            youth_after_days: 90,
            youth_share: 0.0,
            youth_until_days: 425,
            establishment_until_days: 730,
            mean_delay_days: 30.0,
        },
        inflow: Inflow {
            months: vec![],
            weekday_weights: [1.0; 7],
            holiday_weight: 1.0,
            variance_to_mean: 1.0,
            returning_share_after_year: 0.0,
            local_office_share: 0.0,
            own_journey_days: 90,
            own_journey_told_share: 0.0,
        },
        exits: Exits {
            per_day: [0.001; 5],
            frailty: Frailty::Gamma { shape: 2.0 },
            effects,
            job_duration: one.clone(),
            other_duration: one.clone(),
            season: [1.0; 12],
            cycle: Dated::new(vec![]).unwrap(),
        },
        jobs: Jobs {
            temporary_ends_registration: 0.6,
            permanent_full_time_share: 0.8,
            temporary_full_time_share: 0.6,
            permanent_mean_days: 1500.0,
            temporary_median_days: 150.0,
            temporary_sd_log: 0.8,
            education_payable_share: 0.7,
            supported_work_days: 365,
            return_share_after_job: 0.5,
            return_share_after_other: 0.2,
            return_mean_days: 300.0,
        },
        tool: Tool {
            reading: Reading::Truth { noise_sd_probit: 0.1 },
            data_faults: vec![],
            wrong_input_share: 0.0,
            wrong_input_sd: 0.0,
            correction_share: 0.0,
            correction_mean_days: 60.0,
            case_opened_per_day: one.clone(),
            preprofiling_correlation: 0.9,
        },
        contact: ContactHabits {
            employed: 1.0,
            supported_work: 1.0,
            under_25: 1.0,
            from_55: 1.0,
            europe: 1.0,
            outside_europe: 1.0,
            disability: 1.0,
            in_programme: 1.0,
            reached_share: 1.0,
        },
        choice: ChoiceHabits { no_active_choice_share: vec![0.2; 3], distance_decay: 0.0, per_star: 0.0, caseload: 30.0, min_places: 50 },
        providers: vec![
            provider("Alla", &[0, 1, 2], Some(4)),
            provider("Flera", &[0, 2], Some(1)),
            // It can be chosen for a month, and serves its participants on.
            Provider { leaves: Some(day("2020-04-30")), ..provider("Lokal norr", &[1], None) },
            provider("Lokal väst", &[2], Some(2)),
        ],
        service: ServiceHabits {
            interruption_per_month: 0.02,
            switch_per_month: 0.01,
            extension_share: 0.9,
            plan_in_time_share: 0.9,
            report_approved_share: 1.0,
            claim_late_share: 0.0,
            claim_late_days: (1, 1),
            claim_refused_share: 0.0,
            contacts_first_month: troskel::engine::draws::Counts::new(1.5, 1.0),
            contacts_later_month: troskel::engine::draws::Counts::new(1.2, 1.0),
        },
        effect: Effect { lock_in: 1.0, lock_in_months: 3, after: 1.0 },
        provider_economics: Some(ProviderEconomics {
            wage_per_month: Sek::from_kronor(50_000),
            premises_per_month: Sek::from_kronor(15_000),
            overhead_share: 0.1,
            least_supervisors: 0.5,
            hire_lag_months: 1,
            leave_lag_months: 2,
        }),
        behaviour: None,
        market: None,
        public_cost: Some(PublicCost {
            activity_support_insured: Sek::from_kronor(800),
            activity_support_others: Sek::from_kronor(223),
            insurance: Sek::from_kronor(850),
            insured_share: 0.4,
            social_assistance: Sek::from_kronor(500),
            social_assistance_share: 0.3,
            share_in_work: 0.5,
            slot: Sek::from_kronor(350),
            displacement: 0.0,
        }),
    };
    Scenario {
        name: "small".into(),
        title: "A small one".into(),
        evidence: vec![],
        free: vec![],
        posterior: None,
        world,
        policy: policy(),
        run: RunSettings {
            from: day("2020-03-30"),
            to: day("2020-06-14"),
            replications: 3,
            seed: 1,
            plan: Some(Plan { participants: 20.0, from: day("2020-05-01") }),
            measures: vec![],
            series_by_day: false,
            fixed_parameters: false,
        },
    }
}

/// The first and the second result.
fn result(number: u8) -> ResultPayment {
    let (events, begins_months) = ([true, true, true, false], None);
    let (window_months, lasting_months, share, part_time_factor) = (2, 4, 0.5, 0.0);
    let name = number.to_string();
    ResultPayment { name, number, events, begins_months, window_months, lasting_months, share, part_time_factor }
}

fn policy() -> Policy {
    let prices = |base, result| LevelPrices { base: Sek::from_kronor(base), result: Sek::from_kronor(result) };
    let list = PriceList([vec![prices(55, 20_300)], vec![prices(62, 32_400)], vec![prices(90, 38_000)]]);
    Policy {
        thresholds: Dated::new(vec![
            (day("2020-03-30"), set(90, [10.0, 20.0, 30.0, 40.0])),
            (day("2020-05-26"), set(1, [5.0, 25.0, 45.0, 65.0])),
        ])
        .unwrap(),
        other_thresholds: None,
        intended_in_use: false,
        randomisation: Dated::new(vec![]).unwrap(),
        capacity: Capacity {
            local_slots_per_day: 10.0,
            distance_slots_per_day: 10.0,
            area_factor: vec![1.0; 3],
            month_factor: [1.0; 12],
            local_slots_per_registration: 0.0,
            distance_slots_per_registration: 0.0,
            every_day: false,
        },
        preprofiling: Some(Preprofiling {
            date: day("2020-04-20"),
            persons: 20,
            min_registration_days: 1,
            in_target_weight: 2.0,
            not_in_target_weight: 1.0,
        }),
        decisions: Decisions {
            stock_talk_days: (0, 10),
            new_talk_days: (3, 15),
            soon_days: Dated::new(vec![]).unwrap(),
            soon_told_share: 0.5,
            reason_rates: [0.1; 4],
            woman: 1.0,
            europe: 1.0,
            outside_europe: 1.0,
            area_factor: vec![1.0; 3],
            overruled_too_near: 0.0,
            overruled_too_far: 0.0,
            follow_up_days: 330,
        },
        referral: Referral {
            choice_days: (1, 10),
            start_within_days: 10,
            default_rule: DefaultRule::Nearest,
            when_full: WhenFull::NextChoice,
            may_refuse: false,
        },
        service: ServiceRules { periods: 2, period_months: 6, monthly_reports: true, decline_switch_below_days: 60 },
        payments: PaymentModel {
            name: "small".into(),
            prices: Dated::new(vec![(day("2020-03-30"), list)]).unwrap(),
            group_of_area: vec![0; 3],
            base: Base { per: Per::WorkingDay, needs_plan: true, needs_report: true, most_units: 264 },
            results: vec![result(0), result(1)],
            speed_premium: Some(SpeedPremium { needs_lasting: true, is_recovered: false }),
            ceiling: None,
            rating_factor: [1.0; 5],
            cohort_bonus: None,
            vat_percent: 0.0,
            approval_days: 0,
            pay_delay_days: 30,
            committed_per_referral: Sek::from_kronor(25_000),
        },
        budget_per_year: None,
    }
}

/// SplitMix64: enough chance for synthetic streams.
pub struct Chance(pub u64);

impl Chance {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: u64) -> i32 {
        (self.next() % n) as i32
    }

    fn happens(&mut self, percent: u64) -> bool {
        self.next() % 100 < percent
    }

    fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[(self.next() % all.len() as u64) as usize]
    }
}

/// One life being told.
struct Life<'a> {
    chance: &'a mut Chance,
    subject: Subject,
    /// The day before registration day 1.
    day_zero: Day,
    today: Day,
    told: Chunk,
}

impl Life<'_> {
    fn tell(&mut self, what: What) {
        let days = (self.today - self.day_zero).clamp(0, 60_000) as u16;
        self.subject.registration_days = days;
        self.told.facts.push(Fact { day: self.today, subject: self.subject, what });
    }

    fn wait(&mut self, days: u64) -> u16 {
        let days = self.chance.below(days);
        self.today = self.today + days;
        days as u16
    }

    fn profile(&mut self, first: bool) -> Verdict {
        let verdict = self.chance.pick(Verdict::ALL);
        let score = JobChance(self.chance.below(1000) as f32 / 1000.0);
        self.tell(What::Profiled { score, verdict, by_lines: verdict, occasion: Occasion::Contact, first });
        verdict
    }

    fn serve(&mut self, verdict: Verdict) {
        let level = self.chance.pick(Level::ALL);
        let waited = self.wait(15);
        let truth = JobChance(self.chance.below(1000) as f32 / 1000.0);
        self.tell(What::Referred { level, verdict, waited, truth });
        if self.chance.happens(10) {
            self.tell(What::LevelCorrected { from: level, to: Level::B });
        }
        let waited = self.wait(10);
        let mut provider = ProviderId(self.chance.below(4) as u16);
        while self.chance.happens(30) {
            let provider = ProviderId(self.chance.below(4) as u16);
            let last = self.chance.happens(30);
            self.tell(What::Refused { provider, level, last });
        }
        let active = self.chance.happens(80);
        self.tell(What::Chose { provider, active, waited });
        let waited = self.wait(10);
        let started = self.today;
        let effort = Effort(200 + self.chance.below(2_000) as u16);
        self.tell(What::Started { provider, level, verdict, waited, effort });
        let mut level = level;
        for month in 1..=self.chance.below(3) as u8 {
            self.wait(20);
            let contacts = self.chance.below(4) as u8;
            self.tell(What::Reported { provider, level, month, contacts, approved: true });
            self.pay(PaymentKind::Base, provider, level, started);
            if self.chance.happens(20) {
                let to = ProviderId(self.chance.below(4) as u16);
                self.tell(What::Switched { from: provider, to });
                provider = to;
            }
            if self.chance.happens(20) {
                let to = self.chance.pick(Level::ALL);
                self.tell(What::LevelCorrected { from: level, to });
                level = to;
            }
        }
        if self.chance.happens(60) {
            self.wait(20);
            let days = (self.today - started) as u16;
            let reason = self.chance.pick(EndReason::ALL);
            self.tell(What::Ended { provider, level, reason, days });
            if self.chance.happens(50) {
                let number = self.chance.below(2) as u8;
                self.tell(What::Result { number, provider, level, cause: Cause::PermanentJob });
                self.pay(PaymentKind::Result, provider, level, self.today);
                self.pay(PaymentKind::SpeedPremium, provider, level, self.today);
                self.pay(PaymentKind::Bonus, provider, level, self.today);
            }
        }
    }

    fn pay(&mut self, kind: PaymentKind, provider: ProviderId, level: Level, first: Day) {
        let base = kind == PaymentKind::Base;
        let last = if base { first + self.chance.below(40) } else { first };
        let per = if base { self.chance.pick(Per::ALL) } else { Per::CalendarDay };
        let days = match per {
            Per::WorkingDay => (first.0..=last.0).filter(|day| Day(*day).weekday() < 5).count() as u16,
            Per::CalendarDay => (last - first + 1) as u16,
            Per::Month => 1,
        };
        let units = if base && per != Per::Month { days.saturating_sub(self.chance.below(4) as u16) } else { 1 };
        let per_unit = Sek::from_ore(100 + i64::from(self.chance.below(9_000)));
        let amount = per_unit.times(i64::from(units));
        let claimed_on = last + self.chance.below(20);
        let approved_on = claimed_on + self.chance.below(20);
        let paid_on = approved_on + self.chance.below(40);
        let subject = self.subject;
        let entry = Entry { kind, subject, provider, level, per, units, first, last, per_unit, amount, claimed_on, approved_on, paid_on };
        if self.chance.happens(20) {
            self.told.refused.push(entry);
        }
        if self.chance.happens(20) {
            self.told.pending.push(Entry { kind: PaymentKind::Result, last: entry.first + 40, ..entry });
        }
        self.told.entries.push(entry);
    }

    fn spell(&mut self) {
        self.wait(12);
        if self.chance.happens(40) {
            let programme = self.chance.pick(Programme::ALL);
            self.subject.programme = programme;
            self.tell(What::ProgrammeEntered { programme });
        }
        let mut first = true;
        while self.chance.happens(60) {
            if self.chance.happens(50) {
                let waited = self.chance.below(50) as u16;
                let reached = self.chance.happens(80);
                self.tell(What::Contacted { reached, waited });
            }
            let verdict = self.profile(first);
            if self.chance.happens(15) {
                self.profile(false);
            }
            first = false;
            if self.chance.happens(30) {
                return self.serve(verdict);
            }
            if self.chance.happens(20) {
                let (waited, reason) = (self.chance.below(12) as u16, self.chance.pick(Reason::ALL));
                self.tell(What::Deviated { verdict, reason, waited });
            }
            self.wait(25);
        }
    }
}

fn subject(chance: &mut Chance, person: u32, population: Population) -> Subject {
    Subject {
        person: PersonId(person),
        area: AreaId(chance.below(3) as u16),
        population,
        sex: chance.pick(Sex::ALL),
        education: chance.pick(Education::ALL),
        birth_region: chance.pick(BirthRegion::ALL),
        disability: chance.pick(Disability::ALL),
        programme: Programme::None,
        category: Category::Unemployed,
        age_years: 18 + chance.below(47) as u8,
        spell: 0,
        registration_days: 0,
    }
}

fn life(chance: &mut Chance, person: u32, run: &RunSettings) -> Chunk {
    let stock = chance.happens(50);
    let subject = subject(chance, person, if stock { Population::Stock } else { Population::New });
    let today = if stock { run.from - 1 } else { run.from + chance.below(60) };
    let day_zero = if stock { today - 1 - chance.below(900) } else { today - 1 };
    let channel = if stock { Channel::Stock } else { chance.pick(&[Channel::Web, Channel::LocalOffice, Channel::OwnJourney]) };
    let mut life = Life { chance, subject, day_zero, today, told: Chunk::default() };
    life.tell(What::Registered { channel });
    if stock {
        life.today = run.from;
    } else if life.chance.happens(50) {
        life.profile(true);
    }
    let listed = life.chance.happens(40);
    life.spell();
    if life.chance.happens(50) {
        life.wait(20);
        let cause = life.chance.pick(Cause::ALL);
        life.tell(What::Deregistered { cause });
        if life.chance.happens(30) {
            life.wait(20);
            (life.subject.spell, life.day_zero) = (1, life.today - 1);
            life.subject.age_years += 1;
            life.tell(What::Registered { channel: Channel::Web });
            life.spell();
        }
    }
    if listed {
        let what = What::Preprofiled { on_list: life.chance.happens(70), in_target_group: life.chance.happens(50) };
        life.told.facts.push(Fact { day: day("2020-04-20"), subject, what });
    }
    life.told
}

/// A stream of several hundred facts in order of the days of the run.
pub fn stream(seed: u64, scenario: &Scenario) -> Chunk {
    let mut chance = Chance(seed);
    let mut all = Chunk::default();
    for person in 0..90 {
        let told = life(&mut chance, person, &scenario.run);
        let registered = told.facts[0].day;
        all.facts.extend(told.facts.into_iter().filter(|fact| fact.day <= scenario.run.to && fact.day >= registered));
        all.entries.extend(told.entries);
        all.refused.extend(told.refused);
        all.pending.extend(told.pending);
    }
    all.facts.sort_by_key(|fact| fact.day);
    all.presences = presences(&mut chance, scenario);
    all
}

/// What providers have where, told at the start and now and then; some end and some begin later.
fn presences(chance: &mut Chance, scenario: &Scenario) -> Vec<Presence> {
    let run = &scenario.run;
    let mut all = Vec::new();
    for (index, provider) in scenario.world.providers.iter().enumerate() {
        for contract in &provider.contracts {
            let begins = if chance.happens(30) { Day::NEVER } else { run.from };
            let mut open = (begins, Day::NEVER);
            for day in (run.from.0..=run.to.0).map(Day).filter(|day| *day == run.from || day.0 % 9 == 0) {
                if open.0 == Day::NEVER && day > run.from && chance.happens(30) {
                    open.0 = day + chance.below(10);
                } else if open.0 < day && open.1 == Day::NEVER && chance.happens(20) {
                    open.1 = day - 1;
                }
                let (supervisors, places) = (f64::from(chance.below(8)) / 4.0, chance.below(70) as u32);
                all.push(Presence { day, provider: ProviderId(index as u16), area: contract.area, supervisors, places, open });
            }
        }
    }
    all.sort_by_key(|presence| presence.day);
    all
}

/// The stream in pieces of random size; an entry comes with or after the facts of its first day.
pub fn pieces(stream: &Chunk, chance: &mut Chance) -> Vec<Chunk> {
    let (mut facts, mut entries) = (stream.facts.as_slice(), stream.entries.clone());
    entries.sort_by_key(|entry| entry.first);
    let (mut refused, mut pending) = (stream.refused.clone(), stream.pending.clone());
    refused.sort_by_key(|entry| entry.first);
    pending.sort_by_key(|entry| entry.first);
    let (mut presences, mut pieces) = (stream.presences.clone(), Vec::new());
    while !facts.is_empty() {
        let (now, later) = facts.split_at(facts.len().min(1 + chance.below(200) as usize));
        let today = now[now.len() - 1].day;
        let due = |entries: &mut Vec<Entry>| {
            let count = entries.partition_point(|entry| entry.first < today || later.is_empty());
            entries.drain(..count).collect()
        };
        let presences = std::mem::take(&mut presences);
        pieces.push(Chunk {
            facts: now.to_vec(),
            entries: due(&mut entries),
            refused: due(&mut refused),
            pending: due(&mut pending),
            presences,
        });
        facts = later;
    }
    pieces
}
