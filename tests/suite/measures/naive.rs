//! Every measure a second time, by plain loops over the whole stream.

mod costs;
mod market;

use std::collections::{BTreeMap, BTreeSet};
use troskel::journal::{Channel, Chunk, Entry, Fact, PaymentKind, Presence, Subject, What};
use troskel::pathway::caseworker::Reason;
use troskel::pathway::outcomes::Cause;
use troskel::pathway::payments::Per;
use troskel::pathway::person::Population;
use troskel::pathway::placement::EndReason;
use troskel::pathway::thresholds::{Level, ThresholdSet, Verdict};
use troskel::scenario::Scenario;
use troskel::units::{Day, PersonId, ProviderId};

/// What a filter may look at.
#[derive(Clone, Copy)]
pub struct View {
    pub subject: Subject,
    pub level: Option<Level>,
    pub provider: Option<ProviderId>,
    /// The person's first registration in the run.
    pub first: Day,
}

pub type Keep = fn(&View) -> bool;
pub type Found = BTreeMap<String, f64>;

/// A whole stream with the dates and the filter of one question.
pub struct Naive<'a> {
    pub scenario: &'a Scenario,
    pub facts: Vec<Fact>,
    by_person: BTreeMap<PersonId, Vec<Fact>>,
    pub entries: &'a [Entry],
    pub refused: &'a [Entry],
    pub pending: &'a [Entry],
    pub presences: &'a [Presence],
    pub keep: Keep,
    pub from: Day,
    pub to: Day,
    pub at: Day,
    pub which: &'static str,
    pub set: Option<ThresholdSet>,
    /// `accrued`, `claimed`, `approved` or `paid`.
    pub basis: &'static str,
    /// The number of the result that is asked for.
    pub number: Option<u8>,
}

pub fn level(verdict: Verdict) -> Option<Level> {
    match verdict {
        Verdict::LevelA => Some(Level::A),
        Verdict::LevelB => Some(Level::B),
        Verdict::LevelC => Some(Level::C),
        _ => None,
    }
}

/// Without a person's second profiling of a day.
fn without_repeats(facts: &[Fact]) -> Vec<Fact> {
    let mut seen = BTreeSet::new();
    let mut first = |fact: &&Fact| !matches!(fact.what, What::Profiled { .. }) || seen.insert((fact.subject.person, fact.day));
    facts.iter().filter(|fact| first(fact)).copied().collect()
}

fn one(value: Option<f64>) -> Found {
    value.map(|value| (String::new(), value)).into_iter().collect()
}

fn ratio(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

fn quantile(values: &[f64], p: f64) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let h = (sorted.len() as f64 - 1.0) * p;
    let (low, high) = (sorted.get(h.floor() as usize)?, sorted.get(h.ceil() as usize)?);
    Some(low + (high - low) * (h - h.floor()))
}

