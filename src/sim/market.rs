//! Providers answer to what they earn: staff month by month, contracts by quarter.

use super::run::Sim;
use crate::journal::Entry;
use crate::pathway::economics::ProviderEconomics;
use crate::pathway::effort::Effort;
use crate::pathway::market::{MarketHabits, Month, Presence};
use crate::units::Day;

impl Sim<'_> {
    /// How providers answer to what they earn, and what their work costs; if they do.
    fn market(&self) -> Option<(&MarketHabits, &ProviderEconomics)> {
        let world = &self.model.scenario.world;
        world.market.as_ref().zip(world.provider_economics.as_ref())
    }

    /// Before the first day: desks as their contracts say, and closed where one is only on offer.
    pub fn set_up_desks(&mut self) {
        let (model, today) = (self.model, self.day + 1);
        let world = &model.scenario.world;
        for (desk, fixed) in self.state.desks.iter_mut().zip(&model.desks) {
            desk.open = if fixed.is_candidate { (Day::NEVER, Day::NEVER) } else { fixed.open };
            desk.places = world.market.as_ref().map_or(fixed.places, |market| market.places(fixed.supervisors, &world.choice));
            (desk.most_taken, desk.accounts.supervisors, desk.accounts.since) = (desk.places, fixed.supervisors, today);
        }
        (0..model.desks.len()).for_each(|desk| self.tell_presence(desk, today));
    }

    fn tell_presence(&mut self, desk: usize, day: Day) {
        let (fixed, state) = (&self.model.desks[desk], &self.state.desks[desk]);
        let (supervisors, places, open) = (state.accounts.supervisors, state.places, state.open);
        self.state.chunk.presences.push(Presence { day, provider: fixed.provider, area: fixed.area, supervisors, places, open });
    }

    /// What a provider sees of a payment: without tax, on the day on which it is booked.
    pub fn earn(&mut self, entry: &Entry) {
        if self.model.scenario.world.market.is_none() {
            return;
        }
        let desks = &self.model.desks_of_area[entry.subject.area.index()];
        let desk = desks.iter().find(|desk| self.model.desks[**desk as usize].provider == entry.provider);
        let amount = self.model.scenario.policy.payments.without_vat(entry.amount);
        desk.into_iter().for_each(|desk| self.state.desks[*desk as usize].accounts.revenue += amount);
    }

    /// On the first of a month: the month before is closed, contracts are reviewed, and staff comes and goes.
    pub fn open_month(&mut self) {
        let today = self.day;
        if self.market().is_none() || today != today.month_start(0) || today == self.model.scenario.run.from {
            return;
        }
        let before: Vec<_> = self.state.desks.iter().map(|desk| (desk.accounts.supervisors, desk.places, desk.open)).collect();
        (0..self.model.desks.len()).for_each(|desk| self.close_month(desk));
        if MarketHabits::is_review(today) {
            self.review();
        }
        for (desk, before) in before.into_iter().enumerate() {
            self.staff(desk);
            let state = &self.state.desks[desk];
            if (state.accounts.supervisors, state.places, state.open) != before {
                self.tell_presence(desk, today);
            }
        }
    }

    /// Adds the month that is over to a desk's accounts, if it was there.
    fn close_month(&mut self, desk: usize) {
        let (today, from, first) = (self.day, self.model.scenario.run.from, self.day.month_start(-1));
        let Some((_, costs)) = self.market() else { return };
        let (costs, offices) = (*costs, self.model.desks[desk].offices);
        let state = &mut self.state.desks[desk];
        let accounts = &mut state.accounts;
        accounts.work_until(today);
        let (work, revenue) = (std::mem::take(&mut accounts.work), std::mem::take(&mut accounts.revenue));
        if state.open.0 < today {
            let days = f64::from(today - first.max(from).max(state.open.0));
            let cost = costs.cost(accounts.supervisors, offices, days / f64::from(today - first));
            accounts.months.push(Month { participants: work as f64 / f64::from(Effort::STANDARD.0) / days, revenue, cost });
        }
    }

    /// Contracts end and begin, each by what is known on the morning of the review.
    fn review(&mut self) {
        let changes: Vec<_> = (0..self.model.desks.len()).filter_map(|desk| Some((desk, self.reviewed(desk)?))).collect();
        changes.into_iter().for_each(|(desk, open)| self.state.desks[desk].open = open);
    }

    /// The new first and last day of a desk, if the review changes them.
    fn reviewed(&self, desk: usize) -> Option<(Day, Day)> {
        let ((market, costs), today, fixed) = (self.market()?, self.day, &self.model.desks[desk]);
        let answer = MarketHabits::answer(&self.chance, fixed, self.model.scenario.world.areas[fixed.area.index()].key, today);
        let (first, last) = self.state.desks[desk].open;
        if first <= today && today <= last {
            return market.ends(fixed.kind, &self.state.desks[desk].accounts.months, answer).then_some((first, today - 1));
        }
        if !fixed.is_candidate || first != Day::NEVER || fixed.open.0 > today || fixed.open.1 < today {
            return None;
        }
        let of_area = self.model.desks_of_area[fixed.area.index()].iter().map(|other| *other as usize);
        let there = of_area.map(|other| {
            let state = &self.state.desks[other];
            // Those on their way count with their appeal.
            let appeal = if state.open.0 < Day::NEVER && today <= state.open.1 { self.model.desks[other].appeal } else { 0.0 };
            (appeal, &state.accounts.months[..])
        });
        let expected = market.expected(costs, self.model.scenario.world.choice.caseload, fixed, there)?;
        market.begins(fixed.kind, expected, answer).then(|| (today.month_start(market.entry_lag_months), fixed.open.1))
    }

    /// Supervisors of the month that begins, and the places they make; none where nobody is left to serve.
    fn staff(&mut self, desk: usize) {
        let (fixed, choice) = (&self.model.desks[desk], &self.model.scenario.world.choice);
        let state = &self.state.desks[desk];
        let Some((market, costs)) = self.market() else { return };
        let supervisors = if self.day > state.open.1 && state.taken == 0 && state.waiting == 0 {
            0.0
        } else {
            market.supervisors(costs, &state.accounts.months, fixed.supervisors, choice.caseload)
        };
        let places = market.places(supervisors, choice);
        let state = &mut self.state.desks[desk];
        (state.accounts.supervisors, state.places, state.most_taken) = (supervisors, places, places.max(state.taken));
        self.state.freed.push(desk as u32);
    }
}
