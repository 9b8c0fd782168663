//! Which facts of a chunk are of which kinds, for folds to read no others.

use crate::journal::{Fact, Kind};

/// The places of a chunk's facts by kind.
#[derive(Clone, Debug)]
pub struct Picks {
    by_kind: [Vec<u32>; Kind::COUNT],
    /// While several kinds are put in order: a bit for each fact of the chunk.
    marks: Vec<u64>,
}

impl Picks {
    pub fn new() -> Picks {
        Picks { by_kind: std::array::from_fn(|_| Vec::new()), marks: Vec::new() }
    }

    /// Deals the facts of a chunk. Nothing is asked of a fact but its kind: kinds come in no order that a processor could foresee.
    pub fn deal(&mut self, facts: &[Fact]) {
        self.by_kind.iter_mut().for_each(Vec::clear);
        for (place, fact) in facts.iter().enumerate() {
            self.by_kind[fact.what.kind() as usize].push(place as u32);
        }
    }

    /// The places of the facts of a kind, rising.
    pub fn of(&self, kind: Kind) -> &[u32] {
        &self.by_kind[kind as usize]
    }

    /// Strikes those facts of a kind that are not to be read.
    pub fn retain(&mut self, kind: Kind, mut is_read: impl FnMut(u32) -> bool) {
        self.by_kind[kind as usize].retain(|place| is_read(*place));
    }

    /// The places of the facts of several kinds, rising.
    pub fn merge(&mut self, kinds: &[Kind], merged: &mut Vec<u32>) {
        merged.clear();
        for place in kinds.iter().flat_map(|kind| &self.by_kind[*kind as usize]) {
            let word = (place / 64) as usize;
            if word >= self.marks.len() {
                self.marks.resize(word + 1, 0);
            }
            self.marks[word] |= 1 << (place % 64);
        }
        for (word, marks) in self.marks.iter_mut().enumerate() {
            let mut left = std::mem::take(marks);
            while left != 0 {
                merged.push(word as u32 * 64 + left.trailing_zeros());
                left &= left - 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::{Channel, Subject, What};
    use crate::pathway::outcomes::Cause;
    use crate::pathway::person::tests::traits;
    use crate::pathway::person::{Category, Population};
    use crate::units::{Day, PersonId};

    fn facts(count: usize) -> Vec<Fact> {
        let what = |place: usize| match place % 3 {
            0 => What::Registered { channel: Channel::Web },
            1 => What::WorkEnded,
            _ => What::Deregistered { cause: Cause::Other },
        };
        let subject = Subject::new(PersonId(0), Population::New, &traits(Day(-9_999), false), Category::Unemployed);
        (0..count).map(|place| Fact { day: Day(0), subject, what: what(place) }).collect()
    }

    #[test]
    fn facts_are_dealt_by_kind_struck_and_merged_in_order() {
        let mut picks = Picks::new();
        let mut merged = Vec::new();
        // A chunk, a longer and a shorter one: nothing is left of the one before.
        for count in [100, 1_000, 5] {
            picks.deal(&facts(count));
            assert_eq!(picks.of(Kind::WorkEnded).len(), (count + 1) / 3);
            assert!(picks.of(Kind::Registered).iter().enumerate().all(|(number, place)| *place as usize == 3 * number));
            picks.retain(Kind::Registered, |place| place % 2 == 0);
            picks.merge(&[Kind::Deregistered, Kind::Registered], &mut merged);
            let expected: Vec<u32> = (0..count as u32).filter(|place| place % 3 == 2 || place % 6 == 0).collect();
            assert_eq!(merged, expected);
        }
    }
}
