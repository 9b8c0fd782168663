//! One person whose life is fixed: contacted, referred, chosen for and started on days that follow from the calendar, with work
//! that begins and ends when the history says.

use std::path::Path;
use std::sync::OnceLock;

use troskel::journal::{Entry, What};
use troskel::scenario::{self, Request};
use troskel::sim::Model;
use troskel::units::Day;

use crate::world::stream;

/// A man of 40 born in Sweden, alone in an area with two providers, "First" (without stars) and "Second" (four stars).
const ALONE: &str = r#"kind = "scenario"
name = "alone"
title = "One person"
extends = "minimal"
unset = ["world.areas", "world.providers", "payments.group_of_area", "policy.preprofiling", "policy.intended_thresholds"]

[world.areas."Here"]
stock_weight = 1
inflow_weight = 1
no_active_choice_share = 0

[world.stock]
csv = "alone.csv"

[world.exits]
frailty = { log_normal = { sd = 0 } }
per_day = { permanent_job = 0, temporary_job = 0, education = 0, supported_work = 0, other = 0 }
job_duration = [[0, 1]]
other_duration = [[0, 1]]
season = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]

[world.jobs]
temporary_ends_registration = 1
permanent_full_time_share = 1
temporary_full_time_share = 1
temporary_sd_log = 0
education_payable_share = 1
return_share_after_job = 0
return_share_after_other = 0

[world.tool]
data_faults = []
correction_share = 0
case_opened_per_day = [[0, 0]]

[world.contact]
reached_share = 1

[world.providers."First"]
enters = 2019-01-01
attractiveness = 1
areas = { "Here" = { supervisors = 1, offices = 1 } }

[world.providers."Second"]
enters = 2019-01-01
attractiveness = 0.000001
rating = 4
areas = { "Here" = { supervisors = 1, offices = 1 } }

[world.service]
interruption_per_month = 0
switch_per_month = 0
extension_share = 0
plan_in_time_share = 1
report_approved_share = 1

[world.effect]
lock_in = 1
lock_in_months = 1
after = 1

[policy]
thresholds_in_use = "deployed"
randomisation = []

[policy.caseworkers]
local_slots_per_day = 100
distance_slots_per_day = 100
month_factor = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]

[policy.decisions]
stock_talk_days = [0, 0]
soon_told_share = 0
reason_rates = { low_capacity = 0, joint_rehabilitation = 0, language = 0, other = 0 }
soon_days = [{ from = 2019-01-01, days = 0 }]

[policy.referral]
choice_days = [1, 1]
start_within_days = 0
when_full = "next_choice"

[[payments.prices]]
from = 2019-01-01
level_a = [{ base_sek = 55, result_sek = 20300 }]
level_b = [{ base_sek = 62, result_sek = 32400 }]
level_c = [{ base_sek = 90, result_sek = 38000 }]
"#;

const PERSON: &str = "area,birth_date,sex,education,birth_region,disability,registered_on\nHere,1980-01-01,man,upper_secondary,sweden,DISABILITY,2018-11-01\n";

fn file() -> &'static str {
    static PATH: OnceLock<String> = OnceLock::new();
    PATH.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("alone");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("alone.csv"), PERSON.replace("DISABILITY", "none")).unwrap();
        std::fs::write(folder.join("disabled.csv"), PERSON.replace("DISABILITY", "disability")).unwrap();
        let months = (2019..=2022).flat_map(|year| (1..=12).map(move |month| format!("\"{year}-{month:02}\" = 0\n")));
        let text = format!("{ALONE}\n[world.inflow.registrations_per_month]\n{}", months.collect::<String>());
        std::fs::write(folder.join("alone.toml"), text).unwrap();
        folder.join("alone.toml").display().to_string()
    })
}

/// A history: days of the run, level, and what is set.
pub struct Life<'a> {
    /// The person is contacted and referred on the first day of the run, which must be a working day, chooses on the next and
    /// starts on the first working day from then on.
    pub run: (&'a str, &'a str),
    pub level: char,
    pub set: &'a [&'a str],
}

/// A person with a disability, whom the tool reads as one without until the end of January 2020, and whose level is C otherwise.
pub const DISABLED: char = '-';

