//! From the choice of a provider to the end of its service.

use super::*;

impl Twin<'_> {
    pub fn is_active(&self, i: usize) -> bool {
        self.s.world.choice.is_active(self.people[i].subject.area, self.people[i].who.ask(CHOICE))
    }

    /// Places reserved or in use.
    pub fn taken(&self, desk: usize) -> u32 {
        let active = (0..self.people.len()).filter(|i| self.people[*i].desk == desk && self.in_service(*i).is_some());
        let reserved = self.plans.iter().filter(|(_, i, to)| *to == To::Start && self.people[*i].desk == desk);
        (active.count() + reserved.count()) as u32
    }

    /// Nobody overtakes those who wait.
    pub fn has_room(&self, desk: usize) -> bool {
        self.plans.iter().all(|(_, _, to)| *to != To::TakePlace(desk)) && self.taken(desk) < self.desks[desk].places
    }

    /// The open desks in a person's area, the most wanted first.
    pub fn wanted(&self, i: usize) -> Vec<usize> {
        let (world, who, rule) = (&self.s.world, self.people[i].who, self.s.policy.referral.default_rule);
        let provider = |desk: &usize| &world.providers[self.desks[*desk].provider.index()];
        let rank = |desk: &usize| {
            let Desk { offices, places, appeal, .. } = self.desks[*desk];
            let answer = who.luck.with(provider(desk).key).answer(PROVIDER, u32::from(who.spell));
            let offer = Offer::new(provider(desk), offices, places.saturating_sub(self.taken(*desk)), answer);
            (offer.rank(self.is_active(i), &world.choice, appeal, rule), provider(desk).key)
        };
        let is_open = |desk: &usize| {
            let Desk { area, open: (first, last), .. } = self.desks[*desk];
            area == who.traits.area && first <= self.today && self.today <= last
        };
        let mut open: Vec<usize> = (0..self.desks.len()).filter(is_open).collect();
        open.sort_by(|a, b| rank(a).partial_cmp(&rank(b)).unwrap());
        if self.is_active(i) || rule != DefaultRule::Random {
            return open;
        }
        let of_area: Vec<usize> = (0..self.desks.len()).filter(|desk| self.desks[*desk].area == who.traits.area).collect();
        let mut drawn = Vec::new();
        while let Some(number) = by_lot(who.luck, who.spell, of_area.len(), |number| open.contains(&of_area[number])) {
            open.retain(|desk| *desk != of_area[number]);
            drawn.push(of_area[number]);
        }
        drawn
    }

    pub fn choose(&mut self, i: usize) {
        let (today, wanted) = (self.today, self.wanted(i));
        // No provider yet: another look tomorrow.
        if wanted.is_empty() {
            return self.plan(i, today + 1, To::Choose);
        }
        // They are asked one by one, the most wanted first; where that one is full, only those with room.
        let (mut first, mut desk, mut asked) = (None, None, Vec::new());
        for &next in &wanted {
            if first.is_some() && !self.has_room(next) {
                continue;
            }
            asked.push(next);
            if self.refuses(i, next) {
                let last = wanted.iter().all(|other| asked.contains(other));
                self.tell(i, What::Refused { provider: self.desks[next].provider, level: self.people[i].level, last });
                continue;
            }
            first = first.or(Some(next));
            desk = Some(next).filter(|desk| self.has_room(*desk));
            if desk.is_some() || self.s.policy.referral.when_full == WhenFull::Wait {
                break;
            }
        }
        let Some(first) = first else { return };
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
    pub fn fill_places(&mut self) {
        for desk in 0..self.desks.len() {
            let free = self.desks[desk].places.saturating_sub(self.taken(desk));
            for _ in 0..free {
                let Some((i, _)) = self.next(|_, to| to == To::TakePlace(desk)) else { break };
                let start = self.s.policy.referral.start_on(self.today, self.people[i].who.ask(CHOICE), &self.workdays);
                self.plan(i, start, To::Start);
            }
        }
    }

    pub fn start(&mut self, i: usize) {
        let (today, Person { level, referred_as: verdict, who, .. }) = (self.today, &self.people[i]);
        let (level, verdict, who) = (*level, *verdict, *who);
        let course = self.s.world.service.course(&self.s.policy.service, today, who.ask(SERVICE));
        let waited = (today - self.told(i, Kind::Chose)[0]) as u16;
        let truth = self.true_chance(i);
        let effort = self.efforts.as_ref().map(|efforts| efforts.effort(level, who.traits.area, today, truth));
        let effort_factor = self.efforts.as_ref().zip(effort).map_or(1.0, |(efforts, effort)| efforts.factor(effort, level));
        let effort = effort.unwrap_or(Effort::STANDARD);
        self.tell(i, What::Started { provider: self.provider(i), level, verdict, waited, effort });
        let (spell, provider) = (who.spell, self.provider(i));
        let (units, month, booked, premium, claimed, approved) = (0, 1, Sek::ZERO, Sek::ZERO, 0, 0);
        self.services.push(Service {
            i,
            spell,
            start: today,
            end: None,
            provider,
            level,
            effort,
            effort_factor,
            units,
            month,
            booked,
            premium,
            claimed,
            approved,
        });
        self.plan(i, course.planned_on, To::MakePlan);
        self.plan(i, course.month_ends_on, To::Report);
        self.plan(i, course.period_ends_on, To::EndPeriod);
        course.interrupted_on.into_iter().for_each(|day| self.plan(i, day, To::BeInterrupted));
        // It may be made on the first day.
        self.go(|to| to == To::MakePlan);
    }

    pub fn report(&mut self, i: usize) {
        let (habits, rules, start) = (&self.s.world.service, &self.s.policy.service, self.told(i, Kind::Started)[0]);
        let k = self.last_service(i).unwrap();
        let month = self.services[k].month;
        let (from, level, answer) = (self.provider(i), self.people[i].level, self.people[i].who.ask_again(MONTH, month as u16));
        let (contacts, approved) = (habits.contacts(month, answer), habits.report_approved(answer));
        self.accrue(i, self.today - 1, self.today);
        if rules.monthly_reports {
            self.tell(i, What::Reported { provider: from, level, month: month as u8, contacts, approved });
        }
        self.services[k].month += 1;
        self.plan(i, start.plus_months(month + 1), To::Report);
        let wished = if habits.wants_switch(answer) { self.wanted(i) } else { vec![] };
        let Some(new) = wished.into_iter().find(|desk| *desk != self.people[i].desk) else { return };
        let to = self.desks[new].provider;
        if self.has_room(new) && !rules.may_decline(rules.end(start, rules.periods) - self.today) {
            self.people[i].desk = new;
            self.services[k].provider = to;
            self.tell(i, What::Switched { from, to });
        } else {
            self.tell(i, What::SwitchDeclined { to });
        }
    }

    /// Ends the service, if the person is in one, and what was planned for it.
    pub fn end_service(&mut self, i: usize, reason: EndReason) {
        let (Some(start), level) = (self.in_service(i), self.people[i].level) else { return };
        self.accrue(i, self.today - 1, self.today);
        let k = self.last_service(i).unwrap();
        self.services[k].end = Some(self.today);
        let of_service = |to: &To| matches!(to, To::Report | To::MakePlan | To::EndPeriod | To::BeInterrupted);
        self.plans.retain(|(_, person, to)| *person != i || !of_service(to));
        self.tell(i, What::Ended { provider: self.provider(i), level, reason, days: (self.today - start) as u16 });
    }
}
