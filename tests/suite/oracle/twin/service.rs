//! The service from start to end.

use super::*;

impl Twin<'_> {
    pub fn start(&mut self, i: usize) {
        let (s, today, answer) = (self.s, self.today, self.ask_in_spell(i, SERVICE));
        let plan = self.plan(today + s.world.service.planned_after(answer));
        let report = self.plan(today.plus_months(1));
        let period_end = self.plan(s.policy.service.end(today, 1));
        let interruption = s.world.service.interruption_after(answer).map(|days| self.plan(today + days));
        let referral = self.referral(i);
        (referral.step, referral.start, referral.unpaid_from) = (Step::Active, today, today);
        referral.plan = plan;
        (referral.report, referral.period_end, referral.interruption) = (report, period_end, interruption);
        let (level, verdict, waited) = (referral.level, referral.verdict, (today - referral.chosen_on) as u16);
        let provider = self.current_provider(i);
        self.tell(i, What::Started { provider, level, verdict, waited });
        if plan.0 == today {
            self.tell(i, What::Planned { provider });
        }
    }

    pub fn reports(&mut self) {
        let running = |referral: &Referral| (referral.step == Step::Active).then_some((referral.report, ()));
        for (i, ()) in self.due(|person| person.referrals.last().and_then(running).into_iter().collect()) {
            let (month, level, provider) = (self.referral(i).month, self.referral(i).level, self.current_provider(i));
            let (habits, answer) = (&self.s.world.service, self.ask_nth(i, MONTH, month as u16));
            let (contacts, approved) = (habits.contacts(month, answer), habits.report_approved(answer));
            self.tell(i, What::Reported { provider, level, month: month as u8, contacts, approved });
            self.accrue(i, self.today - 1, self.today);
            if habits.wants_switch(answer) {
                self.switch(i);
            }
            let start = self.referral(i).start;
            let next = self.plan(start.plus_months(month + 1));
            (self.referral(i).month, self.referral(i).report) = (month + 1, next);
        }
    }

    pub fn switch(&mut self, i: usize) {
        let (rules, start, old) = (&self.s.policy.service, self.referral(i).start, self.referral(i).desk);
        let Some(&new) = self.wanted(i, Some(old)).first() else { return };
        let to = self.provider(new);
        if self.has_room(new) && !rules.may_decline(rules.end(start, rules.periods) - self.today) {
            self.referral(i).desk = new;
            self.tell(i, What::Switched { from: self.provider(old), to });
        } else {
            self.tell(i, What::SwitchDeclined { to });
        }
    }

    pub fn service_ends(&mut self) {
        let (rules, share) = (&self.s.policy.service, self.s.world.service.extension_share);
        let ends = |referral: &Referral| {
            let interruption = referral.interruption.map(|due| (due, EndReason::Interruption));
            interruption.into_iter().chain([(referral.period_end, EndReason::TimeUp)]).collect()
        };
        let running = |person: &Person| person.referrals.last().filter(|referral| referral.step == Step::Active).map_or(vec![], ends);
        for (i, reason) in self.due(running) {
            let Some(Referral { period, start, .. }) = self.active(i) else { continue };
            let (period, start) = (*period, *start);
            let extended = period < rules.periods && self.ask_nth(i, EXTENSION, period as u16).uniform(0) < share;
            if reason == EndReason::TimeUp && extended {
                let end = self.plan(rules.end(start, period + 1));
                (self.referral(i).period, self.referral(i).period_end) = (period + 1, end);
                self.tell(i, What::Extended { provider: self.current_provider(i) });
            } else {
                self.end_service(i, reason);
            }
        }
    }

    /// Ends the service, if the person is in one.
    pub fn end_service(&mut self, i: usize, reason: EndReason) {
        let (today, provider) = (self.today, self.active(i).map(|referral| self.provider(referral.desk)));
        let Some(provider) = provider else { return };
        self.accrue(i, today - 1, today);
        let referral = self.referral(i);
        (referral.step, referral.end) = (Step::Over, Some(today));
        let (level, days) = (referral.level, (today - referral.start) as u16);
        self.tell(i, What::Ended { provider, level, reason, days });
    }
}
