//! The providers' books as one page: who earns, who loses, and whom they serve.

use askama::Template;

use super::input::{Band, RunInfo};
use super::numbers::whole;
use super::plots::{self, Bands, Picture};

/// The measures that the page is made from.
pub const MEASURES: [&str; 8] = [
    "provider_profit[by=provider]",
    "started[by=[provider,level]]",
    "participants_mean[by=provider]",
    "results[by=provider]",
    "provider_profit[by=provider_type]",
    "provider_profit[by=level]",
    "results[by=level]",
    "cost_per_result[by=level]",
];

/// One provider, provider type or level.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    pub name: String,
    /// Persons who started, by level; participants at month ends; results. Only of single providers.
    pub served: Option<Served>,
    pub results: Option<Band>,
    /// SEK.
    pub revenue: Option<Band>,
    pub cost: Option<Band>,
    pub profit: Option<Band>,
    /// SEK of payments per result; only of levels.
    pub per_result: Option<Band>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Served {
    pub starts: [Option<Band>; 3],
    pub participants: Option<Band>,
}

/// Everything on the page.
#[derive(Clone, Debug)]
pub struct Books {
    pub info: RunInfo,
    /// The best earning first.
    pub providers: Vec<Account>,
    pub types: Vec<Account>,
    pub levels: Vec<Account>,
}

struct Row {
    name: String,
    /// Mean and spread.
    cells: Vec<(String, String)>,
    /// Class and width of the bar.
    bar: (&'static str, u32),
}

struct Table {
    title: &'static str,
    caption: &'static str,
    heads: &'static [&'static str],
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "books/page.html")]
struct Page<'a> {
    info: &'a RunInfo,
    finding: String,
    /// Drawn in SVG.
    pictures: Vec<String>,
    tables: Vec<Table>,
}

/// The page, complete in itself.
pub fn html(books: &Books) -> String {
    let provider = |account: &Account| {
        let served = account.served.as_ref();
        let starts = (0..3).map(|level| count(served.and_then(|served| served.starts[level])));
        let rest = [count(served.and_then(|served| served.participants)), count(account.results)];
        starts.chain(rest).chain(money(account)).collect::<Vec<_>>()
    };
    let level = |account: &Account| [count(account.results), thousands(account.per_result)].into_iter().chain(money(account)).collect();
    let tables = vec![
        table(
            "Providers",
            "The best earning first; starts by level, participants on average at month ends",
            &[
                "Provider",
                "starts A",
                "starts B",
                "starts C",
                "participants",
                "results",
                "revenue, thousand SEK",
                "cost, thousand SEK",
                "profit, thousand SEK",
                "",
            ],
            &books.providers,
            provider,
        ),
        table(
            "Provider types",
            "All providers of a type together",
            &["Type", "revenue, thousand SEK", "cost, thousand SEK", "profit, thousand SEK", ""],
            &books.types,
            |account| money(account).into(),
        ),
        table(
            "Levels",
            "Costs are shared by the work for participants; payments per result approved in the run",
            &[
                "Level",
                "results",
                "payments per result, thousand SEK",
                "revenue, thousand SEK",
                "cost, thousand SEK",
                "profit, thousand SEK",
                "",
            ],
            &books.levels,
            level,
        ),
    ];
    let pictures = pictures(books).iter().map(|(name, picture)| plots::inline(picture, name, "picture")).collect();
    let page = Page { info: &books.info, finding: finding(&books.providers), pictures, tables };
    page.render().expect("a page of plain texts is rendered")
}

/// Who earns, and what a result costs, by file name.
pub fn pictures(books: &Books) -> Vec<(&'static str, Picture)> {
    let rows = |accounts: &[Account], band: fn(&Account) -> Option<Band>| {
        accounts.iter().filter_map(|account| Some((account.name.clone(), band(account)?))).collect()
    };
    let profit = Bands {
        title: "Providers' profit by type",
        unit: "million SEK in the whole run",
        per: 1e6,
        rows: rows(&books.types, |account| account.profit),
    };
    let per_result = Bands {
        title: "Payments per result by level",
        unit: "thousand SEK per result approved in the run",
        per: 1e3,
        rows: rows(&books.levels, |account| account.per_result),
    };
    let all = [("provider-profit", plots::bands(&profit, &books.info)), ("cost-per-result", plots::bands(&per_result, &books.info))];
    all.into_iter().filter_map(|(name, picture)| Some((name, picture?))).collect()
}

fn finding(providers: &[Account]) -> String {
    let earns = |account: &&Account| account.profit.is_some_and(|profit| profit.mean > 0.0);
    let (earning, all) = (providers.iter().filter(earns).count(), providers.len());
    match earning {
        0 => format!("On average none of the {all} providers earns on the service."),
        _ => format!("On average {earning} of the {all} providers earn on the service; the others lose."),
    }
}

fn table(
    title: &'static str,
    caption: &'static str,
    heads: &'static [&'static str],
    accounts: &[Account],
    cells: impl Fn(&Account) -> Vec<(String, String)>,
) -> Table {
    let profit = |account: &Account| account.profit.map_or(0.0, |profit| profit.mean);
    let most = accounts.iter().map(|account| profit(account).abs()).fold(1.0, f64::max);
    let row = |account: &Account| {
        let class = if profit(account) < 0.0 { "loss" } else { "gain" };
        Row { name: account.name.clone(), cells: cells(account), bar: (class, (profit(account).abs() / most * 120.0).round() as u32) }
    };
    Table { title, caption, heads, rows: accounts.iter().map(row).collect() }
}

fn cell(band: Option<Band>, text: impl Fn(f64) -> String) -> (String, String) {
    band.map_or(("-".to_string(), String::new()), |band| (text(band.mean), format!("{} to {}", text(band.p05), text(band.p95))))
}

fn count(band: Option<Band>) -> (String, String) {
    cell(band, whole)
}

fn thousands(band: Option<Band>) -> (String, String) {
    cell(band, |sek| whole(sek / 1e3))
}

fn money(account: &Account) -> [(String, String); 3] {
    [account.revenue, account.cost, account.profit].map(thousands)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples;

    fn account(name: &str, profit: f64) -> Account {
        let band = |mean: f64| Some(Band { mean, p05: mean * 0.9, p95: mean * 1.1, se: None });
        Account {
            name: name.into(),
            served: Some(Served { starts: [band(30.0), band(20.0), None], participants: band(25.0) }),
            results: band(3.0),
            revenue: band(1.5e6 + profit),
            cost: band(1.5e6),
            profit: band(profit),
            per_result: band(450_000.0),
        }
    }

    #[test]
    fn the_page_says_who_earns_and_who_loses() {
        let providers = vec![account("Lokal <Åsa>", 2.0e5), account("Nationell 1", -1.0e5)];
        let books = Books { info: samples::info(), types: providers.clone(), levels: providers.clone(), providers };
        let page = html(&books);
        assert!(page.contains("1 of the 2 providers earn") && page.contains("Lokal &#60;Åsa&#62;"), "{page}");
        assert!(
            page.contains("class=\"bar gain\" style=\"width: 120px\"") && page.contains("class=\"bar loss\" style=\"width: 60px\""),
            "{page}"
        );
        let none = vec![account("Nationell 1", -1.0)];
        assert!(finding(&none).contains("none of the 1 providers"));
    }
}
