//! Many runs: replications of one scenario.

pub mod additional;
pub mod assumed;
pub mod calibrate;
mod cause;
mod compare;
mod contrast;
mod differing;
pub mod flow;
pub mod foretell;
pub mod goal;
mod latent;
mod moves;
mod record;
mod replications;
mod tally;

pub use compare::{Compared, Comparison};
pub use contrast::Contrast;
pub use latent::Cohort;
pub use moves::{LAST, OPENING};
pub use replications::{Arm, Failure, Outcome, Settings, replicate};
pub use tally::Tally;
