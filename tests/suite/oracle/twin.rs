//! A second implementation of the simulation, slow and obvious: every person is visited every day, hazards are added up day by
//! day until an exponential is spent, what people wait for stands in one plain list, and what has happened is looked up in what
//! has been told of it. It knows the scenario, the keyed draws and the rules of `pathway`; of the simulator it knows nothing.

use troskel::engine::{draws::exponential, streams::*, workdays::Workdays};
use troskel::journal::*;
use troskel::pathway::{caseworker::*, clock::Duration, outcomes::*, payments::Claim, person::*, placement::EndReason, profiling::*};
use troskel::pathway::{providers::*, question::*, thresholds::*};
use troskel::{scenario::Scenario, units::*};

/// What is to come for a person.
#[derive(Clone, Copy, PartialEq)]
enum To {
    Report,
    EndWork,
    MakePlan,
    ApproveResult(ProviderId, Level, Cause, Claim),
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
    told: Chunk,
    /// What is left of the exponential of each cause, over its hazard at registration.
    left: [f64; 5],
    /// On the contact list: what is left of the wait, and the weight at which it is spent.
    call: Option<(f64, f64)>,
    verdict: Verdict,
    /// Level and verdict of the last referral, its desk, and whether work has been claimed as its result.
    level: Level,
    referred_as: Verdict,
    desk: usize,
    claimed: bool,
}

struct Twin<'a> {
    s: &'a Scenario,
    chance: Chance,
    workdays: Workdays,
    profiler: Profiler,
    desks: Vec<Desk>,
    today: Day,
    people: Vec<Person>,
    /// What is to come, on which day or from which day on, and for whom; in the order in which it was planned.
    plans: Vec<(Day, usize, To)>,
    /// Parts of slots left from the day before, by area and pool.
    carry: Vec<[f64; 2]>,
    worked_on: Day,
}

/// What a replication of a scenario gives.
pub fn simulate(s: &Scenario, replication: u32) -> Chunk {
    let (world, policy, before) = (&s.world, &s.policy, s.run.from - 1);
    let hazards = JobHazards::new(&world.exits, &world.jobs, Duration::new(&world.exits.job_duration, 20_000));
    let norm = Norm::new(&world.composition, &world.exits.effects);
    let mut twin = Twin {
        s,
        chance: Chance::new(s.run.seed, replication),
        workdays: Workdays::new(before.month_start(-1), s.run.to + 1500),
        profiler: Profiler::new(hazards, &world.tool, norm, &policy.thresholds, &policy.randomisation),
        desks: world.choice.desks(&world.providers),
        today: before,
        people: Vec::new(),
        plans: Vec::new(),
        carry: vec![[0.0; 2]; world.areas.len()],
        worked_on: before,
    };
    twin.register_stock();
    while twin.today < s.run.to {
        twin.today = twin.today + 1;
        twin.mend_faults();
        twin.preprofile();
        twin.go(|to| to == To::Report);
        twin.leave();
        twin.go(|to| matches!(to, To::EndWork | To::MakePlan | To::ApproveResult(..)));
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
    }
    for i in 0..twin.people.len() {
        if let Some(start) = twin.in_service(i) {
            twin.accrue(i, s.run.to, start.plus_months(twin.told(i, Kind::Reported).len() as i32 + 1));
        }
    }
    let mut all = Chunk::default();
    twin.people.iter().for_each(|person| all.take(&person.told));
    all
}

