//! The contact list: who is called next, in a random order by weight.

use std::cmp::Ordering;

use crate::units::Day;

/// How long a person waits for a contact.
#[derive(Clone, Copy, Debug)]
pub struct Wait {
    /// What is left of an exponential, and the weight at which it is spent.
    pub left: f64,
    pub weight: f64,
}

impl Wait {
    /// The same person after the list has come to a turn, at another weight from then on.
    pub fn reweighed(self, now: f64, weight: f64) -> Wait {
        Wait { left: self.left - now * self.weight, weight }
    }

    /// Smaller comes first, and nobody of weight 0 ever.
    pub fn turn(self) -> f64 {
        if self.weight > 0.0 { self.left / self.weight } else { f64::INFINITY }
    }
}

/// A place on the contact list: no more than what its order needs, since most of it is read many times before anybody's turn comes.
#[derive(Clone, Copy, Debug)]
pub struct Listed {
    /// That of the person's wait.
    pub turn: f64,
    pub person: u32,
    /// Contacts in vain so far.
    pub attempts: u32,
}

impl Listed {
    /// The order of turns; persons of equal turn by their number.
    fn order(&self, other: &Listed) -> Ordering {
        self.turn.total_cmp(&other.turn).then(self.person.cmp(&other.person))
    }
}

/// The contact list of an area. Most of those on it are never reached, so only the front is kept in order.
#[derive(Clone, Debug, Default)]
pub struct ContactList {
    /// Those next, the very next last.
    front: Vec<Listed>,
    /// The others, whose turn comes later, in any order.
    rest: Vec<Listed>,
    /// While the front is sorted: where each bin's entries go next, in the end where they end.
    ends: Vec<u32>,
    /// The turn that has come.
    pub now: f64,
    pub set_up_on: Day,
}

impl ContactList {
    /// How many are put in order at a time: a quarter of the list, but not fewer than so many.
    const FRONT: usize = 512;

    pub fn clear(&mut self) {
        self.front.clear();
        self.rest.clear();
        self.now = 0.0;
    }

    pub fn push(&mut self, entry: Listed) {
        match self.front.first() {
            Some(last) if entry.order(last) == Ordering::Less => {
                let place = self.front.partition_point(|other| other.order(&entry) == Ordering::Greater);
                self.front.insert(place, entry);
            }
            _ => self.rest.push(entry),
        }
    }

    /// Takes the next from the list.
    pub fn pop(&mut self) -> Option<Listed> {
        if self.front.is_empty() {
            self.refill();
        }
        // The turn of those whose weight is 0 never comes.
        let next = self.front.pop_if(|entry| entry.turn.is_finite())?;
        self.now = next.turn;
        Some(next)
    }

    /// Puts those in order whose turn comes before that of about three quarters of the others.
    fn refill(&mut self) {
        let last = self.last_of_front();
        let later = self.rest.len();
        // Entries that stay move up to the beginning, the others follow them.
        let mut kept = 0;
        for place in 0..later {
            let stays = self.rest[place].turn > last;
            self.rest.swap(kept, place);
            kept += usize::from(stays);
        }
        self.sort_into_front(kept);
        self.rest.truncate(kept);
    }

    /// A turn that about a quarter of the rest come before, by a sample of it; if they are few, or nobody's turn comes before it, the last.
    fn last_of_front(&self) -> f64 {
        const SAMPLE: usize = 256;
        if self.rest.len() <= Self::FRONT.max(SAMPLE) {
            return f64::INFINITY;
        }
        let mut turns: Vec<f64> = self.rest.iter().step_by(self.rest.len() / SAMPLE).map(|entry| entry.turn).collect();
        let quarter = turns.len() / 4;
        *turns.select_nth_unstable_by(quarter, f64::total_cmp).1
    }

