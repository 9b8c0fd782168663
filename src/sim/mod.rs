//! Where time, chance and rules meet: [`simulate`] runs one replication and hands its facts and entries to a reader.

mod books;
mod casework;
mod contact_list;
mod event;
mod market;
mod model;
mod outcomes;
mod payment;
mod population;
mod profiling;
mod referral;
mod run;
mod service;
mod state;

pub use event::{PHASES, Phase};
pub use model::Model;
pub use run::{Totals, Violation, simulate};
pub use state::State;
