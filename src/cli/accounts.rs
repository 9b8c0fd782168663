//! The providers' books from a finished run.

use super::results::Results;
use crate::pathway::providers::ProviderType;
use crate::pathway::thresholds::Level;
use crate::report::books::{Account, Books, Served};

impl Results<'_> {
    /// Everything that the page shows; `run --books` has asked for the measures.
    pub fn books(&self) -> Books {
        let names = self.loaded.scenario.world.providers.iter().map(|provider| provider.name.as_str());
        let mut providers: Vec<Account> = names.map(|name| self.provider(name)).collect();
        let profit = |account: &Account| account.profit.map_or(f64::NEG_INFINITY, |profit| profit.mean);
        providers.sort_by(|a, b| profit(b).total_cmp(&profit(a)).then_with(|| a.name.cmp(&b.name)));
        let shown = |name: &str| if name == "other" { "several areas".to_string() } else { name.to_string() };
        let types = ProviderType::NAMES.iter().map(|name| self.account("provider_type", name, &shown(name))).collect();
        Books { info: self.info.clone(), providers, types, levels: Level::ALL.iter().map(|level| self.level(*level)).collect() }
    }

    /// Revenue, cost and profit of one of the categories that profit is split by.
    fn account(&self, by: &str, key: &str, name: &str) -> Account {
        let money = |part: &str| self.band(&format!("provider_profit[by={by}]"), &format!("{key}{part}"));
        let name = name.to_string();
        Account { name, served: None, results: None, revenue: money("/revenue"), cost: money("/cost"), profit: money(""), per_result: None }
    }

    fn provider(&self, name: &str) -> Account {
        let of = |measure: &str| self.band(&format!("{measure}[by=provider]"), name);
        let starts = |level: &str| self.band("started[by=[provider,level]]", &format!("{name}/{level}"));
        let served = Served { starts: ["a", "b", "c"].map(starts), participants: of("participants_mean") };
        Account { served: Some(served), results: of("results"), ..self.account("provider", name, name) }
    }

    fn level(&self, level: Level) -> Account {
        let of = |measure: &str| self.band(&format!("{measure}[by=level]"), level.name());
        let name = format!("Level {}", level.name().to_uppercase());
        Account { results: of("results"), per_result: of("cost_per_result"), ..self.account("level", level.name(), &name) }
    }
}
