//! What providers do for those who start.

use crate::journal::What;
use crate::measure::fold::{Facts, Fold, People, Values};
use crate::measure::plan::Plan;

#[derive(Clone, Debug)]
struct Efforts {
    plan: Plan,
    /// By cell and level: starts, and their efforts in thousandths.
    sums: Vec<[(u32, u64); 3]>,
}

impl Fold for Efforts {
    fn facts(&mut self, facts: Facts<'_>, people: &People) {
        for fact in facts.iter() {
            let What::Started { level, effort, .. } = fact.what else { continue };
            if let Some(cell) = self.plan.selection.cell_of(fact, people) {
                let (starts, sum) = &mut self.sums[cell][level as usize];
                (*starts, *sum) = (*starts + 1, *sum + u64::from(effort.0));
            }
        }
    }

    fn finish(&mut self, _: &People, values: &mut Values) {
        for (cell, levels) in self.sums.iter().enumerate() {
            let means = levels.map(|(starts, sum)| (starts > 0).then(|| sum as f64 / f64::from(starts) / 1_000.0));
            let parking = means[0].zip(means[2]).map(|(a, c)| c / a);
            values.slots[cell * 4..cell * 4 + 4].copy_from_slice(&[means[0], means[1], means[2], parking]);
        }
    }

    fn reset(&mut self) {
        self.sums.fill([(0, 0); 3]);
    }

    fn copy(&self) -> Box<dyn Fold> {
        Box::new(self.clone())
    }
}

/// Mean effort for those who started in the period, by level; and that for level C over that for level A, 1 being no parking.
pub fn effort(plan: &Plan) -> Box<dyn Fold> {
    Box::new(Efforts { sums: vec![[(0, 0); 3]; plan.selection.cells], plan: plan.clone() })
}
