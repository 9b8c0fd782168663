//! The central call list: those registered at the end of its date, by group, and what became of them.

use super::places::Places;
use crate::journal::{Fact, What};
use crate::measure::fold::{Facts, Fold, People, PerPerson, Values};
use crate::measure::plan::Plan;
use crate::units::Day;

/// What is known of a person, as bits: a byte each keeps the whole register near the processor.
#[derive(Clone, Copy, Debug, Default)]
struct State(u8);

impl State {
    /// On the register at the end of the list's date.
    const REGISTERED: u8 = 1;
    const ON_LIST: u8 = 2;
    const IN_TARGET_GROUP: u8 = 4;
    const PROFILED: u8 = 8;
    /// The first profiling lies in the period.
    const IN_PERIOD: u8 = 16;
    const YES: u8 = 32;

    fn has(self, bit: u8) -> bool {
        self.0 & bit != 0
    }

    fn set(&mut self, bit: u8, on: bool) {
        self.0 = if on { self.0 | bit } else { self.0 & !bit };
    }

    /// Index into the groups in the order of the keys.
    fn group(self) -> usize {
        match (self.has(State::ON_LIST), self.has(State::IN_TARGET_GROUP)) {
            (true, true) => 0,
            (true, false) => 1,
            (false, _) => 2,
        }
    }
}

#[derive(Clone, Debug)]
struct List {
    plan: Plan,
    /// By cell, then by group and whole: persons, profiled in the period, with a level then.
    counts: Vec<[[u32; 3]; 4]>,
    date: [Day; 1],
    states: PerPerson<State>,
}

impl List {
    fn apply(&mut self, fact: &Fact) {
        let in_period = self.plan.selection.filter.in_period(fact.day);
        let state = self.states.at(fact.subject.person);
        match fact.what {
            What::Preprofiled { on_list, in_target_group } => {
                state.set(State::ON_LIST, on_list);
                state.set(State::IN_TARGET_GROUP, in_target_group);
            }
            What::Profiled { verdict, .. } if !state.has(State::PROFILED) => {
                state.set(State::PROFILED, true);
                state.set(State::IN_PERIOD, in_period);
                state.set(State::YES, in_period && verdict.level().is_some());
            }
            _ => {}
        }
    }
}

impl Fold for List {
    fn facts(&mut self, facts: Facts<'_>, _: &People) {
        facts.iter().for_each(|fact| self.apply(fact));
    }

    fn dates(&self) -> &[Day] {
        &self.date
    }

    fn snapshot(&mut self, _: usize, _: &Places, people: &People) {
        people.register_on(self.date[0]).for_each(|subject| self.states.at(subject.person).set(State::REGISTERED, true));
    }

    fn close(&mut self, people: &People) {
        for (cell, first) in people.cells(&self.plan.selection, self.date[0]) {
            let state = self.states.get(first.subject.person);
            if !state.has(State::REGISTERED) {
                continue;
            }
            for group in [state.group(), 3] {
                let [persons, profiled, yes] = &mut self.counts[cell][group];
                *persons += 1;
                *profiled += u32::from(state.has(State::IN_PERIOD));
                *yes += u32::from(state.has(State::YES));
            }
        }
    }

    fn finish(&mut self, _: &People, values: &mut Values) {
        for (cell, groups) in self.counts.iter().enumerate() {
            for (group, counts) in groups.iter().enumerate() {
                let [persons, profiled, yes] = counts.map(f64::from);
                match values.measure {
                    "preprofiling_persons" => values.set(cell * 4 + group, persons),
                    _ if group == 3 => {}
                    "preprofiling_profiled_share" => values.set_ratio(cell * 3 + group, profiled, persons),
                    _ => values.set_ratio(cell * 3 + group, yes, profiled),
                }
            }
        }
    }

    fn reset(&mut self) {
        self.counts.fill([[0; 3]; 4]);
        self.states.clear();
    }

    fn copy(&self) -> Box<dyn Fold> {
        Box::new(self.clone())
    }
}

/// Persons registered at the end of the list's date, by group, and the shares of them profiled and with a level.
pub fn list(plan: &Plan) -> Box<dyn Fold> {
    let date = plan.list_date.expect("an expression on the call list is refused where there is none");
    let counts = vec![[[0; 3]; 4]; plan.selection.cells];
    Box::new(List { plan: plan.clone(), counts, date: [date], states: PerPerson::default() })
}
