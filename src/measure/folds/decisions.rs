//! What was started against what the tool said.

use crate::journal::{Fact, What};
use crate::measure::fold::{Facts, Fold, People, PerPerson, Values};
use crate::measure::plan::Plan;
use crate::pathway::thresholds::{Level, Verdict};

/// A person's last verdicts and first start, in a byte: the stream comes in no order of persons, and what they have noted
/// has to stay near the processor.
#[derive(Clone, Copy, Debug, Default)]
struct State(u8);

/// Places of three numbers in the byte; each is 0 for nothing, or 1 and the index of a verdict or level.
const LAST: u8 = 0;
const BY_TO: u8 = 3;
const STARTED: u8 = 6;

impl State {
    fn set(&mut self, place: u8, index: u8) {
        let width = if place == STARTED { 0b11 } else { 0b111 };
        self.0 = self.0 & !(width << place) | (index + 1) << place;
    }

    /// Of the last profiling before the start.
    fn last(self) -> Option<Verdict> {
        Verdict::ALL.get(usize::from(self.0 >> LAST & 0b111).checked_sub(1)?).copied()
    }

    /// Of the last profiling by `to` and before the start.
    fn by_to(self) -> Option<Verdict> {
        Verdict::ALL.get(usize::from(self.0 >> BY_TO & 0b111).checked_sub(1)?).copied()
    }

    fn started(self) -> Option<Level> {
        Level::ALL.get(usize::from(self.0 >> STARTED).checked_sub(1)?).copied()
    }

    /// The verdict that counts, and whether a start followed it; nothing if not profiled by `to`.
    fn outcome(self) -> Option<(Verdict, bool)> {
        let by_to = self.by_to()?;
        match self.started() {
            None => Some((by_to, false)),
            Some(level) => self.last().map(|verdict| (verdict, verdict.level().is_none_or(|own| own == level))),
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
        match fact.what {
            _ if state.0 >> STARTED != 0 => {}
            What::Profiled { verdict, .. } => {
                state.set(LAST, verdict as u8);
                if by_to {
                    state.set(BY_TO, verdict as u8);
                }
            }
            What::Started { level, .. } => state.set(STARTED, level as u8),
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
        for (cell, first) in people.cells(&self.plan.selection, self.plan.run_to) {
            let Some((verdict, started)) = self.states.get(first.subject.person).outcome() else { continue };
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
