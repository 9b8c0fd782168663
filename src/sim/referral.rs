//! From a decision to a start: choice or default, places and queues.

use super::event::Event;
use super::run::Sim;
use super::state::{Placement, PlacementState};
use crate::journal::{Reader, What};
use crate::pathway::providers::{Offer, WhenFull};
use crate::pathway::question::{CHOICE, PROVIDER};
use crate::pathway::thresholds::{Level, Verdict};

impl<R: Reader> Sim<'_, R> {
    /// Sends a person to the service: the days to choose begin.
    pub fn refer(&mut self, person: u32, level: Level, verdict: Verdict, waited: u16) {
        self.state.committed += self.model.scenario.policy.payments.committed_per_referral.ore();
        let placement = self.state.placements.len() as u32;
        let (day, spell) = (self.day, self.state.person(person).spell);
        self.state.placements.push(Placement {
            person,
            spell,
            state: PlacementState::Choosing,
            level,
            verdict,
            desk: 0,
            decided_on: day,
            chosen_on: day,
            start: day,
            end: None,
            planned_on: day,
            unpaid_from: day,
            month: 1,
            period: 1,
            paid_days: 0,
            claim: None,
            premium_booked: false,
        });
        self.state.person_mut(person).placement = Some(placement);
        self.tell(person, What::Referred { level, verdict, waited });
        let answer = self.ask(person, CHOICE, u32::from(spell));
        let days = self.model.scenario.policy.referral.choice_after(self.chooses(person), answer);
        self.state.schedule(day + days, Event::Choice(placement));
    }

    fn chooses(&self, person: u32) -> bool {
        let record = self.state.person(person);
        self.model.scenario.world.choice.is_active(record.traits.area, self.ask(person, CHOICE, u32::from(record.spell)))
    }

    /// A provider is chosen, or the default taken. While there is no provider in the area, the choice waits.
    pub fn choose(&mut self, placement: u32) {
        if self.state.placement(placement).state != PlacementState::Choosing {
            return;
        }
        let person = self.state.placement(placement).person;
        let Some(first) = self.most_wanted(person, |_| true) else {
            self.state.schedule(self.day + 1, Event::Choice(placement));
            return;
        };
        let desk = match self.model.scenario.policy.referral.when_full {
            _ if self.has_room(first) => Some(first),
            WhenFull::Wait => None,
            WhenFull::NextChoice => self.most_wanted(person, |desk| self.has_room(desk)),
        };
        let day = self.day;
        let waited = (day - self.state.placement(placement).decided_on) as u16;
        self.state.placement_mut(placement).chosen_on = day;
        let provider = self.model.desks[desk.unwrap_or(first) as usize].provider;
        self.tell(person, What::Chose { provider, active: self.chooses(person), waited });
        match desk {
            Some(desk) => self.take_place(placement, desk),
            None => self.join_queue(placement, first),
        }
    }

    /// Nobody overtakes those who wait.
    pub fn has_room(&self, desk: u32) -> bool {
        let state = &self.state.desks[desk as usize];
        state.waiting == 0 && state.taken < self.model.desks[desk as usize].places
    }

    /// The open desk in a person's area that is wanted most, of those admitted.
    pub fn most_wanted(&self, person: u32, admitted: impl Fn(u32) -> bool) -> Option<u32> {
        let (model, record) = (self.model, self.state.person(person));
        let active = self.chooses(person);
        let mut best: Option<((f64, f64, u64), u32)> = None;
        for &desk in &model.desks_of_area[record.traits.area.index()] {
            let fixed = &model.desks[desk as usize];
            let provider = &model.scenario.world.providers[fixed.provider.index()];
            if !provider.is_open(self.day) || !admitted(desk) {
                continue;
            }
            let answer = record.luck.with(provider.key).answer(PROVIDER, u32::from(record.spell));
            let free = fixed.places.saturating_sub(self.state.desks[desk as usize].taken);
            let offer = Offer::new(provider, fixed.offices, free, answer);
            let beaten = best.is_some_and(|(rank, _)| active && offer.is_beaten_by(rank.0, fixed.appeal));
            if beaten || (active && fixed.appeal == 0.0) {
                continue; // an appeal of 0 is never chosen
            }
            let rank = offer.rank(active, &model.scenario.world.choice, fixed.appeal, model.scenario.policy.referral.default_rule);
            let rank = (rank.0, rank.1, provider.key);
            best = best.filter(|(other, _)| *other <= rank).or(Some((rank, desk)));
        }
        best.map(|(_, desk)| desk)
    }

    fn join_queue(&mut self, placement: u32, desk: u32) {
        self.state.desks[desk as usize].queue.push_back(placement);
        self.state.desks[desk as usize].waiting += 1;
        let record = self.state.placement_mut(placement);
        (record.state, record.desk) = (PlacementState::Queued, desk);
        let person = record.person;
        self.tell(person, What::Queued { provider: self.model.desks[desk as usize].provider });
    }

    /// Reserves a place; the service starts within the days set, on a working day.
    fn take_place(&mut self, placement: u32, desk: u32) {
        self.state.reserve(placement, desk);
        let record = self.state.placement(placement);
        let answer = self.ask(record.person, CHOICE, u32::from(record.spell));
        let start = self.model.scenario.policy.referral.start_on(self.day, answer, &self.model.workdays);
        self.state.schedule(start, Event::Start(placement));
    }

    /// Gives freed places to those who wait, first come first served; desk by desk, in whatever order they were freed.
    pub fn fill_freed_places(&mut self) {
        let mut freed = std::mem::take(&mut self.state.freed);
        freed.sort_unstable();
        for desk in freed.drain(..) {
            let places = self.model.desks[desk as usize].places;
            while self.state.desks[desk as usize].taken < places {
                let Some(placement) = self.state.next_in_queue(desk) else { break };
                self.take_place(placement, desk);
            }
        }
        self.state.freed = freed;
    }

    /// The person leaves the register before the start.
    pub fn cancel_referral(&mut self, person: u32) {
        let Some(placement) = self.state.person(person).placement else { return };
        let (state, desk) = (self.state.placement(placement).state, self.state.placement(placement).desk);
        match state {
            PlacementState::Choosing => {}
            // Found to be cancelled when its turn comes.
            PlacementState::Queued => self.state.desks[desk as usize].waiting -= 1,
            PlacementState::Reserved => self.state.release(desk),
            PlacementState::Active | PlacementState::Over | PlacementState::Cancelled => return,
        }
        self.state.placement_mut(placement).state = PlacementState::Cancelled;
    }
}
