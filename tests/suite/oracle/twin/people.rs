//! Who is there: the stock, new registrations, returns and framework programmes.

use super::*;

impl Twin<'_> {
    pub fn stock(&mut self) {
        let s = self.s;
        if let Some(given) = &s.world.stock.given {
            for (number, person) in given.iter().enumerate() {
                let who = Identity(number as u64 + 1);
                let i = self.admit(who, Population::Stock, person.traits, person.registered_on, person.category);
                self.people[i].programme = person.programme;
            }
        } else {
            (1..=u64::from(s.world.stock.persons)).for_each(|number| self.draw_stock(Identity(number)));
        }
        for i in 0..self.people.len() {
            self.draw_exits(i);
            if self.people[i].category == Category::Employed {
                let rest = exponential(self.ask(i, PROGRAMME, 0).uniform(2)) * s.world.jobs.temporary_median_days;
                self.hold_job(i, self.today + rest as i32 + 1);
            }
            self.tell(i, What::Registered { channel: Channel::Stock });
            let left = exponential(self.ask(i, PROGRAMME, 0).uniform(3));
            let listed = Listed { person: i, left, weight: self.contact_weight(i), attempts: 0 };
            let list = &mut self.lists[self.people[i].traits.area.index()];
            list.waiting.push(listed);
            list.set_up_on = self.today;
        }
    }

    pub fn draw_stock(&mut self, who: Identity) {
        let world = &self.s.world;
        let (origin, background) = (self.chance.block(who, ORIGIN, 0), self.chance.block(who, BACKGROUND, 0));
        let (mut area, mut share) = (0, world.areas[0].stock_share);
        while share <= origin.uniform(0) && area + 1 < world.areas.len() {
            area += 1;
            share += world.areas[area].stock_share;
        }
        let days = (world.stock.registered_share_by_days.inverse(origin.uniform(1)) as i32).max(1);
        let traits = world.composition.draw(origin, background, AreaId(area as u16), days, self.today);
        let u = self.chance.block(who, CONDITION, 0).uniform(1);
        let employed = world.stock.employed_share.at(f64::from(days));
        let working = employed + world.stock.supported_work_share.at(f64::from(days));
        let category = match u {
            u if u < employed => Category::Employed,
            u if u < working => Category::SupportedWork,
            _ => Category::Unemployed,
        };
        let i = self.admit(who, Population::Stock, traits, self.today - days + 1, category);
        self.people[i].programme = self.people[i].path.on(self.today);
    }

    pub fn admit(&mut self, who: Identity, population: Population, traits: Traits, registered_on: Day, category: Category) -> usize {
        let (world, today) = (&self.s.world, self.today);
        let (condition, delays) = (self.chance.block(who, CONDITION, 0), self.chance.block(who, PROGRAMME, 0));
        let age_group = AgeGroup::of(traits.age_years(today));
        let effects = world.exits.effects.sum(traits.birth_region, age_group, traits.education, traits.sex, traits.disability);
        let frailty = self.frailty.value(normal(condition.uniform(0)), self.exposure(effects, today - registered_on));
        self.people.push(Person {
            who,
            traits,
            population,
            age_group,
            effects,
            multiplier: exp(effects) * frailty,
            path: world.programmes.path(&traits, registered_on, condition, delays),
            registered: true,
            registered_on,
            spell: 0,
            category,
            programme: Programme::None,
            left: [0.0; 5],
            jobs_found: 0,
            works_until: (today, 0),
            returns: None,
            ever_profiled: false,
            profilings: 0,
            profiled_on: today,
            verdict: Verdict::TooNear,
            wrong_inputs: false,
            cases: 0,
            case: None,
            profilings_planned: Vec::new(),
            talk: Talk::None,
            verdict_on: today,
            referrals: Vec::new(),
        });
        self.people.len() - 1
    }

    /// The hazard of leaving by a job that somebody of mean frailty has gone through in so many days.
    pub fn exposure(&self, effects: f64, days: i32) -> f64 {
        exp(effects) * self.s.world.exits.leaving_job_per_day(&self.s.world.jobs) * self.job_days[days.max(0) as usize]
    }

    pub fn registrations(&mut self) {
        for (i, ()) in self.due(|person| person.returns.into_iter().map(|due| (due, ())).collect()) {
            self.come_back(i);
        }
        let (inflow, today) = (&self.s.world.inflow, self.today);
        let expected = inflow.expected(today, &self.workdays);
        for (index, area) in self.s.world.areas.iter().enumerate() {
            let u = self.chance.block(Identity(area.key), ARRIVALS, today.0 as u32).uniform(0);
            for ordinal in 0..Counts::new(expected[index], inflow.variance_to_mean).quantile(u) {
                let who = Identity(scramble(area.key ^ scramble((today.0 as u64) << 32 | u64::from(ordinal))));
                if self.chance.block(who, RETURNING, 0).uniform(0) >= inflow.returning_share(today - self.s.run.from) {
                    let (origin, background) = (self.chance.block(who, ORIGIN, 0), self.chance.block(who, BACKGROUND, 0));
                    let traits = self.s.world.composition.draw(origin, background, AreaId(index as u16), 1, today);
                    let i = self.admit(who, Population::New, traits, today, Category::Unemployed);
                    self.begin_spell(i);
                }
            }
        }
    }

    pub fn come_back(&mut self, i: usize) {
        let (condition, delays) = (self.ask(i, CONDITION, 0), self.ask(i, PROGRAMME, 0));
        let (today, rules, person) = (self.today, &self.s.world.programmes, &mut self.people[i]);
        person.registered = true;
        person.registered_on = today;
        person.spell += 1;
        (person.returns, person.category, person.works_until) = (None, Category::Unemployed, (today, 0));
        (person.jobs_found, person.profilings, person.cases) = (0, 0, 0);
        // Who comes back is no longer newly arrived.
        person.path = rules.path(&Traits { newly_arrived: false, ..person.traits }, today, condition, delays);
        self.begin_spell(i);
    }

    pub fn begin_spell(&mut self, i: usize) {
        let (inflow, today) = (&self.s.world.inflow, self.today);
        self.draw_exits(i);
        let way = self.ask_in_spell(i, REGISTRATION);
        let channel = if self.work_within(i, inflow.own_journey_days).is_some() && way.uniform(1) < inflow.own_journey_told_share {
            Channel::OwnJourney
        } else if way.uniform(0) < inflow.local_office_share {
            Channel::LocalOffice
        } else {
            Channel::Web
        };
        let person = &mut self.people[i];
        person.programme = person.path.on(today);
        let area = person.traits.area.index();
        self.local[area].registrations += 1;
        self.distance[area].registrations += 1;
        self.tell(i, What::Registered { channel });
        if channel == Channel::Web {
            self.profile(i, Occasion::Registration);
        }
        // A case is opened at the earliest when the own journey should have ended.
        self.plan_case(i, today, if channel == Channel::OwnJourney { today + inflow.own_journey_days } else { today });
    }

    pub fn programmes(&mut self) {
        let today = self.today;
        for i in 0..self.people.len() {
            let person = &mut self.people[i];
            if person.registered && person.path.next_change(today - 1, today) == Some(today) && person.path.on(today) != person.programme {
                person.programme = person.path.on(today);
                let programme = person.programme;
                self.tell(i, What::ProgrammeEntered { programme });
            }
        }
    }
}
