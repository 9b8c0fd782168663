//! What was started against what the tool said.

use crate::journal::{Fact, What};
use crate::measure::filter::Case;
use crate::measure::fold::{Facts, Fold, People, PerPerson, Values};
use crate::measure::plan::Plan;
use crate::pathway::thresholds::{Level, Verdict};

/// A person's last verdicts and first start.
#[derive(Clone, Copy, Debug, Default)]
struct State {
    /// Of the last profiling before the start.
    last: Option<Verdict>,
    /// Of the last profiling by `to` and before the start.
    by_to: Option<Verdict>,
    started: Option<Level>,
}

impl State {
    /// The verdict that counts, and whether a start followed it; nothing if not profiled by `to`.
    fn outcome(self) -> Option<(Verdict, bool)> {
        let by_to = self.by_to?;
        match self.started {
            None => Some((by_to, false)),
            Some(level) => self.last.map(|verdict| (verdict, verdict.level().is_none_or(|own| own == level))),
        }
    }
}

#[derive(Clone, Debug)]
struct StartShare {
    plan: Plan,
    states: PerPerson<State>,
}

impl StartShare {
    fn apply(&mut self, fact: &Fact) {
        let by_to = fact.day <= self.plan.selection.filter.to;
        let state = self.states.at(fact.subject.person);
        if state.started.is_some() {
            return;
        }
        match fact.what {
            What::Profiled { verdict, .. } => {
                state.last = Some(verdict);
                state.by_to = if by_to { state.last } else { state.by_to };
            }
            What::Started { level, .. } => state.started = Some(level),
            _ => {}
        }
    }
}

impl Fold for StartShare {
    fn facts(&mut self, facts: Facts<'_>, _: &People) {
        facts.iter().for_each(|fact| self.apply(fact));
    }

    fn finish(&mut self, people: &People, values: &mut Values) {
        let mut counts = vec![(0u32, 0u32); self.plan.slots()];
        for first in people.iter() {
            let Some((verdict, started)) = self.states.get(first.subject.person).outcome() else { continue };
            let Some(cell) = self.plan.selection.cell(Case::person(&first.subject), people) else { continue };
            let count = &mut counts[cell * self.plan.own.len() + verdict as usize];
            *count = (count.0 + u32::from(started), count.1 + 1);
        }
        counts.iter().enumerate().for_each(|(slot, (yes, all))| values.set_ratio(slot, f64::from(*yes), f64::from(*all)));
    }

    fn reset(&mut self) {
        self.states.clear();
    }

    fn copy(&self) -> Box<dyn Fold> {
        Box::new(self.clone())
    }
}

/// By the verdict of the last profiling before the start or, without a start, by `to`: share who started at that level (at any, after a no).
pub fn start_share_by_verdict(plan: &Plan) -> Box<dyn Fold> {
    Box::new(StartShare { plan: plan.clone(), states: PerPerson::default() })
}
