//! Keys of the world: people, what happens to them, and the services as they are.

use super::{Form, Key, Section, key, section};
use crate::pathway::effort::Perceived;
use crate::pathway::person::{AgeGroup, BirthRegion, Education};
use crate::pathway::profiling::Field;

pub(super) const SECTIONS: &[Section] = &[
    section("world", "The world as it is: no rule of the agency's stands here."),
    section("world.areas", "Delivery areas, by name."),
    section("world.stock", "Those registered on the day before the run starts."),
    section("world.composition", "Attributes among those with a given registration time."),
    section("world.composition.woman", "Share of women by birth region.").inline(),
    section("world.composition.education", "Shares of the levels of education by birth region."),
    section("world.composition.by_days[]", "Shares at one registration time; linear between these times."),
    section("world.programmes", "When framework programmes (ramprogram) begin."),
    section("world.inflow", "New registrations."),
    section(
        "world.inflow.registrations_per_month",
        "Expected registrations of whole months in all areas together, by month (YYYY-MM); each month of the run needs one.",
    ),
    section("world.exits", "What really happens: hazards of leaving the register, per day."),
    section("world.exits.frailty", "Differences in job hazard between persons that no register variable shows: `gamma` or `log_normal`.")
        .inline(),
    section("world.exits.frailty.gamma", "Gamma distributed, mean 1.").inline().optional(),
    section("world.exits.frailty.log_normal", "Log-normal with median 1.").inline().optional(),
    section(
        "world.exits.per_day",
        "Hazards at registration of the reference person: a man of 25-54 born in Sweden with upper secondary education.",
    )
    .inline(),
    section("world.exits.effects", "Effects of attributes on the log hazard of a job, against the reference person."),
    section("world.exits.cycle[]", "The business cycle by date.").optional(),
    section("world.jobs", "What becomes of a job."),
    section("world.tool", "The profiling tool: how it reads the true job chance; with one of `mixture` and `truth`."),
    section("world.tool.mixture", "Two components on the logit scale whose weight and mean move with registration time.").optional(),
    section("world.tool.truth", "The true chance itself, with noise: a tool without bias.").optional().inline(),
    section("world.tool.data_faults[]", "Periods in which attributes are read as the reference category.").optional(),
    section("world.contact", "Who is reached how easily: relative rates at which the registered are contacted."),
    section("world.choice", "How persons choose a provider."),
    section("world.providers", "Providers, by name."),
    section("world.providers.*.areas", "Contracts, by area.").inline(),
    section("world.service", "What happens in the service."),
    section("world.effect", "The service's effect on job hazards, as hazard ratios."),
    section(
        "world.provider_economics",
        "What the service costs its providers; leave it out if their profit is not asked for. No effect on what happens.",
    )
    .optional(),
    section(
        "world.behaviour",
        "How providers answer to prices: effort, a supervisor's time for a participant, is what pays best; 1 is the time that the caseload leaves. Leave it out for none.",
    )
    .optional(),
    section("world.behaviour.perceived_chance", "What providers believe of the chance of a result beginning within six months.").inline(),
    section("world.behaviour.reference_effort", "The effort under which the effect in world.effect was measured.").inline(),
    section(
        "world.market",
        "How providers answer to what they earn: staff follows participants, and by quarter contracts end after losses and candidates begin where they expect to earn. Leave it out for places and contracts that stay as they are.",
    )
    .optional(),
    section("world.market.exit_share", "Of the contracts whose last months made a loss, those ended at a quarter's review, by type of provider.").inline(),
    section("world.market.entry_share", "Of the candidates' contracts that expect a profit, those begun at a quarter's review, by type of provider.").inline(),
    section(
        "world.public_cost",
        "What job seekers cost the public besides the payments to providers; leave it out if that is not asked for. Benefits are per day, Monday to Friday, and no person draws them: everybody counts with the expected amount.",
    )
    .optional(),
];

const EFFECT: Form = Form::Number(-5.0, 5.0);
const DAYS_CURVE: f64 = 0.0;

