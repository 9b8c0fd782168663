//! The stock, new arrivals, returns, and framework programmes.

use super::event::Event;
use super::run::Sim;
use super::state::{Link, Person, Stage};
use crate::engine::streams::{Answer, Luck};
use crate::journal::{Channel, Subject, What};
use crate::pathway::outcomes::Cause;
use crate::pathway::person::{Category, Population, ProgrammePath, Registrant, Traits};
use crate::pathway::question::{BACKGROUND, CONDITION, ORIGIN, PROGRAMME, REGISTRATION};
use crate::pathway::thresholds::Verdict;
use crate::units::{AreaId, Day, Identity, PersonId};

/// What a person brings to the register.
struct Newcomer {
    luck: Luck,
    population: Population,
    traits: Traits,
    registered_on: Day,
    category: Category,
    /// The answer to `CONDITION`.
    condition: Answer,
}

impl Sim<'_> {
    /// Puts the stock on the register, as of the day before the run, and on the contact lists.
    pub fn register_stock(&mut self) {
        (0..self.model.scenario.world.stock.size()).for_each(|number| self.register_member(number));
        self.date_lists();
    }

    fn register_member(&mut self, number: usize) {
        let (model, luck) = (self.model, self.chance.of(Identity(number as u64 + 1)));
        let world = &model.scenario.world;
        let (traits, registered_on, category, programme) =
            world.stock.member(number, luck, &world.composition, &model.register, &model.area_shares, self.day);
        let (population, condition, delays) = (Population::Stock, luck.answer(CONDITION, 0), luck.answer(PROGRAMME, 0));
        let path = model.possible.programmes.then(|| world.programmes.path(&traits, registered_on, condition, delays));
        let person = self.admit(Newcomer { luck, population, traits, registered_on, category, condition });
        self.state.person_mut(person).subject.programme = programme.unwrap_or_else(|| ProgrammePath::on_day(path, self.day));
        self.enter_stock(person, path, delays);
    }

    fn enter_stock(&mut self, person: u32, path: Option<ProgrammePath>, delays: Answer) {
        self.state.person_mut(person).channel = Channel::Stock;
        self.draw_exits(person);
        if self.state.person(person).subject.category == Category::Employed {
            self.hold_job(person, self.day + self.model.scenario.world.jobs.rest_of_held(delays));
        }
        self.schedule_programme(person, path.as_ref());
        self.put_on_list(person, delays.uniform(3));
        self.tell(person, What::Registered { channel: Channel::Stock });
    }

    /// A new record for a person on the register.
    #[inline(always)]
    fn admit(&mut self, new: Newcomer) -> u32 {
        let model = self.model;
        let Newcomer { luck, population, traits, registered_on, category, condition, .. } = new;
        let Registrant { age_group, multiplier, .. } = model.profiler.hazards.enter(luck, condition, traits, registered_on, self.day);
        let person = self.state.persons.len() as u32;
        self.state.persons.push(Person {
            luck,
            subject: Subject::new(PersonId(person), population, &traits, category),
            registered_on,
            next_job: Day::NEVER,
            next_other: Day::NEVER,
            placement: Link::NONE,
            service: Link::NONE,
            born: traits.born,
            next_job_cause: Cause::PermanentJob,
            next_other_cause: Cause::Other,
            registered: true,
            newly_arrived: traits.newly_arrived,
            age_group,
            ever_profiled: false,
            stage: Stage::Open,
            verdict: Verdict::TooNear,
            channel: Channel::Web,
            jobs_found: 0,
            multiplier,
            left: [0.0; 2],
            jobs_drawn: false,
            anchor: self.day,
            profiled_on: self.day,
            verdict_on: self.day,
            works_until: self.day,
            case_clock: registered_on,
            profilings: 0,
            cases_opened: 0,
            wrong_inputs: false,
            overruled: [false; 2],
        });
        self.state.registered += 1;
        self.check.came += 1;
        person
    }

    /// New persons of the day, area by area.
    pub fn register_new(&mut self) {
        let model = self.model;
        let inflow = &model.scenario.world.inflow;
        let days = self.day - model.scenario.run.from;
        for (index, area) in model.scenario.world.areas.iter().enumerate() {
            let expected = model.arrivals[days as usize][index];
            for luck in inflow.arrivals(self.chance, area.key, expected, self.day, days) {
                self.register_arrival(luck, AreaId(index as u16));
            }
        }
    }

    fn register_arrival(&mut self, luck: Luck, area: AreaId) {
        let (origin, background) = (luck.answer(ORIGIN, 0), luck.answer(BACKGROUND, 0));
        let traits = self.model.scenario.world.composition.draw_by(&self.model.register.at(1).0, origin, background, area, self.day);
        let registered_on = self.day;
        let (population, category) = (Population::New, Category::Unemployed);
        let condition = luck.answer(CONDITION, 0);
        let person = self.admit(Newcomer { luck, population, traits, registered_on, category, condition });
        self.begin_spell(person);
    }

    /// A person who left the register comes back: a new spell of the same person.
    pub fn return_to_register(&mut self, person: u32) {
        let day = self.day;
        let record = self.state.person_mut(person);
        if record.registered || record.subject.spell == u8::MAX {
            return;
        }
        record.registered = true;
        record.subject.spell += 1;
        record.registered_on = day;
        (record.subject.category, record.works_until) = (Category::Unemployed, day);
        record.stage = Stage::Open;
        (record.profilings, record.jobs_found, record.cases_opened) = (0, 0, 0);
        record.newly_arrived = false;
        self.state.registered += 1;
        self.check.came += 1;
        self.begin_spell(person);
    }

    /// Registers a person for a spell that begins today: by the web, at a local office, or on an own journey.
    fn begin_spell(&mut self, person: u32) {
        self.draw_exits(person);
        let spell = self.state.person(person).subject.spell;
        let (inflow, way) = (&self.model.scenario.world.inflow, self.ask(person, REGISTRATION, u32::from(spell)));
        let channel = inflow.channel(way, self.state.person(person).work_in(self.day));
        let day = self.day;
        let path = self.programmes(person);
        let record = self.state.person_mut(person);
        (record.channel, record.subject.programme) = (channel, ProgrammePath::on_day(path, day));
        let area = record.subject.area.index();
        self.schedule_programme(person, path.as_ref());
        self.tell(person, What::Registered { channel });
        self.state.local[area].registrations += 1;
        self.state.distance[area].registrations += 1;
        if channel == Channel::Web {
            self.profile_at_registration(person);
        }
        let first_case = if channel == Channel::OwnJourney { day + inflow.own_journey_days } else { day };
        self.schedule_case(person, day, first_case);
    }

    /// When the person is in which framework programme, in this spell; none if nobody ever is in any.
    fn programmes(&self, person: u32) -> Option<ProgrammePath> {
        if !self.model.possible.programmes {
            return None;
        }
        let record = self.state.person(person);
        let (condition, delays) = (record.luck.answer(CONDITION, 0), record.luck.answer(PROGRAMME, 0));
        Some(self.model.scenario.world.programmes.path(&record.traits(), record.registered_on, condition, delays))
    }

    fn schedule_programme(&mut self, person: u32, path: Option<&ProgrammePath>) {
        if let Some(day) = path.and_then(|path| path.next_change(self.day, self.model.scenario.run.to)) {
            let spell = self.state.person(person).subject.spell;
            self.state.schedule(day, Event::ProgrammeChanges { person, spell });
        }
    }

    pub fn change_programme(&mut self, person: u32, spell: u8) {
        if !self.state.person(person).in_spell(spell) {
            return;
        }
        let path = self.programmes(person);
        let programme = ProgrammePath::on_day(path, self.day);
        if programme != self.state.person(person).subject.programme {
            self.state.person_mut(person).subject.programme = programme;
            self.tell(person, What::ProgrammeEntered { programme });
        }
        self.schedule_programme(person, path.as_ref());
    }
}
