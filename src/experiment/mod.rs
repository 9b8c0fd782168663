//! Many runs: replications of one scenario.

pub mod flow;
mod latent;
mod replications;

pub use latent::Cohort;
pub use replications::{Failure, Outcome, Settings, replicate};
