//! What providers do for those who start, as the prices make it pay.

use std::sync::Arc;

use crate::journal::What;
use crate::measure::fold::{Facts, Fold, People, Values};
use crate::measure::plan::Plan;
use crate::pathway::effort::Efforts;

#[derive(Clone, Debug)]
struct Effort {
    plan: Plan,
    efforts: Arc<Efforts>,
    /// By cell and level.
    sums: Vec<[Sum; 3]>,
}

/// Starts, the effort of the first, and the sum of what the others differ from it: so equal efforts have themselves as mean.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    starts: u32,
    first: f64,
    beyond: f64,
}

impl Sum {
    fn add(&mut self, effort: f64) {
        self.first = if self.starts == 0 { effort } else { self.first };
        self.beyond += effort - self.first;
        self.starts += 1;
    }

    fn mean(self) -> Option<f64> {
        (self.starts > 0).then(|| self.first + self.beyond / f64::from(self.starts))
    }
}

impl Fold for Effort {
    fn facts(&mut self, facts: Facts<'_>, people: &People) {
        for fact in facts.iter() {
            let What::Started { level, .. } = fact.what else { continue };
            if let Some(cell) = self.plan.selection.cell_of(fact, people) {
                let effort = self.efforts.by_level(level, fact.subject.area, fact.day);
                self.sums[cell][level as usize].add(effort);
            }
        }
    }

    fn finish(&mut self, _: &People, values: &mut Values) {
        for (cell, levels) in self.sums.iter().enumerate() {
            let means = levels.map(Sum::mean);
            let parking = means[0].zip(means[2]).map(|(a, c)| c / a);
            values.slots[cell * 4..cell * 4 + 4].copy_from_slice(&[means[0], means[1], means[2], parking]);
        }
    }

    fn reset(&mut self) {
        self.sums.fill([Sum::default(); 3]);
    }

    fn copy(&self) -> Box<dyn Fold> {
        Box::new(self.clone())
    }
}

/// Mean effort for those who started in the period, by level; and that for level C over that for level A, 1 being no parking.
pub fn effort(plan: &Plan) -> Box<dyn Fold> {
    let efforts = plan.efforts.clone().expect("a plan for effort has efforts");
    Box::new(Effort { sums: vec![[Sum::default(); 3]; plan.selection.cells], efforts, plan: plan.clone() })
}
