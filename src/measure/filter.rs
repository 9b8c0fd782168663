//! Which facts a measure counts, and into which cell of `by` each of them falls: an expression's filters met with a scenario.

use super::catalogue::FilterKey;
use super::expr::Expr;
use super::fault::{Fault, FaultKind};
use super::fold::People;
use super::values::{Category, populations};
use crate::journal::{Entry, Fact, Payee, Subject, What};
use crate::pathway::person::{AgeGroup, BirthRegion, Disability, Education, Population, Programme, RegistrationTime, Sex};
use crate::pathway::providers::ProviderType;
use crate::pathway::thresholds::Level;
use crate::scenario::Scenario;
use crate::units::{Day, ProviderId};
use std::sync::Arc;

/// What measures need of a scenario besides its rules: names, and what kind of provider each is.
#[derive(Clone, Debug)]
pub struct Names {
    pub areas: Vec<String>,
    /// By provider: its name.
    providers: Vec<String>,
    /// By provider (index as in the scenario).
    pub provider_types: Vec<ProviderType>,
    /// By provider: its stars 1-4, or 5 for none, less one.
    ratings: Vec<u8>,
}

const RATINGS: [&str; 5] = ["one", "two", "three", "four", "none"];

impl Names {
    pub fn of(scenario: &Scenario) -> Names {
        let areas: Vec<String> = scenario.world.areas.iter().map(|area| area.name.clone()).collect();
        let providers = &scenario.world.providers;
        let names = providers.iter().map(|provider| provider.name.clone()).collect();
        let provider_types = providers.iter().map(|provider| provider_type(provider.contracts.len(), areas.len())).collect();
        let ratings = providers.iter().map(|provider| provider.rating.map_or(4, |stars| stars.clamp(1, 4) - 1)).collect();
        Names { areas, providers: names, provider_types, ratings }
    }
}

/// Local in one area, national in all of them, other in between.
pub fn provider_type(contracts: usize, areas: usize) -> ProviderType {
    match contracts {
        ..=1 => ProviderType::Local,
        all if all >= areas => ProviderType::National,
        _ => ProviderType::Other,
    }
}

/// Who and what an event is about, as far as filters ask.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    pub subject: &'a Subject,
    about: About<'a>,
}

/// A case's level and provider, or where they are found if anybody asks.
#[derive(Clone, Copy, Debug)]
enum About<'a> {
    Service(Option<Level>, Option<ProviderId>),
    Fact(&'a What),
}

