//! The two pools of caseworkers: talks, decisions and the contact list.

use super::contact_list::{Listed, Wait};
use super::event::Event;
use super::run::Sim;
use super::state::{BLOCK, Stage};
use crate::engine::draws;
use crate::engine::streams::Answer;
use crate::journal::What;
use crate::pathway::caseworker::{Decision, Pool, Preprofiling};
use crate::pathway::profiling::Occasion;
use crate::pathway::question::{CONTACT, REASON, TALK};
use crate::units::{AreaId, Sek};

impl Sim<'_> {
    /// What the agency does once, on dates of its own.
    pub fn schedule_agency(&mut self) {
        let run = &self.model.scenario.run;
        for (index, fault) in self.model.scenario.world.tool.data_faults.iter().enumerate() {
            if fault.until + 1 >= run.from {
                self.state.schedule(fault.until + 1, Event::FaultMended(index as u32));
            }
        }
        if let Some(list) = self.model.scenario.policy.preprofiling.as_ref().filter(|list| list.date >= run.from) {
            self.state.schedule(list.date, Event::ListSetUp);
        }
        self.schedule_cohorts();
    }

    /// Puts a person on the contact list: a race of exponentials over weights gives the order.
    pub fn put_on_list(&mut self, person: u32, u: f64) {
        let wait = Wait { left: draws::exponential(u), weight: self.contact_weight(person) };
        let area = self.state.person(person).subject.area.index();
        debug_assert_eq!(self.state.waits.len(), person as usize, "the stock comes first, one after the other");
        self.state.waits.push(wait);
        self.state.lists[area].push(Listed { turn: wait.turn(), person, attempts: 0 });
    }

    /// The lists begin today.
    pub fn date_lists(&mut self) {
        self.state.lists.iter_mut().for_each(|list| list.set_up_on = self.day);
    }

    /// Whether somebody on the list is still to be contacted.
    fn may_be_contacted(&self, person: u32) -> bool {
        let record = self.state.person(person);
        record.registered && !record.ever_profiled
    }

    /// Whether the call list is drawn from those registered as long as a person.
    fn is_for(&self, rule: &Preprofiling, person: u32) -> bool {
        rule.takes(self.day - self.state.person(person).registered_on + 1)
    }

    fn contact_weight(&self, person: u32) -> f64 {
        let record = self.state.person(person);
        self.model.scenario.world.contact.weight(&record.traits(), record.age_group, record.subject.category, record.subject.programme)
    }

    /// The central call list: those not yet profiled, if they are registered long enough, are pre-profiled in a random order until it is
    /// full, and what is left of everybody's wait is spent at the new weights.
    pub fn set_up_list(&mut self) {
        let Some(rule) = &self.model.scenario.policy.preprofiling else { return };
        // In the order in which the records lie: in that of the list each would have to be waited for.
        let mut is_listed = vec![false; self.state.waits.len()];
        self.state.lists.iter().flat_map(|list| list.iter()).for_each(|entry| is_listed[entry.person as usize] = true);
        let listed = || (0..is_listed.len() as u32).filter(|person| is_listed[*person as usize]);
        let last = self.last_on_list(rule, listed());
        for person in listed() {
            let mut weight = self.contact_weight(person);
            if self.may_be_contacted(person) {
                let on_list = self.is_for(rule, person) && last.is_some_and(|last| self.preprofiling_turn(person) <= last);
                let in_target_group = on_list && self.preprofile(person);
                weight *= rule.factor(on_list, in_target_group);
                self.tell(person, What::Preprofiled { on_list, in_target_group });
            }
            let now = self.state.lists[self.state.person(person).subject.area.index()].now;
            let wait = &mut self.state.waits[person as usize];
            *wait = wait.reweighed(now, weight);
        }
        let waits = &self.state.waits;
        self.state.lists.iter_mut().for_each(|list| list.set_up_anew(waits));
    }

    /// The turn of the last who comes on the call list, if anybody of those on the contact lists does.
    fn last_on_list(&self, rule: &Preprofiling, listed: impl Iterator<Item = u32>) -> Option<(f64, u32)> {
        let candidates = listed.filter(|person| self.may_be_contacted(*person) && self.is_for(rule, *person));
        let mut turns: Vec<(f64, u32)> = candidates.map(|person| self.preprofiling_turn(person)).collect();
        let last = (rule.persons as usize).min(turns.len()).checked_sub(1)?;
        let by_turn = |a: &(f64, u32), b: &(f64, u32)| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1));
        Some(*turns.select_nth_unstable_by(last, by_turn).1)
    }

    /// A yes, or a no that will be overruled, leads to a talk: at once if no days are set, or when the pool has time.
    pub fn plan_talk(&mut self, person: u32) {
        let record = self.state.person(person);
        let (spell, decisions) = (record.subject.spell, &self.model.scenario.policy.decisions);
        let talk = self.ask(person, TALK, u32::from(spell));
        let days = decisions.talk_after(record.subject.population, talk);
        let day = self.day;
        let record = self.state.person_mut(person);
        (record.verdict_on, record.stage) = (day, Stage::TalkDue);
        if days == 0 {
            self.decide(person, talk);
        } else {
            self.state.schedule(day + days, Event::TalkDue { person, spell });
        }
    }

    pub fn queue_talk(&mut self, person: u32, spell: u8) {
        let record = self.state.person_mut(person);
        if !record.in_spell(spell) || record.stage != Stage::TalkDue {
            return;
        }
        record.stage = Stage::TalkQueued;
        let (area, pool) = (record.subject.area.index(), Pool::of(record.subject.population));
        match pool {
            Pool::Local => self.state.local[area].talks.push_back((person, spell)),
            Pool::Distance => self.state.distance[area].talks.push_back((person, spell)),
        }
    }

    /// The day's work of both pools in every area.
    pub fn work_offices(&mut self) {
        let capacity = &self.model.scenario.policy.capacity;
        if !capacity.every_day && !self.model.workdays.is_working(self.day) {
            return;
        }
        for area in 0..self.state.local.len() {
            let slots = self.slots(area, Pool::Local);
            let left = self.hold_talks(area, Pool::Local, slots);
            let left = self.contact(area, left);
            self.state.local[area].carry = left.fract();
            let slots = self.slots(area, Pool::Distance);
            let left = self.hold_talks(area, Pool::Distance, slots);
            self.state.distance[area].carry = left.fract();
        }
    }

    /// Slots of a pool today, after the registrations since the last working day have taken theirs.
    fn slots(&mut self, area: usize, pool: Pool) -> f64 {
        let (capacity, areas) = (&self.model.scenario.policy.capacity, &self.model.scenario.world.areas);
        let (office, share) = match pool {
            Pool::Local => (&mut self.state.local[area], areas[area].stock_share),
            Pool::Distance => (&mut self.state.distance[area], areas[area].inflow_share),
        };
        let registrations = std::mem::take(&mut office.registrations);
        let today = capacity.slots(pool, AreaId(area as u16), share, self.day);
        capacity.left(pool, office.carry, today, registrations)
    }

    /// Holds the talks that wait, first come first served; slots that are left.
    fn hold_talks(&mut self, area: usize, pool: Pool, mut slots: f64) -> f64 {
        while slots >= 1.0 {
            let office = if pool == Pool::Local { &mut self.state.local[area] } else { &mut self.state.distance[area] };
            let Some((person, spell)) = office.talks.pop_front() else { break };
            let record = self.state.person(person);
            if record.in_spell(spell) && record.stage == Stage::TalkQueued {
                self.decide(person, self.ask(person, TALK, u32::from(spell)));
                slots -= 1.0;
            }
        }
        slots
    }

    /// Contacts those next on the list; slots that are left.
    fn contact(&mut self, area: usize, mut slots: f64) -> f64 {
        for number in 0.. {
            if slots < 1.0 {
                break;
            }
            if number % BLOCK == 0 {
                self.state.fetch(self.state.lists[area].next(BLOCK.min(slots as usize)), true);
            }
            let list = &mut self.state.lists[area];
            let Some(entry) = list.pop() else { break };
            let waited = (self.day - list.set_up_on).min(i32::from(u16::MAX)) as u16;
            if !self.may_be_contacted(entry.person) {
                continue;
            }
            slots -= 1.0;
            let answer = self.ask(entry.person, CONTACT, entry.attempts);
            let reached = answer.uniform(0) < self.model.scenario.world.contact.reached_share;
            self.tell(entry.person, What::Contacted { reached, waited });
            if reached {
                self.profile(entry.person, Occasion::Contact);
            } else {
                let wait = &mut self.state.waits[entry.person as usize];
                wait.left += draws::exponential(answer.uniform(1));
                let again = Listed { turn: wait.turn(), attempts: entry.attempts + 1, ..entry };
                self.state.lists[area].push(again);
            }
        }
        slots
    }

    /// The caseworker decides on the verdict as it stands, unless the budget is spent.
    /// `talk` answers `TALK`.
    fn decide(&mut self, person: u32, talk: Answer) {
        let record = self.state.person(person);
        let (spell, verdict) = (u32::from(record.subject.spell), record.verdict);
        let waited = (self.day - record.verdict_on).min(i32::from(u16::MAX)) as u16;
        let decisions = &self.model.scenario.policy.decisions;
        let decision =
            decisions.decide(verdict, &record.traits(), || record.work_in(self.day), self.day, talk, || self.ask(person, REASON, spell));
        self.state.person_mut(person).stage = if decision == Decision::None { Stage::Open } else { Stage::Decided };
        match decision {
            Decision::Refer(level) if self.budget_is_spent() => {
                self.state.person_mut(person).stage = Stage::Open;
                self.tell(person, What::BudgetSpent { level, verdict, waited });
            }
            Decision::Refer(level) => self.refer(person, level, verdict, waited),
            Decision::Deviate(reason) => self.tell(person, What::Deviated { verdict, reason, waited }),
            Decision::None => {}
        }
    }

    /// Whether one more referral would commit more than the year's appropriation.
    fn budget_is_spent(&mut self) -> bool {
        let policy = &self.model.scenario.policy;
        let Some(budget) = policy.budget_per_year else { return false };
        let year = self.day.ymd().0;
        if year != self.state.committed_year {
            (self.state.committed, self.state.committed_year) = (0, year);
        }
        policy.payments.is_too_much(budget, Sek::from_ore(self.state.committed))
    }
}
