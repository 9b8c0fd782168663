//! The central call list: those registered at the end of its date, by group, and what became of them.

use crate::journal::{Fact, What};
use crate::measure::filter::Case;
use crate::measure::fold::{Facts, Fold, People, PerPerson, Values};
use crate::measure::plan::Plan;
use crate::measure::stand_in::level_of;
use crate::units::{Day, PersonId};

/// What is known of a person.
#[derive(Clone, Copy, Debug, Default)]
struct State {
    registered: bool,
    /// On the register at the end of the list's date.
    counted: bool,
    on_list: bool,
    in_target_group: bool,
    profiled: bool,
    /// The first profiling lies in the period.
    in_period: bool,
    yes: bool,
}

impl State {
    /// Index into the groups in the order of the keys.
    fn group(self) -> usize {
        match (self.on_list, self.in_target_group) {
            (true, true) => 0,
            (true, false) => 1,
            (false, _) => 2,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Give {
    Persons,
    ProfiledShare,
    YesShare,
}

#[derive(Clone, Debug)]
struct List {
    plan: Plan,
    give: Give,
    date: Day,
    /// Whether the register has been counted.
    counted: bool,
    states: PerPerson<State>,
}

impl List {
    fn boxed(plan: &Plan, give: Give) -> Box<dyn Fold> {
        let date = plan.list_date.expect("an expression on the call list is refused where there is none");
        Box::new(List { plan: plan.clone(), give, date, counted: false, states: PerPerson::default() })
    }

    fn count_register(&mut self, people: &People) {
        let persons: Vec<PersonId> = people.iter().map(|first| first.subject.person).collect();
        for person in persons {
            let state = self.states.at(person);
            state.counted = state.registered;
        }
        self.counted = true;
    }

    fn apply(&mut self, fact: &Fact) {
        let in_period = self.plan.selection.filter.in_period(fact.day);
        let state = self.states.at(fact.subject.person);
        match fact.what {
            What::Registered { .. } => state.registered = true,
            What::Deregistered { .. } => state.registered = false,
            What::Preprofiled { on_list, in_target_group } => (state.on_list, state.in_target_group) = (on_list, in_target_group),
            What::Profiled { verdict, .. } if !state.profiled => {
                state.profiled = true;
                state.in_period = in_period;
                state.yes = in_period && level_of(verdict).is_some();
            }
            _ => {}
        }
    }

    fn give(&self, slot: usize, counts: [u32; 3], values: &mut Values) {
        let [persons, profiled, yes] = counts.map(f64::from);
        match self.give {
            Give::Persons => values.set(slot, persons),
            Give::ProfiledShare => values.set_ratio(slot, profiled, persons),
            Give::YesShare => values.set_ratio(slot, yes, profiled),
        }
    }
}

impl Fold for List {
    fn facts(&mut self, facts: Facts<'_>, people: &People) {
        for fact in facts.iter() {
            if !self.counted && fact.day > self.date {
                self.count_register(people);
            }
            self.apply(fact);
        }
    }

    fn finish(&mut self, people: &People, values: &mut Values) {
        if !self.counted {
            self.count_register(people);
        }
        let own = self.plan.own.len();
        let mut counts = vec![[0u32; 3]; self.plan.slots()];
        for first in people.iter() {
            let state = self.states.get(first.subject.person);
            let Some(cell) = self.plan.selection.cell(Case::person(&first.subject), people).filter(|_| state.counted) else { continue };
            for slot in [cell * own + state.group(), cell * own + own - 1] {
                counts[slot][0] += 1;
                counts[slot][1] += u32::from(state.in_period);
                counts[slot][2] += u32::from(state.yes);
                if own == 3 {
                    break;
                }
            }
        }
        counts.iter().enumerate().for_each(|(slot, counts)| self.give(slot, *counts, values));
    }

    fn reset(&mut self) {
        self.counted = false;
        self.states.clear();
    }

    fn copy(&self) -> Box<dyn Fold> {
        Box::new(self.clone())
    }
}

/// Persons registered at the end of the list's date, by group and whole.
pub fn persons(plan: &Plan) -> Box<dyn Fold> {
    List::boxed(plan, Give::Persons)
}

/// Share of them profiled for the first time in the period.
pub fn profiled_share(plan: &Plan) -> Box<dyn Fold> {
    List::boxed(plan, Give::ProfiledShare)
}

/// Share with a level at that profiling.
pub fn yes_share(plan: &Plan) -> Box<dyn Fold> {
    List::boxed(plan, Give::YesShare)
}
