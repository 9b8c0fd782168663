//! `troskel schema`: JSON Schema of a kind of file.

use super::args::Schema;
use super::{Exit, complain, print};
use crate::scenario::Kind;

pub fn schema(arguments: &Schema) -> Exit {
    let kinds = [Kind::Scenario, Kind::Policy, Kind::Payments, Kind::Evidence];
    let Some(kind) = kinds.into_iter().find(|kind| kind.name() == arguments.kind) else {
        let known: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
        complain(&format!("there is no schema of `{}`; known: {}", arguments.kind, known.join(", ")));
        return Exit::WrongUsage;
    };
    print(&format!("{:#}\n", crate::scenario::schema(kind)));
    Exit::Done
}
