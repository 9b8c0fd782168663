//! Measures: named, pure folds over a run's facts and ledger entries that give tidy rows. Nothing here reaches back into a run.
//!
//! ```text
//!  "started[population=new]" ─► Expr ─┐
//!                                     ├─► Suite ─► Observer (one per replication) ─► rows ─► Table ─► statistics
//!                        Scenario ────┘               ▲ chunks of facts and entries
//! ```
//!
//! - Registration time counts the day of registration as day 1; `day_N` of curves is days elapsed.
//! - Of several profilings of a person on one day, the day's first counts, in all measures.
//! - Attributes are those at the counted event; in shares of persons, those at the run's start or first registration.
//! - A share or mean of nothing is missing: no row, rather than a number that means something else.

mod accrual;
pub mod catalogue;
pub mod comparison;
pub mod evidence;
pub mod expr;
pub mod fault;
pub mod filter;
pub mod fold;
mod folds;
mod histogram;
pub mod lives;
pub mod paired;
mod picks;
mod plan;
pub mod scores;
pub mod series;
pub mod spread;
pub mod standard;
pub mod statistics;
pub mod suite;
pub mod table;
pub mod values;

pub use catalogue::{MEASURES, Measure, Support};
pub use expr::Expr;
pub use fault::{Fault, FaultKind};
pub use statistics::Statistics;
pub use suite::{Column, Latent, Observer, Row, Suite};
pub use table::Table;
