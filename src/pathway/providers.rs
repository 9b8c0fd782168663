//! Providers as they are, and how a person comes to one: an active choice or the default.

use super::person::categories;
use super::question::{LOT, occasion};
use crate::engine::streams::{Answer, Luck, Partner};
use crate::engine::workdays::Workdays;
use crate::engine::{draws, math};
use crate::units::{AreaId, Day, ProviderId};

categories! {
    /// Where a provider works.
    ProviderType { National = "national", Other = "other", Local = "local" }
}

categories! {
    /// Who takes those who do not choose.
    DefaultRule { Nearest = "nearest", BestRated = "best_rated", Random = "random", MostFree = "most_free" }
}

categories! {
    /// What happens when the chosen provider is full.
    WhenFull { NextChoice = "next_choice", Wait = "wait" }
}

/// A provider's contract in one area.
#[derive(Clone, Debug, PartialEq)]
pub struct Contract {
    pub area: AreaId,
    /// Supervisors in this area.
    pub supervisors: f64,
    /// Offices in this area: more of them are nearer to more persons.
    pub offices: u32,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Provider {
    pub name: String,
    /// Stable key of the name: what chance knows it by.
    pub key: u64,
    /// First day on which it can be chosen.
    pub enters: Day,
    /// Begins in an area only when it expects to earn there, on `enters` at the earliest.
    pub is_candidate: bool,
    /// Last day on which it can be chosen, if it leaves.
    pub leaves: Option<Day>,
    /// How often it is chosen, all else equal.
    pub attractiveness: f64,
    /// Published stars (1-4), if rated.
    pub rating: Option<u8>,
    pub contracts: Vec<Contract>,
}

/// How persons choose.
#[derive(Clone, Debug, PartialEq)]
pub struct ChoiceHabits {
    /// Share without an active choice, by area (index as in the scenario).
    pub no_active_choice_share: Vec<f64>,
    /// How fast the appeal of an office falls with distance (0: not at all), per mean distance to a single office.
    pub distance_decay: f64,
    /// Log odds per published star.
    pub per_star: f64,
    /// Participants per supervisor.
    pub caseload: f64,
    /// Places that a provider must have in each area.
    pub min_places: u32,
}

/// Rules from a decision to a start.
#[derive(Clone, Debug, PartialEq)]
pub struct Referral {
    /// Days to choose in: shortest and longest.
    pub choice_days: (i32, i32),
    /// Longest time from the choice to the start, days.
    pub start_within_days: i32,
    pub default_rule: DefaultRule,
    pub when_full: WhenFull,
    /// Whether providers may refuse those who come to them.
    pub may_refuse: bool,
}

impl Provider {
    /// First and last day on which it can be chosen.
    pub fn open(&self) -> (Day, Day) {
        (self.enters, self.leaves.unwrap_or(Day::NEVER))
    }

    /// Whether it can be chosen on a day.
    pub fn is_open(&self, day: Day) -> bool {
        let (first, last) = self.open();
        first <= day && day <= last
    }

    /// Its type among `areas` areas.
    pub fn kind(&self, areas: usize) -> ProviderType {
        match self.contracts.len() {
            1 => ProviderType::Local,
            all if all == areas => ProviderType::National,
            _ => ProviderType::Other,
        }
    }
}

impl Referral {
    /// Days from the decision to the choice; who does not choose gets the default on the last day; word 1 of `CHOICE`.
    #[inline]
    pub fn choice_after(&self, active: bool, answer: Answer) -> i32 {
        let (low, high) = self.choice_days;
        if active { draws::whole_number(answer.uniform(1), low, high) } else { high }
    }

    /// The day of the start for somebody who gets a place on `day`: within the days set and then the next working day; word 2 of `CHOICE`.
    #[inline]
    pub fn start_on(&self, day: Day, answer: Answer, workdays: &Workdays) -> Day {
        match self.start_within_days {
            0 => day,
            most => workdays.next(day + draws::whole_number(answer.uniform(2), 1, most)),
        }
    }
}

impl ChoiceHabits {
    /// Whether somebody in an area chooses; word 0 of `CHOICE`.
    #[inline]
    pub fn is_active(&self, area: AreaId, answer: Answer) -> bool {
        answer.uniform(0) >= self.no_active_choice_share[area.index()]
    }

