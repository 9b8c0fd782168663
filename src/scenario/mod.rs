//! From files as written to the checked scenario.

mod build;
pub mod builtin;
mod check;
mod faults;
mod files;
mod input;
mod keys;
mod layers;
mod load;
mod merge;
mod path;
mod source;
mod tree;
mod types;

pub use faults::{Faults, Finding, Findings, Warnings};
pub use files::Kind;
pub use load::{Loaded, Request, load};
pub use source::{Place, Position, Sources};
pub use types::*;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pilot_loads() {
        let loaded = load(&Request::default()).unwrap_or_else(|faults| panic!("{faults}"));
        assert_eq!(loaded.scenario.world.providers.len(), 37);
        assert_eq!(loaded.scenario.world.areas.len(), 6);
        assert_eq!(loaded.scenario.name, "krom-2020");
    }
}
