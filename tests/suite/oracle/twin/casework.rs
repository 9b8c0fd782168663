//! The agency: mended faults, the call list, talks, contacts and decisions.

use super::*;

impl Twin<'_> {
    pub fn agency(&mut self) {
        let (s, today) = (self.s, self.today);
        // The true chance reads no attributes that could be blanked.
        let faults = if self.scale.is_some() { &s.world.tool.data_faults[..] } else { &[] };
        for fault in faults.iter().filter(|fault| fault.until + 1 == today) {
            for i in 0..self.people.len() {
                let person = &self.people[i];
                let placed_wrongly = self.seen_effects(i, &fault.read(&person.traits)) != person.effects;
                let during = person.profilings > 0 && fault.from <= person.profiled_on && person.profiled_on <= fault.until;
                if person.registered && placed_wrongly && during {
                    self.read_again(i);
                }
            }
        }
        if s.policy.preprofiling.as_ref().is_some_and(|list| list.date == today) {
            self.preprofile();
        }
    }

    /// The last reading again without the fault; a level that came of it is corrected.
    pub fn read_again(&mut self, i: usize) {
        let (today, day, ordinal) = (self.today, self.people[i].profiled_on, self.people[i].profilings - 1);
        let verdict = self.verdict(i, self.score(i, day, ordinal, false), day, ordinal);
        self.people[i].verdict = verdict;
        let Some(to) = verdict.level() else { return };
        let Some(referral) = self.people[i].referrals.last() else { return };
        let from = referral.level;
        if referral.step == Step::Over || from == to {
            return;
        }
        if referral.step == Step::Active {
            self.accrue(i, today - 1, today);
        }
        self.referral(i).level = to;
        self.tell(i, What::LevelCorrected { from, to });
    }

    pub fn preprofile(&mut self) {
        let rule = self.s.policy.preprofiling.as_ref().unwrap();
        let waiting = self.lists.iter().flat_map(|list| &list.waiting).map(|entry| entry.person);
        let mut order: Vec<usize> = waiting.filter(|i| self.people[*i].registered && !self.people[*i].ever_profiled).collect();
        order.sort_by(|a, b| self.ask(*a, PREPROFILED, 0).uniform(0).total_cmp(&self.ask(*b, PREPROFILED, 0).uniform(0)));
        let mut factors = vec![1.0; self.people.len()];
        for (place, i) in order.into_iter().enumerate() {
            let on_list = place < rule.persons as usize;
            let in_target_group = on_list && self.preprofiled_level(i);
            if on_list {
                factors[i] = if in_target_group { rule.in_target_weight } else { rule.not_in_target_weight };
            }
            self.tell(i, What::Preprofiled { on_list, in_target_group });
        }
        for area in 0..self.lists.len() {
            let clock = self.lists[area].clock;
            let weights: Vec<f64> =
                self.lists[area].waiting.iter().map(|entry| self.contact_weight(entry.person) * factors[entry.person]).collect();
            let list = &mut self.lists[area];
            list.clock = 0.0;
            for (entry, weight) in list.waiting.iter_mut().zip(weights) {
                entry.left -= clock * entry.weight;
                entry.weight = weight;
            }
        }
    }

    pub fn preprofiled_level(&self, i: usize) -> bool {
        let score = match &self.scale {
            None => self.score(i, self.today, u16::MAX, true),
            Some(scale) => {
                let own = self.ask(i, STANDING, 0);
                let standing = self.standing(scale, i, self.today, true);
                scale.score(mix(standing, self.s.world.tool.preprofiling_correlation, normal(own.uniform(1))), self.days(i))
            }
        };
        self.lines(i, score, self.today).level().is_some()
    }

    pub fn contact_weight(&self, i: usize) -> f64 {
        let person = &self.people[i];
        self.s.world.contact.weight(&person.traits, person.age_group, person.category, person.programme)
    }

    pub fn plan_talk(&mut self, i: usize) {
        let (decisions, today) = (&self.s.policy.decisions, self.today);
        let (low, high) = if self.people[i].population == Population::Stock { decisions.stock_talk_days } else { decisions.new_talk_days };
        let days = whole_number(self.ask_in_spell(i, TALK).uniform(0), low, high);
        self.people[i].verdict_on = today;
        if days == 0 {
            self.decide(i);
        } else {
            self.people[i].talk = Talk::Planned(self.plan(today + days));
        }
    }

    pub fn casework(&mut self) {
        let (capacity, areas) = (&self.s.policy.capacity, &self.s.world.areas);
        for (i, ()) in self.due(|person| if let Talk::Planned(due) = person.talk { vec![(due, ())] } else { vec![] }) {
            self.people[i].talk = Talk::Waiting;
            let area = self.people[i].traits.area.index();
            let offices = if self.people[i].population == Population::Stock { &mut self.local } else { &mut self.distance };
            offices[area].talks.push(i);
        }
        if !capacity.every_day && !self.workdays.is_working(self.today) {
            return;
        }
        for (area, fixed) in areas.iter().enumerate() {
            let at_work = capacity.month_factor[self.today.ymd().1 as usize - 1];
            let registered = f64::from(std::mem::take(&mut self.local[area].registrations));
            let hours = capacity.local_slots_per_day * fixed.stock_share * capacity.area_factor[area] * at_work;
            let mut slots = (self.local[area].carry + hours - capacity.local_slots_per_registration * registered).max(0.0);
            while slots >= 1.0 && !self.local[area].talks.is_empty() {
                let i = self.local[area].talks.remove(0);
                self.decide(i);
                slots -= 1.0;
            }
            slots = self.contact(area, slots);
            self.local[area].carry = slots.fract();

            let registered = f64::from(std::mem::take(&mut self.distance[area].registrations));
            let hours = capacity.distance_slots_per_day * fixed.inflow_share * at_work;
            let mut slots = (self.distance[area].carry + hours - capacity.distance_slots_per_registration * registered).max(0.0);
            while slots >= 1.0 && !self.distance[area].talks.is_empty() {
                let i = self.distance[area].talks.remove(0);
                self.decide(i);
                slots -= 1.0;
            }
            self.distance[area].carry = slots.fract();
        }
    }

    /// Contacts those whose turn is next; slots that are left.
    pub fn contact(&mut self, area: usize, mut slots: f64) -> f64 {
        while slots >= 1.0 {
            // Who has no weight is never contacted.
            let waiting = self.lists[area].waiting.iter().enumerate().filter(|(_, entry)| entry.weight > 0.0);
            let turns = waiting.map(|(place, entry)| (entry.left / entry.weight, place));
            let Some((turn, place)) = turns.min_by(|a, b| a.0.total_cmp(&b.0)) else { break };
            let entry = self.lists[area].waiting.remove(place);
            let i = entry.person;
            self.lists[area].clock = turn;
            if self.people[i].registered && !self.people[i].ever_profiled {
                slots -= 1.0;
                let answer = self.ask(i, CONTACT, entry.attempts);
                let reached = answer.uniform(0) < self.s.world.contact.reached_share;
                self.tell(i, What::Contacted { reached, waited: (self.today - self.lists[area].set_up_on) as u16 });
                if reached {
                    self.profile(i, Occasion::Contact);
                } else {
                    // Tried again when a new exponential is spent.
                    let left = entry.left + exponential(answer.uniform(1));
                    self.lists[area].waiting.push(Listed { left, attempts: entry.attempts + 1, ..entry });
                }
            }
        }
        slots
    }

    pub fn decide(&mut self, i: usize) {
        let (policy, today, verdict) = (&self.s.policy, self.today, self.people[i].verdict);
        let (talk, race) = (self.ask_in_spell(i, TALK), self.ask_in_spell(i, REASON));
        let work_in = self.work_within(i, 366);
        let waited = (today - self.people[i].verdict_on) as u16;
        self.people[i].talk = Talk::Held;
        match policy.decisions.decide(verdict, &self.people[i].traits, work_in, today, talk, race) {
            Decision::None => self.people[i].talk = Talk::None,
            Decision::Deviate(reason) => self.tell(i, What::Deviated { verdict, reason, waited }),
            Decision::Refer(level) => {
                let spent = if self.committed.0 == today.ymd().0 { self.committed.1 } else { Sek::ZERO };
                let with_this_one = spent + policy.payments.committed_per_referral;
                if policy.budget_per_year.is_some_and(|budget| with_this_one > budget || budget == Sek::ZERO) {
                    self.people[i].talk = Talk::None;
                    self.tell(i, What::BudgetSpent { level, verdict, waited });
                } else {
                    self.committed = (today.ymd().0, with_this_one);
                    self.refer(i, level, verdict, waited);
                }
            }
        }
    }
}
