//! Keys of the policy and of the payment model: the agency's levers.

use super::{Form, Key, Section, key, section};
use crate::pathway::payments::{EVENTS, Per};
use crate::pathway::providers::{DefaultRule, WhenFull};

pub(super) const SECTIONS: &[Section] = &[
    section("policy", "What the agency decides: the levers."),
    section(
        "policy.thresholds[]",
        "Threshold sets as deployed, by the day from which they are in force. Boundaries are in percent of job chance, as [registration day, percent], straight between the knots and constant outside.",
    ),
    section("policy.intended_thresholds[]", "Threshold sets as they were meant to be; leave them out if they are the same.").optional(),
    section("policy.randomisation[]", "Randomisation near each boundary, for evaluation, by date.").optional(),
    section("policy.caseworkers", "Working time of caseworkers, in slots: a contact, a talk or a registration at an office takes one."),
    section(
        "policy.caseworkers.area_factor",
        "Slots of an area's local offices relative to its share of the stock; 1 where no area is named.",
    )
    .optional()
    .inline(),
    section("policy.preprofiling", "A central list of persons to contact first; leave it out for none.").optional(),
    section("policy.decisions", "How a verdict becomes a decision."),
    section("policy.decisions.reason_rates", "Rate of each reason to deviate among those with a yes.").inline(),
    section("policy.decisions.area_factor", "Factor on these rates by area; 1 where no area is named.").optional().inline(),
    section("policy.decisions.overruled_share", "Share of those with a no who start all the same, with the consent of the strict group.")
        .inline(),
    section("policy.decisions.soon_days[]", "Days within which a job, studies or parental leave is a reason to deviate, by date."),
    section("policy.referral", "From a decision to a start."),
    section("policy.service", "Rules of the service."),
    section("payments", "What providers are paid, and when a result counts."),
    section(
        "payments.group_of_area",
        "Which of the prices apply in an area, where a level has more than one: 1 is the first, and the one where no area is named.",
    )
    .optional()
    .inline(),
    section("payments.base", "The base payment, with its conditions."),
    section(
        "payments.speed_premium",
        "The base payment that remains of a full referral, paid at the transition to work or study; leave it out for none.",
    )
    .optional(),
    section(
        "payments.results[]",
        "Result payments. Those of one name are one result, reached once at most, whose windows follow one another.",
    ),
    section("payments.rating_factor", "Factor on result payments by the provider's stars; leave it out for none.").optional().inline(),
    section("payments.cohort_bonus", "Bonus and malus by the results of those who started within some months.").optional(),
    section("payments.index[]", "Factor on all prices, by date; 1 before the first.").optional(),
    section("payments.prices[]", "Prices by the day from which they hold, without value added tax."),
    section("payments.prices[].level_a[]", "Level A, nearest to work; one entry for all areas, or one for each group."),
    section("payments.prices[].level_b[]", "Level B; one entry for all areas, or one for each group."),
    section("payments.prices[].level_c[]", "Level C, farthest from work; one entry for all areas, or one for each group."),
];

const BOUNDARY: Form = Form::Curve(0.0, 0.0, 100.0);
const MIN_DAYS: &str = "Registration time under which nobody gets a level.";
const NOBODY: &str = "0: never; 100: everyone who is not caught by a lower boundary";