pub(super) const PEOPLE: &[Key] = &[
    key("world.areas.*.stock_weight", Form::Number(0.0, 1e9), "relative", "The area's part of the stock, relative to the other areas'.")
        .limits("0: nobody there at the start"),
    key(
        "world.areas.*.inflow_weight",
        Form::Number(0.0, 1e9),
        "relative",
        "The area's part of the new registrations, relative to the other areas'.",
    )
    .limits("0: nobody registers there"),
    key("world.areas.*.no_active_choice_share", Form::SHARE, "share", "Share who make no active choice of provider.")
        .plausible("0.12-0.38")
        .limits("0: everyone chooses; 1: the default rule decides everything"),
    key("world.stock.persons", Form::Integer(0, 20_000_000), "persons", "Persons registered on the day before the run.")
        .limits("0: only new registrations"),
    key(
        "world.stock.csv",
        Form::Text,
        "file",
        "The user's own stock, one row a person, instead of a drawn one; see docs/input-files.md. Replaces `persons`.",
    )
    .optional("\"stock.csv\""),
    key(
        "world.stock.registered_share_by_days",
        Form::Curve(0.0, 0.0, 1.0),
        "share by days",
        "Share of the stock registered at most so many days; rises from 0 to 1. Either this or `past_registrations`.",
    )
    .limits("the first value must be 0 and the last 1")
    .optional("[[0, 0], [365, 1]]"),
    key(
        "world.stock.past_registrations",
        Form::Curve(0.0, 0.0, 1_000_000.0),
        "persons a day, in proportion, by days before the run",
        "How many registered before the run; who of them is still there follows from the hazards. Nobody came before the last day. Either this or `registered_share_by_days`.",
    )
    .limits("0 on some days: nobody came then; at least one value must be above 0")
    .optional("[[1, 1], [7300, 1]]"),
    key(
        "world.stock.employed_share",
        Form::Curve(DAYS_CURVE, 0.0, 1.0),
        "share by days",
        "Share in part-time or temporary work while registered, by registration time.",
    )
    .plausible("0-0.4")
    .limits("0: all others are unemployed or in supported work; 1: everyone works"),
    key(
        "world.stock.supported_work_share",
        Form::Curve(DAYS_CURVE, 0.0, 1.0),
        "share by days",
        "Share in supported work, by registration time.",
    )
    .plausible("0-0.4")
    .limits("with employed_share at most 1 at every registration time"),
    key("world.composition.woman.sweden", Form::SHARE, "share", "Share of women among those born in Sweden.")
        .limits("0: men only; 1: women only"),
    key("world.composition.woman.europe", Form::SHARE, "share", "Share of women among those born elsewhere in Europe.")
        .limits("0: men only; 1: women only"),
    key("world.composition.woman.outside_europe", Form::SHARE, "share", "Share of women among those born outside Europe.")
        .limits("0: men only; 1: women only"),
    key(
        "world.composition.disability_ratio_outside_europe",
        Form::Number(0.001, 1000.0),
        "ratio of shares",
        "Share with a registered disability among those born outside Europe over that among the others.",
    )
    .plausible("0.2-1")
    .limits("1: no difference; near 0: hardly any born outside Europe"),
    key(
        "world.composition.newly_arrived",
        Form::Curve(DAYS_CURVE, 0.0, 1.0),
        "share by days",
        "Share newly arrived among those born outside Europe, by registration time.",
    )
    .plausible("0-0.3")
    .limits("0: nobody in the establishment programme"),
    key("world.composition.education.sweden", Form::Shares(Education::NAMES), "shares", "Levels of education among those born in Sweden.")
        .limits("0: nobody; 1: everyone"),
    key(
        "world.composition.education.europe",
        Form::Shares(Education::NAMES),
        "shares",
        "Levels of education among those born elsewhere in Europe.",
    )
    .limits("0: nobody; 1: everyone"),
    key(
        "world.composition.education.outside_europe",
        Form::Shares(Education::NAMES),
        "shares",
        "Levels of education among those born outside Europe.",
    )
    .limits("0: nobody; 1: everyone"),
    key(
        "world.composition.by_days[].days",
        Form::Number(0.0, 20_000.0),
        "days",
        "Registration time at which these shares hold; 1 is the inflow.",
    )
    .limits("must rise from one table to the next"),
    key("world.composition.by_days[].birth_region", Form::Shares(BirthRegion::NAMES), "shares", "Birth regions.")
        .limits("0: nobody; 1: everyone"),
    key("world.composition.by_days[].age", Form::Shares(AgeGroup::NAMES), "shares", "Age groups.").limits("0: nobody; 1: everyone"),
    key("world.composition.by_days[].disability", Form::SHARE, "share", "Share with a registered disability.")
        .limits("0: nobody; 1: everyone"),
    key(
        "world.programmes.job_and_development_after_days",
        Form::Integer(1, 20_000),
        "days",
        "Registration time from which the job and development guarantee may begin.",
    )
    .plausible("300-450")
    .limits("longer than anyone's registration: nobody enters"),
    key("world.programmes.job_and_development_share", Form::SHARE, "share", "Share of those still registered then who enter it.")
        .plausible("0.7-0.95")
        .limits("0: nobody; 1: everyone"),
    key(
        "world.programmes.youth_after_days",
        Form::Integer(1, 20_000),
        "days",
        "Registration time from which those under 25 may enter the youth job guarantee.",
    )
    .plausible("90-120")
    .limits("longer than anyone's registration: nobody enters"),
    key("world.programmes.youth_share", Form::SHARE, "share", "Share of those under 25 still registered then who enter it.")
        .plausible("0.6-1")
        .limits("0: nobody; 1: everyone"),
    key(
        "world.programmes.youth_until_days",
        Form::Integer(1, 20_000),
        "days",
        "Registration time from which those in the youth job guarantee may begin the job and development guarantee; without it as for others.",
    )
    .plausible("425-560")
    .limits("longer than anyone's registration: they stay in the youth guarantee")
    .optional("540"),
    key(
        "world.programmes.establishment_until_days",
        Form::Integer(1, 20_000),
        "days",
        "Registration time until which the establishment programme lasts.",
    )
    .limits("1: it is over at once"),
    key("world.programmes.mean_delay_days", Form::Number(0.0, 2_000.0), "days", "Mean time from being eligible to entering.")
        .plausible("0-90")
        .limits("0: on the first possible day"),
];

