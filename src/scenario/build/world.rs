//! The world: areas, people, what happens to them, services.

use super::{Part, area_id, name_key};
use crate::engine::draws::Counts;
use crate::pathway::caseworker::ContactHabits;
use crate::pathway::economics::ProviderEconomics;
use crate::pathway::effort::{Behaviour, Perceived};
use crate::pathway::inflow::Inflow;
use crate::pathway::market::MarketHabits;
use crate::pathway::outcomes::{AttributeEffects, Cause, Effect, Exits, Frailty, Jobs};
use crate::pathway::person::{AgeGroup, BirthRegion, Composition, CompositionKnot, Education, Programmes};
use crate::pathway::placement::ServiceHabits;
use crate::pathway::profiling::{DataFault, Field, Mixture, Reading, Tool};
use crate::pathway::providers::{ChoiceHabits, Contract, Provider, ProviderType};
use crate::pathway::public_cost::PublicCost;
use crate::pathway::stock::{Registered, Stock};
use crate::scenario::check::month;
use crate::scenario::input::Inputs;
use crate::scenario::tree::Node;
use crate::scenario::types::{Area, RunSettings, World};
use crate::units::Day;

pub(super) fn world(part: &Part, run: &RunSettings, names: &[String], inputs: &mut Inputs) -> World {
    let areas = areas(part, names, inputs);
    let inflow = inflow(&part.part("inflow"), &areas, run, inputs);
    World {
        stock: stock(&part.part("stock"), inputs),
        composition: composition(&part.part("composition")),
        programmes: programmes(&part.part("programmes")),
        exits: exits(&part.part("exits")),
        jobs: jobs(&part.part("jobs")),
        tool: tool(&part.part("tool")),
        contact: contact(&part.part("contact")),
        choice: choice(part, names),
        providers: providers(part, names),
        service: service(&part.part("service")),
        effect: effect(&part.part("effect")),
        provider_economics: part.maybe_part("provider_economics").map(|part| provider_economics(&part)),
        behaviour: part.maybe_part("behaviour").map(|part| behaviour(&part)),
        market: part.maybe_part("market").map(|part| market(&part)),
        public_cost: part.maybe_part("public_cost").map(|part| public_cost(&part)),
        areas,
        inflow,
    }
}

/// Areas with their shares: of the given stock and inflow, if given, else by weight.
fn areas(part: &Part, names: &[String], inputs: &Inputs) -> Vec<Area> {
    let table = part.part("areas");
    let weights = |key: &str| names.iter().map(|name| table.part(name).number(key)).collect::<Vec<f64>>();
    let stock = normalised(inputs.stock_by_area(names.len()).unwrap_or_else(|| weights("stock_weight")));
    let inflow = normalised(inputs.inflow_by_area(names.len()).unwrap_or_else(|| weights("inflow_weight")));
    let shares = stock.into_iter().zip(inflow);
    names
        .iter()
        .zip(shares)
        .map(|(name, (stock_share, inflow_share))| Area { name: name.clone(), key: name_key(name), stock_share, inflow_share })
        .collect()
}

fn normalised(weights: Vec<f64>) -> Vec<f64> {
    let sum: f64 = weights.iter().sum();
    if sum > 0.0 { weights.iter().map(|weight| weight / sum).collect() } else { vec![1.0 / weights.len() as f64; weights.len()] }
}

fn stock(part: &Part, inputs: &mut Inputs) -> Stock {
    let given = inputs.stock.take();
    Stock {
        persons: given.as_ref().map_or(part.integer("persons") as u32, |persons| persons.len() as u32),
        registered: match part.maybe("past_registrations") {
            Some(_) => Registered::Past(part.curve("past_registrations")),
            None => Registered::Shares(part.curve("registered_share_by_days")),
        },
        employed_share: part.curve("employed_share"),
        supported_work_share: part.curve("supported_work_share"),
        given,
    }
}

fn composition(part: &Part) -> Composition {
    let education = part.part("education");
    let knots = part.items("by_days");
    let by_days = knots.iter().map(|knot| CompositionKnot {
        days: knot.number("days"),
        birth_region: knot.shares("birth_region", BirthRegion::NAMES),
        age: knot.shares("age", AgeGroup::NAMES),
        disability: knot.number("disability"),
    });
    Composition {
        by_days: by_days.collect(),
        education: std::array::from_fn(|region| education.shares(BirthRegion::NAMES[region], Education::NAMES)),
        woman: part.named("woman", BirthRegion::NAMES),
        disability_ratio_outside_europe: part.number("disability_ratio_outside_europe"),
        newly_arrived: part.curve("newly_arrived"),
    }
}

fn programmes(part: &Part) -> Programmes {
    let guarantee_after = part.days("job_and_development_after_days");
    Programmes {
        job_and_development_after_days: guarantee_after,
        job_and_development_share: part.number("job_and_development_share"),
        youth_after_days: part.days("youth_after_days"),
        youth_share: part.number("youth_share"),
        youth_until_days: part.maybe("youth_until_days").and_then(Node::integer).map_or(guarantee_after, |days| days as i32),
        establishment_until_days: part.days("establishment_until_days"),
        mean_delay_days: part.number("mean_delay_days"),
    }
}

