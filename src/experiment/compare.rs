//! Variants against a base on common random numbers: the same persons with the same luck under other rules.

use super::contrast::Contrast;
use super::replications::{Arm, Failure, Finished, Outcome, Settings, run};
use super::tally::Tally;
use crate::measure::paired::{Difference, Pairs};
use crate::measure::{Column, Expr};

/// A base and its variants, ready to be run.
pub struct Comparison<'a> {
    arms: Vec<Arm<'a>>,
    contrasts: Vec<Contrast<'a>>,
}

/// What the finished replications gave; batches can be added.
pub struct Compared {
    /// The base and the variants, in order.
    pub outcomes: Vec<Outcome>,
    /// By variant: what differs, person by person.
    pub tallies: Vec<Tally>,
    /// By variant: whether nothing differs between the scenarios, so that nothing can differ in their runs.
    pub are_equal: Vec<bool>,
    /// Persons of the base in the replications that were run twice, one a batch, and were the same to the bit.
    pub run_twice: u64,
}

impl<'a> Comparison<'a> {
    pub fn new(base: Arm<'a>, variants: &[Arm<'a>]) -> Comparison<'a> {
        let contrasts = variants.iter().map(|variant| Contrast::new(base.model, variant.model)).collect();
        let arms = std::iter::once(base).chain(variants.iter().copied()).collect();
        Comparison { arms, contrasts }
    }

    /// Runs replications of all arms.
    ///
    /// # Errors
    /// If an invariant is broken, if the base does not give the same twice, or if a life differs before the rules do.
    pub fn run(&self, settings: &Settings) -> Result<Compared, Failure> {
        let Finished { outcomes, tallies, run_twice } = run(&self.arms, &self.contrasts, settings)?;
        for (variant, (tally, contrast)) in tallies.iter().zip(&self.contrasts).enumerate() {
            let first_change = contrast.first_change();
            let early = tally.first_difference.filter(|day| first_change.is_none_or(|first| *day < first));
            if let Some(day) = early {
                let first_change = first_change.map_or("they do not differ".to_string(), |day| day.to_string());
                return Err(Failure::TooEarly { variant: variant + 1, day, first_change });
            }
        }
        let are_equal = self.contrasts.iter().map(|contrast| contrast.first_change().is_none()).collect();
        Ok(Compared { outcomes, tallies, are_equal, run_twice })
    }

    pub fn contrast(&self, variant: usize) -> &Contrast<'a> {
        &self.contrasts[variant]
    }
}

impl Compared {
    /// Adds a further batch of replications of the same comparison.
    pub fn add(&mut self, other: Compared) {
        self.outcomes.iter_mut().zip(other.outcomes).for_each(|(outcome, more)| outcome.add(more));
        self.run_twice += other.run_twice;
        self.tallies.iter_mut().zip(&other.tallies).for_each(|(tally, more)| tally.add(more));
    }

    pub fn done(&self) -> u32 {
        self.outcomes[0].done
    }

    fn pairs(&self, variant: usize, column: &Column) -> Option<Pairs> {
        let [base, other] = [0, variant + 1].map(|arm| {
            let table = &self.outcomes[arm].table;
            Some(table.by_replication(table.find(&column.measure, &column.key)?))
        });
        Some(Pairs::of(&base?, &other?))
    }

    /// Every measure that base and variant share, sorted by measure and key; `together` are read together. `error` is that of each
    /// interval, and of those read together as a whole.
    pub fn differences(&self, variant: usize, together: &[Expr], error: f64) -> Vec<Difference> {
        let table = &self.outcomes[0].table;
        let headline: Vec<u32> = together.iter().filter_map(|expr| table.column(expr)).collect();
        let each = table.columns().iter().zip(0..).filter_map(|(column, place)| {
            let count = headline.contains(&place).then_some(headline.len());
            self.pairs(variant, column)?.difference(column, error, count)
        });
        each.collect()
    }

    /// The values of one measure in base and variant.
    pub fn pairs_of(&self, variant: usize, expr: &Expr) -> Option<Pairs> {
        let table = &self.outcomes[0].table;
        self.pairs(variant, &table.columns()[table.column(expr)? as usize])
    }
}
