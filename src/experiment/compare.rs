//! Variants against a base on common random numbers: the same persons with the same luck under other rules.

use super::contrast::Contrast;
use super::replications::{Arm, Failure, Finished, Outcome, Settings, run};
use super::tally::Tally;
use crate::measure::paired::{Difference, Interval, Pairs, Told};
use crate::measure::{Column, Expr};
use crate::units::Day;

/// A base and its variants, ready to be run.
pub struct Comparison<'a> {
    arms: Vec<Arm<'a>>,
    contrasts: Vec<Contrast<'a>>,
    /// By variant: the first day on which its rules differ from the base's.
    first_changes: Vec<Option<Day>>,
}

/// What the finished replications gave; batches can be added.
pub struct Compared {
    /// The base and the variants, in order.
    pub outcomes: Vec<Outcome>,
    /// By variant: what differs, person by person.
    pub tallies: Vec<Tally>,
}

impl<'a> Comparison<'a> {
    /// `first_changes` says by variant from which day on something may differ; nothing at all if it is none.
    pub fn new(base: Arm<'a>, variants: &[Arm<'a>], first_changes: Vec<Option<Day>>) -> Comparison<'a> {
        let contrasts = variants.iter().map(|variant| Contrast::new(base.model, variant.model)).collect();
        let arms = std::iter::once(base).chain(variants.iter().copied()).collect();
        Comparison { arms, contrasts, first_changes }
    }

    /// Runs replications of all arms.
    ///
    /// # Errors
    /// If an invariant is broken, if the base does not give the same twice, or if a life differs before the rules do.
    pub fn run(&self, settings: &Settings) -> Result<Compared, Failure> {
        let Finished { outcomes, tallies } = run(&self.arms, &self.contrasts, settings)?;
        for (variant, (tally, first_change)) in tallies.iter().zip(&self.first_changes).enumerate() {
            let early = tally.first_difference.filter(|day| first_change.is_none_or(|first| *day < first));
            if let Some(day) = early {
                let first_change = first_change.map_or("they do not differ".to_string(), |day| day.to_string());
                return Err(Failure::TooEarly { variant: variant + 1, day, first_change });
            }
        }
        Ok(Compared { outcomes, tallies })
    }

    pub fn contrast(&self, variant: usize) -> &Contrast<'a> {
        &self.contrasts[variant]
    }
}

impl Compared {
    /// Adds a further batch of replications of the same comparison.
    pub fn add(&mut self, other: Compared) {
        self.outcomes.iter_mut().zip(other.outcomes).for_each(|(outcome, more)| outcome.add(more));
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

    /// Every measure that base and variant share, sorted by measure and key; `together` are read together.
    pub fn differences(&self, variant: usize, together: &[Expr]) -> Vec<Difference> {
        let table = &self.outcomes[0].table;
        let headline: Vec<u32> = together.iter().filter_map(|expr| table.column(expr)).collect();
        let each = table.columns().iter().zip(0..).filter_map(|(column, place)| {
            let count = headline.contains(&place).then_some(headline.len());
            self.pairs(variant, column)?.difference(&column.measure, &column.key, column.unit, count)
        });
        each.collect()
    }

    /// The interval of one measure's difference at a level of error, and what can be told at it.
    pub fn told(&self, variant: usize, expr: &Expr, error: f64) -> Option<(Option<Interval>, Told, Pairs)> {
        let table = &self.outcomes[0].table;
        let pairs = self.pairs(variant, &table.columns()[table.column(expr)? as usize])?;
        Some((pairs.interval(error), pairs.told(error), pairs))
    }
}
