//! Each person's life, followed fact by fact: nothing happens to the unregistered, and no event precedes its cause.

use std::collections::{BTreeMap, HashMap, HashSet};

use troskel::journal::{Channel, Fact, What};
use troskel::pathway::outcomes::Cause;
use troskel::pathway::person::Population;
use troskel::pathway::placement::EndReason;
use troskel::pathway::profiling::Occasion;
use troskel::pathway::thresholds::{Level, Verdict};
use troskel::sim::Model;
use troskel::units::{AreaId, Day, PersonId, ProviderId};

/// One service from its start on.
#[derive(Clone, Debug)]
pub struct Service {
    pub person: PersonId,
    pub area: AreaId,
    pub start: Day,
    /// The day on which it was over.
    pub end: Option<Day>,
    pub planned: Option<Day>,
    /// From which day on which provider and level.
    pub steps: Vec<(Day, ProviderId, Level)>,
    months: u8,
    extensions: i32,
    /// The work that is to be a result: its first day and cause.
    pub work: Option<(Day, Cause)>,
    /// The first full-time work in the window, lasting or not.
    pub full_time: Option<Day>,
    pub approved: Option<Day>,
}

/// A referral on its way to a start.
#[derive(Clone, Copy, Debug)]
struct Referral {
    on: Day,
    level: Level,
    chosen: Option<(Day, ProviderId)>,
    queued: bool,
}

#[derive(Debug, Default)]
struct Life {
    registered_on: Option<Day>,
    spell: u8,
    /// Profilings of this spell.
    verdicts: Vec<(Day, Verdict)>,
    ever_profiled: bool,
    contacted: bool,
    listed: bool,
    decided: bool,
    referral: Option<Referral>,
    /// Index of the last service, and whether the person is in it.
    service: Option<usize>,
    in_service: bool,
    /// Full-time work has begun in the service: it ends the same day.
    must_end: bool,
}

/// What is known after the last fact.
pub struct Lives<'a> {
    model: &'a Model,
    lives: BTreeMap<PersonId, Life>,
    pub services: Vec<Service>,
    taken: HashMap<(ProviderId, AreaId), u32>,
    waiting: HashMap<(ProviderId, AreaId), HashSet<PersonId>>,
    came: usize,
    left: usize,
    mended: bool,
}

/// Follows all facts; panics at the first that cannot be.
pub fn follow<'a>(model: &'a Model, facts: &[Fact], context: &str) -> Lives<'a> {
    let faults = &model.scenario.world.tool.data_faults;
    let mended = faults.iter().any(|fault| fault.until < model.scenario.run.to);
    let mut lives = Lives {
        model,
        lives: BTreeMap::new(),
        services: Vec::new(),
        taken: HashMap::new(),
        waiting: HashMap::new(),
        came: 0,
        left: 0,
        mended,
    };
    for (index, fact) in facts.iter().enumerate() {
        if let Err(what) = lives.take(fact) {
            panic!("{context}: {what}\n{fact:#?}\nlife: {:#?}", lives.lives[&fact.subject.person]);
        }
        if facts.get(index + 1).is_none_or(|next| next.day > fact.day) {
            lives.close_day(fact.day, context);
        }
    }
    lives.check_results(context);
    lives
}

type Checked = Result<(), String>;

fn must(holds: bool, what: &str) -> Checked {
    if holds { Ok(()) } else { Err(what.to_string()) }
}