pub(super) const PROCESS: &[Key] = &[
    key(
        "world.inflow.registrations_per_month.*",
        Form::Number(0.0, 1e7),
        "persons per month",
        "Expected registrations in the whole month, all areas.",
    )
    .limits("0: nobody registers that month"),
    key(
        "world.inflow.csv",
        Form::Text,
        "file",
        "The user's own monthly registrations by area, instead of the numbers above and the areas' weights; see docs/input-files.md.",
    )
    .optional("\"inflow.csv\""),
    key(
        "world.inflow.variance_to_mean",
        Form::Number(1.0, 1_000.0),
        "ratio",
        "Variance of a day's registrations in an area over their mean.",
    )
    .plausible("1-5")
    .limits("1: as random as independent arrivals (Poisson); more: good and bad days"),
    key(
        "world.inflow.weekday_weights",
        Form::Numbers(7, 0.0, 1_000.0),
        "relative",
        "Registrations on Monday to Sunday, relative to each other.",
    )
    .limits("0: none on that weekday; not all may be 0"),
    key(
        "world.inflow.holiday_weight",
        Form::Number(0.0, 1_000.0),
        "relative",
        "Registrations on a public holiday, on the scale of the weekdays.",
    )
    .limits("0: none on holidays"),
    key(
        "world.inflow.returning_share_after_year",
        Form::SHARE,
        "share",
        "Share of registrations that are returns of persons who left in the run, a year after its start; grows with time.",
    )
    .plausible("0-0.3")
    .limits("0: everyone who registers is new"),
    key("world.inflow.local_office_share", Form::SHARE, "share", "Share who register at a local office and are not profiled that day.")
        .plausible("0.05-0.3")
        .limits("0: everyone at the web site; 1: nobody is profiled at registration"),
    key(
        "world.inflow.own_journey_days",
        Form::Integer(0, 366),
        "days",
        "Days within which a job or studies make an own journey (egen resa).",
    )
    .limits("0: nobody is on an own journey"),
    key(
        "world.inflow.own_journey_told_share",
        Form::SHARE,
        "share",
        "Share who say so, of those who will have a job or studies within these days.",
    )
    .plausible("0.2-0.8")
    .limits("0: nobody tells; 1: everyone does"),
    key("world.exits.frailty.gamma.shape", Form::Number(0.05, 1_000.0), "shape", "Shape of the gamma distribution: 1/variance.")
        .shown("2.0")
        .plausible("1-5")
        .limits("large: everyone alike; small: a few leave fast and the others hardly ever"),
    key("world.exits.frailty.log_normal.sd", Form::Number(0.0, 3.0), "log points", "Standard deviation of the logarithm.")
        .shown("0.8")
        .plausible("0.3-1.2")
        .limits("0: everyone alike"),
    key("world.exits.per_day.permanent_job", Form::Number(0.0, 1.0), "per day", "Hazard of a permanent job.").limits("0: never"),
    key("world.exits.per_day.temporary_job", Form::Number(0.0, 1.0), "per day", "Hazard of a temporary or part-time job.")
        .limits("0: never"),
    key("world.exits.per_day.education", Form::Number(0.0, 1.0), "per day", "Hazard of regular education.").limits("0: never"),
    key("world.exits.per_day.supported_work", Form::Number(0.0, 1.0), "per day", "Hazard of supported work.").limits("0: never"),
    key("world.exits.per_day.other", Form::Number(0.0, 1.0), "per day", "Hazard of leaving for another reason.").limits("0: never"),
    key(
        "world.exits.job_duration",
        Form::Curve(0.0, 0.0, 100.0),
        "factor by days",
        "Factor on the job hazards by days registered, besides what frailty does.",
    )
    .limits("constant: no duration dependence of its own"),
    key("world.exits.other_duration", Form::Curve(0.0, 0.0, 100.0), "factor by days", "Factor on the other hazards by days registered.")
        .limits("constant: none"),
    key("world.exits.season", Form::Numbers(12, 0.0, 100.0), "factor", "Factor on the job hazards by month, January first.")
        .limits("all 1: no season"),
    key("world.exits.effects.woman", EFFECT, "log points", "Woman.").limits("0: no difference"),
    key("world.exits.effects.under_25", EFFECT, "log points", "Under 25.").limits("0: no difference"),
    key("world.exits.effects.from_55", EFFECT, "log points", "55 or older.").limits("0: no difference"),
    key("world.exits.effects.compulsory", EFFECT, "log points", "Compulsory education only.").limits("0: no difference"),
    key("world.exits.effects.tertiary", EFFECT, "log points", "Tertiary education.").limits("0: no difference"),
    key("world.exits.effects.europe", EFFECT, "log points", "Born elsewhere in Europe.").limits("0: no difference"),
    key("world.exits.effects.outside_europe", EFFECT, "log points", "Born outside Europe.").limits("0: no difference"),
    key("world.exits.effects.disability", EFFECT, "log points", "Registered disability.").limits("0: no difference"),
    key("world.exits.cycle[].from", Form::Date, "date", "Day from which the factor holds.").limits("must rise from one table to the next"),
    key("world.exits.cycle[].factor", Form::FACTOR, "factor", "Factor on the job hazards.")
        .plausible("0.6-1.3")
        .limits("1: as in normal times; 0: no jobs"),
    key("world.jobs.temporary_ends_registration", Form::SHARE, "probability", "That a temporary or part-time job ends the registration.")
        .plausible("0.3-1")
        .limits("0: all stay registered as employed; 1: every job ends the registration"),
    key("world.jobs.permanent_full_time_share", Form::SHARE, "share", "Full-time jobs among permanent ones.")
        .plausible("0.7-0.95")
        .limits("0: none of them pays a result"),
    key("world.jobs.temporary_full_time_share", Form::SHARE, "share", "Full-time jobs among temporary ones.")
        .plausible("0.4-0.8")
        .limits("0: none of them pays a result"),
    key("world.jobs.permanent_mean_days", Form::Number(1.0, 100_000.0), "days", "Mean length of a permanent job.")
        .limits("short: hardly any lasts long enough for a result"),
    key("world.jobs.temporary_median_days", Form::Number(1.0, 100_000.0), "days", "Median length of a temporary job.")
        .plausible("90-250")
        .limits("short: hardly any lasts long enough for a result"),
    key("world.jobs.temporary_sd_log", Form::Number(0.0, 5.0), "log points", "Spread of the logarithm of that length.")
        .plausible("0.5-1.2")
        .limits("0: all of the median length"),
    key("world.jobs.education_payable_share", Form::SHARE, "share", "Studies that last at least four months and give student aid.")
        .limits("0: studies never pay a result"),
    key("world.jobs.supported_work_days", Form::Integer(1, 3_660), "days", "Days that supported work lasts; it is full-time.")
        .plausible("180-730")
        .limits("1: too short for any result; counts only where a payment model pays for supported work"),
    key(
        "world.jobs.return_share_after_job",
        Form::SHARE,
        "probability",
        "Of registering again when a job that ended the registration is over.",
    )
    .plausible("0.3-0.8")
    .limits("0: nobody comes back after a job"),
    key("world.jobs.return_share_after_other", Form::SHARE, "probability", "Of registering again after another exit.")
        .plausible("0.1-0.5")
        .limits("0: nobody comes back after another exit"),
    key("world.jobs.return_mean_days", Form::Number(1.0, 100_000.0), "days", "Mean time until then.")
        .limits("long: returns fall outside the run"),
];

