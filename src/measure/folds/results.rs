//! How many of those who start come to a result.

use crate::journal::{Fact, What};
use crate::measure::fold::{Facts, Fold, People, PerPerson, Values};
use crate::measure::plan::Plan;
use crate::pathway::thresholds::Level;

/// A person's first start in the period, and whether a result followed.
#[derive(Clone, Copy, Debug)]
struct Start {
    cell: u32,
    level: Level,
    result: bool,
}

#[derive(Clone, Debug)]
struct ResultShare {
    plan: Plan,
    starts: PerPerson<Option<Start>>,
}

impl ResultShare {
    fn apply(&mut self, fact: &Fact, people: &People) {
        let start = self.starts.at(fact.subject.person);
        match fact.what {
            What::Started { level, .. } if start.is_none() => {
                let cell = self.plan.selection.cell_of(fact, people);
                *start = cell.map(|cell| Start { cell: cell as u32, level, result: false });
            }
            What::Result { number, .. }
                if fact.day <= self.plan.selection.filter.at && self.plan.number.is_none_or(|asked| asked == number) =>
            {
                start.iter_mut().for_each(|start| start.result = true);
            }
            _ => {}
        }
    }
}

impl Fold for ResultShare {
    fn facts(&mut self, facts: Facts<'_>, people: &People) {
        facts.iter().for_each(|fact| self.apply(fact, people));
    }

    fn finish(&mut self, _: &People, values: &mut Values) {
        let own = self.plan.own.len();
        let mut counts = vec![(0u32, 0u32); self.plan.slots()];
        for start in self.starts.iter().flatten() {
            for slot in [0, 1 + start.level as usize] {
                let count = &mut counts[start.cell as usize * own + slot];
                *count = (count.0 + u32::from(start.result), count.1 + 1);
            }
        }
        counts.iter().enumerate().for_each(|(slot, (part, all))| values.set_ratio(slot, f64::from(*part), f64::from(*all)));
    }

    fn reset(&mut self) {
        self.starts.clear();
    }

    fn copy(&self) -> Box<dyn Fold> {
        Box::new(self.clone())
    }
}

/// Share of those who started in the period with a result approved by `at`, whole and by level.
pub fn result_share(plan: &Plan) -> Box<dyn Fold> {
    Box::new(ResultShare { plan: plan.clone(), starts: PerPerson::default() })
}
