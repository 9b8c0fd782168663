//! Profiling, calls, talks and decisions.

use super::*;

impl Twin<'_> {
    /// Who was read wrongly is read again; a level that came of it is corrected.
    pub fn mend_faults(&mut self) {
        let (today, faults) = (self.today, &self.s.world.tool.data_faults);
        for i in 0..self.people.len() {
            let (who, profiled, from) = (self.people[i].who, self.told(i, Kind::Profiled), self.people[i].level);
            let Some(&day) = profiled.last().filter(|_| self.is_registered(i)) else { continue };
            let mut mended = faults.iter().filter(|fault| fault.until + 1 == today && fault.from <= day && day <= fault.until);
            if !mended.any(|fault| self.profiler.is_misread(&who, fault)) {
                continue;
            }
            let verdict = self.profiler.profile(&who, &self.profiler.rules_on(day).without_fault(), profiled.len() as u16 - 1).verdict;
            let is_over = !self.told(i, Kind::Ended).is_empty() || self.refused_by_all(i);
            let is_referred = !self.told(i, Kind::Referred).is_empty() && !is_over;
            self.people[i].verdict = verdict;
            if let Some(to) = verdict.level().filter(|to| is_referred && *to != from) {
                self.accrue(i, today - 1, today);
                self.people[i].level = to;
                if self.in_service(i).is_some() {
                    let k = self.last_service(i).unwrap();
                    self.services[k].level = to;
                }
                self.tell(i, What::LevelCorrected { from, to });
            }
        }
    }

    /// The call list: in a random order, and what is left of everybody's wait at new weights.
    pub fn preprofile(&mut self) {
        let Some(list) = self.s.policy.preprofiling.as_ref().filter(|list| list.date == self.today) else { return };
        let mut order: Vec<usize> = (0..self.people.len()).filter(|i| self.people[*i].call.is_some()).collect();
        let turn = |i: &usize| self.people[*i].who.luck.answer(PREPROFILED, 0).uniform(0);
        order.sort_by(|a, b| turn(a).total_cmp(&turn(b)));
        let may_be_listed = |i: &usize| self.may_be_called(*i) && list.takes(self.people[*i].who.registration_days(self.today));
        let listed: Vec<usize> = order.iter().copied().filter(may_be_listed).take(list.persons as usize).collect();
        for i in order {
            let on_list = listed.contains(&i);
            let in_target_group = on_list && self.profiler.preprofile(&self.people[i].who, &self.profiler.rules_on(self.today));
            let weight = self.contact_weight(i) * list.factor(on_list, in_target_group);
            self.people[i].call = self.people[i].call.map(|(left, _)| (left, weight));
            if self.may_be_called(i) {
                self.tell(i, What::Preprofiled { on_list, in_target_group });
            }
        }
    }

    pub fn plan_case(&mut self, i: usize, day: Day, ordinal: u16) {
        let left = exponential(self.people[i].who.ask_again(CASE_OPENED, ordinal).uniform(0));
        self.plan(i, day, To::OpenCase { ordinal, left });
    }

    pub fn spend_cases(&mut self) {
        for (day, i, to) in self.plans.iter_mut().filter(|(day, ..)| *day < self.today) {
            if let To::OpenCase { left, .. } = to {
                *day = self.today;
                *left -= self.s.world.tool.case_opened_per_day.at(f64::from(self.today - self.people[*i].who.registered_on));
            }
        }
    }

    /// A follow-up stands if it is of the last profiling. In the service nobody is profiled.
    pub fn profile_again(&mut self, i: usize, occasion: Occasion) {
        let follow_up = self.told(i, Kind::Profiled).last().map(|day| *day + self.s.policy.decisions.follow_up_days);
        let stands = self.people[i].verdict == Verdict::TooNear && follow_up == Some(self.today);
        self.people[i].who.wrong_inputs &= occasion != Occasion::Correction;
        if self.in_service(i).is_none() && (occasion != Occasion::FollowUp || stands) {
            self.profile(i, occasion);
        }
    }

    pub fn profile(&mut self, i: usize, occasion: Occasion) {
        let (s, today, who, ordinal) = (self.s, self.today, self.people[i].who, self.told(i, Kind::Profiled).len() as u16);
        let (first, talk) = (self.may_be_called(i), who.ask(TALK));
        if ordinal == 0 {
            let (wrong, found_after) = s.world.tool.inputs(who.ask(INPUTS));
            self.people[i].who.wrong_inputs = wrong;
            found_after.into_iter().for_each(|days| self.plan(i, today + days, To::BeProfiled(Occasion::Correction)));
        }
        let Profile { score, verdict, by_lines } = self.profiler.profile(&self.people[i].who, &self.profiler.rules_on(today), ordinal);
        self.people[i].verdict = verdict;
        self.tell(i, What::Profiled { score, verdict, by_lines, occasion, first });
        if ordinal == 0 && self.told(i, Kind::Registered)[0] < s.run.from {
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

    pub fn contact_weight(&self, i: usize) -> f64 {
        let Person { who, subject, .. } = &self.people[i];
        self.s.world.contact.weight(&who.traits, who.age_group, subject.category, subject.programme)
    }

    /// Registered, and never profiled yet.
    pub fn may_be_called(&self, i: usize) -> bool {
        self.is_registered(i) && self.ever(i, Kind::Profiled).next().is_none()
    }

    /// The day's work of both pools: talks first come first served, then contacts.
    pub fn work(&mut self) {
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
    pub fn call_next(&mut self, area: usize, slots: &mut f64) -> bool {
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

    pub fn decide(&mut self, i: usize, since: Day) {
        let (policy, today, who, verdict) = (&self.s.policy, self.today, self.people[i].who, self.people[i].verdict);
        let (work_in, waited) = (self.work_within(i, 366), (today - since) as u16);
        let referred = (0..self.people.len()).flat_map(|i| self.ever(i, Kind::Referred)).filter(|day| day.ymd().0 == today.ymd().0);
        let committed = policy.payments.committed_per_referral.times(referred.count() as i64);
        match policy.decisions.decide(verdict, &who.traits, || work_in, today, who.ask(TALK), || who.ask(REASON)) {
            Decision::None => {}
            Decision::Deviate(reason) => self.tell(i, What::Deviated { verdict, reason, waited }),
            Decision::Refer(level) if policy.budget_per_year.is_some_and(|budget| policy.payments.is_too_much(budget, committed)) => {
                self.tell(i, What::BudgetSpent { level, verdict, waited });
            }
            Decision::Refer(level) => {
                (self.people[i].level, self.people[i].referred_as) = (level, verdict);
                let truth = JobChance(self.true_chance(i) as f32);
                self.tell(i, What::Referred { level, verdict, waited, truth });
                self.plan(i, today + policy.referral.choice_after(self.is_active(i), who.ask(CHOICE)), To::Choose);
            }
        }
    }
}
