//! Daily accrual as a view of the ledger: exact by construction, because it only splits what an entry says.

use crate::engine::workdays::Workdays;
use crate::journal::Entry;
use crate::pathway::payments::Per;
use crate::units::{Day, Sek};

/// How much of an entry accrues from `from` to `to`, both included. A payment by days puts one unit on each working or calendar day
/// from its first on, as far as its units go; one by the month is spread evenly, whole öre at a time, and ends on its last day with all
/// of it. Every other krona accrues on its day.
pub fn accrued(entry: &Entry, from: Day, to: Day, workdays: &Workdays) -> Sek {
    if from <= entry.first && entry.last <= to {
        return entry.amount;
    }
    accrued_until(entry, to, workdays) - accrued_until(entry, from - 1, workdays)
}

fn accrued_until(entry: &Entry, day: Day, workdays: &Workdays) -> Sek {
    if day < entry.first {
        return Sek::ZERO;
    }
    if entry.last <= day {
        return entry.amount;
    }
    let days = day - entry.first + 1;
    let units = match entry.per {
        Per::WorkingDay => workdays.between(entry.first, day),
        Per::CalendarDay => days,
        Per::Month => return Sek::from_ore(entry.amount.ore() * i64::from(days) / i64::from(entry.last - entry.first + 1)),
    };
    entry.per_unit.times(i64::from(units.min(i32::from(entry.units))))
}
