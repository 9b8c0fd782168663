//! `troskel explain`: one person's story, or the order of a day.

use super::args::Explain;
use super::run::load;
use super::story::{Story, tell};
use super::{Exit, complain, print};
use crate::sim::{Model, PHASES, State, simulate};

pub fn explain(arguments: &Explain) -> Exit {
    match arguments.person {
        Some(person) => story(arguments, person),
        None => {
            order();
            Exit::Done
        }
    }
}

/// The phases of a day, in their order.
fn order() {
    for (number, (phase, what)) in PHASES.iter().enumerate() {
        print(&format!("{:>2}. {:<14} {what}\n", number + 1, phase.name().replace('_', " ")));
    }
}

fn story(arguments: &Explain, person: u32) -> Exit {
    let loaded = match load(&arguments.source, &arguments.parameters.setting().into_iter().collect::<Vec<_>>()) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    let model = Model::new(loaded.scenario);
    let model = model.of(arguments.replication);
    let mut story = Story::of(person);
    let totals = match simulate(&model, arguments.replication, &mut State::new(&model), &mut story) {
        Ok(totals) => totals,
        Err(violation) => {
            complain(&violation.to_string());
            return Exit::Failed;
        }
    };
    if person >= totals.persons {
        let known = totals.persons.checked_sub(1).map_or("nobody".to_string(), |last| format!("0 to {last}"));
        complain(&format!("there is no person {person}: replication {} has {known}", arguments.replication));
        return Exit::WrongUsage;
    }
    print(&tell(&story, &model.scenario, arguments.replication));
    Exit::Done
}