impl<'a> Case<'a> {
    /// A person, without a level or a provider.
    pub fn person(subject: &'a Subject) -> Case<'a> {
        Case::service(subject, None, None)
    }

    /// A person in the service.
    pub fn service(subject: &'a Subject, level: Option<Level>, provider: Option<ProviderId>) -> Case<'a> {
        Case { subject, about: About::Service(level, provider) }
    }

    pub fn of(fact: &'a Fact) -> Case<'a> {
        Case { subject: &fact.subject, about: About::Fact(&fact.what) }
    }

    pub fn of_payee(payee: &'a Payee) -> Case<'a> {
        Case::service(&payee.subject, Some(payee.level), Some(payee.provider))
    }

    pub fn of_entry(entry: &'a Entry) -> Case<'a> {
        Case::service(&entry.subject, Some(entry.level), Some(entry.provider))
    }

    fn level(self) -> Option<Level> {
        match self.about {
            About::Service(level, _) => level,
            About::Fact(what) => level_of(what),
        }
    }

    pub fn provider(self) -> Option<ProviderId> {
        match self.about {
            About::Service(_, provider) => provider,
            About::Fact(what) => provider_of(what),
        }
    }
}

/// The level a fact is about; a deviation is about the level of its verdict.
fn level_of(what: &What) -> Option<Level> {
    match *what {
        What::Referred { level, .. }
        | What::Refused { level, .. }
        | What::Started { level, .. }
        | What::Reported { level, .. }
        | What::Ended { level, .. }
        | What::Result { level, .. } => Some(level),
        What::Deviated { verdict, .. } => verdict.level(),
        What::BudgetSpent { level, .. } => Some(level),
        _ => None,
    }
}

fn provider_of(what: &What) -> Option<ProviderId> {
    match *what {
        What::Chose { provider, .. }
        | What::Refused { provider, .. }
        | What::Started { provider, .. }
        | What::Reported { provider, .. }
        | What::Ended { provider, .. }
        | What::Result { provider, .. } => Some(provider),
        _ => None,
    }
}

/// A set of categories as bits.
type Bits = u8;

fn bit(category: u8) -> Bits {
    1 << category
}

/// A person's value of a category; level and provider are the case's, not the person's.
#[inline]
fn value_of(category: Category, who: &Subject) -> Option<usize> {
    Some(match category {
        Category::Population => who.population as usize,
        Category::Area => who.area.index(),
        Category::Sex => who.sex as usize,
        Category::Age => AgeGroup::of(i32::from(who.age_years)) as usize,
        Category::Education => who.education as usize,
        Category::BirthRegion => who.birth_region as usize,
        Category::Disability => who.disability as usize,
        Category::Programme => who.programme as usize,
        Category::RegistrationTime => RegistrationTime::of(i32::from(who.registration_days)) as usize,
        Category::Level | Category::Provider | Category::ProviderType | Category::Rating => return None,
    })
}

/// The filters of an expression; each condition stands for itself, and all must hold.
#[derive(Clone, Debug)]
pub struct Filter {
    /// First and last day of the counted events.
    pub from: Day,
    pub to: Day,
    /// Date of a stock, end of day.
    pub at: Day,
    registered: Option<(Day, Day)>,
    registration_days: (u32, u32),
    age_years: (u32, u32),
    /// The person's categories that are asked for, with the values admitted.
    categories: Vec<(Category, Bits)>,
    level: Bits,
    provider_type: Bits,
    /// By area; none is all.
    areas: Option<Arc<[bool]>>,
    names: Arc<Names>,
    /// No condition but on dates: the way past every test.
    everybody: bool,
}

impl Filter {
    /// Meets the filters of an expression with a scenario; all faults at once.
    pub fn new(expr: &Expr, scenario: &Scenario, names: &Arc<Names>) -> Result<Filter, Vec<Fault>> {
        let mut reading = Reading { expr, scenario, faults: Vec::new() };
        let filter = reading.filter(names);
        if reading.faults.is_empty() { Ok(filter) } else { Err(reading.faults) }
    }

    /// Whether a day lies within `from`-`to`.
    pub fn in_period(&self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }

    /// Whether a case meets every condition but those on the date.
    #[inline]
    pub fn admits(&self, case: Case<'_>, people: &People) -> bool {
        self.everybody || (self.admits_person(case.subject, people) && self.admits_service(case))
    }

    #[inline]
    fn admits_person(&self, who: &Subject, people: &People) -> bool {
        let (days, age) = (u32::from(who.registration_days), u32::from(who.age_years));
        let admitted = |(category, values): &(Category, Bits)| value_of(*category, who).is_some_and(|value| values >> value & 1 == 1);
        self.categories.iter().all(admitted)
            && (self.registration_days.0..=self.registration_days.1).contains(&days)
            && (self.age_years.0..=self.age_years.1).contains(&age)
            && self.areas.as_ref().is_none_or(|areas| areas[who.area.index()])
            && self.registered.is_none_or(|(low, high)| people.first_day(who.person).is_some_and(|day| low <= day && day <= high))
    }

    #[inline]
    fn admits_service(&self, case: Case<'_>) -> bool {
        let level = self.level == Bits::MAX || case.level().is_some_and(|level| self.level & bit(level as u8) != 0);
        let kind = |provider: ProviderId| self.names.provider_types[provider.index()];
        level
            && (self.provider_type == Bits::MAX
                || case.provider().is_some_and(|provider| self.provider_type & bit(kind(provider) as u8) != 0))
    }
}

/// Reads the terms of one expression and collects what is wrong with them.
struct Reading<'a> {
    expr: &'a Expr,
    scenario: &'a Scenario,
    faults: Vec<Fault>,
}

impl Reading<'_> {
    fn filter(&mut self, names: &Arc<Names>) -> Filter {
        let (first, last) = (self.scenario.run.from, self.scenario.run.to);
        let mut filter = Filter {
            from: self.date(FilterKey::From).unwrap_or(first),
            to: self.date(FilterKey::To).unwrap_or(last),
            at: self.date(FilterKey::At).unwrap_or(last),
            registered: self.registered(),
            registration_days: self.range(FilterKey::RegistrationDays),
            age_years: self.range(FilterKey::AgeYears),
            categories: self.categories(),
            level: self.bits(FilterKey::Level, Level::NAMES),
            provider_type: self.bits(FilterKey::ProviderType, ProviderType::NAMES),
            areas: self.areas(names),
            names: names.clone(),
            everybody: false,
        };
        self.in_order(filter.from, filter.to);
        let dates = [FilterKey::From, FilterKey::To, FilterKey::At];
        let about_events = |key| dates.contains(&key) || !PERSONAL.contains(&key);
        filter.everybody = self.expr.terms.iter().all(|term| about_events(term.key));
        filter
    }

    fn values(&self, key: FilterKey) -> &[String] {
        self.expr.term(key).map_or(&[], |term| &term.values)
    }

    fn date(&mut self, key: FilterKey) -> Option<Day> {
        let day = Day::parse(self.values(key).first()?)?;
        self.within(key, day, self.scenario.run.from);
        Some(day)
    }

    /// The stock registered on the day before the run.
    fn registered(&mut self) -> Option<(Day, Day)> {
        let days: Vec<Day> = self.values(FilterKey::Registered).iter().filter_map(|text| Day::parse(text)).collect();
        for day in &days {
            self.within(FilterKey::Registered, *day, self.scenario.run.from - 1);
        }
        Some((*days.first()?, *days.get(1)?))
    }

    fn within(&mut self, key: FilterKey, day: Day, first: Day) {
        let run = &self.scenario.run;
        if first <= day && day <= run.to {
            return;
        }
        let at = self.expr.term(key).map_or(0..0, |term| term.at.clone());
        let message = format!("`{}` {day} lies outside the run, {} to {}", key.name(), run.from, run.to);
        self.faults.push(Fault::new(FaultKind::OutsideRun, &day.to_string(), at, message));
    }

    fn in_order(&mut self, from: Day, to: Day) {
        let term = self.expr.term(FilterKey::From).or(self.expr.term(FilterKey::To));
        if let Some(term) = term.filter(|_| from > to) {
            let message = format!("the period from {from} to {to} is empty");
            self.faults.push(Fault::new(FaultKind::Value, &from.to_string(), term.at.clone(), message));
        }
    }

    fn categories(&self) -> Vec<(Category, Bits)> {
        let admitted = [
            (Category::Population, self.populations()),
            (Category::Sex, self.bits(FilterKey::Sex, Sex::NAMES)),
            (Category::Age, self.bits(FilterKey::Age, AgeGroup::NAMES)),
            (Category::Education, self.bits(FilterKey::Education, Education::NAMES)),
            (Category::BirthRegion, self.bits(FilterKey::BirthRegion, BirthRegion::NAMES)),
            (Category::Disability, self.bits(FilterKey::Disability, Disability::NAMES)),
            (Category::Programme, self.bits(FilterKey::Programme, Programme::NAMES)),
        ];
        admitted.into_iter().filter(|(_, values)| *values != Bits::MAX).collect()
    }

    fn range(&self, key: FilterKey) -> (u32, u32) {
        let numbers: Vec<u32> = self.values(key).iter().filter_map(|text| text.parse().ok()).collect();
        numbers.first().copied().zip(numbers.get(1).copied()).unwrap_or((0, u32::MAX))
    }

    fn bits(&self, key: FilterKey, names: &[&str]) -> Bits {
        let values = self.values(key);
        if values.is_empty() {
            return Bits::MAX;
        }
        names.iter().enumerate().filter(|(_, name)| values.iter().any(|value| value == *name)).map(|(index, _)| bit(index as u8)).sum()
    }

    fn populations(&self) -> Bits {
        let values = self.values(FilterKey::Population);
        if values.is_empty() { Bits::MAX } else { populations(values).iter().map(|population| bit(*population as u8)).sum() }
    }

    fn areas(&mut self, names: &Names) -> Option<Arc<[bool]>> {
        let term = self.expr.term(FilterKey::Area)?;
        let known = || names.areas.iter().map(String::as_str);
        let unknown = term.values.iter().filter(|value| !names.areas.contains(value));
        self.faults.extend(unknown.map(|word| Fault::unknown(FaultKind::Value, "area of the scenario", word, term.at.clone(), known())));
        Some(names.areas.iter().map(|name| term.values.contains(name)).collect())
    }
}

/// Filters that look at the person, the level or the provider.
const PERSONAL: [FilterKey; 13] = [
    FilterKey::Population,
    FilterKey::Registered,
    FilterKey::RegistrationDays,
    FilterKey::Area,
    FilterKey::Level,
    FilterKey::Sex,
    FilterKey::Age,
    FilterKey::AgeYears,
    FilterKey::Education,
    FilterKey::BirthRegion,
    FilterKey::Disability,
    FilterKey::Programme,
    FilterKey::ProviderType,
];

/// The cells of `by`: one per combination of categories, the first category outermost.
#[derive(Clone, Debug)]
pub struct Split {
    /// Each category with the number of its values.
    by: Vec<(Category, usize)>,
    names: Arc<Names>,
}

impl Split {
    pub fn new(expr: &Expr, names: &Arc<Names>) -> Split {
        let values = expr.term(FilterKey::By).map_or(&[][..], |term| &term.values);
        let by = values.iter().filter_map(|name| Category::from_name(name));
        Split { by: by.map(|category| (category, category_names(category, names).len())).collect(), names: names.clone() }
    }

    /// The names of the cells, joined by `/`; one empty name without `by`.
    pub fn labels(&self) -> Vec<String> {
        self.by.iter().fold(vec![String::new()], |labels, (category, _)| {
            let names = category_names(*category, &self.names);
            let join = |label: &String, name: &str| if label.is_empty() { name.to_string() } else { format!("{label}/{name}") };
            labels.iter().flat_map(|label| names.iter().map(|name| join(label, name)).collect::<Vec<_>>()).collect()
        })
    }

    /// How many categories a key begins with.
    pub fn depth(&self) -> usize {
        self.by.len()
    }

    /// The cell of a case; none if it has no level or provider to be split by.
    #[inline]
    pub fn cell(&self, case: Case<'_>) -> Option<usize> {
        match &self.by[..] {
            [(category, _)] => self.position(*category, case),
            by => by.iter().try_fold(0, |cell, (category, size)| Some(cell * size + self.position(*category, case)?)),
        }
    }

    #[inline]
    fn position(&self, category: Category, case: Case<'_>) -> Option<usize> {
        Some(match category {
            Category::Level => case.level()? as usize,
            Category::Provider => case.provider()?.index(),
            Category::ProviderType => self.names.provider_types[case.provider()?.index()] as usize,
            Category::Rating => usize::from(self.names.ratings[case.provider()?.index()]),
            of_person => return value_of(of_person, case.subject),
        })
    }
}

/// The categories' names, in the order of their cells.
enum CategoryNames<'a> {
    Words(&'a [&'static str]),
    Given(&'a [String]),
}

impl CategoryNames<'_> {
    fn len(&self) -> usize {
        match self {
            CategoryNames::Words(words) => words.len(),
            CategoryNames::Given(areas) => areas.len(),
        }
    }

    fn iter(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        match self {
            CategoryNames::Words(words) => Box::new(words.iter().copied()),
            CategoryNames::Given(areas) => Box::new(areas.iter().map(String::as_str)),
        }
    }
}

fn category_names(category: Category, names: &Names) -> CategoryNames<'_> {
    CategoryNames::Words(match category {
        Category::Area => return CategoryNames::Given(&names.areas),
        Category::Provider => return CategoryNames::Given(&names.providers),
        Category::Population => Population::NAMES,
        Category::Level => Level::NAMES,
        Category::Sex => Sex::NAMES,
        Category::Age => AgeGroup::NAMES,
        Category::Education => Education::NAMES,
        Category::BirthRegion => BirthRegion::NAMES,
        Category::Disability => Disability::NAMES,
        Category::Programme => Programme::NAMES,
        Category::ProviderType => ProviderType::NAMES,
        Category::Rating => &RATINGS,
        Category::RegistrationTime => RegistrationTime::NAMES,
    })
}

