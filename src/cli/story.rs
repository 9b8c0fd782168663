//! The story of a person, from the facts and entries about it.

use crate::journal::{Channel, Chunk, Entry, Fact, Reader, What};
use crate::pathway::outcomes::OutcomeClass;
use crate::pathway::thresholds::Verdict;
use crate::scenario::Scenario;
use crate::units::ProviderId;

/// Collects what concerns one person.
pub struct Story {
    person: u32,
    facts: Vec<Fact>,
    entries: Vec<Entry>,
}

impl Story {
    pub fn of(person: u32) -> Story {
        Story { person, facts: Vec::new(), entries: Vec::new() }
    }
}

impl Reader for Story {
    fn take(&mut self, chunk: &Chunk) {
        self.facts.extend(chunk.facts.iter().filter(|fact| fact.subject.person.0 == self.person));
        self.entries.extend(chunk.entries.iter().filter(|entry| entry.subject.person.0 == self.person));
    }
}

/// The story in words, a line for each event and each payment, by date.
pub fn tell(story: &Story, scenario: &Scenario, replication: u32) -> String {
    let line = |(place, fact): (usize, &Fact)| (fact.day, words(&fact.what, scenario) + &what_came(&story.facts[place..]));
    let mut lines: Vec<(crate::units::Day, String)> = story.facts.iter().enumerate().map(line).collect();
    lines.extend(story.entries.iter().map(|entry| (entry.last, payment(entry, scenario))));
    lines.sort_by_key(|(day, _)| *day);
    let mut text = format!("Person {} of {}, replication {replication}, seed {}\n", story.person, scenario.name, scenario.run.seed);
    if let Some(first) = story.facts.first() {
        text += &who(first, scenario);
    }
    for (day, line) in lines {
        text += &format!("{day}  {line}\n");
    }
    text
}

/// After a profiling: the outcome that came of it in the tool's classes, as far as the run shows it.
fn what_came(facts: &[Fact]) -> String {
    let cause = |fact: &Fact| match fact.what {
        What::WorkBegan { cause, .. } | What::Deregistered { cause } => Some((fact.day, cause)),
        _ => None,
    };
    match (facts[0].what, facts.iter().find_map(cause)) {
        (What::Profiled { .. }, Some((day, cause))) => format!(" (came: {})", OutcomeClass::of(cause, day - facts[0].day).name()),
        _ => String::new(),
    }
}

fn who(fact: &Fact, scenario: &Scenario) -> String {
    let subject = fact.subject;
    let disability = if subject.disability.name() == "disability" { ", with a disability" } else { "" };
    format!(
        "{}, {} years, born in {}, education: {}, area: {}{disability}, registered for {} days on {}\n\n",
        subject.sex.name(),
        subject.age_years,
        match subject.birth_region.name() {
            "sweden" => "Sweden",
            "europe" => "the rest of Europe",
            _ => "a country outside Europe",
        },
        subject.education.name().replace('_', " "),
        scenario.world.areas[subject.area.index()].name,
        subject.registration_days,
        fact.day,
    )
}

