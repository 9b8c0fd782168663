//! Public cost and providers' profit, day by day.

use troskel::pathway::person::{Category, Programme};
use troskel::pathway::public_cost::Payer;
use troskel::units::AreaId;

use super::*;

/// A person's standing and the attributes with which it began; none: off the register.
type Standing = Option<(Subject, bool, bool, bool, bool)>;

/// Thousandths of effort for the participants at the end of each day of the run, by provider, area and level.
type Days = Vec<BTreeMap<(ProviderId, AreaId, Level), i64>>;

/// How a person stands after a fact: service, programme, work, supported work.
fn follow(standing: &mut Standing, fact: &Fact) {
    let who = fact.subject;
    let programme = |programme: Programme| programme != Programme::None;
    *standing = match (fact.what, *standing) {
        (What::Registered { .. }, _) => {
            Some((who, false, programme(who.programme), who.category == Category::Employed, who.category == Category::SupportedWork))
        }
        (What::Deregistered { .. }, _) => None,
        (What::WorkBegan { ends_registration: false, .. }, Some((_, s, p, ..))) => Some((who, s, p, true, false)),
        (What::WorkEnded, Some((_, s, p, _, supported))) => Some((who, s, p, false, supported)),
        (What::ProgrammeEntered { programme: entered }, Some((_, s, _, w, x))) => Some((who, s, programme(entered), w, x)),
        (What::Started { .. }, Some((_, _, p, w, x))) => Some((who, true, p, w, x)),
        (What::Ended { .. }, Some((_, _, p, w, x))) => Some((who, false, p, w, x)),
        (_, unchanged) => unchanged,
    };
}