impl<'a> Naive<'a> {
    pub fn new(scenario: &'a Scenario, stream: &'a Chunk, keep: Keep) -> Naive<'a> {
        let (from, to) = (scenario.run.from, scenario.run.to);
        let facts = without_repeats(&stream.facts);
        let mut by_person: BTreeMap<PersonId, Vec<Fact>> = BTreeMap::new();
        facts.iter().for_each(|fact| by_person.entry(fact.subject.person).or_default().push(*fact));
        Naive {
            scenario,
            facts,
            by_person,
            entries: &stream.entries,
            refused: &stream.refused,
            pending: &stream.pending,
            presences: &stream.presences,
            keep,
            from,
            to,
            at: to,
            which: "every",
            set: None,
            basis: "accrued",
            number: None,
        }
    }

    fn first(&self, person: PersonId) -> &Fact {
        self.of(person).find(|fact| matches!(fact.what, What::Registered { .. })).unwrap()
    }

    fn keeps(&self, subject: Subject, level: Option<Level>, provider: Option<ProviderId>) -> bool {
        (self.keep)(&View { subject, level, provider, first: self.first(subject.person).day })
    }

    fn in_period(&self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }

    /// Facts of the period that `look` finds and the filter keeps.
    fn events<T>(&self, look: impl Fn(&What) -> Option<(Option<Level>, Option<ProviderId>, T)>) -> Vec<(Fact, T)> {
        let period = self.facts.iter().filter(|fact| self.in_period(fact.day));
        let found = period.filter_map(|fact| look(&fact.what).map(|(level, provider, what)| (*fact, level, provider, what)));
        found
            .filter(|(fact, level, provider, _)| self.keeps(fact.subject, *level, *provider))
            .map(|(fact, _, _, what)| (fact, what))
            .collect()
    }

    /// First facts of the persons registered by a date whom the filter keeps.
    fn persons(&self, by: Day) -> Vec<Fact> {
        let mut seen = BTreeSet::new();
        let registered = self.facts.iter().filter(|fact| matches!(fact.what, What::Registered { .. }));
        let first = registered.filter(|fact| seen.insert(fact.subject.person)).copied();
        first.filter(|fact| fact.day <= by && self.keeps(fact.subject, None, None)).collect()
    }

    fn of(&self, person: PersonId) -> impl Iterator<Item = &Fact> {
        self.by_person[&person].iter()
    }

    fn is_registered(&self, person: PersonId, at: Day) -> bool {
        let mut registered = false;
        for fact in self.of(person).filter(|fact| fact.day <= at) {
            match fact.what {
                What::Registered { .. } => registered = true,
                What::Deregistered { .. } => registered = false,
                _ => {}
            }
        }
        registered
    }

    /// Those in the service at a date: attributes then, level, provider.
    fn places(&self, at: Day) -> Vec<(Subject, Level, ProviderId)> {
        let mut places: BTreeMap<PersonId, (Subject, Level, ProviderId, Day)> = BTreeMap::new();
        for fact in self.facts.iter().filter(|fact| fact.day <= at) {
            let person = fact.subject.person;
            match fact.what {
                What::Started { provider, level, .. } => drop(places.insert(person, (fact.subject, level, provider, fact.day))),
                What::Switched { to, .. } => drop(places.get_mut(&person).map(|place| place.2 = to)),
                What::LevelCorrected { to, .. } => drop(places.get_mut(&person).map(|place| place.1 = to)),
                What::ProgrammeEntered { programme } => drop(places.get_mut(&person).map(|place| place.0.programme = programme)),
                What::Ended { .. } => drop(places.remove(&person)),
                _ => {}
            }
        }
        let then = |(mut subject, level, provider, started): (Subject, Level, ProviderId, Day)| {
            subject.registration_days += (at - started) as u16;
            (subject, level, provider)
        };
        places.into_values().map(then).filter(|(subject, level, provider)| self.keeps(*subject, Some(*level), Some(*provider))).collect()
    }

    /// Profilings chosen by `which` in the period, then filtered: registration days, score, verdict.
    fn profilings(&self) -> Vec<(u16, f64, Verdict)> {
        let mut chosen: Vec<(Fact, f64, Verdict)> = Vec::new();
        for fact in self.facts.iter().filter(|fact| self.in_period(fact.day)) {
            let What::Profiled { score, verdict, .. } = fact.what else { continue };
            let same = |(other, ..): &(Fact, f64, Verdict)| other.subject.person == fact.subject.person;
            let earlier = if self.which == "every" { None } else { chosen.iter().position(same) };
            match (self.which, earlier) {
                ("first", Some(_)) => continue,
                ("last", Some(place)) => drop(chosen.remove(place)),
                _ => {}
            }
            let days = fact.subject.registration_days;
            let verdict = self.set.as_ref().map_or(verdict, |set| apply(set, score.percent(), days));
            chosen.push((*fact, f64::from(score.0), verdict));
        }
        let kept = chosen.into_iter().filter(|(fact, ..)| self.keeps(fact.subject, None, None));
        kept.map(|(fact, score, verdict)| (fact.subject.registration_days, score, verdict)).collect()
    }

    fn curve(&self, again: bool) -> Found {
        let mut times: Vec<(i32, &str)> = Vec::new();
        for first in self.persons(self.to) {
            let person = first.subject.person;
            let origin = if first.subject.population == Population::Stock { self.scenario.run.from } else { first.day };
            let mut path: Vec<&Fact> = self.of(person).filter(|fact| fact.day <= self.to).collect();
            path.retain(|fact| matches!(fact.what, What::Profiled { .. } | What::Deregistered { .. }));
            // In the order of a day exits come first.
            path.sort_by_key(|fact| (fact.day, matches!(fact.what, What::Profiled { .. })));
            if again {
                let begins = path.first().is_some_and(|fact| matches!(fact.what, What::Profiled { .. }) && fact.day == first.day);
                if !begins {
                    continue;
                }
                path.remove(0);
            }
            let what = |fact: &Fact| if matches!(fact.what, What::Profiled { .. }) { "profiled" } else { "left" };
            let end = path.first().map_or((self.to, "still there"), |fact| (fact.day, what(fact)));
            times.push((end.0 - origin, end.1));
        }
        let days = [0, 7, 14, 21, 30, 60, 90, 120, 150, 180, 200, 240, 260];
        days.iter().filter_map(|day| Some((format!("day_{day}"), survival(&times, *day)?))).collect()
    }

    fn list(&self, give: &str) -> Found {
        let date = day_of_list(self.scenario);
        let mut groups: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
        let names: &[&str] = &["in_target_group", "not_in_target_group", "not_preprofiled", "registered"];
        groups.extend(names.iter().map(|name| (*name, [0; 3])));
        for first in self.persons(self.scenario.run.to).iter().filter(|first| self.is_registered(first.subject.person, date)) {
            let person = first.subject.person;
            let listed = self.of(person).find_map(|fact| match fact.what {
                What::Preprofiled { on_list: true, in_target_group } => Some(in_target_group),
                _ => None,
            });
            let profiled = self.of(person).find_map(|fact| match fact.what {
                What::Profiled { verdict, .. } => Some((fact.day, verdict)),
                _ => None,
            });
            let profiled = profiled.filter(|(day, _)| self.in_period(*day));
            let group = listed.map_or(names[2], |target| if target { names[0] } else { names[1] });
            for group in [group, "registered"] {
                let counts = groups.get_mut(group).unwrap();
                counts[0] += 1;
                counts[1] += usize::from(profiled.is_some());
                counts[2] += usize::from(profiled.is_some_and(|(_, verdict)| level(verdict).is_some()));
            }
        }
        let value = |counts: [usize; 3]| match give {
            "persons" => Some(counts[0] as f64),
            "profiled" => ratio(counts[1], counts[0]),
            _ => ratio(counts[2], counts[1]),
        };
        let wanted = groups.into_iter().filter(|(name, _)| give == "persons" || *name != "registered");
        wanted.filter_map(|(name, counts)| Some((name.to_string(), value(counts)?))).collect()
    }

    fn start_share(&self) -> Found {
        let mut counts = [(0, 0); 5];
        for first in self.persons(self.scenario.run.to) {
            let person = first.subject.person;
            let path: Vec<&Fact> = self.of(person).collect();
            let start = path.iter().position(|fact| matches!(fact.what, What::Started { .. }));
            let before = &path[..start.unwrap_or(path.len())];
            let verdicts: Vec<(Day, Verdict)> = before.iter().filter_map(|fact| Some((fact.day, verdict_of(fact)?))).collect();
            let by_to: Vec<_> = verdicts.iter().filter(|(day, _)| *day <= self.to).collect();
            let Some(last_by_to) = by_to.last() else { continue };
            let verdict = if start.is_some() { verdicts.last().unwrap().1 } else { last_by_to.1 };
            let at = start.and_then(|place| match path[place].what {
                What::Started { level, .. } => Some(level),
                _ => None,
            });
            let agrees = at.is_some_and(|at| level(verdict).is_none_or(|own| own == at));
            counts[verdict as usize].0 += usize::from(agrees);
            counts[verdict as usize].1 += 1;
        }
        Verdict::ALL.iter().filter_map(|v| Some((v.name().into(), ratio(counts[*v as usize].0, counts[*v as usize].1)?))).collect()
    }

    /// Öre of an entry in the period, day by day.
    fn ore(&self, entry: &Entry) -> i64 {
        let on = match self.basis {
            "claimed" => Some(entry.claimed_on),
            "approved" => Some(entry.approved_on),
            "paid" => Some(entry.paid_on),
            _ => None,
        };
        if let Some(day) = on {
            return if self.in_period(day) { entry.amount.ore() } else { 0 };
        }
        let mut days = BTreeMap::new();
        let mut left = entry.units;
        let off = troskel::engine::workdays::holidays(2020);
        for day in (entry.first.0..=entry.last.0).map(Day) {
            let counts = match entry.per {
                Per::WorkingDay => day.weekday() < 5 && !off.contains(&day),
                Per::CalendarDay => true,
                Per::Month => {
                    let (days_to, all) = (i64::from(day - entry.first + 1), i64::from(entry.last - entry.first + 1));
                    let until = |days: i64| entry.amount.ore() * days / all;
                    *days.entry(day).or_insert(0) += until(days_to) - until(days_to - 1);
                    false
                }
            };
            if counts && left > 0 {
                *days.entry(day).or_insert(0) += entry.per_unit.ore();
                left -= 1;
            }
        }
        let accrued: i64 = days.values().sum();
        *days.entry(entry.last).or_insert(0) += entry.amount.ore() - accrued;
        days.into_iter().filter(|(day, _)| self.in_period(*day)).map(|(_, ore)| ore).sum()
    }

    fn sums(&self) -> [f64; 4] {
        self.sums_of(self.entries)
    }

    fn sums_of(&self, entries: &[Entry]) -> [f64; 4] {
        let mut sums = [0; 4];
        for entry in entries.iter().filter(|entry| self.keeps(entry.subject, Some(entry.level), Some(entry.provider))) {
            sums[entry.kind as usize] += self.ore(entry);
        }
        sums.map(|ore| ore as f64 / 100.0)
    }

    /// What is bound at the date: of 264 units those that are left, at the prices of the level, and results on their way.
    fn commitments(&self) -> Found {
        let mut base = 0;
        for (who, level, _) in self.places(self.at) {
            let own =
                |entry: &&Entry| entry.kind == PaymentKind::Base && (entry.subject.person, entry.subject.spell) == (who.person, who.spell);
            let units: i64 = self.entries.iter().filter(own).map(|entry| self.units_by(entry)).sum();
            base += [5_500, 6_200, 9_000][level as usize] * (264 - units).max(0);
        }
        let on_their_way = self.pending.iter().filter(|entry| entry.first <= self.at && self.at < entry.last);
        let kept = on_their_way.filter(|entry| self.keeps(entry.subject, Some(entry.level), Some(entry.provider)));
        let result: i64 = kept.map(|entry| entry.amount.ore()).sum();
        [("", base + result), ("base", base), ("result", result)].map(|(key, ore)| (key.to_string(), ore as f64 / 100.0)).into()
    }

    /// Units of a payment by days that have passed by the date.
    fn units_by(&self, entry: &Entry) -> i64 {
        let off = troskel::engine::workdays::holidays(2020);
        let counts = |day: &Day| match entry.per {
            Per::WorkingDay => day.weekday() < 5 && !off.contains(day),
            Per::CalendarDay => true,
            Per::Month => false,
        };
        let passed = (entry.first.0..=entry.last.0.min(self.at.0)).map(Day).filter(counts).count() as i64;
        if entry.last <= self.at { i64::from(entry.units) } else { passed.min(i64::from(entry.units)) }
    }

    fn starters(&self) -> Vec<(Fact, (Level, ProviderId))> {
        let starts = self.events(|what| match *what {
            What::Started { level, provider, .. } => Some((Some(level), Some(provider), (level, provider))),
            _ => None,
        });
        let mut seen = BTreeSet::new();
        starts.into_iter().filter(|(fact, _)| seen.insert(fact.subject.person)).collect()
    }

    fn results(&self) -> usize {
        let look = |what: &What| match *what {
            What::Result { number, level, provider, .. } if self.number.is_none_or(|asked| asked == number) => {
                Some((Some(level), Some(provider), ()))
            }
            _ => None,
        };
        self.events(look).len()
    }

    fn funnel(&self) -> Found {
        let steps = ["registered", "contacted", "profiled", "yes", "decided", "started", "result"];
        let mut counts: BTreeMap<&str, usize> = steps.map(|step| (step, 0)).into();
        for first in self.persons(self.to) {
            let took = |look: fn(&Fact) -> bool| self.of(first.subject.person).any(|fact| self.in_period(fact.day) && look(fact));
            let contacted = took(|fact| match fact.what {
                What::Registered { channel } => matches!(channel, Channel::Web | Channel::LocalOffice),
                What::Contacted { reached, .. } => reached,
                What::Profiled { .. } => true,
                _ => false,
            });
            let steps = [
                ("registered", true),
                ("contacted", contacted),
                ("profiled", took(|fact| verdict_of(fact).is_some())),
                ("yes", took(|fact| verdict_of(fact).and_then(level).is_some())),
                ("decided", took(|fact| matches!(fact.what, What::Referred { .. }))),
                ("started", took(|fact| matches!(fact.what, What::Started { .. }))),
                ("result", took(|fact| matches!(fact.what, What::Result { .. }))),
            ];
            steps.iter().for_each(|(step, taken)| *counts.entry(step).or_default() += usize::from(*taken));
        }
        counts.into_iter().map(|(step, count)| (step.to_string(), count as f64)).collect()
    }

    fn waits(&self) -> Found {
        let waits = self.events(|what| {
            let (wait, waited, level, provider) = match *what {
                What::Contacted { reached: true, waited } => ("list_to_contact", waited, None, None),
                What::Referred { verdict, waited, .. } | What::Deviated { verdict, waited, .. } if level(verdict).is_some() => {
                    ("yes_to_decision", waited, None, None)
                }
                What::Chose { waited, .. } => ("decision_to_choice", waited, None, None),
                What::Started { waited, .. } => ("choice_to_start", waited, None, None),
                _ => return None,
            };
            Some((level, provider, (wait, f64::from(waited))))
        });
        let mut found = Found::new();
        for name in ["list_to_contact", "yes_to_decision", "decision_to_choice", "choice_to_start"] {
            let days: Vec<f64> = waits.iter().filter(|(_, (wait, _))| *wait == name).map(|(_, (_, days))| *days).collect();
            if !days.is_empty() {
                found.insert(format!("{name}.mean"), days.iter().sum::<f64>() / days.len() as f64);
                found.insert(format!("{name}.p50"), quantile(&days, 0.5).unwrap());
                found.insert(format!("{name}.p90"), quantile(&days, 0.9).unwrap());
            }
        }
        found
    }

    fn deviations(&self) -> Found {
        let decisions = self.events(|what| match *what {
            What::Deviated { verdict, reason, .. } => level(verdict).map(|level| (Some(level), None, Some(reason))),
            What::Referred { verdict, level: at, .. } => level(verdict).map(|_| (Some(at), None, None)),
            _ => None,
        });
        let share =
            |keep: &dyn Fn(Reason) -> bool| ratio(decisions.iter().filter(|(_, reason)| reason.is_some_and(keep)).count(), decisions.len());
        let mut found = one(share(&|_| true));
        found.extend(Reason::ALL.iter().filter_map(|reason| Some((reason.name().into(), share(&|own| own == *reason)?))));
        found
    }

    fn parts<T: Copy + PartialEq>(&self, all: &[T], names: &[&str], found: &[T]) -> Found {
        let mut parts: Found = one(Some(found.len() as f64));
        let count = |part: &T| found.iter().filter(|own| *own == part).count() as f64;
        parts.extend(all.iter().zip(names).map(|(part, name)| (name.to_string(), count(part))));
        parts
    }

    fn ends(&self) -> Found {
        let ends = self.events(|what| match *what {
            What::Ended { level, provider, reason, .. } => Some((Some(level), Some(provider), reason)),
            _ => None,
        });
        let mut seen = BTreeSet::new();
        let reasons: Vec<EndReason> = ends.iter().filter(|(fact, _)| seen.insert(fact.subject.person)).map(|(_, reason)| *reason).collect();
        self.parts(EndReason::ALL, EndReason::NAMES, &reasons)
    }

    fn market(&self, top: Option<usize>) -> Found {
        let mut sizes: BTreeMap<ProviderId, usize> = BTreeMap::new();
        self.places(self.at).iter().for_each(|(_, _, provider)| *sizes.entry(*provider).or_default() += 1);
        let mut sizes: Vec<usize> = sizes.into_values().collect();
        sizes.sort_by(|a, b| b.cmp(a));
        one(match top {
            None => Some(sizes.len() as f64),
            Some(n) => ratio(sizes.iter().take(n).sum(), sizes.iter().sum()),
        })
    }

    fn result_share(&self) -> Found {
        let mut starts: BTreeMap<PersonId, (Level, bool)> = BTreeMap::new();
        for (fact, (level, _)) in self.starters() {
            let path: Vec<&Fact> = self.of(fact.subject.person).collect();
            let place = path.iter().position(|other| **other == fact).unwrap();
            let asked = |what: &What| matches!(what, What::Result { number, .. } if self.number.is_none_or(|asked| asked == *number));
            let result = path[place..].iter().any(|later| asked(&later.what) && later.day <= self.at);
            starts.insert(fact.subject.person, (level, result));
        }
        let share = |keep: &dyn Fn(Level) -> bool| {
            let kept: Vec<bool> = starts.values().filter(|(level, _)| keep(*level)).map(|(_, result)| *result).collect();
            ratio(kept.iter().filter(|result| **result).count(), kept.len())
        };
        let mut found = one(share(&|_| true));
        found.extend(Level::ALL.iter().filter_map(|l| Some((format!("level_{}", l.name()), share(&|own| own == *l)?))));
        found
    }

    fn choices(&self) -> Found {
        let mut levels: BTreeMap<PersonId, Level> = BTreeMap::new();
        let (mut default, mut all) = (0, 0);
        for fact in &self.facts {
            match fact.what {
                What::Referred { level, .. } | What::LevelCorrected { to: level, .. } => drop(levels.insert(fact.subject.person, level)),
                What::Chose { provider, active, .. } => {
                    let kept = self.keeps(fact.subject, levels.get(&fact.subject.person).copied(), Some(provider));
                    let counts = kept && self.in_period(fact.day);
                    default += usize::from(counts && !active);
                    all += usize::from(counts);
                }
                _ => {}
            }
        }
        one(ratio(default, all))
    }

    fn contacts(&self) -> Found {
        let reports = self.events(|what| match *what {
            What::Reported { level, provider, month, contacts, .. } => {
                Some((Some(level), Some(provider), (month == 1, f64::from(contacts))))
            }
            _ => None,
        });
        let mean = |first: bool| {
            let own: Vec<f64> =
                reports.iter().filter(|(_, (is_first, _))| *is_first == first).map(|(_, (_, contacts))| *contacts).collect();
            (!own.is_empty()).then(|| own.iter().sum::<f64>() / own.len() as f64)
        };
        [("month_1", mean(true)), ("month_2_on", mean(false))]
            .into_iter()
            .filter_map(|(key, value)| Some((key.to_string(), value?)))
            .collect()
    }

    fn verdicts(&self, shares: bool) -> Found {
        let found = self.profilings();
        let count = |own: Verdict| found.iter().filter(|(_, _, verdict)| *verdict == own).count();
        let value = |own: Verdict| if shares { ratio(count(own), found.len()) } else { Some(count(own) as f64) };
        Verdict::ALL.iter().filter_map(|own| Some((own.name().to_string(), value(*own)?))).collect()
    }

    fn scores(&self) -> Found {
        let mut found = Found::new();
        let all = self.profilings();
        for n in [1, 50, 100, 200, 300, 400, 500, 700, 1000, 1500] {
            let near = |days: u16| (f64::from(days) - f64::from(n)).abs() <= (f64::from(n) / 10.0).max(10.0);
            let scores: Vec<f64> = all.iter().filter(|(days, ..)| near(*days)).map(|(_, score, _)| *score).collect();
            if !scores.is_empty() {
                found.insert(format!("at_{n}"), scores.iter().sum::<f64>() / scores.len() as f64);
            }
        }
        found
    }

    fn profiled_share(&self) -> Option<f64> {
        let persons = self.persons(self.to);
        let profiled = |fact: &&Fact| self.of(fact.subject.person).any(|own| verdict_of(own).is_some() && self.in_period(own.day));
        ratio(persons.iter().filter(profiled).count(), persons.len())
    }

    fn stock(&self) -> f64 {
        let mut count = 0;
        let persons: BTreeSet<PersonId> = self.facts.iter().map(|fact| fact.subject.person).collect();
        for person in persons.into_iter().filter(|person| self.is_registered(*person, self.at)) {
            let path: Vec<&Fact> = self.of(person).filter(|fact| fact.day <= self.at).collect();
            let last = path.iter().rposition(|fact| matches!(fact.what, What::Registered { .. })).unwrap();
            let mut subject = path[last].subject;
            subject.registration_days += (self.at - path[last].day) as u16;
            for fact in &path[last..] {
                if let What::ProgrammeEntered { programme } = fact.what {
                    subject.programme = programme;
                }
            }
            count += usize::from(self.keeps(subject, None, None));
        }
        count as f64
    }

    /// The values of a measure by key.
    pub fn values(&self, measure: &str) -> Found {
        match measure {
            "persons" => one(Some(self.persons(self.to).len() as f64)),
            "registered" => one(Some(self.stock())),
            "inflow" => one(Some(
                self.events(|what| match what {
                    What::Registered { channel } if *channel != Channel::Stock => Some((None, None, ())),
                    _ => None,
                })
                .len() as f64,
            )),
            "outflow" => {
                let exits = self.events(|what| if let What::Deregistered { cause } = what { Some((None, None, *cause)) } else { None });
                self.parts(Cause::ALL, Cause::NAMES, &exits.into_iter().map(|(_, cause)| cause).collect::<Vec<_>>())
            }
            "remaining_share" => {
                let persons = self.persons(self.at);
                one(ratio(persons.iter().filter(|first| self.is_registered(first.subject.person, self.at)).count(), persons.len()))
            }
            "profiled_share" => one(self.profiled_share()),
            "profilings" => one(Some(self.profilings().len() as f64)),
            "yes_share" => {
                let all = self.profilings();
                one(ratio(all.iter().filter(|(_, _, verdict)| level(*verdict).is_some()).count(), all.len()))
            }
            "verdict_shares" => self.verdicts(true),
            "verdict_counts" => self.verdicts(false),
            "mean_score" => self.scores(),
            "profiled_by_day" => self.curve(false),
            "profiled_again_by_day" => self.curve(true),
            "preprofiling_persons" => self.list("persons"),
            "preprofiling_profiled_share" => self.list("profiled"),
            "preprofiling_yes_share" => self.list("yes"),
            "start_share_by_verdict" => self.start_share(),
            "deviation_share" => self.deviations(),
            "started" => one(Some(self.starters().len() as f64)),
            "ended" => self.ends(),
            "participants" => one(Some(self.places(self.at).len() as f64)),
            "participants_mean" => {
                let ends = (self.from.0..=self.to.0).map(Day).filter(|day| (*day + 1).ymd().2 == 1);
                let counts: Vec<f64> = ends.map(|day| self.places(day).len() as f64).collect();
                one((!counts.is_empty()).then(|| counts.iter().sum::<f64>() / counts.len() as f64))
            }
            "participant_median_registration_days" => {
                one(quantile(&self.starters().iter().map(|(fact, _)| f64::from(fact.subject.registration_days)).collect::<Vec<_>>(), 0.5))
            }
            "waiting_days" => self.waits(),
            "results" => one(Some(self.results() as f64)),
            "result_share" => self.result_share(),
            "commitments" => self.commitments(),
            "payments" | "refused_claims" => {
                let [base, result, premium, bonus] = self.sums_of(if measure == "payments" { self.entries } else { self.refused });
                let keys = ["", "base", "result", "speed_premium", "bonus"].map(String::from);
                keys.into_iter().zip([base + result + premium + bonus, base, result, premium, bonus]).collect()
            }
            "result_share_of_payments" => {
                let [base, result, premium, bonus] = self.sums();
                let all = base + result + premium + bonus;
                let shares = [("premium_as_base", (result + bonus) / all), ("premium_as_result", (result + bonus + premium) / all)];
                shares.into_iter().filter(|_| all != 0.0).map(|(key, share)| (key.to_string(), share)).collect()
            }
            "cost_per_start" => one(Some(self.sums().iter().sum::<f64>() / self.starters().len() as f64).filter(|cost| cost.is_finite())),
            "cost_per_result" => one(Some(self.sums().iter().sum::<f64>() / self.results() as f64).filter(|cost| cost.is_finite())),
            "jobs" => self.jobs(),
            "effort" => self.effort(),
            "public_cost" => self.public_cost(),
            "provider_profit" => self.profit(),
            "providers_with_participants" => self.market(None),
            "top_share" => self.market(Some(2)),
            "refusals" => self.refusals(),
            "contracts" => one(Some(self.contracts_open())),
            "supervisors" => one(Some(self.presence_at(|presence| presence.supervisors, true))),
            "places" => one(Some(self.presence_at(|presence| presence.places.into(), false))),
            "contracts_ended_share" => one(self.contracts_ended()),
            "no_active_choice_share" => self.choices(),
            "reported_contacts_per_month" => self.contacts(),
            "funnel" => self.funnel(),
            other => panic!("no second computation of {other}"),
        }
    }

    /// Shares of the starters by a name.
    pub fn composition(&self, name: impl Fn(&Subject, Level, ProviderId) -> String) -> Found {
        let starters = self.starters();
        let mut found = Found::new();
        for (fact, (level, provider)) in &starters {
            *found.entry(name(&fact.subject, *level, *provider)).or_default() += 1.0 / starters.len() as f64;
        }
        found
    }

    /// Shares of those in the service at the date by a name.
    pub fn composition_at(&self, name: impl Fn(&Subject, Level, ProviderId) -> String) -> Found {
        let places = self.places(self.at);
        let mut found = Found::new();
        for (subject, level, provider) in &places {
            *found.entry(name(subject, *level, *provider)).or_default() += 1.0 / places.len() as f64;
        }
        found
    }
}