    /// Sorts the entries from a place in the rest on. Their turns are spread rather evenly, so they are dealt into bins that few
    /// share: what is left to compare would be branches that no processor foresees.
    fn sort_into_front(&mut self, from: usize) {
        let entries = &self.rest[from..];
        let Some(any) = entries.first() else { return };
        let (low, high) = entries.iter().fold((any.turn, any.turn), |(low, high), entry| (low.min(entry.turn), high.max(entry.turn)));
        let bins = entries.len() * 2;
        let per_turn = bins as f64 / (high - low);
        let bin = |entry: &Listed| (((high - entry.turn) * per_turn) as usize).min(bins - 1);
        self.ends.clear();
        self.ends.resize(bins + 1, 0);
        entries.iter().for_each(|entry| self.ends[bin(entry) + 1] += 1);
        (1..=bins).for_each(|bin| self.ends[bin] += self.ends[bin - 1]);
        self.front.resize(entries.len(), *any);
        for entry in entries {
            let place = &mut self.ends[bin(entry)];
            self.front[*place as usize] = *entry;
            *place += 1;
        }
        let mut start = 0;
        for end in &self.ends[..bins] {
            let bin = &mut self.front[start..*end as usize];
            if bin.len() > 1 {
                bin.sort_unstable_by(|a, b| b.order(a));
            }
            start = *end as usize;
        }
    }

    /// The persons whose turns come next, as far as they are in order.
    pub fn next(&self, count: usize) -> impl Iterator<Item = u32> {
        self.front.iter().rev().take(count).map(|entry| entry.person)
    }

    /// Everybody on the list, in any order.
    pub fn iter(&self) -> impl Iterator<Item = &Listed> {
        self.front.iter().chain(&self.rest)
    }

    /// Sets the list up anew, as of turn 0, by waits that have changed (by person).
    pub fn set_up_anew(&mut self, waits: &[Wait]) {
        self.now = 0.0;
        self.rest.append(&mut self.front);
        self.rest.iter_mut().for_each(|entry| entry.turn = waits[entry.person as usize].turn());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(turn: f64, person: u32) -> Listed {
        Listed { turn, person, attempts: 0 }
    }

    fn popped(list: &mut ContactList) -> Vec<u32> {
        std::iter::from_fn(|| list.pop()).map(|entry| entry.person).collect()
    }

    fn reweigh(list: &mut ContactList, waits: &mut [Wait], weights: [f64; 4]) {
        waits.iter_mut().zip(weights).for_each(|(wait, weight)| *wait = wait.reweighed(list.now, weight));
        list.set_up_anew(waits);
    }

    #[test]
    fn turns_come_in_order_across_fronts_and_with_late_comers() {
        let mut list = ContactList::default();
        let count = 3 * ContactList::FRONT as u32;
        (0..count).rev().for_each(|person| list.push(entry(f64::from(person * 7919 % count), person)));
        let first = list.pop().unwrap();
        list.push(entry(first.turn + 0.5, count)); // next
        list.push(entry(1e9, count + 1)); // last
        let rest = popped(&mut list);
        assert_eq!((rest[0], rest[rest.len() - 1], rest.len()), (count, count + 1, count as usize + 1));
        let turn = |person: &u32| f64::from(*person * 7919 % count);
        assert!(rest[1..rest.len() - 1].windows(2).all(|pair| turn(&pair[0]) < turn(&pair[1])));
    }

    #[test]
    fn new_weights_spend_what_is_left_and_nobody_of_weight_0_is_called() {
        let mut list = ContactList::default();
        let mut waits: Vec<Wait> = [1.0, 3.0, 4.0, 5.0].into_iter().map(|left| Wait { left, weight: 1.0 }).collect();
        waits.iter().zip(0..).for_each(|(wait, person)| list.push(entry(wait.turn(), person)));
        assert_eq!(list.pop().map(|entry| entry.person), Some(0));
        // From turn 1 on: 1 waits 2, 2 waits 3 at double weight (1.5), 3 waits 4 at half weight (8).
        reweigh(&mut list, &mut waits, [0.0, 1.0, 2.0, 0.5]);
        assert_eq!(popped(&mut list), [2, 1, 3]);
        list.push(entry(1.0, 0));
        reweigh(&mut list, &mut waits, [0.0; 4]);
        assert_eq!(popped(&mut list), [0_u32; 0]);
        reweigh(&mut list, &mut waits, [1.0; 4]);
        assert_eq!(popped(&mut list), [0]);
    }
}
