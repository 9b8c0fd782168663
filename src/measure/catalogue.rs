//! Every measure of the interface in one table: what it gives, its unit, the filters it takes, its own keys and the kinds
//! of facts it reads.

use super::fold::Fold;
use super::folds::{
    commitments, contacts, contracts, curves, decisions, effort, events, funnel, jobs, market, money, persons, preprofiling, profilings,
    profit, public, refusals, results, service, stock, waits,
};
use super::plan::Plan;
use crate::journal::Kind;
use crate::pathway::person::categories;

categories! {
    /// What can stand in the brackets of an expression, in the order of the documentation.
    FilterKey {
        Population = "population",
        Registered = "registered",
        From = "from",
        To = "to",
        At = "at",
        RegistrationDays = "registration_days",
        Area = "area",
        Level = "level",
        Sex = "sex",
        Age = "age",
        AgeYears = "age_years",
        Education = "education",
        BirthRegion = "birth_region",
        Disability = "disability",
        Programme = "programme",
        ProviderType = "provider_type",
        Which = "which",
        Thresholds = "thresholds",
        Result = "result",
        By = "by",
        Basis = "basis",
        N = "n",
    }
}

/// A set of filters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FilterSet(u32);

impl FilterSet {
    const NONE: FilterSet = FilterSet(0);

    const fn with(self, keys: &[FilterKey]) -> FilterSet {
        let mut bits = self.0;
        let mut index = 0;
        while index < keys.len() {
            bits |= 1 << keys[index] as u32;
            index += 1;
        }
        FilterSet(bits)
    }

    pub const fn has(self, key: FilterKey) -> bool {
        self.0 & (1 << key as u32) != 0
    }

    /// The filters of the set, in the order of the documentation.
    pub fn iter(self) -> impl Iterator<Item = FilterKey> {
        FilterKey::ALL.iter().copied().filter(move |key| self.has(*key))
    }
}