fn verdict_of(fact: &Fact) -> Option<Verdict> {
    if let What::Profiled { verdict, .. } = fact.what { Some(verdict) } else { None }
}

fn day_of_list(scenario: &Scenario) -> Day {
    scenario.policy.preprofiling.as_ref().unwrap().date
}

fn apply(set: &ThresholdSet, percent: f64, days: u16) -> Verdict {
    let line = |curve: &troskel::engine::curve::Curve| curve.at(f64::from(days));
    if percent < line(&set.too_far_below) {
        Verdict::TooFar
    } else if i32::from(days) < set.min_registration_days || percent >= line(&set.level_a_below).max(line(&set.level_c_below)) {
        Verdict::TooNear
    } else if percent < line(&set.level_c_below) {
        Verdict::LevelC
    } else if percent < line(&set.level_b_below) {
        Verdict::LevelB
    } else {
        Verdict::LevelA
    }
}

/// Product-limit estimate by day, from times and how they ended; on the day of an exit nobody is at risk.
fn survival(times: &[(i32, &str)], by: i32) -> Option<f64> {
    let mut without = 1.0;
    for day in 0..=by {
        let at_risk = times.iter().filter(|(time, end)| *time > day || (*time == day && *end != "left")).count();
        if at_risk == 0 {
            return (without == 0.0).then_some(1.0);
        }
        let events = times.iter().filter(|(time, end)| *time == day && *end == "profiled").count();
        without *= 1.0 - events as f64 / at_risk as f64;
    }
    Some(1.0 - without)
}