    /// The desks of providers: a desk for each contract, among `areas` areas.
    pub fn desks(&self, providers: &[Provider], areas: usize) -> Vec<Desk> {
        let of_provider = |(index, provider): (usize, &Provider)| {
            let desk = |contract: &Contract| Desk {
                provider: ProviderId(index as u16),
                area: contract.area,
                offices: contract.offices,
                places: self.places(contract),
                supervisors: contract.supervisors,
                kind: provider.kind(areas),
                is_candidate: provider.is_candidate,
                appeal: self.appeal(provider),
                partner: Partner::of(provider.key),
                open: provider.open(),
            };
            provider.contracts.iter().map(desk).collect::<Vec<_>>()
        };
        providers.iter().enumerate().flat_map(of_provider).collect()
    }

    /// How a provider appeals to somebody who lives next door.
    pub fn appeal(&self, provider: &Provider) -> f64 {
        provider.attractiveness * math::exp(self.per_star * f64::from(provider.rating.unwrap_or(0)))
    }

    /// Places of a contract: what its supervisors can take, but at least what the agency asks for.
    pub fn places(&self, contract: &Contract) -> u32 {
        ((contract.supervisors * self.caseload) as u32).max(self.min_places)
    }
}

/// A provider's contract in one area, with its places.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Desk {
    pub provider: ProviderId,
    pub area: AreaId,
    pub offices: u32,
    pub places: u32,
    pub supervisors: f64,
    pub kind: ProviderType,
    /// Begins only when it expects to earn.
    pub is_candidate: bool,
    /// The provider's appeal to somebody next door.
    pub appeal: f64,
    /// What chance knows the provider by.
    pub partner: Partner,
    /// First and last day on which it can be chosen.
    pub open: (Day, Day),
}

/// Whether the rank in an active choice, with this answer to `PROVIDER` and the appeal next door, is certainly above `rank`: an
/// exponential is no smaller than its uniform, and no door is nearer than the next. The margins, of a billionth and a word, are for
/// rounding.
#[inline]
pub fn is_beaten(answer: Answer, appeal: f64, rank: f64) -> bool {
    const WORDS: f64 = 4_294_967_296.0 * (1.0 + 1e-9);
    f64::from(answer.0[0]) > rank * WORDS * appeal + 1.0
}

/// Rank in an active choice, the smallest is chosen: a race of exponentials over the appeal, so that each provider
/// is chosen in proportion to its appeal and a new one takes persons only to itself. `appeal` is the provider's next door.
#[inline]
pub fn active_rank(answer: Answer, offices: u32, habits: &ChoiceHabits, appeal: f64) -> f64 {
    let nearness = if habits.distance_decay == 0.0 { 1.0 } else { math::exp(-habits.distance_decay * distance(answer, offices)) };
    draws::exponential(answer.uniform(0)) / (appeal * nearness)
}

/// Distance to a desk's nearest office, in mean distances to a single office.
#[inline]
fn distance(answer: Answer, offices: u32) -> f64 {
    // The nearest of several offices at exponential distances is again exponential, with the rates added.
    draws::exponential(answer.uniform(1)) / f64::from(offices.max(1))
}

/// How a provider's desk in an area looks to one person; `answer` is to `PROVIDER` for this pair.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Offer {
    answer: Answer,
    offices: u32,
    rating: u8,
    /// Places that are free.
    pub free: u32,
}

impl Offer {
    #[inline]
    pub fn new(provider: &Provider, offices: u32, free: u32, answer: Answer) -> Offer {
        Offer { answer, offices, rating: provider.rating.unwrap_or(0), free }
    }

    /// Rank in an active choice or under the default rule.
    #[inline]
    pub fn rank(&self, active: bool, habits: &ChoiceHabits, appeal: f64, rule: DefaultRule) -> (f64, f64) {
        if active { (active_rank(self.answer, self.offices, habits, appeal), 0.0) } else { self.default_rank(rule) }
    }

    /// Rank under a default rule, the smallest is taken; ties go to the nearest.
    pub fn default_rank(&self, rule: DefaultRule) -> (f64, f64) {
        let rank = match rule {
            DefaultRule::Nearest => 0.0,
            DefaultRule::BestRated => -f64::from(self.rating),
            // Who takes somebody by lot is drawn by `by_lot`: to a rank all are alike.
            DefaultRule::Random => 0.0,
            DefaultRule::MostFree => -f64::from(self.free),
        };
        (rank, distance(self.answer, self.offices))
    }
}

/// Lots are drawn four at a time, at most so many times.
const LOTS: u16 = 64;