const FAULT: [&str; 4] = [
    "world.tool.data_faults=[{from=2019-01-01,until=2020-01-31,fields=[\"disability\"]}]",
    "world.exits.effects.disability=-3",
    "world.tool.mixture.loading=1",
    "world.tool.mixture.occasion_correlation=1",
];

/// Thresholds under which everybody gets a level; for the disabled, level C is below 36 percent.
fn thresholds(level: char) -> String {
    let level = if level == DISABLED { return thresholds_at(36, 36) } else { level };
    let below = |line: char| if level >= line { 100 } else { 0 };
    thresholds_at(below('c'), below('b'))
}

fn thresholds_at(c: i32, b: i32) -> String {
    format!(
        "policy.thresholds=[{{from=2019-01-01,min_registration_days=1,too_far_below=[[1,0]],level_c_below=[[1,{c}]],\
         level_b_below=[[1,{b}]],level_a_below=[[1,100]]}}]"
    )
}

/// A cause that comes on a day, for certain.
fn comes(cause: &str, day: &str) -> Vec<String> {
    let next = Day::parse(day).unwrap() + 1;
    vec![
        format!("world.exits.per_day.{cause}=1"),
        format!("world.exits.cycle=[{{from=2019-01-01,factor=0}},{{from={day},factor=100}},{{from={next},factor=0}}]"),
    ]
}

/// A temporary job that begins on a day and lasts for some.
pub fn job(day: &str, days: i32) -> Vec<String> {
    let mut set = comes("temporary_job", day);
    set.push(format!("world.jobs.temporary_median_days={}", days - 1));
    set
}

impl Life<'_> {
    /// What happened in the service, and what was booked, a line each; refused claims last.
    pub fn lines(&self) -> Vec<String> {
        let model = self.model();
        let (chunk, _) = stream(&model, 1);
        let facts = chunk.facts.iter().filter_map(|fact| told(fact.day, &fact.what));
        let entries = chunk.entries.iter().map(|entry| booked(&model, entry));
        let refused = chunk.refused.iter().map(|entry| format!("refused {}", booked(&model, entry)));
        facts.chain(entries).chain(refused).collect()
    }

    pub fn model(&self) -> Model {
        let (from, to) = self.run;
        let mut set = vec![format!("run.from={from}"), format!("run.to={to}"), thresholds(self.level)];
        set.extend(self.set.iter().map(|text| text.to_string()));
        if self.level == DISABLED {
            set.extend(FAULT.map(String::from));
            set.push(format!("world.stock.csv={}", file().replace("alone.toml", "disabled.csv")));
        }
        let request = Request { base: Some(file().into()), variants: vec![], set };
        Model::new(scenario::load(&request).unwrap_or_else(|faults| panic!("{faults}")).scenario)
    }
}

fn told(day: Day, what: &What) -> Option<String> {
    match what {
        What::Started { .. } => Some(format!("{day} starts")),
        What::Planned { .. } => Some(format!("{day} plan")),
        What::WorkBegan { .. } => Some(format!("{day} work")),
        What::Ended { reason, .. } => Some(format!("{day} ends: {}", reason.name())),
        What::Switched { .. } => Some(format!("{day} switched")),
        What::SwitchDeclined { .. } => Some(format!("{day} switch declined")),
        What::Extended { .. } => Some(format!("{day} extended")),
        What::LevelCorrected { from, to } => Some(format!("{day} level {} is {}", from.name(), to.name())),
        What::Result { number, .. } => Some(format!("{day} result {}", number + 1)),
        _ => None,
    }
}

fn booked(model: &Model, entry: &Entry) -> String {
    let Entry { kind, level, first, last, units, per_unit, amount, paid_on, .. } = entry;
    let provider = &model.scenario.world.providers[entry.provider.index()].name;
    let days = if first == last { first.to_string() } else { format!("{first}..{last}") };
    let sum = if *units == 1 { format!("{}", amount.kronor()) } else { format!("{units} x {} = {}", per_unit.kronor(), amount.kronor()) };
    format!("{} {} {provider} {days}: {sum}, paid {paid_on}", kind.name(), level.name())
}