pub(super) const SERVICES: &[Key] = &[
    key("world.tool.wrong_input_share", Form::SHARE, "share", "Persons whose register data are wrong or missing at the first profiling.")
        .plausible("0-0.5")
        .limits("0: no errors in the inputs"),
    key(
        "world.tool.wrong_input_sd",
        Form::Number(0.0, 10.0),
        "standard deviations",
        "Size of the error this makes, in standard deviations of the person's standing.",
    )
    .plausible("0-1")
    .limits("0: the errors don't matter"),
    key("world.tool.correction_share", Form::SHARE, "share", "Of these errors, those found and corrected.")
        .plausible("0-0.6")
        .limits("0: errors stay"),
    key("world.tool.correction_mean_days", Form::Number(0.0, 10_000.0), "days", "Mean time until then.").limits("0: at once"),
    key(
        "world.tool.case_opened_per_day",
        Form::Curve(0.0, 0.0, 1.0),
        "per day, by days",
        "Intensity of a case being opened, and the person profiled again, by days since registration; for the stock from the first profiling on.",
    )
    .limits("0: nobody is profiled again in passing"),
    key(
        "world.tool.preprofiling_correlation",
        Form::Number(-1.0, 1.0),
        "correlation",
        "Of the pre-profiling tool's standing with this tool's lasting one.",
    )
    .plausible("0.2-1")
    .limits("1: the same tool; 0: the list is drawn at random"),
    key("world.tool.mixture.low_mean", Form::Number(-10.0, 10.0), "logit", "Mean of the low component.")
        .limits("beyond -5 or 5 all scores are near 0 or 1"),
    key("world.tool.mixture.low_sd", Form::Number(0.001, 10.0), "logit", "Standard deviation of the low component.")
        .limits("near 0: one score for all in it"),
    key("world.tool.mixture.high_sd", Form::Number(0.001, 10.0), "logit", "Standard deviation of the high component.")
        .limits("near 0: one score for all in it"),
    key(
        "world.tool.mixture.low_weight_logit",
        Form::Curve(0.0, -20.0, 20.0),
        "logit by days",
        "Logit of the low component's weight, by registration time.",
    )
    .limits("-20: the high component only; 20: the low one only"),
    key(
        "world.tool.mixture.high_mean",
        Form::Curve(0.0, -10.0, 10.0),
        "logit by days",
        "Mean of the high component, by registration time.",
    )
    .limits("beyond -5 or 5 all scores are near 0 or 1"),
    key("world.tool.mixture.loading", Form::Number(-1.0, 1.0), "correlation", "Of a person's standing in the tool with the true one.")
        .plausible("0.3-0.9")
        .limits("0: the tool knows nothing; 1: it ranks people as the truth does"),
    key("world.tool.mixture.frailty_weight", Form::Number(0.0, 10.0), "weight", "Of frailty against attributes in that standing.")
        .plausible("0-1")
        .limits("0: the tool sees attributes only"),
    key("world.tool.mixture.occasion_correlation", Form::Number(0.0, 1.0), "correlation", "Of a person's readings on different occasions.")
        .plausible("0.85-1")
        .limits("1: profiling again gives the same standing; 0: a new draw each time"),
    key("world.tool.truth.noise_sd_probit", Form::Number(0.0, 10.0), "probit", "Standard deviation of the noise on the probit scale.")
        .limits("0: the score is the true chance")
        .shown("0.1"),
    key("world.tool.data_faults[].from", Form::Date, "date", "First day of the fault.").limits("before the run: from the start"),
    key("world.tool.data_faults[].until", Form::Date, "date", "Last day of the fault; levels are corrected on the next.")
        .limits("after the run: never mended"),
    key("world.tool.data_faults[].fields", Form::Choices(Field::NAMES), "", "Attributes read as the reference category.")
        .limits("empty: no fault"),
    key("world.contact.employed", Form::FACTOR, "factor", "Those in part-time or temporary work.")
        .plausible("0.2-1")
        .limits("1: as others; 0: never contacted"),
    key("world.contact.supported_work", Form::FACTOR, "factor", "Those in supported work.")
        .plausible("0.1-1")
        .limits("1: as others; 0: never contacted"),
    key("world.contact.under_25", Form::FACTOR, "factor", "Those under 25.")
        .plausible("0.7-1.8")
        .limits("1: as others; 0: never contacted"),
    key("world.contact.from_55", Form::FACTOR, "factor", "Those of 55 or older.")
        .plausible("0.5-1.2")
        .limits("1: as others; 0: never contacted"),
    key("world.contact.europe", Form::FACTOR, "factor", "Those born elsewhere in Europe.")
        .plausible("0.8-1.6")
        .limits("1: as others; 0: never contacted"),
    key("world.contact.outside_europe", Form::FACTOR, "factor", "Those born outside Europe.")
        .plausible("1-2")
        .limits("1: as others; 0: never contacted"),
    key("world.contact.disability", Form::FACTOR, "factor", "Those with a registered disability.")
        .plausible("0.5-1.3")
        .limits("1: as others; 0: never contacted"),
    key("world.contact.in_programme", Form::FACTOR, "factor", "Those in a framework programme.")
        .plausible("0.7-2.5")
        .limits("1: as others; 0: never contacted"),
    key("world.contact.reached_share", Form::SHARE, "share", "Contacts in which the person is reached and informed.")
        .plausible("0.7-1")
        .limits("0: nobody is ever profiled after a contact"),
    key("world.choice.distance_decay", Form::Number(0.0, 100.0), "per mean distance", "How fast an office's appeal falls with distance.")
        .plausible("0-2")
        .limits("0: distance does not matter; large: the nearest office always"),
    key("world.choice.per_star", Form::Number(-10.0, 10.0), "log odds", "Appeal of one published star more.")
        .plausible("0-0.6")
        .limits("0: ratings do not matter"),
    key("world.choice.caseload", Form::Number(0.0, 10_000.0), "participants", "Participants per supervisor.")
        .plausible("20-50")
        .limits("0: only min_places"),
    key("world.choice.min_places", Form::Integer(0, 1_000_000), "places", "Places that a provider has at least in each of its areas.")
        .limits("0: only what its supervisors can take"),
    key("world.providers.*.enters", Form::Date, "date", "First day on which it can be chosen.").limits("after the run: never"),
    key("world.providers.*.candidate", Form::Bool, "", "On offer only: it begins in an area when it expects to earn there, on `enters` at the earliest.")
        .optional("false")
        .limits("left out: it begins on `enters`"),
    key("world.providers.*.leaves", Form::Date, "date", "Last day on which it can be chosen.")
        .optional("2020-12-31")
        .limits("left out: it stays"),
    key("world.providers.*.attractiveness", Form::Number(0.0, 1e6), "relative", "How often it is chosen, all else equal.")
        .limits("0: never by choice"),
    key("world.providers.*.rating", Form::Integer(1, 4), "stars", "Published rating.").optional("3").limits("left out: not rated"),
    key("world.providers.*.areas.*.supervisors", Form::Number(0.0, 100_000.0), "persons", "Supervisors in the area.")
        .limits("0: min_places only"),
    key("world.providers.*.areas.*.offices", Form::Integer(1, 10_000), "offices", "Offices in the area; more are nearer to more persons.")
        .limits("1: a single office"),
    key("world.service.interruption_per_month", Form::SHARE, "per month", "Interruptions without deregistration.")
        .plausible("0.01-0.15")
        .limits("0: none"),
    key("world.service.switch_per_month", Form::SHARE, "per month", "Changes of provider asked for.").plausible("0-0.05").limits("0: none"),
    key("world.service.extension_share", Form::SHARE, "share", "Of those with days left beyond the first period, those given a second.")
        .plausible("0.7-1")
        .limits("0: one period only"),
    key("world.service.plan_in_time_share", Form::SHARE, "share", "Joint plans made in the first month; the others in the second.")
        .plausible("0.7-1")
        .limits("0: no base payment for anyone's first month"),
    key("world.service.report_approved_share", Form::SHARE, "share", "Monthly reports that come and are approved.")
        .plausible("0.9-1")
        .limits("0: no base payment at all"),
    key("world.service.claim_late_share", Form::SHARE, "share", "Claims, for reports as for results, that providers make late.")
        .plausible("0-0.3")
        .limits("0: all on the day; 1: all late"),
    key("world.service.claim_late_days", Form::Span(1, 366), "days", "Days by which these are late, fewest and most.")
        .plausible("5-60")
        .limits("[1, 1]: the next day"),
    key("world.service.claim_refused_share", Form::SHARE, "share", "Claims for a result that are refused.")
        .plausible("0-0.1")
        .limits("0: none; 1: no result is ever paid"),
    key("world.service.contacts_first_month", Form::Number(0.0, 31.0), "contacts per month", "Mean reported contacts in the first month.")
        .limits("0: none"),
    key("world.service.contacts_later_month", Form::Number(0.0, 31.0), "contacts per month", "Mean reported contacts in a later month.")
        .limits("0: none"),
    key("world.effect.lock_in", Form::Number(0.0, 10.0), "hazard ratio", "In the first months of the service.")
        .plausible("0.85-1.05")
        .limits("1: no effect; 0: no jobs in that time"),
    key("world.effect.lock_in_months", Form::Integer(0, 120), "months", "How many months these are.")
        .plausible("0-6")
        .limits("0: no lock-in"),
    key("world.effect.after", Form::Number(0.0, 10.0), "hazard ratio", "After them, until the service ends.")
        .plausible("0.90-1.10")
        .limits("1: no effect; 0: no jobs in that time"),
    key("world.provider_economics.wage_per_month_sek", Form::Money(0.0, 1e7), "SEK per month", "A supervisor's wage with social fees.")
        .plausible("42000-60000")
        .limits("0: supervisors cost nothing"),
    key("world.provider_economics.premises_per_month_sek", Form::Money(0.0, 1e7), "SEK per month", "An office.")
        .plausible("8000-30000")
        .limits("0: offices cost nothing"),
    key("world.provider_economics.overhead_share", Form::Number(0.0, 10.0), "share", "Management and the like, on top of wages and premises.")
        .plausible("0.05-0.3")
        .limits("0: none"),
    key("world.provider_economics.least_supervisors", Form::Number(0.0, 1_000.0), "persons", "Supervisors that a provider has in an area at least.")
        .plausible("0.2-1")
        .limits("0: nobody while there are no participants"),
    key("world.provider_economics.hire_lag_months", Form::Integer(0, 24), "months", "From the need for a supervisor to the first wage.")
        .plausible("0-3")
        .limits("0: in the same month"),
    key("world.provider_economics.leave_lag_months", Form::Integer(0, 24), "months", "From the end of the need for a supervisor to the last wage.")
        .plausible("1-6")
        .limits("0: in the same month"),
    key("world.behaviour.elasticity", Form::Number(0.0, 0.95), "percent per percent", "Rise of job hazards with effort.")
        .plausible("0-0.5")
        .limits("0: effort has no effect, and is the least"),
    key("world.behaviour.least_effort", Form::Number(0.01, 1.0), "ratio", "What the contract can enforce.")
        .plausible("0.3-1")
        .limits("1: at least the time that the caseload leaves"),
    key("world.behaviour.most_effort", Form::Number(1.0, 50.0), "ratio", "Most effort.").plausible("2-10").limits("1: at most that time"),
    key("world.behaviour.perceived", Form::Choice(Perceived::NAMES), "", "Whose chance a provider reckons with: the level's, or the participant's true one."),
    key("world.behaviour.result_share_of_jobs", Form::SHARE, "share", "Of a true chance of a job, the part that becomes a result.")
        .plausible("0.4-0.7")
        .limits("0: no effort pays where the truth is known"),
    key("world.behaviour.other_ends_per_month", Form::SHARE, "per month", "Other ends of the service that a provider expects.")
        .plausible("0.03-0.15")
        .limits("0: none; 1: a month only"),
    key("world.behaviour.perceived_chance.level_a", Form::Number(0.0, 0.99), "share", "Level A.").plausible("0.1-0.4").limits("0: no effort pays"),
    key("world.behaviour.perceived_chance.level_b", Form::Number(0.0, 0.99), "share", "Level B.").plausible("0.08-0.3").limits("0: no effort pays"),
    key("world.behaviour.perceived_chance.level_c", Form::Number(0.0, 0.99), "share", "Level C.").plausible("0.05-0.25").limits("0: no effort pays"),
    key("world.behaviour.reference_effort.level_a", Form::Number(0.01, 10.0), "ratio", "Level A.").limits("as the effort chosen: the effect as measured"),
    key("world.behaviour.reference_effort.level_b", Form::Number(0.01, 10.0), "ratio", "Level B.").limits("as the effort chosen: the effect as measured"),
    key("world.behaviour.reference_effort.level_c", Form::Number(0.01, 10.0), "ratio", "Level C.").limits("as the effort chosen: the effect as measured"),
    key("world.behaviour.assessment_sd", Form::Number(0.0, 10.0), "logit", "Where the truth is perceived: error in a provider's judgement of somebody whom it may refuse.")
        .plausible("0-1")
        .limits("0: no error, and all providers judge alike"),
    key("world.market.most_caseload", Form::Number(0.0, 10_000.0), "participants", "Participants that a supervisor may have at most.").shown("50")
        .plausible("30-50")
        .limits("0: only min_places"),
    key("world.market.spare_share", Form::Number(0.0, 10.0), "share", "Supervisors beyond those needed for the participants of the time.").shown("0.2")
        .plausible("0-0.5")
        .limits("0: none, and who is full stays so"),
    key("world.market.patience_months", Form::Integer(1, 120), "months", "Months of losses after which a contract may end.").shown("12")
        .plausible("6-24")
        .limits("longer than the run: none ends"),
    key("world.market.entry_lag_months", Form::Integer(0, 60), "months", "From the decision to begin to the first day in the service.").shown("3")
        .plausible("1-6")
        .limits("0: the same day"),
    key("world.market.exit_share.national", Form::SHARE, "share per quarter", "Of contracts in loss, those ended: national providers.").shown("0.03").plausible("0-0.3").limits("0: none; 1: all"),
    key("world.market.exit_share.other", Form::SHARE, "share per quarter", "Providers in several areas.").shown("0.06").plausible("0-0.3").limits("0: none; 1: all"),
    key("world.market.exit_share.local", Form::SHARE, "share per quarter", "Local providers.").shown("0.06").plausible("0-0.3").limits("0: none; 1: all"),
    key("world.market.entry_share.national", Form::SHARE, "share per quarter", "Of candidates that expect to earn in an area, those that begin: national providers.").shown("0.1").plausible("0-0.5").limits("0: none; 1: all"),
    key("world.market.entry_share.other", Form::SHARE, "share per quarter", "Providers in several areas.").shown("0.25").plausible("0-0.5").limits("0: none; 1: all"),
    key("world.market.entry_share.local", Form::SHARE, "share per quarter", "Local providers.").shown("0.25").plausible("0-0.5").limits("0: none; 1: all"),
    key("world.public_cost.activity_support_insured_sek", Form::Money(0.0, 1e5), "SEK per day", "Activity support of those insured, in a programme or the service.")
        .plausible("600-1000")
        .limits("0: none"),
    key("world.public_cost.activity_support_others_sek", Form::Money(0.0, 1e5), "SEK per day", "Activity support of the others.").limits("0: none"),
    key("world.public_cost.insurance_sek", Form::Money(0.0, 1e5), "SEK per day", "Mean unemployment insurance of those insured outside programmes.")
        .plausible("600-1000")
        .limits("0: none"),
    key("world.public_cost.insured_share", Form::SHARE, "share", "Registered who have unemployment insurance.").plausible("0.3-0.6").limits("0: nobody; 1: all"),
    key("world.public_cost.social_assistance_sek", Form::Money(0.0, 1e5), "SEK per day", "Social assistance of a household of those who get it.")
        .limits("0: none"),
    key("world.public_cost.social_assistance_share", Form::SHARE, "share", "Of those without insurance outside programmes: share with social assistance.")
        .plausible("0.15-0.5")
        .limits("0: nobody; 1: all"),
    key("world.public_cost.share_in_work", Form::SHARE, "share", "Part of the benefits that somebody gets who works while registered.")
        .plausible("0-0.5")
        .limits("0: none; 1: as without work"),
    key("world.public_cost.slot_sek", Form::Money(0.0, 1e5), "SEK", "A slot of a caseworker's time: a contact, a talk or a registration at an office.")
        .plausible("200-600")
        .limits("0: their time costs nothing"),
    key("world.public_cost.displacement", Form::SHARE, "share", "Of each additional job, what others lose by it.")
        .plausible("0-0.5")
        .limits("0: nothing; 1: no job is additional"),
];
