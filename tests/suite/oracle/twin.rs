//! A second implementation of the simulation, slow and obvious: every person is visited every day, hazards are added up day by
//! day until an exponential is spent, what people wait for stands in one plain list, and what has happened is looked up in what
//! has been told of it. It knows the scenario, the keyed draws and the rules of `pathway`; of the simulator it knows nothing.

mod agency;
mod market;
mod payment;
mod people;
mod service;

use std::collections::BTreeMap;

use market::Business;
use payment::Service;

use troskel::engine::{draws::exponential, streams::*, workdays::Workdays};
use troskel::journal::*;
use troskel::pathway::{
    caseworker::*, clock::Duration, effort::*, market::*, outcomes::*, payments::*, person::*, placement::*, profiling::*,
};
use troskel::pathway::{providers::*, question::*, stock::*, thresholds::*};
use troskel::{scenario::Scenario, units::*};

/// What is to come for a person.
#[derive(Clone, Copy, PartialEq)]
enum To {
    Report,
    EndWork,
    MakePlan,
    Claim(usize, ProviderId, Level, Cause, Claim),
    Approve(usize, ProviderId, Level, Cause, u8),
    Recover(usize),
    EndPeriod,
    BeInterrupted,
    Choose,
    TakePlace(usize),
    Start,
    Return,
    OpenCase { ordinal: u16, left: f64 },
    BeProfiled(Occasion),
    Talk { since: Day },
}

struct Person {
    who: Registrant,
    /// The person in the journal, with spell, category and programme as they are.
    subject: Subject,
    /// The days on which facts have been told, by spell and kind.
    days: BTreeMap<(u8, Kind), Vec<Day>>,
    /// What is left of the exponential of each cause, over its hazard at registration.
    left: [f64; 5],
    /// On the contact list: what is left of the wait, and the weight at which it is spent.
    call: Option<(f64, f64)>,
    verdict: Verdict,
    /// Level and verdict of the last referral, and its desk.
    level: Level,
    referred_as: Verdict,
    desk: usize,
}

struct Twin<'a> {
    s: &'a Scenario,
    chance: Chance,
    workdays: Workdays,
    profiler: Profiler,
    desks: Vec<Desk>,
    businesses: Vec<Business>,
    /// Entries of the months that are closed.
    entries_seen: usize,
    efforts: Option<Efforts>,
    today: Day,
    people: Vec<Person>,
    services: Vec<Service>,
    /// What is to come, on which day or from which day on, and for whom; in the order in which it was planned.
    plans: Vec<(Day, usize, To)>,
    /// Parts of slots left from the day before, by area and pool.
    carry: Vec<[f64; 2]>,
    worked_on: Day,
    told: Chunk,
}

/// What a replication of a scenario gives.
pub fn simulate(s: &Scenario, replication: u32) -> Chunk {
    let (world, policy, today) = (&s.world, &s.policy, s.run.from - 1);
    let hazards = JobHazards::new(&world.exits, &world.jobs, Duration::new(&world.exits.job_duration, 20_000));
    let norm = Norm::new(&world.composition, &world.exits.effects);
    let profiler = Profiler::new(hazards, &world.tool, norm, &policy.thresholds, &policy.randomisation);
    let (chance, desks) = (Chance::new(s.run.seed, replication), world.choice.desks(&world.providers, world.areas.len()));
    let (workdays, carry) = (Workdays::new(today.month_start(-1), s.run.to + 1500), vec![[0.0; 2]; world.areas.len()]);
    let months = policy.service.periods * policy.service.period_months;
    let costs = world.behaviour.zip(world.provider_economics);
    let efforts = costs.map(|(behaviour, costs)| {
        Efforts::new(behaviour, &policy.payments, costs.time_per_participant(world.choice.caseload), months, policy.referral.may_refuse)
    });
    let (people, services, plans, worked_on, told) = (Vec::new(), Vec::new(), Vec::new(), today, Chunk::default());
    let (businesses, entries_seen) = (vec![Business::default(); desks.len()], 0);
    let mut twin = Twin {
        s,
        chance,
        workdays,
        profiler,
        desks,
        businesses,
        entries_seen,
        efforts,
        today,
        people,
        services,
        plans,
        carry,
        worked_on,
        told,
    };
    twin.set_up_market();
    twin.register_stock();
    while twin.today < s.run.to {
        twin.today = twin.today + 1;
        twin.mend_faults();
        twin.preprofile();
        twin.settle_cohorts();
        twin.open_month();
        twin.go(|to| to == To::Report);
        twin.leave();
        twin.go(|to| matches!(to, To::EndWork | To::MakePlan | To::Claim(..) | To::Approve(..) | To::Recover(_)));
        twin.go(|to| matches!(to, To::EndPeriod | To::BeInterrupted));
        twin.change_programmes();
        twin.fill_places();
        twin.go(|to| to == To::Choose);
        twin.go(|to| to == To::Start);
        twin.go(|to| to == To::Return);
        twin.register_new();
        twin.spend_cases();
        twin.go(|to| matches!(to, To::BeProfiled(_)) || matches!(to, To::OpenCase { left, .. } if left <= 0.0));
        twin.work();
        twin.serve();
    }
    for i in 0..twin.people.len() {
        if let Some(start) = twin.in_service(i) {
            let month = twin.services[twin.last_service(i).unwrap()].month;
            twin.accrue(i, s.run.to, start.plus_months(month));
        }
    }
    twin.told
}

