//! From files as written to the checked [`Scenario`].
//!
//! ```text
//!  files ─► tree ─► layers ─► merge ─► check (one value) ─► cross (values together) ─► build ─► Scenario
//!                     └─ extends < policy < payments < variants < --set        └─► write ─► resolved text, hash
//! ```
//!
//! - [`load`] gives the scenario, its resolved text and hash, the files to copy and warnings; or all faults at once.
//! - [`check`] reads files of any kind and reports everything that is wrong with them. What is wrong with measures is told by a [`Judge`].
//! - [`changes`] says what differs between two loaded scenarios, [`first_change`] from which day on.
//! - [`builtin`] has the names and texts of what comes with the program.
//! - [`schema`], [`reference()`], [`parameters`] and [`starter`] are made from the one table of keys.
//!
//! A fault names file, line and column, the value, the bound and the way out. Chance knows areas and providers by a
//! hash of their names ([`Area::key`]), so that adding one renumbers nobody.

mod asked;
mod base;
mod build;
pub mod builtin;
mod change;
mod check;
mod complete;
mod cross;
mod documents;
mod evidence;
mod faults;
mod files;
mod free;
mod input;
mod inspect;
mod keys;
mod layers;
mod ledger;
mod load;
mod merge;
mod path;
mod posterior;
mod schema;
mod source;
mod tree;
mod types;
mod write;

pub use asked::{Judge, Wrong};
pub use base::{Base, FittedNumber};
pub use change::{Change, Part, changes, first_change, incomparable, value_at};
pub use documents::{parameters, plausible_range, reference, starter};
pub use faults::{Faults, Finding, Findings, Warnings};
pub use files::Kind;
pub use free::{Prior, PriorScale, assumption_settings, number_at};
pub use input::InputFile;
pub use inspect::{check, check_judged};
pub use ledger::{Effect, Known, Quality, effects, known, ranges, sort as sort_effects};
pub use load::{Asked, Loaded, Request, load, load_asked};
pub use posterior::Posterior;
pub use schema::schema;
pub use source::{Place, Position, SourceText, Sources};
pub use types::*;