fn inflow(part: &Part, areas: &[Area], run: &RunSettings, inputs: &mut Inputs) -> Inflow {
    Inflow {
        months: inputs.inflow.take().map_or_else(|| months(part, areas, run), |months| of_run(months, run)),
        weekday_weights: part.numbers("weekday_weights"),
        holiday_weight: part.number("holiday_weight"),
        variance_to_mean: part.number("variance_to_mean"),
        returning_share_after_year: part.number("returning_share_after_year"),
        local_office_share: part.number("local_office_share"),
        own_journey_days: part.days("own_journey_days"),
        own_journey_told_share: part.number("own_journey_told_share"),
    }
}

type Months = Vec<(Day, Vec<f64>)>;

/// The numbers of all areas together, spread over the areas by their shares.
fn months(part: &Part, areas: &[Area], run: &RunSettings) -> Months {
    let table = part.part("registrations_per_month");
    let numbers = table.table.entries.iter().filter_map(|entry| Some((month(&entry.key)?, entry.node.number()?)));
    let months = numbers.map(|(first, number)| (first, areas.iter().map(|area| number * area.inflow_share).collect()));
    of_run(months.collect(), run)
}

/// The months of the run, in order.
fn of_run(mut months: Months, run: &RunSettings) -> Months {
    months.retain(|(first, _)| first.month_start(1) > run.from && *first <= run.to);
    months.sort_by_key(|(first, _)| *first);
    months
}

fn exits(part: &Part) -> Exits {
    let frailty =
        match (part.maybe("frailty.gamma.shape").and_then(Node::number), part.maybe("frailty.log_normal.sd").and_then(Node::number)) {
            (Some(shape), _) => Frailty::Gamma { shape },
            (None, sd) => Frailty::LogNormal { sd: part.known("frailty", sd) },
        };
    Exits {
        per_day: part.named("per_day", Cause::NAMES),
        frailty,
        effects: effects(&part.part("effects")),
        job_duration: part.curve("job_duration"),
        other_duration: part.curve("other_duration"),
        season: part.numbers("season"),
        cycle: part.dated("cycle", |step| step.number("factor")),
    }
}

fn effects(part: &Part) -> AttributeEffects {
    AttributeEffects {
        woman: part.number("woman"),
        under_25: part.number("under_25"),
        from_55: part.number("from_55"),
        compulsory: part.number("compulsory"),
        tertiary: part.number("tertiary"),
        europe: part.number("europe"),
        outside_europe: part.number("outside_europe"),
        disability: part.number("disability"),
    }
}

fn jobs(part: &Part) -> Jobs {
    Jobs {
        temporary_ends_registration: part.number("temporary_ends_registration"),
        permanent_full_time_share: part.number("permanent_full_time_share"),
        temporary_full_time_share: part.number("temporary_full_time_share"),
        permanent_mean_days: part.number("permanent_mean_days"),
        temporary_median_days: part.number("temporary_median_days"),
        temporary_sd_log: part.number("temporary_sd_log"),
        education_payable_share: part.number("education_payable_share"),
        supported_work_days: part.days("supported_work_days"),
        return_share_after_job: part.number("return_share_after_job"),
        return_share_after_other: part.number("return_share_after_other"),
        return_mean_days: part.number("return_mean_days"),
    }
}

fn tool(part: &Part) -> Tool {
    let reading = match part.maybe_part("mixture") {
        Some(mixture) => Reading::Mixture(self::mixture(&mixture)),
        None => Reading::Truth { noise_sd_probit: part.number("truth.noise_sd_probit") },
    };
    let data_faults = part.items("data_faults");
    Tool {
        reading,
        data_faults: data_faults.iter().map(data_fault).collect(),
        wrong_input_share: part.number("wrong_input_share"),
        wrong_input_sd: part.number("wrong_input_sd"),
        correction_share: part.number("correction_share"),
        correction_mean_days: part.number("correction_mean_days"),
        case_opened_per_day: part.curve("case_opened_per_day"),
        preprofiling_correlation: part.number("preprofiling_correlation"),
    }
}

fn data_fault(part: &Part) -> DataFault {
    let fields = super::texts(part.node("fields"));
    DataFault {
        from: part.day("from"),
        until: part.day("until"),
        fields: fields.iter().filter_map(|name| Field::from_name(name)).collect(),
    }
}

fn mixture(part: &Part) -> Mixture {
    Mixture {
        low_mean: part.number("low_mean"),
        low_sd: part.number("low_sd"),
        high_sd: part.number("high_sd"),
        low_weight_logit: part.curve("low_weight_logit"),
        high_mean: part.curve("high_mean"),
        loading: part.number("loading"),
        frailty_weight: part.number("frailty_weight"),
        occasion_correlation: part.number("occasion_correlation"),
    }
}

fn contact(part: &Part) -> ContactHabits {
    ContactHabits {
        employed: part.number("employed"),
        supported_work: part.number("supported_work"),
        under_25: part.number("under_25"),
        from_55: part.number("from_55"),
        europe: part.number("europe"),
        outside_europe: part.number("outside_europe"),
        disability: part.number("disability"),
        in_programme: part.number("in_programme"),
        reached_share: part.number("reached_share"),
    }
}