pub(super) const KEYS: &[Key] = &[
    key(
        "policy.thresholds_in_use",
        Form::Choice(&["deployed", "intended"]),
        "",
        "Which sets are in force: `thresholds` or `intended_thresholds`.",
    )
    .limits("intended: what should have been in force"),
    key(
        "policy.budget_per_year_sek",
        Form::Money(0.0, 1e13),
        "SEK per calendar year",
        "Referrals end when this much is committed in a calendar year.",
    )
    .optional("150000000")
    .limits("left out: no budget stop; 0: no referrals at all"),
    key("policy.thresholds[].from", Form::Date, "date", "First day in force.").limits("the first set must be in force when the run starts"),
    key("policy.thresholds[].min_registration_days", Form::Integer(1, 20_000), "days", MIN_DAYS)
        .limits("1: open from the day of registration"),
    key("policy.thresholds[].too_far_below", BOUNDARY, "percent by days", "Below this job chance: too far from work.")
        .limits("0: nobody is too far; 100: everyone"),
    key("policy.thresholds[].level_c_below", BOUNDARY, "percent by days", "Below this: level C.").limits(NOBODY),
    key("policy.thresholds[].level_b_below", BOUNDARY, "percent by days", "Below this: level B.").limits(NOBODY),
    key("policy.thresholds[].level_a_below", BOUNDARY, "percent by days", "Below this: level A; at or above it: too near.").limits(NOBODY),
    key("policy.intended_thresholds[].from", Form::Date, "date", "First day in force.")
        .limits("the first set must be in force when the run starts"),
    key("policy.intended_thresholds[].min_registration_days", Form::Integer(1, 20_000), "days", MIN_DAYS)
        .limits("1: open from the day of registration"),
    key("policy.intended_thresholds[].too_far_below", BOUNDARY, "percent by days", "Below this job chance: too far from work.")
        .limits("0: nobody is too far; 100: everyone"),
    key("policy.intended_thresholds[].level_c_below", BOUNDARY, "percent by days", "Below this: level C.").limits(NOBODY),
    key("policy.intended_thresholds[].level_b_below", BOUNDARY, "percent by days", "Below this: level B.").limits(NOBODY),
    key("policy.intended_thresholds[].level_a_below", BOUNDARY, "percent by days", "Below this: level A; at or above it: too near.")
        .limits(NOBODY),
    key("policy.randomisation[].from", Form::Date, "date", "Day from which it holds; before the first there is none.")
        .limits("must rise from one table to the next"),
    key(
        "policy.randomisation[].width_points",
        Form::Number(0.0, 100.0),
        "percentage points",
        "Whole width of the band around a boundary in which chance decides the side.",
    )
    .plausible("0-4")
    .limits("0: off"),
    key("policy.randomisation[].locked_days", Form::DAYS, "days", "How long a person's draw is kept.")
        .limits("0: drawn anew at each profiling"),
    key("policy.caseworkers.local_slots_per_day", Form::Number(0.0, 1e6), "slots per working day", "Local offices of all areas together.")
        .plausible("140-280")
        .limits("0: the stock is never contacted by them"),
    key("policy.caseworkers.distance_slots_per_day", Form::Number(0.0, 1e6), "slots per working day", "Distance offices (PDM) together.")
        .limits("0: no talks or contacts there"),
    key(
        "policy.caseworkers.local_slots_per_registration",
        Form::Number(0.0, 100.0),
        "slots",
        "Taken by a new registration at the local offices.",
    )
    .plausible("0-1")
    .limits("0: registrations crowd nobody out"),
    key(
        "policy.caseworkers.distance_slots_per_registration",
        Form::Number(0.0, 100.0),
        "slots",
        "Taken by a new registration at the distance offices.",
    )
    .plausible("0-1")
    .limits("0: registrations crowd nobody out"),
    key(
        "policy.caseworkers.month_factor",
        Form::Numbers(12, 0.0, 100.0),
        "share",
        "Part of the capacity that is at work, by month, January first.",
    )
    .limits("0: nobody works that month"),
    key("policy.caseworkers.area_factor.*", Form::FACTOR, "factor", "Factor of the area's local slots.").limits("0: no local slots there"),
    key("policy.caseworkers.every_day", Form::Bool, "", "Contacts are made on every calendar day, not on working days only.")
        .optional("false"),
    key("policy.caseworkers.follow_up_days", Form::Integer(1, 20_000), "days", "Time until a planned follow-up of somebody too near.")
        .plausible("60-330")
        .limits("longer than the run: no follow-up"),
    key("policy.preprofiling.date", Form::Date, "date", "Day on which the list is made.").limits("must lie within the run"),
    key("policy.preprofiling.persons", Form::Integer(0, 20_000_000), "persons", "Persons on the list.").limits("0: an empty list"),
    key(
        "policy.preprofiling.min_registration_days",
        Form::Integer(1, 20_000),
        "days",
        "Registration time from which somebody may be on the list.",
    )
    .plausible("1-400")
    .limits("1: everybody; long: nobody")
    .optional("1"),
    key(
        "policy.preprofiling.in_target_weight",
        Form::FACTOR,
        "factor",
        "Rate of contact of those on the list who are in the target group.",
    )
    .plausible("1-4")
    .limits("1: as those not on the list; 0: never contacted"),
    key(
        "policy.preprofiling.not_in_target_weight",
        Form::FACTOR,
        "factor",
        "Rate of contact of those on the list who are not in the target group.",
    )
    .plausible("0.5-3")
    .limits("1: as those not on the list; 0: never contacted"),
    key(
        "policy.decisions.stock_talk_days",
        Form::Span(0, 366),
        "days",
        "From a yes until the talk may be held, shortest and longest, for the stock.",
    )
    .limits("[0, 0]: the same day"),
    key("policy.decisions.new_talk_days", Form::Span(0, 366), "days", "The same for new registrants.").limits("[0, 0]: the same day"),
    key(
        "policy.decisions.soon_told_share",
        Form::SHARE,
        "share",
        "Of those who will soon have a job, studies or parental leave: share who tell.",
    )
    .plausible("0.2-0.8")
    .limits("0: no deviation for that reason"),
    key("policy.decisions.reason_rates.low_capacity", Form::SHARE, "share", "Low capacity for activity.")
        .plausible("0.06-0.25")
        .limits("0: never"),
    key(
        "policy.decisions.reason_rates.joint_rehabilitation",
        Form::SHARE,
        "share",
        "Joint rehabilitation with the Social Insurance Agency.",
    )
    .plausible("0-0.05")
    .limits("0: never"),
    key("policy.decisions.reason_rates.language", Form::SHARE, "share", "Not enough Swedish.").plausible("0.02-0.1").limits("0: never"),
    key("policy.decisions.reason_rates.other", Form::SHARE, "share", "Other reasons.").plausible("0.03-0.12").limits("0: never"),
    key("policy.decisions.woman", Form::FACTOR, "factor", "On these rates, for women.").limits("1: as men; 0: never"),
    key("policy.decisions.europe", Form::FACTOR, "factor", "On these rates, for those born elsewhere in Europe.")
        .limits("1: as those born in Sweden; 0: never"),
    key("policy.decisions.outside_europe", Form::FACTOR, "factor", "On these rates, for those born outside Europe.")
        .limits("1: as those born in Sweden; 0: never"),
    key("policy.decisions.area_factor.*", Form::FACTOR, "factor", "On these rates in the area.").limits("0: no such deviations there"),
    key("policy.decisions.overruled_share.too_near", Form::SHARE, "share", "Of those too near.")
        .plausible("0.001-0.01")
        .limits("0: a no stands; 1: a no means nothing"),
    key("policy.decisions.overruled_share.too_far", Form::SHARE, "share", "Of those too far.")
        .plausible("0.005-0.02")
        .limits("0: a no stands; 1: a no means nothing"),
    key("policy.decisions.soon_days[].from", Form::Date, "date", "Day from which it holds.")
        .limits("the first must hold when the run starts"),
    key("policy.decisions.soon_days[].days", Form::Integer(0, 366), "days", "Days until the job, studies or leave.")
        .limits("0: not a reason to deviate"),
    key("policy.referral.choice_days", Form::Span(1, 366), "days", "Time to choose a provider, shortest and longest.")
        .limits("[1, 1]: the day after the decision, the earliest: choices are dealt with before the offices' talks"),
    key(
        "policy.referral.start_within_days",
        Form::Integer(0, 366),
        "days",
        "Longest time from the choice to the start, which is put off to a working day.",
    )
    .limits("0: the same day"),
    key("policy.referral.default_rule", Form::Choice(DefaultRule::NAMES), "", "Who takes those who do not choose."),
    key("policy.referral.when_full", Form::Choice(WhenFull::NAMES), "", "What happens when the chosen provider is full."),
    key(
        "policy.referral.may_refuse",
        Form::Bool,
        "",
        "A provider may refuse somebody by whom it expects to lose, as world.behaviour has it; who is refused by all is not referred.",
    ),
    key("policy.service.periods", Form::Integer(1, 100), "periods", "Periods of the service at most.").limits("1: no extension"),
    key("policy.service.period_months", Form::Integer(1, 120), "months", "Length of a period.").limits("1: a month"),
    key("policy.service.monthly_reports", Form::Bool, "", "Providers report at the end of every month in the service.")
        .optional("true")
        .limits("false: no base payment may need a report"),
    key("policy.service.decline_switch_below_days", Form::DAYS, "days", "A provider may decline a person with fewer days left than this.")
        .limits("0: never"),
];

