//! A second implementation of the simulation, slow and obvious: every person is visited every day in each phase, hazards
//! are added up day by day until an exponential is spent, and queues are plain lists. It knows the scenario, the keyed
//! draws and the rules of `pathway`; of the simulator it knows nothing.

mod casework;
mod exits;
mod money;
mod people;
mod profiling;
mod referral;
mod service;

use troskel::engine::draws::{Counts, exponential, normal, whole_number};
use troskel::engine::math::exp;
use troskel::engine::streams::{Answer, Chance, Question, mix as scramble};
use troskel::engine::workdays::Workdays;
use troskel::journal::{Channel, Chunk, Entry, Fact, PaymentKind, Subject, What};
use troskel::pathway::caseworker::Decision;
use troskel::pathway::outcomes::{CHANCE_DAYS, Cause, FrailtyLaw, Work};
use troskel::pathway::person::{AgeGroup, Category, Population, Programme, ProgrammePath, Traits};
use troskel::pathway::placement::EndReason;
use troskel::pathway::profiling::{Norm, Occasion, Reading, Scale, mix, read_truth};
use troskel::pathway::providers::{Offer, WhenFull};
use troskel::pathway::question::*;
use troskel::pathway::thresholds::{Level, Verdict};
use troskel::scenario::Scenario;
use troskel::units::{AreaId, Day, Identity, JobChance, PersonId, ProviderId, Sek};

/// A day on which something is planned, and when it was planned: of two things on one day the one planned first comes first.
type Due = (Day, u32);

#[derive(Clone, Copy, PartialEq)]
enum Talk {
    /// No verdict that leads anywhere.
    None,
    Planned(Due),
    Waiting,
    /// Decided for this spell.
    Held,
}

#[derive(Clone, Copy, PartialEq)]
enum Step {
    Choosing(Due),
    Queued,
    /// Has a place from which the service starts.
    Reserved(Due),
    Active,
    Over,
}

struct Referral {
    level: Level,
    verdict: Verdict,
    step: Step,
    desk: usize,
    decided_on: Day,
    chosen_on: Day,
    start: Day,
    end: Option<Day>,
    plan: Due,
    unpaid_from: Day,
    month: i32,
    period: i32,
    paid_days: i32,
    report: Due,
    period_end: Due,
    interruption: Option<Due>,
    /// Cause, first day of work, approval, and working days of base payment left at the time.
    result: Option<(Cause, Day, Due, i32)>,
    premium_booked: bool,
}

/// The next opening of a case: hazard counts on the days after `from`, by days since `since`.
struct Case {
    since: Day,
    from: Day,
    left: f64,
    planned: u32,
}

struct Person {
    who: Identity,
    traits: Traits,
    population: Population,
    age_group: AgeGroup,
    effects: f64,
    multiplier: f64,
    path: ProgrammePath,
    registered: bool,
    registered_on: Day,
    spell: u8,
    category: Category,
    programme: Programme,
    /// What is left of the exponential of each cause, over its hazard at registration.
    left: [f64; 5],
    jobs_found: u16,
    works_until: Due,
    returns: Option<Due>,
    ever_profiled: bool,
    profilings: u16,
    profiled_on: Day,
    verdict: Verdict,
    wrong_inputs: bool,
    cases: u16,
    case: Option<Case>,
    profilings_planned: Vec<(Due, Occasion)>,
    talk: Talk,
    verdict_on: Day,
    referrals: Vec<Referral>,
}

struct Desk {
    provider: usize,
    area: AreaId,
    offices: u32,
    places: usize,
    queue: Vec<usize>,
}

/// A pool of caseworkers in an area.
#[derive(Default)]
struct Office {
    talks: Vec<usize>,
    carry: f64,
    registrations: u32,
}

/// Somebody on the contact list: the turn comes when the list's clock has gone on by `left / weight`.
struct Listed {
    person: usize,
    left: f64,
    weight: f64,
    /// Contacts in vain so far.
    attempts: u32,
}

#[derive(Default)]
struct List {
    waiting: Vec<Listed>,
    clock: f64,
    set_up_on: Day,
}

pub struct Twin<'a> {
    s: &'a Scenario,
    workdays: Workdays,
    chance: Chance,
    frailty: FrailtyLaw,
    norm: Norm,
    scale: Option<Scale>,
    /// Sums of the factors on job hazards over the first days of a registration.
    job_days: Vec<f64>,
    today: Day,
    planned: u32,
    people: Vec<Person>,
    desks: Vec<Desk>,
    /// Local and distance office of each area.
    local: Vec<Office>,
    distance: Vec<Office>,
    lists: Vec<List>,
    committed: (i16, Sek),
    told: Chunk,
}

