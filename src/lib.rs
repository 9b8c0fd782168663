//! troskel: what a threshold, a rule or a price would do, before it is put in force.
//!
//! A public employment service refers job seekers to private providers. A statistical tool estimates each person's chance
//! of a job within 180 days; thresholds on that chance, which move with the time registered, decide who may be referred and at
//! which price; caseworkers deviate, places are limited, and providers are paid a little per day and much per result. This
//! crate simulates all of it, person by person and day by day, and measures what comes of it.
//!
//! # One direction
//!
//! A job seeker's data flows through stages named after the service. Each stage returns a new value and never writes into an
//! earlier one's; loops (profiled again, a further period, a job lost) are new events in the calendar.
//!
//! ```text
//!  person, inflow   profiling      thresholds   caseworker     providers, placement   outcomes          payments
//!  Traits ────────► JobChance ───► Verdict ───► Decision ────► Offer, EndReason ────► Cause, Work ────► Stretch, Sek
//!     │                 │             │            │                  │                   │                │
//!     └─────────────────┴──── Fact ───┴────────────┴──────────────────┴───────────────────┘              Entry
//!                              ▼                                                                           ▼
//!                           journal ─────────────────────────► measure ◄──────────────────────────────  ledger
//!                                                                 ▼
//!                                                  experiment ─► report, cli
//! ```
//!
//! # Modules, in the order of their imports
//!
//! - [`units`]: days, money in whole öre, job chances, and the indices of persons, areas and providers.
//! - [`engine`]: time and chance, knowing nothing of job seekers: the [calendar](engine::calendar) of future events, random
//!   numbers [keyed](engine::streams) by person and question, samplers, working days.
//! - [`pathway`]: one behaviour per file, pure rules, in the order of a life.
//! - [`journal`]: facts about persons and entries of the ledger: the only output of a run.
//! - [`scenario`]: from files as written to the checked [`Scenario`](scenario::Scenario), with all faults at once.
//! - [`sim`]: where time, chance and rules meet: [`simulate`](sim::simulate) runs one replication of a [`Model`](sim::Model);
//!   [`PHASES`](sim::PHASES) is the order of a day.
//! - [`measure`]: named folds over facts and entries; nothing here reaches back into a run.
//! - [`experiment`]: replications on several threads.
//! - [`report`]: the output folder, pictures, the summary, and a comparison as one page.
//! - [`cli`]: arguments, exit codes, one file per command.
//!
//! # What holds everywhere
//!
//! - Chance is a function of (seed, replication, person, question, occasion), never of what was drawn before: two policies
//!   give the same person the same luck, and results do not depend on threads.
//! - What the tool sees and what is true are two things; no rule of the agency's can use a hazard.
//! - Rules, boundaries and prices are lists of date and value; code asks what is in force on a day
//!   ([`Dated`](engine::curve::Dated)).
//! - Money is added in whole öre ([`Sek`](units::Sek)); the ledger's sum is the total.
//! - Persons and participants are counted twice, and a run whose counts differ stops ([`Violation`](sim::Violation)).
//!
//! # A run in a few lines
//!
//! ```
//! use troskel::journal::{Chunk, What};
//! use troskel::scenario::{Request, load};
//! use troskel::sim::{Model, State, simulate};
//!
//! let request = Request { base: Some("minimal".into()), variants: vec![], set: vec!["world.stock.persons=500".into()] };
//! let Ok(loaded) = load(&request) else { panic!("the built-in scenario has no faults") };
//! let model = Model::new(loaded.scenario);
//! let mut stream = Chunk::default();
//! let totals = simulate(&model, 1, &mut State::new(&model), &mut stream).unwrap();
//!
//! let started = stream.facts.iter().filter(|fact| matches!(fact.what, What::Started { .. })).count();
//! assert!(started > 0 && totals.persons > 500);
//! assert_eq!(totals.ledger, stream.entries.iter().map(|entry| entry.amount).sum());
//! ```
//!
//! # What is left out
//!
//! Ratings that follow results, contracts that are ended by them, quotas, vacancies. `docs/model.md` describes every rule with its simplifications, and says the same
//! at length; `docs/decisions/` has the reasons behind the code.

pub mod cli;
pub mod engine;
pub mod experiment;
pub mod journal;
pub mod measure;
pub mod pathway;
pub mod report;
pub mod scenario;
pub mod sim;
pub mod units;