pub(super) const PAYMENTS: &[Key] = &[
    key("payments.name", Form::Text, "", "Name of the payment model."),
    key("payments.pay_delay_days", Form::Integer(0, 3_660), "days", "From approval to payment.")
        .plausible("0-60")
        .limits("0: paid the same day"),
    key("payments.approval_days", Form::Integer(0, 366), "days", "From a claim to its approval.")
        .optional("0")
        .limits("0 or left out: approved the same day"),
    key(
        "payments.committed_per_referral_sek",
        Form::Money(0.0, 1e9),
        "SEK",
        "Expected cost set aside at each decision; used by the budget stop only.",
    )
    .limits("0: the budget stop never comes"),
    key("payments.vat_percent", Form::Number(0.0, 100.0), "percent", "Value added tax that is paid on top of all prices.")
        .optional("0")
        .limits("0 or left out: none"),
    key("payments.ceiling_per_referral_sek", Form::Money(0.0, 1e9), "SEK", "The most that is paid for one referral in all.")
        .optional("100000")
        .limits("left out: no ceiling; not below a full referral's base payment"),
    key("payments.group_of_area.*", Form::Integer(1, 1_000), "number", "Number of the area's prices.")
        .limits("at most the number of prices"),
    key("payments.base.per", Form::Choice(Per::NAMES), "", "What a base payment is paid for; of a month not served to its end, the part."),
    key("payments.base.needs_plan", Form::Bool, "", "Paid from the joint plan on only."),
    key("payments.base.needs_report", Form::Bool, "", "Not paid for a month whose report is not approved."),
    key("payments.base.most_units", Form::Integer(1, 10_000), "days or months", "Base payments of a full referral; also their cap.")
        .limits("1: one day's or month's base payment in all"),
    key(
        "payments.speed_premium.needs_lasting",
        Form::Bool,
        "",
        "Whether it waits until the work has lasted as long as the first result needs.",
    ),
    key(
        "payments.speed_premium.recovered_if_short",
        Form::Bool,
        "",
        "Whether a premium that did not wait is taken back when the work has not lasted.",
    )
    .optional("false"),
    key("payments.results[].name", Form::Text, "", "Name of the result; entries of one name are windows of one result."),
    key(
        "payments.results[].events",
        Form::Choices(EVENTS),
        "",
        "What counts, full-time: jobs, payable studies, supported (subsidised) work.",
    ),
    key("payments.results[].lasting_months", Form::Integer(0, 120), "months", "How long the work must last.")
        .limits("0: every start of work counts"),
    key("payments.results[].window_months", Form::Integer(0, 120), "months", "How long after the end of the placement it may begin.")
        .limits("0: during the placement only"),
    key("payments.results[].from_month", Form::Integer(0, 240), "months", "It begins at the earliest so many months after the start.")
        .optional("0")
        .limits("0 or left out: from the start"),
    key("payments.results[].until_month", Form::Integer(1, 240), "months", "It begins before so many months after the start.")
        .optional("12")
        .limits("left out: no end but that of the window"),
    key("payments.results[].share", Form::SHARE, "share", "Share of the level's result payment.")
        .limits("0: nothing; the shares of all results together at most 1"),
    key("payments.results[].part_time_factor", Form::SHARE, "factor", "What a part-time job is worth of that.")
        .limits("0: part-time jobs do not count; 1: as full-time ones"),
    key("payments.rating_factor.one", Form::Number(0.0, 10.0), "factor", "Providers with one star.")
        .optional("0.9")
        .limits("1 or left out: as priced"),
    key("payments.rating_factor.two", Form::Number(0.0, 10.0), "factor", "Providers with two stars.")
        .optional("1")
        .limits("1 or left out: as priced"),
    key("payments.rating_factor.three", Form::Number(0.0, 10.0), "factor", "Providers with three stars.")
        .optional("1")
        .limits("1 or left out: as priced"),
    key("payments.rating_factor.four", Form::Number(0.0, 10.0), "factor", "Providers with four stars.")
        .optional("1.1")
        .limits("1 or left out: as priced"),
    key("payments.rating_factor.none", Form::Number(0.0, 10.0), "factor", "Providers without a rating.")
        .optional("1")
        .limits("1 or left out: as priced"),
    key(
        "payments.cohort_bonus.months",
        Form::Integer(1, 120),
        "months",
        "Months of starts that make a cohort, from the run's first day on.",
    )
    .shown("6")
    .limits("1: a cohort a month"),
    key("payments.cohort_bonus.settled_after_months", Form::Integer(0, 120), "months", "From a cohort's last day until it is settled.")
        .shown("12")
        .limits("0: at once; beyond the run's end it is not settled"),
    key(
        "payments.cohort_bonus.bonus_from_share",
        Form::SHARE,
        "share",
        "Share of the provider's participants with a first result from which the bonus is paid.",
    )
    .shown("0.4")
    .limits("0: always"),
    key("payments.cohort_bonus.malus_below_share", Form::SHARE, "share", "Share below which the malus is taken.")
        .shown("0.2")
        .limits("0: never; not above bonus_from_share"),
    key("payments.cohort_bonus.bonus_sek", Form::Money(0.0, 1e8), "SEK per participant", "Bonus for each participant.")
        .shown("1000")
        .limits("0: none"),
    key("payments.cohort_bonus.malus_sek", Form::Money(0.0, 1e8), "SEK per participant", "Malus for each participant.")
        .shown("500")
        .limits("0: none"),
    key("payments.index[].from", Form::Date, "date", "Day from which the factor holds.").limits("must rise from one table to the next"),
    key("payments.index[].factor", Form::Number(0.01, 100.0), "factor", "On the prices as written, whatever held before.")
        .limits("1: as written"),
    key("payments.prices[].from", Form::Date, "date", "Day from which the prices hold.").limits("the first must hold when the run starts"),
    key("payments.prices[].level_a[].base_sek", Form::Money(0.0, 1e6), "SEK per unit", "Base payment.").limits("0: by result only"),
    key("payments.prices[].level_a[].result_sek", Form::Money(0.0, 1e8), "SEK", "All result payments together.")
        .limits("0: by base payment only"),
    key("payments.prices[].level_b[].base_sek", Form::Money(0.0, 1e6), "SEK per unit", "Base payment.").limits("0: by result only"),
    key("payments.prices[].level_b[].result_sek", Form::Money(0.0, 1e8), "SEK", "All result payments together.")
        .limits("0: by base payment only"),
    key("payments.prices[].level_c[].base_sek", Form::Money(0.0, 1e6), "SEK per unit", "Base payment.").limits("0: by result only"),
    key("payments.prices[].level_c[].result_sek", Form::Money(0.0, 1e8), "SEK", "All result payments together.")
        .limits("0: by base payment only"),
];