/// What a replication of a scenario gives.
pub fn simulate(s: &Scenario, replication: u32) -> Chunk {
    let areas = s.world.areas.len();
    let mut job_days = vec![0.0];
    for day in 1..20_000 {
        job_days.push(job_days[day - 1] + s.world.exits.job_duration.at(day as f64));
    }
    let providers = s.world.providers.iter().enumerate();
    let desks = providers.flat_map(|(provider, fixed)| fixed.contracts.iter().map(move |contract| (provider, contract)));
    let mut twin = Twin {
        s,
        workdays: Workdays::new(s.run.from.month_start(-1), s.run.to + 1500),
        chance: Chance::new(s.run.seed, replication),
        frailty: FrailtyLaw::new(s.world.exits.frailty),
        norm: Norm::new(&s.world.composition, &s.world.exits.effects),
        scale: if let Reading::Mixture(mixture) = &s.world.tool.reading { Some(Scale::new(mixture)) } else { None },
        job_days,
        today: s.run.from - 1,
        planned: 0,
        people: Vec::new(),
        desks: desks
            .map(|(provider, contract)| Desk {
                provider,
                area: contract.area,
                offices: contract.offices,
                places: s.world.choice.places(contract) as usize,
                queue: Vec::new(),
            })
            .collect(),
        local: (0..areas).map(|_| Office::default()).collect(),
        distance: (0..areas).map(|_| Office::default()).collect(),
        lists: (0..areas).map(|_| List::default()).collect(),
        committed: (0, Sek::ZERO),
        told: Chunk::default(),
    };
    twin.stock();
    while twin.today < s.run.to {
        twin.today = twin.today + 1;
        twin.agency();
        twin.reports();
        twin.outcomes();
        twin.results();
        twin.service_ends();
        twin.programmes();
        twin.places();
        twin.choices();
        twin.starts();
        twin.registrations();
        twin.profilings();
        twin.casework();
    }
    for i in 0..twin.people.len() {
        if let Some(referral) = twin.active(i) {
            let reported_on = referral.start.plus_months(referral.month);
            twin.accrue(i, s.run.to, reported_on);
        }
    }
    twin.told
}

impl Twin<'_> {
    fn ask(&self, i: usize, question: Question, occasion: u32) -> Answer {
        self.chance.block(self.people[i].who, question, occasion)
    }

    /// A question asked once in a registration spell.
    fn ask_in_spell(&self, i: usize, question: Question) -> Answer {
        self.ask(i, question, u32::from(self.people[i].spell))
    }

    fn ask_nth(&self, i: usize, question: Question, ordinal: u16) -> Answer {
        self.ask(i, question, occasion(self.people[i].spell, ordinal))
    }

    fn plan(&mut self, day: Day) -> Due {
        self.planned += 1;
        (day, self.planned)
    }

    /// What is planned for today, person by person, in the order in which it was planned.
    fn due<T>(&self, plans: impl Fn(&Person) -> Vec<(Due, T)>) -> Vec<(usize, T)> {
        let all = self.people.iter().enumerate().flat_map(|(i, person)| plans(person).into_iter().map(move |(due, what)| (due, i, what)));
        let mut today: Vec<_> = all.filter(|(due, ..)| due.0 == self.today).collect();
        today.sort_by_key(|(due, ..)| due.1);
        today.into_iter().map(|(_, i, what)| (i, what)).collect()
    }

    fn days(&self, i: usize) -> i32 {
        self.today - self.people[i].registered_on + 1
    }

    fn active(&self, i: usize) -> Option<&Referral> {
        self.people[i].referrals.last().filter(|referral| referral.step == Step::Active)
    }

    fn referral(&mut self, i: usize) -> &mut Referral {
        self.people[i].referrals.last_mut().unwrap()
    }

    fn provider(&self, desk: usize) -> ProviderId {
        ProviderId(self.desks[desk].provider as u16)
    }

    fn provider_of(&self, i: usize, referral: usize) -> ProviderId {
        self.provider(self.people[i].referrals[referral].desk)
    }

    fn current_provider(&self, i: usize) -> ProviderId {
        self.provider_of(i, self.people[i].referrals.len() - 1)
    }

    fn subject(&self, i: usize) -> Subject {
        let person = &self.people[i];
        Subject {
            person: PersonId(i as u32),
            area: person.traits.area,
            population: person.population,
            sex: person.traits.sex,
            education: person.traits.education,
            birth_region: person.traits.birth_region,
            disability: person.traits.disability,
            programme: person.programme,
            category: person.category,
            age_years: person.traits.age_years(self.today) as u8,
            spell: person.spell,
            registration_days: if person.registered { self.days(i) as u16 } else { 0 },
        }
    }

    fn tell(&mut self, i: usize, what: What) {
        let fact = Fact { day: self.today, subject: self.subject(i), what };
        self.told.facts.push(fact);
    }
}