/// A measure's own keys; with `by`, each of them comes once per category.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keys {
    /// These, in this order; the empty key is the whole.
    Fixed(&'static [&'static str]),
    /// Dates as written in the key; without one, the empty key for `at`.
    Dates,
    /// `at_N` for a registration time of N days: any N may be asked for, these are given unasked.
    At(&'static [u32]),
    /// `day_N` for N days elapsed: any N may be asked for, these are given unasked.
    Elapsed(&'static [u32]),
}

/// Whether this version computes a measure, and how.
#[derive(Clone, Copy)]
pub enum Support {
    /// A fold over these kinds of facts (and over the ledger, if it says so); unless it needs them in order, it is handed
    /// the facts of a chunk kind by kind. Measures of one family with the same filters share a fold.
    Fold { reads: &'static [Kind], ordered: bool, family: &'static str, build: fn(&Plan) -> Box<dyn Fold> },
    /// Computed from the world, not from what happened: the caller supplies the latent process.
    Latent,
    /// Not computed by this version, for this reason.
    No(&'static str),
}

/// One measure of the interface.
#[derive(Clone, Copy)]
pub struct Measure {
    pub name: &'static str,
    pub gives: &'static str,
    pub unit: &'static str,
    pub filters: FilterSet,
    pub keys: Keys,
    /// The values of all its categories sum to 1.
    pub composition: bool,
    pub support: Support,
}

impl Measure {
    /// Whether the numbers or dates in its keys are asked for, rather than named in advance.
    pub fn has_numbered_keys(&self) -> bool {
        !matches!(self.keys, Keys::Fixed(_))
    }
}

impl std::fmt::Debug for Measure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// The measure with this name, if there is one.
pub fn find(name: &str) -> Option<&'static Measure> {
    MEASURES.iter().find(|measure| measure.name == name)
}

use FilterKey as F;

const PERSON: FilterSet = FilterSet::NONE.with(&[
    F::Population,
    F::Registered,
    F::RegistrationDays,
    F::Area,
    F::Sex,
    F::Age,
    F::AgeYears,
    F::Education,
    F::BirthRegion,
    F::Disability,
    F::Programme,
    F::By,
]);
const PERIOD: FilterSet = PERSON.with(&[F::From, F::To]);
const PROFILING: FilterSet = PERIOD.with(&[F::Which]);
const VERDICT: FilterSet = PROFILING.with(&[F::Thresholds]);
const IN_SERVICE: FilterSet = PERSON.with(&[F::Level, F::ProviderType]);
const SERVICE: FilterSet = PERIOD.with(&[F::Level, F::ProviderType]);
const MONEY: FilterSet = SERVICE.with(&[F::Basis]);

/// Costs are nobody's: what they are split by is the contract's.
const ECONOMY: FilterSet = FilterSet::NONE.with(&[F::From, F::To, F::Area, F::Level, F::ProviderType, F::Basis, F::By]);

/// What a contract has at a date, and what becomes of contracts in a period.
const CONTRACT: FilterSet = FilterSet::NONE.with(&[F::Area, F::ProviderType, F::By]);

const WHOLE: Keys = Keys::Fixed(&[""]);
const VERDICTS: Keys = Keys::Fixed(&["too_near", "level_a", "level_b", "level_c", "too_far"]);
const CAUSES: Keys = Keys::Fixed(&["", "permanent_job", "temporary_job", "education", "supported_work", "other"]);
const ENDS: Keys = Keys::Fixed(&["", "job", "education", "other_exit", "interruption", "time_up"]);
const REASONS: Keys = Keys::Fixed(&["", "job_or_study_soon", "low_capacity", "joint_rehabilitation", "language", "other"]);
const GROUPS: Keys = Keys::Fixed(&["in_target_group", "not_in_target_group", "not_preprofiled"]);
const GROUPS_AND_ALL: Keys = Keys::Fixed(&["in_target_group", "not_in_target_group", "not_preprofiled", "registered"]);
const PAYMENTS: Keys = Keys::Fixed(&["", "base", "result", "speed_premium", "bonus"]);
const COSTS: Keys =
    Keys::Fixed(&["", "state_benefits", "state_programmes", "state_administration", "insurance_funds", "municipality", "transfers"]);
const EFFORT: Keys = Keys::Fixed(&["level_a", "level_b", "level_c", "parking"]);
const REFUSALS: Keys = Keys::Fixed(&["refused_share", "lapsed_share", "cream_skimming"]);
const PROFIT: Keys = Keys::Fixed(&["", "revenue", "cost"]);
const COMMITTED: Keys = Keys::Fixed(&["", "base", "result"]);
const PREMIUM: Keys = Keys::Fixed(&["premium_as_base", "premium_as_result"]);
const WAITS: Keys = Keys::Fixed(&[
    "list_to_contact.mean",
    "list_to_contact.p50",
    "list_to_contact.p90",
    "yes_to_decision.mean",
    "yes_to_decision.p50",
    "yes_to_decision.p90",
    "decision_to_choice.mean",
    "decision_to_choice.p50",
    "decision_to_choice.p90",
    "choice_to_start.mean",
    "choice_to_start.p50",
    "choice_to_start.p90",
]);
const STEPS: Keys = Keys::Fixed(&["registered", "contacted", "profiled", "yes", "decided", "started", "result"]);
const SCORE_DAYS: Keys = Keys::At(&[1, 50, 100, 200, 300, 400, 500, 700, 1000, 1500]);
const CURVE_DAYS: Keys = Keys::Elapsed(&[0, 7, 14, 21, 30, 60, 90, 120, 150, 180, 200, 240, 260]);

const fn measure(name: &'static str, unit: &'static str, filters: FilterSet, keys: Keys, support: Support, gives: &'static str) -> Measure {
    Measure { name, gives, unit, filters, keys, composition: false, support }
}

const fn composition(measure: Measure) -> Measure {
    Measure { composition: true, ..measure }
}

const fn fold(reads: &'static [Kind], build: fn(&Plan) -> Box<dyn Fold>) -> Support {
    Support::Fold { reads, ordered: true, family: "", build }
}

/// A fold that does not mind in which order kinds come.
const fn sum(reads: &'static [Kind], build: fn(&Plan) -> Box<dyn Fold>) -> Support {
    Support::Fold { reads, ordered: false, family: "", build }
}

/// A fold that several measures share; it does not mind in which order kinds come.
const fn shared(family: &'static str, reads: &'static [Kind], build: fn(&Plan) -> Box<dyn Fold>) -> Support {
    Support::Fold { reads, ordered: false, family, build }
}

use Kind as K;

const CURVES: &[Kind] = &[K::Deregistered, K::Profiled];
const LIST: &[Kind] = &[K::Preprofiled, K::Profiled];

/// All measures, in the order of the documentation.
#[rustfmt::skip]
pub static MEASURES: &[Measure] = &[
    measure("persons", "persons", PERSON.with(&[F::To]), WHOLE, fold(&[], persons::persons),
        "persons of the population registered by `to`"),
    measure("registered", "persons", PERSON.with(&[F::At]), WHOLE,
        fold(&[], stock::registered), "persons on the register `at`"),
    measure("inflow", "registrations", PERIOD, WHOLE, fold(&[K::Registered], events::inflow),
        "registrations in the period, returns included"),
    measure("outflow", "deregistrations", PERIOD, CAUSES, fold(&[K::Deregistered], events::outflow),
        "deregistrations in the period, whole and by reason"),
    measure("remaining_share", "share", PERSON.with(&[F::At]), WHOLE, fold(&[], persons::remaining_share),
        "share registered `at`, of persons who have been registered by then"),
    measure("profiled_share", "share", PERIOD, WHOLE, fold(&[K::Profiled], persons::profiled_share),
        "share profiled at least once in the period, of persons registered by `to`, those who have left included"),
    measure("profilings", "profilings", PROFILING, WHOLE, shared("verdicts", &[K::Profiled], profilings::verdicts),
        "profilings, at most one per person and day"),
    measure("yes_share", "share", VERDICT, WHOLE, shared("verdicts", &[K::Profiled], profilings::verdicts),
        "share with a level among the profilings chosen by `which`"),
    composition(measure("verdict_shares", "share", VERDICT, VERDICTS, shared("verdicts", &[K::Profiled], profilings::verdicts),
        "shares by verdict of the profilings chosen by `which`")),
    measure("verdict_counts", "profilings", VERDICT, VERDICTS, shared("verdicts", &[K::Profiled], profilings::verdicts),
        "profilings chosen by `which`, by verdict"),
    measure("mean_score", "share", PROFILING, SCORE_DAYS, fold(&[K::Profiled], profilings::mean_score),
        "mean score of profilings with registration time within max(10, N/10) days of N"),
    measure("actual_job_chance", "share", FilterSet::NONE, SCORE_DAYS, Support::Latent,
        "share in a first job within 180 days among those still registered at day N, on the latent process"),
    measure("profiled_by_day", "share", PERSON.with(&[F::To]), CURVE_DAYS,
        shared("curves", CURVES, curves::curves),
        "profiled by day N since registration (new) or since the start (stock); Kaplan-Meier, exit censors"),
    measure("profiled_again_by_day", "share", PERSON.with(&[F::To]), CURVE_DAYS,
        shared("curves", CURVES, curves::curves),
        "profiled again by day N, of those profiled on the day of registration; Kaplan-Meier, exit censors"),
    measure("preprofiling_persons", "persons", PERSON, GROUPS_AND_ALL,
        shared("preprofiling", LIST, preprofiling::list),
        "persons registered at the end of the list's date, by group"),
    measure("preprofiling_profiled_share", "share", PERIOD, GROUPS,
        shared("preprofiling", LIST, preprofiling::list),
        "share of them profiled for the first time between `from` and `to`"),
    measure("preprofiling_yes_share", "share", PERIOD, GROUPS,
        shared("preprofiling", LIST, preprofiling::list),
        "share with a level at that first profiling"),
    measure("start_share_by_verdict", "share", PERSON.with(&[F::To]), VERDICTS,
        fold(&[K::Profiled, K::Started], decisions::start_share_by_verdict),
        "share of persons profiled by `to` who started at the level of their last profiling (any level for a no)"),
    measure("deviation_share", "share", PERIOD.with(&[F::Level]), REASONS, sum(&[K::Referred, K::Deviated], events::deviation_share),
        "share of the decisions after a yes that deviate, whole and by reason"),
    measure("started", "persons", SERVICE, WHOLE, fold(&[K::Started], events::started), "persons who started in the period"),
    measure("ended", "persons", SERVICE, ENDS, fold(&[K::Ended], events::ended),
        "persons whose service ended in the period, whole and by reason"),
    measure("participants", "persons", IN_SERVICE.with(&[F::At]), Keys::Dates, fold(&[], service::participants),
        "persons in the service at the dates given as keys or `at`"),
    measure("participants_mean", "persons", SERVICE, WHOLE, fold(&[], service::participants_mean),
        "mean over the month ends in `from`-`to` of the persons in the service"),
    composition(measure("participant_shares", "share", SERVICE.with(&[F::At]), WHOLE, fold(&[K::Started], service::shares),
        "composition of those who started in the period (with `at`: of those in the service), `by` a category")),
    measure("participant_median_registration_days", "days", SERVICE, WHOLE, fold(&[K::Started], service::median_registration_days),
        "median registration time at the start, of those who started in the period"),
    measure("waiting_days", "days", PERIOD, WAITS,
        sum(&[K::Contacted, K::Referred, K::Deviated, K::Chose, K::Started], waits::waiting_days),
        "waits that ended in the period: mean, median, 90th percentile"),
    measure("results", "results", SERVICE.with(&[F::Result]), WHOLE, fold(&[K::Result], events::results),
        "results approved in the period"),
    measure("result_share", "share", SERVICE.with(&[F::At, F::Result]), Keys::Fixed(&["", "level_a", "level_b", "level_c"]),
        fold(&[K::Started, K::Result], results::result_share),
        "share of those who started in the period with a result approved by `at`, whole and by level"),
    measure("payments", "SEK", MONEY, PAYMENTS, fold(&[], money::payments),
        "payments to providers, whole and by kind, `basis` = accrued (default), claimed, approved or paid"),
    measure("refused_claims", "SEK", MONEY, PAYMENTS, fold(&[], money::refused_claims),
        "claims for base payments and results that were refused, whole and by kind"),
    measure("commitments", "SEK", IN_SERVICE.with(&[F::At]), COMMITTED, fold(&[], commitments::commitments),
        "base payments left of running referrals and results on their way `at`, at the prices of that day"),
    measure("result_share_of_payments", "share", MONEY, PREMIUM, fold(&[], money::result_share),
        "share of the payments that is paid for results, with the speed premium as base and as result"),
    measure("cost_per_start", "SEK", MONEY, WHOLE, fold(&[K::Started], money::cost_per_start),
        "payments in the period per person who started in it"),
    measure("cost_per_result", "SEK", MONEY, WHOLE, fold(&[K::Result], money::cost_per_result),
        "payments in the period per result approved in it"),
    measure("cost_per_additional_job", "SEK", FilterSet::NONE, WHOLE,
        Support::No("a run has nothing to compare with: troskel compare SCENARIO no-service --measure cost_per_additional_job"),
        "difference in public cost over the difference in jobs, against a scenario without the service"),
    measure("jobs", "persons", PERIOD, Keys::Fixed(&["", "full_time"]), fold(&[K::WorkBegan], jobs::jobs),
        "persons who began a job in the period, and those with a full-time one"),
    measure("public_cost", "SEK", PERIOD.with(&[F::Basis]), COSTS,
        fold(&[K::Registered, K::Deregistered, K::WorkBegan, K::WorkEnded, K::ProgrammeEntered, K::Contacted, K::Referred, K::Deviated,
            K::BudgetSpent, K::Started, K::Ended], public::public_cost),
        "expected benefits, caseworkers' time and payments to providers in the period, whole and by payer; `transfers` is what the service moves"),
    measure("providers_with_participants", "providers", IN_SERVICE.with(&[F::At]), WHOLE,
        fold(&[], market::providers_with_participants), "providers with participants `at`"),
    measure("top_share", "share", IN_SERVICE.with(&[F::At, F::N]), WHOLE, fold(&[], market::top_share),
        "share of the participants `at` that the `n` (10) largest providers have"),
    measure("provider_profit", "SEK", ECONOMY, PROFIT,
        fold(&[K::Started, K::Switched, K::LevelCorrected, K::Ended], profit::provider_profit),
        "providers' profit in the period with revenue (payments without tax) and cost (supervisors, premises, overhead)"),
    measure("effort", "ratio", PERIOD.with(&[F::Level, F::ProviderType]), EFFORT, fold(&[K::Started], effort::effort),
        "effort that pays best for those who started in the period, by level, 1 being what the caseload leaves; `parking` is level C's over level A's"),
    measure("refusals", "ratio", SERVICE, REFUSALS,
        fold(&[K::Referred, K::LevelCorrected, K::Chose, K::Refused], refusals::refusals),
        "of the answers that those referred got from providers, the share of refusals; of the referrals, the share refused by all; `cream_skimming` is the mean true job chance of those taken over that of all referred"),
    measure("contracts", "contracts", CONTRACT.with(&[F::At]), WHOLE, fold(&[], contracts::contracts),
        "contracts under which a provider can be chosen `at`"),
    measure("supervisors", "persons", CONTRACT.with(&[F::At]), WHOLE, fold(&[], contracts::supervisors),
        "providers' supervisors `at`"),
    measure("places", "places", CONTRACT.with(&[F::At]), WHOLE, fold(&[], contracts::places),
        "providers' places `at`, taken or not"),
    measure("contracts_ended_share", "share", CONTRACT.with(&[F::From, F::To]), WHOLE, fold(&[], contracts::ended_share),
        "of the contracts that were there when the period began, those that ended in it"),
    measure("no_active_choice_share", "share", SERVICE, WHOLE,
        fold(&[K::Referred, K::LevelCorrected, K::Chose], market::no_active_choice_share),
        "share of the choices in the period that were taken by default"),
    measure("reported_contacts_per_month", "contacts", SERVICE, Keys::Fixed(&["month_1", "month_2_on"]),
        fold(&[K::Reported], contacts::per_month), "mean contacts in the monthly reports of the period"),
    measure("funnel", "persons", PERIOD, STEPS,
        sum(&[K::Registered, K::Contacted, K::Profiled, K::Referred, K::Started, K::Result], funnel::funnel),
        "persons of the population who reached each step in the period"),
];
