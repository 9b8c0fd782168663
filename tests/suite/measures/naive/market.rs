//! Contracts day by day, and refusals answer by answer.

use super::*;
use troskel::journal::Presence;

impl Naive<'_> {
    /// What was told of each contract, in order, as far as the filter keeps it.
    fn contracts(&self) -> Vec<Vec<Presence>> {
        let mut by_contract: BTreeMap<_, Vec<Presence>> = BTreeMap::new();
        for presence in self.presences {
            by_contract.entry((presence.provider, presence.area)).or_default().push(*presence);
        }
        let kept = |told: &Vec<Presence>| {
            let subject = Subject { area: told[0].area, ..self.facts[0].subject };
            self.keeps(subject, None, Some(told[0].provider))
        };
        by_contract.into_values().filter(kept).collect()
    }

    fn open_on(told: &[Presence], day: Day) -> bool {
        let (first, last) = told.last().unwrap().open;
        (first.0..=last.0).contains(&day.0)
    }

    pub fn contracts_open(&self) -> f64 {
        self.contracts().iter().filter(|told| Self::open_on(told, self.at)).count() as f64
    }

    pub fn contracts_ended(&self) -> Option<f64> {
        let there: Vec<_> = self.contracts().into_iter().filter(|told| Self::open_on(told, self.from)).collect();
        let ended = there.iter().filter(|told| !Self::open_on(told, self.to + 1)).count();
        (!there.is_empty()).then(|| ended as f64 / there.len() as f64)
    }

    /// Supervisors or places at the date; supervisors also of those who only serve the last.
    pub fn presence_at(&self, give: impl Fn(&Presence) -> f64, serving: bool) -> f64 {
        let at = |told: &Vec<Presence>| {
            let now = told.iter().rfind(|presence| presence.day <= self.at)?;
            let (first, last) = told.last()?.open;
            let is_over = serving && first <= self.at && now.day > last;
            (Self::open_on(told, self.at) || is_over).then(|| give(now))
        };
        self.contracts().iter().filter_map(at).sum()
    }

    pub fn refusals(&self) -> Found {
        let mut answers = Vec::new();
        for facts in self.by_person.values() {
            for (place, fact) in facts.iter().enumerate() {
                let (provider, refused, last) = match fact.what {
                    What::Chose { provider, .. } => (provider, false, true),
                    What::Refused { provider, last, .. } => (provider, true, last),
                    _ => continue,
                };
                let before = &facts[..place];
                let chance = before.iter().rev().find_map(|fact| match fact.what {
                    What::Referred { truth, .. } => Some(f64::from(truth.0)),
                    _ => None,
                });
                let level = before.iter().rev().find_map(|fact| match fact.what {
                    What::Referred { level, .. } | What::LevelCorrected { to: level, .. } => Some(level),
                    _ => None,
                });
                if self.in_period(fact.day) && self.keeps(fact.subject, level, Some(provider)) {
                    answers.push((refused, last, chance.unwrap()));
                }
            }
        }
        let mean = |chances: Vec<f64>| (!chances.is_empty()).then(|| chances.iter().sum::<f64>() / chances.len() as f64);
        let all = mean(answers.iter().filter(|(_, last, _)| *last).map(|(.., chance)| *chance).collect());
        let taken = mean(answers.iter().filter(|(refused, ..)| !refused).map(|(.., chance)| *chance).collect());
        let share = |of: Vec<bool>| (!of.is_empty()).then(|| of.iter().filter(|refused| **refused).count() as f64 / of.len() as f64);
        let refused = share(answers.iter().map(|(refused, ..)| *refused).collect());
        let lapsed = share(answers.iter().filter(|(_, last, _)| *last).map(|(refused, ..)| *refused).collect());
        let index = taken.zip(all).map(|(taken, all)| taken / all);
        let found = [("refused_share", refused), ("lapsed_share", lapsed), ("cream_skimming", index)];
        found.into_iter().filter_map(|(key, value)| Some((key.to_string(), value?))).collect()
    }
}
