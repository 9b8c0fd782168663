//! From a decision to a start.

use super::*;

impl Twin<'_> {
    pub fn refer(&mut self, i: usize, level: Level, verdict: Verdict, waited: u16) {
        let (today, (low, high)) = (self.today, self.s.policy.referral.choice_days);
        let u = self.ask_in_spell(i, CHOICE).uniform(1);
        let days = if self.chooses(i) { whole_number(u, low, high) } else { high };
        let choice = self.plan(today + days);
        self.people[i].referrals.push(Referral {
            level,
            verdict,
            step: Step::Choosing(choice),
            desk: 0,
            decided_on: today,
            chosen_on: today,
            start: today,
            end: None,
            plan: choice,
            unpaid_from: today,
            month: 1,
            period: 1,
            paid_days: 0,
            report: choice,
            period_end: choice,
            interruption: None,
            result: None,
            premium_booked: false,
        });
        self.tell(i, What::Referred { level, verdict, waited });
    }

    pub fn chooses(&self, i: usize) -> bool {
        let share = self.s.world.choice.no_active_choice_share[self.people[i].traits.area.index()];
        self.ask_in_spell(i, CHOICE).uniform(0) >= share
    }

    pub fn taken(&self, desk: usize) -> usize {
        let holds = |referral: &&Referral| referral.desk == desk && matches!(referral.step, Step::Reserved(_) | Step::Active);
        self.people.iter().filter_map(|person| person.referrals.last()).filter(holds).count()
    }

    /// Nobody overtakes those who wait.
    pub fn has_room(&self, desk: usize) -> bool {
        self.desks[desk].queue.is_empty() && self.taken(desk) < self.desks[desk].places
    }

    /// The open desks of a person's area but one, the most wanted first.
    pub fn wanted(&self, i: usize, but: Option<usize>) -> Vec<usize> {
        let (person, world) = (&self.people[i], &self.s.world);
        let mut ranked = Vec::new();
        for (index, desk) in self.desks.iter().enumerate() {
            let provider = &world.providers[desk.provider];
            if desk.area == person.traits.area && provider.is_open(self.today) && but != Some(index) {
                let answer = self.chance.of(person.who).with(provider.key).answer(PROVIDER, u32::from(person.spell));
                let offer = Offer::new(provider, desk.offices, (desk.places - self.taken(index)) as u32, answer);
                let rule = self.s.policy.referral.default_rule;
                let rank = if self.chooses(i) {
                    (offer.active_rank(&world.choice, world.choice.appeal(provider)), 0.0)
                } else {
                    offer.default_rank(rule)
                };
                ranked.push((rank, provider.key, index));
            }
        }
        ranked.sort_by(|a, b| a.partial_cmp(b).unwrap());
        ranked.into_iter().map(|(.., desk)| desk).collect()
    }

    pub fn choices(&mut self) {
        let choosing = |referral: &Referral| if let Step::Choosing(due) = referral.step { Some((due, ())) } else { None };
        for (i, ()) in self.due(|person| person.referrals.last().and_then(choosing).into_iter().collect()) {
            self.choose(i);
        }
    }

    pub fn choose(&mut self, i: usize) {
        let (today, order) = (self.today, self.wanted(i, None));
        let Some(&first) = order.first() else {
            // No provider yet: another look tomorrow.
            self.referral(i).step = Step::Choosing(self.plan(today + 1));
            return;
        };
        let taken = match self.s.policy.referral.when_full {
            WhenFull::Wait => Some(first).filter(|desk| self.has_room(*desk)),
            WhenFull::NextChoice => order.into_iter().find(|desk| self.has_room(*desk)),
        };
        let desk = taken.unwrap_or(first);
        self.referral(i).chosen_on = today;
        let (provider, active, waited) = (self.provider(desk), self.chooses(i), (today - self.referral(i).decided_on) as u16);
        self.tell(i, What::Chose { provider, active, waited });
        self.referral(i).desk = desk;
        if taken.is_some() {
            self.take_place(i);
        } else {
            self.referral(i).step = Step::Queued;
            self.desks[desk].queue.push(i);
            self.tell(i, What::Queued { provider });
        }
    }

    pub fn take_place(&mut self, i: usize) {
        let most = self.s.policy.referral.start_within_days;
        if most == 0 {
            self.start(i);
        } else {
            let days = whole_number(self.ask_in_spell(i, CHOICE).uniform(2), 1, most);
            self.referral(i).step = Step::Reserved(self.plan(self.workdays.next(self.today + days)));
        }
    }

    pub fn places(&mut self) {
        for desk in 0..self.desks.len() {
            while !self.desks[desk].queue.is_empty() && self.taken(desk) < self.desks[desk].places {
                let i = self.desks[desk].queue.remove(0);
                self.take_place(i);
            }
        }
    }

    pub fn starts(&mut self) {
        let reserved = |referral: &Referral| if let Step::Reserved(due) = referral.step { Some((due, ())) } else { None };
        for (i, ()) in self.due(|person| person.referrals.last().and_then(reserved).into_iter().collect()) {
            self.start(i);
        }
    }
}