impl Twin<'_> {
    fn plan(&mut self, i: usize, day: Day, to: To) {
        self.plans.push((day, i, to));
    }

    /// Takes the first that is due off the list: by day, then in the order in which it was planned.
    fn next(&mut self, wanted: impl Fn(&Person, To) -> bool) -> Option<(usize, To)> {
        let due = self.plans.iter().enumerate().filter(|(_, (day, i, to))| *day <= self.today && wanted(&self.people[*i], *to));
        let (first, _) = due.min_by_key(|(_, (day, ..))| *day)?;
        let (_, i, to) = self.plans.remove(first);
        Some((i, to))
    }

    fn go(&mut self, wanted: impl Fn(To) -> bool) {
        while let Some((i, to)) = self.next(|_, to| wanted(to)) {
            self.come_to(i, to);
        }
    }

    fn come_to(&mut self, i: usize, to: To) {
        let (s, today, who) = (self.s, self.today, self.people[i].who);
        match to {
            To::Report => self.report(i),
            To::EndWork => {
                let another = self.plans.iter().any(|(day, person, to)| *person == i && *to == To::EndWork && *day > today);
                if !another && self.people[i].subject.category == Category::Employed {
                    self.people[i].subject.category = Category::Unemployed;
                    self.tell(i, What::WorkEnded);
                }
            }
            To::MakePlan => self.tell(i, What::Planned { provider: self.provider(i) }),
            To::ApproveResult(provider, level, cause, claim) => {
                self.tell(i, What::Result { provider, level, cause });
                self.book(i, PaymentKind::Result, provider, level, claim.result);
                self.book(i, PaymentKind::SpeedPremium, provider, level, claim.with_result);
            }
            To::EndPeriod => {
                let period = self.told(i, Kind::Extended).len() as i32 + 1;
                let u = who.ask_again(EXTENSION, period as u16).uniform(0);
                if period < s.policy.service.periods && u < s.world.service.extension_share {
                    self.plan(i, s.policy.service.end(self.told(i, Kind::Started)[0], period + 1), To::EndPeriod);
                    self.tell(i, What::Extended { provider: self.provider(i) });
                } else {
                    self.end_service(i, EndReason::TimeUp);
                }
            }
            To::BeInterrupted => self.end_service(i, EndReason::Interruption),
            To::Choose => self.choose(i),
            To::TakePlace(_) => self.plan(i, s.policy.referral.start_on(today, who.ask(CHOICE), &self.workdays), To::Start),
            To::Start => self.start(i),
            To::Return => {
                let person = &mut self.people[i];
                // Who comes back is no longer newly arrived.
                (person.who.registered_on, person.who.traits.newly_arrived) = (today, false);
                (person.who.spell, person.subject.spell) = (who.spell + 1, who.spell + 1);
                person.subject.category = Category::Unemployed;
                self.begin_spell(i);
            }
            To::OpenCase { ordinal, .. } => {
                self.plan_case(i, today, ordinal + 1);
                self.profile_again(i, Occasion::CaseOpened);
            }
            To::BeProfiled(occasion) => self.profile_again(i, occasion),
            To::Talk { since } => self.decide(i, since),
        }
    }

    /// The days on which facts of a kind have been told of a person in this spell.
    fn told(&self, i: usize, kind: Kind) -> Vec<Day> {
        let Person { who, told, .. } = &self.people[i];
        let facts = told.facts.iter().filter(|fact| fact.subject.spell == who.spell && fact.what.kind() == kind);
        facts.map(|fact| fact.day).collect()
    }

    fn is_registered(&self, i: usize) -> bool {
        self.told(i, Kind::Deregistered).is_empty()
    }

    /// The start of the service that a person is in.
    fn in_service(&self, i: usize) -> Option<Day> {
        self.told(i, Kind::Started).pop().filter(|_| self.told(i, Kind::Ended).is_empty())
    }

    fn provider(&self, i: usize) -> ProviderId {
        self.desks[self.people[i].desk].provider
    }

    fn subject(&self, i: usize) -> Subject {
        let Person { who, subject, .. } = &self.people[i];
        subject.on(self.today, &who.traits, self.is_registered(i).then_some(who.registered_on))
    }

    fn tell(&mut self, i: usize, what: What) {
        let fact = Fact { day: self.today, subject: self.subject(i), what };
        self.people[i].told.facts.push(fact);
    }

    fn book(&mut self, i: usize, kind: PaymentKind, provider: ProviderId, level: Level, amount: Sek) {
        if kind == PaymentKind::Result || amount > Sek::ZERO {
            let paid_on = self.today + self.s.policy.payments.pay_delay_days;
            let entry = Entry::single(kind, self.subject(i), provider, level, amount, self.today, paid_on);
            self.people[i].told.entries.push(entry);
        }
    }

    // ---- who comes

    fn register_stock(&mut self) {
        let world = &self.s.world;
        let shares = cumulative(world.areas.iter().map(|area| area.stock_share));
        for number in 0..world.stock.size() {
            let luck = self.chance.of(Identity(number as u64 + 1));
            let (traits, registered_on, category, programme) = world.stock.member(number, luck, &world.composition, &shares, self.today);
            let i = self.admit(luck, Population::Stock, traits, registered_on, category);
            self.people[i].subject.programme = programme.unwrap_or(self.path(i).on(self.today));
            self.draw_exits(i);
            let answer = luck.answer(PROGRAMME, 0);
            if category == Category::Employed {
                self.plan(i, self.today + world.jobs.rest_of_held(answer), To::EndWork);
            }
            self.tell(i, What::Registered { channel: Channel::Stock });
            self.people[i].call = Some((exponential(answer.uniform(3)), self.contact_weight(i)));
        }
    }

    fn register_new(&mut self) {
        let (world, today) = (&self.s.world, self.today);
        let expected = world.inflow.expected(today, &self.workdays);
        for (index, area) in world.areas.iter().enumerate() {
            for luck in world.inflow.arrivals(self.chance, area.key, expected[index], today, today - self.s.run.from) {
                let (origin, background) = (luck.answer(ORIGIN, 0), luck.answer(BACKGROUND, 0));
                let traits = world.composition.draw(origin, background, AreaId(index as u16), 1, today);
                let i = self.admit(luck, Population::New, traits, today, Category::Unemployed);
                self.begin_spell(i);
            }
        }
    }

    fn admit(&mut self, luck: Luck, population: Population, traits: Traits, registered_on: Day, category: Category) -> usize {
        let who = self.profiler.hazards.enter(luck, luck.answer(CONDITION, 0), traits, registered_on, self.today);
        let subject = Subject::new(PersonId(self.people.len() as u32), population, &traits, category);
        let (told, left, call, claimed, desk) = (Chunk::default(), [0.0; 5], None, false, 0);
        let (verdict, level, referred_as) = (Verdict::TooNear, Level::A, Verdict::TooNear);
        self.people.push(Person { who, subject, told, left, call, verdict, level, referred_as, desk, claimed });
        self.people.len() - 1
    }

    fn begin_spell(&mut self, i: usize) {
        let (inflow, today, who) = (&self.s.world.inflow, self.today, self.people[i].who);
        self.people[i].subject.programme = self.path(i).on(today);
        self.draw_exits(i);
        let channel = inflow.channel(who.ask(REGISTRATION), self.work_within(i, inflow.own_journey_days));
        self.tell(i, What::Registered { channel });
        if channel == Channel::Web {
            self.profile(i, Occasion::Registration);
        }
        // A case is opened at the earliest when the own journey should have ended.
        self.plan_case(i, if channel == Channel::OwnJourney { today + inflow.own_journey_days } else { today }, 0);
    }

    fn path(&self, i: usize) -> ProgrammePath {
        let Registrant { traits, registered_on, luck, .. } = self.people[i].who;
        self.s.world.programmes.path(&traits, registered_on, luck.answer(CONDITION, 0), luck.answer(PROGRAMME, 0))
    }

    fn change_programmes(&mut self) {
        for i in 0..self.people.len() {
            let (path, today) = (self.path(i), self.today);
            let (programme, changes) = (path.on(today), path.next_change(today - 1, today).is_some());
            if changes && programme != self.people[i].subject.programme && self.is_registered(i) {
                self.people[i].subject.programme = programme;
                self.tell(i, What::ProgrammeEntered { programme });
            }
        }
    }

    // ---- who leaves

    fn draw_exits(&mut self, i: usize) {
        let (jobs, others) = (self.people[i].who.ask_again(JOB, 0), self.people[i].who.ask(OTHER_EXIT));
        let u = |cause| if cause < 2 { jobs.uniform(cause) } else { others.uniform(cause - 2) };
        self.people[i].left = std::array::from_fn(|cause| exponential(u(cause)) / self.hazard(i, cause));
    }

    fn hazard(&self, i: usize, cause: usize) -> f64 {
        self.s.world.exits.per_day[cause] * if cause < 2 { self.people[i].who.multiplier } else { 1.0 }
    }

    /// Takes the hazard of a day off what is left, over the hazards at registration.
    fn spend(&self, i: usize, left: [f64; 5], day: Day) -> [f64; 5] {
        let (exits, days) = (&self.s.world.exits, f64::from(day - self.people[i].who.registered_on));
        let ratios = self.in_service(i).map(|start| self.s.world.effect.ratios(start));
        let service = ratios.iter().flatten().find(|ratio| day <= ratio.until).map_or(1.0, |ratio| ratio.factor);
        let (job, other) = (exits.job_duration.at(days) * exits.climate(day) * service, exits.other_duration.at(days));
        std::array::from_fn(|cause| left[cause] - if cause < 2 { job } else { other })
    }

    fn first_spent(left: [f64; 5], causes: std::ops::Range<usize>) -> Option<Cause> {
        let spent = causes.filter(|cause| left[*cause] <= 0.0);
        spent.min_by(|a, b| left[*a].total_cmp(&left[*b])).map(|cause| Cause::ALL[cause])
    }

    /// The days until the next job or studies, if nothing else comes before and it is within so many days.
    fn work_within(&self, i: usize, days: i32) -> Option<i32> {
        let mut left = self.people[i].left;
        for ahead in 1..=days {
            left = self.spend(i, left, self.today + ahead);
            if let Some(cause) = Self::first_spent(left, 0..2).or(Self::first_spent(left, 2..5)) {
                return cause.is_work_or_study().then_some(ahead);
            }
        }
        None
    }

    /// On one day a job comes before another exit, which may follow if the job did not end the registration.
    fn leave(&mut self) {
        for i in 0..self.people.len() {
            self.people[i].left = self.spend(i, self.people[i].left, self.today);
            for causes in [0..2, 2..5] {
                if let Some(cause) = Self::first_spent(self.people[i].left, causes).filter(|_| self.is_registered(i)) {
                    self.leave_by(i, cause);
                }
            }
        }
    }

    fn leave_by(&mut self, i: usize, cause: Cause) {
        let (s, today, who, ordinal) = (self.s, self.today, self.people[i].who, self.told(i, Kind::WorkBegan).len() as u16);
        let work = s.world.jobs.work(cause, who.ask_again(WORK, ordinal));
        let ends_registration = s.world.jobs.ends_registration(cause, who.ask_again(JOB, ordinal));
        if cause.is_work_or_study() {
            let payable = s.policy.payments.is_payable(&work, today);
            self.tell(i, What::WorkBegan { cause, full_time: work.full_time, ends_registration, payable });
        }
        if ends_registration || work.full_time {
            self.end_service(i, EndReason::of(cause));
        }
        if cause.is_work_or_study() {
            self.claim(i, cause, &work);
        }
        if ends_registration {
            self.tell(i, What::Deregistered { cause });
            self.plans.retain(|(_, person, to)| *person != i || matches!(to, To::ApproveResult(..)));
            work.returns_in(cause).into_iter().for_each(|days| self.plan(i, today + days, To::Return));
        } else {
            self.people[i].left[1] = exponential(who.ask_again(JOB, ordinal + 1).uniform(1)) / self.hazard(i, 1);
            self.people[i].subject.category = Category::Employed;
            self.plan(i, today + work.days, To::EndWork);
        }
    }

    // ---- profiling

    /// Who was read wrongly is read again; a level that came of it is corrected.
    fn mend_faults(&mut self) {
        let today = self.today;
        for fault in self.s.world.tool.data_faults.iter().filter(|fault| fault.until + 1 == today) {
            for i in (0..self.people.len()).filter(|i| self.is_registered(*i)).collect::<Vec<_>>() {
                let (who, profiled) = (self.people[i].who, self.told(i, Kind::Profiled));
                let read_on = profiled.last().filter(|day| (fault.from..=fault.until).contains(day));
                let Some(day) = read_on.filter(|_| self.profiler.is_misread(&who, fault)) else { continue };
                let verdict = self.profiler.profile(&who, *day, profiled.len() as u16 - 1, false).verdict;
                self.people[i].verdict = verdict;
                let is_referred = !self.told(i, Kind::Referred).is_empty() && self.told(i, Kind::Ended).is_empty();
                let from = self.people[i].level;
                if let Some(to) = verdict.level().filter(|to| is_referred && *to != from) {
                    self.accrue(i, today - 1, today);
                    self.people[i].level = to;
                    self.tell(i, What::LevelCorrected { from, to });
                }
            }
        }
    }

    /// The call list: in a random order, and what is left of everybody's wait at new weights.
    fn preprofile(&mut self) {
        let Some(list) = self.s.policy.preprofiling.as_ref().filter(|list| list.date == self.today) else { return };
        let weights: Vec<f64> = (0..self.people.len()).map(|i| self.contact_weight(i)).collect();
        for (person, new) in self.people.iter_mut().zip(weights) {
            person.call = person.call.map(|(left, _)| (left, new));
        }
        let mut order: Vec<usize> = (0..self.people.len()).filter(|i| self.people[*i].call.is_some() && self.may_be_called(*i)).collect();
        let turn = |i: &usize| self.people[*i].who.luck.answer(PREPROFILED, 0).uniform(0);
        order.sort_by(|a, b| turn(a).total_cmp(&turn(b)));
        for (place, i) in order.into_iter().enumerate() {
            let on_list = place < list.persons as usize;
            let in_target_group = on_list && self.profiler.preprofile(&self.people[i].who, self.today);
            let factor = list.factor(on_list, in_target_group);
            self.people[i].call = self.people[i].call.map(|(left, weight)| (left, weight * factor));
            self.tell(i, What::Preprofiled { on_list, in_target_group });
        }
    }

    fn plan_case(&mut self, i: usize, day: Day, ordinal: u16) {
        let left = exponential(self.people[i].who.ask_again(CASE_OPENED, ordinal).uniform(0));
        self.plan(i, day, To::OpenCase { ordinal, left });
    }

    fn spend_cases(&mut self) {
        for (day, i, to) in self.plans.iter_mut().filter(|(day, ..)| *day < self.today) {
            if let To::OpenCase { left, .. } = to {
                *day = self.today;
                *left -= self.s.world.tool.case_opened_per_day.at(f64::from(self.today - self.people[*i].who.registered_on));
            }
        }
    }

    fn profile_again(&mut self, i: usize, occasion: Occasion) {
        let last = self.told(i, Kind::Profiled).pop();
        let follow_up = last.map(|day| day + self.s.policy.decisions.follow_up_days);
        if occasion == Occasion::FollowUp && (self.people[i].verdict != Verdict::TooNear || follow_up != Some(self.today)) {
            return;
        }
        self.people[i].who.wrong_inputs &= occasion != Occasion::Correction;
        if self.in_service(i).is_none() {
            self.profile(i, occasion);
        }
    }

    fn profile(&mut self, i: usize, occasion: Occasion) {
        let (s, today, who, ordinal) = (self.s, self.today, self.people[i].who, self.told(i, Kind::Profiled).len() as u16);
        let first = self.may_be_called(i);
        if ordinal == 0 {
            let (wrong, found_after) = s.world.tool.inputs(who.ask(INPUTS));
            self.people[i].who.wrong_inputs = wrong;
            found_after.into_iter().for_each(|days| self.plan(i, today + days, To::BeProfiled(Occasion::Correction)));
        }
        let Profile { score, verdict, by_lines } = self.profiler.profile(&self.people[i].who, today, ordinal, true);
        self.people[i].verdict = verdict;
        self.tell(i, What::Profiled { score, verdict, by_lines, occasion, first });
        if ordinal == 0 && who.spell == 0 && self.people[i].subject.population == Population::Stock {
            self.plan_case(i, today, 0);
        }
        if verdict == Verdict::TooNear {
            self.plan(i, today + s.policy.decisions.follow_up_days, To::BeProfiled(Occasion::FollowUp));
        }
        let leads_to_talk = verdict.level().is_some() || s.policy.decisions.overrules(verdict, who.ask(TALK).uniform(3));
        let is_planned = self.plans.iter().any(|(_, person, to)| *person == i && matches!(to, To::Talk { .. }));
        let is_decided = [Kind::Referred, Kind::Deviated].iter().any(|kind| !self.told(i, *kind).is_empty());
        if leads_to_talk && !is_planned && !is_decided {
            match s.policy.decisions.talk_after(self.people[i].subject.population, who.ask(TALK)) {
                0 => self.decide(i, today),
                days => self.plan(i, today + days, To::Talk { since: today }),
            }
        }
    }

    // ---- casework

    fn contact_weight(&self, i: usize) -> f64 {
        let Person { who, subject, .. } = &self.people[i];
        self.s.world.contact.weight(&who.traits, who.age_group, subject.category, subject.programme)
    }

    /// Registered, and never profiled yet.
    fn may_be_called(&self, i: usize) -> bool {
        self.is_registered(i) && self.people[i].told.facts.iter().all(|fact| fact.what.kind() != Kind::Profiled)
    }

    fn work(&mut self) {
        let (capacity, today) = (&self.s.policy.capacity, self.today);
        if !capacity.every_day && !self.workdays.is_working(today) {
            return;
        }
        for (area, fixed) in self.s.world.areas.iter().enumerate() {
            let told = self.people.iter().filter(|person| person.subject.area.index() == area).flat_map(|person| &person.told.facts);
            let came = told.filter(|fact| fact.what.kind() == Kind::Registered && fact.day > self.worked_on).count() as u32;
            for (pool, share) in [(Pool::Local, fixed.stock_share), (Pool::Distance, fixed.inflow_share)] {
                let new = capacity.slots(pool, AreaId(area as u16), share, today);
                let mut slots = capacity.left(pool, self.carry[area][pool as usize], new, came);
                let is_here = |subject: &Subject| subject.area.index() == area && Pool::of(subject.population) == pool;
                while slots >= 1.0 {
                    let talk = self.next(|person, to| matches!(to, To::Talk { .. }) && is_here(&person.subject));
                    if let Some((i, talk)) = talk {
                        self.come_to(i, talk);
                        slots -= 1.0;
                    } else if pool == Pool::Local
                        && let Some((i, weight)) = self.next_call(area)
                    {
                        slots -= f64::from(u8::from(self.call(i, weight)));
                    } else {
                        break;
                    }
                }
                self.carry[area][pool as usize] = slots.fract();
            }
        }
        self.worked_on = today;
    }

    /// The next on an area's list, taken off it, and the weight; the time until then is taken off everybody's wait.
    fn next_call(&mut self, area: usize) -> Option<(usize, f64)> {
        let here = self.people.iter_mut().enumerate().filter(|(_, person)| person.subject.area.index() == area);
        let mut waiting: Vec<_> = here.filter_map(|(i, person)| Some((i, person.call.as_mut()?))).collect();
        let turns = waiting.iter().filter(|(_, (_, weight))| *weight > 0.0).map(|(i, (left, weight))| (*i, left / *weight, *weight));
        let (next, turn, weight) = turns.min_by(|a, b| a.1.total_cmp(&b.1))?;
        waiting.iter_mut().for_each(|(_, (left, weight))| *left -= turn * *weight);
        self.people[next].call = None;
        Some((next, weight))
    }

    /// Whether a call took a slot.
    fn call(&mut self, i: usize, weight: f64) -> bool {
        if !self.may_be_called(i) {
            return false;
        }
        let attempts = self.people[i].told.facts.iter().filter(|fact| fact.what.kind() == Kind::Contacted).count() as u32;
        let answer = self.people[i].who.luck.answer(CONTACT, attempts);
        let reached = answer.uniform(0) < self.s.world.contact.reached_share;
        self.tell(i, What::Contacted { reached, waited: (self.today - self.s.run.from + 1) as u16 });
        if reached {
            self.profile(i, Occasion::Contact);
        } else {
            self.people[i].call = Some((exponential(answer.uniform(1)), weight));
        }
        true
    }

    fn decide(&mut self, i: usize, since: Day) {
        let (policy, today, who, verdict) = (&self.s.policy, self.today, self.people[i].who, self.people[i].verdict);
        let (work_in, waited) = (self.work_within(i, 366), (today - since) as u16);
        match policy.decisions.decide(verdict, &who.traits, work_in, today, who.ask(TALK), who.ask(REASON)) {
            Decision::None => {}
            Decision::Deviate(reason) => self.tell(i, What::Deviated { verdict, reason, waited }),
            Decision::Refer(level) => {
                let told = self.people.iter().flat_map(|person| &person.told.facts);
                let referred = told.filter(|fact| fact.what.kind() == Kind::Referred && fact.day.ymd().0 == today.ymd().0).count();
                let needed = policy.payments.committed_per_referral.times(referred as i64 + 1);
                if policy.budget_per_year.is_some_and(|budget| needed > budget || budget == Sek::ZERO) {
                    return self.tell(i, What::BudgetSpent { level, verdict, waited });
                }
                (self.people[i].level, self.people[i].referred_as) = (level, verdict);
                self.tell(i, What::Referred { level, verdict, waited });
                self.plan(i, today + policy.referral.choice_after(self.is_active(i), who.ask(CHOICE)), To::Choose);
            }
        }
    }

    // ---- referral

    fn is_active(&self, i: usize) -> bool {
        let who = self.people[i].who;
        self.s.world.choice.is_active(who.traits.area, who.ask(CHOICE))
    }

    /// Places reserved or in use.
    fn taken(&self, desk: usize) -> u32 {
        let is_reserved = |i: usize| self.plans.iter().any(|(_, person, to)| *person == i && *to == To::Start);
        let at_desk = (0..self.people.len()).filter(|i| self.people[*i].desk == desk);
        at_desk.filter(|i| is_reserved(*i) || self.in_service(*i).is_some()).count() as u32
    }

    /// Nobody overtakes those who wait.
    fn has_room(&self, desk: usize) -> bool {
        self.plans.iter().all(|(_, _, to)| *to != To::TakePlace(desk)) && self.taken(desk) < self.desks[desk].places
    }

    /// The open desks in a person's area, the most wanted first.
    fn wanted(&self, i: usize) -> Vec<usize> {
        let (world, who, rule) = (&self.s.world, self.people[i].who, self.s.policy.referral.default_rule);
        let mut ranked = Vec::new();
        for (index, desk) in self.desks.iter().enumerate() {
            let provider = &world.providers[desk.provider.index()];
            if desk.area == who.traits.area && provider.is_open(self.today) {
                let answer = who.luck.with(provider.key).answer(PROVIDER, u32::from(who.spell));
                let offer = Offer::new(provider, desk.offices, desk.places - self.taken(index), answer);
                ranked.push((offer.rank(self.is_active(i), &world.choice, desk.appeal, rule), provider.key, index));
            }
        }
        ranked.sort_by(|a, b| a.partial_cmp(b).unwrap());
        ranked.into_iter().map(|(.., desk)| desk).collect()
    }

    fn choose(&mut self, i: usize) {
        let (today, order) = (self.today, self.wanted(i));
        // No provider yet: another look tomorrow.
        let Some(&first) = order.first() else { return self.plan(i, today + 1, To::Choose) };
        let may_be = if self.s.policy.referral.when_full == WhenFull::Wait { &order[..1] } else { &order[..] };
        let desk = may_be.iter().copied().find(|desk| self.has_room(*desk));
        self.people[i].desk = desk.unwrap_or(first);
        let (provider, active, waited) = (self.provider(i), self.is_active(i), (today - self.told(i, Kind::Referred)[0]) as u16);
        self.tell(i, What::Chose { provider, active, waited });
        if desk.is_some() {
            self.come_to(i, To::TakePlace(first));
        } else {
            self.tell(i, What::Queued { provider });
            self.plan(i, today, To::TakePlace(first));
        }
    }

    fn fill_places(&mut self) {
        for desk in 0..self.desks.len() {
            while self.plans.iter().any(|(_, _, to)| *to == To::TakePlace(desk)) && self.taken(desk) < self.desks[desk].places {
                let (i, to) = self.next(|_, to| to == To::TakePlace(desk)).unwrap();
                self.come_to(i, to);
            }
        }
    }

    // ---- the service

    fn start(&mut self, i: usize) {
        let (world, today, who) = (&self.s.world, self.today, self.people[i].who);
        let Person { level, referred_as: verdict, .. } = self.people[i];
        let (provider, waited) = (self.provider(i), (today - self.told(i, Kind::Chose)[0]) as u16);
        self.tell(i, What::Started { provider, level, verdict, waited });
        self.people[i].claimed = false;
        match world.service.planned_after(who.ask(SERVICE)) {
            0 => self.come_to(i, To::MakePlan),
            days => self.plan(i, today + days, To::MakePlan),
        }
        self.plan(i, today.plus_months(1), To::Report);
        self.plan(i, self.s.policy.service.end(today, 1), To::EndPeriod);
        let interrupted = world.service.interruption_after(who.ask(SERVICE));
        interrupted.into_iter().for_each(|days| self.plan(i, today + days, To::BeInterrupted));
    }

    fn report(&mut self, i: usize) {
        let (habits, rules, start) = (&self.s.world.service, &self.s.policy.service, self.told(i, Kind::Started)[0]);
        let month = self.told(i, Kind::Reported).len() as i32 + 1;
        let answer = self.people[i].who.ask_again(MONTH, month as u16);
        let (contacts, approved) = (habits.contacts(month, answer), habits.report_approved(answer));
        self.accrue(i, self.today - 1, self.today);
        let (from, level, old) = (self.provider(i), self.people[i].level, self.people[i].desk);
        self.tell(i, What::Reported { provider: from, level, month: month as u8, contacts, approved });
        self.plan(i, start.plus_months(month + 1), To::Report);
        let wished = if habits.wants_switch(answer) { self.wanted(i) } else { vec![] };
        let Some(new) = wished.into_iter().find(|desk| *desk != old) else { return };
        let to = self.desks[new].provider;
        if self.has_room(new) && !rules.may_decline(rules.end(start, rules.periods) - self.today) {
            self.people[i].desk = new;
            self.tell(i, What::Switched { from, to });
        } else {
            self.tell(i, What::SwitchDeclined { to });
        }
    }

    fn end_service(&mut self, i: usize, reason: EndReason) {
        let Some(start) = self.in_service(i) else { return };
        self.accrue(i, self.today - 1, self.today);
        let of_service = |to: &To| matches!(to, To::Report | To::MakePlan | To::EndPeriod | To::BeInterrupted);
        self.plans.retain(|(_, person, to)| *person != i || !of_service(to));
        let (provider, level) = (self.provider(i), self.people[i].level);
        self.tell(i, What::Ended { provider, level, reason, days: (self.today - start) as u16 });
    }

    /// Working days of base payment that have been paid in a spell.
    fn paid_days(&self, i: usize, spell: u8) -> i32 {
        let base = self.people[i].told.entries.iter().filter(|entry| entry.kind == PaymentKind::Base && entry.subject.spell == spell);
        base.map(|entry| i32::from(entry.units)).sum()
    }

    /// Base payment up to `last` since the joint plan and the last claim, if the month's report is approved.
    fn accrue(&mut self, i: usize, last: Day, claimed_on: Day) {
        let (payments, who, level) = (&self.s.policy.payments, self.people[i].who, self.people[i].level);
        let month = self.told(i, Kind::Reported).len() as u16 + 1;
        let approved = self.s.world.service.report_approved(who.ask_again(MONTH, month));
        let from = [Kind::Planned, Kind::Reported, Kind::LevelCorrected].map(|kind| self.told(i, kind).pop());
        let Some(first) = from.into_iter().max().flatten().filter(|_| from[0].is_some() && approved) else { return };
        let days_left = payments.referral_working_days - self.paid_days(i, who.spell);
        for paid in payments.base(level, who.traits.area, first, last, days_left, &self.workdays) {
            let entry = Entry::base(self.subject(i), self.provider(i), level, paid, claimed_on + payments.pay_delay_days);
            self.people[i].told.entries.push(entry);
        }
    }

    /// Work may become a result of the last service; full-time work has ended it by now.
    fn claim(&mut self, i: usize, cause: Cause, work: &Work) {
        let (payments, today, told) = (&self.s.policy.payments, self.today, &self.people[i].told);
        let Some(ended) = told.facts.iter().rfind(|fact| fact.what.kind() == Kind::Ended).filter(|_| !self.people[i].claimed) else {
            return;
        };
        let (What::Ended { provider, level, days, .. }, end) = (ended.what, ended.day) else { return };
        let prices = payments.prices_on(level, ended.subject.area, today);
        let paid = self.paid_days(i, ended.subject.spell);
        let claim = payments.claim(work, today, (end - i32::from(days), Some(end)), paid, prices);
        if told.entries.iter().all(|entry| entry.kind != PaymentKind::SpeedPremium || entry.first < end) {
            self.book(i, PaymentKind::SpeedPremium, provider, level, claim.at_once);
        }
        if let Some(day) = claim.approved_on {
            self.people[i].claimed = true;
            self.plan(i, day, To::ApproveResult(provider, level, cause, claim));
        }
    }
}
