//! Scores, verdicts and what leads to them.

use super::*;

impl Twin<'_> {
    /// Whether the register data are wrong from the first profiling of a spell on, and when that will be found.
    pub fn draw_inputs(&mut self, i: usize) {
        let (tool, inputs) = (&self.s.world.tool, self.ask_in_spell(i, INPUTS));
        self.people[i].wrong_inputs = inputs.uniform(0) < tool.wrong_input_share;
        if self.people[i].wrong_inputs && inputs.uniform(2) < tool.correction_share {
            let delay = exponential(inputs.uniform(3)) * tool.correction_mean_days;
            let due = self.plan(self.today + delay as i32 + 1);
            self.people[i].profilings_planned.push((due, Occasion::Correction));
        }
    }

    pub fn plan_case(&mut self, i: usize, since: Day, from: Day) {
        let left = exponential(self.ask_nth(i, CASE_OPENED, self.people[i].cases).uniform(0));
        let planned = self.plan(self.today).1;
        self.people[i].cases += 1;
        self.people[i].case = Some(Case { since, from, left, planned });
    }

    pub fn profilings(&mut self) {
        let (today, hazard) = (self.today, &self.s.world.tool.case_opened_per_day);
        for case in self.people.iter_mut().filter_map(|person| person.case.as_mut()).filter(|case| today > case.from) {
            case.left -= hazard.at(f64::from(today - case.since));
        }
        let planned = self.due(|person| {
            let opened = person.case.iter().filter(|case| case.left <= 0.0).map(|case| ((today, case.planned), Occasion::CaseOpened));
            person.profilings_planned.iter().copied().chain(opened).collect()
        });
        for (i, occasion) in planned {
            match occasion {
                Occasion::FollowUp if !self.follow_up_stands(i) => continue,
                Occasion::CaseOpened => self.plan_case(i, self.people[i].case.as_ref().unwrap().since, today),
                Occasion::Correction => self.people[i].wrong_inputs = false,
                _ => {}
            }
            // In the service the provider has the case.
            if self.active(i).is_none() {
                self.profile(i, occasion);
            }
        }
    }

    /// Whether the person is still too near and has not been profiled since the follow-up was planned.
    fn follow_up_stands(&self, i: usize) -> bool {
        let (person, days) = (&self.people[i], self.s.policy.decisions.follow_up_days);
        person.verdict == Verdict::TooNear && self.today - person.profiled_on == days
    }

    pub fn profile(&mut self, i: usize, reason: Occasion) {
        let (s, today, ordinal) = (self.s, self.today, self.people[i].profilings);
        if ordinal == 0 {
            self.draw_inputs(i);
        }
        let score = self.score(i, today, ordinal, true);
        let (verdict, by_lines) = (self.verdict(i, score, today, ordinal), self.lines(i, score, today));
        let person = &mut self.people[i];
        let first = !person.ever_profiled;
        person.ever_profiled = true;
        person.profilings += 1;
        (person.profiled_on, person.verdict) = (today, verdict);
        self.tell(i, What::Profiled { score, verdict, by_lines, occasion: reason, first });
        if ordinal == 0 && self.people[i].population == Population::Stock && self.people[i].spell == 0 {
            self.plan_case(i, self.people[i].registered_on, today);
        }
        if verdict == Verdict::TooNear {
            let due = self.plan(today + s.policy.decisions.follow_up_days);
            self.people[i].profilings_planned.push((due, Occasion::FollowUp));
        }
        let overruled = s.policy.decisions.overrules(verdict, self.ask_in_spell(i, TALK).uniform(3));
        if self.people[i].talk == Talk::None && (verdict.level().is_some() || overruled) {
            self.plan_talk(i);
        }
    }

    pub fn lines(&self, i: usize, score: JobChance, day: Day) -> Verdict {
        self.s.policy.thresholds.on(day).unwrap().verdict(score, day - self.people[i].registered_on + 1)
    }

    /// The verdict of a day's lines; in a randomisation band chance decides the side.
    pub fn verdict(&self, i: usize, score: JobChance, day: Day, ordinal: u16) -> Verdict {
        let days = day - self.people[i].registered_on + 1;
        let lines = self.s.policy.thresholds.on(day).unwrap().at(days);
        match self.s.policy.randomisation.on(day) {
            None => lines.verdict(score),
            Some(band) if band.locked_days > 0 => {
                let side = self.ask_nth(i, LOCKED_SIDE, (days / band.locked_days) as u16).uniform(0);
                lines.randomised(score, band.width_points, side)
            }
            Some(band) => lines.randomised(score, band.width_points, self.ask_nth(i, READING, ordinal).uniform(2)),
        }
    }

    pub fn score(&self, i: usize, day: Day, ordinal: u16, faults: bool) -> JobChance {
        let days = day - self.people[i].registered_on + 1;
        let reading = self.ask_nth(i, READING, ordinal);
        let error = normal(reading.uniform(0));
        match (&self.s.world.tool.reading, &self.scale) {
            (Reading::Truth { noise_sd_probit }, _) => {
                let ahead = self.job_days[(days - 1 + CHANCE_DAYS) as usize] - self.job_days[days as usize - 1];
                let hazard = self.s.world.exits.job_per_day() * self.people[i].multiplier * ahead;
                read_truth(1.0 - exp(-hazard), *noise_sd_probit, error)
            }
            (_, Some(scale)) => scale.score(scale.on_occasion(self.standing(scale, i, day, faults), error), days),
            _ => unreachable!("a mixture has a scale"),
        }
    }

    pub fn standing(&self, scale: &Scale, i: usize, day: Day, faults: bool) -> f64 {
        let (person, days, tool) = (&self.people[i], day - self.people[i].registered_on + 1, &self.s.world.tool);
        let fault = tool.data_faults.iter().find(|fault| faults && fault.from <= day && day <= fault.until);
        let seen = fault.map_or(person.effects, |fault| self.seen_effects(i, &fault.read(&person.traits)));
        let frailty = self.frailty.score(person.multiplier / exp(person.effects), self.exposure(person.effects, days - 1));
        let own = self.ask(i, STANDING, 0);
        let lasting = scale.lasting(self.norm.standardise(seen, days), frailty, normal(own.uniform(0)));
        let wrong = if person.wrong_inputs { normal(self.ask_in_spell(i, INPUTS).uniform(1)) * tool.wrong_input_sd } else { 0.0 };
        lasting + wrong
    }

    pub fn seen_effects(&self, i: usize, seen: &Traits) -> f64 {
        let effects = &self.s.world.exits.effects;
        effects.sum(seen.birth_region, self.people[i].age_group, seen.education, seen.sex, seen.disability)
    }
}
