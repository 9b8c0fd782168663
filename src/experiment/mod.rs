//! Many runs: replications of one scenario.

mod cause;
mod compare;
pub mod flow;
pub mod goal;
mod latent;
mod moves;
mod replications;
mod tally;

pub use compare::{Compared, Comparison};
pub use latent::Cohort;
pub use replications::{Arm, Failure, Outcome, Settings, replicate};
pub use tally::{Contrast, Tally};