/// One of the admitted among `desks` desks, drawn by lot for somebody in a spell: each as likely as the other. The lots fall on numbers
/// that are more than the desks, and the first that falls on somebody admitted counts. So where one closes, only its own are moved, and a
/// new one at the end of the list takes persons only to itself, until there are twice as many numbers.
pub fn by_lot(luck: Luck, spell: u8, desks: usize, admitted: impl Fn(usize) -> bool) -> Option<usize> {
    let numbers = desks.next_power_of_two() as u64;
    let lots = |draw| luck.answer(LOT, occasion(spell, draw)).0.map(|word| ((u64::from(word) * numbers) >> 32) as usize);
    for four in (0..LOTS).map(lots) {
        // Those of the four that fall on a desk, as bits: one by one, each would be a branch that nobody foresees.
        let mut left = four.iter().rev().fold(0, |bits: u32, number| bits << 1 | u32::from(*number < desks));
        while left != 0 {
            let number = four[left.trailing_zeros() as usize];
            if admitted(number) {
                return Some(number);
            }
            left &= left - 1;
        }
    }
    // Few are admitted of many: one of those, by the next lot.
    let open = || (0..desks).filter(|number| admitted(*number));
    let last = open().count().checked_sub(1)?;
    let chosen = draws::whole_number(luck.answer(LOT, occasion(spell, LOTS)).uniform(0), 0, last as i32);
    open().nth(chosen as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::streams::Chance;
    use crate::pathway::question::PROVIDER;
    use crate::units::Identity;

    fn provider(attractiveness: f64, rating: Option<u8>) -> Provider {
        Provider {
            name: String::new(),
            key: 1,
            enters: Day(10),
            leaves: Some(Day(20)),
            is_candidate: false,
            attractiveness,
            rating,
            contracts: vec![],
        }
    }

    fn habits(distance_decay: f64) -> ChoiceHabits {
        ChoiceHabits { no_active_choice_share: vec![0.2], distance_decay, per_star: 0.3, caseload: 30.0, min_places: 50 }
    }

    #[test]
    fn a_provider_can_be_chosen_from_its_first_to_its_last_day() {
        assert_eq!([9, 10, 20, 21].map(|day| provider(1.0, None).is_open(Day(day))), [false, true, true, false]);
    }

    #[test]
    fn places_are_caseloads_but_at_least_the_minimum() {
        let places = |supervisors| habits(0.0).places(&Contract { area: AreaId(0), supervisors, offices: 1 });
        assert_eq!([places(0.0), places(1.0), places(2.0)], [50, 50, 60]);
    }

    /// Half of the persons choose half-way through days 3 to 8, on the 6th; the others get the default on the 8th. A start 10 of 20 days
    /// after Friday 5 June would be on the 15th or, two days before, on Saturday 13 June: then on Monday the 15th too.
    #[test]
    fn choices_and_starts_have_their_days() {
        let (first, word) = (Day::parse("2020-06-01").unwrap(), |index: usize, u: f64| {
            let mut words = [0; 4];
            words[index] = (u * 4_294_967_296.0) as u32;
            Answer(words)
        });
        let rules = |start_within_days| Referral {
            choice_days: (3, 8),
            start_within_days,
            default_rule: DefaultRule::Nearest,
            when_full: WhenFull::Wait,
            may_refuse: false,
        };
        assert_eq!([true, false].map(|active| rules(0).choice_after(active, word(1, 0.5))), [6, 8]);
        assert_eq!([0.1, 0.3].map(|u| habits(0.0).is_active(AreaId(0), word(0, u))), [false, true]);
        let workdays = Workdays::new(first, first + 60);
        let start = |most, u| rules(most).start_on(Day::parse("2020-06-05").unwrap(), word(2, u), &workdays).to_string();
        assert_eq!([start(20, 0.46), start(20, 0.36), start(0, 0.5)], ["2020-06-15", "2020-06-15", "2020-06-05"]);
    }

    /// Two and a half supervisors with 30 each are 75 places; exp(0.3 x 4) is 3.3201.
    #[test]
    fn a_contract_makes_a_desk() {
        let contract = |area, supervisors| Contract { area: AreaId(area), supervisors, offices: 2 };
        let national = Provider { contracts: vec![contract(0, 1.0), contract(1, 2.5)], ..provider(1.0, Some(4)) };
        let desks = habits(0.0).desks(&[provider(2.0, None), national], 2);
        assert_eq!(desks.iter().map(|desk| (desk.provider.0, desk.area.0, desk.places)).collect::<Vec<_>>(), [(1, 0, 50), (1, 1, 75)]);
        assert!((desks[1].appeal - 3.3201).abs() < 1e-4 && desks[1].offices == 2);
    }

    /// Of 10,000 pairs of offers, at the door or at a distance, none is thrown away that would win; most of those that lose are.
    #[test]
    fn an_offer_that_is_beaten_has_lost() {
        let (chance, appeal, mut lost, mut thrown) = (Chance::new(1, 0), 0.7, 0, 0);
        for pair in 0..10_000 {
            let habits = habits(if pair % 2 == 0 { 0.0 } else { 1.0 });
            let answers = [1, 2].map(|key| chance.of(Identity(pair)).with(key).answer(PROVIDER, 0));
            let [rank, other] = answers.map(|answer| active_rank(answer, 1, &habits, appeal));
            let is_thrown = is_beaten(answers[0], appeal, other);
            assert!((rank > other || !is_thrown) && !is_beaten(answers[0], appeal, rank));
            (lost, thrown) = (lost + u32::from(rank > other), thrown + u32::from(is_thrown));
        }
        assert!(thrown * 2 > lost, "{thrown} of {lost}");
    }

    /// Of 20,000 persons each of five desks takes a fifth, within 5 standard errors (seed 1), also if there are three closed ones; where one
    /// closes only its own are moved, and one more takes only to itself. Where one of 40 is left, it takes all, and where none is, nobody is taken.
    #[test]
    fn lots_are_fair_and_move_only_those_they_must() {
        let (chance, n) = (Chance::new(1, 0), 20_000);
        let lot = |person, desks, admitted: &dyn Fn(usize) -> bool| by_lot(chance.of(Identity(person)), 0, desks, admitted);
        for (desks, first) in [(5, 0), (8, 3)] {
            let mut taken = [0_u32; 8];
            (0..n).for_each(|person| taken[lot(person, desks, &|desk| desk >= first).unwrap()] += 1);
            let (share, se) = (0.2, (0.2 * 0.8 / n as f64).sqrt());
            assert!(taken[..first].iter().chain(&taken[desks..]).all(|count| *count == 0));
            assert!(taken[first..desks].iter().all(|count| (f64::from(*count) / n as f64 - share).abs() < 5.0 * se), "{taken:?}");
        }
        for person in 0..n {
            let (before, closed, more) = (lot(person, 5, &|_| true), lot(person, 5, &|desk| desk != 2), lot(person, 6, &|_| true));
            assert!(before == closed || before == Some(2));
            assert!(before == more || more == Some(5));
            assert_eq!([lot(person, 40, &|desk| desk == 39), lot(person, 40, &|_| false)], [Some(39), None]);
        }
    }

    #[test]
    fn default_rules_rank_as_they_say() {
        let answer = |u: u32| Answer([0, u, 0, 0]);
        let (near, far) =
            (Offer::new(&provider(1.0, Some(1)), 1, 3, answer(1 << 20)), Offer::new(&provider(1.0, Some(4)), 1, 9, answer(1 << 31)));
        let first_is_taken = |rule| near.default_rank(rule) < far.default_rank(rule);
        assert_eq!([DefaultRule::Nearest, DefaultRule::BestRated, DefaultRule::MostFree].map(first_is_taken), [true, false, false]);
    }

    /// Of 20,000 persons, three providers of appeal 1, 2 and 3 are chosen by 1/6, 2/6 and 3/6, within 5 standard errors (seed 1).
    #[test]
    fn a_race_chooses_in_proportion_to_appeal() {
        let (chance, n) = (Chance::new(1, 0), 20_000);
        let mut chosen = [0_u32; 3];
        for person in 0..n {
            let rank = |index: usize| {
                let (provider, habits) = (provider(index as f64 + 1.0, None), habits(0.0));
                let answer = chance.of(Identity(person)).with(index as u64 + 1).answer(19, 0);
                active_rank(answer, 1, &habits, habits.appeal(&provider))
            };
            let first = (0..3).min_by(|a, b| rank(*a).total_cmp(&rank(*b))).unwrap();
            chosen[first] += 1;
        }
        for (index, count) in chosen.into_iter().enumerate() {
            let share = (index + 1) as f64 / 6.0;
            assert!((f64::from(count) / n as f64 - share).abs() < 5.0 * (share * (1.0 - share) / n as f64).sqrt());
        }
    }
}
