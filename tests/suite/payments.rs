//! Payment models from contract to cash: single persons followed by hand, and what a model costs in expectation.

mod behaviour;
mod costs;
mod expected;
mod faults;
mod histories;
mod life;
mod market;