impl Lives<'_> {
    pub fn persons(&self) -> usize {
        self.lives.len()
    }

    fn take(&mut self, fact: &Fact) -> Checked {
        let person = fact.subject.person;
        let life = self.lives.entry(person).or_default();
        if let What::Registered { channel } = fact.what {
            return self.register(fact, channel);
        }
        if let What::Result { .. } = fact.what {
            return self.result(fact);
        }
        let since = life.registered_on.ok_or("something happens to somebody who is not registered")?;
        must(i32::from(fact.subject.registration_days) == fact.day - since + 1, "the registration time is wrong")?;
        must(fact.subject.spell == life.spell, "the spell is wrong")?;
        match fact.what {
            What::Registered { .. } | What::Result { .. } => unreachable!("handled above"),
            What::Deregistered { .. } => self.deregister(fact),
            What::WorkBegan { cause, full_time, payable, ends_registration } => {
                must(full_time || !payable, "work that is not full-time is payable")?;
                must(ends_registration || cause == Cause::TemporaryJob, "only a temporary job leaves a registration")?;
                must(cause.is_work_or_study(), "it is neither work nor studies")?;
                self.work(fact, cause, full_time, payable)
            }
            What::Refused { level, last, .. } => self.refused(fact, level, last),
            What::WorkEnded | What::ProgrammeEntered { .. } | What::BudgetSpent { .. } => Ok(()),
            What::Preprofiled { .. } => self.preprofiled(fact),
            What::Contacted { .. } => self.contacted(fact),
            What::Profiled { verdict, first, occasion, .. } => self.profiled(fact, verdict, first, occasion),
            What::Referred { level, verdict, waited, .. } => self.referred(fact, level, verdict, waited),
            What::Deviated { verdict, waited, .. } => self.deviated(fact, verdict, waited),
            What::LevelCorrected { from, to } => self.corrected(fact, from, to),
            What::Chose { provider, waited, .. } => self.chose(fact, provider, waited),
            What::Queued { provider } => self.queued(fact, provider),
            What::Started { provider, level, waited, .. } => self.started(fact, provider, level, waited),
            What::Planned { provider } => self.planned(fact, provider),
            What::Reported { provider, level, month, .. } => self.reported(fact, provider, level, month),
            What::Switched { from, to } => self.switched(fact, from, to),
            What::SwitchDeclined { to } => must(self.at(fact)?.0 != to, "a change to the same provider"),
            What::Extended { provider } => self.extended(fact, provider),
            What::Ended { provider, level, reason, days } => self.ended(fact, provider, level, reason, days),
        }
    }

    fn life(&mut self, fact: &Fact) -> &mut Life {
        self.lives.get_mut(&fact.subject.person).expect("made above")
    }

    fn register(&mut self, fact: &Fact, channel: Channel) -> Checked {
        let run = &self.model.scenario.run;
        let stock = fact.subject.population == Population::Stock && fact.subject.spell == 0;
        must(stock == (channel == Channel::Stock), "the stock is the stock")?;
        must(fact.day == if stock { run.from - 1 } else { fact.day.max(run.from) }, "the day of registration is wrong")?;
        must(!stock || fact.subject.registration_days >= 1, "registered in the future")?;
        must(stock || fact.subject.registration_days == 1, "a new registration is not at its first day")?;
        let life = self.life(fact);
        must(life.registered_on.is_none(), "registered twice")?;
        let spell = fact.subject.spell;
        must(spell == life.spell + 1 || (spell == 0 && life.spell == 0 && !life.ever_profiled), "spells do not follow")?;
        life.registered_on = Some(fact.day - i32::from(fact.subject.registration_days) + 1);
        life.spell = spell;
        life.verdicts.clear();
        (life.decided, life.referral) = (false, None);
        self.came += 1;
        Ok(())
    }

    fn deregister(&mut self, fact: &Fact) -> Checked {
        let (person, area) = (fact.subject.person, fact.subject.area);
        let life = self.life(fact);
        must(!life.in_service, "in the service after leaving the register")?;
        life.registered_on = None;
        if let Some((_, provider)) = life.referral.take().and_then(|referral| referral.chosen) {
            self.waiting.entry((provider, area)).or_default().remove(&person);
        }
        self.left += 1;
        Ok(())
    }

    fn preprofiled(&mut self, fact: &Fact) -> Checked {
        let date = self.model.scenario.policy.preprofiling.as_ref().map(|list| list.date);
        must(date == Some(fact.day), "pre-profiled on another day than the list's")?;
        let life = self.life(fact);
        must(!life.ever_profiled && !life.listed, "pre-profiled after a profiling, or twice")?;
        life.listed = true;
        Ok(())
    }

    fn contacted(&mut self, fact: &Fact) -> Checked {
        must(fact.subject.population == Population::Stock, "only the stock is contacted")?;
        let works = self.model.scenario.policy.capacity.every_day || self.model.workdays.is_working(fact.day);
        must(works, "contacted on a day off")?;
        let life = self.life(fact);
        must(!life.contacted && !life.ever_profiled, "contacted again after being reached, or after a profiling")?;
        life.contacted = matches!(fact.what, What::Contacted { reached: true, .. });
        Ok(())
    }

    fn profiled(&mut self, fact: &Fact, verdict: Verdict, first: bool, occasion: Occasion) -> Checked {
        let life = self.life(fact);
        must(!life.in_service, "profiled in the service")?;
        must(first != life.ever_profiled, "`first` is wrong")?;
        must(occasion != Occasion::Registration || fact.subject.registration_days == 1, "not on the day of registration")?;
        must(occasion != Occasion::Contact || life.contacted, "profiled at a contact that was not")?;
        life.ever_profiled = true;
        life.verdicts.push((fact.day, verdict));
        Ok(())
    }

    fn referred(&mut self, fact: &Fact, level: Level, verdict: Verdict, waited: u16) -> Checked {
        let mended = self.mended;
        let life = self.life(fact);
        must(!life.decided && !life.in_service, "decided twice in a registration")?;
        let last = life.verdicts.last().ok_or("referred without a profiling")?.1;
        must(last == verdict || mended, "referred on another verdict than the last")?;
        let expected = match verdict {
            Verdict::TooNear => Level::A,
            Verdict::TooFar => Level::C,
            yes => yes.level().ok_or("a verdict without a level")?,
        };
        must(level == expected, "the level is not the verdict's")?;
        must(life.verdicts.iter().any(|(on, _)| *on == fact.day - i32::from(waited)), "no verdict when the wait began")?;
        life.decided = true;
        life.referral = Some(Referral { on: fact.day, level, chosen: None, queued: false });
        Ok(())
    }

    fn deviated(&mut self, fact: &Fact, verdict: Verdict, waited: u16) -> Checked {
        let life = self.life(fact);
        must(!life.decided, "decided twice in a registration")?;
        must(verdict.level().is_some(), "a deviation from a no")?;
        must(life.verdicts.iter().any(|(on, _)| *on == fact.day - i32::from(waited)), "no verdict when the wait began")?;
        life.decided = true;
        Ok(())
    }

    fn corrected(&mut self, fact: &Fact, from: Level, to: Level) -> Checked {
        let mends = |until: Day| until + 1 == fact.day;
        must(self.model.scenario.world.tool.data_faults.iter().any(|fault| mends(fault.until)), "no fault is mended today")?;
        must(from != to, "nothing is corrected")?;
        if let Some(service) = self.current(fact) {
            let (_, provider, level) = *service.steps.last().expect("a service has a first step");
            service.steps.push((fact.day, provider, to));
            return must(level == from, "corrected from another level");
        }
        let referral = self.life(fact).referral.as_mut().ok_or("corrected without a referral")?;
        must(referral.level == from, "corrected from another level")?;
        referral.level = to;
        Ok(())
    }

    fn chose(&mut self, fact: &Fact, provider: ProviderId, waited: u16) -> Checked {
        let model = self.model;
        must(model.scenario.world.providers[provider.index()].is_open(fact.day), "the provider is closed")?;
        let here = |contract: &troskel::pathway::providers::Contract| contract.area == fact.subject.area;
        must(model.scenario.world.providers[provider.index()].contracts.iter().any(here), "the provider is not in the area")?;
        let referral = self.life(fact).referral.as_mut().ok_or("chosen without a referral")?;
        must(referral.chosen.is_none(), "chosen twice")?;
        must(fact.day - referral.on == i32::from(waited), "the wait is wrong")?;
        referral.chosen = Some((fact.day, provider));
        Ok(())
    }

    fn refused(&mut self, fact: &Fact, level: Level, last: bool) -> Checked {
        must(self.model.scenario.policy.referral.may_refuse, "refused where that is not allowed")?;
        let life = self.life(fact);
        let referral = life.referral.as_mut().ok_or("refused without a referral")?;
        must(referral.chosen.is_none() && referral.level == level, "refused after a choice or at another level")?;
        if last {
            life.referral = None;
        }
        Ok(())
    }

    fn queued(&mut self, fact: &Fact, provider: ProviderId) -> Checked {
        let referral = self.life(fact).referral.as_mut().ok_or("queued without a referral")?;
        must(referral.chosen == Some((fact.day, provider)) && !referral.queued, "queued where it was not chosen")?;
        referral.queued = true;
        self.waiting.entry((provider, fact.subject.area)).or_default().insert(fact.subject.person);
        Ok(())
    }

    fn started(&mut self, fact: &Fact, provider: ProviderId, level: Level, waited: u16) -> Checked {
        let (place, next) = ((provider, fact.subject.area), self.services.len());
        let rules = &self.model.scenario.policy.referral;
        let life = self.life(fact);
        must(!life.in_service, "in two services")?;
        let referral = life.referral.take().ok_or("started without a referral")?;
        let (chosen, at) = referral.chosen.ok_or("started before a choice")?;
        must(at == provider && referral.level == level, "started at another provider or level")?;
        must(fact.day - chosen == i32::from(waited), "the wait is wrong")?;
        (life.service, life.in_service) = (Some(next), true);
        if !referral.queued {
            let latest = if rules.start_within_days == 0 { chosen } else { self.model.workdays.next(chosen + rules.start_within_days) };
            must(fact.day <= latest, "started too late")?;
        }
        self.waiting.entry(place).or_default().remove(&fact.subject.person);
        self.services.push(Service {
            person: fact.subject.person,
            area: fact.subject.area,
            start: fact.day,
            end: None,
            planned: None,
            steps: vec![(fact.day, provider, level)],
            months: 0,
            extensions: 0,
            work: None,
            full_time: None,
            approved: None,
        });
        self.enter(place)
    }

    fn enter(&mut self, place: (ProviderId, AreaId)) -> Checked {
        let desk = self.model.desks.iter().find(|desk| (desk.provider, desk.area) == place).ok_or("no such desk")?;
        let taken = self.taken.entry(place).or_default();
        *taken += 1;
        must(*taken <= desk.places, "more participants than places")
    }

    fn leave(&mut self, place: (ProviderId, AreaId)) -> Checked {
        let taken = self.taken.entry(place).or_default();
        *taken = taken.checked_sub(1).ok_or("left a provider where nobody was")?;
        Ok(())
    }

    /// The service that a person is in.
    fn current(&mut self, fact: &Fact) -> Option<&mut Service> {
        let life = self.life(fact);
        let index = life.service.filter(|_| life.in_service)?;
        Some(&mut self.services[index])
    }

    /// Where a person in the service is.
    fn at(&mut self, fact: &Fact) -> Result<(ProviderId, Level), String> {
        let service = self.current(fact).ok_or("not in the service")?;
        let (_, provider, level) = *service.steps.last().expect("a service has a first step");
        Ok((provider, level))
    }

    fn planned(&mut self, fact: &Fact, provider: ProviderId) -> Checked {
        must(self.at(fact)?.0 == provider, "planned by another provider")?;
        let service = self.current(fact).expect("in the service");
        must(service.planned.is_none(), "planned twice")?;
        service.planned = Some(fact.day);
        Ok(())
    }

    fn reported(&mut self, fact: &Fact, provider: ProviderId, level: Level, month: u8) -> Checked {
        must(self.at(fact)? == (provider, level), "reported by another provider, or at another level")?;
        let service = self.current(fact).expect("in the service");
        must(month == service.months + 1, "months do not follow one another")?;
        must(fact.day == service.start.plus_months(i32::from(month)), "reported on another day than the month's end")?;
        service.months = month;
        Ok(())
    }

    /// With starts on the day of the choice, those who wait are those in the queue: nobody overtakes them.
    fn switched(&mut self, fact: &Fact, from: ProviderId, to: ProviderId) -> Checked {
        let (area, at_once) = (fact.subject.area, self.model.scenario.policy.referral.start_within_days == 0);
        let (at, level) = self.at(fact)?;
        must(at == from && from != to, "changed from another provider")?;
        must(self.model.scenario.world.providers[to.index()].is_open(fact.day), "changed to a closed provider")?;
        let waiting = self.waiting.get(&(to, area)).is_some_and(|waiting| !waiting.is_empty());
        must(!at_once || !waiting, "overtakes those who wait")?;
        self.current(fact).expect("in the service").steps.push((fact.day, to, level));
        self.leave((from, area))?;
        self.enter((to, area))
    }

    fn extended(&mut self, fact: &Fact, provider: ProviderId) -> Checked {
        let rules = &self.model.scenario.policy.service;
        must(self.at(fact)?.0 == provider, "extended by another provider")?;
        let service = self.current(fact).expect("in the service");
        service.extensions += 1;
        must(service.extensions < rules.periods, "extended beyond the last period")?;
        must(fact.day == rules.end(service.start, service.extensions), "extended on another day than the period's last")
    }

    fn ended(&mut self, fact: &Fact, provider: ProviderId, level: Level, reason: EndReason, days: u16) -> Checked {
        let rules = &self.model.scenario.policy.service;
        must(self.at(fact)? == (provider, level), "ended at another provider or level")?;
        let service = self.current(fact).expect("in the service");
        service.end = Some(fact.day);
        must(fact.day > service.start && fact.day - service.start == i32::from(days), "the days are wrong")?;
        must(fact.day <= rules.end(service.start, rules.periods), "longer than the rules allow")?;
        let over = fact.day == rules.end(service.start, service.extensions + 1);
        must(over || reason != EndReason::TimeUp, "the time was not up")?;
        let life = self.life(fact);
        (life.in_service, life.must_end) = (false, false);
        self.leave((provider, fact.subject.area))
    }

    /// Work in the window of the last service: the first that lasts will be the result.
    fn work(&mut self, fact: &Fact, cause: Cause, full_time: bool, payable: bool) -> Checked {
        let window = self.model.scenario.policy.payments.results[0].window_months;
        let life = self.life(fact);
        let (index, in_service) = (life.service, life.in_service);
        life.must_end |= in_service && full_time;
        let Some(service) = index.map(|index| &mut self.services[index]) else { return Ok(()) };
        let in_window = service.end.is_none_or(|end| fact.day <= end.plus_months(window));
        if in_window && service.work.is_none() {
            service.full_time = service.full_time.or(full_time.then_some(fact.day));
            service.work = payable.then_some((fact.day, cause));
        }
        Ok(())
    }

    fn result(&mut self, fact: &Fact) -> Checked {
        let What::Result { number: 0, provider, level, cause } = fact.what else { unreachable!("a result") };
        let months = self.model.scenario.policy.payments.results[0].lasting_months;
        let due = |service: &Service| service.work.is_some_and(|(began, why)| why == cause && began.plus_months(months) == fact.day);
        let fits = |service: &&mut Service| {
            let (_, at, its) = *service.steps.last().expect("a service has a first step");
            service.person == fact.subject.person && service.approved.is_none() && due(service) && (at, its) == (provider, level)
        };
        let service = self.services.iter_mut().find(fits).ok_or("a result without work that lasted, or a second one")?;
        service.approved = Some(fact.day);
        Ok(())
    }

    /// Persons in = persons out + those on the register; participants likewise.
    fn close_day(&self, day: Day, context: &str) {
        let registered = self.lives.values().filter(|life| life.registered_on.is_some()).count();
        assert_eq!(self.came, self.left + registered, "{context}, {day}");
        assert!(!self.lives.values().any(|life| life.must_end), "{context}, {day}: in the service while in full-time work");
        let in_service = self.lives.values().filter(|life| life.in_service).count();
        assert_eq!(self.taken.values().sum::<u32>() as usize, in_service, "{context}, {day}");
        assert_eq!(self.services.iter().filter(|service| service.end.is_none()).count(), in_service, "{context}, {day}");
    }

    /// Every piece of work that lasted long enough before the run's end has become a result.
    fn check_results(&self, context: &str) {
        let (months, to) = (self.model.scenario.policy.payments.results[0].lasting_months, self.model.scenario.run.to);
        for service in &self.services {
            let due = service.work.map(|(began, _)| began.plus_months(months)).filter(|due| *due <= to);
            assert_eq!(service.approved, due, "{context}: {service:#?}");
        }
    }
}