fn words(what: &What, scenario: &Scenario) -> String {
    let name = |provider: &ProviderId| scenario.world.providers[provider.index()].name.clone();
    let plain = |name: &str| name.replace('_', " ");
    match what {
        What::Registered { channel } => match channel {
            Channel::Stock => "is registered when the run starts".into(),
            Channel::Web => "registers on the web".into(),
            Channel::LocalOffice => "registers at a local office".into(),
            Channel::OwnJourney => "registers with a job or studies in sight: own journey, not profiled".into(),
        },
        What::Deregistered { cause } => format!("leaves the register: {}", plain(cause.name())),
        What::WorkBegan { cause, full_time, ends_registration, payable } => format!(
            "begins: {}, {}{}{}",
            plain(cause.name()),
            if *full_time { "full-time" } else { "part-time or short" },
            if *ends_registration { "" } else { ", stays registered" },
            if *payable { "; lasts as long as a result needs" } else { "" },
        ),
        What::WorkEnded => "the job is over, still registered".into(),
        What::ProgrammeEntered { programme } => format!("framework programme: {}", plain(programme.name())),
        What::Preprofiled { on_list: true, in_target_group } => {
            format!("pre-profiled: {} the target group", if *in_target_group { "in" } else { "not in" })
        }
        What::Preprofiled { on_list: false, .. } => "not on the pre-profiling list".into(),
        What::Contacted { reached, waited } => {
            format!("contacted after {waited} days on the list{}", if *reached { "" } else { ", not reached" })
        }
        What::Profiled { score, verdict, by_lines, occasion, .. } => {
            let drawn =
                if verdict == by_lines { String::new() } else { format!(" by chance in the band (lines: {})", plain(by_lines.name())) };
            format!("profiled ({}): job chance {:.1} percent, {}{drawn}", plain(occasion.name()), score.percent(), plain(verdict.name()))
        }
        What::Referred { level, verdict, waited, .. } => {
            format!("referred to level {} after {waited} days{}", level.name().to_uppercase(), by(*verdict))
        }
        What::Deviated { reason, waited, .. } => format!("the caseworker deviates after {waited} days: {}", plain(reason.name())),
        What::BudgetSpent { level, .. } => format!("not referred to level {}: the year's budget is committed", level.name().to_uppercase()),
        What::LevelCorrected { from, to } => {
            format!("level corrected from {} to {}", from.name().to_uppercase(), to.name().to_uppercase())
        }
        What::Chose { provider, active: true, .. } => format!("chooses {}", name(provider)),
        What::Chose { provider, active: false, .. } => format!("makes no choice: {} by default", name(provider)),
        What::Refused { provider, last, .. } => {
            format!("{} refuses{}", name(provider), if *last { ", as all others have: the referral lapses" } else { "" })
        }
        What::Queued { provider } => format!("{} is full: waits", name(provider)),
        What::Started { provider, level, .. } => format!("the service starts at {}, level {}", name(provider), level.name().to_uppercase()),
        What::Planned { .. } => "the joint plan is made".into(),
        What::Reported { month, contacts, approved, .. } => {
            format!("month {month} reported: {contacts} contacts{}", if *approved { "" } else { ", report not approved" })
        }
        What::Switched { from, to } => format!("changes from {} to {}", name(from), name(to)),
        What::SwitchDeclined { to } => format!("wants to change to {}, which declines", name(to)),
        What::Extended { .. } => "gets a further period".into(),
        What::Ended { reason, days, .. } => format!("the service ends after {days} days: {}", plain(reason.name())),
        What::Result { number, provider, cause, .. } => {
            format!("result {} is approved for {}: {}", number + 1, name(provider), plain(cause.name()))
        }
    }
}

/// What a referral follows: a level, or a no that the caseworker overrules.
fn by(verdict: Verdict) -> String {
    let name = verdict.name().replace('_', " ");
    match verdict {
        Verdict::TooNear | Verdict::TooFar => format!(", although {name}: the no was overruled"),
        _ => format!(" (verdict: {name})"),
    }
}

fn payment(entry: &Entry, scenario: &Scenario) -> String {
    let days = if entry.units > 1 || entry.first != entry.last {
        format!(" for {} working days from {}", entry.units, entry.first)
    } else {
        String::new()
    };
    let provider = &scenario.world.providers[entry.provider.index()].name;
    format!("SEK {:.2} {}{days} to {provider}, paid {}", entry.amount.kronor(), entry.kind.name().replace('_', " "), entry.paid_on)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_referral_after_a_no_says_that_it_was_overruled() {
        assert_eq!(by(Verdict::TooFar), ", although too far: the no was overruled");
        assert_eq!(by(Verdict::LevelC), " (verdict: level c)");
    }
}