impl Naive<'_> {
    /// Öre by payer and, last, what is moved between them.
    pub fn public_cost(&self) -> Found {
        let mut sums = [0i64; 6];
        for facts in self.by_person.values() {
            let mut standing = None;
            for day in (facts[0].day.0..=self.scenario.run.to.0).map(Day) {
                facts.iter().filter(|fact| fact.day == day).for_each(|fact| follow(&mut standing, fact));
                let kept = standing.filter(|(who, ..)| self.in_period(day) && day.weekday() < 5 && self.keeps(*who, None, None));
                kept.into_iter().for_each(|standing| self.benefits(standing, &mut sums));
            }
        }
        sums[Payer::StateAdministration as usize] += self.time();
        sums[Payer::StateProgrammes as usize] += self.sums().iter().map(|kronor| (kronor * 100.0).round() as i64).sum::<i64>();
        let whole: i64 = sums[..5].iter().sum();
        let names = Payer::NAMES.iter().copied().chain(["transfers"]);
        names.zip(sums).chain([("", whole)]).map(|(name, ore)| (name.to_string(), ore as f64 / 100.0)).collect()
    }

    /// Insured 40 percent at 850 SEK; of the others 30 percent at 500; support of 800 and 223 SEK; half in work.
    fn benefits(&self, (_, in_service, in_programme, works, supported): (Subject, bool, bool, bool, bool), sums: &mut [i64; 6]) {
        if supported {
            return;
        }
        let [support, insurance, assistance] = if works { [22_690, 17_000, 4_500] } else { [45_380, 34_000, 9_000] };
        if in_service || in_programme {
            sums[Payer::StateBenefits as usize] += support;
        } else {
            sums[Payer::InsuranceFunds as usize] += insurance;
            sums[Payer::Municipality as usize] += assistance;
        }
        if in_service && !in_programme {
            sums[5] += insurance + assistance;
        }
    }

    /// Caseworkers' slots at 350 SEK; no registration takes one.
    fn time(&self) -> i64 {
        let slots = self.facts.iter().filter(|fact| {
            let takes =
                matches!(fact.what, What::Contacted { .. } | What::Referred { .. } | What::Deviated { .. } | What::BudgetSpent { .. });
            let level = match fact.what {
                What::Referred { level, .. } | What::BudgetSpent { level, .. } => Some(level),
                What::Deviated { verdict, .. } => super::level(verdict),
                _ => None,
            };
            takes && self.in_period(fact.day) && self.keeps(fact.subject, level, None)
        });
        35_000 * slots.count() as i64
    }

    /// Revenue without tax less what supervisors (50,000 SEK), offices (15,000) and a tenth on top cost, month by month.
    pub fn profit(&self) -> Found {
        let revenue: i64 = self.sums().iter().map(|kronor| (kronor * 100.0).round() as i64).sum();
        let (mut cost, everybody) = (0, self.everybody());
        for (provider, offers) in self.scenario.world.providers.iter().enumerate() {
            for contract in &offers.contracts {
                cost += self.desk_cost(
                    &everybody,
                    (ProviderId(provider as u16), contract.area),
                    contract.offices,
                    (offers.enters, offers.leaves),
                );
            }
        }
        let sums = [("", revenue - cost), ("revenue", revenue), ("cost", cost)];
        sums.map(|(key, ore)| (key.to_string(), ore as f64 / 100.0)).into()
    }

    fn desk_cost(&self, everybody: &Days, desk: (ProviderId, AreaId), offices: u32, open: (Day, Option<Day>)) -> i64 {
        let run = &self.scenario.run;
        let serves = |on: &BTreeMap<_, _>| Level::ALL.iter().any(|level| on.contains_key(&(desk.0, desk.1, *level)));
        let last_served = everybody.iter().rposition(serves).map(|index| run.from + index as i32);
        let own = self.presences.iter().filter(|told| (told.provider, told.area) == desk);
        let told: Vec<_> = own.filter(|_| self.scenario.world.market.is_some()).collect();
        let open = told.last().map_or(open, |told| (told.open.0, Some(told.open.1)));
        let (mut cost, mut means, mut first) = (0, Vec::new(), run.from);
        while first <= run.to {
            let after = first.month_start(1).min(run.to + 1);
            let days: Vec<Day> = (first.0..after.0).map(Day).collect();
            let here = |day: &Day, level| everybody[(*day - run.from) as usize].get(&(desk.0, desk.1, level)).copied().unwrap_or(0);
            let levels: Vec<i64> = Level::ALL.iter().map(|level| days.iter().map(|day| here(day, *level)).sum()).collect();
            means.push(levels.iter().sum::<i64>() as f64 / 1_000.0 / days.len() as f64);
            // Hired a month late, kept two months longer.
            let counting = means.iter().rev().skip(1).take(3).copied().fold(0.0, f64::max);
            let needed = (counting / 30.0_f64).max(0.5);
            let supervisors = told.iter().rfind(|told| told.day < after).map_or(needed, |told| told.supervisors);
            // As long as somebody may come or is still there.
            let costs =
                |day: &Day| open.0 <= *day && (open.1.is_none_or(|last| *day <= last) || last_served.is_some_and(|last| *day <= last));
            let paid = days.iter().filter(|day| self.in_period(**day) && costs(day)).count();
            let length = f64::from(first.month_start(1) - first.month_start(0));
            let month = (5_000_000.0 * supervisors).round() + 1_500_000.0 * f64::from(offices);
            let whole = (month * (1.1 * (paid as f64 / length))).round() as i64;
            let parts = if levels.iter().all(|days| *days == 0) { vec![1; 3] } else { levels };
            cost += self.kept_part(desk, whole, &parts);
            first = after;
        }
        cost
    }

    /// The part of the levels that the filter keeps.
    fn kept_part(&self, (provider, area): (ProviderId, AreaId), whole: i64, parts: &[i64]) -> i64 {
        let all: i64 = parts.iter().sum();
        let until = |count: usize| whole * parts[..count].iter().sum::<i64>() / all;
        let subject = Subject { area, ..self.facts[0].subject };
        let kept = Level::ALL.iter().filter(|level| self.keeps(subject, Some(**level), Some(provider)));
        kept.map(|level| until(*level as usize + 1) - until(*level as usize)).sum()
    }

    fn everybody(&self) -> Days {
        let all = Naive { keep: |_| true, facts: self.facts.clone(), by_person: self.by_person.clone(), set: None, ..*self };
        let run = &self.scenario.run;
        let counted = |day| {
            let mut counts = BTreeMap::new();
            for (who, level, with) in all.places(day) {
                let started = |fact: &&Fact| fact.day <= day && matches!(fact.what, What::Started { .. });
                let Some(What::Started { effort, .. }) = all.of(who.person).filter(started).last().map(|fact| fact.what) else {
                    panic!("a participant has started")
                };
                *counts.entry((with, who.area, level)).or_insert(0) += i64::from(effort.0);
            }
            counts
        };
        (run.from.0..=run.to.0).map(|day| counted(Day(day))).collect()
    }

    /// Persons with a job begun in the period, by the attributes at each; and with a full-time one.
    pub fn jobs(&self) -> Found {
        let began = |full: bool| {
            let jobs = self.events(|what| match *what {
                What::WorkBegan { cause, full_time, .. } if cause.is_job() && (full_time || !full) => Some((None, None, ())),
                _ => None,
            });
            jobs.iter().map(|(fact, ())| fact.subject.person).collect::<BTreeSet<_>>().len() as f64
        };
        [("", began(false)), ("full_time", began(true))].map(|(key, count)| (key.to_string(), count)).into()
    }

    /// Means of the efforts that were told, start by start.
    pub fn effort(&self) -> Found {
        let starts = self.events(|what| match *what {
            What::Started { level, provider, effort, .. } => Some((Some(level), Some(provider), (level, effort))),
            _ => None,
        });
        let mean = |of: Level| {
            let own: Vec<f64> = starts.iter().filter(|(_, (level, _))| *level == of).map(|(_, (_, effort))| effort.ratio()).collect();
            (!own.is_empty()).then(|| own.iter().sum::<f64>() / own.len() as f64)
        };
        let [a, b, c] = [Level::A, Level::B, Level::C].map(mean);
        let parking = a.zip(c).map(|(a, c)| c / a);
        let found = [("level_a", a), ("level_b", b), ("level_c", c), ("parking", parking)];
        found.into_iter().filter_map(|(key, value)| Some((key.to_string(), value?))).collect()
    }
}
