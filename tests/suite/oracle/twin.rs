//! A second implementation of the simulation, slow and obvious: every person is visited every day, hazards are added up day by
//! day until an exponential is spent, what people wait for stands in one plain list, and what has happened is looked up in what
//! has been told of it. It knows the scenario, the keyed draws and the rules of `pathway`; of the simulator it knows nothing.

use std::collections::BTreeMap;

use troskel::engine::{draws::exponential, streams::*, workdays::Workdays};
use troskel::journal::*;
use troskel::pathway::{caseworker::*, clock::Duration, outcomes::*, payments::Claim, person::*, placement::*, profiling::*};
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
    /// The days on which facts have been told, by spell and kind.
    days: BTreeMap<(u8, Kind), Vec<Day>>,
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
    told: Chunk,
}

/// What a replication of a scenario gives.
pub fn simulate(s: &Scenario, replication: u32) -> Chunk {
    let (world, policy, today) = (&s.world, &s.policy, s.run.from - 1);
    let hazards = JobHazards::new(&world.exits, &world.jobs, Duration::new(&world.exits.job_duration, 20_000));
    let norm = Norm::new(&world.composition, &world.exits.effects);
    let profiler = Profiler::new(hazards, &world.tool, norm, &policy.thresholds, &policy.randomisation);
    let (chance, desks) = (Chance::new(s.run.seed, replication), world.choice.desks(&world.providers));
    let (workdays, carry) = (Workdays::new(today.month_start(-1), s.run.to + 1500), vec![[0.0; 2]; world.areas.len()]);
    let (people, plans, worked_on, told) = (Vec::new(), Vec::new(), today, Chunk::default());
    let mut twin = Twin { s, chance, workdays, profiler, desks, today, people, plans, carry, worked_on, told };
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
                To::ApproveResult(provider, level, cause, claim) => {
                    self.tell(i, What::Result { provider, level, cause });
                    self.book(i, PaymentKind::Result, provider, level, claim.result);
                    self.book(i, PaymentKind::SpeedPremium, provider, level, claim.with_result);
                }
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
        subject.on(self.today, &who.traits, self.is_registered(i).then_some(who.registered_on))
    }

    fn tell(&mut self, i: usize, what: What) {
        let (day, subject) = (self.today, self.subject(i));
        self.told.facts.push(Fact { day, subject, what });
        self.people[i].days.entry((subject.spell, what.kind())).or_default().push(day);
    }

    fn book(&mut self, i: usize, kind: PaymentKind, provider: ProviderId, level: Level, amount: Sek) {
        let paid_on = self.today + self.s.policy.payments.pay_delay_days;
        if kind == PaymentKind::Result || amount > Sek::ZERO {
            self.told.entries.push(Entry::single(kind, self.subject(i), provider, level, amount, self.today, paid_on));
        }
    }

    fn register_stock(&mut self) {
        let (world, today) = (&self.s.world, self.today);
        let shares = cumulative(world.areas.iter().map(|area| area.stock_share));
        for number in 0..world.stock.size() {
            let luck = self.chance.of(Identity(number as u64 + 1));
            let i = self.enter(luck, Population::Stock, world.stock.member(number, luck, &world.composition, &shares, today));
            if self.people[i].subject.category == Category::Employed {
                self.plan(i, today + world.jobs.rest_of_held(luck.answer(PROGRAMME, 0)), To::EndWork);
            }
            self.people[i].call = Some((exponential(luck.answer(PROGRAMME, 0).uniform(3)), self.contact_weight(i)));
        }
    }

    fn register_new(&mut self) {
        let (world, today) = (&self.s.world, self.today);
        let expected = world.inflow.expected(today, &self.workdays);
        for (index, area) in world.areas.iter().enumerate() {
            for luck in world.inflow.arrivals(self.chance, area.key, expected[index], today, today - self.s.run.from) {
                let (origin, background) = (luck.answer(ORIGIN, 0), luck.answer(BACKGROUND, 0));
                let traits = world.composition.draw(origin, background, AreaId(index as u16), 1, today);
                self.enter(luck, Population::New, (traits, today, Category::Unemployed, None));
            }
        }
    }

    fn enter(&mut self, luck: Luck, population: Population, member: Member) -> usize {
        let (i, (traits, registered_on, category, programme)) = (self.people.len(), member);
        let who = self.profiler.hazards.enter(luck, luck.answer(CONDITION, 0), traits, registered_on, self.today);
        let subject = Subject::new(PersonId(i as u32), population, &traits, category);
        let (days, left, call, claimed, desk) = (BTreeMap::new(), [0.0; 5], None, false, 0);
        let (verdict, level, referred_as) = (Verdict::TooNear, Level::A, Verdict::TooNear);
        self.people.push(Person { who, subject, days, left, call, verdict, level, referred_as, desk, claimed });
        self.begin_spell(i, programme);
        i
    }

    fn begin_spell(&mut self, i: usize, programme: Option<Programme>) {
        let (inflow, today, who, is_stock) = (&self.s.world.inflow, self.today, self.people[i].who, self.is_stock(i));
        let u = |cause| if cause < 2 { who.ask_again(JOB, 0).uniform(cause) } else { who.ask(OTHER_EXIT).uniform(cause - 2) };
        self.people[i].left = std::array::from_fn(|cause| self.wait(i, cause, u(cause)));
        self.people[i].subject.programme = programme.unwrap_or(self.people[i].who.path(&self.s.world.programmes).on(today));
        let new = || inflow.channel(who.ask(REGISTRATION), self.work_within(i, inflow.own_journey_days));
        let channel = if is_stock { Channel::Stock } else { new() };
        self.tell(i, What::Registered { channel });
        if channel == Channel::Web {
            self.profile(i, Occasion::Registration);
        }
        if !is_stock {
            // A case is opened at the earliest when the own journey should have ended.
            self.plan_case(i, if channel == Channel::OwnJourney { today + inflow.own_journey_days } else { today }, 0);
        }
    }

    /// Whether it is the spell in which the run found the person.
    fn is_stock(&self, i: usize) -> bool {
        self.people[i].subject.population == Population::Stock && self.people[i].who.spell == 0
    }

    fn change_programmes(&mut self) {
        for i in 0..self.people.len() {
            let (path, today) = (self.people[i].who.path(&self.s.world.programmes), self.today);
            let (programme, changes) = (path.on(today), path.next_change(today - 1, today).is_some());
            if changes && programme != self.people[i].subject.programme && self.is_registered(i) {
                self.people[i].subject.programme = programme;
                self.tell(i, What::ProgrammeEntered { programme });
            }
        }
    }

    /// An exponential over a person's hazard per day at registration.
    fn wait(&self, i: usize, cause: usize, u: f64) -> f64 {
        exponential(u) / (self.s.world.exits.per_day[cause] * if cause < 2 { self.people[i].who.multiplier } else { 1.0 })
    }

    /// What is left after a day, and the causes that are spent: the first job and the first other exit.
    fn spend(&self, i: usize, left: [f64; 5], day: Day) -> ([f64; 5], Vec<Cause>) {
        let (exits, days) = (&self.s.world.exits, f64::from(day - self.people[i].who.registered_on));
        let ratios = self.in_service(i).map(|start| self.s.world.effect.ratios(start));
        let service = ratios.iter().flatten().find(|ratio| day <= ratio.until).map_or(1.0, |ratio| ratio.factor);
        let (job, other) = (exits.job_duration.at(days) * exits.climate(day) * service, exits.other_duration.at(days));
        let left: [f64; 5] = std::array::from_fn(|cause| left[cause] - if cause < 2 { job } else { other });
        let spent = |causes: std::ops::Range<usize>| causes.filter(|cause| left[*cause] <= 0.0);
        let first = [0..2, 2..5].map(|causes| spent(causes).min_by(|a, b| left[*a].total_cmp(&left[*b])));
        (left, first.into_iter().flatten().map(|cause| Cause::ALL[cause]).collect())
    }

    /// The days until the next job or studies, if nothing else comes before and it is within so many days.
    fn work_within(&self, i: usize, days: i32) -> Option<i32> {
        let mut left = self.people[i].left;
        for ahead in 1..=days {
            let (rest, causes) = self.spend(i, left, self.today + ahead);
            if let Some(cause) = causes.first() {
                return cause.is_work_or_study().then_some(ahead);
            }
            left = rest;
        }
        None
    }

    /// On one day a job comes before another exit, which may follow if the job does not end the registration.
    fn leave(&mut self) {
        for i in 0..self.people.len() {
            let (left, causes) = self.spend(i, self.people[i].left, self.today);
            self.people[i].left = left;
            causes.into_iter().for_each(|cause| self.leave_by(i, cause));
        }
    }

    fn leave_by(&mut self, i: usize, cause: Cause) {
        if !self.is_registered(i) {
            return;
        }
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
            self.people[i].left[1] = self.wait(i, 1, who.ask_again(JOB, ordinal + 1).uniform(1));
            self.people[i].subject.category = Category::Employed;
            self.plan(i, today + work.days, To::EndWork);
        }
    }

    /// Who was read wrongly is read again; a level that came of it is corrected.
    fn mend_faults(&mut self) {
        let (today, faults) = (self.today, &self.s.world.tool.data_faults);
        for i in 0..self.people.len() {
            let Some(fault) = faults.iter().find(|fault| fault.until + 1 == today) else { return };
            let (who, profiled, from) = (self.people[i].who, self.told(i, Kind::Profiled), self.people[i].level);
            let read_on = profiled.last().copied().filter(|day| fault.from <= *day && *day <= fault.until && self.is_registered(i));
            let Some(day) = read_on.filter(|_| self.profiler.is_misread(&who, fault)) else { continue };
            let verdict = self.profiler.profile(&who, day, profiled.len() as u16 - 1, false).verdict;
            let is_referred = !self.told(i, Kind::Referred).is_empty() && self.told(i, Kind::Ended).is_empty();
            self.people[i].verdict = verdict;
            if let Some(to) = verdict.level().filter(|to| is_referred && *to != from) {
                self.accrue(i, today - 1, today);
                self.people[i].level = to;
                self.tell(i, What::LevelCorrected { from, to });
            }
        }
    }

    /// The call list: in a random order, and what is left of everybody's wait at new weights.
    fn preprofile(&mut self) {
        let Some(list) = self.s.policy.preprofiling.as_ref().filter(|list| list.date == self.today) else { return };
        let mut order: Vec<usize> = (0..self.people.len()).filter(|i| self.people[*i].call.is_some()).collect();
        let turn = |i: &usize| self.people[*i].who.luck.answer(PREPROFILED, 0).uniform(0);
        order.sort_by(|a, b| turn(a).total_cmp(&turn(b)));
        let (called, others): (Vec<usize>, Vec<usize>) = order.into_iter().partition(|i| self.may_be_called(*i));
        for (place, i) in called.iter().copied().chain(others).enumerate() {
            let on_list = place < called.len().min(list.persons as usize);
            let in_target_group = on_list && self.profiler.preprofile(&self.people[i].who, self.today);
            let weight = self.contact_weight(i) * list.factor(on_list, in_target_group);
            self.people[i].call = self.people[i].call.map(|(left, _)| (left, weight));
            if place < called.len() {
                self.tell(i, What::Preprofiled { on_list, in_target_group });
            }
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

    /// A follow-up stands if it is of the last profiling. In the service nobody is profiled.
    fn profile_again(&mut self, i: usize, occasion: Occasion) {
        let follow_up = self.told(i, Kind::Profiled).last().map(|day| *day + self.s.policy.decisions.follow_up_days);
        let stands = self.people[i].verdict == Verdict::TooNear && follow_up == Some(self.today);
        self.people[i].who.wrong_inputs &= occasion != Occasion::Correction;
        if self.in_service(i).is_none() && (occasion != Occasion::FollowUp || stands) {
            self.profile(i, occasion);
        }
    }

    fn profile(&mut self, i: usize, occasion: Occasion) {
        let (s, today, who, ordinal) = (self.s, self.today, self.people[i].who, self.told(i, Kind::Profiled).len() as u16);
        let (first, talk) = (self.may_be_called(i), who.ask(TALK));
        if ordinal == 0 {
            let (wrong, found_after) = s.world.tool.inputs(who.ask(INPUTS));
            self.people[i].who.wrong_inputs = wrong;
            found_after.into_iter().for_each(|days| self.plan(i, today + days, To::BeProfiled(Occasion::Correction)));
        }
        let Profile { score, verdict, by_lines } = self.profiler.profile(&self.people[i].who, today, ordinal, true);
        self.people[i].verdict = verdict;
        self.tell(i, What::Profiled { score, verdict, by_lines, occasion, first });
        if ordinal == 0 && self.is_stock(i) {
            self.plan_case(i, today, 0);
        }
        if verdict == Verdict::TooNear {
            self.plan(i, today + s.policy.decisions.follow_up_days, To::BeProfiled(Occasion::FollowUp));
        }
        let leads_to_talk = verdict.level().is_some() || s.policy.decisions.overrules(verdict, talk.uniform(3));
        let is_planned = self.plans.iter().any(|(_, person, to)| *person == i && matches!(to, To::Talk { .. }));
        let is_decided = [Kind::Referred, Kind::Deviated].iter().any(|kind| !self.told(i, *kind).is_empty());
        if leads_to_talk && !is_planned && !is_decided {
            match s.policy.decisions.talk_after(self.people[i].subject.population, talk) {
                0 => self.decide(i, today),
                days => self.plan(i, today + days, To::Talk { since: today }),
            }
        }
    }

    fn contact_weight(&self, i: usize) -> f64 {
        let Person { who, subject, .. } = &self.people[i];
        self.s.world.contact.weight(&who.traits, who.age_group, subject.category, subject.programme)
    }

    /// Registered, and never profiled yet.
    fn may_be_called(&self, i: usize) -> bool {
        self.is_registered(i) && self.ever(i, Kind::Profiled).next().is_none()
    }

    /// The day's work of both pools: talks first come first served, then contacts.
    fn work(&mut self) {
        let (capacity, today) = (&self.s.policy.capacity, self.today);
        if !capacity.every_day && !self.workdays.is_working(today) {
            return;
        }
        for (area, fixed) in self.s.world.areas.iter().enumerate() {
            let here = (0..self.people.len()).filter(|i| self.people[*i].subject.area.index() == area);
            let came = here.flat_map(|i| self.ever(i, Kind::Registered)).filter(|day| **day > self.worked_on).count() as u32;
            for (pool, share) in [(Pool::Local, fixed.stock_share), (Pool::Distance, fixed.inflow_share)] {
                let new = capacity.slots(pool, AreaId(area as u16), share, today);
                let mut slots = capacity.left(pool, self.carry[area][pool as usize], new, came);
                while slots >= 1.0 {
                    let is_here = |subject: &Subject| subject.area.index() == area && Pool::of(subject.population) == pool;
                    if let Some((i, To::Talk { since })) = self.next(|subject, to| is_here(subject) && matches!(to, To::Talk { .. })) {
                        self.decide(i, since);
                        slots -= 1.0;
                    } else if pool == Pool::Distance || !self.call_next(area, &mut slots) {
                        break;
                    }
                }
                self.carry[area][pool as usize] = slots.fract();
            }
        }
        self.worked_on = today;
    }

    /// Takes the next off an area's list and the time until then off everybody's wait. Whom it is too late to call takes no slot.
    fn call_next(&mut self, area: usize, slots: &mut f64) -> bool {
        let here = self.people.iter_mut().enumerate().filter(|(_, person)| person.subject.area.index() == area);
        let mut waiting: Vec<_> = here.filter_map(|(i, person)| Some((i, person.call.as_mut()?))).collect();
        let turns = waiting.iter().filter(|(_, (_, weight))| *weight > 0.0).map(|(i, (left, weight))| (*i, left / *weight, *weight));
        let Some((i, turn, weight)) = turns.min_by(|a, b| a.1.total_cmp(&b.1)) else { return false };
        waiting.iter_mut().for_each(|(_, (left, weight))| *left -= turn * *weight);
        self.people[i].call = None;
        if self.may_be_called(i) {
            *slots -= 1.0;
            let answer = self.people[i].who.luck.answer(CONTACT, self.ever(i, Kind::Contacted).count() as u32);
            let reached = answer.uniform(0) < self.s.world.contact.reached_share;
            self.tell(i, What::Contacted { reached, waited: (self.today - self.s.run.from + 1) as u16 });
            if reached {
                self.profile(i, Occasion::Contact);
            } else {
                self.people[i].call = Some((exponential(answer.uniform(1)), weight));
            }
        }
        true
    }

    fn decide(&mut self, i: usize, since: Day) {
        let (policy, today, who, verdict) = (&self.s.policy, self.today, self.people[i].who, self.people[i].verdict);
        let (work_in, waited) = (self.work_within(i, 366), (today - since) as u16);
        let referred = (0..self.people.len()).flat_map(|i| self.ever(i, Kind::Referred)).filter(|day| day.ymd().0 == today.ymd().0);
        let committed = policy.payments.committed_per_referral.times(referred.count() as i64);
        match policy.decisions.decide(verdict, &who.traits, work_in, today, who.ask(TALK), who.ask(REASON)) {
            Decision::None => {}
            Decision::Deviate(reason) => self.tell(i, What::Deviated { verdict, reason, waited }),
            Decision::Refer(level) if policy.payments.is_too_much(policy.budget_per_year, committed) => {
                self.tell(i, What::BudgetSpent { level, verdict, waited });
            }
            Decision::Refer(level) => {
                (self.people[i].level, self.people[i].referred_as) = (level, verdict);
                self.tell(i, What::Referred { level, verdict, waited });
                self.plan(i, today + policy.referral.choice_after(self.is_active(i), who.ask(CHOICE)), To::Choose);
            }
        }
    }

    fn is_active(&self, i: usize) -> bool {
        self.s.world.choice.is_active(self.people[i].subject.area, self.people[i].who.ask(CHOICE))
    }

    /// Places reserved or in use.
    fn taken(&self, desk: usize) -> u32 {
        let active = (0..self.people.len()).filter(|i| self.people[*i].desk == desk && self.in_service(*i).is_some());
        let reserved = self.plans.iter().filter(|(_, i, to)| *to == To::Start && self.people[*i].desk == desk);
        (active.count() + reserved.count()) as u32
    }

    /// Nobody overtakes those who wait.
    fn has_room(&self, desk: usize) -> bool {
        self.plans.iter().all(|(_, _, to)| *to != To::TakePlace(desk)) && self.taken(desk) < self.desks[desk].places
    }

    /// The open desks in a person's area, the most wanted first.
    fn wanted(&self, i: usize) -> Vec<usize> {
        let (world, who, rule) = (&self.s.world, self.people[i].who, self.s.policy.referral.default_rule);
        let provider = |desk: &usize| &world.providers[self.desks[*desk].provider.index()];
        let rank = |desk: &usize| {
            let Desk { offices, places, appeal, .. } = self.desks[*desk];
            let answer = who.luck.with(provider(desk).key).answer(PROVIDER, u32::from(who.spell));
            let offer = Offer::new(provider(desk), offices, places - self.taken(*desk), answer);
            (offer.rank(self.is_active(i), &world.choice, appeal, rule), provider(desk).key)
        };
        let is_open = |desk: &usize| self.desks[*desk].area == who.traits.area && provider(desk).is_open(self.today);
        let mut open: Vec<usize> = (0..self.desks.len()).filter(is_open).collect();
        open.sort_by(|a, b| rank(a).partial_cmp(&rank(b)).unwrap());
        open
    }

    fn choose(&mut self, i: usize) {
        let (today, wanted) = (self.today, self.wanted(i));
        // No provider yet: another look tomorrow.
        let Some(&first) = wanted.first() else { return self.plan(i, today + 1, To::Choose) };
        let others = if self.s.policy.referral.when_full == WhenFull::Wait { &[] } else { &wanted[..] };
        let desk = [first].iter().chain(others).copied().find(|desk| self.has_room(*desk));
        self.people[i].desk = desk.unwrap_or(first);
        let (provider, active, waited) = (self.provider(i), self.is_active(i), (today - self.told(i, Kind::Referred)[0]) as u16);
        self.tell(i, What::Chose { provider, active, waited });
        if desk.is_none() {
            self.tell(i, What::Queued { provider });
        }
        self.plan(i, today, To::TakePlace(self.people[i].desk));
        self.fill_places();
    }

    /// Places that are free go to those who wait, first come first served.
    fn fill_places(&mut self) {
        for desk in 0..self.desks.len() {
            let free = self.desks[desk].places - self.taken(desk);
            for _ in 0..free {
                let Some((i, _)) = self.next(|_, to| to == To::TakePlace(desk)) else { break };
                let start = self.s.policy.referral.start_on(self.today, self.people[i].who.ask(CHOICE), &self.workdays);
                self.plan(i, start, To::Start);
            }
        }
    }

    fn start(&mut self, i: usize) {
        let (today, Person { level, referred_as: verdict, who, .. }) = (self.today, &self.people[i]);
        let course = self.s.world.service.course(&self.s.policy.service, today, who.ask(SERVICE));
        let waited = (today - self.told(i, Kind::Chose)[0]) as u16;
        self.tell(i, What::Started { provider: self.provider(i), level: *level, verdict: *verdict, waited });
        self.people[i].claimed = false;
        self.plan(i, course.planned_on, To::MakePlan);
        self.plan(i, course.reported_on, To::Report);
        self.plan(i, course.period_ends_on, To::EndPeriod);
        course.interrupted_on.into_iter().for_each(|day| self.plan(i, day, To::BeInterrupted));
        // It may be made on the first day.
        self.go(|to| to == To::MakePlan);
    }

    fn report(&mut self, i: usize) {
        let (habits, rules, start) = (&self.s.world.service, &self.s.policy.service, self.told(i, Kind::Started)[0]);
        let month = self.told(i, Kind::Reported).len() as i32 + 1;
        let (from, level, answer) = (self.provider(i), self.people[i].level, self.people[i].who.ask_again(MONTH, month as u16));
        let (contacts, approved) = (habits.contacts(month, answer), habits.report_approved(answer));
        self.accrue(i, self.today - 1, self.today);
        self.tell(i, What::Reported { provider: from, level, month: month as u8, contacts, approved });
        self.plan(i, start.plus_months(month + 1), To::Report);
        let wished = if habits.wants_switch(answer) { self.wanted(i) } else { vec![] };
        let Some(new) = wished.into_iter().find(|desk| *desk != self.people[i].desk) else { return };
        let to = self.desks[new].provider;
        if self.has_room(new) && !rules.may_decline(rules.end(start, rules.periods) - self.today) {
            self.people[i].desk = new;
            self.tell(i, What::Switched { from, to });
        } else {
            self.tell(i, What::SwitchDeclined { to });
        }
    }

    /// Ends the service, if the person is in one, and what was planned for it.
    fn end_service(&mut self, i: usize, reason: EndReason) {
        let (Some(start), level) = (self.in_service(i), self.people[i].level) else { return };
        self.accrue(i, self.today - 1, self.today);
        let of_service = |to: &To| matches!(to, To::Report | To::MakePlan | To::EndPeriod | To::BeInterrupted);
        self.plans.retain(|(_, person, to)| *person != i || !of_service(to));
        self.tell(i, What::Ended { provider: self.provider(i), level, reason, days: (self.today - start) as u16 });
    }

    /// Working days of base payment in a spell.
    fn paid_days(&self, i: usize, spell: u8) -> i32 {
        let of_spell = |entry: &&Entry| entry.subject.person.index() == i && entry.subject.spell == spell;
        let base = self.told.entries.iter().filter(of_spell).filter(|entry| entry.kind == PaymentKind::Base);
        base.map(|entry| i32::from(entry.units)).sum()
    }

    /// Base payment up to `last` since the joint plan and the last claim, if the month's report is approved.
    fn accrue(&mut self, i: usize, last: Day, claimed_on: Day) {
        let (payments, who, level) = (&self.s.policy.payments, self.people[i].who, self.people[i].level);
        let month = self.told(i, Kind::Reported).len() as u16 + 1;
        let approved = self.s.world.service.report_approved(who.ask_again(MONTH, month));
        let from = [Kind::Planned, Kind::Reported, Kind::LevelCorrected].map(|kind| self.told(i, kind).last().copied());
        let Some(first) = from.into_iter().max().flatten().filter(|_| from[0].is_some() && approved) else { return };
        let days_left = payments.referral_working_days - self.paid_days(i, who.spell);
        for paid in payments.base(level, who.traits.area, first, last, days_left, &self.workdays) {
            let (subject, paid_on) = (self.subject(i), claimed_on + payments.pay_delay_days);
            self.told.entries.push(Entry::base(subject, self.provider(i), level, paid, paid_on));
        }
    }

    /// Work may become a result of the last service; full-time work has ended it by now.
    fn claim(&mut self, i: usize, cause: Cause, work: &Work) {
        let (payments, today, Chunk { facts, entries }) = (&self.s.policy.payments, self.today, &self.told);
        let last = facts.iter().rfind(|fact| fact.subject.person.index() == i && fact.what.kind() == Kind::Ended);
        let Some(Fact { day: end, subject, what: What::Ended { provider, level, days, .. } }) = last.copied() else { return };
        if self.people[i].claimed {
            return;
        }
        let (prices, paid) = (payments.prices_on(level, subject.area, today), self.paid_days(i, subject.spell));
        let claim = payments.claim(work, today, (end - i32::from(days), Some(end)), paid, prices);
        let is_premium = |entry: &Entry| entry.kind == PaymentKind::SpeedPremium && entry.subject.person == subject.person;
        if !entries.iter().any(|entry| is_premium(entry) && entry.first >= end) {
            self.book(i, PaymentKind::SpeedPremium, provider, level, claim.at_once);
        }
        if let Some(day) = claim.approved_on {
            self.people[i].claimed = true;
            self.plan(i, day, To::ApproveResult(provider, level, cause, claim));
        }
    }
}
