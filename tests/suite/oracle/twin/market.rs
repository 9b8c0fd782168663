//! What providers make of what they earn: staff, contracts, refusals.

use super::*;

/// A desk as its provider sees it.
#[derive(Clone, Default)]
pub struct Business {
    months: Vec<Month>,
    /// Thousandths of effort on the days of the month.
    work: i64,
    staff: f64,
}

impl Twin<'_> {
    pub fn set_up_market(&mut self) {
        for (desk, business) in self.desks.iter_mut().zip(&mut self.businesses) {
            business.staff = desk.supervisors;
            if let Some(market) = &self.s.world.market {
                desk.places = market.places(desk.supervisors, &self.s.world.choice);
            }
            desk.open = if desk.is_candidate { (Day::NEVER, Day::NEVER) } else { desk.open };
        }
        (0..self.desks.len()).for_each(|d| self.tell_presence(d, self.today + 1));
    }

    fn tell_presence(&mut self, d: usize, day: Day) {
        let (Desk { provider, area, places, open, .. }, supervisors) = (self.desks[d], self.businesses[d].staff);
        self.told.presences.push(Presence { day, provider, area, supervisors, places, open });
    }

    /// The end of a day: those in the service have been served.
    pub fn serve(&mut self) {
        for i in 0..self.people.len() {
            if self.in_service(i).is_some() {
                let effort = self.services[self.last_service(i).unwrap()].effort;
                self.businesses[self.people[i].desk].work += i64::from(effort.0);
            }
        }
    }

    pub fn open_month(&mut self) {
        let (Some(market), Some(costs)) = (&self.s.world.market, self.s.world.provider_economics) else { return };
        let (today, caseload) = (self.today, self.s.world.choice.caseload);
        if today.ymd().2 != 1 || today == self.s.run.from {
            return;
        }
        let (before, before_desks) = (self.businesses.clone(), self.desks.clone());
        let month_before = today.month_start(-1).max(self.s.run.from);
        let booked = self.told.entries[self.entries_seen..].iter();
        for (d, (desk, business)) in self.desks.iter().zip(&mut self.businesses).enumerate() {
            let days = (month_before.0..today.0).filter(|day| desk.open.0.0 <= *day).count() as f64;
            if days > 0.0 {
                let own = booked.clone().filter(|entry| (entry.provider, entry.subject.area) == (desk.provider, desk.area));
                let revenue = own.map(|entry| self.s.policy.payments.without_vat(entry.amount)).sum();
                let cost = costs.cost(before[d].staff, desk.offices, days / f64::from(today - today.month_start(-1)));
                business.months.push(Month { participants: business.work as f64 / 1_000.0 / days, revenue, cost });
            }
            business.work = 0;
        }
        self.entries_seen = self.told.entries.len();
        if [1, 4, 7, 10].contains(&today.ymd().1) {
            self.desks = (0..self.desks.len()).map(|d| Desk { open: self.reviewed(d), ..self.desks[d] }).collect();
        }
        for d in 0..self.desks.len() {
            let waits = self.plans.iter().any(|(_, _, to)| *to == To::TakePlace(d)) || self.taken(d) > 0;
            let is_over = self.desks[d].open.1 < today && !waits;
            let staff = market.supervisors(&costs, &self.businesses[d].months, self.desks[d].supervisors, caseload);
            self.businesses[d].staff = if is_over { 0.0 } else { staff };
            self.desks[d].places = market.places(self.businesses[d].staff, &self.s.world.choice);
            if (self.businesses[d].staff, self.desks[d]) != (before[d].staff, before_desks[d]) {
                self.tell_presence(d, today);
            }
        }
    }

    /// First and last day of a desk after a review.
    fn reviewed(&self, d: usize) -> (Day, Day) {
        let (today, desk, world) = (self.today, &self.desks[d], &self.s.world);
        let (market, costs) = (world.market.as_ref().unwrap(), world.provider_economics.unwrap());
        let answer = MarketHabits::answer(&self.chance, desk, world.areas[desk.area.index()].key, today);
        let (first, last) = desk.open;
        if first <= today && today <= last && market.ends(desk.kind, &self.businesses[d].months, answer) {
            return (first, today - 1);
        }
        let provider = &world.providers[desk.provider.index()];
        if first != Day::NEVER || !provider.is_open(today) {
            return desk.open;
        }
        let others = self.desks.iter().zip(&self.businesses).filter(|(other, _)| other.area == desk.area);
        let there = others.map(|(other, business)| {
            let is_there = other.open.0 != Day::NEVER && other.open.1 >= today;
            (if is_there { other.appeal } else { 0.0 }, &business.months[..])
        });
        let expected = market.expected(&costs, world.choice.caseload, desk, there);
        let begins = expected.is_some_and(|expected| market.begins(desk.kind, expected, answer));
        if begins { (today.month_start(market.entry_lag_months), provider.leaves.unwrap_or(Day::NEVER)) } else { desk.open }
    }

    /// Whether the provider would rather not have somebody.
    pub fn refuses(&self, i: usize, d: usize) -> bool {
        let (who, desk) = (self.people[i].who, &self.desks[d]);
        let answer = who.luck.with(self.s.world.providers[desk.provider.index()].key).answer(PROVIDER, u32::from(who.spell));
        let efforts = self.efforts.as_ref().filter(|_| self.s.policy.referral.may_refuse);
        efforts.is_some_and(|efforts| efforts.is_refused(self.people[i].level, who.traits.area, self.today, self.true_chance(i), answer))
    }

    pub fn true_chance(&self, i: usize) -> f64 {
        let who = self.people[i].who;
        self.profiler.hazards.chance_of(who.multiplier, self.today - who.registered_on)
    }

    /// Whether the last referral of this spell came to nothing.
    pub fn refused_by_all(&self, i: usize) -> bool {
        let refused = !self.told(i, Kind::Refused).is_empty() && self.told(i, Kind::Chose).is_empty();
        refused && self.plans.iter().all(|(_, person, to)| *person != i || *to != To::Choose)
    }
}