fn choice(world: &Part, names: &[String]) -> ChoiceHabits {
    let (areas, part) = (world.part("areas"), world.part("choice"));
    ChoiceHabits {
        no_active_choice_share: names.iter().map(|name| areas.part(name).number("no_active_choice_share")).collect(),
        distance_decay: part.number("distance_decay"),
        per_star: part.number("per_star"),
        caseload: part.number("caseload"),
        min_places: part.integer("min_places") as u32,
    }
}

fn providers(world: &Part, areas: &[String]) -> Vec<Provider> {
    let table = world.part("providers").table;
    let named = table.entries.iter().filter_map(|entry| Some((&entry.key, entry.node.table()?)));
    let mut providers: Vec<Provider> = named.map(|(name, table)| provider(name, &Part { table, path: name }, areas)).collect();
    providers.sort_by(|a, b| a.name.cmp(&b.name));
    providers
}

fn provider(name: &str, part: &Part, areas: &[String]) -> Provider {
    Provider {
        name: name.into(),
        key: name_key(name),
        enters: part.day("enters"),
        is_candidate: part.maybe("candidate").is_some_and(Node::is_true),
        leaves: part.maybe("leaves").and_then(Node::day),
        attractiveness: part.number("attractiveness"),
        rating: part.maybe("rating").and_then(Node::integer).map(|stars| stars as u8),
        contracts: contracts(&part.part("areas"), areas),
    }
}

fn contracts(part: &Part, areas: &[String]) -> Vec<Contract> {
    let named = part.table.entries.iter().filter_map(|entry| Some((area_id(areas, &entry.key)?, entry.node.table()?)));
    let contract = |(area, table)| {
        let part = Part { table, path: "areas" };
        Contract { area, supervisors: part.number("supervisors"), offices: part.integer("offices") as u32 }
    };
    let mut contracts: Vec<Contract> = named.map(contract).collect();
    contracts.sort_by_key(|contract| contract.area);
    contracts
}

fn service(part: &Part) -> ServiceHabits {
    ServiceHabits {
        interruption_per_month: part.number("interruption_per_month"),
        switch_per_month: part.number("switch_per_month"),
        extension_share: part.number("extension_share"),
        plan_in_time_share: part.number("plan_in_time_share"),
        report_approved_share: part.number("report_approved_share"),
        claim_late_share: part.number("claim_late_share"),
        claim_late_days: part.span("claim_late_days"),
        claim_refused_share: part.number("claim_refused_share"),
        contacts_first_month: Counts::new(part.number("contacts_first_month"), 1.0),
        contacts_later_month: Counts::new(part.number("contacts_later_month"), 1.0),
    }
}

fn effect(part: &Part) -> Effect {
    Effect { lock_in: part.number("lock_in"), lock_in_months: part.days("lock_in_months"), after: part.number("after") }
}

fn provider_economics(part: &Part) -> ProviderEconomics {
    ProviderEconomics {
        wage_per_month: part.money("wage_per_month_sek"),
        premises_per_month: part.money("premises_per_month_sek"),
        overhead_share: part.number("overhead_share"),
        least_supervisors: part.number("least_supervisors"),
        hire_lag_months: part.integer("hire_lag_months") as usize,
        leave_lag_months: part.integer("leave_lag_months") as usize,
    }
}

fn behaviour(part: &Part) -> Behaviour {
    Behaviour {
        elasticity: part.number("elasticity"),
        least_effort: part.number("least_effort"),
        most_effort: part.number("most_effort"),
        perceived: part.known("perceived", Perceived::from_name(&part.text("perceived"))),
        perceived_chance: part.named("perceived_chance", &LEVELS),
        result_share_of_jobs: part.number("result_share_of_jobs"),
        other_ends_per_month: part.number("other_ends_per_month"),
        reference_effort: part.named("reference_effort", &LEVELS),
        assessment_sd: part.number("assessment_sd"),
    }
}

fn market(part: &Part) -> MarketHabits {
    MarketHabits {
        most_caseload: part.number("most_caseload"),
        spare_share: part.number("spare_share"),
        patience_months: part.integer("patience_months") as usize,
        exit_share: part.named("exit_share", ProviderType::NAMES),
        entry_share: part.named("entry_share", ProviderType::NAMES),
        entry_lag_months: part.integer("entry_lag_months") as i32,
    }
}

const LEVELS: [&str; 3] = ["level_a", "level_b", "level_c"];

fn public_cost(part: &Part) -> PublicCost {
    PublicCost {
        activity_support_insured: part.money("activity_support_insured_sek"),
        activity_support_others: part.money("activity_support_others_sek"),
        insurance: part.money("insurance_sek"),
        insured_share: part.number("insured_share"),
        social_assistance: part.money("social_assistance_sek"),
        social_assistance_share: part.number("social_assistance_share"),
        share_in_work: part.number("share_in_work"),
        slot: part.money("slot_sek"),
        displacement: part.number("displacement"),
    }
}
