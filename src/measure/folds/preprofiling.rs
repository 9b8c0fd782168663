//! The central call list: those registered at the end of its date, by group, and what became of them.

use crate::journal::{Fact, What};
use crate::measure::filter::Case;
use crate::measure::fold::{Facts, Fold, People, PerPerson, Values};
use crate::measure::plan::Plan;
use crate::units::{Day, PersonId};

/// What is known of a person, as bits: a byte each keeps the whole register near the processor.
#[derive(Clone, Copy, Debug, Default)]
struct State(u8);

impl State {
    const REGISTERED: u8 = 1;
    /// On the register at the end of the list's date.
    const COUNTED: u8 = 2;
    const ON_LIST: u8 = 4;
    const IN_TARGET_GROUP: u8 = 8;
    const PROFILED: u8 = 16;
    /// The first profiling lies in the period.
    const IN_PERIOD: u8 = 32;
    const YES: u8 = 64;

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
    date: Day,
    /// Whether the register has been counted.
    counted: bool,
    states: PerPerson<State>,
}

impl List {
    fn count_register(&mut self, people: &People) {
        let persons: Vec<PersonId> = people.iter().map(|first| first.subject.person).collect();
        for person in persons {
            let state = self.states.at(person);
            state.set(State::COUNTED, state.has(State::REGISTERED));
        }
        self.counted = true;
    }

    fn apply(&mut self, fact: &Fact) {
        let in_period = self.plan.selection.filter.in_period(fact.day);
        let state = self.states.at(fact.subject.person);
        match fact.what {
            What::Registered { .. } => state.set(State::REGISTERED, true),
            What::Deregistered { .. } => state.set(State::REGISTERED, false),
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
    fn facts(&mut self, facts: Facts<'_>, people: &People) {
        for fact in facts.iter() {
            if !self.counted && fact.day > self.date {
                self.count_register(people);
            }
            self.apply(fact);
        }
    }

    fn close(&mut self, people: &People) {
        if !self.counted {
            self.count_register(people);
        }
        for first in people.iter() {
            let state = self.states.get(first.subject.person);
            let Some(cell) = self.plan.selection.cell(Case::person(&first.subject), people).filter(|_| state.has(State::COUNTED)) else {
                continue;
            };
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
        self.counted = false;
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
    Box::new(List { plan: plan.clone(), counts, date, counted: false, states: PerPerson::default() })
}