impl Twin<'_> {
    fn plan(&mut self, i: usize, day: Day, to: To) {
        self.plans.push((day, i, to));
    }

    /// Takes the first that is due off the list: by day, then in the order in which it was planned.
    fn next(&mut self, wanted: impl Fn(&Subject, To) -> bool) -> Option<(usize, To)> {
        let is_due = |(day, i, to): &(Day, usize, To)| *day <= self.today && wanted(&self.people[*i].subject, *to);
        let due = (0..self.plans.len()).filter(|place| is_due(&self.plans[*place]));
        let (_, i, to) = self.plans.remove(due.min_by_key(|place| self.plans[*place].0)?);
        Some((i, to))
    }

    fn go(&mut self, wanted: impl Fn(To) -> bool) {
        while let Some((i, to)) = self.next(|_, to| wanted(to)) {
            match to {
                To::Report => self.report(i),
                // The last of the jobs held on the register is over.
                To::EndWork => {
                    let lasts = self.plans.iter().any(|(day, person, to)| *person == i && *to == To::EndWork && *day > self.today);
                    if !lasts && self.people[i].subject.category == Category::Employed {
                        self.people[i].subject.category = Category::Unemployed;
                        self.tell(i, What::WorkEnded);
                    }
                }
                To::MakePlan => self.tell(i, What::Planned { provider: self.provider(i) }),
                To::Claim(k, provider, level, cause, claim) => self.make_claim(k, provider, level, cause, claim),
                To::Approve(k, provider, level, cause, number) => {
                    self.services[k].approved |= 1 << number;
                    self.tell(i, What::Result { number, provider, level, cause });
                }
                To::Recover(k) => self.recover(k),
                To::EndPeriod => {
                    let (rules, period) = (&self.s.policy.service, self.told(i, Kind::Extended).len() as i32 + 1);
                    let answer = self.people[i].who.ask_again(EXTENSION, period as u16);
                    if self.s.world.service.is_extended(rules, period, answer) {
                        self.plan(i, rules.end(self.told(i, Kind::Started)[0], period + 1), To::EndPeriod);
                        self.tell(i, What::Extended { provider: self.provider(i) });
                    } else {
                        self.end_service(i, EndReason::TimeUp);
                    }
                }
                To::BeInterrupted => self.end_service(i, EndReason::Interruption),
                To::Choose => self.choose(i),
                To::Start => self.start(i),
                To::Return => {
                    let Person { who, subject, .. } = &mut self.people[i];
                    *who = who.again(self.today);
                    (subject.spell, subject.category) = (who.spell, Category::Unemployed);
                    self.begin_spell(i, None);
                }
                To::OpenCase { ordinal, .. } => {
                    self.plan_case(i, self.today, ordinal + 1);
                    self.profile_again(i, Occasion::CaseOpened);
                }
                To::BeProfiled(occasion) => self.profile_again(i, occasion),
                To::TakePlace(_) | To::Talk { .. } => unreachable!("waits in a queue"),
            }
        }
    }

    /// The days on which facts of a kind have been told of a person in this spell.
    fn told(&self, i: usize, kind: Kind) -> &[Day] {
        self.people[i].days.get(&(self.people[i].who.spell, kind)).map_or(&[], Vec::as_slice)
    }

    /// The same in any spell.
    fn ever(&self, i: usize, kind: Kind) -> impl Iterator<Item = &Day> {
        self.people[i].days.iter().filter(move |((_, other), _)| *other == kind).flat_map(|(_, days)| days)
    }

    fn is_registered(&self, i: usize) -> bool {
        self.told(i, Kind::Deregistered).is_empty()
    }

    /// The start of the service that a person is in.
    fn in_service(&self, i: usize) -> Option<Day> {
        self.told(i, Kind::Started).last().copied().filter(|_| self.told(i, Kind::Ended).is_empty())
    }

    fn provider(&self, i: usize) -> ProviderId {
        self.desks[self.people[i].desk].provider
    }

    fn subject(&self, i: usize) -> Subject {
        let Person { who, subject, .. } = &self.people[i];
        subject.on(self.today, who.traits.born, self.is_registered(i).then_some(who.registered_on))
    }

    fn tell(&mut self, i: usize, what: What) {
        let (day, subject) = (self.today, self.subject(i));
        self.told.facts.push(Fact { day, subject, what });
        self.people[i].days.entry((subject.spell, what.kind())).or_default().push(day);
    }
}
