//! From a decision to a start: choice or default, places and queues.

use super::event::Event;
use super::run::Sim;
use super::state::{Link, OpenDesk, Person, Placement, PlacementState};
use crate::engine::streams::Answer;
use crate::journal::What;
use crate::pathway::effort::Effort;
use crate::pathway::providers::{self, DefaultRule, Desk, Offer, WhenFull};
use crate::pathway::question::{CHOICE, PROVIDER};
use crate::pathway::thresholds::{Level, Verdict};
use crate::units::{JobChance, Sek};

impl Sim<'_> {
    /// Sends a person to the service: the days to choose begin.
    pub fn refer(&mut self, person: u32, level: Level, verdict: Verdict, waited: u16) {
        self.state.committed += self.model.scenario.policy.payments.committed_per_referral.ore();
        let placement = self.state.placements.len() as u32;
        let (day, spell) = (self.day, self.state.person(person).subject.spell);
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
            effort: Effort::STANDARD,
            effort_factor: 1.0,
            paid_units: 0,
            booked: Sek::ZERO,
            premium: Sek::ZERO,
            claimed: 0,
            approved: 0,
        });
        self.state.person_mut(person).placement = Link::to(placement);
        let truth = JobChance(self.true_chance(person) as f32);
        self.tell(person, What::Referred { level, verdict, waited, truth });
        let (answer, area) = (self.ask(person, CHOICE, u32::from(spell)), self.state.person(person).subject.area);
        let active = self.model.scenario.world.choice.is_active(area, answer);
        let days = self.model.scenario.policy.referral.choice_after(active, answer);
        self.state.schedule(day + days, Event::Choice(placement));
    }

    /// Whether a person makes an active choice in the running spell.
    pub fn chooses(&self, person: u32) -> bool {
        let record = self.state.person(person);
        let answer = self.ask(person, CHOICE, u32::from(record.subject.spell));
        self.model.scenario.world.choice.is_active(record.subject.area, answer)
    }

    /// A provider is chosen, or the default taken. While there is no provider in the area, the choice waits.
    pub fn choose(&mut self, placement: u32) {
        if self.state.placement(placement).state != PlacementState::Choosing {
            return;
        }
        let (person, mut refused) = (self.state.placement(placement).person, Vec::new());
        let active = self.chooses(person);
        let Some(first) = self.most_willing(placement, active, &mut refused, false) else {
            return self.find_nobody(placement, &refused);
        };
        let desk = match self.model.scenario.policy.referral.when_full {
            _ if self.has_room(first) => Some(first),
            WhenFull::Wait => None,
            WhenFull::NextChoice => self.most_willing(placement, active, &mut refused, true),
        };
        let day = self.day;
        let waited = (day - self.state.placement(placement).decided_on) as u16;
        self.state.placement_mut(placement).chosen_on = day;
        let provider = self.model.desks[desk.unwrap_or(first) as usize].provider;
        self.tell(person, What::Chose { provider, active, waited });
        match desk {
            Some(desk) => self.take_place(placement, desk),
            None => self.join_queue(placement, first),
        }
    }

    /// The most wanted desk that does not refuse the person; those that do are told and join `refused`.
    fn most_willing(&mut self, placement: u32, active: bool, refused: &mut Vec<u32>, with_room: bool) -> Option<u32> {
        let person = self.state.placement(placement).person;
        loop {
            let desk = self.most_wanted(person, active, |desk| !refused.contains(&desk) && (!with_room || self.has_room(desk)))?;
            if !self.refuses(placement, desk) {
                return Some(desk);
            }
            refused.push(desk);
            let last = self.most_wanted(person, active, |desk| !refused.contains(&desk)).is_none();
            let (provider, level) = (self.model.desks[desk as usize].provider, self.state.placement(placement).level);
            self.tell(person, What::Refused { provider, level, last });
        }
    }

    /// Whether a provider that may refuse would lose by the person, as it judges the chance.
    fn refuses(&self, placement: u32, desk: u32) -> bool {
        let Some(efforts) = self.model.efforts.as_ref().filter(|_| self.model.scenario.policy.referral.may_refuse) else { return false };
        let record = self.state.placement(placement);
        let person = self.state.person(record.person);
        let answer = person.luck.with_partner(self.model.desks[desk as usize].partner).answer(PROVIDER, u32::from(record.spell));
        efforts.is_refused(record.level, person.subject.area, self.day, self.true_chance(record.person), answer)
    }

    /// The true chance of a job within six months of somebody registered.
    pub fn true_chance(&self, person: u32) -> f64 {
        let record = self.state.person(person);
        self.model.profiler.hazards.chance_of(record.multiplier, self.day - record.registered_on)
    }

    /// Where all have refused, the referral lapses; where there is no provider yet, the choice waits.
    fn find_nobody(&mut self, placement: u32, refused: &[u32]) {
        if refused.is_empty() {
            self.state.schedule(self.day + 1, Event::Choice(placement));
        } else {
            self.state.placement_mut(placement).state = PlacementState::Cancelled;
        }
    }

    /// Nobody overtakes those who wait.
    pub fn has_room(&self, desk: u32) -> bool {
        let state = &self.state.desks[desk as usize];
        state.waiting == 0 && state.taken < state.places
    }

    /// Lists the desks that can be chosen today.
    pub fn open_desks(&mut self) {
        for (open, desks) in self.state.open_desks.iter_mut().zip(&self.model.desks_of_area) {
            open.clear();
            for &desk in desks {
                if self.state.desks[desk as usize].is_open(self.day) {
                    let Desk { partner, appeal, offices, .. } = self.model.desks[desk as usize];
                    open.push(OpenDesk { partner, appeal, offices, desk });
                }
            }
        }
    }

    /// The open desk in a person's area that is wanted most, of those admitted, by somebody who chooses or does not.
    pub fn most_wanted(&self, person: u32, active: bool, admitted: impl Fn(u32) -> bool) -> Option<u32> {
        let record = self.state.person(person);
        let open = &self.state.open_desks[record.subject.area.index()];
        if active {
            self.chosen(record, open, admitted)
        } else if self.model.scenario.policy.referral.default_rule == DefaultRule::Random {
            self.taken_by_lot(record, admitted)
        } else {
            self.taken_by_default(record, open, admitted)
        }
    }

    /// The desk that wins a person's race; most are beaten before their rank is worked out.
    #[inline(never)]
    fn chosen(&self, person: &Person, open: &[OpenDesk], admitted: impl Fn(u32) -> bool) -> Option<u32> {
        let model = self.model;
        let habits = &model.scenario.world.choice;
        let key = |desk: u32| model.scenario.world.providers[model.desks[desk as usize].provider.index()].key;
        let (mut least, mut best) = (f64::INFINITY, None);
        for &OpenDesk { partner, appeal, offices, desk } in open {
            let answer = person.luck.with_partner(partner).answer(PROVIDER, u32::from(person.subject.spell));
            // An appeal of 0 is never chosen.
            if providers::is_beaten(answer, appeal, least) || appeal == 0.0 || !admitted(desk) {
                continue;
            }
            let rank = providers::active_rank(answer, offices, habits, appeal);
            if rank < least || best.is_none_or(|other| rank == least && key(desk) < key(other)) {
                (least, best) = (rank, Some(desk));
            }
        }
        best
    }

    fn taken_by_lot(&self, person: &Person, admitted: impl Fn(u32) -> bool) -> Option<u32> {
        let desks = &self.model.desks_of_area[person.subject.area.index()];
        let is_open = |desk: u32| self.state.desks[desk as usize].is_open(self.day);
        let number =
            providers::by_lot(person.luck, person.subject.spell, desks.len(), |index| is_open(desks[index]) && admitted(desks[index]));
        number.map(|index| desks[index])
    }

    fn taken_by_default(&self, person: &Person, open: &[OpenDesk], admitted: impl Fn(u32) -> bool) -> Option<u32> {
        let model = self.model;
        let rank = |&OpenDesk { partner, desk, .. }: &OpenDesk| {
            let answer = person.luck.with_partner(partner).answer(PROVIDER, u32::from(person.subject.spell));
            let (rank, distance) = self.offer(desk, answer).default_rank(model.scenario.policy.referral.default_rule);
            ((rank, distance, model.scenario.world.providers[model.desks[desk as usize].provider.index()].key), desk)
        };
        let admitted = open.iter().filter(|open| admitted(open.desk));
        let first = admitted.map(rank).min_by(|a, b| a.0.partial_cmp(&b.0).expect("ranks are numbers"));
        first.map(|(_, desk)| desk)
    }

    fn offer(&self, desk: u32, answer: Answer) -> Offer {
        let fixed = &self.model.desks[desk as usize];
        let free = self.state.desks[desk as usize].free();
        Offer::new(&self.model.scenario.world.providers[fixed.provider.index()], fixed.offices, free, answer)
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
            while self.state.desks[desk as usize].free() > 0 {
                let Some(placement) = self.state.next_in_queue(desk) else { break };
                self.take_place(placement, desk);
            }
        }
        self.state.freed = freed;
    }

    /// The person leaves the register before the start.
    pub fn cancel_referral(&mut self, person: u32) {
        let Some(placement) = self.state.person(person).placement.get() else { return };
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
