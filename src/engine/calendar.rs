//! Future events in buckets of day and phase: a total order (day, phase, order of scheduling) by construction.

use crate::units::Day;

/// Events of a run that are still to come. `E` is small and `Copy`; a bucket keeps its memory between runs.
#[derive(Debug)]
pub struct Calendar<E> {
    first: Day,
    phases: usize,
    /// By day and phase; one more holds what lies after the last day and never comes.
    buckets: Vec<Vec<E>>,
    /// The bucket being worked on: nothing may be scheduled before it.
    now: usize,
}

impl<E: Copy> Calendar<E> {
    /// For the days `first..=last`, each with `phases` phases.
    pub fn new(first: Day, last: Day, phases: usize) -> Calendar<E> {
        let days = usize::try_from(last - first + 1).expect("the last day does not precede the first");
        Calendar { first, phases, buckets: (0..=days * phases).map(|_| Vec::new()).collect(), now: 0 }
    }

    /// Forgets all events and starts again at the first day.
    pub fn clear(&mut self) {
        self.buckets.iter_mut().for_each(Vec::clear);
        self.now = 0;
    }

    /// Schedules an event; one after the last day never comes, since the run ends before it.
    ///
    /// # Panics
    /// If the event lies before the phase being worked on: an effect would precede its cause.
    #[inline]
    pub fn schedule(&mut self, day: Day, phase: usize, event: E) {
        let days = i64::from(day.0) - i64::from(self.first.0);
        let bucket = days * self.phases as i64 + phase as i64;
        assert!(bucket >= self.now as i64, "an event is scheduled for {day}, phase {phase}, which is past");
        // Without a branch: whether an event comes in the run is anybody's guess.
        let last = self.buckets.len() - 1;
        self.buckets[(bucket as usize).min(last)].push(event);
    }

    /// Takes the events of a day's phase, in the order in which they were scheduled; give them back to [`Calendar::recycle`].
    /// Events scheduled meanwhile for the same phase come with the next call.
    #[inline]
    pub fn take(&mut self, day: Day, phase: usize) -> Vec<E> {
        self.now = (day - self.first) as usize * self.phases + phase;
        std::mem::take(&mut self.buckets[self.now])
    }

    /// Returns a bucket's memory. Whether anything was scheduled for the phase meanwhile.
    pub fn recycle(&mut self, mut events: Vec<E>) -> bool {
        let bucket = &mut self.buckets[self.now];
        if bucket.is_empty() {
            events.clear();
            *bucket = events;
        }
        !bucket.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_come_by_day_phase_and_order_of_scheduling() {
        let mut calendar = Calendar::new(Day(10), Day(12), 2);
        for (day, phase, event) in [(11, 1, 'e'), (10, 1, 'b'), (11, 0, 'd'), (10, 0, 'a'), (10, 1, 'c'), (13, 0, 'z')] {
            calendar.schedule(Day(day), phase, event);
        }
        let mut seen = String::new();
        for day in 10..=12 {
            for phase in 0..2 {
                let events = calendar.take(Day(day), phase);
                seen.extend(&events);
                calendar.recycle(events);
            }
        }
        assert_eq!(seen, "abcde");
    }

    #[test]
    fn an_event_for_the_running_phase_comes_next() {
        let mut calendar = Calendar::new(Day(0), Day(0), 1);
        calendar.schedule(Day(0), 0, 1);
        let first = calendar.take(Day(0), 0);
        calendar.schedule(Day(0), 0, 2);
        assert!(calendar.recycle(first));
        assert_eq!(calendar.take(Day(0), 0), [2]);
    }

    #[test]
    #[should_panic(expected = "which is past")]
    fn the_past_is_closed() {
        let mut calendar = Calendar::new(Day(0), Day(5), 2);
        calendar.take(Day(3), 1);
        calendar.schedule(Day(3), 0, ());
    }
}