/// Filter and split of one expression.
#[derive(Clone, Debug)]
pub struct Selection {
    pub filter: Filter,
    pub split: Split,
    /// How many cells the split has.
    pub cells: usize,
    way: Way,
}

/// How much has to be looked at for a case's cell.
#[derive(Clone, Copy, Debug)]
enum Way {
    /// Every case falls into the only cell.
    Whole,
    /// Every case counts, by this category of the person.
    Person(Category),
    Long,
}

impl Way {
    fn of(filter: &Filter, split: &Split) -> Way {
        match split.by[..] {
            [] if filter.everybody => Way::Whole,
            [(Category::Level | Category::Provider | Category::ProviderType | Category::Rating, _)] => Way::Long,
            [(category, _)] if filter.everybody => Way::Person(category),
            _ => Way::Long,
        }
    }
}

impl Selection {
    pub fn new(expr: &Expr, scenario: &Scenario, names: &Arc<Names>) -> Result<Selection, Vec<Fault>> {
        let split = Split::new(expr, names);
        let cells = split.labels().len();
        let filter = Filter::new(expr, scenario, names)?;
        Ok(Selection { way: Way::of(&filter, &split), filter, split, cells })
    }

    /// The cell of an admitted case, whatever its date.
    #[inline]
    pub fn cell(&self, case: Case<'_>, people: &People) -> Option<usize> {
        match self.way {
            Way::Whole => Some(0),
            Way::Person(category) => value_of(category, case.subject),
            Way::Long => self.long_way(case, people),
        }
    }

    fn long_way(&self, case: Case<'_>, people: &People) -> Option<usize> {
        if self.filter.admits(case, people) { self.split.cell(case) } else { None }
    }

    /// The cell of an admitted fact within `from`-`to`.
    #[inline]
    pub fn cell_of(&self, fact: &Fact, people: &People) -> Option<usize> {
        if self.filter.in_period(fact.day) { self.cell(Case::of(fact), people) } else { None }
    }

    /// The cell of an admitted person, whom no level or provider belongs to.
    #[inline]
    pub fn cell_of_person(&self, who: &Subject, people: &People) -> Option<usize> {
        self.cell(Case::person(who), people)
    }
}
