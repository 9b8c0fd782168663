//! Many runs: replications of one scenario.

mod replications;

pub use replications::{Failure, Outcome, Settings, replicate};
